//! The words of `sheber rehearse`.

use crate::domain::id::StationNo;
use clap::Args;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Shown below the help of `rehearse`.
pub const EXAMPLES: &str = "\
The day passes 60 times as fast as real time, or at --speed; it begins at the opening, or at --clock. \
It is lived on a share of its own in a new folder, or on the new file that --share names; a share that holds \
a floor is never rehearsed on. Open `sheber overview` on it meanwhile. Ctrl+C ends it early, with figures. \
Exit code 1: an entry was lost, or the floors of two laptops differ.

Examples:
  sheber rehearse open-square                          the sample day in three minutes
  sheber rehearse my-day.toml --speed 1 --incidents random:7
  sheber rehearse my-day.toml --stations 1,2,27 --processes
  sheber rehearse open-square --devices 100 --load 1 --minutes 1 --speed 1";

/// What to rehearse, and how.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct RehearseArgs {
    /// The event file, or the name of a sample
    #[arg(value_name = "EVENT")]
    pub file: PathBuf,
    /// Which stations have somebody: numbers with commas, or all
    #[arg(long, default_value = "all", value_name = "LIST")]
    pub stations: Stations,
    /// What goes wrong: none, random:SEED, or a scenario file
    #[arg(long, default_value = "none", value_name = "WHAT")]
    pub incidents: Wish,
    /// The same seed is the same people
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// How many laptops [default: one for each station, desk and a coordinator]; with more, some places have two
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=500))]
    pub devices: Option<u16>,
    /// Load test: each laptop records so many entries a second besides
    #[arg(long, value_name = "RATE")]
    pub load: Option<Load>,
    /// It ends after so many minutes of real time, if not earlier
    #[arg(long, value_name = "N")]
    pub minutes: Option<Minutes>,
    /// Each laptop is a process of its own
    #[arg(long)]
    pub processes: bool,
    /// The figures as JSON, and nothing else
    #[arg(long)]
    pub json: bool,
    /// Plays the laptop with this number: how a rehearsal starts its processes.
    #[arg(long, hide = true, requires = "replicas")]
    pub device: Option<usize>,
    /// The folder of the replicas.
    #[arg(long, hide = true)]
    pub replicas: Option<PathBuf>,
}

/// Which stations have somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stations {
    /// All that have a laptop.
    All,
    /// These.
    These(Vec<StationNo>),
}

impl Stations {
    /// The numbers; `None` for all.
    pub fn numbers(&self) -> Option<&[StationNo]> {
        match self {
            Self::All => None,
            Self::These(numbers) => Some(numbers),
        }
    }
}

impl FromStr for Stations {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        if word == "all" {
            return Ok(Self::All);
        }
        let numbers = word.split(',').map(str::parse);
        let numbers: Result<_, _> = numbers.collect();
        numbers
            .map(Self::These)
            .map_err(|_| "say all, or numbers: 1,2,27")
    }
}

impl fmt::Display for Stations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::These(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(StationNo::to_string).collect();
                f.write_str(&numbers.join(","))
            }
        }
    }
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Nothing.
    None,
    /// What this seed draws.
    Random(u64),
    /// What this file tells.
    Scenario(PathBuf),
}

impl Wish {
    /// The word that means it.
    pub fn word(&self) -> OsString {
        match self {
            Self::None => "none".into(),
            Self::Random(seed) => format!("random:{seed}").into(),
            Self::Scenario(path) => path.clone().into(),
        }
    }
}

impl FromStr for Wish {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word.strip_prefix("random:") {
            Some(seed) => seed
                .parse()
                .map(Self::Random)
                .map_err(|_| "a seed is a number: random:7"),
            None if word == "none" => Ok(Self::None),
            None => Ok(Self::Scenario(word.into())),
        }
    }
}

/// Entries of one laptop in a second, as the time between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// In microseconds.
    pub period_us: u64,
}

impl FromStr for Load {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let rate = number(word, 0.01..=100.0).ok_or("a rate lies between 0.01 and 100")?;
        let period = Duration::from_secs_f64(1.0 / rate);
        let period_us = u64::try_from(period.as_micros()).unwrap_or(u64::MAX);
        Ok(Self { period_us })
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let period = Duration::from_micros(self.period_us);
        write!(f, "{:.6}", 1.0 / period.as_secs_f64())
    }
}

/// A time in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minutes(pub Duration);

impl FromStr for Minutes {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let minutes = number(word, 0.01..=1_440.0).ok_or("minutes lie between 0.01 and 1440")?;
        Ok(Self(Duration::from_secs_f64(minutes * 60.0)))
    }
}

fn number(word: &str, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
    word.parse().ok().filter(|number| range.contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_written_back() {
        for word in ["all", "1,2,27"] {
            assert_eq!(word.parse::<Stations>().unwrap().to_string(), word);
        }
        assert!("1,x".parse::<Stations>().is_err());
        for word in ["none", "random:7", "my scenario.toml"] {
            assert_eq!(word.parse::<Wish>().unwrap().word(), word);
        }
        assert!("random:x".parse::<Wish>().is_err());
        let load: Load = "2.5".parse().unwrap();
        assert_eq!(load.period_us, 400_000);
        assert_eq!(load.to_string().parse(), Ok(load));
        for bad in ["0", "-1", "NaN", "1e9", ""] {
            assert!(
                bad.parse::<Load>().is_err() && bad.parse::<Minutes>().is_err(),
                "{bad}"
            );
        }
        assert_eq!("0.5".parse(), Ok(Minutes(Duration::from_secs(30))));
    }
}
