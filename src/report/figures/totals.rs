//! The figures of the whole day.

use super::tables::Tables;
use super::{Basis, View, desks, many};
use crate::domain::event::Event;
use crate::domain::fact::Reason;
use crate::domain::id::{GroupNo, StationNo};
use crate::domain::query::station::walk_ins;
use crate::report::model::{Because, Outcome, Planned, Sessions, Totals};
use crate::report::value::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// The figures of the whole day.
pub(super) fn totals(basis: &Basis<'_>, tables: &Tables) -> Totals {
    let floor = basis.view.floor;
    let row = tables.total.row();
    let added = tables
        .pupils
        .keys()
        .filter(|group| !is_planned(&basis.view, **group));
    let about = |group: &GroupNo| floor.group(*group);
    let schools: BTreeSet<&str> = tables
        .pupils
        .keys()
        .filter_map(about)
        .map(|about| about.school.as_str())
        .collect();
    Totals {
        planned: basis.view.event.map_or_else(nothing, planned),
        sessions: sessions(basis),
        reasons: reasons(basis),
        person_visits: row.person_visits,
        person_visits_in_progress: tables.total.in_progress(),
        pupils: Cell::Known(tables.pupils.values().map(|count| i64::from(*count)).sum()),
        groups: many(tables.pupils.len()),
        groups_added: many(added.count()),
        schools: many(schools.len()),
        walk_ins: floor.stations().map(|(no, _)| walk_ins_at(&basis.view, no)).sum(),
        interest: row.interest,
        interest_of: row.interest_of,
        interest_unknown: row.interest_unknown,
        desk_visits: desks::visits(&basis.view),
    }
}

fn is_planned(view: &View<'_>, group: GroupNo) -> bool {
    view.event.is_some_and(|event| event.groups.contains_key(&group))
}

const fn nothing() -> Planned {
    Planned {
        groups: 0,
        pupils: 0,
        sessions: 0,
        person_visits: 0,
    }
}

fn planned(event: &Event) -> Planned {
    let mut planned = Planned {
        groups: many(event.groups.len()),
        ..nothing()
    };
    for (no, group) in &event.groups {
        let size = u32::from(group.size);
        let route = event.plan.get(no).into_iter().flatten().flatten();
        let sessions = many(route.count());
        planned.pupils += size;
        planned.sessions += sessions;
        planned.person_visits += sessions * size;
    }
    planned
}

/// Visitors without a group at a station over the day.
pub(super) fn walk_ins_at(view: &View<'_>, no: StationNo) -> i64 {
    let rounds = view.floor.station(no).map(|log| log.walk_ins.keys());
    let rounds = rounds.into_iter().flatten();
    rounds.map(|round| walk_ins(view.floor, no, *round)).sum()
}

fn sessions(basis: &Basis<'_>) -> Sessions {
    let mut sessions = Sessions::default();
    for fate in &basis.fates {
        let place = match fate.told.outcome {
            Outcome::Held => &mut sessions.as_planned,
            Outcome::Moved => &mut sessions.moved,
            Outcome::Added => &mut sessions.added,
            Outcome::InProgress => &mut sessions.in_progress,
            Outcome::Missed => &mut sessions.missed,
            Outcome::Cancelled => &mut sessions.cancelled,
            Outcome::NoShow => &mut sessions.no_shows,
            Outcome::Unconfirmed => &mut sessions.unconfirmed,
            Outcome::OnPaper => &mut sessions.on_paper,
            Outcome::ToCome => &mut sessions.to_come,
        };
        *place += 1;
    }
    let held = basis.seen.iter().filter(|one| one.held);
    sessions.held = sessions.as_planned + sessions.moved + sessions.added;
    sessions.entered_later = many(held.clone().filter(|one| one.later).count());
    sessions.interrupted = many(
        held.filter(|one| super::punctual::interruption(basis, one).is_some())
            .count(),
    );
    sessions
}

fn reasons(basis: &Basis<'_>) -> Vec<Because> {
    let mut counts: BTreeMap<(Outcome, Option<Reason>), u32> = BTreeMap::new();
    for told in basis.fates.iter().map(|fate| fate.told) {
        if matches!(
            told.outcome,
            Outcome::Missed | Outcome::Cancelled | Outcome::NoShow
        ) {
            *counts.entry((told.outcome, told.reason)).or_default() += 1;
        }
    }
    let because = |((outcome, reason), sessions)| Because {
        outcome,
        reason,
        sessions,
    };
    counts.into_iter().map(because).collect()
}
