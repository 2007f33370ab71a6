//! How much worse a step may make the plan at a temperature.
//!
//! Law: only sums, products and quotients, never a function of the machine's library, so that the same calls give the
//! same limits everywhere.

/// Places of the table of `-ln(u)`.
const PLACES: u32 = 4096;
/// One, in the table and in temperatures.
const ONE: f64 = 65536.0;

/// Limits drawn by chance for the temperature that is set.
#[derive(Clone, Debug)]
pub(super) struct Heat {
    table: Vec<u32>,
    degrees: u64,
}

impl Heat {
    /// Cold: no step may make anything worse.
    pub(super) fn new() -> Self {
        let place = |place: u32| (f64::from(place) + 0.5) / f64::from(PLACES);
        Self {
            table: (0..PLACES).map(|no| fixed(-ln(place(no)))).collect(),
            degrees: 0,
        }
    }

    /// Sets the temperature, in units of the prices.
    pub(super) fn set(&mut self, degrees: f64) {
        self.degrees = u64::from(fixed(degrees));
    }

    /// How much worse a step may be, drawn with the lowest 12 of these bits.
    #[inline]
    pub(super) fn limit(&self, bits: u64) -> i32 {
        let place = usize::try_from(bits % u64::from(PLACES)).unwrap_or(0);
        let worse = self.table.get(place).copied().unwrap_or(0);
        i32::try_from((self.degrees * u64::from(worse)) >> 32).unwrap_or(i32::MAX / 8)
    }
}

/// A number from 0 to 65535 with sixteen bits behind the point.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what fits just before"
)]
fn fixed(number: f64) -> u32 {
    (number.clamp(0.0, ONE - 1.0) * ONE) as u32
}

/// Natural logarithm of a number above 0, by the series of the inverse hyperbolic tangent.
fn ln(number: f64) -> f64 {
    let (mut rest, mut twos) = (number.max(1e-12), 0.0);
    while rest < 0.75 {
        rest *= 2.0;
        twos += 1.0;
    }
    while rest > 1.5 {
        rest *= 0.5;
        twos -= 1.0;
    }
    let ratio = (rest - 1.0) / (rest + 1.0);
    let (mut sum, mut power, mut odd) = (0.0, ratio, 1.0);
    while odd < 40.0 {
        sum += power / odd;
        power *= ratio * ratio;
        odd += 2.0;
    }
    2.0 * sum - twos * std::f64::consts::LN_2
}

/// `e` to a power between -20 and 20.
fn exp(power: f64) -> f64 {
    let small = power / 64.0;
    let (mut sum, mut term, mut no) = (1.0, 1.0, 1.0);
    while no < 12.0 {
        term *= small / no;
        sum += term;
        no += 1.0;
    }
    for _ in 0..6 {
        sum *= sum;
    }
    sum
}

/// The way from one number to another in equal ratios, `part` from 0 to 1 of it.
pub(super) fn between(from: f64, to: f64, part: f64) -> f64 {
    from * exp((part * (ln(to) - ln(from))).clamp(-20.0, 20.0))
}

#[cfg(test)]
mod tests {
    use super::{Heat, between};

    #[test]
    fn ways_between_prices_have_equal_ratios() {
        for (from, to) in [(20.0, 0.5), (3.0, 3.0), (30.0, 300_000.0)] {
            let half: f64 = between(from, to, 0.5);
            assert!((between(from, to, 0.0) / from - 1.0).abs() < 1e-9);
            assert!((between(from, to, 1.0) / to - 1.0).abs() < 1e-9);
            assert!((half * half / (from * to) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn limits_average_the_temperature_and_are_zero_when_cold() {
        let mut heat = Heat::new();
        assert!((0..4096).all(|bits| heat.limit(bits) == 0));
        heat.set(200.0);
        let sum: i64 = (0..4096).map(|bits| i64::from(heat.limit(bits))).sum();
        assert!((sum / 4096 - 200).abs() <= 1, "mean {}", sum / 4096);
    }
}
