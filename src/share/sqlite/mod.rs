//! The kind `sqlite`: one file that every laptop writes.
//!
//! On a local disk the connection stays open and the file is in write-ahead mode. On a network the
//! file is opened for each call, in rollback mode, and a write-ahead file is refused: it would be
//! destroyed. Waiting for others is done here, at random: `SQLite`'s own waiting is unfair.
//!
//! The first connection, and each one after something broke or was replaced, is looked through before it is
//! believed. What turns out to be bad is moved aside under a lease by one device, which first looks whether the bad
//! one still lies there; the others find a fresh file and bring what it lacks.
//!
//! | hazard | defence | test |
//! |---|---|---|
//! | locks that lie, a write-ahead file on a network | rollback mode, and refusal | `a_write_ahead_file_is_refused_on_a_network_and_no_network_file_is_made_one` |
//! | a lease whose holder is gone | a lock on a local disk; on a network stale by the server's clock, broken by a rename | `on_a_network_the_lease_of_somebody_who_is_gone_is_broken` |
//! | waiting that starves | short waiting in `SQLite`, random waiting here | `eight_at_once_lose_nothing` |
//! | a file deleted or replaced under its holders, or its log | the identity of all three files at each call | `whatever_is_deleted_under_two_devices_they_meet_again` |
//! | the log of an old file under a new one | the file is looked at without its log | `something_else_under_its_name_is_kept_whole` |
//! | two who rebuild at once | the lease, identity and random name looked at again under it | `eight_that_heal_at_once_move_one_file_and_meet_in_one` |
//! | pages that do not fit together | looked through at the first opening | `a_cut_file_is_noticed_at_the_next_visit_and_rebuilt`, `a_flipped_bit_on_any_page_costs_nobody_an_entry` |
//! | rows that are gone although the pages are whole | rows counted against what is written down as held | `entries_that_another_hand_took_are_found_missing_by_a_look_through` |
//! | locks dropped by closing the file | read through `SQLite` only, but on a network, where nothing is held | `eight_that_heal_at_once_move_one_file_and_meet_in_one` |
//! | another floor's share | the name of the floor in it | `nothing_is_brought_to_another_floors_share` |
//! | a full disk | named; nothing is believed to be sent | `a_full_disk_is_named_and_everything_goes_over_when_there_is_room` |

mod exchange;
mod lease;
mod mend;
mod open;
mod publish;
mod schema;

use super::place::Place;
use super::probe::logs_beside;
use super::watch::{ring, watch};
use super::{
    Description, Parcel, Pulled, Pushed, Share, ShareError, Telling, Wake, Watch, quarantine, stamp,
};
use crate::domain::entry::Record;
use crate::domain::frontier::Frontier;
use crate::domain::id::Origin;
use crate::domain::reading::ClockReading;
use lease::Lease;
pub(super) use open::{FileId, file_id, folder};
use open::{Link, Seen};
use rusqlite::{Connection, ErrorCode};
pub(super) use schema::glance;
pub use schema::{APPLICATION_ID, FORM, as_it_lies};
use stamp::Probe;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// So often a locked file is tried, with waits that grow to twice [`STEP_MS`] times the turn: about two
/// seconds in all.
const TURNS: u64 = 20;
const STEP_MS: u64 = 8;
/// What is opened at the start is looked through when it is asked for changes once less often than this.
const FIRST_CALLS: u32 = 3;
/// The doubt with which the next connection is looked through.
const NOW: u32 = 1;
/// Files that live for a moment beside the share begin like this.
const PROBE: &str = ".sheber-";

/// A share in one `SQLite` file.
#[derive(Debug)]
pub struct SqliteShare {
    file: PathBuf,
    name: String,
    /// The open connection on a local disk.
    link: Option<Link>,
    /// What the held connection saw at the last [`Share::changed`].
    seen: Option<i64>,
    /// With 1 the next connection is looked through: nothing was opened yet, or what was open broke or was replaced.
    /// With more that has time for so many questions after changes; with 0 there is no doubt.
    doubt: u32,
    /// What lay there when it was last opened, or refused.
    last: Option<Seen>,
    /// Where the file lies, if that is not to be found out.
    assumed: Option<Place>,
    /// Where it lay when it was last opened.
    known: Option<Place>,
}

