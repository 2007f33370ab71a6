//! A share of logs with the database for people beside it.
//!
//! Lives here: [`Published`], which does what its logs do, and lets one of all devices keep `floor.db` as a
//! snapshot of them. May not live here: who is elected ([`super::lease`]), how a snapshot is made and put in
//! place ([`super::snapshot`]).
//!
//! Laws: the exchange goes on whatever becomes of the snapshot: what fails about it is noted and tried again.
//! The snapshot is fed from the logs themselves, so it can be no newer and no older than what others can read.

use super::lease::{Lease, Standing};
use super::snapshot::{Publication, Snapshot};
use super::tables::ReadModels;
use super::{Description, FolderShare, Parcel, Pulled, Pushed, Share, ShareError, Telling, Wake, Watch};
use crate::domain::entry::Record;
use crate::domain::frontier::Frontier;
use crate::domain::id::Origin;
use crate::domain::presence::Presence;
use crate::domain::reading::ClockReading;
use crate::domain::trade::Twins;
use std::path::{Path, PathBuf};

/// So many records are brought to the mirror in one step; the lease is tended between steps.
const PAGE: usize = 2_000;
/// Who does not publish looks after the lease with each so manieth call: every look is traffic.
const WATCH_CALLS: u32 = 3;

/// Reads the laptop's wall clock, Unix milliseconds.
pub type Wall = Box<dyn Fn() -> i64 + Send>;

/// A share of logs with the database for people beside it.
pub struct Published {
    logs: FolderShare,
    press: Press,
}

/// This device's part in publishing.
struct Press {
    file: PathBuf,
    /// Where the mirror lies on the local disk.
    home: PathBuf,
    wall: Wall,
    /// The share's clock minus the laptop's, as read last, in milliseconds.
    offset_ms: i64,
    lease: Lease,
    mirror: Option<Mirror>,
    calls: u32,
}

/// The snapshot in the making, with what it was fed.
struct Mirror {
    snapshot: Snapshot,
    devices: Vec<Presence>,
    twins: Twins,
    floor: Option<String>,
}

impl Published {
    /// These logs, which belong to `file`; the mirror of the snapshot lies in `home`, a local folder for nothing
    /// else.
    pub fn new(logs: FolderShare, file: &Path, origin: Origin, home: PathBuf, wall: Wall) -> Self {
        let folder = super::probe::logs_beside(file).join("publish");
        Self {
            logs,
            press: Press {
                file: file.to_owned(),
                home,
                wall,
                offset_ms: 0,
                lease: Lease::new(&folder, origin),
                mirror: None,
                calls: 0,
            },
        }
    }

    /// Elects, feeds and publishes; a failure ends this device's term and is no failure of the exchange.
    fn publish(&mut self) {
        if let Err(error) = self.press.work(&mut self.logs) {
            tracing::warn!(%error, "the snapshot could not be published");
            self.press.mirror = None;
            if matches!(error, ShareError::NewerVersion { .. }) {
                // A newer version takes over, and knows how.
                self.press.lease.release().ok();
            }
        }
    }
}

impl Press {
    fn share_ms(&self) -> i64 {
        (self.wall)().saturating_add(self.offset_ms)
    }

    fn work(&mut self, logs: &mut FolderShare) -> Result<(), ShareError> {
        self.calls = self.calls.wrapping_add(1);
        if self.mirror.is_none() && !self.calls.is_multiple_of(WATCH_CALLS) {
            return Ok(());
        }
        if self.lease.tend(self.share_ms())? != Standing::Mine {
            self.mirror = None;
            return Ok(());
        }
        let mut mirror = match self.mirror.take() {
            Some(mirror) => mirror,
            None => Mirror {
                snapshot: Snapshot::open(&self.file, &self.home)?,
                devices: Vec::new(),
                twins: Twins::new(),
                floor: None,
            },
        };
        while mirror.feed(logs)? {
            if self.lease.tend(self.share_ms())? != Standing::Mine {
                return Ok(());
            }
        }
        let (wall, offset_ms) = (&self.wall, self.offset_ms);
        let now = || wall().saturating_add(offset_ms);
        match mirror.snapshot.publish(&mut self.lease, &now)? {
            Publication::Lost => return Ok(()),
            Publication::Made(Some(kept)) => {
                tracing::warn!(kept, "what lay under the name of the snapshot was moved aside");
            }
            Publication::Made(None) | Publication::Current | Publication::Resting => {}
        }
        self.mirror = Some(mirror);
        Ok(())
    }
}

