//! A day as a problem: which group, station, hall and round stands behind which index, and what an event asks of
//! its rotation.
//!
//! Lives here: the way from an [`Event`] to a [`Problem`] and from a [`Plan`] back to rows of an event file. What
//! the day has made of it is [`super::live`]'s business.

use super::problem::{COST_MAX, Party, Pin, Plan, Problem, QUIET, STEP_FREE, Stop, Weights};
use crate::domain::event::{Event, Group, Lang, Support};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::{MINUTE_MS, Span};
use std::collections::BTreeMap;

/// What a station costs that a group with wishes did not wish for.
const UNWISHED: u8 = 2;
const _: () = assert!(UNWISHED <= COST_MAX);
/// Minutes to another hall where the event does not say.
const WALK_MIN: u32 = 1;

/// The weights of a day run by this program: those of [`Weights::DAY`] ten times over, so that schools and the
/// balance of stations can weigh less than a minute's walk.
pub const WEIGHTS: Weights = Weights {
    idle: 10_000,
    pref: 20,
    fair: 30,
    school: 10,
    walk: 10,
    balance: 1,
    change: 250,
};

/// Rows of a plan as an event file has them: group → the station of each round.
pub type Rows = BTreeMap<GroupNo, Vec<Option<StationNo>>>;

/// A problem and what its indices stand for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Day {
    /// Groups by index.
    pub groups: Vec<GroupNo>,
    /// Stations by index.
    pub stations: Vec<StationNo>,
    /// The problem.
    pub problem: Problem,
}

impl Day {
    /// The day from its groups and stations alone: of its plan only the number of breaks counts, and only where the
    /// event does not give one.
    pub fn of(event: &Event) -> Self {
        let groups = event.groups.iter().map(|(no, about)| Guest {
            no: *no,
            about,
            pupils: about.size,
            rests: breaks(event, *no),
        });
        let spans: Vec<Span> = event.times.rounds.clone();
        Self::with(event, &groups.collect::<Vec<_>>(), &spans, |station, _| {
            event.stations.get(&station).map_or(0, |about| about.places)
        })
    }

    /// The day with these groups, these times and these places.
    pub(super) fn with(
        event: &Event,
        guests: &[Guest<'_>],
        spans: &[Span],
        places: impl Fn(StationNo, RoundNo) -> u16,
    ) -> Self {
        let stations: Vec<StationNo> = event.rotation_stations().map(|(no, _)| no).collect();
        let gaps = gaps(spans);
        let rounds = spans.len();
        let stops = event.rotation_stations().map(|(no, about)| Stop {
            zone: event
                .halls
                .iter()
                .position(|hall| hall.id == about.hall)
                .unwrap_or(0),
            langs: about
                .languages
                .iter()
                .fold(0, |bits, lang| bits | 1 << index(*lang)),
            fit: needs(about.access.iter()),
            places: rounds_of(rounds)
                .map(|round| u32::from(places(no, round)))
                .collect(),
        });
        let mut schools: Vec<&str> = guests.iter().map(|guest| guest.about.school.as_str()).collect();
        schools.sort_unstable();
        schools.dedup();
        let party = |guest: &Guest<'_>| Party {
            size: u32::from(guest.pupils),
            lang: index(guest.about.lang),
            needs: needs(guest.about.needs.keys()),
            costs: stations.iter().map(|no| cost(&guest.about.wishes, *no)).collect(),
            away: vec![false; rounds],
            rests: guest.rests,
            school: schools.binary_search(&guest.about.school.as_str()).unwrap_or(0),
        };
        let problem = Problem {
            rounds,
            parties: guests.iter().map(party).collect(),
            stops: stops.collect(),
            walk: walks(event, &gaps),
            gaps,
            mix: event.rules.meet_once,
            weights: WEIGHTS,
            pins: vec![vec![Pin::Free; rounds]; guests.len()],
            fixed: Plan::empty(guests.len(), rounds),
            announced: None,
        };
        Self {
            groups: guests.iter().map(|guest| guest.no).collect(),
            stations,
            problem,
        }
    }

