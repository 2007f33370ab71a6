//! The whole floor in one pass: every station with its contact and its troubles, and the totals.
//!
//! A station that is on paper or out of contact is never called late or no-show: nobody knows.

use super::groups::{GroupNow, group_now, groups};
use super::people::{CallNow, addressed, open_calls};
use super::revision::revisions;
use super::station::{State, StationNow, station};
use crate::domain::countdown::Schedule;
use crate::domain::event::StationKind;
use crate::domain::fact::Need;
use crate::domain::floor::{Floor, MessageLog};
use crate::domain::id::{GroupNo, Place, Role, StationNo};
use crate::domain::presence::Presence;
use crate::domain::time::{EventTime, MINUTE_MS, SECOND_MS};
use std::fmt;

/// How far a laptop's clock may be off before that is shown, in milliseconds.
pub const CLOCK_OFF_MS: i64 = 2 * SECOND_MS;
/// How long a message may go unreceived before that is shown, in milliseconds.
const UNANSWERED_MS: i64 = MINUTE_MS;
/// How long an old message is still waited for, in milliseconds.
const FORGOTTEN_MS: i64 = 30 * MINUTE_MS;
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

/// Something wrong, the kinds most urgent first.
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
    /// The safety briefing has not been marked for some minutes.
    Briefing,
    /// A laptop's clock is off by milliseconds.
    ClockOff(i64),
    /// More than one laptop is used for this place.
    TwoLaptops(usize),
}

impl Trouble {
    /// The less, the more urgent: first by kind, calls that nobody has accepted before the others; then the
    /// oldest call, the largest excess.
    pub(super) fn urgency(self) -> (u8, i64) {
        match self {
            Self::FirstAid { since, accepted } => (u8::from(accepted), since.0),
            Self::Help { since, accepted, .. } => (2 + u8::from(accepted), since.0),
            Self::OverPlaces { count, places } => (4, i64::from(places) - i64::from(count)),
            Self::NoShow => (5, 0),
            Self::Late => (6, 0),
            Self::OverTime(ms) => (7, ms.saturating_neg()),
            Self::NotReady => (8, 0),
            Self::Offline => (9, 0),
            Self::Briefing => (10, 0),
            Self::ClockOff(ms) => (11, ms.saturating_abs().saturating_neg()),
            Self::TwoLaptops(count) => (12, i64::try_from(count).map_or(i64::MIN, i64::saturating_neg)),
        }
    }
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
    /// The plan has somebody here today; a reserve or stand has nobody.
    pub is_planned: bool,
    /// The group that was to come in the round of the next one, and goes elsewhere now.
    pub replaced: Option<GroupNo>,
}

impl Row<'_> {
    /// Pupils here, where that is known; of an empty place that is silent nobody knows.
    pub fn counted(&self) -> Option<u32> {
        let silent = self.now.present.is_empty() && self.contact.is_silent();
        self.now.counted().filter(|_| !silent)
    }
}

/// The totals of the floor line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// Stations that take groups.
    pub rotation: usize,
    /// Of them with somebody planned today, or ready all the same: a reserve is not missing.
    pub planned: usize,
    /// Of those, ready.
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
#[derive(Clone, PartialEq, Eq)]
pub struct Overview<'a> {
    floor: &'a Floor,
    /// The schedule as it stands.
    pub schedule: Schedule,
    /// Stations and stands in order of their numbers.
    pub rows: Vec<Row<'a>>,
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
    let devices = by_role(presence);
    let mut rows: Vec<_> = numbers
        .map(|no| row(floor, &schedule, &devices, &calls, no))
        .collect();
    replaced(floor, &schedule, &mut rows);
    let mut totals = totals(&rows);
    totals.lost = lost(floor, &schedule, &rows);
    Overview {
        floor,
        schedule,
        rows,
        calls,
        totals,
    }
}

