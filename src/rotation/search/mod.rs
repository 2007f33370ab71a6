//! The search: from any beginning to ever better legal plans.
//!
//! Lives here: simulated annealing over whole plans, in which every step is weighed by its difference alone. The tables
//! of a problem are `board`, the plan under work with its counts is `state`, differences are weighed in `weigh`, steps are
//! `moves`, and how the budget is spent is `schedule` with the numbers of `course`. May not live here: clocks, threads, names.
//!
//! Laws: the same problem, options and calls give the same plan on every machine. A legal plan is there from the
//! beginning, whenever pinned cells allow one. What it costs is what [`score`] says of it.
//!
//! Nothing here knows the time: the owner says how far its budget is used up, and may stop at any call. Calls of some
//! hundred moves are short enough for a screen and long enough to cost nothing by themselves.
//!
//! # What was tried
//!
//! Figures are objectives of the `rotation/1` instances (files `e1` … `r5`), means of two to six seeds of one lane after
//! so many million moves (M); a quiet machine makes 10 to 16 million moves a second in a lane.
//!
//! - One cooling down from 20 to 0.5 units: `e8` 6280, `e6` 2070 (15 M). The cooler the beginning the better for large
//!   days (`e8`, 60 M: 5530 from 8, 5450 from 3), until idle groups freeze where they are (`e4` 7300, `n2` 5500 from 2).
//!   Hot to warm in the first fifth, then slowly to cold, has both: `e8` 5930, `e6` 2000, `e4` 1900, `n2` 3220 (15 M).
//! - Going on into the cold with somebody idle: one run in five of `e4` ends above 2290 where the others have 1940; going
//!   back to the best plan at that moment ends all of them below 1990.
//! - Ending warmer: 1.2 units gave `e8` 8280 where 0.4 gave 6480; 0.25 is good for `e8` in a hurry, bad for `e3`.
//! - Overload or repeats cheaper than idle at the end: never legal on `n2` and `r1`. Turning a chain down before what it
//!   relieves is counted: nobody crowded ever becomes idle, the same.
//! - Idle at its real weight from the beginning or at the end: no gain (`r1` 9300 for 7400). The last idle groups are a
//!   matter of looking for them: a share of 150 instead of 50 permille took `e6` from 2560 to 2050 (8 M).
//! - Chains of five instead of three, stretches of 5 or 50 permille, near stations of 600 or 800 permille: all alike.
//!   Near stations of 900 permille are worse for small days. Without changing idle groups for placed ones `n2` keeps three
//!   idle instead of two.
//! - Plans again: from the announced plan at 20 units `r1` kept 11 idle (12 300), at 60 it keeps 4 or 5. One long cooling
//!   down is no better than a short one (80 M: 7750, 12 M: 7400), so there are many. Breaking rules has to be cheap at
//!   first even when it is cool: 15 instead of 30 a head took `r5` from 11 400 to 9800 (8 M). Staying where the first
//!   moments ended instead of going back to the start: `r5` 14 000 (2 M).
//! - New plans want one long cooling down: `e4` 1864 with 60 000 moves a cell at a time, 1826 in one (100 M); in a minute
//!   1812 with 200 000 and 1750 in one.
//! - Only meetings and places: constant cold of 0.15 of a broken rule, as others have found; all known solvable
//!   configurations in well under a second. Orders, stretches and stations by liking have nothing to offer there.

mod board;
mod course;
mod delta;
mod grid;
mod heat;
mod moves;
mod rng;
mod schedule;
mod start;
mod state;
mod weigh;

#[cfg(test)]
mod tests;

use super::judge::{Score, score};
use super::problem::{Plan, Problem};
use board::Board;
use grid::Grid;
use heat::Heat;
use moves::Bench;
use rng::Rng;
use schedule::{From, Schedule, Standing};
use state::State;

/// How often in a budget a plan that breaks rules is made into a legal one, to see what it would come to.
const MENDS: f64 = 32.0;

/// How a search begins.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// The same seed, lane and calls give the same plan.
    pub seed: u64,
    /// Which of several searches beside each other this is; each goes about it in its own way.
    pub lane: u32,
    /// Where to begin; what is not legal in it is dropped. `None`: where the announced plan is, if there is one.
    pub start: Option<Plan>,
}

