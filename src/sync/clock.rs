//! How the laptop's clock stands to the share's.
//!
//! Every reading says that the offset lies between two bounds. Law: what all of the last readings allow counts,
//! whatever its sign, each widened by what clocks may drift since; where they contradict each other a clock was
//! set, and the newest count. A slow share or a coarse clock makes readings vaguer, never wrong: several vague
//! ones together are less vague than each.

use crate::domain::reading::ClockReading;
use std::collections::VecDeque;

/// So many readings are remembered.
const READINGS: usize = 8;
/// A laptop off by more than this is told so.
pub const NOTICEABLE_MS: i64 = 2_000;
/// An offset this near to a number of whole hours is a wrong time zone, not a clock set by hand.
const ZONE_SLACK_MS: i64 = 90_000;
const HOUR_MS: i64 = 3_600_000;
/// Time zones differ by less than this many hours.
const ZONE_HOURS: i64 = 26;

/// Two clocks part by at most one millisecond in so many.
const DRIFT_DIVISOR: i64 = 5_000;

/// The last readings of the share's clock, each with the monotonic time when it was made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ClockFilter {
    readings: VecDeque<(i64, ClockReading)>,
}

/// By how much two clocks may have parted in this time, in milliseconds.
pub const fn drift_ms(elapsed_ms: i64) -> i64 {
    elapsed_ms.saturating_abs() / DRIFT_DIVISOR
}

/// What the readings say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offset {
    /// How far the share's clock is ahead of the laptop's, in milliseconds; add it to the laptop's clock.
    pub ms: i64,
    /// By how much that may be wrong in either direction.
    pub uncertainty_ms: i64,
}

/// How an offset is explained to people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClockState {
    /// Nothing to tell.
    Good,
    /// Set wrong by this many milliseconds: positive when the laptop is fast.
    Off {
        /// How far the laptop's clock is ahead.
        ahead_ms: i64,
    },
    /// Wrong by whole hours, as a wrong time zone does: positive when the laptop is fast.
    Zone {
        /// How many hours the laptop's clock is ahead.
        ahead_hours: i64,
    },
}

impl ClockFilter {
    /// Takes note of a reading made at `mono_ms`. What contradicts it is forgotten: a clock was set, ours or the
    /// share's.
    pub fn add(&mut self, reading: ClockReading, mono_ms: i64) {
        if !reading.is_sound() {
            return;
        }
        self.readings.push_back((mono_ms, reading));
        let (agreeing, _) = self.agreed();
        let dropped = self.readings.len() - agreeing.min(READINGS);
        self.readings.drain(..dropped);
    }

    /// Forgets everything: the laptop's clock was set, or another share is used.
    pub fn clear(&mut self) {
        self.readings.clear();
    }

    /// How many readings are remembered.
    pub fn count(&self) -> usize {
        self.readings.len()
    }

    /// How long to wait at this moment of the laptop's clock until a reading says most, in milliseconds: when a
    /// clock that is written coarsely is about to show its next number, what is known is halved.
    pub fn until_telling_ms(&self, wall_ms: i64) -> Option<i64> {
        let grain_ms = self.readings.back()?.1.grain_ms.max(1);
        let share_ms = wall_ms.saturating_add(self.offset()?.ms);
        Some(grain_ms - share_ms.rem_euclid(grain_ms))
    }

    /// What the readings allow, as of the last one; `None` before the first.
    pub fn offset(&self) -> Option<Offset> {
        let (count, (low, high)) = self.agreed();
        (count > 0).then(|| Offset {
            ms: low + (high - low) / 2,
            uncertainty_ms: (high - low + 1) / 2,
        })
    }

    /// How many of the newest readings do not contradict each other, and what they allow together.
    fn agreed(&self) -> (usize, (i64, i64)) {
        let last_ms = self.readings.back().map_or(0, |(mono_ms, _)| *mono_ms);
        let mut bounds = (i64::MIN / 4, i64::MAX / 4);
        let mut count = 0;
        for (mono_ms, reading) in self.readings.iter().rev() {
            let slack = reading.uncertainty_ms() + drift_ms(last_ms - mono_ms);
            let low = bounds.0.max(reading.offset_ms() - slack);
            let high = bounds.1.min(reading.offset_ms() + slack);
            if low > high {
                break;
            }
            bounds = (low, high);
            count += 1;
        }
        (count, bounds)
    }
}

impl Offset {
    /// What to tell people about it. Within its uncertainty nothing is claimed.
    pub const fn state(self) -> ClockState {
        let ahead_ms = -self.ms;
        if ahead_ms.abs() <= NOTICEABLE_MS + self.uncertainty_ms {
            return ClockState::Good;
        }
        let ahead_hours = (ahead_ms + ahead_ms.signum() * HOUR_MS / 2) / HOUR_MS;
        let rest = (ahead_ms - ahead_hours * HOUR_MS).abs();
        if ahead_hours != 0 && ahead_hours.abs() <= ZONE_HOURS && rest <= ZONE_SLACK_MS {
            ClockState::Zone { ahead_hours }
        } else {
            ClockState::Off { ahead_ms }
        }
    }
}
