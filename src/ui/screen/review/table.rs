//! The log as a list: when, what became of it, who, what; the filter above it, the chosen entry below.

use super::model::Model;
use super::msg::{By, Row};
use super::view::grouped;
use crate::domain::fact::Fact;
use crate::ui::say;
use crate::ui::text::{Texts, happened};
use crate::ui::widget::area::{take_bottom, take_left, take_top};
use crate::ui::widget::line::{Parts, fit};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// Cells of a time of day and the gap behind it.
const TIME: u16 = 9;
/// Cells of the sign and the gap behind it.
const SIGN: u16 = 2;
/// The least cells for what happened, beside what became of it.
const WHAT_MIN: usize = 12;
/// What stands beside an entry that was taken back.
const UNDONE: char = 'x';
/// What stands beside an entry in whose place another one stands.
const SUPERSEDED: char = '^';
/// What stands beside an entry whose name has several contents.
const TWIN: char = '%';

/// Draws the page.
pub(super) fn draw(model: &Model, mut area: Rect, buf: &mut Buffer) {
    draw_chips(model, take_top(&mut area, 1), buf);
    draw_foot(model, take_bottom(&mut area, 1), buf);
    let width = who_width(area.width);
    draw_headings(model, width, take_top(&mut area, 1), buf);
    if model.list.rows.is_empty() {
        let key = if model.list.is_waiting() || model.found.is_some_and(|found| !found.is_done) {
            "review-looking"
        } else {
            "nothing-here"
        };
        let line = Line::styled(format!(" {}", model.texts().get(key)), model.look.theme.dim);
        return line.render(area, buf);
    }
    let shown = model.list.rows.iter().enumerate().skip(model.list.top);
    for (line, (place, row)) in area.rows().zip(shown) {
        draw_row(model, row, place == model.list.selected, width, line, buf);
    }
}

/// Cells for who said it.
const fn who_width(width: u16) -> u16 {
    match width {
        0..=99 => 18,
        100..=159 => 30,
        _ => 40,
    }
}

fn draw_headings(model: &Model, who: u16, mut area: Rect, buf: &mut Buffer) {
    let (texts, style) = (model.texts(), model.look.theme.dim);
    let mut column = |key: &str, width: u16| {
        let text = fit(texts.get(key), width.saturating_sub(1).into());
        Line::styled(text, style).render(take_left(&mut area, width), buf);
    };
    column("review-col-time", TIME + SIGN);
    column("review-col-who", who);
    column("review-col-what", u16::MAX);
}

fn draw_row(model: &Model, row: &Row, is_chosen: bool, who: u16, area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let is_gone = row.undone.is_some() || row.superseded.is_some();
    let style = match (is_chosen, is_gone) {
        (true, _) => theme.selection,
        (false, true) => theme.dim,
        (false, false) => theme.normal,
    };
    buf.set_style(area, style);
    let mut rest = area;
    let mut cell = |text: &str, width: u16, style: Style| {
        let area = take_left(&mut rest, width);
        let text = fit(text, usize::from(area.width.saturating_sub(1)));
        Line::styled(text, style).render(area, buf);
    };
    cell(&row.entry.at.to_string(), TIME, style);
    let sign_style = if is_chosen { style } else { theme.accent };
    cell(&sign(row).to_string(), SIGN, sign_style);
    cell(&said_by(texts, row), who, style);
    let fate = fate(texts, row);
    let what = what(texts, row);
    if fate.is_empty() {
        return cell(&what, u16::MAX, style);
    }
    // What became of it is said whole; what it was gives way.
    let fate = format!("[{fate}]");
    let room = usize::from(area.width).saturating_sub(usize::from(TIME + SIGN + who) + fate.width() + 3);
    cell(
        &format!("{}  {fate}", fit(&what, room.max(WHAT_MIN))),
        u16::MAX,
        style,
    );
}

const fn sign(row: &Row) -> char {
    if row.undone.is_some() {
        UNDONE
    } else if row.superseded.is_some() {
        SUPERSEDED
    } else if row.is_twin {
        TWIN
    } else {
        ' '
    }
}

/// Who said it, and for which place, if for another.
fn said_by(texts: &Texts, row: &Row) -> String {
    let who = say::role(texts, row.entry.role);
    match row.entry.fact.place() {
        Some(place) if place != row.entry.role.place() => format!("{who} → {}", say::place(texts, place)),
        _ => who,
    }
}

