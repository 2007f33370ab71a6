//! The school: №39 in whatever clothes, or a name in words.
//!
//! A number is enough for a school of the town; what stands around it is left out if every word is known. A village
//! is kept, because two schools №2 are two schools. A name without a number is kept only if all of it is known words,
//! the name of a place («Қарғалы ауылы») or of somebody whom a school is called after («Абай атындағы»): anything
//! else may be the name of a teacher.

use super::ask::QuestionKind;
use super::cell::{Cell, Got, spaces};
use super::remark::RemarkKind;
use super::{person, words};

/// Words around a number that say nothing more, folded.
const WORDS: &[&str] = &[
    "мектеп",
    "мектеби",
    "мектебинин",
    "мектептин",
    "орта",
    "жалпы",
    "билим",
    "беретин",
    "беру",
    "негизги",
    "бастауыш",
    "гимназия",
    "гимназиясы",
    "лицей",
    "лицейи",
    "лицеи",
    "интернат",
    "интернаты",
    "арнайы",
    "мамандандырылган",
    "облыстык",
    "калалык",
    "кешени",
    "коммуналдык",
    "мемлекеттик",
    "мекемеси",
    "кмм",
    "мм",
    "школа",
    "школы",
    "школе",
    "шк",
    "сш",
    "сош",
    "ош",
    "осш",
    "оош",
    "средняя",
    "ср",
    "общеобразовательная",
    "основная",
    "начальная",
    "специальная",
    "специализированная",
    "областная",
    "городская",
    "коммунальное",
    "государственное",
    "учреждение",
    "кгу",
    "гу",
    "номер",
    "no",
    "n",
    "school",
    "secondary",
    "gymnasium",
    "lyceum",
    "boarding",
    "special",
    "high",
    "comprehensive",
    "шы",
    "ши",
    "ншы",
    "нши",
    "й",
    "я",
    "ая",
    "and",
    "мен",
    "жане",
    "и",
    "бжм",
    "омектеп",
    "колледж",
    "колледжи",
    "college",
];

/// Words of which one makes a text without a number a school.
const TYPES: &[&str] = &[
    "мектеп",
    "мектеби",
    "школа",
    "гимназия",
    "гимназиясы",
    "лицей",
    "лицейи",
    "интернат",
    "интернаты",
    "school",
    "gymnasium",
    "lyceum",
    "колледж",
    "колледжи",
    "college",
];

/// Words after the name of a place.
const PLACES_BEHIND: &[&str] = &[
    "ауылы",
    "ауыл",
    "ауданы",
    "аудан",
    "каласы",
    "кала",
    "кенти",
    "кент",
    "селосы",
    "поселкеси",
    "станциясы",
    "район",
    "округи",
    "ауылдык",
    "облысы",
    "village",
];

/// Words before the name of a place; the short ones count with a point and a small letter only.
const PLACES_BEFORE: &[&str] = &[
    "село",
    "поселок",
    "город",
    "аул",
    "станция",
    "с",
    "п",
    "г",
    "пос",
    "ст",
];

/// Words between which and the name of the school somebody is remembered.
const NAMED_BEHIND: &[&str] = &["атындагы", "ат"];
const NAMED_BEFORE: &[&str] = &["имени", "им"];

/// More digits are no number of a school.
const LONGEST_NUMBER: usize = 4;

/// What the part of a school's name is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Known,
    Number,
    Place,
    Named,
    Strange,
}

/// The school in this cell.
pub(super) fn read(cell: &Cell) -> Got<String> {
    let raw = cell.text();
    let plain = words::plain(&raw);
    if plain.is_empty() {
        return Got::Missing;
    }
    if plain.len() > words::LONGEST_CELL || matches!(cell, Cell::Date { .. }) {
        return Got::Ask(QuestionKind::SchoolUnknown, Vec::new());
    }
    if person::is_personal(&plain) {
        return Got::Ask(QuestionKind::SchoolPersonal, Vec::new());
    }
    let tokens = tokens(&plain);
    let parts = parts(&tokens, &plain);
    let numbers: Vec<&str> = picked(&tokens, &parts, Part::Number);
    let is_strange = parts.contains(&Part::Strange);
    match numbers.as_slice() {
        [number] if number.len() <= LONGEST_NUMBER => numbered(&raw, &plain, number, &parts),
        [] if !is_strange && is_named(&tokens) => Got::Sure(plain.clone(), spaces(&raw, &plain)),
        _ => Got::Ask(QuestionKind::SchoolUnknown, Vec::new()),
    }
}

/// The school that somebody types, in its usual form if it has one.
pub(super) fn typed(text: &str) -> Option<String> {
    read(&Cell::of(text)).sure()
}

