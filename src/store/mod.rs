//! The replica of one device: a local `SQLite` file that holds every entry this laptop knows.
//!
//! Lives here: the file with its lock and form ([`Replica::open`]), the thread that alone touches the
//! database, and the requests to it. May not live here: the share, what entries mean, clocks, screens.
//!
//! Laws: an entry is acknowledged only after a commit that survives power loss (WAL,
//! `synchronous=FULL`); an entry that could not be written stays queued and is tried again with the next
//! [`Replica::append`]; nothing is deleted or changed; one program at a time. Requests are
//! answered in the order in which they were made.

mod error;
mod file;
mod log;
mod pack;
mod thread;

pub use error::StoreError;

use crate::domain::entry::{Entry, Hash, Pen, Record};
use crate::domain::fork::Fork;
use crate::domain::frontier::{Frontier, Stretch};
use crate::domain::id::{EntryId, Origin, Seq};
pub use crate::domain::trade::Merged;
use crate::domain::trade::Twins;
use std::path::Path;
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
    /// Every entry in the order of entries.
    pub entries: Vec<Entry>,
    /// What is held.
    pub frontier: Frontier,
    /// The last arrival, for [`Replica::since`].
    pub arrival: i64,
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

    /// Writes own records in one durable commit and answers with the highest own number that is now
    /// safe. On an error they stay queued and are written with the next ones; a call without records only
    /// tries again.
    pub fn append(&self, records: Vec<Record>, done: Reply<Seq>) {
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

    /// Records that arrived after this one, in order of arrival, and the last arrival.
    pub fn since(&self, arrival: i64, done: Reply<(Vec<Record>, i64)>) {
        self.ask(Request::Since(arrival, done));
    }

    /// The records of these stretches, as many as are held, at most `limit`.
    pub fn get(&self, stretches: Vec<Stretch>, limit: usize, done: Reply<Vec<Record>>) {
        self.ask(Request::Get(stretches, limit, done));
    }

    /// What is held, durably.
    pub fn frontier(&self, done: Reply<Frontier>) {
        self.ask(Request::Frontier(done));
    }

    /// Every content of the names that have several.
    pub fn twins(&self, done: Reply<Twins>) {
        self.ask(Request::Twins(done));
    }

    /// Every record of this origin, every content of a name that has several.
    pub fn all_of(&self, origin: Origin, done: Reply<Vec<Record>>) {
        self.ask(Request::AllOf(origin, done));
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
