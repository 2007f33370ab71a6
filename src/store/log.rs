//! The statements of the replica: what is written, merged and read back.

use super::{Merged, pack};
use crate::domain::entry::{Entry, Hash, Record};
use crate::domain::fact::Fact;
use crate::domain::fork::Fork;
use crate::domain::frontier::{Frontier, Stretch};
use crate::domain::id::{EntryId, Origin, Role, Seq};
use crate::domain::time::{EventTime, Stamp};
use rusqlite::types::{FromSqlError, ValueRef};
use rusqlite::{
    CachedStatement, Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params,
};

/// Columns in the order that [`record`] reads and [`insert`] writes.
const COLUMNS: &str = "origin, seq, stamp_at, stamp_counter, at, device_ms, role, kind, body, prev, hash";

/// Numbers are stored in `SQLite`'s signed 64 bits, bit by bit.
const fn signed(number: u64) -> i64 {
    number.cast_signed()
}

fn hash(value: ValueRef<'_>) -> rusqlite::Result<Hash> {
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

fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
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

/// Whether the record was new.
fn insert(statement: &mut CachedStatement<'_>, record: &Record) -> rusqlite::Result<bool> {
    let changed = statement.execute(params![
        signed(record.id.origin.0),
        signed(record.id.seq.0),
        record.stamp.at.0,
        record.stamp.counter,
        record.at.0,
        record.device_ms,
        record.role,
        record.kind,
        record.body,
        record.prev.0,
        record.hash.0,
    ])?;
    Ok(changed > 0)
}

fn inserter<'a>(tx: &'a Transaction<'_>) -> rusqlite::Result<CachedStatement<'a>> {
    tx.prepare_cached(&format!(
        "INSERT INTO entry({COLUMNS}) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11) ON CONFLICT DO NOTHING"
    ))
}

/// Keeps a record that has no place in the log, so that nothing is ever dropped.
fn put_aside(tx: &Transaction<'_>, record: &Record, why: &str) -> rusqlite::Result<()> {
    let mut statement = tx.prepare_cached(&format!(
        "INSERT INTO aside({COLUMNS}, why) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,'{why}') ON CONFLICT DO NOTHING"
    ))?;
    insert(&mut statement, record)?;
    Ok(())
}

/// The hash stored under this name.
pub(super) fn hash_of(db: &Connection, id: EntryId) -> rusqlite::Result<Option<Hash>> {
    db.prepare_cached("SELECT hash FROM entry WHERE origin = ?1 AND seq = ?2")?
        .query_row(params![signed(id.origin.0), signed(id.seq.0)], |row| {
            hash(row.get_ref(0)?)
        })
        .optional()
}

/// Commits own records in one durable transaction. A record whose number is taken by another entry goes
/// aside; the first such number is returned.
pub(super) fn append(db: &mut Connection, records: &[Record]) -> rusqlite::Result<Option<EntryId>> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut forked = None;
    let mut statement = inserter(&tx)?;
    for record in records {
        if !insert(&mut statement, record)? && hash_of(&tx, record.id)? != Some(record.hash) {
            put_aside(&tx, record, "fork")?;
            forked = forked.or(Some(record.id));
        }
    }
    drop(statement);
    tx.commit()?;
    Ok(forked)
}

/// Takes in records of others in one transaction.
pub(super) fn merge(db: &mut Connection, records: Vec<Record>, own: Origin) -> rusqlite::Result<Merged> {
    let mut merged = Merged::default();
    if records.is_empty() {
        return Ok(merged);
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut statement = inserter(&tx)?;
    for record in records {
        if record.id.seq.0 == 0 || !record.is_sealed() {
            put_aside(&tx, &record, "seal")?;
            merged.broken.push(record.id);
            continue;
        }
        merged.forks.extend(fork_before(&tx, &record)?);
        if insert(&mut statement, &record)? {
            merged.rekey |= record.id.origin == own;
            merged.added.push(record);
        } else if let Some(held) = hash_of(&tx, record.id)?.filter(|held| *held != record.hash) {
            put_aside(&tx, &record, "fork")?;
            merged.forks.push(Fork {
                id: record.id,
                held,
                other: record.hash,
            });
        }
    }
    drop(statement);
    tx.commit()?;
    merged.forks.sort_unstable();
    merged.forks.dedup();
    Ok(merged)
}

/// A fork that shows because the record continues another predecessor than the one held.
fn fork_before(tx: &Transaction<'_>, record: &Record) -> rusqlite::Result<Option<Fork>> {
    let id = EntryId {
        origin: record.id.origin,
        seq: Seq(record.id.seq.0.saturating_sub(1)),
    };
    let held = hash_of(tx, id)?.filter(|held| *held != record.prev);
    Ok(held.map(|held| Fork {
        id,
        held,
        other: record.prev,
    }))
}

/// Which of these names are held with another hash.
pub(super) fn compare(db: &Connection, heads: &[(EntryId, Hash)]) -> rusqlite::Result<Vec<Fork>> {
    let mut forks = Vec::new();
    for (id, other) in heads {
        if let Some(held) = hash_of(db, *id)?.filter(|held| held != other) {
            forks.push(Fork {
                id: *id,
                held,
                other: *other,
            });
        }
    }
    Ok(forks)
}

/// Records that arrived after this one, in order of arrival, and the last arrival.
pub(super) fn since(db: &Connection, arrival: i64) -> rusqlite::Result<(Vec<Record>, i64)> {
    let last: i64 = db
        .prepare_cached("SELECT coalesce(max(arrival), 0) FROM entry")?
        .query_row([], |row| row.get(0))?;
    let count = usize::try_from(last.saturating_sub(arrival)).unwrap_or_default();
    let mut records = Vec::with_capacity(count);
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM entry WHERE arrival > ?1 ORDER BY arrival"
    ))?;
    for found in statement.query_map([arrival], record)? {
        records.push(found?);
    }
    Ok((records, last))
}

