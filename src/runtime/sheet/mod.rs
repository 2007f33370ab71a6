//! The plan screen over the planner: who holds the plan, and the loop of the screen that stands by itself.
//!
//! | part | what lives there |
//! |---|---|
//! | [`desk`] | the plan under way: steps, consequences, the sheet; pure |
//! | `names`, `translate` | the planner's places and values as the screen takes them |
//! | [`worker`] | the thread that holds the desk, and the searches it starts |
//! | [`floor`] | the screen over the overview |
//!
//! Law: no key waits for the planner. What a cell costs comes as soon as it is reckoned, and belongs to the plan it was
//! reckoned for.

pub mod desk;
pub mod floor;
mod names;
mod translate;
pub mod worker;

use super::input::Input;
use super::stage::{Stage, perform};
use super::terminal::Drawn;
use crate::domain::event::Lang;
use crate::ui::keymap::Press;
use crate::ui::model::Look;
use crate::ui::screen::plan::{Effect, Model, Msg, Over, draw, update};
use desk::Desk;
use std::io;
use tokio::sync::mpsc;
use worker::{Ask, Keeper, News, Save, Worker};

/// So much news may wait for the loop.
const NEWS: usize = 64;

/// Everything that the plan screen of an event file needs.
pub struct Editing {
    /// The plan.
    pub desk: Desk,
    /// What the event is called.
    pub name: String,
    /// The file to save in; asked for where there is none.
    pub out: Option<String>,
    /// Saves the plan.
    pub save: Save,
    /// Language and colours.
    pub look: Look,
    /// What to do with a newly chosen language.
    pub remember: Box<dyn Fn(Lang) + Send>,
    /// What to say, and where the program's own log lies, should the program fail.
    pub failure: String,
}

/// Shows the plan until somebody or something ends the screen; the exit code.
///
/// # Errors
/// There is no terminal, or the system refuses threads or signals.
pub fn run(editing: Editing) -> io::Result<u8> {
    let failure = editing.failure.clone();
    perform(failure, async move |stage| live(editing, stage).await)
}

struct App {
    model: Model,
    worker: Worker,
    remember: Box<dyn Fn(Lang) + Send>,
    dirty: bool,
    quit: bool,
}

async fn live(editing: Editing, mut stage: Stage) -> io::Result<u8> {
    let (news, mut inbox) = mpsc::channel(NEWS);
    let tell = move |said| match said {
        News::Screen(msg) => news.blocking_send(msg).is_ok(),
        News::Floor(_) => false,
    };
    let over = Over::File {
        name: editing.name,
        out: editing.out,
    };
    let mut app = App {
        model: Model::new(editing.look, over),
        worker: Worker::start(editing.desk, Keeper::File(editing.save), tell)?,
        remember: editing.remember,
        dirty: true,
        quit: false,
    };
    let size = stage.screen.size();
    app.take(Msg::Resized(size.width, size.height));
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
        }
    }
    Ok(stage.code())
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
                Effect::Remember(lang) => (self.remember)(lang),
                Effect::Leave => self.quit = true,
                effect => self.worker.ask(Ask::Do(effect)),
            }
        }
    }
}
