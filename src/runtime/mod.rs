//! runtime

pub mod alarm;
pub mod clock;
pub mod event_clock;
pub mod face;
pub mod input;
pub mod logging;
pub mod outlet;
pub mod signal;
pub mod terminal;
