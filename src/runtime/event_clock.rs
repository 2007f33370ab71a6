//! Event time on this device: its steady clock, plus the offset to the share's clock, plus the event's shift.
//!
//! The offset is taken over at once before anybody looks and slewed afterwards: the display moves towards
//! the truth by at most one part in twenty and never jumps, unless the difference is so large that a
//! person is told.

use super::clock::{Clock, Noticed, SteadyClock};
use crate::domain::entry::Moment;
use crate::domain::time::{EventTime, SECOND_MS};
use std::time::Duration;

/// A difference beyond this is not slewed but taken over at once, and told, in milliseconds.
const TELL_MS: i64 = 2 * SECOND_MS;
/// While slewing, one millisecond of correction in so many milliseconds of time.
const SLEW_DIVISOR: i64 = 20;

/// The one clock of the day on this device.
#[derive(Debug, Clone)]
pub struct EventClock {
    clock: Clock,
    steady: SteadyClock,
    shift_ms: i64,
    offset_ms: Option<i64>,
    wanted_ms: i64,
    slewed_at_ms: i64,
}

impl EventClock {
    /// Starts with the laptop's own clock; `shift_ms` as in the opening of the floor.
    pub fn start(clock: Clock, shift_ms: i64) -> Self {
        let reading = clock.read();
        let steady = SteadyClock::start(reading);
        Self {
            clock,
            steady,
            shift_ms,
            offset_ms: None,
            wanted_ms: 0,
            slewed_at_ms: reading.mono_ms,
        }
    }

    /// Event time now.
    pub fn now(&self) -> EventTime {
        EventTime(self.share_now_ms().saturating_add(self.shift_ms))
    }

    /// The share's clock now, Unix milliseconds, as far as it is known.
    pub fn share_now_ms(&self) -> i64 {
        self.steady
            .now_ms(self.clock.read())
            .saturating_add(self.offset_ms.unwrap_or(0))
    }

    /// The moment of writing something that happens now.
    pub fn moment(&self) -> Moment {
        let now = self.now();
        Moment {
            now,
            at: now,
            device_ms: self.clock.wall_ms(),
        }
    }

    /// How far this laptop's clock is ahead of the share's, in milliseconds, as the wall clock stands now.
    pub fn ahead_ms(&self) -> Option<i64> {
        self.offset_ms
            .map(|_| self.clock.wall_ms().saturating_sub(self.share_now_ms()))
    }

    /// A new shift: the floor was opened, or opened anew.
    pub const fn set_shift(&mut self, shift_ms: i64) {
        self.shift_ms = shift_ms;
    }

    /// The offset from this laptop's wall clock to the share's clock was measured.
    pub fn measured(&mut self, share_minus_wall_ms: i64) {
        let reading = self.clock.read();
        // Measured against the wall clock; the steady clock may differ from it after a step.
        let wall_minus_steady = reading.wall_ms.saturating_sub(self.steady.now_ms(reading));
        self.wanted_ms = share_minus_wall_ms.saturating_add(wall_minus_steady);
        let far = |offset: i64| (self.wanted_ms - offset).abs() > TELL_MS;
        if self.offset_ms.is_none_or(far) {
            self.offset_ms = Some(self.wanted_ms);
        }
        self.slewed_at_ms = reading.mono_ms;
    }

    /// Moves the offset towards what was measured and looks whether somebody set the clock.
    pub fn tick(&mut self) -> Noticed {
        let reading = self.clock.read();
        let limit = reading.mono_ms.saturating_sub(self.slewed_at_ms).max(0) / SLEW_DIVISOR;
        if let Some(offset) = &mut self.offset_ms {
            *offset += (self.wanted_ms - *offset).clamp(-limit, limit);
        }
        self.slewed_at_ms = reading.mono_ms;
        self.steady.notice(reading)
    }

    /// How long until the next whole second of event time.
    pub fn until_next_second(&self) -> Duration {
        let into = self.now().0.rem_euclid(SECOND_MS);
        Duration::from_millis(u64::try_from(SECOND_MS - into).unwrap_or(1))
    }
}
