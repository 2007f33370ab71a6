//! The schedule as it stands, and what a station's clock shows.
//!
//! Remaining time is a pure function of (planned schedule, facts, event time). Nothing counts ticks and no
//! remaining time is ever stored. A general hold moves every moment that lies after its beginning by its
//! length; while it lasts, those moments move on with the clock, so every countdown stands still. Rounds that were
//! given new times start from those: only what is held after they were given moves them on.

use super::event::Event;
use super::fact::Reason;
use super::floor::{Floor, StationLog};
use super::history::Undone;
use super::id::RoundNo;
use super::time::{EventTime, MINUTE_MS, Span};

/// A round with its planned and its present times.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot {
    /// Which round.
    pub round: RoundNo,
    /// As planned.
    pub planned: Span,
    /// The times it was given last; the planned ones until others are given.
    pub given: Given,
    /// As it stands now.
    pub now: Span,
}

/// Times of a round that somebody has set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Given {
    /// The times.
    pub times: Span,
    /// When they were given: what was held before is in them already.
    pub at: EventTime,
}

impl Slot {
    /// Whether the times differ from the plan.
    pub fn moved(&self) -> bool {
        self.planned != self.now
    }
}

/// A general hold, or a pause of one station.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stop {
    /// Since when.
    pub since: EventTime,
    /// Until when; `None` while it lasts.
    pub until: Option<EventTime>,
    /// Why.
    pub reason: Reason,
}

impl Stop {
    /// How long it has lasted at `now`, in milliseconds.
    pub fn length_ms(&self, now: EventTime) -> i64 {
        self.until.unwrap_or(now).min(now).since(self.since).max(0)
    }
}

/// Turns "stopped, went on, stopped" into intervals, up to `now`; a second stop changes nothing.
fn stops(marks: impl Iterator<Item = (EventTime, Option<Reason>)>, now: EventTime) -> Vec<Stop> {
    let mut marks: Vec<_> = marks.filter(|(at, _)| *at <= now).collect();
    marks.sort_by_key(|(at, _)| *at);
    let mut stops: Vec<Stop> = Vec::new();
    for (at, reason) in marks {
        let open = stops.last_mut().filter(|stop| stop.until.is_none());
        match (reason, open) {
            (Some(reason), None) => stops.push(Stop {
                since: at,
                until: None,
                reason,
            }),
            (None, Some(stop)) => stop.until = Some(at),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    stops
}

/// Every general hold up to `now`.
pub fn holds(floor: &Floor, now: EventTime) -> Vec<Stop> {
    stops(
        floor
            .holds
            .standing(&floor.undone)
            .map(|mark| (mark.at, mark.value)),
        now,
    )
}

/// Every pause of a station up to `now`.
pub fn pauses(station: &StationLog, undone: &Undone, now: EventTime) -> Vec<Stop> {
    stops(
        station.pauses.standing(undone).map(|mark| (mark.at, mark.value)),
        now,
    )
}

/// Every hold moves a later moment by its length up to `now`; of a hold that lay partly before `from`, only the rest.
fn moved(holds: &[Stop], moment: EventTime, from: EventTime, now: EventTime) -> EventTime {
    holds.iter().fold(moment, |moment, hold| {
        let begins = hold.since.max(from);
        let length = hold.until.unwrap_or(now).min(now).since(begins).max(0);
        if moment > begins {
            moment.plus_ms(length)
        } else {
            moment
        }
    })
}

/// The times of a round that were given last, up to `now`.
fn given(floor: &Floor, round: RoundNo, planned: Span, now: EventTime) -> Given {
    let retimed = floor.retimings.standing(&floor.undone).rev();
    let mut retimed = retimed.filter(|mark| mark.at <= now).filter_map(|mark| {
        let times = mark.value.iter().find(|new| new.round == round)?.times;
        Some(Given { times, at: mark.at })
    });
    retimed.next().unwrap_or(Given {
        times: planned,
        at: EventTime(i64::MIN),
    })
}

/// Where a moment lies in the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Point {
    /// Before the first round.
    Before,
    /// From the start of this round until the next one starts.
    Round(RoundNo),
}

/// The rounds of the day as they stand at one moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Schedule {
    /// The rounds in order.
    pub slots: Vec<Slot>,
    /// General holds so far.
    pub holds: Vec<Stop>,
    /// The moment for which this schedule was computed.
    pub now: EventTime,
}

