//! Where a page begins, and what stands on it.

use crate::domain::entry::{Entry, Key, Record};
use crate::domain::id::EntryId;
use crate::domain::time::EventTime;

/// From where a page goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Before the first entry.
    Start,
    /// Behind the last entry.
    End,
    /// An entry, not included.
    Entry(Key),
    /// A moment: forwards from the first entry written at it or later, backwards from the last one before it.
    Time(EventTime),
}

/// In which direction a page goes from its anchor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Towards later entries.
    Forward,
    /// Towards earlier entries.
    Back,
}

/// One entry as a reader sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// The entry, under the name at which it stands in the floor.
    pub entry: Entry,
    /// The record as it was sealed.
    pub record: Record,
    /// Which undo takes it back at the end of the log; `None` before the index is complete.
    pub undone_by: Option<EntryId>,
    /// Which later entry stands in its place at the end of the log; `None` before the index is complete.
    pub superseded_by: Option<EntryId>,
    /// Its name has several contents.
    pub is_twin: bool,
    /// The entry of which it speaks (undone, received, accepted, closed), as far as it is held; `None` before the
    /// index is complete.
    pub about: Option<Box<Entry>>,
}

/// Entries in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    /// The entries, always in the order of entries, whichever way the page goes.
    pub entries: Vec<Listed>,
    /// There is more in the direction of the page.
    pub more: bool,
    /// The place of the first one among all entries, from 0; `None` before the index is complete.
    pub first: Option<usize>,
}
