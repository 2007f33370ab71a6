//! Who may put another file under the share's name: one at a time.
//!
//! On a local disk a lock that the system frees with its holder; whoever opens the file takes it too, so that
//! nobody opens one half of the old and one half of the new. On a network, where locks lie, a file made
//! exclusively, empty because its time must be the server's; one whose holder is gone is broken by a rename.
//!
//! A lease is a hint: whoever has it looks again at what lies there before moving anything.

use super::super::place::Place;
use super::super::quarantine::with;
use super::super::stamp::{Probe, made};
use super::open::{self, folder};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A lease on a network that is older than this by the server's clock has lost its holder.
const STALE: Duration = Duration::from_secs(30);

/// The right to put another file under the share's name, until it is dropped.
#[derive(Debug)]
pub(super) struct Lease {
    path: PathBuf,
    identity: open::FileId,
    /// On a local disk the lock.
    _lock: Option<File>,
}

impl Lease {
    /// Takes the lease of this file; `None` while somebody else has it.
    pub(super) fn take(file: &Path, place: Place) -> io::Result<Option<Self>> {
        let path = with(file, ".healing");
        if place.is_network() {
            return Self::by_name(path, file);
        }
        let lock = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(source)) => return Err(source),
        }
        let identity = open::file_id(&path);
        // The holder before removes the file: a lock on one that is gone is worth nothing.
        let ours = identity == Some(open::id_of(&lock.metadata()?));
        Ok(ours.then(|| Self {
            path,
            identity,
            _lock: Some(lock),
        }))
    }

    fn by_name(path: PathBuf, file: &Path) -> io::Result<Option<Self>> {
        match File::create_new(&path) {
            Ok(_) => Ok(Some(Self {
                identity: open::file_id(&path),
                path,
                _lock: None,
            })),
            Err(held) if held.kind() == io::ErrorKind::AlreadyExists => {
                break_stale(&path, file)?;
                Ok(None)
            }
            Err(source) => Err(source),
        }
    }
}

/// Breaks a lease whose holder has been gone for long. Of two who do so at once, one renames.
fn break_stale(path: &Path, file: &Path) -> io::Result<()> {
    let now = Probe::within(folder(file), ".sheber-")?.made()?;
    let Ok(taken) = made(path) else { return Ok(()) };
    if now.saturating_sub(taken) > STALE {
        let random = getrandom::u64().map_err(io::Error::other)?;
        let broken = with(path, &format!(".broken.{random:016x}"));
        if fs::rename(path, &broken).is_ok() {
            fs::remove_file(broken)?;
        }
    }
    Ok(())
}

impl Drop for Lease {
    fn drop(&mut self) {
        // One that was broken belongs to somebody else by now.
        if open::file_id(&self.path) == self.identity {
            fs::remove_file(&self.path).ok();
        }
    }
}
