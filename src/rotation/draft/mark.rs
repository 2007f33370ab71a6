//! What a cell shows and what it costs.

use super::{Cell, Draft};
use crate::rotation::explain::idle_rounds;
use crate::rotation::judge::{self, Breach};
use crate::rotation::problem::{COST_MAX, Pin, Plan, Problem};
use std::collections::BTreeSet;

/// More points than the one a round that is fair.
const DISLIKED: u8 = 2;
const _: () = assert!(DISLIKED <= COST_MAX);
/// Minutes from which a walk is long where no changeover says how long it may be.
const LONG_WALK: u32 = 5;

/// What is to be seen of a cell at a glance, the most urgent first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mark {
    /// It has a part in a broken rule.
    Breach,
    /// The group is nowhere and does not rest.
    Idle,
    /// The group rests.
    Rest,
    /// Hardly what the group wished for: it costs more than the one point a round that is fair.
    Disliked,
    /// The walk to it takes more than half the changeover, or five minutes where no changeover limits it.
    LongWalk,
    /// Something else was announced.
    Changed,
    /// It is held or locked.
    Locked,
    /// It has run or is running.
    Done,
}

/// What one cell costs, each part in its own unit as in [`crate::rotation::judge::Score`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CellCost {
    /// 1 if the group is without a station and does not rest.
    pub idle: u32,
    /// Points of preference.
    pub pref: u32,
    /// Points of the group's unfairness that would go with the points of this cell.
    pub fair: u32,
    /// Half points of the school's unfairness that would go with the points of this cell.
    pub school: u32,
    /// Minutes from the round before.
    pub walk_before: u32,
    /// Minutes to the round after.
    pub walk_after: u32,
    /// 1 if something else was announced.
    pub change: u32,
    /// What the squares of the station's rounds would lose without this cell.
    pub balance: u32,
    /// The broken rules that the cell has a part in.
    pub breaches: Vec<Breach>,
}

impl Draft {
    /// What a cell shows, the most urgent first; nothing outside the plan and where the group is away.
    pub fn marks(&self, group: usize, round: usize) -> Vec<Mark> {
        let problem = &self.problem;
        let mut marks = Vec::new();
        if !self.has((group, round)) {
            return marks;
        }
        if self.broken.contains(&(group, round)) {
            marks.push(Mark::Breach);
        }
        if problem.is_away(group, round) {
            return marks;
        }
        match self.plan.at(group, round) {
            None if self.is_idle(group, round) => marks.push(Mark::Idle),
            None => marks.push(Mark::Rest),
            Some(station) if problem.cost(group, station) >= DISLIKED => marks.push(Mark::Disliked),
            Some(_) => {}
        }
        let limit = round
            .checked_sub(1)
            .and_then(|gap| problem.gaps.get(gap).copied().flatten());
        let walk = self.walk_to(group, round);
        if limit.map_or(walk >= LONG_WALK, |limit| walk > limit / 2) {
            marks.push(Mark::LongWalk);
        }
        if self.is_changed(group, round) {
            marks.push(Mark::Changed);
        }
        match problem.pin(group, round) {
            Pin::Done => marks.push(Mark::Done),
            Pin::Held => marks.push(Mark::Locked),
            Pin::Free if self.locks.contains(&(group, round)) => marks.push(Mark::Locked),
            Pin::Free => {}
        }
        marks
    }

    /// What a cell costs; nothing outside the plan.
    pub fn cost_of(&self, group: usize, round: usize) -> CellCost {
        let problem = &self.problem;
        let Some(party) = problem.parties.get(group).filter(|_| self.has((group, round))) else {
            return CellCost::default();
        };
        let station = self.plan.at(group, round);
        let is_away = problem.is_away(group, round);
        let idle = u32::from(station.is_none() && self.is_idle(group, round));
        let pref = match station {
            Some(station) if !is_away => u32::from(problem.cost(group, station)),
            _ => idle * u32::from(COST_MAX),
        };
        let fare = self.tally.fares.get(group).copied().unwrap_or_default();
        let mut cheaper = fare;
        cheaper.points = fare.points.saturating_sub(pref);
        let (points, rounds) = self.tally.school(party.school);
        let alone = station.filter(|station| self.tally.crowd(*station, round) == 1);
        CellCost {
            idle,
            pref,
            fair: fare.unfair() - cheaper.unfair(),
            school: judge::unfair_school((points, rounds))
                - judge::unfair_school((points.saturating_sub(pref), rounds)),
            walk_before: self.walk_to(group, round),
            walk_after: self.walk_to(group, round + 1),
            change: u32::from(self.is_changed(group, round)),
            balance: alone.map_or(0, |station| {
                (2 * self.tally.rounds_used(station)).saturating_sub(1)
            }),
            breaches: self.breaches_at(group, round),
        }
    }

    fn is_idle(&self, group: usize, round: usize) -> bool {
        idle_rounds(&self.problem, &self.plan, group).contains(&round)
    }

    fn walk_to(&self, group: usize, round: usize) -> u32 {
        let from = round
            .checked_sub(1)
            .and_then(|before| self.plan.at(group, before));
        let ends = from.zip(self.plan.at(group, round));
        ends.map_or(0, |(from, to)| self.problem.minutes(from, to))
    }

    fn is_changed(&self, group: usize, round: usize) -> bool {
        let announced = self.problem.announced.as_ref();
        let told = announced.and_then(|plan| plan.at(group, round));
        let is_counted = !self.problem.is_away(group, round) && self.problem.pin(group, round) != Pin::Done;
        is_counted && told.is_some() && told != self.plan.at(group, round)
    }

    fn breaches_at(&self, group: usize, round: usize) -> Vec<Breach> {
        let has_part =
            |breach: &&Breach| cells_of(&self.problem, &self.plan, breach).contains(&(group, round));
        self.breaches.iter().filter(has_part).copied().collect()
    }
}

/// Every cell that has a part in a broken rule.
pub(super) fn broken(problem: &Problem, plan: &Plan, breaches: &[Breach]) -> BTreeSet<Cell> {
    breaches
        .iter()
        .flat_map(|breach| cells_of(problem, plan, breach))
        .collect()
}

fn cells_of(problem: &Problem, plan: &Plan, breach: &Breach) -> Vec<Cell> {
    match *breach {
        Breach::Shape { .. } => Vec::new(),
        Breach::Pinned { group, round }
        | Breach::Away { group, round }
        | Breach::Closed { group, round, .. }
        | Breach::Unfit { group, round, .. } => vec![(group, round)],
        Breach::Repeat {
            group, first, second, ..
        } => vec![(group, first), (group, second)],
        Breach::Crowded { station, round, .. } => (0..problem.parties.len())
            .filter(|group| plan.at(*group, round) == Some(station))
            .filter(|group| problem.pin(*group, round) != Pin::Done)
            .map(|group| (group, round))
            .collect(),
        Breach::TooFar { group, round, .. } => vec![(group, round), (group, round + 1)],
        Breach::Met {
            one,
            other,
            first,
            second,
        } => vec![(one, first), (other, first), (one, second), (other, second)],
        // Any of its rounds could be the rest that it lacks.
        Breach::NoRest { group, .. } => (0..problem.rounds)
            .filter(|round| !problem.is_away(group, *round))
            .map(|round| (group, round))
            .collect(),
    }
}
