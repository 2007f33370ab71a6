//! What is shown and chosen.

use super::ask::Question;
use super::grid;
use super::msg::{At, Edit, Improving, Looked, Outcome, Refused};
use super::sheet::{Cell, Sheet};
use crate::domain::time::EventTime;
use crate::ui::keymap::Context;
use crate::ui::model::Look;
use crate::ui::text::Texts;
use crate::ui::view::{HEIGHT_MIN, WIDTH_MIN};
use ratatui::layout::Size;

/// What the plan is the plan of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Over {
    /// An event file, before the day.
    File {
        /// What it is called.
        name: String,
        /// Where the plan is saved; `None` asks.
        out: Option<String>,
    },
    /// The floor that is running.
    Floor,
}

/// Which way the table is turned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Turned {
    /// A row a group.
    #[default]
    Groups,
    /// A row a station.
    Stations,
}

/// The place that is chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cursor {
    /// The group's place.
    pub group: usize,
    /// The station's place.
    pub station: usize,
    /// The round's place.
    pub round: usize,
    /// Which of the groups at the station.
    pub guest: usize,
}

/// What a step would come to, once it is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Foreseen {
    /// The step.
    pub edit: Edit,
    /// What it comes to, or why it cannot be taken; `None` while that is not known.
    pub outcome: Option<Result<Box<Outcome>, Refused>>,
}

impl Foreseen {
    /// A step of which nothing is known yet.
    pub(super) const fn of(edit: Edit) -> Self {
        Self { edit, outcome: None }
    }

    /// Whether it would newly break a rule.
    pub(super) fn breaks(&self) -> bool {
        matches!(&self.outcome, Some(Ok(outcome)) if !outcome.new.is_empty())
    }
}

/// Something to know, on the line of keys.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The key of its sentence.
    pub key: &'static str,
    /// What it is about, put in as `$x`.
    pub about: String,
    /// It is about something that went wrong.
    pub is_trouble: bool,
}

/// Everything that a picture of the plan is made of.
#[derive(Clone, PartialEq, Debug)]
pub struct Model {
    /// Language and colours.
    pub look: Look,
    /// The window in cells.
    pub size: Size,
    /// What the plan is the plan of.
    pub over: Over,
    /// The moment, on a running floor.
    pub now: Option<EventTime>,
    /// It is kept while something else is shown.
    pub is_hidden: bool,
    /// The plan.
    pub sheet: Sheet,
    /// Which way the table is turned.
    pub turned: Turned,
    /// The place that is chosen.
    pub cursor: Cursor,
    /// The first row and the first round in sight.
    pub first: (usize, usize),
    /// The cell that another one is to be exchanged with.
    pub marked: Option<At>,
    /// What is known of the chosen cell, or was of the one before.
    pub looked: Option<Looked>,
    /// What the exchange with the marked cell would come to.
    pub swap: Option<Foreseen>,
    /// The search that is under way.
    pub improving: Option<Improving>,
    /// Questions over the table, the top one last.
    pub questions: Vec<Question>,
    /// Something to know.
    pub notice: Option<Notice>,
    /// The plan is kept and the screen left once it is.
    pub(super) is_leaving: bool,
    /// Cells that the groups at the fullest station need.
    pub(super) guests_width: usize,
    /// What was asked about last: the cell and the plan it is a cell of.
    pub(super) asked: Option<(At, u64)>,
}

impl Model {
    /// The screen before the plan has come.
    pub fn new(look: Look, over: Over) -> Self {
        Self {
            look,
            size: Size::new(WIDTH_MIN, HEIGHT_MIN),
            over,
            now: None,
            is_hidden: false,
            sheet: Sheet::default(),
            turned: Turned::default(),
            cursor: Cursor::default(),
            first: (0, 0),
            marked: None,
            looked: None,
            swap: None,
            improving: None,
            questions: Vec::new(),
            notice: None,
            is_leaving: false,
            guests_width: 0,
            asked: None,
        }
    }

