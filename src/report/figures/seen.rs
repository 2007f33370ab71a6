//! What is seen of the floor: one pass over the log, and every visit that counts with all that is known of it.

use crate::domain::countdown::{Schedule, Slot};
use crate::domain::event::{Event, Group, Medium, Station};
use crate::domain::fact::{Fact, Reason, SheetEntered, Visit};
use crate::domain::floor::{Ending, Floor, Session, StationLog};
use crate::domain::id::{EntryId, Origin, Role, RoundNo, StationNo};
use crate::domain::time::EventTime;
use std::collections::{BTreeMap, BTreeSet};

/// What the histories of the floor do not keep: read from the log in one pass, only what had happened.
#[derive(Default)]
pub(in crate::report) struct Notes<'a> {
    /// How many entries had happened.
    pub(in crate::report) entries: u64,
    /// Entries of newer versions.
    pub(in crate::report) unknown: u64,
    /// Paper sheets by entry.
    pub(in crate::report) sheets: BTreeMap<EntryId, &'a SheetEntered>,
    /// Why routes were changed, by entry.
    pub(in crate::report) revisions: BTreeMap<EntryId, Reason>,
    /// The latest moment of which a station itself has said anything.
    pub(in crate::report) last_word: BTreeMap<StationNo, EventTime>,
    /// In which part a name writes.
    pub(in crate::report) roles: BTreeMap<Origin, Role>,
    /// Stations of whose entries some have not arrived.
    pub(in crate::report) holed: BTreeSet<StationNo>,
}

impl<'a> Notes<'a> {
    fn of(floor: &'a Floor, as_of: EventTime) -> Self {
        let mut notes = Self::default();
        for entry in floor.log().iter().filter(|entry| entry.at <= as_of) {
            notes.entries += 1;
            notes.roles.entry(entry.id.origin).or_insert(entry.role);
            if let Role::Station(station) = entry.role {
                let last = notes.last_word.entry(station).or_insert(entry.at);
                *last = entry.at.max(*last);
            }
            match &entry.fact {
                Fact::SheetEntered(sheet) => _ = notes.sheets.insert(entry.id, sheet),
                Fact::PlanRevised(revised) => _ = notes.revisions.insert(entry.id, revised.reason),
                Fact::Unknown(_) => notes.unknown += 1,
                _ => {}
            }
        }
        let holes = floor.held().iter().filter(|(_, held)| !held.beyond.is_empty());
        for (origin, _) in holes {
            if let Some(Role::Station(station)) = notes.roles.get(&origin) {
                notes.holed.insert(*station);
            }
        }
        notes
    }
}

/// The floor at the moment of the report.
pub(in crate::report) struct View<'a> {
    pub(in crate::report) floor: &'a Floor,
    pub(in crate::report) event: Option<&'a Event>,
    pub(in crate::report) as_of: EventTime,
    pub(in crate::report) schedule: Schedule,
    pub(in crate::report) notes: Notes<'a>,
}

impl<'a> View<'a> {
    /// Looks at this floor, which is cut at `as_of` already.
    pub(in crate::report) fn of(floor: &'a Floor, as_of: EventTime) -> Self {
        Self {
            floor,
            event: floor.event(),
            as_of,
            schedule: Schedule::at(floor, as_of),
            notes: Notes::of(floor, as_of),
        }
    }

    /// The description of a station.
    pub(in crate::report) fn station(&self, no: StationNo) -> Option<&'a Station> {
        self.event?.stations.get(&no)
    }

    /// By how many minutes a station's round was extended.
    pub(super) fn extended_min(&self, log: &StationLog, round: RoundNo) -> i64 {
        let marks = log.extensions.get(&round);
        let marks = marks
            .into_iter()
            .flat_map(|history| history.standing(&self.floor.undone));
        marks.map(|mark| i64::from(mark.value.minutes)).sum()
    }

    /// When a round ends at a station, its extension included, as seen from a moment.
    pub(super) fn end_at(&self, station: StationNo, slot: &Slot, seen_from: EventTime) -> EventTime {
        let extended = self.floor.station(station);
        let extended = extended.map_or(0, |log| self.extended_min(log, slot.round));
        self.schedule.end_with(slot, extended, seen_from)
    }

    /// Whether a round is over at a station.
    pub(super) fn is_over(&self, station: StationNo, slot: &Slot) -> bool {
        self.end_at(station, slot, self.as_of) <= self.as_of
    }

    /// Whether a station wrote on paper at a moment: by the last word about it before, or the event file.
    pub(super) fn on_paper(&self, station: StationNo, at: EventTime) -> bool {
        let told = self.floor.station(station).and_then(|log| {
            let marks = log.mediums.standing(&self.floor.undone).rev();
            let mut before = marks.filter(|mark| mark.at <= at);
            before.next().map(|mark| mark.value)
        });
        let planned = || self.station(station).map(|station| station.medium);
        told.or_else(planned) == Some(Medium::Paper)
    }
}

