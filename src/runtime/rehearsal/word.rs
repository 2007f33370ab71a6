//! What a rehearsal and its laptops say to each other, between threads or, as JSON lines, between processes.

use super::footprint::Footprint;
use crate::domain::frontier::{Frontier, Held};
use crate::domain::id::{EntryId, Origin};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a laptop is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Order {
    /// Nobody writes any more; exchange until everybody holds the same.
    Settle,
    /// Say what was measured, and leave.
    End,
}

/// What a laptop tells.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum News {
    /// It has taken its place.
    Seated,
    /// So many entries were recorded on it so far.
    Wrote(u64),
    /// While it settles: what it holds now.
    Holds(Holding),
    /// It has left.
    Left(Box<Notes>),
    /// It cannot go on; why, for the log.
    Failed(String),
}

/// What one replica holds, in a form that travels.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Holding(Vec<(Origin, u64, BTreeSet<u64>)>);

impl Holding {
    /// What this frontier says.
    pub fn of(frontier: &Frontier) -> Self {
        let held = frontier.iter();
        Self(
            held.map(|(origin, held)| (origin, held.up_to, held.beyond.clone()))
                .collect(),
        )
    }

    /// The frontier that says this.
    pub fn frontier(&self) -> Frontier {
        let mut frontier = Frontier::default();
        for (origin, up_to, beyond) in &self.0 {
            let held = Held {
                up_to: *up_to,
                beyond: beyond.clone(),
            };
            frontier.hold(*origin, held);
        }
        frontier
    }
}

/// An entry and the moment, in microseconds of the clock that all processes share.
pub type Noted = (EntryId, u64);

/// What a laptop has measured.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Notes {
    /// When which of its own entries were durable.
    pub confirmed: Vec<Noted>,
    /// When which entries of others showed on its floor: a sample.
    pub seen: Vec<Noted>,
    /// When it took its place, and each time again.
    pub seated: Vec<u64>,
    /// How long each command took from the key to the durable entry, in microseconds.
    pub keys: Vec<u64>,
    /// Commands that were not allowed.
    pub refused: u64,
    /// Commands whose entries the disk did not take at once.
    pub unsaved: u64,
    /// Incidents that were played.
    pub incidents: u64,
    /// What it holds at the end.
    pub holding: Holding,
    /// The fingerprint of its floor.
    pub floor: String,
    /// What it has used, where it is a process of its own.
    pub footprint: Option<Footprint>,
}
