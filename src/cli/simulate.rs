//! `sheber simulate`: lives floors in memory, on every core, and says which seeds fail.
//!
//! Numbers and scenarios are for whoever builds the program; they are not translated.

use super::fail::{CliError, DONE, WARNINGS};
use super::ground::{Ground, named_event};
use super::out;
use crate::runtime::clock::Clock;
use crate::simulate::{Day, Sabotage, Scenario, Stage, Violation, judge, shrink, trace};
use clap::Args;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// The small sample event.
const SMALL: &str = "open-day";
/// So many failing seeds are cut down; of the others only the number is told.
const SHOWN: usize = 3;

/// What is simulated.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct SimulateArgs {
    /// How many floors
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    pub seeds: u64,
    /// The first seed
    #[arg(long, default_value_t = 0, value_name = "SEED")]
    pub from: u64,
    /// Only so many minutes of work, with short rounds; the whole day if left out
    #[arg(long, value_name = "MINUTES")]
    pub minutes: Option<i64>,
    /// Only this seed
    #[arg(long, value_name = "SEED")]
    pub one: Option<u64>,
    /// Tell everything that happens on the floor of the one seed
    #[arg(long, requires = "one")]
    pub trace: bool,
    /// Leave out this defence, to see that it is missed
    #[arg(long, value_name = "DEFENCE")]
    pub without: Option<Sabotage>,
}

/// What many floors came to.
#[derive(Debug, Default)]
struct Sums {
    lived_ms: i64,
    entries: usize,
    destroyed: usize,
    devices: usize,
    incidents: BTreeMap<&'static str, u64>,
    failures: Vec<(u64, Violation)>,
}

impl Sums {
    fn add(&mut self, scenario: &Scenario, judged: Result<Day, Violation>) {
        for (_, incident) in &scenario.incidents {
            *self.incidents.entry(incident.name()).or_default() += 1;
        }
        match judged {
            Ok(day) => {
                // Each day is lived twice.
                self.lived_ms += day.lasted_ms.saturating_mul(2);
                self.entries += day.entries;
                self.destroyed += day.destroyed;
                self.devices += day.devices;
            }
            Err(violation) => self.failures.push((scenario.seed, violation)),
        }
    }

    fn join(&mut self, other: Self) {
        self.lived_ms += other.lived_ms;
        self.entries += other.entries;
        self.destroyed += other.destroyed;
        self.devices += other.devices;
        for (name, count) in other.incidents {
            *self.incidents.entry(name).or_default() += count;
        }
        self.failures.extend(other.failures);
    }
}

/// Simulates; the exit code is 1 if a seed fails.
///
/// # Errors
/// There is no such event.
pub(super) fn run(ground: &Ground, args: &SimulateArgs) -> Result<u8, CliError> {
    let named = ground.common.event.as_deref();
    let name = named.filter(|name| *name != Path::new("small"));
    let event = named_event(name.unwrap_or_else(|| Path::new(SMALL)))?.event;
    let whole = Stage::whole(event.clone());
    let day_ms = whole.length_ms;
    let stage = args.minutes.map_or(whole, |minutes| Stage::short(event, minutes));
    let again = again(named, args);
    match args.one {
        Some(seed) if args.trace => out::to_stdout(|out| tell(out, &scenario(seed, args, &stage), &stage)),
        Some(seed) => many(seed, 1, args, &stage, day_ms, &again),
        None => many(args.from, args.seeds, args, &stage, day_ms, &again),
    }
}

fn scenario(seed: u64, args: &SimulateArgs, stage: &Stage) -> Scenario {
    let scenario = Scenario::draw(seed, stage);
    match args.without {
        Some(defence) => scenario.without(defence),
        None => scenario,
    }
}

/// The words that repeat a seed, up to its number.
fn again(event: Option<&Path>, args: &SimulateArgs) -> String {
    let event = event.map_or_else(String::new, |event| format!(" --event {}", event.display()));
    let minutes = args
        .minutes
        .map_or_else(String::new, |m| format!(" --minutes {m}"));
    let without = args
        .without
        .map_or_else(String::new, |one| format!(" --without {one:?}"));
    format!("sheber simulate{event}{minutes}{without} --trace --one")
}

fn tell(out: &mut dyn Write, scenario: &Scenario, stage: &Stage) -> io::Result<u8> {
    let (lived, lines) = trace(scenario, stage);
    write!(out, "{scenario}")?;
    for line in lines {
        writeln!(out, "{}", out::clean(&line))?;
    }
    match lived {
        Ok(day) => writeln!(out, "{day:?}").map(|()| DONE),
        Err(violation) => write_violation(out, &violation).map(|()| WARNINGS),
    }
}

fn write_violation(out: &mut dyn Write, violation: &Violation) -> io::Result<()> {
    let Violation { check, at_ms, found } = violation;
    writeln!(out, "FAILED {check:?} after {at_ms} ms: {}", out::clean(found))
}

fn many(
    from: u64,
    seeds: u64,
    args: &SimulateArgs,
    stage: &Stage,
    day_ms: i64,
    again: &str,
) -> Result<u8, CliError> {
    let clock = Clock::new();
    let began_ms = clock.mono_ms();
    let mut sums = lived(from, seeds, args, stage);
    let took_ms = clock.mono_ms().saturating_sub(began_ms).max(1);
    sums.failures.sort_by_key(|(seed, _)| *seed);
    out::to_stdout(|out| {
        write_sums(out, seeds, &sums, day_ms, took_ms)?;
        for (seed, violation) in &sums.failures {
            write!(out, "seed {seed}: ")?;
            write_violation(out, violation)?;
            writeln!(out, "  again: {again} {seed}")?;
        }
        for (seed, violation) in sums.failures.iter().take(SHOWN) {
            let smallest = shrink(&scenario(*seed, args, stage), stage, violation.check);
            writeln!(out, "cut down, it still fails {:?}:\n{smallest}", violation.check)?;
        }
        Ok(if sums.failures.is_empty() { DONE } else { WARNINGS })
    })
}

/// Every seed on whichever core is free.
fn lived(from: u64, seeds: u64, args: &SimulateArgs, stage: &Stage) -> Sums {
    let next = AtomicU64::new(from);
    let end = from.saturating_add(seeds);
    let work = || {
        let mut sums = Sums::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= end {
                return sums;
            }
            let scenario = scenario(seed, args, stage);
            sums.add(&scenario, judge(&scenario, stage));
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut sums = Sums::default();
        for worker in workers {
            // What panics on a floor is caught there and is a failure of its seed.
            sums.join(worker.join().unwrap_or_default());
        }
        sums
    })
}

fn write_sums(out: &mut dyn Write, seeds: u64, sums: &Sums, day_ms: i64, took_ms: i64) -> io::Result<()> {
    let per_minute = sums.lived_ms.saturating_mul(60_000) / took_ms;
    writeln!(
        out,
        "{seeds} seeds in {} s: {} floor-days per minute",
        took_ms / 1_000,
        per_minute / day_ms.max(1)
    )?;
    writeln!(
        out,
        "{} entries on {} laptops, {} of them destroyed with the only disk that had them",
        sums.entries, sums.devices, sums.destroyed
    )?;
    let incidents: Vec<String> = sums
        .incidents
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    writeln!(out, "incidents: {}", incidents.join(", "))?;
    writeln!(out, "failing seeds: {}", sums.failures.len())
}
