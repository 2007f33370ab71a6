//! Planning takes threads and time: both are spent here, for commands and screens alike.
//!
//! Lives here: searches beside each other until a budget is used up or somebody says stop, each better plan told at
//! once. May not live here: what a good plan is ([`crate::rotation`]).
//!
//! Law: with a budget of moves the same order gives the same plan, on every machine.

use crate::rotation::judge::Score;
use crate::rotation::problem::{Plan, Problem};
use crate::rotation::search::{Options, Search};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Moves between two looks at the clock.
const MOVES_AT_ONCE: u32 = 512;
/// A better plan of a lane is told no more often.
const TOLD_EVERY: Duration = Duration::from_millis(20);

/// How long to search.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Budget {
    /// So long.
    Time(Duration),
    /// So many moves in each lane.
    Moves(u64),
}

/// What to search for.
#[derive(Clone, Debug)]
pub struct Order {
    /// The problem.
    pub problem: Problem,
    /// Where to begin.
    pub start: Option<Plan>,
    /// The seed.
    pub seed: u64,
    /// How long.
    pub budget: Budget,
    /// Searches beside each other, at least one.
    pub lanes: u32,
}

/// A plan that is better than those before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The plan.
    pub plan: Plan,
    /// What it comes to.
    pub score: Score,
    /// How long it took.
    pub after: Duration,
    /// Moves that its lane had looked at by then.
    pub moves: u64,
}

/// How a search went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The best plan.
    pub best: Found,
    /// Moves looked at in all lanes.
    pub moves: u64,
    /// How long it took.
    pub took: Duration,
}

/// What the lanes know of each other.
struct Board<'a> {
    best: Option<(u64, Found)>,
    tell: &'a mut (dyn FnMut(&Found) + Send),
}

/// Searches until the budget is used up or `stop` is set, and tells every better plan as it is found. Blocks.
pub fn search(order: &Order, stop: &AtomicBool, tell: &mut (dyn FnMut(&Found) + Send)) -> Outcome {
    let since = start();
    let board = Mutex::new(Board { best: None, tell });
    let lanes: Vec<Lane> = thread::scope(|scope| {
        let lane = |lane: u32| {
            scope.spawn({
                let board = &board;
                move || run(order, lane, since, stop, board)
            })
        };
        let lanes: Vec<_> = (0..order.lanes.max(1)).map(lane).collect();
        lanes.into_iter().filter_map(|lane| lane.join().ok()).collect()
    });
    let took = since.elapsed();
    let moves = lanes.iter().map(|lane| lane.moves).sum();
    // The first lane with the best plan: which of them came first by the clock plays no part.
    let best = lanes
        .into_iter()
        .map(|lane| lane.best)
        .min_by_key(|found| found.score.objective(&order.problem.weights));
    let best = best.unwrap_or_else(|| {
        let plan = order.problem.bare();
        Found {
            score: crate::rotation::judge::score(&order.problem, &plan),
            plan,
            after: took,
            moves: 0,
        }
    });
    Outcome { best, moves, took }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a budget is real time, whatever the event's clock says"
)]
fn start() -> Instant {
    Instant::now()
}

struct Lane {
    best: Found,
    moves: u64,
}

fn run(order: &Order, lane: u32, since: Instant, stop: &AtomicBool, board: &Mutex<Board<'_>>) -> Lane {
    let options = Options {
        seed: order.seed,
        lane,
        start: order.start.clone(),
    };
    let weights = &order.problem.weights;
    let mut search = Search::new(&order.problem, &options);
    let mut best = found(&search, since);
    show(board, &best, best.score.objective(weights));
    let mut shown = since.elapsed();
    while let Some(progress) = progress(order.budget, search.moves(), since)
        && !stop.load(Ordering::Relaxed)
    {
        let left = match order.budget {
            Budget::Moves(moves) => u32::try_from(moves - search.moves()).unwrap_or(u32::MAX),
            Budget::Time(_) => u32::MAX,
        };
        search.run(MOVES_AT_ONCE.min(left), progress);
        // Making and telling a plan takes longer than finding a slightly better one.
        let is_due = since.elapsed() >= shown + TOLD_EVERY;
        if is_due && search.objective() < best.score.objective(weights) {
            best = found(&search, since);
            show(board, &best, search.objective());
            shown = since.elapsed();
        }
    }
    if search.objective() < best.score.objective(weights) {
        best = found(&search, since);
        show(board, &best, search.objective());
    }
    Lane {
        best,
        moves: search.moves(),
    }
}

fn found(search: &Search, since: Instant) -> Found {
    let (plan, score) = search.best();
    Found {
        plan,
        score,
        after: since.elapsed(),
        moves: search.moves(),
    }
}

fn show(board: &Mutex<Board<'_>>, found: &Found, objective: u64) {
    let mut board = board.lock().unwrap_or_else(PoisonError::into_inner);
    if board.best.as_ref().is_none_or(|(best, _)| objective < *best) {
        (board.tell)(found);
        board.best = Some((objective, found.clone()));
    }
}

/// The part of the budget that is used up; `None` when nothing is left.
fn progress(budget: Budget, moves: u64, since: Instant) -> Option<f32> {
    let part = match budget {
        Budget::Time(whole) => since.elapsed().as_secs_f32() / whole.as_secs_f32().max(1e-3),
        Budget::Moves(whole) if moves >= whole => 1.0,
        Budget::Moves(whole) => {
            let per_mille = moves.saturating_mul(1000) / whole;
            f32::from(u16::try_from(per_mille).unwrap_or(1000)) / 1000.0
        }
    };
    (part < 1.0).then_some(part)
}
