//! The day as it went, made once for whoever would rather look than read: who was where by the minute, how full each
//! station was in each round, how far rounds ran over, how long groups were waited for.
//!
//! Unknown is not zero: a minute or a round of which nobody can say anything has no number.

use super::station::{condition, own_end_of};
use crate::domain::countdown::{Schedule, Slot, Stop};
use crate::domain::event::StationKind;
use crate::domain::floor::{Ending, Floor, Session, StationLog};
use crate::domain::history::{History, Mark};
use crate::domain::id::{GroupNo, Role, RoundNo, StationNo};
use crate::domain::time::{EventTime, MINUTE_MS};
use std::collections::BTreeMap;

/// How much of the day is shown before the first round and after the last, in minutes.
const MARGIN_MIN: i64 = 10;
/// No day is longer than this, whatever a log says; in minutes.
const LENGTH_MAX_MIN: i64 = 24 * 60;

/// How a day went.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Course {
    /// The rounds as they stood at the end.
    pub slots: Vec<Slot>,
    /// Every general hold.
    pub holds: Vec<Stop>,
    /// When evacuations were called.
    pub evacuations: Vec<EventTime>,
    /// The first minute.
    pub first: EventTime,
    /// How many minutes there are.
    pub minutes: usize,
    /// Of what lies behind this moment the log says nothing.
    pub known_until: EventTime,
    /// The stations that take groups, in order of their numbers.
    pub stations: Vec<StationCourse>,
    /// How many visits ended so many whole minutes after the end of their round (before it: negative).
    pub overruns: BTreeMap<i64, usize>,
    /// How long groups were waited for, round by round.
    pub waits: Vec<Waits>,
}

/// How the day went at one station.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StationCourse {
    /// Its number.
    pub no: StationNo,
    /// Pupils there, by the minute; `None` where nobody can say.
    pub pupils: Vec<Option<u16>>,
    /// Its rounds.
    pub turns: Vec<Turn>,
}

/// What became of one round at one station.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// Nobody was expected, and nobody came.
    Nobody,
    /// A group was expected, and nobody can say whether it came.
    Unknown,
    /// A group was expected and did not come.
    Missed,
    /// So many pupils came, for so many places.
    Came {
        /// Pupils, all groups together.
        pupils: u32,
        /// Places in force.
        places: u16,
    },
}

/// How long the groups of one round were waited for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waits {
    /// The round.
    pub round: RoundNo,
    /// From the start of the round to each arrival, rising, in milliseconds; 0 for whoever came before it.
    pub waited_ms: Vec<i64>,
    /// Groups that did not come.
    pub missed: usize,
    /// Groups of which nobody can say.
    pub unknown: usize,
}

impl Course {
    /// How a day went of which the log knows until `until`.
    pub fn of(floor: &Floor, until: EventTime) -> Self {
        let schedule = Schedule::at(floor, until);
        let (first, minutes) = extent(&schedule);
        let evacuations = floor.evacuations.standing(&floor.undone);
        let mut course = Self {
            holds: schedule.holds.clone(),
            evacuations: evacuations.map(|mark| mark.at).collect(),
            first,
            minutes,
            known_until: until,
            waits: schedule.slots.iter().map(|slot| Waits::of(slot.round)).collect(),
            ..Self::default()
        };
        let heard = heard(floor);
        let stations = floor.event().into_iter().flat_map(|event| &event.stations);
        for (no, _) in stations.filter(|(_, station)| station.kind == StationKind::Rotation) {
            let is_silent = heard.binary_search(no).is_err() || condition(floor, *no).paper;
            course.add(floor, &schedule, *no, is_silent);
        }
        for waits in &mut course.waits {
            waits.waited_ms.sort_unstable();
        }
        course.slots = schedule.slots;
        course
    }

    /// The first moment of a minute.
    pub fn moment(&self, minute: usize) -> EventTime {
        self.first.plus_minutes(i64::try_from(minute).unwrap_or(0))
    }

    /// The minute in which a moment falls; the first or last one for a moment outside.
    pub fn minute(&self, at: EventTime) -> usize {
        let minute = usize::try_from(at.since(self.first).div_euclid(MINUTE_MS)).unwrap_or(0);
        minute.min(self.minutes.saturating_sub(1))
    }

    /// The first moment behind the last minute.
    pub fn end(&self) -> EventTime {
        self.moment(self.minutes)
    }

    fn add(&mut self, floor: &Floor, schedule: &Schedule, no: StationNo, is_silent: bool) {
        let log = floor.station(no);
        let mut station = StationCourse {
            no,
            pupils: vec![Some(0); self.minutes],
            turns: Vec::with_capacity(schedule.slots.len()),
        };
        for (index, slot) in schedule.slots.iter().enumerate() {
            self.add_visits(floor, schedule, index, &mut station);
            let turn = turn(floor, schedule, slot, no, log, is_silent);
            let expected = floor.expected(no, slot.round).len();
            if let Some(waits) = self.waits.get_mut(index) {
                match turn {
                    Turn::Unknown => waits.unknown += expected,
                    Turn::Missed => waits.missed += expected,
                    Turn::Nobody | Turn::Came { .. } => {}
                }
            }
            if turn == Turn::Unknown {
                self.fill(&mut station.pupils, slot.now.start, slot.now.end, |_| None);
            }
            station.turns.push(turn);
        }
        self.fill(
            &mut station.pupils,
            self.known_until.plus_minutes(1),
            self.end(),
            |_| None,
        );
        self.stations.push(station);
    }

