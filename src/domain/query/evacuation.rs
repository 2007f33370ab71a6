//! An evacuation: who is to be counted at the assembly point, who was, and when all were accounted for.

use super::routes::{delay, on_site};
use crate::domain::countdown::{Schedule, holds};
use crate::domain::floor::Floor;
use crate::domain::history::Mark;
use crate::domain::id::{EntryId, GroupNo, RoundNo};
use crate::domain::rotation::Stay;
use crate::domain::time::EventTime;

/// One group of a roll call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RollLine {
    /// Which.
    pub group: GroupNo,
    /// Pupils that were counted last before the alarm, or its size.
    pub expected: u16,
    /// Adults who came along.
    pub adults: u16,
    /// Pupils at the assembly point, and when they were counted; `None` before the first count.
    pub counted: Option<(u16, EventTime)>,
}

impl RollLine {
    /// Pupils who are missing; `None` before the group was counted.
    pub fn missing(&self) -> Option<u16> {
        self.counted.map(|(count, _)| self.expected.saturating_sub(count))
    }

    /// Since when everybody of the group is there.
    pub fn complete_at(&self) -> Option<EventTime> {
        self.counted
            .filter(|(count, _)| *count >= self.expected)
            .map(|(_, at)| at)
    }
}

/// An evacuation with its roll call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evacuation {
    /// The entry that called it.
    pub id: EntryId,
    /// Since when.
    pub since: EventTime,
    /// A drill.
    pub drill: bool,
    /// When the floor went on; `None` while it lasts.
    pub until: Option<EventTime>,
    /// Every group that is to be counted, in order of their numbers.
    pub lines: Vec<RollLine>,
}

impl Evacuation {
    /// Pupils who are to be counted.
    pub fn expected(&self) -> u32 {
        self.lines.iter().map(|line| u32::from(line.expected)).sum()
    }

    /// Adults who came along.
    pub fn adults(&self) -> u32 {
        self.lines.iter().map(|line| u32::from(line.adults)).sum()
    }

    /// Pupils counted so far.
    pub fn counted(&self) -> u32 {
        let counted = self.lines.iter().filter_map(|line| line.counted);
        counted.map(|(count, _)| u32::from(count)).sum()
    }

    /// Groups that were not counted yet.
    pub fn uncounted(&self) -> impl Iterator<Item = &RollLine> + '_ {
        self.lines.iter().filter(|line| line.counted.is_none())
    }

    /// Groups of which pupils are missing.
    pub fn incomplete(&self) -> impl Iterator<Item = (GroupNo, u16)> + '_ {
        let missing = |line: &RollLine| Some((line.group, line.missing().filter(|missing| *missing > 0)?));
        self.lines.iter().filter_map(missing)
    }

    /// When the last group was complete; `None` while somebody is missing or was not counted.
    pub fn accounted_at(&self) -> Option<EventTime> {
        let complete: Option<Vec<EventTime>> = self.lines.iter().map(RollLine::complete_at).collect();
        complete?.into_iter().max()
    }

    /// How long it took until all were accounted for, in milliseconds.
    pub fn took_ms(&self) -> Option<i64> {
        self.accounted_at().map(|at| at.since(self.since))
    }
}

/// Every evacuation up to `now`, oldest first. A second alarm during one belongs to it.
pub fn evacuations(floor: &Floor, now: EventTime) -> Vec<Evacuation> {
    let holds = holds(floor, now);
    let mut marks: Vec<&Mark<bool>> = floor
        .evacuations
        .standing(&floor.undone)
        .filter(|mark| mark.at <= now)
        .collect();
    marks.sort_by_key(|mark| (mark.at, mark.key));
    let mut found: Vec<Evacuation> = Vec::new();
    for mark in marks {
        let during = found
            .last_mut()
            .filter(|last| last.until.is_none_or(|until| mark.at < until));
        if let Some(last) = during {
            // Whoever says that it is real is believed.
            last.drill &= mark.value;
            continue;
        }
        let hold = holds
            .iter()
            .find(|hold| hold.since <= mark.at && hold.until.is_none_or(|until| until > mark.at));
        let until = hold.and_then(|hold| hold.until);
        found.push(Evacuation {
            id: mark.key.id,
            since: mark.at,
            drill: mark.value,
            until,
            lines: lines(floor, mark.at, until.unwrap_or(now)),
        });
    }
    found
}

