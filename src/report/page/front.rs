//! The first page: which day, the figures with their meaning, the charts. It fits on one sheet of A4.

use super::causes::{causes, top};
use super::flow::flow;
use super::stations::stations;
use crate::report::figures::Flow;
use crate::report::html::Html;
use crate::report::model::{Outcome, Report};
use crate::report::sheet::{Field, Figure, figures};
use crate::report::value::Cell;
use crate::report::words::{Value, Words};

/// What stands at the top in large numbers.
const HEADLINES: [Fact; 4] = [
    Fact::with("pupils", &["planned_pupils"]),
    Fact::with("person_visits", &["planned_person_visits"]),
    Fact::with("sessions", &["planned_sessions"]),
    Fact::part("interest", &["interest_of"]),
];
/// What stands below them, in the order of reading.
const FACTS: [Fact; 22] = [
    Fact::with("schools", &["groups", "planned_groups"]),
    Fact::alone("walk_ins"),
    Fact::alone("moved"),
    Fact::alone("added"),
    Fact::alone("missed"),
    Fact::alone("cancelled"),
    Fact::alone("no_shows"),
    Fact::alone("sessions_kk"),
    Fact::alone("sessions_ru"),
    Fact::alone("desk_visits"),
    Fact::with("support_sessions", &["support_sign", "support_quiet"]),
    Fact::with("late", &["in_time"]),
    Fact::alone("longest_wait_s"),
    Fact::alone("overruns"),
    Fact::alone("held_s"),
    Fact::alone("over_places"),
    Fact::with("unused_stations", &["unused_places"]),
    Fact::part("places_taken", &["places_offered"]),
    Fact::part("briefings_marked", &["briefings_required"]),
    Fact::alone("first_aid_calls"),
    Fact::alone("all_accounted_s"),
    Fact::with("unconfirmed", &["on_paper", "not_received"]),
];

/// A figure on the first page, with others that are told beside its meaning.
struct Fact {
    key: &'static str,
    beside: &'static [&'static str],
    is_part: bool,
}

impl Fact {
    const fn alone(key: &'static str) -> Self {
        Self::with(key, &[])
    }

    const fn with(key: &'static str, beside: &'static [&'static str]) -> Self {
        Self {
            key,
            beside,
            is_part: false,
        }
    }

    /// A part of the first figure beside it.
    const fn part(key: &'static str, beside: &'static [&'static str]) -> Self {
        Self {
            key,
            beside,
            is_part: true,
        }
    }
}

/// Adds the first page.
pub(super) fn front(html: &mut Html, words: &Words, report: &Report, pupils: &Flow) {
    let figures = figures(report);
    html.element("section", &[("class", "front")], |html| {
        head(html, words, report);
        notices(html, words, report);
        headlines(html, words, report, &figures);
        html.element("div", &[("class", "facts")], |html| {
            for fact in &FACTS {
                line(html, words, report, &figures, fact);
            }
        });
        titled(html, words, "chart-stations", |html| {
            stations(html, words, report);
        });
        titled(html, words, "chart-flow", |html| {
            flow(html, words, report, pupils);
        });
        html.element("div", &[("class", "pair")], |html| {
            titled(html, words, "chart-causes", |html| causes(html, words, report));
            titled(html, words, "chart-top", |html| top(html, words, report));
        });
        foot(html, words, report);
    });
}

fn titled(html: &mut Html, words: &Words, key: &str, inside: impl FnOnce(&mut Html)) {
    html.element("div", &[("class", "block")], |html| {
        html.element("h2", &[], |html| {
            html.text(&words.get(key));
            html.text(" ");
            html.leaf("small", &[], &words.get(&format!("{key}.note")));
        });
        inside(html);
    });
}

fn head(html: &mut Html, words: &Words, report: &Report) {
    let event = &report.event;
    html.element("header", &[], |html| {
        html.element("div", &[], |html| {
            html.leaf("h1", &[], words.name(&event.title));
            let date = event.date.map(|date| words.date(date));
            let title = words.get("report-title");
            let parts = [Some(title), date, Some(event.city.clone())];
            let parts: Vec<String> = parts
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .collect();
            html.leaf("p", &[("class", "day")], &parts.join(" · "));
        });
        html.element("div", &[("class", "moment")], |html| {
            let moment = words.field(&Field::Moment(report.as_of));
            html.leaf(
                "p",
                &[],
                &words.fmt("report-as-of", &[("x", Value::from(moment))]),
            );
            let entries = i64::try_from(event.entries).unwrap_or(i64::MAX);
            let entries = [("x", Value::from(words.number(entries)))];
            html.leaf("p", &[], &words.fmt("report-entries", &entries));
        });
    });
}

/// What a reader must know before the figures.
fn notices(html: &mut Html, words: &Words, report: &Report) {
    let sessions = &report.totals.sessions;
    let mut notices = Vec::new();
    if report.event.rehearsal {
        notices.push(words.get("report-rehearsal"));
    }
    if report.public {
        notices.push(words.get("report-public"));
    }
    if sessions.in_progress + sessions.to_come > 0 {
        let facts = [
            ("n", Value::from(sessions.in_progress)),
            ("m", Value::from(sessions.to_come)),
        ];
        notices.push(words.fmt("page-not-over", &facts));
    }
    let unknown = sessions.unconfirmed + sessions.on_paper;
    if unknown > 0 {
        notices.push(words.fmt("page-unknown", &[("n", Value::from(unknown))]));
    }
    let mut changes = report.given.iter().filter_map(|given| given.changes.as_ref());
    if changes.any(|changes| !changes.figures.is_empty()) {
        let table = words.get("table-change");
        notices.push(words.fmt("page-changed", &[("x", Value::from(table))]));
    }
    if !notices.is_empty() {
        html.leaf("p", &[("class", "notice")], &notices.join(" · "));
    }
}

fn found<'f>(figures: &'f [Figure], key: &str) -> Option<&'f Figure> {
    figures.iter().find(|figure| figure.key == key)
}

