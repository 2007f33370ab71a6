//! `sheber rehearse` as people start it: a whole day in seconds, on threads and on processes, with everything that
//! goes wrong, and nothing is lost.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::floor_kit::{FloorKit, SHEBER, Said};

/// A day of half an hour: three rounds of six minutes for three groups.
fn short_day() -> String {
    let day = include_str!("../data/events/good-small.toml");
    let times = [
        ("opening = \"09:30\"", "opening = \"09:42\""),
        ("09:45-10:05", "09:45-09:51"),
        ("10:10-10:30", "09:53-09:59"),
        ("10:35-10:55", "10:01-10:07"),
        ("yard = 5", "yard = 2"),
    ];
    times.iter().fold(day.to_owned(), |day, (long, short)| {
        assert!(day.contains(long), "{long}");
        day.replace(long, short)
    })
}

/// A folder for one rehearsal of the short day.
struct Stage {
    folder: tempfile::TempDir,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("share")).unwrap();
        fs::write(folder.path().join("day.toml"), short_day()).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn share(&self) -> PathBuf {
        self.path("share").join("floor.db")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(SHEBER);
        command
            .args(words)
            .args(["--lang", "en"])
            .env("SHEBER_DATA", self.path("data"))
            .current_dir(self.folder.path());
        command
    }

    fn run(&self, words: &[&str]) -> Said {
        Said::of(&self.command(words).output().unwrap())
    }

    /// A rehearsal of the short day at the greatest speed, which must end well; its figures.
    fn rehearse(&self, words: &[&str]) -> Value {
        let said = self.run(&[&["rehearse", "day.toml", "--speed", "600", "--json"], words].concat());
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
        let figures: Value = serde_json::from_str(&said.out).unwrap();
        for (field, wanted) in [("lost", 0), ("floors", 1), ("missing", 0), ("unsaved", 0)] {
            assert_eq!(figures[field], wanted, "{field}: {figures}");
        }
        figures
    }
}

#[test]
fn a_day_is_lived_on_a_share_that_everybody_can_read_afterwards() {
    let stage = Stage::new();
    let share = stage.share();
    let share = share.to_str().unwrap();
    let figures = stage.rehearse(&["--share", share]);
    assert_eq!(figures["devices"], 6, "four stations, a desk, a coordinator");
    assert_eq!(figures["refused"], 0, "nobody asks for what is not allowed");
    let entries = figures["entries"].as_u64().unwrap();
    assert!(entries > 30, "{entries} entries");
    for figure in ["key_to_confirmed", "confirmed_to_visible"] {
        let spread = &figures[figure];
        assert!(
            spread["p50_ms"].as_f64() <= spread["max_ms"].as_f64(),
            "{figures}"
        );
        assert!(spread["count"].as_u64() > Some(20), "{figures}");
    }

    let status = stage.run(&["status", "--json", "--share", share]);
    let status: Value = serde_json::from_str(&status.out).unwrap();
    assert_eq!(status["rehearsal"], true);
    let groups = status["groups"].as_array().unwrap();
    assert!(groups.iter().all(|group| group["counted"].is_u64()), "{groups:?}");
    let log = stage.run(&["log", "--json", "--share", share]).out;
    assert_eq!(log.lines().count(), usize::try_from(entries).unwrap());
    assert!(
        log.lines()
            .filter(|line| line.contains("\"group_finished\""))
            .count()
            >= 6
    );
}

#[test]
fn laptops_can_be_processes_of_their_own() {
    let stage = Stage::new();
    let figures = stage.rehearse(&["--processes", "--devices", "3", "--load", "5"]);
    assert_eq!(figures["devices"], 3);
    assert_eq!(figures["processes"], true);
    assert!(figures["entries"].as_u64() > Some(40), "{figures}");
    if cfg!(target_os = "linux") {
        assert!(
            figures["peak_bytes_per_device"].as_u64() > Some(1 << 20),
            "{figures}"
        );
    }
}

