//! Places: when there were more pupils than places, and which places nobody took.

use super::{Basis, View, seconds};
use crate::domain::event::{Event, StationKind};
use crate::domain::floor::{Session, StationLog};
use crate::domain::id::{RoundNo, StationNo};
use crate::domain::time::{EventTime, MINUTE_MS};
use crate::report::model::{Capacity, OverPlaces, UnusedStation};
use crate::report::value::{At, Cell};
use std::collections::BTreeSet;

/// From how long on more pupils than places are told, in milliseconds: groups that meet at the door are none.
const OVER_FROM_MS: i64 = MINUTE_MS;

/// Everything about places.
pub(super) fn capacity(basis: &Basis<'_>) -> Capacity {
    let view = &basis.view;
    let mut over_places: Vec<OverPlaces> = Vec::new();
    for (station, log) in view.floor.stations() {
        over_places.extend(crowds(view, station, log));
    }
    over_places.sort_by_key(|over| (over.since, over.station));
    let held = basis.seen.iter().filter(|one| one.held);
    let places: Vec<(i64, i64)> = held
        .filter_map(|one| {
            let places = view.station(one.visit.station)?.places;
            Some((i64::from(places), i64::from(one.count.min(places))))
        })
        .collect();
    Capacity {
        over_from_s: seconds(OVER_FROM_MS),
        over_places,
        unused: unused(basis),
        places_offered: places.iter().map(|(offered, _)| offered).sum(),
        places_taken: places.iter().map(|(_, taken)| taken).sum(),
    }
}

fn unused(basis: &Basis<'_>) -> Vec<UnusedStation> {
    let used = basis.seen.iter().map(|one| one.visit.station);
    let unsure = basis.fates.iter().filter(|fate| {
        use crate::report::model::Outcome::{OnPaper, Unconfirmed};
        matches!(fate.told.outcome, OnPaper | Unconfirmed)
    });
    let unsure = unsure.filter_map(|fate| fate.told.station);
    let used: BTreeSet<StationNo> = used.chain(unsure).collect();
    let stations = basis.view.event.into_iter().flat_map(Event::rotation_stations);
    let unused = stations.filter(|(no, _)| !used.contains(no));
    unused
        .map(|(station, about)| UnusedStation {
            station,
            places: about.places,
        })
        .collect()
}

/// How the number of pupils at a station changes at one moment.
struct Step {
    at: EventTime,
    /// Leaving comes before coming.
    comes: bool,
    pupils: i64,
}

fn crowds(view: &View<'_>, station: StationNo, log: &StationLog) -> Vec<OverPlaces> {
    if !view
        .station(station)
        .is_some_and(|one| one.kind == StationKind::Rotation)
    {
        return Vec::new();
    }
    let mut steps: Vec<Step> = Vec::new();
    for ((round, _), session) in &log.sessions {
        steps.extend(stay(view, station, *round, session).into_iter().flatten());
    }
    steps.sort_by_key(|step| (step.at, step.comes));
    let (mut pupils, mut places) = (0, 0);
    let mut open: Option<OverPlaces> = None;
    let mut crowds = Vec::new();
    for step in steps {
        if step.comes {
            places = places_at(view, station, log, step.at);
        }
        pupils += step.pupils;
        let over = pupils > i64::from(places);
        if over && let Some(crowd) = &mut open {
            crowd.pupils = crowd.pupils.max(Cell::Known(pupils));
        } else if over {
            open = Some(OverPlaces {
                station,
                since: At(step.at),
                until: None,
                length_s: 0,
                pupils: Cell::Known(pupils),
                places,
            });
        } else if let Some(crowd) = open.take() {
            crowds.extend(closed(view, crowd, step.at));
        }
    }
    crowds
}

/// A crowd with its end, if it lasted long enough to be told.
fn closed(view: &View<'_>, crowd: OverPlaces, until: EventTime) -> Option<OverPlaces> {
    let length_ms = until.min(view.as_of).since(crowd.since.0);
    (length_ms >= OVER_FROM_MS).then(|| OverPlaces {
        until: (until <= view.as_of).then_some(At(until)),
        length_s: seconds(length_ms),
        ..crowd
    })
}

/// A group that was here, also one that was sent on; how long a group of a paper sheet was here is not known.
fn stay(view: &View<'_>, station: StationNo, round: RoundNo, session: &Session) -> Option<[Step; 2]> {
    let undone = &view.floor.undone;
    let arrival = session.arrival(undone).filter(|arrival| !arrival.later)?;
    let marked = session.ending(undone).map(|mark| mark.at);
    let by_plan = || {
        let slot = view.schedule.slot(round)?;
        Some(view.end_at(station, slot, view.as_of))
    };
    let end = marked.or_else(by_plan)?.max(arrival.at);
    let pupils = i64::from(arrival.count);
    Some([
        Step {
            at: arrival.at,
            comes: true,
            pupils,
        },
        Step {
            at: end,
            comes: false,
            pupils: -pupils,
        },
    ])
}

/// The places of a station at a moment: fewer while some are out of order.
fn places_at(view: &View<'_>, station: StationNo, log: &StationLog, at: EventTime) -> u16 {
    let planned = view.station(station).map_or(0, |one| one.places);
    let marks = log
        .places
        .standing(&view.floor.undone)
        .filter(|mark| mark.at <= at);
    let last = marks.max_by_key(|mark| (mark.at, mark.key));
    last.and_then(|mark| mark.value)
        .map_or(planned, |lowered| lowered.places)
}
