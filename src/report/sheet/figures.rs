//! The figures of the whole day, each with its section and stable key.

use super::Field;
use crate::domain::event::{Lang, Support as Kind};
use crate::report::model::Report;

/// One figure of the day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// The stable key of its section.
    pub section: &'static str,
    /// The title of its section in the catalogue.
    pub title: &'static str,
    /// Its stable key. A figure that is given away has the same name there.
    pub key: &'static str,
    /// Its name in the catalogue; its meaning stands under `NAME.meaning`.
    pub name: String,
    /// The limit that its meaning names, in minutes or seconds.
    pub limit: i64,
    /// Its value.
    pub value: Field,
}

/// A figure whose name in the catalogue follows from its key.
type Row = (&'static str, Field);

/// Figures whose name in the catalogue does not follow from their key.
const NAMES: [(&str, &str); 10] = [
    ("planned_sessions", "figure-planned"),
    ("person_visits_in_progress", "figure-in-progress"),
    ("longest_wait_s", "figure-longest-wait"),
    ("held_s", "figure-holds"),
    ("unused_stations", "figure-unused"),
    ("briefings_marked", "figure-briefings"),
    ("first_aid_calls", "figure-first-aid"),
    ("help_calls", "figure-help"),
    ("equipment_faults", "figure-faults"),
    ("support_sessions", "figure-support"),
];

/// The name of a figure in the catalogue.
pub fn name_of(key: &str) -> String {
    let mut names = NAMES.iter().filter(|(of, _)| *of == key);
    names.next().map_or_else(
        || format!("figure-{}", key.replace('_', "-")),
        |(_, name)| (*name).to_owned(),
    )
}

/// Every figure of the day, in the order of reading.
pub fn figures(report: &Report) -> Vec<Figure> {
    let sections: [(&'static str, &'static str, Vec<Row>); 10] = [
        ("people", "section-people", people(report)),
        ("sessions", "section-sessions", sessions(report)),
        ("interest", "section-interest", interest(report)),
        ("language", "head-languages", languages(report)),
        ("time", "head-punctuality", time(report)),
        ("places", "head-capacity", places(report)),
        ("safety", "head-safety", safety(report)),
        ("support", "head-support", support(report)),
        ("fair", "head-desks", fair(report)),
        ("gaps", "head-gaps", gaps(report)),
    ];
    let figures = sections.into_iter().flat_map(|(section, title, rows)| {
        rows.into_iter().map(move |(key, value)| Figure {
            section,
            title,
            key,
            name: name_of(key),
            limit: limit(report, key),
            value,
        })
    });
    figures.collect()
}

/// From how much on something is late, over its time or over places.
fn limit(report: &Report, key: &str) -> i64 {
    match key {
        "overruns" => report.punctuality.overrun_from_s,
        "over_places" => report.capacity.over_from_s,
        _ => report.punctuality.late_after_min.into(),
    }
}

fn people(report: &Report) -> Vec<Row> {
    let totals = &report.totals;
    vec![
        ("pupils", totals.pupils.into()),
        ("planned_pupils", totals.planned.pupils.into()),
        ("groups", totals.groups.into()),
        ("planned_groups", totals.planned.groups.into()),
        ("groups_added", totals.groups_added.into()),
        ("schools", totals.schools.into()),
        ("walk_ins", totals.walk_ins.into()),
    ]
}

fn sessions(report: &Report) -> Vec<Row> {
    let totals = &report.totals;
    let sessions = &totals.sessions;
    vec![
        ("person_visits", totals.person_visits.into()),
        ("planned_person_visits", totals.planned.person_visits.into()),
        ("sessions", sessions.held.into()),
        ("planned_sessions", totals.planned.sessions.into()),
        ("as_planned", sessions.as_planned.into()),
        ("moved", sessions.moved.into()),
        ("added", sessions.added.into()),
        ("missed", sessions.missed.into()),
        ("cancelled", sessions.cancelled.into()),
        ("no_shows", sessions.no_shows.into()),
        ("sessions_in_progress", sessions.in_progress.into()),
        (
            "person_visits_in_progress",
            totals.person_visits_in_progress.into(),
        ),
        ("to_come", sessions.to_come.into()),
        ("interrupted", sessions.interrupted.into()),
        ("entered_later", sessions.entered_later.into()),
    ]
}

fn interest(report: &Report) -> Vec<Row> {
    let totals = &report.totals;
    vec![
        ("interest", totals.interest.into()),
        ("interest_of", totals.interest_of.into()),
        ("interest_unknown", totals.interest_unknown.into()),
    ]
}

/// Sessions by language; a language in which no group was counted has none.
fn languages(report: &Report) -> Vec<Row> {
    let held = |lang| {
        let mut rows = report.by_language.iter();
        let row = rows.find(|row| row.language == lang);
        row.map(|row| Field::from(row.tally.sessions))
    };
    let none = || Field::Number(0);
    let mut rows = vec![
        ("sessions_kk", held(Lang::Kk).unwrap_or_else(none)),
        ("sessions_ru", held(Lang::Ru).unwrap_or_else(none)),
    ];
    rows.extend(held(Lang::En).map(|field| ("sessions_en", field)));
    rows
}

fn time(report: &Report) -> Vec<Row> {
    let time = &report.punctuality;
    let longest = time.longest_wait.map(|wait| Field::Seconds(wait.wait_s));
    vec![
        ("in_time", time.in_time.into()),
        ("late", Field::many(time.late.len())),
        ("arrival_unknown", time.arrival_unknown.into()),
        ("longest_wait_s", longest.unwrap_or(Field::Nothing)),
        ("delays", Field::many(time.delays.len())),
        ("overruns", Field::many(time.overruns.len())),
        ("extensions", Field::many(time.extensions.len())),
        ("held_s", Field::Seconds(time.held_s)),
        ("pauses", Field::many(time.pauses.len())),
    ]
}

fn places(report: &Report) -> Vec<Row> {
    let capacity = &report.capacity;
    let unused = capacity.unused.iter().map(|station| i64::from(station.places));
    vec![
        ("over_places", Field::many(capacity.over_places.len())),
        ("unused_stations", Field::many(capacity.unused.len())),
        ("unused_places", Field::Number(unused.sum())),
        ("places_offered", capacity.places_offered.into()),
        ("places_taken", capacity.places_taken.into()),
    ]
}

fn safety(report: &Report) -> Vec<Row> {
    let safety = &report.safety;
    let briefings = &safety.briefings;
    let drill = safety.evacuations.last();
    let accounted = drill.map(|drill| drill.all_accounted_after_s.map_or(Field::Unknown, Field::Seconds));
    let help = if report.public {
        Field::Hidden
    } else {
        Field::many(safety.help.len())
    };
    vec![
        ("briefings_required", briefings.required.into()),
        ("briefings_marked", briefings.marked.into()),
        ("briefings_not_marked", briefings.not_marked.into()),
        ("briefings_unknown", briefings.unknown.into()),
        ("first_aid_calls", safety.first_aid_calls.into()),
        ("help_calls", help),
        ("evacuations", Field::many(safety.evacuations.len())),
        ("all_accounted_s", accounted.unwrap_or(Field::Nothing)),
        ("equipment_faults", safety.equipment_faults.into()),
    ]
}

fn support(report: &Report) -> Vec<Row> {
    let support = &report.support;
    let kinds = support.kinds.iter().map(|row| {
        let key = match row.kind {
            Kind::Wheelchair => "support_wheelchair",
            Kind::Sign => "support_sign",
            Kind::Quiet => "support_quiet",
            Kind::LowVision => "support_low_vision",
            Kind::Assistant => "support_assistant",
        };
        (key, row.sessions.into())
    });
    let all = ("support_sessions", support.sessions.into());
    std::iter::once(all).chain(kinds).collect()
}

fn fair(report: &Report) -> Vec<Row> {
    let kinds = &report.desks.kinds;
    vec![
        ("desk_visits", report.desks.visits.into()),
        ("desk_pupils", kinds.pupil.into()),
        ("desk_students", kinds.student.into()),
        ("desk_adults", kinds.adult.into()),
        ("guest_stays", Field::many(report.guests.stays.len())),
    ]
}

fn gaps(report: &Report) -> Vec<Row> {
    let gaps = &report.gaps;
    let sessions = &report.totals.sessions;
    let holes = gaps.not_received.iter().map(|hole| hole.entries);
    vec![
        ("on_paper", sessions.on_paper.into()),
        ("unconfirmed", sessions.unconfirmed.into()),
        ("not_received", holes.sum::<u64>().into()),
        ("unknown_entries", gaps.unknown_entries.into()),
        ("end_unknown", gaps.end_unknown.into()),
    ]
}
