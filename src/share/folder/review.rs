//! Reading every log as it lies there, to judge it: what is torn or altered is counted or handed out, not skipped.

use super::super::ShareError;
use super::super::probe::logs_beside;
use super::access::names_in;
use super::line;
use crate::domain::entry::Record;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Every record in the logs that belong to this file, sealed or not, and how many lines are not whole. Nothing is
/// written.
///
/// # Errors
/// The logs cannot be read.
pub(in super::super) fn read_all(file: &Path) -> Result<(Vec<Record>, usize), ShareError> {
    let name = file.display().to_string();
    read_logs(&logs_beside(file)).map_err(|source| ShareError::from_io(&name, source))
}

/// Every log of every device below this folder, in the order of their names.
///
/// # Errors
/// The folder cannot be read.
pub fn segments(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut segments = Vec::new();
    let areas = names_in(root)?.into_iter().flatten();
    for area in areas.filter(|name| line::is_area(name)) {
        let area = root.join(area);
        let logs = names_in(&area)?.into_iter().flatten();
        segments.extend(logs.filter(|name| line::is_log(name)).map(|log| area.join(log)));
    }
    segments.sort();
    Ok(segments)
}

/// What a line of a log says, without its line feed; `None` if the line is not whole.
pub fn payload(line: &[u8]) -> Option<&str> {
    line::payload(line)
}

fn read_logs(root: &Path) -> io::Result<(Vec<Record>, usize)> {
    let (mut records, mut unreadable) = (Vec::new(), 0);
    for segment in segments(root)? {
        let bytes = fs::read(segment)?;
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match payload(line) {
                Some(payload) => records.extend(Record::from_line(payload)),
                None => unreadable += 1,
            }
        }
    }
    Ok((records, unreadable))
}
