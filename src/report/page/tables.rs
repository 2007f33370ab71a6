//! The tables on the pages after the first: those of visits over the whole width, the others side by side.

use crate::report::figures::Flow;
use crate::report::html::Html;
use crate::report::model::{QuarterRow, Report};
use crate::report::sheet::{Field, Reader, Table, tables as all};
use crate::report::value::Cell;
use crate::report::words::Words;

/// Tables that need the whole width.
const WIDE: [&str; 8] = [
    "station",
    "hall",
    "school",
    "language",
    "specialty",
    "organisation",
    "round",
    "desk",
];

/// Adds every table that has rows.
pub(super) fn tables(html: &mut Html, words: &Words, report: &Report, flow: &Flow) {
    let tables = all(report, flow);
    let (wide, narrow): (Vec<_>, Vec<_>) = tables
        .iter()
        .filter(|table| !table.rows.is_empty() && !is_elsewhere(report, table.key))
        .partition(|table| WIDE.contains(&table.key));
    html.element("section", &[("class", "tables")], |html| {
        for one in wide {
            table(html, words, one);
        }
        quarters(html, words, report);
        html.element("div", &[("class", "narrow")], |html| {
            for one in narrow {
                table(html, words, one);
            }
        });
    });
}

/// Whether a chart or another table on this page tells the same.
fn is_elsewhere(report: &Report, key: &str) -> bool {
    match key {
        "flow" | "quarter" => true,
        "topic" => report.desks.by_topic.len() == report.desks.by_desk.len(),
        _ => false,
    }
}

fn table(html: &mut Html, words: &Words, table: &Table) {
    let columns = table.columns_for(|reader| reader != Reader::Programs);
    let heads = columns.iter().map(|(place, column)| {
        let head = words.get(&format!("th-{}", column.key.replace('_', "-")));
        (class_of(table, *place), head)
    });
    let rows = table.rows.iter().map(|row| {
        let fields = columns.iter().filter_map(|(place, _)| row.get(*place));
        fields.map(|field| (class(field), words.field(field))).collect()
    });
    write(html, &words.get(table.title), heads.collect(), rows);
}

/// What stands in a cell, and how.
type Written = (&'static str, String);

fn write(html: &mut Html, title: &str, heads: Vec<Written>, rows: impl Iterator<Item = Vec<Written>>) {
    html.element("table", &[], |html| {
        html.leaf("caption", &[], title);
        html.element("thead", &[], |html| line(html, "th", heads));
        html.element("tbody", &[], |html| {
            for row in rows {
                line(html, "td", row);
            }
        });
    });
}

fn line(html: &mut Html, tag: &'static str, cells: Vec<Written>) {
    html.element("tr", &[], |html| {
        for (class, text) in cells {
            html.leaf(tag, &[("class", class)], &text);
        }
    });
}

/// Advice by quarters of an hour: a line for each, a column for each topic; empty where nobody came.
fn quarters(html: &mut Html, words: &Words, report: &Report) {
    let desks = &report.desks;
    if desks.by_quarter.is_empty() {
        return;
    }
    let mut heads = vec![("number", words.get("th-start"))];
    heads.extend(desks.by_topic.iter().map(|topic| {
        let mut of_topic = desks.by_desk.iter().filter(|desk| desk.topic == topic.topic);
        let desk = of_topic.next();
        let name = desk.map_or(topic.topic.as_str(), |desk| words.name(&desk.name));
        ("number", name.to_owned())
    }));
    let runs = desks
        .by_quarter
        .chunk_by(|one, next| one.start == next.start)
        .filter_map(|run| Some((run.first()?.start, run)));
    let rows = runs.map(|(start, run)| {
        let mut row = vec![("number", words.field(&Field::Moment(start)))];
        row.extend(
            desks
                .by_topic
                .iter()
                .map(|topic| ("number", visits(words, run, &topic.topic))),
        );
        row
    });
    write(html, &words.get("table-quarter"), heads, rows);
}

fn visits(words: &Words, run: &[QuarterRow], topic: &str) -> String {
    let cell: Option<Cell> = run.iter().find(|row| row.topic == topic).map(|row| row.visits);
    cell.map_or_else(String::new, |cell| words.field(&cell.into()))
}

/// A head stands over its column as the first known field in it does.
fn class_of(table: &Table, place: usize) -> &'static str {
    let mut fields = table.rows.iter().filter_map(|row| row.get(place));
    let known = fields.find(|field| !matches!(field, Field::Nothing | Field::Unknown | Field::Hidden));
    known.map_or("number", class)
}

const fn class(field: &Field) -> &'static str {
    match field {
        Field::Text(_) | Field::Words(_) | Field::Term(_) | Field::Figure(_) => "wide",
        _ => "number",
    }
}
