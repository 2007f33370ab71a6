//! The read models: rows for people with a SQL tool. The caller fills them from what the floor answers.
//!
//! Texts are stored as they are, without control characters; a time is `HH:MM:SS` of event time.

use crate::domain::id::{EntryId, GroupNo, RoundNo, StationNo};
use crate::domain::time::EventTime;

/// What is published about the floor.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReadModels {
    /// How many entries the rows were folded from. Whoever knows less does not overwrite what somebody
    /// who knows more has published.
    pub entries: u64,
    /// Every station; rows of other stations are removed.
    pub occupancy: Vec<OccupancyRow>,
    /// Every visit, planned or made; other rows are removed. `None` leaves them as they are: visits change by
    /// entries, not by time.
    pub visits: Option<Vec<VisitRow>>,
    /// Lines of the log that are new or changed; the others stay.
    pub log: Vec<LogRow>,
}

impl ReadModels {
    /// These rows with what earlier ones would have brought besides, so that one call brings both.
    #[must_use]
    pub fn after(mut self, earlier: Self) -> Self {
        let mut log = earlier.log;
        log.retain(|line| self.log.iter().all(|newer| newer.id != line.id));
        log.append(&mut self.log);
        Self {
            visits: self.visits.or(earlier.visits),
            log,
            ..self
        }
    }
}

/// One station as it is now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OccupancyRow {
    /// Its number.
    pub station: StationNo,
    /// Its hall.
    pub hall: String,
    /// What it is called.
    pub name: String,
    /// Who runs it.
    pub org: String,
    /// The group there, or the one that is awaited.
    pub group_no: Option<GroupNo>,
    /// The group's school.
    pub school: Option<String>,
    /// The group's class.
    pub class: Option<String>,
    /// Heads there; `None` is unknown, which is not 0.
    pub head_count: Option<u32>,
    /// Places.
    pub places: u32,
    /// Its state in one stable word.
    pub state: String,
    /// Since when it is in this state.
    pub since: Option<EventTime>,
    /// Seconds that remained at `as_of`; negative when over.
    pub remaining_s: Option<i64>,
    /// The group that comes next.
    pub next_group: Option<GroupNo>,
    /// When it comes.
    pub next_at: Option<EventTime>,
    /// When this row was computed. A row that differs only here is not written again.
    pub as_of: EventTime,
}

/// One group at one station in one round.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VisitRow {
    /// The station.
    pub station: StationNo,
    /// The round.
    pub round: RoundNo,
    /// The group.
    pub group_no: GroupNo,
    /// Its school.
    pub school: String,
    /// Its class.
    pub class: String,
    /// Its language.
    pub language: String,
    /// Heads planned.
    pub planned: Option<u32>,
    /// Heads counted.
    pub counted: Option<u32>,
    /// When it arrived.
    pub arrived_at: Option<EventTime>,
    /// When it finished.
    pub finished_at: Option<EventTime>,
    /// When the briefing was given.
    pub briefing: Option<EventTime>,
    /// How many showed interest.
    pub interest: Option<u32>,
    /// By whom it was entered: a role.
    pub entered_by: Option<String>,
    /// Its state in one stable word.
    pub state: String,
}

/// One line of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogRow {
    /// The entry behind it.
    pub id: EntryId,
    /// When it happened.
    pub at: EventTime,
    /// In which part it was said: a role.
    pub who: String,
    /// The kind of the fact.
    pub kind: String,
    /// The station it concerns.
    pub station: Option<StationNo>,
    /// The group it concerns.
    pub group_no: Option<GroupNo>,
    /// The number in it.
    pub count: Option<i64>,
    /// The line in words.
    pub text: String,
    /// Whether it was undone.
    pub undone: bool,
}
