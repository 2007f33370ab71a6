//! How the laptop's clock stands to the share's.
//!
//! Law: of the last readings the one with the least uncertainty counts, whatever its sign; a slow share
//! makes readings vaguer, never wrong.

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

/// The last readings of the share's clock.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ClockFilter {
    readings: VecDeque<ClockReading>,
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
    /// Takes note of a reading. One that shows a set clock, ours or the share's, outdates those before.
    pub fn add(&mut self, reading: ClockReading) {
        if !reading.is_sound() {
            return;
        }
        if self.offset().is_some_and(|known| {
            let apart = (known.ms - reading.offset_ms()).abs();
            apart > known.uncertainty_ms + reading.uncertainty_ms() + NOTICEABLE_MS / 2
        }) {
            self.readings.clear();
        }
        if self.readings.len() >= READINGS {
            self.readings.pop_front();
        }
        self.readings.push_back(reading);
    }

    /// Forgets everything: the laptop's clock was set, or another share is used.
    pub fn clear(&mut self) {
        self.readings.clear();
    }

    /// The offset by the least uncertain reading, the latest of equals; `None` before the first.
    pub fn offset(&self) -> Option<Offset> {
        let best = self
            .readings
            .iter()
            .rev()
            .min_by_key(|reading| reading.uncertainty_ms())?;
        Some(Offset {
            ms: best.offset_ms(),
            uncertainty_ms: best.uncertainty_ms(),
        })
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
