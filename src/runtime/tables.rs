//! The floor as rows for people with a SQL tool: what a device publishes to the share.

use crate::domain::countdown::Schedule;
use crate::domain::entry::Entry;
use crate::domain::event::Event;
use crate::domain::fact::{Fact, Visit};
use crate::domain::floor::{Ending, Floor, Session};
use crate::domain::frontier::Frontier;
use crate::domain::id::{EntryId, GroupNo, Place, Seq, StationNo};
use crate::domain::query::station::{State, StationNow, station};
use crate::domain::rotation::Stay;
use crate::domain::time::{EventTime, MINUTE_MS, SECOND_MS};
use crate::share::tables::{LogRow, OccupancyRow, ReadModels, VisitRow};
use crate::ui::text::{Texts, happened};
use std::collections::{BTreeMap, BTreeSet};

/// Rows are published again after so long even if nothing changed, in milliseconds: somebody may have been at
/// the share with another tool.
const REPUBLISH_MS: i64 = MINUTE_MS;

/// What this device has published, so that it publishes only what is new.
#[derive(Default)]
pub struct Publisher {
    entries: u64,
    occupancy: Vec<OccupancyRow>,
    at: Option<EventTime>,
    /// Of which entries it has told the lines of the log, while it publishes alone.
    told: Frontier,
}

impl Publisher {
    /// The rows of a device that alone publishes the floor: also the lines of what others have brought.
    pub fn due_alone(&mut self, floor: &Floor, now: EventTime) -> Option<ReadModels> {
        let news: Vec<EntryId> = floor
            .held()
            .beyond(&self.told)
            .flat_map(|(origin, first, last)| {
                (first..=last).map(move |seq| EntryId {
                    origin,
                    seq: Seq(seq),
                })
            })
            .collect();
        let rows = self.due(floor, &news, now)?;
        self.told.clone_from(floor.held());
        Some(rows)
    }

    /// The rows to publish at `now` with the log lines of these entries; `None` if the share shows them already.
    pub fn due(&mut self, floor: &Floor, told: &[EntryId], now: EventTime) -> Option<ReadModels> {
        let event = floor.event()?;
        let schedule = Schedule::at(floor, now);
        let stations = event.stations.keys();
        let occupancy: Vec<_> = stations
            .map(|no| occupancy(floor, event, &schedule, *no))
            .collect();
        let entries = floor.held().count();
        let old = self.at.is_none_or(|at| now.since(at) >= REPUBLISH_MS);
        let timeless = |row: &OccupancyRow| OccupancyRow {
            remaining_s: None,
            as_of: EventTime(0),
            ..row.clone()
        };
        let plain: Vec<_> = occupancy.iter().map(timeless).collect();
        let changed = old || entries != self.entries;
        if !changed && told.is_empty() && plain == self.occupancy {
            return None;
        }
        self.at = Some(now);
        self.entries = entries;
        self.occupancy = plain;
        let visits = changed.then(|| visits(floor, event));
        Some(ReadModels {
            entries,
            occupancy,
            visits,
            log: log(floor, event, told),
        })
    }
}

/// Texts are in the event's language.
fn occupancy(floor: &Floor, event: &Event, schedule: &Schedule, no: StationNo) -> OccupancyRow {
    let now = station(floor, schedule, no);
    let lang = event.language;
    let group = now
        .present
        .first()
        .map(|p| p.group)
        .or_else(|| now.awaited.first().copied());
    let described = group.and_then(|group| floor.group(group));
    let text = |words: Option<&crate::domain::event::Words>| {
        words.map_or_else(String::new, |w| w.get(lang).to_owned())
    };
    OccupancyRow {
        station: no,
        hall: text(
            now.station
                .and_then(|s| event.hall(&s.hall))
                .map(|hall| &hall.name),
        ),
        name: text(now.station.map(|s| &s.name)),
        org: text(now.station.map(|s| &s.org)),
        group_no: group,
        school: described.map(|g| g.school.clone()),
        class: described.map(|g| g.class.clone()),
        head_count: now.counted(),
        places: now.places().into(),
        state: now.state.code().to_owned(),
        since: since(&now),
        remaining_s: now.countdown.remaining_ms().map(|ms| ms.div_euclid(SECOND_MS)),
        next_group: now.next.map(|next| next.group),
        next_at: now.next.map(|next| next.slot.now.start),
        as_of: schedule.now,
    }
}

fn since(now: &StationNow<'_>) -> Option<EventTime> {
    let arrival = now.present.iter().map(|p| p.arrival.at).min();
    match now.state {
        State::Paused => now.paused.map(|pause| pause.since),
        State::TimeUp | State::Changeover | State::Break => now.ends,
        State::Running => arrival,
        State::Waiting | State::Delayed | State::Late | State::NoShow | State::Free => {
            now.slot.map(|slot| slot.now.start)
        }
        _ => None,
    }
}

