//! From the words to the deed: what each command does, and the exit code it ends with.

use super::act::{ActArgs, ask, script};
use super::args::{Cli, LogForm, Verb};
use super::fail::{CliError, DONE, Kind};
use super::ground::{Ground, named_event};
use super::print::PrintArgs;
use super::{
    check, doctor, import, log, out, plan, print, rehearse, replan, report, review, simulate, start, status,
    verify,
};
use crate::domain::entry::Record;
use crate::domain::event::Lang;
use crate::domain::id::Role;
use crate::domain::time::SECOND_MS;
use crate::runtime::logging;
use crate::runtime::session::Session;
use crate::share::probe::peer;
use crate::ui::text::Texts;
use clap::Parser;
use std::io::Write;
use std::time::Duration;

/// The name of the program's own log.
const LOG_NAME: &str = "sheber.log";
/// How long a command without a screen waits for the share's first answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Runs the program with the words of this process; the exit code.
pub fn run() -> u8 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Also the help and the version come this way, for which the code is 0.
            let _gone = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(Kind::Input.code());
        }
    };
    let asked = cli.common.lang.unwrap_or(Lang::Kk);
    let ground = match Ground::find(cli.common) {
        Ok(ground) => ground,
        Err(error) => return out::failure(&error, asked),
    };
    let level = ground.common.log_level.into();
    // Without its log the program works all the same.
    let _unlogged = logging::start(&ground.settings.log_dir(), LOG_NAME, level);
    let lang = ground.lang(None);
    carry_out(&ground, cli.verb).unwrap_or_else(|error| {
        tracing::warn!(?error, "ended");
        out::failure(&error, lang)
    })
}

fn carry_out(ground: &Ground, verb: Option<Verb>) -> Result<u8, CliError> {
    match verb {
        None => start::run(ground),
        Some(Verb::Station { no }) => screen(ground, Role::Station(no)),
        Some(Verb::Desk { no }) => screen(ground, Role::Desk(no)),
        Some(Verb::Overview) => screen(ground, Role::Coordinator),
        Some(Verb::Check { file }) => {
            let lang = ground.lang(None);
            out::to_stdout(|out| Ok(check::run(&file, lang, out)))
        }
        Some(Verb::Doctor { wait, json }) => doctor::run(ground, Duration::from_secs(wait.into()), json),
        Some(Verb::ProbePeer { file }) => Ok(peer(&file)),
        Some(Verb::Status { json }) => show_status(ground, json),
        Some(Verb::Report(args)) => report::run(ground, &args),
        Some(Verb::Log { form }) => show_log(ground, form),
        Some(Verb::Verify { files }) => verify::run(ground, &files),
        Some(Verb::Review { file }) => review::run(ground, file.as_deref()),
        Some(Verb::Act(args)) => act(ground, &args),
        Some(Verb::Import(args)) => import::run(ground, &args),
        Some(Verb::Print(args)) => print_sheets(ground, &args),
        Some(Verb::Plan(args)) => plan::run(ground, &args),
        Some(Verb::Replan(args)) => replan::run(ground, &args),
        Some(Verb::Rehearse(args)) => rehearse::run(ground, &args),
        Some(Verb::Simulate(args)) => simulate::run(ground, &args),
    }
}

fn screen(ground: &Ground, role: Role) -> Result<u8, CliError> {
    let session = ground.enter(role)?;
    let event = session.floor.event();
    check_place(event, role)?;
    let lang = ground.lang(event);
    let seat = ground.seat(session, lang);
    crate::runtime::app::run(seat).map_err(no_terminal)
}

/// Whether the event has the place of this role: a mistyped number must not open an empty screen.
fn check_place(event: Option<&crate::domain::event::Event>, role: Role) -> Result<(), CliError> {
    use crate::domain::command::Refusal;
    let refusal = match (event, role) {
        (Some(event), Role::Station(no)) if !event.stations.contains_key(&no) => Refusal::UnknownStation(no),
        (Some(event), Role::Desk(no)) if !event.desks.contains_key(&no) => Refusal::UnknownDesk(no),
        _ => return Ok(()),
    };
    Err(CliError::refused(refusal))
}

/// Why the screens could not run.
pub(super) fn no_terminal(why: std::io::Error) -> CliError {
    CliError::new(Kind::Fault, "cli-no-terminal")
        .hint("cli-no-terminal-hint")
        .because(why)
}

