//! The share of one log for each device, measured over a real sshfs server on this computer: how soon others see
//! what one has confirmed, what a device moves when nothing happens, and how fast a lost share is filled again.
//!
//! `cargo bench --bench folder [-- DEVICES SECONDS]`; figures are printed, with 0 devices only of the idle share.
//! Needs `ss` and what `tests/sshfs.sh` needs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::pedantic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench fails by panicking, measures time, and prints figures"
)]

use sheber::domain::entry::{Moment, Pen, Record};
use sheber::domain::fact::{Fact, Ready};
use sheber::domain::frontier::Frontier;
use sheber::domain::id::{EntryId, Origin, Role, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::time::EventTime;
use sheber::share::{FolderShare, Parcel, Share};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

/// The exchange looks so often.
const LOOK: Duration = Duration::from_secs(1);
/// A device writes one entry in this time.
const WRITES: Duration = Duration::from_secs(2);
/// A device says that it is alive so often.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// So many devices are on the share that is idle.
const IDLE_DEVICES: u64 = 64;
/// So many entries a lost share had.
const LOST: usize = 200_000;

fn record(pen: &mut Pen) -> Record {
    let station = StationNo(27);
    let now = EventTime::hms(9, 45, 0).plus_ms(pen.last_seq as i64);
    let moment = Moment {
        now,
        at: now,
        device_ms: 1_764_000_000_000,
    };
    pen.write(
        &Fact::StationReady(Ready::at(station)),
        moment,
        Role::Station(station),
    )
}

fn presence(origin: u64, seen_ms: i64) -> Presence {
    Presence {
        origin: Origin(origin),
        role: Role::Station(StationNo(27)),
        label: format!("laptop-{origin}"),
        seen_ms,
        clock_ahead_ms: Some(-120),
        version: "0.1.0".to_owned(),
        unsent: 0,
    }
}

fn script(order: &str, folder: &Path) -> std::process::Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sshfs.sh");
    Command::new("bash")
        .arg(script)
        .arg(order)
        .arg(folder)
        .output()
        .unwrap()
}

/// Bytes before the payload of a packet: Ethernet, IP, TCP with time stamps.
const PACKET_HEAD: u64 = 14 + 20 + 32;

/// Everything that went over the connections of the mounts in both directions, in bytes, as `ss` tells it.
fn moved(folder: &Path) -> u64 {
    let port = std::fs::read_to_string(folder.join("port")).unwrap();
    let told = Command::new("ss")
        .args(["-tinH", &format!("sport = :{}", port.trim())])
        .output()
        .expect("ss, of iproute2, counts the bytes");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let numbers = |key: &'static str| {
        let words = told.split_whitespace();
        words.filter_map(move |word| word.strip_prefix(key)?.parse::<u64>().ok())
    };
    let bytes = numbers("bytes_sent:")
        .chain(numbers("bytes_received:"))
        .sum::<u64>();
    let packets = numbers("segs_out:").chain(numbers("segs_in:")).sum::<u64>();
    bytes + packets * PACKET_HEAD
}

fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let last = sorted.len().saturating_sub(1);
    sorted.get(last * percent / 100).copied().unwrap_or_default()
}

fn main() {
    let numbers: Vec<u64> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let devices = numbers.first().copied().unwrap_or(24);
    let seconds = numbers.get(1).copied().unwrap_or(30);
    if devices > 0 {
        fill_again();
    }
    let folder = tempfile::tempdir().unwrap();
    let up = script("up", folder.path());
    if up.status.success() {
        idle(folder.path());
        if devices > 0 {
            visible(folder.path(), devices, Duration::from_secs(seconds));
        }
    } else {
        println!(
            "NOT RUN over sshfs: {}",
            String::from_utf8_lossy(&up.stdout).trim()
        );
    }
    script("down", folder.path());
}

/// A lost share is filled by one device, on a local disk.
fn fill_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("floor.db");
    let mut pen = Pen::new(Origin(7));
    let all: Vec<Record> = (0..LOST).map(|_| record(&mut pen)).collect();
    let begun = Instant::now();
    let mut share = FolderShare::new(&file, Origin(7));
    for step in all.chunks(2_000) {
        let parcel = Parcel {
            records: step,
            ..Parcel::default()
        };
        share.push(&parcel).unwrap();
    }
    println!(
        "{LOST} entries into a lost share, local disk: {:.2?}",
        begun.elapsed()
    );
    let begun = Instant::now();
    let mut other = FolderShare::new(&file, Origin(8));
    let mut have = Frontier::default();
    loop {
        let pulled = other.pull(&have, 500).unwrap();
        pulled
            .records
            .iter()
            .for_each(|record| _ = have.insert(record.id));
        if !pulled.more {
            break;
        }
    }
    assert_eq!(have.count(), LOST as u64);
    println!("the same read by a new device in pages: {:.2?}", begun.elapsed());
}

