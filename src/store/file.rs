//! The file of the replica: lock, form, loading.

use super::{Loaded, StoreError, log};
use crate::domain::entry::Pen;
use crate::domain::frontier::Frontier;
use crate::domain::id::{EntryId, Origin, Seq};
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// "sheR": marks a replica, so that a share is never taken for one.
const APPLICATION_ID: i64 = 0x7368_6552;
/// The form of the tables below.
const FORM: i64 = 1;
/// Nobody else writes the file; this only bridges a virus scanner or a backup.
const BUSY: Duration = Duration::from_millis(500);

const TABLES: &str = "
CREATE TABLE entry(
  arrival INTEGER PRIMARY KEY,
  origin INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  stamp_at INTEGER NOT NULL,
  stamp_counter INTEGER NOT NULL,
  at INTEGER NOT NULL,
  device_ms INTEGER NOT NULL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  prev BLOB NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE(origin, seq)
) STRICT;
CREATE TABLE aside(
  origin INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  stamp_at INTEGER NOT NULL,
  stamp_counter INTEGER NOT NULL,
  at INTEGER NOT NULL,
  device_ms INTEGER NOT NULL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  prev BLOB NOT NULL,
  hash BLOB NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY(origin, seq, hash, body)
) STRICT;
CREATE TABLE pack(id INTEGER PRIMARY KEY, form INTEGER NOT NULL, arrival INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
";

/// An open replica, before its thread takes over.
pub(super) struct Opened {
    /// Held as long as the replica is open; the system frees it even after a kill.
    pub(super) lock: Lock,
    pub(super) db: Connection,
    pub(super) file: PathBuf,
    pub(super) loaded: Loaded,
    /// How many entries arrived since the log was packed.
    pub(super) unpacked: i64,
}

/// The lock of a replica.
pub(super) struct Lock(File);

impl Drop for Lock {
    /// Frees it even while a process that was just started still holds a copy of the handle.
    fn drop(&mut self) {
        self.0.unlock().ok();
    }
}

/// Opens the replica in this folder; makes both when they are not there.
pub(super) fn open(dir: &Path) -> Result<Opened, StoreError> {
    let lock = lock(dir)?;
    let file = dir.join("replica.db");
    let mut db = connect(&file)?;
    prepare(&mut db, &file)?;
    let (loaded, unpacked) = load(&db).map_err(|source| StoreError::from_sql(&file, source))?;
    Ok(Opened {
        lock,
        db,
        file,
        loaded,
        unpacked,
    })
}

fn lock(dir: &Path) -> Result<Lock, StoreError> {
    let folder = |source| StoreError::Folder {
        dir: dir.to_owned(),
        source,
    };
    fs::create_dir_all(dir).map_err(folder)?;
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join("lock"))
        .map_err(folder)?;
    match lock.try_lock() {
        Ok(()) => Ok(Lock(lock)),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { dir: dir.to_owned() }),
        Err(TryLockError::Error(source)) => Err(folder(source)),
    }
}

fn connect(file: &Path) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(file, flags).map_err(|source| StoreError::from_sql(file, source))?;
    if db.is_readonly("main").unwrap_or(false) {
        return Err(StoreError::ReadOnly {
            file: file.to_owned(),
        });
    }
    Ok(db)
}

/// Refuses what is not a replica of a form known here; makes the tables of a new one.
fn prepare(db: &mut Connection, file: &Path) -> Result<(), StoreError> {
    let sql = |source| StoreError::from_sql(file, source);
    db.busy_timeout(BUSY).map_err(sql)?;
    let number = |db: &Connection, name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let mark = number(db, "application_id").map_err(sql)?;
    let form = number(db, "user_version").map_err(sql)?;
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(sql)?;
    let new = tables == 0 && mark == 0 && form == 0;
    if !new && mark != APPLICATION_ID {
        return Err(StoreError::NotReplica {
            file: file.to_owned(),
        });
    }
    if form > FORM {
        return Err(StoreError::Newer {
            file: file.to_owned(),
            found: form,
            known: FORM,
        });
    }
    db.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA trusted_schema=OFF;
         PRAGMA mmap_size=67108864;",
    )
    .map_err(sql)?;
    if new {
        let origin = random_origin()?;
        make(db, origin).map_err(sql)?;
    }
    Ok(())
}

fn make(db: &mut Connection, origin: Origin) -> rusqlite::Result<()> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(TABLES)?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", FORM)?;
    put_origin(&tx, origin)?;
    tx.commit()
}

/// Draws a name that nobody else has.
pub(super) fn random_origin() -> Result<Origin, StoreError> {
    getrandom::u64()
        .map(Origin)
        .map_err(|source| StoreError::Random { source })
}

/// Writes down the name under which this replica writes.
pub(super) fn put_origin(db: &Connection, origin: Origin) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO meta VALUES('origin', ?1) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute([origin.to_string()])?;
    Ok(())
}

fn load(db: &Connection) -> rusqlite::Result<(Loaded, i64)> {
    let named: Option<String> = db
        .query_row("SELECT value FROM meta WHERE key = 'origin'", params![], |row| {
            row.get(0)
        })
        .optional()?;
    let origin: Origin = named
        .and_then(|text| text.parse().ok())
        .ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let (packed_up_to, mut entries) = log::packed(db)?;
    let arrival = log::entries_since(db, packed_up_to, &mut entries)?;
    let mut frontier = Frontier::default();
    let mut pen = Pen::new(origin);
    for entry in &entries {
        frontier.insert(entry.id);
        if entry.id.origin == origin {
            pen.last_seq = pen.last_seq.max(entry.id.seq.0);
            pen.last_stamp = pen.last_stamp.max(entry.stamp);
        }
    }
    let last = EntryId {
        origin,
        seq: Seq(pen.last_seq),
    };
    pen.last_hash = log::hash_of(db, last)?.unwrap_or_default();
    let loaded = Loaded {
        pen,
        entries,
        frontier,
        arrival,
    };
    Ok((loaded, arrival.saturating_sub(packed_up_to)))
}
