//! One station as a cell of the grid: three lines, two, one, or a number with a sign.
//!
//! ```text
//! 27>  Baker        07:30      27>  Baker   07:30      27>32  07:30      27>
//! in progress          32      in progr. 32 12/12
//! ██████████████████ 12/12
//! ```

use super::face::Face;
use super::words::age;
use crate::domain::event::Lang;
use crate::domain::query::overview::Overview;
use crate::ui::model::Model;
use crate::ui::say::digits;
use crate::ui::text::Texts;
use crate::ui::theme::{Mark, Theme};
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// From this width on a cell of two lines has room for a bar.
const BAR_FROM: u16 = 24;
/// From this width on a cell of one line has room for the name of a stand.
const NAME_FROM: u16 = 12;
/// Cells that a count takes: `12/12`.
const COUNT_CELLS: usize = 5;
const COUNT_PAD: &str = "     ";

/// What every cell is drawn with.
pub(super) struct Look {
    texts: &'static Texts,
    theme: Theme,
    lang: Lang,
    /// Cells that the largest number takes.
    digits: usize,
}

impl Look {
    pub(super) fn of(model: &Model, floor: &Overview<'_>) -> Self {
        let largest = floor.rows.last().map_or(0, |row| row.now.no.0);
        Self {
            texts: model.texts(),
            theme: model.look.theme,
            lang: model.look.lang,
            digits: usize::try_from(largest.checked_ilog10().unwrap_or(0))
                .map_or(2, |log| log + 1)
                .max(2),
        }
    }
}

/// Draws a cell; its last column stays free. `text` is scratch space.
pub(super) fn draw(look: &Look, face: &Face<'_, '_>, area: Rect, text: &mut String, buf: &mut Buffer) {
    let area = Rect {
        width: area.width.saturating_sub(1),
        ..area
    };
    let mut rows = area.rows();
    let Some(first) = rows.next().filter(|row| !row.is_empty()) else {
        return;
    };
    let (second, third) = (rows.next(), rows.next());
    match second {
        None if face.is_stand() && first.width >= NAME_FROM => heading(look, face, first, text, buf),
        None => one_line(look, face, first, text, buf),
        Some(second) => {
            heading(look, face, first, text, buf);
            if face.is_stand() {
                return;
            }
            state(look, face, second, third.is_none(), text, buf);
            if let Some(third) = third {
                gauge(look, face, third, text, buf);
            }
        }
    }
}

/// Writes as much of a text as there is room for and answers the column after it. Numbers, signs and times are most
/// of what is written and need no search for the bounds of letters.
fn write(area: Rect, text: &str, style: Style, buf: &mut Buffer) -> u16 {
    if !text.is_ascii() {
        return buf.set_stringn(area.x, area.y, text, area.width.into(), style).0;
    }
    let mut x = area.x;
    for letter in text.chars().take(area.width.into()) {
        if let Some(cell) = buf.cell_mut((x, area.y)) {
            cell.set_char(letter).set_style(style);
        }
        x += 1;
    }
    x
}

/// The part of a cell that shows that it is chosen: all but the gauge, which must stay readable, and the gap to the
/// neighbour.
pub(super) fn chosen_area(area: Rect) -> Rect {
    Rect {
        width: area.width.saturating_sub(1).max(1).min(area.width),
        height: area.height.min(2),
        ..area
    }
}

/// Writes at the left edge and answers what is left of the area.
fn left(area: Rect, text: &str, style: Style, buf: &mut Buffer) -> Rect {
    if area.is_empty() {
        return area;
    }
    let x = write(area, text, style, buf);
    Rect {
        x,
        width: area.right().saturating_sub(x),
        ..area
    }
}

/// Writes at the right edge, if it fits, and answers what is left of the area with a gap of one cell.
fn right(area: Rect, text: &str, style: Style, buf: &mut Buffer) -> Rect {
    let width = u16::try_from(text.width()).unwrap_or(u16::MAX);
    if width == 0 || width > area.width {
        return area;
    }
    let place = Rect {
        x: area.right() - width,
        width,
        ..area
    };
    write(place, text, style, buf);
    Rect {
        width: (area.width - width).saturating_sub(1),
        ..area
    }
}

fn number(look: &Look, face: &Face<'_, '_>, area: Rect, text: &mut String, buf: &mut Buffer) -> Rect {
    text.clear();
    let _ = write!(text, "{:>1$}", face.row.now.no.0, look.digits);
    let style = if face.is_stand() {
        look.theme.dim
    } else {
        look.theme.accent
    };
    let rest = left(area, text, style, buf);
    text.clear();
    face.push_signs(text);
    left(rest, text, look.theme.style(face.main), buf)
}

fn clock_style(look: &Look, face: &Face<'_, '_>) -> Style {
    if face.stale_ms().is_some() {
        look.theme.dim
    } else {
        look.theme.style(face.state)
    }
}

