//! Every group as a line: where it is, where it goes next, when it was seen; those that somebody has to look for
//! first.

use super::list::{Field, Sheet, fields};
use super::table::put;
use super::{Position, State};
use crate::domain::event::Event;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::groups::{GroupNow, GroupState};
use crate::domain::query::overview::Overview;
use crate::domain::query::routes::delay;
use crate::domain::query::station::Onward;
use crate::domain::time::MINUTE_MS;
use crate::ui::keymap::Action;
use crate::ui::model::Model;
use crate::ui::say::language_key;
use crate::ui::text::{Texts, reason_key};
use crate::ui::theme::Mark;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::fmt::Write as _;

/// The width of a state that is told in a short word.
const NARROW_STATE: u16 = 18;

/// The columns of a list that is this wide.
fn columns(width: u16) -> Vec<Field> {
    let roomy = width >= 110;
    let mut columns = vec![
        Field {
            key: "col-group",
            width: 4,
        },
        Field {
            key: "col-school",
            width: if roomy { 24 } else { 11 },
        },
    ];
    if roomy {
        columns.push(Field {
            key: "language",
            width: 9,
        });
    }
    columns.extend([
        Field {
            key: "col-state",
            width: if roomy { 24 } else { NARROW_STATE },
        },
        Field {
            key: "col-where",
            width: if roomy { 21 } else { 10 },
        },
        Field {
            key: "col-count",
            width: 6,
        },
        Field {
            key: "col-onward",
            width: if roomy { 14 } else { 13 },
        },
        Field {
            key: "col-seen",
            width: 0,
        },
    ]);
    columns
}

/// The groups in the order of the page.
fn ordered(state: &State, floor: &Overview<'_>) -> Vec<GroupNow> {
    let mut groups = floor.groups();
    if !state.by_number {
        groups.sort_by_key(|group| (group.state, group.no));
    }
    groups
}

fn place_of(groups: &[GroupNow], no: Option<GroupNo>) -> usize {
    let place = no.and_then(|no| groups.iter().position(|group| group.no == no));
    place.unwrap_or(0)
}

/// The chosen group: the first of the page if none is.
pub(super) fn chosen(state: &State, floor: &Overview<'_>) -> Option<GroupNow> {
    let groups = ordered(state, floor);
    groups.get(place_of(&groups, state.group)).cloned()
}

/// The group to which an action moves the choice.
pub(super) fn moved(state: &State, floor: &Overview<'_>, action: Action, area: Rect) -> Option<GroupNo> {
    let groups = ordered(state, floor);
    let sheet = Sheet::of(groups.len(), list_area(area));
    let at = sheet.moved(place_of(&groups, state.group), action)?;
    groups.get(at).map(|group| group.no)
}

/// Under the line that counts the lost groups.
fn list_area(area: Rect) -> Rect {
    let heading = 1.min(area.height);
    Rect {
        y: area.y + heading,
        height: area.height - heading,
        ..area
    }
}

/// Draws the page on which the chosen group stands.
pub(super) fn draw(
    model: &Model,
    state: &State,
    floor: &Overview<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let groups = ordered(state, floor);
    let list = list_area(area);
    let sheet = Sheet::of(groups.len(), list);
    let at = place_of(&groups, state.group);
    let page = sheet.page_of(at);
    if let Some(event) = model.floor.event().filter(|_| !list.is_empty()) {
        draw_lost(model, &groups, Rect { height: 1, ..area }, buf);
        for heading in sheet.headings() {
            for (field, area) in fields(&columns(heading.width), heading) {
                put(model.texts().get(field.key), area, model.look.theme.title, buf);
            }
        }
        for (index, line) in sheet.lines(page) {
            let Some(group) = groups.get(index) else { continue };
            draw_group(model, event, group, line, buf);
            if index == at {
                buf.set_style(line, model.look.theme.selection);
            }
        }
    }
    Position {
        page,
        pages: sheet.pages(),
        elsewhere: String::new(),
    }
}

/// How many groups somebody has to look for, and which.
fn draw_lost(model: &Model, groups: &[GroupNow], line: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let mut lost: Vec<_> = groups
        .iter()
        .filter(|group| group.state.is_lost())
        .map(|group| group.no)
        .collect();
    lost.sort_unstable();
    let numbers: Vec<_> = lost.iter().map(ToString::to_string).collect();
    let count = texts.fmt("sum-lost", &[("n", numbers.len().into())]);
    let (sign, style) = if numbers.is_empty() {
        (' ', theme.good)
    } else {
        (Mark::Lost.sign(), theme.style(Mark::Lost))
    };
    put(
        &format!("{sign} {count}  {}", numbers.join(", ")),
        line,
        style,
        buf,
    );
}

fn draw_group(model: &Model, event: &Event, group: &GroupNow, line: Rect, buf: &mut Buffer) {
    let mut text = String::new();
    for (field, area) in fields(&columns(line.width), line) {
        text.clear();
        let style = write_field(model, event, group, field, &mut text);
        put(&text, area, style, buf);
    }
}

