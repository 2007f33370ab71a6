//! The station screen as its instructor works with it: keys go in, what is recorded and what is read comes out.

use sheber::domain::command::Command;
use sheber::domain::entry::Entry;
use sheber::domain::event::{Lang, Words};
use sheber::domain::fact::{Audience, Counted, Fact, Reason};
use sheber::domain::fork::ForkNotice;
use sheber::domain::id::{EntryId, GroupNo, Origin, Role, RoundNo, Seq, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::time::Stamp;
use sheber::ui::keymap::Action;
use sheber::ui::model::{Contact, Link};
use sheber::ui::msg::{Effect, Msg};
use sheber::ui::update::update;
use sheber::ui::{screen, view};

use super::stage::{Stage, at, press};

const fn station(no: u16) -> Role {
    Role::Station(StationNo(no))
}

fn on(no: u16, time: &str) -> Stage {
    Stage::new(station(no), time, Lang::En)
}

fn arrive(no: u16, group: u16, count: u16) -> Command {
    Command::Arrive {
        station: StationNo(no),
        group: Some(GroupNo(group)),
        count: Some(count),
    }
}

fn seen(stage: &Stage) -> String {
    stage.screen(80, 24)
}

#[track_caller]
fn shows(stage: &Stage, text: &str) {
    let screen = seen(stage);
    assert!(screen.contains(text), "{text:?} is not on\n{screen}");
}

#[track_caller]
fn shows_no(stage: &Stage, text: &str) {
    let screen = seen(stage);
    assert!(!screen.contains(text), "{text:?} is on\n{screen}");
}

/// The clock as text, whatever figures the screen draws it in.
fn clock(stage: &Stage) -> String {
    let Role::Station(no) = stage.model.role() else {
        panic!("no station")
    };
    screen::station::one_line(&stage.model, no)
}

#[test]
fn enter_accepts_the_number_that_is_offered() {
    let mut stage = on(27, "09:45:30");
    shows(&stage, "How many came? [ 11 ] Enter");
    stage.keys("enter");
    assert_eq!(
        stage.last_fact(),
        r#"group_arrived {"station":27,"round":1,"group":8,"count":11}"#
    );
    shows(&stage, "IN PROGRESS");
    shows(&stage, "came: 11 of 11");
    shows(&stage, "go to: station 31");
}

#[test]
fn digits_replace_the_number_on_any_layout() {
    for keys in ["1 0 enter", "\" қ enter", "! 0 enter"] {
        let mut stage = on(27, "09:45:30");
        stage.keys(keys);
        assert!(stage.last_fact().ends_with(r#""group":8,"count":10}"#), "{keys}");
        assert!(stage.model.dialogs.is_empty());
        shows(&stage, "came: 10 of 11");
    }
}

#[test]
fn pressing_twice_records_once_and_keeps_the_line_with_undo() {
    let mut stage = on(27, "09:45:30");
    stage.keys("enter enter enter");
    assert_eq!(stage.entries(), 2);
    shows(&stage, "arrived: group 8, count 11 — undo: u");
    stage.keys("f f");
    assert_eq!(stage.entries(), 3);
    shows(&stage, "finished: group 8 — undo: u");
}

#[test]
fn a_press_made_before_the_first_was_recorded_changes_nothing() {
    let mut stage = on(27, "09:45:30");
    let Effect::Do(first) = update(&mut stage.model, Msg::Key(press("enter"))).remove(0) else {
        panic!("nothing was asked for")
    };
    let Effect::Do(second) = update(&mut stage.model, Msg::Key(press("enter"))).remove(0) else {
        panic!("nothing was asked for")
    };
    assert_eq!(first, second);
    stage.answer(&first).answer(&second);
    assert_eq!(stage.entries(), 2);
    shows(&stage, "arrived: group 8, count 11 — undo: u");
}

#[test]
fn a_question_that_is_still_open_survives_the_answer_to_an_earlier_key() {
    let mut stage = on(27, "09:45:30");
    stage.keys("enter");
    let effects = update(&mut stage.model, Msg::Key(press("f")));
    stage.keys("i 5");
    let Some(Effect::Do(finish)) = effects.first() else {
        panic!("nothing was asked for")
    };
    stage.answer(finish);
    stage.keys("enter");
    assert!(stage.last_fact().starts_with("interest_counted"));
    assert!(stage.last_fact().ends_with(r#""count":5}"#));
}

#[test]
fn the_last_count_of_a_group_is_offered_at_its_next_station() {
    let mut stage = on(6, "10:07:30");
    stage.told("09:46", station(11), &arrive(11, 6, 11));
    shows(&stage, "How many came? [ 11 ]");
}

#[test]
fn a_group_that_came_to_the_wrong_station_is_counted_and_sent_on() {
    let mut stage = on(11, "09:46:00");
    stage.keys("1 1 enter").tick("09:47:00").keys("g 7 enter");
    shows(&stage, "This is group 7. Their place: station 43, Red hall");
    stage.keys("enter");
    shows(&stage, "23 people, 12 places");
    shows(&stage, "This is group 7. Their place: station 43, Red hall");
    stage.keys("s");
    assert_eq!(
        stage.last_fact(),
        r#"sent_on {"station":11,"round":1,"group":7,"to":43}"#
    );
    shows(&stage, "came: 11 of 12");
    shows_no(&stage, "station 43, Red hall");
}

#[test]
fn a_group_on_its_break_is_named_as_such() {
    let mut stage = on(27, "09:46:00");
    stage.keys("g 9 enter");
    shows(&stage, "This is group 9. It has a break now");
}

#[test]
fn a_group_number_that_nobody_knows_is_refused() {
    let mut stage = on(27, "09:46:00");
    stage.keys("g 9 9 enter");
    assert_eq!(stage.entries(), 1);
    shows(&stage, "There is no group 99");
}

#[test]
fn a_wrong_finish_is_undone_and_the_clock_shows_what_it_would_have_shown() {
    let mut stage = on(37, "09:50:00");
    stage.keys("enter");
    let before = clock(&stage);
    stage.keys("f").tick("09:50:09");
    shows(&stage, "FINISHED");
    shows(&stage, "— undo: u");
    stage.keys("u").tick("09:50:00");
    shows(&stage, "IN PROGRESS");
    assert_eq!(clock(&stage), before);
    assert!(before.contains("13:00"), "{before}");
    stage.tick("09:50:20");
    shows_no(&stage, "undo: u");
    stage.keys("j");
    shows(&stage, "Which entry should be undone?");
}

#[test]
fn time_up_counts_upward_rings_once_and_tells_the_station_that_waits() {
    let mut stage = on(15, "09:46:00");
    stage.keys("enter").tick("10:02:59");
    assert_eq!(clock(&stage), "] 00:01 35");
    stage.tick("10:03:00");
    assert_eq!((clock(&stage).as_str(), stage.bells), ("+ +00:00 35", 1));
    stage.tick("10:03:01").tick("10:06:10");
    assert_eq!((clock(&stage).as_str(), stage.bells), ("+ +03:10 35", 1));
    shows(&stage, "TIME IS UP");

    let mut next = on(17, "10:05:00");
    next.told("09:46", station(15), &arrive(15, 35, 12));
    shows(&next, "from: station 15, that station is still busy");
}

#[test]
fn minutes_more_are_asked_with_their_reason() {
    let mut stage = on(37, "10:38:00");
    stage.keys("enter e 7");
    shows(&stage, "Extend by how many minutes?");
    stage.keys("4 enter");
    assert_eq!(
        stage.last_fact(),
        r#"round_extended {"station":37,"round":3,"minutes":4,"reason":"guests"}"#
    );
    shows(&stage, "until the end 10:51");
    shows(&stage, "extended: +4 min, guests");
}

#[test]
fn a_message_stands_until_it_is_received_and_never_over_the_clock() {
    let mut stage = on(27, "10:49:00");
    let clock_rows = |stage: &Stage| {
        seen(stage)
            .lines()
            .skip(2)
            .take(11)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let before = clock_rows(&stage);
    let text = Words {
        kk: "Қонақтар жасыл зал арқылы өтеді".to_owned(),
        ru: "Гости пройдут через зелёный зал".to_owned(),
        en: String::new(),
    };
    let send = Command::Send {
        to: Audience::All,
        text,
    };
    stage.told("10:49", Role::Coordinator, &send);
    shows(
        &stage,
        "Message, 10:49: Қонақтар жасыл зал арқылы өтеді [v] received",
    );
    assert_eq!(clock_rows(&stage), before);
    stage.keys("l");
    stage.keys("l");
    shows(&stage, "Гости пройдут через зелёный зал");
    stage.keys("v");
    assert!(stage.last_fact().starts_with("message_received"));
    shows_no(&stage, "Гости пройдут");
}

#[test]
fn a_missing_briefing_stays_until_it_is_marked() {
    let mut stage = on(4, "11:13:30");
    stage.keys("enter").tick("11:15:00");
    shows(&stage, "Give the safety briefing first [b] briefing");
    stage.keys("b");
    assert!(stage.last_fact().starts_with("briefing_marked"));
    shows_no(&stage, "Give the safety briefing first");
}

#[test]
fn more_interested_than_counted_is_refused_and_can_be_typed_again() {
    let mut stage = on(4, "11:41:00");
    stage.keys("1 2 enter i 5 0 enter");
    shows(&stage, "Cannot be more than 12");
    stage.keys("5 enter");
    assert!(stage.last_fact().ends_with(r#""count":5}"#));
    shows(&stage, "interested: 5");
}

#[test]
fn first_aid_is_a_key_and_a_confirmation_and_says_when_help_comes() {
    let mut stage = on(27, "10:19:00");
    stage.keys("a");
    shows(&stage, "Call first aid?");
    stage.keys("enter");
    shows(&stage, "first aid: called at 10:19, no answer yet");
    let call = EntryId {
        origin: Origin(1_027),
        seq: Seq(1),
    };
    stage.told("10:19:40", Role::Coordinator, &Command::AcceptCall(call));
    shows(&stage, "first aid: help is on the way");
    stage.told("10:26", Role::Coordinator, &Command::CloseCall(call));
    shows_no(&stage, "first aid: ");
}

#[test]
fn support_is_told_as_what_to_do_and_only_while_its_group_is_due() {
    let mut stage = on(56, "10:55:00");
    let told = "sign language 8: Face the group";
    shows_no(&stage, told);
    stage.keys("f").tick("11:11:00");
    shows(&stage, told);
    stage.tick("11:14:00").keys("enter");
    shows(&stage, told);
    stage.keys("f").tick("11:33:00");
    shows_no(&stage, told);
}

#[test]
fn a_paused_clock_stands_and_says_why() {
    let mut stage = on(15, "10:51:30");
    stage.keys("enter").tick("11:02:00").keys("p 4");
    assert_eq!(
        stage.last_fact(),
        r#"station_paused {"station":15,"reason":"power"}"#
    );
    let stood = clock(&stage);
    stage.tick("11:05:00");
    assert_eq!(clock(&stage), stood);
    shows(&stage, "Paused: power. Since 11:02");
    stage.tick("11:07:00").keys("p");
    assert!(clock(&stage).contains("02:00"), "{}", clock(&stage));
}

#[test]
fn a_general_hold_stops_every_clock_and_moves_the_next_times() {
    let mut stage = on(27, "11:15:00");
    stage.keys("enter").tick("11:20:00");
    stage.told("11:20", Role::Coordinator, &Command::Hold(Reason::Drill));
    let stood = clock(&stage);
    stage.tick("11:31:59");
    assert_eq!(clock(&stage), stood);
    assert!(stood.contains("11:00"), "{stood}");
    shows(&stage, "General hold: drill. Since 11:20");
    stage.told("11:32", Role::Coordinator, &Command::ResumeFloor);
    stage.tick("11:32:00");
    assert!(clock(&stage).contains("11:00"));
    shows(&stage, "NEXT  11:47 (was 11:35)");
    shows(&stage, "11:47+12");
}

#[test]
fn an_early_group_is_asked_about_before_anything_is_recorded() {
    let mut stage = on(27, "09:46:00");
    stage.keys("enter").tick("10:03:30").keys("f").tick("10:05:00");
    let before = stage.entries();
    stage.keys("enter enter");
    assert_eq!(stage.entries(), before);
    shows(&stage, "station 27 · group 32");
    stage.keys("enter");
    assert_eq!(
        stage.last_fact(),
        r#"group_arrived {"station":27,"round":2,"group":32,"count":12}"#
    );
}

#[test]
fn a_group_left_open_by_an_earlier_round_is_finished_by_choice() {
    let mut stage = on(27, "09:46:00");
    stage.keys("enter").tick("10:08:00");
    shows(&stage, "Round 1: group 8 is not marked as finished");
    stage.keys("enter f");
    shows(&stage, "Which group is it about?");
    stage.keys("2");
    assert_eq!(
        stage.last_fact(),
        r#"group_finished {"station":27,"round":1,"group":8}"#
    );
    shows(&stage, "came: 12 of 12");
}

#[test]
fn plus_and_minus_change_the_offer_before_and_the_count_after_the_arrival() {
    let mut stage = on(27, "09:46:00");
    stage.keys("- enter");
    assert!(stage.last_fact().ends_with(r#""count":10}"#));
    stage.keys("+");
    assert_eq!(
        stage.last_fact(),
        r#"count_corrected {"station":27,"round":1,"group":8,"count":11}"#
    );
}

#[test]
fn walk_ins_and_a_free_round_are_told() {
    let mut stage = on(5, "09:46:00");
    shows(&stage, "No group this round");
    shows(&stage, "Reserve station: no groups planned");
    stage.keys("w 4 enter");
    shows(&stage, "walk-ins: 4");
}

#[test]
fn the_connection_is_told_calmly() {
    let mut stage = on(50, "10:31:00");
    let offline = Link {
        contact: Contact::Offline {
            since: at("10:27"),
            why: "share-missing",
        },
        unsent: 4,
        ..Link::STARTING
    };
    stage.send(Msg::Link(offline));
    shows(&stage, "No connection. Carry on, entries are kept on this laptop");
    shows(&stage, "not sent: 4");
    stage.tick("12:50:00");
    shows(&stage, "4 entries not sent. Keep the laptop open");
    let online = Link {
        contact: Contact::Online,
        ..Link::STARTING
    };
    stage.send(Msg::Link(online));
    shows(&stage, "Everything is sent. The laptop may be closed");
}

#[test]
fn a_wrong_clock_is_named_in_hours_minutes_or_seconds() {
    let clocks = [
        (420_000, "clock is 7 min fast. Event time is used"),
        (-3_000, "clock is 3 s slow. Event time is used"),
        (3_601_000, "Wrong time zone: this laptop's clock is 1 h fast"),
    ];
    for (ahead, told) in clocks {
        let mut stage = on(8, "09:31:00");
        stage.send(Msg::Link(Link {
            contact: Contact::Online,
            clock_ahead_ms: Some(ahead),
            ..Link::STARTING
        }));
        shows(&stage, told);
    }
    let mut stage = on(8, "09:31:00");
    stage.send(Msg::Link(Link {
        clock_ahead_ms: Some(1_900),
        ..Link::STARTING
    }));
    shows_no(&stage, "clock is");
}

#[test]
fn a_second_laptop_for_the_station_is_named_while_it_is_in_use() {
    let mut stage = on(31, "10:33:00");
    let laptop = |origin, seen: &str| Presence {
        origin: Origin(origin),
        role: station(31),
        label: "laptop".to_owned(),
        seen_ms: at(seen).0,
        clock_ahead_ms: None,
        version: String::new(),
        unsent: 0,
    };
    stage.send(Msg::Presence(vec![laptop(1, "10:32:59"), laptop(2, "10:32:50")]));
    shows(&stage, "This station is also open on another laptop");
    stage.send(Msg::Presence(vec![laptop(1, "10:32:59"), laptop(2, "10:31:00")]));
    shows_no(&stage, "also open");
}

#[test]
fn another_number_said_on_a_second_laptop_is_told() {
    let mut stage = on(31, "10:33:00");
    stage.keys("enter");
    let group = stage.model.floor.expected(StationNo(31), RoundNo(3))[0];
    let earlier = at("10:32");
    let second = Entry {
        id: EntryId {
            origin: Origin(77),
            seq: Seq(1),
        },
        stamp: Stamp {
            at: earlier,
            counter: 0,
        },
        at: earlier,
        role: station(31),
        fact: Fact::GroupArrived(Counted {
            station: StationNo(31),
            round: RoundNo(3),
            group,
            count: 9,
        }),
    };
    stage.send(Msg::Arrived(vec![second]));
    shows(&stage, "The count on another laptop: 9 [c] count again");
}

#[test]
fn a_restart_in_overtime_does_not_ring_again() {
    let mut stage = on(15, "10:05:00");
    stage.told("09:46", station(15), &arrive(15, 35, 12));
    stage.tick("10:05:00").tick("10:05:01").tick("10:05:02");
    assert_eq!(stage.bells, 0);
    shows(&stage, "TIME IS UP");
}

#[test]
fn a_signal_missed_in_sleep_is_told_once_and_does_not_ring() {
    let mut stage = on(15, "09:46:00");
    stage.keys("enter").tick("10:01:00").tick("10:06:00");
    assert_eq!(stage.bells, 0);
    shows(&stage, "Missed signals: time is up");
    stage.tick("10:06:11").tick("10:06:12");
    shows_no(&stage, "Missed signals");
}

#[test]
fn the_bell_rings_again_only_after_time_was_added_above_zero() {
    let mut stage = on(15, "09:46:00");
    stage
        .keys("enter")
        .tick("10:02:59")
        .tick("10:03:00")
        .tick("10:05:00");
    stage.keys("e 3 1 enter").tick("10:05:01").tick("10:05:02");
    assert_eq!(stage.bells, 1, "one minute more is still over time");
    stage
        .keys("e 3 5 enter")
        .tick("10:05:03")
        .tick("10:08:59")
        .tick("10:09:00");
    assert_eq!(stage.bells, 2);
}

#[test]
fn an_extension_that_ends_in_the_next_round_rings_too() {
    let mut stage = on(15, "09:46:00");
    stage.keys("enter e 3 9 enter").tick("10:11:59");
    assert_eq!(clock(&stage), "] 00:01 35");
    stage.tick("10:12:00").tick("10:12:01");
    assert_eq!(stage.bells, 1);
    shows(&stage, "Round 1: group 35 is not marked as finished");
}

#[test]
fn taking_away_more_than_remains_rings_once() {
    let mut stage = on(15, "09:46:00");
    stage.keys("enter").tick("09:58:00").tick("09:58:01");
    let shorten = Command::Extend {
        station: StationNo(15),
        minutes: -10,
        reason: Reason::Bus,
    };
    stage.told("09:58:01", Role::Coordinator, &shorten);
    stage.tick("09:58:02").tick("09:58:03");
    assert_eq!(stage.bells, 1);
}

#[test]
fn the_footer_names_only_keys_that_fit_whole() {
    let stage = on(27, "09:45:30");
    let footer = seen(&stage).lines().last().unwrap().to_owned();
    for hint in [
        "Enter arrived",
        "h help needed",
        "a first aid",
        "m menu",
        "everything sent",
    ] {
        assert!(footer.contains(hint), "{footer}");
    }
    assert!(screen::station::hints(&stage.model, StationNo(27)).contains(&Action::OtherGroup));
}

#[test]
fn a_tiny_window_still_shows_the_state_the_clock_and_the_group() {
    let mut stage = on(27, "09:50:00");
    stage.keys("enter");
    assert!(stage.screen(20, 3).starts_with("> 13:00 8"));
    assert!(
        stage
            .screen(view::WIDTH_MIN, view::HEIGHT_MIN - 1)
            .starts_with("> 13:00 8")
    );
}

#[test]
fn the_menu_lists_what_can_be_done_now() {
    let mut stage = on(27, "09:45:30");
    let menu = stage.keys("f10").screen(80, 40);
    for (entry, is_listed) in [
        ("the group has come", true),
        ("another group has come", true),
        ("finish with the group", false),
        ("safety briefing done", false),
        ("message received", false),
    ] {
        assert_eq!(menu.contains(entry), is_listed, "{entry}\n{menu}");
    }
    let menu = stage.keys("esc enter f10").screen(80, 40);
    assert!(
        menu.contains("finish with the group") && menu.contains("safety briefing done"),
        "{menu}"
    );
}

#[test]
fn a_short_hold_that_moves_no_minute_shows_no_old_time() {
    let mut stage = on(27, "09:46:00");
    let hold = Command::Hold(Reason::Drill);
    stage.told("09:46:05", Role::Coordinator, &hold);
    stage.told("09:46:09", Role::Coordinator, &Command::ResumeFloor);
    stage.tick("09:46:10");
    shows(&stage, "NEXT");
    shows_no(&stage, "was 10:07");
}

#[test]
fn the_key_that_stops_the_time_is_called_resume_while_it_stands() {
    let mut stage = on(27, "09:46:00");
    let footer = |stage: &Stage| seen(stage).lines().last().unwrap().to_owned();
    stage.keys("enter p 1").tick("09:46:05");
    assert!(footer(&stage).contains("p resume"), "{}", footer(&stage));
}

#[test]
fn a_fork_stands_where_it_was_written_and_nowhere_else() {
    let mut stage = Stage::new(Role::Station(StationNo(27)), "09:45:30", Lang::En);
    let told = "Two laptops wrote as this place";
    stage.keys("enter");
    let written = stage.model.floor.log().last().unwrap().id;
    let fork = |id: EntryId| ForkNotice {
        origin: id.origin,
        from: id.seq,
        names: 1,
    };
    stage.send(Msg::Forks(vec![fork(written)]));
    assert!(stage.screen(80, 24).contains(told));
    // It took a new name meanwhile: what was written under the old one was still written here.
    stage.send(Msg::Renamed(Origin(77)));
    assert!(stage.screen(80, 24).contains(told));
    let elsewhere = EntryId {
        origin: Origin(78),
        seq: Seq(1),
    };
    stage.send(Msg::Forks(vec![fork(elsewhere)]));
    assert!(!stage.screen(80, 24).contains(told));
}
