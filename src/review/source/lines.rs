//! A log in files of lines: the logs of a share, or records.
//!
//! A line of records may have something before its record, as in the log of a device. In the logs of a share a line
//! carries its length and its check; what is said there besides records is passed over. A last line without a line
//! feed is still being written, and is read only if it is whole.

use super::{Parts, Seen, Taker, unreadable};
use crate::domain::entry::{LINE_MAX_BYTES, Record};
use crate::domain::id::EntryId;
use crate::review::error::{Damage, ReviewError, Spot};
use crate::review::page::Way;
use crate::share;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The longest line that is read, in bytes.
const MOST: usize = LINE_MAX_BYTES + 4_096;
/// So much is read from the end of a file at first, in bytes.
const TAIL: u64 = 1 << 16;
/// How the line of a record begins in the log of a share.
const RECORD: &str = "{\"v\":";
/// A file without a record in so many lines holds none.
const GLANCE_LINES: usize = 1_000;

/// How lines are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// Records, one a line.
    Records,
    /// The log of a share.
    Framed,
}

/// One file and where its bytes stand among those of all files.
#[derive(Debug)]
struct Part {
    file: PathBuf,
    base: u64,
    len: u64,
}

/// Where the scan is.
#[derive(Debug)]
struct Scan {
    part: usize,
    reader: BufReader<File>,
    offset: u64,
    line: u64,
}

/// Files of lines, read one after the other.
#[derive(Debug)]
pub(in crate::review) struct Lines {
    name: PathBuf,
    form: Form,
    parts: Vec<Part>,
    scan: Option<Scan>,
    /// The next file to be scanned.
    next: usize,
    done: u64,
    /// The file that was looked into last.
    open: Option<(usize, BufReader<File>)>,
}

/// What a line turned out to be.
enum Line {
    Record(Box<Record>),
    /// Nothing to be read here.
    Other,
    Bad(String),
}

impl Form {
    fn read(self, line: &[u8]) -> Line {
        let found = match self {
            Self::Records => {
                let text = String::from_utf8_lossy(line);
                if text.trim().is_empty() {
                    return Line::Other;
                }
                let Some(json) = text.find('{').and_then(|start| text.get(start..)) else {
                    return Line::Bad("the line is not a record".to_owned());
                };
                Record::from_line(json)
            }
            Self::Framed => match share::payload(line) {
                None => return Line::Bad("the line is not whole".to_owned()),
                Some(payload) if !payload.starts_with(RECORD) => return Line::Other,
                Some(payload) => Record::from_line(payload),
            },
        };
        match found {
            Ok(record) if record.id.seq.0 == 0 => Line::Bad("numbers of records begin at 1".to_owned()),
            Ok(record) => Line::Record(Box::new(record)),
            Err(why) => Line::Bad(why.to_string()),
        }
    }
}

/// Reads up to a line feed into `line`; what is too long is read past, not kept. How many bytes that took.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
    line.clear();
    let mut taken = 0;
    loop {
        let bytes = match reader.fill_buf() {
            Err(again) if again.kind() == io::ErrorKind::Interrupted => continue,
            bytes => bytes?,
        };
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(bytes.len(), |end| end + 1);
        if line.len() <= MOST {
            line.extend_from_slice(bytes.get(..used).unwrap_or_default());
        }
        let is_over = end.is_some() || used == 0;
        reader.consume(used);
        taken += u64::try_from(used).unwrap_or_default();
        if is_over {
            return Ok(taken);
        }
    }
}

impl Lines {
    /// A file of records.
    pub(in crate::review) fn records(file: &Path) -> Result<Self, ReviewError> {
        let lines = Self::of(file, Form::Records, vec![file.to_owned()])?;
        let mut reader = lines.reader(0, 0)?;
        let mut line = Vec::new();
        for _ in 0..GLANCE_LINES {
            let read = next_line(&mut reader, &mut line).map_err(|source| unreadable(file, source))?;
            if matches!(Form::Records.read(&line), Line::Record(_)) {
                return Ok(lines);
            }
            if read == 0 {
                break;
            }
        }
        Err(ReviewError::NotALog {
            file: file.to_owned(),
        })
    }

    /// The logs of a share below this folder.
    pub(in crate::review) fn logs(root: &Path) -> Result<Self, ReviewError> {
        let segments = share::segments(root).map_err(|source| unreadable(root, source))?;
        if segments.is_empty() {
            return Err(ReviewError::NotALog {
                file: root.to_owned(),
            });
        }
        Self::of(root, Form::Framed, segments)
    }

    fn of(name: &Path, form: Form, files: Vec<PathBuf>) -> Result<Self, ReviewError> {
        let mut base = 0_u64;
        let mut parts = Vec::new();
        for file in files {
            let found = std::fs::metadata(&file).map_err(|source| unreadable(&file, source))?;
            let len = found.len();
            parts.push(Part { file, base, len });
            base = base.saturating_add(len);
        }
        // A spot has 32 bits.
        if base > u64::from(u32::MAX) {
            return Err(ReviewError::TooLarge {
                file: name.to_owned(),
            });
        }
        Ok(Self {
            name: name.to_owned(),
            form,
            parts,
            scan: None,
            next: 0,
            done: 0,
            open: None,
        })
    }

    fn reader(&self, part: usize, offset: u64) -> Result<BufReader<File>, ReviewError> {
        let file = self.parts.get(part).map_or(&self.name, |part| &part.file);
        let failed = |source| unreadable(file, source);
        let mut reader = BufReader::with_capacity(1 << 16, File::open(file).map_err(failed)?);
        if offset > 0 {
            reader.seek(SeekFrom::Start(offset)).map_err(failed)?;
        }
        Ok(reader)
    }

