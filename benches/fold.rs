//! How fast a floor is folded: all of a day, and one entry more.
//!
//! The log is made by a fixed generator: 61 stations and as many desks and coordinators as make 120
//! origins, in the mix of a real day. `bare` is the bar for the fold: the same rows read into borrowed lines
//! with their bodies, and nothing done with them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench fails by panicking; criterion's macro writes an undocumented function"
)]

use chrono::NaiveDate;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use sheber::domain::entry::{Entry, Line, Moment, Pen};
use sheber::domain::event::{
    Desk, Event, Group, Hall, HallId, Lang, Medium, Places, Rules, Station, StationKind, Times, Words,
};
use sheber::domain::fact::{
    Audience, Called, Counted, DeskQueue, DeskVisit, Extended, Fact, Message, Need, Opening, Ready, Reason,
    Received, Undone, Visit, Visitor, WalkIns,
};
use sheber::domain::floor::Floor;
use sheber::domain::id::{DeskNo, EntryId, GroupNo, Origin, Place, Role, RoundNo, StationNo};
use sheber::domain::time::{EventTime, Span};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

const STATIONS: u16 = 61;
const ORIGINS: u64 = 120;
const GROUPS: u16 = 40;
const ROUNDS: u8 = 8;
/// A message is sent once in so many entries; the stations' receipts follow.
const ENTRIES_A_MESSAGE: i64 = 1_000;

fn day() -> Event {
    let hall = HallId("hall".to_owned());
    let station = |no: u16| Station {
        hall: hall.clone(),
        kind: StationKind::Rotation,
        name: Words::same(&format!("Trade {no}")),
        org: Words::default(),
        places: 12,
        languages: vec![Lang::Kk, Lang::Ru],
        briefing: no.is_multiple_of(3),
        ppe: false,
        access: Vec::new(),
        medium: Medium::Laptop,
    };
    let group = |_| Group {
        school: "№39".to_owned(),
        class: "9А".to_owned(),
        lang: Lang::Kk,
        size: 12,
        adults: 1,
        needs: BTreeMap::new(),
        wishes: Vec::new(),
    };
    let start = |round: i64| EventTime::hms(9, 45, 0).plus_minutes(22 * round);
    let desk = Desk {
        hall: hall.clone(),
        topic: "resume".to_owned(),
        name: Words::same("Advice"),
    };
    let route = |group: u16| {
        let at = |round: u16| Some(StationNo((group + 7 * round) % STATIONS + 1));
        (0..u16::from(ROUNDS)).map(at).collect()
    };
    Event {
        title: Words::same("A day of trades"),
        date: NaiveDate::from_ymd_opt(2026, 10, 17).expect("a date"),
        city: "Aqtobe".to_owned(),
        timezone: "Asia/Aqtobe".to_owned(),
        utc_offset_min: 300,
        language: Lang::Kk,
        min_reader: None,
        times: Times {
            doors: EventTime::hms(9, 15, 0),
            opening: EventTime::hms(9, 30, 0),
            closing: EventTime::hms(13, 0, 0),
            rounds: (0..i64::from(ROUNDS))
                .map(|round| Span {
                    start: start(round),
                    end: start(round).plus_minutes(18),
                })
                .collect(),
            warn_before_end_min: vec![5, 2],
            late_after_min: 3,
            no_show_after_min: 10,
            offline_after_s: 60,
        },
        places: Places::default(),
        halls: vec![Hall {
            id: hall.clone(),
            name: Words::same("Hall"),
        }],
        groups: (1..=GROUPS).map(|no| (GroupNo(no), group(no))).collect(),
        stations: (1..=STATIONS).map(|no| (StationNo(no), station(no))).collect(),
        desks: (71..=76).map(|no| (DeskNo(no), desk.clone())).collect(),
        messages: Vec::new(),
        plan: (1..=GROUPS).map(|no| (GroupNo(no), route(no))).collect(),
        walks: Vec::new(),
        rules: Rules::default(),
    }
}

/// A fixed sequence of numbers (xorshift): the same log on every run and machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn number(&mut self, limit: u16) -> u16 {
        u16::try_from(self.below(u64::from(limit))).expect("below a u16")
    }
}

