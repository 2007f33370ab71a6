//! A floor in a folder of its own for the program as people start it: screens in terminals, and commands without
//! a screen. Event time is a rehearsal's and is moved on by hand; nobody waits for a clock.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use portable_pty::CommandBuilder;
use serde_json::Value;
use sheber::domain::entry::Record;
use sheber::store::Replica;

use crate::pty::{Pty, SOON};

/// The program under test.
pub(crate) const SHEBER: &str = env!("CARGO_BIN_EXE_sheber");
const EVENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/open-square.toml");
/// How long between two looks at something that nobody announces.
const LOOK: Duration = Duration::from_millis(20);
/// A window in which the station screen shows everything.
pub(crate) const WIDE: (u16, u16) = (120, 40);
/// A window in which the overview shows every station.
pub(crate) const WALL: (u16, u16) = (160, 48);

/// A rehearsal of the sample day on a share in a folder that vanishes afterwards.
pub(crate) struct FloorKit {
    folder: tempfile::TempDir,
}

/// What a command without a screen said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl FloorKit {
    /// A folder without a floor.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("share")).unwrap();
        Self { folder }
    }

    /// Opens the floor as a rehearsal that starts at `clock`.
    pub(crate) fn open(clock: &str) -> Self {
        let kit = Self::new();
        kit.jump(clock);
        kit
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder of the share, which can be taken away.
    pub(crate) fn share_folder(&self) -> PathBuf {
        self.path("share")
    }

    pub(crate) fn share(&self) -> PathBuf {
        self.share_folder().join("floor.db")
    }

    /// The log of the program itself.
    pub(crate) fn log_file(&self) -> PathBuf {
        self.path("data").join("log").join("sheber.log")
    }

    /// A command on this floor, as typed, in English.
    pub(crate) fn run(&self, words: &[&str]) -> Said {
        self.run_in("en", words)
    }

    pub(crate) fn run_in(&self, lang: &str, words: &[&str]) -> Said {
        let output = Command::new(SHEBER)
            .args(words)
            .args(["--event", EVENT, "--lang", lang, "--share"])
            .arg(self.share())
            .env("SHEBER_DATA", self.path("data"))
            .env_remove("NO_COLOR")
            .output()
            .unwrap();
        Said::of(&output)
    }

    /// A command that must be carried out; what it printed.
    pub(crate) fn must(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.code, 0, "{words:?}: {said:?}");
        said.out
    }

    /// `sheber act`, which must be carried out.
    pub(crate) fn act(&self, words: &[&str]) -> String {
        self.must(&[&["act"], words].concat())
    }

    /// Moves everybody's event time on.
    pub(crate) fn jump(&self, clock: &str) {
        self.act(&["--desk", "76", "queue", "0", "--clock", clock]);
    }

    /// `sheber status --json`.
    pub(crate) fn status(&self) -> Value {
        serde_json::from_str(&self.must(&["status", "--json"])).unwrap()
    }

    /// One station of the status.
    pub(crate) fn station_now(&self, no: u16) -> Value {
        numbered(&self.status()["stations"], no)
    }

    /// One group of the status.
    pub(crate) fn group_now(&self, no: u16) -> Value {
        numbered(&self.status()["groups"], no)
    }

    /// `sheber log --json`.
    pub(crate) fn log(&self) -> Vec<Value> {
        let text = self.must(&["log", "--json"]);
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The entries of one kind.
    pub(crate) fn log_of(&self, kind: &str) -> Vec<Value> {
        let mut log = self.log();
        log.retain(|entry| entry["kind"] == kind);
        log
    }

    /// What a query on the share answers, as text; nothing while there is no row.
    pub(crate) fn query(&self, sql: &str) -> Option<String> {
        let share =
            rusqlite::Connection::open_with_flags(self.share(), rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY);
        let share = share.ok()?;
        share.busy_timeout(Duration::from_secs(2)).unwrap();
        share
            .query_row(sql, [], |row| {
                let columns = row.as_ref().column_count();
                let cells = (0..columns).map(|n| row.get::<_, rusqlite::types::Value>(n));
                Ok(cells
                    .map(|cell| match cell {
                        Ok(rusqlite::types::Value::Integer(number)) => number.to_string(),
                        Ok(rusqlite::types::Value::Text(text)) => text,
                        _ => "-".to_owned(),
                    })
                    .collect::<Vec<_>>()
                    .join(" "))
            })
            .ok()
    }

    /// Waits until a query on the share answers this.
    pub(crate) fn wait_for_row(&self, sql: &str, wanted: &str) {
        let mut last = None;
        wait(
            || {
                last = self.query(sql);
                last.as_deref() == Some(wanted)
            },
            || format!("{sql}: wanted {wanted:?}"),
        );
    }

    /// The replica of a role's screen.
    pub(crate) fn replica(&self, role: &[&str]) -> PathBuf {
        self.path(&role.join("-"))
    }

    /// A screen in a terminal, with a replica of its own.
    pub(crate) fn screen(&self, role: &[&str], size: (u16, u16)) -> Pty {
        self.screen_with(role, size, &[])
    }

    /// A screen in a terminal, with more of the environment.
    pub(crate) fn screen_with(&self, role: &[&str], size: (u16, u16), env: &[(&str, &OsStr)]) -> Pty {
        let mut command = self.command(role);
        for (key, value) in env {
            command.env(key, value);
        }
        Pty::run(command, size)
    }

    /// The command of a screen; the start screen's if no role is named.
    pub(crate) fn command(&self, role: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(SHEBER);
        command.args(role);
        if !role.is_empty() {
            command.args(["--event", EVENT, "--clock", "09:30", "--share"]);
            command.arg(self.share());
            command.arg("--replica");
            command.arg(self.replica(role));
        }
        command.args(["--lang", "en"]);
        command.env("SHEBER_DATA", self.path("data"));
        command.env("TERM", "xterm-256color");
        command.env_remove("RUST_BACKTRACE");
        command
    }

    /// A station's screen that has met the share.
    pub(crate) fn station(&self, no: &str) -> Pty {
        let pty = self.screen(&["station", no], WIDE);
        pty.wait_for(&format!("station {no}"));
        pty.wait_for("everything sent");
        pty
    }

    /// The overview of every station that has met the share.
    pub(crate) fn overview(&self) -> Pty {
        let pty = self.screen(&["overview"], WALL);
        pty.wait_for("OVERVIEW");
        pty.wait_for("everything sent");
        pty
    }
}

