//! The shape of a report. Its serde form is the JSON of `sheber report`, described by `config/report.schema.json`.
//!
//! Laws: fields are added, never renamed, removed or given another meaning. Times are event time, `"HH:MM:SS"`;
//! lengths are whole seconds in fields that end in `_s`, cut down; an end that is still to come is `null`. A
//! session is *held* when its group was counted at the station and its time there is over; one that goes on at the
//! moment of the report stands apart, as *in progress*, and is in no sum of visits. Guests are in no figure of
//! pupils. Lists are in order of moments or numbers, so the same log gives the same bytes.

mod order;
mod rows;

pub use order::{
    Accident, Capacity, Delay, Differing, Evacuation, Extended, Fault, Gaps, GuestStay, Guests, HelpCall,
    Hole, Late, OnPaper, OverPlaces, Overrun, Pause, Punctuality, Safety, Stopped, Twice, UnusedStation,
    Wait,
};
pub use rows::{
    Briefings, DeskRow, Desks, HallRow, Kinds, LanguageRow, NameRow, QuarterRow, RoundRow, SchoolRow,
    StationRow, Support, SupportRow, Tally, Times, Top, TopicRow,
};

use super::value::{At, Cell};
use crate::domain::event::Words;
use crate::domain::fact::{Purpose, Reason};
use crate::domain::id::{GroupNo, Origin, Role, RoundNo, StationNo};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// The name of this form of the report, in its field `form`.
pub const FORM: &str = "sheber-report/1";

/// The figures of the day at one moment.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// The name of this form of the report.
    pub form: &'static str,
    /// Up to which moment of the day; later entries play no part.
    pub as_of: At,
    /// Small cells that could point at a child are hidden.
    pub public: bool,
    /// Which day.
    pub event: About,
    /// The figures of the whole day.
    pub totals: Totals,
    /// Stations that take groups, and any other that counted one, in order of their numbers.
    pub by_station: Vec<StationRow>,
    /// Halls in the order of the event file.
    pub by_hall: Vec<HallRow>,
    /// Schools in order of their names, numbers by value.
    pub by_school: Vec<SchoolRow>,
    /// Languages of the groups.
    pub by_language: Vec<LanguageRow>,
    /// Specialties: stations of the same name together, in order of their first station.
    pub by_specialty: Vec<NameRow>,
    /// Colleges and enterprises, in order of their first station; stations without one are left out.
    pub by_organisation: Vec<NameRow>,
    /// Rounds.
    pub by_round: Vec<RoundRow>,
    /// The stations to quote.
    pub top: Top,
    /// Every session that was not held as planned, by rounds and groups; sessions still to come are left out.
    pub deviations: Vec<Deviation>,
    /// Lateness, overruns, holds.
    pub punctuality: Punctuality,
    /// Places.
    pub capacity: Capacity,
    /// Briefings, first aid, drills, faults.
    pub safety: Safety,
    /// Sessions with support; totals only.
    pub support: Support,
    /// The job fair's desks.
    pub desks: Desks,
    /// Guests; they are in no figure of pupils.
    pub guests: Guests,
    /// What is not known.
    pub gaps: Gaps,
    /// Figures given away before this report, the newest first.
    pub given: Vec<Given>,
}

/// Which day a report is about.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct About {
    /// The title of the day.
    pub title: Words,
    /// Its date; `null` before the floor is open.
    pub date: Option<NaiveDate>,
    /// Its town.
    pub city: String,
    /// The name of the floor; `null` before it is open.
    pub floor: Option<String>,
    /// It is a rehearsal.
    pub rehearsal: bool,
    /// How many entries had happened up to this moment.
    pub entries: u64,
}

/// The figures of the whole day.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Totals {
    /// What the event file planned.
    pub planned: Planned,
    /// What became of the sessions.
    pub sessions: Sessions,
    /// Missed, cancelled and no-show sessions by reason.
    pub reasons: Vec<Because>,
    /// Pupils counted at the sessions held, summed: a pupil at seven stations is seven.
    pub person_visits: Cell,
    /// The same of sessions in progress.
    pub person_visits_in_progress: Cell,
    /// Pupils counted once: the last head count of each group that was counted, summed; not visits.
    pub pupils: Cell,
    /// Groups that were counted.
    pub groups: u32,
    /// Of them, groups nobody had planned.
    pub groups_added: u32,
    /// Schools of the groups that were counted.
    pub schools: u32,
    /// Visitors who joined at a station without a group.
    pub walk_ins: i64,
    /// Interested hands at the sessions held where they were counted.
    pub interest: Cell,
    /// Person-visits of those sessions: interest is a part of these.
    pub interest_of: Cell,
    /// Sessions held whose interest nobody has said.
    pub interest_unknown: u32,
    /// Visits to advice desks.
    pub desk_visits: Cell,
}

