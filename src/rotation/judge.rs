//! The judgement of a plan from scratch: what breaks a rule, and what it costs.
//!
//! Slow and plain on purpose: it is what the search, which only counts differences, is held against.

use super::problem::{COST_MAX, Pin, Plan, Problem, Weights};
use std::collections::{BTreeMap, BTreeSet};

/// A rule that a plan breaks; groups, stations and rounds by index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Breach {
    /// The plan has not a row a group and a cell a round, or names a station that is not there.
    Shape {
        /// The row, or the first that is too many.
        group: usize,
    },
    /// A cell that has run, is running or is held was changed.
    Pinned {
        /// Whose.
        group: usize,
        /// When.
        round: usize,
    },
    /// A group is not on the floor.
    Away {
        /// Who.
        group: usize,
        /// When.
        round: usize,
    },
    /// A station is closed.
    Closed {
        /// Who was sent there.
        group: usize,
        /// Where.
        station: usize,
        /// When.
        round: usize,
    },
    /// A station is not run in the group's language or not fit for what it needs.
    Unfit {
        /// Who.
        group: usize,
        /// Where.
        station: usize,
        /// When.
        round: usize,
    },
    /// A group is at one station twice.
    Repeat {
        /// Who.
        group: usize,
        /// Where.
        station: usize,
        /// The first time.
        first: usize,
        /// The second time.
        second: usize,
    },
    /// More heads than places.
    Crowded {
        /// Where.
        station: usize,
        /// When.
        round: usize,
        /// Heads.
        heads: u32,
        /// Places.
        places: u32,
    },
    /// A walk that takes longer than the changeover.
    TooFar {
        /// Who.
        group: usize,
        /// After which round.
        round: usize,
        /// Minutes of the walk.
        minutes: u32,
        /// Minutes there are.
        gap: u32,
    },
    /// Two groups meet a second time.
    Met {
        /// One.
        one: usize,
        /// The other.
        other: usize,
        /// When they first meet.
        first: usize,
        /// When they meet again.
        second: usize,
    },
    /// A group rests less often than it must.
    NoRest {
        /// Who.
        group: usize,
        /// How many rests it lacks.
        lacks: u8,
    },
}

/// The parts of the objective, each in its own unit, before weights.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Score {
    /// Groups without a station, summed over rounds.
    pub idle: u32,
    /// Points of preference not met.
    pub pref: u32,
    /// Points by which groups are worse off than one a round.
    pub fair: u32,
    /// Half points by which schools are worse off than half a point a round.
    pub school: u32,
    /// Minutes of walking.
    pub walk: u32,
    /// Squares of the rounds in which each station is used.
    pub balance: u32,
    /// Announced assignments taken back.
    pub change: u32,
    /// Groups of which at least one was taken back; told, not weighed.
    pub groups_changed: u32,
}

impl Score {
    /// The one number to be made small.
    pub fn objective(&self, weights: &Weights) -> u64 {
        let parts = [
            (self.idle, weights.idle),
            (self.pref, weights.pref),
            (self.fair, weights.fair),
            (self.school, weights.school),
            (self.walk, weights.walk),
            (self.balance, weights.balance),
            (self.change, weights.change),
        ];
        parts
            .into_iter()
            .map(|(amount, weight)| u64::from(amount) * u64::from(weight))
            .sum()
    }
}

/// Every rule that a plan breaks, sorted; none for a legal plan.
pub fn breaches(problem: &Problem, plan: &Plan) -> Vec<Breach> {
    let mut found = shape(problem, plan);
    if !found.is_empty() {
        return found;
    }
    let mut heads: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for group in 0..problem.parties.len() {
        own(problem, plan, group, &mut heads, &mut found);
    }
    let crowds = heads.into_iter();
    found.extend(crowds.filter_map(|((station, round), heads)| crowded(problem, station, round, heads)));
    if problem.mix {
        meetings(problem, plan, &mut found);
    }
    found.sort_unstable();
    found
}

