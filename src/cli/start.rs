//! Bare `sheber`: what the start screen needs from files, and what becomes of its answer.

use super::fail::CliError;
use super::ground::{Ground, NamedEvent, event_bytes, event_of, named_event, why_key};
use super::run::no_terminal;
use crate::domain::event::Lang;
use crate::domain::id::Role;
use crate::intake::event::read_bytes;
use crate::runtime::app::Seat;
use crate::runtime::clock::Clock;
use crate::runtime::session::SessionError;
use crate::runtime::start::{Desk, run as run_screen};
use crate::settings::{SavedChoice, SavedEvent, share_path, typed_path};
use crate::ui::screen::start::{Choice, Complaint, EventSource, Last, Model, Msg, Named, Offer};
use std::path::Path;
use std::sync::Arc;

/// The samples in the order of the start screen: the large day first.
const SAMPLES: [&str; 2] = ["open-square", "open-day"];

/// Asks for event and role, and runs the screens of the chosen place.
///
/// # Errors
/// There is no terminal.
pub(super) fn run(ground: &Ground) -> Result<u8, CliError> {
    let offers: Vec<Offer> = SAMPLES.iter().filter_map(|key| sample(key)).collect();
    let last = last(ground);
    let event = last.as_ref().map(|last| &*last.event);
    let lang = ground.lang(event.or_else(|| offers.first().map(|offer| &*offer.event)));
    let model = Model::new(ground.look(lang), Clock::new().wall_ms(), last, offers);
    let mut desk = Files { ground };
    run_screen(model, &mut desk, ground.failure(lang)).map_err(no_terminal)
}

fn sample(key: &str) -> Option<Offer> {
    named_event(Path::new(key)).ok().map(offer)
}

fn offer(named: NamedEvent) -> Offer {
    Offer {
        source: source(named.source),
        event: Arc::new(named.event),
        open: None,
    }
}

fn source(saved: SavedEvent) -> EventSource {
    match saved {
        SavedEvent::Sample(key) => EventSource::Sample(key),
        SavedEvent::File(path) => EventSource::File(path),
        SavedEvent::Share => EventSource::Share,
    }
}

fn saved(source: &EventSource) -> SavedEvent {
    match source {
        EventSource::Sample(key) => SavedEvent::Sample(key.clone()),
        EventSource::File(path) => SavedEvent::File(path.clone()),
        EventSource::Share => SavedEvent::Share,
    }
}

/// The last choice, unless its event cannot be read any more.
fn last(ground: &Ground) -> Option<Last> {
    let last = ground.saved.last.clone()?;
    let role: Role = last.role.parse().ok()?;
    let event = match event_of(&last.event).ok()? {
        Some(named) => named.event,
        None => open_event(ground, last.share.as_deref()?).ok()?.0,
    };
    Some(Last {
        choice: Choice {
            event: source(last.event),
            share: last.share,
            role,
            rehearsal: last.rehearsal,
        },
        event: Arc::new(event),
    })
}

/// The event of the floor that is open on a share, and whether it is a rehearsal.
fn open_event(ground: &Ground, share: &Path) -> Result<(crate::domain::event::Event, bool), SessionError> {
    let site = super::ground::Site {
        event: None,
        share: share.to_owned(),
        against_the_calendar: None,
    };
    let session = ground.session(site, Role::Organiser, false)?;
    let day = session.floor.day();
    day.map(|day| ((*day.opening.event).clone(), day.opening.rehearsal))
        .ok_or(SessionError::NoFloor { outage: None })
}

/// The files and places behind the start screen.
struct Files<'a> {
    ground: &'a Ground,
}

impl Files<'_> {
    fn file(&self, typed: &str) -> Msg {
        let path = typed_path(typed, self.ground.env.home.as_deref());
        let cannot = |why: &std::io::Error| {
            Msg::Failed(Complaint::CannotOpen {
                path: typed.to_owned(),
                why: why_key(why),
            })
        };
        let path = match std::path::absolute(path) {
            Ok(path) => path,
            Err(why) => return cannot(&why),
        };
        let reading = match event_bytes(&path) {
            Ok(bytes) => read_bytes(&bytes),
            Err(why) => return cannot(&why),
        };
        match (reading.counts(), reading.event) {
            ((0, _), Some(event)) => Msg::Opened(offer(NamedEvent {
                source: SavedEvent::File(path),
                event,
            })),
            ((errors, _), _) => Msg::Failed(Complaint::Findings(errors)),
        }
    }

    fn share(&self, typed: &str) -> Msg {
        let path = match share_path(&typed_path(typed, self.ground.env.home.as_deref())) {
            Ok(path) => path,
            Err(why) => {
                return Msg::Failed(Complaint::CannotOpen {
                    path: typed.to_owned(),
                    why: why_key(&why),
                });
            }
        };
        match open_event(self.ground, &path) {
            Ok((event, rehearsal)) => Msg::Opened(Offer {
                source: EventSource::Share,
                event: Arc::new(event),
                open: Some((path, rehearsal)),
            }),
            Err(SessionError::NoFloor { outage: None }) => Msg::NewShare(path),
            Err(error) => Msg::Failed(complaint(&error)),
        }
    }
}

fn complaint(error: &SessionError) -> Complaint {
    Complaint::Told(match error {
        SessionError::Store(why) => why.text_key(),
        SessionError::NoFloor { outage } => outage.unwrap_or("cli-no-event"),
        SessionError::SpeedInEarnest => "cli-speed-earnest",
        SessionError::Refused(why) => why.text_key(),
        SessionError::Thread(_) => "cli-no-thread",
    })
}

impl Desk for Files<'_> {
    fn read(&mut self, named: &Named) -> Msg {
        match named {
            Named::File(typed) => self.file(typed),
            Named::Share(typed) => self.share(typed),
        }
    }

    fn seat(&mut self, choice: &Choice, lang: Lang) -> Result<Seat, Complaint> {
        let event = event_of(&saved(&choice.event)).map_err(|_| Complaint::Told("cli-no-event"))?;
        let site = self
            .ground
            .site_of(event, choice.share.as_deref(), Some(choice.rehearsal))
            .map_err(|_| Complaint::Told("cli-no-event"))?;
        let session = self
            .ground
            .session(site, choice.role, true)
            .map_err(|error| complaint(&error))?;
        let remembered = self.ground.settings.remember_choice(SavedChoice {
            event: saved(&choice.event),
            share: choice.share.clone(),
            role: choice.role.to_string(),
            rehearsal: choice.rehearsal,
        });
        if let Err(error) = remembered {
            tracing::warn!(%error, "the choice cannot be remembered");
        }
        Ok(self.ground.seat(session, lang))
    }

    fn remember(&mut self, lang: Lang) {
        if let Err(error) = self.ground.settings.remember_lang(lang) {
            tracing::warn!(%error, "the language cannot be remembered");
        }
    }
}
