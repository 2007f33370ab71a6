//! One virtual laptop: a real replica, a real exchange, a real floor, and a script where the screen would be.

use super::word::{Holding, News, Noted, Notes, Order};
use super::{Rehearsal, fingerprint};
use crate::domain::command::Command;
use crate::domain::fact::Visitor;
use crate::domain::floor::Floor;
use crate::domain::id::{DeskNo, Role};
use crate::domain::time::{EventTime, SECOND_MS};
use crate::rehearse::incident::{Happening, Incident};
use crate::rehearse::{Script, Sight};
use crate::runtime::clock::Clock;
use crate::runtime::event_clock::EventClock;
use crate::runtime::session::{Plan, Session, SessionError};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

/// So much of the day passes between two looks of a person, in milliseconds of event time.
const LOOK_MS: i64 = 5 * SECOND_MS;
/// So many deeds at one look.
const DEEDS: usize = 8;
/// It tells how much it has written so often, in microseconds.
const TELL_US: u64 = 500_000;
/// So often, and so long each time, it tries to take its place.
const TRIES: u32 = 60;
const TRY: Duration = Duration::from_millis(500);
/// So many sightings are kept; of more, every second one, every fourth …
const SEEN_MAX: usize = 20_000;

/// A laptop of the rehearsal.
pub(super) struct Laptop<'a> {
    plan: Plan,
    script: Script,
    incidents: VecDeque<Incident>,
    /// Between two entries of the load test, in microseconds.
    period_us: Option<u64>,
    pause: Duration,
    inbox: &'a Receiver<Order>,
    tell: &'a dyn Fn(News),
    clock: Clock,
    notes: Notes,
    seen: Sample,
    load_due_us: u64,
    told_us: u64,
    settling: bool,
}

/// A laptop that goes away; without an end it comes back when the rehearsal ends.
struct Absence {
    until: Option<EventTime>,
}

impl<'a> Laptop<'a> {
    /// The laptop with this number.
    pub(super) fn new(
        rehearsal: &Rehearsal,
        number: usize,
        inbox: &'a Receiver<Order>,
        tell: &'a dyn Fn(News),
    ) -> Self {
        let role = rehearsal.role(number);
        let first = number < rehearsal.cast.len();
        let look = LOOK_MS / i64::from(rehearsal.speed.max(1));
        Self {
            plan: Plan {
                replica: rehearsal.replicas.join(format!("{number:03}")),
                share: Some(rehearsal.share.clone()),
                memory: rehearsal.memory.clone(),
                role,
                event: None,
                clock: None,
                speed: None,
                in_earnest: false,
                label: format!("rehearsal-{number:03}"),
            },
            script: rehearsal.script.clone(),
            // A second laptop of the same place has the same person's habits and none of their misfortunes.
            incidents: if first {
                rehearsal.incidents.of(role).into()
            } else {
                VecDeque::new()
            },
            period_us: rehearsal.load_period_us,
            pause: Duration::from_millis(u64::try_from(look.clamp(20, 500)).unwrap_or(20)),
            inbox,
            tell,
            clock: Clock::new(),
            notes: Notes::default(),
            seen: Sample::default(),
            load_due_us: 0,
            told_us: 0,
            settling: false,
        }
    }

    /// Lives the day; what was measured.
    pub(super) fn live(mut self) -> Result<Notes, SessionError> {
        let mut session = self.sit_down()?;
        (self.tell)(News::Seated);
        if let Some(period) = self.period_us {
            // Everybody begins at another moment of the period.
            let spread = session.origin().0 % period.max(1);
            self.load_due_us = self.clock.mono_us().saturating_add(spread);
        }
        let mut told = None;
        loop {
            match self.inbox.try_recv() {
                Ok(Order::Settle) => self.settling = true,
                Ok(Order::End) | Err(TryRecvError::Disconnected) => return Ok(self.end(session)),
                Err(TryRecvError::Empty) => {}
            }
            self.hear(&mut session)?;
            if self.settling {
                let holding = Holding::of(session.floor.held());
                if told.as_ref() != Some(&holding) {
                    (self.tell)(News::Holds(holding.clone()));
                    told = Some(holding);
                }
            } else if let Some(absence) = self.act(&mut session) {
                let clock = session.clock.clone();
                session.leave();
                self.be_away(&clock, absence.until);
                session = self.sit_down()?;
            }
            self.tell_written();
            session.wait(self.pause_now());
        }
    }

