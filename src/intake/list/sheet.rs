//! Cells in rows, numbered as Excel numbers them, from a CSV text.
//!
//! The separator is found by looking: the one with which a header is found, and of several the one that finds most.
//! An empty line is a row; a cell with line breaks is one row; the line `sep=;` is none.

use super::cell::Cell;
use super::header;
use super::refused::{MOST_ROWS, Refused, RefusedKind};
use csv::{ReaderBuilder, StringRecord};

/// The separators that are tried, the likelier first.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// So many rows are looked at to find the separator.
const LOOKED_AT: usize = 100;
/// No list has more columns.
pub(super) const MOST_COLUMNS: usize = 256;
/// A longer cell is cut; nothing is read from such a cell, but that it is there.
const LONGEST_TEXT: usize = 1000;
/// Empty rows in a run are listed one by one up to here; the rest is as if it were not there.
const EMPTY_RUN: u32 = 20;

/// A row.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Line {
    /// Its number as Excel counts, from 1.
    pub(super) row: u32,
    /// Its cells from column A on.
    pub(super) cells: Vec<Cell>,
    /// The columns whose cell belongs to a merged one above and was given its value.
    pub(super) merged: Vec<usize>,
}

impl Line {
    pub(super) fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    pub(super) fn is_empty(&self) -> bool {
        let is_own = |at: &usize| !self.merged.contains(at);
        !self
            .cells
            .iter()
            .enumerate()
            .any(|(at, cell)| !cell.is_empty() && is_own(&at))
    }
}

/// A sheet.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Sheet {
    /// The name on its tab; a school may stand there, or a person.
    pub(super) name: String,
    /// Its rows up to the last that is not empty.
    pub(super) lines: Vec<Line>,
}

impl Sheet {
    /// Adds a row, with the empty ones before it; refuses more than a list may have.
    pub(super) fn push(&mut self, line: Line) -> Result<(), Refused> {
        if line.is_empty() && line.merged.is_empty() {
            return Ok(());
        }
        let next = self.lines.last().map_or(1, |last| last.row + 1);
        for row in next..line.row.min(next.saturating_add(EMPTY_RUN)) {
            self.lines.push(Line {
                row,
                ..Line::default()
            });
        }
        self.lines.push(line);
        if self.lines.len() > usize::try_from(MOST_ROWS).unwrap_or(usize::MAX) {
            return Err(Refused::whole(RefusedKind::TooManyRows));
        }
        Ok(())
    }
}

/// The sheet of a CSV text whose lines end with `\n`.
pub(super) fn of_csv(text: &str) -> Result<Sheet, Refused> {
    let (text, told) = match text.split_once('\n') {
        Some((first, rest)) if first.len() == 5 && first.starts_with("sep=") => (rest, first.bytes().last()),
        _ => (text, None),
    };
    let separator = told.unwrap_or_else(|| separator(text));
    let sheet = rows(text, separator, usize::MAX)?;
    Ok(sheet)
}

fn separator(text: &str) -> u8 {
    let weight = |separator: &u8| {
        let sheet = rows(text, *separator, LOOKED_AT).unwrap_or_default();
        header::find(&sheet.lines, 0).map_or(0, |header| header.weight())
    };
    // The first of the best: `max_by_key` would take the last.
    SEPARATORS.into_iter().rev().max_by_key(weight).unwrap_or(b';')
}

fn rows(text: &str, separator: u8, most: usize) -> Result<Sheet, Refused> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut record = StringRecord::new();
    let mut row = 0;
    let mut width = 0;
    for _ in 0..most {
        let before = reader.position().line();
        if !reader.read_record(&mut record).unwrap_or(false) {
            break;
        }
        let breaks: u64 = record.iter().map(breaks).sum();
        let passed = reader.position().line() - before;
        // Empty lines are passed over by the reader and are rows all the same.
        row += 1 + u32::try_from(passed.saturating_sub(breaks + 1)).unwrap_or(u32::MAX);
        width = width.max(record.len());
        if record.iter().any(|cell| swallows(cell, separator, width)) {
            return Err(Refused::at(RefusedKind::OpenQuote, row));
        }
        sheet.push(Line {
            row,
            cells: record
                .iter()
                .take(MOST_COLUMNS)
                .map(|cell| Cell::of(cut(cell)))
                .collect(),
            merged: Vec::new(),
        })?;
    }
    Ok(sheet)
}

fn breaks(cell: &str) -> u64 {
    cell.bytes().map(|byte| u64::from(byte == b'\n')).sum()
}

/// Whether whole rows stand in one cell, because its quotation mark is closed too late or never.
fn swallows(cell: &str, separator: u8, width: usize) -> bool {
    let few = width.saturating_sub(1).clamp(2, 4);
    cell.lines()
        .skip(1)
        .any(|line| line.bytes().filter(|byte| *byte == separator).count() >= few)
}

/// A cell, cut between letters if nobody could read it anyway.
pub(super) fn cut(cell: &str) -> &str {
    match cell.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => cell.get(..end).unwrap_or_default(),
        None => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "Мектеп;Сыныбы;Оқушы саны";

    fn numbered(text: &str) -> Vec<(u32, String)> {
        let sheet = of_csv(text).unwrap();
        let filled = sheet.lines.iter().filter(|line| !line.is_empty());
        filled
            .map(|line| (line.row, line.cell(0).text().into_owned()))
            .collect()
    }

    #[test]
    fn rows_are_counted_as_excel_does() {
        let text = format!("{HEADER}\n\n\n№6;\"9\nА\n\";12\n;;\n№7;9Б;12");
        assert_eq!(
            numbered(&text),
            [
                (1, "Мектеп".to_owned()),
                (4, "№6".to_owned()),
                (6, "№7".to_owned())
            ]
        );
        let told = format!("sep=;\n{HEADER}\n№6;9А;12\n");
        assert_eq!(numbered(&told).len(), 2);
        assert_eq!(numbered(&told)[1].0, 2);
    }

    #[test]
    fn the_separator_is_found_by_looking() {
        for separator in [";", ",", "\t"] {
            let text = format!("Тізім; 1, 2\n{}", HEADER.replace(';', separator));
            assert_eq!(of_csv(&text).unwrap().lines[1].cells.len(), 3, "{separator:?}");
        }
    }

    #[test]
    fn a_quote_that_swallows_rows_is_refused() {
        let text = format!("{HEADER}\n№6;\"9А;12\n№7;9Б;12\n№8;9В;12\n");
        let refused = of_csv(&text).unwrap_err();
        assert_eq!((refused.kind, refused.row), (RefusedKind::OpenQuote, 2));
    }

    #[test]
    fn more_rows_than_a_list_may_have_are_refused() {
        let rows = format!("{HEADER}\n{}", "№6;9А;12\n".repeat(20_001));
        assert_eq!(of_csv(&rows).unwrap_err().kind, RefusedKind::TooManyRows);
        let empty = format!("{HEADER}\n{}№6;9А;12\n", "\n".repeat(100_000));
        assert_eq!(of_csv(&empty).unwrap().lines.last().unwrap().row, 100_002);
    }
}
