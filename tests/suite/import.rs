//! `sheber import`: the schools' lists into an event file and onto a floor, as people type it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use sheber::domain::event::Event;
use sheber::domain::id::GroupNo;
use sheber::intake::event::read;

use crate::floor_kit::{FloorKit, SHEBER, Said};

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/lists/groups.csv");
const BOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/lists/groups.xlsx");
const LOST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/lists/groups_cp1251.csv");
const SQUARE: &str = include_str!("../../config/open-square.toml");

/// Answers to every question of the sample.
const ANSWERS: [&str; 14] = [
    "--answer", "18=kk", "--answer", "32=10", "--answer", "38=9Ә", "--answer", "39=9/1", "--answer",
    "40=9/2", "--answer", "45=other", "--answer", "46=split",
];

/// A folder with an event file in it; nothing of the machine is read.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.path("day.toml"), SQUARE).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn run(&self, words: &[&str]) -> Said {
        let output = Command::new(SHEBER)
            .arg("import")
            .args(words)
            .args(["--lang", "en"])
            .env_clear()
            .env("HOME", self.0.path())
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .output()
            .unwrap();
        Said {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Into the event file of the desk.
    fn bring(&self, files: &[&str], words: &[&str]) -> Said {
        let day = self.path("day.toml");
        let all: Vec<&str> = files
            .iter()
            .chain(&["--into", day.to_str().unwrap()])
            .chain(words)
            .copied()
            .collect();
        self.run(&all)
    }

    fn day(&self) -> String {
        fs::read_to_string(self.path("day.toml")).unwrap()
    }
}

fn event(text: &str) -> Event {
    let reading = read(text);
    assert_eq!(reading.counts().0, 0, "{:?}", reading.findings);
    reading.event.unwrap()
}

fn list(rows: &[&str]) -> String {
    let head = "№;Мектеп;Сыныбы;Оқыту тілі;Оқушы саны;Еріп жүруші;Ерекше қажеттілік\n";
    head.to_owned() + &rows.join("\n") + "\n"
}

fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_dry_run_shows_every_row_and_writes_nothing() {
    let desk = Desk::new();
    for file in [LIST, BOOK] {
        let said = desk.bring(&[file], &[]);
        assert_eq!(said.code, 1, "questions are open: {}{}", said.out, said.err);
        assert_eq!(desk.day(), SQUARE);
        let is_told = |text: &str| said.out.contains(text);
        assert!(is_told(":18  to ask  №28 9Ә"), "{}", said.out);
        assert!(is_told("→ --answer 18=kk (Kazakh)"), "{}", said.out);
        assert!(
            is_told("accepted: 12 · repaired: 23 · to ask: 7 · skipped: 5"),
            "{}",
            said.out
        );
        assert!(
            is_told("+ New, group 41: Қарғалы ауылы, №2 мектеп 9А"),
            "{}",
            said.out
        );
        assert!(
            is_told("Stays until its row is answered, group 28"),
            "{}",
            said.out
        );
        assert!(
            is_told("Nothing was written. To write it: --write"),
            "{}",
            said.out
        );
        assert!(!is_told("700"), "no telephone number: {}", said.out);
    }
}

#[test]
fn answers_are_written_and_the_same_list_then_changes_nothing() {
    let desk = Desk::new();
    let words: Vec<&str> = ANSWERS.iter().copied().chain(["--write"]).collect();
    let said = desk.bring(&[LIST], &words);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    assert!(said.out.contains("No route yet: groups 41, 42"), "{}", said.out);
    assert!(said.out.contains("To plan: sheber plan "), "{}", said.out);
    let (before, after) = (event(SQUARE), event(&desk.day()));
    let mut groups = after.groups.clone();
    let halves = [41, 42].map(|no| groups.remove(&GroupNo(no)).unwrap());
    assert_eq!(groups, before.groups, "the list of the day is the day's own");
    assert_eq!(
        halves.map(|half| (half.class, half.size)),
        [("9А/1".to_owned(), 13), ("9А/2".to_owned(), 12)]
    );
    assert_eq!(after.plan, before.plan);
    // Every other byte is as it was.
    let left: Vec<&str> = SQUARE.lines().collect();
    let right: Vec<String> = desk.day().lines().map(str::to_owned).collect();
    assert_eq!(right.len(), left.len() + 2);
    assert!(left.iter().all(|line| right.iter().any(|other| other == line)));

    let again = desk.bring(&[LIST], &words);
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    assert!(
        again.out.contains("everything is as on the list"),
        "{}",
        again.out
    );
}

