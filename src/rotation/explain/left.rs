//! What kept every station from a group that has none in a finished plan.

use crate::rotation::problem::{Pin, Plan, Problem};

/// A cell that stays without a station.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Who.
    pub group: usize,
    /// When.
    pub round: usize,
    /// What kept the stations from it.
    pub why: Why,
}

/// How many stations each rule forbids; a station is counted once, at the first rule in this order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Why {
    /// The cell has run or is held: nobody asked the stations, the numbers below are zero.
    pub is_pinned: bool,
    /// Closed in that round.
    pub closed: u32,
    /// Not run in the group's language.
    pub language: u32,
    /// Not fit for what the group needs.
    pub unfit: u32,
    /// Visited in another round.
    pub been: u32,
    /// Too far from where the group is before or after.
    pub far: u32,
    /// A group is there that it meets elsewhere, where groups meet once.
    pub met: u32,
    /// Too few places.
    pub full: u32,
    /// The one with too few places that lacks fewest, and how many it lacks.
    pub nearest: Option<(usize, u32)>,
    /// Nothing forbids it: the plan could be better.
    pub open: u32,
}

/// The rounds that a group stays without a station beyond its rests; the first ones without are its rests.
pub fn idle_rounds(problem: &Problem, plan: &Plan, group: usize) -> Vec<usize> {
    let rests = problem.parties.get(group).map_or(0, |party| party.rests);
    (0..problem.rounds)
        .filter(|round| !problem.is_away(group, *round) && plan.at(group, *round).is_none())
        .skip(usize::from(rests))
        .collect()
}

/// Every cell of a plan that stays without a station beyond rests, by group and round.
pub fn left_out(problem: &Problem, plan: &Plan) -> Vec<LeftOut> {
    let cells = (0..problem.parties.len()).flat_map(|group| {
        idle_rounds(problem, plan, group)
            .into_iter()
            .map(move |round| (group, round))
    });
    cells
        .map(|(group, round)| LeftOut {
            group,
            round,
            why: why(problem, plan, group, round),
        })
        .collect()
}

fn why(problem: &Problem, plan: &Plan, group: usize, round: usize) -> Why {
    let mut why = Why::default();
    if problem.pin(group, round) != Pin::Free {
        why.is_pinned = true;
        return why;
    }
    for station in 0..problem.stops.len() {
        let cell = Cell {
            problem,
            plan,
            group,
            round,
            station,
        };
        cell.count(&mut why);
    }
    why
}

#[derive(Clone, Copy)]
struct Cell<'p> {
    problem: &'p Problem,
    plan: &'p Plan,
    group: usize,
    round: usize,
    station: usize,
}

impl Cell<'_> {
    fn count(&self, why: &mut Why) {
        let rule = if self.problem.places(self.station, self.round) == 0 {
            &mut why.closed
        } else if !self.speaks() {
            &mut why.language
        } else if !self.problem.allows(self.group, self.station) {
            &mut why.unfit
        } else if self.been() {
            &mut why.been
        } else if self.far() {
            &mut why.far
        } else if self.problem.mix && self.meets() {
            &mut why.met
        } else {
            self.room(why)
        };
        *rule += 1;
    }

    fn room<'w>(&self, why: &'w mut Why) -> &'w mut u32 {
        let lacks = self.lacks();
        if lacks == 0 {
            return &mut why.open;
        }
        if why.nearest.is_none_or(|(_, least)| lacks < least) {
            why.nearest = Some((self.station, lacks));
        }
        &mut why.full
    }

    fn speaks(&self) -> bool {
        let party = self.problem.parties.get(self.group);
        let stop = self.problem.stops.get(self.station);
        party
            .zip(stop)
            .is_some_and(|(party, stop)| stop.langs >> party.lang & 1 == 1)
    }

    fn been(&self) -> bool {
        (0..self.problem.rounds).any(|round| self.plan.at(self.group, round) == Some(self.station))
    }

    fn far(&self) -> bool {
        let walk = |gap: usize, beside: usize| {
            let limit = self.problem.gaps.get(gap).copied().flatten();
            let there = self.plan.at(self.group, beside);
            let ends = limit.zip(there);
            ends.is_some_and(|(limit, there)| self.problem.minutes(there, self.station) > limit)
        };
        let onwards = self.round + 1;
        self.round
            .checked_sub(1)
            .is_some_and(|before| walk(before, before))
            || self.problem.pin(self.group, onwards) != Pin::Done && walk(self.round, onwards)
    }

    /// Who is at the station in this round.
    fn there(&self) -> impl Iterator<Item = usize> + '_ {
        let groups = 0..self.problem.parties.len();
        groups.filter(|group| self.plan.at(*group, self.round) == Some(self.station))
    }

    fn meets(&self) -> bool {
        let is_met = |other: usize| {
            (0..self.problem.rounds).any(|round| {
                let mine = self.plan.at(self.group, round);
                round != self.round && mine.is_some() && mine == self.plan.at(other, round)
            })
        };
        self.there().any(is_met)
    }

    /// Heads beyond the places if the group came as well.
    fn lacks(&self) -> u32 {
        let size = |group: usize| self.problem.parties.get(group).map_or(0, |party| party.size);
        let counts = |group: &usize| self.problem.pin(*group, self.round) != Pin::Done;
        let heads: u32 = self.there().filter(counts).map(size).sum();
        (heads + size(self.group)).saturating_sub(self.problem.places(self.station, self.round))
    }
}
