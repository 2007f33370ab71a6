//! Who holds the plan while it is edited: takes steps, tells what they would come to, and shows it all as a sheet.
//!
//! Pure but for nothing: no thread, no clock, no file. The screen knows numbers, the planner places; between the two
//! everything goes through here.

use super::names::Names;
use super::translate::{breach, costs, goals, outcome, refused};
use crate::domain::command::Command;
use crate::domain::countdown::Schedule;
use crate::domain::event::Event;
use crate::domain::fact::Reason;
use crate::domain::floor::Floor;
use crate::domain::id::StationNo;
use crate::rotation::day::{Day, Rows};
use crate::rotation::draft::{Draft, Edit as Step, Mark};
use crate::rotation::judge::Breach as Broken;
use crate::rotation::live::Live;
use crate::rotation::problem::{Pin, Plan, Problem};
use crate::ui::screen::plan::{
    At, Candidate, Cell, Edit, Looked, Outcome, Refused, Scope, Sheet, Sign, Signs,
};

/// From so many points of preference on a station is one the group did not wish for.
const UNWISHED: u8 = 2;

/// The rest of a day as it is to be edited on the floor.
#[derive(Clone, PartialEq, Debug)]
pub struct Rest {
    live: Live,
    names: Names,
}

impl Rest {
    /// The rest of the day as it stands at the schedule's moment; `None` before the floor is open.
    pub fn of(floor: &Floor, schedule: &Schedule) -> Option<Self> {
        let live = Live::of(floor, schedule)?;
        let names = Names::of_floor(floor, schedule, &live.day);
        Some(Self { live, names })
    }

    /// What stands, with the cells that may not change as they are.
    fn plan(&self) -> Plan {
        let problem = &self.live.day.problem;
        let mut plan = self.live.announced();
        for group in 0..problem.parties.len() {
            for round in 0..problem.rounds {
                if problem.is_away(group, round) {
                    plan.put(group, round, None);
                } else if problem.pin(group, round) != Pin::Free {
                    plan.put(group, round, problem.fixed.at(group, round));
                }
            }
        }
        plan
    }
}

/// A plan breaks rules that the floor's own one does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the plan breaks rules that were not broken before")]
pub struct BreaksRules;

/// A plan on the desk.
#[derive(Clone, Debug)]
pub struct Desk {
    day: Day,
    names: Names,
    draft: Draft,
    /// What was saved last, or stands on the floor.
    kept: Plan,
    /// Rules that were broken before anything was edited.
    broken: Vec<Broken>,
    revision: u64,
    /// How many steps of the draft each step of the screen is, to go back and forth by.
    back: Vec<usize>,
    forth: Vec<usize>,
}

impl Desk {
    /// The plan of an event before its day.
    pub fn of_event(event: &Event) -> Option<Self> {
        let day = Day::of(event);
        let plan = day.plan(&event.plan);
        let names = Names::of_event(event, &day);
        Self::new(day, names, plan)
    }

    /// The plan of a running floor.
    pub fn of_rest(rest: &Rest) -> Option<Self> {
        Self::new(rest.live.day.clone(), rest.names.clone(), rest.plan())
    }

    fn new(day: Day, names: Names, plan: Plan) -> Option<Self> {
        let draft = Draft::new(day.problem.clone(), plan.clone()).ok()?;
        Some(Self {
            broken: draft.breaches().to_vec(),
            day,
            names,
            draft,
            kept: plan,
            revision: 1,
            back: Vec::new(),
            forth: Vec::new(),
        })
    }

    /// The plan as it stands.
    pub const fn plan(&self) -> &Plan {
        self.draft.plan()
    }

    /// The plan as rows of an event file.
    pub fn rows(&self) -> Rows {
        self.day.rows(self.draft.plan())
    }

    /// Whether something differs from what was kept.
    pub fn is_changed(&self) -> bool {
        *self.draft.plan() != self.kept
    }

    /// The plan is saved as it is now.
    pub fn keep(&mut self) {
        self.kept = self.draft.plan().clone();
        self.revision += 1;
    }

