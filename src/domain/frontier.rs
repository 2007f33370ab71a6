//! Which entries a replica holds: per origin the numbers up to the first missing one, and what it holds
//! beyond that gap.
//!
//! Law: the merge of frontiers is a join (commutative, associative, idempotent), and what is asked for
//! is always the first missing number, never "after the highest": a hole cannot hide.

use super::id::{EntryId, Origin, Seq};
use std::collections::{BTreeMap, BTreeSet};

/// Entries of one origin in a row: the origin, the first number and the last.
pub type Stretch = (Origin, u64, u64);

/// The numbers held of one origin.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Held {
    /// Every number from 1 up to this one is held.
    pub up_to: u64,
    /// Numbers held beyond the first missing one.
    pub beyond: BTreeSet<u64>,
}

impl Held {
    fn contains(&self, seq: u64) -> bool {
        seq <= self.up_to || self.beyond.contains(&seq)
    }

    fn insert(&mut self, seq: u64) -> bool {
        if self.contains(seq) {
            return false;
        }
        if seq == self.up_to + 1 {
            self.up_to = seq;
            while self.beyond.remove(&(self.up_to + 1)) {
                self.up_to += 1;
            }
        } else {
            self.beyond.insert(seq);
        }
        true
    }

    /// How many entries are held.
    pub fn count(&self) -> u64 {
        self.up_to + u64::try_from(self.beyond.len()).unwrap_or(u64::MAX)
    }
}

/// Origin → what is held of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frontier(BTreeMap<Origin, Held>);

impl Frontier {
    /// Whether this entry is held.
    pub fn contains(&self, id: EntryId) -> bool {
        self.0.get(&id.origin).is_some_and(|held| held.contains(id.seq.0))
    }

    /// Takes note of an entry; false if it was held already or is not a number of an entry.
    pub fn insert(&mut self, id: EntryId) -> bool {
        id.seq.0 > 0 && self.0.entry(id.origin).or_default().insert(id.seq.0)
    }

    /// The first number of this origin that is not held.
    pub fn first_missing(&self, origin: Origin) -> Seq {
        Seq(self.0.get(&origin).map_or(1, |held| held.up_to.saturating_add(1)))
    }

    /// Every origin with what is held of it, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Origin, &Held)> + '_ {
        self.0.iter().map(|(origin, held)| (*origin, held))
    }

    /// Takes note of everything held of one origin at once.
    pub fn hold(&mut self, origin: Origin, held: Held) {
        self.join(&Self(BTreeMap::from([(origin, held)])));
    }

    /// What is held of this origin.
    pub fn held(&self, origin: Origin) -> Option<&Held> {
        self.0.get(&origin)
    }

    /// How many entries are held in all.
    pub fn count(&self) -> u64 {
        self.0.values().map(Held::count).sum()
    }

    /// Adds everything the other holds.
    pub fn join(&mut self, other: &Self) {
        for (origin, theirs) in &other.0 {
            let mine = self.0.entry(*origin).or_default();
            mine.up_to = mine.up_to.max(theirs.up_to);
            mine.beyond.extend(&theirs.beyond);
            while mine.beyond.remove(&(mine.up_to + 1)) {
                mine.up_to += 1;
            }
            mine.beyond = mine.beyond.split_off(&(mine.up_to + 1));
        }
    }

    /// Entries held here and not there, as ranges of numbers (first, last) in order.
    pub fn beyond<'a>(&'a self, there: &'a Self) -> impl Iterator<Item = Stretch> + 'a {
        self.0.iter().flat_map(move |(origin, mine)| {
            let none = Held::default();
            let theirs = there.0.get(origin).unwrap_or(&none).clone();
            let mut ranges = Vec::new();
            let mut from = theirs.up_to + 1;
            for held in theirs.beyond.range(from..=mine.up_to.max(from)) {
                if from < *held && from <= mine.up_to {
                    ranges.push((*origin, from, (held - 1).min(mine.up_to)));
                }
                from = held + 1;
            }
            if from <= mine.up_to {
                ranges.push((*origin, from, mine.up_to));
            }
            ranges.extend(
                mine.beyond
                    .iter()
                    .filter(|seq| !theirs.contains(**seq))
                    .map(|seq| (*origin, *seq, *seq)),
            );
            ranges
        })
    }
}

impl FromIterator<EntryId> for Frontier {
    fn from_iter<I: IntoIterator<Item = EntryId>>(ids: I) -> Self {
        let mut frontier = Self::default();
        for id in ids {
            frontier.insert(id);
        }
        frontier
    }
}
