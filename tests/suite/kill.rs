//! A station is killed a hundred times at random moments while entries are made. Law: what the screen has
//! confirmed is there afterwards, once, and the chain of seals is whole.

#![cfg(unix)]

use std::time::Duration;

use sheber::domain::entry::Record;
use sheber::domain::fact::Fact;

use crate::chance::Chance;
use crate::floor_kit::{FloorKit, records};
use crate::pty::{Pty, SOON};

const KILLS: usize = 100;
const PLAIN: (u16, u16) = (80, 24);
/// The latest moment of a kill after the keys were typed, in microseconds: a few durable commits.
const LATEST_US: u64 = 40_000;

/// The count in the line of the last entry: `… group 8, count 12 — undo: u`.
fn confirmed(screen: &str) -> Option<u16> {
    let line = screen.lines().find(|line| line.contains("— undo: u"))?;
    let number = line.rsplit("count ").next()?;
    number.split_whitespace().next()?.parse().ok()
}

/// The counts that were written, in order.
fn counts(records: &[Record]) -> Vec<u16> {
    let mut sorted: Vec<_> = records.iter().collect();
    sorted.sort_by_key(|record| (record.stamp, record.id));
    let count = |record: &&Record| match record.entry().fact {
        Fact::GroupArrived(counted) | Fact::CountCorrected(counted) => Some(counted.count),
        _ => None,
    };
    sorted.iter().filter_map(count).collect()
}

/// Types counts until it is killed; the last one that the screen has confirmed.
fn live_and_die(floor: &FloorKit, before: Option<u16>, chance: &mut Chance) -> u16 {
    let mut pty = floor.screen(&["station", "27"], PLAIN);
    pty.wait_for("until the end");
    if let Some(count) = before {
        // The screen is the one that was left, with nothing to answer.
        pty.wait_for(&format!("8 ({count})"));
    } else {
        pty.send("\r");
        pty.wait_for("arrived: group 8, count 11");
    }
    // Two digits all the way: a picture that was cut off between them would be misread.
    let now = before.unwrap_or(11);
    let (key, next) = if now < 40 { ("+", now + 1) } else { ("-", now - 1) };
    pty.send(key);
    pty.wait_until("one entry is made in any case", |shown| {
        confirmed(&shown.screen.contents()) == Some(next)
    });
    for _ in 0..chance.below(8) {
        pty.send(key);
    }
    moment(chance);
    let shown = die(&pty);
    confirmed(&shown).expect("a line of the last entry")
}

/// Lets a random moment pass: the one thing here that must not wait for a condition.
fn moment(chance: &mut Chance) {
    std::thread::park_timeout(Duration::from_micros(chance.below(LATEST_US)));
}

/// Kills the program; the screen as it was at the end.
fn die(pty: &Pty) -> String {
    pty.signal("KILL");
    assert_eq!(pty.exit_code(SOON), None, "the signal has ended it");
    pty.screen()
}

#[test]
fn whatever_the_screen_confirmed_survives_a_hundred_kills() {
    let seed = u64::from(std::process::id()) << 16 | 1;
    println!("seed {seed}");
    let mut chance = Chance(seed);
    let floor = FloorKit::open("09:46");
    let replica = floor.replica(&["station", "27"]);
    let mut written: Vec<u16> = Vec::new();
    for kill in 0..KILLS {
        let shown = live_and_die(&floor, written.last().copied(), &mut chance);
        let now = counts(&records(&replica));
        assert!(
            now.starts_with(&written),
            "kill {kill}: an entry is gone or doubled"
        );
        // What the screen said last is the last that was written, or there is more that it had no time to say.
        let since = now.get(written.len().saturating_sub(1)..).unwrap_or_default();
        assert!(
            since.contains(&shown),
            "kill {kill}: the screen said {shown}, there is {since:?}"
        );
        written = now;
    }
    let mut last = floor.screen(&["station", "27"], PLAIN);
    last.wait_for("everything sent");
    last.send("\x03");
    assert_eq!(last.exit_code(SOON), Some(0));
    let log = floor.log();
    let shared: Vec<_> = log
        .iter()
        .filter_map(|entry| entry["body"]["count"].as_u64())
        .collect();
    assert_eq!(
        shared,
        written.iter().map(|count| u64::from(*count)).collect::<Vec<_>>()
    );
}
