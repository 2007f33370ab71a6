//! A plan that is edited by hand: what each edit would break, mend and cost, before it is made and when it is made.
//!
//! Lives here: the plan with its locks and its way back ([`Draft`]), edits and their consequences; in `tally` the sums
//! that make a preview cheap, in `mark` what each cell shows and costs. May not live here: keys, screens, the search.
//!
//! Laws: a preview says exactly what the edit then does; undo gives back the very same plan and locks; a cell that is
//! pinned or locked is never changed by an edit. An edit may break rules, which is said and not forbidden: people move
//! one group after another.

mod mark;
mod tally;

use super::judge::{self, Breach, Score};
use super::problem::{Pin, Plan, Problem};
use std::collections::BTreeSet;
use tally::Tally;

pub use mark::{CellCost, Mark};

/// A cell: group and round.
pub type Cell = (usize, usize);

/// Why an edit is not made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// The cell has run, is held or is locked.
    #[error("the cell is locked")]
    Locked(Cell),
    /// The group is not on the floor then.
    #[error("the group is not on the floor")]
    Away(Cell),
    /// There is no such group, round or station, or a plan has another shape.
    #[error("there is no such place in the plan")]
    Outside,
}

/// One change of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// A group goes to a station or to none.
    Set {
        /// Which cell.
        cell: Cell,
        /// Where to.
        station: Option<usize>,
    },
    /// Two cells change their stations: two groups in one round, or two rounds of one group.
    Swap(Cell, Cell),
    /// Another plan takes the place of this one; pinned and locked cells must be the same in it.
    Take(Plan),
}

/// What an edit does.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Consequence {
    /// Rules broken that were not, sorted; a crowd that grows is a new one.
    pub breaches_new: Vec<Breach>,
    /// Rules no longer broken, sorted.
    pub breaches_gone: Vec<Breach>,
    /// The score before.
    pub before: Score,
    /// The score after.
    pub after: Score,
    /// How much the objective grows; negative is better.
    pub delta: i64,
}

/// One step back or forth: what stood in the cells, and which locks were other.
#[derive(Clone, Debug)]
struct Step {
    cells: Vec<(Cell, Option<usize>)>,
    locks: Vec<Cell>,
}

/// A plan under way.
#[derive(Clone, Debug)]
pub struct Draft {
    problem: Problem,
    plan: Plan,
    locks: BTreeSet<Cell>,
    back: Vec<Step>,
    forth: Vec<Step>,
    tally: Tally,
    breaches: Vec<Breach>,
    broken: BTreeSet<Cell>,
}

impl Draft {
    /// Begins with a plan, legal or not, that has the shape of the problem.
    pub fn new(problem: Problem, plan: Plan) -> Result<Self, Refusal> {
        if !fits(&problem, &plan) {
            return Err(Refusal::Outside);
        }
        let mut draft = Self {
            tally: Tally::of(&problem, &plan),
            problem,
            plan,
            locks: BTreeSet::new(),
            back: Vec::new(),
            forth: Vec::new(),
            breaches: Vec::new(),
            broken: BTreeSet::new(),
        };
        draft.judge();
        Ok(draft)
    }

    /// The problem as it was given, without the locks.
    pub const fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The plan as it stands.
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The cells that were locked here.
    pub const fn locks(&self) -> &BTreeSet<Cell> {
        &self.locks
    }

    /// The parts of the objective as they stand.
    pub const fn score(&self) -> Score {
        self.tally.score
    }

    /// Every rule that the plan breaks, sorted.
    pub fn breaches(&self) -> &[Breach] {
        &self.breaches
    }

    /// Locks a cell; nothing happens where it is locked already.
    pub fn lock(&mut self, cell: Cell) -> Result<(), Refusal> {
        self.may_lock(cell)?;
        if !self.locks.contains(&cell) {
            self.step(Vec::new(), vec![cell]);
        }
        Ok(())
    }

    /// Unlocks a cell that was locked here; pins of the problem stay.
    pub fn unlock(&mut self, cell: Cell) -> Result<(), Refusal> {
        self.may_lock(cell)?;
        if self.locks.contains(&cell) {
            self.step(Vec::new(), vec![cell]);
        }
        Ok(())
    }

