//! How a floor is opened: on the day with the real time, on any other day as a rehearsal.

use super::event::Event;
use super::fact::Opening;
use super::time::{EventTime, Pace, SECOND_MS};
use std::sync::Arc;

/// A rehearsal starts so long before round 1, in milliseconds.
pub const LEAD_MS: i64 = 30 * SECOND_MS;
/// One day in milliseconds.
const DAY_MS: i64 = 86_400 * SECOND_MS;

/// Unix milliseconds of the event's local midnight.
pub fn midnight_ms(event: &Event) -> i64 {
    let days = event
        .date
        .signed_duration_since(chrono::NaiveDate::default())
        .num_days();
    let zone_ms = i64::from(event.utc_offset_min).saturating_mul(60 * SECOND_MS);
    days.saturating_mul(DAY_MS).saturating_sub(zone_ms)
}

/// Whether this moment of the share's clock lies on the event's day.
pub fn is_the_day(event: &Event, share_ms: i64) -> bool {
    (0..DAY_MS).contains(&share_ms.saturating_sub(midnight_ms(event)))
}

/// Opens a floor at this moment of the share's clock: with the real time on the day itself; otherwise, or
/// when `clock` asks for it, as a rehearsal that starts at `clock` or just before round 1.
/// A rehearsal's event time may run `speed` times as fast.
pub fn opening(event: Arc<Event>, share_ms: i64, clock: Option<EventTime>, speed: u32) -> Opening {
    if clock.is_none() && speed <= 1 && is_the_day(&event, share_ms) {
        return in_earnest(event);
    }
    let start = clock.unwrap_or_else(|| rehearsal_start(&event));
    let Pace {
        shift_ms,
        speed,
        from_ms,
    } = Pace::at(start, share_ms, speed);
    Opening {
        event,
        shift_ms,
        rehearsal: true,
        speed,
        from_ms,
    }
}

/// Opens a floor with the real time, whatever day it is: laptops are set up on the evening before.
pub fn in_earnest(event: Arc<Event>) -> Opening {
    let shift_ms = midnight_ms(&event).saturating_neg();
    Opening {
        event,
        shift_ms,
        rehearsal: false,
        speed: 1,
        from_ms: 0,
    }
}

/// When a rehearsal of this event starts: just before round 1.
pub fn rehearsal_start(event: &Event) -> EventTime {
    let first = event.times.rounds.first();
    first.map_or_else(EventTime::default, |round| round.start.plus_ms(-LEAD_MS))
}

/// A rehearsal whose time is asked to go on to `clock`, or to run at another speed; `None` where it is so already
/// or this is no rehearsal: a clock never runs back, and the real day's clock is nobody's to move.
pub fn moved_on(
    opening: &Opening,
    share_ms: i64,
    clock: Option<EventTime>,
    speed: Option<u32>,
) -> Option<Opening> {
    let pace = opening.pace();
    let now = pace.event_time(share_ms);
    let ahead = clock.filter(|clock| clock.since(now) > SECOND_MS);
    let other = speed.filter(|speed| *speed != pace.speed);
    if !opening.rehearsal || (ahead.is_none() && other.is_none()) {
        return None;
    }
    let Pace {
        shift_ms,
        speed,
        from_ms,
    } = Pace::at(ahead.unwrap_or(now), share_ms, other.unwrap_or(pace.speed));
    Some(Opening {
        shift_ms,
        speed,
        from_ms,
        ..opening.clone()
    })
}

/// The name of the floor that this opening opened first: a share made for another floor is a foreign one.
pub fn floor_name(opening: &Opening) -> String {
    let Opening { event, rehearsal, .. } = opening;
    let kind = if *rehearsal { "rehearsal" } else { "day" };
    format!("{} {kind}: {}", event.date, event.title.get(event.language))
}
