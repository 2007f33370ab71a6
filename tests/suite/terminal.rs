//! The terminal is given back on every way out, and a terminal that does not read stops nothing.
//!
//! The program under test is a small loop over the pieces of `runtime`, run in a process of its own: this
//! test binary, started again with an environment variable that wakes `child_terminal_demo`. The whole program is
//! tried in the same ways by `endings`.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyModifiers};
use portable_pty::CommandBuilder;
use ratatui::widgets::{Paragraph, Wrap};
use sheber::runtime::alarm::{self, Alarm};
use sheber::runtime::input::{Input, Keyboard};
use sheber::runtime::logging;
use sheber::runtime::signal::Signals;
use sheber::runtime::terminal::{Drawn, Screen};
use tracing::level_filters::LevelFilter;

use crate::pty::{Pty, SOON};

const CHILD: &str = "SHEBER_TEST_CHILD";
const FOLDER: &str = "SHEBER_TEST_FOLDER";
/// The end of a program whose terminal is lost or stuck.
const AT_ONCE: Duration = Duration::from_secs(2);
const BEAT: Duration = Duration::from_millis(20);

// ------------------------------------------------------------------------------------------- the program

#[test]
fn child_terminal_demo() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let code = runtime.block_on(demo(Path::new(&std::env::var_os(FOLDER).unwrap())));
    drop(runtime);
    end(code);
}

#[expect(clippy::exit, reason = "the exit code is what the tests look at")]
fn end(code: u8) -> ! {
    std::process::exit(code.into())
}

struct Demo {
    beats: u64,
    last: String,
    size: (u16, u16),
    dirty: bool,
    behind: bool,
    quit: bool,
}

async fn demo(folder: &Path) -> u8 {
    let log = logging::start(folder, "demo.log", LevelFilter::INFO).unwrap();
    let alarm = Alarm::new();
    let mut signals = Signals::listen().unwrap();
    let mut screen = Screen::enter().unwrap();
    alarm::catch_panics(
        &alarm,
        screen.exit(),
        format!("The demo has stopped. See {}", log.display()),
    );
    let size = (screen.size().width, screen.size().height);
    let mut keyboard = Keyboard::listen(size).unwrap();
    let mut demo = Demo {
        beats: 0,
        last: String::new(),
        size,
        dirty: true,
        behind: false,
        quit: false,
    };
    let mut beat = tokio::time::interval(BEAT);

    while !demo.quit && !alarm.is_raised() && !screen.outlet().gone() {
        if demo.dirty {
            match screen.draw(|frame| frame.render_widget(demo.text(), frame.area())) {
                Ok(drawn) => demo.behind = drawn == Drawn::Later,
                Err(_) => break,
            }
            demo.dirty = demo.behind;
        }
        tokio::select! {
            biased;
            _ = signals.ended() => break,
            () = alarm.raised() => break,
            input = keyboard.next() => demo.take(input, &mut screen),
            () = screen.outlet().changed() => {}
            _ = beat.tick() => demo.beat(folder),
        }
    }
    drop(screen);
    if alarm.is_raised() { alarm::PANICKED } else { 0 }
}

impl Demo {
    /// Every cell changes with every beat, so that a terminal that does not read is full soon.
    fn text(&self) -> Paragraph<'static> {
        let wall = (self.beats % 10).to_string().repeat(80 * 60);
        let text = format!(
            "beat {}\nsize {:?}\nlast {}\n{wall}",
            self.beats, self.size, self.last
        );
        Paragraph::new(text).wrap(Wrap { trim: false })
    }

    fn beat(&mut self, folder: &Path) {
        self.beats += 1;
        self.dirty = true;
        fs::write(folder.join("beats"), format!("{} {}", self.beats, self.behind)).unwrap();
    }

    fn take(&mut self, input: Input, screen: &mut Screen) {
        self.dirty = true;
        match input {
            Input::Key(key) => match key.code {
                KeyCode::Char('q') => self.quit = true,
                KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => self.quit = true,
                KeyCode::Char('r') => screen.ring(),
                KeyCode::Char('p') => panic!("in the loop"),
                KeyCode::Char('t') => drop(tokio::spawn(async { panic!("in a task") })),
                KeyCode::Char('b') => drop(std::thread::spawn(|| panic!("in a thread"))),
                code => self.last = format!("{code:?}"),
            },
            Input::Paste(text) => self.last = format!("<{text}>"),
            Input::Resize(columns, rows) => {
                self.size = (columns, rows);
                screen.resized(columns, rows);
            }
            Input::Gone => self.quit = true,
        }
    }
}

