//! Meetings against pairs, where two groups may meet at most once.
//!
//! With more groups than stations somebody meets somebody; the fewest meetings are those of groups spread evenly. When
//! the rounds to come need more of them than there are pairs that have not met, groups have to stay out, and the one
//! that saves most meetings leaves first.

use super::ground::Ground;
use super::{Proof, Reason};
use crate::rotation::problem::{Pin, Problem};
use std::collections::BTreeSet;

/// The proof from meetings, if meetings are restricted and there are too many.
pub(super) fn proof(ground: &Ground<'_>) -> Option<Proof> {
    let problem = ground.problem;
    if !problem.mix {
        return None;
    }
    let mut rounds: Vec<(u64, u64)> = (0..problem.rounds).map(|round| here(ground, round)).collect();
    let groups = problem.parties.len() as u64;
    let pairs = (groups * groups.saturating_sub(1) / 2).saturating_sub(met(problem));
    let meetings: u64 = rounds
        .iter()
        .map(|(groups, stations)| least(*groups, *stations))
        .sum();
    let (mut left, mut idle) = (meetings, 0);
    while left > pairs {
        let saving = |(groups, stations): (u64, u64)| {
            least(groups, stations) - least(groups.saturating_sub(1), stations)
        };
        let round = rounds.iter_mut().max_by_key(|round| saving(**round))?;
        left -= saving(*round);
        round.0 = round.0.saturating_sub(1);
        idle += 1;
    }
    (idle > 0).then(|| Proof {
        reason: Reason::Mix {
            meetings: u32::try_from(meetings).unwrap_or(u32::MAX),
            pairs: u32::try_from(pairs).unwrap_or(u32::MAX),
            idle,
        },
        members: (0..problem.parties.len()).collect(),
        count: idle,
    })
}

/// Groups that will be somewhere in a round unless they are left out, and the stations that are open for them.
fn here(ground: &Ground<'_>, round: usize) -> (u64, u64) {
    let problem = ground.problem;
    let comes = |group: &usize| match problem.pin(*group, round) {
        Pin::Free => problem.is_free(*group, round),
        Pin::Held => problem.fixed.at(*group, round).is_some(),
        Pin::Done => false,
    };
    let groups = (0..problem.parties.len()).filter(comes).count() as u64;
    let stations = (0..problem.stops.len()).filter(|station| problem.places(*station, round) > 0);
    (groups, stations.count() as u64)
}

/// The fewest meetings of so many groups at so many stations.
fn least(groups: u64, stations: u64) -> u64 {
    let Some(each) = groups.checked_div(stations) else {
        return 0;
    };
    let over = groups % stations;
    (stations - over) * (each * each.saturating_sub(1) / 2) + over * ((each + 1) * each / 2)
}

/// Pairs that have met in rounds that have run.
fn met(problem: &Problem) -> u64 {
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for round in 0..problem.rounds {
        let done: Vec<(usize, usize)> = (0..problem.parties.len())
            .filter(|group| problem.pin(*group, round) == Pin::Done)
            .filter_map(|group| Some((group, problem.fixed.at(group, round)?)))
            .collect();
        for (index, (one, here)) in done.iter().enumerate() {
            let others = done.iter().skip(index + 1).filter(|(_, there)| there == here);
            pairs.extend(others.map(|(other, _)| (*one, *other)));
        }
    }
    pairs.len() as u64
}
