//! `sheber verify`: whether a log is as it was written, in a replica, in a share, or in a file of records.
//!
//! The first broken link is named with its writer, its number, its moment and what was expected there. Two
//! laptops under one name break nothing, and are told. Nothing is written anywhere.

use super::fail::{CliError, DONE, Kind};
use super::ground::{Ground, why_key};
use super::out::{clean, to_stdout};
use crate::domain::chain::{Break, Fault, Verdict, verify, verify_unordered};
use crate::domain::entry::Record;
use crate::share;
use crate::store;
use crate::ui::text::Texts;
use std::io::{self, Write};
use std::path::Path;

/// The exit code of a log with a broken link.
pub const BROKEN: u8 = 1;
/// So many broken links of one log are listed.
const LISTED_MAX: usize = 20;

/// What was found in one place.
struct Found {
    name: String,
    verdict: Verdict,
    /// How many rows or lines are no records, and the number of the first such line.
    unreadable: (usize, Option<usize>),
}

impl Found {
    const fn is_whole(&self) -> bool {
        self.verdict.is_whole() && self.unreadable.0 == 0
    }
}

/// Looks at the files, and at the share and the replica that the options name; the exit code.
///
/// # Errors
/// Nothing is named, or something cannot be read.
pub fn run(ground: &Ground, files: &[std::path::PathBuf]) -> Result<u8, CliError> {
    let texts = Texts::of(ground.lang(None));
    let mut found = Vec::new();
    for file in files {
        found.push(of_file(file)?);
    }
    if let Some(dir) = &ground.common.replica {
        found.push(of_replica(dir)?);
    }
    if let Some(file) = &ground.common.share {
        found.push(of_share(file)?);
    }
    if found.is_empty() {
        return Err(CliError::new(Kind::Input, "cli-verify-nothing"));
    }
    to_stdout(|out| {
        for one in &found {
            tell(out, texts, one)?;
        }
        Ok(if found.iter().all(Found::is_whole) {
            DONE
        } else {
            BROKEN
        })
    })
}

fn of_replica(dir: &Path) -> Result<Found, CliError> {
    let records =
        store::read_all(dir).map_err(|why| CliError::new(Kind::Input, why.text_key()).because(why))?;
    Ok(Found {
        name: dir.display().to_string(),
        verdict: verify_unordered(records),
        unreadable: (0, None),
    })
}

fn of_share(file: &Path) -> Result<Found, CliError> {
    let (records, unreadable) =
        share::read_all(file).map_err(|why| CliError::new(Kind::Input, why.text_key()).because(why))?;
    Ok(Found {
        name: file.display().to_string(),
        verdict: verify_unordered(records),
        unreadable: (unreadable, None),
    })
}

fn of_file(file: &Path) -> Result<Found, CliError> {
    let text = std::fs::read(file).map_err(|why| {
        CliError::new(Kind::Input, "start-cannot-open")
            .with("x", file.display().to_string())
            .hint(why_key(&why))
    })?;
    let (records, unreadable) = records(&String::from_utf8_lossy(&text));
    Ok(Found {
        name: file.display().to_string(),
        verdict: verify(&records),
        unreadable: (unreadable.len(), unreadable.first().copied()),
    })
}

/// The records in a text, and the numbers of the lines that are none. What stands before a record, as in the log
/// of a device, is passed over.
pub fn records(text: &str) -> (Vec<Record>, Vec<usize>) {
    let mut records = Vec::new();
    let mut unreadable = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let json = line.find('{').and_then(|start| line.get(start..));
        match json.map(Record::from_line) {
            Some(Ok(record)) => records.push(record),
            None if line.trim().is_empty() => {}
            Some(Err(_)) | None => unreadable.push(number),
        }
    }
    (records, unreadable)
}

fn tell(out: &mut dyn Write, texts: &'static Texts, found: &Found) -> io::Result<()> {
    let verdict = &found.verdict;
    let key = if found.is_whole() {
        "verify-whole"
    } else {
        "verify-broken"
    };
    let sums = [
        ("x", found.name.clone().into()),
        ("n", verdict.records.into()),
        ("m", verdict.origins.into()),
    ];
    writeln!(out, "{}", clean(&texts.fmt(key, &sums)))?;
    for (index, one) in verdict.breaks.iter().take(LISTED_MAX).enumerate() {
        let key = if index == 0 { "verify-first" } else { "verify-next" };
        let values = [("x", one.id.to_string().into()), ("t", one.at.to_string().into())];
        writeln!(out, "  {}", texts.fmt(key, &values))?;
        writeln!(out, "    {}", fault(texts, one))?;
    }
    let more = verdict.breaks.len().saturating_sub(LISTED_MAX);
    if more > 0 {
        writeln!(out, "  {}", texts.fmt("verify-more", &[("n", more.into())]))?;
    }
    match found.unreadable {
        (0, _) => {}
        (count, first) => {
            let line = first.map_or_else(String::new, |line| line.to_string());
            let values = [("n", count.into()), ("x", line.into())];
            let key = if first.is_some() {
                "verify-no-records"
            } else {
                "verify-no-rows"
            };
            writeln!(out, "  {}", texts.fmt(key, &values))?;
        }
    }
    for fork in &verdict.forks {
        let values = [
            ("x", fork.origin.to_string().into()),
            ("s", fork.from.to_string().into()),
            ("n", fork.names.into()),
        ];
        writeln!(out, "  {}", texts.fmt("verify-fork", &values))?;
    }
    Ok(())
}

/// What is wrong, in words.
fn fault(texts: &'static Texts, one: &Break) -> String {
    match one.fault {
        Fault::Seal { expected, found } => {
            let values = [
                ("x", expected.to_string().into()),
                ("y", found.to_string().into()),
            ];
            texts.fmt("verify-seal", &values)
        }
        Fault::Link { expected, found } => {
            let values = [
                ("x", expected.to_string().into()),
                ("y", found.to_string().into()),
            ];
            texts.fmt("verify-link", &values)
        }
        Fault::Missing { from, to } => {
            let numbers = if from == to {
                from.to_string()
            } else {
                format!("{from}–{to}")
            };
            texts.fmt("verify-missing", &[("x", numbers.into())])
        }
        Fault::Order => texts.get("verify-order").to_owned(),
        Fault::Number => texts.get("verify-number").to_owned(),
    }
}
