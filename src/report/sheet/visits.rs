//! The same visits by station, hall, school, language, specialty, organisation, round, and minute.

use super::{Field, Maker, Table, both, people, programs, table};
use crate::domain::event::Words;
use crate::domain::time::Span;
use crate::report::figures::{Flow, Minute};
use crate::report::model::{
    Briefings, HallRow, LanguageRow, NameRow, Report, RoundRow, SchoolRow, StationRow, Tally, Times,
};
use crate::report::words::before_dash;

/// The key of the table of stations.
pub const STATION: &str = "station";
/// The key of the table of schools.
pub const SCHOOL: &str = "school";

/// What every row of visits has.
trait Row {
    fn tally(&self) -> &Tally;
}

/// A station with the full name of its hall.
type Station<'a> = (&'a StationRow, Words);

impl Row for Station<'_> {
    fn tally(&self) -> &Tally {
        &self.0.tally
    }
}

macro_rules! rows {
    ($($row:ty),*) => {$(
        impl Row for &$row {
            fn tally(&self) -> &Tally {
                &self.tally
            }
        }
    )*};
}
rows!(HallRow, SchoolRow, LanguageRow, NameRow, RoundRow);

/// The columns that every table of visits has.
fn tally<R: Row>() -> Vec<Maker<R>> {
    vec![
        both("sessions", |row| row.tally().sessions.into()),
        both("person_visits", |row| row.tally().person_visits.into()),
        both("interested", |row| row.tally().interest.into()),
        people("share", |row| {
            Field::share(row.tally().interest, row.tally().interest_of)
        }),
        programs("interest_of", |row| row.tally().interest_of.into()),
        programs("interest_unknown", |row| row.tally().interest_unknown.into()),
        programs("in_progress", |row| row.tally().in_progress.into()),
        both("late", |row| row.tally().late.into()),
        both("unknown_sessions", |row| row.tally().unknown_sessions.into()),
    ]
}

/// The tables of visits.
pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![
        stations(report),
        halls(report),
        schools(report),
        languages(report),
        names("specialty", "head-specialties", &report.by_specialty),
        names("organisation", "head-organisations", &report.by_organisation),
        rounds(report),
    ]
}

fn stations(report: &Report) -> Table {
    let mut makers: Vec<Maker<Station<'_>>> = vec![
        both("station", |(row, _)| row.station.0.into()),
        people("name", |(row, _)| (&row.name).into()),
        people("organisation", |(row, _)| (&row.organisation).into()),
        programs("name_en", |(row, _)| row.name.en.as_str().into()),
        programs("hall", |(row, _)| row.hall.0.as_str().into()),
        people("hall_name", |(_, hall)| hall.into()),
        people("planned_sessions", |(row, _)| row.planned_sessions.into()),
    ];
    makers.extend(tally());
    makers.extend::<[Maker<Station<'_>>; 12]>([
        programs("name_kk", |(row, _)| row.name.kk.as_str().into()),
        programs("name_ru", |(row, _)| row.name.ru.as_str().into()),
        programs("organisation_kk", |(row, _)| row.organisation.kk.as_str().into()),
        programs("organisation_ru", |(row, _)| row.organisation.ru.as_str().into()),
        programs("organisation_en", |(row, _)| row.organisation.en.as_str().into()),
        programs("places", |(row, _)| row.places.into()),
        programs("on_paper", |(row, _)| Field::yes(row.on_paper)),
        programs("planned_sessions", |(row, _)| row.planned_sessions.into()),
        programs("walk_ins", |(row, _)| row.walk_ins.into()),
        people("briefings", |(row, _)| briefings(&row.briefings)),
        programs("briefings_required", |(row, _)| row.briefings.required.into()),
        programs("briefings_marked", |(row, _)| row.briefings.marked.into()),
    ]);
    makers.push(programs("briefings_unknown", |(row, _)| {
        row.briefings.unknown.into()
    }));
    let hall = |row: &StationRow| {
        let mut halls = report.by_hall.iter();
        let hall = halls.find(|hall| hall.hall == row.hall);
        hall.map_or_else(|| Words::same(&row.hall.0), |hall| short(&hall.name))
    };
    table(
        STATION,
        "head-stations",
        &makers,
        report.by_station.iter().map(|row| (row, hall(row))),
    )
}

