//! Opening the file as the place where it lies demands, and refusing what is not a share.

use super::super::ShareError;
use super::super::place::Place;
use super::super::quarantine::{self, with};
use super::lease::Lease;
use super::{cause, exchange, mend, schema};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, ffi};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// So long `SQLite` itself waits for a lock; the rest of the waiting is done outside, fairly.
const BUSY: Duration = Duration::from_millis(20);
/// So long it waits where what it finds decides about the whole file.
const PATIENCE: Duration = Duration::from_secs(2);

/// So long whoever only looks once waits for it.
const PATIENT: Duration = Duration::from_secs(2);

/// An open connection.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) db: Connection,
    /// Which files it holds, so that replaced ones are noticed.
    sight: Sight,
    pub(super) place: Place,
}

/// Device and number of a file; `None` when the file is gone.
pub(in super::super) type FileId = Option<(u64, u64)>;

/// The identity of the file under this path.
pub(in super::super) fn file_id(file: &Path) -> FileId {
    fs::metadata(file).ok().as_ref().map(id_of)
}

/// The identity of this file.
pub(super) fn id_of(found: &fs::Metadata) -> (u64, u64) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (found.dev(), found.ino())
    }
    // An open file can be neither deleted nor replaced there.
    #[cfg(not(unix))]
    {
        (0, u64::from(found.is_dir()))
    }
}

/// The files of a share as they lie there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Sight {
    file: FileId,
    len: u64,
    /// The write-ahead log and its index: whoever holds a deleted one writes where nobody reads.
    beside: [FileId; 2],
}

impl Sight {
    fn of(file: &Path) -> Self {
        let found = fs::metadata(file).ok();
        Self {
            file: found.as_ref().map(id_of),
            len: found.map_or(0, |found| found.len()),
            beside: ["-wal", "-shm"].map(|suffix| file_id(&with(file, suffix))),
        }
    }
}

/// The folder in which this file lies.
pub(in super::super) fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// What of a share is remembered after it turned out to be no good one, so that nobody takes a fresh one for it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Seen {
    /// Which file it was.
    pub(super) file: FileId,
    /// The random name of the share in it, if it could be read.
    pub(super) epoch: Option<String>,
}

