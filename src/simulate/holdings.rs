//! What a replica or a share holds: one content for each name, and the further ones beside it.

use crate::domain::entry::{Hash, Record};
use crate::domain::fork::Fork;
use crate::domain::frontier::{Frontier, Stretch};
use crate::domain::id::{EntryId, Origin, Seq};
use crate::domain::trade::Twins;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Which of several contents stands for a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rule {
    /// The one with the smallest hash: the same everywhere.
    Smallest,
    /// The one that came first.
    First,
}

/// What became of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Taken {
    /// Its name was new.
    Added,
    /// It was held already.
    Known,
    /// Another content of a name.
    Twin,
}

/// Records by name.
#[derive(Clone, Debug)]
pub(super) struct Holdings {
    rule: Rule,
    rows: BTreeMap<EntryId, Rc<Record>>,
    others: BTreeMap<(EntryId, Hash), Rc<Record>>,
    frontier: Frontier,
    twins: Twins,
    sum: u64,
}

impl Holdings {
    pub(super) fn new(rule: Rule) -> Self {
        Self {
            rule,
            rows: BTreeMap::new(),
            others: BTreeMap::new(),
            frontier: Frontier::default(),
            twins: Twins::new(),
            sum: 0,
        }
    }

    pub(super) const fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    pub(super) const fn twins(&self) -> &Twins {
        &self.twins
    }

    /// A sum over every content, in whatever order they came: equal where the same is held.
    pub(super) const fn sum(&self) -> u64 {
        self.sum
    }

    pub(super) fn take(&mut self, record: &Rc<Record>) -> Taken {
        let taken = self.put(record);
        if taken != Taken::Known {
            self.note_partings(record);
            let first = record.hash.0.first_chunk().copied().unwrap_or_default();
            self.sum ^= u64::from_be_bytes(first);
        }
        taken
    }

    fn put(&mut self, record: &Rc<Record>) -> Taken {
        let (id, hash) = (record.id, record.hash);
        let Some(held) = self.rows.get_mut(&id) else {
            self.rows.insert(id, Rc::clone(record));
            self.frontier.insert(id);
            return Taken::Added;
        };
        if held.hash == hash || self.others.contains_key(&(id, hash)) {
            return Taken::Known;
        }
        self.twins.extend([(id, held.hash), (id, hash)]);
        let stands = self.rule == Rule::Smallest && hash < held.hash;
        let beside = if stands {
            std::mem::replace(held, Rc::clone(record))
        } else {
            Rc::clone(record)
        };
        self.others.insert((id, beside.hash), beside);
        Taken::Twin
    }

    /// A chain that continues another content than is held tells of one that is lacking.
    fn note_partings(&mut self, record: &Record) {
        let seq = record.id.seq.0;
        let neighbour = |seq| EntryId {
            origin: record.id.origin,
            seq: Seq(seq),
        };
        let before = neighbour(seq.saturating_sub(1));
        let after = neighbour(seq.saturating_add(1));
        let mut known: Vec<(EntryId, Hash)> =
            self.contents(after).map(|next| (record.id, next.prev)).collect();
        known.push((before, record.prev));
        for (id, hash) in known {
            if self.rows.contains_key(&id) && !self.has(id, hash) {
                let held: Vec<(EntryId, Hash)> = self.contents(id).map(|held| (id, held.hash)).collect();
                self.twins.extend(held);
            }
        }
    }

    /// Whether this content is held.
    pub(super) fn has(&self, id: EntryId, hash: Hash) -> bool {
        self.rows.get(&id).is_some_and(|held| held.hash == hash) || self.others.contains_key(&(id, hash))
    }

    /// The content with this hash.
    pub(super) fn content(&self, id: EntryId, hash: Hash) -> Option<&Rc<Record>> {
        let standing = self.rows.get(&id).filter(|held| held.hash == hash);
        standing.or_else(|| self.others.get(&(id, hash)))
    }

    /// Every content of a name.
    pub(super) fn contents(&self, id: EntryId) -> impl Iterator<Item = &Rc<Record>> {
        let others = self.others.range((id, Hash([0; 32]))..=(id, Hash([u8::MAX; 32])));
        self.rows.get(&id).into_iter().chain(others.map(|(_, r)| r))
    }

    /// A name of which another content is known elsewhere and none like it is held.
    pub(super) fn fork(&self, id: EntryId, other: Hash) -> Option<Fork> {
        let held = self.rows.get(&id)?.hash;
        let stranger = held != other && !self.others.contains_key(&(id, other));
        stranger.then_some(Fork { id, held, other })
    }

    /// A fork that shows because the record continues another one than is held.
    pub(super) fn fork_before(&self, record: &Record) -> Option<Fork> {
        let before = EntryId {
            origin: record.id.origin,
            seq: Seq(record.id.seq.0.saturating_sub(1)),
        };
        self.fork(before, record.prev)
    }

    /// The last of each origin without a gap, with its hash.
    pub(super) fn heads(&self) -> Vec<(EntryId, Hash)> {
        let head = |(origin, held): (Origin, &crate::domain::frontier::Held)| {
            let seq = Seq(held.up_to);
            let id = EntryId { origin, seq };
            self.rows.get(&id).map(|record| (id, record.hash))
        };
        self.frontier.iter().filter_map(head).collect()
    }

    /// What stands for these names, at most `limit`, and whether there was more.
    pub(super) fn get(&self, stretches: &[Stretch], limit: usize) -> (Vec<Record>, bool) {
        let mut records = Vec::new();
        for (origin, first, last) in stretches {
            let name = |seq| EntryId {
                origin: *origin,
                seq: Seq(seq),
            };
            for (_, record) in self.rows.range(name(*first)..=name(*last)) {
                if records.len() >= limit {
                    return (records, true);
                }
                records.push((**record).clone());
            }
        }
        (records, false)
    }

    /// Every content of every name of this origin.
    pub(super) fn all_of(&self, origin: Origin) -> Vec<Record> {
        let of = |record: &&Rc<Record>| record.id.origin == origin;
        self.all().filter(of).map(|record| (**record).clone()).collect()
    }

    /// Every content of every name.
    pub(super) fn all(&self) -> impl Iterator<Item = &Rc<Record>> {
        self.rows.values().chain(self.others.values())
    }

    /// What stands for each name.
    pub(super) fn standing(&self) -> impl Iterator<Item = &Rc<Record>> {
        self.rows.values()
    }

    /// What is held beside it.
    pub(super) fn others(&self) -> impl Iterator<Item = &Rc<Record>> {
        self.others.values()
    }
}
