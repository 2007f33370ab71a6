//! Records read from the pages of a damaged file, page by page, without the database.
//!
//! A damaged page costs what lies on it and nothing else: every page that still holds rows is read by itself,
//! in the file and in its write-ahead log, and only a record whose seal holds is believed. So it does not
//! matter that stale and foreign pages are read too.
//!
//! PURE over bytes; the layout is that of `SQLite`'s file format 3 with pages of [`PAGE`] bytes. Law: whatever
//! the bytes are, reading ends and asks for no absurd memory.

use super::form::PAGE;
use crate::domain::entry::{Hash, LINE_MAX_BYTES, Record};
use crate::domain::id::{EntryId, Origin, Seq};
use crate::domain::time::{EventTime, Stamp};
use std::collections::BTreeMap;

/// The head of a write-ahead log, and of each page in it.
const WAL_HEAD: usize = 32;
const FRAME_HEAD: usize = 24;
/// The kind of page that holds rows.
const LEAF: u8 = 0x0d;
/// A row of `entry` has at least so many columns, in every form.
const COLUMNS_MIN: usize = 12;

/// Pages by their number: those of the file, and those that its log has instead.
struct Pages<'a> {
    file: &'a [u8],
    newer: BTreeMap<u32, &'a [u8]>,
}

impl<'a> Pages<'a> {
    fn page(&self, number: u32, newest: bool) -> Option<&'a [u8]> {
        if let Some(page) = self.newer.get(&number).filter(|_| newest) {
            return Some(page);
        }
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.file.chunks(PAGE).nth(index)
    }
}

/// A row of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    /// The record, whose seal holds.
    pub(super) record: Record,
    /// Whether it was written through the replica, where the file says so.
    pub(super) mine: bool,
}

type Found = BTreeMap<(EntryId, Hash), Row>;

/// Every sealed record that can be read from a replica's file and its write-ahead log, by name.
pub(super) fn rows(file: &[u8], wal: &[u8]) -> Vec<Row> {
    let frames: Vec<(u32, &[u8])> = wal
        .get(WAL_HEAD..)
        .unwrap_or_default()
        .chunks_exact(FRAME_HEAD + PAGE)
        .filter_map(|frame| {
            let (number, rest) = frame.split_first_chunk::<4>()?;
            Some((u32::from_be_bytes(*number), rest.get(FRAME_HEAD - 4..)?))
        })
        .collect();
    let pages = Pages {
        file,
        newer: frames.iter().copied().collect(),
    };
    let mut found = Found::new();
    let all = file.chunks(PAGE).chain(frames.iter().map(|(_, page)| *page));
    for page in all {
        read_page(page, &pages, &mut found);
    }
    found.into_values().collect()
}

/// Adds the sealed records on one page that were not found yet.
fn read_page(page: &[u8], pages: &Pages<'_>, found: &mut Found) {
    let Some((LEAF, head)) = page.split_first().map(|(kind, head)| (*kind, head)) else {
        return;
    };
    let count = number(head, 2).unwrap_or(0);
    for place in (0..count).map_while(|index| number(page, 8 + 2 * index)) {
        let Some(cell) = page.get(place..) else { continue };
        for newest in [true, false] {
            let Some(row) = payload(cell, pages, newest).and_then(|bytes| row(&bytes)) else {
                continue;
            };
            let key = (row.record.id, row.record.hash);
            if found.contains_key(&key) {
                break;
            }
            if row.record.is_sealed() {
                found.insert(key, row);
                break;
            }
        }
    }
}

/// Two bytes as a number.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let (pair, _) = bytes.get(at..)?.split_first_chunk::<2>()?;
    Some(usize::from(u16::from_be_bytes(*pair)))
}

/// The content of a cell, with what lies on further pages.
fn payload(cell: &[u8], pages: &Pages<'_>, newest: bool) -> Option<Vec<u8>> {
    let mut rest = cell;
    let size = usize::try_from(varint(&mut rest)?).ok()?;
    varint(&mut rest)?;
    if size > 2 * LINE_MAX_BYTES {
        return None;
    }
    let local = local_part(size);
    let mut bytes = rest.get(..local)?.to_vec();
    if local == size {
        return Some(bytes);
    }
    let (next, _) = rest.get(local..)?.split_first_chunk::<4>()?;
    let mut next = u32::from_be_bytes(*next);
    while bytes.len() < size {
        let (following, part) = pages.page(next, newest)?.split_first_chunk::<4>()?;
        let part = part.get(..part.len().min(size - bytes.len()))?;
        if part.is_empty() {
            return None;
        }
        bytes.extend_from_slice(part);
        next = u32::from_be_bytes(*following);
    }
    Some(bytes)
}

