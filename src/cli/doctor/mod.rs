//! `sheber doctor`: what a shared folder is good for, tried out alone and with a second laptop, and what is to be
//! changed.
//!
//! Here live the course of the examination and its exit code; the words do not (`told`), nor what machines read
//! (`json`), nor the trials themselves ([`crate::share::probe`]).
//!
//! Laws: whatever is made for a trial is removed; a share that is not there is not made; what was found out is
//! remembered, so that the next start need not try again.

mod json;
mod told;

use super::fail::{CliError, DONE, WARNINGS};
use super::ground::Ground;
use super::out;
use crate::runtime::clock::Clock;
use crate::runtime::terminal::window;
use crate::settings::own_program;
use crate::share::probe::{Clocks, Findings, Kind, Under, Verdict, full, judge, meet};
use crate::share::{Share, ShareError, SqliteShare};
use crate::store::{Replica, StoreError};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The share cannot be used.
pub const UNUSABLE: u8 = 2;

/// What was found of one share and of this laptop.
#[derive(Debug)]
pub(super) struct Examined {
    pub(super) share: PathBuf,
    pub(super) host: String,
    pub(super) found: Findings,
    pub(super) verdict: Verdict,
    /// What is wrong with the content of the share: the key of its sentence.
    pub(super) content: Option<&'static str>,
    pub(super) replicas: Vec<(String, Result<(), &'static str>)>,
    /// Columns and rows of the terminal.
    pub(super) window: Option<(u16, u16)>,
}

impl Examined {
    /// How many remarks there are.
    pub(super) fn remarks(&self) -> usize {
        let bad = self.replicas.iter().filter(|(_, state)| state.is_err()).count();
        self.verdict.warnings.len() + usize::from(self.content.is_some()) + bad
    }

    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        match self.remarks() {
            _ if !self.verdict.is_usable() => UNUSABLE,
            0 => DONE,
            _ => WARNINGS,
        }
    }
}

/// Examines the share and prints what was found; the exit code.
///
/// # Errors
/// No share is named, or nothing can be printed.
pub(super) fn run(ground: &Ground, wait: Duration, as_json: bool) -> Result<u8, CliError> {
    let share = ground.site()?.share;
    if let Err(error) = ground.settings.prepare(&share) {
        tracing::warn!(%error, "the folder of the share cannot be made");
    }
    let clocks = clocks();
    let mut found = full(&share, own_program(), &clocks);
    if found.barred.is_none() && !wait.is_zero() {
        if !as_json {
            say_waiting(ground, wait);
        }
        match meet::meet(&share, &ground.env.host, wait, &clocks) {
            Ok(together) => found.together = together,
            Err(error) => tracing::warn!(%error, "no second laptop can be met"),
        }
    }
    let verdict = judge(&found);
    if found.barred.is_none()
        && let Err(error) = ground.memory().remember(&share, verdict.kind)
    {
        tracing::warn!(%error, "the kind of the share cannot be remembered");
    }
    let examined = Examined {
        content: content(&share, &found, &verdict),
        replicas: replicas(&ground.settings.replicas_of(&share)),
        host: ground.env.host.clone(),
        window: window(),
        share,
        found,
        verdict,
    };
    out::to_stdout(|out| {
        if as_json {
            out::json_line(out, &json::report(&examined))?;
        } else {
            let text = told::report(&examined, ground.lang(None));
            out.write_all(out::clean(&text).as_bytes())?;
        }
        Ok(examined.code())
    })
}

fn clocks() -> Clocks {
    let clock = Clock::new();
    Clocks {
        wall_ms: Arc::new(move || clock.wall_ms()),
        counted: Arc::new(move || clock.counted()),
    }
}

fn say_waiting(ground: &Ground, wait: Duration) {
    let line = told::waiting(ground.lang(None), wait.as_secs());
    // Nobody may be listening there.
    let _gone = io::stderr().lock().write_all(line.as_bytes());
}

/// What is wrong with a share that everybody writes; other kinds check what they read.
fn content(share: &Path, found: &Findings, verdict: &Verdict) -> Option<&'static str> {
    let is_there = matches!(found.under, Under::Share { .. });
    if !is_there || verdict.kind != Kind::Sqlite || !verdict.is_usable() {
        return None;
    }
    match SqliteShare::new(share).examine() {
        Ok(()) | Err(ShareError::Locked { .. }) => None,
        Err(error) => Some(error.text_key()),
    }
}

/// The replicas of this laptop for the share: their names and how they are.
fn replicas(folder: &Path) -> Vec<(String, Result<(), &'static str>)> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<_> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("replica.db").is_file())
        .map(|entry| {
            let state = match Replica::open(&entry.path()) {
                // One that is open now was found good when it was opened.
                Ok(_) | Err(StoreError::InUse { .. }) => Ok(()),
                Err(error) => Err(error.text_key()),
            };
            (entry.file_name().to_string_lossy().into_owned(), state)
        })
        .collect();
    found.sort();
    found
}
