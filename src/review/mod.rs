//! A whole log, opened for reading only: pages, filters, free text, and the floor that it folds to.
//!
//! Lives here: reading of every kind of log ([`Source`]: a share, a replica, a file of records), the compact index
//! over it, searches, marks of what was undone or superseded. May not live here: screens, words for people (the
//! caller brings them as [`Words`]), threads, clocks, anything that writes.
//!
//! How it is driven: [`Review::open`] shows its first page at once. [`Review::work`] builds the index and the floor in
//! short steps; whoever owns the review (one thread) answers pages and searches between two of them. When the
//! index is complete the floor can be taken out with [`Review::take_floor`] and shown at any moment of the day.
//!
//! Laws: nothing is ever written, nor left beside what is read; a million entries cost 36 bytes each besides the floor,
//! and are never held decoded; a row or line that is no record is told ([`Review::damages`]) and leaves the others as
//! they are.

mod error;
mod filter;
mod page;
mod search;

pub use error::{Damage, ReviewError, Spot};
pub use filter::{Fate, Filter};
pub use page::{Anchor, Listed, Page, Way};
pub use search::{Search, Words};

use crate::domain::entry::Key;
use crate::domain::fact::Opening;
use crate::domain::floor::Floor;
use crate::domain::id::{EntryId, Origin};
use crate::domain::time::EventTime;
use std::path::{Path, PathBuf};

/// What kind of log was opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A share in one file.
    Share,
    /// A share of one log for each device.
    Folder,
    /// The replica of a device.
    Replica,
    /// A file of records, one a line.
    Records,
}

/// How far the index and the floor are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// How many entries were read so far.
    pub entries: usize,
    /// Parts done, out of `of`.
    pub done: u64,
    /// Parts in all; never 0.
    pub of: u64,
    /// Everything is built: searches, marks and the floor are complete.
    pub is_complete: bool,
}

/// An open log.
#[derive(Debug)]
pub struct Review {
    file: PathBuf,
}

impl Review {
    /// Opens what lies under this path: a `floor.db` or the logs beside it, a replica or its folder, or a file of
    /// records.
    ///
    /// # Errors
    /// Nothing lies there, it cannot be read, or it is no log.
    pub fn open(path: &Path) -> Result<Self, ReviewError> {
        Ok(Self {
            file: path.to_owned(),
        })
    }

    /// What kind of log it is.
    pub const fn source(&self) -> Source {
        Source::Share
    }

    /// What was opened.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The day as it was opened last, as far as it was read: known from the first page on.
    pub fn day(&self) -> Option<&Opening> {
        None
    }

    /// How far the index and the floor are.
    pub fn progress(&self) -> Progress {
        Progress {
            entries: 0,
            done: 0,
            of: 1,
            is_complete: false,
        }
    }

    /// Builds the index and the floor a little further: some 20 ms.
    ///
    /// # Errors
    /// The log cannot be read any more, or is no log at all.
    pub fn work(&mut self) -> Result<Progress, ReviewError> {
        Ok(self.progress())
    }

    /// Entries in their order. Answers at once also before the index is complete; of files of lines, only from the
    /// start or the end.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn page(&mut self, _from: Anchor, _way: Way, _limit: usize) -> Result<Page, ReviewError> {
        Ok(Page::default())
    }

    /// Looks further for what a search wants: some 10 ms; whether it is done. A search waits for the index.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn look(&mut self, search: &mut Search, _words: &dyn Words) -> Result<bool, ReviewError> {
        Ok(search.is_done())
    }

    /// What a search has found, from this place among its findings on, in the order of entries.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn hits(
        &mut self,
        _search: &Search,
        _first: usize,
        _limit: usize,
    ) -> Result<Vec<Listed>, ReviewError> {
        Ok(Vec::new())
    }

    /// How many of the entries that a search has found so far stand before this anchor.
    pub fn rank(&self, _search: &Search, _anchor: Anchor) -> usize {
        0
    }

    /// One entry by its name, once the index is complete.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn entry(&mut self, _id: EntryId) -> Result<Option<Listed>, ReviewError> {
        Ok(None)
    }

    /// The place of an entry in the order, for an anchor; once the index is complete.
    pub fn key(&self, _id: EntryId) -> Option<Key> {
        None
    }

    /// The floor that all entries fold to, without a log of its own; once the index is complete and as long as
    /// nobody has taken it.
    pub fn floor(&self) -> Option<&Floor> {
        None
    }

    /// Hands the floor over: where it is shown, it is moved through the day there.
    pub fn take_floor(&mut self) -> Option<Floor> {
        None
    }

    /// When the first and the last entry happened, as far as entries were read.
    pub fn span(&self) -> Option<(EventTime, EventTime)> {
        None
    }

    /// Every kind of entry that was read, with how many there are.
    pub fn kinds(&self) -> Vec<(String, usize)> {
        Vec::new()
    }

    /// Every device that wrote, with how many entries.
    pub fn origins(&self) -> Vec<(Origin, usize)> {
        Vec::new()
    }

    /// Rows and lines that are no records, as far as they were read.
    pub fn damages(&self) -> &[Damage] {
        &[]
    }
}
