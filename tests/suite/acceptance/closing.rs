//! 11:44–13:07: rounds 6 to 8, figures, closing (S32–S40).

use super::figures::Figures;
use super::player::{FIRST, SECOND, laptop_of, played};
use super::scene::{at, at_desk, coordination, main_coordination};
use crate::fixture::t;
use sheber::domain::command::{Command, decide};
use sheber::domain::entry::Moment;
use sheber::domain::event::Lang;
use sheber::domain::fact::{Reason, Visit};
use sheber::domain::id::{DeskNo, GroupNo, Role, RoundNo, StationNo};
use sheber::domain::query::alarms::Alarm;
use sheber::domain::query::overview::{Contact, Trouble};
use sheber::domain::query::people::desk;
use sheber::domain::query::preview::preview;
use sheber::domain::query::routes::{Why, withdrawn};
use sheber::domain::query::station::{State, condition};
use sheber::domain::rotation::Stay;

fn visit(station: u16, round: u8, group: u16) -> Visit {
    Visit {
        station: StationNo(station),
        round: RoundNo(round),
        group: GroupNo(group),
    }
}

#[test]
fn s32_a_queue_for_advice() {
    let here = at_desk(71, "11:44");
    let now = desk(&here.floor, DeskNo(71));
    assert_eq!(now.queue, Some(9));
    assert!(here.screen(Lang::En).contains('9'));
    let seen = coordination("11:44");
    assert_eq!(desk(&seen.floor, DeskNo(71)).queue, Some(9));
    assert_eq!(desk(&seen.floor, DeskNo(72)).queue, None, "72 has counted none");
    seen.shows(&["Queue: advice desk 71 — 9"]);
    let end = desk(&coordination("13:07").floor, DeskNo(71));
    assert_eq!(end.today.total(), 34);
    assert_eq!(
        end.quarters
            .iter()
            .map(|(_, visitors)| visitors.total())
            .sum::<u32>(),
        34
    );
    assert!(end.quarters.len() > 10 && end.quarters.is_sorted_by_key(|(quarter, _)| *quarter));
    // One key for a visitor, one to take the last back.
    assert!(matches!(here.asked_after("1")[..], [Command::Visit { .. }]));
    assert!(matches!(
        here.asked_after("backspace")[..],
        [Command::TakeBack { .. }]
    ));
}

#[test]
fn s33_a_clock_is_put_right() {
    let clock = |time: &str| at(8, time).clock(8);
    assert_eq!(
        ["11:49:50", "11:50", "11:50:10"].map(clock),
        ["13:10", "13:00", "12:50"]
    );
    assert_eq!(coordination("11:49:50").troubles(8), [Trouble::ClockOff(420_000)]);
    assert_eq!(coordination("11:50").troubles(8), []);
    assert!(!at(8, "11:50").screen(Lang::En).contains("clock is 7 min fast"));
    let day = coordination("13:07");
    let of_8 = || {
        day.floor
            .log()
            .iter()
            .filter(|entry| entry.id.origin == laptop_of(8))
    };
    assert!(of_8().map(|entry| entry.at).is_sorted() && of_8().map(|entry| entry.id.seq).is_sorted());
    for ((_, _), session) in &day.floor.station(StationNo(8)).expect("a log").sessions {
        let (undone, ended) = (&day.floor.undone, session.ending(&day.floor.undone));
        assert!(ended.expect("ended").at > session.arrival(undone).expect("arrived").at);
    }
}

#[test]
fn s34_a_change_of_instructor() {
    let scene = coordination("11:58");
    assert_eq!(
        condition(&scene.floor, StationNo(41)).handed_over,
        Some(t("11:58"))
    );
    assert_eq!(scene.state(41), State::Running);
    assert_eq!(scene.troubles(41), []);
    assert_eq!(
        scene.log("11:58", &["instructor_changed"]),
        ["11:58:00 station:41 {\"station\":41}"]
    );
}

