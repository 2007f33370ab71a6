//! A report as a file for other programs: tables, a page for printing, a workbook with the log.

use crate::cli::log;
use crate::domain::event::Lang;
use crate::domain::floor::Floor;
use crate::report::{Report, csv as tables, flow, page, xlsx as workbook};
use crate::ui::text::Texts;
use std::io::{self, Write};

/// Writes the figures, or the table of this name.
pub(super) fn csv(
    out: &mut dyn Write,
    table: Option<&str>,
    report: &Report,
    floor: &Floor,
    lang: Lang,
) -> io::Result<()> {
    let Some(key) = table else {
        return tables::figures(out, report, lang);
    };
    let flow = flow(floor, report.as_of.0, report.public);
    match tables::named(report, &flow, key) {
        Some(table) => tables::table(out, &table),
        None => Ok(()),
    }
}

/// Writes the page for printing.
pub(super) fn html(out: &mut dyn Write, report: &Report, floor: &Floor, lang: Lang) -> io::Result<()> {
    let flow = flow(floor, report.as_of.0, report.public);
    out.write_all(page::page(report, &flow, lang).as_bytes())
}

/// Writes the workbook. The log is not for everybody: in public it is left out.
pub(super) fn xlsx(out: &mut dyn Write, report: &Report, floor: &Floor, lang: Lang) -> io::Result<()> {
    let flow = flow(floor, report.as_of.0, report.public);
    let log = (!report.public).then(|| log::table(Texts::of(lang), floor, report.as_of.0));
    let book = workbook::book(report, &flow, log.as_ref(), lang).map_err(io::Error::other)?;
    out.write_all(&book)
}
