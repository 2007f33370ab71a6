//! What has been read so far, with the places that later checks point at.

use super::pen::At;
use crate::domain::event::{
    Desk, Event, Group, Hall, Lang, Places, Preset, Rules, Station, Times, Walk, Words,
};
use crate::domain::id::{DeskNo, GroupNo, StationNo};
use crate::domain::time::Span;
use crate::domain::version::Version;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// `[event]`.
pub(super) struct Day {
    pub(super) title: Words,
    pub(super) date: NaiveDate,
    pub(super) city: String,
    pub(super) timezone: String,
    pub(super) utc_offset_min: i32,
    pub(super) language: Lang,
}

impl Default for Day {
    fn default() -> Self {
        Self {
            title: Words::default(),
            date: NaiveDate::default(),
            city: String::new(),
            timezone: String::new(),
            utc_offset_min: 0,
            language: Lang::Kk,
        }
    }
}

/// `[times]`; `rounds` keeps the place of a round that could not be read, and is `None` without any list.
pub(super) struct Hours {
    pub(super) times: Times,
    pub(super) rounds: Option<Vec<Option<Span>>>,
}

/// Halls, stations, desks and the walks between them.
#[derive(Default)]
pub(super) struct Floor {
    pub(super) halls: Vec<Hall>,
    pub(super) stations: BTreeMap<StationNo, Station>,
    pub(super) desks: BTreeMap<DeskNo, Desk>,
    pub(super) walks: Vec<Walk>,
}

/// Groups, where each is described, and those whose language could not be read.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) described: BTreeMap<GroupNo, Group>,
    pub(super) places: BTreeMap<GroupNo, At>,
    pub(super) speechless: BTreeSet<GroupNo>,
}

/// One row of the plan. A cell that could not be read is `None`, a break is 0.
pub(super) struct Row {
    pub(super) group: GroupNo,
    pub(super) at: At,
    pub(super) list_at: At,
    pub(super) cells: Vec<(Option<u16>, At)>,
}

/// Everything that a file says.
pub(super) struct Draft {
    pub(super) min_reader: Option<Version>,
    pub(super) day: Day,
    pub(super) hours: Hours,
    pub(super) places: Places,
    pub(super) floor: Floor,
    pub(super) groups: Groups,
    pub(super) messages: Vec<Preset>,
    /// `None` without any plan.
    pub(super) rows: Option<Vec<Row>>,
    pub(super) rules: Rules,
}

impl Draft {
    /// The day; true to the file only if nothing in it was missing or unreadable.
    pub(super) fn into_event(self) -> Event {
        let plan = self.rows.into_iter().flatten().map(|row| {
            let stations = row
                .cells
                .into_iter()
                .map(|(no, _)| no.filter(|no| *no != 0).map(StationNo));
            (row.group, stations.collect())
        });
        Event {
            title: self.day.title,
            date: self.day.date,
            city: self.day.city,
            timezone: self.day.timezone,
            utc_offset_min: self.day.utc_offset_min,
            language: self.day.language,
            min_reader: self.min_reader,
            times: self.hours.times,
            places: self.places,
            halls: self.floor.halls,
            groups: self.groups.described,
            stations: self.floor.stations,
            desks: self.floor.desks,
            messages: self.messages,
            plan: plan.collect(),
            walks: self.floor.walks,
            rules: self.rules,
        }
    }
}
