//! What the day is: `min_reader`, `[event]`, `[times]`, `[places]` and `[messages]`.

use super::draft::{Day, Hours};
use super::finding::FindingKind;
use super::pen::{At, Pen};
use super::schema::{MIN_READER, Table};
use super::section::{Section, Value, in_order, language, list, number, text, words, wrong_type};
use super::tidy::piece;
use crate::domain::event::{Lang, Places, Preset, Rules, Times};
use crate::domain::time::{EventTime, Span};
use crate::domain::version::Version;
use chrono::{NaiveDate, Offset, TimeZone};
use chrono_tz::Tz;
use toml::de::{DeTable, DeValue};

/// A day has no more rounds than fit their number.
const MOST_ROUNDS: usize = 99;
/// Nobody rests more often.
const MOST_BREAKS: u16 = 20;
/// Minutes and seconds beyond this are slips of the finger.
const MOST_MINUTES: u16 = 600;
const MOST_SECONDS: u16 = 3_600;

/// `min_reader`: the least version of the program.
pub(super) fn version(pen: &mut Pen<'_>, value: &Value<'_>) -> Option<Version> {
    let version = text(pen, MIN_READER, value)?.parse().ok();
    if version.is_none() {
        pen.add(&value.span(), FindingKind::BadVersion {});
    }
    version
}

/// `[event]`.
pub(super) fn day(pen: &mut Pen<'_>, section: &Section<'_, '_>) -> Day {
    let title = section.words(pen, "title");
    let date = section
        .need(pen, "date")
        .and_then(|value| date(pen, value))
        .unwrap_or_default();
    let city = section.text(pen, "city").unwrap_or_default();
    let zone = section.need(pen, "timezone").and_then(|value| zone(pen, value));
    let language = section
        .need(pen, "language")
        .and_then(|value| language(pen, "language", value))
        .unwrap_or(Lang::Kk);
    Day {
        title,
        date,
        city,
        timezone: zone.map_or("", |zone| zone.name()).to_owned(),
        utc_offset_min: zone.map_or(0, |zone| offset_min(zone, date)),
        language,
    }
}

/// `[rotation]`.
pub(super) fn rules(pen: &mut Pen<'_>, section: &Section<'_, '_>) -> Rules {
    let breaks = section
        .get("breaks")
        .and_then(|value| number(pen, "breaks", value, (0, MOST_BREAKS)));
    let usual = Rules::default();
    Rules {
        breaks: breaks.and_then(|breaks| u8::try_from(breaks).ok()),
        meet_once: section.flag(pen, "meet_once"),
        fixed_before_min: section.number_or(pen, "fixed_before", (0, MOST_MINUTES), usual.fixed_before_min),
    }
}

fn date(pen: &mut Pen<'_>, value: &Value<'_>) -> Option<NaiveDate> {
    let written = match value.get_ref() {
        DeValue::Datetime(_) => pen.written(&value.span()),
        DeValue::String(text) => text,
        _ => {
            wrong_type(pen, "date", value, "check-type-date");
            return None;
        }
    };
    let date = NaiveDate::parse_from_str(written, "%Y-%m-%d").ok();
    if date.is_none() {
        pen.add(&value.span(), FindingKind::BadDate {});
    }
    date
}

fn zone(pen: &mut Pen<'_>, value: &Value<'_>) -> Option<Tz> {
    let name = text(pen, "timezone", value)?;
    let zone = name.parse().ok();
    if zone.is_none() {
        pen.add(&value.span(), FindingKind::UnknownZone {});
    }
    zone
}

/// The offset at noon: a day on which clocks are put forward has one offset, the one of its rounds.
fn offset_min(zone: Tz, date: NaiveDate) -> i32 {
    let noon = date.and_hms_opt(12, 0, 0).unwrap_or_default();
    zone.offset_from_local_datetime(&noon)
        .earliest()
        .map_or(0, |offset| offset.fix().local_minus_utc() / 60)
}

/// `[times]`.
pub(super) fn hours(pen: &mut Pen<'_>, section: &Section<'_, '_>) -> Hours {
    let doors = section.time(pen, "doors");
    let opening = section.time(pen, "opening");
    let closing = section.time(pen, "closing");
    reversed(pen, section, ("doors", doors), ("opening", opening));
    reversed(pen, section, ("opening", opening), ("closing", closing));
    let rounds = section.need(pen, "rounds").and_then(|value| rounds(pen, value));
    if let Some(rounds) = &rounds {
        judge_rounds(pen, rounds, opening.zip(closing));
    }
    Hours {
        times: Times {
            doors: doors.unwrap_or_default(),
            opening: opening.unwrap_or_default(),
            closing: closing.unwrap_or_default(),
            rounds: rounds.iter().flatten().filter_map(|(span, _)| *span).collect(),
            warn_before_end_min: warnings(pen, section),
            late_after_min: section.number_or(pen, "late_after", (0, MOST_MINUTES), 3),
            no_show_after_min: section.number_or(pen, "no_show_after", (0, MOST_MINUTES), 10),
            offline_after_s: section
                .number_or(pen, "offline_after", (1, MOST_SECONDS), 60)
                .into(),
        },
        rounds: rounds.map(|rounds| rounds.into_iter().map(|(span, _)| span).collect()),
    }
}

