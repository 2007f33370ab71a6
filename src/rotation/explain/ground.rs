//! What every proof stands on: the free cells, the places that held groups leave, and the rests that are still to come.

use super::{Proof, Reason, union};
use crate::rotation::problem::{Pin, Problem};

/// A problem with what its pinned cells have taken already.
pub(super) struct Ground<'p> {
    /// The problem.
    pub(super) problem: &'p Problem,
    /// Places by station and round, less the heads that are held there.
    left: Vec<Vec<u32>>,
    /// By group: pinned cells without a station beyond its rests, and the rests that they leave.
    pinned: Vec<(u32, u32)>,
}

impl<'p> Ground<'p> {
    /// The ground of a problem.
    pub(super) fn of(problem: &'p Problem) -> Self {
        let mut left: Vec<Vec<u32>> = problem.stops.iter().map(|stop| stop.places.clone()).collect();
        let mut pinned = Vec::with_capacity(problem.parties.len());
        for (group, party) in problem.parties.iter().enumerate() {
            let mut empty = 0_u32;
            for round in 0..problem.rounds {
                let pin = problem.pin(group, round);
                if pin == Pin::Free {
                    continue;
                }
                match problem.fixed.at(group, round) {
                    None => empty += u32::from(!problem.is_away(group, round)),
                    Some(station) if pin == Pin::Held => {
                        let places = left.get_mut(station).and_then(|row| row.get_mut(round));
                        if let Some(places) = places {
                            *places = places.saturating_sub(party.size);
                        }
                    }
                    Some(_) => {}
                }
            }
            let rests = u32::from(party.rests);
            pinned.push((empty.saturating_sub(rests), rests.saturating_sub(empty)));
        }
        Self {
            problem,
            left,
            pinned,
        }
    }

    /// Places that are left at a station in a round.
    pub(super) fn places(&self, station: usize, round: usize) -> u32 {
        let row = self.left.get(station);
        row.and_then(|row| row.get(round)).copied().unwrap_or(0)
    }

    /// Whether a station is open in a round and has places left for so many heads.
    pub(super) fn fits(&self, station: usize, round: usize, heads: u32) -> bool {
        self.problem.places(station, round) > 0 && self.places(station, round) >= heads
    }

    /// Rounds in which a group may be planned.
    pub(super) fn free(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.problem.rounds).filter(move |round| self.problem.is_free(group, *round))
    }

    /// The rests that a group has still to take.
    pub(super) fn rest(&self, group: usize) -> u32 {
        self.pinned.get(group).map_or(0, |(_, rests)| *rests)
    }

    /// Whether any group has still to rest.
    pub(super) fn has_rests(&self) -> bool {
        self.pinned.iter().any(|(_, rests)| *rests > 0)
    }

    /// The cells that nobody may change and that have no station.
    pub(super) fn pinned(&self) -> Option<Reason> {
        let beyond = || self.pinned.iter().enumerate().filter(|(_, (idle, _))| *idle > 0);
        let idle = beyond().map(|(_, (idle, _))| idle).sum();
        (idle > 0).then(|| Reason::Pinned {
            groups: beyond().map(|(group, _)| group).collect(),
            idle,
        })
    }

    /// What the members of these proofs have still to rest.
    pub(super) fn rests(&self, proofs: &[Proof]) -> u32 {
        union(proofs).into_iter().map(|group| self.rest(group)).sum()
    }

    /// What these proofs show, together with the pinned cells. No two of them may count one cell.
    pub(super) fn bound(&self, proofs: &[Proof]) -> u32 {
        let sure: u32 = self.pinned.iter().map(|(idle, _)| idle).sum();
        let counted: u32 = proofs.iter().map(|proof| proof.count).sum();
        sure + counted.saturating_sub(self.rests(proofs))
    }
}
