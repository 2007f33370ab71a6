//! Every station as a line, the most urgent trouble first.

use super::face::Face;
use super::list::{Field, Sheet, fields};
use super::words::{hall_short, troubles};
use super::{Position, State};
use crate::domain::event::Event;
use crate::domain::id::StationNo;
use crate::domain::query::overview::{Overview, Row, trouble_first};
use crate::ui::keymap::Action;
use crate::ui::model::Model;
use crate::ui::say::digits;
use crate::ui::theme::Mark;
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// The columns of a table that is this wide.
fn columns(width: u16) -> Vec<Field> {
    let roomy = width >= 100;
    let name = if width >= 130 {
        24
    } else if roomy {
        18
    } else {
        12
    };
    let mut columns = vec![Field {
        key: "col-no",
        width: 3,
    }];
    if roomy {
        columns.push(Field {
            key: "col-hall",
            width: 11,
        });
    }
    columns.extend([
        Field {
            key: "col-station",
            width: name,
        },
        Field {
            key: "col-state",
            width: if width >= 130 { 20 } else { 11 },
        },
        Field {
            key: "col-group",
            width: 5,
        },
        Field {
            key: "col-count",
            width: 6,
        },
        Field {
            key: "col-left",
            width: 7,
        },
        Field {
            key: "col-next",
            width: if roomy { 9 } else { 5 },
        },
        Field {
            key: "col-trouble",
            width: 0,
        },
    ]);
    columns
}

/// The stations in the order of the table.
fn ordered<'r, 'a>(state: &State, floor: &'r Overview<'a>) -> Vec<&'r Row<'a>> {
    if state.by_number {
        floor.rows.iter().collect()
    } else {
        trouble_first(&floor.rows)
    }
}

fn place_of(rows: &[&Row<'_>], no: Option<StationNo>) -> usize {
    let place = no.and_then(|no| rows.iter().position(|row| row.now.no == no));
    place.unwrap_or(0)
}

/// The chosen station: the first of the table if none is.
pub(super) fn chosen(state: &State, floor: &Overview<'_>) -> Option<StationNo> {
    let rows = ordered(state, floor);
    rows.get(place_of(&rows, state.station)).map(|row| row.now.no)
}

/// The station to which an action moves the choice.
pub(super) fn moved(state: &State, floor: &Overview<'_>, action: Action, area: Rect) -> Option<StationNo> {
    let rows = ordered(state, floor);
    let at = Sheet::of(rows.len(), area).moved(place_of(&rows, state.station), action)?;
    rows.get(at).map(|row| row.now.no)
}

/// Draws the page on which the chosen station stands.
pub(super) fn draw(
    model: &Model,
    state: &State,
    floor: &Overview<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let rows = ordered(state, floor);
    let sheet = Sheet::of(rows.len(), area);
    let at = place_of(&rows, state.station);
    let page = sheet.page_of(at);
    if let Some(event) = model.floor.event().filter(|_| !area.is_empty()) {
        for heading in sheet.headings() {
            draw_headings(model, heading, buf);
        }
        for (index, line) in sheet.lines(page) {
            let Some(row) = rows.get(index) else { continue };
            draw_row(model, event, row, line, buf);
            if index == at {
                buf.set_style(line, model.look.theme.selection);
            }
        }
    }
    Position {
        page,
        pages: sheet.pages(),
        elsewhere: model
            .texts()
            .get(if state.by_number {
                "by-number"
            } else {
                "trouble-first"
            })
            .to_owned(),
    }
}

fn draw_headings(model: &Model, line: Rect, buf: &mut Buffer) {
    for (field, area) in fields(&columns(line.width), line) {
        put(model.texts().get(field.key), area, model.look.theme.title, buf);
    }
}

/// Writes a text into a field, cut with a mark.
pub(super) fn put(text: &str, area: Rect, style: Style, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if !area.is_empty() {
        let width = usize::from(area.width);
        buf.set_stringn(area.x, area.y, fit(text, width), width, style);
    }
}

fn draw_row(model: &Model, event: &Event, row: &Row<'_>, line: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    let face = Face::of(row, &event.times.warn_before_end_min);
    let mut text = String::new();
    for (field, area) in fields(&columns(line.width), line) {
        text.clear();
        let mut style = write_field(model, event, &face, field, &mut text);
        if face.is_stand() {
            style = theme.dim;
        }
        put(&text, area, style, buf);
    }
}

/// One field of a station, and its style.
fn write_field(model: &Model, event: &Event, face: &Face<'_, '_>, field: Field, text: &mut String) -> Style {
    let (texts, theme, lang) = (model.texts(), model.look.theme, model.look.lang);
    let now = &face.row.now;
    match field.key {
        "col-no" => {
            let _ = write!(text, "{:>3}", now.no.0);
            theme.accent
        }
        "col-hall" => {
            let hall = now.station.map(|station| hall_short(event, &station.hall, lang));
            text.push_str(hall.unwrap_or_default());
            theme.dim
        }
        "col-station" => {
            text.push_str(now.station.map_or("", |station| station.name.get(lang)));
            theme.normal
        }
        "col-state" => {
            let key = face.state.text_key();
            let whole = texts.get(key);
            let room = usize::from(field.width).saturating_sub(2);
            let word = if whole.width() <= room {
                whole
            } else {
                texts.short(key)
            };
            let _ = write!(text, "{} {word}", face.state.sign());
            theme.style(face.state)
        }
        "col-group" => {
            face.push_groups(text);
            theme.accent
        }
        "col-count" => {
            face.push_count(text);
            if now.over_places() {
                theme.style(Mark::OverPlaces)
            } else {
                theme.normal
            }
        }
        "col-left" => {
            text.push_str(&digits(now.countdown));
            theme.style(face.state)
        }
        "col-next" => {
            if let Some(next) = now.next {
                let _ = match face.row.replaced {
                    Some(was) => write!(text, "{was}→{}", next.group),
                    None => write!(text, "{:>3}", next.group),
                };
                if field.width > 5 && face.row.replaced.is_none() {
                    let _ = write!(text, " {}", next.slot.now.start.hh_mm());
                }
            }
            theme.normal
        }
        _ => {
            text.push_str(&troubles(model, face));
            if face.row.troubles.is_empty() {
                theme.dim
            } else {
                theme.style(face.main)
            }
        }
    }
}
