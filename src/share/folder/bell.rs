//! The bell: one small file that everybody appends to and everybody reads once a second.
//!
//! It says which segment has grown and who is alive, so that nobody has to look into every segment of every
//! device. Many write it without a lock, so nothing depends on it: a line may be lost, torn or overwritten,
//! and the file may be deleted at any time. What it says is in the logs as well and is found there, later.
//! Two writers who overwrite each other still change the bytes before the reader's cursor; that is noticed and
//! everything is looked through ([`Heard::garbled`]).

use super::line::{self, Alive, Said};
use super::reader::{is_gone, open};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// So many bytes before the cursor must be as they were.
const OVERLAP: usize = 64;
/// So much is read at once; whoever is further behind looks through everything instead.
const MOST_READ: usize = 1 << 18;
/// A bell of this many bytes is thrown away and begun anew.
const MOST_BYTES: u64 = 8 << 20;
/// By one of so many rings, so that not everybody does it at once.
const CHANCE: u64 = 32;

/// What the bell said.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Segments, and how far each reaches.
    pub(super) reaches: Vec<(String, u64)>,
    /// Devices that are alive.
    pub(super) alive: Vec<Alive>,
    /// Something was lost: anything may have changed.
    pub(super) garbled: bool,
}

/// The bell and how far it was heard.
#[derive(Debug)]
pub(super) struct Bell {
    path: PathBuf,
    direct: bool,
    /// `None` before the first time: what rang before then is in the logs.
    cursor: Option<u64>,
    tail: Vec<u8>,
}

impl Bell {
    pub(super) const fn new(path: PathBuf, direct: bool) -> Self {
        Self {
            path,
            direct,
            cursor: None,
            tail: Vec::new(),
        }
    }

    /// Reads what was said since the last time.
    pub(super) fn listen(&mut self) -> io::Result<Heard> {
        let lost = Heard {
            garbled: true,
            ..Heard::default()
        };
        let mut file = match open(&self.path, self.direct) {
            Err(gone) if is_gone(&gone) => {
                self.cursor = Some(0);
                self.tail.clear();
                return Ok(lost);
            }
            opened => opened?,
        };
        let Some(cursor) = self.cursor else {
            self.begin(&mut file)?;
            return Ok(lost);
        };
        let tail = self.tail.len();
        file.seek(SeekFrom::Start(cursor.saturating_sub(tail as u64)))?;
        let mut bytes = vec![0; MOST_READ];
        let read = file.read(&mut bytes)?;
        bytes.truncate(read);
        if bytes.get(..tail) != Some(self.tail.as_slice()) || read == MOST_READ {
            self.begin(&mut file)?;
            return Ok(lost);
        }
        let fresh = bytes.get(tail..).unwrap_or_default();
        let whole = fresh
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |last| last + 1);
        let heard = understand(fresh.get(..whole).unwrap_or_default());
        self.cursor = Some(cursor + whole as u64);
        bytes.truncate(tail + whole);
        self.tail = bytes.split_off(bytes.len().saturating_sub(OVERLAP));
        Ok(heard)
    }

    /// Goes on from the end.
    fn begin(&mut self, file: &mut File) -> io::Result<()> {
        let end = file.metadata()?.len();
        let from = end.saturating_sub(OVERLAP as u64);
        file.seek(SeekFrom::Start(from))?;
        let mut tail = vec![0; OVERLAP];
        let read = file.read(&mut tail)?;
        tail.truncate(read);
        self.cursor = Some(from + read as u64);
        self.tail = tail;
        Ok(())
    }

    /// Appends these lines.
    pub(super) fn ring(&self, lines: &str) -> io::Result<()> {
        let too_long = self.cursor.is_some_and(|cursor| cursor > MOST_BYTES);
        if too_long && getrandom::u64().unwrap_or(1).is_multiple_of(CHANCE) {
            // Somebody else may have been faster.
            fs::remove_file(&self.path).ok();
        }
        let mut file = File::options().append(true).create(true).open(&self.path)?;
        file.write_all(lines.as_bytes())
    }
}

fn understand(bytes: &[u8]) -> Heard {
    let mut heard = Heard::default();
    for text in bytes.split(|byte| *byte == b'\n').filter(|text| !text.is_empty()) {
        match line::payload(text).map(line::said) {
            Some(Said::Reach(name, end)) => heard.reaches.push((name.to_owned(), end)),
            Some(Said::Alive(alive)) => heard.alive.push(alive),
            Some(Said::Alarm) | None => heard.garbled = true,
            Some(_) => {}
        }
    }
    heard
}
