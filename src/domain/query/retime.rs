//! New times for the rounds still to come: what a coordinator can choose from after a hold or a late start.

use crate::domain::countdown::{Schedule, Slot};
use crate::domain::fact::NewTimes;
use crate::domain::time::{EventTime, MINUTE_MS, Span};

/// How rounds are given new times.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Retiming {
    /// When the next round starts; as it stands if left out.
    pub next_start: Option<EventTime>,
    /// How many minutes each round still to come lasts; as planned if left out.
    pub length_min: Option<u16>,
}

/// The new times of the round that is on and of those still to come: each follows the one before at the planned
/// distance. Empty if no round is left.
pub fn retimed(schedule: &Schedule, retiming: Retiming) -> Vec<NewTimes> {
    let on = schedule.current().filter(|slot| slot.now.end > schedule.now);
    let mut times: Vec<NewTimes> = on
        .map(|slot| NewTimes {
            round: slot.round,
            times: slot.now,
        })
        .into_iter()
        .collect();
    let mut before: Option<(Slot, EventTime)> = None;
    for slot in schedule.slots.iter().filter(|slot| slot.now.start > schedule.now) {
        let start = match before {
            Some((prior, ends)) => ends.plus_ms(slot.planned.start.since(prior.planned.end)),
            None => retiming.next_start.unwrap_or(slot.now.start),
        };
        let planned_ms = slot.planned.length_ms();
        let length_ms = retiming
            .length_min
            .map_or(planned_ms, |minutes| i64::from(minutes) * MINUTE_MS);
        let end = start.plus_ms(length_ms);
        times.push(NewTimes {
            round: slot.round,
            times: Span { start, end },
        });
        before = Some((*slot, end));
    }
    times
}

/// The longest rounds, in whole minutes, with which the day ends as planned; `None` where none of at least half
/// the planned length would do, or where nothing is late.
pub fn length_to_end_as_planned(schedule: &Schedule) -> Option<u16> {
    let last = schedule.slots.last()?;
    let next = schedule.upcoming()?;
    let ends = |minutes: u16| {
        let retiming = Retiming {
            next_start: None,
            length_min: Some(minutes),
        };
        retimed(schedule, retiming).last().map(|new| new.times.end)
    };
    let planned = u16::try_from(next.planned.length_ms() / MINUTE_MS).ok()?;
    (planned.div_ceil(2)..planned)
        .rev()
        .find(|minutes| ends(*minutes).is_some_and(|end| end <= last.planned.end))
}
