//! Which one of many laptops publishes the snapshot.
//!
//! Lives here: the lease in a folder of the share ([`Lease`]), its protocol step by step (`steps`). May not live
//! here: what is published, when to ask, threads.
//!
//! The files, all of them made by one and written by nobody else:
//!
//! | file | made | what it says |
//! |---|---|---|
//! | `lease` | exclusively, by whoever gets it | a random token, the holder's origin, when; never changed |
//! | `beat-TOKEN` | by the holder, replaced at each call | the same token, the share's time, a counter |
//! | `lease.broken.TOKEN` | by renaming `lease`; the token is the mover's own | what was moved away |
//!
//! Laws, and why they hold:
//!
//! - **One name, one holder.** `lease` is made exclusively and never overwritten: at each moment it holds one
//!   token. Whoever is about to publish beats and then reads it; the beat changes the folder, so that a client
//!   that caches names asks the server. With another token, or none, the holder stops at once. So two can only
//!   overlap by the one publication that was under way when the lease was broken; who notices an older
//!   snapshot under its own publishes again (see [`super::snapshot`]).
//! - **A laptop's clock breaks nothing.** A watcher adds up how long it has seen neither a new beat nor a new
//!   lease, by the share's clock, and from one look to the next a bounded time counts at most: a step of the
//!   clock or a sleep of the watcher adds no more than one such gap. Only a beat that is a minute old by the
//!   share's clock shortens the wait, and it still has to stay away for several looks.
//! - **Breaking is a rename**, which succeeds for one of many. The winner reads what it moved: if that is not
//!   what it judged, a new holder was faster; that one finds its lease gone and claims again before it publishes
//!   anything, and the breaker stands back. Nothing is ever put back, so nothing that was broken returns.
//! - **A half-made lease** (its maker died, or the disk was full) has no token and no beat; it is silent like
//!   a dead one and is broken like it.
//! - **Nothing is held open**, so a sleeping laptop blocks nobody.
//!
//! Hazards of the share, and the tests that notice when a defence is gone (`tests` beside, `tests/suite/lease.rs`,
//! `tests/suite/snapshot.rs`):
//!
//! | hazard | defence | test |
//! |---|---|---|
//! | a sleeping laptop holds the lease | heartbeat; token read again before each publication | `many_holders_never_publish_together_for_longer_than_once`, `a_sleeper_that_wakes_stops_at_once` |
//! | a lease stays after a crash | silence by the share's clock, broken by rename | `a_dead_holder_is_followed`, `a_half_made_lease_is_broken` |
//! | a wrong clock breaks a living lease | silence is watched, not computed | `a_wrong_clock_does_not_break_a_living_lease` |

mod steps;
#[cfg(test)]
mod tests;

use super::ShareError;
use crate::domain::id::Origin;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use steps::{Answer, BEAT, BROKEN, Errand, Next, Op, Steps};

pub use steps::{STALE_MS, Standing};

/// No file of a lease is longer, in bytes.
const LONGEST: u64 = 128;
/// The holder looks for what dead ones left behind at each so manieth call.
const SWEEP_EVERY: u32 = 64;

/// One device's part in electing the publisher.
#[derive(Debug)]
pub struct Lease {
    folder: PathBuf,
    origin: Origin,
    steps: Steps,
    made: Option<File>,
    calls: u32,
    seen: BTreeSet<String>,
}

impl Lease {
    /// A contender in this folder, which is made when it is not there; the one above it must be. Nothing is
    /// touched before the first call.
    pub fn new(folder: &Path, origin: Origin) -> Self {
        Self {
            folder: folder.to_owned(),
            origin,
            steps: Steps::new(origin),
            made: None,
            calls: 0,
            seen: BTreeSet::new(),
        }
    }

    /// Keeps the lease, or gets it if nobody living has it. To be called about once a second with the share's
    /// clock in Unix milliseconds: a holder that does not call for [`STALE_MS`] loses it.
    ///
    /// # Errors
    /// The folder cannot be read or written; whoever held the lease does not know whether it still does.
    pub fn tend(&mut self, share_ms: i64) -> Result<Standing, ShareError> {
        let standing = self.run(Errand::Tend, share_ms)?;
        if standing == Standing::Mine {
            if self.calls.is_multiple_of(SWEEP_EVERY) {
                self.sweep();
            }
            self.calls = self.calls.wrapping_add(1);
        }
        Ok(standing)
    }

