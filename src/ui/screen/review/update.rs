//! The one place where the review changes.

use super::ask::{Question, TextOf, Then};
use super::list::List;
use super::model::{Model, Page, Whole};
use super::msg::{Answer, Effect, Findings, Found, From, Measure, Measured, Msg, Request, Way};
use super::scrub::{SPEEDS, bound};
use super::wish::{Chip, Wish};
use crate::domain::id::StationNo;
use crate::domain::time::{EventTime, MINUTE_MS};
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

fn page(request: Option<Request>) -> Vec<Effect> {
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
    let at = if model.scrub.at == EventTime::default() {
        at
    } else {
        model.scrub.at
    };
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
fn go_to(model: &mut Model, at: EventTime) -> bool {
    model.entry = None;
    move_to(model, at)
}

fn move_to(model: &mut Model, at: EventTime) -> bool {
    let Some(whole) = &mut model.whole else {
        return false;
    };
    let bounds = whole.bounds();
    let moved = model.scrub.go(at, bounds);
    if moved {
        whole.look_at(model.scrub.at);
    }
    moved
}

/// Asks for the figures where their page is shown and they are of another moment.
fn figures(model: &mut Model) -> Vec<Effect> {
    let is_known = matches!(&model.figures, Some((at, _)) if *at == model.scrub.at);
    if model.page != Page::Figures || is_known {
        return Vec::new();
    }
    measure(model, None)
}

fn measure(model: &mut Model, behind: Option<usize>) -> Vec<Effect> {
    let floor = model.whole.as_mut().and_then(|whole| whole.lend());
    let lent = floor.map(|floor| Measure {
        floor,
        at: model.scrub.at,
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
fn filter(model: &mut Model, change: impl FnOnce(&mut Wish)) -> Vec<Effect> {
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

fn on_page(model: &mut Model, action: Action) -> Vec<Effect> {
    match model.page {
        Page::Log => on_log(model, action),
        _ if model.whole.is_none() => Vec::new(),
        Page::Floor => on_floor(model, action),
        Page::Occupancy => on_occupancy(model, action),
        Page::Heat => on_heat(model, action),
        Page::Overruns | Page::Waits => Vec::new(),
        Page::Figures => on_figures(model, action),
    }
}

fn on_log(model: &mut Model, action: Action) -> Vec<Effect> {
    if action == Action::Open {
        if let Some(row) = model.list.chosen().cloned() {
            model.scrub.is_playing = false;
            let at = row.entry.at;
            show_place(model, row.entry.fact.place());
            model.entry = Some(row);
            model.scrub.at = at;
            model.page = Page::Floor;
            if let Some(whole) = &mut model.whole {
                whole.look_at(at);
            }
        }
        return Vec::new();
    }
    let rows = model.list_rows();
    page(model.list.moved(action, rows))
}

/// Chooses the station of an entry on the overview.
fn show_place(model: &mut Model, place: Option<crate::domain::id::Place>) {
    if let Some(crate::domain::id::Place::Station(no)) = place
        && let Some(state) = model.whole.as_mut().and_then(|whole| whole.overview())
    {
        state.station = Some(no);
    }
}

fn on_floor(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Open => open_station(model),
        Action::Turn => model.turn_overview(),
        Action::Up => choose_station(model, false),
        Action::Down => choose_station(model, true),
        _ => return on_time(model, action),
    }
    Vec::new()
}

/// What moves the moment, on every page that shows one.
fn on_time(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(whole) = &model.whole else {
        return Vec::new();
    };
    let (at, course) = (model.scrub.at, &whole.course);
    let to = match action {
        Action::Left => model.scrub.stepped(false, course),
        Action::Right => model.scrub.stepped(true, course),
        Action::PageUp => bound(at, false, course),
        Action::PageDown => bound(at, true, course),
        Action::First => whole.start(),
        Action::Last => whole.bounds().1,
        Action::NextEntry => return step(model, Way::Forward),
        Action::PreviousEntry => return step(model, Way::Back),
        other => {
            tune(model, other);
            return Vec::new();
        }
    };
    model.scrub.is_playing = false;
    go_to(model, to);
    Vec::new()
}

/// How the moment moves.
fn tune(model: &mut Model, action: Action) {
    let scrub = &mut model.scrub;
    match action {
        Action::Play => scrub.is_playing = !scrub.is_playing,
        Action::Speed => scrub.speed = (scrub.speed + 1) % SPEEDS.len(),
        Action::Wider => scrub.step = scrub.step.changed(true),
        Action::Finer => scrub.step = scrub.step.changed(false),
        _ => {}
    }
}

/// Asks for the next entry, or the one before.
fn step(model: &mut Model, way: Way) -> Vec<Effect> {
    model.scrub.is_playing = false;
    model.steps += 1;
    model.stepping = Some(model.steps);
    let from = match &model.entry {
        Some(row) => From::Entry(row.entry.key()),
        None => From::Time(match way {
            // Entries of this very second lie before what comes next.
            Way::Forward => model.scrub.at.plus_ms(1),
            Way::Back => model.scrub.at,
        }),
    };
    vec![Effect::Page(Request {
        ticket: model.steps,
        from,
        way,
        limit: 1,
        unfiltered: true,
    })]
}

fn stations(model: &Model) -> Vec<StationNo> {
    let stations = model.whole.iter().flat_map(|whole| &whole.course.stations);
    stations.map(|station| station.no).collect()
}

/// The station after or before the chosen one, by numbers.
fn beside(all: &[StationNo], chosen: Option<StationNo>, forward: bool) -> Option<StationNo> {
    let place = chosen.and_then(|no| all.iter().position(|other| *other == no));
    let to = match (place, forward) {
        (None, _) => 0,
        (Some(place), true) => (place + 1).min(all.len().saturating_sub(1)),
        (Some(place), false) => place.saturating_sub(1),
    };
    all.get(to).copied()
}

fn choose_station(model: &mut Model, forward: bool) {
    let all = stations(model);
    if let Some(state) = model.whole.as_mut().and_then(|whole| whole.overview()) {
        let to = beside(&all, state.detail.or(state.station), forward);
        state.station = to;
        if state.detail.is_some() {
            state.detail = to;
        }
    }
}

fn open_station(model: &mut Model) {
    let first = stations(model).first().copied();
    if let Some(state) = model.whole.as_mut().and_then(|whole| whole.overview()) {
        state.station = state.station.or(first);
        state.detail = match state.detail {
            Some(_) => None,
            None => state.station,
        };
    }
}

fn on_occupancy(model: &mut Model, action: Action) -> Vec<Effect> {
    let all = stations(model);
    match action {
        Action::Up if model.of_station == all.first().copied() => model.of_station = None,
        Action::Up if model.of_station.is_none() => {}
        Action::Up => model.of_station = beside(&all, model.of_station, false),
        Action::Down => model.of_station = beside(&all, model.of_station, true),
        Action::Open => {
            model.page = Page::Floor;
            if let Some(no) = model.of_station {
                show_place(model, Some(crate::domain::id::Place::Station(no)));
            }
        }
        _ => return on_time(model, action),
    }
    Vec::new()
}

fn on_heat(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(whole) = &model.whole else {
        return Vec::new();
    };
    let (stations, rounds) = (&whole.course.stations, &whole.course.slots);
    let last = (stations.len().saturating_sub(1), rounds.len().saturating_sub(1));
    let page = usize::from(model.size.height).saturating_sub(8).max(1);
    let (station, round) = model.cell;
    model.cell = match action {
        Action::Up => (station.saturating_sub(1), round),
        Action::Down => ((station + 1).min(last.0), round),
        Action::PageUp => (station.saturating_sub(page), round),
        Action::PageDown => ((station + page).min(last.0), round),
        Action::Left => (station, round.saturating_sub(1)),
        Action::Right => (station, (round + 1).min(last.1)),
        Action::First => (0, round),
        Action::Last => (last.0, round),
        Action::Open => {
            let chosen = stations.get(station).zip(rounds.get(round));
            let Some((station, slot)) = chosen.map(|(station, slot)| (station.no, slot.now)) else {
                return Vec::new();
            };
            // What belongs to a round is said a little before it and up to the next one.
            let (from, until) = (
                slot.start.plus_ms(-3 * MINUTE_MS),
                slot.end.plus_ms(4 * MINUTE_MS),
            );
            return filter(model, |wish| {
                *wish = Wish::default();
                wish.add(Chip::Place(station.0));
                wish.add(Chip::From(from));
                wish.add(Chip::Until(until));
            });
        }
        _ => return Vec::new(),
    };
    Vec::new()
}

fn on_figures(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some((_, figures)) = &model.figures else {
        return Vec::new();
    };
    if action == Action::Open {
        let chosen = (model.figure < figures.len()).then_some(model.figure);
        return chosen.map_or_else(Vec::new, |figure| measure(model, Some(figure)));
    }
    if let Some(to) = crate::ui::dialog::moved(model.figure, action, figures.len()) {
        model.figure = to;
    }
    Vec::new()
}
