//! What the keys do on the table itself.

use super::ask::{Question, TextOf};
use super::grid::Shape;
use super::model::{Model, Over, Turned};
use super::msg::{Edit, Effect, Refused};
use super::sheet::Sign;
use super::update::{exchange, keep as keep_now, tell, weigh};
use crate::ui::keymap::Action;

/// Answers an action.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if model.improving.is_some() {
        match action {
            Action::Back | Action::Improve => return vec![Effect::Stop],
            Action::OtherStation
            | Action::NoStation
            | Action::Exchange
            | Action::Bring
            | Action::Lock
            | Action::Undo
            | Action::Redo
            | Action::Keep
            | Action::Quit => {
                tell(model, "sheet-improving-wait", "", true);
                return Vec::new();
            }
            _ => {}
        }
    }
    match action {
        Action::Menu => model.questions.push(Question::Menu(0)),
        Action::HelpScreen => model.questions.push(Question::Help(0)),
        Action::Search => model.questions.push(Question::text(TextOf::Find)),
        Action::Breaches => breaches(model),
        Action::OtherStation => return pick(model),
        Action::NoStation => return clear(model),
        Action::Exchange => return mark(model),
        Action::Bring => return bring(model),
        Action::Lock => lock(model),
        Action::Undo => return vec![Effect::Edit(Edit::Undo)],
        Action::Redo => return vec![Effect::Edit(Edit::Redo)],
        Action::Improve => {
            model.improving = Some(super::msg::Improving {
                before: model.sheet.objective,
                now: model.sheet.objective,
                ..super::msg::Improving::default()
            });
            return vec![Effect::Improve];
        }
        Action::Keep => return keep(model),
        Action::Back if model.marked.take().is_some() => {}
        Action::Back | Action::Quit => return leave(model),
        Action::TurnTable => turn(model),
        Action::FirstAid | Action::Evacuate | Action::Log => tell(model, "sheet-not-here", "", true),
        _ => go(model, action),
    }
    Vec::new()
}

fn leave(model: &mut Model) -> Vec<Effect> {
    if model.sheet.is_changed {
        model.questions.push(Question::Leave(0));
        return Vec::new();
    }
    vec![Effect::Leave]
}

/// Keeps the plan; what breaks rules is shown first.
pub(super) fn keep(model: &mut Model) -> Vec<Effect> {
    if !model.sheet.breaches.is_empty() && matches!(model.over, Over::File { .. }) {
        model.questions.push(Question::Keep(0));
        return Vec::new();
    }
    keep_now(model)
}

fn breaches(model: &mut Model) {
    if model.sheet.breaches.is_empty() {
        tell(model, "sheet-no-breaches", "", false);
    } else {
        model.questions.push(Question::Breaches(0));
    }
}

/// Why the chosen cell cannot be edited.
fn refused(model: &Model) -> Option<Refused> {
    let signs = model.cell().signs;
    [
        (Sign::Run, Refused::Run),
        (Sign::Held, Refused::Held),
        (Sign::Away, Refused::Away),
        (Sign::Locked, Refused::Locked),
    ]
    .into_iter()
    .find_map(|(sign, why)| signs.has(sign).then_some(why))
}

fn pick(model: &mut Model) -> Vec<Effect> {
    if model.marked.is_some() {
        return mark(model);
    }
    if let Some(why) = refused(model) {
        tell(model, why.text_key(), "", true);
        return Vec::new();
    }
    match model.at() {
        Some(at) => model.questions.push(Question::Pick {
            at,
            typed: String::new(),
            selected: 0,
            is_warned: false,
        }),
        None => return bring(model),
    }
    Vec::new()
}

fn clear(model: &mut Model) -> Vec<Effect> {
    if let Some(why) = refused(model) {
        tell(model, why.text_key(), "", true);
        return Vec::new();
    }
    match model.at() {
        Some(at) if model.cell().station.is_some() => weigh(model, Edit::Set(at, None)),
        _ => {
            tell(model, "sheet-nobody", "", true);
            Vec::new()
        }
    }
}

/// Marks the chosen cell, or asks for the exchange with the one that is marked.
fn mark(model: &mut Model) -> Vec<Effect> {
    let Some(at) = model.at() else {
        tell(model, "sheet-nobody", "", true);
        return Vec::new();
    };
    match model.marked {
        Some(marked) if marked == at => model.marked = None,
        Some(_) => match exchange(model) {
            Some(edit) => return weigh(model, edit),
            None => tell(model, "sheet-swap-where", "", true),
        },
        None => match refused(model) {
            Some(why) => tell(model, why.text_key(), "", true),
            None => model.marked = Some(at),
        },
    }
    Vec::new()
}

/// Asks which group is to come to the chosen station.
fn bring(model: &mut Model) -> Vec<Effect> {
    let station = match model.turned {
        Turned::Stations => model.sheet.stations.get(model.cursor.station).map(|stop| stop.no),
        Turned::Groups => model.cell().station,
    };
    let round = model.sheet.rounds.get(model.cursor.round).map(|round| round.no);
    match station.zip(round) {
        Some((station, round)) => model
            .questions
            .push(Question::text(TextOf::Bring(station, round))),
        None => tell(model, "sheet-nobody", "", true),
    }
    Vec::new()
}

fn lock(model: &mut Model) {
    match model.at() {
        Some(at) => model.questions.push(Question::Locks(at, 0)),
        None => tell(model, "sheet-nobody", "", true),
    }
}

/// Turns the table, with the same group chosen where there is one.
fn turn(model: &mut Model) {
    match model.turned {
        Turned::Groups => {
            model.turned = Turned::Stations;
            let station = model.sheet.cell(model.cursor.group, model.cursor.round).station;
            if station.is_some() {
                model.follow_group();
            }
        }
        Turned::Stations => {
            if let Some(group) = model.chosen_group() {
                model.cursor.group = group;
            }
            model.turned = Turned::Groups;
        }
    }
}

/// Moves the choice.
fn go(model: &mut Model, action: Action) {
    let page = Shape::of(model).rows.max(1);
    let last_row = model.rows().saturating_sub(1);
    let last_round = model.sheet.rounds.len().saturating_sub(1);
    let (row, round) = (model.row(), model.cursor.round);
    let (to, round) = match action {
        Action::Up => (row.saturating_sub(1), round),
        Action::Down => ((row + 1).min(last_row), round),
        Action::PageUp => (row.saturating_sub(page), round),
        Action::PageDown => ((row + page).min(last_row), round),
        Action::Left => (row, round.saturating_sub(1)),
        Action::Right => (row, (round + 1).min(last_round)),
        // Once more at the edge goes on to the corner.
        Action::First if round == 0 => (0, 0),
        Action::First => (row, 0),
        Action::Last if round == last_round => (last_row, last_round),
        Action::Last => (row, last_round),
        Action::NextGuest => return next_guest(model),
        _ => return,
    };
    match model.turned {
        Turned::Groups => model.cursor.group = to,
        Turned::Stations => {
            model.cursor.station = to;
            model.cursor.guest = 0;
        }
    }
    model.cursor.round = round;
}

fn next_guest(model: &mut Model) {
    let count = model.guests().len();
    if model.turned == Turned::Stations && count > 0 {
        model.cursor.guest = (model.cursor.guest + 1) % count;
    }
}