fn visits(floor: &Floor, event: &Event) -> Vec<VisitRow> {
    let mut visits = BTreeSet::new();
    for (group, route) in &event.plan {
        for ((round, _), station) in event.rounds().zip(route) {
            visits.extend(station.map(|station| Visit {
                station,
                round,
                group: *group,
            }));
        }
    }
    let rotation = floor.rotation();
    for (group, _) in floor.groups() {
        for ((round, _), stay) in event.rounds().zip(rotation.route(group)) {
            visits.extend(stay.station().map(|station| Visit {
                station,
                round,
                group,
            }));
        }
    }
    for (station, log) in floor.stations() {
        visits.extend(log.sessions.keys().map(|(round, group)| Visit {
            station,
            round: *round,
            group: *group,
        }));
    }
    visits.into_iter().map(|visit| visit_row(floor, visit)).collect()
}

fn visit_row(floor: &Floor, visit: Visit) -> VisitRow {
    let session = floor.session(visit);
    let undone = &floor.undone;
    let arrival = session.and_then(|s| s.arrival(undone));
    let ending = session.and_then(|s| s.ending(undone));
    let group = floor.group(visit.group);
    let expected = floor.expected(visit.station, visit.round).contains(&visit.group);
    let state = match (arrival, ending.map(|mark| mark.value)) {
        (_, Some(Ending::SentOn(_))) => "sent_on",
        (None, _) => not_made(floor, visit),
        (Some(arrival), _) if arrival.later => "entered_later",
        (Some(_), Some(Ending::Finished)) => "finished",
        (Some(_), None) => "arrived",
    };
    VisitRow {
        station: visit.station,
        round: visit.round,
        group_no: visit.group,
        school: group.map_or_else(String::new, |g| g.school.clone()),
        class: group.map_or_else(String::new, |g| g.class.clone()),
        language: group.map_or_else(String::new, |g| g.lang.code().to_owned()),
        planned: group.filter(|_| expected).map(|g| g.size.into()),
        counted: arrival.map(|a| a.count.into()),
        // When a paper sheet was typed in says nothing about when the group came and went.
        arrived_at: arrival.filter(|a| !a.later).map(|a| a.at),
        finished_at: ending
            .filter(|_| arrival.is_none_or(|a| !a.later))
            .map(|mark| mark.at),
        briefing: session.and_then(|s| s.briefings.last(undone)).map(|mark| mark.at),
        interest: session
            .and_then(|s| s.interest.last(undone))
            .map(|mark| mark.value.into()),
        entered_by: session.and_then(entered_by),
        state: state.to_owned(),
    }
}

/// A visit of which nothing was said: still planned, or what became of it.
fn not_made(floor: &Floor, visit: Visit) -> &'static str {
    match floor.stay(visit.group, visit.round) {
        Some(Stay::Station(no)) if no == visit.station => "planned",
        Some(Stay::Station(_) | Stay::Break | Stay::Unplanned) | None => "moved",
        Some(stay) => stay.code(),
    }
}

fn entered_by(session: &Session) -> Option<String> {
    session.counts.all().first().map(|mark| mark.role.to_string())
}

fn log(floor: &Floor, event: &Event, told: &[EntryId]) -> Vec<LogRow> {
    let texts = Texts::of(event.language);
    let mut ids: BTreeSet<EntryId> = told.iter().copied().collect();
    // An undo changes the line of what it undoes.
    let found = |id: &EntryId| floor.entry(*id);
    let undone: Vec<EntryId> = told.iter().filter_map(found).filter_map(undoes).collect();
    ids.extend(undone);
    if ids.len() > MANY {
        let entries: BTreeMap<EntryId, &Entry> = floor.log().iter().map(|entry| (entry.id, entry)).collect();
        return ids
            .iter()
            .filter_map(|id| entries.get(id))
            .map(|entry| log_row(floor, texts, entry))
            .collect();
    }
    ids.iter()
        .filter_map(found)
        .map(|entry| log_row(floor, texts, entry))
        .collect()
}

/// So many entries are looked up one by one; more are looked up through an index.
const MANY: usize = 64;

fn undoes(entry: &Entry) -> Option<EntryId> {
    match &entry.fact {
        Fact::EntryUndone(undone) => Some(undone.entry),
        _ => None,
    }
}

fn log_row(floor: &Floor, texts: &Texts, entry: &Entry) -> LogRow {
    let station = match entry.fact.place() {
        Some(Place::Station(no)) => Some(no),
        _ => None,
    };
    let group: Option<GroupNo> = entry.fact.visit().map(|visit| visit.group);
    LogRow {
        id: entry.id,
        at: entry.at,
        who: entry.role.to_string(),
        kind: entry.fact.kind().to_owned(),
        station,
        group_no: group,
        count: entry.fact.amount(),
        text: happened(texts, &entry.fact),
        undone: floor.undone.has(entry.id),
    }
}
