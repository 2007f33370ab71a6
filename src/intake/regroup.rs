//! The groups of an event file, brought in line with a list: lines are added, mended and taken out, and every other
//! byte stays, comments too.
//!
//! Laws: a group keeps its row of the plan, one that goes takes its row along; a cell of the plan that no longer suits
//! its group becomes a break and is told, so that the file stays free of errors; what cannot be written without
//! touching anything else is refused with its place.

use crate::domain::event::{Event, Group, Support};
use crate::domain::fact::Relisted;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::roster::Changes;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Support that a place must offer.
const BY_PLACE: [Support; 2] = [Support::Wheelchair, Support::Quiet];

/// An event file with other groups.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Regrouped {
    /// The whole file.
    pub text: String,
    /// Stays that were taken out of the plan, because the station no longer suits the group.
    pub lost: Vec<(GroupNo, RoundNo, StationNo)>,
}

/// A place in the file that cannot be rewritten without touching more than the groups.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unwritable {
    /// The line, counted from 1.
    pub line: u32,
}

/// Brings the groups of a file in line.
///
/// # Errors
/// The text is no event file with a table of groups, one line a group.
pub fn regroup(text: &str, event: &Event, changes: &Changes) -> Result<Regrouped, Unwritable> {
    let root = DeTable::parse(text).map_err(|_| Unwritable { line: 1 })?;
    let mut pencil = Pencil {
        text,
        edits: Vec::new(),
    };
    let table = |name: &str| root.get_ref().get(name);
    let groups = table("groups").ok_or(Unwritable { line: 1 })?;
    for relisted in &changes.changed {
        if let Some((_, value)) = entry(groups, relisted.group) {
            pencil.mend(value, relisted)?;
        }
    }
    for no in &changes.gone {
        for table in [Some(groups), table("plan")].into_iter().flatten() {
            if let Some((key, value)) = entry(table, *no) {
                pencil.strike(key, value)?;
            }
        }
    }
    pencil.add(groups, &changes.added)?;
    let lost = lost(event, changes);
    for (no, round, _) in &lost {
        let row = table("plan").and_then(|plan| entry(plan, *no));
        let cells = row.and_then(|(_, row)| row.get_ref().as_array());
        let cell = cells.and_then(|cells| cells.get(usize::from(round.0).checked_sub(1)?));
        if let Some(cell) = cell {
            let width = cell.span().len();
            pencil.put(cell.span(), format!("{:>width$}", 0));
        }
    }
    Ok(Regrouped {
        text: pencil.finish(),
        lost,
    })
}

type Value<'i> = Spanned<DeValue<'i>>;

/// The line of a group in a table, by the number its key means.
fn entry<'a, 'i>(table: &'a Value<'i>, no: GroupNo) -> Option<(Range<usize>, &'a Value<'i>)> {
    let mut entries = table.get_ref().as_table()?.iter();
    let (key, value) = entries.find(|(key, _)| key.get_ref().parse() == Ok(no.0))?;
    Some((key.span(), value))
}

/// What is to be changed in the text; nothing is moved before everything is known.
struct Pencil<'t> {
    text: &'t str,
    edits: Vec<(Range<usize>, String)>,
}

