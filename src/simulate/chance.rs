//! Chance that comes out the same again: a small generator with a seed (splitmix64).
//!
//! Law: nothing in a simulated floor is drawn from anywhere else, so a seed tells a whole day.

/// A stream of numbers that a seed determines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The stream of this seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Another stream, named by `salt`: what is drawn from one does not move the other.
    pub fn stream(seed: u64, salt: u64) -> Self {
        let mut first = Self(seed ^ salt.wrapping_mul(0xd6e8_feb8_6659_fd93));
        Self(first.number())
    }

    /// The next number.
    pub const fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, or 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.number() % end).unwrap_or(0)
    }

    /// A number from `first` to `last`, both included.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = last.abs_diff(first).saturating_add(1);
        first.saturating_add_unsigned(self.number() % span)
    }

    /// Yes, in so many of a hundred cases.
    pub fn percent(&mut self, of_hundred: u64) -> bool {
        self.number() % 100 < of_hundred
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// Puts these into another order.
    pub fn shuffle<T>(&mut self, these: &mut [T]) {
        for last in (1..these.len()).rev() {
            these.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_tells_everything_and_bounds_hold() {
        let draw = |seed| {
            let mut chance = Chance::new(seed);
            (0..500).map(|_| chance.between(-3, 4)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        for wanted in -3..=4 {
            assert!(draw(7).contains(&wanted));
        }
        assert!(draw(7).iter().all(|n| (-3..=4).contains(n)));
    }
}
