//! The rest of a day that is running: what may still be planned, and what a new plan means in groups and minutes.
//!
//! Lives here: the way from a [`Floor`] to a [`Day`] whose pins hold what has run, is running or is announced for too
//! soon, and from a [`Plan`] to a [`Proposal`] in the words of the floor. May not live here: the search, threads,
//! the decision: a proposal is only offered.
//!
//! Laws: a cell of a round that has begun never changes; a group nobody has placed stays visible as such instead
//! of getting a break; a proposal is stale as soon as the floor would ask for another one.

use super::day::{Day, Guest, breaks, rounds_of};
use super::judge::{Score, breaches, score};
use super::problem::{Pin, Plan, Problem, Weights};
use crate::domain::command::Command;
use crate::domain::countdown::{Schedule, Slot};
use crate::domain::event::Event;
use crate::domain::fact::Reason;
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::routes::{Misfit, delay, misfits};
use crate::domain::query::station::condition;
use crate::domain::rotation::Stay;
use crate::domain::time::{EventTime, MINUTE_MS, Span};
use std::collections::BTreeSet;

/// What a proposal cares for most, after nobody being left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Character {
    /// As few announced assignments taken back as can be.
    FewestChanges,
    /// Nobody without a station, even if more is changed, and sooner.
    NobodyIdle,
    /// Short ways.
    ShortestWalks,
}

impl Character {
    /// Every character, in the order in which proposals stand beside each other.
    pub const ALL: [Self; 3] = [Self::FewestChanges, Self::NobodyIdle, Self::ShortestWalks];

    /// The name used in texts, files and on command lines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FewestChanges => "fewest-changes",
            Self::NobodyIdle => "nobody-idle",
            Self::ShortestWalks => "shortest-walks",
        }
    }

    const fn weights(self) -> Weights {
        let base = Weights {
            idle: 1_000_000,
            ..super::day::WEIGHTS
        };
        match self {
            Self::FewestChanges => Weights {
                change: 10_000,
                ..base
            },
            Self::NobodyIdle => base,
            Self::ShortestWalks => Weights { walk: 150, ..base },
        }
    }
}

/// Where a group goes instead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Turn {
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
    /// Where it was to be.
    pub was: Stay,
    /// Where it goes; `None` is nowhere.
    pub to: Option<StationNo>,
}

/// A new rest of the day, said as who goes where instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// What it cares for.
    pub character: Character,
    /// The whole plan.
    pub plan: Plan,
    /// Who goes where instead, in order of rounds and groups.
    pub turns: Vec<Turn>,
    /// How many groups are told something new.
    pub groups: u32,
    /// Their pupils.
    pub pupils: u32,
    /// What it comes to.
    pub score: Score,
    /// Minutes of walking more (or fewer) than as announced, over all groups.
    pub walk_min: i64,
    /// Who is still without a station, and in which round.
    pub left_out: Vec<(RoundNo, GroupNo)>,
}

impl Proposal {
    /// What to ask for so that it comes true; `None` where nothing changes.
    pub fn command(&self, reason: Reason) -> Option<Command> {
        let moves: Vec<_> = self
            .turns
            .iter()
            .map(|turn| (turn.group, turn.round, turn.to))
            .collect();
        (!moves.is_empty()).then_some(Command::Reroute { moves, reason })
    }
}

/// The rest of a day as a problem.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Live {
    /// The day; its announced plan is what stands on the floor.
    pub day: Day,
    /// Where each group is to be, a row a group.
    stays: Vec<Vec<Stay>>,
    /// Cells held only because their round is announced for too soon.
    soon: Vec<(usize, usize)>,
}

impl Live {
    /// The rest of the day as it stands at the schedule's moment; `None` before the floor is open.
    pub fn of(floor: &Floor, schedule: &Schedule) -> Option<Self> {
        let event = floor.event()?;
        let guests: Vec<Guest<'_>> = floor
            .groups()
            .map(|(no, about)| Guest {
                no,
                about,
                pupils: floor.pupils(no).unwrap_or(about.size),
                rests: rests(event, floor, no),
            })
            .collect();
        let spans: Vec<Span> = schedule.slots.iter().map(|slot| slot.now).collect();
        let day = Day::with(event, &guests, &spans, |station, round| {
            let now = condition(floor, station);
            if now.is_closed(round) { 0 } else { now.places }
        });
        let stays = day
            .groups
            .iter()
            .map(|no| floor.rotation().route(*no).to_vec())
            .collect();
        let mut live = Self {
            day,
            stays,
            soon: Vec::new(),
        };
        live.pin(event, floor, schedule);
        Some(live)
    }

