//! The loop of the review: keys in, pictures out, and news of the thread that reads the log.
//!
//! [`Log`] is a log opened for reading; `worker` its thread; `gauge` measures what is lent to it;
//! `translate` brings values of the engine into the form that the screen takes.
//! Laws: nothing is written; no key waits for the log, however large it is.

mod gauge;
mod translate;
mod worker;

pub use worker::Log;

use super::clock::Clock;
use super::input::Input;
use super::stage::{Stage, perform};
use super::terminal::Drawn;
use crate::domain::event::Lang;
use crate::ui::keymap::Press;
use crate::ui::model::Look;
use crate::ui::screen::review::{Effect, Model, Msg, draw, update};
use gauge::Gauge;
use std::io;
use std::time::Duration;
use tokio::sync::mpsc;
use worker::{Ask, Worker};

/// So often a day that is played moves on at most, in milliseconds.
const FRAME_MS: u64 = 100;
/// So much news of the log may wait for the loop.
const NEWS: usize = 32;

/// Everything that a review needs.
pub struct Reading {
    /// The log.
    pub log: Log,
    /// Language and colours.
    pub look: Look,
    /// What to do with a newly chosen language.
    pub remember: Box<dyn Fn(Lang) + Send>,
    /// What to say, and where the program's own log lies, should the program fail.
    pub failure: String,
}

/// Shows the log until somebody or something ends the review; the exit code.
///
/// # Errors
/// There is no terminal, or the system refuses threads or signals.
pub fn run(reading: Reading) -> io::Result<u8> {
    let failure = reading.failure.clone();
    perform(failure, async move |stage| live(reading, stage).await)
}

struct App {
    model: Model,
    worker: Worker,
    gauge: Gauge,
    remember: Box<dyn Fn(Lang) + Send>,
    dirty: bool,
    quit: bool,
}

async fn live(reading: Reading, mut stage: Stage) -> io::Result<u8> {
    let (news, mut inbox) = mpsc::channel(NEWS);
    let opened = reading.log.opened();
    let mut app = App {
        model: Model::new(reading.look, opened.clone()),
        gauge: Gauge::new(news.clone()),
        worker: Worker::start(reading.log, reading.look, news)?,
        remember: reading.remember,
        dirty: true,
        quit: false,
    };
    let size = stage.screen.size();
    app.take(Msg::Resized(size.width, size.height));
    app.take(Msg::Opened(opened));
    let clock = Clock::new();
    let mut last_ms = clock.mono_ms();
    while !app.quit && !stage.is_over() {
        if app.dirty {
            let model = &app.model;
            let shown = stage.screen.draw(|frame| {
                let area = frame.area();
                draw(model, area, frame.buffer_mut());
            });
            match shown {
                Ok(drawn) => app.dirty = drawn == Drawn::Later,
                Err(error) => {
                    tracing::warn!(%error, "the terminal is gone");
                    break;
                }
            }
        }
        let was_playing = app.model.is_playing();
        tokio::select! {
            // Endings first, then people, then news: a flood of news must not hold up a key.
            biased;
            _ = stage.signals.ended() => break,
            () = stage.alarm.raised() => break,
            input = stage.keyboard.next() => {
                app.input(input, &mut stage);
                while let Some(input) = stage.keyboard.try_next() {
                    app.input(input, &mut stage);
                }
            }
            Some(msg) = inbox.recv() => {
                app.take(msg);
                while let Ok(msg) = inbox.try_recv() {
                    app.take(msg);
                }
            }
            () = stage.screen.outlet().changed(), if app.dirty => {}
            () = tokio::time::sleep(frame(&app.model)), if was_playing => {}
        }
        let now_ms = clock.mono_ms();
        if app.model.is_playing() && was_playing {
            app.take(Msg::Passed(now_ms - last_ms));
        }
        last_ms = now_ms;
    }
    Ok(stage.code())
}

/// How long a picture of a day that is played stays: at its own pace a second.
fn frame(model: &Model) -> Duration {
    let factor = u64::try_from(model.scrub.factor()).unwrap_or(1).max(1);
    Duration::from_millis((1_000 / factor).max(FRAME_MS))
}

impl App {
    fn input(&mut self, input: Input, stage: &mut Stage) {
        match input {
            Input::Key(event) => {
                if let Some(press) = Press::read(&event) {
                    self.take(Msg::Key(press));
                }
            }
            Input::Paste(text) => self.take(Msg::Paste(text)),
            Input::Resize(columns, rows) => {
                stage.screen.resized(columns, rows);
                self.take(Msg::Resized(columns, rows));
            }
            Input::Gone => self.quit = true,
        }
    }

    fn take(&mut self, msg: Msg) {
        self.dirty = true;
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Page(request) => self.worker.ask(Ask::Page(request)),
                Effect::Search(wish) => self.worker.ask(Ask::Search(wish, self.model.look.lang)),
                Effect::Measure(measure) => self.gauge.start(measure),
                Effect::Remember(lang) => (self.remember)(lang),
                Effect::Quit => self.quit = true,
            }
        }
    }
}
