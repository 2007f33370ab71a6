//! How a search goes, on stderr while it lasts: one line that is renewed on a terminal; elsewhere a line for a better
//! plan, at most two a second.

use super::args::LANES;
use crate::cli::fail::{CliError, Kind};
use crate::cli::out;
use crate::cli::words::{Value, Words};
use crate::rotation::problem::Weights;
use crate::runtime::attended::{Standing, attended};
use crate::runtime::planner::{Order, Outcome};
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// Between two lines where nobody looks on.
const SELDOM: Duration = Duration::from_millis(500);
/// Between two renewals of a line that is looked at.
const OFTEN: Duration = Duration::from_millis(100);

/// Searches with its progress on stderr; a signal ends it early.
pub(in crate::cli) fn watched(order: &Order, words: &Words) -> Result<Outcome, CliError> {
    let renews = io::stderr().is_terminal();
    let every = if renews { OFTEN } else { SELDOM };
    let mut told = None;
    let outcome = attended(order, every, &mut |standing| {
        if renews {
            renew(&line(words, &order.problem.weights, &standing));
        } else if told != Some(standing.found) {
            told = Some(standing.found);
            out::to_stderr(&(line(words, &order.problem.weights, &standing) + "\n"));
        }
    });
    if renews {
        renew("");
    }
    outcome.map_err(|why| CliError::new(Kind::Fault, "cli-no-thread").because(why))
}

fn renew(line: &str) {
    let mut stderr = io::stderr().lock();
    let _gone = write!(stderr, "\r{}\u{1b}[K", out::clean(line)).and_then(|()| stderr.flush());
}

fn line(words: &Words, weights: &Weights, standing: &Standing) -> String {
    let values = [
        ("time", Value::from(seconds(standing.lasted))),
        ("total", number(standing.score.objective(weights))),
        ("idle", Value::from(standing.score.idle)),
        (
            "speed",
            number(a_second(
                standing.moves.saturating_mul(LANES.into()),
                standing.found,
            )),
        ),
    ];
    words.sentence("plan-progress", &values)
}

/// A number as a sentence takes it, written without grouping.
pub(in crate::cli) fn number(value: u64) -> Value {
    Value::from(value.to_string())
}

/// Seconds with one digit behind the point.
pub(in crate::cli) fn seconds(time: Duration) -> String {
    let tenths = time.as_millis() / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// How many a second that was.
pub(in crate::cli) fn a_second(count: u64, time: Duration) -> u64 {
    let micros = time.as_micros().max(1);
    u64::try_from(u128::from(count) * 1_000_000 / micros).unwrap_or(u64::MAX)
}
