//! PURE: whole floors in memory, with virtual time, a hostile share and everything that goes wrong.
//!
//! Lives here: a simulator over the *same* code that the program runs: [`decide`], `Pen`, `Floor`, the exchange
//! ([`Trader`]) and its clock filter. What the program leaves to threads, disks and networks is imitated:
//! laptops that die between any two steps and at every write, sleep, are cloned or lose their disk, with
//! clocks that are set, drift or are of another zone; shares that forget, lie, tear, lag, are deleted, rolled
//! back, replaced or locked. May not live here: files, clocks, threads, real chance.
//!
//! Laws: a seed gives the same floor, to the byte; each day is lived twice to see it. What must be true is
//! named in [`Check`]; what the checks would notice is shown by leaving out one defence at a time
//! ([`Sabotage`]). A failing day is plain data ([`Scenario`]) and is cut down by [`shrink()`].
//!
//! [`decide`]: crate::domain::command::decide
//! [`Trader`]: crate::sync::turn::Trader

pub mod chance;
mod check;
mod clock;
mod device;
mod fate;
mod hands;
mod holdings;
pub mod incident;
mod medium;
mod person;
mod replica;
mod rest;
pub mod sabotage;
pub mod scenario;
mod shrink;
mod truth;
mod turns;
mod world;

pub use check::{Check, Violation};
pub use incident::Incident;
pub use sabotage::Sabotage;
pub use scenario::{Kind, Scenario, Seat, Stage};
pub use shrink::shrink;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use world::World;

/// What a day came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Day {
    /// A sum over everything that happened.
    pub sum: u64,
    /// How many entries people were told are recorded.
    pub entries: usize,
    /// How many of them were only on a disk that was destroyed, so that nobody can have them.
    pub destroyed: usize,
    /// How many laptops there were in the end.
    pub devices: usize,
    /// How long it lasted until it was at rest, in milliseconds.
    pub lasted_ms: i64,
}

/// Lives a day once.
///
/// # Errors
/// Something that must be true was not.
pub fn live(scenario: &Scenario, stage: &Stage) -> Result<Day, Violation> {
    run(scenario, stage, false).0
}

/// Lives a day once and tells everything that happened, a line each.
pub fn trace(scenario: &Scenario, stage: &Stage) -> (Result<Day, Violation>, Vec<String>) {
    run(scenario, stage, true)
}

fn run(scenario: &Scenario, stage: &Stage, traced: bool) -> (Result<Day, Violation>, Vec<String>) {
    let mut world = World::new(scenario, stage, traced);
    let lived = catch_unwind(AssertUnwindSafe(|| world.live()));
    if let Err(panic) = lived {
        world.violation = None;
        world.violate(Check::NoPanic, words(&*panic));
    }
    let told = world.trace.take().unwrap_or_default();
    let day = Day {
        sum: world.truth.sum.0,
        entries: world.truth.acknowledged.len(),
        destroyed: world.truth.destroyed,
        devices: world.devices.len(),
        lasted_ms: world.now_ms,
    };
    (world.violation.map_or(Ok(day), Err), told)
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("a panic without words").to_owned()
}

/// Lives a day twice: both must hold everything and be the same.
///
/// # Errors
/// Something that must be true was not.
pub fn judge(scenario: &Scenario, stage: &Stage) -> Result<Day, Violation> {
    let first = live(scenario, stage)?;
    let second = live(scenario, stage)?;
    if first == second {
        return Ok(first);
    }
    Err(Violation {
        check: Check::Repeats,
        at_ms: first.lasted_ms,
        found: format!("{first:?}, then {second:?}"),
    })
}
