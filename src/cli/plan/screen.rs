//! The plan of an event file on a screen: edited by hand before the day, and saved as the `[plan]` of the file.

use super::event::{Source, may_replace};
use super::{PlanArgs, file, rows};
use crate::cli::fail::{CliError, Kind};
use crate::cli::ground::{Ground, event_bytes};
use crate::cli::run::no_terminal;
use crate::rotation::day::Rows;
use crate::runtime::sheet::desk::Desk;
use crate::runtime::sheet::worker::Save;
use crate::runtime::sheet::{Editing, run as run_screen};
use crate::ui::screen::plan::Answer;
use std::path::{Path, PathBuf};

/// Shows the plan of an event, named as a sample or a file, and saves it where asked; the exit code.
///
/// # Errors
/// The event cannot be read, or there is no terminal.
pub(super) fn run(ground: &Ground, args: &PlanArgs) -> Result<u8, CliError> {
    let named = args.file.as_ref().or(ground.common.event.as_ref());
    let what = || CliError::new(Kind::Input, "cli-plan-what").hint("cli-plan-what-hint");
    let source = Source::read(named.ok_or_else(what)?)?;
    may_replace(&source, args)?;
    let lang = ground.lang(Some(&source.event));
    let desk = Desk::of_event(&source.event).ok_or_else(what)?;
    run_screen(Editing {
        desk,
        name: source.event.title.get(lang).to_owned(),
        out: args.out.as_ref().map(|path| path.display().to_string()),
        save: saver(source, args.out.clone()),
        look: ground.look(lang),
        remember: ground.remember(),
        failure: ground.failure(lang),
    })
    .map_err(no_terminal)
}

/// Saves rows as the plan of the event, in the file of a name or in its own one; all else stays as it was written.
fn saver(source: Source, own: Option<PathBuf>) -> Save {
    Box::new(move |rows: &Rows, name: Option<&str>| {
        let Some(path) = name.map(PathBuf::from).or_else(|| own.clone()) else {
            return Answer::Failed("sheet-not-kept", String::new());
        };
        let shown = path.display().to_string();
        // Somebody may have written the file meanwhile: what is not the same event is not overwritten.
        let now = source
            .path
            .as_deref()
            .map_or_else(|| Some(source.text.clone()), read);
        let Some(text) = now.and_then(|text| rows::with_plan(&text, &source.event, rows)) else {
            return Answer::Failed("sheet-other-event", shown);
        };
        match file::write(&path, &text) {
            Ok(()) => Answer::Kept(shown),
            Err(error) => {
                tracing::warn!(?error, "the plan is not saved");
                Answer::Failed("sheet-not-kept", shown)
            }
        }
    })
}

fn read(path: &Path) -> Option<String> {
    String::from_utf8(event_bytes(path).ok()?).ok()
}
