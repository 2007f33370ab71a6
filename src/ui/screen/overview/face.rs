//! A station as a cell or line shows it: its state and its troubles as marks.

use crate::domain::id::GroupNo;
use crate::domain::query::overview::{Contact, Row};
use crate::domain::query::station::State;
use crate::domain::time::SECOND_MS;
use crate::ui::say;
use crate::ui::theme::Mark;
use std::fmt::Write as _;

/// From this age on the data of a station is called stale, in milliseconds.
const STALE_MS: i64 = 15 * SECOND_MS;
/// How many marks stand beside a number.
const MARKS_MAX: usize = 3;

/// A station as a cell or line shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face<'r, 'a> {
    /// The station.
    pub(super) row: &'r Row<'a>,
    /// Its state.
    pub(super) state: Mark,
    /// What matters most: its first trouble, otherwise its state.
    pub(super) main: Mark,
}

impl<'r, 'a> Face<'r, 'a> {
    pub(super) fn of(row: &'r Row<'a>, warn_before_end_min: &[u16]) -> Self {
        let state = match row.now.state {
            // Out of contact or on paper, nobody knows whether the group is there.
            State::Late | State::NoShow if row.contact.is_silent() => Mark::Unknown,
            _ => say::mark(&row.now, warn_before_end_min),
        };
        let main = row.troubles.first().map_or(state, |trouble| Mark::from(*trouble));
        Self { row, state, main }
    }

    pub(super) fn is_stand(&self) -> bool {
        self.row.now.under == State::Stand
    }

    /// The sign of the state, then those of the troubles that say more.
    pub(super) fn push_signs(&self, out: &mut String) {
        let mut shown = [self.state; MARKS_MAX];
        let mut count = 1;
        for mark in self.row.troubles.iter().map(|trouble| Mark::from(*trouble)) {
            let known = shown.iter().take(count).any(|other| *other == mark);
            if let Some(place) = shown.get_mut(count).filter(|_| !known) {
                *place = mark;
                count += 1;
            }
        }
        out.extend(shown.iter().take(count).map(|mark| mark.sign()));
    }

    /// The group that is here, or is awaited.
    pub(super) fn group(&self) -> Option<GroupNo> {
        let now = &self.row.now;
        let here = now.present.first().map(|present| present.group);
        here.or_else(|| now.awaited.first().copied())
    }

    /// The groups that are here, or are awaited: `32`, `18+19`.
    pub(super) fn push_groups(&self, out: &mut String) {
        let now = &self.row.now;
        let mut sep = "";
        let awaited = now.awaited.iter().filter(|_| now.present.is_empty());
        for group in now.present.iter().map(|present| &present.group).chain(awaited) {
            let _ = write!(out, "{sep}{group}");
            sep = "+";
        }
    }

    /// Whether somebody is here or due, so that a count means something.
    pub(super) fn counts(&self) -> bool {
        self.group().is_some()
    }

    /// Whether a group is here and was counted; of one that is awaited nobody knows how many will come.
    pub(super) fn is_counted(&self) -> bool {
        !self.row.now.present.is_empty()
    }

    /// Pupils and places: `12/12`, or `?/12` where nobody was counted, for unknown is not zero.
    pub(super) fn push_count(&self, out: &mut String) {
        let (count, places) = (self.row.now.head_count(), self.row.now.places());
        if self.is_counted() {
            let _ = write!(out, "{count}/{places}");
        } else if self.counts() {
            let _ = write!(out, "?/{places}");
        }
    }

    /// A bar of `width` cells, as full as the station; dots where nobody was counted.
    pub(super) fn push_gauge(&self, out: &mut String, width: usize) {
        if self.is_counted() {
            push_bar(out, self.row.now.head_count(), self.row.now.places(), width);
        } else {
            out.extend(std::iter::repeat_n('·', width));
        }
    }

    /// The age of the last word, where it is neither fresh nor yet trouble.
    pub(super) fn stale_ms(&self) -> Option<i64> {
        match self.row.contact {
            Contact::Online(age) if age > STALE_MS && !self.is_stand() => Some(age),
            _ => None,
        }
    }
}

/// A bar of `width` cells, as full as `count` of `places`.
fn push_bar(out: &mut String, count: u32, places: u16, width: usize) {
    let places = usize::from(places.max(1));
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    // Somebody is never nobody, and not quite full is never full.
    let full = match count.saturating_mul(width) / places {
        0 if count > 0 => 1,
        full => full.min(width),
    };
    out.extend((0..width).map(|cell| if cell < full { '█' } else { '░' }));
}
