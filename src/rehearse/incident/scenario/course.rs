//! The levers of coordinators in a scenario: groups and their routes, closures, new times, evacuation, paper sheets.

use super::Action;
use crate::domain::command::{Command, Who};
use crate::domain::event::{Event, Group};
use crate::domain::fact::{NewTimes, SheetLine};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::{EventTime, Span};
use std::collections::BTreeMap;

/// The words that are levers.
pub(super) const LEVERS: [&str; 14] = [
    "on_paper",
    "delay",
    "arrived_site",
    "skip",
    "leave_early",
    "absent",
    "move",
    "route",
    "add_group",
    "split",
    "close_station",
    "evacuate",
    "roll_call",
    "retime",
];

/// What a coordinator asks for; `None` where something that it needs is not given or not in the event.
pub(super) fn lever(action: &Action, event: &Event) -> Option<Command> {
    let reason = action.reason();
    let round = action.round.map(RoundNo);
    let group = || action.group.map(GroupNo);
    let station = || {
        let station = StationNo(action.station?);
        event.stations.contains_key(&station).then_some(station)
    };
    Some(match action.deed.as_str() {
        "on_paper" => Command::OnPaper {
            station: station()?,
            paper: true,
        },
        "delay" => Command::Delay {
            whom: who(action)?,
            until: action.expected.as_ref()?.0,
            reason,
        },
        "arrived_site" => Command::OnSite(who(action)?),
        "skip" => Command::Skip {
            whom: who(action)?,
            round,
            reason,
        },
        "leave_early" => Command::Leave {
            whom: who(action)?,
            after: action.after_round.map(RoundNo),
            reason,
        },
        "absent" => Command::Absent {
            whom: who(action)?,
            from: round,
            reason,
        },
        "move" => Command::Reroute {
            moves: vec![(group()?, round?, action.to.map(StationNo))],
            reason,
        },
        "route" => Command::Reroute {
            moves: route(action, group()?)?,
            reason,
        },
        "add_group" => Command::AddGroup {
            group: group(),
            about: newcomer(action)?,
        },
        "split" => Command::Split {
            group: group()?,
            sizes: action.into.iter().map(|(_, size)| *size).collect(),
        },
        "close_station" => Command::Close {
            station: station()?,
            from: round,
            reason,
        },
        "evacuate" => Command::Evacuate { drill: action.drill },
        "roll_call" => Command::RollCall {
            group: group()?,
            count: action.count,
        },
        "retime" => Command::Retime(times(action)?),
        _ => return None,
    })
}

/// The sheet of a station on paper that a coordinator types in.
pub(super) fn sheet(action: &Action, station: StationNo) -> Command {
    let line = |(round, group, count): &(u8, u16, u16)| SheetLine {
        round: RoundNo(*round),
        group: GroupNo(*group),
        count: *count,
        interest: None,
        briefing: None,
    };
    Command::EnterSheet {
        station,
        lines: action.sessions.iter().map(line).collect(),
    }
}

fn who(action: &Action) -> Option<Who> {
    let groups = action.groups.iter().chain(&action.group);
    let groups: Vec<GroupNo> = groups.copied().map(GroupNo).collect();
    match &action.school {
        Some(school) => Some(Who::School(school.clone())),
        None => (!groups.is_empty()).then_some(Who::Groups(groups)),
    }
}

fn newcomer(action: &Action) -> Option<Group> {
    Some(Group {
        school: action.school.clone()?,
        class: action.class.clone().unwrap_or_default(),
        lang: action.lang.as_deref()?.parse().ok()?,
        size: action.size?,
        adults: 1,
        needs: BTreeMap::new(),
        wishes: Vec::new(),
    })
}

/// Round → station, as a table of the file.
fn route(action: &Action, group: GroupNo) -> Option<Vec<(GroupNo, RoundNo, Option<StationNo>)>> {
    let stays = action.stations.as_ref()?.as_table()?.iter();
    let stays = stays.map(|(round, to)| {
        let to = u16::try_from(to.as_integer()?).ok()?;
        Some((
            group,
            round.parse().ok()?,
            Some(StationNo(to)).filter(|to| to.0 > 0),
        ))
    });
    stays.collect()
}

fn times(action: &Action) -> Option<Vec<NewTimes>> {
    let time = |text: &str| text.parse::<EventTime>().ok();
    let rounds = action.rounds.iter().map(|(round, times)| {
        let (start, end) = times.split_once('-')?;
        Some(NewTimes {
            round: round.parse().ok()?,
            times: Span {
                start: time(start)?,
                end: time(end)?,
            },
        })
    });
    rounds.collect()
}
