//! What is shown and chosen. The choice is a number, never a place on the screen: a station keeps being chosen
//! while the order around it changes.

use super::alarms::Topic;
use crate::domain::id::{DeskNo, GroupNo, Place, StationNo};
use crate::ui::keymap::Context;

/// A page of the overview.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Page {
    /// Every station as a cell, hall by hall.
    #[default]
    Grid,
    /// Every station as a line, trouble first.
    Table,
    /// Every group as a line, the lost ones first.
    Groups,
    /// What somebody has to do something about, and what.
    Alarms,
    /// The roll call of an evacuation.
    Roll,
}

impl Page {
    /// The pages of an ordinary day, in the order of Tab.
    pub const ALL: [Self; 4] = [Self::Grid, Self::Table, Self::Groups, Self::Alarms];
    /// The pages of a day on which everybody had to leave the building.
    pub const WITH_ROLL: [Self; 5] = [Self::Grid, Self::Table, Self::Groups, Self::Alarms, Self::Roll];

    /// The page so many places further on among these.
    #[must_use]
    pub fn step(self, pages: &[Self], by: usize) -> Self {
        let at = pages.iter().position(|page| *page == self).unwrap_or(0);
        let next = pages.iter().cycle().nth(at + by);
        next.copied().unwrap_or(self)
    }

    /// The text key of its name.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Grid => "page-grid",
            Self::Table => "page-table",
            Self::Groups => "page-groups",
            Self::Alarms => "page-alarms",
            Self::Roll => "page-roll",
        }
    }
}

/// One line or cell that can be chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A station or stand.
    Station(StationNo),
    /// A group.
    Group(GroupNo),
    /// An advice desk.
    Desk(DeskNo),
}

/// What is shown and chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct State {
    /// The page.
    pub page: Page,
    /// The chosen station; `None` is whichever stands first, so that the top of a list stays in sight.
    pub station: Option<StationNo>,
    /// The chosen group; `None` is whichever stands first.
    pub group: Option<GroupNo>,
    /// The chosen alarm; `None` is whichever stands first.
    pub alarm: Option<Topic>,
    /// Lists go by number instead of trouble first.
    pub by_number: bool,
    /// The station whose detail is open.
    pub detail: Option<StationNo>,
}

impl State {
    /// The keys that work here.
    pub const fn context(&self) -> Context {
        if self.detail.is_some() {
            Context::Station
        } else {
            Context::Overview
        }
    }

    /// The place that calls are about: the station whose detail is open, or none.
    pub const fn place(&self) -> Option<Place> {
        match self.detail {
            Some(no) => Some(Place::Station(no)),
            None => None,
        }
    }

    /// Chooses a station or group and shows a page that has it.
    pub const fn select(&mut self, target: Target) {
        self.detail = None;
        match target {
            Target::Station(no) => {
                self.station = Some(no);
                if !matches!(self.page, Page::Grid | Page::Table) {
                    self.page = Page::Grid;
                }
            }
            Target::Group(no) => {
                self.group = Some(no);
                self.page = Page::Groups;
            }
            // A desk is no place of a page; it is shown by itself.
            Target::Desk(_) => {}
        }
    }
}
