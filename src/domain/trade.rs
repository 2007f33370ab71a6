//! What replicas and shares hand to each other: plain values, so that the exchange can be planned, tested
//! and simulated without a database or a file.

use super::entry::{Hash, Record};
use super::fork::Fork;
use super::frontier::Frontier;
use super::id::EntryId;
use super::presence::Presence;
use std::collections::BTreeSet;

/// Every content that is held of each name that has more than one: equal sets on two sides mean that both hold
/// the same of them. A name has more than one also where only the `prev` of the entry after it tells of the
/// other: otherwise a chain of which a part is lacking would look whole by its head.
pub type Twins = BTreeSet<(EntryId, Hash)>;

/// What a share shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pulled {
    /// Everything that it holds.
    pub frontier: Frontier,
    /// The last contiguous entry of each origin with its hash: another hash here than in the replica is
    /// a fork.
    pub heads: Vec<(EntryId, Hash)>,
    /// Records that were lacking.
    pub records: Vec<Record>,
    /// Whether more are lacking than were read.
    pub more: bool,
    /// Rows that were lacking here and cannot be read as records.
    pub unreadable: usize,
    /// Every content of the names that have several there.
    pub twins: Twins,
    /// Every device that ever wrote, by origin.
    pub devices: Vec<Presence>,
    /// Random name of this very share: another one means that it was replaced.
    pub epoch: String,
    /// Which floor it is for, once somebody has said so; see [`super::opening::floor_name`].
    pub floor: Option<String>,
}

/// What became of a parcel.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pushed {
    /// How many records were new to the share.
    pub added: usize,
    /// Names with two contents; the other content is kept in the share as well.
    pub forks: Vec<Fork>,
    /// What the share holds now.
    pub frontier: Frontier,
}

/// What taking records into a replica did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Merged {
    /// Records that were new here, in the order given; further contents of a name among them.
    pub added: Vec<Record>,
    /// Names with two contents; both are kept and both are folded.
    pub forks: Vec<Fork>,
    /// Records whose seal is broken; kept aside, not in the log.
    pub broken: Vec<EntryId>,
    /// Whether this replica should write under another name from now on: somebody else wrote, or writes, under
    /// its own, and this one is the younger of the two.
    pub rekey: bool,
}
