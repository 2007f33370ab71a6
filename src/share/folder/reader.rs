//! Reading what others append, from where the last look ended.
//!
//! Every look opens the file anew and reads on from a byte cursor: what an open file or a listing shows may be
//! stale by half a minute on a network. Cursors are a cache; the few bytes before each are read again with
//! every look, so that a file that shrank or was replaced is noticed ([`Trouble::Changed`]), and then
//! everything is read anew.
//!
//! Segments become known by listing the folders, by what other devices say that they know (rosters in the
//! logs), and by the bell: each of them may be late or lost.

use super::access::{Access, SHORT_LOOKS, Trouble, gone_is_changed, names_in, open, read_overlap, read_some};
use super::devices::Devices;
use super::index::{Index, Spot};
use super::line::{self, Alive, Said};
use crate::domain::entry::Record;
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// So many bytes before the cursor must be as they were.
const OVERLAP: usize = 16;
/// So often a segment is looked into that is said to reach further than shows: a network share may show an old
/// length for a second and an old listing for twenty.
const TRIES: u8 = 40;
/// So many segments are followed at most: foreign names must not fill the memory.
const FILES_MOST: usize = 20_000;
/// So many newly met segments are remembered for the roster.
const LEARNED_MOST: usize = 256;

/// A segment that is followed.
#[derive(Debug, Default)]
struct Source {
    name: String,
    /// Everything before this byte was read.
    cursor: u64,
    /// The last bytes before the cursor.
    tail: Vec<u8>,
    /// It is said to reach up to here.
    wanted: u64,
    /// So often it was looked for in vain.
    tries: u8,
    /// With so many looks in a row it was shorter than what was read of it.
    short: u8,
    /// It was there once.
    met: bool,
    /// The rest of a line without end is being skipped.
    skipping: bool,
    /// So many of its lines cannot be read.
    unreadable: usize,
}

/// All segments, and what they say.
#[derive(Debug)]
pub(super) struct Reader {
    root: PathBuf,
    access: Access,
    files: Vec<Source>,
    names: HashMap<String, usize>,
    pub(super) index: Index,
    pub(super) devices: Devices,
    /// Which floor the share is for. Should two devices have said so at once, everybody takes the same.
    pub(super) floor: Option<String>,
    learned: Vec<String>,
    /// Segments in which records were found of which the bell had not told.
    untold: BTreeSet<usize>,
    /// Anything was new since this was last taken.
    pub(super) news: bool,
    /// A record was new since this was last taken.
    pub(super) stirred: bool,
}

impl Reader {
    /// Reads below this folder. `devices` is what is known already.
    pub(super) fn new(root: &Path, access: Access, devices: Devices) -> Self {
        Self {
            root: root.to_owned(),
            access,
            files: Vec::new(),
            names: HashMap::new(),
            index: Index::default(),
            devices,
            floor: None,
            learned: Vec::new(),
            untold: BTreeSet::new(),
            news: true,
            stirred: true,
        }
    }

    /// How files are read here.
    pub(super) const fn access(&self) -> Access {
        self.access
    }

    /// Lists the devices' folders, and what lies in them: in all of them with `deep`, else in new ones.
    pub(super) fn list(&mut self, deep: bool) -> Result<(), Trouble> {
        let areas: BTreeSet<String> = names_in(&self.root)?
            .ok_or(Trouble::Changed)?
            .into_iter()
            .filter(|name| line::is_area(name))
            .collect();
        let area_of = |source: &Source| Some(source.name.split_once('/')?.0.to_owned());
        let known: BTreeSet<String> = self.files.iter().filter_map(area_of).collect();
        for area in areas.iter().filter(|area| deep || !known.contains(*area)) {
            self.list_one(area)?;
        }
        // A listing may be stale: only the file itself tells that a folder is gone.
        for place in 0..self.files.len() {
            let gone = self.files.get(place).is_some_and(|source| {
                source.met && area_of(source).is_some_and(|area| !areas.contains(&area))
            });
            if gone {
                self.read(place)?;
            }
        }
        Ok(())
    }

