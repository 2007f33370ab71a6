//! The floor at the moment that is shown, on the screens of the day, over the time line.

use super::model::{Model, Whole};
use super::timeline;
use crate::ui::screen::{overview, station};
use crate::ui::widget::area::{take_bottom, take_top};
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Draws the page.
pub(super) fn draw(model: &Model, whole: &Whole, mut area: Rect, buf: &mut Buffer) {
    let line = take_bottom(&mut area, timeline::ROWS);
    timeline::draw(model, whole, line, buf);
    let crate::ui::screen::Screen::Overview(state) = &whole.shown.screen else {
        return;
    };
    match state.detail {
        // Its laptops are left out: of them the log says nothing.
        Some(no) => {
            let title = fit(&station::title(&whole.shown, no), area.width.into());
            Line::styled(title, model.look.theme.title).render(take_top(&mut area, 1), buf);
            station::draw(&whole.shown, no, area, buf);
        }
        None => overview::draw(&whole.shown, state, area, buf),
    }
}
