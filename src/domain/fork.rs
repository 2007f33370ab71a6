//! Several contents under one name.
//!
//! It happens when a disk was cloned, a backup restored or a file tampered with. Every content is kept, and
//! every one is folded: nobody decides silently which one is right.
//!
//! The content with the smallest hash keeps the name in the fold. Each further one, a *twin*, stands under an
//! [`alias`] made from its hash, so that the names of entries stay unique. What the entries of one chain say
//! of each other stays within that chain: an undo takes back what its own writer wrote, not what the clone
//! wrote under the same name.
//!
//! Law: where what is held is the same, every content of every name, it stands under the same names,
//! whatever the order of arrival.

use super::entry::{Entry, Hash, Record};
use super::id::{EntryId, Origin, Seq};
use super::trade::Twins;
use std::collections::{BTreeMap, BTreeSet};

/// One name, two contents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fork {
    /// The name that both carry.
    pub id: EntryId,
    /// The hash of the one that is held.
    pub held: Hash,
    /// The hash that somebody else knows under this name.
    pub other: Hash,
}

/// What people are told of an origin under which two laptops wrote.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ForkNotice {
    /// The origin.
    pub origin: Origin,
    /// The first number with several contents.
    pub from: Seq,
    /// How many numbers have several.
    pub names: usize,
}

/// One notice for each origin that has names with several contents.
pub fn notice(twins: &Twins) -> Vec<ForkNotice> {
    let names: BTreeSet<EntryId> = twins.iter().map(|(id, _)| *id).collect();
    let mut notices: Vec<ForkNotice> = Vec::new();
    for id in names {
        match notices.last_mut() {
            Some(last) if last.origin == id.origin => last.names += 1,
            _ => notices.push(ForkNotice {
                origin: id.origin,
                from: id.seq,
                names: 1,
            }),
        }
    }
    notices
}

/// The name under which this content stands in the fold when another one keeps its own name.
pub fn alias(record: &Record) -> EntryId {
    alias_of(record.id, record.hash)
}

fn alias_of(id: EntryId, hash: Hash) -> EntryId {
    let first = hash.0.first_chunk().copied().unwrap_or_default();
    EntryId {
        origin: Origin(u64::from_be_bytes(first)),
        seq: id.seq,
    }
}

/// A content by its name and hash, with the hash that it continues.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Link {
    /// Its name.
    pub id: EntryId,
    /// Its hash.
    pub hash: Hash,
    /// The hash of the origin's entry before it.
    pub prev: Hash,
}

impl Link {
    /// The link of this record.
    pub const fn of(record: &Record) -> Self {
        Self {
            id: record.id,
            hash: record.hash,
            prev: record.prev,
        }
    }
}

/// Under which names contents stand in the fold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Of each name with several contents the one that keeps it.
    first: BTreeMap<EntryId, Hash>,
    /// Alias → the content that it means, also of those that keep their name.
    meant: BTreeMap<EntryId, (EntryId, Hash)>,
    /// What each content of an origin with such names continues.
    prev: BTreeMap<(EntryId, Hash), Hash>,
}

impl Standing {
    /// Derived from every content of the origins that have names with several; other origins may be left out.
    pub fn of(links: impl IntoIterator<Item = Link>) -> Self {
        let prev: BTreeMap<(EntryId, Hash), Hash> = links
            .into_iter()
            .map(|link| ((link.id, link.hash), link.prev))
            .collect();
        let mut standing = Self::default();
        let mut contents = prev.keys().copied().peekable();
        while let Some((id, hash)) = contents.next() {
            let follows = contents.peek().is_some_and(|(next, _)| *next == id);
            if follows {
                standing.first.entry(id).or_insert(hash);
            }
            if standing.first.contains_key(&id) {
                standing.meant.insert(alias_of(id, hash), (id, hash));
            }
        }
        standing.prev = prev;
        standing
    }

    /// Whether every entry stands under its own name.
    pub fn is_plain(&self) -> bool {
        self.first.is_empty()
    }

    /// Whether this name has several contents.
    pub fn has_several(&self, id: EntryId) -> bool {
        self.first.contains_key(&id)
    }

    /// The name under which this content stands.
    pub fn name(&self, id: EntryId, hash: Hash) -> EntryId {
        match self.first.get(&id) {
            Some(first) if *first != hash => alias_of(id, hash),
            _ => id,
        }
    }

    /// Whether this is the alias of a content that does not keep its name.
    pub fn is_alias(&self, name: EntryId) -> bool {
        self.meant
            .get(&name)
            .is_some_and(|(id, hash)| self.first.get(id) != Some(hash))
    }

    /// Puts a record under the name at which it stands, and what it says of another entry likewise. Its seal
    /// does not hold afterwards: this is for the fold only.
    pub fn stand(&self, record: &mut Record) {
        if self.is_plain() {
            return;
        }
        let mut fact = record.entry().fact;
        if let Some(about) = fact.about() {
            let meant = self.meant_by(record, about);
            if meant != about {
                fact.set_about(meant);
                record.body = fact.body();
            }
        }
        record.id = self.name(record.id, record.hash);
    }

