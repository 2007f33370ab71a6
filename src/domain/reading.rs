//! One comparison of a laptop's clock with the share's.

/// The share's clock, read between two readings of the laptop's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockReading {
    /// What the share's clock said, Unix milliseconds, cut down to a whole number of grains.
    pub share_ms: i64,
    /// What the laptop's clock said before, Unix milliseconds.
    pub before_ms: i64,
    /// What the laptop's clock said after, Unix milliseconds.
    pub after_ms: i64,
    /// How coarsely the share's clock is written, in milliseconds.
    pub grain_ms: i64,
}

impl ClockReading {
    /// How far the share's clock is ahead of the laptop's, in milliseconds; negative when it is behind.
    pub const fn offset_ms(&self) -> i64 {
        let between = self.before_ms + self.after_ms.saturating_sub(self.before_ms) / 2;
        self.share_ms
            .saturating_add(self.grain_ms / 2)
            .saturating_sub(between)
    }

    /// By how much the offset may be wrong in either direction, in milliseconds.
    pub const fn uncertainty_ms(&self) -> i64 {
        (self.after_ms.saturating_sub(self.before_ms) + self.grain_ms + 1) / 2
    }

    /// Whether it says anything: a laptop clock that was set back meanwhile spoils it.
    pub const fn is_sound(&self) -> bool {
        self.after_ms >= self.before_ms
    }
}
