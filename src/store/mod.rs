//! The replica of one device: a local `SQLite` file that holds every entry this laptop knows.
//!
//! Lives here: the file with its lock and form ([`Replica::open`]), its health, the thread that alone touches
//! the database, and the requests to it. May not live here: the share, what entries mean, clocks, screens.
//!
//! Laws: an entry is acknowledged only after a commit that survives power loss (WAL,
//! `synchronous=FULL`); an entry that could not be written stays queued and is tried again with the next
//! [`Replica::append`]; nothing is deleted or changed; one program at a time. Requests are
//! answered in the order in which they were made.
//!
//! Names: of one name every content is kept (see [`crate::domain::fork`]); the one with the smallest hash has
//! the number 0 among them. A replica that finds itself copied to another place takes a new name before it
//! writes anything; one that meets another under its own name is told to, when it is the younger.
//!
//! Health: a file that is damaged, at the start or while it is open, goes into `quarantine/` beside it, and what
//! can still be read of it into a new replica under a new name. A single record whose seal is broken is kept
//! aside, and the exchange brings it back.
//!
//! | hazard | defence | tests |
//! |---|---|---|
//! | cloned disk, restored backup, copied folder | every content kept and folded, the younger renamed | `twins`, `verify` |
//! | logical damage that the database does not see | seals at loading and before a record leaves; sum over the pack | `damage` |
//! | torn, cut off or foreign file; torn write-ahead log | quarantine, salvage page by page | `damage` |
//! | a kill at any moment | one commit an entry, a new file made aside | `replica`, `kill`, `damage` |

mod error;
mod file;
mod form;
mod heal;
mod log;
mod machine;
mod pack;
mod page;
mod thread;
mod write;

pub use error::StoreError;
pub use file::read_all;
pub use form::{APPLICATION_ID, FORM};

use crate::domain::entry::{Entry, Hash, Pen, Record};
use crate::domain::fork::Fork;
use crate::domain::frontier::{Frontier, Stretch};
use crate::domain::id::{EntryId, Origin, Seq};
pub use crate::domain::trade::Merged;
use crate::domain::trade::Twins;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use thread::Request;

/// What the caller does with an answer; called on the replica's thread, so it only hands on.
pub type Reply<T> = Box<dyn FnOnce(Result<T, StoreError>) + Send>;

/// So many requests may wait; whoever makes one more waits too.
const QUEUE: usize = 256;
/// So long a closing replica is waited for.
const CLOSE_BOUND: Duration = Duration::from_secs(5);

/// What a replica held when it was opened.
#[derive(Debug)]
pub struct Loaded {
    /// The pen of this replica's own origin. It has seen its own stamps only: whoever folds the entries
    /// lets it see the others', with the event time that bounds them.
    pub pen: Pen,
    /// Every entry in the order of entries, under the name at which it stands.
    pub entries: Vec<Entry>,
    /// What is held, by name.
    pub frontier: Frontier,
    /// Every content of the names that have several.
    pub twins: Twins,
    /// The last arrival, for [`Replica::since`].
    pub arrival: i64,
    /// The new name, if this replica took one before anything was written.
    pub renamed: Option<Renamed>,
    /// What was saved, if the replica was damaged.
    pub rebuilt: Option<Rebuilt>,
}

/// Why a replica goes on under a new name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// Its files were copied from another place.
    Copied,
    /// Somebody else writes under its name.
    Forked,
}

/// A replica goes on under a new name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Renamed {
    /// The name under which it wrote.
    pub from: Origin,
    /// The name under which it writes now.
    pub to: Origin,
    /// Why.
    pub why: Why,
}

/// A damaged replica was made anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rebuilt {
    /// The folder in which the damaged files are kept.
    pub kept: Option<PathBuf>,
    /// How many records could be read from them.
    pub salvaged: usize,
}

/// What became of own records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Saved {
    /// The highest own number that is safe.
    pub up_to: Seq,
    /// Another name should be taken ([`Replica::rename`]): somebody else writes under this one.
    pub rekey: bool,
    /// What was told of entries does not stand any more: [`Replica::since`] tells all anew.
    pub anew: bool,
}

