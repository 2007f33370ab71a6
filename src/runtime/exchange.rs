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
use crate::domain::id::{EntryId, Origin, Role, Seq};
use crate::domain::presence::Presence;
use crate::domain::time::SECOND_MS;
use crate::share::tables::ReadModels;
use crate::share::{Parcel, Pulled, Share, ShareError, Watch};
use crate::store::{Merged, Replica, StoreError};
use crate::sync::backoff::Backoff;
use crate::sync::clock::ClockFilter;
use crate::sync::plan;
use crate::ui::model::{Contact, Link};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
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
/// A share that has not answered for so long counts as out of reach, in milliseconds.
const HANGS_MS: i64 = 12 * SECOND_MS;
/// A device that was seen within this time may be the one that refreshes, in milliseconds.
const ALIVE_MS: i64 = 25 * SECOND_MS;
/// Where changes can be watched, a look happens by itself so often, in milliseconds.
const WATCHED_LOOK_MS: i64 = 3 * SECOND_MS;
/// Where they cannot, so often, in milliseconds.
const POLLED_LOOK_MS: i64 = SECOND_MS;
/// The first picture goes before the first turn, unless somebody waits for it, in milliseconds.
const HEAD_START_MS: i64 = 250;
/// After a failure it tries again after so long at first, and at most, in milliseconds.
const RETRY_FIRST_MS: u64 = 500;
const RETRY_MOST_MS: u64 = 8_000;
/// So many entries go over in one step.
const STEP: usize = 500;
const STEP_ENTRIES: u64 = 500;
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
    /// The connection line for a screen, `silent_ms` after the exchange has last come back from the share.
    pub fn link(&self, clock: &EventClock, own_head: u64, silent_ms: i64) -> Link {
        let since = |ms: i64| {
            let since = clock.now().plus_ms(ms.saturating_sub(clock.share_now_ms()));
            // Whole seconds: what nobody can see must not make a new picture.
            since.plus_ms(-since.0.rem_euclid(SECOND_MS))
        };
        let hangs = silent_ms > HANGS_MS;
        let contact = match self.outage {
            Some((why, since_ms)) => Contact::Offline {
                since: since(since_ms),
                why,
            },
            None if hangs => {
                let last = clock.share_now_ms().saturating_sub(silent_ms);
                Contact::Offline {
                    since: since(last),
                    why: "share-timed-out",
                }
            }
            None if !self.begun => Contact::Starting,
            None => Contact::Online,
        };
        Link {
            contact,
            unsent: own_head.saturating_sub(self.acknowledged),
            clock_ahead_ms: clock.ahead_ms().map(|ms| ms / SECOND_MS * SECOND_MS),
        }
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
        let work = Work {
            who,
            replica,
            open,
            share: None,
            clock,
            filter: ClockFilter::default(),
            backoff: Backoff::new(RETRY_FIRST_MS, RETRY_MOST_MS),
            tell,
            // Whoever starts has other things to do first; what it writes is published at once anyway.
            due: Due {
                look: clock.mono_ms().saturating_add(HEAD_START_MS),
                refresh: clock.mono_ms().saturating_add(REFRESH_MS),
                ..Due::default()
            },
            own_head: Arc::clone(&own_head),
            watch: None,
            failing: false,
            wake,
            pushed: Arc::clone(&pushed),
            told: Arc::clone(&told),
            turned: Arc::clone(&turned),
        };
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

    /// Waits, within a bound, until what it tells is as wanted; what it tells then.
    pub fn wait_for(&mut self, patience: Duration, wanted: impl Fn(&Status) -> bool) -> Status {
        self.order(Order::Look);
        let clock = self.clock;
        let until = clock
            .mono_ms()
            .saturating_add(i64::try_from(patience.as_millis()).unwrap_or(i64::MAX));
        let mut told = lock(&self.told.0);
        loop {
            let status = self.status.borrow_and_update().clone();
            let left = u64::try_from(until.saturating_sub(clock.mono_ms())).unwrap_or(0);
            if wanted(&status) || left == 0 {
                return status;
            }
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

/// When what is due again, on this laptop's monotonic clock in milliseconds.
#[derive(Default)]
struct Due {
    look: i64,
    heartbeat: i64,
    clock: i64,
    compare: i64,
    refresh: i64,
}

struct Work {
    who: Who,
    replica: Arc<Replica>,
    open: Opener,
    share: Option<Box<dyn Share>>,
    watch: Option<Watch>,
    /// The last turn failed: what was compared and said before may be lost.
    failing: bool,
    clock: Clock,
    filter: ClockFilter,
    backoff: Backoff,
    tell: watch::Sender<Status>,
    due: Due,
    own_head: Arc<AtomicU64>,
    wake: SyncSender<Order>,
    pushed: Arc<Mutex<Vec<EntryId>>>,
    told: Arc<(Mutex<()>, Condvar)>,
    turned: Arc<AtomicI64>,
}

impl Work {
    fn run(mut self, inbox: &Receiver<Order>) {
        loop {
            let wait = self.due.look.saturating_sub(self.clock.mono_ms()).max(0);
            let wait = Duration::from_millis(u64::try_from(wait).unwrap_or(0));
            let mut orders = match inbox.recv_timeout(wait) {
                Ok(order) => vec![order],
                Err(RecvTimeoutError::Timeout) => Vec::new(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            orders.extend(inbox.try_iter());
            let mut stop = false;
            let mut tables = None;
            for order in orders {
                match order {
                    Order::Look => {}
                    Order::Publish(newer) => tables = Some(newer),
                    Order::CheckClock => {
                        self.filter.clear();
                        self.due.clock = 0;
                    }
                    Order::Stop => stop = true,
                }
            }
            // During an outage only the clock and the end wake it: hammering helps nobody.
            self.turned.store(self.clock.mono_ms(), Ordering::Relaxed);
            if !self.failing || self.clock.mono_ms() >= self.due.look || stop {
                self.turn(tables);
            }
            if stop {
                return;
            }
        }
    }

    fn turn(&mut self, tables: Option<Box<ReadModels>>) {
        let now_ms = self.clock.mono_ms();
        match self.exchange(now_ms, tables) {
            Ok(()) => {
                self.backoff.reset();
                self.failing = false;
                let pause = if self.watch.is_some() {
                    WATCHED_LOOK_MS
                } else {
                    POLLED_LOOK_MS
                };
                self.due.look = now_ms.saturating_add(pause);
                self.say(|status| {
                    status.begun = true;
                    status.outage = None;
                });
            }
            Err(error) => self.outage(now_ms, &error),
        }
    }

    fn outage(&mut self, now_ms: i64, error: &Trouble) {
        tracing::warn!(%error, "no exchange with the share");
        self.watch = None;
        self.failing = true;
        let random = u64::from_ne_bytes(now_ms.to_ne_bytes()) ^ self.who.origin.0;
        let pause = i64::try_from(self.backoff.next(random)).unwrap_or(0);
        self.due.look = now_ms.saturating_add(pause);
        let (why, share_ms) = (error.text_key(), self.share_now_ms());
        self.say(|status| {
            status.begun = true;
            let since = status.outage.map_or(share_ms, |(_, since)| since);
            status.outage = Some((why, since));
        });
    }

    fn say(&self, change: impl FnOnce(&mut Status)) {
        self.tell.send_if_modified(|status| {
            let before = status.clone();
            change(status);
            *status != before
        });
        drop(lock(&self.told.0));
        self.told.1.notify_all();
    }

    fn exchange(&mut self, now_ms: i64, tables: Option<Box<ReadModels>>) -> Result<(), Trouble> {
        let mut share = match self.share.take() {
            Some(share) => share,
            None => (self.open)()?,
        };
        if self.watch.is_none() {
            let wake = self.wake.clone();
            self.watch = share.watch(Box::new(move || drop(wake.try_send(Order::Look))));
        }
        let done = self.exchange_with(share.as_mut(), now_ms, tables);
        // Kept also after a failure: it remembers where it lay and checks what it finds there next time.
        self.share = Some(share);
        done
    }

    fn exchange_with(
        &mut self,
        share: &mut dyn Share,
        now_ms: i64,
        tables: Option<Box<ReadModels>>,
    ) -> Result<(), Trouble> {
        if now_ms >= self.due.clock {
            self.compare_clocks(share)?;
            self.due.clock = now_ms.saturating_add(CLOCK_CHECK_MS);
        }
        let changed = share.changed()? || self.failing;
        // A command without a screen comes and goes: it is no laptop that others should count on.
        let heartbeat = self.who.role != Role::Organiser && (now_ms >= self.due.heartbeat || self.failing);
        let compare = now_ms >= self.due.compare || self.failing;
        let unsent = self.own_head.load(Ordering::Relaxed) > self.tell.borrow().acknowledged;
        if heartbeat {
            let presence = self.presence();
            share.push(&Parcel {
                presence: Some(&presence),
                ..Parcel::default()
            })?;
            self.say(|status| here(&mut status.presence, presence));
            self.due.heartbeat = now_ms.saturating_add(HEARTBEAT_MS);
        }
        if changed || compare || unsent {
            self.trade(share, compare)?;
        }
        if compare {
            self.due.compare = now_ms.saturating_add(FULL_COMPARE_MS);
        }
        if now_ms >= self.due.refresh && self.is_first() {
            self.due.refresh = now_ms.saturating_add(REFRESH_MS);
            self.say(|status| status.tables_wanted += 1);
        }
        if let Some(tables) = tables {
            share.push(&Parcel {
                tables: Some(&tables),
                ..Parcel::default()
            })?;
        }
        Ok(())
    }

    /// The share's clock now, Unix milliseconds, as far as it is known.
    fn share_now_ms(&self) -> i64 {
        let offset_ms = self.filter.offset().map_or(0, |offset| offset.ms);
        self.clock.wall_ms().saturating_add(offset_ms)
    }

    fn held(&self) -> Result<Frontier, Trouble> {
        Ok(Replica::wait(|done| self.replica.frontier(done))?)
    }

    /// Pulls what is lacking here and pushes what is lacking there, step by step until both agree.
    fn trade(&self, share: &mut dyn Share, compare: bool) -> Result<(), Trouble> {
        loop {
            let pulled = share.pull(&self.held()?, STEP)?;
            self.take_in(&pulled, compare)?;
            if !pulled.records.is_empty() {
                let merged = Replica::wait(|done| self.replica.merge(pulled.records, done))?;
                report(&merged);
                if !merged.added.is_empty() {
                    self.say(|status| status.arrivals += 1);
                }
                if pulled.more && !merged.added.is_empty() {
                    continue;
                }
            }
            let plan = plan(self.who.origin, &self.held()?, &pulled.frontier, STEP_ENTRIES);
            if plan.push.is_empty() {
                return Ok(());
            }
            let records = Replica::wait(|done| self.replica.get(plan.push, STEP, done))?;
            let pushed = share.push(&Parcel {
                records: &records,
                ..Parcel::default()
            })?;
            for fork in &pushed.forks {
                tracing::error!(id = %fork.id, "the share holds another content under this name");
            }
            let acknowledged = head(&pushed.frontier, self.who.origin);
            lock(&self.pushed).extend(records.iter().map(|record| record.id));
            self.say(|status| {
                status.acknowledged = acknowledged;
                status.tables_wanted += 1;
            });
            if !plan.more || pushed.added == 0 {
                return Ok(());
            }
        }
    }

    fn take_in(&self, pulled: &Pulled, compare: bool) -> Result<(), Trouble> {
        let acknowledged = head(&pulled.frontier, self.who.origin);
        let presence = pulled.devices.clone();
        self.say(|status| {
            status.acknowledged = acknowledged;
            status.presence = presence;
        });
        if compare {
            let heads = pulled.heads.clone();
            for fork in Replica::wait(|done| self.replica.compare(heads, done))? {
                tracing::error!(id = %fork.id, "the share holds another content under this name");
            }
        }
        Ok(())
    }

    fn presence(&self) -> Presence {
        let offset_ms = self.filter.offset().map(|offset| offset.ms);
        let acknowledged = self.tell.borrow().acknowledged;
        Presence {
            origin: self.who.origin,
            role: self.who.role,
            label: self.who.label.clone(),
            seen_ms: self.share_now_ms(),
            clock_ahead_ms: offset_ms.map(i64::saturating_neg),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            unsent: self.own_head.load(Ordering::Relaxed).saturating_sub(acknowledged),
        }
    }

    /// Whether this is the one device that refreshes the read models: the lowest name of those alive.
    fn is_first(&self) -> bool {
        let now_ms = self.share_now_ms();
        let status = self.tell.borrow();
        let alive = status
            .presence
            .iter()
            .filter(|p| now_ms.saturating_sub(p.seen_ms) < ALIVE_MS);
        alive
            .map(|p| p.origin)
            .min()
            .is_none_or(|first| first >= self.who.origin)
    }

    fn compare_clocks(&mut self, share: &mut dyn Share) -> Result<(), Trouble> {
        let clock = self.clock;
        let reading = share.clock(&|| clock.wall_ms())?;
        self.filter.add(reading);
        let offset = self.filter.offset();
        self.say(|status| {
            status.offset = offset.map(|o| Offset {
                share_minus_wall_ms: o.ms,
                uncertainty_ms: o.uncertainty_ms,
            });
        });
        Ok(())
    }
}

/// The last number of an origin up to which nothing is lacking.
fn head(frontier: &Frontier, origin: Origin) -> u64 {
    frontier.first_missing(origin).0.saturating_sub(1)
}

/// Puts what a device says of itself in its place among the others, which are in order of their names.
fn here(presence: &mut Vec<Presence>, mine: Presence) {
    match presence.binary_search_by_key(&mine.origin, |other| other.origin) {
        Ok(place) => presence.splice(place..=place, [mine]),
        Err(place) => presence.splice(place..place, [mine]),
    };
}

fn report(merged: &Merged) {
    for fork in &merged.forks {
        tracing::error!(id = %fork.id, "one name, two contents: both are kept");
    }
    for id in &merged.broken {
        tracing::error!(%id, "a broken seal: kept aside");
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Why a turn failed.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Share(#[from] ShareError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Trouble {
    const fn text_key(&self) -> &'static str {
        match self {
            Self::Share(error) => error.text_key(),
            Self::Store(error) => error.text_key(),
        }
    }
}
