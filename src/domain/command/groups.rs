//! Judgement of what is asked about groups and their routes. What does not fit is not refused: the preview says so
//! before, and an alarm afterwards.

use super::station::at_most;
use super::{COUNT_MAX, Judge, Refusal, Who};
use crate::domain::event::{Group, StationKind};
use crate::domain::fact::{
    Delayed, Fact, GroupAdded, GroupResized, GroupSplit, Missed, Move, Part, PlanRevised, Reason, Whom,
};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::station::offered_count;
use crate::domain::rotation::Stay;
use crate::domain::time::EventTime;
use std::collections::BTreeSet;

/// The longest name of a school or class, in characters; longer ones are cut.
const NAME_MAX_CHARS: usize = 60;
/// Into how many parts a group can be split at most.
const PARTS_MAX: usize = 9;

/// A group as it is written: its names cut to what screens can show.
///
/// # Errors
/// It has no school or no pupils, or more than can be believed.
pub(super) fn named(about: &Group) -> Result<Group, Refusal> {
    at_most(about.size, COUNT_MAX)?;
    at_most(about.adults, COUNT_MAX)?;
    let school = cut(&about.school);
    if about.size == 0 || school.is_empty() {
        return Err(Refusal::Nothing);
    }
    Ok(Group {
        school,
        class: cut(&about.class),
        ..about.clone()
    })
}

fn cut(text: &str) -> String {
    let shown = text.chars().filter(|c| !c.is_control());
    shown.take(NAME_MAX_CHARS).collect::<String>().trim().to_owned()
}