#[test]
fn s35_a_coordinators_slip() {
    let before = main_coordination("11:59:50");
    let close = |no| Command::Close {
        station: StationNo(no),
        from: None,
        reason: Reason::Other,
    };
    let moment = Moment {
        now: before.now,
        at: before.now,
        device_ms: 0,
    };
    let facts = decide(&before.floor, &close(21), moment, Role::Coordinator).expect("allowed");
    let effect = preview(&before.floor, &facts, moment, Role::Coordinator);
    assert_eq!(
        effect.groups,
        [7, 21].map(GroupNo),
        "groups 7 and 21 have no station"
    );
    let told: Vec<(u8, u16, Why)> = effect
        .misfits
        .iter()
        .map(|one| (one.round.0, one.group.0, one.why))
        .collect();
    assert_eq!(told, [(7, 7, Why::Closed), (8, 21, Why::Closed)]);
    assert_eq!(effect.pupils, 26);
    let facts = decide(&before.floor, &close(12), moment, Role::Coordinator).expect("allowed");
    assert!(
        preview(&before.floor, &facts, moment, Role::Coordinator).is_empty(),
        "12 has no more groups"
    );

    let closed = at(21, "12:00:10");
    assert_eq!(
        condition(&closed.floor, StationNo(21)).closed,
        Some((RoundNo(7), Reason::Other))
    );
    assert_eq!(
        closed.floor.stay(GroupNo(7), RoundNo(7)),
        Some(Stay::Closed(StationNo(21)))
    );
    let open = at(21, "12:00:20");
    closed.shows(&["Station 21 is temporarily closed: from round 7"]);
    at(21, "12:00:30").shows(&["The closure is withdrawn, carry on"]);
    assert_eq!(condition(&open.floor, StationNo(21)).closed, None);
    assert_eq!(
        open.floor.stay(GroupNo(7), RoundNo(7)),
        Some(Stay::Station(StationNo(21))),
        "undo brings back routes"
    );
    let after = coordination("12:01");
    assert_eq!(after.unfit(), []);
    assert!(condition(&after.floor, StationNo(12)).is_closed(RoundNo(7)));
    assert_eq!(after.log("12:00", &["station_closed", "entry_undone"]).len(), 3);
    assert!(
        after.log("12:00", &["plan_revised", "message_sent"]).is_empty(),
        "nobody was sent anywhere"
    );
    assert_eq!(coordination("12:10").here(21), [(7, 12)]);
}

#[test]
fn s36_a_coordinators_laptop_dies() {
    let (first, second) = (main_coordination("12:08:50"), coordination("12:08:50"));
    assert!(first.floor == second.floor, "the same picture");
    assert_eq!(first.alarms(), second.alarms());
    let silent = played().heard(FIRST).last().expect("something").0;
    assert!(silent < t("12:09"));
    // Everything goes on with the second.
    let log = coordination("13:07").log("12:09", &["groups_left", "sheet_entered", "figures_given"]);
    assert_eq!(log.len(), 5);
    assert!(played().heard(SECOND).last().expect("something").0 > t("13:06"));
    for no in [1, 27, 41] {
        assert_eq!(
            at(no, "12:10").state(no),
            State::Running,
            "nothing changes at {no}"
        );
    }
}

#[test]
fn s37_a_bus_leaves_early() {
    let scene = coordination("12:14:10");
    for (group, no) in [(38, 11), (39, 3)] {
        let last = scene
            .floor
            .stay(GroupNo(group), RoundNo(7))
            .and_then(Stay::station);
        assert!(last.is_some());
        assert_eq!(
            scene.floor.stay(GroupNo(group), RoundNo(8)),
            Some(Stay::Left(Reason::Bus))
        );
        let told = at(no, "12:28");
        assert_eq!(
            withdrawn(&told.floor, StationNo(no), RoundNo(8)),
            [(GroupNo(group), Stay::Left(Reason::Bus))]
        );
        assert_eq!(told.state(no), State::Free);
        let free = format!("Round 8: no group, free (group {group} has left, bus). Walk-ins are welcome");
        told.shows(&["FREE", &free]);
        assert_eq!(coordination("12:40").troubles(no), []);
    }
    let log = scene.log("12:14", &["groups_left"]);
    assert_eq!(log.len(), 1, "one action for the school");
    assert!(log[0].contains("\"school\":\"№79\""));
    // They may take walk-ins.
    let told = at(11, "12:28");
    let walk_in = Command::WalkIn {
        station: StationNo(11),
        count: 2,
    };
    let moment = Moment {
        now: told.now,
        at: told.now,
        device_ms: 0,
    };
    assert!(decide(&told.floor, &walk_in, moment, Role::Station(StationNo(11))).is_ok());
}

