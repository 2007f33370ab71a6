//! The figures so far, for whoever asks in the middle of the day: each with its meaning, and what is missing in them.

use super::{Action, Reply};
use crate::domain::command::Command;
use crate::domain::fact::FiguresGiven;
use crate::domain::id::StationNo;

/// One figure that is shown to the press: its stable name, what it is called and what it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Its stable name among the figures.
    pub name: &'static str,
    /// The key of what it is called.
    pub title: &'static str,
    /// The key of what it means.
    pub meaning: &'static str,
}

const fn figure(name: &'static str, title: &'static str, meaning: &'static str) -> Figure {
    Figure { name, title, meaning }
}

/// The figures that are read out, in their order.
const SHOWN: [Figure; 7] = [
    figure("pupils", "figure-pupils", "figure-pupils-is"),
    figure("person_visits", "figure-visits", "figure-visits-is"),
    figure("sessions", "figure-sessions", "figure-sessions-is"),
    figure("groups", "figure-groups", "figure-groups-is"),
    figure("schools", "figure-schools", "figure-schools-is"),
    figure("walk_ins", "figure-walk-ins", "figure-walk-ins-is"),
    figure("desk_visits", "figure-desk-visits", "figure-desk-visits-is"),
];

/// The figures so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    /// What is saved when they are given away.
    pub given: FiguresGiven,
    /// Stations whose paper sheets were not typed in.
    pub on_paper: Vec<StationNo>,
    /// Stations that have not sent everything.
    pub silent: Vec<StationNo>,
}

impl Figures {
    /// The figures that are read out; one that is unknown has no number, which is not zero.
    pub fn shown(&self) -> impl Iterator<Item = (Figure, Option<i64>)> + '_ {
        SHOWN
            .into_iter()
            .map(|figure| (figure, self.given.figures.get(figure.name).copied()))
    }

    pub(super) fn press(&self, action: Option<Action>) -> Option<Vec<Reply>> {
        match action? {
            Action::Accept => {
                let command = Command::Give(Box::new(self.given.clone()));
                Some(vec![Reply::CloseAll, Reply::command(command)])
            }
            _ => None,
        }
    }
}
