//! The one clock of the day.
//!
//! [`EventTime`] is milliseconds since local midnight of the event's date, on the share's clock plus the
//! event's shift. It may be negative (the evening before) or beyond 24 h. Nothing here reads a clock.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One second in milliseconds.
pub const SECOND_MS: i64 = 1_000;
/// One minute in milliseconds.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;

/// A moment of the day: milliseconds since local midnight of the event's date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventTime(pub i64);

impl EventTime {
    /// The moment at this hour, minute and second.
    pub const fn hms(hour: i64, minute: i64, second: i64) -> Self {
        Self(((hour * 60 + minute) * 60 + second) * SECOND_MS)
    }

    /// This moment moved by milliseconds; saturates instead of overflowing.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// This moment moved by minutes.
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_ms(minutes.saturating_mul(MINUTE_MS))
    }

    /// Milliseconds from `earlier` to this moment; negative when it lies before.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// `HH:MM`, the form of schedules.
    pub fn hh_mm(self) -> HourMinute {
        HourMinute(self)
    }
}

/// `HH:MM:SS`.
impl fmt::Display for EventTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.div_euclid(SECOND_MS).rem_euclid(86_400);
        write!(
            f,
            "{:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )
    }
}

/// A moment shown as `HH:MM`.
#[derive(Clone, Copy, Debug)]
pub struct HourMinute(EventTime);

impl fmt::Display for HourMinute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.0.div_euclid(MINUTE_MS).rem_euclid(1_440);
        write!(f, "{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// A text that is not `HH:MM` or `HH:MM:SS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time is written HH:MM or HH:MM:SS")]
pub struct BadTime;

impl FromStr for EventTime {
    type Err = BadTime;
    /// Reads `HH:MM` or `HH:MM:SS`, 00:00 to 23:59:59.
    fn from_str(text: &str) -> Result<Self, BadTime> {
        let field = |part: &str, limit: i64| -> Result<i64, BadTime> {
            if part.len() > 2 || part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(BadTime);
            }
            part.parse().ok().filter(|n| *n < limit).ok_or(BadTime)
        };
        let mut parts = text.trim().split(':');
        let hour = field(parts.next().ok_or(BadTime)?, 24)?;
        let minute = field(parts.next().ok_or(BadTime)?, 60)?;
        let second = parts.next().map_or(Ok(0), |part| field(part, 60))?;
        if parts.next().is_some() {
            return Err(BadTime);
        }
        Ok(Self::hms(hour, minute, second))
    }
}

/// From a start (included) to an end (excluded).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Span {
    /// Its first moment.
    pub start: EventTime,
    /// The first moment after it.
    pub end: EventTime,
}

impl Span {
    /// Milliseconds from start to end.
    pub const fn length_ms(self) -> i64 {
        self.end.since(self.start)
    }
}

/// `09:45–10:03`, as the sample languages write ranges.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.start.hh_mm(), self.end.hh_mm())
    }
}

/// Minutes and seconds of a countdown: `07:30`; hours appear only when there are any.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Digits {
    /// Whole seconds to show, never negative.
    pub seconds: i64,
}

impl Digits {
    /// The digits of a time still to run: rounded up, so that 00:00 appears exactly when it is up.
    pub const fn left(ms: i64) -> Self {
        let ms = if ms < 0 { 0 } else { ms };
        Self {
            seconds: ms.div_euclid(SECOND_MS) + if ms % SECOND_MS > 0 { 1 } else { 0 },
        }
    }

    /// The digits of a time that is over: rounded down, so that +00:01 appears one second after the end.
    pub const fn over(ms: i64) -> Self {
        Self {
            seconds: if ms < 0 { 0 } else { ms / SECOND_MS },
        }
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        if hours > 0 {
            write!(f, "{hours}:{minutes:02}:{seconds:02}")
        } else {
            write!(f, "{minutes:02}:{seconds:02}")
        }
    }
}

/// The order in which entries are folded: hybrid logical time. `at` follows event time and never runs
/// back on one device; `counter` separates entries of one moment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Stamp {
    /// Event time, possibly pushed forward by what this device had already seen.
    pub at: EventTime,
    /// Order among stamps of the same moment.
    pub counter: u32,
}

