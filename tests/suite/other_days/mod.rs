//! Days that nobody wrote down: seeded days are told to the program by `sheber act --script`, and the figures of its
//! report are compared with sums that are worked out here, from the same words and the event file, without a line of
//! the program. `OTHER_DAYS=1000` tries that many seeds of each event.

mod found;
mod live;
mod plan;
mod sums;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::floor_kit::SHEBER;
use live::Dice;
use plan::{Plan, clock};
use sums::Expected;
use words::Line;

fn event_file(name: &str) -> String {
    format!("{}/config/{name}.toml", env!("CARGO_MANIFEST_DIR"))
}

/// A floor in a folder of its own.
struct Told {
    folder: tempfile::TempDir,
}

impl Told {
    fn run(&self, words: &[&str]) -> Output {
        Command::new(SHEBER)
            .args(words)
            .args(["--lang", "en", "--share"])
            .arg(self.share())
            .env("SHEBER_DATA", self.folder.path().join("data"))
            .output()
            .unwrap()
    }

    fn share(&self) -> PathBuf {
        self.folder.path().join("floor.db")
    }

    fn must(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Opens the floor late in the afternoon; how the entries of its writer are called.
    fn open(event: &str) -> (Self, String) {
        let told = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let event = event_file(event);
        told.must(&[
            "act",
            "--event",
            &event,
            "--clock",
            "17:00",
            "--coordinator",
            "message",
            "Day",
            "--at",
            "09:00",
        ]);
        let log = told.must(&["log", "--json"]);
        let first: Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
        let (origin, _) = first["id"].as_str().unwrap().split_once('-').unwrap();
        let origin = origin.to_owned();
        (told, origin)
    }

    fn script(&self, lines: &[Line], origin: &str) -> (i32, String) {
        let nth: BTreeMap<usize, usize> = lines
            .iter()
            .filter(|line| !line.refused)
            .enumerate()
            .map(|(nth, line)| (line.key, nth))
            .collect();
        // The opening and the first message are entries 1 and 2.
        let name = |key: usize| format!("{origin}-{}", nth[&key] + 3);
        let text: Vec<String> = lines.iter().map(|line| line.script(name)).collect();
        let file = self.folder.path().join("day.txt");
        std::fs::write(&file, text.join("\n")).unwrap();
        let output = self.run(&["act", "--script", file.to_str().unwrap()]);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code().unwrap(), errors)
    }

    fn report(&self, as_of: i64) -> Value {
        serde_json::from_str(&self.must(&["report", "--format", "json", "--as-of", &clock(as_of)])).unwrap()
    }
}

/// What a path such as `by_station[7].late` names.
fn look<'a>(report: &'a Value, path: &str) -> &'a Value {
    let mut here = report;
    for step in path.split('.') {
        let (name, key) = step.split_once('[').unwrap_or((step, ""));
        here = &here[name];
        let key = key.trim_end_matches(']');
        if !key.is_empty() {
            let rows = here.as_array().map(Vec::as_slice).unwrap_or_default();
            let field = [
                "station", "hall", "school", "language", "round", "desk", "topic", "kind",
            ];
            let named = |row: &&Value| {
                let own = field.iter().find(|field| row.get(**field).is_some()).unwrap();
                let own = if row.get("desks").is_some() { "topic" } else { own };
                let own = if row.get("longest_queue").is_some() {
                    "desk"
                } else {
                    own
                };
                row[own]
                    .as_str()
                    .map_or_else(|| row[own].to_string(), str::to_owned)
                    == key
            };
            here = rows.iter().find(named).unwrap_or(&Value::Null);
        }
    }
    here
}

/// Where a report differs from what was worked out.
fn differences(report: &Value, expected: &Expected) -> Vec<String> {
    let mut told = Vec::new();
    for (path, value) in &expected.figures {
        let said = look(report, path);
        if said != value {
            told.push(format!("{path}: {said} instead of {value}"));
        }
    }
    for (path, fields, rows) in &expected.lists {
        let said = look(report, path)
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let row = |row: &Value| {
            Value::from(fields.iter().map(|field| row[*field].clone()).collect::<Vec<_>>()).to_string()
        };
        let mut said: Vec<String> = said.iter().map(row).collect();
        let mut rows: Vec<String> = rows.iter().map(Value::to_string).collect();
        said.sort();
        rows.sort();
        let only = |these: &[String], those: &[String]| {
            let left = these.iter().filter(|row| !those.contains(row)).cloned();
            left.collect::<Vec<_>>().join(" ")
        };
        if said != rows {
            told.push(format!(
                "{path}: {} instead of {}",
                only(&said, &rows),
                only(&rows, &said)
            ));
        }
    }
    told
}

/// What was refused and should not have been, or the other way round.
fn refusals(lines: &[Line], code: i32, errors: &str) -> Vec<String> {
    let wanted = lines.iter().enumerate().filter(|(_, line)| line.refused);
    let wanted: Vec<String> = wanted.map(|(nth, _)| format!("line {}:", nth + 1)).collect();
    let said: Vec<&str> = errors.lines().collect();
    let known = |line: &&&str| !wanted.iter().any(|wanted| line.starts_with(wanted));
    let mut wrong: Vec<String> = said
        .iter()
        .filter(known)
        .map(|line| format!("refused: {line}"))
        .collect();
    let missing = wanted
        .iter()
        .filter(|wanted| !said.iter().any(|line| line.starts_with(*wanted)));
    wrong.extend(missing.map(|line| format!("not refused: {line}")));
    if code != if wanted.is_empty() { 0 } else { 3 } {
        wrong.push(format!("exit code {code}"));
    }
    wrong
}

/// Lives one seeded day; what the program says otherwise than was worked out.
fn compare(event: &str, seed: u64) -> Vec<String> {
    let plan = Plan::read(&event_file(event));
    let lines = live::live(&plan, seed);
    let (told, origin) = Told::open(event);
    let (code, errors) = told.script(&lines, &origin);
    let wrong = refusals(&lines, code, &errors).into_iter();
    let mut wrong: Vec<String> = wrong.map(|what| format!("{event} {seed}: {what}")).collect();
    let mut dice = Dice::new(seed ^ 0xA5);
    let first = plan.rounds[0].0;
    let moments = [
        16 * 3600 + 1800,
        dice.from(first, first + 11_000),
        dice.from(first, first + 11_000),
    ];
    for as_of in moments {
        let differing = differences(&told.report(as_of), &sums::expected(&plan, &lines, as_of));
        wrong.extend(
            differing
                .into_iter()
                .map(|what| format!("{event} {seed} at {}: {what}", clock(as_of))),
        );
    }
    if !wrong.is_empty()
        && let Ok(folder) = std::env::var("OTHER_DAYS_KEEP")
    {
        drop(std::fs::copy(
            told.folder.path().join("day.txt"),
            Path::new(&folder).join(format!("{event}-{seed}.txt")),
        ));
    }
    wrong
}

/// Compares seeds of an event; as many as `OTHER_DAYS` says, or else a few.
fn compare_some(event: &str, few: u64) {
    let many = std::env::var("OTHER_DAYS")
        .ok()
        .and_then(|number| number.parse().ok());
    let wrong: Vec<String> = (0..many.unwrap_or(few))
        .flat_map(|seed| compare(event, seed))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn days_of_the_small_event_come_to_the_figures_worked_out_beside() {
    compare_some("open-day", 6);
}

#[test]
fn days_of_the_large_event_come_to_the_figures_worked_out_beside() {
    compare_some("open-square", 3);
}
