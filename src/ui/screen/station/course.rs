//! What was said about the station and its groups in the course of the day: who comes later, not at all, or instead of
//! somebody; closed and opened again, fewer places, guests, paper, no power.
//!
//! Only what is true now and matters here is told: of the rounds, the one that is on, the one to come, and the one in
//! which the next group is due.

use super::scene::Scene;
use crate::domain::countdown::pauses;
use crate::domain::fact::Reason;
use crate::domain::floor::Readiness;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::routes::{delay, withdrawn};
use crate::domain::rotation::Stay;
use crate::domain::time::MINUTE_MS;
use crate::ui::keymap::Action;
use crate::ui::model::Model;
use crate::ui::say;
use crate::ui::screen::place::{note, note_with};
use crate::ui::text::reason_key;
use crate::ui::theme::Mark;
use crate::ui::widget::notes::Note;

/// How long it is told that a closure was withdrawn, or that power may come back, in milliseconds.
const TOLD_MS: i64 = 3 * MINUTE_MS;
/// A closure older than this is not looked through for its undo, in milliseconds.
const CLOSURE_MS: i64 = 30 * MINUTE_MS;

/// What became of the groups of one round.
pub(super) struct Change {
    /// Which round.
    pub(super) round: RoundNo,
    /// Who was to come and does not, and what became of them.
    pub(super) gone: Vec<(GroupNo, Stay)>,
    /// Who comes although the event file does not have them here.
    pub(super) new: Vec<GroupNo>,
    /// Nobody comes.
    pub(super) is_free: bool,
}

impl Change {
    /// The change of a round at a station, if there is one.
    pub(super) fn of(model: &Model, no: StationNo, round: RoundNo) -> Option<Self> {
        let floor = &model.floor;
        let gone: Vec<_> = withdrawn(floor, no, round)
            .into_iter()
            .filter(|(_, stay)| *stay != Stay::Closed(no))
            .collect();
        let index = usize::from(round.0).checked_sub(1)?;
        let plan = &floor.event()?.plan;
        let was_planned = |group: &GroupNo| {
            let route = plan.get(group);
            route.and_then(|route| route.get(index)).copied().flatten() == Some(no)
        };
        let expected = floor.expected(no, round);
        let new: Vec<_> = expected
            .iter()
            .copied()
            .filter(|group| !was_planned(group))
            .collect();
        (!gone.is_empty() || !new.is_empty()).then_some(Self {
            round,
            gone,
            new,
            is_free: expected.is_empty(),
        })
    }
}

/// No power: machines are off before it comes back; while the pause lasts and shortly after it.
pub(super) fn power(scene: &Scene<'_>) -> Option<Note> {
    let floor = &scene.model.floor;
    let pauses = pauses(floor.station(scene.no())?, &floor.undone, scene.schedule.now);
    let last = pauses.last().filter(|pause| pause.reason == Reason::Power)?;
    let fresh = last
        .until
        .is_none_or(|until| scene.schedule.now.since(until) < TOLD_MS);
    fresh.then(|| {
        note(
            scene.model,
            Mark::Paused,
            scene.texts.get("machines-off").to_owned(),
        )
    })
}

/// Closed, from when on and why; or just opened again.
pub(super) fn closure(scene: &Scene<'_>) -> Option<Note> {
    if let Some((from, reason)) = scene.now.condition.closed {
        let closed = scene.texts.fmt("m-closed", &[("s", scene.no().0.into())]);
        let reason = scene.texts.get(reason_key(reason));
        let values = [("r", from.0.into()), ("x", reason.into())];
        let text = format!("{closed}: {}", scene.texts.fmt("closed-from", &values));
        return Some(Note {
            style: scene.theme.accent,
            ..note(scene.model, Mark::Closed, text)
        });
    }
    was_opened(scene).then(|| Note {
        style: scene.theme.good,
        ..note(
            scene.model,
            Mark::Ready,
            scene.texts.get("closure-over").to_owned(),
        )
    })
}

/// Whether a closure was undone, or ended, a moment ago.
fn was_opened(scene: &Scene<'_>) -> bool {
    let floor = &scene.model.floor;
    let now = scene.schedule.now;
    let Some(last) = floor
        .station(scene.no())
        .and_then(|log| log.closings.all().last())
    else {
        return false;
    };
    if last.at > now || now.since(last.at) > CLOSURE_MS {
        return false;
    }
    let since = if last.value.is_none() {
        Some(last.at)
    } else {
        let undoer = floor.undone.undoer(last.key.id);
        undoer.and_then(|id| floor.entry(id)).map(|entry| entry.at)
    };
    since.is_some_and(|since| now.since(since) < TOLD_MS)
}

/// Groups that are known to come later than the round to come begins.
pub(super) fn delays(scene: &Scene<'_>) -> Vec<Note> {
    let now = scene.schedule.now;
    let next = scene.now.next.filter(|next| {
        let soon = scene.schedule.upcoming().map(|slot| slot.round);
        soon == Some(next.slot.round)
    });
    let awaited = scene.now.awaited.iter().filter(|_| scene.is_on());
    let late = awaited.copied().chain(next.and_then(|next| {
        let delay = delay(&scene.model.floor, next.group, now)?;
        (delay.until > next.slot.now.start).then_some(next.group)
    }));
    late.filter_map(|group| {
        let delay = delay(&scene.model.floor, group, now)?;
        let until = delay.until.hh_mm().to_string();
        let late = scene
            .texts
            .fmt("m-late", &[("g", group.0.into()), ("t", until.into())]);
        let reason = scene.texts.get(reason_key(delay.reason));
        let text = format!("{late} ({reason}). {}", scene.texts.get("walk-ins-welcome"));
        Some(note_with(scene.model, Mark::Late, text, Action::WalkIn))
    })
    .collect()
}

