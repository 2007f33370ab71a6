//! The judge of plans agrees with an independent reading of the rules, on every kept instance and on random ones.

use crate::rotation_kit::{Dice, check, instances, plan, small};
use serde_json::Value;
use sheber::rotation::format::read;
use sheber::rotation::judge::{Breach, breaches, fare, score};
use sheber::rotation::problem::{Pin, Plan, Problem, QUIET, STEP_FREE};
use std::collections::BTreeSet;

fn word(breach: &Breach) -> (&'static str, Vec<usize>) {
    match *breach {
        Breach::Pinned { group, round } => ("pinned", vec![group, round]),
        Breach::Away { group, round } => ("away", vec![group, round]),
        Breach::Closed {
            group,
            station,
            round,
        } => ("closed", vec![group, station, round]),
        Breach::Unfit {
            group,
            station,
            round,
        } => ("unfit", vec![group, station, round]),
        Breach::Repeat {
            group,
            station,
            first,
            second,
        } => ("repeat", vec![group, station, first, second]),
        Breach::Crowded {
            station,
            round,
            heads,
            places,
        } => ("crowded", vec![station, round, heads as usize, places as usize]),
        Breach::Met {
            one,
            other,
            first,
            second,
        } => ("met", vec![one, other, first, second]),
        other => panic!("no plan of the format can break {other:?}"),
    }
}

/// Whether the plan is legal, after both have said the same of it.
fn agree(name: &str, instance: &Value, problem: &Problem, plan: &Plan) -> bool {
    let verdict = check(instance, &plan.0);
    let found = breaches(problem, plan);
    assert!(found.is_sorted(), "{name}");
    let words: BTreeSet<_> = found.iter().map(word).collect();
    assert_eq!(words.len(), found.len(), "{name}: a breach is told twice");
    assert_eq!(words, verdict.broken, "{name}: {plan:?}");
    let sums = score(problem, plan);
    let parts = [
        sums.idle,
        sums.pref,
        sums.fair,
        sums.walk,
        sums.change,
        sums.groups_changed,
    ];
    assert_eq!(parts.map(u64::from), verdict.parts, "{name}: {plan:?}");
    assert_eq!(sums.objective(&problem.weights), verdict.objective, "{name}");
    words.is_empty()
}

#[test]
fn every_kept_instance_is_judged_like_the_rules_say() {
    for (name, text) in instances() {
        let instance: Value = serde_json::from_str(&text).unwrap();
        let problem = read(&text).unwrap().problem;
        let mut dice = Dice::new(7);
        for _ in 0..6 {
            agree(&name, &instance, &problem, &plan(&mut dice, &instance));
        }
        assert!(
            agree(&name, &instance, &problem, &problem.bare()),
            "{name}: nobody anywhere is legal"
        );
    }
}

#[test]
fn random_plans_of_random_problems_are_judged_like_the_rules_say() {
    let (mut legal, mut wrong) = (0, 0);
    for seed in 0..1500 {
        let mut dice = Dice::new(seed);
        let (groups, stations, rounds) = (1 + dice.below(5), 1 + dice.below(5), 1 + dice.below(5));
        let instance = small(&mut dice, groups, stations, rounds);
        let problem = read(&instance.to_string()).unwrap().problem;
        for _ in 0..3 {
            let plan = plan(&mut dice, &instance);
            let is_legal = agree(&format!("seed {seed}"), &instance, &problem, &plan);
            *if is_legal { &mut legal } else { &mut wrong } += 1;
        }
    }
    assert!(
        legal > 300 && wrong > 300,
        "{legal} legal, {wrong} not: one kind is hardly tried"
    );
}

/// Two groups, three stations in two zones, three rounds.
fn day() -> Problem {
    let text = r#"{"format":"rotation/1","rounds":3,"languages":["kk"],"specialties":["a","b"],"zones":["A","B"],
        "walk":[[0,6],[6,0]],"weights":{"idle":1000,"pref":2,"fair":3,"walk":1},
        "groups":[{"id":"1","size":5,"lang":"kk","step_free":false,"pref":[3,1]},
                  {"id":"2","size":5,"lang":"kk","step_free":false,"pref":[0,0]}],
        "stations":[{"id":"1","cap":10,"langs":["kk"],"step_free":true,"specialty":0,"zone":0},
                    {"id":"2","cap":10,"langs":["kk"],"step_free":true,"specialty":1,"zone":0},
                    {"id":"3","cap":10,"langs":["kk"],"step_free":true,"specialty":1,"zone":1}]}"#;
    read(text).unwrap().problem
}

