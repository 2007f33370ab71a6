//! The steady time of a device.
//!
//! The wall clock may be set by hand or by the network at any time; the countdowns must not jump with it.
//! So the device's time is the wall time of one anchor plus what the monotonic clock has counted since, and
//! a disagreement of the two is told instead of followed.

/// Differences of wall and monotonic time beyond this are a clock that was set, in milliseconds.
const SET_MS: i64 = 750;
/// A sleep shorter than this is not worth telling, in milliseconds.
const SLEPT_MS: i64 = 750;
/// Clocks that only run unevenly part by less than one millisecond in this many.
const DRIFT_DIVISOR: i64 = 1000;

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
}
