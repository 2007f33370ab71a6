//! `sheber plan`: a rotation made from groups and stations, judged, and compared with the one that is in the file.
//!
//! | file | what it does |
//! |---|---|
//! | `event` | plans an event file, tells what it came to, writes the file with the new plan |
//! | `instance` | reads and writes the exchange format, for `plan` and for `replan` |
//! | `screen` | shows the plan of an event file to be edited by hand |
//! | `rows` | puts a plan into the text of an event file |
//! | `progress` | how a search goes while it lasts |
//! | [`why`] | what a problem calls its groups and stations, for reasons |
//! | `file` | files that are written whole or not at all |

mod args;
mod event;
pub(in crate::cli) mod file;
pub(in crate::cli) mod instance;
pub(in crate::cli) mod progress;
mod rows;
mod screen;
mod table;
pub mod why;

pub use args::{EXAMPLES, Effort, Form, PlanArgs, Seconds};

pub(in crate::cli) use args::LANES;
pub(in crate::cli) use event::left;

use super::fail::CliError;
use super::ground::Ground;

/// Plans what is named; the exit code.
///
/// # Errors
/// The file cannot be read or is wrong, or a result cannot be written.
pub fn run(ground: &Ground, args: &PlanArgs) -> Result<u8, CliError> {
    match args.format {
        _ if args.screen => screen::run(ground, args),
        Some(Form::Json) => instance::plan(ground, args),
        None => event::plan(ground, args),
    }
}
