//! The day in force: the description that was opened last, and its plan turned round.

use crate::domain::event::Event;
use crate::domain::fact::Opening;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use std::collections::BTreeMap;

/// Which groups are expected where: the plan turned round.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rota(BTreeMap<StationNo, Vec<Vec<GroupNo>>>);

impl Rota {
    pub(super) fn of(event: &Event) -> Self {
        let mut rota: BTreeMap<StationNo, Vec<Vec<GroupNo>>> = BTreeMap::new();
        for (group, route) in &event.plan {
            for (index, station) in route.iter().enumerate() {
                let Some(station) = station else { continue };
                let rounds = rota.entry(*station).or_default();
                rounds.resize_with(rounds.len().max(index + 1), Vec::new);
                if let Some(groups) = rounds.get_mut(index) {
                    groups.push(*group);
                }
            }
        }
        Self(rota)
    }

    /// The groups expected at a station in a round, in order of their numbers.
    pub fn expected(&self, station: StationNo, round: RoundNo) -> &[GroupNo] {
        let rounds = self.0.get(&station);
        rounds
            .zip(usize::from(round.0).checked_sub(1))
            .and_then(|(r, i)| r.get(i))
            .map_or(&[], Vec::as_slice)
    }
}

/// The day in force: the description that was opened last, with its index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Day {
    /// What was opened.
    pub opening: Opening,
    /// The plan turned round.
    pub rota: Rota,
}
