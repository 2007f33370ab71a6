//! What people say to each other: messages with their receipts, calls for help with their answers.

use super::Need;
use crate::domain::event::{HallId, Words};
use crate::domain::id::{EntryId, Place};
use serde::{Deserialize, Serialize};

/// To whom a message goes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Every station.
    All,
    /// Every station of a hall.
    Hall(HallId),
    /// One place.
    One(Place),
}

/// A coordinator said something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Message {
    /// To whom.
    pub to: Audience,
    /// What.
    pub text: Words,
}

/// A message was read somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Received {
    /// Which message.
    pub message: EntryId,
    /// Where.
    pub place: Place,
}

/// Somebody called for help.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Called {
    /// Where.
    pub place: Place,
    /// What for.
    pub need: Need,
}

/// Something about a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OfCall {
    /// Which call.
    pub call: EntryId,
}
