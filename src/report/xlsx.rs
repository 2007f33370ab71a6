//! A report as a workbook: a sheet of figures with their meaning, one for each table that has rows, and the log.
//!
//! Laws: every text is written as a text, so no cell is a formula; an unknown cell is empty and a hidden one says so,
//! neither is zero; moments and lengths are numbers in the form of a clock, so that a spreadsheet can reckon with
//! them; the day of the event stands for the day of making, so the same report gives the same bytes.

use super::figures::Flow;
use super::model::Report;
use super::sheet::{self, Field, Reader, Table};
use super::words::{Value, Words};
use crate::domain::event::Lang;
use crate::domain::time::SECOND_MS;
use chrono::Datelike;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

/// Seconds of the day that a spreadsheet counts as one.
const DAY_S: f64 = 86_400.0;
/// The most letters of a cell.
const LONGEST: usize = 32_767;
/// The most rows of a sheet with its head.
const ROWS: usize = 1_048_576;

/// The report as the bytes of a workbook. `log` is the last sheet, where it is asked for.
///
/// # Errors
/// The workbook could not be put together.
pub fn book(report: &Report, flow: &Flow, log: Option<&Table>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let words = Words::of(lang);
    let mut book = Workbook::new();
    book.set_properties(&properties(report, &words)?);
    let pen = Pen::new(&words);
    figures(&pen, book.add_worksheet(), report)?;
    let tables = sheet::tables(report, flow);
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        pen.table(book.add_worksheet(), table, &table.rows, 0)?;
    }
    for (part, rows) in log.iter().flat_map(|log| parts(log)) {
        let sheet = book.add_worksheet();
        if let Some(log) = log {
            pen.table(sheet, log, rows, part)?;
        }
    }
    book.save_to_buffer()
}

/// Parts of a table that each fit on a sheet, with their places.
fn parts(table: &Table) -> impl Iterator<Item = (usize, &[Vec<Field>])> {
    table.rows.chunks(ROWS - 1).enumerate()
}

