//! What is to be planned, in numbers: groups, stations and rounds by index, from 0.
//!
//! Lives here: the problem and its questions that need no plan ([`Problem::allows`], [`Problem::places`]).
//! May not live here: names, languages of people, the floor; whoever makes a problem keeps what its indices stand for.

/// No steps on the way, wide aisles.
pub const STEP_FREE: u8 = 1;
/// A quiet place.
pub const QUIET: u8 = 2;

/// The most a preference costs, and what a round without a station costs in preferences.
pub const COST_MAX: u8 = 3;

/// What one unit of each goal costs; a plan with the smallest sum is the best.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weights {
    /// A group without a station in a round.
    pub idle: u32,
    /// A point of preference not met.
    pub pref: u32,
    /// A point by which a group is worse off than one a round.
    pub fair: u32,
    /// Half a point by which a school is worse off than half a point a round.
    pub school: u32,
    /// A minute of walking.
    pub walk: u32,
    /// The square of the rounds in which a station is used, summed over stations.
    pub balance: u32,
    /// An announced assignment that is taken back.
    pub change: u32,
}

impl Weights {
    /// The weights of days: idle 1000, preference 2, fairness 3, walking 1, change 25.
    pub const DAY: Self = Self {
        idle: 1000,
        pref: 2,
        fair: 3,
        school: 0,
        walk: 1,
        balance: 0,
        change: 25,
    };
}

/// A group to be planned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// Heads.
    pub size: u32,
    /// Index of its language, below 32.
    pub lang: usize,
    /// What its places must be fit for: [`STEP_FREE`], [`QUIET`].
    pub needs: u8,
    /// What each station costs it, a number a station from 0 (wished for) to [`COST_MAX`].
    pub costs: Vec<u8>,
    /// In which rounds it is not on the floor, a mark a round.
    pub away: Vec<bool>,
    /// How many rounds it rests: so many rounds without a station are wanted, and are not idle.
    pub rests: u8,
    /// Index of its school.
    pub school: usize,
}

impl Party {
    /// Rounds in which it is on the floor.
    pub fn present(&self) -> usize {
        self.away.iter().filter(|away| !**away).count()
    }
}

/// A station that takes groups.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stop {
    /// Index of the zone it stands in.
    pub zone: usize,
    /// Languages it is run in, bit by index.
    pub langs: u32,
    /// What it is fit for: [`STEP_FREE`], [`QUIET`].
    pub fit: u8,
    /// Heads that fit in each round; 0 where it is closed.
    pub places: Vec<u32>,
}

/// Whether a cell may be planned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pin {
    /// It may.
    Free,
    /// It has run or is running: it stays, and today's closures, places, languages and access do not judge it.
    Done,
    /// It is locked or announced for too soon: it stays, and is judged like any other.
    Held,
}

/// Where a group is in each round: a row a group, a cell a round; `None` is no station.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan(pub Vec<Vec<Option<usize>>>);

impl Plan {
    /// Nobody anywhere.
    pub fn empty(groups: usize, rounds: usize) -> Self {
        Self(vec![vec![None; rounds]; groups])
    }

    /// The station of a group in a round; `None` outside the plan as well.
    pub fn at(&self, group: usize, round: usize) -> Option<usize> {
        self.0.get(group)?.get(round).copied().flatten()
    }

    /// Puts a group somewhere; nothing happens outside the plan.
    pub fn put(&mut self, group: usize, round: usize, station: Option<usize>) {
        if let Some(cell) = self.0.get_mut(group).and_then(|row| row.get_mut(round)) {
            *cell = station;
        }
    }
}

/// Everything that a plan is made of and judged by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// How many rounds.
    pub rounds: usize,
    /// Groups.
    pub parties: Vec<Party>,
    /// Stations.
    pub stops: Vec<Stop>,
    /// Minutes of walking from zone to zone; symmetric, nothing within a zone.
    pub walk: Vec<Vec<u32>>,
    /// Minutes between a round and the next, one fewer than rounds: a longer walk cannot be made. `None`: any can.
    pub gaps: Vec<Option<u32>>,
    /// Two groups may be together at one station in one round at most once a day.
    pub mix: bool,
    /// What counts how much.
    pub weights: Weights,
    /// Which cells may be planned, a row a group.
    pub pins: Vec<Vec<Pin>>,
    /// What stands in the cells that may not; empty in the others.
    pub fixed: Plan,
    /// What people were told, when there is something to keep to.
    pub announced: Option<Plan>,
}

impl Problem {
    /// Whether a cell may be planned: the group is on the floor, and nothing has pinned it.
    pub fn is_free(&self, group: usize, round: usize) -> bool {
        !self.is_away(group, round) && self.pin(group, round) == Pin::Free
    }

    /// Whether a group is not on the floor in a round.
    pub fn is_away(&self, group: usize, round: usize) -> bool {
        let party = self.parties.get(group);
        party
            .and_then(|party| party.away.get(round))
            .copied()
            .unwrap_or(true)
    }

    /// What pins a cell.
    pub fn pin(&self, group: usize, round: usize) -> Pin {
        let pin = self.pins.get(group).and_then(|row| row.get(round));
        pin.copied().unwrap_or(Pin::Free)
    }

    /// Whether a station is run in the group's language and fit for what it needs.
    pub fn allows(&self, group: usize, station: usize) -> bool {
        let (Some(party), Some(stop)) = (self.parties.get(group), self.stops.get(station)) else {
            return false;
        };
        stop.langs >> party.lang & 1 == 1 && party.needs & !stop.fit == 0
    }

    /// Heads that fit at a station in a round.
    pub fn places(&self, station: usize, round: usize) -> u32 {
        let stop = self.stops.get(station);
        stop.and_then(|stop| stop.places.get(round)).copied().unwrap_or(0)
    }

    /// What a station costs a group in points of preference.
    pub fn cost(&self, group: usize, station: usize) -> u8 {
        let party = self.parties.get(group);
        party
            .and_then(|party| party.costs.get(station))
            .copied()
            .unwrap_or(COST_MAX)
    }

    /// Minutes between two stations.
    pub fn minutes(&self, from: usize, to: usize) -> u32 {
        let zone = |no: usize| self.stops.get(no).map(|stop| stop.zone);
        let (Some(from), Some(to)) = (zone(from), zone(to)) else {
            return 0;
        };
        self.walk
            .get(from)
            .and_then(|row| row.get(to))
            .copied()
            .unwrap_or(0)
    }

    /// Where the pinned cells stand and nobody is anywhere else: always a beginning.
    pub fn bare(&self) -> Plan {
        let mut plan = Plan::empty(self.parties.len(), self.rounds);
        for group in 0..self.parties.len() {
            for round in (0..self.rounds).filter(|round| self.pin(group, *round) != Pin::Free) {
                plan.put(group, round, self.fixed.at(group, round));
            }
        }
        plan
    }
}
