//! Briefings, calls, evacuations, faults.

use super::{Basis, View, many, seconds};
use crate::domain::fact::{Need, Reason};
use crate::domain::query::evacuation;
use crate::domain::query::people::{CallNow, calls};
use crate::report::model::{Accident, Briefings, Evacuation, Fault, HelpCall, Safety, Stopped};
use crate::report::value::{At, Cell};

/// Everything about safety.
pub(super) fn safety(basis: &Basis<'_>) -> Safety {
    let view = &basis.view;
    let calls = calls(view.floor);
    let (first_aid, others): (Vec<CallNow>, Vec<CallNow>) =
        calls.into_iter().partition(|call| call.need == Need::FirstAid);
    let faults = faults(basis);
    let of_equipment = faults
        .iter()
        .filter(|fault| fault.stop.reason == Reason::Equipment);
    Safety {
        briefings: briefings(basis),
        first_aid_calls: many(first_aid.len()),
        first_aid: first_aid.iter().map(accident).collect(),
        help_calls: many(others.len()),
        help: others
            .iter()
            .map(|call| HelpCall {
                need: call.need,
                call: accident(call),
            })
            .collect(),
        evacuations: evacuations(view),
        equipment_faults: many(of_equipment.count()),
        faults,
    }
}

fn briefings(basis: &Basis<'_>) -> Briefings {
    let mut all = Briefings::default();
    for one in basis.seen.iter().filter(|one| one.held) {
        if !basis
            .view
            .station(one.visit.station)
            .is_some_and(|station| station.briefing)
        {
            continue;
        }
        all.required += 1;
        match one.briefed {
            Some(true) => all.marked += 1,
            Some(false) => all.not_marked += 1,
            None => all.unknown += 1,
        }
    }
    all
}

fn accident(call: &CallNow) -> Accident {
    let after = |at: crate::domain::time::EventTime| seconds(at.since(call.since).max(0));
    Accident {
        call: call.id,
        place: call.place,
        at: At(call.since),
        accepted_after_s: call.accepted.map(after),
        closed_after_s: call.closed.map(after),
    }
}

fn faults(basis: &Basis<'_>) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for (station, met) in &basis.met {
        faults.extend(met.faults.iter().map(|stop| Fault {
            station: *station,
            places: stop.value.places,
            stop: Stopped {
                since: At(stop.since),
                until: stop.until.map(At),
                length_s: seconds(stop.length_ms(basis.view.as_of)),
                reason: stop.value.reason,
            },
        }));
    }
    faults.sort_by_key(|fault| (fault.stop.since, fault.station));
    faults
}

fn evacuations(view: &View<'_>) -> Vec<Evacuation> {
    let found = evacuation::evacuations(view.floor, view.as_of);
    let told = |one: &evacuation::Evacuation| Evacuation {
        at: At(one.since),
        drill: one.drill,
        groups: many(one.lines.len()),
        pupils: Cell::Known(i64::from(one.expected())),
        complete: many(
            one.lines
                .iter()
                .filter(|line| line.complete_at().is_some())
                .count(),
        ),
        all_accounted_after_s: one.took_ms().map(seconds),
    };
    found.iter().map(told).collect()
}
