//! The visits added up by everything by which a report has a table: each visit is looked at once.

use super::Basis;
use super::tally::Sum;
use crate::domain::event::{HallId, Lang};
use crate::domain::fact::Visit;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::report::model::{Briefings, Late, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// Sums by everything.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) total: Sum,
    pub(super) stations: BTreeMap<StationNo, Sum>,
    pub(super) halls: BTreeMap<HallId, Sum>,
    pub(super) schools: BTreeMap<String, Sum>,
    pub(super) languages: BTreeMap<Lang, Sum>,
    pub(super) rounds: BTreeMap<RoundNo, Sum>,
    pub(super) briefings: BTreeMap<StationNo, Briefings>,
    /// Groups that were counted, with their last head count.
    pub(super) pupils: BTreeMap<GroupNo, u16>,
    late: BTreeSet<Visit>,
}

impl Tables {
    /// Adds up everything.
    pub(super) fn of(basis: &Basis<'_>, late: &[Late]) -> Self {
        let late = late.iter().map(|late| Visit {
            station: late.station,
            round: late.round,
            group: late.group,
        });
        let mut tables = Self {
            pupils: pupils(basis),
            late: late.collect(),
            ..Self::default()
        };
        for fate in &basis.fates {
            let told = fate.told;
            let one = fate.seen.and_then(|index| basis.seen.get(index));
            let place = one.map(|one| one.visit.station).or(told.station);
            let is_late = one.is_some_and(|one| tables.late.contains(&one.visit));
            tables.each(basis, place, told.group, told.round, |sum| match one {
                Some(one) => sum.visit(one, is_late),
                None => sum.unvisited(told.outcome),
            });
        }
        tables.brief(basis);
        tables
    }

    fn each(
        &mut self,
        basis: &Basis<'_>,
        place: Option<StationNo>,
        group: GroupNo,
        round: RoundNo,
        add: impl Fn(&mut Sum),
    ) {
        add(&mut self.total);
        add(self.rounds.entry(round).or_default());
        if let Some(no) = place {
            add(self.stations.entry(no).or_default());
            if let Some(station) = basis.view.station(no) {
                match self.halls.get_mut(&station.hall) {
                    Some(sum) => add(sum),
                    None => add(self.halls.entry(station.hall.clone()).or_default()),
                }
            }
        }
        if let Some(about) = basis.view.floor.group(group) {
            add(self.languages.entry(about.lang).or_default());
            match self.schools.get_mut(&about.school) {
                Some(sum) => add(sum),
                None => add(self.schools.entry(about.school.clone()).or_default()),
            }
        }
    }

    fn brief(&mut self, basis: &Basis<'_>) {
        for one in basis.seen.iter().filter(|one| one.held) {
            let no = one.visit.station;
            if !basis.view.station(no).is_some_and(|station| station.briefing) {
                continue;
            }
            let briefings = self.briefings.entry(no).or_default();
            briefings.required += 1;
            match one.briefed {
                Some(true) => briefings.marked += 1,
                Some(false) => briefings.not_marked += 1,
                None => briefings.unknown += 1,
            }
        }
    }

    /// The sum of some stations together.
    pub(super) fn sum_of(&self, stations: &[StationNo]) -> Sum {
        let mut sum = Sum::default();
        for one in stations.iter().filter_map(|no| self.stations.get(no)) {
            sum.join(one);
        }
        sum
    }

    /// How many sessions of a round had an outcome.
    pub(super) fn count(basis: &Basis<'_>, round: RoundNo, outcome: Outcome) -> u32 {
        let of_round = basis.fates.iter().filter(|fate| fate.told.round == round);
        super::many(of_round.filter(|fate| fate.told.outcome == outcome).count())
    }
}

/// Groups that were counted with their last head count.
fn pupils(basis: &Basis<'_>) -> BTreeMap<GroupNo, u16> {
    let floor = basis.view.floor;
    let known = floor.groups().map(|(group, _)| group);
    let strangers = basis.seen.iter().map(|one| one.visit.group);
    let groups: BTreeSet<GroupNo> = known.chain(strangers).collect();
    let counted = groups
        .into_iter()
        .filter_map(|group| Some((group, floor.last_count(group)?)));
    counted.collect()
}