/// How event time follows the share's clock: side by side, or in a rehearsal several times as fast.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pace {
    /// Event time = the share's clock (Unix milliseconds) + this, at the speed of 1 or at `from_ms`.
    pub shift_ms: i64,
    /// How many times as fast event time runs from `from_ms` on.
    pub speed: u32,
    /// From which moment of the share's clock on, Unix milliseconds.
    pub from_ms: i64,
}

impl Default for Pace {
    /// Event time is the share's clock.
    fn default() -> Self {
        Self {
            shift_ms: 0,
            speed: 1,
            from_ms: 0,
        }
    }
}

impl Pace {
    /// The pace at which it is `now` when the share's clock says `share_ms`.
    pub fn at(now: EventTime, share_ms: i64, speed: u32) -> Self {
        Self {
            shift_ms: now.0.saturating_sub(share_ms),
            speed: speed.max(1),
            from_ms: if speed > 1 { share_ms } else { 0 },
        }
    }

    /// How many milliseconds of event time pass in one of the share's; a forged 0 stands for 1.
    pub fn factor(self) -> i64 {
        i64::from(self.speed.max(1))
    }

    /// Event time at this moment of the share's clock.
    pub fn event_time(self, share_ms: i64) -> EventTime {
        let passed = share_ms
            .saturating_sub(self.from_ms)
            .saturating_mul(self.factor());
        EventTime(self.from_ms.saturating_add(self.shift_ms).saturating_add(passed))
    }

    /// The moment of the share's clock at this event time, Unix milliseconds.
    pub fn share_ms(self, now: EventTime) -> i64 {
        let passed = now.0.saturating_sub(self.from_ms.saturating_add(self.shift_ms));
        self.from_ms.saturating_add(passed.div_euclid(self.factor()))
    }
}

/// How far another laptop's stamp may lie ahead of our event time before it no longer moves our clock.
pub const AHEAD_BOUND_MS: i64 = 60 * SECOND_MS;

impl Stamp {
    /// The stamp of the next entry written at `now` after `last`.
    #[must_use]
    pub fn next(last: Self, now: EventTime) -> Self {
        if now > last.at {
            Self { at: now, counter: 0 }
        } else if let Some(counter) = last.counter.checked_add(1) {
            Self { at: last.at, counter }
        } else {
            Self {
                at: last.at.plus_ms(1),
                counter: 0,
            }
        }
    }

    /// The last stamp after seeing `other` at `now`: an absurd future time does not drag this device along.
    #[must_use]
    pub fn seen(self, other: Self, now: EventTime) -> Self {
        if other.at.since(now) > AHEAD_BOUND_MS {
            self
        } else {
            self.max(other)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_end_at_zero_and_then_count_over() {
        let shown = |ms| Digits::left(ms).to_string();
        assert_eq!(shown(18 * MINUTE_MS), "18:00");
        assert_eq!(shown(1), "00:01");
        assert_eq!(shown(0), "00:00");
        assert_eq!(Digits::over(999).to_string(), "00:00");
        assert_eq!(Digits::over(190_000).to_string(), "03:10");
        assert_eq!(shown(3_600_000), "1:00:00");
    }

    #[test]
    fn times_are_read_strictly() {
        assert_eq!("09:45".parse(), Ok(EventTime::hms(9, 45, 0)));
        assert_eq!("9:45:07".parse(), Ok(EventTime::hms(9, 45, 7)));
        for bad in [
            "",
            "9",
            "24:00",
            "09:60",
            "09:45:60",
            "a:b",
            "09:45:00:00",
            "+9:45",
            "009:45",
        ] {
            assert_eq!(bad.parse::<EventTime>(), Err(BadTime), "{bad}");
        }
    }

    #[test]
    fn an_absurd_future_stamp_moves_nobody() {
        let now = EventTime::hms(10, 0, 0);
        let mine = Stamp { at: now, counter: 3 };
        let near = Stamp {
            at: now.plus_ms(AHEAD_BOUND_MS),
            counter: 0,
        };
        let absurd = Stamp {
            at: now.plus_ms(AHEAD_BOUND_MS + 1),
            counter: 0,
        };
        assert_eq!(mine.seen(near, now), near);
        assert_eq!(mine.seen(absurd, now), mine);
        assert_eq!(
            Stamp::next(near, now),
            Stamp {
                at: near.at,
                counter: 1
            }
        );
    }
}
