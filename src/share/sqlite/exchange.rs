//! Pulling in one read transaction, pushing in one write transaction.
//!
//! What the share holds is told by two small tables. Where another hand was in the file they may say more than
//! there is: [`pull`] notices, and [`super::mend`] makes them true again.

use super::super::{Parcel, Pulled, Pushed};
use super::publish;
use crate::domain::entry::{Hash, Record};
use crate::domain::fork::Fork;
use crate::domain::frontier::{Frontier, Held};
use crate::domain::id::{EntryId, Origin, Role, Seq};
use crate::domain::presence::Presence;
use crate::domain::time::{EventTime, Stamp};
use crate::domain::trade::Twins;
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::str::FromStr;

pub(super) const COLUMNS: &str =
    "origin, seq, at, role, kind, body, stamp_at, stamp_counter, device_ms, prev, hash";

/// Insert a record as an entry, or as a further content of a name.
const ENTRY: &str =
    "INSERT INTO entry(origin, seq, at, role, kind, body, stamp_at, stamp_counter, device_ms, prev, hash)
    VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11) ON CONFLICT DO NOTHING";
const FORK: &str =
    "INSERT INTO fork(origin, seq, at, role, kind, body, stamp_at, stamp_counter, device_ms, prev, hash)
    VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11) ON CONFLICT DO NOTHING";

/// Reads a text column as what it stands for.
pub(super) fn parsed<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: FromStr,
    T::Err: Error + Send + Sync + 'static,
{
    let text = row.get_ref(column)?.as_str()?;
    text.parse()
        .map_err(|why| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(why)))
}

pub(super) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let found = row.get::<_, i64>(column)?;
    u64::try_from(found).map_err(|_| FromSqlError::OutOfRange(found).into())
}

const fn stored(number: u64) -> i64 {
    // Numbers of entries count from one: they never come near the end of either type.
    number.cast_signed()
}

pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        id: EntryId {
            origin: parsed(row, 0)?,
            seq: Seq(number(row, 1)?),
        },
        at: EventTime(row.get(2)?),
        role: row.get(3)?,
        kind: row.get(4)?,
        body: row.get(5)?,
        stamp: Stamp {
            at: EventTime(row.get(6)?),
            counter: row.get(7)?,
        },
        device_ms: row.get(8)?,
        prev: parsed(row, 9)?,
        hash: parsed(row, 10)?,
    })
}

/// What the share holds, with the hash of each head, from two small tables.
pub(super) fn held(db: &Connection) -> rusqlite::Result<(Frontier, Vec<(EntryId, Hash)>)> {
    let mut beyond: BTreeMap<Origin, BTreeSet<u64>> = BTreeMap::new();
    let mut statement = db.prepare_cached("SELECT origin, seq FROM beyond")?;
    for found in statement.query_map([], |row| Ok((parsed(row, 0)?, number(row, 1)?)))? {
        let (origin, seq) = found?;
        beyond.entry(origin).or_default().insert(seq);
    }
    let mut frontier = Frontier::default();
    let mut heads = Vec::new();
    let mut statement = db.prepare_cached("SELECT origin, seq, hash FROM head ORDER BY origin")?;
    for found in statement.query_map([], |row| Ok((parsed(row, 0)?, number(row, 1)?, parsed(row, 2)?)))? {
        let (origin, up_to, hash) = found?;
        frontier.hold(
            origin,
            Held {
                up_to,
                beyond: BTreeSet::new(),
            },
        );
        let seq = Seq(up_to);
        heads.push((EntryId { origin, seq }, hash));
    }
    for (origin, beyond) in beyond {
        frontier.hold(origin, Held { up_to: 0, beyond });
    }
    Ok((frontier, heads))
}

/// The random name of the share in this file.
pub(super) fn epoch(db: &mut Connection) -> rusqlite::Result<String> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Deferred)?;
    let epoch = meta(&tx, "epoch")?;
    tx.commit()?;
    // A share is born with it.
    epoch.ok_or(rusqlite::Error::QueryReturnedNoRows)
}

