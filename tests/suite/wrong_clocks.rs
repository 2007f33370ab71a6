//! The whole program on laptops whose clocks are wrong, drift or are set while it runs (libfaketime): all screens
//! show the one event time.

#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use sheber::runtime::clock::Clock;

use crate::floor_kit::{FloorKit, WIDE, wait};
use crate::pty::Pty;

/// Two screens may differ by this much, in milliseconds.
const APART_MS: i64 = 250;
const MINUTE_MS: i64 = 60_000;

/// The library that lies about the time; without it the test says that it did not run.
fn liar() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").unwrap().flatten();
    let found = folders
        .map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"))
        .find(|library| library.exists());
    if found.is_none() {
        // Past the test's own capture: whoever runs it must see it.
        let said = "NOT RUN: wrong clocks. Install libfaketime (Debian: apt install faketime)\n";
        std::io::stderr().write_all(said.as_bytes()).unwrap();
    }
    found
}

/// What makes a program believe that the time is another one.
fn lies<'a>(library: &'a OsStr, how: &'a str, file: &'a OsStr) -> Vec<(&'static str, &'a OsStr)> {
    let mut lies = vec![
        ("LD_PRELOAD", library),
        ("FAKETIME_DONT_FAKE_MONOTONIC", OsStr::new("1")),
        ("FAKETIME_NO_CACHE", OsStr::new("1")),
    ];
    if file.is_empty() {
        lies.push(("FAKETIME", OsStr::new(how)));
    } else {
        lies.push(("FAKETIME_TIMESTAMP_FILE", file));
    }
    lies
}

/// A floor and the one time by which it is measured: that of this computer, on which the share lies.
struct Hall {
    floor: FloorKit,
    clock: Clock,
    shift_ms: i64,
}

impl Hall {
    fn open(clock: &str) -> Self {
        let floor = FloorKit::open(clock);
        let opened = "SELECT body ->> 'shift_ms' FROM entry WHERE kind = 'floor_opened'";
        let shift_ms = floor.query(opened).unwrap().parse().unwrap();
        Self {
            floor,
            clock: Clock::new(),
            shift_ms,
        }
    }

    fn event_ms(&self) -> i64 {
        self.clock.wall_ms() + self.shift_ms
    }

    /// A station whose laptop has compared its clock and says what is wrong with it.
    fn station(&self, no: &str, lies: &[(&str, &OsStr)], shown: &str) -> Pty {
        let pty = self.floor.screen_with(&["station", no], WIDE, lies);
        pty.wait_for("everything sent");
        pty.wait_for(shown);
        pty
    }

    /// What happens now at a station carries the one event time; what the laptop itself believed, ahead of that.
    fn happens_now(&self, no: &str, pty: &mut Pty, key: &str, kind: &str, told: &str) -> i64 {
        let before = self.event_ms();
        pty.send(key);
        pty.wait_for(told);
        let after = self.event_ms();
        let entry =
            format!("SELECT at, device_ms FROM entry WHERE kind = '{kind}' AND role = 'station:{no}'");
        let mut row = None;
        wait(
            || {
                row = self.floor.query(&entry);
                row.is_some()
            },
            || format!("station {no}: {kind} in the share"),
        );
        let row = row.unwrap();
        let (at, device_ms) = row.split_once(' ').unwrap();
        let (at, device_ms): (i64, i64) = (at.parse().unwrap(), device_ms.parse().unwrap());
        assert!(
            (before - APART_MS..=after + APART_MS).contains(&at),
            "station {no}: {at} is not between {before} and {after}"
        );
        device_ms + self.shift_ms - at
    }
}