/// One device over sshfs; the others are on the server and only say that they are alive.
fn idle(folder: &Path) {
    let served = folder.join("served/idle.db");
    let mut others: Vec<FolderShare> = (1..IDLE_DEVICES)
        .map(|origin| FolderShare::new(&served, Origin(origin)))
        .collect();
    let say = |share: &mut FolderShare, origin: u64, second: u64| {
        share
            .push(&Parcel {
                presence: Some(&presence(origin, 1_764_000_000_000 + second as i64 * 1_000)),
                ..Parcel::default()
            })
            .unwrap();
    };
    for (share, origin) in others.iter_mut().zip(1..) {
        let mut pen = Pen::new(Origin(origin));
        let records: Vec<Record> = (0..100).map(|_| record(&mut pen)).collect();
        let parcel = Parcel {
            records: &records,
            ..Parcel::default()
        };
        share.push(&parcel).unwrap();
        say(share, origin, 0);
    }
    let mut mine = FolderShare::new(&folder.join("one/idle.db"), Origin(IDLE_DEVICES));
    let have = mine.pull(&Frontier::default(), 0).unwrap().frontier;
    let mut measured_from = (moved(folder), Instant::now());
    let warm = 40;
    let begun = Instant::now();
    for second in 1..=(warm + 300) {
        for (share, origin) in others.iter_mut().zip(1..) {
            if origin % 10 == second % 10 {
                say(share, origin, second);
            }
        }
        if mine.changed().unwrap() {
            mine.pull(&have, 500).unwrap();
        }
        if second % 10 == 0 {
            say(&mut mine, IDLE_DEVICES, second);
        }
        if second % 20 == 0 {
            mine.clock(&|| 0).unwrap();
        }
        sleep((begun + LOOK * second as u32).saturating_duration_since(Instant::now()));
        if second == warm {
            measured_from = (moved(folder), Instant::now());
        }
    }
    let (bytes, since) = measured_from;
    println!(
        "one device of {IDLE_DEVICES}, nothing happening, with all of sshfs, ssh and TCP: {:.2} KB/s",
        (moved(folder) - bytes) as f64 / since.elapsed().as_secs_f64() / 1_000.0
    );
}

/// Devices on two mounts write and look; from the moment an entry is durable here until another has pulled it.
fn visible(folder: &Path, devices: u64, time: Duration) {
    let written: Mutex<BTreeMap<EntryId, Instant>> = Mutex::default();
    let delays: Mutex<Vec<Duration>> = Mutex::default();
    let begun = Instant::now();
    let file = |n: u64| -> PathBuf {
        folder
            .join(if n.is_multiple_of(2) { "one" } else { "two" })
            .join("seen.db")
    };
    let bytes = moved(folder);
    scope(|threads| {
        for n in 0..devices {
            let (written, delays, file) = (&written, &delays, file(n));
            threads.spawn(move || {
                let mut share = FolderShare::new(&file, Origin(n));
                let mut pen = Pen::new(Origin(n));
                let mut have = Frontier::default();
                let spread = |step: Duration| step * (n * 61 % 97) as u32 / 97;
                let mut look = begun + spread(LOOK);
                let mut write = begun + Duration::from_secs(3) + spread(WRITES);
                let mut beat = begun + spread(HEARTBEAT);
                let end = begun + time;
                // Looks for a while longer, so that the last ones are seen too.
                while Instant::now() < end + Duration::from_secs(5) {
                    let now = Instant::now();
                    if now >= write && now < end {
                        write += WRITES;
                        let next = record(&mut pen);
                        have.insert(next.id);
                        written.lock().unwrap().insert(next.id, now);
                        share
                            .push(&Parcel {
                                records: &[next],
                                ..Parcel::default()
                            })
                            .unwrap();
                    }
                    if now >= beat {
                        beat += HEARTBEAT;
                        share
                            .push(&Parcel {
                                presence: Some(&presence(n, (now - begun).as_millis() as i64 + 1)),
                                ..Parcel::default()
                            })
                            .unwrap();
                    }
                    if now >= look {
                        look += LOOK;
                        if share.changed().unwrap() {
                            let pulled = share.pull(&have, 500).unwrap();
                            let seen = Instant::now();
                            for record in pulled.records {
                                have.insert(record.id);
                                let at = written.lock().unwrap()[&record.id];
                                delays.lock().unwrap().push(seen - at);
                            }
                        }
                    }
                    let next = look.min(beat).min(if write < end { write } else { look });
                    sleep(next.saturating_duration_since(Instant::now()));
                }
            });
        }
    });
    let mut delays = delays.into_inner().unwrap();
    delays.sort_unstable();
    let written = written.into_inner().unwrap().len();
    let expected = written * (devices as usize - 1);
    println!(
        "{devices} devices on two mounts, {written} entries, seen {} of {expected} times: p50 {:.2?}, p99 {:.2?}, \
         most {:.2?}; {:.1} KB/s for a device",
        delays.len(),
        percentile(&delays, 50),
        percentile(&delays, 99),
        percentile(&delays, 100),
        (moved(folder) - bytes) as f64 / begun.elapsed().as_secs_f64() / devices as f64 / 1_000.0
    );
}