    /// Lists what lies in the folder of one device.
    pub(super) fn list_one(&mut self, area: &str) -> Result<(), Trouble> {
        for file in names_in(&self.root.join(area))?.into_iter().flatten() {
            self.meet(&format!("{area}/{file}"));
        }
        Ok(())
    }

    /// Looks into what lies in the folder of one device, and into nothing else.
    pub(super) fn read_one(&mut self, area: &str) -> Result<(), Trouble> {
        self.list_one(area)?;
        // Its rosters bring more, which is not looked into.
        for place in 0..self.files.len() {
            self.read(place)?;
        }
        Ok(())
    }

    /// Looks into every segment.
    pub(super) fn sweep(&mut self) -> Result<(), Trouble> {
        // Rosters may bring more while this goes on.
        let mut place = 0;
        while place < self.files.len() {
            self.read(place)?;
            place += 1;
        }
        Ok(())
    }

    /// Looks into the segments that are said to reach further than was read.
    pub(super) fn catch_up(&mut self) -> Result<(), Trouble> {
        for place in 0..self.files.len() {
            let behind =
                |source: &Source| source.short > 0 || (source.cursor < source.wanted && source.tries < TRIES);
            if self.files.get(place).is_some_and(behind) {
                self.read(place)?;
            }
        }
        Ok(())
    }

    /// Takes note that a segment is said to reach so far.
    pub(super) fn reaches(&mut self, name: &str, end: u64) {
        if let Some(source) = self.meet(name).and_then(|place| self.files.get_mut(place))
            && end > source.wanted
        {
            source.wanted = end;
            source.tries = 0;
        }
    }

    /// Takes note that a device is alive.
    pub(super) fn is_alive(&mut self, alive: Alive) {
        self.news |= self.devices.is_alive(alive);
    }

    /// How many lines cannot be read, in the segments whose names begin like this.
    pub(super) fn unreadable(&self, prefix: &str) -> usize {
        let those = self.files.iter().filter(|source| source.name.starts_with(prefix));
        those.map(|source| source.unreadable).sum()
    }

    /// How far this segment was read; `None` if it is not known.
    pub(super) fn cursor(&self, name: &str) -> Option<u64> {
        let place = self.names.get(name)?;
        self.files.get(*place).map(|source| source.cursor)
    }

    /// The number of the last segment in this folder.
    pub(super) fn last_number(&self, area: &str) -> u32 {
        let numbers = self.files.iter().filter_map(|source| {
            let file = source.name.strip_prefix(area)?.strip_prefix('/')?;
            let digits = file.split(|sign: char| !sign.is_ascii_digit()).next()?;
            digits.parse().ok()
        });
        numbers.max().unwrap_or(0)
    }

    /// Segments met since this was last asked, without those of this folder.
    pub(super) fn take_learned(&mut self, area: &str) -> Vec<String> {
        let mut learned = std::mem::take(&mut self.learned);
        learned.retain(|name| !name.starts_with(area));
        learned
    }

    /// How far segments reach in which more was found than the bell had told: whoever wrote it may have been
    /// switched off before it could ring. At most so many.
    pub(super) fn take_untold(&mut self, most: usize) -> Vec<(String, u64)> {
        let mut told = Vec::new();
        while told.len() < most
            && let Some(place) = self.untold.pop_first()
        {
            let source = self
                .files
                .get(place)
                .filter(|source| source.cursor > source.wanted);
            told.extend(source.map(|source| (source.name.clone(), source.cursor)));
        }
        told
    }

    fn meet(&mut self, name: &str) -> Option<usize> {
        if let Some(place) = self.names.get(name) {
            return Some(*place);
        }
        if !line::is_segment(name) || self.files.len() >= FILES_MOST {
            return None;
        }
        let place = self.files.len();
        self.files.push(Source {
            name: name.to_owned(),
            ..Source::default()
        });
        self.names.insert(name.to_owned(), place);
        Some(place)
    }

