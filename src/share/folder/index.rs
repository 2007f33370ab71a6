//! What the logs hold, by name: where each record lies, how far each origin reaches, which names have several
//! contents.
//!
//! Records themselves stay in the files; only those that were read lately and not yet handed out are kept, up
//! to a bound. Law: all of it is a cache that can be thrown away and read anew.

use crate::domain::entry::{Hash, Record};
use crate::domain::fork::Fork;
use crate::domain::frontier::Frontier;
use crate::domain::id::{EntryId, Origin, Seq};
use crate::domain::trade::{Pushed, Twins};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many bytes of records are kept in memory at most.
const KEPT_BYTES: usize = 16 << 20;
/// What a record takes besides its texts, roughly.
const RECORD_BYTES: usize = 200;

/// Where a record lies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Spot {
    /// Which file, by its place in the reader's list.
    pub(super) file: usize,
    /// Where its payload begins, in bytes.
    pub(super) offset: u64,
    /// How long its payload is, in bytes.
    pub(super) length: usize,
}

#[derive(Clone, Copy, Debug)]
struct Content {
    hash: Hash,
    prev: Hash,
    spot: Spot,
}

/// What the logs hold.
#[derive(Debug, Default)]
pub(super) struct Index {
    first: BTreeMap<EntryId, Content>,
    further: BTreeMap<EntryId, Vec<Content>>,
    /// Names of which another content is somewhere, as what follows continues it.
    parted: BTreeSet<EntryId>,
    frontier: Frontier,
    kept: HashMap<Spot, Record>,
    kept_bytes: usize,
}

impl Index {
    /// Takes note of a record; false if this content of its name is known already.
    pub(super) fn add(&mut self, record: Record, spot: Spot) -> bool {
        let (id, hash) = (record.id, record.hash);
        if self.knows(id, hash) {
            return false;
        }
        let content = Content {
            hash,
            prev: record.prev,
            spot,
        };
        if self.first.contains_key(&id) {
            self.further.entry(id).or_default().push(content);
        } else if self.frontier.insert(id) {
            self.first.insert(id, content);
        } else {
            // No number of an entry.
            return false;
        }
        self.look_around(id);
        let bytes = RECORD_BYTES + record.body.len() + record.kind.len() + record.role.len();
        if self.kept_bytes + bytes <= KEPT_BYTES {
            self.kept_bytes += bytes;
            self.kept.insert(spot, record);
        }
        true
    }

    /// Takes note where this name, or the one before it, has a content that is not held.
    fn look_around(&mut self, id: EntryId) {
        let near = |seq| EntryId { seq: Seq(seq), ..id };
        let (before, after) = (near(id.seq.0.saturating_sub(1)), near(id.seq.0.saturating_add(1)));
        for (name, next) in [(before, id), (id, after)] {
            let lacks = |next: &Content| !self.knows(name, next.prev);
            if self.first.contains_key(&name) && self.contents(next).any(lacks) {
                self.parted.insert(name);
            }
        }
    }

    fn contents(&self, id: EntryId) -> impl Iterator<Item = &Content> {
        let further = self.further.get(&id).into_iter().flatten();
        self.first.get(&id).into_iter().chain(further)
    }

    /// Whether this very content is held.
    pub(super) fn knows(&self, id: EntryId, hash: Hash) -> bool {
        self.contents(id).any(|content| content.hash == hash)
    }

    /// The first content that was seen under this name.
    pub(super) fn hash_of(&self, id: EntryId) -> Option<Hash> {
        self.first.get(&id).map(|content| content.hash)
    }

    pub(super) const fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// Which of these records are lacking here, and what is to be told of them.
    pub(super) fn lacking<'r>(&self, records: &'r [Record]) -> (Pushed, Vec<&'r Record>) {
        let mut brought: BTreeMap<EntryId, Vec<Hash>> = BTreeMap::new();
        let mut pushed = Pushed::default();
        let mut lacking = Vec::new();
        // A record whose seal is broken would only be skipped by whoever reads it.
        for record in records.iter().filter(|record| record.is_sealed()) {
            let held = |id: EntryId| {
                let before = brought.get(&id).and_then(|hashes| hashes.first()).copied();
                self.hash_of(id).or(before)
            };
            let before = EntryId {
                origin: record.id.origin,
                seq: Seq(record.id.seq.0.saturating_sub(1)),
            };
            for (id, other) in [(before, record.prev), (record.id, record.hash)] {
                let fork = held(id).filter(|held| *held != other);
                pushed.forks.extend(fork.map(|held| Fork { id, held, other }));
            }
            let new = held(record.id).is_none();
            let hashes = brought.entry(record.id).or_default();
            if !self.knows(record.id, record.hash) && !hashes.contains(&record.hash) {
                hashes.push(record.hash);
                lacking.push(record);
                pushed.added += usize::from(new);
            }
        }
        pushed.forks.sort_unstable();
        pushed.forks.dedup();
        (pushed, lacking)
    }

    /// The last contiguous entry of each origin with its hash.
    pub(super) fn heads(&self) -> Vec<(EntryId, Hash)> {
        let heads = self.frontier.iter().map(|(origin, held)| EntryId {
            origin,
            seq: Seq(held.up_to),
        });
        heads.filter_map(|id| Some((id, self.hash_of(id)?))).collect()
    }

    /// Every content of the names that have several, or of which another one is somewhere.
    pub(super) fn twins(&self) -> Twins {
        let names = self.further.keys().chain(&self.parted);
        names
            .flat_map(|id| self.contents(*id).map(|content| (*id, content.hash)))
            .collect()
    }

    /// Where the records of this stretch lie, in order; of names with several contents the first seen.
    pub(super) fn stretch(&self, origin: Origin, first: u64, last: u64) -> impl Iterator<Item = Spot> + '_ {
        let name = |seq| EntryId {
            origin,
            seq: Seq(seq),
        };
        let range = self.first.range(name(first)..=name(last));
        range.map(|(_, content)| content.spot)
    }

    /// Where all records of an origin lie, every content.
    pub(super) fn all_of(&self, origin: Origin) -> Vec<Spot> {
        let further = self.further.iter().filter(|(id, _)| id.origin == origin);
        self.stretch(origin, 0, u64::MAX)
            .chain(further.flat_map(|(_, contents)| contents.iter().map(|content| content.spot)))
            .collect()
    }

    /// The record there, if it is still in memory.
    pub(super) fn take_kept(&mut self, spot: Spot) -> Option<Record> {
        self.kept.remove(&spot)
    }

    /// Everything that was wanted has been handed out.
    pub(super) fn forget_kept(&mut self) {
        self.kept.clear();
        self.kept_bytes = 0;
    }
}
