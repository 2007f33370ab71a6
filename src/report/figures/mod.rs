//! From the floor to a report: what is seen once of each visit, then each part of the report from that.

mod capacity;
mod desks;
mod flow;
mod gaps;
mod met;
mod outcome;
mod punctual;
mod rows;
mod safety;
mod seen;
mod stops;
mod support;
mod tables;
mod tally;
mod totals;

pub use flow::{Flow, Minute, flow};
pub(super) use outcome::{Fate, fates};
pub(super) use punctual::{late_visits, over_visits};
pub(super) use seen::{Seen, View, seen};

use super::model::{About, FORM, GuestStay, Guests, Report};
use super::value::At;
use crate::domain::event::Words;
use crate::domain::floor::Floor;
use crate::domain::id::StationNo;
use crate::domain::time::{EventTime, SECOND_MS};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Everything that the parts of a report are made from.
pub(super) struct Basis<'a> {
    /// The floor at the moment of the report.
    pub(super) view: View<'a>,
    /// Every visit that counts, in order of station, round and group.
    pub(super) seen: Vec<Seen<'a>>,
    /// What became of every session.
    pub(super) fates: Vec<Fate>,
    /// What every station met.
    met: BTreeMap<StationNo, met::Met>,
}

impl<'a> Basis<'a> {
    /// Looks at this floor, which is cut at `as_of` already.
    pub(super) fn of(floor: &'a Floor, as_of: EventTime) -> Self {
        let view = View::of(floor, as_of);
        let seen = seen(&view);
        let fates = fates(&view, &seen);
        let met = met::met(&view);
        Self {
            view,
            seen,
            fates,
            met,
        }
    }
}

/// The floor as it was at a moment, with the plan of the day whenever it was opened; the very same one if it is looked
/// at so already.
pub(super) fn cut(floor: &Floor, as_of: EventTime) -> Cow<'_, Floor> {
    if floor.undone.until() == as_of && floor.day().is_some() {
        Cow::Borrowed(floor)
    } else {
        let mut floor = floor.clone();
        floor.set_until_as_planned(as_of);
        Cow::Owned(floor)
    }
}

/// The report without the figures that were given away before.
pub(super) fn measure(floor: &Floor, as_of: EventTime) -> Report {
    let basis = Basis::of(floor, as_of);
    let late = punctual::late(&basis);
    let tables = tables::Tables::of(&basis, &late);
    Report {
        form: FORM,
        as_of: At(as_of),
        public: false,
        event: about(&basis.view),
        totals: totals::totals(&basis, &tables),
        by_station: rows::stations(&basis, &tables),
        by_hall: rows::halls(&basis, &tables),
        by_school: rows::schools(&basis, &tables),
        by_language: rows::languages(&basis, &tables),
        by_specialty: rows::named(&basis, &tables, |station| &station.name),
        by_organisation: rows::named(&basis, &tables, |station| &station.org),
        by_round: rows::rounds(&basis, &tables),
        top: rows::top(&tables),
        deviations: outcome::deviations(&basis),
        punctuality: punctual::punctuality(&basis, late),
        capacity: capacity::capacity(&basis),
        safety: safety::safety(&basis),
        support: support::support(&basis),
        desks: desks::desks(&basis.view),
        guests: guests(&basis),
        gaps: gaps::gaps(&basis),
        given: Vec::new(),
    }
}

fn about(view: &View<'_>) -> About {
    let day = view.floor.day();
    let event = view.event;
    About {
        title: event.map_or_else(Words::default, |event| event.title.clone()),
        date: event.map(|event| event.date),
        city: event.map_or_else(String::new, |event| event.city.clone()),
        floor: view.floor.name(),
        rehearsal: day.is_some_and(|day| day.opening.rehearsal),
        entries: view.notes.entries,
    }
}

fn guests(basis: &Basis<'_>) -> Guests {
    let mut stays: Vec<GuestStay> = Vec::new();
    for (station, met) in &basis.met {
        stays.extend(met.guests.iter().map(|stop| GuestStay {
            station: *station,
            since: At(stop.since),
            until: stop.until.map(At),
            length_s: stop.until.map(|until| seconds(until.since(stop.since))),
        }));
    }
    stays.sort_by_key(|stay| (stay.since, stay.station));
    Guests { stays }
}

/// Whole seconds, cut down.
pub(super) const fn seconds(ms: i64) -> i64 {
    ms.div_euclid(SECOND_MS)
}

/// How many there are, in the form of a figure.
pub(super) fn many(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
