//! Lateness, overruns, holds.
//!
//! Measured against the times of a round as they were given last; time that the whole floor was held is taken off.
//! A pause of one station moves nothing: the plan keeps its end.

use super::outcome::delay;
use super::{Basis, Seen, View, many, seconds};
use crate::domain::countdown::holds;
use crate::domain::fact::{Reason, Visit};
use crate::domain::floor::{Ending, StationLog};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::{EventTime, MINUTE_MS};
use crate::report::model::{Delay, Extended, Late, Overrun, Pause, Punctuality, Stopped, Wait};
use crate::report::value::At;
use std::collections::BTreeMap;

/// From how long over its time on a visit is an overrun, in milliseconds: the time to put tools away is none.
const OVERRUN_FROM_MS: i64 = MINUTE_MS;

/// How long after the start of its round a group came, holds left out, in milliseconds; negative before it.
fn late_ms(view: &View<'_>, one: &Seen<'_>) -> Option<i64> {
    let start = one.slot?.now.start;
    let arrived = one.arrived?;
    Some(if arrived < start {
        arrived.since(start)
    } else {
        view.schedule.running_ms(start, arrived)
    })
}

/// Arrivals later than the event's limit, by rounds and moments.
pub(super) fn late(basis: &Basis<'_>) -> Vec<Late> {
    let view = &basis.view;
    let limit_ms = limit_min(view) * MINUTE_MS;
    let ends = ends(basis);
    let mut late: Vec<(EventTime, Late)> = basis
        .seen
        .iter()
        .filter_map(|one| {
            let ms = late_ms(view, one).filter(|ms| *ms > limit_ms)?;
            let arrived = one.arrived?;
            let Visit {
                station,
                round,
                group,
            } = one.visit;
            let told = Late {
                group,
                round,
                station,
                late_s: seconds(ms),
                minutes: ms / MINUTE_MS,
                against_plan_s: seconds(arrived.since(one.slot?.planned.start)),
                reason: delay(view, group, round).or_else(|| held_up(&ends, one)),
                sent_on_from: sent_on_from(view, one.visit),
            };
            Some((arrived, told))
        })
        .collect();
    late.sort_by_key(|(arrived, late)| (late.round, *arrived, late.group, late.station));
    late.into_iter().map(|(_, late)| late).collect()
}

/// Visits with a late arrival.
pub(in crate::report) fn late_visits(basis: &Basis<'_>) -> Vec<Visit> {
    let visit = |late: Late| Visit {
        station: late.station,
        round: late.round,
        group: late.group,
    };
    late(basis).into_iter().map(visit).collect()
}

/// Visits that went over their time.
pub(in crate::report) fn over_visits(basis: &Basis<'_>) -> Vec<Visit> {
    let visit = |over: Overrun| Visit {
        station: over.station,
        round: over.round,
        group: over.group,
    };
    overruns(basis).into_iter().map(visit).collect()
}

fn limit_min(view: &View<'_>) -> i64 {
    view.event
        .map_or(0, |event| i64::from(event.times.late_after_min))
}

/// When the last visit of each group in each round ended.
fn ends(basis: &Basis<'_>) -> BTreeMap<(RoundNo, GroupNo), EventTime> {
    let mut ends: BTreeMap<(RoundNo, GroupNo), EventTime> = BTreeMap::new();
    for one in &basis.seen {
        if let Some(ended) = one.ended {
            let last = ends.entry((one.visit.round, one.visit.group)).or_insert(ended);
            *last = ended.max(*last);
        }
    }
    ends
}

/// The station before took longer: the group was still there when this round began.
fn held_up(ends: &BTreeMap<(RoundNo, GroupNo), EventTime>, one: &Seen<'_>) -> Option<Reason> {
    let start = one.slot?.now.start;
    let before = RoundNo(one.visit.round.0.checked_sub(1)?);
    let ran_on = ends
        .get(&(before, one.visit.group))
        .is_some_and(|ended| *ended > start);
    ran_on.then_some(Reason::PreviousStation)
}

/// The wrong station from which a group was sent on in this round.
fn sent_on_from(view: &View<'_>, visit: Visit) -> Option<StationNo> {
    let mut others = view.floor.stations().filter(|(no, _)| *no != visit.station);
    let sent_on = |log: &StationLog| {
        let session = log.sessions.get(&(visit.round, visit.group));
        let ending = session.and_then(|session| session.ending(&view.floor.undone));
        matches!(ending.map(|mark| mark.value), Some(Ending::SentOn(_)))
    };
    others.find(|(_, log)| sent_on(log)).map(|(no, _)| no)
}

