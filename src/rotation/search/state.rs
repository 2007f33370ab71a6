//! The plan under work with everything that is counted about it, and the one way to change it: [`State::set`].
//!
//! Laws: the total is always what counting from scratch gives, but for what pinned cells break among themselves, which
//! nobody here can mend and which is left out. A cell that is not free never changes.

use super::board::Board;
use super::delta::Delta;
use super::grid::{Grid, add, at, small};

/// The plan and its counts.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Station by group and round, with a column of idle before the first round and after the last.
    pub(super) plan: Grid<u16>,
    /// How often, by group and station.
    pub(super) visits: Grid<u8>,
    /// Places left by station and round; below 0 where it is crowded.
    pub(super) room: Grid<i32>,
    /// Who is there, by station and round.
    members: Vec<Vec<u16>>,
    /// Where in that list, by group and round.
    place: Grid<u16>,
    /// How often two groups are together; empty when that does not matter.
    pub(super) met: Grid<u8>,
    /// Points of the stations a group goes to.
    pub(super) points: Vec<i32>,
    /// Rounds without a station, by group.
    pub(super) nulls: Vec<i32>,
    /// Twice the points less the rounds of a school's groups.
    pub(super) school: Vec<i32>,
    /// Rounds in which a station is used.
    pub(super) used: Vec<i32>,
    /// Free cells without a station.
    pub(super) idle: Vec<(u16, u16)>,
    /// Where in that list, by group and round.
    idle_place: Grid<u32>,
    /// Everything summed up.
    pub(super) total: Delta,
}

impl State {
    /// Pinned cells as they are, nobody anywhere else.
    pub(super) fn new(board: &Board) -> Self {
        let (groups, rounds) = (board.groups, board.rounds);
        let mut state = Self {
            plan: Grid::new(groups, rounds + 2, small(board.idle)),
            visits: Grid::new(groups, board.idle + 1, 0),
            room: board.room.clone(),
            members: vec![Vec::new(); board.idle * rounds],
            place: Grid::new(groups, rounds, 0),
            met: if board.mix {
                Grid::new(groups, groups, 0)
            } else {
                Grid::default()
            },
            points: vec![0; groups],
            nulls: board.present.clone(),
            school: vec![0; board.schools],
            used: vec![0; board.idle],
            idle: Vec::new(),
            idle_place: Grid::new(groups, rounds, 0),
            total: Delta::default(),
        };
        for &(group, round, station, takes_places) in &board.fixed {
            state.fix(board, (group, round), station, takes_places);
        }
        for &(group, round) in &board.cells {
            state.join(board, group, round, board.idle);
        }
        for group in 0..groups {
            let (points, over) = board.fare(group, at(&state.points, group), at(&state.nulls, group));
            add(&mut state.school, at(&board.school, group), 2 * points - over);
        }
        state.total = state.count(board);
        state
    }

    fn fix(&mut self, board: &Board, (group, round): (usize, usize), station: usize, takes_places: bool) {
        self.plan.put(group, round + 1, small(station));
        self.visits.add(group, station, 1);
        if board.here.at(group, round) {
            add(&mut self.points, group, board.cost.at(group, station));
            add(&mut self.nulls, group, -1);
        }
        self.join(board, group, round, station);
        if takes_places {
            // What the pinned overfill is nobody's to change: there is no room, and that is all.
            let left = self.room.at(station, round) - at(&board.size, group);
            self.room.put(station, round, left.max(0));
        }
    }

    /// The goals counted anew from plan and sums; rules that only a step can break are not.
    fn count(&self, board: &Board) -> Delta {
        let mut total = Delta::default();
        let goals = &board.goals;
        for group in 0..board.groups {
            let (nulls, rests) = (at(&self.nulls, group), at(&board.rests, group));
            let (points, over) = board.fare(group, at(&self.points, group), nulls);
            total.idle += (nulls - rests).max(0);
            total.hard += (rests - nulls).max(0);
            total.soft += goals.pref * points + goals.fair * (points - over).max(0);
            for round in 0..board.rounds {
                let (from, to) = (self.plan.at(group, round), self.plan.at(group, round + 1));
                let told = board.told.at(group, round);
                let zone = |station: u16| at(&board.zone, usize::from(station));
                total.soft += goals.change * i32::from(told != super::board::NONE && told != to);
                total.soft += board.walk.at(zone(from), zone(to));
            }
        }
        let schools = self.school.iter().map(|worse| goals.school * worse.max(&0));
        let stations = self.used.iter().map(|used| goals.balance * used * used);
        total.soft += schools.chain(stations).sum::<i32>();
        total
    }

