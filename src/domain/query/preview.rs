//! What a lever would do, before it is pulled: the floor with the facts is compared with the floor without them.
//!
//! Nothing is judged here and nothing is written. Every lever is told in the same terms: whose route changes, who
//! no longer fits (and who fits again), who waits for whom, which rounds move, who stands still.

use super::routes::{Misfit, Wait, misfits, waits};
use super::station::{State, offered_count, station};
use crate::domain::countdown::Schedule;
use crate::domain::entry::{Entry, Moment};
use crate::domain::event::StationKind;
use crate::domain::fact::Fact;
use crate::domain::floor::Floor;
use crate::domain::id::{EntryId, GroupNo, Origin, Role, RoundNo, Seq, StationNo};
use crate::domain::rotation::Stay;
use crate::domain::time::{EventTime, Span, Stamp};
use std::collections::BTreeSet;

/// One group in one round that will be elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Change {
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
    /// Where it was to be; `None` if it was not there at all.
    pub was: Option<Stay>,
    /// Where it will be.
    pub now: Option<Stay>,
}

/// A round that gets other times.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Retimed {
    /// Which.
    pub round: RoundNo,
    /// Its times before.
    pub was: Span,
    /// Its times afterwards.
    pub now: Span,
}

/// Everything that facts would change.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Preview {
    /// Routes that change, in order of rounds and groups; only rounds that have not ended.
    pub changes: Vec<Change>,
    /// What does not fit any more.
    pub misfits: Vec<Misfit>,
    /// What fits again.
    pub relieved: Vec<Misfit>,
    /// Who will be waited for.
    pub waits: Vec<Wait>,
    /// Rounds with other times.
    pub times: Vec<Retimed>,
    /// When the last round ends: before and afterwards.
    pub ends: Option<(EventTime, EventTime)>,
    /// Stations whose clock will stand still.
    pub stopped: Vec<StationNo>,
    /// Groups concerned by any of this, in order of their numbers.
    pub groups: Vec<GroupNo>,
    /// Their pupils.
    pub pupils: u32,
}

impl Preview {
    /// Whether anybody but the one who asks would notice.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The floor after these facts, as if they were written now.
fn after(floor: &Floor, facts: &[Fact], moment: Moment, role: Role) -> Floor {
    let mut after = floor.clone();
    for (index, fact) in (1..).zip(facts) {
        after.apply(&Entry {
            id: EntryId {
                origin: Origin(u64::MAX),
                seq: Seq(index),
            },
            stamp: Stamp {
                at: EventTime(i64::MAX),
                counter: u32::MAX,
            },
            at: moment.at,
            role,
            fact: fact.clone(),
        });
    }
    after
}

/// What these facts would change on the floor.
pub fn preview(floor: &Floor, facts: &[Fact], moment: Moment, role: Role) -> Preview {
    let then = after(floor, facts, moment, role);
    let (before, now) = (Schedule::at(floor, moment.now), Schedule::at(&then, moment.now));
    let changes = changes(floor, &then, &now);
    let (was_misfit, is_misfit) = (misfits(floor, &before), misfits(&then, &now));
    let waited = waits(floor, &before);
    let mut waits = waits(&then, &now);
    waits.retain(|wait| !waited.contains(wait));
    let times = times(&before, &now);
    let last = |schedule: &Schedule| schedule.slots.last().map(|slot| slot.now.end);
    let mut preview = Preview {
        changes,
        misfits: only_in(&is_misfit, &was_misfit),
        relieved: only_in(&was_misfit, &is_misfit),
        waits,
        times,
        ends: last(&before).zip(last(&now)).filter(|(was, now)| was != now),
        stopped: stopped(floor, &before, &then, &now),
        ..Preview::default()
    };
    preview.groups = concerned(&preview, floor, &before, facts);
    let pupils = preview
        .groups
        .iter()
        .map(|group| u32::from(offered_count(&then, *group).unwrap_or(0)));
    preview.pupils = pupils.sum();
    preview
}

fn only_in(list: &[Misfit], other: &[Misfit]) -> Vec<Misfit> {
    list.iter().filter(|one| !other.contains(one)).copied().collect()
}

fn changes(floor: &Floor, then: &Floor, schedule: &Schedule) -> Vec<Change> {
    let rounds = schedule.slots.iter().filter(|slot| slot.now.end > schedule.now);
    let groups: BTreeSet<GroupNo> = floor.groups().chain(then.groups()).map(|(no, _)| no).collect();
    let change = |round: RoundNo, group: GroupNo| Change {
        round,
        group,
        was: floor.stay(group, round),
        now: then.stay(group, round),
    };
    rounds
        .flat_map(|slot| groups.iter().map(move |group| change(slot.round, *group)))
        .filter(|change| change.was != change.now)
        .collect()
}

fn times(before: &Schedule, now: &Schedule) -> Vec<Retimed> {
    let pairs = before.slots.iter().zip(&now.slots);
    pairs
        .filter(|(was, now)| was.now != now.now)
        .map(|(was, now)| Retimed {
            round: was.round,
            was: was.now,
            now: now.now,
        })
        .collect()
}

fn stopped(floor: &Floor, before: &Schedule, then: &Floor, now: &Schedule) -> Vec<StationNo> {
    let stations = floor.event().into_iter().flat_map(|event| &event.stations);
    let stands = |state: State| matches!(state, State::Held | State::Paused);
    stations
        .filter(|(_, about)| about.kind == StationKind::Rotation)
        .map(|(no, _)| *no)
        .filter(|no| !stands(station(floor, before, *no).state) && stands(station(then, now, *no).state))
        .collect()
}

/// Groups that any of it is about: named in the facts, on a changed route, not fitting, waited for, or at a station
/// that will stand still.
fn concerned(preview: &Preview, floor: &Floor, schedule: &Schedule, facts: &[Fact]) -> Vec<GroupNo> {
    let mut groups: BTreeSet<GroupNo> = facts.iter().flat_map(Fact::groups).collect();
    groups.extend(preview.changes.iter().map(|change| change.group));
    groups.extend(preview.misfits.iter().map(|misfit| misfit.group));
    groups.extend(preview.relieved.iter().map(|misfit| misfit.group));
    groups.extend(preview.waits.iter().map(|wait| wait.group));
    for no in &preview.stopped {
        let now = station(floor, schedule, *no);
        groups.extend(now.present.iter().map(|here| here.group));
        groups.extend(&now.awaited);
    }
    groups.into_iter().collect()
}
