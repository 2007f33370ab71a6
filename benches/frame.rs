//! What one frame costs: the floor asked, drawn, compared with the frame before and written as bytes, each frame one
//! second after the other, as the program draws it. No terminal takes part.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a bench fails by panicking, and its entry point is made by a macro"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use sheber::domain::entry::Entry;
use sheber::domain::event::{Event, Lang, Medium, StationKind};
use sheber::domain::fact::{Counted, Fact, Opening, Visit};
use sheber::domain::floor::Floor;
use sheber::domain::id::{EntryId, GroupNo, Origin, Role, RoundNo, Seq, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::query::overview::overview;
use sheber::domain::time::{EventTime, SECOND_MS, Stamp};
use sheber::ui::model::{Look, Model};
use sheber::ui::msg::Msg;
use sheber::ui::theme::Theme;
use sheber::ui::update::update;
use sheber::ui::view::view;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

/// A day like the larger sample, with so many stations that all take a group in every round.
fn day(stations: u16) -> Event {
    let (_, text) = sheber::intake::embedded()[1];
    let mut event = sheber::intake::event::read(text).event.unwrap();
    let templates: Vec<_> = event
        .rotation_stations()
        .map(|(_, station)| station.clone())
        .collect();
    let group = event.groups.values().next().unwrap().clone();
    event.stations = (1..=stations)
        .map(StationNo)
        .zip(templates.into_iter().cycle())
        .collect();
    for station in event.stations.values_mut() {
        (station.kind, station.medium) = (StationKind::Rotation, Medium::Laptop);
    }
    event.groups = (1..=stations).map(|no| (GroupNo(no), group.clone())).collect();
    let rounds = u16::try_from(event.times.rounds.len()).unwrap();
    let route = |no: u16| {
        (0..rounds)
            .map(|round| Some(StationNo((no - 1 + round * 7) % stations + 1)))
            .collect()
    };
    event.plan = (1..=stations).map(|no| (GroupNo(no), route(no))).collect();
    event
}

/// Two rounds have been and the third is on; one group in ten is late everywhere.
fn floor(event: Event) -> Floor {
    let plan = event.plan.clone();
    let mut facts = vec![(
        EventTime::hms(9, 0, 0),
        Fact::FloorOpened(Opening {
            event: Arc::new(event),
            shift_ms: 0,
            speed: 1,
            from_ms: 0,
            rehearsal: false,
        }),
    )];
    for round in 1..=3_u8 {
        let minute = 46 + i64::from(round - 1) * 22;
        for (group, route) in plan.iter().filter(|(group, _)| group.0 % 10 != 0) {
            let station = route.get(usize::from(round) - 1).copied().flatten().unwrap();
            let (round, group) = (RoundNo(round), *group);
            let visit = Visit {
                station,
                round,
                group,
            };
            let counted = Counted {
                station,
                round,
                group,
                count: 11,
            };
            facts.push((EventTime::hms(9, minute, 0), Fact::GroupArrived(counted)));
            facts.push((EventTime::hms(9, minute, 30), Fact::BriefingMarked(visit)));
            if round < RoundNo(3) {
                facts.push((EventTime::hms(9, minute + 16, 0), Fact::GroupFinished(visit)));
            }
        }
    }
    let entries = facts.into_iter().zip(1..).map(|((at, fact), seq)| Entry {
        id: EntryId {
            origin: Origin(1),
            seq: Seq(seq),
        },
        stamp: Stamp { at, counter: 0 },
        at,
        role: Role::Coordinator,
        fact,
    });
    Floor::of(&entries.collect::<Vec<_>>())
}

fn model(stations: u16, role: Role, size: (u16, u16)) -> Model {
    let look = Look {
        lang: Lang::Ru,
        theme: Theme::COLOUR,
    };
    let now = EventTime::hms(10, 32, 0);
    let mut model = Model::new(floor(day(stations)), (Origin(1), role), look, now);
    let presence = (1..=stations).map(|no| Presence {
        origin: Origin(u64::from(no)),
        role: Role::Station(StationNo(no)),
        label: "laptop".to_owned(),
        // Every twentieth is out of contact.
        seen_ms: now.0 + i64::from(no % 20 != 0) * 3_600 * SECOND_MS - 120 * SECOND_MS,
        clock_ahead_ms: Some(0),
        version: "0.1.0".to_owned(),
        unsent: 0,
    });
    update(&mut model, Msg::Presence(presence.collect()));
    update(&mut model, Msg::Resized(size.0, size.1));
    model
}

/// A terminal that takes everything; its memory is used again at each flush.
struct Taken(Vec<u8>);

impl std::io::Write for Taken {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        black_box(self.0.len());
        self.0.clear();
        Ok(())
    }
}

fn frames(c: &mut Criterion) {
    let mut group = c.benchmark_group("frame");
    group
        .sample_size(30)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    let cases = [
        ("station 120x40", 61, Role::Station(StationNo(27)), (120, 40)),
        ("overview 61 at 160x48", 61, Role::Coordinator, (160, 48)),
        ("overview 100 at 120x40", 100, Role::Coordinator, (120, 40)),
        ("overview 500 at 200x60", 500, Role::Coordinator, (200, 60)),
    ];
    for (name, stations, role, (width, height)) in cases {
        let mut model = model(stations, role, (width, height));
        let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
        let backend = CrosstermBackend::new(Taken(Vec::new()));
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        let start = model.now;
        let mut second = 0;
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                // Ten minutes of the round, over and over.
                second = (second + 1) % 600;
                update(&mut model, Msg::Tick(start.plus_ms(second * SECOND_MS)));
                terminal.draw(|frame| view(&model, frame)).unwrap();
            });
        });
    }
    for stations in [61, 100, 500] {
        let model = model(stations, Role::Coordinator, (200, 60));
        group.bench_function(format!("query {stations}"), |bencher| {
            bencher.iter(|| black_box(overview(&model.floor, &model.presence, model.now).totals));
        });
    }
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
