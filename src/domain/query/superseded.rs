//! What was overridden: sayings that stand in the log and are in force no more, because somebody said something
//! else about the same thing later.
//!
//! Nothing is lost by it: the entry stays, and says by which other one it was superseded.

use crate::domain::fact::NewTimes;
use crate::domain::floor::{Floor, StationLog};
use crate::domain::history::{History, Mark};
use crate::domain::id::EntryId;
use std::collections::{BTreeMap, BTreeSet};

/// Takes an entry with the one that overrides it in one thing; without one, an entry that is in force in something.
pub type Tell<'a> = &'a mut dyn FnMut(EntryId, Option<EntryId>);

/// Each superseded entry with the one that supersedes it. An entry about several things is superseded when every
/// one of them is; it is then named with the last that took a part of it.
pub fn superseded(floor: &Floor) -> BTreeMap<EntryId, EntryId> {
    let mut superseded = BTreeMap::new();
    let mut in_force = BTreeSet::new();
    let mut tell = |one, by: Option<EntryId>| match by {
        Some(by) => _ = superseded.insert(one, by),
        None => _ = in_force.insert(one),
    };
    of_floor(floor, &mut tell);
    for (_, log) in floor.stations() {
        of_station(floor, log, &mut tell);
    }
    superseded.retain(|one, _| !in_force.contains(one));
    superseded
}

/// What was overridden of what was said about groups and times. For whoever has no room for [`superseded`]: what is
/// in force in anything, here or at a station, is not superseded.
pub fn of_floor(floor: &Floor, tell: Tell<'_>) {
    for log in floor.group_logs() {
        for history in log.stays.values() {
            replaced(floor, history, |one, next| one != next, tell);
        }
        replaced(floor, &log.delays, |one, next| one != next, tell);
        replaced(floor, &log.absences, |one, next| one != next, tell);
    }
    retimed(floor, tell);
}

/// What was overridden of what was said about one station.
pub fn of_station(floor: &Floor, log: &StationLog, tell: Tell<'_>) {
    replaced(
        floor,
        &log.places,
        |one, next| is_other_state(one.as_ref(), next.as_ref()),
        tell,
    );
    replaced(
        floor,
        &log.closings,
        |one, next| is_other_state(one.as_ref(), next.as_ref()),
        tell,
    );
    for session in log.sessions.values() {
        replaced(floor, &session.interest, |one, next| one != next, tell);
        replaced(floor, &session.counts, |one, next| one.count != next.count, tell);
    }
}

/// Whether a state that lasts was said anew, and differently.
fn is_other_state<T: PartialEq>(one: Option<&T>, next: Option<&T>) -> bool {
    one.zip(next).is_some_and(|(one, next)| one != next)
}

/// The last saying that stands is in force, and so is every one that said the same; another one is superseded by
/// the last where that `overrides` it. What ends a state in the ordinary way (repaired, opened again) is no override.
fn replaced<T>(floor: &Floor, history: &History<T>, overrides: impl Fn(&T, &T) -> bool, tell: Tell<'_>) {
    let mut standing = history.standing(&floor.undone).rev();
    let Some(last) = standing.next() else { return };
    tell(last.key.id, None);
    for mark in standing {
        let by = overrides(&mark.value, &last.value).then_some(last.key.id);
        tell(mark.key.id, by);
    }
}

/// New times are superseded when every round in them was given other times later.
fn retimed(floor: &Floor, tell: Tell<'_>) {
    let standing: Vec<&Mark<Vec<NewTimes>>> = floor.retimings.standing(&floor.undone).collect();
    for (index, mark) in standing.iter().enumerate() {
        let later = standing.get(index + 1..).unwrap_or_default();
        let by = mark.value.iter().map(|new| {
            let again =
                |other: &&&Mark<Vec<NewTimes>>| other.value.iter().any(|newer| newer.round == new.round);
            later.iter().rev().find(again).map(|other| other.key.id)
        });
        let by: Option<Vec<EntryId>> = by.collect();
        if let Some(last) = by.and_then(|by| by.last().copied()) {
            tell(mark.key.id, Some(last));
        }
    }
}
