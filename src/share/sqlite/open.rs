//! Opening the file as the place where it lies demands, and refusing what is not a share.

use super::super::ShareError;
use super::super::place::Place;
use super::{cause, schema};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// So long `SQLite` itself waits for a lock; the rest of the waiting is done outside, fairly.
const BUSY: Duration = Duration::from_millis(20);

/// So long whoever only looks once waits for it.
const PATIENT: Duration = Duration::from_secs(2);

/// An open connection.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) db: Connection,
    /// Which file it is, so that a replaced one is noticed.
    pub(super) identity: Identity,
    pub(super) place: Place,
}

/// Device and number of a file; `None` where the system has none, or when the file is gone.
pub(super) type Identity = Option<(u64, u64)>;

/// The identity of the file under this path.
pub(super) fn identity(file: &Path) -> Identity {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(file).ok().map(|found| (found.dev(), found.ino()))
    }
    // An open file can be neither deleted nor replaced there.
    #[cfg(not(unix))]
    {
        fs::metadata(file).ok().map(|_| (0, 0))
    }
}

/// The folder in which this file lies.
pub(in super::super) fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Opens the share; makes it when the file is not there. With `thorough` its content is checked as well.
pub(super) fn open(file: &Path, name: &str, place: Place, thorough: bool) -> Result<Link, ShareError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let sql = |source| cause(file, name, source);
    let mut db = Connection::open_with_flags(file, flags).map_err(sql)?;
    db.busy_timeout(BUSY).map_err(sql)?;
    db.execute_batch("PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;")
        .map_err(sql)?;
    let form = schema::inspect(&mut db).map_err(sql)?;
    match form {
        schema::Form::Known | schema::Form::Empty => {}
        schema::Form::Other => {
            return Err(ShareError::NotSheber {
                place: name.to_owned(),
            });
        }
        schema::Form::Newer(found) => {
            return Err(ShareError::NewerVersion {
                place: name.to_owned(),
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
        return Err(ShareError::ReadOnly {
            place: name.to_owned(),
        });
    }
    if form == schema::Form::Empty {
        schema::make(&mut db).map_err(sql)?;
    }
    if thorough {
        schema::check(&db).map_err(sql)?;
    }
    Ok(Link {
        db,
        identity: identity(file),
        place,
    })
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
        // Only where no connection is held: closing a file drops the database's locks on it.
        Ok(_) if place.is_network() => refuse_write_ahead(file, name)?,
        _ => {}
    }
    Ok(place)
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
