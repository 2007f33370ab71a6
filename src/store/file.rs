//! The file of the replica: lock, form, health, loading.

use super::form::{self, APPLICATION_ID, FORM};
use super::machine::Fingerprint;
use super::{Loaded, Renamed, StoreError, Why, heal, log, page, write};
use crate::domain::entry::{Pen, Record};
use crate::domain::frontier::Frontier;
use crate::domain::id::Origin;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, ffi};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Nobody else writes the file; this only bridges a virus scanner or a backup.
const BUSY: Duration = Duration::from_millis(500);
/// A file of so many bytes is looked through at every start: that takes a few milliseconds.
const SMALL: u64 = 1 << 20;
/// A file of so many bytes is looked through with its indexes, when there is reason to.
const MEDIUM: u64 = 8 << 20;

/// An open replica, before its thread takes over.
pub(super) struct Opened {
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

/// Opens the replica in this folder; makes both when they are not there, and a new replica from what can still be
/// read when the old one is damaged. The lock is held as long as the replica is open; the system frees it
/// even after a kill.
pub(super) fn open(dir: &Path) -> Result<(Lock, Opened), StoreError> {
    let lock = lock(dir)?;
    let file = dir.join("replica.db");
    if heal::is_half_done(&file) {
        heal::finish(&file)?;
    } else if !file.exists() {
        heal::make(&file)?;
    }
    let opened = match reopen(&file) {
        Err(StoreError::Damaged { source, .. }) => {
            tracing::error!(%source, "the replica is damaged");
            let rebuilt = heal::rebuild(&file)?;
            let mut opened = reopen(&file)?;
            opened.loaded.rebuilt = Some(rebuilt);
            opened
        }
        opened => opened?,
    };
    Ok((lock, opened))
}

/// Every record in the replica in this folder, whole or not. Nothing is written, and a program that works with it
/// may go on.
///
/// # Errors
/// There is no replica that can be read.
pub fn read_all(dir: &Path) -> Result<Vec<Record>, StoreError> {
    let file = dir.join("replica.db");
    let sql = |source| StoreError::from_sql(&file, source);
    fs::metadata(&file).map_err(|source| StoreError::Folder {
        dir: dir.to_owned(),
        source,
    })?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(&file, flags).map_err(sql)?;
    db.busy_timeout(BUSY).map_err(sql)?;
    form_of(&db, &file)?;
    log::all(&db).map_err(sql)
}

/// Opens the replica under a lock that is held already.
pub(super) fn reopen(file: &Path) -> Result<Opened, StoreError> {
    let sql = |source| StoreError::from_sql(file, source);
    // A clean end leaves no write-ahead log.
    let size = |path: &Path| fs::metadata(path).map_or(0, |about| about.len());
    let wal = heal::beside(file, "-wal");
    let was_cut_off = size(&wal) > 0;
    // A flipped bit in it makes the database forget everything from there on.
    let torn = if was_cut_off {
        page::rows(&[], &fs::read(&wal).unwrap_or_default())
    } else {
        Vec::new()
    };
    if size(file) == 0 {
        return Err(damaged(file, "the file is empty"));
    }
    let mut db = connect(file)?;
    prepare(&mut db, file)?;
    let looked_through = was_cut_off || size(file) <= SMALL;
    if looked_through {
        look_through(&db, file)?;
    }
    if !torn.is_empty() {
        let own = form::origin(&db).map_err(sql)?;
        let rescued = write::rescue(&mut db, torn, own).map_err(sql)?;
        if rescued > 0 {
            tracing::error!(
                rescued,
                "the write-ahead log was torn; what it still held is saved"
            );
        }
    }
    let renamed = take_name(&mut db, file).map_err(sql)??;
    let (mut loaded, unpacked) = load(&mut db).map_err(sql)?;
    // Rows that got lost without a trace show as holes.
    let has_holes = loaded.frontier.iter().any(|(_, held)| !held.beyond.is_empty());
    if has_holes && !looked_through {
        look_through(&db, file)?;
    }
    loaded.renamed = renamed;
    // The map is for the start. A file that is cut off while it is mapped would end the program.
    db.pragma_update(None, "mmap_size", 0).map_err(sql)?;
    Ok(Opened {
        db,
        file: file.to_owned(),
        loaded,
        unpacked,
    })
}

fn damaged(file: &Path, what: &str) -> StoreError {
    StoreError::Damaged {
        file: file.to_owned(),
        source: rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT), Some(what.to_owned())),
    }
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

