//! What is not known, and where two words differ.

use super::{Basis, View, many};
use crate::domain::fact::Visit;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::report::model::{Differing, Gaps, Hole, OnPaper, Outcome, Twice};
use std::collections::BTreeMap;

/// Everything that is not known.
pub(super) fn gaps(basis: &Basis<'_>) -> Gaps {
    let view = &basis.view;
    let mut paper: BTreeMap<StationNo, Vec<RoundNo>> = BTreeMap::new();
    let mut unconfirmed: Vec<Visit> = Vec::new();
    for told in basis.fates.iter().map(|fate| fate.told) {
        let Some(station) = told.station else { continue };
        match told.outcome {
            Outcome::OnPaper => paper.entry(station).or_default().push(told.round),
            Outcome::Unconfirmed => unconfirmed.push(Visit {
                station,
                round: told.round,
                group: told.group,
            }),
            _ => {}
        }
    }
    unconfirmed.sort();
    let over = |slot: crate::domain::countdown::Slot| slot.now.end <= view.as_of;
    let unmarked = basis.seen.iter().filter(|one| {
        let is_over = one.held && one.slot.is_some_and(over);
        is_over && !one.later && one.ended.is_none()
    });
    Gaps {
        on_paper: paper
            .into_iter()
            .map(|(station, mut rounds)| {
                rounds.dedup();
                OnPaper { station, rounds }
            })
            .collect(),
        unconfirmed,
        not_received: holes(view),
        unknown_entries: view.notes.unknown,
        differing: differing(basis),
        counted_twice: counted_twice(basis),
        end_unknown: many(unmarked.count()),
    }
}

fn holes(view: &View<'_>) -> Vec<Hole> {
    let held = view.floor.held().iter();
    let holes = held.filter_map(|(origin, held)| {
        let last = *held.beyond.last()?;
        Some(Hole {
            origin,
            role: view.notes.roles.get(&origin).copied(),
            entries: last.saturating_sub(held.count()),
        })
    });
    holes.collect()
}

fn differing(basis: &Basis<'_>) -> Vec<Differing> {
    let undone = &basis.view.floor.undone;
    let found = basis.seen.iter().filter_map(|one| {
        Some(Differing {
            visit: one.visit,
            count: one.count,
            other: one.session.other_count(undone)?,
        })
    });
    found.collect()
}

fn counted_twice(basis: &Basis<'_>) -> Vec<Twice> {
    let mut at: BTreeMap<(RoundNo, GroupNo), Vec<StationNo>> = BTreeMap::new();
    for one in &basis.seen {
        let stations = at.entry((one.visit.round, one.visit.group)).or_default();
        stations.push(one.visit.station);
    }
    let twice = at.into_iter().filter(|(_, stations)| stations.len() > 1);
    twice
        .map(|((round, group), stations)| Twice {
            group,
            round,
            stations,
        })
        .collect()
}