#[test]
fn a_changed_list_changes_what_it_says_and_nothing_else() {
    let desk = Desk::new();
    let first = desk.bring(&[LIST], &[&ANSWERS[..], &["--write"]].concat());
    assert_eq!(first.code, 0, "{}", first.err);
    let before = event(&desk.day());
    let rows = fs::read_to_string(LIST).unwrap();
    // Group 1 has gone, group 4 is smaller, a class has come.
    let rows: Vec<&str> = rows.lines().filter(|line| !line.starts_with("1;")).collect();
    let rows = rows
        .join("\n")
        .replace("4;№11;9A;рус;12;1;", "4;№11;9A;рус;11;1;");
    let rows = rows.replace("5;№11;9Б", "77;№11;9Г;рус;9;1;;;\n5;№11;9Б");
    let changed = desk.write("changed.csv", &rows);
    // One row has gone above and one has come: the rows below stand where they stood.
    let words = [&ANSWERS[..], &["--write", "--format", "json"]].concat();
    let said = desk.bring(&[name(&changed)], &words);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let told: Value = serde_json::from_str(&said.out).unwrap();
    let numbers = |key: &str| -> Vec<u64> {
        let changes = told["changes"][key].as_array().unwrap();
        changes.iter().map(|one| one["group"].as_u64().unwrap()).collect()
    };
    assert_eq!(
        (numbers("added"), numbers("changed"), numbers("gone")),
        (vec![77], vec![4], vec![1])
    );
    assert_eq!(told["changes"]["changed"][0]["changes"]["size"], 11);
    let after = event(&desk.day());
    assert!(!after.groups.contains_key(&GroupNo(1)) && !after.plan.contains_key(&GroupNo(1)));
    assert_eq!(after.groups[&GroupNo(4)].size, 11);
    let kept = |event: &Event| {
        let kept = event.plan.iter().filter(|(no, _)| no.0 != 1);
        kept.map(|(no, row)| (*no, row.clone())).collect::<Vec<_>>()
    };
    assert_eq!(kept(&after), kept(&before), "routes of the others stay");
}

