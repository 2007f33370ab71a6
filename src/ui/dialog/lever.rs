//! A lever before it is pulled: what is asked for, and everything that it would change.
//!
//! The preview is made when the question opens and again when the floor changes, never while it is drawn.

use super::{Action, Reply, moved};
use crate::domain::command::{Command, Refusal, decide};
use crate::domain::entry::Moment;
use crate::domain::fact::Fact;
use crate::domain::floor::Floor;
use crate::domain::id::Role;
use crate::domain::query::preview::{Preview, preview};
use crate::domain::time::EventTime;

/// Lines of a preview besides those of its lists: what is asked for, how many it is about.
const OTHER_LINES: usize = 8;

/// What a lever would write, and what that would change.
#[derive(Clone, PartialEq, Debug)]
pub struct Foreseen {
    /// What would be written.
    pub facts: Vec<Fact>,
    /// What would change.
    pub preview: Preview,
}

/// A lever with its consequences.
#[derive(Clone, PartialEq, Debug)]
pub struct Lever {
    /// What is asked for.
    pub command: Command,
    /// What it would do, or why it is not allowed any more.
    pub foreseen: Result<Foreseen, Refusal>,
    /// The first line shown.
    pub first: usize,
}

fn foresee(floor: &Floor, command: &Command, now: EventTime, role: Role) -> Result<Foreseen, Refusal> {
    let moment = Moment {
        at: now,
        now,
        device_ms: now.0,
    };
    let facts = decide(floor, command, moment, role)?;
    let preview = preview(floor, &facts, moment, role);
    Ok(Foreseen { facts, preview })
}

impl Lever {
    /// What the command would do now; refused if it is not allowed.
    pub fn new(floor: &Floor, command: Command, now: EventTime, role: Role) -> Result<Self, Refusal> {
        let foreseen = Ok(foresee(floor, &command, now, role)?);
        Ok(Self {
            command,
            foreseen,
            first: 0,
        })
    }

    /// Looks again: the floor has changed.
    pub fn renew(&mut self, floor: &Floor, now: EventTime, role: Role) {
        self.foreseen = foresee(floor, &self.command, now, role);
    }

    pub(super) fn press(&mut self, action: Option<Action>) -> Option<Vec<Reply>> {
        if action == Some(Action::Accept) {
            return Some(vec![Reply::CloseAll, Reply::command(self.command.clone())]);
        }
        self.first = moved(self.first, action?, self.lines())?;
        Some(Vec::new())
    }

    /// Moves through the consequences; an action that moves nothing does nothing.
    pub fn scroll(&mut self, action: Action) {
        self.first = moved(self.first, action, self.lines()).unwrap_or(self.first);
    }

    /// Asks for this instead, and looks at what it would do.
    pub fn instead(&mut self, command: Command, floor: &Floor, now: EventTime, role: Role) {
        self.command = command;
        self.renew(floor, now, role);
    }

    /// About how many lines it takes to tell, so that scrolling ends where they end.
    fn lines(&self) -> usize {
        self.foreseen.as_ref().map_or(1, |Foreseen { preview, .. }| {
            let lists = [
                preview.changes.len(),
                preview.misfits.len(),
                preview.relieved.len(),
                preview.waits.len(),
                preview.times.len(),
            ];
            OTHER_LINES + lists.iter().sum::<usize>()
        })
    }
}
