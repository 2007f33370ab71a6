//! The choices of a question in the language of the screen.

use crate::domain::event::Lang;
use crate::domain::id::{EntryId, GroupNo, RoundNo, StationNo};
use crate::domain::query::people;
use crate::domain::query::station::condition;
use crate::domain::time::EventTime;
use crate::ui::dialog::{Label, Line};
use crate::ui::foretell;
use crate::ui::lists;
use crate::ui::model::Model;
use crate::ui::say;
use crate::ui::screen::overview;
use crate::ui::text::{happened, need_key};

/// A label in the language of the screen.
pub fn label_text(model: &Model, label: &Label) -> String {
    let texts = model.texts();
    let lang: Lang = model.look.lang;
    match label {
        Label::Key(key) => texts.get(key).to_owned(),
        Label::Words(words) => words.get(lang).to_owned(),
        Label::Plain(text) => text.clone(),
        Label::Station(no) => station(model, *no),
        Label::Group(no) => group(model, *no),
        Label::Message(id) => overview::message_line(model, *id),
        Label::Holding(reason) => overview::hold_effect(model, *reason),
        Label::Resuming => overview::resume_effect(model),
        Label::Entry(id) => entry(model, *id),
        Label::Call(id) => call(model, *id),
        Label::Line(line) => line_text(model, line),
    }
}

fn station(model: &Model, no: StationNo) -> String {
    let texts = model.texts();
    let station = model.floor.event().and_then(|event| event.stations.get(&no));
    let name = station.map_or("", |station| station.name.get(model.look.lang));
    format!("{}  {name}", texts.fmt("station-no", &[("s", no.0.into())]))
}

fn group(model: &Model, no: GroupNo) -> String {
    let texts = model.texts();
    let group = model.floor.group(no);
    let school = group.map_or_else(String::new, |group| format!("{} {}", group.school, group.class));
    format!("{}  {school}", texts.fmt("group-no", &[("g", no.0.into())]))
}

fn entry(model: &Model, id: EntryId) -> String {
    let texts = model.texts();
    model.floor.entry(id).map_or_else(String::new, |entry| {
        let place = entry
            .fact
            .place()
            .map_or_else(String::new, |place| say::place(texts, place));
        format!("{}  {}  {place}", entry.at, happened(texts, &entry.fact))
    })
}

fn call(model: &Model, id: EntryId) -> String {
    let texts = model.texts();
    people::call(&model.floor, id).map_or_else(String::new, |call| {
        let state = if call.accepted.is_some() {
            "call-accepted"
        } else {
            "call-open"
        };
        let what = texts.get(need_key(call.need));
        let place = say::place(texts, call.place);
        format!("{}  {what}: {place}  ({})", call.since, texts.get(state))
    })
}

fn line_text(model: &Model, line: &Line) -> String {
    let texts = model.texts();
    match line {
        Line::Later(minutes, until) => {
            let minutes = texts.fmt("n-min", &[("n", format!("+{minutes}").into())]);
            format!("{minutes}  →  {}", until.hh_mm())
        }
        Line::Round(no) | Line::SheetRound(no, None) => round(model, *no),
        Line::SheetRound(no, Some(known)) => {
            let known = texts.fmt("sheet-known", &[("n", (*known).into())]);
            format!("{}  {known}", round(model, *no))
        }
        Line::Stay(group, no) => {
            let stay = foretell::stay(texts, model.floor.stay(*group, *no));
            format!("{}  {stay}", round(model, *no))
        }
        Line::Offer(no) => offer(model, *no),
        Line::Objection(no, why) => format!("{}  ! {}", station(model, *no), foretell::why(texts, *why)),
        Line::School(school) => {
            let groups = model.floor.groups().filter(|(_, group)| group.school == *school);
            let groups = texts.fmt("n-groups", &[("n", groups.count().into())]);
            format!("{}: {school}  {groups}", texts.get("school"))
        }
        Line::Hall(id) => {
            let hall = model.floor.event().and_then(|event| event.hall(id));
            hall.map_or_else(|| id.0.clone(), |hall| hall.name.get(model.look.lang).to_owned())
        }
        Line::Parts(sizes) => {
            let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
            sizes.join(" + ")
        }
        Line::RestOfDay(group, count) => {
            texts.fmt("lever-rest", &[("g", group.0.into()), ("n", (*count).into())])
        }
        Line::Length(minutes, ends) => length(model, "retime-length", *minutes, *ends),
        Line::AsPlanned(minutes, ends) => length(model, "retime-as-planned", *minutes, *ends),
        Line::Superseded(id, by) => {
            let by = texts.fmt("superseded-by", &[("x", entry(model, *by).into())]);
            format!("{}  ({by})", entry(model, *id))
        }
        Line::Together(count) => texts.fmt("lists-together", &[("n", (*count).into())]),
        Line::Choice(choice) => lists::choice(texts, choice),
        Line::Saying(saying) => lists::said(texts, saying),
        Line::Desk(no) => {
            let desk = model.floor.event().and_then(|event| event.desks.get(no));
            let name = desk.map_or("", |desk| desk.name.get(model.look.lang));
            format!("{}  {name}", texts.fmt("desk-no", &[("s", no.0.into())]))
        }
    }
}

/// A round with its times: `round 4  10:51–11:09`.
fn round(model: &Model, no: RoundNo) -> String {
    let schedule = model.schedule();
    let times = schedule
        .slot(no)
        .map_or_else(String::new, |slot| slot.now.to_string());
    format!(
        "{}  {times}",
        model.texts().fmt("round-no", &[("r", no.0.into())])
    )
}

/// A station that fits, with its hall and places.
fn offer(model: &Model, no: StationNo) -> String {
    let texts = model.texts();
    let hall = say::hall(model.floor.event(), no);
    let hall = hall.map_or("", |hall| hall.name.get(model.look.lang));
    let places = condition(&model.floor, no).places;
    let places = texts.fmt("places-no", &[("n", places.into())]);
    format!("{} · {places} · {hall}", station(model, no))
}

fn length(model: &Model, key: &str, minutes: u16, ends: EventTime) -> String {
    let values = [("n", minutes.into()), ("t", ends.hh_mm().to_string().into())];
    model.texts().fmt(key, &values)
}
