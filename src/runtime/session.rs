//! A device that takes its place on a floor: opens its replica, meets the share, opens the floor where
//! nobody has done so yet. The screens go on from here with a loop ([`super::app`]); commands without a
//! screen do one thing and leave.

use super::app::Seat;
use super::clock::Clock;
use super::device::Device;
use super::event_clock::EventClock;
use super::exchange::{Exchange, Opener, Status, Who};
use super::tables::Publisher;
use crate::domain::command::{Command, Refusal, decide};
use crate::domain::entry::{Entry, Moment, Pen, Record};
use crate::domain::event::{Event, Lang};
use crate::domain::fact::Fact;
use crate::domain::floor::Floor;
use crate::domain::id::{Origin, Role};
use crate::domain::opening::{in_earnest as opened_in_earnest, is_the_day, moved_on, opening};
use crate::domain::presence::Presence;
use crate::domain::time::EventTime;
use crate::share::{self, Memory, Party, ShareError, Telling};
use crate::store::{Replica, StoreError};
use crate::ui::model::Look;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long a device without a floor waits for the share to show one.
const MEET: Duration = Duration::from_secs(5);
/// How long a device that leaves waits for the share to take what it has written.
const SETTLE: Duration = Duration::from_secs(5);

/// Where and as what a device takes its place.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The folder of its replica.
    pub replica: PathBuf,
    /// The shared file; without one the device works alone.
    pub share: Option<PathBuf>,
    /// What this laptop has found out about shares.
    pub memory: Memory,
    /// In which part.
    pub role: Role,
    /// The day to open where no floor is open yet.
    pub event: Option<Event>,
    /// A rehearsal's event time, given by hand.
    pub clock: Option<EventTime>,
    /// How many times as fast a rehearsal's event time runs, if that was said.
    pub speed: Option<u32>,
    /// The floor is opened with the real time, also on another day than the event's.
    pub in_earnest: bool,
    /// What people call the laptop.
    pub label: String,
}

/// Why a device cannot take its place.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The replica cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No floor is open, neither here nor in the share, and no event was named to open one.
    #[error("no floor is open and no event was named")]
    NoFloor {
        /// The outage of the share, if there is one: the key of its sentence.
        outage: Option<&'static str>,
    },
    /// The time of the real day runs as it runs.
    #[error("a speed is for rehearsals")]
    SpeedInEarnest,
    /// The command is not allowed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The system refuses a thread.
    #[error("the system refuses another thread")]
    Thread(#[source] std::io::Error),
}

/// A device in its place.
pub struct Session {
    /// The floor as it knows it.
    pub floor: Floor,
    /// Event time.
    pub clock: EventClock,
    device: Device,
    exchange: Exchange,
    publisher: Publisher,
    seen: Seen,
    /// Another name is to be taken before anything more is written.
    rekey: bool,
    /// How often the exchange had said so when it was last asked.
    rekeys: u32,
}

/// What of the exchange's word was taken over already.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Seen {
    arrivals: u64,
    tables_wanted: u64,
    checks: u64,
    telling: Telling,
}

impl Seen {
    const fn of(status: &Status) -> Self {
        Self {
            arrivals: status.arrivals,
            tables_wanted: status.tables_wanted,
            checks: status.checks,
            telling: status.telling,
        }
    }
}

impl Session {
    /// Takes the place that was planned. A device whose replica knows the floor does not wait for the share.
    pub fn open(plan: Plan) -> Result<Self, SessionError> {
        let (mut device, floor) = Device::open(&plan.replica, plan.role)?;
        let counts = plan.role != Role::Organiser;
        let home = counts.then(|| plan.replica.join("publish"));
        let who = Who {
            origin: device.origin(),
            role: plan.role,
            label: plan.label,
        };
        let exchange = Exchange::start(
            who,
            device.last_seq(),
            Arc::clone(device.replica()),
            opener(plan.share, home, plan.memory),
        )
        .map_err(SessionError::Thread)?;
        let pace = floor.day().map(|day| day.opening.pace()).unwrap_or_default();
        let clock = EventClock::start(exchange.clock(), pace);
        device.see(floor.log(), clock.now());
        let mut session = Self {
            floor,
            clock,
            device,
            exchange,
            publisher: Publisher::default(),
            seen: Seen::default(),
            rekey: false,
            rekeys: 0,
        };
        match session.enter(plan.event, plan.clock, plan.speed, plan.in_earnest) {
            Ok(()) => Ok(session),
            Err(error) => {
                // Or its thread would hold the replica, and whoever tries again would find it in use.
                session.leave();
                Err(error)
            }
        }
    }

