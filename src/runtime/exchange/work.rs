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
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
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
}

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
        }
    }

    pub(super) fn run(mut self, inbox: &Receiver<Order>) {
        loop {
            let wait = self.trader.look_ms().saturating_sub(self.parts.clock.mono_ms());
            let wait = Duration::from_millis(u64::try_from(wait).unwrap_or(0));
            let first = match inbox.recv_timeout(wait) {
                Ok(order) => Some(order),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut stop = false;
            let mut tables = None;
            for order in first.into_iter().chain(inbox.try_iter()) {
                match order {
                    Order::Look => {}
                    Order::Publish(newer) => tables = Some(newer),
                    Order::CheckClock => self.trader.forget_clock(),
                    Order::Floor(floor) => self.trader.floor_is(floor),
                    Order::Renamed(origin) => {
                        self.parts.who.origin = origin;
                        self.trader.renamed(origin);
                        self.close();
                    }
                    Order::Stop => stop = true,
                }
            }
            self.returned();
            // During an outage only the clock and the end wake it: hammering helps nobody.
            if !self.trader.is_failing() || self.parts.clock.mono_ms() >= self.trader.look_ms() || stop {
                self.turn(tables);
            }
            if stop {
                return;
            }
        }
    }

    /// Takes note that it has come back from the share.
    fn returned(&self) {
        let now_ms = self.parts.clock.mono_ms();
        self.parts.turned.store(now_ms, Ordering::Relaxed);
    }

    fn turn(&mut self, tables: Option<Box<ReadModels>>) {
        let seen = self.look();
        self.trader.begin(Hints {
            mono_ms: self.parts.clock.mono_ms(),
            wall_ms: self.parts.clock.wall_ms(),
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
        if self.watch.is_none() {
            let wake = self.parts.wake.clone();
            self.watch = share.watch(Box::new(move || drop(wake.try_send(Order::Look))));
        }
        Ok(share.changed()?)
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

    pub(super) fn say(&self, change: impl FnOnce(&mut Status)) {
        self.parts.tell.send_if_modified(|status| {
            let before = status.clone();
            change(status);
            *status != before
        });
        drop(lock(&self.parts.told.0));
        self.parts.told.1.notify_all();
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
        self.say(|status| {
            status.begun = trader.begun();
            status.outage = trader.outage();
            status.acknowledged = trader.acknowledged();
            if status.presence != trader.presence() {
                status.presence = trader.presence().to_vec();
            }
            status.offset = trader.offset();
            status.checks = trader.checks();
            status.telling = telling;
            // Whoever publishes alone tells also what others have brought.
            let alone = if telling == Telling::All {
                self.arrived + 1
            } else {
                0
            };
            status.tables_wanted = trader.tables_wanted() + alone;
            status.rekeys = trader.rekeys();
            status.rebuilt = trader.rebuilt().map(Into::into);
        });
    }

    pub(super) fn presence(&self) -> Presence {
        let who = &self.parts.who;
        let own_head = self.parts.own_head.load(Ordering::Relaxed);
        let offset_ms = self.trader.offset().map(|offset| offset.ms);
        Presence {
            origin: who.origin,
            role: who.role,
            label: who.label.clone(),
            seen_ms: self.parts.clock.wall_ms().saturating_add(offset_ms.unwrap_or(0)),
            clock_ahead_ms: offset_ms.map(i64::saturating_neg),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            unsent: own_head.saturating_sub(self.trader.acknowledged()),
        }
    }
}
