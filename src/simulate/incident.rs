//! What goes wrong on a floor, as plain values: a list of them is a day's bad luck, and can be shortened.

use super::chance::Chance;
use super::scenario::Kind;
use crate::domain::time::{MINUTE_MS, SECOND_MS};

/// When within a step, or within a write to the own disk, a device dies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    /// Before anything of it is done.
    Before,
    /// Everything of it is done, and nobody has been told.
    After,
    /// Half of it is done, where halves are possible.
    Amid,
}

/// Something that goes wrong. Devices are counted from 0, times are in milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Incident {
    /// A device dies at its next step but so many, and starts again after a while.
    Crash {
        /// Which device.
        device: usize,
        /// At its so-manieth step or write from now.
        step: u32,
        /// When within that step.
        edge: Edge,
        /// For how long it is away.
        away_ms: i64,
    },
    /// A lid is closed.
    Sleep {
        /// Which device.
        device: usize,
        /// For how long.
        ms: i64,
    },
    /// A device's clock is set.
    ClockSet {
        /// Which device.
        device: usize,
        /// By how much.
        by_ms: i64,
    },
    /// A device's disk is full.
    DiskFull {
        /// Which device.
        device: usize,
        /// For how long.
        ms: i64,
    },
    /// A disk image is copied to another laptop; both go on.
    Clone {
        /// Whose disk.
        device: usize,
    },
    /// A backup of a device's disk is made.
    Backup {
        /// Whose disk.
        device: usize,
    },
    /// The backup of a device's disk is put back.
    Restore {
        /// Whose disk.
        device: usize,
    },
    /// A device loses everything that it held.
    DiskLost {
        /// Which device.
        device: usize,
    },
    /// A device of a newer version says something that no other knows.
    Newer {
        /// Which device.
        device: usize,
    },
    /// A device cannot reach the share.
    CutOff {
        /// Which device.
        device: usize,
        /// For how long.
        ms: i64,
    },
    /// Nobody can reach the share.
    Blackout {
        /// For how long.
        ms: i64,
    },
    /// A device's next steps hang before they fail, done or not.
    Hang {
        /// Which device.
        device: usize,
        /// For how long.
        ms: i64,
    },
    /// A device sees the share as it was.
    Stale {
        /// Which device.
        device: usize,
        /// For how long.
        ms: i64,
    },
    /// What is pulled comes twice, out of order and with holes.
    Unruly {
        /// For how long.
        ms: i64,
    },
    /// Writes that were acknowledged are lost: locks that lie, a server that crashes.
    Lossy {
        /// For how long.
        ms: i64,
    },
    /// The share is locked by somebody all the time.
    Busy {
        /// For how long.
        ms: i64,
    },
    /// The share takes no writes.
    ReadOnly {
        /// For how long.
        ms: i64,
    },
    /// The share's disk is full; half of a write may be left.
    ShareFull {
        /// For how long.
        ms: i64,
    },
    /// The share is deleted.
    Deleted,
    /// Half of what the share holds is deleted.
    HalfDeleted,
    /// An older copy is put in the share's place.
    RolledBack,
    /// Another floor's share is put in its place.
    Foreign,
    /// Something that is no share is put in its place.
    Rubbish,
    /// The share is damaged; noticed at once, or only when everything is looked through.
    Damaged {
        /// Whether every look shows it.
        plain: bool,
    },
    /// The share's clock is set.
    ShareClockSet {
        /// By how much.
        by_ms: i64,
    },
}