/// A look at the floor: nothing is opened or moved by it.
pub(super) fn look(ground: &Ground) -> Result<(Session, Option<CliError>), CliError> {
    let mut ground = ground.clone();
    let mut site = ground.site()?;
    site.event = None;
    ground.common.clock = None;
    ground.common.speed = None;
    let mut session = ground.session(site, Role::Organiser, false)?;
    session.meet(PATIENCE)?;
    let outage = session
        .status()
        .outage
        .map(|(why, _)| CliError::new(Kind::Unusable, why));
    Ok((session, outage))
}

/// What was printed is what this laptop knows; without the share that may be old, and is told.
pub(super) fn and_outage(code: u8, outage: Option<CliError>) -> Result<u8, CliError> {
    outage.map_or(Ok(code), Err)
}

fn show_status(ground: &Ground, json: bool) -> Result<u8, CliError> {
    let (mut session, outage) = look(ground)?;
    let now = session.clock.now();
    let certainty = session.clock.certainty();
    let presence = session.presence();
    let texts = Texts::of(ground.lang(session.floor.event()));
    let code = out::to_stdout(|out| {
        if json {
            let status = status::Status {
                clock_uncertainty_ms: certainty.map(|certainty| certainty.uncertainty_ms),
                clock_checked_s: certainty.map(|certainty| certainty.checked_ago_ms / SECOND_MS),
                ..status::status(&session.floor, &presence, now)
            };
            out::json_line(out, &status)?;
        } else {
            status::table::write(out, texts, &session.floor, &presence, now)?;
        }
        Ok(DONE)
    })?;
    and_outage(code, outage)
}

fn show_log(ground: &Ground, form: LogForm) -> Result<u8, CliError> {
    let (session, outage) = look(ground)?;
    let mut records = session.records()?;
    records.sort_by_key(|record| (record.stamp, record.id));
    let texts = Texts::of(ground.lang(session.floor.event()));
    let code = out::to_stdout(|out| {
        write_log(out, form, texts, &session, &records)?;
        Ok(DONE)
    })?;
    and_outage(code, outage)
}

fn write_log(
    out: &mut dyn Write,
    form: LogForm,
    texts: &'static Texts,
    session: &Session,
    records: &[Record],
) -> std::io::Result<()> {
    if form.records {
        log::records(out, records)
    } else if form.json {
        log::json(out, &session.floor, records)
    } else if form.csv {
        log::csv(out, texts, &session.floor, records)
    } else {
        log::text(out, texts, &session.floor, records)
    }
}

fn print_sheets(ground: &Ground, args: &PrintArgs) -> Result<u8, CliError> {
    if ground.common.share.is_none()
        && let Some(named) = &ground.common.event
    {
        let event = named_event(named)?.event;
        return print::before(args, ground.common.lang, event);
    }
    let (session, outage) = look(ground)?;
    let code = print::run(args, ground.common.lang, session.floor.log())?;
    and_outage(code, outage)
}

fn act(ground: &Ground, args: &ActArgs) -> Result<u8, CliError> {
    let lines = match &args.script {
        Some(file) => script::lines(&script::text(file)?)?,
        None => vec![script::Line {
            number: 0,
            args: args.clone(),
        }],
    };
    for line in &lines {
        line.args.role()?;
    }
    let mut session = ground.session(ground.site()?, Role::Organiser, false)?;
    session.meet(PATIENCE)?;
    let lang = ground.lang(session.floor.event());
    let mut code = DONE;
    for line in &lines {
        match say(&mut session, lang, &line.args) {
            Ok(()) => {}
            Err(refused) if args.script.is_some() && refused.kind == Kind::Refused => {
                code = refused.kind.code();
                let at = Texts::of(lang).fmt("cli-script-at", &[("n", line.number.into())]);
                out::to_stderr(&format!("{at} {}", refused.told(lang)));
            }
            Err(other) => return Err(other),
        }
    }
    if session.settle()? {
        Ok(code)
    } else {
        Err(kept(&mut session))
    }
}

/// What was said is kept on this laptop and was not sent.
pub(super) fn kept(session: &mut Session) -> CliError {
    let kept = CliError::new(Kind::Unusable, "cli-kept");
    match session.status().outage {
        Some((why, _)) => kept.hint(why),
        None => kept,
    }
}

/// Judges and writes what one person says, and tells what was written.
fn say(session: &mut Session, lang: Lang, args: &ActArgs) -> Result<(), CliError> {
    let moment = args.at.unwrap_or_else(|| session.clock.now());
    let (role, command) = ask(args, &session.floor, moment)?;
    session.speak_as(role);
    let entries = session.act(&command, args.at)?;
    let texts = Texts::of(lang);
    out::to_stdout(|out| {
        for entry in &entries {
            writeln!(out, "{}", log::told(texts, &session.floor, entry))?;
        }
        Ok(DONE)
    })?;
    Ok(())
}
