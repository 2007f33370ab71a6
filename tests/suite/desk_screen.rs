//! The advice desk screen: one key a visitor.

use sheber::domain::command::Command;
use sheber::domain::event::{Lang, Words};
use sheber::domain::fact::Audience;
use sheber::domain::id::{DeskNo, Place, Role};

use super::stage::Stage;

const DESK: DeskNo = DeskNo(71);

fn desk(time: &str) -> Stage {
    Stage::new(Role::Desk(DESK), time, Lang::En)
}

#[track_caller]
fn shows(stage: &Stage, text: &str) {
    let screen = stage.screen(80, 24);
    assert!(screen.contains(text), "{text:?} is not on\n{screen}");
}

#[test]
fn one_key_counts_a_visitor_and_says_so() {
    for (key, kind) in [
        ("1", "pupil"),
        ("2", "student"),
        ("3", "adult"),
        ("f3", "pupil"),
        ("і", "adult"),
    ] {
        let mut stage = desk("11:44:00");
        stage.keys(key);
        assert_eq!(
            stage.last_fact(),
            format!(r#"desk_visited {{"desk":71,"visitor":"{kind}"}}"#)
        );
        shows(&stage, &format!("visitor: {kind} — undo: u"));
        shows(&stage, &format!("last visitor: {kind}"));
    }
}

#[test]
fn one_key_takes_the_last_visitor_back() {
    let mut stage = desk("11:44:00");
    stage.keys("1 1 3 backspace");
    assert_eq!(
        stage.last_fact(),
        r#"desk_visit_taken_back {"desk":71,"visitor":"adult"}"#
    );
    shows(&stage, "last visitor: pupil");
    stage.keys("- -");
    shows(&stage, "no visitors yet");
    let before = stage.entries();
    stage.keys("-");
    assert_eq!(stage.entries(), before);
    shows(&stage, "Cannot be below zero");
}

#[test]
fn the_queue_is_typed_and_unknown_until_then() {
    let mut stage = desk("11:44:00");
    stage.keys("n enter");
    assert_eq!(stage.entries(), 1, "nothing was offered, so Enter says nothing");
    stage.keys("9 enter");
    assert_eq!(stage.last_fact(), r#"desk_queue_counted {"desk":71,"length":9}"#);
    assert!(stage.model.dialogs.is_empty());
    stage.keys("n");
    shows(&stage, "[   9 ]");
}

#[test]
fn visitors_are_shown_by_quarter_of_an_hour() {
    let mut stage = desk("09:44:00");
    stage
        .keys("1 1 2")
        .tick("10:14:59")
        .keys("3")
        .tick("10:15:00")
        .keys("1");
    shows(&stage, " 09:30    3  pupil 2, student 1");
    shows(&stage, " 10:00    1  adult 1");
    shows(&stage, " 10:15    1  pupil 1");
}

#[test]
fn a_message_to_the_desk_stands_until_it_is_received() {
    let mut stage = desk("11:44:00");
    let send = Command::Send {
        to: Audience::One(Place::Desk(DESK)),
        text: Words::same("Two more consultants come at noon"),
    };
    stage.told("11:44", Role::Coordinator, &send);
    shows(
        &stage,
        "Message, 11:44: Two more consultants come at noon [v] received",
    );
    stage.keys("k");
    assert!(stage.last_fact().starts_with("message_received"));
    assert!(!stage.screen(80, 24).contains("consultants"));
}

#[test]
fn help_is_called_for_the_desk() {
    let mut stage = desk("11:44:00");
    stage.keys("h 2");
    assert_eq!(
        stage.last_fact(),
        r#"help_called {"place":{"desk":71},"need":"interpreter"}"#
    );
    shows(
        &stage,
        "a sign-language interpreter is needed: called at 11:44, no answer yet",
    );
}
