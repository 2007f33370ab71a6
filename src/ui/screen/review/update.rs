//! The one place where the review changes.

use super::act::on_page;
use super::ask::{Question, TextOf, Then};
use super::list::List;
use super::model::{Model, Page, Whole};
use super::msg::{Answer, Effect, Findings, Found, From, Measure, Measured, Msg, Request, Way};
use super::wish::Wish;
use crate::domain::time::EventTime;
use crate::ui::keymap::{Action, Press};
use ratatui::layout::Size;

/// Takes a message into the model and answers with what is to be carried out.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(press) => key(model, press),
        Msg::Paste(text) => {
            if let Some(question) = model.questions.last_mut() {
                question.paste(&text);
            }
            Vec::new()
        }
        Msg::Resized(width, height) => {
            model.size = Size::new(width, height);
            model.follow();
            let rows = model.list_rows();
            model.list.show(rows);
            Vec::new()
        }
        Msg::Passed(ms) => passed(model, ms),
        Msg::Opened(opened) => {
            model.opened = opened;
            vec![Effect::Page(model.list.go(From::Start, Way::Forward))]
        }
        Msg::Building(building) => {
            model.building = building;
            // Before a search one stands in the whole log, which has grown.
            let more = model.found.is_none().then(|| model.list.grow(building.entries));
            page(more.flatten())
        }
        Msg::Page(answer) => answered(model, answer),
        Msg::Found(found) => searched(model, found),
        Msg::Whole(whole) => complete(model, whole),
        Msg::Measured(measured) => take_measured(model, measured),
        Msg::Failed(failure) => {
            model.failure = Some(failure);
            Vec::new()
        }
    }
}

pub(super) fn page(request: Option<Request>) -> Vec<Effect> {
    request.map(Effect::Page).into_iter().collect()
}

fn answered(model: &mut Model, answer: Answer) -> Vec<Effect> {
    if answer.request.unfiltered {
        if model
            .stepping
            .take_if(|ticket| *ticket == answer.request.ticket)
            .is_some()
        {
            match answer.rows.into_iter().next() {
                Some(row) => {
                    let at = row.entry.at;
                    model.entry = Some(row);
                    move_to(model, at);
                }
                None => model.notice = Some("review-no-entry"),
            }
        }
        return Vec::new();
    }
    let rows = model.list_rows();
    page(model.list.take(answer, rows))
}

fn searched(model: &mut Model, found: Found) -> Vec<Effect> {
    if model.wish.is_empty() {
        return Vec::new();
    }
    let first = model.found.is_none_or(|before| before.count == 0) && found.count > 0;
    model.found = Some(found);
    if first && model.list.rows.is_empty() {
        return vec![Effect::Page(model.list.go(From::Start, Way::Forward))];
    }
    page(model.list.grow(found.count))
}

fn complete(model: &mut Model, mut whole: Box<Whole>) -> Vec<Effect> {
    let at = whole
        .course
        .slots
        .first()
        .map_or(whole.span.0, |slot| slot.now.start);
    let (from, to) = whole.bounds();
    // Whoever chose an entry meanwhile keeps its moment.
    let at = if model.scrub.is_chosen { model.scrub.at } else { at };
    model.scrub.at = at.clamp(from, to);
    whole.look_at(model.scrub.at);
    model.whole = Some(whole);
    model.follow();
    // The entries in the window get their marks now.
    let mut effects = figures(model);
    if model.wish.is_empty() {
        let at_top = model.list.rows.first().map(|row| row.entry.key());
        let first_is_start = model.list.first == Some(0) || model.list.selected == 0;
        let from = match at_top {
            Some(_) if first_is_start => From::Start,
            _ => model
                .list
                .chosen()
                .map_or(From::Start, |row| From::Time(row.entry.stamp.at)),
        };
        effects.push(Effect::Page(model.list.go(from, Way::Forward)));
    }
    effects
}

fn passed(model: &mut Model, ms: i64) -> Vec<Effect> {
    if !model.scrub.is_playing {
        return Vec::new();
    }
    let at = model.scrub.at.plus_ms(ms.saturating_mul(model.scrub.factor()));
    if !go_to(model, at) {
        model.scrub.is_playing = false;
    }
    Vec::new()
}

/// Shows another moment; false where there is none.
pub(super) fn go_to(model: &mut Model, at: EventTime) -> bool {
    model.entry = None;
    move_to(model, at)
}

fn move_to(model: &mut Model, at: EventTime) -> bool {
    let Some(whole) = &mut model.whole else {
        return false;
    };
    let bounds = whole.bounds();
    let moved = model.scrub.go(at, bounds);
    model.scrub.is_chosen = true;
    if moved {
        whole.look_at(model.scrub.at);
    }
    moved
}

/// Asks for the figures where their page is shown and they are of another moment.
pub(super) fn figures(model: &mut Model) -> Vec<Effect> {
    let wanted = figures_at(model);
    let is_known = matches!(&model.figures, Some((at, _)) if Some(*at) == wanted);
    if model.page != Page::Figures || is_known {
        return Vec::new();
    }
    measure(model, None)
}

/// Up to which moment figures are told: the shown one once it was chosen, before that the last entry.
fn figures_at(model: &Model) -> Option<EventTime> {
    let whole = model.whole.as_ref()?;
    Some(if model.scrub.is_chosen {
        model.scrub.at
    } else {
        whole.span.1
    })
}

