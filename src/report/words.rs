//! The words and numbers of a report in one language: sentences of `config/texts/report.*.ftl` and, for its page and
//! its tables, `config/texts/page.*.ftl`; and how figures, shares, lengths and dates are written.
//!
//! Kazakh and Russian have a decimal comma and a no-break space for thousands; English a point and a comma.

use super::sheet::{Field, name_of};
use super::value::{At, Cell};
use crate::catalogue::Catalogue;
use crate::domain::event::{Lang, Words as Names};
use crate::domain::time::MINUTE_MS;
use chrono::{Datelike, NaiveDate};

pub use crate::catalogue::Value;

/// A space at which no line breaks.
const NO_BREAK: &str = "\u{a0}";
/// Stands for what nobody has said.
pub const UNKNOWN: &str = "—";
/// Stands for what is not shown in public.
pub const HIDDEN: &str = "*";
/// Months in English, for dates.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The catalogue of a language as it is written.
pub const fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => include_str!("../../config/texts/report.kk.ftl"),
        Lang::Ru => include_str!("../../config/texts/report.ru.ftl"),
        Lang::En => include_str!("../../config/texts/report.en.ftl"),
    }
}

/// The catalogue of a language for the page and the tables, as it is written.
pub const fn page_source(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => include_str!("../../config/texts/page.kk.ftl"),
        Lang::Ru => include_str!("../../config/texts/page.ru.ftl"),
        Lang::En => include_str!("../../config/texts/page.en.ftl"),
    }
}

/// The words of one language.
pub struct Words {
    lang: Lang,
    catalogue: Catalogue,
}

impl Words {
    /// The words of this language.
    pub fn of(lang: Lang) -> Self {
        let catalogue = Catalogue::of(lang, [source(lang), page_source(lang)]);
        Self { lang, catalogue }
    }

    /// The language.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The text under `key` or `key.attribute`; the key itself if there is none.
    pub fn get(&self, key: &str) -> String {
        self.fmt(key, &[])
    }

    /// The sentence under `key` or `key.attribute` with its facts; the key itself if there is none.
    pub fn fmt(&self, key: &str, facts: &[(&'static str, Value)]) -> String {
        self.catalogue.sentence(key, facts)
    }

    /// The text for a code of files and JSON such as `first_aid`, under `PREFIX-first-aid`.
    pub fn code(&self, prefix: &str, code: &str) -> String {
        self.get(&format!("{prefix}-{}", code.replace('_', "-")))
    }

    /// A name of the event file.
    pub fn name<'n>(&self, names: &'n Names) -> &'n str {
        names.get(self.lang)
    }