    /// The entry of this record as it stands.
    pub fn entry(&self, record: &Record) -> Entry {
        if self.is_plain() {
            return record.entry();
        }
        let mut record = record.clone();
        self.stand(&mut record);
        record.entry()
    }

    /// The name under which stands what this record means by `about`: in its own chain the entry that its
    /// writer had written; elsewhere the one that keeps the name.
    fn meant_by(&self, record: &Record, about: EntryId) -> EntryId {
        if let Some((id, hash)) = self.meant.get(&about) {
            return self.name(*id, *hash);
        }
        if about.origin == record.id.origin
            && self.first.contains_key(&about)
            && let Some(hash) = self.ancestor(record, about.seq)
        {
            return self.name(about, hash);
        }
        about
    }

    /// The content with this number from which the record's chain comes, as far as the chain is held.
    fn ancestor(&self, record: &Record, seq: Seq) -> Option<Hash> {
        let mut at = record.id;
        let mut prev = record.prev;
        while at.seq > seq {
            at.seq = Seq(at.seq.0.checked_sub(1)?);
            let before = self.prev.get(&(at, prev))?;
            if at.seq == seq {
                return Some(prev);
            }
            prev = *before;
        }
        None
    }
}

/// The entries of these records as they stand; every content of a name that has several must be among them.
pub fn entries(records: &[Record]) -> Vec<Entry> {
    let standing = Standing::of(records.iter().map(Link::of));
    records.iter().map(|record| standing.entry(record)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::{Moment, Pen};
    use crate::domain::fact::{Fact, Held, Reason, Undone};
    use crate::domain::id::Role;
    use crate::domain::time::EventTime;

    fn write(pen: &mut Pen, fact: &Fact, device_ms: i64) -> Record {
        let now = EventTime::hms(9, 0, 0);
        let moment = Moment {
            now,
            at: now,
            device_ms,
        };
        pen.write(fact, moment, Role::Coordinator)
    }

    const fn held(reason: Reason) -> Fact {
        Fact::FloorHeld(Held { reason })
    }

    #[test]
    fn an_undo_stays_in_the_chain_of_its_writer() {
        let mut one = Pen::new(Origin(7));
        let common = write(&mut one, &held(Reason::Drill), 0);
        let mut two = one.clone();
        let mut records = vec![common];
        for (pen, device_ms) in [(&mut one, 1), (&mut two, 2)] {
            let said = write(pen, &held(Reason::Drill), device_ms);
            let undo = Fact::EntryUndone(Undone { entry: said.id });
            records.extend([said, write(pen, &undo, device_ms)]);
        }
        let entries = entries(&records);
        let names: BTreeSet<EntryId> = entries.iter().map(|entry| entry.id).collect();
        assert_eq!(names.len(), 5, "names are unique");
        for (said, undo) in [(1, 2), (3, 4)] {
            assert_eq!(entries[undo].fact.about(), Some(entries[said].id));
        }
        let own = entries.iter().filter(|entry| entry.id.origin == Origin(7));
        assert_eq!(own.count(), 3, "one of two keeps each name");
    }

    #[test]
    fn what_is_said_of_an_alias_means_the_content_whatever_it_is_called() {
        let mut one = Pen::new(Origin(7));
        let mut two = one.clone();
        let said = [
            write(&mut one, &held(Reason::Drill), 1),
            write(&mut two, &held(Reason::Drill), 2),
        ];
        let mut other = Pen::new(Origin(9));
        let undo = |pen: &mut Pen, record: &Record| {
            let entry = alias(record);
            write(pen, &Fact::EntryUndone(Undone { entry }), 3)
        };
        let undos = [undo(&mut other, &said[0]), undo(&mut other, &said[1])];
        let entries = entries(&[said, undos].concat());
        assert_eq!(entries[2].fact.about(), Some(entries[0].id));
        assert_eq!(entries[3].fact.about(), Some(entries[1].id));
    }

    #[test]
    fn a_notice_counts_names_and_begins_at_the_first() {
        let id = |origin, seq| EntryId {
            origin: Origin(origin),
            seq: Seq(seq),
        };
        let twins: Twins = [
            (id(7, 5), 1),
            (id(7, 5), 2),
            (id(7, 6), 3),
            (id(7, 6), 4),
            (id(9, 1), 5),
            (id(9, 1), 6),
        ]
        .map(|(id, byte)| (id, Hash([byte; 32])))
        .into();
        let told: Vec<_> = notice(&twins)
            .iter()
            .map(|n| (n.origin.0, n.from.0, n.names))
            .collect();
        assert_eq!(told, [(7, 5, 2), (9, 1, 1)]);
    }
}
