//! One publication, stage by stage: wherever it ends, a whole file lies under the name.

use super::super::lease::Lease;
use super::super::{ShareError, quarantine};
use super::below::{self, Below, Seal};
use super::{Publication, Snapshot, folder, remove_database};
use crate::domain::id::Origin;
use rusqlite::{Connection, OpenFlags, params};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// So much goes over in one step, in bytes.
const CHUNK: u64 = 1 << 20;
/// Where an open file cannot be replaced, it is tried so often, with such a pause.
const RENAMES: u32 = 5;
const RENAME_PAUSE: Duration = Duration::from_millis(40);
/// What lies unchanged beside the snapshot for so long, in milliseconds, was left by a
/// dead publisher.
const LEFT_MS: u64 = 30_000;

/// Where a publication stands.
#[derive(Debug)]
pub(super) enum Stage {
    /// A copy of the mirror is made on the local disk.
    Copy,
    /// The copy goes over to the share under another name.
    Bring(Transfer),
    /// The new file takes the place of the old one.
    Swap(Brought),
    /// It is done.
    End(Publication),
}

/// A copy on its way.
#[derive(Debug)]
pub(super) struct Transfer {
    from: File,
    to: File,
    brought: Brought,
}

/// A file that was brought to the share.
#[derive(Debug)]
pub(super) struct Brought {
    new: PathBuf,
    seal: Seal,
}

/// Under which name the holder of this lease brings its files.
pub(super) fn new_name(file: &Path, token: u64) -> PathBuf {
    let mut name = new_start(file);
    name.push(format!("{token:016x}"));
    file.with_file_name(name)
}

/// How such names begin.
fn new_start(file: &Path) -> std::ffi::OsString {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".new.");
    name
}

impl Snapshot {
    /// Does one stage, and answers with the next.
    pub(super) fn advance(
        &mut self,
        stage: Stage,
        lease: &mut Lease,
        token: u64,
        now: &dyn Fn() -> i64,
    ) -> Result<Stage, ShareError> {
        let failed = |source| ShareError::from_io(&self.name, source);
        match stage {
            Stage::Copy => {
                let seal = self.copy(lease.origin(), now())?;
                let new = new_name(&self.file, token);
                let from = File::open(self.copied()).map_err(failed)?;
                // One's own, from a rename that failed.
                fs::remove_file(&new).ok();
                let to = OpenOptions::new().write(true).create_new(true).open(&new);
                let to = to.map_err(failed)?;
                let brought = Brought { new, seal };
                Ok(Stage::Bring(Transfer { from, to, brought }))
            }
            Stage::Bring(mut transfer) => {
                let went = io::copy(&mut (&mut transfer.from).take(CHUNK), &mut transfer.to);
                if went.map_err(failed)? > 0 {
                    return Ok(Stage::Bring(transfer));
                }
                let Transfer { mut to, brought, .. } = transfer;
                to.flush().and_then(|()| to.sync_all()).map_err(failed)?;
                Ok(Stage::Swap(brought))
            }
            Stage::Swap(brought) => {
                if !lease.still_mine(now())? {
                    return Ok(Stage::End(Publication::Lost));
                }
                let aside = self.make_room()?;
                replace(&brought.new, &self.file).map_err(failed)?;
                self.placed(brought.seal)?;
                Ok(Stage::End(Publication::Made(aside)))
            }
            end @ Stage::End(_) => Ok(end),
        }
    }

    fn copied(&self) -> PathBuf {
        self.home.join("copy.db")
    }

    /// Makes a whole database of the mirror on the local disk, marked and closed.
    fn copy(&self, publisher: Origin, now_ms: i64) -> Result<Seal, ShareError> {
        let copy = self.copied();
        let here = copy.display().to_string();
        let failed = |source| ShareError::from_io(&here, source);
        remove_database(&copy).map_err(failed)?;
        let mark = getrandom::u32().map_err(io::Error::other).map_err(failed)? >> 1;
        let path = copy.to_str().ok_or_else(|| io::ErrorKind::InvalidFilename.into());
        let path = path.map_err(failed)?;
        self.reader
            .execute("VACUUM INTO ?1", [path])
            .and_then(|_| sign(&copy, publisher, now_ms, mark))
            .map_err(|source| self.mirror_cause(source))?;
        match below::look(&copy, &here)? {
            Below::Snapshot(seal) if seal.mark == mark => Ok(seal),
            _ => Err(ShareError::NotSheber { place: here }),
        }
    }

