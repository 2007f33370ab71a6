//! Looking through the whole share, and mending what another hand spoiled where the rest is good.
//!
//! Pages that do not fit together are for nobody to mend: that is damage. Rows that are gone, altered or not
//! written down as held are taken out of what the share says it holds, and whoever has them brings them anew.

use super::exchange::{COLUMNS, devices, held, number, parsed, put_head, record, twins};
use super::schema;
use crate::domain::frontier::Frontier;
use crate::domain::id::Origin;
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, ffi};
use std::collections::{BTreeMap, BTreeSet};

/// See [`super::Share::examine`].
pub(super) fn examine(db: &mut Connection) -> rusqlite::Result<()> {
    let lacking = lacking(db)?;
    if lacking.is_empty() {
        return Ok(());
    }
    mend(db, &lacking)?;
    if self::lacking(db)?.is_empty() {
        Ok(())
    } else {
        Err(damaged("the share holds other entries than it says"))
    }
}

fn damaged(how: &str) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT), Some(how.to_owned()))
}

/// The origins of which the share holds other numbers of entries than it says; fails where its pages or tables
/// are broken.
pub(super) fn lacking(db: &mut Connection) -> rusqlite::Result<BTreeSet<Origin>> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Deferred)?;
    schema::check(&tx)?;
    devices(&tx)?;
    twins(&tx)?;
    let (frontier, _) = held(&tx)?;
    let mut told: BTreeMap<Origin, u64> = frontier
        .iter()
        .map(|(origin, held)| (origin, held.count()))
        .collect();
    let mut wrong = BTreeSet::new();
    let mut statement = tx.prepare_cached("SELECT origin, count(*) FROM entry GROUP BY origin")?;
    for found in statement.query_map([], |row| Ok((parsed(row, 0), number(row, 1)?)))? {
        // Rows under a name that is none are nobody's: they are not written down as held either.
        if let (Ok(origin), count) = found?
            && told.remove(&origin) != Some(count)
        {
            wrong.insert(origin);
        }
    }
    drop(statement);
    let count = |sql| tx.query_row(sql, [], |row| row.get::<_, i64>(0));
    if count("SELECT count(*) FROM entry")? != count("SELECT count(*) FROM entry NOT INDEXED")? {
        return Err(damaged("names and rows of entries differ"));
    }
    wrong.extend(
        told.into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(origin, _)| origin),
    );
    tx.commit()?;
    Ok(wrong)
}

/// Moves the rows of these origins that are not as they were written out of the log, and writes down what is
/// really held of them.
pub(super) fn mend(db: &mut Connection, origins: &BTreeSet<Origin>) -> rusqlite::Result<()> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for origin in origins {
        let name = origin.to_string();
        let mut frontier = Frontier::default();
        let mut spoiled = Vec::new();
        let mut statement =
            tx.prepare_cached(&format!("SELECT {COLUMNS}, rowid FROM entry WHERE origin = ?1"))?;
        let read = |row: &Row<'_>| Ok((record(row), row.get::<_, i64>(11)?));
        for found in statement.query_map([&name], read)? {
            match found? {
                (Ok(record), _) if record.is_sealed() => _ = frontier.insert(record.id),
                (_, rowid) => spoiled.push(rowid),
            }
        }
        take_out(&tx, &spoiled)?;
        tx.execute("DELETE FROM head WHERE origin = ?1", [&name])?;
        tx.execute("DELETE FROM beyond WHERE origin = ?1", [&name])?;
        put_head(&tx, *origin, &frontier)?;
    }
    tx.commit()
}

/// Moves these rows out of the log to where further contents of a name are kept.
fn take_out(tx: &Transaction<'_>, rows: &[i64]) -> rusqlite::Result<()> {
    let mut keep = tx.prepare_cached(&format!(
        "INSERT INTO fork({COLUMNS}) SELECT {COLUMNS} FROM entry WHERE rowid = ?1 ON CONFLICT DO NOTHING"
    ))?;
    let mut delete = tx.prepare_cached("DELETE FROM entry WHERE rowid = ?1")?;
    for row in rows {
        keep.execute([row])?;
        delete.execute([row])?;
    }
    Ok(())
}
