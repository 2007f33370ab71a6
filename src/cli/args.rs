//! What can be typed after `sheber`: the words, their types and their help. Nothing is carried out here.
//!
//! A wrong word is answered by clap itself with what would have been right, and with exit code 2.

use super::act::ActArgs;
use super::import::ImportArgs;
use super::plan::PlanArgs;
use super::print::PrintArgs;
use super::rehearse::RehearseArgs;
use super::replan::ReplanArgs;
use super::report::ReportArgs;
use super::simulate::SimulateArgs;
use crate::domain::event::Lang;
use crate::domain::id::{DeskNo, StationNo};
use crate::domain::time::EventTime;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Shown below the help of the whole program.
const EXAMPLES: &str = "\
Examples:
  sheber                                     choose the event and the role on a screen
  sheber station 27 --event open-square      the screen of station 27 on the sample day
  sheber overview --share /mnt/fair/floor.db the whole floor, from the shared file
  sheber check my-day.toml                   every mistake in an event file at once
  sheber doctor --share /mnt/fair/floor.db   try out a shared folder, best on two laptops at once
  sheber act --station 27 arrive 32 --count 12
  sheber act --coordinator hold --reason drill
  sheber status --json
  sheber review /mnt/fair/floor.db           the whole log afterwards, read only
  sheber report --as-of 12:50                the figures of the day up to 12:50
  sheber import lists/ --into my-day.toml    what the schools' lists would change; --write changes it
  sheber print routes --event my-day.toml --out routes.html
  sheber plan my-day.toml --out my-day.toml  plan the day and keep the plan
  sheber replan                              who goes where instead, after what has happened
  sheber rehearse open-square --incidents random:7

Exit codes:
  0  done                              3  not allowed; stderr says why
  1  warnings, losses, a broken log     4  the share or the replica cannot be used
  2  wrong words, file or place         5  a fault of the program or of this computer";

/// Shown below the help of `act`.
const ACT_EXAMPLES: &str = "\
Examples:
  sheber act --station 27 ready
  sheber act --station 27 arrive 32 --count 12
  sheber act --station 27 count -1                     one fewer than counted
  sheber act --station 27 finish --at 10:02:30         it happened earlier
  sheber act --coordinator --station 20 arrive 9       by radio, for station 20
  sheber act --coordinator message --to hall:red 'Lunch'  to one hall
  sheber act --coordinator accept                      the most urgent open call
  sheber act --desk 71 visit pupil";

/// Shown below the help of `doctor`.
const DOCTOR_HELP: &str = "\
Run it on two laptops at the same time, with the same --share: they find each other and try the folder together.
Whatever it makes there is removed again.

Exit codes: 0 all is well, 1 usable with remarks, 2 not usable";

/// Shown below the help of `verify`.
const VERIFY_EXAMPLES: &str = "\
Examples:
  sheber verify --share /mnt/fair/floor.db   what the shared file holds
  sheber verify --replica ~/replica          what one laptop holds
  sheber log --records > day.jsonl; sheber verify day.jsonl

Exit codes:
  0  whole        1  broken, and where        2  cannot be read";

/// Shown below the help of `review`.
const REVIEW_EXAMPLES: &str = "\
Examples:
  sheber review /mnt/fair/floor.db           what lies in the shared file, or in the logs beside it
  sheber review --replica ~/replica          what one laptop holds
  sheber review day.jsonl                    records, as `log --records` writes them";

/// Runs a floor of master-class stations live.
///
/// Every station laptop shows its group, the time left and what comes next; coordinators see the whole
/// floor. All laptops of one floor name the same shared file with --share. Without a command a screen
/// asks for the event and the role.
#[derive(Parser, Debug)]
#[command(name = "sheber", version, after_help = EXAMPLES, subcommand_help_heading = "Commands")]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do; the start screen if left out.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Options of every command.
#[derive(Args, Debug, Clone, PartialEq, Eq, Default)]
#[command(next_help_heading = "Options of every command")]
pub struct Common {
    /// The event file, or the name of a sample: open-square, open-day
    #[arg(long, global = true, value_name = "FILE")]
    pub event: Option<PathBuf>,
    /// The shared file in a folder that every laptop can write
    #[arg(long, global = true, value_name = "FILE")]
    pub share: Option<PathBuf>,
    /// The folder of this device's own log [default: one for each share and role]
    #[arg(long, global = true, value_name = "DIR")]
    pub replica: Option<PathBuf>,
    /// The language: kk, ru or en
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// A rehearsal whose event time starts at HH:MM or HH:MM:SS
    #[arg(long, global = true, value_name = "TIME")]
    pub clock: Option<EventTime>,
    /// A rehearsal whose event time runs N times as fast
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=600))]
    pub speed: Option<u32>,
    /// How much goes to the program's own log file
    #[arg(long, global = true, value_enum, default_value_t = LogLevel::Info, value_name = "LEVEL")]
    pub log_level: LogLevel,
    /// No colours; the variable `NO_COLOR` does the same
    #[arg(long, global = true)]
    pub no_color: bool,
}

