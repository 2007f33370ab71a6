//! What the notes of all laptops come to.

use super::footprint::Footprint;
use super::word::Notes;
use crate::domain::frontier::Frontier;
use crate::domain::id::EntryId;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// How long something took: half of the cases, ninety-nine of a hundred, the worst; in milliseconds.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Spread {
    /// So many cases.
    pub count: usize,
    /// Half of them took no longer.
    pub p50_ms: f64,
    /// Ninety-nine of a hundred took no longer.
    pub p99_ms: f64,
    /// The longest.
    pub max_ms: f64,
}

impl Spread {
    /// Of these cases, in microseconds; `None` without any.
    pub fn of(mut cases: Vec<u64>) -> Option<Self> {
        cases.sort_unstable();
        let at = |percent: usize| {
            let place = cases.len().saturating_sub(1).saturating_mul(percent) / 100;
            cases.get(place).copied().map(ms)
        };
        Some(Self {
            count: cases.len(),
            p50_ms: at(50)?,
            p99_ms: at(99)?,
            max_ms: at(100)?,
        })
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a figure for people, not a sum to go on with"
)]
fn ms(us: u64) -> f64 {
    us as f64 / 1_000.0
}

/// What a rehearsal came to. In JSON, fields are added, never renamed; `null` is *not known*.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Figures {
    /// Laptops that took part.
    pub devices: usize,
    /// Each was a process of its own.
    pub processes: bool,
    /// How long people wrote, in seconds.
    pub seconds: f64,
    /// Entries that were recorded.
    pub entries: u64,
    /// Of them in a second.
    pub entries_per_s: f64,
    /// From the key to the durable entry.
    pub key_to_confirmed: Option<Spread>,
    /// From the durable entry to another laptop's floor: a sample of all pairs.
    pub confirmed_to_visible: Option<Spread>,
    /// The size of the share at the end, in bytes.
    pub share_bytes: u64,
    /// Bytes read by all processes, replicas included.
    pub read_bytes: Option<u64>,
    /// Bytes written by all processes, replicas included.
    pub written_bytes: Option<u64>,
    /// Processor time of one laptop, in seconds.
    pub cpu_s_per_device: Option<f64>,
    /// The most memory of one laptop, in bytes; within one process the total is divided.
    pub peak_bytes_per_device: Option<u64>,
    /// Recorded entries that some replica lacks at the end.
    pub lost: usize,
    /// Different floors at the end; one is right.
    pub floors: usize,
    /// Laptops that did not answer at the end.
    pub missing: usize,
    /// Commands that were not allowed.
    pub refused: u64,
    /// Commands whose entries the disk did not take at once.
    pub unsaved: u64,
    /// Incidents that were played.
    pub incidents: u64,
    /// Incidents that there is no command for, in the words of the file.
    pub unplayed: Vec<String>,
}

impl Figures {
    /// Whether every entry is on every replica and all floors are the same.
    pub const fn is_whole(&self) -> bool {
        self.lost == 0 && self.floors == 1 && self.missing == 0
    }

    /// Takes the notes in: what was recorded, how long it took, what is lacking.
    pub fn take(&mut self, notes: &[Notes], also: &Notes, outages: &[(u64, u64)]) {
        let all = || notes.iter().chain([also]);
        self.devices = notes.len();
        self.entries = all().map(|one| count(one.confirmed.len())).sum();
        self.key_to_confirmed = Spread::of(all().flat_map(|one| one.keys.iter().copied()).collect());
        self.confirmed_to_visible = Spread::of(delays(notes, also, outages));
        self.refused = notes.iter().map(|one| one.refused).sum();
        self.unsaved = notes.iter().map(|one| one.unsaved).sum();
        self.incidents += notes.iter().map(|one| one.incidents).sum::<u64>();
        self.floors = all().map(|one| one.floor.as_str()).collect::<BTreeSet<_>>().len();
        let recorded: Frontier = all()
            .flat_map(|one| one.confirmed.iter().map(|(id, _)| *id))
            .collect();
        let mut lost = BTreeSet::new();
        for one in all() {
            for (origin, first, last) in recorded.beyond(&one.holding.frontier()) {
                lost.extend((first..=last).map(|seq| (origin, seq)));
            }
        }
        self.lost = lost.len();
    }

