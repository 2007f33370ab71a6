//! The probe: what a place can bear is tried and remembered, whatever is in the way is named, nothing stays behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use rusqlite::Connection;
use sheber::domain::frontier::Frontier;
use sheber::domain::id::Origin;
use sheber::runtime::clock::Clock;
use sheber::share::place::Place;
use sheber::share::probe::{
    Barred, Clocks, Findings, Kind, PEER_ENTERED, PEER_FAILED, PEER_REFUSED, Reason, Trial, Under, Warning,
    full, judge, quick,
};
use sheber::share::{Memory, Parcel, Party, Share, ShareError, SqliteShare, choose, open};

use crate::floor_kit::SHEBER;
use crate::log_kit::{pen, records};

struct Ground {
    folder: tempfile::TempDir,
}

impl Ground {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn memory(&self) -> Memory {
        Memory::in_file(self.path("data/shares.json"))
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    /// A share with entries, open in the answer.
    fn share(&self) -> SqliteShare {
        let mut share = SqliteShare::new(&self.path("floor.db"));
        push(&mut share).unwrap();
        share
    }
}

fn clocks() -> Clocks {
    let clock = Clock::new();
    Clocks {
        wall_ms: Arc::new(move || clock.wall_ms()),
        counted: Arc::new(move || clock.counted()),
    }
}

fn push(share: &mut dyn Share) -> Result<usize, ShareError> {
    let parcel = Parcel {
        records: &records(&mut pen(7), 3),
        ..Parcel::default()
    };
    share.push(&parcel).map(|pushed| pushed.added)
}

#[test]
fn a_local_disk_bears_everything_and_nothing_stays_behind() {
    let ground = Ground::new();
    let file = ground.path("floor.db");
    let found = quick(&file);
    assert_eq!(
        (found.exclusive_create, found.rename, found.lock_upgrade),
        (Trial::Passed, Trial::Passed, Trial::Passed)
    );
    let found = full(&file, Some(SHEBER.into()), &clocks());
    assert_eq!(found.exclusion, Trial::Passed);
    assert!(found.sync.is_some() && found.visible.is_some());
    assert!(found.clock.is_some() && (cfg!(not(unix)) || found.free.is_some()));
    let verdict = judge(&found);
    assert_eq!(
        (verdict.kind, verdict.reasons),
        (Kind::Sqlite, vec![Reason::LocalDisk])
    );
    assert_eq!(ground.names(), [""; 0]);
}

#[test]
fn the_second_process_tells_whether_it_got_in() {
    let ground = Ground::new();
    let file = ground.path("lock.db");
    let peer = |file: &Path| {
        let status = Command::new(SHEBER)
            .arg("probe-peer")
            .arg(file)
            .env("SHEBER_DATA", ground.path("data"))
            .status();
        status.unwrap().code()
    };
    assert_eq!(peer(&file), Some(PEER_FAILED.into()));
    let held = Connection::open(&file).unwrap();
    held.execute_batch("CREATE TABLE t(x); BEGIN EXCLUSIVE;").unwrap();
    assert_eq!(peer(&file), Some(PEER_REFUSED.into()));
    held.execute_batch("ROLLBACK").unwrap();
    assert_eq!(peer(&file), Some(PEER_ENTERED.into()));
    // Where processes do not keep each other out, the one program that always gets in shows it.
    let found = full(
        &file,
        ["/bin/true", "/usr/bin/true"]
            .map(PathBuf::from)
            .into_iter()
            .find(|file| file.exists()),
        &clocks(),
    );
    assert_eq!(found.exclusion, Trial::Failed);
    assert_eq!(judge(&found).kind, Kind::Folder);
}

#[test]
fn a_kind_is_remembered_as_long_as_the_file_system_is_the_same() {
    let ground = Ground::new();
    let (file, memory) = (ground.path("floor.db"), ground.memory());
    assert_eq!(memory.recall(&file), None);
    assert_eq!(choose(&file, &memory).unwrap(), Kind::Sqlite);
    assert_eq!(ground.memory().recall(&file), Some(Kind::Sqlite));
    assert_eq!(memory.recall(&ground.path("other.db")), None);

    memory.remember(&file, Kind::Folder).unwrap();
    assert_eq!(choose(&file, &ground.memory()).unwrap(), Kind::Folder);
    let text = fs::read_to_string(ground.path("data/shares.json")).unwrap();
    let elsewhere = text.replace("local ", "smb ");
    assert_ne!(text, elsewhere);
    fs::write(ground.path("data/shares.json"), elsewhere).unwrap();
    assert_eq!(choose(&file, &ground.memory()).unwrap(), Kind::Sqlite);

    fs::write(ground.path("data/shares.json"), "no memory").unwrap();
    assert_eq!(choose(&file, &ground.memory()).unwrap(), Kind::Sqlite);
    assert_eq!(
        choose(&file, &Memory::default()).unwrap(),
        Kind::Sqlite,
        "without a memory"
    );
    let left = fs::read_dir(ground.path("data")).unwrap().count();
    assert_eq!(left, 1, "only the memory itself stays");
}

#[test]
fn whoever_sits_at_the_disk_follows_those_who_come_over_the_network() {
    let ground = Ground::new();
    let (file, memory) = (ground.path("floor.db"), ground.memory());
    let party = || Party {
        origin: Origin(7),
        home: Some(ground.path("data/publish")),
        wall: Box::new(|| 0),
    };
    let mut share = open(&file, party(), &memory).unwrap();
    assert_eq!(share.describe().kind, "sqlite");
    push(share.as_mut()).unwrap();
    fs::create_dir(ground.path("floor.logs")).unwrap();
    let moved = [
        share.changed().unwrap_err(),
        share.pull(&Frontier::default(), 0).unwrap_err(),
        push(share.as_mut()).unwrap_err(),
    ];
    for error in moved {
        assert!(matches!(error, ShareError::Moved { .. }), "{error}");
    }
    // Also where another kind is remembered.
    let mut share = open(&file, party(), &memory).unwrap();
    assert_eq!(share.describe().kind, "folder");
    push(share.as_mut()).unwrap();
    let found = full(&file, None, &clocks());
    assert_eq!(judge(&found).reasons, [Reason::LogsBeside]);
}

#[test]
fn a_folder_that_is_not_there_gets_no_share() {
    let ground = Ground::new();
    let file = ground.path("gone/floor.db");
    let refused = choose(&file, &ground.memory()).unwrap_err();
    assert!(matches!(refused, ShareError::Missing { .. }), "{refused}");
    assert_eq!(quick(&file).barred, Some(Barred::Missing));
    assert!(!judge(&quick(&file)).is_usable());
    fs::write(ground.path("gone"), "a file").unwrap();
    assert_eq!(quick(&file).barred, Some(Barred::Missing));
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_nobody_may_write_is_named_and_not_remembered() {
    let ground = Ground::new();
    let file = Path::new("/sys/floor.db");
    assert_eq!(quick(file).barred, Some(Barred::ReadOnly));
    assert_eq!(judge(&quick(file)).warnings, [Warning::Barred(Barred::ReadOnly)]);
    choose(file, &ground.memory()).unwrap();
    assert_eq!(ground.memory().recall(file), None);
}

#[test]
fn what_lies_under_the_name_is_told_and_left_alone() {
    let ground = Ground::new();
    let file = ground.path("floor.db");
    let under = || full(&file, None, &clocks()).under;
    assert_eq!(under(), Under::Nothing);
    // A young share has its mark only in the log beside it.
    let share = ground.share();
    assert_eq!(fs::read(&file).unwrap()[68..72], [0; 4]);
    assert_eq!(under(), Under::Share { write_ahead: true });
    drop(share);
    assert_ne!(fs::read(&file).unwrap()[68..72], [0; 4]);
    assert_eq!(under(), Under::Share { write_ahead: true });
    fs::remove_file(&file).unwrap();

    let mut remote = SqliteShare::on(&file, Place::Network("smb"));
    push(&mut remote).unwrap();
    assert_eq!(under(), Under::Share { write_ahead: false });
    fs::remove_file(&file).unwrap();

    for journal in ["WAL", "DELETE"] {
        let other = Connection::open(&file).unwrap();
        other
            .pragma_update_and_check(None, "journal_mode", journal, |_| Ok(()))
            .unwrap();
        other.execute_batch("CREATE TABLE notes(x)").unwrap();
        assert_eq!(under(), Under::Other, "{journal}");
        drop(other);
        fs::remove_file(&file).unwrap();
    }
    fs::write(&file, "A letter.").unwrap();
    assert_eq!(under(), Under::Other);
    assert_eq!(
        judge(&full(&file, None, &clocks())).warnings,
        [Warning::OtherFile]
    );
    assert_eq!(fs::read(&file).unwrap(), b"A letter.");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(under(), Under::Other);
}

#[test]
fn a_write_ahead_file_on_a_network_is_named() {
    let ground = Ground::new();
    drop(ground.share());
    let found = Findings {
        place: Some(Place::Network("smb")),
        ..full(&ground.path("floor.db"), None, &clocks())
    };
    let verdict = judge(&found);
    assert_eq!(
        (verdict.kind, &verdict.warnings[..]),
        (Kind::Folder, &[Warning::WriteAhead][..])
    );
    assert!(verdict.is_usable());
}