    /// Takes its place; a share that does not answer at once is tried again.
    fn sit_down(&mut self) -> Result<Session, SessionError> {
        let mut tries = 0;
        loop {
            match Session::open(self.plan.clone()) {
                Ok(session) => {
                    self.notes.seated.push(self.clock.mono_us());
                    return Ok(session);
                }
                Err(SessionError::NoFloor { .. } | SessionError::Store(_)) if tries < TRIES => {
                    tries += 1;
                    std::thread::park_timeout(TRY);
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn hear(&mut self, session: &mut Session) -> Result<(), SessionError> {
        let news = session.attend()?;
        let now = self.clock.mono_us();
        for entry in news {
            self.seen.note((entry.id, now));
        }
        Ok(())
    }

    /// Does what is due; the absence that begins now, if one does.
    fn act(&mut self, session: &mut Session) -> Option<Absence> {
        let now = session.clock.now();
        while let Some(incident) = self.next_incident(now) {
            match incident.what {
                Happening::Said(_, word) => {
                    self.notes.incidents += 1;
                    if let Some((command, at)) = word.command(&session.floor) {
                        self.say(session, &command, at);
                    }
                }
                Happening::Away(_, until) if until.is_none_or(|until| until > now) => {
                    self.notes.incidents += 1;
                    return Some(Absence { until });
                }
                Happening::Away(..) | Happening::ShareGone(_) => {}
            }
        }
        for _ in 0..DEEDS {
            let presence = match session.role() {
                Role::Coordinator => session.presence(),
                _ => Arc::default(),
            };
            let sight = Sight {
                floor: &session.floor,
                presence: &presence,
                now: session.clock.now(),
            };
            let Some(command) = self.script.next(sight, session.role()) else {
                break;
            };
            self.say(session, &command, None);
        }
        self.bear_load(session);
        None
    }

    fn next_incident(&mut self, now: EventTime) -> Option<Incident> {
        let is_due = self.incidents.front().is_some_and(|next| next.at <= now);
        is_due.then(|| self.incidents.pop_front()).flatten()
    }

    /// The entries of the load test that are due.
    fn bear_load(&mut self, session: &mut Session) {
        let Some(period) = self.period_us else { return };
        while self.load_due_us <= self.clock.mono_us() {
            self.load_due_us = self.load_due_us.saturating_add(period.max(1));
            if let Some(command) = burden(&session.floor, session.role()) {
                self.say(session, &command, None);
            }
        }
    }

    fn say(&mut self, session: &mut Session, command: &Command, at: Option<EventTime>) {
        let pressed = self.clock.mono_us();
        match session.act(command, at) {
            Ok(entries) => {
                let durable = self.clock.mono_us();
                self.notes.keys.push(durable.saturating_sub(pressed));
                self.notes
                    .confirmed
                    .extend(entries.iter().map(|entry| (entry.id, durable)));
            }
            Err(SessionError::Refused(why)) => {
                tracing::info!(role = %session.role(), ?command, %why, "not allowed");
                self.notes.refused += 1;
            }
            Err(error) => {
                tracing::error!(%error, "an entry was not saved yet");
                self.notes.unsaved += 1;
            }
        }
    }

    /// Waits until event time has come to `until`, if that is known, or the rehearsal ends.
    fn be_away(&mut self, clock: &EventClock, until: Option<EventTime>) {
        while until.is_none_or(|until| clock.now() < until) {
            match self.inbox.recv_timeout(self.pause) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(_) | Err(RecvTimeoutError::Disconnected) => {
                    self.settling = true;
                    return;
                }
            }
        }
    }

    fn tell_written(&mut self) {
        let now = self.clock.mono_us();
        if now.saturating_sub(self.told_us) >= TELL_US {
            self.told_us = now;
            let wrote = u64::try_from(self.notes.confirmed.len()).unwrap_or(u64::MAX);
            (self.tell)(News::Wrote(wrote));
        }
    }

    /// Until the next look, or the next entry of the load test.
    fn pause_now(&self) -> Duration {
        if self.period_us.is_none() || self.settling {
            return self.pause;
        }
        let left = self.load_due_us.saturating_sub(self.clock.mono_us());
        // The waits of the system count whole milliseconds.
        self.pause.min(Duration::from_millis(left / 1_000 + 1))
    }

    fn end(mut self, session: Session) -> Notes {
        self.notes.holding = Holding::of(session.floor.held());
        self.notes.floor = fingerprint(&session.floor);
        self.notes.seen = self.seen.kept;
        session.leave();
        self.notes
    }
}

/// One entry that never wears out: a visitor more.
fn burden(floor: &Floor, role: Role) -> Option<Command> {
    Some(match role {
        Role::Station(station) => Command::WalkIn { station, count: 1 },
        Role::Desk(desk) => visitor(desk),
        Role::Coordinator | Role::Organiser => visitor(*floor.event()?.desks.keys().next()?),
    })
}

const fn visitor(desk: DeskNo) -> Command {
    Command::Visit {
        desk,
        visitor: Visitor::Pupil,
    }
}

/// Sightings, thinned out when there are many.
#[derive(Default)]
struct Sample {
    kept: Vec<Noted>,
    /// Entries are kept whose number this power of two divides.
    thin: u32,
}

impl Sample {
    const fn wants(&self, noted: &Noted) -> bool {
        let (id, _) = noted;
        // Origins are random, so that not everybody's first entries are kept.
        (id.seq.0 ^ id.origin.0).trailing_zeros() >= self.thin
    }

    fn note(&mut self, noted: Noted) {
        if self.wants(&noted) {
            self.kept.push(noted);
        }
        if self.kept.len() >= SEEN_MAX {
            self.thin += 1;
            let kept = std::mem::take(&mut self.kept);
            self.kept = kept.into_iter().filter(|noted| self.wants(noted)).collect();
        }
    }
}
