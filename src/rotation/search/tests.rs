//! The search held against the judge: after any steps its counts are what a judgement from scratch says.

use super::board::Board;
use super::rng::Rng;
use super::state::State;
use super::{Options, Search};
use crate::rotation::judge::{breaches, score};
use crate::rotation::problem::{Party, Pin, Plan, Problem, STEP_FREE, Stop, Weights};

/// A small day with whatever a day can have, by chance.
fn problem(seed: u64) -> Problem {
    let mut rng = Rng::new(seed);
    let (groups, stations, rounds, zones) = (
        5 + rng.below(9),
        4 + rng.below(5),
        3 + rng.below(3),
        1 + rng.below(3),
    );
    let is_live = rng.permille(500);
    let party = |rng: &mut Rng| Party {
        size: 3 + u32::try_from(rng.below(9)).unwrap(),
        lang: rng.below(2),
        needs: if rng.permille(200) { STEP_FREE } else { 0 },
        costs: (0..stations)
            .map(|_| u8::try_from(rng.below(4)).unwrap())
            .collect(),
        away: (0..rounds).map(|_| rng.permille(60)).collect(),
        rests: u8::from(rng.permille(300)),
        school: rng.below(3),
    };
    let stop = |rng: &mut Rng| Stop {
        zone: rng.below(zones),
        langs: if rng.permille(700) { 3 } else { 1 << rng.below(2) },
        fit: if rng.permille(600) { STEP_FREE } else { 0 },
        places: (0..rounds)
            .map(|_| {
                if rng.permille(80) {
                    0
                } else {
                    12 + u32::try_from(rng.below(16)).unwrap()
                }
            })
            .collect(),
    };
    let walk = (0..zones).map(|from| {
        (0..zones)
            .map(|to| 3 * u32::try_from(from.abs_diff(to)).unwrap())
            .collect()
    });
    let mut problem = Problem {
        rounds,
        parties: (0..groups).map(|_| party(&mut rng)).collect(),
        stops: (0..stations).map(|_| stop(&mut rng)).collect(),
        walk: walk.collect(),
        gaps: (1..rounds).map(|_| rng.permille(300).then_some(4)).collect(),
        mix: rng.permille(400),
        weights: Weights {
            school: if rng.permille(500) { 2 } else { 0 },
            balance: u32::from(rng.permille(500)),
            ..Weights::DAY
        },
        pins: vec![vec![Pin::Free; rounds]; groups],
        fixed: Plan::empty(groups, rounds),
        announced: None,
    };
    if is_live {
        let told = Search::new(
            &problem,
            &Options {
                seed,
                ..Options::default()
            },
        )
        .best()
        .0;
        for group in 0..groups {
            problem.pins[group][0] = Pin::Done;
            problem.fixed.put(group, 0, told.at(group, 0));
            if rng.permille(200) {
                problem.pins[group][1] = Pin::Held;
                problem.fixed.put(group, 1, told.at(group, 1));
            }
        }
        problem.announced = Some(told);
        problem.stops[0].places[rounds - 1] = 0;
    }
    problem
}

/// The same plan, counted from the beginning.
fn again(board: &Board, state: &State) -> State {
    let mut fresh = State::new(board);
    for &(group, round) in &board.cells {
        fresh.set(board, group, round, state.at(group, round));
    }
    fresh
}

#[test]
fn whatever_steps_were_made_the_counts_are_those_of_the_plan() {
    for seed in 0..60 {
        let problem = problem(seed);
        for lane in 0..2 {
            let mut search = Search::new(
                &problem,
                &Options {
                    seed,
                    lane,
                    start: None,
                },
            );
            for no in 0..30_u8 {
                search.run(97, f32::from(no) / 30.0);
                let fresh = again(&search.board, &search.state);
                assert_eq!(
                    fresh.total, search.state.total,
                    "seed {seed}, lane {lane}, run {no}"
                );
            }
        }
    }
}

#[test]
fn every_best_plan_is_legal_and_costs_what_the_judge_says() {
    for seed in 0..60 {
        let problem = problem(seed);
        for lane in 0..3 {
            let mut search = Search::new(
                &problem,
                &Options {
                    seed,
                    lane,
                    start: None,
                },
            );
            let mut last = u64::MAX;
            for no in 0..10_u8 {
                let (plan, score) = search.best();
                assert_eq!(breaches(&problem, &plan), [], "seed {seed}, lane {lane}");
                assert_eq!(
                    score.objective(&problem.weights),
                    search.objective(),
                    "seed {seed}, lane {lane}"
                );
                assert!(search.objective() <= last);
                last = search.objective();
                search.run(500, f32::from(no) / 10.0);
            }
        }
    }
}

#[test]
fn a_legal_beginning_is_never_lost() {
    for seed in 0..20 {
        let problem = problem(seed);
        let mut good = Search::new(
            &problem,
            &Options {
                seed,
                ..Options::default()
            },
        );
        good.run(20_000, 0.9);
        let (plan, known) = good.best();
        let search = Search::new(
            &problem,
            &Options {
                seed: 7,
                lane: 1,
                start: Some(plan),
            },
        );
        assert!(search.objective() <= known.objective(&problem.weights));
        assert_eq!(score(&problem, &search.best().0), search.best().1);
    }
}

#[test]
fn the_same_calls_give_the_same_plan() {
    let problem = problem(3);
    let run = |lane| {
        let mut search = Search::new(
            &problem,
            &Options {
                seed: 11,
                lane,
                start: None,
            },
        );
        for no in 0..20_u8 {
            search.run(256, f32::from(no) / 20.0);
        }
        search.best()
    };
    assert_eq!(run(0), run(0));
    assert_eq!(run(1), run(1));
}

#[test]
fn nothing_to_plan_is_planned_at_once() {
    let empty = Problem {
        parties: Vec::new(),
        pins: Vec::new(),
        fixed: Plan::default(),
        announced: None,
        ..problem(1)
    };
    let mut search = Search::new(&empty, &Options::default());
    search.run(1000, 0.5);
    assert_eq!(search.best().0, Plan::default());
}
