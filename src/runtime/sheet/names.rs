//! What stands behind the places of a problem: rounds with their times, groups, stations.

use crate::domain::countdown::Schedule;
use crate::domain::event::{Event, Group as About};
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::EventTime;
use crate::rotation::day::Day;
use crate::ui::screen::plan::{Group, Phase, Round, Stop};

/// What stands behind the places of a problem.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Names {
    pub(super) rounds: Vec<Round>,
    pub(super) groups: Vec<Group>,
    pub(super) stations: Vec<Stop>,
}

impl Names {
    /// Before the day.
    pub(super) fn of_event(event: &Event, day: &Day) -> Self {
        let rounds = event.rounds().map(|(no, span)| Round {
            no,
            span,
            phase: Phase::Ahead,
        });
        Self {
            rounds: rounds.collect(),
            groups: groups(day, |no| event.groups.get(&no)),
            stations: stations(day, event),
        }
    }

    /// On the floor.
    pub(super) fn of_floor(floor: &Floor, schedule: &Schedule, day: &Day) -> Self {
        let phase = |start: EventTime, end: EventTime| {
            if end <= schedule.now {
                Phase::Past
            } else if start <= schedule.now {
                Phase::Running
            } else {
                Phase::Ahead
            }
        };
        let rounds = schedule.slots.iter().map(|slot| Round {
            no: slot.round,
            span: slot.now,
            phase: phase(slot.now.start, slot.now.end),
        });
        Self {
            rounds: rounds.collect(),
            groups: groups(day, |no| floor.group(no)),
            stations: floor.event().map_or_else(Vec::new, |event| stations(day, event)),
        }
    }

    pub(super) fn round(&self, place: usize) -> Option<RoundNo> {
        self.rounds.get(place).map(|round| round.no)
    }

    pub(super) fn group(&self, place: usize) -> Option<GroupNo> {
        self.groups.get(place).map(|group| group.no)
    }

    pub(super) fn station(&self, place: usize) -> Option<StationNo> {
        self.stations.get(place).map(|stop| stop.no)
    }
}

fn groups<'a>(day: &Day, about: impl Fn(GroupNo) -> Option<&'a About>) -> Vec<Group> {
    let parties = day.groups.iter().zip(&day.problem.parties);
    parties
        .filter_map(|(no, party)| {
            let about = about(*no)?;
            Some(Group {
                no: *no,
                school: about.school.clone(),
                class: about.class.clone(),
                lang: about.lang,
                pupils: party.size,
            })
        })
        .collect()
}

fn stations(day: &Day, event: &Event) -> Vec<Stop> {
    let stops = day.stations.iter().zip(&day.problem.stops);
    stops
        .filter_map(|(no, stop)| {
            let about = event.stations.get(no)?;
            Some(Stop {
                no: *no,
                name: about.name.clone(),
                places: stop.places.clone(),
            })
        })
        .collect()
}
