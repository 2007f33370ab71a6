//! Draws a form: a row for each line of the paper, the field that is being filled in marked.

use super::label::label_text;
use super::line::{pad, wrap};
use crate::ui::dialog::{Field, Form, Row};
use crate::ui::model::Model;
use crate::ui::say::language_key;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Cells of a field of a form with several columns, its brackets included.
const COLUMN_CELLS: usize = 14;
/// Cells of a field that has its row to itself, without its brackets.
const FIELD_CELLS: usize = 40;

/// Every line of the form.
pub(super) fn form_lines(model: &Model, form: &Form, width: usize) -> Vec<Line<'static>> {
    let (texts, theme) = (model.texts(), model.look.theme);
    let columns = form.rows.iter().map(|row| row.fields.len()).max().unwrap_or(1);
    let cells = if columns > 1 {
        COLUMN_CELLS.min(width / (columns + 1))
    } else {
        FIELD_CELLS.min(width / 2)
    };
    let label_cells = width.saturating_sub(columns * cells).min(36);
    let mut lines = Vec::new();
    if !form.headings.is_empty() {
        let mut heading = pad("", label_cells);
        for key in &form.headings {
            heading.push_str(&pad(texts.get(key), cells));
        }
        lines.push(Line::styled(heading, theme.title));
    }
    for (index, row) in form.rows.iter().enumerate() {
        let chosen = (form.at.0 == index).then_some(form.at.1);
        lines.push(row_line(model, row, chosen, label_cells, cells));
    }
    let note = wrap(texts.get(form.note), width).into_iter();
    lines.extend(note.map(|line| Line::styled(line, theme.warn)));
    lines
}

fn row_line(
    model: &Model,
    row: &Row,
    chosen: Option<usize>,
    label_cells: usize,
    cells: usize,
) -> Line<'static> {
    let theme = model.look.theme;
    let mut spans = vec![Span::raw(pad(&label_text(model, &row.label), label_cells))];
    for (index, field) in row.fields.iter().enumerate() {
        let room = cells.saturating_sub(3);
        let (shown, style) = field_text(model, field);
        let style = if chosen == Some(index) {
            theme.selection
        } else {
            style
        };
        spans.push(Span::styled(
            format!("[{}]", pad(&tail(&shown, room), room)),
            style,
        ));
        spans.push(Span::raw(" "));
    }
    Line::from(spans)
}

/// The end of a text that is too long for its field: what is being typed stays in sight.
fn tail(text: &str, room: usize) -> String {
    let letters = text.chars().count();
    text.chars().skip(letters.saturating_sub(room)).collect()
}

/// What stands in a field; what is only offered stands dim in brackets of its own.
fn field_text(model: &Model, field: &Field) -> (String, Style) {
    let (texts, theme) = (model.texts(), model.look.theme);
    match field {
        Field::Text(text) => (text.clone(), theme.normal),
        Field::Number(typed, Some(offered)) if typed.is_empty() => (format!("({offered})"), theme.dim),
        Field::Number(typed, _) => (typed.clone(), theme.normal),
        Field::Time(digits) => (clock(digits), theme.normal),
        Field::Language(lang) => (texts.get(language_key(*lang)).to_owned(), theme.normal),
        Field::Tick(tick) => {
            let word = match tick {
                None => "",
                Some(true) => texts.get("yes"),
                Some(false) => texts.get("no"),
            };
            (word.to_owned(), theme.normal)
        }
    }
}

/// The digits of a time as they are typed: `10:0`.
fn clock(digits: &str) -> String {
    let mut clock = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index == digits.len().saturating_sub(2).max(1) && digits.len() > 2 {
            clock.push(':');
        }
        clock.push(digit);
    }
    clock
}
