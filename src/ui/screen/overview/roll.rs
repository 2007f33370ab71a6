//! The roll call of an evacuation: who is missing first, then who was not counted yet, then the others. Two taps a
//! group: its number, then Enter for as many as there should be.

use super::list::{Field, Sheet, fields};
use super::table::put;
use super::words::age;
use super::{Position, State};
use crate::domain::id::GroupNo;
use crate::domain::query::evacuation::{Evacuation, RollLine, evacuations};
use crate::ui::dialog::{Ask, Dialog, Number};
use crate::ui::keymap::Action;
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use crate::ui::screen::evacuation;
use crate::ui::text::Texts;
use crate::ui::widget::line::join_fitting;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Rows over the list: the state of the whole, then who is missing.
const HEAD_ROWS: u16 = 2;
/// How many groups that were not counted yet are named.
const NAMED_MAX: usize = 12;

const fn columns() -> [Field; 5] {
    [
        Field {
            key: "col-group",
            width: 5,
        },
        Field {
            key: "col-school",
            width: 22,
        },
        Field {
            key: "col-expected",
            width: 9,
        },
        Field {
            key: "col-adults",
            width: 9,
        },
        Field {
            key: "col-counted",
            width: 0,
        },
    ]
}

/// The evacuation that lasts, or the last one.
fn last(model: &Model) -> Option<Evacuation> {
    evacuations(&model.floor, model.now).pop()
}

/// The groups in the order of the page.
fn ordered(evacuation: &Evacuation) -> Vec<RollLine> {
    let mut lines = evacuation.lines.clone();
    lines.sort_by_key(|line| match line.missing() {
        Some(missing) if missing > 0 => (0, line.group),
        None => (1, line.group),
        Some(_) => (2, line.group),
    });
    lines
}

fn place_of(lines: &[RollLine], no: Option<GroupNo>) -> usize {
    let place = no.and_then(|no| lines.iter().position(|line| line.group == no));
    place.unwrap_or(0)
}

/// The chosen group: the first of the page if none is.
pub(super) fn chosen(model: &Model, state: &State) -> Option<RollLine> {
    let lines = ordered(&last(model)?);
    lines.get(place_of(&lines, state.group)).copied()
}

/// The group to which an action moves the choice.
pub(super) fn moved(model: &Model, state: &State, action: Action, area: Rect) -> Option<GroupNo> {
    let lines = ordered(&last(model)?);
    let sheet = Sheet::of(lines.len(), list_area(area));
    let at = sheet.moved(place_of(&lines, state.group), action)?;
    lines.get(at).map(|line| line.group)
}

/// How many of the chosen group are there.
pub(super) fn count(model: &Model, state: &State) -> Vec<Reply> {
    chosen(model, state).map_or_else(
        || vec![Reply::Tell("refusal-no-evacuation")],
        |line| evacuation::roll_call(model, line.group),
    )
}

/// The first digit of the number of a group.
pub(super) fn typed(digit: u8) -> Vec<Reply> {
    let mut number = Number {
        title: "ask-group",
        ask: Ask::RollGroup,
        offered: None,
        typed: String::new(),
        sent: false,
    };
    number.push(digit);
    vec![Reply::open(Dialog::Number(number))]
}

