//! A whole course of events in one file: a line is what would follow `sheber act`, words in quotes are one word,
//! `#` begins a remark.
//!
//! A line that cannot be understood stops everything before anything is written; one that is not allowed is told
//! and passed over, as it would be at the keyboard.

use super::ActArgs;
use crate::cli::args::{Cli, Verb};
use crate::cli::fail::{CliError, Kind};
use clap::Parser;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// One line of a script: its number, counted from 1, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub number: usize,
    /// What it says.
    pub args: ActArgs,
}

/// The text of a script.
///
/// # Errors
/// The file cannot be read, or is not UTF-8.
pub fn text(file: &Path) -> Result<String, CliError> {
    let read = if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    read.map_err(|why| {
        CliError::new(Kind::Input, "cli-script-unread")
            .with("x", file.display().to_string())
            .because(why)
    })
}

/// The lines of a script.
///
/// # Errors
/// A line that says nothing known: its number, and what is wrong with it.
pub fn lines(text: &str) -> Result<Vec<Line>, CliError> {
    let numbered = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    let said = numbered.filter(|(_, line)| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    });
    said.map(|(number, line)| {
        let wrong = || CliError::new(Kind::Input, "cli-script-line").with("n", number);
        let words = shlex::split(line).ok_or_else(wrong)?;
        let words = ["sheber", "act"].into_iter().map(str::to_owned).chain(words);
        match Cli::try_parse_from(words) {
            Ok(Cli {
                verb: Some(Verb::Act(args)),
                ..
            }) if args.script.is_none() && args.deed.is_some() => Ok(Line { number, args }),
            Ok(_) => Err(wrong()),
            Err(why) => Err(wrong().because(why.to_string())),
        }
    })
    .collect()
}
