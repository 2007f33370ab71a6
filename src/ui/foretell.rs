//! What a lever would do, in words: one sentence a line, the weightiest first.

use super::dialog::Foreseen;
use super::model::Model;
use super::say;
use super::text::{Texts, happened, reason_key, support_key};
use crate::domain::countdown::Schedule;
use crate::domain::fact::{Delayed, Fact, Missed, SheetLine};
use crate::domain::id::{GroupNo, Place, StationNo};
use crate::domain::query::preview::{Change, Preview, Retimed};
use crate::domain::query::routes::{Misfit, Wait, Why};
use crate::domain::query::station::{Onward, onward, planned_station};
use crate::domain::rotation::Stay;
use crate::domain::time::MINUTE_MS;

/// Everything that a lever would do.
pub fn lines(model: &Model, foreseen: &Foreseen) -> Vec<String> {
    let texts = model.texts();
    let Foreseen { facts, preview } = foreseen;
    let mut lines: Vec<String> = facts.iter().map(|fact| told(texts, fact)).collect();
    lines.push(concerned(model, preview));
    lines.extend(facts.iter().flat_map(|fact| besides(model, fact)));
    lines.extend(without_station(texts, preview));
    lines.extend(stopped(texts, preview));
    // Groups without a station were told in one line.
    let misfits = preview.misfits.iter().filter(|one| one.why != Why::NoStation);
    lines.extend(misfits.map(|one| misfit(texts, "fore-misfit", one)));
    lines.extend(
        preview
            .relieved
            .iter()
            .map(|one| misfit(texts, "fore-relieved", one)),
    );
    lines.extend(preview.waits.iter().map(|one| wait(texts, one)));
    lines.extend(ends(texts, preview));
    lines.extend(preview.times.iter().map(|one| times(texts, one)));
    // A group that loses its station was told above.
    let moved = preview.changes.iter().filter(|one| !loses_station(one));
    lines.extend(moved.map(|one| change(texts, one)));
    lines
}

/// What would be recorded, with the place where it happens.
fn told(texts: &Texts, fact: &Fact) -> String {
    let what = happened(texts, fact);
    match fact.place() {
        Some(Place::Coordination) | None => what,
        Some(place) => format!("{}: {what}", say::place(texts, place)),
    }
}

/// How many are concerned: `2 groups · 24 pupils`, or that nobody is.
fn concerned(model: &Model, preview: &Preview) -> String {
    let texts = model.texts();
    if preview.is_empty() {
        return texts.get("fore-nobody").to_owned();
    }
    let mut parts = Vec::new();
    if !preview.stopped.is_empty() {
        parts.push(texts.fmt("n-stations", &[("n", preview.stopped.len().into())]));
    }
    let (groups, pupils) = if preview.groups.is_empty() {
        of_rounds(model, preview)
    } else {
        (preview.groups.len(), preview.pupils)
    };
    parts.push(texts.fmt("n-groups", &[("n", groups.into())]));
    parts.push(texts.fmt("n-pupils", &[("n", pupils.into())]));
    parts.join(" · ")
}

/// The groups that are at a station in one of the rounds that get other times, and their pupils.
fn of_rounds(model: &Model, preview: &Preview) -> (usize, u32) {
    let floor = &model.floor;
    let is_there = |group: GroupNo| {
        let mut rounds = preview.times.iter();
        rounds.any(|one| planned_station(floor, group, one.round).is_some())
    };
    let groups = floor.groups().map(|(no, _)| no).filter(|no| is_there(*no));
    groups.fold((0, 0), |(count, pupils), group| {
        (count + 1, pupils + u32::from(floor.pupils(group).unwrap_or(0)))
    })
}

/// What a preview cannot know: rounds missed by a delay, where a group goes after a round it skips, what a sheet says.
fn besides(model: &Model, fact: &Fact) -> Vec<String> {
    match fact {
        Fact::GroupsDelayed(delayed) => missed_parts(model, delayed),
        Fact::RoundSkipped(missed) => afterwards(model, missed),
        Fact::SheetEntered(sheet) => sheet_lines(model.texts(), &sheet.lines),
        _ => Vec::new(),
    }
}

