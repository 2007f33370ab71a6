//! What comes into the screens and what goes out of them, as values.

use super::dialog::{Dialog, Figures, Step};
use super::keymap::{Action, Press};
use super::lists::{RowAt, Sheet};
use super::model::Link;
use super::screen::overview::Target;
use super::screen::{plan, replan};
use crate::domain::command::{Command, Refusal};
use crate::domain::entry::Entry;
use crate::domain::event::Lang;
use crate::domain::floor::Floor;
use crate::domain::fork::ForkNotice;
use crate::domain::id::{GroupNo, Origin, StationNo};
use crate::domain::presence::Presence;
use crate::domain::query::roster::Scope;
use crate::domain::time::EventTime;
use std::path::PathBuf;

/// Something came in.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Press),
    /// Text was pasted, already without control characters.
    Paste(String),
    /// The window has so many columns and rows.
    Resized(u16, u16),
    /// Event time has gone on.
    Tick(EventTime),
    /// Entries of other devices.
    Arrived(Vec<Entry>),
    /// The floor folded anew: what was known of some entries does not stand any more.
    Anew(Box<Floor>),
    /// Entries of this device, durable in the replica.
    Recorded(Vec<Entry>),
    /// What was asked is not allowed.
    Refused(Refusal),
    /// What was asked could not be saved; the key of the sentence that says why and what to do.
    NotSaved(&'static str),
    /// What the devices say of themselves.
    Presence(Vec<Presence>),
    /// How this device is connected.
    Link(Link),
    /// This device writes under this name from now on.
    Renamed(Origin),
    /// Names under which several laptops wrote.
    Forks(Vec<ForkNotice>),
    /// The figures so far, as they were asked for.
    Figures(Box<Figures>),
    /// What was asked about lists of schools.
    Lists(Box<ListNews>),
    /// Something to tell; the key of its sentence.
    Tell(&'static str),
    /// News of the search for proposals.
    Replan(replan::News),
    /// News of the plan that is edited.
    Plan(Box<plan::Msg>),
}

/// What is asked about lists of schools.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ListWish {
    /// Look at what lies under this path: a list is read, a folder shows its lists.
    Look(String),
    /// Read these files as one list.
    Read(Vec<PathBuf>),
    /// This was answered to the question of a row.
    Answer(RowAt, String),
    /// The lists are lists of this.
    Scope(Scope),
    /// The floor has changed.
    Again,
}

/// What has become of a wish about lists of schools.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ListNews {
    /// The lists in a folder: their names and paths.
    Files(Vec<(String, PathBuf)>),
    /// The lists as they stand.
    Sheet(Box<Sheet>),
    /// Something to tell; the key of its sentence.
    Told(&'static str),
}

/// Something for the runtime to carry out.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Judge this command and write its facts.
    Do(Command),
    /// Work out the figures so far and answer with [`Msg::Figures`].
    Figures,
    /// Do this about proposals for the rest of the day, and answer with [`Msg::Replan`].
    Replan(replan::Ask),
    /// Read, answer or compare lists of schools, and answer with [`Msg::Lists`].
    Lists(ListWish),
    /// Put the floor's plan on a desk to be edited, and answer with [`Msg::Plan`].
    OpenPlan,
    /// Do this about the plan that is edited.
    Plan(plan::Effect),
    /// Ring the bell once.
    Bell,
    /// Remember the language for the next start.
    Remember(Lang),
    /// Leave.
    Quit,
}

/// What a screen or dialog answers to a key.
#[derive(Clone, PartialEq, Debug)]
pub enum Reply {
    /// For the runtime.
    Effect(Effect),
    /// Open this dialog on top.
    Open(Box<Dialog>),
    /// Close the dialog on top.
    Close,
    /// Close every dialog.
    CloseAll,
    /// The next step on the way to a lever.
    Step(Step),
    /// What was asked for cannot be.
    Refuse(Refusal),
    /// Tell this; the key of its sentence.
    Tell(&'static str),
    /// As if this action's key had been pressed on the screen.
    Act(Action),
    /// This group came to this station: ask how many, or say where it belongs.
    GroupCame(StationNo, GroupNo),
    /// This group is counted at the assembly point: ask how many.
    RollCall(GroupNo),
    /// Leave the alarm and show the screen again.
    CarryOn,
    /// Look for this group, school or station.
    Search(String),
    /// Choose this station or group.
    Select(Target),
}

impl Reply {
    /// Asks for a command.
    pub const fn command(command: Command) -> Self {
        Self::Effect(Effect::Do(command))
    }

    /// Shows that lists are being read.
    pub fn reading() -> Self {
        Self::open(Dialog::Lists(Box::default()))
    }

    /// Opens a dialog.
    pub fn open(dialog: Dialog) -> Self {
        Self::Open(Box::new(dialog))
    }
}
