//! A program that is older than the event or than its neighbours says so, and works on.

use crate::stage::{Stage, at, open_square};
use insta::assert_snapshot;
use sheber::domain::entry::Entry;
use sheber::domain::event::Lang;
use sheber::domain::fact::{Fact, Unknown};
use sheber::domain::id::{DeskNo, EntryId, Origin, Role, Seq, StationNo};
use sheber::domain::query::version::{Outdated, outdated};
use sheber::domain::time::Stamp;
use sheber::domain::version::Version;
use sheber::ui::msg::Msg;

const PLACES: [(&str, Role); 3] = [
    ("station", Role::Station(StationNo(27))),
    ("desk", Role::Desk(DeskNo(71))),
    ("overview", Role::Coordinator),
];

fn version(text: &str) -> Version {
    text.parse().unwrap()
}

/// A program of version 0.1 on a day that asks for at least this one.
fn asked(least: &str, role: Role, lang: Lang) -> Stage {
    let mut event = open_square();
    event.min_reader = Some(version(least));
    let mut stage = Stage::of(event, role, "09:46:00", lang);
    stage.model.version = version("0.1");
    stage
}

/// Entries whose kind this program has never heard of.
fn from_a_newer_one(count: u64) -> Msg {
    let entry = |seq| Entry {
        id: EntryId {
            origin: Origin(77),
            seq: Seq(seq),
        },
        stamp: Stamp {
            at: at("09:45:30"),
            counter: 0,
        },
        at: at("09:45:30"),
        role: Role::Coordinator,
        fact: Fact::Unknown(Unknown {
            kind: "hall_evacuated".into(),
        }),
    };
    Msg::Arrived((1..=count).map(entry).collect())
}

#[test]
fn a_program_older_than_the_event_asks_for_says_so_on_every_screen() {
    for (name, role) in PLACES {
        for lang in Lang::ALL {
            let picture = asked("0.2", role, lang).screen(80, 24);
            assert_snapshot!(format!("asked_{name}_{}", lang.code()), picture);
        }
    }
}

#[test]
fn entries_of_newer_programs_are_counted_on_every_screen() {
    for lang in Lang::ALL {
        for (name, role) in PLACES {
            let mut stage = asked("0.1", role, lang);
            let before = stage.screen(80, 24);
            stage.send(from_a_newer_one(3));
            let after = stage.screen(80, 24);
            let changed: Vec<&str> = after
                .lines()
                .zip(before.lines())
                .filter_map(|(after, before)| (after != before).then_some(after))
                .collect();
            let [told] = changed[..] else {
                panic!("{name}: {changed:#?}");
            };
            assert!(told.ends_with(": 3"), "{name}: {told}");
        }
    }
}

#[test]
fn an_old_program_records_and_says_first_what_was_recorded() {
    let mut stage = asked("0.2", Role::Station(StationNo(27)), Lang::En);
    let told = "program is too old (0.1 < 0.2)";
    let before = stage.entries();
    stage.keys("enter");
    assert_eq!(stage.entries(), before + 1);
    let screen = stage.screen(80, 24);
    assert!(
        screen.contains("arrived: group 8") && !screen.contains(told),
        "{screen}"
    );
    stage.tick("09:46:11");
    let screen = stage.screen(80, 24);
    assert!(screen.contains(told), "{screen}");
}

#[test]
fn what_the_event_asks_for_is_told_before_entries_and_a_newer_program_is_left_alone() {
    let mut stage = asked("0.2.1", Role::Coordinator, Lang::En);
    let floor = |stage: &Stage, mine| outdated(&stage.model.floor, version(mine));
    for mine in ["0.2.1", "0.2.2", "0.10", "1.0"] {
        assert_eq!(floor(&stage, mine), None, "{mine}");
    }
    stage.send(from_a_newer_one(2));
    assert_eq!(floor(&stage, "1.0"), Some(Outdated::Entries(2)));
    let asked = Outdated::Asked {
        mine: version("0.2"),
        least: version("0.2.1"),
    };
    assert_eq!(floor(&stage, "0.2"), Some(asked));
}
