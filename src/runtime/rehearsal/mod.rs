//! A whole day lived by virtual people on a share of its own, through real replicas and real exchanges.
//!
//! | module | what lives there |
//! |---|---|
//! | [`direct()`] | opens the floor, seats everybody, lets the day pass, waits until all agree, adds up |
//! | `crew` | the laptops: threads of this process, or processes of their own |
//! | `laptop` | one virtual laptop: replica, exchange, floor, and a script where the screen would be |
//! | [`word`] | what rehearsal and laptops say to each other |
//! | [`figures`], [`footprint`] | what was measured, and what it cost |
//! | `outage` | the share that nobody reaches for a while |
//!
//! Law: nothing is measured on a model. What is written goes through the same [`Session`] as what people
//! write; only the screen is missing, and whoever opens `sheber overview` on the share sees a real floor.

mod crew;
mod direct;
pub mod figures;
pub mod footprint;
mod laptop;
mod outage;
pub mod word;

pub use crew::play;
pub use direct::{Progress, direct};

#[cfg(doc)]
use super::session::Session;
use crate::domain::event::Event;
use crate::domain::floor::Floor;
use crate::domain::id::Role;
use crate::domain::time::EventTime;
use crate::rehearse::Script;
use crate::rehearse::incident::Incidents;
use crate::share::Memory;
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

/// A rehearsal as it was asked for.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// The day.
    pub event: Event,
    /// The shared file, which must hold no floor yet.
    pub share: PathBuf,
    /// Whether the folder of the share was made for this rehearsal, so that it may be taken away.
    pub own_folder: bool,
    /// The folder of the replicas.
    pub replicas: PathBuf,
    /// What this laptop has found out about shares.
    pub memory: Memory,
    /// When the day begins.
    pub start: EventTime,
    /// Everybody who has a place; with more laptops some have two.
    pub cast: Vec<Role>,
    /// How many laptops.
    pub devices: usize,
    /// How they behave.
    pub script: Script,
    /// What goes wrong.
    pub incidents: Incidents,
    /// How many times as fast as real time the day passes.
    pub speed: u32,
    /// Between two entries of the load test on each laptop, in microseconds.
    pub load_period_us: Option<u64>,
    /// It ends after so long, if not earlier.
    pub longest: Option<Duration>,
    /// How this program is started as laptop number N; without it all laptops are threads of this process.
    pub process: Option<Vec<OsString>>,
}

impl Rehearsal {
    fn role(&self, number: usize) -> Role {
        let place = number.checked_rem(self.cast.len());
        let role = place.and_then(|place| self.cast.get(place));
        role.copied().unwrap_or(Role::Coordinator)
    }
}

/// What can stop a rehearsal.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    /// The director's own place cannot be taken.
    #[error(transparent)]
    Session(#[from] super::session::SessionError),
    /// A floor is open on this share already.
    #[error("a floor is open on this share already")]
    FloorOpen,
    /// A laptop could not take its place.
    #[error("a laptop could not take its place: {0}")]
    Seat(String),
    /// The system refuses a thread, a process or a signal handler.
    #[error("the system refuses a thread or a process")]
    System(#[from] std::io::Error),
}

/// A floor in one word: the same for the same floor, on every laptop of the same version.
fn fingerprint(floor: &Floor) -> String {
    struct Into(Sha256);
    impl std::fmt::Write for Into {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0.update(text.as_bytes());
            Ok(())
        }
    }
    let mut into = Into(Sha256::new());
    // Writing to a hash cannot fail.
    let _never = write!(into, "{floor:?}");
    let sum = into.0.finalize();
    sum.iter().take(8).fold(String::new(), |mut word, byte| {
        let _never = write!(word, "{byte:02x}");
        word
    })
}