/// The breaches among [`breaches`] that an edit can make or mend: of these groups by themselves and with anybody, and of
/// these stations and rounds. The plan has the shape of the problem.
pub(super) fn breaches_of(
    problem: &Problem,
    plan: &Plan,
    groups: &BTreeSet<usize>,
    spots: &BTreeSet<(usize, usize)>,
) -> BTreeSet<Breach> {
    let mut found = Vec::new();
    for group in groups {
        own(problem, plan, *group, &mut BTreeMap::new(), &mut found);
        for other in (0..problem.parties.len()).filter(|other| problem.mix && other != group) {
            pair(
                problem,
                plan,
                (*group).min(other),
                (*group).max(other),
                &mut found,
            );
        }
    }
    for (station, round) in spots {
        let counts = |group: &usize| {
            plan.at(*group, *round) == Some(*station) && problem.pin(*group, *round) != Pin::Done
        };
        let heads = (0..problem.parties.len())
            .filter(counts)
            .map(|group| size(problem, group))
            .sum();
        found.extend(crowded(problem, *station, *round, heads));
    }
    found.into_iter().collect()
}

fn crowded(problem: &Problem, station: usize, round: usize, heads: u32) -> Option<Breach> {
    let places = problem.places(station, round);
    (heads > places && places > 0).then_some(Breach::Crowded {
        station,
        round,
        heads,
        places,
    })
}

/// The meetings of two groups after their first, unless both have run.
fn pair(problem: &Problem, plan: &Plan, one: usize, other: usize, found: &mut Vec<Breach>) {
    let is_together = |round: &usize| {
        let station = plan.at(one, *round);
        station.is_some() && station == plan.at(other, *round)
    };
    let mut together = (0..problem.rounds).filter(is_together);
    let Some(first) = together.next() else {
        return;
    };
    let is_past = |round| problem.pin(one, round) == Pin::Done && problem.pin(other, round) == Pin::Done;
    found.extend(
        together
            .filter(|second| !is_past(*second))
            .map(|second| Breach::Met {
                one,
                other,
                first,
                second,
            }),
    );
}

fn shape(problem: &Problem, plan: &Plan) -> Vec<Breach> {
    let stations = problem.stops.len();
    let is_right = |row: &Vec<Option<usize>>| {
        row.len() == problem.rounds && row.iter().flatten().all(|station| *station < stations)
    };
    let mut found: Vec<Breach> = (0..)
        .zip(&plan.0)
        .filter(|(group, row)| *group >= problem.parties.len() || !is_right(row))
        .map(|(group, _)| Breach::Shape { group })
        .collect();
    if plan.0.len() < problem.parties.len() {
        found.push(Breach::Shape { group: plan.0.len() });
    }
    found
}

/// What is wrong with the route of one group by itself; its heads are added where today's places count.
fn own(
    problem: &Problem,
    plan: &Plan,
    group: usize,
    heads: &mut BTreeMap<(usize, usize), u32>,
    found: &mut Vec<Breach>,
) {
    let mut been: BTreeMap<usize, usize> = BTreeMap::new();
    let mut free = 0;
    for round in 0..problem.rounds {
        let cell = plan.at(group, round);
        let pin = problem.pin(group, round);
        if pin != Pin::Free && cell != problem.fixed.at(group, round) {
            found.push(Breach::Pinned { group, round });
        }
        let Some(station) = cell else {
            free += u8::from(!problem.is_away(group, round));
            continue;
        };
        if let Some(first) = been.insert(station, round) {
            found.push(Breach::Repeat {
                group,
                station,
                first,
                second: round,
            });
        }
        too_far(problem, plan, group, round, found);
        if pin == Pin::Done {
            continue;
        }
        if problem.is_away(group, round) {
            found.push(Breach::Away { group, round });
        }
        if problem.places(station, round) == 0 {
            found.push(Breach::Closed {
                group,
                station,
                round,
            });
        }
        if !problem.allows(group, station) {
            found.push(Breach::Unfit {
                group,
                station,
                round,
            });
        }
        *heads.entry((station, round)).or_default() += size(problem, group);
    }
    let lacks = rests(problem, group).saturating_sub(free);
    if lacks > 0 {
        found.push(Breach::NoRest { group, lacks });
    }
}

