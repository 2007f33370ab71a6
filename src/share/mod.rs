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

mod choose;
mod error;
mod folder;
pub mod lease;
pub mod place;
pub mod probe;
mod published;
mod quarantine;
pub mod snapshot;
mod sqlite;
mod stamp;
pub mod tables;
mod watch;

pub use choose::{Memory, Party, choose, open};
pub use error::ShareError;
pub use folder::{FolderShare, payload, segments};
pub use published::{Published, Wall};
pub use sqlite::{APPLICATION_ID, FORM, SqliteShare, as_it_lies};
pub use watch::Watch;

use crate::domain::entry::Record;
use crate::domain::frontier::Frontier;
use crate::domain::id::Origin;
use crate::domain::presence::Presence;
use crate::domain::reading::ClockReading;
pub use crate::domain::trade::{Pulled, Pushed};
use place::Place;
use std::path::Path;
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

    /// Every record of this origin that the share holds, every content of a name that has several: what two
    /// sides need to agree again after a fork.
    fn all_of(&mut self, origin: Origin) -> Result<Vec<Record>, ShareError>;

    /// Moves what lies there aside, so that a new share can be made in its place; nothing is deleted. Answers
    /// with where it lies now, for people; `None` if nothing lay there.
    fn set_aside(&mut self) -> Result<Option<String>, ShareError>;

    /// Looks through everything that the share holds; mends what can be mended in its place. Slow: one device does
    /// it now and then. A kind whose every read checks what it reads has nothing more to do.
    fn examine(&mut self) -> Result<(), ShareError> {
        Ok(())
    }

    /// Which rows for people this device should bring now.
    fn telling(&self) -> Telling;

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

/// Which rows for people a device brings to the share.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Telling {
    /// What changed by the entries that it brought.
    #[default]
    Own,
    /// Everything: it alone publishes the floor.
    All,
    /// Nothing: another device publishes.
    Nothing,
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

/// What is brought to a share.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parcel<'a> {
    /// Records that it lacks; repeats do no harm.
    pub records: &'a [Record],
    /// How this device is.
    pub presence: Option<&'a Presence>,
    /// The floor for people with a SQL tool; only rows that differ are written.
    pub tables: Option<&'a ReadModels>,
    /// Which floor the share is for; written where nobody has said so yet.
    pub floor: Option<&'a str>,
}

/// Every record in the share under this path, whole or not, and how many rows or lines cannot be read as records.
/// Nothing is written, and nothing is made where nothing lies.
///
/// # Errors
/// There is no share that can be read.
pub fn read_all(file: &Path) -> Result<(Vec<Record>, usize), ShareError> {
    if probe::logs_beside(file).is_dir() {
        folder::read_all(file)
    } else {
        sqlite::read_all(file)
    }
}
