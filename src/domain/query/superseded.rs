//! What was overridden: sayings that stand in the log and are in force no more, because somebody said something
//! else about the same thing later.
//!
//! Nothing is lost by it: the entry stays, and says by which other one it was superseded.

use crate::domain::floor::Floor;
use crate::domain::history::{History, Mark};
use crate::domain::id::EntryId;
use std::collections::BTreeMap;

/// Each superseded entry with the one that supersedes it. An entry about several things is superseded when every
/// one of them is; it is then named with the last that took a part of it.
pub fn superseded(floor: &Floor) -> BTreeMap<EntryId, EntryId> {
    let mut found = Found::default();
    for log in floor.group_logs() {
        for history in log.stays.values() {
            found.replaced(floor, history, |_| true);
        }
        found.replaced(floor, &log.delays, |_| true);
        found.replaced(floor, &log.absences, |_| true);
    }
    for (_, log) in floor.stations() {
        found.replaced(floor, &log.places, Option::is_some);
        found.replaced(floor, &log.closings, Option::is_some);
        for session in log.sessions.values() {
            found.replaced(floor, &session.interest, |_| true);
            found.replaced(floor, &session.counts, |_| true);
        }
    }
    found.retimed(floor);
    found.whole()
}

#[derive(Default)]
struct Found {
    by: BTreeMap<EntryId, EntryId>,
    in_force: std::collections::BTreeSet<EntryId>,
}

impl Found {
    /// The last saying that stands is in force; the ones before it that are `sayings` of their own are superseded by
    /// the next one. What ends a state in the ordinary way (repaired, opened again) is no override.
    fn replaced<T>(&mut self, floor: &Floor, history: &History<T>, saying: impl Fn(&T) -> bool) {
        let standing: Vec<&Mark<T>> = history.standing(&floor.undone).collect();
        for pair in standing.windows(2) {
            if let [one, next] = pair
                && saying(&one.value)
                && saying(&next.value)
                && one.key.id != next.key.id
            {
                self.note(one.key.id, next.key.id);
            }
        }
        if let Some(last) = standing.last() {
            self.in_force.insert(last.key.id);
        }
    }

    fn note(&mut self, one: EntryId, by: EntryId) {
        self.by.insert(one, by);
    }

    /// New times are superseded when every round in them was given other times later.
    fn retimed(&mut self, floor: &Floor) {
        let standing: Vec<_> = floor.retimings.standing(&floor.undone).collect();
        for (index, mark) in standing.iter().enumerate() {
            let later = standing.get(index + 1..).unwrap_or_default();
            let by = mark.value.iter().map(|new| {
                let again = |other: &&&Mark<Vec<_>>| {
                    let other: &Mark<Vec<crate::domain::fact::NewTimes>> = other;
                    other.value.iter().any(|newer| newer.round == new.round)
                };
                later.iter().rev().find(again).map(|other| other.key.id)
            });
            let by: Option<Vec<EntryId>> = by.collect();
            if let Some(last) = by.and_then(|by| by.last().copied()) {
                self.note(mark.key.id, last);
            }
        }
    }

    fn whole(mut self) -> BTreeMap<EntryId, EntryId> {
        let in_force = self.in_force;
        self.by.retain(|one, _| !in_force.contains(one));
        self.by
    }
}
