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

pub mod model;
pub mod value;

pub use model::Report;
pub use value::{At, Cell};
