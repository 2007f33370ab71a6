//! The exchange format: what is read is what is written, and nothing that comes from outside makes it fall.

use crate::rotation_kit::{Dice, check, instances, plan, small};
use serde_json::{Value, json};
use sheber::rotation::explain::reasons;
use sheber::rotation::format::{BadFormat, Instance, read, read_plan, write, write_plan};
use sheber::rotation::judge::{Breach, breaches, fare, score};
use sheber::rotation::problem::{Pin, Plan, Problem, QUIET, STEP_FREE, Weights};

fn sample() -> Value {
    json!({
        "format": "rotation/1", "name": "sample", "rounds": 3, "languages": ["kk", "ru"], "specialties": ["a", "b"],
        "zones": ["A", "B"], "walk": [[0, 4], [4, 0]], "mix": true,
        "weights": {"idle": 7, "pref": 6, "fair": 5, "walk": 4, "change": 3},
        "groups": [{"id": "G1", "size": 12, "lang": "ru", "step_free": true, "pref": [3, 1], "away": [2]}],
        "stations": [{"id": "S1", "cap": 20, "langs": ["kk", "ru"], "step_free": true, "specialty": 1, "zone": 1,
                      "closed": [1], "cap_at": {"2": 15}}],
        "replan": {"now": 1, "executed": [[0]], "announced": [[0, null, null]]},
    })
}

#[test]
fn every_field_is_read() {
    let Instance {
        name,
        groups,
        stations,
        languages,
        zones,
        problem,
    } = read(&sample().to_string()).unwrap();
    assert_eq!(
        (name.as_str(), groups, stations),
        ("sample", vec!["G1".to_owned()], vec!["S1".to_owned()])
    );
    assert_eq!((languages.len(), zones.len()), (2, 2));
    assert!(problem.mix);
    let weights = Weights {
        idle: 7,
        pref: 6,
        fair: 5,
        school: 0,
        walk: 4,
        balance: 0,
        change: 3,
    };
    assert_eq!(problem.weights, weights);
    let group = &problem.parties[0];
    assert_eq!((group.size, group.lang, group.needs), (12, 1, STEP_FREE));
    assert_eq!(
        (group.costs.clone(), group.away.clone()),
        (vec![2], vec![false, false, true])
    );
    let station = &problem.stops[0];
    assert_eq!((station.zone, station.langs, station.fit), (1, 0b11, STEP_FREE));
    assert_eq!(station.places, [20, 0, 15]);
    assert_eq!(problem.walk, [[0, 4], [4, 0]]);
    assert_eq!(problem.pins, [[Pin::Done, Pin::Free, Pin::Free]]);
    assert_eq!(problem.fixed.0, [[Some(0), None, None]]);
    assert_eq!(problem.announced, Some(Plan(vec![vec![Some(0), None, None]])));
}

#[test]
fn what_is_wrong_is_named() {
    let long = "x".repeat(10);
    for (at, value, told) in [
        ("/format", json!("rotation/2"), "the format is not rotation/1"),
        ("/rounds", json!(0), "rounds"),
        ("/rounds", json!(101), "rounds: 101 is not below 101"),
        ("/rounds", json!(-1), "line 1"),
        ("/rounds", json!(1e30), "line 1"),
        ("/walk", json!([[0]]), "walk: 1 entries instead of 2"),
        ("/walk/1", json!([0]), "walk[1]: 1 entries instead of 2"),
        ("/walk/1/0", json!(1_441), "walk[1]: 1441 is not below 1441"),
        (
            "/languages",
            json!(vec![long.as_str(); 33]),
            "languages: 33 is not below 33",
        ),
        (
            "/languages/0",
            json!("k\u{1b}[2J"),
            "languages: a name with control characters",
        ),
        (
            "/groups/0/id",
            json!("\u{7}"),
            "groups: a name with control characters",
        ),
        ("/groups/0/lang", json!("de"), "G1: there is no de"),
        ("/groups/0/pref", json!([1]), "G1: pref: 1 entries instead of 2"),
        ("/groups/0/pref/0", json!(4), "G1: pref: 4 is not below 4"),
        ("/groups/0/pref/0", json!(400), "line 1"),
        ("/groups/0/size", json!(100_001), "G1: 100001 is not below 100001"),
        ("/groups/0/size", json!(u64::MAX), "line 1"),
        ("/stations/0/langs", json!(["de"]), "S1: there is no de"),
        ("/stations/0/specialty", json!(2), "S1: 2 is not below 2"),
        ("/stations/0/zone", json!(2), "S1: 2 is not below 2"),
        (
            "/stations/0/cap",
            json!(100_001),
            "S1: 100001 is not below 100001",
        ),
        (
            "/stations/0/cap_at",
            json!({"soon": 3}),
            "S1: cap_at: there is no soon",
        ),
        ("/replan/now", json!(4), "replan.now: 4 is not below 4"),
        (
            "/replan/executed",
            json!([]),
            "replan.executed: 0 entries instead of 1",
        ),
        (
            "/replan/executed/0",
            json!([0, 0]),
            "replan.executed[0]: 2 entries instead of 1",
        ),
        (
            "/replan/announced/0/1",
            json!(1),
            "replan.announced[0]: 1 is not below 1",
        ),
    ] {
        let mut wrong = sample();
        *wrong.pointer_mut(at).unwrap() = value;
        let told_of = read(&wrong.to_string()).unwrap_err().to_string();
        assert!(told_of.contains(told), "{at}: {told_of}");
    }
    for text in [
        "",
        "[",
        "null",
        "[]",
        "{}",
        "\u{0}",
        "{\"format\":\"rotation/1\"}",
    ] {
        assert!(matches!(read(text), Err(BadFormat::Json(_))), "{text}");
        assert!(matches!(read_plan(text), Err(BadFormat::Json(_))), "{text}");
    }
}

