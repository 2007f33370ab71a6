//! The floor in a line: the round and its time, who is where, what is wrong. A hold stands over the whole width.

use crate::domain::countdown::{Schedule, Stop};
use crate::domain::id::{DeskNo, Place};
use crate::domain::query::alarms::Alarm;
use crate::domain::query::overview::{Overview, Totals, unanswered};
use crate::domain::query::people::inbox;
use crate::domain::query::station::State;
use crate::domain::time::Digits;
use crate::ui::keymap::{Action, Context, label};
use crate::ui::model::Model;
use crate::ui::say;
use crate::ui::screen::evacuation;
use crate::ui::text::{Texts, reason_key};
use crate::ui::widget::line::fit;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// What stands between two items of the line.
const BETWEEN: &str = "  ";

/// The lines over a page.
pub(super) fn lines(model: &Model, floor: &Overview<'_>, width: u16) -> Vec<Line<'static>> {
    let width = usize::from(width);
    let mut lines = Vec::with_capacity(4);
    lines.extend(hold_line(model, &floor.schedule, width));
    lines.extend(flow(items(model, floor), width));
    lines.extend(fork_line(model, width));
    lines.extend(not_ready_line(model, floor, width));
    lines.extend(message_line(model, width));
    lines.extend(queue_line(model, width));
    lines.extend(gaps_line(model, &floor.schedule, width));
    lines
}

fn hold_line(model: &Model, schedule: &Schedule, width: usize) -> Option<Line<'static>> {
    let hold = schedule.held()?;
    let length = Digits::over(hold.length_ms(schedule.now));
    let (said, style) = match evacuation::told(model) {
        Some(told) => (told, model.look.theme.alarm),
        None => (
            held(model, hold),
            model.look.theme.held.add_modifier(Modifier::REVERSED),
        ),
    };
    Some(Line::styled(fit(&format!(" \" {said} · {length}"), width), style))
}

fn held(model: &Model, hold: &Stop) -> String {
    let reason = model.texts().get(reason_key(hold.reason));
    let since = hold.since.hh_mm().to_string();
    let values = [("x", reason.into()), ("t", since.into())];
    model.texts().fmt("held-since", &values)
}

/// Two laptops wrote under one name: which, how much, and how many more such names there are.
fn fork_line(model: &Model, width: usize) -> Option<Line<'static>> {
    let (first, more) = model.forks.split_first()?;
    let mut devices = model.presence.iter();
    let device = devices.find(|device| device.origin == first.origin && !device.label.is_empty());
    let name = device.map_or_else(|| first.origin.to_string(), |device| device.label.clone());
    let values = [("x", name.into()), ("n", first.names.into())];
    let said = model.texts().fmt("fork-alarm", &values);
    let rest = if more.is_empty() {
        String::new()
    } else {
        format!(" +{}", more.len())
    };
    let line = format!(" {}{rest}", fit(&said, width.saturating_sub(1 + rest.len())));
    Some(Line::styled(line, model.look.theme.alarm))
}

/// A message to the coordinators, until it is received.
fn message_line(model: &Model, width: usize) -> Option<Line<'static>> {
    let inbox = inbox(&model.floor, Place::Coordination);
    let message = inbox.first()?;
    let key = label(Context::Overview, Action::Received).map_or_else(String::new, |key| key.to_string());
    let text = message.text.get(model.look.lang);
    let press = model.texts().fmt("message-press", &[("k", key.into())]);
    let press = if model.is_review {
        String::new()
    } else {
        format!(" — {press}")
    };
    let line = format!(" {} {text}{press}", message.at.hh_mm());
    Some(Line::styled(fit(&line, width), model.look.theme.warn))
}

/// Before the first round: which stations have not said "ready".
fn not_ready_line(model: &Model, floor: &Overview<'_>, width: usize) -> Option<Line<'static>> {
    if floor.schedule.current().is_some() {
        return None;
    }
    let waiting = floor
        .rows
        .iter()
        .filter(|row| row.is_planned && row.now.under == State::NotReady);
    let places: Vec<_> = waiting.map(|row| Place::Station(row.now.no)).collect();
    if places.is_empty() {
        return None;
    }
    let numbers = say::places(model.texts(), &places);
    let said = model.texts().fmt("not-ready-list", &[("x", numbers.into())]);
    Some(Line::styled(
        fit(&format!(" {said}"), width),
        model.look.theme.normal,
    ))
}

/// Desks with somebody waiting, and then those that said they are free.
fn queue_line(model: &Model, width: usize) -> Option<Line<'static>> {
    let (texts, floor) = (model.texts(), &model.floor);
    let length = |no: DeskNo| Some((no, floor.desk(no)?.queue.last(&floor.undone)?.value));
    let desks = floor.event().into_iter().flat_map(|event| event.desks.keys());
    let told: Vec<(DeskNo, u16)> = desks.filter_map(|no| length(*no)).collect();
    if told.iter().all(|(_, length)| *length == 0) {
        return None;
    }
    let mut words = told
        .iter()
        .filter(|(_, length)| *length > 0)
        .map(|(no, length)| format!("{} — {length}", say::place(texts, Place::Desk(*no))))
        .collect::<Vec<_>>();
    let free = told.iter().filter(|(_, length)| *length == 0);
    words.extend(free.map(|(no, _)| format!("{no}: {}", texts.get("free"))));
    let said = texts.fmt("queue-line", &[("x", words.join(", ").into())]);
    Some(Line::styled(
        fit(&format!(" {said}"), width),
        model.look.theme.normal,
    ))
}

