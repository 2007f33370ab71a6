//! The clocks in a simulated laptop: how wrong they are. What event time is made of them is the program's own
//! business ([`Timeline`](crate::sync::timeline::Timeline)).

use crate::sync::steady::Reading;

const MILLION: i64 = 1_000_000;

/// The clocks in a laptop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hardware {
    pub(super) base_ms: i64,
    pub(super) ahead_ms: i64,
    pub(super) drift_ppm: i64,
    /// How long it has slept, in milliseconds.
    pub(super) slept_ms: i64,
}

impl Hardware {
    /// Reads all at a true time after the start.
    pub(super) const fn read(&self, now_ms: i64) -> Reading {
        let mono_ms = now_ms + now_ms * self.drift_ppm / MILLION;
        Reading {
            wall_ms: self.base_ms + self.ahead_ms + mono_ms,
            mono_ms,
            awake_ms: mono_ms - self.slept_ms,
        }
    }
}
