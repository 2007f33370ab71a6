//! Entries: facts with the identity, the order and the seal that the log needs.
//!
//! An [`Entry`] is what the floor is folded from. A [`Record`] is the same thing sealed for storage and
//! for the wire: body text kept byte for byte, chained by hash to the record before it of the same
//! origin, so that an edit anywhere is found.
//!
//! Wire form, version 1, one JSON object a line:
//! `{"v":1,"origin","seq","stamp":[at,counter],"at","device","role","kind","body","prev","hash"}`.
//! The hash is SHA-256 over the lines `sheber 1`, origin, seq, stamp at, stamp counter, at, device, role,
//! kind, prev (hex) and the body text, joined by line feeds; role and kind hold none ([`is_plain`]).

use super::fact::Fact;
use super::id::{EntryId, Origin, Role, Seq};
use super::time::{EventTime, Stamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The version of the wire form that this program writes.
pub const WIRE_VERSION: u32 = 1;
/// The longest record line that is read, in bytes.
pub const LINE_MAX_BYTES: usize = 1 << 20;

/// Whether a role or kind consists of small Latin letters, digits and `_ . : -` only.
pub fn is_plain(word: &str) -> bool {
    word.bytes()
        .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b':' | b'-'))
}

/// A SHA-256 sum, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Hash(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash has 64 hexadecimal digits")]
pub struct BadHash;

impl FromStr for Hash {
    type Err = BadHash;
    fn from_str(text: &str) -> Result<Self, BadHash> {
        let mut sum = [0; 32];
        let bytes = text.as_bytes();
        if bytes.len() != 64 {
            return Err(BadHash);
        }
        for (to, pair) in sum.iter_mut().zip(bytes.chunks_exact(2)) {
            let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
            let (high, low) = pair
                .split_first()
                .zip(pair.last())
                .map(|((h, _), l)| (digit(h), digit(l)))
                .ok_or(BadHash)?;
            *to = high.ok_or(BadHash)? << 4 | low.ok_or(BadHash)?;
        }
        Ok(Self(sum))
    }
}

/// The place of an entry in the order of all entries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Key {
    /// Hybrid logical time.
    pub stamp: Stamp,
    /// Who wrote it and the how-manieth of theirs.
    pub id: EntryId,
}

/// A fact with who, when and in which order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its identity.
    pub id: EntryId,
    /// Its order.
    pub stamp: Stamp,
    /// When it happened, in event time; earlier than the stamp for something entered later.
    pub at: EventTime,
    /// In which part it was said.
    pub role: Role,
    /// What happened.
    pub fact: Fact,
}

impl Entry {
    /// Its place in the order of all entries.
    pub const fn key(&self) -> Key {
        Key {
            stamp: self.stamp,
            id: self.id,
        }
    }
}

/// An entry as it is stored and exchanged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// Its identity.
    pub id: EntryId,
    /// Its order.
    pub stamp: Stamp,
    /// When it happened.
    pub at: EventTime,
    /// What the device's own clock said, Unix milliseconds.
    pub device_ms: i64,
    /// Role as written.
    pub role: String,
    /// Kind as written.
    pub kind: String,
    /// Body as written: JSON.
    pub body: String,
    /// The hash of the origin's previous record; zeros for its first.
    pub prev: Hash,
    /// The hash of this record.
    pub hash: Hash,
}

impl Record {
    /// The entry in this record. A role of a newer version reads as an organiser's.
    pub fn entry(&self) -> Entry {
        Entry {
            id: self.id,
            stamp: self.stamp,
            at: self.at,
            role: self.role.parse().unwrap_or(Role::Organiser),
            fact: Fact::read(&self.kind, &self.body),
        }
    }

    /// The hash that this record should carry.
    pub fn expected_hash(&self) -> Hash {
        let head = format!(
            "sheber {WIRE_VERSION}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n",
            self.id.origin,
            self.id.seq,
            self.stamp.at.0,
            self.stamp.counter,
            self.at.0,
            self.device_ms,
            self.role,
            self.kind,
            self.prev,
        );
        let mut sum = Sha256::new();
        sum.update(head.as_bytes());
        sum.update(self.body.as_bytes());
        Hash(sum.finalize().into())
    }

    /// Whether the record is as it was sealed. A role or kind of other signs than
    /// [`is_plain`] allows counts as unsealed: a line feed in it would let two contents share a hash.
    pub fn is_sealed(&self) -> bool {
        is_plain(&self.role) && is_plain(&self.kind) && self.expected_hash() == self.hash
    }

