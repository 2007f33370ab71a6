//! `sheber plan` and `sheber replan` as people start them: problems in the exchange format, event files that keep
//! every byte but their plan, input that is wrong, and a floor planned again.

use crate::floor_kit::{FloorKit, SHEBER, Said};
use serde_json::{Value, json};
use sheber::catalogue::Catalogue;
use sheber::cli::check;
use sheber::domain::event::{Event, Lang};
use sheber::intake::embedded;
use sheber::intake::event::read;
use sheber::rotation::day::Day;
use sheber::rotation::format::{self, Instance, read_plan};
use sheber::rotation::judge::{breaches, score};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const E1: &str = include_str!("../data/planning/e1_12x6x6.json");
const R1: &str = include_str!("../data/planning/r1_e3_station_down.json");
const SMALL: &str = include_str!("../data/events/good-small.toml");

/// A folder for files, and the program run in it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn get(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn command(&self, lang: &str, words: &[&str]) -> Command {
        let mut command = Command::new(SHEBER);
        command
            .args(words)
            .args(["--lang", lang])
            .env("SHEBER_DATA", self.path("data"))
            .current_dir(self.folder.path());
        command
    }

    fn run_in(&self, lang: &str, words: &[&str]) -> Said {
        Said::of(&self.command(lang, words).output().unwrap())
    }

    fn run(&self, words: &[&str]) -> Said {
        self.run_in("en", words)
    }

    fn must(&self, words: &[&str]) -> Said {
        let said = self.run(words);
        assert_eq!(said.code, 0, "{words:?}: {said:?}");
        said
    }

    /// What lies in the folder, without the program's own data.
    fn files(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        names.filter(|name| name != "data").collect()
    }
}

fn instance(text: &str) -> Instance {
    format::read(text).unwrap()
}

fn sample(name: &str) -> &'static str {
    embedded().into_iter().find(|(key, _)| *key == name).unwrap().1
}

fn event(text: &str) -> Event {
    read(text).event.unwrap()
}

#[test]
fn a_problem_is_answered_with_a_legal_plan_and_the_same_seed_and_moves_with_the_same_one() {
    let desk = Desk::new();
    desk.put("e1.json", E1);
    let words = [
        "plan", "--format", "json", "e1.json", "--moves", "3000", "--seed", "5",
    ];
    let to_file = desk.must(&[&words[..], &["--out", "plan.json"]].concat());
    assert_eq!(to_file.out, "", "stdout is for the plan alone");
    assert!(to_file.err.contains("without a station"), "{}", to_file.err);
    let to_pipe = desk.must(&words);
    assert_eq!(to_pipe.out, desk.get("plan.json"));
    let plan = read_plan(&to_pipe.out).unwrap();
    let problem = instance(E1).problem;
    assert_eq!(breaches(&problem, &plan), []);
    let told = desk.must(&[&words[..], &["--out", "plan.json", "--json"]].concat());
    let told: Value = serde_json::from_str(&told.out).unwrap();
    let objective = score(&problem, &plan).objective(&problem.weights);
    assert_eq!(told["score"]["objective"], objective);
    assert_eq!(told["is_legal"], true);
    assert_eq!(told["moves"], 6_000, "two searches beside each other");
}

#[test]
fn a_day_under_way_is_planned_again_and_what_has_run_stays() {
    let desk = Desk::new();
    desk.put("r1.json", R1);
    desk.put("e1.json", E1);
    let words = ["replan", "--format", "json", "r1.json", "--moves", "500"];
    desk.must(&[&words[..], &["--out", "plan.json"]].concat());
    let plan = read_plan(&desk.get("plan.json")).unwrap();
    let problem = instance(R1).problem;
    assert_eq!(breaches(&problem, &plan), []);
    let raw: Value = serde_json::from_str(R1).unwrap();
    for (row, executed) in plan.0.iter().zip(raw["replan"]["executed"].as_array().unwrap()) {
        let ran: Vec<Option<usize>> = serde_json::from_value(executed.clone()).unwrap();
        assert_eq!(row[..ran.len()], ran);
    }
    let fresh = desk.run(&["replan", "--format", "json", "e1.json", "--out", "x.json"]);
    assert_eq!(fresh.code, 2);
    assert!(fresh.err.contains("announced"), "{}", fresh.err);
}

