//! A lever pulled twice, by two coordinators, or while a station was offline: the laws merge it, the last word
//! counts on every laptop, and what was overridden says by what.

use crate::fixture::{COORDINATOR, Day, at_station, t};
use sheber::domain::command::{Command, Refusal, Which, Who};
use sheber::domain::event::HallId;
use sheber::domain::fact::{NewTimes, Reason};
use sheber::domain::id::{EntryId, GroupNo, RoundNo, StationNo};
use sheber::domain::query::preview::preview;
use sheber::domain::query::routes::{Why, misfits};
use sheber::domain::query::station::State;
use sheber::domain::query::superseded::superseded;
use sheber::domain::rotation::Stay;
use sheber::domain::time::Span;

fn moved(group: u16, round: u8, to: u16) -> Command {
    Command::Reroute {
        moves: vec![(GroupNo(group), RoundNo(round), Some(StationNo(to)))],
        reason: Reason::Equipment,
    }
}

fn stay(day: &Day, group: u16, round: u8) -> Option<Stay> {
    day.floor.stay(GroupNo(group), RoundNo(round))
}

fn overrides(day: &Day) -> Vec<(EntryId, EntryId)> {
    superseded(&day.floor).into_iter().collect()
}

#[test]
fn two_coordinators_who_move_one_group_agree_on_the_last_word() {
    let mut one = Day::open();
    let mut other = one.apart(2);
    let first = one.when("10:00", COORDINATOR, moved(6, 3, 17)).done();
    let second = other.when("10:01", COORDINATOR, moved(6, 3, 20)).done();
    one.meet(&mut other);
    for day in [&one, &other] {
        assert_eq!(stay(day, 6, 3), Some(Stay::Station(StationNo(20))));
        assert_eq!(day.floor.expected(StationNo(17), RoundNo(3)), [GroupNo(21)]);
        assert_eq!(overrides(day), [(first, second)]);
    }
    // Whoever takes the last word back brings the one before it into force, not the plan.
    other
        .when("10:02", COORDINATOR, Command::Undo(Some(second)))
        .done();
    one.meet(&mut other);
    assert_eq!(stay(&one, 6, 3), Some(Stay::Station(StationNo(17))));
    assert_eq!(overrides(&one), []);
}

#[test]
fn the_same_word_of_two_coordinators_overrides_nothing() {
    let mut one = Day::open();
    let mut other = one.apart(2);
    let skip = Command::Skip {
        whom: Who::Groups(vec![GroupNo(6)]),
        round: Some(RoundNo(2)),
        reason: Reason::Bus,
    };
    one.when("10:00", COORDINATOR, skip.clone()).done();
    other.when("10:01", COORDINATOR, skip.clone()).done();
    one.meet(&mut other);
    assert_eq!(stay(&one, 6, 2), Some(Stay::Skipped(Reason::Bus)));
    assert_eq!(overrides(&one), []);
    one.when("10:02", COORDINATOR, skip).refused(Refusal::AlreadySo);
}

#[test]
fn a_group_that_leaves_and_is_then_given_a_station_goes_there_and_nowhere_else() {
    let mut day = Day::open();
    let leave = Command::Leave {
        whom: Who::Groups(vec![GroupNo(6)]),
        after: Some(RoundNo(1)),
        reason: Reason::Bus,
    };
    day.when("10:00", COORDINATOR, leave).done();
    day.when("10:02", COORDINATOR, moved(6, 3, 17)).done();
    assert_eq!(stay(&day, 6, 2), Some(Stay::Left(Reason::Bus)));
    assert_eq!(stay(&day, 6, 3), Some(Stay::Station(StationNo(17))));
    assert_eq!(stay(&day, 6, 4), Some(Stay::Left(Reason::Bus)));
}

