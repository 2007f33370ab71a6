//! A screen with the sample day behind it: keys go in, commands are judged and recorded as the program would, cells
//! come out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sheber::domain::command::{Command, Refusal, decide};
use sheber::domain::entry::{Entry, Moment};
use sheber::domain::event::{Event, Lang};
use sheber::domain::fact::Opening;
use sheber::domain::floor::Floor;
use sheber::domain::id::{EntryId, Origin, Role, Seq, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::time::{EventTime, Stamp};
use sheber::runtime::replan::Replanner;
use sheber::ui::keymap::Press;
use sheber::ui::model::{Contact, Link, Look, Model};
use sheber::ui::msg::{Effect, ListWish, Msg};
use sheber::ui::screen::replan::{Ask, News};
use sheber::ui::theme::Theme;
use sheber::ui::update::update;
use sheber::ui::view::draw;
use unicode_width::UnicodeWidthStr;

pub(crate) use crate::big_log::open_square;

/// A moment written `HH:MM:SS` or `HH:MM`.
pub(crate) fn at(text: &str) -> EventTime {
    text.parse().unwrap()
}

/// A device on the sample day, and the others that it hears of.
pub(crate) struct Stage {
    pub(crate) model: Model,
    /// What was asked for, in order, refused or not.
    pub(crate) asked: Vec<Command>,
    /// What was asked about lists of schools.
    pub(crate) wishes: Vec<ListWish>,
    /// What was asked about the plan that is edited, in order.
    pub(crate) planned: Vec<sheber::ui::screen::plan::Effect>,
    /// How often the bell rang.
    pub(crate) bells: usize,
    /// What was asked of the search for proposals, in order.
    pub(crate) searched: Vec<Ask>,
    /// The search itself, where one is on the stage.
    planner: Option<Planner>,
    seqs: BTreeMap<Origin, u64>,
    stamp: Stamp,
}

/// A search for proposals on its own thread, and what it has to tell.
struct Planner {
    replanner: Replanner,
    news: tokio::sync::mpsc::Receiver<News>,
}

impl Stage {
    /// This role at this moment, connected, in this language and in sixteen colours.
    pub(crate) fn new(role: Role, time: &str, lang: Lang) -> Self {
        Self::of(open_square(), role, time, lang)
    }

    /// The same on another day.
    pub(crate) fn of(event: Event, role: Role, time: &str, lang: Lang) -> Self {
        let look = Look {
            lang,
            theme: Theme::COLOUR,
        };
        let mut model = Model::new(Floor::default(), (origin(role), role), look, at(time));
        model.link = Link {
            contact: Contact::Online,
            ..Link::STARTING
        };
        let mut stage = Self {
            model,
            asked: Vec::new(),
            wishes: Vec::new(),
            planned: Vec::new(),
            bells: 0,
            searched: Vec::new(),
            planner: None,
            seqs: BTreeMap::new(),
            stamp: Stamp::default(),
        };
        let opening = Opening {
            event: Arc::new(event),
            shift_ms: 0,
            speed: 1,
            from_ms: 0,
            rehearsal: false,
        };
        stage.told("08:00", Role::Organiser, &Command::OpenFloor(opening));
        stage
    }

    /// This role at this moment of a day that was lived already.
    pub(crate) fn over(floor: Floor, role: Role, time: &str, lang: Lang) -> Self {
        let mut stage = Self::new(role, time, lang);
        stage.stamp = floor.log().last().map_or_else(Stamp::default, |last| last.stamp);
        // Whoever goes on here writes after everything that the same device has written.
        stage.seqs = [Role::Coordinator, Role::Organiser]
            .map(|role| (origin(role), 1_000_000))
            .into();
        stage.model.floor = floor;
        stage
    }

    /// The search for proposals comes on the stage.
    pub(crate) fn with_search(mut self) -> Self {
        let (sender, news) = tokio::sync::mpsc::channel(sheber::runtime::replan::NEWS);
        let replanner = Replanner::new(sender);
        self.planner = Some(Planner { replanner, news });
        self
    }

    /// Hears what the search has to tell until this holds.
    pub(crate) fn hear_until(&mut self, holds: impl Fn(&Model) -> bool) -> &mut Self {
        while !holds(&self.model) {
            let planner = self.planner.as_mut().expect("a search is on the stage");
            let news = planner.news.blocking_recv().expect("the search goes on");
            self.send(Msg::Replan(news));
        }
        self
    }

    /// Event time goes on to this moment.
    pub(crate) fn tick(&mut self, time: &str) -> &mut Self {
        self.send(Msg::Tick(at(time)))
    }

    /// Somebody else, or this place earlier, did this then.
    pub(crate) fn told(&mut self, time: &str, role: Role, command: &Command) -> &mut Self {
        let entries = self.judge(at(time), role, command).unwrap();
        self.send(Msg::Arrived(entries))
    }

    /// Types keys, as [`press`] names them, with blanks between them.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.send(Msg::Key(press(key)));
        }
        self
    }

    /// A command that was asked for is judged, and the answer comes in.
    pub(crate) fn answer(&mut self, command: &Command) -> &mut Self {
        self.asked.push(command.clone());
        let (now, role) = (self.model.now, self.model.role());
        let answer = match self.judge(now, role, command) {
            Ok(entries) => Msg::Recorded(entries),
            Err(refusal) => Msg::Refused(refusal),
        };
        self.send(answer)
    }

    /// A message comes in; what it asks for is judged at once.
    pub(crate) fn send(&mut self, msg: Msg) -> &mut Self {
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Do(command) => _ = self.answer(&command),
                Effect::Lists(wish) => self.wishes.push(wish),
                Effect::Bell => self.bells += 1,
                Effect::Replan(ask) => self.search(&ask),
                Effect::Plan(effect) => self.planned.push(effect),
                Effect::OpenPlan | Effect::Figures | Effect::Remember(_) | Effect::Quit => {}
            }
        }
        self
    }

    /// How many entries the floor holds.
    pub(crate) fn entries(&self) -> usize {
        self.model.floor.log().len()
    }

    /// The last entry of the log: its kind and its body.
    pub(crate) fn last_fact(&self) -> String {
        let last = self.model.floor.log().last().unwrap();
        format!("{} {}", last.fact.kind(), last.fact.body())
    }

    /// The screen as lines of text.
    pub(crate) fn screen(&self, width: u16, height: u16) -> String {
        text(&self.buffer(width, height))
    }

    /// The screen as cells.
    pub(crate) fn buffer(&self, width: u16, height: u16) -> Buffer {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        draw(&self.model, area, &mut buffer);
        buffer
    }

    fn search(&mut self, ask: &Ask) {
        self.searched.push(ask.clone());
        let planner = self.planner.as_mut();
        let answer =
            planner.and_then(|planner| planner.replanner.ask(ask, &self.model.floor, self.model.now));
        if let Some(news) = answer {
            self.send(Msg::Replan(news));
        }
    }

    fn judge(&mut self, at: EventTime, role: Role, command: &Command) -> Result<Vec<Entry>, Refusal> {
        let moment = Moment {
            at,
            now: at,
            device_ms: at.0,
        };
        let facts = decide(&self.model.floor, command, moment, role)?;
        let origin = origin(role);
        let entry = |fact| {
            let seq = self.seqs.entry(origin).or_default();
            *seq += 1;
            self.stamp = Stamp::next(self.stamp, at);
            Entry {
                id: EntryId {
                    origin,
                    seq: Seq(*seq),
                },
                stamp: self.stamp,
                at,
                role,
                fact,
            }
        };
        Ok(facts.into_iter().map(entry).collect())
    }
}

