//! Which entries make a number: from any figure of a report to the entries behind it.
//!
//! Told are the entries that stand at the moment of the report. One that was undone makes no number; it is found in
//! the log beside the entry that undid it.

use super::figures::{Basis, Fate, Seen, cut, late_visits, over_visits};
use super::model::Outcome;
use crate::domain::event::{HallId, Lang, Words};
use crate::domain::fact::{Fact, Need, Visit};
use crate::domain::floor::Floor;
use crate::domain::history::{History, Undone};
use crate::domain::id::{DeskNo, EntryId, GroupNo, RoundNo, StationNo};
use crate::domain::query::people::calls;
use crate::domain::time::EventTime;
use std::collections::BTreeSet;

/// A figure of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FigureRef {
    /// Sessions, person-visits and interest of the whole day.
    Day,
    /// Sessions of one outcome.
    Outcome(Outcome),
    /// The row of a station, walk-ins included.
    Station(StationNo),
    /// The row of a hall.
    Hall(HallId),
    /// The row of a school.
    School(String),
    /// The row of a language.
    Language(Lang),
    /// The row of a specialty or of who runs stations.
    Named(Words),
    /// The row of a round.
    Round(RoundNo),
    /// One group: its visits and everything said about it.
    Group(GroupNo),
    /// One visit: an arrival, a late arrival, an overrun, a briefing.
    Visit(Visit),
    /// A session that was not held as planned.
    Session(GroupNo, RoundNo),
    /// Late arrivals.
    Late,
    /// Overruns.
    Overruns,
    /// Safety briefings that were marked.
    Briefings,
    /// Walk-ins of the day.
    WalkIns,
    /// An extension of a round at a station.
    Extension(StationNo, RoundNo),
    /// Pauses of a station.
    Pauses(StationNo),
    /// Times with fewer places at a station.
    Faults(StationNo),
    /// Times with fewer places at any station.
    AllFaults,
    /// Guests at a station.
    Guests(StationNo),
    /// General holds and new times of rounds.
    Holds,
    /// Evacuations and roll calls.
    Evacuations,
    /// Calls for first aid.
    FirstAid,
    /// Other calls.
    Help,
    /// One call with its answers.
    Call(EntryId),
    /// The row of a desk.
    Desk(DeskNo),
    /// All desks.
    Desks,
    /// The row of a topic.
    Topic(String),
    /// Entries of newer versions.
    Unknown,
    /// Figures that were given away.
    Given,
}

impl FigureRef {
    /// What stands behind the figure with this stable name (see [`super::given`]); `None` for what the event file
    /// planned, and for a name that no figure has.
    pub fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "sessions" | "person_visits" | "pupils" | "groups" | "schools" | "interest" | "interest_of" => {
                Self::Day
            }
            "sessions_in_progress" => Self::Outcome(Outcome::InProgress),
            "missed" => Self::Outcome(Outcome::Missed),
            "cancelled" => Self::Outcome(Outcome::Cancelled),
            "added" => Self::Outcome(Outcome::Added),
            "moved" => Self::Outcome(Outcome::Moved),
            "no_shows" => Self::Outcome(Outcome::NoShow),
            "unconfirmed" => Self::Outcome(Outcome::Unconfirmed),
            "on_paper" => Self::Outcome(Outcome::OnPaper),
            "walk_ins" => Self::WalkIns,
            "desk_visits" => Self::Desks,
            "late" => Self::Late,
            "overruns" => Self::Overruns,
            "held_s" => Self::Holds,
            "briefings_required" | "briefings_marked" | "briefings_unknown" => Self::Briefings,
            "first_aid_calls" => Self::FirstAid,
            "equipment_faults" => Self::AllFaults,
            _ => return None,
        })
    }
}