    fn enter(
        &mut self,
        event: Option<Event>,
        clock: Option<EventTime>,
        speed: Option<u32>,
        in_earnest: bool,
    ) -> Result<(), SessionError> {
        if self.floor.day().is_none() {
            self.meet(MEET)?;
        }
        self.open_floor(event, clock, speed, in_earnest)?;
        self.exchange.floor_is(self.floor.name());
        Ok(())
    }

    /// Waits, within a bound, for the share's first answer and takes over what it holds.
    pub fn meet(&mut self, patience: Duration) -> Result<(), SessionError> {
        let status = self.exchange.wait_for(patience, Status::is_answered);
        if let Some(offset) = status.offset {
            self.clock.measured(offset);
        }
        self.catch_up().map(|_| ())
    }

    /// Reads what has arrived in the replica; what of it is new to the floor.
    fn catch_up(&mut self) -> Result<Vec<Entry>, SessionError> {
        let from = self.device.arrival();
        let replica = Arc::clone(self.device.replica());
        let arrived = Replica::wait(|done| replica.since(from, done))?;
        self.device.read_up_to(arrived.last);
        let entries = arrived.entries;
        self.device.see(&entries, self.clock.now());
        let held = self.floor.held();
        let news = entries.iter().filter(|entry| !held.contains(entry.id));
        let news = news.cloned().collect();
        if arrived.anew {
            self.floor = Floor::of_log(entries);
        } else {
            self.floor.extend(entries);
        }
        if let Some(day) = self.floor.day() {
            self.clock.follow(day.opening.pace());
        }
        Ok(news)
    }

    /// Takes over what the exchange has to tell, as the loop of the screens does: the offset of clocks, what
    /// has arrived, rows that are wanted. What is new to the floor.
    pub fn attend(&mut self) -> Result<Vec<Entry>, SessionError> {
        if self.clock.tick().set_by_ms.is_some() {
            self.exchange.check_clock();
        }
        let status = self.exchange.status();
        let (before, now) = (self.seen, Seen::of(&status));
        self.seen = now;
        if let Some(offset) = status.offset.filter(|_| now.checks != before.checks) {
            self.clock.measured(offset);
        }
        let news = if now.arrivals == before.arrivals {
            Vec::new()
        } else {
            self.catch_up()?
        };
        if now.telling != before.telling {
            // Whoever begins to publish alone tells everything anew.
            self.publisher = Publisher::default();
        }
        if now.tables_wanted != before.tables_wanted {
            self.publish(now.telling);
        }
        Ok(news)
    }

    fn publish(&mut self, telling: Telling) {
        let pushed = self.exchange.take_pushed();
        let (floor, now) = (&self.floor, self.clock.now());
        let rows = match telling {
            Telling::Own => self.publisher.due(floor, &pushed, now),
            Telling::All => self.publisher.due_alone(floor, now),
            Telling::Nothing => None,
        };
        if let Some(rows) = rows {
            self.exchange.publish(rows);
        }
    }

    /// Waits, within a bound, until [`Self::attend`] has something to take over.
    pub fn wait(&mut self, patience: Duration) {
        let seen = self.seen;
        self.exchange
            .wait_until(patience, |status| Seen::of(status) != seen);
    }

    /// Lets a rehearsal's time go on at another pace, from this moment on or from `clock` if that lies ahead.
    pub fn pace(&mut self, clock: Option<EventTime>, speed: u32) -> Result<(), SessionError> {
        self.open_floor(None, clock, Some(speed), false)
    }

    /// Leaves without waiting for the share to take everything: it will be sent at the next start.
    pub fn leave(mut self) {
        self.exchange.stop();
    }

    fn open_floor(
        &mut self,
        event: Option<Event>,
        clock: Option<EventTime>,
        speed: Option<u32>,
        in_earnest: bool,
    ) -> Result<(), SessionError> {
        let share_ms = self.clock.share_now_ms();
        let of_the_day = match (self.floor.day(), &event) {
            (Some(day), _) => !day.opening.rehearsal,
            (None, Some(event)) => clock.is_none() && (in_earnest || is_the_day(event, share_ms)),
            (None, None) => false,
        };
        if of_the_day && speed.is_some_and(|speed| speed > 1) {
            return Err(SessionError::SpeedInEarnest);
        }
        let opened = match (self.floor.day(), event) {
            (Some(day), _) => moved_on(&day.opening, share_ms, clock, speed),
            (None, Some(event)) if in_earnest && clock.is_none() => Some(opened_in_earnest(Arc::new(event))),
            (None, Some(event)) => Some(opening(Arc::new(event), share_ms, clock, speed.unwrap_or(1))),
            (None, None) => {
                let outage = self.exchange.status().outage.map(|(why, _)| why);
                return Err(SessionError::NoFloor { outage });
            }
        };
        let Some(opening) = opened else { return Ok(()) };
        self.clock.follow(opening.pace());
        self.write(&[Fact::FloorOpened(opening)], self.clock.moment())
            .map(|_| ())
    }

