//! What somebody has to do something about now, most urgent first.
//!
//! Alarms are states, never events: each is there as long as it is true and vanishes by itself. A station that is
//! offline or on paper gives no alarm about absence: nobody knows.

use super::evacuation::Evacuation;
use super::overview::{Contact, Overview, Row, Trouble, is_unanswered};
use super::people::messages;
use super::routes::{Misfit, misfits};
use super::station::State;
use crate::domain::fact::{Need, Visit};
use crate::domain::floor::Floor;
use crate::domain::id::{EntryId, GroupNo, Place, StationNo};
use crate::domain::time::{EventTime, MINUTE_MS};

/// How long a call may go unaccepted before that is an alarm of its own, in milliseconds.
pub const UNACCEPTED_MS: i64 = MINUTE_MS;
/// How long a message that nobody has received is asked after, in milliseconds.
const FORGOTTEN_MS: i64 = 30 * MINUTE_MS;

/// Something that somebody has to do something about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alarm {
    /// Nobody has accepted a call for a minute.
    CallUnaccepted {
        /// Which call.
        call: EntryId,
        /// From where.
        place: Place,
        /// For what.
        need: Need,
        /// Since when.
        since: EventTime,
    },
    /// A group is not accounted for in an evacuation: not counted yet, or so many are missing.
    Unaccounted {
        /// Which group.
        group: GroupNo,
        /// How many are missing; `None` before it was counted.
        missing: Option<u16>,
    },
    /// Something is wrong at a station.
    At {
        /// Where.
        station: StationNo,
        /// What.
        trouble: Trouble,
        /// The group that it is about.
        group: Option<GroupNo>,
    },
    /// A group does not fit where it is to be, or has no station.
    Misfit(Misfit),
    /// A planned visit of a round that is over, of which a silent station has said nothing.
    Unconfirmed(Visit),
    /// A message was not received everywhere.
    Unreceived {
        /// Which message.
        message: EntryId,
        /// At how many places not.
        missing: usize,
    },
}

/// Every alarm of the floor.
pub fn alarms(floor: &Floor, overview: &Overview<'_>, evacuation: Option<&Evacuation>) -> Vec<Alarm> {
    let now = overview.schedule.now;
    let mut alarms = Vec::new();
    let unaccepted = overview
        .calls
        .iter()
        .filter(|call| call.accepted.is_none() && now.since(call.since) >= UNACCEPTED_MS);
    alarms.extend(unaccepted.map(|call| Alarm::CallUnaccepted {
        call: call.id,
        place: call.place,
        need: call.need,
        since: call.since,
    }));
    if let Some(evacuation) = evacuation {
        let incomplete = evacuation.incomplete();
        alarms.extend(incomplete.map(|(group, missing)| Alarm::Unaccounted {
            group,
            missing: Some(missing),
        }));
        alarms.extend(evacuation.uncounted().map(|line| Alarm::Unaccounted {
            group: line.group,
            missing: None,
        }));
    }
    alarms.extend(at_stations(overview));
    alarms.extend(misfits(floor, &overview.schedule).into_iter().map(Alarm::Misfit));
    alarms.extend(unconfirmed(floor, overview).into_iter().map(Alarm::Unconfirmed));
    alarms.extend(unreceived(floor, now));
    alarms
}

fn at_stations(overview: &Overview<'_>) -> Vec<Alarm> {
    let rows = super::overview::trouble_first(&overview.rows);
    let of_row = |row: &Row<'_>| {
        let (station, group) = (row.now.no, about(row));
        let alarm = move |trouble: &Trouble| Alarm::At {
            station,
            trouble: *trouble,
            group,
        };
        row.troubles.iter().map(alarm).collect::<Vec<_>>()
    };
    let mut found: Vec<Alarm> = rows.into_iter().flat_map(of_row).collect();
    // The rows come by their worst trouble; the list by each trouble's own urgency.
    found.sort_by_key(|alarm| match alarm {
        Alarm::At { trouble, station, .. } => Some((trouble.urgency(), *station)),
        _ => None,
    });
    found
}

fn about(row: &Row<'_>) -> Option<GroupNo> {
    let awaited = row.now.awaited.first().copied();
    let here = row.now.present.last().map(|here| here.group);
    match row.now.under {
        State::Late | State::NoShow | State::Waiting => awaited,
        _ => here.or(awaited),
    }
}

/// Planned visits of rounds that are over, of which a station out of contact has said nothing. Not of one on paper:
/// its sheet is typed in later.
pub fn unconfirmed(floor: &Floor, overview: &Overview<'_>) -> Vec<Visit> {
    let schedule = &overview.schedule;
    let over = || schedule.slots.iter().filter(|slot| slot.now.end <= schedule.now);
    let silent = overview
        .rows
        .iter()
        .filter(|row| matches!(row.contact, Contact::Offline(_)));
    let mut visits = Vec::new();
    for row in silent {
        for slot in over() {
            for group in floor.expected(row.now.no, slot.round) {
                let visit = Visit {
                    station: row.now.no,
                    round: slot.round,
                    group: *group,
                };
                let said = floor
                    .session(visit)
                    .is_some_and(|session| session.arrival(&floor.undone).is_some());
                if !said {
                    visits.push(visit);
                }
            }
        }
    }
    visits
}

fn unreceived(floor: &Floor, now: EventTime) -> Vec<Alarm> {
    messages(floor)
        .into_iter()
        .filter(|message| {
            is_unanswered(message.at, message.missing.len(), now) && now.since(message.at) <= FORGOTTEN_MS
        })
        .map(|message| Alarm::Unreceived {
            message: message.id,
            missing: message.missing.len(),
        })
        .collect()
}
