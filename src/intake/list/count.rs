//! Numbers of pupils and adults.

use super::ask::QuestionKind;
use super::cell::{Cell, Got, spaces};
use super::remark::RemarkKind;
use super::{person, words};

/// More pupils are in no class; such a number counts something else.
pub(super) const LARGEST_SIZE: u16 = 60;
/// More adults come with no group.
const MOST_ADULTS: u16 = 10;
/// Words beside a number, folded.
const WORDS: &[&str] = &[
    "окушы",
    "окушылар",
    "бала",
    "балалар",
    "адам",
    "ученик",
    "ученика",
    "учеников",
    "учащихся",
    "учащийся",
    "уч",
    "чел",
    "человек",
    "человека",
    "детей",
    "дети",
    "обучающихся",
    "pupil",
    "pupils",
    "student",
    "students",
    "people",
    "мугалим",
    "мугалимдер",
    "учитель",
    "учителя",
    "педагог",
    "педагога",
    "ересек",
    "ересектер",
    "взрослый",
    "взрослых",
    "сопровождающий",
    "сопровождающих",
    "сопровождающие",
    "adult",
    "adults",
    "teacher",
    "teachers",
];
/// Words between the ends of a range, folded.
const BETWEEN: [&str; 4] = ["до", "или", "немесе", "not"];

/// Whether a word only says what is counted.
pub(super) fn is_counted(word: &str) -> bool {
    WORDS.contains(&words::fold(&word.to_lowercase()).as_str())
}

/// What a cell with a number says.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Count {
    One(u16, Vec<RemarkKind>),
    Range(u16, u16),
    Doubt(Vec<u16>),
    Personal,
    Missing,
}

/// The number of pupils in this cell; of a range the larger is suggested first.
pub(super) fn size(cell: &Cell) -> Got<u16> {
    match count(cell) {
        Count::One(size, remarks) if (1..=LARGEST_SIZE).contains(&size) => Got::Sure(size, remarks),
        Count::One(..) => Got::Ask(QuestionKind::SizeOdd, Vec::new()),
        Count::Range(from, to) if to <= LARGEST_SIZE => Got::Ask(QuestionKind::SizeRange, vec![to, from]),
        Count::Doubt(sizes) => Got::Ask(QuestionKind::SizeUnknown, sizes),
        Count::Range(..) | Count::Personal => Got::Ask(QuestionKind::SizeUnknown, Vec::new()),
        Count::Missing => Got::Missing,
    }
}

/// The number of adults in this cell.
pub(super) fn adults(cell: &Cell) -> Got<u16> {
    match count(cell) {
        Count::One(adults, remarks) if adults <= MOST_ADULTS => Got::Sure(adults, remarks),
        Count::One(..) => Got::Ask(QuestionKind::AdultsUnknown, vec![1]),
        Count::Range(from, to) => Got::Ask(QuestionKind::AdultsUnknown, vec![to, from]),
        Count::Doubt(adults) => {
            let mut adults: Vec<u16> = adults.into_iter().filter(|n| *n <= MOST_ADULTS).collect();
            if adults.is_empty() {
                adults.push(1);
            }
            Got::Ask(QuestionKind::AdultsUnknown, adults)
        }
        Count::Personal => Got::Ask(QuestionKind::AdultsPersonal, vec![1]),
        Count::Missing => Got::Missing,
    }
}

/// A number that somebody types.
pub(super) fn typed(text: &str) -> Option<u16> {
    match count(&Cell::of(text)) {
        Count::One(number, _) => Some(number),
        _ => None,
    }
}

/// Whether a cell looks like a count at all, however odd.
pub(super) fn is_countable(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => !person::is_personal(text) && text.contains(|c: char| c.is_ascii_digit()),
        cell => !cell.is_empty(),
    }
}

/// A number without anything beside it, as a spreadsheet adds it up.
pub(super) fn bare(cell: &Cell) -> Option<u32> {
    match cell {
        Cell::Text(text) => text.parse().ok(),
        Cell::Number(_) => words::plain(&cell.text()).parse().ok(),
        _ => None,
    }
}