impl SqliteShare {
    /// The share in this file. Nothing is touched before the first call.
    pub fn new(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
            name: file.display().to_string(),
            link: None,
            seen: None,
            doubt: NOW,
            last: None,
            assumed: None,
            known: None,
        }
    }

    /// The same, looked through a little later than at the first call: whoever starts has other things to do first.
    pub fn at_start(file: &Path) -> Self {
        Self {
            doubt: FIRST_CALLS,
            ..Self::new(file)
        }
    }

    /// The share in this file on storage of this kind, whatever it looks like: containers and FUSE disguise
    /// themselves.
    pub fn on(file: &Path, place: Place) -> Self {
        Self {
            assumed: Some(place),
            ..Self::new(file)
        }
    }

    fn place(&self) -> std::io::Result<Place> {
        self.assumed.map_or_else(|| Place::of(&self.file), Ok)
    }

    /// Does something with an open connection; tries again while others hold the lock.
    fn with<T>(
        &mut self,
        mut work: impl FnMut(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, ShareError> {
        for turn in 1..=TURNS {
            match self.once(&mut work) {
                Err(ShareError::Locked { .. }) if turn < TURNS => pause(turn),
                done => return done,
            }
        }
        Err(ShareError::Locked {
            place: self.name.clone(),
        })
    }

    fn once<T>(
        &mut self,
        work: &mut impl FnMut(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, ShareError> {
        let mut link = self.connect()?;
        let done = work(&mut link.db).map_err(|source| self.cause(source));
        let broken = match &done {
            Ok(_)
            | Err(ShareError::Locked { .. } | ShareError::Full { .. } | ShareError::ReadOnly { .. }) => false,
            Err(_) => true,
        };
        if broken {
            self.doubt = NOW;
        }
        if link.may_stay() && !broken {
            self.link = Some(link);
        }
        done
    }

    /// The held connection if its file is still the same one, or a new connection.
    fn connect(&mut self) -> Result<Link, ShareError> {
        // Where others have come over a network, whoever sits at the disk itself must join them.
        if logs_beside(&self.file).is_dir() {
            self.link = None;
            return Err(ShareError::Moved {
                place: self.name.clone(),
            });
        }
        if let Some(mut link) = self.link.take() {
            if link.still_holds(&self.file) {
                return Ok(link);
            }
            self.doubt = NOW;
        }
        self.seen = None;
        let mut seen = Seen {
            file: file_id(&self.file),
            epoch: None,
        };
        let opened = self.reconnect(&mut seen);
        self.last = Some(seen);
        let mut link = opened?;
        if self.doubt == NOW {
            mend::examine(&mut link.db).map_err(|source| self.cause(source))?;
            self.doubt = 0;
        }
        Ok(link)
    }

    fn reconnect(&mut self, seen: &mut Seen) -> Result<Link, ShareError> {
        let place = open::look(&self.file, &self.name, self.place())?;
        // A network share that is no longer connected leaves a local folder behind: make nothing there.
        if self.known.is_some_and(Place::is_network) && !place.is_network() {
            return Err(ShareError::Missing {
                place: self.name.clone(),
            });
        }
        let link = open::open(&self.file, &self.name, place, seen)?;
        self.known = Some(place);
        Ok(link)
    }

    /// The right to put another file in place of this one; waits for it as for a lock.
    fn lease(&self) -> Result<Lease, ShareError> {
        let failed = |source| ShareError::from_io(&self.name, source);
        let place = self.place().map_err(failed)?;
        for turn in 1..=TURNS {
            if let Some(lease) = Lease::take(&self.file, place).map_err(failed)? {
                return Ok(lease);
            }
            pause(turn);
        }
        Err(ShareError::Locked {
            place: self.name.clone(),
        })
    }

    fn cause(&self, source: rusqlite::Error) -> ShareError {
        cause(&self.file, &self.name, source)
    }
}

/// Every record in the share under this path, whole or not, and how many rows cannot be read as records. Nothing
/// is written, and nothing is made where nothing lies.
///
/// # Errors
/// There is no share that can be read.
pub(super) fn read_all(file: &Path) -> Result<(Vec<Record>, usize), ShareError> {
    let name = file.display().to_string();
    let failed = |source| ShareError::from_io(&name, source);
    fs::metadata(file).map_err(failed)?;
    open::look(file, &name, Place::of(file))?;
    let mut db = open::read_only(file, &name)?;
    exchange::all(&mut db).map_err(|source| cause(file, &name, source))
}

impl Share for SqliteShare {
    fn describe(&self) -> Description {
        Description {
            kind: "sqlite",
            name: self.name.clone(),
            place: self.place().ok(),
        }
    }

    fn pull(&mut self, have: &Frontier, limit: usize) -> Result<Pulled, ShareError> {
        let (pulled, damaged) = self.with(|db| exchange::pull(db, have, limit))?;
        if !damaged.is_empty() {
            // What cannot be mended now shows again at the next look.
            self.with(|db| mend::mend(db, &damaged)).ok();
        }
        Ok(pulled)
    }

    fn push(&mut self, parcel: &Parcel<'_>) -> Result<Pushed, ShareError> {
        let (pushed, wrote) = self.with(|db| {
            let before = db.total_changes();
            let pushed = exchange::push(db, parcel)?;
            Ok((pushed, db.total_changes() != before))
        })?;
        // Rows for people alone wake no laptop: none of them reads any.
        let concerns = !parcel.records.is_empty() || parcel.presence.is_some() || parcel.floor.is_some();
        if wrote && concerns && self.link.is_some() {
            ring(&self.file);
        }
        pushed.map_err(|exchange::OtherFloor(floor)| ShareError::Foreign {
            place: self.name.clone(),
            floor,
        })
    }

    fn all_of(&mut self, origin: Origin) -> Result<Vec<Record>, ShareError> {
        self.with(|db| exchange::all_of(db, origin))
    }

    fn set_aside(&mut self) -> Result<Option<String>, ShareError> {
        self.link = None;
        self.seen = None;
        self.doubt = NOW;
        let condemned = self.last.take();
        let _lease = self.lease()?;
        let (found, good) = open::inspect(&self.file);
        let same = match &condemned {
            // Whoever was faster has put a fresh one in place. The number of a file that is gone may come again.
            Some(seen) => seen.file == found.file && (seen.epoch == found.epoch || !good),
            None => !good,
        };
        if same {
            quarantine::move_aside(&self.file, &self.name)
        } else {
            Ok(None)
        }
    }

    fn examine(&mut self) -> Result<(), ShareError> {
        self.with(mend::examine)
    }

    fn telling(&self) -> Telling {
        Telling::Own
    }

    fn clock(&mut self, now: &dyn Fn() -> i64) -> Result<ClockReading, ShareError> {
        stamp::read(folder(&self.file), PROBE, &self.name, now)
    }

    fn changed(&mut self) -> Result<bool, ShareError> {
        if self.doubt > NOW {
            self.doubt -= 1;
        }
        if self.doubt == NOW {
            self.link = None;
        }
        let link = self.connect()?;
        if !link.may_stay() {
            return Ok(true);
        }
        let version = link
            .db
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut statement| statement.query_row([], |row| row.get::<_, i64>(0)));
        let version = match version {
            Ok(version) => version,
            Err(source) => return Err(self.cause(source)),
        };
        self.link = Some(link);
        Ok(self.seen.replace(version) != Some(version))
    }

    fn watch(&self, wake: Wake) -> Option<Watch> {
        let local = self.place().is_ok_and(|place| !place.is_network());
        local.then(|| watch(&self.file, wake)).flatten()
    }
}

/// Waits at random, longer with every turn, so that nobody is always last.
fn pause(turn: u64) {
    let most = STEP_MS * turn * 2;
    let random = getrandom::u64().unwrap_or(turn);
    std::thread::park_timeout(Duration::from_millis(1 + random % most));
}

/// Names the cause of what `SQLite` reports about this file.
pub(super) fn cause(file: &Path, name: &str, source: rusqlite::Error) -> ShareError {
    let place = name.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
            ShareError::Locked { place }
        }
        Some(ErrorCode::DiskFull) => ShareError::Full { place },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => ShareError::ReadOnly { place },
        Some(ErrorCode::NotADatabase) => ShareError::NotSheber { place },
        // No code or a plain SQL error: a table or a value is not as it was made; another hand was in it.
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::Unknown) | None => ShareError::Damaged { place, source },
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) => {
            // The system's own words tell more than the database's.
            match Probe::within(folder(file), PROBE) {
                Err(reason) => match ShareError::from_io(name, reason) {
                    ShareError::Io { .. } => ShareError::Sql { place, source },
                    named => named,
                },
                Ok(_) => ShareError::Sql { place, source },
            }
        }
        _ => ShareError::Sql { place, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    #[test]
    fn each_failure_of_the_database_has_its_own_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("floor.db");
        let key = |code| {
            let source = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            cause(&file, "floor.db", source).text_key()
        };
        assert_eq!(key(ffi::SQLITE_FULL), "share-full");
        assert_eq!(key(ffi::SQLITE_READONLY_DIRECTORY), "share-read-only");
        assert_eq!(key(ffi::SQLITE_BUSY_SNAPSHOT), "share-locked");
        assert_eq!(key(ffi::SQLITE_NOTADB), "share-not-sheber");
        assert_eq!(key(ffi::SQLITE_CORRUPT), "share-damaged");
        assert_eq!(key(ffi::SQLITE_IOERR_READ), "share-unreachable");
    }

    #[test]
    fn a_vanished_folder_is_told_from_a_broken_disk() {
        let source = rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR_FSTAT), None);
        let gone = Path::new("/no-such-folder/floor.db");
        assert_eq!(cause(gone, "floor.db", source).text_key(), "share-missing");
    }
}
