//! The bell: one small file that everybody appends to and everybody reads once a second.
//!
//! It says which segment has grown and who is alive, so that nobody has to look into every segment of every
//! device. Many write it without a lock, so nothing depends on it: a line may be lost, torn or overwritten,
//! and the file may be deleted at any time. What it says is in the logs as well and is found there, later.
//! Two writers who overwrite each other still change the bytes before the reader's cursor; that is noticed and
//! everything is looked through ([`Heard::garbled`]).

use super::access::{Access, SHORT_LOOKS, is_gone, open};
use super::line::{self, Alive, Said};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// So many bytes before the cursor must be as they were.
const OVERLAP: usize = 64;
/// So much is read at once; whoever is further behind looks through everything instead.
const MOST_READ: usize = 1 << 18;
/// What was said lately is so much, in bytes.
const LATELY: u64 = 1 << 16;
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
    access: Access,
    /// `None` before the first time.
    cursor: Option<u64>,
    tail: Vec<u8>,
    /// With so many looks in a row it was shorter than what was read of it.
    short: u8,
    /// It cannot be read or written now.
    pub(super) is_deaf: bool,
}

impl Bell {
    pub(super) const fn new(path: PathBuf, access: Access) -> Self {
        Self {
            path,
            access,
            cursor: None,
            tail: Vec::new(),
            short: 0,
            is_deaf: false,
        }
    }

    /// Reads what was said since the last time; the first time what was said lately.
    pub(super) fn listen(&mut self) -> Heard {
        let heard = self.hear();
        self.is_deaf = heard.is_err();
        heard.unwrap_or_default()
    }

    fn hear(&mut self) -> io::Result<Heard> {
        let mut file = match open(&self.path, self.access) {
            Err(gone) if is_gone(&gone) => {
                self.cursor = Some(0);
                self.tail.clear();
                return Ok(Heard {
                    garbled: true,
                    ..Heard::default()
                });
            }
            opened => opened?,
        };
        let Some(cursor) = self.cursor else {
            return self.begin(&mut file);
        };
        let tail = self.tail.len();
        let bytes = read_from(&mut file, cursor.saturating_sub(tail as u64))?;
        if bytes.len() < tail && self.access.is_patient() && self.short < SHORT_LOOKS {
            self.short += 1;
            return Ok(Heard::default());
        }
        self.short = 0;
        if bytes.get(..tail) != Some(self.tail.as_slice()) || bytes.len() == MOST_READ {
            return self.begin(&mut file);
        }
        Ok(self.take(&bytes, tail, cursor))
    }

    /// Hears the end of what there is: the logs may be read before what it tells of them shows there.
    fn begin(&mut self, file: &mut File) -> io::Result<Heard> {
        let from = file.metadata()?.len().saturating_sub(LATELY);
        let bytes = read_from(file, from)?;
        let first = bytes
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
        let begins = if from == 0 { 0 } else { first };
        let heard = self.take(&bytes, begins, from + begins as u64);
        Ok(Heard {
            garbled: true,
            ..heard
        })
    }

    /// Takes in these bytes, of which the first `known` are known and end at the cursor.
    fn take(&mut self, bytes: &[u8], known: usize, cursor: u64) -> Heard {
        let new = bytes.get(known..).unwrap_or_default();
        let whole = new
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |last| last + 1);
        let heard = understand(new.get(..whole).unwrap_or_default());
        self.cursor = Some(cursor + whole as u64);
        let taken = bytes.get(..known + whole).unwrap_or_default();
        self.tail = taken
            .get(taken.len().saturating_sub(OVERLAP)..)
            .unwrap_or_default()
            .to_vec();
        heard
    }

    /// Appends these lines; whether that was possible.
    pub(super) fn ring(&mut self, lines: &str) -> bool {
        let rung = self.append(lines).is_ok();
        self.is_deaf |= !rung;
        rung
    }

    fn append(&self, lines: &str) -> io::Result<()> {
        let too_long = self.cursor.is_some_and(|cursor| cursor > MOST_BYTES);
        if too_long && getrandom::u64().unwrap_or(1).is_multiple_of(CHANCE) {
            // Somebody else may have been faster.
            fs::remove_file(&self.path).ok();
        }
        let mut file = File::options().append(true).create(true).open(&self.path)?;
        file.write_all(lines.as_bytes())
    }
}

fn read_from(file: &mut File, from: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = vec![0; MOST_READ];
    let read = file.read(&mut bytes)?;
    bytes.truncate(read);
    Ok(bytes)
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