/// How much of which rounds is missed by then.
fn missed_parts(model: &Model, delayed: &Delayed) -> Vec<String> {
    let (texts, schedule) = (model.texts(), model.schedule());
    let mut lines = Vec::new();
    for group in &delayed.whom.groups {
        for slot in schedule.slots.iter().filter(|slot| slot.now.end > schedule.now) {
            let missed_ms = delayed.until.min(slot.now.end).since(slot.now.start);
            let station = planned_station(&model.floor, *group, slot.round);
            let Some(station) = station.filter(|_| missed_ms > 0) else {
                continue;
            };
            let values = [
                ("g", group.0.into()),
                ("r", slot.round.0.into()),
                ("n", (missed_ms / MINUTE_MS).into()),
                ("m", (slot.now.length_ms() / MINUTE_MS).into()),
                ("s", station.0.into()),
            ];
            lines.push(texts.fmt("fore-missed", &values));
        }
    }
    lines
}

/// Where the groups go after the round that they skip.
fn afterwards(model: &Model, missed: &Missed) -> Vec<String> {
    let (texts, schedule) = (model.texts(), model.schedule());
    let next = |group: &GroupNo| {
        let group = *group;
        let (round, said) = match next_of(model, &schedule, group, missed)? {
            Onward::Station(no, slot) => (slot, texts.fmt("station-no", &[("s", no.0.into())])),
            Onward::Break(slot) => (slot, texts.get("break").to_owned()),
            Onward::Done => return None,
        };
        let values = [
            ("g", group.0.into()),
            ("x", said.into()),
            ("t", round.now.start.hh_mm().to_string().into()),
        ];
        Some(texts.fmt("fore-then", &values))
    };
    missed.whom.groups.iter().filter_map(next).collect()
}

fn next_of(model: &Model, schedule: &Schedule, group: GroupNo, missed: &Missed) -> Option<Onward> {
    Some(onward(&model.floor, schedule, group, missed.round)).filter(|next| *next != Onward::Done)
}

/// The lines of a paper sheet, and how much was not written down.
fn sheet_lines(texts: &Texts, lines: &[SheetLine]) -> Vec<String> {
    let mut told: Vec<String> = lines.iter().map(|line| sheet_line(texts, line)).collect();
    let unwritten = |is: fn(&SheetLine) -> bool| lines.iter().filter(|line| is(line)).count();
    let interest = unwritten(|line| line.interest.is_none());
    let briefing = unwritten(|line| line.briefing.is_none());
    if interest + briefing > 0 {
        let values = [("n", interest.into()), ("m", briefing.into())];
        told.push(texts.fmt("fore-unwritten", &values));
    }
    told
}

fn sheet_line(texts: &Texts, line: &SheetLine) -> String {
    let interest = line
        .interest
        .map_or_else(|| "?".to_owned(), |count| count.to_string());
    let briefing = match line.briefing {
        Some(true) => texts.get("yes"),
        Some(false) => texts.get("no"),
        None => "?",
    };
    let values = [
        ("r", line.round.0.into()),
        ("g", line.group.0.into()),
        ("n", line.count.into()),
        ("x", interest.into()),
        ("y", briefing.into()),
    ];
    texts.fmt("fore-sheet", &values)
}

const fn loses_station(change: &Change) -> bool {
    matches!(change.now, Some(Stay::Closed(_) | Stay::Unplanned))
}