impl Incident {
    /// Its kind in one word.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Crash { .. } => "crash",
            Self::Sleep { .. } => "sleep",
            Self::ClockSet { .. } => "clock set",
            Self::DiskFull { .. } => "disk full",
            Self::Clone { .. } => "clone",
            Self::Backup { .. } => "backup",
            Self::Restore { .. } => "restore",
            Self::DiskLost { .. } => "disk lost",
            Self::Newer { .. } => "newer version",
            Self::CutOff { .. } => "cut off",
            Self::Blackout { .. } => "blackout",
            Self::Hang { .. } => "hang",
            Self::Stale { .. } => "stale",
            Self::Unruly { .. } => "unruly",
            Self::Lossy { .. } => "lossy",
            Self::Busy { .. } => "busy",
            Self::ReadOnly { .. } => "read-only",
            Self::ShareFull { .. } => "share full",
            Self::Deleted => "deleted",
            Self::HalfDeleted => "half deleted",
            Self::RolledBack => "rolled back",
            Self::Foreign => "foreign",
            Self::Rubbish => "rubbish",
            Self::Damaged { .. } => "damaged",
            Self::ShareClockSet { .. } => "share clock set",
        }
    }

    /// Which device it strikes, if it strikes one.
    pub const fn device(&self) -> Option<usize> {
        match self {
            Self::Crash { device, .. }
            | Self::Sleep { device, .. }
            | Self::ClockSet { device, .. }
            | Self::DiskFull { device, .. }
            | Self::Clone { device }
            | Self::Backup { device }
            | Self::Restore { device }
            | Self::DiskLost { device }
            | Self::Newer { device }
            | Self::CutOff { device, .. }
            | Self::Hang { device, .. }
            | Self::Stale { device, .. } => Some(*device),
            _ => None,
        }
    }

    /// Draws an incident among so many devices.
    pub(super) fn draw(chance: &mut Chance, kind: Kind, devices: usize) -> Self {
        let device = chance.below(devices);
        let short = chance.between(2 * SECOND_MS, 90 * SECOND_MS);
        match chance.below(if kind == Kind::Folder { 33 } else { 31 }) {
            0..=6 => Self::Crash {
                device,
                step: u32::try_from(chance.below(12)).unwrap_or(0),
                edge: *chance
                    .pick(&[Edge::Before, Edge::After, Edge::Amid])
                    .unwrap_or(&Edge::Before),
                away_ms: chance.between(SECOND_MS, 3 * MINUTE_MS),
            },
            7 => Self::Sleep {
                device,
                ms: 2 * short,
            },
            8 => Self::ClockSet {
                device,
                by_ms: set_by(chance),
            },
            9 => Self::DiskFull { device, ms: short },
            10 | 11 => Self::Clone { device },
            12 => Self::Backup { device },
            13 => Self::Restore { device },
            14 => Self::DiskLost { device },
            15 => Self::Newer { device },
            16 | 17 => Self::CutOff {
                device,
                ms: 3 * short,
            },
            18 => Self::Blackout { ms: 2 * short },
            19 => Self::Hang {
                device,
                ms: 30 * SECOND_MS,
            },
            20 => Self::Unruly { ms: 2 * short },
            21 | 22 => Self::Lossy { ms: short },
            23 => match chance.below(3) {
                0 => Self::Busy { ms: short },
                1 => Self::ReadOnly { ms: short },
                _ => Self::ShareFull { ms: short },
            },
            24 => Self::Deleted,
            25 => Self::HalfDeleted,
            26 | 27 => Self::RolledBack,
            28 => Self::Foreign,
            29 => match chance.below(3) {
                0 => Self::Rubbish,
                1 => Self::Damaged { plain: true },
                _ => Self::Damaged { plain: false },
            },
            30 => Self::ShareClockSet {
                by_ms: set_by(chance) / 8,
            },
            _ => Self::Stale { device, ms: short },
        }
    }
}

/// By how much hands and wrong zones set clocks.
pub(super) fn set_by(chance: &mut Chance) -> i64 {
    match chance.below(4) {
        0 => chance.between(-14 * MINUTE_MS, 14 * MINUTE_MS),
        1 => chance.between(-3 * SECOND_MS, 3 * SECOND_MS),
        2 => 60 * MINUTE_MS,
        _ => -60 * MINUTE_MS,
    }
}
