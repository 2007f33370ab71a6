//! The one place where the model changes.

use super::dialog::{Confirm, Dialog, Label, Then};
use super::keymap::{Action, Press};
use super::model::{Model, Said};
use super::msg::{Effect, ListWish, Msg, Reply};
use super::screen::{Screen, evacuation, plan, replan};
use super::signals::Signal;
use crate::domain::command::{Command, Refusal};
use crate::domain::entry::Entry;
use crate::domain::fact::Need;
use crate::domain::id::Role;
use crate::domain::query::station::station;

/// Takes a message into the model and answers with what is to be carried out.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let has_changed = matches!(msg, Msg::Arrived(_) | Msg::Anew(_) | Msg::Recorded(_));
    let may_alarm = has_changed || matches!(msg, Msg::Tick(_));
    let mut effects = taken(model, msg);
    if has_changed {
        foresee(model);
        if super::dialog::shows_lists(model) {
            effects.push(Effect::Lists(ListWish::Again));
        }
    }
    if may_alarm {
        effects.extend(replan::look_again(model, has_changed));
    }
    if may_alarm && model.signals.alarm(evacuation::running(model).as_ref()) {
        alarm(model, &mut effects);
    }
    effects
}

/// The floor has changed: what stands on the screen as a consequence is looked at again.
fn foresee(model: &mut Model) {
    let role = model.role();
    if let Some(Dialog::Lever(lever)) = model.dialogs.last_mut() {
        lever.renew(&model.floor, model.now, role);
    }
    super::screen::overview::look_again(model);
}

/// Everybody is to leave: the bell rings, and no question stands in the way of the roll call.
fn alarm(model: &mut Model, effects: &mut Vec<Effect>) {
    model.alarm_left = None;
    if evacuation::covers(model) {
        model.dialogs.clear();
    }
    super::screen::overview::call_the_roll(model);
    plan::floor::hide(model);
    effects.extend(replan::shut(model));
    effects.retain(|effect| *effect != Effect::Bell);
    effects.push(Effect::Bell);
}

fn taken(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(press) => key(model, press),
        Msg::Paste(text) if model.dialogs.is_empty() && plan::floor::covers(model) => {
            plan::floor::take(model, plan::Msg::Paste(text))
        }
        Msg::Paste(text) => {
            if let Some(dialog) = model.dialogs.last_mut() {
                dialog.paste(&text);
            }
            Vec::new()
        }
        Msg::Resized(width, height) => {
            model.size = ratatui::layout::Size::new(width, height);
            plan::floor::take(model, plan::Msg::Resized(width, height))
        }
        Msg::Tick(now) => tick(model, now),
        Msg::Arrived(entries) => {
            apply(model, &entries);
            heard(model)
        }
        Msg::Anew(floor) => {
            model.floor = *floor;
            heard(model)
        }
        Msg::Recorded(entries) => {
            recorded(model, &entries);
            heard(model)
        }
        Msg::Refused(why) => {
            refused(model, why);
            Vec::new()
        }
        Msg::NotSaved(key) => {
            ask_again(model);
            plan::floor::refused(model, model.texts().get(key));
            model.say(Said::Failed(key));
            Vec::new()
        }
        Msg::Presence(presence) => {
            model.presence = presence;
            super::screen::overview::look_again(model);
            Vec::new()
        }
        Msg::Link(link) => {
            model.link = link;
            model.notice_link();
            Vec::new()
        }
        Msg::Renamed(origin) => {
            model.me.0 = origin;
            Vec::new()
        }
        Msg::Forks(forks) => {
            model.forks = forks;
            Vec::new()
        }
        Msg::Figures(figures) => {
            model.dialogs.push(Dialog::Figures(figures));
            Vec::new()
        }
        Msg::Lists(news) => {
            super::dialog::take_lists(model, *news);
            Vec::new()
        }
        Msg::Tell(key) => {
            model.say(Said::Told(key));
            Vec::new()
        }
        Msg::Replan(news) => replan::take(model, news),
        Msg::Plan(msg) => plan::floor::take(model, *msg),
    }
}

fn key(model: &mut Model, press: Press) -> Vec<Effect> {
    if let Some(dialog) = model.dialogs.last_mut()
        && let Some(replies) = dialog.press(press)
    {
        return take(model, replies);
    }
    if model.dialogs.is_empty()
        && let Some(effects) = plan::floor::press(model, press)
    {
        return effects;
    }
    let replies = match press.action(model.context()) {
        Some(action) if !model.screen.takes_first(model, press) => everywhere(model, action),
        _ => None,
    };
    let replies = replies.unwrap_or_else(|| Screen::press(model, press));
    take(model, replies)
}

