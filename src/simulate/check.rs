//! What must be true on every floor, whatever goes wrong: each check has a name and says what it found.

use super::device::{Device, Shown};
use super::world::World;
use crate::domain::countdown::Schedule;
use crate::domain::entry::Entry;
use crate::domain::fact::{Fact, Visit};
use crate::domain::floor::Floor;
use crate::domain::id::EntryId;
use crate::domain::time::SECOND_MS;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What must be true.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Check {
    /// What people were told is recorded is in the end on every laptop and in the share.
    NothingLost,
    /// Who holds the same shows the same, to the byte.
    SameFloor,
    /// A visit counts once.
    CountsOnce,
    /// A countdown moves only by facts, or by a correction that is told.
    SteadyCountdown,
    /// Nobody's clock drags another's along by more than the bound.
    OwnStamps,
    /// Nobody is shown as heard later than they were.
    HonestPresence,
    /// What is said to be unsent is what the share lacked at the last look.
    HonestUnsent,
    /// The measured time is right within what is said of it.
    RightTime,
    /// A sound share is never moved aside.
    KeepsTheShare,
    /// Another share in the place of the known one is told.
    ToldReplaced,
    /// No two laptops write under one name for good.
    OwnName,
    /// When nothing goes wrong any more, the floor comes to rest.
    ComesToRest,
    /// The same seed gives the same day.
    Repeats,
    /// Nothing panics.
    NoPanic,
}

/// A check that failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// Which one.
    pub check: Check,
    /// When, in milliseconds after the start.
    pub at_ms: i64,
    /// What was found.
    pub found: String,
}

/// Roundings of clocks, in milliseconds.
const ROUNDING_MS: i64 = 3;
/// The display moves towards the truth by at most one millisecond in this many.
const SLEW_DIVISOR: i64 = 20;
/// Clocks are believed to part by less than one millisecond in this many.
const DRIFT_DIVISOR: i64 = 4_000;
/// A word that is younger than it can be by less than this is believed, in milliseconds.
const BELIEVED_MS: i64 = 3_500;
/// A clock that is set by less than this may pass for the old one, in milliseconds.
const HIDDEN_MS: i64 = 2_500;
/// So long after the share's clock was set everybody has measured and said so, in milliseconds.
const SETTLES_MS: i64 = 40_000;

/// How much of a clock's being set may go unnoticed, in milliseconds.
pub(super) const fn hidden_ms(by_ms: i64) -> i64 {
    if by_ms.abs() < HIDDEN_MS { by_ms.abs() } else { 0 }
}

impl World {
    pub(super) fn violate(&mut self, check: Check, found: String) {
        if self.violation.is_none() {
            self.violation = Some(Violation {
                check,
                at_ms: self.now_ms,
                found,
            });
        }
    }

    /// What is looked at after each step of an exchange.
    pub(super) fn check_step(&mut self, no: usize) {
        let Some(device) = self.devices.get(no) else {
            return;
        };
        let mind = &device.mind;
        if self.truth.healthy_moved {
            return self.violate(
                Check::KeepsTheShare,
                format!("device {no} moved a sound share aside"),
            );
        }
        if mind.untold {
            let found = format!("device {no} met another share and does not say so");
            return self.violate(Check::ToldReplaced, found);
        }
        let acknowledged = mind.trader.acknowledged();
        if mind.seen_head.is_some_and(|seen| seen != acknowledged) {
            let seen = mind.seen_head;
            let found = format!("device {no} takes {acknowledged} as sent, the share had shown {seen:?}");
            self.violate(Check::HonestUnsent, found);
        }
    }

    /// What is looked at on a device's screen every now and then.
    pub(super) fn check_screen(&mut self, no: usize) {
        let now_ms = self.now_ms;
        let Some(device) = self.devices.get_mut(no) else {
            return;
        };
        let shown = shown(device, now_ms);
        let before = device.mind.shown.replace(shown.clone());
        let Some(device) = self.devices.get(no) else {
            return;
        };
        let found = before
            .and_then(|before| moved(no, &before, &shown))
            .map(|found| (Check::SteadyCountdown, found))
            .or_else(|| self.wrong_time(device).map(|found| (Check::RightTime, found)))
            .or_else(|| self.flattered(device).map(|found| (Check::HonestPresence, found)));
        if let Some((check, found)) = found {
            self.violate(check, found);
        }
    }