/// A problem with one of its pieces replaced.
fn with(path: &str, value: Value) -> String {
    let mut problem: Value = serde_json::from_str(E1).unwrap();
    *problem.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
    problem.to_string()
}

#[test]
fn bad_problems_are_named_in_every_language_and_nothing_is_written() {
    let desk = Desk::new();
    let huge = u64::from(u32::MAX);
    let bad = [
        ("broken.json", E1[..E1.len() / 2].to_owned(), "line 1"),
        ("empty.json", String::new(), "line 1"),
        ("list.json", "[1, 2]".to_owned(), "rotation/1"),
        ("deep.json", "[".repeat(100_000), "rotation/1"),
        ("other.json", with("/format", json!("rotation/9")), "rotation/1"),
        ("rounds.json", with("/rounds", json!(0)), "rounds"),
        ("many.json", with("/rounds", json!(huge)), "rounds"),
        ("walk.json", with("/walk", json!([[0]])), "walk"),
        ("row.json", with("/walk/0", json!([0])), "walk[0]"),
        ("pref.json", with("/groups/3/pref", json!([1, 2])), "pref"),
        ("like.json", with("/groups/3/pref/0", json!(9)), "pref"),
        ("lang.json", with("/groups/3/lang", json!("tlh")), "tlh"),
        ("size.json", with("/groups/3/size", json!(huge)), "4294967295"),
        ("minus.json", with("/groups/3/size", json!(-1)), "-1"),
        ("cap.json", with("/stations/2/cap", json!(huge)), "4294967295"),
        ("zone.json", with("/stations/2/zone", json!(900)), "900"),
        ("what.json", with("/stations/2/specialty", json!(77)), "77"),
        ("name.json", with("/groups/3/id", json!("\u{1b}[2Jx")), "groups"),
    ];
    for (name, text, piece) in &bad {
        desk.put(name, text);
        for lang in ["kk", "ru", "en"] {
            let words = [
                "plan",
                "--format",
                "json",
                name,
                "--moves",
                "10",
                "--out",
                "plan.json",
            ];
            let said = desk.run_in(lang, &words);
            assert_eq!((said.code, said.out.as_str()), (2, ""), "{name} {lang}: {said:?}");
            assert!(said.err.contains(piece), "{name} {lang}: {}", said.err);
            assert!(said.err.lines().count() >= 2, "what to do: {}", said.err);
            assert!(
                !said.err.contains("panicked") && !said.err.contains('\u{1b}'),
                "{}",
                said.err
            );
        }
    }
    let missing = desk.run(&["plan", "--format", "json", "none.json"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("none.json"), "{}", missing.err);
    assert!(!desk.files().contains("plan.json"));
}

#[test]
fn wrong_words_are_refused() {
    let desk = Desk::new();
    desk.put("e1.json", E1);
    for words in [
        &["plan"][..],
        &["plan", "none.toml"],
        &["plan", "e1.json"],
        &["plan", "open-square", "--seconds", "0"],
        &["plan", "open-square", "--seconds", "-1"],
        &["plan", "open-square", "--seconds", "nan"],
        &["plan", "open-square", "--seconds", "1e300"],
        &["plan", "open-square", "--moves", "0"],
        &["plan", "open-square", "--moves", "9", "--seconds", "1"],
        &["plan", "--format", "json", "e1.json", "--json", "--moves", "9"],
        &[
            "plan",
            "--format",
            "json",
            "e1.json",
            "--moves",
            "9",
            "--out",
            "none/plan.json",
        ],
        &["replan", "--format", "json"],
        &["replan", "--out", "x.json"],
        &["replan", "--accept", "anything"],
        &["replan", "e1.json"],
    ] {
        let said = desk.run(words);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{words:?}: {said:?}");
        assert!(!said.err.contains("panicked"), "{}", said.err);
    }
    assert_eq!(desk.files(), BTreeSet::from(["e1.json".to_owned()]));
}

/// Lines of the new text that are not those of the old one, in place.
fn changed<'a>(old: &str, new: &'a str) -> Vec<&'a str> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    assert_eq!(old.len(), new.len(), "no line comes or goes");
    let pairs = old.into_iter().zip(new);
    pairs
        .filter(|(old, new)| old != new)
        .map(|(_, new)| new)
        .collect()
}