impl Judge<'_> {
    fn whom(&self, who: &Who) -> Result<Whom, Refusal> {
        match who {
            Who::Groups(groups) => {
                let unique: BTreeSet<GroupNo> = groups.iter().copied().collect();
                if let Some(unknown) = unique.iter().find(|no| self.floor.group(**no).is_none()) {
                    return Err(Refusal::UnknownGroup(*unknown));
                }
                if unique.is_empty() {
                    return Err(Refusal::Nothing);
                }
                Ok(Whom {
                    groups: unique.into_iter().collect(),
                    school: None,
                })
            }
            Who::School(school) => {
                let mut of_school = self.floor.groups().filter(|(_, group)| group.school == *school);
                let groups: Vec<GroupNo> = of_school.by_ref().map(|(no, _)| no).collect();
                if groups.is_empty() {
                    return Err(Refusal::UnknownSchool);
                }
                Ok(Whom {
                    groups,
                    school: Some(school.clone()),
                })
            }
        }
    }

    pub(super) fn delay(&self, whom: &Who, until: EventTime, reason: Reason) -> Result<Fact, Refusal> {
        self.coordinates()?;
        let whom = self.whom(whom)?;
        if until <= self.at {
            return Err(Refusal::BadTimes);
        }
        Ok(Fact::GroupsDelayed(Delayed { whom, until, reason }))
    }

    pub(super) fn on_site(&self, whom: &Who) -> Result<Fact, Refusal> {
        self.coordinates()?;
        let whom = self.whom(whom)?;
        let said = |group: &GroupNo| {
            let log = self.floor.group_log(*group);
            log.is_some_and(|log| log.on_site.last(&self.floor.undone).is_some())
        };
        if whom.groups.iter().all(said) {
            return Err(Refusal::AlreadySo);
        }
        Ok(Fact::GroupsOnSite(whom))
    }

    fn missed(&self, whom: &Who, round: RoundNo, reason: Reason) -> Result<Missed, Refusal> {
        self.coordinates()?;
        Ok(Missed {
            whom: self.whom(whom)?,
            round,
            reason,
        })
    }

    fn is_so(&self, missed: &Missed, stay: Stay) -> bool {
        let is = |group: &GroupNo| self.floor.stay(*group, missed.round) == Some(stay);
        missed.whom.groups.iter().all(is)
    }

    pub(super) fn skip(&self, whom: &Who, round: Option<RoundNo>, reason: Reason) -> Result<Fact, Refusal> {
        let round = match round {
            Some(round) => self.open_round(round)?,
            None => self.round_now()?,
        };
        let missed = self.missed(whom, round, reason)?;
        if self.is_so(&missed, Stay::Skipped(reason)) {
            return Err(Refusal::AlreadySo);
        }
        Ok(Fact::RoundSkipped(missed))
    }

    pub(super) fn leave(&self, whom: &Who, after: Option<RoundNo>, reason: Reason) -> Result<Fact, Refusal> {
        let after = after.map_or_else(|| self.round_now(), Ok)?;
        let from = after.0.checked_add(1).map(RoundNo);
        let from = self.open_round(from.ok_or(Refusal::NoRound)?)?;
        let missed = self.missed(whom, from, reason)?;
        if self.is_so(&missed, Stay::Left(reason)) {
            return Err(Refusal::AlreadySo);
        }
        Ok(Fact::GroupsLeft(missed))
    }

    pub(super) fn absent(&self, whom: &Who, from: Option<RoundNo>, reason: Reason) -> Result<Fact, Refusal> {
        let from = match from {
            Some(round) => self.open_round(round)?,
            None => self.round_now()?,
        };
        let missed = self.missed(whom, from, reason)?;
        if self.is_so(&missed, Stay::Absent(reason)) {
            return Err(Refusal::AlreadySo);
        }
        Ok(Fact::GroupsAbsent(missed))
    }

    /// Moves that change nothing are left out; of rounds that are over nothing can be moved any more.
    pub(super) fn reroute(
        &self,
        moves: &[(GroupNo, RoundNo, Option<StationNo>)],
        reason: Reason,
    ) -> Result<Fact, Refusal> {
        self.coordinates()?;
        let mut seen = BTreeSet::new();
        let mut revised = Vec::new();
        for (group, round, to) in moves.iter().copied() {
            if self.floor.group(group).is_none() {
                return Err(Refusal::UnknownGroup(group));
            }
            self.open_round(round)?;
            if let Some(no) = to
                && self.any_station(no)? == StationKind::Stand
            {
                return Err(Refusal::NotAStation(no));
            }
            if !seen.insert((group, round)) {
                return Err(Refusal::AlreadySo);
            }
            let stay = self.floor.stay(group, round);
            let wanted = to.map_or(Stay::Break, Stay::Station);
            if stay != Some(wanted) {
                let from = match stay {
                    Some(Stay::Station(no) | Stay::Closed(no)) => Some(no),
                    _ => None,
                };
                revised.push(Move {
                    group,
                    round,
                    from,
                    to,
                });
            }
        }
        if moves.is_empty() {
            return Err(Refusal::Nothing);
        }
        if revised.is_empty() {
            return Err(Refusal::AlreadySo);
        }
        Ok(Fact::PlanRevised(PlanRevised {
            moves: revised,
            reason,
        }))
    }

    fn next_free(&self) -> Result<GroupNo, Refusal> {
        let last = self.floor.groups().map(|(no, _)| no.0).max().unwrap_or(0);
        last.checked_add(1).map(GroupNo).ok_or(Refusal::TooMany(u16::MAX))
    }

    pub(super) fn add_group(&self, group: Option<GroupNo>, about: &Group) -> Result<Fact, Refusal> {
        self.coordinates()?;
        if group == Some(GroupNo(0)) {
            return Err(Refusal::Nothing);
        }
        let about = named(about)?;
        let group = match group {
            Some(no) if self.floor.group(no).is_some() => return Err(Refusal::GroupExists(no)),
            Some(no) => no,
            None => self.next_free()?,
        };
        Ok(Fact::GroupAdded(Box::new(GroupAdded { group, about })))
    }

    /// The parts together are the group as it is: its last head count, or its size. Its adults go with the first
    /// parts: nobody is made up who would be missed in an evacuation.
    pub(super) fn split(&self, group: GroupNo, sizes: &[u16]) -> Result<Fact, Refusal> {
        self.coordinates()?;
        let about = self.floor.group(group).ok_or(Refusal::UnknownGroup(group))?;
        if sizes.len() < 2 || sizes.contains(&0) {
            return Err(Refusal::Nothing);
        }
        if sizes.len() > PARTS_MAX {
            return Err(Refusal::TooMany(9));
        }
        let sum: u32 = sizes.iter().map(|size| u32::from(*size)).sum();
        let whole = offered_count(self.floor, group).unwrap_or(about.size);
        if sum != u32::from(whole) && sum != u32::from(about.size) {
            return Err(Refusal::PartsDiffer(whole));
        }
        let count = u16::try_from(sizes.len()).unwrap_or(u16::MAX);
        let (each, rest) = (about.adults / count, about.adults % count);
        let first_free = self.next_free()?.0;
        let part = |(index, size): (u16, &u16)| Part {
            group: match index.checked_sub(1) {
                None => group,
                Some(later) => GroupNo(first_free.saturating_add(later)),
            },
            size: *size,
            adults: each + u16::from(index < rest),
        };
        Ok(Fact::GroupSplit(GroupSplit {
            group,
            into: (0..).zip(sizes).map(part).collect(),
        }))
    }

    pub(super) fn resize(&self, group: GroupNo, size: u16) -> Result<Fact, Refusal> {
        self.coordinates()?;
        at_most(size, COUNT_MAX)?;
        let about = self.floor.group(group).ok_or(Refusal::UnknownGroup(group))?;
        // A group that was counted otherwise since is offered with that number until it is said again.
        if about.size == size && self.floor.pupils(group) == Some(size) {
            return Err(Refusal::AlreadySo);
        }
        Ok(Fact::GroupResized(GroupResized { group, size }))
    }
}
