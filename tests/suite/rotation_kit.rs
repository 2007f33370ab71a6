//! Chance, instances, random problems and an independent judgement of plans, for the tests of the planner.
//!
//! The checker works on the raw JSON of `rotation/1` by the rules of the format and shares no code with the planner.

use serde_json::{Value, json};
use sheber::rotation::problem::Plan;
use std::collections::{BTreeMap, BTreeSet};

/// The same numbers for the same seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// The text of every instance that is kept with the tests, by file name.
pub(crate) fn instances() -> Vec<(String, String)> {
    let folder = format!("{}/tests/data/planning", env!("CARGO_MANIFEST_DIR"));
    let mut all: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    all.sort();
    assert!(all.len() > 20, "the instances were not found");
    all
}

fn some_of(dice: &mut Dice, count: usize, one_in: usize) -> Vec<usize> {
    (0..count).filter(|_| dice.one_in(one_in)).collect()
}

/// A small problem in the format; some with a course of the day, some with meetings restricted.
pub(crate) fn small(dice: &mut Dice, groups: usize, stations: usize, rounds: usize) -> Value {
    let tongues = ["kk", "ru", "en"];
    let zones = 1 + dice.below(3);
    let specialties = 1 + dice.below(3);
    let mut walk = vec![vec![0; zones]; zones];
    for (from, to) in (0..zones).flat_map(|from| (0..from).map(move |to| (from, to))) {
        let minutes = 1 + dice.below(8);
        walk[from][to] = minutes;
        walk[to][from] = minutes;
    }
    let group_list: Vec<Value> = (0..groups)
        .map(|index| {
            json!({
                "id": format!("G{index}"), "size": 1 + dice.below(12), "lang": tongues[dice.below(3)],
                "step_free": dice.one_in(4), "away": some_of(dice, rounds, 8),
                "pref": (0..specialties).map(|_| dice.below(4)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let station_list: Vec<Value> = (0..stations)
        .map(|index| {
            let mut langs: Vec<&str> = tongues.into_iter().filter(|_| !dice.one_in(3)).collect();
            if langs.is_empty() {
                langs.push("kk");
            }
            let cap_at: BTreeMap<String, usize> = some_of(dice, rounds, 5)
                .into_iter()
                .map(|round| (round.to_string(), dice.below(15)))
                .collect();
            json!({
                "id": format!("S{index}"), "cap": dice.below(20), "langs": langs, "step_free": !dice.one_in(3),
                "specialty": dice.below(specialties), "zone": dice.below(zones),
                "closed": some_of(dice, rounds, 8), "cap_at": cap_at,
            })
        })
        .collect();
    let mut problem = json!({
        "format": "rotation/1", "name": "small", "rounds": rounds, "languages": tongues,
        "specialties": (0..specialties).map(|no| no.to_string()).collect::<Vec<_>>(),
        "zones": (0..zones).map(|no| no.to_string()).collect::<Vec<_>>(),
        "walk": walk, "mix": dice.one_in(2), "groups": group_list, "stations": station_list,
        "weights": {"idle": 1000, "pref": 2, "fair": 3, "walk": 1, "change": 25},
    });
    if dice.one_in(2) {
        let now = dice.below(rounds);
        let rows = |length: usize, dice: &mut Dice| -> Vec<Vec<Option<usize>>> {
            let cell = |dice: &mut Dice| (!dice.one_in(4)).then(|| dice.below(stations));
            (0..groups)
                .map(|_| (0..length).map(|_| cell(dice)).collect())
                .collect()
        };
        let executed = rows(now, dice);
        let announced = rows(rounds, dice);
        problem["replan"] = json!({"now": now, "executed": executed, "announced": announced});
    }
    problem
}

/// A plan for it: mostly right, mostly wrong, or anything between; what has run is sometimes changed.
pub(crate) fn plan(dice: &mut Dice, instance: &Value) -> Plan {
    let rounds = instance["rounds"].as_u64().unwrap() as usize;
    let stations = list(&instance["stations"]);
    let wildness = 1 + dice.below(30);
    let mut plan = Vec::new();
    for (index, group) in list(&instance["groups"]).iter().enumerate() {
        let mut row: Vec<Option<usize>> = Vec::new();
        for round in 0..rounds {
            let executed = &instance["replan"]["executed"][index][round];
            let has_run = instance["replan"]["now"].as_u64().unwrap_or(0) as usize > round;
            row.push(if has_run && !dice.one_in(wildness * 10) {
                executed.as_u64().map(|station| station as usize)
            } else if dice.one_in(6) || stations.is_empty() || has(&group["away"], round) && !dice.one_in(9) {
                None
            } else {
                let guesses: Vec<usize> = (0..6).map(|_| dice.below(stations.len())).collect();
                let suits = |no: &&usize| {
                    let station = &stations[**no];
                    list(&station["langs"]).contains(&group["lang"])
                        && (station["step_free"] == true || group["step_free"] == false)
                        && cap(station, round) > 0
                        && !row.contains(&Some(**no))
                };
                let tame = guesses.iter().find(suits).copied();
                if dice.one_in(wildness) {
                    Some(guesses[0])
                } else {
                    tame
                }
            });
        }
        plan.push(row);
    }
    Plan(plan)
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn has(value: &Value, number: usize) -> bool {
    list(value).contains(&json!(number))
}

fn cap(station: &Value, round: usize) -> u64 {
    if has(&station["closed"], round) {
        return 0;
    }
    let special = station["cap_at"][round.to_string()].as_u64();
    special.unwrap_or_else(|| station["cap"].as_u64().unwrap())
}

/// What an independent reading of the rules says of a plan: broken rules as words and numbers, and the objective.
pub(crate) struct Verdict {
    pub(crate) broken: BTreeSet<(&'static str, Vec<usize>)>,
    /// Idle, preferences, fairness, walking, changes, groups changed.
    pub(crate) parts: [u64; 6],
    pub(crate) objective: u64,
}

pub(crate) fn check(instance: &Value, plan: &[Vec<Option<usize>>]) -> Verdict {
    let groups = list(&instance["groups"]);
    let stations = list(&instance["stations"]);
    let now = instance["replan"]["now"].as_u64().unwrap_or(0) as usize;
    let mut broken = BTreeSet::new();
    let mut heads: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let mut cells: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (g, row) in plan.iter().enumerate() {
        for (r, cell) in row.iter().enumerate() {
            if r < now && json!(cell) != instance["replan"]["executed"][g][r] {
                broken.insert(("pinned", vec![g, r]));
            }
            let Some(s) = *cell else { continue };
            let station = &stations[s];
            cells.entry((r, s)).or_default().push(g);
            if let Some(before) = (0..r).rev().find(|before| row[*before] == Some(s)) {
                broken.insert(("repeat", vec![g, s, before, r]));
            }
            if r < now {
                continue;
            }
            if has(&groups[g]["away"], r) {
                broken.insert(("away", vec![g, r]));
            }
            if cap(station, r) == 0 {
                broken.insert(("closed", vec![g, s, r]));
            }
            let speaks = list(&station["langs"]).contains(&groups[g]["lang"]);
            if !speaks || groups[g]["step_free"] == true && station["step_free"] == false {
                broken.insert(("unfit", vec![g, s, r]));
            }
            *heads.entry((s, r)).or_default() += groups[g]["size"].as_u64().unwrap();
        }
    }
    for ((s, r), sum) in heads {
        let places = cap(&stations[s], r);
        if sum > places && places > 0 {
            broken.insert(("crowded", vec![s, r, sum as usize, places as usize]));
        }
    }
    if instance["mix"] == true {
        let mut met: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for ((r, _), together) in cells {
            for (i, a) in together.iter().enumerate() {
                for b in &together[i + 1..] {
                    let first = *met.entry((*a, *b)).or_insert(r);
                    if first < r && r >= now {
                        broken.insert(("met", vec![*a, *b, first, r]));
                    }
                }
            }
        }
    }
    let parts = cost(instance, plan, now);
    let weight = |name: &str| instance["weights"][name].as_u64().unwrap_or(0);
    let objective = ["idle", "pref", "fair", "walk", "change"]
        .iter()
        .zip(parts)
        .map(|(name, amount)| weight(name) * amount)
        .sum();
    Verdict {
        broken,
        parts,
        objective,
    }
}

fn cost(instance: &Value, plan: &[Vec<Option<usize>>], now: usize) -> [u64; 6] {
    let [mut idle, mut pref, mut fair, mut walk, mut change, mut told] = [0; 6];
    let stations = list(&instance["stations"]);
    for (g, row) in plan.iter().enumerate() {
        let group = &instance["groups"][g];
        let (mut dislike, mut present, mut changed) = (0, 0, 0);
        for (r, cell) in row.iter().enumerate() {
            if let (Some(from), Some(Some(to))) = (cell, row.get(r + 1)) {
                let zone = |s: usize| stations[s]["zone"].as_u64().unwrap() as usize;
                walk += instance["walk"][zone(*from)][zone(*to)].as_u64().unwrap();
            }
            if has(&group["away"], r) {
                continue;
            }
            present += 1;
            dislike += 3 - cell.map_or(0, |s| {
                let specialty = stations[s]["specialty"].as_u64().unwrap() as usize;
                group["pref"][specialty].as_u64().unwrap()
            });
            idle += u64::from(cell.is_none());
            let announced = &instance["replan"]["announced"][g][r];
            changed += u64::from(r >= now && !announced.is_null() && *announced != json!(cell));
        }
        pref += dislike;
        fair += u64::saturating_sub(dislike, present);
        change += changed;
        told += u64::from(changed > 0);
    }
    [idle, pref, fair, walk, change, told]
}