/// A search under way.
#[derive(Clone, Debug)]
pub struct Search {
    problem: Problem,
    board: Board,
    state: State,
    rng: Rng,
    heat: Heat,
    schedule: Schedule,
    start: Grid<u16>,
    best: Best,
    moves: u64,
    mended: f64,
}

/// The best legal plan so far.
#[derive(Clone, Debug)]
struct Best {
    plan: Grid<u16>,
    cost: i64,
    /// How often somebody is left out.
    idle: i32,
}

impl Best {
    #[inline]
    fn offer(&mut self, board: &Board, state: &State) {
        if state.total.broken() == 0 && state.cost(board) < self.cost {
            self.cost = state.cost(board);
            self.idle = state.total.idle;
            self.plan.copy(&state.plan);
        }
    }
}

/// Takes a plan up again.
fn go_to(board: &Board, state: &mut State, plan: &Grid<u16>) {
    for &(group, round) in &board.cells {
        state.set(board, group, round, usize::from(plan.at(group, round + 1)));
    }
}

impl Search {
    /// Begins; a plan is there at once, with everybody in it who fits without much ado.
    pub fn new(problem: &Problem, options: &Options) -> Self {
        let board = Board::new(problem);
        let mut state = State::new(&board);
        let mut best = Best {
            plan: state.plan.clone(),
            cost: state.cost(&board),
            idle: state.total.idle,
        };
        if let Some(plan) = options.start.as_ref().or(problem.announced.as_ref()) {
            start::adopt(&board, &mut state, plan);
            best.offer(&board, &state);
        }
        start::fill(&board, &mut state);
        best.offer(&board, &state);
        let seed = options
            .seed
            .wrapping_mul(64)
            .wrapping_add(u64::from(options.lane));
        Self {
            problem: problem.clone(),
            schedule: Schedule::new(&board, options.lane),
            board,
            start: state.plan.clone(),
            state,
            rng: Rng::new(seed),
            heat: Heat::new(),
            best,
            moves: 0,
            mended: 0.0,
        }
    }

    /// Works so many moves; `progress` is the part of the whole budget that is used up, 0 to 1.
    pub fn run(&mut self, moves: u32, progress: f32) {
        let progress = f64::from(progress);
        let standing = Standing {
            now: self.state.total.idle,
            best: self.best.idle,
        };
        let setting = self.schedule.at(progress, self.moves, standing);
        match setting.from {
            From::Here => {}
            From::Start => go_to(&self.board, &mut self.state, &self.start),
            From::Best => go_to(&self.board, &mut self.state, &self.best.plan),
        }
        self.heat.set(setting.heat);
        let mut bench = Bench {
            board: &self.board,
            state: &mut self.state,
            rng: &mut self.rng,
            heat: &self.heat,
            prices: setting.prices,
            mixture: setting.mixture,
        };
        let steps = if self.board.cells.is_empty() { 0 } else { moves };
        for _ in 0..steps {
            if bench.step() {
                self.best.offer(&self.board, bench.state);
            }
        }
        self.moves += u64::from(moves);
        if progress >= self.mended + 1.0 / MENDS && self.state.total.broken() > 0 {
            self.mended = progress;
            self.mend();
        }
    }

    fn mend(&mut self) {
        let mut legal = self.state.clone();
        start::mend(&self.board, &mut legal);
        self.best.offer(&self.board, &legal);
    }

    /// What the best legal plan so far costs: the objective of its score, without making either.
    pub fn objective(&self) -> u64 {
        u64::try_from(self.best.cost).unwrap_or(0)
    }

    /// The best legal plan so far; makes it, so ask [`Search::objective`] first whether it is a new one.
    pub fn best(&self) -> (Plan, Score) {
        let cell = |group, round| {
            let station = usize::from(self.best.plan.at(group, round + 1));
            (station != self.board.idle).then_some(station)
        };
        let row = |group| (0..self.board.rounds).map(|round| cell(group, round)).collect();
        let plan = Plan((0..self.board.groups).map(row).collect());
        let score = score(&self.problem, &plan);
        (plan, score)
    }

    /// Moves looked at so far.
    pub fn moves(&self) -> u64 {
        self.moves
    }
}
