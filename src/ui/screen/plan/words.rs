//! The plan in words: breaches, what steps come to, what cells cost.

use super::msg::{Edit, Outcome, Part};
use super::sheet::{Breach, Goal};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::ui::text::{Texts, Value};

type Values = Vec<(&'static str, Value<'static>)>;

/// A breach as a sentence.
pub(super) fn breach(texts: &Texts, breach: &Breach) -> String {
    let g = |no: &GroupNo| ("g", Value::from(no.0));
    let s = |no: &StationNo| ("s", Value::from(no.0));
    let r = |no: &RoundNo| ("r", Value::from(no.0));
    let (key, values): (&str, Values) = match breach {
        Breach::Crowded {
            station,
            round,
            heads,
            places,
        } => (
            "sheet-breach-crowded",
            vec![
                s(station),
                r(round),
                ("n", (*heads).into()),
                ("m", (*places).into()),
            ],
        ),
        Breach::Closed {
            group,
            station,
            round,
        } => ("sheet-breach-closed", vec![g(group), s(station), r(round)]),
        Breach::Language {
            group,
            station,
            round,
        } => ("sheet-breach-language", vec![g(group), s(station), r(round)]),
        Breach::Access {
            group,
            station,
            round,
        } => ("sheet-breach-access", vec![g(group), s(station), r(round)]),
        Breach::Twice {
            group,
            station,
            first,
            round,
        } => (
            "sheet-breach-twice",
            vec![g(group), s(station), r(round), ("f", first.0.into())],
        ),
        Breach::TooFar {
            group,
            round,
            minutes,
            gap,
        } => (
            "sheet-breach-far",
            vec![g(group), r(round), ("n", (*minutes).into()), ("m", (*gap).into())],
        ),
        Breach::Met { group, other, round } => (
            "sheet-breach-met",
            vec![g(group), r(round), ("o", other.0.into())],
        ),
        Breach::NoRest { group, lacks } => ("sheet-breach-rest", vec![g(group), ("n", (*lacks).into())]),
        Breach::Fixed { group, round } => ("sheet-breach-fixed", vec![g(group), r(round)]),
        Breach::Away { group, round } => ("sheet-breach-away", vec![g(group), r(round)]),
    };
    texts.fmt(key, &values)
}

/// A breach as a few words, where it is plain whom and which station it is about.
pub(super) fn why(texts: &Texts, breach: &Breach) -> String {
    let (key, values): (&str, Values) = match breach {
        Breach::Crowded { heads, places, .. } => (
            "sheet-heads",
            vec![("n", (*heads).into()), ("m", (*places).into())],
        ),
        Breach::Closed { .. } => ("sheet-why-closed", Vec::new()),
        Breach::Language { .. } => ("sheet-why-language", Vec::new()),
        Breach::Access { .. } => ("sheet-why-access", Vec::new()),
        Breach::Twice { first, round, .. } => (
            "sheet-why-twice",
            vec![("f", first.0.into()), ("r", round.0.into())],
        ),
        Breach::TooFar {
            round, minutes, gap, ..
        } => (
            "sheet-why-far",
            vec![
                ("r", round.0.into()),
                ("n", (*minutes).into()),
                ("m", (*gap).into()),
            ],
        ),
        Breach::Met { other, .. } => ("sheet-why-met", vec![("o", other.0.into())]),
        Breach::NoRest { .. } => ("sheet-why-rest", Vec::new()),
        Breach::Fixed { .. } | Breach::Away { .. } => return self::breach(texts, breach),
    };
    texts.fmt(key, &values)
}

/// A step as a few words.
pub(super) fn edit(texts: &Texts, edit: &Edit) -> String {
    match edit {
        Edit::Set(at, Some(station)) => texts.fmt(
            "sheet-edit-set",
            &[
                ("g", at.group.0.into()),
                ("r", at.round.0.into()),
                ("s", station.0.into()),
            ],
        ),
        Edit::Set(at, None) => texts.fmt(
            "sheet-edit-clear",
            &[("g", at.group.0.into()), ("r", at.round.0.into())],
        ),
        Edit::Swap(round, one, other) => texts.fmt(
            "sheet-edit-swap",
            &[("g", one.0.into()), ("o", other.0.into()), ("r", round.0.into())],
        ),
        Edit::SwapRounds(group, one, other) => texts.fmt(
            "sheet-edit-rounds",
            &[("g", group.0.into()), ("r", one.0.into()), ("o", other.0.into())],
        ),
        Edit::Lock(..) => texts.get("act-lock").to_owned(),
        Edit::Undo => texts.get("act-undo").to_owned(),
        Edit::Redo => texts.get("act-redo").to_owned(),
    }
}

/// A difference with its sign; nothing changes as `0`.
pub(super) fn signed(by: i64) -> String {
    if by > 0 { format!("+{by}") } else { by.to_string() }
}

/// What a step comes to in one line: the objective, each goal, who fares better or worse.
pub(super) fn outcome(texts: &Texts, outcome: &Outcome) -> String {
    let goals = outcome
        .goals
        .iter()
        .map(|(goal, by)| format!("{} {}", goal_name(texts, *goal), signed(*by)));
    let others = outcome.others.iter().map(|(group, by)| {
        let group = texts.fmt("group-short", &[("g", group.0.into())]);
        format!("{group} {}", signed(*by))
    });
    let mut parts: Vec<String> = goals.chain(others).collect();
    if outcome.ended > 0 {
        parts.push(texts.fmt("sheet-ended", &[("n", outcome.ended.into())]));
    }
    if parts.is_empty() {
        return signed(outcome.by);
    }
    format!("{}: {}", signed(outcome.by), parts.join(", "))
}

/// The name of a goal.
pub(super) fn goal_name(texts: &Texts, goal: Goal) -> &str {
    texts.get(goal.text_key())
}

/// What a cell costs, part by part.
pub(super) fn costs(texts: &Texts, costs: &[(Part, i64)]) -> String {
    let parts: Vec<String> = costs
        .iter()
        .filter(|(_, points)| *points != 0)
        .map(|(part, points)| format!("{} {points}", cost_name(texts, *part)))
        .collect();
    let sum: i64 = costs.iter().map(|(_, points)| points).sum();
    match parts.as_slice() {
        [] => texts.get("sheet-costs-nothing").to_owned(),
        [one] => texts.fmt("sheet-costs", &[("x", one.into())]),
        _ => {
            let words = format!("{} = {sum}", parts.join(" + "));
            texts.fmt("sheet-costs", &[("x", words.into())])
        }
    }
}

fn cost_name(texts: &Texts, part: Part) -> String {
    let goal = |goal: Goal| goal_name(texts, goal).to_owned();
    match part {
        Part::Idle => goal(Goal::Idle),
        Part::Wishes => goal(Goal::Wishes),
        Part::Fair => goal(Goal::Fair),
        Part::School => goal(Goal::School),
        Part::Balance => goal(Goal::Balance),
        Part::Change => goal(Goal::Change),
        Part::Before(minutes) => texts.fmt("sheet-walk-before", &[("n", minutes.into())]),
        Part::After(minutes) => texts.fmt("sheet-walk-after", &[("n", minutes.into())]),
    }
}
