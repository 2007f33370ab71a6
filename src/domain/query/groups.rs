//! Where every group is, where it goes next, and who is neither.

use super::routes::delay;
use super::station::{Onward, onward, planned_station, runs_on};
use crate::domain::countdown::{Point, Schedule};
use crate::domain::fact::Visit;
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::rotation::Stay;
use crate::domain::time::{EventTime, MINUTE_MS};

/// Where a group is, in one word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum GroupState {
    /// It should be at a station since some minutes and is not: a no-show.
    NoShow,
    /// It should be at a station since some minutes and is not: late.
    Late,
    /// It is to be at a station and has none: closed, or nobody has said where it goes.
    NoStation,
    /// It is at a station where the plan does not have it.
    Elsewhere,
    /// It is known to come later.
    Delayed,
    /// Its round is on and it has not been counted yet.
    Waiting,
    /// It walks to its next station.
    OnTheWay,
    /// It is at its station.
    Present,
    /// It is on a break.
    OnBreak,
    /// It skips this round.
    Skips,
    /// It has left, or is absent.
    Away,
    /// Its first round is still to come.
    Expected,
    /// Its day is over.
    Done,
}

impl GroupState {
    /// The name used in files, tables and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoShow => "no_show",
            Self::Late => "late",
            Self::NoStation => "no_station",
            Self::Elsewhere => "elsewhere",
            Self::Delayed => "delayed",
            Self::Waiting => "waiting",
            Self::OnTheWay => "on_the_way",
            Self::Present => "present",
            Self::OnBreak => "on_break",
            Self::Skips => "skips",
            Self::Away => "away",
            Self::Expected => "expected",
            Self::Done => "done",
        }
    }

    /// Neither present nor accounted for: somebody has to look for it.
    pub const fn is_lost(self) -> bool {
        matches!(self, Self::NoShow | Self::Late)
    }
}

/// One group at one moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupNow {
    /// Its number.
    pub no: GroupNo,
    /// Where it is, in one word.
    pub state: GroupState,
    /// The station it is at, or should be at; `None` on a break.
    pub station: Option<StationNo>,
    /// Since when it has been there, or should have been.
    pub since: Option<EventTime>,
    /// Where it goes after this round.
    pub next: Onward,
    /// Last head count; `None` before the first.
    pub counted: Option<u16>,
    /// Planned number of pupils.
    pub planned: u16,
    /// The last station that counted it, with the round.
    pub last_seen: Option<(StationNo, RoundNo)>,
}

/// Every group of the plan, in order of their numbers.
pub fn groups(floor: &Floor, schedule: &Schedule) -> Vec<GroupNow> {
    let groups = floor.groups();
    groups
        .map(|(no, group)| group_now(floor, schedule, no, group.size))
        .collect()
}

/// One group at the moment of the schedule.
pub fn group_now(floor: &Floor, schedule: &Schedule, no: GroupNo, planned: u16) -> GroupNow {
    let round = match schedule.point() {
        Point::Before => RoundNo(0),
        Point::Round(round) => round,
    };
    let visits = floor.visits_of(no);
    let here = open_visit(floor, schedule, no, round, &visits);
    let due = planned_station(floor, no, round);
    let (state, station, since) = match here {
        Some(visit) => {
            let at = floor
                .session(visit)
                .and_then(|s| s.arrival(&floor.undone))
                .map(|arrival| arrival.at);
            let planned_here = planned_station(floor, no, visit.round) == Some(visit.station);
            let state = if planned_here {
                GroupState::Present
            } else {
                GroupState::Elsewhere
            };
            (state, Some(visit.station), at)
        }
        None => away(floor, schedule, no, due),
    };
    GroupNow {
        no,
        state,
        station,
        since,
        next: onward(floor, schedule, no, here.map_or(round, |visit| visit.round)),
        counted: floor.last_count(no),
        planned,
        last_seen: visits.last().map(|visit| (visit.station, visit.round)),
    }
}

/// The visit in which a group is now: open, and of this round or the one after it (an early arrival), or
/// of an earlier one that is extended or has only run over so far. Where nobody has marked the end of the
/// visit before and the group is late for this one, nobody knows where it is.
fn open_visit(
    floor: &Floor,
    schedule: &Schedule,
    group: GroupNo,
    round: RoundNo,
    visits: &[Visit],
) -> Option<Visit> {
    let is_open = |visit: &Visit| {
        floor.session(*visit).is_some_and(|session| {
            session.is_open(&floor.undone)
                && session
                    .arrival(&floor.undone)
                    .is_some_and(|a| a.at <= schedule.now)
        })
    };
    let runs_over = |visit: &Visit| {
        visit.round.0.saturating_add(1) == round.0
            && planned_station(floor, group, round).is_some()
            && !is_late(floor, schedule)
    };
    let mut newest_first = visits.iter().copied().rev();
    newest_first.find(|visit| {
        let still_here =
            visit.round >= round || runs_on(floor, schedule, visit.station, visit.round) || runs_over(visit);
        still_here && is_open(visit)
    })
}

fn is_late(floor: &Floor, schedule: &Schedule) -> bool {
    floor
        .event()
        .zip(schedule.current())
        .is_some_and(|(event, slot)| {
            schedule.elapsed_ms(slot) / MINUTE_MS >= i64::from(event.times.late_after_min)
        })
}

fn away(
    floor: &Floor,
    schedule: &Schedule,
    no: GroupNo,
    due: Option<StationNo>,
) -> (GroupState, Option<StationNo>, Option<EventTime>) {
    let Some(slot) = schedule.current() else {
        return (GroupState::Expected, None, None);
    };
    let over = schedule.now >= slot.now.end;
    if over && schedule.upcoming().is_none() {
        return (GroupState::Done, None, None);
    }
    let Some(station) = due else {
        return (nowhere(floor, no, slot.round, over), None, Some(slot.now.start));
    };
    let visit = Visit {
        station,
        round: slot.round,
        group: no,
    };
    let been = floor
        .session(visit)
        .is_some_and(|session| session.counts_as_visit(&floor.undone));
    if been || over {
        return (GroupState::OnTheWay, Some(station), None);
    }
    if delay(floor, no, schedule.now).is_some_and(|delay| delay.until > schedule.now) {
        return (GroupState::Delayed, Some(station), Some(slot.now.start));
    }
    let waited = schedule.elapsed_ms(slot) / MINUTE_MS;
    let state = match floor.event().map(|event| &event.times) {
        Some(times) if waited >= i64::from(times.no_show_after_min) => GroupState::NoShow,
        Some(times) if waited >= i64::from(times.late_after_min) => GroupState::Late,
        _ => GroupState::Waiting,
    };
    (state, Some(station), Some(slot.now.start))
}

/// A group without a station in a round that is on, or is over.
fn nowhere(floor: &Floor, no: GroupNo, round: RoundNo, over: bool) -> GroupState {
    match floor.stay(no, round) {
        Some(Stay::Left(_) | Stay::Absent(_)) => GroupState::Away,
        Some(Stay::Skipped(_)) if !over => GroupState::Skips,
        Some(Stay::Closed(_) | Stay::Unplanned) if !over => GroupState::NoStation,
        _ if over => GroupState::OnTheWay,
        _ => GroupState::OnBreak,
    }
}
