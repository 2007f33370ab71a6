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
            found.replaced(floor, history, |one, next| one != next);
        }
        found.replaced(floor, &log.delays, |one, next| one != next);
        found.replaced(floor, &log.absences, |one, next| one != next);
    }
    for (_, log) in floor.stations() {
        found.replaced(floor, &log.places, |one, next| {
            next.is_some() && one.is_some_and(|one| Some(one) != *next)
        });
        found.replaced(floor, &log.closings, |one, next| {
            next.is_some() && one.is_some_and(|one| Some(one) != *next)
        });
        for session in log.sessions.values() {
            found.replaced(floor, &session.interest, |one, next| one != next);
            found.replaced(floor, &session.counts, |one, next| one.count != next.count);
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
    /// The last saying that stands is in force, and so is every one that said the same; another one is superseded by
    /// the next that `overrides` it. What ends a state in the ordinary way (repaired, opened again) is no override.
    fn replaced<T>(&mut self, floor: &Floor, history: &History<T>, overrides: impl Fn(&T, &T) -> bool) {
        let mut in_force: Option<&Mark<T>> = None;
        for mark in history.standing(&floor.undone).rev() {
            match in_force {
                Some(last) if overrides(&mark.value, &last.value) => self.note(mark.key.id, last.key.id),
                Some(_) => _ = self.in_force.insert(mark.key.id),
                None => {
                    self.in_force.insert(mark.key.id);
                    in_force = Some(mark);
                }
            }
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
