//! A log in a database: a share or the replica of a device, in use or copied.
//!
//! How it is opened depends on what lies beside it, so that nothing is left there. A database in write-ahead mode
//! whose log is gone or empty is read as it lies; one in use is joined through the files that its users keep beside
//! it; a copy with a log, but without the index of it, is read with an index in memory. Each call reads for itself:
//! nobody who writes is kept from it between two of them.

use super::{Parts, Seen, Taker, unreadable};
use crate::domain::entry::{Hash, Key, Record};
use crate::domain::id::{EntryId, Origin, Seq};
use crate::domain::time::{EventTime, Stamp};
use crate::review::error::{Damage, ReviewError, Spot};
use crate::review::page::{Anchor, Way};
use crate::{share, store};
use rusqlite::config::DbConfig;
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Row};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

/// So long a lock is waited for.
const BUSY: Duration = Duration::from_secs(2);
/// Columns in the order in which [`record`] reads them; both kinds of tables have them.
const COLUMNS: &str = "origin, seq, at, role, kind, body, stamp_at, stamp_counter, device_ms, prev, hash";
/// The row at a spot, of the table of entries and of the one of further contents.
const FIRST_AT: &str =
    "SELECT rowid, origin, seq, at, role, kind, body, stamp_at, stamp_counter, device_ms, prev, hash
     FROM entry WHERE rowid = ?1";
const SECOND_AT: &str =
    "SELECT rowid, origin, seq, at, role, kind, body, stamp_at, stamp_counter, device_ms, prev, hash
     FROM fork WHERE rowid = ?1";
/// Spots from here on lie in the second table.
const SECOND: u32 = 1 << 31;

/// Which database it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::review) enum Which {
    /// A share.
    Share,
    /// A replica.
    Replica,
}

impl Which {
    const fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Share => &["entry", "fork"],
            Self::Replica => &["entry"],
        }
    }
}

/// How it is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    /// As it lies: nobody uses it.
    Alone,
    /// Together with whoever uses it.
    Joined,
    /// With its log, of which the index is made in memory.
    WithLog,
}

/// What lies there, so that a change is noticed by whoever reads it as it lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Sight {
    len: u64,
    changed: Option<Duration>,
    /// How long its write-ahead log is.
    log: Option<u64>,
    has_log_index: bool,
}

impl Sight {
    fn of(file: &Path) -> Result<Self, ReviewError> {
        let found = fs::metadata(file).map_err(|source| unreadable(file, source))?;
        let beside = |suffix: &str| {
            let mut name = file.as_os_str().to_owned();
            name.push(suffix);
            fs::metadata(name).ok().map(|found| found.len())
        };
        let changed = found.modified().ok();
        Ok(Self {
            len: found.len(),
            changed: changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok()),
            log: beside("-wal"),
            has_log_index: beside("-shm").is_some(),
        })
    }

    /// How it is to be opened. The file is looked into: not while this program holds it open in another way.
    fn mode(self, file: &Path) -> Result<Mode, ReviewError> {
        let mut header = [0; 20];
        let read = File::open(file).and_then(|mut file| file.read_exact(&mut header));
        match read {
            Err(short) if short.kind() == ErrorKind::UnexpectedEof => {}
            read => read.map_err(|source| unreadable(file, source))?,
        }
        let is_write_ahead = header.get(18..).is_some_and(|modes| modes.contains(&2));
        Ok(match (self.log, self.has_log_index) {
            _ if !is_write_ahead => Mode::Joined,
            (None, _) | (Some(0), false) => Mode::Alone,
            (Some(_), true) => Mode::Joined,
            (Some(_), false) => Mode::WithLog,
        })
    }
}

/// All entries of one device in a table: the smallest number and the largest.
#[derive(Clone, Copy, Debug)]
struct Lane {
    /// As it is stored.
    first: i64,
    last: i64,
}

/// An open database.
#[derive(Debug)]
pub(in crate::review) struct Table {
    file: PathBuf,
    db: Connection,
    mode: Mode,
    sight: Sight,
    which: Which,
    /// Which table is read, and up to which row.
    at: (usize, i64),
    /// The last row of each table when it was opened.
    last: Vec<i64>,
}