/// Says of each next group instead of which other one it comes.
fn replaced(floor: &Floor, schedule: &Schedule, rows: &mut [Row<'_>]) {
    let Some(from) = schedule.upcoming().map(|slot| slot.round) else {
        return;
    };
    for revision in revisions(floor, from) {
        let row = rows.iter_mut().find(|row| Some(row.now.no) == revision.was);
        let next = |row: &&mut Row<'_>| row.now.next.is_some_and(|next| next.slot.round == revision.round);
        if let Some(row) = row.filter(next) {
            row.replaced = Some(revision.group);
        }
    }
}

/// What is shown of the floor, not the floor itself.
impl fmt::Debug for Overview<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Overview")
            .field("schedule", &self.schedule)
            .field("rows", &self.rows)
            .field("groups", &self.groups())
            .field("calls", &self.calls)
            .field("totals", &self.totals)
            .finish_non_exhaustive()
    }
}

impl<'a> Overview<'a> {
    /// The station with this number.
    pub fn row(&self, no: StationNo) -> Option<&Row<'a>> {
        find(&self.rows, no)
    }

    /// Every group, in order of their numbers. It is asked for where groups are shown, for it costs as much as
    /// the stations.
    pub fn groups(&self) -> Vec<GroupNow> {
        let mut groups = groups(self.floor, &self.schedule);
        for group in &mut groups {
            excuse(&self.rows, group);
        }
        groups
    }
}

fn find<'r, 'a>(rows: &'r [Row<'a>], no: StationNo) -> Option<&'r Row<'a>> {
    let place = rows.binary_search_by_key(&no, |row| row.now.no).ok()?;
    rows.get(place)
}

/// What the devices say, in the order of their roles, so that a place finds its own at once.
fn by_role(presence: &[Presence]) -> Vec<&Presence> {
    let mut devices: Vec<_> = presence.iter().collect();
    devices.sort_by_key(|device| device.role);
    devices
}

fn of_role<'d, 'a>(devices: &'d [&'a Presence], role: Role) -> &'d [&'a Presence] {
    let start = devices.partition_point(|device| device.role < role);
    let end = devices.partition_point(|device| device.role <= role);
    devices.get(start..end).unwrap_or_default()
}

/// A group due at a silent station is not lost: it may well be there.
fn excuse(rows: &[Row<'_>], group: &mut GroupNow) {
    use super::groups::GroupState;
    let silent = |no: StationNo| find(rows, no).is_some_and(|row| row.contact.is_silent());
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
    let devices = presence.iter().filter(|device| device.role == role).collect();
    contact_of(floor, devices, now)
}

/// The contact of a place whose devices are these; those in use are kept.
fn contact_of<'a>(
    floor: &Floor,
    mut devices: Vec<&'a Presence>,
    now: EventTime,
) -> (Contact, Vec<&'a Presence>) {
    let Some(day) = floor.day() else {
        return (Contact::Never, Vec::new());
    };
    let share_now_ms = day.opening.pace().share_ms(now);
    let limit_ms = i64::from(day.opening.event.times.offline_after_s) * SECOND_MS;
    let age = |p: &Presence| share_now_ms.saturating_sub(p.seen_ms).max(0);
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
    devices: &[&'a Presence],
    calls: &[CallNow],
    no: StationNo,
) -> Row<'a> {
    let now = station(floor, schedule, no);
    let is_planned = has_groups(floor, no);
    let devices = of_role(devices, Role::Station(no)).to_vec();
    let (mut contact, devices) = contact_of(floor, devices, schedule.now);
    if now.on_paper() {
        contact = Contact::Paper;
    }
    let mut row = Row {
        now,
        contact,
        devices,
        troubles: Vec::new(),
        is_planned,
        replaced: None,
    };
    row.troubles = troubles(floor, schedule, &row, calls);
    row
}

fn troubles(floor: &Floor, schedule: &Schedule, row: &Row<'_>, calls: &[CallNow]) -> Vec<Trouble> {
    let now = &row.now;
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
        troubles.extend(station_troubles(floor, schedule, row));
    }
    let clocks = row
        .devices
        .iter()
        .filter_map(|p| p.clock_ahead_ms)
        .filter(|ms| ms.abs() > CLOCK_OFF_MS);
    troubles.extend(clocks.max_by_key(|ms| ms.abs()).map(Trouble::ClockOff));
    if row.devices.len() > 1 {
        troubles.push(Trouble::TwoLaptops(row.devices.len()));
    }
    troubles.sort_by_key(|trouble| trouble.urgency());
    troubles
}

