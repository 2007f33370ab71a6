//! Chance that remembers: the same question always gets the same answer, so that people need no memory.

/// Chance under a seed. A question is a handful of numbers: who, in which round, about what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Whim(u64);

impl Whim {
    /// Chance under this seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The answer to a question, evenly spread over 64 bits.
    pub fn of(self, question: &[u64]) -> u64 {
        question
            .iter()
            .fold(mix(self.0), |state, part| mix(state ^ mix(*part)))
    }

    /// Whether something with this probability, in percent, is so.
    pub fn chance(self, percent: u64, question: &[u64]) -> bool {
        self.of(question) % 100 < percent
    }

    /// A number from `least` to `most`, both included.
    pub fn between(self, least: i64, most: i64, question: &[u64]) -> i64 {
        let width = u64::try_from(most.saturating_sub(least)).unwrap_or(0);
        let step = self.of(question) % width.saturating_add(1);
        least.saturating_add(i64::try_from(step).unwrap_or(0))
    }
}

/// The finisher of the generator splitmix64: every bit of the answer depends on every bit of the number.
const fn mix(number: u64) -> u64 {
    let z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_gets_the_same_answer_and_another_question_another() {
        let whim = Whim::new(7);
        assert_eq!(whim.of(&[1, 2]), whim.of(&[1, 2]));
        assert_ne!(whim.of(&[1, 2]), whim.of(&[2, 1]));
        assert_ne!(whim.of(&[1, 2]), Whim::new(8).of(&[1, 2]));
        let often = (0..10_000).filter(|n| whim.chance(30, &[*n])).count();
        assert!(
            (2_700..3_300).contains(&often),
            "30 % came out as {often} in 10000"
        );
        let numbers: Vec<i64> = (0..1_000).map(|n| whim.between(-2, 2, &[n])).collect();
        assert_eq!(
            (numbers.iter().min(), numbers.iter().max()),
            (Some(&-2), Some(&2)),
            "both ends are reached and none is passed"
        );
    }
}
