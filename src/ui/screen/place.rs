//! What a station and a desk have in common: the notes of open calls, of messages and of what is wrong with the laptop;
//! asking for help, and receiving a message.

use super::Screen;
use crate::domain::command::Command;
use crate::domain::fact::Need;
use crate::domain::fork::ForkNotice;
use crate::domain::id::{EntryId, Place, Role};
use crate::domain::query::overview::{CLOCK_OFF_MS, contact};
use crate::domain::query::people::{CallNow, inbox, open_calls};
use crate::domain::time::{MINUTE_MS, SECOND_MS};
use crate::ui::dialog::{Dialog, Label, Then};
use crate::ui::keymap::{Action, label};
use crate::ui::model::{Contact, Model, Said};
use crate::ui::msg::Reply;
use crate::ui::say;
use crate::ui::text::{Texts, need_key};
use crate::ui::theme::Mark;
use crate::ui::widget::notes::Note;

/// One hour in milliseconds.
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// A clock that is off by whole hours, give or take this much, stands in the wrong zone.
const ZONE_SLACK_MS: i64 = 3 * MINUTE_MS;

/// A note without a key.
pub(super) fn note(model: &Model, mark: Mark, text: String) -> Note {
    Note {
        sign: mark.sign(),
        style: model.look.theme.style(mark),
        text,
        key: String::new(),
    }
}

/// A note with the key that does something about it.
pub(super) fn note_with(model: &Model, mark: Mark, text: String, action: Action) -> Note {
    Note {
        key: key_words(model, action),
        ..note(model, mark, text)
    }
}

/// A key and what it does: `[b] briefing`.
pub(super) fn key_words(model: &Model, action: Action) -> String {
    let hint = Screen::hint(model, action);
    let key = label(model.context(), action).filter(|_| !model.is_review);
    key.map_or_else(String::new, |key| format!("[{key}] {hint}"))
}

/// The open calls of a place for which `wanted` is true of their need; an answered one is calm.
pub(super) fn calls(model: &Model, place: Place, wanted: impl Fn(Need) -> bool) -> Vec<Note> {
    let here = |call: &CallNow| call.place == place && wanted(call.need);
    let calls = open_calls(&model.floor).into_iter().filter(here);
    calls.map(|call| call_note(model, &call)).collect()
}

fn call_note(model: &Model, call: &CallNow) -> Note {
    let texts = model.texts();
    let what = texts.get(need_key(call.need));
    let mark = if call.need == Need::FirstAid {
        Mark::FirstAid
    } else {
        Mark::Help
    };
    if call.accepted.is_some() {
        let text = texts.fmt("call-coming", &[("x", what.into())]);
        return Note {
            style: model.look.theme.good,
            ..note(model, mark, text)
        };
    }
    let since = call.since.hh_mm().to_string();
    let text = texts.fmt("call-waiting", &[("x", what.into()), ("t", since.into())]);
    note(model, mark, text)
}

/// Messages for a place that it has not received yet, oldest first.
pub(super) fn messages(model: &Model, place: Place) -> Vec<Note> {
    let texts = model.texts();
    let key = key_words(model, Action::Received);
    let messages = inbox(&model.floor, place).into_iter();
    messages
        .map(|message| {
            let at = message.at.hh_mm().to_string();
            let said = message.text.get(model.look.lang);
            Note {
                sign: '>',
                style: model.look.theme.selection,
                text: texts.fmt("message-line", &[("t", at.into()), ("x", said.into())]),
                key: key.clone(),
            }
        })
        .collect()
}

/// What is wrong with the laptop of this role, or with its connection.
pub(super) fn laptop(model: &Model, role: Role) -> Vec<Note> {
    let texts = model.texts();
    let mut notes = Vec::new();
    let own = model.role() == role;
    if own {
        let clock = model.link.clock_ahead_ms.and_then(|ms| clock_words(texts, ms));
        notes.extend(clock.map(|text| note(model, Mark::ClockOff, text)));
    }
    notes.extend(forks(model, role));
    let (_, devices) = contact(&model.floor, &model.presence, role, model.now);
    if devices.len() > 1 {
        notes.push(note(model, Mark::TwoLaptops, texts.get("m-two").to_owned()));
    }
    if let Contact::Offline { why, .. } = model.link.contact
        && own
    {
        let text = format!("{} ({})", texts.get("m-offline"), texts.hint(why));
        notes.push(Note {
            style: model.look.theme.accent,
            ..note(model, Mark::Offline, text)
        });
    }
    if own {
        let unchecked = say::unchecked(texts, model.link.trust);
        notes.extend(unchecked.map(|text| note(model, Mark::ClockOff, text)));
    }
    notes
}

/// Two laptops wrote under one name, and it is the name of a laptop of this role.
fn forks(model: &Model, role: Role) -> Vec<Note> {
    let own = model.role() == role;
    let is_here = |fork: &&ForkNotice| {
        let first = EntryId {
            origin: fork.origin,
            seq: fork.from,
        };
        let mut devices = model.presence.iter();
        own && model.me.0 == fork.origin
            || devices.any(|device| device.origin == fork.origin && device.role == role)
            || model.floor.entry(first).is_some_and(|entry| entry.role == role)
    };
    let here = model.forks.iter().filter(is_here);
    here.map(|fork| Note {
        style: model.look.theme.alarm,
        ..note(
            model,
            Mark::TwoLaptops,
            model.texts().fmt("fork-here", &[("n", fork.names.into())]),
        )
    })
    .collect()
}

/// How far this laptop's clock is off, in words; nothing while it is not worth a word.
fn clock_words(texts: &Texts, ahead_ms: i64) -> Option<String> {
    let off = ahead_ms.saturating_abs();
    let fast = ahead_ms > 0;
    if off <= CLOCK_OFF_MS {
        return None;
    }
    let hours = (off + HOUR_MS / 2) / HOUR_MS;
    let (key, count) = if hours > 0 && (off - hours * HOUR_MS).abs() <= ZONE_SLACK_MS {
        (
            if fast {
                "clock-zone-fast"
            } else {
                "clock-zone-slow"
            },
            hours,
        )
    } else if off >= MINUTE_MS {
        (
            if fast { "m-clock-fast" } else { "m-clock-slow" },
            (off + MINUTE_MS / 2) / MINUTE_MS,
        )
    } else {
        (
            if fast { "clock-fast-s" } else { "clock-slow-s" },
            off / SECOND_MS,
        )
    };
    Some(texts.fmt(key, &[("n", count.into())]))
}

/// Tells something, but not over the line that says what was just recorded and how to undo it.
pub(super) fn tell(model: &Model, key: &'static str) -> Vec<Reply> {
    let recorded = |said: &Said| matches!(said, Said::Recorded(_));
    match &model.notice {
        Some(notice) if recorded(&notice.said) => Vec::new(),
        _ => vec![Reply::Tell(key)],
    }
}

/// Asks what is needed; first aid has a key of its own.
pub(super) fn help(place: Place) -> Vec<Reply> {
    let needs = Need::ALL.into_iter().filter(|need| *need != Need::FirstAid);
    let item = |need| {
        let call = Command::Call { place, need };
        (Label::Key(need_key(need)), Then::Do(call))
    };
    vec![Reply::open(Dialog::pick("ask-help", needs.map(item).collect()))]
}

/// The oldest message was received.
pub(super) fn received(model: &Model, place: Place) -> Vec<Reply> {
    match inbox(&model.floor, place).first() {
        Some(message) => vec![Reply::command(Command::Receive {
            message: message.id,
            place,
        })],
        None => tell(model, "nothing-here"),
    }
}
