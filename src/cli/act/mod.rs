//! `sheber act`: who and what in words, read into a [`Command`] over the floor as it stands.
//!
//! Nothing is judged here: whether it is allowed is [`decide`](crate::domain::command::decide)'s business.
//! [`ask`] only finds what people leave out, such as the call they mean.

mod course;
pub mod script;
mod words;

use super::fail::{CliError, Kind};
use crate::domain::command::{Command, Recount, Refusal};
use crate::domain::event::{HallId, Words};
use crate::domain::fact::{Audience, Need, Reason, Visitor};
use crate::domain::floor::Floor;
use crate::domain::id::{DeskNo, EntryId, GroupNo, Place, Role, StationNo};
use crate::domain::query::people::{CallNow, inbox, open_calls};
use crate::domain::time::EventTime;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use course::{DayDeed, GroupDeed, StandingDeed};
use std::path::PathBuf;

/// Who says what.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct ActArgs {
    /// For this station; with --coordinator: by radio
    #[arg(
        long,
        global = true,
        value_name = "N",
        help_heading = "Who",
        conflicts_with = "desk"
    )]
    pub station: Option<StationNo>,
    /// For this advice desk; with --coordinator: by radio
    #[arg(long, global = true, value_name = "N", help_heading = "Who")]
    pub desk: Option<DeskNo>,
    /// As a coordinator
    #[arg(long, global = true, help_heading = "Who")]
    pub coordinator: bool,
    /// When it happened, if earlier than now: HH:MM or HH:MM:SS
    #[arg(long, global = true, value_name = "TIME", help_heading = "Who")]
    pub at: Option<EventTime>,
    /// A file of lines, each as it would follow `sheber act`; `-` is the standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["station", "desk", "coordinator", "at"])]
    pub script: Option<PathBuf>,
    /// What happened.
    #[command(subcommand)]
    pub deed: Option<Deed>,
}

/// What happened.
#[derive(Subcommand, Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// At a station.
    #[command(flatten)]
    Station(StationDeed),
    /// How a station stands.
    #[command(flatten)]
    Standing(StandingDeed),
    /// To groups.
    #[command(flatten)]
    Group(GroupDeed),
    /// To the day.
    #[command(flatten)]
    Day(DayDeed),
    /// At a desk.
    #[command(flatten)]
    Desk(DeskDeed),
    /// On the floor.
    #[command(flatten)]
    Floor(FloorDeed),
}

/// What happened at a station.
#[derive(Subcommand, Debug, Clone, PartialEq, Eq)]
pub enum StationDeed {
    /// The station is ready
    Ready {
        /// Said by a deputy of the instructor
        #[arg(long)]
        deputy: bool,
    },
    /// A group arrived; the expected one with its offered number, unless said otherwise
    Arrive {
        /// The group's number
        group: Option<GroupNo>,
        /// How many came
        #[arg(long, value_name = "N")]
        count: Option<u16>,
    },
    /// The head count was wrong: the right number, or +1 or -1
    Count {
        /// Optionally the group, then the number
        #[arg(value_name = "[GROUP] N", num_args = 1..=2, required = true, allow_negative_numbers = true, value_parser = recount)]
        words: Vec<Recount>,
    },
    /// The group finished
    Finish {
        /// The group's number
        group: Option<GroupNo>,
    },
    /// The group is at the wrong station and goes to its own
    SendOn {
        /// The group's number
        group: Option<GroupNo>,
        /// Where to, if not to its planned station
        #[arg(long, value_name = "STATION")]
        to: Option<StationNo>,
    },
    /// The safety briefing was given
    Briefing {
        /// The group's number
        group: Option<GroupNo>,
    },
    /// So many could imagine this trade
    Interest {
        /// How many hands
        #[arg(value_name = "N")]
        count: u16,
        /// The group's number
        group: Option<GroupNo>,
    },
    /// Visitors without a group; a negative number takes back
    WalkIn {
        /// How many more
        #[arg(value_name = "N", default_value_t = 1, allow_negative_numbers = true)]
        count: i16,
    },
    /// The station stops for a while
    Pause {
        /// Why
        #[arg(long, value_parser = reasons())]
        reason: Reason,
    },
    /// The station's round gets more minutes; a negative number takes back
    Extend {
        /// How many
        #[arg(value_name = "MIN", allow_negative_numbers = true)]
        minutes: i16,
        /// Why
        #[arg(long, value_parser = reasons())]
        reason: Reason,
    },
}

/// What happened at an advice desk.
#[derive(Subcommand, Debug, Clone, PartialEq, Eq)]
pub enum DeskDeed {
    /// A visitor came to the desk
    Visit {
        /// Of which kind
        #[arg(value_parser = visitors())]
        kind: Visitor,
    },
    /// The last visitor of the desk is taken back
    TakeBack {
        /// Of which kind, if not the very last
        #[arg(value_parser = visitors())]
        kind: Option<Visitor>,
    },
    /// So many wait at the desk
    Queue {
        /// How many
        #[arg(value_name = "N")]
        length: u16,
    },
}