/// `27>  Baker   07:30`
fn heading(look: &Look, face: &Face<'_, '_>, area: Rect, text: &mut String, buf: &mut Buffer) {
    let rest = number(look, face, area, text, buf);
    let rest = right(
        rest,
        &digits(face.row.now.countdown),
        clock_style(look, face),
        buf,
    );
    let rest = left(rest, " ", Style::new(), buf);
    let name = face
        .row
        .now
        .station
        .map_or("", |station| station.name.get(look.lang));
    let style = if face.is_stand() {
        look.theme.dim
    } else {
        look.theme.normal
    };
    left(rest, &fit(name, rest.width.into()), style, buf);
}

/// `in progr. 32 12/12`; the count only where no line of its own has it.
fn state(
    look: &Look,
    face: &Face<'_, '_>,
    area: Rect,
    with_count: bool,
    text: &mut String,
    buf: &mut Buffer,
) {
    text.clear();
    let over = face.row.now.over_places();
    let mut rest = area;
    if with_count {
        if area.width >= BAR_FROM && face.counts() {
            face.push_gauge(text, 4);
            text.push(' ');
        }
        face.push_count(text);
        rest = right(rest, text, occupancy_style(look, over), buf);
    }
    text.clear();
    face.push_groups(text);
    if !with_count && !text.is_empty() {
        *text = look.texts.fmt("group-short", &[("g", text.as_str().into())]);
    }
    let style = if face.counts() {
        look.theme.accent
    } else {
        look.theme.dim
    };
    if text.is_empty() && with_count {
        push_next(face, text);
    }
    rest = right(rest, text, style, buf);
    let (word, style) = word(look, face, rest.width);
    left(rest, &fit(&word, rest.width.into()), style, buf);
}

fn occupancy_style(look: &Look, over: bool) -> Style {
    if over {
        look.theme.style(Mark::OverPlaces)
    } else {
        look.theme.normal
    }
}

/// The word of a cell: its trouble, the age of old data, or its state.
fn word(look: &Look, face: &Face<'_, '_>, width: u16) -> (String, Style) {
    if let Some(ms) = face.stale_ms().filter(|_| face.row.troubles.is_empty()) {
        let stale = look.texts.fmt("stale", &[("t", age(ms).into())]);
        return (stale, look.theme.dim);
    }
    let key = face.main.text_key();
    let whole = look.texts.get(key);
    let word = if whole.width() <= width.into() {
        whole
    } else {
        look.texts.short(key)
    };
    (word.to_owned(), look.theme.style(face.main))
}

/// The group instead of which the next one comes: `5 `.
fn replaced(face: &Face<'_, '_>) -> String {
    let replaced = face.row.replaced;
    replaced.map_or_else(String::new, |group| format!("{group} "))
}

/// `→ 19`, or `5 → 19` where another one was to come.
fn push_next(face: &Face<'_, '_>, text: &mut String) {
    if let Some(next) = face.row.now.next {
        let _ = write!(text, "{}→ {}", replaced(face), next.group);
    }
}

/// `██████████████ 12/12`, or who comes next.
fn gauge(look: &Look, face: &Face<'_, '_>, area: Rect, text: &mut String, buf: &mut Buffer) {
    let now = &face.row.now;
    text.clear();
    if !face.counts() {
        if let Some(next) = now.next {
            let _ = write!(
                text,
                "{}→ {} {}",
                replaced(face),
                next.group,
                next.slot.now.start.hh_mm()
            );
        }
        left(area, text, look.theme.dim, buf);
        return;
    }
    let style = occupancy_style(look, now.over_places());
    face.push_count(text);
    // Bars of one length can be compared.
    let missing = COUNT_CELLS.saturating_sub(text.len());
    text.insert_str(0, COUNT_PAD.get(..missing).unwrap_or_default());
    let rest = right(area, text, style, buf);
    text.clear();
    face.push_gauge(text, rest.width.into());
    left(rest, text, gauge_style(look, face), buf);
}

/// The colour of a bar, which is made of foreground alone: a background would fill its empty cells too.
fn gauge_style(look: &Look, face: &Face<'_, '_>) -> Style {
    let style = if face.row.now.over_places() {
        look.theme.style(Mark::OverPlaces)
    } else if face.is_counted() {
        clock_style(look, face)
    } else {
        look.theme.dim
    };
    match style.bg {
        Some(colour) => Style::new().fg(colour),
        None => style.remove_modifier(Modifier::REVERSED | Modifier::UNDERLINED),
    }
}

/// `27>32  07:30`, or as much of it as there is room for.
fn one_line(look: &Look, face: &Face<'_, '_>, area: Rect, text: &mut String, buf: &mut Buffer) {
    let style = look.theme.style(face.main);
    text.clear();
    let _ = write!(text, "{:>1$}", face.row.now.no.0, look.digits);
    text.push(face.main.sign());
    let rest = left(area, text, style, buf);
    if rest.width < 5 || face.is_stand() {
        return;
    }
    let rest = right(
        rest,
        &digits(face.row.now.countdown),
        clock_style(look, face),
        buf,
    );
    if let Some(group) = face.group() {
        text.clear();
        let _ = write!(text, "{group}");
        if text.len() <= rest.width.into() {
            left(rest, text, look.theme.normal, buf);
        }
    }
}
