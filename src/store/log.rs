//! The statements that read the log: by arrival, by origin, in one piece.

use super::pack;
use crate::domain::entry::{Entry, Hash, Record};
use crate::domain::fact::Fact;
use crate::domain::fork::{Link, Standing};
use crate::domain::frontier::{Frontier, Stretch};
use crate::domain::id::{EntryId, Origin, Role, Seq};
use crate::domain::time::{EventTime, Stamp};
use crate::domain::trade::Twins;
use rusqlite::types::{FromSqlError, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Columns in the order in which [`record`] reads them.
pub(super) const COLUMNS: &str =
    "origin, seq, stamp_at, stamp_counter, at, device_ms, role, kind, body, prev, hash";

/// Numbers are stored in `SQLite`'s signed 64 bits, bit by bit.
pub(super) const fn signed(number: u64) -> i64 {
    number.cast_signed()
}

pub(super) fn hash(value: ValueRef<'_>) -> rusqlite::Result<Hash> {
    let bytes = value.as_blob()?;
    let sum = bytes.try_into().map_err(|_| FromSqlError::InvalidBlobSize {
        expected_size: 32,
        blob_size: bytes.len(),
    })?;
    Ok(Hash(sum))
}

fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(row.get_ref(column)?.as_str()?.to_owned())
}

pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        id: EntryId {
            origin: Origin(row.get::<_, i64>(0)?.cast_unsigned()),
            seq: Seq(row.get::<_, i64>(1)?.cast_unsigned()),
        },
        stamp: Stamp {
            at: EventTime(row.get(2)?),
            counter: row.get(3)?,
        },
        at: EventTime(row.get(4)?),
        device_ms: row.get(5)?,
        role: text(row, 6)?,
        kind: text(row, 7)?,
        body: text(row, 8)?,
        prev: hash(row.get_ref(9)?)?,
        hash: hash(row.get_ref(10)?)?,
    })
}

/// The name in the first two columns.
fn name(row: &Row<'_>) -> rusqlite::Result<EntryId> {
    Ok(EntryId {
        origin: Origin(row.get::<_, i64>(0)?.cast_unsigned()),
        seq: Seq(row.get::<_, i64>(1)?.cast_unsigned()),
    })
}

/// The hashes of every content of this name, the one that keeps it first.
pub(super) fn hashes(db: &Connection, id: EntryId) -> rusqlite::Result<Vec<Hash>> {
    db.prepare_cached("SELECT hash FROM entry WHERE origin = ?1 AND seq = ?2 ORDER BY twin")?
        .query_map(params![signed(id.origin.0), signed(id.seq.0)], |row| {
            hash(row.get_ref(0)?)
        })?
        .collect()
}

/// Every content of the names that have several, or of which another one is known to be somewhere.
pub(super) fn twins(db: &Connection) -> rusqlite::Result<Twins> {
    db.prepare_cached(
        "SELECT entry.origin, entry.seq, entry.hash
         FROM (SELECT origin, seq FROM entry WHERE twin > 0 UNION SELECT origin, seq FROM parted) AS forked
         CROSS JOIN entry ON entry.origin = forked.origin AND entry.seq = forked.seq",
    )?
    .query_map([], |row| Ok((name(row)?, hash(row.get_ref(2)?)?)))?
    .collect()
}

/// Under which names the contents of origins with twins stand in the fold.
pub(super) fn standing(db: &Connection) -> rusqlite::Result<Standing> {
    let mut statement = db.prepare_cached(
        "SELECT entry.origin, entry.seq, entry.hash, entry.prev
         FROM (SELECT DISTINCT origin FROM entry WHERE twin > 0) AS forked
         CROSS JOIN entry ON entry.origin = forked.origin",
    )?;
    let links: rusqlite::Result<Vec<Link>> = statement
        .query_map([], |row| {
            Ok(Link {
                id: name(row)?,
                hash: hash(row.get_ref(2)?)?,
                prev: hash(row.get_ref(3)?)?,
            })
        })?
        .collect();
    Ok(Standing::of(links?))
}

/// Every record in order of arrival.
pub(super) fn all(db: &Connection) -> rusqlite::Result<Vec<Record>> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM entry ORDER BY arrival"))?
        .query_map([], record)?
        .collect()
}

