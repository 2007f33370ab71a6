//! One test binary for the whole project; each module below is one subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, its helpers too"
)]

mod architecture;
mod big_clock;
mod cli_pure;
mod day;
mod fixture;
mod intake;
mod keys;
mod laws;
mod pty;
mod start_screen;
mod terminal;
mod texts;
mod wire;