    fn wrong_time(&self, device: &Device) -> Option<String> {
        let mind = &device.mind;
        // A comparison that was under way while the share's clock was set tells nothing.
        let since_ms = self.share_set_ms.saturating_add(SECOND_MS);
        if mind.measured_ms.is_none_or(|at| at < since_ms) {
            return None;
        }
        let reading = device.reading(self.now_ms);
        let admitted_ms = mind.clock.certainty(reading)?.uncertainty_ms;
        let wrong_ms = mind.clock.share_ms(reading) - self.share_now_ms();
        // A clock that is set by little looks like a vague reading for a while.
        let hidden_ms = self.share_hidden_ms + device.hidden_ms;
        (wrong_ms.abs() > admitted_ms + hidden_ms + ROUNDING_MS).then(|| {
            format!(
                "device {}: its time is {wrong_ms:+} ms off, {admitted_ms} ms are admitted",
                device.no
            )
        })
    }

    fn flattered(&self, device: &Device) -> Option<String> {
        let mind = &device.mind;
        // What was said before the share's clock was set tells nothing on the new clock.
        let settled_ms = self.share_set_ms.saturating_add(SETTLES_MS);
        if mind.measured_ms.is_none_or(|at| at < settled_ms) {
            return None;
        }
        let reading = device.reading(self.now_ms);
        let share_ms = mind.clock.share_ms(reading);
        let admitted_ms = mind.clock.certainty(reading)?.uncertainty_ms;
        let others = mind
            .trader
            .presence()
            .iter()
            .filter(|other| other.origin != device.disk.origin);
        others.into_iter().find_map(|presence| {
            let heard_ms = *self.truth.announced.get(&(presence.origin, presence.seen_ms))?;
            if heard_ms < settled_ms {
                return None;
            }
            let silent_ms = self.now_ms - heard_ms;
            let shown_ms = share_ms.saturating_sub(presence.seen_ms).max(0);
            let slack_ms = 2 * admitted_ms + BELIEVED_MS;
            (shown_ms + slack_ms < silent_ms).then(|| {
                format!(
                    "device {} shows {} as heard {shown_ms} ms ago, it was {silent_ms} ms ago",
                    device.no, presence.origin
                )
            })
        })
    }

    /// Whoever holds the same shows the same.
    pub(super) fn check_floors(&mut self) {
        let up: Vec<&Device> = self.devices.iter().filter(|device| is_current(device)).collect();
        let differ = up.iter().enumerate().find_map(|(place, one)| {
            let same = |other: &&&Device| {
                let (mine, theirs) = (&one.disk.held, &other.disk.held);
                mine.sum() == theirs.sum() && mine.frontier() == theirs.frontier()
            };
            let other = up.iter().take(place).find(same)?;
            (other.mind.floor != one.mind.floor).then_some((other.no, one.no))
        });
        if let Some((one, other)) = differ {
            let found = format!("devices {one} and {other} hold the same and show different floors");
            self.violate(Check::SameFloor, found);
        }
    }

    /// What must be true when everything has come to rest.
    pub(super) fn check_end(&mut self) {
        self.check_floors();
        let mut texts = BTreeSet::new();
        for device in &self.devices {
            let mut sum = super::truth::Sum::default();
            // A sum takes every text.
            let _taken = write!(sum, "{:?}", device.mind.floor);
            texts.insert(sum.0);
        }
        if texts.len() > 1 {
            self.violate(
                Check::SameFloor,
                format!("{} different floors at the end", texts.len()),
            );
        }
        for sum in texts {
            self.truth.sum.number(sum);
        }
        self.check_lost();
        // Two that have written nothing since one was copied from the other cannot know of each other.
        let twice = self.devices.iter().find(|one| {
            let mut others = self.devices.iter().take(one.no);
            others.any(|other| other.disk.origin == one.disk.origin && other.disk.head != one.disk.head)
        });
        if let Some(twice) = twice {
            let found = format!("device {} still writes under another one's name", twice.no);
            self.violate(Check::OwnName, found);
        }
        let counted = self.devices.first().map(|device| {
            let floor = &device.mind.floor;
            (said(floor), expected(floor.log()))
        });
        if let Some((said, expected)) = counted
            && said != expected
        {
            self.violate(
                Check::CountsOnce,
                format!("counted {said:?}, expected {expected:?}"),
            );
        }
    }

