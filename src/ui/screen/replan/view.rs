//! How proposals are drawn: beside each other where the window is wide, as tabs where it is not.

use super::column::{self, Column};
use super::model::{Asking, Board, Shown};
use super::words;
use crate::ui::foretell;
use crate::ui::model::Model;
use crate::ui::text::{reason_key, refusal};
use crate::ui::widget::area::{take_bottom, take_left, take_top};
use crate::ui::widget::line::{Parts, fit, fit_words, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// From this width on proposals stand beside each other.
const BESIDE_WIDTH: u16 = 110;
/// Columns side by side at most.
const COLUMNS: u16 = 3;

/// Draws the proposals over a whole page.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let mut area = area.intersection(buf.area);
    let Some(board) = model.replan.as_deref().filter(|_| !area.is_empty()) else {
        return;
    };
    status(model, board, take_top(&mut area, 1), buf);
    word(model, board, take_top(&mut area, 1), buf);
    if let Some(asking) = &board.asking {
        return consequences(model, board, asking, area, buf);
    }
    let shown = board.shown();
    if let Some(nothing) = words::nothing(model.texts(), board, &shown) {
        return draw_nothing(model, board, nothing, area, buf);
    }
    if area.width < BESIDE_WIDTH {
        tabs(model, board, &shown, area, buf);
    } else {
        beside(model, board, &shown, area, buf);
    }
}

/// What does not fit, and how far the search is.
fn status(model: &Model, board: &Board, area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let style = if board.broken.is_empty() {
        theme.good
    } else {
        theme.warn
    };
    let phase = words::phase(texts, board);
    let room = usize::from(area.width).saturating_sub(Line::raw(phase.as_str()).width() + 3);
    let broken = words::broken(texts, board);
    let mut left = Parts::new();
    left.push(Span::styled(format!(" {}", fit_words(&broken, room)), style));
    left.draw_with_right(
        Line::from(Span::styled(format!("{phase} "), theme.accent)),
        area,
        buf,
    );
}

/// That the chosen proposal is out of date; otherwise how to choose.
fn word(model: &Model, board: &Board, area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let asked = board.asking.as_ref().map(|asking| &asking.proposal);
    let shown = board.shown();
    let chosen = asked.or_else(|| shown.get(board.place()).map(|one| one.proposal));
    let moved = chosen.and_then(|proposal| board.moved(proposal));
    let (text, style) = match (moved, asked, chosen) {
        (Some(moved), ..) => (format!("! {}", words::stale(texts, moved)), theme.warn),
        (None, Some(_), _) => (texts.get("replan-asking-keys").to_owned(), theme.dim),
        (None, None, Some(_)) => (texts.get("replan-keys").to_owned(), theme.dim),
        (None, None, None) => return,
    };
    Line::styled(fit(&format!(" {text}"), area.width.into()), style).render(area, buf);
}

fn beside(model: &Model, board: &Board, shown: &[Shown<'_>], mut area: Rect, buf: &mut Buffer) {
    let width = area.width / COLUMNS;
    let place = board.place();
    for (index, one) in shown.iter().enumerate() {
        let mut column = take_left(&mut area, width);
        column.width = column.width.saturating_sub(1);
        let drawn = Column {
            number: index + 1,
            is_chosen: index == place,
            one,
            is_titled: true,
        };
        drawn.draw(model, board, column, buf);
    }
    let awaited: Vec<&str> = super::update::awaited(board)
        .map(|character| model.texts().get(character.text_key()))
        .collect();
    if matches!(board.phase, super::Phase::Searching(_)) && !area.is_empty() && !awaited.is_empty() {
        let text = format!("{}…", awaited.join(", "));
        let text = fit_words(&text, usize::from(area.width));
        Line::styled(text, model.look.theme.dim).render(area, buf);
    }
}

fn tabs(model: &Model, board: &Board, shown: &[Shown<'_>], mut area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let place = board.place();
    let row = take_top(&mut area, 1);
    let mut line = Vec::new();
    for (index, one) in shown.iter().enumerate() {
        let names = words::names(texts, &one.characters);
        let style = if index == place {
            theme.selection
        } else {
            theme.dim
        };
        line.push(Span::styled(format!(" {} {names} ", index + 1), style));
    }
    Line::from(line).render(row, buf);
    if let Some(one) = shown.get(place) {
        let drawn = Column {
            number: place + 1,
            is_chosen: true,
            one,
            is_titled: false,
        };
        drawn.draw(model, board, area, buf);
    }
}

/// Nothing is proposed: why, and who stays without a station.
fn draw_nothing(model: &Model, board: &Board, nothing: &str, area: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    let width = usize::from(area.width).saturating_sub(2);
    let said = wrap(nothing, width)
        .into_iter()
        .map(|line| Line::styled(line, theme.normal));
    let left_out = column::left_out(model, board.hopeless(), width, usize::from(area.height));
    for (row, line) in area.rows().skip(1).zip(said.chain(left_out)) {
        let row = Rect {
            x: row.x + 1,
            width: row.width.saturating_sub(1),
            ..row
        };
        line.render(row, buf);
    }
}

/// Everything that the chosen proposal would change.
fn consequences(model: &Model, board: &Board, asking: &Asking, mut area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let characters = board
        .shown()
        .into_iter()
        .find(|one| one.proposal.turns == asking.proposal.turns)
        .map_or_else(|| board.chosen.into_iter().collect(), |one| one.characters);
    let title = take_top(&mut area, 1);
    let names = words::names(texts, &characters);
    let sum = words::sum(texts, &asking.proposal);
    let line = Line::from(vec![
        Span::styled(format!(" {names}  "), theme.title),
        Span::styled(sum, theme.accent),
    ]);
    line.render(title, buf);
    let reason = texts.get(reason_key(asking.reason));
    let reason = texts.fmt("replan-reason", &[("x", reason.into())]);
    let row = take_top(&mut area, 1);
    Line::styled(fit(&format!(" {reason}"), area.width.into()), theme.normal).render(row, buf);
    let bottom = take_bottom(&mut area, 1);
    let (sentences, told): (Vec<String>, usize) = match &asking.lever.foreseen {
        Ok(foreseen) => (foretell::lines(model, foreseen), foreseen.facts.len()),
        Err(why) => (vec![refusal(texts, *why)], 0),
    };
    let width = usize::from(area.width).saturating_sub(2);
    // The moves themselves stand below as changes, one a line.
    let lines: Vec<String> = sentences
        .iter()
        .skip(told)
        .flat_map(|sentence| wrap(sentence, width))
        .collect();
    let rows = usize::from(area.height);
    let first = asking.lever.first.min(lines.len().saturating_sub(rows));
    for (row, line) in area.rows().zip(lines.iter().skip(first)) {
        Line::styled(format!(" {line}"), style_of(model, asking)).render(row, buf);
    }
    let below = lines.len().saturating_sub(first + rows);
    if below > 0 || first > 0 {
        let more = texts.fmt("replan-more", &[("n", below.into()), ("m", first.into())]);
        Line::styled(fit(&format!(" {more}"), bottom.width.into()), theme.dim).render(bottom, buf);
    }
}

const fn style_of(model: &Model, asking: &Asking) -> Style {
    if asking.lever.foreseen.is_ok() {
        model.look.theme.normal
    } else {
        model.look.theme.warn
    }
}
