//! A plan put into the text of an event file: its `[plan]` and nothing else changes, comments included.
//!
//! Law: what is handed out reads as the same day with the new plan; where that cannot be had, nothing is.

use crate::domain::event::{Event, Group};
use crate::domain::id::{GroupNo, StationNo};
use crate::intake::event::read;
use crate::rotation::day::Rows;
use std::fmt::Write as _;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The text with these rows as its plan; `None` where the plan is written in a way that cannot be replaced.
pub(super) fn with_plan(text: &str, event: &Event, rows: &Rows) -> Option<String> {
    let root = DeTable::parse(text).ok()?;
    let layout = Layout::of(text, event, rows);
    let edited = match root.get_ref().get("plan") {
        None => layout.added(),
        Some(plan) => {
            let DeValue::Table(table) = plan.get_ref() else {
                return None;
            };
            layout.replaced(table, plan.span())?
        }
    };
    let reads = read(&edited).event?;
    let is_same_day = Event {
        plan: event.plan.clone(),
        ..reads.clone()
    } == *event;
    (is_same_day && reads.plan == *rows).then_some(edited)
}

/// How rows are written: numbers of one width under each other.
struct Layout<'a> {
    text: &'a str,
    event: &'a Event,
    rows: &'a Rows,
    /// Digits of the longest number of a group and of a cell.
    digits: (usize, usize),
    line_end: &'static str,
}

impl<'a> Layout<'a> {
    fn of(text: &'a str, event: &'a Event, rows: &'a Rows) -> Self {
        let width = |number: u16| number.to_string().len();
        let groups = rows.keys().map(|no| width(no.0)).max();
        let cells = rows.values().flatten().flatten().map(|no| width(no.0)).max();
        let rounds = rows.values().map(Vec::len).max().unwrap_or(0);
        Self {
            text,
            event,
            rows,
            digits: (
                groups.unwrap_or(1),
                cells.unwrap_or(1).max(rounds.to_string().len()),
            ),
            line_end: if text.contains("\r\n") { "\r\n" } else { "\n" },
        }
    }

    /// Cells as a list; 0 is no station.
    fn list(&self, row: &[Option<StationNo>]) -> String {
        let width = self.digits.1;
        let cell = |no: &Option<StationNo>| format!("{:width$}", no.map_or(0, |no| no.0));
        format!("[{} ]", row.iter().map(cell).collect::<Vec<_>>().join(", "))
    }

    /// A whole line, with who it is about.
    fn line(&self, no: GroupNo, row: &[Option<StationNo>]) -> String {
        let width = self.digits.0;
        let key = no.to_string();
        let mut line = format!("{key:width$} = {}", self.list(row));
        if let Some(about) = self.event.groups.get(&no) {
            line.extend(["   # ", &who(about)]);
        }
        line
    }

    /// The numbers of the rounds above their columns.
    fn heading(&self) -> String {
        let (group, cell) = self.digits;
        let rounds = self.rows.values().map(Vec::len).max().unwrap_or(0);
        let mut line = format!("#{:group$}   ", "");
        for round in 1..=rounds {
            let before = if round == 1 { "" } else { "  " };
            // Writing to memory cannot fail.
            _ = write!(line, "{before}{round:>cell$}");
        }
        line
    }

    fn added(&self) -> String {
        let end = self.line_end;
        let mut text = self.text.to_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(end);
        }
        text.extend([end, "[plan]", end, &self.heading(), end]);
        for (no, row) in self.rows {
            text.extend([&self.line(*no, row), end]);
        }
        text
    }

    fn replaced(&self, table: &DeTable<'_>, at: Range<usize>) -> Option<String> {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let mut missing = self.rows.clone();
        for (key, value) in table {
            let no = GroupNo(key.get_ref().trim().parse().ok()?);
            edits.push((value.span(), self.list(&missing.remove(&no)?)));
        }
        let last = edits.iter().map(|(span, _)| span.end).max();
        if !missing.is_empty() {
            edits.push(self.inserted(&missing, at, last)?);
        }
        edits.sort_by_key(|(span, _)| span.start);
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for (span, new) in edits {
            text.extend([self.text.get(from..span.start)?, &new]);
            from = span.end;
        }
        text.push_str(self.text.get(from..)?);
        Some(text)
    }

    /// Rows that the file does not have yet, below its last one.
    fn inserted(
        &self,
        missing: &Rows,
        at: Range<usize>,
        last: Option<usize>,
    ) -> Option<(Range<usize>, String)> {
        let after = last.unwrap_or(at.end);
        let is_inline = self.text.get(at.clone())?.starts_with('{');
        if is_inline {
            let after = last.unwrap_or(at.start + 1);
            let rows = missing
                .iter()
                .map(|(no, row)| format!("{no} = {}", self.list(row)));
            let joined = rows.collect::<Vec<_>>().join(", ");
            let joined = if last.is_some() {
                format!(", {joined}")
            } else {
                joined
            };
            return Some((after..after, joined));
        }
        let rest = self.text.get(after..)?;
        let line = rest.find('\n').map_or(rest, |at| rest.get(..at).unwrap_or(rest));
        let after = after + line.trim_end_matches('\r').len();
        let mut rows = String::new();
        for (no, row) in missing {
            rows.extend([self.line_end, &self.line(*no, row)]);
        }
        Some((after..after, rows))
    }
}

/// School and class, as the rows of the samples end.
fn who(group: &Group) -> String {
    let who = format!("{} {}", group.school, group.class);
    who.chars()
        .filter(|c| !c.is_control())
        .collect::<String>()
        .trim()
        .to_owned()
}
