//! `sheber status`: the floor at one moment, without a screen.
//!
//! `--json` is a contract: fields are added, never renamed, removed or given another meaning. `null` means
//! *not known* or *there is none*; unknown is never written as 0. Times of the day are event time,
//! `"HH:MM:SS"`; lengths are seconds; places are `"station:27"`, `"desk:71"` or `"coordination"`; the
//! words of `state`, `reason` and `need` are those of the command line and do not depend on the language.
//!
//! | field | meaning |
//! |---|---|
//! | `event_time` | event time now; `null` before the floor is open |
//! | `rehearsal` | this is a rehearsal |
//! | `round` | the round that is on, or was on last; `null` before the first |
//! | `hold` | `{since, reason}` of the general hold that lasts, or `null` |
//! | `stations` | see [`Station`] |
//! | `groups` | see [`Group`] |
//! | `calls` | open calls, most urgent first, see [`Call`] |
//! | `messages` | messages, newest first, see [`Message`] |
//! | `devices` | laptops, see [`Device`] |
//! | `unknown_entries` | entries that only a newer version of the program understands |
//! | `clock_uncertainty_ms` | by how many milliseconds `event_time` may be wrong; `null` before a check |
//! | `clock_checked_s` | seconds since the clocks were compared; `null` before a check |

pub mod table;

use crate::domain::countdown::{Countdown, Point};
use crate::domain::event::Words;
use crate::domain::fact::{Audience, Need, Reason};
use crate::domain::floor::Floor;
use crate::domain::id::{EntryId, GroupNo, Origin, Place, Role, RoundNo, StationNo};
use crate::domain::presence::Presence;
use crate::domain::query::groups::GroupNow;
use crate::domain::query::overview::{Contact, Overview, Row, overview};
use crate::domain::query::people::{CallNow, MessageNow, messages};
use crate::domain::query::station::Onward;
use crate::domain::time::{Digits, EventTime, SECOND_MS};
use serde::Serialize;

/// The floor at one moment.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct Status {
    /// Event time now.
    pub event_time: Option<String>,
    /// This is a rehearsal.
    pub rehearsal: bool,
    /// The round that is on, or was on last.
    pub round: Option<RoundNo>,
    /// The general hold that lasts.
    pub hold: Option<Hold>,
    /// Stations and stands in order of their numbers.
    pub stations: Vec<Station>,
    /// Groups in order of their numbers.
    pub groups: Vec<Group>,
    /// Open calls, most urgent first.
    pub calls: Vec<Call>,
    /// Messages, newest first.
    pub messages: Vec<Message>,
    /// Laptops in order of their role and name.
    pub devices: Vec<Device>,
    /// Entries that only a newer version of the program understands.
    pub unknown_entries: usize,
    /// By how many milliseconds the event time may be wrong in either direction; `null` before a check.
    pub clock_uncertainty_ms: Option<i64>,
    /// Seconds since the clocks were compared; `null` before a check.
    pub clock_checked_s: Option<i64>,
}

/// A general hold.
#[derive(Serialize, Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Since when.
    pub since: String,
    /// Why.
    pub reason: Reason,
}

/// A station or stand.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct Station {
    /// The number on it.
    pub no: StationNo,
    /// The short name of its hall.
    pub hall: Option<String>,
    /// Its state in one word.
    pub state: &'static str,
    /// The group that is here; the first of several; `null` if none is recorded.
    pub group: Option<GroupNo>,
    /// Pupils here; `null` where nobody is recorded and a group is due, or the station is out of contact or
    /// on paper: unknown is not zero.
    pub head_count: Option<u32>,
    /// How many pupils fit; 0 for a stand.
    pub places: u16,
    /// Seconds until its round ends, rounded up as on the screen; 0 once it is over; `null` where no round
    /// counts down.
    pub remaining_s: Option<i64>,
    /// Seconds over its time; 0 while it is not; `null` where no round counts down.
    pub overtime_s: Option<i64>,
    /// Who comes next.
    pub next_group: Option<GroupNo>,
    /// Entries that its laptops could not send yet, by their last word; `null` without a laptop.
    pub unsent: Option<u64>,
    /// Laptops in use for it now.
    pub devices: usize,
    /// Seconds since one of its laptops was last heard; `null` if none ever was.
    pub last_seen_s: Option<i64>,
    /// Seconds by which its laptop's clock is ahead, negative when behind; the worst of several; `null`
    /// before a check.
    pub clock_offset_s: Option<f64>,
}

/// A group of pupils.
#[derive(Serialize, Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The number on its card.
    pub no: GroupNo,
    /// Where it is, in one word.
    pub state: &'static str,
    /// The station it is at, or should be at; `null` on a break.
    pub station: Option<StationNo>,
    /// The station it goes to after this round; `null` before a break and at the end of its day.
    pub next_station: Option<StationNo>,
    /// Last head count; `null` before the first.
    pub counted: Option<u16>,
    /// Planned number of pupils.
    pub planned: u16,
}

/// An open call.
#[derive(Serialize, Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its name, for `act accept` and `act close`.
    pub id: String,
    /// From where.
    pub place: String,
    /// For what.
    pub need: Need,
    /// Since when.
    pub since: String,
    /// When somebody said "on the way".
    pub accepted: Option<String>,
}

/// A message.
#[derive(Serialize, Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its name, for `act received`.
    pub id: String,
    /// When it was sent.
    pub at: String,
    /// To whom: `all`, `hall:ID` or a place.
    pub to: String,
    /// Its text by language; a language that was left out is missing.
    pub text: Words,
    /// Places that have received it.
    pub received: Vec<String>,
    /// Addressed places that have not.
    pub missing: Vec<String>,
}

