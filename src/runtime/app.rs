//! The loop of the screens: the one place where keys, time, the replica and the exchange meet the model.
//!
//! It blocks until something comes in, takes it and whatever else is already there into the model, carries
//! effects out, draws once if a cell can have changed, and sleeps until the next whole second of event
//! time. It never waits for the replica, the share or the terminal: each has its own thread and answers
//! with a message.

use super::asked::{Answer, Asked, Reading, Renaming};
use super::device::Device;
use super::drill::Drill;
use super::event_clock::EventClock;
use super::exchange::{Exchange, Status};
use super::figures;
use super::input::Input;
use super::lists::{Find, Job, ListDesk};
use super::replan::{self, Replanner};
use super::sheet::floor::{self as plan, OnFloor};
use super::sheet::worker::News as Edited;
use super::stage::{Stage, perform};
use super::tables::Publisher;
use super::terminal::{Drawn, Screen};
use crate::domain::command::{Command, decide};
use crate::domain::entry::{Pen, Record};
use crate::domain::event::Lang;
use crate::domain::floor::Floor;
use crate::domain::query::roster::Standing;
use crate::intake::roster::Lists;
use crate::share::Telling;
use crate::store::{Arrived, Saved};
use crate::ui::keymap::Press;
use crate::ui::model::{Look, Model};
use crate::ui::msg::{Effect, ListWish, Msg};
use crate::ui::screen::replan::News;
use crate::ui::update::update;
use crate::ui::view::view;
use std::collections::VecDeque;
use std::io;
use std::time::Duration;
use tokio::sync::mpsc;

/// How long the end of the program waits for entries that are still being saved.
const FAREWELL: Duration = Duration::from_secs(2);
/// So many commands may wait for the one before them.
const COMMANDS_MAX: usize = 32;
/// So many answers of the replica may wait for the loop.
const ANSWERS: usize = 16;

/// Everything a device needs to take its place on the floor.
pub struct Seat {
    /// The writer.
    pub device: Device,
    /// The floor as its replica knows it.
    pub floor: Floor,
    /// The exchange with the share.
    pub exchange: Exchange,
    /// Event time.
    pub clock: EventClock,
    /// Language and colours.
    pub look: Look,
    /// What to do with a newly chosen language.
    pub remember: Box<dyn Fn(Lang) + Send>,
    /// What to say, and where the log lies, should the program fail.
    pub failure: String,
    /// How a path that somebody types is meant.
    pub find: Find,
    /// A fault that is wanted on purpose.
    pub drill: Option<Drill>,
}

struct App {
    model: Model,
    device: Device,
    exchange: Exchange,
    clock: EventClock,
    remember: Box<dyn Fn(Lang) + Send>,
    drill: Option<Drill>,
    commands: VecDeque<Command>,
    answers: mpsc::Sender<Answer>,
    lists: ListDesk,
    asked: Asked,
    seen: Status,
    publisher: Publisher,
    replanner: Replanner,
    plan: OnFloor,
    dirty: bool,
    ring: bool,
    quit: bool,
}

/// Runs the screens until somebody or something ends them; the exit code.
///
/// # Errors
/// There is no terminal, or the system refuses threads or signals.
pub fn run(seat: Seat) -> io::Result<u8> {
    let failure = seat.failure.clone();
    perform(failure, async move |stage| live(seat, stage).await)
}

/// Runs the screens on a terminal that was taken already.
pub(super) async fn live(seat: Seat, mut stage: Stage) -> io::Result<u8> {
    let (answers, mut inbox) = mpsc::channel(ANSWERS);
    let (news, mut proposals) = mpsc::channel(replan::NEWS);
    let (plans, mut edited) = mpsc::channel(plan::NEWS);
    let mut app = App::new(seat, answers, news, OnFloor::new(plans));
    let size = stage.screen.size();
    app.take(Msg::Resized(size.width, size.height));
    while !app.quit && !stage.is_over() {
        if app.dirty && !app.paint(&mut stage.screen) {
            break;
        }
        tokio::select! {
            // Endings first, then people, then news: a flood of news must not hold up a key.
            biased;
            _ = stage.signals.ended() => break,
            () = stage.alarm.raised() => break,
            input = stage.keyboard.next() => {
                app.input(input, &mut stage.screen);
                while let Some(input) = stage.keyboard.try_next() {
                    app.input(input, &mut stage.screen);
                }
            }
            Some(answer) = inbox.recv() => app.answer(answer),
            () = app.exchange.changed() => app.news(),
            Some(news) = edited.recv() => app.planned(news),
            Some(news) = proposals.recv() => app.take(Msg::Replan(news)),
            () = stage.screen.outlet().changed(), if app.dirty => {}
            () = tokio::time::sleep(app.clock.until_next_second()) => app.tick(),
        }
    }
    let code = stage.code();
    drop(stage);
    app.farewell(&mut inbox).await;
    Ok(code)
}

