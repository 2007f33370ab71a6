//! The words for the course of the day: groups and their routes, how stations stand, new times, evacuation.

use super::reasons;
use super::words::{Goal, Leg, Line, Needed, NewRound, goal};
use crate::domain::command::{Command, Which, Who};
use crate::domain::countdown::Schedule;
use crate::domain::event::{Group, HallId, Lang, Support};
use crate::domain::fact::{NewTimes, Reason};
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::retime::{Retiming, retimed};
use crate::domain::time::EventTime;
use clap::{Args, Subcommand};
use std::collections::BTreeMap;

/// Groups, by number or by their school.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct WhoArgs {
    /// The groups' numbers
    #[arg(value_name = "GROUP", required_unless_present = "school")]
    groups: Vec<GroupNo>,
    /// Every group of this school
    #[arg(long, value_name = "NAME", conflicts_with = "groups")]
    school: Option<String>,
}

impl WhoArgs {
    fn who(&self) -> Who {
        match &self.school {
            Some(school) => Who::School(school.clone()),
            None => Who::Groups(self.groups.clone()),
        }
    }
}

/// A group nobody planned for.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// Its number; the next free one if left out
    group: Option<GroupNo>,
    /// Its school, as people call it; no names of people
    #[arg(long, value_name = "NAME")]
    school: String,
    /// Its class
    #[arg(long, value_name = "CLASS", default_value = "")]
    class: String,
    /// Its language of instruction: kk, ru or en
    #[arg(long = "language", value_name = "LANG")]
    language: Lang,
    /// How many pupils
    #[arg(long, value_name = "N")]
    size: u16,
    /// How many adults come along
    #[arg(long, value_name = "N", default_value_t = 1)]
    adults: u16,
    /// How many need which support: `wheelchair=1`, `sign=…`, `quiet=…`, `low_vision=…`, `assistant=…`
    #[arg(long, value_name = "KIND=N")]
    need: Vec<Needed>,
}

impl NewGroup {
    fn command(&self) -> Command {
        let needs: BTreeMap<Support, u16> = self.need.iter().map(|Needed(kind, n)| (*kind, *n)).collect();
        Command::AddGroup {
            group: self.group,
            about: Group {
                school: self.school.clone(),
                class: self.class.clone(),
                lang: self.language,
                size: self.size,
                adults: self.adults,
                needs,
                wishes: Vec::new(),
            },
        }
    }
}

/// What happened to groups.
#[derive(Subcommand, Debug, Clone, PartialEq, Eq)]
pub enum GroupDeed {
    /// Groups come later than planned
    Delay {
        /// Who
        #[command(flatten)]
        who: WhoArgs,
        /// When they are expected
        #[arg(long, value_name = "TIME")]
        until: EventTime,
        /// Why
        #[arg(long, value_parser = reasons())]
        reason: Reason,
    },
    /// Groups have arrived on the site
    OnSite(WhoArgs),
    /// Groups skip a round: the one that is on, or else the next
    Skip {
        /// Who
        #[command(flatten)]
        who: WhoArgs,
        /// Which round
        #[arg(long, value_name = "N")]
        round: Option<RoundNo>,
        /// Why
        #[arg(long, value_parser = reasons())]
        reason: Reason,
    },
    /// Groups leave early: after the round that is on
    LeaveEarly {
        /// Who
        #[command(flatten)]
        who: WhoArgs,
        /// The last round they are there for
        #[arg(long, value_name = "N")]
        after_round: Option<RoundNo>,
        /// Why
        #[arg(long, value_parser = reasons(), default_value = "bus")]
        reason: Reason,
    },
    /// Groups do not come
    Absent {
        /// Who
        #[command(flatten)]
        who: WhoArgs,
        /// From which round on
        #[arg(long, value_name = "N")]
        from_round: Option<RoundNo>,
        /// Why
        #[arg(long, value_parser = reasons(), default_value = "other")]
        reason: Reason,
    },
    /// A group goes to another station in one round
    Move {
        /// The group's number
        group: GroupNo,
        /// In which round
        #[arg(long, value_name = "N")]
        round: RoundNo,
        /// Where to: a station, or `break`
        #[arg(long, value_name = "STATION", value_parser = goal)]
        to: Goal,
        /// Why
        #[arg(long, value_parser = reasons(), default_value = "other")]
        reason: Reason,
    },
    /// A group gets a route: ROUND=STATION, or ROUND=break
    Route {
        /// The group's number
        group: GroupNo,
        /// The stays
        #[arg(value_name = "ROUND=STATION", required = true)]
        stays: Vec<Leg>,
        /// Why
        #[arg(long, value_parser = reasons(), default_value = "other")]
        reason: Reason,
    },
    /// A group nobody planned for came
    AddGroup(NewGroup),
    /// A group is split: the pupils of each part; the first keeps the number
    Split {
        /// The group's number
        group: GroupNo,
        /// Pupils of each part
        #[arg(value_name = "N", required = true, num_args = 2..)]
        sizes: Vec<u16>,
    },
    /// A group has another size for the rest of the day
    Resize {
        /// The group's number
        group: GroupNo,
        /// Pupils
        #[arg(value_name = "N")]
        size: u16,
    },
    /// A group was counted at the assembly point
    RollCall {
        /// The group's number
        group: GroupNo,
        /// How many pupils; all of them if left out
        #[arg(value_name = "N")]
        count: Option<u16>,
    },
}

