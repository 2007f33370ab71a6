//! Two laptops on one real sshfs server: two mounts on this computer, killed programs, a lost network.
//!
//! Needs `sshfs`, `sshd` and FUSE; where they are missing that is said aloud (`.ci/run` installs them).

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, park_timeout, spawn};
use std::time::Duration;

use sheber::domain::entry::{Pen, Record};
use sheber::domain::frontier::Frontier;
use sheber::domain::id::{EntryId, Origin, Seq};
use sheber::share::place::Place;
use sheber::share::{FolderShare, Parcel, Share, ShareError};

use crate::log_kit::{another_process, errand, is_whole_chain, pen, record, records};

/// A server with two mounts, until it is dropped.
struct Server {
    folder: tempfile::TempDir,
}

impl Server {
    /// `None`, said aloud, where this machine cannot.
    fn start() -> Option<Self> {
        let server = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let done = server.order(&["up"]);
        if done.status.code() == Some(77) {
            let why = String::from_utf8_lossy(&done.stdout);
            // Past the harness, which keeps what a passing test prints.
            let loud = format!("NOT RUN: two mounts of one sshfs server: {}\n", why.trim());
            std::io::stderr().write_all(loud.as_bytes()).unwrap();
            return None;
        }
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Some(server)
    }

    fn order(&self, words: &[&str]) -> std::process::Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sshfs.sh");
        let mut order = Command::new("bash");
        order.arg(script).arg(words[0]).arg(self.folder.path());
        order.args(&words[1..]).output().unwrap()
    }

    /// The share as the laptop sees it that mounts it here, or as the server itself does.
    fn file(&self, mount: &str) -> PathBuf {
        self.folder.path().join(mount).join("floor.db")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.order(&["down"]);
    }
}

/// So many entries each device writes, with this much time between.
const EACH: usize = 40;
const PAUSE: Duration = Duration::from_millis(150);
/// A device ends after so many turns in which it and the share were equal.
const CALM: usize = 12;
/// A device gives up after so many turns, and whoever waits for it.
const TURNS: usize = 600;

struct Device {
    pen: Pen,
    records: BTreeMap<EntryId, Record>,
    share: FolderShare,
}

impl Device {
    /// One turn; the frontier of the share afterwards.
    fn exchange(&mut self) -> Result<Frontier, ShareError> {
        self.share.changed()?;
        let pulled = self.share.pull(&self.frontier(), 200)?;
        for record in pulled.records {
            self.records.insert(record.id, record);
        }
        let mine = self.frontier();
        let lacking: Vec<Record> = mine
            .beyond(&pulled.frontier)
            .flat_map(|(origin, first, last)| {
                (first..=last).map(move |seq| EntryId {
                    origin,
                    seq: Seq(seq),
                })
            })
            .map(|id| self.records[&id].clone())
            .collect();
        if lacking.is_empty() {
            return Ok(pulled.frontier);
        }
        let parcel = Parcel {
            records: &lacking,
            ..Parcel::default()
        };
        Ok(self.share.push(&parcel)?.frontier)
    }

    fn frontier(&self) -> Frontier {
        self.records.keys().copied().collect()
    }
}

/// Runs only in the processes that the next test starts: writes, exchanges, tells what the share has
/// acknowledged, and in the end how much it holds.
#[test]
fn child_exchanges() {
    let Some((file, origin)) = errand() else { return };
    let stop = file.parent().unwrap().with_file_name("stop");
    let mut device = Device {
        pen: pen(origin),
        records: BTreeMap::new(),
        share: FolderShare::new(&file, Origin(origin)),
    };
    let mut acknowledged = 0;
    let mut calm = 0;
    for _ in 0..TURNS {
        if device.pen.last_seq < EACH as u64 {
            let next = record(&mut device.pen, 27);
            device.records.insert(next.id, next);
        }
        let before = device.records.len();
        match device.exchange() {
            Ok(theirs) => {
                let up_to = theirs.held(Origin(origin)).map_or(0, |held| held.up_to);
                if up_to > acknowledged {
                    acknowledged = up_to;
                    println!("acknowledged {origin} {up_to}");
                }
                let wrote_all = device.pen.last_seq == EACH as u64;
                let rests = wrote_all && theirs == device.frontier() && before == device.records.len();
                calm = if rests && stop.exists() { calm + 1 } else { 0 };
            }
            Err(away) => {
                assert!(
                    matches!(
                        away.text_key(),
                        "share-missing" | "share-unreachable" | "share-read-only"
                    ),
                    "{away:?}"
                );
                calm = 0;
            }
        }
        if calm == CALM {
            break;
        }
        park_timeout(PAUSE);
    }
    println!("holds {origin} {}", device.records.len());
}

/// A device in another process, and what it says.
struct Running {
    child: Child,
    says: Arc<Mutex<Vec<String>>>,
    reader: JoinHandle<()>,
}