// --------------------------------------------------------------------------------------------- the tests

struct Started {
    pty: Pty,
    folder: tempfile::TempDir,
}

impl Started {
    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("demo.log")).unwrap()
    }

    /// The demo's heart, seen through a file, as the terminal may show nothing: beats so far, and whether
    /// pictures are being held back. A file that is just being written says nothing.
    fn heart(&self) -> Option<(u64, bool)> {
        let text = fs::read_to_string(self.folder.path().join("beats")).ok()?;
        let (beats, behind) = text.split_once(' ')?;
        Some((beats.parse().ok()?, behind.parse().ok()?))
    }

    fn wait_for_heart(&self, what: &str, condition: impl Fn(u64, bool) -> bool) -> u64 {
        let mut last = None;
        for _ in 0..SOON.as_millis() / 10 {
            last = self.heart();
            if let Some((beats, behind)) = last
                && condition(beats, behind)
            {
                return beats;
            }
            std::thread::park_timeout(Duration::from_millis(10));
        }
        panic!("in vain: {what}; the heart: {last:?}");
    }

    /// Stops reading until the demo has noticed; tells the beats by then.
    fn stall(&self) -> u64 {
        self.pty.stop_reading();
        self.wait_for_heart("the terminal is full", |_, behind| behind)
    }
}

fn command(folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["terminal::child_terminal_demo", "--exact", "--nocapture"]);
    command.env(CHILD, "1");
    command.env(FOLDER, folder);
    command.env("TERM", "xterm-256color");
    command.env_remove("RUST_BACKTRACE");
    command
}

fn start() -> Started {
    let folder = tempfile::tempdir().unwrap();
    let pty = Pty::run(command(folder.path()), (80, 24));
    pty.wait_for("beat ");
    Started { pty, folder }
}

/// Starts the demo, ends it by `way`, and sees that the terminal is as it was.
fn given_back_after(way: impl FnOnce(&mut Pty), code: u32) -> Started {
    let mut demo = start();
    given_back(&mut demo.pty, way, code);
    demo
}

/// Ends a program that has taken the terminal by `way`, and sees that the terminal is as it was.
pub(crate) fn given_back(pty: &mut Pty, way: impl FnOnce(&mut Pty), code: u32) {
    let fresh = fresh_modes();
    pty.wait_until("the terminal is taken", |shown| {
        shown.screen.alternate_screen() && shown.screen.hide_cursor() && shown.screen.bracketed_paste()
    });
    assert_ne!(format!("{:?}", pty.modes()), fresh, "raw mode is on");
    way(pty);
    back_as_it_was(pty, code);
}

/// Sees that a program has ended and the terminal is as it was.
pub(crate) fn back_as_it_was(pty: &Pty, code: u32) {
    assert_eq!(pty.exit_code(SOON), Some(code));
    pty.wait_until("the terminal is given back", |shown| {
        let screen = shown.screen;
        let plain = screen.fgcolor() == vt100::Color::Default && screen.bgcolor() == vt100::Color::Default;
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste() && plain
    });
    assert_eq!(format!("{:?}", pty.modes()), fresh_modes());
}

