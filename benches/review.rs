//! How fast a log of a million entries is reviewed, and in how much memory.
//!
//! `cargo bench --bench review [-- FILE]`: the log is made in FILE (and kept) or in a folder that vanishes. Each phase
//! runs in a process of its own, so that the peak of memory is that of the review alone.
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

#[path = "../tests/suite/big_log.rs"]
mod big_log;
#[path = "../tests/suite/chance.rs"]
mod chance;

use big_log::{BigLog, RARE};
use chance::Chance;
use rusqlite::{Connection, OpenFlags};
use sheber::domain::fact::Fact;
use sheber::domain::id::{GroupNo, Place, Role};
use sheber::domain::query::overview::overview;
use sheber::domain::time::{EventTime, SECOND_MS};
use sheber::review::{Anchor, Filter, Review, Search, Way, Words};
use sheber::share::{Parcel, Share, SqliteShare};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const ENTRIES: u64 = 1_000_000;
const SEED: u64 = 0x5be5_e51a_b0a7_0017;
/// Rows of a page.
const PAGE: usize = 50;
const JUMPS: usize = 1_000;

/// The texts of the screen, in the shape in which a search takes them.
struct Russian;

impl Words for Russian {
    fn kind(&self, kind: &str) -> String {
        kind.replace('_', " ")
    }
    fn line(&self, fact: &Fact) -> String {
        sheber::ui::text::happened(sheber::ui::text::Texts::of(sheber::domain::event::Lang::Ru), fact)
    }
    fn place(&self, place: Place) -> String {
        sheber::ui::say::place(
            sheber::ui::text::Texts::of(sheber::domain::event::Lang::Ru),
            place,
        )
    }
    fn group(&self, group: GroupNo) -> String {
        format!("группа {group}")
    }
    fn role(&self, role: Role) -> String {
        role.to_string()
    }
}

fn make(file: &Path) {
    let begun = Instant::now();
    let mut share = SqliteShare::new(file);
    let mut log = BigLog::new(ENTRIES, SEED);
    loop {
        let records: Vec<_> = log.by_ref().take(10_000).collect();
        if records.is_empty() {
            break;
        }
        share
            .push(&Parcel {
                records: &records,
                ..Parcel::default()
            })
            .unwrap();
    }
    drop(share);
    let bytes = std::fs::metadata(file).unwrap().len();
    println!(
        "made {ENTRIES} entries, {:.0} MB, {:.0} bytes an entry, in {:.1?}",
        bytes as f64 / 1e6,
        bytes as f64 / ENTRIES as f64,
        begun.elapsed()
    );
}

fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    match words.first().map(String::as_str) {
        Some("open") => open(Path::new(&words[1])),
        Some("jump") => jump(Path::new(&words[1])),
        Some("raw") => raw(Path::new(&words[1])),
        named => {
            let folder = tempfile::tempdir().unwrap();
            let file = named.map_or_else(|| folder.path().join("floor.db"), PathBuf::from);
            if !file.exists() {
                make(&file);
            }
            for phase in ["open", "raw", "jump"] {
                let done = Command::new(std::env::current_exe().unwrap())
                    .arg(phase)
                    .arg(&file)
                    .status();
                assert!(done.unwrap().success());
            }
        }
    }
}

/// From the start of the program to a complete index, then pages and searches.
fn open(file: &Path) {
    let begun = Instant::now();
    let mut review = Review::open(file).unwrap();
    let page = review.page(Anchor::Start, Way::Forward, PAGE).unwrap();
    assert_eq!(page.entries.len(), PAGE);
    println!("first page after the start: {:.1?}", begun.elapsed());
    let last = Instant::now();
    assert_eq!(
        review.page(Anchor::End, Way::Back, PAGE).unwrap().entries.len(),
        PAGE
    );
    let middle = Instant::now();
    let noon = Anchor::Time(EventTime::hms(11, 0, 0));
    assert_eq!(review.page(noon, Way::Forward, PAGE).unwrap().entries.len(), PAGE);
    println!(
        "  the last page {:.1?}, a page in the middle {:.1?}",
        middle - last,
        middle.elapsed()
    );
    let mut longest = Duration::ZERO;
    let begun = Instant::now();
    loop {
        let step = Instant::now();
        let progress = review.work().unwrap();
        longest = longest.max(step.elapsed());
        if progress.is_complete {
            break;
        }
    }
    println!(
        "index, floor and marks complete: {:.2?}, the longest step {:.0?}, peak {} MB",
        begun.elapsed(),
        longest,
        peak_kb() / 1024
    );
    search(
        &mut review,
        "a rare word",
        Filter {
            text: RARE.to_owned(),
            ..Filter::default()
        },
    );
    search(
        &mut review,
        "a kind and a school",
        Filter {
            text: "№39 arrived".to_owned(),
            ..Filter::default()
        },
    );
    search(
        &mut review,
        "a word of a reason",
        Filter {
            text: "автобус".to_owned(),
            ..Filter::default()
        },
    );
    search(
        &mut review,
        "undone entries",
        Filter {
            fate: Some(sheber::review::Fate::Undone),
            ..Filter::default()
        },
    );
    println!("peak of memory: {} MB", peak_kb() / 1024);
}

