//! The window of the list: the entries around the chosen one, which is a place among them.
//!
//! Only some hundreds of entries are held, however long the log is. Towards both ends more are asked for before they are
//! needed; one request is under way at a time, and what came too late is not taken.

use super::msg::{Answer, From, Request, Row, Way};
use crate::ui::keymap::Action;

/// So many entries are asked for at once.
const PAGE: usize = 120;
/// So many entries are held at most.
const HELD_MAX: usize = 600;
/// More is asked for when fewer than this lie between the chosen entry and an end.
const MARGIN: usize = 80;

/// Where an answer belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// It is the list from now on, and this end of it is chosen.
    Whole(Way),
    /// Behind the last entry.
    Behind,
    /// Before the first entry.
    Before,
}

/// The entries around the chosen one.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct List {
    /// Entries in their order, without gaps.
    pub rows: Vec<Row>,
    /// The chosen one.
    pub selected: usize,
    /// The first one in the window.
    pub top: usize,
    /// The place of the first one among all that are listed, where that is known.
    pub first: Option<usize>,
    before: bool,
    after: bool,
    pending: Option<(u64, Place)>,
    tickets: u64,
}

impl List {
    /// Whether entries are on their way.
    pub const fn is_waiting(&self) -> bool {
        self.pending.is_some()
    }

    /// An empty list in which no answer to an earlier request is taken.
    pub fn after(other: &Self) -> Self {
        Self {
            tickets: other.tickets,
            ..Self::default()
        }
    }

    /// The chosen entry.
    pub fn chosen(&self) -> Option<&Row> {
        self.rows.get(self.selected)
    }

    /// Asks for the list from this place on; its first entry in this direction is chosen.
    pub fn go(&mut self, from: From, way: Way) -> Request {
        self.request(from, way, Place::Whole(way))
    }

    fn request(&mut self, from: From, way: Way, place: Place) -> Request {
        self.tickets += 1;
        self.pending = Some((self.tickets, place));
        Request {
            ticket: self.tickets,
            from,
            way,
            limit: PAGE,
            unfiltered: false,
        }
    }

    /// Takes entries in; what else is wanted then.
    pub fn take(&mut self, answer: Answer, height: usize) -> Option<Request> {
        let (_, place) = self
            .pending
            .take_if(|(ticket, _)| *ticket == answer.request.ticket)?;
        let count = answer.rows.len();
        match place {
            Place::Whole(way) => {
                let from_edge = matches!(answer.request.from, From::Start | From::End);
                (self.before, self.after) = match way {
                    Way::Forward => (!from_edge, answer.more),
                    Way::Back => (answer.more, !from_edge),
                };
                self.first = answer.first;
                self.rows = answer.rows;
                self.selected = match way {
                    Way::Forward => 0,
                    Way::Back => count.saturating_sub(1),
                };
                self.top = self.selected;
            }
            Place::Behind => {
                self.after = answer.more;
                self.rows.extend(answer.rows);
                self.trim_front();
            }
            Place::Before => {
                self.before = answer.more;
                self.first = answer.first.or(self.first);
                self.selected += count;
                self.top += count;
                let rest = std::mem::replace(&mut self.rows, answer.rows);
                self.rows.extend(rest);
                if self.rows.len() > HELD_MAX {
                    self.rows.truncate(HELD_MAX);
                    self.after = true;
                }
            }
        }
        self.show(height);
        self.more()
    }

    fn trim_front(&mut self) {
        let over = self.rows.len().saturating_sub(HELD_MAX).min(self.top);
        if over > 0 {
            drop(self.rows.drain(..over));
            self.selected = self.selected.saturating_sub(over);
            self.top -= over;
            self.first = self.first.map(|first| first + over);
            self.before = true;
        }
    }

    /// More entries were found behind those that are known.
    pub fn grow(&mut self, count: usize) -> Option<Request> {
        let known = self.first.unwrap_or(0) + self.rows.len();
        if count > known {
            self.after = true;
        }
        self.more()
    }

    /// Moves the choice; what is to be asked for then.
    pub fn moved(&mut self, action: Action, height: usize) -> Option<Request> {
        let last = self.rows.len().saturating_sub(1);
        let page = height.saturating_sub(1).max(1);
        self.selected = match action {
            Action::Up => self.selected.saturating_sub(1),
            Action::Down => (self.selected + 1).min(last),
            Action::PageUp => self.selected.saturating_sub(page),
            Action::PageDown => (self.selected + page).min(last),
            Action::First if self.before => return Some(self.go(From::Start, Way::Forward)),
            Action::First => 0,
            Action::Last if self.after => return Some(self.go(From::End, Way::Back)),
            Action::Last => last,
            _ => return None,
        };
        self.show(height);
        self.more()
    }

    /// Keeps the chosen entry in the window, and the window full.
    pub fn show(&mut self, height: usize) {
        self.selected = self.selected.min(self.rows.len().saturating_sub(1));
        let lowest = (self.selected + 1).saturating_sub(height);
        let fullest = self.rows.len().saturating_sub(height);
        self.top = self.top.clamp(lowest, self.selected).min(fullest.max(lowest));
    }

    fn more(&mut self) -> Option<Request> {
        if self.pending.is_some() {
            return None;
        }
        let behind = self.rows.len().saturating_sub(self.selected);
        if self.after && behind < MARGIN {
            let from = self
                .rows
                .last()
                .map_or(From::Start, |row| From::Entry(row.entry.key()));
            return Some(self.request(from, Way::Forward, Place::Behind));
        }
        if self.before && self.selected < MARGIN {
            let from = self
                .rows
                .first()
                .map_or(From::End, |row| From::Entry(row.entry.key()));
            return Some(self.request(from, Way::Back, Place::Before));
        }
        None
    }
}
