//! What the exchange has to tell of itself between its steps.

use super::super::clock::Offset;
use super::super::rebuilt::Rebuilt;
use super::{Outage, Trader};
use crate::domain::presence::Presence;

impl Trader {
    /// Whether the last turn failed: during an outage only the time wakes it.
    pub const fn is_failing(&self) -> bool {
        self.outage.is_some()
    }

    /// When the next turn is due, on the monotonic clock in milliseconds.
    pub const fn look_ms(&self) -> i64 {
        self.due.look
    }

    /// Which floor this device is on.
    pub fn floor(&self) -> Option<&str> {
        self.floor.as_deref()
    }

    /// Whether a turn has ended, well or not.
    pub const fn begun(&self) -> bool {
        self.met || self.outage.is_some()
    }

    /// The outage, if the last turn failed.
    pub const fn outage(&self) -> Option<Outage> {
        self.outage
    }

    /// Up to which of its own entries the share held them at the last look.
    pub const fn acknowledged(&self) -> u64 {
        self.acknowledged
    }

    /// What devices say of themselves, by origin.
    pub fn presence(&self) -> &[Presence] {
        &self.presence
    }

    /// How the clocks stand to each other, once measured.
    pub fn offset(&self) -> Option<Offset> {
        self.filter.offset()
    }

    /// How often the clocks were compared.
    pub const fn checks(&self) -> u64 {
        self.checks
    }

    /// Grows whenever this device should write under another name.
    pub const fn rekeys(&self) -> u32 {
        self.rekeys
    }

    /// Grows whenever read models are wanted from whoever holds the floor.
    pub const fn tables_wanted(&self) -> u64 {
        self.tables_wanted
    }

    /// How the rebuilding of the share goes, while it is worth telling.
    pub const fn rebuilt(&self) -> Option<&Rebuilt> {
        self.rebuilt.as_ref()
    }
}
