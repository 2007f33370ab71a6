//! PURE: the figures of the day, as a function of the floor and a moment.
//!
//! | part | what lives there |
//! |---|---|
//! | [`model`] | the shape of a report, which is its JSON |
//! | `figures` | from the floor to a report |
//! | `public` | which cells are hidden in public |
//! | [`given`] | figures given away, found again, and changed by later entries |
//! | [`behind`] | which entries make a number |
//! | [`words`] | words and numbers of a report in three languages |
//! | [`schema`] | the published JSON schema |
//! | [`text`] | a report as text |
//! | [`value`] | what stands in one cell |
//!
//! Laws: a report follows from the log alone; the same log and moment give the same report, in whatever order
//! entries arrived; an entry plays a part only if it happened up to that moment; the same visit counts once;
//! unknown is not zero.

pub mod behind;
mod figures;
pub mod given;
pub mod model;
mod public;
pub mod schema;
pub mod text;
pub mod value;
pub mod words;

pub use behind::{FigureRef, entries_behind};
pub use given::{as_given, by_name, changes_since, giving};
pub use model::Report;
pub use value::{At, Cell};

use crate::domain::floor::Floor;
use crate::domain::time::EventTime;

/// The figures of the day up to a moment.
///
/// Whoever has a floor of their own cuts it first ([`Floor::set_until`]) and saves the copy that is made otherwise.
pub fn figures(floor: &Floor, as_of: EventTime) -> Report {
    let then = figures::cut(floor, as_of);
    let mut report = figures::measure(&then, as_of);
    report.given = given::list(&then, Some(floor));
    report
}