fn connect(file: &Path, mode: Mode) -> Result<Connection, ReviewError> {
    let sql = |source| cause(file, source);
    let plain = |flags| Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    let db = match mode {
        Mode::Alone => share::as_it_lies(file)
            .unwrap_or_else(|| plain(OpenFlags::SQLITE_OPEN_READ_ONLY))
            .map_err(sql)?,
        Mode::Joined => plain(OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(sql)?,
        Mode::WithLog => {
            let db = plain(OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(sql)?;
            // Closing it must not put the log into the file, and the index of the log stays in memory.
            db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
                .map_err(sql)?;
            db.execute_batch("PRAGMA query_only=ON; PRAGMA locking_mode=EXCLUSIVE;")
                .map_err(sql)?;
            if db.is_readonly("main").map_err(sql)? {
                return Err(ReviewError::WriteAhead {
                    file: file.to_owned(),
                });
            }
            db
        }
    };
    db.busy_timeout(BUSY).map_err(sql)?;
    db.execute_batch("PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0; PRAGMA cache_size=-4000;")
        .map_err(sql)?;
    Ok(db)
}

/// Which database it is, by its mark and form.
fn which(db: &Connection, file: &Path) -> Result<Which, ReviewError> {
    let number = |name: &str| {
        db.pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(|source| cause(file, source))
    };
    let (which, known) = match number("application_id")? {
        share::APPLICATION_ID => (Which::Share, share::FORM),
        store::APPLICATION_ID => (Which::Replica, store::FORM),
        _ => {
            return Err(ReviewError::NotALog {
                file: file.to_owned(),
            });
        }
    };
    let found = number("user_version")?;
    if found > known {
        return Err(ReviewError::Newer {
            file: file.to_owned(),
            found,
            known,
        });
    }
    Ok(which)
}

impl Table {
    /// Opens a share or a replica.
    pub(in crate::review) fn open(file: &Path) -> Result<Self, ReviewError> {
        let sight = Sight::of(file)?;
        let mode = sight.mode(file)?;
        let db = connect(file, mode)?;
        let which = which(&db, file)?;
        let last = which.tables().iter().map(|table| {
            let sql = format!("SELECT coalesce(max(rowid), 0) FROM {table}");
            db.query_row(&sql, [], |row| row.get(0))
        });
        let last = last
            .collect::<rusqlite::Result<_>>()
            .map_err(|source| cause(file, source))?;
        Ok(Self {
            file: file.to_owned(),
            db,
            mode,
            sight,
            which,
            at: (0, 0),
            last,
        })
    }

    /// Which database it is.
    pub(in crate::review) const fn which(&self) -> Which {
        self.which
    }

    /// Somebody may have begun to use what was read as it lay there.
    pub(super) fn look_again(&mut self) -> Result<(), ReviewError> {
        if self.mode == Mode::Joined {
            return Ok(());
        }
        let now = Sight::of(&self.file)?;
        if now != self.sight {
            self.mode = now.mode(&self.file)?;
            self.db = connect(&self.file, self.mode)?;
            self.sight = now;
        }
        Ok(())
    }

    pub(super) fn parts(&self) -> Parts {
        let part = |row: i64| u64::try_from(row).unwrap_or_default();
        let (table, row) = self.at;
        let before = self.last.iter().take(table).map(|row| part(*row)).sum::<u64>();
        let all = self.last.iter().map(|row| part(*row)).sum();
        (before + part(row), all)
    }

    pub(super) fn expected(&self) -> usize {
        let (_, all) = self.parts();
        let len = usize::try_from(self.sight.len).unwrap_or(usize::MAX);
        // A row takes more than that: what the numbers of rows promise may be a lie.
        usize::try_from(all).unwrap_or(usize::MAX).min(len / 100)
    }

    pub(super) fn scan(&mut self, limit: usize, taker: &mut dyn Taker) -> Result<bool, ReviewError> {
        let (number, from) = self.at;
        let Some(table) = self.which.tables().get(number).copied() else {
            return Ok(false);
        };
        let sql = format!("SELECT rowid, {COLUMNS} FROM {table} WHERE rowid > ?1 ORDER BY rowid LIMIT ?2");
        let mut full = false;
        let mut read = 0;
        let mut last = from;
        let mut scan = || -> rusqlite::Result<()> {
            let mut statement = self.db.prepare_cached(&sql)?;
            let mut rows = statement.query((from, i64::try_from(limit).unwrap_or(i64::MAX)))?;
            while let Some(row) = rows.next()? {
                read += 1;
                last = row.get(0)?;
                let Some(spot) = spot_of(number, last) else {
                    full = true;
                    break;
                };
                match seen(row, spot) {
                    Ok(seen) => full |= !taker.take(&seen),
                    Err(why) => taker.miss(Damage {
                        spot: Spot::Row { table, row: last },
                        why: why.to_string(),
                    }),
                }
                if full {
                    break;
                }
            }
            Ok(())
        };
        scan().map_err(|source| cause(&self.file, source))?;
        if full {
            return Err(ReviewError::TooLarge {
                file: self.file.clone(),
            });
        }
        self.at = if read < limit {
            (number + 1, 0)
        } else {
            (number, last)
        };
        Ok(self.at.0 < self.which.tables().len())
    }

    pub(super) fn load(&self, spot: u32, id: EntryId) -> Result<Option<Record>, ReviewError> {
        let found = self.at_spot(spot, |row| Ok(record(row).ok()))?;
        Ok(found.flatten().filter(|record| record.id == id))
    }

    /// The kind and the body at a spot.
    pub(super) fn body<T>(
        &self,
        spot: u32,
        read: impl FnOnce(&str, &str) -> T,
    ) -> Result<Option<T>, ReviewError> {
        let found = self.at_spot(spot, |row| {
            match (row.get_ref(5)?.as_str(), row.get_ref(6)?.as_str()) {
                (Ok(kind), Ok(body)) => Ok(Some(read(kind, body))),
                _ => Ok(None),
            }
        })?;
        Ok(found.flatten())
    }

    fn at_spot<T>(
        &self,
        spot: u32,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, ReviewError> {
        let sql = if spot < SECOND { FIRST_AT } else { SECOND_AT };
        let rowid = i64::from(spot & (SECOND - 1));
        self.db
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([rowid], read).optional())
            .map_err(|source| cause(&self.file, source))
    }

    /// Without an index: each device's entries lie in their order already, so the lanes are cut at the anchor and
    /// merged.
    pub(super) fn around(&self, from: Anchor, way: Way, limit: usize) -> Result<Vec<Record>, ReviewError> {
        let file = self.file.clone();
        let found = || -> rusqlite::Result<Vec<Record>> {
            let mut near = Vec::new();
            for (origin, lane) in self.lanes()? {
                let cut = self.cut(&origin, lane, from, way)?;
                near.extend(self.near(&origin, cut, way, limit)?);
            }
            near.sort_unstable();
            if way == Way::Back {
                near.reverse();
            }
            near.truncate(limit);
            let mut statement = self.db.prepare_cached(FIRST_AT)?;
            let mut records = Vec::with_capacity(near.len());
            for (_, rowid) in near {
                records.extend(statement.query_row([rowid], |row| Ok(record(row).ok()))?);
            }
            if way == Way::Back {
                records.reverse();
            }
            Ok(records)
        };
        found().map_err(|source| cause(&file, source))
    }

    /// Every device with its first and its last number: a few steps down the index for each.
    fn lanes(&self) -> rusqlite::Result<Vec<(rusqlite::types::Value, Lane)>> {
        let mut next = self
            .db
            .prepare_cached("SELECT origin, seq FROM entry WHERE origin > ?1 ORDER BY origin, seq LIMIT 1")?;
        let mut last = self
            .db
            .prepare_cached("SELECT seq FROM entry WHERE origin = ?1 ORDER BY seq DESC LIMIT 1")?;
        // Every text sorts behind the empty one, every number from the smallest on.
        let mut before = match self.which {
            Which::Share => rusqlite::types::Value::Text(String::new()),
            Which::Replica => rusqlite::types::Value::Integer(i64::MIN),
        };
        let mut lanes = Vec::new();
        loop {
            let found = next
                .query_row([&before], |row| {
                    Ok((row.get::<_, rusqlite::types::Value>(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((origin, first)) = found else { break };
            let last = last.query_row([&origin], |row| row.get(0))?;
            lanes.push((origin.clone(), Lane { first, last }));
            before = origin;
        }
        Ok(lanes)
    }

    /// The first number of a lane that lies behind the anchor. Numbers and stamps rise together there.
    fn cut(
        &self,
        origin: &rusqlite::types::Value,
        lane: Lane,
        from: Anchor,
        way: Way,
    ) -> rusqlite::Result<i64> {
        let mut probe = self.db.prepare_cached(
            "SELECT stamp_at, stamp_counter, origin, seq FROM entry WHERE origin = ?1 AND seq >= ?2 ORDER BY seq LIMIT 1",
        )?;
        let (mut low, mut high) = match from {
            Anchor::Start => return Ok(lane.first),
            Anchor::End => return Ok(lane.last.saturating_add(1)),
            _ => (lane.first, lane.last.saturating_add(1)),
        };
        while low < high {
            let middle = low + (high - low) / 2;
            let found = probe
                .query_row((origin, middle), |row| Ok(key(row, 0)?))
                .optional()?;
            match found {
                Some(key) if is_before(key, from, way) => {
                    low = i64::try_from(key.id.seq.0).unwrap_or(middle).max(middle) + 1;
                }
                _ => high = middle,
            }
        }
        Ok(low)
    }

    /// The entries of a lane next to a cut.
    fn near(
        &self,
        origin: &rusqlite::types::Value,
        cut: i64,
        way: Way,
        limit: usize,
    ) -> rusqlite::Result<Vec<(Key, i64)>> {
        let bounds = match way {
            Way::Forward => "seq >= ?2 ORDER BY seq",
            Way::Back => "seq < ?2 ORDER BY seq DESC",
        };
        let sql = format!(
            "SELECT stamp_at, stamp_counter, origin, seq, rowid FROM entry WHERE origin = ?1 AND {bounds} LIMIT ?3"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map((origin, cut, limit), |row| Ok((key(row, 0), row.get(4)?)))?;
        let mut near = Vec::new();
        for row in rows {
            let (key, rowid) = row?;
            near.extend(key.ok().map(|key| (key, rowid)));
        }
        Ok(near)
    }
}

/// Whether an entry lies before a page that goes this way from an anchor begins (or, going back, within it).
pub(in crate::review) fn is_before(key: Key, from: Anchor, way: Way) -> bool {
    match (from, way) {
        (Anchor::Start, _) => false,
        (Anchor::End, _) => true,
        (Anchor::Entry(anchor), Way::Forward) => key <= anchor,
        (Anchor::Entry(anchor), Way::Back) => key < anchor,
        (Anchor::Time(at), _) => key.stamp.at < at,
    }
}

fn spot_of(table: usize, rowid: i64) -> Option<u32> {
    let spot = u32::try_from(rowid).ok().filter(|row| *row < SECOND)?;
    Some(if table == 0 { spot } else { spot | SECOND })
}

/// A replica stores a name's number bit by bit, a share as 16 digits.
fn origin(value: ValueRef<'_>) -> FromSqlResult<Origin> {
    match value {
        ValueRef::Integer(bits) => Ok(Origin(bits.cast_unsigned())),
        other => other.as_str()?.parse().map_err(FromSqlError::other),
    }
}

/// A replica stores 32 bytes, a share 64 digits. What is neither is no hash, and its seal does not hold; that is not
/// judged here.
fn hash(value: ValueRef<'_>) -> Hash {
    match value {
        ValueRef::Blob(bytes) => bytes.try_into().map(Hash).unwrap_or_default(),
        other => other
            .as_str()
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or_default(),
    }
}

fn number(value: ValueRef<'_>) -> FromSqlResult<u64> {
    let number = value.as_i64()?;
    // Numbers begin at 1.
    let known = u64::try_from(number).ok().filter(|number| *number > 0);
    known.ok_or(FromSqlError::OutOfRange(number))
}

/// Stamp, origin and number in four columns from this one on.
fn key(row: &Row<'_>, first: usize) -> rusqlite::Result<Key> {
    Ok(Key {
        stamp: Stamp {
            at: EventTime(row.get(first)?),
            counter: row.get(first + 1)?,
        },
        id: EntryId {
            origin: origin(row.get_ref(first + 2)?)?,
            seq: Seq(number(row.get_ref(first + 3)?)?),
        },
    })
}

/// A row behind its `rowid`, read as far as the index needs it.
fn seen<'a>(row: &'a Row<'_>, spot: u32) -> rusqlite::Result<Seen<'a>> {
    Ok(Seen {
        spot,
        id: EntryId {
            origin: origin(row.get_ref(1)?)?,
            seq: Seq(number(row.get_ref(2)?)?),
        },
        at: EventTime(row.get(3)?),
        role: row.get_ref(4)?.as_str()?,
        kind: row.get_ref(5)?.as_str()?,
        body: row.get_ref(6)?.as_str()?,
        stamp: Stamp {
            at: EventTime(row.get(7)?),
            counter: row.get(8)?,
        },
    })
}

fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    let seen = seen(row, 0)?;
    Ok(Record {
        id: seen.id,
        stamp: seen.stamp,
        at: seen.at,
        device_ms: row.get(9)?,
        role: seen.role.to_owned(),
        kind: seen.kind.to_owned(),
        body: seen.body.to_owned(),
        prev: hash(row.get_ref(10)?),
        hash: hash(row.get_ref(11)?),
    })
}

/// Names the cause of what `SQLite` reports about this file.
fn cause(file: &Path, source: rusqlite::Error) -> ReviewError {
    let file = file.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
            ReviewError::Locked { file }
        }
        Some(ErrorCode::NotADatabase) => ReviewError::NotALog { file },
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) => ReviewError::WriteAhead { file },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::Unknown) | None => ReviewError::Damaged { file, source },
        _ => ReviewError::Sql { file, source },
    }
}
