//! The thread of the exchange: it waits for orders and for the time of the next turn.

use super::steps::Trouble;
use super::{Opener, Order, Status, Who, lock};
use crate::domain::frontier::Frontier;
use crate::domain::id::{EntryId, Role};
use crate::domain::presence::Presence;
use crate::domain::trade::Twins;
use crate::runtime::clock::Clock;
use crate::share::tables::ReadModels;
use crate::share::{Parcel, Share, ShareError, Telling, Watch};
use crate::store::Replica;
use crate::sync::step::{Hints, Step};
use crate::sync::turn::Trader;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use tokio::sync::watch;

/// What the thread shares with its owner.
pub(super) struct Parts {
    pub(super) who: Who,
    pub(super) replica: Arc<Replica>,
    pub(super) open: Opener,
    pub(super) clock: Clock,
    pub(super) tell: watch::Sender<Status>,
    pub(super) own_head: Arc<AtomicU64>,
    pub(super) wake: SyncSender<Order>,
    pub(super) pushed: Arc<Mutex<Vec<EntryId>>>,
    pub(super) told: Arc<(Mutex<()>, Condvar)>,
    pub(super) turned: Arc<AtomicI64>,
}

pub(super) struct Work {
    pub(super) parts: Parts,
    pub(super) trader: Trader,
    pub(super) share: Option<Box<dyn Share>>,
    /// What the replica held at the last look.
    pub(super) mine: (Frontier, Twins),
    /// How often rows were wanted because something arrived.
    pub(super) arrived: u64,
    watch: Option<Watch>,
    /// The share has announced a change that was not looked at yet.
    announced: Arc<AtomicBool>,
    /// Rows for people that wait for the next turn.
    tables: Option<Box<ReadModels>>,
    /// Before this moment of the monotonic clock nobody's change but one's own is worth a turn, in milliseconds.
    rested_ms: i64,
}

/// After a turn it rests at least so long before it looks at what others have changed, in milliseconds; own
/// entries go at once. Each change wakes every laptop: a hundred that looked each time would look ten thousand
/// times a second.
const REST_MS: i64 = 100;
/// And so many times as long as the turn took, so that a slow computer or share is not used up by looking.
const REST_TURNS: i64 = 4;
/// But no longer than this, in milliseconds.
const REST_MOST_MS: i64 = 500;

impl Work {
    pub(super) fn new(parts: Parts, look_ms: i64) -> Self {
        // A command without a screen comes and goes: it is no laptop that others should count on.
        let counts = parts.who.role != Role::Organiser;
        Self {
            trader: Trader::new(parts.who.origin, counts, look_ms),
            parts,
            share: None,
            mine: Default::default(),
            arrived: 0,
            watch: None,
            announced: Arc::default(),
            tables: None,
            rested_ms: i64::MIN,
        }
    }

