//! A program in a pseudo-terminal, as a person at a terminal meets it: keys in, a screen out.
//!
//! Everything is waited for with a bound and nothing sleeps: a condition that does not come true in time
//! fails the test and shows the screen.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
#[cfg(unix)]
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use portable_pty::{
    ChildKiller, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};

/// How long anything may take that should happen at once; generous, for busy machines.
pub(crate) const SOON: Duration = Duration::from_secs(20);

/// A running program and its terminal.
pub(crate) struct Pty {
    shared: Arc<Shared>,
    line: Option<Line>,
    killer: Box<dyn ChildKiller + Send + Sync>,
    #[cfg(unix)]
    id: u32,
}

/// The terminal's ends, all of which must close for a hang-up.
struct Line {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    /// Held open so that the terminal's modes can be read after the program has ended.
    _slave: Box<dyn SlavePty + Send>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    parser: vt100::Parser<Bells>,
    reading: Reading,
    exit: Option<ExitStatus>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    On,
    Paused,
    Ending,
    Ended,
}

/// What a test may look at.
pub(crate) struct Shown<'a> {
    pub(crate) screen: &'a vt100::Screen,
    pub(crate) bells: usize,
}

#[derive(Default)]
struct Bells(usize);

impl vt100::Callbacks for Bells {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.0 += 1;
    }
}

impl Pty {
    /// Starts `program` on a terminal of its own, which is its controlling terminal.
    pub(crate) fn spawn(
        program: impl AsRef<OsStr>,
        args: &[&str],
        env: &[(&str, &OsStr)],
        (cols, rows): (u16, u16),
    ) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env("TERM", "xterm-256color");
        for (key, value) in env {
            command.env(key, value);
        }
        Self::run(command, (cols, rows))
    }

    /// Starts a command as it is.
    pub(crate) fn run(command: CommandBuilder, (cols, rows): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size(cols, rows)).unwrap();
        let mut child = pair.slave.spawn_command(command).unwrap();
        let killer = child.clone_killer();
        #[cfg(unix)]
        let id = child.process_id().unwrap();
        let parser = vt100::Parser::new_with_callbacks(narrow(rows), narrow(cols), 0, Bells::default());
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                parser,
                reading: Reading::On,
                exit: None,
            }),
            changed: Condvar::new(),
        });

        let reader = pair.master.try_clone_reader().unwrap();
        let own = Arc::clone(&shared);
        thread::spawn(move || own.read(reader));
        let own = Arc::clone(&shared);
        thread::spawn(move || {
            let status = child.wait().unwrap();
            own.change(|state| state.exit = Some(status));
        });

        let writer = pair.master.take_writer().unwrap();
        let line = Line {
            master: pair.master,
            writer,
            _slave: pair.slave,
        };
        Self {
            shared,
            line: Some(line),
            killer,
            #[cfg(unix)]
            id,
        }
    }

    /// Types.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let line = self.line.as_mut().expect("a terminal");
        line.writer.write_all(bytes.as_ref()).unwrap();
        line.writer.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&self, cols: u16, rows: u16) {
        self.shared
            .change(|state| state.parser.set_size(narrow(rows), narrow(cols)));
        self.line
            .as_ref()
            .expect("a terminal")
            .master
            .resize(size(cols, rows))
            .unwrap();
    }

    /// The text of the screen.
    pub(crate) fn screen(&self) -> String {
        self.shared.lock().parser.screen().contents()
    }

    /// How often the bell rang.
    pub(crate) fn bells(&self) -> usize {
        self.shared.lock().parser.callbacks().0
    }

    /// Waits until the screen shows `text`.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("the screen shows {text:?}"), |shown| {
            shown.screen.contents().contains(text)
        });
    }

    /// Waits until the screen does not show `text` any more.
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("{text:?} goes"), |shown| {
            !shown.screen.contents().contains(text)
        });
    }

    /// Waits until `condition` holds for what is shown; `what` names it in the failure.
    pub(crate) fn wait_until(&self, what: &str, condition: impl Fn(&Shown<'_>) -> bool) {
        let holds = |state: &State| condition(&state.shown());
        assert!(
            self.shared.wait(SOON, holds),
            "in vain: {what}\n--- screen\n{}",
            self.screen()
        );
    }

    /// Waits until the program has ended and tells its exit code; a program that a signal ended has none.
    pub(crate) fn exit_code(&self, bound: Duration) -> Option<u32> {
        assert!(
            self.shared.wait(bound, |state| state.exit.is_some()),
            "still running\n{}",
            self.screen()
        );
        let state = self.shared.lock();
        let status = state.exit.as_ref().unwrap();
        status.signal().is_none().then(|| status.exit_code())
    }

    /// The terminal stops taking output from now on.
    pub(crate) fn stop_reading(&self) {
        self.shared.change(|state| state.reading = Reading::Paused);
    }

    /// The terminal takes output again.
    pub(crate) fn resume_reading(&self) {
        self.shared.change(|state| state.reading = Reading::On);
    }

    /// Closes the window: every end of the terminal that is not the program's. A last change of size makes
    /// the program write, which wakes the reader that holds one of the ends.
    pub(crate) fn hang_up(&mut self) {
        self.shared.change(|state| state.reading = Reading::Ending);
        self.line
            .as_ref()
            .expect("a terminal")
            .master
            .resize(size(79, 23))
            .unwrap();
        assert!(
            self.shared.wait(SOON, |state| state.reading == Reading::Ended),
            "the reader holds on"
        );
        self.line = None;
    }

    /// Ends the program the hard way.
    pub(crate) fn kill(&mut self) {
        if self.shared.lock().exit.is_some() {
            return;
        }
        drop(self.killer.kill());
        // On unix that was a mere hang-up.
        #[cfg(unix)]
        drop(
            Command::new("kill")
                .args(["-s", "KILL", &self.id.to_string()])
                .status(),
        );
    }

    /// The terminal's modes, to compare.
    #[cfg(unix)]
    pub(crate) fn modes(&self) -> impl PartialEq + std::fmt::Debug + use<> {
        self.line
            .as_ref()
            .expect("a terminal")
            .master
            .get_termios()
            .expect("modes")
    }

    /// Sends a signal by its name without SIG.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args(["-s", name, &self.id.to_string()])
            .status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        self.kill();
    }
}

impl State {
    fn shown(&self) -> Shown<'_> {
        Shown {
            screen: self.parser.screen(),
            bells: self.parser.callbacks().0,
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn wait(&self, bound: Duration, condition: impl Fn(&State) -> bool) -> bool {
        let (state, _) = self
            .changed
            .wait_timeout_while(self.lock(), bound, |state| !condition(state))
            .unwrap();
        condition(&state)
    }

    fn read(&self, mut reader: Box<dyn Read + Send>) {
        let mut bytes = [0; 4096];
        loop {
            let paused = |state: &mut State| state.reading == Reading::Paused;
            drop(self.changed.wait_while(self.lock(), paused).unwrap());
            let count = reader.read(&mut bytes).unwrap_or(0);
            let mut state = self.lock();
            state.parser.process(&bytes[..count]);
            if count == 0 || state.reading == Reading::Ending {
                // The end that this thread holds must be closed before anybody hears of it.
                drop(reader);
                state.reading = Reading::Ended;
                self.changed.notify_all();
                return;
            }
            drop(state);
            self.changed.notify_all();
        }
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn narrow(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a size")
}
