//! Why somebody has to stay without a station: the proofs hold, say as much as they can, need no more words than they
//! must, and read well.

use crate::fixture::event;
use crate::rotation_kit::{Dice, instances, small};
use serde_json::json;
use sheber::cli::plan::why::names;
use sheber::domain::event::Lang;
use sheber::rotation::day::Day;
use sheber::rotation::explain::{Family, Reason, Reasons, Why, left_out, reasons};
use sheber::rotation::format::{Instance, read};
use sheber::rotation::judge::{Breach, breaches, fare, score};
use sheber::rotation::problem::{Pin, Plan, Problem, QUIET};
use sheber::runtime::why::{Names, Teller};
use sheber::ui::text::Texts;

/// The kept instances in which a station is known to be missing, with the least number that is proved otherwise.
const SHORT: [(&str, u32); 2] = [("n2_60x30x6_language", 2), ("r1_e3_station_down", 1)];

#[test]
fn the_kept_instances_are_proved_as_far_as_is_known() {
    for (name, text) in instances() {
        let found = reasons(&read(&text).unwrap().problem);
        let known = SHORT.iter().find(|(short, _)| *short == name);
        // For all the others no proof is known, and for most a plan with nobody left out is.
        assert_eq!(found.least_idle, known.map_or(0, |(_, least)| *least), "{name}");
        assert_eq!(found.list.len() as u32, known.map_or(0, |_| 1), "{name}");
    }
}

/// The fewest cells without a station beyond rests in any legal plan, by trying all of them.
fn least_idle(problem: &Problem) -> Option<u32> {
    fn go(problem: &Problem, plan: &mut Plan, group: usize, best: &mut Option<u32>) {
        if group == problem.parties.len() {
            if breaches(problem, plan).is_empty() {
                let idle = score(problem, plan).idle;
                *best = Some(best.map_or(idle, |best| best.min(idle)));
            }
            return;
        }
        row(problem, plan, (group, 0), best);
    }
    fn row(problem: &Problem, plan: &mut Plan, (group, round): (usize, usize), best: &mut Option<u32>) {
        if round == problem.rounds {
            let is_hopeless = breaches(problem, plan)
                .iter()
                .any(|breach| !matches!(breach, Breach::NoRest { group: other, .. } if *other > group));
            let idle: u32 = (0..=group).map(|group| fare(problem, plan, group).idle).sum();
            if !is_hopeless && best.is_none_or(|best| idle < best) {
                go(problem, plan, group + 1, best);
            }
            return;
        }
        if !problem.is_free(group, round) {
            return row(problem, plan, (group, round + 1), best);
        }
        for station in (0..problem.stops.len()).map(Some).chain([None]) {
            let is_open = station.is_none_or(|station| {
                problem.allows(group, station)
                    && problem.places(station, round) >= problem.parties[group].size.max(1)
                    && !plan.0[group].contains(&Some(station))
            });
            if is_open {
                plan.put(group, round, station);
                row(problem, plan, (group, round + 1), best);
                plan.put(group, round, None);
            }
        }
    }
    let mut best = None;
    go(problem, &mut problem.bare(), 0, &mut best);
    best
}

/// Needs, rests, changeovers and held cells on top of what the format knows.
fn richer(dice: &mut Dice, problem: &mut Problem) {
    for party in &mut problem.parties {
        party.rests = u8::from(dice.one_in(4));
        party.needs |= if dice.one_in(4) { QUIET } else { 0 };
    }
    for stop in &mut problem.stops {
        stop.fit |= if dice.one_in(2) { QUIET } else { 0 };
    }
    for gap in &mut problem.gaps {
        *gap = dice.one_in(2).then(|| dice.below(8) as u32);
    }
    for group in 0..problem.parties.len() {
        for round in 0..problem.rounds {
            if problem.is_free(group, round) && dice.one_in(8) {
                problem.pins[group][round] = Pin::Held;
                let station = dice.below(problem.stops.len() + 1);
                problem
                    .fixed
                    .put(group, round, (station < problem.stops.len()).then_some(station));
            }
        }
    }
}