/// After the last round: from which stations something is still to come.
fn gaps_line(model: &Model, schedule: &Schedule, width: usize) -> Option<Line<'static>> {
    let over = schedule
        .slots
        .last()
        .is_some_and(|slot| slot.now.end <= schedule.now);
    if !over {
        return None;
    }
    let unconfirmed = model.alarms.list.iter().filter_map(|alarm| match alarm {
        Alarm::Unconfirmed(visit) => Some(Place::Station(visit.station)),
        _ => None,
    });
    let unsent = model.presence.iter().filter(|device| device.unsent > 0);
    let places: BTreeSet<Place> = unconfirmed
        .chain(unsent.map(|device| device.role.place()))
        .collect();
    if places.is_empty() {
        return None;
    }
    let places: Vec<Place> = places.into_iter().collect();
    let places = say::places(model.texts(), &places);
    let said = model.texts().fmt("not-everything", &[("x", places.into())]);
    Some(Line::styled(
        fit(&format!(" {said}"), width),
        model.look.theme.warn,
    ))
}

type Item = (String, Style);

fn items(model: &Model, floor: &Overview<'_>) -> Vec<Item> {
    let (texts, theme) = (model.texts(), model.look.theme);
    let totals = &floor.totals;
    let mut items = vec![(phase(texts, &floor.schedule), theme.accent)];
    let moved = floor.schedule.moved_by_min();
    if moved != 0 {
        items.push((texts.fmt("m-moved", &[("n", moved.into())]), theme.warn));
    }
    let unread = unanswered(&model.floor, model.now);
    let sums = [
        ("sum-calls", floor.calls.len(), theme.call),
        ("sum-lost", totals.lost, theme.alarm),
        ("sum-offline", totals.offline, theme.alarm),
        ("sum-unread", unread, theme.warn),
        ("sum-alarms", model.alarms.list.len(), theme.warn),
    ];
    items.extend(counts(texts, totals, floor.schedule.current().is_some()).map(|text| (text, theme.normal)));
    let wrong = sums.into_iter().filter(|(_, count, _)| *count > 0);
    items.extend(wrong.map(|(key, count, style)| (texts.fmt(key, &[("n", count.into())]), style)));
    items.extend(say::unchecked(texts, model.link.trust).map(|text| (text, theme.warn)));
    items
}

fn counts<'t>(texts: &'t Texts, totals: &Totals, has_begun: bool) -> impl Iterator<Item = String> + use<'t> {
    let sum = |key: &'static str, n: usize| (key, n);
    let ready = (!has_begun || totals.ready < totals.planned).then(|| {
        let numbers = [("n", totals.ready.into()), ("m", totals.planned.into())];
        texts.fmt("sum-ready", &numbers)
    });
    let people = usize::try_from(totals.pupils).unwrap_or(usize::MAX);
    let now = [
        sum("sum-running", totals.busy),
        sum("sum-waiting", totals.waiting),
        sum("sum-free", totals.free),
        sum("sum-people", people),
    ];
    let now = now.into_iter().filter(move |_| has_begun);
    ready
        .into_iter()
        .chain(now.map(|(key, n)| texts.fmt(key, &[("n", n.into())])))
}

/// The round and what its clock shows.
fn phase(texts: &Texts, schedule: &Schedule) -> String {
    let until = |key: &str, ms: i64| format!("{} {}", texts.get(key), Digits::left(ms));
    let to_next = |key: &str| {
        let next = schedule.upcoming();
        next.map_or_else(
            || texts.get("phase-done").to_owned(),
            |next| until(key, next.now.start.since(schedule.now)),
        )
    };
    match schedule.current() {
        None => to_next("until-start"),
        Some(slot) if schedule.now < slot.now.end => {
            let left = Digits::left(slot.now.end.since(schedule.now)).to_string();
            let round = texts.fmt("round-no", &[("r", slot.round.0.into())]);
            format!("{round}: {}", texts.fmt("left-time", &[("t", left.into())]))
        }
        Some(_) => to_next("until-next"),
    }
}

/// Lays the items into as many lines as they need.
fn flow(items: Vec<Item>, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut spans: Vec<Span<'static>> = vec![Span::raw(" ")];
    let mut used = 1;
    for (text, style) in items {
        let cells = text.width();
        if used > 1 && used + cells > width {
            lines.push(Line::from(std::mem::replace(&mut spans, vec![Span::raw(" ")])));
            used = 1;
        }
        used += cells + BETWEEN.len();
        spans.push(Span::styled(fit(&text, width.saturating_sub(1)), style));
        spans.push(Span::raw(BETWEEN));
    }
    lines.push(Line::from(spans));
    lines
}
