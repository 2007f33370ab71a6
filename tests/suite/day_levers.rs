//! The levers of the day in stories: each is pulled, refused for every reason there is, and taken back.

use crate::fixture::{COORDINATOR, DESK, Day, STAND, at_station, t};
use sheber::domain::command::{Command, Refusal, Which, Who};
use sheber::domain::event::{Group, HallId, Lang, Medium};
use sheber::domain::fact::{
    AtStation, Delayed, Evacuated, Fact, FiguresGiven, GroupAdded, GroupResized, GroupSplit, MediumChanged,
    Missed, Move, NewTimes, Part, Paused, PlacesLowered, PlanRevised, Purpose, Ready, Reason, RollCalled,
    RoundsRetimed, SheetEntered, SheetLine, StationClosed, StationsPaused, StationsResumed, Undone, Visit,
    Whom,
};
use sheber::domain::id::{EntryId, GroupNo, Origin, Role, RoundNo, Seq, StationNo};
use sheber::domain::query::evacuation::evacuation;
use sheber::domain::query::overview::Trouble;
use sheber::domain::query::routes::delay;
use sheber::domain::query::station::{State, condition};
use sheber::domain::rotation::Stay;
use sheber::domain::time::Span;
use std::collections::BTreeMap;

const STATION: StationNo = StationNo(11);
const AT: AtStation = AtStation { station: STATION };

fn groups(numbers: &[u16]) -> Who {
    Who::Groups(numbers.iter().copied().map(GroupNo).collect())
}

fn whom(numbers: &[u16]) -> Whom {
    Whom {
        groups: numbers.iter().copied().map(GroupNo).collect(),
        school: None,
    }
}

fn missed(numbers: &[u16], round: u8, reason: Reason) -> Missed {
    Missed {
        whom: whom(numbers),
        round: RoundNo(round),
        reason,
    }
}

fn moved(group: u16, round: u8, to: u16) -> Command {
    Command::Reroute {
        moves: vec![(GroupNo(group), RoundNo(round), Some(StationNo(to)))],
        reason: Reason::Equipment,
    }
}

fn stay(day: &Day, group: u16, round: u8) -> Option<Stay> {
    day.floor.stay(GroupNo(group), RoundNo(round))
}

/// What every lever of coordinators has in common: nobody else may pull it.
fn only_coordinators(day: &Day, time: &str, command: &Command) {
    for role in [at_station(11), Role::Desk(DESK)] {
        let mut other = day.clone();
        other
            .when(time, role, command.clone())
            .refused(Refusal::NotAllowedForRole);
    }
}

/// Everything but the entry and its undo is as it was.
fn undone(
    day: &mut Day,
    time: &str,
    role: Role,
    entry: EntryId,
    same: impl Fn(&Day) -> String,
    before: &str,
) {
    assert_ne!(same(day), before, "it did something");
    day.when(time, role, Command::Undo(Some(entry))).done();
    assert_eq!(same(day), before, "as it was");
    day.when(time, role, Command::Undo(Some(entry)))
        .refused(Refusal::AlreadyUndone);
}

fn conditions(day: &Day) -> String {
    format!(
        "{:?}",
        [11, 15, 17, 20, 43].map(|no| condition(&day.floor, StationNo(no)))
    )
}

fn routes(day: &Day) -> String {
    format!("{:?}", day.floor.rotation())
}

#[test]
fn a_deputy_says_ready_and_a_station_says_that_it_is_not() {
    let mut day = Day::open();
    let before = conditions(&day);
    let not_ready = |reason| Command::NotReady {
        station: STATION,
        reason,
    };
    let entry = day
        .when("09:31", at_station(11), not_ready(Reason::People))
        .then(Fact::StationNotReady(Paused {
            station: STATION,
            reason: Reason::People,
        }));
    assert_eq!(day.state("09:32", 11), State::NotReady);
    day.when("09:32", at_station(11), not_ready(Reason::People))
        .refused(Refusal::AlreadySo);
    day.when("09:32", at_station(15), not_ready(Reason::People))
        .refused(Refusal::NotAllowedForRole);
    let stand = Command::NotReady {
        station: STAND,
        reason: Reason::People,
    };
    day.when("09:32", COORDINATOR, stand)
        .refused(Refusal::NotAStation(STAND));
    undone(&mut day, "09:33", at_station(11), entry, conditions, &before);
    let ready = Command::Ready {
        station: STATION,
        deputy: true,
    };
    let entry = day
        .when("09:34", at_station(11), ready)
        .then(Fact::StationReady(Ready {
            station: STATION,
            deputy: true,
        }));
    assert_eq!(day.state("09:34", 11), State::Ready);
    undone(&mut day, "09:35", at_station(11), entry, conditions, &before);
    // Said again during the day it is trouble at once, whatever the round.
    day.when("10:04", at_station(11), not_ready(Reason::People))
        .done();
    assert_eq!(day.lists("10:04", 11), [Trouble::NotReady]);
}

