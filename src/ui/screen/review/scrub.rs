//! The moment of the day that is shown, and how it moves.

use crate::domain::query::course::Course;
use crate::domain::time::{EventTime, MINUTE_MS, SECOND_MS};

/// How many times as fast as the day it can be played.
pub const SPEEDS: [i64; 4] = [1, 10, 60, 600];

/// How far one key moves the moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Step {
    /// A second.
    Second,
    /// Ten seconds.
    TenSeconds,
    /// A minute.
    #[default]
    Minute,
    /// Five minutes.
    FiveMinutes,
    /// To the next or the last start or end of a round.
    Round,
}

impl Step {
    /// Every step, the finest first.
    pub const ALL: [Self; 5] = [
        Self::Second,
        Self::TenSeconds,
        Self::Minute,
        Self::FiveMinutes,
        Self::Round,
    ];

    /// The key of its words.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Second => "review-step-second",
            Self::TenSeconds => "review-step-ten",
            Self::Minute => "review-step-minute",
            Self::FiveMinutes => "review-step-five",
            Self::Round => "review-step-round",
        }
    }

    const fn ms(self) -> i64 {
        match self {
            Self::Second => SECOND_MS,
            Self::TenSeconds => 10 * SECOND_MS,
            Self::Minute | Self::Round => MINUTE_MS,
            Self::FiveMinutes => 5 * MINUTE_MS,
        }
    }

    /// The next wider one, or finer.
    #[must_use]
    pub fn changed(self, wider: bool) -> Self {
        let place = Self::ALL.iter().position(|step| *step == self).unwrap_or(0);
        let place = if wider { place + 1 } else { place.saturating_sub(1) };
        Self::ALL.get(place).copied().unwrap_or(self)
    }
}

/// The moment of the day that is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scrub {
    /// The moment.
    pub at: EventTime,
    /// How far one key moves it.
    pub step: Step,
    /// Which of [`SPEEDS`].
    pub speed: usize,
    /// It moves by itself.
    pub is_playing: bool,
    /// Somebody has chosen it; before, figures are told of the whole log.
    pub is_chosen: bool,
}

impl Scrub {
    /// How many times as fast as the day it is played.
    pub fn factor(&self) -> i64 {
        SPEEDS.get(self.speed).copied().unwrap_or(1)
    }

    /// Moves to a moment; whether it was another one. Outside of the day and of the log it stops.
    pub fn go(&mut self, at: EventTime, span: (EventTime, EventTime)) -> bool {
        let at = at.clamp(span.0, span.1.max(span.0));
        let moved = at != self.at;
        self.at = at;
        moved
    }

    /// Where one step leads.
    pub fn stepped(&self, forward: bool, course: &Course) -> EventTime {
        if self.step == Step::Round {
            return bound(self.at, forward, course);
        }
        let ms = self.step.ms();
        self.at.plus_ms(if forward { ms } else { -ms })
    }
}

/// The next or the last start or end of a round.
pub(super) fn bound(at: EventTime, forward: bool, course: &Course) -> EventTime {
    let bounds = course
        .slots
        .iter()
        .flat_map(|slot| [slot.now.start, slot.now.end]);
    if forward {
        bounds
            .filter(|bound| *bound > at)
            .min()
            .unwrap_or_else(|| course.end())
    } else {
        bounds.filter(|bound| *bound < at).max().unwrap_or(course.first)
    }
}
