//! Numbers by chance that are the same on every machine: xoshiro256++, seeded through splitmix64. A plan that was
//! announced can be made again from its seed, so neither may ever change.

/// The generator.
#[derive(Clone, Debug)]
pub(super) struct Rng([u64; 4]);

impl Rng {
    /// A generator for `seed`; equal seeds give equal numbers.
    pub(super) fn new(seed: u64) -> Self {
        let mut mix = seed;
        Self([(); 4].map(|()| {
            mix = mix.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut out = (mix ^ (mix >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            out = (out ^ (out >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            out ^ (out >> 31)
        }))
    }

    /// The next 64 bits.
    #[inline]
    pub(super) fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.0;
        let out = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (low, high) = (c ^ a, d ^ b);
        self.0 = [a ^ high, b ^ low, low ^ (b << 17), high.rotate_left(45)];
        out
    }

    /// A number below `end`; 0 when `end` is 0.
    #[inline]
    pub(super) fn below(&mut self, end: usize) -> usize {
        part(self.bits() >> 32, 32, end)
    }

    /// True so many times of a thousand.
    #[inline]
    pub(super) fn permille(&mut self, permille: u32) -> bool {
        (self.bits() >> 32) * 1000 < u64::from(permille) << 32
    }
}

/// A number below `end` from a fraction of so many bits.
#[inline]
pub(super) fn part(fraction: u64, bits: u32, end: usize) -> usize {
    let end = u64::try_from(end).unwrap_or(0);
    usize::try_from((fraction * end) >> bits).unwrap_or(0)
}
