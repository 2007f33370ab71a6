//! The day in charts, drawn with plain cells so that they can be read on any terminal, without colours as well.

mod figures;
mod heat;
mod occupancy;
mod overruns;
mod waits;

use super::model::{Model, Page, Whole};
use crate::ui::widget::area::take_top;
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Draws a page with a chart.
pub(super) fn draw(model: &Model, whole: &Whole, page: Page, area: Rect, buf: &mut Buffer) {
    match page {
        Page::Occupancy => occupancy::draw(model, whole, area, buf),
        Page::Heat => heat::draw(model, whole, area, buf),
        Page::Overruns => overruns::draw(model, whole, area, buf),
        Page::Waits => waits::draw(model, whole, area, buf),
        Page::Figures => figures::draw(model, area, buf),
        Page::Log | Page::Floor => {}
    }
}

/// The heading of a chart: what it shows.
fn heading(model: &Model, text: &str, area: &mut Rect, buf: &mut Buffer) {
    let line = fit(&format!(" {text}"), area.width.into());
    Line::styled(line, model.look.theme.title).render(take_top(area, 1), buf);
}

/// A note under a chart or above it.
fn note(model: &Model, text: &str, area: Rect, buf: &mut Buffer) {
    let line = fit(&format!(" {text}"), area.width.into());
    Line::styled(line, model.look.theme.dim).render(area, buf);
}

/// The eighths of a cell, from nothing to a full one.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// How a bar of `part` of `whole` ends in the cell at `cell` (from 0) of `cells`.
fn eighth(part: u64, whole: u64, cell: u16, cells: u16) -> char {
    let all = part.saturating_mul(u64::from(cells) * 8) / whole.max(1);
    // Somebody is never nobody.
    let all = if part > 0 { all.max(1) } else { 0 };
    let here = all.saturating_sub(u64::from(cell) * 8).min(8);
    let place = usize::try_from(here).unwrap_or(0);
    EIGHTHS.get(place).copied().unwrap_or(' ')
}
