//! What plans come to, beside each other.

use super::progress::{a_second, number, seconds};
use crate::cli::words::{Value, Words};
use crate::rotation::judge::Score;
use crate::rotation::problem::Problem;
use crate::runtime::planner::Outcome;
use crate::ui::widget::line::pad;
use unicode_width::UnicodeWidthStr;

/// One plan of the table.
pub(in crate::cli) struct Column {
    /// What it is called.
    pub(in crate::cli) title: String,
    /// What it comes to.
    pub(in crate::cli) score: Score,
}

/// Its text, its weight and its amount.
type Goal = (&'static str, u32, fn(&Score) -> u32);

/// How much work a search was.
pub(in crate::cli) fn effort(outcome: &Outcome) -> [(&'static str, Value); 3] {
    [
        ("time", Value::from(seconds(outcome.took))),
        ("found", Value::from(seconds(outcome.best.after))),
        ("speed", number(a_second(outcome.moves, outcome.took))),
    ]
}

/// A line a goal, the most important first; goals that count nothing in this problem are left out.
pub(in crate::cli) fn rows(words: &Words, problem: &Problem, columns: &[Column]) -> Vec<String> {
    let weights = &problem.weights;
    let goals: [Goal; 7] = [
        ("plan-idle", weights.idle, |score| score.idle),
        ("plan-pref", weights.pref, |score| score.pref),
        ("plan-fair", weights.fair, |score| score.fair),
        ("plan-school", weights.school, |score| score.school),
        ("plan-walk", weights.walk, |score| score.walk),
        ("plan-balance", weights.balance, |score| score.balance),
        ("plan-change", weights.change, |score| score.change),
    ];
    let is_told = |key: &str| key != "plan-change" || problem.announced.is_some();
    let mut lines: Vec<(String, Vec<String>)> = goals
        .into_iter()
        .filter(|(key, weight, _)| *weight > 0 && is_told(key))
        .map(|(key, _, of)| {
            let cells = columns.iter().map(|column| of(&column.score).to_string());
            (words.sentence(key, &[]), cells.collect())
        })
        .collect();
    let totals = columns
        .iter()
        .map(|column| column.score.objective(weights).to_string());
    lines.push((words.sentence("plan-total", &[]), totals.collect()));
    lines.insert(
        0,
        (
            String::new(),
            columns.iter().map(|column| column.title.clone()).collect(),
        ),
    );
    aligned(&lines)
}

/// Names to the left, numbers to the right under their titles.
fn aligned(lines: &[(String, Vec<String>)]) -> Vec<String> {
    let names = lines.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let count = lines.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let width = |index: usize| {
        let cells = lines.iter().filter_map(|(_, cells)| cells.get(index));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let row = |(name, cells): &(String, Vec<String>)| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| {
            let gap = width.saturating_sub(cell.width());
            format!("   {:gap$}{cell}", "")
        });
        pad(name, names) + &cells.collect::<String>()
    };
    lines.iter().map(row).collect()
}
