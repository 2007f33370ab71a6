//! What one laptop knew at one moment of the day, and what its screen showed.

use super::player::{FIRST, SECOND, laptop_of, played};
use crate::fixture::t;
use crate::stage::{press, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sheber::domain::command::Command;
use sheber::domain::countdown::{Countdown, Schedule};
use sheber::domain::event::Lang;
use sheber::domain::floor::Floor;
use sheber::domain::id::{DeskNo, GroupNo, Origin, Role, RoundNo, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::query::alarms::{Alarm, alarms};
use sheber::domain::query::evacuation::evacuation;
use sheber::domain::query::groups::{GroupNow, group_now};
use sheber::domain::query::overview::{Contact, Overview, Trouble, overview};
use sheber::domain::query::routes::{Misfit, misfits};
use sheber::domain::query::station::{State, StationNow, station};
use sheber::domain::time::{Digits, EventTime};
use sheber::ui::model::{Link, Look, Model};
use sheber::ui::msg::{Effect, Msg};
use sheber::ui::theme::Theme;
use sheber::ui::update::update;
use sheber::ui::view::draw;

/// One laptop at one moment.
pub(crate) struct Scene {
    pub(crate) floor: Floor,
    pub(crate) presence: Vec<Presence>,
    pub(crate) now: EventTime,
    origin: Origin,
    role: Role,
}

/// The laptop of a station.
pub(crate) fn at(no: u16, time: &str) -> Scene {
    scene(laptop_of(no), Role::Station(StationNo(no)), time)
}

/// The second coordinator, whose laptop lives through the day.
pub(crate) fn coordination(time: &str) -> Scene {
    scene(SECOND, Role::Coordinator, time)
}

/// The main coordinator.
pub(crate) fn main_coordination(time: &str) -> Scene {
    scene(FIRST, Role::Coordinator, time)
}

/// An advice desk.
pub(crate) fn at_desk(no: u16, time: &str) -> Scene {
    scene(Origin(2_000 + u64::from(no)), Role::Desk(DeskNo(no)), time)
}

/// Whichever laptop it is.
pub(crate) fn scene(origin: Origin, role: Role, time: &str) -> Scene {
    Scene {
        floor: played().floor(origin, time),
        presence: played().presence(time),
        now: t(time),
        origin,
        role,
    }
}

impl Scene {
    pub(crate) fn schedule(&self) -> Schedule {
        Schedule::at(&self.floor, self.now)
    }

    pub(crate) fn station(&self, no: u16) -> StationNow<'_> {
        station(&self.floor, &self.schedule(), StationNo(no))
    }

    pub(crate) fn state(&self, no: u16) -> State {
        self.station(no).state
    }

    /// Group and head count of everybody at a station.
    pub(crate) fn here(&self, no: u16) -> Vec<(u16, u16)> {
        let now = self.station(no);
        now.present
            .iter()
            .map(|here| (here.group.0, here.arrival.count))
            .collect()
    }

    /// What the clock of a station shows: `18:00`, `+03:10`, `in 04:00`.
    pub(crate) fn clock(&self, no: u16) -> String {
        match self.station(no).countdown {
            Countdown::ToStart(ms) => format!("in {}", Digits::left(ms)),
            Countdown::ToEnd(ms) => Digits::left(ms).to_string(),
            Countdown::Over(ms) => format!("+{}", Digits::over(ms)),
            Countdown::Nothing => "-".to_owned(),
        }
    }

    pub(crate) fn group(&self, no: u16) -> GroupNow {
        group_now(&self.floor, &self.schedule(), GroupNo(no), 0)
    }

    pub(crate) fn overview(&self) -> Overview<'_> {
        overview(&self.floor, &self.presence, self.now)
    }

    pub(crate) fn troubles(&self, no: u16) -> Vec<Trouble> {
        self.overview()
            .row(StationNo(no))
            .expect("a row")
            .troubles
            .clone()
    }

    pub(crate) fn contact(&self, no: u16) -> Contact {
        self.overview().row(StationNo(no)).expect("a row").contact
    }

    /// Stations that have this trouble.
    pub(crate) fn with(&self, wanted: impl Fn(&Trouble) -> bool) -> Vec<u16> {
        let overview = self.overview();
        let rows = overview.rows.iter();
        rows.filter(|row| row.troubles.iter().any(&wanted))
            .map(|row| row.now.no.0)
            .collect()
    }

    pub(crate) fn alarms(&self) -> Vec<Alarm> {
        let overview = self.overview();
        alarms(&self.floor, &overview, evacuation(&self.floor, self.now).as_ref())
    }

    pub(crate) fn misfits(&self) -> Vec<Misfit> {
        misfits(&self.floor, &self.schedule())
    }

    /// Round, group, station of everything that does not fit.
    pub(crate) fn unfit(&self) -> Vec<(u8, u16, Option<u16>)> {
        let misfits = self.misfits();
        misfits
            .iter()
            .map(|one| (one.round.0, one.group.0, one.station.map(|no| no.0)))
            .collect()
    }

    pub(crate) fn slot(&self, round: u8) -> String {
        self.schedule()
            .slot(RoundNo(round))
            .expect("a round")
            .now
            .to_string()
    }

    /// Entries of these kinds that happened from this moment on, as `HH:MM:SS role body`.
    pub(crate) fn log(&self, from: &str, kinds: &[&str]) -> Vec<String> {
        let wanted = |kind: &str| kinds.contains(&kind);
        let entries = self.floor.log().iter().filter(|entry| entry.at >= t(from));
        entries
            .filter(|entry| wanted(entry.fact.kind()))
            .map(|entry| format!("{} {} {}", entry.at, entry.role, entry.fact.body()))
            .collect()
    }

    pub(crate) fn model(&self, lang: Lang) -> Model {
        let look = Look {
            lang,
            theme: Theme::COLOUR,
        };
        let mut model = Model::new(self.floor.clone(), (self.origin, self.role), look, self.now);
        let away = self
            .presence
            .iter()
            .find(|device| device.origin == self.origin)
            .filter(|device| device.seen_ms < self.now.0);
        let contact = match away {
            Some(device) => sheber::ui::model::Contact::Offline {
                since: EventTime(device.seen_ms),
                why: "share-timed-out",
            },
            None => sheber::ui::model::Contact::Online,
        };
        model.link = Link {
            contact,
            unsent: played().unsent(self.origin, &self.now.to_string()) as u64,
            clock_ahead_ms: played().ahead(self.origin, self.now),
            ..Link::STARTING
        };
        update(&mut model, Msg::Presence(self.presence.clone()));
        model
    }

    /// The screen of this laptop in a large window.
    pub(crate) fn screen(&self, lang: Lang) -> String {
        self.screen_after("", lang)
    }

    /// The screen after these keys.
    pub(crate) fn screen_after(&self, keys: &str, lang: Lang) -> String {
        let mut model = self.model(lang);
        update(&mut model, Msg::Resized(160, 48));
        for key in keys.split_whitespace() {
            update(&mut model, Msg::Key(press(key)));
        }
        let area = Rect::new(0, 0, 160, 48);
        let mut buffer = Buffer::empty(area);
        draw(&model, area, &mut buffer);
        text(&buffer)
    }

    /// These words stand on the screen of this laptop, in English.
    pub(crate) fn shows(&self, words: &[&str]) {
        self.shows_after("", words);
    }

    /// These words stand on the screen after these keys.
    pub(crate) fn shows_after(&self, keys: &str, words: &[&str]) {
        let screen = self.screen_after(keys, Lang::En);
        for word in words {
            assert!(screen.contains(word), "{}: {word}\n{screen}", self.now);
        }
    }

    /// What these keys ask for.
    pub(crate) fn asked_after(&self, keys: &str) -> Vec<Command> {
        let mut model = self.model(Lang::En);
        let keys = keys.split_whitespace();
        let effects = keys
            .flat_map(|key| update(&mut model, Msg::Key(press(key))))
            .collect::<Vec<_>>();
        let commands = effects.into_iter().filter_map(|effect| match effect {
            Effect::Do(command) => Some(command),
            _ => None,
        });
        commands.collect()
    }
}