/// The event file with a new plan: the same day, and what `check` says of it.
fn planned(desk: &Desk, file: &str, out: &str) -> (Event, u8) {
    let words = ["plan", file, "--moves", "2500", "--json", "--out", out];
    let told: Value = serde_json::from_str(&desk.must(&words).out).unwrap();
    let event = event(&desk.get(out));
    let plan: BTreeMap<String, Vec<u16>> = serde_json::from_value(told["plan"].clone()).unwrap();
    assert_eq!(plan.len(), event.plan.len());
    for (group, row) in &event.plan {
        let cells: Vec<u16> = row.iter().map(|no| no.map_or(0, |no| no.0)).collect();
        assert_eq!(plan[&group.to_string()], cells);
    }
    let day = Day::of(&event);
    let broken = breaches(&day.problem, &day.plan(&event.plan));
    assert_eq!(broken, []);
    let code = check::run(&desk.path(out), Lang::En, &mut Vec::new());
    (event, code)
}

#[test]
fn a_planned_event_file_keeps_every_byte_but_its_plan() {
    let desk = Desk::new();
    for name in ["open-square", "open-day"] {
        let old = sample(name);
        let (new_event, code) = planned(&desk, name, "new.toml");
        assert_eq!(code, check::CLEAN, "{name}");
        let new = desk.get("new.toml");
        for line in changed(old, &new) {
            let (_, row) = line.split_once(" = [").unwrap_or_else(|| panic!("{line}"));
            assert!(
                row.contains(" ]   # №") || row.contains(" ]   # Арнайы"),
                "{line}"
            );
        }
        let old_event = event(old);
        assert_ne!(new_event.plan, old_event.plan);
        assert_eq!(
            Event {
                plan: old_event.plan.clone(),
                ..new_event
            },
            old_event
        );
    }
}

#[test]
fn a_file_is_planned_in_place_when_it_is_named_twice_and_not_by_accident() {
    let desk = Desk::new();
    desk.put("day.toml", SMALL);
    let (_, code) = planned(&desk, "day.toml", "day.toml");
    assert_eq!(code, check::CLEAN);
    assert_eq!(
        desk.files(),
        BTreeSet::from(["day.toml".to_owned()]),
        "nothing is left beside it"
    );

    desk.put("day.toml", SMALL);
    let same = ["./day.toml", desk.path("day.toml").to_str().unwrap()].map(str::to_owned);
    for out in &same {
        for option in ["--out", "--instance"] {
            let said = desk.run(&["plan", "day.toml", "--moves", "50", option, out]);
            assert_eq!(said.code, 3, "{said:?}");
        }
    }
    assert_eq!(desk.get("day.toml"), SMALL);
    desk.put("e1.json", E1);
    let said = desk.run(&[
        "plan", "--format", "json", "e1.json", "--moves", "5", "--out", "e1.json",
    ]);
    assert_eq!(said.code, 3, "{said:?}");
    assert_eq!(desk.get("e1.json"), E1);
}

/// The small day without its plan table.
fn without_plan(text: &str) -> String {
    let (before, rest) = text.split_once("[plan]").unwrap();
    let after = rest
        .split_once("\n[")
        .map_or(String::new(), |(_, after)| format!("[{after}"));
    format!("{before}{after}")
}