    /// The index of a group.
    pub fn group(&self, no: GroupNo) -> Option<usize> {
        self.groups.iter().position(|known| *known == no)
    }

    /// The index of a station.
    pub fn station(&self, no: StationNo) -> Option<usize> {
        self.stations.binary_search(&no).ok()
    }

    /// Rows of an event file as a plan; groups and stations that are not in this day are left out.
    pub fn plan(&self, rows: &Rows) -> Plan {
        let mut plan = Plan::empty(self.groups.len(), self.problem.rounds);
        for (no, row) in rows {
            let Some(group) = self.group(*no) else { continue };
            for (round, station) in row.iter().enumerate() {
                plan.put(group, round, station.and_then(|no| self.station(no)));
            }
        }
        plan
    }

    /// A plan as rows of an event file.
    pub fn rows(&self, plan: &Plan) -> Rows {
        let cell = |group: usize, round: usize| self.stations.get(plan.at(group, round)?).copied();
        let row = |group: usize| (0..self.problem.rounds).map(|round| cell(group, round)).collect();
        (0..)
            .zip(&self.groups)
            .map(|(group, no)| (*no, row(group)))
            .collect()
    }
}

/// A group to be placed.
pub(super) struct Guest<'a> {
    pub(super) no: GroupNo,
    pub(super) about: &'a Group,
    pub(super) pupils: u16,
    pub(super) rests: u8,
}

/// In how many rounds a group is to rest.
pub(super) fn breaks(event: &Event, group: GroupNo) -> u8 {
    let row = event.plan.get(&group);
    let planned = row.map_or(0, |row| row.iter().filter(|cell| cell.is_none()).count());
    event
        .rules
        .breaks
        .unwrap_or_else(|| u8::try_from(planned).unwrap_or(u8::MAX))
}

/// The rounds of a day by number.
pub(super) fn rounds_of(count: usize) -> impl Iterator<Item = RoundNo> {
    (1..=u8::MAX).map(RoundNo).take(count)
}

fn index(lang: Lang) -> usize {
    Lang::ALL.iter().position(|known| *known == lang).unwrap_or(0)
}

/// What the place itself must be fit for; other kinds of support come along with the group.
fn needs<'a>(kinds: impl Iterator<Item = &'a Support>) -> u8 {
    kinds.fold(0, |bits, kind| match kind {
        Support::Wheelchair => bits | STEP_FREE,
        Support::Quiet => bits | QUIET,
        Support::Sign | Support::LowVision | Support::Assistant => bits,
    })
}

fn cost(wishes: &[StationNo], no: StationNo) -> u8 {
    if wishes.is_empty() || wishes.contains(&no) {
        0
    } else {
        UNWISHED
    }
}

/// Minutes from the end of each round to the start of the next.
fn gaps(spans: &[Span]) -> Vec<Option<u32>> {
    let pairs = spans.iter().zip(spans.iter().skip(1));
    pairs
        .map(|(left, next)| u32::try_from(next.start.since(left.end).max(0) / MINUTE_MS).ok())
        .collect()
}

/// Minutes between halls. Where rounds follow each other without a pause, a walk nobody gave takes no time.
fn walks(event: &Event, gaps: &[Option<u32>]) -> Vec<Vec<u32>> {
    let usual = gaps.iter().flatten().copied().min().unwrap_or(0).min(WALK_MIN);
    let minutes = |from: usize, to: usize| {
        let (from, to) = (&event.halls.get(from)?.id, &event.halls.get(to)?.id);
        let given = event
            .walks
            .iter()
            .find(|walk| (&walk.from, &walk.to) == (from, to) || (&walk.from, &walk.to) == (to, from));
        let other = if from == to { 0 } else { usual };
        Some(given.map_or(other, |walk| u32::from(walk.minutes)))
    };
    let halls = event.halls.len();
    (0..halls)
        .map(|from| (0..halls).map(|to| minutes(from, to).unwrap_or(0)).collect())
        .collect()
}
