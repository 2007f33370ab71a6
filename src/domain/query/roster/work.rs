//! The comparison itself: row by row who is meant, then numbers for those who are new, then who has gone.

use super::names::{Key, PART_SIGNS, key, school_key};
use super::{Diff, Identity, Note, Row, Scope, Standing};
use crate::domain::event::Group;
use crate::domain::fact::Relisted;
use crate::domain::id::GroupNo;
use std::collections::{BTreeMap, BTreeSet};

/// What was found out so far.
pub(super) struct Work<'a> {
    standing: &'a Standing,
    rows: &'a [Row],
    by_key: BTreeMap<Key, Vec<GroupNo>>,
    /// How many rows that are groups bear each name; 0 where only open ones do.
    listed: BTreeMap<Key, usize>,
    /// The rows' groups, also parts, with the row of each.
    met: BTreeMap<GroupNo, usize>,
    /// Groups that an open row may be about.
    kept: BTreeSet<GroupNo>,
    newcomers: Vec<usize>,
    /// Names that nobody here bears, with the first row of each.
    new_keys: BTreeMap<Key, usize>,
    diff: Diff,
}

impl<'a> Work<'a> {
    pub(super) fn over(standing: &'a Standing, rows: &'a [Row]) -> Self {
        let mut by_key: BTreeMap<Key, Vec<GroupNo>> = BTreeMap::new();
        // A group that is there goes before one that an earlier list took off.
        let (off, here): (Vec<_>, Vec<_>) = standing
            .groups
            .iter()
            .partition(|(no, _)| standing.off.contains(no));
        for (no, group) in here.into_iter().chain(off) {
            let numbers = by_key.entry(key(&group.school, &group.class)).or_default();
            if numbers.is_empty() || !standing.off.contains(no) {
                numbers.push(*no);
            }
        }
        let mut listed: BTreeMap<Key, usize> = BTreeMap::new();
        for row in rows {
            match row {
                Row::Group { about, .. } => {
                    *listed.entry(key(&about.school, &about.class)).or_default() += 1;
                }
                Row::Open { school, class, .. } => {
                    listed.entry(key(school, class)).or_default();
                }
            }
        }
        Self {
            standing,
            rows,
            by_key,
            listed,
            met: BTreeMap::new(),
            kept: BTreeSet::new(),
            newcomers: Vec::new(),
            new_keys: BTreeMap::new(),
            diff: Diff {
                numbers: vec![None; rows.len()],
                ..Diff::default()
            },
        }
    }

