//! Lists of schools as screens and the command line show them: what became of each row, what is to be answered, and
//! what would change.
//!
//! Whoever reads the files fills in a [`Sheet`]; here it is only put into words, in the language of the moment. No
//! file is opened and nothing is judged.

mod words;

pub use words::{about, change, changed, choice, counts, group, said, unread};

use crate::domain::event::{Group, Lang, Support};
use crate::domain::id::GroupNo;
use crate::domain::query::roster::{Changes, Scope};
use std::collections::BTreeMap;

/// Lists against the groups there are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// Files that were not read.
    pub unread: Vec<Unread>,
    /// Columns that were not loaded: their file, and what is said of them.
    pub columns: Vec<(String, Saying)>,
    /// Every row that is or may be a group, and every one that was left out, in the order of the files.
    pub lines: Vec<Line>,
    /// What would change; nothing as long as a file is not read.
    pub changes: Changes,
    /// The groups as they are, before anything changes.
    pub groups: BTreeMap<GroupNo, Group>,
    /// Groups that are as the lists say.
    pub same: usize,
    /// Groups that stay only because a row about them is still open.
    pub kept: Vec<GroupNo>,
    /// What the lists are lists of.
    pub scope: Scope,
}

impl Sheet {
    /// How many rows have this state.
    pub fn count(&self, state: RowState) -> usize {
        self.lines.iter().filter(|line| line.state == state).count()
    }

    /// Whether a row waits for an answer.
    pub fn is_open(&self) -> bool {
        self.lines.iter().any(|line| !line.asked.is_empty())
    }
}

/// A file that was not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    /// Its name.
    pub file: String,
    /// The key of what is wrong.
    pub key: &'static str,
    /// The key of what to do.
    pub cure: &'static str,
    /// The row that shows it; 0 where it is about the whole file.
    pub row: u32,
    /// The limit that was passed, where there is one.
    pub limit: u32,
    /// The keys of columns that are missing.
    pub missing: Vec<&'static str>,
}

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RowState {
    /// Taken as it stands.
    Accepted,
    /// Taken after a repair or an answer.
    Repaired,
    /// Something is to be asked.
    Ask,
    /// Not taken.
    Skipped,
}

impl RowState {
    /// Every state, in the order in which they are counted out.
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Repaired, Self::Ask, Self::Skipped];

    /// The key of its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Accepted => "list-accepted",
            Self::Repaired => "list-repaired",
            Self::Ask => "list-to-ask",
            Self::Skipped => "list-skipped",
        }
    }

    /// The name used in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Repaired => "repaired",
            Self::Ask => "ask",
            Self::Skipped => "skipped",
        }
    }

    /// Its sign on screens without colours.
    pub const fn sign(self) -> char {
        match self {
            Self::Accepted => '=',
            Self::Repaired => '~',
            Self::Ask => '?',
            Self::Skipped => '-',
        }
    }
}

/// A row among all lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RowAt {
    /// The list, counted from 0.
    pub list: usize,
    /// The sheet of a workbook with several lists; 0 otherwise.
    pub sheet: u16,
    /// The row as Excel counts it.
    pub row: u32,
}

/// One row of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Where it stands.
    pub at: RowAt,
    /// Its file.
    pub file: String,
    /// Its row as it is named: `18`, `2!18`.
    pub row: String,
    /// What became of it.
    pub state: RowState,
    /// What it says of a group.
    pub about: Option<About>,
    /// Its groups here, once they are known: one, or one for each part.
    pub groups: Vec<GroupNo>,
    /// What was done to it, or is worth knowing.
    pub said: Vec<Saying>,
    /// What is to be answered.
    pub asked: Vec<Asked>,
}

/// What a row says of a group, as far as it can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    /// The number the list gives.
    pub number: Option<u16>,
    /// The school.
    pub school: String,
    /// The class.
    pub class: String,
    /// The language of instruction.
    pub lang: Option<Lang>,
    /// Pupils.
    pub size: Option<u16>,
    /// Adults who come along.
    pub adults: u16,
    /// How many need which kind of support.
    pub needs: BTreeMap<Support, u16>,
}

/// A value in a sentence.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Told {
    /// None.
    #[default]
    Nothing,
    /// A text without control characters.
    Text(String),
    /// A number.
    Number(u32),
    /// A language.
    Lang(Lang),
    /// Counts by kind of support.
    Needs(BTreeMap<Support, u16>),
}

/// A sentence about a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saying {
    /// Its key; the sentence takes `old`, `new` and `row`.
    pub key: &'static str,
    /// The column: its letter and its name.
    pub column: Option<(String, String)>,
    /// The old piece.
    pub old: String,
    /// The new value.
    pub new: Told,
    /// Another row.
    pub row: String,
}

/// A question about a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Its stable name.
    pub code: &'static str,
    /// The question.
    pub saying: Saying,
    /// What can be chosen, the suggestion first.
    pub choices: Vec<Choice>,
    /// Whether something else may be typed.
    pub may_type: bool,
    /// Whether the row is planned with as it stands until somebody answers.
    pub meanwhile: bool,
}

/// An answer that is offered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// As it is typed.
    pub word: String,
    /// The key of its label, where it is no value.
    pub key: Option<&'static str>,
    /// Its value.
    pub value: Told,
}