    fn check_lost(&mut self) {
        let devices = &self.devices;
        let lost = self.truth.acknowledged.iter().find_map(|(hash, id)| {
            let without = devices.iter().find(|device| !device.disk.held.has(*id, *hash));
            let place = match without {
                Some(device) => format!("on device {}", device.no),
                None if !self.medium.has(*id, *hash) => "in the share".to_owned(),
                None => return None,
            };
            Some(format!("{id} ({hash}) was acknowledged and is not {place}"))
        });
        if let Some(lost) = lost {
            self.violate(Check::NothingLost, lost);
        }
    }
}

const fn is_current(device: &Device) -> bool {
    // Between a commit of its exchange and the fold the disk is ahead of the screen.
    device.up && device.mind.answer.is_none()
}

fn shown(device: &Device, now_ms: i64) -> Shown {
    let now = device.now(now_ms);
    let schedule = Schedule::at(&device.mind.floor, now);
    let slot = schedule.current().or_else(|| schedule.upcoming());
    let left = slot.and_then(|slot| Some((slot.round, schedule.to_end(slot.now.end, now).remaining_ms()?)));
    Shown {
        true_ms: now_ms,
        now,
        left,
        holds: schedule.holds,
        entries: device.mind.floor.log().len(),
        told: device.mind.told,
    }
}

/// Whether a countdown moved other than with the time.
fn moved(no: usize, before: &Shown, after: &Shown) -> Option<String> {
    if before.told != after.told || before.entries != after.entries {
        return None;
    }
    let passed = after.true_ms - before.true_ms;
    let slack = passed / SLEW_DIVISOR + passed / DRIFT_DIVISOR + ROUNDING_MS;
    let ran = after.now.since(before.now);
    if (ran - passed).abs() > slack {
        return Some(format!(
            "device {no}: event time went on by {ran} ms in {passed} ms"
        ));
    }
    let ((round, left), (round_before, left_before)) = (after.left?, before.left?);
    if round != round_before || before.holds != after.holds {
        return None;
    }
    let held = after.holds.last().is_some_and(|hold| hold.until.is_none());
    let off = left_before - left - if held { 0 } else { ran };
    (off.abs() > ROUNDING_MS).then(|| {
        format!(
            "device {no}: the countdown of round {round} went from {left_before} to {left} ms in {passed} ms"
        )
    })
}

/// The heads of each visit as the floor says them.
fn said(floor: &Floor) -> BTreeMap<Visit, u16> {
    let mut said = BTreeMap::new();
    for (station, log) in floor.stations() {
        for ((round, group), session) in &log.sessions {
            if let Some(arrival) = session.arrival(&floor.undone) {
                let visit = Visit {
                    station,
                    round: *round,
                    group: *group,
                };
                said.insert(visit, arrival.count);
            }
        }
    }
    said
}

/// The heads of each visit counted from the entries alone: of those that stand, the last word of each.
fn expected(log: &[Entry]) -> BTreeMap<Visit, u16> {
    let mut undone: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    for entry in log {
        if let Fact::EntryUndone(body) = &entry.fact {
            undone.entry(body.entry).or_default().push(entry.id);
        }
    }
    let mut words: BTreeMap<Visit, (bool, (crate::domain::time::Stamp, EntryId), u16)> = BTreeMap::new();
    for entry in log.iter().filter(|entry| stands(&undone, entry.id, 60)) {
        let (body, arrived) = match &entry.fact {
            Fact::GroupArrived(body) => (body, true),
            Fact::CountCorrected(body) => (body, false),
            _ => continue,
        };
        let key = (entry.stamp, entry.id);
        let word = words.entry(body.visit()).or_insert((false, key, body.count));
        word.0 |= arrived;
        if key >= word.1 {
            (word.1, word.2) = (key, body.count);
        }
    }
    let counted = words.into_iter().filter(|(_, (arrived, ..))| *arrived);
    counted.map(|(visit, (_, _, count))| (visit, count)).collect()
}

/// Whether no undo of this entry stands.
fn stands(undone: &BTreeMap<EntryId, Vec<EntryId>>, id: EntryId, depth: u8) -> bool {
    let undos = undone.get(&id).map_or(&[][..], Vec::as_slice);
    depth == 0 || !undos.iter().any(|undo| stands(undone, *undo, depth - 1))
}
