//! The compact index: one [`Row`] an entry, in the order of entries once it is closed.
//!
//! It knows what filters ask for and where the record lies, nothing else. Law: a row has 32 bytes, and what does not
//! fit into it is refused ([`Full`]), never cut.

use super::source::Seen;
use crate::domain::entry::{Entry, Key};
use crate::domain::fact::Fact;
use crate::domain::id::{EntryId, GroupNo, Origin, Place, Role, Seq};
use crate::domain::time::{EventTime, Stamp};
use std::collections::BTreeMap;

/// No station, desk or group.
pub(super) const NONE: u16 = u16::MAX;
/// Several groups, which stand elsewhere.
const SEVERAL: u16 = u16::MAX - 1;

/// What is known of one entry without reading it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    stamp_at: i64,
    /// How long before its stamp it happened, in milliseconds; [`FAR`] where that does not fit.
    lag: i32,
    counter: u32,
    seq: u32,
    /// Where its record lies.
    pub(super) spot: u32,
    /// Who wrote it, by number.
    pub(super) origin: u16,
    /// The station or desk that it concerns.
    pub(super) place: u16,
    /// The group that it concerns.
    group: u16,
    /// Its kind, by number.
    pub(super) kind: u8,
    /// Its role, by number.
    pub(super) role: u8,
}

/// The lag stands elsewhere.
const FAR: i32 = i32::MIN;

/// A kind of entry that occurs in the log.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) name: String,
    pub(super) count: usize,
    /// Bodies of this kind hold words of their own.
    pub(super) is_wordy: bool,
}

/// More than a review can hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Full;

/// The index under construction, and when it is closed.
#[derive(Debug, Default)]
pub(super) struct Index {
    rows: Vec<Row>,
    origins: Vec<(Origin, usize)>,
    kinds: Vec<Kind>,
    roles: Vec<Role>,
    numbers: Numbers,
    /// When those happened whose lag is [`FAR`], by spot.
    far: BTreeMap<u32, EventTime>,
    /// Groups of those whose group is [`SEVERAL`], by spot.
    several: BTreeMap<u32, Vec<GroupNo>>,
    /// Places in `rows` in the order of names.
    by_id: Vec<u32>,
    /// Where each device's names begin in it.
    starts: Vec<usize>,
    first: Option<EventTime>,
    last: Option<EventTime>,
}

/// Names → their numbers, while the index is made.
#[derive(Debug, Default)]
struct Numbers {
    origins: BTreeMap<Origin, u16>,
    kinds: BTreeMap<String, u8>,
    roles: BTreeMap<Role, u8>,
}

impl Index {
    /// Makes room for so many entries at once: growing would take twice the memory.
    pub(super) fn reserve(&mut self, entries: usize) {
        self.rows.reserve_exact(entries.saturating_sub(self.rows.len()));
    }

    /// The row of an entry that is read, with its names noted.
    pub(super) fn row(&mut self, seen: &Seen<'_>, entry: &Entry) -> Result<Row, Full> {
        let lag = entry.stamp.at.since(entry.at);
        let lag = i32::try_from(lag).unwrap_or(FAR);
        if lag == FAR {
            self.far.insert(seen.spot, entry.at);
        }
        let kind = self.kind(seen.kind)?;
        let role = self.role(entry.role)?;
        self.first = Some(self.first.map_or(entry.at, |first| first.min(entry.at)));
        self.last = Some(self.last.map_or(entry.at, |last| last.max(entry.at)));
        Ok(Row {
            stamp_at: entry.stamp.at.0,
            lag,
            counter: entry.stamp.counter,
            seq: u32::try_from(seen.id.seq.0).map_err(|_| Full)?,
            spot: seen.spot,
            origin: self.origin(seen.id.origin)?,
            place: number_of(entry.fact.place().unwrap_or_else(|| entry.role.place())),
            group: self.group(seen.spot, &entry.fact),
            kind,
            role,
        })
    }

