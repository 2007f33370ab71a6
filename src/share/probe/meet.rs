//! Two laptops that try a place together: they find each other through small files, and each tells what the other
//! could see and do.
//!
//! Each has a slot, a file of a fixed name that it alone writes, line by line, and that the others open and read anew
//! at each look: directories may be stale for a long time, files seldom. Everybody answers every ping. Of all who are
//! there the two with the lowest names try locks: the lowest holds, the next tries to get in.
//!
//! Laws: nothing of it stays behind; a line that is not understood is passed over; whoever does not answer is left
//! when the time is over.

use super::trial::{PEER_ENTERED, PEER_REFUSED, peer};
use super::{Clocks, Spread, Together, Trial, within};
use crate::share::sqlite::folder;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The folder of the slots, beside the share.
const FOLDER: &str = ".sheber-doctor";
/// So many may be there at once.
const SLOTS: usize = 8;
/// A slot without a new line for so long by the server's clock is of somebody who is gone.
const STALE: Duration = Duration::from_secs(120);
/// No slot is longer, in bytes.
const LONGEST: u64 = 64 * 1024;
/// So often the way of a line is measured.
const PINGS: usize = 10;
/// How long between two looks.
const LOOK: Duration = Duration::from_millis(20);
/// Once somebody is there, the trials may take so much longer than was to be waited.
const TRIALS: Duration = Duration::from_secs(30);
/// The longest name of a laptop, in characters.
const NAME_MAX: usize = 40;

/// What one has written, as another reads it.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Line {
    /// Who it is.
    Hello(String),
    /// A ping of its own, by number.
    Ping(usize),
    /// It has seen this ping of that one.
    Pong(u64, usize),
    /// It holds the lock and has made its file: that one should try.
    Try(u64),
    /// It tried: what came of the lock and of the file.
    Tried(u64, Trial, Trial),
    /// It has everything that it wants.
    Done,
}

impl Line {
    fn write(&self) -> String {
        let word = |trial: &Trial| match trial {
            Trial::Passed => "passed",
            Trial::Failed => "failed",
            Trial::Hung => "hung",
            Trial::Untested => "untested",
        };
        match self {
            Self::Hello(name) => format!("hello {name}\n"),
            Self::Ping(no) => format!("ping {no}\n"),
            Self::Pong(whom, no) => format!("pong {whom:016x} {no}\n"),
            Self::Try(whom) => format!("try {whom:016x}\n"),
            Self::Tried(whom, lock, file) => format!("tried {whom:016x} {} {}\n", word(lock), word(file)),
            Self::Done => "done\n".to_owned(),
        }
    }

    fn read(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut rest_words = rest.split(' ');
        let mut next = || rest_words.next();
        let whom = |word: &str| u64::from_str_radix(word, 16).ok();
        let trial = |word: &str| match word {
            "passed" => Some(Trial::Passed),
            "failed" => Some(Trial::Failed),
            "hung" => Some(Trial::Hung),
            "untested" => Some(Trial::Untested),
            _ => None,
        };
        Some(match word {
            "hello" => Self::Hello(plain(rest)),
            "ping" => Self::Ping(next()?.parse().ok()?),
            "pong" => Self::Pong(whom(next()?)?, next()?.parse().ok()?),
            "try" => Self::Try(whom(next()?)?),
            "tried" => Self::Tried(whom(next()?)?, trial(next()?)?, trial(next()?)?),
            "done" => Self::Done,
            _ => return None,
        })
    }
}

/// A name from outside: short, and nothing in it steers a terminal.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect()
}

/// The lines of a slot, and whose it is; what stands behind the last line feed is not there yet.
fn parse(text: &str) -> Option<(u64, Vec<Line>)> {
    let (whole, _) = text.rsplit_once('\n')?;
    let mut lines = whole.split('\n');
    let name = lines.next()?.strip_prefix("sheber doctor ")?;
    let name = u64::from_str_radix(name, 16).ok()?;
    Some((name, lines.filter_map(Line::read).collect()))
}

/// Waits so long for a second laptop on this share and tries the place together with it; `None` if nobody came.
///
/// # Errors
/// Nothing can be written there.
pub fn meet(share: &Path, called: &str, wait: Duration, clocks: &Clocks) -> io::Result<Option<Together>> {
    let room = folder(share).join(FOLDER);
    let mut talk = Talk::begin(room, called, clocks)?;
    let begun = (clocks.counted)();
    loop {
        talk.look()?;
        let alone = talk.others.is_empty();
        let patience = if alone { wait } else { wait + TRIALS };
        if talk.is_over() || (clocks.counted)().saturating_sub(begun) > patience {
            return Ok(talk.outcome());
        }
        std::thread::park_timeout(LOOK);
    }
}

