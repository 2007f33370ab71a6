//! A floor of devices goes on writing while somebody deletes, cuts, spoils and replaces the shared file under
//! their hands. Law: every entry that was confirmed is in the end on every replica and in the share, all floors
//! are equal, and what was moved aside is kept.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Program};
use std::time::Duration;

use sheber::domain::command::Command;
use sheber::domain::entry::Record;
use sheber::domain::event::Event;
use sheber::domain::floor::Floor;
use sheber::domain::frontier::Frontier;
use sheber::domain::id::{EntryId, Origin, Role, StationNo};
use sheber::domain::time::EventTime;
use sheber::intake;
use sheber::runtime::clock::Clock;
use sheber::runtime::session::{Plan, Session};
use sheber::share::probe::Kind;
use sheber::share::{FolderShare, Share, SqliteShare};

use crate::chance::Chance;
use crate::floor_kit::records;
use crate::log_kit::{another_process, errand};

const DEVICES: u16 = 6;
const OUTRAGES: u64 = 16;
/// The longest that a floor may need to heal after the last outrage, in milliseconds.
const HEALED_MS: i64 = 60_000;

fn event() -> Event {
    let (_, text) = intake::embedded()[1];
    intake::event::read(text).event.unwrap()
}

/// The folders of one run. The devices are processes of their own: connections of one process share its locks.
struct Grounds(PathBuf);

impl Grounds {
    fn file(&self) -> PathBuf {
        self.0.join("share").join("floor.db")
    }

    fn copy(&self) -> PathBuf {
        self.0.join("yesterday.db")
    }

    /// Made when the writing is to stop.
    fn stop(&self) -> PathBuf {
        self.0.join("stop")
    }

    /// Made when everything was found healed.
    fn leave(&self) -> PathBuf {
        self.0.join("leave")
    }

    fn replica(&self, no: u16) -> PathBuf {
        self.0.join(format!("device-{no}"))
    }

    /// What a device has confirmed: one name a line, written once it stops.
    fn confirmed(&self, no: u16) -> PathBuf {
        self.0.join(format!("confirmed-{no}"))
    }

    fn device(&self, no: u16) -> Session {
        Session::open(Plan {
            replica: self.replica(no),
            share: Some(self.file()),
            role: Role::Station(StationNo(no)),
            event: Some(event()),
            clock: (no == 1).then(|| EventTime::hms(9, 46, 0)),
            memory: sheber::share::Memory::default(),
            speed: None,
            in_earnest: false,
            label: format!("device-{no}"),
        })
        .unwrap()
    }
}

/// Another program does it: opening the file in this process would drop the database's locks. What does not
/// come off because the devices are faster is no matter.
fn shell(script: &str, file: &Path, copy: &Path) {
    Program::new("bash")
        .args(["-c", script])
        .env("FILE", file)
        .env("COPY", copy)
        .output()
        .unwrap();
}