#[test]
fn a_station_goes_on_paper_and_back() {
    let mut day = Day::open();
    let paper = |no, paper| Command::OnPaper {
        station: StationNo(no),
        paper,
    };
    let on = |station, medium| {
        Fact::MediumChanged(MediumChanged {
            station: StationNo(station),
            medium,
        })
    };
    let before = conditions(&day);
    let entry = day
        .when("09:40", at_station(11), paper(11, true))
        .then(on(11, Medium::Paper));
    day.when("09:41", at_station(11), paper(11, true))
        .refused(Refusal::AlreadySo);
    undone(&mut day, "09:41", at_station(11), entry, conditions, &before);
    // What the event file says may be said once more, so that the log says it too.
    day.when("09:42", at_station(11), paper(11, false))
        .then(on(11, Medium::Laptop));
    day.when("09:42", at_station(11), paper(11, false))
        .refused(Refusal::AlreadySo);
    day.when("09:42", at_station(15), paper(11, true))
        .refused(Refusal::NotAllowedForRole);
    day.when("09:42", COORDINATOR, paper(20, true))
        .then(on(20, Medium::Paper));
    day.when("09:43", COORDINATOR, paper(20, true))
        .refused(Refusal::AlreadySo);
    day.when("09:44", COORDINATOR, paper(20, false))
        .then(on(20, Medium::Laptop));
    assert_eq!(
        day.lists("10:00", 20),
        [Trouble::Offline],
        "no laptop was ever seen there"
    );
    assert_eq!(day.state("10:00", 20), State::NoShow);
}

#[test]
fn a_station_changes_hands_and_has_guests() {
    let mut day = Day::open();
    let before = conditions(&day);
    let entry = day
        .when("10:00", at_station(11), Command::HandOver(STATION))
        .then(Fact::InstructorChanged(AT));
    undone(&mut day, "10:01", at_station(11), entry, conditions, &before);
    day.when("10:01", at_station(15), Command::HandOver(STATION))
        .refused(Refusal::NotAllowedForRole);
    let unknown = StationNo(99);
    day.when("10:01", COORDINATOR, Command::HandOver(unknown))
        .refused(Refusal::UnknownStation(unknown));
    let guests = |here| Command::Guests {
        station: STATION,
        here,
    };
    day.when("10:02", at_station(11), guests(false))
        .refused(Refusal::AlreadySo);
    let entry = day
        .when("10:02", at_station(11), guests(true))
        .then(Fact::GuestsCame(AT));
    day.when("10:02", at_station(11), guests(true))
        .refused(Refusal::AlreadySo);
    assert_eq!(day.station("10:02", 11).head_count(), 0, "they are no pupils");
    undone(&mut day, "10:03", at_station(11), entry, conditions, &before);
    day.when("10:04", at_station(11), guests(true)).done();
    day.when("10:05", at_station(11), guests(false))
        .then(Fact::GuestsLeft(AT));
}

#[test]
fn places_are_lowered_and_restored() {
    let mut day = Day::open();
    let lower = |places| Command::Lower {
        station: STATION,
        places,
        reason: Reason::Equipment,
    };
    let before = conditions(&day);
    let entry = day
        .when("10:12", at_station(11), lower(8))
        .then(Fact::PlacesLowered(PlacesLowered {
            station: STATION,
            places: 8,
            reason: Reason::Equipment,
        }));
    day.when("10:13", at_station(11), lower(8))
        .refused(Refusal::AlreadySo);
    day.when("10:13", at_station(11), lower(13))
        .refused(Refusal::TooMany(12));
    day.when("10:13", at_station(11), lower(1000))
        .refused(Refusal::TooMany(999));
    day.when("10:13", at_station(15), lower(7))
        .refused(Refusal::NotAllowedForRole);
    assert_eq!(condition(&day.floor, STATION).places, 8);
    undone(&mut day, "10:14", at_station(11), entry, conditions, &before);
    day.when("10:14", at_station(11), Command::Restore(STATION))
        .refused(Refusal::NotLowered);
    day.when("10:15", at_station(11), lower(6)).done();
    // All the places again, by its own key or as a number.
    let mut by_number = day.clone();
    by_number
        .when("10:44", at_station(11), lower(12))
        .then(Fact::PlacesRestored(AT));
    let entry = day
        .when("10:44", at_station(11), Command::Restore(STATION))
        .then(Fact::PlacesRestored(AT));
    assert_eq!(conditions(&day), before);
    assert_eq!(conditions(&by_number), before);
    day.when("10:45", at_station(11), Command::Undo(Some(entry)))
        .done();
    assert_eq!(condition(&day.floor, STATION).places, 6);
}