struct Other {
    lines: Vec<Line>,
    /// When each of one's own pings was answered, counted from its being written.
    heard: BTreeMap<usize, Duration>,
    /// So many of its pings were answered.
    answered: usize,
    /// Its slot was there at the last look: nobody leaves before everybody has everything.
    is_here: bool,
}

struct Talk<'a> {
    clocks: &'a Clocks,
    room: PathBuf,
    slot: PathBuf,
    name: u64,
    others: BTreeMap<u64, Other>,
    /// When each ping was written.
    pings: Vec<Duration>,
    /// The lock that is held while another tries it, and the file made before.
    held: Option<Connection>,
    tried: Option<(u64, Trial, Trial)>,
    done: bool,
}

impl<'a> Talk<'a> {
    fn begin(room: PathBuf, called: &str, clocks: &'a Clocks) -> io::Result<Self> {
        match fs::create_dir(&room) {
            Err(why) if why.kind() != io::ErrorKind::AlreadyExists => return Err(why),
            _ => {}
        }
        let name = getrandom::u64().map_err(io::Error::other)?;
        let slot = (0..SLOTS).find_map(|no| claim(&room.join(format!("slot-{no}")), &room).transpose());
        let slot = slot.unwrap_or_else(|| Err(io::ErrorKind::QuotaExceeded.into()))?;
        let talk = Self {
            clocks,
            room,
            slot,
            name,
            others: BTreeMap::new(),
            pings: Vec::new(),
            held: None,
            tried: None,
            done: false,
        };
        talk.say(&format!(
            "sheber doctor {name:016x}\n{}",
            Line::Hello(plain(called)).write()
        ))?;
        Ok(talk)
    }

    /// Opened, written and closed each time, as devices do.
    fn say(&self, text: &str) -> io::Result<()> {
        let mut file = File::options().append(true).open(&self.slot)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }

    /// Reads what the others say, and answers.
    fn look(&mut self) -> io::Result<()> {
        for other in self.others.values_mut() {
            other.is_here = false;
        }
        for no in 0..SLOTS {
            let path = self.room.join(format!("slot-{no}"));
            if path == self.slot {
                continue;
            }
            let read = File::open(&path).and_then(|file| {
                let mut text = String::new();
                file.take(LONGEST).read_to_string(&mut text).map(|_| text)
            });
            // Gone, or half written: the next look tells more.
            if let Some((name, lines)) = read.ok().as_deref().and_then(parse) {
                self.hear(name, lines)?;
            }
        }
        let answered = |other: &Other| other.heard.len();
        let all_answered = self.others.values().map(answered).max().unwrap_or(0) >= self.pings.len();
        if !self.others.is_empty() && self.pings.len() < PINGS && all_answered {
            let no = self.pings.len();
            self.pings.push((self.clocks.counted)());
            self.say(&Line::Ping(no).write())?;
        }
        self.lead()?;
        if !self.done && self.has_everything() {
            self.done = true;
            self.say(&Line::Done.write())?;
        }
        Ok(())
    }

    fn hear(&mut self, name: u64, lines: Vec<Line>) -> io::Result<()> {
        let other = self.others.entry(name).or_insert_with(|| Other {
            lines: Vec::new(),
            heard: BTreeMap::new(),
            answered: 0,
            is_here: true,
        });
        other.is_here = true;
        let mut answers = String::new();
        let fresh = lines.get(other.lines.len()..).unwrap_or_default().to_vec();
        other.lines = lines;
        for line in fresh {
            match line {
                Line::Ping(no) => {
                    other.answered += 1;
                    answers += &Line::Pong(name, no).write();
                }
                Line::Pong(whom, no) if whom == self.name => {
                    if let Some(written) = self.pings.get(no) {
                        let now = (self.clocks.counted)();
                        other
                            .heard
                            .entry(no)
                            .or_insert_with(|| now.saturating_sub(*written));
                    }
                }
                Line::Try(whom) if whom == self.name => {
                    let (lock, file) = try_both(&self.room, name);
                    self.tried = Some((name, lock, file));
                    answers += &Line::Tried(name, lock, file).write();
                }
                Line::Tried(whom, lock, file) if whom == self.name => {
                    self.tried = Some((name, lock, file));
                    self.held = None;
                }
                _ => {}
            }
        }
        if answers.is_empty() {
            Ok(())
        } else {
            self.say(&answers)
        }
    }

