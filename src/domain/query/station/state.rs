//! The state of a station in one word, and what its clock shows in it.

use super::{StationNow, own_end};
use crate::domain::countdown::{Countdown, Schedule, Slot};
use crate::domain::event::StationKind;
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, RoundNo};
use crate::domain::query::routes::delay;
use crate::domain::time::MINUTE_MS;

/// A gap between rounds from which on it is called a break, in milliseconds.
const BREAK_MIN_MS: i64 = 10 * MINUTE_MS;

/// The state of a station in one word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    /// Before the first round; nobody has pressed "ready".
    NotReady,
    /// Before the first round; ready.
    Ready,
    /// A round is on, the group is not here yet.
    Waiting,
    /// A round is on; the group is known to come later.
    Delayed,
    /// The group is late.
    Late,
    /// The group has not come.
    NoShow,
    /// A group is here and the round is on.
    Running,
    /// The round is over and the group is still here.
    TimeUp,
    /// The group finished before the end of the round.
    Finished,
    /// No group in this round.
    Free,
    /// It takes no groups.
    Closed,
    /// Between two rounds.
    Changeover,
    /// A long gap between two rounds.
    Break,
    /// This station is paused.
    Paused,
    /// The whole floor is held.
    Held,
    /// No round is left.
    Done,
    /// A stand: only looked at.
    Stand,
    /// The floor is not open, or the station is not in its description.
    Unknown,
}

impl State {
    /// The name used in files, tables and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotReady => "not_ready",
            Self::Ready => "ready",
            Self::Waiting => "waiting",
            Self::Delayed => "delayed",
            Self::Late => "late",
            Self::NoShow => "no_show",
            Self::Running => "running",
            Self::TimeUp => "time_up",
            Self::Finished => "finished",
            Self::Free => "free",
            Self::Closed => "closed",
            Self::Changeover => "changeover",
            Self::Break => "break",
            Self::Paused => "paused",
            Self::Held => "held",
            Self::Done => "done",
            Self::Stand => "stand",
            Self::Unknown => "unknown",
        }
    }
}

pub(super) fn state(floor: &Floor, schedule: &Schedule, now: &StationNow<'_>) -> State {
    let Some(station) = now.station else {
        return State::Unknown;
    };
    if station.kind == StationKind::Stand {
        return State::Stand;
    }
    let (Some(slot), Some(ends)) = (now.slot, now.ends) else {
        return if schedule.slots.is_empty() {
            State::Unknown
        } else if now.condition.is_closed(RoundNo(1)) {
            State::Closed
        } else if now.ready {
            State::Ready
        } else {
            State::NotReady
        };
    };
    let here = now.present.iter().any(|p| p.round == slot.round);
    if schedule.now >= ends {
        return if here {
            State::TimeUp
        } else {
            let next = schedule.upcoming().map(|next| next.round);
            if next.is_some_and(|next| now.condition.is_closed(next)) {
                State::Closed
            } else {
                after(schedule, slot)
            }
        };
    }
    if here {
        State::Running
    } else if now.condition.is_closed(slot.round) {
        State::Closed
    } else if floor.expected(now.no, slot.round).is_empty() {
        State::Free
    } else if now.awaited.is_empty() {
        State::Finished
    } else {
        waiting(floor, schedule, slot, &now.awaited)
    }
}

fn after(schedule: &Schedule, slot: Slot) -> State {
    match schedule.upcoming() {
        None => State::Done,
        // By plan: a hold in a changeover does not make it a break.
        Some(next) if next.planned.start.since(slot.planned.end) >= BREAK_MIN_MS => State::Break,
        Some(_) => State::Changeover,
    }
}

fn waiting(floor: &Floor, schedule: &Schedule, slot: Slot, awaited: &[GroupNo]) -> State {
    let announced =
        |group: &GroupNo| delay(floor, *group, schedule.now).is_some_and(|delay| delay.until > schedule.now);
    if awaited.iter().all(announced) {
        return State::Delayed;
    }
    let waited = schedule.elapsed_ms(&slot) / MINUTE_MS;
    let times = floor.event().map(|event| &event.times);
    let reached = |limit: u16| waited >= i64::from(limit);
    match times {
        Some(times) if reached(times.no_show_after_min) => State::NoShow,
        Some(times) if reached(times.late_after_min) => State::Late,
        _ => State::Waiting,
    }
}

pub(super) fn countdown(floor: &Floor, schedule: &Schedule, now: &StationNow<'_>) -> Countdown {
    let to_next = || {
        schedule.upcoming().map_or(Countdown::Nothing, |s| {
            Countdown::ToStart(s.now.start.since(schedule.now))
        })
    };
    match now.under {
        State::Unknown | State::Stand | State::Done | State::Closed => Countdown::Nothing,
        State::NotReady | State::Ready | State::Changeover | State::Break => to_next(),
        State::Finished
        | State::Free
        | State::Waiting
        | State::Delayed
        | State::Late
        | State::NoShow
        | State::Running
        | State::TimeUp
        | State::Paused
        | State::Held => {
            // A paused station's clock stands where it was paused, or at the whole of a round that began
            // meanwhile; the plan keeps its end.
            let Some(slot) = now.slot else {
                return Countdown::Nothing;
            };
            let moment = now
                .paused
                .map_or(schedule.now, |pause| pause.since.max(slot.now.start));
            let ends = own_end(floor.station(now.no), floor, schedule, &slot, moment);
            schedule.to_end(ends, moment)
        }
    }
}
