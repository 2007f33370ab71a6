//! The way to a lever: what it is about, what is missing still, and the command in the end.
//!
//! Every step is a value. The overview answers it with the next question; Esc goes back one question, and nothing is
//! asked for before the last one is confirmed.

use crate::domain::command::{Command, Who};
use crate::domain::event::HallId;
use crate::domain::fact::Reason;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::EventTime;

/// What a lever is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A station.
    Station(StationNo),
    /// A group.
    Group(GroupNo),
    /// Every group of a school.
    School(String),
    /// Every station of a hall.
    Hall(HallId),
    /// Everything.
    Floor,
}

/// How groups are missing from rounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// They skip one round.
    Skip,
    /// They leave after a round.
    Leave,
    /// They are absent from a round on.
    Absent,
}

/// A number that is still missing from a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Draft {
    /// How many minutes more, for a reason.
    Longer(StationNo, Reason),
    /// How many places are left.
    Places(StationNo),
    /// How many pupils the group has.
    Size(GroupNo),
    /// How many minutes the rounds to come last.
    Length,
}

impl Draft {
    /// The step that follows when the number is known.
    pub fn with(self, number: u16) -> Step {
        match self {
            Self::Longer(station, reason) => Step::Pull(Command::Extend {
                station,
                minutes: i16::try_from(number).unwrap_or(i16::MAX),
                reason,
            }),
            Self::Places(station) => Step::Why(Command::Lower {
                station,
                places: number,
                reason: Reason::Equipment,
            }),
            Self::Size(group) => Step::Pull(Command::Resize { group, size: number }),
            Self::Length => Step::Length(number),
        }
    }
}

/// One step on the way to a lever.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// What can be done about this?
    On(Subject),
    /// Until when are they delayed?
    Until(Who),
    /// Until when, to be typed.
    UntilTyped(Who),
    /// Which round do they miss?
    Missed(Who, Missing),
    /// In which round does the group go elsewhere?
    Move(GroupNo),
    /// Where to in this round?
    MoveTo(GroupNo, RoundNo),
    /// Where to, round by round; what was chosen so far.
    Route(GroupNo, Vec<(RoundNo, Option<StationNo>)>),
    /// Into which parts?
    Split(GroupNo),
    /// Into which parts, to be typed.
    SplitTyped(GroupNo),
    /// Who came unplanned?
    AddGroup,
    /// Where do the lists of the schools lie?
    Lists,
    /// From which round on is the station closed?
    CloseFrom(StationNo),
    /// What stands on the paper sheet?
    Sheet(StationNo),
    /// The station's own screen, "by radio".
    Detail(StationNo),
    /// Which hall?
    Halls,
    /// How long are the rounds to come?
    Retime,
    /// The rounds to come last so many minutes.
    Length(u16),
    /// When does the next round start, to be typed.
    NextTyped,
    /// The next round starts then.
    Next(EventTime),
    /// The page of the roll call.
    RollCall,
    /// The figures so far.
    Figures,
    /// For which reason?
    Why(Command),
    /// Everything is known: what would it do?
    Pull(Command),
}

/// The command for this reason; a command that needs none stays as it is.
#[must_use]
pub fn because(command: &Command, why: Reason) -> Command {
    let mut command = command.clone();
    match &mut command {
        Command::NotReady { reason, .. }
        | Command::Lower { reason, .. }
        | Command::Close { reason, .. }
        | Command::PauseMany { reason, .. }
        | Command::Pause { reason, .. }
        | Command::Delay { reason, .. }
        | Command::Skip { reason, .. }
        | Command::Leave { reason, .. }
        | Command::Absent { reason, .. }
        | Command::Reroute { reason, .. }
        | Command::Extend { reason, .. } => *reason = why,
        _ => {}
    }
    command
}
