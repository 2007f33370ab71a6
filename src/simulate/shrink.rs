//! A failing day cut down to what is needed to fail: fewer incidents, a shorter day, fewer laptops.

use super::incident::Incident;
use super::scenario::{Scenario, Stage};
use super::{Check, judge};
use crate::domain::time::MINUTE_MS;

/// So many shorter days are tried at most.
const TRIES: usize = 300;

/// The shortest scenario found that still fails the same check.
pub fn shrink(scenario: &Scenario, stage: &Stage, check: Check) -> Scenario {
    let mut found = scenario.clone();
    let mut tries = TRIES;
    loop {
        let before = found.clone();
        fewer_incidents(&mut found, stage, check, &mut tries);
        fewer_devices(&mut found, stage, check, &mut tries);
        shorter(&mut found, stage, check, &mut tries);
        if found == before || tries == 0 {
            return found;
        }
    }
}

/// Takes the candidate if it still fails the same check.
fn try_out(
    found: &mut Scenario,
    candidate: Scenario,
    stage: &Stage,
    check: Check,
    tries: &mut usize,
) -> bool {
    if *tries == 0 {
        return false;
    }
    *tries -= 1;
    let fails = judge(&candidate, stage).is_err_and(|violation| violation.check == check);
    if fails {
        *found = candidate;
    }
    fails
}

/// Leaves out half of the incidents, then quarters, then single ones.
fn fewer_incidents(found: &mut Scenario, stage: &Stage, check: Check, tries: &mut usize) {
    let mut size = found.incidents.len().div_ceil(2);
    while size > 0 {
        let mut first = 0;
        while first < found.incidents.len() {
            let mut candidate = found.clone();
            let last = (first + size).min(candidate.incidents.len());
            candidate.incidents.drain(first..last);
            if !try_out(found, candidate, stage, check, tries) {
                first += size;
            }
        }
        size /= 2;
    }
}

/// Leaves out the last laptop as long as it is not needed.
fn fewer_devices(found: &mut Scenario, stage: &Stage, check: Check, tries: &mut usize) {
    while found.seats.len() > 2 {
        let mut candidate = found.clone();
        candidate.seats.pop();
        let count = candidate.seats.len();
        let stays = |incident: &Incident| incident.device().is_none_or(|device| device < count);
        candidate.incidents.retain(|(_, incident)| stays(incident));
        if !try_out(found, candidate, stage, check, tries) {
            return;
        }
    }
}

/// Ends the day earlier.
fn shorter(found: &mut Scenario, stage: &Stage, check: Check, tries: &mut usize) {
    while found.length_ms > MINUTE_MS / 2 {
        let mut candidate = found.clone();
        candidate.length_ms = candidate.length_ms * 3 / 4;
        let end = candidate.length_ms;
        candidate.incidents.retain(|(at, _)| *at < end);
        if !try_out(found, candidate, stage, check, tries) {
            return;
        }
    }
}
