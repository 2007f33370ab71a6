//! Why somebody has to stay without a station: proofs in numbers, before any search; and, for a finished plan, what
//! kept every station from a group that has none.
//!
//! Lives here: the choice of the proofs that together say most ([`reasons`]), and the cells of a plan that stay empty
//! ([`left_out`]). The proofs themselves: `crowd` counts heads and places in a round, `route` the stations that are left
//! to one group, `mix` meetings. May not live here: sentences and names; whoever shows a reason makes them.
//!
//! Laws: a bound is never above what any legal plan reaches. A shortage counts rounds without a station; what a group
//! rests is taken off once, over the whole day. No reason is listed that the bound does not need.

mod crowd;
mod ground;
mod left;
mod mix;
mod route;

use super::problem::Problem;
use ground::Ground;
use std::collections::BTreeSet;

pub use left::{LeftOut, Why, idle_rounds, left_out};

/// Groups that have something in common, and so the stations that can take any of them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Family {
    /// Languages, by index; none means: whatever they speak.
    pub langs: Vec<usize>,
    /// What each of them needs at least, as [`super::problem::STEP_FREE`] and [`super::problem::QUIET`].
    pub needs: u8,
    /// The heads that each of them has at least, where smaller groups do not matter.
    pub least: Option<u32>,
}

/// A proof that groups stay without a station; groups, rounds and languages by index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Cells without a station that nobody may change: they have run or are held.
    Pinned {
        /// Whose, each with more such cells than it rests.
        groups: Vec<usize>,
        /// How many such cells beyond rests, over all of these groups.
        idle: u32,
    },
    /// In a round a family has more heads than its stations have places.
    Heads {
        /// The first of the rounds in a row in which all of this holds.
        first: usize,
        /// The last of them.
        last: usize,
        /// Whose.
        family: Family,
        /// How many groups.
        groups: u32,
        /// Their heads.
        heads: u32,
        /// Places for them.
        places: u32,
        /// Groups that stay without a station in each of the rounds.
        each: u32,
    },
    /// In a round a family has more groups than its stations can take, whatever is put together.
    Seats {
        /// The first of the rounds in a row in which all of this holds.
        first: usize,
        /// The last of them.
        last: usize,
        /// Whose.
        family: Family,
        /// How many groups.
        groups: u32,
        /// How many of such groups fit.
        seats: u32,
        /// Groups that stay without a station in each of the rounds.
        each: u32,
    },
    /// A group has fewer stations left than rounds.
    Route {
        /// The groups of which this holds alike.
        groups: Vec<usize>,
        /// The rounds.
        rounds: Vec<usize>,
        /// Stations that can take the group in any of these rounds, and where it has not been and will not be.
        stations: u32,
        /// Rounds that each of the groups stays without a station.
        each: u32,
    },
    /// No two groups may meet twice, and there are too few pairs for all the meetings.
    Mix {
        /// The fewest meetings when nobody is left out.
        meetings: u32,
        /// Pairs of groups that have not met.
        pairs: u32,
        /// How many times somebody has to stay out.
        idle: u32,
    },
}

/// What no plan can avoid.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reasons {
    /// Every legal plan has at least so many cells without a station beyond rests.
    pub least_idle: u32,
    /// How many of the cells that the list counts are rests of these groups anyway.
    pub rests: u32,
    /// The proofs, in the order of rounds: what they count together less the rests is the bound. Empty: no proof.
    pub list: Vec<Reason>,
}

/// One proof as it is counted: so many free cells of these groups stay without a station.
#[derive(Clone, Debug)]
struct Proof {
    reason: Reason,
    members: Vec<usize>,
    count: u32,
}

