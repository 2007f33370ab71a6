//! One row of a table of visits while it is added up.

use super::Seen;
use crate::report::model::{Outcome, Tally};
use crate::report::value::Cell;

/// What has been added so far.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    held: i64,
    in_progress: u32,
    visits: i64,
    visits_in_progress: i64,
    interest: Option<i64>,
    interest_of: i64,
    interest_unknown: u32,
    unknown: u32,
    late: u32,
}

impl Sum {
    /// Adds a visit.
    pub(super) fn visit(&mut self, one: &Seen<'_>, late: bool) {
        let count = i64::from(one.count);
        self.late += u32::from(late);
        if !one.held {
            self.in_progress += 1;
            self.visits_in_progress += count;
            return;
        }
        self.held += 1;
        self.visits += count;
        match one.interest {
            Some(hands) => {
                *self.interest.get_or_insert(0) += i64::from(hands);
                self.interest_of += count;
            }
            None => self.interest_unknown += 1,
        }
    }

    /// Adds a session that nobody has visited, as far as is known.
    pub(super) fn unvisited(&mut self, outcome: Outcome) {
        if matches!(outcome, Outcome::Unconfirmed | Outcome::OnPaper) {
            self.unknown += 1;
        }
    }

    /// Adds what was added up of other sessions.
    pub(super) fn join(&mut self, other: &Self) {
        self.held += other.held;
        self.in_progress += other.in_progress;
        self.visits += other.visits;
        self.visits_in_progress += other.visits_in_progress;
        if let Some(hands) = other.interest {
            *self.interest.get_or_insert(0) += hands;
        }
        self.interest_of += other.interest_of;
        self.interest_unknown += other.interest_unknown;
        self.unknown += other.unknown;
        self.late += other.late;
    }

    /// Person-visits of the sessions held.
    pub(super) const fn visits(&self) -> i64 {
        self.visits
    }

    /// Interested hands and the person-visits of which they are a part, where they were counted.
    pub(super) fn interest(&self) -> Option<(i64, i64)> {
        self.interest.map(|hands| (hands, self.interest_of))
    }

    /// Sessions of which anything is known, or of which nothing had to be.
    fn known(&self, number: i64) -> Cell {
        if self.held == 0 && self.unknown > 0 {
            Cell::Unknown
        } else {
            Cell::Known(number)
        }
    }

    /// Person-visits of sessions in progress.
    pub(super) const fn in_progress(&self) -> Cell {
        Cell::Known(self.visits_in_progress)
    }

    /// The row.
    pub(super) fn row(&self) -> Tally {
        let interest = match self.interest {
            Some(hands) => Cell::Known(hands),
            None if self.held > 0 => Cell::Unknown,
            None => self.known(0),
        };
        Tally {
            sessions: self.known(self.held),
            in_progress: self.in_progress,
            person_visits: self.known(self.visits),
            interest,
            interest_of: self.known(self.interest_of),
            interest_unknown: self.interest_unknown,
            unknown_sessions: self.unknown,
            late: self.late,
        }
    }
}
