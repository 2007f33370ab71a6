//! What happens to groups and their routes during the day: delays, skipped rounds, new and split groups,
//! assignments of stations.
//!
//! One saying about several groups is one fact: it counts as one and is undone as one.

use super::Reason;
use crate::domain::event::Group;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::EventTime;
use serde::{Deserialize, Serialize};

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

/// A group was counted at the assembly point.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RollCalled {
    /// Which.
    pub group: GroupNo,
    /// How many pupils are there.
    pub count: u16,
}
