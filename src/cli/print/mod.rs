//! `sheber print`: sheets of paper for guides, stations and coordinators, as HTML for printing.
//!
//! What a sheet says is made in [`crate::report::paper`]; here the words become an order, and its page goes to a
//! file or to stdout. The clock plays no part: the same log and the same words give the same bytes.

mod args;

pub use args::{EXAMPLES, PrintArgs, Sheets, Size};

use super::fail::{CliError, DONE, Kind};
use super::out::to_stdout;
use super::words::{Book, Shelf};
use crate::domain::command::Refusal;
use crate::domain::entry::Entry;
use crate::domain::event::{Event, Lang};
use crate::domain::fact::{Fact, Opening};
use crate::domain::id::{EntryId, Origin, Role, Seq};
use crate::domain::time::{EventTime, Stamp};
use crate::report::paper::{Order, Unprintable, print};
use std::sync::Arc;

/// Prints the plan of an event that need not have begun; the exit code.
///
/// # Errors
/// As [`run`].
pub fn before(args: &PrintArgs, lang: Option<Lang>, event: Event) -> Result<u8, CliError> {
    let opening = Opening {
        event: Arc::new(event),
        shift_ms: 0,
        speed: 1,
        from_ms: 0,
        rehearsal: false,
    };
    let at = EventTime(i64::MIN);
    let opened = Entry {
        id: EntryId {
            origin: Origin(0),
            seq: Seq(1),
        },
        stamp: Stamp { at, counter: 0 },
        at,
        role: Role::Organiser,
        fact: Fact::FloorOpened(opening),
    };
    write(args, &args.order(lang, None), &[opened])
}

/// Prints the plan as it stands after these entries, in their order; the exit code.
///
/// # Errors
/// What was asked for is not in the plan, or the output cannot be written.
pub fn run(args: &PrintArgs, lang: Option<Lang>, log: &[Entry]) -> Result<u8, CliError> {
    let newest = log.iter().map(|entry| entry.stamp.at).max();
    write(args, &args.order(lang, newest), log)
}

/// The sheets with the sentences of this program; `log` is in the order of entries.
///
/// # Errors
/// What was asked for is not in the plan.
pub fn page(log: &[Entry], order: &Order) -> Result<String, Unprintable> {
    print(log, order, &Shelf::of(Book::Print))
}

fn write(args: &PrintArgs, order: &Order, log: &[Entry]) -> Result<u8, CliError> {
    let page = page(log, order).map_err(refused)?;
    match &args.out {
        None => to_stdout(|out| out.write_all(page.as_bytes()).map(|()| DONE)),
        Some(file) => std::fs::write(file, page).map(|()| DONE).map_err(|why| {
            CliError::new(Kind::Input, "cli-print-file")
                .with("x", file.display().to_string())
                .because(why)
        }),
    }
}

fn refused(why: Unprintable) -> CliError {
    match why {
        Unprintable::NoFloor => CliError::new(Kind::Input, "cli-no-event").hint("cli-no-event-hint"),
        Unprintable::UnknownGroup(no) => CliError::refused(Refusal::UnknownGroup(no)),
        Unprintable::UnknownStation(no) => CliError::refused(Refusal::UnknownStation(no)),
        Unprintable::UnknownRevision { named, newest } => CliError::new(Kind::Input, "cli-print-revision")
            .with("n", named)
            .with("m", newest),
    }
}
