//! The lists of a report as lines of text: gaps, deviations, time, places, safety, guests.

use super::page::Page;
use super::value;
use crate::domain::id::{GroupNo, Place, RoundNo, StationNo};
use crate::report::model::{Deviation, Evacuation, Gaps, HelpCall, Late, Outcome, Report, Stopped};
use crate::report::value::{At, Cell};
use crate::report::words::{Value, Words};

fn number(number: impl TryInto<i64>) -> Value {
    Value::from(number.try_into().unwrap_or(i64::MAX).to_string())
}

fn visit(words: &Words, round: RoundNo, group: GroupNo, station: StationNo) -> String {
    let facts = [
        ("r", number(round.0)),
        ("g", number(group.0)),
        ("s", number(station.0)),
    ];
    words.fmt("at-visit", &facts)
}

fn at_station(words: &Words, station: StationNo) -> String {
    words.fmt("at-station", &[("s", number(station.0))])
}

fn at(words: &Words, place: Place) -> String {
    match place {
        Place::Station(no) => at_station(words, no),
        Place::Desk(no) => words.fmt("at-desk", &[("s", number(no.0))]),
        Place::Coordination => words.get("at-coordination"),
    }
}

fn because(words: &Words, line: String, reason: Option<&str>) -> String {
    match reason {
        None => line,
        Some(reason) => {
            let reason = words.code("reason", reason);
            words.fmt("line-reason", &[("x", value(line)), ("y", value(reason))])
        }
    }
}

/// What is not known.
pub(super) fn gaps(page: &mut Page, report: &Report) {
    let lines = gap_lines(&page.words, &report.gaps);
    page.heading("head-gaps");
    if lines.is_empty() {
        let none = page.words.get("report-none");
        page.item(&none);
    }
    for line in lines {
        page.item(&line);
    }
}

fn gap_lines(words: &Words, gaps: &Gaps) -> Vec<String> {
    let rounds = |rounds: &[RoundNo]| {
        let rounds: Vec<String> = rounds.iter().map(ToString::to_string).collect();
        value(rounds.join(", "))
    };
    let mut lines: Vec<String> = Vec::new();
    lines.extend(gaps.on_paper.iter().map(|paper| {
        let facts = [("s", number(paper.station.0)), ("x", rounds(&paper.rounds))];
        words.fmt("line-paper", &facts)
    }));
    lines.extend(gaps.unconfirmed.iter().map(|visit| {
        let facts = [
            ("s", number(visit.station.0)),
            ("r", number(visit.round.0)),
            ("g", number(visit.group.0)),
        ];
        words.fmt("line-unconfirmed", &facts)
    }));
    lines.extend(gaps.not_received.iter().map(|hole| {
        let who = hole
            .role
            .map_or_else(|| hole.origin.to_string(), |role| role.to_string());
        words.fmt("line-hole", &[("x", value(who)), ("n", number(hole.entries))])
    }));
    if gaps.unknown_entries > 0 {
        lines.push(words.fmt("line-unknown-entries", &[("x", number(gaps.unknown_entries))]));
    }
    lines.extend(gaps.differing.iter().map(|differing| {
        let one = differing.visit;
        let facts = [
            ("x", value(visit(words, one.round, one.group, one.station))),
            ("n", number(differing.count)),
            ("m", number(differing.other)),
        ];
        words.fmt("line-differs", &facts)
    }));
    lines.extend(gaps.counted_twice.iter().map(|twice| {
        let stations: Vec<String> = twice.stations.iter().map(ToString::to_string).collect();
        let facts = [
            ("r", number(twice.round.0)),
            ("g", number(twice.group.0)),
            ("x", value(stations.join(", "))),
        ];
        words.fmt("line-twice", &facts)
    }));
    if gaps.end_unknown > 0 {
        lines.push(words.fmt("line-end-unknown", &[("x", number(gaps.end_unknown))]));
    }
    lines
}

/// Deviations, time and places.
pub(super) fn order(page: &mut Page, report: &Report) {
    if !report.deviations.is_empty() {
        page.heading("head-deviations");
        for told in &report.deviations {
            let line = deviation(&page.words, told);
            page.item(&line);
        }
    }
    page.heading("head-punctuality");
    lateness(page, report);
    overruns(page, report);
    stops(page, report);
    places(page, report);
}

fn deviation(words: &Words, told: &Deviation) -> String {
    let place = match told.station {
        Some(station) => visit(words, told.round, told.group, station),
        None => words.fmt(
            "at-group",
            &[("r", number(told.round.0)), ("g", number(told.group.0))],
        ),
    };
    let outcome = words.code("outcome", told.outcome.code());
    let mut line = format!("{place}: {outcome}");
    if let Some(station) = told.instead.filter(|_| told.outcome == Outcome::Moved) {
        line = words.fmt("line-instead", &[("x", value(line)), ("s", number(station.0))]);
    }
    because(words, line, told.reason.map(crate::domain::fact::Reason::code))
}

