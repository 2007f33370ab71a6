//! Keys and actions of the overview.

use super::state::Page;
use super::{
    Parts, State, ask, chosen_group, chosen_station, floor_of, grid, groups, levers, pages, roll, state_mut,
    state_of, table, trouble,
};
use crate::domain::command::Command;
use crate::domain::event::StationKind;
use crate::domain::id::{Place, StationNo};
use crate::domain::query::people::{inbox, open_calls};
use crate::ui::keymap::{Action, Press};
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use crate::ui::screen::{plan, replan, station};
use crate::ui::view;
use ratatui::layout::Rect;

/// Answers a key.
pub fn press(model: &mut Model, press: Press) -> Vec<Reply> {
    let action = press.action(model.screen.context());
    match state_of(model).and_then(|state| state.detail) {
        Some(no) if action != Some(Action::Back) => station::press(model, no, press),
        // On the roll call, digits are the number of a group.
        _ if press.digit().is_some() && state_of(model).is_some_and(|state| state.page == Page::Roll) => {
            roll::typed(press.digit().unwrap_or_default())
        }
        _ => action.map_or_else(Vec::new, |action| act(model, action)),
    }
}

/// Answers an action.
pub fn act(model: &mut Model, action: Action) -> Vec<Reply> {
    let Some(state) = state_of(model) else {
        return Vec::new();
    };
    match (state.detail, action) {
        (Some(_), Action::Back) => change(model, |state| state.detail = None),
        (Some(no), _) => station::act(model, no, action),
        (None, Action::NextPage) => turn(model, 1),
        (None, Action::PreviousPage) => turn(model, pages(model).len() - 1),
        (None, Action::Sort) => change(model, sort),
        (None, Action::First | Action::Back) => change(model, forget),
        (None, Action::Detail) => detail(model, &state),
        (None, Action::Extend) => extend(model, &state),
        (None, Action::Levers) => pull(model, &state),
        (None, Action::EditPlan) => edit_plan(model),
        (None, Action::RollCall) => roll_call(model),
        (None, Action::Replan) => replan::open(model),
        (None, Action::Message) => vec![Reply::open(ask::message(model, target(model, &state)))],
        (None, Action::Search) => vec![Reply::open(ask::search())],
        (None, Action::Hold) => vec![Reply::open(ask::hold(model))],
        (None, Action::Calls) => vec![Reply::open(ask::calls(model))],
        (None, Action::Received) => receive(model),
        (None, _) => {
            go(model, &state, action);
            Vec::new()
        }
    }
}

/// Whether an action would do something now.
pub fn can(model: &Model, action: Action) -> bool {
    match action {
        Action::Calls => !open_calls(&model.floor).is_empty(),
        Action::RollCall => pages(model).contains(&Page::Roll),
        _ => true,
    }
}

fn turn(model: &mut Model, by: usize) -> Vec<Reply> {
    let pages = pages(model);
    change(model, |state| state.page = state.page.step(pages, by))
}

/// What can be changed about what is chosen.
fn pull(model: &Model, state: &State) -> Vec<Reply> {
    let floor = floor_of(model);
    let station = chosen_station(model, state, &floor);
    let group = chosen_group(model, state, &floor);
    vec![Reply::open(levers::about(
        model,
        station,
        group,
        state.page == Page::Groups,
    ))]
}

/// The plan of the rest of the day as a table.
fn edit_plan(model: &mut Model) -> Vec<Reply> {
    plan::floor::open(model).into_iter().map(Reply::Effect).collect()
}

fn roll_call(model: &mut Model) -> Vec<Reply> {
    if pages(model).contains(&Page::Roll) {
        return change(model, |state| state.page = Page::Roll);
    }
    vec![Reply::Tell("refusal-no-evacuation")]
}

fn change(model: &mut Model, change: impl FnOnce(&mut State)) -> Vec<Reply> {
    if let Some(state) = state_mut(model) {
        change(state);
    }
    Vec::new()
}

/// The order of lists; the grid has none, so the table comes with it.
fn sort(state: &mut State) {
    match state.page {
        Page::Grid => state.page = Page::Table,
        Page::Table | Page::Groups => state.by_number = !state.by_number,
        Page::Alarms | Page::Roll => {}
    }
}

/// Back to the top, whatever will stand there.
const fn forget(state: &mut State) {
    match state.page {
        Page::Groups | Page::Roll => state.group = None,
        Page::Alarms => state.alarm = None,
        Page::Grid | Page::Table => state.station = None,
    }
}

/// The station that actions of the shown page are about.
fn target(model: &Model, state: &State) -> Option<StationNo> {
    chosen_station(model, state, &floor_of(model))
}

fn detail(model: &mut Model, state: &State) -> Vec<Reply> {
    match state.page {
        Page::Alarms => return trouble::help(model, state),
        Page::Roll => return roll::count(model, state),
        Page::Grid | Page::Table | Page::Groups => {}
    }
    match target(model, state) {
        Some(no) => change(model, |state| {
            state.station = Some(no);
            state.detail = Some(no);
        }),
        None => vec![Reply::Tell("nothing-here")],
    }
}

fn extend(model: &Model, state: &State) -> Vec<Reply> {
    let event = model.floor.event();
    let takes_groups = |no: &StationNo| {
        event
            .and_then(|event| event.stations.get(no))
            .is_some_and(|station| station.kind == StationKind::Rotation)
    };
    match target(model, state).filter(takes_groups) {
        Some(no) => vec![Reply::open(ask::extend(no))],
        None => vec![Reply::Tell("nothing-here")],
    }
}

/// The oldest message to the coordinators has been received.
fn receive(model: &Model) -> Vec<Reply> {
    let place = Place::Coordination;
    let first = inbox(&model.floor, place).first().map(|message| message.id);
    first.map_or_else(Vec::new, |message| {
        vec![Reply::command(Command::Receive { message, place })]
    })
}

/// Moves the choice; what moves nothing does nothing.
fn go(model: &mut Model, state: &State, action: Action) {
    let floor = floor_of(model);
    let window = Rect::new(0, 0, model.size.width, model.size.height);
    let body = Parts::of(model, &floor, view::body(model, window)).body;
    let (mut station, mut group, mut alarm) = (None, None, None);
    match state.page {
        Page::Grid => station = grid::moved(model, state, &floor, action, body),
        Page::Table => station = table::moved(state, &floor, action, body),
        Page::Groups => group = groups::moved(state, &floor, action, body),
        Page::Alarms => alarm = trouble::moved(model, state, action, body),
        Page::Roll => group = roll::moved(model, state, action, body),
    }
    if let Some(state) = state_mut(model) {
        state.station = station.or(state.station);
        state.group = group.or(state.group);
        state.alarm = alarm.or(state.alarm);
    }
}
