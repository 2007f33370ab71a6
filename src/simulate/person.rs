//! What people do: each decides from what its own screen shows, and now and then does the wrong thing.

use super::chance::Chance;
use crate::domain::command::{Command, Recount};
use crate::domain::countdown::Schedule;
use crate::domain::event::{Event, Words};
use crate::domain::fact::{Audience, Need, Reason, Visitor};
use crate::domain::floor::Floor;
use crate::domain::id::{DeskNo, GroupNo, Place, Role, StationNo};
use crate::domain::opening::in_earnest;
use crate::domain::query::people;
use crate::domain::query::station::station;
use crate::domain::time::{EventTime, MINUTE_MS};
use std::sync::Arc;

/// What a person asks for, and when it happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wish {
    pub(super) command: Command,
    pub(super) at: EventTime,
}

/// What somebody in this role asks for now; nothing where they only look.
pub(super) fn wish(
    role: Role,
    floor: &Floor,
    plan: &Arc<Event>,
    now: EventTime,
    chance: &mut Chance,
) -> Option<Wish> {
    let mut at = now;
    let command = match role {
        Role::Coordinator | Role::Organiser if floor.day().is_none() => {
            Command::OpenFloor(in_earnest(Arc::clone(plan)))
        }
        _ if floor.day().is_none() => return None,
        Role::Station(no) => at_station(no, floor, now, chance),
        Role::Desk(no) => at_desk(no, floor, chance)?,
        Role::Coordinator | Role::Organiser => {
            // What comes by radio is typed in a little later.
            if chance.percent(40) {
                at = now.plus_ms(-chance.between(0, 2 * MINUTE_MS));
            }
            coordinate(floor, plan, now, chance)?
        }
    };
    Some(Wish { command, at })
}

fn message_read(floor: &Floor, place: Place) -> Option<Command> {
    let message = people::inbox(floor, place).first()?.id;
    Some(Command::Receive { message, place })
}

fn at_station(no: StationNo, floor: &Floor, now: EventTime, chance: &mut Chance) -> Command {
    if chance.percent(20)
        && let Some(read) = message_read(floor, Place::Station(no))
    {
        return read;
    }
    let schedule = Schedule::at(floor, now);
    let seen = station(floor, &schedule, no);
    let here = seen.present.first();
    if here.is_none() && (!seen.awaited.is_empty() || chance.percent(15)) {
        let wrong = chance.percent(12);
        return Command::Arrive {
            station: no,
            group: if wrong { any_group(floor, chance) } else { None },
            count: chance.percent(80).then(|| heads(chance)),
        };
    }
    let nearly_over = seen.ends.is_some_and(|ends| ends.since(now) < MINUTE_MS);
    if here.is_some() && (nearly_over || chance.percent(15)) {
        return Command::Finish {
            station: no,
            group: None,
        };
    }
    if here.is_some_and(|present| !present.expected) && chance.percent(60) {
        return Command::SendOn {
            station: no,
            group: None,
            to: None,
        };
    }
    if seen.paused.is_some() && chance.percent(50) {
        return Command::Resume(no);
    }
    on_the_side(no, chance)
}

fn on_the_side(no: StationNo, chance: &mut Chance) -> Command {
    let (station, group) = (no, None);
    match chance.below(10) {
        0 => Command::Ready {
            station: no,
            deputy: false,
        },
        1 | 2 => Command::Briefing { station, group },
        3 => Command::Count {
            station,
            group,
            count: Recount::By(if chance.percent(50) { 1 } else { -1 }),
        },
        4 => Command::Interest {
            station,
            group,
            count: heads(chance) / 3,
        },
        5 => Command::WalkIn {
            station,
            count: if chance.percent(80) { 1 } else { -1 },
        },
        6 => Command::Extend {
            station,
            minutes: 1,
            reason: Reason::PreviousStation,
        },
        7 => Command::Pause {
            station,
            reason: Reason::Equipment,
        },
        8 => Command::Call {
            place: Place::Station(no),
            need: Need::Help,
        },
        _ => Command::Undo(None),
    }
}

fn at_desk(desk: DeskNo, floor: &Floor, chance: &mut Chance) -> Option<Command> {
    Some(match chance.below(8) {
        0 => message_read(floor, Place::Desk(desk))?,
        1 => Command::TakeBack { desk, visitor: None },
        2 => Command::Queue {
            desk,
            length: heads(chance),
        },
        3 => Command::Undo(None),
        _ => Command::Visit {
            desk,
            visitor: *chance.pick(&[Visitor::Pupil, Visitor::Adult])?,
        },
    })
}

fn coordinate(floor: &Floor, plan: &Event, now: EventTime, chance: &mut Chance) -> Option<Command> {
    let stations: Vec<StationNo> = plan.rotation_stations().map(|(no, _)| no).collect();
    let some_station = *chance.pick(&stations)?;
    let held = Schedule::at(floor, now).held().is_some();
    if held && chance.percent(60) {
        return Some(Command::ResumeFloor);
    }
    Some(match chance.below(12) {
        0 => Command::Hold(Reason::Drill),
        1 | 2 => Command::Send {
            to: if chance.percent(50) {
                Audience::All
            } else {
                Audience::One(Place::Station(some_station))
            },
            text: Words::same("Please come to the hall"),
        },
        3 | 4 => {
            let open = people::calls(floor);
            let call = open.iter().find(|call| call.closed.is_none())?;
            match call.accepted {
                None => Command::AcceptCall(call.id),
                Some(_) => Command::CloseCall(call.id),
            }
        }
        5 => Command::Undo(None),
        6 => Command::Finish {
            station: some_station,
            group: None,
        },
        // By radio, also for stations that have a laptop: both may say the same.
        _ => Command::Arrive {
            station: some_station,
            group: None,
            count: Some(heads(chance)),
        },
    })
}

fn any_group(floor: &Floor, chance: &mut Chance) -> Option<GroupNo> {
    let groups: Vec<GroupNo> = floor.event()?.groups.keys().copied().collect();
    chance.pick(&groups).copied()
}

fn heads(chance: &mut Chance) -> u16 {
    u16::try_from(chance.between(6, 14)).unwrap_or(0)
}
