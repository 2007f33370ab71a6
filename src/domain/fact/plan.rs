//! What happens to groups and their routes during the day: delays, skipped rounds, new and split groups,
//! assignments of stations.
//!
//! One saying about several groups is one fact: it counts as one and is undone as one.

use super::Reason;
use crate::domain::event::{Group, Lang, Support};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::EventTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Of whom something is said: groups, and the school if they were named by it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Whom {
    /// The groups, in order of their numbers.
    pub groups: Vec<GroupNo>,
    /// The school whose groups they are all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<String>,
}

/// Groups come later than planned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Delayed {
    /// Who.
    #[serde(flatten)]
    pub whom: Whom,
    /// When they are expected.
    pub until: EventTime,
    /// Why.
    pub reason: Reason,
}

/// Groups are not at any station in one round, or from one round on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Missed {
    /// Who.
    #[serde(flatten)]
    pub whom: Whom,
    /// Which round, or from which round on.
    pub round: RoundNo,
    /// Why.
    pub reason: Reason,
}

/// Where a group goes in one round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Move {
    /// Who.
    pub group: GroupNo,
    /// In which round.
    pub round: RoundNo,
    /// Where it was to go before, as far as the writer knew; `None` is nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<StationNo>,
    /// Where it goes now; `None` is a break.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<StationNo>,
}

/// The plan was changed for some groups and rounds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlanRevised {
    /// The changes.
    pub moves: Vec<Move>,
    /// Why.
    pub reason: Reason,
}

/// A group nobody planned for was added.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GroupAdded {
    /// Its number.
    pub group: GroupNo,
    /// What is known of it.
    pub about: Group,
}

/// One part of a split group.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Part {
    /// Its number; one part may keep the number of the whole.
    pub group: GroupNo,
    /// Pupils.
    pub size: u16,
    /// Adults who come along.
    pub adults: u16,
}

/// A group was split.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GroupSplit {
    /// Which.
    pub group: GroupNo,
    /// Into what.
    pub into: Vec<Part>,
}

/// A group is larger or smaller than planned for the rest of the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GroupResized {
    /// Which.
    pub group: GroupNo,
    /// How many pupils it has.
    pub size: u16,
}

/// What a list of the schools says anew about a group; what it leaves as it was is left out, so that two people who
/// change different things do not take each other's word away.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Relisted {
    /// Which.
    pub group: GroupNo,
    /// Its school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<String>,
    /// Its class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Its language of instruction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// Pupils.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u16>,
    /// Adults who come along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adults: Option<u16>,
    /// How many need which kind of support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<BTreeMap<Support, u16>>,
}

impl Relisted {
    /// What makes the second out of the first; `None` where they are the same. No list speaks of wishes: they stay.
    pub fn between(group: GroupNo, was: &Group, is: &Group) -> Option<Self> {
        let relisted = Self {
            group,
            school: (was.school != is.school).then(|| is.school.clone()),
            class: (was.class != is.class).then(|| is.class.clone()),
            lang: (was.lang != is.lang).then_some(is.lang),
            size: (was.size != is.size).then_some(is.size),
            adults: (was.adults != is.adults).then_some(is.adults),
            needs: (was.needs != is.needs).then(|| is.needs.clone()),
        };
        (relisted.of(was) != *was).then_some(relisted)
    }

    /// The group after this was said.
    #[must_use]
    pub fn of(&self, was: &Group) -> Group {
        Group {
            school: self.school.clone().unwrap_or_else(|| was.school.clone()),
            class: self.class.clone().unwrap_or_else(|| was.class.clone()),
            lang: self.lang.unwrap_or(was.lang),
            size: self.size.unwrap_or(was.size),
            adults: self.adults.unwrap_or(was.adults),
            needs: self.needs.clone().unwrap_or_else(|| was.needs.clone()),
            wishes: was.wishes.clone(),
        }
    }
}

/// The groups were brought in line with the lists of the schools.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GroupsListed {
    /// Groups that came onto the list; nobody has said yet where they go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<GroupAdded>,
    /// What changed about groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Relisted>,
    /// Groups that are on the list no more: they are away from the round on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<GroupNo>,
    /// Groups that had gone from the list and are on it again: they are there from the round on, as before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub back: Vec<GroupNo>,
    /// From which round on groups are gone or back; what ran before, or ran as it was said, stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<RoundNo>,
    /// Why groups are gone.
    pub reason: Reason,
}

/// A group was counted at the assembly point.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RollCalled {
    /// Which.
    pub group: GroupNo,
    /// How many pupils are there.
    pub count: u16,
}
