//! Appending to one's own segments, and to nothing else.
//!
//! A running program makes segments of its own, under names that nobody else can have; so there is one writer
//! to each even where a disk was cloned and two laptops write under one origin. A segment is only ever
//! appended to: open, append, sync, close. Where an append failed and something of it may have landed, the
//! next one begins a new segment; what was in the torn one is missing from the frontier and comes again.

use super::access::{Trouble, gone_is_changed};
use super::line;
use super::reader::Reader;
use crate::domain::id::Origin;
use crate::domain::presence::Presence;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// A segment of this many bytes is sealed.
const SEGMENT_BYTES: u64 = 1 << 20;

/// On a network a segment must so often in a row not be as long as it was left before that is believed.
const NETWORK_DOUBTS: u8 = 2;

/// How far a segment reaches now.
pub(super) type Reach = (String, u64);

#[derive(Clone, Debug)]
struct Segment {
    name: String,
    end: u64,
    /// Up to here it is worth reading: what follows only says that this device is alive.
    worth: u64,
    /// So often in a row it was not as long as it was left.
    doubts: u8,
}

/// The pen of one running program.
#[derive(Debug)]
pub(super) struct Writer {
    /// The folder of this device.
    pub(super) area: String,
    segment: Option<Segment>,
    /// Who this device said that it is, in this segment.
    hello: Option<Presence>,
}

impl Writer {
    pub(super) fn new(own: Origin) -> Self {
        Self {
            area: format!("dev-{own}"),
            segment: None,
            hello: None,
        }
    }

    /// Whether others do not know yet who this device is.
    pub(super) fn is_new(&self, presence: &Presence) -> bool {
        !self.hello.as_ref().is_some_and(|said| {
            said.origin == presence.origin
                && said.role == presence.role
                && said.label == presence.label
                && said.version == presence.version
        })
    }

    /// The lines that say how this device is: in full where that is new.
    pub(super) fn presence(&mut self, presence: &Presence) -> Vec<String> {
        let mut lines = Vec::new();
        if self.is_new(presence) {
            self.hello = Some(presence.clone());
            // A new segment begins with it.
            if self.segment.is_some() {
                lines.push(line::hello(presence));
            }
        }
        lines.push(line::alive(presence));
        lines
    }

    /// What this device wrote is gone: begins a new segment.
    pub(super) fn begin_anew(&mut self) {
        self.segment = None;
    }

    /// Up to where the current segment is worth reading.
    pub(super) fn worth(&self) -> Option<Reach> {
        self.segment
            .as_ref()
            .map(|segment| (segment.name.clone(), segment.worth))
    }

    /// How far the current segment reaches.
    pub(super) fn reach(&self) -> Option<Reach> {
        self.segment
            .as_ref()
            .map(|segment| (segment.name.clone(), segment.end))
    }

    /// Appends these lines, and tells the reader; answers with the segments that have grown. Lines that are not
    /// `worth` reading only say that this device is alive.
    pub(super) fn append(
        &mut self,
        root: &Path,
        lines: &[String],
        worth: bool,
        reader: &mut Reader,
    ) -> Result<Vec<Reach>, Trouble> {
        let doubts = if reader.access().is_patient() {
            NETWORK_DOUBTS
        } else {
            1
        };
        let mut grown: Vec<Reach> = Vec::new();
        let mut rest = lines;
        while !rest.is_empty() {
            let mut segment = match self.segment.take() {
                Some(segment) if segment.end < SEGMENT_BYTES => segment,
                _ => self.name_segment(reader)?,
            };
            let (batch, taken) = self.batch(&segment, rest);
            let start = segment.end;
            match append(root, &mut segment, batch.as_bytes(), doubts) {
                Ok(()) => {}
                Err((source, nothing_landed)) => {
                    self.segment = nothing_landed.then_some(segment);
                    return Err(source);
                }
            }
            if worth || start == 0 {
                segment.worth = segment.end;
            }
            reader.appended(&segment.name, start, batch.as_bytes());
            grown.push((segment.name.clone(), segment.end));
            self.segment = Some(segment);
            rest = rest.get(taken..).unwrap_or_default();
        }
        Ok(grown)
    }

    /// As many of the lines as go into the segment, with what begins it, and how many they are.
    fn batch(&self, segment: &Segment, lines: &[String]) -> (String, usize) {
        let mut batch = String::new();
        if segment.end == 0 {
            batch.push_str(&line::header());
            if let Some(hello) = &self.hello {
                batch.push_str(&line::hello(hello));
            }
        }
        let mut taken = 0;
        for line in lines {
            if taken > 0 && segment.end + batch.len() as u64 >= SEGMENT_BYTES {
                break;
            }
            batch.push_str(line);
            taken += 1;
        }
        (batch, taken)
    }

    fn name_segment(&self, reader: &Reader) -> io::Result<Segment> {
        let number = reader.last_number(&self.area).saturating_add(1);
        let random = getrandom::u32().map_err(io::Error::other)?;
        Ok(Segment {
            name: format!("{}/{number:04}-{random:08x}.log", self.area),
            end: 0,
            worth: 0,
            doubts: 0,
        })
    }
}

/// Appends; of a failure also tells whether surely nothing landed.
fn append(root: &Path, segment: &mut Segment, bytes: &[u8], doubts: u8) -> Result<(), (Trouble, bool)> {
    let path = root.join(&segment.name);
    let file = if segment.end == 0 {
        make(&path)
    } else {
        File::options().append(true).open(&path)
    };
    let mut file = match file {
        Ok(file) => file,
        // The next attempt is under another name; this one may never be writable again.
        Err(source) => return Err((gone_is_changed(source), false)),
    };
    if file.metadata().is_ok_and(|found| found.len() != segment.end) {
        segment.doubts += 1;
        if segment.doubts >= doubts {
            // Another hand was in it: what this device wrote may be gone.
            return Err((Trouble::Changed, false));
        }
    } else {
        segment.doubts = 0;
    }
    match file.write_all(bytes).and_then(|()| file.sync_all()) {
        Ok(()) => {
            segment.end += bytes.len() as u64;
            Ok(())
        }
        Err(source) => {
            let nothing_landed = file.metadata().is_ok_and(|found| found.len() == segment.end);
            Err((source.into(), nothing_landed))
        }
    }
}

/// Makes a segment, and the device's folder where it is not there. An empty one is left from an attempt on a
/// full disk.
fn make(path: &Path) -> io::Result<File> {
    if let Some(area) = path.parent() {
        match fs::create_dir(area) {
            Err(there) if there.kind() == io::ErrorKind::AlreadyExists => {}
            made => made?,
        }
    }
    File::options().append(true).create(true).open(path)
}
