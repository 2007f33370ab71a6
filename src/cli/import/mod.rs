//! `sheber import`: the schools' lists, row by row with what became of each, against the groups of an event file or
//! of the floor; with `--write` the file or the floor is brought in line.
//!
//! A floor gets one entry, which one undo takes back. An event file keeps every byte that is not about the groups
//! that change, and passes `sheber check` as before.

mod args;
mod file;
mod json;
mod table;

pub use args::{EXAMPLES, ImportArgs};

use super::fail::{CliError, DONE, Kind, WARNINGS};
use super::ground::{Ground, named_event};
use super::out;
use super::run::{PATIENCE, and_outage, kept, look};
use crate::cli::log;
use crate::domain::command::Command;
use crate::domain::entry::Entry;
use crate::domain::event::{Event, Lang};
use crate::domain::id::{GroupNo, Role, RoundNo, StationNo};
use crate::domain::query::roster::{Scope, Standing};
use crate::intake::roster::Lists;
use crate::runtime::lists::{Table, files};
use crate::runtime::session::Session;
use crate::ui::lists::{Line, Sheet};
use crate::ui::text::Texts;
use args::{Answer, Format};
use file::EventFile;
use std::path::PathBuf;

/// Where the groups are that the lists are compared with.
enum Target {
    /// An event file.
    File(Box<EventFile>),
    /// The floor as it stands; whether the share could not be asked.
    Floor(Box<Session>, Option<CliError>),
    /// The day of an event whose floor is not open yet.
    Day(Box<Event>),
    /// Nothing is known of any day.
    Nothing,
}

impl Target {
    fn find(ground: &Ground, args: &ImportArgs) -> Result<Self, CliError> {
        if let Some(path) = &args.into {
            return Ok(Self::File(Box::new(EventFile::read(path)?)));
        }
        if args.write {
            let mut session = ground.session(ground.site()?, Role::Organiser, false)?;
            session.meet(PATIENCE)?;
            return Ok(Self::Floor(Box::new(session), None));
        }
        match look(ground) {
            Ok((session, outage)) => Ok(Self::Floor(Box::new(session), outage)),
            Err(why) => match (&ground.common.event, &ground.common.share) {
                (Some(named), _) => Ok(Self::Day(Box::new(named_event(named)?.event))),
                (None, Some(_)) => Err(why),
                (None, None) => Ok(Self::Nothing),
            },
        }
    }

    fn event(&self) -> Option<&Event> {
        match self {
            Self::File(file) => Some(&file.event),
            Self::Floor(session, _) => session.floor.event(),
            Self::Day(event) => Some(event),
            Self::Nothing => None,
        }
    }

    fn standing(&self) -> Standing {
        match self {
            Self::Floor(session, _) => Standing::of_floor(&session.floor),
            _ => self.event().map(Standing::of_event).unwrap_or_default(),
        }
    }
}

/// What was written.
#[derive(Default)]
struct Written {
    /// The event file.
    file: Option<PathBuf>,
    /// Stays that were taken out of its plan.
    lost: Vec<(GroupNo, RoundNo, StationNo)>,
    /// The entries on the floor.
    entries: Vec<Entry>,
}

/// Reads the lists, shows them, and writes where that is wanted; the exit code.
///
/// # Errors
/// The event file or the floor cannot be used, an answer fits no question, or what would change is not allowed.
pub fn run(ground: &Ground, args: &ImportArgs) -> Result<u8, CliError> {
    let mut target = Target::find(ground, args)?;
    let lang = ground.lang(target.event());
    let scope = if args.part { Scope::Schools } else { Scope::Whole };
    let places = target.event().and_then(Lists::places);
    let mut table = Table::read(&files(&args.files), places, target.standing(), scope);
    for answer in &args.answer {
        settle(&mut table, answer)?;
    }
    if args.split {
        table.split();
    }
    let sheet = table.sheet();
    let is_due = args.write && sheet.unread.is_empty() && !sheet.changes.is_empty();
    let written = if is_due {
        Some(write(&mut target, args, &sheet)?)
    } else {
        None
    };
    tell(&target, args, lang, &sheet, written.as_ref())?;
    finish(target, written.is_some(), &sheet)
}

