//! From a store of records to the index, the floor and the marks, in short steps.
//!
//! One reading of everything gives the index and the floor. Only where one name turns out to have several contents
//! everything is read once more, for then entries stand under other names in the floor.

use super::error::{Damage, ReviewError};
use super::index::{Index, Row};
use super::marks::Marks;
use super::source::{Seen, Store, Taker};
use crate::domain::entry::{Entry, Hash, Record};
use crate::domain::floor::Floor;
use crate::domain::fork::{Link, Standing};
use crate::domain::id::{EntryId, StationNo};
use std::collections::{BTreeMap, BTreeSet};

/// So many records are read in one step.
const STEP: usize = 8_192;
/// Parts of the whole work: reading, and everything else.
const READING: u64 = 900;
const REST: u64 = 100;

/// What is to be done next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    Read,
    Repeats,
    Sort,
    Name,
    /// Fold again, from this place on.
    Fold(u32),
    MarkFloor,
    /// Mark what lies at the first station behind this one.
    MarkStation(Option<StationNo>),
    Done,
}

/// Everything that is made of a log.
#[derive(Debug)]
pub(super) struct Build {
    stage: Stage,
    pub(super) index: Index,
    pub(super) floor: Floor,
    pub(super) standing: Standing,
    pub(super) marks: Marks,
    pub(super) damages: Vec<Damage>,
    /// Rows whose names were read before.
    repeats: Vec<Row>,
    /// Spots of contents that stand under another name, with that name.
    aliases: BTreeMap<u32, EntryId>,
    /// The same by name, with places.
    alias_places: BTreeMap<EntryId, u32>,
}

impl Default for Build {
    fn default() -> Self {
        Self {
            stage: Stage::Read,
            index: Index::default(),
            floor: Floor::default(),
            standing: Standing::default(),
            marks: Marks::default(),
            damages: Vec::new(),
            repeats: Vec::new(),
            aliases: BTreeMap::new(),
            alias_places: BTreeMap::new(),
        }
    }
}

impl Taker for Build {
    fn take(&mut self, seen: &Seen<'_>) -> bool {
        let entry = seen.entry();
        let Ok(row) = self.index.row(seen, &entry) else {
            return false;
        };
        if self.floor.note(&entry) {
            self.index.push(row, seen);
        } else {
            self.repeats.push(row);
        }
        true
    }

    fn miss(&mut self, damage: Damage) {
        self.damages.push(damage);
    }
}

impl Build {
    /// Whether nothing is left to be done.
    pub(super) fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// Parts of the work that are done, and all.
    pub(super) fn parts(&self, store: &Store) -> (u64, u64) {
        let (read, all) = store.parts();
        let reading = u64::try_from(u128::from(read) * u128::from(READING) / u128::from(all.max(1)));
        let rest = match self.stage {
            Stage::Read => return (reading.unwrap_or(READING).min(READING), READING + REST),
            Stage::Repeats => 0,
            Stage::Sort => 10,
            Stage::Name => 40,
            Stage::Fold(_) => 60,
            Stage::MarkFloor => 70,
            Stage::MarkStation(_) => 80,
            Stage::Done => REST,
        };
        (READING + rest, READING + REST)
    }

    /// Does a little more.
    pub(super) fn step(&mut self, store: &mut Store) -> Result<(), ReviewError> {
        self.stage = match self.stage {
            Stage::Read => {
                self.index.reserve(store.expected(self.index.len()));
                let more = store.scan(STEP, self)?;
                if more { Stage::Read } else { Stage::Repeats }
            }
            Stage::Repeats => {
                self.resolve(store)?;
                Stage::Sort
            }
            Stage::Sort => {
                self.index.sort();
                Stage::Name
            }
            Stage::Name => {
                self.index.name();
                self.place_aliases();
                if self.standing.is_plain() {
                    Stage::MarkFloor
                } else {
                    self.floor = Floor::default();
                    Stage::Fold(0)
                }
            }
            Stage::Fold(from) => self.fold(store, from)?,
            Stage::MarkFloor => {
                let mut marks = Marks::default();
                marks.add_floor(&self.floor, |id| self.place(id));
                self.marks = marks;
                Stage::MarkStation(None)
            }
            Stage::MarkStation(after) => self.mark(after),
            Stage::Done => Stage::Done,
        };
        Ok(())
    }