/// The number of a school that a title above the table names beside the word for it.
pub(super) fn in_title(text: &str) -> Option<String> {
    let plain = words::plain(text);
    if person::is_personal(&plain) || plain.len() > words::LONGEST_CELL {
        return None;
    }
    let tokens = tokens(&plain);
    let mut found = tokens.iter().enumerate().filter(|(at, token)| {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        // «мектептің 9-сынып»: a number with a hyphen is a grade.
        let is_grade = tokens.get(at + 1).is_some_and(|sign| sign == "-");
        let signed = before.is_some_and(|before| is_sign(before) || (is_type(before) && !is_grade));
        let named = tokens.get(at + 1).is_some_and(|word| is_type(word));
        is_number(token) && token.len() <= LONGEST_NUMBER && (signed || named)
    });
    let (_, number) = found.next()?;
    let is_one = found.next().is_none();
    let number = number.trim_start_matches('0');
    (is_one && !number.is_empty() && has_type(&tokens)).then(|| format!("№{number}"))
}

fn numbered(raw: &str, plain: &str, number: &str, parts: &[Part]) -> Got<String> {
    let trimmed = number.trim_start_matches('0');
    if trimmed.is_empty() {
        return Got::Ask(QuestionKind::SchoolUnknown, Vec::new());
    }
    let usual = format!("№{trimmed}");
    if parts.contains(&Part::Strange) {
        return Got::Ask(QuestionKind::SchoolUnknown, vec![usual]);
    }
    if parts.contains(&Part::Place) {
        let whole = plain.replace("№ ", "№");
        let remarks = spaces(raw, &whole);
        return Got::Sure(whole, remarks);
    }
    let without: String = plain.split_whitespace().collect();
    let kind = if raw == usual {
        return Got::Sure(usual, Vec::new());
    } else if without == usual {
        RemarkKind::Spaces
    } else if plain == number {
        RemarkKind::SchoolBare
    } else {
        RemarkKind::SchoolWords
    };
    Got::Sure(usual, vec![kind])
}

/// Runs of letters, runs of digits and single other signs.
fn tokens(plain: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = Kind::Sign;
    for c in plain.chars() {
        let kind = match c {
            c if c.is_whitespace() => {
                last = Kind::Sign;
                continue;
            }
            c if c.is_ascii_digit() => Kind::Digit,
            c if c.is_alphabetic() => Kind::Letter,
            _ => Kind::Sign,
        };
        match tokens.last_mut() {
            Some(token) if kind == last && kind != Kind::Sign => token.push(c),
            _ => tokens.push(c.to_string()),
        }
        last = kind;
    }
    tokens
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Sign,
}

fn is_number(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_digit())
}

fn is_word(token: &str) -> bool {
    token.starts_with(char::is_alphabetic)
}

fn is_sign(token: &str) -> bool {
    token == "№" || token == "#" || token.eq_ignore_ascii_case("n") || token.eq_ignore_ascii_case("no")
}

fn folded(token: &str) -> String {
    words::fold(&token.to_lowercase())
}

fn is_type(token: &str) -> bool {
    let word = folded(token);
    TYPES.contains(&word.as_str())
        || ["сш", "сош", "ош", "осш", "мектебинин", "мектептин", "школы"].contains(&word.as_str())
}

fn has_type(tokens: &[String]) -> bool {
    tokens.iter().any(|token| is_type(token))
}

/// «Мектеп» alone is no school: a name has another word.
fn is_named(tokens: &[String]) -> bool {
    has_type(tokens) && tokens.iter().filter(|token| is_word(token)).count() > 1
}

fn picked<'a>(tokens: &'a [String], parts: &[Part], wanted: Part) -> Vec<&'a str> {
    tokens
        .iter()
        .zip(parts)
        .filter(|(_, part)| **part == wanted)
        .map(|(token, _)| token.as_str())
        .collect()
}

/// What each token is.
fn parts(tokens: &[String], plain: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = tokens
        .iter()
        .map(|token| match token {
            token if is_number(token) => Part::Number,
            token if is_word(token) && !WORDS.contains(&folded(token).as_str()) => Part::Strange,
            token if is_word(token) || "№#.,-–—()«»\"“”„'/".contains(token.as_str()) => {
                Part::Known
            }
            _ => Part::Strange,
        })
        .collect();
    for at in 0..tokens.len() {
        let word = tokens.get(at).map(|token| folded(token)).unwrap_or_default();
        if PLACES_BEHIND.contains(&word.as_str()) && mark_before(tokens, &mut parts, at, 1, Part::Place) {
            set(&mut parts, at, Part::Place);
        }
        if NAMED_BEHIND.contains(&word.as_str()) && mark_before(tokens, &mut parts, at, 2, Part::Named) {
            set(&mut parts, at, Part::Named);
        }
        if is_place_before(tokens, at, &word) && mark_after(tokens, &mut parts, at, 1, Part::Place) {
            set(&mut parts, at, Part::Place);
        }
        if NAMED_BEFORE.contains(&word.as_str()) && mark_after(tokens, &mut parts, at, 2, Part::Named) {
            set(&mut parts, at, Part::Named);
        }
    }
    mark_quoted(tokens, &mut parts, plain);
    parts
}

fn set(parts: &mut [Part], at: usize, part: Part) {
    if let Some(slot) = parts.get_mut(at) {
        *slot = part;
    }
}

