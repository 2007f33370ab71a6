//! `sheber log`: every entry in the order of entries, as text, JSON lines or a table for spreadsheets.
//!
//! JSON and CSV share their field names, which are a contract like those of `status`:
//!
//! | field | meaning |
//! |---|---|
//! | `id` | the entry's name, `ORIGIN-SEQ` |
//! | `at` | event time when it happened |
//! | `stamp` | its place in the order of entries: event time when it was written and a counter |
//! | `device` | what the device's own clock said when it was written, Unix milliseconds |
//! | `role` | in which part it was said |
//! | `kind` | what kind of fact it is |
//! | `body` | the fact itself, as JSON; in CSV a cell of JSON |
//! | `undone` | it is taken back at the moment |
//! | `twin` | its name has several contents (a cloned disk, a restored backup): each of them is listed |
//!
//! CSV has one more column, `what`: the fact in words of the chosen language. It is written as
//! [`crate::report::spreadsheet`] says.

use super::out::{clean, json_line};
use crate::domain::entry::{Entry, Record};
use crate::domain::floor::Floor;
use crate::domain::fork::{Link, Standing};
use crate::domain::time::EventTime;
use crate::report::At;
use crate::report::sheet::{Column, Field, Reader, Table};
use crate::report::spreadsheet::{self, Rows};
use crate::ui::say;
use crate::ui::text::{Texts, happened};
use serde::Serialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io::{self, Write};

/// The columns of the table.
const COLUMNS: [&str; 10] = [
    "at", "role", "what", "undone", "kind", "body", "stamp", "device", "id", "twin",
];

/// One entry as JSON.
#[derive(Serialize)]
struct Line<'a> {
    id: String,
    at: String,
    stamp: String,
    device: i64,
    role: &'a str,
    kind: &'a str,
    body: Body<'a>,
    undone: bool,
    twin: bool,
}

/// The body as it was written, or as a text where it is not even JSON.
#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Json(&'a RawValue),
    Text(&'a str),
}

fn body(text: &str) -> Body<'_> {
    serde_json::from_str(text).map_or(Body::Text(text), Body::Json)
}

fn stamp(record: &Record) -> String {
    format!("{}+{}", record.stamp.at, record.stamp.counter)
}

/// Under which names the records stand in the floor.
fn standing(records: &[Record]) -> Standing {
    Standing::of(records.iter().map(Link::of))
}

/// Writes a line a record: when, who, what, and whether it is undone. `floor` is the fold of the records.
///
/// # Errors
/// The writer's.
pub fn text(out: &mut dyn Write, texts: &'static Texts, floor: &Floor, records: &[Record]) -> io::Result<()> {
    let standing = standing(records);
    for record in records {
        let entry = standing.entry(record);
        let mut line = told(texts, floor, &entry);
        if floor.undone.has(entry.id) {
            line.extend(["  [", texts.get("undone"), "]"]);
        }
        if standing.has_several(record.id) {
            line.extend(["  ≠ ", texts.get("fork-entry")]);
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// An entry in one line: when, who, what.
pub fn told(texts: &'static Texts, floor: &Floor, entry: &Entry) -> String {
    let who = who(texts, entry);
    clean(&format!("{}  {who:<18}  {}", entry.at, what(texts, floor, entry)))
}

/// Writes the records as they were sealed, one a line.
///
/// # Errors
/// The writer's.
pub fn records(out: &mut dyn Write, records: &[Record]) -> io::Result<()> {
    for record in records {
        writeln!(out, "{}", record.to_line())?;
    }
    Ok(())
}

/// Writes a JSON object a line.
///
/// # Errors
/// The writer's.
pub fn json(out: &mut dyn Write, floor: &Floor, records: &[Record]) -> io::Result<()> {
    let standing = standing(records);
    for record in records {
        let line = Line {
            id: record.id.to_string(),
            at: record.at.to_string(),
            stamp: stamp(record),
            device: record.device_ms,
            role: &record.role,
            kind: &record.kind,
            body: body(&record.body),
            undone: floor.undone.has(standing.name(record.id, record.hash)),
            twin: standing.has_several(record.id),
        };
        json_line(out, &line)?;
    }
    Ok(())
}

/// Writes a table for spreadsheets.
///
/// # Errors
/// The writer's.
pub fn csv(out: &mut dyn Write, texts: &'static Texts, floor: &Floor, records: &[Record]) -> io::Result<()> {
    let mut table = Rows::begin(out)?;
    table.row(COLUMNS.map(Cow::Borrowed))?;
    let standing = standing(records);
    for record in records {
        let entry = standing.entry(record);
        let cells = [
            entry.at.to_string(),
            record.role.clone(),
            what(texts, floor, &entry),
            floor.undone.has(entry.id).to_string(),
            record.kind.clone(),
            record.body.clone(),
            stamp(record),
            record.device_ms.to_string(),
            record.id.to_string(),
            standing.has_several(record.id).to_string(),
        ];
        table.row(cells.iter().map(|cell| spreadsheet::text(cell)))?;
    }
    table.end()
}

/// The entries that had happened up to a moment as a table, for a sheet of a workbook.
pub fn table(texts: &'static Texts, floor: &Floor, as_of: EventTime) -> Table {
    let column = |key| Column {
        key,
        reader: Reader::Both,
    };
    let happened = floor.log().iter().filter(|entry| entry.at <= as_of);
    let row = |entry: &Entry| {
        vec![
            Field::Moment(At(entry.at)),
            Field::Text(who(texts, entry)),
            Field::Text(what(texts, floor, entry)),
            Field::yes(floor.undone.has(entry.id)),
            Field::Text(entry.fact.kind().to_owned()),
            Field::Text(entry.id.to_string()),
        ]
    };
    Table {
        key: "log",
        title: "table-log",
        columns: ["at", "role", "what", "undone", "kind", "id"].map(column).into(),
        rows: happened.map(row).collect(),
    }
}

/// Who said it, and where, if somebody else said it for that place.
fn who(texts: &'static Texts, entry: &Entry) -> String {
    let who = say::role(texts, entry.role);
    match entry.fact.place() {
        Some(place) if place != entry.role.place() => format!("{who} → {}", say::place(texts, place)),
        _ => who,
    }
}

fn what(texts: &'static Texts, floor: &Floor, entry: &Entry) -> String {
    match &entry.fact {
        crate::domain::fact::Fact::EntryUndone(undone) => say::undone_fact(texts, floor.entry(undone.entry)),
        fact => happened(texts, fact),
    }
}