/// The exit code, after everything is on its way.
fn finish(target: Target, has_written: bool, sheet: &Sheet) -> Result<u8, CliError> {
    let code = if !sheet.unread.is_empty() {
        Kind::Input.code()
    } else if sheet.is_open() {
        WARNINGS
    } else {
        DONE
    };
    match target {
        Target::Floor(mut session, _) if has_written => {
            if session.settle()? {
                Ok(code)
            } else {
                Err(kept(&mut session))
            }
        }
        Target::Floor(_, outage) => and_outage(code, outage),
        _ => Ok(code),
    }
}

/// Settles the question of the row that is named.
fn settle(table: &mut Table, answer: &Answer) -> Result<(), CliError> {
    let sheet = table.sheet();
    let is_meant =
        |line: &&Line| line.row == answer.row && answer.file.as_ref().is_none_or(|file| *file == line.file);
    let meant: Vec<&Line> = sheet.lines.iter().filter(is_meant).collect();
    let open: Vec<&Line> = meant
        .iter()
        .copied()
        .filter(|line| !line.asked.is_empty())
        .collect();
    let failed = |why: &'static str| {
        let typed = format!("{}={}", answer.row, answer.choice);
        CliError::new(Kind::Input, "cli-import-answer")
            .with("x", out::clean(&typed))
            .hint(why)
    };
    let line = match (open.as_slice(), meant.as_slice()) {
        ([line], _) => *line,
        ([_, _, ..], _) => return Err(failed("cli-import-which-file")),
        ([], []) => return Err(failed("list-unsettled-row")),
        ([], _) => return Err(failed("list-unsettled-question")),
    };
    table
        .answer(line.at, &answer.choice)
        .map_err(|why| failed(why.key()))
}

fn write(target: &mut Target, args: &ImportArgs, sheet: &Sheet) -> Result<Written, CliError> {
    match target {
        Target::File(file) => {
            let out = args.out.as_deref();
            let lost = file.write(&sheet.changes, out)?;
            Ok(Written {
                file: Some(out.map_or_else(|| file.path.clone(), PathBuf::from)),
                lost,
                entries: Vec::new(),
            })
        }
        Target::Floor(session, _) => {
            session.speak_as(Role::Coordinator);
            let command = Command::ListGroups {
                changes: Box::new(sheet.changes.clone()),
                reason: args.reason,
            };
            Ok(Written {
                entries: session.act(&command, None)?,
                ..Written::default()
            })
        }
        Target::Day(_) | Target::Nothing => Ok(Written::default()),
    }
}

fn tell(
    target: &Target,
    args: &ImportArgs,
    lang: Lang,
    sheet: &Sheet,
    written: Option<&Written>,
) -> Result<u8, CliError> {
    let texts = Texts::of(lang);
    if args.format == Format::Json {
        let json = json::document(texts, sheet, written);
        return out::to_stdout(|out| out::json_line(out, &json).map(|()| DONE));
    }
    let mut text = table::rows(texts, sheet, args.files.len() > 1);
    let is_known = !matches!(target, Target::Nothing);
    if is_known {
        text.push_str(&table::changes(texts, sheet));
    }
    text.push('\n');
    let end = match written {
        Some(Written {
            file: Some(path),
            lost,
            ..
        }) => table::rewritten(texts, path, lost, sheet),
        Some(written) => {
            let floor = match target {
                Target::Floor(session, _) => Some(&session.floor),
                _ => None,
            };
            let told = written.entries.iter();
            let told = told.filter_map(|entry| Some(log::told(texts, floor?, entry)));
            told.map(|line| line + "\n").collect()
        }
        None => table::unwritten(texts, sheet, args.write, is_known),
    };
    text.push_str(&end);
    out::to_stdout(|out| out.write_all(out::clean(&text).as_bytes()).map(|()| DONE))
}
