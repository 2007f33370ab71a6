//! The protocol of the lease as single steps: which file operation comes next, and what its answer means.
//!
//! No file is touched here and no clock is read, so that a test can let many holders interleave operation by
//! operation, sleep between any two of them, and die. The rules are argued in the page of [`super`].

use crate::domain::id::Origin;
use crate::domain::time::SECOND_MS;

/// A holder that was not heard of for so long has lost its lease, in milliseconds of the share's clock.
pub const STALE_MS: i64 = 10 * SECOND_MS;
/// Watchers lose patience at different moments within this time before [`STALE_MS`], so that they do not all
/// break one lease together.
const SPREAD_MS: u64 = 1_000;
/// Between two looks at most so much counts as silence, whatever the clock says: it may have been set, or the
/// watcher slept.
const GAP_MS: i64 = 3 * SECOND_MS;
/// A lease whose last beat is so old by the share's clock …
const OLD_MS: i64 = 60 * SECOND_MS;
/// … is only watched for so long: a floor that was closed yesterday opens at once.
const WATCH_MS: i64 = 4 * SECOND_MS;

/// Who holds the lease.
pub(super) const LEASE: &str = "lease";
/// What a lease is called that was moved away; the mover's token follows.
pub(super) const BROKEN: &str = "lease.broken.";
/// Where a holder says that it lives; its token follows.
pub(super) const BEAT: &str = "beat-";
/// Every lease has this length: a shorter one is not yet, or never will be, written to its end.
const LEASE_LEN: usize = 48;

/// One operation on the folder of the lease.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Op {
    /// Reads a file; answered with [`Answer::Read`].
    Read(String),
    /// Makes an empty file, unless one is there.
    Create(String),
    /// Writes into the very file that was made last, wherever it has been moved meanwhile.
    Fill(String),
    /// Replaces a file that nobody else writes.
    Put(String, String),
    /// Gives a file another name that nobody else uses.
    Move(String, String),
    /// Removes a file, if it is there.
    Remove(String),
}

/// What became of an operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Answer {
    /// What the file holds; `None` if it is not there.
    Read(Option<Vec<u8>>),
    /// Whether there was something to do.
    Did(bool),
}

/// Whether this device publishes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It does.
    Mine,
    /// Another one does.
    Theirs,
    /// Nobody does at this moment.
    Open,
}

/// What is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Errand {
    /// Keep the lease, or get it if nobody living has it.
    Tend,
    /// Only find out whether it is still held.
    Confirm,
    /// Give it up.
    Release,
}

/// What follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Next {
    /// This operation; its answer is wanted.
    Do(Op),
    /// Nothing: the errand is done.
    End(Standing),
}

/// For what the pending operation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Step {
    #[default]
    Idle,
    /// The holder says that it lives.
    Beat,
    /// The holder reads whose lease it is.
    Confirm,
    /// A watcher reads the beat of the holder that it knows.
    Listen,
    /// A watcher reads whose lease it is.
    Look,
    /// The lease that was judged is moved away.
    Break,
    /// What was moved away is read.
    Examine,
    /// What was moved away is removed; whether it was the one that was judged.
    Discard(bool),
    /// The lease is made.
    Claim,
    /// The lease is written.
    Sign,
    /// The beat of a lease that was given up is removed.
    Fade,
}

/// What a watcher knows of a lease.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Watched {
    lease: Vec<u8>,
    beat: Option<Vec<u8>>,
    silent_ms: i64,
    looked_ms: i64,
}

/// One contender for the lease.
#[derive(Debug)]
pub(super) struct Steps {
    origin: Origin,
    held: Option<u64>,
    beats: u64,
    watched: Option<Watched>,
    step: Step,
    errand: Errand,
    now_ms: i64,
    fresh: u64,
}

impl Steps {
    pub(super) const fn new(origin: Origin) -> Self {
        Self {
            origin,
            held: None,
            beats: 0,
            watched: None,
            step: Step::Idle,
            errand: Errand::Tend,
            now_ms: 0,
            fresh: 0,
        }
    }

    /// The token of the lease that is held, as far as is known.
    pub(super) const fn held(&self) -> Option<u64> {
        self.held
    }

    /// Starts an errand at `now_ms` of the share's clock with a random number that nobody has used before.
    pub(super) fn begin(&mut self, errand: Errand, now_ms: i64, fresh: u64) -> Next {
        self.errand = errand;
        self.now_ms = now_ms;
        self.fresh = fresh;
        match (errand, self.held, &self.watched) {
            (Errand::Tend | Errand::Confirm, Some(token), _) => self.beat(token),
            (Errand::Release, Some(_), _) => self.away(),
            (Errand::Tend, None, Some(watched)) => match token_of(&watched.lease) {
                Some(token) => self.next(Step::Listen, Op::Read(beat_name(token))),
                None => self.next(Step::Look, Op::Read(LEASE.into())),
            },
            (Errand::Tend, None, None) => self.next(Step::Look, Op::Read(LEASE.into())),
            (Errand::Confirm, None, _) => self.end(Standing::Theirs),
            (Errand::Release, None, _) => self.end(Standing::Open),
        }
    }

