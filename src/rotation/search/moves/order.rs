//! Two rounds of one group: its stations change places; where a cell is full, one of its groups goes the opposite way.

use super::{Bench, Made};
use crate::rotation::search::grid::at;

impl Bench<'_> {
    /// Exchanges a round of a group with any other.
    pub(super) fn order(&mut self, group: usize, round: usize, limit: i32) -> bool {
        let other = self.rng.below(self.board.rounds);
        other != round && self.board.free.at(group, other) && self.reorder(group, round, other, limit)
    }

    /// Exchanges two rounds of a group.
    pub(super) fn reorder(&mut self, group: usize, one: usize, other: usize, limit: i32) -> bool {
        let board = self.board;
        let (here, there) = (self.state.at(group, one), self.state.at(group, other));
        if here == there {
            return false;
        }
        // The group's own way first: most steps end here.
        let mut delta = self.state.reorder(board, group, one, other);
        if self.prices.of(&delta) > limit + self.mixture.slack || (self.mixture.firm && delta.hard > 0) {
            return false;
        }
        let size = at(&board.size, group);
        let lack = size - self.state.room.at(there, one);
        let lack_back = size - self.state.room.at(here, other);
        let partner = if lack > 0 {
            self.partner(there, one, lack)
        } else {
            None
        };
        let both = partner.filter(|partner| {
            let fits = here == board.idle || at(&board.size, *partner) >= lack_back;
            fits && self.state.at(*partner, other) == here && board.free.at(*partner, other)
        });
        let back = match both {
            None if lack_back > 0 => self.partner(here, other, lack_back),
            both => both,
        };
        let misses = (lack > 0 && partner.is_none()) || (lack_back > 0 && back.is_none());
        if self.mixture.firm && misses {
            return false;
        }
        if let Some(both) = both {
            delta += self.state.reorder(board, both, one, other);
        } else {
            for (partner, round, to) in [(partner, one, here), (back, other, there)] {
                let Some(partner) = partner else { continue };
                let is_again = to != board.idle && self.state.visits.at(partner, to) > 0;
                if !board.allowed.at(partner, to) || (self.mixture.firm && is_again) {
                    return false;
                }
                delta += self.state.own(board, partner, round, to);
            }
        }
        let heads = |group: Option<usize>| group.map_or(0, |group| at(&board.size, group));
        let (less, less_back) = (size - heads(partner), size - heads(back));
        delta.over += self.state.crowd(here, one, -less) + self.state.crowd(there, one, less);
        delta.over += self.state.crowd(there, other, -less_back) + self.state.crowd(here, other, less_back);
        let slack = if board.mix { self.mixture.slack } else { 0 };
        if !self.allows(&delta, limit.saturating_add(slack)) {
            return false;
        }
        // Meetings and balance are counted while the step is made.
        let mut made = Made::default();
        self.put(&mut made, group, one, there);
        self.put(&mut made, group, other, here);
        for (partner, round, to) in [(partner, one, here), (back, other, there)] {
            if let Some(partner) = partner {
                self.put(&mut made, partner, round, to);
            }
        }
        self.close(&made, limit)
    }
}
