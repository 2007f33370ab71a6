//! Which kind of share a path gets, and the memory of it.
//!
//! Law: where something is in doubt the kind that needs no locks is chosen, and the choice is made anew when the
//! file system under the path is another one or others have come over a network.

use super::place::{Place, fingerprint};
use super::probe::{Kind, judge, logs_beside, quick};
use super::sqlite::folder as folder_of;
use super::{FolderShare, Published, Share, ShareError, SqliteShare, Wall};
use crate::domain::id::Origin;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The newest form of the memory.
const VERSION: u32 = 1;
/// The largest memory that is read, in bytes.
const LARGEST: u64 = 256 * 1024;

/// Where this device remembers what it found out about shares.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Memory(Option<PathBuf>);

#[derive(Serialize, Deserialize, Default)]
struct Remembered {
    v: u32,
    shares: BTreeMap<String, Known>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq)]
struct Known {
    /// What the file system under the path was.
    system: String,
    kind: String,
}

impl Memory {
    /// In this file.
    pub const fn in_file(file: PathBuf) -> Self {
        Self(Some(file))
    }

    fn read(&self) -> Option<Remembered> {
        let file = self.0.as_ref()?;
        let small = fs::metadata(file).is_ok_and(|found| found.len() <= LARGEST);
        let bytes = if small { fs::read(file).ok()? } else { return None };
        let found: Remembered = serde_json::from_slice(&bytes).ok()?;
        (found.v == VERSION).then_some(found)
    }

    /// The kind that was found to suit this share, while the file system under it is the same.
    pub fn recall(&self, share: &Path) -> Option<Kind> {
        let known = self.read()?.shares.remove(&key(share))?;
        let same = known.system == fingerprint(share)?;
        same.then(|| Kind::of_word(&known.kind)).flatten()
    }

    /// Remembers the kind that suits this share; what cannot be remembered is found out again.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn remember(&self, share: &Path, kind: Kind) -> io::Result<()> {
        let (Some(file), Some(system)) = (&self.0, fingerprint(share)) else {
            return Ok(());
        };
        let mut all = self.read().unwrap_or_default();
        let known = Known {
            system,
            kind: kind.word().to_owned(),
        };
        all.v = VERSION;
        if all.shares.insert(key(share), known.clone()) == Some(known) {
            return Ok(());
        }
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        // A name of its own, as several programs on one laptop may remember at the same moment.
        let random = getrandom::u64().map_err(io::Error::other)?;
        let fresh = file.with_extension(format!("{random:016x}"));
        fs::write(&fresh, serde_json::to_vec_pretty(&all)?)?;
        fs::rename(&fresh, file).inspect_err(|_| {
            fs::remove_file(&fresh).ok();
        })
    }
}

fn key(share: &Path) -> String {
    let whole = std::path::absolute(share).unwrap_or_else(|_| share.to_owned());
    whole.to_string_lossy().into_owned()
}

/// The share under this path, of the kind that its place can bear. Nothing of the share is touched before the first
/// call.
pub fn open(file: &Path, party: Party, memory: &Memory) -> Result<Box<dyn Share>, ShareError> {
    Ok(match choose(file, memory)? {
        Kind::Sqlite => Box::new(SqliteShare::at_start(file)),
        Kind::Folder => {
            let logs = FolderShare::new(file, party.origin);
            match party.home {
                Some(home) => Box::new(Published::new(logs, file, party.origin, home, party.wall)),
                None => Box::new(logs),
            }
        }
    })
}

/// Who opens a share.
pub struct Party {
    /// Under which name it writes.
    pub origin: Origin,
    /// A folder on the local disk in which it may prepare the database for people; a command that comes and goes
    /// has none, and never publishes.
    pub home: Option<PathBuf>,
    /// The laptop's wall clock.
    pub wall: Wall,
}

/// The kind of share for this path: by others who are there, by the place, as remembered, or by trying.
///
/// # Errors
/// The folder is not there, or does not answer.
pub fn choose(file: &Path, memory: &Memory) -> Result<Kind, ShareError> {
    let name = file.display().to_string();
    let failed = |source| ShareError::from_io(&name, source);
    if !fs::metadata(folder_of(file)).map_err(failed)?.is_dir() {
        return Err(ShareError::Missing { place: name });
    }
    if logs_beside(file).is_dir() || Place::of(file).map_err(failed)?.is_network() {
        return Ok(Kind::Folder);
    }
    if let Some(kind) = memory.recall(file) {
        return Ok(kind);
    }
    let found = quick(file);
    let verdict = judge(&found);
    // What could not be tried is tried again at the next start.
    if found.barred.is_none()
        && let Err(error) = memory.remember(file, verdict.kind)
    {
        tracing::warn!(%error, "the kind of the share cannot be remembered");
    }
    tracing::info!(kind = verdict.kind.word(), reasons = ?verdict.reasons, "chose a kind of share");
    Ok(verdict.kind)
}
