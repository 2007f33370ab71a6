//! `floor.db` on a network share: a whole database for people and their tools, published by one laptop.
//!
//! Lives here: the publisher's own copy of the share's tables on its local disk (the *mirror*), what is to be
//! published and when ([`Snapshot`]), how a publication gets to the share (`publication`), and what lies under the
//! name before it (`below`). May not live here: who publishes ([`super::lease`]), what the rows say, when the
//! caller's turn is.
//!
//! Laws:
//!
//! - **Always whole.** A publication is made and closed on the local disk, brought to the share under another name,
//!   synced, and renamed over `floor.db`. The published file is never written in place and is never in
//!   write-ahead mode; whoever has the old one open goes on reading the old one.
//! - **Nothing is lost under it.** Only a snapshot is replaced. Anything else under the name - write-ahead mode, a
//!   journal beside it, another floor's database, rubbish, a snapshot that somebody wrote into - goes into the
//!   quarantine first.
//! - **One publishes.** The lease is asked anew right before the rename. A rename of somebody who fell asleep
//!   between the two is seen by the holder at its next look, and replaced.
//! - **Disposable.** Mirror and snapshot are made anew from the records; nothing is ever read back from them.
//!
//! In `meta` a reader finds `published_at` (the share's clock, Unix milliseconds), `publisher` (an origin),
//! `complete_to` (how many entries the file holds) and `published` (from how many the rows were folded).
//!
//! Hazards of the share, and the tests that notice when a defence is gone (`tests/suite/snapshot.rs`, `tests`
//! of [`super::lease`]):
//!
//! | hazard | defence | test |
//! |---|---|---|
//! | write-ahead mode on a share | header checked before it leaves and before it is replaced | `what_is_published_is_in_rollback_mode_and_says_how_old_it_is`, `what_is_no_snapshot_goes_into_the_quarantine` |
//! | a sleeping laptop holds the lease | token asked before the rename; an older file under the name is replaced | `a_late_publication_of_a_sleeper_is_replaced` |
//! | a stale lease after a crash | see [`super::lease`] | `the_next_one_publishes_when_the_publisher_is_killed` |
//! | somebody deletes, replaces or writes the file | looked at in every turn; journals beside it moved away | `a_snapshot_that_is_deleted_replaced_or_spoiled_is_published_again` |
//! | old tools write our file | what they wrote is moved aside, never merged | `a_journal_that_a_tool_left_is_not_played_into_the_next_snapshot` |

mod below;
mod publication;
#[cfg(test)]
mod tests;

use super::lease::Lease;
use super::place::Place;
use super::sqlite::{cause, folder};
use super::{Parcel, Pushed, Share, ShareError, SqliteShare};
use crate::domain::frontier::Frontier;
use crate::domain::time::SECOND_MS;
use below::{Below, Seal};
use publication::{Leftovers, Stage};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File, TryLockError};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Where only presence changed, it is published after so long at the latest, in milliseconds.
const QUIET_MS: i64 = 10 * SECOND_MS;
/// While a publication is under way the lease is renewed so often, in milliseconds.
const BEAT_MS: i64 = SECOND_MS;
/// No publication counts as longer than so much, in milliseconds: the clock may have been set meanwhile.
const LONGEST_MS: i64 = 60 * SECOND_MS;
/// What a `SQLite` database may have beside itself.
const PARTS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// What a call has done about the snapshot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Publication {
    /// Nothing: the published file shows all there is, or the rows for people are not known yet.
    Current,
    /// Nothing yet: the last publication took long, and the share is left alone for a while.
    Resting,
    /// A new file lies under the name; where what lay there before was moved, if it was no snapshot.
    Made(Option<String>),
    /// Nothing: another device publishes now.
    Lost,
}

