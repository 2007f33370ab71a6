//! One station at one moment: who is here, how long still, who is next, and what is wrong.

mod condition;
mod state;
mod strip;

pub(super) use condition::standing;
pub use condition::{Condition, condition};
pub use state::State;
pub use strip::{StripCell, When, strip};

use crate::domain::countdown::{Countdown, Schedule, Slot, Stop, pauses};
use crate::domain::event::{Station, Support};
use crate::domain::fact::Visit;
use crate::domain::floor::{Arrival, Floor, Readiness, Session, StationLog};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::EventTime;
use std::ops::RangeBounds;

/// A group that is at the station.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Present {
    /// Which group.
    pub group: GroupNo,
    /// In which round it came.
    pub round: RoundNo,
    /// When it came and how many were counted.
    pub arrival: Arrival,
    /// Planned number of pupils; `None` for a group the plan does not know.
    pub planned: Option<u16>,
    /// The plan has this group here in this round.
    pub expected: bool,
    /// Where the plan has it in this round, if elsewhere.
    pub belongs: Option<StationNo>,
    /// The safety briefing was marked.
    pub briefed: bool,
    /// Interested hands, once counted.
    pub interest: Option<u16>,
    /// The last word of another laptop about the number, if it differs.
    pub differs: Option<u16>,
}

/// Who comes next to a station.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Next {
    /// In which round.
    pub slot: Slot,
    /// Which group.
    pub group: GroupNo,
    /// The station it comes from; `None` from a break or as its first.
    pub from: Option<StationNo>,
    /// The group is still at that station although its time there is up, or the round is still on.
    pub from_busy: bool,
}

/// Where a group goes after this round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Onward {
    /// To a station in a round.
    Station(StationNo, Slot),
    /// A break in a round.
    Break(Slot),
    /// The day is over for it.
    Done,
}

/// One station at one moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StationNow<'a> {
    /// Its number.
    pub no: StationNo,
    /// Its description.
    pub station: Option<&'a Station>,
    /// Its state in one word.
    pub state: State,
    /// The state without a hold or pause lying over it.
    pub under: State,
    /// The round it is in (until the next one starts); `None` before the first.
    pub slot: Option<Slot>,
    /// Groups the plan has here in that round and that have not been here yet.
    pub awaited: Vec<GroupNo>,
    /// Groups that are here.
    pub present: Vec<Present>,
    /// What its clock shows.
    pub countdown: Countdown,
    /// When the station's round ends, extension included; `None` before the first round.
    pub ends: Option<EventTime>,
    /// Minutes by which this station's round was extended.
    pub extended_min: i64,
    /// "Ready" was pressed, or a group has been here.
    pub ready: bool,
    /// How it stands, apart from who is there.
    pub condition: Condition,
    /// The pause that lasts, if any.
    pub paused: Option<Stop>,
    /// Walk-ins of the round.
    pub walk_ins: i64,
    /// Who comes next.
    pub next: Option<Next>,
    /// Groups of earlier rounds that nobody has marked as finished.
    pub left_open: Vec<Visit>,
}

impl StationNow<'_> {
    /// Pupils here now.
    pub fn head_count(&self) -> u32 {
        self.present.iter().map(|p| u32::from(p.arrival.count)).sum()
    }

    /// Pupils here, where that is known: a group that is due and was not counted may be here or not, and so
    /// may anybody at a station on paper. Unknown is not zero.
    pub fn counted(&self) -> Option<u32> {
        let unsaid = self.present.is_empty() && (!self.awaited.is_empty() || self.on_paper());
        (!unsaid && self.under != State::Stand).then(|| self.head_count())
    }

    /// Places in force; 0 for a stand.
    pub fn places(&self) -> u16 {
        self.condition.places
    }

    /// More pupils than places.
    pub fn over_places(&self) -> bool {
        self.head_count() > u32::from(self.places()) && self.places() > 0
    }

    /// A briefing is required and a group is here without one.
    pub fn briefing_missing(&self) -> bool {
        self.station.is_some_and(|s| s.briefing) && self.present.iter().any(|p| !p.briefed)
    }

    /// A briefing is required, and a group has been here without one for so many milliseconds of its round.
    pub fn briefing_overdue(&self, schedule: &Schedule, after_ms: i64) -> bool {
        let waited = |here: &Present| {
            let slot = schedule.slot(here.round);
            let since = slot.map_or(here.arrival.at, |slot| slot.now.start.max(here.arrival.at));
            schedule.running_ms(since, schedule.now)
        };
        let overdue = |here: &Present| !here.briefed && waited(here) >= after_ms;
        self.station.is_some_and(|s| s.briefing) && self.present.iter().any(overdue)
    }

    /// How long the station is over its time, in milliseconds; 0 while it is not.
    pub fn over_ms(&self) -> i64 {
        match (self.under, self.countdown) {
            (State::TimeUp, Countdown::Over(ms)) => ms,
            _ => 0,
        }
    }

    /// Written on paper: silence and absence mean nothing here.
    pub fn on_paper(&self) -> bool {
        self.condition.paper
    }

    /// The last word about readiness was "not ready".
    pub const fn said_not_ready(&self) -> bool {
        matches!(self.condition.readiness, Some(Readiness::NotReady(_)))
    }
}