/// What works on every screen.
fn everywhere(model: &mut Model, action: Action) -> Option<Vec<Reply>> {
    Some(match action {
        Action::QuitNow => vec![Reply::Effect(Effect::Quit)],
        Action::Quit => quit(model),
        Action::Language => {
            model.look.lang = model.look.lang.next();
            vec![Reply::Effect(Effect::Remember(model.look.lang))]
        }
        Action::HelpScreen => vec![Reply::open(Dialog::Help(0))],
        Action::Menu => vec![Reply::open(Dialog::menu(model))],
        Action::Undo => vec![Reply::command(Command::Undo(None))],
        Action::Log => vec![Reply::open(Dialog::undo_list(model))],
        Action::FirstAid => vec![Reply::open(first_aid(model))],
        Action::Evacuate => vec![Reply::open(evacuation::ask(model))],
        _ => return None,
    })
}

fn quit(model: &Model) -> Vec<Reply> {
    if model.link.unsent == 0 {
        return vec![Reply::Effect(Effect::Quit)];
    }
    vec![Reply::open(Dialog::Confirm(Confirm {
        title: "ask-quit",
        about: Label::Key("quit-kept"),
        then: Then::Quit,
    }))]
}

fn first_aid(model: &Model) -> Dialog {
    let place = model.screen.place().unwrap_or_else(|| model.role().place());
    let about = match place {
        crate::domain::id::Place::Station(no) => Label::Station(no),
        _ => Label::Key("first-aid-point"),
    };
    let then = Then::Do(Command::Call {
        place,
        need: Need::FirstAid,
    });
    Dialog::Confirm(Confirm {
        title: "ask-first-aid",
        about,
        then,
    })
}

fn take(model: &mut Model, replies: Vec<Reply>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for reply in replies {
        match reply {
            Reply::Effect(effect) => effects.push(effect),
            Reply::Open(dialog) => model.dialogs.push(*dialog),
            Reply::Close => {
                model.dialogs.pop();
            }
            Reply::CloseAll => model.dialogs.clear(),
            Reply::Step(step) => {
                let replies = super::screen::overview::step(model, step);
                effects.extend(take(model, replies));
            }
            Reply::Refuse(why) => model.say(Said::Refused(why)),
            Reply::Tell(key) => model.say(Said::Told(key)),
            Reply::Act(action) => {
                let replies = everywhere(model, action).unwrap_or_else(|| Screen::act(model, action));
                effects.extend(take(model, replies));
            }
            Reply::GroupCame(station, group) => {
                let replies = super::screen::station::group_came(model, station, group);
                effects.extend(take(model, replies));
            }
            Reply::RollCall(group) => {
                let replies = evacuation::roll_call(model, group);
                effects.extend(take(model, replies));
            }
            Reply::CarryOn => model.alarm_left = evacuation::running(model).map(|running| running.id),
            Reply::Search(text) => Screen::search(model, &text),
            Reply::Select(target) => super::screen::overview::select(model, target),
        }
    }
    effects
}

fn tick(model: &mut Model, now: crate::domain::time::EventTime) -> Vec<Effect> {
    model.now = now;
    plan::floor::follow(model);
    model.notice.take_if(|notice| notice.until <= now);
    model.notice_link();
    super::screen::overview::look(model);
    let Role::Station(no) = model.role() else {
        return Vec::new();
    };
    let schedule = model.schedule();
    let mut signals = std::mem::take(&mut model.signals);
    let signal = signals.time_up(&station(&model.floor, &schedule, no), now);
    model.signals = signals;
    match signal {
        Some(Signal::Ring) => vec![Effect::Bell],
        Some(Signal::Missed) => {
            model.say(Said::Missed(vec!["time-up"]));
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn heard(model: &mut Model) -> Vec<Effect> {
    let coordinates = matches!(model.role(), Role::Coordinator | Role::Organiser);
    if coordinates && model.signals.first_aid(&model.floor) {
        vec![Effect::Bell]
    } else {
        Vec::new()
    }
}

fn apply(model: &mut Model, entries: &[Entry]) {
    for entry in entries {
        model.floor.apply(entry);
    }
}

fn recorded(model: &mut Model, entries: &[Entry]) {
    apply(model, entries);
    // A number that was answered and judged well has served; one that is still being typed stays.
    if let Some(Dialog::Number(number)) = model.dialogs.last()
        && number.sent
    {
        model.dialogs.pop();
    }
    if let Some(entry) = entries.last() {
        model.say(Said::Recorded(entry.clone()));
    }
}

/// An answer that did not serve can be given again.
fn ask_again(model: &mut Model) {
    if let Some(Dialog::Number(number)) = model.dialogs.last_mut()
        && std::mem::take(&mut number.sent)
    {
        number.typed.clear();
    }
}

fn refused(model: &mut Model, why: Refusal) {
    ask_again(model);
    // The second of two quick presses: the line that says what was recorded, and how to undo it, is worth more.
    let twice = matches!(why, Refusal::AlreadyArrived | Refusal::AlreadyReady);
    if twice && matches!(&model.notice, Some(notice) if matches!(notice.said, Said::Recorded(_))) {
        return;
    }
    plan::floor::refused(model, &super::text::refusal(model.texts(), why));
    model.say(Said::Refused(why));
}
