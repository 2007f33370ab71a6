//! What screens, status and read models ask of the floor: every answer is computed from facts and event
//! time, and can be thrown away.
//!
//! [`station`] holds the questions about one station, [`groups`] where everybody is, [`people`] calls,
//! messages and desks, [`overview`] the whole floor in one pass, [`version`] whether this program
//! understands it.

pub mod groups;
pub mod overview;
pub mod people;
pub mod station;
pub mod version;
