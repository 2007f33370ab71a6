//! The figures that the day must come to: the table at the end of the scenario, by station, by school, by hall, and
//! what each report said at its time.

use super::figures::Figures;
use super::player::{PAPER, SECOND, day_file, laptop_of, played};
use crate::chance::Chance;
use crate::fixture::t;
use crate::stage::open_square;
use sheber::domain::countdown::{Schedule, holds, pauses};
use sheber::domain::entry::Entry;
use sheber::domain::fact::{Need, Purpose, Reason};
use sheber::domain::floor::Floor;
use sheber::domain::id::{DeskNo, RoundNo, StationNo};
use sheber::domain::query::people::{calls, desk};
use sheber::domain::query::station::walk_ins;
use sheber::domain::rotation::Stay;
use sheber::domain::time::{MINUTE_MS, SECOND_MS};
use std::collections::BTreeMap;

fn end() -> Floor {
    played().floor(SECOND, "13:07")
}

fn figures(time: &str) -> Figures {
    Figures::of(&played().floor(SECOND, time), t(time))
}

fn expected() -> toml::Table {
    let file: toml::Table = day_file("scenario.toml").parse().expect("a scenario");
    file["expected"].as_table().expect("figures").clone()
}

fn number(table: &toml::Table, key: &str) -> i64 {
    table[key].as_integer().expect("a number")
}

