//! From text to a problem.

use super::{BadFormat, Course, Entry, FORMAT, GroupEntry, Instance, StationEntry};
use crate::rotation::problem::{COST_MAX, Party, Pin, Plan, Problem, STEP_FREE, Stop, Weights};

/// The most groups, stations and rounds that are read; far beyond any floor, and small enough for any laptop.
const MOST: [(&str, usize); 3] = [("groups", 5_000), ("stations", 2_000), ("rounds", 100)];
/// The most languages and zones.
const MOST_NAMES: usize = 32;
/// More heads are no group and no station.
const HEADS_MAX: u32 = 100_000;
/// Longer walks are no walks; so many of them still make a sum.
const MINUTES_MAX: u32 = 1_440;

fn length(piece: impl FnOnce() -> String, have: usize, want: usize) -> Result<(), BadFormat> {
    if have == want {
        return Ok(());
    }
    let piece = piece();
    Err(BadFormat::Length { piece, have, want })
}

fn below(piece: impl FnOnce() -> String, value: usize, limit: usize) -> Result<(), BadFormat> {
    if value < limit {
        return Ok(());
    }
    Err(BadFormat::Number {
        piece: piece(),
        value: value as u64,
        limit: limit as u64,
    })
}

fn heads(piece: impl FnOnce() -> String, value: u32) -> Result<u32, BadFormat> {
    below(piece, value as usize, HEADS_MAX as usize + 1).map(|()| value)
}

/// The sizes of everything are within reason, and no name disturbs a screen.
fn bounds(entry: &Entry) -> Result<(), BadFormat> {
    let counts = [entry.groups.len(), entry.stations.len(), entry.rounds];
    for ((piece, most), count) in MOST.into_iter().zip(counts) {
        below(|| piece.to_owned(), count, most + 1)?;
    }
    below(|| "rounds".to_owned(), 0, entry.rounds)?;
    below(|| "languages".to_owned(), entry.languages.len(), MOST_NAMES + 1)?;
    below(|| "zones".to_owned(), entry.zones.len(), MOST_NAMES + 1)?;
    length(|| "walk".to_owned(), entry.walk.len(), entry.zones.len())?;
    for (zone, row) in entry.walk.iter().enumerate() {
        let piece = || format!("walk[{zone}]");
        length(piece, row.len(), entry.zones.len())?;
        for minutes in row {
            below(piece, *minutes as usize, MINUTES_MAX as usize + 1)?;
        }
    }
    names("name", std::iter::once(&entry.name))?;
    names("languages", entry.languages.iter())?;
    names("zones", entry.zones.iter())?;
    names("groups", entry.groups.iter().map(|group| &group.id))?;
    names("stations", entry.stations.iter().map(|station| &station.id))
}

/// Characters that move a cursor, turn the writing direction or cannot be seen.
fn is_unprintable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
}

fn names<'n>(piece: &str, mut names: impl Iterator<Item = &'n String>) -> Result<(), BadFormat> {
    if names.any(|name| name.contains(is_unprintable)) {
        let piece = piece.to_owned();
        return Err(BadFormat::Name { piece });
    }
    Ok(())
}

/// Reads a problem.
pub fn read(text: &str) -> Result<Instance, BadFormat> {
    let entry: Entry = serde_json::from_str(text).map_err(|fault| BadFormat::Json(fault.to_string()))?;
    if entry.format != FORMAT {
        return Err(BadFormat::Other);
    }
    bounds(&entry)?;
    let stops: Vec<Stop> = entry
        .stations
        .iter()
        .map(|station| stop(&entry, station))
        .collect::<Result<_, _>>()?;
    let parties = entry
        .groups
        .iter()
        .enumerate()
        .map(|(index, group)| party(&entry, index, group))
        .collect::<Result<Vec<_>, _>>()?;
    let mut problem = Problem {
        rounds: entry.rounds,
        stops,
        walk: entry.walk,
        gaps: vec![None; entry.rounds.saturating_sub(1)],
        mix: entry.mix,
        weights: Weights {
            idle: entry.weights.idle,
            pref: entry.weights.pref,
            fair: entry.weights.fair,
            school: entry.weights.school,
            walk: entry.weights.walk,
            balance: entry.weights.balance,
            change: entry.weights.change,
        },
        pins: vec![vec![Pin::Free; entry.rounds]; parties.len()],
        fixed: Plan::empty(parties.len(), entry.rounds),
        parties,
        announced: None,
    };
    if let Some(course) = entry.replan {
        replan(&mut problem, course)?;
    }
    Ok(Instance {
        name: entry.name,
        groups: entry.groups.into_iter().map(|group| group.id).collect(),
        stations: entry.stations.into_iter().map(|station| station.id).collect(),
        languages: entry.languages,
        zones: entry.zones,
        problem,
    })
}

