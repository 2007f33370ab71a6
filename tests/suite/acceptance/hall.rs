//! 11:02–11:41: a power cut, the drill and the new times (S25–S31).

use super::player::laptop_of;
use super::scene::{at, coordination, main_coordination};
use crate::fixture::t;
use sheber::domain::command::{Command, Refusal, Which, decide};
use sheber::domain::countdown::Schedule;
use sheber::domain::entry::Moment;
use sheber::domain::event::{HallId, Lang, Support};
use sheber::domain::fact::{Fact, Need, Reason, Visit};
use sheber::domain::id::{GroupNo, Place, Role, RoundNo, StationNo};
use sheber::domain::query::alarms::Alarm;
use sheber::domain::query::evacuation::{evacuation, evacuations};
use sheber::domain::query::overview::Trouble;
use sheber::domain::query::people::calls;
use sheber::domain::query::preview::preview;
use sheber::domain::query::retime::{Retiming, length_to_end_as_planned, retimed};
use sheber::domain::query::station::{Onward, State, needs, onward};
use sheber::domain::time::{EventTime, MINUTE_MS};

const DARK: [u16; 6] = [15, 16, 17, 18, 19, 21];

fn moment(now: EventTime) -> Moment {
    Moment {
        now,
        at: now,
        device_ms: 0,
    }
}

#[test]
fn s25_a_power_cut() {
    for no in DARK {
        let dark = at(no, "11:05");
        assert_eq!(dark.state(no), State::Paused, "{no}");
        // The countdown stands where it was; the plan keeps 11:09.
        assert_eq!(dark.clock(no), "07:00");
        dark.shows(&[
            "Paused: power. Since 11:02",
            "Machines must be off before power returns",
        ]);
        at(no, "11:07:30").shows(&["Machines must be off before power returns"]);
        let light = at(no, "11:07");
        assert_eq!(
            (light.state(no), light.clock(no)),
            (State::Running, "02:00".to_owned())
        );
        assert_eq!(light.station(no).ends, Some(t("11:09")));
    }
    assert_eq!(
        coordination("11:05").state(6),
        State::Running,
        "other halls go on"
    );
    let back = coordination("11:07:20");
    assert_eq!(back.log("11:02", &["station_paused"]).len(), 6);
    for no in DARK {
        assert!(
            matches!(coordination("11:05").troubles(no)[..], [Trouble::Offline]),
            "nothing but silence at {no}"
        );
        assert_eq!(back.troubles(no), []);
    }
    // The hall can be paused as one: the stations that are in use, and nobody else.
    let scene = coordination("11:02");
    let hall = Command::PauseMany {
        which: Which::Hall(HallId("green".to_owned())),
        reason: Reason::Power,
    };
    let facts = decide(&scene.floor, &hall, moment(scene.now), Role::Coordinator).expect("allowed");
    let [Fact::StationsPaused(paused)] = &facts[..] else {
        panic!("one fact")
    };
    assert_eq!(paused.stations, DARK.map(StationNo));
    let effect = preview(&scene.floor, &facts, moment(scene.now), Role::Coordinator);
    assert_eq!(effect.stopped, DARK.map(StationNo));
}

#[test]
fn s26_a_briefing_is_not_ticked() {
    let open = at(4, "11:14");
    assert!(open.station(4).briefing_missing());
    assert!(open.screen(Lang::En).to_lowercase().contains("briefing"));
    assert_eq!(open.state(4), State::Running, "it blocks nothing");
    let marked = at(4, "11:15");
    assert!(!marked.station(4).briefing_missing());
    let mut log = marked.log("11:13", &["briefing_marked"]);
    log.retain(|line| line.contains("station:4 "));
    assert_eq!(
        log,
        ["11:15:00 station:4 {\"station\":4,\"round\":5,\"group\":35}"]
    );
    // Three minutes after the start it would have been listed.
    let mut floor = coordination("11:14:50").floor;
    let listed = |floor: &sheber::domain::floor::Floor, time: &str| {
        let presence = super::player::played().presence(time);
        let overview = sheber::domain::query::overview::overview(floor, &presence, t(time));
        overview.row(StationNo(4)).expect("a row").troubles.clone()
    };
    assert_eq!(listed(&floor, "11:16:29"), []);
    assert_eq!(listed(&floor, "11:16:30"), [Trouble::Briefing]);
    floor.set_until(t("11:13"));
    assert_eq!(
        listed(&floor, "11:16:30"),
        [Trouble::Late],
        "without the arrival it is another trouble"
    );
    assert!(
        coordination("11:16:30")
            .with(|trouble| *trouble == Trouble::Briefing)
            .is_empty()
    );
}

