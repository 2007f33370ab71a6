//! Proposals for the floor as it stands.

use super::ReplanArgs;
use super::told::{Heard, Telling, json};
use crate::cli::fail::{CliError, DONE, Kind};
use crate::cli::ground::Ground;
use crate::cli::out;
use crate::cli::plan::LANES;
use crate::cli::plan::progress::watched;
use crate::cli::run::{PATIENCE, and_outage, kept, look};
use crate::cli::words::{Book, Words};
use crate::domain::command::Refusal;
use crate::domain::countdown::Schedule;
use crate::domain::floor::Floor;
use crate::domain::id::Role;
use crate::domain::query::routes::misfits;
use crate::domain::time::EventTime;
use crate::rotation::judge::breaches;
use crate::rotation::live::{Character, Live, Proposal};
use crate::rotation::problem::{Plan, Problem};
use crate::runtime::planner::Order;
use crate::ui::text::Texts;
use std::time::Duration;

/// How long the search for one proposal lasts if nothing is said.
const USUAL: Duration = Duration::from_millis(300);

/// What there is to say about a floor.
pub(super) struct Proposals {
    pub(super) live: Live,
    /// When that was.
    pub(super) at: EventTime,
    /// Somebody has no station, or one that does not fit.
    pub(super) is_needed: bool,
    /// Proposals that change something, each another one.
    pub(super) list: Vec<Proposal>,
    /// One that changes nothing, where that is the best that was found.
    pub(super) unchanged: Option<Proposal>,
}

/// Shows what could be changed; the exit code.
pub(super) fn propose(ground: &Ground, args: &ReplanArgs) -> Result<u8, CliError> {
    let (session, outage) = look(ground)?;
    let lang = ground.lang(session.floor.event());
    let words = Words::of(Book::Plan, lang);
    let found = search(&session.floor, session.clock.now(), args, &Character::ALL, &words)?;
    let telling = Telling {
        found: &found,
        words: &words,
        texts: Texts::of(lang),
    };
    let code = out::to_stdout(|out| {
        if args.json {
            out::json_line(out, &json(&found, None))?;
        } else {
            telling.write(out)?;
        }
        Ok(DONE)
    })?;
    and_outage(code, outage)
}

/// Writes one proposal as a change of plan; the exit code.
pub(super) fn accept(ground: &Ground, args: &ReplanArgs, character: Character) -> Result<u8, CliError> {
    let mut session = ground.session(ground.site()?, Role::Organiser, false)?;
    session.meet(PATIENCE)?;
    let lang = ground.lang(session.floor.event());
    let words = Words::of(Book::Plan, lang);
    let found = search(&session.floor, session.clock.now(), args, &[character], &words)?;
    let gone = || CliError::new(Kind::Refused, "cli-replan-gone").hint("cli-replan-gone-hint");
    let proposal = found.list.first().ok_or_else(gone)?;
    session.attend()?;
    let schedule = Schedule::at(&session.floor, session.clock.now());
    if found.live.is_stale(proposal, &session.floor, &schedule) {
        return Err(CliError::new(Kind::Refused, "cli-replan-stale").hint("cli-replan-gone-hint"));
    }
    let command = proposal.command(args.reason).ok_or_else(gone)?;
    session.speak_as(Role::Coordinator);
    let entries = session.act(&command, None)?;
    let telling = Telling {
        found: &found,
        words: &words,
        texts: Texts::of(lang),
    };
    out::to_stdout(|out| {
        if args.json {
            out::json_line(out, &json(&found, Some(Heard { entries: &entries })))?;
        } else {
            telling.accepted(out, proposal)?;
        }
        Ok(DONE)
    })?;
    if session.settle()? {
        Ok(DONE)
    } else {
        Err(kept(&mut session))
    }
}

fn search(
    floor: &Floor,
    now: EventTime,
    args: &ReplanArgs,
    characters: &[Character],
    words: &Words,
) -> Result<Proposals, CliError> {
    let schedule = Schedule::at(floor, now);
    let live = Live::of(floor, &schedule).ok_or_else(|| CliError::refused(Refusal::FloorNotOpen))?;
    let mut found = Proposals {
        is_needed: is_needed(&live, floor, &schedule),
        live,
        at: now,
        list: Vec::new(),
        unchanged: None,
    };
    if !found.is_needed {
        return Ok(found);
    }
    for character in characters {
        let order = Order {
            problem: found.live.problem(*character),
            start: Some(found.live.announced()),
            seed: args.effort.seed,
            budget: args.effort.budget(USUAL),
            lanes: LANES,
        };
        let plan = watched(&order, words)?.best.plan;
        if !is_legal(&order.problem, &plan) {
            return Err(CliError::new(Kind::Fault, "cli-plan-illegal"));
        }
        let proposal = found.live.proposal(*character, plan);
        let is_known = found.list.iter().any(|other| other.turns == proposal.turns);
        if proposal.turns.is_empty() {
            found.unchanged = Some(proposal);
        } else if !is_known {
            found.list.push(proposal);
        }
    }
    Ok(found)
}

/// Whether a plan breaks no rule but those that what has run or is held breaks by itself.
fn is_legal(problem: &Problem, plan: &Plan) -> bool {
    let own = breaches(problem, &problem.bare());
    breaches(problem, plan).iter().all(|breach| own.contains(breach))
}

/// Whether anybody is without a station, or at one that does not fit, in a round that has not begun.
fn is_needed(live: &Live, floor: &Floor, schedule: &Schedule) -> bool {
    let is_to_come = |round| {
        schedule
            .slot(round)
            .is_some_and(|slot| slot.now.start > schedule.now)
    };
    let misfits = misfits(floor, schedule);
    let announced = live.proposal(Character::FewestChanges, live.announced());
    misfits.iter().any(|misfit| is_to_come(misfit.round)) || !announced.left_out.is_empty()
}