#[test]
fn laptops_with_wrong_clocks_show_one_event_time() {
    let Some(library) = liar() else { return };
    let library = library.as_os_str();
    let hall = Hall::open("09:30");
    let laptops = [
        (
            "27",
            "-14m",
            -14 * MINUTE_MS,
            "clock is 14 min slow. Event time is used",
        ),
        (
            "31",
            "+7m",
            7 * MINUTE_MS,
            "clock is 7 min fast. Event time is used",
        ),
        (
            "8",
            "+1h",
            60 * MINUTE_MS,
            "Wrong time zone: this laptop's clock is 1 h fast",
        ),
        ("11", "+0 x1.0001", 0, "NOT READY"),
    ];
    // All start at once, as on a morning.
    let mut screens: Vec<Pty> = laptops
        .map(|(no, how, _, _)| {
            let lies = lies(library, how, OsStr::new(""));
            hall.floor.screen_with(&["station", no], WIDE, &lies)
        })
        .into();
    for ((no, _, ahead, shown), pty) in laptops.iter().zip(&mut screens) {
        pty.wait_for("everything sent");
        pty.wait_for(shown);
        let lied = hall.happens_now(no, pty, "r", "station_ready", "station ready");
        assert!((lied - ahead).abs() < 2_000, "station {no}: ahead by {lied}");
        assert!(!pty.screen().contains('±'), "{}", pty.screen());
    }
}

#[test]
fn laptops_that_open_a_rehearsal_at_once_open_it_by_the_clock_of_the_share() {
    let Some(library) = liar() else { return };
    let floor = FloorKit::new();
    let how = ["+7m", "-14m", "+1h", "+3m", "-9m", "+11m"];
    let screens: Vec<Pty> = (1..)
        .zip(how)
        .map(|(no, how)| {
            let lies = lies(library.as_os_str(), how, OsStr::new(""));
            floor.screen_with(&["station", &no.to_string()], WIDE, &lies)
        })
        .collect();
    for pty in &screens {
        pty.wait_for("everything sent");
    }
    // Those who came first may have opened it side by side; by their own clocks that would be minutes apart.
    let apart =
        "SELECT max(body ->> 'shift_ms') - min(body ->> 'shift_ms') FROM entry WHERE kind = 'floor_opened'";
    let apart: i64 = floor.query(apart).unwrap().parse().unwrap();
    assert!(apart < MINUTE_MS, "{apart}");
    floor.wait_for_row(
        "SELECT min(at_text) BETWEEN '09:30:00' AND '09:31:00' FROM entry",
        "1",
    );
}

#[test]
fn a_clock_that_is_set_in_mid_round_is_told_and_not_followed() {
    let Some(library) = liar() else { return };
    let hall = Hall::open("09:46");
    let file = hall.floor.path("clock of the laptop");
    let set = |how: &str| fs::write(&file, format!("{how}\n")).unwrap();
    set("+0");
    let lies = lies(library.as_os_str(), "", file.as_os_str());
    let mut station = hall.station("27", &lies, "WAITING FOR THE GROUP");
    set("+7m");
    station.wait_for("clock was set by hand. Event time is used");
    station.wait_for("clock is 7 min fast");
    let lied = hall.happens_now("27", &mut station, "\r", "group_arrived", "arrived: group 8");
    assert!((lied - 7 * MINUTE_MS).abs() < 2_000, "ahead by {lied}");
    set("-1h");
    station.wait_for("clock was set by hand. Event time is used");
    station.wait_for("Wrong time zone: this laptop's clock is 1 h slow");
    let lied = hall.happens_now(
        "27",
        &mut station,
        "b",
        "briefing_marked",
        "briefing done: group 8",
    );
    assert!((lied + 60 * MINUTE_MS).abs() < 2_000, "ahead by {lied}");
}

#[test]
fn the_zone_of_a_laptop_does_not_matter() {
    let hall = Hall::open("09:30");
    for (no, zone) in [
        ("27", "Pacific/Kiritimati"),
        ("31", "America/St_Johns"),
        ("8", "nonsense"),
    ] {
        let mut station = hall.station(no, &[("TZ", OsStr::new(zone))], "NOT READY");
        let lied = hall.happens_now(no, &mut station, "r", "station_ready", "station ready");
        assert!(lied.abs() < 2_000, "{zone}: ahead by {lied}");
        assert!(!station.screen().contains("clock is"), "{}", station.screen());
    }
}
