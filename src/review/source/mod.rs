//! What a log is read from, in one shape: rows of a database or lines of files.
//!
//! A [`Store`] hands every record out once ([`Store::scan`]), in the order in which it lies there, and finds one again
//! by its spot ([`Store::load`]). Until there is an index, [`Store::around`] answers for pages.

mod lines;
mod opening;
mod row;
mod table;

pub(super) use lines::Lines;
pub(super) use opening::Which;
pub(super) use table::{Table, is_before};

use super::error::{Damage, ReviewError};
use super::page::{Anchor, Way};
use crate::domain::entry::{Entry, Record};
use crate::domain::fact::Fact;
use crate::domain::id::{EntryId, Role};
use crate::domain::time::{EventTime, Stamp};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// A record as it goes by: only what the index and the floor need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a> {
    /// Where it lies.
    pub(super) spot: u32,
    pub(super) id: EntryId,
    pub(super) stamp: Stamp,
    pub(super) at: EventTime,
    pub(super) role: &'a str,
    pub(super) kind: &'a str,
    pub(super) body: &'a str,
}

impl<'a> Seen<'a> {
    /// This record at its spot.
    pub(super) fn of(record: &'a Record, spot: u32) -> Self {
        Self {
            spot,
            id: record.id,
            stamp: record.stamp,
            at: record.at,
            role: &record.role,
            kind: &record.kind,
            body: &record.body,
        }
    }

    /// The entry in it. A role of a newer version reads as an organiser's.
    pub(super) fn entry(&self) -> Entry {
        Entry {
            id: self.id,
            stamp: self.stamp,
            at: self.at,
            role: self.role.parse().unwrap_or(Role::Organiser),
            fact: Fact::read(self.kind, self.body),
        }
    }
}

/// What takes records as they go by.
pub(super) trait Taker {
    /// Takes one; false where there is no room for it.
    fn take(&mut self, seen: &Seen<'_>) -> bool;
    /// Takes note of what is no record.
    fn miss(&mut self, damage: Damage);
}

/// How far a scan is: parts done and parts in all.
pub(super) type Parts = (u64, u64);

/// Something that records are read from.
#[derive(Debug)]
pub(super) enum Store {
    /// A database: a share or a replica.
    Table(Table),
    /// Files of lines: the logs of a share, or records.
    Lines(Lines),
}

impl Store {
    /// Looks whether somebody has begun to use what was read as it lay there; to be called before each answer.
    pub(super) fn look_again(&mut self) -> Result<(), ReviewError> {
        match self {
            Self::Table(table) => table.look_again(),
            Self::Lines(_) => Ok(()),
        }
    }

    /// Reads some records more, from where the last call stopped; whether there are more.
    pub(super) fn scan(&mut self, limit: usize, taker: &mut dyn Taker) -> Result<bool, ReviewError> {
        match self {
            Self::Table(table) => table.scan(limit, taker),
            Self::Lines(lines) => lines.scan(limit, taker),
        }
    }

    /// How far the scan is.
    pub(super) fn parts(&self) -> Parts {
        match self {
            Self::Table(table) => table.parts(),
            Self::Lines(lines) => lines.parts(),
        }
    }

    /// About how many records there are in all; the nearer, the more were read.
    pub(super) fn expected(&self, read: usize) -> usize {
        match self {
            Self::Table(table) => table.expected(),
            Self::Lines(lines) => lines.expected(read),
        }
    }

    /// The record at a spot; `None` if it is there no more.
    pub(super) fn load(&mut self, spot: u32, id: EntryId) -> Result<Option<Record>, ReviewError> {
        match self {
            Self::Table(table) => table.load(spot, id),
            Self::Lines(lines) => lines.load(spot, id),
        }
    }

    /// Hands the kind and the body of the record at a spot to `read`; `None` if it is there no more.
    pub(super) fn body<T>(
        &mut self,
        spot: u32,
        id: EntryId,
        read: impl FnOnce(&str, &str) -> T,
    ) -> Result<Option<T>, ReviewError> {
        match self {
            Self::Table(table) => table.body(spot, read),
            Self::Lines(lines) => {
                let record = lines.load(spot, id)?;
                Ok(record.map(|record| read(&record.kind, &record.body)))
            }
        }
    }

    /// The records around an anchor without an index, at least `limit` where there are so many, in order; `None` where
    /// that would take a reading of everything.
    pub(super) fn around(
        &mut self,
        from: Anchor,
        way: Way,
        limit: usize,
    ) -> Result<Option<Vec<Record>>, ReviewError> {
        match (self, from, way) {
            (Self::Table(table), _, _) => table.around(from, way, limit).map(Some),
            (Self::Lines(lines), Anchor::Start, Way::Forward) => lines.edge(Way::Forward, limit).map(Some),
            (Self::Lines(lines), Anchor::End, Way::Back) => lines.edge(Way::Back, limit).map(Some),
            (Self::Lines(_), _, _) => Ok(None),
        }
    }
}

/// Whether a file is a database by its first bytes.
pub(super) fn is_database(file: &Path) -> Result<bool, ReviewError> {
    let mut head = [0; 16];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut head));
    match read {
        Ok(()) => Ok(head == *b"SQLite format 3\0"),
        Err(short) if short.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(source) => Err(unreadable(file, source)),
    }
}

/// What the system says of a file.
pub(super) fn unreadable(file: &Path, source: std::io::Error) -> ReviewError {
    let file = file.to_owned();
    match source.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => ReviewError::Missing { file },
        _ => ReviewError::Unreadable { file, source },
    }
}
