//! Rehearsals whose time runs faster: as the command line opens them and as screens show them.

use std::fs;
use std::process::Command;

use chrono::DateTime;
use sheber::domain::time::{EventTime, MINUTE_MS, Pace};
use sheber::intake;
use sheber::runtime::clock::Clock;
use sheber::runtime::event_clock::EventClock;

use crate::floor_kit::{FloorKit, SHEBER, Said};

/// The sample day, moved to today.
fn today() -> String {
    let now_ms = Clock::new().wall_ms() + 5 * 3_600_000;
    let today = DateTime::from_timestamp_millis(now_ms).unwrap().date_naive();
    let (_, text) = intake::embedded()[1];
    text.replacen("date = 2027-04-15", &format!("date = {today}"), 1)
}

fn run(floor: &FloorKit, words: &[&str]) -> Said {
    let event = floor.path("today.toml");
    fs::write(&event, today()).unwrap();
    let output = Command::new(SHEBER)
        .args(words)
        .arg("--event")
        .arg(event)
        .arg("--share")
        .arg(floor.share())
        .env("SHEBER_DATA", floor.path("data"))
        .output()
        .unwrap();
    Said::of(&output)
}

#[test]
fn on_the_real_day_time_runs_as_it_runs() {
    let act = ["act", "--desk", "76", "queue", "1"];
    let floor = FloorKit::new();
    for (lang, told) in [
        ("en", "A speed is for rehearsals"),
        ("ru", "Скорость бывает только у репетиции"),
        ("kk", "Жылдамдық тек репетицияға арналған"),
    ] {
        let said = run(&floor, &[&act[..], &["--speed", "60", "--lang", lang]].concat());
        assert_eq!(said.code, 3, "{said:?}");
        assert!(said.err.contains(told), "{said:?}");
    }
    let entries = floor.query("SELECT count(*) FROM entry");
    assert!(entries.is_none_or(|count| count == "0"), "nothing is opened");
    // Once the day is open in earnest, nobody makes it run faster either.
    assert_eq!(run(&floor, &act).code, 0);
    let said = run(&floor, &[&act[..], &["--speed", "2", "--lang", "en"]].concat());
    assert_eq!(said.code, 3, "{said:?}");
    let opened = "SELECT count(*) FROM entry WHERE kind = 'floor_opened'";
    assert_eq!(floor.query(opened).as_deref(), Some("1"));
    // A speed of one is what the day has.
    assert_eq!(run(&floor, &[&act[..], &["--speed", "1"]].concat()).code, 0);
}

#[test]
fn a_speed_out_of_range_is_a_wrong_word() {
    let floor = FloorKit::new();
    for speed in ["0", "601", "fast"] {
        let said = floor.run(&["act", "--desk", "76", "queue", "1", "--speed", speed]);
        assert_eq!(said.code, 2, "{speed}: {said:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_fast_rehearsal_says_how_fast_and_its_notices_can_be_read() {
    let floor = FloorKit::new();
    let opened = ["--desk", "76", "queue", "0", "--clock", "09:42", "--speed", "60"];
    floor.act(&opened);
    let mut station = floor.station("27");
    station.wait_for("REHEARSAL ×60");
    station.send("r");
    station.wait_for("station ready — undo: u");
    // A minute of the day goes by, and what was recorded can still be undone.
    let clock = |screen: &str| {
        let shown = screen
            .lines()
            .next()
            .and_then(|line| line.split_whitespace().last());
        shown.and_then(|time| time.parse::<EventTime>().ok())
    };
    let recorded = clock(&station.screen()).unwrap();
    station.wait_until("a minute later, with undo", |shown| {
        let screen = shown.screen.contents();
        let later = clock(&screen).is_some_and(|now| now.since(recorded) >= MINUTE_MS);
        later && screen.contains("undo: u")
    });
    let said = floor.must(&["status"]);
    assert!(said.starts_with("REHEARSAL ×60 · "), "{said}");
}

#[test]
fn a_fast_clock_is_drawn_four_times_a_second_at_most() {
    for speed in [1, 2, 60, 600] {
        let pace = Pace {
            speed,
            ..Pace::default()
        };
        let wait = EventClock::start(Clock::new(), pace).until_next_second();
        let least = if speed == 1 { 0 } else { 250 };
        assert!((least..=1_000).contains(&wait.as_millis()), "{speed}: {wait:?}");
    }
}
