//! How a database is opened so that nothing is left beside it, and what it turns out to be.
//!
//! In write-ahead mode with its log gone or empty it is read as it lies; one in use is joined through the files that
//! its users keep beside it; a copy with a log, but without the index of it, is read with an index in memory.

use super::unreadable;
use crate::review::error::ReviewError;
use crate::{share, store};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

/// So long a lock is waited for.
const BUSY: Duration = Duration::from_secs(2);
/// Which database it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::review) enum Which {
    /// A share.
    Share,
    /// A replica.
    Replica,
}

impl Which {
    pub(super) const fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Share => &["entry", "fork"],
            Self::Replica => &["entry"],
        }
    }
}

/// How it is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// As it lies: nobody uses it.
    Alone,
    /// Together with whoever uses it.
    Joined,
    /// With its log, of which the index is made in memory.
    WithLog,
}

/// What lies there, so that a change is noticed by whoever reads it as it lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sight {
    pub(super) len: u64,
    changed: Option<Duration>,
    /// How long its write-ahead log is.
    log: Option<u64>,
    has_log_index: bool,
}

impl Sight {
    pub(super) fn of(file: &Path) -> Result<Self, ReviewError> {
        let found = fs::metadata(file).map_err(|source| unreadable(file, source))?;
        let beside = |suffix: &str| {
            let mut name = file.as_os_str().to_owned();
            name.push(suffix);
            fs::metadata(name).ok().map(|found| found.len())
        };
        let changed = found.modified().ok();
        Ok(Self {
            len: found.len(),
            changed: changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok()),
            log: beside("-wal"),
            has_log_index: beside("-shm").is_some(),
        })
    }

    /// How it is to be opened. The file is looked into: not while this program holds it open in another way.
    pub(super) fn mode(self, file: &Path) -> Result<Mode, ReviewError> {
        let mut header = [0; 20];
        let read = File::open(file).and_then(|mut file| file.read_exact(&mut header));
        match read {
            Err(short) if short.kind() == ErrorKind::UnexpectedEof => {}
            read => read.map_err(|source| unreadable(file, source))?,
        }
        let is_write_ahead = header.get(18..).is_some_and(|modes| modes.contains(&2));
        Ok(match (self.log, self.has_log_index) {
            _ if !is_write_ahead => Mode::Joined,
            (None, _) | (Some(0), false) => Mode::Alone,
            (Some(_), true) => Mode::Joined,
            (Some(_), false) => Mode::WithLog,
        })
    }
}

pub(super) fn connect(file: &Path, mode: Mode) -> Result<Connection, ReviewError> {
    let sql = |source| cause(file, source);
    let plain = |flags| Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    let db = match mode {
        Mode::Alone => share::as_it_lies(file)
            .unwrap_or_else(|| plain(OpenFlags::SQLITE_OPEN_READ_ONLY))
            .map_err(sql)?,
        Mode::Joined => plain(OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(sql)?,
        Mode::WithLog => {
            let db = plain(OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(sql)?;
            // Closing it must not put the log into the file, and the index of the log stays in memory.
            db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
                .map_err(sql)?;
            db.execute_batch("PRAGMA query_only=ON; PRAGMA locking_mode=EXCLUSIVE;")
                .map_err(sql)?;
            if db.is_readonly("main").map_err(sql)? {
                return Err(ReviewError::WriteAhead {
                    file: file.to_owned(),
                });
            }
            db
        }
    };
    db.busy_timeout(BUSY).map_err(sql)?;
    db.execute_batch("PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0; PRAGMA cache_size=-4000;")
        .map_err(sql)?;
    Ok(db)
}

/// Which database it is, by its mark and form.
pub(super) fn which(db: &Connection, file: &Path) -> Result<Which, ReviewError> {
    let number = |name: &str| {
        db.pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(|source| cause(file, source))
    };
    let (which, known) = match number("application_id")? {
        share::APPLICATION_ID => (Which::Share, share::FORM),
        store::APPLICATION_ID => (Which::Replica, store::FORM),
        _ => {
            return Err(ReviewError::NotALog {
                file: file.to_owned(),
            });
        }
    };
    let found = number("user_version")?;
    if found > known {
        return Err(ReviewError::Newer {
            file: file.to_owned(),
            found,
            known,
        });
    }
    Ok(which)
}

/// Names the cause of what `SQLite` reports about this file.
pub(super) fn cause(file: &Path, source: rusqlite::Error) -> ReviewError {
    let file = file.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
            ReviewError::Locked { file }
        }
        Some(ErrorCode::NotADatabase) => ReviewError::NotALog { file },
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) => ReviewError::WriteAhead { file },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::Unknown) | None => ReviewError::Damaged { file, source },
        _ => ReviewError::Sql { file, source },
    }
}
