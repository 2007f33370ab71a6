//! New times for the rounds to come: how long they last or when the next one starts, each with the end of the day.

use super::groups::field;
use crate::domain::command::Command;
use crate::domain::query::retime::{Retiming, length_to_end_as_planned, retimed};
use crate::domain::time::{EventTime, MINUTE_MS};
use crate::ui::dialog::{Ask, Dialog, Draft, Field, Form, FormOf, Label, Line, Step, Then};
use crate::ui::model::Model;
use crate::ui::msg::Reply;

/// How many shorter lengths are offered at most where the day cannot end as planned.
const SHORTER_MIN: u16 = 4;

/// How long do the rounds to come last: as planned, and every length down to the one with which the day ends as
/// planned.
pub(super) fn lengths(model: &Model) -> Vec<Reply> {
    let schedule = model.schedule();
    let Some(next) = schedule.upcoming() else {
        return vec![Reply::Tell("refusal-no-round")];
    };
    let planned = u16::try_from(next.planned.length_ms() / MINUTE_MS).unwrap_or(0);
    let is_late = schedule
        .slots
        .last()
        .is_some_and(|last| last.now.end > last.planned.end);
    let as_planned = length_to_end_as_planned(&schedule).filter(|_| is_late);
    let least = as_planned
        .unwrap_or_else(|| planned.saturating_sub(SHORTER_MIN))
        .max(1);
    let ends = |minutes: u16| {
        let retiming = Retiming {
            next_start: None,
            length_min: Some(minutes),
        };
        retimed(&schedule, retiming).last().map(|new| new.times.end)
    };
    let lengths = (least..=planned).rev();
    let mut items: Vec<_> = lengths
        .filter_map(|minutes| {
            let ends = ends(minutes)?;
            let line = if as_planned == Some(minutes) {
                Line::AsPlanned(minutes, ends)
            } else {
                Line::Length(minutes, ends)
            };
            Some((Label::Line(line), Then::Step(Step::Length(minutes))))
        })
        .collect();
    let typed = Dialog::number("ask-length", Ask::Draft(Draft::Length), Some(planned));
    items.push((Label::Key("ask-length"), Then::Open(Box::new(typed))));
    items.push((Label::Key("ask-next-start"), Then::Step(Step::NextTyped)));
    vec![Reply::open(Dialog::pick("lever-retime", items))]
}

/// When does the next round start?
pub(super) fn next_typed() -> Dialog {
    Dialog::Form(Form {
        title: "ask-next-start",
        of: FormOf::Next,
        headings: Vec::new(),
        rows: vec![field("ask-time", Field::Time(String::new()))],
        at: (0, 0),
        note: "form-time",
    })
}

/// The lever of these times.
pub(super) fn retime(model: &Model, next_start: Option<EventTime>, length_min: Option<u16>) -> Vec<Reply> {
    let retiming = Retiming {
        next_start,
        length_min,
    };
    let rounds = retimed(&model.schedule(), retiming);
    vec![Reply::Step(Step::Pull(Command::Retime(rounds)))]
}