fn lateness(page: &mut Page, report: &Report) {
    let order = &report.punctuality;
    let limit = [("n", number(order.late_after_min))];
    let in_time = page.words.number(order.in_time.into());
    page.figure_of("figure-in-time", &in_time, &limit);
    let late = count(&page.words, order.late.len());
    page.figure_of("figure-late", &late, &limit);
    let lines: Vec<String> = order
        .late
        .iter()
        .map(|late| late_line(&page.words, late))
        .collect();
    for line in lines {
        page.item(&format!("  {line}"));
    }
    let unknown = page.words.number(order.arrival_unknown.into());
    page.figure("figure-arrival-unknown", &unknown);
    if let Some(wait) = order.longest_wait {
        let length = page.words.length(wait.wait_s);
        page.figure("figure-longest-wait", &length);
        let line = visit(&page.words, wait.round, wait.group, wait.station);
        page.item(&format!("  {line}"));
    }
    let delays = count(&page.words, order.delays.len());
    page.figure("figure-delays", &delays);
    for delay in &order.delays {
        let words = &page.words;
        let group = words.fmt("at-group-only", &[("g", number(delay.group.0))]);
        let until = format!("{} → {}", delay.at.0.hh_mm(), delay.until.0.hh_mm());
        let line = words.fmt("line-late", &[("x", value(group)), ("y", value(until))]);
        let line = because(words, line, Some(delay.reason.code()));
        page.item(&format!("  {line}"));
    }
}

