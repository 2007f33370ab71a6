//! Which origins have to be put in order: where two sides hold different contents of a name, or know of different
//! ones. Each is fetched whole, merged, and offered whole; once both know the same, it rests.

use super::Trader;
use crate::domain::fork::Fork;
use crate::domain::id::Origin;
use crate::domain::trade::Twins;
use std::collections::BTreeSet;

impl Trader {
    pub(super) fn suspect(&mut self, forks: &[Fork]) {
        self.turn.suspects.extend(forks.iter().map(|fork| fork.id.origin));
    }

    /// Origins of which the two sides do not know the same twins, unless that was so after the last reunion.
    pub(super) fn suspect_twins(&mut self, mine: &Twins) {
        let differing: BTreeSet<Origin> = mine
            .symmetric_difference(&self.their_twins)
            .map(|(id, _)| id.origin)
            .collect();
        for origin in differing {
            let known = (of(&self.their_twins, origin), of(mine, origin));
            if self.turn.comparing || self.reunited.get(&origin) != Some(&known) {
                self.turn.suspects.insert(origin);
            }
        }
    }

    pub(super) fn note_reunion(&mut self, origin: Origin, mine: &Twins) {
        let known = (of(&self.their_twins, origin), of(mine, origin));
        self.reunited.insert(origin, known);
    }
}

fn of(twins: &Twins, origin: Origin) -> Twins {
    twins
        .iter()
        .filter(|(id, _)| id.origin == origin)
        .copied()
        .collect()
}
