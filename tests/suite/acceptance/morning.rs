//! 09:30–10:03: the opening and round 1 (S01–S11).

use super::player::{laptop_of, played};
use super::scene::{at, coordination};
use crate::fixture::t;
use sheber::domain::event::Lang;
use sheber::domain::fact::{Reason, Visit};
use sheber::domain::id::{GroupNo, Place, RoundNo, StationNo};
use sheber::domain::query::groups::GroupState;
use sheber::domain::query::overview::{Contact, Trouble, trouble_first};
use sheber::domain::query::people::{addressed, open_calls};
use sheber::domain::query::routes::{delay, offers, withdrawn};
use sheber::domain::query::station::{Next, State, offered_count, strip};
use sheber::domain::rotation::Stay;

fn visit(station: u16, round: u8, group: u16) -> Visit {
    Visit {
        station: StationNo(station),
        round: RoundNo(round),
        group: GroupNo(group),
    }
}

#[test]
fn s01_opening_check() {
    let early = at(27, "09:31");
    assert_eq!(early.clock(27), "in 14:00");
    let groups: Vec<Vec<u16>> = strip(&early.floor, &early.schedule(), StationNo(27))
        .iter()
        .map(|cell| cell.groups.iter().map(|no| no.0).collect())
        .collect();
    assert_eq!(
        groups,
        [
            vec![8],
            vec![32],
            vec![22],
            vec![11],
            vec![36],
            vec![16],
            vec![2],
            vec![4]
        ]
    );
    let screen = early.screen(Lang::En);
    for shown in [
        "Tailor",
        "places: 12",
        "NOT READY",
        "until the start 09:45",
        "r ready",
        "group  8",
    ] {
        assert!(screen.contains(shown), "{shown}: {screen}");
    }

    let ready = coordination("09:36");
    let totals = ready.overview().totals;
    assert_eq!((totals.ready, totals.planned, totals.rotation), (46, 48, 48));
    assert_eq!(
        ready.with(|trouble| *trouble == Trouble::NotReady),
        [26],
        "20 is on paper"
    );
    assert_eq!(ready.contact(20), Contact::Paper);
    assert_eq!(ready.state(20), State::NotReady);
    let not_ready = |no: &u16| !ready.station(*no).ready;
    let stations = ready.floor.event().expect("open").rotation_stations();
    let missing: Vec<u16> = stations.map(|(no, _)| no.0).filter(not_ready).collect();
    assert_eq!(missing, [20, 26]);
    let reserve = ready.overview().row(StationNo(5)).expect("a row").clone();
    assert!(!reserve.is_planned && reserve.now.ready && reserve.troubles.is_empty());
    assert!(ready.screen(Lang::En).contains("ready: 46 of 48"));
    // A reserve and a stand that say nothing are not missing.
    assert_eq!(coordination("09:30").troubles(5), []);
    assert_eq!(coordination("09:30").troubles(13), []);

    let log = ready.log("09:30", &["station_ready"]);
    assert_eq!(log.len(), 46, "one entry for each");
}

#[test]
fn s02_a_clock_seven_minutes_fast() {
    let scene = at(8, "09:31:30");
    assert_eq!(scene.clock(8), at(9, "09:31:30").clock(9), "event time is used");
    let screen = scene.screen(Lang::En);
    assert!(
        screen.contains("clock is 7 min fast. Event time is used"),
        "{screen}"
    );
    assert_eq!(coordination("09:36").troubles(8), [Trouble::ClockOff(420_000)]);
    assert_eq!(coordination("09:36").station(8).state, State::Ready);

    // Stored with event time and with the laptop's own, and in their place by event time.
    let last = coordination("13:07");
    let log = last.floor.log();
    assert!(log.is_sorted_by_key(|entry| entry.key()));
    let from_8 = log.iter().filter(|entry| entry.id.origin == laptop_of(8));
    let first = from_8.map(|entry| entry.at).min();
    assert_eq!(first, Some(t("09:33:20")));
    let own = played().device_ms(laptop_of(8));
    assert_eq!(own.first(), Some(&(t("09:33:20"), t("09:40:20").0)));
    assert_eq!(
        own.last().map(|(at, device)| device - at.0),
        Some(0),
        "put right at 11:50"
    );
}

