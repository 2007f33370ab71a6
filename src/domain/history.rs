//! A history: every value ever said about one thing, in the order of entries.
//!
//! Because each saying keeps its place in that order, adding them in any sequence gives the same
//! history, and undo needs no memory of what was there before: the value is the last saying that
//! stands. What was overridden is still there to be shown.
//!
//! Every question is asked with an [`Undone`], which also says up to which moment is looked: the floor of 10:31
//! is the floor of today seen through a cutoff, not another floor.

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
        self.0.iter().filter(|mark| undone.lets(mark))
    }

    /// The last saying that was not undone.
    pub fn last<'a>(&'a self, undone: &Undone) -> Option<&'a Mark<T>> {
        self.0.iter().rev().find(|mark| undone.lets(mark))
    }

    /// Every saying, also those undone.
    pub fn all(&self) -> &[Mark<T>] {
        &self.0
    }
}

/// How deep undos of undos are followed.
const UNDO_DEPTH_MAX: u8 = 64;

/// Which entries are undone at a moment, and that moment: what happened later is not seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undone {
    by: BTreeMap<EntryId, Vec<(EntryId, EventTime)>>,
    until: EventTime,
}

impl Default for Undone {
    fn default() -> Self {
        Self {
            by: BTreeMap::new(),
            until: EventTime(i64::MAX),
        }
    }
}

impl Undone {
    /// Takes note that this entry undoes `entry`.
    pub fn note(&mut self, entry: EntryId, by: &Entry) {
        let undos = self.by.entry(entry).or_default();
        if let Err(place) = undos.binary_search_by_key(&by.id, |(id, _)| *id) {
            undos.insert(place, (by.id, by.at));
        }
    }

    /// Looks only at what happened up to this moment.
    pub(super) const fn set_until(&mut self, until: EventTime) {
        self.until = until;
    }

    /// The moment up to which is looked.
    pub const fn until(&self) -> EventTime {
        self.until
    }

    /// Whether a saying had happened and stands.
    pub fn lets<T>(&self, mark: &Mark<T>) -> bool {
        mark.at <= self.until && !self.has(mark.key.id)
    }

    /// Whether an undo of this entry stands, that is, was not undone itself.
    pub fn has(&self, entry: EntryId) -> bool {
        !self.by.is_empty() && self.stands(entry, UNDO_DEPTH_MAX)
    }

    /// Which entry undid this one, if one stands.
    pub fn undoer(&self, entry: EntryId) -> Option<EntryId> {
        let undos = self.by.get(&entry)?;
        let stands = |(undo, at): &&(EntryId, EventTime)| *at <= self.until && !self.has(*undo);
        undos.iter().find(stands).map(|(undo, _)| *undo)
    }

    /// Every entry that is undone, with the undo that stands.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, EntryId)> + '_ {
        self.by
            .keys()
            .filter_map(|entry| Some((*entry, self.undoer(*entry)?)))
    }

    // The depth bound ends cycles, which only a forged log can contain, in the same way on every replica.
    fn stands(&self, entry: EntryId, depth: u8) -> bool {
        let Some(deeper) = depth.checked_sub(1) else {
            return false;
        };
        let undoes = |(undo, at): &(EntryId, EventTime)| *at <= self.until && !self.stands(*undo, deeper);
        self.by.get(&entry).is_some_and(|undos| undos.iter().any(undoes))
    }
}