#[test]
fn s38_figures_for_the_press() {
    let scene = coordination("12:30");
    let figures = Figures::of(&scene.floor, scene.now);
    assert_eq!(
        (figures.pupils_once(), figures.visits(), figures.schools_seen()),
        (481, 2772, 25)
    );
    // What is missing: the station on paper and the silent one.
    assert_eq!(scene.contact(20), Contact::Paper);
    assert!(matches!(scene.contact(51), Contact::Offline(_)));
    let unconfirmed = scene
        .alarms()
        .into_iter()
        .filter(|alarm| matches!(alarm, Alarm::Unconfirmed(_)));
    assert_eq!(
        unconfirmed.collect::<Vec<_>>(),
        [Alarm::Unconfirmed(visit(51, 3, 34))]
    );
    scene.shows_after("tab tab tab", &["not confirmed: round 3, group 34"]);
    assert_eq!(coordination("12:31").log("12:30", &["figures_given"]).len(), 1);
}

#[test]
fn s39_a_paper_sheet_is_typed_in() {
    let scene = coordination("12:45");
    let log = scene.floor.station(StationNo(20)).expect("a log");
    let typed: Vec<(u8, u16, u16, bool, Option<u16>)> = log
        .sessions
        .iter()
        .map(|((round, group), session)| {
            let arrival = session.arrival(&scene.floor.undone).expect("typed in");
            let interest = session.interest.last(&scene.floor.undone).map(|mark| mark.value);
            (round.0, group.0, arrival.count, arrival.later, interest)
        })
        .collect();
    assert_eq!(
        typed,
        [
            (1, 33, 12, true, None),
            (3, 35, 12, true, None),
            (4, 16, 12, true, None),
            (5, 9, 12, true, None),
            (6, 24, 11, true, None),
        ]
    );
    assert_eq!(scene.troubles(20), []);
    assert_eq!(scene.log("12:44", &["sheet_entered"]).len(), 1);
    // What was typed in late does not change what is reckoned with now.
    assert_eq!(scene.floor.last_count(GroupNo(24)), Some(12));
}

#[test]
fn s40_closing_and_a_late_laptop() {
    let closing = coordination("12:50");
    let silent: Vec<u16> = closing.with(|trouble| *trouble == Trouble::Offline);
    assert_eq!(silent, [51], "not everything received from 51");
    for no in [1, 8, 27, 50] {
        let screen = at(no, "12:50").screen(Lang::En);
        assert!(screen.contains("everything sent"), "{no}: {screen}");
    }
    let late = coordination("13:06");
    assert_eq!(late.troubles(51), []);
    assert!(
        !late
            .alarms()
            .iter()
            .any(|alarm| matches!(alarm, Alarm::Unconfirmed(_)))
    );
    let arrival = late
        .floor
        .session(visit(51, 3, 34))
        .and_then(|s| s.arrival(&late.floor.undone))
        .expect("sent");
    assert_eq!((arrival.at, arrival.count), (t("10:29"), 10));
    // The two reports differ by one visit of 10 pupils, and both are kept.
    let given = &coordination("13:07").floor.given;
    let of = |at: usize, key: &str| given.all()[at].value.figures[key];
    assert_eq!(of(2, "sessions") - of(1, "sessions"), 1);
    assert_eq!(of(2, "person_visits") - of(1, "person_visits"), 10);
}
