//! The tables of a report as columns of text.

use super::page::Page;
use super::value;
use crate::report::model::{Kinds, NameRow, Report, Tally, Times};
use crate::report::value::{At, Cell};
use crate::report::words::Words;

fn titles(page: &Page, keys: &[&str]) -> Vec<String> {
    let titles = keys.iter().map(|key| page.words.get(key));
    std::iter::once(String::new()).chain(titles).collect()
}

/// Sessions, visits, interested, share.
fn tally(words: &Words, tally: &Tally) -> [String; 4] {
    [
        words.cell(tally.sessions),
        words.cell(tally.person_visits),
        words.cell(tally.interest),
        words.share(tally.interest, tally.interest_of),
    ]
}

const TALLY: [&str; 4] = ["col-sessions", "col-visits", "col-interest", "col-share"];

/// Every table of visits.
pub(super) fn tables(page: &mut Page, report: &Report) {
    halls(page, report);
    stations(page, report);
    schools(page, report);
    languages(page, report);
    named(page, "head-specialties", &report.by_specialty);
    named(page, "head-organisations", &report.by_organisation);
    rounds(page, report);
    top(page, report);
}

fn halls(page: &mut Page, report: &Report) {
    page.heading("head-halls");
    let titles = titles(page, &[&TALLY[..], &["col-walk-ins"]].concat());
    let rows: Vec<Vec<String>> = report
        .by_hall
        .iter()
        .map(|row| {
            let mut cells = vec![page.words.name(&row.name).to_owned()];
            cells.extend(tally(&page.words, &row.tally));
            cells.push(page.words.number(row.walk_ins));
            cells
        })
        .collect();
    page.table(&titles, &rows);
}

fn stations(page: &mut Page, report: &Report) {
    page.heading("head-stations");
    let keys = [&["col-planned"], &TALLY[..], &["col-walk-ins", "col-late"]].concat();
    let titles = titles(page, &keys);
    let rows: Vec<Vec<String>> = report
        .by_station
        .iter()
        .map(|row| {
            let words = &page.words;
            let mut cells = vec![format!("{:>3} {}", row.station.0, words.name(&row.name))];
            cells.push(words.number(row.planned_sessions.into()));
            cells.extend(tally(words, &row.tally));
            cells.push(words.number(row.walk_ins));
            cells.push(words.number(row.tally.late.into()));
            cells
        })
        .collect();
    page.table(&titles, &rows);
}

fn time(at: Option<At>) -> String {
    at.map_or_else(|| "–".to_owned(), |at| at.0.hh_mm().to_string())
}

fn schools(page: &mut Page, report: &Report) {
    page.heading("head-schools");
    let keys = [
        &["col-groups", "col-pupils"],
        &TALLY[..],
        &["col-arrived", "col-left"],
    ]
    .concat();
    let titles = titles(page, &keys);
    let rows: Vec<Vec<String>> = report
        .by_school
        .iter()
        .map(|row| {
            let words = &page.words;
            let mut cells = vec![row.school.clone(), words.number(row.groups.into())];
            cells.push(words.cell(row.pupils));
            cells.extend(tally(words, &row.tally));
            cells.extend([time(row.arrived), time(row.left)]);
            cells
        })
        .collect();
    page.table(&titles, &rows);
}

fn languages(page: &mut Page, report: &Report) {
    page.heading("head-languages");
    let titles = titles(page, &[&["col-groups", "col-pupils"], &TALLY[..]].concat());
    let rows: Vec<Vec<String>> = report
        .by_language
        .iter()
        .map(|row| {
            let words = &page.words;
            let mut cells = vec![words.code("lang", row.language.code())];
            cells.push(words.number(row.groups.into()));
            cells.push(words.cell(row.pupils));
            cells.extend(tally(words, &row.tally));
            cells
        })
        .collect();
    page.table(&titles, &rows);
}

fn named(page: &mut Page, heading: &str, rows: &[NameRow]) {
    if rows.is_empty() {
        return;
    }
    page.heading(heading);
    let titles = titles(page, &TALLY);
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let name = page.words.name(&row.name).to_owned();
            std::iter::once(name)
                .chain(tally(&page.words, &row.tally))
                .collect()
        })
        .collect();
    page.table(&titles, &rows);
}

fn times(times: Times) -> String {
    format!("{}–{}", times.start.0.hh_mm(), times.end.0.hh_mm())
}

fn rounds(page: &mut Page, report: &Report) {
    page.heading("head-rounds");
    let keys = ["col-planned-times", "col-times", "col-planned"];
    let more = ["col-missed", "col-cancelled", "col-late"];
    let titles = titles(page, &[&keys[..], &TALLY[..], &more[..]].concat());
    let rows: Vec<Vec<String>> = report
        .by_round
        .iter()
        .map(|row| {
            let words = &page.words;
            let mut cells = vec![row.round.to_string(), times(row.planned), times(row.now)];
            cells.push(words.number(row.planned_sessions.into()));
            cells.extend(tally(words, &row.tally));
            cells.extend([row.missed, row.cancelled, row.tally.late].map(|n| words.number(n.into())));
            cells
        })
        .collect();
    page.table(&titles, &rows);
}

fn top(page: &mut Page, report: &Report) {
    page.heading("head-top");
    let lists = [
        ("line-by-visits", &report.top.by_visits),
        ("line-by-interest", &report.top.by_interest),
    ];
    for (key, stations) in lists {
        let stations: Vec<String> = stations.iter().map(ToString::to_string).collect();
        let line = page.words.fmt(key, &[("x", value(stations.join(", ")))]);
        page.item(&line);
    }
}

fn kinds(words: &Words, visits: Cell, kinds: &Kinds) -> [String; 4] {
    [visits, kinds.pupil, kinds.student, kinds.adult].map(|cell| words.cell(cell))
}

/// The advice desks: by desk, by topic, by quarter of an hour.
pub(super) fn desks(page: &mut Page, report: &Report) {
    let desks = &report.desks;
    if desks.by_desk.is_empty() {
        return;
    }
    page.heading("head-desks");
    let keys = ["col-visits", "col-pupil", "col-student", "col-adult"];
    let with_queue = titles(page, &[&keys[..], &["col-queue"]].concat());
    let rows: Vec<Vec<String>> = desks
        .by_desk
        .iter()
        .map(|row| {
            let words = &page.words;
            let mut cells = vec![format!("{:>3} {}", row.desk.0, words.name(&row.name))];
            cells.extend(kinds(words, row.visits, &row.kinds));
            let queue = row
                .longest_queue
                .map_or(Cell::Unknown, |n| Cell::Known(i64::from(n)));
            cells.push(words.cell(queue));
            cells
        })
        .collect();
    page.table(&with_queue, &rows);
    let titles = titles(page, &keys);
    let topics: Vec<Vec<String>> = desks
        .by_topic
        .iter()
        .map(|row| {
            let cells = kinds(&page.words, row.visits, &row.kinds);
            std::iter::once(row.topic.clone()).chain(cells).collect()
        })
        .collect();
    page.line("");
    page.table(&titles, &topics);
    let quarters: Vec<Vec<String>> = desks
        .by_quarter
        .iter()
        .map(|row| {
            let start = row.start.0.hh_mm().to_string();
            let facts = [("t", value(start)), ("x", value(row.topic.clone()))];
            let name = page.words.fmt("line-quarter", &facts);
            let cells = kinds(&page.words, row.visits, &row.kinds);
            std::iter::once(name).chain(cells).collect()
        })
        .collect();
    page.line("");
    page.table(&titles, &quarters);
}
