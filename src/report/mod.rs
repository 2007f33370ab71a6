//! What goes to people outside the screens: the figures of the day, and sheets of paper as pages for printing.
//!
//! PURE: a floor and a moment go in; nothing is read, written or asked for the time. The same floor and the same
//! moment give the same bytes.
//!
//! | part | what lives there |
//! |---|---|
//! | [`model`] | the shape of the report of the day, which is its JSON |
//! | `figures` | from the floor to a report |
//! | `public` | which cells are hidden in public |
//! | [`given`] | figures given away, found again, and changed by later entries |
//! | [`behind`] | which entries make a number |
//! | [`schema`] | the published JSON schema |
//! | [`words`] | words and numbers of a report in three languages |
//! | [`text`] | a report as text |
//! | [`value`] | what stands in one cell |
//! | [`paper`] | sheets of paper; their sentences come from the caller ([`phrases`]) |
//! | [`html`] | pages: everything that others wrote is escaped there |
//! | [`sheet`] | the report as figures and tables of fields |
//! | [`csv`], [`xlsx`] | the same as tables for spreadsheets and as a workbook |
//! | [`page`] | the same as a page for printing |
//! | [`spreadsheet`] | how tables for spreadsheets are written |
//!
//! Laws of a report: it follows from the log alone, in whatever order entries arrived; an entry plays a part only if
//! it happened up to the moment of the report; the same visit counts once; unknown is not zero.

pub mod behind;
pub mod csv;
mod figures;
pub mod given;
pub mod html;
pub mod model;
pub mod page;
pub mod paper;
pub mod phrases;
mod public;
pub mod schema;
pub mod sheet;
pub mod spreadsheet;
pub mod text;
pub mod value;
pub mod words;
pub mod xlsx;

pub use behind::{FigureRef, entries_behind};
pub use figures::{Flow, Minute, flow};
pub use given::{as_given, by_name, changes_since, floor_as_given, giving};
pub use model::Report;
pub use value::{At, Cell};

use crate::domain::floor::Floor;
use crate::domain::time::EventTime;

/// The figures of the day up to a moment.
///
/// Whoever has a floor of their own cuts it first ([`Floor::set_until_as_planned`]) and saves the copy that is made otherwise.
pub fn figures(floor: &Floor, as_of: EventTime) -> Report {
    let then = figures::cut(floor, as_of);
    let mut report = figures::measure(&then, as_of);
    report.given = given::list(&then, Some(floor));
    report
}
