//! The planner's values as the screen takes them.

use super::names::Names;
use crate::rotation::draft::{CellCost, Consequence, Draft, Refusal};
use crate::rotation::judge::{Breach as Broken, Score, fare};
use crate::rotation::problem::{Pin, Plan, Problem, Weights};
use crate::ui::screen::plan::{Breach, Goal, Outcome, Part, Refused};

/// What each goal adds to the objective, where it adds anything or could.
pub(super) fn goals(score: &Score, weights: &Weights) -> Vec<(Goal, u64)> {
    parts(score, weights).into()
}

fn parts(score: &Score, weights: &Weights) -> [(Goal, u64); 7] {
    [
        (Goal::Idle, score.idle, weights.idle),
        (Goal::Wishes, score.pref, weights.pref),
        (Goal::Fair, score.fair, weights.fair),
        (Goal::School, score.school, weights.school),
        (Goal::Walk, score.walk, weights.walk),
        (Goal::Balance, score.balance, weights.balance),
        (Goal::Change, score.change, weights.change),
    ]
    .map(|(goal, amount, weight)| (goal, u64::from(amount) * u64::from(weight)))
}

/// What a step comes to.
pub(super) fn outcome(names: &Names, problem: &Problem, what: &Consequence) -> Outcome {
    let weights = &problem.weights;
    let (before, after) = (parts(&what.before, weights), parts(&what.after, weights));
    let goals = before.into_iter().zip(after).map(|((goal, old), (_, new))| {
        let by = i128::from(new) - i128::from(old);
        (goal, i64::try_from(by).unwrap_or(i64::MAX))
    });
    let new = what.breaches_new.iter();
    Outcome {
        by: what.delta,
        goals: goals.filter(|(_, by)| *by != 0).collect(),
        new: new.filter_map(|found| breach(names, problem, found)).collect(),
        ended: what.breaches_gone.len(),
        others: Vec::new(),
    }
}

/// What a cell costs, part by part, in points.
pub(super) fn costs(cost: &CellCost, weights: &Weights) -> Vec<(Part, i64)> {
    let points = |amount: u32, weight: u32| i64::from(amount) * i64::from(weight);
    vec![
        (Part::Idle, points(cost.idle, weights.idle)),
        (Part::Wishes, points(cost.pref, weights.pref)),
        (Part::Fair, points(cost.fair, weights.fair)),
        (Part::School, points(cost.school, weights.school)),
        (
            Part::Before(cost.walk_before),
            points(cost.walk_before, weights.walk),
        ),
        (
            Part::After(cost.walk_after),
            points(cost.walk_after, weights.walk),
        ),
        (Part::Balance, points(cost.balance, weights.balance)),
        (Part::Change, points(cost.change, weights.change)),
    ]
}

/// The points that one group adds to the objective by itself.
pub(super) fn fare_points(problem: &Problem, plan: &Plan, group: usize) -> i64 {
    let (fare, weights) = (fare(problem, plan, group), &problem.weights);
    [
        (fare.idle, weights.idle),
        (fare.points, weights.pref),
        (fare.unfair(), weights.fair),
        (fare.walk, weights.walk),
        (fare.change, weights.change),
    ]
    .into_iter()
    .map(|(amount, weight)| i64::from(amount) * i64::from(weight))
    .sum()
}

/// Why a step is refused.
pub(super) fn refused(draft: &Draft, why: Refusal) -> Refused {
    match why {
        Refusal::Locked((group, round)) => match draft.problem().pin(group, round) {
            Pin::Done => Refused::Run,
            Pin::Held => Refused::Held,
            Pin::Free => Refused::Locked,
        },
        Refusal::Away(_) => Refused::Away,
        Refusal::Outside => Refused::Unknown,
    }
}

/// A broken rule by numbers; `None` where it is about what the screen does not show.
pub(super) fn breach(names: &Names, problem: &Problem, found: &Broken) -> Option<Breach> {
    Some(match *found {
        Broken::Shape { .. } => return None,
        Broken::Pinned { group, round } => Breach::Fixed {
            group: names.group(group)?,
            round: names.round(round)?,
        },
        Broken::Away { group, round } => Breach::Away {
            group: names.group(group)?,
            round: names.round(round)?,
        },
        Broken::Closed {
            group,
            station,
            round,
        } => Breach::Closed {
            group: names.group(group)?,
            station: names.station(station)?,
            round: names.round(round)?,
        },
        Broken::Unfit {
            group,
            station,
            round,
        } => return unfit(names, problem, (group, station, round)),
        Broken::Repeat {
            group,
            station,
            first,
            second,
        } => Breach::Twice {
            group: names.group(group)?,
            station: names.station(station)?,
            first: names.round(first)?,
            round: names.round(second)?,
        },
        Broken::Crowded {
            station,
            round,
            heads,
            places,
        } => Breach::Crowded {
            station: names.station(station)?,
            round: names.round(round)?,
            heads,
            places,
        },
        Broken::TooFar {
            group,
            round,
            minutes,
            gap,
        } => Breach::TooFar {
            group: names.group(group)?,
            round: names.round(round + 1)?,
            minutes,
            gap,
        },
        Broken::Met {
            one, other, second, ..
        } => Breach::Met {
            group: names.group(one)?,
            other: names.group(other)?,
            round: names.round(second)?,
        },
        Broken::NoRest { group, lacks } => Breach::NoRest {
            group: names.group(group)?,
            lacks: lacks.into(),
        },
    })
}

/// Whether it is the language or the place itself that does not fit.
fn unfit(names: &Names, problem: &Problem, (group, station, round): (usize, usize, usize)) -> Option<Breach> {
    let (party, stop) = (problem.parties.get(group)?, problem.stops.get(station)?);
    let speaks = stop.langs >> party.lang & 1 == 1;
    let (group, station, round) = (names.group(group)?, names.station(station)?, names.round(round)?);
    Some(if speaks {
        Breach::Access {
            group,
            station,
            round,
        }
    } else {
        Breach::Language {
            group,
            station,
            round,
        }
    })
}