#[test]
fn a_station_is_closed_and_opened() {
    let mut day = Day::open();
    let close = |from: Option<u8>| Command::Close {
        station: STATION,
        from: from.map(RoundNo),
        reason: Reason::Power,
    };
    only_coordinators(&day, "10:00", &close(None));
    let before = routes(&day);
    let entry = day
        .when("10:00", COORDINATOR, close(None))
        .then(Fact::StationClosed(StationClosed {
            station: STATION,
            from: RoundNo(2),
            reason: Reason::Power,
        }));
    assert_eq!(stay(&day, 7, 2), Some(Stay::Closed(STATION)));
    assert_eq!(
        (day.state("10:08", 11), day.lists("10:20", 11)),
        (State::Closed, vec![])
    );
    day.when("10:01", COORDINATOR, close(Some(3)))
        .refused(Refusal::AlreadySo);
    undone(&mut day, "10:02", COORDINATOR, entry, routes, &before);
    day.when("10:02", COORDINATOR, Command::Open(STATION))
        .refused(Refusal::NotClosed);
    day.when("10:26", COORDINATOR, close(Some(2)))
        .refused(Refusal::RoundOver(RoundNo(2)));
    day.when("10:26", COORDINATOR, close(Some(9)))
        .refused(Refusal::UnknownRound(RoundNo(9)));
    day.when("10:52", COORDINATOR, close(None))
        .refused(Refusal::NoRound);
    let stand = Command::Close {
        station: STAND,
        from: None,
        reason: Reason::Power,
    };
    day.when("10:26", COORDINATOR, stand)
        .refused(Refusal::NotAStation(STAND));
    day.when("10:27", COORDINATOR, close(Some(3))).done();
    only_coordinators(&day, "10:28", &Command::Open(STATION));
    day.when("10:28", COORDINATOR, Command::Open(STATION))
        .then(Fact::StationOpened(AT));
    assert_eq!(routes(&day), before, "opened again, it has its groups again");
}

#[test]
fn a_sheet_is_typed_in() {
    let line = |round, group, count, interest| SheetLine {
        round: RoundNo(round),
        group: GroupNo(group),
        count,
        interest,
        briefing: None,
    };
    let sheet = |lines: Vec<SheetLine>| Command::EnterSheet {
        station: StationNo(20),
        lines,
    };
    let mut day = Day::open();
    let same = |day: &Day| {
        format!(
            "{:?} {:?}",
            day.floor.visits_of(GroupNo(21)),
            day.floor.last_count(GroupNo(24))
        )
    };
    let before = same(&day);
    let lines = vec![line(1, 21, 13, None), line(2, 24, 12, Some(0))];
    let entry = day
        .when("11:20", COORDINATOR, sheet(lines.clone()))
        .then(Fact::SheetEntered(SheetEntered {
            station: StationNo(20),
            lines,
        }));
    let visit = |round, group| Visit {
        station: StationNo(20),
        round: RoundNo(round),
        group: GroupNo(group),
    };
    let interest = |visit| {
        day.floor
            .session(visit)
            .expect("a visit")
            .interest
            .last(&day.floor.undone)
            .map(|m| m.value)
    };
    assert_eq!(
        (interest(visit(1, 21)), interest(visit(2, 24))),
        (None, Some(0)),
        "unknown is not zero"
    );
    undone(&mut day, "11:21", COORDINATOR, entry, same, &before);
    let refused = |day: &mut Day, lines, why| day.when("11:22", COORDINATOR, sheet(lines)).refused(why);
    refused(&mut day, vec![], Refusal::Nothing);
    refused(
        &mut day,
        vec![line(9, 21, 1, None)],
        Refusal::UnknownRound(RoundNo(9)),
    );
    refused(
        &mut day,
        vec![line(1, 99, 1, None)],
        Refusal::UnknownGroup(GroupNo(99)),
    );
    refused(&mut day, vec![line(1, 21, 1000, None)], Refusal::TooMany(999));
    refused(&mut day, vec![line(1, 21, 12, Some(13))], Refusal::TooMany(12));
    refused(
        &mut day,
        vec![line(1, 21, 1, None), line(1, 21, 2, None)],
        Refusal::AlreadyArrived,
    );
    let stand = Command::EnterSheet {
        station: STAND,
        lines: vec![line(1, 21, 1, None)],
    };
    day.when("11:22", COORDINATOR, stand)
        .refused(Refusal::NotAStation(STAND));
    let own = sheet(vec![line(1, 21, 12, None)]);
    day.when("11:22", at_station(15), own)
        .refused(Refusal::NotAllowedForRole);
}

