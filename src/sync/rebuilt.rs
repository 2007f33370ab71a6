//! How far a share that was made anew has come: who of the devices has brought back what it had.

use crate::domain::id::Origin;
use crate::domain::presence::Presence;
use crate::domain::time::{MINUTE_MS, SECOND_MS};
use std::collections::BTreeSet;

/// Told for so long after the last device has confirmed, in milliseconds.
const LINGER_MS: i64 = 60 * SECOND_MS;
/// Told for so long at most, in milliseconds: a laptop that never comes back is told by its own age.
const MOST_MS: i64 = 10 * MINUTE_MS;

/// A share that was made anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rebuilt {
    /// When, on the share's clock in Unix milliseconds.
    pub since_ms: i64,
    /// Where what lay there before is kept, if this device moved it.
    pub kept: Option<String>,
    known: BTreeSet<Origin>,
    confirmed: BTreeSet<Origin>,
}

impl Rebuilt {
    /// Begins with the devices that were alive then.
    pub const fn begin(since_ms: i64, known: BTreeSet<Origin>, kept: Option<String>) -> Self {
        Self {
            since_ms,
            kept,
            known,
            confirmed: BTreeSet::new(),
        }
    }

    /// Takes note of the devices that have said since then that nothing of theirs is unsent.
    pub fn confirm(&mut self, presence: &[Presence]) {
        for device in presence {
            if device.seen_ms >= self.since_ms && device.unsent == 0 {
                self.known.insert(device.origin);
                self.confirmed.insert(device.origin);
            }
        }
    }

    /// How many devices have confirmed, and of how many.
    pub fn count(&self) -> (usize, usize) {
        (self.confirmed.len(), self.known.len())
    }

    /// Whether it is no longer worth telling at this moment of the share's clock.
    pub fn is_over(&self, now_ms: i64) -> bool {
        let age = now_ms.saturating_sub(self.since_ms);
        age > MOST_MS || (age > LINGER_MS && self.confirmed.len() >= self.known.len())
    }
}