#[test]
fn a_plan_is_added_where_there_is_none_and_rows_where_they_are_missing() {
    let desk = Desk::new();
    let bare = without_plan(SMALL);
    desk.put("bare.toml", &bare);
    let (_, code) = planned(&desk, "bare.toml", "new.toml");
    assert_eq!(code, check::CLEAN);
    let new = desk.get("new.toml");
    assert!(new.starts_with(&bare), "what was there stays before it");
    let added: Vec<&str> = new[bare.len()..]
        .lines()
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(added[0], "[plan]");
    assert!(
        added[1].starts_with("# ") && added[1].ends_with('3'),
        "{}",
        added[1]
    );
    assert!(
        added[2].starts_with("1 = [") && added[2].ends_with("]   # №6 9А"),
        "{}",
        added[2]
    );
    assert_eq!(added.len(), 5);

    let texts = [
        format!("{bare}\n[plan]\n"),
        format!("{bare}\n[plan]   # keep me\n2 = [2, 3, 1]   # and me\n\n# the end"),
        format!("{bare}\n[plan]\n1 = [\n  1, # first\n  2,\n  4,\n]\n"),
        format!("plan = {{ 1 = [1, 2, 4], 2 = [2, 3, 1] }}\n{bare}"),
        format!("plan = {{}}\n{bare}"),
        format!("{bare}\n[plan]\n1 = [1, 2, 4]\n").replace('\n', "\r\n"),
        // A plan that clashes is no obstacle.
        format!("{bare}\n[plan]\n1 = [1, 1, 1]\n2 = [1, 1, 1]\n3 = [1, 1, 1]\n"),
    ];
    for text in texts {
        desk.put("day.toml", &text);
        let (_, code) = planned(&desk, "day.toml", "new.toml");
        assert_eq!(code, check::CLEAN, "{text}");
        let new = desk.get("new.toml");
        for kept in ["# keep me", "# and me", "# the end"] {
            assert_eq!(new.contains(kept), text.contains(kept), "{new}");
        }
        if text.contains("\r\n") {
            assert!(!new.replace("\r\n", "").contains('\n'), "{new:?}");
        }
    }
}

#[test]
fn who_cannot_have_a_station_is_named_with_the_reason() {
    let desk = Desk::new();
    let crowded = SMALL.replace("lang = \"ru\", size = 10", "lang = \"ru\", size = 90");
    assert_ne!(crowded, SMALL);
    desk.put("day.toml", &crowded);
    for (lang, who) in [("kk", "2-топ"), ("ru", "руппа 2"), ("en", "roup 2")] {
        let said = desk.run_in(lang, &["plan", "day.toml", "--moves", "500", "--out", "new.toml"]);
        assert_eq!(said.code, 0, "{said:?}");
        let named = said.out.lines().filter(|line| line.contains(who)).count();
        assert!(named >= 3, "a line a round: {}", said.out);
        assert!(said.out.contains("breaks = N"), "{}", said.out);
    }
    let told = desk.must(&["plan", "day.toml", "--moves", "500", "--json"]).out;
    let told: Value = serde_json::from_str(&told).unwrap();
    let left = told["left_out"].as_array().unwrap();
    assert_eq!(left.iter().filter(|cell| cell["group"] == 2).count(), 3);
    assert_eq!(told["least_idle"], 3, "{told}");
}

#[test]
fn a_day_becomes_a_problem_for_other_planners() {
    let desk = Desk::new();
    desk.must(&[
        "plan",
        "open-square",
        "--moves",
        "2000",
        "--instance",
        "day.json",
        "--out",
        "day.toml",
    ]);
    let problem = instance(&desk.get("day.json"));
    let square = event(sample("open-square"));
    assert_eq!(problem.problem.parties.len(), square.groups.len());
    assert_eq!(problem.problem.rounds, square.times.rounds.len());
    desk.must(&[
        "plan",
        "--format",
        "json",
        "day.json",
        "--moves",
        "2000",
        "--out",
        "plan.json",
    ]);
    let plan = read_plan(&desk.get("plan.json")).unwrap();
    assert_eq!(breaches(&problem.problem, &plan), []);
    // What is legal there is legal on the day.
    let day = Day::of(&square);
    assert_eq!(breaches(&day.problem, &plan), []);
}