    pub(super) fn parts(&self) -> Parts {
        let all = self.parts.iter().map(|part| part.len).sum();
        (self.done, all)
    }

    pub(super) fn expected(&self, read: usize) -> usize {
        /// A record takes no less than that.
        const LEAST_BYTES: u64 = 250;
        let (done, all) = self.parts();
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        let bytes = done
            .checked_div(read)
            .map_or(LEAST_BYTES, |bytes| bytes.max(LEAST_BYTES));
        usize::try_from(all / bytes + all / bytes / 50).unwrap_or(usize::MAX)
    }

    pub(super) fn scan(&mut self, limit: usize, taker: &mut dyn Taker) -> Result<bool, ReviewError> {
        let mut line = Vec::new();
        for _ in 0..limit {
            let mut scan = match self.scan.take() {
                Some(scan) => scan,
                None if self.next < self.parts.len() => {
                    let part = self.next;
                    self.next += 1;
                    Scan {
                        part,
                        reader: self.reader(part, 0)?,
                        offset: 0,
                        line: 0,
                    }
                }
                None => return Ok(false),
            };
            let Some(part) = self.parts.get(scan.part) else {
                return Ok(false);
            };
            let read =
                next_line(&mut scan.reader, &mut line).map_err(|source| unreadable(&part.file, source))?;
            if read == 0 {
                continue;
            }
            let spot = u32::try_from(part.base.saturating_add(scan.offset));
            scan.offset += read;
            scan.line += 1;
            self.done += read;
            let is_torn = line.pop_if(|last| *last == b'\n').is_none();
            let took = match (self.form.read(&line), spot) {
                (Line::Record(record), Ok(spot)) => taker.take(&Seen::of(&record, spot)),
                (Line::Record(_), Err(_)) => false,
                (Line::Bad(_), _) if is_torn && self.form == Form::Framed => true,
                (Line::Bad(why), _) => {
                    let (file, line) = (part.file.clone(), scan.line);
                    let spot = Spot::Line { file, line };
                    taker.miss(Damage { spot, why });
                    true
                }
                (Line::Other, _) => true,
            };
            if !took {
                return Err(ReviewError::TooLarge {
                    file: self.name.clone(),
                });
            }
            self.scan = Some(scan);
        }
        Ok(true)
    }

    pub(super) fn load(&mut self, spot: u32, id: EntryId) -> Result<Option<Record>, ReviewError> {
        let spot = u64::from(spot);
        let number = self
            .parts
            .partition_point(|part| part.base <= spot)
            .saturating_sub(1);
        let Some(offset) = self.parts.get(number).map(|part| spot - part.base) else {
            return Ok(None);
        };
        let mut reader = match self.open.take() {
            Some((part, reader)) if part == number => reader,
            _ => self.reader(number, 0)?,
        };
        let file = self.parts.get(number).map_or(&self.name, |part| &part.file);
        let failed = |source| unreadable(file, source);
        // Neighbours are mostly in the buffer already.
        let here = reader.stream_position().map_err(failed)?;
        let step = i64::try_from(offset).unwrap_or(i64::MAX) - i64::try_from(here).unwrap_or(i64::MAX);
        reader.seek_relative(step).map_err(failed)?;
        let mut line = Vec::new();
        next_line(&mut reader, &mut line).map_err(failed)?;
        self.open = Some((number, reader));
        line.pop_if(|last| *last == b'\n');
        Ok(match self.form.read(&line) {
            Line::Record(record) if record.id == id => Some(*record),
            _ => None,
        })
    }

    /// The first or the last records: what stands at the edge of every file, merged.
    pub(super) fn edge(&self, way: Way, limit: usize) -> Result<Vec<Record>, ReviewError> {
        let mut records = Vec::new();
        for part in 0..self.parts.len() {
            match way {
                Way::Forward => self.head(part, limit, &mut records)?,
                Way::Back => self.tail(part, limit, &mut records)?,
            }
        }
        records.sort_by_key(|record| (record.stamp, record.id, record.hash));
        records.dedup();
        match way {
            Way::Forward => records.truncate(limit),
            Way::Back => drop(records.drain(..records.len().saturating_sub(limit))),
        }
        Ok(records)
    }

    fn head(&self, part: usize, limit: usize, records: &mut Vec<Record>) -> Result<(), ReviewError> {
        let mut reader = self.reader(part, 0)?;
        let (mut line, mut found) = (Vec::new(), 0);
        while found < limit {
            let read = next_line(&mut reader, &mut line).map_err(|source| unreadable(&self.name, source))?;
            if read == 0 {
                break;
            }
            line.pop_if(|last| *last == b'\n');
            if let Line::Record(record) = self.form.read(&line) {
                records.push(*record);
                found += 1;
            }
        }
        Ok(())
    }

    fn tail(&self, part: usize, limit: usize, records: &mut Vec<Record>) -> Result<(), ReviewError> {
        let len = self.parts.get(part).map_or(0, |part| part.len);
        let mut size = TAIL;
        loop {
            let start = len.saturating_sub(size);
            let reader = self.reader(part, start)?;
            let mut bytes = Vec::new();
            reader
                .take(size)
                .read_to_end(&mut bytes)
                .map_err(|source| unreadable(&self.name, source))?;
            let lines = bytes.split(|byte| *byte == b'\n');
            // The first line is cut where the file does not begin here.
            let lines = lines.skip(usize::from(start > 0));
            let found: Vec<Record> = lines
                .filter_map(|line| match self.form.read(line) {
                    Line::Record(record) => Some(*record),
                    Line::Other | Line::Bad(_) => None,
                })
                .collect();
            if found.len() >= limit || start == 0 || size > u64::try_from(MOST).unwrap_or(u64::MAX) * 16 {
                records.extend(found);
                return Ok(());
            }
            size *= 4;
        }
    }
}
