//! What a step would change, without making it. Parts of a step that touch different groups, or different cells, add up.

use super::board::{Board, NONE};
use super::delta::Delta;
use super::grid::{Grid, at};
use super::state::State;

/// Heads too many where so many places are left.
#[inline]
const fn lack(room: i32) -> i32 {
    if room < 0 { -room } else { 0 }
}

#[inline]
fn count(is_so: bool) -> i32 {
    i32::from(is_so)
}

impl State {
    /// What changes for a group itself when it goes elsewhere in one round.
    #[inline]
    pub(super) fn own(&self, board: &Board, group: usize, round: usize, to: usize) -> Delta {
        let from = self.at(group, round);
        let (old, new) = (at(&board.zone, from), at(&board.zone, to));
        let mut delta = self.wish(board, group, from, to);
        delta.repeat = count(to != board.idle && self.visits.at(group, to) > 0)
            - count(from != board.idle && self.visits.at(group, from) > 1);
        if old != new {
            let before = at(&board.zone, usize::from(self.plan.at(group, round)));
            let after = at(&board.zone, usize::from(self.plan.at(group, round + 2)));
            delta.soft += board.walk.at(before, new) - board.walk.at(before, old) + board.walk.at(new, after)
                - board.walk.at(old, after);
            if let (Some(into), Some(out)) = (board.far.get(round), board.far.get(round + 1)) {
                delta.hard += count(into.at(before, new)) - count(into.at(before, old))
                    + count(out.at(new, after))
                    - count(out.at(old, after));
            }
        }
        let told = board.told.at(group, round);
        if told != NONE {
            let is_taken_back = count(usize::from(told) != to) - count(usize::from(told) != from);
            delta.soft += board.goals.change * is_taken_back;
        }
        delta
    }

    /// Preference, fairness, school and idleness when a group gives up one station for another.
    #[inline]
    fn wish(&self, board: &Board, group: usize, from: usize, to: usize) -> Delta {
        let goals = &board.goals;
        let (points, nulls, rests) = (
            at(&self.points, group),
            at(&self.nulls, group),
            at(&board.rests, group),
        );
        let more = count(to == board.idle) - count(from == board.idle);
        let gain = board.cost.at(group, to) - board.cost.at(group, from);
        let (old, old_over) = board.fare(group, points, nulls);
        let (new, new_over) = board.fare(group, points + gain, nulls + more);
        let mut delta = Delta {
            idle: (nulls + more - rests).max(0) - (nulls - rests).max(0),
            soft: goals.pref * (new - old) + goals.fair * ((new - new_over).max(0) - (old - old_over).max(0)),
            hard: (rests - nulls - more).max(0) - (rests - nulls).max(0),
            ..Delta::default()
        };
        if goals.school > 0 {
            let worse = at(&self.school, at(&board.school, group));
            let then = worse + 2 * (new - old) - (new_over - old_over);
            delta.soft += goals.school * (then.max(0) - worse.max(0));
        }
        delta
    }

    /// What changes for a group itself when two of its rounds change places.
    #[inline]
    pub(super) fn reorder(&self, board: &Board, group: usize, one: usize, other: usize) -> Delta {
        let (one, other) = (one.min(other), one.max(other));
        let mut delta = Delta::default();
        if board.goals.change > 0 {
            let (early, late) = (self.plan.at(group, one + 1), self.plan.at(group, other + 1));
            let off = |round: usize, station: u16| {
                let told = board.told.at(group, round);
                count(told != NONE && told != station)
            };
            let changes = off(one, late) + off(other, early) - off(one, early) - off(other, late);
            delta.soft += board.goals.change * changes;
        }
        let zone = |column: usize| at(&board.zone, usize::from(self.plan.at(group, column)));
        let (old, new) = (zone(one + 1), zone(other + 1));
        if old == new {
            return delta;
        }
        let mut turn = |column: usize, before: (usize, usize), now: (usize, usize)| {
            delta.soft += board.walk.at(now.0, now.1) - board.walk.at(before.0, before.1);
            let far = |far: &Grid<bool>| count(far.at(now.0, now.1)) - count(far.at(before.0, before.1));
            delta.hard += board.far.get(column).map_or(0, far);
        };
        let (before, after) = (zone(one), zone(other + 2));
        turn(one, (before, old), (before, new));
        turn(other + 1, (new, after), (old, after));
        if one + 1 == other {
            turn(other, (old, new), (new, old));
        } else {
            let (next, last) = (zone(one + 2), zone(other));
            turn(one + 1, (old, next), (new, next));
            turn(other, (last, new), (last, old));
        }
        delta
    }

    /// Heads too many that so many more (or fewer) heads at a station bring.
    #[inline]
    pub(super) fn crowd(&self, station: usize, round: usize, heads: i32) -> i32 {
        let room = self.room.at(station, round);
        lack(room - heads) - lack(room)
    }

    /// Meetings again that end when a group leaves its cell: 0 or less.
    #[inline]
    pub(super) fn parts(&self, board: &Board, group: usize, round: usize) -> i32 {
        let mut again = 0;
        for other in self.who(board, self.at(group, round), round) {
            again -= count(usize::from(*other) != group && self.met.at(group, usize::from(*other)) > 1);
        }
        again
    }

    /// Meetings again when a group goes to a station from which `gone` goes away.
    #[inline]
    pub(super) fn meets(&self, board: &Board, group: usize, round: usize, to: usize, gone: usize) -> i32 {
        let mut again = self.parts(board, group, round);
        for other in self.who(board, to, round) {
            again += count(usize::from(*other) != gone && self.met.at(group, usize::from(*other)) > 0);
        }
        again
    }

    /// Balance, weighed, when a station loses one of its groups and another one gets a group.
    #[inline]
    pub(super) fn uses(&self, board: &Board, round: usize, from: usize, to: usize) -> i32 {
        let mut squares = 0;
        if from != board.idle && self.who(board, from, round).len() == 1 {
            squares -= 2 * at(&self.used, from) - 1;
        }
        if to != board.idle && self.who(board, to, round).is_empty() {
            squares += 2 * at(&self.used, to) + 1;
        }
        squares * board.goals.balance
    }
}
