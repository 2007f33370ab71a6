//! The form of the replica's file: its tables, a new file, and files of older forms brought to this one.

use super::log;
use super::write::{self, Writer};
use crate::domain::id::Origin;
use crate::domain::trade::Twins;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

/// "sheR": marks a replica, so that a share is never taken for one.
pub const APPLICATION_ID: i64 = 0x7368_6552;
/// The form of the tables of a replica.
pub const FORM: i64 = 2;
/// The size of its pages, in bytes.
pub(super) const PAGE: usize = 4_096;

/// `twin` numbers the contents of one name in the order of their hashes; `mine` marks what was written through
/// this replica or the one that it was copied from.
const ENTRY: &str = "
CREATE TABLE entry(
  arrival INTEGER PRIMARY KEY,
  origin INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  stamp_at INTEGER NOT NULL,
  stamp_counter INTEGER NOT NULL,
  at INTEGER NOT NULL,
  device_ms INTEGER NOT NULL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  prev BLOB NOT NULL,
  hash BLOB NOT NULL,
  twin INTEGER NOT NULL DEFAULT 0,
  mine INTEGER NOT NULL DEFAULT 0,
  UNIQUE(origin, seq, twin)
) STRICT;
CREATE INDEX entry_twin ON entry(origin, seq) WHERE twin > 0;
CREATE TABLE parted(origin INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(origin, seq)) STRICT;
";

const OTHERS: &str = "
CREATE TABLE aside(
  origin INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  stamp_at INTEGER NOT NULL,
  stamp_counter INTEGER NOT NULL,
  at INTEGER NOT NULL,
  device_ms INTEGER NOT NULL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  prev BLOB NOT NULL,
  hash BLOB NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY(origin, seq, hash, body)
) STRICT;
CREATE TABLE pack(id INTEGER PRIMARY KEY, form INTEGER NOT NULL, arrival INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
";

/// Makes the tables of a new replica that writes as `origin`.
pub(super) fn make(db: &mut Connection, origin: Origin) -> rusqlite::Result<()> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(ENTRY)?;
    tx.execute_batch(OTHERS)?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    put_form(&tx)?;
    put_origin(&tx, origin)?;
    tx.commit()
}

/// The form stands twice, so that a flipped bit in the file's head is not taken for a newer version.
fn put_form(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    tx.pragma_update(None, "user_version", FORM)?;
    put(tx, "form", &FORM.to_string())
}

/// Brings a replica of form 1 to this form in one transaction: contents that had to stay aside because their
/// name was taken get their place.
pub(super) fn upgrade(db: &mut Connection) -> rusqlite::Result<()> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let origin = origin(&tx)?;
    tx.execute_batch("ALTER TABLE entry RENAME TO entry_1;")?;
    tx.execute_batch(ENTRY)?;
    tx.execute(
        "INSERT INTO entry SELECT arrival, origin, seq, stamp_at, stamp_counter, at, device_ms, role, kind, body, prev,
           hash, 0, origin = ?1 FROM entry_1",
        [log::signed(origin.0)],
    )?;
    tx.execute_batch("DROP TABLE entry_1;")?;
    let mut writer = Writer::new(&tx, &Twins::new())?;
    for record in write::take_forks_back(&tx)? {
        if record.is_sealed() {
            writer.put(&record, false)?;
        } else {
            write::put_aside(&tx, &record)?;
        }
    }
    writer.finish()?;
    tx.execute("DELETE FROM pack", [])?;
    put_form(&tx)?;
    tx.commit()
}

/// Writes down the name under which this replica writes.
pub(super) fn put_origin(db: &Connection, origin: Origin) -> rusqlite::Result<()> {
    put(db, "origin", &origin.to_string())
}

/// The name under which this replica writes.
pub(super) fn origin(db: &Connection) -> rusqlite::Result<Origin> {
    get(db, "origin")?
        .and_then(|text| text.parse().ok())
        .ok_or(rusqlite::Error::QueryReturnedNoRows)
}

/// Writes down one thing about this replica.
pub(super) fn put(db: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO meta VALUES(?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value")?
        .execute([key, value])?;
    Ok(())
}

/// What was written down.
pub(super) fn get(db: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}