/// Opens the share; makes it when the file is not there. What is learnt of it goes into `seen`, also on failure.
pub(super) fn open(file: &Path, name: &str, place: Place, seen: &mut Seen) -> Result<Link, ShareError> {
    let sql = |source| cause(file, name, source);
    // Nobody opens while another puts a fresh file in place. Where nothing can be written nobody does that.
    let lease = if place.is_network() {
        None
    } else {
        match Lease::take(file, place) {
            Ok(None) => {
                return Err(ShareError::Locked {
                    place: name.to_owned(),
                });
            }
            Ok(lease) => lease,
            Err(_) => None,
        }
    };
    seen.file = file_id(file);
    if seen.file.is_none() {
        // Others may still write into what belonged to the file that is gone.
        quarantine::move_rest_aside(file, name)?;
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(file, flags).map_err(sql)?;
    prepare(&mut db, file, name, place)?;
    seen.epoch = Some(exchange::epoch(&mut db).map_err(sql)?);
    let sight = Sight::of(file);
    seen.file = sight.file;
    drop(lease);
    Ok(Link { db, sight, place })
}

fn prepare(db: &mut Connection, file: &Path, name: &str, place: Place) -> Result<(), ShareError> {
    let sql = |source| cause(file, name, source);
    let named = || name.to_owned();
    db.busy_timeout(BUSY).map_err(sql)?;
    db.execute_batch("PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;")
        .map_err(sql)?;
    let form = schema::inspect(db).map_err(sql)?;
    match form {
        schema::Form::Known | schema::Form::Empty => {}
        schema::Form::Other => return Err(ShareError::NotSheber { place: named() }),
        schema::Form::Newer(found) => {
            return Err(ShareError::NewerVersion {
                place: named(),
                found,
                known: schema::FORM,
            });
        }
    }
    if !db.is_readonly("main").map_err(sql)? {
        let journal = if place.is_network() { "TRUNCATE" } else { "WAL" };
        db.pragma_update_and_check(None, "journal_mode", journal, |_| Ok(()))
            .map_err(sql)?;
        db.execute_batch("PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;")
            .map_err(sql)?;
    } else if form == schema::Form::Empty {
        return Err(ShareError::ReadOnly { place: named() });
    }
    if form == schema::Form::Empty {
        schema::make(db).map_err(sql)?;
    }
    Ok(())
}

/// What lies under this name now, and whether it is a good share; nothing is made or changed.
pub(super) fn inspect(file: &Path) -> (Seen, bool) {
    let mut seen = Seen {
        file: file_id(file),
        epoch: None,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if !schema::is_ours_alone(file) {
        return (seen, false);
    }
    let good = Connection::open_with_flags(file, flags).and_then(|mut db| {
        // Closing it must not put the log of a broken file into it.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        db.busy_timeout(PATIENCE)?;
        let known = schema::inspect(&mut db)? == schema::Form::Known;
        seen.epoch = Some(exchange::epoch(&mut db)?);
        Ok(known && mend::lacking(&mut db)?.is_empty())
    });
    let good = good.unwrap_or(false);
    (seen, good)
}

/// Opens a share that is there for reading.
pub(super) fn read_only(file: &Path, name: &str) -> Result<Connection, ShareError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let sql = |source| cause(file, name, source);
    let mut db = Connection::open_with_flags(file, flags).map_err(sql)?;
    db.busy_timeout(PATIENT).map_err(sql)?;
    match schema::inspect(&mut db).map_err(sql)? {
        schema::Form::Known => Ok(db),
        schema::Form::Empty | schema::Form::Other => Err(ShareError::NotSheber {
            place: name.to_owned(),
        }),
        schema::Form::Newer(found) => Err(ShareError::NewerVersion {
            place: name.to_owned(),
            found,
            known: schema::FORM,
        }),
    }
}

impl Link {
    /// Whether it may stay open between calls.
    pub(super) const fn may_stay(&self) -> bool {
        !self.place.is_network()
    }

    /// Whether the files under this path are still those that it holds, and nobody has cut them.
    pub(super) fn still_holds(&mut self, file: &Path) -> bool {
        let now = Sight::of(file);
        let same = Sight {
            len: now.len,
            ..self.sight
        } == now
            && now.len >= self.sight.len;
        self.sight.len = now.len;
        same
    }
}

/// Looks at what lies under this path before the database touches it; answers with its place.
pub(super) fn look(file: &Path, name: &str, place: std::io::Result<Place>) -> Result<Place, ShareError> {
    let io = |source| ShareError::from_io(name, source);
    if !fs::metadata(folder(file)).map_err(io)?.is_dir() {
        return Err(ShareError::Missing {
            place: name.to_owned(),
        });
    }
    let place = place.map_err(io)?;
    match fs::metadata(file) {
        Ok(found) if !found.is_file() => {
            return Err(ShareError::NotSheber {
                place: name.to_owned(),
            });
        }
        // A new file has its first page before it has a log: somebody emptied this one.
        Ok(found) if found.len() == 0 && log_len(file) > 0 => {
            let corrupt = ffi::Error::new(ffi::SQLITE_CORRUPT);
            let source =
                rusqlite::Error::SqliteFailure(corrupt, Some("the file is empty, its log is not".into()));
            return Err(ShareError::Damaged {
                place: name.to_owned(),
                source,
            });
        }
        Ok(_) if log_len(file) > 0 && !schema::is_ours_alone(file) => {
            return Err(ShareError::NotSheber {
                place: name.to_owned(),
            });
        }
        // Only where no connection is held: closing a file drops the database's locks on it.
        Ok(_) if place.is_network() => refuse_write_ahead(file, name)?,
        _ => {}
    }
    Ok(place)
}

fn log_len(file: &Path) -> u64 {
    fs::metadata(with(file, "-wal")).map_or(0, |log| log.len())
}

/// Refuses a file whose header says write-ahead; one too short to have a header passes.
fn refuse_write_ahead(file: &Path, name: &str) -> Result<(), ShareError> {
    let mut header = [0; 20];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut header));
    match (read, header) {
        (Ok(()), [.., 2, _] | [.., _, 2]) => Err(ShareError::WalOnNetwork {
            place: name.to_owned(),
        }),
        (Ok(()), _) => Ok(()),
        (Err(short), _) if short.kind() == std::io::ErrorKind::UnexpectedEof => Ok(()),
        (Err(source), _) => Err(ShareError::from_io(name, source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_ahead_file_is_told_by_its_header() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("floor.db");
        let make = |journal: &str| {
            let db = Connection::open(&file).unwrap();
            db.pragma_update_and_check(None, "journal_mode", journal, |_| Ok(()))
                .unwrap();
            db.execute_batch("CREATE TABLE IF NOT EXISTS t(x)").unwrap();
        };
        make("TRUNCATE");
        assert!(refuse_write_ahead(&file, "floor.db").is_ok());
        make("WAL");
        let refused = refuse_write_ahead(&file, "floor.db").unwrap_err();
        assert_eq!(refused.text_key(), "share-wal-on-network");
        fs::write(&file, b"").unwrap();
        assert!(refuse_write_ahead(&file, "floor.db").is_ok());
    }
}