fn walked(problem: &Problem, plan: &Plan) -> u32 {
    (0..plan.0.len())
        .map(|group| fare(problem, plan, group).walk)
        .sum()
}

/// Every place in a tree of JSON.
fn places(value: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                places(inner, &format!("{at}/{index}"), into);
            }
        }
        Value::Object(map) => {
            for (key, inner) in map {
                places(inner, &format!("{at}/{key}"), into);
            }
        }
        _ => {}
    }
}

#[test]
fn no_damaged_file_makes_anything_fall() {
    let mut read_well = 0;
    for seed in 0..2000 {
        let mut dice = Dice::new(seed);
        let mut damaged = if seed % 2 == 0 {
            sample()
        } else {
            small(&mut dice, 3, 3, 3)
        };
        for _ in 0..=dice.below(2) {
            let mut all = Vec::new();
            places(&damaged, "", &mut all);
            let at = all[dice.below(all.len())].clone();
            let odd = [
                json!(null),
                json!(0),
                json!(1),
                json!(99),
                json!(u64::MAX),
                json!(-1),
                json!(1.5),
                json!("ru"),
                json!(""),
                json!([]),
                json!([0, 0, 0]),
                json!({}),
                json!(true),
                json!([null]),
                json!(100_000),
            ];
            *damaged.pointer_mut(&at).unwrap() = odd[dice.below(odd.len())].clone();
        }
        let mut text = damaged.to_string();
        if dice.one_in(10) {
            text.truncate(text.floor_char_boundary(dice.below(text.len())));
        }
        let Ok(instance) = read(&text) else { continue };
        read_well += 1;
        let bare = instance.problem.bare();
        assert_eq!(
            score(&instance.problem, &bare).walk,
            walked(&instance.problem, &bare)
        );
        let (found, proofs) = (breaches(&instance.problem, &bare), reasons(&instance.problem));
        assert!(
            found.is_sorted() && proofs.list.is_empty() == (proofs.least_idle == 0),
            "{text}"
        );
        assert!(read(&write(&instance, &bare)).is_ok(), "{text}");
    }
    assert!(read_well > 60, "only {read_well} were read at all");
}

#[test]
fn what_is_written_is_the_same_problem() {
    let mut all: Vec<String> = instances().into_iter().map(|(_, text)| text).collect();
    all.extend((0..200).map(|seed| small(&mut Dice::new(seed), 4, 4, 4).to_string()));
    for text in all {
        let instance = read(&text).unwrap();
        let again = read(&write(&instance, &Plan::default())).unwrap();
        assert_eq!(again, instance);
    }
}

#[test]
fn rests_and_quiet_places_are_written_so_that_others_judge_alike() {
    let mut legal = 0;
    for seed in 0..2000 {
        let mut dice = Dice::new(seed);
        let instance = small(&mut dice, 4, 4, 4);
        let plan = plan(&mut dice, &instance);
        let mut instance = read(&instance.to_string()).unwrap();
        // A round that was announced and becomes a rest is a change that the format cannot tell of.
        instance.problem.weights.change = 0;
        for party in &mut instance.problem.parties {
            party.rests = dice.below(2) as u8;
            party.needs |= if dice.one_in(3) { QUIET } else { 0 };
        }
        for stop in &mut instance.problem.stops {
            stop.fit |= if dice.one_in(2) { QUIET } else { 0 };
        }
        let found = breaches(&instance.problem, &plan);
        let is_short = |breach: &_| matches!(breach, Breach::NoRest { .. });
        let broken = found.iter().filter(|breach| !is_short(breach)).count();
        legal += usize::from(found.is_empty());
        let written: Value = serde_json::from_str(&write(&instance, &plan)).unwrap();
        let verdict = check(&written, &plan.0);
        assert_eq!(
            verdict.broken.len(),
            broken,
            "seed {seed}: {found:?} {:?}",
            verdict.broken
        );
        if found.is_empty() {
            let sums = score(&instance.problem, &plan);
            assert_eq!(u64::from(sums.idle), verdict.parts[0], "seed {seed}");
            assert_eq!(
                sums.objective(&instance.problem.weights),
                verdict.objective,
                "seed {seed}"
            );
        }
    }
    assert!(legal > 40, "only {legal} plans were legal");
}

#[test]
fn plans_are_written_and_read() {
    let plan = Plan(vec![vec![Some(3), None], vec![None, Some(0)]]);
    assert_eq!(write_plan(&plan), r#"{"plan":[[3,null],[null,0]]}"#);
    assert_eq!(read_plan(&write_plan(&plan)), Ok(plan));
    assert!(read_plan(r#"{"plan":[[-1]]}"#).is_err());
}