/// What has arrived.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Arrived {
    /// Entries in their order, under the names at which they stand.
    pub entries: Vec<Entry>,
    /// The last arrival.
    pub last: i64,
    /// The entries are all there are: what was told before does not stand any more.
    pub anew: bool,
}

/// An open replica. Dropping it finishes what was asked, closes the file and frees the lock, within a
/// bound.
#[derive(Debug)]
pub struct Replica {
    requests: Option<SyncSender<Request>>,
    ended: Mutex<Receiver<()>>,
}

impl Replica {
    /// Opens the replica in this folder, or makes a new one with a random origin, and loads it.
    pub fn open(dir: &Path) -> Result<(Self, Loaded), StoreError> {
        let (worker, loaded) = thread::Worker::open(dir)?;
        let (requests, queue) = sync_channel(QUEUE);
        let (end, ended) = sync_channel(0);
        std::thread::Builder::new()
            .name("replica".to_owned())
            .spawn(move || {
                worker.run(&queue);
                drop(end);
            })
            .map_err(|source| StoreError::Folder {
                dir: dir.to_owned(),
                source,
            })?;
        let replica = Self {
            requests: Some(requests),
            ended: Mutex::new(ended),
        };
        Ok((replica, loaded))
    }

    fn ask(&self, request: Request) {
        if let Some(Err(unsent)) = self.requests.as_ref().map(|requests| requests.send(request)) {
            unsent.0.refuse();
        }
    }

    /// Writes own records in one durable commit. On an error they stay queued and are written with the next
    /// ones; a call without records only tries again. A number that is taken gets a further content.
    pub fn append(&self, records: Vec<Record>, done: Reply<Saved>) {
        self.ask(Request::Append(records, done));
    }

    /// Takes in records of others in one transaction.
    pub fn merge(&self, records: Vec<Record>, done: Reply<Merged>) {
        self.ask(Request::Merge(records, done));
    }

    /// Compares names and hashes known elsewhere with what is held.
    pub fn compare(&self, heads: Vec<(EntryId, Hash)>, done: Reply<Vec<Fork>>) {
        self.ask(Request::Compare(heads, done));
    }

    /// Entries that arrived after this one, for the fold.
    pub fn since(&self, arrival: i64, done: Reply<Arrived>) {
        self.ask(Request::Since(arrival, done));
    }

    /// Every record as it was sealed, in order of arrival; every content of each name.
    pub fn all(&self, done: Reply<Vec<Record>>) {
        self.ask(Request::All(done));
    }

    /// Every record of this origin by number; every content of each name.
    pub fn all_of(&self, origin: Origin, done: Reply<Vec<Record>>) {
        self.ask(Request::AllOf(origin, done));
    }

    /// Every content of the names that have several.
    pub fn twins(&self, done: Reply<Twins>) {
        self.ask(Request::Twins(done));
    }

    /// The records of these stretches, as many as are held, at most `limit`; every content of each name.
    pub fn get(&self, stretches: Vec<Stretch>, limit: usize, done: Reply<Vec<Record>>) {
        self.ask(Request::Get(stretches, limit, done));
    }

    /// What is held, durably.
    pub fn frontier(&self, done: Reply<Frontier>) {
        self.ask(Request::Frontier(done));
    }

    /// Takes a new random origin from now on and answers with its pen. What was written stays under the
    /// old one.
    pub fn rename(&self, done: Reply<Pen>) {
        self.ask(Request::Rename(done));
    }

    /// Makes a request and waits for its answer: for callers that have nothing else to do.
    pub fn wait<T: Send + 'static>(ask: impl FnOnce(Reply<T>)) -> Result<T, StoreError> {
        let (give, take) = sync_channel(1);
        ask(Box::new(move |answer| drop(give.send(answer))));
        take.recv().unwrap_or(Err(StoreError::Closed))
    }
}

impl Drop for Replica {
    fn drop(&mut self) {
        self.requests = None;
        // The thread never sends: what ends the wait is its end, or the bound.
        let ended = self.ended.get_mut().unwrap_or_else(PoisonError::into_inner);
        ended.recv_timeout(CLOSE_BOUND).ok();
    }
}