/// One field of a group, and its style.
fn write_field(model: &Model, event: &Event, group: &GroupNow, field: Field, text: &mut String) -> Style {
    let (texts, theme) = (model.texts(), model.look.theme);
    let about = model.floor.group(group.no);
    match field.key {
        "col-group" => {
            let _ = write!(text, "{:>3}", group.no.0);
            theme.accent
        }
        "col-school" => {
            if model.floor.rotation().is_added(group.no) {
                text.push_str("+ ");
            }
            if let Some(about) = about {
                let _ = write!(text, "{} {}", about.school, about.class);
            }
            theme.normal
        }
        "language" => {
            text.push_str(about.map_or("", |about| texts.short(language_key(about.lang))));
            theme.normal
        }
        "col-state" => {
            let mark = Mark::from(group.state);
            let _ = write!(
                text,
                "{} {}",
                mark.sign(),
                state_word(texts, group, mark, field.width, model)
            );
            theme.style(mark)
        }
        "col-where" => {
            if let Some(no) = group.station {
                let name = event
                    .stations
                    .get(&no)
                    .map(|station| station.name.get(model.look.lang));
                let _ = write!(text, "{:>3} {}", no.0, name.unwrap_or_default());
            }
            theme.normal
        }
        "col-count" => {
            match group.counted {
                Some(counted) => {
                    let _ = write!(text, "{counted}/{}", group.planned);
                }
                // Not counted is not zero.
                None => {
                    let _ = write!(text, "?/{}", group.planned);
                }
            }
            theme.normal
        }
        "col-onward" => {
            push_onward(texts, event, group, text);
            theme.normal
        }
        _ => {
            if let Some((station, round)) = group.last_seen {
                let round = texts.fmt("round-no", &[("r", round.0.into())]);
                let _ = write!(text, "{station}, {round}");
            }
            theme.dim
        }
    }
}

/// The state in a word, with the minutes since when there is something to wait for.
fn state_word(texts: &Texts, group: &GroupNow, mark: Mark, width: u16, model: &Model) -> String {
    let key = if group.state == GroupState::Waiting {
        "expected"
    } else {
        mark.text_key()
    };
    let word = if width > NARROW_STATE {
        texts.get(key)
    } else {
        texts.short(key)
    };
    if group.state == GroupState::Delayed
        && let Some(delay) = delay(&model.floor, group.no, model.now)
    {
        let until = delay.until.hh_mm();
        return if width > NARROW_STATE {
            format!("{word} {until}, {}", texts.get(reason_key(delay.reason)))
        } else {
            format!("{word} {until}")
        };
    }
    let waits = group.state.is_lost() || mark == Mark::Waiting;
    let minutes = group
        .since
        .filter(|_| waits)
        .map(|since| model.now.since(since) / MINUTE_MS);
    minutes.map_or_else(
        || word.to_owned(),
        |minutes| format!("{word} {}", texts.fmt("n-min", &[("n", minutes.into())])),
    )
}

/// The station of the event file in a round, where the plan was changed since: `17→`.
fn push_was(event: &Event, group: GroupNo, round: RoundNo, now: Option<StationNo>, text: &mut String) {
    let route = event.plan.get(&group);
    let index = usize::from(round.0).checked_sub(1);
    let was = route.zip(index).and_then(|(route, index)| route.get(index));
    match was {
        Some(Some(was)) if Some(*was) != now => {
            let _ = write!(text, "{was}→");
        }
        Some(None) if now.is_some() => text.push('→'),
        _ => {}
    }
}

fn push_onward(texts: &Texts, event: &Event, group: &GroupNow, text: &mut String) {
    match group.next {
        Onward::Station(no, slot) => {
            push_was(event, group.no, slot.round, Some(no), text);
            if text.is_empty() {
                let _ = write!(text, "{:>3} {}", no.0, slot.now.start.hh_mm());
            } else {
                let _ = write!(text, "{no} {}", slot.now.start.hh_mm());
            }
        }
        Onward::Break(slot) => {
            push_was(event, group.no, slot.round, None, text);
            let _ = write!(text, "{} {}", texts.short("break"), slot.now.start.hh_mm());
        }
        Onward::Done => text.push_str(texts.short("phase-done")),
    }
}

/// The chosen group in one sentence.
pub(super) fn foot(model: &Model, state: &State, floor: &Overview<'_>) -> String {
    let texts = model.texts();
    let Some((group, event)) = chosen(state, floor).zip(model.floor.event()) else {
        return String::new();
    };
    let about = model.floor.group(group.no);
    let school = about.map_or_else(String::new, |about| format!("{} {}", about.school, about.class));
    let mark = Mark::from(group.state);
    let mut parts = vec![
        format!("{} {school}", texts.fmt("group-no", &[("g", group.no.0.into())])),
        format!(
            "{} {}",
            mark.sign(),
            state_word(texts, &group, mark, u16::MAX, model)
        ),
    ];
    if let Some(no) = group.station {
        let name = event
            .stations
            .get(&no)
            .map_or("", |station| station.name.get(model.look.lang));
        parts.push(format!(
            "{} {name}",
            texts.fmt("station-no", &[("s", no.0.into())])
        ));
    }
    if let Some(delay) = delay(&model.floor, group.no, model.now) {
        let values = [
            ("t", delay.until.hh_mm().to_string().into()),
            ("x", texts.get(reason_key(delay.reason)).into()),
        ];
        parts.push(texts.fmt("coming-at", &values));
    }
    if model.floor.rotation().is_added(group.no) {
        parts.push(texts.get("added-today").to_owned());
    }
    if let Some(about) = about.filter(|about| about.adults > 0) {
        parts.push(texts.fmt("adults-no", &[("n", about.adults.into())]));
    }
    parts.join(" · ")
}
