//! `sheber status` as text: the floor line, what is wrong, a line a station, who is lost.

use crate::cli::out::clean;
use crate::domain::floor::Floor;
use crate::domain::presence::Presence;
use crate::domain::query::groups::GroupNow;
use crate::domain::query::overview::{Contact, Overview, Row, overview};
use crate::domain::query::people::CallNow;
use crate::domain::query::station::State;
use crate::domain::time::{EventTime, MINUTE_MS};
use crate::ui::say;
use crate::ui::text::{Texts, need_key, reason_key};
use crate::ui::theme::Mark;
use crate::ui::widget::line::pad;
use std::io::{self, Write};

/// Cells of a station's state.
const STATE: usize = 24;

/// Writes the floor at `now`.
///
/// # Errors
/// The writer's.
pub fn write(
    out: &mut dyn Write,
    texts: &'static Texts,
    floor: &Floor,
    presence: &[Presence],
    now: EventTime,
) -> io::Result<()> {
    let all = overview(floor, presence, now);
    let mut tell = |line: String| writeln!(out, "{}", clean(&line));
    tell(head(texts, floor, &all))?;
    for call in &all.calls {
        tell(call_line(texts, call))?;
    }
    let warn = floor
        .event()
        .map_or(&[][..], |event| &event.times.warn_before_end_min);
    tell(heading(texts))?;
    for row in &all.rows {
        tell(station_line(texts, row, warn))?;
    }
    for group in all.groups().iter().filter(|group| group.state.is_lost()) {
        tell(lost_line(texts, group))?;
    }
    Ok(())
}

fn head(texts: &'static Texts, floor: &Floor, all: &Overview<'_>) -> String {
    let Some(day) = floor.day() else {
        return texts.get("refusal-floor-not-open").to_owned();
    };
    let mut parts = Vec::new();
    if day.opening.rehearsal {
        parts.push(say::rehearsal(texts, &day.opening));
    }
    parts.push(day.opening.event.title.get(texts.lang()).to_owned());
    parts.push(all.schedule.now.to_string());
    if let Some(slot) = all.schedule.current() {
        let values = [("r", slot.round.0.into()), ("n", all.schedule.slots.len().into())];
        parts.push(texts.fmt("round-of", &values));
    }
    if let Some(hold) = all.schedule.held() {
        let reason = texts.get(reason_key(hold.reason));
        let since = hold.since.hh_mm().to_string();
        parts.push(texts.fmt("held-since", &[("x", reason.into()), ("t", since.into())]));
    }
    let sums = &all.totals;
    parts.push(texts.fmt(
        "sum-ready",
        &[("n", sums.ready.into()), ("m", sums.planned.into())],
    ));
    parts.push(texts.fmt("sum-people", &[("n", sums.pupils.into())]));
    parts.join(" · ")
}

fn call_line(texts: &'static Texts, call: &CallNow) -> String {
    let state = match call.accepted {
        Some(_) => texts.get("call-accepted"),
        None => texts.get("call-open"),
    };
    let what = texts.get(need_key(call.need));
    let place = say::place(texts, call.place);
    format!("!!! {} {what}: {place} ({state})  {}", call.since, call.id)
}

fn heading(texts: &'static Texts) -> String {
    let word = |key| texts.get(key);
    row([
        "",
        word("hall"),
        word("cli-state"),
        word("group"),
        word("places"),
        word("time-left"),
        word("next"),
        "",
    ])
}

/// The columns: number, hall, state, group, count of places, countdown, next group, contact and troubles.
fn row(cells: [&str; 8]) -> String {
    let widths = [3, 6, STATE, 7, 9, 9, 9];
    let mut line: String = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| pad(cell, width) + " ")
        .collect();
    line.push_str(cells.last().copied().unwrap_or_default());
    line.trim_end().to_owned()
}

fn station_line(texts: &'static Texts, station: &Row<'_>, warn_before_end_min: &[u16]) -> String {
    let now = &station.now;
    let mark = say::mark(now, warn_before_end_min);
    let groups: Vec<_> = now
        .present
        .iter()
        .map(|present| present.group.to_string())
        .collect();
    let groups = if groups.is_empty() {
        let awaited: Vec<_> = now.awaited.iter().map(|group| format!("({group})")).collect();
        awaited.join(" ")
    } else {
        groups.join(" ")
    };
    let count = match (now.under, station.counted()) {
        (State::Stand, _) => String::new(),
        (_, None) => format!("? / {}", now.places()),
        (_, Some(count)) => format!("{count} / {}", now.places()),
    };
    let mut notes = vec![contact(texts, station.contact)];
    notes.extend(station.troubles.iter().map(|trouble| {
        let mark = Mark::from(*trouble);
        format!("{} {}", mark.sign(), texts.short(mark.text_key()))
    }));
    notes.retain(|note| !note.is_empty());
    row([
        &now.no.to_string(),
        now.station.map_or("", |station| station.hall.0.as_str()),
        &format!("{} {}", mark.sign(), texts.get(mark.text_key())),
        &groups,
        &count,
        &say::digits(now.countdown),
        &now.next.map_or_else(String::new, |next| next.group.to_string()),
        &notes.join(", "),
    ])
}

fn contact(texts: &'static Texts, contact: Contact) -> String {
    match contact {
        Contact::Online(_) | Contact::Never => String::new(),
        Contact::Offline(age) => texts.fmt("ago-min", &[("n", (age / MINUTE_MS).into())]),
        Contact::Paper => texts.get("on-paper").to_owned(),
    }
}

fn lost_line(texts: &'static Texts, group: &GroupNow) -> String {
    let mark = Mark::from(group.state);
    let who = texts.fmt("group-no", &[("g", group.no.0.into())]);
    let at = group
        .station
        .map_or_else(String::new, |no| texts.fmt("station-no", &[("s", no.0.into())]));
    format!("{} {who}: {} → {at}", mark.sign(), texts.get(mark.text_key()))
}
