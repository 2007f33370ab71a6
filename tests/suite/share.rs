//! The share in one file: every failure has its name, everything is idempotent, nothing is lost between
//! several writers, and people with a SQL tool read the floor.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rusqlite::Connection;
use sheber::domain::entry::Record;
use sheber::domain::frontier::Frontier;
use sheber::domain::id::{EntryId, GroupNo, Origin, RoundNo, Seq, StationNo};
use sheber::domain::time::EventTime;
use sheber::share::place::Place;
use sheber::share::tables::{LogRow, OccupancyRow, ReadModels, VisitRow};
use sheber::share::{Parcel, Pushed, Share, ShareError, SqliteShare};

use crate::log_kit::{is_whole_chain, pen, record, records};

struct Floor {
    folder: tempfile::TempDir,
}

impl Floor {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("floor.db")
    }

    fn share(&self) -> SqliteShare {
        SqliteShare::new(&self.file())
    }

    fn sql(&self) -> Connection {
        Connection::open(self.file()).unwrap()
    }
}

fn push(share: &mut SqliteShare, records: &[Record]) -> Result<Pushed, ShareError> {
    share.push(&Parcel {
        records,
        ..Parcel::default()
    })
}

fn pull_all(share: &mut SqliteShare) -> Vec<Record> {
    share.pull(&Frontier::default(), usize::MAX).unwrap().records
}

fn ids(records: &[Record]) -> Frontier {
    records.iter().map(|record| record.id).collect()
}

#[test]
fn two_contents_under_one_name_are_told_and_both_kept() {
    let floor = Floor::new();
    let mut share = floor.share();
    let (mut one, mut clone) = (pen(7), pen(7));
    let held = records(&mut one, 2);
    push(&mut share, &held).unwrap();
    let other = record(&mut clone, 8);
    let forks = push(&mut share, std::slice::from_ref(&other)).unwrap().forks;
    assert_eq!(
        (forks.len(), forks[0].id, forks[0].other),
        (1, other.id, other.hash)
    );
    let body: String = floor
        .sql()
        .query_row("SELECT body FROM fork", [], |row| row.get(0))
        .unwrap();
    assert_eq!(body, other.body);

    let second = record(&mut clone, 8);
    let third = record(&mut clone, 8);
    let forks = push(&mut share, std::slice::from_ref(&third)).unwrap().forks;
    assert_eq!(forks[0].id, second.id);
    assert_eq!(pull_all(&mut share), [held[0].clone(), held[1].clone(), third]);
}

#[test]
fn one_spoiled_row_does_not_stop_the_others() {
    let floor = Floor::new();
    let mut share = floor.share();
    let sent = records(&mut pen(7), 3);
    push(&mut share, &sent).unwrap();
    floor
        .sql()
        .execute("UPDATE entry SET hash = 'nonsense' WHERE seq = 2", [])
        .unwrap();
    let pulled = share.pull(&Frontier::default(), 100).unwrap();
    assert_eq!(pulled.records, [sent[0].clone(), sent[2].clone()]);
    assert_eq!(pulled.unreadable, 1);
}

#[test]
fn rows_that_another_hand_spoiled_are_asked_for_and_brought_anew() {
    for damage in [
        "UPDATE entry SET hash = 'nonsense' WHERE seq = 2",
        "UPDATE entry SET body = replace(body, '{', '{ ') WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 2",
    ] {
        let floor = Floor::new();
        let mut share = floor.share();
        let sent = records(&mut pen(7), 3);
        push(&mut share, &sent).unwrap();
        assert_eq!(floor.sql().execute(damage, []).unwrap(), 1, "{damage}");
        // Whoever lacks the row finds out; whoever has it sees that the share lacks it.
        floor.share().pull(&Frontier::default(), 100).unwrap();
        let shown = share.pull(&ids(&sent), 0).unwrap().frontier;
        assert_eq!(shown, ids(&[sent[0].clone(), sent[2].clone()]), "{damage}");
        assert_eq!(push(&mut share, &sent[1..2]).unwrap().added, 1, "{damage}");
        assert_eq!(pull_all(&mut floor.share()), sent, "{damage}");
    }
}

