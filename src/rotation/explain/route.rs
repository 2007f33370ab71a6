//! Stations against rounds: what is left for one group when it had the whole floor to itself.
//!
//! Rounds and stations are matched, each at most once; rounds that find no station stay empty in any plan. The proof
//! names the rounds that fight over too few stations, found by the paths that a further match would need.

use super::ground::Ground;
use super::{Proof, Reason};
use crate::rotation::problem::Pin;
use std::collections::{BTreeMap, BTreeSet};

/// The groups that have fewer stations left than rounds, beyond the rests that they take anyway.
pub(super) fn proofs(ground: &Ground<'_>) -> Vec<Proof> {
    (0..ground.problem.parties.len())
        .filter_map(|group| proof(ground, group))
        .collect()
}

fn proof(ground: &Ground<'_>, group: usize) -> Option<Proof> {
    let mut matching = Matching::of(ground, group);
    let short: Vec<usize> = ground
        .free(group)
        .filter(|round| !matching.place(*round, &mut BTreeSet::new()))
        .collect();
    let each = u32::try_from(short.len()).ok()?;
    if each <= ground.rest(group) {
        return None;
    }
    let (rounds, stations) = matching.fight(short);
    Some(Proof {
        reason: Reason::Route {
            groups: vec![group],
            rounds: rounds.into_iter().collect(),
            stations: u32::try_from(stations.len()).ok()?,
            each,
        },
        members: vec![group],
        count: each,
    })
}

struct Matching {
    /// By round: where the group could be.
    could: BTreeMap<usize, Vec<usize>>,
    /// By station: the round it is matched with.
    taken: BTreeMap<usize, usize>,
}

impl Matching {
    fn of(ground: &Ground<'_>, group: usize) -> Self {
        let problem = ground.problem;
        let size = problem.parties.get(group).map_or(0, |party| party.size);
        let pinned = (0..problem.rounds).filter(|round| problem.pin(group, *round) != Pin::Free);
        let been: BTreeSet<usize> = pinned
            .filter_map(|round| problem.fixed.at(group, round))
            .collect();
        let fit: Vec<usize> = (0..problem.stops.len())
            .filter(|station| !been.contains(station) && problem.allows(group, *station))
            .collect();
        // A round with as many stations as there are rounds always finds one: more of them change no matching.
        let enough = ground.free(group).count();
        let could = ground.free(group).map(|round| {
            let open = fit.iter().copied().filter(|station| {
                ground.fits(*station, round, size) && is_in_reach(ground, group, round, *station)
            });
            (round, open.take(enough).collect())
        });
        Self {
            could: could.collect(),
            taken: BTreeMap::new(),
        }
    }

    /// Finds a station for a round, moving others where that helps.
    fn place(&mut self, round: usize, seen: &mut BTreeSet<usize>) -> bool {
        for station in self.could.get(&round).cloned().unwrap_or_default() {
            if !seen.insert(station) {
                continue;
            }
            let holder = self.taken.get(&station).copied();
            if holder.is_none_or(|holder| self.place(holder, seen)) {
                self.taken.insert(station, round);
                return true;
            }
        }
        false
    }

    /// The rounds that compete with these, and all the stations that they compete for.
    fn fight(&self, short: Vec<usize>) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let (mut rounds, mut stations) = (BTreeSet::new(), BTreeSet::new());
        let mut open = short;
        while let Some(round) = open.pop() {
            if !rounds.insert(round) {
                continue;
            }
            for station in self.could.get(&round).into_iter().flatten() {
                stations.insert(*station);
                open.extend(self.taken.get(station));
            }
        }
        (rounds, stations)
    }
}

/// Whether the walks from and to the pinned cells beside it can be made.
fn is_in_reach(ground: &Ground<'_>, group: usize, round: usize, station: usize) -> bool {
    let problem = ground.problem;
    let is_short = |gap: usize, beside: Option<usize>| {
        let limit = problem.gaps.get(gap).copied().flatten();
        limit
            .zip(beside)
            .is_none_or(|(limit, beside)| problem.minutes(beside, station) <= limit)
    };
    let before = round.checked_sub(1);
    let from = before.filter(|before| problem.pin(group, *before) != Pin::Free);
    let is_reached = from.is_none_or(|from| is_short(from, problem.fixed.at(group, from)));
    let onwards = if problem.pin(group, round + 1) == Pin::Held {
        is_short(round, problem.fixed.at(group, round + 1))
    } else {
        true
    };
    is_reached && onwards
}