    pub(super) fn run(mut self, inbox: &Receiver<Order>) {
        let mut asked = false;
        loop {
            let due_ms = if asked && !self.trader.is_failing() {
                self.rested_ms.min(self.trader.look_ms())
            } else {
                self.trader.look_ms()
            };
            let wait = due_ms.saturating_sub(self.parts.clock.mono_ms());
            let wait = Duration::from_millis(u64::try_from(wait).unwrap_or(0));
            let first = match inbox.recv_timeout(wait) {
                Ok(order) => Some(order),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut stop = false;
            for order in first.into_iter().chain(inbox.try_iter()) {
                // What only says something asks for nothing: the first turn waits for the first picture.
                asked |= !matches!(order, Order::Floor(_));
                stop |= self.obey(order);
            }
            self.returned();
            if stop || self.is_due(asked) {
                asked = false;
                let began_ms = self.parts.clock.mono_ms();
                self.turn();
                let now_ms = self.parts.clock.mono_ms();
                let took_ms = now_ms.saturating_sub(began_ms);
                let rest_ms = took_ms.saturating_mul(REST_TURNS).clamp(REST_MS, REST_MOST_MS);
                self.rested_ms = now_ms.saturating_add(rest_ms);
            }
            if stop {
                return;
            }
        }
    }

    /// Takes an order; whether it is the last one.
    fn obey(&mut self, order: Order) -> bool {
        match order {
            Order::Look => {}
            Order::Publish(newer) => {
                let both = match self.tables.take() {
                    Some(earlier) => newer.after(*earlier),
                    None => *newer,
                };
                self.tables = Some(Box::new(both));
            }
            Order::CheckClock => self.trader.forget_clock(),
            Order::Floor(floor) => self.trader.floor_is(floor),
            Order::Renamed(origin) => {
                self.parts.who.origin = origin;
                self.trader.renamed(origin);
                self.close();
            }
            Order::Stop => return true,
        }
        false
    }

    /// Whether it is time for a turn; during an outage only the clock says so: hammering helps nobody.
    fn is_due(&self, asked: bool) -> bool {
        let now_ms = self.parts.clock.mono_ms();
        let own_waits = self.parts.own_head.load(Ordering::Relaxed) > self.trader.acknowledged();
        let answers = asked && (own_waits || now_ms >= self.rested_ms);
        now_ms >= self.trader.look_ms() || (answers && !self.trader.is_failing())
    }

    /// Takes note that it has come back from the share.
    fn returned(&self) {
        let now_ms = self.parts.clock.mono_ms();
        self.parts.turned.store(now_ms, Ordering::Relaxed);
    }

    fn turn(&mut self) {
        let tables = self.tables.take();
        // What is announced from now on may come too late for this turn.
        self.announced.store(false, Ordering::Release);
        let seen = self.look();
        self.trader.begin(Hints {
            mono_ms: self.parts.clock.mono_ms(),
            wall_ms: self.parts.clock.steady_ms(),
            changed: seen.as_ref().is_ok_and(|changed| *changed),
            watched: self.watch.is_some(),
            publishes: self.telling() == Telling::All,
            own_head: self.parts.own_head.load(Ordering::Relaxed),
        });
        if let Err(trouble) = seen {
            self.fail(&trouble);
        }
        loop {
            let step = self.trader.step();
            if matches!(step, Step::Rest(_)) {
                break;
            }
            if let Err(trouble) = self.take(step) {
                self.fail(&trouble);
            }
            self.returned();
            self.tell();
        }
        if let Some(tables) = tables.filter(|_| !self.trader.is_failing())
            && let Err(trouble) = self.publish(&tables)
        {
            // Rows for people are brought again at the next occasion; what they are made of is there.
            tracing::warn!(error = %trouble, "the tables could not be published");
        }
        if self.trader.is_failing() {
            self.watch = None;
        }
        self.tell();
    }

    fn fail(&mut self, trouble: &Trouble) {
        tracing::warn!(error = %trouble, "no exchange with the share");
        if matches!(trouble, Trouble::Share(ShareError::Moved { .. })) {
            // The opener chooses the kind anew.
            self.close();
        }
        let clock_ms = self.parts.clock.mono_ms();
        let random = u64::from_ne_bytes(clock_ms.to_ne_bytes()) ^ self.parts.who.origin.0;
        self.trader.failed(trouble.failure(), random);
    }

    fn close(&mut self) {
        self.share = None;
        self.watch = None;
    }

    /// Opens the share if it is not open, and looks whether others have changed it.
    fn look(&mut self) -> Result<bool, Trouble> {
        // Kept also after a failure: it remembers where it lay and checks what it finds there next time.
        let share = match &mut self.share {
            Some(share) => share,
            none => none.insert((self.parts.open)(self.parts.who.origin)?),
        };
        let changed = share.changed()?;
        if self.watch.as_ref().is_some_and(|watch| !watch.is_stale()) {
            return Ok(changed);
        }
        let (wake, announced) = (self.parts.wake.clone(), Arc::clone(&self.announced));
        self.watch = share.watch(Box::new(move || {
            // One word is enough until somebody looks.
            if !announced.swap(true, Ordering::AcqRel) {
                drop(wake.try_send(Order::Look));
            }
        }));
        // What happened before the watch began made no noise.
        Ok(changed || (self.watch.is_some() && share.changed()?))
    }

    fn publish(&mut self, tables: &ReadModels) -> Result<(), Trouble> {
        let Some(share) = &mut self.share else {
            return Ok(());
        };
        share.push(&Parcel {
            tables: Some(tables),
            ..Parcel::default()
        })?;
        Ok(())
    }

    /// Tells something; `change` says whether it is new.
    pub(super) fn say(&self, change: impl FnOnce(&mut Status) -> bool) {
        if self.parts.tell.send_if_modified(change) {
            drop(lock(&self.parts.told.0));
            self.parts.told.1.notify_all();
        }
    }

    fn telling(&self) -> Telling {
        self.share
            .as_ref()
            .map_or(Telling::Nothing, |share| share.telling())
    }

    /// Tells what is known now.
    fn tell(&self) {
        let trader = &self.trader;
        let telling = self.telling();
        // Whoever publishes alone tells also what others have brought.
        let alone = if telling == Telling::All {
            self.arrived + 1
        } else {
            0
        };
        self.say(|status| {
            let mut new = put(&mut status.begun, trader.begun());
            new |= put(&mut status.outage, trader.outage());
            new |= put(&mut status.acknowledged, trader.acknowledged());
            if *status.presence != *trader.presence() {
                status.presence = trader.presence().into();
                new = true;
            }
            new |= put(&mut status.offset, trader.offset());
            new |= put(&mut status.checks, trader.checks());
            new |= put(&mut status.telling, telling);
            new |= put(&mut status.tables_wanted, trader.tables_wanted() + alone);
            new |= put(&mut status.rekeys, trader.rekeys());
            new | put(&mut status.rebuilt, trader.rebuilt().map(Into::into))
        });
    }

    pub(super) fn presence(&self) -> Presence {
        let who = &self.parts.who;
        let own_head = self.parts.own_head.load(Ordering::Relaxed);
        let clock = self.parts.clock;
        let offset_ms = self.trader.offset().map(|offset| offset.ms);
        let share_ms = clock.steady_ms().saturating_add(offset_ms.unwrap_or(0));
        Presence {
            origin: who.origin,
            role: who.role,
            label: who.label.clone(),
            seen_ms: share_ms,
            clock_ahead_ms: offset_ms.map(|_| clock.wall_ms().saturating_sub(share_ms)),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            unsent: own_head.saturating_sub(self.trader.acknowledged()),
        }
    }
}

/// Puts a value in its place; whether that changes anything.
pub(super) fn put<T: PartialEq>(place: &mut T, value: T) -> bool {
    let new = *place != value;
    *place = value;
    new
}
