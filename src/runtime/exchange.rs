//! The exchange with the share, on a thread of its own.
//!
//! It wakes when something was written here, when the share's file changes (where that can be watched), and
//! after a while by itself. A turn pulls what is lacking here, pushes what is lacking there, says that this
//! device is alive, and now and then compares clocks. Nobody ever waits for it: it tells what it knows
//! through [`Status`], and what it pulled is read from the replica.
//!
//! Laws: what is unsent is derived from what the share shows, never from a queue; every failure is an
//! outage to be told in words and tried again with a growing, jittered pause.

use super::clock::Clock;
use super::event_clock::EventClock;
use crate::domain::frontier::Frontier;
use crate::domain::id::{Origin, Role};
use crate::domain::presence::Presence;
use crate::domain::time::SECOND_MS;
use crate::share::{ReadModels, Share, ShareError};
use crate::store::Replica;
use crate::sync::backoff::Backoff;
use crate::sync::clock::ClockFilter;
use crate::sync::{plan, unsent};
use crate::ui::model::{Contact, Link};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;
use tokio::sync::watch;

/// A device says that it is alive so often, in milliseconds.
const HEARTBEAT_MS: i64 = 10 * SECOND_MS;
/// Clocks are compared so often, in milliseconds.
const CLOCK_CHECK_MS: i64 = 60 * SECOND_MS;
/// Whether anything is lacking on either side is compared in full so often, in milliseconds.
const FULL_COMPARE_MS: i64 = 300 * SECOND_MS;
/// The read models are refreshed so often by the one device that does it, in milliseconds.
const REFRESH_MS: i64 = 5 * SECOND_MS;
/// A device that was seen within this time may be the one that refreshes, in milliseconds.
const ALIVE_MS: i64 = 25 * SECOND_MS;
/// Where changes can be watched, a look happens by itself so often.
const WATCHED_LOOK: Duration = Duration::from_secs(3);
/// Where they cannot, so often.
const POLLED_LOOK: Duration = Duration::from_secs(1);
/// So many entries go over in one step.
const STEP: usize = 500;
/// So many orders may wait.
const ORDERS: usize = 64;

/// Opens the share; called again after an outage.
pub type Opener = Box<dyn FnMut() -> Result<Box<dyn Share>, ShareError> + Send>;

/// The measured offset of clocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offset {
    /// The share's clock minus this laptop's wall clock, in milliseconds.
    pub share_minus_wall_ms: i64,
    /// By how much that may be wrong, in milliseconds.
    pub uncertainty_ms: i64,
}

/// What the exchange has to tell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Status {
    /// Whether a turn has ended, well or not.
    pub begun: bool,
    /// The outage, if the last turn failed: the key of its sentence, and since when (share clock).
    pub outage: Option<(&'static str, i64)>,
    /// What the share held at the last look of this device's own entries.
    pub acknowledged: u64,
    /// What devices say of themselves.
    pub presence: Vec<Presence>,
    /// The offset of clocks, once measured.
    pub offset: Option<Offset>,
    /// Grows whenever entries have arrived in the replica.
    pub arrivals: u64,
    /// Grows whenever read models are wanted from whoever holds the floor.
    pub tables_wanted: u64,
}

impl Status {
    /// The connection line for a screen.
    pub fn link(&self, clock: &EventClock, own_head: u64) -> Link {
        let since = |ms: i64| clock.now().plus_ms(ms.saturating_sub(clock.share_now_ms()));
        let contact = match self.outage {
            _ if !self.begun => Contact::Starting,
            Some((why, since_ms)) => {
                let since = since(since_ms);
                Contact::Offline { since: since.plus_ms(-since.0.rem_euclid(SECOND_MS)), why }
            }
            None => Contact::Online,
        };
        Link { contact, unsent: own_head.saturating_sub(self.acknowledged), clock_ahead_ms: clock.ahead_ms() }
    }
}

enum Order {
    Look,
    Publish(Box<ReadModels>),
    CheckClock,
    Stop,
}

/// A running exchange.
pub struct Exchange {
    orders: SyncSender<Order>,
    status: watch::Receiver<Status>,
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
    pub fn start(who: Who, replica: Arc<Replica>, open: Opener) -> std::io::Result<Self> {
        let (orders, inbox) = sync_channel(ORDERS);
        let (tell, status) = watch::channel(Status::default());
        let wake = orders.clone();
        let work = Work {
            who,
            replica,
            open,
            share: None,
            clock: Clock::new(),
            filter: ClockFilter::default(),
            backoff: Backoff::default(),
            tell,
            due: Due::default(),
            watched: false,
            wake,
        };
        let thread = std::thread::Builder::new().name("exchange".into()).spawn(move || work.run(&inbox))?;
        Ok(Self { orders, status, thread: Some(thread) })
    }

    fn order(&self, order: Order) {
        // A full line means that it is awake and will look anyway.
        drop(self.orders.try_send(order));
    }

    /// Something was written here.
    pub fn nudge(&self) {
        self.order(Order::Look);
    }

    /// The clock should be compared soon.
    pub fn check_clock(&self) {
        self.order(Order::CheckClock);
    }

    /// The read models that were wanted.
    pub fn publish(&self, tables: ReadModels) {
        self.order(Order::Publish(Box::new(tables)));
    }

    /// What it has to tell now.
    pub fn status(&mut self) -> Status {
        self.status.borrow_and_update().clone()
    }

    /// Completes when it has something new to tell.
    pub async fn changed(&mut self) {
        if self.status.changed().await.is_err() {
            std::future::pending().await
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