fn rows(name: &str) -> Vec<Vec<String>> {
    let text = day_file(name);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

#[test]
fn everything_the_day_tells_is_allowed_but_a_second_press_and_fifty_hands_of_twelve() {
    let refused: Vec<String> = played()
        .refused
        .iter()
        .map(|(at, role, _, why)| format!("{at} {role}: {why}"))
        .collect();
    assert_eq!(
        refused,
        [
            "10:33:40 station:31: the group is recorded as arrived already",
            "11:41:00 station:4: cannot be more than 12",
        ]
    );
    // Only what happens to laptops and reports is no command on the floor.
    assert_eq!(
        played().unplayed,
        [
            "S02 clock_offset",
            "S03 set_language",
            "S03 type_keys",
            "S19 open_again",
            "S33 clock_offset",
            "S38 report",
            "S40 report",
            "S40 report",
        ]
    );
}

#[test]
fn the_plan_of_the_morning() {
    let (event, expected) = (open_square(), expected());
    let sessions: Vec<u16> = event
        .plan
        .iter()
        .flat_map(|(group, route)| {
            let size = event.groups[group].size;
            route.iter().flatten().map(move |_| size)
        })
        .collect();
    let visits: i64 = sessions.iter().map(|size| i64::from(*size)).sum();
    let pupils: i64 = event.groups.values().map(|group| i64::from(group.size)).sum();
    assert_eq!(sessions.len() as i64, number(&expected, "planned_sessions"));
    assert_eq!(visits, number(&expected, "planned_person_visits"));
    assert_eq!(pupils, number(&expected, "planned_pupils"));
}

#[test]
fn the_reports_of_their_times() {
    let expected = expected();
    for (time, key) in [
        ("12:30", "interim_1230"),
        ("12:50", "report_1250"),
        ("13:06:30", "report_1306"),
    ] {
        let (figures, told) = (figures(time), expected[key].as_table().expect("figures"));
        assert_eq!(figures.sessions() as i64, number(told, "sessions"), "{time}");
        assert_eq!(
            i64::from(figures.visits()),
            number(told, "person_visits"),
            "{time}"
        );
        if told.contains_key("interest") {
            assert_eq!(i64::from(figures.interest()), number(told, "interest"), "{time}");
        }
    }
    let last = figures("13:06:30");
    assert_eq!(last.sessions() as i64, number(&expected, "final_sessions"));
    assert_eq!(i64::from(last.visits()), number(&expected, "final_person_visits"));
    assert_eq!(i64::from(last.pupils_once()), number(&expected, "pupils_once"));
    assert_eq!(last.pupils.len() as i64, number(&expected, "groups"));
    assert_eq!(last.schools_seen() as i64, number(&expected, "schools"));
}

/// The floor of now, looked at as of then, says what was said then: but for what came in later about earlier times.
#[test]
fn a_past_time_is_looked_at_from_the_whole_log() {
    let mut floor = end();
    floor.set_until(t("12:30"));
    let then = Figures::of(&floor, t("12:30"));
    // The sheet was typed in at 12:44; what 51 wrote at 10:29 had happened by 12:30.
    assert_eq!((then.sessions(), then.visits()), (247, 2782));
    floor.set_until(t("12:50"));
    let then = Figures::of(&floor, t("12:50"));
    assert_eq!(
        (then.sessions(), then.visits(), then.interest()),
        (288, 3244, 735)
    );
}

#[test]
fn by_station() {
    let figures = figures("13:06:30");
    let rows = rows("expected_by_station.csv");
    for row in &rows {
        let no = StationNo(row[0].parse().expect("a number"));
        let (sessions, visits, interest) = figures.of_station(no);
        let asked = interest.map_or_else(String::new, |hands| hands.to_string());
        assert_eq!(
            (sessions.to_string(), visits.to_string(), asked),
            (row[3].clone(), row[4].clone(), row[5].clone()),
            "station {no}"
        );
        let station = &open_square().stations[&no];
        assert_eq!((&station.name.en, &station.hall.0), (&row[1], &row[2]));
    }
    let others = open_square()
        .rotation_stations()
        .filter(|(no, _)| rows.iter().all(|row| row[0] != no.to_string()))
        .map(|(no, _)| figures.of_station(no).0)
        .sum::<usize>();
    assert_eq!(others, 0, "nobody came anywhere else");
    assert_eq!(
        figures.of_station(StationNo(5)).0,
        1,
        "the only use of the reserve"
    );
}

#[test]
fn by_hall() {
    let (figures, event) = (figures("13:06:30"), open_square());
    let mut halls: BTreeMap<&str, (u32, usize)> = BTreeMap::new();
    for one in &figures.held {
        let hall = halls
            .entry(&event.stations[&one.visit.station].hall.0)
            .or_default();
        *hall = (hall.0 + one.count, hall.1 + 1);
    }
    let told = [
        ("blue", (673, 61)),
        ("green", (694, 62)),
        ("yellow", (611, 53)),
        ("red", (880, 77)),
        ("yard", (386, 35)),
    ];
    assert_eq!(halls, BTreeMap::from(told));
}

#[test]
fn by_school() {
    let figures = figures("13:06:30");
    let rows = rows("expected_by_school.csv");
    assert_eq!(rows.len(), 25);
    for row in rows {
        let (groups, pupils, sessions, visits) = figures.of_school(&row[0]);
        let told: Vec<String> = [groups, pupils as usize, sessions, visits as usize]
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(told, row[1..], "{}", row[0]);
    }
}

#[test]
fn who_was_late_and_nobody_stayed_away() {
    let floor = end();
    let figures = figures("13:06:30");
    let told: Vec<(u16, u8, i64)> = expected()["late_over_3_min"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            let one = one.as_table().expect("a visit");
            let of = |key: &str| number(one, key);
            (of("group") as u16, of("round") as u8, of("minutes"))
        })
        .collect();
    assert_eq!(figures.late(&floor, 3), told);
    let due = floor.groups().flat_map(|(group, _)| {
        let rounds = (1..=8).map(RoundNo);
        rounds.map(move |round| (group, round))
    });
    let held = |group, round| {
        let mut held = figures.held.iter();
        held.any(|one| (one.visit.group, one.visit.round) == (group, round))
    };
    let missing: Vec<_> = due
        .filter(|(group, round)| {
            matches!(floor.stay(*group, *round), Some(Stay::Station(_))) && !held(*group, *round)
        })
        .collect();
    assert_eq!(missing, [], "no-shows");
    assert_eq!(number(&expected(), "no_shows"), 0);
}