/// The entries that make a figure of the report up to `as_of`, in the order of their names.
pub fn entries_behind(floor: &Floor, as_of: EventTime, figure: &FigureRef) -> Vec<EntryId> {
    let floor = cut(floor, as_of);
    let mut found = Found {
        undone: &floor.undone,
        ids: BTreeSet::new(),
    };
    let basis = Basis::of(&floor, as_of);
    match figure {
        FigureRef::Day => found.fates(&basis, |_| true),
        FigureRef::Outcome(outcome) => found.fates(&basis, |fate| fate.told.outcome == *outcome),
        FigureRef::Station(no) => {
            found.fates(&basis, |fate| place(&basis, fate) == Some(*no));
            found.walk_ins(&floor, *no);
        }
        FigureRef::Hall(hall) => found.of_stations(&basis, |about| about.hall == *hall),
        FigureRef::Named(name) => {
            found.of_stations(&basis, |about| about.name == *name || about.org == *name);
        }
        FigureRef::School(school) => found.of_groups(&basis, |about| about.school == *school),
        FigureRef::Language(lang) => found.of_groups(&basis, |about| about.lang == *lang),
        FigureRef::Round(round) => found.fates(&basis, |fate| fate.told.round == *round),
        FigureRef::Group(group) => {
            found.fates(&basis, |fate| fate.told.group == *group);
            found.group(&floor, *group);
        }
        FigureRef::Visit(visit) => found.visit(&floor, *visit),
        FigureRef::Session(group, round) => {
            found.fates(&basis, |fate| {
                (fate.told.group, fate.told.round) == (*group, *round)
            });
        }
        FigureRef::Late => found.visits(&floor, late_visits(&basis)),
        FigureRef::Overruns => found.visits(&floor, over_visits(&basis)),
        FigureRef::Briefings => {
            let held = basis.seen.iter().filter(|one| one.held);
            held.for_each(|one| found.history(&one.session.briefings));
        }
        other => found.of_the_floor(&floor, other),
    }
    found.ids.into_iter().collect()
}

/// Where a session was, or was to be.
fn place(basis: &Basis<'_>, fate: &Fate) -> Option<StationNo> {
    seen(basis, fate)
        .map(|one| one.visit.station)
        .or(fate.told.station)
}

fn seen<'b, 'a>(basis: &'b Basis<'a>, fate: &Fate) -> Option<&'b Seen<'a>> {
    basis.seen.get(fate.seen?)
}

struct Found<'a> {
    undone: &'a Undone,
    ids: BTreeSet<EntryId>,
}

