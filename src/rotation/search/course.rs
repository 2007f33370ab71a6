//! The numbers of each kind of search: temperatures, prices and how steps are mixed.
//!
//! Everything is relative to what the goals weigh, so that weights may come on any scale: a *unit* is half a point of
//! preference, a third of a point of fairness, a minute of walking, or a twenty-fifth of a change, whichever is the most.
//! A search cools down to what is a unit by the least of them.
//!
//! Law: at the end breaking a rule is dearer than leaving a group out, for else a search stays illegal where somebody has
//! to be left out; only [`PARTY`] hopes that nobody has to.

use super::moves::Mixture;

/// A price at the beginning and at the end, in units.
pub(super) type Way = (f64, f64);

/// How one kind of search goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course {
    /// Hot, warm, cold, in units.
    pub(super) heat: (f64, f64, f64),
    /// Leaving a group out of a round.
    pub(super) idle: Way,
    /// A head too many.
    pub(super) over: Way,
    /// A visit or a meeting again.
    pub(super) again: Way,
    /// How steps are chosen; its slack is in units too.
    pub(super) mixture: Mixture,
}

const MIXTURE: Mixture = Mixture {
    firm: false,
    insert: 150,
    order: 100,
    stretch: 20,
    near: 700,
    back: 0,
    idle: 5,
    squeeze: 300,
    close: 600,
    oust: 200,
    depth: 3,
    dig: 3,
    slack: 40,
};

/// A new plan in which no step breaks a rule: groups wait idle until they fit.
pub(super) const FIRM: Course = Course {
    heat: (15.0, 3.0, 0.4),
    idle: (150.0, 150.0),
    over: (15.0, 400.0),
    again: (80.0, 400.0),
    mixture: Mixture {
        firm: true,
        ..MIXTURE
    },
};

/// A new plan by way of plans that break rules.
pub(super) const LOOSE: Course = Course {
    mixture: MIXTURE,
    ..FIRM
};

/// A plan again, hot enough to get far from what was announced.
pub(super) const AGAIN: Course = Course {
    heat: (60.0, 30.0, 3.0),
    idle: (300.0, 600.0),
    over: (30.0, 1000.0),
    again: (100.0, 1000.0),
    mixture: Mixture {
        insert: 50,
        order: 200,
        back: 80,
        dig: 5,
        ..MIXTURE
    },
};

/// A plan again, near what was announced.
pub(super) const NEAR: Course = Course {
    heat: (11.0, 7.0, 1.5),
    over: (15.0, 1000.0),
    ..AGAIN
};

/// Places for those left out, near what was announced.
pub(super) const QUICK: Course = Course {
    heat: (4.0, 4.0, 4.0),
    mixture: Mixture {
        firm: true,
        insert: 500,
        ..AGAIN.mixture
    },
    ..AGAIN
};

/// Places for those left out, wherever.
pub(super) const FIRST: Course = Course {
    heat: (14.0, 14.0, 14.0),
    ..QUICK
};

/// Everybody somewhere, at constant cold, until no rule is broken.
pub(super) const PARTY: Course = Course {
    heat: (15.0, 15.0, 15.0),
    idle: (10_000.0, 10_000.0),
    over: (100.0, 100.0),
    again: (100.0, 100.0),
    mixture: Mixture {
        insert: 300,
        order: 0,
        stretch: 0,
        near: 0,
        idle: 0,
        squeeze: 500,
        close: 1000,
        depth: 2,
        dig: 2,
        slack: 100_000,
        ..MIXTURE
    },
};

/// The same, and whoever is in the way of a rule may be left out.
pub(super) const PARTED: Course = Course {
    idle: (90.0, 90.0),
    mixture: Mixture {
        idle: 5,
        ..PARTY.mixture
    },
    ..PARTY
};
