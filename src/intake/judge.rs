//! Whether the plan can be walked as it stands: the checks that need the whole file.

use super::draft::{Draft, Row};
use super::finding::FindingKind;
use super::pen::{At, Pen};
use super::section::language_term;
use crate::domain::event::{Group, HallId, Station, StationKind, Support};
use crate::domain::id::{DeskNo, GroupNo, StationNo};
use crate::domain::time::{MINUTE_MS, Span};
use std::collections::BTreeMap;

/// Support that a place must offer; the other kinds are met by what people there do.
const BY_PLACE: [Support; 2] = [Support::Wheelchair, Support::Quiet];

/// Minutes between two halls, the lesser id first.
type Walks<'d> = BTreeMap<(&'d HallId, &'d HallId), u16>;

/// Checks the plan against groups, stations, rounds and walks.
pub(super) fn judge(pen: &mut Pen<'_>, draft: &Draft) {
    let walks: Walks<'_> = draft
        .floor
        .walks
        .iter()
        .map(|walk| (ordered(&walk.from, &walk.to), walk.minutes))
        .collect();
    let mut visits: BTreeMap<(u32, StationNo), Vec<(GroupNo, &At)>> = BTreeMap::new();
    for row in draft.rows.iter().flatten() {
        if !draft.groups.places.contains_key(&row.group) {
            pen.add(&row.at, FindingKind::PlanUnknownGroup { group: row.group.0 });
        }
        length(pen, draft, row);
        for (round, no, at, station) in stops(draft, row) {
            match station {
                Some(station) if station.kind == StationKind::Rotation => {
                    visits.entry((round, no)).or_default().push((row.group, at));
                }
                _ => no_stop(pen, draft, no, at, station.is_some()),
            }
        }
        route(pen, draft, row, &walks);
    }
    capacity(pen, draft, &visits);
    wishes(pen, draft);
    without_row(pen, draft);
}

fn ordered<'d>(a: &'d HallId, b: &'d HallId) -> (&'d HallId, &'d HallId) {
    if a <= b { (a, b) } else { (b, a) }
}

/// The stops of a row: round, number, place in the file, and the station if there is one.
fn stops<'d>(
    draft: &'d Draft,
    row: &'d Row,
) -> impl Iterator<Item = (u32, StationNo, &'d At, Option<&'d Station>)> {
    (1u32..).zip(&row.cells).filter_map(|(round, (no, at))| {
        let no = StationNo(no.filter(|no| *no != 0)?);
        Some((round, no, at, draft.floor.stations.get(&no)))
    })
}

fn length(pen: &mut Pen<'_>, draft: &Draft, row: &Row) {
    if let Some(rounds) = &draft.hours.rounds
        && rounds.len() != row.cells.len()
    {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (cells, rounds) = (count(row.cells.len()), count(rounds.len()));
        pen.add(&row.list_at, FindingKind::RowLength { cells, rounds });
    }
}

/// A number in the plan at which no group can work.
fn no_stop(pen: &mut Pen<'_>, draft: &Draft, no: StationNo, at: &At, is_stand: bool) {
    let what = if is_stand {
        FindingKind::StandInPlan { station: no.0 }
    } else if draft.floor.desks.contains_key(&DeskNo(no.0)) {
        FindingKind::DeskInPlan { desk: no.0 }
    } else {
        FindingKind::UnknownStation { station: no.0 }
    };
    pen.add(at, what);
}

/// One group's way through the day.
fn route(pen: &mut Pen<'_>, draft: &Draft, row: &Row, walks: &Walks<'_>) {
    let mut first_visit = BTreeMap::new();
    let mut last: Option<(u32, StationNo, &Station)> = None;
    for (round, no, at, station) in stops(draft, row) {
        let first_round = *first_visit.entry(no).or_insert(round);
        if first_round != round {
            let (group, station) = (row.group.0, no.0);
            pen.add(
                at,
                FindingKind::StationTwice {
                    group,
                    station,
                    first_round,
                },
            );
        }
        let Some(station) = station else { continue };
        if let Some(group) = draft.groups.described.get(&row.group) {
            fit(pen, draft, (row.group, group), (no, station), at);
        }
        if let Some((before, from, from_station)) = last
            && before + 1 == round
        {
            let minutes = walks.get(&ordered(&from_station.hall, &station.hall)).copied();
            walk(
                pen,
                draft,
                (row.group, from, no),
                (before, minutes.unwrap_or(0)),
                at,
            );
        }
        last = Some((round, no, station));
    }
}