#[test]
fn missed_cancelled_and_added() {
    let (floor, event) = (end(), open_square());
    let planned = |group, round: RoundNo| {
        let route = event.plan.get(&group);
        route.and_then(|route| route[usize::from(round.0) - 1])
    };
    let (mut missed, mut cancelled, mut added) = (Vec::new(), Vec::new(), 0);
    for (group, _) in floor.groups() {
        for round in (1..=8).map(RoundNo) {
            match (planned(group, round), floor.stay(group, round).expect("a stay")) {
                (Some(_), Stay::Skipped(Reason::Bus)) => missed.push((group.0, round.0)),
                (Some(_), Stay::Left(Reason::Bus)) => cancelled.push((group.0, round.0)),
                (None, Stay::Station(_)) => added += 1,
                (Some(_), Stay::Station(_)) | (None, Stay::Break | Stay::Unplanned) => {}
                (None, Stay::Left(_)) => {}
                other => panic!("{group} {round}: {other:?}"),
            }
        }
    }
    assert_eq!(missed, [(22, 1), (40, 1)]);
    assert_eq!(cancelled, [(38, 8), (39, 8)]);
    assert_eq!(added, number(&expected(), "added_sessions"));
    let sessions = figures("13:06:30").sessions();
    assert_eq!(sessions, 280 - missed.len() - cancelled.len() + 12);
}

#[test]
fn overruns_extensions_holds_and_pauses() {
    let floor = end();
    let schedule = Schedule::at(&floor, t("13:06:30"));
    let figures = figures("13:06:30");
    let mut over = Vec::new();
    for one in &figures.held {
        let Some(ended) = one.ended else { continue };
        // As it stood then: the end of round 5 moved with the hold.
        let then = Schedule::at(&floor, ended);
        let slot = then.slot(one.visit.round).expect("a round");
        let log = floor.station(one.visit.station).expect("a station");
        let more: i64 = log.extensions.get(&one.visit.round).map_or(0, |history| {
            history
                .standing(&floor.undone)
                .map(|mark| i64::from(mark.value.minutes))
                .sum()
        });
        let late = ended.since(then.end_with(slot, more, ended));
        if late > 0 {
            over.push((one.visit.station.0, one.visit.round.0, late / SECOND_MS));
        }
    }
    assert_eq!(over, [(15, 1, 190)], "3 min 10 s at station 15");
    let extended: Vec<(u16, u8, i16, Reason)> = floor
        .stations()
        .flat_map(|(no, log)| {
            log.extensions.iter().flat_map(move |(round, history)| {
                let all = history.all().iter();
                all.map(move |mark| (no.0, round.0, mark.value.minutes, mark.value.reason))
            })
        })
        .collect();
    assert_eq!(extended, [(37, 3, 4, Reason::Guests)]);
    let held: i64 = schedule
        .holds
        .iter()
        .map(|hold| hold.length_ms(schedule.now))
        .sum();
    assert_eq!(held, number(&expected(), "hold_seconds") * SECOND_MS);
    assert_eq!(holds(&floor, schedule.now)[0].reason, Reason::Drill);
    let paused: Vec<(u16, i64)> = floor
        .stations()
        .flat_map(|(no, log)| {
            let stops = pauses(log, &floor.undone, schedule.now);
            stops
                .into_iter()
                .map(move |stop| (no.0, stop.length_ms(t("13:07")) / MINUTE_MS))
        })
        .collect();
    assert_eq!(paused, [15, 16, 17, 18, 19, 21].map(|no| (no, 5)));
}