/// The evacuation that lasts, if one does.
pub fn evacuation(floor: &Floor, now: EventTime) -> Option<Evacuation> {
    evacuations(floor, now).pop().filter(|last| last.until.is_none())
}

/// The groups that are on the site when the alarm is given, with what was counted from then on.
fn lines(floor: &Floor, since: EventTime, until: EventTime) -> Vec<RollLine> {
    let schedule = Schedule::at(floor, since);
    let round = schedule.current().map_or(RoundNo(1), |slot| slot.round);
    let here = |group: GroupNo| {
        let away = matches!(floor.stay(group, round), Some(Stay::Left(_) | Stay::Absent(_)));
        let not_yet = delay(floor, group, since).is_some() && !on_site(floor, group, since);
        !away && !not_yet && was_known(floor, group, since)
    };
    let counted = |group: GroupNo| {
        let log = floor.group_log(group)?;
        let standing = log.roll_calls.standing(&floor.undone).rev();
        let mut calls = standing.filter(|mark| mark.at >= since && mark.at <= until);
        calls.next().map(|mark| (mark.value, mark.at))
    };
    floor
        .groups()
        .filter(|(group, _)| here(*group))
        .map(|(group, about)| RollLine {
            group,
            expected: expected(floor, group, since)
                .or_else(|| size_at(floor, group, since))
                .unwrap_or(about.size),
            adults: about.adults,
            counted: counted(group),
        })
        .collect()
}

/// Whether a group was planned, or was added before the alarm.
fn was_known(floor: &Floor, group: GroupNo, since: EventTime) -> bool {
    let planned = floor
        .event()
        .is_some_and(|event| event.groups.contains_key(&group));
    let sizes = floor
        .group_log(group)
        .map(|log| log.sizes.standing(&floor.undone));
    planned || sizes.into_iter().flatten().any(|mark| mark.at <= since)
}

/// The size of a group as it was known at the alarm: one that was said afterwards plays no part.
fn size_at(floor: &Floor, group: GroupNo, since: EventTime) -> Option<u16> {
    let log = floor.group_log(group)?;
    let said = log
        .sizes
        .standing(&floor.undone)
        .rev()
        .filter(|mark| mark.at <= since)
        .find_map(|mark| mark.value.pupils());
    let planned = || Some(floor.event()?.groups.get(&group)?.size);
    said.or_else(planned)
}

/// Pupils of a group by what was said up to the alarm: whoever is counted in a later round plays no part in this roll
/// call. `None` where its size was said last, or nothing was.
fn expected(floor: &Floor, group: GroupNo, since: EventTime) -> Option<u16> {
    let undone = &floor.undone;
    let counts = floor.visits_of(group).into_iter().filter_map(|visit| {
        let standing = floor.session(visit)?.counts.standing(undone).rev();
        let mut before = standing.filter(|mark| mark.at <= since);
        before
            .next()
            .map(|mark| (visit.round, mark.key, mark.value.count))
    });
    let (_, counted, count) = counts.max()?;
    let sizes = floor.group_log(group).map(|log| log.sizes.standing(undone).rev());
    let sizes = sizes.into_iter().flatten().filter(|mark| mark.at <= since);
    let mut sizes = sizes.filter(|mark| mark.value.pupils().is_some());
    let sized_later = sizes.next().is_some_and(|mark| mark.key > counted);
    (!sized_later).then_some(count)
}
