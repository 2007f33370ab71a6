//! The report as figures and tables of fields: what every kind of file is written from.
//!
//! A figure has a section, a stable key and a value; its name and its meaning stand in the catalogue. A table has a
//! stable key and columns; the names of its columns for people stand in the catalogue under `th-KEY`, those for
//! programs are the keys themselves.
//!
//! Laws: keys are added, never renamed or given another meaning; a column for programs does not depend on the
//! language; what is unknown, hidden or zero stays apart.

mod course;
mod field;
mod figures;
mod gaps;
mod people;
mod visits;

pub use field::{Field, Term};
pub use figures::{Figure, figures, name_of};
pub use visits::{SCHOOL, STATION};

use super::figures::Flow;
use super::model::Report;

/// The key of every table, in the order of reading.
pub const KEYS: [&str; 31] = [
    "station",
    "hall",
    "school",
    "language",
    "specialty",
    "organisation",
    "round",
    "not_held",
    "deviation",
    "late",
    "overrun",
    "delay",
    "extension",
    "hold",
    "pause",
    "over_places",
    "unused",
    "fault",
    "call",
    "evacuation",
    "support",
    "desk",
    "topic",
    "quarter",
    "guests",
    "gap",
    "differing",
    "counted_twice",
    "change",
    "change_source",
    "flow",
];

/// Who reads a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reader {
    /// People and programs.
    Both,
    /// People: in one language, beside other columns for programs.
    People,
    /// Programs and spreadsheets only: paper is not wide enough.
    Programs,
}

/// One column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its stable key.
    pub key: &'static str,
    /// Who reads it.
    pub reader: Reader,
}

/// One table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Its stable key, which `--table` takes.
    pub key: &'static str,
    /// Its title in the catalogue.
    pub title: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has a field for each column.
    pub rows: Vec<Vec<Field>>,
}

impl Table {
    /// The columns that `reads` lets through, and their places.
    pub fn columns_for(&self, reads: impl Fn(Reader) -> bool) -> Vec<(usize, Column)> {
        let columns = self.columns.iter().copied().enumerate();
        columns.filter(|(_, column)| reads(column.reader)).collect()
    }
}

/// How a column is made from a row.
type Maker<R> = (Column, fn(&R) -> Field);

const fn both<R>(key: &'static str, field: fn(&R) -> Field) -> Maker<R> {
    let reader = Reader::Both;
    (Column { key, reader }, field)
}

const fn people<R>(key: &'static str, field: fn(&R) -> Field) -> Maker<R> {
    let reader = Reader::People;
    (Column { key, reader }, field)
}

const fn programs<R>(key: &'static str, field: fn(&R) -> Field) -> Maker<R> {
    let reader = Reader::Programs;
    (Column { key, reader }, field)
}

fn table<R>(
    key: &'static str,
    title: &'static str,
    makers: &[Maker<R>],
    rows: impl IntoIterator<Item = R>,
) -> Table {
    let fields = |row: R| makers.iter().map(|(_, field)| field(&row)).collect();
    Table {
        key,
        title,
        columns: makers.iter().map(|(column, _)| *column).collect(),
        rows: rows.into_iter().map(fields).collect(),
    }
}

/// Every table of a report, in the order of reading.
pub fn tables(report: &Report, flow: &Flow) -> Vec<Table> {
    let mut tables = visits::tables(report);
    tables.extend(course::tables(report));
    tables.extend(people::tables(report));
    tables.extend(gaps::tables(report));
    tables.push(visits::flow(flow));
    tables
}
