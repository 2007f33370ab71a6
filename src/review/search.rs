//! A search over the index: compiled once, run in short steps, dropped to cancel it.

use super::filter::Filter;
use crate::domain::fact::Fact;
use crate::domain::id::{GroupNo, Place, Role};

/// What a reader sees, in the language of the screen; the screen brings it.
pub trait Words {
    /// The words that stand in the line of every entry of this kind; numbers may be left out.
    fn kind(&self, kind: &str) -> String;
    /// The line of a fact that carries words of its own: a message, a reason.
    fn line(&self, fact: &Fact) -> String;
    /// A place, as it stands in a line: its kind and number. Its name comes from the day.
    fn place(&self, place: Place) -> String;
    /// A group, as it stands in a line. Its school and class come from the day.
    fn group(&self, group: GroupNo) -> String;
    /// Who said it.
    fn role(&self, role: Role) -> String;
}

/// A search under way, with what it has found so far.
#[derive(Clone, Debug, Default)]
pub struct Search {
    filter: Filter,
    /// Places in the order of entries of what was found, rising.
    found: Vec<u32>,
    looked: usize,
    of: Option<usize>,
}

impl Search {
    /// A search that has not begun.
    pub fn new(filter: Filter) -> Self {
        Self {
            filter,
            ..Self::default()
        }
    }

    /// What is searched for.
    pub const fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How many were found so far.
    pub const fn count(&self) -> usize {
        self.found.len()
    }

    /// How many entries were looked at, and how many there are to look at; the second is `None` while it waits for
    /// the index.
    pub const fn progress(&self) -> (usize, Option<usize>) {
        (self.looked, self.of)
    }

    /// Whether everything was looked at.
    pub fn is_done(&self) -> bool {
        self.of.is_some_and(|of| self.looked >= of)
    }
}
