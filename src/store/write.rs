//! The statements that write the log: what is appended, merged, kept aside, and whose name is whose.

use super::log::{COLUMNS, hash, hashes, record, signed, twins};
use super::page::Row;
use crate::domain::entry::{Hash, Record};
use crate::domain::fork::Fork;
use crate::domain::id::{EntryId, Origin, Seq};
use crate::domain::time::{EventTime, Stamp};
use crate::domain::trade::{Merged, Twins};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::BTreeSet;

/// More contents than this one name never has.
const TWINS_MAX: i64 = 1 << 32;

/// What became of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Put {
    /// Its name was free.
    New,
    /// It was there already.
    Repeat,
    /// Its name had another content, this one; now it has one more.
    Twin(Hash),
}

/// What writing did besides adding rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Written {
    /// How many rows were added.
    pub(super) added: usize,
    /// A name got a further content.
    pub(super) twins: bool,
    /// What was told of earlier entries does not stand any more: readers begin anew.
    pub(super) anew: bool,
    /// This replica should write under another name.
    pub(super) rekey: bool,
}

/// Writes records within one transaction.
pub(super) struct Writer<'a> {
    tx: &'a Transaction<'a>,
    insert: CachedStatement<'a>,
    /// Origins that have names with several contents.
    forked: BTreeSet<Origin>,
    written: Written,
}

impl<'a> Writer<'a> {
    /// A writer that knows these names with several contents.
    pub(super) fn new(tx: &'a Transaction<'a>, twins: &Twins) -> rusqlite::Result<Self> {
        Ok(Self {
            tx,
            insert: tx.prepare_cached(&format!(
                "INSERT INTO entry({COLUMNS}, twin, mine) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,0,?12)
                 ON CONFLICT DO NOTHING"
            ))?,
            forked: twins.iter().map(|(id, _)| id.origin).collect(),
            written: Written::default(),
        })
    }

    /// Writes one record; `mine` if it was written through this replica.
    pub(super) fn put(&mut self, record: &Record, mine: bool) -> rusqlite::Result<Put> {
        let id = (signed(record.id.origin.0), signed(record.id.seq.0));
        if insert(&mut self.insert, record, mine)? {
            self.written.added += 1;
            if !mine {
                self.look_after(record.id)?;
            }
            self.written.anew |= self.forked.contains(&record.id.origin) && self.is_late(id)?;
            return Ok(Put::New);
        }
        let held = hashes(self.tx, record.id)?;
        if held.contains(&record.hash) {
            if mine {
                self.tx
                    .prepare_cached("UPDATE entry SET mine = 1 WHERE origin = ?1 AND seq = ?2 AND hash = ?3")?
                    .execute(params![id.0, id.1, record.hash.0])?;
            }
            return Ok(Put::Repeat);
        }
        self.add_twin(record, mine)?;
        Ok(Put::Twin(held.first().copied().unwrap_or_default()))
    }

    /// Where what follows on this name continues a content that is not held, the name has another one.
    fn look_after(&mut self, id: EntryId) -> rusqlite::Result<()> {
        let parts: bool = self
            .tx
            .prepare_cached(
                "SELECT EXISTS(SELECT 1 FROM entry AS next WHERE next.origin = ?1 AND next.seq = ?2 + 1 AND NOT EXISTS(
                   SELECT 1 FROM entry WHERE origin = ?1 AND seq = ?2 AND hash = next.prev))",
            )?
            .query_row([signed(id.origin.0), signed(id.seq.0)], |row| row.get(0))?;
        if parts {
            self.parted(id)?;
        }
        Ok(())
    }

    /// Takes note that this name has a content that is not held.
    fn parted(&mut self, id: EntryId) -> rusqlite::Result<()> {
        self.written.twins |= self
            .tx
            .prepare_cached("INSERT INTO parted VALUES(?1, ?2) ON CONFLICT DO NOTHING")?
            .execute([signed(id.origin.0), signed(id.seq.0)])?
            > 0;
        Ok(())
    }

    /// Whether entries after this one are held: what they say of others may mean something else now.
    fn is_late(&self, (origin, seq): (i64, i64)) -> rusqlite::Result<bool> {
        self.tx
            .prepare_cached("SELECT EXISTS(SELECT 1 FROM entry WHERE origin = ?1 AND seq > ?2)")?
            .query_row([origin, seq], |row| row.get(0))
    }

    /// Adds a further content and numbers all of this name in the order of their hashes.
    fn add_twin(&mut self, record: &Record, mine: bool) -> rusqlite::Result<()> {
        let id = (signed(record.id.origin.0), signed(record.id.seq.0));
        // The name is free for a moment.
        self.tx
            .prepare_cached("UPDATE entry SET twin = twin + ?3 WHERE origin = ?1 AND seq = ?2")?
            .execute([id.0, id.1, TWINS_MAX])?;
        insert(&mut self.insert, record, mine)?;
        number_twins(self.tx, record.id)?;
        self.forked.insert(record.id.origin);
        self.written.added += 1;
        self.written.twins = true;
        self.written.anew = true;
        Ok(())
    }

    /// What was done; where readers have to begin anew, the pack holds nothing true any more.
    pub(super) fn finish(self) -> rusqlite::Result<Written> {
        if self.written.anew {
            self.tx.execute("DELETE FROM pack", [])?;
        }
        Ok(self.written)
    }
}