fn meta(tx: &Transaction<'_>, key: &str) -> rusqlite::Result<Option<String>> {
    tx.prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// Every content of the names that have several.
pub(super) fn twins(tx: &Transaction<'_>) -> rusqlite::Result<Twins> {
    tx.prepare_cached(
        "SELECT origin, seq, hash FROM fork
         UNION SELECT entry.origin, entry.seq, entry.hash FROM fork JOIN entry USING(origin, seq)",
    )?
    .query_map([], |row| {
        let id = EntryId {
            origin: parsed(row, 0)?,
            seq: Seq(number(row, 1)?),
        };
        Ok((id, parsed(row, 2)?))
    })?
    // What was put aside because another hand spoiled it has no readable name.
    .filter(|found| !matches!(found, Err(rusqlite::Error::FromSqlConversionFailure(..))))
    .collect()
}

/// Every record, whole or not, by origin and number, and how many rows cannot be read as records.
pub(super) fn all(db: &mut Connection) -> rusqlite::Result<(Vec<Record>, usize)> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Deferred)?;
    let mut records = Vec::new();
    let mut unreadable = 0;
    for table in ["entry", "fork"] {
        let mut statement = tx.prepare(&format!("SELECT {COLUMNS} FROM {table}"))?;
        for found in statement.query_map([], |row| Ok(record(row)))? {
            match found? {
                Ok(record) => records.push(record),
                Err(_) => unreadable += 1,
            }
        }
    }
    tx.commit()?;
    Ok((records, unreadable))
}

/// See [`super::Share::all_of`].
pub(super) fn all_of(db: &mut Connection, origin: Origin) -> rusqlite::Result<Vec<Record>> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Deferred)?;
    let mut records = Vec::new();
    for table in ["entry", "fork"] {
        let sql = format!("SELECT {COLUMNS} FROM {table} WHERE origin = ?1 ORDER BY seq");
        let mut statement = tx.prepare_cached(&sql)?;
        for found in statement.query_map([origin.to_string()], |row| Ok(record(row)))? {
            records.extend(found?.ok().filter(Record::is_sealed));
        }
    }
    tx.commit()?;
    Ok(records)
}

/// See [`super::Share::pull`]. Also names the origins of which rows are gone, unreadable or altered.
pub(super) fn pull(
    db: &mut Connection,
    have: &Frontier,
    limit: usize,
) -> rusqlite::Result<(Pulled, BTreeSet<Origin>)> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Deferred)?;
    let (frontier, heads) = held(&tx)?;
    let mut pulled = Pulled {
        records: Vec::new(),
        more: false,
        unreadable: 0,
        devices: devices(&tx)?,
        twins: twins(&tx)?,
        epoch: meta(&tx, "epoch")?.unwrap_or_default(),
        floor: meta(&tx, "floor")?,
        heads,
        frontier,
    };
    let mut statement = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM entry WHERE origin = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq LIMIT ?4"
    ))?;
    let mut damaged = BTreeSet::new();
    for (origin, first, last) in pulled.frontier.beyond(have) {
        let left = limit.saturating_sub(pulled.records.len());
        let more = last - first >= u64::try_from(left).unwrap_or(u64::MAX);
        pulled.more |= more;
        if left == 0 {
            break;
        }
        let mut rows = 0;
        let bounds = params![
            origin.to_string(),
            stored(first),
            stored(last),
            i64::try_from(left).unwrap_or(i64::MAX)
        ];
        for found in statement.query_map(bounds, record)? {
            rows += 1;
            match found {
                Ok(record) => {
                    if !record.is_sealed() {
                        damaged.insert(origin);
                    }
                    pulled.records.push(record);
                }
                Err(failed @ rusqlite::Error::SqliteFailure(..)) => return Err(failed),
                // One row that another hand spoiled does not stop the others.
                Err(_) => {
                    pulled.unreadable += 1;
                    damaged.insert(origin);
                }
            }
        }
        if !more && rows <= last - first {
            damaged.insert(origin);
        }
    }
    drop(statement);
    tx.commit()?;
    Ok((pulled, damaged))
}