    /// Tells repeats of one record from other contents of its name; those become entries of their own.
    fn resolve(&mut self, store: &mut Store) -> Result<(), ReviewError> {
        let repeats = std::mem::take(&mut self.repeats);
        let mut named: BTreeMap<EntryId, Vec<Row>> = BTreeMap::new();
        for row in &repeats {
            named.entry(self.index.id(row)).or_default();
        }
        if named.is_empty() {
            return Ok(());
        }
        for row in self.index.rows().iter().chain(&repeats) {
            if let Some(rows) = named.get_mut(&self.index.id(row)) {
                rows.push(*row);
            }
        }
        let mut forked = BTreeSet::new();
        for (id, rows) in named {
            let mut contents: BTreeSet<Hash> = BTreeSet::new();
            for (number, row) in rows.iter().enumerate() {
                let Some(record) = store.load(row.spot, id)? else {
                    continue;
                };
                let is_new = contents.insert(record.hash);
                if number > 0 && is_new {
                    self.index.push(*row, &Seen::of(&record, row.spot));
                    forked.insert(row.origin);
                }
            }
        }
        let mut links = Vec::new();
        let mut spots = Vec::new();
        for row in self
            .index
            .rows()
            .iter()
            .filter(|row| forked.contains(&row.origin))
        {
            if let Some(record) = store.load(row.spot, self.index.id(row))? {
                links.push(Link::of(&record));
                spots.push((row.spot, record.id, record.hash));
            }
        }
        self.standing = Standing::of(links);
        let standing = spots
            .into_iter()
            .map(|(spot, id, hash)| (spot, id, self.standing.name(id, hash)));
        self.aliases = standing
            .filter(|(_, id, name)| id != name)
            .map(|(spot, _, name)| (spot, name))
            .collect();
        Ok(())
    }

    fn place_aliases(&mut self) {
        if self.aliases.is_empty() {
            return;
        }
        let places = (0..).zip(self.index.rows());
        self.alias_places = places
            .filter_map(|(place, row)| Some((*self.aliases.get(&row.spot)?, place)))
            .collect();
    }

    fn fold(&mut self, store: &mut Store, from: u32) -> Result<Stage, ReviewError> {
        for place in (from..).take(STEP) {
            let Some(record) = self.load(store, place)? else {
                if self.index.at(place).is_none() {
                    return Ok(Stage::MarkFloor);
                }
                continue;
            };
            let entry = self.standing.entry(&record);
            self.floor.note(&entry);
        }
        Ok(Stage::Fold(
            from.saturating_add(u32::try_from(STEP).unwrap_or(u32::MAX)),
        ))
    }

    fn mark(&mut self, after: Option<StationNo>) -> Stage {
        let next = self.floor.stations().find(|(no, _)| Some(*no) > after);
        let Some((no, log)) = next else {
            self.marks.sort();
            return Stage::Done;
        };
        let mut marks = std::mem::take(&mut self.marks);
        marks.add_station(&self.floor, log, |id| self.place(id));
        self.marks = marks;
        Stage::MarkStation(Some(no))
    }

    /// The place of the entry that stands under this name.
    pub(super) fn place(&self, name: EntryId) -> Option<u32> {
        if let Some(place) = self.alias_places.get(&name) {
            return Some(*place);
        }
        let mut places = self.index.places(name).iter().copied();
        places.find(|place| {
            let row = self.index.at(*place);
            row.is_some_and(|row| !self.aliases.contains_key(&row.spot))
        })
    }

    /// The name under which the entry at this place stands.
    pub(super) fn name(&self, place: u32) -> Option<EntryId> {
        let row = self.index.at(place)?;
        let alias = self.aliases.get(&row.spot).copied();
        Some(alias.unwrap_or_else(|| self.index.id(row)))
    }

    /// The record at this place, if it is still there.
    pub(super) fn load(&self, store: &mut Store, place: u32) -> Result<Option<Record>, ReviewError> {
        match self.index.at(place) {
            Some(row) => store.load(row.spot, self.index.id(row)),
            None => Ok(None),
        }
    }

    /// The entry at this place as it stands, if it is still there.
    pub(super) fn entry(&self, store: &mut Store, place: u32) -> Result<Option<Entry>, ReviewError> {
        let record = self.load(store, place)?;
        Ok(record.map(|record| self.standing.entry(&record)))
    }
}
