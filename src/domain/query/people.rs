//! Calls, messages and advice desks at one moment.

use super::station::condition;
use crate::domain::event::{Event, Words};
use crate::domain::fact::{Audience, Need, Visitor};
use crate::domain::floor::{CallLog, Floor, MessageLog};
use crate::domain::id::{DeskNo, EntryId, Place};
use crate::domain::time::{EventTime, MINUTE_MS};

/// A quarter of an hour in milliseconds.
const QUARTER_MS: i64 = 15 * MINUTE_MS;

/// A call for help at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CallNow {
    /// Its identity.
    pub id: EntryId,
    /// From where.
    pub place: Place,
    /// For what.
    pub need: Need,
    /// Since when.
    pub since: EventTime,
    /// When somebody said "on the way".
    pub accepted: Option<EventTime>,
    /// When it was over.
    pub closed: Option<EventTime>,
}

fn call_now(floor: &Floor, id: EntryId, log: &CallLog) -> Option<CallNow> {
    let called = log.called.as_ref().filter(|mark| floor.undone.lets(mark))?;
    let (place, need) = called.value;
    Some(CallNow {
        id,
        place,
        need,
        since: called.at,
        accepted: log.accepted.standing(&floor.undone).map(|mark| mark.at).min(),
        closed: log.closed.standing(&floor.undone).map(|mark| mark.at).min(),
    })
}

/// One call, unless it was undone or is not known.
pub fn call(floor: &Floor, id: EntryId) -> Option<CallNow> {
    call_now(floor, id, floor.call(id)?)
}

/// Every call that was not undone, oldest first.
pub fn calls(floor: &Floor) -> Vec<CallNow> {
    let mut calls: Vec<_> = floor
        .calls()
        .filter_map(|(id, log)| call_now(floor, id, log))
        .collect();
    calls.sort_by_key(|call| (call.since, call.id));
    calls
}

/// Calls that are not closed: first aid first, then the oldest.
pub fn open_calls(floor: &Floor) -> Vec<CallNow> {
    let mut open = calls(floor);
    open.retain(|call| call.closed.is_none());
    open.sort_by_key(|call| (call.need != Need::FirstAid, call.since, call.id));
    open
}

/// A message at one moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageNow<'a> {
    /// Its identity.
    pub id: EntryId,
    /// When it was sent.
    pub at: EventTime,
    /// To whom.
    pub to: &'a Audience,
    /// Its text.
    pub text: &'a Words,
    /// Places that received it, with the time, in order of places.
    pub received: Vec<(Place, EventTime)>,
    /// Addressed places that have not received it yet.
    pub missing: Vec<Place>,
}

/// The places that are asked to receive a message: stations with a laptop, or the one place named.
pub fn addressed(floor: &Floor, event: &Event, to: &Audience) -> Vec<Place> {
    let stations = event
        .rotation_stations()
        .filter(|(no, _)| !condition(floor, *no).paper);
    match to {
        Audience::All => stations.map(|(no, _)| Place::Station(no)).collect(),
        Audience::Hall(hall) => stations
            .filter(|(_, s)| s.hall == *hall)
            .map(|(no, _)| Place::Station(no))
            .collect(),
        Audience::One(place) => vec![*place],
    }
}

fn message_now<'a>(floor: &'a Floor, id: EntryId, log: &'a MessageLog) -> Option<MessageNow<'a>> {
    let sent = log.sent.as_ref().filter(|mark| floor.undone.lets(mark))?;
    let (to, text) = &sent.value;
    let received: Vec<_> = log
        .received
        .iter()
        .filter_map(|(place, receipts)| Some((*place, receipts.standing(&floor.undone).map(|m| m.at).min()?)))
        .collect();
    let mut missing = floor
        .event()
        .map_or_else(Vec::new, |event| addressed(floor, event, to));
    missing.retain(|place| received.iter().all(|(by, _)| by != place));
    Some(MessageNow {
        id,
        at: sent.at,
        to,
        text,
        received,
        missing,
    })
}

/// Every message that was not undone, newest first.
pub fn messages(floor: &Floor) -> Vec<MessageNow<'_>> {
    let mut messages: Vec<_> = floor
        .messages()
        .filter_map(|(id, log)| message_now(floor, id, log))
        .collect();
    messages.sort_by_key(|message| std::cmp::Reverse((message.at, message.id)));
    messages
}

/// Messages for a place that it has not received yet, oldest first.
pub fn inbox(floor: &Floor, place: Place) -> Vec<MessageNow<'_>> {
    let hall = floor.event().and_then(|event| match place {
        Place::Station(no) => event.stations.get(&no).map(|s| &s.hall),
        Place::Desk(no) => event.desks.get(&no).map(|d| &d.hall),
        Place::Coordination => None,
    });
    let mine = |to: &Audience| match to {
        Audience::All => place != Place::Coordination,
        Audience::Hall(id) => hall == Some(id),
        Audience::One(one) => *one == place,
    };
    let unread = |message: &MessageNow<'_>| message.received.iter().all(|(by, _)| *by != place);
    let mut inbox = messages(floor);
    inbox.retain(|message| mine(message.to) && unread(message));
    inbox.reverse();
    inbox
}

/// Visitors by kind: pupils, students, adults.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Visitors([u32; 3]);

impl Visitors {
    /// Visitors of one kind.
    pub const fn of(&self, kind: Visitor) -> u32 {
        let [pupils, students, adults] = self.0;
        match kind {
            Visitor::Pupil => pupils,
            Visitor::Student => students,
            Visitor::Adult => adults,
        }
    }

    fn slot(&mut self, kind: Visitor) -> &mut u32 {
        let [pupils, students, adults] = &mut self.0;
        match kind {
            Visitor::Pupil => pupils,
            Visitor::Student => students,
            Visitor::Adult => adults,
        }
    }

    /// Visitors of all kinds.
    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }
}

/// An advice desk at one moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DeskNow {
    /// Visitors today.
    pub today: Visitors,
    /// Visitors by quarter of an hour (its start), in order, only those in which somebody came.
    pub quarters: Vec<(EventTime, Visitors)>,
    /// Last counted queue; `None` before the first count.
    pub queue: Option<u16>,
    /// The kind of the last visitor still counted, whom "take back" takes back.
    pub last: Option<Visitor>,
}

/// One desk. A take-back removes the last visitor of its kind, from the quarter in which they came.
pub fn desk(floor: &Floor, no: DeskNo) -> DeskNow {
    let Some(log) = floor.desk(no) else {
        return DeskNow::default();
    };
    let mut came: Vec<(EventTime, Visitor)> = Vec::new();
    for mark in log.visits.standing(&floor.undone) {
        if mark.value.came {
            came.push((mark.at, mark.value.visitor));
        } else if let Some(place) = came.iter().rposition(|(_, kind)| *kind == mark.value.visitor) {
            came.remove(place);
        }
    }
    let mut desk = DeskNow {
        queue: log.queue.last(&floor.undone).map(|mark| mark.value),
        last: came.last().map(|(_, kind)| *kind),
        ..DeskNow::default()
    };
    came.sort_by_key(|(at, _)| *at);
    for (at, kind) in came {
        let quarter = EventTime(at.0.div_euclid(QUARTER_MS).saturating_mul(QUARTER_MS));
        if desk.quarters.last().is_none_or(|(start, _)| *start != quarter) {
            desk.quarters.push((quarter, Visitors::default()));
        }
        if let Some((_, visitors)) = desk.quarters.last_mut() {
            *visitors.slot(kind) += 1;
        }
        *desk.today.slot(kind) += 1;
    }
    desk
}
