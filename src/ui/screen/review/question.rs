//! Draws the question on top, from the bottom edge of the page upwards.

use super::ask::Question;
use super::model::Model;
use crate::ui::keymap::{Action, Context};
use crate::ui::widget::keys;
use crate::ui::widget::line::{fit, pad};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

/// The most lines of a list at once.
const ROWS_MAX: u16 = 16;

/// Draws a question over the lower part of the page.
pub(super) fn draw(model: &Model, question: &Question, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width.saturating_sub(4));
    let head = typed(model, question, width);
    let lines = match question {
        Question::Help(_) => help(model, width),
        _ => items(model, question, width),
    };
    let wanted = u16::try_from(lines.len() + head.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let limit = match question {
        Question::Help(_) => area.height,
        _ => ROWS_MAX + 2,
    };
    let height = wanted.clamp(3, limit.max(3)).min(area.height);
    let area = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    Clear.render(area, buf);
    let (texts, theme) = (model.texts(), model.look.theme);
    let keys = match question {
        Question::Help(_) => texts.get("keys-layouts"),
        Question::Menu(_) | Question::Filters(_) => texts.get("dialog-pick"),
        Question::Choose { .. } | Question::Text { .. } => texts.get("dialog-keys"),
    };
    let block = Block::bordered()
        .border_style(theme.accent)
        .title(Line::styled(
            format!(" {} ", texts.get(question.title())),
            theme.title,
        ))
        .title_bottom(Line::styled(format!(" {keys} "), theme.dim).right_aligned());
    let inner = block.inner(area);
    block.render(area, buf);
    let room = usize::from(inner.height).saturating_sub(head.len());
    let first = match question {
        Question::Help(first) => (*first).min(lines.len().saturating_sub(room)),
        _ => (question.selected() + 1).saturating_sub(room),
    };
    let shown = head.into_iter().chain(lines.into_iter().skip(first));
    for (row, line) in inner.rows().zip(shown) {
        let row = Rect {
            x: row.x + 1,
            width: row.width.saturating_sub(2),
            ..row
        };
        line.render(row, buf);
    }
}

/// What was typed, where something is.
fn typed(model: &Model, question: &Question, width: usize) -> Vec<Line<'static>> {
    let (Question::Choose { typed, .. } | Question::Text { typed, .. }) = question else {
        return Vec::new();
    };
    let theme = model.look.theme;
    // The end of a long text is what is being typed.
    let skip = typed.chars().count().saturating_sub(width.saturating_sub(3));
    let shown: String = typed.chars().skip(skip).collect();
    let mut lines = vec![Line::styled(format!("> {shown}_"), theme.accent)];
    if matches!(question, Question::Text { is_wrong: true, .. }) {
        let line = fit(model.texts().get("review-time-wrong"), width);
        lines.push(Line::styled(line, theme.warn));
    }
    lines
}

fn items(model: &Model, question: &Question, width: usize) -> Vec<Line<'static>> {
    if matches!(question, Question::Text { .. }) {
        return Vec::new();
    }
    let theme = model.look.theme;
    let items = question.items(model);
    if items.is_empty() {
        return vec![Line::styled(model.texts().get("nothing-here"), theme.dim)];
    }
    let has_numbers = !matches!(question, Question::Choose { .. });
    let line = |(index, (label, _)): (usize, &(String, _))| {
        let is_chosen = index == question.selected();
        let sign = if is_chosen { '>' } else { ' ' };
        let number = if has_numbers && index < 9 {
            format!("{}  ", index + 1)
        } else if has_numbers {
            "   ".to_owned()
        } else {
            String::new()
        };
        let style = if is_chosen { theme.selection } else { theme.normal };
        Line::styled(pad(&format!("{sign} {number}{label}"), width), style)
    };
    items.iter().enumerate().map(line).collect()
}

fn help(model: &Model, width: usize) -> Vec<Line<'static>> {
    let contexts = [Context::Review, Context::Global, Context::List];
    let without = [Action::FirstAid, Action::Evacuate, Action::Undo, Action::Log];
    keys::help(&contexts, &without, model.texts(), model.look.theme, width)
}