/// The number of a total, which may be larger than any group and have its thousands apart.
pub(super) fn total(cell: &Cell) -> Option<u32> {
    let plain = words::plain(&cell.text());
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let is_number = plain.chars().all(|c| c.is_ascii_digit() || c == ' ')
        || words::words(&plain)
            .iter()
            .all(|word| is_counted(word) || word.parse::<u32>().is_ok());
    if !is_number || digits.len() > 6 || plain.contains(['.', ',', '-']) {
        return None;
    }
    digits.parse().ok()
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Token {
    Number(u16),
    Decimal(u16, bool),
    Word(String),
    Sign(char),
}

fn count(cell: &Cell) -> Count {
    let raw = cell.text();
    let plain = words::plain(&raw);
    if plain.is_empty() {
        return Count::Missing;
    }
    if person::is_personal(&plain) {
        return Count::Personal;
    }
    if plain.len() > words::LONGEST_CELL || matches!(cell, Cell::Date { .. }) {
        return Count::Doubt(Vec::new());
    }
    let tokens = tokens(&plain);
    let rest: Vec<&Token> = tokens
        .iter()
        .filter(|token| {
            !matches!(token, Token::Word(word) if is_counted(word))
                && !matches!(token, Token::Sign('.' | ':'))
        })
        .collect();
    match rest.as_slice() {
        [Token::Number(one)] if rest.len() == tokens.len() => Count::One(*one, spaces(&raw, &plain)),
        [Token::Number(one)] => Count::One(*one, vec![RemarkKind::CountWords]),
        [Token::Decimal(one, true)] => Count::One(*one, vec![RemarkKind::CountDecimal]),
        [
            Token::Number(from),
            Token::Sign('-' | '–' | '—' | '/' | '…'),
            Token::Number(to),
        ] => range(*from, *to),
        [Token::Number(from), Token::Word(word), Token::Number(to)] if is_between(word) => range(*from, *to),
        [Token::Number(one), Token::Sign('+'), Token::Number(two)] => {
            Count::Doubt(vec![one.saturating_add(*two)])
        }
        [Token::Number(one), Token::Sign('?')] | [Token::Sign('~' | '≈'), Token::Number(one)] => {
            Count::Doubt(vec![*one])
        }
        _ => Count::Doubt(Vec::new()),
    }
}

fn range(from: u16, to: u16) -> Count {
    if from < to {
        Count::Range(from, to)
    } else {
        Count::Doubt(Vec::new())
    }
}

fn is_between(word: &str) -> bool {
    BETWEEN.contains(&words::fold(&word.to_lowercase()).as_str())
}

fn tokens(plain: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = plain.chars().peekable();
    while let Some(c) = chars.next() {
        let mut run = String::from(c);
        if c.is_ascii_digit() {
            let mut zeros = None;
            while let Some(next) = chars.next_if(|next| next.is_ascii_digit() || ".,".contains(*next)) {
                match zeros {
                    None if next.is_ascii_digit() => run.push(next),
                    None => zeros = Some(next == '.' || next == ','),
                    Some(all) => zeros = Some(all && next == '0'),
                }
            }
            let number = run.parse().unwrap_or(u16::MAX);
            tokens.push(match zeros {
                Some(all) => Token::Decimal(number, all),
                None => Token::Number(number),
            });
        } else if c.is_alphabetic() {
            while let Some(next) = chars.next_if(|next| next.is_alphabetic()) {
                run.push(next);
            }
            tokens.push(Token::Word(run));
        } else if !c.is_whitespace() {
            tokens.push(Token::Sign(c));
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_with_words_spaces_and_zeros_around_it() {
        for (text, expected) in [
            ("12", 12),
            ("12 ", 12),
            ("\u{a0}12\u{a0}", 12),
            ("12 оқушы", 12),
            ("12 чел.", 12),
            ("10,0", 10),
            ("10.00", 10),
            ("учащихся: 12", 12),
        ] {
            assert_eq!(size(&Cell::of(text)).sure(), Some(expected), "{text}");
        }
        assert_eq!(size(&Cell::Number(12.0)), Got::Sure(12, Vec::new()));
        assert_eq!(adults(&Cell::of("2 мұғалім")).sure(), Some(2));
        assert_eq!(size(&Cell::of("#Н/Д")), Got::Missing);
    }

    #[test]
    fn ranges_sums_and_guesses_are_asked_with_a_suggestion() {
        for text in ["10-12", "10 – 12", "10/12", "10 до 12", "10-12 оқушы"] {
            let range = Got::Ask(QuestionKind::SizeRange, vec![12, 10]);
            assert_eq!(size(&Cell::of(text)), range, "{text}");
        }
        assert_eq!(
            size(&Cell::of("6+6")),
            Got::Ask(QuestionKind::SizeUnknown, vec![12])
        );
        assert_eq!(
            size(&Cell::of("12?")),
            Got::Ask(QuestionKind::SizeUnknown, vec![12])
        );
    }

    #[test]
    fn what_is_no_number_of_pupils_is_asked_without_one() {
        for text in [
            "0",
            "61",
            "-12",
            "12,5",
            "99999999999999",
            "он екі",
            "=SUM(A1)",
            "87000000001",
            "12-10",
        ] {
            assert!(
                matches!(size(&Cell::of(text)), Got::Ask(_, open) if open.is_empty()),
                "{text}"
            );
        }
        let person = Got::Ask(QuestionKind::AdultsPersonal, vec![1]);
        assert_eq!(adults(&Cell::of("Иванова А.Б.")), person);
    }

    #[test]
    fn totals_may_be_large() {
        assert_eq!(total(&Cell::of("1\u{a0}426")), Some(1426));
        assert_eq!(total(&Cell::of("426 оқушы")), Some(426));
        assert_eq!(total(&Cell::of("426-1")), None);
    }
}