/// Whether the name was free and has this content now.
fn insert(statement: &mut CachedStatement<'_>, record: &Record, mine: bool) -> rusqlite::Result<bool> {
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
        mine,
    ])?;
    Ok(changed > 0)
}

/// Numbers the contents of this name in the order of their hashes, from 0.
fn number_twins(tx: &Transaction<'_>, id: EntryId) -> rusqlite::Result<()> {
    let id = (signed(id.origin.0), signed(id.seq.0));
    tx.prepare_cached("UPDATE entry SET twin = -1 - twin WHERE origin = ?1 AND seq = ?2")?
        .execute([id.0, id.1])?;
    let arrivals: rusqlite::Result<Vec<i64>> = tx
        .prepare_cached("SELECT arrival FROM entry WHERE origin = ?1 AND seq = ?2 ORDER BY hash")?
        .query_map([id.0, id.1], |row| row.get(0))?
        .collect();
    let mut number = tx.prepare_cached("UPDATE entry SET twin = ?2 WHERE arrival = ?1")?;
    for (arrival, twin) in arrivals?.into_iter().zip(0_i64..) {
        number.execute([arrival, twin])?;
    }
    Ok(())
}

/// Keeps a record that has no place in the log, so that nothing is ever dropped.
pub(super) fn put_aside(tx: &Transaction<'_>, record: &Record) -> rusqlite::Result<()> {
    tx.prepare_cached(&format!(
        "INSERT INTO aside({COLUMNS}, why) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,'seal') ON CONFLICT DO NOTHING"
    ))?
    .execute(params![
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
    Ok(())
}

/// Takes out what an older version had to keep aside because its name was taken.
pub(super) fn take_forks_back(tx: &Transaction<'_>) -> rusqlite::Result<Vec<Record>> {
    let forks = tx
        .prepare(&format!(
            "SELECT {COLUMNS} FROM aside WHERE why = 'fork' ORDER BY origin, seq"
        ))?
        .query_map([], record)?
        .collect();
    tx.execute("DELETE FROM aside WHERE why = 'fork'", [])?;
    forks
}

/// Commits own records in one durable transaction.
pub(super) fn append(
    db: &mut Connection,
    records: &[Record],
    own: Origin,
    twins: &Twins,
) -> rusqlite::Result<Written> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut writer = Writer::new(&tx, twins)?;
    for record in records {
        writer.put(record, record.id.origin == own)?;
    }
    let mut written = writer.finish()?;
    written.rekey = written.twins && is_younger(&tx, own)?;
    tx.commit()?;
    Ok(written)
}

/// Takes in records of others in one transaction.
pub(super) fn merge(
    db: &mut Connection,
    records: Vec<Record>,
    own: Origin,
    twins: &Twins,
) -> rusqlite::Result<(Merged, Written)> {
    let mut merged = Merged::default();
    if records.is_empty() {
        return Ok((merged, Written::default()));
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut writer = Writer::new(&tx, twins)?;
    for record in records {
        if record.id.seq.0 == 0 || !record.is_sealed() {
            put_aside(&tx, &record)?;
            merged.broken.push(record.id);
            continue;
        }
        if let Some(fork) = fork_before(&tx, &record)? {
            writer.parted(fork.id)?;
            merged.forks.push(fork);
        }
        match writer.put(&record, false)? {
            Put::Repeat => continue,
            Put::New => {}
            Put::Twin(held) => merged.forks.push(Fork {
                id: record.id,
                held,
                other: record.hash,
            }),
        }
        merged.added.push(record);
    }
    let mut written = writer.finish()?;
    if merged.added.iter().any(|record| record.id.origin == own) {
        written.rekey = is_continued(&tx, own)? || is_younger(&tx, own)?;
    }
    tx.commit()?;
    merged.rekey = written.rekey;
    merged.forks.sort_unstable();
    merged.forks.dedup();
    Ok((merged, written))
}

/// A fork that shows because the record continues a predecessor that is not held, while another one is.
fn fork_before(tx: &Transaction<'_>, record: &Record) -> rusqlite::Result<Option<Fork>> {
    let id = EntryId {
        origin: record.id.origin,
        seq: Seq(record.id.seq.0.saturating_sub(1)),
    };
    let held = hashes(tx, id)?;
    let first = held.first().filter(|_| !held.contains(&record.prev));
    Ok(first.map(|held| Fork {
        id,
        held: *held,
        other: record.prev,
    }))
}

/// Which of these names are held, but not with this hash.
pub(super) fn compare(db: &Connection, heads: &[(EntryId, Hash)]) -> rusqlite::Result<Vec<Fork>> {
    let mut forks = Vec::new();
    for (id, other) in heads {
        let held = hashes(db, *id)?;
        if let Some(first) = held.first().filter(|_| !held.contains(other)) {
            forks.push(Fork {
                id: *id,
                held: *first,
                other: *other,
            });
        }
    }
    Ok(forks)
}

/// The last entry that was written through this replica under this name.
pub(super) fn own_head(db: &Connection, own: Origin) -> rusqlite::Result<Option<(Seq, Hash, Stamp)>> {
    db.prepare_cached(
        "SELECT seq, hash, stamp_at, stamp_counter FROM entry WHERE origin = ?1 AND mine = 1
         ORDER BY seq DESC LIMIT 1",
    )?
    .query_row([signed(own.0)], |row| {
        let stamp = Stamp {
            at: EventTime(row.get(2)?),
            counter: row.get(3)?,
        };
        Ok((
            Seq(row.get::<_, i64>(0)?.cast_unsigned()),
            hash(row.get_ref(1)?)?,
            stamp,
        ))
    })
    .optional()
}

/// Whether somebody else has used numbers beyond those that were written here: they cannot be used again, whoever
/// was first.
pub(super) fn is_continued(db: &Connection, own: Origin) -> rusqlite::Result<bool> {
    let last = own_head(db, own)?.map_or(0, |(seq, ..)| seq.0);
    db.prepare_cached("SELECT EXISTS(SELECT 1 FROM entry WHERE origin = ?1 AND seq > ?2 AND mine = 0)")?
        .query_row(params![signed(own.0), signed(last)], |row| row.get(0))
}

/// Whether this replica's content is the younger where its chain parts from another: the greater of stamp and
/// hash. Both sides judge the same two contents, so exactly one of them is.
pub(super) fn is_younger(db: &Connection, own: Origin) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT EXISTS(
           SELECT 1 FROM (SELECT DISTINCT seq FROM entry WHERE origin = ?1 AND twin > 0) AS forked
           CROSS JOIN entry AS mine ON mine.origin = ?1 AND mine.seq = forked.seq AND mine.mine = 1
           CROSS JOIN entry AS other ON other.origin = ?1 AND other.seq = forked.seq AND other.mine = 0
           WHERE mine.prev = other.prev
             AND (mine.stamp_at, mine.stamp_counter, mine.hash) > (other.stamp_at, other.stamp_counter, other.hash))",
    )?
    .query_row([signed(own.0)], |row| row.get(0))
}

