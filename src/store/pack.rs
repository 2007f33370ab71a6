//! The log in one piece, for a quick start.
//!
//! A pack is a cache: everything that had arrived up to a point, in the order of entries, in a form that is
//! read many times faster than rows. It holds nothing that the rows do not hold, and a pack that cannot be
//! read is as good as none. Bodies stay JSON, so a newer version finds in it what an older one did not know.

use crate::domain::entry::{Entry, Record};
use crate::domain::fact::Fact;
use crate::domain::id::{EntryId, Origin, Role, Seq};
use crate::domain::time::{EventTime, Stamp};
use std::collections::BTreeMap;

/// The form of packs; a pack of another form is not read.
pub(super) const FORM: i64 = 2;

/// Packs records that had arrived up to this arrival, with a sum over all of it.
pub(super) fn close(arrival: i64, records: Vec<Record>) -> Vec<u8> {
    let mut bytes = pack(records);
    let sum = sum(arrival, &bytes);
    bytes.extend(sum.to_be_bytes());
    bytes
}

/// Reads what [`close`] made of entries up to this arrival; `None` if a bit of it is another one.
pub(super) fn open(arrival: i64, bytes: &[u8]) -> Option<Vec<Entry>> {
    let (rows, told) = bytes.split_last_chunk::<8>()?;
    (sum(arrival, rows) == u64::from_be_bytes(*told)).then(|| unpack(rows))?
}

/// Each step maps sums one to one, so that a change within one word always changes the whole.
fn sum(arrival: i64, bytes: &[u8]) -> u64 {
    let step = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let start = step(arrival.cast_unsigned(), count_of(bytes.len()));
    let sum = words
        .iter()
        .fold(start, |sum, word| step(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| step(sum, u64::from(*byte)))
}

/// Packs records; they are brought into the order of entries.
fn pack(mut records: Vec<Record>) -> Vec<u8> {
    records.sort_by_key(|record| (record.stamp, record.id));
    let mut origins = Table::default();
    let mut roles = Table::default();
    let mut kinds = Table::default();
    let mut rows = Vec::new();
    let mut last_at = 0;
    for record in &records {
        put(
            &mut rows,
            origins.index(record.id.origin.0.to_be_bytes().to_vec()),
        );
        put(&mut rows, record.id.seq.0);
        put(&mut rows, zigzag(record.stamp.at.0.wrapping_sub(last_at)));
        put(&mut rows, record.stamp.counter.into());
        put(&mut rows, zigzag(record.at.0.wrapping_sub(record.stamp.at.0)));
        put(&mut rows, roles.index(record.role.clone().into_bytes()));
        put(&mut rows, kinds.index(record.kind.clone().into_bytes()));
        put_bytes(&mut rows, record.body.as_bytes());
        last_at = record.stamp.at.0;
    }
    let mut pack = Vec::with_capacity(rows.len() + 4_096);
    for table in [origins, roles, kinds] {
        put(&mut pack, count_of(table.names.len()));
        for name in &table.names {
            put_bytes(&mut pack, name);
        }
    }
    put(&mut pack, count_of(records.len()));
    pack.extend(rows);
    pack
}

/// Reads a pack: entries in their order; `None` if it is broken anywhere.
fn unpack(bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut rest = bytes;
    let origins = names(&mut rest, |name| {
        Some(Origin(u64::from_be_bytes(name.try_into().ok()?)))
    })?;
    let roles = names(&mut rest, |name| {
        Some(std::str::from_utf8(name).ok()?.parse().unwrap_or(Role::Organiser))
    })?;
    let kinds = names(&mut rest, |name| std::str::from_utf8(name).ok())?;
    let count = usize::try_from(take(&mut rest)?).ok()?;
    let mut entries = Vec::with_capacity(count.min(bytes.len()));
    let mut last_at = 0_i64;
    for _ in 0..count {
        let origin = *origins.get(usize::try_from(take(&mut rest)?).ok()?)?;
        let seq = Seq(take(&mut rest)?);
        let stamp_at = last_at.wrapping_add(unzigzag(take(&mut rest)?));
        let counter = u32::try_from(take(&mut rest)?).ok()?;
        let at = EventTime(stamp_at.wrapping_add(unzigzag(take(&mut rest)?)));
        let role = *roles.get(usize::try_from(take(&mut rest)?).ok()?)?;
        let kind = kinds.get(usize::try_from(take(&mut rest)?).ok()?)?;
        let body = std::str::from_utf8(take_bytes(&mut rest)?).ok()?;
        last_at = stamp_at;
        entries.push(Entry {
            id: EntryId { origin, seq },
            stamp: Stamp {
                at: EventTime(stamp_at),
                counter,
            },
            at,
            role,
            fact: Fact::read(kind, body),
        });
    }
    rest.is_empty().then_some(entries)
}

/// Names that are written once and meant by their number.
#[derive(Default)]
struct Table {
    names: Vec<Vec<u8>>,
    numbers: BTreeMap<Vec<u8>, u64>,
}

impl Table {
    fn index(&mut self, name: Vec<u8>) -> u64 {
        if let Some(number) = self.numbers.get(&name) {
            return *number;
        }
        let number = count_of(self.names.len());
        self.names.push(name.clone());
        self.numbers.insert(name, number);
        number
    }
}

fn names<'a, T>(rest: &mut &'a [u8], read: impl Fn(&'a [u8]) -> Option<T>) -> Option<Vec<T>> {
    let count = usize::try_from(take(rest)?).ok()?;
    (0..count).map(|_| read(take_bytes(rest)?)).collect()
}

const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

const fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}

