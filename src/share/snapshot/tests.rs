//! Publications that end in the middle.

use super::publication::{Leftovers, Stage, new_name};
use super::{Publication, Snapshot};
use crate::domain::entry::{Moment, Pen, Record};
use crate::domain::fact::{Fact, Ready};
use crate::domain::id::{Origin, Role, StationNo};
use crate::domain::time::EventTime;
use crate::share::Parcel;
use crate::share::lease::{Lease, Standing};
use crate::share::tables::ReadModels;
use std::fs;
use std::path::Path;

const NOW: i64 = 1_764_000_000_000;

fn records(pen: &mut Pen, count: usize) -> Vec<Record> {
    let now = EventTime::hms(9, 45, 0);
    let station = StationNo(27);
    let moment = Moment {
        now,
        at: now,
        device_ms: NOW,
    };
    let fact = Fact::StationReady(Ready::at(station));
    (0..count)
        .map(|_| pen.write(&fact, moment, Role::Station(station)))
        .collect()
}

fn bring(snapshot: &mut Snapshot, records: &[Record]) {
    let tables = ReadModels::default();
    let parcel = Parcel {
        records,
        tables: Some(&tables),
        ..Parcel::default()
    };
    snapshot.push(&parcel).unwrap();
}

/// How many entries a reader finds in a whole database.
fn found(file: &Path) -> i64 {
    let db = rusqlite::Connection::open(file).unwrap();
    let whole: String = db
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(whole, "ok");
    db.query_row("SELECT count(*) FROM entry", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn wherever_a_publication_ends_a_whole_file_lies_under_the_name() {
    let mut stages = 1;
    loop {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("floor.db");
        let mut lease = Lease::new(&folder.path().join("publish"), Origin(7));
        assert_eq!(lease.tend(NOW).unwrap(), Standing::Mine);
        let mut snapshot = Snapshot::open(&file, &folder.path().join("home")).unwrap();
        let mut pen = Pen::new(Origin(7));
        bring(&mut snapshot, &records(&mut pen, 4_000));
        let made = snapshot.publish(&mut lease, &|| NOW).unwrap();
        assert_eq!(made, Publication::Made(None));
        bring(&mut snapshot, &records(&mut pen, 10));

        let token = lease.token().unwrap();
        let mut stage = Stage::Copy;
        for _ in 0..stages {
            stage = snapshot.advance(stage, &mut lease, token, &|| NOW).unwrap();
        }
        let done = matches!(stage, Stage::End(_));
        drop((stage, snapshot));
        assert_eq!(found(&file), if done { 4_010 } else { 4_000 });
        assert_eq!(done, !new_name(&file, token).exists());
        if done {
            break;
        }
        stages += 1;
    }
    assert!(stages > 4, "it went over in several chunks: {stages}");
}

#[test]
fn what_the_dead_left_is_removed_and_what_grows_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("floor.db");
    let (own, dead, slow) = (new_name(&file, 1), new_name(&file, 2), new_name(&file, 3));
    for path in [&own, &dead, &slow] {
        fs::write(path, "half").unwrap();
    }
    let mut leftovers = Leftovers::default();
    let mut sweep = |s: i64| leftovers.sweep(&file, 1, NOW + s * 1_000);
    sweep(0);
    fs::write(&slow, "half and more").unwrap();
    sweep(10);
    assert!(dead.exists());
    sweep(31);
    assert!(own.exists() && slow.exists() && !dead.exists());
    sweep(62);
    assert!(own.exists() && !slow.exists());
}
