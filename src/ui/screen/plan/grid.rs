//! The table: what is in sight of it, and how it is drawn.

use super::model::{Model, Turned};
use super::sheet::{Cell, Phase, Sign, Signs};
use crate::ui::theme::Theme;
use crate::ui::widget::area::{take_bottom, take_left, take_top};
use crate::ui::widget::line::{fit, pad};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// Rows of the frame: banner and goals above, keys below.
const FRAME_ABOVE: u16 = 2;
const FRAME_BELOW: u16 = 1;
/// Rows of the headings over the columns.
const HEAD_ROWS: u16 = 2;
/// From this width on, what is known of a cell stands beside the table, and under it before.
const SIDE_FROM: u16 = 110;
/// Cells for the row's own words.
const HEAD: std::ops::RangeInclusive<u16> = 18..=44;
/// The most cells for the groups at a station.
const GUESTS_MAX: usize = 11;
/// Signs shown of a cell; the pane says them all.
const SIGNS: usize = 2;

/// What is where, and how much of the table is in sight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Shape {
    /// The table with its headings.
    pub(super) table: Rect,
    /// What is known of the chosen cell.
    pub(super) pane: Rect,
    /// Columns for the words of a row.
    head: u16,
    /// Columns of a round.
    column: u16,
    /// Rows in sight.
    pub(super) rows: usize,
    /// Rounds in sight.
    pub(super) rounds: usize,
}

impl Shape {
    /// In the model's own window.
    pub(super) fn of(model: &Model) -> Self {
        Self::within(model, Rect::new(0, 0, model.size.width, model.size.height))
    }

    /// In an area of which the frame takes its rows.
    pub(super) fn within(model: &Model, mut area: Rect) -> Self {
        take_top(&mut area, FRAME_ABOVE);
        take_bottom(&mut area, FRAME_BELOW);
        let pane = if area.width >= SIDE_FROM {
            let width = (area.width / 3).clamp(38, 60);
            let mut rest = area;
            let table = take_left(&mut rest, area.width - width);
            area = table;
            rest
        } else {
            let rows = (area.height / 3).clamp(6, 14);
            take_bottom(&mut area, rows)
        };
        let column = column(model);
        let count = u16::try_from(model.sheet.rounds.len()).unwrap_or(u16::MAX);
        let wanted = area.width.saturating_sub(column.saturating_mul(count));
        let head = wanted.clamp(*HEAD.start(), *HEAD.end());
        let rounds = usize::from(area.width.saturating_sub(head) / column.max(1));
        Self {
            table: area,
            pane,
            head,
            column,
            rows: usize::from(area.height.saturating_sub(HEAD_ROWS)).max(1),
            rounds: rounds.clamp(1, model.sheet.rounds.len().max(1)),
        }
    }
}

/// Columns of a round: what stands in a cell, its signs, and a place on either side for the choice.
fn column(model: &Model) -> u16 {
    let width = match model.turned {
        Turned::Groups => digits(model) + SIGNS + 2,
        Turned::Stations => model.guests_width + 3,
    };
    u16::try_from(width.max(7)).unwrap_or(u16::MAX)
}

/// Digits of the largest station number.
fn digits(model: &Model) -> usize {
    let last = model.sheet.stations.last().map_or(0, |stop| stop.no.0);
    last.to_string().len().max(2)
}

/// Cells that the groups at the fullest station need, within reason.
pub(super) fn guests_width(model: &Model) -> usize {
    let guests = model.sheet.guests();
    let widest = guests.iter().flatten().map(|guests| {
        let numbers = guests.iter().filter_map(|place| model.sheet.groups.get(*place));
        numbers
            .map(|group| group.no.0.to_string().len() + 1)
            .sum::<usize>()
    });
    widest.max().unwrap_or(0).saturating_sub(1).clamp(4, GUESTS_MAX)
}

