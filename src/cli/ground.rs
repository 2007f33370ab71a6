//! What every command stands on: the options of all commands, the environment, what is remembered; and from
//! them the event, the share, the replica, and a place on the floor.

use super::args::Common;
use super::fail::{CliError, Kind};
use crate::domain::event::{Event, Lang};
use crate::domain::id::Role;
use crate::domain::opening::{is_the_day, rehearsal_start};
use crate::intake::embedded;
use crate::intake::event::{LARGEST, read_bytes};
use crate::runtime::app::Seat;
use crate::runtime::clock::Clock;
pub use crate::runtime::lists::why_key;
use crate::runtime::session::{Plan, Session, SessionError};
use crate::settings::{Env, Saved, SavedEvent, Settings, choose_lang, share_path, typed_path};
use crate::share::Memory;
use crate::store::StoreError;
use crate::ui::model::Look;
use chrono::{DateTime, NaiveDate};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many commands without a screen may work on one share at the same time.
const AT_ONCE: u8 = 8;

/// What every command stands on.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The options of all commands.
    pub common: Common,
    /// What the environment says.
    pub env: Env,
    /// Where things lie.
    pub settings: Settings,
    /// What is remembered.
    pub saved: Saved,
}

/// An event with where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedEvent {
    /// A sample's key or an event file.
    pub source: SavedEvent,
    /// The event.
    pub event: Event,
}

/// Where a device is to take its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// The event to open where no floor is open.
    pub event: Option<NamedEvent>,
    /// The shared file.
    pub share: PathBuf,
    /// The day is rehearsed although it is today, or taken in earnest although it is not.
    pub against_the_calendar: Option<bool>,
}

impl Ground {
    /// Finds what there is.
    ///
    /// # Errors
    /// There is no folder for the program's data.
    pub fn find(common: Common) -> Result<Self, CliError> {
        let env = Env::read();
        let settings = Settings::find(&env)
            .ok_or_else(|| CliError::new(Kind::Fault, "cli-no-folder").hint("cli-no-folder-hint"))?;
        let saved = settings.saved();
        Ok(Self {
            common,
            env,
            settings,
            saved,
        })
    }

    /// The language to use, over an event where one is known.
    pub fn lang(&self, event: Option<&Event>) -> Lang {
        let event = event.map(|event| event.language);
        choose_lang(self.common.lang, self.saved.lang, self.env.lang, event)
    }

    /// Language and colours.
    pub fn look(&self, lang: Lang) -> Look {
        let theme = self.env.theme(self.common.no_color);
        Look { lang, theme }
    }

    /// The event and the share that the options name, or those that were chosen last.
    ///
    /// # Errors
    /// The event cannot be read, or nothing is named.
    pub fn site(&self) -> Result<Site, CliError> {
        let last = self.saved.last.as_ref();
        let named = self.common.event.as_deref().map(named_event).transpose()?;
        let last = last.filter(|_| named.is_none() && self.common.share.is_none());
        let event = match (named, last.map(|last| &last.event)) {
            (Some(named), _) => Some(named),
            (None, Some(source)) => event_of(source)?,
            (None, None) => None,
        };
        let share = self
            .common
            .share
            .as_ref()
            .or_else(|| last.and_then(|last| last.share.as_ref()));
        let rehearsal = last.map(|last| last.rehearsal);
        self.site_of(event, share.map(PathBuf::as_path), rehearsal)
    }

    /// The site of this event on this share, or on the event's own one.
    ///
    /// # Errors
    /// Neither is given, or the share's path is none.
    pub fn site_of(
        &self,
        event: Option<NamedEvent>,
        share: Option<&Path>,
        rehearsal: Option<bool>,
    ) -> Result<Site, CliError> {
        let now_ms = Clock::new().wall_ms();
        let today = |event: &Event| is_the_day(event, now_ms);
        let rehearsal = rehearsal.or_else(|| self.common.clock.map(|_| true));
        let share = match (share, &event) {
            (Some(share), _) => share_path(share).map_err(|why| cannot_open(share, &why))?,
            (None, Some(named)) => {
                let rehearsed = rehearsal.unwrap_or_else(|| !today(&named.event));
                let date = rehearsed.then(|| date_of(&named.event, now_ms)).flatten();
                self.settings.share_of(&key_of(&named.source), date)
            }
            (None, None) => return Err(no_event()),
        };
        let against_the_calendar = rehearsal.filter(|rehearsal| {
            event
                .as_ref()
                .is_some_and(|named| *rehearsal == today(&named.event))
        });
        Ok(Site {
            event,
            share,
            against_the_calendar,
        })
    }

    /// Takes a place on the floor that the options name, on a screen.
    ///
    /// A laptop that was here before knows its floor: the event file is then not even read.
    ///
    /// # Errors
    /// As [`Self::site`] and [`Self::session`].
    pub fn enter(&self, role: Role) -> Result<Session, CliError> {
        if let Some(share) = &self.common.share {
            let site = self.site_of(None, Some(share), None)?;
            if self.replica(&site, role, true).join("replica.db").exists() {
                match self.session(site, role, true) {
                    Err(SessionError::NoFloor { .. }) => {}
                    entered => return Ok(entered?),
                }
            }
        }
        Ok(self.session(self.site()?, role, true)?)
    }

    /// What this laptop has found out about shares.
    pub fn memory(&self) -> Memory {
        Memory::in_file(self.settings.shares_file())
    }

