//! Whether a log is as it was written: every seal, and every link from a record to the one before it.
//!
//! Each origin's records form a chain from number 1 on, and a tree where two laptops wrote under one name:
//! both branches are whole, and that is told as a fork, not as damage. Law: an edited, missing or moved record
//! within a chain breaks a link, and the first broken one is named first.

use super::entry::{Hash, Record};
use super::fork::{ForkNotice, notice};
use super::id::{EntryId, Origin, Seq};
use super::time::EventTime;
use super::trade::Twins;
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a record, or before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Its content is not what was sealed: it was edited.
    Seal {
        /// The hash that its content has.
        expected: Hash,
        /// The hash that it carries.
        found: Hash,
    },
    /// It continues another record than the one before it: that one was edited or exchanged.
    Link {
        /// The hash of the record before it.
        expected: Hash,
        /// The hash that it continues.
        found: Hash,
    },
    /// Records before it are missing.
    Missing {
        /// The first missing number.
        from: Seq,
        /// The last one.
        to: Seq,
    },
    /// It stands before the record that it continues.
    Order,
    /// Numbers begin at 1.
    Number,
}

/// A broken link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Break {
    /// The record at which it shows.
    pub id: EntryId,
    /// When that happened, by its own word.
    pub at: EventTime,
    /// What is wrong.
    pub fault: Fault,
}

/// What a log turned out to be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verdict {
    /// How many records were looked at.
    pub records: usize,
    /// How many origins wrote them.
    pub origins: usize,
    /// Broken links: of each origin in the order of its log, origins in order.
    pub breaks: Vec<Break>,
    /// Origins under which two laptops wrote.
    pub forks: Vec<ForkNotice>,
}

impl Verdict {
    /// Whether nothing is broken. A fork breaks nothing.
    pub const fn is_whole(&self) -> bool {
        self.breaks.is_empty()
    }
}

/// Judges records of any origins. Those of one origin are expected in the order in which they were written.
pub fn verify(records: &[Record]) -> Verdict {
    let mut by_origin: BTreeMap<Origin, Vec<&Record>> = BTreeMap::new();
    for record in records {
        by_origin.entry(record.id.origin).or_default().push(record);
    }
    let mut contents: BTreeMap<EntryId, BTreeSet<Hash>> = BTreeMap::new();
    for record in records {
        contents.entry(record.id).or_default().insert(record.hash);
    }
    let several = contents.iter().filter(|(_, hashes)| hashes.len() > 1);
    let twins: Twins = several
        .flat_map(|(id, hashes)| hashes.iter().map(|hash| (*id, *hash)))
        .collect();
    Verdict {
        records: records.len(),
        origins: by_origin.len(),
        breaks: by_origin
            .values()
            .flat_map(|chain| breaks(chain, &contents))
            .collect(),
        forks: notice(&twins),
    }
}

/// Judges records that come in no order of their own, as from a database: a record that is there is not out of
/// order.
pub fn verify_unordered(mut records: Vec<Record>) -> Verdict {
    records.sort_by_key(|record| (record.id, record.hash));
    records.dedup();
    verify(&records)
}

fn breaks(chain: &[&Record], contents: &BTreeMap<EntryId, BTreeSet<Hash>>) -> Vec<Break> {
    let mut seen: BTreeMap<Seq, BTreeSet<Hash>> = BTreeMap::new();
    let mut breaks = Vec::new();
    for record in chain {
        if let Some(fault) = fault(record, &seen, contents) {
            breaks.push(Break {
                id: record.id,
                at: record.at,
                fault,
            });
        }
        seen.entry(record.id.seq).or_default().insert(record.hash);
    }
    breaks
}

