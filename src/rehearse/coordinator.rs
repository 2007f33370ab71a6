//! A patient coordinator: calls that nobody else has accepted for a while, messages, and by radio what silent
//! stations cannot write themselves. People who practise on a real overview come first.

use super::{Deed, Script, Sight};
use crate::domain::command::Command;
use crate::domain::countdown::{Schedule, Slot};
use crate::domain::event::Event;
use crate::domain::fact::{Audience, Visit};
use crate::domain::id::{GroupNo, Role, StationNo};
use crate::domain::query::people::{messages, open_calls};
use crate::domain::query::station::offered_count;
use crate::domain::time::{MINUTE_MS, SECOND_MS};

/// So long somebody else may accept a call first, in seconds.
const PATIENCE_S: (i64, i64) = (60, 150);
/// So long the help that came is needed, in seconds.
const HELP_S: (i64, i64) = (120, 420);
/// So long after the start of a round a silent station is asked by radio, in minutes.
const RADIO_MIN: i64 = 4;

pub(super) fn next(script: &Script, sight: Sight<'_>, schedule: &Schedule) -> Option<Command> {
    let event = sight.floor.event()?;
    calls(script, sight)
        .or_else(|| message(script, sight, schedule, event))
        .or_else(|| radio(script, sight, schedule.current()?, event))
}

fn calls(script: &Script, sight: Sight<'_>) -> Option<Command> {
    let passed = |since, (least, most): (i64, i64), seq: u64| {
        let wait = script.whim.between(least, most, &[seq, least.unsigned_abs()]);
        sight.now.since(since) >= wait.saturating_mul(SECOND_MS)
    };
    open_calls(sight.floor)
        .into_iter()
        .find_map(|call| match call.accepted {
            None => passed(call.since, PATIENCE_S, call.id.seq.0).then_some(Command::AcceptCall(call.id)),
            Some(since) => passed(since, HELP_S, call.id.seq.0).then_some(Command::CloseCall(call.id)),
        })
}

/// In some rounds a ready-made message goes to everybody or to one hall.
fn message(script: &Script, sight: Sight<'_>, schedule: &Schedule, event: &Event) -> Option<Command> {
    let slot = schedule.current()?;
    let round = u64::from(slot.round.0);
    let due = slot.now.start.plus_ms(
        script
            .whim
            .between(60, 600, &[round, 1])
            .saturating_mul(SECOND_MS),
    );
    if !script.whim.chance(35, &[round, 2]) || sight.now < due {
        return None;
    }
    if messages(sight.floor).iter().any(|message| message.at >= due) {
        return None;
    }
    let pick = |count: usize, about: u64| {
        let count = u64::try_from(count).ok().filter(|count| *count > 0)?;
        usize::try_from(script.whim.of(&[round, about]) % count).ok()
    };
    let preset = event.messages.get(pick(event.messages.len(), 3)?)?;
    let hall = pick(event.halls.len(), 4).and_then(|place| event.halls.get(place));
    let to = match hall.filter(|_| script.whim.chance(50, &[round, 5])) {
        Some(hall) => Audience::Hall(hall.id.clone()),
        None => Audience::All,
    };
    Some(Command::Send {
        to,
        text: preset.text.clone(),
    })
}

/// Whether nobody hears this station: its laptops were heard, and not for longer than the event allows.
fn is_silent(sight: Sight<'_>, event: &Event, station: StationNo) -> bool {
    let newest = sight.presence.iter().map(|device| device.seen_ms).max();
    let last = sight
        .presence
        .iter()
        .filter(|device| device.role == Role::Station(station))
        .map(|device| device.seen_ms)
        .max();
    newest.zip(last).is_some_and(|(newest, last)| {
        newest.saturating_sub(last) > i64::from(event.times.offline_after_s).saturating_mul(SECOND_MS)
    })
}

fn radio(script: &Script, sight: Sight<'_>, slot: &Slot, event: &Event) -> Option<Command> {
    let running = sight.now.since(slot.now.start) >= RADIO_MIN * MINUTE_MS && sight.now < slot.now.end;
    if !running {
        return None;
    }
    let arrived = |station: StationNo, group: GroupNo| {
        let visit = Visit {
            station,
            round: slot.round,
            group,
        };
        let session = sight.floor.session(visit);
        session.is_some_and(|session| session.arrival(&sight.floor.undone).is_some())
    };
    let (station, group) = event
        .rotation_stations()
        .filter(|(no, _)| is_silent(sight, event, *no))
        .flat_map(|(no, _)| {
            sight
                .floor
                .expected(no, slot.round)
                .iter()
                .map(move |group| (no, *group))
        })
        .find(|(no, group)| !arrived(*no, *group) && script.is_free(*no, *group, Deed::Arrival))?;
    Some(Command::Arrive {
        station,
        group: Some(group),
        count: offered_count(sight.floor, group),
    })
}
