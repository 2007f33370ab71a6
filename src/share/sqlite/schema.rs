//! The tables of the share. Readable by any `SQLite` from 3.37 on.

use super::super::probe::Under;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, ffi};
use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// "sheS": marks a share.
pub const APPLICATION_ID: i64 = 0x7368_6553;
/// The form of the tables of a share.
pub const FORM: i64 = 1;

const TABLES: &str = "
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE entry(
  origin TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  at_text TEXT GENERATED ALWAYS AS (
    time((at % 86400000 + 86400000) % 86400000 / 1000, 'unixepoch')) VIRTUAL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  stamp_at INTEGER NOT NULL,
  stamp_counter INTEGER NOT NULL,
  device_ms INTEGER NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY(origin, seq)
) STRICT;
CREATE TABLE fork(
  origin TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  stamp_at INTEGER NOT NULL,
  stamp_counter INTEGER NOT NULL,
  device_ms INTEGER NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY(origin, seq, hash)
) STRICT;
CREATE TABLE head(origin TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TABLE beyond(origin TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(origin, seq)) STRICT;
CREATE TABLE device(
  origin TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  label TEXT NOT NULL,
  last_seen INTEGER NOT NULL,
  last_seen_text TEXT GENERATED ALWAYS AS (datetime(last_seen / 1000, 'unixepoch')) VIRTUAL,
  clock_offset_ms INTEGER,
  version TEXT NOT NULL,
  unsent INTEGER NOT NULL
) STRICT;
CREATE TABLE occupancy(
  station INTEGER PRIMARY KEY,
  hall TEXT NOT NULL,
  name TEXT NOT NULL,
  org TEXT NOT NULL,
  group_no INTEGER,
  school TEXT,
  class TEXT,
  head_count INTEGER,
  places INTEGER NOT NULL,
  state TEXT NOT NULL,
  since TEXT,
  remaining_s INTEGER,
  next_group INTEGER,
  next_at TEXT,
  as_of TEXT NOT NULL
) STRICT;
CREATE TABLE visit(
  station INTEGER NOT NULL,
  round INTEGER NOT NULL,
  group_no INTEGER NOT NULL,
  school TEXT NOT NULL,
  class TEXT NOT NULL,
  language TEXT NOT NULL,
  planned INTEGER,
  counted INTEGER,
  arrived_at TEXT,
  finished_at TEXT,
  briefing TEXT,
  interest INTEGER,
  entered_by TEXT,
  state TEXT NOT NULL,
  PRIMARY KEY(station, round, group_no)
) STRICT;
CREATE TABLE log(
  at TEXT NOT NULL,
  device_at TEXT NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL,
  station INTEGER,
  group_no INTEGER,
  count INTEGER,
  text TEXT NOT NULL,
  undone INTEGER NOT NULL,
  origin TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY(origin, seq)
) STRICT;
CREATE INDEX log_by_time ON log(at);
INSERT INTO meta VALUES('epoch', lower(hex(randomblob(8))));
";

/// Opens a file that is there.
const WITHOUT_MAKING: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// What a file turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// Nothing yet.
    Empty,
    /// A share of a form known here.
    Known,
    /// A share of a newer form.
    Newer(i64),
    /// Something else.
    Other,
}

/// What this file is, seen at one moment; nothing is written.
pub(super) fn inspect(db: &mut Connection) -> rusqlite::Result<Form> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Deferred)?;
    let found = form(&tx)?;
    tx.commit()?;
    Ok(found)
}

/// Whether the file alone, without its write-ahead log, is a share or may become one: where somebody has put another
/// file in its place, the log of the old one would hide it.
pub(super) fn is_ours_alone(file: &Path) -> bool {
    let Some(found) = as_it_lies(file).map(|db| form(&db?)) else {
        return true;
    };
    match found {
        Ok(Form::Other) => false,
        // Anything else may be the moment.
        Err(error) => error.sqlite_error_code() != Some(ErrorCode::NotADatabase),
        Ok(_) => true,
    }
}

/// What the header of this file says; for programs that hold no connection to it, as closing a file drops the
/// database's locks on it.
pub(in super::super) fn glance(file: &Path, on_network: bool) -> Under {
    let mut header = [0; 72];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut header));
    if read.is_err_and(|why| why.kind() != std::io::ErrorKind::UnexpectedEof) {
        return Under::Unknown;
    }
    let mark = header
        .last_chunk()
        .copied()
        .map(u32::from_be_bytes)
        .map(i64::from);
    let write_ahead = header.get(18..20).is_some_and(|modes| modes.contains(&2));
    let share = Under::Share { write_ahead };
    match mark {
        _ if !header.starts_with(b"SQLite format 3\0") => Under::Other,
        Some(APPLICATION_ID) => share,
        // A young share has its mark in the log only, which cannot be looked into over a network.
        Some(0) if write_ahead && on_network => share,
        Some(0) if write_ahead => {
            match Connection::open_with_flags(file, WITHOUT_MAKING).and_then(|mut db| inspect(&mut db)) {
                Ok(Form::Other) => Under::Other,
                Ok(_) => share,
                Err(_) => Under::Unknown,
            }
        }
        _ => Under::Other,
    }
}

/// Opens a database as it lies there: not to be locked, changed or completed from the log beside it, only looked at,
/// as long as nobody writes it. `None` for a path that cannot be said to `SQLite` in this way.
pub fn as_it_lies(file: &Path) -> Option<rusqlite::Result<Connection>> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Some(Connection::open_with_flags(uri(file)?, flags))
}

/// The path as `SQLite` takes it with the wish that nothing be locked.
fn uri(file: &Path) -> Option<String> {
    let mut uri = String::from("file:");
    for byte in std::path::absolute(file)
        .ok()?
        .to_str()?
        .replace('\\', "/")
        .bytes()
    {
        match byte {
            b'%' | b'?' | b'#' => write!(uri, "%{byte:02x}").ok()?,
            plain if plain.is_ascii() => uri.push(char::from(plain)),
            other => write!(uri, "%{other:02x}").ok()?,
        }
    }
    uri.push_str("?immutable=1");
    Some(uri)
}

fn form(db: &Connection) -> rusqlite::Result<Form> {
    let number = |sql| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    let mark = number("PRAGMA application_id")?;
    let form = number("PRAGMA user_version")?;
    Ok(match (mark, form, tables) {
        (0, 0, 0) => Form::Empty,
        (APPLICATION_ID, found, _) if found > FORM => Form::Newer(found),
        (APPLICATION_ID, FORM, _) => Form::Known,
        _ => Form::Other,
    })
}

/// Makes the tables, unless somebody else was faster.
pub(super) fn make(db: &mut Connection) -> rusqlite::Result<()> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if form(&tx)? == Form::Empty {
        tx.execute_batch(TABLES)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", FORM)?;
    }
    tx.commit()
}

/// Fails when the pages of the file do not fit together.
pub(super) fn check(db: &Connection) -> rusqlite::Result<()> {
    let verdict: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        let damaged = ffi::Error::new(ffi::SQLITE_CORRUPT);
        Err(rusqlite::Error::SqliteFailure(damaged, Some(verdict)))
    }
}