/// Draws the table.
pub(super) fn draw(model: &Model, shape: Shape, buf: &mut Buffer) {
    let mut area = shape.table.intersection(buf.area);
    draw_headings(model, shape, take_top(&mut area, HEAD_ROWS), buf);
    let rows = model.first.0..model.rows();
    let guests = match model.turned {
        Turned::Groups => Vec::new(),
        Turned::Stations => model.sheet.guests(),
    };
    for (mut line, row) in area.rows().zip(rows) {
        draw_head(model, row, take_left(&mut line, shape.head), buf);
        let rounds = model.first.1..model.sheet.rounds.len();
        for round in rounds.take(shape.rounds) {
            let cell = take_left(&mut line, shape.column);
            match model.turned {
                Turned::Groups => draw_cell(model, (row, round), cell, buf),
                Turned::Stations => {
                    let here = guests.get(row).and_then(|rounds| rounds.get(round));
                    draw_guests(model, (row, round), here.map_or(&[], Vec::as_slice), cell, buf);
                }
            }
        }
    }
}

/// Which rows and rounds are in sight, the numbers of the rounds and their times.
fn draw_headings(model: &Model, shape: Shape, mut area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let (mut numbers, mut times) = (take_top(&mut area, 1), area);
    let key = match model.turned {
        Turned::Groups => "sheet-by-groups",
        Turned::Stations => "sheet-by-stations",
    };
    let width = usize::from(shape.head.saturating_sub(1));
    let name = fit(texts.get(key), width);
    Line::styled(format!(" {name}"), theme.title).render(take_left(&mut numbers, shape.head), buf);
    let sight = format!(
        " {} ←→ {}",
        part("↑↓", model.first.0, shape.rows, model.rows()),
        part("", model.first.1, shape.rounds, model.sheet.rounds.len()).trim_start(),
    );
    Line::styled(fit(&sight, width), theme.dim).render(take_left(&mut times, shape.head), buf);
    let rounds = model.sheet.rounds.iter().enumerate().skip(model.first.1);
    for (place, round) in rounds.take(shape.rounds) {
        let (sign, style) = match round.phase {
            Phase::Past => ("=", theme.dim),
            Phase::Running => (">", theme.good),
            Phase::Ahead => ("", theme.normal),
        };
        let style = if place == model.cursor.round {
            theme.accent
        } else {
            style
        };
        let number = Line::styled(format!("{}{sign} ", round.no.0), style).right_aligned();
        number.render(take_left(&mut numbers, shape.column), buf);
        let time = Line::styled(format!("{} ", round.span.start.hh_mm()), style).right_aligned();
        time.render(take_left(&mut times, shape.column), buf);
    }
}

fn part(arrows: &str, first: usize, room: usize, all: usize) -> String {
    let last = (first + room).min(all);
    format!("{arrows} {}–{last}/{all}", (first + 1).min(all))
}

/// The words of a row.
fn draw_head(model: &Model, row: usize, area: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    let style = if row == model.row() {
        theme.accent
    } else {
        theme.normal
    };
    let width = usize::from(area.width.saturating_sub(1));
    let (left, right) = match model.turned {
        Turned::Groups => match model.sheet.groups.get(row) {
            Some(group) => (
                format!("{:>3} {} {}", group.no.0, group.class, group.school),
                group.pupils.to_string(),
            ),
            None => return,
        },
        Turned::Stations => match model.sheet.stations.get(row) {
            Some(stop) => {
                let places = stop.places.get(model.cursor.round).copied().unwrap_or(0);
                let name = stop.name.get(model.look.lang);
                (format!("{:>3} {name}", stop.no.0), places.to_string())
            }
            None => return,
        },
    };
    let right = format!(" {right}");
    let left = pad(&left, width.saturating_sub(right.len()));
    Line::styled(format!("{left}{right}"), style).render(area, buf);
}

