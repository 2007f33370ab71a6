//! The rotation as it stands: the plan of the event file with everything that was said about groups and routes.
//!
//! Nothing here is stored: it is made from histories whenever somebody asks after a change, so any order of
//! arrival and any undo give the same rotation. The last word about a group and a round counts, whether it was a
//! move, a skipped round or a departure; a closed station takes its groups' place away without touching their
//! routes, so that opening it again brings them back.

use super::entry::Key;
use super::event::{Event, Group};
use super::fact::Reason;
use super::history::Undone;
use super::id::{GroupNo, RoundNo, StationNo};
use super::logs::{Absence, Away, GroupLog, Sizing, StationLog, Told};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Where a group is to be in a round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stay {
    /// At a station.
    Station(StationNo),
    /// On a break, as planned or as told.
    Break,
    /// It skips the round.
    Skipped(Reason),
    /// It has left the site.
    Left(Reason),
    /// It is absent.
    Absent(Reason),
    /// Its station is closed and nobody has said where it goes instead.
    Closed(StationNo),
    /// It came during the day and nobody has said where it goes.
    Unplanned,
}

impl Stay {
    /// The station, where there is one.
    pub const fn station(self) -> Option<StationNo> {
        match self {
            Self::Station(no) => Some(no),
            _ => None,
        }
    }

    /// The name used in files, tables and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Station(_) => "station",
            Self::Break => "break",
            Self::Skipped(_) => "skipped",
            Self::Left(_) => "left",
            Self::Absent(_) => "absent",
            Self::Closed(_) => "closed",
            Self::Unplanned => "unplanned",
        }
    }
}

/// Groups by number, their routes, and the routes turned round.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rotation {
    groups: BTreeMap<GroupNo, Group>,
    added: BTreeSet<GroupNo>,
    routes: BTreeMap<GroupNo, Vec<Stay>>,
    expected: BTreeMap<StationNo, Vec<Vec<GroupNo>>>,
}

fn index(round: RoundNo) -> Option<usize> {
    usize::from(round.0).checked_sub(1)
}

impl Rotation {
    /// The rotation of this day after everything that was said and stands.
    pub(super) fn of(
        event: &Event,
        groups: &BTreeMap<GroupNo, GroupLog>,
        stations: &BTreeMap<StationNo, StationLog>,
        undone: &Undone,
    ) -> Self {
        let mut rotation = Self {
            groups: event.groups.clone(),
            ..Self::default()
        };
        rotation.take_groups(groups, undone);
        let closed = closings(stations, undone);
        let numbers: Vec<GroupNo> = rotation.groups.keys().copied().collect();
        for no in numbers {
            let log = groups.get(&no);
            let rounds = event.rounds().map(|(round, _)| round);
            let route: Vec<Stay> = rounds
                .map(|round| {
                    let planned = planned(event, no, round);
                    let stay = log.map_or(planned, |log| told(log, planned, round, undone));
                    closed_out(stay, round, &closed)
                })
                .collect();
            rotation.turn_round(no, &route);
            rotation.routes.insert(no, route);
        }
        rotation
    }

    /// Adds, splits and resizes groups in the order in which it was said.
    fn take_groups(&mut self, logs: &BTreeMap<GroupNo, GroupLog>, undone: &Undone) {
        let mut said: Vec<(Key, GroupNo, &Sizing)> = logs
            .iter()
            .flat_map(|(no, log)| {
                let standing = log.sizes.standing(undone);
                standing.map(|mark| (mark.key, *no, &mark.value))
            })
            .collect();
        // The part that keeps the number of the whole comes last: until then the others are made from the whole.
        said.sort_by_key(|(key, no, sizing)| (*key, sizing.parent() == Some(*no), *no));
        for (_, no, sizing) in said {
            match sizing {
                Sizing::Added(about) => {
                    if !self.groups.contains_key(&no) {
                        self.added.insert(no);
                    }
                    self.groups.insert(no, about.clone());
                }
                Sizing::Part(whole, part) => {
                    let Some(about) = self.groups.get(whole).cloned() else {
                        continue;
                    };
                    if !self.groups.contains_key(&no) {
                        self.added.insert(no);
                    }
                    let about = Group {
                        size: part.size,
                        adults: part.adults,
                        ..about
                    };
                    self.groups.insert(no, about);
                }
                Sizing::Resized(size) => {
                    if let Some(group) = self.groups.get_mut(&no) {
                        group.size = *size;
                    }
                }
                Sizing::Relisted(relisted) => {
                    if let Some(group) = self.groups.get_mut(&no) {
                        *group = relisted.of(group);
                    }
                }
            }
        }
    }