    /// Adds the visits of one round.
    fn add_visits(&mut self, floor: &Floor, schedule: &Schedule, index: usize, station: &mut StationCourse) {
        let (Some(slot), Some(log)) = (schedule.slots.get(index), floor.station(station.no)) else {
            return;
        };
        let next = schedule.slots.get(index + 1).map(|next| next.now.start);
        let sessions = sessions(log, slot.round);
        for session in sessions.filter(|session| session.counts_as_visit(&floor.undone)) {
            let Some(arrival) = session.arrival(&floor.undone) else {
                continue;
            };
            let ending = session.ending(&floor.undone);
            // A group that nobody finished is at its next station when the next round begins.
            let until = ending.map(|mark| mark.at).or(next).unwrap_or(slot.now.end);
            // Of a paper sheet only the round is known.
            let (from, to) = if arrival.later {
                (slot.now.start, slot.now.end)
            } else {
                (arrival.at, until)
            };
            let more = |pupils: Option<u16>| Some(pupils.unwrap_or(0).saturating_add(arrival.count));
            self.fill(&mut station.pupils, from, to, more);
            if arrival.later {
                continue;
            }
            if let Some(waits) = self.waits.get_mut(index) {
                waits.waited_ms.push(arrival.at.since(slot.now.start).max(0));
            }
            if let Some(mark) = ending.filter(|mark| mark.value == Ending::Finished) {
                let over = mark.at.since(own_end_of(floor, schedule, station.no, slot));
                *self.overruns.entry(over.div_euclid(MINUTE_MS)).or_default() += 1;
            }
        }
    }

    /// Changes the minutes that begin in a span; a span that lies in one minute changes that one.
    fn fill(
        &self,
        pupils: &mut [Option<u16>],
        from: EventTime,
        to: EventTime,
        change: impl Fn(Option<u16>) -> Option<u16>,
    ) {
        if to <= self.first || from >= self.end() {
            return;
        }
        let first = self.minute(from.max(self.first));
        let last = self.minute(to.plus_ms(-1)).max(first);
        for minute in pupils.iter_mut().take(last + 1).skip(first) {
            *minute = change(*minute);
        }
    }
}

impl Waits {
    const fn of(round: RoundNo) -> Self {
        Self {
            round,
            waited_ms: Vec::new(),
            missed: 0,
            unknown: 0,
        }
    }

    /// The wait in the middle of all, in milliseconds; `None` where nobody came.
    pub fn median_ms(&self) -> Option<i64> {
        self.waited_ms.get(self.waited_ms.len() / 2).copied()
    }

    /// The longest wait, in milliseconds; `None` where nobody came.
    pub fn longest_ms(&self) -> Option<i64> {
        self.waited_ms.last().copied()
    }
}

/// The first minute of a day and how many there are.
fn extent(schedule: &Schedule) -> (EventTime, usize) {
    let starts = schedule
        .slots
        .iter()
        .map(|slot| slot.planned.start.min(slot.now.start));
    let ends = schedule
        .slots
        .iter()
        .map(|slot| slot.planned.end.max(slot.now.end));
    let (Some(first), Some(last)) = (starts.min(), ends.max()) else {
        return (EventTime::default(), 0);
    };
    let first = EventTime(first.0.div_euclid(MINUTE_MS) * MINUTE_MS).plus_minutes(-MARGIN_MIN);
    let minutes = (last.since(first) / MINUTE_MS + MARGIN_MIN).clamp(0, LENGTH_MAX_MIN);
    (first, usize::try_from(minutes).unwrap_or(0))
}

fn sessions(log: &StationLog, round: RoundNo) -> impl Iterator<Item = &Session> {
    let all = (round, GroupNo(0))..=(round, GroupNo(u16::MAX));
    log.sessions.range(all).map(|(_, session)| session)
}

fn turn(
    floor: &Floor,
    schedule: &Schedule,
    slot: &Slot,
    no: StationNo,
    log: Option<&StationLog>,
    is_silent: bool,
) -> Turn {
    let visits = log.into_iter().flat_map(|log| sessions(log, slot.round));
    let visits = visits.filter(|session| session.counts_as_visit(&floor.undone));
    let counts: Vec<u32> = visits
        .filter_map(|session| Some(u32::from(session.arrival(&floor.undone)?.count)))
        .collect();
    if !counts.is_empty() {
        return Turn::Came {
            pupils: counts.iter().sum(),
            places: condition(floor, no).places,
        };
    }
    if floor.expected(no, slot.round).is_empty() || slot.now.start > schedule.now {
        Turn::Nobody
    } else if is_silent || slot.now.end > schedule.now {
        Turn::Unknown
    } else {
        Turn::Missed
    }
}

/// The stations that ever wrote a word of their own, in order: of the others silence means nothing.
pub fn heard(floor: &Floor) -> Vec<StationNo> {
    let stations = floor.stations();
    stations
        .filter(|(no, log)| has_spoken(log, Role::Station(*no)))
        .map(|(no, _)| no)
        .collect()
}

fn has_spoken(log: &StationLog, role: Role) -> bool {
    fn said<T>(history: &History<T>, role: Role) -> bool {
        history.all().iter().any(|mark: &Mark<T>| mark.role == role)
    }
    let mut sessions = log.sessions.values();
    said(&log.ready, role)
        || sessions.any(|session| said(&session.counts, role) || said(&session.endings, role))
        || said(&log.pauses, role)
        || log.extensions.values().any(|history| said(history, role))
        || log.walk_ins.values().any(|history| said(history, role))
}
