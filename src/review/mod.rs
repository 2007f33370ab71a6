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

mod build;
mod error;
mod filter;
mod index;
mod marks;
mod page;
mod search;
mod source;

pub use error::{Damage, ReviewError, Spot};
pub use filter::{Fate, Filter};
pub use page::{Anchor, Listed, Page, Way};
pub use search::{Search, Words};

use crate::domain::entry::{Key, Record};
use crate::domain::fact::{Fact, Opening};
use crate::domain::floor::Floor;
use crate::domain::id::{EntryId, Origin};
use crate::domain::time::EventTime;
use crate::share::probe::logs_beside;
use build::Build;
use source::{Lines, Store, Table, Which, is_before, is_database};
use std::path::{Path, PathBuf};

/// The day is looked for among so many first entries, before anything else is read.
const GLANCE: usize = 16;

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
    source: Source,
    store: Store,
    build: Build,
    day: Option<Opening>,
    floor_taken: bool,
}

/// What lies under this path.
fn store(path: &Path) -> Result<(Source, Store), ReviewError> {
    if path.extension().is_some_and(|ending| ending == "logs") && path.is_dir() {
        return Ok((Source::Folder, Store::Lines(Lines::logs(path)?)));
    }
    let logs = logs_beside(path);
    if logs.is_dir() && (!path.exists() || is_database(path)?) {
        return Ok((Source::Folder, Store::Lines(Lines::logs(&logs)?)));
    }
    let inner = path.join("replica.db");
    let file = if path.is_dir() { &inner } else { path };
    if file.is_dir() || (path.is_dir() && !file.exists()) {
        return Err(ReviewError::NotALog {
            file: path.to_owned(),
        });
    }
    if !is_database(file)? {
        return Ok((Source::Records, Store::Lines(Lines::records(file)?)));
    }
    let table = Table::open(file)?;
    let source = match table.which() {
        Which::Share => Source::Share,
        Which::Replica => Source::Replica,
    };
    Ok((source, Store::Table(table)))
}

impl Review {
    /// Opens what lies under this path: a `floor.db` or the logs beside it, a replica or its folder, or a file of
    /// records. For a program that does not work with this share or replica itself: looking into the file would drop
    /// its locks.
    ///
    /// # Errors
    /// Nothing lies there, it cannot be read, or it is no log.
    pub fn open(path: &Path) -> Result<Self, ReviewError> {
        let (source, store) = store(path)?;
        let mut review = Self {
            file: path.to_owned(),
            source,
            store,
            build: Build::default(),
            day: None,
            floor_taken: false,
        };
        let first = review.store.around(Anchor::Start, Way::Forward, GLANCE)?;
        let mut facts = first.iter().flatten().map(|record| record.entry().fact);
        review.day = facts.find_map(|fact| match fact {
            Fact::FloorOpened(opening) => Some(opening),
            _ => None,
        });
        Ok(review)
    }

    /// What kind of log it is.
    pub const fn source(&self) -> Source {
        self.source
    }

    /// What was opened.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The day as it was opened last, as far as it was read: known from the first page on.
    pub const fn day(&self) -> Option<&Opening> {
        self.day.as_ref()
    }

    /// How far the index and the floor are.
    pub fn progress(&self) -> Progress {
        let (done, of) = self.build.parts(&self.store);
        Progress {
            entries: self.build.index.len(),
            done,
            of,
            is_complete: self.build.is_done(),
        }
    }

    /// Builds the index and the floor a little further: some 20 ms, longer where everything is sorted.
    ///
    /// # Errors
    /// The log cannot be read any more.
    pub fn work(&mut self) -> Result<Progress, ReviewError> {
        self.store.look_again()?;
        self.build.step(&mut self.store)?;
        if let Some(day) = self.build.floor.day()
            && self.day.as_ref() != Some(&day.opening)
        {
            self.day = Some(day.opening.clone());
        }
        Ok(self.progress())
    }

    fn finish(&mut self) -> Result<(), ReviewError> {
        while !self.work()?.is_complete {}
        Ok(())
    }

