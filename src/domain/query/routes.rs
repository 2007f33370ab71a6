//! What the routes of groups come to: who is delayed, who no longer fits where, what could be offered instead, who
//! is kept waiting by whom.
//!
//! A misfit is a state, not an event: it is there as long as it is true and vanishes by itself.

use super::station::{condition, offered_count, own_end_of, planned_station, standing};
use crate::domain::countdown::Schedule;
use crate::domain::event::{Event, Group, HallId, Lang, StationKind, Support};
use crate::domain::fact::Visit;
use crate::domain::floor::{Delay, Floor};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::rotation::Stay;
use crate::domain::time::{EventTime, MINUTE_MS};
use std::collections::BTreeSet;

/// Kinds of support that a place must be fit for; the others come along with the group.
const BY_PLACE: [Support; 2] = [Support::Wheelchair, Support::Quiet];

/// Why a group cannot be at a station in a round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Why {
    /// Nobody has said where it goes.
    NoStation,
    /// Its station is closed.
    Closed,
    /// More pupils than places.
    Places {
        /// Pupils.
        count: u16,
        /// Places.
        places: u16,
    },
    /// The station is not run in its language.
    Language(Lang),
    /// The station is not fit for a kind of support it needs.
    Access(Support),
    /// Another group is there in that round.
    Taken(GroupNo),
    /// It has been there already, or will be.
    Twice,
}

/// A group that does not fit where it is to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Misfit {
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
    /// Where; `None` where it has no station.
    pub station: Option<StationNo>,
    /// Why not.
    pub why: Why,
    /// Pupils.
    pub pupils: u16,
}

/// A delay that is still in force: the group has not been counted anywhere since, and its time has not passed by
/// more than a no-show takes.
pub fn delay(floor: &Floor, group: GroupNo, now: EventTime) -> Option<Delay> {
    let log = floor.group_log(group)?;
    let mark = log.delays.standing(&floor.undone).rfind(|mark| mark.at <= now)?;
    let grace = i64::from(floor.event()?.times.no_show_after_min);
    let came = floor.visits_of(group).into_iter().any(|visit| {
        let arrival = floor.session(visit).and_then(|s| s.arrival(&floor.undone));
        arrival.is_some_and(|arrival| !arrival.later && arrival.at >= mark.at && arrival.at <= now)
    });
    (!came && now < mark.value.until.plus_minutes(grace)).then_some(mark.value)
}

/// Whether a group is known to be on the site: it was said so, or it was counted at a station.
pub fn on_site(floor: &Floor, group: GroupNo, now: EventTime) -> bool {
    let said = floor.group_log(group).is_some_and(|log| {
        let standing = log.on_site.standing(&floor.undone);
        standing.into_iter().any(|mark| mark.at <= now)
    });
    let counted = |visit: Visit| {
        let counts = floor
            .session(visit)
            .map(|session| session.counts.standing(&floor.undone));
        counts.into_iter().flatten().any(|mark| mark.at <= now)
    };
    said || floor.visits_of(group).into_iter().any(counted)
}

/// A group as it is to be placed: what is known of it, and its pupils.
struct Party<'a> {
    group: GroupNo,
    about: &'a Group,
    pupils: u16,
}

impl<'a> Party<'a> {
    fn of(floor: &'a Floor, group: GroupNo) -> Option<Self> {
        Some(Self {
            group,
            about: floor.group(group)?,
            pupils: reckoned(floor, group),
        })
    }
}

/// Why a group cannot be at a station, apart from who else is there; `None` if it can.
fn unfit(floor: &Floor, party: &Party<'_>, no: StationNo) -> Option<Why> {
    let station = floor.event()?.stations.get(&no)?;
    let places = standing(Some(station), floor.station(no), &floor.undone).places;
    if party.pupils > places {
        return Some(Why::Places {
            count: party.pupils,
            places,
        });
    }
    if !station.languages.contains(&party.about.lang) {
        return Some(Why::Language(party.about.lang));
    }
    let mut needs = BY_PLACE
        .into_iter()
        .filter(|support| party.about.needs.contains_key(support));
    needs
        .find(|support| !station.access.contains(support))
        .map(Why::Access)
}