    fn pin(&mut self, event: &Event, floor: &Floor, schedule: &Schedule) {
        let misfits: BTreeSet<(GroupNo, RoundNo)> = misfits(floor, schedule)
            .iter()
            .map(|Misfit { group, round, .. }| (*group, *round))
            .collect();
        let fixed_ms = i64::from(event.rules.fixed_before_min) * MINUTE_MS;
        let times = Times {
            now: schedule.now,
            soon: schedule.now.plus_ms(fixed_ms),
        };
        let (groups, rounds) = (self.day.groups.len(), self.day.problem.rounds);
        let mut announced = Plan::empty(groups, rounds);
        for group in 0..groups {
            let Some(no) = self.day.groups.get(group).copied() else {
                continue;
            };
            let late = delay(floor, no, schedule.now).map(|delay| delay.until);
            for (round, slot) in schedule.slots.iter().enumerate() {
                let stay = self.stay(group, round);
                let station = |no: StationNo| self.day.station(no);
                announced.put(group, round, told(stay).and_then(station));
                let cell = times.cell(floor, no, stay, slot, late);
                let cell = match cell {
                    Cell::Soon if misfits.contains(&(no, slot.round)) => Cell::Open,
                    cell => cell,
                };
                self.mark((group, round), cell);
                if let (Cell::Ran(_), Some(station)) = (cell, stay.station())
                    && slot.now.start > schedule.now
                {
                    self.take_places(group, round, station);
                }
            }
        }
        self.day.problem.announced = Some(announced);
    }

    /// Who came somewhere before its round has begun is still expected where it was announced: others cannot have
    /// these places.
    fn take_places(&mut self, group: usize, round: usize, station: StationNo) {
        let size = self.day.problem.parties.get(group).map_or(0, |party| party.size);
        let stop = self
            .day
            .station(station)
            .and_then(|index| self.day.problem.stops.get_mut(index));
        if let Some(places) = stop.and_then(|stop| stop.places.get_mut(round)) {
            *places = places.saturating_sub(size);
        }
    }

    fn mark(&mut self, (group, round): (usize, usize), cell: Cell) {
        let at = match cell {
            Cell::Ran(station) => station,
            Cell::Soon => self.stay(group, round).station(),
            Cell::Open | Cell::Away | Cell::Over => None,
        };
        let at = at.and_then(|no| self.day.station(no));
        let problem = &mut self.day.problem;
        if matches!(cell, Cell::Away | Cell::Over)
            && let Some(away) = problem
                .parties
                .get_mut(group)
                .and_then(|party| party.away.get_mut(round))
        {
            *away = true;
        }
        let pin = match cell {
            Cell::Ran(_) | Cell::Over => Pin::Done,
            Cell::Soon => Pin::Held,
            Cell::Open | Cell::Away => Pin::Free,
        };
        if cell == Cell::Soon {
            self.soon.push((group, round));
        }
        problem.fixed.put(group, round, at);
        if let Some(held) = problem.pins.get_mut(group).and_then(|row| row.get_mut(round)) {
            *held = pin;
        }
    }

    /// Where a group is to be, as the floor has it.
    pub fn stay(&self, group: usize, round: usize) -> Stay {
        let route = self.stays.get(group).and_then(|route| route.get(round));
        route.copied().unwrap_or(Stay::Unplanned)
    }

    /// The problem as a character sees it.
    pub fn problem(&self, character: Character) -> Problem {
        let mut problem = self.day.problem.clone();
        problem.weights = character.weights();
        if character == Character::NobodyIdle {
            self.open(&mut problem);
        } else {
            self.keep_breaks(&mut problem);
        }
        problem
    }

