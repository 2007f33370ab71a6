//! What a place is like where a share lies or is to lie: tried out, not believed.
//!
//! Lives here: the trials ([`quick`], [`full`]), what they found as values ([`Findings`]), the pure judgement of
//! which kind of share the place gets ([`judge()`]), and the meeting of two laptops that try a place together
//! ([`meet`]). May not live here: the kinds themselves, words for people.
//!
//! Laws: each trial is bounded in time, and one that hangs is left behind and counts as failed; whatever a trial
//! makes is removed again; nothing that lies there is touched. What is not tested is never called passed.
//!
//! | hazard | defence | test |
//! |---|---|---|
//! | locks missing or lying | a network place never gets a kind that needs locks; local ones are tried | `each_place_gets_the_kind_that_it_can_bear`, `the_second_process_tells_whether_it_got_in` |
//! | a write-ahead file on a network | named with its cure | `a_write_ahead_file_on_a_network_is_named` |
//! | a laptop at the disk itself, others over a network | it joins them | `whoever_sits_at_the_disk_follows_those_who_come_over_the_network` |
//! | stale directories | two laptops meet in files of fixed names, opened and read anew each time | `two_laptops_find_each_other_and_try_the_folder_together` |

mod cloud;
mod judge;
pub mod meet;
mod trial;

pub use judge::{Kind, Reason, Verdict, Warning, judge};
pub use trial::{PEER_ENTERED, PEER_FAILED, PEER_REFUSED, peer};

use super::place::Place;
use super::sqlite::folder;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// So long one trial may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The clocks of this laptop, read by whoever may.
#[derive(Clone)]
pub struct Clocks {
    /// The time of the day, Unix milliseconds.
    pub wall_ms: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// Time since an arbitrary moment, finely counted.
    pub counted: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl std::fmt::Debug for Clocks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clocks")
    }
}

/// How a trial ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Trial {
    /// Nobody tried.
    #[default]
    Untested,
    /// As it should be.
    Passed,
    /// Not as it should be.
    Failed,
    /// It did not end in time.
    Hung,
}

impl Trial {
    /// Passed or failed.
    pub const fn of(passed: bool) -> Self {
        if passed { Self::Passed } else { Self::Failed }
    }

    /// Whether it was tried and is not as it should be.
    pub const fn is_bad(self) -> bool {
        matches!(self, Self::Failed | Self::Hung)
    }
}

/// Why nothing can be written there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Barred {
    /// The folder is not there.
    Missing,
    /// Nobody, or not this user, may write there.
    ReadOnly,
    /// No room is left.
    Full,
    /// It does not answer.
    Hung,
    /// Something else.
    Failing,
}

/// What lies under the name of the share.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Under {
    /// It was not looked at, or cannot be read.
    #[default]
    Unknown,
    /// Nothing yet.
    Nothing,
    /// A share; whether it is in write-ahead mode.
    Share {
        /// A log beside it holds its last changes.
        write_ahead: bool,
    },
    /// Something else: another program's file, or a folder.
    Other,
}

/// Times of a repeated trial.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spread {
    /// Half of them took no longer.
    pub median: Duration,
    /// The longest.
    pub longest: Duration,
}

impl Spread {
    /// Of these times; `None` of none.
    pub fn of(mut times: Vec<Duration>) -> Option<Self> {
        times.sort_unstable();
        Some(Self {
            median: times.get(times.len() / 2).copied()?,
            longest: times.last().copied()?,
        })
    }
}

/// How far this laptop's clock is from the share's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockGap {
    /// This laptop's clock minus the share's, in milliseconds.
    pub ahead_ms: i64,
    /// By how much that may be wrong in either direction, in milliseconds.
    pub uncertainty_ms: i64,
}

/// What two laptops found that tried the place together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Together {
    /// What the other is called.
    pub other: String,
    /// A lock held by one kept the other out.
    pub exclusion: Trial,
    /// A file made by one could not be made again by the other.
    pub exclusive_create: Trial,
    /// From a line written by one to its being read by the other: half of a round trip.
    pub visible: Option<Spread>,
}

