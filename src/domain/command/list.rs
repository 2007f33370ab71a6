//! Judgement of a list of the schools: one entry for everything that comes, changes and goes.
//!
//! What has run and what runs is never touched: groups go and come back from the next round on. The changes were
//! made over the floor as somebody saw it; what does not fit the floor of now is refused as a whole, to be read anew.

use super::groups::named;
use super::{Judge, Refusal};
use crate::domain::fact::{Fact, GroupAdded, GroupsListed, Reason, Relisted};
use crate::domain::id::{GroupNo, RoundNo};
use crate::domain::query::roster::Changes;
use std::collections::BTreeSet;

impl Judge<'_> {
    pub(super) fn list_groups(&self, changes: &Changes, reason: Reason) -> Result<Fact, Refusal> {
        self.coordinates()?;
        let mut added = Vec::new();
        let mut numbers = BTreeSet::new();
        for (group, about) in &changes.added {
            if self.floor.group(*group).is_some() || !numbers.insert(*group) {
                return Err(Refusal::GroupExists(*group));
            }
            if *group == GroupNo(0) {
                return Err(Refusal::Nothing);
            }
            added.push(GroupAdded {
                group: *group,
                about: named(about)?,
            });
        }
        let mut relisted = Vec::new();
        for one in &changes.changed {
            relisted.extend(self.relisted(one)?);
        }
        let from = self.next_round();
        let gone = self.moved_off(&changes.gone, from, false)?;
        let back = self.moved_off(&changes.back, from, true)?;
        if changes.is_empty() {
            return Err(Refusal::Nothing);
        }
        if added.is_empty() && relisted.is_empty() && gone.is_empty() && back.is_empty() {
            return Err(Refusal::AlreadySo);
        }
        let from = from.filter(|_| !gone.is_empty() || !back.is_empty());
        Ok(Fact::GroupsListed(Box::new(GroupsListed {
            added,
            changed: relisted,
            gone,
            back,
            from,
            reason,
        })))
    }

    /// What a row really changes; `None` where the group is so already.
    fn relisted(&self, relisted: &Relisted) -> Result<Option<Relisted>, Refusal> {
        let no = relisted.group;
        let was = self.floor.group(no).ok_or(Refusal::UnknownGroup(no))?;
        Ok(Relisted::between(no, was, &named(&relisted.of(was))?))
    }

    /// The groups among these whose place on the list changes; none after the last round, when nobody can go any more.
    fn moved_off(
        &self,
        groups: &[GroupNo],
        from: Option<RoundNo>,
        is_off: bool,
    ) -> Result<Vec<GroupNo>, Refusal> {
        if let Some(unknown) = groups.iter().find(|no| self.floor.group(**no).is_none()) {
            return Err(Refusal::UnknownGroup(*unknown));
        }
        let moved: BTreeSet<GroupNo> = groups
            .iter()
            .copied()
            .filter(|no| from.is_some() && self.floor.is_off_list(*no) == is_off)
            .collect();
        Ok(moved.into_iter().collect())
    }

    /// The first round that has not started.
    fn next_round(&self) -> Option<RoundNo> {
        let mut slots = self.schedule.slots.iter();
        slots.find(|slot| slot.now.start > self.at).map(|slot| slot.round)
    }
}