    /// What to ask of the floor so that the plan comes true: only the cells that were changed.
    ///
    /// # Errors
    /// It breaks a rule that was not broken before it was edited.
    pub fn command(&self, reason: Reason) -> Result<Option<Command>, BreaksRules> {
        let is_new = |breach: &&Broken| !self.broken.contains(breach);
        if self.draft.breaches().iter().any(|breach| is_new(&breach)) {
            return Err(BreaksRules);
        }
        let moves: Vec<_> = self
            .changed()
            .into_iter()
            .filter_map(|(group, round)| {
                let at = self.at(group, round)?;
                Some((at.group, at.round, self.station(self.plan().at(group, round))))
            })
            .collect();
        Ok((!moves.is_empty()).then_some(Command::Reroute { moves, reason }))
    }

    /// The cells that differ from what was kept.
    fn changed(&self) -> Vec<(usize, usize)> {
        let problem = self.draft.problem();
        let cells =
            (0..problem.parties.len()).flat_map(|group| (0..problem.rounds).map(move |round| (group, round)));
        cells
            .filter(|(group, round)| self.plan().at(*group, *round) != self.kept.at(*group, *round))
            .collect()
    }

    /// Goes on over the floor as it is now: what was edited is kept where it still can be, as one step; answers with
    /// how many cells are, and which could not be. `None` where the floor asks for nothing new.
    pub fn follow(&mut self, rest: &Rest) -> Option<(usize, Vec<At>)> {
        if rest.live.day == self.day && rest.plan() == self.kept {
            self.names = rest.names.clone();
            return None;
        }
        let fresh = Self::of_rest(rest)?;
        let old = std::mem::replace(self, fresh);
        self.revision = old.revision + 1;
        let (mut kept, mut lost) = (0, Vec::new());
        let mut plan = self.plan().clone();
        for (group, round) in old.changed() {
            let Some(at) = old.at(group, round) else { continue };
            let to = old.station(old.plan().at(group, round));
            let cell = self
                .place(at)
                .filter(|(group, round)| self.day.problem.is_free(*group, *round));
            let station = to.map(|no| self.day.station(no));
            match (cell, station) {
                // The floor has it that way by now: what was accepted has come true.
                (Some((group, round)), _) if station == self.plan().at(group, round).map(Some) => {}
                (Some((group, round)), None | Some(Some(_))) => {
                    plan.put(group, round, station.flatten());
                    kept += 1;
                }
                _ => lost.push(at),
            }
        }
        self.change(&Step::Take(plan)).ok();
        for (group, round) in old.draft.locks() {
            let at = old.at(*group, *round).and_then(|at| self.place(at));
            if let Some(cell) = at
                && self.draft.lock(cell).is_ok()
            {
                self.back.push(1);
            }
        }
        Some((kept, lost))
    }

    /// The cell of numbers by places.
    fn place(&self, at: At) -> Option<(usize, usize)> {
        let round = self.names.rounds.iter().position(|round| round.no == at.round)?;
        Some((self.day.group(at.group)?, round))
    }

    fn at(&self, group: usize, round: usize) -> Option<At> {
        Some(At {
            group: *self.day.groups.get(group)?,
            round: self.names.rounds.get(round)?.no,
        })
    }

    fn station(&self, place: Option<usize>) -> Option<StationNo> {
        self.day.stations.get(place?).copied()
    }

    /// The plan as the screen shows it.
    pub fn sheet(&self) -> Sheet {
        let draft = &self.draft;
        let problem = draft.problem();
        let row = |group: usize| (0..problem.rounds).map(|round| self.cell(group, round)).collect();
        let weights = &problem.weights;
        let breaches = draft.breaches().iter();
        Sheet {
            revision: self.revision,
            rounds: self.names.rounds.clone(),
            groups: self.names.groups.clone(),
            stations: self.names.stations.clone(),
            cells: (0..problem.parties.len()).map(row).collect(),
            objective: draft.score().objective(weights),
            goals: goals(&draft.score(), weights),
            breaches: breaches
                .filter_map(|found| breach(&self.names, problem, found))
                .collect(),
            undo: self.back.len(),
            redo: self.forth.len(),
            is_changed: self.is_changed(),
        }
    }