    /// The texts of the language in use.
    pub fn texts(&self) -> &'static Texts {
        Texts::of(self.look.lang)
    }

    /// The keys that work now.
    pub fn context(&self) -> Context {
        self.questions.last().map_or(Context::Plan, Question::context)
    }

    /// The place of the group that is chosen: on the table of stations, one of those at the station.
    pub fn chosen_group(&self) -> Option<usize> {
        match self.turned {
            Turned::Groups => (self.cursor.group < self.sheet.groups.len()).then_some(self.cursor.group),
            Turned::Stations => self.guests().get(self.cursor.guest).copied(),
        }
    }

    /// The places of the groups at the chosen station in the chosen round.
    pub fn guests(&self) -> Vec<usize> {
        let Some(station) = self.sheet.stations.get(self.cursor.station) else {
            return Vec::new();
        };
        let is_here = |group: &usize| self.sheet.cell(*group, self.cursor.round).station == Some(station.no);
        (0..self.sheet.groups.len()).filter(is_here).collect()
    }

    /// The chosen cell by numbers.
    pub fn at(&self) -> Option<At> {
        Some(At {
            group: self.sheet.groups.get(self.chosen_group()?)?.no,
            round: self.sheet.rounds.get(self.cursor.round)?.no,
        })
    }

    /// The chosen cell.
    pub fn cell(&self) -> Cell {
        self.chosen_group()
            .map_or_else(Cell::default, |group| self.sheet.cell(group, self.cursor.round))
    }

    /// What is known of the chosen cell as it is now.
    pub fn known(&self) -> Option<&Looked> {
        let looked = self.looked.as_ref()?;
        (Some(looked.at) == self.at() && looked.revision == self.sheet.revision).then_some(looked)
    }

    /// Rows of the table.
    pub(super) const fn rows(&self) -> usize {
        match self.turned {
            Turned::Groups => self.sheet.groups.len(),
            Turned::Stations => self.sheet.stations.len(),
        }
    }

    /// The row that is chosen.
    pub(super) const fn row(&self) -> usize {
        match self.turned {
            Turned::Groups => self.cursor.group,
            Turned::Stations => self.cursor.station,
        }
    }

    /// Takes a plan.
    pub(super) fn take(&mut self, sheet: Sheet) {
        self.sheet = sheet;
        self.guests_width = grid::guests_width(self);
    }

    /// Puts the choice where there is something, and moves the table until it is in sight.
    pub(super) fn settle(&mut self) {
        let last = |count: usize| count.saturating_sub(1);
        self.cursor.group = self.cursor.group.min(last(self.sheet.groups.len()));
        self.cursor.station = self.cursor.station.min(last(self.sheet.stations.len()));
        self.cursor.round = self.cursor.round.min(last(self.sheet.rounds.len()));
        if self.turned == Turned::Stations {
            self.cursor.guest = self.cursor.guest.min(last(self.guests().len()));
        }
        let shape = grid::Shape::of(self);
        let (row, round) = (self.row(), self.cursor.round);
        self.first = (
            in_sight(self.first.0, row, shape.rows, self.rows()),
            in_sight(self.first.1, round, shape.rounds, self.sheet.rounds.len()),
        );
    }

    /// Chooses a cell.
    pub(super) fn choose(&mut self, group: usize, round: usize) {
        self.cursor.group = group;
        self.cursor.round = round;
        if self.turned == Turned::Stations {
            self.follow_group();
        }
    }

    /// Chooses the station where the chosen group of the other table is; the group's own table where it is nowhere.
    pub(super) fn follow_group(&mut self) {
        let (group, round) = (self.cursor.group, self.cursor.round);
        let station = self.sheet.cell(group, round).station;
        match station.and_then(|no| self.sheet.station(no)) {
            Some(station) => {
                self.turned = Turned::Stations;
                self.cursor.station = station;
                let guests = self.guests();
                self.cursor.guest = guests.iter().position(|guest| *guest == group).unwrap_or(0);
            }
            None => self.turned = Turned::Groups,
        }
    }
}

/// The first of `all` to show so that `chosen` is among the `room` shown.
fn in_sight(first: usize, chosen: usize, room: usize, all: usize) -> usize {
    let room = room.max(1);
    let first = first.min(all.saturating_sub(room));
    first.clamp((chosen + 1).saturating_sub(room), chosen)
}