/// The name of a hall for a narrow column.
fn short(name: &Words) -> Words {
    Words {
        kk: before_dash(&name.kk).to_owned(),
        ru: before_dash(&name.ru).to_owned(),
        en: before_dash(&name.en).to_owned(),
    }
}

/// Marked of required; nothing where no briefing is needed.
fn briefings(briefings: &Briefings) -> Field {
    if briefings.required == 0 {
        Field::Nothing
    } else if briefings.marked == 0 && briefings.unknown > 0 {
        Field::Unknown
    } else {
        Field::Of(briefings.marked, briefings.required)
    }
}

fn halls(report: &Report) -> Table {
    let mut makers: Vec<Maker<&HallRow>> = vec![
        people("hall_name", |row| (&row.name).into()),
        programs("hall", |row| row.hall.0.as_str().into()),
        both("stations", |row| row.stations.into()),
    ];
    makers.extend(tally());
    makers.push(both("walk_ins", |row| row.walk_ins.into()));
    table("hall", "head-halls", &makers, &report.by_hall)
}

fn schools(report: &Report) -> Table {
    let mut makers: Vec<Maker<&SchoolRow>> = vec![
        both("school", |row| row.school.as_str().into()),
        both("groups", |row| row.groups.into()),
        people("groups_expected", |row| row.groups_expected.into()),
        both("pupils_once", |row| row.pupils.into()),
    ];
    makers.extend(tally());
    makers.extend::<[Maker<&SchoolRow>; 3]>([
        both("arrived", |row| row.arrived.into()),
        both("left", |row| row.left.into()),
        programs("groups_expected", |row| row.groups_expected.into()),
    ]);
    table(SCHOOL, "head-schools", &makers, &report.by_school)
}

fn languages(report: &Report) -> Table {
    let mut makers: Vec<Maker<&LanguageRow>> = vec![
        both("language", |row| Field::lang(row.language)),
        both("groups", |row| row.groups.into()),
        both("pupils_once", |row| row.pupils.into()),
    ];
    makers.extend(tally());
    table("language", "head-languages", &makers, &report.by_language)
}

fn names(key: &'static str, title: &'static str, rows: &[NameRow]) -> Table {
    let mut makers: Vec<Maker<&NameRow>> = vec![
        people("name", |row| (&row.name).into()),
        programs("name_en", |row| row.name.en.as_str().into()),
        both("stations", |row| Field::stations(&row.stations)),
    ];
    makers.extend(tally());
    makers.extend::<[Maker<&NameRow>; 2]>([
        programs("name_kk", |row| row.name.kk.as_str().into()),
        programs("name_ru", |row| row.name.ru.as_str().into()),
    ]);
    table(key, title, &makers, rows)
}

fn rounds(report: &Report) -> Table {
    let mut makers: Vec<Maker<&RoundRow>> = vec![
        both("round", |row| row.round.0.into()),
        people("planned_times", |row| span(row.planned)),
        people("times", |row| span(row.now)),
        programs("planned_start", |row| row.planned.start.into()),
        programs("planned_end", |row| row.planned.end.into()),
        programs("start", |row| row.now.start.into()),
        programs("end", |row| row.now.end.into()),
        both("planned_sessions", |row| row.planned_sessions.into()),
    ];
    makers.extend(tally());
    makers.extend::<[Maker<&RoundRow>; 3]>([
        both("missed", |row| row.missed.into()),
        both("cancelled", |row| row.cancelled.into()),
        both("no_shows", |row| row.no_shows.into()),
    ]);
    table("round", "head-rounds", &makers, &report.by_round)
}

fn span(times: Times) -> Field {
    let (start, end) = (times.start.0, times.end.0);
    Field::Text(Span { start, end }.to_string())
}

/// Pupils at the stations minute by minute.
pub(super) fn flow(flow: &Flow) -> Table {
    let makers: [Maker<&Minute>; 3] = [
        both("at", |minute| minute.at.into()),
        both("pupils", |minute| minute.pupils.into()),
        both("unknown_sessions", |minute| minute.unknown.into()),
    ];
    table("flow", "table-flow", &makers, &flow.minutes)
}