/// The snapshot as its publisher keeps it.
#[derive(Debug)]
pub struct Snapshot {
    file: PathBuf,
    name: String,
    home: PathBuf,
    mirror: SqliteShare,
    /// A second connection to the mirror: it sees what the first one commits.
    reader: Connection,
    version: i64,
    floor: Option<String>,
    told: bool,
    sent: Option<Seal>,
    urgent: bool,
    /// Something changed that can wait.
    changed: bool,
    /// Since when it waits.
    quiet: Option<i64>,
    /// From when until when the share is left alone.
    rest: Range<i64>,
    leftovers: Leftovers,
    /// One process at a time uses the folder of the mirror.
    _lock: File,
}

impl Snapshot {
    /// A publisher of this file with an empty mirror in `home`, a folder on the local disk for nothing else;
    /// what an earlier publisher left there is thrown away. Nothing is written to the share.
    ///
    /// To fill it, bring all records in pages, what the devices say of themselves, and then the rows for people:
    /// all of them, with a line of the log for each entry. Nothing is published before rows were brought. Whoever
    /// has lost the lease drops its snapshot, and opens another one when it publishes again.
    ///
    /// # Errors
    /// The folder cannot be used, or another process publishes from it.
    pub fn open(file: &Path, home: &Path) -> Result<Self, ShareError> {
        let mirror_file = home.join("mirror.db");
        let here = home.display().to_string();
        let failed = |source| ShareError::from_io(&here, source);
        fs::create_dir_all(home).map_err(failed)?;
        let lock = File::create(home.join("mirror.lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ShareError::Locked { place: here }),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        remove_database(&mirror_file).map_err(failed)?;
        let mut mirror = SqliteShare::on(&mirror_file, Place::Local);
        mirror.push(&Parcel::default())?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let sql = |source| cause(&mirror_file, &here, source);
        let reader = Connection::open_with_flags(&mirror_file, flags).map_err(sql)?;
        reader
            .execute_batch("PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY;")
            .map_err(sql)?;
        let version = version(&reader).map_err(sql)?;
        Ok(Self {
            file: file.to_owned(),
            name: file.display().to_string(),
            home: home.to_owned(),
            mirror,
            reader,
            version,
            floor: None,
            told: false,
            sent: None,
            urgent: false,
            changed: false,
            quiet: None,
            rest: 0..0,
            leftovers: Leftovers::default(),
            _lock: lock,
        })
    }

    /// What the mirror holds: what else there is has to be brought.
    ///
    /// # Errors
    /// The mirror cannot be read.
    pub fn frontier(&mut self) -> Result<Frontier, ShareError> {
        Ok(self.mirror.pull(&Frontier::default(), 0)?.frontier)
    }

    /// Brings everything of the parcel to the mirror at once, or nothing of it, as to a share in one file.
    ///
    /// # Errors
    /// The mirror cannot be written. It is then best made anew by [`Self::open`].
    pub fn push(&mut self, parcel: &Parcel<'_>) -> Result<Pushed, ShareError> {
        let pushed = self.mirror.push(parcel)?;
        if let Some(floor) = parcel.floor {
            self.floor.get_or_insert_with(|| floor.to_owned());
        }
        let version = version(&self.reader).map_err(|source| self.mirror_cause(source))?;
        if version != self.version {
            self.version = version;
            self.urgent |= !parcel.records.is_empty() || parcel.tables.is_some() || parcel.floor.is_some();
            self.changed = true;
        }
        self.told |= parcel.tables.is_some();
        Ok(pushed)
    }

    /// Publishes what changed, if anything did and the last publication is long enough ago: it costs at most a
    /// third of the time. To be called about once a second by whoever holds the lease, which is renewed meanwhile.
    /// `now` reads the share's clock in Unix milliseconds.
    ///
    /// # Errors
    /// The share or the mirror failed; the old file lies there as it was, and the next call tries again. A file of
    /// a newer version under the name is left alone: the lease should be given up to a newer version.
    pub fn publish(&mut self, lease: &mut Lease, now: &dyn Fn() -> i64) -> Result<Publication, ShareError> {
        let Some(token) = lease.token() else {
            return Ok(Publication::Lost);
        };
        self.notice()?;
        let began_ms = now();
        self.leftovers.sweep(&self.file, token, began_ms);
        if !self.is_due(began_ms) || !self.told {
            return Ok(Publication::Current);
        }
        if self.rest.contains(&began_ms) {
            return Ok(Publication::Resting);
        }
        let done = self.run(lease, token, now);
        let ended_ms = now();
        let took_ms = ended_ms.saturating_sub(began_ms).clamp(0, LONGEST_MS);
        self.rest = ended_ms..ended_ms.saturating_add(2 * took_ms);
        if !matches!(done, Ok(Publication::Made(_))) {
            // Where it cannot be removed now it is replaced by the next one.
            fs::remove_file(publication::new_name(&self.file, token)).ok();
        }
        done
    }

    /// Whether there is anything to publish at once, or that has waited for long.
    fn is_due(&mut self, now_ms: i64) -> bool {
        let since = self.changed.then(|| self.quiet.unwrap_or(now_ms));
        self.quiet = since;
        // A clock that was set back is no reason to wait.
        let waited = |since: i64| !(since..since.saturating_add(QUIET_MS)).contains(&now_ms);
        self.urgent || since.is_some_and(waited)
    }

    fn run(
        &mut self,
        lease: &mut Lease,
        token: u64,
        now: &dyn Fn() -> i64,
    ) -> Result<Publication, ShareError> {
        let mut stage = Stage::Copy;
        let mut beaten_ms = now();
        loop {
            stage = match self.advance(stage, lease, token, now)? {
                Stage::End(done) => return Ok(done),
                next => next,
            };
            let now_ms = now();
            if now_ms.abs_diff(beaten_ms) >= BEAT_MS.unsigned_abs() {
                if !lease.still_mine(now_ms)? {
                    return Ok(Publication::Lost);
                }
                beaten_ms = now_ms;
            }
        }
    }

    /// Looks at what lies under the name: another file than the one published is a reason to publish.
    fn notice(&mut self) -> Result<(), ShareError> {
        let found = below::look(&self.file, &self.name)?;
        match (found, self.sent) {
            (Below::Newer(found), _) => {
                return Err(ShareError::NewerVersion {
                    place: self.name.clone(),
                    found,
                    known: super::sqlite::FORM,
                });
            }
            (Below::Snapshot(seal), Some(sent)) if seal == sent => return Ok(()),
            // Some network file systems show the final time of a file only after a while.
            (Below::Snapshot(seal), Some(sent)) if seal.mark == sent.mark && self.is_as_sent()? => {
                self.sent = Some(seal);
                return Ok(());
            }
            _ => {}
        }
        self.urgent = true;
        Ok(())
    }

    /// Whether the published file still holds what was published.
    fn is_as_sent(&self) -> Result<bool, ShareError> {
        let published = self.published();
        if !published.exists() {
            return Ok(false);
        }
        below::same(&self.file, &published).map_err(|source| ShareError::from_io(&self.name, source))
    }

    /// The local copy of what was published last.
    fn published(&self) -> PathBuf {
        self.home.join("published.db")
    }

    fn mirror_cause(&self, source: rusqlite::Error) -> ShareError {
        let mirror = self.home.join("mirror.db");
        cause(&mirror, &mirror.display().to_string(), source)
    }
}

/// A number that is another one after each commit of another connection.
fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA data_version", [], |row| row.get(0))
}

/// Removes a local database with all that belongs to it.
fn remove_database(file: &Path) -> std::io::Result<()> {
    for part in PARTS {
        let mut name = file.as_os_str().to_owned();
        name.push(part);
        match fs::remove_file(&name) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => return Err(source),
            _ => {}
        }
    }
    Ok(())
}