impl Found<'_> {
    fn history<T>(&mut self, history: &History<T>) {
        self.ids
            .extend(history.standing(self.undone).map(|mark| mark.key.id));
    }

    /// The entries of visits; of a session nobody has visited, those that told why.
    fn fates(&mut self, basis: &Basis<'_>, wanted: impl Fn(&Fate) -> bool) {
        for fate in basis.fates.iter().filter(|fate| wanted(fate)) {
            match seen(basis, fate) {
                Some(one) => self.visit(basis.view.floor, one.visit),
                None => self.told(basis.view.floor, fate),
            }
        }
    }

    fn told(&mut self, floor: &Floor, fate: &Fate) {
        if let Some(log) = floor.group_log(fate.told.group) {
            if let Some(stays) = log.stays.get(&fate.told.round) {
                self.history(stays);
            }
            let away = log.absences.standing(self.undone);
            let away = away.filter(|mark| mark.value.from <= fate.told.round);
            self.ids.extend(away.map(|mark| mark.key.id));
        }
        let closed = fate.told.station.and_then(|no| floor.station(no));
        if let Some(log) = closed.filter(|_| fate.told.outcome == Outcome::Cancelled) {
            self.history(&log.closings);
        }
    }

    fn visit(&mut self, floor: &Floor, visit: Visit) {
        if let Some(session) = floor.session(visit) {
            self.history(&session.counts);
            self.history(&session.endings);
            self.history(&session.briefings);
            self.history(&session.interest);
        }
    }

    fn visits(&mut self, floor: &Floor, visits: Vec<Visit>) {
        for visit in visits {
            self.visit(floor, visit);
        }
    }

    fn walk_ins(&mut self, floor: &Floor, no: StationNo) {
        let rounds = floor
            .station(no)
            .into_iter()
            .flat_map(|log| log.walk_ins.values());
        rounds.for_each(|history| self.history(history));
    }

    fn of_stations(&mut self, basis: &Basis<'_>, wanted: impl Fn(&crate::domain::event::Station) -> bool) {
        let here = |no: StationNo| basis.view.station(no).is_some_and(&wanted);
        self.fates(basis, |fate| place(basis, fate).is_some_and(here));
        let stations = basis.view.floor.stations().map(|(no, _)| no);
        for no in stations.filter(|no| here(*no)) {
            self.walk_ins(basis.view.floor, no);
        }
    }

    fn of_groups(&mut self, basis: &Basis<'_>, wanted: impl Fn(&crate::domain::event::Group) -> bool) {
        let of = |group: GroupNo| basis.view.floor.group(group).is_some_and(&wanted);
        self.fates(basis, |fate| of(fate.told.group));
    }

    fn group(&mut self, floor: &Floor, group: GroupNo) {
        let Some(log) = floor.group_log(group) else { return };
        self.history(&log.sizes);
        self.history(&log.delays);
        self.history(&log.on_site);
        self.history(&log.absences);
        self.history(&log.roll_calls);
        log.stays.values().for_each(|history| self.history(history));
    }

    /// Figures that follow from one kind of entry.
    fn of_the_floor(&mut self, floor: &Floor, figure: &FigureRef) {
        match figure {
            FigureRef::WalkIns => floor.stations().for_each(|(no, _)| self.walk_ins(floor, no)),
            FigureRef::Holds => {
                self.history(&floor.holds);
                self.history(&floor.retimings);
            }
            FigureRef::Evacuations => {
                self.history(&floor.evacuations);
                let groups = floor.groups().filter_map(|(no, _)| floor.group_log(no));
                groups.for_each(|log| self.history(&log.roll_calls));
            }
            FigureRef::FirstAid => self.calls(floor, |need| need == Need::FirstAid),
            FigureRef::Help => self.calls(floor, |need| need != Need::FirstAid),
            FigureRef::Call(id) => self.call(floor, *id),
            FigureRef::Desk(no) => self.desk(floor, *no),
            FigureRef::Desks => {
                let desks = floor.event().into_iter().flat_map(|event| event.desks.keys());
                desks.for_each(|no| self.desk(floor, *no));
            }
            FigureRef::AllFaults => floor.stations().for_each(|(_, log)| self.history(&log.places)),
            FigureRef::Topic(topic) => {
                let desks = floor.event().into_iter().flat_map(|event| &event.desks);
                let desks = desks.filter(|(_, desk)| desk.topic == *topic);
                desks.for_each(|(no, _)| self.desk(floor, *no));
            }
            FigureRef::Unknown => {
                let until = self.undone.until();
                let unknown = floor.log().iter().filter(|entry| entry.at <= until);
                let unknown = unknown.filter(|entry| matches!(entry.fact, Fact::Unknown(_)));
                self.ids.extend(unknown.map(|entry| entry.id));
            }
            FigureRef::Given => self.history(&floor.given),
            other => self.at_station(floor, other),
        }
    }

    /// What was said about a station apart from its visits.
    fn at_station(&mut self, floor: &Floor, figure: &FigureRef) {
        match figure {
            FigureRef::Extension(no, round) => {
                if let Some(history) = floor.station(*no).and_then(|log| log.extensions.get(round)) {
                    self.history(history);
                }
            }
            FigureRef::Pauses(no) => floor
                .station(*no)
                .into_iter()
                .for_each(|log| self.history(&log.pauses)),
            FigureRef::Faults(no) => floor
                .station(*no)
                .into_iter()
                .for_each(|log| self.history(&log.places)),
            FigureRef::Guests(no) => floor
                .station(*no)
                .into_iter()
                .for_each(|log| self.history(&log.guests)),
            _ => {}
        }
    }

    fn calls(&mut self, floor: &Floor, wanted: impl Fn(Need) -> bool) {
        for call in calls(floor).into_iter().filter(|call| wanted(call.need)) {
            self.call(floor, call.id);
        }
    }

    fn call(&mut self, floor: &Floor, id: EntryId) {
        let Some(log) = floor.call(id) else { return };
        let called = log.called.as_ref().filter(|mark| self.undone.lets(mark));
        self.ids.extend(called.map(|mark| mark.key.id));
        self.history(&log.accepted);
        self.history(&log.closed);
    }

    fn desk(&mut self, floor: &Floor, no: DeskNo) {
        if let Some(log) = floor.desk(no) {
            self.history(&log.visits);
            self.history(&log.queue);
        }
    }
}
