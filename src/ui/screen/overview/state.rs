//! What is shown and chosen. The choice is a number, never a place on the screen: a station keeps being chosen
//! while the order around it changes.

use crate::domain::id::{GroupNo, Place, StationNo};
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
}

impl Page {
    /// Every page, in the order of Tab.
    pub const ALL: [Self; 3] = [Self::Grid, Self::Table, Self::Groups];

    /// The page after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Grid => Self::Table,
            Self::Table => Self::Groups,
            Self::Groups => Self::Grid,
        }
    }

    /// The page before this one.
    #[must_use]
    pub const fn previous(self) -> Self {
        self.next().next()
    }

    /// The text key of its name.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Grid => "page-grid",
            Self::Table => "page-table",
            Self::Groups => "page-groups",
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
                if matches!(self.page, Page::Groups) {
                    self.page = Page::Grid;
                }
            }
            Target::Group(no) => {
                self.group = Some(no);
                self.page = Page::Groups;
            }
        }
    }
}
