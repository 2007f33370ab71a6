//! One test binary for the whole project; each module below is one subject.

mod architecture;
mod big_clock;
mod day;
mod fixture;
mod keys;
mod laws;
mod texts;
mod wire;
