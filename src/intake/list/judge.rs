//! Sheets → rows, and the rows against each other: repeats, numbers, languages of one school, totals.

use super::ask::{Choice, Question, QuestionKind};
use super::cell::{Cell, Got};
use super::draft::{Above, Draft, too_large};
use super::header::{self, Header};
use super::refused::{Refused, RefusedKind};
use super::remark::{Column, Field, HIDDEN, Remark, RemarkKind, Told, Used};
use super::row::{Listed, Row, Spot, Status};
use super::settle;
use super::sheet::{Line, Sheet};
use super::total::{self, Sum};
use super::{Context, List, count, language, school, words};
use crate::domain::event::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// Beginnings of the words of a total, folded.
const TOTALS: [&str; 9] = [
    "барлыг",
    "барлык",
    "итог",
    "всего",
    "total",
    "жиын",
    "корытынды",
    "жалпы",
    "общее",
];

/// The list that these sheets hold.
pub(super) fn read(file: &str, sheets: &[Sheet], context: Context) -> Result<List, Refused> {
    let tables: Vec<(u16, &Sheet, Header)> = (1..)
        .zip(sheets)
        .filter_map(|(number, sheet)| Some((number, sheet, header::find(&sheet.lines, 0)?)))
        .collect();
    let is_single = tables.len() == 1;
    let mut judge = Judge {
        file,
        context,
        columns: Vec::new(),
        rows: Vec::new(),
        sums: Vec::new(),
    };
    for (number, sheet, header) in tables {
        judge.sheet(if is_single { 0 } else { number }, sheet, header);
    }
    judge.whole(sheets)
}

/// What has been read so far.
struct Judge<'a> {
    file: &'a str,
    context: Context,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// What each row adds to a total, or says as one; as long as `rows`.
    sums: Vec<Sum>,
}

impl Judge<'_> {
    fn sheet(&mut self, number: u16, sheet: &Sheet, mut header: Header) {
        let titles = sheet.lines.get(..header.first).unwrap_or_default();
        let lines = sheet.lines.get(header.last + 1..).unwrap_or_default();
        header.drop_words(lines);
        self.columns.extend(header.told(number));
        let mut above = heading(titles, &sheet.name);
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let spot = Spot {
                sheet: number,
                row: line.row,
            };
            if let Some(mut again) = header::at_line(lines, at) {
                again.drop_words(lines.get(again.last + 1..).unwrap_or_default());
                for passed in lines.get(at..=again.last).unwrap_or_default() {
                    let spot = Spot {
                        row: passed.row,
                        ..spot
                    };
                    self.skip(spot, RemarkKind::HeaderAgain, Told::Nothing);
                }
                at = again.last;
                header = again;
            } else {
                self.line(spot, line, &header, &mut above);
            }
            at += 1;
        }
    }

    fn skip(&mut self, spot: Spot, kind: RemarkKind, new: Told) {
        self.push(
            Row {
                file: self.file.to_owned(),
                spot,
                number: None,
                offered: None,
                group: None,
                status: Status::Skipped,
                remarks: vec![Remark {
                    place: None,
                    kind,
                    old: String::new(),
                    new,
                }],
                questions: Vec::new(),
                split: None,
            },
            Sum::default(),
        );
    }

    fn push(&mut self, row: Row, sum: Sum) {
        self.rows.push(row);
        self.sums.push(sum);
    }

    fn line(&mut self, spot: Spot, line: &Line, header: &Header, above: &mut Above) {
        let has = |field: Field| {
            let column = header.column(field);
            column.is_some_and(|at| !line.cell(at).is_empty() && !line.merged.contains(&at))
        };
        let only_number =
            has(Field::Number) && line.cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        if line.is_empty() || (only_number && is_numeric(line, header)) {
            return self.skip(spot, RemarkKind::EmptyRow, Told::Nothing);
        }
        if !has(Field::Class) && is_total(line) {
            let sum = Sum::total(line, header.column(Field::Size));
            self.skip(spot, RemarkKind::TotalUnread, Told::Nothing);
            if let Some(last) = self.sums.last_mut() {
                *last = sum;
            }
            above.school = None;
            return;
        }
        if is_numbering(line) {
            return self.skip(spot, RemarkKind::HeaderAgain, Told::Nothing);
        }
        let others = [Field::Number, Field::Lang, Field::Adults, Field::Needs];
        let is_group =
            has(Field::Class) || has(Field::Size) || (has(Field::School) && others.into_iter().any(has));
        if !is_group {
            return self.heading(spot, line, above);
        }
        let draft = Draft::read(header, line, above, self.context.places);
        if draft.certain == 0 {
            above.school = None;
            return self.skip(spot, RemarkKind::TextRow, Told::Nothing);
        }
        above.school = Some(draft.group.school.clone()).filter(|school| !school.is_empty());
        let bare = header
            .column(Field::Size)
            .and_then(|at| count::bare(line.cell(at)));
        self.group(spot, draft, bare);
    }

    fn group(&mut self, spot: Spot, draft: Draft<'_>, bare: Option<u32>) {
        let row = Row {
            file: self.file.to_owned(),
            spot,
            number: draft.number,
            offered: None,
            group: Some(draft.group),
            status: Status::Accepted,
            remarks: draft.remarks,
            questions: draft.questions,
            split: None,
        };
        self.push(row, Sum::of(bare));
    }

    /// A line that is no group: the school or the language of the lines below, or any other text.
    fn heading(&mut self, spot: Spot, line: &Line, above: &mut Above) {
        let mut texts = line.cells.iter().filter(|cell| !cell.is_empty());
        let only = texts.next().filter(|_| texts.next().is_none());
        if let Some(lang) = only.and_then(|cell| language::in_heading(&cell.text())) {
            above.lang = Some(lang);
            return self.skip(spot, RemarkKind::HeadingLanguage, Told::Lang(lang));
        }
        if let Some(school) = only.and_then(named_school) {
            above.school = Some(school.clone());
            above.lang = None;
            return self.skip(spot, RemarkKind::HeadingSchool, Told::Text(school));
        }
        self.skip(spot, RemarkKind::TextRow, Told::Nothing);
    }

    /// The rows against each other, or why there is nothing to judge.
    fn whole(mut self, sheets: &[Sheet]) -> Result<List, Refused> {
        if self.columns.is_empty() {
            return Err(no_header(sheets));
        }
        let missing = self.missing();
        if !missing.is_empty() {
            return Err(Refused {
                missing,
                ..Refused::whole(RefusedKind::NoColumn)
            });
        }
        if self.rows.iter().all(|row| row.group.is_none()) {
            return Err(Refused::whole(RefusedKind::NoGroups));
        }
        repeated_numbers(&mut self.rows);
        compare(&mut self.rows);
        suggest_languages(&mut self.rows);
        offer(&mut self.rows);
        for row in &mut self.rows {
            row.status = first_status(row);
        }
        total::compare(&mut self.rows, &self.sums);
        Ok(List {
            file: self.file.to_owned(),
            columns: self.columns,
            rows: self.rows,
            context: self.context,
        })
    }

    /// Fields that no column holds and no row has from elsewhere.
    fn missing(&self) -> Vec<Field> {
        let fields = [
            (Field::School, QuestionKind::SchoolMissing),
            (Field::Size, QuestionKind::SizeMissing),
        ];
        let mut missing = Vec::new();
        for (field, asked) in fields {
            let has_column = self.columns.iter().any(|column| column.used == Used::Read(field));
            let mut groups = self.rows.iter().filter(|row| row.group.is_some()).peekable();
            let has_groups = groups.peek().is_some();
            let is_open = |row: &Row| row.questions.iter().any(|question| question.kind == asked);
            if !has_column && has_groups && groups.all(is_open) {
                missing.push(field);
            }
        }
        missing
    }
}

