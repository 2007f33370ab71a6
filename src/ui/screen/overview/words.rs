//! Stations of the overview in words: troubles with their age, contact, one station in one sentence.

use super::face::Face;
use crate::domain::event::{Event, HallId, Lang};
use crate::domain::fact::Visit;
use crate::domain::id::{RoundNo, StationNo};
use crate::domain::query::overview::{Contact, Row, Trouble};
use crate::domain::query::station::planned_station;
use crate::domain::time::{Digits, EventTime, MINUTE_MS, SECOND_MS};
use crate::ui::model::Model;
use crate::ui::say;
use crate::ui::text::{Texts, need_key};
use crate::ui::theme::Mark;

/// A hall in a few cells: its name up to the dash or colon that explains it.
pub(super) fn hall_short<'e>(event: &'e Event, id: &'e HallId, lang: Lang) -> &'e str {
    event.hall(id).map_or(id.0.as_str(), |hall| {
        let name = hall.name.get(lang);
        let ends = [" — ", " – ", " - ", ": "]
            .into_iter()
            .filter_map(|dash| name.split_once(dash));
        ends.map(|(short, _)| short)
            .min_by_key(|short| short.len())
            .unwrap_or(name)
    })
}

/// How long ago, as minutes and seconds.
pub(super) fn age(ms: i64) -> String {
    Digits::over(ms).to_string()
}

/// A trouble of a station in words, with its age or size.
pub(super) fn trouble(texts: &Texts, row: &Row<'_>, trouble: Trouble, now: EventTime) -> String {
    let word = |mark: Mark| texts.get(mark.text_key());
    match trouble {
        Trouble::FirstAid { since, accepted } => called(texts, word(Mark::FirstAid), since, accepted),
        Trouble::Help {
            since,
            need,
            accepted,
        } => called(texts, texts.get(need_key(need)), since, accepted),
        Trouble::OverPlaces { count, places } => format!("{} {count}/{places}", word(Mark::OverPlaces)),
        Trouble::NoShow => {
            let minutes = texts.fmt("n-min", &[("n", waited_min(row, now).into())]);
            format!("{} {minutes}", word(Mark::NoShow))
        }
        Trouble::Late => texts.fmt("late-min", &[("n", waited_min(row, now).into())]),
        Trouble::OverTime(ms) => texts.fmt("overtime", &[("t", format!("+{}", age(ms)).into())]),
        Trouble::NotReady => not_ready(texts, row),
        Trouble::Offline => match row.contact {
            Contact::Offline(ms) => texts.fmt("offline-seen", &[("t", age(ms).into())]),
            _ => texts.get("offline-never").to_owned(),
        },
        Trouble::Briefing => word(Mark::NoBriefing).to_owned(),
        Trouble::ClockOff(ms) => clock_off(texts, ms),
        Trouble::TwoLaptops(_) => word(Mark::TwoLaptops).to_owned(),
    }
}

fn called(texts: &Texts, what: &str, since: EventTime, accepted: bool) -> String {
    let state = if accepted { texts.get("call-accepted") } else { "" };
    let sep = if accepted { ", " } else { "" };
    format!("{what} {}{sep}{state}", since.hh_mm())
}

fn waited_min(row: &Row<'_>, now: EventTime) -> i64 {
    row.now
        .slot
        .map_or(0, |slot| now.since(slot.now.start) / MINUTE_MS)
}

fn not_ready(texts: &Texts, row: &Row<'_>) -> String {
    row.now.next.map_or_else(
        || texts.get("not-ready").to_owned(),
        |next| {
            let due = next.slot.now.start.hh_mm().to_string();
            texts.fmt("not-ready-due", &[("g", next.group.0.into()), ("t", due.into())])
        },
    )
}

/// How far a laptop's clock is off: in minutes from one minute on, in seconds below.
pub(super) fn clock_off(texts: &Texts, ms: i64) -> String {
    if ms.abs() >= MINUTE_MS {
        let minutes = format!("{:+}", (ms + ms.signum() * MINUTE_MS / 2) / MINUTE_MS);
        texts.fmt("clock-off-by", &[("x", minutes.into())])
    } else {
        texts.fmt("clock-off-sec", &[("x", format!("{:+}", ms / SECOND_MS).into())])
    }
}

/// Where a group comes from that is still there although this station waits for it.
fn coming_from(model: &Model, row: &Row<'_>) -> Option<StationNo> {
    let (floor, now) = (&model.floor, &row.now);
    let (Some(group), Some(slot)) = (now.awaited.first(), now.slot) else {
        let is_over = now.ends.is_some_and(|end| end <= model.now);
        return now.next.filter(|next| next.from_busy && is_over)?.from;
    };
    let round = RoundNo(slot.round.0.checked_sub(1)?);
    let station = planned_station(floor, *group, round)?;
    let visit = Visit {
        station,
        round,
        group: *group,
    };
    let is_there = floor.session(visit)?.is_open(&floor.undone);
    is_there.then_some(station)
}

/// What is to be known of a station besides its troubles: who keeps its group, guests, fewer places.
fn besides(model: &Model, row: &Row<'_>) -> Vec<String> {
    let texts = model.texts();
    let condition = &row.now.condition;
    let mut words = Vec::new();
    words.extend(coming_from(model, row).map(|no| texts.fmt("coming-busy", &[("s", no.0.into())])));
    if condition.guests {
        words.push(texts.get("guests-here").to_owned());
    }
    if let Some(lowered) = condition.lowered {
        let full = row.now.station.map_or(0, |station| station.places);
        let values = [("n", lowered.places.into()), ("m", full.into())];
        words.push(texts.fmt("places-of", &values));
    }
    words
}

/// Every trouble of a station, and what else is to be known of it.
pub(super) fn troubles(model: &Model, face: &Face<'_, '_>) -> String {
    let (texts, now) = (model.texts(), model.now);
    let row = face.row;
    let mut words: Vec<_> = row
        .troubles
        .iter()
        .map(|one| trouble(texts, row, *one, now))
        .collect();
    words.extend(besides(model, row));
    if let Some(ms) = face.stale_ms() {
        words.push(texts.fmt("stale", &[("t", age(ms).into())]));
    }
    if row.contact == Contact::Paper {
        words.push(texts.get("on-paper").to_owned());
    }
    if row.now.extended_min != 0 {
        let more = format!("{:+}", row.now.extended_min);
        words.push(texts.fmt("n-min", &[("n", more.into())]));
    }
    words.join(", ")
}

/// One station in one sentence.
pub(super) fn sentence(model: &Model, row: &Row<'_>) -> String {
    let (texts, lang) = (model.texts(), model.look.lang);
    let Some((event, station)) = model.floor.event().zip(row.now.station) else {
        return say::place(texts, crate::domain::id::Place::Station(row.now.no));
    };
    let face = Face::of(row, &event.times.warn_before_end_min);
    let mut parts = vec![
        format!("{} {}", row.now.no, station.name.get(lang)),
        hall_short(event, &station.hall, lang).to_owned(),
        format!("{} {}", face.state.sign(), texts.get(face.state.text_key())),
    ];
    if let Some(group) = face.group() {
        let about = model.floor.group(group);
        let school = about.map_or_else(String::new, |group| format!(" {} {}", group.school, group.class));
        parts.push(format!(
            "{}{school}",
            texts.fmt("group-no", &[("g", group.0.into())])
        ));
    }
    let troubles = troubles(model, &face);
    if !troubles.is_empty() {
        parts.push(troubles);
    }
    parts.join(" · ")
}
