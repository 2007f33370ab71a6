//! The figures of the report at the shown moment; each leads to the entries that make it.

use super::super::model::Model;
use super::{heading, note};
use crate::ui::widget::area::{take_bottom, take_left};
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Cells for a value.
const VALUE: u16 = 14;

/// Draws the list.
pub(super) fn draw(model: &Model, mut area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let Some((at, figures)) = &model.figures else {
        return note(model, texts.get("review-looking"), area, buf);
    };
    let title = texts.fmt("review-figures-at", &[("t", at.to_string().into())]);
    heading(model, &title, &mut area, buf);
    note(
        model,
        texts.get("review-figures-keys"),
        take_bottom(&mut area, 1),
        buf,
    );
    let rows = usize::from(area.height).max(1);
    let first = (model.figure + 1).saturating_sub(rows);
    for (mut row, (index, figure)) in area.rows().zip(figures.iter().enumerate().skip(first)) {
        let style = if index == model.figure {
            theme.selection
        } else {
            theme.normal
        };
        buf.set_style(row, style);
        let width = row.width.saturating_sub(VALUE);
        let label = take_left(&mut row, width);
        let room = usize::from(label.width).saturating_sub(2);
        Line::styled(format!(" {}", fit(&figure.label, room)), style).render(label, buf);
        let value = fit(&figure.value, usize::from(VALUE) - 1);
        Line::styled(format!("{value} "), style)
            .right_aligned()
            .render(row, buf);
    }
}
