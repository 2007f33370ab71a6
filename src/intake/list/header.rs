//! The header: which column is which, by its name in Kazakh, Russian or English.
//!
//! A header may stand on two rows, its upper cells spread over several lower ones. Columns of names, telephones and
//! the like are known so that they are dropped and said; everything unknown is dropped as well.

use super::cell::Cell;
use super::count;
use super::remark::{Column, Field, Place, Used};
use super::sheet::{Line, MOST_COLUMNS};
use super::words;

/// So many rows from the top, or from a table's end, a header is looked for.
const LOOKED_AT: usize = 100;
/// A longer cell is a title.
const LONGEST_NAME: usize = 120;

/// More words are a sentence.
const MOST_WORDS: usize = 12;

/// Beginnings of words, folded.
const PERSON: &[&str] = &[
    "фио",
    "тел",
    "phone",
    "mobile",
    "уялы",
    "email",
    "mail",
    "почт",
    "иин",
    "жсн",
    "iin",
    "контакт",
    "contact",
    "байланыс",
    "адрес",
    "мекенжай",
    "address",
    "рожден",
    "туган",
    "тууган",
    "birth",
    "жынысы",
    "gender",
    "фамил",
    "имя",
    "отчеств",
    "surname",
    "whatsapp",
];
const TEACHER: &[&str] = &[
    "мугалим",
    "учител",
    "педагог",
    "руководит",
    "жетекши",
    "teacher",
    "ответствен",
    "жауапты",
    "куратор",
    "завуч",
    "директор",
    "responsible",
    "басшы",
    "воспитат",
];
const ADULT: &[&str] = &[
    "ерип",
    "сопровожд",
    "ересек",
    "взросл",
    "adult",
    "accompan",
    "chaperon",
];
const NEEDS: &[&str] = &[
    "кажеттили",
    "потребност",
    "ооп",
    "оовп",
    "еббк",
    "need",
    "support",
    "овз",
    "инклюз",
    "инвалид",
    "мугедек",
    "особ",
    "ерекше",
];
const DIAGNOSIS: &[&str] = &["диагноз", "diagnos"];
const NOTE: &[&str] = &["ескерт", "примеч", "note", "comment", "коммент", "remark"];
const PUPIL: &[&str] = &[
    "окушы",
    "учащ",
    "учени",
    "учен",
    "дети",
    "детей",
    "бала",
    "чел",
    "pupil",
    "student",
    "обучающ",
    "адам",
    "участник",
    "катысушы",
    "participant",
];
const COUNTED: &[&str] = &[
    "саны",
    "сан",
    "кол",
    "колич",
    "число",
    "числен",
    "count",
    "size",
    "барлыгы",
    "всего",
    "total",
    "number",
];
const PART_OF: &[&str] = &["ул", "улдар", "кыз", "кыздар", "мальч", "девоч", "boys", "girls"];
const LANGUAGE: &[&str] = &["тил", "язык", "language", "lang", "яз"];
const CLASS: &[&str] = &["сынып", "сыныб", "класс", "class", "grade", "параллел", "кл"];
const CLASSES: &[&str] = &["сыныптар", "классов", "classes"];
const SCHOOL: &[&str] = &[
    "мектеп",
    "мектеб",
    "школ",
    "school",
    "организац",
    "уйым",
    "учрежд",
    "лицей",
    "гимназ",
    "сош",
];
const ORDINAL: &[&str] = &["номер", "номир", "реттик", "топ", "групп", "group", "number"];
const TAKING_PART: &[&str] = &["участ", "катыс", "particip"];
const NAMES: &[&str] = &["name", "аты", "есим", "теги"];

/// A header that was found.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Header {
    /// The place of its first line among the lines of the sheet.
    pub(super) first: usize,
    /// The place of its last line.
    pub(super) last: usize,
    /// Its columns, by their place in a row.
    pub(super) columns: Vec<(usize, Place, Used)>,
}