/// Everything that was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Findings {
    /// On what storage it lies.
    pub place: Option<Place>,
    /// What keeps anybody from writing there.
    pub barred: Option<Barred>,
    /// Others already keep their logs beside it.
    pub logs_beside: bool,
    /// The cloud program that copies the folder.
    pub cloud: Option<&'static str>,
    /// What lies under its name.
    pub under: Under,
    /// Room that is left, in bytes.
    pub free: Option<u64>,
    /// Of several who make one file, one succeeds.
    pub exclusive_create: Trial,
    /// A file takes the place of another in one step.
    pub rename: Trial,
    /// A lock to read becomes a lock to write.
    pub lock_upgrade: Trial,
    /// A lock of one process keeps another one out.
    pub exclusion: Trial,
    /// How long it takes until something is safely on the disk.
    pub sync: Option<Spread>,
    /// From something written to its being read through another opening.
    pub visible: Option<Spread>,
    /// The clocks.
    pub clock: Option<ClockGap>,
    /// With a second laptop.
    pub together: Option<Together>,
}

/// Tries what the choice of a kind depends on: some milliseconds on a local disk, almost nothing elsewhere. The file
/// itself is not opened: other parts of this program may hold it, and closing it would drop their locks.
pub fn quick(file: &Path) -> Findings {
    let mut found = outside(file);
    let settled = found.logs_beside || found.cloud.is_some() || found.place.is_none_or(Place::is_network);
    if !settled && found.barred.is_none() {
        basics(file, &mut found);
    }
    found
}

/// Tries everything that one laptop can try alone, for a program that does not hold the share. `program` is this program, to be started as the second
/// process.
pub fn full(file: &Path, program: Option<PathBuf>, clocks: &Clocks) -> Findings {
    let mut found = outside(file);
    if found.barred.is_some() {
        return found;
    }
    basics(file, &mut found);
    let room = || folder(file).to_owned();
    let on_network = found.place.is_some_and(Place::is_network);
    found.under = within(file.to_owned(), move |file| trial::under(&file, on_network)).unwrap_or_default();
    found.exclusion = match program {
        Some(program) => trial::judged(room(), move |room| trial::exclusion(&room, &program)),
        None => Trial::Untested,
    };
    found.free = within(room(), |room| trial::free(&room)).flatten();
    let with = |trial: fn(&Path, &Clocks) -> Option<Spread>| {
        let clocks = clocks.clone();
        within(room(), move |room| trial(&room, &clocks)).flatten()
    };
    found.sync = with(|room, clocks| trial::sync(room, clocks).ok()?);
    found.visible = with(|room, clocks| trial::visible(room, clocks).ok()?);
    let clocks = clocks.clone();
    found.clock = within(file.to_owned(), move |file| trial::clock(&file, &clocks)).flatten();
    found
}

/// What shows from outside, and whether anything can be written there.
fn outside(file: &Path) -> Findings {
    let seen = within(file.to_owned(), |file| Findings {
        place: Place::of(&file).ok(),
        barred: trial::barred(folder(&file)),
        logs_beside: logs_beside(&file).is_dir(),
        cloud: cloud::of(&file),
        ..Findings::default()
    });
    seen.unwrap_or_else(|| Findings {
        barred: Some(Barred::Hung),
        ..Findings::default()
    })
}

fn basics(file: &Path, found: &mut Findings) {
    let room = || folder(file).to_owned();
    found.exclusive_create = trial::judged(room(), |room| trial::exclusive_create(&room));
    found.rename = trial::judged(room(), |room| trial::rename(&room));
    found.lock_upgrade = trial::judged(room(), |room| trial::lock_upgrade(&room));
}

/// Where those who come over a network keep their logs: `floor.logs` beside `floor.db`.
pub fn logs_beside(file: &Path) -> PathBuf {
    file.with_extension("logs")
}

/// Does this on a thread of its own; `None` if it does not come back in time.
fn within<T: Send + 'static>(path: PathBuf, work: impl FnOnce(PathBuf) -> T + Send + 'static) -> Option<T> {
    let (done, ended) = std::sync::mpsc::sync_channel(1);
    let thread = std::thread::Builder::new().name("probe".into());
    thread
        .spawn(move || {
            // Whoever asked may be gone.
            drop(done.send(work(path)));
        })
        .ok()?;
    ended.recv_timeout(PATIENCE).ok()
}
