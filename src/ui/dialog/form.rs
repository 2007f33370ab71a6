//! Several things to fill in at once, laid out like the paper they stand on.
//!
//! Empty is not zero: a field that nobody filled in says nothing. Digits are read by their keys, so the Kazakh number
//! row works; a time is typed as four digits.

use super::step::Step;
use super::text::push;
use super::{Action, Label, Press, Reply};
use crate::domain::command::{Command, Who};
use crate::domain::event::{Group, Lang};
use crate::domain::fact::{Reason, SheetLine};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::EventTime;
use std::collections::BTreeMap;

/// The most characters of a school or class.
const NAME_MAX_CHARS: usize = 40;
/// The most digits of a number.
const DIGITS_MAX: usize = 3;
/// The digits of a time.
const TIME_DIGITS: usize = 4;

/// What a form is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FormOf {
    /// A group that nobody planned for.
    Group,
    /// A station's paper sheet: a row for each line.
    Sheet(StationNo),
    /// The sizes of the parts of a group.
    Parts(GroupNo),
    /// Until when groups are delayed.
    Until(Who),
    /// When the next round starts.
    Next,
}

/// One field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Field {
    /// Words.
    Text(String),
    /// A number as it was typed, and the one that the blank key takes over.
    Number(String, Option<u16>),
    /// A time as it was typed: digits only.
    Time(String),
    /// A language.
    Language(Lang),
    /// Yes, no, or not written down.
    Tick(Option<bool>),
}

/// One row of a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What stands before it.
    pub label: Label,
    /// The round it is about, on a paper sheet.
    pub round: Option<RoundNo>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    /// The question.
    pub title: &'static str,
    /// What it is for.
    pub of: FormOf,
    /// The headings over the columns; none over a single one.
    pub headings: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The chosen row and column.
    pub at: (usize, usize),
    /// What to keep in mind, as a key of the catalogues.
    pub note: &'static str,
}

impl Field {
    fn number(&self) -> Option<u16> {
        match self {
            Self::Number(typed, _) => typed.parse().ok(),
            _ => None,
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text.trim(),
            _ => "",
        }
    }

    /// The time that was typed: `930` and `0930` are half past nine.
    fn time(&self) -> Option<EventTime> {
        let Self::Time(digits) = self else { return None };
        let digits: u16 = digits.parse().ok().filter(|_| digits.len() > 2)?;
        format!("{}:{:02}", digits / 100, digits % 100).parse().ok()
    }

    fn erase(&mut self) {
        match self {
            Self::Text(text) | Self::Number(text, _) | Self::Time(text) => _ = text.pop(),
            Self::Tick(tick) => *tick = None,
            Self::Language(_) => {}
        }
    }

    /// Takes a key that is no action of the form.
    fn take(&mut self, press: Press) {
        let typed = press.typed();
        match self {
            Self::Text(text) => {
                if let Some(c) = typed {
                    push(text, c, NAME_MAX_CHARS);
                }
            }
            Self::Number(text, offered) => match (press.digit(), typed) {
                (Some(digit), _) => push(text, char::from(b'0' + digit.min(9)), DIGITS_MAX),
                (None, Some(' ')) => *text = offered.map_or_else(String::new, |n| n.to_string()),
                _ => {}
            },
            Self::Time(text) => {
                if let Some(digit) = press.digit() {
                    push(text, char::from(b'0' + digit.min(9)), TIME_DIGITS);
                }
            }
            Self::Language(lang) if typed.is_some() => *lang = lang.next(),
            Self::Tick(tick) if typed.is_some() => {
                *tick = match tick {
                    None => Some(true),
                    Some(true) => Some(false),
                    Some(false) => None,
                }
            }
            Self::Language(_) | Self::Tick(_) => {}
        }
    }
}

impl Form {
    fn field(&mut self) -> Option<&mut Field> {
        let (row, column) = self.at;
        self.rows.get_mut(row)?.fields.get_mut(column)
    }