#[test]
fn no_bound_is_above_the_best_of_all_plans_and_most_are_as_good() {
    let (mut tight, mut loose, mut impossible) = (0, 0, 0);
    for seed in 0..600 {
        let mut dice = Dice::new(seed);
        let (groups, stations) = (1 + dice.below(3), 1 + dice.below(3));
        let rounds = 1 + dice.below(3);
        let text = small(&mut dice, groups, stations, rounds).to_string();
        let mut problem = read(&text).unwrap().problem;
        if seed % 2 == 0 {
            richer(&mut dice, &mut problem);
        }
        let Some(best) = least_idle(&problem) else {
            impossible += 1;
            continue;
        };
        let found = reasons(&problem);
        assert!(
            found.least_idle <= best,
            "seed {seed}: {found:?} but {best}: {problem:?}"
        );
        let counted: u32 = found.list.iter().map(Reason::count).sum();
        assert_eq!(counted - found.rests, found.least_idle, "seed {seed}: {found:?}");
        match (best, found.least_idle == best) {
            (0, _) => {}
            (_, true) => tight += 1,
            (_, false) => loose += 1,
        }
    }
    assert!(
        tight > 200 && tight > 4 * loose,
        "{tight} tight, {loose} loose, {impossible} impossible"
    );
}

/// Stations as places, languages and whether there are no steps; groups as size, language and need.
fn floor(rounds: usize, groups: &[(u32, &str, bool)], stations: &[(u32, &[&str], bool)]) -> Instance {
    let groups: Vec<_> = (1..)
        .zip(groups)
        .map(|(no, (size, lang, step_free))| {
            json!({"id": no.to_string(), "size": size, "lang": lang, "step_free": step_free, "pref": [0]})
        })
        .collect();
    let stations: Vec<_> = (11..)
        .zip(stations)
        .map(|(no, (cap, langs, step_free))| {
            json!({"id": no.to_string(), "cap": cap, "langs": langs, "step_free": step_free,
                   "specialty": 0, "zone": 0})
        })
        .collect();
    let problem = json!({
        "format": "rotation/1", "rounds": rounds, "languages": ["kk", "ru"], "specialties": ["a"], "zones": ["A"],
        "walk": [[0]], "weights": {"idle": 1000, "pref": 2, "fair": 3, "walk": 1},
        "groups": groups, "stations": stations,
    });
    read(&problem.to_string()).unwrap()
}

fn teller(instance: &Instance, lang: Lang) -> Teller {
    let texts = Texts::of(lang);
    Teller {
        texts,
        names: names(instance, texts),
    }
}

fn told(instance: &Instance, lang: Lang) -> Vec<String> {
    teller(instance, lang).reasons(&reasons(&instance.problem))
}

#[test]
fn the_rounds_of_one_family_are_told_in_one_sentence() {
    let groups = [
        (10, "ru", false),
        (10, "ru", false),
        (12, "ru", false),
        (9, "kk", false),
    ];
    let both: &[&str] = &["kk", "ru"];
    let kazakh: &[&str] = &["kk"];
    let stations = [
        (21, both, true),
        (21, both, true),
        (60, kazakh, true),
        (60, kazakh, true),
    ];
    let mut instance = floor(2, &groups, &stations);
    instance.problem.stops[0].places = vec![21, 0];
    instance.problem.stops[1].places = vec![0, 21];
    let found = reasons(&instance.problem);
    let family = Family {
        langs: vec![1],
        needs: 0,
        least: None,
    };
    let crowd = Reason::Heads {
        first: 0,
        last: 1,
        family,
        groups: 3,
        heads: 32,
        places: 21,
        each: 1,
    };
    assert_eq!((found.least_idle, found.rests, found.list), (2, 0, vec![crowd]));
    let line = &told(&instance, Lang::En)[1];
    assert!(
        line.starts_with("Rounds 1–2, Russian: 3 groups, 32 people"),
        "{line}"
    );
    assert!(
        line.ends_with("In each of these rounds at least 1 group stays without a station"),
        "{line}"
    );
}

#[test]
fn rests_are_taken_off_the_bound_and_told() {
    let both: &[&str] = &["kk", "ru"];
    let mut instance = floor(
        2,
        &[(10, "ru", false), (10, "ru", false), (12, "kk", false)],
        &[(12, both, true), (12, both, true)],
    );
    assert_eq!(reasons(&instance.problem).least_idle, 2);
    instance.problem.parties[0].rests = 1;
    let found = reasons(&instance.problem);
    assert_eq!((found.least_idle, found.rests), (1, 1), "{found:?}");
    assert_eq!(told(&instance, Lang::En)[2], "Of these, groups rest anyway: 1");
    instance.problem.parties[2].rests = 1;
    assert_eq!(reasons(&instance.problem), Reasons::default());
}