    fn cell(&self, group: usize, round: usize) -> Cell {
        let problem = self.draft.problem();
        let (now, before) = (self.plan().at(group, round), self.kept.at(group, round));
        let told = problem.announced.as_ref().map(|plan| plan.at(group, round));
        let was = told.unwrap_or(before);
        let marks = self.draft.marks(group, round);
        let has = |mark| marks.contains(&mark);
        let (pin, is_away) = (problem.pin(group, round), problem.is_away(group, round));
        let is_unwished = now.is_some_and(|station| problem.cost(group, station) >= UNWISHED);
        let signs = Signs::default()
            .with_if(has(Mark::Breach), Sign::Breach)
            .with_if(has(Mark::Idle), Sign::Idle)
            .with_if(pin == Pin::Done, Sign::Run)
            .with_if(pin == Pin::Held, Sign::Held)
            .with_if(self.draft.locks().contains(&(group, round)), Sign::Locked)
            .with_if(!is_away && pin != Pin::Done && was != now, Sign::Changed)
            .with_if(has(Mark::LongWalk), Sign::Walk)
            .with_if(is_unwished, Sign::Disliked)
            .with_if(has(Mark::Rest), Sign::Rest)
            .with_if(is_away, Sign::Away);
        Cell {
            station: self.station(now),
            was: self.station(was),
            signs,
        }
    }

    /// What is known of a cell.
    pub fn look(&self, at: At) -> Option<Looked> {
        let (group, round) = self.place(at)?;
        let weights = &self.draft.problem().weights;
        let others = self.draft.candidates(group, round).unwrap_or_default();
        let mut candidates: Vec<Candidate> = others
            .into_iter()
            .filter_map(|(station, what)| {
                let to = Some(self.station(Some(station))?);
                let outcome = outcome(&self.names, self.draft.problem(), &what);
                Some(Candidate { to, outcome })
            })
            .collect();
        if self.plan().at(group, round).is_some()
            && let Ok(outcome) = self.foresee(Edit::Set(at, None))
        {
            candidates.push(Candidate { to: None, outcome });
        }
        Some(Looked {
            at,
            revision: self.revision,
            costs: costs(&self.draft.cost_of(group, round), weights),
            candidates,
        })
    }

    /// The revision that answers are about.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// What a step would come to.
    ///
    /// # Errors
    /// It cannot be taken.
    pub fn foresee(&self, edit: Edit) -> Result<Outcome, Refused> {
        let step = self.step(edit)?;
        let what = self
            .draft
            .preview(&step)
            .map_err(|why| refused(&self.draft, why))?;
        let mut outcome = outcome(&self.names, self.draft.problem(), &what);
        if let Step::Swap(one, other) = step {
            outcome.others = self.fares(&[one.0, other.0], &step);
        }
        Ok(outcome)
    }

    /// By how many points these groups fare worse after a step.
    fn fares(&self, groups: &[usize], step: &Step) -> Vec<(crate::domain::id::GroupNo, i64)> {
        let mut after = self.draft.clone();
        if after.edit(step).is_err() {
            return Vec::new();
        }
        let mut groups = groups.to_vec();
        groups.dedup();
        let by = groups.into_iter().filter_map(|group| {
            let points = |plan: &Plan| super::translate::fare_points(self.draft.problem(), plan, group);
            let by = points(after.plan()) - points(self.plan());
            (by != 0).then_some((*self.day.groups.get(group)?, by))
        });
        by.collect()
    }

    fn step(&self, edit: Edit) -> Result<Step, Refused> {
        let place = |at| self.place(at).ok_or(Refused::Unknown);
        match edit {
            Edit::Set(at, to) => {
                let station = match to {
                    Some(no) => Some(self.day.station(no).ok_or(Refused::Unknown)?),
                    None => None,
                };
                Ok(Step::Set {
                    cell: place(at)?,
                    station,
                })
            }
            Edit::Swap(round, group, other) => Ok(Step::Swap(
                place(At { group, round })?,
                place(At { group: other, round })?,
            )),
            Edit::SwapRounds(group, one, other) => Ok(Step::Swap(
                place(At { group, round: one })?,
                place(At { group, round: other })?,
            )),
            Edit::Lock(..) | Edit::Undo | Edit::Redo => Err(Refused::Unknown),
        }
    }

