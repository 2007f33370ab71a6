//! The exchange with the share, on a thread of its own.
//!
//! It wakes when something was written here, when the share's file changes (where that can be watched), and
//! after a while by itself. A turn pulls what is lacking here, pushes what is lacking there, says that this
//! device is alive, and now and then compares clocks. What is done when is decided in [`crate::sync::turn`];
//! here it is carried out (`steps`) on a thread that waits (`work`). Nobody ever waits for it: it tells
//! what it knows through [`Status`], and what it pulled is read from the replica.
//!
//! Law: every failure is an outage to be told in words and tried again; the screens go on.

mod status;
mod steps;
mod work;

pub use status::Status;

use super::clock::Clock;
use crate::domain::id::{EntryId, Origin, Role, Seq};
use crate::share::tables::ReadModels;
use crate::share::{Share, ShareError};
use crate::store::Replica;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// The first picture goes before the first turn, unless somebody waits for it, in milliseconds.
const HEAD_START_MS: i64 = 250;
/// So many orders may wait.
const ORDERS: usize = 64;

/// Opens the share for whoever writes under this name; called again where another kind of share is due.
pub type Opener = Box<dyn FnMut(Origin) -> Result<Box<dyn Share>, ShareError> + Send>;

enum Order {
    Look,
    Publish(Box<ReadModels>),
    CheckClock,
    Floor(Option<String>),
    Renamed(Origin),
    Stop,
}

/// A running exchange.
pub struct Exchange {
    orders: SyncSender<Order>,
    status: watch::Receiver<Status>,
    pushed: Arc<Mutex<Vec<EntryId>>>,
    told: Arc<(Mutex<()>, Condvar)>,
    turned: Arc<AtomicI64>,
    own_head: Arc<AtomicU64>,
    clock: Clock,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// Who exchanges.
#[derive(Clone, Debug)]
pub struct Who {
    /// Under which name.
    pub origin: Origin,
    /// In which part.
    pub role: Role,
    /// What people call the laptop.
    pub label: String,
}

impl Exchange {
    /// Starts exchanging.
    ///
    /// # Errors
    /// The system refuses another thread.
    pub fn start(who: Who, own_head: u64, replica: Arc<Replica>, open: Opener) -> std::io::Result<Self> {
        let (orders, inbox) = sync_channel(ORDERS);
        let (tell, status) = watch::channel(Status::default());
        let wake = orders.clone();
        let pushed = Arc::default();
        let told = Arc::default();
        let clock = Clock::new();
        let own_head = Arc::new(AtomicU64::new(own_head));
        let turned = Arc::new(AtomicI64::new(clock.mono_ms()));
        let work = work::Work::new(
            work::Parts {
                who,
                replica,
                open,
                clock,
                tell,
                own_head: Arc::clone(&own_head),
                wake,
                pushed: Arc::clone(&pushed),
                told: Arc::clone(&told),
                turned: Arc::clone(&turned),
            },
            clock.mono_ms().saturating_add(HEAD_START_MS),
        );
        let thread = std::thread::Builder::new()
            .name("exchange".into())
            .spawn(move || work.run(&inbox))?;
        Ok(Self {
            orders,
            status,
            pushed,
            told,
            turned,
            own_head,
            clock,
            thread: Some(thread),
        })
    }

    /// The clock by which it measures.
    pub const fn clock(&self) -> Clock {
        self.clock
    }

    fn order(&self, order: Order) {
        // A full line means that it is awake and will look anyway.
        drop(self.orders.try_send(order));
    }

    /// How long ago it last came back from the share, well or not, in milliseconds. It comes back often; long
    /// silence means that the share does not answer.
    pub fn silent_ms(&self) -> i64 {
        self.clock
            .mono_ms()
            .saturating_sub(self.turned.load(Ordering::Relaxed))
    }

    /// Something was written here: own entries up to this number are durable.
    pub fn nudge(&self, own_head: Seq) {
        self.own_head.fetch_max(own_head.0, Ordering::Relaxed);
        self.order(Order::Look);
    }

    /// This device is on this floor: another floor's share is none of its own.
    pub fn floor_is(&self, floor: Option<String>) {
        self.order(Order::Floor(floor));
    }

    /// This device writes under another name from now on.
    pub fn renamed(&self, origin: Origin) {
        self.own_head.store(0, Ordering::Relaxed);
        drop(self.orders.send(Order::Renamed(origin)));
    }

    /// The clock should be compared soon.
    pub fn check_clock(&self) {
        self.order(Order::CheckClock);
    }

    /// The read models that were wanted.
    pub fn publish(&self, tables: ReadModels) {
        self.order(Order::Publish(Box::new(tables)));
    }

    /// Entries that this device brought to the share since the last call: their log lines are to be published.
    pub fn take_pushed(&self) -> Vec<EntryId> {
        std::mem::take(&mut lock(&self.pushed))
    }

    /// What it has to tell now.
    pub fn status(&mut self) -> Status {
        self.status.borrow_and_update().clone()
    }

    /// Asks for a look and waits, within a bound, until what it tells is as wanted; what it tells then.
    pub fn wait_for(&mut self, patience: Duration, wanted: impl Fn(&Status) -> bool) -> Status {
        self.order(Order::Look);
        self.wait_until(patience, wanted)
    }

    /// Waits, within a bound, until what it tells by itself is as wanted; what it tells then.
    pub fn wait_until(&mut self, patience: Duration, wanted: impl Fn(&Status) -> bool) -> Status {
        let clock = self.clock;
        let until = clock
            .mono_ms()
            .saturating_add(i64::try_from(patience.as_millis()).unwrap_or(i64::MAX));
        let mut told = lock(&self.told.0);
        loop {
            let left = u64::try_from(until.saturating_sub(clock.mono_ms())).unwrap_or(0);
            let status = self.status.borrow_and_update();
            if left == 0 || wanted(&status) {
                return status.clone();
            }
            drop(status);
            let woken = self.told.1.wait_timeout(told, Duration::from_millis(left));
            told = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Completes when it has something new to tell.
    pub async fn changed(&mut self) {
        if self.status.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// One last turn, within a bound, and the end.
    pub fn stop(&mut self) {
        drop(self.orders.send(Order::Stop));
        let Some(thread) = self.thread.take() else { return };
        let (done, ended) = sync_channel(1);
        let joiner = std::thread::Builder::new().name("farewell".into());
        drop(joiner.spawn(move || drop(done.send(thread.join()))));
        drop(ended.recv_timeout(Duration::from_secs(2)));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
