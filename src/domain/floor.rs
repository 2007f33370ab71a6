//! The floor: the fold of all entries.
//!
//! [`Floor::apply`] is total. It never judges and never fails: an entry from another laptop has happened
//! already. Everything in the floor is a history sorted by the order of entries, a sum over one, or an
//! index made from them, so the floor does not depend on the order of arrival, nor on repeats.
//! `decide` (in [`super::command`]) judges what people ask; [`super::query`] answers what screens ask.

use super::entry::{Entry, Key};
use super::event::{Event, Words};
use super::fact::{Audience, Counted, Fact, Need, Opening, Reason, Visit, Visitor};
use super::frontier::Frontier;
use super::history::{History, Mark, Undone};
use super::id::{DeskNo, EntryId, GroupNo, Place, Role, RoundNo, StationNo};
use super::time::EventTime;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How a visit ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// The group finished here.
    Finished,
    /// The group was at the wrong station; its visit does not count here.
    SentOn(StationNo),
}

/// A head count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeadCount {
    /// How many pupils.
    pub count: u16,
    /// Said on arrival; otherwise a correction.
    pub on_arrival: bool,
}

/// Everything said about one group at one station in one round.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Session {
    /// Head counts, on arrival and corrected.
    pub counts: History<HeadCount>,
    /// How it ended.
    pub endings: History<Ending>,
    /// Briefings given.
    pub briefings: History<()>,
    /// Interested hands.
    pub interest: History<u16>,
}

/// What was said about a group's arrival, in one value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrival {
    /// When the group arrived.
    pub at: EventTime,
    /// How many were counted last.
    pub count: u16,
    /// Entered by a coordinator for the station.
    pub by_radio: bool,
}

impl Session {
    /// The arrival, if there was one: the station's own time wins over one told by radio; of several,
    /// the earliest. The last count said counts.
    pub fn arrival(&self, undone: &Undone) -> Option<Arrival> {
        let own = |mark: &&Mark<HeadCount>| matches!(mark.role, Role::Station(_));
        let arrivals = || self.counts.standing(undone).filter(|mark| mark.value.on_arrival);
        let first = arrivals()
            .filter(own)
            .min_by_key(|m| m.at)
            .or_else(|| arrivals().min_by_key(|m| m.at))?;
        let count = self.counts.last(undone)?.value.count;
        Some(Arrival {
            at: first.at,
            count,
            by_radio: !own(&first),
        })
    }

    /// The last word of another laptop about the number, if it differs from the count in force: of a second
    /// laptop of the same place, or of anybody who said that the group arrived.
    pub fn other_count(&self, undone: &Undone) -> Option<u16> {
        let mut counts = self.counts.standing(undone).rev();
        let last = counts.next()?;
        let mut heard = vec![last.key.id.origin];
        counts
            .filter(|mark| {
                let first_of_origin = !heard.contains(&mark.key.id.origin);
                heard.push(mark.key.id.origin);
                first_of_origin
            })
            .filter(|mark| mark.role == last.role || (mark.value.on_arrival && last.value.on_arrival))
            .map(|mark| mark.value.count)
            .find(|count| *count != last.value.count)
    }

    /// How it ended, unless the group arrived again afterwards by the word of the station itself or of
    /// whoever had ended it: what a coordinator heard late by radio does not open a visit again, and neither
    /// does an arrival entered later that lies before the end.
    pub fn ending(&self, undone: &Undone) -> Option<&Mark<Ending>> {
        let ending = self.endings.last(undone)?;
        let may_open = |role: Role| role == ending.role || matches!(role, Role::Station(_));
        let again = self
            .counts
            .standing(undone)
            .rev()
            .take_while(|mark| mark.key > ending.key)
            .any(|mark| mark.value.on_arrival && mark.at >= ending.at && may_open(mark.role));
        (!again).then_some(ending)
    }

    /// Whether the group is here: arrived and neither finished nor sent on.
    pub fn is_open(&self, undone: &Undone) -> bool {
        self.has_arrived(undone) && self.ending(undone).is_none()
    }

    fn has_arrived(&self, undone: &Undone) -> bool {
        self.counts.standing(undone).any(|mark| mark.value.on_arrival)
    }

    /// Whether this visit counts: the group arrived here and was not sent on.
    pub fn counts_as_visit(&self, undone: &Undone) -> bool {
        self.has_arrived(undone)
            && !matches!(
                self.ending(undone).map(|mark| mark.value),
                Some(Ending::SentOn(_))
            )
    }
}

/// A change of the time a station has in a round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Extension {
    /// Minutes more (or less).
    pub minutes: i16,
    /// Why.
    pub reason: Reason,
}

/// Everything said about one station.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StationLog {
    /// "Ready" presses.
    pub ready: History<()>,
    /// Visits by round and group.
    pub sessions: BTreeMap<(RoundNo, GroupNo), Session>,
    /// Walk-ins by round.
    pub walk_ins: BTreeMap<RoundNo, History<i16>>,
    /// Pauses (with their reason) and resumptions.
    pub pauses: History<Option<Reason>>,
    /// Extensions by round.
    pub extensions: BTreeMap<RoundNo, History<Extension>>,
}

/// One change of a desk's counter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeskMark {
    /// Which kind of visitor.
    pub visitor: Visitor,
    /// Came, or was taken back.
    pub came: bool,
}

/// Everything said about one desk.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DeskLog {
    /// Visitors and take-backs.
    pub visits: History<DeskMark>,
    /// Queue lengths.
    pub queue: History<u16>,
}

/// A message and who has received it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MessageLog {
    /// The message itself; it may come later than its receipts.
    pub sent: Option<Mark<(Audience, Words)>>,
    /// Receipts by place.
    pub received: BTreeMap<Place, History<()>>,
}

/// A call for help and what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CallLog {
    /// The call itself; it may come later than its answer.
    pub called: Option<Mark<(Place, Need)>>,
    /// "On the way".
    pub accepted: History<()>,
    /// "Over".
    pub closed: History<()>,
}

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
            Fact::SentOn(b) => {
                let visit = Visit {
                    station: b.station,
                    round: b.round,
                    group: b.group,
                };
                self.session_mut(visit)
                    .endings
                    .add(Mark::of(entry, Ending::SentOn(b.to)));
            }
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
        match &entry.fact {
            Fact::DeskVisited(b) => {
                let mark = DeskMark {
                    visitor: b.visitor,
                    came: true,
                };
                self.desks
                    .entry(b.desk)
                    .or_default()
                    .visits
                    .add(Mark::of(entry, mark));
            }
            Fact::DeskVisitTakenBack(b) => {
                let mark = DeskMark {
                    visitor: b.visitor,
                    came: false,
                };
                self.desks
                    .entry(b.desk)
                    .or_default()
                    .visits
                    .add(Mark::of(entry, mark));
            }
            Fact::DeskQueueCounted(b) => {
                self.desks
                    .entry(b.desk)
                    .or_default()
                    .queue
                    .add(Mark::of(entry, b.length));
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
        entries.into_iter().for_each(|entry| self.absorb(entry));
    }
}

impl FromIterator<Entry> for Floor {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut floor = Self::default();
        floor.extend(entries);
        floor
    }
}