fn search(review: &mut Review, name: &str, filter: Filter) {
    let begun = Instant::now();
    let mut search = Search::new(filter);
    let (mut first, mut longest) = (None, Duration::ZERO);
    loop {
        let step = Instant::now();
        let done = review.look(&mut search, &Russian).unwrap();
        longest = longest.max(step.elapsed());
        if search.count() > 0 && first.is_none() {
            assert!(!review.hits(&search, 0, PAGE).unwrap().is_empty());
            first = Some(begun.elapsed());
        }
        if done {
            break;
        }
    }
    println!(
        "{name}: first hits {:.0?}, all {} {:.0?}, the longest step {:.1?}",
        first.unwrap_or_default(),
        search.count(),
        begun.elapsed(),
        longest
    );
}

/// Pages by the index against pages by a keyset in SQL, on a copy that has an index for it.
fn raw(file: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    std::fs::copy(file, &copy).unwrap();
    let db = Connection::open_with_flags(&copy, OpenFlags::default()).unwrap();
    db.execute_batch("CREATE INDEX by_order ON entry(stamp_at, stamp_counter, origin, seq)")
        .unwrap();
    let mut review = Review::open(file).unwrap();
    while !review.work().unwrap().is_complete {}
    let mut statement = db
        .prepare(
            "SELECT origin, seq, at, role, kind, body, stamp_at, stamp_counter, device_ms, prev, hash FROM entry
             WHERE (stamp_at, stamp_counter, origin, seq) > (?1, 0, '', 0)
             ORDER BY stamp_at, stamp_counter, origin, seq LIMIT ?2",
        )
        .unwrap();
    let mut chance = Chance(SEED);
    let (mut by_sql, mut by_index) = (Vec::new(), Vec::new());
    for _ in 0..JUMPS {
        let at = random_moment(&mut chance);
        let begun = Instant::now();
        let rows: Vec<(String, i64, i64, String, String, String)> = statement
            .query_map((at.0, PAGE as i64), |row| {
                black_box((
                    row.get::<_, i64>(6)?,
                    row.get::<_, i64>(7)?,
                    row.get::<_, i64>(8)?,
                ));
                black_box((row.get::<_, String>(9)?, row.get::<_, String>(10)?));
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                ))
            })
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        by_sql.push(begun.elapsed());
        let begun = Instant::now();
        let page = review.page(Anchor::Time(at), Way::Forward, PAGE).unwrap();
        by_index.push(begun.elapsed());
        assert_eq!(page.entries.len(), rows.len());
    }
    let (sql, index) = (percentile(&mut by_sql, 50), percentile(&mut by_index, 50));
    println!(
        "a page of {PAGE}: {index:.0?}, the raw page in SQL {sql:.0?}: {:.1} times; p99 {:.0?} and {:.0?}",
        index.as_secs_f64() / sql.as_secs_f64(),
        percentile(&mut by_index, 99),
        percentile(&mut by_sql, 99)
    );
}

fn random_moment(chance: &mut Chance) -> EventTime {
    let seconds = EventTime::hms(13, 0, 0).since(EventTime::hms(9, 15, 0)) / SECOND_MS;
    EventTime::hms(9, 15, 0).plus_ms(chance.below(seconds as u64) as i64 * SECOND_MS)
}

/// The floor at random seconds of the day, with everything that the overview shows.
fn jump(file: &Path) {
    let mut review = Review::open(file).unwrap();
    while !review.work().unwrap().is_complete {}
    let mut floor = review.take_floor().unwrap();
    let mut chance = Chance(SEED);
    let mut times = Vec::new();
    let (mut whole, mut groups) = (Vec::new(), Vec::new());
    for _ in 0..JUMPS {
        let at = random_moment(&mut chance);
        let begun = Instant::now();
        floor.set_until(at);
        let shown = overview(&floor, &[], at);
        times.push(begun.elapsed());
        black_box(shown.groups());
        whole.push(begun.elapsed());
        groups.push(shown.totals);
    }
    println!(
        "a jump to a random second with the overview: median {:.1?}, p99 {:.1?}; with all groups {:.1?}, p99 {:.1?}",
        percentile(&mut times, 50),
        percentile(&mut times, 99),
        percentile(&mut whole, 50),
        percentile(&mut whole, 99)
    );
}
