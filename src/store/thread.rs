//! The thread that alone touches the database.

use super::{Loaded, Merged, Reply, StoreError, file, log};
use crate::domain::entry::{Hash, Pen, Record};
use crate::domain::fork::Fork;
use crate::domain::frontier::{Frontier, Stretch};
use crate::domain::id::{EntryId, Origin, Seq};
use crate::domain::trade::Twins;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// So many entries that arrived since the log was packed are worth packing it anew.
const UNPACKED_MAX: i64 = 1_000;
/// So long nobody must have asked for anything.
const QUIET: Duration = Duration::from_secs(4);

/// What can be asked of the replica.
pub(super) enum Request {
    Append(Vec<Record>, Reply<Seq>),
    Merge(Vec<Record>, Reply<Merged>),
    Compare(Vec<(EntryId, Hash)>, Reply<Vec<Fork>>),
    Since(i64, Reply<(Vec<Record>, i64)>),
    Get(Vec<Stretch>, usize, Reply<Vec<Record>>),
    Frontier(Reply<Frontier>),
    Rename(Reply<Pen>),
    Twins(Reply<Twins>),
    AllOf(Origin, Reply<Vec<Record>>),
}

impl Request {
    /// Answers that nobody is there any more.
    pub(super) fn refuse(self) {
        let gone = StoreError::Closed;
        match self {
            Self::Append(_, done) => done(Err(gone)),
            Self::Merge(_, done) => done(Err(gone)),
            Self::Compare(_, done) => done(Err(gone)),
            Self::Since(_, done) => done(Err(gone)),
            Self::Get(_, _, done) | Self::AllOf(_, done) => done(Err(gone)),
            Self::Frontier(done) => done(Err(gone)),
            Self::Rename(done) => done(Err(gone)),
            Self::Twins(done) => done(Err(gone)),
        }
    }
}

/// The database with what the thread remembers about it.
pub(super) struct Worker {
    /// Before the lock, so that the file is closed before another program may open it.
    db: Connection,
    _lock: file::Lock,
    file: PathBuf,
    origin: Origin,
    safe: Seq,
    frontier: Frontier,
    /// Own records that could not be written yet.
    queued: Vec<Record>,
    /// How many entries arrived since the log was packed.
    unpacked: i64,
}

impl Worker {
    pub(super) fn open(dir: &Path) -> Result<(Self, Loaded), StoreError> {
        let opened = file::open(dir)?;
        let worker = Self {
            db: opened.db,
            _lock: opened.lock,
            file: opened.file,
            origin: opened.loaded.pen.origin,
            safe: Seq(opened.loaded.pen.last_seq),
            frontier: opened.loaded.frontier.clone(),
            queued: Vec::new(),
            unpacked: opened.unpacked,
        };
        Ok((worker, opened.loaded))
    }

    /// Answers until nobody can ask any more; then makes one last try for what is queued.
    pub(super) fn run(mut self, queue: &Receiver<Request>) {
        while let Some(request) = self.next(queue) {
            self.answer(request);
        }
        if !self.queued.is_empty() {
            drop(self.append(Vec::new()));
        }
        if self.unpacked >= UNPACKED_MAX {
            self.pack();
        }
    }

    /// The next request; packs the log in a quiet moment, when there is much to pack.
    fn next(&mut self, queue: &Receiver<Request>) -> Option<Request> {
        if self.unpacked >= UNPACKED_MAX {
            match queue.recv_timeout(QUIET) {
                Ok(request) => return Some(request),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => self.pack(),
            }
        }
        queue.recv().ok()
    }

    /// A pack only saves time: without one the rows are read.
    fn pack(&mut self) {
        self.unpacked = 0;
        log::repack(&self.db).ok();
    }

    fn answer(&mut self, request: Request) {
        match request {
            Request::Append(records, done) => done(self.append(records)),
            Request::Merge(records, done) => done(self.merge(records)),
            Request::Compare(heads, done) => done(self.sql(log::compare(&self.db, &heads))),
            Request::Since(arrival, done) => done(self.sql(log::since(&self.db, arrival))),
            Request::Get(stretches, limit, done) => done(self.sql(log::get(&self.db, &stretches, limit))),
            Request::Frontier(done) => done(Ok(self.frontier.clone())),
            Request::Rename(done) => done(self.rename()),
            Request::Twins(done) => done(self.sql(log::twins(&self.db))),
            Request::AllOf(origin, done) => done(self.sql(log::all_of(&self.db, origin))),
        }
    }

    fn sql<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|source| StoreError::from_sql(&self.file, source))
    }

    fn append(&mut self, records: Vec<Record>) -> Result<Seq, StoreError> {
        self.queued.extend(records);
        if self.queued.is_empty() {
            return Ok(self.safe);
        }
        let written = log::append(&mut self.db, &self.queued);
        let forked = self.sql(written)?;
        log::note(&mut self.frontier, &self.queued);
        self.arrived(self.queued.len());
        let own = self
            .queued
            .iter()
            .filter(|record| record.id.origin == self.origin);
        self.safe = own.map(|record| record.id.seq).fold(self.safe, Seq::max);
        self.queued.clear();
        forked.map_or(Ok(self.safe), |id| Err(StoreError::Forked { id }))
    }

    fn arrived(&mut self, count: usize) {
        self.unpacked = self
            .unpacked
            .saturating_add(i64::try_from(count).unwrap_or(i64::MAX));
    }

    fn merge(&mut self, records: Vec<Record>) -> Result<Merged, StoreError> {
        let merged = log::merge(&mut self.db, records, self.origin);
        let merged = self.sql(merged)?;
        log::note(&mut self.frontier, &merged.added);
        self.arrived(merged.added.len());
        Ok(merged)
    }

    fn rename(&mut self) -> Result<Pen, StoreError> {
        let origin = file::random_origin()?;
        self.sql(file::put_origin(&self.db, origin))?;
        self.origin = origin;
        self.safe = Seq(0);
        Ok(Pen::new(origin))
    }
}
