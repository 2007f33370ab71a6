//! The hostile share, in memory: what a device sees of it, does to it and suffers from it.
//!
//! Two flavours that behave like the real kinds: [`table`], transactions on one set of rows, and [`logs`], one
//! append-only log for each device. What goes wrong with either is here: it cannot be reached, is locked,
//! full, read-only, damaged, foreign, no share at all, or forgets what it acknowledged.

mod logs;
mod table;

use super::chance::Chance;
use super::scenario::Kind;
use crate::domain::entry::{Hash, Record};
use crate::domain::frontier::Frontier;
use crate::domain::id::{EntryId, Origin};
use crate::domain::presence::Presence;
use crate::domain::trade::{Pulled, Pushed, Twins};
use crate::sync::step::{Cure, Failure};
use logs::Logs;
use table::Table;

/// What lies under the share's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lies {
    /// A share.
    Share,
    /// Something else.
    Rubbish,
    /// A broken share; every look shows it, or only a look through everything.
    Damaged { plain: bool },
}

/// What the share does not do for a while, each until a moment in milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Moods {
    pub(super) dark: i64,
    pub(super) busy: i64,
    pub(super) read_only: i64,
    pub(super) full: i64,
    pub(super) lossy: i64,
    pub(super) unruly: i64,
}

/// What is brought.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parcel<'a> {
    pub(super) records: &'a [Record],
    pub(super) presence: Option<&'a Presence>,
    pub(super) floor: Option<&'a str>,
    /// The bringer dies over it: only so many records, and half of the next.
    pub(super) torn_after: Option<usize>,
}

#[derive(Clone, Debug)]
enum Flavour {
    Table(Table),
    Logs(Logs),
}

/// Who looks, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) device: usize,
    pub(super) now_ms: i64,
    /// It sees what was there then.
    pub(super) as_of_ms: i64,
}

/// The share.
#[derive(Clone, Debug)]
pub(super) struct Medium {
    flavour: Flavour,
    pub(super) lies: Lies,
    pub(super) moods: Moods,
    chance: Chance,
    /// Copies that somebody made of it.
    copies: Vec<Flavour>,
}

const fn wait(why: &'static str) -> Failure {
    Failure {
        why,
        cure: Cure::Wait,
    }
}

impl Medium {
    pub(super) fn new(kind: Kind, mut chance: Chance) -> Self {
        let flavour = match kind {
            Kind::Sqlite => Flavour::Table(Table::new(&mut chance)),
            Kind::Folder => Flavour::Logs(Logs::new(&mut chance)),
        };
        Self {
            flavour,
            lies: Lies::Share,
            moods: Moods::default(),
            chance,
            copies: Vec::new(),
        }
    }

    /// Whether files can be made where it lies.
    pub(super) fn reachable(&self, now_ms: i64) -> Result<(), Failure> {
        if now_ms < self.moods.dark {
            return Err(wait("share-missing"));
        }
        if now_ms < self.moods.read_only {
            return Err(wait("share-read-only"));
        }
        Ok(())
    }

    /// Whether it can be read now.
    fn readable(&self, now_ms: i64) -> Result<(), Failure> {
        if now_ms < self.moods.dark {
            return Err(wait("share-missing"));
        }
        if now_ms < self.moods.busy && matches!(self.flavour, Flavour::Table(_)) {
            return Err(wait("share-locked"));
        }
        match self.lies {
            Lies::Share | Lies::Damaged { plain: false } => Ok(()),
            Lies::Rubbish => Err(Failure {
                why: "share-not-sheber",
                cure: Cure::IfMet,
            }),
            Lies::Damaged { plain: true } => Err(Failure {
                why: "share-damaged",
                cure: Cure::Anew,
            }),
        }
    }

    fn writable(&self, now_ms: i64) -> Result<(), Failure> {
        self.readable(now_ms)?;
        self.reachable(now_ms)
    }

    /// Whether anything may have changed since the device last pulled.
    pub(super) fn changed(&self, look: Look) -> Result<bool, Failure> {
        self.readable(look.now_ms)?;
        Ok(match &self.flavour {
            Flavour::Table(table) => table.changed(look.device),
            Flavour::Logs(logs) => logs.changed(look),
        })
    }

    /// What it shows, with at most `limit` records that `have` lacks.
    pub(super) fn pull(&mut self, look: Look, have: &Frontier, limit: usize) -> Result<Pulled, Failure> {
        self.readable(look.now_ms)?;
        let mut pulled = match &mut self.flavour {
            Flavour::Table(table) => table.pull(look.device, have, limit),
            Flavour::Logs(logs) => logs.pull(look, have, limit),
        };
        if look.now_ms < self.moods.unruly {
            let twice = pulled.records.clone();
            pulled.records.extend(twice);
            self.chance.shuffle(&mut pulled.records);
            let left = pulled.records.len() - pulled.records.len() / 3;
            pulled.records.truncate(left);
        }
        Ok(pulled)
    }