#[test]
fn s03_a_kazakh_keyboard() {
    let scene = at(27, "09:45:05");
    let (russian, kazakh) = (scene.screen(Lang::Ru), scene.screen_after("l l", Lang::Ru));
    assert_eq!(kazakh, scene.screen(Lang::Kk), "all labels change at once");
    assert!(
        russian.contains("№20 9Б") && kazakh.contains("№20 9Б"),
        "names stay as written"
    );
    // The number row of the Kazakh layout types letters: the key of 3 is `і`, those of 7 and 0 are `.` and `қ`.
    let waiting = at(11, "09:45:30");
    let typed = |keys: &str| waiting.screen_after(&format!("enter {keys}"), Lang::Kk);
    for (letter, digit) in [("і", "3"), (".", "7"), ("қ", "0")] {
        assert_eq!(typed(letter), typed(digit));
    }
    assert_ne!(typed("і"), typed(""));
    // Letters work on every layout: "h" is "р" and "р".
    assert_eq!(
        scene.screen_after("h", Lang::Kk),
        scene.screen_after("р", Lang::Kk)
    );
    // A language is no event of the day.
    let before = coordination("09:36");
    let after = coordination("09:42");
    assert_eq!(before.log("09:33:50", &["language_changed"]), [""; 0]);
    assert_eq!(before.log("09:36", &[]).len(), after.log("09:36", &[]).len());
}

#[test]
fn s04_an_instructor_is_missing() {
    let scene = coordination("09:38");
    let overview = scene.overview();
    let first = trouble_first(&overview.rows)[0];
    assert_eq!(first.now.no, StationNo(26));
    assert_eq!(first.troubles, [Trouble::NotReady]);
    let Some(Next { slot, group, .. }) = first.now.next else {
        panic!("a group is due")
    };
    assert_eq!((group, slot.now.start), (GroupNo(19), t("09:45")));
    assert_eq!(offered_count(&scene.floor, group), Some(12));
    let free = offers(&scene.floor, GroupNo(19), RoundNo(1));
    // 12 has only 10 places; 2 comes last, for the group goes there in round 8.
    assert_eq!(free, [StationNo(44), StationNo(2)]);
    let alarms = [
        "not ready: gr. 19, 09:45",
        "Due: group 19, 12 pupils",
        "Free and fitting in round 1: 44, 2",
    ];
    scene.shows_after("tab tab tab", &alarms);
    scene.shows(&["ready: 46 of 48", "not ready: 20, 26"]);

    // A deputy sees what the instructor would, without a password.
    assert!(at(26, "09:43:10").screen(Lang::En).contains("READY"));
    let log = coordination("09:44").log("09:42", &["station_ready"]);
    assert_eq!(log, ["09:43:00 station:26 {\"station\":26,\"deputy\":true}"]);
    assert_eq!(coordination("09:44").troubles(26), []);
    for time in ["09:30", "09:35", "09:42:59"] {
        assert_eq!(coordination(time).state(26), State::NotReady);
    }
}

#[test]
fn s05_a_station_without_a_laptop() {
    let scene = coordination("09:41");
    assert_eq!(scene.contact(20), Contact::Paper);
    assert_eq!(scene.log("09:40", &["medium_changed"]).len(), 1);
    // No "offline" and no "no-show" the whole day, whatever round it is.
    for time in ["09:50", "10:45", "11:05", "11:43", "12:03", "12:35", "12:43"] {
        let scene = coordination(time);
        assert_eq!(scene.troubles(20), [], "{time}");
        assert_eq!(scene.station(20).counted(), None, "{time}: unknown is not zero");
    }
    assert_eq!(coordination("12:43").floor.session(visit(20, 1, 33)), None);
    let group = coordination("09:50");
    let groups = group.overview().groups();
    let of = |no: u16| {
        groups
            .iter()
            .find(|group| group.no.0 == no)
            .expect("a group")
            .state
    };
    assert_eq!(
        of(33),
        GroupState::Waiting,
        "a group at a station on paper is not lost"
    );
}

