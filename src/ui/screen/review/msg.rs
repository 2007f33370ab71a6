//! What comes into the review and what goes out of it, as values.

use super::model::Whole;
use super::wish::Wish;
use crate::domain::entry::{Entry, Key};
use crate::domain::event::Lang;
use crate::domain::fact::Opening;
use crate::domain::floor::Floor;
use crate::domain::id::{EntryId, Role};
use crate::domain::time::EventTime;
use crate::ui::keymap::Press;

/// Something came in.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Press),
    /// Text was pasted, already without control characters.
    Paste(String),
    /// The window has so many columns and rows.
    Resized(u16, u16),
    /// So many milliseconds have passed while the day is played.
    Passed(i64),
    /// The log is open.
    Opened(Opened),
    /// How far the log is read.
    Building(Building),
    /// The entries that were asked for.
    Page(Answer),
    /// How far a search is.
    Found(Found),
    /// Everything is read: the floor and how the day went.
    Whole(Box<Whole>),
    /// What was measured, with the floor that was lent for it.
    Measured(Measured),
    /// The log cannot be read any more.
    Failed(Failure),
}

/// Something for whoever runs the review to carry out.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Bring entries; answer with [`Msg::Page`].
    Page(Request),
    /// Search for this from now on, instead of what was searched before; [`Msg::Found`] tells how far it is. An empty
    /// wish ends searching.
    Search(Wish),
    /// Measure the floor that is lent, and bring it back with [`Msg::Measured`].
    Measure(Measure),
    /// Remember the language for the next start.
    Remember(Lang),
    /// Leave.
    Quit,
}

/// An open log.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// What was opened, as it was named.
    pub file: String,
    /// The key of what kind of log it is.
    pub source: &'static str,
    /// The day, where it is known already.
    pub day: Option<Opening>,
}

/// How far the log is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Building {
    /// How many entries were read.
    pub entries: usize,
    /// Percent of the work.
    pub percent: u8,
    /// Rows and lines that are no records.
    pub damaged: usize,
    /// Everything is read.
    pub is_complete: bool,
}

/// From where a page goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum From {
    /// Before the first entry.
    Start,
    /// Behind the last entry.
    End,
    /// An entry, not included.
    Entry(Key),
    /// A moment.
    Time(EventTime),
}

/// In which direction a page goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Towards later entries.
    Forward,
    /// Towards earlier entries.
    Back,
}

/// Entries that are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request {
    /// The number of the request: an answer to an older one than the last is not taken.
    pub ticket: u64,
    /// From where.
    pub from: From,
    /// In which direction.
    pub way: Way,
    /// How many at most.
    pub limit: usize,
    /// Of the whole log also while something is searched.
    pub unfiltered: bool,
}

/// Entries that were asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// What was asked.
    pub request: Request,
    /// The entries in their order.
    pub rows: Vec<Row>,
    /// There is more in the direction of the page.
    pub more: bool,
    /// The place of the first among all that are listed, from 0, where that is known.
    pub first: Option<usize>,
}

/// Who did something to an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct By {
    /// Under which name it stands.
    pub id: EntryId,
    /// When it happened.
    pub at: EventTime,
    /// In which part it was said.
    pub role: Role,
}

/// One entry of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The entry.
    pub entry: Entry,
    /// What took it back.
    pub undone: Option<By>,
    /// What stands in its place.
    pub superseded: Option<By>,
    /// Its name has several contents.
    pub is_twin: bool,
    /// The entry of which it speaks.
    pub about: Option<Box<Entry>>,
}

/// How far a search is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// How many were found so far.
    pub count: usize,
    /// How many entries were looked at.
    pub looked: usize,
    /// How many there are to look at; `None` while the log is still being read.
    pub of: Option<usize>,
    /// Everything was looked at.
    pub is_done: bool,
}

/// What is to be measured. The floor is lent: a large one takes seconds, and a copy of it much memory.
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    /// The floor, cut at `at`.
    pub floor: Box<Floor>,
    /// Up to which moment.
    pub at: EventTime,
    /// In which language figures are told.
    pub lang: Lang,
    /// The entries behind this one of the figures that were told last; all figures if `None`.
    pub behind: Option<usize>,
}

/// What was measured.
#[derive(Clone, PartialEq, Debug)]
pub struct Measured {
    /// The floor that was lent.
    pub floor: Box<Floor>,
    /// What was asked for.
    pub found: Findings,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Findings {
    /// The figures of the report up to a moment.
    Figures(EventTime, Vec<Figure>),
    /// The entries that make one of them.
    Behind(usize, Vec<EntryId>),
}

/// One figure of the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// What it counts, in the language of the screen.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// Why a log cannot be read any more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The key of the sentence that says why and what to do; it takes the file as `$x`.
    pub key: &'static str,
    /// Which file.
    pub file: String,
}
