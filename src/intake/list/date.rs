//! Numbers, words and signs of a cell, and the days that office programs make of a class.

use super::words;

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

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    Number(u16),
    Word(String),
    Sign(char),
}

/// The numbers, words and signs of a text; nothing if a number is larger than any.
pub(super) fn tokens(plain: &str) -> Option<Vec<Token>> {
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
pub(super) fn is_full_date(plain: &str) -> bool {
    plain.len() == 10 && tokens(plain).as_deref().and_then(date).is_some()
}

/// A day and a month as office programs show them.
pub(super) fn date(tokens: &[Token]) -> Option<(u16, u16)> {
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
