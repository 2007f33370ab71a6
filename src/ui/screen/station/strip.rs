//! The day as a strip: one cell a round, with its time, its group and how many were counted.

use super::course::Change;
use super::scene::Scene;
use crate::domain::id::GroupNo;
use crate::domain::query::station::{StripCell, When, strip};
use crate::domain::time::MINUTE_MS;
use crate::ui::theme::Mark;
use crate::ui::widget::area::take_left;
use crate::ui::widget::line::{fit, pad};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// Fewer columns than this show no cell.
const CELL_WIDTH_MIN: u16 = 8;
/// More columns than this would tear the strip apart.
const CELL_WIDTH_MAX: u16 = 18;

/// Stands at what is not as the event file has it.
const CHANGED: &str = "*";

/// Draws the strip: times, groups, and in a third row the planned times of rounds that moved.
pub(super) fn draw(scene: &Scene<'_>, mut area: Rect, buf: &mut Buffer) {
    let cells = strip(&scene.model.floor, &scene.schedule, scene.no());
    if cells.is_empty() || area.is_empty() {
        return;
    }
    let headings = [scene.texts.get("title-today"), scene.texts.get("group"), ""];
    let widest = headings.iter().map(|heading| heading.width()).max().unwrap_or(0);
    let heading = take_left(&mut area, u16::try_from(widest).unwrap_or(0) + 2);
    for (row, text) in heading.rows().zip(headings) {
        Line::styled(text, scene.theme.dim).render(row, buf);
    }
    let fitting = usize::from(area.width / CELL_WIDTH_MIN).max(1);
    let current = cells
        .iter()
        .position(|cell| cell.when != When::Past)
        .unwrap_or(cells.len() - 1);
    // Where not every round fits, the one before the current one is the first.
    let first = current.saturating_sub(1).min(cells.len().saturating_sub(fitting));
    let shown = cells.len().min(fitting);
    let width = area.width / u16::try_from(shown).unwrap_or(1).max(1);
    for cell in cells.iter().skip(first).take(shown) {
        let place = take_left(&mut area, width.min(CELL_WIDTH_MAX));
        draw_cell(scene, cell, place, buf);
    }
}

fn draw_cell(scene: &Scene<'_>, cell: &StripCell, area: Rect, buf: &mut Buffer) {
    // A round is over for this station once its time is up and nobody is here any more.
    let left = cell.when == When::Now && !scene.is_on() && scene.now.present.is_empty();
    let when = if left { When::Past } else { cell.when };
    let style = match when {
        When::Past => scene.theme.dim,
        When::Now => scene.theme.selection,
        When::Coming => scene.theme.normal,
    };
    let width = usize::from(area.width);
    let change = Change::of(scene.model, scene.no(), cell.slot.round);
    let lines = [
        time(cell, when == When::Now, width),
        if scene.now.condition.is_closed(cell.slot.round) && cell.groups.is_empty() {
            Mark::Closed.sign().to_string()
        } else {
            groups(cell, change.as_ref(), when == When::Past, width)
        },
        was(scene, cell, change.as_ref(), width),
    ];
    for (row, (index, line)) in area.rows().zip(lines.into_iter().enumerate()) {
        let style = if index == 2 { scene.theme.dim } else { style };
        // One column stays free between two cells.
        let row = Rect {
            width: row.width.saturating_sub(1),
            ..row
        };
        draw_part(&line, style, row, buf);
    }
}

fn draw_part(text: &str, style: Style, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    Line::styled(pad(&fit(text, width), width), style).render(area, buf);
}

/// `>10:29`, or `11:47+12` where the round starts twelve minutes later than planned.
fn time(cell: &StripCell, is_on: bool, width: usize) -> String {
    let sign = if is_on { ">" } else { "" };
    let start = cell.slot.now.start;
    let moved = start.since(cell.slot.planned.start) / MINUTE_MS;
    let plain = format!("{sign}{}", start.hh_mm());
    let with_moved = format!("{plain}{moved:+}");
    if moved != 0 && with_moved.width() < width {
        with_moved
    } else {
        plain
    }
}

/// `32 (12)`: the groups, with a star those that were not planned here, and how many were counted, closer together where there is little room; `?` where nothing was
/// said, for unknown is not zero.
fn groups(cell: &StripCell, change: Option<&Change>, is_over: bool, width: usize) -> String {
    let is_new = |group: &GroupNo| change.is_some_and(|change| change.new.contains(group));
    let number = |group: &GroupNo| format!("{group}{}", if is_new(group) { CHANGED } else { "" });
    let numbers: Vec<_> = cell.groups.iter().map(number).collect();
    let [first, others @ ..] = numbers.as_slice() else {
        return format!("-{}", change.map_or("", |_| CHANGED));
    };
    let all = numbers.join(",");
    let count = match cell.counted {
        Some(count) => format!("({count})"),
        None if is_over => "(?)".to_owned(),
        None => return fit(&all, width),
    };
    let forms = [
        format!("{all} {count}"),
        format!("{all}{count}"),
        format!("{first}+{}{count}", others.len()),
    ];
    let fitting = forms.iter().find(|form| form.width() < width);
    fitting.cloned().unwrap_or_else(|| fit(&all, width))
}

/// The planned time where it is another, or else who was to come and does not.
fn was(scene: &Scene<'_>, cell: &StripCell, change: Option<&Change>, width: usize) -> String {
    let mut planned = cell.slot.planned.start.hh_mm().to_string();
    if cell.slot.now.start.hh_mm().to_string() == planned {
        let gone = change.into_iter().flat_map(|change| &change.gone);
        let gone: Vec<String> = gone.map(|(group, _)| group.to_string()).collect();
        if gone.is_empty() {
            return String::new();
        }
        planned = gone.join(",");
    }
    let was = scene.texts.fmt("was-time", &[("t", planned.into())]);
    if was.width() < width { was } else { String::new() }
}