/// The extension of a station's round in minutes.
fn extension_min(log: Option<&StationLog>, floor: &Floor, round: RoundNo) -> i64 {
    let history = log.and_then(|log| log.extensions.get(&round));
    history.map_or(0, |h| {
        h.standing(&floor.undone)
            .map(|mark| i64::from(mark.value.minutes))
            .sum()
    })
}

/// The end of a station's round with its extension.
fn own_end(
    log: Option<&StationLog>,
    floor: &Floor,
    schedule: &Schedule,
    slot: &Slot,
    seen_from: EventTime,
) -> EventTime {
    schedule.end_with(slot, extension_min(log, floor, slot.round), seen_from)
}

/// When a round ends at a station, its extension included.
pub(super) fn own_end_of(floor: &Floor, schedule: &Schedule, no: StationNo, slot: &Slot) -> EventTime {
    own_end(floor.station(no), floor, schedule, slot, schedule.now)
}

/// Whether an extension of this round still runs at a station.
pub(super) fn runs_on(floor: &Floor, schedule: &Schedule, no: StationNo, round: RoundNo) -> bool {
    schedule
        .slot(round)
        .is_some_and(|slot| own_end(floor.station(no), floor, schedule, slot, schedule.now) > schedule.now)
}

/// The station at the moment of the schedule.
pub fn station<'a>(floor: &'a Floor, schedule: &Schedule, no: StationNo) -> StationNow<'a> {
    let log = floor.station(no);
    let description = floor.event().and_then(|event| event.stations.get(&no));
    let condition = standing(description, log, &floor.undone);
    let slot = current_slot(floor, schedule, log);
    let present = present(floor, schedule, log, no, slot.map(|s| s.round));
    let awaited = awaited(floor, schedule, log, no, slot.map(|s| s.round));
    let paused = log
        .and_then(|log| pauses(log, &floor.undone, schedule.now).pop())
        .filter(|p| p.until.is_none());
    let ends = slot.map(|slot| own_end(log, floor, schedule, &slot, schedule.now));
    let mut now = StationNow {
        no,
        station: description,
        state: State::Unknown,
        under: State::Unknown,
        slot,
        awaited,
        ready: was_ready(&condition, log, floor),
        condition,
        paused,
        walk_ins: slot.map_or(0, |slot| walk_ins(floor, no, slot.round)),
        countdown: Countdown::Nothing,
        ends,
        extended_min: slot.map_or(0, |slot| extension_min(log, floor, slot.round)),
        next: next(floor, schedule, no, slot.map(|s| s.round)),
        left_open: left_open(floor, log, no, slot.map(|s| s.round)),
        present,
    };
    now.under = state::state(floor, schedule, &now);
    now.countdown = state::countdown(floor, schedule, &now);
    now.state = match now.under {
        State::Unknown | State::Stand | State::Done => now.under,
        _ if schedule.held().is_some() => State::Held,
        _ if now.paused.is_some() => State::Paused,
        under => under,
    };
    now
}

/// The round a station is in: the schedule's, unless a group of an earlier one is still here on extended
/// time.
fn current_slot(floor: &Floor, schedule: &Schedule, log: Option<&StationLog>) -> Option<Slot> {
    let slot = *schedule.current()?;
    let Some(log) = log else { return Some(slot) };
    let runs_on = |before: &&Slot| {
        let mut here = log
            .sessions
            .range((before.round, GroupNo(0))..=(before.round, GroupNo(u16::MAX)));
        own_end(Some(log), floor, schedule, before, schedule.now) > schedule.now
            && here.any(|(_, session)| session.is_open(&floor.undone))
    };
    let extended = log.extensions.range(..slot.round).rev();
    let mut before = extended.filter_map(|(round, _)| schedule.slot(*round));
    Some(before.find(runs_on).copied().unwrap_or(slot))
}

/// The last word counts; without one, a group that has been here says enough.
fn was_ready(condition: &Condition, log: Option<&StationLog>, floor: &Floor) -> bool {
    let had_a_group = || {
        let mut sessions = log.into_iter().flat_map(|log| log.sessions.values());
        sessions.any(|session| session.arrival(&floor.undone).is_some())
    };
    condition.is_ready() || (condition.readiness.is_none() && had_a_group())
}

/// Visitors without a group at a station in a round.
pub fn walk_ins(floor: &Floor, station: StationNo, round: RoundNo) -> i64 {
    let history = floor.station(station).and_then(|log| log.walk_ins.get(&round));
    history.map_or(0, |h| {
        h.standing(&floor.undone)
            .map(|mark| i64::from(mark.value))
            .sum::<i64>()
            .max(0)
    })
}

