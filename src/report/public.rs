//! What a report shows in public: cells under five that could point at a child are hidden.
//!
//! Hidden are: person-visits, interest and pupils of one to four in any table; pupils and all that follows from them of
//! a school or language with one to four pupils; support of a kind that one to four pupils need, however many
//! sessions they went to; a kind of visitor of one to four in a quarter of an hour at a desk, with the other kinds of
//! that quarter. Left out are calls one by one (a call for an interpreter tells where a group with that need is) and
//! differing counts. A reason "people" or "first aid" beside a group or station is told as "other".
//!
//! A hidden cell must not follow from the others: where it is the only one of its column in a table whose total is
//! told (of stations: within a hall), the next smallest is hidden as well, and a specialty or organisation of several
//! stations hides what would give one of them away. Walk-ins stay: nobody knows their school. Zero stays, and so
//! does a figure of the whole day.

use super::model::{Kinds, NameRow, Report, Tally};
use super::value::Cell;
use crate::domain::fact::Reason;
use crate::domain::id::StationNo;
use std::collections::BTreeSet;

/// From how many on a cell points at nobody.
const ENOUGH: i64 = 5;

impl Report {
    /// This report for everybody. A public report stays as it is.
    #[must_use]
    pub fn public(&self) -> Self {
        let mut report = self.clone();
        if report.public {
            return report;
        }
        report.public = true;
        report.hide_stations();
        report.hide_people();
        let tallies = |rows: &mut dyn Iterator<Item = &mut Tally>| hide_in(&mut rows.collect::<Vec<_>>());
        tallies(&mut report.by_hall.iter_mut().map(|row| &mut row.tally));
        tallies(&mut report.by_round.iter_mut().map(|row| &mut row.tally));
        report.hide_support();
        report.hide_desks();
        report.leave_out();
        report
    }

    /// Stations hall by hall, for the sums of halls are told; then those that are told together.
    fn hide_stations(&mut self) {
        let halls: BTreeSet<_> = self.by_station.iter().map(|row| row.hall.clone()).collect();
        for hall in halls {
            let here = self.by_station.iter_mut().filter(|row| row.hall == hall);
            hide_in(&mut here.map(|row| &mut row.tally).collect::<Vec<_>>());
        }
        let hidden = |column: Column| -> BTreeSet<StationNo> {
            let rows = self
                .by_station
                .iter()
                .filter(|row| *column.of(&row.tally) == Cell::Hidden);
            rows.map(|row| row.station).collect()
        };
        let hidden: Vec<_> = Column::ALL.map(|column| (column, hidden(column))).into();
        for rows in [&mut self.by_specialty, &mut self.by_organisation] {
            hide_names(rows, &hidden);
        }
        for crowd in &mut self.capacity.over_places {
            crowd.pupils = small(crowd.pupils);
        }
    }

    /// Schools and languages: few pupils hide everything that is counted of them.
    fn hide_people(&mut self) {
        let mut schools: Vec<_> = self
            .by_school
            .iter_mut()
            .map(|row| (&mut row.pupils, &mut row.tally))
            .collect();
        hide_rows(&mut schools);
        let mut languages: Vec<_> = self
            .by_language
            .iter_mut()
            .map(|row| (&mut row.pupils, &mut row.tally))
            .collect();
        hide_rows(&mut languages);
    }

    fn hide_support(&mut self) {
        let few = |sessions: Cell, pupils: u32| {
            let points = |number: i64| (1..ENOUGH).contains(&number);
            let shown = sessions.number().unwrap_or(0);
            points(shown) || points(i64::from(pupils))
        };
        let support = &mut self.support;
        let mut hidden = few(support.sessions, support.pupils);
        for row in &mut support.kinds {
            if few(row.sessions, row.pupils) {
                row.sessions = Cell::Hidden;
                hidden = true;
            }
        }
        // The total less the other kinds would be the hidden one.
        if hidden {
            support.sessions = Cell::Hidden;
        }
    }

    fn hide_desks(&mut self) {
        for row in &mut self.desks.by_quarter {
            hide_kinds(&mut row.kinds);
        }
    }