impl Mirror {
    /// Brings one page of what the logs hold; whether there is more.
    fn feed(&mut self, logs: &mut FolderShare) -> Result<bool, ShareError> {
        let held = self.snapshot.frontier()?;
        let pulled = logs.pull(&held, PAGE)?;
        let mut floor = None;
        if self.floor != pulled.floor {
            self.floor.clone_from(&pulled.floor);
            floor = pulled.floor.as_deref();
        }
        if !pulled.records.is_empty() || floor.is_some() {
            self.snapshot.push(&Parcel {
                records: &pulled.records,
                floor,
                ..Parcel::default()
            })?;
        }
        if pulled.twins != self.twins {
            let origins = pulled.twins.iter().map(|(id, _)| id.origin);
            for origin in origins.collect::<std::collections::BTreeSet<_>>() {
                let records = logs.all_of(origin)?;
                self.snapshot.push(&Parcel {
                    records: &records,
                    ..Parcel::default()
                })?;
            }
            self.twins = pulled.twins;
        }
        if pulled.devices != self.devices {
            let news = pulled
                .devices
                .iter()
                .filter(|device| !self.devices.contains(device));
            for device in news {
                self.snapshot.push(&Parcel {
                    presence: Some(device),
                    ..Parcel::default()
                })?;
            }
            self.devices = pulled.devices;
        }
        Ok(pulled.more)
    }

    fn tell(&mut self, logs: &mut FolderShare, tables: &ReadModels) -> Result<(), ShareError> {
        // The lines of the log lean on the entries that they tell of.
        while self.feed(logs)? {}
        self.snapshot.push(&Parcel {
            tables: Some(tables),
            ..Parcel::default()
        })?;
        Ok(())
    }
}

impl Share for Published {
    fn describe(&self) -> Description {
        self.logs.describe()
    }

    fn pull(&mut self, have: &Frontier, limit: usize) -> Result<Pulled, ShareError> {
        self.logs.pull(have, limit)
    }

    fn push(&mut self, parcel: &Parcel<'_>) -> Result<Pushed, ShareError> {
        let pushed = self.logs.push(parcel)?;
        if let (Some(tables), Some(mirror)) = (parcel.tables, &mut self.press.mirror) {
            if let Err(error) = mirror.tell(&mut self.logs, tables) {
                tracing::warn!(%error, "the mirror of the snapshot could not be written");
                self.press.mirror = None;
            }
            self.publish();
        }
        Ok(pushed)
    }

    fn all_of(&mut self, origin: Origin) -> Result<Vec<Record>, ShareError> {
        self.logs.all_of(origin)
    }

    fn set_aside(&mut self) -> Result<Option<String>, ShareError> {
        self.press.mirror = None;
        self.logs.set_aside()
    }

    fn examine(&mut self) -> Result<(), ShareError> {
        self.logs.examine()
    }

    fn telling(&self) -> Telling {
        if self.press.mirror.is_some() {
            Telling::All
        } else {
            Telling::Nothing
        }
    }

    fn clock(&mut self, now: &dyn Fn() -> i64) -> Result<ClockReading, ShareError> {
        let reading = self.logs.clock(now)?;
        self.press.offset_ms = reading.offset_ms();
        Ok(reading)
    }

    fn changed(&mut self) -> Result<bool, ShareError> {
        let changed = self.logs.changed()?;
        self.publish();
        Ok(changed)
    }

    fn watch(&self, wake: Wake) -> Option<Watch> {
        self.logs.watch(wake)
    }
}

impl Drop for Published {
    fn drop(&mut self) {
        if self.press.mirror.is_some() {
            // Others need not wait for its silence.
            self.press.lease.release().ok();
        }
    }
}
