//! Laws of the station and desk screens: at any size and with any text they draw inside their area, never panic, and
//! no cell tells the terminal to do something.

use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use sheber::domain::command::Command;
use sheber::domain::event::{Event, Lang, Words};
use sheber::domain::fact::{Audience, Reason};
use sheber::domain::id::{DeskNo, Role, StationNo};
use sheber::ui::view::draw;

use super::stage::{Stage, open_square};

/// Text as nobody would write it: control characters, wide and combining letters, right-to-left, emptiness.
fn any_text() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        any::<char>(),
        prop::sample::select(vec![
            '\u{1b}', '\u{7}', '\n', '\t', '\u{202e}', '\u{2066}', '\u{301}', '\u{200d}', '字', 'ﷺ', 'م',
            'Ә', ' '
        ]),
        prop::char::range('a', 'z'),
    ];
    prop::collection::vec(letters, 0..200).prop_map(String::from_iter)
}

fn spoilt(text: &str) -> Event {
    let mut event = open_square();
    for group in event.groups.values_mut() {
        text.clone_into(&mut group.school);
        text.clone_into(&mut group.class);
    }
    for station in event.stations.values_mut() {
        station.name = Words::same(text);
        station.org = Words::same(text);
    }
    for hall in &mut event.halls {
        hall.name = Words::same(text);
    }
    for desk in event.desks.values_mut() {
        desk.name = Words::same(text);
    }
    event
}

const TIMES: [&str; 8] = [
    "08:59", "09:44:50", "09:46", "10:02:30", "10:03:30", "10:05", "11:12", "13:00",
];
const KEYS: [&str; 15] = [
    "",
    "enter",
    "enter g 7 enter enter",
    "h",
    "p",
    "e",
    "f1",
    "enter i",
    "p 4",
    "m",
    "enter t 8 enter y",
    "n 6",
    "x 1",
    "x 2 enter 9 enter",
    "enter x 2 esc enter",
];

fn staged(role: Role, text: &str, lang: Lang, time: &str, keys: &str) -> Stage {
    let mut stage = Stage::of(spoilt(text), role, "09:46", lang);
    let send = Command::Send {
        to: Audience::All,
        text: Words::same(&format!("a{text}")),
    };
    stage.told("09:46", Role::Coordinator, &send);
    stage.keys(keys).tick(time);
    stage
}

/// Draws into the middle of a larger buffer and looks at what lies around.
fn check(stage: &Stage, width: u16, height: u16) {
    let whole = Rect::new(0, 0, width + 4, height + 4);
    let inner = Rect::new(2, 2, width, height);
    let mut buffer = Buffer::filled(whole, Cell::new("x"));
    draw(&stage.model, inner, &mut buffer);
    for position in whole.positions() {
        let cell = &buffer[position];
        if inner.contains(position) {
            let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            let commands = |c: char| c.is_control() || turns(c);
            assert!(
                !cell.symbol().contains(commands),
                "{:?} at {position}",
                cell.symbol()
            );
        } else {
            assert_eq!(cell.symbol(), "x", "written outside at {position}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_screen_stays_inside_its_area_and_commands_nothing(
        text in any_text(),
        (width, height) in prop_oneof![(1_u16..300, 1_u16..100), (80_u16..100, 24_u16..30)],
        lang in prop::sample::select(Lang::ALL.to_vec()),
        time in prop::sample::select(TIMES.to_vec()),
        keys in prop::sample::select(KEYS.to_vec()),
        station in prop::sample::select(vec![5_u16, 11, 27, 56, 60]),
    ) {
        let stage = staged(Role::Station(StationNo(station)), &text, lang, time, keys);
        check(&stage, width, height);
        let stage = staged(Role::Desk(DeskNo(71)), &text, lang, time, "1 2 n");
        check(&stage, width, height);
    }
}

#[test]
fn every_size_draws() {
    let mut stage = staged(
        Role::Station(StationNo(11)),
        "字é",
        Lang::Kk,
        "10:03:30",
        "enter g 7 enter enter p 4",
    );
    stage.told("10:03:30", Role::Coordinator, &Command::Hold(Reason::Drill));
    for width in (1..=300).step_by(7) {
        for height in (1..=100).step_by(3) {
            check(&stage, width, height);
        }
    }
}

#[test]
fn every_station_draws_at_every_phase() {
    let stations: Vec<StationNo> = open_square().stations.keys().copied().collect();
    for no in stations {
        let mut stage = Stage::new(Role::Station(no), "08:00", Lang::Ru);
        for time in TIMES {
            stage.tick(time);
            check(&stage, 80, 24);
        }
    }
}