fn count(words: &Words, count: usize) -> String {
    words.number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn late_line(words: &Words, late: &Late) -> String {
    let place = visit(words, late.round, late.group, late.station);
    let facts = [("x", value(place)), ("y", value(words.length(late.late_s)))];
    let mut line = words.fmt("line-late", &facts);
    if let Some(station) = late.sent_on_from {
        line = words.fmt("line-sent-on", &[("x", value(line)), ("s", number(station.0))]);
    }
    because(words, line, late.reason.map(crate::domain::fact::Reason::code))
}

fn overruns(page: &mut Page, report: &Report) {
    let order = &report.punctuality;
    let overruns = count(&page.words, order.overruns.len());
    let limit = [("n", number(order.overrun_from_s))];
    page.figure_of("figure-overruns", &overruns, &limit);
    for over in &order.overruns {
        let words = &page.words;
        let place = visit(words, over.round, over.group, over.station);
        let facts = [("x", value(place)), ("y", value(words.length(over.over_s)))];
        let line = words.fmt("line-late", &facts);
        let line = because(words, line, over.cause.map(crate::domain::fact::Reason::code));
        page.item(&format!("  {line}"));
    }
    let interrupted = page.words.number(report.totals.sessions.interrupted.into());
    page.figure("figure-interrupted", &interrupted);
    let extensions = count(&page.words, order.extensions.len());
    page.figure("figure-extensions", &extensions);
    for extended in &order.extensions {
        let words = &page.words;
        let facts = [("r", number(extended.round.0)), ("s", number(extended.station.0))];
        let place = words.fmt("at-station-round", &facts);
        let length = words.length(extended.minutes * 60);
        let line = words.fmt("line-late", &[("x", value(place)), ("y", value(length))]);
        let line = because(words, line, Some(extended.reason.code()));
        page.item(&format!("  {line}"));
    }
}

/// From when to when, how long and why.
fn stop_line(words: &Words, stop: &Stopped) -> String {
    let span = Words::span(stop.since, stop.until);
    let line = format!("{span} ({})", words.length(stop.length_s));
    because(words, line, Some(stop.reason.code()))
}

fn stops(page: &mut Page, report: &Report) {
    let order = &report.punctuality;
    let held = page.words.length(order.held_s);
    page.figure("figure-holds", &held);
    for stop in &order.holds {
        let line = stop_line(&page.words, stop);
        page.item(&format!("  {line}"));
    }
    let pauses = count(&page.words, order.pauses.len());
    page.figure("figure-pauses", &pauses);
    for pause in &order.pauses {
        let place = at_station(&page.words, pause.station);
        let line = stop_line(&page.words, &pause.stop);
        page.item(&format!("  {place}: {line}"));
    }
}

fn places(page: &mut Page, report: &Report) {
    let capacity = &report.capacity;
    page.heading("head-capacity");
    let taken = page.words.share(
        Cell::Known(capacity.places_taken),
        Cell::Known(capacity.places_offered),
    );
    page.figure("figure-places-taken", &taken);
    let times = count(&page.words, capacity.over_places.len());
    page.figure_of(
        "figure-over-places",
        &times,
        &[("n", number(capacity.over_from_s))],
    );
    for crowd in &capacity.over_places {
        let words = &page.words;
        let span = Words::span(crowd.since, crowd.until);
        let facts = [
            ("x", value(at_station(words, crowd.station))),
            ("n", value(words.cell(crowd.pupils))),
            ("m", number(crowd.places)),
            ("y", value(format!("{span} ({})", words.length(crowd.length_s)))),
        ];
        let line = words.fmt("line-crowd", &facts);
        page.item(&format!("  {line}"));
    }
    let unused = count(&page.words, capacity.unused.len());
    page.figure("figure-unused", &unused);
    let numbers: Vec<String> = capacity
        .unused
        .iter()
        .map(|one| one.station.to_string())
        .collect();
    if !numbers.is_empty() {
        page.item(&format!("  {}", numbers.join(", ")));
    }
}

/// Briefings, calls, evacuations, faults, support.
pub(super) fn safety(page: &mut Page, report: &Report) {
    let safety = &report.safety;
    let briefings = safety.briefings;
    page.heading("head-safety");
    let words = &page.words;
    let marked = format!(
        "{} / {}",
        words.number(briefings.marked.into()),
        words.number(briefings.required.into())
    );
    page.figure("figure-briefings", &marked);
    let not_marked = page.words.number(briefings.not_marked.into());
    page.figure("figure-briefings-not-marked", &not_marked);
    let unknown = page.words.number(briefings.unknown.into());
    page.figure("figure-briefings-unknown", &unknown);
    let first_aid = page.words.number(safety.first_aid_calls.into());
    page.figure("figure-first-aid", &first_aid);
    for call in &safety.first_aid {
        let line = call_line(
            &page.words,
            at(&page.words, call.place),
            call.at,
            call.accepted_after_s,
        );
        page.item(&format!("  {line}"));
    }
    let help = page.words.number(safety.help_calls.into());
    page.figure("figure-help", &help);
    for HelpCall { need, call } in &safety.help {
        let what = page.words.code("need", need.code());
        let place = format!("{what}, {}", at(&page.words, call.place));
        let line = call_line(&page.words, place, call.at, call.accepted_after_s);
        page.item(&format!("  {line}"));
    }
    let evacuations = count(&page.words, safety.evacuations.len());
    page.figure("figure-evacuations", &evacuations);
    for evacuation in &safety.evacuations {
        let line = evacuation_line(&page.words, evacuation);
        page.item(&format!("  {line}"));
    }
    faults(page, report);
    support(page, report);
}

fn call_line(words: &Words, place: String, at: At, accepted_after_s: Option<i64>) -> String {
    let (key, after) = match accepted_after_s {
        Some(after) => ("line-accepted", words.length(after)),
        None => ("line-not-accepted", String::new()),
    };
    let facts = [
        ("x", value(place)),
        ("t", value(at.to_string())),
        ("y", value(after)),
    ];
    words.fmt(key, &facts)
}

fn evacuation_line(words: &Words, evacuation: &Evacuation) -> String {
    let outcome = if let Some(after) = evacuation.all_accounted_after_s {
        let facts = [
            ("y", value(words.length(after))),
            ("n", value(words.cell(evacuation.pupils))),
        ];
        words.fmt("line-all-there", &facts)
    } else {
        let facts = [
            ("n", number(evacuation.complete)),
            ("m", number(evacuation.groups)),
        ];
        words.fmt("line-not-all-there", &facts)
    };
    let key = if evacuation.drill {
        "line-drill"
    } else {
        "line-real"
    };
    let facts = [("t", value(evacuation.at.to_string())), ("y", value(outcome))];
    words.fmt(key, &facts)
}

fn faults(page: &mut Page, report: &Report) {
    let safety = &report.safety;
    let faults = page.words.number(safety.equipment_faults.into());
    page.figure("figure-faults", &faults);
    for fault in &safety.faults {
        let words = &page.words;
        let facts = [
            ("x", value(at_station(words, fault.station))),
            ("n", number(fault.places)),
            ("y", value(stop_line(words, &fault.stop))),
        ];
        let line = words.fmt("line-places-left", &facts);
        page.item(&format!("  {line}"));
    }
}

fn support(page: &mut Page, report: &Report) {
    page.heading("head-support");
    let any = page.words.cell(report.support.sessions);
    page.figure("figure-support", &any);
    for row in &report.support.kinds {
        let kind = page.words.code("support", row.kind.code());
        let sessions = page.words.cell(row.sessions);
        page.item(&format!("  {kind}: {sessions}"));
    }
}

/// Guests, without a number: they were not counted.
pub(super) fn guests(page: &mut Page, report: &Report) {
    if report.guests.stays.is_empty() {
        return;
    }
    page.heading("head-guests");
    for stay in &report.guests.stays {
        let words = &page.words;
        let facts = [
            ("x", value(at_station(words, stay.station))),
            ("t", value(Words::span(stay.since, stay.until))),
        ];
        let line = words.fmt("line-stay", &facts);
        page.item(&line);
    }
}