    /// Adds a row that is not a repeat.
    pub(super) fn push(&mut self, row: Row, seen: &Seen<'_>) {
        if let Some(origin) = self.origins.get_mut(usize::from(row.origin)) {
            origin.1 += 1;
        }
        if let Some(kind) = self.kinds.get_mut(usize::from(row.kind)) {
            kind.count += 1;
            kind.is_wordy = kind.is_wordy || has_words(seen.body);
        }
        self.rows.push(row);
    }

    fn origin(&mut self, origin: Origin) -> Result<u16, Full> {
        if let Some(number) = self.numbers.origins.get(&origin) {
            return Ok(*number);
        }
        let number = u16::try_from(self.origins.len()).map_err(|_| Full)?;
        self.origins.push((origin, 0));
        self.numbers.origins.insert(origin, number);
        Ok(number)
    }

    fn group(&mut self, spot: u32, fact: &Fact) -> u16 {
        if let Some(visit) = fact.visit() {
            return visit.group.0;
        }
        let groups = fact.groups();
        match groups.as_slice() {
            [] => NONE,
            [one] => one.0,
            _ => {
                self.several.insert(spot, groups);
                SEVERAL
            }
        }
    }

    fn kind(&mut self, name: &str) -> Result<u8, Full> {
        if let Some(number) = self.numbers.kinds.get(name) {
            return Ok(*number);
        }
        let number = u8::try_from(self.kinds.len()).map_err(|_| Full)?;
        self.kinds.push(Kind {
            name: name.to_owned(),
            count: 0,
            is_wordy: false,
        });
        self.numbers.kinds.insert(name.to_owned(), number);
        Ok(number)
    }

    fn role(&mut self, role: Role) -> Result<u8, Full> {
        if let Some(number) = self.numbers.roles.get(&role) {
            return Ok(*number);
        }
        let number = u8::try_from(self.roles.len()).map_err(|_| Full)?;
        self.roles.push(role);
        self.numbers.roles.insert(role, number);
        Ok(number)
    }