/// What happened; of what speaks of another entry also what that one says.
pub(super) fn what(texts: &'static Texts, row: &Row) -> String {
    let about = row.about.as_deref();
    match &row.entry.fact {
        Fact::EntryUndone(_) if about.is_some() => say::undone_fact(texts, about),
        fact => match about {
            Some(about) => format!("{} ({})", happened(texts, fact), happened(texts, &about.fact)),
            None => happened(texts, fact),
        },
    }
}

/// What became of it, and by whose word.
fn fate(texts: &Texts, row: &Row) -> String {
    let by = |key: &str, by: By| {
        let who = format!("{} {}", say::role(texts, by.role), by.at);
        texts.fmt(key, &[("x", who.into())])
    };
    let mut parts = Vec::new();
    parts.extend(row.undone.map(|one| by("review-undone-by", one)));
    parts.extend(row.superseded.map(|one| by("review-superseded-by", one)));
    if row.is_twin {
        parts.push(texts.get("fork-entry").to_owned());
    }
    parts.join("; ")
}

/// The filter as chips, how much was found, and how far the search is.
fn draw_chips(model: &Model, area: Rect, buf: &mut Buffer) {
    let (texts, theme, lang) = (model.texts(), model.look.theme, model.look.lang);
    let mut left = Parts::new();
    let chips = model.wish.chips();
    if chips.is_empty() {
        left.push(Span::styled(format!(" {}", texts.get("review-all")), theme.dim));
    }
    for chip in &chips {
        let words = chip.words(texts, model.event());
        left.push_whole(vec![
            Span::raw(" "),
            Span::styled(format!("[{}]", fit(&words, 36)), theme.accent),
        ]);
    }
    let right = match model.found {
        None => String::new(),
        Some(found) => {
            let count = texts.fmt("review-found", &[("n", grouped(found.count, lang).into())]);
            match (found.is_done, found.of) {
                (true, _) => count,
                (false, Some(of)) => {
                    let percent = found.looked.saturating_mul(100) / of.max(1);
                    format!(
                        "{count} · {}",
                        texts.fmt("review-searching", &[("p", percent.into())])
                    )
                }
                (false, None) => texts.get("review-search-waits").to_owned(),
            }
        }
    };
    left.draw_with_right(Line::styled(format!("{right} "), theme.accent), area, buf);
}

/// Which of how many is chosen, and under which name it stands.
fn draw_foot(model: &Model, area: Rect, buf: &mut Buffer) {
    let (texts, theme, lang) = (model.texts(), model.look.theme, model.look.lang);
    let Some(row) = model.list.chosen() else { return };
    let mut left = Parts::new();
    if let Some(first) = model.list.first {
        let place = grouped(first + model.list.selected + 1, lang);
        let values = [("n", place.into()), ("m", grouped(model.listed(), lang).into())];
        left.push(Span::styled(
            format!(" {}", texts.fmt("review-place", &values)),
            theme.accent,
        ));
    }
    if row.entry.at != row.entry.stamp.at {
        let written = texts.fmt("review-written", &[("t", row.entry.stamp.at.to_string().into())]);
        left.push(Span::styled(format!(" · {written}"), theme.warn));
    }
    let about = if row.entry.fact.place().is_none() {
        String::new()
    } else {
        station_words(model, row)
    };
    if !about.is_empty() {
        left.push(Span::styled(format!(" · {about}"), theme.normal));
    }
    let name = format!("{} ", row.entry.id);
    left.draw_with_right(Line::styled(name, theme.dim), area, buf);
}

/// The name and hall of the station that the entry is about.
fn station_words(model: &Model, row: &Row) -> String {
    let Some(crate::domain::id::Place::Station(no)) = row.entry.fact.place() else {
        return String::new();
    };
    let event = model.event();
    let station = event.and_then(|event| event.stations.get(&no));
    let name = station.map_or("", |station| station.name.get(model.look.lang));
    let hall = say::hall(event, no).map_or("", |hall| hall.name.get(model.look.lang));
    if hall.is_empty() {
        name.to_owned()
    } else {
        format!("{name}, {hall}")
    }
}
