//! An event file planned from its groups and stations alone.
//!
//! `--json` is a contract: fields are added, never renamed. Rounds count from 1; a station of `plan` is its number, 0
//! is none.

use super::args::{LANES, PlanArgs};
use super::progress::watched;
use super::table::{self, Column};
use super::{file, rows};
use crate::cli::fail::{CliError, DONE, Kind};
use crate::cli::ground::{Ground, cannot_open, event_bytes};
use crate::cli::out;
use crate::cli::words::{Book, Value, Words};
use crate::domain::event::{Event, Lang};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::intake::embedded;
use crate::intake::event::read_bytes;
use crate::rotation::day::{Day, Rows};
use crate::rotation::explain::{LeftOut, Reasons, left_out, reasons};
use crate::rotation::format::{self, Instance};
use crate::rotation::judge::{Score, breaches, score};
use crate::runtime::planner::{Order, Outcome};
use crate::runtime::why::{Names, Teller};
use crate::ui::text::Texts;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// An event to be planned.
pub(super) struct Source {
    /// Its file; `None` for a sample.
    pub(super) path: Option<PathBuf>,
    name: String,
    pub(super) text: String,
    pub(super) event: Event,
}

impl Source {
    /// A sample by its key, or an event file. A plan that clashes is no obstacle: another one is made.
    pub(super) fn read(named: &Path) -> Result<Self, CliError> {
        let sample = embedded().into_iter().find(|(key, _)| named == Path::new(key));
        let (path, bytes) = match sample {
            Some((_, text)) => (None, text.as_bytes().to_vec()),
            None => (
                Some(named.to_owned()),
                event_bytes(named).map_err(|why| cannot_open(named, &why))?,
            ),
        };
        let reading = read_bytes(&bytes);
        let errors = reading.counts().0;
        let event = reading
            .event
            .ok_or_else(|| CliError::new(Kind::Input, "start-findings").with("n", errors))?;
        let stem = named.file_stem().unwrap_or(named.as_os_str());
        Ok(Self {
            path,
            name: stem.to_string_lossy().into_owned(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            event,
        })
    }
}

/// A day as a problem for others.
fn named(name: &str, event: &Event, day: &Day) -> Instance {
    Instance {
        name: name.to_owned(),
        groups: day.groups.iter().map(GroupNo::to_string).collect(),
        stations: day.stations.iter().map(StationNo::to_string).collect(),
        languages: Lang::ALL.iter().map(|lang| lang.code().to_owned()).collect(),
        zones: event.halls.iter().map(|hall| hall.id.0.clone()).collect(),
        problem: day.problem.clone(),
    }
}

/// What came of it.
struct Made {
    outcome: Outcome,
    day: Day,
    instance: Instance,
    rows: Rows,
    left_out: Vec<LeftOut>,
    reasons: Reasons,
    /// The plan of the file, where there is one: what it comes to, and how many rules it breaks.
    old: Option<(Score, usize)>,
}

/// Plans an event; the exit code.
pub(super) fn plan(ground: &Ground, args: &PlanArgs) -> Result<u8, CliError> {
    let named_by = args.file.as_ref().or(ground.common.event.as_ref());
    let named_by =
        named_by.ok_or_else(|| CliError::new(Kind::Input, "cli-plan-what").hint("cli-plan-what-hint"))?;
    let source = Source::read(named_by)?;
    may_replace(&source, args)?;
    let lang = ground.lang(Some(&source.event));
    let words = Words::of(Book::Plan, lang);
    let made = make(&source, args, &words)?;
    if let Some(path) = &args.instance {
        file::write(
            path,
            &(format::write(&made.instance, &made.outcome.best.plan) + "\n"),
        )?;
    }
    if let Some(path) = &args.out {
        let text = rows::with_plan(&source.text, &source.event, &made.rows)
            .ok_or_else(|| CliError::new(Kind::Input, "cli-plan-table").hint("cli-plan-table-hint"))?;
        file::write(path, &text)?;
    }
    out::to_stdout(|out| {
        if args.json {
            out::json_line(out, &Told::of(&made, args))?;
        } else {
            tell(out, &source, &made, args, &words, Texts::of(lang))?;
        }
        Ok(DONE)
    })
}

/// The file itself is replaced where it is named the same way twice, never by another name for it.
pub(super) fn may_replace(source: &Source, args: &PlanArgs) -> Result<(), CliError> {
    let Some(path) = &source.path else { return Ok(()) };
    let is_by_accident = |other: &PathBuf| other != path && file::is_same(other, path);
    let is_own = args
        .instance
        .as_ref()
        .is_some_and(|other| file::is_same(other, path));
    if is_own || args.out.as_ref().is_some_and(is_by_accident) {
        return Err(CliError::new(Kind::Refused, "cli-plan-own").hint("cli-plan-own-hint"));
    }
    Ok(())
}

fn make(source: &Source, args: &PlanArgs, words: &Words) -> Result<Made, CliError> {
    let day = Day::of(&source.event);
    let reasons = reasons(&day.problem);
    let order = Order {
        problem: day.problem.clone(),
        start: None,
        seed: args.effort.seed,
        budget: args.effort.whole(),
        lanes: LANES,
    };
    let outcome = watched(&order, words)?;
    let best = &outcome.best.plan;
    if !breaches(&day.problem, best).is_empty() {
        return Err(CliError::new(Kind::Fault, "cli-plan-illegal"));
    }
    let old = (!source.event.plan.is_empty()).then(|| {
        let plan = day.plan(&source.event.plan);
        (score(&day.problem, &plan), breaches(&day.problem, &plan).len())
    });
    Ok(Made {
        rows: day.rows(best),
        left_out: left_out(&day.problem, best),
        instance: named(&source.name, &source.event, &day),
        outcome,
        day,
        reasons,
        old,
    })
}

fn tell(
    out: &mut dyn Write,
    source: &Source,
    made: &Made,
    args: &PlanArgs,
    words: &Words,
    texts: &'static Texts,
) -> io::Result<()> {
    let problem = &made.instance.problem;
    let mut line = |text: &str| writeln!(out, "{}", out::clean(text));
    let count = |n: usize| Value::from(n.to_string());
    line(&words.sentence(
        "plan-head",
        &[
            ("name", Value::from(source.name.clone())),
            ("rounds", count(problem.rounds)),
            ("groups", count(problem.parties.len())),
            ("stations", count(problem.stops.len())),
        ],
    ))?;
    line(&words.sentence("plan-effort", &table::effort(&made.outcome)))?;
    line("")?;
    let new = Column {
        title: words.sentence("plan-new", &[]),
        score: made.outcome.best.score,
    };
    let old = made.old.map(|(score, _)| Column {
        title: words.sentence("plan-old", &[]),
        score,
    });
    for row in table::rows(
        words,
        problem,
        &[Some(new), old].into_iter().flatten().collect::<Vec<_>>(),
    ) {
        line(&row)?;
    }
    line("")?;
    for said in verdict(made, words) {
        line(&said)?;
    }
    let teller = Teller {
        texts,
        names: Names::of(&made.day, texts),
    };
    for said in left(&teller, &made.left_out, &made.reasons, words) {
        line(&said)?;
    }
    for path in [&args.instance, &args.out].into_iter().flatten() {
        let name = Value::from(path.display().to_string());
        line(&words.sentence("plan-written", &[("file", name)]))?;
    }
    if args.out.is_some() && !made.left_out.is_empty() && source.event.rules.breaks.is_none() {
        line(&words.sentence("plan-breaks", &[]))?;
    }
    Ok(())
}

/// How the plan stands beside the one in the file.
fn verdict(made: &Made, words: &Words) -> Vec<String> {
    let weights = &made.instance.problem.weights;
    let Some((old, broken)) = made.old else {
        return vec![words.sentence("plan-no-old", &[])];
    };
    let (new, old) = (made.outcome.best.score.objective(weights), old.objective(weights));
    let key = match new.cmp(&old) {
        std::cmp::Ordering::Less => "plan-better",
        std::cmp::Ordering::Equal => "plan-same",
        std::cmp::Ordering::Greater => "plan-worse",
    };
    let by = Value::from(new.abs_diff(old).to_string());
    let mut said = vec![words.sentence(key, &[("by", by)])];
    if broken > 0 {
        let count = Value::from(u32::try_from(broken).unwrap_or(u32::MAX));
        said.push(words.sentence("plan-old-broken", &[("n", count)]));
    }
    said
}

/// Who stays without a station and why, and what no plan can avoid.
pub(in crate::cli) fn left(
    teller: &Teller,
    cells: &[LeftOut],
    reasons: &Reasons,
    words: &Words,
) -> Vec<String> {
    if cells.is_empty() {
        return vec![words.sentence("plan-nobody-left", &[])];
    }
    let count = Value::from(u32::try_from(cells.len()).unwrap_or(u32::MAX));
    let mut said = vec![words.sentence("plan-left", &[("n", count)])];
    said.extend(cells.iter().map(|cell| format!("  {}", teller.left_out(cell))));
    said.extend(teller.reasons(reasons));
    said
}

/// What a plan comes to, in numbers.
#[derive(Serialize)]
pub(in crate::cli) struct Sums {
    objective: u64,
    idle: u32,
    pref: u32,
    fair: u32,
    school: u32,
    walk: u32,
    balance: u32,
    change: u32,
    groups_changed: u32,
}

impl Sums {
    pub(in crate::cli) fn of(score: &Score, instance: &Instance) -> Self {
        Self {
            objective: score.objective(&instance.problem.weights),
            idle: score.idle,
            pref: score.pref,
            fair: score.fair,
            school: score.school,
            walk: score.walk,
            balance: score.balance,
            change: score.change,
            groups_changed: score.groups_changed,
        }
    }
}

#[derive(Serialize)]
struct Absent {
    round: RoundNo,
    group: GroupNo,
}

/// The result as JSON.
#[derive(Serialize)]
struct Told<'a> {
    name: &'a str,
    seed: u64,
    seconds: f64,
    moves: u64,
    rounds: usize,
    groups: usize,
    stations: usize,
    score: Sums,
    /// The plan in the file by the same objective; `null` without one.
    file_score: Option<Sums>,
    /// Rules that the plan in the file breaks; `null` without one.
    file_breaks: Option<usize>,
    /// No plan leaves fewer cells without a station.
    least_idle: u32,
    left_out: Vec<Absent>,
    plan: BTreeMap<GroupNo, Vec<u16>>,
}

impl<'a> Told<'a> {
    fn of(made: &'a Made, args: &PlanArgs) -> Self {
        let instance = &made.instance;
        let numbers: Vec<GroupNo> = made.rows.keys().copied().collect();
        let absent = |cell: &LeftOut| {
            Some(Absent {
                round: RoundNo(u8::try_from(cell.round + 1).ok()?),
                group: *numbers.get(cell.group)?,
            })
        };
        let row = |row: &Vec<Option<StationNo>>| row.iter().map(|no| no.map_or(0, |no| no.0)).collect();
        Self {
            name: &instance.name,
            seed: args.effort.seed,
            seconds: made.outcome.took.as_secs_f64(),
            moves: made.outcome.moves,
            rounds: instance.problem.rounds,
            groups: instance.groups.len(),
            stations: instance.stations.len(),
            score: Sums::of(&made.outcome.best.score, instance),
            file_score: made.old.map(|(score, _)| Sums::of(&score, instance)),
            file_breaks: made.old.map(|(_, broken)| broken),
            least_idle: made.reasons.least_idle,
            left_out: made.left_out.iter().filter_map(absent).collect(),
            plan: made.rows.iter().map(|(no, cells)| (*no, row(cells))).collect(),
        }
    }
}
