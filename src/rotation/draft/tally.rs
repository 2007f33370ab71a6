//! The sums of a plan by group, school and station: what changes with one edit is then a matter of a few of them.

use crate::rotation::judge::{self, Fare, Score};
use crate::rotation::problem::{Plan, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// Sums of one plan.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// The score of the plan.
    pub(super) score: Score,
    /// How each group fares.
    pub(super) fares: Vec<Fare>,
    /// By school: points and rounds.
    schools: BTreeMap<usize, (u32, u32)>,
    /// Groups by station and round.
    crowds: BTreeMap<usize, BTreeMap<usize, u32>>,
}

impl Tally {
    /// The sums of this plan.
    pub(super) fn of(problem: &Problem, plan: &Plan) -> Self {
        let groups = 0..problem.parties.len();
        let fares: Vec<Fare> = groups
            .clone()
            .map(|group| judge::fare(problem, plan, group))
            .collect();
        let mut schools: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        for (party, fare) in problem.parties.iter().zip(&fares) {
            let (points, rounds) = schools.entry(party.school).or_default();
            *points += fare.points;
            *rounds += fare.rounds;
        }
        let mut crowds: BTreeMap<usize, BTreeMap<usize, u32>> = BTreeMap::new();
        for group in groups {
            for round in 0..problem.rounds {
                if let Some(station) = plan.at(group, round) {
                    *crowds.entry(station).or_default().entry(round).or_default() += 1;
                }
            }
        }
        Self {
            score: judge::score(problem, plan),
            fares,
            schools,
            crowds,
        }
    }

    /// The score of another plan that differs in the rows of these groups only.
    pub(super) fn after(&self, problem: &Problem, old: &Plan, new: &Plan, groups: &BTreeSet<usize>) -> Score {
        let mut score = self.score;
        let mut schools: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        for group in groups {
            let was = self.fares.get(*group).copied().unwrap_or_default();
            let will = judge::fare(problem, new, *group);
            put(&mut score.idle, was.idle, will.idle);
            put(&mut score.pref, was.points, will.points);
            put(&mut score.fair, was.unfair(), will.unfair());
            put(&mut score.walk, was.walk, will.walk);
            put(&mut score.change, was.change, will.change);
            put(
                &mut score.groups_changed,
                u32::from(was.change > 0),
                u32::from(will.change > 0),
            );
            let Some(party) = problem.parties.get(*group) else {
                continue;
            };
            let known = self.schools.get(&party.school).copied().unwrap_or_default();
            let (points, rounds) = schools.entry(party.school).or_insert(known);
            put(points, was.points, will.points);
            put(rounds, was.rounds, will.rounds);
        }
        for (school, sums) in schools {
            let known = self.schools.get(&school).copied().unwrap_or_default();
            put(
                &mut score.school,
                judge::unfair_school(known),
                judge::unfair_school(sums),
            );
        }
        self.balance(&mut score, problem, old, new, groups);
        score
    }

    fn balance(
        &self,
        score: &mut Score,
        problem: &Problem,
        old: &Plan,
        new: &Plan,
        groups: &BTreeSet<usize>,
    ) {
        let mut moved: BTreeMap<usize, BTreeMap<usize, i64>> = BTreeMap::new();
        for group in groups {
            for round in 0..problem.rounds {
                let (from, to) = (old.at(*group, round), new.at(*group, round));
                for (station, by) in [(from, -1), (to, 1)] {
                    if let Some(station) = station {
                        *moved.entry(station).or_default().entry(round).or_default() += by;
                    }
                }
            }
        }
        for (station, rounds) in moved {
            let mut used = self.rounds_used(station);
            let before = used;
            for (round, by) in rounds {
                let was = i64::from(self.crowd(station, round));
                put(&mut used, u32::from(was > 0), u32::from(was + by > 0));
            }
            put(&mut score.balance, before * before, used * used);
        }
    }

    /// How many groups are at a station in a round.
    pub(super) fn crowd(&self, station: usize, round: usize) -> u32 {
        let rounds = self.crowds.get(&station);
        rounds.and_then(|rounds| rounds.get(&round)).copied().unwrap_or(0)
    }

    /// In how many rounds a station is used.
    pub(super) fn rounds_used(&self, station: usize) -> u32 {
        let rounds = self.crowds.get(&station);
        rounds.map_or(0, |rounds| u32::try_from(rounds.len()).unwrap_or(u32::MAX))
    }

    /// Points and rounds of a school.
    pub(super) fn school(&self, school: usize) -> (u32, u32) {
        self.schools.get(&school).copied().unwrap_or_default()
    }
}

/// Puts one part of a sum in the place of another.
fn put(sum: &mut u32, was: u32, will: u32) {
    *sum = sum.saturating_add(will).saturating_sub(was);
}
