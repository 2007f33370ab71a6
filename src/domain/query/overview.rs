//! The whole floor in one pass: every station with its contact and its troubles, and the totals.
//!
//! A station that is on paper or out of contact is never called late or no-show: nobody knows.

use super::groups::{GroupNow, groups};
use super::people::{CallNow, open_calls};
use super::station::{State, StationNow, station};
use crate::domain::countdown::Schedule;
use crate::domain::event::StationKind;
use crate::domain::fact::Need;
use crate::domain::floor::Floor;
use crate::domain::id::{Place, Role, StationNo};
use crate::domain::presence::Presence;
use crate::domain::time::{EventTime, MINUTE_MS, SECOND_MS};

/// How far a laptop's clock may be off before that is shown, in milliseconds.
pub const CLOCK_OFF_MS: i64 = 2 * SECOND_MS;
/// How long a station may be over its time before it is called trouble, in milliseconds.
const OVER_TIME_MS: i64 = MINUTE_MS;

/// How a place is in contact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Contact {
    /// A device wrote to the share this many milliseconds ago.
    Online(i64),
    /// No device has written for longer than the event allows; the age of the last word.
    Offline(i64),
    /// No device was ever seen for this place.
    Never,
    /// It writes on paper.
    Paper,
}

impl Contact {
    /// Whether silence of this place means that nobody knows.
    pub const fn is_silent(self) -> bool {
        !matches!(self, Self::Online(_))
    }
}

/// Something wrong, most urgent first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Trouble {
    /// First aid was called; accepted or not.
    FirstAid {
        /// Since when.
        since: EventTime,
        /// Somebody is on the way.
        accepted: bool,
    },
    /// Help was called; accepted or not.
    Help {
        /// Since when.
        since: EventTime,
        /// What for.
        need: Need,
        /// Somebody is on the way.
        accepted: bool,
    },
    /// More pupils than places.
    OverPlaces {
        /// Pupils here.
        count: u32,
        /// Places.
        places: u16,
    },
    /// The group did not come.
    NoShow,
    /// The group is late.
    Late,
    /// Over its time by milliseconds.
    OverTime(i64),
    /// Nobody has pressed "ready".
    NotReady,
    /// Out of contact.
    Offline,
    /// The safety briefing is not marked.
    Briefing,
    /// A laptop's clock is off by milliseconds.
    ClockOff(i64),
    /// More than one laptop is used for this place.
    TwoLaptops(usize),
}

/// One station of the overview.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row<'a> {
    /// The station itself.
    pub now: StationNow<'a>,
    /// How it is in contact.
    pub contact: Contact,
    /// Devices in use for it.
    pub devices: Vec<&'a Presence>,
    /// What is wrong, most urgent first.
    pub troubles: Vec<Trouble>,
}

/// The totals of the floor line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// Stations that take groups.
    pub rotation: usize,
    /// Of them with somebody planned today (a reserve is not missing).
    pub planned: usize,
    /// Of those planned, ready.
    pub ready: usize,
    /// Stations with a group.
    pub busy: usize,
    /// Stations that wait for a group.
    pub waiting: usize,
    /// Stations without a group in this round.
    pub free: usize,
    /// Pupils at stations.
    pub pupils: u32,
    /// Stations out of contact.
    pub offline: usize,
    /// Stations with any trouble.
    pub troubled: usize,
    /// Groups that somebody has to look for.
    pub lost: usize,
}

/// The whole floor at one moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview<'a> {
    /// The schedule as it stands.
    pub schedule: Schedule,
    /// Stations and stands in order of their numbers.
    pub rows: Vec<Row<'a>>,
    /// Groups in order of their numbers.
    pub groups: Vec<GroupNow>,
    /// Open calls, most urgent first.
    pub calls: Vec<CallNow>,
    /// Totals.
    pub totals: Totals,
}

/// The floor at `now`, with what the devices last said of themselves.
pub fn overview<'a>(floor: &'a Floor, presence: &'a [Presence], now: EventTime) -> Overview<'a> {
    let schedule = Schedule::at(floor, now);
    let calls = open_calls(floor);
    let numbers = floor
        .event()
        .into_iter()
        .flat_map(|event| event.stations.keys().copied());
    let rows: Vec<_> = numbers
        .map(|no| row(floor, &schedule, presence, &calls, no))
        .collect();
    let mut groups = groups(floor, &schedule);
    for group in &mut groups {
        excuse(&rows, group);
    }
    let totals = totals(floor, &rows, &groups);
    Overview {
        schedule,
        rows,
        groups,
        calls,
        totals,
    }
}

