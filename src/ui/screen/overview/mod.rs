//! The coordinators' overview: every station at once, as a grid and as a list with trouble first, and every
//! group.
//!
//! [`state`] what is shown and chosen, `act` keys and actions, `ask` the questions of coordinators, `levers` what they
//! can change, `search` the search, `detail` one station "by radio"; `head` the floor in one line, `grid` with `cell`,
//! `table`, `groups`, `trouble` and `roll` over `list` the pages, `alarms` what `trouble` shows and `advice` what to do
//! about it; `face` and `words` how a station is told in signs and words.
//!
//! Laws: the floor is asked once a drawing; the chosen thing is remembered by its number, and where it stands on the
//! screen is computed from the size that the model knows; cells do not change their size when a call or a hold
//! takes a line away.

mod act;
mod advice;
mod alarms;
mod ask;
mod cell;
mod detail;
mod face;
mod grid;
mod groups;
mod head;
mod levers;
mod list;
mod roll;
mod search;
pub mod state;
mod table;
mod trouble;
mod words;

pub use act::{act, can, press};
pub use alarms::{Alarms, Topic, look, look_again};
pub use ask::{hold_effect, message_line, resume_effect};
pub use levers::step;
pub use search::search;
pub use state::{Page, State, Target};

use super::{Screen, station};
use crate::domain::id::{GroupNo, StationNo};
use crate::domain::query::overview::{Overview, Trouble, overview};
use crate::ui::dialog::Dialog;
use crate::ui::keymap::Action;
use crate::ui::model::Model;
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// The actions that the footer names on a page of stations.
const STATION_HINTS: &[Action] = &[
    Action::Detail,
    Action::NextPage,
    Action::Levers,
    Action::Search,
    Action::Menu,
    Action::Hold,
    Action::Message,
    Action::Calls,
    Action::Extend,
    Action::Undo,
];
/// The actions that the footer names on the page of alarms.
const ALARM_HINTS: &[Action] = &[
    Action::Detail,
    Action::NextPage,
    Action::Levers,
    Action::Menu,
    Action::Calls,
    Action::Message,
    Action::Undo,
];
/// The actions that the footer names on the page of the roll call.
const ROLL_HINTS: &[Action] = &[
    Action::Detail,
    Action::NextPage,
    Action::Undo,
    Action::Menu,
    Action::Hold,
    Action::Message,
];
/// The actions that the footer names on the page of groups.
const GROUP_HINTS: &[Action] = &[
    Action::Detail,
    Action::NextPage,
    Action::Levers,
    Action::Search,
    Action::Menu,
    Action::Sort,
    Action::Hold,
    Action::Message,
    Action::Calls,
];

/// The actions that the footer names.
pub fn hints(model: &Model, state: &State) -> &'static [Action] {
    match (state.detail, state.page) {
        (Some(no), _) => station::hints(model, no),
        (None, Page::Groups) => GROUP_HINTS,
        (None, Page::Alarms) => ALARM_HINTS,
        (None, Page::Roll) => ROLL_HINTS,
        (None, Page::Grid | Page::Table) => STATION_HINTS,
    }
}

/// The heading in the banner: the pages with the shown one in brackets, or the station "by radio".
pub fn title(model: &Model, state: &State) -> String {
    let texts = model.texts();
    if let Some(no) = state.detail {
        return format!("{}: {}", texts.get("by-radio"), station::title(model, no));
    }
    let page = |page: Page| {
        let name = texts.get(page.text_key());
        if page == state.page {
            format!("[{name}]")
        } else {
            name.to_owned()
        }
    };
    let pages: Vec<String> = pages(model).iter().copied().map(page).collect();
    let pages = pages.join(" ");
    format!("{}  {pages}", texts.get("title-overview"))
}

/// The pages of this day: that of the roll call only where everybody had to leave the building.
fn pages(model: &Model) -> &'static [Page] {
    let floor = &model.floor;
    match floor.evacuations.last(&floor.undone) {
        Some(_) => &Page::WITH_ROLL,
        None => &Page::ALL,
    }
}

/// Draws the screen.
pub fn draw(model: &Model, state: &State, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let floor = floor_of(model);
    if let Some(no) = state.detail {
        return detail::draw(model, &floor, no, area, buf);
    }
    let parts = Parts::of(model, &floor, area);
    for (row, line) in parts.head.rows().zip(&parts.lines) {
        buf.set_style(row, line.style);
        line.render(row, buf);
    }
    let place = match state.page {
        Page::Grid => grid::draw(model, state, &floor, parts.body, buf),
        Page::Table => table::draw(model, state, &floor, parts.body, buf),
        Page::Groups => groups::draw(model, state, &floor, parts.body, buf),
        Page::Alarms => trouble::draw(model, state, &floor, parts.body, buf),
        Page::Roll => roll::draw(model, state, parts.body, buf),
    };
    draw_foot(model, state, &floor, &place, parts.foot, buf);
}