/// One outrage on the shared file.
fn outrage(chance: &mut Chance, file: &Path, copy: &Path) -> String {
    let at = chance.below(200);
    let script = match chance.below(9) {
        0 => r#"rm -f "$FILE""#.to_owned(),
        1 => r#"rm -f "$FILE" "$FILE-wal" "$FILE-shm""#.to_owned(),
        2 => format!(r#"truncate -s {} "$FILE""#, at * 512),
        3 => format!(r#"dd if=/dev/urandom of="$FILE" bs=512 count=4 seek={at} conv=notrunc status=none"#),
        4 => r#": > "$FILE""#.to_owned(),
        5 => r#"echo "Dear colleagues" > "$FILE.new"; mv "$FILE.new" "$FILE""#.to_owned(),
        6 => r#"if [ -f "$COPY" ]; then cp "$COPY" "$FILE.new"; mv "$FILE.new" "$FILE"; fi"#.to_owned(),
        7 => r#"rm -f "$COPY"; cp "$FILE" "$COPY""#.to_owned(),
        _ => r#"dd if=/dev/zero of="$FILE" bs=100 count=1 conv=notrunc status=none"#.to_owned(),
    };
    shell(&script, file, copy);
    script
}

/// One outrage on the logs of the devices, or on what is published from them.
fn outrage_on_logs(chance: &mut Chance, file: &Path, copy: &Path) -> String {
    let at = chance.below(40);
    let some_log = "LOG=$(ls -d \"${FILE%.db}\".logs/dev-*/*.log | shuf -n 1 --random-source=/dev/zero)";
    let some_log = some_log.replace("/dev/zero", &format!("<(yes {at})"));
    let script = match chance.below(9) {
        0 => format!("{some_log}; rm -f \"$LOG\""),
        1 => format!("{some_log}; truncate -s {} \"$LOG\"", at * 97),
        2 => format!("{some_log}; dd if=/dev/urandom of=\"$LOG\" bs=16 count=4 seek={at} conv=notrunc status=none"),
        3 => format!("{some_log}; rm -rf \"$(dirname \"$LOG\")\""),
        4 => "rm -rf \"${FILE%.db}.logs\"".to_owned(),
        5 => "rm -f \"$FILE\" \"${FILE%.db}.logs/epoch\"".to_owned(),
        6 => "head -c 300 /dev/urandom >> \"${FILE%.db}.logs/bell\"".to_owned(),
        7 => "rm -rf \"$COPY\"; cp -r \"${FILE%.db}.logs\" \"$COPY\"".to_owned(),
        _ => "if [ -d \"$COPY\" ]; then mv \"${FILE%.db}.logs\" \"$FILE.gone.$$\"; cp -r \"$COPY\" \"${FILE%.db}.logs\"; fi"
            .to_owned(),
    };
    shell(&format!("cd \"$(dirname \"$FILE\")\"; {script}"), file, copy);
    script
}

fn named(ids: &BTreeSet<EntryId>) -> String {
    ids.iter()
        .map(|id| format!("{} {}\n", id.origin, id.seq))
        .collect()
}

/// Runs only in the processes that the next test starts: writes until it is told to stop, and exchanges until
/// everything has healed.
#[test]
fn child_writes_until_it_is_told_to_stop() {
    let Some((path, no)) = errand() else { return };
    let (grounds, no) = (Grounds(path), u16::try_from(no).unwrap());
    let mut session = grounds.device(no);
    let mut confirmed = BTreeSet::new();
    while !grounds.stop().exists() {
        let command = Command::WalkIn {
            station: StationNo(no),
            count: 1,
        };
        confirmed.extend(session.act(&command, None).unwrap().iter().map(|entry| entry.id));
        std::thread::park_timeout(Duration::from_millis(15));
    }
    let written = grounds.confirmed(no).with_extension("new");
    std::fs::write(&written, named(&confirmed)).unwrap();
    std::fs::rename(written, grounds.confirmed(no)).unwrap();
    while !grounds.leave().exists() {
        // What has come in meanwhile is looked at by the others.
        std::fs::write(
            grounds.0.join(format!("held-{no}.new")),
            named(&ids(&session.records().unwrap())),
        )
        .unwrap();
        std::fs::rename(
            grounds.0.join(format!("held-{no}.new")),
            grounds.0.join(format!("held-{no}")),
        )
        .unwrap();
        std::thread::park_timeout(Duration::from_millis(100));
    }
    assert!(session.settle().unwrap(), "everything is sent");
}

fn ids(records: &[Record]) -> BTreeSet<EntryId> {
    records.iter().map(|record| record.id).collect()
}

fn lines(file: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// The names that the share shows to somebody who comes anew.
fn shared(grounds: &Grounds, kind: Kind) -> BTreeSet<String> {
    let file = grounds.file();
    let mut share: Box<dyn Share> = match kind {
        Kind::Sqlite => Box::new(SqliteShare::new(&file)),
        Kind::Folder => Box::new(FolderShare::new(&file, Origin(1))),
    };
    let pulled = share.pull(&Frontier::default(), usize::MAX);
    let held = pulled.map(|pulled| ids(&pulled.records)).unwrap_or_default();
    named(&held).lines().map(str::to_owned).collect()
}

/// Waits, within a bound, until this is so.
fn wait_until(what: &str, mut so: impl FnMut() -> Result<(), String>) {
    let clock = Clock::new();
    let until = clock.mono_ms() + HEALED_MS;
    while let Err(state) = so() {
        assert!(clock.mono_ms() < until, "{what}: {state}");
        std::thread::park_timeout(Duration::from_millis(100));
    }
}

#[test]
fn a_file_that_is_spoiled_again_and_again_costs_no_entry() {
    spoil(Kind::Sqlite, 0x5EED_0001, outrage);
}

#[test]
fn logs_that_are_spoiled_again_and_again_cost_no_entry() {
    spoil(Kind::Folder, 0x5EED_0009, outrage_on_logs);
}

/// The devices; none outlives a test that has failed.
struct Devices(Vec<Child>);

impl Drop for Devices {
    fn drop(&mut self) {
        for child in &mut self.0 {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

fn spoil(kind: Kind, seed: u64, outrage: fn(&mut Chance, &Path, &Path) -> String) {
    let mut chance = Chance(seed);
    let folder = tempfile::tempdir().unwrap();
    let grounds = Grounds(folder.path().to_owned());
    std::fs::create_dir(grounds.0.join("share")).unwrap();
    if kind == Kind::Folder {
        std::fs::create_dir(grounds.0.join("share").join("floor.logs")).unwrap();
    }
    let child = |no| another_process("vandal::child_writes_until_it_is_told_to_stop", &grounds.0, no);
    let mut children = Devices(vec![child(1)]);
    wait_until("the first device opens the floor", || {
        let opened = !shared(&grounds, kind).is_empty();
        opened.then_some(()).ok_or_else(String::new)
    });
    children.0.extend((2..=DEVICES.into()).map(child));
    let mut outrages = Vec::new();
    for _ in 0..OUTRAGES {
        std::thread::park_timeout(Duration::from_millis(100 + chance.below(500)));
        outrages.push(outrage(&mut chance, &grounds.file(), &grounds.copy()));
    }
    std::fs::write(grounds.stop(), "").unwrap();
    let devices = || 1..=DEVICES;
    wait_until("every device stops writing", || {
        let lives = devices().all(|no| grounds.confirmed(no).exists());
        lives.then_some(()).ok_or_else(|| format!("after {outrages:#?}"))
    });
    let confirmed: BTreeSet<String> = devices().flat_map(|no| lines(&grounds.confirmed(no))).collect();
    assert!(
        confirmed.len() > 100,
        "only {} entries were made",
        confirmed.len()
    );
    wait_until("everything confirmed is everywhere", || {
        let held = |no| lines(&grounds.0.join(format!("held-{no}")));
        let lacking: Vec<usize> = devices()
            .map(held)
            .chain([shared(&grounds, kind)])
            .map(|held| confirmed.difference(&held).count())
            .collect();
        let what = format!(
            "seed {seed:#x}: of {} the devices and the share lack {lacking:?} after {outrages:#?}",
            confirmed.len()
        );
        lacking.iter().all(|count| *count == 0).then_some(()).ok_or(what)
    });
    std::fs::write(grounds.leave(), "").unwrap();
    for child in &mut children.0 {
        assert!(child.wait().unwrap().success());
    }
    let floors: Vec<Floor> = devices()
        .map(|no| records(&grounds.replica(no)).iter().map(Record::entry).collect())
        .collect();
    assert!(floors.windows(2).all(|pair| pair[0] == pair[1]));
}
