//! This device as a writer: its replica, its pen, and what it has written but not yet safely.
//!
//! Law: nothing is shown as recorded before the replica has said that it is durable. An entry that could
//! not be saved stays in line and is tried again; it is never dropped and never pretended.

use crate::domain::entry::{Entry, Moment, Pen, Record};
use crate::domain::fact::Fact;
use crate::domain::floor::Floor;
use crate::domain::id::{Origin, Role, Seq};
use crate::domain::time::EventTime;
use crate::store::{Loaded, Replica, StoreError, Why};
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

/// So many entries may wait for a disk that does not take them before more are refused.
const UNSAVED_MAX: usize = 500;

/// This device as a writer.
pub struct Device {
    replica: Arc<Replica>,
    pen: Pen,
    role: Role,
    unsaved: VecDeque<Entry>,
    arrival: i64,
    told: Option<&'static str>,
}

/// What people are told of a replica that did not come back as it was left: the key of the sentence.
fn told(loaded: &Loaded) -> Option<&'static str> {
    match (&loaded.rebuilt, loaded.renamed.map(|renamed| renamed.why)) {
        (Some(_), _) => Some("replica-rebuilt"),
        (None, Some(Why::Copied)) => Some("replica-copied"),
        (None, Some(Why::Forked)) => Some("replica-renamed"),
        (None, None) => None,
    }
}

impl Device {
    /// Opens the replica in this folder and folds what it holds.
    pub fn open(dir: &Path, role: Role) -> Result<(Self, Floor), StoreError> {
        let (replica, loaded) = Replica::open(dir)?;
        let told = told(&loaded);
        let Loaded {
            pen,
            entries,
            arrival,
            ..
        } = loaded;
        let floor = Floor::of_log(entries);
        let device = Self {
            replica: Arc::new(replica),
            pen,
            role,
            unsaved: VecDeque::new(),
            arrival,
            told,
        };
        Ok((device, floor))
    }

    /// The name under which it writes.
    pub const fn origin(&self) -> Origin {
        self.pen.origin
    }

    /// In which part it writes.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Writes in another part from now on.
    pub const fn speak_as(&mut self, role: Role) {
        self.role = role;
    }

    /// The number of its last entry, durable or not.
    pub const fn last_seq(&self) -> u64 {
        self.pen.last_seq
    }

    /// What people are to be told of its replica, once: the key of the sentence.
    pub const fn take_told(&mut self) -> Option<&'static str> {
        self.told.take()
    }

    /// Its replica, for the exchange.
    pub const fn replica(&self) -> &Arc<Replica> {
        &self.replica
    }

    /// How far it has read what arrived in its replica.
    pub const fn arrival(&self) -> i64 {
        self.arrival
    }

    /// Takes note of how far it has read.
    pub const fn read_up_to(&mut self, arrival: i64) {
        self.arrival = arrival;
    }

    /// Writes under another name from now on, after everything that it wrote before. Only while nothing is
    /// unsaved.
    pub fn take_pen(&mut self, pen: Pen) {
        let before = self.pen.last_stamp;
        self.pen = pen;
        self.pen.last_stamp = self.pen.last_stamp.max(before);
    }

    /// Takes note of entries from elsewhere, so that what is written next sorts after them.
    pub fn see(&mut self, entries: &[Entry], now: EventTime) {
        for entry in entries {
            self.pen.see(entry.stamp, now);
        }
    }

    /// Whether so much waits for the disk that no more is taken.
    pub fn is_clogged(&self) -> bool {
        self.unsaved.len() >= UNSAVED_MAX
    }

    /// Seals facts as the next entries of this device; they are recorded once [`Self::saved`] says so.
    pub fn seal(&mut self, facts: &[Fact], moment: Moment) -> Vec<Record> {
        let records: Vec<Record> = facts
            .iter()
            .map(|fact| self.pen.write(fact, moment, self.role))
            .collect();
        self.unsaved.extend(records.iter().map(Record::entry));
        records
    }

    /// Whether something waits for the disk.
    pub fn has_unsaved(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// The replica has made everything up to this number durable: these entries are recorded now.
    pub fn saved(&mut self, up_to: Seq) -> Vec<Entry> {
        let count = self
            .unsaved
            .iter()
            .take_while(|entry| entry.id.seq <= up_to)
            .count();
        self.unsaved.drain(..count).collect()
    }
}
