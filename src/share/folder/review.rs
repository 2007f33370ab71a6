//! Reading every log as it lies there, to judge it: what is torn or altered is counted or handed out, not skipped.

use super::super::ShareError;
use super::super::probe::logs_beside;
use super::access::names_in;
use super::line;
use crate::domain::entry::Record;
use std::fs;
use std::io;
use std::path::Path;

/// Every record in the logs that belong to this file, sealed or not, and how many lines are not whole. Nothing is
/// written.
///
/// # Errors
/// The logs cannot be read.
pub(in super::super) fn read_all(file: &Path) -> Result<(Vec<Record>, usize), ShareError> {
    let name = file.display().to_string();
    read_logs(&logs_beside(file)).map_err(|source| ShareError::from_io(&name, source))
}

fn read_logs(root: &Path) -> io::Result<(Vec<Record>, usize)> {
    let (mut records, mut unreadable) = (Vec::new(), 0);
    for area in names_in(root)?
        .into_iter()
        .flatten()
        .filter(|name| line::is_area(name))
    {
        let logs = names_in(&root.join(&area))?.into_iter().flatten();
        for log in logs.filter(|name| line::is_log(name)) {
            let bytes = fs::read(root.join(&area).join(log))?;
            for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                match line::payload(line) {
                    Some(payload) => records.extend(Record::from_line(payload)),
                    None => unreadable += 1,
                }
            }
        }
    }
    Ok((records, unreadable))
}
