//! The overview as a coordinator sees and works it: pages at every size, stories by keys, and laws.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sheber::domain::command::{Command, decide};
use sheber::domain::entry::{Entry, Moment};
use sheber::domain::event::{Event, Lang, Words};
use sheber::domain::fact::{Audience, Need, Opening, Reason};
use sheber::domain::floor::Floor;
use sheber::domain::id::{EntryId, GroupNo, Origin, Place, Role, Seq, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::query::people::{messages, open_calls};
use sheber::domain::time::{EventTime, Stamp};
use sheber::ui::keymap::Press;
use sheber::ui::model::{Contact, Look, Model};
use sheber::ui::msg::{Effect, Msg};
use sheber::ui::screen::Screen;
use sheber::ui::screen::overview::{Page, Target};
use sheber::ui::theme::Theme;
use sheber::ui::update::update;
use sheber::ui::view::draw;
use std::sync::Arc;

const COORDINATOR: Role = Role::Coordinator;

/// A floor that is written on as people would write on it.
struct Stage {
    floor: Floor,
    seq: u64,
}

impl Stage {
    fn open(event: Event) -> Self {
        let mut stage = Self {
            floor: Floor::default(),
            seq: 0,
        };
        let opening = Opening {
            event: Arc::new(event),
            shift_ms: 0,
            rehearsal: false,
        };
        stage.act(
            EventTime::hms(9, 20, 0),
            Role::Organiser,
            &Command::OpenFloor(opening),
        );
        stage
    }

    fn act(&mut self, at: EventTime, role: Role, command: &Command) -> Vec<Entry> {
        let moment = Moment {
            now: at,
            at,
            device_ms: at.0,
        };
        let facts =
            decide(&self.floor, command, moment, role).unwrap_or_else(|why| panic!("{command:?}: {why}"));
        let mut entries = Vec::new();
        for fact in facts {
            self.seq += 1;
            let entry = Entry {
                id: EntryId {
                    origin: Origin(7),
                    seq: Seq(self.seq),
                },
                stamp: Stamp { at, counter: 0 },
                at,
                role,
                fact,
            };
            self.floor.apply(&entry);
            entries.push(entry);
        }
        entries
    }

    fn at_station(&mut self, at: EventTime, no: u16, command: &Command) {
        self.act(at, Role::Station(StationNo(no)), command);
    }

    fn arrive(&mut self, at: EventTime, no: u16, count: Option<u16>) {
        let command = Command::Arrive {
            station: StationNo(no),
            group: None,
            count,
        };
        self.at_station(at, no, &command);
    }
}

fn sample() -> Event {
    let (_, text) = sheber::intake::embedded()[1];
    sheber::intake::event::read(text)
        .event
        .expect("the sample day is whole")
}

fn rotation(event: &Event) -> Vec<u16> {
    event.rotation_stations().map(|(no, _)| no.0).collect()
}

fn seen(no: u16, age_s: i64, now: EventTime) -> Presence {
    Presence {
        origin: Origin(u64::from(no)),
        role: Role::Station(StationNo(no)),
        label: format!("laptop-{no:02}"),
        seen_ms: now.0 - age_s * 1000,
        clock_ahead_ms: Some(0),
        version: "0.1.0".to_owned(),
        unsent: 0,
    }
}

fn model(floor: Floor, lang: Lang, now: EventTime) -> Model {
    let look = Look {
        lang,
        theme: Theme::COLOUR,
    };
    let mut model = Model::new(floor, (Origin(7), COORDINATOR), look, now);
    let stations = model.floor.event().map(rotation).unwrap_or_default();
    model.link.contact = Contact::Online;
    model.presence = stations.into_iter().map(|no| seen(no, 3, now)).collect();
    model
}

/// Five minutes before the end of round 1, with one trouble of each kind.
fn busy(lang: Lang) -> Model {
    let now = EventTime::hms(9, 57, 20);
    let mut stage = Stage::open(sample());
    let stations = rotation(stage.floor.event().unwrap());
    for no in stations.iter().filter(|no| **no != 3) {
        stage.at_station(EventTime::hms(9, 31, 0), *no, &Command::Ready(StationNo(*no)));
    }
    let absent = [8, 37, 41, 43];
    let expected: Vec<u16> = stations
        .into_iter()
        .filter(|no| {
            !stage
                .floor
                .expected(StationNo(*no), sheber::domain::id::RoundNo(1))
                .is_empty()
        })
        .collect();
    for no in expected.into_iter().filter(|no| !absent.contains(no)) {
        let count = (no == 27).then_some(13);
        stage.arrive(EventTime::hms(9, 45, 40), no, count);
        let briefing = Command::Briefing {
            station: StationNo(no),
            group: None,
        };
        if no != 10 {
            stage.at_station(EventTime::hms(9, 46, 20), no, &briefing);
        }
    }
    let call = |no, need| Command::Call {
        place: Place::Station(StationNo(no)),
        need,
    };
    stage.at_station(EventTime::hms(9, 50, 0), 11, &call(11, Need::Technician));
    let technician = open_calls(&stage.floor)[0].id;
    stage.act(
        EventTime::hms(9, 50, 30),
        COORDINATOR,
        &Command::AcceptCall(technician),
    );
    stage.at_station(EventTime::hms(9, 56, 50), 28, &call(28, Need::FirstAid));
    let mut model = model(stage.floor, lang, now);
    for device in &mut model.presence {
        match device.origin.0 {
            41 => device.seen_ms = now.0 - 80_000,
            43 => device.seen_ms = now.0 - 42_000,
            6 => device.clock_ahead_ms = Some(7 * 60_000),
            _ => {}
        }
    }
    model.presence.push(Presence {
        origin: Origin(9001),
        ..seen(19, 5, now)
    });
    model
}

fn type_keys(model: &mut Model, keys: &[KeyCode]) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys {
        let press = Press::read(&KeyEvent::new(*key, KeyModifiers::NONE)).expect("a key");
        effects.extend(update(model, Msg::Key(press)));
    }
    effects
}

