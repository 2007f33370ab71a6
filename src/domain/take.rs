//! How an entry becomes part of the floor: each fact finds the histories to which it adds a saying.
//!
//! Nothing is judged here and nothing fails. A fact about several things adds one saying to each, all under the
//! entry's own key, so that one undo takes all of them back.

use super::entry::Entry;
use super::fact::{Counted, DeskVisit, Fact, GroupsListed, Missed, Opening, Reason, SheetEntered, Visit};
use super::floor::{
    Absence, Away, Day, Delay, DeskMark, Ending, Extension, Floor, GroupLog, HeadCount, Lowered, Readiness,
    Session, Sizing, StationLog, Told,
};
use super::history::Mark;
use super::id::{GroupNo, StationNo};
use std::sync::Arc;

impl Floor {
    pub(super) fn take(&mut self, entry: &Entry) {
        if entry.fact.changes_rotation() {
            self.rotation.forget();
        }
        match &entry.fact {
            Fact::FloorOpened(opening) => self.open(entry, opening),
            Fact::FloorHeld(b) => self.holds.add(Mark::of(entry, Some(b.reason))),
            Fact::FloorResumed(_) => self.holds.add(Mark::of(entry, None)),
            Fact::EvacuationCalled(b) => {
                let reason = if b.drill { Reason::Drill } else { Reason::Other };
                self.evacuations.add(Mark::of(entry, b.drill));
                self.holds.add(Mark::of(entry, Some(reason)));
            }
            Fact::RoundsRetimed(b) => self.retimings.add(Mark::of(entry, b.rounds.clone())),
            Fact::FiguresGiven(b) => self.given.add(Mark::of(entry, Arc::new(b.as_ref().clone()))),
            Fact::EntryUndone(b) => self.undone.note(b.entry, entry),
            Fact::Unknown(_) => {
                self.unknown.insert(entry.id);
            }
            Fact::MessageSent(_)
            | Fact::MessageReceived(_)
            | Fact::HelpCalled(_)
            | Fact::CallAccepted(_)
            | Fact::CallClosed(_) => self.take_word(entry),
            Fact::DeskVisited(_) | Fact::DeskVisitTakenBack(_) | Fact::DeskQueueCounted(_) => {
                self.take_at_desk(entry);
            }
            Fact::GroupsDelayed(_)
            | Fact::GroupsOnSite(_)
            | Fact::RoundSkipped(_)
            | Fact::GroupsLeft(_)
            | Fact::GroupsAbsent(_)
            | Fact::PlanRevised(_)
            | Fact::GroupAdded(_)
            | Fact::GroupSplit(_)
            | Fact::GroupResized(_)
            | Fact::GroupsListed(_)
            | Fact::RollCalled(_) => self.take_of_groups(entry),
            Fact::StationReady(_)
            | Fact::StationNotReady(_)
            | Fact::MediumChanged(_)
            | Fact::InstructorChanged(_)
            | Fact::PlacesLowered(_)
            | Fact::PlacesRestored(_)
            | Fact::StationClosed(_)
            | Fact::StationOpened(_)
            | Fact::GuestsCame(_)
            | Fact::GuestsLeft(_)
            | Fact::StationPaused(_)
            | Fact::StationResumed(_)
            | Fact::StationsPaused(_)
            | Fact::StationsResumed(_) => self.take_of_station(entry),
            _ => self.take_at_station(entry),
        }
    }

    fn take_of_station(&mut self, entry: &Entry) {
        match &entry.fact {
            Fact::StationReady(b) => {
                let ready = Readiness::Ready { deputy: b.deputy };
                self.station_mut(b.station).ready.add(Mark::of(entry, ready));
            }
            Fact::StationNotReady(b) => {
                let not_ready = Readiness::NotReady(b.reason);
                self.station_mut(b.station).ready.add(Mark::of(entry, not_ready));
            }
            Fact::MediumChanged(b) => self.station_mut(b.station).mediums.add(Mark::of(entry, b.medium)),
            Fact::InstructorChanged(b) => self.station_mut(b.station).handovers.add(Mark::of(entry, ())),
            Fact::PlacesLowered(b) => {
                let lowered = Lowered {
                    places: b.places,
                    reason: b.reason,
                };
                self.station_mut(b.station)
                    .places
                    .add(Mark::of(entry, Some(lowered)));
            }
            Fact::PlacesRestored(b) => self.station_mut(b.station).places.add(Mark::of(entry, None)),
            Fact::StationClosed(b) => {
                let closed = Some((b.from, b.reason));
                self.station_mut(b.station).closings.add(Mark::of(entry, closed));
            }
            Fact::StationOpened(b) => self.station_mut(b.station).closings.add(Mark::of(entry, None)),
            Fact::GuestsCame(b) => self.station_mut(b.station).guests.add(Mark::of(entry, true)),
            Fact::GuestsLeft(b) => self.station_mut(b.station).guests.add(Mark::of(entry, false)),
            Fact::StationPaused(b) => self
                .station_mut(b.station)
                .pauses
                .add(Mark::of(entry, Some(b.reason))),
            Fact::StationResumed(b) => self.station_mut(b.station).pauses.add(Mark::of(entry, None)),
            Fact::StationsPaused(b) => {
                for no in &b.stations {
                    self.station_mut(*no).pauses.add(Mark::of(entry, Some(b.reason)));
                }
            }
            Fact::StationsResumed(b) => {
                for no in &b.stations {
                    self.station_mut(*no).pauses.add(Mark::of(entry, None));
                }
            }
            _ => {}
        }
    }