    /// Names first, then what people said of numbers, then what numbers suggest: the order of the rows decides nothing
    /// between two different groups.
    pub(super) fn match_rows(&mut self) {
        let mut unnamed = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            match row {
                Row::Group {
                    no, about, identity, ..
                } => {
                    let key = key(&about.school, &about.class);
                    if self.by_key.contains_key(&key) {
                        self.match_name(index, *no, about, &key);
                    } else if let Some(first) = self.new_keys.get(&key) {
                        let first = *first;
                        self.diff.notes.push(Note::Twice { row: index, first });
                    } else {
                        self.new_keys.insert(key.clone(), index);
                        unnamed.push((index, *no, about, *identity, key));
                    }
                }
                Row::Open { no, school, class } => {
                    let of_name = self.by_key.get(&key(school, class));
                    self.kept.extend(of_name.into_iter().flatten());
                    let of_number = no.filter(|no| self.standing.group(*no).is_some());
                    self.kept.extend(of_number);
                }
            }
        }
        unnamed.sort_by_cached_key(|(.., identity, key)| match identity {
            Some(Identity::Same) => 0,
            _ if self.whole(key).is_some() => 1,
            _ => 2,
        });
        for (index, no, about, identity, key) in unnamed {
            self.match_number(index, no, about, identity, &key);
        }
    }

    fn match_name(&mut self, row: usize, listed: Option<GroupNo>, about: &Group, key: &Key) {
        let of_name = self.by_key.get(key).cloned().unwrap_or_default();
        let named = listed.filter(|no| of_name.contains(no));
        match (named, of_name.as_slice()) {
            (_, [_, _, ..]) => self.match_parts(row, &of_name, named, about, key),
            (Some(no), _) => self.settle_on(row, listed, no, about),
            (None, numbers) => {
                if let Some(no) = numbers.first() {
                    self.settle_on(row, listed, *no, about);
                }
            }
        }
    }

    /// Several groups bear the name: a group that was split.
    fn match_parts(
        &mut self,
        row: usize,
        of_name: &[GroupNo],
        named: Option<GroupNo>,
        about: &Group,
        key: &Key,
    ) {
        let size = |no: &GroupNo| self.standing.group(*no).map_or(0, |group| group.size);
        let rows = self.listed.get(key).copied().unwrap_or(0);
        if let Some(no) = named.filter(|_| rows > 1) {
            return self.settle_on(row, named, no, about);
        }
        let pupils = of_name.iter().map(size).fold(0, u16::saturating_add);
        self.take_parts(row, of_name.to_vec(), pupils, about.size);
    }

    fn take_parts(&mut self, row: usize, parts: Vec<GroupNo>, pupils: u16, size: u16) {
        if let Some(first) = parts.iter().find_map(|no| self.met.get(no).copied()) {
            self.diff.notes.push(Note::Twice { row, first });
            return;
        }
        self.met.extend(parts.iter().map(|no| (*no, row)));
        self.set_number(row, parts.first().copied());
        if pupils == size {
            self.diff.same.extend(parts);
        } else {
            self.diff.notes.push(Note::InParts { row, parts, pupils });
        }
    }

    /// Nobody bears the name: whoever bears the number may be meant, or it is in halves, or it is new.
    fn match_number(
        &mut self,
        row: usize,
        listed: Option<GroupNo>,
        about: &Group,
        identity: Option<Identity>,
        key: &Key,
    ) {
        let halves = self.halves(key);
        if let [_, ..] = halves.as_slice() {
            let size = |no: &GroupNo| self.standing.group(*no).map_or(0, |group| group.size);
            let pupils = halves.iter().map(size).fold(0, u16::saturating_add);
            return self.take_parts(row, halves, pupils, about.size);
        }
        if let Some(whole) = self.whole(key) {
            return self.settle_on(row, listed, whole, about);
        }
        let bearer = listed.and_then(|no| Some((no, self.standing.group(no)?)));
        let bearer = bearer.filter(|(no, group)| {
            let own = self::key(&group.school, &group.class);
            let is_near = own.0 == key.0;
            is_near && !self.is_listed(&own) && !self.met.contains_key(no)
        });
        match (bearer, identity) {
            (Some((no, _)), Some(Identity::Same)) => self.settle_on(row, listed, no, about),
            (Some((no, _)), None) => {
                self.kept.insert(no);
                self.diff.notes.push(Note::WhichGroup { row, no });
            }
            _ => self.newcomers.push(row),
        }
    }

    /// Whether a row of the list bears this name.
    fn is_listed(&self, name: &Key) -> bool {
        self.listed.contains_key(name)
    }

    /// The class that stands whole where the list has its halves: the first of them takes its place.
    fn whole(&self, (school, class): &Key) -> Option<GroupNo> {
        let name = class.strip_suffix('1')?.strip_suffix(PART_SIGNS)?;
        let whole = (school.clone(), name.to_owned());
        let has_second = PART_SIGNS.iter().any(|sign| {
            let second = (school.clone(), format!("{name}{sign}2"));
            self.is_listed(&second)
        });
        let [no] = self.by_key.get(&whole)?.as_slice() else {
            return None;
        };
        let is_free = has_second && !self.is_listed(&whole) && !self.met.contains_key(no);
        is_free.then_some(*no)
    }

    /// The halves that stand for a class: `9А/1`, `9А/2`.
    fn halves(&self, (school, class): &Key) -> Vec<GroupNo> {
        let is_half = |other: &Key| {
            let number = other.1.strip_prefix(class.as_str());
            let number = number.and_then(|rest| rest.strip_prefix(PART_SIGNS));
            other.0 == *school && number.is_some_and(|no| no.parse::<u8>().is_ok())
        };
        let halves = self.by_key.iter();
        let halves: Vec<_> = halves
            .filter(|(other, _)| !class.is_empty() && is_half(other))
            .collect();
        let are_free = halves.iter().all(|(other, numbers)| {
            let is_there = |no: &GroupNo| !self.met.contains_key(no) && !self.standing.off.contains(no);
            !self.is_listed(other) && numbers.iter().all(is_there)
        });
        if halves.len() < 2 || !are_free {
            return Vec::new();
        }
        let numbers = halves.into_iter().flat_map(|(_, numbers)| numbers);
        numbers.copied().collect()
    }

    fn settle_on(&mut self, row: usize, listed: Option<GroupNo>, no: GroupNo, about: &Group) {
        if let Some(first) = self.met.get(&no).copied() {
            self.diff.notes.push(Note::Twice { row, first });
            return;
        }
        self.met.insert(no, row);
        self.set_number(row, Some(no));
        if let Some(listed) = listed.filter(|listed| *listed != no) {
            self.diff.notes.push(Note::Numbered { row, listed, no });
        }
        let relisted = self
            .standing
            .group(no)
            .and_then(|was| Relisted::between(no, was, about));
        let is_back = self.standing.off.contains(&no);
        if self.is_open(row) && !is_back {
            self.diff.notes.push(Note::Kept(no));
            return;
        }
        if is_back {
            self.diff.changes.back.push(no);
        }
        match relisted {
            Some(relisted) => self.diff.changes.changed.push(relisted),
            None if !is_back => self.diff.same.push(no),
            None => {}
        }
    }

    fn is_open(&self, row: usize) -> bool {
        matches!(self.rows.get(row), Some(Row::Group { is_open: true, .. }))
    }

    /// A newcomer keeps the number of the list where nobody else bears it; the others get the next free ones.
    pub(super) fn number_newcomers(&mut self) {
        let mut taken: BTreeSet<GroupNo> = self.standing.groups.keys().copied().collect();
        let mut without = Vec::new();
        self.newcomers.sort_unstable();
        for row in std::mem::take(&mut self.newcomers) {
            match self.listed_number(row).filter(|no| no.0 > 0 && taken.insert(*no)) {
                Some(no) => self.add(row, no),
                None => without.push(row),
            }
        }
        for row in without {
            let last = taken.last().map_or(0, |no| no.0);
            let Some(no) = last.checked_add(1).map(GroupNo) else {
                continue;
            };
            taken.insert(no);
            if let Some(listed) = self.listed_number(row) {
                self.diff.notes.push(Note::Numbered { row, listed, no });
            }
            self.add(row, no);
        }
    }

    fn listed_number(&self, row: usize) -> Option<GroupNo> {
        match self.rows.get(row) {
            Some(Row::Group { no, .. }) => *no,
            _ => None,
        }
    }

    fn add(&mut self, row: usize, no: GroupNo) {
        if let Some(Row::Group { about, .. }) = self.rows.get(row) {
            self.set_number(row, Some(no));
            self.diff.changes.added.push((no, about.clone()));
        }
    }

    fn set_number(&mut self, row: usize, no: Option<GroupNo>) {
        if let Some(slot) = self.diff.numbers.get_mut(row) {
            *slot = no;
        }
    }

    pub(super) fn settle(mut self, scope: Scope) -> Diff {
        let schools: BTreeSet<String> = self
            .rows
            .iter()
            .map(|row| match row {
                Row::Group { about, .. } => school_key(&about.school),
                Row::Open { school, .. } => school_key(school),
            })
            .collect();
        for (no, group) in &self.standing.groups {
            let is_meant = scope == Scope::Whole || schools.contains(&school_key(&group.school));
            if self.met.contains_key(no) || self.standing.off.contains(no) || !is_meant {
                continue;
            }
            if self.kept.contains(no) {
                self.diff.notes.push(Note::Kept(*no));
            } else {
                self.diff.changes.gone.push(*no);
            }
        }
        let changes = &mut self.diff.changes;
        changes.added.sort_by_key(|(no, _)| *no);
        changes.changed.sort_by_key(|relisted| relisted.group);
        changes.back.sort_unstable();
        self.diff.same.sort_unstable();
        self.diff.notes.sort_by_key(Note::row);
        self.diff
    }
}
