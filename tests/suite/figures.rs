//! The report of the day against figures that were worked out without it.

use crate::fixture::{COORDINATOR, DESK, Day, at_station, event, opening, t};
use crate::square;
use proptest::prelude::*;
use sheber::domain::entry::Entry;
use sheber::domain::event::{Lang, Support};
use sheber::domain::fact::{
    AtStation, Called, Counted, DeskVisit, Evacuated, Fact, FiguresGiven, GroupAdded, Missed, Need, OfCall,
    PlacesLowered, Purpose, Ready, Reason, Resumed, RollCalled, SheetEntered, SheetLine, Undone, Visit,
    Visitor, Whom,
};
use sheber::domain::floor::Floor;
use sheber::domain::id::{GroupNo, Place, Role, RoundNo, StationNo};
use sheber::report::model::Outcome;
use sheber::report::text::text;
use sheber::report::{
    Cell, FigureRef, Report, as_given, by_name, changes_since, entries_behind, figures, giving,
};
use std::collections::BTreeMap;

fn report(day: &Day, as_of: &str) -> Report {
    figures(&day.floor, t(as_of))
}

fn json(report: &Report) -> String {
    serde_json::to_string(report).expect("JSON")
}

fn counted(station: u16, round: u8, group: u16, count: u16) -> Counted {
    Counted {
        station: StationNo(station),
        round: RoundNo(round),
        group: GroupNo(group),
        count,
    }
}

fn arrived(station: u16, round: u8, group: u16, count: u16) -> Fact {
    Fact::GroupArrived(counted(station, round, group, count))
}

fn finished(station: u16, round: u8, group: u16) -> Fact {
    Fact::GroupFinished(visit(station, round, group))
}

fn visit(station: u16, round: u8, group: u16) -> Visit {
    counted(station, round, group, 0).visit()
}

fn outcome(report: &Report, group: u16, round: u8) -> Option<(Outcome, Option<Reason>)> {
    let mut of_both = report.deviations.iter();
    of_both
        .find(|told| (told.group, told.round) == (GroupNo(group), RoundNo(round)))
        .map(|told| (told.outcome, told.reason))
}