/// What was packed: up to which arrival, and the entries in their order. A pack that cannot be read is none.
pub(super) fn packed(db: &Connection) -> rusqlite::Result<(i64, Vec<Entry>)> {
    let found = db
        .prepare_cached("SELECT arrival, data FROM pack WHERE form = ?1")?
        .query_row([pack::FORM], |row| {
            Ok((row.get(0)?, pack::unpack(row.get_ref(1)?.as_blob()?)))
        })
        .optional()?;
    Ok(match found {
        Some((arrival, Some(entries))) => (arrival, entries),
        _ => (0, Vec::new()),
    })
}

/// Packs everything that has arrived.
pub(super) fn repack(db: &Connection) -> rusqlite::Result<()> {
    let (records, arrival) = since(db, 0)?;
    db.prepare_cached("INSERT OR REPLACE INTO pack(id, form, arrival, data) VALUES(1, ?1, ?2, ?3)")?
        .execute(params![pack::FORM, arrival, pack::pack(records)])?;
    Ok(())
}

/// Adds the entries that arrived after this one, and brings all into their order; the last arrival.
pub(super) fn entries_since(
    db: &Connection,
    arrival: i64,
    entries: &mut Vec<Entry>,
) -> rusqlite::Result<i64> {
    let before = entries.len();
    let mut statement = db.prepare_cached(
        "SELECT origin, seq, stamp_at, stamp_counter, at, role, kind, body, arrival
         FROM entry WHERE arrival > ?1 ORDER BY arrival",
    )?;
    let mut rows = statement.query([arrival])?;
    let mut last = arrival;
    while let Some(row) = rows.next()? {
        let role = row.get_ref(5)?.as_str()?.parse().unwrap_or(Role::Organiser);
        entries.push(Entry {
            id: EntryId {
                origin: Origin(row.get::<_, i64>(0)?.cast_unsigned()),
                seq: Seq(row.get::<_, i64>(1)?.cast_unsigned()),
            },
            stamp: Stamp {
                at: EventTime(row.get(2)?),
                counter: row.get(3)?,
            },
            at: EventTime(row.get(4)?),
            role,
            fact: Fact::read(row.get_ref(6)?.as_str()?, row.get_ref(7)?.as_str()?),
        });
        last = row.get(8)?;
    }
    if entries.len() > before {
        entries.sort_by_key(Entry::key);
    }
    Ok(last)
}

/// The records of these stretches, as many as are held, at most `limit`.
pub(super) fn get(db: &Connection, stretches: &[Stretch], limit: usize) -> rusqlite::Result<Vec<Record>> {
    let mut records = Vec::new();
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM entry WHERE origin = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq LIMIT ?4"
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

pub(super) fn twins(db: &Connection) -> rusqlite::Result<crate::domain::trade::Twins> {
    db.prepare_cached(
        "SELECT origin, seq, hash FROM aside WHERE why = 'fork'
         UNION SELECT e.origin, e.seq, e.hash FROM aside a JOIN entry e USING(origin, seq) WHERE a.why = 'fork'",
    )?
    .query_map([], |row| {
        let id = EntryId {
            origin: Origin(row.get::<_, i64>(0)?.cast_unsigned()),
            seq: Seq(row.get::<_, i64>(1)?.cast_unsigned()),
        };
        Ok((id, hash(row.get_ref(2)?)?))
    })?
    .collect()
}

pub(super) fn all_of(db: &Connection, origin: Origin) -> rusqlite::Result<Vec<Record>> {
    let mut records = Vec::new();
    for sql in [
        format!("SELECT {COLUMNS} FROM entry WHERE origin = ?1"),
        format!("SELECT {COLUMNS} FROM aside WHERE origin = ?1 AND why = 'fork'"),
    ] {
        let mut statement = db.prepare_cached(&sql)?;
        for found in statement.query_map([signed(origin.0)], record)? {
            records.push(found?);
        }
    }
    Ok(records)
}
