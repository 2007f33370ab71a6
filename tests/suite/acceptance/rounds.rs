//! 10:03–11:00: rounds 2 to 4 (S12–S24).

use super::player::{SPARE, laptop_of, played};
use super::scene::{at, coordination, main_coordination, scene};
use crate::fixture::{Day, at_station, t};
use sheber::domain::command::Command;
use sheber::domain::entry::Moment;
use sheber::domain::event::Lang;
use sheber::domain::fact::{Extended, Fact, Move, Reason, Visit};
use sheber::domain::id::{GroupNo, Place, Role, RoundNo, StationNo};
use sheber::domain::query::alarms::Alarm;
use sheber::domain::query::groups::GroupState;
use sheber::domain::query::overview::{Contact, Trouble};
use sheber::domain::query::people::{calls, inbox, messages, open_calls};
use sheber::domain::query::preview::preview;
use sheber::domain::query::routes::{Wait, Why, objection, offers, waits};
use sheber::domain::query::station::{State, needs, offered_count};
use sheber::domain::rotation::Stay;

const YARD: [u16; 9] = [48, 49, 50, 51, 52, 53, 54, 55, 56];

fn visit(station: u16, round: u8, group: u16) -> Visit {
    Visit {
        station: StationNo(station),
        round: RoundNo(round),
        group: GroupNo(group),
    }
}

fn is_offline(contact: Contact) -> bool {
    matches!(contact, Contact::Offline(_))
}

#[test]
fn s12_over_time() {
    let clock = |time: &str| at(15, time).clock(15);
    assert_eq!(
        ["10:03", "10:03:01", "10:03:02", "10:06:09"].map(clock),
        ["+00:00", "+00:01", "+00:02", "+03:09"]
    );
    assert_eq!(at(15, "10:03").state(15), State::TimeUp);
    let over = at(15, "10:04").screen(Lang::En);
    assert!(over.contains("TIME IS UP") && over.contains("f finish"), "{over}");
    let troubles = |time: &str| coordination(time).troubles(15);
    assert_eq!(troubles("10:03:50"), []);
    assert_eq!(troubles("10:04"), [Trouble::OverTime(60_000)], "amber from 10:04");
    let waits = at(17, "10:05").station(17).next.expect("group 35");
    assert_eq!(
        (waits.group, waits.from, waits.from_busy),
        (GroupNo(35), Some(StationNo(15)), true)
    );
    at(17, "10:05").shows(&["from: station 15, that station is still busy"]);
    let seen = at(17, "10:06:10").station(17).next.expect("group 35");
    assert!(!seen.from_busy);
    let scene = coordination("10:08:30");
    assert_eq!(scene.troubles(15), []);
    let came = scene
        .floor
        .session(visit(17, 2, 35))
        .and_then(|s| s.arrival(&scene.floor.undone));
    assert_eq!(came.map(|came| came.at), Some(t("10:08:30")));
    // 1 min 30 s after the start nobody called it late.
    for time in ["10:07:30", "10:08:20", "10:08:30"] {
        assert_eq!(coordination(time).troubles(17), []);
    }
}

#[test]
fn s13_a_laptop_restarts() {
    let back = at(4, "10:13:20");
    assert_eq!((back.state(4), back.here(4)), (State::Running, vec![(24, 12)]));
    assert_eq!(back.clock(4), "11:40");
    assert!(
        back.model(Lang::En).dialogs.is_empty(),
        "no question to answer first"
    );
    let gone = coordination("10:10");
    assert!(is_offline(gone.contact(4)));
    assert_eq!(
        gone.troubles(4),
        [Trouble::Offline],
        "not a no-show: the arrival is known"
    );
    assert_eq!(gone.here(4), [(24, 12)]);
    let seen = gone.overview().row(StationNo(4)).expect("a row").devices[0].seen_ms;
    assert_eq!(seen, t("10:08:10").0);
    let normal = coordination("10:13:20");
    assert_eq!(
        (normal.troubles(4), normal.contact(4)),
        (vec![], Contact::Online(0))
    );
    let arrivals = normal.log("10:07", &["group_arrived"]);
    assert_eq!(
        arrivals
            .iter()
            .filter(|line| line.contains("\"group\":24,"))
            .count(),
        1
    );
}

