//! Two groups, several rounds in a row: they change places from one round on, or up to it. This is how a group gets
//! from one end of a hall to the other, which pays only when it stays there.

use super::{Bench, MADE, Made};

impl Bench<'_> {
    /// Exchanges a stretch of rounds, which begins or ends with this one, with a group at a station that might suit.
    pub(super) fn stretch(&mut self, group: usize, round: usize, limit: i32) -> bool {
        let board = self.board;
        let station = self.target(group, round);
        if station == self.state.at(group, round) {
            return false;
        }
        let Some(other) = self.partner(station, round, 0) else {
            return false;
        };
        let goes_on = self.rng.below(2) == 0;
        let most = if goes_on { board.rounds - round } else { round + 1 };
        if most < 2 {
            return false;
        }
        let rounds = (2 + self.rng.below(most - 1)).min(MADE / 2);
        let mut made = Made::default();
        for no in 0..rounds {
            let when = if goes_on { round + no } else { round - no };
            let (here, there) = (self.state.at(group, when), self.state.at(other, when));
            let is_free = board.free.at(group, when) && board.free.at(other, when);
            if !is_free || !board.allowed.at(group, there) || !board.allowed.at(other, here) {
                return self.undo(&made);
            }
            self.put(&mut made, group, when, there);
            self.put(&mut made, other, when, here);
            if self.mixture.firm && made.delta.over > 0 {
                return self.undo(&made);
            }
        }
        self.close(&made, limit)
    }
}
