//! What each station met during the day: pauses, guests, fewer places, first aid. Made once; many figures ask for it.

use super::View;
use super::stops::{Stop, stops};
use crate::domain::countdown::pauses;
use crate::domain::fact::{Need, Reason};
use crate::domain::floor::{Lowered, StationLog};
use crate::domain::id::{Place, StationNo};
use crate::domain::query::people::calls;
use crate::domain::time::EventTime;
use std::collections::BTreeMap;

/// What one station met.
#[derive(Default)]
pub(in crate::report) struct Met {
    pub(super) pauses: Vec<Stop<Reason>>,
    pub(super) guests: Vec<Stop<()>>,
    pub(super) faults: Vec<Stop<Lowered>>,
    first_aid: Vec<Stop<()>>,
}

impl Met {
    fn of(view: &View<'_>, log: &StationLog) -> Self {
        let undone = &view.floor.undone;
        let least = |one: Lowered, other: Lowered| Lowered {
            places: one.places.min(other.places),
            ..one
        };
        let paused = pauses(log, undone, view.as_of).into_iter().map(|stop| Stop {
            since: stop.since,
            until: stop.until,
            value: stop.reason,
        });
        let guests = log.guests.standing(undone);
        let guests = guests.map(|mark| (mark.at, mark.value.then_some(())));
        let places = log.places.standing(undone).map(|mark| (mark.at, mark.value));
        Self {
            pauses: paused.collect(),
            guests: stops(guests, |(), ()| ()),
            faults: stops(places, least),
            first_aid: Vec::new(),
        }
    }

    /// Why the station was paused between two moments, if it was.
    pub(super) fn paused(&self, from: EventTime, to: EventTime) -> Option<Reason> {
        let mut met = self.pauses.iter().filter(|stop| stop.meets(from, to));
        met.next().map(|stop| stop.value)
    }

    /// What could have held a visit up between two moments, the gravest first.
    pub(super) fn cause(&self, from: EventTime, to: EventTime) -> Option<Reason> {
        let first_aid = || {
            let met = self.first_aid.iter().any(|stop| stop.meets(from, to));
            met.then_some(Reason::FirstAid)
        };
        let guests = || {
            let met = self.guests.iter().any(|stop| stop.meets(from, to));
            met.then_some(Reason::Guests)
        };
        let fault = || {
            let mut met = self.faults.iter().filter(|stop| stop.meets(from, to));
            met.next().map(|stop| stop.value.reason)
        };
        self.paused(from, to)
            .or_else(first_aid)
            .or_else(guests)
            .or_else(fault)
    }
}

/// What every station met that said anything.
pub(super) fn met(view: &View<'_>) -> BTreeMap<StationNo, Met> {
    let stations = view.floor.stations();
    let mut all: BTreeMap<StationNo, Met> = stations.map(|(no, log)| (no, Met::of(view, log))).collect();
    let first_aid = calls(view.floor)
        .into_iter()
        .filter(|call| call.need == Need::FirstAid);
    for call in first_aid {
        if let Place::Station(no) = call.place {
            all.entry(no).or_default().first_aid.push(Stop {
                since: call.since,
                until: call.closed,
                value: (),
            });
        }
    }
    all
}