#[test]
fn s06_a_late_bus() {
    for (station, group) in [(18, 22), (38, 40)] {
        let scene = at(station, "09:43");
        let delayed = delay(&scene.floor, GroupNo(group), scene.now).expect("a delay");
        assert_eq!((delayed.until, delayed.reason), (t("10:00"), Reason::Bus));
        let scene = at(station, "09:46");
        assert_eq!(scene.state(station), State::Delayed);
        let told = format!("Group {group} is late. Expected at 10:00 (bus). Walk-ins are welcome");
        scene.shows(&["COMING LATER", &told]);
        assert!(scene.station(station).awaited.contains(&GroupNo(group)));
        assert_eq!(
            coordination("09:56").troubles(station),
            [],
            "neither late nor a no-show"
        );
        assert_eq!(coordination("09:56").group(group).state, GroupState::Delayed);
    }
    let log = coordination("09:43").log("09:42", &["groups_delayed"]);
    assert_eq!(
        log,
        [
            "09:42:00 coordinator {\"groups\":[22,40],\"school\":\"№35\",\"until\":36000000,\"reason\":\"bus\"}"
        ]
    );
    // Both miss most of round 1: it is over 3 minutes after they are expected.
    assert_eq!(coordination("09:43").slot(1), "09:45–10:03");
}

#[test]
fn s07_round_one_starts() {
    let scene = at(4, "09:45");
    assert_eq!(scene.clock(4), "18:00");
    let offered = at(11, "09:45");
    assert_eq!(offered_count(&offered.floor, GroupNo(6)), Some(12));
    assert!(offered.screen(Lang::En).contains("12"));

    let scene = coordination("09:45:30");
    let totals = scene.overview().totals;
    // 33 groups go to their stations; 6 is counted at 09:46, 33 by nobody, 7 is on the way to the wrong one.
    assert_eq!(totals.busy, 30);
    assert_eq!(totals.waiting, 5);
    assert_eq!(totals.lost, 0);
    let groups = scene.overview().groups();
    let on_break: Vec<u16> = groups
        .iter()
        .filter(|group| group.state == GroupState::OnBreak)
        .map(|group| group.no.0)
        .collect();
    assert_eq!(on_break, [1, 9, 23, 26, 38], "with the stands and the job fair");
    assert!(groups.iter().all(|group| !group.state.is_lost()));
    let log = scene.log("09:45", &["group_arrived"]);
    assert_eq!(log.len(), 30);
    assert!(
        log.contains(&"09:45:00 station:1 {\"station\":1,\"round\":1,\"group\":24,\"count\":12}".to_owned())
    );
}

#[test]
fn s08_a_head_count_differs() {
    let scene = at(11, "09:46:10");
    assert_eq!(scene.here(11), [(6, 11)]);
    assert_eq!(scene.station(11).present[0].planned, Some(12));
    assert!(scene.screen(Lang::En).contains("came: 11 of 12"));
    assert!(coordination("09:46:10").screen(Lang::En).contains("11/12"));
    assert_eq!(
        offered_count(&at(6, "10:06").floor, GroupNo(6)),
        Some(11),
        "from round 2 on"
    );
}

