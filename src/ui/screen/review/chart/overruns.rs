//! How far visits ended from the end of their round, as a histogram.

use super::super::model::{Model, Whole};
use super::super::view::grouped;
use super::{heading, note};
use crate::domain::query::course::Course;
use crate::ui::widget::area::{take_bottom, take_left, take_top};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// The first whole minute behind each bar; the last bar has no end.
const ENDS: [i64; 11] = [-10, -5, -3, -1, 0, 1, 2, 3, 5, 10, i64::MAX];
/// Cells for what a bar stands for.
const LABEL: u16 = 16;
/// Cells for a count.
const COUNT: u16 = 8;
/// From so many minutes on it is an overrun worth telling.
const LONG_MIN: i64 = 3;

/// Draws the chart.
pub(super) fn draw(model: &Model, whole: &Whole, mut area: Rect, buf: &mut Buffer) {
    let (texts, theme, lang) = (model.texts(), model.look.theme, model.look.lang);
    heading(model, texts.get("review-overruns-title"), &mut area, buf);
    note(model, &summary(model, &whole.course), take_top(&mut area, 1), buf);
    note(
        model,
        texts.get("review-overruns-legend"),
        take_bottom(&mut area, 1),
        buf,
    );
    let bars = bars(&whole.course);
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let spacing = (area.height / u16::try_from(bars.len()).unwrap_or(1)).clamp(1, 3);
    for ((from, to), count) in bars {
        let mut place = take_top(&mut area, spacing);
        let thick = if spacing > 1 { spacing - 1 } else { 1 };
        let mut first = true;
        for mut row in take_top(&mut place, thick).rows() {
            let label = take_left(&mut row, LABEL);
            let number = take_bottom(&mut take_right(&mut row), 1);
            let cells = count.saturating_mul(row.width.into()) / most;
            let cells = if count > 0 { cells.max(1) } else { 0 };
            let style = if from >= LONG_MIN {
                theme.over_time
            } else {
                theme.good
            };
            Line::styled("█".repeat(cells), style).render(row, buf);
            if std::mem::take(&mut first) {
                Line::styled(label_of(model, from, to), theme.normal).render(label, buf);
                let count = grouped(count, lang);
                Line::styled(format!(" {count:>6} "), theme.accent).render(number, buf);
            }
        }
    }
}

fn take_right(row: &mut Rect) -> Rect {
    let width = COUNT.min(row.width);
    row.width -= width;
    Rect {
        x: row.right(),
        width,
        ..*row
    }
}

/// `<  -5 … -3`: a sign for early, in time and over, then the minutes.
fn label_of(model: &Model, from: i64, to: i64) -> String {
    let sign = match from {
        i64::MIN..0 => '<',
        0 => '=',
        _ => '+',
    };
    let minutes = match (from, to) {
        (i64::MIN, to) => format!("… {to}"),
        (from, i64::MAX) => format!("{from} …"),
        (from, to) => format!("{from} … {to}"),
    };
    let words = model.texts().fmt("n-min", &[("n", minutes.into())]);
    format!(" {sign} {words}")
}

/// The bars, each with its first minute, the first one behind it, and how many visits it counts.
fn bars(course: &Course) -> Vec<((i64, i64), usize)> {
    let mut from = i64::MIN;
    let mut bars = Vec::with_capacity(ENDS.len());
    for end in ENDS {
        let counts = course.overruns.range(from..end).map(|(_, count)| *count);
        bars.push(((from, end), counts.sum()));
        from = end;
    }
    bars
}

fn summary(model: &Model, course: &Course) -> String {
    let lang = model.look.lang;
    let all: usize = course.overruns.values().sum();
    let late = course.overruns.range(LONG_MIN..).map(|(_, count)| *count).sum();
    let longest = course.overruns.keys().next_back().copied().unwrap_or(0).max(0);
    let values = [
        ("n", grouped(all, lang).into()),
        ("m", grouped(late, lang).into()),
        ("x", longest.into()),
    ];
    model.texts().fmt("review-overruns-sum", &values)
}
