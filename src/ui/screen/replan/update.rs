//! Keys and news of the proposals.

use super::model::{Ask, Asking, Board, Character, Moved, News, Phase, Proposal};
use crate::domain::command::Command;
use crate::domain::fact::Reason;
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, RoundNo};
use crate::domain::query::routes::misfits;
use crate::domain::rotation::Stay;
use crate::ui::dialog::{Lever, because};
use crate::ui::keymap::{Action, Press};
use crate::ui::model::{Model, Said};
use crate::ui::msg::{Effect, Reply};

/// Lines by which a page of a list moves.
const PAGE: usize = 8;

fn ask(ask: Ask) -> Vec<Reply> {
    vec![Reply::Effect(Effect::Replan(ask))]
}

/// Opens the proposals at once and has them searched for.
pub fn open(model: &mut Model) -> Vec<Reply> {
    let run = model.replan.as_ref().map_or(0, |board| board.run);
    let broken = broken(model);
    model.replan = Some(Box::new(Board::new(run, broken)));
    ask(Ask::Search)
}

/// Closes the proposals, where they are open.
pub fn shut(model: &mut Model) -> Option<Effect> {
    model.replan.take().map(|_| Effect::Replan(Ask::Leave))
}

/// What does not fit in rounds to come: who is where in the round that is on cannot be planned any more.
fn broken(model: &Model) -> Vec<(RoundNo, GroupNo)> {
    let schedule = model.schedule();
    let is_to_come = |round: RoundNo| {
        let slot = schedule.slot(round);
        slot.is_some_and(|slot| slot.now.start > schedule.now)
    };
    let found = misfits(&model.floor, &schedule);
    let cells = found.iter().map(|one| (one.round, one.group));
    cells.filter(|(round, _)| is_to_come(*round)).collect()
}

/// Answers a key.
pub fn press(model: &mut Model, press: Press) -> Vec<Reply> {
    let is_asking = model.replan.as_ref().is_some_and(|board| board.asking.is_some());
    if let Some(digit) = press
        .digit()
        .filter(|digit| (1..=3).contains(digit) && !is_asking)
    {
        choose(model, |_| usize::from(digit) - 1);
        return Vec::new();
    }
    press
        .action(crate::ui::keymap::Context::Replan)
        .map_or_else(Vec::new, |action| act(model, action))
}

/// Answers an action.
pub fn act(model: &mut Model, action: Action) -> Vec<Reply> {
    let Some(board) = model.replan.as_mut() else {
        return Vec::new();
    };
    match (action, &mut board.asking) {
        (Action::SearchAgain, _) => open(model),
        (Action::StopSearch, _) if matches!(board.phase, Phase::Searching(_)) => {
            board.phase = Phase::Stopped;
            ask(Ask::Stop)
        }
        (Action::Back, asking @ Some(_)) => {
            *asking = None;
            Vec::new()
        }
        (Action::Back, None) => shut(model).into_iter().map(Reply::Effect).collect(),
        (Action::Accept, Some(_)) => accept(model),
        (Action::Accept, None) => show_consequences(model),
        (Action::Left, Some(_)) => give_reason(model, Reason::ALL.len() - 1),
        (Action::Right, Some(_)) => give_reason(model, 1),
        (Action::Left, None) => choose(model, |at| at.saturating_sub(1)),
        (Action::Right, None) => choose(model, |at| at + 1),
        (action, Some(asking)) => {
            asking.lever.scroll(action);
            Vec::new()
        }
        (action, None) => scroll(board, action),
    }
}

fn choose(model: &mut Model, place: impl FnOnce(usize) -> usize) -> Vec<Reply> {
    if let Some(board) = model.replan.as_mut() {
        let wanted = place(board.place());
        let shown = board.shown();
        let last = shown.len().saturating_sub(1);
        let found = shown.get(wanted.min(last));
        let character = found.and_then(|one| one.characters.first()).copied();
        board.chosen = character.or(board.chosen);
        board.first = 0;
    }
    Vec::new()
}

fn scroll(board: &mut Board, action: Action) -> Vec<Reply> {
    let lines = board.shown().get(board.place()).map_or(0, |one| {
        // A heading a round stands between the lines.
        let mut rounds: Vec<_> = one.proposal.turns.iter().map(|turn| turn.round).collect();
        rounds.dedup();
        one.proposal.turns.len() + rounds.len()
    });
    let last = lines.saturating_sub(1);
    board.first = match action {
        Action::Up => board.first.saturating_sub(1),
        Action::Down => (board.first + 1).min(last),
        Action::PageUp => board.first.saturating_sub(PAGE),
        Action::PageDown => (board.first + PAGE).min(last),
        Action::First => 0,
        Action::Last => last,
        _ => board.first,
    };
    Vec::new()
}

/// What the chosen proposal would change, before anything does.
fn show_consequences(model: &mut Model) -> Vec<Reply> {
    let Some(board) = &model.replan else {
        return Vec::new();
    };
    let place = board.place();
    let shown = board.shown();
    let Some(one) = shown.get(place) else {
        return vec![Reply::Tell("replan-none-yet")];
    };
    let (character, proposal) = (one.characters.first().copied(), one.proposal.clone());
    if let Some(moved) = board.moved(&proposal) {
        let said = Said::Stale(moved.to_vec());
        model.say(said);
        return Vec::new();
    }
    let reason = reason(&model.floor, &proposal);
    let lever = Lever::new(&model.floor, command(&proposal, reason), model.now, model.role());
    match lever {
        Ok(lever) => {
            if let Some(board) = model.replan.as_mut() {
                board.chosen = board.chosen.or(character);
                board.asking = Some(Box::new(Asking {
                    proposal,
                    lever,
                    reason,
                    accepted: false,
                }));
            }
            Vec::new()
        }
        Err(why) => vec![Reply::Refuse(why)],
    }
}