#[test]
fn s14_a_lathe_breaks_down() {
    let scene = coordination("10:14");
    let told: Vec<(u8, u16, Why)> = scene
        .misfits()
        .iter()
        .map(|one| (one.round.0, one.group.0, one.why))
        .collect();
    let few = |count| Why::Places { count, places: 8 };
    assert_eq!(
        told,
        [
            (4, 5, few(10)),
            (5, 30, few(12)),
            (6, 13, few(12)),
            (7, 3, few(12)),
            (8, 14, few(11))
        ]
    );
    assert_eq!(scene.state(1), State::Running, "the session goes on");
    scene.shows_after(
        "tab tab tab",
        &[
            "Group 5 does not fit: round 4, station 1: 10 people, 8 places",
            "Group 14 does not fit: round 8, station 1: 11 people, 8 places",
        ],
    );
    at(1, "10:13").shows(&["equipment fault: places 8 of 12", "IN PROGRESS"]);
    assert_eq!((scene.station(1).places(), scene.here(1)), (8, vec![(17, 12)]));
    let offered = offers(&scene.floor, GroupNo(5), RoundNo(4));
    assert_eq!(offered.first(), Some(&StationNo(5)), "the reserve fits best");
    assert_eq!(
        objection(&scene.floor, GroupNo(5), StationNo(5), RoundNo(4)),
        None
    );

    // Before the instructor confirms, the same list is shown.
    let before = at(1, "10:11:50");
    let lower = Command::Lower {
        station: StationNo(1),
        places: 8,
        reason: Reason::Equipment,
    };
    let moment = Moment {
        now: before.now,
        at: before.now,
        device_ms: 0,
    };
    let role = Role::Station(StationNo(1));
    let facts = sheber::domain::command::decide(&before.floor, &lower, moment, role).expect("allowed");
    let effect = preview(&before.floor, &facts, moment, role);
    assert_eq!(effect.misfits, scene.misfits());
    assert_eq!(effect.groups, [3, 5, 13, 14, 30].map(GroupNo));
    assert_eq!(effect.pupils, 57);

    let moved = coordination("10:15");
    assert_eq!(
        moved.unfit(),
        [
            (5, 30, Some(1)),
            (6, 13, Some(1)),
            (7, 3, Some(1)),
            (8, 14, Some(1))
        ]
    );
    let revised = moved.floor.log().iter().find_map(|entry| match &entry.fact {
        Fact::PlanRevised(revised) => Some(revised.moves.clone()),
        _ => None,
    });
    let old_and_new = Move {
        group: GroupNo(5),
        round: RoundNo(4),
        from: Some(StationNo(1)),
        to: Some(StationNo(5)),
    };
    assert_eq!(revised, Some(vec![old_and_new]));
    let repaired = coordination("10:44");
    assert_eq!(repaired.unfit(), [], "the warnings disappear by themselves");
    assert_eq!(repaired.station(1).places(), 12);
    assert_eq!(
        repaired
            .log("10:12", &["places_lowered", "places_restored"])
            .len(),
        2
    );
    assert_eq!(coordination("10:52").here(5), [(5, 10)]);
}