fn origin(role: Role) -> Origin {
    match role {
        Role::Organiser => Origin(1),
        Role::Coordinator => Origin(2),
        Role::Station(no) => Origin(1_000 + u64::from(no.0)),
        Role::Desk(no) => Origin(2_000 + u64::from(no.0)),
    }
}

/// A key: `enter`, `esc`, `f8`, `backspace`, `tab`, `up`, `down`, `left`, `right`, `pageup`, `pagedown`, `home`, `end`,
/// or one character.
pub(crate) fn press(key: &str) -> Press {
    let code = match key {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backspace" => KeyCode::Backspace,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        key if key.chars().count() == 1 => KeyCode::Char(key.chars().next().unwrap()),
        key => KeyCode::F(key.strip_prefix('f').unwrap().parse().unwrap()),
    };
    Press::read(&KeyEvent::new(code, KeyModifiers::NONE)).unwrap()
}

/// A buffer as lines without the blanks at their ends.
pub(crate) fn text(buffer: &Buffer) -> String {
    let mut lines = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            // A wide letter stands in two cells.
            x += u16::try_from(symbol.width()).unwrap().max(1);
        }
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    lines
}

/// A laptop of this station that was heard so many seconds before a moment.
pub(crate) fn seen(no: u16, age_s: i64, now: &str) -> Presence {
    Presence {
        origin: Origin(1_000 + u64::from(no)),
        role: Role::Station(StationNo(no)),
        label: format!("laptop-{no:02}"),
        seen_ms: at(now).0 - age_s * 1_000,
        clock_ahead_ms: Some(0),
        version: "0.1.0".to_owned(),
        unsent: 0,
    }
}
