//! Every alarm as a line: where, what and since when; under the list what to do about the chosen one, which Enter
//! opens.

use super::alarms::{Item, Topic};
use super::list::{Field, Sheet, fields};
use super::table::put;
use super::words::{age, hall_short, trouble};
use super::{Position, State, advice};
use crate::domain::query::alarms::Alarm;
use crate::domain::query::overview::{Overview, overview};
use crate::ui::foretell;
use crate::ui::keymap::Action;
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use crate::ui::text::need_key;
use crate::ui::theme::Mark;
use crate::ui::widget::line::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Rows under the list for what to do.
const ADVICE_ROWS: u16 = 4;
/// The least height at which the list leaves them.
const ROOMY_ROWS: u16 = 9;

fn columns(width: u16) -> Vec<Field> {
    let mut columns = vec![
        Field {
            key: "col-alarm",
            width: 1,
        },
        Field {
            key: "col-where",
            width: 18,
        },
    ];
    if width >= 100 {
        columns.push(Field {
            key: "col-hall",
            width: 12,
        });
    }
    columns.push(Field {
        key: "col-trouble",
        width: 0,
    });
    columns
}

fn place_of(items: &[Item], topic: Option<Topic>) -> usize {
    let place = topic.and_then(|topic| items.iter().position(|item| item.topic() == topic));
    place.unwrap_or(0)
}

/// The chosen alarm: the first if none is.
pub(super) fn chosen(model: &Model, state: &State) -> Option<Item> {
    let items = model.alarms.items();
    items.get(place_of(&items, state.alarm)).copied()
}

/// The alarm to which an action moves the choice.
pub(super) fn moved(model: &Model, state: &State, action: Action, area: Rect) -> Option<Topic> {
    let items = model.alarms.items();
    let (list, _) = parts(area);
    let at = Sheet::one_column(items.len(), list).moved(place_of(&items, state.alarm), action)?;
    items.get(at).map(|item| item.topic())
}

/// What helps against the chosen alarm.
pub(super) fn help(model: &Model, state: &State) -> Vec<Reply> {
    let Some(item) = chosen(model, state) else {
        return vec![Reply::Tell("nothing-here")];
    };
    let floor = overview(&model.floor, &model.presence, model.now);
    advice::help(model, &floor, item)
}

/// The list, and what to do under it.
fn parts(area: Rect) -> (Rect, Rect) {
    let rows = if area.height >= ROOMY_ROWS { ADVICE_ROWS } else { 0 };
    let list = Rect {
        height: area.height - rows,
        ..area
    };
    let advice = Rect {
        y: list.bottom(),
        height: rows,
        ..area
    };
    (list, advice)
}

/// Draws the page on which the chosen alarm stands.
pub(super) fn draw(
    model: &Model,
    state: &State,
    floor: &Overview<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let (texts, theme) = (model.texts(), model.look.theme);
    let items = model.alarms.items();
    let (list, below) = parts(area);
    let sheet = Sheet::one_column(items.len(), list);
    let at = place_of(&items, state.alarm);
    let page = sheet.page_of(at);
    if items.is_empty() {
        put(&format!(" {}", texts.get("no-alarms")), list, theme.good, buf);
    } else {
        for heading in sheet.headings() {
            for (field, area) in fields(&columns(heading.width), heading) {
                put(texts.get(field.key), area, theme.title, buf);
            }
        }
    }
    for (index, line) in sheet.lines(page) {
        let Some(item) = items.get(index) else { continue };
        draw_item(model, floor, *item, line, buf);
        if index == at {
            buf.set_style(line, theme.selection);
        }
    }
    if let Some(item) = items.get(at) {
        draw_advice(model, floor, *item, below, buf);
    }
    Position {
        page,
        pages: sheet.pages(),
        elsewhere: String::new(),
    }
}