#[test]
fn s27_an_interpreter_is_called_away() {
    let before = at(56, "11:12");
    let next = before.station(56).next.expect("a group");
    assert_eq!(next.group, GroupNo(18));
    assert_eq!(needs(&before.floor, GroupNo(18)), [(Support::Sign, 8)]);
    let screen = before.screen(Lang::En).to_lowercase();
    assert!(
        screen.contains("sign language") && screen.contains("face"),
        "{screen}"
    );
    let call = coordination("11:20").floor;
    let call = calls(&call)
        .into_iter()
        .find(|call| call.need == Need::Interpreter)
        .expect("a call");
    assert_eq!(
        (call.place, call.since, call.accepted),
        (Place::Station(StationNo(56)), t("11:16"), Some(t("11:19:30")))
    );
    let seen = coordination("11:16:10");
    let Onward::Station(no, slot) = onward(&seen.floor, &seen.schedule(), GroupNo(18), RoundNo(5)) else {
        panic!("it goes on")
    };
    let event = seen.floor.event().expect("open");
    assert_eq!(
        (no, slot.round, event.stations[&no].hall.0.as_str()),
        (StationNo(46), RoundNo(6), "red")
    );
    // After a minute without an answer that is an alarm of its own.
    let unaccepted = |time: &str| {
        let alarms = coordination(time).alarms();
        alarms.iter().any(|alarm| {
            matches!(
                alarm,
                Alarm::CallUnaccepted {
                    need: Need::Interpreter,
                    ..
                }
            )
        })
    };
    assert_eq!(
        ["11:16:50", "11:17", "11:19:30"].map(unaccepted),
        [false, true, false]
    );
    // What a group needs is told only for the round in which it is due.
    let screen = at(56, "10:40").screen(Lang::En).to_lowercase();
    assert!(!screen.contains("sign language"), "{screen}");
}

#[test]
fn s28_an_evacuation_drill() {
    let scene = coordination("11:20");
    let drill = evacuation(&scene.floor, scene.now).expect("an evacuation");
    assert_eq!((drill.since, drill.drill, drill.until), (t("11:20"), true, None));
    assert_eq!(
        (drill.lines.len(), drill.expected(), drill.adults()),
        (43, 481, 48)
    );
    scene.shows_after(
        "r",
        &["counted: 0 of 481", "adults: 48", "groups not counted: 43"],
    );
    assert_eq!(at(4, "11:20:10").clock(4), "11:00");
    assert_eq!(at(4, "11:26").clock(4), "11:00", "frozen");
    assert_eq!(at(4, "11:26").state(4), State::Held);
    at(4, "11:26").shows(&[
        "EVACUATION DRILL",
        "Switch off equipment",
        "Take your group to the assembly point",
        "Assembly point: sports ground",
        "The clock stands: 11:00 left",
        "group 35: 12 of 12",
        "Groups counted: 42 of 43",
    ]);
    assert_eq!(
        scene.log("11:20", &["evacuation_called"]),
        ["11:20:00 coordinator {\"drill\":true}"]
    );
    let unaccounted = scene
        .alarms()
        .iter()
        .filter(|alarm| matches!(alarm, Alarm::Unaccounted { .. }))
        .count();
    assert_eq!(unaccounted, 43);
    // An instructor whose laptop hears nobody may give the alarm too.
    let away = at(48, "10:30");
    let alarm = Command::Evacuate { drill: false };
    let facts = decide(
        &away.floor,
        &alarm,
        moment(away.now),
        Role::Station(StationNo(48)),
    );
    assert!(facts.is_ok());
    // One fact stops everybody.
    let before = coordination("11:19:50");
    let facts = decide(
        &before.floor,
        &Command::Evacuate { drill: true },
        moment(before.now),
        Role::Coordinator,
    );
    let effect = preview(
        &before.floor,
        &facts.expect("allowed"),
        moment(before.now),
        Role::Coordinator,
    );
    assert_eq!(effect.stopped.len(), 48);
}