/// Refuses what is not a replica of a form known here; brings older forms to this one.
fn prepare(db: &mut Connection, file: &Path) -> Result<(), StoreError> {
    let sql = |source| StoreError::from_sql(file, source);
    db.busy_timeout(BUSY).map_err(sql)?;
    let form = form_of(db, file)?;
    db.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA trusted_schema=OFF;
         PRAGMA mmap_size=67108864;",
    )
    .map_err(sql)?;
    if form < FORM {
        form::upgrade(db).map_err(sql)?;
    }
    Ok(())
}

/// The form of a replica; refuses what is none, or of a form not known here.
fn form_of(db: &Connection, file: &Path) -> Result<i64, StoreError> {
    let sql = |source| StoreError::from_sql(file, source);
    let number = |db: &Connection, name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let mark = number(db, "application_id").map_err(sql)?;
    let form = number(db, "user_version").map_err(sql)?;
    // What a replica says in its tables outweighs a flipped bit in its head.
    let told: Option<i64> = form::get(db, "form")
        .ok()
        .flatten()
        .and_then(|form| form.parse().ok());
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(sql)?;
    if mark != APPLICATION_ID {
        return Err(match (told, tables) {
            (None, 1..) => StoreError::NotReplica {
                file: file.to_owned(),
            },
            _ => damaged(file, "the mark of a replica is broken"),
        });
    }
    match (form, told) {
        (FORM, Some(FORM)) | (1, None) => {}
        (_, Some(told)) if told <= FORM => return Err(damaged(file, "the form of the replica is broken")),
        (found, _) if found > FORM => {
            return Err(StoreError::Newer {
                file: file.to_owned(),
                found,
                known: FORM,
            });
        }
        _ => return Err(damaged(file, "the form of the replica is broken")),
    }
    Ok(form)
}

/// Looks through the whole file for damage.
fn look_through(db: &Connection, file: &Path) -> Result<(), StoreError> {
    let size = fs::metadata(file).map_or(0, |about| about.len());
    let look = if size <= MEDIUM {
        "PRAGMA integrity_check(1)"
    } else {
        "PRAGMA quick_check(1)"
    };
    let found: String = db
        .query_row(look, [], |row| row.get(0))
        .map_err(|source| StoreError::from_sql(file, source))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(damaged(file, &found))
    }
}

/// Takes a new name before anything is written where this file is a copy, or where somebody else writes under its
/// name and this one is the younger.
fn take_name(db: &mut Connection, file: &Path) -> rusqlite::Result<Result<Option<Renamed>, StoreError>> {
    let from = form::origin(db)?;
    let here = Fingerprint::of(file).ok().map(|here| here.to_string());
    let known = form::get(db, "fingerprint")?;
    let moved = here.is_some() && known.is_some() && here != known;
    let why = if moved {
        Some(Why::Copied)
    } else if write::is_continued(db, from)? || write::is_younger(db, from)? {
        Some(Why::Forked)
    } else {
        None
    };
    let to = match why.map(|_| heal::random_origin()).transpose() {
        Ok(to) => to,
        Err(error) => return Ok(Err(error)),
    };
    if to.is_some() || here != known {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(here) = here {
            form::put(&tx, "fingerprint", &here)?;
        }
        if let Some(to) = to {
            form::put_origin(&tx, to)?;
        }
        tx.commit()?;
    }
    let renamed = why.zip(to).map(|(why, to)| Renamed { from, to, why });
    if let Some(Renamed { from, to, why }) = &renamed {
        tracing::warn!(%from, %to, ?why, "the replica goes on under a new name");
    }
    Ok(Ok(renamed))
}

fn load(db: &mut Connection) -> rusqlite::Result<(Loaded, i64)> {
    let origin = form::origin(db)?;
    let (mut packed_up_to, mut entries) = log::packed(db)?;
    // What is read from its rows is only believed if its seal holds; a pack has a sum of its own.
    if log::has_broken_since(db, packed_up_to)? && write::take_broken_out(db)? {
        (packed_up_to, entries) = (0, Vec::new());
    }
    let standing = log::standing(db)?;
    let arrival = log::entries_since(db, packed_up_to, &standing, &mut entries)?;
    let named = entries.iter().map(|entry| entry.id);
    let frontier: Frontier = named.filter(|id| !standing.is_alias(*id)).collect();
    let loaded = Loaded {
        pen: pen(db, origin)?,
        entries,
        frontier,
        twins: log::twins(db)?,
        arrival,
        renamed: None,
        rebuilt: None,
    };
    Ok((loaded, arrival.saturating_sub(packed_up_to)))
}

/// The pen that goes on where this replica stopped under this name.
fn pen(db: &Connection, origin: Origin) -> rusqlite::Result<Pen> {
    let mut pen = Pen::new(origin);
    if let Some((seq, hash, stamp)) = write::own_head(db, origin)? {
        pen.last_seq = seq.0;
        pen.last_hash = hash;
        pen.last_stamp = stamp;
    }
    Ok(pen)
}