impl Header {
    /// The column of a field.
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        let mut columns = self.columns.iter();
        columns
            .find(|(_, _, used)| *used == Used::Read(field))
            .map(|(at, ..)| *at)
    }

    /// The column of a field as it is told.
    pub(super) fn place(&self, field: Field) -> Option<Place> {
        let mut columns = self.columns.iter();
        columns
            .find(|(_, _, used)| *used == Used::Read(field))
            .map(|(_, place, _)| place.clone())
    }

    /// How much of the header is understood.
    pub(super) fn weight(&self) -> usize {
        self.columns
            .iter()
            .map(|(_, _, used)| match used {
                Used::Read(_) => 10,
                Used::Personal | Used::Note => 1,
                Used::Unknown => 0,
            })
            .sum()
    }

    /// Whether the lines below may hold groups: the class, and something to tell it from a title.
    fn is_enough(&self) -> bool {
        let others = [Field::School, Field::Size, Field::Lang, Field::Number];
        self.column(Field::Class).is_some() && others.iter().any(|field| self.column(*field).is_some())
    }

    /// A column is no count after all: what stands in it is mostly words.
    pub(super) fn drop_words(&mut self, lines: &[Line]) {
        for (at, _, used) in &mut self.columns {
            let is_count = matches!(used, Used::Read(Field::Size | Field::Adults));
            if !is_count {
                continue;
            }
            let cells = lines
                .iter()
                .map(|line| line.cell(*at))
                .filter(|cell| !cell.is_empty());
            let (mut counts, mut others) = (0, 0);
            for cell in cells {
                if count::is_countable(cell) {
                    counts += 1;
                } else {
                    others += 1;
                }
            }
            if others > counts {
                *used = Used::Personal;
            }
        }
    }

    /// The columns as they are told.
    pub(super) fn told(&self, sheet: u16) -> impl Iterator<Item = Column> {
        self.columns.iter().map(move |(_, place, used)| Column {
            sheet,
            place: place.clone(),
            used: *used,
        })
    }
}

/// The first header from this line on.
pub(super) fn find(lines: &[Line], from: usize) -> Option<Header> {
    (from..lines.len().min(from.saturating_add(LOOKED_AT))).find_map(|at| at_line(lines, at))
}

/// The header that begins on this line.
pub(super) fn at_line(lines: &[Line], at: usize) -> Option<Header> {
    let upper = lines.get(at)?;
    let single = header((at, at), |column| name(upper, column).map(str::to_owned));
    let double = lines
        .get(at + 1)
        .filter(|lower| is_upper(upper) && is_lower(lower))
        .map(|lower| header((at, at + 1), |column| joined(upper, lower, column)));
    let better = double.filter(|double| double.is_enough() && double.weight() > single.weight());
    better.or_else(|| single.is_enough().then_some(single))
}

/// The fields of the row that is most like a header, for saying what is missing.
pub(super) fn nearest(lines: &[Line]) -> Vec<Field> {
    let best = (0..lines.len().min(LOOKED_AT))
        .filter_map(|at| {
            Some(header((at, at), |column| {
                name(lines.get(at)?, column).map(str::to_owned)
            }))
        })
        .max_by_key(Header::weight);
    best.into_iter()
        .flat_map(|header| header.columns)
        .filter_map(|(_, _, used)| match used {
            Used::Read(field) => Some(field),
            _ => None,
        })
        .collect()
}

/// The text of a cell that may be the name of a column.
fn name(line: &Line, column: usize) -> Option<&str> {
    match line.cell(column) {
        Cell::Text(text) if text.chars().nth(LONGEST_NAME).is_none() => Some(text),
        _ => None,
    }
}

/// Whether a line can be the upper half of a header: more than a title.
fn is_upper(line: &Line) -> bool {
    (0..line.cells.len())
        .filter_map(|at| name(line, at))
        .nth(1)
        .is_some()
}

/// Whether a line can be the lower half of a header: words only, at least one of which names a column.
fn is_lower(line: &Line) -> bool {
    let is_number = |cell: &Cell| {
        !matches!(cell, Cell::Text(_) | Cell::Empty) || cell.text().contains(|c: char| c.is_ascii_digit())
    };
    !line.cells.iter().any(is_number)
        && (0..line.cells.len()).any(|at| name(line, at).and_then(used).is_some())
}

