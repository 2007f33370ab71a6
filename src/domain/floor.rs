//! The floor: the fold of all entries.
//!
//! [`Floor::apply`] is total. It never judges and never fails: an entry from another laptop has happened
//! already. Everything in the floor is a history sorted by the order of entries, a sum over one, or an
//! index made from them, so the floor does not depend on the order of arrival, nor on repeats.
//! `decide` (in [`super::command`]) judges what people ask; [`super::query`] answers what screens ask.

use super::entry::{Entry, Key};
use super::event::Event;
use super::fact::{Counted, DeskVisit, Fact, Opening, Reason, Visit};
use super::frontier::Frontier;
use super::history::{History, Mark, Undone};
use super::id::{DeskNo, EntryId, GroupNo, RoundNo, StationNo};
use super::opening::floor_name;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use super::logs::{
    Arrival, CallLog, DeskLog, DeskMark, Ending, Extension, HeadCount, MessageLog, Session, StationLog,
};

/// Which groups are expected where: the plan turned round.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rota(BTreeMap<StationNo, Vec<Vec<GroupNo>>>);

impl Rota {
    fn of(event: &Event) -> Self {
        let mut rota: BTreeMap<StationNo, Vec<Vec<GroupNo>>> = BTreeMap::new();
        for (group, route) in &event.plan {
            for (index, station) in route.iter().enumerate() {
                let Some(station) = station else { continue };
                let rounds = rota.entry(*station).or_default();
                rounds.resize_with(rounds.len().max(index + 1), Vec::new);
                if let Some(groups) = rounds.get_mut(index) {
                    groups.push(*group);
                }
            }
        }
        Self(rota)
    }

    /// The groups expected at a station in a round, in order of their numbers.
    pub fn expected(&self, station: StationNo, round: RoundNo) -> &[GroupNo] {
        let rounds = self.0.get(&station);
        rounds
            .zip(usize::from(round.0).checked_sub(1))
            .and_then(|(r, i)| r.get(i))
            .map_or(&[], Vec::as_slice)
    }
}

/// The day in force: the description that was opened last, with its index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Day {
    /// What was opened.
    pub opening: Opening,
    /// The plan turned round.
    pub rota: Rota,
}

