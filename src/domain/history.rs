//! A history: every value ever said about one thing, in the order of entries.
//!
//! Because each saying keeps its place in that order, adding them in any sequence gives the same
//! history, and undo needs no memory of what was there before: the value is the last saying that
//! stands. What was overridden is still there to be shown.

use super::entry::{Entry, Key};
use super::id::{EntryId, Role};
use super::time::EventTime;
use std::collections::BTreeMap;

/// One saying about something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark<T> {
    /// Its place in the order of entries.
    pub key: Key,
    /// When it happened.
    pub at: EventTime,
    /// In which part it was said.
    pub role: Role,
    /// What was said.
    pub value: T,
}

impl<T> Mark<T> {
    /// What this entry says about something.
    pub const fn of(entry: &Entry, value: T) -> Self {
        Self {
            key: entry.key(),
            at: entry.at,
            role: entry.role,
            value,
        }
    }
}

/// Everything said about one thing, in the order of entries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct History<T>(Vec<Mark<T>>);

impl<T> Default for History<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> History<T> {
    /// Puts a saying in its place; a repeat changes nothing.
    pub fn add(&mut self, mark: Mark<T>) {
        match self.0.last() {
            Some(last) if last.key >= mark.key => {
                if let Err(place) = self.0.binary_search_by(|m| m.key.cmp(&mark.key)) {
                    self.0.insert(place, mark);
                }
            }
            _ => self.0.push(mark),
        }
    }

    /// The sayings that were not undone, in order.
    pub fn standing<'a>(&'a self, undone: &'a Undone) -> impl DoubleEndedIterator<Item = &'a Mark<T>> + 'a {
        self.0.iter().filter(|mark| !undone.has(mark.key.id))
    }

    /// The last saying that was not undone.
    pub fn last<'a>(&'a self, undone: &Undone) -> Option<&'a Mark<T>> {
        self.0.iter().rev().find(|mark| !undone.has(mark.key.id))
    }

    /// Every saying, also those undone.
    pub fn all(&self) -> &[Mark<T>] {
        &self.0
    }
}

/// How deep undos of undos are followed.
const UNDO_DEPTH_MAX: u8 = 64;

/// Which entries are undone at the moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Undone(BTreeMap<EntryId, Vec<EntryId>>);

impl Undone {
    /// Takes note that `by` undoes `entry`.
    pub fn note(&mut self, entry: EntryId, by: EntryId) {
        let undos = self.0.entry(entry).or_default();
        if let Err(place) = undos.binary_search(&by) {
            undos.insert(place, by);
        }
    }

    /// Whether an undo of this entry stands, that is, was not undone itself.
    pub fn has(&self, entry: EntryId) -> bool {
        !self.0.is_empty() && self.stands(entry, UNDO_DEPTH_MAX)
    }

    // The depth bound ends cycles, which only a forged log can contain, in the same way on every replica.
    fn stands(&self, entry: EntryId, depth: u8) -> bool {
        let Some(deeper) = depth.checked_sub(1) else {
            return false;
        };
        self.0
            .get(&entry)
            .is_some_and(|undos| undos.iter().any(|undo| !self.stands(*undo, deeper)))
    }
}
