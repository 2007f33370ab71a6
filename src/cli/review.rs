//! `sheber review`: a whole log on a screen, read and never written.

use super::fail::{CliError, Kind};
use super::ground::{Ground, cannot_open};
use super::run::no_terminal;
use crate::runtime::review::{Log, Reading, run as run_screen};
use crate::settings::share_path;
use std::path::{Path, PathBuf};

/// Shows the log that is named, or the share that was used last; the exit code.
///
/// # Errors
/// Nothing is named, it cannot be read as a log, or there is no terminal.
pub(super) fn run(ground: &Ground, file: Option<&Path>) -> Result<u8, CliError> {
    let path = named(ground, file)?;
    let log = Log::open(&path).map_err(|why| {
        CliError::new(Kind::Input, why.text_key())
            .with("x", why.file().display().to_string())
            .because(why)
    })?;
    let lang = ground.lang(log.day().map(|day| &*day.event));
    let reading = Reading {
        log,
        look: ground.look(lang),
        remember: ground.remember(),
        failure: ground.failure(lang),
    };
    run_screen(reading).map_err(no_terminal)
}

/// What is to be opened.
fn named(ground: &Ground, file: Option<&Path>) -> Result<PathBuf, CliError> {
    let common = &ground.common;
    if let Some(file) = file.or(common.replica.as_deref()) {
        return std::path::absolute(file).map_err(|why| cannot_open(file, &why));
    }
    if let Some(share) = &common.share {
        return share_path(share).map_err(|why| cannot_open(share, &why));
    }
    Ok(ground.site()?.share)
}
