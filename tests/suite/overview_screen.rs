//! The overview as a coordinator sees and works it: pages at every size, stories by keys, and laws.

use crate::stage::{Stage, at, open_square, seen, text};
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use sheber::domain::command::Command;
use sheber::domain::event::{Event, Lang, Words};
use sheber::domain::fact::{Audience, Need, Reason};
use sheber::domain::fork::ForkNotice;
use sheber::domain::id::{GroupNo, Origin, Place, Role, RoundNo, Seq, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::query::overview::overview;
use sheber::domain::query::people::{messages, open_calls};
use sheber::ui::msg::Msg;
use sheber::ui::screen::Screen;
use sheber::ui::screen::overview::{Page, State, Target};
use sheber::ui::theme::{Depth, Theme};
use sheber::ui::view::draw;

/// Stations whose group has not come by 09:57 of the busy floor.
const ABSENT: [u16; 4] = [8, 37, 41, 43];

fn rotation(stage: &Stage) -> Vec<u16> {
    let event = stage.model.floor.event().unwrap();
    event.rotation_stations().map(|(no, _)| no.0).collect()
}

fn station(no: u16) -> Role {
    Role::Station(StationNo(no))
}

/// Before the first round: everybody is ready but station 8.
fn morning(time: &str, lang: Lang) -> Stage {
    let mut stage = Stage::new(Role::Coordinator, "09:20", lang);
    for no in rotation(&stage).into_iter().filter(|no| *no != 8) {
        stage.told(
            "09:31",
            station(no),
            &Command::Ready {
                station: StationNo(no),
                deputy: false,
            },
        );
    }
    stage.tick(time);
    let presence = rotation(&stage).into_iter().map(|no| seen(no, 3, time)).collect();
    stage.send(Msg::Presence(presence));
    stage
}

/// Five minutes before the end of round 1, with one trouble of each kind.
fn busy(lang: Lang) -> Stage {
    let now = "09:57:20";
    let mut stage = morning(now, lang);
    let due = |stage: &Stage, no: u16| !stage.model.floor.expected(StationNo(no), RoundNo(1)).is_empty();
    for no in rotation(&stage).into_iter().filter(|no| !ABSENT.contains(no)) {
        if due(&stage, no) {
            arrive(&mut stage, "09:45:40", no, (no == 27).then_some(13));
        }
    }
    let call = |no, need| Command::Call {
        place: Place::Station(StationNo(no)),
        need,
    };
    stage.told("09:50", station(11), &call(11, Need::Technician));
    let technician = open_calls(&stage.model.floor)[0].id;
    stage.told("09:50:30", Role::Coordinator, &Command::AcceptCall(technician));
    stage.told("09:56:50", station(28), &call(28, Need::FirstAid));
    let mut presence = stage.model.presence.clone();
    for device in &mut presence {
        match device.role {
            Role::Station(StationNo(41)) => device.seen_ms = at(now).0 - 80_000,
            Role::Station(StationNo(43)) => device.seen_ms = at(now).0 - 42_000,
            Role::Station(StationNo(6)) => device.clock_ahead_ms = Some(7 * 60_000),
            _ => {}
        }
    }
    presence.push(Presence {
        origin: Origin(9_001),
        ..seen(19, 5, now)
    });
    stage.send(Msg::Presence(presence));
    stage
}

/// A group arrives and is briefed, but at station 10.
fn arrive(stage: &mut Stage, time: &str, no: u16, count: Option<u16>) {
    let arrived = Command::Arrive {
        station: StationNo(no),
        group: None,
        count,
    };
    stage.told(time, station(no), &arrived);
    if no != 10 {
        let briefing = Command::Briefing {
            station: StationNo(no),
            group: None,
        };
        stage.told(time, station(no), &briefing);
    }
}

fn state(stage: &Stage) -> State {
    match stage.model.screen {
        Screen::Overview(shown) => shown,
        _ => panic!("not the overview"),
    }
}

fn show(stage: &mut Stage, page: Page) {
    if let Screen::Overview(shown) = &mut stage.model.screen {
        shown.page = page;
    }
}

/// The screen after the program was told the size of its window.
fn picture(stage: &mut Stage, width: u16, height: u16) -> String {
    stage.send(Msg::Resized(width, height));
    stage.screen(width, height)
}

fn search(stage: &mut Stage, text: &str) {
    stage.keys("/").send(Msg::Paste(text.to_owned())).keys("enter");
}

#[test]
fn pages_at_the_four_sizes() {
    let sizes = [(80, 24), (120, 40), (160, 48), (200, 60)];
    let pages = [
        (Page::Grid, "grid", [Lang::Ru, Lang::Kk, Lang::Kk, Lang::En]),
        (Page::Table, "table", [Lang::Kk, Lang::Ru, Lang::Ru, Lang::En]),
        (Page::Groups, "groups", [Lang::Ru, Lang::En, Lang::Kk, Lang::Ru]),
    ];
    for (page, name, langs) in pages {
        for ((width, height), lang) in sizes.into_iter().zip(langs) {
            let mut stage = busy(lang);
            show(&mut stage, page);
            insta::assert_snapshot!(
                format!("overview_{name}_{width}x{height}_{lang}"),
                picture(&mut stage, width, height)
            );
        }
    }
}

#[test]
fn two_laptops_under_one_name_are_an_alarm_in_every_language() {
    for lang in Lang::ALL {
        let mut stage = busy(lang);
        let fork = |origin, names| ForkNotice {
            origin: Origin(origin),
            from: Seq(1),
            names,
        };
        stage.send(Msg::Forks(vec![fork(1_027, 12), fork(0xfeed_0000_0000_0001, 1)]));
        let screen = picture(&mut stage, 80, 24);
        let line = screen.lines().find(|line| line.contains("laptop-27")).unwrap();
        assert!(line.contains("12") && line.ends_with(" +1"), "{line}");
        insta::assert_snapshot!(format!("overview_forked_80x24_{lang}"), screen);
    }
}

#[test]
fn one_station_by_radio() {
    for (width, height, lang) in [(80, 24, Lang::Kk), (120, 40, Lang::Ru), (160, 48, Lang::En)] {
        let mut stage = busy(lang);
        search(&mut stage, "27");
        if !stage.model.dialogs.is_empty() {
            stage.keys("enter");
        }
        stage.keys("enter");
        insta::assert_snapshot!(
            format!("overview_detail_{width}x{height}_{lang}"),
            picture(&mut stage, width, height)
        );
    }
}

#[test]
fn before_the_first_round_it_names_who_is_not_ready() {
    let mut stage = morning("09:40", Lang::En);
    let screen = picture(&mut stage, 120, 40);
    assert!(screen.contains("not ready: 8\n"), "{screen}");
    assert!(screen.contains("until the start 05:00"), "{screen}");
    show(&mut stage, Page::Table);
    let screen = picture(&mut stage, 120, 40);
    let first = screen.lines().find(|line| line.starts_with("  8")).unwrap();
    assert!(first.contains("not ready: gr. 27, 09:45"), "{first}");
}

#[test]
fn at_160_by_48_all_61_stands_are_in_the_grid_and_in_the_table() {
    for page in [Page::Grid, Page::Table] {
        let mut stage = busy(Lang::Ru);
        stage.keys("o 9 enter");
        assert!(stage.model.schedule().held().is_some());
        show(&mut stage, page);
        let screen = picture(&mut stage, 160, 48);
        let numbers: Vec<&str> = screen.split(|c: char| !c.is_ascii_digit()).collect();
        for no in 1..=61 {
            assert!(
                numbers.contains(&no.to_string().as_str()),
                "{page:?} lacks {no}:\n{screen}"
            );
        }
        assert!(!screen.contains("стр. "), "{screen}");
    }
}

#[test]
fn at_80_by_24_pages_show_every_station_and_the_choice_crosses_them() {
    for page in [Page::Grid, Page::Table] {
        let mut stage = busy(Lang::En);
        show(&mut stage, page);
        stage.keys("home");
        let mut seen = String::new();
        for _ in 0..4 {
            seen.push_str(&picture(&mut stage, 80, 24));
            stage.keys("pagedown");
        }
        let event = open_square();
        for (no, station) in &event.stations {
            let start: String = station.name.en.chars().take(7).collect();
            assert!(seen.contains(&start), "{page:?} lacks {no} {start}:\n{seen}");
        }
        assert!(
            seen.contains("page 1 of ") && seen.contains("page 3 of "),
            "{seen}"
        );
    }
    let mut stage = busy(Lang::En);
    picture(&mut stage, 80, 24);
    for _ in 0..60 {
        stage.keys("right");
    }
    assert_eq!(state(&stage).station, Some(StationNo(61)));
    stage.keys("left up home");
    assert_eq!(state(&stage).station, None);
}

#[test]
fn the_table_has_trouble_first_and_every_trouble_in_words() {
    let mut stage = busy(Lang::En);
    show(&mut stage, Page::Table);
    let screen = picture(&mut stage, 160, 48);
    let row = |no: u16| {
        let start = format!("{no:>3} ");
        screen
            .lines()
            .find(|line| line.starts_with(&start))
            .unwrap_or_default()
    };
    assert!(row(28).contains("first aid 09:56"), "{screen}");
    assert!(row(27).contains("over capacity 13/12"), "{screen}");
    assert!(row(8).contains("no-show 12 min"), "{screen}");
    assert!(row(10).contains("no safety briefing"), "{screen}");
    assert!(row(6).contains("clock: +7 min"), "{screen}");
    assert!(row(19).contains("two laptops"), "{screen}");
    let order: Vec<_> = [28, 11, 27, 8, 41, 10]
        .map(|no| screen.find(row(no)).unwrap())
        .into_iter()
        .collect();
    assert!(order.is_sorted(), "{screen}");
    // Nobody knows whether the group of a silent station came: it is not called a no-show.
    assert!(
        row(41).contains("offline") && !row(41).contains("no-show"),
        "{screen}"
    );
    stage.keys("s");
    assert!(
        stage
            .screen(160, 48)
            .lines()
            .any(|line| line.starts_with("  1 Turner"))
    );
}

#[test]
fn old_data_says_how_old_it_is() {
    let mut stage = busy(Lang::En);
    stage.send(Msg::Presence(vec![seen(1, 42, "09:57:20")]));
    let screen = picture(&mut stage, 120, 40);
    assert!(screen.contains("stale 00:42"), "{screen}");
}

#[test]
fn a_lost_group_is_named_first_and_leads_to_its_station() {
    let mut stage = busy(Lang::En);
    stage.keys("tab tab");
    let screen = picture(&mut stage, 120, 40);
    assert!(screen.contains("groups lost: 3  7, 12, 27"), "{screen}");
    assert!(screen.contains("no-show 12 min"), "{screen}");
    stage.keys("enter");
    assert_eq!(state(&stage).detail, Some(StationNo(43)));
    stage.keys("esc");
    assert_eq!((state(&stage).detail, state(&stage).page), (None, Page::Groups));
}

#[test]
fn as_many_groups_are_lost_on_the_line_as_on_the_page() {
    let stage = busy(Lang::En);
    for time in [
        "09:44", "09:47", "09:49", "09:57:20", "10:02:59", "10:05", "10:12", "12:50",
    ] {
        let model = &stage.model;
        let floor = overview(&model.floor, &model.presence, at(time));
        let lost = floor
            .groups()
            .iter()
            .filter(|group| group.state.is_lost())
            .count();
        assert_eq!(floor.totals.lost, lost, "{time}");
    }
}

#[test]
fn a_coordinator_acts_by_radio_in_the_detail_of_a_station() {
    let mut stage = busy(Lang::En);
    search(&mut stage, "8");
    stage.keys("enter enter");
    assert_eq!(state(&stage).detail, Some(StationNo(8)));
    assert!(stage.screen(80, 24).contains("by radio"));
    stage.keys("enter enter");
    assert!(
        stage.last_fact().starts_with("group_arrived"),
        "{}",
        stage.last_fact()
    );
    let entry = stage.model.floor.log().last().unwrap();
    assert_eq!(
        (entry.role, entry.fact.place()),
        (Role::Coordinator, Some(Place::Station(StationNo(8))))
    );
    stage.keys("u");
    assert!(stage.last_fact().starts_with("entry_undone"));
}

#[test]
fn a_number_finds_station_group_and_school() {
    let mut stage = busy(Lang::En);
    search(&mut stage, "39");
    let screen = stage.screen(120, 40);
    assert!(
        screen.contains("station 39") && screen.contains("group 39"),
        "{screen}"
    );
    assert!(screen.contains("№39 9Ә"), "{screen}");
    stage.keys("2");
    assert_eq!(
        (state(&stage).page, state(&stage).group),
        (Page::Groups, Some(GroupNo(39)))
    );
}

#[test]
fn a_name_is_found_whatever_keyboard_typed_it() {
    let mut stage = busy(Lang::Kk);
    search(&mut stage, "данекерлеуши");
    assert_eq!(state(&stage).station, Some(StationNo(3)));
    search(&mut stage, "METALLURGIST");
    assert_eq!(state(&stage).station, Some(StationNo(8)));
    search(&mut stage, "zzz");
    assert!(stage.screen(80, 24).contains("Табылмады: zzz"));
}

#[test]
fn a_hold_says_what_it_stops_and_resuming_says_what_moved() {
    let mut stage = busy(Lang::En);
    stage.keys("o 9");
    let screen = stage.screen(120, 40);
    assert!(
        screen.contains("48 stations · 31 groups · 359 pupils"),
        "{screen}"
    );
    stage.keys("enter");
    assert!(
        stage.last_fact().starts_with("floor_held"),
        "{}",
        stage.last_fact()
    );
    stage.tick("10:09:20");
    let screen = stage.screen(120, 40);
    assert!(screen.contains("General hold: drill. Since 09:57"), "{screen}");
    stage.keys("o");
    let screen = stage.screen(120, 40);
    assert!(screen.contains("round 2 starts at 10:19 (was 10:07)"), "{screen}");
    stage.keys("enter");
    assert!(stage.last_fact().starts_with("floor_resumed"));
    assert!(stage.screen(120, 40).contains("moved by 12 min"));
}

#[test]
fn the_chosen_station_gets_more_minutes() {
    let mut stage = busy(Lang::En);
    stage.keys("right right right e 3");
    assert!(
        stage.screen(80, 24).contains("station 4"),
        "{}",
        stage.screen(80, 24)
    );
    stage.keys("enter");
    assert!(stage.asked.is_empty(), "the consequence is shown first");
    stage.keys("enter");
    let extended = Command::Extend {
        station: StationNo(4),
        minutes: 5,
        reason: Reason::Equipment,
    };
    assert_eq!(stage.asked, [extended]);
}

#[test]
fn a_message_to_a_hall_is_followed_until_it_is_received() {
    let mut stage = busy(Lang::En);
    stage.keys("m 2 1");
    let message = messages(&stage.model.floor)[0].clone();
    assert!(matches!(message.to, Audience::Hall(_)));
    let (id, all) = (message.id, message.missing.len());
    let receive = Command::Receive {
        message: id,
        place: Place::Station(StationNo(1)),
    };
    stage.told("09:57:40", station(1), &receive);
    stage.tick("09:57:50");
    assert!(!stage.screen(120, 40).contains("messages not received"));
    stage.tick("09:58:30");
    assert!(stage.screen(120, 40).contains("messages not received: 1"));
    stage.keys("m 5");
    let screen = stage.screen(120, 40);
    assert!(screen.contains(&format!("! Received by 1 of {all}")), "{screen}");
    stage.keys("1");
    let screen = stage.screen(120, 40);
    assert!(screen.contains("not yet: 2–12 (offline)"), "{screen}");
}

#[test]
fn own_words_go_to_everybody() {
    let mut stage = busy(Lang::En);
    stage
        .keys("m 3 7")
        .send(Msg::Paste("Чай готов".to_owned()))
        .keys("enter");
    let sent = Command::Send {
        to: Audience::All,
        text: Words::same("Чай готов"),
    };
    assert_eq!(stage.asked, [sent]);
}

#[test]
fn a_call_is_accepted_and_closed_with_two_keys_each() {
    let mut stage = busy(Lang::En);
    let first_aid = open_calls(&stage.model.floor)[0].id;
    assert_eq!(stage.bells, 1);
    stage.keys("c 1 c 1");
    assert_eq!(
        stage.asked,
        [Command::AcceptCall(first_aid), Command::CloseCall(first_aid)]
    );
    assert!(!stage.screen(80, 24).contains("###"));
}

#[test]
fn keys_work_on_the_russian_layout() {
    let mut stage = busy(Lang::Ru);
    stage.keys("щ");
    assert_eq!(stage.model.dialogs.len(), 1);
    stage.keys("esc tab ы");
    assert!(state(&stage).by_number);
}

#[test]
fn trouble_can_be_told_without_colour() {
    let mut stage = busy(Lang::En);
    stage.model.look.theme = Theme::choose(true, Depth::Rich);
    let screen = picture(&mut stage, 160, 48);
    for word in [
        "28>#",
        "first aid",
        "27>^",
        "over capacity",
        "41?/",
        "offline",
        "8&",
        "no-show",
    ] {
        assert!(screen.contains(word), "{word}:\n{screen}");
    }
}

/// The sample day with so many stations in as many halls as before.
fn crowd(stations: u16, name: &str) -> Event {
    let mut event = open_square();
    let template: Vec<_> = event.stations.values().cloned().collect();
    event.stations = (1..=stations)
        .zip(template.into_iter().cycle())
        .map(|(no, mut station)| {
            station.name = Words::same(name);
            (StationNo(no), station)
        })
        .collect();
    event
}

#[test]
fn a_hundred_stations_at_120x40_and_500_at_200x60_are_whole() {
    for (count, width, height) in [(100, 120, 40), (500, 200, 60)] {
        let mut stage = Stage::of(crowd(count, "Пекарь"), Role::Coordinator, "09:50", Lang::Ru);
        let screen = picture(&mut stage, width, height);
        let numbers: Vec<&str> = screen.split(|c: char| !c.is_ascii_digit()).collect();
        for no in 1..=count {
            assert!(
                numbers.contains(&no.to_string().as_str()),
                "{no} is missing:\n{screen}"
            );
        }
    }
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("👩‍🏭🇰🇿e\u{301}\u{301}\u{301}漢字".to_owned()),
        Just("\u{202e}Ә\u{200b}ұ".repeat(40)),
        "\\PC{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_size_and_any_text_is_drawn_inside_its_area(
        name in hostile(),
        (width, height) in (1_u16..=300, 1_u16..=100),
        stations in 0_u16..120,
        page in 0_usize..4,
        keys in "(right|down|pagedown|end|up|left|home|pageup)( (right|down|pagedown|end|up)){0,6}",
    ) {
        let mut event = crowd(stations, &name);
        for group in event.groups.values_mut() {
            group.school.clone_from(&name);
        }
        for hall in &mut event.halls {
            hall.name = Words::same(&name);
        }
        let mut stage = Stage::of(event, Role::Coordinator, "09:50", Lang::Kk);
        stage.send(Msg::Resized(width, height));
        show(&mut stage, Page::ALL[page % 3]);
        stage.keys(&keys);
        if page == 3 {
            stage.keys("enter");
        }
        let window = Rect::new(2, 1, width, height);
        let mut buffer = Buffer::filled(Rect::new(0, 0, width + 4, height + 2), Cell::new("~"));
        draw(&stage.model, window, &mut buffer);
        for y in 0..height + 2 {
            for x in 0..width + 4 {
                let inside = (2..2 + width).contains(&x) && (1..=height).contains(&y);
                prop_assert!(inside || buffer[(x, y)].symbol() == "~", "{x},{y} was written: {}", text(&buffer));
            }
        }
    }

    #[test]
    fn a_search_for_anything_never_fails(sought in hostile()) {
        let mut stage = Stage::new(Role::Coordinator, "09:50", Lang::Ru);
        search(&mut stage, &sought);
        stage.send(Msg::Resized(80, 24));
        prop_assert!(!stage.screen(80, 24).is_empty());
    }
}

