//! What can go wrong with the replica, and under which key the cure is told.

use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};

/// Why the replica could not do what it was asked. An entry that could not be written stays queued.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program already works with this replica.
    #[error("the replica in {} is in use by another program", .dir.display())]
    InUse {
        /// The folder of the replica.
        dir: PathBuf,
    },
    /// The folder cannot be made or used.
    #[error("the folder {} cannot be used", .dir.display())]
    Folder {
        /// The folder of the replica.
        dir: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file of another kind lies in the replica's place.
    #[error("{} is not a replica", .file.display())]
    NotReplica {
        /// The file.
        file: PathBuf,
    },
    /// A newer version of the program made this replica.
    #[error("{} has form {found}, this version knows forms up to {known}", .file.display())]
    Newer {
        /// The file.
        file: PathBuf,
        /// The form that it has.
        found: i64,
        /// The newest form that this version knows.
        known: i64,
    },
    /// The file is broken.
    #[error("{} is damaged", .file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// Where the damage showed.
        source: rusqlite::Error,
    },
    /// The disk is full.
    #[error("the disk of {} is full", .file.display())]
    Full {
        /// The file.
        file: PathBuf,
    },
    /// The file may not be written.
    #[error("{} is read-only", .file.display())]
    ReadOnly {
        /// The file.
        file: PathBuf,
    },
    /// Something else failed while reading or writing.
    #[error("{} cannot be read or written", .file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// What failed.
        source: rusqlite::Error,
    },
    /// The system has no randomness to name a new origin with.
    #[error("no random number could be drawn")]
    Random {
        /// What the system says.
        source: getrandom::Error,
    },
    /// The thread of the replica cannot be started or has ended.
    #[error("the replica is closed")]
    Closed,
}

impl StoreError {
    /// The key of the text that tells the user what to do.
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::InUse { .. } => "replica-in-use",
            Self::Folder { .. } => "replica-no-folder",
            Self::NotReplica { .. } => "replica-not-sheber",
            Self::Newer { .. } => "replica-newer",
            Self::Damaged { .. } => "replica-damaged",
            Self::Full { .. } => "replica-full",
            Self::ReadOnly { .. } => "replica-read-only",
            Self::Io { .. } | Self::Random { .. } | Self::Closed => "replica-not-saved",
        }
    }

    /// Names the cause of what `SQLite` reports about this file.
    pub(super) fn from_sql(file: &Path, source: rusqlite::Error) -> Self {
        let file = file.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full { file },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { file },
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged { file, source },
            None if is_about_content(&source) => Self::Damaged { file, source },
            _ => Self::Io { file, source },
        }
    }
}

/// Whether a row holds what this program never writes.
const fn is_about_content(error: &rusqlite::Error) -> bool {
    use rusqlite::Error;
    matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::Utf8Error(..)
            | Error::QueryReturnedNoRows
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    #[test]
    fn each_failure_of_the_disk_has_its_own_name() {
        let key = |code| {
            let source = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            StoreError::from_sql(Path::new("replica.db"), source).text_key()
        };
        assert_eq!(key(ffi::SQLITE_FULL), "replica-full");
        assert_eq!(key(ffi::SQLITE_READONLY_DBMOVED), "replica-read-only");
        assert_eq!(key(ffi::SQLITE_NOTADB), "replica-damaged");
        assert_eq!(key(ffi::SQLITE_CORRUPT_VTAB), "replica-damaged");
        assert_eq!(key(ffi::SQLITE_IOERR_WRITE), "replica-not-saved");
    }
}