/// A visit that counts: the group was counted at the station and was not sent on.
pub(in crate::report) struct Seen<'a> {
    pub(in crate::report) visit: Visit,
    pub(in crate::report) session: &'a Session,
    pub(in crate::report) group: Option<&'a Group>,
    /// The last head count.
    pub(in crate::report) count: u16,
    /// When the group came; `None` where it was typed in from paper.
    pub(in crate::report) arrived: Option<EventTime>,
    /// When it ended; `None` where nobody marked that, or it was typed in from paper.
    pub(in crate::report) ended: Option<EventTime>,
    /// Typed in from paper.
    pub(in crate::report) later: bool,
    /// Its time is over; otherwise it is in progress.
    pub(in crate::report) held: bool,
    /// Interested hands.
    pub(in crate::report) interest: Option<u16>,
    /// The briefing was marked; `None` where a paper sheet says nothing of it.
    pub(in crate::report) briefed: Option<bool>,
    /// The times of the round.
    pub(in crate::report) slot: Option<Slot>,
}

/// Every visit that counts, in order of station, round and group.
pub(in crate::report) fn seen<'a>(view: &View<'a>) -> Vec<Seen<'a>> {
    let stations = view.floor.stations();
    let sessions = stations.flat_map(|(station, log)| {
        log.sessions.iter().map(move |((round, group), session)| {
            let visit = Visit {
                station,
                round: *round,
                group: *group,
            };
            (visit, session)
        })
    });
    sessions
        .filter_map(|(visit, session)| look(view, visit, session))
        .collect()
}

fn look<'a>(view: &View<'a>, visit: Visit, session: &'a Session) -> Option<Seen<'a>> {
    let undone = &view.floor.undone;
    let arrival = session.arrival(undone)?;
    let ending = session.ending(undone);
    if matches!(ending.map(|mark| mark.value), Some(Ending::SentOn(_))) {
        return None;
    }
    let slot = view.schedule.slot(visit.round).copied();
    let is_over = slot.is_some_and(|slot| view.is_over(visit.station, &slot));
    Some(Seen {
        visit,
        session,
        group: view.floor.group(visit.group),
        count: arrival.count,
        arrived: Some(arrival.at).filter(|_| !arrival.later),
        ended: ending.and_then(|_| ended(view, session)),
        later: arrival.later,
        held: ending.is_some() || is_over,
        interest: session.interest.last(undone).map(|mark| mark.value),
        briefed: briefed(view, visit, session, arrival.later),
        slot,
    })
}

/// When a visit ended: the first word about it after the group came, the station's own before one by radio. What was
/// typed in from paper says nothing of the moment.
fn ended(view: &View<'_>, session: &Session) -> Option<EventTime> {
    let undone = &view.floor.undone;
    let typed = |id: EntryId| view.notes.sheets.contains_key(&id);
    let came = session.counts.standing(undone);
    let came = came
        .filter(|mark| mark.value.on_arrival && !mark.value.later)
        .map(|mark| mark.at)
        .max()?;
    session
        .endings
        .standing(undone)
        .filter(|mark| mark.at >= came && !typed(mark.key.id))
        .min_by_key(|mark| (!matches!(mark.role, Role::Station(_)), mark.at))
        .map(|mark| mark.at)
}

fn briefed(view: &View<'_>, visit: Visit, session: &Session, later: bool) -> Option<bool> {
    let undone = &view.floor.undone;
    if session.briefings.last(undone).is_some() {
        return Some(true);
    }
    if !later {
        return Some(false);
    }
    let sheets = session.counts.standing(undone).rev();
    let mut sheets = sheets.filter_map(|mark| view.notes.sheets.get(&mark.key.id));
    let lines = &sheets.next()?.lines;
    let line = lines
        .iter()
        .find(|line| (line.round, line.group) == (visit.round, visit.group));
    line?.briefing
}
