//! The flavour `sqlite`: one set of rows, changed in transactions; what lying locks do to it is that a
//! transaction which was acknowledged is gone.

use super::Parcel;
use crate::domain::frontier::Frontier;
use crate::domain::id::Origin;
use crate::domain::presence::Presence;
use crate::domain::trade::{Pulled, Pushed};
use crate::simulate::chance::Chance;
use crate::simulate::holdings::{Holdings, Rule, Taken};
use std::collections::BTreeMap;
use std::rc::Rc;

#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) epoch: String,
    pub(super) floor: Option<String>,
    pub(super) held: Holdings,
    devices: BTreeMap<Origin, Presence>,
    version: u64,
    seen: BTreeMap<usize, u64>,
}

impl Table {
    pub(super) fn new(chance: &mut Chance) -> Self {
        Self {
            epoch: super::epoch(chance),
            floor: None,
            held: Holdings::new(Rule::First),
            devices: BTreeMap::new(),
            version: 1,
            seen: BTreeMap::new(),
        }
    }

    pub(super) fn become_copy(&mut self, copy: Self) {
        *self = Self {
            version: self.version + 1,
            seen: BTreeMap::new(),
            ..copy
        };
    }

    pub(super) fn changed(&self, device: usize) -> bool {
        self.seen.get(&device) != Some(&self.version)
    }

    pub(super) fn pull(&mut self, device: usize, have: &Frontier, limit: usize) -> Pulled {
        self.seen.insert(device, self.version);
        let lacking: Vec<_> = self.held.frontier().beyond(have).collect();
        let (records, more) = self.held.get(&lacking, limit);
        Pulled {
            frontier: self.held.frontier().clone(),
            heads: self.held.heads(),
            records,
            more,
            unreadable: 0,
            twins: self.held.twins().clone(),
            devices: self.devices.values().cloned().collect(),
            epoch: self.epoch.clone(),
            floor: self.floor.clone(),
        }
    }

    pub(super) fn push(
        &mut self,
        device: usize,
        parcel: &Parcel<'_>,
        lossy: bool,
        chance: &mut Chance,
    ) -> Pushed {
        let before = lossy.then(|| self.clone());
        let mut pushed = Pushed::default();
        if parcel.torn_after.is_none() {
            self.write(parcel, &mut pushed);
        }
        pushed.frontier = self.held.frontier().clone();
        if let Some(before) = before.filter(|_| chance.percent(40)) {
            *self = before;
        } else if self.seen.get(&device) == Some(&self.version) {
            // Its own transaction is no news to a device.
            self.seen.insert(device, self.version + 1);
        }
        self.version += 1;
        pushed
    }

    fn write(&mut self, parcel: &Parcel<'_>, pushed: &mut Pushed) {
        for record in parcel.records.iter().filter(|record| record.is_sealed()) {
            pushed.forks.extend(self.held.fork_before(record));
            pushed.forks.extend(self.held.fork(record.id, record.hash));
            if self.held.take(&Rc::new(record.clone())) == Taken::Added {
                pushed.added += 1;
            }
        }
        pushed.forks.sort_unstable();
        pushed.forks.dedup();
        if let Some(presence) = parcel.presence {
            self.devices.insert(presence.origin, presence.clone());
        }
        if self.floor.is_none() {
            self.floor = parcel.floor.map(str::to_owned);
        }
    }
}
