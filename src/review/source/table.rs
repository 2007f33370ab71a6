//! A log in a database: a share or the replica of a device, in use or copied.
//!
//! Each call reads for itself: nobody who writes is kept from it between two of them.

use super::opening::{Mode, Sight, Which, cause, connect, which};
use super::row::{key, record, seen};
use super::{Parts, Taker};
use crate::domain::entry::{Key, Record};
use crate::domain::id::EntryId;
use crate::review::error::{Damage, ReviewError, Spot};
use crate::review::page::{Anchor, Way};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};
use std::path::{Path, PathBuf};

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
                let found = statement
                    .query_row([rowid], |row| Ok(record(row).ok()))
                    .optional()?;
                records.extend(found.flatten());
            }
            if way == Way::Back {
                records.reverse();
            }
            Ok(records)
        };
        found().map_err(|source| cause(&file, source))
    }

    /// Every device with its first and its last number: a few steps down the index for each.
    fn lanes(&self) -> rusqlite::Result<Vec<(Value, Lane)>> {
        let mut next = self
            .db
            .prepare_cached("SELECT origin, seq FROM entry WHERE origin > ?1 ORDER BY origin, seq LIMIT 1")?;
        let mut last = self
            .db
            .prepare_cached("SELECT seq FROM entry WHERE origin = ?1 ORDER BY seq DESC LIMIT 1")?;
        // Every text sorts behind the empty one, every number from the smallest on.
        let mut before = match self.which {
            Which::Share => Value::Text(String::new()),
            Which::Replica => Value::Integer(i64::MIN),
        };
        let mut lanes = Vec::new();
        loop {
            let found = next
                .query_row([&before], |row| Ok((row.get::<_, Value>(0)?, row.get(1)?)))
                .optional()?;
            let Some((origin, first)) = found else { break };
            let last = last.query_row([&origin], |row| row.get(0))?;
            lanes.push((origin.clone(), Lane { first, last }));
            before = origin;
        }
        Ok(lanes)
    }

    /// The first number of a lane that lies behind the anchor. Numbers and stamps rise together there.
    fn cut(&self, origin: &Value, lane: Lane, from: Anchor, way: Way) -> rusqlite::Result<i64> {
        let mut probe = self.db.prepare_cached(
            "SELECT stamp_at, stamp_counter, origin, seq FROM entry WHERE origin = ?1 AND seq >= ?2 ORDER BY seq LIMIT 1",
        )?;
        let (mut low, mut high) = match from {
            Anchor::Start => return Ok(lane.first),
            Anchor::End => return Ok(lane.last.saturating_add(1)),
            _ => (lane.first, lane.last.saturating_add(1)),
        };
        while low < high {
            let middle = low.midpoint(high);
            let found = probe
                .query_row((origin, middle), |row| Ok(key(row, 0).ok()))
                .optional()?;
            match found.flatten() {
                Some(key) if is_before(key, from, way) => {
                    low = i64::try_from(key.id.seq.0)
                        .unwrap_or(middle)
                        .max(middle)
                        .saturating_add(1);
                }
                _ => high = middle,
            }
        }
        Ok(low)
    }

    /// The entries of a lane next to a cut.
    fn near(&self, origin: &Value, cut: i64, way: Way, limit: usize) -> rusqlite::Result<Vec<(Key, i64)>> {
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