#[test]
fn what_is_pinned_without_a_station_counts_and_what_is_held_takes_places() {
    let both: &[&str] = &["kk", "ru"];
    let mut instance = floor(
        2,
        &[(10, "ru", false), (10, "ru", false)],
        &[(20, both, true), (20, both, true)],
    );
    assert_eq!(reasons(&instance.problem).least_idle, 0);
    instance.problem.pins[0][0] = Pin::Done;
    assert_eq!(
        told(&instance, Lang::En),
        [
            "Whatever the plan, at least 1 time a group stays without a station",
            "Group 1: 1 round without a station that is over or locked",
        ]
    );
    instance.problem.pins[0][0] = Pin::Held;
    instance.problem.fixed.put(0, 0, Some(0));
    instance.problem.stops[0].places[0] = 15;
    instance.problem.stops[1].places[0] = 0;
    let found = reasons(&instance.problem);
    assert_eq!(
        found.least_idle, 1,
        "five places are left for ten heads: {found:?}"
    );
}

#[test]
fn a_group_with_too_few_stations_is_told_with_its_rounds_and_like_groups_together() {
    let (both, kazakh): (&[&str], &[&str]) = (&["kk", "ru"], &["kk"]);
    let mut instance = floor(
        4,
        &[(30, "ru", false), (5, "ru", false), (30, "ru", false)],
        &[
            (60, both, true),
            (60, both, true),
            (20, both, true),
            (60, kazakh, true),
            (20, both, true),
        ],
    );
    // The large groups have the second station in the first round only, and then one for three rounds.
    instance.problem.stops[1].places = vec![60, 0, 0, 0];
    let found = reasons(&instance.problem);
    let route = Reason::Route {
        groups: vec![0, 2],
        rounds: vec![1, 2, 3],
        stations: 1,
        each: 2,
    };
    assert_eq!((found.least_idle, found.list), (4, vec![route]));
    assert_eq!(
        told(&instance, Lang::En)[1],
        "Groups 1, 3, Rounds 2–4: stations that can still take each of these groups: 1. \
         For each, at least 2 of these rounds are without a station"
    );
}

#[test]
fn needs_and_sizes_make_families_of_their_own() {
    let both: &[&str] = &["kk", "ru"];
    let needy = floor(
        1,
        &[(10, "ru", true), (8, "kk", true), (5, "kk", false)],
        &[(15, both, true), (90, both, false)],
    );
    assert_eq!(
        told(&needy, Lang::En)[1],
        "Round 1, no steps needed: 2 groups, 18 people; places at stations that suit them: 15. \
         At least 1 group stays without a station"
    );
    let large = floor(
        1,
        &[
            (20, "ru", false),
            (20, "kk", false),
            (20, "kk", false),
            (3, "kk", false),
        ],
        &[(35, both, true), (35, both, true), (9, both, true)],
    );
    // Seventy places for sixty heads, and still only one such group fits in each.
    assert_eq!(
        told(&large, Lang::En)[1],
        "Round 1, 20 people or more: 3 groups; stations that suit them can take 2 of them, \
         however they are put together. At least 1 group stays without a station"
    );
}

#[test]
fn meetings_beyond_the_pairs_keep_groups_out() {
    let both: &[&str] = &["kk", "ru"];
    let groups = [(5, "ru", false); 4];
    let mut instance = floor(4, &groups, &[(90, both, true); 4]);
    for (station, stop) in instance.problem.stops.iter_mut().enumerate() {
        stop.places = (0..4)
            .map(|round| if round == station { 90 } else { 0 })
            .collect();
    }
    assert_eq!(reasons(&instance.problem).least_idle, 0);
    instance.problem.mix = true;
    // One station a round: six meetings each, six pairs in all. Leaving one out saves three, then two, then one.
    let found = reasons(&instance.problem);
    let mix = Reason::Mix {
        meetings: 24,
        pairs: 6,
        idle: 7,
    };
    assert_eq!((found.least_idle, found.list), (7, vec![mix]));
}

