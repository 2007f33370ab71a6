//! The words of `sheber plan`, and those of effort that `sheber replan` shares.

use crate::runtime::planner::Budget;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Shown below the help of `plan`.
pub const EXAMPLES: &str = "\
The plan is made from groups and stations alone; of the plan in the file only the number of breaks counts, and only \
where [rotation] breaks does not give it. Ctrl+C ends the search early and keeps the best plan so far. With --out the \
event file is written with its [plan] replaced and everything else as it was. With --format json a problem in the \
form rotation/1 is read and {\"plan\": ...} is written.

Examples:
  sheber plan open-square                              how good a plan can be, beside the one in the file
  sheber plan my-day.toml --out my-day.toml            plan the day and keep the plan
  sheber plan my-day.toml --screen --out my-day.toml   edit the plan by hand, cell by cell
  sheber plan my-day.toml --seconds 30 --seed 7        longer, and another beginning
  sheber plan my-day.toml --moves 2000000              the same plan on every computer
  sheber plan my-day.toml --instance my-day.json       the day as a problem for other planners
  sheber plan --format json problem.json --out plan.json";

/// How many searches go on beside each other.
pub(in crate::cli) const LANES: u32 = 2;
/// The longest time that is taken for one.
const LONGEST: Duration = Duration::from_secs(3_600);
/// How long a search lasts if nothing is said.
const USUAL: Duration = Duration::from_secs(2);

/// What to plan, and how.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct PlanArgs {
    /// The event file, or the name of a sample; with --format json a problem [default: --event]
    #[arg(value_name = "EVENT")]
    pub file: Option<PathBuf>,
    /// Read a problem and write its plan in this form instead of event files
    #[arg(long, value_enum, value_name = "FORM")]
    pub format: Option<Form>,
    /// Write the event file with this plan, or with --format json the plan, into this file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Show the plan of the file to be edited by hand; saved in --out, or where the screen is told
    #[arg(long, conflicts_with_all = ["format", "json", "instance", "seconds", "moves"])]
    pub screen: bool,
    /// How long and from where.
    #[command(flatten)]
    pub effort: Effort,
    /// Write the event as a problem in the form rotation/1 into this file, for other planners
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub instance: Option<PathBuf>,
    /// The result as JSON with stable field names
    #[arg(long)]
    pub json: bool,
}

/// The form of what is read and written.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Problems as rotation/1 and plans as {"plan": ...}
    Json,
}

/// How long a search lasts and from where it begins.
#[derive(Args, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// How long the search lasts, in seconds
    #[arg(long, value_name = "N")]
    pub seconds: Option<Seconds>,
    /// Another seed begins elsewhere
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Look at so many moves instead of at the clock: the same seed and number give the same plan everywhere
    #[arg(long, value_name = "N", conflicts_with = "seconds", value_parser = clap::value_parser!(u64).range(1..))]
    pub moves: Option<u64>,
}

impl Effort {
    /// The budget; `usual` where nothing was said.
    pub fn budget(self, usual: Duration) -> Budget {
        match (self.moves, self.seconds) {
            (Some(moves), _) => Budget::Moves(moves),
            (None, Some(Seconds(time))) => Budget::Time(time),
            (None, None) => Budget::Time(usual),
        }
    }

    /// The budget of a whole plan.
    pub fn whole(self) -> Budget {
        self.budget(USUAL)
    }
}

/// A length of time, typed in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seconds(pub Duration);

impl FromStr for Seconds {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        const WORDS: &str = "say seconds above 0, at most 3600: 2 or 0.5";
        let seconds: f64 = word.parse().map_err(|_| WORDS)?;
        let time = Duration::try_from_secs_f64(seconds).map_err(|_| WORDS)?;
        if time.is_zero() || time > LONGEST {
            return Err(WORDS);
        }
        Ok(Self(time))
    }
}