/// Finds the proofs that together say most; takes milliseconds on the largest floors.
pub fn reasons(problem: &Problem) -> Reasons {
    let ground = Ground::of(problem);
    let nobody = vec![false; problem.parties.len()];
    let routes = route::proofs(&ground);
    let mut is_told = nobody.clone();
    for group in routes.iter().flat_map(|proof| &proof.members) {
        if let Some(told) = is_told.get_mut(*group) {
            *told = true;
        }
    }
    let mut candidates = vec![Vec::new(), crowd::proofs(&ground, &nobody)];
    if !routes.is_empty() {
        // The groups of the routes are left out of the crowds: no cell is counted twice.
        candidates.push([routes, crowd::proofs(&ground, &is_told)].concat());
    }
    candidates.extend(mix::proof(&ground).map(|proof| vec![proof]));
    let mut best: (u32, Vec<Proof>) = (0, Vec::new());
    for candidate in candidates {
        let bound = ground.bound(&candidate);
        let slim = slimmed(&ground, candidate, bound);
        if bound > best.0 || bound == best.0 && slim.len() < best.1.len() {
            best = (bound, slim);
        }
    }
    let (least_idle, proofs) = best;
    let rests = ground.rests(&proofs);
    let mut list: Vec<Reason> = ground.pinned().into_iter().collect();
    list.extend(merged(proofs.into_iter().map(|proof| proof.reason).collect()));
    Reasons {
        least_idle,
        rests,
        list,
    }
}

/// The same bound with no proof that it does not need.
fn slimmed(ground: &Ground<'_>, mut proofs: Vec<Proof>, bound: u32) -> Vec<Proof> {
    let mut at = proofs.len();
    while at > 0 {
        at -= 1;
        let one = proofs.remove(at);
        if ground.bound(&proofs) < bound {
            proofs.insert(at, one);
        }
    }
    proofs
}

/// The same reasons, those of rounds in a row and of like groups told once.
fn merged(list: Vec<Reason>) -> Vec<Reason> {
    let mut short: Vec<Reason> = Vec::new();
    for reason in list {
        if !short.iter_mut().any(|known| known.takes_in(&reason)) {
            short.push(reason);
        }
    }
    short
}

impl Reason {
    /// Takes in a reason of the next round or of another group that is otherwise the same.
    fn takes_in(&mut self, other: &Self) -> bool {
        let mut joined = self.clone();
        match (&mut joined, other) {
            (
                Self::Heads { last, .. },
                Self::Heads {
                    first: next,
                    last: end,
                    ..
                },
            )
            | (
                Self::Seats { last, .. },
                Self::Seats {
                    first: next,
                    last: end,
                    ..
                },
            ) if *next == *last + 1 => {
                *last = *end;
            }
            (Self::Route { groups, .. }, Self::Route { groups: more, .. }) => groups.extend(more),
            _ => return false,
        }
        let is_same = joined.unplaced() == self.unplaced() && self.unplaced() == other.clone().unplaced();
        if is_same {
            *self = joined;
        }
        is_same
    }

    /// The reason without the rounds or groups that it is told of.
    fn unplaced(&self) -> Self {
        let mut bare = self.clone();
        match &mut bare {
            Self::Heads { first, last, .. } | Self::Seats { first, last, .. } => (*first, *last) = (0, 0),
            Self::Route { groups, .. } => groups.clear(),
            Self::Pinned { .. } | Self::Mix { .. } => {}
        }
        bare
    }

    /// How many cells without a station it counts, over all its rounds and groups.
    pub fn count(&self) -> u32 {
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        match self {
            Self::Pinned { idle, .. } | Self::Mix { idle, .. } => *idle,
            Self::Heads {
                first, last, each, ..
            }
            | Self::Seats {
                first, last, each, ..
            } => number(last.saturating_sub(*first) + 1).saturating_mul(*each),
            Self::Route { groups, each, .. } => number(groups.len()).saturating_mul(*each),
        }
    }
}

/// The members of several proofs, each once.
fn union(proofs: &[Proof]) -> BTreeSet<usize> {
    proofs
        .iter()
        .flat_map(|proof| proof.members.iter().copied())
        .collect()
}
