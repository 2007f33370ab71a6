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

/// Writes the tables, unless somebody who knows more entries has written them.
pub(super) fn publish(tx: &Transaction<'_>, tables: &ReadModels) -> rusqlite::Result<()> {
    let known: Option<String> = tx
        .prepare_cached("SELECT value FROM meta WHERE key = 'published'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    if known
        .and_then(|text| text.parse().ok())
        .is_some_and(|known: u64| known > tables.entries)
    {
        return Ok(());
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
    log(tx, &tables.log)
}

/// A statement that inserts a row or changes it where a column differs; the first `keys` columns name
/// the row, the `quiet` last ones alone are no reason to write.
fn upsert(table: &str, columns: &[&str], keys: usize, quiet: usize) -> String {
    let join = |columns: &[&str], form: &dyn Fn(&str) -> String| {
        columns
            .iter()
            .map(|column| form(column))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let plain = |column: &str| column.to_owned();
    let excluded = |column: &str| format!("excluded.{column}");
    let (key, rest) = columns.split_at_checked(keys).unwrap_or_default();
    let (told, _) = rest
        .split_at_checked(rest.len().saturating_sub(quiet))
        .unwrap_or_default();
    format!(
        "INSERT INTO {table}({}) VALUES({}) ON CONFLICT({}) DO UPDATE SET {} WHERE ({}) IS NOT ({})",
        join(columns, &plain),
        join(columns, &|_| "?".to_owned()),
        join(key, &plain),
        join(rest, &|column| format!("{column} = excluded.{column}")),
        join(told, &plain),
        join(told, &excluded),
    )
}

fn occupancy(tx: &Transaction<'_>, rows: &[OccupancyRow]) -> rusqlite::Result<()> {
    let columns = [
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
    ];
    let mut statement = tx.prepare_cached(&upsert("occupancy", &columns, 1, 1))?;
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

fn visits(tx: &Transaction<'_>, rows: &[VisitRow]) -> rusqlite::Result<()> {
    let columns = [
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
    ];
    let mut statement = tx.prepare_cached(&upsert("visit", &columns, 3, 0))?;
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

fn log(tx: &Transaction<'_>, rows: &[LogRow]) -> rusqlite::Result<()> {
    let columns = [
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
    ];
    let sql = upsert("log", &columns, 2, 0).replacen("?, ?, ?, ?,", DEVICE_AT, 1);
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
