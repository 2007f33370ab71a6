//! The tables: rows in their order, each with its sum.

use super::seen::Seen;
use super::tables::Tables;
use super::totals::walk_ins_at;
use super::{Basis, View, many};
use crate::domain::event::{Event, HallId, Station, Words};
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::{EventTime, Span};
use crate::report::model::{
    HallRow, LanguageRow, NameRow, Outcome, RoundRow, SchoolRow, StationRow, Times, Top,
};
use crate::report::value::{At, Cell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many stations are quoted.
const TOP: usize = 10;

/// Stations that take groups, and any other at which somebody was counted.
fn numbers(view: &View<'_>, tables: &Tables) -> BTreeSet<StationNo> {
    let planned = view.event.into_iter().flat_map(Event::rotation_stations);
    let walked_in = view.floor.stations().map(|(no, _)| no);
    let walked_in = walked_in.filter(|no| walk_ins_at(view, *no) > 0);
    let visited = tables.stations.keys().copied();
    planned
        .map(|(no, _)| no)
        .chain(walked_in)
        .chain(visited)
        .collect()
}

/// How many sessions the event file plans, of those that are asked for.
fn planned(view: &View<'_>, which: impl Fn(RoundNo, StationNo) -> bool) -> u32 {
    let plan = view.event.into_iter().flat_map(|event| event.plan.values());
    let sessions = plan.flat_map(|route| (1..=u8::MAX).map(RoundNo).zip(route));
    let wanted = sessions.filter(|(round, station)| station.is_some_and(|no| which(*round, no)));
    many(wanted.count())
}

/// Every station.
pub(super) fn stations(basis: &Basis<'_>, tables: &Tables) -> Vec<StationRow> {
    let view = &basis.view;
    let row = |no: StationNo| {
        let about = view.station(no);
        let words = |name: fn(&Station) -> &Words| about.map_or_else(Words::default, |one| name(one).clone());
        StationRow {
            station: no,
            hall: about.map_or_else(|| HallId(String::new()), |one| one.hall.clone()),
            name: words(|one| &one.name),
            organisation: words(|one| &one.org),
            places: about.map_or(0, |one| one.places),
            on_paper: view.on_paper(no, view.as_of),
            planned_sessions: planned(view, |_, station| station == no),
            tally: tables.sum_of(&[no]).row(),
            walk_ins: walk_ins_at(view, no),
            briefings: tables.briefings.get(&no).copied().unwrap_or_default(),
        }
    };
    numbers(view, tables).into_iter().map(row).collect()
}

/// Every hall that has stations for groups or was visited.
pub(super) fn halls(basis: &Basis<'_>, tables: &Tables) -> Vec<HallRow> {
    let view = &basis.view;
    let Some(event) = view.event else {
        return Vec::new();
    };
    let row = |hall: &crate::domain::event::Hall| {
        let here = |no: &StationNo| view.station(*no).is_some_and(|one| one.hall == hall.id);
        let stations = event.rotation_stations().filter(|(no, _)| here(no)).count();
        let walked_in = view.floor.stations().map(|(no, _)| no).filter(here);
        HallRow {
            hall: hall.id.clone(),
            name: hall.name.clone(),
            stations: many(stations),
            tally: tables.halls.get(&hall.id).copied().unwrap_or_default().row(),
            walk_ins: walked_in.map(|no| walk_ins_at(view, no)).sum(),
        }
    };
    let rows = event.halls.iter().map(row);
    rows.filter(|row| row.stations > 0 || row.tally.sessions != Cell::Known(0) || row.walk_ins > 0)
        .collect()
}

/// The Kazakh alphabet, which holds the Russian one: letters are not in the order of their code points.
const ALPHABET: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

/// The order of schools: those that begin with a number by that number, then the others by the alphabet.
fn school_key(name: &str) -> (u64, Vec<u32>) {
    let begins = name.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let digits: String = begins.chars().take_while(char::is_ascii_digit).collect();
    let place = |letter: char| {
        let place = ALPHABET.chars().position(|other| other == letter);
        let place = place.and_then(|place| u32::try_from(place).ok());
        place.map_or_else(|| u32::from(letter), |place| u32::from('а') + place)
    };
    let letters = name.chars().flat_map(char::to_lowercase).map(place);
    (digits.parse().unwrap_or(u64::MAX), letters.collect())
}

/// Every school with a group.
pub(super) fn schools(basis: &Basis<'_>, tables: &Tables) -> Vec<SchoolRow> {
    let floor = basis.view.floor;
    let mut rows: BTreeMap<&str, SchoolRow> = BTreeMap::new();
    for (no, about) in floor.groups() {
        let row = rows.entry(&about.school).or_insert_with(|| SchoolRow {
            school: about.school.clone(),
            groups: 0,
            groups_expected: 0,
            pupils: Cell::Known(0),
            tally: tables
                .schools
                .get(&about.school)
                .copied()
                .unwrap_or_default()
                .row(),
            arrived: None,
            left: None,
        });
        row.groups_expected += 1;
        if let Some(count) = tables.pupils.get(&no) {
            row.groups += 1;
            row.pupils = plus(row.pupils, *count);
        }
        let said = floor.group_log(no).into_iter();
        let said = said.flat_map(|log| log.on_site.standing(&floor.undone));
        let said = said.map(|mark| At(mark.at)).min();
        row.arrived = [row.arrived, said, first_counted(floor, no)]
            .into_iter()
            .flatten()
            .min();
    }
    for row in rows.values_mut() {
        row.left = left(basis, &row.school);
    }
    let mut rows: Vec<SchoolRow> = rows.into_values().collect();
    rows.sort_by_cached_key(|row| (school_key(&row.school), row.school.clone()));
    rows
}

/// When a station first counted the group, even one that sent it on: it was on the site.
fn first_counted(floor: &Floor, group: GroupNo) -> Option<At> {
    let visits = floor.visits_of(group).into_iter();
    let arrivals = visits.filter_map(|visit| floor.session(visit)?.arrival(&floor.undone));
    let known = arrivals.filter(|arrival| !arrival.later);
    known.map(|arrival| At(arrival.at)).min()
}

/// When the school's last visit ended: not known while the end of one in its last round is not.
fn left(basis: &Basis<'_>, school: &str) -> Option<At> {
    let of_school = |one: &&Seen<'_>| one.group.is_some_and(|about| about.school == school);
    let visits = || basis.seen.iter().filter(of_school);
    let last = visits().map(|one| one.visit.round).max()?;
    let known = visits().all(|one| one.visit.round != last || one.ended.is_some());
    let ends = visits().filter_map(|one| one.ended).map(At);
    ends.filter(|_| known).max()
}

fn plus(cell: Cell, count: u16) -> Cell {
    match cell {
        Cell::Known(number) => Cell::Known(number + i64::from(count)),
        other => other,
    }
}

/// Every language of a group.
pub(super) fn languages(basis: &Basis<'_>, tables: &Tables) -> Vec<LanguageRow> {
    let of = |no| basis.view.floor.group(no).map(|about| about.lang);
    let languages = basis.view.floor.groups().map(|(_, about)| about.lang);
    let languages: BTreeSet<_> = languages.collect();
    let row = |language| {
        let counted = tables.pupils.iter().filter(|(no, _)| of(**no) == Some(language));
        LanguageRow {
            language,
            groups: many(counted.clone().count()),
            pupils: Cell::Known(counted.map(|(_, count)| i64::from(*count)).sum()),
            tally: tables.languages.get(&language).copied().unwrap_or_default().row(),
        }
    };
    languages.into_iter().map(row).collect()
}

/// Stations that share a name together; those without one are left out.
pub(super) fn named(basis: &Basis<'_>, tables: &Tables, name: fn(&Station) -> &Words) -> Vec<NameRow> {
    let mut rows: Vec<(Words, Vec<StationNo>)> = Vec::new();
    for no in numbers(&basis.view, tables) {
        let Some(words) = basis.view.station(no).map(name) else {
            continue;
        };
        if *words == Words::default() {
            continue;
        }
        match rows.iter_mut().find(|(other, _)| other == words) {
            Some((_, stations)) => stations.push(no),
            None => rows.push((words.clone(), vec![no])),
        }
    }
    let row = |(name, stations): (Words, Vec<StationNo>)| NameRow {
        tally: tables.sum_of(&stations).row(),
        name,
        stations,
    };
    rows.into_iter().map(row).collect()
}

/// Every round.
pub(super) fn rounds(basis: &Basis<'_>, tables: &Tables) -> Vec<RoundRow> {
    let view = &basis.view;
    let row = |slot: &crate::domain::countdown::Slot| {
        let round = slot.round;
        RoundRow {
            round,
            planned: times(slot.planned),
            now: times(slot.now),
            planned_sessions: planned(view, |other, _| other == round),
            tally: tables.rounds.get(&round).copied().unwrap_or_default().row(),
            missed: Tables::count(basis, round, Outcome::Missed),
            cancelled: Tables::count(basis, round, Outcome::Cancelled),
            no_shows: Tables::count(basis, round, Outcome::NoShow),
        }
    };
    view.schedule.slots.iter().map(row).collect()
}

const fn times(span: Span) -> Times {
    const fn at(moment: EventTime) -> At {
        At(moment)
    }
    Times {
        start: at(span.start),
        end: at(span.end),
    }
}

/// The stations to quote.
pub(super) fn top(tables: &Tables) -> Top {
    let mut by_visits: Vec<_> = tables
        .stations
        .iter()
        .filter(|(_, sum)| sum.visits() > 0)
        .map(|(no, sum)| (Reverse(sum.visits()), *no))
        .collect();
    by_visits.sort();
    let mut by_interest: Vec<_> = tables
        .stations
        .iter()
        .filter_map(|(no, sum)| {
            let (hands, of) = sum.interest().filter(|(hands, of)| *hands > 0 && *of > 0)?;
            Some((hands, of, *no))
        })
        .collect();
    // Shares are compared without dividing, so that equal ones are equal.
    by_interest.sort_by(|(hands, of, no), (other_hands, other_of, other)| {
        (other_hands * of).cmp(&(hands * other_of)).then(no.cmp(other))
    });
    Top {
        by_visits: by_visits.into_iter().map(|(_, no)| no).take(TOP).collect(),
        by_interest: by_interest.into_iter().map(|(_, _, no)| no).take(TOP).collect(),
    }
}