/// The share is for another floor, of this name.
#[derive(Debug)]
pub(super) struct OtherFloor(pub(super) String);

/// See [`super::Share::push`]. Nothing is brought to another floor's share.
pub(super) fn push(db: &mut Connection, parcel: &Parcel<'_>) -> rusqlite::Result<Result<Pushed, OtherFloor>> {
    let nothing = parcel.records.is_empty()
        && parcel.presence.is_none()
        && parcel.tables.is_none()
        && parcel.floor.is_none();
    let lock = if nothing {
        TransactionBehavior::Deferred
    } else {
        TransactionBehavior::Immediate
    };
    let tx = db.transaction_with_behavior(lock)?;
    if let Some(ours) = parcel.floor {
        match meta(&tx, "floor")? {
            Some(theirs) if theirs != ours => return Ok(Err(OtherFloor(theirs))),
            Some(_) => {}
            None => {
                tx.prepare_cached("INSERT INTO meta VALUES('floor', ?1)")?
                    .execute([ours])?;
            }
        }
    }
    let (frontier, _) = held(&tx)?;
    let mut pushed = Pushed {
        frontier,
        ..Pushed::default()
    };
    let mut grown = BTreeSet::new();
    let mut before = None;
    // A record whose seal is broken would only be taken out again by whoever reads it.
    for record in parcel.records.iter().filter(|record| record.is_sealed()) {
        push_one(&tx, record, before, &mut pushed)?;
        before = Some((record.id, record.hash));
        // Also where the row was there and only not written down as held.
        if pushed.frontier.insert(record.id) {
            grown.insert(record.id.origin);
        }
    }
    for origin in grown {
        put_head(&tx, origin, &pushed.frontier)?;
    }
    if let Some(presence) = parcel.presence {
        put_presence(&tx, presence)?;
    }
    if let Some(tables) = parcel.tables {
        publish::publish(&tx, tables)?;
    }
    tx.commit()?;
    pushed.forks.sort_unstable();
    pushed.forks.dedup();
    Ok(Ok(pushed))
}

/// Brings one record; `last` was brought just now.
fn push_one(
    tx: &Transaction<'_>,
    record: &Record,
    last: Option<(EntryId, Hash)>,
    pushed: &mut Pushed,
) -> rusqlite::Result<()> {
    let before = EntryId {
        origin: record.id.origin,
        seq: Seq(record.id.seq.0.saturating_sub(1)),
    };
    // What follows on what was brought just now needs no look.
    if last != Some((before, record.prev))
        && let Some(held) = hash_of(tx, before)?.filter(|held| *held != record.prev)
    {
        suspect(tx, before)?;
        pushed.forks.push(Fork {
            id: before,
            held,
            other: record.prev,
        });
    }
    if put(tx, ENTRY, record)? {
        pushed.added += 1;
        let next = EntryId {
            origin: record.id.origin,
            seq: Seq(record.id.seq.0.saturating_add(1)),
        };
        if pushed.frontier.contains(next) && continues_another(tx, record)? {
            suspect(tx, record.id)?;
        }
    } else if let Some(held) = hash_of(tx, record.id)?.filter(|held| *held != record.hash) {
        put(tx, FORK, record)?;
        pushed.forks.push(Fork {
            id: record.id,
            held,
            other: record.hash,
        });
    }
    Ok(())
}

/// A name that has another content somewhere, which is not here: what is held of it is kept among the forks too,
/// so that whoever has the other one sees that it is lacking.
fn suspect(tx: &Transaction<'_>, id: EntryId) -> rusqlite::Result<()> {
    tx.prepare_cached(&format!(
        "INSERT INTO fork({COLUMNS}) SELECT {COLUMNS} FROM entry WHERE origin = ?1 AND seq = ?2
         ON CONFLICT DO NOTHING"
    ))?
    .execute(params![id.origin.to_string(), stored(id.seq.0)])?;
    Ok(())
}