/// From groups and stations alone, beside the plan that people made for the same day.
#[test]
fn the_sample_days_are_planned_better_than_by_hand() {
    let desk = Desk::new();
    for (name, moves) in [("open-day", "60000"), ("open-square", "300000")] {
        let told = desk.must(&["plan", name, "--moves", moves, "--json"]).out;
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told["score"]["idle"], 0, "{name}");
        assert_eq!(told["file_breaks"], 0, "{name}");
        let (new, old) = (&told["score"]["objective"], &told["file_score"]["objective"]);
        assert!(
            new.as_u64().unwrap() < old.as_u64().unwrap(),
            "{name}: {new}, by hand {old}"
        );
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_search_keeps_the_best_plan_so_far() {
    use std::io::{BufRead, BufReader};
    let desk = Desk::new();
    let mut child = desk
        .command(
            "en",
            &["plan", "open-day", "--seconds", "600", "--out", "day.toml"],
        )
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert!(line.contains("moves a second"), "{line}");
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let day = Day::of(&event(sample("open-day")));
    let plan = day.plan(&event(&desk.get("day.toml")).plan);
    assert_eq!(breaches(&day.problem, &plan), []);
    assert!(String::from_utf8_lossy(&output.stdout).contains("day.toml"));
}

#[test]
fn the_three_catalogues_say_the_same() {
    let files = ["kk", "ru", "en"].map(|lang| {
        let path = format!("{}/config/texts/plan.{lang}.ftl", env!("CARGO_MANIFEST_DIR"));
        fs::read_to_string(path).unwrap()
    });
    let keys = |text: &str| -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                name.clone_into(&mut key);
            }
            let values = line.split("{ $").skip(1).map(|rest| {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap();
                rest[..end].to_owned()
            });
            found.entry(key.clone()).or_default().extend(values);
        }
        found.remove("");
        found
    };
    assert_eq!(keys(&files[0]), keys(&files[2]));
    assert_eq!(keys(&files[1]), keys(&files[2]));
    for (lang, text) in [Lang::Kk, Lang::Ru, Lang::En].into_iter().zip(&files) {
        let catalogue = Catalogue::of(lang, [text.as_str()]);
        for key in keys(text).keys() {
            assert!(catalogue.find(key, &[]).is_some(), "{key}");
        }
    }
}

#[test]
fn a_floor_is_planned_again_and_nothing_is_written_until_a_proposal_is_accepted() {
    let kit = FloorKit::open("09:50");
    let nothing = kit.must(&["replan"]);
    assert!(nothing.contains("Nothing to do"), "{nothing}");
    let json = |words: &[&str]| -> Value { serde_json::from_str(&kit.must(words)).unwrap() };
    assert_eq!(json(&["replan", "--json"])["nothing_to_do"], true);
    let gone = kit.run(&["replan", "--accept", "nobody-idle"]);
    assert_eq!(gone.code, 3, "{gone:?}");

    kit.act(&[
        "--coordinator",
        "--station",
        "15",
        "close-station",
        "--from-round",
        "6",
        "--reason",
        "equipment",
    ]);
    let found = json(&["replan", "--json", "--moves", "3000"]);
    assert_eq!(found["nothing_to_do"], false);
    let proposals = found["proposals"].as_array().unwrap();
    assert!((1..=3).contains(&proposals.len()));
    for (index, proposal) in proposals.iter().enumerate() {
        for other in &proposals[..index] {
            assert_ne!(proposal["turns"], other["turns"], "each is another one");
        }
        for turn in proposal["turns"].as_array().unwrap() {
            assert!(
                turn["round"].as_u64() > Some(1),
                "the first round has begun: {turn}"
            );
            assert_ne!(turn["from"], turn["to"]);
            let is_closed = turn["round"].as_u64() >= Some(6);
            assert!(!is_closed || turn["to"] != 15, "{turn}");
        }
    }
    let text = kit.must(&["replan", "--moves", "3000"]);
    assert!(
        text.contains("--accept fewest-changes") && text.contains("station 15 (closed)"),
        "{text}"
    );
    assert_eq!(kit.log_of("plan_revised").len(), 0);

    let words = [
        "replan",
        "--accept",
        "fewest-changes",
        "--reason",
        "equipment",
        "--moves",
        "3000",
        "--json",
    ];
    let accepted = json(&words);
    let revised = kit.log_of("plan_revised");
    assert_eq!(revised.len(), 1);
    assert_eq!(accepted["entries"][0], revised[0]["id"]);
    let turns = accepted["proposals"][0]["turns"].as_array().unwrap();
    assert_eq!(revised[0]["body"]["moves"].as_array().unwrap().len(), turns.len());
    kit.act(&["--coordinator", "undo"]);
    assert_eq!(
        json(&["replan", "--json", "--moves", "100"])["nothing_to_do"],
        false
    );
}
