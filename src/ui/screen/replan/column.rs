//! One proposal from top to bottom: what it comes to, who stays without a station, then who goes where instead.

use super::model::{Board, LeftOut, Proposal, Shown, Turn};
use super::words;
use crate::ui::model::Model;
use crate::ui::widget::line::{fit, pad, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// So many of those without a station are told with the reason.
const LEFT_OUT_MAX: usize = 4;
/// Cells of a group's number and of its pupils.
const NUMBER_CELLS: usize = 3;
/// The most cells that school and class take.
const SCHOOL_CELLS: usize = 34;

/// A proposal as a column.
pub(super) struct Column<'a> {
    /// By which number key it is chosen.
    pub(super) number: usize,
    /// Whether it is the chosen one.
    pub(super) is_chosen: bool,
    /// The proposal.
    pub(super) one: &'a Shown<'a>,
    /// Whether its name stands over it.
    pub(super) is_titled: bool,
}

impl Column<'_> {
    /// Draws the head, then as much of the list as fits.
    pub(super) fn draw(&self, model: &Model, board: &Board, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width);
        let head = self.head(model, board, width);
        let list = list(model, self.one.proposal, width);
        let rows = usize::from(area.height).saturating_sub(head.len());
        let first = if self.is_chosen {
            board.first.min(list.len().saturating_sub(rows))
        } else {
            0
        };
        let below = list.len().saturating_sub(first + rows);
        let cut = usize::from(below > 0);
        let shown = list.into_iter().skip(first).take(rows.saturating_sub(cut));
        let more = (below > 0).then(|| {
            let values = [("n", (below + cut).into()), ("m", first.into())];
            let more = model.texts().fmt("replan-more", &values);
            Line::styled(fit(&format!(" {more}"), width), model.look.theme.dim)
        });
        for (row, line) in area.rows().zip(head.into_iter().chain(shown).chain(more)) {
            line.render(row, buf);
        }
    }

    fn head(&self, model: &Model, board: &Board, width: usize) -> Vec<Line<'static>> {
        let (texts, theme) = (model.texts(), model.look.theme);
        let proposal = self.one.proposal;
        let names = words::names(texts, &self.one.characters);
        let style = if self.is_chosen {
            theme.selection
        } else {
            theme.title
        };
        let sign = if self.is_chosen { '>' } else { ' ' };
        let title = pad(&format!("{sign}{} {names}", self.number), width);
        let mut lines: Vec<_> = self
            .is_titled
            .then(|| Line::styled(title, style))
            .into_iter()
            .collect();
        let room = width.saturating_sub(1);
        let mut say = |text: &str, style| {
            let wrapped = wrap(text, room).into_iter();
            lines.extend(wrapped.map(|line| Line::styled(format!(" {line}"), style)));
        };
        say(&words::sum(texts, proposal), theme.accent);
        for round in &proposal.soon {
            if let Some(soon) = words::soon(model, *round) {
                say(&soon, theme.warn);
            }
        }
        if !self.is_chosen && board.moved(proposal).is_some() {
            say(texts.get("replan-out-of-date"), theme.warn);
        }
        if proposal.left_out.is_empty() {
            say(texts.get("replan-everybody"), theme.good);
        } else {
            lines.extend(left_out(model, &proposal.left_out, room, LEFT_OUT_MAX));
        }
        lines
    }
}

/// Who stays without a station and why, one after the other.
pub(super) fn left_out(model: &Model, left_out: &[LeftOut], width: usize, most: usize) -> Vec<Line<'static>> {
    let (texts, theme) = (model.texts(), model.look.theme);
    if left_out.is_empty() {
        return Vec::new();
    }
    let heading = texts.fmt("replan-left-out", &[("n", left_out.len().into())]);
    let mut lines = vec![Line::styled(fit(&format!(" {heading}"), width), theme.warn)];
    for one in left_out.iter().take(most) {
        let values = [
            ("g", one.group.0.into()),
            ("r", one.round.0.into()),
            ("x", one.why.get(model.look.lang).into()),
        ];
        let told = texts.fmt("replan-left-why", &values);
        let wrapped = wrap(&told, width.saturating_sub(2)).into_iter();
        lines.extend(wrapped.map(|line| Line::styled(format!("  {line}"), theme.warn)));
    }
    if left_out.len() > most {
        lines.push(Line::styled("  …", theme.warn));
    }
    lines
}

/// Who goes where instead, round by round.
fn list(model: &Model, proposal: &Proposal, width: usize) -> Vec<Line<'static>> {
    let theme = model.look.theme;
    let schedule = model.schedule();
    let ways: Vec<Way> = proposal
        .turns
        .iter()
        .map(|turn| Way::of(model, proposal, turn))
        .collect();
    let was_cells = ways.iter().map(|way| way.was.width()).max().unwrap_or(0);
    let to_cells = ways.iter().map(|way| way.to.width()).max().unwrap_or(0);
    // Two numbers with the blanks around them, and the arrow.
    let taken = 2 * NUMBER_CELLS + 5 + was_cells + 3 + to_cells;
    let school_cells = width.saturating_sub(taken).min(SCHOOL_CELLS);
    let mut lines = Vec::new();
    let mut round = None;
    for (turn, way) in proposal.turns.iter().zip(&ways) {
        if round != Some(turn.round) {
            round = Some(turn.round);
            let start = schedule.slot(turn.round).map(|slot| slot.now.start.hh_mm());
            let start = start.map_or_else(String::new, |start| format!("  {start}"));
            let heading = model.texts().fmt("round-no", &[("r", turn.round.0.into())]);
            lines.push(Line::styled(format!(" {heading}{start}"), theme.title));
        }
        let to_style = if way.lacks { theme.warn } else { theme.accent };
        lines.push(Line::from(vec![
            Span::raw(format!(" {:>NUMBER_CELLS$} ", turn.group.to_string())),
            Span::styled(pad(&school(model, turn), school_cells), theme.dim),
            Span::raw(format!(
                " {:>NUMBER_CELLS$}  {}{} → ",
                turn.pupils,
                " ".repeat(was_cells.saturating_sub(way.was.width())),
                way.was
            )),
            Span::styled(way.to.clone(), to_style),
        ]));
    }
    lines
}

/// From where to where.
struct Way {
    was: String,
    to: String,
    /// It lacks a station. Whoever rests instead, as was promised anyway, is on a break.
    lacks: bool,
}

impl Way {
    fn of(model: &Model, proposal: &Proposal, turn: &Turn) -> Self {
        let texts = model.texts();
        let is_it = |one: &LeftOut| (one.group, one.round) == (turn.group, turn.round);
        let lacks = turn.to.is_none() && proposal.left_out.iter().any(is_it);
        let to = match turn.to {
            Some(no) => no.to_string(),
            None if lacks => texts.get("no-station").to_owned(),
            None => texts.short("break").to_owned(),
        };
        Self {
            was: words::was(texts, turn.was),
            to,
            lacks,
        }
    }
}

fn school(model: &Model, turn: &Turn) -> String {
    let group = model.floor.group(turn.group);
    group.map_or_else(String::new, |group| format!("{} {}", group.school, group.class))
}