impl Running {
    fn start(file: &Path, origin: u64) -> Self {
        let mut child = another_process("sshfs::child_exchanges", file, origin);
        let told = BufReader::new(child.stdout.take().unwrap());
        let says = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&says);
        Self {
            child,
            says,
            reader: spawn(move || {
                for line in told.lines().map_while(Result::ok) {
                    lines.lock().unwrap().push(line);
                }
            }),
        }
    }

    /// Waits until so many of its entries have been acknowledged.
    fn wait_for(&self, acknowledged: u64) {
        let enough = || {
            let lines = self.says.lock().unwrap();
            said(&lines, "acknowledged ")
                .values()
                .any(|up_to| *up_to >= acknowledged)
        };
        for _ in 0..TURNS {
            if enough() {
                return;
            }
            park_timeout(PAUSE);
        }
        panic!("nothing was acknowledged: {:#?}", self.says.lock().unwrap());
    }

    fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.lines()
    }

    fn end(mut self) -> Vec<String> {
        let ended = self.child.wait().unwrap();
        let says = self.lines();
        assert!(ended.success(), "{says:#?}");
        says
    }

    fn lines(self) -> Vec<String> {
        self.reader.join().unwrap();
        std::mem::take(&mut self.says.lock().unwrap())
    }
}

/// The last number said after this word, by origin.
fn said(lines: &[String], word: &str) -> BTreeMap<u64, u64> {
    lines
        .iter()
        .filter_map(|line| {
            // The test harness may have begun the line.
            let (_, rest) = line.split_once(word)?;
            let mut numbers = rest.split_whitespace().map_while(|text| text.parse().ok());
            Some((numbers.next()?, numbers.next()?))
        })
        .collect()
}

#[test]
fn two_mounts_lose_nothing() {
    let Some(server) = Server::start() else { return };
    assert_eq!(Place::of(&server.file("one")).unwrap(), Place::Network("fuse"));
    let (one, two) = (server.file("one"), server.file("two"));
    let mut stay = vec![
        Running::start(&one, 1),
        Running::start(&one, 2),
        Running::start(&two, 3),
    ];
    let victim = Running::start(&two, 4);
    victim.wait_for(12);
    let mut lines = victim.kill();
    server.order(&["unmount", "two"]);
    // The others go on meanwhile.
    stay[0].wait_for(EACH as u64 * 3 / 4);
    // Nobody mistakes the folder that is left for the share.
    let below = server.folder.path().join("two");
    assert_eq!(fs::read_dir(&below).unwrap().count(), 0);
    assert!(server.order(&["mount", "two"]).status.success());
    stay.push(Running::start(&two, 5));
    stay[3].wait_for(1);
    fs::write(server.folder.path().join("stop"), "").unwrap();
    stay.into_iter().for_each(|running| lines.extend(running.end()));

    let mut share = FolderShare::new(&server.file("served"), Origin(9));
    let pulled = share.pull(&Frontier::default(), usize::MAX).unwrap();
    assert_eq!(pulled.unreadable, 0);
    assert!(pulled.twins.is_empty());
    let mut by_origin: BTreeMap<u64, Vec<Record>> = BTreeMap::new();
    for record in pulled.records {
        by_origin.entry(record.id.origin.0).or_default().push(record);
    }
    let acknowledged = said(&lines, "acknowledged ");
    assert_eq!(acknowledged.len(), 5, "{acknowledged:?}");
    for (origin, up_to) in acknowledged {
        let found = &by_origin[&origin];
        assert!(is_whole_chain(found));
        assert!(found.len() as u64 >= up_to, "{origin} lost something");
        assert!(origin == 4 || found.len() == EACH, "{origin}");
    }
    let all: u64 = by_origin.values().map(|records| records.len() as u64).sum();
    let holds = said(&lines, "holds ");
    assert_eq!(holds, [(1, all), (2, all), (3, all), (5, all)].into());
}

#[test]
fn a_lost_mount_makes_nothing_in_the_folder_below() {
    let Some(server) = Server::start() else { return };
    let mut share = FolderShare::new(&server.file("two"), Origin(7));
    let sent = records(&mut pen(7), 4);
    let bring = |share: &mut FolderShare, records| {
        share.push(&Parcel {
            records,
            ..Parcel::default()
        })
    };
    bring(&mut share, &sent[..2]).unwrap();
    server.order(&["unmount", "two"]);
    for call in 0..4 {
        let away = match call % 2 {
            0 => bring(&mut share, &sent[2..]).unwrap_err(),
            _ => share.pull(&Frontier::default(), 1).unwrap_err(),
        };
        assert_eq!(away.text_key(), "share-missing");
        assert_eq!(share.clock(&|| 0).unwrap_err().text_key(), "share-missing");
        assert!(share.set_aside().is_ok_and(|kept| kept.is_none()));
    }
    let below = server.folder.path().join("two");
    assert_eq!(fs::read_dir(&below).unwrap().count(), 0);
    assert!(server.order(&["mount", "two"]).status.success());
    bring(&mut share, &sent[2..]).unwrap();
    let mut other = FolderShare::new(&server.file("one"), Origin(8));
    assert_eq!(other.pull(&Frontier::default(), 10).unwrap().records, sent);
}
