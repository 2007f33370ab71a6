//! What the loop has asked of the replica, or of the reader of lists, and not heard back yet. It never waits: the answers come as messages.

use crate::domain::entry::Pen;
use crate::store::{Arrived, Saved, StoreError};
use crate::ui::msg::ListNews;

/// An answer of the replica, or of the reader of lists.
pub(super) enum Answer {
    /// Own entries were saved, or not yet.
    Saved(Result<Saved, StoreError>),
    /// What has arrived.
    Arrived(Result<Arrived, StoreError>),
    /// What was asked about lists of schools.
    Lists(Box<ListNews>),
    /// The pen of a new name.
    Renamed(Result<Pen, StoreError>),
}

/// What the replica was asked and has not answered yet.
#[derive(Default)]
pub(super) struct Asked {
    /// Entries are being saved.
    pub(super) saving: bool,
    /// Whether what has arrived is being read.
    pub(super) reading: Reading,
    /// Whether another name is to be taken.
    pub(super) name: Renaming,
}

/// Whether what has arrived is being read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Reading {
    /// No.
    #[default]
    No,
    /// It was asked for.
    Asked,
    /// It was asked for, and then there came more.
    Again,
}

/// Whether another name is to be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Renaming {
    /// No.
    #[default]
    No,
    /// As soon as nothing is being saved.
    Due,
    /// It was asked for.
    Asked,
}

impl Asked {
    /// Whether the next entry may be written: none is being saved, and none has to wait for a new name.
    pub(super) const fn is_free(&self) -> bool {
        !self.saving && matches!(self.name, Renaming::No)
    }
}