    /// One line of JSON, without a line feed.
    pub fn to_line(&self) -> String {
        let body = serde_json::value::RawValue::from_string(self.body.clone()).unwrap_or_default();
        let line = Line {
            v: WIRE_VERSION,
            origin: self.id.origin,
            seq: self.id.seq,
            stamp: (self.stamp.at, self.stamp.counter),
            at: self.at,
            device: self.device_ms,
            role: Cow::Borrowed(&self.role),
            kind: Cow::Borrowed(&self.kind),
            body: &body,
            prev: Cow::Owned(self.prev.to_string()),
            hash: Cow::Owned(self.hash.to_string()),
        };
        serde_json::to_string(&line).unwrap_or_default()
    }

    /// Reads one line of JSON. Lines of newer versions are read as far as this form goes.
    pub fn from_line(text: &str) -> Result<Self, BadLine> {
        if text.len() > LINE_MAX_BYTES {
            return Err(BadLine::TooLong { bytes: text.len() });
        }
        let line: Line<'_> = serde_json::from_str(text).map_err(|source| BadLine::NotJson { source })?;
        Ok(Self {
            id: EntryId {
                origin: line.origin,
                seq: line.seq,
            },
            stamp: Stamp {
                at: line.stamp.0,
                counter: line.stamp.1,
            },
            at: line.at,
            device_ms: line.device,
            role: line.role.into_owned(),
            kind: line.kind.into_owned(),
            body: line.body.get().to_owned(),
            prev: line.prev.parse().map_err(|_| BadLine::BadHash)?,
            hash: line.hash.parse().map_err(|_| BadLine::BadHash)?,
        })
    }
}

/// The borrowed form of a record line: texts are copied only where JSON escapes them.
#[derive(Serialize, Deserialize, Debug)]
pub struct Line<'a> {
    v: u32,
    origin: Origin,
    seq: Seq,
    stamp: (EventTime, u32),
    at: EventTime,
    device: i64,
    #[serde(borrow)]
    role: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    body: &'a serde_json::value::RawValue,
    #[serde(borrow)]
    prev: Cow<'a, str>,
    #[serde(borrow)]
    hash: Cow<'a, str>,
}

impl Line<'_> {
    /// The fact of this line; hashes are not looked at.
    pub fn fact(&self) -> Fact {
        Fact::read(&self.kind, self.body.get())
    }

    /// The entry of this line, without the seal. A role of a newer version reads as an organiser's.
    pub fn entry(&self) -> Entry {
        Entry {
            id: EntryId {
                origin: self.origin,
                seq: self.seq,
            },
            stamp: Stamp {
                at: self.stamp.0,
                counter: self.stamp.1,
            },
            at: self.at,
            role: self.role.parse().unwrap_or(Role::Organiser),
            fact: self.fact(),
        }
    }
}

/// Why a line is not a record.
#[derive(Debug, thiserror::Error)]
pub enum BadLine {
    /// Longer than any record.
    #[error("the line has {bytes} bytes, more than a record can have")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not the JSON of a record.
    #[error("the line is not a record")]
    NotJson {
        /// Where and why.
        source: serde_json::Error,
    },
    /// A hash field without a hash.
    #[error("the line has a broken hash field")]
    BadHash,
}

/// The pen of one origin: knows its last number, hash and stamp, and seals what is written next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pen {
    /// The origin that writes.
    pub origin: Origin,
    /// The number of its last entry, 0 before the first.
    pub last_seq: u64,
    /// The hash of its last entry, zeros before the first.
    pub last_hash: Hash,
    /// The last stamp written or seen.
    pub last_stamp: Stamp,
}

/// When something is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// Event time now.
    pub now: EventTime,
    /// Event time when it happened: `now`, or earlier for something entered later.
    pub at: EventTime,
    /// What the device's own clock says now, Unix milliseconds.
    pub device_ms: i64,
}

impl Pen {
    /// The pen of an origin that has written nothing yet.
    pub fn new(origin: Origin) -> Self {
        Self {
            origin,
            last_seq: 0,
            last_hash: Hash::default(),
            last_stamp: Stamp::default(),
        }
    }

    /// Takes note of a stamp from elsewhere, so that what is written next sorts after it.
    pub fn see(&mut self, stamp: Stamp, now: EventTime) {
        self.last_stamp = self.last_stamp.seen(stamp, now);
    }

    /// Seals a fact as the next record of this origin.
    pub fn write(&mut self, fact: &Fact, moment: Moment, role: Role) -> Record {
        let stamp = Stamp::next(self.last_stamp, moment.now);
        let mut record = Record {
            id: EntryId {
                origin: self.origin,
                seq: Seq(self.last_seq.saturating_add(1)),
            },
            stamp,
            at: moment.at,
            device_ms: moment.device_ms,
            role: role.to_string(),
            kind: fact.kind().to_owned(),
            body: fact.body(),
            prev: self.last_hash,
            hash: Hash::default(),
        };
        record.hash = record.expected_hash();
        self.last_seq = record.id.seq.0;
        self.last_hash = record.hash;
        self.last_stamp = stamp;
        record
    }
}