fn station_troubles(floor: &Floor, schedule: &Schedule, row: &Row<'_>) -> Vec<Trouble> {
    let Row {
        now,
        contact,
        is_planned,
        ..
    } = row;
    let (contact, is_planned) = (*contact, *is_planned);
    // What it does meanwhile, nobody knows.
    let is_unheard = matches!(contact, Contact::Offline(_) | Contact::Paper);
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
        State::TimeUp if now.over_ms() >= OVER_TIME_MS && !is_unheard => {
            troubles.push(Trouble::OverTime(now.over_ms()));
        }
        _ if now.said_not_ready() => troubles.push(Trouble::NotReady),
        State::NotReady if is_planned && contact != Contact::Paper => troubles.push(Trouble::NotReady),
        _ => {}
    }
    // A place that no laptop was ever seen for is worth a walk when a group is due and nobody has said a word.
    let unheard = now.present.is_empty() && !now.awaited.is_empty();
    if matches!(contact, Contact::Offline(_)) || (contact == Contact::Never && unheard) {
        troubles.push(Trouble::Offline);
    }
    // A station has some minutes for it: as many as a group has to come.
    let grace_min = floor.event().map_or(0, |event| event.times.late_after_min);
    if !is_unheard && now.briefing_overdue(schedule, i64::from(grace_min) * MINUTE_MS) {
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

/// How many groups somebody has to look for: only a group that a station in contact still awaits can be lost.
fn lost(floor: &Floor, schedule: &Schedule, rows: &[Row<'_>]) -> usize {
    let Some(current) = schedule.current() else {
        return 0;
    };
    let is_lost = |group: &&GroupNo| group_now(floor, schedule, **group, 0).state.is_lost();
    let heard = rows.iter().filter(|row| !row.contact.is_silent());
    heard
        .map(|row| {
            let is_here = row.now.slot.is_some_and(|slot| slot.round == current.round);
            // A station on extended time is still in the round before.
            let due = if is_here {
                &row.now.awaited
            } else {
                floor.expected(row.now.no, current.round)
            };
            due.iter().filter(is_lost).count()
        })
        .sum()
}

fn totals(rows: &[Row<'_>]) -> Totals {
    let mut totals = Totals::default();
    for row in rows {
        totals.pupils += row.now.head_count();
        totals.troubled += usize::from(!row.troubles.is_empty());
        if row.now.under == State::Stand {
            continue;
        }
        totals.rotation += 1;
        totals.planned += usize::from(row.is_planned || row.now.ready);
        totals.ready += usize::from(row.now.ready);
        totals.offline += usize::from(matches!(row.contact, Contact::Offline(_)));
        match row.now.under {
            State::Running | State::TimeUp => totals.busy += 1,
            State::Waiting | State::Delayed | State::Late | State::NoShow => totals.waiting += 1,
            State::Free | State::Finished => totals.free += 1,
            _ => {}
        }
    }
    totals
}

/// The order of "trouble first": most urgent trouble, then the station's number.
pub fn trouble_first<'r, 'a>(rows: &'r [Row<'a>]) -> Vec<&'r Row<'a>> {
    let mut sorted: Vec<_> = rows.iter().collect();
    sorted.sort_by_key(|row| {
        (
            row.troubles.first().map_or((u8::MAX, 0), |worst| worst.urgency()),
            row.now.no,
        )
    });
    sorted
}

/// Whether a message that `missing` places have not received is to be asked after.
pub const fn is_unanswered(sent: EventTime, missing: usize, now: EventTime) -> bool {
    missing > 0 && now.since(sent) > UNANSWERED_MS
}

/// How many messages of the last half hour somebody should have received by now and has not.
pub fn unanswered(floor: &Floor, now: EventTime) -> usize {
    let Some(event) = floor.event() else { return 0 };
    let waits = |log: &MessageLog| {
        let sent = log.sent.as_ref().filter(|sent| {
            let age = now.since(sent.at);
            age > UNANSWERED_MS && age <= FORGOTTEN_MS && floor.undone.lets(sent)
        });
        sent.is_some_and(|sent| {
            let has = |place: &Place| {
                let receipts = log.received.get(place);
                receipts.is_some_and(|receipts| receipts.last(&floor.undone).is_some())
            };
            addressed(floor, event, &sent.value.0)
                .iter()
                .any(|place| !has(place))
        })
    };
    floor.messages().filter(|(_, log)| waits(log)).count()
}