fn count_of(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

const fn low(number: u64) -> u8 {
    let [low, ..] = number.to_le_bytes();
    low
}

/// A number in seven bits a byte, the lowest first.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(low(number) | 0x80);
        number >>= 7;
    }
    bytes.push(low(number));
}

fn put_bytes(bytes: &mut Vec<u8>, text: &[u8]) {
    put(bytes, count_of(text.len()));
    bytes.extend_from_slice(text);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn take_bytes<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(take(rest)?).ok()?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::{Moment, Pen};
    use crate::domain::fact::{Held, Reason};
    use proptest::prelude::*;

    fn records() -> Vec<Record> {
        let mut pens = [Pen::new(Origin(u64::MAX)), Pen::new(Origin(7))];
        let times = [0, 5, 5, -3, i64::MAX, i64::MIN, 300_000];
        let write = |(i, ms): (usize, &i64)| {
            let at = EventTime(*ms);
            let moment = Moment {
                now: at,
                at: at.plus_ms(-60_000 * i64::try_from(i).unwrap()),
                device_ms: 1,
            };
            let role = [Role::Coordinator, Role::Station(crate::domain::id::StationNo(27))][i % 2];
            pens[i % 2].write(
                &Fact::FloorHeld(Held {
                    reason: Reason::Drill,
                }),
                moment,
                role,
            )
        };
        let mut records: Vec<Record> = times.iter().enumerate().map(write).collect();
        records[2].kind = "of_a_newer_version".to_owned();
        records[3].role = "someone:new".to_owned();
        records
    }

    #[test]
    fn a_pack_holds_what_the_rows_hold_in_order() {
        let mut records = records();
        let packed = pack(records.clone());
        records.sort_by_key(|record| (record.stamp, record.id));
        let rows: Vec<Entry> = records.iter().map(Record::entry).collect();
        assert_eq!(unpack(&packed), Some(rows));
        assert_eq!(unpack(&pack(Vec::new())), Some(Vec::new()));
    }

    #[test]
    fn a_flipped_bit_anywhere_is_not_believed() {
        let closed = close(4, records());
        assert!(open(4, &closed).is_some());
        assert_eq!(open(5, &closed), None);
        for bit in 0..closed.len() * 8 {
            let mut bent = closed.clone();
            bent[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open(4, &bent), None, "bit {bit}");
        }
        for end in 0..closed.len() {
            assert_eq!(open(4, &closed[..end]), None);
        }
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_are_unpacking_ends(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            drop(unpack(&bytes));
            prop_assert_eq!(open(1, &bytes), None);
        }

        #[test]
        fn a_bent_pack_is_read_to_its_end(at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 1..9)) {
            let mut bent = pack(records());
            let at = at.index(bent.len());
            let end = (at + bytes.len()).min(bent.len());
            bent.splice(at..end, bytes);
            drop(unpack(&bent));
        }
    }

    #[test]
    fn a_broken_pack_is_as_good_as_none() {
        let packed = pack(records());
        for end in 0..packed.len() {
            assert_eq!(unpack(&packed[..end]), None);
        }
        let longer: Vec<u8> = packed.iter().copied().chain([0]).collect();
        assert_eq!(unpack(&longer), None);
        for place in 0..packed.len() {
            let mut bent = packed.clone();
            bent[place] ^= 0x55;
            // Whatever it reads as, it ends, and asks for no absurd memory.
            drop(unpack(&bent));
        }
    }
}
