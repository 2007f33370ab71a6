//! Sheets → rows: what each line is, and what a line without a group says about the ones below it.

use super::ask::QuestionKind;
use super::cell::{Cell, Got};
use super::draft::{Above, Draft};
use super::header::{self, Header};
use super::refused::{Refused, RefusedKind};
use super::remark::{Column, Field, Remark, RemarkKind, Told, Used};
use super::row::{Row, Spot, Status};
use super::sheet::{Line, Sheet};
use super::total::{self, Sum};
use super::{Context, List, compare, count, language, school, words};

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
        compare::rows(&mut self.rows);
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

fn first_status(row: &Row) -> Status {
    match row.status {
        Status::Skipped => Status::Skipped,
        _ if !row.questions.is_empty() => Status::Ask,
        _ if !row.remarks.is_empty() => Status::Repaired,
        _ => Status::Accepted,
    }
}
