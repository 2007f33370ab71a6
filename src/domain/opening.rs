//! How a floor is opened: on the day with the real time, on any other day as a rehearsal.

use super::event::Event;
use super::fact::Opening;
use super::time::{EventTime, SECOND_MS};
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
pub fn opening(event: Arc<Event>, share_ms: i64, clock: Option<EventTime>) -> Opening {
    if clock.is_none() && is_the_day(&event, share_ms) {
        return in_earnest(event);
    }
    let start = clock.unwrap_or_else(|| rehearsal_start(&event));
    Opening {
        shift_ms: start.0.saturating_sub(share_ms),
        event,
        rehearsal: true,
    }
}

/// Opens a floor with the real time, whatever day it is: laptops are set up on the evening before.
pub fn in_earnest(event: Arc<Event>) -> Opening {
    let shift_ms = midnight_ms(&event).saturating_neg();
    Opening {
        event,
        shift_ms,
        rehearsal: false,
    }
}

/// When a rehearsal of this event starts: just before round 1.
pub fn rehearsal_start(event: &Event) -> EventTime {
    let first = event.times.rounds.first();
    first.map_or_else(EventTime::default, |round| round.start.plus_ms(-LEAD_MS))
}

/// A rehearsal whose time is asked to go on to `clock`; `None` where it is there already or this is no
/// rehearsal: a clock never runs back, and the real day's clock is nobody's to move.
pub fn moved_on(opening: &Opening, share_ms: i64, clock: EventTime) -> Option<Opening> {
    let now = EventTime(share_ms.saturating_add(opening.shift_ms));
    let ahead = opening.rehearsal && clock.since(now) > SECOND_MS;
    ahead.then(|| Opening {
        shift_ms: clock.0.saturating_sub(share_ms),
        ..opening.clone()
    })
}

/// The name of the floor that this opening opened first: a share made for another floor is a foreign one.
pub fn floor_name(opening: &Opening) -> String {
    let Opening { event, rehearsal, .. } = opening;
    let kind = if *rehearsal { "rehearsal" } else { "day" };
    format!("{} {kind}: {}", event.date, event.title.get(event.language))
}