/// The name of a column on two rows; an upper cell reaches over the empty ones to its right.
fn joined(upper: &Line, lower: &Line, column: usize) -> Option<String> {
    match (name(upper, column), name(lower, column)) {
        (None, None) => None,
        (Some(only), None) => Some(only.to_owned()),
        (Some(above), Some(below)) => Some(format!("{above} {below}")),
        (None, Some(below)) => {
            if used(below).is_some() {
                return Some(below.to_owned());
            }
            let above = (0..column)
                .rev()
                .find_map(|left| name(upper, left))
                .unwrap_or_default();
            Some(format!("{above} {below}"))
        }
    }
}

fn header((first, last): (usize, usize), name: impl Fn(usize) -> Option<String>) -> Header {
    let named: Vec<(usize, String, Option<Used>)> = (0..MOST_COLUMNS)
        .filter_map(|at| {
            let name = name(at)?;
            let used = used(&name);
            Some((at, name, used))
        })
        .collect();
    let best = |field: Used| {
        let of_field = named.iter().filter(|(_, _, used)| *used == Some(field));
        // The last of the best counts, so they are looked through from behind.
        let ranked = of_field.rev().max_by_key(|(_, name, _)| rank(name));
        ranked.map(|(at, ..)| *at)
    };
    let mut columns: Vec<(usize, Place, Used)> = Vec::new();
    for (at, name, used) in &named {
        let used = match used {
            Some(read @ Used::Read(_)) if best(*read) != Some(*at) => Used::Unknown,
            Some(used) => *used,
            None => Used::Unknown,
        };
        let place = Place {
            letter: letter(*at),
            name: words::quote(name),
        };
        columns.push((*at, place, used));
    }
    Header { first, last, columns }
}

/// Of two columns for one thing, the one that counts those who come, and the one that is no diagnosis.
fn rank(name: &str) -> u8 {
    let words = words::words(name);
    match () {
        () if begins(&words, TAKING_PART) => 2,
        () if begins(&words, DIAGNOSIS) => 0,
        () => 1,
    }
}

fn begins(words: &[String], stems: &[&str]) -> bool {
    words
        .iter()
        .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
}

fn whole(words: &[String], wanted: &[&str]) -> bool {
    words.iter().any(|word| wanted.contains(&word.as_str()))
}

/// What a column of this name is used for, if it means anything.
fn used(name: &str) -> Option<Used> {
    let words = words::words(name);
    // A number stands in titles and in rows, not in the name of a column.
    let has_number = words
        .iter()
        .any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    if words.len() > MOST_WORDS || has_number {
        return None;
    }
    let is = |stems: &[&str]| begins(&words, stems);
    let counted = is(COUNTED);
    let read = |field| Some(Used::Read(field));
    match () {
        () if is(PERSON) || is_initials(&words) || whole(&words, &["жони", "пол"]) => {
            Some(Used::Personal)
        }
        () if is(ADULT) => read(Field::Adults),
        () if is(DIAGNOSIS) || is(NEEDS) => read(Field::Needs),
        () if is(TEACHER) && counted => read(Field::Adults),
        () if is(TEACHER) => Some(Used::Personal),
        () if is(NOTE) => Some(Used::Note),
        () if whole(&words, PART_OF) || is(&["мальч", "девоч"]) => None,
        () if is(PUPIL) && (counted || words.len() == 1) => read(Field::Size),
        () if is(LANGUAGE) => read(Field::Lang),
        () if is(CLASSES) && counted => None,
        () if is(CLASS) => read(Field::Class),
        () if is(SCHOOL) => read(Field::School),
        () if is(NAMES) => Some(Used::Personal),
        () if counted && !is(ORDINAL) && words.len() <= 3 => read(Field::Size),
        () if is_ordinal(name, &words) => read(Field::Number),
        () => None,
    }
}

/// «Т.А.Ә.», «Ф.И.О.».
fn is_initials(words: &[String]) -> bool {
    let letters: String = words.iter().map(String::as_str).collect();
    words.len() == 3 && ["таа", "фио"].contains(&letters.as_str())
}

