//! The problem as flat tables: everything that never changes while a search works.
//!
//! Idle is one more station, with room for everybody, in a zone of its own that is next to every other: so the deltas
//! need no special case for it.

use super::grid::{Grid, add, at, small, whole};
use crate::rotation::problem::{Pin, Problem};

/// No station was announced.
pub(super) const NONE: u16 = u16::MAX;
/// Room that nobody fills.
const ENDLESS: i32 = i32::MAX / 4;

/// What the goals weigh. Walks are weighed in their table already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Goals {
    pub(super) idle: i32,
    pub(super) pref: i32,
    pub(super) fair: i32,
    pub(super) school: i32,
    pub(super) walk: i32,
    pub(super) balance: i32,
    pub(super) change: i32,
}

/// The tables.
#[derive(Clone, Debug)]
pub(super) struct Board {
    pub(super) rounds: usize,
    pub(super) groups: usize,
    /// The station that stands for idle; the real ones are below it.
    pub(super) idle: usize,
    /// The zone of idle; the real ones are below it.
    pub(super) limbo: usize,
    pub(super) mix: bool,
    pub(super) goals: Goals,
    /// Heads, by group.
    pub(super) size: Vec<i32>,
    /// Rounds on the floor, by group.
    pub(super) present: Vec<i32>,
    /// Breaks it must have, by group; never more than it can have.
    pub(super) rests: Vec<i32>,
    pub(super) school: Vec<usize>,
    pub(super) schools: usize,
    /// Points by group and station.
    pub(super) cost: Grid<i32>,
    /// By group and station.
    pub(super) allowed: Grid<bool>,
    /// Zone by station.
    pub(super) zone: Vec<usize>,
    /// Weighed minutes by zones.
    pub(super) walk: Grid<i32>,
    /// Whether a walk between zones is too long, a table for the boundary before each round and after the last;
    /// empty where every walk can be made.
    pub(super) far: Vec<Grid<bool>>,
    /// Places by station and round, before anybody is there.
    pub(super) room: Grid<i32>,
    /// Whether the group is on the floor, by group and round.
    pub(super) here: Grid<bool>,
    /// Whether the search may change the cell, by group and round.
    pub(super) free: Grid<bool>,
    /// The free cells.
    pub(super) cells: Vec<(usize, usize)>,
    /// What was announced, by group and round.
    pub(super) told: Grid<u16>,
    /// What stands in cells that are not free: group, round, station, and whether its heads take places.
    pub(super) fixed: Vec<(usize, usize, usize, bool)>,
    /// The stations a group may use, zone by zone, the liked ones first.
    lists: Vec<u16>,
    /// Where the list of a group and zone begins; one more column than zones.
    begins: Grid<usize>,
}

impl Board {
    /// The tables of a problem.
    pub(super) fn new(problem: &Problem) -> Self {
        let (rounds, groups, idle) = (problem.rounds, problem.parties.len(), problem.stops.len());
        let zones = problem.stops.iter().map(|stop| stop.zone + 1);
        let limbo = zones.max().unwrap_or(0).max(problem.walk.len());
        let weights = &problem.weights;
        let mut board = Self {
            rounds,
            groups,
            idle,
            limbo,
            mix: problem.mix,
            goals: Goals {
                idle: whole(weights.idle),
                pref: whole(weights.pref),
                fair: whole(weights.fair),
                school: whole(weights.school),
                walk: whole(weights.walk),
                balance: whole(weights.balance),
                change: whole(weights.change),
            },
            size: problem.parties.iter().map(|party| whole(party.size)).collect(),
            present: vec![0; groups],
            rests: vec![0; groups],
            school: problem.parties.iter().map(|party| party.school).collect(),
            schools: problem
                .parties
                .iter()
                .map(|party| party.school + 1)
                .max()
                .unwrap_or(0),
            cost: Grid::new(groups, idle + 1, 0),
            allowed: Grid::new(groups, idle + 1, true),
            zone: problem
                .stops
                .iter()
                .map(|stop| stop.zone)
                .chain([limbo])
                .collect(),
            walk: Grid::new(limbo + 1, limbo + 1, 0),
            far: Vec::new(),
            room: Grid::new(idle + 1, rounds, ENDLESS),
            here: Grid::new(groups, rounds, false),
            free: Grid::new(groups, rounds, false),
            cells: Vec::new(),
            told: Grid::new(groups, rounds, NONE),
            fixed: Vec::new(),
            lists: Vec::new(),
            begins: Grid::new(groups, limbo + 1, 0),
        };
        board.fill_ways(problem);
        board.fill_stations(problem);
        for group in 0..groups {
            board.fill_group(problem, group);
            board.fill_choices(group);
        }
        board
    }