fn reversed(
    pen: &mut Pen<'_>,
    section: &Section<'_, '_>,
    (earlier, first): (&'static str, Option<EventTime>),
    (later, second): (&'static str, Option<EventTime>),
) {
    if let (Some(first), Some(second), Some(value)) = (first, second, section.get(later))
        && second < first
    {
        pen.add(&value.span(), FindingKind::TimesReversed { earlier, later });
    }
}

fn warnings(pen: &mut Pen<'_>, section: &Section<'_, '_>) -> Vec<u16> {
    let key = "warn_before_end";
    let Some(minutes) = section.get(key).and_then(|value| list(pen, key, value)) else {
        return vec![5, 1];
    };
    let mut minutes: Vec<u16> = minutes
        .iter()
        .filter_map(|value| number(pen, key, value, (1, MOST_MINUTES)))
        .collect();
    minutes.sort_unstable_by(|a, b| b.cmp(a));
    minutes.dedup();
    minutes
}

/// The rounds as they are listed; one that cannot be read keeps its place.
fn rounds(pen: &mut Pen<'_>, value: &Value<'_>) -> Option<Vec<(Option<Span>, At)>> {
    let listed = list(pen, "rounds", value)?;
    if listed.is_empty() {
        pen.add(&value.span(), FindingKind::NoRounds {});
        return None;
    }
    if let Some(first_over) = listed.get(MOST_ROUNDS) {
        let limit = u32::try_from(MOST_ROUNDS).unwrap_or(u32::MAX);
        pen.add(&first_over.span(), FindingKind::TooManyRounds { limit });
        return None;
    }
    Some(
        listed
            .iter()
            .map(|value| (range(pen, value), value.span()))
            .collect(),
    )
}

fn range(pen: &mut Pen<'_>, value: &Value<'_>) -> Option<Span> {
    let Some(written) = value.get_ref().as_str() else {
        wrong_type(pen, "rounds", value, "check-type-range");
        return None;
    };
    let span = written.split_once(['-', '–', '—']).and_then(|(start, end)| {
        Some(Span {
            start: start.parse().ok()?,
            end: end.parse().ok()?,
        })
    });
    match span {
        None => pen.add(&value.span(), FindingKind::BadRange {}),
        Some(span) if span.end <= span.start => pen.add(&value.span(), FindingKind::EndBeforeStart {}),
        Some(_) => return span,
    }
    None
}

fn judge_rounds(pen: &mut Pen<'_>, rounds: &[(Option<Span>, At)], day: Option<(EventTime, EventTime)>) {
    let mut last: Option<(u32, Span)> = None;
    for (round, (span, at)) in (1u32..).zip(rounds) {
        let Some(span) = *span else { continue };
        if let Some((before, earlier)) = last {
            if span.start < earlier.start {
                pen.add(at, FindingKind::RoundsOutOfOrder { round, before });
            } else if span.start < earlier.end {
                pen.add(at, FindingKind::RoundsOverlap { round, before });
            }
        }
        if day.is_some_and(|(opening, closing)| span.start < opening || span.end > closing) {
            pen.add(at, FindingKind::RoundOutsideDay { round });
        }
        last = Some((round, span));
    }
}

/// `[places]`.
pub(super) fn places(pen: &mut Pen<'_>, section: &Section<'_, '_>) -> Places {
    Places {
        first_aid: section.words(pen, "first_aid"),
        assembly: section.words(pen, "assembly"),
        info: section.words_if_any(pen, "info"),
        emergency: section.text(pen, "emergency").unwrap_or_default(),
    }
}

/// `[messages]`: any key, a text each.
pub(super) fn messages(pen: &mut Pen<'_>, table: &DeTable<'_>) -> Vec<Preset> {
    let mut presets = Vec::new();
    for (key, at, value) in in_order(table) {
        let is_text = matches!(value.get_ref(), DeValue::String(_) | DeValue::Table(_));
        if !is_text && let Some(what) = Table::Messages.misplaced(key) {
            pen.add(&at, what);
            continue;
        }
        presets.push(Preset {
            key: piece(key),
            text: words(pen, key, value),
        });
    }
    presets
}
