//! `sheber report`: the figures of the day up to a moment, from the log alone.
//!
//! The same log, moment and form give the same bytes on each run. `--give` also writes down that these figures were
//! given away, in the same way as `sheber act` writes: later `--as-given` finds them again as they were.

mod files;

use super::fail::{CliError, DONE, Kind};
use super::ground::{Ground, why_key};
use super::out;
use super::run::{PATIENCE, and_outage, kept, look};
use crate::domain::command::{Command, Refusal};
use crate::domain::entry::Record;
use crate::domain::event::Lang;
use crate::domain::fact::{FiguresGiven, Purpose};
use crate::domain::floor::Floor;
use crate::domain::id::Role;
use crate::domain::time::{EventTime, MINUTE_MS};
use crate::report::schema::SCHEMA;
use crate::report::text::text;
use crate::report::{Report, as_given, figures, floor_as_given, giving, sheet};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Shown below the help of `report`.
pub const EXAMPLES: &str = "\
Examples:
  sheber report --share /mnt/fair/floor.db             the figures now
  sheber report --as-of 12:50 --format json            the figures of 12:50, for machines
  sheber report --public --lang kk --out report.txt    what may be shown to everybody
  sheber report --format html --out report.html        a page to print: open it in a browser
  sheber report --format csv --table station           the stations, for a spreadsheet
  sheber report --format xlsx --out report.xlsx        everything in one workbook
  sheber report --give press                           the figures now, written down as given to the press
  sheber report --as-given 12:30                       the figures as they were given at 12:30
  sheber log --records > day.jsonl; sheber report day.jsonl
  sheber report --schema                               the JSON schema of --format json";

/// What kind of report is wanted.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct ReportArgs {
    /// A file of records, one a line, as `log --records` writes them, instead of a share or replica
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Up to which moment of the day: HH:MM or HH:MM:SS [default: now; of a file its last entry]
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<EventTime>,
    /// The figures exactly as they were given away at HH:MM or HH:MM:SS, from what was known then
    #[arg(long, value_name = "TIME", conflicts_with = "as_of")]
    pub as_given: Option<EventTime>,
    /// How it is written
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Format::Text)]
    pub format: Format,
    /// With --format csv: this table instead of the figures
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(sheet::KEYS))]
    pub table: Option<String>,
    /// Hide cells under 5 that could point at a child
    #[arg(long)]
    pub public: bool,
    /// Write it into this file instead of the terminal
    #[arg(long, value_name = "FILE", required_if_eq("format", "xlsx"))]
    pub out: Option<PathBuf>,
    /// Write down that these figures were given away: to the press, or as the report of the day
    #[arg(long, value_enum, value_name = "TO", conflicts_with_all = ["as_given", "file"])]
    pub give: Option<To>,
    /// Print the JSON schema of the report and do nothing else
    #[arg(long, conflicts_with_all = ["file", "as_of", "as_given", "public", "give"])]
    pub schema: bool,
}

/// How a report is written.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Lines of text with the meaning beside each figure
    #[default]
    Text,
    /// One JSON object, see --schema
    Json,
    /// Figures with their meaning, or one table, for spreadsheets: UTF-8 with mark, semicolons
    Csv,
    /// A page for printing: the figures and charts on one sheet of A4, then the tables
    Html,
    /// A workbook: figures, every table, and the log; needs --out
    Xlsx,
}

/// To whom figures are given.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// Figures for the press during the day
    Press,
    /// The report of the day
    Report,
}

impl From<To> for Purpose {
    fn from(to: To) -> Self {
        match to {
            To::Press => Self::Press,
            To::Report => Self::Report,
        }
    }
}

/// Makes the report and writes it; the exit code.
///
/// # Errors
/// The floor is not open, the file cannot be read or written, no figures were given at that moment, or the share cannot
/// be used.
pub fn run(ground: &Ground, args: &ReportArgs) -> Result<u8, CliError> {
    if args.schema {
        return deliver(args, |out| out.write_all(SCHEMA.as_bytes()));
    }
    if args.table.is_some() && args.format != Format::Csv {
        return Err(CliError::new(Kind::Input, "cli-table-csv"));
    }
    if let Some(file) = &args.file {
        let floor = of_file(file)?;
        let last = floor.log().iter().map(|entry| entry.at).max();
        let lang = ground.lang(floor.event());
        return made(&floor, args, last.unwrap_or_default())?.deliver(args, lang);
    }
    match args.give {
        Some(to) => give(ground, args, to.into()),
        None => show(ground, args),
    }
}

fn show(ground: &Ground, args: &ReportArgs) -> Result<u8, CliError> {
    let (session, outage) = look(ground)?;
    let lang = ground.lang(session.floor.event());
    let code = made(&session.floor, args, session.clock.now())?.deliver(args, lang)?;
    and_outage(code, outage)
}

