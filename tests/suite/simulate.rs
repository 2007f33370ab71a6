//! Thousands of floors in memory, each with its own bad luck, and the same floors with a defence left out.

use super::fixture::event;
use sheber::simulate::{Check, Incident, Sabotage, Scenario, Stage, Violation, judge, live, shrink, trace};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Minutes of work on a floor of this suite.
const MINUTES: i64 = 2;
/// So many floors are lived, each twice.
const SEEDS: u64 = 1_500;
/// A defence that is left out is missed by one of so many floors.
const MISSED_WITHIN: u64 = 400;

/// The first failing seeds among these, from every core.
fn failing(seeds: u64, stage: &Stage, scenario: impl Fn(u64) -> Scenario + Sync) -> Vec<(u64, Violation)> {
    let next = AtomicU64::new(0);
    let failing = Mutex::new(Vec::new());
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds || !failing.lock().unwrap().is_empty() {
                return;
            }
            if let Err(violation) = judge(&scenario(seed), stage) {
                failing.lock().unwrap().push((seed, violation));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    failing.into_inner().unwrap()
}

/// Whatever the cores find first is the same seed again: the lowest that fails.
fn first_failing(
    seeds: u64,
    stage: &Stage,
    scenario: impl Fn(u64) -> Scenario + Sync,
) -> Option<(u64, Violation)> {
    failing(seeds, stage, scenario)
        .into_iter()
        .min_by_key(|(seed, _)| *seed)
}

#[test]
fn thousands_of_floors_keep_what_they_promise() {
    let stage = Stage::short(event(), MINUTES);
    let scenario = |seed| Scenario::draw(seed, &stage);
    if let Some((seed, violation)) = first_failing(SEEDS, &stage, scenario) {
        let smallest = shrink(&scenario(seed), &stage, violation.check);
        let (_, told) = trace(&smallest, &stage);
        let last = told[told.len().saturating_sub(40)..].join("\n");
        panic!("seed {seed}: {violation:?}\n{smallest}\n{last}");
    }
}

#[test]
fn every_defence_that_is_left_out_is_missed() {
    let stage = Stage::short(event(), MINUTES);
    let found: Vec<(Sabotage, Option<Check>)> = Sabotage::ALL
        .into_iter()
        .map(|defence| {
            let scenario = |seed| made_for(defence, seed, &stage);
            let failing = first_failing(MISSED_WITHIN, &stage, scenario);
            (defence, failing.map(|(_, violation)| violation.check))
        })
        .collect();
    let missed: Vec<_> = found.iter().filter(|(_, check)| check.is_none()).collect();
    assert!(missed.is_empty(), "nobody misses {missed:?}; found: {found:?}");
}

/// Floors on which the bad luck that a defence is for is not rare.
fn made_for(defence: Sabotage, seed: u64, stage: &Stage) -> Scenario {
    let mut scenario = Scenario::draw(seed, stage).without(defence);
    let device = (seed % 2) as usize;
    let half = stage.length_ms / 2;
    let more = match defence {
        Sabotage::HighestSeq => vec![(half / 2, Incident::Lossy { ms: half })],
        Sabotage::SkipCompare => {
            // Both go on with as many words as the other, and then say no more under that name.
            let away = Incident::CutOff { device, ms: half };
            vec![(half, Incident::Clone { device }), (half, away)]
        }
        Sabotage::DropTwins | Sabotage::FirstComes | Sabotage::NoRename => {
            vec![(half / 2, Incident::Clone { device })]
        }
        Sabotage::OwnOnly => vec![
            (half, Incident::Sleep { device, ms: half }),
            (half + 1, Incident::Deleted),
        ],
        Sabotage::HastyCure => vec![
            (half, Incident::Busy { ms: half / 4 }),
            (half, Incident::Blackout { ms: half / 4 }),
        ],
        Sabotage::BlindMove => vec![(half, Incident::Foreign)],
        _ => Vec::new(),
    };
    scenario.incidents.extend(more);
    scenario.incidents.sort_by_key(|(at, _)| *at);
    scenario
}

#[test]
fn a_day_is_the_same_again_and_another_seed_is_another_day() {
    let stage = Stage::short(event(), MINUTES);
    let day = |seed| live(&Scenario::draw(seed, &stage), &stage).unwrap();
    assert_eq!(day(7), day(7));
    assert_ne!(day(7).sum, day(8).sum);
}

#[test]
fn what_fails_is_cut_down_to_what_it_needs() {
    let stage = Stage::short(event(), MINUTES);
    let mut scenario = Scenario::draw(3, &stage).without(Sabotage::IgnoreEpoch);
    scenario.incidents.push((stage.length_ms / 2, Incident::Deleted));
    let violation = judge(&scenario, &stage).unwrap_err();
    let smallest = shrink(&scenario, &stage, violation.check);
    assert_eq!(smallest.incidents.len(), 1, "{smallest}");
    assert_eq!(judge(&smallest, &stage).unwrap_err().check, violation.check);
}
