//! Virtual instructors, advisers and coordinators: people who live a day as people do, so that a rehearsal has
//! somebody in it and a load test something to carry.
//!
//! Lives here: what each of them would press next ([`Script`]), and what goes wrong on the day ([`incident`]).
//! May not live here: clocks, threads, files, the share; whoever drives them ([`crate::runtime`]) asks at
//! every moment and carries out the answer.
//!
//! Laws: PURE over the domain. Nobody has a memory: what to do next follows from the seed, the floor and the time
//! alone, so a laptop that was away goes on where its floor is. Whatever a script asks for is allowed on the floor
//! that it was shown, and changes it, so that the same moment soon has nothing more to ask.

mod coordinator;
mod desk;
pub mod incident;
mod station;
mod whim;

pub use whim::Whim;

use crate::domain::command::Command;
use crate::domain::countdown::Schedule;
use crate::domain::event::{Event, Medium};
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, Role, StationNo};
use crate::domain::presence::Presence;
use crate::domain::time::EventTime;
use std::collections::BTreeSet;

/// Something about a visit that people leave alone because an incident tells how it goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Deed {
    /// Its arrival and head count.
    Arrival,
    /// Its end.
    Finish,
    /// Its safety briefing.
    Briefing,
    /// Its interest.
    Interest,
}

/// A deed at a station with a group.
pub type Claim = (StationNo, GroupNo, Deed);

/// What one person sees at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The floor as their laptop knows it.
    pub floor: &'a Floor,
    /// What the laptops say of themselves.
    pub presence: &'a [Presence],
    /// Event time.
    pub now: EventTime,
}

/// How the people of one rehearsal behave.
#[derive(Clone, Debug, Default)]
pub struct Script {
    whim: Whim,
    claims: BTreeSet<Claim>,
}

impl Script {
    /// The people of this seed, who leave alone what the incidents claim.
    pub const fn new(seed: u64, claims: BTreeSet<Claim>) -> Self {
        Self {
            whim: Whim::new(seed),
            claims,
        }
    }

    /// What somebody in this part does now; nothing most of the time. It is asked again after every deed.
    pub fn next(&self, sight: Sight<'_>, role: Role) -> Option<Command> {
        sight.floor.event()?;
        let schedule = Schedule::at(sight.floor, sight.now);
        match role {
            Role::Station(no) => station::next(self, sight, &schedule, no),
            Role::Desk(no) => desk::next(self, sight, no),
            Role::Coordinator => coordinator::next(self, sight, &schedule),
            Role::Organiser => None,
        }
    }

    fn is_free(&self, station: StationNo, group: GroupNo, deed: Deed) -> bool {
        !self.claims.contains(&(station, group, deed))
    }
}

/// Everybody with a laptop: who runs a station, all or these, who sits at a desk, and a coordinator. Stations on
/// paper have nobody who presses keys.
pub fn cast(event: &Event, stations: Option<&[StationNo]>) -> Vec<Role> {
    let wanted = |no: &StationNo| stations.is_none_or(|wanted| wanted.contains(no));
    let stations = event
        .rotation_stations()
        .filter(|(no, station)| station.medium == Medium::Laptop && wanted(no))
        .map(|(no, _)| Role::Station(no));
    let desks = event.desks.keys().map(|no| Role::Desk(*no));
    stations.chain(desks).chain([Role::Coordinator]).collect()
}

/// So long after the last round the rehearsal goes on, in minutes: last groups finish, calls are closed.
const DUSK_MIN: i64 = 6;

/// A hold that nobody ends does not last for ever: so long after its planned end the day is over all the same.
const NIGHT_MIN: i64 = 120;

/// Whether nobody has anything left to do: some minutes after the end of the last round as it stands.
pub fn is_over(floor: &Floor, now: EventTime) -> bool {
    let schedule = Schedule::at(floor, now);
    schedule.slots.last().is_some_and(|last| {
        now >= last.now.end.plus_minutes(DUSK_MIN) || now >= last.planned.end.plus_minutes(NIGHT_MIN)
    })
}
