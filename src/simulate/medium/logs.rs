//! The flavour `folder`: one append-only log for each device, written only by its owner.
//!
//! A reader sees a line some time after it was written, at the latest known listing of the folder, or as of an
//! earlier moment; a line may be torn or may turn out to be lost, and then only a gap is there. Nobody can
//! ever see a line before those above it.

use super::{Look, Parcel};
use crate::domain::entry::{Hash, Record};
use crate::domain::frontier::Frontier;
use crate::domain::id::{EntryId, Origin};
use crate::domain::presence::Presence;
use crate::domain::trade::{Pulled, Pushed, Twins};
use crate::simulate::chance::Chance;
use crate::simulate::holdings::{Holdings, Rule, Taken};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A line is visible to others after so long, in milliseconds.
const VISIBLE_MS: (i64, i64) = (20, 900);
/// A new log is found by others after so long at most, in milliseconds.
const LISTED_MS: i64 = 20_000;

#[derive(Clone, Debug)]
struct Line {
    visible_ms: i64,
    /// Nothing for a line that is torn or lost.
    record: Option<Rc<Record>>,
}

#[derive(Clone, Debug, Default)]
struct Log {
    listed_ms: i64,
    lines: Vec<Line>,
    presence: Option<(i64, Presence)>,
    said: u64,
}

#[derive(Clone, Debug)]
struct View {
    generation: u64,
    /// How many lines of each log were read, and which word about itself.
    read: BTreeMap<usize, (usize, u64)>,
    held: Holdings,
    devices: BTreeMap<Origin, Presence>,
}

#[derive(Clone, Debug)]
pub(super) struct Logs {
    pub(super) epoch: String,
    pub(super) floor: Option<String>,
    by_writer: BTreeMap<usize, Log>,
    /// Grows when lines go that were there.
    generation: u64,
    views: BTreeMap<usize, View>,
}

impl Logs {
    pub(super) fn new(chance: &mut Chance) -> Self {
        Self {
            epoch: super::epoch(chance),
            floor: None,
            by_writer: BTreeMap::new(),
            generation: 1,
            views: BTreeMap::new(),
        }
    }

    pub(super) fn clear(&mut self, chance: &mut Chance) {
        let generation = self.generation + 1;
        *self = Self {
            generation,
            ..Self::new(chance)
        };
    }

    pub(super) fn become_copy(&mut self, copy: Self) {
        *self = Self {
            generation: self.generation + 1,
            views: BTreeMap::new(),
            ..copy
        };
    }

    pub(super) fn delete_half(&mut self) {
        let mut keep = false;
        self.by_writer.retain(|_, _| {
            keep = !keep;
            keep
        });
        self.generation += 1;
    }

    pub(super) fn changed(&self, look: Look) -> bool {
        let Some(view) = self
            .views
            .get(&look.device)
            .filter(|v| v.generation == self.generation)
        else {
            return true;
        };
        self.by_writer.iter().any(|(writer, log)| {
            let (lines, said) = view.read.get(writer).copied().unwrap_or_default();
            log.lines.len() > lines || log.said > said
        })
    }

    /// Reads what the device can see by now.
    fn read(&mut self, look: Look) -> &View {
        let generation = self.generation;
        let fresh = || View {
            generation,
            read: BTreeMap::new(),
            held: Holdings::new(Rule::First),
            devices: BTreeMap::new(),
        };
        let view = self.views.entry(look.device).or_insert_with(fresh);
        if view.generation != generation {
            *view = fresh();
        }
        for (writer, log) in &self.by_writer {
            let own = *writer == look.device;
            if !own && log.listed_ms > look.as_of_ms {
                continue;
            }
            let (read, said) = view.read.entry(*writer).or_default();
            for line in log.lines.iter().skip(*read) {
                if !own && line.visible_ms > look.as_of_ms {
                    break;
                }
                *read += 1;
                if let Some(record) = &line.record {
                    view.held.take(record);
                }
            }
            if let Some((at, presence)) = &log.presence
                && log.said > *said
                && (own || *at <= look.as_of_ms)
            {
                *said = log.said;
                view.devices.insert(presence.origin, presence.clone());
            }
        }
        view
    }

    pub(super) fn pull(&mut self, look: Look, have: &Frontier, limit: usize) -> Pulled {
        let (epoch, floor) = (self.epoch.clone(), self.floor.clone());
        let view = self.read(look);
        let lacking: Vec<_> = view.held.frontier().beyond(have).collect();
        let (records, more) = view.held.get(&lacking, limit);
        Pulled {
            frontier: view.held.frontier().clone(),
            heads: view.held.heads(),
            records,
            more,
            unreadable: 0,
            twins: view.held.twins().clone(),
            devices: view.devices.values().cloned().collect(),
            epoch,
            floor,
        }
    }

    pub(super) fn push(
        &mut self,
        look: Look,
        parcel: &Parcel<'_>,
        lossy: bool,
        chance: &mut Chance,
    ) -> Pushed {
        let mut pushed = Pushed::default();
        let held = &self.read(look).held;
        let mut lines = Vec::new();
        let mut said = held.frontier().clone();
        // A word about oneself needs no look at what others hold.
        let mut after = if parcel.records.is_empty() {
            Holdings::new(Rule::First)
        } else {
            held.clone()
        };
        for (count, record) in parcel.records.iter().filter(|r| r.is_sealed()).enumerate() {
            if parcel.torn_after.is_some_and(|torn| count >= torn) {
                lines.push(None);
                break;
            }
            pushed.forks.extend(after.fork_before(record));
            pushed.forks.extend(after.fork(record.id, record.hash));
            let record = Rc::new(record.clone());
            if after.take(&record) == Taken::Known {
                continue;
            }
            pushed.added += 1;
            said.insert(record.id);
            let lost = lossy && chance.percent(40);
            lines.push((!lost).then_some(record));
        }
        let first = self.by_writer.is_empty();
        let log = self.by_writer.entry(look.device).or_insert_with(|| Log {
            listed_ms: look.now_ms + if first { 0 } else { chance.between(0, LISTED_MS) },
            ..Log::default()
        });
        let visible_ms = look.now_ms + chance.between(VISIBLE_MS.0, VISIBLE_MS.1);
        log.lines
            .extend(lines.into_iter().map(|record| Line { visible_ms, record }));
        if let Some(presence) = parcel.presence {
            log.presence = Some((visible_ms, presence.clone()));
            log.said += 1;
        }
        if self.floor.is_none() {
            self.floor = parcel.floor.map(str::to_owned);
        }
        pushed.forks.sort_unstable();
        pushed.forks.dedup();
        pushed.frontier = said;
        pushed
    }

    pub(super) fn all_of(&mut self, look: Look, origin: Origin) -> Vec<Record> {
        self.read(look).held.all_of(origin)
    }

    pub(super) fn has(&self, id: EntryId, hash: Hash) -> bool {
        let lines = self.by_writer.values().flat_map(|log| &log.lines);
        lines
            .filter_map(|line| line.record.as_ref())
            .any(|r| r.id == id && r.hash == hash)
    }

    pub(super) fn shown(&mut self, look: Look) -> (&Frontier, &Twins) {
        let view = self.read(look);
        (view.held.frontier(), view.held.twins())
    }
}