    /// A break that is moved is news for its group as any other change is, so it stays where it was promised.
    fn keep_breaks(&self, problem: &mut Problem) {
        let pins = problem.pins.iter_mut().zip(&self.stays);
        for ((pins, stays), party) in pins.zip(&problem.parties) {
            let breaks = pins.iter_mut().zip(stays).zip(&party.away);
            let breaks = breaks.filter(|((_, stay), away)| **stay == Stay::Break && !**away);
            for ((pin, _), _) in breaks.take(party.rests.into()) {
                if *pin == Pin::Free {
                    *pin = Pin::Held;
                }
            }
        }
    }

    /// The problem with what is announced for soon open to change as well.
    pub fn opened(&self) -> Problem {
        let mut problem = self.day.problem.clone();
        self.open(&mut problem);
        problem
    }

    /// Whether a cell is held only because its round is announced for too soon.
    pub fn is_soon(&self, group: usize, round: usize) -> bool {
        self.soon.contains(&(group, round))
    }

    fn open(&self, problem: &mut Problem) {
        for (group, round) in &self.soon {
            if let Some(pin) = problem.pins.get_mut(*group).and_then(|row| row.get_mut(*round)) {
                *pin = Pin::Free;
            }
        }
    }

    /// The plan as it is announced: where a search begins.
    pub fn announced(&self) -> Plan {
        self.day.problem.announced.clone().unwrap_or_default()
    }

    /// A plan in the words of the floor.
    pub fn proposal(&self, character: Character, plan: Plan) -> Proposal {
        let problem = &self.day.problem;
        let (score, was) = (score(problem, &plan), score(problem, &self.announced()));
        let mut turns = Vec::new();
        let mut left_out = Vec::new();
        for (group, no) in self.day.groups.iter().enumerate() {
            let rests = self.rests(&plan, group);
            for (round, number) in rounds_of(problem.rounds).enumerate() {
                let to = plan.at(group, round);
                let rests = rests.contains(&round);
                if to.is_none() && !rests && problem.is_free(group, round) {
                    left_out.push((number, *no));
                }
                let to = to.and_then(|station| self.day.stations.get(station)).copied();
                let turn = self.turn(&plan, (group, round), (*no, number), to);
                // Whoever rests is told so, whatever it was told before.
                let rest = || self.rest((group, round), (*no, number));
                turns.extend(if rests { rest() } else { turn });
            }
        }
        turns.sort_unstable();
        left_out.sort_unstable();
        let told: BTreeSet<GroupNo> = turns.iter().map(|turn| turn.group).collect();
        let sizes = told.iter().filter_map(|no| {
            let party = problem.parties.get(self.day.group(*no)?)?;
            Some(party.size)
        });
        Proposal {
            character,
            groups: u32::try_from(told.len()).unwrap_or(u32::MAX),
            pupils: sizes.sum(),
            score,
            walk_min: i64::from(score.walk) - i64::from(was.walk),
            plan,
            turns,
            left_out,
        }
    }

    /// In which rounds a group rests: those of its breaks that stay breaks before any other without a station.
    fn rests(&self, plan: &Plan, group: usize) -> Vec<usize> {
        let problem = &self.day.problem;
        let mut idle: Vec<usize> = (0..problem.rounds)
            .filter(|round| plan.at(group, *round).is_none() && !problem.is_away(group, *round))
            .collect();
        idle.sort_by_key(|round| (self.stay(group, *round) != Stay::Break, *round));
        let rests = problem.parties.get(group).map_or(0, |party| party.rests);
        idle.truncate(rests.into());
        idle
    }

    /// What a group is told that rests in a round.
    fn rest(&self, (group, round): (usize, usize), (no, number): (GroupNo, RoundNo)) -> Option<Turn> {
        let was = self.stay(group, round);
        let is_open = self.day.problem.pin(group, round) != Pin::Done;
        (is_open && was != Stay::Break).then_some(Turn {
            round: number,
            group: no,
            was,
            to: None,
        })
    }

    /// What changes in a cell. Who was nowhere and is nowhere still is not told that this is a break, and who cannot
    /// be where it is announced is told so only when somebody else goes there: till then it stays visible as such.
    fn turn(
        &self,
        plan: &Plan,
        (group, round): (usize, usize),
        (no, number): (GroupNo, RoundNo),
        to: Option<StationNo>,
    ) -> Option<Turn> {
        let was = self.stay(group, round);
        let is_open = self.day.problem.pin(group, round) != Pin::Done;
        let changes = match (was, to) {
            (Stay::Station(was), None) => !self.keeps(plan, (group, round), was),
            (Stay::Station(was), Some(to)) => to != was,
            (_, to) => to.is_some(),
        };
        (is_open && changes).then_some(Turn {
            round: number,
            group: no,
            was,
            to,
        })
    }

