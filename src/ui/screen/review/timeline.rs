//! The day as a line: its rounds, holds and evacuations, the moment that is shown, and the hours.

use super::model::{Model, Whole};
use super::table::what;
use crate::domain::query::course::Course;
use crate::domain::time::{EventTime, MINUTE_MS};
use crate::ui::say;
use crate::ui::theme::{Mark, Theme};
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Rows of the line.
pub(super) const ROWS: u16 = 3;
/// Minutes between two labels, the first that leaves room enough.
const LABELS_MIN: [i64; 4] = [15, 30, 60, 120];
/// Cells of a label and the gap behind it.
const LABEL: i64 = 7;

/// Where moments of a day lie in a row of cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    first: EventTime,
    length_ms: i64,
    width: i64,
}

impl Scale {
    /// A whole day over a row of this width.
    pub(super) fn of(course: &Course, width: u16) -> Self {
        Self {
            first: course.first,
            length_ms: course.end().since(course.first).max(1),
            width: i64::from(width.max(1)),
        }
    }

    /// The cell of a moment; the outermost for one outside.
    pub(super) fn cell(&self, at: EventTime) -> u16 {
        let cell = at.since(self.first).max(0).saturating_mul(self.width) / self.length_ms;
        u16::try_from(cell.min(self.width - 1)).unwrap_or(0)
    }

    /// The first moment of a cell.
    pub(super) fn moment(&self, cell: u16) -> EventTime {
        self.first.plus_ms(i64::from(cell) * self.length_ms / self.width)
    }
}

/// Draws the line.
pub(super) fn draw(model: &Model, whole: &Whole, area: Rect, buf: &mut Buffer) {
    let course = &whole.course;
    if course.minutes == 0 {
        return;
    }
    let scale = Scale::of(course, area.width);
    let theme = model.look.theme;
    let mut rows = area.rows();
    if let Some(row) = rows.next() {
        draw_rounds(course, &scale, theme, row, buf);
    }
    if let Some(row) = rows.next() {
        draw_cursor(model, &scale, row, buf);
    }
    if let Some(row) = rows.next() {
        match &model.entry {
            Some(entry) => {
                let who = say::role(model.texts(), entry.entry.role);
                let text = format!(" {}  {who}  {}", entry.entry.at, what(model.texts(), entry));
                Line::styled(fit(&text, row.width.into()), theme.accent).render(row, buf);
            }
            None => draw_hours(&scale, theme, row, buf),
        }
    }
}

fn put(buf: &mut Buffer, row: Rect, cell: u16, sign: char, style: Style) {
    if let Some(cell) = buf.cell_mut((row.x.saturating_add(cell), row.y)) {
        cell.set_char(sign).set_style(style);
    }
}

fn draw_rounds(course: &Course, scale: &Scale, theme: Theme, row: Rect, buf: &mut Buffer) {
    for cell in 0..row.width {
        put(buf, row, cell, '·', theme.dim);
    }
    for slot in &course.slots {
        let (from, to) = (scale.cell(slot.now.start), scale.cell(slot.now.end));
        for cell in from..to.max(from + 1) {
            put(buf, row, cell, '━', theme.good);
        }
        let number = slot.round.to_string();
        for (offset, digit) in (0..).zip(number.chars()) {
            if from + offset < row.width {
                put(buf, row, from + offset, digit, theme.accent);
            }
        }
    }
    for hold in &course.holds {
        let until = hold.until.unwrap_or(course.known_until);
        let (from, to) = (scale.cell(hold.since), scale.cell(until));
        for cell in from..=to.max(from) {
            put(buf, row, cell, Mark::Held.sign(), theme.held);
        }
    }
    for at in &course.evacuations {
        put(buf, row, scale.cell(*at), '!', theme.alarm);
    }
}

fn draw_cursor(model: &Model, scale: &Scale, row: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    let cursor = scale.cell(model.scrub.at);
    for cell in 0..cursor {
        put(buf, row, cell, '─', theme.dim);
    }
    put(buf, row, cursor, '▲', theme.accent);
    let time = model.scrub.at.to_string();
    let length = u16::try_from(time.len()).unwrap_or(0);
    let start = if cursor + 2 + length <= row.width {
        cursor + 2
    } else {
        cursor.saturating_sub(length + 1)
    };
    for (offset, digit) in (0..).zip(time.chars()) {
        put(buf, row, start + offset, digit, theme.accent);
    }
}

/// The hours and their parts, as many as there is room for.
pub(super) fn draw_hours(scale: &Scale, theme: Theme, row: Rect, buf: &mut Buffer) {
    let fits = |minutes: &&i64| **minutes * MINUTE_MS * scale.width / scale.length_ms >= LABEL;
    let every_ms = LABELS_MIN.iter().find(fits).unwrap_or(&240) * MINUTE_MS;
    let mut at = EventTime((scale.first.0.div_euclid(every_ms) + 1) * every_ms);
    while at.since(scale.first) < scale.length_ms {
        let cell = scale.cell(at);
        let label = at.hh_mm().to_string();
        let length = u16::try_from(label.len()).unwrap_or(0);
        if cell + length <= row.width {
            for (offset, digit) in (0..).zip(label.chars()) {
                put(buf, row, cell + offset, digit, theme.dim);
            }
        }
        at = at.plus_ms(every_ms);
    }
}