    pub(super) fn paste(&mut self, pasted: &str) {
        if let Some(Field::Text(text)) = self.field() {
            pasted.chars().for_each(|c| push(text, c, NAME_MAX_CHARS));
        }
    }

    pub(super) fn press(&mut self, press: Press, action: Option<Action>) -> Option<Vec<Reply>> {
        match action {
            Some(Action::Accept) => return Some(self.accept()),
            Some(Action::Erase) => {
                if let Some(field) = self.field() {
                    field.erase();
                }
            }
            Some(action) => self.go(action)?,
            None => self.field()?.take(press),
        }
        Some(Vec::new())
    }

    /// Moves to another field; right of the last field is the first of the next row.
    fn go(&mut self, action: Action) -> Option<()> {
        let (row, column) = self.at;
        let columns = self.rows.get(row).map_or(1, |row| row.fields.len().max(1));
        let last = self.rows.len().saturating_sub(1);
        self.at = match action {
            Action::Up => (row.saturating_sub(1), column),
            Action::Down => ((row + 1).min(last), column),
            Action::Right if column + 1 < columns => (row, column + 1),
            Action::Right if row < last => (row + 1, 0),
            Action::Left if column > 0 => (row, column - 1),
            Action::Left if row > 0 => (row - 1, columns - 1),
            Action::Left | Action::Right => (row, column),
            _ => return None,
        };
        Some(())
    }

    fn accept(&self) -> Vec<Reply> {
        match self.step() {
            Ok(step) => vec![Reply::Step(step)],
            Err(why) => vec![Reply::Tell(why)],
        }
    }

    /// What the filled-in form asks for; the key of what is missing.
    fn step(&self) -> Result<Step, &'static str> {
        let first = self.rows.first();
        let only = |row: Option<&Row>| row.and_then(|row| row.fields.first()).and_then(Field::time);
        match &self.of {
            FormOf::Group => self.group().map(Step::Pull),
            FormOf::Sheet(station) => self.sheet(*station).map(Step::Pull),
            FormOf::Parts(group) => Ok(Step::Pull(Command::Split {
                group: *group,
                sizes: first.map_or_else(Vec::new, |row| {
                    row.fields.iter().filter_map(Field::number).collect()
                }),
            })),
            FormOf::Until(whom) => only(first).map_or(Err("form-time"), |until| {
                Ok(Step::Why(Command::Delay {
                    whom: whom.clone(),
                    until,
                    reason: Reason::Other,
                }))
            }),
            FormOf::Next => only(first).map(Step::Next).ok_or("form-time"),
        }
    }

    fn group(&self) -> Result<Command, &'static str> {
        let fields: Vec<&Field> = self.rows.iter().filter_map(|row| row.fields.first()).collect();
        let [school, class, Field::Language(lang), size, adults] = fields.as_slice() else {
            return Err("refusal-nothing");
        };
        if school.text().is_empty() {
            return Err("form-school");
        }
        let about = Group {
            school: school.text().to_owned(),
            class: class.text().to_owned(),
            lang: *lang,
            size: size.number().ok_or("form-size")?,
            adults: adults.number().unwrap_or(0),
            needs: BTreeMap::new(),
            wishes: Vec::new(),
        };
        Ok(Command::AddGroup { group: None, about })
    }

    /// Lines of which nobody wrote down how many came say nothing.
    fn sheet(&self, station: StationNo) -> Result<Command, &'static str> {
        let mut lines = Vec::new();
        for row in &self.rows {
            let [group, came, interest, Field::Tick(briefing)] = row.fields.as_slice() else {
                continue;
            };
            let Some((round, count)) = row.round.zip(came.number()) else {
                continue;
            };
            lines.push(SheetLine {
                round,
                group: GroupNo(group.number().ok_or("form-group")?),
                count,
                interest: interest.number(),
                briefing: *briefing,
            });
        }
        Ok(Command::EnterSheet { station, lines })
    }
}
