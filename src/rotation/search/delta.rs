//! What a step changes, and what that costs at the prices of the moment.

use std::ops::AddAssign;

/// Differences (or, summed up, totals) of everything that is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Delta {
    /// Cells without a station beyond rests.
    pub(super) idle: i32,
    /// All other goals, weighed.
    pub(super) soft: i32,
    /// Heads too many.
    pub(super) over: i32,
    /// Visits to a station that the group has been to.
    pub(super) repeat: i32,
    /// Meetings of groups that have met.
    pub(super) meet: i32,
    /// Walks that cannot be made and rests that are missing.
    pub(super) hard: i32,
}

impl Delta {
    /// Whatever breaks a rule.
    #[inline]
    pub(super) const fn broken(&self) -> i32 {
        self.over + self.repeat + self.meet + self.hard
    }
}

impl AddAssign for Delta {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.idle += other.idle;
        self.soft += other.soft;
        self.over += other.over;
        self.repeat += other.repeat;
        self.meet += other.meet;
        self.hard += other.hard;
    }
}

/// What one of each costs while the search works; goals but idle always cost what they weigh.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Prices {
    pub(super) idle: i32,
    pub(super) over: i32,
    pub(super) repeat: i32,
    pub(super) meet: i32,
    pub(super) hard: i32,
}

impl Prices {
    /// The price of a difference.
    #[inline]
    pub(super) const fn of(&self, delta: &Delta) -> i32 {
        delta.soft
            + delta.idle * self.idle
            + delta.over * self.over
            + delta.repeat * self.repeat
            + delta.meet * self.meet
            + delta.hard * self.hard
    }
}
