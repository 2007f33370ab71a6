//! What became of every session: those of the event file, those told on the day, and visits that nobody told of.
//!
//! A session of a round that is over, of which nobody has said a word, is a no-show only where the station itself has
//! said anything of a moment after the round began: entries of one laptop arrive without a gap, so an arrival
//! before that word would be known. Otherwise the station may still hold the arrival back, and the session is
//! unconfirmed. A station on paper is neither: its sheet may be typed in later, in parts. A group that was
//! counted at another station in the round was there.

use super::{Basis, Seen, View};
use crate::domain::fact::Reason;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::rotation::Stay;
use crate::report::model::{Deviation, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// What became of one session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::report) struct Fate {
    pub(in crate::report) told: Deviation,
    /// Its place among the visits seen.
    pub(in crate::report) seen: Option<usize>,
}

type Pair = (RoundNo, GroupNo);

/// Every session of the day by rounds and groups.
pub(in crate::report) fn fates(view: &View<'_>, seen: &[Seen<'_>]) -> Vec<Fate> {
    let mut visits: BTreeMap<Pair, Vec<usize>> = BTreeMap::new();
    for (index, one) in seen.iter().enumerate() {
        let pair = (one.visit.round, one.visit.group);
        visits.entry(pair).or_default().push(index);
    }
    let mut pairs: BTreeSet<Pair> = visits.keys().copied().collect();
    let rounds = view.schedule.slots.iter().map(|slot| slot.round);
    for round in rounds {
        pairs.extend(view.floor.groups().map(|(group, _)| (round, group)));
    }
    let mut fates = Vec::new();
    for pair in pairs {
        let case = Case::of(view, pair);
        match visits.get(&pair) {
            Some(found) => case.came(view, seen, found, &mut fates),
            None => fates.extend(case.away(view).map(|told| Fate { told, seen: None })),
        }
    }
    fates
}

/// One group in one round.
struct Case {
    pair: Pair,
    planned: Option<StationNo>,
    stay: Option<Stay>,
}

impl Case {
    fn of(view: &View<'_>, pair: Pair) -> Self {
        let (round, group) = pair;
        let planned = view.event.and_then(|event| {
            let index = usize::from(round.0).checked_sub(1)?;
            event.plan.get(&group)?.get(index).copied().flatten()
        });
        let stay = view.floor.stay(group, round);
        Self { pair, planned, stay }
    }

    fn told(&self, outcome: Outcome, station: Option<StationNo>, reason: Option<Reason>) -> Deviation {
        Deviation {
            group: self.pair.1,
            round: self.pair.0,
            station,
            instead: None,
            outcome,
            reason,
            planned: self.planned.is_some(),
        }
    }

    /// The group was counted: one of its visits is the session that was planned, any other was added.
    fn came(&self, view: &View<'_>, seen: &[Seen<'_>], found: &[usize], fates: &mut Vec<Fate>) {
        let at = |index: &usize| seen.get(*index).map(|one| one.visit.station);
        let told = self.stay.and_then(Stay::station);
        let rank = |index: &usize| {
            let station = at(index);
            (station != self.planned, station != told, *index)
        };
        let first = found.iter().copied().min_by_key(rank);
        for index in found {
            let Some(one) = seen.get(*index) else { continue };
            let here = one.visit.station;
            let planned = self.planned.filter(|_| Some(*index) == first);
            let outcome = match planned {
                _ if !one.held => Outcome::InProgress,
                None => Outcome::Added,
                Some(planned) if planned == here => Outcome::Held,
                Some(_) => Outcome::Moved,
            };
            let told_why = || revision(view, self.pair.1, self.pair.0);
            let reason = matches!(outcome, Outcome::Moved | Outcome::Added)
                .then(told_why)
                .flatten();
            let told = Deviation {
                instead: planned.filter(|planned| *planned != here).map(|_| here),
                planned: planned.is_some(),
                ..self.told(outcome, planned.or(Some(here)), reason)
            };
            fates.push(Fate {
                told,
                seen: Some(*index),
            });
        }
    }

    /// Nobody has counted the group.
    fn away(&self, view: &View<'_>) -> Option<Deviation> {
        let (round, group) = self.pair;
        let off = |outcome, reason| self.planned.map(|_| self.told(outcome, self.planned, reason));
        match self.stay? {
            Stay::Skipped(reason) | Stay::Absent(reason) => off(Outcome::Missed, Some(reason)),
            Stay::Left(reason) => off(Outcome::Cancelled, Some(reason)),
            Stay::Closed(station) => {
                let log = view.floor.station(station);
                let closed = log.and_then(|log| log.closings.last(&view.floor.undone)?.value);
                let reason = closed.map(|(_, reason)| reason);
                Some(self.told(Outcome::Cancelled, Some(station), reason))
            }
            Stay::Break => off(Outcome::Cancelled, revision(view, group, round)),
            Stay::Unplanned => None,
            Stay::Station(station) => {
                let outcome = unsaid(view, station, round);
                let reason = delay(view, group, round).filter(|_| outcome == Outcome::NoShow);
                Some(self.told(outcome, Some(station), reason))
            }
        }
    }
}

/// What is known of a session of which nobody has said a word.
fn unsaid(view: &View<'_>, station: StationNo, round: RoundNo) -> Outcome {
    let Some(slot) = view.schedule.slot(round) else {
        return Outcome::ToCome;
    };
    if !view.is_over(station, slot) {
        return Outcome::ToCome;
    }
    if view.on_paper(station, slot.now.end) {
        return Outcome::OnPaper;
    }
    let last = view.notes.last_word.get(&station);
    let heard = last.is_some_and(|last| *last >= slot.now.start);
    if heard && !view.notes.holed.contains(&station) {
        Outcome::NoShow
    } else {
        Outcome::Unconfirmed
    }
}

/// Why the route of a group was changed in a round.
fn revision(view: &View<'_>, group: GroupNo, round: RoundNo) -> Option<Reason> {
    let log = view.floor.group_log(group)?;
    let last = log.stays.get(&round)?.last(&view.floor.undone)?;
    view.notes.revisions.get(&last.key.id).copied()
}

/// Why a group was to come later than a round starts, if that was announced.
pub(super) fn delay(view: &View<'_>, group: GroupNo, round: RoundNo) -> Option<Reason> {
    let times = view.schedule.slot(round)?.now;
    let delays = view.floor.group_log(group)?.delays.standing(&view.floor.undone);
    let mut delays = delays
        .rev()
        .filter(|mark| mark.value.until > times.start && mark.at < times.end);
    delays.next().map(|mark| mark.value.reason)
}

/// Every session that was not held as planned and is not still to come.
pub(super) fn deviations(basis: &Basis<'_>) -> Vec<Deviation> {
    let as_planned = |outcome| matches!(outcome, Outcome::Held | Outcome::InProgress | Outcome::ToCome);
    let told = basis.fates.iter().map(|fate| fate.told);
    told.filter(|told| !as_planned(told.outcome)).collect()
}
