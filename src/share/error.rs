//! What can go wrong with a share, and under which key the cure is told.

use std::io;

/// Why the share could not do what it was asked. The work on the laptop goes on meanwhile; nothing
/// acknowledged is lost. `place` names the share as people know it.
#[derive(Debug, thiserror::Error)]
pub enum ShareError {
    /// No share was named: the device works alone.
    #[error("no share was named")]
    NotChosen,
    /// The folder of the share is not there.
    #[error("{place} is not there")]
    Missing {
        /// What is not there.
        place: String,
    },
    /// Nothing may be written there.
    #[error("{place} is read-only")]
    ReadOnly {
        /// The share.
        place: String,
    },
    /// Others kept it locked for longer than is waited.
    #[error("{place} is locked by others")]
    Locked {
        /// The share.
        place: String,
    },
    /// No room is left.
    #[error("the disk of {place} is full")]
    Full {
        /// The share.
        place: String,
    },
    /// Something else lies under this name; nothing was written to it.
    #[error("{place} is not a sheber share")]
    NotSheber {
        /// The share.
        place: String,
    },
    /// A newer version made it in a form unknown here.
    #[error("{place} has form {found}, this version knows forms up to {known}")]
    NewerVersion {
        /// The share.
        place: String,
        /// The form that it has.
        found: i64,
        /// The newest form that this version knows.
        known: i64,
    },
    /// A file in a mode that several laptops cannot use over a network.
    #[error("{place} is in write-ahead mode, which destroys data on a network share")]
    WalOnNetwork {
        /// The share.
        place: String,
    },
    /// Its content is broken.
    #[error("{place} is damaged")]
    Damaged {
        /// The share.
        place: String,
        /// Where the damage showed.
        source: rusqlite::Error,
    },
    /// It is the share of another floor; nothing was written to it.
    #[error("{place} is the share of another floor: {floor}")]
    Foreign {
        /// The share.
        place: String,
        /// The floor that it says it is for.
        floor: String,
    },
    /// Others meet beside it in another way now, because some of them come over a network: it is to be opened anew.
    #[error("the others have moved on from {place}")]
    Moved {
        /// The share.
        place: String,
    },
    /// It did not answer in time.
    #[error("{place} did not answer within {waited_ms} ms")]
    TimedOut {
        /// The share.
        place: String,
        /// How long was waited.
        waited_ms: u64,
    },
    /// The file system failed in another way.
    #[error("{place} cannot be reached")]
    Io {
        /// The share.
        place: String,
        /// What the system says.
        source: io::Error,
    },
    /// The database failed in another way.
    #[error("{place} cannot be read or written")]
    Sql {
        /// The share.
        place: String,
        /// What failed.
        source: rusqlite::Error,
    },
}

impl ShareError {
    /// The key of the text that tells the user what to do; its `hint` is for the status line.
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::NotChosen => "share-none",
            Self::Missing { .. } => "share-missing",
            Self::ReadOnly { .. } => "share-read-only",
            Self::Locked { .. } => "share-locked",
            Self::Full { .. } => "share-full",
            Self::NotSheber { .. } => "share-not-sheber",
            Self::NewerVersion { .. } => "share-newer",
            Self::WalOnNetwork { .. } => "share-wal-on-network",
            Self::Damaged { .. } => "share-damaged",
            Self::Foreign { .. } => "share-foreign",
            Self::Moved { .. } => "share-moved",
            Self::TimedOut { .. } => "share-timed-out",
            Self::Io { .. } | Self::Sql { .. } => "share-unreachable",
        }
    }

    /// Names the cause of what the file system reports about this place.
    pub(super) fn from_io(place: &str, source: io::Error) -> Self {
        let place = place.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing { place },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { place },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { place },
            _ => Self::Io { place, source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_of_the_file_system_has_its_own_name() {
        let key = |kind: io::ErrorKind| ShareError::from_io("floor.db", kind.into()).text_key();
        assert_eq!(key(io::ErrorKind::NotFound), "share-missing");
        assert_eq!(key(io::ErrorKind::ReadOnlyFilesystem), "share-read-only");
        assert_eq!(key(io::ErrorKind::PermissionDenied), "share-read-only");
        assert_eq!(key(io::ErrorKind::StorageFull), "share-full");
        assert_eq!(key(io::ErrorKind::HostUnreachable), "share-unreachable");
    }
}