#[test]
fn s15_a_lift_out_of_order() {
    let scene = at(8, "10:30");
    assert_eq!(scene.state(8), State::Delayed);
    assert_eq!(scene.station(8).awaited, [GroupNo(12)]);
    assert_eq!(offered_count(&scene.floor, GroupNo(12)), Some(9));
    scene.shows(&["wheelchair 1", "Group 12 is late. Expected at 10:34 (equipment)"]);
    let wheelchair = sheber::domain::event::Support::Wheelchair;
    assert_eq!(needs(&scene.floor, GroupNo(12)), [(wheelchair, 1)]);
    let delayed =
        sheber::domain::query::routes::delay(&scene.floor, GroupNo(12), scene.now).expect("a delay");
    assert_eq!((delayed.until, delayed.reason), (t("10:34"), Reason::Equipment));
    for time in ["10:32", "10:33", "10:33:50", "10:34"] {
        let late = coordination(time);
        assert_eq!(
            late.troubles(8),
            [Trouble::ClockOff(420_000)],
            "{time}: announced, so no alarm"
        );
    }
    let later = coordination("10:17");
    for round in 3..=8 {
        let Some(Stay::Station(no)) = later.floor.stay(GroupNo(12), RoundNo(round)) else {
            panic!("a station")
        };
        let why = objection(&later.floor, GroupNo(12), no, RoundNo(round));
        assert_eq!(why, None, "station {no} is reachable");
    }
    assert_eq!(coordination("10:34").here(8), [(12, 9)]);
}

#[test]
fn s16_first_aid() {
    let called = coordination("10:19");
    let [call] = open_calls(&called.floor)[..] else {
        panic!("one call")
    };
    assert_eq!((call.place, call.accepted), (Place::Station(StationNo(27)), None));
    assert!(matches!(
        called.alarms()[0],
        Alarm::At {
            station: StationNo(27),
            trouble: Trouble::FirstAid { .. },
            ..
        }
    ));
    let screen = called.screen(Lang::En);
    assert!(screen.to_lowercase().contains("first aid"), "{screen}");
    assert!(
        !called
            .alarms()
            .iter()
            .any(|alarm| matches!(alarm, Alarm::CallUnaccepted { .. }))
    );
    let accepted = at(27, "10:19:50").screen(Lang::En).to_lowercase();
    assert!(accepted.contains("on the way"), "{accepted}");
    let over = coordination("10:26");
    let call = calls(&over.floor)[0];
    assert_eq!(
        (call.since, call.accepted, call.closed),
        (t("10:19"), Some(t("10:19:40")), Some(t("10:26")))
    );
    assert_eq!(over.troubles(27), []);
    // No name and no description: the entry has a place and a need.
    assert_eq!(
        over.log("10:19", &["help_called"]),
        ["10:19:00 station:27 {\"place\":{\"station\":27},\"need\":\"first_aid\"}"]
    );
    assert_eq!(coordination("10:30").here(47), [(32, 11)]);
    assert_eq!(coordination("10:51").here(45), [(32, 12)]);
    // One key and a confirmation, on the station and on the overview.
    for keys in ["a enter", "ф enter"] {
        let rung = at(27, "10:18").asked_after(keys);
        assert!(matches!(rung[..], [Command::Call { .. }]), "{keys}: {rung:?}");
    }
}

#[test]
fn s17_no_network_in_the_yard() {
    let here = at(50, "10:28");
    let screen = here.screen(Lang::En);
    assert!(
        screen.contains("No connection. Carry on, entries are kept on this laptop"),
        "{screen}"
    );
    assert_eq!(
        at(50, "10:29").clock(50),
        "18:00",
        "round 3 starts on its own clock"
    );
    let unsent = played().unsent(laptop_of(50), "10:31");
    let screen = at(50, "10:31").screen(Lang::En);
    assert!(
        unsent > 0 && screen.contains(&format!("not sent: {unsent}")),
        "{unsent}: {screen}"
    );
    let grey = coordination("10:45");
    let offline: Vec<u16> = YARD
        .into_iter()
        .filter(|no| is_offline(grey.contact(*no)))
        .collect();
    assert_eq!(offline, YARD);
    for no in YARD {
        assert_eq!(grey.troubles(no), [Trouble::Offline], "no false no-show for {no}");
        let seen = grey.overview().row(StationNo(no)).expect("a row").devices[0].seen_ms;
        assert_eq!(seen, t("10:27").0);
    }
    // What they should be doing is in the plan.
    assert_eq!(grey.floor.expected(StationNo(48), RoundNo(3)), [GroupNo(39)]);
    assert_eq!(grey.overview().totals.lost, 0);
}