fn typed(text: &str) -> Vec<KeyCode> {
    text.chars().map(KeyCode::Char).collect()
}

fn resize(model: &mut Model, width: u16, height: u16) -> Buffer {
    update(model, Msg::Resized(width, height));
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    draw(model, area, &mut buf);
    buf
}

fn rows(buf: &Buffer) -> Vec<String> {
    let width = usize::from(buf.area.width.max(1));
    buf.content()
        .chunks(width)
        .map(|cells| {
            cells
                .iter()
                .map(ratatui::buffer::Cell::symbol)
                .collect::<String>()
        })
        .map(|row| row.trim_end().to_owned())
        .collect()
}

fn picture(model: &mut Model, width: u16, height: u16) -> String {
    rows(&resize(model, width, height)).join("\n")
}

#[test]
fn pages_at_the_four_sizes() {
    let sizes = [(80, 24), (120, 40), (160, 48), (200, 60)];
    let pages = [
        (Page::Grid, "grid", [Lang::Ru, Lang::Kk, Lang::Kk, Lang::En]),
        (Page::Table, "table", [Lang::Kk, Lang::Ru, Lang::Ru, Lang::En]),
        (Page::Groups, "groups", [Lang::Ru, Lang::En, Lang::Kk, Lang::Ru]),
    ];
    for (page, name, langs) in pages {
        for ((width, height), lang) in sizes.into_iter().zip(langs) {
            let mut model = busy(lang);
            show(&mut model, page);
            insta::assert_snapshot!(
                format!("overview_{name}_{width}x{height}_{lang}"),
                picture(&mut model, width, height)
            );
        }
    }
}

fn show(model: &mut Model, page: Page) {
    let Screen::Overview(state) = &mut model.screen else {
        panic!("not the overview")
    };
    state.page = page;
}