/// What the event file planned; nothing of the day changes it.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Planned {
    /// Groups.
    pub groups: u32,
    /// Their pupils.
    pub pupils: u32,
    /// Sessions: a group at a station in a round.
    pub sessions: u32,
    /// Their pupils, summed.
    pub person_visits: u32,
}

/// How many sessions had which outcome. `held` is `as_planned + moved + added`.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sessions {
    /// Held: the group was counted and its time is over.
    pub held: u32,
    /// Of them, where the event file planned them.
    pub as_planned: u32,
    /// Of them, at another station than planned.
    pub moved: u32,
    /// Of them, in no plan of the event file.
    pub added: u32,
    /// The group is there at the moment of the report.
    pub in_progress: u32,
    /// Did not take place: the group skipped the round or was absent.
    pub missed: u32,
    /// Did not take place: the group left early, its station was closed, or it was given a break.
    pub cancelled: u32,
    /// The group did not come, and the station was in contact.
    pub no_shows: u32,
    /// The round is over and nobody has said anything; the station may not have sent its entries.
    pub unconfirmed: u32,
    /// The round is over and the paper sheet has not been typed in.
    pub on_paper: u32,
    /// Still to come.
    pub to_come: u32,
    /// Of those held, typed in from a paper sheet.
    pub entered_later: u32,
    /// Of those held, interrupted by a pause of the station.
    pub interrupted: u32,
}

/// What became of a session.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Held where it was planned.
    Held,
    /// Held at another station.
    Moved,
    /// Held, and in no plan of the event file.
    Added,
    /// The group is there.
    InProgress,
    /// The group skipped the round or was absent.
    Missed,
    /// The group left early, its station was closed, or it was given a break.
    Cancelled,
    /// The group did not come.
    NoShow,
    /// Nobody has said anything.
    Unconfirmed,
    /// The paper sheet has not been typed in.
    OnPaper,
    /// Still to come.
    ToCome,
}

impl Outcome {
    /// The name used in JSON and tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Moved => "moved",
            Self::Added => "added",
            Self::InProgress => "in_progress",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
            Self::NoShow => "no_show",
            Self::Unconfirmed => "unconfirmed",
            Self::OnPaper => "on_paper",
            Self::ToCome => "to_come",
        }
    }
}

/// Sessions of one outcome and reason.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Because {
    /// What became of them.
    pub outcome: Outcome,
    /// Why; `null` where nobody said.
    pub reason: Option<Reason>,
    /// How many.
    pub sessions: u32,
}

/// A session that was not held as planned.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deviation {
    /// Who.
    pub group: GroupNo,
    /// In which round.
    pub round: RoundNo,
    /// Where it was to be: by the last word for a session of which nobody knows, or that nobody had planned; by the
    /// event file for any other.
    pub station: Option<StationNo>,
    /// Where it was held instead; `null` but for a session that was moved.
    pub instead: Option<StationNo>,
    /// What became of it.
    pub outcome: Outcome,
    /// Why; `null` where nobody said.
    pub reason: Option<Reason>,
    /// The event file planned it.
    pub planned: bool,
}

/// Figures that were given away, and what has changed of them.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// For whom.
    pub purpose: Purpose,
    /// When they were given.
    pub at: At,
    /// Up to which moment of the day they went.
    pub as_of: At,
    /// The figures as they were given, by their stable names; one that was not known is left out.
    pub figures: BTreeMap<String, i64>,
    /// What has changed since; `null` where newer figures were given for the same purpose.
    pub changes: Option<Changes>,
}

/// What has changed of figures given away: later entries tell of earlier moments.
#[derive(Serialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// Figures that are others now, for the same moment of the day, in order of their names.
    pub figures: Vec<Changed>,
    /// Entries that came since and had happened before.
    pub entries: u64,
    /// Who wrote them, in order of their parts and names.
    pub sources: Vec<Source>,
}

/// One figure that has changed.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// Its stable name.
    pub name: String,
    /// As it was given; `null` if it was not known then.
    pub was: Option<i64>,
    /// As it is known now for the same moment; `null` if it is not known any more.
    pub now: Option<i64>,
}

/// Whose entries came later.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Source {
    /// In which part they were written.
    pub role: Role,
    /// Under which name.
    pub origin: Origin,
    /// How many.
    pub entries: u64,
}
