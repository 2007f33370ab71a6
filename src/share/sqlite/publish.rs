//! The rows for people with a SQL tool. Only what differs is written.

use super::super::tables::{LogRow, OccupancyRow, ReadModels, VisitRow};
use crate::domain::time::EventTime;
use rusqlite::{OptionalExtension, ToSql, Transaction, params_from_iter};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A text without control characters: people read these tables in terminals.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        text.chars().filter(|letter| !letter.is_control()).collect()
    } else {
        Cow::Borrowed(text)
    }
}

fn clean_option(text: Option<&String>) -> Option<Cow<'_, str>> {
    text.map(|text| clean(text))
}

fn clock(at: Option<EventTime>) -> Option<String> {
    at.map(|at| at.to_string())
}

/// Writes the tables. Where somebody who knows more entries has written them, only the lines of the log that
/// are not there yet: each is told by the device that brought its entry, and by no other.
pub(super) fn publish(tx: &Transaction<'_>, tables: &ReadModels) -> rusqlite::Result<()> {
    let known: Option<String> = tx
        .prepare_cached("SELECT value FROM meta WHERE key = 'published'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    if known
        .and_then(|text| text.parse().ok())
        .is_some_and(|known: u64| known > tables.entries)
    {
        return log(tx, &tables.log, &LOG.add());
    }
    tx.prepare_cached(
        "INSERT INTO meta VALUES('published', ?1)
         ON CONFLICT DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value",
    )?
    .execute([tables.entries.to_string()])?;
    occupancy(tx, &tables.occupancy)?;
    if let Some(rows) = &tables.visits {
        visits(tx, rows)?;
    }
    log(tx, &tables.log, &LOG.upsert())
}

/// A table with its columns: the first `keys` name the row, the `quiet` last ones alone are no reason to write.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    keys: usize,
    quiet: usize,
}

fn join(columns: &[&str], form: impl Fn(&str) -> String) -> String {
    let formed: Vec<String> = columns.iter().map(|column| form(column)).collect();
    formed.join(", ")
}

impl Table {
    fn insert(&self) -> String {
        format!(
            "INSERT INTO {}({}) VALUES({})",
            self.name,
            self.columns.join(", "),
            join(self.columns, |_| "?".to_owned()),
        )
    }

    /// A statement that inserts a row unless it is there.
    fn add(&self) -> String {
        self.insert() + " ON CONFLICT DO NOTHING"
    }

    /// A statement that inserts a row or changes it where a column differs.
    fn upsert(&self) -> String {
        let (key, rest) = self.columns.split_at_checked(self.keys).unwrap_or_default();
        let told = rest.len().saturating_sub(self.quiet);
        let (told, _) = rest.split_at_checked(told).unwrap_or_default();
        format!(
            "{} ON CONFLICT({}) DO UPDATE SET {} WHERE ({}) IS NOT ({})",
            self.insert(),
            key.join(", "),
            join(rest, |column| format!("{column} = excluded.{column}")),
            told.join(", "),
            join(told, |column| format!("excluded.{column}")),
        )
    }
}

const OCCUPANCY: Table = Table {
    name: "occupancy",
    columns: &[
        "station",
        "hall",
        "name",
        "org",
        "group_no",
        "school",
        "class",
        "head_count",
        "places",
        "state",
        "since",
        "remaining_s",
        "next_group",
        "next_at",
        "as_of",
    ],
    keys: 1,
    quiet: 1,
};

fn occupancy(tx: &Transaction<'_>, rows: &[OccupancyRow]) -> rusqlite::Result<()> {
    let mut statement = tx.prepare_cached(&OCCUPANCY.upsert())?;
    for row in rows {
        let values: [&dyn ToSql; 15] = [
            &row.station.0,
            &clean(&row.hall),
            &clean(&row.name),
            &clean(&row.org),
            &row.group_no.map(|no| no.0),
            &clean_option(row.school.as_ref()),
            &clean_option(row.class.as_ref()),
            &row.head_count,
            &row.places,
            &clean(&row.state),
            &clock(row.since),
            &row.remaining_s,
            &row.next_group.map(|no| no.0),
            &clock(row.next_at),
            &row.as_of.to_string(),
        ];
        statement.execute(values)?;
    }
    let kept: BTreeSet<i64> = rows.iter().map(|row| i64::from(row.station.0)).collect();
    let mut statement = tx.prepare_cached("SELECT station FROM occupancy")?;
    let found: Vec<i64> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for station in found.iter().filter(|station| !kept.contains(station)) {
        tx.execute("DELETE FROM occupancy WHERE station = ?1", [station])?;
    }
    Ok(())
}

const VISITS: Table = Table {
    name: "visit",
    columns: &[
        "station",
        "round",
        "group_no",
        "school",
        "class",
        "language",
        "planned",
        "counted",
        "arrived_at",
        "finished_at",
        "briefing",
        "interest",
        "entered_by",
        "state",
    ],
    keys: 3,
    quiet: 0,
};

fn visits(tx: &Transaction<'_>, rows: &[VisitRow]) -> rusqlite::Result<()> {
    let mut statement = tx.prepare_cached(&VISITS.upsert())?;
    for row in rows {
        let values: [&dyn ToSql; 14] = [
            &row.station.0,
            &row.round.0,
            &row.group_no.0,
            &clean(&row.school),
            &clean(&row.class),
            &clean(&row.language),
            &row.planned,
            &row.counted,
            &clock(row.arrived_at),
            &clock(row.finished_at),
            &clock(row.briefing),
            &row.interest,
            &clean_option(row.entered_by.as_ref()),
            &clean(&row.state),
        ];
        statement.execute(values)?;
    }
    let kept: BTreeSet<[i64; 3]> = rows
        .iter()
        .map(|row| [row.station.0.into(), row.round.0.into(), row.group_no.0.into()])
        .collect();
    let mut statement = tx.prepare_cached("SELECT station, round, group_no FROM visit")?;
    let found: Vec<[i64; 3]> = statement
        .query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?
        .collect::<Result<_, _>>()?;
    for visit in found.iter().filter(|visit| !kept.contains(*visit)) {
        tx.execute(
            "DELETE FROM visit WHERE station = ?1 AND round = ?2 AND group_no = ?3",
            params_from_iter(visit),
        )?;
    }
    Ok(())
}

/// What the device's own clock said stands in the entry itself.
const DEVICE_AT: &str = "?, ?, ?, coalesce(datetime((SELECT device_ms / 1000 FROM entry \
    WHERE entry.origin = ?1 AND entry.seq = ?2), 'unixepoch'), ''),";

const LOG: Table = Table {
    name: "log",
    columns: &[
        "origin",
        "seq",
        "at",
        "device_at",
        "who",
        "kind",
        "station",
        "group_no",
        "count",
        "text",
        "undone",
    ],
    keys: 2,
    quiet: 0,
};

/// Writes lines of the log with a statement of [`LOG`].
fn log(tx: &Transaction<'_>, rows: &[LogRow], statement: &str) -> rusqlite::Result<()> {
    let sql = statement.replacen("?, ?, ?, ?,", DEVICE_AT, 1);
    let mut statement = tx.prepare_cached(&sql)?;
    for row in rows {
        let values: [&dyn ToSql; 10] = [
            &row.id.origin.to_string(),
            &row.id.seq.0.cast_signed(),
            &row.at.to_string(),
            &clean(&row.who),
            &clean(&row.kind),
            &row.station.map(|no| no.0),
            &row.group_no.map(|no| no.0),
            &row.count,
            &clean(&row.text),
            &row.undone,
        ];
        statement.execute(values)?;
    }
    Ok(())
}