impl Schedule {
    /// The schedule of this floor as it stands at `now`; empty before the floor is open.
    pub fn at(floor: &Floor, now: EventTime) -> Self {
        let holds = holds(floor, now);
        let slot = |(round, planned): (RoundNo, Span)| {
            let given = given(floor, round, planned, now);
            let moved = |moment: EventTime| moved(&holds, moment, given.at, now);
            Slot {
                round,
                planned,
                given,
                now: Span {
                    start: moved(given.times.start),
                    end: moved(given.times.end),
                },
            }
        };
        let slots = floor
            .event()
            .map_or_else(Vec::new, |event: &Event| event.rounds().map(slot).collect());
        Self { slots, holds, now }
    }

    /// Where the end of a round lies with so many minutes more, as seen from `moment`, which is not later than the
    /// schedule's own. Holds move the extended end: one that begins in the extension counts too.
    pub fn end_with(&self, slot: &Slot, minutes: i64, moment: EventTime) -> EventTime {
        let end = slot.given.times.end.plus_minutes(minutes);
        moved(&self.holds, end, slot.given.at, moment)
    }

    /// Milliseconds from one moment to a later one, holds left out.
    pub fn running_ms(&self, from: EventTime, to: EventTime) -> i64 {
        let held = self.holds.iter().map(|hold| {
            let until = hold.until.map_or(to, |until| until.min(to));
            until.since(hold.since.max(from)).max(0)
        });
        held.fold(to.since(from), i64::saturating_sub)
    }

    /// How much of a round has passed, holds left out, in milliseconds; negative before it starts.
    pub fn elapsed_ms(&self, slot: &Slot) -> i64 {
        self.running_ms(slot.now.start, self.now)
    }

    /// Up to an end: left before it, over from it on. Held time counts neither way.
    pub fn to_end(&self, end: EventTime, moment: EventTime) -> Countdown {
        let left = end.since(moment);
        if left > 0 {
            Countdown::ToEnd(left)
        } else {
            Countdown::Over(self.running_ms(end, moment))
        }
    }

    /// The round with this number.
    pub fn slot(&self, round: RoundNo) -> Option<&Slot> {
        self.slots.get(usize::from(round.0).checked_sub(1)?)
    }

    /// Where `now` lies.
    pub fn point(&self) -> Point {
        self.slots
            .iter()
            .rev()
            .find(|slot| slot.now.start <= self.now)
            .map_or(Point::Before, |s| Point::Round(s.round))
    }

    /// The round that is on or was on last; `None` before the first.
    pub fn current(&self) -> Option<&Slot> {
        match self.point() {
            Point::Before => None,
            Point::Round(round) => self.slot(round),
        }
    }

    /// The first round that has not started.
    pub fn upcoming(&self) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.now.start > self.now)
    }

    /// The general hold that lasts, if any.
    pub fn held(&self) -> Option<&Stop> {
        self.holds.last().filter(|hold| hold.until.is_none())
    }

    /// The round in which something at the moment `at` falls: the one that had started last, or the first.
    pub fn round_at(&self, at: EventTime) -> Option<RoundNo> {
        let started = self.slots.iter().rev().find(|slot| slot.now.start <= at);
        started.or_else(|| self.slots.first()).map(|slot| slot.round)
    }

    /// By how many whole minutes the next round starts later than planned; without one, by how many the one that is on
    /// ends later.
    pub fn moved_by_min(&self) -> i64 {
        let starts = self
            .upcoming()
            .map(|slot| slot.now.start.since(slot.planned.start));
        let ends = || self.current().map(|slot| slot.now.end.since(slot.planned.end));
        starts.or_else(ends).unwrap_or(0) / MINUTE_MS
    }
}

/// What a countdown shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Countdown {
    /// Milliseconds until something starts.
    ToStart(i64),
    /// Milliseconds until the end.
    ToEnd(i64),
    /// Milliseconds over the end.
    Over(i64),
    /// Nothing to count.
    Nothing,
}

impl Countdown {
    /// The milliseconds left to an end; negative when it is over.
    pub const fn remaining_ms(self) -> Option<i64> {
        match self {
            Self::ToEnd(ms) => Some(ms),
            Self::Over(ms) => Some(-ms),
            Self::ToStart(_) | Self::Nothing => None,
        }
    }
}