fn without_station(texts: &Texts, preview: &Preview) -> Option<String> {
    let lost = preview.changes.iter().filter(|change| loses_station(change));
    let mut groups: Vec<GroupNo> = lost.map(|change| change.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let numbers: Vec<String> = groups.iter().map(ToString::to_string).collect();
    (!numbers.is_empty()).then(|| texts.fmt("fore-no-station", &[("x", numbers.join(", ").into())]))
}

fn stopped(texts: &Texts, preview: &Preview) -> Option<String> {
    let places: Vec<Place> = preview.stopped.iter().copied().map(Place::Station).collect();
    let numbers = say::places(texts, &places);
    (!places.is_empty()).then(|| texts.fmt("fore-stopped", &[("x", numbers.into())]))
}

fn ends(texts: &Texts, preview: &Preview) -> Option<String> {
    let (was, now) = preview.ends?;
    let values = [
        ("t", now.hh_mm().to_string().into()),
        ("x", was.hh_mm().to_string().into()),
    ];
    Some(texts.fmt("fore-ends", &values))
}

fn times(texts: &Texts, one: &Retimed) -> String {
    let was = texts.fmt("was-time", &[("t", one.was.to_string().into())]);
    let round = texts.fmt("round-no", &[("r", one.round.0.into())]);
    format!("{round}: {} ({was})", one.now)
}

fn change(texts: &Texts, change: &Change) -> String {
    let values = [
        ("r", change.round.0.into()),
        ("g", change.group.0.into()),
        ("x", stay(texts, change.was).into()),
        ("y", stay(texts, change.now).into()),
    ];
    texts.fmt("did-moved", &values)
}

/// Where a group is to be in a round.
pub fn stay(texts: &Texts, stay: Option<Stay>) -> String {
    let with = |key: &str, reason| format!("{} ({})", texts.get(key), texts.get(reason_key(reason)));
    match stay {
        Some(Stay::Station(no)) => texts.fmt("station-no", &[("s", no.0.into())]),
        Some(Stay::Break) => texts.get("break").to_owned(),
        Some(Stay::Skipped(reason)) => with("skips", reason),
        Some(Stay::Left(reason)) => with("left-early", reason),
        Some(Stay::Absent(reason)) => with("absent", reason),
        Some(Stay::Closed(no)) => {
            let station = texts.fmt("station-no", &[("s", no.0.into())]);
            format!("{station} ({})", texts.get("closed"))
        }
        Some(Stay::Unplanned) | None => texts.get("no-station").to_owned(),
    }
}

/// A group that does not fit, and why: `group 5, round 4, station 1: 10 pupils, 8 places`.
pub fn misfit(texts: &Texts, key: &str, misfit: &Misfit) -> String {
    let place = |no: StationNo| texts.fmt("station-no", &[("s", no.0.into())]);
    let station = misfit
        .station
        .map_or_else(|| texts.get("no-station").to_owned(), place);
    let values = [
        ("g", misfit.group.0.into()),
        ("r", misfit.round.0.into()),
        ("x", station.into()),
        ("y", why(texts, misfit.why).into()),
    ];
    texts.fmt(key, &values)
}

/// Why a group cannot be somewhere.
pub fn why(texts: &Texts, why: Why) -> String {
    match why {
        Why::NoStation => texts.get("why-no-station").to_owned(),
        Why::Closed => texts.get("closed").to_owned(),
        Why::Places { count, places } => texts.fmt("m-over", &[("n", count.into()), ("c", places.into())]),
        Why::Language(lang) => {
            let lang = texts.get(say::language_key(lang));
            texts.fmt("why-language", &[("x", lang.into())])
        }
        Why::Access(support) => {
            let support = texts.hint(support_key(support));
            texts.fmt("why-access", &[("x", support.into())])
        }
        Why::Taken(group) => texts.fmt("why-taken", &[("g", group.0.into())]),
        Why::Twice => texts.get("why-twice").to_owned(),
    }
}

/// Who waits for whom until when.
pub fn wait(texts: &Texts, wait: &Wait) -> String {
    let values = [
        ("s", wait.station.0.into()),
        ("g", wait.group.0.into()),
        ("m", wait.at.0.into()),
        ("t", wait.until.hh_mm().to_string().into()),
    ];
    texts.fmt("fore-wait", &values)
}