/// The one entry that makes a proposal come true.
fn command(proposal: &Proposal, reason: Reason) -> Command {
    let turns = proposal.turns.iter();
    Command::Reroute {
        moves: turns.map(|turn| (turn.group, turn.round, turn.to)).collect(),
        reason,
    }
}

/// The reason that was given for what the proposal repairs, where one was.
fn reason(floor: &Floor, proposal: &Proposal) -> Reason {
    let given = |stay: Stay| {
        let (Stay::Station(no) | Stay::Closed(no)) = stay else {
            return None;
        };
        let log = floor.station(no)?;
        let closed = log.closings.last(&floor.undone).and_then(|mark| mark.value);
        let lowered = log
            .places
            .last(&floor.undone)
            .and_then(|mark| mark.value.as_ref());
        let closed = closed.map(|(_, reason)| reason);
        closed.or_else(|| lowered.map(|lowered| lowered.reason))
    };
    let mut turns = proposal.turns.iter();
    turns.find_map(|turn| given(turn.was)).unwrap_or(Reason::Other)
}

fn give_reason(model: &mut Model, by: usize) -> Vec<Reply> {
    if let Some(asking) = model.replan.as_mut().and_then(|board| board.asking.as_mut()) {
        let at = Reason::ALL
            .iter()
            .position(|reason| *reason == asking.reason)
            .unwrap_or(0);
        let next = Reason::ALL.iter().cycle().nth(at + by);
        asking.reason = next.copied().unwrap_or(asking.reason);
        let command = because(&asking.lever.command, asking.reason);
        asking.lever.instead(command, &model.floor, model.now, model.me.1);
    }
    Vec::new()
}

/// Accepted: compared with the floor for a last time, then asked for as one entry.
fn accept(model: &mut Model) -> Vec<Reply> {
    let Some(asking) = model.replan.as_mut().and_then(|board| board.asking.as_mut()) else {
        return Vec::new();
    };
    if let Err(why) = asking.lever.foreseen {
        return vec![Reply::Refuse(why)];
    }
    asking.accepted = true;
    ask(Ask::Check(vec![asking.proposal.id]))
}

/// The floor or the time has moved: the consequences are looked at again, and the runtime is asked whether the
/// proposals still hold.
pub fn look_again(model: &mut Model, has_changed: bool) -> Option<Effect> {
    let board = model.replan.as_mut()?;
    if let Some(asking) = board.asking.as_mut().filter(|_| has_changed) {
        asking.lever.renew(&model.floor, model.now, model.me.1);
    }
    let asked = board.asking.iter().map(|asking| asking.proposal.id);
    let mut ids: Vec<u32> = board.found.values().map(|one| one.id).chain(asked).collect();
    ids.sort_unstable();
    ids.dedup();
    (!ids.is_empty()).then_some(Effect::Replan(Ask::Check(ids)))
}

/// Takes news of a search in.
pub fn take(model: &mut Model, news: News) -> Vec<Effect> {
    let Some(board) = model.replan.as_mut() else {
        return Vec::new();
    };
    match news {
        News::Begun(run) => board.run = run,
        News::NoFloor => {
            model.replan = None;
            model.say(Said::Told("replan-no-floor"));
        }
        News::Failed => {
            board.phase = Phase::Done;
            model.say(Said::Failed("replan-failed"));
        }
        News::Found {
            run,
            character,
            proposal,
            spent_ms,
        } if run == board.run => {
            board.spent_ms = spent_ms;
            board.found.insert(character, *proposal);
        }
        News::Phase { run, phase, spent_ms } if run == board.run => {
            board.spent_ms = spent_ms;
            // What somebody has stopped stays stopped, whatever was still on its way.
            if board.phase != Phase::Stopped {
                board.phase = phase;
            }
        }
        News::Found { .. } | News::Phase { .. } => {}
        News::Checked(stale) => return checked(model, stale.into_iter().collect()),
    }
    Vec::new()
}

fn checked(model: &mut Model, stale: std::collections::BTreeMap<u32, Vec<Moved>>) -> Vec<Effect> {
    let Some(board) = model.replan.as_mut() else {
        return Vec::new();
    };
    board.stale = stale;
    let (is_chosen, is_stale) = (board.chosen.is_some(), !board.stale.is_empty());
    if let Some(asking) = board.asking.as_mut() {
        if !std::mem::take(&mut asking.accepted) {
            return Vec::new();
        }
        if let Some(moved) = board.stale.get(&asking.proposal.id).cloned() {
            model.say(Said::Stale(moved));
            return Vec::new();
        }
        let command = asking.lever.command.clone();
        let left = shut(model);
        return [Effect::Do(command)].into_iter().chain(left).collect();
    }
    // Nobody has chosen yet: a new search serves better than proposals that cannot be taken.
    if is_stale && !is_chosen {
        let replies = open(model);
        return replies
            .into_iter()
            .filter_map(|reply| match reply {
                Reply::Effect(effect) => Some(effect),
                _ => None,
            })
            .collect();
    }
    Vec::new()
}

/// The characters for which nothing was found yet.
pub(super) fn awaited(board: &Board) -> impl Iterator<Item = Character> + '_ {
    Character::ALL
        .into_iter()
        .filter(|character| !board.found.contains_key(character))
}
