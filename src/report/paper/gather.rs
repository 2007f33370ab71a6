//! From the floor at one moment to what the sheets say.

use super::sheet::{Cell, Chart, Halt, Leg, Line, Post, Route, Site, Turn, Who};
use crate::domain::countdown::{Schedule, Slot};
use crate::domain::event::{Event, Group, Station};
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::rotation::Stay;
use std::collections::BTreeMap;

/// The route of every group.
pub(super) fn routes(floor: &Floor, schedule: &Schedule) -> BTreeMap<GroupNo, Route> {
    let Some(event) = floor.event() else {
        return BTreeMap::new();
    };
    let route = |(no, group): (GroupNo, &Group)| {
        let leg = |slot: &Slot| Leg {
            round: slot.round,
            time: slot.now,
            halt: halt(floor, event, no, slot.round),
        };
        let route = Route {
            group: no,
            who: who(group),
            adults: group.adults,
            legs: schedule.slots.iter().map(leg).collect(),
        };
        (no, route)
    };
    floor.groups().map(route).collect()
}

fn halt(floor: &Floor, event: &Event, group: GroupNo, round: RoundNo) -> Halt {
    match floor.stay(group, round) {
        Some(Stay::Station(no)) => event
            .stations
            .get(&no)
            .map_or(Halt::Unplanned, |station| Halt::Station(site(event, no, station))),
        Some(Stay::Break) => Halt::Break,
        Some(Stay::Skipped(_)) => Halt::Skipped,
        Some(Stay::Left(_)) => Halt::Left,
        Some(Stay::Absent(_)) => Halt::Absent,
        Some(Stay::Closed(no)) => Halt::Closed(no),
        Some(Stay::Unplanned) | None => Halt::Unplanned,
    }
}

/// The sheet of every station that takes groups.
pub(super) fn posts(floor: &Floor, schedule: &Schedule) -> BTreeMap<StationNo, Post> {
    let Some(event) = floor.event() else {
        return BTreeMap::new();
    };
    let post = |(no, station): (StationNo, &Station)| {
        let turn = |slot: &Slot| Turn {
            round: slot.round,
            time: slot.now,
            closed: is_closed(floor, no, slot.round),
            due: due(floor, no, slot.round),
        };
        let post = Post {
            site: site(event, no, station),
            org: station.org.clone(),
            places: station.places,
            languages: station.languages.clone(),
            briefing: station.briefing,
            turns: schedule.slots.iter().map(turn).collect(),
        };
        (no, post)
    };
    event.rotation_stations().map(post).collect()
}

fn due(floor: &Floor, station: StationNo, round: RoundNo) -> Vec<(GroupNo, Who)> {
    let known = |no: &GroupNo| Some((*no, who(floor.group(*no)?)));
    floor.expected(station, round).iter().filter_map(known).collect()
}

fn is_closed(floor: &Floor, station: StationNo, round: RoundNo) -> bool {
    let last = floor
        .station(station)
        .and_then(|log| log.closings.last(&floor.undone));
    last.and_then(|mark| mark.value)
        .is_some_and(|(from, _)| from <= round)
}

/// Every station by every round: one sheet, once the floor is open.
pub(super) fn chart(floor: &Floor, schedule: &Schedule) -> BTreeMap<(), Chart> {
    let Some(event) = floor.event() else {
        return BTreeMap::new();
    };
    let cell = |no: StationNo, slot: &Slot| Cell {
        closed: is_closed(floor, no, slot.round),
        due: floor.expected(no, slot.round).to_vec(),
    };
    let mut lines: Vec<(usize, Line)> = event
        .rotation_stations()
        .map(|(no, station)| {
            let hall = event.halls.iter().position(|hall| hall.id == station.hall);
            let line = Line {
                site: site(event, no, station),
                cells: schedule.slots.iter().map(|slot| cell(no, slot)).collect(),
            };
            (hall.unwrap_or(usize::MAX), line)
        })
        .collect();
    lines.sort_by_key(|(hall, line)| (*hall, line.site.no));
    let chart = Chart {
        rounds: schedule.slots.iter().map(|slot| (slot.round, slot.now)).collect(),
        lines: lines.into_iter().map(|(_, line)| line).collect(),
        resting: staying(floor, schedule, |stay| stay == Stay::Break),
        elsewhere: staying(floor, schedule, |stay| {
            !matches!(stay, Stay::Break | Stay::Station(_))
        }),
    };
    BTreeMap::from([((), chart)])
}

/// The groups that are like this, by round.
fn staying(floor: &Floor, schedule: &Schedule, like: impl Fn(Stay) -> bool) -> Vec<Vec<GroupNo>> {
    let of_round = |slot: &Slot| {
        let stays =
            |(no, _): (GroupNo, &Group)| floor.stay(no, slot.round).filter(|stay| like(*stay)).map(|_| no);
        floor.groups().filter_map(stays).collect()
    };
    schedule.slots.iter().map(of_round).collect()
}

fn who(group: &Group) -> Who {
    Who {
        school: group.school.clone(),
        class: group.class.clone(),
        lang: group.lang,
        pupils: group.size,
    }
}

fn site(event: &Event, no: StationNo, station: &Station) -> Site {
    let hall = event.hall(&station.hall);
    Site {
        no,
        name: station.name.clone(),
        hall: hall.map_or_else(Default::default, |hall| hall.name.clone()),
    }
}
