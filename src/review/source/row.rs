//! Rows of shares and replicas, read alike: their tables have the same columns, and differ in how names and hashes
//! are stored.

use super::Seen;
use crate::domain::entry::{Hash, Key, Record};
use crate::domain::id::{EntryId, Origin, Seq};
use crate::domain::time::{EventTime, Stamp};
use rusqlite::Row;
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

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
pub(super) fn key(row: &Row<'_>, first: usize) -> rusqlite::Result<Key> {
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
pub(super) fn seen<'a>(row: &'a Row<'_>, spot: u32) -> rusqlite::Result<Seen<'a>> {
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

/// A row behind its `rowid` as a record.
pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
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