/// Pupils to reckon with: the last head count of a group, or its size.
fn reckoned(floor: &Floor, group: GroupNo) -> u16 {
    offered_count(floor, group).unwrap_or(0)
}

fn misfit_of(floor: &Floor, party: &Party<'_>, round: RoundNo) -> Option<Misfit> {
    let misfit = |station: Option<StationNo>, why: Why| Misfit {
        round,
        group: party.group,
        station,
        why,
        pupils: party.pupils,
    };
    match floor.stay(party.group, round)? {
        Stay::Station(no) => {
            let alone = unfit(floor, party, no);
            alone
                .or_else(|| crowded(floor, party.group, no, round))
                .map(|why| misfit(Some(no), why))
        }
        Stay::Closed(no) => Some(misfit(Some(no), Why::Closed)),
        Stay::Unplanned => Some(misfit(None, Why::NoStation)),
        Stay::Break | Stay::Skipped(_) | Stay::Left(_) | Stay::Absent(_) => None,
    }
}

/// Several groups at one station that do not fit together: said of those who come after the first.
fn crowded(floor: &Floor, group: GroupNo, no: StationNo, round: RoundNo) -> Option<Why> {
    let expected = floor.expected(no, round);
    let first = expected.first().copied().filter(|first| *first != group)?;
    let all: u32 = expected
        .iter()
        .map(|group| u32::from(reckoned(floor, *group)))
        .sum();
    (all > u32::from(condition(floor, no).places)).then_some(Why::Taken(first))
}

/// Everything that does not fit in rounds that have not ended, in order of rounds and groups. A group that was counted
/// in a round has found its place.
pub fn misfits(floor: &Floor, schedule: &Schedule) -> Vec<Misfit> {
    let to_come = || schedule.slots.iter().filter(|slot| slot.now.end > schedule.now);
    let of_group = |group: GroupNo| {
        let counted: BTreeSet<RoundNo> = floor.visits_of(group).iter().map(|visit| visit.round).collect();
        let party = Party::of(floor, group);
        let open = to_come().filter(move |slot| !counted.contains(&slot.round));
        open.filter_map(move |slot| misfit_of(floor, party.as_ref()?, slot.round))
    };
    let mut misfits: Vec<Misfit> = floor.groups().flat_map(|(group, _)| of_group(group)).collect();
    misfits.retain(|misfit| {
        let slot = schedule.slot(misfit.round);
        let unplanned = misfit.why == Why::NoStation;
        // A group that came in the middle of a round has missed nothing it was promised.
        !unplanned || slot.is_some_and(|slot| slot.now.start > schedule.now)
    });
    misfits.sort();
    misfits
}

/// Stations where a group could go in a round: free in that round, open, run in its language, fit for what it needs,
/// with places enough, and not visited yet. The nearest in size come first, and last those that it is to visit in
/// another round anyway.
pub fn offers(floor: &Floor, group: GroupNo, round: RoundNo) -> Vec<StationNo> {
    let (Some(event), Some(party)) = (floor.event(), Party::of(floor, group)) else {
        return Vec::new();
    };
    let (been, going) = (been(floor, group, round), going(floor, group, round));
    let mut offers: Vec<(bool, u16, StationNo)> = event
        .stations
        .iter()
        .filter(|(_, station)| station.kind == StationKind::Rotation)
        .map(|(no, _)| (condition(floor, *no), *no))
        .filter(|(now, no)| {
            !now.is_closed(round)
                && floor.expected(*no, round).is_empty()
                && !been.contains(no)
                && unfit(floor, &party, *no).is_none()
        })
        .map(|(now, no)| (going.contains(&no), now.places, no))
        .collect();
    offers.sort_unstable();
    offers.into_iter().map(|(_, _, no)| no).collect()
}

/// Where a group is to be in the other rounds.
fn going(floor: &Floor, group: GroupNo, except: RoundNo) -> BTreeSet<StationNo> {
    let route = floor.rotation().route(group).iter();
    let others = (1..=u8::MAX)
        .map(RoundNo)
        .zip(route)
        .filter(|(round, _)| *round != except);
    others.filter_map(|(_, stay)| stay.station()).collect()
}

