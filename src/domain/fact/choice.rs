//! The short lists from which people choose: reasons, needs, kinds of visitors. Their codes are words of files,
//! of the command line and of JSON, and do not change.

use serde::{Deserialize, Serialize};

/// Why something deviated from the plan; the short list that makes a report writable.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A late or early bus.
    Bus,
    /// The station before took longer.
    PreviousStation,
    /// Equipment failed.
    Equipment,
    /// No electricity.
    Power,
    /// No network.
    Network,
    /// Somebody is missing or unwell.
    People,
    /// Guests of honour, press.
    Guests,
    /// First aid was given.
    FirstAid,
    /// An evacuation drill.
    Drill,
    /// Anything else.
    Other,
}

impl Reason {
    /// Every reason, in the order of menus.
    pub const ALL: [Self; 10] = [
        Self::Bus,
        Self::PreviousStation,
        Self::Equipment,
        Self::Power,
        Self::Network,
        Self::People,
        Self::Guests,
        Self::FirstAid,
        Self::Drill,
        Self::Other,
    ];

    /// The name used in files and on command lines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bus => "bus",
            Self::PreviousStation => "previous_station",
            Self::Equipment => "equipment",
            Self::Power => "power",
            Self::Network => "network",
            Self::People => "people",
            Self::Guests => "guests",
            Self::FirstAid => "first_aid",
            Self::Drill => "drill",
            Self::Other => "other",
        }
    }
}

/// What a call asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// First aid: always on top, with sound.
    FirstAid,
    /// Somebody should come.
    Help,
    /// A sign-language interpreter.
    Interpreter,
    /// Material is running out.
    Material,
    /// Equipment needs a technician.
    Technician,
}

impl Need {
    /// Every need, most urgent first.
    pub const ALL: [Self; 5] = [
        Self::FirstAid,
        Self::Help,
        Self::Interpreter,
        Self::Material,
        Self::Technician,
    ];

    /// The name used in files and on command lines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FirstAid => "first_aid",
            Self::Help => "help",
            Self::Interpreter => "interpreter",
            Self::Material => "material",
            Self::Technician => "technician",
        }
    }
}

/// Who comes to an advice desk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visitor {
    /// A school pupil.
    Pupil,
    /// A college student.
    Student,
    /// An adult.
    Adult,
}

impl Visitor {
    /// Every kind, in the order of the desk's keys.
    pub const ALL: [Self; 3] = [Self::Pupil, Self::Student, Self::Adult];

    /// The name used in files and on command lines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pupil => "pupil",
            Self::Student => "student",
            Self::Adult => "adult",
        }
    }
}
