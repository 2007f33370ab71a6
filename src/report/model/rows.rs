//! Rows of tables: the same visits by station, hall, school, language, specialty and round; support; desks.

use crate::domain::event::{HallId, Lang, Support as Kind, Words};
use crate::domain::id::{DeskNo, RoundNo, StationNo};
use crate::report::value::{At, Cell};
use serde::Serialize;

/// The figures that every table of visits has.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Sessions held; `null` if none is known and some are unknown.
    pub sessions: Cell,
    /// Sessions in progress.
    pub in_progress: u32,
    /// Pupils counted at the sessions held, summed; `null` as `sessions`.
    pub person_visits: Cell,
    /// Interested hands; 0 where no session was held, `null` if nobody has counted any at those that were.
    pub interest: Cell,
    /// Person-visits of the sessions whose interest is known: interest is a part of these.
    pub interest_of: Cell,
    /// Sessions held whose interest nobody has said.
    pub interest_unknown: u32,
    /// Sessions of rounds that are over of which nobody knows: on paper and not typed in, or unconfirmed.
    pub unknown_sessions: u32,
    /// Arrivals later than the event's limit.
    pub late: u32,
}

/// Safety briefings at the sessions held.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Briefings {
    /// Sessions that need one.
    pub required: u32,
    /// Of them, marked as given.
    pub marked: u32,
    /// Of them, not marked.
    pub not_marked: u32,
    /// Of them, unknown: a paper sheet says nothing of it.
    pub unknown: u32,
}

/// From when to when.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Times {
    /// The start.
    pub start: At,
    /// The end.
    pub end: At,
}

/// One station.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct StationRow {
    /// Its number.
    pub station: StationNo,
    /// The short name of its hall.
    pub hall: HallId,
    /// Its trade.
    pub name: Words,
    /// Who runs it.
    pub organisation: Words,
    /// How many pupils fit, by the event file.
    pub places: u16,
    /// It writes on paper.
    pub on_paper: bool,
    /// Sessions the event file planned here.
    pub planned_sessions: u32,
    /// Its visits.
    #[serde(flatten)]
    pub tally: Tally,
    /// Visitors without a group.
    pub walk_ins: i64,
    /// Safety briefings.
    pub briefings: Briefings,
}

/// One hall.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct HallRow {
    /// Its short name.
    pub hall: HallId,
    /// Its full name.
    pub name: Words,
    /// Its stations that take groups.
    pub stations: u32,
    /// Its visits.
    #[serde(flatten)]
    pub tally: Tally,
    /// Visitors without a group.
    pub walk_ins: i64,
}

/// One school.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct SchoolRow {
    /// Its name.
    pub school: String,
    /// Its groups that were counted.
    pub groups: u32,
    /// All its groups, planned and added.
    pub groups_expected: u32,
    /// Its pupils, counted once.
    pub pupils: Cell,
    /// Its visits.
    #[serde(flatten)]
    pub tally: Tally,
    /// When it was first said to be on the site, or first counted, even by a station that sent it on; `null` if
    /// neither is known.
    pub arrived: Option<At>,
    /// When its last visit so far ended; `null` while the end of one in its last round is not known.
    pub left: Option<At>,
}

/// One language of instruction.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct LanguageRow {
    /// Which.
    pub language: Lang,
    /// Its groups that were counted.
    pub groups: u32,
    /// Their pupils, counted once.
    pub pupils: Cell,
    /// Their visits.
    #[serde(flatten)]
    pub tally: Tally,
}

/// Stations that share a name: of a trade, or of who runs them.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct NameRow {
    /// The name.
    pub name: Words,
    /// The stations.
    pub stations: Vec<StationNo>,
    /// Their visits.
    #[serde(flatten)]
    pub tally: Tally,
}

/// One round.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct RoundRow {
    /// Which.
    pub round: RoundNo,
    /// Its times by the event file.
    pub planned: Times,
    /// Its times as they stood at the moment of the report.
    pub now: Times,
    /// Sessions the event file planned in it.
    pub planned_sessions: u32,
    /// Its visits.
    #[serde(flatten)]
    pub tally: Tally,
    /// Sessions missed.
    pub missed: u32,
    /// Sessions cancelled.
    pub cancelled: u32,
    /// No-shows.
    pub no_shows: u32,
}

/// The ten stations to quote, best first; equal ones in order of their numbers.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Top {
    /// By person-visits.
    pub by_visits: Vec<StationNo>,
    /// By interested hands for each person-visit where they were counted.
    pub by_interest: Vec<StationNo>,
}

/// Sessions held with groups in which somebody needs support; totals only.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Support {
    /// With any kind of support.
    pub sessions: Cell,
    /// By kind; one session may be in several.
    pub kinds: Vec<SupportRow>,
    /// Pupils behind `sessions`; not told.
    #[serde(skip)]
    pub(in crate::report) pupils: u32,
}

/// Sessions with one kind of support.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct SupportRow {
    /// Which kind.
    pub kind: Kind,
    /// Sessions held with it.
    pub sessions: Cell,
    /// Pupils behind them; not told.
    #[serde(skip)]
    pub(in crate::report) pupils: u32,
}

/// The advice desks of the job fair.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Desks {
    /// Visits to all desks of which something is known; `null` if nothing is of any.
    pub visits: Cell,
    /// The same by kind of visitor.
    pub kinds: Kinds,
    /// Desks in order of their numbers.
    pub by_desk: Vec<DeskRow>,
    /// Topics in order of their first desk.
    pub by_topic: Vec<TopicRow>,
    /// Quarters of an hour in which somebody came, by topic.
    pub by_quarter: Vec<QuarterRow>,
}

/// Visitors by kind.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kinds {
    /// School pupils.
    pub pupil: Cell,
    /// College students.
    pub student: Cell,
    /// Adults.
    pub adult: Cell,
}

/// One desk.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct DeskRow {
    /// Its number.
    pub desk: DeskNo,
    /// Its name.
    pub name: Words,
    /// What it advises on.
    pub topic: String,
    /// Visits; `null` if the desk has not said a word.
    pub visits: Cell,
    /// The same by kind of visitor.
    pub kinds: Kinds,
    /// The longest queue that was counted; `null` if none was.
    pub longest_queue: Option<u16>,
}

/// Desks that advise on the same.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct TopicRow {
    /// On what.
    pub topic: String,
    /// The desks.
    pub desks: Vec<DeskNo>,
    /// Visits; `null` if none of the desks has said a word.
    pub visits: Cell,
    /// The same by kind of visitor.
    pub kinds: Kinds,
}

/// One quarter of an hour at the desks of one topic.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct QuarterRow {
    /// Its start.
    pub start: At,
    /// The topic.
    pub topic: String,
    /// Visits.
    pub visits: Cell,
    /// The same by kind of visitor.
    pub kinds: Kinds,
}
