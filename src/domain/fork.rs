//! Two different entries under one name.
//!
//! It happens when a disk was cloned, a backup restored or a file tampered with. Law: neither of the two
//! is ever dropped, and nobody decides silently which one is right.

use super::entry::Hash;
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

/// Under one origin somebody else wrote too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ForkNotice {
    /// The origin.
    pub origin: Origin,
    /// The first number with several contents.
    pub from: Seq,
    /// How many names have several contents.
    pub names: usize,
}

/// What to tell of these twins, by origin.
pub fn notice(twins: &Twins) -> Vec<ForkNotice> {
    let mut by_origin: BTreeMap<Origin, BTreeSet<Seq>> = BTreeMap::new();
    for (id, _) in twins {
        by_origin.entry(id.origin).or_default().insert(id.seq);
    }
    let notices = by_origin.into_iter().filter_map(|(origin, seqs)| {
        seqs.first().map(|from| ForkNotice {
            origin,
            from: *from,
            names: seqs.len(),
        })
    });
    notices.collect()
}
