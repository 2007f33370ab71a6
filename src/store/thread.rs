//! The thread that alone touches the database.

use super::{Arrived, Loaded, Merged, Reply, Saved, StoreError, file, form, heal, log, write};
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
    Append(Vec<Record>, Reply<Saved>),
    Merge(Vec<Record>, Reply<Merged>),
    Compare(Vec<(EntryId, Hash)>, Reply<Vec<Fork>>),
    Since(i64, Reply<Arrived>),
    All(Reply<Vec<Record>>),
    AllOf(Origin, Reply<Vec<Record>>),
    Twins(Reply<Twins>),
    Get(Vec<Stretch>, usize, Reply<Vec<Record>>),
    Frontier(Reply<Frontier>),
    Rename(Reply<Pen>),
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
            Self::All(done) | Self::AllOf(_, done) | Self::Get(_, _, done) => done(Err(gone)),
            Self::Twins(done) => done(Err(gone)),
            Self::Frontier(done) => done(Err(gone)),
            Self::Rename(done) => done(Err(gone)),
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
    twins: Twins,
    /// Own records that could not be written yet.
    queued: Vec<Record>,
    /// How many entries arrived since the log was packed.
    unpacked: i64,
    /// What was told of entries does not stand any more: everything is told anew when it is asked for.
    anew: bool,
    /// The file was made anew while it was open; its own name is not the one under which entries come in.
    healed: bool,
}

impl Worker {
    pub(super) fn open(dir: &Path) -> Result<(Self, Loaded), StoreError> {
        let (lock, opened) = file::open(dir)?;
        let worker = Self {
            db: opened.db,
            _lock: lock,
            file: opened.file,
            origin: opened.loaded.pen.origin,
            safe: Seq(opened.loaded.pen.last_seq),
            frontier: opened.loaded.frontier.clone(),
            twins: opened.loaded.twins.clone(),
            queued: Vec::new(),
            unpacked: opened.unpacked,
            anew: false,
            healed: false,
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
            Request::Compare(heads, done) => done(self.read(|db| write::compare(db, &heads))),
            Request::Since(arrival, done) => done(self.since(arrival)),
            Request::All(done) => done(self.sealed(log::all)),
            Request::AllOf(origin, done) => done(self.sealed(|db| log::all_of(db, origin))),
            Request::Get(stretches, limit, done) => done(self.sealed(|db| log::get(db, &stretches, limit))),
            Request::Twins(done) => done(Ok(self.twins.clone())),
            Request::Frontier(done) => done(Ok(self.frontier.clone())),
            Request::Rename(done) => done(self.rename()),
        }
    }

    fn sql<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|source| StoreError::from_sql(&self.file, source))
    }

    /// Reads; of a file that shows its damage now, what can be saved of it.
    fn read<T>(&mut self, read: impl Fn(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        match self.sql(read(&self.db)) {
            Err(StoreError::Damaged { source, .. }) => {
                self.heal(&source)?;
                self.sql(read(&self.db))
            }
            result => result,
        }
    }

    /// Reads records that go elsewhere: one whose seal is broken is taken out of the log instead.
    fn sealed(
        &mut self,
        read: impl Fn(&Connection) -> rusqlite::Result<Vec<Record>>,
    ) -> Result<Vec<Record>, StoreError> {
        let records = self.read(&read)?;
        if records.iter().all(Record::is_sealed) {
            return Ok(records);
        }
        tracing::error!("a record in the replica is broken; it is kept aside");
        let taken = write::take_broken_out(&mut self.db);
        self.sql(taken)?;
        self.look_again()?;
        self.read(&read)
    }

    /// After records were taken out: what is held, and that everything is told anew.
    fn look_again(&mut self) -> Result<(), StoreError> {
        let records = self.read(log::all)?;
        self.frontier = records.iter().map(|record| record.id).collect();
        self.twins = self.read(log::twins)?;
        self.anew = true;
        Ok(())
    }

    /// The file is damaged: a new one is made of what can still be read of it. What is queued stays queued.
    fn heal(&mut self, why: &rusqlite::Error) -> Result<(), StoreError> {
        tracing::error!(%why, "the replica is damaged");
        let nothing = self.sql(Connection::open_in_memory())?;
        drop(std::mem::replace(&mut self.db, nothing));
        heal::rebuild(&self.file)?;
        let opened = file::reopen(&self.file)?;
        self.db = opened.db;
        self.origin = opened.loaded.pen.origin;
        self.frontier = opened.loaded.frontier;
        self.twins = opened.loaded.twins;
        self.unpacked = opened.unpacked;
        self.anew = true;
        self.healed = true;
        Ok(())
    }

    fn append(&mut self, records: Vec<Record>) -> Result<Saved, StoreError> {
        self.queued.extend(records);
        let mut written = write::Written::default();
        if !self.queued.is_empty() {
            written = match self.write_queue() {
                Err(StoreError::Damaged { source, .. }) => {
                    self.heal(&source)?;
                    self.write_queue()?
                }
                written => written?,
            };
            log::note(&mut self.frontier, &self.queued);
            let written_seqs = self.queued.iter().map(|record| record.id.seq);
            self.safe = written_seqs.fold(self.safe, Seq::max);
            self.queued.clear();
            self.wrote(written)?;
        }
        Ok(Saved {
            up_to: self.safe,
            rekey: written.rekey || self.healed,
            anew: self.anew,
        })
    }

    fn write_queue(&mut self) -> Result<write::Written, StoreError> {
        let written = write::append(&mut self.db, &self.queued, self.origin, &self.twins);
        self.sql(written)
    }

    /// Takes note of what was written.
    fn wrote(&mut self, written: write::Written) -> Result<(), StoreError> {
        let added = i64::try_from(written.added).unwrap_or(i64::MAX);
        self.unpacked = self.unpacked.saturating_add(added);
        if written.twins {
            self.twins = self.read(log::twins)?;
        }
        self.anew |= written.anew;
        Ok(())
    }

    fn merge(&mut self, records: Vec<Record>) -> Result<Merged, StoreError> {
        let merged = write::merge(&mut self.db, records, self.origin, &self.twins);
        let (merged, written) = match self.sql(merged) {
            Err(StoreError::Damaged { source, file }) => {
                // Whoever brought the records brings them again, to the new file.
                self.heal(&source)?;
                return Err(StoreError::Damaged { source, file });
            }
            merged => merged?,
        };
        log::note(&mut self.frontier, &merged.added);
        self.wrote(written)?;
        Ok(merged)
    }

    fn since(&mut self, arrival: i64) -> Result<Arrived, StoreError> {
        let anew = self.anew;
        let from = if anew { 0 } else { arrival };
        let arrived = self.read(|db| {
            let standing = log::standing(db)?;
            let mut entries = Vec::new();
            let last = log::entries_since(db, from, &standing, &mut entries)?;
            Ok(Arrived { entries, last, anew })
        })?;
        if anew || !self.anew {
            self.anew = false;
            return Ok(arrived);
        }
        // The file was made anew on the way.
        self.since(arrival)
    }

    fn rename(&mut self) -> Result<Pen, StoreError> {
        if !self.queued.is_empty() {
            self.append(Vec::new())?;
        }
        let origin = heal::random_origin()?;
        self.sql(form::put_origin(&self.db, origin))?;
        self.origin = origin;
        self.safe = Seq(0);
        self.healed = false;
        Ok(Pen::new(origin))
    }
}
