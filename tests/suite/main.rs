//! One test binary for the whole project; each module below is one subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, its helpers too"
)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, like the tests themselves"
)]

mod big_clock;
mod desk_screen;
mod intake;
mod keys;
mod pty;
mod stage;
mod station_screen;
mod terminal;
mod texts;