/// A laptop.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct Device {
    /// The name under which it writes.
    pub origin: Origin,
    /// In which part it is used: `station:N`, `desk:N`, `coordinator`, `organiser`.
    pub role: Role,
    /// What people call it.
    pub label: String,
    /// Seconds since it was last heard; `null` before the floor is open.
    pub last_seen_s: Option<i64>,
    /// Seconds by which its clock is ahead; `null` before a check.
    pub clock_offset_s: Option<f64>,
    /// Entries that it could not send yet, by its last word.
    pub unsent: u64,
    /// Its program version.
    pub version: String,
}

/// The floor at `now`, with what the devices last said of themselves; of its clock only the device knows.
pub fn status(floor: &Floor, presence: &[Presence], now: EventTime) -> Status {
    let all = overview(floor, presence, now);
    let day = floor.day();
    let round = match all.schedule.point() {
        Point::Before => None,
        Point::Round(round) => Some(round),
    };
    let hold = all.schedule.held().map(|hold| Hold {
        since: hold.since.to_string(),
        reason: hold.reason,
    });
    let mut devices: Vec<_> = presence.iter().map(|p| device(floor, p, now)).collect();
    devices.sort_by_key(|device| (device.role.to_string(), device.origin));
    Status {
        event_time: day.map(|_| now.to_string()),
        rehearsal: day.is_some_and(|day| day.opening.rehearsal),
        round,
        hold,
        stations: stations(&all),
        groups: all.groups().iter().map(group).collect(),
        calls: all.calls.iter().map(call).collect(),
        messages: messages(floor).iter().map(message).collect(),
        devices,
        unknown_entries: floor.unknown_count(),
        clock_uncertainty_ms: None,
        clock_checked_s: None,
    }
}

fn stations(all: &Overview<'_>) -> Vec<Station> {
    all.rows.iter().map(station).collect()
}

fn station(row: &Row<'_>) -> Station {
    let now = &row.now;
    let present = now.present.first().map(|present| present.group);
    let (remaining_s, overtime_s) = clock(now.countdown);
    let (online, age_ms) = match row.contact {
        Contact::Online(age) => (true, Some(age)),
        Contact::Offline(age) => (false, Some(age)),
        Contact::Never | Contact::Paper => (false, None),
    };
    let offsets = row.devices.iter().filter_map(|device| device.clock_ahead_ms);
    Station {
        no: now.no,
        hall: now.station.map(|station| station.hall.0.clone()),
        state: now.state.code(),
        group: present,
        head_count: row.counted(),
        places: now.places(),
        remaining_s,
        overtime_s,
        next_group: now.next.map(|next| next.group),
        unsent: (!row.devices.is_empty()).then(|| row.devices.iter().map(|device| device.unsent).sum()),
        devices: if online { row.devices.len() } else { 0 },
        last_seen_s: age_ms.map(|ms| ms / SECOND_MS),
        clock_offset_s: offsets.max_by_key(|ms| ms.abs()).map(seconds),
    }
}

const fn clock(countdown: Countdown) -> (Option<i64>, Option<i64>) {
    match countdown {
        Countdown::ToEnd(ms) => (Some(Digits::left(ms).seconds), Some(0)),
        Countdown::Over(ms) => (Some(0), Some(Digits::over(ms).seconds)),
        Countdown::ToStart(_) | Countdown::Nothing => (None, None),
    }
}

/// Milliseconds as seconds with their fraction. Beyond 24 days it is the number that saturates.
fn seconds(ms: i64) -> f64 {
    let bound = if ms < 0 { i32::MIN } else { i32::MAX };
    f64::from(i32::try_from(ms).unwrap_or(bound)) / 1_000.0
}

const fn group(group: &GroupNow) -> Group {
    Group {
        no: group.no,
        state: group.state.code(),
        station: group.station,
        next_station: match group.next {
            Onward::Station(no, _) => Some(no),
            Onward::Break(_) | Onward::Done => None,
        },
        counted: group.counted,
        planned: group.planned,
    }
}

fn call(call: &CallNow) -> Call {
    Call {
        id: name(call.id),
        place: place(call.place),
        need: call.need,
        since: call.since.to_string(),
        accepted: call.accepted.map(|at| at.to_string()),
    }
}

fn message(message: &MessageNow<'_>) -> Message {
    Message {
        id: name(message.id),
        at: message.at.to_string(),
        to: match message.to {
            Audience::All => "all".to_owned(),
            Audience::Hall(hall) => format!("hall:{}", hall.0),
            Audience::One(one) => place(*one),
        },
        text: message.text.clone(),
        received: message.received.iter().map(|(by, _)| place(*by)).collect(),
        missing: message.missing.iter().map(|one| place(*one)).collect(),
    }
}

fn device(floor: &Floor, device: &Presence, now: EventTime) -> Device {
    let share_ms = floor.day().map(|day| day.opening.pace().share_ms(now));
    let age = |share_ms: i64| share_ms.saturating_sub(device.seen_ms).max(0) / SECOND_MS;
    Device {
        origin: device.origin,
        role: device.role,
        label: device.label.clone(),
        last_seen_s: share_ms.map(age),
        clock_offset_s: device.clock_ahead_ms.map(seconds),
        unsent: device.unsent,
        version: device.version.clone(),
    }
}

fn name(id: EntryId) -> String {
    id.to_string()
}

/// A place as command line and JSON name it.
pub fn place(place: Place) -> String {
    match place {
        Place::Station(no) => format!("station:{no}"),
        Place::Desk(no) => format!("desk:{no}"),
        Place::Coordination => "coordination".to_owned(),
    }
}
