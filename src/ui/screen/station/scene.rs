//! What is true of a station at this moment, gathered once for drawing or for an answer.

use crate::domain::countdown::{Countdown, Schedule};
use crate::domain::event::{Event, Group};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::station::{Next, Present, State, StationNow, station};
use crate::domain::time::MINUTE_MS;
use crate::ui::model::Model;
use crate::ui::say;
use crate::ui::text::Texts;
use crate::ui::theme::{Mark, Theme};

/// From how long before its round on a group counts as due, in milliseconds.
const DUE_MS: i64 = 10 * MINUTE_MS;

/// The group that the screen is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Focus {
    /// It is here.
    Here(Present),
    /// It is awaited in this round.
    Awaited(GroupNo),
    /// Nobody is here or awaited; this one comes next.
    Next(Next),
    /// Nobody comes any more.
    Nobody,
}

/// A station at this moment.
pub(super) struct Scene<'a> {
    pub(super) model: &'a Model,
    pub(super) texts: &'static Texts,
    pub(super) theme: Theme,
    pub(super) schedule: Schedule,
    pub(super) now: StationNow<'a>,
    pub(super) mark: Mark,
}

impl<'a> Scene<'a> {
    pub(super) fn new(model: &'a Model, no: StationNo) -> Self {
        let schedule = model.schedule();
        let now = station(&model.floor, &schedule, no);
        let event = model.floor.event();
        let warn = event.map_or(&[][..], |event| &event.times.warn_before_end_min);
        let mark = say::mark(&now, warn);
        Self {
            model,
            texts: model.texts(),
            theme: model.look.theme,
            schedule,
            now,
            mark,
        }
    }

    pub(super) fn no(&self) -> StationNo {
        self.now.no
    }

    pub(super) fn event(&self) -> Option<&'a Event> {
        self.model.floor.event()
    }

    pub(super) fn group(&self, group: GroupNo) -> Option<&'a Group> {
        self.model.floor.group(group)
    }

    /// Whether the round of this station is still on.
    pub(super) fn is_on(&self) -> bool {
        self.now.ends.is_some_and(|ends| self.schedule.now < ends)
    }

    /// The group whose arrival is awaited now; after the end of its round nobody waits any more.
    pub(super) fn awaited(&self) -> Option<GroupNo> {
        self.now.awaited.first().copied().filter(|_| self.is_on())
    }

    /// The group that was expected and is here, or else any that is here.
    pub(super) fn here(&self) -> Option<Present> {
        let expected = self.now.present.iter().find(|present| present.expected);
        expected.or_else(|| self.now.present.last()).copied()
    }

    /// A group that is here although the plan has it elsewhere.
    pub(super) fn stranger(&self) -> Option<Present> {
        self.now
            .present
            .iter()
            .rfind(|present| !present.expected)
            .copied()
    }

    /// The group that the screen is about.
    pub(super) fn focus(&self) -> Focus {
        let here = self.here();
        let expected = here.filter(|present| present.expected).map(Focus::Here);
        expected
            .or_else(|| self.awaited().map(Focus::Awaited))
            .or_else(|| here.map(Focus::Here))
            .or_else(|| self.now.next.map(Focus::Next))
            .unwrap_or(Focus::Nobody)
    }

    /// The group that is due: here, awaited, or coming within minutes to a station that is free for it.
    pub(super) fn due(&self) -> Option<GroupNo> {
        match self.focus() {
            Focus::Here(present) => Some(present.group),
            Focus::Awaited(group) => Some(group),
            Focus::Next(next) => {
                let soon = next.slot.now.start.since(self.schedule.now) <= DUE_MS;
                (soon && !self.is_on()).then_some(next.group)
            }
            Focus::Nobody => None,
        }
    }

    /// The group that was here last in this round, with its round: who has to be sent on their way.
    pub(super) fn last_group(&self) -> Option<(GroupNo, RoundNo)> {
        let round = self.now.slot?.round;
        let floor = &self.model.floor;
        let sessions = floor.station(self.no())?.sessions.iter();
        let gone = sessions.filter(|((in_round, _), session)| {
            *in_round == round && session.counts_as_visit(&floor.undone) && !session.is_open(&floor.undone)
        });
        gone.map(|((round, group), _)| (*group, *round)).next_back()
    }

    /// The digits of the clock; empty where there is nothing to count.
    pub(super) fn digits(&self) -> String {
        say::digits(self.now.countdown)
    }

    /// The same with the planned moment, where it was another.
    pub(super) fn counts_and_was(&self) -> String {
        let slot = match self.now.countdown {
            Countdown::ToStart(_) => self.schedule.upcoming().copied(),
            Countdown::ToEnd(_) | Countdown::Over(_) => self.now.slot,
            Countdown::Nothing => None,
        };
        let times = slot.map(|slot| match self.now.countdown {
            Countdown::ToStart(_) => (slot.planned.start, slot.now.start),
            _ => (slot.planned.end, self.now.ends.unwrap_or(slot.now.end)),
        });
        let counts = self.counts();
        match times.map(|(planned, now)| (planned.hh_mm().to_string(), now.hh_mm().to_string())) {
            Some((planned, now)) if planned != now => {
                let was = self.texts.fmt("was-time", &[("t", planned.into())]);
                format!("{counts} ({was})")
            }
            _ => counts,
        }
    }

    /// What the digits count, and to which moment: `until the end 10:03`.
    pub(super) fn counts(&self) -> String {
        let ends = self.now.ends.map(|ends| ends.hh_mm().to_string());
        let (key, moment) = match self.now.countdown {
            Countdown::ToStart(_) => {
                let starts = self
                    .schedule
                    .upcoming()
                    .map(|slot| slot.now.start.hh_mm().to_string());
                let first = matches!(self.now.under, State::NotReady | State::Ready);
                (if first { "until-start" } else { "until-next" }, starts)
            }
            Countdown::ToEnd(_) => ("until-end", ends),
            Countdown::Over(_) => ("end", ends),
            Countdown::Nothing => ("event-time", None),
        };
        let words = self.texts.get(key);
        moment.map_or_else(|| words.to_owned(), |moment| format!("{words} {moment}"))
    }
}
