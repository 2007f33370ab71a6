//! The program's own report of the day beside the figures that are worked out plainly.

use super::figures::Figures;
use super::player::{SECOND, played};
use super::scene::coordination;
use crate::chance::Chance;
use crate::fixture::t;
use sheber::domain::entry::Entry;
use sheber::domain::fact::Reason;
use sheber::domain::floor::Floor;
use sheber::domain::id::{Role, RoundNo, StationNo};
use sheber::report::{Cell, Report, figures};

const TIMES: [&str; 3] = ["12:30", "12:50", "13:06:30"];

/// The report as the second coordinator's laptop could make it then.
fn report(time: &str) -> Report {
    figures(&played().floor(SECOND, time), t(time))
}

fn known(number: u32) -> Cell {
    Cell::Known(i64::from(number))
}

fn counted(number: usize) -> Cell {
    Cell::Known(i64::try_from(number).expect("small"))
}

#[test]
fn its_totals_are_those_of_every_time() {
    for time in TIMES {
        let plain = Figures::of(&coordination(time).floor, t(time));
        let totals = report(time).totals;
        assert_eq!(totals.sessions.held as usize, plain.sessions(), "{time}");
        assert_eq!(totals.person_visits, known(plain.visits()), "{time}");
        assert_eq!(totals.interest, known(plain.interest()), "{time}");
        assert_eq!(totals.pupils, known(481), "{time}");
        assert_eq!(
            (totals.groups, totals.groups_added, totals.schools),
            (43, 3, 25),
            "{time}"
        );
    }
    let last = report("13:06:30").totals;
    let planned = last.planned;
    assert_eq!(
        (
            planned.groups,
            planned.pupils,
            planned.sessions,
            planned.person_visits
        ),
        (40, 456, 280, 3192)
    );
    let sessions = last.sessions;
    assert_eq!(
        (
            sessions.missed,
            sessions.cancelled,
            sessions.added,
            sessions.no_shows
        ),
        (2, 2, 12, 0)
    );
    assert_eq!((sessions.as_planned, sessions.moved), (275, 1));
    assert_eq!((sessions.entered_later, sessions.interrupted), (5, 6));
    assert_eq!(
        (sessions.unconfirmed, sessions.on_paper, sessions.to_come),
        (0, 0, 0)
    );
    assert_eq!((last.walk_ins, last.desk_visits), (4, Cell::Known(95)));
}

#[test]
fn its_rows_are_those_of_stations_halls_and_schools() {
    for time in TIMES {
        let (report, plain) = (report(time), Figures::of(&coordination(time).floor, t(time)));
        for row in &report.by_station {
            let (sessions, visits, interest) = plain.of_station(row.station);
            if row.tally.sessions != Cell::Unknown {
                assert_eq!(row.tally.sessions, counted(sessions), "{time} {}", row.station);
                assert_eq!(row.tally.person_visits, known(visits), "{time} {}", row.station);
            }
            let asked = interest.filter(|_| sessions > 0);
            assert_eq!(
                row.tally.interest.number(),
                asked.map(i64::from),
                "{time} {}",
                row.station
            );
        }
        let paper = report
            .by_station
            .iter()
            .find(|row| row.station == StationNo(20))
            .expect("a row");
        let sessions = if time == "12:30" {
            Cell::Unknown
        } else {
            Cell::Known(5)
        };
        assert_eq!(
            (paper.tally.sessions, paper.tally.interest),
            (sessions, Cell::Unknown),
            "unknown is not zero"
        );
        for row in &report.by_school {
            let (groups, pupils, sessions, visits) = plain.of_school(&row.school);
            assert_eq!(
                (row.groups as usize, row.pupils),
                (groups, known(pupils)),
                "{time} {}",
                row.school
            );
            assert_eq!(row.tally.sessions, counted(sessions), "{time} {}", row.school);
            assert_eq!(row.tally.person_visits, known(visits), "{time} {}", row.school);
        }
        assert_eq!(report.by_school.len(), 25);
    }
    let halls: Vec<(String, Cell, Cell)> = report("13:06:30")
        .by_hall
        .into_iter()
        .map(|row| (row.hall.0, row.tally.person_visits, row.tally.sessions))
        .filter(|(_, visits, _)| *visits != Cell::Known(0))
        .collect();
    let told = [
        ("blue", 673, 61),
        ("green", 694, 62),
        ("yellow", 611, 53),
        ("red", 880, 77),
        ("yard", 386, 35),
    ];
    let told =
        told.map(|(hall, visits, sessions)| (hall.to_owned(), Cell::Known(visits), Cell::Known(sessions)));
    assert_eq!(halls, told);
}

