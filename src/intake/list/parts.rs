//! What each word of a school's name is: a known word, its number, a place, somebody whom it is called after, or
//! something strange, which may be the name of a teacher.

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

/// What the part of a school's name is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Known,
    Number,
    Place,
    Named,
    Strange,
}

/// Runs of letters, runs of digits and single other signs.
pub(super) fn tokens(plain: &str) -> Vec<String> {
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

pub(super) fn is_number(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_digit())
}

pub(super) fn is_word(token: &str) -> bool {
    token.starts_with(char::is_alphabetic)
}

pub(super) fn is_sign(token: &str) -> bool {
    token == "№" || token == "#" || token.eq_ignore_ascii_case("n") || token.eq_ignore_ascii_case("no")
}

fn folded(token: &str) -> String {
    words::fold(&token.to_lowercase())
}

pub(super) fn is_type(token: &str) -> bool {
    let word = folded(token);
    TYPES.contains(&word.as_str())
        || ["сш", "сош", "ош", "осш", "мектебинин", "мектептин", "школы"].contains(&word.as_str())
}

pub(super) fn has_type(tokens: &[String]) -> bool {
    tokens.iter().any(|token| is_type(token))
}

/// «Мектеп» alone is no school: a name has another word.
pub(super) fn is_named(tokens: &[String]) -> bool {
    has_type(tokens) && tokens.iter().filter(|token| is_word(token)).count() > 1
}

pub(super) fn picked<'a>(tokens: &'a [String], parts: &[Part], wanted: Part) -> Vec<&'a str> {
    tokens
        .iter()
        .zip(parts)
        .filter(|(_, part)| **part == wanted)
        .map(|(token, _)| token.as_str())
        .collect()
}

/// What each token is.
pub(super) fn parts(tokens: &[String], plain: &str) -> Vec<Part> {
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
