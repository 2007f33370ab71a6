//! Which file on which laptop this is: a copied replica is recognised before it writes anything.
//!
//! A fingerprint is the laptop's name with the identity of the file: its number on the disk where the system has
//! one, and when it was made where the system tells. A whole disk copied bit by bit keeps all of that; such a
//! copy shows only when both have written.

use std::fmt;
use std::fs::Metadata;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Which file on which laptop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fingerprint {
    host: String,
    number: u64,
    made_ms: u128,
}

impl Fingerprint {
    /// Of this file here.
    pub(super) fn of(file: &Path) -> std::io::Result<Self> {
        let about = std::fs::metadata(file)?;
        let made = about.created().ok();
        let made_ms = made.and_then(|made| made.duration_since(UNIX_EPOCH).ok());
        Ok(Self {
            host: host(),
            number: number(&about),
            made_ms: made_ms.map_or(0, |made| made.as_millis()),
        })
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.number, self.made_ms, self.host)
    }
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// Elsewhere the time at which the file was made has to be enough.
#[cfg(not(unix))]
const fn host() -> String {
    String::new()
}

#[cfg(unix)]
fn number(about: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
const fn number(_: &Metadata) -> u64 {
    0
}
