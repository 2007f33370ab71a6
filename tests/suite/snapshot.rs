//! The snapshot on a network share: readers always find a whole database, whoever dies or sleeps.

use std::cell::Cell;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use sheber::domain::entry::{Pen, Record};
use sheber::domain::id::{Origin, Role, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::time::EventTime;
use sheber::share::lease::{Lease, STALE_MS, Standing};
use sheber::share::snapshot::{Publication, Snapshot};
use sheber::share::tables::{OccupancyRow, ReadModels};
use sheber::share::{Parcel, ShareError};

use crate::log_kit::{another_process, errand, pen, records};

const NOW: i64 = 1_764_000_000_000;
const STATIONS: u16 = 15;
const FLOOR: &str = "a floor";

/// A share and the local folders of the laptops around it.
struct Hall {
    folder: tempfile::TempDir,
}

impl Hall {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("share/floor.logs")).unwrap();
        Self { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("share/floor.db")
    }

    fn publisher(&self, origin: u64) -> Laptop {
        Laptop::new(self.folder.path(), origin)
    }

    fn read(&self) -> Connection {
        Connection::open_with_flags(self.file(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    fn meta(&self, key: &str) -> String {
        self.read()
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
            .unwrap()
    }

    /// What lies in the share's folder beside the logs.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path().join("share")).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The contents of the quarantine.
    fn quarantine(&self) -> Vec<Vec<u8>> {
        let room = self.folder.path().join("share/quarantine");
        let entries = fs::read_dir(room).into_iter().flatten();
        entries
            .map(|entry| fs::read(entry.unwrap().path()).unwrap())
            .collect()
    }
}

struct Laptop {
    lease: Lease,
    snapshot: Snapshot,
    pen: Pen,
    now: i64,
    entries: u64,
}

impl Laptop {
    /// A laptop that publishes; whoever did before has fallen silent.
    fn new(hall: &Path, origin: u64) -> Self {
        let share = hall.join("share");
        let mut lease = Lease::new(&share.join("floor.logs/publish"), Origin(origin));
        let mut now = NOW;
        while lease.tend(now).unwrap() != Standing::Mine {
            now += 1_000;
            assert!(now < NOW + STALE_MS * 3, "never elected");
        }
        let home = hall.join(format!("home-{origin}"));
        Self {
            lease,
            snapshot: Snapshot::open(&share.join("floor.db"), &home).unwrap(),
            pen: pen(origin),
            now,
            entries: 0,
        }
    }

    fn bring(&mut self, records: &[Record]) {
        self.entries += records.len() as u64;
        let tables = tables(self.entries);
        let parcel = Parcel {
            records,
            presence: None,
            tables: Some(&tables),
            floor: Some(FLOOR),
        };
        self.snapshot.push(&parcel).unwrap();
    }

    fn write(&mut self, count: usize) {
        let records = records(&mut self.pen, count);
        self.bring(&records);
    }

    fn publish(&mut self) -> Result<Publication, ShareError> {
        let now = self.now;
        self.snapshot.publish(&mut self.lease, &|| now)
    }

    /// Publishes without a fault.
    fn published(&mut self) -> Publication {
        self.publish().unwrap()
    }
}

/// The floor as it is after so many entries.
fn tables(entries: u64) -> ReadModels {
    let row = |no: u16| OccupancyRow {
        station: StationNo(no),
        hall: "A".into(),
        name: "Forge".into(),
        org: "College".into(),
        group_no: None,
        school: None,
        class: None,
        head_count: Some(u32::try_from(entries % 30).unwrap()),
        places: 12,
        state: "running".into(),
        since: None,
        remaining_s: None,
        next_group: None,
        next_at: None,
        as_of: EventTime::hms(10, 0, 0),
    };
    ReadModels {
        entries,
        occupancy: (1..=STATIONS).map(row).collect(),
        visits: Some(Vec::new()),
        log: Vec::new(),
    }
}

/// The number of entries in a whole database with a whole floor.
fn look(db: &Connection) -> rusqlite::Result<i64> {
    let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    let whole: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    assert_eq!(whole, "ok");
    assert_eq!(number("SELECT count(*) FROM occupancy")?, i64::from(STATIONS));
    number("SELECT count(*) FROM entry")
}

fn header(file: &Path) -> [u8; 100] {
    let mut header = [0; 100];
    fs::File::open(file).unwrap().read_exact(&mut header).unwrap();
    header
}

#[test]
fn what_is_published_is_in_rollback_mode_and_says_how_old_it_is() {
    let hall = Hall::new();
    let mut laptop = hall.publisher(7);
    laptop.write(5);
    laptop.now = NOW + 1_234;
    assert_eq!(laptop.published(), Publication::Made(None));
    assert_eq!(header(&hall.file())[18..20], [1, 1]);
    assert_eq!(header(&hall.file())[68..72], *b"sheS");
    assert_eq!(look(&hall.read()).unwrap(), 5);
    assert_eq!(hall.meta("published_at"), (NOW + 1_234).to_string());
    assert_eq!(hall.meta("publisher"), Origin(7).to_string());
    assert_eq!(
        (hall.meta("complete_to"), hall.meta("floor")),
        ("5".into(), FLOOR.into())
    );
    assert_eq!(hall.names(), ["floor.db", "floor.logs"]);
    // Whoever reads leaves nothing beside it that the next one would trip over.
    assert_eq!(laptop.published(), Publication::Current);
}

#[test]
fn nothing_is_published_before_the_rows_for_people_are_known() {
    let hall = Hall::new();
    let mut laptop = hall.publisher(7);
    let some = records(&mut laptop.pen, 3);
    let parcel = Parcel {
        records: &some,
        ..Parcel::default()
    };
    laptop.snapshot.push(&parcel).unwrap();
    assert_eq!(laptop.published(), Publication::Current);
    assert!(!hall.file().exists());
    assert_eq!(
        laptop.snapshot.frontier().unwrap(),
        some.iter().map(|r| r.id).collect()
    );
}

#[test]
fn readers_always_find_a_whole_database() {
    let hall = Hall::new();
    let mut laptop = hall.publisher(7);
    laptop.write(1);
    laptop.published();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = |stay: usize| {
            let (hall, done) = (&hall, &done);
            move || {
                let mut seen = 0;
                let mut looks = 0;
                while !done.load(Ordering::Relaxed) {
                    let db = hall.read();
                    let first = look(&db).unwrap();
                    assert!(first >= seen, "an older file came back");
                    seen = first;
                    // A tool that stays keeps its picture.
                    for _ in 0..stay {
                        assert_eq!(look(&db).unwrap(), first);
                    }
                    looks += 1;
                }
                looks
            }
        };
        let readers = [scope.spawn(reader(0)), scope.spawn(reader(5))];
        let made = (0..300).all(|_| {
            laptop.write(1);
            laptop.published() == Publication::Made(None)
        });
        done.store(true, Ordering::Relaxed);
        assert!(made, "a publication was not made");
        for reader in readers {
            assert!(reader.join().unwrap() > 20);
        }
    });
    assert_eq!(look(&hall.read()).unwrap(), 301);
    assert_eq!(hall.names(), ["floor.db", "floor.logs"]);
}

#[test]
fn a_late_publication_of_a_sleeper_is_replaced() {
    let hall = Hall::new();
    let mut sleeper = hall.publisher(7);
    sleeper.write(3);
    sleeper.published();
    let late = fs::read(hall.file()).unwrap();

    let mut next = hall.publisher(8);
    let theirs = records(&mut pen(7), 3);
    next.bring(&theirs);
    next.write(2);
    next.published();
    assert_eq!(look(&hall.read()).unwrap(), 5);

    // It asked for its lease before it fell asleep, and renames now.
    let path = hall.file().with_file_name("late");
    fs::write(&path, late).unwrap();
    fs::rename(&path, hall.file()).unwrap();
    assert_eq!(look(&hall.read()).unwrap(), 3);
    assert_eq!(next.published(), Publication::Made(None));
    assert_eq!(look(&hall.read()).unwrap(), 5);

    // From then on it does nothing more.
    sleeper.write(1);
    assert_eq!(sleeper.published(), Publication::Lost);
    assert_eq!(look(&hall.read()).unwrap(), 5);
    assert_eq!(hall.names(), ["floor.db", "floor.logs"]);
}

#[test]
fn a_snapshot_that_is_deleted_replaced_or_spoiled_is_published_again() {
    let hall = Hall::new();
    let mut laptop = hall.publisher(7);
    laptop.write(3);
    laptop.published();
    let good = fs::read(hall.file()).unwrap();

    fs::remove_file(hall.file()).unwrap();
    assert_eq!(laptop.published(), Publication::Made(None));

    // Somebody's copy of before is as good as a snapshot, only older.
    fs::write(hall.file(), &good).unwrap();
    assert_eq!(laptop.published(), Publication::Made(None));
    assert!(hall.quarantine().is_empty());

    // One byte in the middle, where no header tells of it.
    let mut spoiled = fs::read(hall.file()).unwrap();
    let middle = spoiled.len() / 2;
    spoiled[middle] ^= 0xFF;
    fs::write(hall.file(), &spoiled).unwrap();
    fs::File::options()
        .write(true)
        .open(hall.file())
        .and_then(|file| file.set_modified(std::time::UNIX_EPOCH))
        .unwrap();
    assert!(matches!(laptop.published(), Publication::Made(Some(_))));
    assert_eq!(hall.quarantine(), [spoiled]);
    assert_eq!(look(&hall.read()).unwrap(), 3);
    assert_eq!(laptop.published(), Publication::Current);

    // Only touched: nothing to do.
    fs::File::options()
        .write(true)
        .open(hall.file())
        .and_then(|file| file.set_modified(std::time::UNIX_EPOCH))
        .unwrap();
    assert_eq!(laptop.published(), Publication::Current);
}

#[test]
fn what_is_no_snapshot_goes_into_the_quarantine() {
    let wal = |file: &Path| {
        let db = Connection::open(file).unwrap();
        db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
            .unwrap();
        db.execute_batch("CREATE TABLE mine(x); INSERT INTO mine VALUES(1)")
            .unwrap();
    };
    let empty = |file: &Path| fs::write(file, b"").unwrap();
    let rubbish = |file: &Path| fs::write(file, b"minutes of a meeting").unwrap();
    let shortened = |file: &Path| {
        let whole = fs::read(file).unwrap();
        fs::write(file, &whole[..whole.len() / 2]).unwrap();
    };
    let foreign = |file: &Path| {
        let db = Connection::open(file).unwrap();
        db.execute("UPDATE meta SET value = 'another' WHERE key = 'floor'", [])
            .unwrap();
        db.pragma_update(None, "schema_version", 77).unwrap();
    };
    let hazards: [&dyn Fn(&Path); 5] = [&wal, &empty, &rubbish, &shortened, &foreign];
    for (case, spoil) in hazards.into_iter().enumerate() {
        let hall = Hall::new();
        let mut laptop = hall.publisher(7);
        laptop.write(3);
        laptop.published();
        spoil(&hall.file());
        let spoiled = fs::read(hall.file()).unwrap();
        let made = laptop.published();
        assert!(
            matches!(made, Publication::Made(Some(_))),
            "case {case}: {made:?}"
        );
        assert!(hall.quarantine().contains(&spoiled), "case {case}");
        assert_eq!(look(&hall.read()).unwrap(), 3, "case {case}");
        assert_eq!(
            hall.names(),
            ["floor.db", "floor.logs", "quarantine"],
            "case {case}"
        );
    }
}

#[test]
fn a_journal_that_a_tool_left_is_not_played_into_the_next_snapshot() {
    for under in ["half-written", "gone", "as it was"] {
        let hall = Hall::new();
        let mut laptop = hall.publisher(7);
        laptop.write(3);
        laptop.published();
        let whole = fs::read(hall.file()).unwrap();
        // A tool that wrote and was killed: its journal says how to go back to the pages of before.
        let tool = Connection::open(hall.file()).unwrap();
        tool.execute_batch(
            "PRAGMA cache_size=1; BEGIN; UPDATE occupancy SET name = 'x'; UPDATE entry SET body = 'x'",
        )
        .unwrap();
        tool.cache_flush().unwrap();
        let journal = hall.file().with_file_name("floor.db-journal");
        let left = fs::read(&journal).unwrap();
        let half = fs::read(hall.file()).unwrap();
        drop(tool);
        assert!(!left.is_empty());
        fs::write(&journal, &left).unwrap();
        match under {
            "gone" => fs::remove_file(hall.file()).unwrap(),
            "half-written" => fs::write(hall.file(), half).unwrap(),
            _ => fs::write(hall.file(), whole).unwrap(),
        }
        laptop.write(2);
        assert!(
            matches!(laptop.published(), Publication::Made(Some(_))),
            "{under}"
        );
        assert!(!journal.exists(), "{under}");
        assert!(hall.quarantine().contains(&left), "{under}");
        assert_eq!(look(&hall.read()).unwrap(), 5);
        assert_eq!(laptop.published(), Publication::Current);
    }
}

#[test]
fn a_snapshot_of_a_newer_version_is_left_alone() {
    let hall = Hall::new();
    let mut laptop = hall.publisher(7);
    laptop.write(3);
    laptop.published();
    Connection::open(hall.file())
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let newer = fs::read(hall.file()).unwrap();
    laptop.write(1);
    assert_eq!(laptop.publish().unwrap_err().text_key(), "share-newer");
    assert_eq!(fs::read(hall.file()).unwrap(), newer);
}

#[test]
fn that_a_laptop_lives_is_no_reason_to_publish_at_once() {
    let hall = Hall::new();
    let mut laptop = hall.publisher(7);
    laptop.write(3);
    laptop.published();
    let mine = Presence {
        origin: Origin(7),
        role: Role::Station(StationNo(27)),
        label: "laptop".to_owned(),
        seen_ms: NOW,
        clock_ahead_ms: None,
        version: "0.1.0".to_owned(),
        unsent: 0,
    };
    let say = |laptop: &mut Laptop, seen_ms: i64| {
        let mine = Presence {
            seen_ms,
            ..mine.clone()
        };
        let presence = Some(&mine);
        let parcel = Parcel {
            presence,
            ..Parcel::default()
        };
        laptop.snapshot.push(&parcel).unwrap();
        laptop.published()
    };
    assert_eq!(say(&mut laptop, NOW), Publication::Current);
    laptop.now = NOW + 9_000;
    assert_eq!(say(&mut laptop, NOW + 9_000), Publication::Current);
    // But in the end it is told.
    laptop.now = NOW + 10_000;
    assert_eq!(laptop.published(), Publication::Made(None));
    laptop.write(1);
    assert_eq!(laptop.published(), Publication::Made(None));
    let label: String = hall
        .read()
        .query_row("SELECT label FROM device", [], |row| row.get(0))
        .unwrap();
    assert_eq!(label, "laptop");
}

#[test]
fn a_slow_share_is_left_alone_between_publications() {
    let hall = Hall::new();
    let mut laptop = hall.publisher(7);
    let clock = Cell::new(NOW);
    // Each look at the clock finds that a second has passed.
    let slow = || {
        clock.set(clock.get() + 1_000);
        clock.get()
    };
    laptop.write(1);
    let made = laptop.snapshot.publish(&mut laptop.lease, &slow).unwrap();
    assert_eq!(made, Publication::Made(None));
    let (began, ended) = (NOW + 1_000, clock.get());
    laptop.write(1);
    for (now, expected) in [
        (ended + 1_000, Publication::Resting),
        (ended + 2 * (ended - began) - 1, Publication::Resting),
        (ended + 2 * (ended - began), Publication::Made(None)),
    ] {
        laptop.now = now;
        assert_eq!(laptop.published(), expected);
    }
    // A clock that was set back an hour does not make it rest for an hour.
    laptop.write(1);
    laptop.now -= 3_600_000;
    assert_eq!(laptop.published(), Publication::Made(None));
}

#[test]
fn a_share_that_goes_away_is_an_outage_and_comes_back_with_a_whole_file() {
    let hall = Hall::new();
    let mut laptop = hall.publisher(7);
    laptop.write(3);
    laptop.published();
    let (share, away) = (hall.folder.path().join("share"), hall.folder.path().join("away"));
    fs::rename(&share, &away).unwrap();
    laptop.write(1);
    assert_eq!(laptop.publish().unwrap_err().text_key(), "share-missing");
    assert!(!share.exists());
    fs::rename(&away, &share).unwrap();
    assert_eq!(laptop.published(), Publication::Made(None));
    assert_eq!(look(&hall.read()).unwrap(), 4);
}

#[test]
fn two_processes_of_one_laptop_do_not_share_a_mirror() {
    let hall = Hall::new();
    let _first = hall.publisher(7);
    let home = hall.folder.path().join("home-7");
    let refused = Snapshot::open(&hall.file(), &home).unwrap_err();
    assert_eq!(refused.text_key(), "share-locked");
}

/// In a process of its own: publishes one entry after another until it is killed.
/// It ends by itself when nobody does that.
#[test]
fn errand_publish_for_ever() {
    let Some((hall, origin)) = errand() else { return };
    let mut laptop = Laptop::new(&hall, origin);
    for _ in 0..20_000 {
        laptop.write(1);
        laptop.published();
    }
}

/// A process that does not outlive the test.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn the_next_one_publishes_when_the_publisher_is_killed() {
    let hall = Hall::new();
    let seed = u64::from(std::process::id());
    println!("seed {seed}");
    for round in 1..=12_u64 {
        let child = Killed(another_process(
            "snapshot::errand_publish_for_ever",
            hall.folder.path(),
            round,
        ));
        let elected = || hall.file().exists() && hall.meta("publisher") == Origin(round).to_string();
        let mut looks = 0;
        while !elected() {
            looks += 1;
            assert!(looks < 15_000, "round {round}: nobody publishes");
            std::thread::park_timeout(Duration::from_millis(2));
        }
        // The one thing here that must not wait for a condition: a random moment of a publication.
        std::thread::park_timeout(Duration::from_micros((seed * round * 7_919) % 60_000));
        drop(child);
        assert!(look(&hall.read()).unwrap() >= 1, "round {round}");
    }
}
