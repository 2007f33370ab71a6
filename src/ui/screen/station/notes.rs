//! What stands on the station screen until something is done about it, most urgent first.

use super::course::{self, Change};
use super::scene::{Focus, Scene};
use crate::domain::event::Support;
use crate::domain::fact::Need;
use crate::domain::id::{Place, Role};
use crate::domain::query::routes::{Wait, delay, waits};
use crate::domain::query::station::{Present, State, needs};
use crate::domain::time::MINUTE_MS;
use crate::ui::keymap::Action;
use crate::ui::say;
use crate::ui::screen::evacuation;
use crate::ui::screen::place::{calls, laptop, messages, note, note_with};
use crate::ui::text::{reason_key, support_key};
use crate::ui::theme::Mark;
use crate::ui::widget::notes::Note;

pub(super) fn notes(scene: &Scene<'_>) -> Vec<Note> {
    let place = Place::Station(scene.no());
    let mut notes = Vec::new();
    notes.extend(closing(scene));
    notes.extend(evacuation::left(scene.model));
    notes.extend(calls(scene.model, place, |need| need == Need::FirstAid));
    notes.extend(course::closure(scene));
    notes.extend(course::power(scene));
    notes.extend(strangers(scene));
    notes.extend(messages(scene.model, place));
    notes.extend(calls(scene.model, place, |need| need != Need::FirstAid));
    notes.extend(differing(scene));
    notes.extend(support(scene));
    notes.extend(briefing(scene));
    notes.extend(course::delays(scene));
    notes.extend(late(scene));
    notes.extend(course::changes(scene));
    notes.extend(course::standing(scene));
    notes.extend(busy(scene));
    notes.extend(left_open(scene));
    notes.extend(laptop(scene.model, Role::Station(scene.no())));
    notes.extend(changed_times(scene));
    notes.extend(calm(scene));
    notes
}

/// After the last round: whether the laptop may be closed.
fn closing(scene: &Scene<'_>) -> Option<Note> {
    let own = scene.model.role() == Role::Station(scene.no());
    if scene.now.state != State::Done || !own {
        return None;
    }
    let unsent = scene.model.link.unsent;
    Some(if unsent == 0 {
        note(
            scene.model,
            Mark::Finished,
            scene.texts.get("may-close").to_owned(),
        )
    } else {
        let text = scene.texts.fmt("m-unsent-exit", &[("n", unsent.into())]);
        note(scene.model, Mark::NotReady, text)
    })
}

fn strangers(scene: &Scene<'_>) -> Vec<Note> {
    let event = scene.event();
    let one = |here: &Present| {
        let text = say::belongs(scene.texts, event, here.group, here.belongs);
        match here.belongs {
            Some(_) => note_with(scene.model, Mark::NotReady, text, Action::SendOn),
            None => note(scene.model, Mark::NotReady, text),
        }
    };
    let strangers = scene.now.present.iter().filter(|here| !here.expected);
    let mut notes: Vec<Note> = strangers.map(one).collect();
    // While the screen is about the awaited group, the count of those who are here stands nowhere else.
    if scene.now.over_places() && !matches!(scene.focus(), Focus::Here(_)) {
        notes.push(note(scene.model, Mark::OverPlaces, over_places(scene)));
    }
    notes
}

pub(super) fn over_places(scene: &Scene<'_>) -> String {
    let (count, places) = (scene.now.head_count(), scene.now.places());
    scene
        .texts
        .fmt("m-over", &[("n", count.into()), ("c", places.into())])
}

/// What another laptop said last about the number, if it is another number.
fn differing(scene: &Scene<'_>) -> Option<Note> {
    let other = scene.here()?.differs?;
    let text = scene.texts.fmt("count-differs", &[("n", other.into())]);
    Some(note_with(scene.model, Mark::TwoLaptops, text, Action::Recount))
}

/// Support in the words of what to do, never of who.
fn support(scene: &Scene<'_>) -> Vec<Note> {
    let Some(group) = scene.due() else {
        return Vec::new();
    };
    let one = |(kind, count): (Support, u16)| {
        let key = support_key(kind);
        let text = format!("{} {count}: {}", scene.texts.hint(key), scene.texts.get(key));
        Note {
            sign: '!',
            style: scene.theme.accent,
            text,
            key: String::new(),
        }
    };
    needs(&scene.model.floor, group).into_iter().map(one).collect()
}