    /// Locks or unlocks a cell; whether it is locked now.
    pub fn toggle(&mut self, cell: Cell) -> Result<bool, Refusal> {
        self.may_lock(cell)?;
        self.step(Vec::new(), vec![cell]);
        Ok(self.locks.contains(&cell))
    }

    /// Sends a group to a station or to none.
    pub fn set(
        &mut self,
        group: usize,
        round: usize,
        station: Option<usize>,
    ) -> Result<Consequence, Refusal> {
        self.edit(&Edit::Set {
            cell: (group, round),
            station,
        })
    }

    /// Exchanges the stations of two cells.
    pub fn swap(&mut self, one: Cell, other: Cell) -> Result<Consequence, Refusal> {
        self.edit(&Edit::Swap(one, other))
    }

    /// Exchanges the stations of two rounds of one group.
    pub fn swap_rounds(&mut self, group: usize, one: usize, other: usize) -> Result<Consequence, Refusal> {
        self.edit(&Edit::Swap((group, one), (group, other)))
    }

    /// Takes another plan, in one step back.
    pub fn take(&mut self, plan: Plan) -> Result<Consequence, Refusal> {
        self.edit(&Edit::Take(plan))
    }

    /// Makes an edit; one that changes nothing leaves no step to undo.
    pub fn edit(&mut self, edit: &Edit) -> Result<Consequence, Refusal> {
        let cells = self.cells(edit)?;
        let consequence = self.weigh(&cells);
        if !cells.is_empty() {
            self.step(cells, Vec::new());
        }
        Ok(consequence)
    }

    /// What an edit would do.
    pub fn preview(&self, edit: &Edit) -> Result<Consequence, Refusal> {
        Ok(self.weigh(&self.cells(edit)?))
    }

    /// What every other station would mean for a cell, the best first: fewest rules broken, then the objective.
    pub fn candidates(&self, group: usize, round: usize) -> Result<Vec<(usize, Consequence)>, Refusal> {
        let now = self.plan.at(group, round);
        let others = (0..self.problem.stops.len()).filter(|station| now != Some(*station));
        let mut list = others
            .map(|station| {
                let edit = Edit::Set {
                    cell: (group, round),
                    station: Some(station),
                };
                Ok((station, self.preview(&edit)?))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let broken =
            |what: &Consequence| what.breaches_new.len() + self.breaches.len() - what.breaches_gone.len();
        list.sort_by_key(|(station, what)| (broken(what), what.delta, *station));
        Ok(list)
    }

    /// Takes back the last step; whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.back.pop() else {
            return false;
        };
        let inverse = self.apply(step);
        self.forth.push(inverse);
        true
    }