    /// The lowest of all holds a lock for the next one to try.
    fn lead(&mut self) -> io::Result<()> {
        let Some(next) = self.partner() else { return Ok(()) };
        if self.name > next || self.held.is_some() || self.tried.is_some() {
            return Ok(());
        }
        drop(File::create_new(only_one(&self.room, self.name))?);
        let path = lock_file(&self.room, self.name);
        let locked = within(path, |path| hold(&path).ok()).flatten();
        if locked.is_none() {
            self.tried = Some((next, Trial::Failed, Trial::Untested));
            return Ok(());
        }
        self.held = locked;
        self.say(&Line::Try(next).write())
    }

    /// With whom locks are tried: the lowest two try them with each other.
    fn partner(&self) -> Option<u64> {
        self.others.keys().next().copied()
    }

    fn has_everything(&self) -> bool {
        let partner = self.partner().and_then(|name| self.others.get(&name));
        partner.is_some_and(|other| other.heard.len() >= PINGS)
            && (self.tried.is_some() || self.others.len() > 1)
    }

    /// Everybody has everything, and who has left had it: nobody is left without answers.
    fn is_over(&self) -> bool {
        let served = |other: &Other| other.lines.contains(&Line::Done) && other.answered >= PINGS;
        self.done && self.others.values().all(|other| !other.is_here || served(other))
    }

    fn outcome(&self) -> Option<Together> {
        let name = self.tried.map(|(name, ..)| name).or_else(|| self.partner())?;
        let other = self.others.get(&name)?;
        let called = other.lines.iter().find_map(|line| match line {
            Line::Hello(called) => Some(called.clone()),
            _ => None,
        });
        let (exclusion, exclusive_create) = match self.tried {
            Some((_, lock, file)) => (lock, file),
            None if self.held.is_some() => (Trial::Hung, Trial::Hung),
            None => (Trial::Untested, Trial::Untested),
        };
        Some(Together {
            other: called.unwrap_or_default(),
            exclusion,
            exclusive_create,
            visible: Spread::of(other.heard.values().map(|time| *time / 2).collect()),
        })
    }
}

impl Drop for Talk<'_> {
    fn drop(&mut self) {
        self.held = None;
        let lock = lock_file(&self.room, self.name);
        let journal = crate::share::quarantine::with(&lock, "-journal");
        for file in [&self.slot, &only_one(&self.room, self.name), &lock, &journal] {
            fs::remove_file(file).ok();
        }
        // Whoever leaves last succeeds.
        fs::remove_dir(&self.room).ok();
    }
}

/// Takes a free slot; one whose owner is gone is freed.
fn claim(slot: &Path, room: &Path) -> io::Result<Option<PathBuf>> {
    match File::create_new(slot) {
        Ok(_) => return Ok(Some(slot.to_owned())),
        Err(taken) if taken.kind() == io::ErrorKind::AlreadyExists => {}
        Err(why) => return Err(why),
    }
    let random = getrandom::u64().map_err(io::Error::other)?;
    let probe = room.join(format!("now-{random:016x}"));
    drop(File::create_new(&probe)?);
    let since = |path: &Path| fs::metadata(path).and_then(|found| found.modified());
    let (now, then) = (since(&probe), since(slot));
    fs::remove_file(probe)?;
    let age = now.and_then(|now| Ok(now.duration_since(then?).unwrap_or_default()));
    if age.is_ok_and(|age| age > STALE) {
        fs::remove_file(slot).ok();
    }
    Ok(None)
}

fn lock_file(room: &Path, holder: u64) -> PathBuf {
    room.join(format!("lock-{holder:016x}.db"))
}

fn only_one(room: &Path, maker: u64) -> PathBuf {
    room.join(format!("only-{maker:016x}"))
}

/// Holds an exclusive lock as long as the connection lives.
fn hold(path: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open(path)?;
    db.execute_batch("CREATE TABLE t(x); BEGIN EXCLUSIVE;")?;
    Ok(db)
}

/// Tries the lock that another holds and the file that it has made.
fn try_both(room: &Path, holder: u64) -> (Trial, Trial) {
    let lock = within(lock_file(room, holder), |path| match peer(&path) {
        PEER_REFUSED => Trial::Passed,
        PEER_ENTERED => Trial::Failed,
        _ => Trial::Untested,
    });
    let file = within(only_one(room, holder), |path| match File::create_new(&path) {
        Ok(_) => Trial::Failed,
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => Trial::Passed,
        Err(_) => Trial::Untested,
    });
    (lock.unwrap_or(Trial::Hung), file.unwrap_or(Trial::Hung))
}