    /// Where a group is in a round.
    #[inline]
    pub(super) fn at(&self, group: usize, round: usize) -> usize {
        usize::from(self.plan.at(group, round + 1))
    }

    /// Who is at a station in a round; nobody is listed as idle.
    #[inline]
    pub(super) fn who(&self, board: &Board, station: usize, round: usize) -> &[u16] {
        let list = self.members.get(station * board.rounds + round);
        list.map(Vec::as_slice).unwrap_or_default()
    }

    /// Sends a group elsewhere in one round; gives what that changes.
    pub(super) fn set(&mut self, board: &Board, group: usize, round: usize, to: usize) -> Delta {
        let from = self.at(group, round);
        if from == to {
            return Delta::default();
        }
        let size = at(&board.size, group);
        let mut delta = self.own(board, group, round, to);
        delta.over += self.crowd(from, round, -size) + self.crowd(to, round, size);
        if board.mix {
            delta.meet += self.meets(board, group, round, to, usize::MAX);
        }
        if board.goals.balance > 0 {
            delta.soft += self.uses(board, round, from, to);
        }
        let before = board.fare(group, at(&self.points, group), at(&self.nulls, group));
        add(
            &mut self.points,
            group,
            board.cost.at(group, to) - board.cost.at(group, from),
        );
        add(
            &mut self.nulls,
            group,
            i32::from(to == board.idle) - i32::from(from == board.idle),
        );
        let after = board.fare(group, at(&self.points, group), at(&self.nulls, group));
        add(
            &mut self.school,
            at(&board.school, group),
            2 * (after.0 - before.0) - (after.1 - before.1),
        );
        self.leave(board, group, round, from);
        self.plan.put(group, round + 1, small(to));
        self.join(board, group, round, to);
        if from != board.idle {
            let visits = self.visits.at(group, from);
            self.visits.put(group, from, visits.saturating_sub(1));
            self.room.add(from, round, size);
        }
        if to != board.idle {
            self.visits.add(group, to, 1);
            self.room.add(to, round, -size);
        }
        self.total += delta;
        delta
    }

    fn join(&mut self, board: &Board, group: usize, round: usize, station: usize) {
        if station == board.idle {
            self.idle_place
                .put(group, round, u32::try_from(self.idle.len()).unwrap_or(0));
            self.idle.push((small(group), small(round)));
            return;
        }
        let Some(list) = self.members.get_mut(station * board.rounds + round) else {
            return;
        };
        if board.mix {
            for other in list.iter().map(|other| usize::from(*other)) {
                self.met.add(group, other, 1);
                self.met.add(other, group, 1);
            }
        }
        if list.is_empty() {
            add(&mut self.used, station, 1);
        }
        self.place.put(group, round, small(list.len()));
        list.push(small(group));
    }

    fn leave(&mut self, board: &Board, group: usize, round: usize, station: usize) {
        if station == board.idle {
            let place = self.idle_place.at(group, round);
            let index = usize::try_from(place).unwrap_or(0);
            if index < self.idle.len() {
                self.idle.swap_remove(index);
            }
            if let Some((other, when)) = self.idle.get(index) {
                self.idle_place
                    .put(usize::from(*other), usize::from(*when), place);
            }
            return;
        }
        let Some(list) = self.members.get_mut(station * board.rounds + round) else {
            return;
        };
        let place = self.place.at(group, round);
        if usize::from(place) < list.len() {
            list.swap_remove(usize::from(place));
        }
        if let Some(other) = list.get(usize::from(place)) {
            self.place.put(usize::from(*other), round, place);
        }
        if list.is_empty() {
            add(&mut self.used, station, -1);
        }
        if board.mix {
            for other in list.iter().map(|other| usize::from(*other)) {
                let met = self.met.at(group, other).saturating_sub(1);
                self.met.put(group, other, met);
                self.met.put(other, group, met);
            }
        }
    }

    /// What the plan costs at its real weights, whatever it breaks.
    #[inline]
    pub(super) fn cost(&self, board: &Board) -> i64 {
        i64::from(self.total.idle) * i64::from(board.goals.idle) + i64::from(self.total.soft)
    }
}