/// What happened on the floor, or at any place of it.
#[derive(Subcommand, Debug, Clone, PartialEq, Eq)]
pub enum FloorDeed {
    /// The station goes on; for a coordinator without --station: the whole floor
    Resume,
    /// The whole floor stops
    Hold {
        /// Why
        #[arg(long, value_parser = reasons())]
        reason: Reason,
    },
    /// A message to stations
    Message {
        /// What it says
        #[arg(required_unless_present = "preset", conflicts_with = "preset")]
        text: Option<String>,
        /// To whom: all, hall:ID, station:N or desk:N
        #[arg(long, value_name = "WHOM", default_value = "all", value_parser = audience)]
        to: Audience,
        /// A ready-made message of the event, by its key
        #[arg(long, value_name = "KEY")]
        preset: Option<String>,
    },
    /// A message was received here; the oldest unread one if none is named
    Received {
        /// The message's name, as `status --json` shows it
        id: Option<EntryId>,
    },
    /// A call for help
    #[command(name = "help")]
    Call {
        /// For what
        #[arg(default_value = "help", value_parser = needs())]
        need: Need,
    },
    /// A call for first aid
    FirstAid,
    /// Somebody is on the way; to the most urgent call that nobody has accepted (of this --station), if none is named
    Accept {
        /// The call's name, as `status --json` shows it
        id: Option<EntryId>,
    },
    /// A call is over; the most urgent one if none is named
    Close {
        /// The call's name, as `status --json` shows it
        id: Option<EntryId>,
    },
    /// Take an entry back; the last of this place if none is named
    Undo {
        /// The entry's name, as `log --json` shows it
        id: Option<EntryId>,
    },
}

/// Words whose hyphen people type more easily.
const HYPHENS: [(&str, &str); 2] = [
    ("previous_station", "previous-station"),
    ("first_aid", "first-aid"),
];

/// The words for the values of a domain enum.
fn codes<T, const N: usize>(all: [T; N], code: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    let values = all.map(|value| {
        let word = code(value);
        let alias = HYPHENS.iter().find(|(written, _)| *written == word);
        PossibleValue::new(word).aliases(alias.map(|(_, typed)| *typed))
    });
    PossibleValuesParser::new(values).try_map(move |typed| {
        let word = typed.replace('-', "_");
        let known = all.into_iter().find(|value| code(*value) == word);
        known.ok_or("not one of the words")
    })
}

/// The words for reasons.
pub(super) fn reasons() -> impl TypedValueParser<Value = Reason> {
    codes(Reason::ALL, Reason::code)
}

fn needs() -> impl TypedValueParser<Value = Need> {
    codes(Need::ALL, Need::code)
}

fn visitors() -> impl TypedValueParser<Value = Visitor> {
    codes(Visitor::ALL, Visitor::code)
}

fn recount(word: &str) -> Result<Recount, std::num::ParseIntError> {
    if word.starts_with(['+', '-']) {
        word.parse().map(Recount::By)
    } else {
        word.parse().map(Recount::To)
    }
}

fn audience(word: &str) -> Result<Audience, &'static str> {
    const WORDS: &str = "say all, hall:ID, station:N or desk:N";
    let number = |no: &str| no.parse::<u16>().map_err(|_| WORDS);
    match word.split_once(':') {
        None if word == "all" => Ok(Audience::All),
        Some(("hall", id)) => Ok(Audience::Hall(HallId(id.to_owned()))),
        Some(("station", no)) => Ok(Audience::One(Place::Station(StationNo(number(no)?)))),
        Some(("desk", no)) => Ok(Audience::One(Place::Desk(DeskNo(number(no)?)))),
        _ => Err(WORDS),
    }
}

impl ActArgs {
    /// Who speaks.
    ///
    /// # Errors
    /// Nobody was named.
    pub fn role(&self) -> Result<Role, CliError> {
        match (self.coordinator, self.station, self.desk) {
            (true, _, _) => Ok(Role::Coordinator),
            (false, Some(no), _) => Ok(Role::Station(no)),
            (false, None, Some(no)) => Ok(Role::Desk(no)),
            (false, None, None) => Err(CliError::new(Kind::Input, "cli-who")),
        }
    }

    fn place(&self) -> Place {
        match (self.station, self.desk) {
            (Some(no), _) => Place::Station(no),
            (None, Some(no)) => Place::Desk(no),
            (None, None) => Place::Coordination,
        }
    }
}

/// Who asks for what, over the floor as it stands.
///
/// # Errors
/// Nobody or the wrong kind of place was named, or something that is named or left out is not there.
pub fn ask(args: &ActArgs, floor: &Floor, now: EventTime) -> Result<(Role, Command), CliError> {
    let role = args.role()?;
    let deed = args
        .deed
        .as_ref()
        .ok_or_else(|| CliError::new(Kind::Input, "cli-what"))?;
    let command = match (deed, args.place()) {
        (Deed::Station(deed), Place::Station(no)) => at_station(deed, no)?,
        (Deed::Standing(deed), Place::Station(no)) => course::of_station(deed, no),
        (Deed::Group(deed), _) => course::of_groups(deed),
        (Deed::Day(deed), _) => course::of_day(deed, floor, now),
        (Deed::Station(_) | Deed::Standing(_), _) => {
            return Err(CliError::new(Kind::Input, "cli-needs-station"));
        }
        (Deed::Desk(deed), Place::Desk(no)) => at_desk(deed, no),
        (Deed::Desk(_), _) => return Err(CliError::new(Kind::Input, "cli-needs-desk")),
        (Deed::Floor(deed), place) => on_floor(deed, place, floor)?,
    };
    Ok((role, command))
}