#[test]
fn what_is_there_and_not_written_down_as_held_is_written_down_by_a_repeat() {
    let floor = Floor::new();
    let mut share = floor.share();
    let sent = records(&mut pen(7), 3);
    push(&mut share, &sent).unwrap();
    floor.sql().execute("DELETE FROM head", []).unwrap();
    assert_eq!(share.pull(&ids(&sent), 0).unwrap().frontier, Frontier::default());
    assert_eq!(push(&mut share, &sent).unwrap().added, 0);
    assert_eq!(share.pull(&ids(&sent), 0).unwrap().frontier, ids(&sent));
}

fn station(no: u16, state: &str, as_of: EventTime) -> OccupancyRow {
    OccupancyRow {
        station: StationNo(no),
        hall: "East".to_owned(),
        name: "Weld\u{7}ing".to_owned(),
        org: "College No 3".to_owned(),
        group_no: Some(GroupNo(32)),
        school: Some("School 5".to_owned()),
        class: Some("9 B".to_owned()),
        head_count: None,
        places: 14,
        state: state.to_owned(),
        since: Some(EventTime::hms(9, 45, 12)),
        remaining_s: Some(-7),
        next_group: None,
        next_at: None,
        as_of,
    }
}

fn publish(share: &mut SqliteShare, tables: &ReadModels) {
    share
        .push(&Parcel {
            tables: Some(tables),
            ..Parcel::default()
        })
        .unwrap();
}

