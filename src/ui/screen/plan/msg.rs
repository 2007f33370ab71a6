//! What comes into the plan screen and what goes out of it, as values.

use super::sheet::{Breach, Goal, Sheet};
use crate::domain::event::Lang;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::ui::keymap::Press;

/// A cell by numbers, which stay what they are while the floor changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct At {
    /// Who.
    pub group: GroupNo,
    /// When.
    pub round: RoundNo,
}

/// What is locked or unlocked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// One cell.
    Cell(At),
    /// Every round of a group.
    Row(GroupNo),
    /// Every group in a round.
    Column(RoundNo),
    /// Everything.
    All,
}

/// A step that changes the plan or its locks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edit {
    /// A group goes to another station, or to none.
    Set(At, Option<StationNo>),
    /// Two groups exchange their stations of a round.
    Swap(RoundNo, GroupNo, GroupNo),
    /// A group exchanges two rounds.
    SwapRounds(GroupNo, RoundNo, RoundNo),
    /// Cells stay as they are, or may change again.
    Lock(Scope, bool),
    /// The last step is taken back.
    Undo,
    /// The last step taken back is taken again.
    Redo,
}

/// What a step would come to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outcome {
    /// By how much the objective changes; less is better.
    pub by: i64,
    /// By how much each goal changes it, where it does.
    pub goals: Vec<(Goal, i64)>,
    /// Rules it newly breaks.
    pub new: Vec<Breach>,
    /// How many breaches it ends.
    pub ended: usize,
    /// Which other groups fare better or worse, by how many points.
    pub others: Vec<(GroupNo, i64)>,
}

/// What a cell costs, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The group has no station.
    Idle,
    /// The group did not wish for it.
    Wishes,
    /// The way from the round before, in minutes.
    Before(u32),
    /// The way to the round after, in minutes.
    After(u32),
    /// It is part of why the group is worse off than others.
    Fair,
    /// It is part of why the school is worse off than others.
    School,
    /// What it adds to the unequal use of stations.
    Balance,
    /// It was announced otherwise.
    Change,
}

/// A station the group could go to instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The station; `None` is none.
    pub to: Option<StationNo>,
    /// What it would come to.
    pub outcome: Outcome,
}

/// What is known of a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Looked {
    /// Which.
    pub at: At,
    /// In which plan.
    pub revision: u64,
    /// What it costs, in points.
    pub costs: Vec<(Part, i64)>,
    /// Where the group could go instead, the best first.
    pub candidates: Vec<Candidate>,
}

/// How the search for a better rest is going.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Improving {
    /// The objective before.
    pub before: u64,
    /// The objective of the best plan so far.
    pub now: u64,
    /// How long it has been looking, in milliseconds.
    pub ms: u64,
    /// How long it looks, in milliseconds.
    pub of_ms: u64,
    /// How many broken rules fewer the plan has that was found, once it is over.
    pub mended: usize,
}

/// Why a step is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// It has run or is running.
    Run,
    /// It is announced for too soon.
    Held,
    /// The group is not on the floor.
    Away,
    /// It is locked.
    Locked,
    /// There is no such group, station or round.
    Unknown,
    /// There is nothing to take back.
    NothingToUndo,
    /// There is nothing to take again.
    NothingToRedo,
}

impl Refused {
    /// The key of the sentence.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Run => "sheet-refused-run",
            Self::Held => "sheet-refused-held",
            Self::Away => "sheet-refused-away",
            Self::Locked => "sheet-refused-locked",
            Self::Unknown => "sheet-refused-unknown",
            Self::NothingToUndo => "sheet-refused-undo",
            Self::NothingToRedo => "sheet-refused-redo",
        }
    }
}

/// How keeping the plan went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It is kept, under this name where it has one.
    Kept(String),
    /// Nothing differs.
    Same,
    /// It is not; the key of why, and what it is about.
    Failed(&'static str, String),
}

/// Something came in.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Press),
    /// Text was pasted, already without control characters.
    Paste(String),
    /// The window has so many columns and rows.
    Resized(u16, u16),
    /// The plan as it is now.
    Sheet(Box<Sheet>),
    /// The floor has changed under the plan: so many edits are kept, and these could not be.
    Moved(usize, Vec<At>),
    /// What is known of a cell.
    Looked(Box<Looked>),
    /// What a step would come to, in this plan.
    Foreseen(u64, Edit, Result<Box<Outcome>, Refused>),
    /// A step was not taken.
    Refused(Refused),
    /// How the search is going.
    Improving(Improving),
    /// The search is over; what it was before and is now stands in the value.
    Improved(Improving),
    /// How keeping the plan went.
    Kept(Answer),
}

/// Something for whoever holds the plan to carry out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Tell what is known of a cell with [`Msg::Looked`]; only the last wish counts.
    Look(At),
    /// Tell what a step would come to with [`Msg::Foreseen`].
    Foresee(Edit),
    /// Take a step; answer with [`Msg::Sheet`] or [`Msg::Refused`].
    Edit(Edit),
    /// Search for a better rest; tell with [`Msg::Improving`], and at the end with [`Msg::Improved`] and [`Msg::Sheet`].
    Improve,
    /// End the search with the best so far.
    Stop,
    /// Keep the plan: in the file of this name, or in its own one; on a floor for everybody. Answer with [`Msg::Kept`].
    Keep(Option<String>),
    /// Remember the language for the next start.
    Remember(Lang),
    /// Leave the screen.
    Leave,
}