#[test]
fn s18_by_radio_and_by_the_station() {
    let told = coordination("10:31");
    let arrival = told
        .floor
        .session(visit(50, 3, 1))
        .and_then(|s| s.arrival(&told.floor.undone))
        .expect("told");
    assert_eq!(
        (arrival.at, arrival.count, arrival.by_radio),
        (t("10:31"), 12, true)
    );
    let met = coordination("10:52");
    let session = met.floor.session(visit(50, 3, 1)).expect("a visit");
    let arrival = session.arrival(&met.floor.undone).expect("arrived");
    assert_eq!(
        (arrival.at, arrival.count, arrival.by_radio),
        (t("10:30:20"), 12, false),
        "its own time wins"
    );
    assert_eq!(session.counts.all().len(), 2, "both remain in the log");
    assert_eq!(session.other_count(&met.floor.undone), None);
    let visits = met.floor.visits_of(GroupNo(1));
    assert_eq!(visits.iter().filter(|visit| visit.round == RoundNo(3)).count(), 1);
    let instructor = at(50, "10:52");
    let arrivals = instructor
        .floor
        .session(visit(50, 3, 1))
        .and_then(|s| s.arrival(&instructor.floor.undone));
    assert_eq!(arrivals.map(|arrival| arrival.count), Some(12));
}

#[test]
fn s19_two_laptops_for_one_station() {
    let scene_of = |time: &str| coordination(time);
    assert_eq!(scene_of("10:35").troubles(31), [Trouble::TwoLaptops(2)]);
    assert_eq!(
        scene_of("10:35")
            .overview()
            .row(StationNo(31))
            .expect("a row")
            .devices
            .len(),
        2
    );
    for origin in [laptop_of(31), SPARE] {
        let laptop = scene(origin, Role::Station(StationNo(31)), "10:35");
        assert_eq!(laptop.here(31), [(37, 13)]);
        let screen = laptop.screen(Lang::En);
        assert!(screen.contains("another laptop"), "{screen}");
    }
    let last = coordination("13:07");
    let session = last.floor.session(visit(31, 3, 37)).expect("a visit");
    assert_eq!(session.counts.all().len(), 1, "the second press changed nothing");

    // Neither has heard of the other: the later number counts, and the difference is shown.
    let mut one = Day::open();
    let mut two = one.apart(7);
    let press = |count| Command::Arrive {
        station: StationNo(11),
        group: Some(GroupNo(6)),
        count: Some(count),
    };
    one.when("09:46:10", at_station(11), press(13)).done();
    two.when("09:46:40", at_station(11), press(12)).done();
    one.meet(&mut two);
    for day in [&one, &two] {
        let here = day.station("09:47", 11).present[0];
        assert_eq!(
            (here.arrival.count, here.arrival.at, here.differs),
            (12, t("09:46:10"), Some(13))
        );
    }
}

