//! The words between the exchange and whoever takes its steps.

#[cfg(doc)]
use super::turn::{PULL_STEP, Trader};
use crate::domain::entry::{Hash, Record};
use crate::domain::frontier::{Frontier, Stretch};
use crate::domain::id::{EntryId, Origin};
use crate::domain::trade::Twins;

/// What is to be done next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Read the share's clock; answer with [`Trader::clock_read`].
    ReadClock,
    /// Say that this device is alive; answer with [`Trader::announced`].
    Announce,
    /// Pull at most [`PULL_STEP`] records that the replica lacks; answer with [`Trader::pulled`].
    Pull,
    /// Take these into the replica; answer with [`Trader::merged`].
    Merge(Vec<Record>),
    /// Compare these heads with the replica; answer with [`Trader::compared`].
    Compare(Vec<(EntryId, Hash)>),
    /// Push these from the replica; answer with [`Trader::pushed`].
    Push(Vec<Stretch>),
    /// Read every record of this origin from the share; answer with [`Trader::fetched`].
    Fetch(Origin),
    /// Push every record of this origin that the replica holds; answer with [`Trader::offered`].
    Offer(Origin),
    /// Look through the whole share; only its failure is told.
    Examine,
    /// Move what lies there aside; answer with [`Trader::set_aside`].
    SetAside,
    /// The turn is over: rest for so many milliseconds, unless something happens here.
    Rest(i64),
}

/// What a device knows at the start of a turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Hints {
    /// This device's monotonic clock, in milliseconds.
    pub mono_ms: i64,
    /// The clock of this device with which the share's is compared, Unix milliseconds: deaf to hands on it.
    pub wall_ms: i64,
    /// The share may have changed.
    pub changed: bool,
    /// Changes of the share announce themselves.
    pub watched: bool,
    /// This device alone publishes the floor for people.
    pub publishes: bool,
    /// The number of this device's last durable entry.
    pub own_head: u64,
}

/// What the replica holds.
#[derive(Clone, Copy, Debug)]
pub struct Mine<'a> {
    /// By name.
    pub frontier: &'a Frontier,
    /// Every content of the names that have several.
    pub twins: &'a Twins,
}

/// Whether what lies under the share's name may be moved aside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cure {
    /// It is a share that cannot be reached or used now: wait.
    Wait,
    /// It is no share of this floor. It may be what the user named by mistake, so it is moved only where a good
    /// share was seen before.
    IfMet,
    /// It was a share and is broken.
    Anew,
}

/// Why a step failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The key of the sentence for people.
    pub why: &'static str,
    /// What may be done about it.
    pub cure: Cure,
}