#[test]
fn a_hall_and_a_list_of_stations_are_paused_as_one() {
    let mut day = Day::open();
    let hall = |id: &str| Which::Hall(HallId(id.to_owned()));
    let pause = |which| Command::PauseMany {
        which,
        reason: Reason::Power,
    };
    only_coordinators(&day, "09:50", &pause(hall("blue")));
    let entry = day
        .when("09:50", COORDINATOR, pause(hall("blue")))
        .then(Fact::StationsPaused(StationsPaused {
            stations: [11, 15, 17].map(StationNo).to_vec(),
            hall: Some(HallId("blue".to_owned())),
            reason: Reason::Power,
        }));
    let states = |day: &Day| [11, 15, 17, 43].map(|no| day.state("09:51", no));
    let stopped = [State::Paused, State::Paused, State::Paused, State::Late];
    assert_eq!(states(&day), stopped);
    day.when("09:51", COORDINATOR, pause(hall("blue")))
        .refused(Refusal::AlreadyPaused);
    day.when("09:51", COORDINATOR, pause(hall("nowhere")))
        .refused(Refusal::UnknownHall);
    let unknown = StationNo(99);
    let list = |numbers: &[u16]| Which::Stations(numbers.iter().copied().map(StationNo).collect());
    day.when("09:51", COORDINATOR, pause(list(&[99])))
        .refused(Refusal::UnknownStation(unknown));
    day.when("09:51", COORDINATOR, pause(list(&[60])))
        .refused(Refusal::NotAStation(STAND));
    day.when("09:51", COORDINATOR, Command::Undo(Some(entry))).done();
    assert_eq!(states(&day)[..3], [State::Late; 3], "one undo takes all back");
    let resume = |which| Command::ResumeMany(which);
    day.when("09:52", COORDINATOR, resume(hall("blue")))
        .refused(Refusal::NotPaused);
    // Only what is not paused yet; twice in a list is once.
    day.when("09:52", COORDINATOR, pause(list(&[11]))).done();
    day.when("09:53", COORDINATOR, pause(list(&[15, 11, 15])))
        .then(Fact::StationsPaused(StationsPaused {
            stations: vec![StationNo(15)],
            hall: None,
            reason: Reason::Power,
        }));
    only_coordinators(&day, "09:54", &resume(hall("blue")));
    day.when("09:54", COORDINATOR, resume(hall("blue")))
        .then(Fact::StationsResumed(StationsResumed {
            stations: [11, 15].map(StationNo).to_vec(),
            hall: Some(HallId("blue".to_owned())),
        }));
}

#[test]
fn groups_and_schools_are_delayed_and_arrive() {
    let mut day = Day::open();
    let late = |whom, until: &str| Command::Delay {
        whom,
        until: t(until),
        reason: Reason::Bus,
    };
    only_coordinators(&day, "09:42", &late(groups(&[6]), "10:00"));
    let same = |day: &Day| {
        format!(
            "{:?}",
            [6, 7].map(|no| delay(&day.floor, GroupNo(no), t("09:46")))
        )
    };
    let before = same(&day);
    let entry = day
        .when("09:42", COORDINATOR, late(groups(&[7, 6, 7]), "10:00"))
        .then(Fact::GroupsDelayed(Delayed {
            whom: whom(&[6, 7]),
            until: t("10:00"),
            reason: Reason::Bus,
        }));
    assert_eq!(
        (day.state("09:56", 11), day.lists("09:56", 11)),
        (State::Delayed, vec![])
    );
    undone(&mut day, "09:43", COORDINATOR, entry, same, &before);
    let refused =
        |day: &mut Day, whom, until, why| day.when("09:43", COORDINATOR, late(whom, until)).refused(why);
    refused(&mut day, groups(&[]), "10:00", Refusal::Nothing);
    refused(
        &mut day,
        groups(&[99]),
        "10:00",
        Refusal::UnknownGroup(GroupNo(99)),
    );
    refused(
        &mut day,
        Who::School("№0".to_owned()),
        "10:00",
        Refusal::UnknownSchool,
    );
    refused(&mut day, groups(&[6]), "09:43", Refusal::BadTimes);
    let school = Who::School("№39".to_owned());
    day.when("09:44", COORDINATOR, late(school.clone(), "10:00"))
        .then(Fact::GroupsDelayed(Delayed {
            whom: Whom {
                school: Some("№39".to_owned()),
                ..whom(&[6, 7, 12, 21, 24, 35])
            },
            until: t("10:00"),
            reason: Reason::Bus,
        }));
    // A delay that nobody confirmed does not hide a no-show for ever.
    assert_eq!(
        (day.state("10:01", 11), day.state("09:59", 11)),
        (State::NoShow, State::Delayed)
    );
    let on_site = Command::OnSite(groups(&[6]));
    only_coordinators(&day, "09:58", &on_site);
    day.when("09:58", COORDINATOR, on_site.clone())
        .then(Fact::GroupsOnSite(whom(&[6])));
    day.when("09:59", COORDINATOR, on_site)
        .refused(Refusal::AlreadySo);
    day.when("09:59", COORDINATOR, Command::OnSite(groups(&[99])))
        .refused(Refusal::UnknownGroup(GroupNo(99)));
    day.when(
        "09:59",
        COORDINATOR,
        Command::OnSite(Who::School("№0".to_owned())),
    )
    .refused(Refusal::UnknownSchool);
}

