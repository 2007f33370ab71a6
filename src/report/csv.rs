//! A report as tables for spreadsheets and programs: one long table of figures with their meaning, or one of its
//! tables with a column for each thing.
//!
//! The first row has the names of the columns, which are a contract and the same in every language. Lengths are
//! seconds, moments `HH:MM:SS`; words of closed lists are their codes. An empty cell is unknown, `0` is zero,
//! `hidden` is known and not shown in public. The long table is `section;key;figure;value;meaning`, its columns
//! `figure` and `meaning` in the language that was chosen; `key` is the stable name.

use super::figures::Flow;
use super::model::Report;
use super::sheet::{self, Field, Reader, Table};
use super::spreadsheet::{Rows, text};
use super::words::{Value, Words};
use crate::domain::event::Lang;
use std::borrow::Cow;
use std::io::{self, Write};

/// The columns of the long table.
const COLUMNS: [&str; 5] = ["section", "key", "figure", "value", "meaning"];

/// Writes every figure of the day with its meaning.
///
/// # Errors
/// The writer's.
pub fn figures(to: impl Write, report: &Report, lang: Lang) -> io::Result<()> {
    let words = Words::of(lang);
    let mut rows = Rows::begin(to)?;
    rows.row(COLUMNS.map(Cow::Borrowed))?;
    let moment = ("as_of", report.as_of.to_string(), "figure-as-of");
    let date = report.event.date.map(|date| date.to_string());
    let date = ("date", date.unwrap_or_default(), "figure-date");
    for (key, value, name) in [date, moment] {
        let (name, meaning) = (words.get(name), words.get(&format!("{name}.meaning")));
        rows.row([
            "about".into(),
            key.into(),
            name.into(),
            value.into(),
            meaning.into(),
        ])?;
    }
    for figure in sheet::figures(report) {
        let limit = [("n", Value::from(figure.limit))];
        let mut meaning = words.fmt(&format!("{}.meaning", figure.name), &limit);
        if matches!(figure.value, Field::Seconds(_)) {
            meaning = words.fmt("page-seconds", &[("x", Value::from(meaning))]);
        }
        rows.row([
            figure.section.into(),
            figure.key.into(),
            words.get(&figure.name).into(),
            plain(&figure.value),
            meaning.into(),
        ])?;
    }
    rows.end()
}

/// Writes one table.
///
/// # Errors
/// The writer's.
pub fn table(to: impl Write, table: &Table) -> io::Result<()> {
    let columns = table.columns_for(|reader| reader != Reader::People);
    let mut rows = Rows::begin(to)?;
    rows.row(columns.iter().map(|(_, column)| Cow::Borrowed(column.key)))?;
    for row in &table.rows {
        let fields = columns.iter().filter_map(|(place, _)| row.get(*place));
        rows.row(fields.map(plain))?;
    }
    rows.end()
}

/// The table of this key.
pub fn named(report: &Report, flow: &Flow, key: &str) -> Option<Table> {
    let tables = sheet::tables(report, flow);
    tables.into_iter().find(|table| table.key == key)
}

/// A field as a cell: numbers as they are, and nothing that others wrote as a formula.
fn plain(field: &Field) -> Cow<'static, str> {
    let cell = field.plain();
    match field {
        Field::Number(_) | Field::Seconds(_) => cell.into(),
        _ => text(&cell).into_owned().into(),
    }
}