fn at_station(deed: &StationDeed, station: StationNo) -> Result<Command, CliError> {
    Ok(match *deed {
        StationDeed::Ready { deputy } => Command::Ready { station, deputy },
        StationDeed::Arrive { group, count } => Command::Arrive {
            station,
            group,
            count,
        },
        StationDeed::Count { ref words } => return recounted(station, words),
        StationDeed::Finish { group } => Command::Finish { station, group },
        StationDeed::SendOn { group, to } => Command::SendOn { station, group, to },
        StationDeed::Briefing { group } => Command::Briefing { station, group },
        StationDeed::Interest { count, group } => Command::Interest {
            station,
            group,
            count,
        },
        StationDeed::WalkIn { count } => Command::WalkIn { station, count },
        StationDeed::Pause { reason } => Command::Pause { station, reason },
        StationDeed::Extend { minutes, reason } => Command::Extend {
            station,
            minutes,
            reason,
        },
    })
}

fn recounted(station: StationNo, words: &[Recount]) -> Result<Command, CliError> {
    let (group, count) = match words {
        [count] => (None, *count),
        [Recount::To(group), count] => (Some(GroupNo(*group)), *count),
        _ => return Err(CliError::new(Kind::Input, "cli-count-words")),
    };
    Ok(Command::Count {
        station,
        group,
        count,
    })
}

const fn at_desk(deed: &DeskDeed, desk: DeskNo) -> Command {
    match *deed {
        DeskDeed::Visit { kind } => Command::Visit { desk, visitor: kind },
        DeskDeed::TakeBack { kind } => Command::TakeBack { desk, visitor: kind },
        DeskDeed::Queue { length } => Command::Queue { desk, length },
    }
}

fn on_floor(deed: &FloorDeed, place: Place, floor: &Floor) -> Result<Command, CliError> {
    Ok(match deed {
        FloorDeed::Resume => match place {
            Place::Station(no) => Command::Resume(no),
            Place::Desk(_) | Place::Coordination => Command::ResumeFloor,
        },
        FloorDeed::Hold { reason } => Command::Hold(*reason),
        FloorDeed::Message { text, to, preset } => send(floor, text.as_deref(), to, preset.as_deref())?,
        FloorDeed::Received { id } => Command::Receive {
            message: id
                .or_else(|| inbox(floor, place).first().map(|message| message.id))
                .ok_or_else(|| CliError::refused(Refusal::NoSuchMessage))?,
            place,
        },
        FloorDeed::Call { need } => Command::Call { place, need: *need },
        FloorDeed::FirstAid => Command::Call {
            place,
            need: Need::FirstAid,
        },
        FloorDeed::Accept { id } => Command::AcceptCall(call(floor, *id, |call| {
            call.accepted.is_none() && is_from(call, place)
        })?),
        FloorDeed::Close { id } => Command::CloseCall(call(floor, *id, |call| is_from(call, place))?),
        FloorDeed::Undo { id } => Command::Undo(*id),
    })
}

/// Whether a call is from this place; without one every call is meant.
fn is_from(call: &CallNow, place: Place) -> bool {
    place == Place::Coordination || call.place == place
}

fn send(floor: &Floor, text: Option<&str>, to: &Audience, preset: Option<&str>) -> Result<Command, CliError> {
    let event = floor
        .event()
        .ok_or_else(|| CliError::refused(Refusal::FloorNotOpen))?;
    if let Audience::Hall(id) = to
        && event.hall(id).is_none()
    {
        let halls = event.halls.iter().map(|hall| hall.id.0.as_str());
        return Err(CliError::new(Kind::Input, "cli-no-hall")
            .with("x", id.0.clone())
            .with("y", halls.collect::<Vec<_>>().join(", ")));
    }
    let text = match preset {
        None => Words::same(text.unwrap_or_default()),
        Some(key) => {
            let known = event.messages.iter().find(|message| message.key == key);
            let text = known.map(|message| message.text.clone());
            text.ok_or_else(|| {
                let keys = event.messages.iter().map(|message| message.key.as_str());
                CliError::new(Kind::Input, "cli-no-preset")
                    .with("x", key.to_owned())
                    .with("y", keys.collect::<Vec<_>>().join(", "))
            })?
        }
    };
    Ok(Command::Send { to: to.clone(), text })
}

/// The named call, or the most urgent open one that `suits`.
fn call(floor: &Floor, id: Option<EntryId>, suits: impl Fn(&CallNow) -> bool) -> Result<EntryId, CliError> {
    let open = || open_calls(floor).into_iter().find(suits).map(|call| call.id);
    id.or_else(open)
        .ok_or_else(|| CliError::refused(Refusal::NoSuchCall))
}
