//! What happens to stations and to the day as a whole: equipment, closures, pauses of several stations, new times,
//! evacuation, paper sheets, figures given away.

use super::Reason;
use crate::domain::event::{HallId, Medium};
use crate::domain::frontier::Stretch;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::{EventTime, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A station is ready for its first group.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ready {
    /// Where.
    pub station: StationNo,
    /// Said by a deputy of the instructor.
    #[serde(default, skip_serializing_if = "is_not")]
    pub deputy: bool,
}

impl Ready {
    /// The instructor of this station is ready.
    pub const fn at(station: StationNo) -> Self {
        Self {
            station,
            deputy: false,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
const fn is_not(said: &bool) -> bool {
    !*said
}

/// A station writes on something else from now on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MediumChanged {
    /// Where.
    pub station: StationNo,
    /// On what.
    pub medium: Medium,
}

/// A station has fewer places for a while.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlacesLowered {
    /// Where.
    pub station: StationNo,
    /// How many places are left.
    pub places: u16,
    /// Why.
    pub reason: Reason,
}

/// A station takes no groups from a round on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StationClosed {
    /// Where.
    pub station: StationNo,
    /// From which round on.
    pub from: RoundNo,
    /// Why.
    pub reason: Reason,
}

/// Several stations stopped for a while.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StationsPaused {
    /// Where.
    pub stations: Vec<StationNo>,
    /// The hall, if they were named by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hall: Option<HallId>,
    /// Why.
    pub reason: Reason,
}

/// Several stations went on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StationsResumed {
    /// Where.
    pub stations: Vec<StationNo>,
    /// The hall, if they were named by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hall: Option<HallId>,
}

/// The new times of one round.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewTimes {
    /// Which round.
    pub round: RoundNo,
    /// When it is.
    #[serde(flatten)]
    pub times: Span,
}

/// Rounds were given new times.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RoundsRetimed {
    /// The rounds with their new times.
    pub rounds: Vec<NewTimes>,
}

/// Everybody leaves the building.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Evacuated {
    /// A drill.
    pub drill: bool,
}

/// One line of a station's paper sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SheetLine {
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
    /// How many pupils came.
    pub count: u16,
    /// How many were interested; `None` was not written down, which is not 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<u16>,
    /// Whether the safety briefing was ticked; `None` was not written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub briefing: Option<bool>,
}

/// A paper sheet was typed in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SheetEntered {
    /// Whose sheet.
    pub station: StationNo,
    /// Its lines.
    pub lines: Vec<SheetLine>,
}

/// For whom a report was made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Figures given to the press during the day.
    Press,
    /// The report of the day.
    Report,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 2] = [Self::Press, Self::Report];

    /// The name used in files and on command lines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Report => "report",
        }
    }
}

/// Figures were given away: which, and from which entries they were made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FiguresGiven {
    /// For whom.
    pub purpose: Purpose,
    /// Up to which moment of the day.
    pub as_of: EventTime,
    /// The figures by their stable names.
    pub figures: BTreeMap<String, i64>,
    /// The entries that were known: of each origin the numbers held in a row.
    pub known: Vec<Stretch>,
}
