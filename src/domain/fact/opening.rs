//! How a floor is opened: the day's description and how event time runs.

use crate::domain::event::Event;
use crate::domain::time::Pace;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The floor was opened with this description of the day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Opening {
    /// The day as planned.
    pub event: Arc<Event>,
    /// Event time = the share's clock (Unix milliseconds) + this, when the floor was opened.
    pub shift_ms: i64,
    /// How many times as fast event time runs, from `from_ms` on; 1 but in a rehearsal.
    #[serde(default = "as_fast", skip_serializing_if = "is_as_fast")]
    pub speed: u32,
    /// From which moment of the share's clock on event time runs faster, Unix milliseconds; 0 where it does not.
    #[serde(default, skip_serializing_if = "is_none")]
    pub from_ms: i64,
    /// A rehearsal: every screen says so.
    #[serde(default)]
    pub rehearsal: bool,
}

impl Opening {
    /// How event time follows the share's clock.
    pub const fn pace(&self) -> Pace {
        Pace {
            shift_ms: self.shift_ms,
            speed: self.speed,
            from_ms: self.from_ms,
        }
    }
}

const fn as_fast() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
const fn is_as_fast(speed: &u32) -> bool {
    *speed == 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
const fn is_none(ms: &i64) -> bool {
    *ms == 0
}
