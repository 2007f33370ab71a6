//! The one place where the plan screen changes.

use super::act::act;
use super::ask::{Question, TextOf, Then};
use super::model::{Foreseen, Model, Notice, Over, Turned};
use super::msg::{Answer, Edit, Effect, Msg, Outcome, Refused};
use super::sheet::Phase;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::ui::keymap::{Action, Press};
use ratatui::layout::Size;

/// Takes a message into the model and answers with what is to be carried out.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = taken(model, msg);
    model.settle();
    effects.extend(look(model));
    effects
}

fn taken(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(press) => return key(model, press),
        Msg::Paste(text) => {
            if let Some(question) = model.questions.last_mut() {
                question.paste(&text);
            }
        }
        Msg::Resized(width, height) => model.size = Size::new(width, height),
        Msg::Sheet(sheet) => {
            let chosen = model.at();
            let is_first = model.sheet.rounds.is_empty();
            model.take(*sheet);
            if is_first {
                begin(model);
            }
            follow(model, chosen);
        }
        Msg::Moved(kept, lost) => moved(model, kept, &lost),
        Msg::Looked(looked) => model.looked = Some(*looked),
        Msg::Foreseen(revision, edit, outcome) => foreseen(model, revision, edit, &outcome),
        Msg::Refused(why) => tell(model, why.text_key(), "", true),
        Msg::Improving(improving) => {
            if model.improving.is_some() {
                model.improving = Some(improving);
            }
        }
        Msg::Improved(improved) => {
            model.improving = None;
            let about = format!("{} → {}", improved.before, improved.now);
            if improved.mended > 0 {
                tell(model, "sheet-mended", &improved.mended.to_string(), false);
            } else if improved.now < improved.before {
                tell(model, "sheet-improved", &about, false);
            } else {
                tell(model, "sheet-not-improved", "", false);
            }
        }
        Msg::Kept(answer) => return kept(model, answer),
    }
    Vec::new()
}

/// The first choice: the first round that can still be changed.
fn begin(model: &mut Model) {
    let ahead = model
        .sheet
        .rounds
        .iter()
        .position(|round| round.phase == Phase::Ahead);
    model.cursor.round = ahead.unwrap_or(0);
}

/// Keeps the choice where it was by numbers; what the table of groups had chosen leads where both have.
fn follow(model: &mut Model, chosen: Option<super::msg::At>) {
    let Some(at) = chosen else { return };
    let (group, round) = (model.sheet.group(at.group), model.sheet.round(at.round));
    let (Some(group), Some(round)) = (group, round) else {
        return;
    };
    match model.turned {
        Turned::Groups => (model.cursor.group, model.cursor.round) = (group, round),
        Turned::Stations => {
            let guests = model.guests();
            if let Some(place) = guests.iter().position(|guest| *guest == group) {
                model.cursor.guest = place;
            }
        }
    }
}

pub(super) fn tell(model: &mut Model, key: &'static str, about: &str, is_trouble: bool) {
    model.notice = Some(Notice {
        key,
        about: about.to_owned(),
        is_trouble,
    });
}

fn moved(model: &mut Model, kept: usize, lost: &[super::msg::At]) {
    if lost.is_empty() {
        return tell(model, "sheet-moved", &kept.to_string(), false);
    }
    let texts = model.texts();
    let names = lost.iter().map(|at| {
        let values = [("g", at.group.0.into()), ("r", at.round.0.into())];
        texts.fmt("sheet-at", &values)
    });
    let about = names.collect::<Vec<_>>().join("; ");
    tell(model, "sheet-moved-lost", &about, true);
}

fn foreseen(model: &mut Model, revision: u64, edit: Edit, outcome: &Result<Box<Outcome>, Refused>) {
    if revision != model.sheet.revision {
        return;
    }
    let waiting = model.questions.iter_mut().filter_map(|question| match question {
        Question::Confirm { step, .. } => Some(step),
        _ => None,
    });
    for step in waiting.chain(model.swap.as_mut()) {
        if step.edit == edit {
            step.outcome = Some(outcome.clone());
        }
    }
}

fn kept(model: &mut Model, answer: Answer) -> Vec<Effect> {
    let is_leaving = std::mem::take(&mut model.is_leaving);
    match answer {
        Answer::Kept(name) => {
            model.sheet.is_changed = false;
            let key = match &mut model.over {
                Over::File { out, .. } => {
                    *out = Some(name.clone());
                    "sheet-kept"
                }
                Over::Floor => "sheet-accepted",
            };
            tell(model, key, &name, false);
        }
        Answer::Same => tell(model, "sheet-same", "", false),
        Answer::Failed(key, about) => {
            tell(model, key, &about, true);
            return Vec::new();
        }
    }
    if is_leaving {
        vec![Effect::Leave]
    } else {
        Vec::new()
    }
}

/// Asks about the chosen cell, and about the exchange with the marked one, where that is not known.
fn look(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    let revision = model.sheet.revision;
    let wanted = model.at().map(|at| (at, revision));
    let is_new = wanted != model.asked;
    model.asked = wanted;
    if let Some((at, _)) = wanted.filter(|_| is_new) {
        effects.push(Effect::Look(at));
    }
    let edit = exchange(model);
    let is_known = !is_new && model.swap.as_ref().map(|swap| swap.edit) == edit;
    if !is_known {
        model.swap = edit.map(Foreseen::of);
        effects.extend(edit.map(Effect::Foresee));
    }
    effects
}

