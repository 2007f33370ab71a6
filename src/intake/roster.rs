//! Several lists of schools as one, against the groups there are: answers go in, a comparison comes out.
//!
//! Nothing is decided here: the rows are `list`'s, the comparison is the domain's.

use super::list::List;
use super::list::ask::{Choice, QuestionKind, Unsettled};
use super::list::row::{Row, Spot, Status};
use crate::domain::event::Event;
use crate::domain::id::GroupNo;
use crate::domain::query::roster::{self, Diff, Identity, Note, Scope, Standing, diff};
use std::collections::BTreeMap;

/// What is typed where the group with the number is meant, under its right name.
pub const SAME: &str = "same";
/// What is typed where another group is meant.
pub const NEW: &str = "new";

/// A row among all lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct At {
    /// The list, counted from 0.
    pub list: usize,
    /// The row in its file.
    pub spot: Spot,
}

/// Lists that are one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lists {
    lists: Vec<List>,
    identities: BTreeMap<At, Identity>,
}

/// The lists against the groups there are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// What would change; its rows are those of `at`.
    pub diff: Diff,
    /// Where each row of the comparison stands.
    pub at: Vec<At>,
}

impl Comparison {
    /// The groups of each row: its own, or its parts.
    pub fn groups(&self) -> BTreeMap<At, Vec<GroupNo>> {
        let mut groups: BTreeMap<At, Vec<GroupNo>> = BTreeMap::new();
        for (at, no) in self.at.iter().zip(&self.diff.numbers) {
            groups.entry(*at).or_default().extend(*no);
        }
        groups
    }

    /// What is to be known or asked about each row.
    pub fn notes(&self) -> BTreeMap<At, Vec<&Note>> {
        let mut notes: BTreeMap<At, Vec<&Note>> = BTreeMap::new();
        for note in &self.diff.notes {
            if let Some(at) = self.at.get(note.row()) {
                notes.entry(*at).or_default().push(note);
            }
        }
        notes
    }

    /// Whether it is asked of this row which group it means.
    fn is_asked(&self, at: At) -> bool {
        let mut notes = self.diff.notes.iter();
        notes.any(|note| matches!(note, Note::WhichGroup { row, .. } if self.at.get(*row) == Some(&at)))
    }
}

impl Lists {
    /// These lists.
    pub const fn new(lists: Vec<List>) -> Self {
        Self {
            lists,
            identities: BTreeMap::new(),
        }
    }

    /// The lists.
    pub fn lists(&self) -> &[List] {
        &self.lists
    }

    /// Every row of every list.
    pub fn rows(&self) -> impl Iterator<Item = (At, &Row)> {
        let lists = self.lists.iter().enumerate();
        lists.flat_map(|(list, read)| {
            let rows = read.rows.iter();
            rows.map(move |row| (At { list, spot: row.spot }, row))
        })
    }

    /// One row.
    pub fn row(&self, at: At) -> Option<&Row> {
        let rows = &self.lists.get(at.list)?.rows;
        rows.iter().find(|row| row.spot == at.spot)
    }

    /// The places of the largest station of a day: no group that is larger fits anywhere.
    pub fn places(event: &Event) -> Option<u16> {
        let places = event.rotation_stations().map(|(_, station)| station.places);
        places.max().filter(|places| *places > 0)
    }

    /// Splits every group that is larger than the largest station.
    pub fn split(&mut self) {
        for list in &mut self.lists {
            let large: Vec<Spot> = list
                .questions()
                .filter(|(_, question)| question.kind == QuestionKind::TooLarge)
                .map(|(spot, _)| spot)
                .collect();
            for spot in large {
                // A question that was just found is there to be settled.
                let _settled = list.settle(spot, &Choice::Split);
            }
        }
    }

    /// Settles a question of a row by what somebody typed.
    ///
    /// # Errors
    /// There is no such row, it has no question, or the answer fits none.
    pub fn answer(&mut self, at: At, text: &str, found: &Comparison) -> Result<(), Unsettled> {
        let row = self.row(at).ok_or(Unsettled::NoRow)?;
        if row.questions.is_empty() && found.is_asked(at) {
            let identity = match text.trim() {
                SAME | "+" => Identity::Same,
                NEW => Identity::Other,
                _ => return Err(Unsettled::NoFit),
            };
            self.identities.insert(at, identity);
            return Ok(());
        }
        let list = self.lists.get_mut(at.list).ok_or(Unsettled::NoRow)?;
        list.answer(at.spot, text).map(|_| ())
    }

    /// Compares the lists with the groups there are.
    pub fn compare(&self, standing: &Standing, scope: Scope) -> Comparison {
        let mut rows = Vec::new();
        let mut places = Vec::new();
        for (at, row) in self.rows() {
            for compared in self.compared(at, row) {
                rows.push(compared);
                places.push(at);
            }
        }
        Comparison {
            diff: diff(standing, &rows, scope),
            at: places,
        }
    }

    /// A row as it is compared: its group, its parts, or that something is still to be asked. Of the parts only the
    /// first has the number of the whole.
    fn compared(&self, at: At, row: &Row) -> Vec<roster::Row> {
        let number = row.number.map(GroupNo);
        if !row.loads() {
            let open = row.group.as_ref().filter(|_| row.status == Status::Ask);
            let open = open.map(|group| roster::Row::Open {
                no: number,
                school: group.school.clone(),
                class: group.class.clone(),
            });
            return open.into_iter().collect();
        }
        let numbers = std::iter::once(number).chain(std::iter::repeat(None));
        let groups = row.groups().into_iter().zip(numbers);
        groups
            .map(|(about, no)| roster::Row::Group {
                no,
                about,
                identity: self.identities.get(&at).copied(),
                is_open: row.status == Status::Ask,
            })
            .collect()
    }
}
