//! The loop of the start screen, and the way from there to a place on the floor.

use super::app::{Seat, live};
use super::input::Input;
use super::stage::{Stage, perform};
use super::terminal::Drawn;
use crate::domain::event::Lang;
use crate::ui::keymap::Press;
use crate::ui::screen::start::{Choice, Complaint, Effect, Model, Msg, Named, draw, update};
use std::io;

/// Who reads files and takes places for the start screen.
pub trait Desk {
    /// Reads what somebody named.
    fn read(&mut self, named: &Named) -> Msg;
    /// Takes the chosen place.
    ///
    /// # Errors
    /// Why it cannot be taken, to be told on the start screen.
    fn seat(&mut self, choice: &Choice, lang: Lang) -> Result<Seat, Complaint>;
    /// Remembers the language for the next start.
    fn remember(&mut self, lang: Lang);
}

/// Runs the start screen and then the screens of the chosen place; the exit code.
///
/// # Errors
/// There is no terminal, or the system refuses threads or signals.
pub fn run(model: Model, desk: &mut dyn Desk, failure: String) -> io::Result<u8> {
    perform(failure, async move |mut stage| {
        match choose(model, desk, &mut stage).await {
            Some(seat) => live(seat, stage).await,
            None => Ok(stage.code()),
        }
    })
}

/// Asks until a place is taken; `None` if somebody or something ends the program before.
async fn choose(mut model: Model, desk: &mut dyn Desk, stage: &mut Stage) -> Option<Seat> {
    let mut dirty = true;
    while !stage.is_over() {
        if dirty {
            let shown = stage.screen.draw(|frame| {
                let area = frame.area();
                draw(&model, area, frame.buffer_mut());
            });
            dirty = shown.ok()? == Drawn::Later;
        }
        let input = tokio::select! {
            biased;
            _ = stage.signals.ended() => return None,
            () = stage.alarm.raised() => return None,
            input = stage.keyboard.next() => input,
            () = stage.screen.outlet().changed(), if dirty => continue,
        };
        dirty = true;
        let msg = match input {
            Input::Key(event) => Press::read(&event).map(Msg::Key),
            Input::Paste(text) => Some(Msg::Paste(text)),
            Input::Resize(columns, rows) => {
                stage.screen.resized(columns, rows);
                None
            }
            Input::Gone => return None,
        };
        let mut news: Vec<Msg> = msg.into_iter().collect();
        while let Some(msg) = news.pop() {
            for effect in update(&mut model, msg) {
                match effect {
                    Effect::Read(named) => news.push(desk.read(&named)),
                    Effect::Start(choice) => match desk.seat(&choice, model.look.lang) {
                        Ok(seat) => return Some(seat),
                        Err(complaint) => news.push(Msg::Failed(complaint)),
                    },
                    Effect::Remember(lang) => desk.remember(lang),
                    Effect::Quit => return None,
                }
            }
        }
    }
    None
}
