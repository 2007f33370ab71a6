//! What screens, status and read models ask of the floor: every answer is computed from facts and event
//! time, and can be thrown away.
//!
//! [`station`] holds the questions about one station, [`groups`] where everybody is, [`routes`] who fits where and
//! who waits for whom, [`people`] calls, messages and desks, [`course`] how the day went, [`evacuation`] the roll call,
//! [`roster`] a list of groups against those there are, [`retime`] new times, [`revision`] what was told before,
//! [`preview`] what a lever would do, [`superseded`] what was overridden, [`overview`] the whole
//! floor in one pass, [`alarms`] what somebody has to do now, [`version`] whether this program understands the floor.

pub mod alarms;
pub mod course;
pub mod evacuation;
pub mod groups;
pub mod overview;
pub mod people;
pub mod preview;
pub mod retime;
pub mod revision;
pub mod roster;
pub mod routes;
pub mod station;
pub mod superseded;
pub mod version;
