//! Event time on this device: the clocks read for [`Timeline`], which does the arithmetic.

use super::clock::Clock;
use crate::domain::entry::Moment;
use crate::domain::time::{EventTime, Pace, SECOND_MS};
use crate::sync::clock::Offset;
use crate::sync::steady::{Noticed, Reading};
use crate::sync::timeline::{Certainty, Timeline};
use std::time::Duration;

/// A fast rehearsal is not drawn more often than this, in milliseconds.
const DRAWN_MS: i64 = SECOND_MS / 4;

/// The one clock of the day on this device.
#[derive(Debug, Clone)]
pub struct EventClock {
    clock: Clock,
    line: Timeline,
}

impl EventClock {
    /// Starts with the laptop's own clock at the pace of the floor.
    pub fn start(clock: Clock, pace: Pace) -> Self {
        let line = Timeline::start(clock.read(), pace);
        Self { clock, line }
    }

    /// Event time now.
    pub fn now(&self) -> EventTime {
        self.line.now(self.clock.read())
    }

    /// The share's clock now, Unix milliseconds, as far as it is known.
    pub fn share_now_ms(&self) -> i64 {
        self.line.share_ms(self.clock.read())
    }

    /// The event time at which the share's clock says this, Unix milliseconds.
    pub fn event_time(&self, share_ms: i64) -> EventTime {
        self.line.pace().event_time(share_ms)
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
        self.line.ahead_ms(self.clock.read())
    }

    /// How far event time can be trusted now; `None` before the clocks were compared.
    pub fn certainty(&self) -> Option<Certainty> {
        self.line.certainty(self.clock.read())
    }

    /// How long the clocks have not been compared, in milliseconds.
    pub fn unchecked_ms(&self) -> i64 {
        self.line.unchecked_ms(self.clock.read())
    }

    /// The floor was opened, or opened anew: its pace.
    pub const fn follow(&mut self, pace: Pace) {
        self.line.follow(pace);
    }

    /// The offset from this laptop's steady clock ([`Clock::steady_ms`]) to the share's clock was measured; see
    /// [`Timeline::measured`].
    pub fn measured(&mut self, offset: Offset) -> Option<i64> {
        let measured_by = Reading {
            wall_ms: self.clock.steady_ms(),
            ..self.clock.read()
        };
        self.line.measured(measured_by, offset)
    }

    /// Moves the offset towards what was measured and looks whether somebody set the clock.
    pub fn tick(&mut self) -> Noticed {
        self.line.tick(self.clock.read())
    }

    /// How long until the next whole second of event time, as the laptop's clock counts.
    pub fn until_next_second(&self) -> Duration {
        let into = self.now().0.rem_euclid(SECOND_MS);
        let factor = self.line.pace().factor();
        let left = (SECOND_MS - into) / factor;
        let left = if factor > 1 { left.max(DRAWN_MS) } else { left };
        Duration::from_millis(u64::try_from(left).unwrap_or(1))
    }
}