    /// Takes in what the processes have used, `own` by the one that holds everything together.
    pub fn use_of(&mut self, notes: &[Notes], own: Footprint) {
        let apart: Option<Vec<Footprint>> = notes.iter().map(|one| one.footprint).collect();
        let apart = apart.filter(|apart| !apart.is_empty());
        self.processes = apart.is_some();
        let laptops = apart.map(|apart| apart.into_iter().reduce(Footprint::and).unwrap_or_default());
        let devices = count(self.devices.max(1));
        let of_laptops = laptops.unwrap_or(own);
        let total = laptops.map_or(own, |laptops| laptops.and(own));
        self.read_bytes = total.read_bytes;
        self.written_bytes = total.written_bytes;
        self.cpu_s_per_device = of_laptops
            .cpu_ms
            .map(|cpu| ms(cpu) / ms(devices.saturating_mul(1_000)));
        self.peak_bytes_per_device = of_laptops.peak_bytes.map(|bytes| bytes / devices);
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// How long entries took to show on other floors, in microseconds. What a laptop missed while it was away, and
/// what was recorded while nobody reached the share, says nothing about the exchange.
fn delays(notes: &[Notes], also: &Notes, outages: &[(u64, u64)]) -> Vec<u64> {
    let confirmed: HashMap<EntryId, u64> = notes
        .iter()
        .chain([also])
        .flat_map(|one| one.confirmed.iter().copied())
        .collect();
    let in_outage = |at: u64| outages.iter().any(|(from, to)| (*from..=*to).contains(&at));
    let mut delays = Vec::new();
    for one in notes {
        for (id, seen) in &one.seen {
            let Some(at) = confirmed.get(id) else { continue };
            let seated = one.seated.iter().rev().find(|seated| *seated <= seen);
            if seated.is_some_and(|seated| seated <= at) && !in_outage(*at) {
                delays.push(seen.saturating_sub(*at));
            }
        }
    }
    delays
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{Origin, Seq};
    use crate::runtime::rehearsal::word::Holding;

    fn id(origin: u64, seq: u64) -> EntryId {
        EntryId {
            origin: Origin(origin),
            seq: Seq(seq),
        }
    }

    fn notes(wrote: &[(EntryId, u64)], seen: &[(EntryId, u64)], held: &[EntryId]) -> Notes {
        Notes {
            confirmed: wrote.to_vec(),
            seen: seen.to_vec(),
            seated: vec![0],
            holding: Holding::of(&held.iter().copied().collect()),
            floor: "same".to_owned(),
            ..Notes::default()
        }
    }

    #[test]
    fn percentiles_are_of_the_sorted_cases() {
        let spread = Spread::of((1..=100).rev().map(|n| n * 1_000).collect()).unwrap();
        assert_eq!(
            (spread.count, spread.p50_ms, spread.p99_ms, spread.max_ms),
            (100, 50.0, 99.0, 100.0)
        );
        assert_eq!(Spread::of(Vec::new()), None);
    }

    #[test]
    fn an_entry_that_one_replica_lacks_is_lost_and_counted_once() {
        let all = [id(1, 1), id(1, 2), id(2, 1)];
        let one = notes(&[(all[0], 10), (all[1], 20)], &[(all[2], 90)], &all);
        let two = notes(&[(all[2], 30)], &[(all[0], 60)], &[all[0], all[2]]);
        let mut figures = Figures::default();
        figures.take(&[one.clone(), two.clone()], &notes(&[], &[], &[all[0]]), &[]);
        assert_eq!((figures.entries, figures.lost, figures.floors), (3, 2, 1));
        assert!(!figures.is_whole());
        assert_eq!(
            figures.confirmed_to_visible.map(|spread| spread.max_ms),
            Some(0.06)
        );
        let other = Notes {
            floor: "another".to_owned(),
            ..notes(&[], &[], &all)
        };
        figures.take(&[one], &other, &[]);
        assert_eq!((figures.lost, figures.floors), (0, 2));
    }

    #[test]
    fn what_was_missed_away_or_in_an_outage_is_no_delay() {
        let wrote = notes(&[(id(1, 1), 100), (id(1, 2), 200), (id(1, 3), 300)], &[], &[]);
        let back = Notes {
            seated: vec![0, 150],
            ..notes(&[], &[(id(1, 1), 160), (id(1, 2), 900), (id(1, 3), 350)], &[])
        };
        assert_eq!(delays(&[back], &wrote, &[(190, 210)]), [50]);
    }
}
