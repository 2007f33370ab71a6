//! The revisions of the plan that a log holds, and what a sheet replaces.
//!
//! Every entry that changes who goes where or when makes a revision; the plan as it was opened is revision 1. A
//! revision is looked at as it stood at its end, so that a hold, during which the times drift, has one face.

use super::Unprintable;
use super::sheet::code;
use crate::domain::countdown::Schedule;
use crate::domain::entry::Entry;
use crate::domain::fact::Fact;
use crate::domain::floor::Floor;
use crate::domain::id::EntryId;
use crate::domain::time::EventTime;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The newest revision, and the sheets as they stand in it.
pub(super) struct Edition<K, S> {
    /// The number of the revision, counted from 1.
    pub(super) number: u32,
    /// What of the log concerns the plan.
    pub(super) floor: Floor,
    /// The times as they stand.
    pub(super) schedule: Schedule,
    /// The sheets; with a revision to compare with only those that have changed since.
    pub(super) sheets: BTreeMap<K, Printed<S>>,
}

/// A sheet with what it replaces.
pub(super) struct Printed<S> {
    /// What it says.
    pub(super) sheet: S,
    /// The code of what it says.
    pub(super) code: String,
    /// What the paper in people's hands may say.
    pub(super) before: Before<S>,
}

/// What a sheet replaces.
pub(super) enum Before<S> {
    /// Nothing: it has never said anything else.
    Nothing,
    /// No sheet: this revision had none.
    Lacking(u32),
    /// The sheet of this revision.
    Sheet(u32, S),
}

impl<S> Before<S> {
    /// The sheet that is replaced.
    pub(super) const fn sheet(&self) -> Option<&S> {
        match self {
            Self::Sheet(_, sheet) => Some(sheet),
            Self::Nothing | Self::Lacking(_) => None,
        }
    }
}

/// The sheets of the newest revision up to `now` with what each replaces: its face in revision `since`, or else
/// the last different one.
///
/// # Errors
/// No floor is open up to `now`, or `since` is no earlier revision.
pub(super) fn newest<K: Ord + Clone, S: PartialEq + Serialize>(
    log: &[Entry],
    now: EventTime,
    since: Option<u32>,
    sheets: impl Fn(&Floor, &Schedule) -> BTreeMap<K, S>,
) -> Result<Edition<K, S>, Unprintable> {
    let mut traces = Traces::new(since);
    let mut floor = Floor::default();
    let mut plan = BTreeSet::new();
    let mut number = 0_u32;
    for entry in log.iter().filter(|entry| entry.stamp.at <= now) {
        let is_revision = is_revision(&entry.fact, &floor, &plan);
        if is_revision && number > 0 {
            traces.take(number, sheets(&floor, &Schedule::at(&floor, entry.stamp.at)));
        }
        if is_revision || matches!(entry.fact, Fact::EntryUndone(_) | Fact::FloorOpened(_)) {
            floor.apply(entry);
        }
        if is_revision {
            plan.insert(entry.id);
            number = number.saturating_add(u32::from(number > 0 || floor.day().is_some()));
        }
    }
    if number == 0 {
        return Err(Unprintable::NoFloor);
    }
    if let Some(named) = since.filter(|since| !(1..number).contains(since)) {
        return Err(Unprintable::UnknownRevision {
            named,
            newest: number,
        });
    }
    let schedule = Schedule::at(&floor, now);
    traces.take(number, sheets(&floor, &schedule));
    Ok(Edition {
        number,
        sheets: traces.printed(),
        floor,
        schedule,
    })
}

/// Whether the fact changes who goes where or when; an undo does where what it undoes did, and so does an opening
/// with another description: a rehearsal that is moved in time is opened again with the same.
fn is_revision(fact: &Fact, floor: &Floor, plan: &BTreeSet<EntryId>) -> bool {
    match fact {
        Fact::FloorOpened(opening) => floor.event() != Some(&*opening.event),
        Fact::EntryUndone(undone) => plan.contains(&undone.entry),
        Fact::FloorHeld(_) | Fact::FloorResumed(_) | Fact::EvacuationCalled(_) | Fact::RoundsRetimed(_) => {
            true
        }
        other => other.changes_rotation(),
    }
}

/// The sheets of one revision after the other; only two of each are kept.
struct Traces<K, S> {
    since: Option<u32>,
    /// The sheets of the revision to compare with.
    compared: BTreeMap<K, S>,
    /// The sheets of the last revision, each with the last different one.
    last: BTreeMap<K, (S, Before<S>)>,
    /// Until the second revision nothing is new.
    begun: bool,
}

impl<K: Ord + Clone, S: PartialEq + Serialize> Traces<K, S> {
    const fn new(since: Option<u32>) -> Self {
        Self {
            since,
            compared: BTreeMap::new(),
            last: BTreeMap::new(),
            begun: false,
        }
    }

    fn take(&mut self, number: u32, sheets: BTreeMap<K, S>) {
        let before = number.saturating_sub(1);
        let mut old = std::mem::take(&mut self.last);
        for (key, sheet) in sheets {
            let trace = match old.remove(&key) {
                Some((same, trace)) if same == sheet => trace,
                Some((other, _)) => Before::Sheet(before, other),
                None if self.begun => Before::Lacking(before),
                None => Before::Nothing,
            };
            self.last.insert(key, (sheet, trace));
        }
        self.begun = true;
        if self.since == Some(number) {
            let last = std::mem::take(&mut self.last);
            self.compared = last.into_iter().map(|(key, (sheet, _))| (key, sheet)).collect();
        }
    }

    fn printed(mut self) -> BTreeMap<K, Printed<S>> {
        let since = self.since;
        let last = std::mem::take(&mut self.last).into_iter();
        last.filter_map(|(key, (sheet, before))| {
            let before = match since {
                None => before,
                Some(since) => match self.compared.remove(&key) {
                    Some(same) if same == sheet => return None,
                    Some(other) => Before::Sheet(since, other),
                    None => Before::Lacking(since),
                },
            };
            let code = code(&sheet);
            Some((key, Printed { sheet, code, before }))
        })
        .collect()
    }
}