#[test]
fn s20_guests_come_early() {
    let scene = at(37, "10:40");
    assert!(scene.station(37).condition.guests);
    scene.shows(&["guests here"]);
    assert_eq!(scene.here(37), [(21, 14)], "guests are in no figure of pupils");
    assert!(coordination("10:40").station(37).condition.guests);
    assert!(!coordination("10:47").station(37).condition.guests);

    let before = at(37, "10:45:50");
    let longer = Fact::RoundExtended(Extended {
        station: StationNo(37),
        round: RoundNo(3),
        minutes: 4,
        reason: Reason::Guests,
    });
    let moment = Moment {
        now: before.now,
        at: before.now,
        device_ms: 0,
    };
    let effect = preview(&before.floor, &[longer], moment, Role::Station(StationNo(37)));
    let wait = Wait {
        group: GroupNo(21),
        at: StationNo(37),
        station: StationNo(41),
        round: RoundNo(4),
        until: t("10:52"),
    };
    assert_eq!(effect.waits, [wait], "group 21 will reach 41 about 10:52");
    assert!(
        effect.times.is_empty() && effect.stopped.is_empty(),
        "other stations are untouched"
    );

    let after = coordination("10:46");
    assert_eq!(waits(&after.floor, &after.schedule()), [wait]);
    assert_eq!(after.station(37).ends, Some(t("10:51")));
    assert_eq!(after.station(38).ends, Some(t("10:47")));
    assert_eq!(
        (at(37, "10:46").clock(37), at(38, "10:46").clock(38)),
        ("05:00".to_owned(), "01:00".to_owned())
    );
    assert_eq!(
        after.log("10:46", &["round_extended"]),
        ["10:46:00 station:37 {\"station\":37,\"round\":3,\"minutes\":4,\"reason\":\"guests\"}"]
    );
    assert_eq!(coordination("10:52").here(41), [(21, 14)]);
}