#[test]
fn its_punctuality_and_safety_are_those_of_the_day() {
    let report = report("13:06:30");
    let punctual = &report.punctuality;
    let late: Vec<(u16, u8, i64)> = punctual
        .late
        .iter()
        .map(|one| (one.group.0, one.round.0, one.minutes))
        .collect();
    assert_eq!(late, [(7, 1, 7), (12, 3, 5), (39, 4, 9)]);
    let overruns: Vec<(u16, u8, i64)> = punctual
        .overruns
        .iter()
        .map(|one| (one.station.0, one.round.0, one.over_s))
        .collect();
    assert_eq!(overruns, [(15, 1, 190)]);
    let longer: Vec<(u16, u8, i64, Reason)> = punctual
        .extensions
        .iter()
        .map(|one| (one.station.0, one.round.0, one.minutes, one.reason))
        .collect();
    assert_eq!(longer, [(37, 3, 4, Reason::Guests)]);
    assert_eq!((punctual.held_s, punctual.holds.len()), (720, 1));
    let paused: Vec<(u16, i64)> = punctual
        .pauses
        .iter()
        .map(|one| (one.station.0, one.stop.length_s))
        .collect();
    assert_eq!(paused, [15, 16, 17, 18, 19, 21].map(|no| (no, 300)));

    let safety = &report.safety;
    let briefings = safety.briefings;
    assert_eq!(
        (
            briefings.required,
            briefings.marked,
            briefings.not_marked,
            briefings.unknown
        ),
        (135, 130, 0, 5)
    );
    let [first_aid] = &safety.first_aid[..] else {
        panic!("one call")
    };
    assert_eq!(
        (first_aid.accepted_after_s, first_aid.closed_after_s),
        (Some(40), Some(420))
    );
    let [drill] = &safety.evacuations[..] else {
        panic!("one drill")
    };
    assert_eq!(
        (
            drill.drill,
            drill.groups,
            drill.pupils,
            drill.all_accounted_after_s
        ),
        (true, 43, Cell::Known(481), Some(540))
    );
    let [fault] = &safety.faults[..] else {
        panic!("one fault")
    };
    assert_eq!((fault.station, fault.stop.length_s), (StationNo(1), 32 * 60));
    let reserve = report
        .by_station
        .iter()
        .find(|row| row.station == StationNo(5))
        .expect("a row");
    assert_eq!(reserve.tally.sessions, Cell::Known(1));
    let guests: Vec<(u16, Option<i64>)> = report
        .guests
        .stays
        .iter()
        .map(|one| (one.station.0, one.length_s))
        .collect();
    assert_eq!(guests, [(37, Some(9 * 60))]);
}

#[test]
fn it_says_what_is_missing_and_what_has_changed() {
    let interim = report("12:30").gaps;
    let on_paper: Vec<(u16, Vec<RoundNo>)> = interim
        .on_paper
        .iter()
        .map(|one| (one.station.0, one.rounds.clone()))
        .collect();
    assert_eq!(on_paper, [(20, [1, 3, 4, 5, 6].map(RoundNo).to_vec())]);
    let unconfirmed = |report: &Report| -> Vec<(u16, u8, u16)> {
        let visits = report.gaps.unconfirmed.iter();
        visits
            .map(|visit| (visit.station.0, visit.round.0, visit.group.0))
            .collect()
    };
    assert_eq!(unconfirmed(&report("12:50")), [(51, 3, 34)]);
    assert!(report("12:50").gaps.on_paper.is_empty());
    let last = report("13:06:30");
    assert_eq!(unconfirmed(&last), []);
    let made = report("13:06:20");
    let before = made
        .given
        .iter()
        .find(|given| given.as_of.to_string() == "12:50:00")
        .expect("the report of 12:50");
    let changes = before.changes.as_ref().expect("nothing newer was given");
    let of = |name: &str| {
        let changed = changes
            .figures
            .iter()
            .find(|changed| changed.name == name)
            .expect("a change");
        (changed.was, changed.now)
    };
    assert_eq!(of("sessions"), (Some(287), Some(288)));
    assert_eq!(of("person_visits"), (Some(3234), Some(3244)));
    assert_eq!(of("interest"), (Some(733), Some(735)));
    let sources: Vec<Role> = changes.sources.iter().map(|source| source.role).collect();
    assert_eq!(
        sources,
        [Role::Station(StationNo(51))],
        "and it says who came late"
    );
}

#[test]
fn any_order_of_arrival_gives_the_same_report() {
    let entries: Vec<Entry> = played()
        .heard(SECOND)
        .iter()
        .map(|(_, entry)| entry.clone())
        .collect();
    let straight = serde_json::to_string(&report("13:07")).expect("a text");
    for seed in 21..=24 {
        let mut chance = Chance(seed);
        let mut shuffled = entries.clone();
        for place in (1..shuffled.len()).rev() {
            shuffled.swap(place, chance.place(place + 1));
        }
        let again: Floor = shuffled.into_iter().collect();
        let again = serde_json::to_string(&figures(&again, t("13:07"))).expect("a text");
        assert_eq!(again, straight, "seed {seed}");
    }
}

#[test]
fn it_names_a_need_nowhere_but_in_the_totals_of_support() {
    let mut report = serde_json::to_value(report("13:07")).expect("a value");
    let support = report
        .as_object_mut()
        .and_then(|fields| fields.remove("support"))
        .expect("totals");
    assert!(support.to_string().contains("wheelchair"));
    for need in sheber::domain::event::Support::ALL {
        assert!(
            !report.to_string().contains(&format!("\"{}\"", need.code())),
            "{need:?}"
        );
    }
}
