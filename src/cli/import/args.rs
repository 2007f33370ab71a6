//! The words of `sheber import`.

use crate::cli::act::reasons;
use crate::domain::fact::Reason;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::str::FromStr;

/// Shown below the help of `import`.
pub const EXAMPLES: &str = "\
Nothing is written without --write: the rows are shown with what became of them, then what would change. Rows with \
an open question are left out; everything else can be written. Names, telephone numbers and diagnoses are not loaded.

Examples:
  sheber import groups.xlsx --into my-day.toml            what would change in the event file
  sheber import groups.xlsx --into my-day.toml --write    change it; then: sheber plan my-day.toml
  sheber import lists/ --into my-day.toml --out new.toml --write
  sheber import groups.csv --answer 18=kk --answer 39=9Ә  answers to the questions of rows 18 and 39
  sheber import school-39.csv --part --share /mnt/fair/floor.db --write    onto the floor, as one entry

Exit codes:
  0  all is clear        1  questions are open        2  a list cannot be read        3  not allowed";

/// Which lists, and where to.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct ImportArgs {
    /// The schools' lists, CSV or XLSX, or folders of them; all of them are one list
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The event file whose groups are brought in line [default: the floor of --share or --event]
    #[arg(long, value_name = "EVENT.toml")]
    pub into: Option<PathBuf>,
    /// Write the event file under this name instead
    #[arg(long, value_name = "FILE", requires = "into")]
    pub out: Option<PathBuf>,
    /// Write; without it nothing is changed
    #[arg(long, visible_alias = "yes")]
    pub write: bool,
    /// The answer to a question of a row, as the table offers it; with several files `FILE:ROW=CHOICE`
    #[arg(long, value_name = "ROW=CHOICE")]
    pub answer: Vec<Answer>,
    /// Split classes that are larger than the largest station in even parts: 9А/1, 9А/2
    #[arg(long)]
    pub split: bool,
    /// The list is of its own schools only: groups of other schools stay
    #[arg(long)]
    pub part: bool,
    /// Why groups that are not on the list any more are gone
    #[arg(long, value_parser = reasons(), default_value = "other")]
    pub reason: Reason,
    /// How it is written
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Format::Text)]
    pub format: Format,
}

/// How rows and changes are written.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON object with stable field names.
    Json,
}

/// An answer to a question of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The file, where it is named.
    pub file: Option<String>,
    /// The row as the table names it.
    pub row: String,
    /// What was answered.
    pub choice: String,
}

impl FromStr for Answer {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (row, choice) = text.split_once('=').ok_or("say ROW=CHOICE")?;
        let (file, row) = match row.rsplit_once(':') {
            Some((file, row)) => (Some(file.to_owned()), row),
            None => (None, row),
        };
        Ok(Self {
            file,
            row: row.trim().to_owned(),
            choice: choice.to_owned(),
        })
    }
}