/// The day as it was known before station 51 sent its last entries.
fn without_51(day: &Day) -> Floor {
    let known = day
        .entries
        .iter()
        .filter(|entry| !square::waits(entry.role, entry.at));
    Floor::of(known)
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let records = reader.records().map(|row| row.expect("a row"));
    records
        .map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

fn shown(cell: Cell) -> String {
    cell.number().map(|number| number.to_string()).unwrap_or_default()
}

#[test]
fn the_acceptance_day_comes_to_the_figures_that_were_expected() {
    let day = square::day();
    let report = report(&day, "13:06:30");
    let totals = &report.totals;
    let planned = totals.planned;
    assert_eq!((planned.groups, planned.pupils), (40, 456));
    assert_eq!((planned.sessions, planned.person_visits), (280, 3_192));
    let sessions = totals.sessions;
    assert_eq!((sessions.missed, sessions.cancelled, sessions.added), (2, 2, 12));
    assert_eq!((sessions.held, sessions.no_shows, sessions.to_come), (288, 0, 0));
    assert_eq!(
        (sessions.moved, sessions.entered_later, sessions.interrupted),
        (1, 5, 6)
    );
    assert_eq!(totals.person_visits, Cell::Known(3_244));
    assert_eq!((totals.interest, totals.interest_unknown), (Cell::Known(735), 5));
    assert_eq!(
        (totals.pupils, totals.groups, totals.schools),
        (Cell::Known(481), 43, 25)
    );
    assert_eq!((totals.walk_ins, totals.desk_visits), (4, Cell::Known(95)));
    assert_eq!(
        outcome(&report, 22, 1),
        Some((Outcome::Missed, Some(Reason::Bus)))
    );
    assert_eq!(
        outcome(&report, 39, 8),
        Some((Outcome::Cancelled, Some(Reason::Bus)))
    );
    let halls = report.by_hall.iter().map(|row| {
        let (visits, sessions) = (row.tally.person_visits, row.tally.sessions);
        (
            row.hall.0.as_str(),
            visits.number().expect("known"),
            sessions.number().expect("known"),
        )
    });
    assert_eq!(
        halls.collect::<Vec<_>>(),
        [
            ("blue", 673, 61),
            ("green", 694, 62),
            ("yellow", 611, 53),
            ("red", 880, 77),
            ("yard", 386, 35)
        ]
    );
}

#[test]
fn the_acceptance_day_kept_its_time_places_and_safety() {
    let report = report(&square::day(), "13:06:30");
    let order = &report.punctuality;
    let late = order
        .late
        .iter()
        .map(|late| (late.group.0, late.round.0, late.minutes));
    assert_eq!(late.collect::<Vec<_>>(), [(7, 1, 7), (12, 3, 5), (39, 4, 9)]);
    assert_eq!(order.late[0].sent_on_from, Some(StationNo(11)));
    assert_eq!(order.late[1].reason, Some(Reason::Other));
    let over = order
        .overruns
        .iter()
        .map(|over| (over.station.0, over.round.0, over.over_s, over.cause));
    assert_eq!(over.collect::<Vec<_>>(), [(15, 1, 190, None)]);
    let longer = order
        .extensions
        .iter()
        .map(|one| (one.station.0, one.round.0, one.minutes, one.reason));
    assert_eq!(longer.collect::<Vec<_>>(), [(37, 3, 4, Reason::Guests)]);
    assert_eq!((order.held_s, order.holds.len()), (720, 1));
    let pauses = order
        .pauses
        .iter()
        .map(|pause| (pause.station.0, pause.stop.length_s));
    assert_eq!(
        pauses.collect::<Vec<_>>(),
        [15, 16, 17, 18, 19, 21].map(|no| (no, 300))
    );
    assert_eq!(
        order.longest_wait.map(|wait| (wait.group.0, wait.wait_s)),
        Some((39, 540))
    );
    let crowds = report.capacity.over_places.iter();
    let crowds = crowds.map(|crowd| {
        (
            crowd.station.0,
            crowd.since.0,
            crowd.pupils,
            crowd.places,
            crowd.length_s,
        )
    });
    assert_eq!(
        crowds.collect::<Vec<_>>(),
        [(11, t("09:47"), Cell::Known(23), 12, 120)]
    );
    let safety = &report.safety;
    let briefings = safety.briefings;
    assert_eq!((briefings.required, briefings.marked), (135, 130));
    assert_eq!((briefings.unknown, briefings.not_marked), (5, 0));
    assert_eq!(safety.first_aid_calls, 1);
    assert_eq!(safety.first_aid[0].accepted_after_s, Some(40));
    assert_eq!(safety.first_aid[0].closed_after_s, Some(420));
    assert_eq!(
        (safety.equipment_faults, safety.faults[0].stop.length_s),
        (1, 32 * 60)
    );
    let drill = safety.evacuations[0];
    assert_eq!((drill.drill, drill.groups, drill.complete), (true, 43, 43));
    assert_eq!(
        (drill.pupils, drill.all_accounted_after_s),
        (Cell::Known(481), Some(540))
    );
    assert_eq!(report.guests.stays.len(), 1);
}

#[test]
fn every_station_and_school_of_the_acceptance_day_has_its_expected_row() {
    let report = report(&square::day(), "13:06:30");
    let expected = rows(include_str!("../data/square/expected_by_station.csv"));
    let stations: Vec<Vec<String>> = report
        .by_station
        .iter()
        .filter(|row| row.tally.sessions != Cell::Known(0))
        .map(|row| {
            let tally = &row.tally;
            let name = row.name.en.clone();
            let numbers = [tally.sessions, tally.person_visits, tally.interest].map(shown);
            [
                vec![row.station.to_string(), name, row.hall.0.clone()],
                numbers.to_vec(),
            ]
            .concat()
        })
        .collect();
    assert_eq!(stations, expected);
    let expected = rows(include_str!("../data/square/expected_by_school.csv"));
    let schools: Vec<Vec<String>> = report
        .by_school
        .iter()
        .map(|row| {
            let numbers = [row.pupils, row.tally.sessions, row.tally.person_visits].map(shown);
            [vec![row.school.clone(), row.groups.to_string()], numbers.to_vec()].concat()
        })
        .collect();
    assert_eq!(schools, expected);
}

#[test]
fn the_interim_report_counts_what_is_over_and_says_what_is_missing() {
    let floor = without_51(&square::day());
    let report = figures(&floor, t("12:30"));
    let totals = &report.totals;
    assert_eq!(
        (totals.sessions.held, totals.person_visits),
        (246, Cell::Known(2_772))
    );
    assert_eq!(totals.sessions.in_progress, 36);
    assert_eq!((totals.sessions.unconfirmed, totals.sessions.on_paper), (1, 5));
    assert_eq!(report.gaps.unconfirmed, [square::visit(51, 3, 34)]);
    assert_eq!(report.gaps.on_paper[0].station, StationNo(20));
    let row = |no: u16| {
        report
            .by_station
            .iter()
            .find(|row| row.station == StationNo(no))
            .expect("a row")
    };
    for no in [20, 51] {
        assert_eq!(row(no).tally.sessions, Cell::Unknown, "station {no}");
        assert_eq!(row(no).tally.person_visits, Cell::Unknown, "station {no}");
    }
    assert!(
        report
            .capacity
            .unused
            .iter()
            .all(|one| ![20, 51].contains(&one.station.0))
    );
}

#[test]
fn the_second_report_says_what_changed_since_the_first() {
    let mut day = square::day();
    let whole = day.entries.clone();
    day.floor = without_51(&day);
    day.entries.retain(|entry| !square::waits(entry.role, entry.at));
    let first = report(&day, "12:50");
    let totals = &first.totals;
    assert_eq!(
        (totals.sessions.held, totals.person_visits, totals.interest),
        (287, Cell::Known(3_234), Cell::Known(733))
    );
    let given = giving(&first, &day.floor, Purpose::Report);
    day.given("12:50", COORDINATOR, Fact::FiguresGiven(Box::new(given.clone())));
    let changes = |report: &Report| report.given[0].changes.clone().expect("changes");
    assert_eq!(
        changes(&report(&day, "12:51")).entries,
        0,
        "nothing has changed yet"
    );
    for entry in &whole {
        day.floor.apply(entry);
    }
    let second = report(&day, "13:06:30");
    let changed = changes(&second);
    let named: BTreeMap<&str, (Option<i64>, Option<i64>)> = changed
        .figures
        .iter()
        .map(|one| (one.name.as_str(), (one.was, one.now)))
        .collect();
    assert_eq!(named["sessions"], (Some(287), Some(288)));
    assert_eq!(named["person_visits"], (Some(3_234), Some(3_244)));
    assert_eq!(named["interest"], (Some(733), Some(735)));
    assert_eq!(named["unconfirmed"], (Some(1), Some(0)));
    assert!(!named.contains_key("pupils"), "the same pupils");
    let sources: Vec<Role> = changed.sources.iter().map(|source| source.role).collect();
    assert_eq!(sources, [at_station(51)]);
    assert_eq!(
        changed.entries,
        u64::try_from(whole.len()).unwrap() + 1 - u64::try_from(day.entries.len()).unwrap()
    );
    let again = as_given(&day.floor, &given);
    assert_eq!(
        json(&again),
        json(&first),
        "the first report is found again as it was"
    );
}

fn shuffled() -> impl Strategy<Value = Vec<Entry>> {
    Just(square::day().entries).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_order_of_arrival_changes_nothing(entries in shuffled()) {
        let day = square::day();
        for as_of in ["10:12", "12:30", "13:06:30"] {
            let one = json(&report(&day, as_of));
            prop_assert_eq!(&json(&figures(&Floor::of(&entries), t(as_of))), &one);
        }
    }

    #[test]
    fn the_figures_of_a_moment_are_those_of_the_entries_up_to_it(seconds in 0_i64..4 * 3_600) {
        let day = square::day();
        let as_of = t("09:15").plus_ms(seconds * 1_000);
        let until = day.entries.iter().filter(|entry| entry.at <= as_of);
        prop_assert_eq!(
            json(&figures(&day.floor, as_of)),
            json(&figures(&Floor::of(until), as_of))
        );
    }

    #[test]
    fn every_planned_session_has_one_outcome(seconds in 0_i64..4 * 3_600) {
        let day = square::day();
        let as_of = t("09:15").plus_ms(seconds * 1_000);
        let report = figures(&day.floor, as_of);
        let sessions = report.totals.sessions;
        let away = sessions.missed + sessions.cancelled + sessions.no_shows;
        let unknown = sessions.unconfirmed + sessions.on_paper;
        let all = sessions.held + sessions.in_progress + away + unknown + sessions.to_come;
        // The twelve of the school nobody had planned, from when they were told.
        let told = day.floor.log().iter().filter(|entry| entry.at <= as_of);
        let told = told.filter(|entry| matches!(&entry.fact, Fact::PlanRevised(b) if b.moves.len() == 4));
        let told = u32::try_from(4 * told.count()).unwrap();
        prop_assert_eq!(all, 280 + told);
        let by_station = report.by_station.iter();
        let visits: i64 = by_station.filter_map(|row| row.tally.person_visits.number()).sum();
        prop_assert_eq!(Cell::Known(visits), report.totals.person_visits);
    }
}

#[test]
fn a_day_that_is_told_afterwards_had_its_plan_all_the_time() {
    let mut day = Day::closed();
    day.given("13:30", Role::Organiser, Fact::FloorOpened(opening(event())));
    let came = arrived(11, 1, 6, 12);
    day.told("13:31", "09:46", at_station(11), came);
    let report = report(&day, "10:05");
    assert_eq!(report.totals.planned.groups, 6);
    assert_eq!(
        (report.totals.sessions.held, report.totals.person_visits),
        (1, Cell::Known(12))
    );
    assert!(report.punctuality.late.is_empty());
}

#[test]
fn an_empty_round_is_a_no_show_only_where_the_station_said_something_later() {
    let mut day = Day::open();
    day.given(
        "09:40",
        at_station(11),
        Fact::StationReady(Ready::at(StationNo(11))),
    );
    assert_eq!(
        outcome(&report(&day, "09:58"), 6, 1),
        None,
        "the round is not over"
    );
    let silent = report(&day, "10:05");
    assert_eq!(outcome(&silent, 6, 1), Some((Outcome::Unconfirmed, None)));
    assert_eq!(silent.totals.sessions.no_shows, 0);
    // By radio somebody else speaks: whether the station holds an arrival back is still not known.
    day.given("10:07:30", COORDINATOR, arrived(11, 2, 7, 12));
    assert_eq!(
        outcome(&report(&day, "10:08"), 6, 1),
        Some((Outcome::Unconfirmed, None))
    );
    day.given("10:08", at_station(11), arrived(11, 2, 7, 12));
    let heard = report(&day, "10:09");
    assert_eq!(outcome(&heard, 6, 1), Some((Outcome::NoShow, None)));
    // The arrival comes late after all: it was a visit.
    let id = day.given("09:46", at_station(11), arrived(11, 1, 6, 11));
    let late = report(&day, "10:09");
    assert_eq!(outcome(&late, 6, 1), None);
    assert_eq!(late.totals.person_visits, Cell::Known(11));
    assert_eq!(
        entries_behind(&day.floor, t("10:09"), &FigureRef::Visit(visit(11, 1, 6))),
        [id]
    );
}

#[test]
fn a_lost_number_between_known_ones_keeps_a_session_unconfirmed() {
    let mut day = Day::open();
    let lost = day.given("09:46", at_station(11), arrived(11, 1, 6, 12));
    day.given("10:08", at_station(11), arrived(11, 2, 7, 12));
    let floor = Floor::of(day.entries.iter().filter(|entry| entry.id != lost));
    let report = figures(&floor, t("10:30"));
    assert_eq!(outcome(&report, 6, 1), Some((Outcome::Unconfirmed, None)));
    assert_eq!(report.gaps.not_received[0].entries, 1);
    assert_eq!(report.gaps.not_received[0].role, Some(at_station(11)));
}

#[test]
fn a_group_that_was_counted_elsewhere_was_there() {
    let mut day = Day::open();
    day.given("09:46", at_station(17), arrived(17, 1, 6, 12));
    day.given("09:47", at_station(11), arrived(11, 2, 7, 12));
    let report = report(&day, "10:05");
    let told = report
        .deviations
        .iter()
        .find(|told| told.group == GroupNo(6))
        .expect("told");
    assert_eq!(
        (told.outcome, told.station, told.instead),
        (Outcome::Moved, Some(StationNo(11)), Some(StationNo(17)))
    );
    assert_eq!(
        (report.totals.sessions.moved, report.totals.sessions.held),
        (1, 1)
    );
}

fn line(round: u8, group: u16, count: u16, interest: Option<u16>, briefing: Option<bool>) -> SheetLine {
    SheetLine {
        round: RoundNo(round),
        group: GroupNo(group),
        count,
        interest,
        briefing,
    }
}

#[test]
fn paper_is_unknown_until_it_is_typed_in_and_then_counts_everywhere() {
    let mut plan = event();
    plan.stations.get_mut(&StationNo(20)).expect("on paper").briefing = true;
    let mut day = Day::of(plan);
    day.given("10:10", at_station(11), arrived(11, 2, 7, 12));
    let before = report(&day, "11:30");
    let row = |report: &Report| {
        let row = report
            .by_station
            .iter()
            .find(|row| row.station == StationNo(20))
            .expect("a row");
        (row.tally.sessions, row.tally.interest, row.briefings)
    };
    assert_eq!(row(&before).0, Cell::Unknown);
    assert_eq!(
        before.gaps.on_paper[0].rounds,
        [RoundNo(1), RoundNo(2), RoundNo(4)]
    );
    let lines = vec![line(1, 21, 13, None, None), line(2, 24, 12, Some(3), Some(false))];
    let sheet = SheetEntered {
        station: StationNo(20),
        lines,
    };
    let id = day.given("11:20", COORDINATOR, Fact::SheetEntered(sheet));
    assert_eq!(row(&report(&day, "11:19")), row(&before), "not typed in yet");
    let after = report(&day, "11:30");
    let (sessions, interest, briefings) = row(&after);
    assert_eq!((sessions, interest), (Cell::Known(2), Cell::Known(3)));
    assert_eq!(
        (briefings.required, briefings.unknown, briefings.not_marked),
        (2, 1, 1)
    );
    assert_eq!(after.gaps.on_paper[0].rounds, [RoundNo(4)]);
    assert_eq!(
        (
            after.totals.sessions.entered_later,
            after.punctuality.arrival_unknown
        ),
        (2, 2)
    );
    assert!(after.punctuality.late.is_empty() && after.punctuality.overruns.is_empty());
    assert_eq!(
        entries_behind(&day.floor, t("11:30"), &FigureRef::Station(StationNo(20))),
        [id]
    );
}

#[test]
fn a_visit_counts_once_whoever_tells_of_it_and_not_at_all_once_undone() {
    let mut day = Day::open();
    day.given("09:46", at_station(15), arrived(15, 1, 35, 10));
    let mut second = day.apart(2);
    second.given("09:46:30", at_station(15), arrived(15, 1, 35, 9));
    day.given("09:47", COORDINATOR, arrived(15, 1, 35, 10));
    day.meet(&mut second);
    let one = report(&day, "10:04");
    assert_eq!(
        (one.totals.sessions.held, one.totals.person_visits),
        (1, Cell::Known(10))
    );
    assert_eq!(one.gaps.differing.len(), 1);
    let behind = entries_behind(&day.floor, t("10:04"), &FigureRef::Day);
    assert_eq!(behind.len(), 3);
    for entry in behind {
        day.given("10:05", COORDINATOR, Fact::EntryUndone(Undone { entry }));
    }
    let none = report(&day, "10:06");
    assert_eq!(
        (none.totals.sessions.held, none.totals.pupils),
        (0, Cell::Known(0))
    );
    assert_eq!(json(&report(&day, "10:04")), json(&one), "undone later");
}

#[test]
fn a_visit_in_progress_is_in_no_sum_until_its_time_is_over() {
    let mut day = Day::open();
    day.given("09:46", at_station(15), arrived(15, 1, 35, 10));
    let during = report(&day, "10:02:59");
    assert_eq!(
        (during.totals.sessions.held, during.totals.sessions.in_progress),
        (0, 1)
    );
    assert_eq!(during.totals.person_visits_in_progress, Cell::Known(10));
    assert_eq!((during.totals.pupils, during.totals.groups), (Cell::Known(10), 1));
    assert_eq!(report(&day, "10:03").totals.sessions.held, 1);
    day.given("09:59", at_station(15), finished(15, 1, 35));
    assert_eq!(
        report(&day, "10:00").totals.sessions.held,
        1,
        "it finished before the end"
    );
}

#[test]
fn lateness_leaves_holds_out_and_keeps_the_plan_beside_it() {
    let mut day = Day::open();
    day.given(
        "09:46",
        COORDINATOR,
        Fact::EvacuationCalled(Evacuated { drill: true }),
    );
    day.given("09:56", COORDINATOR, Fact::FloorResumed(Resumed {}));
    day.given("09:58", at_station(11), arrived(11, 1, 6, 12));
    day.given("09:59:01", at_station(43), arrived(43, 1, 7, 12));
    let report = report(&day, "10:20");
    let late = &report.punctuality.late;
    assert_eq!(late.len(), 1, "two minutes without the hold are in time");
    assert_eq!(
        (late[0].late_s, late[0].against_plan_s),
        (4 * 60 + 1, 14 * 60 + 1)
    );
    assert_eq!((report.punctuality.in_time, report.punctuality.held_s), (1, 600));
}

#[test]
fn an_overrun_says_what_the_station_had_met_and_a_minute_is_the_least() {
    let mut day = Day::open();
    day.given("09:45", at_station(15), arrived(15, 1, 35, 10));
    day.given("09:45", at_station(11), arrived(11, 1, 6, 12));
    day.given("09:45", at_station(43), arrived(43, 1, 7, 12));
    let place = Place::Station(StationNo(15));
    let call = day.given(
        "09:50",
        at_station(15),
        Fact::HelpCalled(Called {
            place,
            need: Need::FirstAid,
        }),
    );
    day.given("09:55", COORDINATOR, Fact::CallClosed(OfCall { call }));
    day.given("10:03:59", at_station(11), finished(11, 1, 6));
    day.given("10:04", at_station(43), finished(43, 1, 7));
    day.given("10:05", at_station(15), finished(15, 1, 35));
    let report = report(&day, "10:06");
    let over = report
        .punctuality
        .overruns
        .iter()
        .map(|over| (over.station.0, over.over_s, over.cause));
    assert_eq!(
        over.collect::<Vec<_>>(),
        [(15, 120, Some(Reason::FirstAid)), (43, 60, None)]
    );
    assert_eq!(report.safety.first_aid[0].accepted_after_s, None);
    let public = report.public();
    assert_eq!(public.punctuality.overruns[0].cause, Some(Reason::Other));
    assert!(public.safety.first_aid.is_empty() && public.safety.first_aid_calls == 1);
}

#[test]
fn a_fault_in_a_session_makes_no_crowd_and_guests_are_in_no_figure() {
    let mut day = Day::open();
    day.given("09:45", at_station(15), arrived(15, 1, 35, 10));
    let lowered = PlacesLowered {
        station: StationNo(15),
        places: 8,
        reason: Reason::Equipment,
    };
    day.given("09:50", at_station(15), Fact::PlacesLowered(lowered));
    day.given(
        "09:52",
        at_station(15),
        Fact::GuestsCame(AtStation {
            station: StationNo(15),
        }),
    );
    day.given("10:03", at_station(15), finished(15, 1, 35));
    day.given("10:07", at_station(15), arrived(15, 2, 6, 12));
    let report = report(&day, "10:12");
    let crowds = report
        .capacity
        .over_places
        .iter()
        .map(|crowd| (crowd.since.0, crowd.places, crowd.until));
    assert_eq!(crowds.collect::<Vec<_>>(), [(t("10:07"), 8, None)]);
    assert_eq!(
        (report.safety.equipment_faults, report.safety.faults[0].stop.until),
        (1, None)
    );
    assert_eq!(report.guests.stays[0].length_s, None);
    assert_eq!(report.totals.pupils, Cell::Known(22));
}

#[test]
fn a_roll_call_knows_only_what_was_counted_before_the_alarm() {
    let mut day = Day::open();
    day.given("09:46", at_station(11), arrived(11, 1, 6, 11));
    day.given(
        "09:50",
        COORDINATOR,
        Fact::EvacuationCalled(Evacuated { drill: false }),
    );
    for (group, count) in [(6, 11), (7, 12), (12, 9), (21, 14), (24, 12), (35, 10)] {
        let called = RollCalled {
            group: GroupNo(group),
            count,
        };
        day.given("09:54", COORDINATOR, Fact::RollCalled(called));
    }
    day.given("09:58", COORDINATOR, Fact::FloorResumed(Resumed {}));
    day.given("10:17", at_station(15), arrived(15, 2, 6, 12));
    let about = event().groups[&GroupNo(6)].clone();
    let added = GroupAdded {
        group: GroupNo(50),
        about,
    };
    day.given("10:30", COORDINATOR, Fact::GroupAdded(Box::new(added)));
    let evacuation = report(&day, "11:00").safety.evacuations[0];
    assert_eq!((evacuation.groups, evacuation.pupils), (6, Cell::Known(68)));
    assert_eq!(evacuation.all_accounted_after_s, Some(240));
}

#[test]
fn desks_that_said_nothing_are_unknown_and_the_others_are_counted_by_quarter_and_kind() {
    let mut day = Day::open();
    assert_eq!(report(&day, "09:45").totals.desk_visits, Cell::Unknown);
    let visited = |visitor| Fact::DeskVisited(DeskVisit { desk: DESK, visitor });
    day.given("09:50", Role::Desk(DESK), visited(Visitor::Pupil));
    day.given("09:59", Role::Desk(DESK), visited(Visitor::Adult));
    day.given("10:00", Role::Desk(DESK), visited(Visitor::Pupil));
    let report = report(&day, "10:10");
    assert_eq!(report.totals.desk_visits, Cell::Known(3));
    let quarters = report.desks.by_quarter.iter();
    let quarters = quarters.map(|row| (row.start.0, row.topic.as_str(), row.visits, row.kinds.pupil));
    assert_eq!(
        quarters.collect::<Vec<_>>(),
        [
            (t("09:45"), "resume", Cell::Known(2), Cell::Known(1)),
            (t("10:00"), "resume", Cell::Known(1), Cell::Known(1)),
        ]
    );
    let public = report.public();
    assert_eq!(public.desks.by_quarter[0].kinds.pupil, Cell::Hidden);
    assert_eq!(public.desks.by_quarter[0].kinds.student, Cell::Known(0));
}

#[test]
fn a_school_that_is_absent_is_missed_with_its_reason() {
    let mut day = Day::open();
    let whom = Whom {
        groups: vec![GroupNo(6), GroupNo(7)],
        school: None,
    };
    let absent = Missed {
        whom,
        round: RoundNo(2),
        reason: Reason::People,
    };
    day.given("09:40", COORDINATOR, Fact::GroupsAbsent(absent));
    let report = report(&day, "09:41");
    assert_eq!(
        report.totals.sessions.missed, 5,
        "two routes from round 2 on, one with a break"
    );
    assert_eq!(
        outcome(&report, 6, 2),
        Some((Outcome::Missed, Some(Reason::People)))
    );
    assert_eq!(
        outcome(&report.public(), 6, 2),
        Some((Outcome::Missed, Some(Reason::Other)))
    );
}

#[test]
fn in_public_no_table_shows_one_to_four_and_no_sum_gives_one_away() {
    let report = report(&square::day(), "13:06:30").public();
    assert!(report.public);
    let small = |cell: Cell| cell.number().is_some_and(|number| (1..5).contains(&number));
    let tallies = report.by_station.iter().map(|row| &row.tally);
    let tallies = tallies.chain(report.by_school.iter().map(|row| &row.tally));
    let tallies = tallies.chain(report.by_specialty.iter().map(|row| &row.tally));
    let tallies = tallies.chain(report.by_organisation.iter().map(|row| &row.tally));
    for tally in tallies {
        assert!(!small(tally.interest) && !small(tally.person_visits), "{tally:?}");
    }
    let hidden = |no: u16| {
        let row = report.by_station.iter().find(|row| row.station == StationNo(no));
        row.expect("a row").tally.interest == Cell::Hidden
    };
    assert!(hidden(5) && hidden(7) && hidden(12) && hidden(51) && hidden(54));
    for hall in &report.by_hall {
        let of_hall = report.by_station.iter().filter(|row| row.hall == hall.hall);
        let hidden = of_hall.filter(|row| row.tally.interest == Cell::Hidden).count();
        assert_ne!(hidden, 1, "the sum of {} gives one station away", hall.hall.0);
    }
    let kind = |kind| {
        report
            .support
            .kinds
            .iter()
            .find(|row| row.kind == kind)
            .expect("a kind")
            .sessions
    };
    assert_eq!(
        kind(Support::Wheelchair),
        Cell::Hidden,
        "one pupil, however many sessions"
    );
    assert_eq!(kind(Support::Sign), Cell::Known(7), "a whole school of eight");
    assert_eq!(
        report.support.sessions,
        Cell::Hidden,
        "else the hidden one would follow"
    );
    assert!(json(&report).contains("\"interest\":\"hidden\""));
    assert_eq!(report.public(), report);
}

#[test]
fn a_small_school_is_hidden_together_with_another() {
    let mut plan = event();
    for (no, school, size) in [(6, "№1", 3), (7, "№2", 12), (12, "№3", 9)] {
        let group = plan.groups.get_mut(&GroupNo(no)).expect("a group");
        group.school = school.to_owned();
        group.size = size;
    }
    let mut day = Day::of(plan);
    for (station, group, count) in [(11, 6, 3), (43, 7, 12), (17, 12, 9), (15, 35, 10)] {
        day.given("09:46", at_station(station), arrived(station, 1, group, count));
    }
    let report = report(&day, "10:04").public();
    let rows = report.by_school.iter();
    let rows: Vec<_> = rows
        .map(|row| (row.school.as_str(), row.pupils, row.tally.person_visits))
        .collect();
    let hidden = Cell::Hidden;
    let shown = |number| Cell::Known(number);
    assert_eq!(
        rows,
        [
            ("№1", hidden, hidden),
            ("№2", shown(12), shown(12)),
            ("№3", hidden, hidden),
            ("№39", shown(10), shown(10)),
        ]
    );
}

#[test]
fn every_given_figure_has_entries_behind_it_and_they_stand() {
    let day = square::day();
    let as_of = t("13:06:30");
    let report = report(&day, "13:06:30");
    let known = |id| day.floor.log().iter().any(|entry| entry.id == id);
    for (name, number) in by_name(&report) {
        let Some(figure) = FigureRef::of_name(&name) else {
            assert!(name.starts_with("planned_"), "{name}");
            continue;
        };
        let behind = entries_behind(&day.floor, as_of, &figure);
        assert!(number == 0 || !behind.is_empty(), "{name}");
        assert!(
            behind.iter().all(|id| known(*id) && !day.floor.undone.has(*id)),
            "{name}"
        );
    }
    let arrivals = entries_behind(&day.floor, as_of, &FigureRef::Visit(square::visit(50, 3, 1)));
    let twice = arrivals.iter().filter(|id| {
        let entry = day.floor.entry(**id).expect("held");
        matches!(entry.fact, Fact::GroupArrived(_))
    });
    assert_eq!(twice.count(), 2, "the station's own word and the one by radio");
    let of_name = FigureRef::of_name("desk_visits").expect("a figure");
    assert_eq!(entries_behind(&day.floor, as_of, &of_name).len(), 95);
}

#[test]
fn figures_given_before_are_listed_the_newest_first_and_not_before_their_time() {
    let mut day = square::day();
    let give = |day: &mut Day, at: &str, purpose| {
        let given = giving(&report(day, at), &day.floor, purpose);
        day.given(at, COORDINATOR, Fact::FiguresGiven(Box::new(given.clone())));
        given
    };
    let press: FiguresGiven = give(&mut day, "12:30", Purpose::Press);
    give(&mut day, "12:50", Purpose::Report);
    let list = report(&day, "13:00").given;
    let list: Vec<_> = list
        .iter()
        .map(|given| (given.purpose, given.as_of.0, given.changes.is_some()))
        .collect();
    assert_eq!(
        list,
        [
            (Purpose::Report, t("12:50"), true),
            (Purpose::Press, t("12:30"), true)
        ]
    );
    assert_eq!(report(&day, "12:40").given.len(), 1);
    assert_eq!(press.figures["person_visits"], 2_782);
    assert_eq!(changes_since(&day.floor, &press).entries, 0);
}

#[test]
fn the_text_says_every_figure_with_its_meaning_in_three_languages() {
    let day = square::day();
    let report = report(&day, "13:06:30");
    for lang in Lang::ALL {
        let page = text(&report, lang);
        assert_eq!(
            page,
            text(&figures(&day.floor, t("13:06:30")), lang),
            "the same bytes"
        );
        assert!(
            !page.contains("figure-") && !page.contains("line-") && !page.contains("head-"),
            "{page}"
        );
        assert!(!page.contains(".meaning") && !page.contains('{'), "{page}");
    }
    let english = text(&report, Lang::En);
    assert!(
        english.contains("3,244  head counts summed; a pupil at 7 stations is 7"),
        "{english}"
    );
    let russian = text(&report, Lang::Ru);
    assert!(russian.contains("3\u{a0}244  сумма счёта"), "{russian}");
    assert!(russian.contains("735 (23,1\u{a0}%)"), "{russian}");
}
