//! The evacuation as a station and a desk see it: the alarm is two keys, covers everything, and the roll call is two taps.

use sheber::domain::command::Command;
use sheber::domain::event::Lang;
use sheber::domain::id::{DeskNo, Role, StationNo};

use super::stage::Stage;

fn on(no: u16, time: &str) -> Stage {
    Stage::new(Role::Station(StationNo(no)), time, Lang::En)
}

#[track_caller]
fn shows(stage: &Stage, text: &str) {
    let screen = stage.screen(80, 24);
    assert!(screen.contains(text), "{text:?} is not on\n{screen}");
}

#[track_caller]
fn shows_no(stage: &Stage, text: &str) {
    let screen = stage.screen(80, 24);
    assert!(!screen.contains(text), "{text:?} is on\n{screen}");
}

/// Station 27 in round 5 with its group, when a coordinator gives the alarm.
fn alarmed(drill: bool) -> Stage {
    let mut stage = on(27, "11:15:00");
    stage.keys("enter i").tick("11:20:00");
    stage.told("11:20", Role::Coordinator, &Command::Evacuate { drill });
    stage
}

#[test]
fn the_alarm_is_a_key_and_a_choice_and_covers_the_screen_without_a_network() {
    for (keys, fact) in [
        ("x enter", r#"evacuation_called {"drill":false}"#),
        ("ч 1", r#"evacuation_called {"drill":false}"#),
        ("f12 2", r#"evacuation_called {"drill":true}"#),
    ] {
        let mut stage = on(27, "11:20:00");
        stage.keys(keys);
        assert_eq!(stage.last_fact(), fact, "{keys}");
        assert_eq!(stage.bells, 1);
        shows(&stage, "Switch off equipment");
        shows(&stage, "Take your group to the assembly point");
        shows(&stage, "Assembly point: sports ground");
        shows(&stage, "Since 11:20");
    }
    let mut stage = on(27, "11:20:00");
    stage.keys("x");
    shows(&stage, "Call an evacuation?");
    stage.keys("esc");
    assert_eq!(stage.entries(), 1);
}

#[test]
fn a_drill_says_so_and_can_only_turn_serious() {
    let mut stage = alarmed(true);
    shows(&stage, "EVACUATION DRILL");
    stage.keys("x");
    shows_no(&stage, "Drill: everybody");
    stage.keys("enter");
    shows_no(&stage, "DRILL");
    assert_eq!(stage.bells, 2, "the real alarm rings again");
    stage.keys("x enter");
    shows(&stage, "this is recorded already");
}

#[test]
fn an_alarm_rings_and_closes_the_question_that_was_open() {
    let stage = alarmed(false);
    assert_eq!(stage.bells, 1);
    assert!(stage.model.dialogs.is_empty());
    let mut coordinator = Stage::new(Role::Coordinator, "11:20:00", Lang::En);
    coordinator.keys("/");
    let by = Role::Station(StationNo(27));
    coordinator.told("11:20", by, &Command::Evacuate { drill: true });
    assert_eq!((coordinator.bells, coordinator.model.dialogs.len()), (1, 1));
}

#[test]
fn the_clock_stands_and_goes_on_with_new_times_beside_the_old() {
    let mut stage = alarmed(true);
    stage.tick("11:31:00");
    shows(&stage, "The clock stands: 11:00 left");
    stage.told("11:32", Role::Coordinator, &Command::ResumeFloor);
    stage.tick("11:32:00");
    shows_no(&stage, "Switch off equipment");
    shows(&stage, "IN PROGRESS");
    shows(&stage, "NEXT  11:47 (was 11:35)");
    assert!(sheber::ui::screen::station::one_line(&stage.model, StationNo(27)).contains("11:00"));
}

#[test]
fn the_roll_call_of_the_own_group_is_two_taps() {
    let mut stage = alarmed(true);
    stage.tick("11:26:00");
    shows(
        &stage,
        "group 36: How many are at the assembly point? [ 12 ] Enter",
    );
    stage.keys("enter enter");
    assert_eq!(stage.last_fact(), r#"roll_called {"group":36,"count":12}"#);
    shows(&stage, "group 36: 12 of 12, 11:26");
    shows(&stage, "Groups counted: 1 of 40");
}

#[test]
fn a_missing_pupil_is_told_until_the_group_is_complete() {
    let mut stage = alarmed(true);
    stage.tick("11:27:00").keys("1 1 enter");
    shows(&stage, "Missing: 1, group 36 (11 of 12, 11:27) Enter");
    stage.tick("11:29:00").keys("enter enter");
    assert_eq!(stage.last_fact(), r#"roll_called {"group":36,"count":12}"#);
    shows_no(&stage, "Missing");
}

#[test]
fn another_group_is_counted_by_its_number_at_a_desk_too() {
    let mut stage = Stage::new(Role::Desk(DeskNo(71)), "11:20:00", Lang::En);
    stage.keys("x 2 enter 3 4 enter");
    shows(&stage, "How many are at the assembly point?");
    stage.keys("9 enter");
    assert_eq!(stage.last_fact(), r#"roll_called {"group":34,"count":9}"#);
    stage.keys("g 9 9 enter");
    shows(&stage, "There is no group 99");
}

#[test]
fn station_keys_do_nothing_unseen_while_first_aid_and_undo_work() {
    let mut stage = alarmed(true);
    let before = stage.entries();
    stage.keys("f b i w p e r");
    assert_eq!(stage.entries(), before);
    stage.keys("a enter");
    shows(&stage, "first aid: called at 11:20, no answer yet");
    stage.keys("u");
    shows_no(&stage, "first aid: called");
}

#[test]
fn a_false_alarm_is_taken_back_by_whoever_gave_it() {
    let mut stage = on(27, "11:20:00");
    stage.keys("x 1").tick("11:20:20").keys("u");
    shows_no(&stage, "Switch off equipment");
    assert!(stage.model.schedule().held().is_none());
}

#[test]
fn a_laptop_that_does_not_hear_the_end_can_be_taken_back_to_work() {
    let mut stage = alarmed(true);
    stage.tick("11:33:00").keys("esc");
    shows(&stage, "Only when all have been told to come back");
    stage.keys("enter");
    shows(&stage, "EVACUATION DRILL. Since 11:20");
    shows(&stage, "\"  EVACUATION DRILL. Since 11:20");
    stage.keys("f");
    assert!(stage.last_fact().starts_with("group_finished"));
    stage.told("11:34", Role::Coordinator, &Command::ResumeFloor);
    stage.tick("11:34:00");
    shows_no(&stage, "EVACUATION DRILL. Since");
}

#[test]
fn an_alarm_that_was_left_comes_back_when_it_turns_out_to_be_real() {
    let mut stage = alarmed(true);
    stage.keys("esc enter");
    shows_no(&stage, "Switch off equipment");
    stage.told("11:25", Role::Coordinator, &Command::Evacuate { drill: false });
    stage.tick("11:25:00");
    assert_eq!(stage.bells, 2);
    shows(&stage, "Switch off equipment");
}

#[test]
fn whoever_leads_it_reads_the_word_too_and_not_only_that_the_clocks_stand() {
    for (drill, word) in [
        (false, "EVACUATION. Since 11:20"),
        (true, "EVACUATION DRILL. Since 11:20"),
    ] {
        let mut stage = Stage::new(Role::Coordinator, "11:20:00", Lang::En);
        stage.told("11:20", Role::Coordinator, &Command::Evacuate { drill });
        stage.tick("11:21:00");
        shows(&stage, word);
        shows_no(&stage, "General hold");
        // The station by radio, and the grid.
        stage.keys("tab tab enter");
        shows(&stage, word);
    }
}

#[test]
fn the_language_changes_during_the_alarm() {
    let mut stage = alarmed(false);
    stage.keys("l");
    let told = stage.model.texts().get("m-evac");
    for sentence in told.split(". ").skip(1) {
        shows(&stage, sentence);
    }
}

#[test]
fn the_smallest_window_says_it_too() {
    let stage = alarmed(false);
    let line = stage.screen(60, 1);
    assert!(line.starts_with("EVACUATION. Switch off equipment."), "{line}");
    let lines = stage.screen(40, 5);
    assert!(lines.contains("assembly point"), "{lines}");
}
