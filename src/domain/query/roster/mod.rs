//! A list of groups, as schools send it, against the groups there are: what came, what changed, what has gone.
//!
//! A row is a group that is here if both name the same school and class; its number only says which of several is
//! meant, and never more: a number that another class bears is said, or asked where it may be the same group under a
//! corrected name. Nothing is matched by its place in the list. A row that is still to be asked about changes
//! nothing, and the group it may be about does not go for want of it.

mod names;
mod work;

use crate::domain::event::{Event, Group};
use crate::domain::fact::Relisted;
use crate::domain::floor::Floor;
use crate::domain::id::GroupNo;
use std::collections::{BTreeMap, BTreeSet};
use work::Work;

/// Which groups there are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    groups: BTreeMap<GroupNo, Group>,
    off: BTreeSet<GroupNo>,
}

impl Standing {
    /// The groups of an event file.
    pub fn of_event(event: &Event) -> Self {
        Self {
            groups: event.groups.clone(),
            off: BTreeSet::new(),
        }
    }

    /// The groups of the floor as it stands, also those that an earlier list took off.
    pub fn of_floor(floor: &Floor) -> Self {
        let groups: BTreeMap<GroupNo, Group> =
            floor.groups().map(|(no, group)| (no, group.clone())).collect();
        let off = groups.keys().filter(|no| floor.is_off_list(**no)).copied();
        Self {
            off: off.collect(),
            groups,
        }
    }

    /// What is known of a group.
    pub fn group(&self, no: GroupNo) -> Option<&Group> {
        self.groups.get(&no)
    }
}

/// Who is meant by a row whose number another class of the same school bears.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Identity {
    /// The group with this number, under its right name.
    Same,
    /// Another group.
    Other,
}

/// A row of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// A group.
    Group {
        /// The number the list gives it.
        no: Option<GroupNo>,
        /// What the list says of it.
        about: Group,
        /// Who is meant, where that was asked and answered.
        identity: Option<Identity>,
        /// Something is still to be asked about it: it may come meanwhile, but a group that is here stays as it is.
        is_open: bool,
    },
    /// A group about which something is still to be asked.
    Open {
        /// The number the list gives it.
        no: Option<GroupNo>,
        /// Its school as far as it can be read.
        school: String,
        /// Its class as far as it can be read.
        class: String,
    },
}

/// What a list is a list of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Scope {
    /// All groups: whoever is not on it has gone.
    #[default]
    Whole,
    /// All groups of the schools on it: other schools stay as they are.
    Schools,
}

/// What makes the groups there are into those of the list; numbers in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// Groups that came, with their new numbers.
    pub added: Vec<(GroupNo, Group)>,
    /// What changed about groups.
    pub changed: Vec<Relisted>,
    /// Groups that are on the list no more.
    pub gone: Vec<GroupNo>,
    /// Groups that an earlier list took off and that are on the list again.
    pub back: Vec<GroupNo>,
}

impl Changes {
    /// Whether nothing changes.
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.gone.is_empty() && self.back.is_empty()
    }
}

/// What people should know, or are asked, about a row or a group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Note {
    /// The number in this row is that of another class of the same school: is it the same group? Until that is answered,
    /// the row changes nothing.
    WhichGroup {
        /// The row, counted from 0.
        row: usize,
        /// The group that bears the number.
        no: GroupNo,
    },
    /// The number in this row is another group's; the row's group has this one.
    Numbered {
        /// The row, counted from 0.
        row: usize,
        /// The number in the list.
        listed: GroupNo,
        /// Its number here.
        no: GroupNo,
    },
    /// An earlier row is about the same group; this one changes nothing.
    Twice {
        /// The row, counted from 0.
        row: usize,
        /// The earlier row.
        first: usize,
    },
    /// The group of this row was split, and its parts do not make what the list says; they stay as they are.
    InParts {
        /// The row, counted from 0.
        row: usize,
        /// The parts.
        parts: Vec<GroupNo>,
        /// Pupils in all parts together.
        pupils: u16,
    },
    /// The only row about this group is still open; it stays as it is.
    Kept(GroupNo),
}

/// A list against the groups there are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Diff {
    /// What would change.
    pub changes: Changes,
    /// Groups that are as the list says.
    pub same: Vec<GroupNo>,
    /// What people should know, rows first.
    pub notes: Vec<Note>,
    /// The group of each row; `None` where a row changes nothing yet.
    pub numbers: Vec<Option<GroupNo>>,
}

/// Compares a list with the groups there are.
pub fn diff(standing: &Standing, rows: &[Row], scope: Scope) -> Diff {
    let mut work = Work::over(standing, rows);
    work.match_rows();
    work.number_newcomers();
    work.settle(scope)
}

impl Note {
    /// The row it is about; after all rows for one about a group.
    pub const fn row(&self) -> usize {
        match self {
            Self::WhichGroup { row, .. }
            | Self::Numbered { row, .. }
            | Self::Twice { row, .. }
            | Self::InParts { row, .. } => *row,
            Self::Kept(_) => usize::MAX,
        }
    }
}
