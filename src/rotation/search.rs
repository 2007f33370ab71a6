//! The search: from any beginning to ever better legal plans.
//!
//! Weights come on any scale: days use ten times those of `rotation/1` files with schools and balance beside them,
//! and the characters of a re-plan stretch single goals by a hundred. Temperatures and prices are relative to them.
//!
//! Nothing here knows the time: the owner says how far its budget is used up, and may stop at any call.

use super::judge::{Score, breaches, score};
use super::problem::{Plan, Problem};

/// How a search begins.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// The same seed, lane and calls give the same plan.
    pub seed: u64,
    /// Which of several searches beside each other this is; each goes about it in its own way.
    pub lane: u32,
    /// Where to begin; what is not legal in it is dropped.
    pub start: Option<Plan>,
}

/// A search under way.
#[derive(Clone, Debug)]
pub struct Search {
    problem: Problem,
    best: Plan,
    score: Score,
    state: u64,
    moves: u64,
}

impl Search {
    /// Begins; a legal plan is there at once.
    pub fn new(problem: &Problem, options: &Options) -> Self {
        let start = options.start.clone();
        let best = start
            .filter(|plan| breaches(problem, plan).is_empty())
            .unwrap_or_else(|| problem.bare());
        Self {
            score: score(problem, &best),
            problem: problem.clone(),
            best,
            state: options.seed ^ u64::from(options.lane),
            moves: 0,
        }
    }

    fn pick(&mut self, below: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap_or(0) % below.max(1)
    }

    /// Works so many moves; `progress` is the part of the whole budget that is used up, 0 to 1.
    pub fn run(&mut self, moves: u32, _progress: f32) {
        for _ in 0..moves {
            self.moves += 1;
            let group = self.pick(self.problem.parties.len());
            let round = self.pick(self.problem.rounds);
            let station = self.pick(self.problem.stops.len());
            if !self.problem.is_free(group, round) {
                continue;
            }
            let mut plan = self.best.clone();
            plan.put(group, round, Some(station));
            let found = score(&self.problem, &plan);
            let is_better =
                found.objective(&self.problem.weights) < self.score.objective(&self.problem.weights);
            if is_better && breaches(&self.problem, &plan).is_empty() {
                (self.best, self.score) = (plan, found);
            }
        }
    }

    /// The best legal plan so far.
    pub fn best(&self) -> (&Plan, Score) {
        (&self.best, self.score)
    }

    /// Moves looked at so far.
    pub fn moves(&self) -> u64 {
        self.moves
    }
}