#[test]
fn groups_skip_a_round_leave_early_or_stay_away() {
    let mut day = Day::open();
    let skip = |round: Option<u8>| Command::Skip {
        whom: groups(&[6, 7]),
        round: round.map(RoundNo),
        reason: Reason::Bus,
    };
    only_coordinators(&day, "09:58", &skip(None));
    let before = routes(&day);
    let entry = day
        .when("09:58", COORDINATOR, skip(None))
        .then(Fact::RoundSkipped(missed(&[6, 7], 1, Reason::Bus)));
    assert_eq!(
        (stay(&day, 6, 1), day.state("09:59", 11)),
        (Some(Stay::Skipped(Reason::Bus)), State::Free)
    );
    day.when("09:59", COORDINATOR, skip(Some(1)))
        .refused(Refusal::AlreadySo);
    undone(&mut day, "09:59", COORDINATOR, entry, routes, &before);
    day.when("10:04", COORDINATOR, skip(Some(1)))
        .refused(Refusal::RoundOver(RoundNo(1)));
    day.when("10:04", COORDINATOR, skip(Some(9)))
        .refused(Refusal::UnknownRound(RoundNo(9)));
    day.when("11:10", COORDINATOR, skip(None))
        .refused(Refusal::NoRound);

    let leave = |after: Option<u8>| Command::Leave {
        whom: groups(&[6, 7]),
        after: after.map(RoundNo),
        reason: Reason::Bus,
    };
    only_coordinators(&day, "10:30", &leave(None));
    let entry = day
        .when("10:30", COORDINATOR, leave(None))
        .then(Fact::GroupsLeft(missed(&[6, 7], 4, Reason::Bus)));
    assert_eq!(
        (stay(&day, 6, 3), stay(&day, 6, 4)),
        (Some(Stay::Station(StationNo(43))), Some(Stay::Left(Reason::Bus)))
    );
    day.when("10:31", COORDINATOR, leave(Some(3)))
        .refused(Refusal::AlreadySo);
    undone(&mut day, "10:31", COORDINATOR, entry, routes, &before);
    day.when("10:52", COORDINATOR, leave(Some(4)))
        .refused(Refusal::UnknownRound(RoundNo(5)));
    day.when("10:48", COORDINATOR, leave(Some(2)))
        .refused(Refusal::RoundOver(RoundNo(3)));

    let absent = |from: Option<u8>| Command::Absent {
        whom: groups(&[6, 7]),
        from: from.map(RoundNo),
        reason: Reason::People,
    };
    only_coordinators(&day, "10:30", &absent(None));
    let entry = day
        .when("10:30", COORDINATOR, absent(None))
        .then(Fact::GroupsAbsent(missed(&[6, 7], 3, Reason::People)));
    assert_eq!(stay(&day, 6, 4), Some(Stay::Absent(Reason::People)));
    day.when("10:31", COORDINATOR, absent(Some(3)))
        .refused(Refusal::AlreadySo);
    undone(&mut day, "10:31", COORDINATOR, entry, routes, &before);
    day.when("10:48", COORDINATOR, absent(Some(3)))
        .refused(Refusal::RoundOver(RoundNo(3)));
}