    /// Reads a segment on from its cursor.
    fn read(&mut self, place: usize) -> Result<(), Trouble> {
        let Some(source) = self.files.get_mut(place) else {
            return Ok(());
        };
        if !source.met && source.tries >= TRIES {
            return Ok(());
        }
        source.tries = source.tries.saturating_add(1);
        let (tail, cursor) = (source.tail.len(), source.cursor);
        let opened = open(&self.root.join(&source.name), self.access).and_then(|mut file| {
            let bytes = read_overlap(&mut file, cursor, tail, self.access)?;
            Ok((file, bytes))
        });
        let (mut file, mut bytes) = match opened.map_err(gone_is_changed) {
            // What others spoke of may never have been there, or no longer.
            Err(Trouble::Changed) if !source.met => return Ok(()),
            opened => opened?,
        };
        if !std::mem::replace(&mut source.met, true) && self.learned.len() < LEARNED_MOST {
            self.learned.push(source.name.clone());
        }
        if bytes.len() < tail && self.access.is_patient() && source.short < SHORT_LOOKS {
            source.short += 1;
            return Ok(());
        }
        if bytes.get(..tail) != Some(source.tail.as_slice()) {
            return Err(Trouble::Changed);
        }
        source.short = 0;
        bytes.drain(..tail);
        loop {
            let used = self.feed(place, &bytes);
            bytes.drain(..used);
            if !read_some(&mut file, &mut bytes)? {
                self.feed(place, &bytes);
                return Ok(());
            }
        }
    }

    /// Takes in what this device has just appended to a segment of its own, from this byte on.
    pub(super) fn appended(&mut self, name: &str, start: u64, bytes: &[u8]) {
        let news = self.news;
        if let Some(place) = self.meet(name)
            && self.files.get(place).is_some_and(|source| source.cursor == start)
        {
            if let Some(source) = self.files.get_mut(place) {
                source.met = true;
            }
            self.feed(place, bytes);
            // The bell is about to tell.
            self.untold.remove(&place);
        }
        self.news = news;
    }

    /// Takes in whole lines from the cursor on; answers with how many bytes they have.
    fn feed(&mut self, place: usize, bytes: &[u8]) -> usize {
        let Some(from) = self.files.get(place).map(|source| source.cursor) else {
            return 0;
        };
        let mut used = 0;
        let line_feeds = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        for (end, _) in line_feeds {
            if let Some(line) = bytes.get(used..end) {
                self.line(place, from + used as u64, line);
            }
            used = end + 1;
        }
        let Some(source) = self.files.get_mut(place) else {
            return 0;
        };
        if bytes.len() - used > line::MOST_BYTES {
            source.unreadable += usize::from(!source.skipping);
            source.skipping = true;
            used = bytes.len();
        }
        source.cursor += used as u64;
        let taken = bytes.get(..used).unwrap_or_default();
        source.tail.extend_from_slice(
            taken
                .get(taken.len().saturating_sub(OVERLAP)..)
                .unwrap_or_default(),
        );
        source.tail.drain(..source.tail.len().saturating_sub(OVERLAP));
        used
    }

    fn line(&mut self, place: usize, offset: u64, line: &[u8]) {
        let Some(source) = self.files.get_mut(place) else {
            return;
        };
        if std::mem::take(&mut source.skipping) || line.is_empty() {
            return;
        }
        let Some(payload) = line::payload(line) else {
            source.unreadable += 1;
            return;
        };
        let spot = Spot {
            file: place,
            offset: offset + (line.len() - payload.len()) as u64,
            length: payload.len(),
        };
        match line::said(payload) {
            Said::Record(record) => {
                let new = self.index.add(*record, spot);
                self.news |= new;
                self.stirred |= new;
                if new {
                    self.untold.insert(place);
                }
            }
            Said::Spoiled => source.unreadable += 1,
            Said::Hello(hello) => self.news |= self.devices.greet(hello),
            // What the bell told meanwhile may be newer.
            Said::Alive(alive) if alive.seen_ms > self.devices.seen_ms(alive.origin) => {
                self.is_alive(alive);
            }
            Said::Roster(names) => {
                for name in names {
                    self.meet(name);
                }
            }
            Said::Floor(name) => {
                let other = self.floor.as_ref().is_none_or(|known| name < *known);
                self.news |= other;
                if other {
                    self.floor = Some(name);
                }
            }
            Said::Alive(_) | Said::Reach(..) | Said::Alarm | Said::Other => {}
        }
    }

