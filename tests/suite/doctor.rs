//! `sheber doctor` as people run it: alone, two at once, and where a share cannot be.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use fluent_syntax::ast::Entry;
use serde_json::Value;
use sheber::share::{Parcel, Share, SqliteShare};

use crate::floor_kit::SHEBER;
use crate::log_kit::{pen, records};

struct Practice {
    folder: tempfile::TempDir,
}

impl Practice {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("share")).unwrap();
        Self { folder }
    }

    fn room(&self) -> PathBuf {
        self.folder.path().join("share")
    }

    fn share(&self) -> PathBuf {
        self.room().join("floor.db")
    }

    fn start(&self, share: &Path, words: &[&str]) -> Child {
        Command::new(SHEBER)
            .arg("doctor")
            .args(words)
            .arg("--share")
            .arg(share)
            .env("SHEBER_DATA", self.folder.path().join("data"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn run(&self, share: &Path, words: &[&str]) -> Output {
        self.start(share, words).wait_with_output().unwrap()
    }

    /// What it says for programs, and the exit code.
    fn json(&self, words: &[&str]) -> (Value, Option<i32>) {
        json(&self.run(&self.share(), &[&["--json", "--wait", "0"], words].concat()))
    }

    fn left(&self) -> Vec<String> {
        let entries = fs::read_dir(self.room()).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }
}

fn json(output: &Output) -> (Value, Option<i32>) {
    let read = serde_json::from_slice(&output.stdout);
    (
        read.unwrap_or_else(|_| panic!("{output:?}")),
        output.status.code(),
    )
}

#[test]
fn a_good_folder_is_called_good_and_left_as_it_was() {
    let practice = Practice::new();
    let (said, code) = practice.json(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(
        (&said["kind"], &said["place"]),
        (&"sqlite".into(), &"local".into())
    );
    assert_eq!(said["reasons"], serde_json::json!(["local-disk"]));
    assert_eq!(said["warnings"], serde_json::json!([]));
    for trial in ["exclusive_create", "rename", "lock_upgrade", "exclusion"] {
        assert_eq!(said[trial], true, "{trial}");
    }
    assert!(said["sync_ms"]["median"].as_f64().unwrap() > 0.0);
    assert!(said["clock_ahead_ms"].as_i64().unwrap().abs() < 1_000);
    assert_eq!(said["together"], Value::Null);
    assert_eq!(practice.left(), [""; 0]);
    // The next start need not try again.
    let memory = fs::read_to_string(practice.folder.path().join("data/shares.json")).unwrap();
    assert!(memory.contains("\"kind\": \"sqlite\""), "{memory}");
}

#[test]
fn two_laptops_find_each_other_and_try_the_folder_together() {
    let practice = Practice::new();
    let words = ["--json", "--wait", "60"];
    let other = practice.start(&practice.share(), &words);
    let one = practice.run(&practice.share(), &words);
    for output in [one, other.wait_with_output().unwrap()] {
        let (said, code) = json(&output);
        assert_eq!(code, Some(0), "{said}");
        let pair = &said["together"];
        assert_eq!(
            (&pair["exclusion"], &pair["exclusive_create"]),
            (&true.into(), &true.into())
        );
        assert!(pair["visible_ms"]["median"].as_f64().unwrap() > 0.0);
        assert_eq!(pair["other"], said["host"]);
    }
    assert_eq!(practice.left(), [""; 0]);
}

#[test]
fn whoever_is_alone_is_told_so_in_each_language() {
    let practice = Practice::new();
    for (lang, alone, good) in [
        ("kk", "Тек осы ноутбук тексерілді.", "Бәрі дұрыс."),
        ("ru", "Проверен только этот ноутбук.", "Всё в порядке."),
        ("en", "Only this laptop was tried.", "All is well."),
    ] {
        let output = practice.run(&practice.share(), &["--wait", "1", "--lang", lang]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(
            said.contains(alone) && said.ends_with(&format!("{good}\n")),
            "{said}"
        );
        assert!(!said.contains("doctor-"), "{said}");
        assert!(!output.stderr.is_empty(), "that somebody is waited for");
    }
    assert_eq!(practice.left(), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_nobody_may_write_is_not_usable_and_the_cure_is_told() {
    let practice = Practice::new();
    let output = practice.run(Path::new("/sys/floor.db"), &["--lang", "en"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("Nothing can be written in this folder.") && said.contains("→ Ask whoever manages"),
        "{said}"
    );
    assert!(said.ends_with("Not usable as it is.\n"), "{said}");
}

#[test]
fn a_folder_that_is_not_there_is_not_usable() {
    let practice = Practice::new();
    let share = practice.room().join("gone/floor.db");
    let (said, code) = json(&practice.run(&share, &["--json"]));
    assert_eq!((code, &said["usable"]), (Some(2), &false.into()));
    assert_eq!(said["warnings"], serde_json::json!(["missing"]));
}

#[test]
fn another_programs_file_is_left_alone() {
    let practice = Practice::new();
    fs::write(practice.share(), "A letter.").unwrap();
    let (said, code) = practice.json(&[]);
    assert_eq!(code, Some(2));
    assert_eq!(said["warnings"], serde_json::json!(["other-file"]));
    assert_eq!(fs::read(practice.share()).unwrap(), b"A letter.");
    assert_eq!(practice.left(), ["floor.db"]);
}

#[test]
fn a_share_in_use_is_looked_through_and_a_broken_one_is_told() {
    let practice = Practice::new();
    let mut share = SqliteShare::new(&practice.share());
    let parcel = Parcel {
        records: &records(&mut pen(7), 300),
        ..Parcel::default()
    };
    share.push(&parcel).unwrap();
    assert_eq!(practice.json(&[]).1, Some(0));
    share.push(&parcel).unwrap();
    drop(share);

    let mut bytes = fs::read(practice.share()).unwrap();
    let pages = bytes.len() / 4_096;
    bytes[(pages - 2) * 4_096..(pages - 1) * 4_096].fill(0xA5);
    fs::write(practice.share(), &bytes).unwrap();
    let (said, code) = practice.json(&[]);
    assert_eq!(
        (code, &said["content"]),
        (Some(1), &"share-damaged".into()),
        "{said}"
    );
    let text = practice.run(&practice.share(), &["--wait", "0", "--lang", "en"]);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(
        text.contains("! The shared file: The shared file is damaged"),
        "{text}"
    );
}

#[test]
fn a_cloud_folder_and_logs_beside_the_file_lead_to_the_folder() {
    let practice = Practice::new();
    let cloud = practice.room().join("OneDrive - College");
    fs::create_dir(&cloud).unwrap();
    let (said, code) = json(&practice.run(&cloud.join("floor.db"), &["--json", "--wait", "0"]));
    assert_eq!((code, &said["kind"]), (Some(1), &"folder".into()), "{said}");
    assert_eq!(said["warnings"], serde_json::json!(["cloud"]));

    fs::create_dir(practice.room().join("floor.logs")).unwrap();
    let (said, code) = practice.json(&[]);
    assert_eq!((code, &said["kind"]), (Some(0), &"folder".into()), "{said}");
    assert_eq!(said["reasons"], serde_json::json!(["logs-beside"]));
}

fn keys(lang: &str) -> BTreeSet<String> {
    let path = format!("{}/config/texts/doctor.{lang}.ftl", env!("CARGO_MANIFEST_DIR"));
    let source = fs::read_to_string(path).unwrap();
    let resource = fluent_syntax::parser::parse(source.as_str()).unwrap();
    let mut keys = BTreeSet::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                assert!(keys.insert(id.to_owned()), "{lang}: {id} twice");
                keys.extend(
                    message
                        .attributes
                        .iter()
                        .map(|part| format!("{id}.{}", part.id.name)),
                );
            }
            Entry::ResourceComment(_) => {}
            other => panic!("{lang}: {other:?}"),
        }
    }
    keys
}

#[test]
fn the_doctor_speaks_three_languages() {
    let english = keys("en");
    assert_eq!(english, keys("ru"));
    assert_eq!(english, keys("kk"));
    // A sentence for each word that is put together while running.
    for word in [
        "local-disk",
        "network",
        "logs-beside",
        "cloud",
        "locks-fail",
        "files-fail",
        "untested",
    ] {
        assert!(english.contains(&format!("doctor-{word}")), "{word}");
    }
    for word in [
        "missing",
        "read-only",
        "full",
        "hung",
        "failing",
        "other-file",
        "write-ahead",
        "cloud-copies",
        "little-space",
        "slow-sync",
        "slow-sight",
        "clock-ahead",
        "clock-behind",
        "no-rename",
        "no-exclusive-create",
    ] {
        assert!(english.contains(&format!("doctor-{word}.cure")), "{word}");
    }
}
