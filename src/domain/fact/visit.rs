//! What happens at one station: visits with their counts, walk-ins, pauses, extensions.

use super::Reason;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use serde::{Deserialize, Serialize};

/// Something about a whole station.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AtStation {
    /// Where.
    pub station: StationNo,
}

/// One group at one station in one round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Visit {
    /// Where.
    pub station: StationNo,
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
}

/// A number of pupils of a visit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Counted {
    /// Where.
    pub station: StationNo,
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
    /// How many pupils.
    pub count: u16,
}

impl Counted {
    /// The visit that was counted.
    pub const fn visit(self) -> Visit {
        Visit {
            station: self.station,
            round: self.round,
            group: self.group,
        }
    }
}

/// A group was at the wrong station and was sent to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SentOn {
    /// Where it was.
    pub station: StationNo,
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
    /// Where it was sent.
    pub to: StationNo,
}

impl SentOn {
    /// The visit that does not count.
    pub const fn visit(self) -> Visit {
        Visit {
            station: self.station,
            round: self.round,
            group: self.group,
        }
    }
}

/// Visitors without a group joined, or were taken back (negative).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WalkIns {
    /// Where.
    pub station: StationNo,
    /// In which round.
    pub round: RoundNo,
    /// How many more.
    pub count: i16,
}

/// A station stopped for a while.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Paused {
    /// Where.
    pub station: StationNo,
    /// Why.
    pub reason: Reason,
}

/// A station's round was made longer (or shorter).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Extended {
    /// Where.
    pub station: StationNo,
    /// Which round.
    pub round: RoundNo,
    /// By how many minutes.
    pub minutes: i16,
    /// Why.
    pub reason: Reason,
}
