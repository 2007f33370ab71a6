//! The clock of whoever stores the share, read from an empty file that lives for a moment.
//!
//! Law: the file is made exclusively and never written, because on SMB a file that was written carries the
//! writer's own clock (hazard 14; `share_conformance::*::the_clock_of_the_share_is_read_without_a_trace`).

use super::ShareError;
use crate::domain::reading::ClockReading;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

/// Kernels write file times in steps of up to this many milliseconds.
const GRAIN_MS: i64 = 4;
/// Some network file systems know only whole seconds.
const COARSE_GRAIN_MS: i64 = 1_000;

/// Reads the clock of whoever stores this folder once; `now` reads the laptop's, in Unix milliseconds. `name`
/// is the share's name for people.
pub(super) fn read(
    folder: &Path,
    prefix: &str,
    name: &str,
    now: &dyn Fn() -> i64,
) -> Result<ClockReading, ShareError> {
    let failed = |source| ShareError::from_io(name, source);
    let before_ms = now();
    let probe = Probe::within(folder, prefix).map_err(failed)?;
    let made = probe.made().map_err(failed)?;
    let after_ms = now();
    let coarse = made.subsec_nanos() == 0;
    Ok(ClockReading {
        share_ms: i64::try_from(made.as_millis()).unwrap_or(i64::MAX),
        before_ms,
        after_ms,
        grain_ms: if coarse { COARSE_GRAIN_MS } else { GRAIN_MS },
    })
}

/// An empty file that lives for a moment.
pub(super) struct Probe(PathBuf);

impl Probe {
    /// Makes one in this folder, under a name of its own that begins with `prefix`.
    pub(super) fn within(folder: &Path, prefix: &str) -> io::Result<Self> {
        let random = getrandom::u64().map_err(io::Error::other)?;
        let path = folder.join(format!("{prefix}{random:016x}"));
        drop(File::create_new(&path)?);
        Ok(Self(path))
    }

    /// When it was made, by the clock of whoever stores it: the time since 1970.
    pub(super) fn made(&self) -> io::Result<Duration> {
        made(&self.0)
    }
}

/// When this file was made or written, by the clock of whoever stores it: the time since 1970.
pub(super) fn made(file: &Path) -> io::Result<Duration> {
    let modified = fs::metadata(file)?.modified()?;
    modified.duration_since(UNIX_EPOCH).map_err(io::Error::other)
}

impl Drop for Probe {
    fn drop(&mut self) {
        fs::remove_file(&self.0).ok();
    }
}