/// Everything about time.
pub(super) fn punctuality(basis: &Basis<'_>, late: Vec<Late>) -> Punctuality {
    let view = &basis.view;
    let known = basis.seen.iter().filter_map(|one| late_ms(view, one)).count();
    let holds = holds(view.floor, view.as_of);
    let held_ms: i64 = holds.iter().map(|stop| stop.length_ms(view.as_of)).sum();
    let stop = |stop: &crate::domain::countdown::Stop| stopped(view, stop.since, stop.until, stop.reason);
    Punctuality {
        late_after_min: u16::try_from(limit_min(view)).unwrap_or(u16::MAX),
        in_time: many(known).saturating_sub(many(late.len())),
        late,
        arrival_unknown: many(basis.seen.iter().filter(|one| one.arrived.is_none()).count()),
        longest_wait: longest_wait(basis),
        delays: delays(view),
        overrun_from_s: seconds(OVERRUN_FROM_MS),
        overruns: overruns(basis),
        extensions: extensions(view),
        holds: holds.iter().map(stop).collect(),
        held_s: seconds(held_ms),
        pauses: paused(basis),
    }
}

fn stopped(view: &View<'_>, since: EventTime, until: Option<EventTime>, reason: Reason) -> Stopped {
    Stopped {
        since: At(since),
        until: until.map(At),
        length_s: seconds(until.unwrap_or(view.as_of).since(since).max(0)),
        reason,
    }
}

fn longest_wait(basis: &Basis<'_>) -> Option<Wait> {
    let waits = basis.seen.iter().filter_map(|one| {
        let ms = late_ms(&basis.view, one).filter(|ms| *ms > 0)?;
        Some((ms, one.visit))
    });
    let longest = waits.max_by_key(|(ms, visit)| {
        let Visit {
            station,
            round,
            group,
        } = *visit;
        (*ms, std::cmp::Reverse((round, station, group)))
    });
    longest.map(|(ms, visit)| Wait {
        station: visit.station,
        round: visit.round,
        group: visit.group,
        wait_s: seconds(ms),
    })
}

fn delays(view: &View<'_>) -> Vec<Delay> {
    let mut delays: Vec<Delay> = Vec::new();
    for (group, _) in view.floor.groups() {
        let Some(log) = view.floor.group_log(group) else {
            continue;
        };
        delays.extend(log.delays.standing(&view.floor.undone).map(|mark| Delay {
            group,
            at: At(mark.at),
            until: At(mark.value.until),
            reason: mark.value.reason,
        }));
    }
    delays.sort_by_key(|delay| (delay.at, delay.group));
    delays
}

fn overruns(basis: &Basis<'_>) -> Vec<Overrun> {
    let view = &basis.view;
    let mut overruns: Vec<Overrun> = basis
        .seen
        .iter()
        .filter_map(|one| {
            let ended = one.ended?;
            let Visit {
                station,
                round,
                group,
            } = one.visit;
            let end = view.end_at(station, &one.slot?, ended);
            let over_ms = if ended > end {
                view.schedule.running_ms(end, ended)
            } else {
                0
            };
            (over_ms >= OVERRUN_FROM_MS).then(|| Overrun {
                station,
                round,
                group,
                over_s: seconds(over_ms),
                cause: basis
                    .met
                    .get(&station)
                    .and_then(|met| met.cause(one.arrived.unwrap_or(ended), ended)),
            })
        })
        .collect();
    overruns.sort_by_key(|over| (over.round, over.station, over.group));
    overruns
}

/// Why a station was paused during a visit, if it was.
pub(super) fn interruption(basis: &Basis<'_>, one: &Seen<'_>) -> Option<Reason> {
    let view = &basis.view;
    let met = basis.met.get(&one.visit.station)?;
    if met.pauses.is_empty() {
        return None;
    }
    let by_plan = || {
        Some(
            view.end_at(one.visit.station, &one.slot?, view.as_of)
                .min(view.as_of),
        )
    };
    met.paused(one.arrived?, one.ended.or_else(by_plan)?)
}

fn extensions(view: &View<'_>) -> Vec<Extended> {
    let mut sums: BTreeMap<(RoundNo, StationNo, Reason), i64> = BTreeMap::new();
    for (station, log) in view.floor.stations() {
        for (round, history) in &log.extensions {
            for mark in history.standing(&view.floor.undone) {
                let sum = sums.entry((*round, station, mark.value.reason)).or_default();
                *sum += i64::from(mark.value.minutes);
            }
        }
    }
    let extended = |((round, station, reason), minutes)| Extended {
        station,
        round,
        minutes,
        reason,
    };
    let given = sums.into_iter().filter(|(_, minutes)| *minutes != 0);
    given.map(extended).collect()
}

fn paused(basis: &Basis<'_>) -> Vec<Pause> {
    let mut all: Vec<Pause> = Vec::new();
    for (station, met) in &basis.met {
        all.extend(met.pauses.iter().map(|stop| Pause {
            station: *station,
            stop: stopped(&basis.view, stop.since, stop.until, stop.value),
        }));
    }
    all.sort_by_key(|pause| (pause.stop.since, pause.station));
    all
}