fn language(entry: &Entry, id: &str, name: &str) -> Result<usize, BadFormat> {
    let found = entry.languages.iter().position(|known| known == name);
    found.ok_or_else(|| BadFormat::Unknown {
        piece: id.to_owned(),
        name: name.to_owned(),
    })
}

fn stop(entry: &Entry, station: &StationEntry) -> Result<Stop, BadFormat> {
    let id = || station.id.clone();
    below(id, station.specialty, entry.specialties.len())?;
    below(id, station.zone, entry.zones.len())?;
    let mut places = vec![heads(id, station.cap)?; entry.rounds];
    for (round, cap) in &station.cap_at {
        let index: usize = round.parse().map_err(|_| BadFormat::Unknown {
            piece: format!("{}: cap_at", station.id),
            name: round.clone(),
        })?;
        if let Some(place) = places.get_mut(index) {
            *place = heads(id, *cap)?;
        }
    }
    for round in &station.closed {
        if let Some(place) = places.get_mut(*round) {
            *place = 0;
        }
    }
    let mut langs = 0;
    for name in &station.langs {
        langs |= 1 << language(entry, &station.id, name)?;
    }
    Ok(Stop {
        zone: station.zone,
        langs,
        fit: if station.step_free { STEP_FREE } else { 0 },
        places,
    })
}

fn party(entry: &Entry, index: usize, group: &GroupEntry) -> Result<Party, BadFormat> {
    let id = || group.id.clone();
    length(
        || format!("{}: pref", group.id),
        group.pref.len(),
        entry.specialties.len(),
    )?;
    for liked in &group.pref {
        below(
            || format!("{}: pref", group.id),
            usize::from(*liked),
            usize::from(COST_MAX) + 1,
        )?;
    }
    let cost = |station: &StationEntry| COST_MAX - group.pref.get(station.specialty).copied().unwrap_or(0);
    Ok(Party {
        size: heads(id, group.size)?,
        lang: language(entry, &group.id, &group.lang)?,
        needs: if group.step_free { STEP_FREE } else { 0 },
        costs: entry.stations.iter().map(cost).collect(),
        away: (0..entry.rounds)
            .map(|round| group.away.contains(&round))
            .collect(),
        rests: 0,
        school: index,
    })
}

fn replan(problem: &mut Problem, course: Course) -> Result<(), BadFormat> {
    let groups = problem.parties.len();
    below(|| "replan.now".to_owned(), course.now, problem.rounds + 1)?;
    for (piece, rows, rounds) in [
        ("executed", &course.executed, course.now),
        ("announced", &course.announced, problem.rounds),
    ] {
        length(|| format!("replan.{piece}"), rows.len(), groups)?;
        for (group, row) in rows.iter().enumerate() {
            length(|| format!("replan.{piece}[{group}]"), row.len(), rounds)?;
            for station in row.iter().flatten() {
                below(
                    || format!("replan.{piece}[{group}]"),
                    *station,
                    problem.stops.len(),
                )?;
            }
        }
    }
    for (pins, row) in problem.pins.iter_mut().zip(&course.executed) {
        for (pin, _) in pins.iter_mut().zip(row) {
            *pin = Pin::Done;
        }
    }
    for (group, row) in course.executed.into_iter().enumerate() {
        for (round, station) in row.into_iter().enumerate() {
            problem.fixed.put(group, round, station);
        }
    }
    problem.announced = Some(Plan(course.announced));
    Ok(())
}