/// Every record of this origin by number, further contents of a number after the one that keeps it.
pub(super) fn all_of(db: &Connection, origin: Origin) -> rusqlite::Result<Vec<Record>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM entry WHERE origin = ?1 ORDER BY seq, twin"
    ))?
    .query_map([signed(origin.0)], record)?
    .collect()
}

/// What was packed: up to which arrival, and the entries in their order. A pack that cannot be read is none.
pub(super) fn packed(db: &Connection) -> rusqlite::Result<(i64, Vec<Entry>)> {
    let found = db
        .prepare_cached("SELECT arrival, data FROM pack WHERE form = ?1")?
        .query_row([pack::FORM], |row| {
            let arrival: i64 = row.get(0)?;
            Ok((arrival, pack::open(arrival, row.get_ref(1)?.as_blob()?)))
        })
        .optional()?;
    Ok(match found {
        Some((arrival, Some(entries))) => (arrival, entries),
        _ => (0, Vec::new()),
    })
}

/// Whether a record that arrived after this one is not as it was sealed.
pub(super) fn has_broken_since(db: &Connection, arrival: i64) -> rusqlite::Result<bool> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM entry WHERE arrival > ?1"))?;
    for found in statement.query_map([arrival], record)? {
        if !found?.is_sealed() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Packs everything that has arrived.
pub(super) fn repack(db: &Connection) -> rusqlite::Result<()> {
    let mut records = all(db)?;
    let arrival: i64 = db
        .prepare_cached("SELECT coalesce(max(arrival), 0) FROM entry")?
        .query_row([], |row| row.get(0))?;
    let standing = standing(db)?;
    for record in &mut records {
        standing.stand(record);
    }
    db.prepare_cached("INSERT OR REPLACE INTO pack(id, form, arrival, data) VALUES(1, ?1, ?2, ?3)")?
        .execute(params![pack::FORM, arrival, pack::close(arrival, records)])?;
    Ok(())
}

/// Adds the entries that arrived after this one as they stand, and brings all into their order; the last
/// arrival.
pub(super) fn entries_since(
    db: &Connection,
    arrival: i64,
    standing: &Standing,
    entries: &mut Vec<Entry>,
) -> rusqlite::Result<i64> {
    let before = entries.len();
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS}, arrival FROM entry WHERE arrival > ?1 ORDER BY arrival"
    ))?;
    let mut rows = statement.query([arrival])?;
    let mut last = arrival;
    while let Some(row) = rows.next()? {
        entries.push(if standing.is_plain() {
            entry(row)?
        } else {
            standing.entry(&record(row)?)
        });
        last = row.get(11)?;
    }
    if entries.len() > before {
        entries.sort_by_key(Entry::key);
    }
    Ok(last)
}

/// The entry in a row, read without its seal.
fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        id: name(row)?,
        stamp: Stamp {
            at: EventTime(row.get(2)?),
            counter: row.get(3)?,
        },
        at: EventTime(row.get(4)?),
        role: row.get_ref(6)?.as_str()?.parse().unwrap_or(Role::Organiser),
        fact: Fact::read(row.get_ref(7)?.as_str()?, row.get_ref(8)?.as_str()?),
    })
}

/// The records of these stretches, as many as are held, at most `limit`; every content of each name.
pub(super) fn get(db: &Connection, stretches: &[Stretch], limit: usize) -> rusqlite::Result<Vec<Record>> {
    let mut records = Vec::new();
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM entry WHERE origin = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq, twin LIMIT ?4"
    ))?;
    for (origin, first, last) in stretches {
        let left = limit.saturating_sub(records.len());
        if left == 0 {
            break;
        }
        let bounds = params![
            signed(origin.0),
            signed(*first),
            signed(*last),
            i64::try_from(left).unwrap_or(i64::MAX)
        ];
        for found in statement.query_map(bounds, record)? {
            records.push(found?);
        }
    }
    Ok(records)
}

/// Notes the records in the frontier.
pub(super) fn note(frontier: &mut Frontier, records: &[Record]) {
    for record in records {
        frontier.insert(record.id);
    }
}
