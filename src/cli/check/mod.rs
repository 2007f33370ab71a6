//! `sheber check FILE`: every finding about an event file, errors and warnings apart, or one line of totals.

use super::ground::event_bytes;
use super::words::{Book, Value, Words};
use crate::domain::event::{Event, Lang, StationKind};
use crate::intake::event::read_bytes;
use crate::intake::finding::{Finding, Level};
use std::io::{self, Write};
use std::path::Path;

/// Nothing to correct.
pub const CLEAN: u8 = 0;
/// Warnings only.
pub const WARNINGS: u8 = 1;
/// Errors, or a file that cannot be read.
pub const ERRORS: u8 = 2;

/// Checks a file and writes what was found, in this language. Returns the exit code: 0 clean, 1 warnings, 2 errors
/// or unreadable. A listener that hangs up early does not change the code.
pub fn run(path: &Path, lang: Lang, out: &mut dyn Write) -> u8 {
    let words = Words::of(Book::Check, lang);
    let name = printable(&path.display().to_string());
    let mut text = String::new();
    let code = match event_bytes(path) {
        Ok(bytes) => report(&words, &name, &bytes, &mut text),
        Err(fault) => {
            let why = match fault.kind() {
                io::ErrorKind::NotFound => words.sentence("check-file-missing", &[]),
                io::ErrorKind::PermissionDenied => words.sentence("check-file-denied", &[]),
                io::ErrorKind::IsADirectory => words.sentence("check-file-folder", &[]),
                _ => printable(&fault.to_string()),
            };
            text.extend([&name, "\n"]);
            explain(&words, "unreadable", &[("why", Value::from(why))], &mut text);
            ERRORS
        }
    };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => code,
        Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => code,
        Err(_) => ERRORS,
    }
}

/// Writes the findings about a file and returns the exit code.
fn report(words: &Words, name: &str, bytes: &[u8], text: &mut String) -> u8 {
    let reading = read_bytes(bytes);
    let (errors, warnings) = reading.counts();
    list(words, name, &reading.findings, Level::Error, text);
    if errors > 0 && warnings > 0 {
        text.push('\n');
    }
    list(words, name, &reading.findings, Level::Warning, text);
    if let (Some(event), true) = (&reading.event, reading.findings.is_empty()) {
        text.push_str(&words.sentence("check-clean", &totals(name, event)));
        text.push('\n');
    }
    match (errors, warnings) {
        (0, 0) => CLEAN,
        (0, _) => WARNINGS,
        _ => ERRORS,
    }
}

/// The findings of one level under their count.
fn list(words: &Words, name: &str, findings: &[Finding], level: Level, text: &mut String) {
    let of_level: Vec<&Finding> = findings.iter().filter(|finding| finding.level == level).collect();
    if of_level.is_empty() {
        return;
    }
    let key = match level {
        Level::Error => "check-errors",
        Level::Warning => "check-warnings",
    };
    text.push_str(&words.sentence(key, &[("n", number(of_level.len()))]));
    text.push('\n');
    for finding in of_level {
        let (line, column, piece) = (finding.line, finding.column, &finding.piece);
        text.extend(["\n", name, &format!(":{line}:{column}  {piece}\n")]);
        let facts: Vec<(&str, Value)> = finding
            .what
            .facts()
            .into_iter()
            .map(|(fact, datum)| (fact, words.value(datum)))
            .collect();
        explain(words, finding.what.code(), &facts, text);
    }
}

/// Why, and the cure.
fn explain(words: &Words, code: &str, facts: &[(&str, Value)], text: &mut String) {
    let why = words.sentence(&format!("check-{code}"), facts);
    let cure = words.sentence(&format!("check-{code}.cure"), facts);
    text.extend(["    ", &why, "\n    → ", &cure, "\n"]);
}

fn number(n: usize) -> Value {
    Value::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The figures of a day as planned.
fn totals(name: &str, event: &Event) -> [(&'static str, Value); 9] {
    let stands = event
        .stations
        .values()
        .filter(|station| station.kind == StationKind::Stand)
        .count();
    let pupils: usize = event.groups.values().map(|group| usize::from(group.size)).sum();
    let stops = |row: &Vec<_>| row.iter().flatten().count();
    let sessions: usize = event.plan.values().map(stops).sum();
    let visits: usize = event
        .plan
        .iter()
        .filter_map(|(group, row)| Some(usize::from(event.groups.get(group)?.size) * stops(row)))
        .sum();
    [
        ("file", Value::from(name.to_owned())),
        ("stations", number(event.stations.len() - stands)),
        ("stands", number(stands)),
        ("desks", number(event.desks.len())),
        ("groups", number(event.groups.len())),
        ("pupils", number(pupils)),
        ("rounds", number(event.times.rounds.len())),
        ("sessions", number(sessions)),
        ("visits", number(visits)),
    ]
}

/// A name from outside without what could move a cursor.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
