//! The report by the command without a screen: over a share, over a file of records, given away and found again.

use crate::floor_kit::FloorKit;
use serde_json::{Value, json};

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// A floor on which two groups have been at a station, the second by 10:08.
fn floor() -> FloorKit {
    let floor = FloorKit::open("09:46");
    floor.act(&["--station", "11", "arrive", "6", "--count", "11"]);
    floor.act(&["--station", "11", "finish", "--at", "10:03", "--clock", "10:04"]);
    floor.act(&["--station", "2", "arrive", "--at", "10:07", "--clock", "10:08"]);
    floor
}

#[test]
fn figures_are_of_the_moment_asked_for_and_the_same_on_each_run() {
    let floor = floor();
    let of = |as_of: &str| floor.must(&["report", "--as-of", as_of, "--format", "json"]);
    let report = json(&of("10:05"));
    assert_eq!(report["totals"]["sessions"]["held"], json!(1));
    assert_eq!(report["totals"]["person_visits"], json!(11));
    assert_eq!(report["as_of"], json!("10:05:00"));
    assert_eq!(json(&of("10:00"))["totals"]["sessions"]["in_progress"], json!(1));
    assert_eq!(of("10:05"), of("10:05"));
    let text = floor.must(&["report", "--as-of", "10:05"]);
    assert!(
        text.contains("Visits to master classes") && text.contains("a pupil at 7 stations is 7"),
        "{text}"
    );
    let kazakh = floor.run_in("kk", &["report", "--as-of", "10:05", "--public"]);
    assert!(
        kazakh.out.contains("Күннің есебі") && kazakh.out.contains("жасырылды"),
        "{kazakh:?}"
    );
}

#[test]
fn a_file_of_records_gives_the_same_report_as_the_floor() {
    let floor = floor();
    let records = floor.path("day.jsonl");
    std::fs::write(&records, floor.must(&["log", "--records"])).expect("a file");
    let file = records.to_str().expect("a path");
    let out = floor.path("report.json");
    let words = ["report", file, "--as-of", "10:05", "--format", "json", "--out"];
    let printed = floor.must(&[&words[..], &[out.to_str().expect("a path")]].concat());
    assert_eq!(printed, "", "it went into the file");
    let of_file = std::fs::read_to_string(&out).expect("a report");
    assert_eq!(
        of_file,
        floor.must(&["report", "--as-of", "10:05", "--format", "json"])
    );
    std::fs::write(&records, "{}\n").expect("a file");
    let said = floor.run(&["report", file]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("Line 1 is no record"), "{}", said.err);
}

#[test]
fn figures_given_away_are_found_again_as_they_were_and_tell_what_changed() {
    let floor = floor();
    let given = floor.must(&["report", "--give", "press", "--format", "json"]);
    assert_eq!(floor.log_of("figures_given").len(), 1);
    assert_eq!(floor.log_of("figures_given")[0]["role"], json!("coordinator"));
    floor.act(&["--coordinator", "--station", "43", "arrive", "7", "--at", "09:52"]);
    floor.act(&["--coordinator", "--station", "43", "finish", "--at", "10:03"]);
    let as_given = floor.must(&["report", "--as-given", "10:08", "--format", "json"]);
    assert_eq!(as_given, given);
    let now = json(&floor.must(&["report", "--format", "json"]));
    assert_eq!(now["given"][0]["figures"]["person_visits"], json!(11));
    let changes = &now["given"][0]["changes"];
    assert_eq!(changes["entries"], json!(2));
    let changed = changes["figures"].as_array().expect("a list");
    let of = |name: &str| {
        changed
            .iter()
            .find(|one| one["name"] == name)
            .expect("changed")
            .clone()
    };
    assert_eq!(
        (of("sessions")["was"].clone(), of("sessions")["now"].clone()),
        (json!(1), json!(2))
    );
    let said = floor.run(&["report", "--as-given", "12:00"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("They were given at: 10:08"), "{}", said.err);
}

#[test]
fn the_schema_is_printed_and_a_floor_that_is_not_open_has_no_report() {
    let floor = FloorKit::new();
    let schema = json(&floor.must(&["report", "--schema"]));
    assert_eq!(schema["title"], json!("sheber report --format json"));
    let said = floor.run(&["report"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
    assert!(said.err.contains("not open"), "{}", said.err);
}