    fn turn_round(&mut self, group: GroupNo, route: &[Stay]) {
        for (index, stay) in route.iter().enumerate() {
            let Some(station) = stay.station() else { continue };
            let rounds = self.expected.entry(station).or_default();
            rounds.resize_with(rounds.len().max(index + 1), Vec::new);
            if let Some(groups) = rounds.get_mut(index) {
                groups.push(group);
            }
        }
    }

    /// Every group of the day: planned, added and split.
    pub const fn groups(&self) -> &BTreeMap<GroupNo, Group> {
        &self.groups
    }

    /// Whether nobody had planned this group.
    pub fn is_added(&self, group: GroupNo) -> bool {
        self.added.contains(&group)
    }

    /// Where a group is to be in a round; `None` for an unknown group or round.
    pub fn stay(&self, group: GroupNo, round: RoundNo) -> Option<Stay> {
        self.routes.get(&group)?.get(index(round)?).copied()
    }

    /// The route of a group, a stay a round.
    pub fn route(&self, group: GroupNo) -> &[Stay] {
        self.routes.get(&group).map_or(&[], Vec::as_slice)
    }

    /// The groups expected at a station in a round, in order of their numbers.
    pub fn expected(&self, station: StationNo, round: RoundNo) -> &[GroupNo] {
        let rounds = self.expected.get(&station);
        rounds
            .zip(index(round))
            .and_then(|(rounds, index)| rounds.get(index))
            .map_or(&[], Vec::as_slice)
    }
}

/// Where the event file has a group in a round.
fn planned(event: &Event, group: GroupNo, round: RoundNo) -> Stay {
    let Some(route) = event.plan.get(&group) else {
        return Stay::Unplanned;
    };
    let station = index(round).and_then(|index| route.get(index)).copied().flatten();
    station.map_or(Stay::Break, Stay::Station)
}

/// The last word about a group in a round.
fn told(log: &GroupLog, planned: Stay, round: RoundNo, undone: &Undone) -> Stay {
    let own = log.stays.get(&round).and_then(|history| history.last(undone));
    let own = own.map(|mark| {
        let stay = match mark.value {
            Told::At(station) => station.map_or(Stay::Break, Stay::Station),
            Told::Skipped(reason) => Stay::Skipped(reason),
        };
        (mark.key, stay)
    });
    let away = log
        .absences
        .standing(undone)
        .rfind(|mark| mark.value.from <= round);
    let away = away.and_then(|mark| Some((mark.key, gone(mark.value)?)));
    own.into_iter()
        .chain(away)
        .max_by_key(|(key, _)| *key)
        .map_or(planned, |(_, stay)| stay)
}

/// What a group does instead of its route; `None` where it is there after all. A group that goes off the list before
/// the first round never came.
const fn gone(absence: Absence) -> Option<Stay> {
    let Absence { from, reason, kind } = absence;
    match kind {
        Away::Left => Some(Stay::Left(reason)),
        Away::OffList if from.0 > 1 => Some(Stay::Left(reason)),
        Away::Absent | Away::OffList => Some(Stay::Absent(reason)),
        Away::Back => None,
    }
}

/// Stations that are closed, with the round from which on.
fn closings(stations: &BTreeMap<StationNo, StationLog>, undone: &Undone) -> BTreeMap<StationNo, RoundNo> {
    let closed = |log: &StationLog| log.closings.last(undone)?.value.map(|(from, _)| from);
    stations
        .iter()
        .filter_map(|(no, log)| Some((*no, closed(log)?)))
        .collect()
}

fn closed_out(stay: Stay, round: RoundNo, closed: &BTreeMap<StationNo, RoundNo>) -> Stay {
    match stay {
        Stay::Station(no) if closed.get(&no).is_some_and(|from| *from <= round) => Stay::Closed(no),
        other => other,
    }
}

/// A rotation that is made when somebody asks for it. It follows from the rest of the floor, so it plays no part
/// when floors are compared.
#[derive(Clone, Default)]
pub(super) struct Made(OnceLock<Arc<Rotation>>);

impl Made {
    /// The rotation, made now if it was not.
    pub(super) fn get(&self, make: impl FnOnce() -> Rotation) -> &Rotation {
        self.0.get_or_init(|| Arc::new(make()))
    }

    /// Something has changed.
    pub(super) fn forget(&mut self) {
        self.0 = OnceLock::new();
    }
}

impl PartialEq for Made {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Made {}

impl fmt::Debug for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Made")
    }
}