    /// Entries in their order. Answers at once also before the index is complete, but of files of lines only from the
    /// start or the end: elsewhere it completes the index first.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn page(&mut self, from: Anchor, way: Way, limit: usize) -> Result<Page, ReviewError> {
        self.store.look_again()?;
        if !self.build.is_done() {
            match self.store.around(from, way, limit.saturating_add(1))? {
                Some(records) => return Ok(early(records, way, limit)),
                None => self.finish()?,
            }
        }
        let from = self.sealed(from);
        let index = &self.build.index;
        let cut = index
            .rows()
            .partition_point(|row| is_before(index.key(row), from, way));
        let (start, end) = match way {
            Way::Forward => (cut, cut.saturating_add(limit).min(index.len())),
            Way::Back => (cut.saturating_sub(limit), cut),
        };
        let more = match way {
            Way::Forward => end < index.len(),
            Way::Back => start > 0,
        };
        let places = (start..end).filter_map(|place| u32::try_from(place).ok());
        Ok(Page {
            entries: self.listed(places)?,
            more,
            first: Some(start),
        })
    }

    /// Looks further for what a search wants: some 10 ms; whether it is done. A search waits for the index.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn look(&mut self, search: &mut Search, words: &dyn Words) -> Result<bool, ReviewError> {
        if self.build.is_done() && !search.is_done() {
            self.store.look_again()?;
            let event = self.day.as_ref().map(|day| &*day.event);
            search.step(&self.build, event, &mut self.store, words)?;
        }
        Ok(search.is_done())
    }

    /// What a search has found, from this place among its findings on, in the order of entries.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn hits(&mut self, search: &Search, first: usize, limit: usize) -> Result<Vec<Listed>, ReviewError> {
        self.store.look_again()?;
        let hits = search.found().iter().copied().skip(first).take(limit);
        self.listed(hits)
    }

    /// How many of the entries that a search has found so far stand before a page that goes forwards from this
    /// anchor.
    pub fn rank(&self, search: &Search, anchor: Anchor) -> usize {
        let anchor = self.sealed(anchor);
        search.found().partition_point(|place| {
            let row = self.build.index.at(*place);
            row.is_some_and(|row| is_before(self.build.index.key(row), anchor, Way::Forward))
        })
    }

    /// One entry by the name under which it stands, once the index is complete.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn entry(&mut self, id: EntryId) -> Result<Option<Listed>, ReviewError> {
        if !self.build.is_done() {
            return Ok(None);
        }
        self.store.look_again()?;
        let place = self.build.place(id);
        Ok(self.listed(place)?.pop())
    }

    /// The place of an entry in the order, for an anchor; once the index is complete.
    pub fn key(&self, id: EntryId) -> Option<Key> {
        if !self.build.is_done() {
            return None;
        }
        let row = self.build.index.at(self.build.place(id)?)?;
        Some(self.build.index.key(row))
    }

    /// The floor that all entries fold to, without a log of its own; once the index is complete and as long as
    /// nobody has taken it.
    pub fn floor(&self) -> Option<&Floor> {
        (self.build.is_done() && !self.floor_taken).then_some(&self.build.floor)
    }

    /// Hands the floor over: where it is shown, it is moved through the day there.
    pub fn take_floor(&mut self) -> Option<Floor> {
        self.floor()?;
        self.floor_taken = true;
        Some(std::mem::take(&mut self.build.floor))
    }

    /// When the first and the last entry happened, as far as entries were read.
    pub fn span(&self) -> Option<(EventTime, EventTime)> {
        self.build.index.span()
    }

    /// Every kind of entry that was read, with how many there are.
    pub fn kinds(&self) -> Vec<(String, usize)> {
        let kinds = self.build.index.kinds().iter();
        kinds.map(|kind| (kind.name.clone(), kind.count)).collect()
    }

    /// Every device that wrote, with how many entries.
    pub fn origins(&self) -> Vec<(Origin, usize)> {
        self.build.index.origins().to_vec()
    }

    /// Rows and lines that are no records, as far as they were read.
    pub fn damages(&self) -> &[Damage] {
        &self.build.damages
    }

    /// The anchor under the name that was sealed: in the order of the index there are no others.
    fn sealed(&self, anchor: Anchor) -> Anchor {
        match anchor {
            Anchor::Entry(key) => Anchor::Entry(self.key(key.id).unwrap_or(key)),
            other => other,
        }
    }

    /// The entries at these places as a reader sees them; those that are there no more are left out.
    fn listed(&mut self, places: impl IntoIterator<Item = u32>) -> Result<Vec<Listed>, ReviewError> {
        let Self { build, store, .. } = self;
        let mut listed = Vec::new();
        for place in places {
            let Some(record) = build.load(store, place)? else {
                continue;
            };
            let entry = build.standing.entry(&record);
            let by = |place: Option<u32>| place.and_then(|place| build.name(place));
            let about = match entry.fact.about().and_then(|about| build.place(about)) {
                Some(place) => build.entry(store, place)?.map(Box::new),
                None => None,
            };
            listed.push(Listed {
                undone_by: by(build.marks.undone.by(place)),
                superseded_by: by(build.marks.superseded.by(place)),
                is_twin: build.standing.has_several(record.id),
                entry,
                record,
                about,
            });
        }
        Ok(listed)
    }
}

/// A page without an index, of records of which there is one more than wanted where more follows.
fn early(mut records: Vec<Record>, way: Way, limit: usize) -> Page {
    let more = records.len() > limit;
    match way {
        Way::Forward => records.truncate(limit),
        Way::Back => drop(records.drain(..records.len().saturating_sub(limit))),
    }
    let listed = records.into_iter().map(|record| Listed {
        entry: record.entry(),
        record,
        undone_by: None,
        superseded_by: None,
        is_twin: false,
        about: None,
    });
    Page {
        entries: listed.collect(),
        more,
        first: None,
    }
}
