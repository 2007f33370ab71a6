//! The floor: the fold of all entries.
//!
//! [`Floor::apply`] is total. It never judges and never fails: an entry from another laptop has happened
//! already. Everything in the floor is a history sorted by the order of entries, a sum over one, or an
//! index made from them, so the floor does not depend on the order of arrival, nor on repeats.
//! `decide` (in [`super::command`]) judges what people ask; [`super::query`] answers what screens ask.

use super::entry::{Entry, Key};
use super::event::{Event, Group};
use super::fact::{FiguresGiven, NewTimes, Opening, Reason, Visit};
use super::frontier::Frontier;
use super::history::{History, Mark, Undone};
use super::id::{DeskNo, EntryId, GroupNo, RoundNo, StationNo};
use super::opening::floor_name;
use super::rotation::{Made, Rotation, Stay};
use super::time::EventTime;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use super::logs::{
    Absence, Arrival, Away, CallLog, Delay, DeskLog, DeskMark, Ending, Extension, GroupLog, HeadCount,
    Lowered, MessageLog, Readiness, Session, Sizing, StationLog, Told,
};

/// The day in force: the description that was opened last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Day {
    /// What was opened.
    pub opening: Opening,
}

/// The fold of all entries.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Floor {
    pub(super) held: Frontier,
    pub(super) openings: History<Opening>,
    /// The day in force; an index, made anew from `openings`.
    pub(super) day: Option<Arc<Day>>,
    /// Undone entries.
    pub undone: Undone,
    pub(super) stations: BTreeMap<StationNo, StationLog>,
    pub(super) groups: BTreeMap<GroupNo, GroupLog>,
    pub(super) rotation: Made,
    pub(super) desks: BTreeMap<DeskNo, DeskLog>,
    /// New times of rounds.
    pub retimings: History<Vec<NewTimes>>,
    /// Evacuations; whether a drill.
    pub evacuations: History<bool>,
    /// Figures that were given away.
    pub given: History<Arc<FiguresGiven>>,
    /// General holds (with their reason) and resumptions.
    pub holds: History<Option<Reason>>,
    pub(super) messages: BTreeMap<EntryId, MessageLog>,
    pub(super) calls: BTreeMap<EntryId, CallLog>,
    /// Where each group was ever counted; an index into the stations' sessions.
    pub(super) counted_at: BTreeMap<GroupNo, BTreeSet<Visit>>,
    pub(super) unknown: BTreeSet<EntryId>,
    pub(super) log: Vec<Entry>,
}

