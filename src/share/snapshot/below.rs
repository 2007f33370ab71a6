//! What lies under the name of the snapshot, told by the first bytes of the file.
//!
//! The file is only read here, never through the database's locks: a snapshot is replaced as a whole and nobody
//! of ours writes it.

use super::super::ShareError;
use super::super::quarantine;
use super::super::sqlite::{APPLICATION_ID, FORM};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

/// The length of a database's header, in bytes.
const HEADER: usize = 100;
/// Reads without asking for locks, which a network may not have.
const NO_LOCKS: &str = if cfg!(windows) { "win32-none" } else { "unix-none" };

/// What was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Below {
    /// Nothing.
    Nothing,
    /// A whole snapshot, or what looks like one.
    Snapshot(Seal),
    /// A snapshot of a form that only a newer version knows.
    Newer(i64),
    /// Something that must not be replaced and lost: no database of ours, one that others write, or one with a
    /// journal beside it.
    Odd,
}

/// By what a publication is known again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Seal {
    /// A random number in the header, where the database counts changes of its tables.
    pub(super) mark: u32,
    /// Bytes.
    pub(super) len: u64,
    /// When the storage says that it was written.
    pub(super) written: Option<SystemTime>,
}

/// Looks at what lies there.
pub(super) fn look(file: &Path, name: &str) -> Result<Below, ShareError> {
    let failed = |source| ShareError::from_io(name, source);
    let mut header = [0; HEADER];
    let opened = File::open(file).and_then(|mut open| {
        let about = open.metadata()?;
        open.read_exact(&mut header)?;
        Ok(about)
    });
    let about = match opened {
        Ok(about) => about,
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => {
            fs::metadata(super::folder(file)).map_err(failed)?;
            let orphans = quarantine::has_rest(file);
            return Ok(if orphans { Below::Odd } else { Below::Nothing });
        }
        Err(short) if short.kind() == io::ErrorKind::UnexpectedEof => return Ok(Below::Odd),
        Err(source) if source.kind() == io::ErrorKind::IsADirectory => return Ok(Below::Odd),
        Err(source) => return Err(failed(source)),
    };
    let ours = header.starts_with(b"SQLite format 3\0") && number(&header, 68) == APPLICATION_ID;
    let rollback = header.get(18..20) == Some(&[1, 1]);
    let form = number(&header, 60);
    Ok(match (ours && rollback && !quarantine::has_rest(file), form) {
        (false, _) => Below::Odd,
        (true, form) if form > FORM => Below::Newer(form),
        (true, _) => Below::Snapshot(Seal {
            mark: u32::try_from(number(&header, 40)).unwrap_or_default(),
            len: about.len(),
            written: about.modified().ok(),
        }),
    })
}

/// A number of four bytes in the header.
fn number(header: &[u8; HEADER], place: usize) -> i64 {
    let bytes = header.get(place..).and_then(<[u8]>::first_chunk);
    bytes.map_or(0, |bytes| u32::from_be_bytes(*bytes).into())
}

/// Whether a snapshot that somebody else made is for this floor and can be read at all.
pub(super) fn is_for(file: &Path, floor: Option<&str>) -> bool {
    let told = || -> rusqlite::Result<Option<String>> {
        let db = Connection::open_with_flags_and_vfs(file, OpenFlags::SQLITE_OPEN_READ_ONLY, NO_LOCKS)?;
        db.execute_batch("PRAGMA trusted_schema=OFF;")?;
        db.query_row("SELECT value FROM meta WHERE key = 'floor'", [], |row| row.get(0))
            .optional()
    };
    match told() {
        Ok(Some(told)) => floor.is_none_or(|floor| floor == told),
        Ok(None) => true,
        Err(_) => false,
    }
}

/// Whether two files hold the same bytes.
pub(super) fn same(one: &Path, other: &Path) -> io::Result<bool> {
    let (one, other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (io::BufReader::new(one), io::BufReader::new(other));
    loop {
        let (left, right) = (
            io::BufRead::fill_buf(&mut one)?,
            io::BufRead::fill_buf(&mut other)?,
        );
        let len = left.len().min(right.len());
        if left.get(..len) != right.get(..len) {
            return Ok(false);
        }
        if len == 0 {
            return Ok(left.len() == right.len());
        }
        io::BufRead::consume(&mut one, len);
        io::BufRead::consume(&mut other, len);
    }
}