fn fact(dice: &mut Dice, station: StationNo, desk: DeskNo, earlier: &[EntryId], sent: &[EntryId]) -> Fact {
    let round = RoundNo(u8::try_from(dice.below(u64::from(ROUNDS))).expect("a round") + 1);
    let group = GroupNo(dice.number(GROUPS) + 1);
    let visit = Visit {
        station,
        round,
        group,
    };
    let counted = |count| Counted {
        station,
        round,
        group,
        count,
    };
    let one_of = |dice: &mut Dice, ids: &[EntryId]| {
        let count = u64::try_from(ids.len()).expect("a length");
        ids[usize::try_from(dice.below(count)).expect("an index")]
    };
    let last = |ids: &'_ [EntryId], most: usize| ids[ids.len().saturating_sub(most)..].to_vec();
    match dice.below(100) {
        0..26 => Fact::GroupArrived(counted(dice.number(14) + 1)),
        26..50 => Fact::GroupFinished(visit),
        50..58 => Fact::BriefingMarked(visit),
        58..68 => Fact::InterestCounted(counted(dice.number(6))),
        68..72 => Fact::CountCorrected(counted(dice.number(14) + 1)),
        72..74 => Fact::StationReady(Ready::at(station)),
        74..76 => Fact::WalkInsCounted(WalkIns {
            station,
            round,
            count: 1,
        }),
        76..77 => Fact::RoundExtended(Extended {
            station,
            round,
            minutes: 2,
            reason: Reason::Guests,
        }),
        77..88 => Fact::DeskVisited(DeskVisit {
            desk,
            visitor: Visitor::Pupil,
        }),
        88..91 => Fact::DeskQueueCounted(DeskQueue {
            desk,
            length: dice.number(12),
        }),
        91..97 => Fact::MessageReceived(Received {
            message: one_of(dice, &last(sent, 3)),
            place: Place::Station(station),
        }),
        97..98 => Fact::HelpCalled(Called {
            place: Place::Station(station),
            need: Need::Material,
        }),
        _ => Fact::EntryUndone(Undone {
            entry: one_of(dice, &last(earlier, 200)),
        }),
    }
}

/// The lines of a log in the order of their entries.
fn lines(count: usize) -> Vec<String> {
    let mut pens: Vec<Pen> = (1..=ORIGINS).map(|n| Pen::new(Origin(n << 40 | n))).collect();
    let mut dice = Dice(0x5be5_e51a_b0a7_0017);
    let opening = Fact::FloorOpened(Opening {
        event: Arc::new(day()),
        shift_ms: 0,
        speed: 1,
        from_ms: 0,
        rehearsal: false,
    });
    let message = Fact::MessageSent(Box::new(Message {
        to: Audience::All,
        text: Words::same("Ten minutes"),
    }));
    let (mut ids, mut sent): (Vec<EntryId>, Vec<EntryId>) = (Vec::with_capacity(count), Vec::new());
    let span_ms = EventTime::hms(13, 0, 0).since(EventTime::hms(9, 15, 0));
    let length = i64::try_from(count).expect("a length");
    (0..length)
        .map(|n| {
            let now = EventTime::hms(9, 15, 0).plus_ms(span_ms * n / length);
            let moment = Moment {
                now,
                at: now,
                device_ms: now.0,
            };
            let index = dice.below(ORIGINS);
            let no = u16::try_from(index).expect("an index");
            let (station, desk) = (StationNo(no % STATIONS + 1), DeskNo(71 + no % 6));
            let (role, fact) = match n % ENTRIES_A_MESSAGE {
                _ if n == 0 => (Role::Organiser, opening.clone()),
                1 => (Role::Coordinator, message.clone()),
                _ => (
                    Role::Station(station),
                    fact(&mut dice, station, desk, &ids, &sent),
                ),
            };
            let pen = &mut pens[usize::from(no)];
            let record = pen.write(&fact, moment, role);
            ids.push(record.id);
            if matches!(fact, Fact::MessageSent(_)) {
                sent.push(record.id);
            }
            record.to_line()
        })
        .collect()
}

/// What reading costs when nothing is done with it.
fn bare(lines: &[String]) {
    for line in lines {
        let line: Line<'_> = serde_json::from_str(line).expect("a line");
        black_box(line.fact());
    }
}

fn fold(lines: &[String]) -> Floor {
    lines.iter().map(|line| entry(line)).collect()
}

fn whole_days(c: &mut Criterion) {
    for count in [10_000, 1_000_000] {
        let lines = lines(count);
        let mut group = c.benchmark_group(format!("fold/{count}"));
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(500))
            .measurement_time(Duration::from_secs(if count > 100_000 { 20 } else { 3 }))
            .throughput(Throughput::Elements(count as u64));
        group.bench_function("bare", |b| b.iter(|| bare(&lines)));
        group.bench_function("fold", |b| b.iter_with_large_drop(|| fold(&lines)));
        group.finish();
    }
}

fn entry(line: &str) -> Entry {
    let line: Line<'_> = serde_json::from_str(line).expect("a line");
    line.entry()
}

fn one_more(c: &mut Criterion) {
    let lines = lines(50_001);
    let (at_end, middle) = (lines.len() - 1, lines.len() / 2);
    let without = |skipped: usize| {
        let kept = lines.iter().enumerate().filter(|(n, _)| *n != skipped);
        let entries: Vec<Entry> = kept.map(|(_, line)| entry(line)).collect();
        Floor::of(&entries)
    };
    let mut group = c.benchmark_group("one_more/50000");
    group
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    for (name, skipped) in [("at_the_end", at_end), ("in_the_middle", middle)] {
        let (floor, late) = (without(skipped), entry(&lines[skipped]));
        group.bench_function(name, |b| {
            b.iter_batched_ref(
                || floor.clone(),
                |floor| floor.apply(&late),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, whole_days, one_more);
criterion_main!(benches);