impl Pencil<'_> {
    fn put(&mut self, at: Range<usize>, new: String) {
        self.edits.push((at, new));
    }

    fn finish(mut self) -> String {
        self.edits.sort_by_key(|(at, _)| (at.start, at.end));
        let mut text = String::with_capacity(self.text.len());
        let mut done = 0;
        for (at, new) in self.edits {
            text.push_str(self.text.get(done..at.start).unwrap_or_default());
            text.push_str(&new);
            done = at.end.max(done);
        }
        text.push_str(self.text.get(done..).unwrap_or_default());
        text
    }

    fn unwritable(&self, at: usize) -> Unwritable {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        Unwritable {
            line: u32::try_from(line).unwrap_or(u32::MAX),
        }
    }

    fn is_inline(&self, value: &Value<'_>) -> bool {
        let written = self.text.get(value.span()).unwrap_or_default();
        written.starts_with('{') && written.ends_with('}')
    }

    /// Changes a group field by field.
    fn mend(&mut self, value: &Value<'_>, relisted: &Relisted) -> Result<(), Unwritable> {
        let table = value.get_ref().as_table();
        let table = table.filter(|_| self.is_inline(value));
        let table = table.ok_or_else(|| self.unwritable(value.span().start))?;
        let mut ends: Vec<usize> = table.iter().map(|(_, field)| field.span().end).collect();
        ends.sort_unstable();
        let last = ends.last().copied();
        let last = last.ok_or_else(|| self.unwritable(value.span().start))?;
        let mut missing = String::new();
        for (name, new) in fields(relisted) {
            match table.get(name) {
                Some(field) if name == "needs" && new.is_empty() => {
                    let before = ends.iter().copied().rfind(|end| *end < field.span().start);
                    match before {
                        Some(before) => self.put(before..field.span().end, String::new()),
                        None => self.put(field.span(), "{}".to_owned()),
                    }
                }
                Some(field) => self.put(field.span(), new),
                None if new.is_empty() => {}
                None => missing.extend([", ", name, " = ", &new]),
            }
        }
        if !missing.is_empty() {
            self.put(last..last, missing);
        }
        Ok(())
    }

    /// Takes the line of a group out.
    fn strike(&mut self, key: Range<usize>, value: &Value<'_>) -> Result<(), Unwritable> {
        let start = self.line_start(key.start);
        let stands_alone = self
            .text
            .get(start..key.start)
            .is_some_and(|before| before.chars().all(|c| c == ' ' || c == '\t'));
        let is_one_value = self.is_inline(value) || value.get_ref().is_array();
        if !stands_alone || !is_one_value {
            return Err(self.unwritable(key.start));
        }
        self.put(start..self.line_end(value.span().end), String::new());
        Ok(())
    }

    /// Adds the lines of new groups below those that are there.
    fn add(&mut self, groups: &Value<'_>, added: &[(GroupNo, Group)]) -> Result<(), Unwritable> {
        if added.is_empty() {
            return Ok(());
        }
        let table = groups.get_ref().as_table();
        let table = table.ok_or_else(|| self.unwritable(groups.span().start))?;
        if let Some((key, _)) = table.iter().find(|(_, value)| !self.is_inline(value)) {
            return Err(self.unwritable(key.span().start));
        }
        let last = table.iter().max_by_key(|(_, value)| value.span().end);
        let (at, width) = match last {
            Some((key, value)) => (value.span().end, self.width_to_sign(key.span().start)),
            None => (self.header_end()?, 0),
        };
        let after = self.line_end(at);
        let line = self.text.get(..after).unwrap_or_default();
        let newline = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        let mut lines = String::new();
        if !line.ends_with('\n') {
            lines.push_str(newline);
        }
        for (no, group) in added {
            let no = no.to_string();
            lines.extend([&*no, &" ".repeat(width.saturating_sub(no.len()))]);
            if width <= no.len() {
                lines.push(' ');
            }
            lines.extend(["= ", &written(group), newline]);
        }
        self.put(after..after, lines);
        Ok(())
    }

    /// From a key to its sign, so that new lines stand in line with the old ones.
    fn width_to_sign(&self, key: usize) -> usize {
        let line = self.text.get(key..).unwrap_or_default();
        line.find('=').unwrap_or(0)
    }

    /// Behind the header of the table of groups, where it has no line yet.
    fn header_end(&self) -> Result<usize, Unwritable> {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let name = line.split('#').next().unwrap_or_default();
            if name.trim().trim_start_matches('\u{feff}') == "[groups]" {
                return Ok(at + name.trim_end().len());
            }
            at += line.len();
        }
        Err(self.unwritable(0))
    }

    fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |end| end + 1)
    }

    /// Behind the line break of this line.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |end| at + end + 1)
    }
}

/// The fields that change, as they are written; needs that are none are empty.
fn fields(relisted: &Relisted) -> Vec<(&'static str, String)> {
    let fields = [
        ("school", relisted.school.as_deref().map(quoted)),
        ("class", relisted.class.as_deref().map(quoted)),
        ("lang", relisted.lang.map(|lang| quoted(lang.code()))),
        ("size", relisted.size.map(|size| size.to_string())),
        ("adults", relisted.adults.map(|adults| adults.to_string())),
        ("needs", relisted.needs.as_ref().map(needs)),
    ];
    let said = fields.into_iter();
    said.filter_map(|(name, new)| Some((name, new?))).collect()
}

/// A group as one line of the file has it.
fn written(group: &Group) -> String {
    let mut line = format!(
        "{{ school = {}, class = {}, lang = {}, size = {}",
        quoted(&group.school),
        quoted(&group.class),
        quoted(group.lang.code()),
        group.size
    );
    if group.adults != 1 {
        line.extend([", adults = ", &group.adults.to_string()]);
    }
    if !group.needs.is_empty() {
        line.extend([", needs = ", &needs(&group.needs)]);
    }
    if !group.wishes.is_empty() {
        let wishes: Vec<String> = group.wishes.iter().map(ToString::to_string).collect();
        line.extend([", wishes = [", &wishes.join(", "), "]"]);
    }
    line.push_str(" }");
    line
}

