//! A plan edited by hand: previews keep their word, undo gives everything back, locks hold.

use crate::rotation_kit::{Dice, plan, small};
use sheber::rotation::draft::{Draft, Edit, Mark, Refusal};
use sheber::rotation::format::read;
use sheber::rotation::judge::{Breach, breaches, score};
use sheber::rotation::problem::{Pin, Plan, Problem, QUIET};
use std::collections::BTreeSet;

fn draft(seed: u64) -> (Dice, Draft) {
    let mut dice = Dice::new(seed);
    let (groups, stations, rounds) = (1 + dice.below(5), 1 + dice.below(5), 1 + dice.below(5));
    let instance = small(&mut dice, groups, stations, rounds);
    let plan = plan(&mut dice, &instance);
    let mut problem = read(&instance.to_string()).unwrap().problem;
    problem.weights.school = 2;
    problem.weights.balance = 5;
    for (group, party) in problem.parties.iter_mut().enumerate() {
        party.school = group / 2;
        party.rests = u8::from(dice.one_in(3));
        party.needs |= if dice.one_in(4) { QUIET } else { 0 };
    }
    for gap in &mut problem.gaps {
        *gap = dice.one_in(2).then(|| dice.below(8) as u32);
    }
    (dice, Draft::new(problem, plan).unwrap())
}

fn any_edit(dice: &mut Dice, draft: &Draft) -> Edit {
    let problem = draft.problem();
    let mut cell = || (dice.below(problem.parties.len()), dice.below(problem.rounds));
    let (one, other) = (cell(), cell());
    match dice.below(8) {
        0..4 => Edit::Set {
            cell: one,
            station: (!dice.one_in(4)).then(|| dice.below(problem.stops.len())),
        },
        4 | 5 => Edit::Swap(one, (other.0, one.1)),
        6 => Edit::Swap(one, (one.0, other.1)),
        _ => {
            let mut plan = draft.plan().clone();
            for (group, row) in plan.0.iter_mut().enumerate() {
                for (round, cell) in row.iter_mut().enumerate() {
                    let is_open = problem.is_free(group, round) && !draft.locks().contains(&(group, round));
                    if is_open && dice.one_in(3) {
                        *cell = (!dice.one_in(4)).then(|| dice.below(problem.stops.len()));
                    }
                }
            }
            Edit::Take(plan)
        }
    }
}

fn set(problem: &Problem, plan: &Plan) -> BTreeSet<Breach> {
    breaches(problem, plan).into_iter().collect()
}

#[test]
fn a_preview_says_exactly_what_the_edit_then_does() {
    let mut made = 0;
    for seed in 0..500 {
        let (mut dice, mut draft) = draft(seed);
        for _ in 0..8 {
            let edit = any_edit(&mut dice, &draft);
            let problem = draft.problem().clone();
            let before = draft.plan().clone();
            let foreseen = draft.preview(&edit);
            assert_eq!(*draft.plan(), before, "a preview changes nothing");
            let told = draft.edit(&edit);
            assert_eq!(foreseen, told);
            let Ok(told) = told else {
                assert_eq!(*draft.plan(), before, "what is refused changes nothing");
                continue;
            };
            made += usize::from(before != *draft.plan());
            let (was, will) = (set(&problem, &before), set(&problem, draft.plan()));
            let gone: Vec<Breach> = was.difference(&will).copied().collect();
            let new: Vec<Breach> = will.difference(&was).copied().collect();
            assert_eq!(
                (&told.breaches_new, &told.breaches_gone),
                (&new, &gone),
                "seed {seed}: {edit:?}"
            );
            assert_eq!(told.before, score(&problem, &before));
            assert_eq!(told.after, score(&problem, draft.plan()), "seed {seed}: {edit:?}");
            let objective = |score: &sheber::rotation::judge::Score| score.objective(&problem.weights) as i64;
            assert_eq!(told.delta, objective(&told.after) - objective(&told.before));
            assert_eq!(draft.score(), told.after);
            assert_eq!(draft.breaches(), breaches(&problem, draft.plan()));
        }
    }
    assert!(made > 1000, "only {made} edits changed anything");
}

