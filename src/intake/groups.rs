//! Who comes and where each group goes: `[groups]` and `[plan]`, one line a group.

use super::draft::{Groups, Row};
use super::finding::FindingKind;
use super::floor::support;
use super::pen::{At, Pen};
use super::schema::Table;
use super::section::{Section, Value, in_order, language, list, number, wrong_type};
use crate::domain::event::{Group, Lang, Support};
use crate::domain::id::{GroupNo, StationNo};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// A class has no more pupils by the sanitary rules.
const LARGEST_CLASS: u16 = 25;
/// So many digits in a school or class are a telephone number.
const PHONE_DIGITS: usize = 7;

/// `[groups]`.
pub(super) fn groups(pen: &mut Pen<'_>, table: &DeTable<'_>) -> Groups {
    let mut read = Groups::default();
    for (key, at, value) in in_order(table) {
        if value.get_ref().is_array() && is_number(key) {
            pen.add(&at, Table::Groups.landed(key, Table::Plan.header()));
            continue;
        }
        let Some(group) = group_number(pen, Table::Groups, key, &at) else {
            continue;
        };
        if let Some(first) = read.places.get(&group) {
            let first_line = pen.line(first.start);
            pen.add(
                &at,
                FindingKind::DuplicateGroup {
                    group: group.0,
                    first_line,
                },
            );
            continue;
        }
        let DeValue::Table(table) = value.get_ref() else {
            read.places.insert(group, at);
            wrong_type(pen, key, value, "check-type-table");
            continue;
        };
        let section = Section::open(pen, Table::Group, table, value.span());
        let (described, has_language) = self::group(pen, &section);
        if !has_language {
            read.speechless.insert(group);
        }
        read.places.insert(group, at);
        read.described.insert(group, described);
    }
    read
}

/// One group, and whether its language could be read.
fn group(pen: &mut Pen<'_>, section: &Section<'_, '_>) -> (Group, bool) {
    let school = origin(pen, section, "school");
    let class = origin(pen, section, "class");
    let lang = section
        .need(pen, "lang")
        .and_then(|value| language(pen, "lang", value));
    let size = section.need(pen, "size").and_then(|value| size(pen, value));
    let adults = section.number_or(pen, "adults", (0, u16::MAX), 1);
    if let (Some(size), Some(value)) = (size, section.get("adults"))
        && adults > size
    {
        let count = adults;
        pen.add(&value.span(), FindingKind::CountOverSize { count, size });
    }
    let group = Group {
        school,
        class,
        lang: lang.unwrap_or(Lang::Kk),
        size: size.unwrap_or(1),
        adults,
        needs: section
            .get("needs")
            .map(|value| needs(pen, value, size))
            .unwrap_or_default(),
        wishes: section
            .get("wishes")
            .map(|value| wishes(pen, value))
            .unwrap_or_default(),
    };
    (group, lang.is_some())
}

/// The school or the class; a telephone number is neither.
fn origin(pen: &mut Pen<'_>, section: &Section<'_, '_>, key: &'static str) -> String {
    let text = section.text(pen, key).unwrap_or_default();
    let is_phone = text.chars().filter(char::is_ascii_digit).count() >= PHONE_DIGITS
        && text.chars().all(|c| c.is_ascii_digit() || " +-()".contains(c));
    if is_phone && let Some(value) = section.get(key) {
        pen.add(&value.span(), FindingKind::PersonalData { key: key.to_owned() });
    }
    text
}

fn size(pen: &mut Pen<'_>, value: &Value<'_>) -> Option<u16> {
    let size = number(pen, "size", value, (0, u16::MAX))?;
    if size == 0 {
        pen.add(&value.span(), FindingKind::EmptyGroup {});
        return None;
    }
    if size > LARGEST_CLASS {
        pen.add(&value.span(), FindingKind::BigGroup { size });
    }
    Some(size)
}

fn needs(pen: &mut Pen<'_>, value: &Value<'_>, size: Option<u16>) -> BTreeMap<Support, u16> {
    let mut needs = BTreeMap::new();
    let DeValue::Table(table) = value.get_ref() else {
        wrong_type(pen, "needs", value, "check-type-table");
        return needs;
    };
    for (key, at, value) in in_order(table) {
        let kind = support(pen, key, &at);
        let Some(count) = number(pen, key, value, (0, u16::MAX)) else {
            continue;
        };
        if let Some(size) = size
            && count > size
        {
            pen.add(&value.span(), FindingKind::CountOverSize { count, size });
        }
        if let Some(kind) = kind
            && count > 0
        {
            needs.insert(kind, count);
        }
    }
    needs
}

/// Stations that a group would like to visit; whether they are there is judged with the whole file.
fn wishes(pen: &mut Pen<'_>, value: &Value<'_>) -> Vec<StationNo> {
    let listed = list(pen, "wishes", value).into_iter().flatten();
    listed
        .filter_map(|wish| number(pen, "wishes", wish, (1, u16::MAX)))
        .map(StationNo)
        .collect()
}

/// `[plan]`, row by row.
pub(super) fn plan(pen: &mut Pen<'_>, table: &DeTable<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut seen: BTreeMap<GroupNo, At> = BTreeMap::new();
    for (key, at, value) in in_order(table) {
        if value.get_ref().is_table() && is_number(key) {
            pen.add(&at, Table::Plan.landed(key, Table::Groups.header()));
            continue;
        }
        let Some(group) = group_number(pen, Table::Plan, key, &at) else {
            continue;
        };
        if let Some(first) = seen.get(&group) {
            let first_line = pen.line(first.start);
            pen.add(
                &at,
                FindingKind::GroupInTwoPlaces {
                    group: group.0,
                    first_line,
                },
            );
            continue;
        }
        seen.insert(group, at.clone());
        let cells = list(pen, key, value).into_iter().flatten();
        rows.push(Row {
            group,
            at,
            list_at: value.span(),
            cells: cells
                .map(|cell| (number(pen, key, cell, (0, u16::MAX)), cell.span()))
                .collect(),
        });
    }
    rows
}

fn is_number(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit())
}

/// The group that a key names.
fn group_number(pen: &mut Pen<'_>, table: Table, key: &str, at: &At) -> Option<GroupNo> {
    if is_number(key) {
        let number = key.parse().ok().filter(|number| *number > 0).map(GroupNo);
        if number.is_none() {
            let key = "[groups], [plan]".to_owned();
            pen.add(
                at,
                FindingKind::NumberRange {
                    key,
                    min: 1,
                    max: u16::MAX.into(),
                },
            );
        }
        return number;
    }
    let what = match table.judge(key) {
        Some(FindingKind::UnknownKey { .. }) | None => FindingKind::BadGroupNumber {},
        Some(what) => what,
    };
    pen.add(at, what);
    None
}
