//! A report as one page of HTML for printing: the first sheet of A4 has the figures with their meaning and the charts,
//! the sheets after it have the tables.
//!
//! Laws: the page needs nothing beside itself and runs nothing; the same report gives the same bytes; whatever others
//! wrote is escaped; black and white is enough; what is unknown is a dash and what is hidden an asterisk, both
//! explained at the foot of the first sheet, and neither is ever drawn or written as zero.

mod causes;
mod flow;
mod front;
mod stations;
mod svg;
mod tables;

use super::figures::Flow;
use super::html;
use super::model::Report;
use super::words::Words;
use crate::domain::event::Lang;

/// The report in a language as a whole page.
pub fn page(report: &Report, flow: &Flow, lang: Lang) -> String {
    let words = Words::of(lang);
    let title = format!(
        "{} · {}",
        words.get("report-title"),
        words.name(&report.event.title)
    );
    html::page(lang, &title, &[include_str!("page.css")], |body| {
        front::front(body, &words, report, flow);
        tables::tables(body, &words, report, flow);
    })
}