impl Floor {
    /// Folds these entries, in whatever order they come.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        entries.into_iter().cloned().collect()
    }

    /// Folds a whole log that is in the order of entries without a repeat, and keeps it as it is; any other
    /// is folded one by one.
    pub fn of_log(log: Vec<Entry>) -> Self {
        let mut floor = Self::default();
        let is_whole = log.is_sorted_by(|one, next| one.key() < next.key())
            && log.iter().all(|entry| {
                floor.take(entry);
                floor.held.insert(entry.id)
            });
        if is_whole {
            floor.log = log;
            floor
        } else {
            log.into_iter().collect()
        }
    }

    /// Takes an entry into the floor. A repeat changes nothing.
    pub fn apply(&mut self, entry: &Entry) {
        if !self.held.contains(entry.id) {
            self.absorb(entry.clone());
        }
    }

    /// Takes an entry into the floor and keeps it. A repeat changes nothing.
    pub fn absorb(&mut self, entry: Entry) {
        if !self.held.insert(entry.id) {
            return;
        }
        self.take(&entry);
        match self.log.last() {
            Some(last) if last.key() > entry.key() => {
                let place = self.log.partition_point(|other| other.key() < entry.key());
                self.log.insert(place, entry);
            }
            _ => self.log.push(entry),
        }
    }

    /// Takes an entry into the floor without keeping it: [`Self::log`] and [`Self::entry`] do not know it. For whoever
    /// holds the log elsewhere. False for a repeat, which changes nothing.
    pub fn note(&mut self, entry: &Entry) -> bool {
        let is_new = self.held.insert(entry.id);
        if is_new {
            self.take(entry);
        }
        is_new
    }

    /// The day in force, once the floor is open.
    pub fn day(&self) -> Option<&Arc<Day>> {
        self.day.as_ref()
    }

    /// The name of this floor, once it is open: of what opened it first, so that a corrected event file leaves it
    /// as it is.
    pub fn name(&self) -> Option<String> {
        self.openings.all().first().map(|mark| floor_name(&mark.value))
    }

    /// The description of the day in force.
    pub fn event(&self) -> Option<&Event> {
        self.day.as_deref().map(|day| &*day.opening.event)
    }

    /// The rotation as it stands; empty before the floor is open.
    pub fn rotation(&self) -> &Rotation {
        self.rotation.get(|| {
            self.event().map_or_else(Rotation::default, |event| {
                Rotation::of(event, &self.groups, &self.stations, &self.undone)
            })
        })
    }

    /// Looks only at what had happened up to this moment: every query then answers as of it. The log stays whole.
    pub fn set_until(&mut self, until: EventTime) {
        self.undone.set_until(until);
        self.settle_day();
        self.rotation.forget();
    }

    /// As [`Self::set_until`], for figures: a day that is told afterwards was opened after it had happened, and yet
    /// had its plan all the time. Where nothing had been opened by then, what was opened first is in force.
    pub fn set_until_as_planned(&mut self, until: EventTime) {
        self.set_until(until);
        if self.day.is_none() {
            let first = self.openings.all().first();
            self.day = first.map(|mark| {
                Arc::new(Day {
                    opening: mark.value.clone(),
                })
            });
            self.rotation.forget();
        }
    }

    /// The groups expected at a station in a round.
    pub fn expected(&self, station: StationNo, round: RoundNo) -> &[GroupNo] {
        self.rotation().expected(station, round)
    }

    /// Where a group is to be in a round; `None` for an unknown group or round.
    pub fn stay(&self, group: GroupNo, round: RoundNo) -> Option<Stay> {
        self.rotation().stay(group, round)
    }

    /// A group of the day: planned, added or split.
    pub fn group(&self, no: GroupNo) -> Option<&Group> {
        self.rotation().groups().get(&no)
    }

    /// Every group of the day in order of their numbers: planned, added and split.
    pub fn groups(&self) -> impl Iterator<Item = (GroupNo, &Group)> + '_ {
        self.rotation().groups().iter().map(|(no, group)| (*no, group))
    }

    /// Everything said about groups apart from their visits.
    pub fn group_logs(&self) -> impl Iterator<Item = &GroupLog> + '_ {
        self.groups.values()
    }

    /// Everything said about a group apart from its visits, if anything was.
    pub fn group_log(&self, no: GroupNo) -> Option<&GroupLog> {
        self.groups.get(&no)
    }

    /// Whether the schools' list took this group off, and nobody has said anything else of its presence since.
    pub fn is_off_list(&self, group: GroupNo) -> bool {
        let away = self
            .group_log(group)
            .and_then(|log| log.absences.last(&self.undone));
        away.is_some_and(|mark| mark.value.kind == Away::OffList)
    }

    /// Everything said about a station, if anything was.
    pub fn station(&self, station: StationNo) -> Option<&StationLog> {
        self.stations.get(&station)
    }

    /// What was said about one visit, if anything was.
    pub fn session(&self, visit: Visit) -> Option<&Session> {
        self.stations
            .get(&visit.station)?
            .sessions
            .get(&(visit.round, visit.group))
    }

    /// Everything said about a desk, if anything was.
    pub fn desk(&self, desk: DeskNo) -> Option<&DeskLog> {
        self.desks.get(&desk)
    }

    /// Every station about which something was said.
    pub fn stations(&self) -> impl Iterator<Item = (StationNo, &StationLog)> + '_ {
        self.stations.iter().map(|(no, log)| (*no, log))
    }

    /// Messages in the order of their identity; also those of which only a receipt is known.
    pub fn messages(&self) -> impl Iterator<Item = (EntryId, &MessageLog)> + '_ {
        self.messages.iter().map(|(id, log)| (*id, log))
    }

    /// One message.
    pub fn message(&self, id: EntryId) -> Option<&MessageLog> {
        self.messages.get(&id)
    }

    /// Calls in the order of their identity; also those of which only an answer is known.
    pub fn calls(&self) -> impl Iterator<Item = (EntryId, &CallLog)> + '_ {
        self.calls.iter().map(|(id, log)| (*id, log))
    }

    /// One call.
    pub fn call(&self, id: EntryId) -> Option<&CallLog> {
        self.calls.get(&id)
    }

    /// The head count of a group in the latest round that has one, the last said of it; `None` before the
    /// first. A paper sheet of the morning, typed in later, does not override the afternoon.
    pub fn last_count(&self, group: GroupNo) -> Option<u16> {
        self.last_counted(group).map(|mark| mark.value.count)
    }

    /// The saying behind [`Floor::last_count`].
    fn last_counted(&self, group: GroupNo) -> Option<&Mark<HeadCount>> {
        self.counts_of(group)
            .filter_map(|(visit, counts)| Some((visit.round, counts.last(&self.undone)?)))
            .max_by_key(|(round, mark)| (*round, mark.key))
            .map(|(_, mark)| mark)
    }

    /// Pupils to reckon with: the last head count of a group, or its size where that was said later or the group was
    /// never counted; `None` for an unknown group.
    pub fn pupils(&self, group: GroupNo) -> Option<u16> {
        let counted = self.last_counted(group);
        let said = self.group_log(group).map(|log| log.sizes.standing(&self.undone));
        let sized = said
            .into_iter()
            .flatten()
            .rfind(|mark| mark.value.pupils().is_some());
        let sized_later = sized
            .zip(counted)
            .is_some_and(|(sized, counted)| sized.key > counted.key);
        let size = || self.group(group).map(|about| about.size);
        counted
            .filter(|_| !sized_later)
            .map(|mark| mark.value.count)
            .or_else(size)
    }

    /// The head counts of a group where it has arrived: a correction alone is no visit.
    fn counts_of(&self, group: GroupNo) -> impl Iterator<Item = (Visit, &History<HeadCount>)> + '_ {
        let visits = self.counted_at.get(&group).into_iter().flatten();
        let sessions = visits.filter_map(|visit| Some((*visit, self.session(*visit)?)));
        sessions
            .filter(|(_, session)| session.has_arrived(&self.undone))
            .map(|(visit, session)| (visit, &session.counts))
    }

    /// Every visit of a group that was counted: by rounds, and within one by the first word about it.
    pub fn visits_of(&self, group: GroupNo) -> Vec<Visit> {
        let mut visits: Vec<(Key, Visit)> = self
            .counts_of(group)
            .filter_map(|(visit, counts)| Some((counts.standing(&self.undone).next()?.key, visit)))
            .collect();
        visits.sort_by_key(|(first, visit)| (visit.round, *first));
        visits.into_iter().map(|(_, visit)| visit).collect()
    }

    /// Entries held.
    pub const fn held(&self) -> &Frontier {
        &self.held
    }

    /// How many entries of newer versions are held.
    pub fn unknown_count(&self) -> usize {
        self.unknown.len()
    }

    /// Every entry in the order of entries.
    pub fn log(&self) -> &[Entry] {
        &self.log
    }

    /// One entry; the search is from the end, where people look.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.log.iter().rev().find(|entry| entry.id == id)
    }
}

impl Extend<Entry> for Floor {
    fn extend<I: IntoIterator<Item = Entry>>(&mut self, entries: I) {
        let entries = entries.into_iter();
        self.log.reserve(entries.size_hint().0);
        entries.for_each(|entry| self.absorb(entry));
    }
}

impl FromIterator<Entry> for Floor {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut floor = Self::default();
        floor.extend(entries);
        floor
    }
}
