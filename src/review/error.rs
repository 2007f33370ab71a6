//! What can go wrong when a log is opened or read, and under which key the cure is told.

use std::io;
use std::path::PathBuf;

/// Why a log cannot be reviewed. Nothing was written anywhere.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// Nothing lies there.
    #[error("{} is not there", .file.display())]
    Missing {
        /// What was named.
        file: PathBuf,
    },
    /// It may not be read, or the system failed while reading.
    #[error("{} cannot be read", .file.display())]
    Unreadable {
        /// What was named.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is neither a share, nor a replica, nor records.
    #[error("{} is no log", .file.display())]
    NotALog {
        /// What was named.
        file: PathBuf,
    },
    /// A newer version of the program made it.
    #[error("{} has form {found}, this version knows forms up to {known}", .file.display())]
    Newer {
        /// What was named.
        file: PathBuf,
        /// The form that it has.
        found: i64,
        /// The newest form that this version knows.
        known: i64,
    },
    /// The database is broken.
    #[error("{} is damaged", .file.display())]
    Damaged {
        /// What was named.
        file: PathBuf,
        /// Where the damage showed.
        source: rusqlite::Error,
    },
    /// Others kept it locked for longer than is waited.
    #[error("{} is locked by others", .file.display())]
    Locked {
        /// What was named.
        file: PathBuf,
    },
    /// Its last changes lie in files beside it that can only be read where something can be written.
    #[error("{} has a write-ahead log that cannot be read in this place", .file.display())]
    WriteAhead {
        /// What was named.
        file: PathBuf,
    },
    /// More than a review can hold.
    #[error("{} is larger than any log", .file.display())]
    TooLarge {
        /// What was named.
        file: PathBuf,
    },
    /// The database failed in another way.
    #[error("{} cannot be read as a database", .file.display())]
    Sql {
        /// What was named.
        file: PathBuf,
        /// What failed.
        source: rusqlite::Error,
    },
}

impl ReviewError {
    /// The key of the text that tells the user what to do; it takes the file as `$x`.
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "review-missing",
            Self::Unreadable { .. } | Self::Sql { .. } => "review-unreadable",
            Self::NotALog { .. } => "review-not-log",
            Self::Newer { .. } => "review-newer",
            Self::Damaged { .. } => "review-damaged",
            Self::Locked { .. } => "review-locked",
            Self::WriteAhead { .. } => "review-write-ahead",
            Self::TooLarge { .. } => "review-too-large",
        }
    }

    /// What was named, or the part of it that failed.
    pub const fn file(&self) -> &PathBuf {
        match self {
            Self::Missing { file }
            | Self::Unreadable { file, .. }
            | Self::NotALog { file }
            | Self::Newer { file, .. }
            | Self::Damaged { file, .. }
            | Self::Locked { file }
            | Self::WriteAhead { file }
            | Self::TooLarge { file }
            | Self::Sql { file, .. } => file,
        }
    }
}

/// Where in a log something lies that is no record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Spot {
    /// A row of this table with this number.
    Row {
        /// The table.
        table: &'static str,
        /// Its `rowid`.
        row: i64,
    },
    /// A line of this file, counted from 1.
    Line {
        /// The file.
        file: PathBuf,
        /// Which line.
        line: u64,
    },
}

/// One row or line that is no record. It is left out of everything; the others stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Damage {
    /// Where it lies.
    pub spot: Spot,
    /// What is wrong with it, in the words of whoever tried to read it.
    pub why: String,
}
