//! How the day went: sessions that were not held as planned, lateness, overruns, stops, places, faults.

use super::{Field, Maker, Table, both, programs, table};
use crate::report::model::{
    Because, Delay, Deviation, Extended, Fault, Late, OverPlaces, Overrun, Pause, Report, Stopped,
    UnusedStation,
};

/// The tables of the course of the day.
pub(super) fn tables(report: &Report) -> Vec<Table> {
    let time = &report.punctuality;
    vec![
        because(&report.totals.reasons),
        deviations(&report.deviations),
        late(&time.late),
        overruns(&time.overruns),
        delays(&time.delays),
        extensions(&time.extensions),
        holds(&time.holds),
        pauses(&time.pauses),
        over_places(&report.capacity.over_places),
        unused(&report.capacity.unused),
        faults(&report.safety.faults),
    ]
}

fn because(rows: &[Because]) -> Table {
    let makers: [Maker<&Because>; 3] = [
        both("outcome", |row| Field::term("outcome", row.outcome.code())),
        both("reason", |row| Field::reason(row.reason)),
        both("sessions", |row| row.sessions.into()),
    ];
    table("not_held", "table-not-held", &makers, rows)
}

fn deviations(rows: &[Deviation]) -> Table {
    let makers: [Maker<&Deviation>; 7] = [
        both("round", |row| row.round.0.into()),
        both("group", |row| row.group.0.into()),
        both("station", |row| {
            row.station.map_or(Field::Nothing, |no| no.0.into())
        }),
        both("instead", |row| {
            row.instead.map_or(Field::Nothing, |no| no.0.into())
        }),
        both("outcome", |row| Field::term("outcome", row.outcome.code())),
        both("reason", |row| Field::reason(row.reason)),
        programs("planned", |row| Field::yes(row.planned)),
    ];
    table("deviation", "head-deviations", &makers, rows)
}

fn late(rows: &[Late]) -> Table {
    let makers: [Maker<&Late>; 7] = [
        both("round", |row| row.round.0.into()),
        both("group", |row| row.group.0.into()),
        both("station", |row| row.station.0.into()),
        both("late_s", |row| Field::Seconds(row.late_s)),
        both("against_plan_s", |row| Field::Seconds(row.against_plan_s)),
        both("reason", |row| Field::reason(row.reason)),
        both("sent_on_from", |row| {
            row.sent_on_from.map_or(Field::Nothing, |no| no.0.into())
        }),
    ];
    table("late", "table-late", &makers, rows)
}

fn overruns(rows: &[Overrun]) -> Table {
    let makers: [Maker<&Overrun>; 5] = [
        both("round", |row| row.round.0.into()),
        both("group", |row| row.group.0.into()),
        both("station", |row| row.station.0.into()),
        both("over_s", |row| Field::Seconds(row.over_s)),
        both("reason", |row| Field::reason(row.cause)),
    ];
    table("overrun", "table-overrun", &makers, rows)
}

fn delays(rows: &[Delay]) -> Table {
    let makers: [Maker<&Delay>; 4] = [
        both("at", |row| row.at.into()),
        both("group", |row| row.group.0.into()),
        both("expected_at", |row| row.until.into()),
        both("reason", |row| Field::reason(Some(row.reason))),
    ];
    table("delay", "table-delay", &makers, rows)
}

fn extensions(rows: &[Extended]) -> Table {
    let makers: [Maker<&Extended>; 4] = [
        both("round", |row| row.round.0.into()),
        both("station", |row| row.station.0.into()),
        both("minutes", |row| row.minutes.into()),
        both("reason", |row| Field::reason(Some(row.reason))),
    ];
    table("extension", "table-extension", &makers, rows)
}

fn holds(rows: &[Stopped]) -> Table {
    let makers: [Maker<&Stopped>; 4] = [
        both("since", |row| row.since.into()),
        both("until", |row| row.until.into()),
        both("length_s", |row| Field::Seconds(row.length_s)),
        both("reason", |row| Field::reason(Some(row.reason))),
    ];
    table("hold", "table-hold", &makers, rows)
}

fn pauses(rows: &[Pause]) -> Table {
    let makers: [Maker<&Pause>; 5] = [
        both("station", |row| row.station.0.into()),
        both("since", |row| row.stop.since.into()),
        both("until", |row| row.stop.until.into()),
        both("length_s", |row| Field::Seconds(row.stop.length_s)),
        both("reason", |row| Field::reason(Some(row.stop.reason))),
    ];
    table("pause", "table-pause", &makers, rows)
}

fn over_places(rows: &[OverPlaces]) -> Table {
    let makers: [Maker<&OverPlaces>; 6] = [
        both("station", |row| row.station.0.into()),
        both("since", |row| row.since.into()),
        both("until", |row| row.until.into()),
        both("length_s", |row| Field::Seconds(row.length_s)),
        both("pupils", |row| row.pupils.into()),
        both("places", |row| row.places.into()),
    ];
    table("over_places", "table-over-places", &makers, rows)
}

fn unused(rows: &[UnusedStation]) -> Table {
    let makers: [Maker<&UnusedStation>; 2] = [
        both("station", |row| row.station.0.into()),
        both("places", |row| row.places.into()),
    ];
    table("unused", "table-unused", &makers, rows)
}

fn faults(rows: &[Fault]) -> Table {
    let makers: [Maker<&Fault>; 6] = [
        both("station", |row| row.station.0.into()),
        both("since", |row| row.stop.since.into()),
        both("until", |row| row.stop.until.into()),
        both("length_s", |row| Field::Seconds(row.stop.length_s)),
        both("places", |row| row.places.into()),
        both("reason", |row| Field::reason(Some(row.stop.reason))),
    ];
    table("fault", "table-fault", &makers, rows)
}