/// How much of a content lies in the cell itself.
const fn local_part(size: usize) -> usize {
    const MOST: usize = PAGE - 35;
    const LEAST: usize = (PAGE - 12) * 32 / 255 - 23;
    if size <= MOST {
        return size;
    }
    let local = LEAST + (size - LEAST) % (PAGE - 4);
    if local <= MOST { local } else { LEAST }
}

/// A number in seven bits a byte, the highest first; the ninth byte counts whole.
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for index in 0..9 {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        if index == 8 {
            return Some(number << 8 | u64::from(*byte));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// A value in a row.
enum Value<'a> {
    Null,
    Number(i64),
    Text(&'a str),
    Blob(&'a [u8]),
}

/// A row of `entry`: its first column, the arrival, stands elsewhere.
fn row(row: &[u8]) -> Option<Row> {
    let mut head = row;
    let head_size = usize::try_from(varint(&mut head)?).ok()?;
    let mut body = row.get(head_size..)?;
    let mut kinds = row.get(row.len() - head.len()..head_size)?;
    let mut values = Vec::with_capacity(COLUMNS_MIN);
    while values.len() < COLUMNS_MIN {
        let kind = varint(&mut kinds)?;
        values.push(value(kind, &mut body)?);
    }
    let [
        Value::Null,
        Value::Number(origin),
        Value::Number(seq),
        Value::Number(stamp_at),
        Value::Number(counter),
        Value::Number(at),
        Value::Number(device_ms),
        Value::Text(role),
        Value::Text(kind),
        Value::Text(text),
        Value::Blob(prev),
        Value::Blob(hash),
    ] = values.as_slice()
    else {
        return None;
    };
    // Its number among the twins comes first, where there is one.
    let mut rest = (0..2).map_while(|_| value(varint(&mut kinds)?, &mut body));
    let mine = matches!(rest.nth(1), Some(Value::Number(1)));
    let record = Record {
        id: EntryId {
            origin: Origin(origin.cast_unsigned()),
            seq: Seq(seq.cast_unsigned()),
        },
        stamp: Stamp {
            at: EventTime(*stamp_at),
            counter: u32::try_from(*counter).ok()?,
        },
        at: EventTime(*at),
        device_ms: *device_ms,
        role: (*role).to_owned(),
        kind: (*kind).to_owned(),
        body: (*text).to_owned(),
        prev: Hash((*prev).try_into().ok()?),
        hash: Hash((*hash).try_into().ok()?),
    };
    Some(Row { record, mine })
}

fn value<'a>(kind: u64, body: &mut &'a [u8]) -> Option<Value<'a>> {
    let size = match kind {
        0 | 8 | 9 => 0,
        1..=4 => usize::try_from(kind).ok()?,
        5 => 6,
        6 => 8,
        12.. => usize::try_from((kind - 12) / 2).ok()?,
        _ => return None,
    };
    let (bytes, after) = body.split_at_checked(size)?;
    *body = after;
    Some(match kind {
        0 => Value::Null,
        8 => Value::Number(0),
        9 => Value::Number(1),
        1..=6 => Value::Number(signed(bytes)),
        _ if kind.is_multiple_of(2) => Value::Blob(bytes),
        _ => Value::Text(std::str::from_utf8(bytes).ok()?),
    })
}

/// A number with its sign, the highest byte first.
fn signed(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    let start = if negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(start, |number, byte| number << 8 | i64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_the_bytes_are_reading_ends(mut file in prop::collection::vec(any::<u8>(), 0..3 * PAGE), wal in prop::collection::vec(any::<u8>(), 0..2 * PAGE)) {
            if let Some(kind) = file.first_mut() {
                *kind = LEAF;
            }
            prop_assert!(rows(&file, &wal).is_empty());
        }
    }
}
