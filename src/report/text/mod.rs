//! A report as text: every figure with its meaning beside it, then what is not known, the tables and the lists.

mod lists;
mod page;
mod tables;

use super::model::{Changes, Outcome, Report, Totals};
use super::value::Cell;
use super::words::{Value, Words};
use crate::domain::event::Lang;
use crate::domain::fact::Purpose;
use page::Page;

/// The report in a language, as lines of text.
pub fn text(report: &Report, lang: Lang) -> String {
    let mut page = Page::new(Words::of(lang));
    head(&mut page, report);
    figures(&mut page, report);
    lists::gaps(&mut page, report);
    given(&mut page, report);
    tables::tables(&mut page, report);
    lists::order(&mut page, report);
    lists::safety(&mut page, report);
    tables::desks(&mut page, report);
    lists::guests(&mut page, report);
    page.end()
}

/// A text as a sentence takes it.
fn value(text: impl Into<String>) -> Value {
    Value::from(text.into())
}

fn head(page: &mut Page, report: &Report) {
    let about = &report.event;
    let words = &page.words;
    let mut parts = vec![words.name(&about.title).to_owned()];
    parts.extend(about.date.map(|date| words.date(date)));
    parts.push(about.city.clone());
    parts.retain(|part| !part.is_empty());
    let title = words.get("report-title");
    let as_of = words.fmt("report-as-of", &[("x", value(report.as_of.to_string()))]);
    let entries = i64::try_from(about.entries).unwrap_or(i64::MAX);
    let entries = words.fmt("report-entries", &[("x", value(words.number(entries)))]);
    let marks = [
        (about.rehearsal, "report-rehearsal"),
        (report.public, "report-public"),
    ];
    let marks = marks.iter().filter(|(is_so, _)| *is_so);
    let marks: Vec<String> = marks.map(|(_, key)| words.get(key)).collect();
    page.line(&title);
    page.line(&parts.join(" · "));
    page.line(&format!("{as_of} · {entries}"));
    for mark in marks {
        page.line(&mark);
    }
}

fn figures(page: &mut Page, report: &Report) {
    let totals = &report.totals;
    let sessions = totals.sessions;
    page.heading("head-figures");
    let cells = [
        ("figure-pupils", totals.pupils),
        ("figure-person-visits", totals.person_visits),
        ("figure-in-progress", totals.person_visits_in_progress),
        ("figure-groups", few(totals.groups)),
        ("figure-schools", few(totals.schools)),
        ("figure-sessions", few(sessions.held)),
        ("figure-planned", few(totals.planned.sessions)),
    ];
    for (key, cell) in cells {
        let number = page.words.cell(cell);
        page.figure(key, &number);
    }
    outcome(page, totals, "figure-missed", Outcome::Missed, sessions.missed);
    outcome(
        page,
        totals,
        "figure-cancelled",
        Outcome::Cancelled,
        sessions.cancelled,
    );
    outcome(
        page,
        totals,
        "figure-no-shows",
        Outcome::NoShow,
        sessions.no_shows,
    );
    let counts = [
        ("figure-added", sessions.added),
        ("figure-moved", sessions.moved),
        ("figure-unconfirmed", sessions.unconfirmed),
        ("figure-on-paper", sessions.on_paper),
        ("figure-to-come", sessions.to_come),
    ];
    for (key, count) in counts {
        let number = page.words.number(count.into());
        page.figure(key, &number);
    }
    let walk_ins = page.words.number(totals.walk_ins);
    page.figure("figure-walk-ins", &walk_ins);
    let hands = page.words.cell(totals.interest);
    let hands = match totals.interest {
        Cell::Known(_) => format!(
            "{hands} ({})",
            page.words.share(totals.interest, totals.interest_of)
        ),
        Cell::Unknown | Cell::Hidden => hands,
    };
    page.figure("figure-interest", &hands);
    let visits = page.words.cell(totals.desk_visits);
    page.figure("figure-desk-visits", &visits);
}

fn few(count: u32) -> Cell {
    Cell::Known(i64::from(count))
}

/// Sessions of one outcome, with their reasons below.
fn outcome(page: &mut Page, totals: &Totals, key: &str, outcome: Outcome, count: u32) {
    let number = page.words.number(count.into());
    page.figure(key, &number);
    let reasons = totals.reasons.iter().filter(|because| because.outcome == outcome);
    let reasons = reasons.map(|because| {
        let reason = because.reason.map_or("none", |reason| reason.code());
        let reason = page.words.code("reason", reason);
        format!("{reason}: {}", page.words.number(because.sessions.into()))
    });
    let reasons: Vec<String> = reasons.collect();
    if !reasons.is_empty() {
        page.item(&format!("  {}", reasons.join(", ")));
    }
}

/// Figures that were given away, with what has changed of the newest.
fn given(page: &mut Page, report: &Report) {
    if report.given.is_empty() {
        return;
    }
    page.heading("head-given");
    for given in &report.given {
        let key = match given.purpose {
            Purpose::Press => "line-given-press",
            Purpose::Report => "line-given-report",
        };
        let facts = [
            ("t", value(given.at.to_string())),
            ("x", value(given.as_of.to_string())),
        ];
        let line = page.words.fmt(key, &facts);
        page.item(&line);
        if let Some(changes) = &given.changes {
            changed(page, changes);
        }
    }
}

fn changed(page: &mut Page, changes: &Changes) {
    if changes.entries == 0 {
        let line = page.words.get("line-unchanged");
        page.item(&format!("  {line}"));
        return;
    }
    let entries = i64::try_from(changes.entries).unwrap_or(i64::MAX);
    let facts = [
        ("n", Value::from(entries)),
        ("x", value(page.words.number(entries))),
    ];
    let came = page.words.fmt("line-came-since", &facts);
    let mut by: Vec<String> = changes
        .sources
        .iter()
        .map(|source| source.role.to_string())
        .collect();
    by.dedup();
    page.item(&format!("  {came} ({})", by.join(", ")));
    for figure in &changes.figures {
        let cell = |number: Option<i64>| page.words.cell(number.map_or(Cell::Unknown, Cell::Known));
        let facts = [
            ("x", value(name(&page.words, &figure.name))),
            ("n", value(cell(figure.now))),
            ("m", value(cell(figure.was))),
        ];
        let line = page.words.fmt("line-changed", &facts);
        page.item(&format!("  {line}"));
    }
}

/// The name of a figure by its stable name; that name itself where the report has no other.
pub(super) fn name(words: &Words, stable: &str) -> String {
    let key = match stable {
        "sessions_in_progress" => "figure-in-progress".to_owned(),
        "planned_sessions" => "figure-planned".to_owned(),
        "briefings_marked" => "figure-briefings".to_owned(),
        "held_s" => "figure-holds".to_owned(),
        "first_aid_calls" => "figure-first-aid".to_owned(),
        "equipment_faults" => "figure-faults".to_owned(),
        other => format!("figure-{}", other.replace('_', "-")),
    };
    let text = words.get(&key);
    if text == key { stable.to_owned() } else { text }
}