/// Writes what a torn write-ahead log still holds and the database does not: others' records, and own ones as far as
/// they go on where the own chain ends. How many there were.
pub(super) fn rescue(db: &mut Connection, rows: Vec<Row>, own: Origin) -> rusqlite::Result<usize> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut writer = Writer::new(&tx, &twins(&tx)?)?;
    for Row { record, mine } in rows {
        if hashes(&tx, record.id)?.contains(&record.hash) {
            continue;
        }
        let (seq, prev) = own_head(&tx, own)?.map_or_else(Default::default, |(seq, hash, _)| (seq.0, hash));
        let goes_on = record.id.seq.0 == seq.saturating_add(1) && record.prev == prev;
        if record.id.origin != own || !mine {
            writer.put(&record, false)?;
        } else if goes_on {
            writer.put(&record, true)?;
        }
    }
    let added = writer.finish()?.added;
    tx.commit()?;
    Ok(added)
}

/// Moves records whose seal is broken out of the log; true if there were any. The exchange brings them back
/// from whoever has them whole.
pub(super) fn take_broken_out(db: &mut Connection) -> rusqlite::Result<bool> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut broken = Vec::new();
    {
        let mut statement = tx.prepare(&format!("SELECT {COLUMNS}, arrival FROM entry"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let record = record(row)?;
            if !record.is_sealed() {
                broken.push((record, row.get::<_, i64>(11)?));
            }
        }
    }
    for (record, arrival) in &broken {
        put_aside(&tx, record)?;
        tx.execute("DELETE FROM entry WHERE arrival = ?1", [arrival])?;
        number_twins(&tx, record.id)?;
    }
    if !broken.is_empty() {
        tx.execute("DELETE FROM pack", [])?;
    }
    tx.commit()?;
    Ok(!broken.is_empty())
}