/// Writes down that the figures are given away, and then shows them as they were written down.
fn give(ground: &Ground, args: &ReportArgs, purpose: Purpose) -> Result<u8, CliError> {
    let mut session = ground.session(ground.site()?, Role::Organiser, false)?;
    session.meet(PATIENCE)?;
    let as_of = args.as_of.unwrap_or_else(|| session.clock.now());
    let report = whole(&session.floor, as_of)?;
    let given = giving(&report, &session.floor, purpose);
    session.speak_as(Role::Coordinator);
    session.act(&Command::Give(Box::new(given)), None)?;
    let lang = ground.lang(session.floor.event());
    let floor = Cow::Borrowed(&session.floor);
    let code = Made::of(report, floor, args).deliver(args, lang)?;
    if session.settle()? {
        Ok(code)
    } else {
        Err(kept(&mut session))
    }
}

/// A report with the floor that it was made from.
struct Made<'a> {
    report: Report,
    floor: Cow<'a, Floor>,
}

impl<'a> Made<'a> {
    fn of(report: Report, floor: Cow<'a, Floor>, args: &ReportArgs) -> Self {
        let report = if args.public { report.public() } else { report };
        Self { report, floor }
    }

    /// Writes it in the form that is asked for, where it is asked for.
    fn deliver(&self, args: &ReportArgs, lang: Lang) -> Result<u8, CliError> {
        let Self { report, floor } = self;
        deliver(args, |out| match args.format {
            Format::Text => out.write_all(text(report, lang).as_bytes()),
            Format::Json => out::json_line(out, report),
            Format::Csv => files::csv(out, args.table.as_deref(), report, floor, lang),
            Format::Html => files::html(out, report, floor, lang),
            Format::Xlsx => files::xlsx(out, report, floor, lang),
        })
    }
}

/// The report that is asked for, over a floor.
fn made<'a>(floor: &'a Floor, args: &ReportArgs, now: EventTime) -> Result<Made<'a>, CliError> {
    let (report, floor) = match args.as_given {
        Some(at) => {
            let given = given_at(floor, at)?;
            let then = Cow::Owned(floor_as_given(floor, &given));
            (as_given(floor, &given), then)
        }
        None => (whole(floor, args.as_of.unwrap_or(now))?, Cow::Borrowed(floor)),
    };
    Ok(Made::of(report, floor, args))
}

fn whole(floor: &Floor, as_of: EventTime) -> Result<Report, CliError> {
    if floor.day().is_none() {
        return Err(CliError::refused(Refusal::FloorNotOpen));
    }
    Ok(figures(floor, as_of))
}

/// The figures that were given last within the minute that begins here, by when they were given or up to when they
/// went.
fn given_at(floor: &Floor, at: EventTime) -> Result<Arc<FiguresGiven>, CliError> {
    let meant = |moment: EventTime| (0..MINUTE_MS).contains(&moment.since(at));
    let mut marks = floor.given.standing(&floor.undone).rev();
    let found = marks.find(|mark| meant(mark.at) || meant(mark.value.as_of));
    found.map(|mark| Arc::clone(&mark.value)).ok_or_else(|| {
        let times = floor
            .given
            .standing(&floor.undone)
            .map(|mark| mark.at.to_string());
        let times: Vec<String> = times.collect();
        let none = CliError::new(Kind::Input, "cli-not-given").with("x", at.hh_mm().to_string());
        none.with(
            "y",
            if times.is_empty() {
                "–".to_owned()
            } else {
                times.join(", ")
            },
        )
    })
}

/// The floor of a file of records. Whether it is as it was written is `verify`'s business.
fn of_file(file: &Path) -> Result<Floor, CliError> {
    let unread = |why: io::Error| {
        let error = CliError::new(Kind::Input, "start-cannot-open");
        let error = error.with("x", file.display().to_string()).hint(why_key(&why));
        error.because(why)
    };
    let bytes = fs::read(file).map_err(unread)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let entries = lines.map(|(index, line)| {
        let record = Record::from_line(line).map_err(|why| {
            let error = CliError::new(Kind::Input, "cli-no-record").with("n", index + 1);
            error.because(why)
        })?;
        Ok(record.entry())
    });
    let mut entries: Vec<_> = entries.collect::<Result<_, CliError>>()?;
    entries.sort_by_key(crate::domain::entry::Entry::key);
    Ok(Floor::of_log(entries))
}

/// Writes to the file that was named, or to stdout.
fn deliver(args: &ReportArgs, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<u8, CliError> {
    let Some(file) = &args.out else {
        return out::to_stdout(|out| write(out).map(|()| DONE));
    };
    let unwritten = |why: io::Error| CliError::new(Kind::Fault, "cli-cannot-write").because(why);
    let mut bytes = Vec::new();
    write(&mut bytes).map_err(unwritten)?;
    fs::write(file, bytes).map_err(unwritten)?;
    Ok(DONE)
}
