//! The only place that reads clocks, and the steady time made from them.
//!
//! The wall clock may be set by hand or by the network at any time; the countdowns must not jump with it.
//! So the device's time is the wall time of one anchor plus what the monotonic clock has counted since, and
//! a disagreement of the two is told instead of followed.
//!
//! The monotonic clock must go on while the laptop sleeps, or a closed lid would look like a set clock:
//! Linux has `CLOCK_BOOTTIME`, Apple's `CLOCK_MONOTONIC` counts sleep, and so does the counter behind
//! `Instant` on Windows. On other systems a sleep is reported as a [`Noticed::set_by_ms`] and the steady
//! time stays behind, as nothing there tells the two apart. Where `Instant` stops during sleep (Linux,
//! Apple) its lag says how long the sleep was; Windows sleeps unnoticed, and rightly timed.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Differences of wall and monotonic time beyond this are a clock that was set, in milliseconds.
const SET_MS: i64 = 750;
/// A sleep shorter than this is not worth telling, in milliseconds.
const SLEPT_MS: i64 = 750;
/// Clocks that only run unevenly part by less than one millisecond in this many.
const DRIFT_DIVISOR: i64 = 1000;

/// The clocks of this device.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    origin: Instant,
}

/// All clocks, read at one moment; in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Unix time, UTC, as the device believes.
    pub wall_ms: i64,
    /// Counts from an arbitrary moment, also during sleep where the system allows it.
    pub mono_ms: i64,
    /// Counts from an arbitrary moment, on some systems without the time spent asleep.
    pub awake_ms: i64,
}

impl Clock {
    /// Takes hold of the clocks.
    #[expect(clippy::disallowed_methods, reason = "this module is where time comes from")]
    pub fn new() -> Self {
        Self {
            origin: Instant::now(),
        }
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

    #[expect(clippy::disallowed_methods, reason = "this module is where time comes from")]
    fn awake_us(&self) -> u64 {
        let since = Instant::now().duration_since(self.origin);
        u64::try_from(since.as_micros()).unwrap_or(u64::MAX)
    }

    /// Milliseconds since an arbitrary moment, time asleep included where the system allows it.
    pub fn mono_ms(&self) -> i64 {
        sleepless::now_ms().unwrap_or_else(|| self.awake_ms())
    }

    /// The processor time that this program has used, in milliseconds; unknown on systems that do not tell.
    pub fn cpu_ms() -> Option<u64> {
        sleepless::cpu_ms()
    }

    #[expect(clippy::disallowed_methods, reason = "this module is where time comes from")]
    fn awake_ms(&self) -> i64 {
        saturate(Instant::now().duration_since(self.origin).as_millis())
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

/// The device's time, deaf to hands on the wall clock. PURE: it is fed with readings.
#[derive(Debug, Clone)]
pub struct SteadyClock {
    anchor: Reading,
    last: Reading,
    /// The part of wall − steady that has been told or forgiven as drift.
    known_gap: i64,
}

/// What two successive readings gave away; both absent most of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Noticed {
    /// The wall clock was set by this much, forwards or (negative) backwards; the steady time did not follow.
    pub set_by_ms: Option<i64>,
    /// The device slept this long; the steady time went on.
    pub slept_ms: Option<i64>,
}

impl SteadyClock {
    /// Begins at `reading`, whose wall time is believed.
    pub fn start(reading: Reading) -> Self {
        Self {
            anchor: reading,
            last: reading,
            known_gap: 0,
        }
    }

    /// The steady time at `reading`: unix milliseconds, UTC.
    pub fn now_ms(&self, reading: Reading) -> i64 {
        self.anchor.wall_ms + (reading.mono_ms - self.anchor.mono_ms)
    }

    /// Compares `reading` with the one before; each set clock and each sleep is told once.
    ///
    /// Clocks that run unevenly part slowly; up to one in a thousand that is forgiven, not told.
    pub fn notice(&mut self, reading: Reading) -> Noticed {
        let elapsed = reading.mono_ms - self.last.mono_ms;
        let slept = elapsed - (reading.awake_ms - self.last.awake_ms);
        self.last = reading;
        let parted = reading.wall_ms - self.now_ms(reading) - self.known_gap;
        let drift = (elapsed / DRIFT_DIVISOR).max(0);
        let set = parted.abs() > SET_MS + drift;
        self.known_gap += if set { parted } else { parted.clamp(-drift, drift) };
        Noticed {
            set_by_ms: set.then_some(parted),
            slept_ms: (slept > SLEPT_MS).then_some(slept),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_800_000_000_000;
    const HOUR: i64 = 3_600_000;

    /// The reading `after` ms from the start, the wall off by `wall`, with `slept` of it asleep.
    fn reading(after: i64, wall: i64, slept: i64) -> Reading {
        Reading {
            wall_ms: NOON + after + wall,
            mono_ms: 5_000 + after,
            awake_ms: 70 + after - slept,
        }
    }

    #[test]
    fn a_clock_set_by_hand_is_told_once_and_not_followed() {
        for by in [-HOUR, -2_000, 2_000, HOUR] {
            let mut clock = SteadyClock::start(reading(0, 0, 0));
            assert_eq!(clock.notice(reading(1_000, 0, 0)), Noticed::default());
            let told = clock.notice(reading(2_000, by, 0));
            assert_eq!(
                told,
                Noticed {
                    set_by_ms: Some(by),
                    slept_ms: None
                }
            );
            assert_eq!(clock.now_ms(reading(2_000, by, 0)), NOON + 2_000);
            assert_eq!(clock.notice(reading(3_000, by, 0)), Noticed::default());
            let back = clock.notice(reading(4_000, 0, 0));
            assert_eq!(back.set_by_ms, Some(-by));
        }
    }

    #[test]
    fn a_sleep_moves_the_time_and_is_no_set_clock() {
        let mut clock = SteadyClock::start(reading(0, 0, 0));
        let awake = reading(HOUR, 0, HOUR - 1_000);
        assert_eq!(
            clock.notice(awake),
            Noticed {
                set_by_ms: None,
                slept_ms: Some(HOUR - 1_000)
            }
        );
        assert_eq!(clock.now_ms(awake), NOON + HOUR);
    }

    #[test]
    fn a_clock_set_during_sleep_is_both() {
        let mut clock = SteadyClock::start(reading(0, 0, 0));
        let awake = reading(HOUR, -90_000, HOUR);
        assert_eq!(
            clock.notice(awake),
            Noticed {
                set_by_ms: Some(-90_000),
                slept_ms: Some(HOUR)
            }
        );
    }

    #[test]
    fn uneven_clocks_are_forgiven_but_many_small_steps_are_not() {
        let mut drifting = SteadyClock::start(reading(0, 0, 0));
        let mut stepping = drifting.clone();
        let mut told = 0;
        for second in 1..=8 * 3_600 {
            let drifted = reading(second * 1_000, -second / 5, 0);
            assert_eq!(drifting.notice(drifted), Noticed::default(), "{second}");
            let stepped = reading(second * 1_000, second / 60 * 500, 0);
            told += stepping.notice(stepped).set_by_ms.unwrap_or(0);
        }
        assert!(
            told > 200_000,
            "eight hours of half a second a minute, told: {told} ms"
        );
    }

    #[test]
    fn the_real_clocks_agree_with_each_other() {
        let clock = Clock::new();
        let first = clock.read();
        let mut steady = SteadyClock::start(first);
        let second = clock.read();
        assert!(second.mono_ms >= first.mono_ms && first.wall_ms > NOON - 10 * 365 * 24 * HOUR);
        assert_eq!(steady.notice(second), Noticed::default());
    }
}