#[test]
fn people_with_a_sql_tool_read_the_floor() {
    let floor = Floor::new();
    let mut share = floor.share();
    let sent = records(&mut pen(7), 1);
    let at = EventTime::hms(9, 46, 5);
    let visit = VisitRow {
        station: StationNo(27),
        round: RoundNo(1),
        group_no: GroupNo(32),
        school: "School 5".to_owned(),
        class: "9 B".to_owned(),
        language: "kk".to_owned(),
        planned: Some(14),
        counted: Some(12),
        arrived_at: Some(EventTime::hms(9, 45, 12)),
        finished_at: None,
        briefing: None,
        interest: None,
        entered_by: Some("station:27".to_owned()),
        state: "running".to_owned(),
    };
    let line = LogRow {
        id: sent[0].id,
        at,
        who: "station:27".to_owned(),
        kind: "group_arrived".to_owned(),
        station: Some(StationNo(27)),
        group_no: Some(GroupNo(32)),
        count: Some(12),
        text: "Group 32 arrived: 12".to_owned(),
        undone: false,
    };
    let tables = ReadModels {
        entries: 1,
        occupancy: vec![station(27, "running", at), station(8, "ready", at)],
        visits: Some(vec![visit]),
        log: vec![line],
    };
    share
        .push(&Parcel {
            records: &sent,
            tables: Some(&tables),
            ..Parcel::default()
        })
        .unwrap();

    let line = |sql: &str| -> String { floor.sql().query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(
        line("SELECT concat_ws('|', station, name, group_no, ifnull(head_count, '?'), places, state, since, remaining_s, as_of)
              FROM occupancy WHERE station = 27"),
        "27|Welding|32|?|14|running|09:45:12|-7|09:46:05"
    );
    assert_eq!(
        line("SELECT concat_ws('|', arrived_at, counted, state) FROM visit"),
        "09:45:12|12|running"
    );
    assert_eq!(
        line("SELECT concat_ws('|', at, device_at, who, text, undone) FROM log"),
        "09:46:05|2025-11-25 01:45:00|station:27|Group 32 arrived: 12|0"
    );
    assert_eq!(
        line("SELECT concat_ws('|', origin, seq, at_text, role) FROM entry"),
        "0000000000000007|1|09:45:00|station:27"
    );
}

#[test]
fn only_rows_that_differ_are_written_and_whoever_knows_less_is_silent() {
    let floor = Floor::new();
    let mut share = floor.share();
    let at = EventTime::hms(9, 46, 5);
    let mut tables = ReadModels {
        entries: 5,
        occupancy: vec![station(27, "running", at), station(8, "ready", at)],
        ..ReadModels::default()
    };
    publish(&mut share, &tables);
    let mut other = floor.share();
    assert!(other.changed().unwrap());
    tables.occupancy[0].as_of = at.plus_ms(1_000);
    publish(&mut share, &tables);
    assert!(!other.changed().unwrap(), "only the moment of computing differed");

    tables.entries = 6;
    tables.occupancy = vec![station(27, "done", at)];
    let line = |seq, text: &str| LogRow {
        id: EntryId {
            origin: Origin(7),
            seq: Seq(seq),
        },
        at,
        who: "station:27".to_owned(),
        kind: "group_arrived".to_owned(),
        station: Some(StationNo(27)),
        group_no: None,
        count: None,
        text: text.to_owned(),
        undone: false,
    };
    tables.log = vec![line(2, "told")];
    publish(&mut share, &tables);
    assert!(other.changed().unwrap());
    let states = |floor: &Floor| -> Vec<String> {
        let db = floor.sql();
        let mut statement = db.prepare("SELECT station || state FROM occupancy").unwrap();
        statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    assert_eq!(states(&floor), ["27done"]);

    tables.entries = 5;
    tables.occupancy = vec![station(27, "running", at)];
    tables.log = vec![line(1, "late"), line(2, "known")];
    publish(&mut other, &tables);
    assert_eq!(states(&floor), ["27done"]);
    // The line of an entry is told by whoever brought it, and by nobody else: that one is not held back.
    let told: String = floor
        .sql()
        .query_row(
            "SELECT group_concat(text) FROM (SELECT text FROM log ORDER BY seq)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(told, "late,told");
}

fn woken(wakes: &Receiver<()>, share: &mut SqliteShare) -> bool {
    while wakes.recv_timeout(Duration::from_secs(10)).is_ok() {
        if share.changed().unwrap() {
            return true;
        }
    }
    false
}

#[test]
fn a_change_on_a_local_disk_wakes_the_watcher_when_it_is_to_be_seen() {
    let floor = Floor::new();
    let (mut mine, mut theirs) = (floor.share(), floor.share());
    assert!(mine.changed().unwrap());
    let (wake, wakes) = channel();
    let _watch = mine
        .watch(Box::new(move || wake.send(()).unwrap_or_default()))
        .unwrap();
    let mut writer = pen(7);
    for _ in 0..20 {
        push(&mut theirs, &records(&mut writer, 1)).unwrap();
        assert!(woken(&wakes, &mut mine));
    }
    assert!(
        SqliteShare::on(&floor.file(), Place::Network("smb"))
            .watch(Box::new(|| ()))
            .is_none()
    );
}

fn refusal(file: &Path) -> ShareError {
    let mut share = SqliteShare::new(file);
    let pushed = push(&mut share, &records(&mut pen(7), 1)).unwrap_err();
    let pulled = share.pull(&Frontier::default(), 1).unwrap_err();
    assert_eq!(pushed.text_key(), pulled.text_key());
    pulled
}

#[test]
fn something_else_under_its_name_is_refused_and_left_alone() {
    let floor = Floor::new();
    let refuse = |content: &[u8]| {
        fs::write(floor.file(), content).unwrap();
        assert!(matches!(refusal(&floor.file()), ShareError::NotSheber { .. }));
        assert_eq!(fs::read(floor.file()).unwrap(), content);
        fs::remove_file(floor.file()).unwrap();
    };
    refuse(
        "A letter that somebody saved under this name. "
            .repeat(50)
            .as_bytes(),
    );
    let other = floor.folder.path().join("other.db");
    Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE notes(x)")
        .unwrap();
    refuse(&fs::read(&other).unwrap());
    fs::create_dir(floor.file()).unwrap();
    assert!(matches!(refusal(&floor.file()), ShareError::NotSheber { .. }));
}

#[test]
fn a_share_of_a_newer_form_is_left_alone() {
    let floor = Floor::new();
    push(&mut floor.share(), &records(&mut pen(7), 1)).unwrap();
    floor.sql().pragma_update(None, "user_version", 99).unwrap();
    let refused = refusal(&floor.file());
    assert!(
        matches!(
            refused,
            ShareError::NewerVersion {
                found: 99,
                known: 1,
                ..
            }
        ),
        "{refused}"
    );
}

#[test]
fn a_share_that_others_keep_locked_can_still_be_read() {
    let floor = Floor::new();
    let mut share = floor.share();
    let sent = records(&mut pen(7), 1);
    push(&mut share, &sent).unwrap();
    let thief = floor.sql();
    thief.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = push(&mut share, &records(&mut pen(8), 1)).unwrap_err();
    assert!(matches!(refused, ShareError::Locked { .. }), "{refused}");
    assert_eq!(pull_all(&mut share), sent);
    thief.execute_batch("ROLLBACK").unwrap();
    push(&mut share, &records(&mut pen(8), 1)).unwrap();

    let mut remote = SqliteShare::on(&floor.folder.path().join("remote.db"), Place::Network("nfs"));
    push(&mut remote, &sent).unwrap();
    let thief = Connection::open(floor.folder.path().join("remote.db")).unwrap();
    thief.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let refused = remote.pull(&Frontier::default(), 1).unwrap_err();
    assert!(matches!(refused, ShareError::Locked { .. }), "{refused}");
}

#[test]
fn a_write_ahead_file_is_refused_on_a_network_and_no_network_file_is_made_one() {
    let floor = Floor::new();
    push(&mut floor.share(), &records(&mut pen(7), 1)).unwrap();
    let mut remote = SqliteShare::on(&floor.file(), Place::Network("smb"));
    let refused = remote.pull(&Frontier::default(), 1).unwrap_err();
    assert!(matches!(refused, ShareError::WalOnNetwork { .. }), "{refused}");

    let file = floor.folder.path().join("remote.db");
    push(
        &mut SqliteShare::on(&file, Place::Network("smb")),
        &records(&mut pen(7), 1),
    )
    .unwrap();
    assert_eq!(fs::read(&file).unwrap()[18..20], [1, 1]);
    assert!(!floor.folder.path().join("remote.db-wal").exists());
}

#[test]
fn a_damaged_file_is_told() {
    let floor = Floor::new();
    let mut share = floor.share();
    push(&mut share, &records(&mut pen(7), 400)).unwrap();
    drop(share);
    let whole = fs::metadata(floor.file()).unwrap().len();
    File::options()
        .write(true)
        .open(floor.file())
        .unwrap()
        .set_len(whole / 2)
        .unwrap();
    let refused = floor.share().pull(&Frontier::default(), 1_000).unwrap_err();
    assert!(matches!(refused, ShareError::Damaged { .. }), "{refused}");
}

#[test]
fn a_table_that_another_hand_removed_is_damage() {
    let floor = Floor::new();
    push(&mut floor.share(), &records(&mut pen(7), 1)).unwrap();
    floor.sql().execute_batch("DROP TABLE head").unwrap();
    assert!(matches!(refusal(&floor.file()), ShareError::Damaged { .. }));
}

#[cfg(unix)]
#[test]
fn a_file_deleted_or_replaced_while_open_is_noticed() {
    let floor = Floor::new();
    let mut share = floor.share();
    let mut writer = pen(7);
    let first = records(&mut writer, 2);
    push(&mut share, &first).unwrap();
    drop(share);
    let yesterday = floor.folder.path().join("yesterday.db");
    fs::copy(floor.file(), &yesterday).unwrap();

    let mut share = floor.share();
    let second = records(&mut writer, 2);
    push(&mut share, &second).unwrap();
    let epoch = share.pull(&Frontier::default(), 0).unwrap().epoch;
    assert!(share.changed().unwrap());
    for name in ["floor.db", "floor.db-wal", "floor.db-shm"] {
        fs::remove_file(floor.folder.path().join(name)).unwrap();
    }
    assert!(share.changed().unwrap());
    let pulled = share.pull(&Frontier::default(), 10).unwrap();
    assert_eq!(pulled.frontier, Frontier::default());
    assert_ne!(pulled.epoch, epoch);
    let all = [first.clone(), second].concat();
    assert_eq!(push(&mut share, &all).unwrap().added, 4);
    assert!(is_whole_chain(&pull_all(&mut floor.share())));

    for name in ["floor.db-wal", "floor.db-shm"] {
        fs::remove_file(floor.folder.path().join(name)).unwrap();
    }
    fs::rename(&yesterday, floor.file()).unwrap();
    let pulled = share.pull(&Frontier::default(), 10).unwrap();
    assert_eq!((pulled.frontier, pulled.epoch), (ids(&first), epoch));
}

#[test]
fn the_place_of_a_folder_is_found() {
    let floor = Floor::new();
    assert!(Place::of(&floor.folder.path().join("not/yet/there.db")).is_ok());
    let described = SqliteShare::on(&floor.file(), Place::Network("smb")).describe();
    assert_eq!(
        (described.kind, described.place),
        ("sqlite", Some(Place::Network("smb")))
    );
    assert!(described.name.ends_with("floor.db"));
}
