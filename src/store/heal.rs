//! A damaged replica: its files are kept, what can still be read goes into a new one.
//!
//! Laws: nothing is deleted; the new replica is whole and closed before the old one is moved, so a program that
//! is killed on the way finishes at the next start; it writes under a new name, because what the old one
//! wrote last may be lost here and alive elsewhere.

use super::form::{self, PAGE};
use super::machine::Fingerprint;
use super::write::Writer;
use super::{Rebuilt, StoreError, page};
use crate::domain::entry::Record;
use crate::domain::id::Origin;
use crate::domain::trade::Twins;
use rusqlite::{Connection, TransactionBehavior};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A new replica that is being written.
const MAKING: &str = "replica.making";
/// A new replica that is whole.
const MADE: &str = "replica.made";
/// Where damaged files are kept.
const QUARANTINE: &str = "quarantine";

/// Draws a name that nobody else has.
pub(super) fn random_origin() -> Result<Origin, StoreError> {
    getrandom::u64()
        .map(Origin)
        .map_err(|source| StoreError::Random { source })
}

/// Makes a new replica in place of nothing.
pub(super) fn make(file: &Path) -> Result<(), StoreError> {
    build(file, &[])?;
    finish(file).map(|_| ())
}

/// Whether somebody was killed between making a new replica and putting it in its place.
pub(super) fn is_half_done(file: &Path) -> bool {
    file.with_file_name(MADE).exists()
}

/// Saves what can be read of the damaged replica into a new one, which takes its place; the old files are
/// kept.
pub(super) fn rebuild(file: &Path) -> Result<Rebuilt, StoreError> {
    let read = |path: &Path| fs::read(path).unwrap_or_default();
    let rows = page::rows(&read(file), &read(&beside(file, "-wal")));
    let records: Vec<Record> = rows.into_iter().map(|row| row.record).collect();
    let salvaged = records.len();
    build(file, &records)?;
    let kept = finish(file)?;
    tracing::error!(?kept, salvaged, "the replica was damaged and is made anew");
    Ok(Rebuilt { kept, salvaged })
}

/// Moves what lies in the replica's place into quarantine and puts the new one there; where the old files are.
pub(super) fn finish(file: &Path) -> Result<Option<PathBuf>, StoreError> {
    let folder = |source| StoreError::Folder {
        dir: file.parent().unwrap_or(file).to_owned(),
        source,
    };
    let old = ["", "-wal", "-shm"].map(|end| beside(file, end));
    let kept = if old.iter().any(|path| path.exists()) {
        let kept = free_place(file).map_err(folder)?;
        // The file itself last: as long as it is there, the old files are not taken for another replica's.
        for path in old.iter().rev().filter(|path| path.exists()) {
            let name = path.file_name().unwrap_or_default();
            fs::rename(path, kept.join(name)).map_err(folder)?;
        }
        Some(kept)
    } else {
        None
    };
    fs::rename(file.with_file_name(MADE), file).map_err(folder)?;
    make_durable(file).map_err(folder)?;
    Ok(kept)
}

/// Makes the names in the file's folder survive power loss: what is acknowledged afterwards lies under them.
#[cfg(unix)]
fn make_durable(file: &Path) -> io::Result<()> {
    file.parent()
        .map_or(Ok(()), |dir| fs::File::open(dir)?.sync_all())
}

/// Elsewhere a folder cannot be opened; the system's own order of writing has to do.
#[cfg(not(unix))]
const fn make_durable(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A folder in quarantine that is not there yet.
fn free_place(file: &Path) -> io::Result<PathBuf> {
    let quarantine = file.with_file_name(QUARANTINE);
    fs::create_dir_all(&quarantine)?;
    for number in 1.. {
        let place = quarantine.join(format!("replica-{number}"));
        match fs::create_dir(&place) {
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| place),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A file that belongs to the database.
pub(super) fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Makes a whole new replica beside the old one.
fn build(file: &Path, records: &[Record]) -> Result<(), StoreError> {
    let making = file.with_file_name(MAKING);
    let folder = |source| StoreError::Folder {
        dir: file.parent().unwrap_or(file).to_owned(),
        source,
    };
    if let Err(why) = fs::remove_file(&making)
        && why.kind() != io::ErrorKind::NotFound
    {
        return Err(folder(why));
    }
    let origin = random_origin()?;
    fill(&making, origin, records).map_err(|source| StoreError::from_sql(&making, source))?;
    fs::rename(&making, file.with_file_name(MADE)).map_err(folder)
}

fn fill(making: &Path, origin: Origin, records: &[Record]) -> rusqlite::Result<()> {
    let mut db = Connection::open(making)?;
    db.pragma_update(None, "page_size", i64::try_from(PAGE).unwrap_or_default())?;
    // No journal beside it: one that a killed program left would be played back into the next file.
    db.execute_batch("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;")?;
    form::make(&mut db, origin)?;
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let Ok(here) = Fingerprint::of(making) {
        form::put(&tx, "fingerprint", &here.to_string())?;
    }
    let mut writer = Writer::new(&tx, &Twins::new())?;
    for record in records {
        writer.put(record, false)?;
    }
    writer.finish()?;
    tx.commit()?;
    db.close().map_err(|(_, source)| source)
}
