//! One test binary for the whole project; each module below is one subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, its helpers too"
)]
<<<<<<< HEAD
=======
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, like the tests themselves"
)]
>>>>>>> 8e65fbb (Draw the overview: grid, table, groups, detail and the coordinators' actions)

mod architecture;
mod big_clock;
mod day;
mod fixture;
mod intake;
mod keys;
mod laws;
mod pty;
mod terminal;
mod texts;
mod wire;