impl App {
    fn new(
        mut seat: Seat,
        answers: mpsc::Sender<Answer>,
        proposals: mpsc::Sender<News>,
        plan: OnFloor,
    ) -> Self {
        // Names that were to be taken before were taken before.
        let rekeys = seat.exchange.status().rekeys;
        let now = seat.clock.now();
        let me = (seat.device.origin(), seat.device.role());
        let mut app = Self {
            model: Model::new(seat.floor, me, seat.look, now),
            device: seat.device,
            exchange: seat.exchange,
            clock: seat.clock,
            remember: seat.remember,
            drill: seat.drill,
            commands: VecDeque::new(),
            answers,
            lists: ListDesk::new(seat.find),
            asked: Asked::default(),
            seen: Status {
                rekeys,
                ..Status::default()
            },
            publisher: Publisher::default(),
            replanner: Replanner::new(proposals),
            plan,
            dirty: true,
            ring: false,
            quit: false,
        };
        let told = app.device.take_told();
        app.follow_opening();
        app.tick();
        app.news();
        if let Some(key) = told {
            app.take(Msg::Tell(key));
        }
        app
    }

    fn paint(&mut self, screen: &mut Screen) -> bool {
        if std::mem::take(&mut self.ring) {
            screen.ring();
        }
        let model = &self.model;
        match screen.draw(|frame| view(model, frame)) {
            Ok(drawn) => {
                self.dirty = drawn == Drawn::Later;
                if !self.dirty
                    && let Some(drill) = self.drill.take()
                {
                    drill.carry_out();
                }
                true
            }
            Err(error) => {
                tracing::warn!(%error, "the terminal is gone");
                false
            }
        }
    }

    fn input(&mut self, input: Input, screen: &mut Screen) {
        match input {
            Input::Key(event) => {
                if let Some(press) = Press::read(&event) {
                    self.take(Msg::Key(press));
                }
            }
            Input::Paste(text) => self.take(Msg::Paste(text)),
            Input::Resize(columns, rows) => {
                screen.resized(columns, rows);
                self.take(Msg::Resized(columns, rows));
            }
            Input::Gone => self.quit = true,
        }
    }

