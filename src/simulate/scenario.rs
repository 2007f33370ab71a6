//! A day and its bad luck as plain values: drawn from a seed, printed for people, cut down by
//! [`super::shrink()`].

use super::chance::Chance;
use super::incident::{Incident, set_by};
use super::sabotage::Sabotage;
use crate::domain::event::Event;
use crate::domain::id::{Role, RoundNo};
use crate::domain::time::{EventTime, MINUTE_MS, SECOND_MS, Span};
use std::fmt;
use std::sync::Arc;

/// Which kind of share is imitated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One database that all write, in transactions.
    Sqlite,
    /// One log for each device, written by its owner.
    Folder,
}

/// One laptop with its person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seat {
    /// What the person does.
    pub role: Role,
    /// How far its clock is ahead at the start, in milliseconds.
    pub ahead_ms: i64,
    /// How fast its clock runs, in millionths too fast.
    pub drift_ppm: i64,
}

/// A day and everything that goes wrong in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scenario {
    /// Whatever is not said here is drawn from this.
    pub seed: u64,
    /// Which kind of share is imitated.
    pub kind: Kind,
    /// The laptops at the start.
    pub seats: Vec<Seat>,
    /// For how long people are at work, in milliseconds.
    pub length_ms: i64,
    /// How coarsely the share writes times, in milliseconds.
    pub grain_ms: i64,
    /// What goes wrong, by the time after the start in milliseconds.
    pub incidents: Vec<(i64, Incident)>,
    /// The defence that is left out, to see whether it is missed.
    pub sabotage: Option<Sabotage>,
}

/// The event as it is simulated: as it stands, or with its rounds made short and close together.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The event.
    pub event: Arc<Event>,
    /// When people come.
    pub start: EventTime,
    /// For how long they stay, in milliseconds.
    pub length_ms: i64,
    /// Whether it is the whole day.
    pub whole: bool,
}

/// A short round and the walk after it.
const SHORT_ROUND_MS: i64 = 3 * MINUTE_MS;
const SHORT_WALK_MS: i64 = MINUTE_MS;
/// A day that is not longer is a quick look.
const QUICK_MS: i64 = 2 * MINUTE_MS;
/// People come so long before a short day's first round.
const LEAD_MS: i64 = 30 * SECOND_MS;

impl Stage {
    /// The whole day, from the doors to the closing.
    pub fn whole(event: Event) -> Self {
        Self {
            start: event.times.doors,
            length_ms: event.times.closing.since(event.times.doors).max(MINUTE_MS),
            event: Arc::new(event),
            whole: true,
        }
    }

    /// A day of so many minutes.
    pub fn short(mut event: Event, minutes: i64) -> Self {
        let length_ms = minutes.max(1).saturating_mul(MINUTE_MS);
        let first = event
            .round(RoundNo(1))
            .map_or(event.times.opening, |round| round.start);
        let mut start = first;
        for round in &mut event.times.rounds {
            *round = Span {
                start,
                end: start.plus_ms(SHORT_ROUND_MS),
            };
            start = round.end.plus_ms(SHORT_WALK_MS);
        }
        Self {
            start: first.plus_ms(-LEAD_MS),
            length_ms,
            event: Arc::new(event),
            whole: false,
        }
    }
}

impl Scenario {
    /// What this seed has in store for a stage.
    pub fn draw(seed: u64, stage: &Stage) -> Self {
        let mut chance = Chance::stream(seed, 1);
        let kind = if chance.percent(50) {
            Kind::Sqlite
        } else {
            Kind::Folder
        };
        // A few laptops on most floors and in quick looks, as many as there are roles on some.
        let few = chance.percent(70) || stage.length_ms <= QUICK_MS;
        let most = if few { 5 } else { 12 };
        let count = usize::try_from(chance.between(3, most)).unwrap_or(3);
        let seats = seats(&mut chance, &stage.event, count);
        let calm = chance.percent(5);
        let per_hour = if stage.whole { 8 } else { 60 };
        let usual = stage.length_ms.saturating_mul(per_hour) / (60 * MINUTE_MS);
        let luck = if calm {
            0
        } else {
            chance.between(1, usual.max(2) * 2)
        };
        let mut incidents: Vec<(i64, Incident)> = (0..luck)
            .map(|_| {
                let at = chance.between(0, stage.length_ms);
                (at, Incident::draw(&mut chance, kind, seats.len()))
            })
            .collect();
        incidents.sort_by_key(|(at, _)| *at);
        Self {
            seed,
            kind,
            seats,
            length_ms: stage.length_ms,
            grain_ms: if chance.percent(30) { SECOND_MS } else { 4 },
            incidents,
            sabotage: None,
        }
    }

    /// The same without a defence.
    #[must_use]
    pub fn without(mut self, defence: Sabotage) -> Self {
        self.sabotage = Some(defence);
        self
    }
}

/// An overview, then stations, a desk among them, and a second overview on a large floor.
fn seats(chance: &mut Chance, event: &Event, count: usize) -> Vec<Seat> {
    let mut roles = vec![Role::Coordinator];
    let stations = event.rotation_stations().map(|(no, _)| Role::Station(no));
    let desks = event.desks.keys().map(|no| Role::Desk(*no)).take(1);
    roles.extend(stations.take(2));
    roles.extend(desks);
    let others = event.rotation_stations().map(|(no, _)| Role::Station(no));
    roles.extend(others.skip(2));
    roles.truncate(count.max(1));
    if count > 6
        && let Some(last) = roles.last_mut()
    {
        *last = Role::Coordinator;
    }
    let seat = |role| Seat {
        role,
        ahead_ms: if chance.percent(50) {
            chance.between(-2 * SECOND_MS, 2 * SECOND_MS)
        } else {
            set_by(chance)
        },
        drift_ppm: chance.between(-100, 100),
    };
    roles.into_iter().map(seat).collect()
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.length_ms / MINUTE_MS;
        writeln!(
            f,
            "seed {}: {:?} share, times written to {} ms, {minutes} min of work",
            self.seed, self.kind, self.grain_ms
        )?;
        if let Some(sabotage) = self.sabotage {
            writeln!(f, "  without a defence: {sabotage:?}")?;
        }
        for (device, seat) in self.seats.iter().enumerate() {
            writeln!(
                f,
                "  device {device}: {}, clock {:+} ms, {:+} ppm",
                seat.role, seat.ahead_ms, seat.drift_ppm
            )?;
        }
        for (at, incident) in &self.incidents {
            writeln!(f, "  after {at:>8} ms: {incident:?}")?;
        }
        Ok(())
    }
}
