//! What was told otherwise before: where a group was to be until somebody said that it goes elsewhere.
//!
//! The old word is the one before the last that stands, the event file's where there was one word only. Nothing is
//! remembered of who has seen it: a revision is told until its round begins.

use crate::domain::floor::{Floor, Told};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::rotation::Stay;

/// A group that goes elsewhere in a round than was told before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Revision {
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
    /// Where it was to be; `None` was nowhere.
    pub was: Option<StationNo>,
    /// Where it is to be now.
    pub now: Stay,
}

/// The revision of a group's round, if somebody has said where it goes instead.
pub fn revision(floor: &Floor, group: GroupNo, round: RoundNo) -> Option<Revision> {
    let told = floor.group_log(group)?.stays.get(&round)?;
    let mut standing = told.standing(&floor.undone).rev().map(|mark| mark.value);
    let Some(Told::At(_)) = standing.next() else {
        return None;
    };
    let planned = || {
        let row = floor.event()?.plan.get(&group)?;
        let index = usize::from(round.0).checked_sub(1)?;
        row.get(index).copied().flatten()
    };
    let was = match standing.next() {
        Some(Told::At(station)) => station,
        Some(Told::Skipped(_)) => None,
        None => planned(),
    };
    let now = floor.stay(group, round)?;
    (now.station() != was).then_some(Revision {
        round,
        group,
        was,
        now,
    })
}

/// Every revision of rounds from this one on, in order of groups and rounds.
pub fn revisions(floor: &Floor, from: RoundNo) -> Vec<Revision> {
    let told = floor.groups.iter().flat_map(|(group, log)| {
        let rounds = log.stays.range(from..).map(|(round, _)| *round);
        rounds.map(move |round| (*group, round))
    });
    told.filter_map(|(group, round)| revision(floor, group, round))
        .collect()
}
