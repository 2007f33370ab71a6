//! Files on storage that may show what was a while ago.
//!
//! Through FUSE and on other network file systems an old length shows for a second and an old listing for
//! twenty; an open file shows nothing new at all. So files are opened for each look, and a length is not believed
//! at once where that matters.

use super::super::ShareError;
use super::super::place::Place;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

/// So much is read at once, in bytes.
const CHUNK: usize = 1 << 16;
/// On a network a file must be too short with so many looks before it is believed to have shrunk: for a moment
/// an old length may show again.
pub(super) const SHORT_LOOKS: u8 = 8;
/// So often a file is read again at once whose length says that there is more.
const AGAIN: u8 = 3;

/// Why a look did not succeed.
#[derive(Debug)]
pub(super) enum Trouble {
    /// What was read before is no longer there: read everything anew.
    Changed,
    /// The file system failed.
    Io(io::Error),
    /// Something that has its name already.
    Named(ShareError),
}

impl From<io::Error> for Trouble {
    fn from(source: io::Error) -> Self {
        Self::Io(source)
    }
}

impl From<ShareError> for Trouble {
    fn from(named: ShareError) -> Self {
        Self::Named(named)
    }
}

/// Reads from a little before the cursor on.
pub(super) fn read_overlap(file: &mut File, cursor: u64, tail: usize, access: Access) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for _ in 0..AGAIN {
        bytes.clear();
        file.seek(SeekFrom::Start(cursor.saturating_sub(tail as u64)))?;
        read_some(file, &mut bytes)?;
        let stale = bytes.len() < tail && access.is_patient() && file.metadata()?.len() >= cursor;
        if !stale {
            break;
        }
    }
    Ok(bytes)
}

/// Reads one chunk more; whether there may be more.
pub(super) fn read_some(file: &mut File, bytes: &mut Vec<u8>) -> io::Result<bool> {
    let held = bytes.len();
    bytes.resize(held + CHUNK, 0);
    let read = loop {
        match file.read(bytes.get_mut(held..).unwrap_or_default()) {
            Err(again) if again.kind() == ErrorKind::Interrupted => {}
            done => break done,
        }
    };
    bytes.truncate(held + *read.as_ref().unwrap_or(&0));
    read.map(|read| read == CHUNK)
}

/// Whether nothing lies there.
pub(super) fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Whether no file lies there.
fn is_no_file(error: &io::Error) -> bool {
    is_gone(error) || error.kind() == ErrorKind::IsADirectory
}

/// A file that is gone has changed.
pub(super) fn gone_is_changed(source: io::Error) -> Trouble {
    if is_no_file(&source) || source.kind() == ErrorKind::UnexpectedEof {
        Trouble::Changed
    } else {
        Trouble::Io(source)
    }
}

/// The names in a folder, in order; `None` if it is not there.
pub(super) fn names_in(folder: &Path) -> io::Result<Option<Vec<String>>> {
    let entries = match fs::read_dir(folder) {
        Err(gone) if is_gone(&gone) => return Ok(None),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string().ok());
    }
    names.sort_unstable();
    Ok(Some(names))
}

/// How files on this storage are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Access {
    /// What shows is what is there.
    Local,
    /// What shows may be old.
    Network,
    /// The same, and every look into a file moves a whole page unless it is read past the computer's own cache.
    Fuse,
}

impl Access {
    pub(super) fn to(place: Place) -> Self {
        match place {
            Place::Local => Self::Local,
            Place::Network("fuse") => Self::Fuse,
            Place::Network(_) => Self::Network,
        }
    }

    /// Whether a file that seems too short is looked at again before that is believed.
    pub(super) const fn is_patient(self) -> bool {
        !matches!(self, Self::Local)
    }
}

/// Opens a file to read.
pub(super) fn open(path: &Path, access: Access) -> io::Result<File> {
    #[cfg(target_os = "linux")]
    if access == Access::Fuse {
        use std::os::unix::fs::OpenOptionsExt;
        let flag = i32::try_from(rustix::fs::OFlags::DIRECT.bits()).unwrap_or(0);
        match File::options().read(true).custom_flags(flag).open(path) {
            // A file system that does not know it.
            Err(refused) if refused.kind() == ErrorKind::InvalidInput => {}
            opened => return opened,
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = access;
    File::open(path)
}
