//! How long a coordinator waits for the first proposal: from the key to the frame that shows one, on the full event,
//! with something broken at any minute of the day. Prints p50, p99 and the longest; nothing is judged here.
//!
//! `key` is what the key itself takes on the thread of the screens, `second` what each second costs it while proposals
//! are open: the floor read anew and every proposal held against it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a bench fails by panicking, measures real time and prints what it found"
)]

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sheber::domain::command::{Command, decide};
use sheber::domain::entry::{Entry, Moment};
use sheber::domain::event::{Event, Lang};
use sheber::domain::fact::{Opening, Reason};
use sheber::domain::floor::Floor;
use sheber::domain::id::{EntryId, Origin, Role, RoundNo, Seq, StationNo};
use sheber::domain::time::{EventTime, Stamp};
use sheber::runtime::replan::{NEWS, Replanner};
use sheber::ui::keymap::Press;
use sheber::ui::model::{Look, Model};
use sheber::ui::msg::{Effect, Msg};
use sheber::ui::screen::replan::News;
use sheber::ui::theme::Theme;
use sheber::ui::update::update;
use sheber::ui::view::draw;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// How many incidents are looked at.
const INCIDENTS: u64 = 200;
/// Stations that fail at once in the worst of them.
const WORST: u64 = 4;

fn event() -> Event {
    let (_, text) = sheber::intake::embedded()[1];
    sheber::intake::event::read(text).event.unwrap()
}

/// A floor whose entries are judged as anybody's are.
struct Day {
    floor: Floor,
    seq: u64,
}

impl Day {
    fn new(event: &Event) -> Self {
        let mut day = Self {
            floor: Floor::default(),
            seq: 0,
        };
        let opening = Opening {
            event: Arc::new(event.clone()),
            shift_ms: 0,
            speed: 1,
            from_ms: 0,
            rehearsal: false,
        };
        day.say(
            EventTime::hms(9, 0, 0),
            Role::Organiser,
            &Command::OpenFloor(opening),
        );
        day
    }

    fn say(&mut self, at: EventTime, role: Role, command: &Command) {
        let moment = Moment {
            at,
            now: at,
            device_ms: at.0,
        };
        let Ok(facts) = decide(&self.floor, command, moment, role) else {
            return;
        };
        for fact in facts {
            self.seq += 1;
            self.floor.apply(&Entry {
                id: EntryId {
                    origin: Origin(1),
                    seq: Seq(self.seq),
                },
                stamp: Stamp {
                    at,
                    counter: u32::try_from(self.seq).unwrap(),
                },
                at,
                role,
                fact,
            });
        }
    }

    /// Everybody came until this moment.
    fn lived(event: &Event, until: EventTime) -> Self {
        let mut day = Self::new(event);
        for (round, span) in event.rounds() {
            let at = span.start.plus_minutes(1);
            for (station, _) in event.rotation_stations().filter(|_| at <= until) {
                let arrive = Command::Arrive {
                    station,
                    group: None,
                    count: None,
                };
                if !day.floor.expected(station, round).is_empty() {
                    day.say(at, Role::Station(station), &arrive);
                }
            }
        }
        day
    }
}

/// Stations that fail at a minute of the day: places fewer, or closed.
fn broken(event: &Event, number: u64) -> (Day, EventTime) {
    let stations: Vec<StationNo> = event.rotation_stations().map(|(no, _)| no).collect();
    let now = EventTime::hms(9, 50, 0).plus_minutes(i64::try_from(number * 37 % 130).unwrap());
    let mut day = Day::lived(event, now);
    for index in 0..=number % WORST {
        let at = usize::try_from(number * 13 + index * 17).unwrap() % stations.len();
        let station = stations[at];
        let command = if (number + index).is_multiple_of(2) {
            Command::Lower {
                station,
                places: 6,
                reason: Reason::Equipment,
            }
        } else {
            Command::Close {
                station,
                from: None::<RoundNo>,
                reason: Reason::People,
            }
        };
        day.say(now, Role::Coordinator, &command);
    }
    (day, now)
}

/// The screens and the search, as the loop of the program joins them.
struct Loop {
    model: Model,
    replanner: Replanner,
    news: mpsc::Receiver<News>,
}

impl Loop {
    fn new(floor: Floor, now: EventTime) -> Self {
        let (sender, news) = mpsc::channel(NEWS);
        let look = Look {
            lang: Lang::Ru,
            theme: Theme::COLOUR,
        };
        Self {
            model: Model::new(floor, (Origin(2), Role::Coordinator), look, now),
            replanner: Replanner::new(sender),
            news,
        }
    }

    fn take(&mut self, msg: Msg) {
        for effect in update(&mut self.model, msg) {
            if let Effect::Replan(ask) = effect
                && let Some(news) = self.replanner.ask(&ask, &self.model.floor, self.model.now)
            {
                self.take(Msg::Replan(news));
            }
        }
    }

    fn key(&mut self, code: KeyCode) {
        let press = Press::read(&KeyEvent::new(code, KeyModifiers::NONE)).unwrap();
        self.take(Msg::Key(press));
    }

    fn until(&mut self, holds: impl Fn(&Model) -> bool) {
        while !holds(&self.model) {
            let news = self.news.blocking_recv().unwrap();
            self.take(Msg::Replan(news));
        }
    }

    fn draw(&self) {
        let area = Rect::new(0, 0, 160, 48);
        let mut buffer = Buffer::empty(area);
        draw(&self.model, area, &mut buffer);
        black_box(buffer);
    }
}

/// Whether the first proposal is there, or the word that nothing is to be changed.
fn has_first(model: &Model) -> bool {
    model.replan.as_ref().is_some_and(|board| !board.found.is_empty())
}

fn has_all(model: &Model) -> bool {
    model.replan.as_ref().is_some_and(|board| board.found.len() == 3)
}

fn told(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let part = |per_cent: usize| times[(times.len() * per_cent / 100).min(times.len() - 1)];
    println!(
        "{name:<28} p50 {:>9.2?}  p99 {:>9.2?}  max {:>9.2?}",
        part(50),
        part(99),
        part(100)
    );
}

fn main() {
    let event = event();
    let (mut keys, mut first, mut all, mut seconds) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut misfits, mut left_out) = (0, 0);
    for number in 0..INCIDENTS {
        let (day, now) = broken(&event, number);
        let mut screens = Loop::new(day.floor, now);
        screens.take(Msg::Tick(now));
        let since = Instant::now();
        screens.key(KeyCode::Char('n'));
        keys.push(since.elapsed());
        screens.draw();
        screens.until(has_first);
        screens.draw();
        first.push(since.elapsed());
        screens.until(has_all);
        screens.draw();
        all.push(since.elapsed());
        let since = Instant::now();
        screens.take(Msg::Tick(now.plus_ms(1_000)));
        seconds.push(since.elapsed());
        if let Some(board) = &screens.model.replan {
            misfits += board.broken.len();
            left_out += board.found.values().next().map_or(0, |one| one.left_out.len());
        }
        screens.key(KeyCode::Esc);
    }
    println!(
        "{INCIDENTS} incidents on the full event, {misfits} misfits; left out in first proposals: {left_out}"
    );
    told("key", keys);
    told("key to first proposal", first);
    told("key to three proposals", all);
    told("second while open", seconds);
}
