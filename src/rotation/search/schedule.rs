//! How a search spends its budget: from warm and cheap to cold and dear, once or several times.
//!
//! Lives here: which kind of search is on, and how far it has come. May not live here: the numbers of each kind, which
//! are in `course`, and steps.
//!
//! Law: the same calls give the same temperatures.

use super::board::{Board, NONE};
use super::course::{self, Course, Way};
use super::delta::Prices;
use super::heat::between;
use super::moves::Mixture;

/// Moves for each free cell until a plan again is worth showing.
const QUICK_MOVES_A_CELL: f64 = 100.0;
/// Moves for each free cell, and at most, that a new plan may take until everybody has a place.
const FIRST_MOVES_A_CELL: f64 = 1_000.0;
const FIRST_MOVES: f64 = 600_000.0;
/// The part of a cooling down that goes from hot to warm, in which everybody finds a place; the rest goes to cold.
const WARM: f64 = 0.2;
/// The part of the budget after which its length in moves is known well enough.
const MEASURED: f64 = 0.02;

/// What kind of search the problem and the lane ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// A new plan, and no step breaks a rule; groups wait idle until they fit.
    Firm,
    /// A new plan by way of plans that break rules.
    Loose,
    /// The first moments of a new plan: whoever is left out gets a place, whatever it costs.
    First,
    /// The first moments of a plan again: the same, and as much as can be stays.
    Quick,
    /// A plan again, where everybody has a place or hardly more than one spot is broken: cool, and so never far away.
    Near,
    /// A plan again, where somebody is left out: hot enough to get far from what was announced, and back.
    Again,
    /// Only meetings and places count: constant cold, everybody somewhere, and rules are broken until none is.
    Party,
    /// The same, when it is to be feared that somebody has to be left out.
    Parted,
}

impl Kind {
    /// Moves for each free cell that one cooling down wants; what is left over is for another one.
    const fn moves_a_cell(self) -> f64 {
        match self {
            Self::First | Self::Quick | Self::Near => 4_000.0,
            Self::Again => 30_000.0,
            Self::Firm | Self::Loose | Self::Party | Self::Parted => 2_000_000.0,
        }
    }

    const fn course(self) -> Course {
        match self {
            Self::Firm => course::FIRM,
            Self::Loose => course::LOOSE,
            Self::First => course::FIRST,
            Self::Quick => course::QUICK,
            Self::Near => course::NEAR,
            Self::Again => course::AGAIN,
            Self::Party => course::PARTY,
            Self::Parted => course::PARTED,
        }
    }
}

/// Where the next moves go on from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum From {
    /// Where the last ones came to.
    Here,
    /// The first plan: what was found in a hurry is too far from it.
    Start,
    /// The best plan, for a new cooling down.
    Best,
}

/// Groups left out, summed over rounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// By the plan under work.
    pub(super) now: i32,
    /// By the best plan.
    pub(super) best: i32,
}

/// What holds for the next moves.
pub(super) struct Setting {
    pub(super) heat: f64,
    pub(super) prices: Prices,
    pub(super) mixture: Mixture,
    /// Where to go on from.
    pub(super) from: From,
}

/// The schedule of one search.
#[derive(Clone, Debug)]
pub(super) struct Schedule {
    kind: Kind,
    is_first: bool,
    /// The dearest unit.
    unit: f64,
    /// The cheapest unit.
    least: f64,
    /// What idle weighs.
    idle: f64,
    cells: f64,
    /// Where in the budget the cooling down under way began.
    begun: f64,
    /// Where it ends; not known at first.
    ends: Option<f64>,
    /// The first plan in a hurry is not there yet.
    was_quick: bool,
    was_warm: bool,
}

impl Schedule {
    /// The schedule for a problem; lanes with even numbers go about it in one way, odd ones in another.
    pub(super) fn new(board: &Board, lane: u32) -> Self {
        let goals = &board.goals;
        let is_told = |(group, round): &(usize, usize)| board.told.at(*group, *round) != NONE;
        let keeps_to = goals.change > 0 && board.cells.iter().any(is_told);
        let change = if keeps_to {
            f64::from(goals.change) / 25.0
        } else {
            0.0
        };
        let units = [
            f64::from(goals.pref) / 2.0,
            f64::from(goals.fair) / 3.0,
            f64::from(goals.walk),
            change,
        ];
        let unit = units.into_iter().fold(0.0, f64::max);
        let least = units.into_iter().filter(|unit| *unit > 0.0).fold(unit, f64::min);
        let is_first = lane.is_multiple_of(2);
        let kind = match (keeps_to, is_first) {
            _ if unit <= 0.0 => Kind::Party,
            (true, true) => Kind::Near,
            (true, false) => Kind::Again,
            (false, true) => Kind::Firm,
            (false, false) => Kind::Loose,
        };
        Self {
            kind,
            is_first,
            unit: if unit > 0.0 { unit } else { 1.0 },
            least: if least > 0.0 { least } else { 1.0 },
            idle: f64::from(goals.idle),
            cells: f64::from(u32::try_from(board.cells.len()).unwrap_or(u32::MAX)),
            begun: 0.0,
            ends: None,
            was_quick: false,
            was_warm: true,
        }
    }

