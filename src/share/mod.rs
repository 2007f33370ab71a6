//! Where replicas meet.
//!
//! Lives here: the trait [`Share`], its kinds, what kind of storage a path lies on ([`place`]), and the
//! rows published for people ([`tables`]). May not live here: the replica, what entries mean, when to
//! exchange, threads of its own (but for watching).
//!
//! Laws: a share is disposable and never believed: entries are keyed by origin and number, a repeat
//! changes nothing, and one name with two contents is reported and both are kept. Every call is bounded
//! where the system allows it; a call may still hang in a dead network, so the caller runs a share on a
//! thread of its own and gives up on it after a time ([`ShareError::TimedOut`]).
//!
//! Nothing in the trait names a file or a lock: a database server or a folder of logs fits as well.

mod error;
pub mod place;
mod sqlite;
pub mod tables;
mod watch;

pub use error::ShareError;
pub use sqlite::SqliteShare;
pub use watch::Watch;

use crate::domain::entry::{Hash, Record};
use crate::domain::fork::Fork;
use crate::domain::frontier::Frontier;
use crate::domain::id::EntryId;
use crate::domain::presence::Presence;
use crate::domain::reading::ClockReading;
use place::Place;
use tables::ReadModels;

/// What wakes whoever waits for a change of the share.
pub type Wake = Box<dyn Fn() + Send>;

/// A place where replicas meet.
pub trait Share: Send {
    /// Which kind it is and where, for people.
    fn describe(&self) -> Description;

    /// Reads what the share shows: at most `limit` records that `have` lacks, holes first, each origin
    /// in order. With a limit of 0 it only tells what the share holds.
    fn pull(&mut self, have: &Frontier, limit: usize) -> Result<Pulled, ShareError>;

    /// Brings everything of the parcel at once, or nothing of it.
    fn push(&mut self, parcel: &Parcel<'_>) -> Result<Pushed, ShareError>;

    /// Reads the share's clock once. `now` reads the laptop's, in Unix milliseconds.
    fn clock(&mut self, now: &dyn Fn() -> i64) -> Result<ClockReading, ShareError>;

    /// Whether others may have changed anything since the last call. Cheap; a kind that cannot tell
    /// answers yes.
    fn changed(&mut self) -> Result<bool, ShareError>;

    /// Calls `wake` soon after others have changed something, from a thread of its own, as long as the
    /// watch is held. `None` where changes do not announce themselves; [`Self::changed`] is asked instead.
    /// A wake may be late, doubled or caused by oneself: it is a hint.
    fn watch(&self, wake: Wake) -> Option<Watch>;
}

/// A share in words for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Description {
    /// The kind, in one stable word.
    pub kind: &'static str,
    /// Where it is, as the user named it.
    pub name: String,
    /// On what storage it lies; unknown while it cannot be reached.
    pub place: Option<Place>,
}

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
    /// Every device that ever wrote, by origin.
    pub devices: Vec<Presence>,
    /// Random name of this very share: another one means that it was replaced.
    pub epoch: String,
}

/// What is brought to a share.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parcel<'a> {
    /// Records that it lacks; repeats do no harm.
    pub records: &'a [Record],
    /// How this device is.
    pub presence: Option<&'a Presence>,
    /// The floor for people with a SQL tool; only rows that differ are written.
    pub tables: Option<&'a ReadModels>,
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