/// Where a group was counted in the other rounds.
fn been(floor: &Floor, group: GroupNo, except: RoundNo) -> BTreeSet<StationNo> {
    let visits = floor.visits_of(group);
    let others = visits.iter().filter(|visit| visit.round != except);
    others.map(|visit| visit.station).collect()
}

/// What would be wrong with a group at a station in a round; `None` if nothing would be.
pub fn objection(floor: &Floor, group: GroupNo, no: StationNo, round: RoundNo) -> Option<Why> {
    if condition(floor, no).is_closed(round) {
        return Some(Why::Closed);
    }
    if been(floor, group, round).contains(&no) || going(floor, group, round).contains(&no) {
        return Some(Why::Twice);
    }
    let other = floor.expected(no, round).iter().find(|other| **other != group);
    let alone = unfit(floor, &Party::of(floor, group)?, no);
    alone.or_else(|| other.map(|other| Why::Taken(*other)))
}

/// Groups that the event file or a later plan has at a station in a round and that will not come: who, and what
/// became of them.
pub fn withdrawn(floor: &Floor, no: StationNo, round: RoundNo) -> Vec<(GroupNo, Stay)> {
    let Some(event) = floor.event() else {
        return Vec::new();
    };
    let index = usize::from(round.0).saturating_sub(1);
    let had = |group: GroupNo| {
        let route = event.plan.get(&group);
        let planned = route.and_then(|route| route.get(index)).copied().flatten() == Some(no);
        let log = floor.group_log(group).and_then(|log| log.stays.get(&round));
        let told = log.is_some_and(|history| {
            let mut standing = history.standing(&floor.undone);
            standing.any(|mark| mark.value == crate::domain::floor::Told::At(Some(no)))
        });
        planned || told
    };
    let stay = |group: GroupNo| floor.stay(group, round).filter(|stay| stay.station() != Some(no));
    floor
        .groups()
        .filter(|(group, _)| had(*group))
        .filter_map(|(group, _)| Some((group, stay(group)?)))
        .collect()
}

/// A group that will be kept where it is beyond the start of its next round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Wait {
    /// Who is kept.
    pub group: GroupNo,
    /// Where it is kept.
    pub at: StationNo,
    /// Who waits for it.
    pub station: StationNo,
    /// In which round.
    pub round: RoundNo,
    /// When it can be there.
    pub until: EventTime,
}

/// Who waits for whom: groups at stations whose time ends after the next round has begun, or has ended with the
/// group still there.
pub fn waits(floor: &Floor, schedule: &Schedule) -> Vec<Wait> {
    let Some(event) = floor.event() else {
        return Vec::new();
    };
    let mut waits = Vec::new();
    for (no, log) in floor.stations() {
        for ((round, group), session) in &log.sessions {
            let next = round.0.checked_add(1).map(RoundNo);
            let Some(next) = next.and_then(|next| schedule.slot(next)) else {
                continue;
            };
            let Some(slot) = schedule.slot(*round).filter(|_| session.is_open(&floor.undone)) else {
                continue;
            };
            let there = planned_station(floor, *group, next.round);
            let Some(station) = there.filter(|_| next.now.end > schedule.now) else {
                continue;
            };
            let visit = Visit {
                station,
                round: next.round,
                group: *group,
            };
            let arrived = floor
                .session(visit)
                .is_some_and(|s| s.counts_as_visit(&floor.undone));
            let free = own_end_of(floor, schedule, no, slot).max(schedule.now);
            let until = free.plus_ms(walk_ms(event, no, station));
            if !arrived && until > next.now.start {
                waits.push(Wait {
                    group: *group,
                    at: no,
                    station,
                    round: next.round,
                    until,
                });
            }
        }
    }
    waits.sort();
    waits
}

/// How long the walk between two stations takes, in milliseconds: at least a minute, also within a hall.
pub fn walk_ms(event: &Event, from: StationNo, to: StationNo) -> i64 {
    let hall = |no: StationNo| event.stations.get(&no).map(|station| &station.hall);
    let joins = |one: &HallId, other: &HallId| hall(from) == Some(one) && hall(to) == Some(other);
    event
        .walks
        .iter()
        .find(|walk| joins(&walk.from, &walk.to) || joins(&walk.to, &walk.from))
        .map_or(1, |walk| i64::from(walk.minutes).max(1))
        .saturating_mul(MINUTE_MS)
}