    /// Moves aside what lies under the name, unless it is a snapshot of this floor.
    fn make_room(&self) -> Result<Option<String>, ShareError> {
        let keep = match below::look(&self.file, &self.name)? {
            Below::Nothing => true,
            Below::Snapshot(seal) => match self.sent {
                Some(sent) if seal == sent => true,
                Some(sent) if seal.mark == sent.mark => self.is_as_sent()?,
                _ => below::is_for(&self.file, self.floor.as_deref()),
            },
            Below::Newer(_) | Below::Odd => false,
        };
        if keep {
            return Ok(None);
        }
        let aside = quarantine::move_aside(&self.file, &self.name)?;
        Ok(quarantine::move_rest_aside(&self.file, &self.name)?.or(aside))
    }

    /// Remembers what was published; a file that somebody else put there meanwhile shows at the next look.
    fn placed(&mut self, sent: Seal) -> Result<(), ShareError> {
        let published = self.published();
        fs::rename(self.copied(), &published)
            .map_err(|source| ShareError::from_io(&published.display().to_string(), source))?;
        self.urgent = false;
        self.changed = false;
        self.sent = match below::look(&self.file, &self.name)? {
            Below::Snapshot(seal) if (seal.mark, seal.len) == (sent.mark, sent.len) => Some(seal),
            _ => None,
        };
        Ok(())
    }
}

/// Writes into a copy what it is, and its mark.
fn sign(copy: &Path, publisher: Origin, now_ms: i64, mark: u32) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(copy, flags)?;
    // Nobody else knows this file, and a half-made one is thrown away. This also ends write-ahead mode.
    db.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
    db.execute_batch("PRAGMA trusted_schema=OFF; PRAGMA synchronous=OFF;")?;
    db.execute(
        "INSERT INTO meta VALUES('published_at', ?1), ('publisher', ?2), ('complete_to',
           (SELECT coalesce(sum(seq), 0) FROM head) + (SELECT count(*) FROM beyond))
         ON CONFLICT DO UPDATE SET value = excluded.value",
        params![now_ms.to_string(), publisher.to_string()],
    )?;
    db.pragma_update(None, "schema_version", mark)?;
    db.close().map_err(|(_, source)| source)
}

/// Puts the new file in the place of the old one, at once.
fn replace(new: &Path, file: &Path) -> io::Result<()> {
    let mut tries = 1;
    loop {
        match fs::rename(new, file) {
            // A file that a reader has open cannot be replaced everywhere.
            Err(busy) if busy.kind() == io::ErrorKind::PermissionDenied && tries < RENAMES => {
                tries += 1;
                std::thread::park_timeout(RENAME_PAUSE);
            }
            Err(source) => return Err(source),
            Ok(()) => break,
        }
    }
    if cfg!(unix) {
        // Not every file system syncs folders; the rename is then as durable as it makes it.
        File::open(folder(file)).and_then(|folder| folder.sync_all()).ok();
    }
    Ok(())
}

/// What publishers that died on their way have left beside the snapshot.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    looked: Option<i64>,
    seen: BTreeMap<PathBuf, u64>,
}

impl Leftovers {
    /// Removes what has not grown since the last look, which is long enough ago.
    pub(super) fn sweep(&mut self, file: &Path, own: u64, now_ms: i64) {
        if self
            .looked
            .is_some_and(|looked| now_ms.abs_diff(looked) < LEFT_MS)
        {
            return;
        }
        self.looked = Some(now_ms);
        let own = new_name(file, own);
        let start = new_start(file);
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder(file)).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let left = name.as_encoded_bytes().starts_with(start.as_encoded_bytes());
            let path = file.with_file_name(name);
            if left && path != own {
                let len = entry.metadata().map_or(0, |about| about.len());
                if self.seen.get(&path) == Some(&len) {
                    // What cannot be removed now is found again.
                    fs::remove_file(&path).ok();
                }
                found.insert(path, len);
            }
        }
        self.seen = found;
    }
}