    /// A whole number with its thousands apart.
    pub fn number(&self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut text = String::with_capacity(digits.len() + 3);
        if number < 0 {
            text.push('−');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push_str(if self.lang == Lang::En { "," } else { NO_BREAK });
            }
            text.push(digit);
        }
        text
    }

    /// A figure, or the word for why there is none.
    pub fn cell(&self, cell: Cell) -> String {
        match cell {
            Cell::Known(number) => self.number(number),
            Cell::Unknown => self.get("report-unknown"),
            Cell::Hidden => self.get("report-hidden"),
        }
    }

    /// A part of a whole in per cent with one decimal, rounded half up; the word for why there is none.
    pub fn share(&self, part: Cell, whole: Cell) -> String {
        match (part, whole) {
            (Cell::Hidden, _) | (_, Cell::Hidden) => self.cell(Cell::Hidden),
            (Cell::Known(part), Cell::Known(whole)) if whole > 0 => {
                let tenths = (part.saturating_mul(2_000) + whole) / (2 * whole);
                let point = if self.lang == Lang::En { '.' } else { ',' };
                let gap = if self.lang == Lang::Ru { NO_BREAK } else { "" };
                format!("{}{point}{}{gap}%", self.number(tenths / 10), tenths % 10)
            }
            (Cell::Known(_), Cell::Known(_)) => "–".to_owned(),
            _ => self.cell(Cell::Unknown),
        }
    }

    /// A length in minutes and seconds.
    pub fn length(&self, seconds: i64) -> String {
        let unit = |key: &str, n: i64| self.fmt(key, &[("n", Value::from(self.number(n)))]);
        let (minutes, rest) = (seconds / 60, seconds % 60);
        let text = match (minutes, rest) {
            (0, rest) => unit("report-s", rest),
            (minutes, 0) => unit("report-min", minutes),
            (minutes, rest) => format!("{} {}", unit("report-min", minutes), unit("report-s", rest)),
        };
        text.replace(' ', NO_BREAK)
    }

    /// A field of a table in words; empty where there is nothing to say.
    pub fn field(&self, field: &Field) -> String {
        match field {
            Field::Nothing => String::new(),
            Field::Unknown => UNKNOWN.to_owned(),
            Field::Hidden => HIDDEN.to_owned(),
            Field::Number(number) => self.number(*number),
            Field::Share { part, whole } => self.share(Cell::Known(*part), Cell::Known(*whole)),
            Field::Of(part, whole) => {
                format!(
                    "{} / {}",
                    self.number((*part).into()),
                    self.number((*whole).into())
                )
            }
            Field::Seconds(seconds) => self.length(*seconds),
            Field::Moment(at) if at.0.0 % MINUTE_MS == 0 => at.0.hh_mm().to_string(),
            Field::Moment(at) => at.to_string(),
            Field::Text(text) => text.clone(),
            Field::Words(names) => self.name(names).to_owned(),
            Field::Term(term) => self.code(term.family, term.code),
            Field::Figure(key) => {
                let name = name_of(key);
                self.catalogue.find(&name, &[]).unwrap_or_else(|| key.clone())
            }
        }
    }

    /// From when to when; an end still to come is left open.
    pub fn span(since: At, until: Option<At>) -> String {
        let until = until.map(|until| until.to_string()).unwrap_or_default();
        format!("{since}–{until}")
    }

    /// A date, `15.04.2027` or `15 April 2027`.
    pub fn date(&self, date: NaiveDate) -> String {
        if self.lang == Lang::En {
            let month = usize::try_from(date.month0()).ok();
            let month = month
                .and_then(|month| MONTHS.get(month))
                .copied()
                .unwrap_or_default();
            format!("{} {month} {}", date.day(), date.year())
        } else {
            format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
        }
    }
}

/// What stands before a dash: halls are named «Blue hall — industry and energy», and where there is little room the
/// first part must do.
pub fn before_dash(name: &str) -> &str {
    name.split_once(" — ")
        .or_else(|| name.split_once(": "))
        .map_or(name, |(first, _)| first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        let (kk, ru, en) = (Words::of(Lang::Kk), Words::of(Lang::Ru), Words::of(Lang::En));
        assert_eq!(kk.number(3_244), "3\u{a0}244");
        assert_eq!(en.number(1_234_567), "1,234,567");
        assert_eq!(ru.number(-12), "−12");
        assert_eq!(ru.share(Cell::Known(735), Cell::Known(3_185)), "23,1\u{a0}%");
        assert_eq!(kk.share(Cell::Known(1), Cell::Known(8)), "12,5%");
        assert_eq!(en.share(Cell::Known(0), Cell::Known(0)), "–");
        assert_eq!(ru.length(190), "3\u{a0}мин\u{a0}10\u{a0}с");
    }

    #[test]
    fn unknown_and_hidden_are_words_and_not_numbers() {
        let en = Words::of(Lang::En);
        assert_eq!(en.cell(Cell::Unknown), "not known");
        assert_eq!(en.cell(Cell::Hidden), "hidden");
        assert_eq!(en.share(Cell::Hidden, Cell::Known(10)), "hidden");
    }
}