#[test]
fn groups_go_elsewhere() {
    let mut day = Day::open();
    only_coordinators(&day, "10:15", &moved(6, 3, 15));
    let before = routes(&day);
    let change = Move {
        group: GroupNo(6),
        round: RoundNo(3),
        from: Some(StationNo(43)),
        to: Some(StationNo(15)),
    };
    let entry = day
        .when("10:15", COORDINATOR, moved(6, 3, 15))
        .then(Fact::PlanRevised(PlanRevised {
            moves: vec![change],
            reason: Reason::Equipment,
        }));
    assert_eq!(
        day.floor.expected(StationNo(15), RoundNo(3)),
        [GroupNo(6), GroupNo(12)]
    );
    day.when("10:16", COORDINATOR, moved(6, 3, 15))
        .refused(Refusal::AlreadySo);
    undone(&mut day, "10:17", COORDINATOR, entry, routes, &before);
    let refused = |day: &mut Day, command, why| day.when("10:26", COORDINATOR, command).refused(why);
    refused(&mut day, moved(99, 3, 15), Refusal::UnknownGroup(GroupNo(99)));
    refused(&mut day, moved(6, 2, 17), Refusal::RoundOver(RoundNo(2)));
    refused(&mut day, moved(6, 9, 17), Refusal::UnknownRound(RoundNo(9)));
    refused(&mut day, moved(6, 3, 99), Refusal::UnknownStation(StationNo(99)));
    refused(&mut day, moved(6, 3, STAND.0), Refusal::NotAStation(STAND));
    let twice = Command::Reroute {
        moves: vec![
            (GroupNo(6), RoundNo(3), Some(StationNo(15))),
            (GroupNo(6), RoundNo(3), None),
        ],
        reason: Reason::Other,
    };
    refused(&mut day, twice, Refusal::AlreadySo);
    let none = Command::Reroute {
        moves: vec![],
        reason: Reason::Other,
    };
    refused(&mut day, none, Refusal::Nothing);
    // A break is a place to go as well.
    let rest = Command::Reroute {
        moves: vec![(GroupNo(6), RoundNo(3), None)],
        reason: Reason::People,
    };
    day.when("10:27", COORDINATOR, rest).done();
    assert_eq!(stay(&day, 6, 3), Some(Stay::Break));
}

/// What people have walked by stays; what is still to come is planned anew.
#[test]
fn a_revised_plan_is_not_taken_back_once_a_round_has_run_on_it() {
    let run = Refusal::RoundsRun(RoundNo(3));
    let mut day = Day::open();
    let two = Command::Reroute {
        moves: vec![
            (GroupNo(6), RoundNo(4), Some(StationNo(20))),
            (GroupNo(6), RoundNo(3), Some(StationNo(15))),
        ],
        reason: Reason::Equipment,
    };
    let entry = day.when("10:15", COORDINATOR, two).done();
    let mut before = day.clone();
    let taken_back = before
        .when("10:28:59", COORDINATOR, Command::Undo(Some(entry)))
        .done();
    day.when("10:29", COORDINATOR, Command::Undo(Some(entry)))
        .refused(run);
    day.when("10:29", COORDINATOR, Command::Undo(None)).refused(run);
    // What is typed in afterwards is judged by when it happened, as everything is.
    let mut paper = day.clone();
    paper
        .entered("10:30", "10:20", COORDINATOR, Command::Undo(Some(entry)))
        .done();
    assert_eq!(stay(&paper, 6, 3), Some(Stay::Station(StationNo(43))));
    // Nor does the undone plan come back after its round.
    before
        .when("10:29", COORDINATOR, Command::Undo(Some(taken_back)))
        .refused(run);
    assert_eq!(stay(&day, 6, 3), Some(Stay::Station(StationNo(15))));
    assert_eq!(stay(&before, 6, 3), Some(Stay::Station(StationNo(43))));
}

#[test]
fn a_move_within_the_round_that_is_on_can_be_taken_back_while_it_is_on() {
    let mut day = Day::open();
    let entry = day.when("10:31", COORDINATOR, moved(6, 3, 15)).done();
    let mut after = day.clone();
    day.when("10:33", COORDINATOR, Command::Undo(Some(entry))).done();
    assert_eq!(stay(&day, 6, 3), Some(Stay::Station(StationNo(43))));
    after
        .when("10:47", COORDINATOR, Command::Undo(Some(entry)))
        .refused(Refusal::RoundsRun(RoundNo(3)));
}

/// Entries that others wrote by hand may take each other back in a circle.
#[test]
fn an_entry_that_takes_itself_back_is_no_trap() {
    let mut day = Day::open();
    let itself = EntryId {
        origin: Origin(1 << 32 | 0x3_0000),
        seq: Seq(1),
    };
    let entry = day.given("10:00", COORDINATOR, Fact::EntryUndone(Undone { entry: itself }));
    assert_eq!(entry, itself);
    let told = day.when("10:01", COORDINATOR, Command::Undo(Some(itself)));
    told.done();
}

fn newcomers(size: u16, adults: u16) -> Group {
    Group {
        school: "  Қарғалы\u{7} ауылы ".to_owned(),
        class: "9А".to_owned(),
        lang: Lang::Kk,
        size,
        adults,
        needs: BTreeMap::new(),
        wishes: Vec::new(),
    }
}