/// How much goes to the program's own log file.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// Faults.
    Error,
    /// Faults and what may become one.
    Warn,
    /// The course of things.
    #[default]
    Info,
    /// Details for searching a fault.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// The word on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

impl From<LogLevel> for tracing::level_filters::LevelFilter {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Off => Self::OFF,
            LogLevel::Error => Self::ERROR,
            LogLevel::Warn => Self::WARN,
            LogLevel::Info => Self::INFO,
            LogLevel::Debug => Self::DEBUG,
            LogLevel::Trace => Self::TRACE,
        }
    }
}

/// The commands.
#[derive(Subcommand, Debug, Clone, PartialEq, Eq)]
pub enum Verb {
    /// The screen of a station
    Station {
        /// The number on the station
        #[arg(value_name = "N")]
        no: StationNo,
    },
    /// The screen of an advice desk
    Desk {
        /// The number on the desk
        #[arg(value_name = "N")]
        no: DeskNo,
    },
    /// Every station on one screen, for coordinators
    Overview,
    /// Every mistake in an event file at once
    Check {
        /// The event file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// What a shared folder is good for, and what is to be changed
    #[command(after_help = DOCTOR_HELP)]
    Doctor {
        /// How long to wait for a second laptop that does the same, in seconds
        #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u16).range(..=3_600))]
        wait: u16,
        /// As JSON with stable field names
        #[arg(long)]
        json: bool,
    },
    /// The second process of the doctor: tries to take the lock that the first one holds
    #[command(hide = true)]
    ProbePeer {
        /// The file whose lock is held
        file: PathBuf,
    },
    /// The floor at this moment, without a screen
    Status {
        /// As JSON with stable field names
        #[arg(long)]
        json: bool,
    },
    /// The figures of the day, with what each means
    #[command(after_help = super::report::EXAMPLES)]
    Report(ReportArgs),
    /// Everything that happened, in order
    Log {
        /// How it is written
        #[command(flatten)]
        form: LogForm,
    },
    /// Whether a log is as it was written: names the first broken link
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify {
        /// Files of records, one a line, as `log --records` writes them
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// A whole log afterwards: the list, the floor at any second, charts; nothing is written
    #[command(after_help = REVIEW_EXAMPLES)]
    Review {
        /// A shared file, a folder of logs, the copy of a laptop, or a file of records [default: --share, --replica, or
        /// the share that was used last]
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Say without a screen what happened
    #[command(after_help = ACT_EXAMPLES, disable_help_subcommand = true)]
    Act(ActArgs),
    /// The groups from the schools' lists, CSV or XLSX: into an event file, or onto the floor
    #[command(after_help = super::import::EXAMPLES)]
    Import(ImportArgs),
    /// Sheets of paper: routes, sheets to write on, the floor by time
    #[command(after_help = super::print::EXAMPLES)]
    Print(PrintArgs),
    /// A rotation made from groups and stations
    #[command(after_help = super::plan::EXAMPLES)]
    Plan(PlanArgs),
    /// The rest of the day planned again after what has happened, with the fewest changes
    #[command(after_help = super::replan::EXAMPLES)]
    Replan(ReplanArgs),
    /// A whole day lived by virtual instructors: to practise, and to measure
    #[command(after_help = super::rehearse::EXAMPLES)]
    Rehearse(RehearseArgs),
    /// Live floors in memory with everything that goes wrong, and say which seeds fail
    #[command(hide = true)]
    Simulate(SimulateArgs),
}

/// How the log is written; as text if nothing is said.
#[derive(Args, Debug, Clone, Copy, PartialEq, Eq, Default)]
#[group(multiple = false)]
pub struct LogForm {
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
    /// A table for spreadsheets: UTF-8 with mark, semicolons
    #[arg(long)]
    pub csv: bool,
    /// Sealed records, one a line, for `verify`
    #[arg(long)]
    pub records: bool,
}