/// What changed in the rounds that matter now.
pub(super) fn changes(scene: &Scene<'_>) -> Vec<Note> {
    let mut rounds: Vec<RoundNo> = Vec::new();
    rounds.extend(scene.now.slot.filter(|_| scene.is_on()).map(|slot| slot.round));
    rounds.extend(scene.schedule.upcoming().map(|slot| slot.round));
    rounds.extend(scene.now.next.map(|next| next.slot.round));
    rounds.sort_unstable();
    rounds.dedup();
    let closed = |round: &RoundNo| scene.now.condition.is_closed(*round);
    let open = rounds.into_iter().filter(|round| !closed(round));
    open.filter_map(|round| Change::of(scene.model, scene.no(), round))
        .flat_map(|change| change_notes(scene, &change))
        .collect()
}

fn change_notes(scene: &Scene<'_>, change: &Change) -> Vec<Note> {
    let round = change.round.0;
    if change.is_free {
        let free = scene.texts.fmt("change-free", &[("r", round.into())]);
        let gone: Vec<String> = change
            .gone
            .iter()
            .map(|(group, stay)| gone(scene, *group, *stay))
            .collect();
        let text = format!(
            "{free} ({}). {}",
            gone.join(", "),
            scene.texts.get("walk-ins-welcome")
        );
        return vec![note_with(scene.model, Mark::Free, text, Action::WalkIn)];
    }
    let is_here = |group: &&GroupNo| scene.now.present.iter().any(|here| here.group == **group);
    let new = change.new.iter().filter(|group| !is_here(group));
    let mut notes: Vec<Note> = new
        .map(|group| {
            let mut text = scene
                .texts
                .fmt("change-new", &[("r", round.into()), ("g", group.0.into())]);
            if !change.gone.is_empty() {
                let old: Vec<String> = change.gone.iter().map(|(group, _)| group.to_string()).collect();
                let was = scene.texts.fmt("was-time", &[("t", old.join(", ").into())]);
                text = format!("{text} ({was})");
            }
            told(scene, Mark::Expected, format!("{text}: {}", about(scene, *group)))
        })
        .collect();
    if change.new.is_empty() {
        notes.extend(change.gone.iter().map(|(group, stay)| {
            let round = scene.texts.fmt("round-no", &[("r", round.into())]);
            told(
                scene,
                Mark::Away,
                format!("{round}: {}", gone(scene, *group, *stay)),
            )
        }));
    }
    notes
}

/// A calm note that is not to be overlooked.
fn told(scene: &Scene<'_>, mark: Mark, text: String) -> Note {
    Note {
        style: scene.theme.accent,
        ..note(scene.model, mark, text)
    }
}

/// School, class, language and number of a group.
fn about(scene: &Scene<'_>, number: GroupNo) -> String {
    let Some(group) = scene.group(number) else {
        return String::new();
    };
    let school = format!("{} {}", group.school, group.class);
    let language = scene.texts.get(say::language_key(group.lang));
    let pupils = scene.model.floor.pupils(number).unwrap_or(group.size);
    let pupils = scene.texts.fmt("n-pupils", &[("n", pupils.into())]);
    [school.trim(), language, &pupils].join(" · ")
}

/// What became of a group that does not come.
fn gone(scene: &Scene<'_>, group: GroupNo, stay: Stay) -> String {
    let of = |key: &str| scene.texts.fmt(key, &[("g", group.0.into())]);
    let why = |key: &str, reason: Reason| format!("{}, {}", of(key), scene.texts.get(reason_key(reason)));
    match stay {
        Stay::Skipped(reason) => why("gone-skips", reason),
        Stay::Left(reason) => why("gone-left", reason),
        Stay::Absent(reason) => why("gone-absent", reason),
        Stay::Station(to) => {
            let values = [("g", group.0.into()), ("s", to.0.into())];
            scene.texts.fmt("m-go", &values)
        }
        Stay::Break => of("gone-break"),
        Stay::Closed(_) | Stay::Unplanned => of("gone-elsewhere"),
    }
}

/// How the station stands: not ready, fewer places, guests, paper.
pub(super) fn standing(scene: &Scene<'_>) -> Vec<Note> {
    let condition = &scene.now.condition;
    let mut notes = Vec::new();
    if let Some(Readiness::NotReady(reason)) = condition.readiness {
        let reason = scene.texts.get(reason_key(reason));
        let text = scene.texts.fmt("did-not-ready", &[("x", reason.into())]);
        notes.push(note_with(scene.model, Mark::NotReady, text, Action::Ready));
    }
    if let Some(lowered) = condition.lowered {
        let reason = match lowered.reason {
            Reason::Equipment => scene.texts.get("fault"),
            other => scene.texts.get(reason_key(other)),
        };
        let full = scene.now.station.map_or(0, |station| station.places);
        let values = [
            ("x", reason.into()),
            ("n", lowered.places.into()),
            ("m", full.into()),
        ];
        let text = scene.texts.fmt("places-lowered", &values);
        notes.push(note_with(scene.model, Mark::NotReady, text, Action::Fault));
    }
    if condition.guests {
        let text = scene.texts.get("guests-here").to_owned();
        notes.push(note_with(scene.model, Mark::Present, text, Action::Guests));
    }
    if condition.paper {
        let text = scene.texts.get("paper-later").to_owned();
        notes.push(note_with(scene.model, Mark::Before, text, Action::OnPaper));
    }
    notes
}
