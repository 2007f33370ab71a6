//! The figures of the day worked out plainly from a floor: every visit is looked at, nothing is taken from the report.

use sheber::domain::countdown::Schedule;
use sheber::domain::fact::Visit;
use sheber::domain::floor::{Ending, Floor, Session};
use sheber::domain::id::{GroupNo, RoundNo, StationNo};
use sheber::domain::time::{EventTime, MINUTE_MS};
use std::collections::{BTreeMap, BTreeSet};

/// One visit that counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Held {
    pub(crate) visit: Visit,
    pub(crate) count: u32,
    /// `None` was not asked, which is not 0.
    pub(crate) interest: Option<u32>,
    pub(crate) briefed: bool,
    /// When the group came; unknown where a sheet was typed in.
    pub(crate) came: Option<EventTime>,
    pub(crate) ended: Option<EventTime>,
}

/// The figures up to a moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Figures {
    pub(crate) held: Vec<Held>,
    /// The last head count of each group that was counted.
    pub(crate) pupils: BTreeMap<GroupNo, u32>,
    pub(crate) schools: BTreeMap<GroupNo, String>,
}

impl Figures {
    /// Visits that are over by then: ended, or of a round that has ended.
    pub(crate) fn of(floor: &Floor, as_of: EventTime) -> Self {
        let schedule = Schedule::at(floor, as_of);
        let mut held = Vec::new();
        for (station, log) in floor.stations() {
            for ((round, group), session) in &log.sessions {
                let visit = Visit {
                    station,
                    round: *round,
                    group: *group,
                };
                let over = schedule.slot(*round).is_some_and(|slot| slot.now.end <= as_of);
                let ended = session.ending(&floor.undone);
                let finished = ended.is_some_and(|mark| mark.value == Ending::Finished);
                if session.counts_as_visit(&floor.undone) && (over || finished) {
                    held.push(one(floor, visit, session));
                }
            }
        }
        let mut latest: BTreeMap<GroupNo, (RoundNo, u32)> = BTreeMap::new();
        for one in &held {
            let last = latest
                .entry(one.visit.group)
                .or_insert((one.visit.round, one.count));
            if one.visit.round >= last.0 {
                *last = (one.visit.round, one.count);
            }
        }
        let school = |group: &GroupNo| floor.group(*group).expect("a group").school.clone();
        Self {
            schools: latest.keys().map(|group| (*group, school(group))).collect(),
            pupils: latest
                .into_iter()
                .map(|(group, (_, count))| (group, count))
                .collect(),
            held,
        }
    }

    pub(crate) fn sessions(&self) -> usize {
        self.held.len()
    }

    pub(crate) fn visits(&self) -> u32 {
        self.held.iter().map(|one| one.count).sum()
    }

    pub(crate) fn interest(&self) -> u32 {
        self.held.iter().filter_map(|one| one.interest).sum()
    }

    pub(crate) fn pupils_once(&self) -> u32 {
        self.pupils.values().sum()
    }

    pub(crate) fn schools_seen(&self) -> usize {
        self.schools.values().collect::<BTreeSet<_>>().len()
    }

    /// Sessions, visits and interest of one station; nobody was asked is not 0.
    pub(crate) fn of_station(&self, no: StationNo) -> (usize, u32, Option<u32>) {
        let here: Vec<&Held> = self.held.iter().filter(|one| one.visit.station == no).collect();
        let asked: Option<Vec<u32>> = here.iter().map(|one| one.interest).collect();
        let visits = here.iter().map(|one| one.count).sum();
        (here.len(), visits, asked.map(|asked| asked.iter().sum()))
    }

    /// Groups, pupils, sessions and visits of one school.
    pub(crate) fn of_school(&self, school: &str) -> (usize, u32, usize, u32) {
        let groups: BTreeSet<GroupNo> = self
            .schools
            .iter()
            .filter(|(_, name)| *name == school)
            .map(|(no, _)| *no)
            .collect();
        let pupils = groups.iter().map(|group| self.pupils[group]).sum();
        let here: Vec<&Held> = self
            .held
            .iter()
            .filter(|one| groups.contains(&one.visit.group))
            .collect();
        (
            groups.len(),
            pupils,
            here.len(),
            here.iter().map(|one| one.count).sum(),
        )
    }

    /// Who came more than this many minutes after the start of the round as it stood then: group, round, minutes.
    pub(crate) fn late(&self, floor: &Floor, limit_min: i64) -> Vec<(u16, u8, i64)> {
        let mut late = Vec::new();
        for one in &self.held {
            let Some(came) = one.came else { continue };
            let start = Schedule::at(floor, came)
                .slot(one.visit.round)
                .expect("a round")
                .now
                .start;
            if came.since(start) > limit_min * MINUTE_MS {
                late.push((
                    one.visit.group.0,
                    one.visit.round.0,
                    came.since(start) / MINUTE_MS,
                ));
            }
        }
        late.sort_by_key(|(_, round, _)| *round);
        late
    }
}

fn one(floor: &Floor, visit: Visit, session: &Session) -> Held {
    let undone = &floor.undone;
    let arrival = session.arrival(undone).expect("it counts");
    Held {
        visit,
        count: u32::from(arrival.count),
        interest: session.interest.last(undone).map(|mark| u32::from(mark.value)),
        briefed: session.briefings.last(undone).is_some(),
        came: Some(arrival.at).filter(|_| !arrival.later),
        ended: session
            .ending(undone)
            .map(|mark| mark.at)
            .filter(|_| !arrival.later),
    }
}