    /// The name under which this device writes.
    pub const fn origin(&self) -> Origin {
        self.device.origin()
    }

    /// In which part this device writes.
    pub const fn role(&self) -> Role {
        self.device.role()
    }

    /// Writes in another part from now on: a command without a screen is nobody's laptop, but somebody's word.
    pub const fn speak_as(&mut self, role: Role) {
        self.device.speak_as(role);
    }

    /// What the devices say of themselves.
    pub fn presence(&mut self) -> Arc<[Presence]> {
        self.exchange.status().presence
    }

    /// How the exchange stands.
    pub fn status(&mut self) -> Status {
        self.exchange.status()
    }

    /// Every record of the replica, in order of arrival; every content of each name.
    pub fn records(&self) -> Result<Vec<Record>, SessionError> {
        let replica = self.device.replica();
        Ok(Replica::wait(|done| replica.all(done))?)
    }

    /// Judges a command, at `at` if it happened earlier, and writes its facts durably.
    pub fn act(&mut self, command: &Command, at: Option<EventTime>) -> Result<Vec<Entry>, SessionError> {
        let moment = self.clock.moment();
        let moment = Moment {
            at: at.unwrap_or(moment.at),
            ..moment
        };
        let facts = decide(&self.floor, command, moment, self.device.role())?;
        self.write(&facts, moment)
    }

    fn write(&mut self, facts: &[Fact], moment: Moment) -> Result<Vec<Entry>, SessionError> {
        if self.is_to_rekey() {
            self.rekey()?;
        }
        let records = self.device.seal(facts, moment);
        let replica = Arc::clone(self.device.replica());
        let saved = Replica::wait(|done| replica.append(records, done))?;
        let entries = self.device.saved(saved.up_to);
        if saved.anew {
            self.catch_up()?;
        } else {
            self.floor.extend(entries.iter().cloned());
        }
        self.exchange.nudge(saved.up_to);
        self.rekey = saved.rekey;
        Ok(entries)
    }

    /// Whether the replica or the exchange says that somebody else writes under this name.
    fn is_to_rekey(&mut self) -> bool {
        let rekeys = self.exchange.status().rekeys;
        std::mem::replace(&mut self.rekeys, rekeys) != rekeys || self.rekey
    }

    /// Writes under a new name from now on: somebody else writes under the one it had.
    fn rekey(&mut self) -> Result<(), SessionError> {
        let replica = Arc::clone(self.device.replica());
        let pen = Replica::wait(|done| replica.rename(done))?;
        self.rekey = false;
        self.renamed(pen);
        Ok(())
    }

    /// Takes the pen of its new name.
    fn renamed(&mut self, pen: Pen) {
        tracing::warn!(from = %self.device.origin(), to = %pen.origin, "goes on under a new name");
        self.device.take_pen(pen);
        self.exchange.renamed(self.device.origin());
    }

    /// Waits, within a bound, until the share holds everything written here, and publishes the floor; false
    /// if the share did not take it in time: it will be sent at the next start.
    pub fn settle(&mut self) -> Result<bool, SessionError> {
        let head = self.device.last_seq();
        let status = self.exchange.wait_for(SETTLE, |status| {
            status.acknowledged >= head || status.outage.is_some()
        });
        self.catch_up()?;
        let pushed = self.exchange.take_pushed();
        if !pushed.is_empty() && status.telling == Telling::Own {
            let rows = Publisher::default().due(&self.floor, &pushed, self.clock.now());
            if let Some(rows) = rows {
                self.exchange.publish(rows);
            }
        }
        self.exchange.stop();
        Ok(status.acknowledged >= head)
    }

    /// Goes on with screens.
    pub fn into_seat(mut self, look: Look, remember: Box<dyn Fn(Lang) + Send>, failure: String) -> Seat {
        if self.is_to_rekey()
            && let Err(error) = self.rekey()
        {
            // The replica takes one at the next start.
            tracing::error!(%error, "no new name could be taken");
        }
        Seat {
            device: self.device,
            floor: self.floor,
            exchange: self.exchange,
            clock: self.clock,
            look,
            remember,
            failure,
            find: Box::new(|typed| PathBuf::from(typed)),
            drill: None,
        }
    }
}

/// `home` is where a laptop that others count on may prepare what it publishes.
fn opener(path: Option<PathBuf>, home: Option<PathBuf>, memory: Memory) -> Opener {
    let clock = Clock::new();
    Box::new(move |origin| {
        let party = Party {
            origin,
            home: home.clone(),
            wall: Box::new(move || clock.wall_ms()),
        };
        match &path {
            Some(path) => share::open(path, party, &memory),
            None => Err(ShareError::NotChosen),
        }
    })
}