fn properties(report: &Report, words: &Words) -> Result<DocProperties, XlsxError> {
    let properties = DocProperties::new()
        .set_title(words.get("report-title"))
        .set_subject(words.name(&report.event.title));
    let Some(date) = report.event.date else {
        return Ok(properties.set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    };
    let year = u16::try_from(date.year()).unwrap_or(2000);
    let (month, day) = (date.month().try_into(), date.day().try_into());
    let date = ExcelDateTime::from_ymd(year, month.unwrap_or(1), day.unwrap_or(1))?;
    Ok(properties.set_creation_datetime(&date))
}

/// The sheet of figures: which day first, then every figure.
fn figures(pen: &Pen<'_>, sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let words = pen.words;
    sheet.set_name(name(&words.get("head-figures"), 0))?;
    let event = &report.event;
    let as_of = [("x", Value::from(report.as_of.to_string()))];
    let marks = [
        (report.event.rehearsal, "report-rehearsal"),
        (report.public, "report-public"),
    ];
    let mut lines = vec![words.name(&event.title).to_owned()];
    let date = event.date.map(|date| words.date(date));
    lines.push(
        date.into_iter()
            .chain([event.city.clone()])
            .collect::<Vec<_>>()
            .join(" · "),
    );
    lines.push(words.fmt("report-as-of", &as_of));
    let marks = marks.into_iter().filter(|(is_so, _)| *is_so);
    lines.extend(marks.map(|(_, key)| words.get(key)));
    lines.push(words.get("page-legend-empty"));
    let mut at = 0;
    for line in &lines {
        let format = if at == 0 { &pen.title } else { &pen.plain };
        sheet.write_string_with_format(at, 0, short(line), format)?;
        at += 1;
    }
    at += 1;
    let heads = ["section", "figure", "value", "meaning", "key"];
    for (column, key) in (0..).zip(heads) {
        let head = words.get(&format!("th-{key}"));
        sheet.write_string_with_format(at, column, head, &pen.head)?;
    }
    for figure in sheet::figures(report) {
        at += 1;
        let limit = [("n", Value::from(figure.limit))];
        let meaning = words.fmt(&format!("{}.meaning", figure.name), &limit);
        sheet.write_string(at, 0, words.get(figure.title))?;
        sheet.write_string(at, 1, words.get(&figure.name))?;
        pen.field(sheet, at, 2, &figure.value)?;
        sheet.write_string(at, 3, meaning)?;
        sheet.write_string(at, 4, figure.key)?;
    }
    for (column, width) in (0..).zip([24, 36, 12, 90, 26]) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

/// The words and the looks of cells.
struct Pen<'a> {
    words: &'a Words,
    title: Format,
    plain: Format,
    head: Format,
    share: Format,
    moment: Format,
    length: Format,
    hidden: Format,
}

impl<'a> Pen<'a> {
    fn new(words: &'a Words) -> Self {
        let grey = Color::RGB(0x00E6_E6E6);
        Self {
            words,
            title: Format::new().set_bold().set_font_size(14),
            plain: Format::new(),
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_background_color(grey),
            share: Format::new().set_num_format("0.0%"),
            moment: Format::new().set_num_format("hh:mm:ss"),
            length: Format::new().set_num_format("[m]:ss"),
            hidden: Format::new().set_italic().set_align(FormatAlign::Right),
        }
    }

    /// One sheet of a table; a table that needs several has their numbers in the names.
    fn table(
        &self,
        sheet: &mut Worksheet,
        table: &Table,
        rows: &[Vec<Field>],
        part: usize,
    ) -> Result<(), XlsxError> {
        sheet.set_name(name(&self.words.get(table.title), part))?;
        let columns = table.columns_for(|reader| reader != Reader::Programs);
        for (at, (_, column)) in (0..).zip(&columns) {
            let head = self.words.get(&format!("th-{}", column.key.replace('_', "-")));
            sheet.write_string_with_format(0, at, head, &self.head)?;
        }
        let mut widths: Vec<usize> = vec![10; columns.len()];
        for (down, row) in (1..).zip(rows) {
            let fields = columns.iter().filter_map(|(place, _)| row.get(*place));
            for ((across, field), width) in (0..).zip(fields).zip(&mut widths) {
                let letters = self.field(sheet, down, across, field)?;
                *width = (*width).max(letters.min(60) + 1);
            }
        }
        for (across, width) in (0..).zip(widths) {
            sheet.set_column_width(across, u32::try_from(width).unwrap_or(10))?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }

    /// Writes a field; about how many letters it takes.
    fn field(&self, sheet: &mut Worksheet, row: u32, column: u16, field: &Field) -> Result<usize, XlsxError> {
        match field {
            Field::Nothing | Field::Unknown => {}
            Field::Hidden => {
                let hidden = self.words.get("report-hidden");
                sheet.write_string_with_format(row, column, hidden, &self.hidden)?;
            }
            Field::Number(number) => _ = sheet.write_number(row, column, exact(*number))?,
            Field::Share { part, whole } => {
                let share = exact(*part) / exact(*whole);
                sheet.write_number_with_format(row, column, share, &self.share)?;
            }
            Field::Seconds(seconds) => {
                sheet.write_number_with_format(row, column, exact(*seconds) / DAY_S, &self.length)?;
            }
            Field::Moment(at) => {
                let seconds = exact(at.0.0.div_euclid(SECOND_MS));
                sheet.write_number_with_format(row, column, seconds / DAY_S, &self.moment)?;
            }
            Field::Of(..) | Field::Text(_) | Field::Words(_) | Field::Term(_) | Field::Figure(_) => {
                let text = self.words.field(field);
                sheet.write_string(row, column, short(&text))?;
                return Ok(text.chars().count());
            }
        }
        Ok(10)
    }
}

/// Numbers of a report are far from those that a spreadsheet cannot hold exactly.
#[expect(clippy::cast_precision_loss, reason = "a spreadsheet has no other numbers")]
const fn exact(number: i64) -> f64 {
    number as f64
}

/// As much of a text as fits in a cell, without control characters.
fn short(text: &str) -> String {
    let shown = text
        .chars()
        .filter(|letter| *letter == '\n' || !letter.is_control());
    shown.take(LONGEST).collect()
}

/// A title as the name of a sheet: at most 31 letters, none of those that Excel forbids there.
fn name(title: &str, part: usize) -> String {
    let end = if part == 0 {
        String::new()
    } else {
        format!(" {}", part + 1)
    };
    let allowed = title
        .chars()
        .filter(|letter| !r"[]:*?/\'".contains(*letter) && !letter.is_control());
    allowed.take(31 - end.len()).chain(end.chars()).collect()
}
