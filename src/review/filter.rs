//! Which entries a reader wants to see.

use crate::domain::id::{EntryId, GroupNo, Origin, Role};
use crate::domain::time::EventTime;
use std::collections::BTreeSet;

/// What became of an entry, as a wish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// Taken back, and not brought back.
    Undone,
    /// Another entry about the same thing stands in its place.
    Superseded,
}

/// Which entries are wanted: all that fit every wish. An empty wish fits everything.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// About one of these stations or desks, or said there about no place. They share one number space.
    pub stations: BTreeSet<u16>,
    /// About one of these groups.
    pub groups: BTreeSet<GroupNo>,
    /// About a group of one of these schools, as the event file writes them.
    pub schools: BTreeSet<String>,
    /// Of one of these kinds, as they are called on the wire.
    pub kinds: BTreeSet<String>,
    /// Written by one of these devices.
    pub origins: BTreeSet<Origin>,
    /// Said in one of these parts.
    pub roles: BTreeSet<Role>,
    /// Happened at this moment or later.
    pub from: Option<EventTime>,
    /// Happened before this moment, or at it.
    pub until: Option<EventTime>,
    /// Only what became this.
    pub fate: Option<Fate>,
    /// Only these, as behind a figure of the report.
    pub only: Option<Vec<EntryId>>,
    /// Words, compared by [`crate::domain::fold`]; each must be found somewhere in what a reader sees.
    pub text: String,
}

impl Filter {
    /// These entries and no others: what makes a figure.
    pub fn only(ids: Vec<EntryId>) -> Self {
        Self {
            only: Some(ids),
            ..Self::default()
        }
    }

    /// Whether every entry fits.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
