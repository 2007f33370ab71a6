//! The event file: sample days, and files with defects whose lines say what must be found there.

use sheber::intake::event::{Reading, read};
use sheber::intake::finding::{Finding, Level};
use std::fs;
use std::path::PathBuf;

fn data(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "data", "events", name].iter().collect()
}

fn read_data(name: &str) -> (String, Reading) {
    let text = fs::read_to_string(data(name)).unwrap();
    let reading = read(&text);
    (text, reading)
}

/// What the lines of a file say about themselves: `#! error 3 bad-time, warning 5 big-group`.
fn expected(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (line, written) in text.lines().enumerate() {
        let Some((_, marks)) = written.split_once("#! ") else {
            continue;
        };
        for mark in marks.split(", ") {
            let [level, column, code] = mark.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{mark}");
            };
            all.push(format!("{}:{column} {level} {code}", line + 1));
        }
    }
    all.sort();
    all
}

fn told(findings: &[Finding]) -> Vec<String> {
    let mut all: Vec<String> = findings
        .iter()
        .map(|finding| {
            let level = match finding.level {
                Level::Error => "error",
                Level::Warning => "warning",
            };
            format!("{}:{} {level} {}", finding.line, finding.column, finding.what.code())
        })
        .collect();
    all.sort();
    all
}

#[test]
fn every_defect_is_found_where_it_stands_and_nothing_else() {
    let mut files: Vec<String> = fs::read_dir(data(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("bad-") && name.ends_with(".toml"))
        .collect();
    files.sort();
    assert!(files.len() >= 10, "{files:?}");
    let mut wrong = String::new();
    for name in files {
        let (text, reading) = read_data(&name);
        let (expected, told) = (expected(&text), told(&reading.findings));
        if expected != told {
            wrong += &format!("{name}\n");
            for line in expected.iter().filter(|line| !told.contains(line)) {
                wrong += &format!("  not told: {line}\n");
            }
            for line in told.iter().filter(|line| !expected.contains(line)) {
                wrong += &format!("  too much: {line}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
