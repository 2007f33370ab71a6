//! The rows of a list against each other: numbers claimed twice, repeats, the languages of one school, and what an
//! answer changes.

use super::ask::{Choice, Question, QuestionKind};
use super::draft::too_large;
use super::remark::{HIDDEN, Remark, RemarkKind, Told};
use super::row::{Listed, Row, Status};
use super::{List, settle, words};
use crate::domain::event::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that shows only when the rows are laid side by side.
pub(super) fn rows(rows: &mut [Row]) {
    repeated_numbers(rows);
    compare(rows);
    suggest_languages(rows);
    offer(rows);
}

/// A number that two groups claim stays with the first.
fn repeated_numbers(rows: &mut [Row]) {
    let mut seen: BTreeMap<u16, Listed> = BTreeMap::new();
    for row in rows {
        let (Some(number), Some(group)) = (row.number, &row.group) else {
            continue;
        };
        match seen.get(&number) {
            Some(first) if !first.same_class(group) => {
                row.number = None;
                row.remarks.push(Remark {
                    place: None,
                    kind: RemarkKind::NumberNew,
                    old: number.to_string(),
                    new: Told::Nothing,
                });
            }
            Some(_) => {}
            None => {
                seen.insert(number, group.clone());
            }
        }
    }
}

/// Whether school and class of a row are certain enough to compare them.
fn is_placed(row: &Row) -> bool {
    let is_open = row.questions.iter().any(|question| {
        question.kind.code().starts_with("class") || question.kind.code().starts_with("school")
    });
    row.status != Status::Skipped && !is_open && row.group.is_some()
}

type Key = (Vec<String>, String);

fn key(group: &Listed) -> Key {
    (words::words(&group.school), group.class.clone())
}

/// Marks repeats, and asks where two rows of one class differ.
fn compare(rows: &mut [Row]) {
    let mut first: BTreeMap<Key, usize> = BTreeMap::new();
    for at in 0..rows.len() {
        let Some(row) = rows.get(at).filter(|row| is_placed(row)) else {
            continue;
        };
        let Some(key) = row.group.as_ref().map(key) else {
            continue;
        };
        let Some(earlier) = first.get(&key).copied() else {
            first.insert(key, at);
            continue;
        };
        collide(rows, earlier, at);
    }
}

/// The later of two rows of one class is a repeat, or a question.
fn collide(rows: &mut [Row], earlier: usize, later: usize) {
    let Some(first) = rows.get(earlier).cloned() else {
        return;
    };
    let Some(row) = rows.get_mut(later) else { return };
    let is_same_number = row.number.is_none() || row.number == first.number;
    if is_same_number && row.group == first.group {
        row.status = Status::Skipped;
        row.questions.clear();
        row.remarks = vec![Remark {
            place: None,
            kind: RemarkKind::Repeat,
            old: String::new(),
            new: Told::Number(first.spot.row),
        }];
        return;
    }
    let same_size =
        row.group.as_ref().map(|group| group.size) == first.group.as_ref().map(|group| group.size);
    let choices = if same_size {
        vec![Choice::Other, Choice::This, Choice::Both]
    } else {
        vec![Choice::This, Choice::Other, Choice::Both]
    };
    let old = row.group.as_ref().and_then(|group| group.size);
    row.questions.insert(
        0,
        Question {
            kind: QuestionKind::SameClass,
            place: None,
            old: old.map_or_else(|| HIDDEN.to_owned(), |size| size.to_string()),
            other: Some(first.spot),
            choices,
            meanwhile: false,
        },
    );
}

/// Suggests for a missing language those of the same school first, then those of the list.
fn suggest_languages(rows: &mut [Row]) {
    let mut by_school: BTreeMap<Vec<String>, Vec<Lang>> = BTreeMap::new();
    let mut all: BTreeMap<Lang, usize> = BTreeMap::new();
    for group in rows.iter().filter_map(|row| row.group.as_ref()) {
        if let Some(lang) = group.lang {
            *all.entry(lang).or_default() += 1;
            by_school
                .entry(words::words(&group.school))
                .or_default()
                .push(lang);
        }
    }
    for row in rows {
        let school = row.group.as_ref().map(|group| words::words(&group.school));
        let of_school = school.and_then(|school| by_school.get(&school));
        let missing = row
            .questions
            .iter_mut()
            .find(|question| question.kind == QuestionKind::LanguageMissing);
        if let Some(question) = missing {
            let mut langs = Lang::ALL;
            langs.sort_by_key(|lang| {
                let here = of_school.map_or(0, |langs| langs.iter().filter(|other| *other == lang).count());
                std::cmp::Reverse((here, all.get(lang).copied().unwrap_or(0)))
            });
            question.choices = langs.into_iter().map(Choice::Lang).collect();
        }
    }
}

/// Offers numbers that are free in the list to groups without one.
fn offer(rows: &mut [Row]) {
    let taken: BTreeSet<u16> = rows.iter().filter_map(|row| row.number.or(row.offered)).collect();
    let is_numbered = rows.iter().any(|row| row.number.is_some());
    let mut next = taken.last().copied().unwrap_or(0);
    for row in rows {
        let is_open = row
            .questions
            .iter()
            .any(|question| question.kind == QuestionKind::SameClass);
        let is_group = row.group.is_some() && row.status != Status::Skipped;
        if !is_group || is_open || row.number.is_some() || row.offered.is_some() {
            continue;
        }
        next = next.saturating_add(1);
        row.offered = Some(next);
        if is_numbered {
            row.remarks.push(Remark {
                place: None,
                kind: RemarkKind::NoRoute,
                old: String::new(),
                new: Told::Number(next.into()),
            });
        }
    }
}

/// Judges a row again after an answer: it may now be a repeat, or too large, or get a number.
pub(super) fn again(list: &mut List, at: usize, answered: &Question) {
    let places = list.context.places;
    let code = answered.kind.code();
    if let Some(row) = list.rows.get_mut(at)
        && code.starts_with("size")
        && let Some(group) = &row.group
        && let Some(question) = too_large(group, places, answered.place.clone())
        && !row
            .questions
            .iter()
            .any(|open| open.kind == QuestionKind::TooLarge)
    {
        row.questions.push(question);
    }
    if (code.starts_with("class") || code.starts_with("school"))
        && let Some(row) = list.rows.get(at).filter(|row| is_placed(row))
        && let Some(key) = row.group.as_ref().map(key)
    {
        let twin = list.rows.iter().enumerate().position(|(other, row)| {
            other != at && is_placed(row) && row.group.as_ref().map(self::key).as_ref() == Some(&key)
        });
        if let Some(twin) = twin {
            collide(&mut list.rows, twin, at);
        }
    }
    if let Some(row) = list.rows.get_mut(at).filter(|row| row.status != Status::Skipped) {
        row.status = settle::status(row);
    }
    offer(&mut list.rows);
}