fn list_area(area: Rect) -> Rect {
    let rows = HEAD_ROWS.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// Draws the page on which the chosen group stands.
pub(super) fn draw(model: &Model, state: &State, area: Rect, buf: &mut Buffer) -> Position {
    let nothing = Position {
        page: 0,
        pages: 1,
        elsewhere: String::new(),
    };
    let Some(evacuation) = last(model).filter(|_| !area.is_empty()) else {
        return nothing;
    };
    let lines = ordered(&evacuation);
    let list = list_area(area);
    let sheet = Sheet::of(lines.len(), list);
    let at = place_of(&lines, state.group);
    let page = sheet.page_of(at);
    draw_head(model, &evacuation, area, buf);
    for heading in sheet.headings() {
        for (field, area) in fields(&columns(), heading) {
            put(model.texts().get(field.key), area, model.look.theme.title, buf);
        }
    }
    for (index, row) in sheet.lines(page) {
        let Some(line) = lines.get(index) else { continue };
        draw_line(model, line, row, buf);
        if index == at {
            buf.set_style(row, model.look.theme.selection);
        }
    }
    Position {
        page,
        pages: sheet.pages(),
        elsewhere: String::new(),
    }
}

/// `480 of 481 · missing: 1, group 34`, or `all accounted for: 481 · 9 min`.
fn draw_head(model: &Model, evacuation: &Evacuation, area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let row = |index: u16| {
        Rect {
            y: area.y.saturating_add(index),
            height: 1,
            ..area
        }
        .intersection(area)
    };
    let style = if evacuation.accounted_at().is_some() {
        theme.good
    } else {
        theme.alarm
    };
    let width = usize::from(area.width).saturating_sub(1);
    let summed = sum(texts, evacuation);
    let parts = summed.iter().map(String::as_str);
    put(
        &format!(" {}", join_fitting(parts, " · ", width)),
        row(0),
        style,
        buf,
    );
    let missing = missing(texts, evacuation);
    let parts = missing.iter().map(String::as_str);
    put(
        &format!(" {}", join_fitting(parts, " · ", width)),
        row(1),
        theme.warn,
        buf,
    );
}

/// The state of the whole roll call, in parts.
pub(super) fn sum(texts: &Texts, evacuation: &Evacuation) -> Vec<String> {
    let key = if evacuation.drill { "drill" } else { "evacuation" };
    let since = texts.fmt("evac-since", &[("t", evacuation.since.to_string().into())]);
    let adults = texts.fmt("adults-no", &[("n", evacuation.adults().into())]);
    let told = if let Some(took_ms) = evacuation.took_ms() {
        let all = texts.fmt("m-all", &[("n", evacuation.counted().into())]);
        vec![all, texts.fmt("roll-took", &[("t", age(took_ms).into())])]
    } else {
        let values = [
            ("n", evacuation.counted().into()),
            ("m", evacuation.expected().into()),
        ];
        vec![texts.fmt("roll-pupils", &values)]
    };
    let mut parts = vec![texts.get(key).to_owned()];
    parts.extend(told);
    parts.extend([adults, since]);
    parts
}

/// Who is missing, then how many groups were not counted, and which.
fn missing(texts: &Texts, evacuation: &Evacuation) -> Vec<String> {
    let incomplete = evacuation.incomplete().map(|(group, missing)| {
        let values = [("n", missing.into()), ("g", group.0.into())];
        texts.fmt("m-missing", &values)
    });
    let mut parts: Vec<String> = incomplete.collect();
    let uncounted: Vec<String> = evacuation
        .uncounted()
        .map(|line| line.group.to_string())
        .collect();
    if !uncounted.is_empty() {
        let mut named: Vec<_> = uncounted.iter().take(NAMED_MAX).cloned().collect();
        if uncounted.len() > NAMED_MAX {
            named.push("…".to_owned());
        }
        let values = [("n", uncounted.len().into()), ("x", named.join(", ").into())];
        parts.push(texts.fmt("roll-uncounted", &values));
    }
    parts
}

fn draw_line(model: &Model, line: &RollLine, row: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let about = model.floor.group(line.group);
    for (field, area) in fields(&columns(), row) {
        let (text, style) = match field.key {
            "col-group" => (format!("{:>3}", line.group.0), theme.accent),
            "col-school" => {
                let school =
                    about.map_or_else(String::new, |about| format!("{} {}", about.school, about.class));
                (school, theme.normal)
            }
            "col-expected" => (line.expected.to_string(), theme.normal),
            "col-adults" => (line.adults.to_string(), theme.dim),
            _ => match (line.counted, line.missing().unwrap_or(0)) {
                (None, _) => ("?".to_owned(), theme.warn),
                (Some((count, at)), 0) => (format!("{count}  {}", at.hh_mm()), theme.good),
                (Some((count, at)), missing) => {
                    let missing = texts.fmt("roll-missing", &[("n", missing.into())]);
                    (format!("{count}  {}  {missing}", at.hh_mm()), theme.alarm)
                }
            },
        };
        put(&text, area, style, buf);
    }
}

/// How to go on.
pub(super) fn foot(model: &Model, state: &State) -> String {
    let texts = model.texts();
    let Some(line) = chosen(model, state) else {
        return String::new();
    };
    let group = texts.fmt("group-no", &[("g", line.group.0.into())]);
    format!("{group}: {} [{}]", texts.get("ask-roll-call"), line.expected)
}