    /// Takes the answer to the last operation.
    pub(super) fn take(&mut self, answer: Answer) -> Next {
        match (self.step, answer) {
            (Step::Beat, _) => self.next(Step::Confirm, Op::Read(LEASE.into())),
            (Step::Confirm, Answer::Read(found)) => self.confirmed(found.as_deref()),
            (Step::Listen, Answer::Read(beat)) => self.heard(beat),
            (Step::Look, Answer::Read(Some(lease))) => self.saw(lease),
            (Step::Look, Answer::Read(None)) => self.claim(),
            (Step::Break, Answer::Did(true)) => {
                let aside = self.aside();
                self.next(Step::Examine, Op::Read(aside))
            }
            (Step::Examine, Answer::Read(found)) => {
                let right = found.is_some_and(|found| self.judged(&found));
                let aside = self.aside();
                self.next(Step::Discard(right), Op::Remove(aside))
            }
            (Step::Discard(right), _) => self.discarded(right),
            (Step::Claim, Answer::Did(true)) => {
                let lease = format!(
                    "{:016x} {} {:013}\n",
                    self.fresh,
                    self.origin,
                    clipped(self.now_ms)
                );
                self.next(Step::Sign, Op::Fill(lease))
            }
            (Step::Claim, Answer::Did(false)) => self.end(Standing::Theirs),
            (Step::Sign, _) => {
                self.held = Some(self.fresh);
                self.beats = 0;
                self.beat(self.fresh)
            }
            // Somebody else moved it first, or the last beat is gone: the errand ends here.
            _ => self.end(Standing::Open),
        }
    }

    /// The errand was given up, because an operation failed. What is held is found out by the next one.
    pub(super) const fn give_up(&mut self) {
        self.step = Step::Idle;
    }

    fn next(&mut self, step: Step, op: Op) -> Next {
        self.step = step;
        Next::Do(op)
    }

    fn end(&mut self, standing: Standing) -> Next {
        self.step = Step::Idle;
        if standing != Standing::Theirs {
            self.watched = None;
        }
        Next::End(standing)
    }

    fn aside(&self) -> String {
        format!("{BROKEN}{:016x}", self.fresh)
    }

    fn beat(&mut self, token: u64) -> Next {
        self.beats += 1;
        let beat = format!("{token:016x} {:013} {:010}\n", clipped(self.now_ms), self.beats);
        self.next(Step::Beat, Op::Put(beat_name(token), beat))
    }

    fn confirmed(&mut self, found: Option<&[u8]>) -> Next {
        if found.is_some_and(|lease| token_of(lease) == self.held) {
            return self.end(Standing::Mine);
        }
        self.held = None;
        match (found, self.errand) {
            (Some(_), _) => self.end(Standing::Theirs),
            // Nobody has it: whoever is first gets it, under a new token, as if it had never been held. A token
            // that was just claimed is spent.
            (None, Errand::Tend) if self.beats > 1 => self.claim(),
            (None, _) => self.end(Standing::Open),
        }
    }

    fn heard(&mut self, beat: Option<Vec<u8>>) -> Next {
        let now_ms = self.now_ms;
        match &mut self.watched {
            Some(watched) if watched.beat != beat => {
                watched.beat = beat;
                watched.silent_ms = 0;
                watched.looked_ms = now_ms;
                self.end(Standing::Theirs)
            }
            _ => self.next(Step::Look, Op::Read(LEASE.into())),
        }
    }

    fn saw(&mut self, lease: Vec<u8>) -> Next {
        let now_ms = self.now_ms;
        match &mut self.watched {
            Some(watched) if watched.lease == lease => {
                let gap_ms = now_ms.saturating_sub(watched.looked_ms);
                watched.silent_ms += gap_ms.clamp(0, GAP_MS);
                watched.looked_ms = now_ms;
                if watched.silent_ms >= patience_ms(watched, self.origin, now_ms) {
                    return self.away();
                }
            }
            _ => {
                self.watched = Some(Watched {
                    lease,
                    beat: None,
                    silent_ms: 0,
                    looked_ms: now_ms,
                });
            }
        }
        self.end(Standing::Theirs)
    }

    fn away(&mut self) -> Next {
        let aside = self.aside();
        self.next(Step::Break, Op::Move(LEASE.into(), aside))
    }

    /// Whether what was moved away is what was meant.
    fn judged(&self, found: &[u8]) -> bool {
        match (self.errand, &self.watched) {
            (Errand::Tend, Some(watched)) => watched.lease == found,
            _ => false,
        }
    }

    fn discarded(&mut self, right: bool) -> Next {
        match self.held.take() {
            Some(token) => self.next(Step::Fade, Op::Remove(beat_name(token))),
            None if right => self.claim(),
            // It was a new one: its holder finds it gone and claims again, and is given the time to.
            None => self.end(Standing::Open),
        }
    }

    fn claim(&mut self) -> Next {
        self.watched = None;
        self.next(Step::Claim, Op::Create(LEASE.into()))
    }
}

fn beat_name(token: u64) -> String {
    format!("{BEAT}{token:016x}")
}

/// A time that has thirteen digits in these files, so that all of them are equally long.
fn clipped(ms: i64) -> i64 {
    ms.clamp(0, 9_999_999_999_999)
}

fn word(line: &[u8], place: usize) -> Option<&str> {
    std::str::from_utf8(line)
        .ok()?
        .split_ascii_whitespace()
        .nth(place)
}

/// The token of a lease that was written to its end.
fn token_of(lease: &[u8]) -> Option<u64> {
    let whole = lease.len() == LEASE_LEN && lease.ends_with(b"\n");
    let token = word(lease, 0).filter(|_| whole)?;
    u64::from_str_radix(token, 16).ok()
}

/// How long a silence is borne.
fn patience_ms(watched: &Watched, origin: Origin, now_ms: i64) -> i64 {
    let beat_ms = watched.beat.as_deref().and_then(|beat| word(beat, 1));
    let beat_ms: Option<i64> = beat_ms.and_then(|text| text.parse().ok());
    if beat_ms.is_some_and(|beat_ms| now_ms.saturating_sub(beat_ms) >= OLD_MS) {
        return WATCH_MS;
    }
    STALE_MS - i64::try_from(origin.0 % SPREAD_MS).unwrap_or(0)
}