    /// Brings everything into the order of entries.
    pub(super) fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.origins.len()).collect();
        order.sort_by_key(|place| self.origins.get(*place).map(|(origin, _)| *origin));
        let mut renumbered = vec![0; order.len()];
        for (new, old) in (0..).zip(&order) {
            if let Some(number) = renumbered.get_mut(*old) {
                *number = new;
            }
        }
        for row in &mut self.rows {
            row.origin = renumbered.get(usize::from(row.origin)).copied().unwrap_or(NONE);
        }
        self.origins.sort_by_key(|(origin, _)| *origin);
        self.numbers = Numbers::default();
        self.rows
            .sort_unstable_by_key(|row| (row.stamp_at, row.counter, row.origin, row.seq, row.spot));
    }

    /// Makes entries findable by their names.
    pub(super) fn name(&mut self) {
        let count = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let mut by_id: Vec<u32> = (0..count).collect();
        by_id.sort_unstable_by_key(|place| {
            let row = self.at(*place);
            row.map(|row| (row.origin, row.seq, *place))
        });
        self.by_id = by_id;
        let starts = self.origins.iter().scan(0, |start, (_, count)| {
            let begins = *start;
            *start += count;
            Some(begins)
        });
        self.starts = starts.collect();
    }

    /// Every row, in the order of entries once it is closed.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row at this place.
    pub(super) fn at(&self, place: u32) -> Option<&Row> {
        self.rows.get(usize::try_from(place).ok()?)
    }

    /// How many entries there are.
    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Places of the contents of this name, as sealed: one, or several where two wrote under one name.
    pub(super) fn places(&self, id: EntryId) -> &[u32] {
        let found = self
            .origins
            .binary_search_by_key(&id.origin, |(origin, _)| *origin);
        let (Ok(origin), Ok(seq)) = (found, u32::try_from(id.seq.0)) else {
            return &[];
        };
        let start = self.starts.get(origin).copied().unwrap_or_default();
        let count = self.origins.get(origin).map_or(0, |(_, count)| *count);
        let all = self.by_id.get(start..start + count).unwrap_or_default();
        let number = |place: &u32| self.at(*place).map_or(0, |row| row.seq);
        // Numbers are dense: mostly it stands where its number says.
        let guess = usize::try_from(seq).unwrap_or_default().saturating_sub(1);
        let near = all.get(guess.saturating_sub(1)..).unwrap_or_default();
        if let [before, place, rest @ ..] = near
            && guess > 0
            && number(before) < seq
            && number(place) == seq
            && rest.first().is_none_or(|next| number(next) > seq)
        {
            return std::slice::from_ref(place);
        }
        let first = all.partition_point(|place| number(place) < seq);
        let end = all.partition_point(|place| number(place) <= seq);
        all.get(first..end).unwrap_or_default()
    }

    /// The place of an entry in the order, as it was sealed.
    pub(super) fn key(&self, row: &Row) -> Key {
        Key {
            stamp: Stamp {
                at: EventTime(row.stamp_at),
                counter: row.counter,
            },
            id: self.id(row),
        }
    }

    /// The name of an entry, as it was sealed.
    pub(super) fn id(&self, row: &Row) -> EntryId {
        let origin = self.origins.get(usize::from(row.origin));
        EntryId {
            origin: origin.map_or(Origin(0), |(origin, _)| *origin),
            seq: Seq(row.seq.into()),
        }
    }

    /// When an entry happened.
    pub(super) fn happened(&self, row: &Row) -> EventTime {
        if row.lag == FAR {
            return self.far.get(&row.spot).copied().unwrap_or_default();
        }
        EventTime(row.stamp_at).plus_ms(-i64::from(row.lag))
    }

    /// The groups that an entry concerns.
    pub(super) fn groups(&self, row: &Row) -> impl Iterator<Item = u16> + '_ {
        let several = (row.group == SEVERAL)
            .then(|| self.several.get(&row.spot))
            .flatten();
        let one = (row.group < SEVERAL).then_some(row.group);
        one.into_iter()
            .chain(several.into_iter().flatten().map(|group| group.0))
    }

    /// Kinds by their numbers.
    pub(super) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// Roles by their numbers.
    pub(super) fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Devices by their numbers, with how many entries each wrote.
    pub(super) fn origins(&self) -> &[(Origin, usize)] {
        &self.origins
    }

    /// When the first and the last entry happened.
    pub(super) fn span(&self) -> Option<(EventTime, EventTime)> {
        self.first.zip(self.last)
    }
}

/// The number of a place; stations and desks share one number space.
const fn number_of(place: Place) -> u16 {
    match place {
        Place::Station(no) => no.0,
        Place::Desk(no) => no.0,
        Place::Coordination => NONE,
    }
}

/// Whether a body holds a text that is neither a key nor the name of a device.
fn has_words(body: &str) -> bool {
    let mut rest = body;
    while let Some((_, after)) = rest.split_once('"') {
        let Some(end) = end_of_text(after) else {
            return true;
        };
        let (text, behind) = after.split_at(end);
        rest = behind.strip_prefix('"').unwrap_or_default();
        let is_key = rest.trim_start().starts_with(':');
        let is_name = text.len() == 16 && text.parse::<Origin>().is_ok();
        if !is_key && !text.is_empty() && !is_name {
            return true;
        }
    }
    false
}

/// Where a JSON text ends, from behind its first quote on.
fn end_of_text(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_takes_no_more_than_it_should() {
        assert_eq!(size_of::<Row>(), 32);
    }

    #[test]
    fn words_in_a_body_are_told_from_keys_and_names() {
        for plain in [
            "{}",
            r#"{"station":27,"round":1}"#,
            r#"{"message":{"origin":"00000000000000ab","seq":7},"place":{"station":3}}"#,
            r#"{"x":"","y": [1, 2]}"#,
        ] {
            assert!(!has_words(plain), "{plain}");
        }
        for wordy in [
            r#"{"station":27,"reason":"bus"}"#,
            r#"{"text": {"kk": "a \" : b"}}"#,
            r#"{"list":["a"]}"#,
            r#"{"broken":"x"#,
        ] {
            assert!(has_words(wordy), "{wordy}");
        }
    }
}
