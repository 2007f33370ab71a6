//! The acceptance day through the real program: everybody's words by `sheber act`, the figures by what the program
//! prints. The script is made in [`crate::day_script`].

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::day_script::day_script;
use crate::floor_kit::FloorKit;

/// Lives the day until the report of 12:50.
fn lived() -> FloorKit {
    let day = day_script();
    let floor = FloorKit::open("13:30");
    std::fs::write(floor.path("day.txt"), day.lines.join("\n")).unwrap();
    let script = floor.path("day.txt");
    let said = floor.run(&["act", "--script", script.to_str().unwrap()]);
    let refusals: Vec<&str> = said.err.lines().collect();
    assert_eq!(refusals.len(), day.refused, "{}", said.err);
    assert_eq!(said.code, 3, "what is not allowed is told by the code as well");
    assert_eq!(said.out.lines().count(), day.lines.len() - day.refused);
    floor
}

/// Sessions and pupils by station, as anybody with a SQL tool reads them.
fn by_station(floor: &FloorKit) -> BTreeMap<u32, (u32, u32)> {
    let db = rusqlite::Connection::open(floor.share()).unwrap();
    let mut query = db
        .prepare("select station, count(*), sum(counted) from visit where counted is not null and state <> 'sent_on' group by station")
        .unwrap();
    let rows = query
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

fn expected_by_station() -> BTreeMap<u32, (u32, u32)> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/day/expected_by_station.csv"
    );
    let mut csv = csv::Reader::from_path(path).unwrap();
    let rows = csv.records().map(|row| {
        let row = row.unwrap();
        let number = |at: usize| row[at].parse::<u32>().unwrap();
        (number(0), (number(3), number(4)))
    });
    rows.collect()
}

#[test]
fn the_acceptance_day_said_by_commands_gives_the_expected_figures() {
    let floor = lived();
    let before = by_station(&floor);
    assert_eq!(before.values().map(|(sessions, _)| sessions).sum::<u32>(), 287);
    assert_eq!(before.values().map(|(_, pupils)| pupils).sum::<u32>(), 3234);
    for words in day_script().late {
        let words: Vec<&str> = std::iter::once("act").chain(words.split(' ')).collect();
        floor.must(&words);
    }
    assert_eq!(by_station(&floor), expected_by_station());
}

fn report(floor: &FloorKit, as_of: &str) -> Value {
    let json = floor.must(&["report", "--as-of", as_of, "--format", "json"]);
    serde_json::from_str(&json).unwrap()
}

#[test]
fn the_report_of_the_acceptance_day_tells_the_expected_figures() {
    let floor = lived();
    let totals = |report: &Value| {
        let totals = &report["totals"];
        json!([
            totals["sessions"]["held"],
            totals["person_visits"],
            totals["interest"]
        ])
    };
    let interim = report(&floor, "12:30");
    assert_eq!(interim["totals"]["sessions"]["held"], 246);
    assert_eq!(interim["totals"]["person_visits"], 2772);
    assert_eq!(totals(&report(&floor, "12:50")), json!([287, 3234, 733]));
    let given = floor.must(&["report", "--as-of", "12:50", "--give", "report"]);
    assert!(given.contains("3,234") || given.contains("3 234"), "{given}");
    for words in day_script().late {
        let words: Vec<&str> = std::iter::once("act").chain(words.split(' ')).collect();
        floor.must(&words);
    }
    let last = report(&floor, "13:06");
    assert_eq!(totals(&last), json!([288, 3244, 735]));
    let late = last["punctuality"]["late"].as_array().unwrap().iter();
    let late: Vec<Value> = late
        .map(|one| json!([one["group"], one["round"], one["minutes"]]))
        .collect();
    assert_eq!(late, [json!([7, 1, 7]), json!([12, 3, 5]), json!([39, 4, 9])]);
    let sessions = &last["totals"]["sessions"];
    let outcomes =
        ["missed", "cancelled", "added", "no_shows", "unconfirmed"].map(|name| sessions[name].clone());
    assert_eq!(outcomes, [2, 2, 12, 0, 0].map(Value::from));
    let counted =
        ["pupils", "groups", "schools", "walk_ins", "desk_visits"].map(|name| last["totals"][name].clone());
    assert_eq!(counted, [481, 43, 25, 4, 95].map(Value::from));
}