#[test]
fn a_group_is_added_split_and_resized() {
    let mut day = Day::open();
    let add = |group: Option<u16>, size| Command::AddGroup {
        group: group.map(GroupNo),
        about: newcomers(size, 2),
    };
    only_coordinators(&day, "10:00", &add(None, 26));
    let before = routes(&day);
    let about = Group {
        school: "Қарғалы ауылы".to_owned(),
        ..newcomers(26, 2)
    };
    let entry = day
        .when("10:00", COORDINATOR, add(None, 26))
        .then(Fact::GroupAdded(Box::new(GroupAdded {
            group: GroupNo(36),
            about,
        })));
    assert_eq!(
        (stay(&day, 36, 2), day.floor.rotation().is_added(GroupNo(36))),
        (Some(Stay::Unplanned), true)
    );
    day.when("10:01", COORDINATOR, add(Some(36), 9))
        .refused(Refusal::GroupExists(GroupNo(36)));
    day.when("10:01", COORDINATOR, add(None, 0))
        .refused(Refusal::Nothing);
    day.when("10:01", COORDINATOR, add(None, 1000))
        .refused(Refusal::TooMany(999));
    undone(&mut day, "10:02", COORDINATOR, entry, routes, &before);
    day.when("10:03", COORDINATOR, add(Some(40), 26)).done();

    let split = |sizes: &[u16]| Command::Split {
        group: GroupNo(40),
        sizes: sizes.to_vec(),
    };
    only_coordinators(&day, "10:04", &split(&[9, 9, 8]));
    let before = routes(&day);
    let part = |group, size, adults| Part {
        group: GroupNo(group),
        size,
        adults,
    };
    let entry = day
        .when("10:04", COORDINATOR, split(&[9, 9, 8]))
        .then(Fact::GroupSplit(GroupSplit {
            group: GroupNo(40),
            into: vec![part(40, 9, 1), part(41, 9, 1), part(42, 8, 0)],
        }));
    let adults: u16 = (40..43)
        .map(|no| day.floor.group(GroupNo(no)).expect("a part").adults)
        .sum();
    assert_eq!(
        adults, 2,
        "nobody is made up who would be missed in an evacuation"
    );
    undone(&mut day, "10:05", COORDINATOR, entry, routes, &before);
    let refused =
        |day: &mut Day, sizes: &[u16], why| day.when("10:06", COORDINATOR, split(sizes)).refused(why);
    refused(&mut day, &[26], Refusal::Nothing);
    refused(&mut day, &[26, 0], Refusal::Nothing);
    refused(&mut day, &[13, 12], Refusal::PartsDiffer(26));
    refused(&mut day, &[3; 10], Refusal::TooMany(9));
    let unknown = Command::Split {
        group: GroupNo(99),
        sizes: vec![1, 1],
    };
    day.when("10:06", COORDINATOR, unknown)
        .refused(Refusal::UnknownGroup(GroupNo(99)));

    let resize = |group, size| Command::Resize {
        group: GroupNo(group),
        size,
    };
    only_coordinators(&day, "10:07", &resize(6, 10));
    let before = routes(&day);
    let entry = day
        .when("10:07", COORDINATOR, resize(6, 10))
        .then(Fact::GroupResized(GroupResized {
            group: GroupNo(6),
            size: 10,
        }));
    assert_eq!(day.floor.pupils(GroupNo(6)), Some(10));
    day.when("10:08", COORDINATOR, resize(6, 10))
        .refused(Refusal::AlreadySo);
    day.when("10:08", COORDINATOR, resize(6, 1000))
        .refused(Refusal::TooMany(999));
    day.when("10:08", COORDINATOR, resize(99, 1))
        .refused(Refusal::UnknownGroup(GroupNo(99)));
    undone(&mut day, "10:08", COORDINATOR, entry, routes, &before);
}

