//! How long a lost share of a whole season takes to come back: 200,000 entries of 100 devices brought into a fresh
//! file, in steps of several sizes, on the disk of the folder for temporary files or of the one named.
//!
//! Prints one line a step: records a transaction, seconds, records a second, the longest transaction.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a bench fails by panicking and measures and prints its figures"
)]

use sheber::domain::entry::{Moment, Pen, Record};
use sheber::domain::fact::{Fact, Ready};
use sheber::domain::frontier::Frontier;
use sheber::domain::id::{Origin, Role, StationNo};
use sheber::domain::time::EventTime;
use sheber::share::{Parcel, Share, SqliteShare};
use std::path::PathBuf;
use std::time::{Duration, Instant};

const DEVICES: u16 = 100;
const EACH: i64 = 2_000;
const STEPS: [usize; 6] = [100, 500, 2_000, 5_000, 20_000, 200_000];

fn entries() -> Vec<Record> {
    let device = |no: u16| {
        let mut pen = Pen::new(Origin(u64::from(no) + 1));
        let fact = Fact::StationReady(Ready::at(StationNo(no)));
        (0..EACH)
            .map(|n| {
                let now = EventTime::hms(9, 0, 0).plus_ms(n * 1_000);
                let moment = Moment {
                    now,
                    at: now,
                    device_ms: 1_764_000_000_000 + now.0,
                };
                pen.write(&fact, moment, Role::Station(StationNo(no)))
            })
            .collect::<Vec<_>>()
    };
    (0..DEVICES).flat_map(device).collect()
}

fn main() {
    let named = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let disk = named.map_or_else(std::env::temp_dir, PathBuf::from);
    let entries = entries();
    for step in STEPS {
        let folder = tempfile::tempdir_in(&disk).unwrap();
        let mut share = SqliteShare::new(&folder.path().join("floor.db"));
        share.changed().unwrap();
        let begun = Instant::now();
        let mut longest = Duration::ZERO;
        for records in entries.chunks(step) {
            let before = Instant::now();
            let parcel = Parcel {
                records,
                ..Parcel::default()
            };
            share.push(&parcel).unwrap();
            longest = longest.max(before.elapsed());
        }
        let took = begun.elapsed();
        println!(
            "{step:>7} a step: {:.2} s, {:.0} a second, longest {} ms",
            took.as_secs_f64(),
            entries.len() as f64 / took.as_secs_f64(),
            longest.as_millis()
        );
        let begun = Instant::now();
        let shown = share.pull(&Frontier::default(), 0).unwrap();
        assert_eq!(shown.frontier.count(), u64::try_from(entries.len()).unwrap());
        let glance = begun.elapsed();
        let begun = Instant::now();
        share.examine().unwrap();
        println!(
            "         a glance {} ms, a look through {} ms",
            glance.as_millis(),
            begun.elapsed().as_millis()
        );
    }
}