    /// Makes the last step again that was taken back; whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.forth.pop() else {
            return false;
        };
        let inverse = self.apply(step);
        self.back.push(inverse);
        true
    }

    /// The problem of making the rest better: what is locked is held.
    pub fn problem_for_improving(&self) -> Problem {
        let mut problem = self.problem.clone();
        for (group, round) in &self.locks {
            let pin = problem.pins.get_mut(*group).and_then(|row| row.get_mut(*round));
            if let Some(pin) = pin {
                *pin = Pin::Held;
                problem.fixed.put(*group, *round, self.plan.at(*group, *round));
            }
        }
        problem
    }

    fn has(&self, (group, round): Cell) -> bool {
        group < self.problem.parties.len() && round < self.problem.rounds
    }

    fn may_lock(&self, cell: Cell) -> Result<(), Refusal> {
        let (group, round) = cell;
        if !self.has(cell) {
            Err(Refusal::Outside)
        } else if self.problem.is_away(group, round) {
            Err(Refusal::Away(cell))
        } else if self.problem.pin(group, round) != Pin::Free {
            Err(Refusal::Locked(cell))
        } else {
            Ok(())
        }
    }

    /// The cells that an edit changes, with what will stand in them.
    fn cells(&self, edit: &Edit) -> Result<Vec<(Cell, Option<usize>)>, Refusal> {
        let wished: Vec<(Cell, Option<usize>)> = match edit {
            Edit::Set { cell, station } => vec![(*cell, *station)],
            Edit::Swap(one, other) => vec![
                (*one, self.plan.at(other.0, other.1)),
                (*other, self.plan.at(one.0, one.1)),
            ],
            Edit::Take(plan) if !fits(&self.problem, plan) => return Err(Refusal::Outside),
            Edit::Take(plan) => {
                let cells = (0..self.problem.parties.len())
                    .flat_map(|group| (0..self.problem.rounds).map(move |round| (group, round)));
                cells
                    .map(|(group, round)| ((group, round), plan.at(group, round)))
                    .filter(|((group, round), station)| *station != self.plan.at(*group, *round))
                    .collect()
            }
        };
        for (cell, station) in &wished {
            self.may_stand(*cell, *station)?;
        }
        let is_other =
            |((group, round), station): &(Cell, Option<usize>)| *station != self.plan.at(*group, *round);
        Ok(wished.into_iter().filter(is_other).collect())
    }

    fn may_stand(&self, cell: Cell, station: Option<usize>) -> Result<(), Refusal> {
        let (group, round) = cell;
        if !self.has(cell) || station.is_some_and(|station| station >= self.problem.stops.len()) {
            Err(Refusal::Outside)
        } else if self.problem.pin(group, round) != Pin::Free || self.locks.contains(&cell) {
            Err(Refusal::Locked(cell))
        } else if station.is_some() && self.problem.is_away(group, round) {
            Err(Refusal::Away(cell))
        } else {
            Ok(())
        }
    }

    fn weigh(&self, cells: &[(Cell, Option<usize>)]) -> Consequence {
        let mut plan = self.plan.clone();
        let mut spots = BTreeSet::new();
        for ((group, round), station) in cells {
            spots.extend(plan.at(*group, *round).map(|station| (station, *round)));
            spots.extend(station.map(|station| (station, *round)));
            plan.put(*group, *round, *station);
        }
        let groups: BTreeSet<usize> = cells.iter().map(|((group, _), _)| *group).collect();
        let was = judge::breaches_of(&self.problem, &self.plan, &groups, &spots);
        let will = judge::breaches_of(&self.problem, &plan, &groups, &spots);
        let after = self.tally.after(&self.problem, &self.plan, &plan, &groups);
        let weights = &self.problem.weights;
        let (old, new) = (self.tally.score.objective(weights), after.objective(weights));
        Consequence {
            breaches_new: will.difference(&was).copied().collect(),
            breaches_gone: was.difference(&will).copied().collect(),
            before: self.tally.score,
            after,
            delta: i64::try_from(i128::from(new) - i128::from(old)).unwrap_or(i64::MAX),
        }
    }

    fn step(&mut self, cells: Vec<(Cell, Option<usize>)>, locks: Vec<Cell>) {
        let inverse = self.apply(Step { cells, locks });
        self.back.push(inverse);
        self.forth.clear();
    }

    /// Makes a step and gives the step that takes it back.
    fn apply(&mut self, step: Step) -> Step {
        let mut cells = Vec::with_capacity(step.cells.len());
        for ((group, round), station) in step.cells {
            cells.push(((group, round), self.plan.at(group, round)));
            self.plan.put(group, round, station);
        }
        cells.reverse();
        for cell in &step.locks {
            if !self.locks.remove(cell) {
                self.locks.insert(*cell);
            }
        }
        if !cells.is_empty() {
            self.tally = Tally::of(&self.problem, &self.plan);
            self.judge();
        }
        Step {
            cells,
            locks: step.locks,
        }
    }

    fn judge(&mut self) {
        self.breaches = judge::breaches(&self.problem, &self.plan);
        self.broken = mark::broken(&self.problem, &self.plan, &self.breaches);
    }
}

/// Whether a plan has a row a group, a cell a round, and no station that is not there.
fn fits(problem: &Problem, plan: &Plan) -> bool {
    let is_right = |row: &Vec<Option<usize>>| {
        row.len() == problem.rounds && row.iter().flatten().all(|station| *station < problem.stops.len())
    };
    plan.0.len() == problem.parties.len() && plan.0.iter().all(is_right)
}