#[test]
fn rounds_get_new_times() {
    let mut day = Day::open();
    let new = |round, start: &str, end: &str| NewTimes {
        round: RoundNo(round),
        times: Span {
            start: t(start),
            end: t(end),
        },
    };
    let retime = |rounds: Vec<NewTimes>| Command::Retime(rounds);
    let later = vec![new(3, "10:33", "10:49"), new(4, "10:53", "11:09")];
    only_coordinators(&day, "10:10", &retime(later.clone()));
    let same = |day: &Day| {
        format!(
            "{:?}",
            day.schedule("10:20")
                .slots
                .iter()
                .map(|slot| slot.now)
                .collect::<Vec<_>>()
        )
    };
    let before = same(&day);
    let entry = day
        .when("10:10", COORDINATOR, retime(later.clone()))
        .then(Fact::RoundsRetimed(RoundsRetimed {
            rounds: later.clone(),
        }));
    day.when("10:11", COORDINATOR, retime(later))
        .refused(Refusal::AlreadySo);
    undone(&mut day, "10:12", COORDINATOR, entry, same, &before);
    let refused = |day: &mut Day, rounds, why| day.when("10:12", COORDINATOR, retime(rounds)).refused(why);
    refused(&mut day, vec![], Refusal::Nothing);
    refused(
        &mut day,
        vec![new(9, "10:33", "10:49")],
        Refusal::UnknownRound(RoundNo(9)),
    );
    refused(
        &mut day,
        vec![new(1, "09:45", "10:30")],
        Refusal::RoundOver(RoundNo(1)),
    );
    for bad in [
        new(3, "10:49", "10:33"),
        new(3, "10:33", "10:33"),
        new(3, "10:11", "10:20"),
        new(3, "10:20", "10:40"),
        new(3, "10:29", "10:52"),
        new(4, "10:51", "16:52"),
        // The round that is on keeps its start and ends ahead.
        new(2, "10:08", "10:27"),
        new(2, "10:07", "10:12"),
    ] {
        refused(&mut day, vec![bad], Refusal::BadTimes);
    }
    day.when("10:12", COORDINATOR, retime(vec![new(2, "10:07", "10:28")]))
        .done();
    assert_eq!(day.clock("10:12", 11), "16:00");
}

#[test]
fn everybody_leaves_and_is_counted() {
    let mut day = Day::open();
    let call = |group, count| Command::RollCall {
        group: GroupNo(group),
        count,
    };
    day.when("09:59", COORDINATOR, call(6, None))
        .refused(Refusal::NoEvacuation);
    let alarm = |drill| Command::Evacuate { drill };
    let same = |day: &Day| format!("{:?} {}", day.schedule("10:01").holds, day.clock("10:01", 11));
    let before = same(&day);
    let entry = day
        .when("10:00", at_station(11), alarm(true))
        .then(Fact::EvacuationCalled(Evacuated { drill: true }));
    assert_eq!(
        (day.state("10:01", 11), day.clock("10:01", 11).as_str()),
        (State::Held, "03:00")
    );
    day.when("10:00:10", COORDINATOR, alarm(true))
        .refused(Refusal::AlreadySo);
    undone(&mut day, "10:00:20", COORDINATOR, entry, same, &before);
    day.when("10:00:30", Role::Desk(DESK), alarm(true)).done();
    // Whoever says that it is none is believed.
    day.when("10:01", COORDINATOR, alarm(false))
        .then(Fact::EvacuationCalled(Evacuated { drill: false }));
    day.when("10:01", COORDINATOR, alarm(false))
        .refused(Refusal::AlreadySo);
    assert!(!evacuation(&day.floor, t("10:02")).expect("it lasts").drill);
    let entry = day
        .when("10:02", COORDINATOR, call(6, None))
        .then(Fact::RollCalled(RollCalled {
            group: GroupNo(6),
            count: 12,
        }));
    day.when("10:02", COORDINATOR, call(6, None))
        .refused(Refusal::AlreadySo);
    let counted = |day: &Day| evacuation(&day.floor, t("10:04")).expect("it lasts").counted();
    assert_eq!(counted(&day), 12);
    day.when("10:03", COORDINATOR, Command::Undo(Some(entry))).done();
    assert_eq!(counted(&day), 0);
    day.when("10:03", COORDINATOR, call(99, Some(3)))
        .refused(Refusal::UnknownGroup(GroupNo(99)));
    day.when("10:03", COORDINATOR, call(6, Some(1000)))
        .refused(Refusal::TooMany(999));
    day.when("10:05", COORDINATOR, Command::ResumeFloor).done();
    assert_eq!(evacuation(&day.floor, t("10:05")), None);
    day.when("10:06", COORDINATOR, call(6, None))
        .refused(Refusal::NoEvacuation);
}

#[test]
fn figures_are_given_away() {
    let mut day = Day::open();
    let given = |figures: &[(&str, i64)]| {
        Command::Give(Box::new(FiguresGiven {
            purpose: Purpose::Press,
            as_of: t("10:00"),
            figures: figures
                .iter()
                .map(|(name, number)| ((*name).to_owned(), *number))
                .collect(),
            known: Vec::new(),
        }))
    };
    only_coordinators(&day, "10:00", &given(&[("visits", 5)]));
    day.when("10:00", COORDINATOR, given(&[]))
        .refused(Refusal::Nothing);
    let entry = day.when("10:00", COORDINATOR, given(&[("visits", 5)])).done();
    let last = |day: &Day| {
        day.floor
            .given
            .last(&day.floor.undone)
            .map(|mark| mark.value.figures["visits"])
    };
    assert_eq!(last(&day), Some(5));
    day.when("10:01", COORDINATOR, Command::Undo(Some(entry))).done();
    assert_eq!(last(&day), None);
}