fn draw_item(model: &Model, floor: &Overview<'_>, item: Item, line: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    let (mark, what) = (mark(item), what(model, floor, item));
    let hall = model
        .floor
        .event()
        .zip(item.station())
        .and_then(|(event, no)| Some(hall_short(event, advice::hall_of(event, no)?, model.look.lang)));
    for (field, area) in fields(&columns(line.width), line) {
        let (text, style): (String, Style) = match field.key {
            "col-alarm" => (mark.sign().to_string(), theme.style(mark)),
            "col-where" => (advice::place(model, item), theme.accent),
            "col-hall" => (hall.unwrap_or_default().to_owned(), theme.dim),
            _ => (what.clone(), theme.style(mark)),
        };
        put(&text, area, style, buf);
    }
}

const fn mark_of_need(need: crate::domain::fact::Need) -> Mark {
    match need {
        crate::domain::fact::Need::FirstAid => Mark::FirstAid,
        _ => Mark::Help,
    }
}

fn mark(item: Item) -> Mark {
    match item {
        Item::Alarm(Alarm::CallUnaccepted { need, .. }) => mark_of_need(need),
        Item::Alarm(Alarm::Unaccounted { .. }) => Mark::Lost,
        Item::Alarm(Alarm::At { trouble, .. }) => Mark::from(trouble),
        Item::Alarm(Alarm::Misfit(misfit)) => match misfit.why {
            crate::domain::query::routes::Why::Places { .. } => Mark::OverPlaces,
            _ => Mark::NoStation,
        },
        Item::Alarm(Alarm::Unconfirmed(_) | Alarm::Unreceived { .. }) => Mark::Unknown,
        Item::Wait(_) => Mark::Waiting,
    }
}

/// What is wrong, and since when.
fn what(model: &Model, floor: &Overview<'_>, item: Item) -> String {
    let texts = model.texts();
    let group_no = |no: crate::domain::id::GroupNo| texts.fmt("group-no", &[("g", no.0.into())]);
    match item {
        Item::Alarm(Alarm::CallUnaccepted { need, since, .. }) => {
            let waits = age(model.now.since(since));
            let values = [("x", texts.get(need_key(need)).into()), ("t", waits.into())];
            texts.fmt("alarm-call", &values)
        }
        Item::Alarm(Alarm::Unaccounted { group, missing: None }) => {
            texts.fmt("alarm-uncounted", &[("g", group.0.into())])
        }
        Item::Alarm(Alarm::Unaccounted {
            group,
            missing: Some(missing),
        }) => texts.fmt("m-missing", &[("n", missing.into()), ("g", group.0.into())]),
        Item::Alarm(Alarm::At {
            station,
            trouble: seen,
            group,
        }) => {
            let Some(row) = floor.row(station) else {
                return String::new();
            };
            // The list may be some seconds old; its numbers are those of this moment.
            let kind = std::mem::discriminant(&seen);
            let fresh = row
                .troubles
                .iter()
                .find(|one| std::mem::discriminant(*one) == kind);
            let said = trouble(texts, row, fresh.copied().unwrap_or(seen), model.now);
            group.map_or_else(|| said.clone(), |group| format!("{said} · {}", group_no(group)))
        }
        Item::Alarm(Alarm::Misfit(misfit)) => foretell::misfit(texts, "alarm-misfit", &misfit),
        Item::Alarm(Alarm::Unconfirmed(visit)) => {
            let values = [("r", visit.round.0.into()), ("g", visit.group.0.into())];
            texts.fmt("alarm-unconfirmed", &values)
        }
        Item::Alarm(Alarm::Unreceived { message, missing }) => {
            let values = [
                ("n", missing.into()),
                ("x", super::ask::message_line(model, message).into()),
            ];
            texts.fmt("alarm-unreceived", &values)
        }
        Item::Wait(wait) => foretell::wait(texts, &wait),
    }
}

/// What to do about the chosen alarm, in as many lines as there are.
fn draw_advice(model: &Model, floor: &Overview<'_>, item: Item, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let (texts, theme) = (model.texts(), model.look.theme);
    let mut rows = area.rows();
    if let Some(row) = rows.next() {
        Line::styled(format!(" {}", texts.get("title-do")), theme.title).render(row, buf);
    }
    let width = usize::from(area.width).saturating_sub(2);
    let told = advice::words(model, floor, item);
    for (row, line) in rows.zip(wrap(&told, width)) {
        Line::styled(format!(" {line}"), theme.normal).render(row, buf);
    }
}