fn no_header(sheets: &[Sheet]) -> Refused {
    if sheets.iter().all(|sheet| sheet.lines.is_empty()) {
        return Refused::whole(RefusedKind::Empty);
    }
    let found: Vec<Field> = sheets
        .iter()
        .map(|sheet| header::nearest(&sheet.lines))
        .max_by_key(Vec::len)
        .unwrap_or_default();
    let missing = [Field::School, Field::Class, Field::Lang, Field::Size]
        .into_iter()
        .filter(|field| !found.contains(field))
        .collect();
    Refused {
        missing,
        ..Refused::whole(RefusedKind::NoHeader)
    }
}

/// The school and the language that stand above a table or on its tab.
fn heading(titles: &[Line], tab: &str) -> Above {
    let mut texts = titles
        .iter()
        .flat_map(|line| &line.cells)
        .filter(|cell| !cell.is_empty());
    let named = texts.clone().find_map(named_school);
    Above {
        school: named.or_else(|| named_school(&Cell::of(tab))),
        lang: texts.find_map(|cell| language::in_heading(&cell.text())),
    }
}

/// A school that a title names; a bare number is none.
fn named_school(cell: &Cell) -> Option<String> {
    let text = cell.text();
    let is_named = text.chars().any(|c| c.is_alphabetic() || c == '№');
    let whole = school::read(cell).sure().filter(|_| is_named);
    whole.or_else(|| school::in_title(&text))
}

fn is_numeric(line: &Line, header: &Header) -> bool {
    let number = header.column(Field::Number).map(|at| line.cell(at).text());
    number.is_some_and(|text| words::words(&text).iter().all(|word| word.parse::<u32>().is_ok()))
}

fn is_total(line: &Line) -> bool {
    let texts = line.cells.iter().filter(|cell| matches!(cell, Cell::Text(_)));
    texts.take(3).any(|cell| {
        let words = words::words(&cell.text());
        words.len() <= 6
            && words
                .iter()
                .any(|word| TOTALS.iter().any(|total| word.starts_with(total)))
            && matches!(school::read(cell), Got::Ask(..))
    })
}

/// 1, 2, 3 … under the names of the columns.
fn is_numbering(line: &Line) -> bool {
    let numbers: Vec<Option<u32>> = line
        .cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(count::bare)
        .collect();
    numbers.len() > 3
        && numbers
            .iter()
            .zip(1..)
            .all(|(number, expected)| *number == Some(expected))
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

fn first_status(row: &Row) -> Status {
    match row.status {
        Status::Skipped => Status::Skipped,
        _ if !row.questions.is_empty() => Status::Ask,
        _ if !row.remarks.is_empty() => Status::Repaired,
        _ => Status::Accepted,
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