impl Said {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

fn numbered(list: &Value, no: u16) -> Value {
    let found = list.as_array().unwrap().iter().find(|one| one["no"] == no);
    found.unwrap_or_else(|| panic!("no {no}")).clone()
}

/// Waits, within a bound, for something that no screen shows; looks every few milliseconds.
pub(crate) fn wait(mut condition: impl FnMut() -> bool, what: impl Fn() -> String) {
    for _ in 0..SOON.as_millis() / LOOK.as_millis() {
        if condition() {
            return;
        }
        std::thread::park_timeout(LOOK);
    }
    panic!("in vain: {}", what());
}

/// Every record of the replica in this folder, which no program may have open; all seals and chains are whole.
pub(crate) fn records(folder: &Path) -> Vec<Record> {
    let (replica, _) = Replica::open(folder).unwrap();
    let records = Replica::wait(|done| replica.all(done)).unwrap();
    drop(replica);
    assert_whole(&records);
    records
}

/// Every record is as it was sealed and follows the one before it of the same origin.
pub(crate) fn assert_whole(records: &[Record]) {
    let mut heads = std::collections::BTreeMap::new();
    let mut sorted: Vec<&Record> = records.iter().collect();
    sorted.sort_by_key(|record| record.id);
    for record in sorted {
        assert!(record.is_sealed(), "{} is broken", record.id);
        let (seq, hash) = heads
            .insert(record.id.origin, (record.id.seq.0, record.hash))
            .unwrap_or_default();
        assert_eq!(record.id.seq.0, seq + 1, "{} follows a gap", record.id);
        assert_eq!(record.prev, hash, "{} is not chained", record.id);
    }
}