/// The fold of all entries.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Floor {
    held: Frontier,
    openings: History<Opening>,
    /// The day in force; an index, made anew from `openings`.
    day: Option<Arc<Day>>,
    /// Undone entries.
    pub undone: Undone,
    stations: BTreeMap<StationNo, StationLog>,
    desks: BTreeMap<DeskNo, DeskLog>,
    /// General holds (with their reason) and resumptions.
    pub holds: History<Option<Reason>>,
    messages: BTreeMap<EntryId, MessageLog>,
    calls: BTreeMap<EntryId, CallLog>,
    /// Where each group was ever counted; an index into the stations' sessions.
    counted_at: BTreeMap<GroupNo, BTreeSet<Visit>>,
    unknown: BTreeSet<EntryId>,
    log: Vec<Entry>,
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

    fn take(&mut self, entry: &Entry) {
        match &entry.fact {
            Fact::FloorOpened(opening) => self.open(entry, opening),
            Fact::FloorHeld(b) => self.holds.add(Mark::of(entry, Some(b.reason))),
            Fact::FloorResumed(_) => self.holds.add(Mark::of(entry, None)),
            Fact::EntryUndone(b) => self.undone.note(b.entry, entry.id),
            Fact::Unknown(_) => {
                self.unknown.insert(entry.id);
            }
            Fact::MessageSent(_)
            | Fact::MessageReceived(_)
            | Fact::HelpCalled(_)
            | Fact::CallAccepted(_)
            | Fact::CallClosed(_) => self.take_word(entry),
            Fact::DeskVisited(_) | Fact::DeskVisitTakenBack(_) | Fact::DeskQueueCounted(_) => {
                self.take_at_desk(entry);
            }
            _ => self.take_at_station(entry),
        }
    }

    fn take_at_station(&mut self, entry: &Entry) {
        match &entry.fact {
            Fact::StationReady(b) => self.station_mut(b.station).ready.add(Mark::of(entry, ())),
            Fact::GroupArrived(b) => self.count(entry, *b, true),
            Fact::CountCorrected(b) => self.count(entry, *b, false),
            Fact::GroupFinished(b) => self
                .session_mut(*b)
                .endings
                .add(Mark::of(entry, Ending::Finished)),
            Fact::SentOn(b) => self
                .session_mut(b.visit())
                .endings
                .add(Mark::of(entry, Ending::SentOn(b.to))),
            Fact::BriefingMarked(b) => self.session_mut(*b).briefings.add(Mark::of(entry, ())),
            Fact::InterestCounted(b) => self.session_mut(b.visit()).interest.add(Mark::of(entry, b.count)),
            Fact::WalkInsCounted(b) => {
                self.station_mut(b.station)
                    .walk_ins
                    .entry(b.round)
                    .or_default()
                    .add(Mark::of(entry, b.count));
            }
            Fact::StationPaused(b) => self
                .station_mut(b.station)
                .pauses
                .add(Mark::of(entry, Some(b.reason))),
            Fact::StationResumed(b) => self.station_mut(b.station).pauses.add(Mark::of(entry, None)),
            Fact::RoundExtended(b) => {
                let extension = Extension {
                    minutes: b.minutes,
                    reason: b.reason,
                };
                let extensions = &mut self.station_mut(b.station).extensions;
                extensions
                    .entry(b.round)
                    .or_default()
                    .add(Mark::of(entry, extension));
            }
            _ => {}
        }
    }

    fn take_word(&mut self, entry: &Entry) {
        match &entry.fact {
            Fact::MessageSent(b) => {
                let sent = Mark::of(entry, (b.to.clone(), b.text.clone()));
                self.messages.entry(entry.id).or_default().sent = Some(sent);
            }
            Fact::MessageReceived(b) => {
                let message = self.messages.entry(b.message).or_default();
                message
                    .received
                    .entry(b.place)
                    .or_default()
                    .add(Mark::of(entry, ()));
            }
            Fact::HelpCalled(b) => {
                self.calls.entry(entry.id).or_default().called = Some(Mark::of(entry, (b.place, b.need)));
            }
            Fact::CallAccepted(b) => self
                .calls
                .entry(b.call)
                .or_default()
                .accepted
                .add(Mark::of(entry, ())),
            Fact::CallClosed(b) => self
                .calls
                .entry(b.call)
                .or_default()
                .closed
                .add(Mark::of(entry, ())),
            _ => {}
        }
    }

    fn take_at_desk(&mut self, entry: &Entry) {
        let mut visited = |visit: DeskVisit, came: bool| {
            let visitor = visit.visitor;
            let visits = &mut self.desks.entry(visit.desk).or_default().visits;
            visits.add(Mark::of(entry, DeskMark { visitor, came }));
        };
        match &entry.fact {
            Fact::DeskVisited(b) => visited(*b, true),
            Fact::DeskVisitTakenBack(b) => visited(*b, false),
            Fact::DeskQueueCounted(b) => {
                let queue = &mut self.desks.entry(b.desk).or_default().queue;
                queue.add(Mark::of(entry, b.length));
            }
            _ => {}
        }
    }

    fn open(&mut self, entry: &Entry, opening: &Opening) {
        self.openings.add(Mark::of(entry, opening.clone()));
        // The day that was opened last is in force: a corrected event file replaces the first one.
        if let Some(last) = self.openings.all().last()
            && last.key == entry.key()
        {
            self.day = Some(Arc::new(Day {
                rota: Rota::of(&opening.event),
                opening: opening.clone(),
            }));
        }
    }

    fn count(&mut self, entry: &Entry, counted: Counted, on_arrival: bool) {
        let head_count = HeadCount {
            count: counted.count,
            on_arrival,
        };
        let counts = &mut self.session_mut(counted.visit()).counts;
        let is_first = counts.all().is_empty();
        counts.add(Mark::of(entry, head_count));
        if is_first {
            let visits = self.counted_at.entry(counted.group).or_default();
            visits.insert(counted.visit());
        }
    }

    fn station_mut(&mut self, station: StationNo) -> &mut StationLog {
        self.stations.entry(station).or_default()
    }

    fn session_mut(&mut self, visit: Visit) -> &mut Session {
        self.station_mut(visit.station)
            .sessions
            .entry((visit.round, visit.group))
            .or_default()
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

    /// The groups expected at a station in a round.
    pub fn expected(&self, station: StationNo, round: RoundNo) -> &[GroupNo] {
        self.day
            .as_deref()
            .map_or(&[], |day| day.rota.expected(station, round))
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
        self.counts_of(group)
            .filter_map(|(visit, counts)| Some((visit.round, counts.last(&self.undone)?)))
            .max_by_key(|(round, mark)| (*round, mark.key))
            .map(|(_, mark)| mark.value.count)
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
