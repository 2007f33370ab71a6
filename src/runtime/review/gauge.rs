//! The figures of the report for a review: measured on a thread of their own, on the floor that the screen lends.

use crate::domain::event::Lang;
use crate::domain::floor::Floor;
use crate::domain::id::EntryId;
use crate::domain::time::EventTime;
use crate::report::words::Words;
use crate::report::{Cell, FigureRef, Report, by_name, entries_behind, figures};
use crate::ui::screen::review::{Figure, Findings, Measure, Measured, Msg};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use tokio::sync::mpsc;

/// The figures of the whole day: how each is called in the catalogue of the report, and its stable name.
const DAY: [(&str, &str); 20] = [
    ("figure-pupils", "pupils"),
    ("figure-person-visits", "person_visits"),
    ("figure-sessions", "sessions"),
    ("figure-missed", "missed"),
    ("figure-cancelled", "cancelled"),
    ("figure-added", "added"),
    ("figure-moved", "moved"),
    ("figure-no-shows", "no_shows"),
    ("figure-unconfirmed", "unconfirmed"),
    ("figure-on-paper", "on_paper"),
    ("figure-groups", "groups"),
    ("figure-schools", "schools"),
    ("figure-walk-ins", "walk_ins"),
    ("figure-interest", "interest"),
    ("figure-desk-visits", "desk_visits"),
    ("figure-late", "late"),
    ("figure-overruns", "overruns"),
    ("figure-holds", "held_s"),
    ("figure-briefings", "briefings_marked"),
    ("figure-first-aid", "first_aid_calls"),
];

/// Measures, one thing at a time: the floor is lent once.
pub(super) struct Gauge {
    news: mpsc::Sender<Msg>,
    /// What stands behind each of the figures that were told last.
    refs: Arc<Mutex<Vec<FigureRef>>>,
}

impl Gauge {
    pub(super) fn new(news: mpsc::Sender<Msg>) -> Self {
        Self {
            news,
            refs: Arc::default(),
        }
    }

    /// Measures, and brings the floor back.
    pub(super) fn start(&self, measure: Measure) {
        let (news, refs) = (self.news.clone(), Arc::clone(&self.refs));
        let work = move || {
            let Measure {
                floor,
                at,
                lang,
                behind,
            } = measure;
            let mut refs = refs.lock().unwrap_or_else(PoisonError::into_inner);
            let found = if let Some(place) = behind {
                Findings::Behind(place, behind_of(&floor, at, refs.get(place)))
            } else {
                let rows = rows(&figures(&floor, at), lang);
                let (told, behind): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
                *refs = behind;
                Findings::Figures(at, told)
            };
            drop(news.blocking_send(Msg::Measured(Measured { floor, found })));
        };
        if let Err(error) = thread::Builder::new().name("figures".into()).spawn(work) {
            tracing::error!(%error, "no thread for the figures");
        }
    }
}

fn behind_of(floor: &Floor, at: EventTime, figure: Option<&FigureRef>) -> Vec<EntryId> {
    figure.map_or_else(Vec::new, |figure| entries_behind(floor, at, figure))
}

/// The figures behind which entries stand: of the day, of stations, rounds and schools.
fn rows(report: &Report, lang: Lang) -> Vec<(Figure, FigureRef)> {
    let words = Words::of(lang);
    let known = by_name(report);
    let day = DAY.iter().filter_map(|(key, name)| {
        let cell = known
            .get(*name)
            .map_or(Cell::Unknown, |number| Cell::Known(*number));
        let value = if *name == "held_s" {
            cell.number()
                .map_or_else(|| words.cell(cell), |seconds| words.length(seconds))
        } else {
            words.cell(cell)
        };
        let label = words.get(key);
        Some((Figure { label, value }, FigureRef::of_name(name)?))
    });
    let visits = words.get("col-visits");
    let row = |label: String, visits: Cell, behind: FigureRef| {
        let value = words.cell(visits);
        (Figure { label, value }, behind)
    };
    let stations = report.by_station.iter().map(|one| {
        let label = format!("{visits}: {} {}", one.station, words.name(&one.name));
        row(label, one.tally.person_visits, FigureRef::Station(one.station))
    });
    let rounds = report.by_round.iter().map(|one| {
        let round = crate::ui::text::Texts::of(lang).fmt("round-no", &[("r", one.round.0.into())]);
        row(
            format!("{visits}: {round}"),
            one.tally.person_visits,
            FigureRef::Round(one.round),
        )
    });
    let schools = report.by_school.iter().map(|one| {
        let label = format!("{visits}: {}", one.school);
        row(
            label,
            one.tally.person_visits,
            FigureRef::School(one.school.clone()),
        )
    });
    day.chain(stations).chain(rounds).chain(schools).collect()
}
