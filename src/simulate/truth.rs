//! What is really so on a simulated floor, known to nobody on it: what was acknowledged, who was alive when,
//! and a running sum over everything that happened.

use super::device::Device;
use super::medium::Medium;
use crate::domain::entry::Hash;
use crate::domain::id::{EntryId, Origin};
use std::collections::BTreeMap;
use std::fmt;

/// A sum over everything that happened, in order: FNV-1a over 64 bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sum(pub(super) u64);

impl Default for Sum {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Sum {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub(super) const fn number(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }
}

impl fmt::Write for Sum {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.add(text.as_bytes());
        Ok(())
    }
}

/// What is really so.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Truth {
    /// What people were told is recorded.
    pub(super) acknowledged: BTreeMap<Hash, EntryId>,
    /// What lay only on a disk or a share that was destroyed.
    pub(super) destroyed: usize,
    /// When each name really said of itself what it said, by what it took the time for.
    pub(super) announced: BTreeMap<(Origin, i64), i64>,
    /// A sound share of this floor was moved aside.
    pub(super) healthy_moved: bool,
    /// A disk was lost or went back in time: what is only in the share hangs on the share.
    pub(super) bereaved: bool,
    pub(super) sum: Sum,
}

impl Truth {
    /// Strikes off what nobody can have any more, after something was destroyed.
    pub(super) fn strike_off(&mut self, devices: &[Device], medium: &Medium) {
        if !self.bereaved {
            return;
        }
        let before = self.acknowledged.len();
        self.acknowledged.retain(|hash, id| {
            devices.iter().any(|device| device.disk.held.has(*id, *hash)) || medium.has(*id, *hash)
        });
        self.destroyed += before - self.acknowledged.len();
    }
}