    /// Takes what is brought, or says that it did.
    pub(super) fn push(&mut self, look: Look, parcel: &Parcel<'_>) -> Result<Pushed, Failure> {
        self.writable(look.now_ms)?;
        let lossy = look.now_ms < self.moods.lossy;
        if look.now_ms < self.moods.full && !parcel.records.is_empty() {
            // A log may keep the first of what was brought; a transaction keeps nothing.
            if let Flavour::Logs(logs) = &mut self.flavour {
                let half = Parcel {
                    torn_after: Some(parcel.records.len() / 2),
                    ..*parcel
                };
                logs.push(look, &half, false, &mut self.chance);
            }
            return Err(wait("share-full"));
        }
        Ok(match &mut self.flavour {
            Flavour::Table(table) => table.push(look.device, parcel, lossy, &mut self.chance),
            Flavour::Logs(logs) => logs.push(look, parcel, lossy, &mut self.chance),
        })
    }

    /// Every content of every name of this origin.
    pub(super) fn all_of(&mut self, look: Look, origin: Origin) -> Result<Vec<Record>, Failure> {
        self.readable(look.now_ms)?;
        Ok(match &mut self.flavour {
            Flavour::Table(table) => table.held.all_of(origin),
            Flavour::Logs(logs) => logs.all_of(look, origin),
        })
    }

    /// Looks through everything.
    pub(super) fn examine(&self, now_ms: i64) -> Result<(), Failure> {
        self.readable(now_ms)?;
        match self.lies {
            Lies::Damaged { .. } => Err(Failure {
                why: "share-damaged",
                cure: Cure::Anew,
            }),
            Lies::Share | Lies::Rubbish => Ok(()),
        }
    }

    /// Whether what lies there is a sound share of this floor, or of none yet.
    pub(super) fn is_good(&self, floor: Option<&str>) -> bool {
        let theirs = match &self.flavour {
            Flavour::Table(table) => table.floor.as_deref(),
            Flavour::Logs(logs) => logs.floor.as_deref(),
        };
        self.lies == Lies::Share && (theirs.is_none() || floor.is_none() || theirs == floor)
    }

    /// Moves what lies there aside: a new one lies there then.
    pub(super) fn set_aside(&mut self, now_ms: i64) -> Result<Option<String>, Failure> {
        self.reachable(now_ms)?;
        self.anew();
        Ok(Some("quarantine".to_owned()))
    }

    fn anew(&mut self) {
        let chance = &mut self.chance;
        match &mut self.flavour {
            Flavour::Table(table) => *table = Table::new(chance),
            Flavour::Logs(logs) => logs.clear(chance),
        }
        self.lies = Lies::Share;
    }

    /// Somebody deletes it.
    pub(super) fn delete(&mut self) {
        self.anew();
    }

    /// Somebody deletes half of it.
    pub(super) fn delete_half(&mut self) {
        match &mut self.flavour {
            // Nobody deletes half a file: it is gone.
            Flavour::Table(_) => self.anew(),
            Flavour::Logs(logs) => logs.delete_half(),
        }
    }

    /// Somebody makes a copy of it.
    pub(super) fn copy(&mut self) {
        if self.lies == Lies::Share {
            self.copies.push(self.flavour.clone());
        }
    }

    /// Somebody puts the last copy in its place.
    pub(super) fn roll_back(&mut self) {
        let Some(copy) = self.copies.pop() else { return };
        match (&mut self.flavour, copy) {
            (Flavour::Table(table), Flavour::Table(copy)) => table.become_copy(copy),
            (Flavour::Logs(logs), Flavour::Logs(copy)) => logs.become_copy(copy),
            _ => {}
        }
        self.lies = Lies::Share;
    }

    /// Somebody puts another floor's share in its place.
    pub(super) fn foreign(&mut self) {
        self.anew();
        match &mut self.flavour {
            Flavour::Table(table) => table.floor = Some("another floor".to_owned()),
            Flavour::Logs(logs) => logs.floor = Some("another floor".to_owned()),
        }
    }

    /// Whether this content is in it, whoever may see it.
    pub(super) fn has(&self, id: EntryId, hash: Hash) -> bool {
        match (&self.flavour, self.lies) {
            (_, Lies::Rubbish | Lies::Damaged { .. }) => false,
            (Flavour::Table(table), _) => table.held.has(id, hash),
            (Flavour::Logs(logs), _) => logs.has(id, hash),
        }
    }

    /// What the device sees in it.
    pub(super) fn shown(&mut self, look: Look) -> (&Frontier, &Twins) {
        match &mut self.flavour {
            Flavour::Table(table) => (table.held.frontier(), table.held.twins()),
            Flavour::Logs(logs) => logs.shown(look),
        }
    }
}

/// A new random name.
fn epoch(chance: &mut Chance) -> String {
    format!("{:016x}", chance.number())
}