#[test]
fn choosing_a_station_leaves_the_page_of_groups() {
    let mut chosen = State {
        page: Page::Groups,
        ..State::default()
    };
    chosen.select(Target::Station(StationNo(5)));
    assert_eq!((chosen.page, chosen.station), (Page::Grid, Some(StationNo(5))));
}

#[test]
fn a_group_that_nobody_counted_is_unknown_and_not_zero() {
    let mut stage = busy(Lang::En);
    for page in ["grid", "table"] {
        let screen = picture(&mut stage, 160, 48);
        assert!(screen.contains(&format!("[{page}]")), "{screen}");
        assert!(screen.contains("?/16") && screen.contains("8/12"), "{screen}");
        assert!(
            !screen.contains(" 0/1"),
            "a count that nobody took, on the {page}\n{screen}"
        );
        stage.keys("tab");
    }
}

#[test]
fn a_sign_beside_a_number_is_never_read_as_a_part_of_it() {
    let mut stage = busy(Lang::En);
    for (time, cell) in [("09:58:30", " 4}"), ("10:02:30", " 4]")] {
        let screen = picture(stage.tick(time), 160, 48);
        assert!(screen.contains(cell), "{screen}");
    }
}

#[test]
fn the_names_of_calls_give_way_so_that_every_call_is_on_the_line() {
    for lang in Lang::ALL {
        let stage = busy(lang);
        let line = stage.screen(80, 24).lines().nth(1).unwrap().to_owned();
        assert!(
            line.contains("28") && line.contains("11") && line.trim_end().ends_with("[c]"),
            "{line}"
        );
    }
}

#[test]
fn the_menu_lists_what_can_be_done_now() {
    let mut calm = morning("09:40", Lang::En);
    let menu = calm.keys("f10").screen(80, 40);
    assert!(menu.contains("send a message"), "{menu}");
    assert!(
        !menu.contains("accept and close calls") && !menu.contains("message received"),
        "{menu}"
    );
    let menu = busy(Lang::En).keys("f10").screen(80, 40);
    assert!(menu.contains("accept and close calls"), "{menu}");
}
