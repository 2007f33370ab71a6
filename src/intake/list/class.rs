//! The class: a grade, mostly a letter, sometimes the number of a half, `9Ә`, `9А/1`.
//!
//! A Latin letter that looks and sounds like the Cyrillic one becomes it. One that only looks like it (a B may be В
//! or Б) is asked, as are letters that no class has and what Excel made a date of. A number of pupils behind the
//! class is handed on.

use super::ask::QuestionKind;
use super::cell::{Cell, Got};
use super::remark::RemarkKind;
use super::{person, words};

/// The highest grade of any school.
const HIGHEST_GRADE: u16 = 12;
/// A number behind the class from here on counts pupils; below it may be a half of the class.
const FEWEST_PUPILS: u16 = 8;
/// Cyrillic letters that name classes.
const LETTERS: &str = "АӘБВГҒДЕЖЗИІКҚЛМНОӨПРСТУҰҮФХҺЦЧШЮЯ";
/// Latin letters that look and sound alike.
const SAME: [(char, char); 6] = [
    ('A', 'А'),
    ('E', 'Е'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('T', 'Т'),
];
/// Letters that may mean others, the likelier first: typed on another layout, or Latin.
const DOUBTFUL: [(char, &str); 16] = [
    ('Э', "Ә"),
    ('B', "ВБ"),
    ('C', "СЦ"),
    ('H', "НХ"),
    ('P', "РП"),
    ('X', "Х"),
    ('Y', "УЫ"),
    ('D', "Д"),
    ('G', "Г"),
    ('V', "В"),
    ('I', "ІИ"),
    ('Z', "З"),
    ('L', "Л"),
    ('F', "Ф"),
    ('S', "С"),
    ('Ə', "Ә"),
];
/// Words beside a class, folded.
const WORDS: [&str; 7] = ["сынып", "сыныбы", "класс", "кл", "class", "grade", "сыныптар"];
/// Grades in Roman digits, with Latin and Cyrillic letters.
const ROMAN: [(&str, u16); 14] = [
    ("XII", 12),
    ("XI", 11),
    ("VIII", 8),
    ("VII", 7),
    ("IX", 9),
    ("VI", 6),
    ("IV", 4),
    ("III", 3),
    ("II", 2),
    ("X", 10),
    ("V", 5),
    ("ХІ", 11),
    ("ІХ", 9),
    ("Х", 10),
];
/// Beginnings of the names of months, folded, each with its number.
const MONTHS: [(&str, u8); 36] = [
    ("янв", 1),
    ("фев", 2),
    ("мар", 3),
    ("апр", 4),
    ("май", 5),
    ("мая", 5),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("окт", 10),
    ("ноя", 11),
    ("дек", 12),
    ("кан", 1),
    ("акп", 2),
    ("нау", 3),
    ("сау", 4),
    ("мам", 5),
    ("мау", 6),
    ("шил", 7),
    ("там", 8),
    ("кыр", 9),
    ("каз", 10),
    ("кар", 11),
    ("жел", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
];

/// A class and, if the cell holds it too, its number of pupils.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Class {
    pub(super) name: String,
    pub(super) size: Option<u16>,
}

impl Class {
    const fn bare(name: String) -> Self {
        Self { name, size: None }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Token {
    Number(u16),
    Word(String),
    Sign(char),
}

/// The class in this cell.
pub(super) fn read(cell: &Cell) -> Got<Class> {
    if let Cell::Date { day, month } = cell {
        return dated((*day).into(), (*month).into());
    }
    let raw = cell.text();
    let plain = words::plain(&raw);
    if plain.is_empty() {
        return Got::Missing;
    }
    if person::is_personal(&plain) && !is_full_date(&plain) {
        return Got::Ask(QuestionKind::ClassPersonal, Vec::new());
    }
    let unknown = Got::Ask(QuestionKind::ClassUnknown, Vec::new());
    if plain.len() > words::LONGEST_CELL {
        return unknown;
    }
    let Some(tokens) = tokens(&plain) else {
        return unknown;
    };
    if let Some((day, month)) = date(&tokens) {
        return dated(day, month);
    }
    Form::default().read(&tokens, &raw, &plain).unwrap_or(unknown)
}

/// A class that somebody types; its letter may be any.
pub(super) fn typed(text: &str) -> Option<String> {
    match read(&Cell::of(text)) {
        Got::Sure(class, _) => Some(class.name),
        Got::Ask(QuestionKind::ClassLetter, _) => Some(text.to_uppercase()),
        _ => None,
    }
}

fn tokens(plain: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut chars = plain.chars().peekable();
    while let Some(c) = chars.next() {
        let mut run = String::from(c);
        if c.is_ascii_digit() {
            while let Some(next) = chars.next_if(char::is_ascii_digit) {
                run.push(next);
            }
            tokens.push(Token::Number(run.parse().ok()?));
        } else if c.is_alphabetic() {
            while let Some(next) = chars.next_if(|next| next.is_alphabetic()) {
                run.push(next);
            }
            tokens.push(Token::Word(run));
        } else if !c.is_whitespace() {
            tokens.push(Token::Sign(c));
        }
    }
    Some(tokens)
}

/// `09.01.2027`: eight digits, and no telephone number.
fn is_full_date(plain: &str) -> bool {
    plain.len() == 10 && tokens(plain).as_deref().and_then(date).is_some()
}

/// A day and a month as office programs show them.
fn date(tokens: &[Token]) -> Option<(u16, u16)> {
    let month = |word: &str| {
        let word = words::fold(&word.to_lowercase());
        let found = MONTHS.iter().filter(|(start, _)| word.starts_with(start));
        found
            .max_by_key(|(start, _)| start.len())
            .map(|(_, month)| u16::from(*month))
    };
    let is_sign = |sign: &char| ".-/, ".contains(*sign);
    match tokens {
        [Token::Number(day), Token::Word(word)] => Some((*day, month(word)?)),
        [Token::Number(day), Token::Sign(sign), Token::Word(word), ..] if is_sign(sign) => {
            Some((*day, month(word)?))
        }
        [Token::Word(word), Token::Sign(sign), Token::Number(day)] if is_sign(sign) => {
            Some((*day, month(word)?))
        }
        [
            Token::Number(day),
            Token::Sign('.'),
            Token::Number(month),
            Token::Sign('.'),
            Token::Number(_),
        ]
        | [Token::Number(day), Token::Sign('.' | ','), Token::Number(month)] => Some((*day, *month)),
        _ => None,
    }
}

/// The classes that a date may have been, the likelier first.
fn dated(day: u16, month: u16) -> Got<Class> {
    let name = |grade: u16, part: u16| {
        let is_class = (1..=HIGHEST_GRADE).contains(&grade) && part > 0;
        is_class.then(|| Class::bare(format!("{grade}/{part}")))
    };
    let mut orders = [(day, month), (month, day)];
    if day < 5 && month >= 5 {
        orders.reverse();
    }
    let mut suggested: Vec<Class> = orders
        .into_iter()
        .filter_map(|(grade, part)| name(grade, part))
        .collect();
    suggested.dedup();
    Got::Ask(QuestionKind::ClassDate, suggested)
}

/// What was found so far.
#[derive(Default)]
struct Form {
    roman: bool,
    latin: bool,
    case: bool,
    /// Whether a number behind the letter may be a half rather than pupils.
    half: bool,
    doubt: Option<&'static str>,
}

impl Form {
    fn read(mut self, tokens: &[Token], raw: &str, plain: &str) -> Option<Got<Class>> {
        let mut rest: Vec<&Token> = tokens.iter().filter(|token| !is_ornament(token)).collect();
        let grade = self.grade(&mut rest)?;
        skip_words(&mut rest);
        let letter = self.letter(&mut rest)?;
        skip_words(&mut rest);
        let mut name = format!("{grade}{letter}");
        if let [Token::Sign('/'), Token::Number(part), ..] = rest.as_slice()
            && (1..FEWEST_PUPILS).contains(part)
        {
            name = format!("{name}/{part}");
            rest.drain(..2);
            skip_words(&mut rest);
        }
        let size = self.behind(&rest, letter.is_empty())?;
        if self.half {
            let part = size.unwrap_or(1);
            let suggested = vec![Class::bare(format!("{name}/{part}"))];
            return Some(Got::Ask(QuestionKind::ClassUnknown, suggested));
        }
        if let Some(instead) = self.doubt {
            let written = letter.clone();
            let mut suggested: Vec<Class> = instead
                .chars()
                .map(|c| Class {
                    name: name.replacen(&written, &c.to_string(), 1),
                    size,
                })
                .collect();
            if LETTERS.contains(&written) || "ЭЫЙЁ".contains(&written) {
                suggested.push(Class { name, size });
            }
            return Some(Got::Ask(QuestionKind::ClassLetter, suggested));
        }
        Some(Got::Sure(
            Class {
                size,
                ..Class::bare(name.clone())
            },
            self.remarks(&name, size, raw, plain),
        ))
    }

    /// The grade in Arabic or Roman digits.
    fn grade(&mut self, rest: &mut Vec<&Token>) -> Option<u16> {
        let grade = match rest.first()? {
            Token::Number(grade) => *grade,
            Token::Word(word) => {
                self.roman = true;
                let word = word.to_uppercase();
                ROMAN
                    .iter()
                    .find(|(roman, _)| *roman == word)
                    .map(|(_, grade)| *grade)?
            }
            Token::Sign(_) => return None,
        };
        rest.remove(0);
        (1..=HIGHEST_GRADE).contains(&grade).then_some(grade)
    }

    /// The letter, or none.
    fn letter(&mut self, rest: &mut Vec<&Token>) -> Option<String> {
        if let [Token::Sign('-' | '–' | '—' | '.'), Token::Word(_), ..] = rest.as_slice() {
            rest.remove(0);
            skip_words(rest);
        }
        let Some(Token::Word(word)) = rest.first() else {
            return Some(String::new());
        };
        let mut letters = word.chars();
        let small = letters.next()?;
        if letters.next().is_some() {
            return None;
        }
        rest.remove(0);
        let mut capitals = small.to_uppercase();
        let capital = capitals.next()?;
        self.case = capital != small;
        if let Some((_, cyrillic)) = SAME.iter().find(|(latin, _)| *latin == capital) {
            self.latin = true;
            return Some(cyrillic.to_string());
        }
        if let Some((_, instead)) = DOUBTFUL.iter().find(|(doubtful, _)| *doubtful == capital) {
            self.doubt = Some(instead);
        } else if !LETTERS.contains(capital) {
            self.doubt = Some("");
        }
        Some(capital.to_string())
    }

    /// The number of pupils behind the class; nothing if the rest is not understood.
    #[expect(
        clippy::option_option,
        reason = "nothing there, or something that is not understood"
    )]
    fn behind(&mut self, rest: &[&Token], is_bare: bool) -> Option<Option<u16>> {
        let is_dash = |sign: &char| "-–—:,(".contains(*sign);
        let (number, tail) = match rest {
            [] => return Some(None),
            [Token::Sign(')')] => return Some(None),
            [Token::Number(number)] if !is_bare => {
                self.half = true;
                return ((1..FEWEST_PUPILS).contains(number)).then_some(Some(*number));
            }
            [Token::Sign(sign), Token::Number(number), tail @ ..] if is_dash(sign) => (*number, tail),
            _ => return None,
        };
        let counted = tail.iter().any(|token| matches!(token, Token::Word(_)));
        let is_understood = tail.iter().all(|token| match token {
            Token::Word(word) => super::count::is_counted(word),
            Token::Sign(sign) => ").".contains(*sign),
            Token::Number(_) => false,
        });
        if !is_understood || (is_bare && !counted) {
            return None;
        }
        if !counted && number < FEWEST_PUPILS {
            self.half = true;
        }
        Some(Some(number))
    }

    fn remarks(&self, name: &str, size: Option<u16>, raw: &str, plain: &str) -> Vec<RemarkKind> {
        let mut remarks = Vec::new();
        for (is, kind) in [
            (self.latin, RemarkKind::ClassLatin),
            (self.case, RemarkKind::ClassCase),
            (self.roman, RemarkKind::ClassRoman),
            (size.is_some(), RemarkKind::ClassSize),
        ] {
            if is {
                remarks.push(kind);
            }
        }
        if remarks.is_empty() && raw != name {
            let squeezed: String = plain.split_whitespace().collect();
            remarks.push(if squeezed == name {
                RemarkKind::Spaces
            } else {
                RemarkKind::ClassForm
            });
        }
        remarks
    }
}

/// Quotes and brackets around a letter.
fn is_ornament(token: &Token) -> bool {
    matches!(token, Token::Sign(sign) if "\"'`«»“”„’‘".contains(*sign))
}

/// Leaves out words that say "class", with the hyphen before them.
fn skip_words(rest: &mut Vec<&Token>) {
    loop {
        let is_word = |token: Option<&&Token>| match token {
            Some(Token::Word(word)) => WORDS.contains(&words::fold(&word.to_lowercase()).as_str()),
            _ => false,
        };
        if is_word(rest.first()) {
            rest.remove(0);
            if rest.first() == Some(&&Token::Sign('.')) {
                rest.remove(0);
            }
        } else if matches!(rest.first(), Some(Token::Sign('-' | '–'))) && is_word(rest.get(1)) {
            rest.drain(..2);
        } else {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(text: &str) -> Option<(String, Option<u16>)> {
        read(&Cell::of(text)).sure().map(|class| (class.name, class.size))
    }

    fn asked(text: &str) -> Vec<String> {
        match read(&Cell::of(text)) {
            Got::Ask(_, suggested) => suggested.into_iter().map(|class| class.name).collect(),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_class_in_any_clothes_is_the_class() {
        for (text, name) in [
            ("9А", "9А"),
            ("9 А", "9А"),
            ("9-А", "9А"),
            ("9а", "9А"),
            ("9 \"Б\"", "9Б"),
            ("9«Ә»", "9Ә"),
            ("9A", "9А"),
            ("9 А класс", "9А"),
            ("9-сынып", "9"),
            ("9 «Ә» сыныбы", "9Ә"),
            ("9 кл. Б", "9Б"),
            ("IX А", "9А"),
            ("9А/1", "9А/1"),
            ("9/1", "9/1"),
            ("9", "9"),
            ("11Г", "11Г"),
        ] {
            assert_eq!(class(text), Some((name.to_owned(), None)), "{text}");
        }
        assert_eq!(
            read(&Cell::Number(9.0)).sure().map(|class| class.name).as_deref(),
            Some("9")
        );
    }

    #[test]
    fn a_number_of_pupils_behind_the_class_is_handed_on() {
        for text in [
            "9А - 25",
            "9А – 25 оқушы",
            "9А (25)",
            "9 \"А\" - 25 чел.",
            "9А: 25",
        ] {
            assert_eq!(class(text), Some(("9А".to_owned(), Some(25))), "{text}");
        }
        assert_eq!(asked("9А-1"), ["9А/1"]);
        assert_eq!(asked("9А1"), ["9А/1"]);
    }

    #[test]
    fn dates_and_doubtful_letters_are_asked() {
        assert_eq!(asked("09.янв"), ["9/1", "1/9"]);
        assert_eq!(asked("01.сен"), ["9/1", "1/9"]);
        assert_eq!(asked("9.1"), ["9/1", "1/9"]);
        assert_eq!(asked("09.01.2027"), ["9/1", "1/9"]);
        assert_eq!(asked("Sep-01"), ["9/1", "1/9"]);
        assert_eq!(asked("09.қар"), ["9/11", "11/9"]);
        assert_eq!(asked("9Э"), ["9Ә", "9Э"]);
        assert_eq!(asked("9B"), ["9В", "9Б"]);
        assert!(asked("9Ъ").is_empty());
    }

    #[test]
    fn what_is_no_class_is_asked_without_a_guess() {
        for text in [
            "Ахметова",
            "9АБ",
            "25",
            "9А,9Б",
            "9?",
            "8 700 000 00 01",
            "=1+1",
            "9А Ким",
            "А",
        ] {
            assert!(asked(text).is_empty(), "{text}");
        }
    }
}
