//! Proposals in words.

use super::model::{Board, Character, Moved, Phase, Proposal, Shown};
use crate::domain::id::RoundNo;
use crate::domain::rotation::Stay;
use crate::domain::time::MINUTE_MS;
use crate::ui::foretell;
use crate::ui::keymap::{Action, Context, label};
use crate::ui::model::Model;
use crate::ui::text::Texts;

/// So many of the things that have happened to a proposal are named.
const MOVED_MAX: usize = 3;

/// The key for an action here, as it is printed on the keyboard.
pub(super) fn key(action: Action) -> String {
    label(Context::Replan, action).map_or_else(String::new, |key| key.to_string())
}

/// What does not fit, or that everything does.
pub(super) fn broken(texts: &Texts, board: &Board) -> String {
    if board.broken.is_empty() {
        return texts.get("replan-all-fit").to_owned();
    }
    let mut groups: Vec<_> = board.broken.iter().map(|(_, group)| *group).collect();
    groups.sort_unstable();
    groups.dedup();
    let groups: Vec<String> = groups.iter().map(ToString::to_string).collect();
    texts.fmt(
        "replan-broken",
        &[("n", board.broken.len().into()), ("x", groups.join(", ").into())],
    )
}

/// How far the search is.
pub(super) fn phase(texts: &Texts, board: &Board) -> String {
    let seconds = board.spent_ms / 1_000;
    match board.phase {
        Phase::Searching(character) => {
            let what = texts.get(character.text_key());
            texts.fmt("replan-searching", &[("x", what.into()), ("t", seconds.into())])
        }
        Phase::Stopped => texts.fmt("replan-stopped", &[("t", seconds.into())]),
        Phase::Done => texts.fmt("replan-done", &[("t", seconds.into())]),
    }
}

/// What has happened to the floor since a proposal was made, and how to search again.
pub(in crate::ui) fn stale(texts: &Texts, moved: &[Moved]) -> String {
    let parts: Vec<String> = moved
        .iter()
        .take(MOVED_MAX)
        .map(|one| match one {
            Moved::Begun(round) => texts.fmt("replan-moved-begun", &[("r", round.0.into())]),
            Moved::Soon(round) => texts.fmt("replan-moved-soon", &[("r", round.0.into())]),
            Moved::Group(group) => texts.fmt("replan-moved-group", &[("g", group.0.into())]),
            Moved::Station(station) => texts.fmt("replan-moved-station", &[("s", station.0.into())]),
        })
        .collect();
    texts.fmt(
        "replan-stale",
        &[
            ("x", parts.join(", ").into()),
            ("k", key(Action::SearchAgain).into()),
        ],
    )
}

/// The names of a proposal: `Fewest changes = Shortest walks`.
pub(super) fn names(texts: &Texts, characters: &[Character]) -> String {
    let names: Vec<&str> = characters
        .iter()
        .map(|character| texts.get(character.text_key()))
        .collect();
    names.join(" = ")
}

/// What a proposal comes to: `4 groups · 41 pupils · walking +3 min`.
pub(super) fn sum(texts: &Texts, proposal: &Proposal) -> String {
    let walk = match proposal.walk_min {
        0 => "±0".to_owned(),
        minutes => format!("{minutes:+}").replace('-', "−"),
    };
    let parts = [
        texts.fmt("n-groups", &[("n", proposal.groups.into())]),
        texts.fmt("n-pupils", &[("n", proposal.pupils.into())]),
        texts.fmt("replan-walk", &[("n", walk.into())]),
    ];
    parts.join(" · ")
}

/// That a proposal changes a round that starts soon.
pub(super) fn soon(model: &Model, round: RoundNo) -> Option<String> {
    let schedule = model.schedule();
    let slot = schedule.slot(round)?;
    let minutes = slot.now.start.since(schedule.now).max(0) / MINUTE_MS;
    let values = [("r", round.0.into()), ("n", minutes.into())];
    Some(model.texts().fmt("replan-soon", &values))
}

/// Where a group was to be, as short as a column is narrow.
pub(super) fn was(texts: &Texts, stay: Stay) -> String {
    match stay {
        Stay::Station(no) | Stay::Closed(no) => no.to_string(),
        Stay::Unplanned => "–".to_owned(),
        Stay::Break => texts.short("break").to_owned(),
        other => foretell::stay(texts, Some(other)),
    }
}

/// What stands where no proposal does.
pub(super) fn nothing(texts: &Texts, board: &Board, shown: &[Shown<'_>]) -> Option<&'static str> {
    let key = match (shown.is_empty(), board.phase) {
        (false, _) => return None,
        (true, Phase::Searching(_)) => "replan-none-yet",
        (true, _) if board.broken.is_empty() => "replan-none-needed",
        (true, _) => "replan-none",
    };
    texts.find(key)
}