    fn take_of_groups(&mut self, entry: &Entry) {
        let absence = |b: &Missed, kind: Away| Absence {
            from: b.round,
            reason: b.reason,
            kind,
        };
        match &entry.fact {
            Fact::GroupsDelayed(b) => {
                let delay = Delay {
                    until: b.until,
                    reason: b.reason,
                };
                for no in &b.whom.groups {
                    self.group_mut(*no).delays.add(Mark::of(entry, delay));
                }
            }
            Fact::GroupsOnSite(b) => {
                for no in &b.groups {
                    self.group_mut(*no).on_site.add(Mark::of(entry, ()));
                }
            }
            Fact::RoundSkipped(b) => {
                for no in &b.whom.groups {
                    let history = self.group_mut(*no).stays.entry(b.round).or_default();
                    history.add(Mark::of(entry, Told::Skipped(b.reason)));
                }
            }
            Fact::GroupsLeft(b) | Fact::GroupsAbsent(b) => {
                let left = matches!(entry.fact, Fact::GroupsLeft(_));
                let kind = if left { Away::Left } else { Away::Absent };
                for no in &b.whom.groups {
                    self.group_mut(*no)
                        .absences
                        .add(Mark::of(entry, absence(b, kind)));
                }
            }
            Fact::PlanRevised(b) => {
                for one in &b.moves {
                    let history = self.group_mut(one.group).stays.entry(one.round).or_default();
                    history.add(Mark::of(entry, Told::At(one.to)));
                }
            }
            Fact::GroupAdded(b) => self
                .group_mut(b.group)
                .sizes
                .add(Mark::of(entry, Sizing::Added(b.about.clone()))),
            Fact::GroupSplit(b) => {
                for part in &b.into {
                    let sizing = Sizing::Part(b.group, *part);
                    self.group_mut(part.group).sizes.add(Mark::of(entry, sizing));
                }
            }
            Fact::GroupResized(b) => self
                .group_mut(b.group)
                .sizes
                .add(Mark::of(entry, Sizing::Resized(b.size))),
            Fact::GroupsListed(b) => self.take_list(entry, b),
            Fact::RollCalled(b) => self.group_mut(b.group).roll_calls.add(Mark::of(entry, b.count)),
            _ => {}
        }
    }

    fn take_list(&mut self, entry: &Entry, list: &GroupsListed) {
        for added in &list.added {
            let sizing = Sizing::Added(added.about.clone());
            self.group_mut(added.group).sizes.add(Mark::of(entry, sizing));
        }
        for changed in &list.changed {
            let sizing = Sizing::Relisted(Box::new(changed.clone()));
            self.group_mut(changed.group).sizes.add(Mark::of(entry, sizing));
        }
        let Some(from) = list.from else { return };
        let gone = list.gone.iter().map(|no| (*no, Away::OffList));
        let back = list.back.iter().map(|no| (*no, Away::Back));
        for (no, kind) in gone.chain(back) {
            let absence = Absence {
                from,
                reason: list.reason,
                kind,
            };
            self.group_mut(no).absences.add(Mark::of(entry, absence));
        }
    }

    fn take_sheet(&mut self, entry: &Entry, sheet: &SheetEntered) {
        for line in &sheet.lines {
            let counted = Counted {
                station: sheet.station,
                round: line.round,
                group: line.group,
                count: line.count,
            };
            self.count(
                entry,
                counted,
                HeadCount {
                    count: line.count,
                    on_arrival: true,
                    later: true,
                },
            );
            let session = self.session_mut(counted.visit());
            session.endings.add(Mark::of(entry, Ending::Finished));
            if let Some(interest) = line.interest {
                session.interest.add(Mark::of(entry, interest));
            }
            if line.briefing == Some(true) {
                session.briefings.add(Mark::of(entry, ()));
            }
        }
    }