/// The modes of a terminal that no program has touched.
fn fresh_modes() -> String {
    let untouched = Pty::spawn("true", &[], &[], (80, 24));
    untouched.exit_code(SOON);
    format!("{:?}", untouched.modes())
}

#[test]
fn given_back_after_the_quit_key() {
    given_back_after(|pty| pty.send("q"), 0);
}

#[test]
fn given_back_after_ctrl_c() {
    given_back_after(|pty| pty.send("\x03"), 0);
}

#[test]
fn given_back_after_each_ending_signal() {
    for name in ["TERM", "INT", "HUP"] {
        given_back_after(|pty| pty.signal(name), 0);
    }
}

#[test]
fn a_panic_anywhere_ends_the_program_and_says_so_on_the_old_screen() {
    for (key, words) in [("p", "in the loop"), ("t", "in a task"), ("b", "in a thread")] {
        let demo = given_back_after(|pty| pty.send(key), 101);
        demo.pty.wait_for("The demo has stopped. See ");
        demo.pty.wait_for("panicked at tests/suite/terminal.rs");
        assert!(demo.log().contains(words), "{}", demo.log());
        assert!(
            !demo.pty.screen().contains("beat "),
            "nothing is drawn over the words"
        );
    }
}

#[test]
fn ends_when_the_window_is_closed() {
    let mut demo = start();
    demo.pty.hang_up();
    assert_eq!(demo.pty.exit_code(AT_ONCE), Some(0));
}

#[test]
fn ends_on_a_lost_terminal_even_if_nobody_signals_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(folder.path());
    command.set_controlling_tty(false);
    let mut pty = Pty::run(command, (80, 24));
    pty.wait_for("beat ");
    pty.hang_up();
    assert_eq!(pty.exit_code(AT_ONCE), Some(0));
}

#[test]
fn a_terminal_that_does_not_read_stops_nothing_and_then_shows_the_present() {
    let demo = start();
    let full = demo.stall();
    let before = demo.wait_for_heart("the heart beats on", |beats, behind| behind && beats > full + 100);
    demo.pty.resume_reading();
    demo.pty.wait_until("the present", |shown| {
        let text = shown.screen.contents();
        let beat = text.lines().next().and_then(|line| line.strip_prefix("beat "));
        beat.and_then(|number| number.trim().parse::<u64>().ok())
            .is_some_and(|beat| beat > before)
    });
}

#[test]
fn ends_though_the_terminal_does_not_read() {
    for way in ["TERM", "key", "panic"] {
        let mut demo = start();
        demo.stall();
        match way {
            "key" => demo.pty.send("q"),
            "panic" => demo.pty.send("b"),
            signal => demo.pty.signal(signal),
        }
        let code = if way == "panic" { 101 } else { 0 };
        assert_eq!(demo.pty.exit_code(AT_ONCE), Some(code), "{way}");
        assert_eq!(format!("{:?}", demo.pty.modes()), fresh_modes(), "{way}");
    }
}

#[test]
fn keys_pasted_text_sizes_and_the_bell_arrive() {
    let mut demo = start();
    demo.pty.send("й");
    demo.pty.wait_for("last Char('й')");
    demo.pty.send("\x1b[200~две\nстроки\x1b[201~");
    demo.pty.wait_for("last <две строки>");
    demo.pty.wait_gone("last Char");
    demo.pty.resize(100, 30);
    demo.pty.wait_for("size (100, 30)");
    assert_eq!(demo.pty.bells(), 0);
    demo.pty.send("r");
    demo.pty
        .wait_until("the bell rings once", |shown| shown.bells == 1);
}

#[test]
fn refuses_to_start_where_there_is_no_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let child = command(folder.path());
    let output = std::process::Command::new(&child.get_argv()[0])
        .args(&child.get_argv()[1..])
        .env(CHILD, "1")
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("standard output is not a terminal"), "{said}");
    assert!(!String::from_utf8_lossy(&output.stdout).contains('\x1b'));
}
