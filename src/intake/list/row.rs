//! A row of a list: where it stands, what it says of a group, and what became of it.

use super::ask::Question;
use super::remark::Remark;
use super::{split, words};
use crate::domain::event::{Group, Lang, Support};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Where a row stands in its file; written `18`, or `2!18` in a workbook with several lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Spot {
    /// The sheet, counted from 1; 0 where the file has one list only.
    pub sheet: u16,
    /// The row as Excel counts it, from 1; a cell with a line break is still one row.
    pub row: u32,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sheet {
            0 => self.row.fmt(f),
            sheet => write!(f, "{sheet}!{}", self.row),
        }
    }
}

impl FromStr for Spot {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (sheet, row) = text.trim().split_once('!').unwrap_or(("0", text.trim()));
        Ok(Self {
            sheet: sheet.parse()?,
            row: row.parse()?,
        })
    }
}

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// Taken as it stands.
    Accepted,
    /// Taken after a repair that is certain, or after an answer.
    Repaired,
    /// Has a question that nobody has answered.
    Ask,
    /// Not a group, or one that is there already.
    Skipped,
}

impl Status {
    /// Every status, in the order in which they are counted out.
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Repaired, Self::Ask, Self::Skipped];

    /// The key of its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Accepted => "list-accepted",
            Self::Repaired => "list-repaired",
            Self::Ask => "list-to-ask",
            Self::Skipped => "list-skipped",
        }
    }
}

/// What a row says of a group. No field ever holds a person's name, a telephone number or a diagnosis.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Listed {
    /// The school in its usual form, `№39`; empty where it has to be asked.
    pub school: String,
    /// The class in its usual form, `9Ә`; where it is asked, the suggestion, or empty.
    pub class: String,
    /// The language of instruction, if the list says it.
    pub lang: Option<Lang>,
    /// Pupils, if the list says it; of a range the larger number.
    pub size: Option<u16>,
    /// Adults who come along.
    pub adults: u16,
    /// How many need which kind of support.
    pub needs: BTreeMap<Support, u16>,
}

impl Listed {
    /// The group of an event, once nothing is missing.
    pub fn group(&self) -> Option<Group> {
        let size = self.size.filter(|size| *size > 0)?;
        if self.school.is_empty() || self.class.is_empty() {
            return None;
        }
        Some(Group {
            school: self.school.clone(),
            class: self.class.clone(),
            lang: self.lang?,
            size,
            adults: self.adults,
            needs: self.needs.clone(),
        })
    }

    /// Whether both are of one class of one school.
    pub fn same_class(&self, other: &Self) -> bool {
        !self.school.is_empty()
            && !self.class.is_empty()
            && words::same(&self.school, &other.school)
            && self.class == other.class
    }
}

/// A row of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The file it stands in, as it was named to the reader.
    pub file: String,
    /// Where it stands.
    pub spot: Spot,
    /// The group number that the list gives.
    pub number: Option<u16>,
    /// A number that no other row of the list uses, where the list gives none to this group.
    pub offered: Option<u16>,
    /// What it says of a group; nothing for a total, an empty row or a signature.
    pub group: Option<Listed>,
    /// What became of it.
    pub status: Status,
    /// What was repaired, dropped or is worth knowing.
    pub remarks: Vec<Remark>,
    /// What has to be answered, most important first.
    pub questions: Vec<Question>,
    /// The largest number of pupils in a part, once somebody has decided to split the group.
    pub split: Option<u16>,
}

impl Row {
    /// Whether the row is part of the plan now: all is certain, or what is open may be planned with meanwhile.
    pub fn loads(&self) -> bool {
        let decided = match self.status {
            Status::Accepted | Status::Repaired => true,
            Status::Ask => self.questions.iter().all(|question| question.meanwhile),
            Status::Skipped => false,
        };
        decided && self.group.as_ref().and_then(Listed::group).is_some()
    }

    /// The groups to load: none, one, or the parts into which it is split.
    pub fn groups(&self) -> Vec<Group> {
        let Some(group) = self.group.as_ref().filter(|_| self.loads()) else {
            return Vec::new();
        };
        match self.split {
            Some(places) => split::split(group, places)
                .iter()
                .filter_map(Listed::group)
                .collect(),
            None => group.group().into_iter().collect(),
        }
    }
}