/// The exchange of the marked cell with the chosen one.
pub(super) fn exchange(model: &Model) -> Option<Edit> {
    let (marked, at) = (model.marked?, model.at()?);
    if marked == at {
        None
    } else if marked.round == at.round {
        Some(Edit::Swap(at.round, marked.group, at.group))
    } else if marked.group == at.group {
        Some(Edit::SwapRounds(at.group, marked.round, at.round))
    } else {
        None
    }
}

fn key(model: &mut Model, press: Press) -> Vec<Effect> {
    model.notice = None;
    let action = press.action(model.context());
    match action {
        Some(Action::QuitNow) => return vec![Effect::Leave],
        Some(Action::Language) => {
            model.look.lang = model.look.lang.next();
            return vec![Effect::Remember(model.look.lang)];
        }
        _ => {}
    }
    let Some(mut question) = model.questions.pop() else {
        return action.map_or_else(Vec::new, |action| act(model, action));
    };
    if action == Some(Action::Back) {
        return Vec::new();
    }
    if let Some(then) = question.press(press, model) {
        return carry_out(model, then);
    }
    model.questions.push(question);
    Vec::new()
}

fn carry_out(model: &mut Model, then: Then) -> Vec<Effect> {
    match then {
        Then::Act(action) => return act(model, action),
        Then::Take(edit) => {
            if matches!(edit, Edit::Swap(..) | Edit::SwapRounds(..)) {
                model.marked = None;
            }
            return vec![Effect::Edit(edit)];
        }
        Then::Weigh(edit) => return weigh(model, edit),
        Then::Show(group, round) => show(model, group, round),
        Then::ShowStation(station, round) => show_station(model, station, round),
        Then::Find(text) => find(model, &text),
        Then::Keep => return keep(model),
        Then::KeepIn(name) => return vec![Effect::Keep(Some(name))],
        Then::KeepAndLeave => {
            model.is_leaving = true;
            return super::act::keep(model);
        }
        Then::Leave => return vec![Effect::Leave],
        Then::Nothing => {}
    }
    Vec::new()
}

/// Asks for a step once it is known what it comes to.
pub(super) fn weigh(model: &mut Model, edit: Edit) -> Vec<Effect> {
    let known = model.swap.clone().filter(|swap| swap.edit == edit);
    let is_known = known.as_ref().is_some_and(|swap| swap.outcome.is_some());
    model.questions.push(Question::Confirm {
        step: known.unwrap_or_else(|| Foreseen::of(edit)),
        is_warned: false,
    });
    if is_known {
        Vec::new()
    } else {
        vec![Effect::Foresee(edit)]
    }
}

/// Keeps the plan as it is, in its file where it has one.
pub(super) fn keep(model: &mut Model) -> Vec<Effect> {
    match &model.over {
        Over::File { out: None, .. } => {
            model.questions.push(Question::text(TextOf::Path));
            Vec::new()
        }
        Over::File { .. } | Over::Floor => vec![Effect::Keep(None)],
    }
}

fn show(model: &mut Model, group: GroupNo, round: Option<RoundNo>) {
    let round = round.and_then(|no| model.sheet.round(no));
    if let Some(group) = model.sheet.group(group) {
        model.turned = Turned::Groups;
        model.choose(group, round.unwrap_or(model.cursor.round));
    }
}

fn show_station(model: &mut Model, station: StationNo, round: Option<RoundNo>) {
    let round = round.and_then(|no| model.sheet.round(no));
    if let Some(station) = model.sheet.station(station) {
        model.turned = Turned::Stations;
        model.cursor.station = station;
        model.cursor.round = round.unwrap_or(model.cursor.round);
        model.cursor.guest = 0;
    }
}

/// Shows the group or station of a number, or the next group of a school.
fn find(model: &mut Model, text: &str) {
    if let Ok(no) = text.parse() {
        let (group, station) = (model.sheet.group(GroupNo(no)), model.sheet.station(StationNo(no)));
        match (model.turned, group, station) {
            (Turned::Stations, _, Some(_)) | (_, None, Some(_)) => show_station(model, StationNo(no), None),
            (_, Some(_), _) => show(model, GroupNo(no), None),
            (_, None, None) => tell(model, "sheet-not-found", text, true),
        }
        return;
    }
    let wanted = crate::domain::fold::fold(text);
    let lang = model.look.lang;
    let has = |words: &str| crate::domain::fold::fold(words).contains(&wanted);
    let groups = &model.sheet.groups;
    let from = if model.turned == Turned::Groups {
        model.cursor.group + 1
    } else {
        0
    };
    let group = (0..groups.len())
        .map(|step| (from + step) % groups.len())
        .find_map(|place| {
            let group = groups.get(place)?;
            has(&format!("{} {}", group.school, group.class)).then_some(group.no)
        });
    let station = model.sheet.stations.iter().find(|stop| has(stop.name.get(lang)));
    match (group, station.map(|stop| stop.no)) {
        (Some(group), _) => show(model, group, None),
        (None, Some(station)) => show_station(model, station, None),
        (None, None) => tell(model, "sheet-not-found", text, true),
    }
}
