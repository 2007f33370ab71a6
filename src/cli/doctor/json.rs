//! What was found, for programs.
//!
//! A contract: fields are added, never renamed, removed or given another meaning. `null` means that it was not tried
//! or cannot be known. Times are milliseconds; the words of `kind`, `reasons` and `warnings` do not depend on the
//! language. A trial is `true`, `false` (also where it did not end in time) or `null`.

use super::Examined;
use crate::share::place::Place;
use crate::share::probe::{Spread, Trial};
use serde::Serialize;
use std::time::Duration;

/// The whole report.
#[derive(Serialize)]
pub(super) struct Report {
    version: &'static str,
    host: String,
    share: String,
    /// `sqlite` or `folder`.
    kind: &'static str,
    reasons: Vec<&'static str>,
    warnings: Vec<&'static str>,
    usable: bool,
    /// `local`, or the kind of network file system.
    place: Option<&'static str>,
    free_bytes: Option<u64>,
    exclusive_create: Option<bool>,
    rename: Option<bool>,
    lock_upgrade: Option<bool>,
    exclusion: Option<bool>,
    sync_ms: Option<Times>,
    visible_ms: Option<Times>,
    /// This laptop's clock minus the share's.
    clock_ahead_ms: Option<i64>,
    clock_uncertainty_ms: Option<i64>,
    /// What is wrong with the content, as a word.
    content: Option<&'static str>,
    /// With a second laptop.
    together: Option<Pair>,
    replicas: Vec<OneReplica>,
    columns: Option<u16>,
    rows: Option<u16>,
}

#[derive(Serialize)]
struct Times {
    median: f64,
    longest: f64,
}

#[derive(Serialize)]
struct Pair {
    other: String,
    exclusion: Option<bool>,
    exclusive_create: Option<bool>,
    visible_ms: Option<Times>,
}

#[derive(Serialize)]
struct OneReplica {
    name: String,
    good: bool,
}

fn trial(trial: Trial) -> Option<bool> {
    match trial {
        Trial::Untested => None,
        Trial::Passed => Some(true),
        Trial::Failed | Trial::Hung => Some(false),
    }
}

fn times(spread: Option<Spread>) -> Option<Times> {
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    spread.map(|spread| Times {
        median: ms(spread.median),
        longest: ms(spread.longest),
    })
}

/// The report on what was found.
pub(super) fn report(examined: &Examined) -> Report {
    let Examined { found, verdict, .. } = examined;
    Report {
        version: env!("CARGO_PKG_VERSION"),
        host: examined.host.clone(),
        share: examined.share.display().to_string(),
        kind: verdict.kind.word(),
        reasons: verdict.reasons.iter().map(|why| why.word()).collect(),
        warnings: verdict.warnings.iter().map(|what| what.word()).collect(),
        usable: verdict.is_usable(),
        place: found.place.map(|place| match place {
            Place::Local => "local",
            Place::Network(kind) => kind,
        }),
        free_bytes: found.free,
        exclusive_create: trial(found.exclusive_create),
        rename: trial(found.rename),
        lock_upgrade: trial(found.lock_upgrade),
        exclusion: trial(found.exclusion),
        sync_ms: times(found.sync),
        visible_ms: times(found.visible),
        clock_ahead_ms: found.clock.map(|gap| gap.ahead_ms),
        clock_uncertainty_ms: found.clock.map(|gap| gap.uncertainty_ms),
        content: examined.content,
        together: found.together.as_ref().map(|together| Pair {
            other: together.other.clone(),
            exclusion: trial(together.exclusion),
            exclusive_create: trial(together.exclusive_create),
            visible_ms: times(together.visible),
        }),
        replicas: examined
            .replicas
            .iter()
            .map(|(name, state)| OneReplica {
                name: name.clone(),
                good: state.is_ok(),
            })
            .collect(),
        columns: examined.window.map(|(columns, _)| columns),
        rows: examined.window.map(|(_, rows)| rows),
    }
}