fn rows(rows: [[Option<usize>; 3]; 2]) -> Plan {
    Plan(rows.map(|row| row.to_vec()).to_vec())
}

#[test]
fn a_rest_is_wanted_is_not_idle_and_costs_nothing() {
    let mut problem = day();
    let plan = rows([[Some(0), None, None], [Some(1), Some(0), Some(2)]]);
    assert_eq!(score(&problem, &plan).idle, 2);
    problem.parties[0].rests = 1;
    problem.parties[1].rests = 2;
    assert_eq!(breaches(&problem, &plan), [Breach::NoRest { group: 1, lacks: 2 }]);
    let first = fare(&problem, &plan, 0);
    // One of its two empty rounds is the rest; the other counts three points, of two rounds.
    assert_eq!(
        (first.idle, first.points, first.rounds, first.unfair()),
        (1, 3, 2, 1)
    );
}

#[test]
fn a_walk_longer_than_the_changeover_is_told_with_both_numbers() {
    let mut problem = day();
    problem.gaps = vec![Some(6), Some(5)];
    let plan = rows([[Some(0), Some(2), Some(1)], [None, None, None]]);
    let far = Breach::TooFar {
        group: 0,
        round: 1,
        minutes: 6,
        gap: 5,
    };
    assert_eq!(breaches(&problem, &plan), [far]);
    problem.fixed = plan.clone();
    problem.pins[0] = vec![Pin::Done; 3];
    assert_eq!(breaches(&problem, &plan), [], "what has run is walked already");
    problem.pins[0] = vec![Pin::Held; 3];
    assert_eq!(breaches(&problem, &plan), [far], "what is held is judged");
}

#[test]
fn a_station_has_to_be_fit_for_everything_that_a_group_needs() {
    let mut problem = day();
    let plan = rows([[Some(0), None, None], [None, None, None]]);
    let unfit = Breach::Unfit {
        group: 0,
        station: 0,
        round: 0,
    };
    for (needs, fit, expected) in [
        (QUIET, STEP_FREE, vec![unfit]),
        (QUIET | STEP_FREE, QUIET, vec![unfit]),
        (QUIET | STEP_FREE, QUIET | STEP_FREE, vec![]),
        (STEP_FREE, QUIET | STEP_FREE, vec![]),
    ] {
        problem.parties[0].needs = needs;
        problem.stops[0].fit = fit;
        assert_eq!(breaches(&problem, &plan), expected, "{needs} at {fit}");
    }
}

#[test]
fn schools_and_the_use_of_stations_are_summed() {
    let mut problem = day();
    problem.parties[1].school = 0;
    let plan = rows([[Some(0), Some(1), Some(2)], [Some(0), Some(2), Some(1)]]);
    let sums = score(&problem, &plan);
    // Points 0 + 2 + 2 and 3 + 3 + 3 in six rounds of one school; stations in 1, 2 and 2 rounds.
    assert_eq!((sums.pref, sums.school, sums.balance), (13, 20, 9));
    assert_eq!(sums.fair, 1 + 6);
}

#[test]
fn a_plan_of_another_shape_is_told_by_the_row() {
    let problem = day();
    let right = rows([[None; 3]; 2]);
    let changed = |change: &dyn Fn(&mut Plan)| {
        let mut plan = right.clone();
        change(&mut plan);
        plan
    };
    for (plan, group) in [
        (changed(&|plan| plan.0.truncate(1)), 1),
        (changed(&|plan| plan.0.push(vec![None; 3])), 2),
        (changed(&|plan| plan.0[0].truncate(2)), 0),
        (changed(&|plan| plan.0[1][2] = Some(3)), 1),
        (changed(&|plan| plan.0[1][2] = Some(usize::MAX)), 1),
    ] {
        assert_eq!(breaches(&problem, &plan), [Breach::Shape { group }]);
        assert!(
            score(&problem, &plan).idle <= 6,
            "a wrong shape is scored without falling"
        );
    }
}
