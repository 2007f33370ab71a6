//! The sheets of an XLSX workbook.
//!
//! Cells are read one by one: the size that a sheet claims is never believed, so a stray cell in the last corner
//! costs nothing. Hidden rows and columns are read like the others: a filter hides groups, it does not delete them.

use super::cell::Cell;
use super::refused::{MOST_ROWS, Refused, RefusedKind};
use super::sheet::{Line, MOST_COLUMNS, Sheet, cut};
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;

/// Sheets beyond these are not looked at.
const MOST_SHEETS: usize = 100;
/// The largest workbook once unpacked, in bytes: far above any list, far below what would fill a laptop.
const LARGEST_UNPACKED: u64 = 256 << 20;
/// A merged cell over more rows is a frame around the table.
const LONGEST_MERGED: u32 = 500;
/// The head of an entry in the directory of a packed file.
const ENTRY: &[u8] = b"PK\x01\x02";

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The visible sheets of a workbook.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refused> {
    let broken = || Refused::whole(RefusedKind::BrokenBook);
    if unpacked(bytes) > LARGEST_UNPACKED {
        return Err(Refused::whole(RefusedKind::TooLarge));
    }
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .take(MOST_SHEETS)
        .collect();
    let mut sheets = Vec::with_capacity(names.len());
    for name in names {
        let rows = rows(&mut book, &name)?;
        let merged = merged(&mut book, &name);
        sheets.push(sheet(name, rows, &merged)?);
    }
    Ok(sheets)
}

/// What the directory of the packed file says that it holds, in bytes.
fn unpacked(bytes: &[u8]) -> u64 {
    let size = |entry: &[u8]| {
        let size = entry.get(24..28)?;
        Some(u64::from(u32::from_le_bytes(size.try_into().ok()?)))
    };
    bytes
        .windows(28)
        .filter(|entry| entry.starts_with(ENTRY))
        .filter_map(size)
        .sum()
}

type Rows = BTreeMap<u32, Vec<Cell>>;

fn rows(book: &mut Book<'_>, name: &str) -> Result<Rows, Refused> {
    let broken = || Refused::whole(RefusedKind::BrokenBook);
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| broken())?;
    let mut rows = Rows::new();
    while let Some(found) = reader.next_cell().map_err(|_| broken())? {
        let (row, column) = found.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let cell = cell(found.get_value());
        if cell.is_empty() || column >= MOST_COLUMNS {
            continue;
        }
        let cells = rows.entry(row.saturating_add(1)).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        if let Some(slot) = cells.get_mut(column) {
            *slot = cell;
        }
        if rows.len() > usize::try_from(MOST_ROWS).unwrap_or(usize::MAX) {
            return Err(Refused::whole(RefusedKind::TooManyRows));
        }
    }
    Ok(rows)
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty | DataRef::Bool(_) => Cell::Empty,
        DataRef::Int(number) => Cell::of(&number.to_string()),
        DataRef::Float(number) if number.is_finite() => Cell::Number(*number),
        DataRef::Float(_) | DataRef::Error(_) => Cell::Error,
        DataRef::String(text) => Cell::of(cut(text)),
        DataRef::SharedString(text) => Cell::of(cut(text)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::of(cut(text)),
        DataRef::DateTime(date) => date_cell(date),
    }
}

fn date_cell(date: &ExcelDateTime) -> Cell {
    let (_, month, day, ..) = date.to_ymd_hms_milli();
    if date.is_datetime() && date.as_f64() >= 1.0 {
        Cell::Date { day, month }
    } else {
        Cell::Number(date.as_f64())
    }
}

/// Cells merged downwards within one column: column, first row and last row.
fn merged(book: &mut Book<'_>, name: &str) -> Vec<(usize, u32, u32)> {
    let regions = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    regions
        .into_iter()
        .filter(|region| region.start.1 == region.end.1)
        .filter_map(|region| {
            let column = usize::try_from(region.start.1)
                .ok()
                .filter(|at| *at < MOST_COLUMNS)?;
            let rows = (region.start.0.checked_add(1)?, region.end.0.checked_add(1)?);
            let is_short = rows.1.checked_sub(rows.0)? <= LONGEST_MERGED;
            is_short.then_some((column, rows.0, rows.1))
        })
        .collect()
}

/// The sheet, each cell of a merged region with the value of its first.
fn sheet(name: String, mut rows: Rows, merged: &[(usize, u32, u32)]) -> Result<Sheet, Refused> {
    let mut given: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (column, first, last) in merged {
        let Some(value) = rows.get(first).and_then(|cells| cells.get(*column)).cloned() else {
            continue;
        };
        for (row, cells) in rows.range_mut(first + 1..=*last) {
            if cells.len() <= *column {
                cells.resize(column + 1, Cell::Empty);
            }
            if let Some(slot) = cells.get_mut(*column).filter(|slot| slot.is_empty()) {
                slot.clone_from(&value);
                given.entry(*row).or_default().push(*column);
            }
        }
    }
    let mut sheet = Sheet {
        name,
        lines: Vec::new(),
    };
    for (row, cells) in rows {
        let merged = given.remove(&row).unwrap_or_default();
        sheet.push(Line { row, cells, merged })?;
    }
    Ok(sheet)
}