    fn take(&mut self, msg: Msg) {
        self.dirty = true;
        let has_changed = !matches!(msg, Msg::Key(_) | Msg::Plan(_));
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Do(command) if self.commands.len() < COMMANDS_MAX => self.commands.push_back(command),
                Effect::Do(_) => tracing::warn!("too many commands at once; one was not taken"),
                Effect::Figures => {
                    let figures = figures::for_the_press(&self.model.floor, self.model.now);
                    self.take(Msg::Figures(Box::new(figures)));
                }
                Effect::Replan(ask) => {
                    let (floor, now) = (&self.model.floor, self.model.now);
                    if let Some(news) = self.replanner.ask(&ask, floor, now) {
                        self.take(Msg::Replan(news));
                    }
                }
                Effect::Lists(wish) => self.ask_lists(wish),
                Effect::OpenPlan => self.plan.open(&self.model.floor, self.model.now),
                Effect::Plan(effect) => self.plan.ask(effect),
                Effect::Bell => self.ring = true,
                Effect::Remember(lang) => (self.remember)(lang),
                Effect::Quit => self.quit = true,
            }
        }
        if has_changed {
            self.plan.follow(&self.model.floor, self.model.now);
        }
        self.work();
    }

    /// Has lists read or compared with the floor as it is; nothing waits for it.
    fn ask_lists(&mut self, wish: ListWish) {
        let floor = &self.model.floor;
        let job = Job {
            wish,
            standing: Standing::of_floor(floor),
            places: floor.event().and_then(Lists::places),
        };
        if !self.lists.ask(job, &self.answers) {
            self.take(Msg::Tell("lists-busy"));
        }
    }

    /// What the desk of the plan tells: the screen, or the floor.
    fn planned(&mut self, news: Edited) {
        match news {
            Edited::Screen(msg) => self.take(Msg::Plan(Box::new(msg))),
            Edited::Floor(command) => {
                self.commands.push_back(command);
                self.work();
            }
        }
    }

    /// Judges the next command once the one before it is durable: each is judged on the floor that it changes.
    fn work(&mut self) {
        while self.asked.is_free() {
            let Some(command) = self.commands.pop_front() else {
                return;
            };
            let moment = self.clock.moment();
            self.model.now = self.model.now.max(moment.now);
            match decide(&self.model.floor, &command, moment, self.device.role()) {
                Err(refusal) => self.take(Msg::Refused(refusal)),
                Ok(_) if self.device.is_clogged() => self.take(Msg::NotSaved("replica-not-saved")),
                Ok(facts) => {
                    let records = self.device.seal(&facts, moment);
                    self.save(records);
                }
            }
        }
    }

    /// Somebody else writes under this device's name: takes another one as soon as nothing is unsaved. What is
    /// asked meanwhile waits for it.
    fn rekey(&mut self) {
        if self.asked.name == Renaming::Asked {
            return;
        }
        self.asked.name = Renaming::Due;
        if self.asked.saving || self.device.has_unsaved() {
            return;
        }
        self.asked.name = Renaming::Asked;
        let answers = self.answers.clone();
        let done = move |pen| drop(answers.try_send(Answer::Renamed(pen)));
        self.device.replica().rename(Box::new(done));
    }

    /// Writes under a new name from now on.
    fn renamed(&mut self, pen: Pen) {
        tracing::warn!(from = %self.device.origin(), to = %pen.origin, "goes on under a new name");
        self.device.take_pen(pen);
        self.exchange.renamed(self.device.origin());
        self.take(Msg::Renamed(self.device.origin()));
    }

    fn save(&mut self, records: Vec<Record>) {
        self.asked.saving = true;
        let answers = self.answers.clone();
        let done = move |saved| drop(answers.try_send(Answer::Saved(saved)));
        self.device.replica().append(records, Box::new(done));
    }

    fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Saved(Ok(saved)) => {
                self.asked.saving = false;
                self.saved(saved);
            }
            Answer::Saved(Err(error)) => {
                self.asked.saving = false;
                tracing::error!(%error, "an entry was not saved yet");
                self.take(Msg::NotSaved(error.text_key()));
            }
            Answer::Arrived(Ok(arrived)) => {
                let reading = std::mem::take(&mut self.asked.reading);
                self.arrived(arrived);
                if reading == Reading::Again {
                    self.read();
                }
                self.news();
            }
            Answer::Arrived(Err(error)) => {
                self.asked.reading = Reading::No;
                tracing::error!(%error, "the replica could not be read");
            }
            Answer::Lists(news) => self.take(Msg::Lists(news)),
            Answer::Renamed(Ok(pen)) => {
                self.asked.name = Renaming::No;
                self.renamed(pen);
            }
            Answer::Renamed(Err(error)) => {
                self.asked.name = Renaming::Due;
                tracing::error!(%error, "no new name could be taken yet");
                self.take(Msg::NotSaved(error.text_key()));
            }
        }
    }

    fn saved(&mut self, saved: Saved) {
        let entries = self.device.saved(saved.up_to);
        self.exchange.nudge(saved.up_to);
        self.model.link.unsent += u64::try_from(entries.len()).unwrap_or(0);
        if saved.anew {
            self.read();
        }
        if saved.rekey || self.asked.name == Renaming::Due {
            self.rekey();
        }
        self.take(Msg::Recorded(entries));
    }

    fn arrived(&mut self, arrived: Arrived) {
        self.device.read_up_to(arrived.last);
        if arrived.anew {
            self.device.see(&arrived.entries, self.clock.now());
            self.take(Msg::Anew(Box::new(Floor::of_log(arrived.entries))));
            return self.follow_opening();
        }
        let mut news = arrived.entries;
        let held = self.model.floor.held();
        news.retain(|entry| !held.contains(entry.id));
        self.device.see(&news, self.clock.now());
        if !news.is_empty() {
            self.take(Msg::Arrived(news));
            self.follow_opening();
        }
    }

    /// Asks the replica for what has arrived: one request at a time, each from where the last one ended.
    fn read(&mut self) {
        if self.asked.reading != Reading::No {
            self.asked.reading = Reading::Again;
            return;
        }
        self.asked.reading = Reading::Asked;
        let answers = self.answers.clone();
        let done = move |arrived| drop(answers.try_send(Answer::Arrived(arrived)));
        self.device.replica().since(self.device.arrival(), Box::new(done));
    }

    fn follow_opening(&mut self) {
        if let Some(day) = self.model.floor.day() {
            self.clock.follow(day.opening.pace());
        }
        self.exchange.floor_is(self.model.floor.name());
    }

    /// Takes over what the exchange has to tell.
    fn news(&mut self) {
        let status = self.exchange.status();
        if let Some(offset) = status.offset.filter(|_| status.checks != self.seen.checks)
            && let Some(jump) = self.clock.measured(offset)
        {
            tracing::warn!(jump, "event time was corrected at once");
            self.take(Msg::Tell("clock-corrected"));
        }
        if status.arrivals != self.seen.arrivals && self.asked.reading == Reading::No {
            self.read();
            self.seen.arrivals = status.arrivals;
        }
        if status.tables_wanted != self.seen.tables_wanted && self.asked.reading == Reading::No {
            self.seen.tables_wanted = status.tables_wanted;
            let pushed = self.exchange.take_pushed();
            if status.telling != self.seen.telling {
                // Whoever begins to publish alone tells everything anew.
                self.publisher = Publisher::default();
            }
            let (floor, now) = (&self.model.floor, self.clock.now());
            let rows = match status.telling {
                Telling::Own => self.publisher.due(floor, &pushed, now),
                Telling::All => self.publisher.due_alone(floor, now),
                Telling::Nothing => None,
            };
            if let Some(rows) = rows {
                self.exchange.publish(rows);
            }
        }
        if status.rekeys != self.seen.rekeys {
            self.rekey();
        }
        if status.forks != self.model.forks {
            self.take(Msg::Forks(status.forks.clone()));
        }
        if *status.presence != *self.model.presence {
            self.take(Msg::Presence(status.presence.to_vec()));
        }
        self.seen = Status {
            arrivals: self.seen.arrivals,
            tables_wanted: self.seen.tables_wanted,
            ..status
        };
        self.relink();
    }

    /// Says how this device is connected, if that is something new.
    fn relink(&mut self) {
        let link = self
            .seen
            .link(&self.clock, self.device.last_seq(), self.exchange.silent_ms());
        if link != self.model.link {
            self.take(Msg::Link(link));
        }
    }

    fn tick(&mut self) {
        let noticed = self.clock.tick();
        if let Some(by) = noticed.set_by_ms {
            tracing::warn!(by, "the clock of this laptop was set");
            self.exchange.check_clock();
            self.take(Msg::Tell("clock-set"));
        }
        if noticed.slept_ms.is_some() {
            self.exchange.check_clock();
        }
        if self.device.has_unsaved() && !self.asked.saving {
            self.save(Vec::new());
        }
        if self.asked.name == Renaming::Due {
            self.rekey();
        }
        self.relink();
        self.take(Msg::Tick(self.clock.now()));
    }

    /// Waits, within a bound, for what is still being saved, and lets the exchange send it.
    async fn farewell(&mut self, inbox: &mut mpsc::Receiver<Answer>) {
        self.replanner.leave();
        let saved = async {
            while self.asked.saving {
                match inbox.recv().await {
                    Some(answer) => self.answer(answer),
                    None => return,
                }
            }
        };
        if tokio::time::timeout(FAREWELL, saved).await.is_err() {
            tracing::error!("the replica did not answer before the end");
        }
        self.exchange.stop();
    }
}
