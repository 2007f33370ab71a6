//! One round, up to a few groups: somebody goes to a station; where that is full, somebody of it goes on, to another
//! station, to the first one's place, or to nowhere. A change, a swap, an ejection and a cycle of three are all chains.

use super::Bench;
use crate::rotation::search::board::Board;
use crate::rotation::search::delta::Delta;
use crate::rotation::search::grid::at;

/// The most groups one chain moves.
const LINKS: usize = 5;

/// One group of a chain.
#[derive(Clone, Copy, Debug, Default)]
struct Link {
    group: usize,
    from: usize,
    to: usize,
}

/// A chain in the making.
struct Chain {
    links: [Link; LINKS],
    count: usize,
    round: usize,
    /// The last one takes the first one's place.
    is_closed: bool,
    delta: Delta,
}

impl Chain {
    fn links(&self) -> &[Link] {
        self.links.get(..self.count).unwrap_or_default()
    }

    fn first(&self) -> Link {
        at(&self.links, 0)
    }

    fn last(&self) -> Link {
        at(&self.links, self.count.saturating_sub(1))
    }

    fn push(&mut self, link: Link) {
        if let Some(place) = self.links.get_mut(self.count) {
            *place = link;
            self.count += 1;
        }
    }

    fn passes(&self, station: usize) -> bool {
        self.links()
            .iter()
            .any(|link| link.from == station || link.to == station)
    }
}

/// What comes after a link.
enum Next {
    /// The chain ends here.
    End,
    /// Somebody goes on.
    On(Link),
    /// There is no such step.
    None,
}

impl Bench<'_> {
    /// Sends a group to a station in a round, and on whom it displaces.
    pub(super) fn chain(&mut self, group: usize, round: usize, to: usize, limit: i32) -> bool {
        let board = self.board;
        let mut chain = Chain {
            links: [Link::default(); LINKS],
            count: 0,
            round,
            is_closed: false,
            delta: Delta::default(),
        };
        let mut link = Link {
            group,
            from: self.state.at(group, round),
            to,
        };
        let size = at(&board.size, group);
        let relief = self.state.crowd(link.from, round, -size);
        chain.delta.over = relief;
        loop {
            chain.push(link);
            chain.delta += self.state.own(board, link.group, round, link.to);
            if board.mix && !self.mixture.firm {
                chain.delta.meet += self.state.parts(board, link.group, round);
            }
            let delta = &chain.delta;
            if self.prices.of(delta) > limit + self.mixture.slack
                || (self.mixture.firm && delta.repeat + delta.hard > 0)
            {
                return false;
            }
            match self.next(&mut chain) {
                Next::End => break,
                Next::On(next) => {
                    let more = at(&board.size, link.group) - at(&board.size, next.group);
                    chain.delta.over += self.state.crowd(link.to, round, more);
                    link = next;
                }
                Next::None => return false,
            }
        }
        let last = at(&board.size, link.group);
        chain.delta.over += if chain.is_closed {
            self.state.crowd(chain.first().from, round, last - size) - relief
        } else {
            self.state.crowd(link.to, round, last)
        };
        self.finish(&mut chain, limit)
    }

    /// Who makes room for the last one, and where it goes.
    fn next(&mut self, chain: &mut Chain) -> Next {
        let (board, firm, round) = (self.board, self.mixture.firm, chain.round);
        let (first, last) = (chain.first(), chain.last());
        let heads = at(&board.size, last.group) - self.state.room.at(last.to, round);
        if chain.is_closed || heads <= 0 || (!firm && self.rng.permille(self.mixture.squeeze)) {
            return Next::End;
        }
        let depth = if first.from == board.idle {
            self.mixture.dig
        } else {
            self.mixture.depth
        };
        if chain.count >= depth.min(LINKS) {
            return if firm { Next::None } else { Next::End };
        }
        let Some(group) = self.partner(last.to, round, if firm { heads } else { 0 }) else {
            return if firm { Next::None } else { Next::End };
        };
        let from = last.to;
        let may_close = self.may_take(board, group, first, round);
        let close = if first.from == board.idle {
            self.mixture.oust
        } else {
            self.mixture.close
        };
        if may_close && (chain.count + 1 >= depth || self.rng.permille(close)) {
            chain.is_closed = true;
            return Next::On(Link {
                group,
                from,
                to: first.from,
            });
        }
        let to = self.target(group, round);
        if to == from || chain.passes(to) || (firm && self.is_again(board, group, to)) {
            return Next::None;
        }
        Next::On(Link { group, from, to })
    }

    /// Whether a group may have the place that another one leaves.
    fn may_take(&self, board: &Board, group: usize, left: Link, round: usize) -> bool {
        let room = self.state.room.at(left.from, round) + at(&board.size, left.group);
        board.allowed.at(group, left.from)
            && !(self.mixture.firm
                && (room < at(&board.size, group) || self.is_again(board, group, left.from)))
    }

    fn is_again(&self, board: &Board, group: usize, station: usize) -> bool {
        station != board.idle && self.state.visits.at(group, station) > 0
    }

    /// Weighs a whole chain and makes it.
    fn finish(&mut self, chain: &mut Chain, limit: i32) -> bool {
        let (board, round) = (self.board, chain.round);
        let (first, last) = (chain.first(), chain.last());
        if board.mix {
            chain.delta.meet = 0;
            if self.mixture.firm && !self.allows(&chain.delta, limit) {
                return false;
            }
            let mut meet = 0;
            for (no, link) in chain.links().iter().enumerate() {
                let after = chain.links().get(no + 1).map(|link| link.group);
                let gone = after.or_else(|| chain.is_closed.then_some(first.group));
                let gone = gone.unwrap_or(usize::MAX);
                meet += self.state.meets(board, link.group, round, link.to, gone);
            }
            chain.delta.meet = meet;
        }
        if board.goals.balance > 0 && !chain.is_closed {
            chain.delta.soft += self.state.uses(board, round, first.from, last.to);
        }
        if !self.allows(&chain.delta, limit) {
            return false;
        }
        for link in chain.links() {
            self.state.set(board, link.group, round, link.to);
        }
        true
    }
}