#[test]
fn s21_a_message_to_everyone() {
    let told = coordination("10:51");
    let sent = messages(&told.floor).remove(0);
    assert_eq!(
        (sent.at, sent.received.len(), sent.missing.len()),
        (t("10:49"), 37, 10)
    );
    let missing: Vec<u16> = sent
        .missing
        .iter()
        .map(|place| match place {
            Place::Station(no) => no.0,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(missing, [32, 48, 49, 50, 51, 52, 53, 54, 55, 56]);
    assert!(!sent.text.kk.is_empty() && !sent.text.ru.is_empty());
    assert!(
        sent.received
            .iter()
            .all(|(_, at)| *at > t("10:49") && *at < t("10:51"))
    );

    let unread = at(27, "10:49:10");
    let place = Place::Station(StationNo(27));
    assert_eq!(inbox(&unread.floor, place).len(), 1);
    let screen = unread.screen(Lang::Ru);
    assert!(screen.contains("Идут почётные гости"), "{screen}");
    assert!(screen.contains("██████"), "it does not cover the countdown");
    assert!(
        inbox(&at(27, "10:50:30").floor, place).is_empty(),
        "not shown twice"
    );
}

#[test]
fn s22_the_network_is_back() {
    let caught_up = coordination("10:52");
    let offline: Vec<u16> = YARD
        .into_iter()
        .filter(|no| is_offline(caught_up.contact(*no)))
        .collect();
    assert_eq!(offline, [51]);
    let seen = caught_up.overview().row(StationNo(51)).expect("a row").devices[0].seen_ms;
    assert_eq!(seen, t("10:27").0);
    let unconfirmed: Vec<Visit> = caught_up
        .alarms()
        .into_iter()
        .filter_map(|alarm| match alarm {
            Alarm::Unconfirmed(visit) => Some(visit),
            _ => None,
        })
        .collect();
    assert_eq!(unconfirmed, [visit(51, 3, 34)]);
    // Late entries take their own place by event time.
    let log = caught_up.floor.log();
    assert!(log.is_sorted_by_key(|entry| entry.stamp.at));
    let from_52 = log
        .iter()
        .position(|entry| entry.fact.visit() == Some(visit(52, 3, 18)))
        .expect("there");
    assert!(log[from_52].at == t("10:29") && log.len() - from_52 > 50);
    assert_eq!(played().unsent(laptop_of(50), "10:52"), 0);
    assert!(at(50, "10:52").screen(Lang::En).contains("everything sent"));
    assert!(
        played().unsent(laptop_of(51), "10:52") >= 2,
        "arrival and finish wait in it"
    );
}

#[test]
fn s23_a_group_does_not_come() {
    assert_eq!(coordination("10:53:50").troubles(55), []);
    let late = coordination("10:54");
    assert_eq!(late.troubles(55), [Trouble::Late]);
    assert_eq!(at(55, "10:54").state(55), State::Late);
    let groups = late.overview().groups();
    let lost: Vec<_> = groups.iter().filter(|group| group.state.is_lost()).collect();
    assert_eq!(lost.len(), 1);
    assert_eq!((lost[0].no, lost[0].state), (GroupNo(39), GroupState::Late));
    assert_eq!(
        lost[0].last_seen,
        Some((StationNo(48), RoundNo(3))),
        "last known place"
    );
    // By itself it would have become a no-show at 11:01.
    let mut floor = late.floor.clone();
    let state = |floor: &sheber::domain::floor::Floor, time: &str| {
        let schedule = sheber::domain::countdown::Schedule::at(floor, t(time));
        sheber::domain::query::station::station(floor, &schedule, StationNo(55)).state
    };
    assert_eq!(
        (state(&floor, "11:00:59"), state(&floor, "11:01")),
        (State::Late, State::NoShow)
    );
    floor.set_until(t("10:40"));
    let came = at(55, "11:00");
    assert_eq!(
        (came.here(55), came.clock(55)),
        (vec![(39, 10)], "09:00".to_owned())
    );
    assert_eq!(coordination("11:00").troubles(55), []);
    assert_eq!(coordination("11:01").overview().totals.lost, 0);
}

#[test]
fn s24_a_school_nobody_planned_for() {
    let whole = coordination("10:55");
    for round in 5..=8 {
        assert_eq!(
            offers(&whole.floor, GroupNo(41), RoundNo(round)),
            [],
            "no station takes 26"
        );
    }
    let split = coordination("10:57:30");
    let sizes: Vec<(u16, u16, u16)> = [41, 42, 43]
        .map(|no| {
            let group = split.floor.group(GroupNo(no)).expect("a group");
            (no, group.size, group.adults)
        })
        .to_vec();
    assert_eq!(sizes, [(41, 9, 1), (42, 9, 1), (43, 8, 0)], "nobody is made up");
    let routes = [
        (41, [3, 9, 10, 30]),
        (42, [17, 23, 22, 44]),
        (43, [40, 31, 17, 23]),
    ];
    for (group, route) in routes {
        for (round, no) in (5..=8).zip(route) {
            let offered = offers(&split.floor, GroupNo(group), RoundNo(round));
            assert!(
                offered.contains(&StationNo(no)),
                "{group} in {round}: {offered:?}"
            );
        }
    }
    let done = coordination("10:59");
    for (group, route) in routes {
        for (round, no) in (5..=8).zip(route) {
            assert_eq!(
                done.floor.stay(GroupNo(group), RoundNo(round)),
                Some(Stay::Station(StationNo(no)))
            );
        }
        assert!(done.floor.rotation().is_added(GroupNo(group)));
    }
    assert_eq!(done.unfit(), []);
    for (no, group, size) in [(3, 41, 9), (17, 42, 9), (40, 43, 8)] {
        let screen = at(no, "11:10");
        let next = screen.station(no).next.expect("a group");
        assert_eq!((next.group, next.slot.round), (GroupNo(group), RoundNo(5)));
        let shown = screen.screen(Lang::En);
        assert!(
            shown.contains("Қарғалы ауылы, №2 мектеп") && shown.contains("Kazakh"),
            "{shown}"
        );
        assert!(shown.contains(&format!("{size} pupils")), "{shown}");
    }
    let log = done.log("10:55", &["group_added", "group_split", "plan_revised"]);
    assert_eq!(log.len(), 5);
    // The figures of the morning stay: the event file knows nothing of them.
    assert_eq!(done.floor.event().expect("open").groups.len(), 40);
    assert_eq!(done.floor.groups().count(), 43);
    assert_eq!(main_coordination("10:59").floor.groups().count(), 43);
}
