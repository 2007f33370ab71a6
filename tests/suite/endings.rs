//! The whole program and its terminal: every way of ending, a terminal that does not read, every size.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::time::Duration;

use crate::floor_kit::{FloorKit, WALL, WIDE, wait};
use crate::pty::{Pty, SOON};
use crate::terminal::{back_as_it_was, given_back};

const PLAIN: (u16, u16) = (80, 24);
/// A lost window is noticed with the next second; then the share gets its last turn, on a busy machine too.
const FAREWELL: Duration = Duration::from_secs(8);
/// Each screen of the program, and what it shows first.
const SCREENS: [(&[&str], &str); 4] = [
    (&["station", "27"], "station 27"),
    (&["desk", "71"], "advice desk 71"),
    (&["overview"], "OVERVIEW"),
    (&[], "Choose the event"),
];

fn start(floor: &FloorKit, role: &[&str], shown: &str) -> Pty {
    let pty = floor.screen(role, PLAIN);
    pty.wait_for(shown);
    pty
}

#[test]
fn every_screen_gives_the_terminal_back_after_quit_and_ctrl_c() {
    let floor = FloorKit::open("09:46");
    for (role, shown) in SCREENS {
        for key in ["q", "\x03"] {
            let mut pty = start(&floor, role, shown);
            if !role.is_empty() && key == "q" {
                // With entries unsent the quit key asks first.
                pty.wait_for("everything sent");
            }
            given_back(&mut pty, |pty| pty.send(key), 0);
        }
    }
}

#[test]
fn every_screen_gives_the_terminal_back_after_each_ending_signal() {
    let floor = FloorKit::open("09:46");
    for (role, shown) in SCREENS {
        for name in ["TERM", "INT", "HUP"] {
            given_back(&mut start(&floor, role, shown), |pty| pty.signal(name), 0);
        }
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_so_in_words() {
    let floor = FloorKit::open("09:46");
    for drill in ["panic", "panic-thread"] {
        let env = [("SHEBER_DRILL", OsStr::new(drill))];
        let pty = floor.screen_with(&["station", "27"], WIDE, &env);
        back_as_it_was(&pty, 101);
        pty.wait_for("The program met a fault. Its log: ");
        pty.wait_for("fault drill");
        assert!(!pty.screen().contains("station 27 ·"), "{}", pty.screen());
        let log = fs::read_to_string(floor.log_file()).unwrap();
        assert!(log.contains("fault drill"), "{drill}: {log}");
        // The next start finds everything as it was.
        let mut next = start(&floor, &["station", "27"], "WAITING FOR THE GROUP");
        given_back(&mut next, |pty| pty.send("\x03"), 0);
    }
}

#[test]
fn ends_when_the_window_is_closed_with_and_without_a_signal() {
    let floor = FloorKit::open("09:46");
    for (role, shown) in SCREENS {
        for told in [true, false] {
            // The start screen has no clock that would write to a window that nobody has told it is closed.
            if role.is_empty() && !told {
                continue;
            }
            let mut command = floor.command(role);
            command.set_controlling_tty(told);
            let mut pty = Pty::run(command, PLAIN);
            pty.wait_for(shown);
            pty.hang_up();
            assert_eq!(pty.exit_code(FAREWELL), Some(0), "{role:?}, told: {told}");
        }
    }
}

#[test]
fn a_terminal_that_does_not_read_stops_neither_the_exchange_nor_an_entry() {
    let floor = FloorKit::open("09:46");
    let mut overview = floor.overview();
    overview.stop_reading();
    // More pages than a terminal keeps; each entry of another device makes a picture of its own.
    for (count, no) in (1..).zip([1, 4, 6, 8, 10, 11, 15, 16, 17, 18, 19, 21]) {
        overview.send("\t");
        floor.act(&["--station", &no.to_string(), "arrive", "--count", "10"]);
        let replica = floor.replica(&["overview"]);
        wait(
            || arrivals(&replica) == Some(count),
            || "the entries of others arrive".into(),
        );
    }
    // What is typed blindly is recorded and sent.
    overview.send("o9\r");
    wait(
        || floor.status()["hold"]["reason"] == "drill",
        || "the entry of this device is sent".into(),
    );
    overview.resume_reading();
    overview.wait_for("general hold: drill");
    overview.wait_for("people: 120");
    given_back(&mut overview, |pty| pty.send("\x03"), 0);
}

/// The arrivals of groups in a replica that a program has open.
fn arrivals(replica: &std::path::Path) -> Option<u32> {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let db = rusqlite::Connection::open_with_flags(replica.join("replica.db"), flags).ok()?;
    let count = "SELECT count(*) FROM entry WHERE kind = 'group_arrived'";
    db.query_row(count, [], |row| row.get(0)).ok()
}

#[test]
fn ends_though_the_terminal_does_not_read() {
    let floor = FloorKit::open("09:46");
    for way in ["TERM", "\x03"] {
        let mut overview = floor.screen(&["overview"], WALL);
        overview.wait_for("everything sent");
        overview.stop_reading();
        for _ in 0..12 {
            overview.send("\t");
            floor.jump("09:30");
        }
        if way == "TERM" {
            overview.signal(way);
        } else {
            overview.send(way);
        }
        assert_eq!(overview.exit_code(SOON), Some(0), "{way:?}");
    }
}

#[test]
fn every_size_is_drawn_while_it_runs() {
    let floor = FloorKit::open("09:46");
    for (role, shown) in SCREENS {
        let mut pty = start(&floor, role, shown);
        for (columns, rows) in [
            (1, 1),
            (79, 24),
            (300, 100),
            (1, 100),
            (80, 23),
            (300, 1),
            (120, 40),
            (12, 5),
        ] {
            pty.resize(columns, rows);
            if rows >= 24 && columns >= 80 {
                pty.wait_for(shown);
            } else if !role.is_empty() && columns >= 79 && rows >= 23 {
                pty.wait_for(&format!("{columns}x{rows} is too small"));
            }
        }
        pty.resize(PLAIN.0, PLAIN.1);
        pty.wait_for(shown);
        given_back(&mut pty, |pty| pty.send("\x03"), 0);
    }
}

#[test]
fn every_size_is_drawn_from_the_start() {
    let floor = FloorKit::open("09:46");
    for (role, shown) in SCREENS {
        for size in [(1, 1), (1, 100), (300, 1), (40, 12), (79, 23), (300, 100)] {
            let mut pty = floor.screen(role, size);
            pty.wait_until("a first picture", |seen| {
                !seen.screen.contents().trim().is_empty()
            });
            pty.resize(PLAIN.0, PLAIN.1);
            pty.wait_for(shown);
            given_back(&mut pty, |pty| pty.send("\x03"), 0);
        }
    }
}

#[test]
fn a_key_and_a_change_of_size_at_the_same_moment_are_both_noticed() {
    let floor = FloorKit::open("09:30");
    let mut pty = start(&floor, &["station", "27"], "NOT READY");
    // Stopped, so that both are there when it looks.
    pty.signal("STOP");
    pty.resize(WIDE.0, WIDE.1);
    pty.send("r");
    pty.signal("CONT");
    pty.wait_for("station ready");
    pty.wait_until("the last row of the larger window", |shown| {
        let last = shown.screen.rows(0, WIDE.0).last();
        last.is_some_and(|row| row.trim_end().ends_with("everything sent"))
    });
    given_back(&mut pty, |pty| pty.send("\x03"), 0);
}
