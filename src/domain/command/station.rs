//! Judgement of what is asked at a station.

use super::{COUNT_MAX, Judge, Recount, Refusal};
use crate::domain::countdown::Slot;
use crate::domain::event::StationKind;
use crate::domain::fact::{AtStation, Counted, Extended, Fact, Paused, Reason, SentOn, Visit, WalkIns};
use crate::domain::id::{GroupNo, Role, RoundNo, StationNo};
use crate::domain::logs::{Arrival, Session};
use crate::domain::query::station::{self, Present, StationNow, offered_count, planned_station};
use crate::domain::time::MINUTE_MS;

/// How long before the end of a round the next group may be meant by "arrived", in milliseconds.
const EARLY_MS: i64 = 5 * MINUTE_MS;
/// The most minutes by which one press can extend a round.
const EXTEND_MAX_MIN: i16 = 120;

impl Judge<'_> {
    pub(super) fn now(&self, no: StationNo) -> StationNow<'_> {
        station::station(self.floor, &self.schedule, no)
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
        let undone = &self.floor.undone;
        let session = self.floor.session(counted.visit()).filter(|s| s.is_open(undone));
        let Some((session, arrival)) = session.and_then(|s| Some((s, s.arrival(undone)?))) else {
            return Ok(Fact::GroupArrived(counted));
        };
        match count == arrival.count {
            _ if self.tells_anew(session, arrival, count) => Ok(Fact::GroupArrived(counted)),
            true => Err(Refusal::AlreadyArrived),
            false => Ok(Fact::CountCorrected(counted)),
        }
    }

    /// Whether an arrival that is known is worth telling again: by the station itself, where it had been told by radio
    /// only and for later; by radio with another number, so that both numbers are shown.
    fn tells_anew(&self, session: &Session, arrival: Arrival, count: u16) -> bool {
        if matches!(self.role, Role::Station(_)) {
            return arrival.by_radio && self.at < arrival.at;
        }
        let mut counts = session.counts.standing(&self.floor.undone);
        let told = counts.any(|mark| mark.value.on_arrival && mark.role == self.role);
        count != arrival.count && !told
    }

    /// Which group arrives in which round. A group planned here in the round that is on belongs to it,
    /// however late; once that round is over, or once it has been here, it is early for the next one.
    fn arriving(&self, no: StationNo, group: Option<GroupNo>) -> Result<(RoundNo, GroupNo), Refusal> {
        let slot = *self
            .schedule
            .round_at(self.at)
            .and_then(|round| self.schedule.slot(round))
            .ok_or(Refusal::NoRound)?;
        let following = slot
            .round
            .0
            .checked_add(1)
            .and_then(|next| self.schedule.slot(RoundNo(next)))
            .map(|next| next.round);
        let over = self.at >= slot.now.end;
        match group {
            Some(group) => self.named(no, group, slot.round, following, over),
            None => self.unnamed(no, slot.round, following, over),
        }
    }

    fn named(
        &self,
        no: StationNo,
        group: GroupNo,
        current: RoundNo,
        following: Option<RoundNo>,
        over: bool,
    ) -> Result<(RoundNo, GroupNo), Refusal> {
        if self.floor.group(group).is_none() {
            return Err(Refusal::UnknownGroup(group));
        }
        let due = planned_station(self.floor, group, current);
        let has_been = due.is_some_and(|station| {
            let visit = Visit {
                station,
                round: current,
                group,
            };
            let session = self.floor.session(visit);
            session.is_some_and(|s| {
                s.counts_as_visit(&self.floor.undone) && (over || !s.is_open(&self.floor.undone))
            })
        });
        let comes_late = due == Some(no) && !has_been;
        let early = following.filter(|round| planned_station(self.floor, group, *round) == Some(no));
        let round = match (early, following) {
            _ if comes_late => current,
            (Some(next), _) if over || has_been || due.is_none() => next,
            // Nobody's round is on: a stranger in the changeover is early for the next one too.
            (None, Some(next)) if over && due != Some(no) => next,
            _ => current,
        };
        Ok((round, group))
    }

    fn unnamed(
        &self,
        no: StationNo,
        current: RoundNo,
        following: Option<RoundNo>,
        over: bool,
    ) -> Result<(RoundNo, GroupNo), Refusal> {
        let now = self.now(no);
        let due = |round: RoundNo| Some((round, self.not_yet_here(no, round)?));
        let late = now.slot.and_then(|slot| due(slot.round)).or_else(|| due(current));
        let early = || following.and_then(due);
        let nobody = now.present.is_empty();
        let nearly_over = self
            .schedule
            .slot(current)
            .is_some_and(|slot| slot.now.end.since(self.at) <= EARLY_MS);
        let found = if over {
            early().or_else(|| late.filter(|_| nobody))
        } else {
            late.or_else(|| early().filter(|_| nobody && nearly_over))
        };
        // Nobody new is expected: the group that came last is meant, and only its number can change.
        let again = || {
            let last = now.present.iter().max_by_key(|p| (p.round, p.arrival.at));
            last.map(|present| (present.round, present.group))
        };
        found.or_else(again).ok_or(Refusal::NoGroupHere)
    }

    /// The first group that the plan has here in a round and that has not been here in it.
    fn not_yet_here(&self, no: StationNo, round: RoundNo) -> Option<GroupNo> {
        let came = |group: GroupNo| {
            let visit = Visit {
                station: no,
                round,
                group,
            };
            self.floor
                .session(visit)
                .is_some_and(|s| s.counts_as_visit(&self.floor.undone))
        };
        let expected = self.floor.expected(no, round).iter().copied();
        expected.into_iter().find(|group| !came(*group))
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

    /// The group of the round that is over, when one that is early for the next round is here as well.
    fn whose_time_is_up(&self, no: StationNo, group: Option<GroupNo>) -> Option<Visit> {
        let now = self.now(no);
        let round = now.slot?.round;
        let of_round = |p: &&Present| p.round == round && group.is_none_or(|wanted| wanted == p.group);
        let early = now.present.iter().any(|p| p.round > round);
        let over = now.present.iter().filter(|_| early).find(of_round)?;
        Some(Visit {
            station: no,
            round,
            group: over.group,
        })
    }

    /// Whose hands are counted: an early group has nothing to say yet, so the round before it is meant.
    fn asked(&self, no: StationNo, group: Option<GroupNo>) -> Result<Visit, Refusal> {
        let now = self.now(no);
        let visit = self.meant_or_last(no, group)?;
        let Some(slot) = now
            .slot
            .filter(|slot| group.is_none() && visit.round > slot.round)
        else {
            return Ok(visit);
        };
        let last = self.last_visit(no, slot.round, |round, _| round == slot.round);
        Ok(self.whose_time_is_up(no, None).or(last).unwrap_or(visit))
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
        self.last_visit(no, first, |_, g| group.is_none_or(|wanted| wanted == g))
            .ok_or(Refusal::NoGroupHere)
    }

    /// The last visit at a station from this round on that counts and is wanted.
    fn last_visit(
        &self,
        no: StationNo,
        first: RoundNo,
        wanted: impl Fn(RoundNo, GroupNo) -> bool,
    ) -> Option<Visit> {
        let undone = &self.floor.undone;
        let log = self.floor.station(no)?;
        let visits = log
            .sessions
            .range((first, GroupNo(0))..)
            .filter(|((round, group), s)| wanted(*round, *group) && s.counts_as_visit(undone));
        let last = visits.max_by_key(|((round, _), s)| (*round, s.arrival(undone).map(|a| a.at)));
        last.map(|((round, group), _)| Visit {
            station: no,
            round: *round,
            group: *group,
        })
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
        self.whose_time_is_up(no, group)
            .or(here)
            .or_else(left_open)
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
        let there = self.floor.event().and_then(|event| event.stations.get(&to));
        match there.map(|station| station.kind) {
            None => return Err(Refusal::UnknownStation(to)),
            Some(StationKind::Stand) => return Err(Refusal::NotAStation(to)),
            Some(StationKind::Rotation) if to == no => return Err(Refusal::SameStation),
            Some(StationKind::Rotation) => {}
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
        let visit = self.asked(no, group)?;
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
        let so_far = station::walk_ins(self.floor, no, round);
        if so_far + i64::from(count) < 0 || count == 0 {
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
        let now = self.now(no);
        let slot = now.slot.ok_or(Refusal::NoRound)?;
        // What is taken back may shorten a round to nothing, not end it before it begins.
        let more_ms = (now.extended_min + i64::from(minutes)).saturating_mul(MINUTE_MS);
        if minutes == 0 || slot.planned.length_ms().saturating_add(more_ms) < 0 {
            return Err(Refusal::BelowZero);
        }
        if minutes.abs() > EXTEND_MAX_MIN {
            return Err(Refusal::TooMany(EXTEND_MAX_MIN.unsigned_abs()));
        }
        Ok(Fact::RoundExtended(Extended {
            station: no,
            round: slot.round,
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
