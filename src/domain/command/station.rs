//! Judgement of what is asked at a station.

use super::{COUNT_MAX, Judge, Recount, Refusal};
use crate::domain::countdown::Slot;
use crate::domain::fact::{AtStation, Counted, Extended, Fact, Paused, Reason, SentOn, Visit, WalkIns};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::station::{self, Present, StationNow, offered_count, planned_station};

/// The most minutes by which one press can extend a round.
const EXTEND_MAX_MIN: i16 = 120;

impl Judge<'_> {
    fn now(&self, no: StationNo) -> StationNow<'_> {
        station::station(self.floor, &self.schedule, no)
    }

    pub(super) fn ready(&self, no: StationNo) -> Result<Fact, Refusal> {
        self.station(no)?;
        if self
            .floor
            .station(no)
            .is_some_and(|log| log.ready.last(&self.floor.undone).is_some())
        {
            return Err(Refusal::AlreadyReady);
        }
        Ok(Fact::StationReady(AtStation { station: no }))
    }

    pub(super) fn arrive(
        &self,
        no: StationNo,
        group: Option<GroupNo>,
        count: Option<u16>,
    ) -> Result<Fact, Refusal> {
        self.station(no)?;
        let (round, group) = self.arriving(no, group)?;
        let count = count
            .or_else(|| offered_count(self.floor, group))
            .ok_or(Refusal::UnknownGroup(group))?;
        at_most(count, COUNT_MAX)?;
        let counted = Counted {
            station: no,
            round,
            group,
            count,
        };
        let session = self.floor.session(counted.visit());
        match session
            .filter(|s| s.is_open(&self.floor.undone))
            .and_then(|s| s.arrival(&self.floor.undone))
        {
            Some(arrival) if arrival.count == count => Err(Refusal::AlreadyArrived),
            Some(_) => Ok(Fact::CountCorrected(counted)),
            None => Ok(Fact::GroupArrived(counted)),
        }
    }

    /// Which group arrives in which round. A group planned here in the round that is on belongs to it,
    /// however late; one planned here in the next round and early belongs to that one.
    fn arriving(&self, no: StationNo, group: Option<GroupNo>) -> Result<(RoundNo, GroupNo), Refusal> {
        let current = self.schedule.round_at(self.at).ok_or(Refusal::NoRound)?;
        let over = self
            .schedule
            .slot(current)
            .is_some_and(|slot| self.at >= slot.now.end);
        let following =
            Some(RoundNo(current.0.saturating_add(1))).filter(|_| over && self.schedule.upcoming().is_some());
        let Some(group) = group else {
            let now = self.now(no);
            let here = now.slot.map_or(current, |slot| slot.round);
            let awaited = now
                .awaited
                .first()
                .map(|group| (here, *group))
                .filter(|_| !over || now.present.is_empty());
            let next = || following.and_then(|round| Some((round, *self.floor.expected(no, round).first()?)));
            let first = || {
                now.slot
                    .is_none()
                    .then(|| self.floor.expected(no, current).first())
                    .flatten()
            };
            let found = if over {
                next().or(awaited)
            } else {
                awaited.or_else(|| first().map(|g| (current, *g)))
            };
            // Nobody new is expected: the group that is here is meant, and only its number can change.
            let again = || now.present.first().map(|present| (present.round, present.group));
            return found.or_else(again).ok_or(Refusal::NoGroupHere);
        };
        if self
            .floor
            .event()
            .is_none_or(|event| !event.groups.contains_key(&group))
        {
            return Err(Refusal::UnknownGroup(group));
        }
        let planned = |round: RoundNo| planned_station(self.floor, group, round) == Some(no);
        let visited = |round: RoundNo| {
            let visit = Visit {
                station: no,
                round,
                group,
            };
            self.floor
                .session(visit)
                .is_some_and(|s| s.counts_as_visit(&self.floor.undone))
        };
        if planned(current) && !(over && visited(current)) {
            return Ok((current, group));
        }
        Ok((
            following.filter(|round| planned(*round)).unwrap_or(current),
            group,
        ))
    }

    /// The group people mean: the named one, or the last that came (the expected one first).
    fn meant(&self, no: StationNo, group: Option<GroupNo>) -> Option<Present> {
        let present = self.now(no).present;
        match group {
            Some(group) => present.into_iter().find(|p| p.group == group),
            None => present
                .into_iter()
                .max_by_key(|p| (p.expected, p.round, p.arrival.at)),
        }
    }

    /// The group that is here, or the one that was here last in this round.
    fn meant_or_last(&self, no: StationNo, group: Option<GroupNo>) -> Result<Visit, Refusal> {
        if let Some(here) = self.meant(no, group) {
            return Ok(Visit {
                station: no,
                round: here.round,
                group: here.group,
            });
        }
        let first = self
            .now(no)
            .slot
            .map_or(RoundNo(1), |slot: Slot| RoundNo(slot.round.0.saturating_sub(1)));
        let undone = &self.floor.undone;
        let sessions = self
            .floor
            .station(no)
            .into_iter()
            .flat_map(|log| log.sessions.range((first, GroupNo(0))..));
        let was_here = sessions
            .filter(|((_, g), s)| group.is_none_or(|wanted| wanted == *g) && s.counts_as_visit(undone));
        let last = was_here.max_by_key(|((round, _), s)| (*round, s.arrival(undone).map(|a| a.at)));
        last.map(|((round, group), _)| Visit {
            station: no,
            round: *round,
            group: *group,
        })
        .ok_or(Refusal::NoGroupHere)
    }

    fn counted(&self, visit: Visit) -> u16 {
        let session = self.floor.session(visit);
        session
            .and_then(|s| s.arrival(&self.floor.undone))
            .map_or(0, |arrival| arrival.count)
    }

    pub(super) fn count(
        &self,
        no: StationNo,
        group: Option<GroupNo>,
        count: Recount,
    ) -> Result<Fact, Refusal> {
        self.station(no)?;
        let visit = self.meant_or_last(no, group)?;
        let count = match count {
            Recount::To(count) => count,
            Recount::By(by) => self.counted(visit).checked_add_signed(by).ok_or(if by < 0 {
                Refusal::BelowZero
            } else {
                Refusal::TooMany(COUNT_MAX)
            })?,
        };
        at_most(count, COUNT_MAX)?;
        Ok(Fact::CountCorrected(Counted {
            station: no,
            round: visit.round,
            group: visit.group,
            count,
        }))
    }

    pub(super) fn finish(&self, no: StationNo, group: Option<GroupNo>) -> Result<Fact, Refusal> {
        self.station(no)?;
        let left_open = || {
            let left = self.now(no).left_open;
            left.into_iter()
                .rev()
                .find(|visit| group.is_none_or(|wanted| wanted == visit.group))
        };
        let here = self.meant(no, group).map(|here| Visit {
            station: no,
            round: here.round,
            group: here.group,
        });
        here.or_else(left_open)
            .map(Fact::GroupFinished)
            .ok_or(Refusal::NothingToFinish)
    }

    pub(super) fn send_on(
        &self,
        no: StationNo,
        group: Option<GroupNo>,
        to: Option<StationNo>,
    ) -> Result<Fact, Refusal> {
        self.station(no)?;
        let present = self.now(no).present;
        let wanted = |p: &&Present| group.map_or(!p.expected, |group| p.group == group);
        let here = present.iter().rfind(wanted).ok_or(Refusal::NoGroupHere)?;
        let to = to.or(here.belongs).ok_or(Refusal::NoRound)?;
        if self
            .floor
            .event()
            .is_none_or(|event| !event.stations.contains_key(&to))
        {
            return Err(Refusal::UnknownStation(to));
        }
        Ok(Fact::SentOn(SentOn {
            station: no,
            round: here.round,
            group: here.group,
            to,
        }))
    }

    pub(super) fn briefing(&self, no: StationNo, group: Option<GroupNo>) -> Result<Fact, Refusal> {
        self.station(no)?;
        self.meant_or_last(no, group).map(Fact::BriefingMarked)
    }

    pub(super) fn interest(
        &self,
        no: StationNo,
        group: Option<GroupNo>,
        count: u16,
    ) -> Result<Fact, Refusal> {
        self.station(no)?;
        let visit = self.meant_or_last(no, group)?;
        at_most(count, self.counted(visit))?;
        Ok(Fact::InterestCounted(Counted {
            station: no,
            round: visit.round,
            group: visit.group,
            count,
        }))
    }

    pub(super) fn walk_in(&self, no: StationNo, count: i16) -> Result<Fact, Refusal> {
        self.any_station(no)?;
        let round = self
            .now(no)
            .slot
            .map(|slot| slot.round)
            .or_else(|| self.schedule.round_at(self.at));
        let round = round.ok_or(Refusal::NoRound)?;
        if count.unsigned_abs() > COUNT_MAX {
            return Err(Refusal::TooMany(COUNT_MAX));
        }
        if self.now(no).walk_ins + i64::from(count) < 0 || count == 0 {
            return Err(Refusal::BelowZero);
        }
        Ok(Fact::WalkInsCounted(WalkIns {
            station: no,
            round,
            count,
        }))
    }

    pub(super) fn pause(&self, no: StationNo, reason: Reason) -> Result<Fact, Refusal> {
        self.station(no)?;
        match self.now(no).paused {
            Some(_) => Err(Refusal::AlreadyPaused),
            None => Ok(Fact::StationPaused(Paused { station: no, reason })),
        }
    }

    pub(super) fn resume(&self, no: StationNo) -> Result<Fact, Refusal> {
        self.station(no)?;
        match self.now(no).paused {
            Some(_) => Ok(Fact::StationResumed(AtStation { station: no })),
            None => Err(Refusal::NotPaused),
        }
    }

    pub(super) fn extend(&self, no: StationNo, minutes: i16, reason: Reason) -> Result<Fact, Refusal> {
        self.station(no)?;
        let round = self.now(no).slot.map(|slot| slot.round).ok_or(Refusal::NoRound)?;
        if minutes == 0 {
            return Err(Refusal::BelowZero);
        }
        if minutes.abs() > EXTEND_MAX_MIN {
            return Err(Refusal::TooMany(EXTEND_MAX_MIN.unsigned_abs()));
        }
        Ok(Fact::RoundExtended(Extended {
            station: no,
            round,
            minutes,
            reason,
        }))
    }
}

pub(super) fn at_most(count: u16, limit: u16) -> Result<(), Refusal> {
    if count > limit {
        Err(Refusal::TooMany(limit))
    } else {
        Ok(())
    }
}
