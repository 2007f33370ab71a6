//! The words of `sheber print`.

use crate::domain::event::Lang;
use crate::domain::id::{GroupNo, StationNo};
use crate::domain::time::EventTime;
use crate::report::paper::{Format, Order, Paper};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Shown below the help of `print`.
pub const EXAMPLES: &str = "\
The output is one page of HTML: open it in a browser and print it. Black and white is enough. With --share the \
sheets show the plan as it stands and say what they replace; with --event alone they show the plan of the file.

Examples:
  sheber print routes --event my-day.toml --out routes.html
  sheber print stations --share /mnt/fair/floor.db --station 27 --lang ru
  sheber print routes --share /mnt/fair/floor.db --since 3     only what has changed since revision 3
  sheber print floor --share /mnt/fair/floor.db --paper a3";

/// What to print, and how.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct PrintArgs {
    /// Which sheets.
    #[command(subcommand)]
    pub sheets: Sheets,
    /// Only sheets that have changed since this revision: the number on the paper that is in use
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub since: Option<u32>,
    /// Print as of this event time, HH:MM or HH:MM:SS [default: the newest entry's]
    #[arg(long, global = true, value_name = "TIME")]
    pub at: Option<EventTime>,
    /// Write to this file
    #[arg(long, global = true, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// The kinds of sheets.
#[derive(Subcommand, Debug, Clone, PartialEq, Eq)]
pub enum Sheets {
    /// A route sheet for each group, in its own language
    Routes {
        /// Only these groups
        #[arg(long = "group", value_name = "N", num_args = 1.., value_delimiter = ',')]
        groups: Vec<GroupNo>,
    },
    /// A sheet to write on for each station, in its languages
    Stations {
        /// Only these stations
        #[arg(long = "station", value_name = "N", num_args = 1.., value_delimiter = ',')]
        stations: Vec<StationNo>,
    },
    /// Every station by every round, for coordinators
    Floor {
        /// The size of the paper
        #[arg(long, value_enum, default_value_t = Size::A4, value_name = "SIZE")]
        paper: Size,
    },
}

/// A size of paper.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 210 × 297 mm
    A4,
    /// 297 × 420 mm
    A3,
}

impl PrintArgs {
    /// What the words ask for; `newest` is the moment of the newest entry, where there is one.
    pub fn order(&self, lang: Option<Lang>, newest: Option<EventTime>) -> Order {
        let paper = match &self.sheets {
            Sheets::Routes { groups } => Paper::Routes(groups.clone()),
            Sheets::Stations { stations } => Paper::Posts(stations.clone()),
            Sheets::Floor { paper } => Paper::Chart(match paper {
                Size::A4 => Format::A4,
                Size::A3 => Format::A3,
            }),
        };
        Order {
            paper,
            lang,
            since: self.since,
            at: self.at.or(newest),
        }
    }
}