/// «№», «№ р/с», «№ п/п», "No", «Топ №».
fn is_ordinal(name: &str, words: &[String]) -> bool {
    let has_sign = name.contains(['№', '#']);
    let is_short = words
        .iter()
        .all(|word| ["р", "с", "п", "рс", "пп", "no", "n", "нн"].contains(&word.as_str()));
    (is_short && (has_sign || !words.is_empty())) || (words.len() <= 3 && begins(words, ORDINAL))
}

/// The letter of a column as Excel shows it.
pub(super) fn letter(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::list::sheet;

    fn fields(text: &str) -> Vec<Used> {
        let lines = sheet::of_csv(text).unwrap().lines;
        let header = find(&lines, 0).unwrap_or_else(|| panic!("{text}"));
        header.columns.into_iter().map(|(_, _, used)| used).collect()
    }

    const ALL: [Used; 9] = [
        Used::Read(Field::Number),
        Used::Read(Field::School),
        Used::Read(Field::Class),
        Used::Read(Field::Lang),
        Used::Read(Field::Size),
        Used::Read(Field::Adults),
        Used::Read(Field::Needs),
        Used::Personal,
        Used::Note,
    ];

    #[test]
    fn columns_are_known_in_three_languages() {
        for header in [
            "№ р/с;Мектеп ;Сыныбы;Оқыту тілі;Оқушы саны ;Еріп жүруші;Ерекше қажеттілік;Жауапты мұғалім, тел.;Ескертпе",
            "№ п/п;Школа;Класс;Язык обучения;Кол-во учащихся;Сопровождающие;Особые потребности;ФИО учителя;Примечание",
            "No;School;Class;Language;Pupils;Adults;Needs;Teacher;Note",
            "Топ №;Мектеп атауы;СЫНЫП;Тілі;Окушылар саны;Ересектер саны;ЕБҚ қажеттілігі;Т.А.Ә.;Ескерту",
            "№;Наименование школы;Класс (литер);Яз. обуч.;Количество детей;Кол-во педагогов;ООП;E-mail;Комментарий",
            "N;Организация образования;Kлaсс;Язык;Контингент учащихся, всего;Взрослые;ОВЗ;ИИН;Примечания",
            "Group;School name;Grade;Language of instruction;Number of pupils;Accompanying adults;Support needs;Phone;Comments",
        ] {
            assert_eq!(fields(header), ALL, "{header}");
        }
    }

    #[test]
    fn columns_of_people_are_known() {
        for name in [
            "Аты-жөні",
            "ФИО",
            "Телефон",
            "ұялы тел.",
            "Классный руководитель",
            "Сынып жетекшісі",
            "ЖСН",
            "Контакты",
            "Teacher name",
            "Мұғалім",
            "Дата рождения",
            "Ответственный",
        ] {
            assert_eq!(used(name), Some(Used::Personal), "{name}");
        }
    }

    #[test]
    fn a_header_on_two_rows_is_one() {
        let text = "№;Мектеп;Оқушылар;;;Еріп жүруші;\n;;Сыныбы;Саны;Тілі;саны;телефоны\n1;№6;9А;12;қаз;1;8";
        assert_eq!(
            fields(text),
            [
                Used::Read(Field::Number),
                Used::Read(Field::School),
                Used::Read(Field::Class),
                Used::Read(Field::Size),
                Used::Read(Field::Lang),
                Used::Read(Field::Adults),
                Used::Personal,
            ]
        );
    }

    #[test]
    fn of_two_sizes_those_who_come_count() {
        let used = fields("Мектеп;Сынып;Барлық оқушы саны;Қатысатын оқушы саны");
        assert_eq!(used[2..], [Used::Unknown, Used::Read(Field::Size)]);
    }

    #[test]
    fn a_title_is_no_header() {
        let lines = sheet::of_csv("9-сынып оқушыларының топтары, мектеп\n№6;9А;12")
            .unwrap()
            .lines;
        assert_eq!(find(&lines, 0), None);
    }

    #[test]
    fn letters_are_those_of_excel() {
        assert_eq!([0, 25, 26, 255].map(letter), ["A", "Z", "AA", "IV"]);
    }
}
