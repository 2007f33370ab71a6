//! The levers of coordinators: each is a few questions, then a look at what it would do, then one Enter.
//!
//! [`step`] answers one step with the next question. `menu` what can be done about what, `groups` delays, missed
//! rounds, routes and splits, `stations` closures and paper sheets, `times` new times.
//!
//! Laws: nothing is written before the preview is confirmed; a question is made from the floor as it is when it opens;
//! what cannot be is said in words and leaves the question open.

mod groups;
mod menu;
mod stations;
mod times;

pub(super) use menu::{about, on};

use super::{State, state_mut};
use crate::domain::command::Command;
use crate::domain::countdown::{Schedule, Slot};
use crate::domain::id::StationNo;
use crate::ui::dialog::{Dialog, Label, Lever, Line, Step, Then, because};
use crate::ui::model::Model;
use crate::ui::msg::{Effect, Reply};
use crate::ui::screen::overview::state::Page;

/// Answers a step on the way to a lever.
pub fn step(model: &mut Model, step: Step) -> Vec<Reply> {
    match step {
        Step::On(subject) => vec![Reply::open(on(model, &subject))],
        Step::Until(whom) => vec![Reply::open(groups::until(model, &whom))],
        Step::UntilTyped(whom) => vec![Reply::open(groups::until_typed(whom))],
        Step::Missed(whom, how) => rounds(groups::missed(model, &whom, how)),
        Step::Move(group) => rounds(groups::moves(model, group)),
        Step::MoveTo(group, round) => vec![Reply::open(groups::move_to(model, group, round))],
        Step::Route(group, chosen) => groups::route(model, group, &chosen),
        Step::Split(group) => vec![Reply::open(groups::split(model, group))],
        Step::SplitTyped(group) => vec![Reply::open(groups::split_typed(model, group))],
        Step::Lists => vec![Reply::open(groups::lists())],
        Step::AddGroup => vec![Reply::open(groups::add(model))],
        Step::CloseFrom(station) => rounds(stations::close_from(model, station)),
        Step::Sheet(station) => vec![Reply::open(stations::sheet(model, station))],
        Step::Detail(station) => show(model, |state| detail(state, station)),
        Step::Halls => vec![Reply::open(menu::halls(model))],
        Step::Retime => times::lengths(model),
        Step::Length(minutes) => times::retime(model, None, Some(minutes)),
        Step::NextTyped => vec![Reply::open(times::next_typed())],
        Step::Next(start) => times::retime(model, Some(start), None),
        Step::RollCall => show(model, |state| state.page = Page::Roll),
        Step::Figures => vec![Reply::Effect(Effect::Figures)],
        Step::Why(command) => vec![Reply::open(why(&command))],
        Step::Pull(command) => pull(model, command),
    }
}

const fn detail(state: &mut State, station: StationNo) {
    state.station = Some(station);
    state.detail = Some(station);
}

fn show(model: &mut Model, change: impl FnOnce(&mut State)) -> Vec<Reply> {
    if let Some(state) = state_mut(model) {
        change(state);
    }
    vec![Reply::CloseAll]
}

/// A question about rounds, or that no round is left.
fn rounds(question: Option<Dialog>) -> Vec<Reply> {
    question.map_or_else(
        || vec![Reply::Tell("refusal-no-round")],
        |question| vec![Reply::open(question)],
    )
}

fn why(command: &Command) -> Dialog {
    Dialog::reason("ask-reason", |reason| {
        Then::Step(Step::Pull(because(command, reason)))
    })
}

/// Everything is known: what it would do, or why it cannot be.
fn pull(model: &Model, command: Command) -> Vec<Reply> {
    match Lever::new(&model.floor, command, model.now, model.role()) {
        Ok(lever) => vec![Reply::open(Dialog::Lever(Box::new(lever)))],
        Err(why) => vec![Reply::Refuse(why)],
    }
}

/// Rounds that are not over.
fn open_rounds(schedule: &Schedule) -> impl Iterator<Item = &Slot> + '_ {
    schedule.slots.iter().filter(|slot| slot.now.end > schedule.now)
}

/// A question for one of the rounds that are not over.
fn ask_round(
    model: &Model,
    title: &'static str,
    label: impl Fn(&Slot) -> Line,
    then: impl Fn(&Slot) -> Step,
) -> Option<Dialog> {
    let schedule = model.schedule();
    let items: Vec<_> = open_rounds(&schedule)
        .map(|slot| (Label::Line(label(slot)), Then::Step(then(slot))))
        .collect();
    (!items.is_empty()).then(|| Dialog::pick(title, items))
}