/// A walk to the next round that cannot be made, unless both ends of it have run.
fn too_far(problem: &Problem, plan: &Plan, group: usize, round: usize, found: &mut Vec<Breach>) {
    let gap = problem.gaps.get(round).copied().flatten();
    let ends = plan.at(group, round).zip(plan.at(group, round + 1));
    let (Some(gap), Some((from, to))) = (gap, ends) else {
        return;
    };
    let minutes = problem.minutes(from, to);
    if minutes > gap && problem.pin(group, round + 1) != Pin::Done {
        found.push(Breach::TooFar {
            group,
            round,
            minutes,
            gap,
        });
    }
}

fn meetings(problem: &Problem, plan: &Plan, found: &mut Vec<Breach>) {
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for round in 0..problem.rounds {
        let mut cells: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for group in 0..problem.parties.len() {
            if let Some(station) = plan.at(group, round) {
                cells.entry(station).or_default().push(group);
            }
        }
        for together in cells.values() {
            for (index, one) in together.iter().enumerate() {
                pairs.extend(together.iter().skip(index + 1).map(|other| (*one, *other)));
            }
        }
    }
    for (one, other) in pairs {
        pair(problem, plan, one, other, found);
    }
}

fn size(problem: &Problem, group: usize) -> u32 {
    problem.parties.get(group).map_or(0, |party| party.size)
}

fn rests(problem: &Problem, group: usize) -> u8 {
    problem.parties.get(group).map_or(0, |party| party.rests)
}

/// How a group fares in a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fare {
    /// Rounds without a station beyond its rests.
    pub idle: u32,
    /// Points of preference not met; an idle round counts three.
    pub points: u32,
    /// Rounds in which it could be somewhere: on the floor and not resting.
    pub rounds: u32,
    /// Minutes it walks.
    pub walk: u32,
    /// Announced assignments taken back.
    pub change: u32,
}

impl Fare {
    /// Points above one a round.
    pub const fn unfair(&self) -> u32 {
        self.points.saturating_sub(self.rounds)
    }
}

/// How one group fares; zeros for a group that is not there.
pub fn fare(problem: &Problem, plan: &Plan, group: usize) -> Fare {
    let mut fare = Fare::default();
    let mut free = 0;
    for round in 0..problem.rounds {
        let cell = plan.at(group, round);
        fare.walk += cell
            .zip(plan.at(group, round + 1))
            .map_or(0, |(from, to)| problem.minutes(from, to));
        if problem.is_away(group, round) {
            continue;
        }
        fare.rounds += 1;
        match cell {
            Some(station) => fare.points += u32::from(problem.cost(group, station)),
            None => free += 1,
        }
        let told = problem.announced.as_ref().and_then(|plan| plan.at(group, round));
        let may_change = problem.pin(group, round) != Pin::Done;
        fare.change += u32::from(may_change && told.is_some() && told != cell);
    }
    let rests = u32::from(rests(problem, group));
    fare.idle = u32::saturating_sub(free, rests);
    fare.points += fare.idle * u32::from(COST_MAX);
    fare.rounds = fare.rounds.saturating_sub(free.min(rests));
    fare
}

/// Half points by which a school with so many points in so many rounds is worse off than half a point a round.
pub(super) const fn unfair_school((points, rounds): (u32, u32)) -> u32 {
    (2 * points).saturating_sub(rounds)
}

/// The parts of the objective.
pub fn score(problem: &Problem, plan: &Plan) -> Score {
    let mut score = Score::default();
    let mut schools: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
    let mut used: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (group, party) in problem.parties.iter().enumerate() {
        let fare = fare(problem, plan, group);
        score.idle += fare.idle;
        score.pref += fare.points;
        score.fair += fare.unfair();
        score.walk += fare.walk;
        score.change += fare.change;
        score.groups_changed += u32::from(fare.change > 0);
        let school = schools.entry(party.school).or_default();
        school.0 += fare.points;
        school.1 += fare.rounds;
        let cells = (0..problem.rounds).filter_map(|round| Some((plan.at(group, round)?, round)));
        used.extend(cells);
    }
    score.school = schools.into_values().map(unfair_school).sum();
    let mut rounds: BTreeMap<usize, u32> = BTreeMap::new();
    for (station, _) in used {
        *rounds.entry(station).or_default() += 1;
    }
    score.balance = rounds.values().map(|count| count * count).sum();
    score
}
