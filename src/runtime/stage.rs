//! What stands between people and the program: the terminal, its keyboard, and the ways in which it may end.
//!
//! There is one for the life of the process, as a keyboard cannot be given back: the start screen and the
//! floor's screens follow each other on it.

use super::alarm::{self, Alarm};
use super::input::Keyboard;
use super::signal::Signals;
use super::terminal::Screen;
use std::io;

/// The terminal, its keyboard, and the ways in which it may end.
pub(super) struct Stage {
    pub(super) screen: Screen,
    pub(super) keyboard: Keyboard,
    pub(super) signals: Signals,
    pub(super) alarm: Alarm,
}

/// Takes the terminal and lets `play` run on it until it ends; the exit code.
///
/// # Errors
/// There is no terminal, or the system refuses threads or signals.
pub(super) fn perform(failure: String, play: impl AsyncFnOnce(Stage) -> io::Result<u8>) -> io::Result<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let code = runtime.block_on(async { play(Stage::enter(failure)?).await });
    // What still runs in the background is not waited for: everything that matters is durable already.
    runtime.shutdown_background();
    code
}

impl Stage {
    /// Takes the terminal; `failure` is what to say, and where the log lies, should the program fail.
    fn enter(failure: String) -> io::Result<Self> {
        let alarm = Alarm::new();
        let signals = Signals::listen()?;
        let screen = Screen::enter()?;
        alarm::catch_panics(&alarm, screen.exit(), failure);
        let size = screen.size();
        let keyboard = Keyboard::listen((size.width, size.height))?;
        Ok(Self {
            screen,
            keyboard,
            signals,
            alarm,
        })
    }

    /// Whether nobody can see or use the screen any more.
    pub(super) fn is_over(&self) -> bool {
        self.alarm.is_raised() || self.screen.hung_up()
    }

    /// The exit code when the screens have ended.
    pub(super) fn code(&self) -> u8 {
        if self.alarm.is_raised() {
            alarm::PANICKED
        } else {
            0
        }
    }
}