/// Whether what follows on this record's name continues another content.
fn continues_another(tx: &Transaction<'_>, record: &Record) -> rusqlite::Result<bool> {
    tx.prepare_cached("SELECT EXISTS(SELECT 1 FROM entry WHERE origin = ?1 AND seq = ?2 AND prev <> ?3)")?
        .query_row(
            params![
                record.id.origin.to_string(),
                stored(record.id.seq.0.saturating_add(1)),
                record.hash.to_string()
            ],
            |row| row.get(0),
        )
}

/// Whether the record was new to the table of this statement.
fn put(tx: &Transaction<'_>, insert: &str, record: &Record) -> rusqlite::Result<bool> {
    let mut statement = tx.prepare_cached(insert)?;
    let changed = statement.execute(params![
        record.id.origin.to_string(),
        stored(record.id.seq.0),
        record.at.0,
        record.role,
        record.kind,
        record.body,
        record.stamp.at.0,
        record.stamp.counter,
        record.device_ms,
        record.prev.to_string(),
        record.hash.to_string(),
    ])?;
    Ok(changed > 0)
}

fn hash_of(tx: &Transaction<'_>, id: EntryId) -> rusqlite::Result<Option<Hash>> {
    tx.prepare_cached("SELECT hash FROM entry WHERE origin = ?1 AND seq = ?2")?
        .query_row(params![id.origin.to_string(), stored(id.seq.0)], |row| {
            parsed(row, 0)
        })
        .optional()
}

/// Writes down what is held of one origin now.
pub(super) fn put_head(tx: &Transaction<'_>, origin: Origin, frontier: &Frontier) -> rusqlite::Result<()> {
    let Some(held) = frontier.held(origin) else {
        return Ok(());
    };
    let name = origin.to_string();
    tx.prepare_cached(
        "INSERT INTO head SELECT origin, seq, hash FROM entry WHERE origin = ?1 AND seq = ?2
         ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
    )?
    .execute(params![name, stored(held.up_to)])?;
    tx.prepare_cached("DELETE FROM beyond WHERE origin = ?1 AND seq <= ?2")?
        .execute(params![name, stored(held.up_to)])?;
    let mut statement = tx.prepare_cached("INSERT INTO beyond VALUES(?1, ?2) ON CONFLICT DO NOTHING")?;
    for seq in &held.beyond {
        statement.execute(params![name, stored(*seq)])?;
    }
    Ok(())
}

pub(super) fn devices(tx: &Transaction<'_>) -> rusqlite::Result<Vec<Presence>> {
    tx.prepare_cached(
        "SELECT origin, role, label, last_seen, clock_offset_ms, version, unsent FROM device ORDER BY origin",
    )?
    .query_map([], |row| {
        Ok(Presence {
            origin: parsed(row, 0)?,
            // A role of a newer version stands as an organiser's, as it does in entries.
            role: parsed(row, 1).unwrap_or(Role::Organiser),
            label: row.get(2)?,
            seen_ms: row.get(3)?,
            clock_ahead_ms: row.get(4)?,
            version: row.get(5)?,
            unsent: number(row, 6)?,
        })
    })?
    .collect()
}

fn put_presence(tx: &Transaction<'_>, presence: &Presence) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO device(origin, role, label, last_seen, clock_offset_ms, version, unsent)
         VALUES(?1,?2,?3,?4,?5,?6,?7) ON CONFLICT DO UPDATE SET role = excluded.role, label = excluded.label,
         last_seen = excluded.last_seen, clock_offset_ms = excluded.clock_offset_ms,
         version = excluded.version, unsent = excluded.unsent",
    )?
    .execute(params![
        presence.origin.to_string(),
        presence.role.to_string(),
        publish::clean(&presence.label),
        presence.seen_ms,
        presence.clock_ahead_ms,
        publish::clean(&presence.version),
        stored(presence.unsent),
    ])?;
    Ok(())
}
