//! The questions of coordinators: hold and resume, extend, message, calls; and what their answers would do, in
//! words.

use super::words::age;
use crate::domain::command::Command;
use crate::domain::countdown::Slot;
use crate::domain::event::StationKind;
use crate::domain::fact::{Audience, Reason};
use crate::domain::id::{EntryId, Place, StationNo};
use crate::domain::query::overview::{is_unanswered, overview};
use crate::domain::query::people::{messages, open_calls};
use crate::domain::time::HourMinute;
use crate::ui::dialog::{Ask, Confirm, Dialog, Draft, Label, TextAsk, TextEntry, Then};
use crate::ui::model::Model;
use crate::ui::say;

/// Minutes that are offered for an extension.
pub(super) const EXTEND_MIN: u16 = 5;

/// What to look for.
pub(super) const fn search() -> Dialog {
    Dialog::Text(TextEntry {
        title: "ask-search",
        ask: TextAsk::Search,
        typed: String::new(),
    })
}

/// Why the floor is to be held, then whether really; or whether to let it run on.
pub(super) fn hold(model: &Model) -> Dialog {
    if model.schedule().held().is_some() {
        return Dialog::Confirm(Confirm {
            title: "ask-resume",
            about: Label::Resuming,
            then: Then::Do(Command::ResumeFloor),
        });
    }
    Dialog::reason("ask-hold-reason", |reason: Reason| {
        Then::Open(Box::new(Dialog::Confirm(Confirm {
            title: "ask-hold",
            about: Label::Holding(reason),
            then: Then::Do(Command::Hold(reason)),
        })))
    })
}

/// What a hold would do: who would stand still.
pub fn hold_effect(model: &Model, reason: Reason) -> String {
    let texts = model.texts();
    let floor = overview(&model.floor, &model.presence, model.now);
    let at_work = floor.rows.iter().map(|row| row.now.present.len()).sum::<usize>();
    let parts = [
        texts.get(crate::ui::text::reason_key(reason)).to_owned(),
        texts.fmt("n-stations", &[("n", floor.totals.rotation.into())]),
        texts.fmt("n-groups", &[("n", at_work.into())]),
        texts.fmt("n-pupils", &[("n", floor.totals.pupils.into())]),
    ];
    parts.join(" · ")
}

/// What resuming would do: which times have moved.
pub fn resume_effect(model: &Model) -> String {
    let texts = model.texts();
    let schedule = model.schedule();
    let moved = |key: &str, slot: &Slot, now: HourMinute, planned: HourMinute| {
        let told = format!("{} {now}", texts.fmt(key, &[("r", slot.round.0.into())]));
        if now.to_string() == planned.to_string() {
            return told;
        }
        let was = texts.fmt("was-time", &[("t", planned.to_string().into())]);
        format!("{told} ({was})")
    };
    let mut parts = Vec::new();
    if let Some(slot) = schedule.current().filter(|slot| schedule.now < slot.now.end) {
        parts.push(moved(
            "round-ends",
            slot,
            slot.now.end.hh_mm(),
            slot.planned.end.hh_mm(),
        ));
    }
    if let Some(slot) = schedule.upcoming() {
        parts.push(moved(
            "round-starts",
            slot,
            slot.now.start.hh_mm(),
            slot.planned.start.hh_mm(),
        ));
    }
    if let Some(hold) = schedule.held() {
        let length = age(hold.length_ms(schedule.now));
        parts.push(texts.fmt("hold-lasts", &[("t", length.into())]));
    }
    parts.join(" · ")
}

/// How much longer a station's round is to last: why, then how many minutes.
pub(super) fn extend(no: StationNo) -> Dialog {
    Dialog::reason("ask-reason", |reason| {
        Then::Open(Box::new(Dialog::number(
            "ask-extend",
            Ask::Draft(Draft::Longer(no, reason)),
            Some(EXTEND_MIN),
        )))
    })
}

/// The open calls: choosing one accepts it, or closes it when it is accepted.
pub(super) fn calls(model: &Model) -> Dialog {
    let calls = open_calls(&model.floor).into_iter().map(|call| {
        let command = if call.accepted.is_some() {
            Command::CloseCall(call.id)
        } else {
            Command::AcceptCall(call.id)
        };
        (Label::Call(call.id), Then::Do(command))
    });
    Dialog::pick("title-calls", calls.collect())
}

/// Whom a message is for; then what it says. Besides, what was sent.
pub(super) fn message(model: &Model, chosen: Option<StationNo>) -> Dialog {
    let event = model.floor.event();
    let station = chosen.and_then(|no| Some((no, event?.stations.get(&no)?)));
    let mut items = Vec::new();
    if let Some((no, station)) = station {
        if station.kind == StationKind::Rotation {
            let to = Audience::One(Place::Station(no));
            items.push((Label::Station(no), text_for(model, &to)));
        }
        if let Some(hall) = event.and_then(|event| event.hall(&station.hall)) {
            let to = Audience::Hall(hall.id.clone());
            items.push((Label::Words(hall.name.clone()), text_for(model, &to)));
        }
    }
    items.push((Label::Key("to-all"), text_for(model, &Audience::All)));
    items.push((Label::Key("audience-hall"), Then::Open(Box::new(halls(model)))));
    items.push((Label::Key("messages-sent"), Then::Open(Box::new(sent(model)))));
    Dialog::pick("ask-audience", items)
}

fn halls(model: &Model) -> Dialog {
    let halls = model.floor.event().into_iter().flat_map(|event| &event.halls);
    let item = |hall: &crate::domain::event::Hall| {
        let to = Audience::Hall(hall.id.clone());
        (Label::Words(hall.name.clone()), text_for(model, &to))
    };
    Dialog::pick("ask-hall", halls.map(item).collect())
}

/// The ready-made messages of the event, and words of one's own.
fn text_for(model: &Model, to: &Audience) -> Then {
    let presets = model.floor.event().into_iter().flat_map(|event| &event.messages);
    let mut items: Vec<_> = presets
        .map(|preset| {
            let command = Command::Send {
                to: to.clone(),
                text: preset.text.clone(),
            };
            (Label::Words(preset.text.clone()), Then::Do(command))
        })
        .collect();
    let own = Dialog::Text(TextEntry {
        title: "ask-message",
        ask: TextAsk::Message(to.clone()),
        typed: String::new(),
    });
    items.push((Label::Key("message-own"), Then::Open(Box::new(own))));
    Then::Open(Box::new(Dialog::pick("title-message", items)))
}

/// What was sent, newest first; each opens the list of those who have not received it.
fn sent(model: &Model) -> Dialog {
    let items = messages(&model.floor).into_iter().map(|message| {
        (
            Label::Message(message.id),
            Then::Open(Box::new(Dialog::Receipts(message.id))),
        )
    });
    Dialog::pick("messages-sent", items.collect())
}

/// One message in a line: when, to whom, what, and how many have received it.
pub fn message_line(model: &Model, id: EntryId) -> String {
    let texts = model.texts();
    let messages = messages(&model.floor);
    let Some(message) = messages.iter().find(|message| message.id == id) else {
        return texts.get("undone").to_owned();
    };
    let all = message.received.len() + message.missing.len();
    let received = texts.fmt(
        "m-ack",
        &[("n", message.received.len().into()), ("m", all.into())],
    );
    let sign = if is_unanswered(message.at, message.missing.len(), model.now) {
        "! "
    } else {
        ""
    };
    let to = say::audience(texts, model.floor.event(), message.to);
    let text = message.text.get(model.look.lang);
    format!("{} {sign}{received} · {to} · {text}", message.at.hh_mm())
}
