//! What is known of a device besides its entries. Presence is upserted, never logged, and always shown
//! with its age: silence is not health.

use super::id::{Origin, Role};

/// One device as it last described itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Presence {
    /// The name under which it writes.
    pub origin: Origin,
    /// In which part it is used.
    pub role: Role,
    /// What people call the laptop: its host name, without control characters.
    pub label: String,
    /// When it last wrote to the share, on the share's clock, Unix milliseconds.
    pub seen_ms: i64,
    /// How far its own clock is ahead of the share's, in milliseconds; unknown before the first check.
    pub clock_ahead_ms: Option<i64>,
    /// Its program version.
    pub version: String,
    /// Entries of its own that it could not send yet, when it last wrote.
    pub unsent: u64,
}
