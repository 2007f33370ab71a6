//! Reusable regions of the screens. A widget is given what it shows and an area; it never writes outside
//! the area and never panics, at any size and with any text.

pub mod area;
pub mod big_clock;
pub mod dialog;
mod form;
pub mod keys;
pub mod label;
mod lever;
pub mod line;
mod lists;
pub mod notes;