/// Whether a station suits a group.
fn fit(
    pen: &mut Pen<'_>,
    draft: &Draft,
    (group_no, group): (GroupNo, &Group),
    (no, station): (StationNo, &Station),
    at: &At,
) {
    if station.kind == StationKind::Stand {
        return;
    }
    if !station.languages.contains(&group.lang) && !draft.groups.speechless.contains(&group_no) {
        let what = FindingKind::LanguageNotMet {
            group: group_no.0,
            station: no.0,
            lang: language_term(group.lang),
        };
        pen.add(at, what);
    }
    for support in BY_PLACE {
        if group.needs.contains_key(&support) && !station.access.contains(&support) {
            let what = FindingKind::AccessNotMet {
                group: group_no.0,
                station: no.0,
                support: support.code(),
            };
            pen.add(at, what);
        }
    }
}

/// Whether the walk after round `before` fits into the changeover.
fn walk(
    pen: &mut Pen<'_>,
    draft: &Draft,
    (group, from, to): (GroupNo, StationNo, StationNo),
    (before, minutes): (u32, u16),
    at: &At,
) {
    let round = |no: u32| -> Option<Span> {
        let rounds = draft.hours.rounds.as_ref()?;
        *rounds.get(usize::try_from(no).ok()?.checked_sub(1)?)?
    };
    let (Some(left), Some(next)) = (round(before), round(before + 1)) else {
        return;
    };
    // Rounds that overlap have their own finding.
    let changeover_ms = next.start.since(left.end);
    if changeover_ms >= 0 && i64::from(minutes) * MINUTE_MS > changeover_ms {
        let what = FindingKind::WalkTooLong {
            group: group.0,
            from: from.0,
            to: to.0,
            minutes,
            changeover: u32::try_from(changeover_ms / MINUTE_MS).unwrap_or(0),
        };
        pen.add(at, what);
    }
}

/// Whether those who come together fit. It is said once, at the last group of the file that comes.
fn capacity(pen: &mut Pen<'_>, draft: &Draft, visits: &BTreeMap<(u32, StationNo), Vec<(GroupNo, &At)>>) {
    for ((round, no), groups) in visits {
        let places = draft.floor.stations.get(no).map_or(0, |station| station.places);
        let pupils: u32 = groups
            .iter()
            .filter_map(|(group, _)| draft.groups.described.get(group))
            .map(|group| u32::from(group.size))
            .sum();
        if pupils > u32::from(places)
            && let Some((_, at)) = groups.last()
        {
            let names: Vec<String> = groups
                .iter()
                .take(12)
                .map(|(group, _)| group.to_string())
                .collect();
            let what = FindingKind::OverCapacity {
                station: no.0,
                round: *round,
                groups: names.join(", "),
                pupils,
                places,
            };
            pen.add(at, what);
        }
    }
}

fn wishes(pen: &mut Pen<'_>, draft: &Draft) {
    for (group, about) in &draft.groups.described {
        let Some(at) = draft.groups.places.get(group) else {
            continue;
        };
        for no in &about.wishes {
            match draft.floor.stations.get(no) {
                Some(station) if station.kind == StationKind::Rotation => {}
                station => no_stop(pen, draft, *no, at, station.is_some()),
            }
        }
    }
}

fn without_row(pen: &mut Pen<'_>, draft: &Draft) {
    let Some(rows) = &draft.rows else {
        pen.add(&(0..0), FindingKind::NoPlan {});
        return;
    };
    let mut missing = draft.groups.places.clone();
    for row in rows {
        missing.remove(&row.group);
    }
    for (group, at) in missing {
        pen.add(&at, FindingKind::GroupWithoutRow { group: group.0 });
    }
}