#[test]
fn every_station_is_told_with_what_keeps_a_group_from_it() {
    let (both, kazakh): (&[&str], &[&str]) = (&["kk", "ru"], &["kk"]);
    let mut instance = floor(
        2,
        &[(10, "ru", true), (12, "ru", false), (9, "kk", false)],
        &[
            (20, both, true),
            (20, kazakh, true),
            (20, both, false),
            (20, both, true),
            (20, both, true),
            (15, both, true),
            (20, both, true),
        ],
    );
    let problem = &mut instance.problem;
    problem.stops[0].places[1] = 0;
    problem.walk = vec![vec![0, 9], vec![9, 0]];
    problem.gaps = vec![Some(5)];
    problem.stops[4].zone = 1;
    let plan = Plan(vec![
        vec![Some(3), None],
        vec![None, Some(5)],
        vec![None, Some(6)],
    ]);
    let cells = left_out(problem, &plan);
    let places: Vec<(usize, usize)> = cells.iter().map(|cell| (cell.group, cell.round)).collect();
    assert_eq!(places, [(0, 1), (1, 0), (2, 0)]);
    let why = Why {
        closed: 1,
        language: 1,
        unfit: 1,
        been: 1,
        far: 1,
        full: 1,
        nearest: Some((5, 7)),
        open: 1,
        ..Why::default()
    };
    assert_eq!(cells[0].why, why);
    assert_eq!(
        teller(&instance, Lang::En).left_out(&cells[0]),
        "Group 1, Round 2: closed: 1; not in the language: 1; not fit for what the group needs: 1; \
             visited in another round: 1; too far to walk in time: 1; nothing in the way: 1; \
             too few places: 1 (station 16 lacks 7)"
    );
    let problem = &mut instance.problem;
    problem.mix = true;
    let met = Plan(vec![
        vec![Some(3), None],
        vec![Some(3), Some(5)],
        vec![None, Some(6)],
    ]);
    assert_eq!(
        left_out(problem, &met)[0].why.met,
        1,
        "they have met at the fourth station"
    );
    problem.pins[0][1] = Pin::Held;
    assert!(left_out(problem, &met)[0].why.is_pinned);
    problem.pins[0][1] = Pin::Free;
    problem.parties[0].rests = 1;
    assert!(
        left_out(problem, &met).iter().all(|cell| cell.group != 0),
        "a rest needs no reason"
    );
}

#[test]
fn sentences_hold_the_numbers_of_their_proofs() {
    let both: &[&str] = &["kk", "ru"];
    let kazakh: &[&str] = &["kk"];
    let instance = floor(
        1,
        &[
            (10, "ru", false),
            (10, "ru", false),
            (12, "ru", false),
            (9, "kk", false),
        ],
        &[(21, both, true), (60, kazakh, true)],
    );
    assert_eq!(
        told(&instance, Lang::En),
        [
            "Whatever the plan, at least 1 time a group stays without a station",
            "Round 1, Russian: 3 groups, 32 people; places at stations in this language: 21. \
             At least 1 group stays without a station",
        ]
    );
    assert_eq!(
        told(&instance, Lang::Ru)[1],
        "Раунд 1, русский язык: 3 группы, 32 человека; мест на станциях с этим языком: 21. \
         Без станции остаётся не меньше 1 группы"
    );
    assert_eq!(
        told(&instance, Lang::Kk)[1],
        "1-кезең, орыс тілі: 3 топ, 32 адам; осы тілдегі бекеттердің орындары: 21. \
         Кемінде 1 топ бекетсіз қалады"
    );
}

#[test]
fn the_groups_and_languages_of_an_event_are_called_by_their_names() {
    let mut day = Day::of(&event());
    for stop in &mut day.problem.stops {
        stop.places[0] = 0;
    }
    let texts = Texts::of(Lang::Ru);
    let names = Names::of(&day, texts);
    let numbers: Vec<String> = event().groups.keys().map(|no| no.0.to_string()).collect();
    assert_eq!(names.groups, numbers);
    assert_eq!(
        names.languages,
        ["казахский язык", "русский язык", "английский язык"]
    );
    day.problem.parties[0].rests = 0;
    let cells = left_out(&day.problem, &day.problem.bare());
    let line = Teller { texts, names }.left_out(&cells[0]);
    let closed = format!("Группа {}, Раунд 1: закрыты: {}", numbers[0], day.stations.len());
    assert_eq!(line, closed);
}
