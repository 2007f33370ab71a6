//! What became of entries by the end of the log: taken back, or superseded by another one about the same thing.

use crate::domain::floor::{Floor, StationLog};
use crate::domain::id::EntryId;
use crate::domain::query::superseded::{of_floor, of_station};

/// Pairs of places in the order of entries: an entry, and the one that did it to it.
#[derive(Debug, Default)]
pub(super) struct Pairs(Vec<(u32, u32)>);

impl Pairs {
    /// The place of the entry that did it.
    pub(super) fn by(&self, place: u32) -> Option<u32> {
        let found = self.0.binary_search_by_key(&place, |(entry, _)| *entry).ok()?;
        self.0.get(found).map(|(_, by)| *by)
    }

    /// Places of all entries to which it was done, rising.
    pub(super) fn places(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().map(|(entry, _)| *entry)
    }
}

/// The marks of all entries.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) undone: Pairs,
    pub(super) superseded: Pairs,
    /// Places of entries that are in force in something, until all are known.
    in_force: Vec<u32>,
}

impl Marks {
    /// Marks what undos took back, and what was overridden of groups and times.
    pub(super) fn add_floor(&mut self, floor: &Floor, place: impl Fn(EntryId) -> Option<u32>) {
        let undone = floor.undone.iter();
        self.undone
            .0
            .extend(undone.filter_map(|(entry, by)| Some((place(entry)?, place(by)?))));
        of_floor(floor, &mut |one, by| self.override_with(&place, one, by));
    }

    /// Marks what was overridden at one station.
    pub(super) fn add_station(
        &mut self,
        floor: &Floor,
        log: &StationLog,
        place: impl Fn(EntryId) -> Option<u32>,
    ) {
        of_station(floor, log, &mut |one, by| self.override_with(&place, one, by));
    }

    fn override_with(&mut self, place: impl Fn(EntryId) -> Option<u32>, one: EntryId, by: Option<EntryId>) {
        let Some(one) = place(one) else { return };
        match by {
            Some(by) => self.superseded.0.extend(place(by).map(|by| (one, by))),
            None => self.in_force.push(one),
        }
    }

    /// Makes them findable.
    pub(super) fn sort(&mut self) {
        self.in_force.sort_unstable();
        let in_force = std::mem::take(&mut self.in_force);
        // What is in force in anything is not superseded; of several that override an entry the last one is named.
        let superseded = &mut self.superseded.0;
        superseded.retain(|(one, _)| in_force.binary_search(one).is_err());
        superseded.sort_by_key(|(one, _)| *one);
        superseded.reverse();
        superseded.dedup_by_key(|(one, _)| *one);
        superseded.reverse();
        self.undone.0.sort_unstable();
    }
}