    fn leave_out(&mut self) {
        self.safety.first_aid.clear();
        self.safety.help.clear();
        self.gaps.differing.clear();
        let private = |reason: Reason| matches!(reason, Reason::People | Reason::FirstAid);
        let open = |reason: &mut Reason| {
            if private(*reason) {
                *reason = Reason::Other;
            }
        };
        self.deviations
            .iter_mut()
            .filter_map(|told| told.reason.as_mut())
            .for_each(open);
        self.punctuality
            .late
            .iter_mut()
            .filter_map(|late| late.reason.as_mut())
            .for_each(open);
        self.punctuality
            .overruns
            .iter_mut()
            .filter_map(|over| over.cause.as_mut())
            .for_each(open);
        let order = &mut self.punctuality;
        order
            .delays
            .iter_mut()
            .map(|delay| &mut delay.reason)
            .for_each(open);
        order
            .extensions
            .iter_mut()
            .map(|one| &mut one.reason)
            .for_each(open);
        order
            .pauses
            .iter_mut()
            .map(|one| &mut one.stop.reason)
            .for_each(open);
        let faults = self.safety.faults.iter_mut();
        faults.map(|one| &mut one.stop.reason).for_each(open);
    }
}

/// A column of a table of visits in which cells are hidden.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Visits,
    Interest,
}

impl Column {
    const ALL: [Self; 2] = [Self::Visits, Self::Interest];

    const fn of(self, tally: &Tally) -> &Cell {
        match self {
            Self::Visits => &tally.person_visits,
            Self::Interest => &tally.interest,
        }
    }

    /// Hides it with what follows from it: person-visits are a sum of those whose interest is known.
    const fn hide(self, tally: &mut Tally) {
        match self {
            Self::Visits => {
                tally.person_visits = Cell::Hidden;
                tally.interest = Cell::Hidden;
                tally.interest_of = Cell::Hidden;
            }
            Self::Interest => tally.interest = Cell::Hidden,
        }
    }
}

const fn is_small(cell: Cell) -> bool {
    matches!(cell, Cell::Known(number) if number > 0 && number < ENOUGH)
}

const fn small(cell: Cell) -> Cell {
    if is_small(cell) { Cell::Hidden } else { cell }
}

/// Hides the small cells of a table, and where that leaves one alone in its column, the next smallest as well.
fn hide_in(rows: &mut [&mut Tally]) {
    for column in Column::ALL {
        for row in rows.iter_mut().filter(|row| is_small(*column.of(row))) {
            column.hide(row);
        }
        let hidden = rows.iter().filter(|row| *column.of(row) == Cell::Hidden).count();
        if hidden == 1 {
            let others = rows
                .iter_mut()
                .filter(|row| column.of(row).number().is_some_and(|n| n > 0));
            if let Some(next) = others.min_by_key(|row| column.of(row).number()) {
                column.hide(next);
            }
        }
    }
}

/// The same for rows that have pupils counted once.
fn hide_rows(rows: &mut [(&mut Cell, &mut Tally)]) {
    for (pupils, tally) in rows.iter_mut().filter(|(pupils, _)| is_small(**pupils)) {
        **pupils = Cell::Hidden;
        Column::Visits.hide(tally);
    }
    if rows.iter().filter(|(pupils, _)| **pupils == Cell::Hidden).count() == 1 {
        let others = rows
            .iter_mut()
            .filter(|(pupils, _)| pupils.number().is_some_and(|n| n > 0));
        if let Some((pupils, tally)) = others.min_by_key(|(pupils, _)| pupils.number()) {
            **pupils = Cell::Hidden;
            Column::Visits.hide(tally);
        }
    }
    hide_in(&mut rows.iter_mut().map(|(_, tally)| &mut **tally).collect::<Vec<_>>());
}

/// Stations that are told together: their sum less the ones that are told would be the one that is hidden.
fn hide_names(rows: &mut [NameRow], hidden: &[(Column, BTreeSet<StationNo>)]) {
    for row in rows.iter_mut() {
        for (column, stations) in hidden {
            if row.stations.iter().filter(|no| stations.contains(no)).count() == 1 {
                column.hide(&mut row.tally);
            }
        }
    }
    hide_in(&mut rows.iter_mut().map(|row| &mut row.tally).collect::<Vec<_>>());
}

fn hide_kinds(kinds: &mut Kinds) {
    let all = [&mut kinds.pupil, &mut kinds.student, &mut kinds.adult];
    if all.iter().any(|cell| is_small(**cell)) {
        for cell in all {
            if *cell != Cell::Known(0) {
                *cell = Cell::Hidden;
            }
        }
    }
}
