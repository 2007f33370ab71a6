//! How long to wait after failures in a row: twice as long each time up to a bound, and never all
//! laptops at the same moment.

/// Waits that grow with every failure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Backoff {
    first_ms: u64,
    most_ms: u64,
    failures: u32,
}

impl Default for Backoff {
    /// From half a second to ten.
    fn default() -> Self {
        Self::new(500, 10_000)
    }
}

impl Backoff {
    /// Waits from `first_ms` to `most_ms`.
    pub const fn new(first_ms: u64, most_ms: u64) -> Self {
        Self {
            first_ms,
            most_ms,
            failures: 0,
        }
    }

    /// The next wait in milliseconds: at random in the upper half of what is due.
    pub fn next(&mut self, random: u64) -> u64 {
        let due = self
            .first_ms
            .saturating_mul(1 << self.failures.min(32))
            .clamp(1, self.most_ms.max(1));
        self.failures = self.failures.saturating_add(1);
        let least = due.div_ceil(2);
        least + random % (due - least + 1)
    }

    /// It worked: the next failure waits shortly again.
    pub const fn reset(&mut self) {
        self.failures = 0;
    }
}
