//! The only place that reads clocks; what is made of them is in [`crate::sync::steady`].
//!
//! The monotonic clock must go on while the laptop sleeps, or a closed lid would look like a set clock:
//! Linux has `CLOCK_BOOTTIME`, Apple's `CLOCK_MONOTONIC` counts sleep, and so does the counter behind
//! `Instant` on Windows. On other systems a sleep is reported as a clock that was set and the steady
//! time stays behind, as nothing there tells the two apart. Where `Instant` stops during sleep (Linux,
//! Apple) its lag says how long the sleep was; Windows sleeps unnoticed, and rightly timed.

use crate::sync::steady::Reading;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The clocks of this device.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    origin: Instant,
    /// The wall clock minus the monotonic one, as they stood then.
    base_ms: i64,
}

impl Clock {
    /// Takes hold of the clocks.
    #[expect(clippy::disallowed_methods, reason = "this module is where time comes from")]
    pub fn new() -> Self {
        let mut clock = Self {
            origin: Instant::now(),
            base_ms: 0,
        };
        clock.base_ms = clock.wall_ms().saturating_sub(clock.mono_ms());
        clock
    }

    /// Reads all clocks.
    pub fn read(&self) -> Reading {
        Reading {
            wall_ms: self.wall_ms(),
            mono_ms: self.mono_ms(),
            awake_ms: self.awake_ms(),
        }
    }

    /// Unix time in milliseconds, UTC, as the device believes.
    #[expect(clippy::disallowed_methods, reason = "this module is where time comes from")]
    pub fn wall_ms(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => saturate(since.as_millis()),
            Err(before) => -saturate(before.duration().as_millis()),
        }
    }

    /// Microseconds since an arbitrary moment that all programs of this computer share where the system allows
    /// it: for measuring how long something took.
    pub fn mono_us(&self) -> u64 {
        sleepless::now_us().unwrap_or_else(|| self.awake_us())
    }

    fn awake_us(&self) -> u64 {
        u64::try_from(self.counted().as_micros()).unwrap_or(u64::MAX)
    }

    /// Milliseconds since an arbitrary moment, time asleep included where the system allows it.
    pub fn mono_ms(&self) -> i64 {
        sleepless::now_ms().unwrap_or_else(|| self.awake_ms())
    }

    /// The processor time that this program has used, in milliseconds; unknown on systems that do not tell.
    pub fn cpu_ms() -> Option<u64> {
        sleepless::cpu_ms()
    }

    /// Unix time in milliseconds as the device believed when this clock was taken hold of, counted on since: deaf to
    /// hands on the wall clock, so that a comparison of clocks means the same before, while and after one is set.
    pub fn steady_ms(&self) -> i64 {
        self.base_ms.saturating_add(self.mono_ms())
    }

    /// Time since this clock was taken hold of, finely counted: for measuring how long something takes.
    #[expect(clippy::disallowed_methods, reason = "this module is where time comes from")]
    pub fn counted(&self) -> Duration {
        Instant::now().duration_since(self.origin)
    }

    fn awake_ms(&self) -> i64 {
        saturate(self.counted().as_millis())
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

fn saturate(ms: u128) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod sleepless {
    use rustix::time::{ClockId, clock_gettime};

    #[cfg(target_vendor = "apple")]
    const COUNTS_SLEEP: ClockId = ClockId::Monotonic;
    #[cfg(not(target_vendor = "apple"))]
    const COUNTS_SLEEP: ClockId = ClockId::Boottime;

    #[expect(clippy::unnecessary_wraps, reason = "other systems have no such clock")]
    #[allow(
        clippy::useless_conversion,
        reason = "the width of nanoseconds differs between systems"
    )]
    pub(super) fn now_ms() -> Option<i64> {
        let time = clock_gettime(COUNTS_SLEEP);
        Some(time.tv_sec * 1000 + i64::from(time.tv_nsec) / 1_000_000)
    }

    pub(super) fn now_us() -> Option<u64> {
        let time = clock_gettime(COUNTS_SLEEP);
        let seconds = u64::try_from(time.tv_sec).ok()?;
        let part = u64::try_from(time.tv_nsec / 1_000).ok()?;
        Some(seconds.saturating_mul(1_000_000).saturating_add(part))
    }

    /// The processor time that this program has used, in milliseconds.
    pub(super) fn cpu_ms() -> Option<u64> {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        let seconds = u64::try_from(time.tv_sec).ok()?;
        let part = u64::try_from(time.tv_nsec / 1_000_000).ok()?;
        Some(seconds.saturating_mul(1_000).saturating_add(part))
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod sleepless {
    pub(super) fn now_ms() -> Option<i64> {
        None
    }

    pub(super) fn now_us() -> Option<u64> {
        None
    }

    pub(super) fn cpu_ms() -> Option<u64> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::steady::{Noticed, SteadyClock};

    #[test]
    fn the_real_clocks_agree_with_each_other() {
        let clock = Clock::new();
        let first = clock.read();
        let mut steady = SteadyClock::start(first);
        let second = clock.read();
        assert!(second.mono_ms >= first.mono_ms && first.wall_ms > 1_700_000_000_000);
        assert_eq!(steady.notice(second), Noticed::default());
    }
}
