//! PURE: the figures of the day, as a function of the floor and a moment.
//!
//! | part | what lives there |
//! |---|---|
//! | [`model`] | the shape of a report |
//! | [`value`] | what stands in one cell |
//!
//! Laws: a report follows from the log alone; the same log and moment give the same report, in whatever order
//! entries arrived; an entry plays a part only if it happened up to that moment; the same visit counts once;
//! unknown is not zero.

mod figures;
pub mod model;
pub mod value;

pub use model::Report;
pub use value::{At, Cell};

use crate::domain::floor::Floor;
use crate::domain::time::EventTime;

/// The figures of the day up to a moment.
///
/// Whoever has a floor of their own cuts it first ([`Floor::set_until`]) and saves the copy that is made otherwise.
pub fn figures(floor: &Floor, as_of: EventTime) -> Report {
    let floor = figures::cut(floor, as_of);
    figures::measure(&floor, as_of)
}