/// Sessions of these rounds whose group is still here.
fn open_sessions<'a>(
    floor: &'a Floor,
    log: Option<&'a StationLog>,
    rounds: impl RangeBounds<(RoundNo, GroupNo)> + 'a,
) -> impl Iterator<Item = (RoundNo, GroupNo, &'a Session)> + 'a {
    let sessions = log.map(|log| log.sessions.range(rounds));
    sessions
        .into_iter()
        .flatten()
        .filter(|(_, s)| s.is_open(&floor.undone))
        .map(|((round, group), s)| (*round, *group, s))
}

fn present(
    floor: &Floor,
    schedule: &Schedule,
    log: Option<&StationLog>,
    no: StationNo,
    round: Option<RoundNo>,
) -> Vec<Present> {
    let first = round.unwrap_or(RoundNo(1));
    open_sessions(floor, log, (first, GroupNo(0))..)
        .filter_map(|(round, group, session)| {
            let arrival = session
                .arrival(&floor.undone)
                .filter(|arrival| arrival.at <= schedule.now)?;
            let belongs = planned_station(floor, group, round);
            Some(Present {
                group,
                round,
                arrival,
                planned: floor.group(group).map(|g| g.size),
                expected: belongs == Some(no),
                belongs: belongs.filter(|station| *station != no),
                briefed: session.briefings.last(&floor.undone).is_some(),
                interest: session.interest.last(&floor.undone).map(|mark| mark.value),
                differs: session.other_count(&floor.undone),
            })
        })
        .collect()
}

fn left_open(
    floor: &Floor,
    log: Option<&StationLog>,
    station: StationNo,
    round: Option<RoundNo>,
) -> Vec<Visit> {
    let Some(current) = round else { return Vec::new() };
    open_sessions(floor, log, ..(current, GroupNo(0)))
        .map(|(round, group, _)| Visit {
            station,
            round,
            group,
        })
        .collect()
}

fn awaited(
    floor: &Floor,
    schedule: &Schedule,
    log: Option<&StationLog>,
    no: StationNo,
    round: Option<RoundNo>,
) -> Vec<GroupNo> {
    let Some(round) = round else { return Vec::new() };
    let came = |group: &GroupNo| {
        let session = log.and_then(|log| log.sessions.get(&(round, *group)));
        session.is_some_and(|session| {
            session.counts_as_visit(&floor.undone)
                && session
                    .arrival(&floor.undone)
                    .is_some_and(|arrival| arrival.at <= schedule.now)
        })
    };
    floor
        .expected(no, round)
        .iter()
        .copied()
        .filter(|group| !came(group))
        .collect()
}

/// The station at which a group is to be in a round; `None` for a break or an unknown group.
pub fn planned_station(floor: &Floor, group: GroupNo, round: RoundNo) -> Option<StationNo> {
    floor.stay(group, round)?.station()
}

fn next(floor: &Floor, schedule: &Schedule, no: StationNo, round: Option<RoundNo>) -> Option<Next> {
    let after = round.map_or(0, |r| r.0);
    schedule
        .slots
        .iter()
        .filter(|slot| slot.round.0 > after)
        .find_map(|slot| {
            let group = *floor.expected(no, slot.round).first()?;
            let from = slot
                .round
                .0
                .checked_sub(1)
                .and_then(|before| planned_station(floor, group, RoundNo(before)));
            let from_busy = from.is_some_and(|from| {
                let visit = Visit {
                    station: from,
                    round: RoundNo(slot.round.0 - 1),
                    group,
                };
                floor
                    .session(visit)
                    .is_some_and(|session| session.is_open(&floor.undone))
            });
            Some(Next {
                slot: *slot,
                group,
                from,
                from_busy,
            })
        })
}

/// Where a group goes after a round.
pub fn onward(floor: &Floor, schedule: &Schedule, group: GroupNo, round: RoundNo) -> Onward {
    let next = round
        .0
        .checked_add(1)
        .and_then(|next| schedule.slot(RoundNo(next)));
    next.map_or(Onward::Done, |slot| {
        planned_station(floor, group, slot.round)
            .map_or(Onward::Break(*slot), |to| Onward::Station(to, *slot))
    })
}

/// Needs of a group in the words of kinds and counts, for the round in which it is due.
pub fn needs(floor: &Floor, group: GroupNo) -> Vec<(Support, u16)> {
    floor.group(group).map_or_else(Vec::new, |g| {
        g.needs.iter().map(|(kind, n)| (*kind, *n)).collect()
    })
}

/// The number offered when a group arrives: its last head count, or its size.
pub fn offered_count(floor: &Floor, group: GroupNo) -> Option<u16> {
    floor.pupils(group)
}
