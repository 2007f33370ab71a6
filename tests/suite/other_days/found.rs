//! What days that nobody wrote down have found, each told in a few lines.

use serde_json::{Value, json};

use super::{Told, look};

/// Tells the small event these lines; the report of the evening.
fn told(lines: &[&str]) -> Value {
    let (told, _) = Told::open("open-day");
    for line in lines {
        let words: Vec<&str> = std::iter::once("act").chain(line.split(' ')).collect();
        told.must(&words);
    }
    told.report(16 * 3600)
}

#[test]
fn a_number_that_differs_by_radio_is_shown_and_the_later_one_counts() {
    let report = told(&[
        "--station 1 arrive 1 --count 12 --at 09:45:30",
        "--coordinator --station 1 arrive 1 --count 11 --at 09:47",
    ]);
    let differing = json!([{"station": 1, "round": 1, "group": 1, "count": 11, "other": 12}]);
    assert_eq!(report["gaps"]["differing"], differing);
    assert_eq!(report["totals"]["person_visits"], 11);
    assert_eq!(report["punctuality"]["late"], json!([]));
}

#[test]
fn the_stations_own_time_wins_also_where_it_is_told_after_the_radio() {
    let report = told(&[
        "--coordinator --station 1 arrive 1 --count 12 --at 09:50",
        "--station 1 arrive 1 --count 12 --at 09:46",
    ]);
    assert_eq!(report["totals"]["person_visits"], 12);
    assert_eq!(report["punctuality"]["late"], json!([]));
    assert_eq!(look(&report, "by_school[№6].arrived"), "09:46:00");
}

#[test]
fn a_group_that_was_counted_smaller_is_made_whole_again() {
    let report = told(&[
        "--station 1 arrive 1 --count 9 --at 09:45:30",
        "--coordinator resize 1 12 --at 10:06",
        "--station 2 arrive --at 10:10:30",
    ]);
    assert_eq!(report["totals"]["pupils"], 12);
}

#[test]
fn a_school_has_left_only_where_the_end_of_its_last_visit_is_known() {
    let round_1 = [
        "--station 2 arrive 4 --count 12 --at 09:46",
        "--station 2 send-on 4 --at 09:47",
        "--station 4 arrive 4 --count 12 --at 09:49",
        "--station 4 finish --at 10:05",
    ];
    let report = told(&round_1);
    assert_eq!(look(&report, "by_school[№21].left"), "10:05:00");
    assert_eq!(
        look(&report, "by_school[№21].arrived"),
        "09:46:00",
        "it was counted by a wrong station"
    );
    let more = [&round_1[..], &["--station 5 arrive 4 --at 10:10"]].concat();
    assert_eq!(look(&told(&more), "by_school[№21].left"), &Value::Null);
}

#[test]
fn a_size_that_is_said_after_an_alarm_plays_no_part_in_its_roll_call() {
    let report = told(&[
        "--coordinator evacuate --drill --at 09:50",
        "--coordinator resume --at 09:58",
        "--coordinator resize 1 4 --at 10:00",
    ]);
    let planned = &report["totals"]["planned"]["pupils"];
    assert_eq!(&report["safety"]["evacuations"][0]["pupils"], planned);
}

#[test]
fn a_day_of_nonsense_is_refused_line_by_line_and_its_report_can_be_read() {
    let (told, _) = Told::open("open-day");
    let school = [
        "=cmd|calc!A1",
        "<script>alert(1)</script>",
        "a\u{1b}[2Jb",
        &"x".repeat(10_240),
    ];
    for school in school {
        let output = told.run(&[
            "act",
            "--coordinator",
            "add-group",
            "--school",
            school,
            "--language",
            "kk",
            "--size",
            "5",
        ]);
        assert!(output.status.success());
    }
    let counts = ["-1", "65536", "1e3", "", "99999999999999999999", "٣"];
    for count in counts {
        let output = told.run(&[
            "act",
            "--station",
            "1",
            "arrive",
            "1",
            "--count",
            count,
            "--at",
            "09:50",
        ]);
        assert_eq!(output.status.code(), Some(2), "{count}");
    }
    let refused = [
        ["--station", "1", "arrive", "99", "--at", "09:50"],
        ["--station", "99", "arrive", "1", "--at", "09:50"],
        ["--station", "1", "arrive", "1", "--at", "18:00"],
    ];
    for words in refused {
        let output = told.run(&[&["act"][..], &words].concat());
        assert_eq!(output.status.code(), Some(3), "{words:?}");
    }
    let text = told.must(&["report"]);
    assert!(!text.contains('\u{1b}') && !text.contains("panicked"));
    let report = told.report(17 * 3600 - 1);
    assert_eq!(report["totals"]["groups"], 0);
    assert_eq!(
        report["totals"]["person_visits"],
        Value::Null,
        "nobody has said anything"
    );
}
