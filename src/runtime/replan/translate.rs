//! Plans of the planner as the screen takes them, and what has happened to the floor since they were made.

use super::super::why::{Names, Teller};
use crate::domain::countdown::Schedule;
use crate::domain::event::{Lang, Words};
use crate::domain::id::{GroupNo, RoundNo};
use crate::rotation::explain::{LeftOut as Cell, left_out};
use crate::rotation::judge::{Breach, breaches};
use crate::rotation::live::{Character, Live, Proposal};
use crate::ui::screen::replan as screen;
use crate::ui::text::Texts;
use std::collections::BTreeSet;

pub(super) const fn character(character: Character) -> screen::Character {
    match character {
        Character::FewestChanges => screen::Character::FewestChanges,
        Character::NobodyIdle => screen::Character::NobodyIdle,
        Character::ShortestWalks => screen::Character::ShortestWalks,
    }
}

fn index(round: RoundNo) -> usize {
    usize::from(round.0).saturating_sub(1)
}

fn number(index: usize) -> RoundNo {
    RoundNo(u8::try_from(index + 1).unwrap_or(u8::MAX))
}

/// A proposal as the screen shows it; its number is given by whoever keeps it.
pub(super) fn proposal(live: &Live, proposal: &Proposal) -> screen::Proposal {
    let problem = &live.day.problem;
    let pupils = |group: GroupNo| {
        let party = live.day.group(group).and_then(|at| problem.parties.get(at));
        party.map_or(0, |party| party.size)
    };
    let turn = |turn: &crate::rotation::live::Turn| screen::Turn {
        round: turn.round,
        group: turn.group,
        pupils: pupils(turn.group),
        was: turn.was,
        to: turn.to,
    };
    let is_soon = |turn: &&crate::rotation::live::Turn| {
        let group = live.day.group(turn.group);
        group.is_some_and(|group| live.is_soon(group, index(turn.round)))
    };
    let mut soon: Vec<RoundNo> = proposal
        .turns
        .iter()
        .filter(is_soon)
        .map(|turn| turn.round)
        .collect();
    soon.dedup();
    screen::Proposal {
        id: 0,
        turns: proposal.turns.iter().map(turn).collect(),
        groups: proposal.groups,
        pupils: proposal.pupils,
        walk_min: proposal.walk_min,
        left_out: left_out_of(live, proposal),
        soon,
    }
}

fn left_out_of(live: &Live, proposal: &Proposal) -> Vec<screen::LeftOut> {
    if proposal.left_out.is_empty() {
        return Vec::new();
    }
    // Which of its rounds without a station a group rests is known already: here every one of them is asked for.
    let mut problem = live.problem(proposal.character);
    for party in &mut problem.parties {
        party.rests = 0;
    }
    let cells = left_out(&problem, &proposal.plan);
    let told = |(round, group): &(RoundNo, GroupNo)| {
        let at = live.day.group(*group)?;
        let cell = cells
            .iter()
            .find(|cell| (cell.group, cell.round) == (at, index(*round)));
        Some(screen::LeftOut {
            round: *round,
            group: *group,
            why: cell.map_or_else(Words::default, |cell| words(live, cell)),
        })
    };
    proposal.left_out.iter().filter_map(told).collect()
}

/// What keeps the stations from a group, in every language of the screens.
fn words(live: &Live, cell: &Cell) -> Words {
    let say = |lang: Lang| {
        let texts = Texts::of(lang);
        let teller = Teller {
            texts,
            names: Names::of(&live.day, texts),
        };
        teller.why(&cell.why)
    };
    Words {
        kk: say(Lang::Kk),
        ru: say(Lang::Ru),
        en: say(Lang::En),
    }
}

/// What has happened to the floor since a proposal was made: whose routes are others, and which rules it would break.
pub(super) fn moved(
    live: &Live,
    fresh: &Live,
    schedule: &Schedule,
    proposal: &Proposal,
) -> Vec<screen::Moved> {
    let mut moved: BTreeSet<screen::Moved> = BTreeSet::new();
    let groups: BTreeSet<GroupNo> = live.day.groups.iter().chain(&fresh.day.groups).copied().collect();
    let differs = |group: &GroupNo| {
        let (Some(was), Some(is)) = (live.day.group(*group), fresh.day.group(*group)) else {
            return true;
        };
        let rounds = 0..live.day.problem.rounds;
        rounds
            .into_iter()
            .any(|round| live.stay(was, round) != fresh.stay(is, round))
    };
    moved.extend(groups.into_iter().filter(differs).map(screen::Moved::Group));
    if moved.is_empty() {
        let broken = breaches(&fresh.problem(proposal.character), &proposal.plan);
        let own = breaches(&live.opened(), &proposal.plan);
        let new = broken.iter().filter(|breach| !own.contains(breach));
        moved.extend(new.filter_map(|breach| of_breach(fresh, schedule, breach)));
    }
    moved.into_iter().collect()
}

fn of_breach(live: &Live, schedule: &Schedule, breach: &Breach) -> Option<screen::Moved> {
    let group = |at: usize| live.day.groups.get(at).copied().map(screen::Moved::Group);
    let station = |at: usize| live.day.stations.get(at).copied().map(screen::Moved::Station);
    match *breach {
        Breach::Pinned { round, .. } => {
            let number = number(round);
            let slot = schedule.slot(number)?;
            Some(if slot.now.start <= schedule.now {
                screen::Moved::Begun(number)
            } else {
                screen::Moved::Soon(number)
            })
        }
        Breach::Closed { station: at, .. } | Breach::Crowded { station: at, .. } => station(at),
        Breach::Shape { group: at }
        | Breach::Away { group: at, .. }
        | Breach::Unfit { group: at, .. }
        | Breach::Repeat { group: at, .. }
        | Breach::TooFar { group: at, .. }
        | Breach::Met { one: at, .. }
        | Breach::NoRest { group: at, .. } => group(at),
    }
}