    /// The records there, in this order.
    pub(super) fn fetch(&mut self, spots: &[Spot]) -> Result<Vec<Record>, Trouble> {
        let mut found: Vec<Option<Record>> = spots.iter().map(|spot| self.index.take_kept(*spot)).collect();
        let mut missing: Vec<(Spot, usize)> = (spots.iter().copied().zip(0..))
            .filter(|(_, place)| found.get(*place).is_some_and(Option::is_none))
            .collect();
        missing.sort_unstable();
        let mut open_file: Option<(usize, File)> = None;
        for (spot, place) in missing {
            if open_file.as_ref().is_none_or(|(held, _)| *held != spot.file) {
                let name = self.files.get(spot.file).map(|source| source.name.as_str());
                let path = self.root.join(name.unwrap_or_default());
                open_file = Some((spot.file, open(&path, Access::Local).map_err(gone_is_changed)?));
            }
            let Some((_, file)) = &mut open_file else { continue };
            let mut bytes = vec![0; spot.length];
            file.seek(SeekFrom::Start(spot.offset))?;
            file.read_exact(&mut bytes).map_err(gone_is_changed)?;
            let text = std::str::from_utf8(&bytes).map_err(|_| Trouble::Changed)?;
            let Said::Record(record) = line::said(text) else {
                return Err(Trouble::Changed);
            };
            if !self.index.knows(record.id, record.hash) {
                return Err(Trouble::Changed);
            }
            if let Some(found) = found.get_mut(place) {
                *found = Some(*record);
            }
        }
        Ok(found.into_iter().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_is_found_by_a_roster_without_a_listing() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["dev-1/0001-a.log", "dev-2/0001-b.log", "dev-3/0001-c.log"].map(str::to_owned);
        for (name, next) in names.iter().zip([&names[1..2], &names[2..3], &[]]) {
            let file = folder.path().join(name);
            std::fs::create_dir(file.parent().unwrap()).unwrap();
            let gone = ["dev-9/0001-z.log".to_owned()];
            let content = line::header() + &line::roster(next) + &line::roster(&gone) + &line::floor("Ours");
            std::fs::write(file, content).unwrap();
        }
        let mut reader = Reader::new(folder.path(), Access::Local, Devices::default());
        reader.list_one("dev-1").unwrap();
        reader.sweep().unwrap();
        assert!(
            names
                .iter()
                .all(|name| reader.cursor(name).is_some_and(|read| read > 0))
        );
        assert_eq!(reader.take_learned("dev-1"), names[1..]);
        // What never was there is nothing that has changed.
        reader.sweep().unwrap();
    }

    #[test]
    fn on_a_network_a_short_file_is_believed_after_a_while() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("dev-1")).unwrap();
        let file = folder.path().join("dev-1/0001-a.log");
        let whole = line::header() + &line::floor("Ours");
        std::fs::write(&file, &whole).unwrap();
        let mut reader = Reader::new(folder.path(), Access::Network, Devices::default());
        reader.list_one("dev-1").unwrap();
        reader.sweep().unwrap();
        std::fs::write(&file, "15 ").unwrap();
        reader.sweep().unwrap();
        std::fs::write(&file, &whole).unwrap();
        reader.catch_up().unwrap();
        std::fs::write(&file, "15 ").unwrap();
        let looks = (0..20).take_while(|_| reader.sweep().is_ok()).count();
        assert_eq!(looks, usize::from(SHORT_LOOKS));
    }
}
