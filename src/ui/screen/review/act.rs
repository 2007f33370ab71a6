//! What keys do on each page of the review.

use super::model::{Model, Page};
use super::msg::{Effect, From, Request, Way};
use super::scrub::{SPEEDS, bound};
use super::update::{figures, filter, go_to, measure, page};
use super::wish::{Chip, Wish};
use crate::domain::id::{Place, StationNo};
use crate::domain::time::MINUTE_MS;
use crate::ui::dialog::moved;
use crate::ui::keymap::Action;

/// Answers an action where a page has an answer of its own.
pub(super) fn on_page(model: &mut Model, action: Action) -> Vec<Effect> {
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
            model.scrub.is_chosen = true;
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
fn show_place(model: &mut Model, place: Option<Place>) {
    if let Some(Place::Station(no)) = place
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
                show_place(model, Some(Place::Station(no)));
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
    let Some((_, told)) = &model.figures else {
        return Vec::new();
    };
    if action == Action::Open {
        let chosen = (model.figure < told.len()).then_some(model.figure);
        return chosen.map_or_else(Vec::new, |figure| measure(model, Some(figure)));
    }
    if let Some(to) = moved(model.figure, action, told.len()) {
        model.figure = to;
        return Vec::new();
    }
    on_time(model, action);
    figures(model)
}
