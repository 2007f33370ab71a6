//! Taking the terminal and giving it back.
//!
//! Laws: [`Exit::leave`] may be called from any thread, any number of times, on a terminal that is stuck or
//! no longer there; it waits for a bounded time, reports nothing and never panics. Nothing here or elsewhere
//! asks the terminal a question, since the answer would come through the keyboard. The mouse is left alone,
//! so that text can be selected and copied.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal};

use super::face::Face;
use super::outlet::Outlet;

/// How long a terminal that does not read may hold up the end of the program.
const PATIENCE: Duration = Duration::from_millis(300);
/// The size assumed when the terminal does not tell its own.
const ASSUMED: Size = Size {
    width: 80,
    height: 24,
};

/// The terminal while it is ours; dropping it gives it back.
pub struct Screen {
    terminal: Terminal<Face>,
    outlet: Outlet,
    exit: Exit,
    size: Size,
    repaint: bool,
    ring: bool,
}

/// Whether a picture was taken over by the outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// The picture is on its way to the terminal.
    Shown,
    /// The terminal is behind: draw again when [`Outlet::changed`] completes.
    Later,
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, no cursor.
    ///
    /// # Errors
    /// Standard output is not a terminal ([`io::ErrorKind::Unsupported`]), or it refuses raw mode. The
    /// terminal is then as it was.
    pub fn enter() -> io::Result<Self> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "standard output is not a terminal",
            ));
        }
        let outlet = Outlet::start(sink()?)?;
        enable_raw_mode()?;
        let exit = Exit::new(outlet.clone());
        let size = terminal::size().map_or(ASSUMED, Size::from);
        let screen = take(outlet, size, exit.clone());
        if screen.is_err() {
            exit.leave();
        }
        screen
    }

    /// The way back, for the panic hook and for tests.
    pub fn exit(&self) -> Exit {
        self.exit.clone()
    }

    /// The outlet, to ask whether it is busy or gone.
    pub fn outlet(&self) -> &Outlet {
        &self.outlet
    }

    /// Columns and rows as last told.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Takes over a new size (columns, rows). The next [`Screen::draw`] paints every cell, also when the
    /// size is the old one: a terminal that woke up may have lost what it showed.
    pub fn resized(&mut self, columns: u16, rows: u16) {
        self.size = Size::new(columns, rows);
        self.repaint = true;
    }

    /// Whether the window was closed, also where nobody has told and a picture that stays needs no bytes.
    pub fn hung_up(&self) -> bool {
        self.outlet.gone() || hung_up()
    }

    /// Rings the bell once, with the next picture.
    pub fn ring(&mut self) {
        self.ring = true;
    }

    /// Draws one picture, unless the one before still waits for the terminal. Never waits.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<Drawn> {
        if self.outlet.busy() {
            return Ok(Drawn::Later);
        }
        if std::mem::take(&mut self.ring) {
            self.terminal.backend_mut().prepend(b"\x07");
        }
        if std::mem::take(&mut self.repaint) {
            self.terminal.backend_mut().set_size(self.size);
            // Not `Terminal::clear`: that one asks for the cursor's place.
            self.terminal.resize(Rect::from(self.size))?;
        }
        self.terminal.draw(view)?;
        Ok(Drawn::Shown)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.exit.leave();
    }
}

fn take(outlet: Outlet, size: Size, exit: Exit) -> io::Result<Screen> {
    let mut entry = Vec::new();
    queue!(
        entry,
        EnterAlternateScreen,
        EnableBracketedPaste,
        Hide,
        Clear(ClearType::All)
    )?;
    outlet.submit(&mut entry)?;
    let terminal = Terminal::new(Face::new(outlet.clone(), size))?;
    Ok(Screen {
        terminal,
        outlet,
        exit,
        size,
        repaint: false,
        ring: false,
    })
}

#[cfg(unix)]
fn hung_up() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    const NOT_AT_ALL: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    let stdout = io::stdout();
    let mut line = [PollFd::new(&stdout, PollFlags::empty())];
    let looked = poll(&mut line, Some(&NOT_AT_ALL)).is_ok();
    looked
        && line
            .iter()
            .any(|line| line.revents().intersects(PollFlags::HUP | PollFlags::ERR))
}

/// A console that is closed ends its programs by a signal.
#[cfg(not(unix))]
fn hung_up() -> bool {
    false
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Left {
    #[default]
    NotYet,
    Heard,
    Unheard,
}

/// The way back from the alternate screen; clones share it, and it is walked once.
#[derive(Clone)]
pub struct Exit {
    left: Arc<Mutex<Left>>,
    outlet: Outlet,
}

impl Exit {
    fn new(outlet: Outlet) -> Self {
        Self {
            left: Arc::default(),
            outlet,
        }
    }

    /// Gives the terminal back. A second caller waits for the first, so that nobody ends the process
    /// half-way.
    pub fn leave(&self) {
        self.leave_saying("");
    }

    /// Gives the terminal back and, if there is somebody to read it, leaves `words` on standard error.
    ///
    /// With standard error on the terminal, the words go through the outlet: a terminal that does not read
    /// would hold up a direct write forever.
    pub fn leave_saying(&self, words: &str) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let on_terminal = io::stderr().is_terminal();
        if *left == Left::NotYet {
            let shown = if on_terminal { words } else { "" };
            *left = if self.part(shown) {
                Left::Heard
            } else {
                Left::Unheard
            };
            if on_terminal {
                return;
            }
        }
        if !on_terminal || *left == Left::Heard {
            drop(io::stderr().write_all(words.as_bytes()));
        }
    }

    /// Returns whether the terminal took it. Failures have nobody left to be told to.
    fn part(&self, words: &str) -> bool {
        let mut farewell = Vec::new();
        drop(queue!(
            farewell,
            ResetColor,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        ));
        farewell.extend_from_slice(words.replace('\n', "\r\n").as_bytes());
        let heard = self.outlet.close(&mut farewell, PATIENCE);
        drop(disable_raw_mode());
        heard
    }
}

/// Standard output without its lock and buffer: a writer stuck in the terminal must hold nothing that
/// others need.
#[cfg(unix)]
fn sink() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

/// Standard output as it is: on Windows it turns the bytes into what the console takes.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere this can fail")]
fn sink() -> io::Result<io::Stdout> {
    Ok(io::stdout())
}

/// Columns and rows of the terminal that this program is started in, if it is in one.
pub fn window() -> Option<(u16, u16)> {
    io::stdout().is_terminal().then(terminal::size)?.ok()
}