/// How a station stands.
#[derive(Subcommand, Debug, Clone, PartialEq, Eq)]
pub enum StandingDeed {
    /// The station is not ready, or not any more
    NotReady {
        /// Why
        #[arg(long, value_parser = reasons(), default_value = "people")]
        reason: Reason,
    },
    /// The station writes on paper
    OnPaper,
    /// The station writes on its laptop again
    OnLaptop,
    /// Somebody else runs the station
    HandOver,
    /// Fewer places for a while: how many are left
    Fault {
        /// How many places are left
        #[arg(value_name = "PLACES")]
        places: u16,
        /// Why
        #[arg(long, value_parser = reasons(), default_value = "equipment")]
        reason: Reason,
    },
    /// All places again
    Repaired,
    /// The station takes no groups from a round on; from the next one if left out
    CloseStation {
        /// From which round on
        #[arg(long, value_name = "N")]
        from_round: Option<RoundNo>,
        /// Why
        #[arg(long, value_parser = reasons(), default_value = "other")]
        reason: Reason,
    },
    /// The closed station takes groups again
    OpenStation,
    /// Guests came
    Guests,
    /// The guests left
    GuestsLeft,
    /// The station's paper sheet: ROUND:GROUP:CAME, or ROUND:GROUP:CAME:INTERESTED, or with :briefed at the end
    Sheet {
        /// Its lines; interest that was not written down is left out, which is not 0
        #[arg(value_name = "ROUND:GROUP:CAME[:INTERESTED][:briefed]", required = true)]
        lines: Vec<Line>,
    },
}

/// How the day goes on.
#[derive(Subcommand, Debug, Clone, PartialEq, Eq)]
pub enum DayDeed {
    /// Several stations stop for a while, as one
    PauseMany {
        /// Which
        #[command(flatten)]
        which: WhichArgs,
        /// Why
        #[arg(long, value_parser = reasons())]
        reason: Reason,
    },
    /// Several stations go on, as one
    ResumeMany {
        /// Which
        #[command(flatten)]
        which: WhichArgs,
    },
    /// New times: ROUND=HH:MM-HH:MM, or the rounds still to come by --length and --next
    Retime {
        /// Each round with its times
        #[arg(value_name = "ROUND=FROM-TO", conflicts_with_all = ["length", "next"])]
        rounds: Vec<NewRound>,
        /// How many minutes each round still to come lasts
        #[arg(long, value_name = "MIN")]
        length: Option<u16>,
        /// When the next round starts
        #[arg(long, value_name = "TIME")]
        next: Option<EventTime>,
    },
    /// Everybody leaves the building; the floor is held until `resume`
    Evacuate {
        /// It is a drill
        #[arg(long)]
        drill: bool,
    },
}