#[test]
fn s29_one_pupil_is_missing() {
    let missing = coordination("11:27:10");
    let drill = evacuation(&missing.floor, missing.now).expect("it lasts");
    assert_eq!((drill.counted(), drill.expected()), (480, 481));
    assert_eq!(drill.incomplete().collect::<Vec<_>>(), [(GroupNo(34), 1)]);
    assert_eq!(drill.uncounted().count(), 0);
    assert_eq!(drill.accounted_at(), None);
    missing.shows_after("r", &["counted: 480 of 481", "Missing: 1, group 34"]);
    let alarms: Vec<Alarm> = missing
        .alarms()
        .into_iter()
        .filter(|alarm| matches!(alarm, Alarm::Unaccounted { .. }))
        .collect();
    assert_eq!(
        alarms,
        [Alarm::Unaccounted {
            group: GroupNo(34),
            missing: Some(1)
        }]
    );
    let found = coordination("11:29");
    let drill = evacuation(&found.floor, found.now).expect("it lasts");
    assert_eq!((drill.counted(), drill.accounted_at()), (481, Some(t("11:29"))));
    assert_eq!(drill.took_ms(), Some(9 * MINUTE_MS));
    found.shows_after("r", &["All accounted for: 481", "in 09:00"]);
    let log = coordination("13:07").log("11:20", &["roll_called"]);
    assert_eq!(log.len(), 44, "one for each group, and one again");
    let of_34: Vec<_> = log.iter().filter(|line| line.contains("\"group\":34,")).collect();
    assert_eq!(
        of_34,
        [
            "11:27:00 coordinator {\"group\":34,\"count\":9}",
            "11:29:00 coordinator {\"group\":34,\"count\":10}",
        ],
        "with its time, without a name"
    );
    let whole = evacuations(&coordination("13:07").floor, t("13:06"));
    assert_eq!(
        (whole.len(), whole[0].took_ms(), whole[0].until),
        (1, Some(9 * MINUTE_MS), Some(t("11:32")))
    );
}

#[test]
fn s30_resume_and_new_times() {
    let back = at(4, "11:32");
    assert_eq!(back.clock(4), "11:00");
    let before = main_coordination("11:32:50");
    let schedule = before.schedule();
    let end = |length: Option<u16>| {
        let times = retimed(
            &schedule,
            Retiming {
                next_start: None,
                length_min: length,
            },
        );
        times.last().expect("rounds").times.end
    };
    assert_eq!((end(None), end(Some(16))), (t("12:49"), t("12:43")));
    assert_eq!(length_to_end_as_planned(&schedule), Some(14));
    let command = Command::Retime(retimed(
        &schedule,
        Retiming {
            next_start: None,
            length_min: Some(16),
        },
    ));
    let facts = decide(&before.floor, &command, moment(before.now), Role::Coordinator).expect("allowed");
    let effect = preview(&before.floor, &facts, moment(before.now), Role::Coordinator);
    assert_eq!(effect.ends, Some((t("12:49"), t("12:43"))));

    let after = coordination("11:33");
    assert_eq!(
        [5, 6, 7, 8].map(|round| after.slot(round)),
        ["11:13–11:43", "11:47–12:03", "12:07–12:23", "12:27–12:43"]
    );
    let slot = *after.schedule().slot(RoundNo(6)).expect("a round");
    assert_eq!(
        (slot.planned.start, slot.now.start),
        (t("11:35"), t("11:47")),
        "the old time beside the new one"
    );
    let screen = at(4, "11:34").screen(Lang::En);
    assert!(screen.contains("11:47") && screen.contains("11:35"), "{screen}");
    let schedule = Schedule::at(&after.floor, t("13:00"));
    assert_eq!(schedule.holds.len(), 1);
    assert_eq!(schedule.holds[0].length_ms(schedule.now), 12 * MINUTE_MS);
    // Punctuality is measured against the new times: nobody is late at 11:47.
    assert!(
        coordination("11:48")
            .with(|trouble| matches!(trouble, Trouble::Late | Trouble::NoShow))
            .is_empty()
    );
    assert_eq!(at(8, "11:50").clock(8), "13:00");
}

#[test]
fn s31_fifty_hands_of_twelve() {
    let before = at(4, "11:40:50");
    let hands = |count| Command::Interest {
        station: StationNo(4),
        group: Some(GroupNo(35)),
        count,
    };
    let role = Role::Station(StationNo(4));
    let refused = decide(&before.floor, &hands(50), moment(before.now), role);
    assert_eq!(refused, Err(Refusal::TooMany(12)));
    assert!(decide(&before.floor, &hands(5), moment(before.now), role).is_ok());
    let visit = Visit {
        station: StationNo(4),
        round: RoundNo(5),
        group: GroupNo(35),
    };
    let after = coordination("11:42");
    let session = after.floor.session(visit).expect("a visit");
    assert_eq!(
        session
            .interest
            .all()
            .iter()
            .map(|mark| mark.value)
            .collect::<Vec<_>>(),
        [5]
    );
    let log = after
        .floor
        .log()
        .iter()
        .filter(|entry| entry.id.origin == laptop_of(4) && entry.at >= t("11:41"));
    assert_eq!(log.count(), 1, "a refusal leaves nothing");
}
