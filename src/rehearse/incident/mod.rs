//! What goes wrong on a rehearsed day: words that somebody says at a moment, laptops that go away, a share that
//! nobody reaches. Drawn at random under a seed, or read from a file ([`scenario`]).

pub mod scenario;

use super::{Claim, Whim};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::fact::{Need, Reason};
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, Place, Role, StationNo};
use crate::domain::query::people::open_calls;
use crate::domain::time::{EventTime, SECOND_MS};
use std::collections::BTreeSet;

/// What somebody says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Word {
    /// This, as it happens.
    Now(Command),
    /// This, which happened at an earlier moment.
    Then(EventTime, Command),
    /// Somebody is on the way to this place.
    Accept(Place),
    /// The call from this place is over.
    Close(Place),
}

impl Word {
    /// The command in the words of this floor, and when it happened if earlier; `None` where nobody has called.
    pub fn command(&self, floor: &Floor) -> Option<(Command, Option<EventTime>)> {
        let call = |from: Place| open_calls(floor).into_iter().find(|call| call.place == from);
        match self {
            Self::Now(command) => Some((command.clone(), None)),
            Self::Then(at, command) => Some((command.clone(), Some(*at))),
            Self::Accept(from) => call(*from).map(|call| (Command::AcceptCall(call.id), None)),
            Self::Close(from) => call(*from).map(|call| (Command::CloseCall(call.id), None)),
        }
    }
}

/// What happens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Happening {
    /// Somebody in this part says something.
    Said(Role, Word),
    /// The laptop of this part goes away and comes back, if it does.
    Away(Role, Option<EventTime>),
    /// Nobody reaches the share until then.
    ShareGone(EventTime),
}

/// Something that happens at a moment of the day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incident {
    /// When.
    pub at: EventTime,
    /// What.
    pub what: Happening,
}

/// Everything that goes wrong on one day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Incidents {
    /// In the order of their times.
    pub list: Vec<Incident>,
    /// What the people of the script leave alone because it is told here.
    pub claims: BTreeSet<Claim>,
    /// What was asked for and cannot be played, in the words of the file.
    pub unplayed: Vec<String>,
}

impl Incidents {
    /// What somebody in this part has to do with.
    pub fn of(&self, role: Role) -> Vec<Incident> {
        let concerns = |incident: &&Incident| match &incident.what {
            Happening::Said(who, _) | Happening::Away(who, _) => *who == role,
            Happening::ShareGone(_) => false,
        };
        self.list.iter().filter(concerns).cloned().collect()
    }

    /// When nobody reaches the share.
    pub fn outages(&self) -> Vec<(EventTime, EventTime)> {
        let outage = |incident: &Incident| match incident.what {
            Happening::ShareGone(until) => Some((incident.at, until)),
            _ => None,
        };
        self.list.iter().filter_map(outage).collect()
    }

    /// A day as this seed wants it, for these parts.
    pub fn drawn(seed: u64, event: &Event, roles: &[Role]) -> Self {
        let stations: Vec<StationNo> = roles
            .iter()
            .filter_map(|role| match role {
                Role::Station(no) => Some(*no),
                _ => None,
            })
            .collect();
        let mut draw = Draw {
            whim: Whim::new(seed),
            event,
            stations,
            drawn: 0,
            list: Vec::new(),
        };
        draw.all();
        let mut list = draw.list;
        list.sort_by_key(|incident| incident.at);
        Self {
            list,
            ..Self::default()
        }
    }
}

/// Draws a day.
struct Draw<'a> {
    whim: Whim,
    event: &'a Event,
    stations: Vec<StationNo>,
    drawn: u64,
    list: Vec<Incident>,
}

impl Draw<'_> {
    fn all(&mut self) {
        for _ in 0..=self.stations.len() / 8 {
            self.call();
            self.pause();
            self.away();
        }
        self.stray();
        self.hold();
        self.share_gone();
    }

    fn number(&mut self, least: i64, most: i64) -> i64 {
        self.drawn += 1;
        self.whim.between(least, most, &[self.drawn])
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let last = i64::try_from(all.len()).ok()?.checked_sub(1)?;
        all.get(usize::try_from(self.number(0, last)).ok()?).copied()
    }

    /// Somewhere between the first and the last round.
    fn moment(&mut self) -> EventTime {
        let rounds = &self.event.times.rounds;
        let first = rounds.first().map_or(EventTime(0), |round| round.start);
        let length = rounds.last().map_or(0, |round| round.end.since(first));
        first.plus_ms(self.number(0, length / SECOND_MS).saturating_mul(SECOND_MS))
    }

    fn push(&mut self, at: EventTime, what: Happening) {
        self.list.push(Incident { at, what });
    }

    fn say(&mut self, at: EventTime, who: Role, command: Command) {
        self.push(at, Happening::Said(who, Word::Now(command)));
    }

    fn call(&mut self) {
        let (at, need) = (self.moment(), self.one_of(&Need::ALL));
        if let (Some(station), Some(need)) = (self.one_of(&self.stations.clone()), need) {
            let place = Place::Station(station);
            self.say(at, Role::Station(station), Command::Call { place, need });
        }
    }

    fn pause(&mut self) {
        let (at, minutes) = (self.moment(), self.number(2, 7));
        let reason = self.one_of(&[Reason::Power, Reason::Equipment, Reason::People]);
        if let (Some(station), Some(reason)) = (self.one_of(&self.stations.clone()), reason) {
            let who = Role::Station(station);
            self.say(at, who, Command::Pause { station, reason });
            self.say(at.plus_minutes(minutes), who, Command::Resume(station));
        }
    }

    fn away(&mut self) {
        let (at, minutes) = (self.moment(), self.number(4, 15));
        if let Some(station) = self.one_of(&self.stations.clone()) {
            let until = at.plus_minutes(minutes);
            self.push(at, Happening::Away(Role::Station(station), Some(until)));
        }
    }

    /// A group comes to a station that is not its own and is sent on.
    fn stray(&mut self) {
        let groups: Vec<GroupNo> = self.event.groups.keys().copied().collect();
        let (at, group) = (self.moment(), self.one_of(&groups));
        if let (Some(station), Some(group)) = (self.one_of(&self.stations.clone()), group) {
            let who = Role::Station(station);
            let arrive = Command::Arrive {
                station,
                group: Some(group),
                count: None,
            };
            self.say(at, who, arrive);
            let on = Command::SendOn {
                station,
                group: Some(group),
                to: None,
            };
            self.say(at.plus_ms(90 * SECOND_MS), who, on);
        }
    }

    fn hold(&mut self) {
        let (at, minutes) = (self.moment(), self.number(3, 8));
        self.say(at, Role::Coordinator, Command::Hold(Reason::Drill));
        self.say(at.plus_minutes(minutes), Role::Coordinator, Command::ResumeFloor);
    }

    fn share_gone(&mut self) {
        let (at, minutes) = (self.moment(), self.number(2, 6));
        self.push(at, Happening::ShareGone(at.plus_minutes(minutes)));
    }
}