    fn take_at_station(&mut self, entry: &Entry) {
        match &entry.fact {
            Fact::SheetEntered(b) => self.take_sheet(entry, b),
            Fact::GroupArrived(b) | Fact::CountCorrected(b) => {
                let head_count = HeadCount {
                    count: b.count,
                    on_arrival: matches!(entry.fact, Fact::GroupArrived(_)),
                    later: false,
                };
                self.count(entry, *b, head_count);
            }
            Fact::GroupFinished(b) => self
                .session_mut(*b)
                .endings
                .add(Mark::of(entry, Ending::Finished)),
            Fact::SentOn(b) => self
                .session_mut(b.visit())
                .endings
                .add(Mark::of(entry, Ending::SentOn(b.to))),
            Fact::BriefingMarked(b) => self.session_mut(*b).briefings.add(Mark::of(entry, ())),
            Fact::InterestCounted(b) => self.session_mut(b.visit()).interest.add(Mark::of(entry, b.count)),
            Fact::WalkInsCounted(b) => {
                self.station_mut(b.station)
                    .walk_ins
                    .entry(b.round)
                    .or_default()
                    .add(Mark::of(entry, b.count));
            }
            Fact::RoundExtended(b) => {
                let extension = Extension {
                    minutes: b.minutes,
                    reason: b.reason,
                };
                let extensions = &mut self.station_mut(b.station).extensions;
                extensions
                    .entry(b.round)
                    .or_default()
                    .add(Mark::of(entry, extension));
            }
            _ => {}
        }
    }

    fn take_word(&mut self, entry: &Entry) {
        match &entry.fact {
            Fact::MessageSent(b) => {
                let sent = Mark::of(entry, (b.to.clone(), b.text.clone()));
                self.messages.entry(entry.id).or_default().sent = Some(sent);
            }
            Fact::MessageReceived(b) => {
                let message = self.messages.entry(b.message).or_default();
                message
                    .received
                    .entry(b.place)
                    .or_default()
                    .add(Mark::of(entry, ()));
            }
            Fact::HelpCalled(b) => {
                self.calls.entry(entry.id).or_default().called = Some(Mark::of(entry, (b.place, b.need)));
            }
            Fact::CallAccepted(b) => self
                .calls
                .entry(b.call)
                .or_default()
                .accepted
                .add(Mark::of(entry, ())),
            Fact::CallClosed(b) => self
                .calls
                .entry(b.call)
                .or_default()
                .closed
                .add(Mark::of(entry, ())),
            _ => {}
        }
    }

    fn take_at_desk(&mut self, entry: &Entry) {
        let mut visited = |visit: DeskVisit, came: bool| {
            let visitor = visit.visitor;
            let visits = &mut self.desks.entry(visit.desk).or_default().visits;
            visits.add(Mark::of(entry, DeskMark { visitor, came }));
        };
        match &entry.fact {
            Fact::DeskVisited(b) => visited(*b, true),
            Fact::DeskVisitTakenBack(b) => visited(*b, false),
            Fact::DeskQueueCounted(b) => {
                let queue = &mut self.desks.entry(b.desk).or_default().queue;
                queue.add(Mark::of(entry, b.length));
            }
            _ => {}
        }
    }

    fn open(&mut self, entry: &Entry, opening: &Opening) {
        self.openings.add(Mark::of(entry, opening.clone()));
        self.settle_day();
    }

    /// The day that was opened last is in force: a corrected event file replaces the first one.
    pub(super) fn settle_day(&mut self) {
        let until = self.undone.until();
        let mut openings = self.openings.all().iter().rev();
        let last = openings.find(|mark| mark.at <= until);
        let opening = last.map(|mark| &mark.value);
        if self.day.as_deref().map(|day| &day.opening) != opening {
            self.day = opening.cloned().map(|opening| Arc::new(Day { opening }));
        }
    }

    fn count(&mut self, entry: &Entry, counted: Counted, head_count: HeadCount) {
        let counts = &mut self.session_mut(counted.visit()).counts;
        let is_first = counts.all().is_empty();
        counts.add(Mark::of(entry, head_count));
        if is_first {
            let visits = self.counted_at.entry(counted.group).or_default();
            visits.insert(counted.visit());
        }
    }

    fn station_mut(&mut self, station: StationNo) -> &mut StationLog {
        self.stations.entry(station).or_default()
    }

    fn session_mut(&mut self, visit: Visit) -> &mut Session {
        self.station_mut(visit.station)
            .sessions
            .entry((visit.round, visit.group))
            .or_default()
    }

    fn group_mut(&mut self, group: GroupNo) -> &mut GroupLog {
        self.groups.entry(group).or_default()
    }
}
