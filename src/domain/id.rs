//! Names of things: numbers as they are printed on cards and stands, and the identity of devices.
//!
//! No bare integers travel through the house: a station number can never be taken for a group number.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $int:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $int);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.trim().parse().map(Self)
            }
        }
    };
}

number!(
    /// The number on a station or stand (1–61 on the sample day).
    StationNo, u16
);
number!(
    /// The number on an advice desk; desks and stations share one number space.
    DeskNo, u16
);
number!(
    /// The number on the card that a group's guide holds up.
    GroupNo, u16
);
number!(
    /// A round of the day, counted from 1.
    RoundNo, u8
);
number!(
    /// The dense number of an entry within its origin, counted from 1.
    Seq, u64
);

/// The name under which one replica writes: random, 64 bits, written as 16 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Origin(pub u64);

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Origin {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

impl Serialize for Origin {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Hex;
        impl serde::de::Visitor<'_> for Hex {
            type Value = Origin;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("16 hexadecimal digits")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Origin, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_str(Hex)
    }
}

/// The identity of an entry: who wrote it and the how-manieth of theirs it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct EntryId {
    /// Who wrote it.
    pub origin: Origin,
    /// Its dense number there.
    pub seq: Seq,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.origin, self.seq)
    }
}

impl FromStr for EntryId {
    type Err = BadEntryId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (origin, seq) = text.split_once('-').ok_or(BadEntryId)?;
        Ok(Self {
            origin: origin.parse().map_err(|_| BadEntryId)?,
            seq: seq.parse().map_err(|_| BadEntryId)?,
        })
    }
}

/// A text that is not `ORIGIN-SEQ`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry is named as ORIGIN-SEQ")]
pub struct BadEntryId;

/// Somewhere on the floor from where people call and act.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A master-class station or a stand.
    Station(StationNo),
    /// An advice desk.
    Desk(DeskNo),
    /// Wherever a coordinator stands.
    Coordination,
}

/// In which part a person writes. No names: a role and a place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// Whoever runs a station.
    Station(StationNo),
    /// Whoever sits at an advice desk.
    Desk(DeskNo),
    /// A coordinator of the floor; what they enter for a station is "by radio".
    Coordinator,
    /// Somebody who prepares or closes the day.
    Organiser,
}

impl Role {
    /// Where this role stands.
    pub const fn place(self) -> Place {
        match self {
            Self::Station(no) => Place::Station(no),
            Self::Desk(no) => Place::Desk(no),
            Self::Coordinator | Self::Organiser => Place::Coordination,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Station(no) => write!(f, "station:{no}"),
            Self::Desk(no) => write!(f, "desk:{no}"),
            Self::Coordinator => f.write_str("coordinator"),
            Self::Organiser => f.write_str("organiser"),
        }
    }
}

impl FromStr for Role {
    type Err = BadRole;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("station", no)) => no.parse().map(Self::Station).map_err(|_| BadRole),
            Some(("desk", no)) => no.parse().map(Self::Desk).map_err(|_| BadRole),
            None if text == "coordinator" => Ok(Self::Coordinator),
            None if text == "organiser" => Ok(Self::Organiser),
            _ => Err(BadRole),
        }
    }
}

/// A text that names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a role is station:N, desk:N, coordinator or organiser")]
pub struct BadRole;

impl Serialize for Role {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
