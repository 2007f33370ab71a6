//! The report of the day against figures that were worked out without it.

use crate::fixture::{Day, t};
use crate::square;
use sheber::domain::floor::Floor;
use sheber::report::{Cell, Report, figures};

fn report(day: &Day, as_of: &str) -> Report {
    figures(&day.floor, t(as_of))
}

/// The day as it was known before station 51 sent its last entries.
fn without_51(day: &Day) -> Floor {
    let known = day
        .entries
        .iter()
        .filter(|entry| !square::waits(entry.role, entry.at));
    Floor::of(known)
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
    println!("{:#?}", totals);
    println!("{:#?}", report.punctuality);
    println!("{:#?}", report.capacity);
    println!("{:#?}", report.safety);
    println!("{:#?}", report.gaps);
    println!("{:#?}", report.support);
    assert_eq!((sessions.missed, sessions.cancelled, sessions.added), (2, 2, 12));
    assert_eq!((sessions.held, sessions.no_shows), (288, 0));
    assert_eq!(totals.person_visits, Cell::Known(3_244));
    let interim = figures(&without_51(&day), t("12:30"));
    assert_eq!(
        (interim.totals.sessions.held, interim.totals.person_visits),
        (246, Cell::Known(2_772))
    );
}
