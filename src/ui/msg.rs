//! What comes into the screens and what goes out of them, as values.

use super::dialog::{Dialog, Figures, Step};
use super::keymap::{Action, Press};
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
use crate::domain::time::EventTime;

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
    /// Something to tell; the key of its sentence.
    Tell(&'static str),
    /// News of the search for proposals.
    Replan(replan::News),
    /// News of the plan that is edited.
    Plan(Box<plan::Msg>),
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

    /// Opens a dialog.
    pub fn open(dialog: Dialog) -> Self {
        Self::Open(Box::new(dialog))
    }
}