    fn fill_ways(&mut self, problem: &Problem) {
        let mut far = vec![Grid::new(self.limbo + 1, self.limbo + 1, false); self.rounds + 1];
        for (from, row) in problem.walk.iter().enumerate() {
            for (to, minutes) in row.iter().enumerate() {
                self.walk
                    .put(from, to, whole(minutes.saturating_mul(problem.weights.walk)));
                // The gap after a round belongs to the boundary before the next.
                for (far, gap) in far.iter_mut().skip(1).zip(&problem.gaps) {
                    far.put(from, to, gap.is_some_and(|gap| *minutes > gap));
                }
            }
        }
        if problem.gaps.iter().any(Option::is_some) {
            self.far = far;
        }
    }

    fn fill_stations(&mut self, problem: &Problem) {
        for station in 0..self.idle {
            for round in 0..self.rounds {
                self.room
                    .put(station, round, whole(problem.places(station, round)));
            }
        }
    }

    fn fill_group(&mut self, problem: &Problem, group: usize) {
        for station in 0..self.idle {
            self.cost
                .put(group, station, i32::from(problem.cost(group, station)));
            self.allowed.put(group, station, problem.allows(group, station));
        }
        let mut nulls = 0;
        for round in 0..self.rounds {
            let here = !problem.is_away(group, round);
            let pin = problem.pin(group, round);
            self.here.put(group, round, here);
            add(&mut self.present, group, i32::from(here));
            let fixed = problem.fixed.at(group, round).filter(|_| pin != Pin::Free);
            if problem.is_free(group, round) {
                self.free.put(group, round, true);
                self.cells.push((group, round));
            } else if let Some(station) = fixed.filter(|station| *station < self.idle) {
                self.fixed.push((group, round, station, pin == Pin::Held));
            }
            nulls += i32::from(here && fixed.is_none());
            let told = problem.announced.as_ref().and_then(|plan| plan.at(group, round));
            if let Some(station) = told.filter(|_| here && pin != Pin::Done) {
                self.told.put(group, round, small(station));
            }
        }
        let rests = problem
            .parties
            .get(group)
            .map_or(0, |party| i32::from(party.rests));
        add(&mut self.rests, group, rests.min(nulls));
    }

    fn fill_choices(&mut self, group: usize) {
        for zone in 0..self.limbo {
            self.begins.put(group, zone, self.lists.len());
            let mut list: Vec<usize> = (0..self.idle)
                .filter(|station| at(&self.zone, *station) == zone && self.allowed.at(group, *station))
                .collect();
            list.sort_by_key(|station| self.cost.at(group, *station));
            self.lists.extend(list.into_iter().map(small));
        }
        self.begins.put(group, self.limbo, self.lists.len());
    }

    /// Points that count against a group with so many points and rounds without a station, and the rounds they are
    /// spread over.
    #[inline]
    pub(super) fn fare(&self, group: usize, points: i32, nulls: i32) -> (i32, i32) {
        let rests = at(&self.rests, group);
        (
            points + 3 * (nulls - rests).max(0),
            at(&self.present, group) - nulls.min(rests),
        )
    }

    /// The stations of a zone that a group may use, the liked ones first.
    #[inline]
    pub(super) fn in_zone(&self, group: usize, zone: usize) -> &[u16] {
        let span = self.begins.at(group, zone)..self.begins.at(group, zone + 1);
        self.lists.get(span).unwrap_or_default()
    }

    /// All stations that a group may use, zone by zone.
    #[inline]
    pub(super) fn anywhere(&self, group: usize) -> &[u16] {
        let span = self.begins.at(group, 0)..self.begins.at(group, self.limbo);
        self.lists.get(span).unwrap_or_default()
    }
}