fn briefing(scene: &Scene<'_>) -> Option<Note> {
    let text = scene.texts.get("m-brief-first").to_owned();
    scene
        .now
        .briefing_missing()
        .then(|| note_with(scene.model, Mark::NoBriefing, text, Action::Briefing))
}

fn late(scene: &Scene<'_>) -> Option<Note> {
    let group = scene.awaited()?;
    // A delay that was announced says better when to expect it.
    if delay(&scene.model.floor, group, scene.schedule.now).is_some() {
        return None;
    }
    let start = scene.now.slot?.now.start.hh_mm().to_string();
    let values = [("g", group.0.into()), ("t", start.into())];
    matches!(scene.now.under, State::Late | State::NoShow)
        .then(|| note(scene.model, Mark::Late, scene.texts.fmt("late-not-here", &values)))
}

/// The group that is due is still held up where it comes from, and until when, where that is known.
fn busy(scene: &Scene<'_>) -> Option<Note> {
    let now = scene.schedule.now;
    let is_awaited = |wait: &Wait| {
        let round = scene.now.slot.map(|slot| slot.round);
        scene.is_on() && round == Some(wait.round) && scene.now.awaited.contains(&wait.group)
    };
    let (from, until) = match scene.focus() {
        Focus::Next(next) if !scene.is_on() => {
            let from = next.from.filter(|_| next.from_busy)?;
            let wait = wait(scene, |wait| wait.group == next.group);
            (from, wait.map(|wait| wait.until))
        }
        Focus::Awaited(_) => wait(scene, is_awaited).map(|wait| (wait.at, Some(wait.until)))?,
        _ => return None,
    };
    let from = scene.texts.fmt("from-station", &[("s", from.0.into())]);
    let busy = scene.texts.get("from-busy");
    let text = match until.filter(|until| until.since(now) >= MINUTE_MS) {
        Some(until) => {
            let until = until.hh_mm().to_string();
            format!(
                "{from}, {busy}, {}",
                scene.texts.fmt("about-time", &[("t", until.into())])
            )
        }
        None => format!("{from}, {busy}"),
    };
    Some(note(scene.model, Mark::Waiting, text))
}

/// The group that this station waits for and that is kept elsewhere.
fn wait(scene: &Scene<'_>, wanted: impl Fn(&Wait) -> bool) -> Option<Wait> {
    let waits = waits(&scene.model.floor, &scene.schedule).into_iter();
    let mut here = waits.filter(|wait| wait.station == scene.no());
    here.find(wanted)
}

fn left_open(scene: &Scene<'_>) -> Vec<Note> {
    let left = scene.now.left_open.iter();
    left.map(|visit| {
        let values = [("r", visit.round.0.into()), ("g", visit.group.0.into())];
        let text = scene.texts.fmt("left-open", &values);
        note_with(scene.model, Mark::NotReady, text, Action::Finished)
    })
    .collect()
}

fn changed_times(scene: &Scene<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    if let (Some(slot), true) = (scene.now.slot, scene.now.extended_min != 0) {
        let log = scene.model.floor.station(scene.no());
        let history = log.and_then(|log| log.extensions.get(&slot.round));
        let last = history.and_then(|history| history.last(&scene.model.floor.undone));
        let reason = last.map_or("", |mark| scene.texts.get(reason_key(mark.value.reason)));
        let minutes = format!("{:+}", scene.now.extended_min);
        let values = [("n", minutes.into()), ("x", reason.into())];
        notes.push(note(
            scene.model,
            Mark::Held,
            scene.texts.fmt("did-extended", &values),
        ));
    }
    let moved = scene.schedule.moved_by_min();
    if moved > 0 {
        let text = scene.texts.fmt("m-moved", &[("n", moved.into())]);
        notes.push(note(scene.model, Mark::Held, text));
    }
    notes
}

fn calm(scene: &Scene<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    // That somebody was to come and does not is told with its reason.
    let round = scene.now.slot.map(|slot| slot.round);
    let is_told = round.is_some_and(|round| Change::of(scene.model, scene.no(), round).is_some());
    if scene.now.state == State::Free && !is_told {
        notes.push(note(
            scene.model,
            Mark::Free,
            scene.texts.get("m-none").to_owned(),
        ));
    }
    if scene.now.walk_ins > 0 {
        let text = scene
            .texts
            .fmt("did-walk-ins", &[("n", scene.now.walk_ins.into())]);
        notes.push(note(scene.model, Mark::Free, text));
    }
    notes
}
