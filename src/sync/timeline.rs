//! Event time on one device: its steady clock, plus the offset to the share's clock, at the pace of the floor.
//!
//! Laws: the offset is taken over at once in the first seconds, before anybody looks, and slewed afterwards: the display moves towards
//! the truth by at most one part in twenty and never jumps, unless the difference is so large that a person is
//! told. What is not known for certain is said: how uncertain the offset is, and how long ago it was checked.

use super::clock::{Offset, drift_ms};
use super::steady::{Noticed, Reading, SteadyClock};
use crate::domain::time::{EventTime, Pace, SECOND_MS};

/// A difference beyond this is not slewed but taken over at once, and told, in milliseconds.
const TELL_MS: i64 = 2 * SECOND_MS;
/// A device that runs for longer than this without a check was looked at, in milliseconds.
const LOOKED_AT_MS: i64 = 5 * SECOND_MS;
/// While slewing, one millisecond of correction in so many milliseconds of time.
const SLEW_DIVISOR: i64 = 20;

/// The offset as it was measured last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Measured {
    /// The share's clock minus the steady clock, as it is shown, in milliseconds.
    shown: i64,
    /// The same as it was measured: where the shown one moves to.
    wanted: i64,
    uncertainty_ms: i64,
    /// When, on the monotonic clock.
    mono_ms: i64,
}

/// How far event time can be trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Certainty {
    /// By how much it may be wrong in either direction, in milliseconds.
    pub uncertainty_ms: i64,
    /// How long ago the clocks were compared, in milliseconds.
    pub checked_ago_ms: i64,
}

/// The one clock of the day on this device. PURE: it is fed with readings.
#[derive(Clone, Debug)]
pub struct Timeline {
    steady: SteadyClock,
    pace: Pace,
    measured: Option<Measured>,
    started_ms: i64,
    slewed_at_ms: i64,
}

impl Timeline {
    /// Starts with the laptop's own clock at the pace of the floor.
    pub fn start(reading: Reading, pace: Pace) -> Self {
        Self {
            steady: SteadyClock::start(reading),
            pace,
            measured: None,
            started_ms: reading.mono_ms,
            slewed_at_ms: reading.mono_ms,
        }
    }

    /// Event time at this reading.
    pub fn now(&self, reading: Reading) -> EventTime {
        self.pace.event_time(self.share_ms(reading))
    }

    /// The share's clock at this reading, Unix milliseconds, as far as it is known.
    pub fn share_ms(&self, reading: Reading) -> i64 {
        let offset_ms = self.measured.map_or(0, |measured| measured.shown);
        self.steady.now_ms(reading).saturating_add(offset_ms)
    }

    /// How far the laptop's wall clock is ahead of the share's, in milliseconds; `None` before a check.
    pub fn ahead_ms(&self, reading: Reading) -> Option<i64> {
        self.measured
            .map(|_| reading.wall_ms.saturating_sub(self.share_ms(reading)))
    }

    /// How far event time can be trusted at this reading; `None` before a check.
    pub fn certainty(&self, reading: Reading) -> Option<Certainty> {
        let measured = self.measured?;
        let checked_ago_ms = reading.mono_ms.saturating_sub(measured.mono_ms).max(0);
        let left_ms = (measured.wanted - measured.shown).abs();
        Some(Certainty {
            uncertainty_ms: measured.uncertainty_ms + drift_ms(checked_ago_ms) + left_ms,
            checked_ago_ms,
        })
    }

    /// How long ago the clocks were compared, or how long they have not been since the start, in milliseconds.
    pub fn unchecked_ms(&self, reading: Reading) -> i64 {
        let since_ms = self.measured.map_or(self.started_ms, |measured| measured.mono_ms);
        reading.mono_ms.saturating_sub(since_ms).max(0)
    }

    /// The floor was opened, or opened anew: its pace.
    pub const fn follow(&mut self, pace: Pace) {
        self.pace = pace;
    }

    /// How event time follows the share's clock.
    pub const fn pace(&self) -> Pace {
        self.pace
    }

    /// The offset from the laptop's clock, which is `wall_ms` of the reading, to the share's was measured. Answers with the jump that was
    /// too large to be slewed, in milliseconds.
    pub fn measured(&mut self, reading: Reading, offset: Offset) -> Option<i64> {
        // Measured against a clock that may differ from the steady one here.
        let wall_minus_steady = reading.wall_ms.saturating_sub(self.steady.now_ms(reading));
        let wanted = offset.ms.saturating_add(wall_minus_steady);
        self.slew(reading);
        let looked_at = self.measured.is_some() || self.unchecked_ms(reading) > LOOKED_AT_MS;
        let before = self.measured.map_or(0, |known| known.shown);
        let jump = wanted - before;
        let is_far = jump.abs() > TELL_MS;
        let shown = if looked_at && !is_far { before } else { wanted };
        self.measured = Some(Measured {
            shown,
            wanted,
            uncertainty_ms: offset.uncertainty_ms,
            mono_ms: reading.mono_ms,
        });
        (looked_at && is_far).then_some(jump)
    }

    /// Moves the offset towards what was measured and looks whether somebody set the clock.
    pub fn tick(&mut self, reading: Reading) -> Noticed {
        self.slew(reading);
        self.steady.notice(reading)
    }

    fn slew(&mut self, reading: Reading) {
        let limit = reading.mono_ms.saturating_sub(self.slewed_at_ms).max(0) / SLEW_DIVISOR;
        if let Some(measured) = &mut self.measured {
            measured.shown += (measured.wanted - measured.shown).clamp(-limit, limit);
        }
        self.slewed_at_ms = reading.mono_ms;
    }
}