/// Several stations.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct WhichArgs {
    /// The stations' numbers
    #[arg(value_name = "STATION", required_unless_present = "hall")]
    stations: Vec<StationNo>,
    /// Every station of this hall that is on a laptop and has or awaits a group
    #[arg(long, value_name = "ID", conflicts_with = "stations")]
    hall: Option<String>,
}

impl WhichArgs {
    fn which(&self) -> Which {
        match &self.hall {
            Some(id) => Which::Hall(HallId(id.clone())),
            None => Which::Stations(self.stations.clone()),
        }
    }
}

/// What was said of groups.
pub(super) fn of_groups(deed: &GroupDeed) -> Command {
    match deed {
        GroupDeed::Delay { who, until, reason } => Command::Delay {
            whom: who.who(),
            until: *until,
            reason: *reason,
        },
        GroupDeed::OnSite(who) => Command::OnSite(who.who()),
        GroupDeed::Skip { who, round, reason } => Command::Skip {
            whom: who.who(),
            round: *round,
            reason: *reason,
        },
        GroupDeed::LeaveEarly {
            who,
            after_round,
            reason,
        } => Command::Leave {
            whom: who.who(),
            after: *after_round,
            reason: *reason,
        },
        GroupDeed::Absent {
            who,
            from_round,
            reason,
        } => Command::Absent {
            whom: who.who(),
            from: *from_round,
            reason: *reason,
        },
        GroupDeed::Move {
            group,
            round,
            to: Goal(to),
            reason,
        } => Command::Reroute {
            moves: vec![(*group, *round, *to)],
            reason: *reason,
        },
        GroupDeed::Route { group, stays, reason } => Command::Reroute {
            moves: stays.iter().map(|Leg(round, to)| (*group, *round, *to)).collect(),
            reason: *reason,
        },
        GroupDeed::AddGroup(group) => group.command(),
        GroupDeed::Split { group, sizes } => Command::Split {
            group: *group,
            sizes: sizes.clone(),
        },
        GroupDeed::Resize { group, size } => Command::Resize {
            group: *group,
            size: *size,
        },
        GroupDeed::RollCall { group, count } => Command::RollCall {
            group: *group,
            count: *count,
        },
    }
}

/// What was said of how a station stands.
pub(super) fn of_station(deed: &StandingDeed, station: StationNo) -> Command {
    match deed {
        StandingDeed::NotReady { reason } => Command::NotReady {
            station,
            reason: *reason,
        },
        StandingDeed::OnPaper => Command::OnPaper { station, paper: true },
        StandingDeed::OnLaptop => Command::OnPaper {
            station,
            paper: false,
        },
        StandingDeed::HandOver => Command::HandOver(station),
        StandingDeed::Fault { places, reason } => Command::Lower {
            station,
            places: *places,
            reason: *reason,
        },
        StandingDeed::Repaired => Command::Restore(station),
        StandingDeed::CloseStation { from_round, reason } => Command::Close {
            station,
            from: *from_round,
            reason: *reason,
        },
        StandingDeed::OpenStation => Command::Open(station),
        StandingDeed::Guests => Command::Guests { station, here: true },
        StandingDeed::GuestsLeft => Command::Guests { station, here: false },
        StandingDeed::Sheet { lines } => Command::EnterSheet {
            station,
            lines: lines.iter().map(|Line(line)| *line).collect(),
        },
    }
}

/// What was said of how the day goes on; `now` is when.
pub(super) fn of_day(deed: &DayDeed, floor: &Floor, now: EventTime) -> Command {
    match deed {
        DayDeed::PauseMany { which, reason } => Command::PauseMany {
            which: which.which(),
            reason: *reason,
        },
        DayDeed::ResumeMany { which } => Command::ResumeMany(which.which()),
        DayDeed::Retime { rounds, length, next } => {
            let typed: Vec<NewTimes> = rounds.iter().map(|NewRound(new)| *new).collect();
            if !typed.is_empty() {
                return Command::Retime(typed);
            }
            let retiming = Retiming {
                next_start: *next,
                length_min: *length,
            };
            Command::Retime(retimed(&Schedule::at(floor, now), retiming))
        }
        DayDeed::Evacuate { drill } => Command::Evacuate { drill: *drill },
    }
}
