//! Steps: each is chosen by chance and by what the groups like, weighed, and made when the temperature allows it.
//!
//! Lives here: the bench on which steps are made, the choice of a station and of a partner; each kind of step has a
//! file. May not live here: how warm it is and how steps are mixed, which is the schedule's.

mod chain;
mod order;
mod stretch;

use super::board::{Board, NONE};
use super::delta::{Delta, Prices};
use super::grid::at;
use super::heat::Heat;
use super::rng::{Rng, part};
use super::state::State;

/// How steps are chosen; shares in permille.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mixture {
    /// No step may break a rule; else rules have prices.
    pub(super) firm: bool,
    /// Steps that begin with a group that is idle, while there are any.
    pub(super) insert: u32,
    /// Steps that change the order of a group's stations.
    pub(super) order: u32,
    /// Steps in which two groups exchange a stretch of rounds.
    pub(super) stretch: u32,
    /// Of the stations proposed, those in the zone of the round before or after.
    pub(super) near: u32,
    /// Of the stations proposed, those that were announced.
    pub(super) back: u32,
    /// Of the steps to a station, those to none.
    pub(super) idle: u32,
    /// Of the steps into a full cell, those that crowd it.
    pub(super) squeeze: u32,
    /// Of the groups displaced, those that take the first one's place.
    pub(super) close: u32,
    /// Of the groups displaced by one that was idle, those that are idle in its stead.
    pub(super) oust: u32,
    /// How many groups one chain may move.
    pub(super) depth: usize,
    /// How many, when the first was idle.
    pub(super) dig: usize,
    /// By how much a step under way may be above its limit.
    pub(super) slack: i32,
}

/// Everything a step needs.
pub(super) struct Bench<'a> {
    pub(super) board: &'a Board,
    pub(super) state: &'a mut State,
    pub(super) rng: &'a mut Rng,
    pub(super) heat: &'a Heat,
    pub(super) prices: Prices,
    pub(super) mixture: Mixture,
}

/// A step that was given up, and what to put back: at most this many cells.
#[derive(Default)]
struct Made {
    cells: [(usize, usize, usize); MADE],
    count: usize,
    delta: Delta,
}

const MADE: usize = 32;

impl Bench<'_> {
    /// One step; true when the plan is another one.
    pub(super) fn step(&mut self) -> bool {
        let bits = self.rng.bits();
        let limit = self.heat.limit(bits >> 16);
        let idle = self.state.idle.len();
        if idle > 0 && self.rng.permille(self.mixture.insert) {
            let (group, round) = at(&self.state.idle, self.rng.below(idle));
            return self.go(usize::from(group), usize::from(round), limit);
        }
        let cells = &self.board.cells;
        let (group, round) = at(cells, self.rng.below(cells.len()));
        let dice = dice(bits);
        if dice < self.mixture.order {
            self.order(group, round, limit)
        } else if dice < self.mixture.order + self.mixture.stretch {
            self.stretch(group, round, limit)
        } else {
            self.go(group, round, limit)
        }
    }

    /// Sends a group somewhere that might suit it.
    fn go(&mut self, group: usize, round: usize, limit: i32) -> bool {
        let from = self.state.at(group, round);
        if from != self.board.idle && self.rng.permille(self.mixture.idle) {
            return self.chain(group, round, self.board.idle, limit);
        }
        let to = self.target(group, round);
        if to == from {
            return false;
        }
        if self.mixture.firm && to != self.board.idle && self.state.visits.at(group, to) > 0 {
            // It goes there in another round: perhaps now is better.
            let other = (0..self.board.rounds).find(|other| self.state.at(group, *other) == to);
            return other
                .filter(|other| *other != round && self.board.free.at(group, *other))
                .is_some_and(|other| self.reorder(group, round, other, limit));
        }
        self.chain(group, round, to, limit)
    }

    /// A station that might suit a group in a round: where it was announced, near where it comes from or goes to, or
    /// anywhere; liked ones more often.
    fn target(&mut self, group: usize, round: usize) -> usize {
        let board = self.board;
        let bits = self.rng.bits();
        let dice = dice(bits);
        if dice < self.mixture.back {
            let told = board.told.at(group, round);
            if told != NONE && board.allowed.at(group, usize::from(told)) {
                return usize::from(told);
            }
        }
        if dice < self.mixture.near {
            let before = at(&board.zone, usize::from(self.state.plan.at(group, round)));
            let after = at(&board.zone, usize::from(self.state.plan.at(group, round + 2)));
            let (first, second) = if bits >> 63 == 0 {
                (before, after)
            } else {
                (after, before)
            };
            let zone = if first == board.limbo { second } else { first };
            let list = board.in_zone(group, zone);
            if zone != board.limbo && !list.is_empty() {
                return usize::from(at(list, liked(list.len(), bits >> 20)));
            }
        }
        let list = board.anywhere(group);
        if list.is_empty() {
            board.idle
        } else {
            usize::from(at(list, liked(list.len(), bits >> 20)))
        }
    }

    /// A free group of a cell that makes room for so many heads when it goes.
    fn partner(&mut self, station: usize, round: usize, heads: i32) -> Option<usize> {
        let who = self.state.who(self.board, station, round);
        let first = self.rng.below(who.len());
        let after = who.iter().skip(first).chain(who.iter().take(first));
        after
            .map(|group| usize::from(*group))
            .find(|group| at(&self.board.size, *group) >= heads && self.board.free.at(*group, round))
    }

    fn put(&mut self, made: &mut Made, group: usize, round: usize, to: usize) {
        if let Some(cell) = made.cells.get_mut(made.count) {
            *cell = (group, round, self.state.at(group, round));
            made.count += 1;
            made.delta += self.state.set(self.board, group, round, to);
        }
    }

    /// Whether a step is good enough.
    fn allows(&self, delta: &Delta, limit: i32) -> bool {
        self.prices.of(delta) <= limit && !(self.mixture.firm && delta.broken() > 0)
    }

    /// Keeps a step that is good enough, takes back any other.
    fn close(&mut self, made: &Made, limit: i32) -> bool {
        self.allows(&made.delta, limit) || self.undo(made)
    }

    /// Takes a step back; false, for there is no step.
    fn undo(&mut self, made: &Made) -> bool {
        for (group, round, from) in made.cells.iter().take(made.count).rev() {
            self.state.set(self.board, *group, *round, *from);
        }
        false
    }
}

/// A number below 1000 from the lowest 16 bits.
fn dice(bits: u64) -> u32 {
    u32::try_from(((bits & 0xffff) * 1000) >> 16).unwrap_or(0)
}

/// A place in a list whose first are the liked ones: the lower of two draws from the lowest 32 bits.
fn liked(len: usize, bits: u64) -> usize {
    part(bits & 0xffff, 16, len).min(part((bits >> 16) & 0xffff, 16, len))
}
