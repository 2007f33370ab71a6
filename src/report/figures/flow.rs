//! How full the stations were over the day: pupils at them at each whole minute.

use super::{Basis, cut};
use crate::domain::floor::Floor;
use crate::domain::id::{RoundNo, StationNo};
use crate::domain::time::{EventTime, MINUTE_MS};
use crate::report::model::Outcome;
use crate::report::value::{At, Cell};
use std::collections::BTreeMap;

/// Pupils from here on point at nobody.
const ENOUGH: i64 = 5;
/// How long a day may be drawn: more is a mistake in some entry.
const LONGEST_MIN: i64 = 24 * 60;

/// Pupils at the stations, minute by minute.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Flow {
    /// Every whole minute from the first start of a round or arrival to the last end, none after the moment of the
    /// report.
    pub minutes: Vec<Minute>,
}

/// One whole minute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Minute {
    /// When.
    pub at: At,
    /// Pupils counted at the stations; unknown if none is known and there are sessions of which nobody knows.
    pub pupils: Cell,
    /// Sessions under way of which nobody knows: `pupils` lacks theirs.
    pub unknown: u32,
}

/// The flow of the floor up to a moment. In public, minutes with one to four pupils are hidden.
pub fn flow(floor: &Floor, as_of: EventTime, public: bool) -> Flow {
    let floor = cut(floor, as_of);
    let basis = Basis::of(&floor, as_of);
    let mut steps = Steps::default();
    for stay in known(&basis) {
        steps.add(&stay, |step| &mut step.pupils);
    }
    for stay in unknown(&basis) {
        steps.add(&stay, |step| &mut step.unknown);
    }
    Flow {
        minutes: steps.minutes(as_of.0.div_euclid(MINUTE_MS), public),
    }
}

/// Something that is at the stations from one minute to another.
struct Stay {
    from: EventTime,
    to: EventTime,
    many: i64,
}

/// Visits with the moments that are known of them; for those that are not, the times of the round.
fn known(basis: &Basis<'_>) -> Vec<Stay> {
    let stays = basis.seen.iter().filter_map(|one| {
        let from = one.arrived.or_else(|| one.slot.map(|slot| slot.now.start))?;
        let over = || one.held.then(|| end(basis, one.visit.station, one.visit.round));
        let to = one.ended.or_else(|| over().flatten());
        Some(Stay {
            from,
            to: to.unwrap_or_else(|| basis.view.as_of.plus_ms(1)),
            many: i64::from(one.count),
        })
    });
    stays.collect()
}

/// Sessions of rounds that are over of which nobody has said anything.
fn unknown(basis: &Basis<'_>) -> Vec<Stay> {
    let fates = basis.fates.iter().map(|fate| fate.told);
    let open = fates.filter(|told| matches!(told.outcome, Outcome::OnPaper | Outcome::Unconfirmed));
    let stays = open.filter_map(|told| {
        let slot = basis.view.schedule.slot(told.round)?;
        Some(Stay {
            from: slot.now.start,
            to: end(basis, told.station?, told.round)?,
            many: 1,
        })
    });
    stays.collect()
}

fn end(basis: &Basis<'_>, station: StationNo, round: RoundNo) -> Option<EventTime> {
    let slot = basis.view.schedule.slot(round)?;
    Some(basis.view.end_at(station, slot, basis.view.as_of))
}

/// The first whole minute that is not before a moment.
const fn minute_from(at: EventTime) -> i64 {
    at.plus_ms(MINUTE_MS - 1).0.div_euclid(MINUTE_MS)
}

/// What changes in one minute.
#[derive(Clone, Copy, Default)]
struct Step {
    pupils: i64,
    unknown: i64,
}

/// Minute → what changes in it.
#[derive(Default)]
struct Steps(BTreeMap<i64, Step>);

impl Steps {
    fn add(&mut self, stay: &Stay, figure: impl Fn(&mut Step) -> &mut i64) {
        let (from, to) = (minute_from(stay.from), minute_from(stay.to));
        if from < to {
            *figure(self.0.entry(from).or_default()) += stay.many;
            *figure(self.0.entry(to).or_default()) -= stay.many;
        }
    }

    fn minutes(&self, as_of: i64, public: bool) -> Vec<Minute> {
        let (Some((first, _)), Some((last, _))) = (self.0.first_key_value(), self.0.last_key_value()) else {
            return Vec::new();
        };
        let last = (*last).min(as_of).min(first + LONGEST_MIN);
        let mut there = Step::default();
        let minutes = (*first..=last).map(|minute| {
            let step = self.0.get(&minute).copied().unwrap_or_default();
            there.pupils += step.pupils;
            there.unknown += step.unknown;
            there.at(minute, public)
        });
        minutes.collect()
    }
}

impl Step {
    fn at(self, minute: i64, public: bool) -> Minute {
        let pupils = match self.pupils {
            0 if self.unknown > 0 => Cell::Unknown,
            few if public && (1..ENOUGH).contains(&few) => Cell::Hidden,
            pupils => Cell::Known(pupils),
        };
        Minute {
            at: At(EventTime(minute * MINUTE_MS)),
            pupils,
            unknown: u32::try_from(self.unknown).unwrap_or(0),
        }
    }
}