/// The style of a cell: that of its most urgent sign.
fn style(theme: &Theme, signs: Signs) -> Style {
    match signs.iter().next() {
        Some(Sign::Breach) => theme.alarm,
        Some(Sign::Idle) => theme.warn,
        Some(Sign::Run | Sign::Held | Sign::Rest | Sign::Away) => theme.dim,
        Some(Sign::Locked) => theme.title,
        Some(Sign::Changed) => theme.good,
        Some(Sign::Walk | Sign::Disliked) => theme.held,
        None => theme.normal,
    }
}

fn draw_cell(model: &Model, (row, round): (usize, usize), area: Rect, buf: &mut Buffer) {
    let cell: Cell = model.sheet.cell(row, round);
    let text = match cell.station {
        Some(no) => no.0.to_string(),
        None if cell.signs.has(Sign::Idle) => "--".to_owned(),
        None => String::new(),
    };
    let is_chosen = (row, round) == (model.cursor.group, model.cursor.round);
    let group = model.sheet.groups.get(row).map(|group| group.no);
    let number = model.sheet.rounds.get(round).map(|round| round.no);
    let is_marked = model
        .marked
        .is_some_and(|at| (Some(at.group), Some(at.round)) == (group, number));
    let shown = Shown {
        text,
        signs: cell.signs,
        most: SIGNS,
        is_chosen,
        is_marked,
    };
    shown.draw(&model.look.theme, area, buf);
}

/// The groups at a station, the chosen one of them in front, and the most urgent of their signs.
fn draw_guests(model: &Model, (row, round): (usize, usize), guests: &[usize], area: Rect, buf: &mut Buffer) {
    let is_chosen = (row, round) == (model.cursor.station, model.cursor.round);
    let mut order: Vec<usize> = guests.to_vec();
    if is_chosen && model.cursor.guest < order.len() {
        order.rotate_left(model.cursor.guest);
    }
    let no = |place: &usize| model.sheet.groups.get(*place).map(|group| group.no);
    let numbers: Vec<_> = order.iter().filter_map(no).collect();
    let width = model.guests_width;
    let mut text = String::new();
    for (index, no) in numbers.iter().enumerate() {
        let more = numbers.len() - index;
        let next = if index == 0 {
            no.0.to_string()
        } else {
            format!(" {}", no.0)
        };
        let rest = if more > 1 { format!("+{more}").len() } else { 0 };
        if text.len() + next.len() + rest > width {
            text.extend(["+", &more.to_string()]);
            break;
        }
        text.push_str(&next);
    }
    let stop = model.sheet.stations.get(row);
    let is_closed = stop.is_some_and(|stop| stop.places.get(round) == Some(&0));
    if text.is_empty() && is_closed {
        text.push('x');
    }
    let signs = guests.iter().fold(Signs::default(), |signs, group| {
        signs.and(model.sheet.cell(*group, round).signs)
    });
    let number = model.sheet.rounds.get(round).map(|round| round.no);
    let is_marked = model
        .marked
        .is_some_and(|at| Some(at.round) == number && numbers.contains(&at.group));
    let shown = Shown {
        text,
        signs,
        most: 1,
        is_chosen,
        is_marked,
    };
    shown.draw(&model.look.theme, area, buf);
}

/// What stands in a cell of the table.
struct Shown {
    text: String,
    signs: Signs,
    /// So many signs at most.
    most: usize,
    is_chosen: bool,
    is_marked: bool,
}

impl Shown {
    fn draw(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let (text, most) = (&self.text, self.most);
        let width = usize::from(area.width).saturating_sub(2 + most);
        let sign: String = self.signs.iter().take(most).map(Sign::sign).collect();
        let body = format!("{text:>width$}{sign:<most$}");
        let (open, close) = match (self.is_chosen, self.is_marked) {
            (true, _) => ("[", "]"),
            (false, true) => ("{", "}"),
            (false, false) => (" ", " "),
        };
        let style = if self.is_chosen {
            theme.selection
        } else {
            style(theme, self.signs)
        };
        Line::from(vec![
            Span::styled(open, theme.accent),
            Span::styled(body, style),
            Span::styled(close, theme.accent),
        ])
        .render(area, buf);
    }
}