/// A group due at a silent station is not lost: it may well be there.
fn excuse(rows: &[Row<'_>], group: &mut GroupNow) {
    use super::groups::GroupState;
    let silent = |no: StationNo| {
        rows.binary_search_by_key(&no, |row| row.now.no)
            .ok()
            .and_then(|i| rows.get(i))
            .is_some_and(|r| r.contact.is_silent())
    };
    if group.state.is_lost() && group.station.is_some_and(silent) {
        group.state = GroupState::Waiting;
    }
}

/// The contact of a place, and the devices in use for it.
pub fn contact<'a>(
    floor: &Floor,
    presence: &'a [Presence],
    role: Role,
    now: EventTime,
) -> (Contact, Vec<&'a Presence>) {
    let Some(day) = floor.day() else {
        return (Contact::Never, Vec::new());
    };
    let share_now_ms = now.0.saturating_sub(day.opening.shift_ms);
    let limit_ms = i64::from(day.opening.event.times.offline_after_s) * SECOND_MS;
    let age = |p: &Presence| share_now_ms.saturating_sub(p.seen_ms).max(0);
    let mut devices: Vec<&Presence> = presence.iter().filter(|p| p.role == role).collect();
    let Some(youngest) = devices.iter().map(|p| age(p)).min() else {
        return (Contact::Never, devices);
    };
    if youngest > limit_ms {
        devices.retain(|p| age(p) == youngest);
        return (Contact::Offline(youngest), devices);
    }
    devices.retain(|p| age(p) <= limit_ms);
    (Contact::Online(youngest), devices)
}

fn row<'a>(
    floor: &'a Floor,
    schedule: &Schedule,
    presence: &'a [Presence],
    calls: &[CallNow],
    no: StationNo,
) -> Row<'a> {
    let now = station(floor, schedule, no);
    let (mut contact, devices) = contact(floor, presence, Role::Station(no), schedule.now);
    if now.on_paper() {
        contact = Contact::Paper;
    }
    let troubles = troubles(floor, &now, contact, &devices, calls);
    Row {
        now,
        contact,
        devices,
        troubles,
    }
}

fn troubles(
    floor: &Floor,
    now: &StationNow<'_>,
    contact: Contact,
    devices: &[&Presence],
    calls: &[CallNow],
) -> Vec<Trouble> {
    let mine = calls.iter().filter(|call| call.place == Place::Station(now.no));
    let mut troubles: Vec<_> = mine
        .map(|call| match call.need {
            Need::FirstAid => Trouble::FirstAid {
                since: call.since,
                accepted: call.accepted.is_some(),
            },
            need => Trouble::Help {
                since: call.since,
                need,
                accepted: call.accepted.is_some(),
            },
        })
        .collect();
    if now.station.is_some_and(|s| s.kind == StationKind::Rotation) {
        troubles.extend(station_troubles(floor, now, contact));
    }
    let clocks = devices
        .iter()
        .filter_map(|p| p.clock_ahead_ms)
        .filter(|ms| ms.abs() > CLOCK_OFF_MS);
    troubles.extend(clocks.max_by_key(|ms| ms.abs()).map(Trouble::ClockOff));
    if devices.len() > 1 {
        troubles.push(Trouble::TwoLaptops(devices.len()));
    }
    troubles.sort();
    troubles
}

fn station_troubles(floor: &Floor, now: &StationNow<'_>, contact: Contact) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    if now.over_places() {
        troubles.push(Trouble::OverPlaces {
            count: now.head_count(),
            places: now.places(),
        });
    }
    match now.under {
        State::NoShow if !contact.is_silent() => troubles.push(Trouble::NoShow),
        State::Late if !contact.is_silent() => troubles.push(Trouble::Late),
        State::TimeUp if now.over_ms() >= OVER_TIME_MS && contact != Contact::Paper => {
            troubles.push(Trouble::OverTime(now.over_ms()));
        }
        State::NotReady if has_groups(floor, now.no) && contact != Contact::Paper => {
            troubles.push(Trouble::NotReady)
        }
        _ => {}
    }
    if matches!(contact, Contact::Offline(_))
        || (contact == Contact::Never && now.slot.is_some() && has_groups(floor, now.no))
    {
        troubles.push(Trouble::Offline);
    }
    if now.briefing_missing() && contact != Contact::Paper {
        troubles.push(Trouble::Briefing);
    }
    troubles
}

/// Whether the plan has anybody at this station today; a reserve has nobody.
pub fn has_groups(floor: &Floor, no: StationNo) -> bool {
    floor.event().is_some_and(|event| {
        event
            .rounds()
            .any(|(round, _)| !floor.expected(no, round).is_empty())
    })
}

fn totals(floor: &Floor, rows: &[Row<'_>], groups: &[GroupNow]) -> Totals {
    let mut totals = Totals {
        lost: groups.iter().filter(|g| g.state.is_lost()).count(),
        ..Totals::default()
    };
    for row in rows {
        totals.pupils += row.now.head_count();
        totals.troubled += usize::from(!row.troubles.is_empty());
        if row.now.under == State::Stand {
            continue;
        }
        totals.rotation += 1;
        let planned = has_groups(floor, row.now.no);
        totals.planned += usize::from(planned);
        totals.ready += usize::from(planned && row.now.ready);
        totals.offline += usize::from(matches!(row.contact, Contact::Offline(_)));
        match row.now.under {
            State::Running | State::TimeUp => totals.busy += 1,
            State::Waiting | State::Late | State::NoShow => totals.waiting += 1,
            State::Free | State::Finished => totals.free += 1,
            _ => {}
        }
    }
    totals
}

/// The order of "trouble first": most urgent trouble, then the station's number.
pub fn trouble_first<'r, 'a>(rows: &'r [Row<'a>]) -> Vec<&'r Row<'a>> {
    let mut sorted: Vec<_> = rows.iter().collect();
    sorted.sort_by_key(|row| (row.troubles.is_empty(), row.troubles.first().copied(), row.now.no));
    sorted
}