/// The floor at the moment of the model. A reviewed log says nothing about contact, so nobody is called offline in it.
fn floor_of(model: &Model) -> Overview<'_> {
    let mut floor = overview(&model.floor, &model.presence, model.now);
    if model.is_review {
        for row in &mut floor.rows {
            row.troubles.retain(|trouble| *trouble != Trouble::Offline);
        }
        let troubled = floor.rows.iter().filter(|row| !row.troubles.is_empty());
        floor.totals.troubled = troubled.count();
        floor.totals.offline = 0;
    }
    floor
}

/// The regions of a page.
struct Parts {
    lines: Vec<Line<'static>>,
    head: Rect,
    body: Rect,
    foot: Rect,
}

impl Parts {
    fn of(model: &Model, floor: &Overview<'_>, area: Rect) -> Self {
        let lines = head::lines(model, floor, area.width);
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
        let foot = u16::from(area.height > rows + 1);
        let body = Rect {
            y: area.y + rows,
            height: area.height - rows - foot,
            ..area
        };
        Self {
            head: Rect { height: rows, ..area },
            foot: Rect {
                y: body.bottom(),
                height: foot,
                ..area
            },
            body,
            lines,
        }
    }
}

/// Which page of how many is shown, and what stands on the others that matters.
struct Position {
    page: usize,
    pages: usize,
    elsewhere: String,
}

/// The last line: the chosen station with all its troubles in words, and the place in the pages.
fn draw_foot(
    model: &Model,
    state: &State,
    floor: &Overview<'_>,
    place: &Position,
    area: Rect,
    buf: &mut Buffer,
) {
    if area.is_empty() {
        return;
    }
    let (texts, theme) = (model.texts(), model.look.theme);
    let pages = if place.pages > 1 {
        let numbers = [("n", (place.page + 1).into()), ("m", place.pages.into())];
        format!(" {} {}", place.elsewhere, texts.fmt("page-of", &numbers))
    } else {
        String::new()
    };
    let right = Line::from(Span::styled(pages, theme.accent));
    let room = usize::from(area.width).saturating_sub(right.width() + 1);
    let left = match state.page {
        Page::Groups => groups::foot(model, state, floor),
        Page::Roll => roll::foot(model, state),
        Page::Grid | Page::Table | Page::Alarms => {
            chosen(model, state, floor).map_or_else(String::new, |row| words::sentence(model, row))
        }
    };
    Line::styled(fit(&left, room), theme.normal).render(area, buf);
    let start = area
        .right()
        .saturating_sub(u16::try_from(right.width()).unwrap_or(u16::MAX));
    right.render(
        Rect {
            x: start.max(area.x),
            width: area.right() - start.max(area.x),
            ..area
        },
        buf,
    );
}

/// The chosen station of the shown page.
fn chosen<'r, 'a>(
    model: &Model,
    state: &State,
    floor: &'r Overview<'a>,
) -> Option<&'r crate::domain::query::overview::Row<'a>> {
    let no = chosen_station(model, state, floor)?;
    floor.row(no)
}

/// The number of the chosen station: on the page of groups, where the chosen group is.
fn chosen_station(model: &Model, state: &State, floor: &Overview<'_>) -> Option<StationNo> {
    match state.page {
        Page::Grid => grid::chosen(model, state, floor),
        Page::Table => table::chosen(state, floor),
        Page::Groups => groups::chosen(state, floor)?.station,
        Page::Alarms => trouble::chosen(model, state)?.station(),
        Page::Roll => None,
    }
}

/// The number of the chosen group: on the pages of stations, the one that is there or is awaited or comes next.
fn chosen_group(model: &Model, state: &State, floor: &Overview<'_>) -> Option<GroupNo> {
    match state.page {
        Page::Groups => Some(groups::chosen(state, floor)?.no),
        Page::Roll => Some(roll::chosen(model, state)?.group),
        Page::Alarms => trouble::chosen(model, state)?.group(),
        Page::Grid | Page::Table => {
            let now = &chosen(model, state, floor)?.now;
            let here = now.present.first().map(|here| here.group);
            here.or_else(|| now.awaited.first().copied())
                .or_else(|| now.next.map(|next| next.group))
        }
    }
}

/// The overview's state, when it is the screen.
const fn state_mut(model: &mut Model) -> Option<&mut State> {
    match &mut model.screen {
        Screen::Overview(state) => Some(state),
        Screen::Station(_) | Screen::Desk(_) => None,
    }
}

/// The overview's state, when it is the screen.
const fn state_of(model: &Model) -> Option<State> {
    match &model.screen {
        Screen::Overview(state) => Some(*state),
        Screen::Station(_) | Screen::Desk(_) => None,
    }
}

/// Everybody is to leave: the page of the roll call is shown.
pub fn call_the_roll(model: &mut Model) {
    if let Some(state) = state_mut(model) {
        state.detail = None;
        state.group = None;
        state.page = Page::Roll;
    }
}

/// Chooses a station or group; a desk is shown by itself.
pub fn select(model: &mut Model, target: Target) {
    if let Target::Desk(no) = target {
        model.dialogs.push(Dialog::Desk(no));
    }
    if let Some(state) = state_mut(model) {
        state.select(target);
    }
}
