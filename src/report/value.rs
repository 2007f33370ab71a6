//! What stands in one cell of a report, and how moments are written there.
//!
//! Law: unknown is not zero, and hidden is neither. A cell says which of the three it is.

use crate::domain::time::EventTime;
use serde::{Serialize, Serializer};
use std::fmt;

/// A figure that may be unknown, or hidden in public. In JSON a number, `null`, or `"hidden"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cell {
    /// The number.
    Known(i64),
    /// Nobody has said it.
    Unknown,
    /// It is known and not shown: it is small enough to point at a child, or would give such a number away.
    Hidden,
}

impl Cell {
    /// The number, where it is known and shown.
    pub const fn number(self) -> Option<i64> {
        match self {
            Self::Known(number) => Some(number),
            Self::Unknown | Self::Hidden => None,
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(number) => to.serialize_i64(*number),
            Self::Unknown => to.serialize_none(),
            Self::Hidden => to.serialize_str("hidden"),
        }
    }
}

/// A moment of the day in a report: event time, written `HH:MM:SS`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct At(pub EventTime);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