    /// Takes a step.
    ///
    /// # Errors
    /// It cannot be taken; nothing has changed.
    pub fn edit(&mut self, edit: Edit) -> Result<(), Refused> {
        match edit {
            Edit::Lock(scope, on) => self.lock(scope, on)?,
            Edit::Undo => {
                let steps = self.back.pop().ok_or(Refused::NothingToUndo)?;
                for _ in 0..steps {
                    self.draft.undo();
                }
                self.forth.push(steps);
            }
            Edit::Redo => {
                let steps = self.forth.pop().ok_or(Refused::NothingToRedo)?;
                for _ in 0..steps {
                    self.draft.redo();
                }
                self.back.push(steps);
            }
            _ => self.change(&self.step(edit)?)?,
        }
        self.revision += 1;
        Ok(())
    }

    /// Takes a whole plan as one step: what a search has found.
    ///
    /// # Errors
    /// It changes what may not be changed.
    pub fn take(&mut self, plan: Plan) -> Result<(), Refused> {
        self.change(&Step::Take(plan))?;
        self.revision += 1;
        Ok(())
    }

    fn change(&mut self, step: &Step) -> Result<(), Refused> {
        let before = self.plan().clone();
        self.draft.edit(step).map_err(|why| refused(&self.draft, why))?;
        // A step that changes nothing leaves nothing to undo.
        if before != *self.plan() {
            self.back.push(1);
            self.forth.clear();
        }
        Ok(())
    }

    fn lock(&mut self, scope: Scope, on: bool) -> Result<(), Refused> {
        let problem = self.draft.problem();
        let (groups, rounds) = (0..problem.parties.len(), 0..problem.rounds);
        let cells: Vec<(usize, usize)> = match scope {
            Scope::Cell(at) => vec![self.place(at).ok_or(Refused::Unknown)?],
            Scope::Row(group) => {
                let group = self.day.group(group).ok_or(Refused::Unknown)?;
                rounds.map(|round| (group, round)).collect()
            }
            Scope::Column(no) => {
                let round = self.names.rounds.iter().position(|round| round.no == no);
                let round = round.ok_or(Refused::Unknown)?;
                groups.map(|group| (group, round)).collect()
            }
            Scope::All => groups
                .flat_map(|group| rounds.clone().map(move |round| (group, round)))
                .collect(),
        };
        let is_one = matches!(scope, Scope::Cell(_));
        let mut steps = 0;
        for cell in cells {
            if self.draft.locks().contains(&cell) == on {
                continue;
            }
            let done = if on {
                self.draft.lock(cell)
            } else {
                self.draft.unlock(cell)
            };
            match done {
                Ok(()) => steps += 1,
                // Of many cells those that cannot be locked are fixed anyway.
                Err(why) if is_one => return Err(refused(&self.draft, why)),
                Err(_) => {}
            }
        }
        if steps > 0 {
            self.back.push(steps);
            self.forth.clear();
        }
        Ok(())
    }

    /// The problem of making the rest better, and where to begin.
    pub fn to_improve(&self) -> (Problem, Plan) {
        (self.draft.problem_for_improving(), self.plan().clone())
    }

    /// What the plan comes to.
    pub fn objective(&self) -> u64 {
        self.draft.score().objective(&self.draft.problem().weights)
    }

    /// How many rules the plan breaks.
    pub fn broken(&self) -> usize {
        self.draft.breaches().len()
    }

    /// Whether a plan is worth taking instead: it breaks fewer rules, or as few and costs less.
    pub fn is_better(&self, plan: &Plan) -> bool {
        let problem = self.draft.problem();
        let broken = crate::rotation::judge::breaches(problem, plan).len();
        let costs = crate::rotation::judge::score(problem, plan).objective(&problem.weights);
        (broken, costs) < (self.draft.breaches().len(), self.objective())
    }
}