    /// The folder of the replica for this part on this site.
    fn replica(&self, site: &Site, role: Role, on_screen: bool) -> PathBuf {
        let named = self.common.replica.clone();
        named.unwrap_or_else(|| self.settings.replica_of(&site.share, role, on_screen))
    }

    /// Takes a place on the floor.
    ///
    /// # Errors
    /// The replica or the share cannot be used, or no floor is open and none can be opened.
    pub fn session(&self, site: Site, role: Role, on_screen: bool) -> Result<Session, SessionError> {
        if let Err(error) = self.settings.prepare(&site.share) {
            tracing::warn!(%error, "the folder of the share cannot be made");
        }
        let replica = self.replica(&site, role, on_screen);
        let rehearse = site.against_the_calendar == Some(true);
        let event = site.event.map(|named| named.event);
        let at = event.as_ref().filter(|_| rehearse).map(rehearsal_start);
        let mut plan = Plan {
            replica: replica.clone(),
            share: Some(site.share),
            memory: self.memory(),
            role,
            clock: self.common.clock.or(at),
            speed: self.common.speed,
            in_earnest: site.against_the_calendar == Some(false) && self.common.clock.is_none(),
            event,
            label: self.env.host.clone(),
        };
        // Commands without a screen may run at the same moment: each takes a replica that is free.
        for number in 2..=AT_ONCE {
            match Session::open(plan.clone()) {
                Err(SessionError::Store(StoreError::InUse { .. })) if !on_screen => {
                    plan.replica.clone_from(&replica);
                    plan.replica.as_mut_os_string().push(format!("-{number}"));
                }
                opened => return opened,
            }
        }
        Session::open(plan)
    }

    /// What is to be done with a newly chosen language.
    pub fn remember(&self) -> Box<dyn Fn(Lang) + Send> {
        let settings = self.settings.clone();
        Box::new(move |lang| {
            if let Err(error) = settings.remember_lang(lang) {
                tracing::warn!(%error, "the language cannot be remembered");
            }
        })
    }

    /// The session as a seat for the screens.
    pub fn seat(&self, session: Session, lang: Lang) -> Seat {
        let drill = self.env.drill.as_deref().and_then(|word| word.parse().ok());
        let home = self.env.home.clone();
        Seat {
            find: Box::new(move |typed| typed_path(typed, home.as_deref())),
            drill,
            ..session.into_seat(self.look(lang), self.remember(), self.failure(lang))
        }
    }

    /// What to say should the program fail.
    pub fn failure(&self, lang: Lang) -> String {
        let log = self.settings.log_dir().display().to_string();
        let texts = crate::ui::text::Texts::of(lang);
        super::out::clean(&texts.fmt("cli-fault", &[("x", log.into())]))
    }
}

fn no_event() -> CliError {
    CliError::new(Kind::Input, "cli-no-event").hint("cli-no-event-hint")
}

/// The day of the rehearsal, where the event is.
fn date_of(event: &Event, now_ms: i64) -> Option<NaiveDate> {
    let local_ms = now_ms.saturating_add(i64::from(event.utc_offset_min) * 60_000);
    DateTime::from_timestamp_millis(local_ms).map(|at| at.date_naive())
}

fn key_of(source: &SavedEvent) -> String {
    match source {
        SavedEvent::Sample(key) => key.clone(),
        SavedEvent::File(path) => path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        SavedEvent::Share => String::new(),
    }
}

/// The event of a remembered source; `None` where it is the share's.
///
/// # Errors
/// As [`named_event`].
pub fn event_of(source: &SavedEvent) -> Result<Option<NamedEvent>, CliError> {
    match source {
        SavedEvent::Sample(key) => named_event(Path::new(key)).map(Some),
        SavedEvent::File(path) => named_event(path).map(Some),
        SavedEvent::Share => Ok(None),
    }
}

/// Reads a sample by its key, or an event file.
///
/// # Errors
/// There is no such file, or it has errors.
pub fn named_event(named: &Path) -> Result<NamedEvent, CliError> {
    let sample = embedded().into_iter().find(|(key, _)| named == Path::new(key));
    let (source, bytes) = if let Some((key, text)) = sample {
        (SavedEvent::Sample(key.to_owned()), text.as_bytes().to_vec())
    } else {
        let path = std::path::absolute(named).map_err(|why| cannot_open(named, &why))?;
        let bytes = event_bytes(&path).map_err(|why| cannot_open(named, &why))?;
        (SavedEvent::File(path), bytes)
    };
    let reading = read_bytes(&bytes);
    match (reading.counts(), reading.event) {
        ((0, _), Some(event)) => Ok(NamedEvent { source, event }),
        ((errors, _), _) => Err(CliError::new(Kind::Input, "start-findings").with("n", errors)),
    }
}

/// What an event file holds; of one that is too large only as much as shows it.
///
/// # Errors
/// The file cannot be opened or read.
pub fn event_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let enough = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path)?.take(enough).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn cannot_open(path: &Path, why: &io::Error) -> CliError {
    CliError::new(Kind::Input, "start-cannot-open")
        .with("x", path.display().to_string())
        .hint(why_key(why))
}

impl From<SessionError> for CliError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Refused(why) => Self::refused(why),
            SessionError::NoFloor { outage: Some(why) } => Self::new(Kind::Unusable, why),
            SessionError::NoFloor { outage: None } => no_event(),
            SessionError::SpeedInEarnest => Self::new(Kind::Refused, "cli-speed-earnest"),
            SessionError::Store(why) => Self::new(Kind::Unusable, why.text_key()).because(why),
            SessionError::Thread(why) => Self::new(Kind::Fault, "cli-no-thread").because(why),
        }
    }
}
