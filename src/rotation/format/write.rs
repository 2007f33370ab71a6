//! From a problem to text.
//!
//! The format knows less than a problem does. What it cannot say is said otherwise where that judges alike: rests are
//! rounds away, a quiet place is a language of its own. What cannot be said at all is left out: changeovers that are
//! too short, schools, and cells that are held.

use super::{Course, Entry, FORMAT, Goals, GroupEntry, Instance, StationEntry};
use crate::rotation::problem::{COST_MAX, Party, Pin, Plan, Problem, QUIET, STEP_FREE, Stop};
use std::collections::BTreeMap;

/// What follows the name of a language where the place has to be quiet as well.
const QUIET_SIGN: &str = "+quiet";

/// A problem as text, one line; the first rounds without a station in `plan`, as many as a group rests, are away.
pub fn write(instance: &Instance, plan: &Plan) -> String {
    let problem = &instance.problem;
    let kinds = Kinds::of(problem);
    let has_quiet = problem.parties.iter().any(|party| party.needs & QUIET != 0);
    let mut languages = instance.languages.clone();
    if has_quiet {
        languages.extend(
            instance
                .languages
                .iter()
                .map(|name| format!("{name}{QUIET_SIGN}")),
        );
    }
    let weights = &problem.weights;
    let entry = Entry {
        format: FORMAT.to_owned(),
        name: instance.name.clone(),
        rounds: problem.rounds,
        languages,
        specialties: (1..=kinds.first.len()).map(|kind| kind.to_string()).collect(),
        zones: instance.zones.clone(),
        walk: problem.walk.clone(),
        mix: problem.mix,
        weights: Goals {
            idle: weights.idle,
            pref: weights.pref,
            fair: weights.fair,
            walk: weights.walk,
            change: weights.change,
            school: weights.school,
            balance: weights.balance,
        },
        groups: (0..)
            .zip(&problem.parties)
            .map(|(index, party)| group(instance, &kinds, plan, index, party))
            .collect(),
        stations: (0..)
            .zip(&problem.stops)
            .map(|(index, stop)| station(instance, &kinds, has_quiet, index, stop))
            .collect(),
        replan: course(problem),
    };
    serde_json::json!(entry).to_string()
}

/// Stations that cost every group the same are of one specialty.
struct Kinds {
    /// By station: its specialty.
    of: Vec<usize>,
    /// By specialty: the first of its stations.
    first: Vec<usize>,
}

impl Kinds {
    fn of(problem: &Problem) -> Self {
        let mut known: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        let (mut of, mut first) = (Vec::new(), Vec::new());
        for station in 0..problem.stops.len() {
            let groups = 0..problem.parties.len();
            let costs = groups.map(|group| problem.cost(group, station)).collect();
            let kind = *known.entry(costs).or_insert_with(|| {
                first.push(station);
                first.len() - 1
            });
            of.push(kind);
        }
        Self { of, first }
    }
}

fn name(names: &[String], index: usize) -> String {
    names
        .get(index)
        .cloned()
        .unwrap_or_else(|| (index + 1).to_string())
}

fn group(instance: &Instance, kinds: &Kinds, plan: &Plan, index: usize, party: &Party) -> GroupEntry {
    let problem = &instance.problem;
    let is_empty = |round: &usize| !problem.is_away(index, *round) && plan.at(index, *round).is_none();
    let rounds = 0..problem.rounds;
    let rests = rounds.clone().filter(is_empty).take(usize::from(party.rests));
    let mut away: Vec<usize> = rounds
        .clone()
        .filter(|round| problem.is_away(index, *round))
        .chain(rests)
        .collect();
    away.sort_unstable();
    let mut lang = name(&instance.languages, party.lang);
    if party.needs & QUIET != 0 {
        lang.push_str(QUIET_SIGN);
    }
    GroupEntry {
        id: name(&instance.groups, index),
        size: party.size,
        lang,
        step_free: party.needs & STEP_FREE != 0,
        pref: kinds
            .first
            .iter()
            .map(|station| COST_MAX.saturating_sub(problem.cost(index, *station)))
            .collect(),
        away,
    }
}

fn station(instance: &Instance, kinds: &Kinds, has_quiet: bool, index: usize, stop: &Stop) -> StationEntry {
    let spoken = || {
        (0..)
            .zip(&instance.languages)
            .filter(|(lang, _)| stop.langs >> lang & 1 == 1)
    };
    let mut langs: Vec<String> = spoken().map(|(_, name)| name.clone()).collect();
    if has_quiet && stop.fit & QUIET != 0 {
        langs.extend(spoken().map(|(_, name)| format!("{name}{QUIET_SIGN}")));
    }
    let cap = stop.places.iter().copied().max().unwrap_or(0);
    let rounds = || (0_usize..).zip(stop.places.iter().copied());
    StationEntry {
        id: name(&instance.stations, index),
        cap,
        langs,
        step_free: stop.fit & STEP_FREE != 0,
        specialty: kinds.of.get(index).copied().unwrap_or(0),
        zone: stop.zone,
        closed: rounds()
            .filter(|(_, places)| *places == 0)
            .map(|(round, _)| round)
            .collect(),
        cap_at: rounds()
            .filter(|(_, places)| *places > 0 && *places < cap)
            .map(|(round, places)| (round.to_string(), places))
            .collect(),
    }
}

/// What has run and what was told; rounds have run when they have for everybody who was on the floor.
fn course(problem: &Problem) -> Option<Course> {
    let groups = 0..problem.parties.len();
    let has_run = |round: &usize| {
        let is_done = |group| problem.pin(group, *round) == Pin::Done;
        groups
            .clone()
            .all(|group| is_done(group) || problem.is_away(group, *round))
            && groups.clone().any(is_done)
    };
    let now = (0..problem.rounds).take_while(has_run).count();
    if now == 0 && problem.announced.is_none() {
        return None;
    }
    let row =
        |plan: &Plan, group: usize, rounds: usize| (0..rounds).map(|round| plan.at(group, round)).collect();
    let nothing = Plan::default();
    let announced = problem.announced.as_ref().unwrap_or(&nothing);
    Some(Course {
        now,
        executed: groups
            .clone()
            .map(|group| row(&problem.fixed, group, now))
            .collect(),
        announced: groups
            .clone()
            .map(|group| row(announced, group, problem.rounds))
            .collect(),
    })
}