fn needs(needs: &BTreeMap<Support, u16>) -> String {
    if needs.is_empty() {
        return String::new();
    }
    let each = needs.iter();
    let each: Vec<String> = each
        .map(|(kind, count)| format!("{} = {count}", kind.code()))
        .collect();
    format!("{{ {} }}", each.join(", "))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars().filter(|c| !c.is_control()) {
        if matches!(letter, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

/// Stays of changed groups that would be errors: too many pupils, another language, no access.
fn lost(event: &Event, changes: &Changes) -> Vec<(GroupNo, RoundNo, StationNo)> {
    let mut groups = event.groups.clone();
    for no in &changes.gone {
        groups.remove(no);
    }
    let mut pupils = visits(event, &groups);
    let before = visits(event, &event.groups);
    let mut lost = BTreeSet::new();
    for relisted in &changes.changed {
        let Some(was) = groups.get(&relisted.group).cloned() else {
            continue;
        };
        let is = relisted.of(&was);
        for (round, no) in stops(event, relisted.group) {
            let Some(station) = event.stations.get(&no) else {
                continue;
            };
            let together = pupils.entry((round, no)).or_default();
            *together = together.saturating_sub(u32::from(was.size)) + u32::from(is.size);
            let limit = u32::from(station.places).max(before.get(&(round, no)).copied().unwrap_or(0));
            let unfit = |group: &Group| {
                let lacks = |kind: &Support| group.needs.contains_key(kind) && !station.access.contains(kind);
                !station.languages.contains(&group.lang) || BY_PLACE.iter().any(lacks)
            };
            if *together > limit || (unfit(&is) && !unfit(&was)) {
                *together -= u32::from(is.size);
                lost.insert((relisted.group, round, no));
            }
        }
        groups.insert(relisted.group, is);
    }
    lost.into_iter().collect()
}

/// Pupils at each station in each round.
fn visits(event: &Event, groups: &BTreeMap<GroupNo, Group>) -> BTreeMap<(RoundNo, StationNo), u32> {
    let mut pupils = BTreeMap::new();
    for (no, group) in groups {
        for stop in stops(event, *no) {
            *pupils.entry(stop).or_default() += u32::from(group.size);
        }
    }
    pupils
}

fn stops(event: &Event, group: GroupNo) -> impl Iterator<Item = (RoundNo, StationNo)> {
    let row = event.plan.get(&group).into_iter().flatten();
    let rounds = (1..=u8::MAX).map(RoundNo);
    rounds
        .zip(row)
        .filter_map(|(round, station)| Some((round, (*station)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Lang;
    use crate::intake::event::read;

    const FILE: &str = include_str!("../../config/open-day.toml");

    fn event(text: &str) -> Event {
        let reading = read(text);
        let (errors, _) = reading.counts();
        assert_eq!(errors, 0, "{:?}", reading.findings);
        reading.event.unwrap()
    }

    fn group(school: &str, size: u16) -> Group {
        Group {
            school: school.to_owned(),
            class: "9А".to_owned(),
            lang: Lang::Kk,
            size,
            adults: 2,
            needs: BTreeMap::from([(Support::Quiet, 1)]),
            wishes: vec![StationNo(3), StationNo(1)],
        }
    }

    fn relisted(text: &str, no: u16, change: impl FnOnce(&mut Group)) -> Relisted {
        let event = event(text);
        let was = &event.groups[&GroupNo(no)];
        let mut is = was.clone();
        change(&mut is);
        Relisted::between(GroupNo(no), was, &is).unwrap()
    }

    /// Lines that differ: those that went and those that came.
    fn changed(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
        let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
        let (before, after) = (lines(before), lines(after));
        let only = |these: &[String], those: &[String]| {
            let only = these.iter().filter(|line| !those.contains(line));
            only.cloned().collect::<Vec<_>>()
        };
        (only(&before, &after), only(&after, &before))
    }

    #[test]
    fn a_group_comes_as_a_line_and_nothing_else_changes() {
        let changes = Changes {
            added: vec![(GroupNo(41), group("№\"60\\", 10))],
            ..Changes::default()
        };
        for newline in ["\n", "\r\n"] {
            let file = FILE.replace('\n', newline);
            let new = regroup(&file, &event(&file), &changes).unwrap();
            let line = r#"41 = { school = "№\"60\\", class = "9А", lang = "kk", size = 10, adults = 2, needs = { quiet = 1 }, wishes = [3, 1] }"#;
            assert_eq!(
                changed(&file, &new.text),
                (vec![], vec![format!("{line}{newline}")])
            );
            assert_eq!(event(&new.text).groups[&GroupNo(41)], group("№\"60\\", 10));
        }
    }

    #[test]
    fn a_group_goes_with_its_row_and_a_change_touches_its_own_fields() {
        let file = FILE.replace(
            "5  = { school = \"№39\", class = \"9А\", lang = \"kk\", size =  9, adults = 2, needs = { wheelchair = 1 } }",
            "5  = { school = \"№39\", class = \"9А\", lang = \"kk\", size =  9, adults = 2, needs = { wheelchair = 1 } } # ramp",
        );
        assert!(file.contains("# ramp"));
        let change = relisted(&file, 5, |group| {
            group.size = 8;
            group.needs.clear();
        });
        let grown = relisted(&file, 6, |group| {
            group.class = "9Б".to_owned();
            group.adults = 2;
            group.needs.insert(Support::LowVision, 1);
        });
        let changes = Changes {
            changed: vec![change, grown],
            gone: vec![GroupNo(1)],
            ..Changes::default()
        };
        let new = regroup(&file, &event(&file), &changes).unwrap();
        let (went, came) = changed(&file, &new.text);
        assert_eq!(
            came,
            [
                "5  = { school = \"№39\", class = \"9А\", lang = \"kk\", size =  8, adults = 2 } # ramp\n",
                "6  = { school = \"№39\", class = \"9Б\", lang = \"kk\", size = 12, adults = 2, needs = { low_vision = 1 } }\n",
            ]
        );
        assert_eq!(
            went.len(),
            4,
            "two lines of group 1, one of 5, one of 6: {went:?}"
        );
        assert!(new.lost.is_empty());
        let (before, after) = (event(&file), event(&new.text));
        let kept: BTreeMap<_, _> = before.plan.into_iter().filter(|(no, _)| no.0 != 1).collect();
        assert_eq!(after.plan, kept);
    }

    #[test]
    fn a_stay_that_no_longer_suits_becomes_a_break() {
        let changes = Changes {
            changed: vec![relisted(FILE, 6, |group| group.size = 25)],
            ..Changes::default()
        };
        let new = regroup(FILE, &event(FILE), &changes).unwrap();
        assert!(!new.lost.is_empty());
        let after = event(&new.text);
        for (no, round, station) in &new.lost {
            assert_eq!(event(FILE).plan[no][usize::from(round.0) - 1], Some(*station));
            assert_eq!(after.plan[no][usize::from(round.0) - 1], None);
        }
        let stays = |event: &Event| event.plan[&GroupNo(6)].iter().flatten().count();
        assert_eq!(stays(&after) + new.lost.len(), stays(&event(FILE)));
    }

    #[test]
    fn the_first_group_of_all_comes_below_the_header() {
        let (head, rest) = FILE.split_once("[groups]\n").unwrap();
        let (_, tail) = rest.split_once("\n[").unwrap();
        let (tail, _) = tail.split_once("[plan]\n").unwrap();
        let file = format!("{head}[groups] # none yet\n\n[{tail}[plan]\n");
        let changes = Changes {
            added: vec![(GroupNo(1), group("№6", 10)), (GroupNo(12), group("№60", 10))],
            ..Changes::default()
        };
        let new = regroup(&file, &event(&file), &changes).unwrap();
        assert!(
            new.text.contains("[groups] # none yet\n1 = { school = \"№6\""),
            "{}",
            new.text
        );
        assert_eq!(event(&new.text).groups.len(), 2);
    }

    #[test]
    fn what_is_not_one_line_a_group_is_refused_with_its_place() {
        let (head, tail) = FILE.split_once("12 = { school").unwrap();
        let (_, tail) = tail.split_once('\n').unwrap();
        let own = "[groups.12]\nschool = \"№79\"\nclass = \"9А\"\nlang = \"kk\"\nsize = 10\n";
        let file = format!("{head}{own}{tail}");
        let event = event(&file);
        let line = u32::try_from(head.matches('\n').count() + 1).unwrap();
        let gone = Changes {
            gone: vec![GroupNo(12)],
            ..Changes::default()
        };
        assert_eq!(regroup(&file, &event, &gone), Err(Unwritable { line }));
        let added = Changes {
            added: vec![(GroupNo(41), group("№60", 10))],
            ..Changes::default()
        };
        assert_eq!(regroup(&file, &event, &added), Err(Unwritable { line }));
        let other = Changes {
            gone: vec![GroupNo(10)],
            ..Changes::default()
        };
        assert!(regroup(&file, &event, &other).is_ok());
    }
}
