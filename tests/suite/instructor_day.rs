//! Lines of the acceptance day that an instructor must see and that no other test of the screens looks at.

use sheber::domain::command::Command;
use sheber::domain::event::Lang;
use sheber::domain::floor::Floor;
use sheber::domain::id::{EntryId, GroupNo, Role, StationNo};
use sheber::ui::model::{Contact, Link, Model};
use sheber::ui::msg::Msg;
use sheber::ui::screen::station::one_line;

use super::stage::{Stage, at};

const C: Role = Role::Coordinator;

fn on(no: u16, time: &str) -> Stage {
    Stage::new(Role::Station(StationNo(no)), time, Lang::En)
}

#[track_caller]
fn shows(stage: &Stage, text: &str) {
    let screen = stage.screen(80, 24);
    let joined: Vec<&str> = screen.split_whitespace().collect();
    assert!(joined.join(" ").contains(text), "{text:?} is not on\n{screen}");
}

#[track_caller]
fn shows_no(stage: &Stage, text: &str) {
    let screen = stage.screen(80, 24);
    assert!(!screen.contains(text), "{text:?} is on\n{screen}");
}

fn arrive(no: u16, group: u16, count: u16) -> Command {
    Command::Arrive {
        station: StationNo(no),
        group: Some(GroupNo(group)),
        count: Some(count),
    }
}

fn last_entry(stage: &Stage) -> EntryId {
    stage.model.floor.log().last().unwrap().id
}

/// S01.
#[test]
fn the_opening_check_shows_the_station_its_groups_and_the_first_start() {
    let mut stage = on(27, "09:30:00");
    for told in [
        "station 27 · Tailor · Yellow hall",
        "until the start 09:45",
        "places: 12",
        "group 8 32 22 11 36 16 2 4",
    ] {
        shows(&stage, told);
    }
    assert!(one_line(&stage.model, StationNo(27)).contains("15:00"));
    stage.keys("r");
    assert_eq!(stage.last_fact(), r#"station_ready {"station":27}"#);
    let mut reserve = on(5, "09:30:00");
    shows(&reserve, "Reserve station: no groups planned");
    reserve.keys("r");
    shows(&reserve, "READY");
}

/// S07.
#[test]
fn the_first_round_starts_by_itself() {
    let mut stage = on(27, "09:44:59");
    stage.keys("r").tick("09:45:00");
    assert_eq!(one_line(&stage.model, StationNo(27)), "o 18:00 8");
    stage.keys("enter");
    assert_eq!(one_line(&stage.model, StationNo(27)), "> 18:00 8");
}

/// S13: the program is opened again over the entries that were kept.
#[test]
fn a_restart_in_mid_round_goes_on_without_a_question() {
    let mut before = on(4, "10:07:40");
    before.keys("enter");
    let floor: Floor = before.model.floor.log().iter().cloned().collect();
    let model = Model::new(floor, before.model.me, before.model.look, at("10:13:20"));
    let mut after = on(4, "10:13:20");
    after.model = model;
    assert!(after.model.dialogs.is_empty());
    assert!(one_line(&after.model, StationNo(4)).contains("11:40"));
    shows(&after, "came: 12 of 12");
    shows(&after, "round 2 of 8");
}

/// S18.
#[test]
fn an_arrival_told_by_radio_and_by_the_station_is_one_arrival() {
    let mut stage = on(50, "10:30:20");
    stage.keys("enter");
    let group = stage
        .model
        .floor
        .expected(StationNo(50), sheber::domain::id::RoundNo(3))[0];
    let radio = arrive(50, group.0, 11);
    stage.told("10:31", C, &radio);
    stage.tick("10:40:00");
    let screen = stage.screen(80, 24);
    assert_eq!(screen.matches("came: ").count(), 1, "{screen}");
    shows_no(&stage, "by radio");
}

/// S23.
#[test]
fn a_group_that_does_not_come_is_late_by_itself_and_has_the_rest_of_the_round() {
    let mut stage = on(55, "10:53:59");
    shows_no(&stage, "is late");
    stage.tick("10:54:00");
    shows(&stage, "Group 39 is late");
    stage.tick("11:00:00").keys("enter");
    assert_eq!(one_line(&stage.model, StationNo(55)), "> 09:00 39");
    shows(&stage, "came: 10 of 10");
}

/// S27.
#[test]
fn the_interpreter_is_called_for_by_name_of_the_need() {
    let mut stage = on(56, "11:14:00");
    stage.keys("enter").tick("11:16:00").keys("h 2");
    assert_eq!(
        stage.last_fact(),
        r#"help_called {"place":{"station":56},"need":"interpreter"}"#
    );
    let call = last_entry(&stage);
    stage.told("11:19:30", C, &Command::AcceptCall(call));
    stage.tick("11:19:31");
    shows(
        &stage,
        "a sign-language interpreter is needed: help is on the way",
    );
}

/// S33.
#[test]
fn a_clock_put_right_in_mid_round_changes_nothing_but_its_notice() {
    let mut stage = on(8, "11:50:00");
    let link = |ahead| {
        Msg::Link(Link {
            contact: Contact::Online,
            clock_ahead_ms: Some(ahead),
            ..Link::STARTING
        })
    };
    stage.keys("enter").send(link(420_000));
    shows(&stage, "clock is 7 min fast");
    let before = one_line(&stage.model, StationNo(8));
    assert!(before.contains("03:00"), "{before}");
    stage.send(link(0)).tick("11:50:00");
    shows_no(&stage, "min fast");
    assert_eq!(one_line(&stage.model, StationNo(8)), before);
}

/// S36.
#[test]
fn a_call_is_answered_by_whichever_coordinator_is_there() {
    let mut stage = on(27, "12:09:00");
    stage.keys("a enter");
    let call = last_entry(&stage);
    stage.told("12:09:30", Role::Organiser, &Command::AcceptCall(call));
    stage.tick("12:09:31");
    shows(&stage, "first aid: help is on the way");
}
