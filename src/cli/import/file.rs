//! The event file that gets other groups: read whole, written whole or not at all.

use crate::cli::fail::{CliError, Kind};
use crate::cli::ground::{cannot_open, event_bytes};
use crate::domain::event::Event;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::roster::Changes;
use crate::intake::event::read_bytes;
use crate::intake::regroup::{Unwritable, regroup};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// An event file.
pub(super) struct EventFile {
    pub(super) path: PathBuf,
    pub(super) event: Event,
    text: String,
    errors: usize,
}

impl EventFile {
    /// Reads an event file. A plan that clashes is no hindrance: the groups can be read all the same.
    ///
    /// # Errors
    /// It cannot be opened, or something in it cannot be understood.
    pub(super) fn read(path: &Path) -> Result<Self, CliError> {
        let bytes = event_bytes(path).map_err(|why| cannot_open(path, &why))?;
        let reading = read_bytes(&bytes);
        let (errors, _) = reading.counts();
        let findings = || CliError::new(Kind::Input, "start-findings").with("n", errors);
        Ok(Self {
            path: path.to_owned(),
            event: reading.event.ok_or_else(findings)?,
            text: String::from_utf8(bytes).map_err(|_| findings())?,
            errors,
        })
    }

    /// Writes the file with other groups, under its own name or another; the stays that had to leave the plan.
    ///
    /// # Errors
    /// The groups are not written one a line, the file would have errors, or it cannot be written.
    pub(super) fn write(
        &self,
        changes: &Changes,
        out: Option<&Path>,
    ) -> Result<Vec<(GroupNo, RoundNo, StationNo)>, CliError> {
        let unwritable = |Unwritable { line }| {
            CliError::new(Kind::Refused, "cli-import-line")
                .with("n", line)
                .hint("cli-import-line-hint")
        };
        let new = regroup(&self.text, &self.event, changes).map_err(unwritable)?;
        let reading = read_bytes(new.text.as_bytes());
        let (errors, _) = reading.counts();
        if errors > self.errors || reading.event.is_none() {
            return Err(CliError::new(Kind::Refused, "cli-import-errors").with("n", errors));
        }
        let to = match out {
            Some(path) => path.to_owned(),
            // What is linked to is written, not the link.
            None => self.path.canonicalize().map_err(|why| cannot_write(&why))?,
        };
        replace(&to, &new.text).map_err(|why| cannot_write(&why))?;
        Ok(new.lost)
    }
}

fn cannot_write(why: &io::Error) -> CliError {
    CliError::new(Kind::Fault, "cli-cannot-write").because(io::Error::new(why.kind(), why.to_string()))
}

/// Puts a whole new file in the place of the old one: whoever looks sees one or the other.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut fresh = OsString::from(".");
    fresh.push(path.file_name().unwrap_or_default());
    fresh.push(format!(".{}", std::process::id()));
    let fresh = path.with_file_name(fresh);
    let written = File::create(&fresh).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if let Ok(old) = fs::metadata(path) {
            fs::set_permissions(&fresh, old.permissions())?;
        }
        fs::rename(&fresh, path)
    });
    if written.is_err() {
        // What could not be put into its place is of no use.
        let _gone = fs::remove_file(&fresh);
    }
    written
}