/// The value, with its share where it is a part of something.
fn value(html: &mut Html, words: &Words, figures: &[Figure], fact: &Fact) {
    let field = |key: &str| found(figures, key).map_or(&Field::Unknown, |figure| &figure.value);
    html.element("b", &[], |html| {
        match field(fact.key) {
            Field::Nothing => html.text("–"),
            field => html.text(&words.field(field)),
        }
        let whole = fact.beside.first().filter(|_| fact.is_part);
        let whole = whole.map(|key| field(key));
        if let (Field::Number(part), Some(Field::Number(whole))) = (field(fact.key), whole) {
            let share = words.share(Cell::Known(*part), Cell::Known(*whole));
            html.text(" ");
            html.leaf("small", &[], &share);
        }
    });
}

/// What a figure means, and those beside it.
fn meaning(words: &Words, report: &Report, figures: &[Figure], fact: &Fact, figure: &Figure) -> String {
    let limit = [("n", Value::from(figure.limit))];
    let own = words.fmt(&format!("{}.meaning", figure.name), &limit);
    let mut told = vec![own + &reasons(words, report, fact.key)];
    for beside in fact.beside.iter().filter_map(|key| found(figures, key)) {
        let (name, value) = (words.get(&beside.name), words.field(&beside.value));
        told.push(format!("{name}: {value}"));
    }
    told.join(" · ")
}

fn headlines(html: &mut Html, words: &Words, report: &Report, figures: &[Figure]) {
    html.element("div", &[("class", "headlines")], |html| {
        for fact in &HEADLINES {
            let Some(figure) = found(figures, fact.key) else {
                continue;
            };
            html.element("div", &[], |html| {
                value(html, words, figures, fact);
                html.leaf("p", &[("class", "name")], &words.get(&figure.name));
                let meaning = meaning(words, report, figures, fact, figure);
                html.leaf("p", &[("class", "meaning")], &meaning);
            });
        }
    });
}

fn line(html: &mut Html, words: &Words, report: &Report, figures: &[Figure], fact: &Fact) {
    let Some(figure) = found(figures, fact.key) else {
        return;
    };
    html.element("div", &[("class", "fact")], |html| {
        html.element("div", &[], |html| {
            html.leaf("p", &[("class", "name")], &words.get(&figure.name));
            let meaning = meaning(words, report, figures, fact, figure);
            html.leaf("p", &[("class", "meaning")], &meaning);
        });
        value(html, words, figures, fact);
    });
}

/// Why sessions were not held, after the meaning of their figure.
fn reasons(words: &Words, report: &Report, key: &str) -> String {
    let outcome = match key {
        "missed" => Outcome::Missed,
        "cancelled" => Outcome::Cancelled,
        "no_shows" => Outcome::NoShow,
        _ => return String::new(),
    };
    let of_it = report
        .totals
        .reasons
        .iter()
        .filter(|because| because.outcome == outcome);
    let told = of_it.map(|because| {
        let reason = because.reason.map_or("none", |reason| reason.code());
        let reason = words.code("reason", reason);
        format!("{reason} {}", words.number(because.sessions.into()))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        String::new()
    } else {
        format!(" ({})", told.join(", "))
    }
}

fn foot(html: &mut Html, words: &Words, report: &Report) {
    let mut notes = vec![words.get("page-legend-unknown")];
    if report.public {
        notes.push(words.get("page-legend-hidden"));
    }
    if report.totals.interest != Cell::Unknown && report.totals.interest_unknown > 0 {
        let unknown = [("n", Value::from(report.totals.interest_unknown))];
        notes.push(words.fmt("page-interest-unknown", &unknown));
    }
    notes.push(words.get("page-not-counted"));
    html.leaf("p", &[("class", "foot")], &notes.join(" · "));
}
