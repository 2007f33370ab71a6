//! How fast the report of a day is made: of a day as it is planned, and of a log of a million entries in the mix of a
//! day. Figures were given away before, so that what has changed of them is asked as well.
//!
//! The bounds: a day below 200 ms, the million below 3 s.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a bench fails by panicking and reads the clock; criterion's macro writes an undocumented function"
)]

#[path = "../tests/suite/big_log.rs"]
mod big_log;
#[path = "../tests/suite/chance.rs"]
mod chance;

use big_log::{BigLog, open_square};
use criterion::{Criterion, criterion_group, criterion_main};
use sheber::domain::entry::{Entry, Moment, Pen};
use sheber::domain::event::Event;
use sheber::domain::fact::{Counted, Fact, Opening, Purpose, Visit};
use sheber::domain::floor::Floor;
use sheber::domain::id::{Origin, Role};
use sheber::domain::time::EventTime;
use sheber::report::{figures, giving};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

const LARGE: u64 = 1_000_000;
const SEED: u64 = 0x5be5_e51a_b0a7_0017;
const END: EventTime = EventTime::hms(13, 6, 0);
const DAY_BOUND: Duration = Duration::from_millis(200);
const LARGE_BOUND: Duration = Duration::from_secs(3);

/// Everybody's pens, and the log that they write.
struct Writers {
    pens: BTreeMap<Role, Pen>,
    log: Vec<Entry>,
}

impl Writers {
    fn new() -> Self {
        let opening = Opening {
            event: Arc::new(open_square()),
            shift_ms: 0,
            speed: 1,
            from_ms: 0,
            rehearsal: false,
        };
        let mut writers = Self {
            pens: BTreeMap::new(),
            log: Vec::new(),
        };
        let start = EventTime::hms(8, 0, 0);
        writers.write(start, Role::Organiser, &Fact::FloorOpened(opening));
        writers
    }

    fn write(&mut self, at: EventTime, role: Role, fact: &Fact) {
        let number = u64::try_from(self.pens.len()).expect("a number") + 1;
        let pen = self
            .pens
            .entry(role)
            .or_insert_with(|| Pen::new(Origin(number << 32 | number)));
        let moment = Moment {
            now: at,
            at,
            device_ms: at.0,
        };
        self.log.push(pen.write(fact, moment, role).entry());
    }

    fn floor(self) -> Floor {
        floor_of(self.log)
    }
}

fn floor_of(mut log: Vec<Entry>) -> Floor {
    log.sort_by_key(Entry::key);
    Floor::of_log(log)
}

/// Every planned session as it was planned.
fn visits(event: &Event) -> Vec<(Visit, EventTime, EventTime, u16)> {
    let mut visits = Vec::new();
    for (group, route) in &event.plan {
        for ((round, times), station) in event.rounds().zip(route) {
            let Some(station) = *station else { continue };
            let visit = Visit {
                station,
                round,
                group: *group,
            };
            visits.push((visit, times.start, times.end, event.groups[group].size));
        }
    }
    visits
}

fn counted(visit: Visit, count: u16) -> Counted {
    Counted {
        station: visit.station,
        round: visit.round,
        group: visit.group,
        count,
    }
}

fn day() -> Floor {
    let mut writers = Writers::new();
    for (visit, start, end, size) in visits(&open_square()) {
        let role = Role::Station(visit.station);
        writers.write(start, role, &Fact::GroupArrived(counted(visit, size)));
        writers.write(start, role, &Fact::BriefingMarked(visit));
        writers.write(end, role, &Fact::InterestCounted(counted(visit, size / 4)));
        writers.write(end, role, &Fact::GroupFinished(visit));
    }
    writers.floor()
}

fn large() -> Floor {
    floor_of(BigLog::new(LARGE, SEED).map(|record| record.entry()).collect())
}

/// The floor with figures that were given at noon, when one laptop was still silent.
fn after_giving(mut floor: Floor) -> Floor {
    let noon = EventTime::hms(12, 0, 0);
    let mut given = giving(&figures(&floor, noon), &floor, Purpose::Press);
    given.known.pop();
    let mut pen = Pen::new(Origin(0xfeed));
    let moment = Moment {
        now: noon,
        at: noon,
        device_ms: noon.0,
    };
    let record = pen.write(&Fact::FiguresGiven(Box::new(given)), moment, Role::Coordinator);
    floor.apply(&record.entry());
    floor
}

fn within(name: &str, floor: &Floor, bound: Duration) {
    let start = Instant::now();
    let report = black_box(figures(floor, END));
    let took = start.elapsed();
    assert!(
        report.given[0]
            .changes
            .as_ref()
            .is_some_and(|changes| changes.entries > 0)
    );
    assert!(took < bound, "{name}: {took:?}, the bound is {bound:?}");
}

fn report(c: &mut Criterion) {
    let mut of_day = after_giving(day());
    within("report of a day", &of_day, DAY_BOUND);
    of_day.set_until_as_planned(END);
    let mut group = c.benchmark_group("report");
    group.bench_function("of a day", |b| b.iter(|| figures(&of_day, END)));
    let mut of_million = after_giving(large());
    within("report of a million entries", &of_million, LARGE_BOUND);
    of_million.set_until_as_planned(END);
    group.sample_size(10);
    group.bench_function("of a million entries", |b| b.iter(|| figures(&of_million, END)));
    group.finish();
}

criterion_group!(benches, report);
criterion_main!(benches);
