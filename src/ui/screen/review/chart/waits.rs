//! How long groups were waited for, round by round: the middle and the longest, and who never came.

use super::super::model::{Model, Whole};
use super::{heading, note};
use crate::domain::countdown::Slot;
use crate::domain::query::course::Waits;
use crate::domain::time::{Digits, MINUTE_MS};
use crate::ui::theme::Mark;
use crate::ui::widget::area::{take_bottom, take_left, take_top};
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Cells for the round.
const LABEL: u16 = 18;
/// The least length of the scale, in milliseconds.
const SCALE_MIN_MS: i64 = 5 * MINUTE_MS;

/// Draws the chart.
pub(super) fn draw(model: &Model, whole: &Whole, mut area: Rect, buf: &mut Buffer) {
    let texts = model.texts();
    heading(model, texts.get("review-waits-title"), &mut area, buf);
    note(
        model,
        texts.get("review-waits-legend"),
        take_bottom(&mut area, 1),
        buf,
    );
    let course = &whole.course;
    let longest = course
        .waits
        .iter()
        .filter_map(Waits::longest_ms)
        .max()
        .unwrap_or(0);
    let scale_ms = longest.max(SCALE_MIN_MS);
    let rounds = u16::try_from(course.waits.len()).unwrap_or(u16::MAX).max(1);
    let spacing = (area.height / rounds).clamp(1, 4);
    for (slot, waits) in course.slots.iter().zip(&course.waits) {
        let place = take_top(&mut area, spacing);
        draw_round(model, slot, waits, scale_ms, place, buf);
    }
}

fn draw_round(model: &Model, slot: &Slot, waits: &Waits, scale_ms: i64, mut place: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    let roomy = place.height > 1;
    let mut row = take_top(&mut place, 1);
    let label = take_left(&mut row, LABEL);
    let name = format!(" {:>2}  {}", slot.round, slot.now);
    Line::styled(name, theme.normal).render(label, buf);
    let words = words(model, waits);
    // With one line a round, the bar and the words share it.
    let mut bar = if roomy {
        row
    } else {
        let half = row.width / 2;
        take_left(&mut row, half)
    };
    let cells = |ms: i64| {
        let cells = ms.saturating_mul(bar.width.saturating_sub(1).into()) / scale_ms.max(1);
        u16::try_from(cells).unwrap_or(0)
    };
    if let (Some(median), Some(longest)) = (waits.median_ms(), waits.longest_ms()) {
        let (median, longest) = (cells(median), cells(longest));
        let late_ms = model
            .event()
            .map_or(0, |event| i64::from(event.times.late_after_min) * MINUTE_MS);
        let late = cells(late_ms);
        let text: String = (0..longest.max(median).max(1))
            .map(|cell| if cell < median.max(1) { '█' } else { '░' })
            .collect();
        let style = if longest > late {
            theme.over_time
        } else {
            theme.good
        };
        Line::styled(text, style).render(bar, buf);
        take_left(&mut bar, late);
        if let Some(cell) = buf.cell_mut((bar.x, bar.y))
            && late_ms > 0
            && !bar.is_empty()
        {
            cell.set_char('│').set_style(theme.accent);
        }
    } else {
        Line::styled(Mark::Unknown.sign().to_string(), theme.dim).render(bar, buf);
    }
    let mut below = if roomy { take_top(&mut place, 1) } else { row };
    if roomy {
        take_left(&mut below, LABEL);
    }
    Line::styled(
        fit(&words, below.width.into()),
        if roomy { theme.dim } else { theme.normal },
    )
    .render(below, buf);
}

/// `median 01:20, longest 12:30 · late 4 · & 2 · ? 3`
fn words(model: &Model, waits: &Waits) -> String {
    let texts = model.texts();
    let mut parts = Vec::new();
    if let (Some(median), Some(longest)) = (waits.median_ms(), waits.longest_ms()) {
        let values = [
            ("x", Digits::over(median).to_string().into()),
            ("y", Digits::over(longest).to_string().into()),
        ];
        parts.push(texts.fmt("review-wait", &values));
    }
    let late_ms = model
        .event()
        .map_or(0, |event| i64::from(event.times.late_after_min) * MINUTE_MS);
    let late = waits.waited_ms.iter().filter(|ms| **ms >= late_ms).count();
    if late > 0 && late_ms > 0 {
        parts.push(format!("{} {late}", Mark::Late.sign()));
    }
    if waits.missed > 0 {
        parts.push(format!("{} {}", Mark::NoShow.sign(), waits.missed));
    }
    if waits.unknown > 0 {
        parts.push(format!("{} {}", Mark::Unknown.sign(), waits.unknown));
    }
    parts.join(" · ")
}
