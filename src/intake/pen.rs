//! Where findings are written down while a file is read, and how places in it become lines and columns.

use super::finding::{Finding, FindingKind, Level};
use super::tidy;
use std::ops::Range;

/// More findings than anybody reads; beyond it they are only counted.
const MOST: usize = 1_000;

/// A place in the file: bytes from its start.
pub(super) type At = Range<usize>;

/// Collects findings by byte offset; [`Pen::finish`] gives them lines, columns and pieces.
pub(super) struct Pen<'t> {
    text: &'t str,
    line_ends: Vec<usize>,
    found: Vec<(At, FindingKind)>,
    unlisted: u32,
    whole: bool,
}

impl<'t> Pen<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            line_ends: text.match_indices('\n').map(|(at, _)| at).collect(),
            found: Vec::new(),
            unlisted: 0,
            whole: true,
        }
    }

    /// Writes a finding down.
    pub(super) fn add(&mut self, at: &At, what: FindingKind) {
        if what.level() == Level::Error && !what.is_clash() {
            self.whole = false;
        }
        if self.found.len() < MOST {
            self.found.push((at.clone(), what));
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
        }
    }

    /// Whether nothing so far makes the description incomplete.
    pub(super) const fn is_whole(&self) -> bool {
        self.whole
    }

    /// The text at a place, as it is written.
    pub(super) fn written(&self, at: &At) -> &'t str {
        self.text.get(at.clone()).unwrap_or("")
    }

    /// The text before a place.
    pub(super) fn before(&self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or("")
    }

    /// Whether the line of a place begins with a bracket, as a header does.
    pub(super) fn opens_line(&self, at: usize) -> bool {
        self.text
            .get(self.line_start(at)..)
            .is_some_and(|line| line.trim_start_matches([' ', '\t']).starts_with('['))
    }

    /// The line of a place, counted from 1.
    pub(super) fn line(&self, at: usize) -> u32 {
        let before = self.line_ends.partition_point(|end| *end < at);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }

    /// The findings in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|(at, _)| at.start);
        let found = std::mem::take(&mut self.found);
        let mut column = Column::default();
        let mut findings: Vec<Finding> = found
            .into_iter()
            .map(|(at, what)| Finding {
                level: what.level(),
                line: self.line(at.start),
                column: column.of(self.text, self.line_start(at.start), at.start),
                piece: self.piece(&at, &what),
                what,
            })
            .collect();
        if self.unlisted > 0 {
            let what = FindingKind::MoreFindings { more: self.unlisted };
            findings.push(Finding {
                level: what.level(),
                line: self.line(self.text.len()),
                column: 1,
                piece: String::new(),
                what,
            });
        }
        findings
    }

    /// What is written there; for a table that is missing, its header.
    fn piece(&self, at: &At, what: &FindingKind) -> String {
        if let FindingKind::MissingTable { table } = what {
            return (*table).to_owned();
        }
        let written = self.written(at);
        let line_end = self
            .line_ends
            .get(self.line_ends.partition_point(|end| *end < at.start))
            .copied()
            .unwrap_or(self.text.len());
        // A place of no length is the end of something: the line it stands on tells more than nothing.
        if written.trim().is_empty() {
            tidy::piece(self.text.get(self.line_start(at.start)..line_end).unwrap_or(""))
        } else {
            tidy::piece(written)
        }
    }

    fn line_start(&self, at: usize) -> usize {
        let before = self.line_ends.partition_point(|end| *end < at);
        before
            .checked_sub(1)
            .and_then(|last| self.line_ends.get(last))
            .map_or(0, |end| end + 1)
    }
}

/// Counts characters onward from the last place asked for, so that one endless line is counted once only.
#[derive(Default)]
struct Column {
    line_start: usize,
    at: usize,
    characters: usize,
}

impl Column {
    fn of(&mut self, text: &str, line_start: usize, at: usize) -> u32 {
        if self.line_start != line_start || self.at > at {
            *self = Self {
                line_start,
                at: line_start,
                characters: 0,
            };
        }
        if let Some(onward) = text.get(self.at..at) {
            self.characters += onward.chars().filter(|c| *c != '\u{FEFF}').count();
            self.at = at;
        }
        u32::try_from(self.characters + 1).unwrap_or(u32::MAX)
    }
}
