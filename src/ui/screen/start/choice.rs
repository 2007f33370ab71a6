//! What can be chosen on the start screen, and what was.

use crate::domain::event::Event;
use crate::domain::id::Role;
use std::path::PathBuf;
use std::sync::Arc;

/// Where an event comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EventSource {
    /// A sample that is built in, by its key.
    Sample(String),
    /// An event file.
    File(PathBuf),
    /// The floor that is open on the share.
    Share,
}

/// An event to choose.
#[derive(Clone, PartialEq, Debug)]
pub struct Offer {
    /// Where it comes from.
    pub source: EventSource,
    /// The event.
    pub event: Arc<Event>,
    /// The share on which it is already open, and whether as a rehearsal.
    pub open: Option<(PathBuf, bool)>,
}

/// The answer to all questions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Where the event comes from.
    pub event: EventSource,
    /// The share that was named; the event's own one if none was.
    pub share: Option<PathBuf>,
    /// In which part.
    pub role: Role,
    /// The floor is opened as a rehearsal, if it is not open yet.
    pub rehearsal: bool,
}

/// The last choice, with its event as it is now.
#[derive(Clone, PartialEq, Debug)]
pub struct Last {
    /// What was chosen.
    pub choice: Choice,
    /// The event.
    pub event: Arc<Event>,
}