#[test]
fn s09_two_half_classes_at_one_station() {
    let scene = at(11, "09:47:30");
    let now = scene.station(11);
    assert_eq!(
        (now.head_count(), now.places(), now.over_places()),
        (23, 12, true)
    );
    let stranger = now.present.iter().find(|here| !here.expected).expect("group 7");
    assert_eq!(
        (stranger.group, stranger.belongs),
        (GroupNo(7), Some(StationNo(43)))
    );
    let screen = scene.screen(Lang::En);
    assert!(
        screen.contains("station 43") && screen.contains("Red hall"),
        "{screen}"
    );
    assert!(screen.contains("23"), "{screen}");

    let scene = coordination("09:47:30");
    assert_eq!(
        scene.troubles(11),
        [Trouble::OverPlaces {
            count: 23,
            places: 12
        }]
    );
    assert_eq!(scene.station(43).awaited, [GroupNo(7)]);
    assert_eq!(scene.group(7).state, GroupState::Elsewhere);

    let after = coordination("09:49");
    assert_eq!(after.troubles(11), []);
    assert_eq!(
        after.log("09:47", &["sent_on"]),
        ["09:49:00 station:11 {\"station\":11,\"round\":1,\"group\":7,\"to\":43}"]
    );
    let there = coordination("09:52");
    let session = there.floor.session(visit(43, 1, 7)).expect("a visit");
    assert_eq!(
        session.arrival(&there.floor.undone).map(|came| came.at),
        Some(t("09:52"))
    );
    let counted: Vec<u16> = there
        .floor
        .visits_of(GroupNo(7))
        .iter()
        .map(|visit| visit.station.0)
        .collect();
    assert!(counted.contains(&43));
    let counts = |no| {
        there
            .floor
            .session(visit(no, 1, 7))
            .is_some_and(|s| s.counts_as_visit(&there.floor.undone))
    };
    assert_eq!((counts(11), counts(43)), (false, true), "it counts once");
}

#[test]
fn s10_a_wrong_key_is_undone() {
    let slip = at(37, "09:50:03");
    assert_eq!(slip.state(37), State::Finished);
    let back = at(37, "09:50:06");
    assert_eq!((back.state(37), back.here(37)), (State::Running, vec![(12, 9)]));
    // 13 minutes were left at 09:50: the clock never stopped.
    assert_eq!(
        (at(37, "09:50").clock(37), back.clock(37)),
        ("13:00".to_owned(), "12:54".to_owned())
    );
    assert_eq!(
        coordination("09:50:10").troubles(37),
        [],
        "no alarm is left behind"
    );
    let log = coordination("09:51").log("09:50", &["group_finished", "entry_undone"]);
    assert_eq!(log.len(), 2, "both are kept");
    assert!(log.iter().all(|line| line.contains("station:37")));
}

#[test]
fn s11_late_groups_arrive() {
    let scene = coordination("09:59");
    for (group, missed, next) in [(22, 18, 19), (40, 38, 43)] {
        assert_eq!(
            scene.floor.stay(GroupNo(group), RoundNo(1)),
            Some(Stay::Skipped(Reason::Bus))
        );
        assert_eq!(scene.group(group).state, GroupState::Skips);
        assert_eq!(
            scene.floor.stay(GroupNo(group), RoundNo(2)),
            Some(Stay::Station(StationNo(next)))
        );
        let told = at(missed, "09:59");
        let free =
            format!("Round 1: no group, free (group {group} skips the round, bus). Walk-ins are welcome");
        told.shows(&["FREE", &free]);
        assert_eq!(
            withdrawn(&told.floor, StationNo(missed), RoundNo(1)),
            [(GroupNo(group), Stay::Skipped(Reason::Bus))]
        );
        assert_eq!((told.state(missed), told.troubles(missed)), (State::Free, vec![]));
    }
    assert_eq!(scene.slot(2), "10:07–10:25");
    assert_eq!(
        scene.log("09:58:30", &["round_skipped"]).len(),
        1,
        "one action for both"
    );
    assert_eq!(scene.station(38).walk_ins, 4);
    assert_eq!(scene.here(38), [], "walk-ins are not group 40");
    at(38, "09:59").shows(&["walk-ins: 4"]);
    assert_eq!(scene.overview().totals.lost, 0);
}

#[test]
fn first_aid_and_messages_know_their_places() {
    let scene = coordination("09:36");
    let event = scene.floor.event().expect("open");
    let all = addressed(&scene.floor, event, &sheber::domain::fact::Audience::All);
    assert_eq!(all.len(), 47, "20 is on paper");
    assert!(!all.contains(&Place::Station(StationNo(20))));
    assert!(open_calls(&scene.floor).is_empty());
}