#[test]
fn safety_walk_ins_and_the_job_fair() {
    let (floor, expected) = (end(), expected());
    let briefings = expected["briefings"].as_table().expect("figures");
    let event = open_square();
    let figures = figures("13:06:30");
    let required: Vec<_> = figures
        .held
        .iter()
        .filter(|one| event.stations[&one.visit.station].briefing)
        .collect();
    let marked = required.iter().filter(|one| one.briefed).count();
    let unknown = required.iter().filter(|one| one.visit.station == PAPER).count();
    assert_eq!(required.len() as i64, number(briefings, "required"));
    assert_eq!(marked as i64, number(briefings, "marked"));
    assert_eq!(unknown as i64, number(briefings, "unknown"));
    assert_eq!(required.len(), marked + unknown, "everybody else was told");

    let first_aid = calls(&floor)
        .iter()
        .filter(|call| call.need == Need::FirstAid)
        .count();
    assert_eq!(first_aid as i64, number(&expected, "first_aid_calls"));
    let faults: Vec<(u16, i64)> = floor
        .stations()
        .filter_map(|(no, log)| match log.places.all() {
            [fault, repaired] => Some((no.0, repaired.at.since(fault.at) / MINUTE_MS)),
            _ => None,
        })
        .collect();
    assert_eq!(faults, [(1, 32)]);
    let stations = event.rotation_stations().map(|(no, _)| no);
    let walked: i64 = stations
        .flat_map(|no| (1..=8).map(move |round| (no, RoundNo(round))))
        .map(|(no, round)| walk_ins(&floor, no, round))
        .sum();
    assert_eq!(walked, number(&expected, "walk_ins_at_stations"));
    assert_eq!(walk_ins(&floor, StationNo(38), RoundNo(1)), 4);
    let desks: Vec<u32> = (71..=76)
        .map(|no| desk(&floor, DeskNo(no)).today.total())
        .collect();
    assert_eq!(desks, [34, 15, 8, 27, 5, 6]);
    assert_eq!(
        i64::from(desks.iter().sum::<u32>()),
        number(&expected, "desk_visits")
    );
}

/// Whatever the order of arrival, the floor and its figures are the same, and so they are on every laptop that has
/// everything.
#[test]
fn any_order_of_arrival_gives_the_same_floor_and_figures() {
    let day = played();
    let entries: Vec<Entry> = day.heard(SECOND).iter().map(|(_, entry)| entry.clone()).collect();
    let (floor, figures) = (end(), figures("13:07"));
    for seed in 1..=12 {
        let mut chance = Chance(seed);
        let mut shuffled = entries.clone();
        for place in (1..shuffled.len()).rev() {
            shuffled.swap(place, chance.place(place + 1));
        }
        let again: Floor = shuffled.into_iter().collect();
        assert_eq!(Figures::of(&again, t("13:07")), figures, "seed {seed}");
        assert!(again == floor, "seed {seed}");
    }
    let whole = day
        .origins()
        .filter(|origin| day.heard(*origin).len() == entries.len());
    let mut replicas = 0;
    for origin in whole {
        assert!(day.floor(origin, "13:07") == floor, "{origin}");
        replicas += 1;
    }
    assert_eq!(
        replicas,
        47 + 1 + 6 + 2,
        "everybody but the coordinator whose laptop died"
    );
}

#[test]
fn what_was_given_away_is_found_again_with_its_time() {
    let floor = end();
    let given: Vec<_> = floor
        .given
        .all()
        .iter()
        .map(|mark| (mark.at, mark.value.as_ref()))
        .collect();
    let told: Vec<(String, Purpose, i64, i64)> = given
        .iter()
        .map(|(at, given)| {
            let of = |key: &str| given.figures[key];
            (at.to_string(), given.purpose, of("sessions"), of("person_visits"))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("12:30:00".to_owned(), Purpose::Press, 246, 2772),
            ("12:50:00".to_owned(), Purpose::Report, 287, 3234),
            ("13:06:30".to_owned(), Purpose::Report, 288, 3244),
        ]
    );
    // What made the figures of 12:50 does not hold the entries that station 51 wrote at 10:29.
    let late: Vec<_> = floor
        .log()
        .iter()
        .filter(|entry| entry.id.origin == laptop_of(51) && entry.at >= t("10:29"))
        .collect();
    assert!(!late.is_empty());
    let known = &given[1].1.known;
    for entry in late {
        let was_known = known.iter().any(|(origin, first, last)| {
            *origin == entry.id.origin && (*first..=*last).contains(&entry.id.seq.0)
        });
        assert!(!was_known);
    }
}
