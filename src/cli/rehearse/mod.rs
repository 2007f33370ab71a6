//! `sheber rehearse EVENT`: a whole day lived by virtual people on a share of its own, and what it measured.

mod args;
mod table;

pub use args::{EXAMPLES, RehearseArgs};

use super::fail::{CliError, DONE, Kind};
use super::ground::{Ground, cannot_open, event_bytes, named_event};
use super::out;
use crate::domain::event::Event;
use crate::domain::id::Role;
use crate::rehearse::incident::{Incidents, scenario};
use crate::rehearse::{Script, cast};
use crate::runtime::clock::Clock;
use crate::runtime::rehearsal::{Progress, Rehearsal, RehearsalError, direct, play};
use crate::settings::{own_program, share_path};
use crate::ui::text::Texts;
use args::Wish;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// How many times as fast as real time the day passes, if nothing is said.
const SPEED: u32 = 60;
/// The exit code of a rehearsal in which something was lost.
const LOST: u8 = 1;

/// Lives the day and prints what it came to; 1 if anything was lost or floors differ.
///
/// # Errors
/// The event, the scenario or the share cannot be used, or not everybody could be seated.
pub fn run(ground: &Ground, args: &RehearseArgs) -> Result<u8, CliError> {
    let event = named_event(&args.file)?.event;
    let mut rehearsal = plan(ground, args, event)?;
    if let Some(number) = args.device {
        play(&rehearsal, number, &mut io::stdout()).map_err(refused_by_system)?;
        return Ok(DONE);
    }
    if args.processes {
        rehearsal.process = Some(words(ground, args, &rehearsal)?);
    }
    let texts = Texts::of(ground.lang(Some(&rehearsal.event)));
    if !args.json {
        let watch = format!("sheber overview --share {}", quoted(&rehearsal.share));
        say(&texts.fmt("rehearse-watch", &[("x", watch.into())]));
    }
    let overwrite = io::stdout().is_terminal();
    let figures = direct(&rehearsal, &mut |progress| {
        if !args.json {
            show(texts, progress, overwrite);
        }
    })?;
    let code = if figures.is_whole() { DONE } else { LOST };
    out::to_stdout(|out| {
        if args.json {
            out::json_line(out, &figures)?;
        } else {
            table::write(out, texts, &figures)?;
        }
        Ok(code)
    })?;
    Ok(code)
}

/// A line for people; where nobody reads, nothing is lost.
fn say(line: &str) {
    let _gone = writeln!(io::stdout(), "{}", out::clean(line));
}

fn show(texts: &Texts, progress: Progress, overwrite: bool) {
    let round = progress
        .round
        .map_or_else(|| "-".to_owned(), |round| round.to_string());
    let line = texts.fmt(
        "rehearse-progress",
        &[
            ("x", progress.now.to_string().into()),
            ("y", round.into()),
            ("n", progress.entries.into()),
            ("m", progress.entries_per_s.into()),
        ],
    );
    if overwrite {
        let mut stdout = io::stdout();
        let _gone = write!(stdout, "\r{}\u{1b}[K", out::clean(&line)).and_then(|()| stdout.flush());
    } else {
        say(&line);
    }
}

fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(char::is_whitespace) {
        format!("'{path}'")
    } else {
        path
    }
}

fn refused_by_system(why: io::Error) -> CliError {
    CliError::new(Kind::Fault, "cli-no-thread").because(why)
}

fn plan(ground: &Ground, args: &RehearseArgs, event: Event) -> Result<Rehearsal, CliError> {
    let cast = cast(&event, args.stations.numbers());
    let plays = |role: &&Role| matches!(role, Role::Station(_));
    if cast.iter().filter(plays).count() == 0 {
        return Err(CliError::new(Kind::Input, "rehearse-nobody"));
    }
    let incidents = incidents(args, &event, &cast)?;
    let (folder, share) = places(ground, args)?;
    Ok(Rehearsal {
        own_folder: ground.common.share.is_none(),
        share,
        replicas: folder,
        devices: args.devices.map_or(cast.len(), usize::from),
        cast,
        script: Script::new(args.seed, incidents.claims.clone()),
        incidents,
        speed: ground.common.speed.unwrap_or(SPEED),
        start: ground.common.clock.unwrap_or(event.times.opening),
        memory: ground.memory(),
        load_period_us: args.load.map(|load| load.period_us),
        longest: args.minutes.map(|minutes| minutes.0),
        process: None,
        event,
    })
}

/// The folder of the replicas, and the share.
fn places(ground: &Ground, args: &RehearseArgs) -> Result<(PathBuf, PathBuf), CliError> {
    let named = ground.common.share.as_deref();
    let named = named
        .map(|named| share_path(named).map_err(|why| cannot_open(named, &why)))
        .transpose()?;
    if let (Some(replicas), Some(share)) = (&args.replicas, &named) {
        return Ok((replicas.clone(), share.clone()));
    }
    let cannot = |why| {
        CliError::new(Kind::Fault, "cli-no-folder")
            .hint("cli-no-folder-hint")
            .because(why)
    };
    let folder = ground
        .settings
        .new_rehearsal(Clock::new().wall_ms())
        .map_err(cannot)?;
    let share = if let Some(share) = named {
        share
    } else {
        let beside = folder.join("share");
        std::fs::create_dir(&beside).map_err(cannot)?;
        share_path(&beside).map_err(cannot)?
    };
    Ok((folder.join("replicas"), share))
}

fn incidents(args: &RehearseArgs, event: &Event, cast: &[Role]) -> Result<Incidents, CliError> {
    match &args.incidents {
        Wish::None => Ok(Incidents::default()),
        Wish::Random(seed) => Ok(Incidents::drawn(*seed, event, cast)),
        Wish::Scenario(path) => {
            let bytes = event_bytes(path).map_err(|why| cannot_open(path, &why))?;
            let text = String::from_utf8_lossy(&bytes);
            scenario::read(&text, event).map_err(|why| {
                CliError::new(Kind::Input, "rehearse-scenario")
                    .with("x", path.display().to_string())
                    .because(why.to_string().trim_end().to_owned())
            })
        }
    }
}

/// How this program is started as one laptop of this rehearsal.
fn words(ground: &Ground, args: &RehearseArgs, rehearsal: &Rehearsal) -> Result<Vec<OsString>, CliError> {
    let program = own_program().ok_or_else(|| refused_by_system(io::ErrorKind::NotFound.into()))?;
    let mut words: Vec<OsString> = vec![program.into(), "rehearse".into(), args.file.clone().into()];
    let mut option = |name: &str, value: OsString| words.extend([name.into(), value]);
    option("--share", rehearsal.share.clone().into());
    option("--replicas", rehearsal.replicas.clone().into());
    option("--speed", rehearsal.speed.to_string().into());
    option("--seed", args.seed.to_string().into());
    option("--stations", args.stations.to_string().into());
    option("--incidents", args.incidents.word());
    option("--devices", rehearsal.devices.to_string().into());
    option("--log-level", ground.common.log_level.word().into());
    if let Some(load) = &args.load {
        option("--load", load.to_string().into());
    }
    Ok(words)
}

impl From<RehearsalError> for CliError {
    fn from(error: RehearsalError) -> Self {
        match error {
            RehearsalError::Session(why) => why.into(),
            RehearsalError::FloorOpen => {
                Self::new(Kind::Refused, "rehearse-taken").hint("rehearse-taken-hint")
            }
            RehearsalError::Seat(_) => Self::new(Kind::Unusable, "rehearse-seat").because(error),
            RehearsalError::System(why) => refused_by_system(why),
        }
    }
}