#[test]
fn undo_gives_back_the_very_same_and_redo_makes_it_again() {
    for seed in 0..200 {
        let (mut dice, mut draft) = draft(seed);
        let state = |draft: &Draft| (draft.plan().clone(), draft.locks().clone(), draft.score());
        let mut states = vec![state(&draft)];
        for _ in 0..12 {
            let group = dice.below(draft.problem().parties.len());
            let round = dice.below(draft.problem().rounds);
            if dice.one_in(4) {
                let _refused = draft.toggle((group, round));
            } else {
                let edit = any_edit(&mut dice, &draft);
                let _refused = draft.edit(&edit);
            }
            if state(&draft) != states[states.len() - 1] {
                states.push(state(&draft));
            }
        }
        for known in states.iter().rev().skip(1) {
            assert!(draft.undo());
            assert_eq!(state(&draft), *known, "seed {seed}");
        }
        assert!(!draft.undo(), "nothing is left to undo");
        for known in states.iter().skip(1) {
            assert!(draft.redo());
            assert_eq!(state(&draft), *known, "seed {seed}");
        }
        assert!(!draft.redo());
    }
}

/// Two groups, three stations, three rounds; the first round has run.
fn day() -> Draft {
    let text = r#"{"format":"rotation/1","rounds":3,"languages":["kk"],"specialties":["a","b"],"zones":["A","B"],
        "walk":[[0,6],[6,0]],"weights":{"idle":1000,"pref":2,"fair":3,"walk":1,"change":25},
        "groups":[{"id":"1","size":5,"lang":"kk","step_free":false,"pref":[3,0]},
                  {"id":"2","size":5,"lang":"kk","step_free":false,"pref":[2,0],"away":[1]}],
        "stations":[{"id":"1","cap":9,"langs":["kk"],"step_free":true,"specialty":0,"zone":0},
                    {"id":"2","cap":9,"langs":["kk"],"step_free":true,"specialty":0,"zone":0},
                    {"id":"3","cap":9,"langs":["kk"],"step_free":true,"specialty":1,"zone":1}],
        "replan":{"now":1,"executed":[[0],[1]],"announced":[[0,1,2],[1,null,0]]}}"#;
    let plan = Plan(vec![
        vec![Some(0), Some(1), Some(2)],
        vec![Some(1), None, Some(0)],
    ]);
    Draft::new(read(text).unwrap().problem, plan).unwrap()
}

#[test]
fn what_has_run_or_is_locked_is_not_edited() {
    let mut draft = day();
    assert_eq!(draft.set(0, 0, None), Err(Refusal::Locked((0, 0))));
    assert_eq!(
        draft.lock((0, 0)),
        Err(Refusal::Locked((0, 0))),
        "what has run needs no lock"
    );
    draft.lock((0, 1)).unwrap();
    assert_eq!(draft.set(0, 1, None), Err(Refusal::Locked((0, 1))));
    assert_eq!(draft.swap_rounds(0, 1, 2), Err(Refusal::Locked((0, 1))));
    assert_eq!(draft.swap((0, 2), (0, 1)), Err(Refusal::Locked((0, 1))));
    assert_eq!(draft.candidates(0, 1), Err(Refusal::Locked((0, 1))));
    let mut other = draft.plan().clone();
    other.put(0, 1, None);
    assert_eq!(draft.take(other), Err(Refusal::Locked((0, 1))));
    let improving = draft.problem_for_improving();
    assert_eq!(improving.pins[0], [Pin::Done, Pin::Held, Pin::Free]);
    assert_eq!(improving.fixed.at(0, 1), Some(1));
    draft.unlock((0, 1)).unwrap();
    assert_eq!(draft.problem_for_improving(), *draft.problem());
    assert!(draft.set(0, 1, None).is_ok());
}

