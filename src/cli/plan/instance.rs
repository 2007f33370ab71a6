//! Problems in the exchange format: read, planned or planned again from where they were, and answered with a plan.
//!
//! The plan goes to `--out` or to stdout; how it went and who stays without a station goes to stderr, so that a pipe
//! carries the plan alone.

use super::args::{Effort, LANES, PlanArgs};
use super::event::{Sums, left};
use super::file;
use super::progress::watched;
use super::table::{self, Column};
use super::why::names;
use crate::cli::fail::{CliError, DONE, Kind};
use crate::cli::ground::{Ground, cannot_open};
use crate::cli::out;
use crate::cli::words::{Book, Words};
use crate::rotation::explain::{left_out, reasons};
use crate::rotation::format::{BadFormat, Instance, read, write_plan};
use crate::rotation::judge::breaches;
use crate::runtime::planner::{Order, Outcome};
use crate::runtime::why::Teller;
use crate::ui::text::Texts;
use serde::Serialize;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes: ten times the largest problem of the format's own limits in practice.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What is read, and where the answer goes.
pub(in crate::cli) struct Job<'a> {
    /// The problem.
    pub(in crate::cli) file: Option<&'a PathBuf>,
    /// Where the plan goes; stdout if nowhere.
    pub(in crate::cli) out: Option<&'a PathBuf>,
    /// How long and from where.
    pub(in crate::cli) effort: Effort,
    /// What it came to as JSON on stdout.
    pub(in crate::cli) json: bool,
    /// There must be a plan to begin with.
    pub(in crate::cli) again: bool,
}

/// Plans a problem; the exit code.
pub(super) fn plan(ground: &Ground, args: &PlanArgs) -> Result<u8, CliError> {
    let job = Job {
        file: args.file.as_ref(),
        out: args.out.as_ref(),
        effort: args.effort,
        json: args.json,
        again: false,
    };
    carry_out(ground, &job)
}

/// Reads a problem, searches, answers; the exit code.
pub(in crate::cli) fn carry_out(ground: &Ground, job: &Job<'_>) -> Result<u8, CliError> {
    let what = || CliError::new(Kind::Input, "cli-plan-what").hint("cli-plan-what-hint");
    let path = job.file.ok_or_else(what)?;
    if job.out.is_some_and(|out| file::is_same(out, path)) {
        return Err(CliError::new(Kind::Refused, "cli-plan-own").hint("cli-plan-own-hint"));
    }
    if job.json && job.out.is_none() {
        return Err(CliError::new(Kind::Input, "cli-plan-json-out"));
    }
    let instance = read_file(path)?;
    if job.again && instance.problem.announced.is_none() {
        return Err(CliError::new(Kind::Input, "cli-plan-no-replan").hint("cli-plan-no-replan-hint"));
    }
    let lang = ground.lang(None);
    let words = Words::of(Book::Plan, lang);
    let order = Order {
        problem: instance.problem.clone(),
        start: instance.problem.announced.clone(),
        seed: job.effort.seed,
        budget: job.effort.whole(),
        lanes: LANES,
    };
    let outcome = watched(&order, &words)?;
    tell(&instance, &outcome, &words, Texts::of(lang));
    answer(&instance, &outcome, job)
}

fn answer(instance: &Instance, outcome: &Outcome, job: &Job<'_>) -> Result<u8, CliError> {
    let text = write_plan(&outcome.best.plan) + "\n";
    let Some(path) = job.out else {
        return out::to_stdout(|out| out.write_all(text.as_bytes()).map(|()| DONE));
    };
    file::write(path, &text)?;
    if job.json {
        let told = Told {
            name: &instance.name,
            seed: job.effort.seed,
            seconds: outcome.took.as_secs_f64(),
            moves: outcome.moves,
            is_legal: breaches(&instance.problem, &outcome.best.plan).is_empty(),
            score: Sums::of(&outcome.best.score, instance),
            least_idle: reasons(&instance.problem).least_idle,
        };
        return out::to_stdout(|out| out::json_line(out, &told).map(|()| DONE));
    }
    Ok(DONE)
}

/// What it came to, as JSON.
#[derive(Serialize)]
struct Told<'a> {
    name: &'a str,
    seed: u64,
    seconds: f64,
    moves: u64,
    is_legal: bool,
    score: Sums,
    least_idle: u32,
}

fn tell(instance: &Instance, outcome: &Outcome, words: &Words, texts: &'static Texts) {
    let problem = &instance.problem;
    let plan = &outcome.best.plan;
    let column = Column {
        title: words.sentence("plan-new", &[]),
        score: outcome.best.score,
    };
    let mut lines = vec![words.sentence("plan-effort", &table::effort(outcome))];
    lines.extend(table::rows(words, problem, &[column]));
    let teller = Teller {
        texts,
        names: names(instance, texts),
    };
    lines.extend(left(&teller, &left_out(problem, plan), &reasons(problem), words));
    out::to_stderr(&(lines.join("\n") + "\n"));
}

fn read_file(path: &Path) -> Result<Instance, CliError> {
    let text = text(path).map_err(|why| cannot_open(path, &why))?;
    let text = text.ok_or_else(|| CliError::new(Kind::Input, "cli-plan-large").with("n", LARGEST >> 20))?;
    read(text.trim_start_matches('\u{feff}')).map_err(|why| bad(path, why))
}

/// The text of a file; `None` if it is too large.
fn text(path: &Path) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// What is wrong with a problem, where, and what to do.
fn bad(path: &Path, why: BadFormat) -> CliError {
    let at = |key, piece: String| {
        CliError::new(Kind::Input, key)
            .with("x", path.display().to_string())
            .with("piece", piece)
            .hint("cli-plan-format-hint")
    };
    match why {
        BadFormat::Json(why) => at("cli-plan-json", String::new()).because(why),
        BadFormat::Other => at("cli-plan-format", String::new()),
        BadFormat::Length { piece, have, want } => {
            at("cli-plan-length", piece).with("n", have).with("m", want)
        }
        BadFormat::Number { piece, limit: 0, .. } => at("cli-plan-empty", piece),
        BadFormat::Number { piece, value, limit } => {
            at("cli-plan-number", piece).with("n", value).with("m", limit)
        }
        BadFormat::Name { piece } => at("cli-plan-name", piece),
        BadFormat::Unknown { piece, name } => at("cli-plan-unknown", piece).with("y", name),
    }
}