pub(super) fn measure(model: &mut Model, behind: Option<usize>) -> Vec<Effect> {
    let Some(at) = figures_at(model) else {
        return Vec::new();
    };
    let floor = model.whole.as_mut().and_then(|whole| whole.lend(at));
    let lent = floor.map(|floor| Measure {
        floor,
        at,
        lang: model.look.lang,
        behind,
    });
    lent.map(Effect::Measure).into_iter().collect()
}

fn take_measured(model: &mut Model, measured: Measured) -> Vec<Effect> {
    let at = model.scrub.at;
    if let Some(whole) = &mut model.whole {
        whole.take_back(*measured.floor, at);
    }
    match measured.found {
        Findings::Figures(at, figures) => {
            model.figure = model.figure.min(figures.len().saturating_sub(1));
            model.figures = Some((at, figures));
            // The moment or the language may be another one meanwhile.
            self::figures(model)
        }
        Findings::Behind(place, entries) => {
            let figure = model.figures.as_ref().and_then(|(_, figures)| figures.get(place));
            let Some(label) = figure.map(|figure| figure.label.clone()) else {
                return Vec::new();
            };
            filter(model, |wish| {
                *wish = Wish::default();
                wish.only = Some((label, entries));
            })
        }
    }
}

fn key(model: &mut Model, press: Press) -> Vec<Effect> {
    model.notice = None;
    let action = press.action(model.context());
    match action {
        Some(Action::QuitNow) => return vec![Effect::Quit],
        Some(Action::Language) => return language(model),
        _ => {}
    }
    let Some(question) = model.questions.last() else {
        return action.map_or_else(Vec::new, |action| act(model, action));
    };
    if action == Some(Action::Back) {
        model.questions.pop();
        return Vec::new();
    }
    let items = question.items(model);
    let answer = model
        .questions
        .last_mut()
        .and_then(|question| question.press(press, &items));
    match answer {
        Some(answer) => {
            model.questions.pop();
            answer
                .into_iter()
                .flat_map(|then| carry_out(model, then))
                .collect()
        }
        None => Vec::new(),
    }
}

fn language(model: &mut Model) -> Vec<Effect> {
    model.look.lang = model.look.lang.next();
    model.follow();
    // Figures and words are told in the language of the screen.
    model.figures = None;
    let mut effects = vec![Effect::Remember(model.look.lang)];
    if !model.wish.text.is_empty() {
        effects.extend(filter(model, |_| {}));
    }
    effects.extend(figures(model));
    effects
}

fn carry_out(model: &mut Model, then: Then) -> Vec<Effect> {
    match then {
        Then::Add(chip) => filter(model, |wish| wish.add(chip)),
        Then::Remove(chip) => filter(model, |wish| wish.remove(&chip)),
        Then::Reset => filter(model, |wish| *wish = Wish::default()),
        Then::Act(action) => act(model, action),
        Then::Ask(question) => {
            model.questions.push(question);
            Vec::new()
        }
        Then::Go(at) if model.page == Page::Log => list_at(model, at),
        Then::Go(at) => {
            go_to(model, at);
            figures(model)
        }
    }
}

/// Changes the filter and looks anew.
pub(super) fn filter(model: &mut Model, change: impl FnOnce(&mut Wish)) -> Vec<Effect> {
    change(&mut model.wish);
    model.page = Page::Log;
    model.found = (!model.wish.is_empty()).then_some(Found {
        count: 0,
        looked: 0,
        of: None,
        is_done: false,
    });
    model.list = List::after(&model.list);
    let mut effects = vec![Effect::Search(model.wish.clone())];
    if model.wish.is_empty() {
        effects.push(Effect::Page(model.list.go(From::Start, Way::Forward)));
    }
    effects
}

/// The log from a moment on.
fn list_at(model: &mut Model, at: EventTime) -> Vec<Effect> {
    model.page = Page::Log;
    vec![Effect::Page(model.list.go(From::Time(at), Way::Forward))]
}

/// Answers an action.
fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit],
        Action::Back => return back(model),
        Action::Menu => model.questions.push(Question::Menu(0)),
        Action::HelpScreen => model.questions.push(Question::Help(0)),
        Action::Filter => model.questions.push(Question::Filters(0)),
        Action::FindWords => model.questions.push(Question::text(TextOf::Search)),
        Action::GoToTime => model.questions.push(Question::text(TextOf::Time)),
        Action::NextSheet | Action::PreviousSheet => {
            model.page = model.page.turned(action == Action::NextSheet);
            return figures(model);
        }
        Action::RemoveFilter => {
            return match model.wish.chips().last() {
                Some(chip) => filter(model, |wish| wish.remove(chip)),
                None => Vec::new(),
            };
        }
        Action::ResetFilter if !model.wish.is_empty() => {
            return filter(model, |wish| *wish = Wish::default());
        }
        Action::LogHere | Action::Log => return list_at(model, model.scrub.at),
        Action::FirstAid | Action::Undo | Action::Evacuate => model.notice = Some("review-read-only"),
        Action::Language => return language(model),
        _ => return on_page(model, action),
    }
    Vec::new()
}

fn back(model: &mut Model) -> Vec<Effect> {
    if let Some(state) = model.whole.as_mut().and_then(|whole| whole.overview())
        && model.page == Page::Floor
        && state.detail.take().is_some()
    {
        return Vec::new();
    }
    if model.page == Page::Log {
        return vec![Effect::Quit];
    }
    model.page = Page::Log;
    Vec::new()
}
