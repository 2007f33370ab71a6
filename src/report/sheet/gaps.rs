//! What is not known, and what has changed of figures given away.

use super::{Field, Maker, Table, both, table};
use crate::report::model::{Changed, Differing, Given, Report, Source, Twice};

/// One thing that is not known.
struct Gap {
    kind: &'static str,
    station: Field,
    round: Field,
    group: Field,
    entries: Field,
}

impl Gap {
    const fn of(kind: &'static str) -> Self {
        Self {
            kind,
            station: Field::Nothing,
            round: Field::Nothing,
            group: Field::Nothing,
            entries: Field::Nothing,
        }
    }
}

/// The tables of what is not known, and of what has changed.
pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![
        gaps(report),
        differing(&report.gaps.differing),
        twice(&report.gaps.counted_twice),
        changes(&report.given),
        sources(&report.given),
    ]
}

fn gaps(report: &Report) -> Table {
    let gaps = &report.gaps;
    let on_paper = gaps.on_paper.iter().flat_map(|paper| {
        paper.rounds.iter().map(|round| Gap {
            station: paper.station.0.into(),
            round: round.0.into(),
            ..Gap::of("on_paper")
        })
    });
    let unconfirmed = gaps.unconfirmed.iter().map(|visit| Gap {
        station: visit.station.0.into(),
        round: visit.round.0.into(),
        group: visit.group.0.into(),
        ..Gap::of("unconfirmed")
    });
    let holes = gaps.not_received.iter().map(|hole| Gap {
        station: hole
            .role
            .map_or(Field::Unknown, |role| Field::place(role.place())),
        entries: hole.entries.into(),
        ..Gap::of("not_received")
    });
    let newer = (gaps.unknown_entries > 0).then(|| Gap {
        entries: gaps.unknown_entries.into(),
        ..Gap::of("newer_program")
    });
    let makers: [Maker<Gap>; 5] = [
        both("gap", |gap| Field::term("gap", gap.kind)),
        both("station", |gap| gap.station.clone()),
        both("round", |gap| gap.round.clone()),
        both("group", |gap| gap.group.clone()),
        both("entries", |gap| gap.entries.clone()),
    ];
    table(
        "gap",
        "head-gaps",
        &makers,
        on_paper.chain(unconfirmed).chain(holes).chain(newer),
    )
}

fn differing(rows: &[Differing]) -> Table {
    let makers: [Maker<&Differing>; 5] = [
        both("round", |row| row.visit.round.0.into()),
        both("group", |row| row.visit.group.0.into()),
        both("station", |row| row.visit.station.0.into()),
        both("count", |row| row.count.into()),
        both("other_count", |row| row.other.into()),
    ];
    table("differing", "table-differing", &makers, rows)
}

fn twice(rows: &[Twice]) -> Table {
    let makers: [Maker<&Twice>; 3] = [
        both("round", |row| row.round.0.into()),
        both("group", |row| row.group.0.into()),
        both("stations", |row| Field::stations(&row.stations)),
    ];
    table("counted_twice", "table-counted-twice", &makers, rows)
}

/// One figure of one report that has changed.
type Change<'a> = (&'a Given, &'a Changed);

fn changes(given: &[Given]) -> Table {
    let rows = given.iter().flat_map(|given| {
        let changes = given.changes.iter().flat_map(|changes| &changes.figures);
        changes.map(move |changed| (given, changed))
    });
    let makers: [Maker<Change<'_>>; 6] = [
        both("purpose", |(given, _)| {
            Field::term("purpose", given.purpose.code())
        }),
        both("given_at", |(given, _)| given.at.into()),
        both("as_of", |(given, _)| given.as_of.into()),
        both("figure", |(_, changed)| Field::Figure(changed.name.clone())),
        both("was", |(_, changed)| {
            changed.was.map_or(Field::Unknown, Field::Number)
        }),
        both("now", |(_, changed)| {
            changed.now.map_or(Field::Unknown, Field::Number)
        }),
    ];
    table("change", "table-change", &makers, rows)
}

/// Who wrote entries that came after figures had been given away, and how many.
fn sources(given: &[Given]) -> Table {
    let rows = given.iter().flat_map(|given| {
        let sources = given.changes.iter().flat_map(|changes| &changes.sources);
        sources.map(move |source| (given, source))
    });
    let makers: [Maker<(&Given, &Source)>; 4] = [
        both("purpose", |(given, _)| {
            Field::term("purpose", given.purpose.code())
        }),
        both("given_at", |(given, _)| given.at.into()),
        both("station", |(_, source)| Field::place(source.role.place())),
        both("entries", |(_, source)| source.entries.into()),
    ];
    table("change_source", "table-change-source", &makers, rows)
}