fn fault(
    record: &Record,
    seen: &BTreeMap<Seq, BTreeSet<Hash>>,
    contents: &BTreeMap<EntryId, BTreeSet<Hash>>,
) -> Option<Fault> {
    if !record.is_sealed() {
        return Some(Fault::Seal {
            expected: record.expected_hash(),
            found: record.hash,
        });
    }
    let link = |expected: Hash| Fault::Link {
        expected,
        found: record.prev,
    };
    let before = match record.id.seq.0 {
        0 => return Some(Fault::Number),
        1 => return (record.prev != Hash::default()).then(|| link(Hash::default())),
        seq => Seq(seq - 1),
    };
    if let Some(hashes) = seen.get(&before) {
        if hashes.contains(&record.prev) {
            return None;
        }
        let id = EntryId {
            seq: before,
            ..record.id
        };
        let comes_later = contents.get(&id).is_some_and(|all| all.contains(&record.prev));
        let expected = hashes.first().copied().unwrap_or_default();
        return Some(if comes_later { Fault::Order } else { link(expected) });
    }
    let id = EntryId {
        seq: before,
        ..record.id
    };
    if contents.contains_key(&id) {
        return Some(Fault::Order);
    }
    let last = seen.range(..before).next_back().map_or(0, |(seq, _)| seq.0);
    Some(Fault::Missing {
        from: Seq(last.saturating_add(1)),
        to: before,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::{Moment, Pen};
    use crate::domain::fact::{Fact, Resumed};
    use crate::domain::id::Role;
    use proptest::prelude::*;

    fn write(pen: &mut Pen, device_ms: i64) -> Record {
        let now = EventTime::hms(9, 0, 0);
        let moment = Moment {
            now,
            at: now,
            device_ms,
        };
        pen.write(&Fact::FloorResumed(Resumed {}), moment, Role::Coordinator)
    }

    fn chain(origin: u64, count: i64) -> Vec<Record> {
        let mut pen = Pen::new(Origin(origin));
        (0..count).map(|n| write(&mut pen, n)).collect()
    }

    #[test]
    fn a_log_as_it_was_written_is_whole_also_where_two_wrote() {
        let mut one = Pen::new(Origin(7));
        let common = write(&mut one, 0);
        let mut two = one.clone();
        let mut records = vec![common];
        for n in 1..4 {
            records.extend([write(&mut one, n), write(&mut two, -n)]);
        }
        records.extend(chain(3, 5));
        let verdict = verify(&records);
        assert!(verdict.is_whole(), "{verdict:?}");
        assert_eq!((verdict.records, verdict.origins), (12, 2));
        let fork = verdict.forks.first().unwrap();
        assert_eq!((verdict.forks.len(), fork.from, fork.names), (1, Seq(2), 3));
    }

    proptest! {
        #[test]
        fn an_edit_breaks_its_own_seal(count in 2..20_i64, at in any::<prop::sample::Index>(), what in 0..6_u8) {
            let mut records = chain(7, count);
            let index = at.index(records.len());
            let record = &mut records[index];
            match what {
                0 => record.at = record.at.plus_ms(1),
                1 => record.device_ms += 1,
                2 => record.body.push(' '),
                3 => record.role = "organiser".to_owned(),
                4 => record.kind = "floor_held".to_owned(),
                _ => record.stamp.counter += 1,
            }
            let first = verify(&records).breaks[0];
            prop_assert_eq!(first.id, records[index].id);
            let is_seal = matches!(first.fault, Fault::Seal { .. });
            prop_assert!(is_seal);
        }

        #[test]
        fn an_edit_that_is_sealed_anew_breaks_the_link_after_it(count in 2..20_i64, at in any::<prop::sample::Index>()) {
            let mut records = chain(7, count);
            let index = at.index(records.len() - 1);
            let was = records[index].hash;
            records[index].device_ms += 100;
            records[index].hash = records[index].expected_hash();
            let verdict = verify(&records);
            let first = verdict.breaks[0];
            prop_assert_eq!((first.id, verdict.breaks.len()), (records[index + 1].id, 1));
            prop_assert_eq!(first.fault, Fault::Link { expected: records[index].hash, found: was });
        }

        #[test]
        fn a_gap_names_what_is_missing(count in 3..20_i64, at in any::<prop::sample::Index>(), more in 0..5_usize) {
            let mut records = chain(7, count);
            let first = at.index(records.len() - 1);
            let last = (first + more).min(records.len() - 2);
            records.drain(first..=last);
            let verdict = verify(&records);
            prop_assert_eq!(verdict.breaks.len(), 1);
            let number = |index: usize| Seq(u64::try_from(index + 1).unwrap());
            prop_assert_eq!(verdict.breaks[0].fault, Fault::Missing { from: number(first), to: number(last) });
        }

        #[test]
        fn a_moved_record_is_found_where_it_stands(count in 2..20_i64, at in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
            let whole = chain(7, count);
            let mut records = whole.clone();
            let (from, to) = (at.index(records.len()), to.index(records.len()));
            let moved = records.remove(from);
            records.insert(to, moved);
            let verdict = verify(&records);
            prop_assert_eq!(verdict.is_whole(), from == to);
            if from != to {
                let first = records.iter().zip(&whole).find(|(found, written)| found != written).unwrap().0;
                prop_assert_eq!((verdict.breaks[0].id, verdict.breaks[0].fault), (first.id, Fault::Order));
            }
            prop_assert!(verify_unordered(records).is_whole());
        }
    }
}
