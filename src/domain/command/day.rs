//! Judgement of what is asked about how stations stand and how the day goes on: readiness, paper, places, closures,
//! pauses of several stations, new times, evacuation, figures given away.

use super::station::at_most;
use super::{COUNT_MAX, Judge, Refusal, Which};
use crate::domain::event::{Medium, StationKind};
use crate::domain::fact::{
    AtStation, Evacuated, Fact, FiguresGiven, MediumChanged, NewTimes, Paused, PlacesLowered, Ready, Reason,
    RollCalled, RoundsRetimed, SheetEntered, SheetLine, StationClosed, StationsPaused, StationsResumed,
};
use crate::domain::floor::Readiness;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::evacuation::evacuation;
use crate::domain::query::station::{Condition, condition};
use std::collections::BTreeSet;

/// The longest round that is believed, in hours.
const ROUND_MAX_MS: i64 = 6 * 60 * crate::domain::time::MINUTE_MS;

impl Judge<'_> {
    fn condition(&self, no: StationNo) -> Condition {
        condition(self.floor, no)
    }

    pub(super) fn ready(&self, no: StationNo, deputy: bool) -> Result<Fact, Refusal> {
        self.station(no)?;
        if self.condition(no).is_ready() {
            return Err(Refusal::AlreadyReady);
        }
        Ok(Fact::StationReady(Ready { station: no, deputy }))
    }

    pub(super) fn not_ready(&self, no: StationNo, reason: Reason) -> Result<Fact, Refusal> {
        self.station(no)?;
        if self.condition(no).readiness == Some(Readiness::NotReady(reason)) {
            return Err(Refusal::AlreadySo);
        }
        Ok(Fact::StationNotReady(Paused { station: no, reason }))
    }

    pub(super) fn on_paper(&self, no: StationNo, paper: bool) -> Result<Fact, Refusal> {
        self.station(no)?;
        let planned = self.floor.event().and_then(|event| event.stations.get(&no));
        let said = self
            .floor
            .station(no)
            .is_some_and(|log| log.mediums.last(&self.floor.undone).is_some());
        let is_so = self.condition(no).paper == paper;
        // What the event file says may be said once more: then the log says it too.
        if is_so && (said || planned.is_some_and(|station| (station.medium == Medium::Paper) != paper)) {
            return Err(Refusal::AlreadySo);
        }
        let medium = if paper { Medium::Paper } else { Medium::Laptop };
        Ok(Fact::MediumChanged(MediumChanged { station: no, medium }))
    }

    pub(super) fn hand_over(&self, no: StationNo) -> Result<Fact, Refusal> {
        self.any_station(no)?;
        Ok(Fact::InstructorChanged(AtStation { station: no }))
    }

    pub(super) fn lower(&self, no: StationNo, places: u16, reason: Reason) -> Result<Fact, Refusal> {
        self.station(no)?;
        at_most(places, COUNT_MAX)?;
        let condition = self.condition(no);
        if condition.places == places {
            return Err(Refusal::AlreadySo);
        }
        let full = self
            .floor
            .event()
            .and_then(|event| event.stations.get(&no))
            .map_or(0, |station| station.places);
        if places >= full {
            return match condition.lowered {
                Some(_) if places == full => Ok(Fact::PlacesRestored(AtStation { station: no })),
                _ => Err(Refusal::TooMany(full)),
            };
        }
        Ok(Fact::PlacesLowered(PlacesLowered {
            station: no,
            places,
            reason,
        }))
    }

    pub(super) fn restore(&self, no: StationNo) -> Result<Fact, Refusal> {
        self.station(no)?;
        match self.condition(no).lowered {
            Some(_) => Ok(Fact::PlacesRestored(AtStation { station: no })),
            None => Err(Refusal::NotLowered),
        }
    }

    pub(super) fn close_station(
        &self,
        no: StationNo,
        from: Option<RoundNo>,
        reason: Reason,
    ) -> Result<Fact, Refusal> {
        self.coordinates()?;
        self.station(no)?;
        let next = || self.schedule.slots.iter().find(|slot| slot.now.start > self.at);
        let from = match from {
            Some(round) => self.open_round(round)?,
            None => next().map(|slot| slot.round).ok_or(Refusal::NoRound)?,
        };
        if self.condition(no).is_closed(from) {
            return Err(Refusal::AlreadySo);
        }
        Ok(Fact::StationClosed(StationClosed {
            station: no,
            from,
            reason,
        }))
    }

    pub(super) fn open_station(&self, no: StationNo) -> Result<Fact, Refusal> {
        self.coordinates()?;
        self.station(no)?;
        match self.condition(no).closed {
            Some(_) => Ok(Fact::StationOpened(AtStation { station: no })),
            None => Err(Refusal::NotClosed),
        }
    }

    pub(super) fn guests(&self, no: StationNo, here: bool) -> Result<Fact, Refusal> {
        self.any_station(no)?;
        if self.condition(no).guests == here {
            return Err(Refusal::AlreadySo);
        }
        let at = AtStation { station: no };
        Ok(if here {
            Fact::GuestsCame(at)
        } else {
            Fact::GuestsLeft(at)
        })
    }

    /// A line for every round at most once a group; an empty sheet says nothing.
    pub(super) fn enter_sheet(&self, no: StationNo, lines: &[SheetLine]) -> Result<Fact, Refusal> {
        self.station(no)?;
        let mut seen = BTreeSet::new();
        for line in lines {
            if self.schedule.slot(line.round).is_none() {
                return Err(Refusal::UnknownRound(line.round));
            }
            if self.floor.group(line.group).is_none() {
                return Err(Refusal::UnknownGroup(line.group));
            }
            at_most(line.count, COUNT_MAX)?;
            at_most(line.interest.unwrap_or(0), line.count)?;
            if !seen.insert((line.round, line.group)) {
                return Err(Refusal::AlreadyArrived);
            }
        }
        if lines.is_empty() {
            return Err(Refusal::Nothing);
        }
        Ok(Fact::SheetEntered(SheetEntered {
            station: no,
            lines: lines.to_vec(),
        }))
    }

    /// The stations that are meant, and the hall they were named by.
    fn which(&self, which: &Which, paused: bool) -> Result<Vec<StationNo>, Refusal> {
        let suits = |no: StationNo| self.now(no).paused.is_some() == paused;
        let stations: Vec<StationNo> = match which {
            Which::Stations(stations) => {
                for no in stations {
                    self.station(*no)?;
                }
                let unique: BTreeSet<StationNo> = stations.iter().copied().collect();
                unique.into_iter().filter(|no| suits(*no)).collect()
            }
            Which::Hall(id) => {
                let event = self.floor.event().ok_or(Refusal::FloorNotOpen)?;
                event.hall(id).ok_or(Refusal::UnknownHall)?;
                let in_hall = event
                    .stations
                    .iter()
                    .filter(|(_, station)| station.hall == *id && station.kind == StationKind::Rotation);
                in_hall
                    .map(|(no, _)| *no)
                    .filter(|no| suits(*no) && (paused || self.is_in_use(*no)))
                    .collect()
            }
        };
        if stations.is_empty() {
            return Err(if paused {
                Refusal::NotPaused
            } else {
                Refusal::AlreadyPaused
            });
        }
        Ok(stations)
    }

    /// Whether a station on a laptop has a group or awaits one; between rounds every one of them counts.
    fn is_in_use(&self, no: StationNo) -> bool {
        let now = self.now(no);
        let on = self
            .schedule
            .slots
            .iter()
            .any(|slot| slot.now.start <= self.at && self.at < slot.now.end);
        !now.on_paper() && (!on || !now.present.is_empty() || !now.awaited.is_empty())
    }

    pub(super) fn pause_many(&self, which: &Which, reason: Reason) -> Result<Fact, Refusal> {
        self.coordinates()?;
        let stations = self.which(which, false)?;
        Ok(Fact::StationsPaused(StationsPaused {
            stations,
            hall: hall_of(which),
            reason,
        }))
    }

    pub(super) fn resume_many(&self, which: &Which) -> Result<Fact, Refusal> {
        self.coordinates()?;
        let stations = self.which(which, true)?;
        Ok(Fact::StationsResumed(StationsResumed {
            stations,
            hall: hall_of(which),
        }))
    }

    /// New times must follow each other, end after they start, leave alone what is over and when something began.
    pub(super) fn retime(&self, rounds: &[NewTimes]) -> Result<Fact, Refusal> {
        self.coordinates()?;
        if rounds.is_empty() {
            return Err(Refusal::Nothing);
        }
        let mut spans: Vec<_> = self.schedule.slots.iter().map(|slot| slot.now).collect();
        for new in rounds {
            self.open_round(new.round)?;
            let slot = self
                .schedule
                .slot(new.round)
                .ok_or(Refusal::UnknownRound(new.round))?;
            let begun = slot.now.start <= self.at;
            let starts_well = if begun {
                new.times.start == slot.now.start
            } else {
                new.times.start >= self.at
            };
            let length = new.times.length_ms();
            if !starts_well || length <= 0 || length > ROUND_MAX_MS || new.times.end <= self.at {
                return Err(Refusal::BadTimes);
            }
            if let Some(span) = spans.get_mut(usize::from(new.round.0).saturating_sub(1)) {
                *span = new.times;
            }
        }
        if !spans.is_sorted_by(|one, next| one.end <= next.start) {
            return Err(Refusal::BadTimes);
        }
        let is_new = |new: &&NewTimes| self.schedule.slot(new.round).map(|slot| slot.now) != Some(new.times);
        if !rounds.iter().any(|new| is_new(&new)) {
            return Err(Refusal::AlreadySo);
        }
        Ok(Fact::RoundsRetimed(RoundsRetimed {
            rounds: rounds.to_vec(),
        }))
    }

    /// Anybody may give the alarm. A second one says nothing new, unless it says that a drill is none.
    pub(super) fn evacuate(&self, drill: bool) -> Result<Fact, Refusal> {
        match evacuation(self.floor, self.at) {
            Some(running) if drill || !running.drill => Err(Refusal::AlreadySo),
            _ => Ok(Fact::EvacuationCalled(Evacuated { drill })),
        }
    }

    pub(super) fn roll_call(&self, group: GroupNo, count: Option<u16>) -> Result<Fact, Refusal> {
        let running = evacuation(self.floor, self.at).ok_or(Refusal::NoEvacuation)?;
        if self.floor.group(group).is_none() {
            return Err(Refusal::UnknownGroup(group));
        }
        let line = running.lines.iter().find(|line| line.group == group);
        let count = count
            .or_else(|| line.map(|line| line.expected))
            .ok_or(Refusal::UnknownGroup(group))?;
        at_most(count, COUNT_MAX)?;
        if line.and_then(|line| line.counted).map(|(count, _)| count) == Some(count) {
            return Err(Refusal::AlreadySo);
        }
        Ok(Fact::RollCalled(RollCalled { group, count }))
    }

    pub(super) fn give(&self, figures: &FiguresGiven) -> Result<Fact, Refusal> {
        self.coordinates()?;
        if figures.figures.is_empty() {
            return Err(Refusal::Nothing);
        }
        Ok(Fact::FiguresGiven(Box::new(figures.clone())))
    }
}

fn hall_of(which: &Which) -> Option<crate::domain::event::HallId> {
    match which {
        Which::Hall(id) => Some(id.clone()),
        Which::Stations(_) => None,
    }
}