    /// What holds when so much of the budget is used up and so many moves have been made.
    pub(super) fn at(&mut self, progress: f64, moves: u64, standing: Standing) -> Setting {
        let is_whole = standing.best == 0;
        let made = f64::from(u32::try_from(moves).unwrap_or(u32::MAX));
        let is_again = matches!(self.kind, Kind::Near | Kind::Again);
        let is_quick = self.is_quick(made, is_whole);
        if is_quick {
            self.begun = progress;
        }
        let begins = self.ends.is_some_and(|ends| progress >= ends);
        if begins {
            self.begun = progress;
            if is_again {
                self.kind = if is_whole { Kind::Near } else { Kind::Again };
            }
        }
        if begins || (self.ends.is_none() && progress >= self.begun + MEASURED) {
            self.ends = Some(self.end(made, progress));
        }
        let kind = match self.kind {
            Kind::Near | Kind::Again if is_quick => Kind::Quick,
            _ if is_quick => Kind::First,
            Kind::Party if !self.is_first && progress > 0.5 => Kind::Parted,
            kind => kind,
        };
        let was_quick = std::mem::replace(&mut self.was_quick, is_quick);
        let whole = self.ends.unwrap_or(1.0) - self.begun;
        let part = (progress - self.begun) / whole.max(1e-6);
        // Whoever is idle when it gets cold stays so: better go on with a plan that has fewer of them.
        let gets_cold = kind == Kind::Firm && self.was_warm && part >= WARM;
        self.was_warm = part < WARM;
        let from = if begins || (gets_cold && standing.now > standing.best) {
            From::Best
        } else if is_again && was_quick && !is_quick {
            From::Start
        } else {
            From::Here
        };
        self.setting(&kind.course(), part.clamp(0.0, 1.0), from)
    }

    /// Whether a first plan is still wanted that can be shown.
    fn is_quick(&self, made: f64, is_whole: bool) -> bool {
        match self.kind {
            Kind::Near | Kind::Again => made < self.cells * QUICK_MOVES_A_CELL,
            Kind::Firm | Kind::Loose => {
                !is_whole && made < (self.cells * FIRST_MOVES_A_CELL).min(FIRST_MOVES)
            }
            Kind::First | Kind::Quick | Kind::Party | Kind::Parted => false,
        }
    }

    /// Where in the budget the cooling down ends that has begun, so that what is left is enough for whole ones.
    fn end(&self, made: f64, progress: f64) -> f64 {
        let part = self.kind.moves_a_cell() * self.cells * progress / made.max(1.0);
        let left = 1.0 - self.begun;
        let times = (left / part.max(1e-6)).floor().max(1.0);
        self.begun + left / times
    }

    fn heat(&self, (hot, warm, cold): (f64, f64, f64), part: f64) -> f64 {
        if part < WARM {
            between(hot * self.unit, warm * self.unit, part / WARM)
        } else {
            between(warm * self.unit, cold * self.least, (part - WARM) / (1.0 - WARM))
        }
    }

    fn setting(&self, course: &Course, part: f64, from: From) -> Setting {
        let way = |(from, to): Way, unit: f64| between(from * self.unit, to * unit, part);
        let idle = way(course.idle, self.unit).min(self.idle.max(1.0));
        let (over, again) = (way(course.over, self.unit), way(course.again, self.unit));
        let slack = f64::from(course.mixture.slack) * self.unit;
        Setting {
            heat: self.heat(course.heat, part),
            prices: Prices {
                idle: price(idle),
                over: price(over),
                repeat: price(again),
                meet: price(again),
                hard: price(over.max(again).max(1.5 * idle)),
            },
            mixture: Mixture {
                slack: price(slack),
                ..course.mixture
            },
            from,
        }
    }
}

/// A whole price, not below 0 and not so high that sums of some of them overflow.
#[expect(clippy::cast_possible_truncation, reason = "clamped to what fits just before")]
fn price(exact: f64) -> i32 {
    exact.clamp(0.0, 10_000_000.0) as i32
}