#[test]
fn a_lever_pulled_while_a_station_was_offline_reaches_it_later_and_loses_nothing() {
    let mut coordinator = Day::open();
    let mut station = coordinator.apart(11);
    let close = Command::Close {
        station: StationNo(11),
        from: Some(RoundNo(2)),
        reason: Reason::Equipment,
    };
    coordinator.when("10:04", COORDINATOR, close).done();
    let arrive = Command::Arrive {
        station: StationNo(11),
        group: None,
        count: Some(11),
    };
    station.when("10:07", at_station(11), arrive).done();
    coordinator.meet(&mut station);
    for day in [&coordinator, &station] {
        let now = day.station("10:08", 11);
        assert_eq!((now.state, now.head_count()), (State::Running, 11));
        assert_eq!(stay(day, 7, 2), Some(Stay::Closed(StationNo(11))));
    }
    let schedule = coordinator.schedule("10:05");
    let nowhere: Vec<_> = misfits(&coordinator.floor, &schedule)
        .into_iter()
        .filter(|misfit| misfit.why == Why::Closed)
        .map(|misfit| (misfit.group.0, misfit.round.0))
        .collect();
    assert_eq!(
        nowhere,
        [(35, 3), (12, 4)],
        "the group that came has found its place"
    );
}

#[test]
fn a_bulk_lever_is_one_entry_and_one_undo() {
    let mut day = Day::open();
    let before = day.floor.log().len();
    let hall = Which::Hall(HallId("blue".to_owned()));
    let pause = Command::PauseMany {
        which: hall.clone(),
        reason: Reason::Power,
    };
    day.when("09:50", COORDINATOR, pause).done();
    assert_eq!(day.floor.log().len(), before + 1);
    let states = |day: &Day| [11, 15, 17, 43].map(|no| day.station("09:51", no).state);
    assert_eq!(
        states(&day),
        [State::Paused, State::Paused, State::Paused, State::Late],
        "the other hall goes on"
    );
    day.when("09:52", COORDINATOR, Command::Undo(None)).done();
    assert!(!states(&day).contains(&State::Paused));
    day.when("09:53", COORDINATOR, Command::ResumeMany(hall))
        .refused(Refusal::NotPaused);
}

#[test]
fn new_times_override_each_other_round_by_round() {
    let mut one = Day::open();
    let mut other = one.apart(2);
    let times = |round, start, end| NewTimes {
        round: RoundNo(round),
        times: Span {
            start: t(start),
            end: t(end),
        },
    };
    let first = one
        .when(
            "10:20",
            COORDINATOR,
            Command::Retime(vec![times(3, "10:35", "10:50")]),
        )
        .done();
    let second = other
        .when(
            "10:21",
            COORDINATOR,
            Command::Retime(vec![times(3, "10:31", "10:45"), times(4, "10:51", "11:09")]),
        )
        .done();
    one.meet(&mut other);
    let slot = *one.schedule("10:22").slot(RoundNo(3)).unwrap();
    assert_eq!((slot.now.start, slot.now.end), (t("10:31"), t("10:45")));
    assert_eq!((slot.planned.start, slot.planned.end), (t("10:29"), t("10:47")));
    assert_eq!(overrides(&one), [(first, second)]);
}

#[test]
fn a_preview_tells_what_the_lever_then_does_and_changes_nothing_itself() {
    let day = Day::open();
    let held = day.floor.held().clone();
    let fact = sheber::domain::fact::Fact::StationClosed(sheber::domain::fact::StationClosed {
        station: StationNo(11),
        from: RoundNo(3),
        reason: Reason::Equipment,
    });
    let moment = sheber::domain::entry::Moment {
        now: t("10:20"),
        at: t("10:20"),
        device_ms: 0,
    };
    let told = preview(&day.floor, &[fact], moment, COORDINATOR);
    let closed: Vec<_> = told
        .misfits
        .iter()
        .map(|misfit| (misfit.group.0, misfit.round.0, misfit.why))
        .collect();
    assert_eq!(closed, [(35, 3, Why::Closed), (12, 4, Why::Closed)]);
    assert_eq!(told.groups, [GroupNo(12), GroupNo(35)]);
    assert_eq!(told.pupils, 19);
    assert_eq!(*day.floor.held(), held);
}