    /// Whether a group without a station is in nobody's way by still being announced at one: it is not on the floor in
    /// that round or does not fit there, and who else goes there finds places enough.
    fn keeps(&self, plan: &Plan, (group, round): (usize, usize), was: StationNo) -> bool {
        let problem = &self.day.problem;
        let Some(station) = self.day.station(was) else {
            return false;
        };
        let size = |group: usize| problem.parties.get(group).map_or(0, |party| party.size);
        let places = problem.places(station, round);
        let fits = problem.allows(group, station) && size(group) <= places;
        let others = (0..problem.parties.len()).filter(|other| {
            plan.at(*other, round) == Some(station) && problem.pin(*other, round) != Pin::Done
        });
        let heads: u32 = others.map(size).sum();
        let is_crowded = heads > 0 && heads + size(group) > places;
        (problem.is_away(group, round) || !fits) && !is_crowded
    }

    /// Whether the floor has moved on so far that a proposal made for this day cannot be taken as it is: somebody's
    /// route is another, a round has begun, or the plan would now break a rule.
    pub fn is_stale(&self, proposal: &Proposal, floor: &Floor, schedule: &Schedule) -> bool {
        Self::of(floor, schedule).is_none_or(|fresh| self.is_outdated_by(&fresh, proposal))
    }

    /// [`Self::is_stale`] against the rest of the day as somebody has already read it off the floor.
    pub fn is_outdated_by(&self, fresh: &Self, proposal: &Proposal) -> bool {
        let own = breaches(&self.opened(), &proposal.plan);
        let sees = match proposal.character {
            Character::NobodyIdle => fresh.opened(),
            Character::FewestChanges | Character::ShortestWalks => fresh.day.problem.clone(),
        };
        let is_known = (&fresh.day.groups, &fresh.day.stations, &fresh.stays)
            == (&self.day.groups, &self.day.stations, &self.stays);
        !is_known
            || breaches(&sees, &proposal.plan)
                .iter()
                .any(|breach| !own.contains(breach))
    }
}

/// What a cell is to a plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// It has begun; this is where the group was or is.
    Ran(Option<StationNo>),
    /// It has begun without the group.
    Over,
    /// The group will not be there.
    Away,
    /// It begins too soon to be changed.
    Soon,
    /// It may be planned.
    Open,
}

/// The moments that divide the rounds.
struct Times {
    now: EventTime,
    /// Rounds that start no later are announced for too soon.
    soon: EventTime,
}

impl Times {
    fn cell(&self, floor: &Floor, group: GroupNo, stay: Stay, slot: &Slot, late: Option<EventTime>) -> Cell {
        let visits = floor.visits_of(group);
        let came = visits.iter().rfind(|visit| visit.round == slot.round);
        if let Some(visit) = came {
            return Cell::Ran(Some(visit.station));
        }
        let is_away = matches!(stay, Stay::Skipped(_) | Stay::Left(_) | Stay::Absent(_));
        if slot.now.start <= self.now {
            return match stay {
                Stay::Station(station) => Cell::Ran(Some(station)),
                Stay::Break => Cell::Ran(None),
                _ => Cell::Over,
            };
        }
        if is_away || late.is_some_and(|until| until >= slot.now.end) {
            return Cell::Away;
        }
        let is_settled = matches!(stay, Stay::Station(_) | Stay::Break);
        if slot.now.start <= self.soon && is_settled {
            Cell::Soon
        } else {
            Cell::Open
        }
    }
}

/// The station people were told of.
const fn told(stay: Stay) -> Option<StationNo> {
    match stay {
        Stay::Station(no) | Stay::Closed(no) => Some(no),
        _ => None,
    }
}

/// Rests that a group was promised and still has in its route.
fn rests(event: &Event, floor: &Floor, group: GroupNo) -> u8 {
    let route = floor.rotation().route(group);
    let has = route.iter().filter(|stay| **stay == Stay::Break).count();
    breaks(event, group).min(u8::try_from(has).unwrap_or(u8::MAX))
}
