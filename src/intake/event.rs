//! The whole event file: text or bytes in, the day and every finding out.

use super::draft::{Draft, Hours};
use super::finding::{Finding, FindingKind, Level};
use super::pen::Pen;
use super::schema::{MIN_READER, Table};
use super::section::{Section, wrong_type};
use super::{floor, groups, head, judge, syntax};
use crate::domain::event::{Event, Times};
use crate::domain::time::EventTime;
use toml::de::DeTable;

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// What a file says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The day, unless something in the file is missing, unreadable or unknown. A plan that clashes (over
    /// capacity, language, access, walks, a station twice) is an error too, but leaves the day readable.
    pub event: Option<Event>,
    /// Every finding in the order of the file.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// How many errors and how many warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self
            .findings
            .iter()
            .filter(|finding| finding.level == Level::Error)
            .count();
        (errors, self.findings.len() - errors)
    }
}

/// Reads an event file from its bytes, which need not be UTF-8.
pub fn read_bytes(bytes: &[u8]) -> Reading {
    if bytes.len() > LARGEST {
        return refused("", 0, FindingKind::TooLarge { limit: 4 });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => read(text),
        Err(fault) => {
            // The first bad byte is shown as the sign that stands for it.
            let end = bytes.len().min(fault.valid_up_to() + 1);
            let text = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
            refused(&text, fault.valid_up_to(), FindingKind::NotUtf8 {})
        }
    }
}

/// Reads an event file.
pub fn read(text: &str) -> Reading {
    if text.len() > LARGEST {
        return refused("", 0, FindingKind::TooLarge { limit: 4 });
    }
    let mut pen = Pen::new(text);
    if let Ok(root) = DeTable::parse(text) {
        return finish(pen, root.get_ref());
    }
    let mended = syntax::mend(&mut pen, text);
    let (root, _) = DeTable::parse_recoverable(&mended.text);
    let mut reading = finish(pen, root.get_ref());
    if mended.is_torn {
        reading.findings.retain(|finding| !may_be_lost(&finding.what));
    }
    reading
}

fn finish(mut pen: Pen<'_>, root: &DeTable<'_>) -> Reading {
    let draft = draft(&mut pen, root);
    judge::judge(&mut pen, &draft);
    let event = pen.is_whole().then(|| draft.into_event());
    Reading {
        event,
        findings: pen.finish(),
    }
}

fn refused(text: &str, at: usize, what: FindingKind) -> Reading {
    let mut pen = Pen::new(text);
    pen.add(&(at..text.len()), what);
    Reading {
        event: None,
        findings: pen.finish(),
    }
}

/// What a torn file may seem to lack only because the reader could not go on.
const fn may_be_lost(what: &FindingKind) -> bool {
    matches!(
        what,
        FindingKind::MissingTable { .. }
            | FindingKind::MissingKey { .. }
            | FindingKind::UnknownHall { .. }
            | FindingKind::UnknownStation { .. }
            | FindingKind::PlanUnknownGroup { .. }
            | FindingKind::GroupWithoutRow { .. }
            | FindingKind::NoPlan {}
            | FindingKind::RowLength { .. }
            | FindingKind::EmptyTranslation { .. }
    )
}

fn draft(pen: &mut Pen<'_>, root: &DeTable<'_>) -> Draft {
    let top = Section::open(pen, Table::Top, root, 0..0);
    let min_reader = top.get(MIN_READER).and_then(|value| head::version(pen, value));
    let day = section(pen, &top, "event", Table::Event).map(|event| head::day(pen, &event));
    let hours = section(pen, &top, "times", Table::Times).map(|times| head::hours(pen, &times));
    let places = section(pen, &top, "places", Table::Places).map(|places| head::places(pen, &places));
    let floor = floor::floor(pen, &top);
    let groups = table(pen, &top, "groups", Table::Groups).map(|groups| groups::groups(pen, groups));
    let messages = optional(pen, &top, "messages").map(|messages| head::messages(pen, messages));
    let rules = optional(pen, &top, "rotation").zip(top.get("rotation"));
    let rules = rules.map(|(table, value)| {
        let section = Section::open(pen, Table::Rotation, table, value.span());
        head::rules(pen, &section)
    });
    let rows = optional(pen, &top, "plan").map(|rows| groups::plan(pen, rows));
    Draft {
        min_reader,
        day: day.unwrap_or_default(),
        hours: hours.unwrap_or_else(no_hours),
        places: places.unwrap_or_default(),
        floor,
        groups: groups.unwrap_or_default(),
        messages: messages.unwrap_or_default(),
        rows,
        rules: rules.unwrap_or_default(),
    }
}

/// A table that must be there, with its keys judged.
fn section<'a, 'i>(
    pen: &mut Pen<'_>,
    top: &Section<'a, 'i>,
    key: &'static str,
    kind: Table,
) -> Option<Section<'a, 'i>> {
    let found = table(pen, top, key, kind)?;
    let at = top.get(key)?.span();
    Some(Section::open(pen, kind, found, at))
}

/// A table that must be there.
fn table<'a, 'i>(
    pen: &mut Pen<'_>,
    top: &Section<'a, 'i>,
    key: &'static str,
    kind: Table,
) -> Option<&'a DeTable<'i>> {
    if top.get(key).is_none() {
        let table = kind.header();
        pen.add(&(0..0), FindingKind::MissingTable { table });
    }
    optional(pen, top, key)
}

/// A table that may be left out.
fn optional<'a, 'i>(pen: &mut Pen<'_>, top: &Section<'a, 'i>, key: &'static str) -> Option<&'a DeTable<'i>> {
    let value = top.get(key)?;
    let table = value.get_ref().as_table();
    if table.is_none() {
        wrong_type(pen, key, value, "check-type-table");
    }
    table
}

const fn no_hours() -> Hours {
    let midnight = EventTime(0);
    Hours {
        times: Times {
            doors: midnight,
            opening: midnight,
            closing: midnight,
            rounds: Vec::new(),
            warn_before_end_min: Vec::new(),
            late_after_min: 0,
            no_show_after_min: 0,
            offline_after_s: 0,
        },
        rounds: None,
    }
}
