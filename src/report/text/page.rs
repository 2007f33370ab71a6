//! A page of text: headings, figures with their meanings, tables in columns, lists.

use crate::report::words::{Value, Words};
use unicode_width::UnicodeWidthStr;

/// Cells for the name of a figure.
const NAME: usize = 34;
/// Cells for its number.
const NUMBER: usize = 14;
/// The most cells of a name in a table; a longer one moves its own row only.
const NAME_IN_TABLE: usize = 44;

/// A page in one language while it is written.
pub(super) struct Page {
    pub(super) words: Words,
    text: String,
}

impl Page {
    pub(super) const fn new(words: Words) -> Self {
        Self {
            words,
            text: String::new(),
        }
    }

    /// The whole page; nothing on it steers a terminal.
    pub(super) fn end(self) -> String {
        self.text
            .chars()
            .filter(|c| *c == '\n' || !c.is_control())
            .collect()
    }

    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub(super) fn heading(&mut self, key: &str) {
        let heading = self.words.get(key);
        self.line("");
        self.line(&heading);
    }

    pub(super) fn item(&mut self, item: &str) {
        self.line(&format!("  {item}"));
    }

    /// A figure with its meaning beside it.
    pub(super) fn figure(&mut self, key: &str, number: &str) {
        self.figure_of(key, number, &[]);
    }

    /// A figure whose meaning takes facts.
    pub(super) fn figure_of(&mut self, key: &str, number: &str, facts: &[(&'static str, Value)]) {
        let name = left(&self.words.get(key), NAME);
        let number = right(number, NUMBER);
        let meaning = self.words.fmt(&format!("{key}.meaning"), facts);
        self.line(&format!("  {name} {number}  {meaning}"));
    }

    /// Rows under their titles: the first column to the left, the others to the right.
    pub(super) fn table(&mut self, titles: &[String], rows: &[Vec<String>]) {
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let widest = cells.chain(titles.get(column)).map(|cell| cell.width()).max();
            let limit = if column == 0 { NAME_IN_TABLE } else { usize::MAX };
            widest.unwrap_or(0).min(limit)
        };
        let widths: Vec<usize> = (0..titles.len()).map(width).collect();
        let in_columns = |cells: &[String]| {
            let mut cells = cells.iter().zip(&widths);
            let mut line = cells
                .next()
                .map_or_else(String::new, |(name, width)| left(name, *width));
            for (cell, width) in cells {
                line.push_str("  ");
                line.push_str(&right(cell, *width));
            }
            line
        };
        let lines: Vec<String> = std::iter::once(titles)
            .chain(rows.iter().map(Vec::as_slice))
            .map(in_columns)
            .collect();
        for line in lines {
            self.item(&line);
        }
    }
}

fn left(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(gap))
}

fn right(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(text.width());
    format!("{}{text}", " ".repeat(gap))
}