#[test]
fn open_rows_are_left_out_and_the_rest_is_written() {
    let desk = Desk::new();
    let file = desk.write("one.csv", &list(&["1;№90;9А;қазақша;12;1;", "2;№90;9Ә;;12;1;"]));
    let said = desk.bring(&[name(&file)], &["--part", "--write"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(
        said.out.contains("Left out until they are answered, rows: 1"),
        "{}",
        said.out
    );
    let after = event(&desk.day());
    assert_eq!(after.groups.len(), event(SQUARE).groups.len() + 1);
    assert_eq!(after.groups[&GroupNo(41)].school, "№90");
}

#[test]
fn several_files_are_one_list_and_another_file_may_be_written() {
    let desk = Desk::new();
    fs::create_dir(desk.path("lists")).unwrap();
    desk.write(
        "lists/90.csv",
        &list(&["1;№90;9А;қазақша;12;1;", "2;№90;9Ә;;12;1;"]),
    );
    desk.write(
        "lists/91.csv",
        &list(&[
            "1;№91;9А;орысша;12;1;",
            "2;№91;9Ә;;12;1;",
            "3;№90;9А;қазақша;12;1;",
        ]),
    );
    fs::write(desk.path("lists/readme.md"), "nothing").unwrap();
    let (folder, out) = (desk.path("lists"), desk.path("new.toml"));
    let ambiguous = desk.bring(&[name(&folder)], &["--part", "--answer", "3=kk"]);
    assert_eq!(ambiguous.code, 2);
    assert!(ambiguous.err.contains("FILE:ROW=CHOICE"), "{}", ambiguous.err);
    let words = [
        "--part",
        "--answer",
        "90.csv:3=kk",
        "--answer",
        "91.csv:3=ru",
        "--write",
        "--out",
        name(&out),
    ];
    let said = desk.bring(&[name(&folder)], &words);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(
        said.out
            .contains("The same class as in another row; that one is taken. Row: 90.csv:2"),
        "{}",
        said.out
    );
    assert_eq!(desk.day(), SQUARE, "the old file stays");
    let new = event(&fs::read_to_string(out).unwrap());
    assert_eq!(new.groups.len(), event(SQUARE).groups.len() + 4);
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_is_written() {
    let desk = Desk::new();
    let lost = desk.bring(&[LOST], &["--write"]);
    assert_eq!(lost.code, 2, "{}", lost.out);
    assert!(lost.out.contains("CSV UTF-8"), "the cure: {}", lost.out);
    // One list of two is lost: nobody knows who has gone, and nothing is changed.
    let half = desk.bring(&[LIST, LOST], &["--write"]);
    assert_eq!(half.code, 2, "{}", half.out);
    assert!(!half.out.contains("Gone"), "{}", half.out);
    assert!(half.out.contains("accepted: 12"), "{}", half.out);
    let missing = desk.bring(&["nowhere.csv"], &["--write"]);
    assert_eq!(missing.code, 2);
    assert!(missing.out.contains("there is no such file"), "{}", missing.out);
    for (answer, why) in [
        ("400=kk", "There is no such row"),
        ("4=kk", "This row has no question"),
        ("18=9Ә", "The answer does not fit"),
    ] {
        let said = desk.bring(&[LIST], &["--answer", answer, "--write"]);
        assert_eq!(said.code, 2, "{answer}");
        assert!(said.err.contains(why), "{answer}: {}", said.err);
    }
    assert_eq!(desk.bring(&[LIST], &["--answer", "kk"]).code, 2);
    assert_eq!(desk.day(), SQUARE);
    // Without any day the rows are read all the same.
    let alone = desk.run(&[LIST]);
    assert_eq!(alone.code, 1, "{}{}", alone.out, alone.err);
    assert!(alone.out.contains("--into EVENT.toml"), "{}", alone.out);
}

#[test]
fn a_group_that_outgrows_its_stations_leaves_a_file_without_errors() {
    let desk = Desk::new();
    let file = desk.write("grown.csv", &list(&["24;№39;9Ә;қазақша;16;1;"]));
    let class = event(SQUARE).groups[&GroupNo(24)].clone();
    assert_eq!(
        (class.school.as_str(), class.class.as_str(), class.size),
        ("№39", "9Ә", 12)
    );
    let said = desk.bring(&[name(&file)], &["--part", "--write"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(
        said.out
            .contains("Taken out of the plan, because it does not fit any more: group 24"),
        "{}",
        said.out
    );
    assert_eq!(event(&desk.day()).groups[&GroupNo(24)].size, 16);
}

#[test]
fn a_floor_gets_one_entry_that_leaves_running_rounds_alone_and_can_be_undone() {
    let floor = FloorKit::open("10:10");
    let groups = |floor: &FloorKit| -> Vec<Value> {
        let status: Value = serde_json::from_str(&floor.must(&["status", "--json"])).unwrap();
        status["groups"].as_array().unwrap().clone()
    };
    let before = groups(&floor);
    let path = floor.path("list.csv");
    fs::write(&path, list(&["24;№39;9Ә;қазақша;11;1;", ";№39;9Г;орысша;9;1;"])).unwrap();
    let list = path.to_str().unwrap();
    let dry = floor.run(&["import", list, "--part"]);
    assert_eq!(dry.code, 0, "{}{}", dry.out, dry.err);
    assert!(dry.out.contains("- Gone, group 23: №39 9А"), "{}", dry.out);
    assert_eq!(groups(&floor).len(), before.len());

    let wrote = floor.run(&["import", list, "--part", "--write", "--reason", "people"]);
    assert_eq!(wrote.code, 0, "{}{}", wrote.out, wrote.err);
    assert!(
        wrote.out.contains("new 41; changed 24; gone from round"),
        "{}",
        wrote.out
    );
    assert_eq!(groups(&floor).len(), before.len() + 1);
    let again = floor.run(&["import", list, "--part", "--write"]);
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    assert!(
        again.out.contains("everything is as on the list"),
        "{}",
        again.out
    );

    floor.must(&["act", "--coordinator", "undo"]);
    assert_eq!(groups(&floor).len(), before.len());
}
