//! The lists that schools send: CSV and XLSX → rows with what became of each.
//!
//! Bytes come in, values go out; no file is opened here, and no sentence is written: remarks, questions and refusals
//! are data whose texts are `list-…`.
//!
//! A file goes through `decode` (bytes → text, or the refusal of what is lost), `sheet` and `book` (text or workbook
//! → cells with their rows as Excel counts them), `header` (which column is which), one small reader a column
//! (`school`, `class`, `language`, `count`, `needs`) and `judge` (row by row, then the rows against each other).
//!
//! Laws: no input makes it panic; what is certain is repaired and said, what is not is asked, what is lost is
//! refused; a name, a telephone number or a diagnosis is never part of a value, wherever in the file it stands; a
//! piece of the file is repeated only if all its words are known ones; no text holds a control character.

pub mod ask;
pub mod refused;
pub mod remark;
pub mod row;
pub mod settle;
pub mod split;

mod book;
mod cell;
mod class;
mod count;
mod decode;
mod draft;
mod header;
mod judge;
mod language;
mod needs;
mod person;
mod school;
mod sheet;
mod total;
mod words;

use super::tidy;
use crate::domain::event::Group;
use ask::Question;
use decode::Content;
use refused::Refused;
use remark::{Column, Remark};
use row::{Row, Spot, Status};

/// A class of this many is split in two where hands are at work; the limit while no day is known.
const USUALLY_WHOLE: u16 = 23;

/// What is known beside the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Context {
    /// The places of the largest station; larger groups need splitting.
    pub places: u16,
}

impl Default for Context {
    fn default() -> Self {
        Self {
            places: USUALLY_WHOLE,
        }
    }
}

/// Reads a list. The name of the file is only repeated, never opened; the bytes decide what it is.
///
/// # Errors
///
/// What is lost (letters of a wrong encoding), locked, too large, of another kind, or no list at all is refused as a
/// whole; everything that concerns single rows is told in the list.
pub fn read(file: &str, bytes: &[u8], context: Context) -> Result<List, Refused> {
    let sheets = match decode::content(bytes)? {
        Content::Text(text) => vec![sheet::of_csv(&text)?],
        Content::Book => book::sheets(bytes)?,
    };
    let (file, _) = tidy::tidy(file);
    judge::read(&file, &sheets, context)
}

/// A file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct List {
    /// The file, as it was named to the reader.
    pub file: String,
    /// Its columns and what was done with them.
    pub columns: Vec<Column>,
    /// Every row below the header, in the order of the file.
    pub rows: Vec<Row>,
    /// What was judged against.
    pub context: Context,
}

impl List {
    /// How many rows have this status.
    pub fn count(&self, status: Status) -> usize {
        self.rows.iter().filter(|row| row.status == status).count()
    }

    /// The groups to load now, with the row of each; a group that is split comes in parts.
    pub fn groups(&self) -> impl Iterator<Item = (&Row, Group)> {
        self.rows
            .iter()
            .flat_map(|row| row.groups().into_iter().map(move |group| (row, group)))
    }

    /// The open questions.
    pub fn questions(&self) -> impl Iterator<Item = (Spot, &Question)> {
        self.rows
            .iter()
            .flat_map(|row| row.questions.iter().map(move |question| (row.spot, question)))
    }

    /// Everything that was remarked, with its row.
    pub fn remarks(&self) -> impl Iterator<Item = (Spot, &Remark)> {
        self.rows
            .iter()
            .flat_map(|row| row.remarks.iter().map(move |remark| (row.spot, remark)))
    }
}