    /// Whether the lease is still held, asked of the share anew: to be called right before what only a holder
    /// may do.
    ///
    /// # Errors
    /// As [`Self::tend`].
    pub fn still_mine(&mut self, share_ms: i64) -> Result<bool, ShareError> {
        Ok(self.run(Errand::Confirm, share_ms)? == Standing::Mine)
    }

    /// Gives the lease up, so that another one need not wait for its silence.
    ///
    /// # Errors
    /// As [`Self::tend`]; the lease then falls silent by itself.
    pub fn release(&mut self) -> Result<(), ShareError> {
        self.run(Errand::Release, 0).map(drop)
    }

    /// By whom publications are made.
    pub const fn origin(&self) -> Origin {
        self.origin
    }

    /// The token of the lease that was held at the last look.
    pub const fn token(&self) -> Option<u64> {
        self.steps.held()
    }

    fn run(&mut self, errand: Errand, share_ms: i64) -> Result<Standing, ShareError> {
        let failed = |source| ShareError::from_io(&self.folder.display().to_string(), source);
        let fresh = getrandom::u64().map_err(io::Error::other).map_err(failed)?;
        let mut next = self.steps.begin(errand, share_ms, fresh);
        loop {
            match next {
                Next::End(standing) => return Ok(standing),
                Next::Do(op) => match self.act(op) {
                    Ok(answer) => next = self.steps.take(answer),
                    Err(source) => {
                        self.made = None;
                        self.steps.give_up();
                        return Err(ShareError::from_io(&self.folder.display().to_string(), source));
                    }
                },
            }
        }
    }

    fn act(&mut self, op: Op) -> io::Result<Answer> {
        let path = |name: &str| self.folder.join(name);
        Ok(match op {
            Op::Read(name) => Answer::Read(read(&path(&name))?),
            Op::Create(name) => {
                make_folder(&self.folder)?;
                self.made = create(&path(&name))?;
                Answer::Did(self.made.is_some())
            }
            Op::Fill(text) => {
                if let Some(mut file) = self.made.take() {
                    file.write_all(text.as_bytes())?;
                    file.sync_all()?;
                }
                Answer::Did(true)
            }
            Op::Put(name, text) => {
                let new = path(&format!("{name}.new"));
                fs::write(&new, text)?;
                fs::rename(&new, path(&name))?;
                Answer::Did(true)
            }
            Op::Move(from, to) => Answer::Did(there(fs::rename(path(&from), path(&to)))?),
            Op::Remove(name) => Answer::Did(there(fs::remove_file(path(&name)))?),
        })
    }

    /// Removes what dead ones left: what lay there at the last sweep already. A living one writes its beat
    /// anew, and only tokens that lead nowhere are in the others.
    fn sweep(&mut self) {
        let own = self.token().map(|token| format!("{BEAT}{token:016x}"));
        let mut found = BTreeSet::new();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let left = name.starts_with(BROKEN) || name.starts_with(BEAT);
            if left && own.as_ref().is_none_or(|own| !name.starts_with(own)) {
                found.insert(name);
            }
        }
        for name in found.intersection(&self.seen) {
            // What cannot be removed now is found again.
            fs::remove_file(self.folder.join(name)).ok();
        }
        self.seen = found;
    }
}

/// The start of a file, enough to know it by; `None` if it is not there.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let opened = File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes));
    Ok(there(opened.map(drop))?.then_some(bytes))
}

/// Makes a file exclusively; `None` if there is one.
fn create(path: &Path) -> io::Result<Option<File>> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => Ok(Some(file)),
        // Not every protocol has a word for it.
        Err(taken) if taken.kind() == io::ErrorKind::AlreadyExists || path.exists() => Ok(None),
        Err(source) => Err(source),
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(there) if there.kind() == io::ErrorKind::AlreadyExists || folder.is_dir() => Ok(()),
        done => done,
    }
}

/// Whether the file was there to do something with.
fn there(done: io::Result<()>) -> io::Result<bool> {
    match done {
        Ok(()) => Ok(true),
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(source),
    }
}