/// The one rehearsal of this data folder.
fn only_rehearsal(data: &Path) -> PathBuf {
    let mut folders = fs::read_dir(data.join("rehearsals")).unwrap();
    let folder = folders.next().unwrap().unwrap().path();
    assert!(folders.next().is_none());
    folder
}

#[test]
fn whatever_goes_wrong_nothing_is_lost() {
    for seed in ["random:1", "random:2"] {
        let stage = Stage::new();
        let figures = stage.rehearse(&["--incidents", seed, "--seed", "9"]);
        assert!(figures["incidents"].as_u64() >= Some(4), "{figures}");
        let folder = only_rehearsal(&stage.path("data"));
        assert!(
            folder.join("share").join("floor.db").exists(),
            "the share is back"
        );
        assert!(!folder.join("share-away").exists());
    }
}

#[test]
fn a_scenario_is_played_and_what_has_no_command_is_named() {
    let stage = Stage::new();
    let scenario = r#"
        [[step]]
        id = "S1"
        actions = [
          { t = "09:46:00", do = "first_aid", station = 1 },
          { t = "09:47:00", do = "accept", station = 1 },
          { t = "09:48:00", do = "close", station = 1 },
          { t = "09:49:00", do = "move", group = 1, round = 2, to = 4 },
          { t = "09:50:00", do = "type_keys", station = 1, value = "3" },
        ]
    "#;
    fs::write(stage.path("scenario.toml"), scenario).unwrap();
    let said = stage.run(&[
        "rehearse",
        "day.toml",
        "--speed",
        "600",
        "--incidents",
        "scenario.toml",
    ]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out
            .contains("Not played, as there is no command for it: S1 type_keys"),
        "{}",
        said.out
    );
    assert!(said.out.contains("Nothing is lost"), "{}", said.out);
    let watch = said.out.lines().next().unwrap().to_owned();
    let share = watch.split_once("--share ").unwrap().1;
    let log = stage.run(&["log", "--json", "--share", share]).out;
    for kind in ["help_called", "call_accepted", "call_closed", "plan_revised"] {
        let told = log
            .lines()
            .filter(|line| line.contains(&format!("\"{kind}\"")))
            .count();
        assert_eq!(told, 1, "{kind}: {log}");
    }
}

#[test]
fn a_share_that_holds_a_floor_is_never_rehearsed_on() {
    let kit = FloorKit::open("09:30");
    let before = kit.log();
    let said = kit.run(&["rehearse", "open-square"]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(
        said.err.contains("A floor is open on this shared file already"),
        "{}",
        said.err
    );
    assert_eq!(kit.log(), before);
}

#[test]
fn a_wrong_word_is_told_before_anything_begins() {
    let stage = Stage::new();
    fs::write(stage.path("scenario.toml"), "[[step]]\nactions = 7").unwrap();
    for (words, told) in [
        (&["--stations", "9"][..], "None of these stations has a laptop"),
        (&["--incidents", "scenario.toml"], "line 2"),
        (&["--incidents", "nowhere.toml"], "there is no such file"),
        (&["--load", "0"], "a rate lies between"),
    ] {
        let said = stage.run(&[&["rehearse", "day.toml"], words].concat());
        assert_eq!(said.code, 2, "{words:?}: {said:?}");
        assert!(
            said.err.to_lowercase().contains(&told.to_lowercase()),
            "{words:?}: {}",
            said.err
        );
    }
    assert!(!stage.path("data").join("rehearsals").exists());
}

#[cfg(unix)]
#[test]
fn an_early_end_still_adds_up() {
    for processes in [&[][..], &["--processes"]] {
        let stage = Stage::new();
        let words = [
            &["rehearse", "day.toml", "--speed", "2", "--load", "2"],
            processes,
        ]
        .concat();
        let mut child = stage.command(&words).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("a second") {
            line.clear();
            assert!(out.read_line(&mut line).unwrap() > 0, "it ended by itself");
        }
        let id = child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &id])
                .status()
                .unwrap()
                .success()
        );
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{rest}");
        assert!(
            rest.contains("Nothing is lost, and every laptop holds the same floor"),
            "{rest}"
        );
    }
}