#[test]
fn what_is_not_there_is_refused() {
    let mut draft = day();
    assert_eq!(draft.set(1, 1, Some(2)), Err(Refusal::Away((1, 1))));
    assert_eq!(draft.toggle((1, 1)), Err(Refusal::Away((1, 1))));
    for edit in [
        Edit::Set {
            cell: (2, 1),
            station: None,
        },
        Edit::Set {
            cell: (0, 3),
            station: None,
        },
        Edit::Set {
            cell: (0, 1),
            station: Some(3),
        },
        Edit::Take(Plan::empty(1, 3)),
        Edit::Take(Plan::empty(2, 2)),
    ] {
        assert_eq!(draft.edit(&edit), Err(Refusal::Outside), "{edit:?}");
    }
    assert_eq!(
        Draft::new(draft.problem().clone(), Plan::empty(3, 3)).err(),
        Some(Refusal::Outside)
    );
}

#[test]
fn candidates_come_with_their_consequences_best_first() {
    let draft = day();
    let list = draft.candidates(0, 2).unwrap();
    assert_eq!(list.len(), 2);
    // Both others were visited already; the first is full with the other group besides.
    assert_eq!(
        list.iter().map(|(station, _)| *station).collect::<Vec<_>>(),
        [1, 0]
    );
    let repeat = Breach::Repeat {
        group: 0,
        station: 1,
        first: 1,
        second: 2,
    };
    assert_eq!(list[0].1.breaches_new, [repeat]);
    assert_eq!(list[1].1.breaches_new.len(), 2);
    // Three points and six minutes fewer, one announced cell changed.
    assert_eq!(list[0].1.delta, -3 * 2 - 6 + 25);
}

#[test]
fn marks_and_costs_tell_of_a_cell() {
    let mut draft = day();
    assert_eq!(draft.marks(0, 0), [Mark::Done]);
    assert_eq!(draft.marks(0, 1), []);
    assert_eq!(draft.marks(0, 2), [Mark::Disliked, Mark::LongWalk]);
    assert_eq!(draft.marks(1, 1), [], "not on the floor");
    draft.set(1, 2, Some(1)).unwrap();
    assert_eq!(draft.marks(1, 2), [Mark::Breach, Mark::Changed]);
    let cost = draft.cost_of(1, 2);
    assert_eq!(
        cost.breaches,
        [Breach::Repeat {
            group: 1,
            station: 1,
            first: 0,
            second: 2
        }]
    );
    assert_eq!(
        (cost.pref, cost.change, cost.balance),
        (1, 1, 5),
        "three rounds become two: nine, four"
    );
    draft.toggle((0, 2)).unwrap();
    draft.set(1, 2, None).unwrap();
    assert_eq!(draft.marks(0, 2), [Mark::Disliked, Mark::LongWalk, Mark::Locked]);
    assert_eq!(draft.marks(1, 2), [Mark::Idle, Mark::Changed]);
    let cost = draft.cost_of(1, 2);
    assert_eq!((cost.idle, cost.pref, cost.fair, cost.walk_before), (1, 3, 2, 0));
    let cost = draft.cost_of(0, 2);
    assert_eq!(
        (cost.pref, cost.fair, cost.walk_before, cost.walk_after),
        (3, 0, 6, 0)
    );
}

#[test]
fn one_plan_taken_is_one_step_back() {
    let mut draft = day();
    let before = draft.plan().clone();
    let mut better = before.clone();
    better.put(0, 1, None);
    better.put(0, 2, Some(1));
    let told = draft.take(better.clone()).unwrap();
    assert_eq!(told.after.idle, 1);
    assert_eq!(*draft.plan(), better);
    assert!(draft.undo());
    assert_eq!(*draft.plan(), before);
}