/// A short word is a place's only with its point and small: «С. Ахметова» is a person.
fn is_place_before(tokens: &[String], at: usize, word: &str) -> bool {
    if !PLACES_BEFORE.contains(&word) {
        return false;
    }
    let is_small = tokens
        .get(at)
        .is_some_and(|token| token.chars().all(char::is_lowercase));
    word.chars().count() > 3 || (is_small && tokens.get(at + 1).is_some_and(|point| point == "."))
}

/// Marks up to `most` strange words before this one; false if there are none, or if they look like a person's name.
fn mark_before(tokens: &[String], parts: &mut [Part], at: usize, most: usize, part: Part) -> bool {
    let from = (0..at)
        .rev()
        .take(most)
        .take_while(|before| parts.get(*before) == Some(&Part::Strange))
        .last();
    from.is_some_and(|from| mark(tokens, parts, from..at, part))
}

fn mark_after(tokens: &[String], parts: &mut [Part], at: usize, most: usize, part: Part) -> bool {
    let start = if tokens.get(at + 1).is_some_and(|point| point == ".") {
        at + 2
    } else {
        at + 1
    };
    let count = (start..tokens.len())
        .take(most)
        .take_while(|after| parts.get(*after) == Some(&Part::Strange))
        .count();
    count > 0 && mark(tokens, parts, start..start + count, part)
}

/// Marks these words unless they are a surname before a name, as teachers are listed and nobody is remembered.
fn mark(tokens: &[String], parts: &mut [Part], range: std::ops::Range<usize>, part: Part) -> bool {
    let words: Vec<&String> = range.clone().filter_map(|at| tokens.get(at)).collect();
    let is_listed = match words.as_slice() {
        [first, last] => person::is_surname(first) && !person::is_surname(last),
        _ => false,
    };
    if is_listed {
        return false;
    }
    for at in range {
        set(parts, at, part);
    }
    true
}

/// One word in «…» is the school's own name.
fn mark_quoted(tokens: &[String], parts: &mut [Part], plain: &str) {
    if !plain.contains('«') {
        return;
    }
    for at in 1..tokens.len() {
        let is_open = tokens.get(at - 1).is_some_and(|sign| sign == "«");
        let is_closed = tokens.get(at + 1).is_some_and(|sign| sign == "»");
        let is_plain = tokens.get(at).is_some_and(|word| !person::is_surname(word));
        if is_open && is_closed && is_plain && parts.get(at) == Some(&Part::Strange) {
            set(parts, at, Part::Named);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(text: &str) -> Option<String> {
        read(&Cell::of(text)).sure()
    }

    #[test]
    fn a_number_in_any_clothes_is_the_school() {
        for text in [
            "№6",
            "№ 6",
            "СШ №6",
            "6",
            " №6\u{a0}",
            "№6 мектеп-лицей",
            "СШ6",
            "N6",
            "No 6",
            "Школа № 6",
            "school 6",
            "№6 ЖББОМ мектеп",
            "КГУ «СОШ №6»",
            "№006",
            "6-шы мектеп",
            "Абай атындағы №6 мектеп",
            "сш №6 им. Абая",
            "№6 орта мектебі КММ",
            "#6",
        ] {
            let expected = (!text.contains("ЖББОМ")).then(|| "№6".to_owned());
            assert_eq!(sure(text), expected, "{text}");
        }
    }

    #[test]
    fn a_village_or_a_name_in_words_is_kept() {
        for text in [
            "Қарғалы ауылы, №2 мектеп",
            "с. Каргалы, школа №2",
            "Арнайы мектеп-интернат",
            "Абай атындағы мектеп-гимназия",
            "Әлия Молдағұлова атындағы мектеп",
            "«Болашақ» мектебі",
        ] {
            assert_eq!(sure(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_may_be_a_person_is_asked() {
        for text in [
            "Иванова А.Б.",
            "Айгүл",
            "Болашақ",
            "Ахметова Айгүл Абай атындағы мектеп",
            "Ахметова Абай атындағы мектеп",
            "мектеп Ким",
            "С. Ахметова мектеп",
            "школа «Иванова»",
            "8 700 000 00 01",
            "=cmd|' /C calc'!A0",
        ] {
            assert!(
                matches!(read(&Cell::of(text)), Got::Ask(_, suggested) if suggested.is_empty()),
                "{text}"
            );
        }
        let known = Got::Ask(QuestionKind::SchoolUnknown, vec!["№6".to_owned()]);
        assert_eq!(read(&Cell::of("№6 мектеп Айгүл")), known);
    }

    #[test]
    fn a_title_names_one_school_beside_its_word() {
        assert_eq!(
            in_title("№6 мектептің 9-сынып оқушыларының тізімі").as_deref(),
            Some("№6")
        );
        assert_eq!(in_title("Список учащихся школы №11").as_deref(), Some("№11"));
        assert_eq!(in_title("Школы №6 и №11"), None);
        assert_eq!(in_title("1-қосымша. 9-сынып оқушыларының топтары"), None);
    }
}
