//! The levers of coordinators, by keys: each leads through its questions to the right command, shows what it would do
//! before it does it, and changes nothing when it is left.

use crate::stage::{Stage, at, seen, text};
use ratatui::buffer::Buffer;
use sheber::domain::command::{Command, Which, Who};
use sheber::domain::event::{HallId, Lang};
use sheber::domain::fact::{FiguresGiven, Need, Purpose, Reason, SheetLine};
use sheber::domain::id::{DeskNo, GroupNo, Place, Role, RoundNo, StationNo};
use sheber::domain::presence::Presence;
use sheber::ui::dialog::{Dialog, Figures};
use sheber::ui::msg::Msg;
use sheber::ui::screen::Screen;
use sheber::ui::screen::overview::{Page, State, Target, select};

fn station(no: u16) -> Role {
    Role::Station(StationNo(no))
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

/// The coordinator of the sample day at this moment, every laptop in contact.
fn day(time: &str, lang: Lang) -> Stage {
    let mut stage = Stage::new(Role::Coordinator, time, lang);
    heard(&mut stage, time);
    stage
}

fn heard(stage: &mut Stage, time: &str) {
    stage.tick(time);
    let event = stage.model.floor.event().unwrap();
    let presence = event
        .rotation_stations()
        .map(|(no, _)| seen(no.0, 3, time))
        .collect();
    stage.send(Msg::Presence(presence));
}

/// Every group that is due arrives at its station, but at these.
fn arrive(stage: &mut Stage, time: &str, round: u8, but: &[u16]) {
    let event = stage.model.floor.event().unwrap();
    let stations: Vec<u16> = event.rotation_stations().map(|(no, _)| no.0).collect();
    for no in stations.into_iter().filter(|no| !but.contains(no)) {
        if !stage
            .model
            .floor
            .expected(StationNo(no), RoundNo(round))
            .is_empty()
        {
            let command = Command::Arrive {
                station: StationNo(no),
                group: None,
                count: None,
            };
            stage.told(time, station(no), &command);
        }
    }
}

fn finish(stage: &mut Stage, time: &str, round: u8) {
    finish_but(stage, time, round, 0);
}

fn finish_but(stage: &mut Stage, time: &str, round: u8, but: u16) {
    let event = stage.model.floor.event().unwrap();
    let stations: Vec<u16> = event.rotation_stations().map(|(no, _)| no.0).collect();
    for no in stations.into_iter().filter(|no| *no != but) {
        let groups = stage.model.floor.expected(StationNo(no), RoundNo(round)).to_vec();
        for group in groups {
            let command = Command::Finish {
                station: StationNo(no),
                group: Some(group),
            };
            stage.told(time, station(no), &command);
        }
    }
}

fn choose(stage: &mut Stage, target: Target) {
    select(&mut stage.model, target);
}

fn group(stage: &mut Stage, no: u16) {
    choose(stage, Target::Group(GroupNo(no)));
}

/// What is chosen under "what is to be done" by the words it begins with.
fn pick(stage: &mut Stage, words: &str) {
    let screen = stage.screen(200, 60);
    let Some(Dialog::Pick(pick)) = stage.model.dialogs.last() else {
        panic!("nothing to choose from:\n{screen}");
    };
    let found = (0..pick.items.len()).find(|index| {
        let label = &pick.items[*index].0;
        sheber::ui::widget::label::label_text(&stage.model, label).contains(words)
    });
    let index = found.unwrap_or_else(|| panic!("no {words:?} in\n{screen}"));
    let downs = index - pick.selected;
    for _ in 0..downs {
        stage.keys("down");
    }
    stage.keys("enter");
}

fn screen(stage: &mut Stage) -> String {
    stage.send(Msg::Resized(80, 24));
    stage.screen(80, 24)
}

fn shows(stage: &mut Stage, words: &[&str]) {
    stage.send(Msg::Resized(120, 40));
    let screen = stage.screen(120, 40);
    for word in words {
        assert!(screen.contains(word), "no {word:?} in\n{screen}");
    }
}

#[test]
fn a_school_is_delayed_as_one_and_taken_back_as_one() {
    let mut stage = day("09:42", Lang::En);
    group(&mut stage, 22);
    stage.keys("d");
    pick(&mut stage, "school: №35");
    pick(&mut stage, "come later");
    pick(&mut stage, "+15");
    pick(&mut stage, "bus");
    assert!(stage.asked.is_empty());
    shows(
        &mut stage,
        &["№35", "2 groups", "Group 22: misses 15 of 18", "station 18"],
    );
    insta::assert_snapshot!("lever_delay_80x24", screen(&mut stage));
    stage.keys("enter");
    let command = Command::Delay {
        whom: Who::School("№35".to_owned()),
        until: at("10:00"),
        reason: Reason::Bus,
    };
    assert_eq!(stage.asked, [command]);
    assert!(stage.model.dialogs.is_empty());
    stage.tick("09:46");
    show(&mut stage, Page::Groups);
    shows(&mut stage, &["coming later 10:00, bus"]);
    insta::assert_snapshot!("groups_delayed_120x40", stage.screen(120, 40));
    let before = stage.entries();
    stage.keys("u");
    assert_eq!(stage.entries(), before + 1);
    let delays = sheber::domain::query::routes::delay;
    for no in [22, 40] {
        assert_eq!(delays(&stage.model.floor, GroupNo(no), stage.model.now), None);
    }
}

#[test]
fn both_groups_of_a_late_bus_skip_the_round_and_the_next_station_is_shown() {
    let mut stage = day("09:58", Lang::En);
    group(&mut stage, 22);
    stage.keys("d");
    pick(&mut stage, "school: №35");
    pick(&mut stage, "skip a round");
    pick(&mut stage, "round 1");
    pick(&mut stage, "bus");
    shows(
        &mut stage,
        &[
            "Group 22, then: station 19, 10:07",
            "Group 40, then: station 43, 10:07",
        ],
    );
    stage.keys("enter");
    let command = Command::Skip {
        whom: Who::School("№35".to_owned()),
        round: Some(RoundNo(1)),
        reason: Reason::Bus,
    };
    assert_eq!(stage.asked, [command]);
}

#[test]
fn fewer_places_list_who_no_longer_fits_and_the_alarm_leads_to_a_station_that_fits() {
    let mut stage = day("10:12", Lang::En);
    arrive(&mut stage, "10:08", 2, &[]);
    choose(&mut stage, Target::Station(StationNo(1)));
    stage.keys("d");
    pick(&mut stage, "station 1");
    pick(&mut stage, "fewer places");
    stage.keys("8 enter");
    pick(&mut stage, "equipment");
    shows(
        &mut stage,
        &[
            "group 5, round 4, station 1: 10 people, 8 places",
            "group 14, round 8",
        ],
    );
    insta::assert_snapshot!("lever_places_80x24", screen(&mut stage));
    stage.keys("enter");
    assert_eq!(
        stage.asked,
        [Command::Lower {
            station: StationNo(1),
            places: 8,
            reason: Reason::Equipment
        }]
    );
    show(&mut stage, Page::Alarms);
    heard(&mut stage, "10:13");
    // The misfit of round 4 is on the page; Enter offers the reserve station first.
    for _ in 0..40 {
        if stage.screen(120, 40).contains("Move the group") {
            break;
        }
        stage.keys("down");
    }
    insta::assert_snapshot!("alarms_misfit_120x40", stage.screen(120, 40));
    stage.keys("enter");
    shows(&mut stage, &["station 5"]);
    pick(&mut stage, "station 5");
    pick(&mut stage, "equipment");
    shows(&mut stage, &["Fits again: group 5, round 4"]);
    stage.keys("enter");
    let moved = Command::Reroute {
        moves: vec![(GroupNo(5), RoundNo(4), Some(StationNo(5)))],
        reason: Reason::Equipment,
    };
    assert_eq!(stage.asked.last(), Some(&moved));
    group(&mut stage, 5);
    stage.tick("10:26");
    let repaired = Command::Restore(StationNo(1));
    stage.answer(&repaired);
    assert!(stage.model.alarms.list.iter().all(|alarm| {
        !matches!(alarm, sheber::domain::query::alarms::Alarm::Misfit(misfit) if misfit.station == Some(StationNo(1)))
    }));
}

#[test]
fn a_closure_names_the_groups_without_a_station_and_one_undo_brings_them_back() {
    let mut stage = day("12:00", Lang::En);
    choose(&mut stage, Target::Station(StationNo(21)));
    stage.keys("d");
    pick(&mut stage, "station 21");
    pick(&mut stage, "close the station");
    pick(&mut stage, "round 7");
    pick(&mut stage, "other");
    shows(&mut stage, &["Groups without a station: "]);
    insta::assert_snapshot!("lever_close_80x24", screen(&mut stage));
    stage.keys("enter");
    let expected = |stage: &Stage| stage.model.floor.expected(StationNo(21), RoundNo(7)).to_vec();
    assert!(expected(&stage).is_empty());
    stage.keys("u");
    assert!(!expected(&stage).is_empty());
}

#[test]
fn an_unplanned_school_is_added_split_and_given_a_route() {
    let mut stage = day("10:55", Lang::En);
    stage.keys("d");
    pick(&mut stage, "whole floor");
    pick(&mut stage, "add a group");
    shows(&mut stage, &["Do not write names of pupils"]);
    stage.send(Msg::Paste("Kargaly".to_owned()));
    stage.keys("tab 9 tab").send(Msg::Key(crate::stage::press("x")));
    stage.keys("tab 2 6 tab 3");
    insta::assert_snapshot!("form_group_80x24", screen(&mut stage));
    stage.keys("enter enter");
    let Some(Command::AddGroup { group: None, about }) = stage.asked.last() else {
        panic!("{:?}", stage.asked);
    };
    assert_eq!(
        (about.school.as_str(), about.lang, about.size, about.adults),
        ("Kargaly", Lang::Kk, 26, 3)
    );
    group(&mut stage, 41);
    stage.keys("d");
    pick(&mut stage, "group 41");
    pick(&mut stage, "split the group");
    pick(&mut stage, "9 + 9 + 8");
    stage.keys("enter");
    let split = Command::Split {
        group: GroupNo(41),
        sizes: vec![9, 9, 8],
    };
    assert_eq!(stage.asked.last(), Some(&split));
    stage.keys("d");
    pick(&mut stage, "group 41");
    pick(&mut stage, "give a route");
    for no in ["station 3 ", "station 9 ", "station 10 ", "station 30 "] {
        pick(&mut stage, no);
    }
    pick(&mut stage, "other");
    stage.keys("enter");
    let route = |round, no| (GroupNo(41), RoundNo(round), Some(StationNo(no)));
    let routed = Command::Reroute {
        moves: vec![route(5, 3), route(6, 9), route(7, 10), route(8, 30)],
        reason: Reason::Other,
    };
    assert_eq!(stage.asked.last(), Some(&routed));
    show(&mut stage, Page::Groups);
    shows(&mut stage, &["+ Kargaly"]);
    insta::assert_snapshot!("groups_added_120x40", stage.screen(120, 40));
}

#[test]
fn a_hall_pauses_as_one() {
    let mut stage = day("11:02", Lang::En);
    arrive(&mut stage, "10:53", 4, &[]);
    choose(&mut stage, Target::Station(StationNo(15)));
    stage.keys("d");
    pick(&mut stage, "Green");
    pick(&mut stage, "pause the whole hall");
    pick(&mut stage, "power");
    shows(&mut stage, &["The clock stops at stations: 15–19, 21"]);
    stage.keys("enter");
    let hall = stage.model.floor.event().unwrap().stations[&StationNo(15)]
        .hall
        .clone();
    let paused = Command::PauseMany {
        which: Which::Hall(HallId(hall.0)),
        reason: Reason::Power,
    };
    assert_eq!(stage.asked, [paused]);
    // A lever that was pulled already is refused in words, and the question stays.
    stage.keys("d");
    pick(&mut stage, "Green");
    pick(&mut stage, "pause the whole hall");
    pick(&mut stage, "power");
    assert_eq!(stage.asked.len(), 1);
    shows(&mut stage, &["paused"]);
}

#[test]
fn new_times_show_the_end_of_the_day_before_they_are_confirmed() {
    let mut stage = day("11:20", Lang::En);
    arrive(&mut stage, "11:14", 5, &[]);
    stage.told("11:20", Role::Coordinator, &Command::Hold(Reason::Drill));
    stage.told("11:32", Role::Coordinator, &Command::ResumeFloor);
    stage.tick("11:32");
    stage.keys("d");
    pick(&mut stage, "whole floor");
    pick(&mut stage, "new times");
    shows(
        &mut stage,
        &["18 min → the day ends at 12:49", "16 min → the day ends at 12:43"],
    );
    insta::assert_snapshot!("lever_retime_80x24", screen(&mut stage));
    pick(&mut stage, "16 min");
    shows(
        &mut stage,
        &["End of the day: 12:43 (was 12:49)", "round 6: 11:47–12:03"],
    );
    insta::assert_snapshot!("lever_retimed_80x24", screen(&mut stage));
    stage.keys("enter");
    let times = |stage: &Stage| {
        stage
            .model
            .schedule()
            .slots
            .iter()
            .map(|slot| slot.now.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(times(&stage)[5..], ["11:47–12:03", "12:07–12:23", "12:27–12:43"]);
    stage.keys("u");
    assert_eq!(times(&stage)[7], "12:31–12:49");
}

#[test]
fn a_roll_call_is_two_taps_a_group_and_says_who_is_missing() {
    let mut stage = day("11:20", Lang::En);
    arrive(&mut stage, "11:14", 5, &[]);
    stage.keys("x 2");
    assert_eq!(state(&stage).page, Page::Roll);
    stage.tick("11:22");
    stage.keys("tab r");
    assert_eq!(state(&stage).page, Page::Roll);
    shows(&mut stage, &["counted: 0 of 456"]);
    let groups: Vec<u16> = stage.model.floor.groups().map(|(no, _)| no.0).collect();
    for no in groups.iter().filter(|no| **no != 34) {
        let digits: Vec<String> = no.to_string().chars().map(String::from).collect();
        stage.keys(&digits.join(" ")).keys("enter enter");
    }
    stage.tick("11:27");
    stage.keys("3 4 enter 9 enter");
    shows(&mut stage, &["counted: 455 of 456", "Missing: 1, group 34"]);
    insta::assert_snapshot!("roll_missing_80x24", screen(&mut stage));
    stage.tick("11:29");
    // The group of whom somebody is missing stands first.
    stage.keys("home enter enter");
    shows(&mut stage, &["All accounted for: 456", "in 09:00"]);
}

#[test]
fn a_paper_sheet_is_typed_in_as_one_and_empty_is_not_zero() {
    let mut stage = day("12:44", Lang::En);
    choose(&mut stage, Target::Station(StationNo(20)));
    stage.keys("d");
    pick(&mut stage, "station 20");
    pick(&mut stage, "paper sheet");
    insta::assert_snapshot!("form_sheet_80x24", screen(&mut stage));
    let expected: Vec<(RoundNo, GroupNo)> = (1..=8)
        .map(RoundNo)
        .filter_map(|round| Some((round, *stage.model.floor.expected(StationNo(20), round).first()?)))
        .collect();
    let mut row = 1;
    let first = expected[0].0.0;
    row += usize::from(first) - 1;
    for (index, (round, group)) in expected.iter().enumerate() {
        while row < usize::from(round.0) {
            stage.keys("down");
            row += 1;
        }
        if *group == GroupNo(24) {
            stage.keys("1 1");
        } else {
            stage.send(Msg::Key(crate::stage::press(" ")));
        }
        assert!(index < 8);
    }
    stage.keys("enter");
    shows(
        &mut stage,
        &[
            "group 24: came 11, interested: ?",
            "unknown, not zero: interest 5",
        ],
    );
    insta::assert_snapshot!("lever_sheet_80x24", screen(&mut stage));
    stage.keys("enter");
    let line = |(round, group): &(RoundNo, GroupNo)| SheetLine {
        round: *round,
        group: *group,
        count: if *group == GroupNo(24) {
            11
        } else {
            stage.model.floor.group(*group).unwrap().size
        },
        interest: None,
        briefing: None,
    };
    let entered = Command::EnterSheet {
        station: StationNo(20),
        lines: expected.iter().map(line).collect(),
    };
    assert_eq!(stage.asked, [entered]);
}

#[test]
fn a_station_that_is_not_ready_names_the_group_that_is_due_and_where_it_could_go() {
    let mut stage = day("09:38", Lang::En);
    let event = stage.model.floor.event().unwrap();
    let stations: Vec<u16> = event.rotation_stations().map(|(no, _)| no.0).collect();
    for no in stations.into_iter().filter(|no| *no != 26) {
        let ready = Command::Ready {
            station: StationNo(no),
            deputy: false,
        };
        stage.told("09:36", station(no), &ready);
    }
    show(&mut stage, Page::Alarms);
    shows(
        &mut stage,
        &["Due: group 19, 12 pupils", "Free and fitting in round 1: 44"],
    );
    insta::assert_snapshot!("alarms_not_ready_80x24", screen(&mut stage));
    stage.keys("enter");
    shows(&mut stage, &["station 44 "]);
}

#[test]
fn over_time_says_who_waits_and_the_waiting_station_says_from_where() {
    let mut stage = day("09:46", Lang::En);
    arrive(&mut stage, "09:46", 1, &[]);
    stage.tick("10:04:30");
    let presence = stage.model.presence.iter().map(|one| Presence {
        seen_ms: at("10:04:30").0,
        ..one.clone()
    });
    let presence: Vec<Presence> = presence.collect();
    stage.send(Msg::Presence(presence));
    let others: Vec<u16> = stage
        .model
        .floor
        .event()
        .unwrap()
        .rotation_stations()
        .map(|(no, _)| no.0)
        .filter(|no| *no != 15)
        .collect();
    for no in others {
        for group in stage.model.floor.expected(StationNo(no), RoundNo(1)).to_vec() {
            let finish = Command::Finish {
                station: StationNo(no),
                group: Some(group),
            };
            stage.told("10:03:30", station(no), &finish);
        }
    }
    choose(&mut stage, Target::Station(StationNo(17)));
    shows(&mut stage, &["coming from 15, still busy"]);
    show(&mut stage, Page::Alarms);
    shows(&mut stage, &["Ask them to finish: station 17 waits"]);
}

#[test]
fn a_late_group_is_named_with_its_last_place_and_a_silent_station_never_makes_one() {
    let mut stage = day("09:46", Lang::En);
    for round in 1..=3 {
        let (came, left) =
            [("09:46", "10:02"), ("10:08", "10:24"), ("10:30", "10:46")][usize::from(round) - 1];
        arrive(&mut stage, came, round, &[]);
        finish(&mut stage, left, round);
    }
    heard(&mut stage, "10:54:10");
    arrive(&mut stage, "10:52", 4, &[55]);
    show(&mut stage, Page::Alarms);
    shows(&mut stage, &["Group 39 was last at station 48, round 3"]);
    insta::assert_snapshot!("alarms_late_80x24", screen(&mut stage));
    let mut presence = stage.model.presence.clone();
    presence
        .iter_mut()
        .filter(|one| one.role == station(55))
        .for_each(|one| one.seen_ms = at("10:27").0);
    stage.send(Msg::Presence(presence));
    let late = |stage: &Stage| {
        stage.model.alarms.list.iter().any(|alarm| {
        matches!(alarm, sheber::domain::query::alarms::Alarm::At { station: StationNo(55), trouble, .. }
            if matches!(trouble, sheber::domain::query::overview::Trouble::Late | sheber::domain::query::overview::Trouble::NoShow))
    })
    };
    assert!(!late(&stage));
    shows(&mut stage, &["offline"]);
}

#[test]
fn figures_are_shown_with_their_meaning_and_kept_when_they_are_given() {
    for lang in Lang::ALL {
        let mut stage = day("12:30", lang);
        let given = FiguresGiven {
            purpose: Purpose::Press,
            as_of: at("12:30"),
            figures: [
                ("person_visits", 2_772),
                ("sessions", 246),
                ("pupils", 481),
                ("schools", 25),
            ]
            .into_iter()
            .map(|(name, number)| (name.to_owned(), number))
            .collect(),
            known: Vec::new(),
        };
        stage.send(Msg::Figures(Box::new(Figures {
            given: given.clone(),
            on_paper: vec![StationNo(20)],
            silent: vec![StationNo(51)],
        })));
        insta::assert_snapshot!(format!("figures_80x24_{lang}"), screen(&mut stage));
        stage.keys("enter");
        assert_eq!(stage.asked, [Command::Give(Box::new(given))]);
    }
}

#[test]
fn a_desk_is_found_by_number_and_topic_and_its_queue_stands_over_the_floor() {
    let mut stage = day("11:44", Lang::En);
    let desk = Role::Desk(DeskNo(71));
    stage.told(
        "11:44",
        desk,
        &Command::Queue {
            desk: DeskNo(71),
            length: 9,
        },
    );
    shows(&mut stage, &["Queue: advice desk 71 — 9"]);
    stage.keys("/ 7 1 enter");
    pick(&mut stage, "advice desk 71");
    shows(&mut stage, &["queue: 9"]);
    insta::assert_snapshot!("desk_found_80x24", screen(&mut stage));
    stage.keys("esc");
    let topic = stage.model.floor.event().unwrap().desks[&DeskNo(72)]
        .name
        .get(Lang::En)
        .to_owned();
    stage.keys("/").send(Msg::Paste(topic)).keys("enter");
    assert!(!stage.model.dialogs.is_empty());
}

#[test]
fn what_was_overridden_says_so_in_the_list_of_entries() {
    let mut stage = day("09:42", Lang::En);
    for until in ["10:00", "10:10"] {
        let delay = Command::Delay {
            whom: Who::Groups(vec![GroupNo(22)]),
            until: at(until),
            reason: Reason::Bus,
        };
        stage.answer(&delay);
    }
    stage.keys("j");
    shows(&mut stage, &["superseded by 09:42:00"]);
}

#[test]
fn a_preview_follows_the_floor_and_a_second_lever_is_refused() {
    let mut stage = day("09:42", Lang::En);
    choose(&mut stage, Target::Station(StationNo(1)));
    stage.keys("d");
    pick(&mut stage, "station 1");
    pick(&mut stage, "close the station");
    pick(&mut stage, "round 2");
    pick(&mut stage, "other");
    let before = stage.screen(120, 40);
    // Another coordinator does the same meanwhile.
    let close = Command::Close {
        station: StationNo(1),
        from: Some(RoundNo(2)),
        reason: Reason::Equipment,
    };
    stage.told("09:42", Role::Organiser, &close);
    assert_ne!(stage.screen(120, 40), before);
    shows(&mut stage, &["recorded already"]);
    let entries = stage.entries();
    stage.keys("enter");
    assert_eq!(stage.entries(), entries);
}

/// Ways through the questions of the levers at station 4; each ends at a preview or a form.
const WAYS: [&str; 22] = [
    "d 1 2",
    "d 1 4 3",
    "d 1 5 1 enter",
    "d 1 6 3",
    "d 1 7 8 enter 3",
    "d 1 8 2 1",
    "d 1 9",
    "d 1 up end enter",
    "d 1 end up enter",
    "d 2 1 2 1 1",
    "d 2 2 1 1",
    "d 2 3",
    "d 2 4 1 1",
    "d 2 5 1 1",
    "d 2 6 1 1",
    "d 2 7 1",
    "d 2 8 9 enter",
    "d 3 1 1 1",
    "d 4 1 4",
    "d 5 2 2",
    "d 5 4",
    "e 3 enter",
];

#[test]
fn leaving_a_lever_anywhere_changes_nothing_and_every_question_fits_the_smallest_screen() {
    for lang in Lang::ALL {
        let mut stage = day("09:50", lang);
        arrive(&mut stage, "09:46", 1, &[4]);
        heard(&mut stage, "09:50");
        let entries = stage.entries();
        for way in WAYS {
            let keys: Vec<&str> = way.split(' ').collect();
            for length in 1..=keys.len() {
                choose(&mut stage, Target::Station(StationNo(4)));
                stage.keys(&keys[..length].join(" "));
                fits(&stage.buffer(80, 24));
                let open = stage.model.dialogs.last();
                let is_last = matches!(open, Some(Dialog::Lever(_) | Dialog::Form(_)));
                assert_eq!(is_last, length == keys.len(), "{way} at {length}: {open:?}");
                for _ in 0..keys.len() {
                    stage.keys("esc");
                }
                assert!(stage.model.dialogs.is_empty(), "{way} at {length} in {lang}");
                assert_eq!(stage.entries(), entries, "{way}");
                assert!(stage.asked.is_empty(), "{way}: {:?}", stage.asked);
            }
        }
    }
}

/// The banner and the line of the floor stay in sight, and no cell commands the terminal.
fn fits(buffer: &Buffer) {
    for position in buffer.area.positions() {
        assert!(!buffer[position].symbol().chars().any(char::is_control));
    }
    let drawn = text(buffer);
    assert!(drawn.lines().take(3).all(|line| !line.contains('┌')), "{drawn}");
    assert!(drawn.lines().any(|line| line.contains('┌')), "{drawn}");
    assert!(drawn.lines().any(|line| line.contains('┘')), "{drawn}");
}

#[test]
fn an_unaccepted_call_is_an_alarm_that_leads_to_the_calls() {
    let mut stage = day("10:19", Lang::En);
    let call = Command::Call {
        place: Place::Station(StationNo(27)),
        need: Need::Interpreter,
    };
    stage.told("10:19", station(27), &call);
    heard(&mut stage, "10:20:30");
    show(&mut stage, Page::Alarms);
    shows(&mut stage, &["no answer for 01:30", "Accept the call"]);
    stage.keys("enter enter");
    assert!(matches!(stage.asked.last(), Some(Command::AcceptCall(_))));
}

#[test]
fn a_counted_number_is_offered_for_the_rest_of_the_day_without_a_letter_key() {
    let mut stage = day("09:46", Lang::En);
    let arrived = Command::Arrive {
        station: StationNo(11),
        group: Some(GroupNo(6)),
        count: Some(11),
    };
    stage.told("09:46", station(11), &arrived);
    choose(&mut stage, Target::Station(StationNo(11)));
    stage.keys("f10");
    pick(&mut stage, "change what is chosen");
    pick(&mut stage, "group 6");
    pick(&mut stage, "11 for the rest of the day");
    stage.keys("enter");
    let resized = Command::Resize {
        group: GroupNo(6),
        size: 11,
    };
    assert_eq!(stage.asked, [resized]);
}

#[test]
fn two_groups_at_one_station_are_told_apart_and_the_stranger_is_sent_on() {
    let mut stage = day("09:47", Lang::En);
    for (group, count) in [(6, 11), (7, 12)] {
        let arrived = Command::Arrive {
            station: StationNo(11),
            group: Some(GroupNo(group)),
            count: Some(count),
        };
        stage.told("09:47", station(11), &arrived);
    }
    heard(&mut stage, "09:47:10");
    show(&mut stage, Page::Alarms);
    shows(
        &mut stage,
        &[
            "over capacity 23/12",
            "Their place: station 43, Red hall",
            "Send it on",
        ],
    );
    stage.keys("enter enter");
    let sent = Command::SendOn {
        station: StationNo(11),
        group: Some(GroupNo(7)),
        to: Some(StationNo(43)),
    };
    assert_eq!(stage.asked, [sent]);
}

#[test]
fn a_visit_that_a_silent_station_never_told_is_not_confirmed_and_can_be_typed_in() {
    let mut stage = day("10:29", Lang::En);
    arrive(&mut stage, "10:30", 3, &[51]);
    finish_but(&mut stage, "10:46", 3, 51);
    heard(&mut stage, "10:48");
    let mut presence = stage.model.presence.clone();
    for one in presence.iter_mut().filter(|one| one.role == station(51)) {
        one.seen_ms = at("10:27").0;
    }
    stage.send(Msg::Presence(presence));
    show(&mut stage, Page::Alarms);
    stage.keys("end");
    shows(&mut stage, &["not confirmed: round 3, group 34"]);
    while !stage.screen(120, 40).contains("51 Assistant") {
        stage.keys("up");
    }
    while !stage.screen(120, 40).contains("Ask by radio") {
        stage.keys("up");
    }
    stage.keys("enter");
    assert!(matches!(stage.model.dialogs.last(), Some(Dialog::Form(_))));
    // After the last round, it says from whom something is still to come.
    stage.keys("esc");
    stage.tick("12:50");
    shows(&mut stage, &["Not everything received from: "]);
}
