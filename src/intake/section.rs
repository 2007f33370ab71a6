//! One table of the file, read key by key: each value in its type, or a finding and a stand-in.
//!
//! A stand-in is as lenient as can be, so that one mistake does not show up as ten; a day read with one is never
//! handed out.

use super::finding::{FindingKind, Term};
use super::pen::{At, Pen};
use super::schema::Table;
use super::tidy;
use crate::domain::event::{Lang, Words};
use crate::domain::time::EventTime;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// A value and its place.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// A table whose keys have been judged.
pub(super) struct Section<'a, 'i> {
    kind: Table,
    table: &'a DeTable<'i>,
    at: At,
}

impl<'a, 'i> Section<'a, 'i> {
    /// Opens a table and writes down every key that does not belong.
    pub(super) fn open(pen: &mut Pen<'_>, kind: Table, table: &'a DeTable<'i>, at: At) -> Self {
        for (key, _) in table {
            if let Some(what) = kind.judge(key.get_ref()) {
                pen.add(&key.span(), what);
            }
        }
        Self { kind, table, at }
    }

    /// The value of a key that may be left out.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value<'i>> {
        self.table.get(key)
    }

    /// The value of a key that must be there.
    pub(super) fn need(&self, pen: &mut Pen<'_>, key: &'static str) -> Option<&'a Value<'i>> {
        let value = self.get(key);
        if value.is_none() {
            let table = self.kind.under();
            pen.add(&self.at, FindingKind::MissingKey { key, table });
        }
        value
    }

    /// A text that must be there and say something.
    pub(super) fn text(&self, pen: &mut Pen<'_>, key: &'static str) -> Option<String> {
        let value = self.need(pen, key)?;
        let text = text(pen, key, value)?;
        if text.is_empty() {
            pen.add(&value.span(), FindingKind::NoText { key: key.to_owned() });
            return None;
        }
        Some(text)
    }

    /// A text in three languages that must be there.
    pub(super) fn words(&self, pen: &mut Pen<'_>, key: &'static str) -> Words {
        self.need(pen, key)
            .map_or_else(Words::default, |value| words(pen, key, value))
    }

    /// A text in three languages that may be left out.
    pub(super) fn words_if_any(&self, pen: &mut Pen<'_>, key: &'static str) -> Words {
        self.get(key)
            .map_or_else(Words::default, |value| words(pen, key, value))
    }

    /// `true` or `false`; false if left out.
    pub(super) fn flag(&self, pen: &mut Pen<'_>, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            wrong_type(pen, key, value, "check-type-boolean");
        }
        flag.unwrap_or(false)
    }

    /// A number of a range; the default if left out or wrong.
    pub(super) fn number_or(
        &self,
        pen: &mut Pen<'_>,
        key: &'static str,
        (min, max): (u16, u16),
        default: u16,
    ) -> u16 {
        self.get(key)
            .and_then(|value| number(pen, key, value, (min, max)))
            .unwrap_or(default)
    }

    /// A time that must be there.
    pub(super) fn time(&self, pen: &mut Pen<'_>, key: &'static str) -> Option<EventTime> {
        let value = self.need(pen, key)?;
        let written = match value.get_ref() {
            DeValue::String(text) => text,
            // TOML has times of its own; they are as good as the quoted ones.
            DeValue::Datetime(_) => pen.written(&value.span()),
            _ => {
                wrong_type(pen, key, value, "check-type-time");
                return None;
            }
        };
        let time = written.parse().ok();
        if time.is_none() {
            pen.add(&value.span(), FindingKind::BadTime {});
        }
        time
    }

    /// One of a few words; the first if left out or wrong.
    pub(super) fn choice<T: Copy>(
        &self,
        pen: &mut Pen<'_>,
        key: &'static str,
        known: &'static str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let value = self.get(key)?;
        let Some(word) = value.get_ref().as_str() else {
            wrong_type(pen, key, value, "check-type-string");
            return None;
        };
        let chosen = choices
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, choice)| *choice);
        if chosen.is_none() {
            pen.add(&value.span(), FindingKind::UnknownChoice { key, known });
        }
        chosen
    }
}

/// The entries of a table in the order of the file.
pub(super) fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<(&'a str, At, &'a Value<'i>)> {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
        .collect();
    entries.sort_by_key(|(_, at, _)| at.start);
    entries
}

/// Says that a value is of another type than expected.
pub(super) fn wrong_type(pen: &mut Pen<'_>, key: &str, value: &Value<'_>, expected: &'static str) {
    let found = match value.get_ref() {
        DeValue::String(_) => "check-type-string",
        DeValue::Integer(_) => "check-type-integer",
        DeValue::Float(_) => "check-type-float",
        DeValue::Boolean(_) => "check-type-boolean",
        DeValue::Datetime(_) => "check-type-date",
        DeValue::Array(_) => "check-type-list",
        DeValue::Table(_) => "check-type-table",
    };
    pen.add(
        &value.span(),
        FindingKind::WrongType {
            key: tidy::piece(key),
            expected: Term(expected),
            found: Term(found),
        },
    );
}

/// A text, tidied; warnings say what was done to it.
pub(super) fn text(pen: &mut Pen<'_>, key: &str, value: &Value<'_>) -> Option<String> {
    let Some(written) = value.get_ref().as_str() else {
        wrong_type(pen, key, value, "check-type-string");
        return None;
    };
    let (text, done) = tidy::tidy(written);
    let key = tidy::piece(key);
    let at = value.span();
    if done.cut {
        let limit = u32::try_from(tidy::LONGEST).unwrap_or(u32::MAX);
        pen.add(
            &at,
            FindingKind::TextTooLong {
                key: key.clone(),
                limit,
            },
        );
    }
    if done.composed {
        pen.add(&at, FindingKind::NotComposed { key: key.clone() });
    }
    if done.controls {
        pen.add(&at, FindingKind::ControlCharacters { key });
    }
    Some(text)
}

/// A text in three languages: `{ kk = …, ru = …, en = … }`, or one text for all.
pub(super) fn words(pen: &mut Pen<'_>, key: &str, value: &Value<'_>) -> Words {
    let words = match value.get_ref() {
        DeValue::String(_) => Words::same(&text(pen, key, value).unwrap_or_default()),
        DeValue::Table(table) => {
            let section = Section::open(pen, Table::Words, table, value.span());
            let mut one = |lang: Lang| {
                let value = section.get(lang.code())?;
                text(pen, key, value)
            };
            Words {
                kk: one(Lang::Kk).unwrap_or_default(),
                ru: one(Lang::Ru).unwrap_or_default(),
                en: one(Lang::En).unwrap_or_default(),
            }
        }
        _ => {
            wrong_type(pen, key, value, "check-type-words");
            return Words::default();
        }
    };
    let key = tidy::piece(key);
    if words == Words::default() {
        pen.add(&value.span(), FindingKind::NoText { key });
        return words;
    }
    for (text, lang) in [
        (&words.kk, Lang::Kk),
        (&words.ru, Lang::Ru),
        (&words.en, Lang::En),
    ] {
        if text.is_empty() {
            let lang = language_term(lang);
            pen.add(
                &value.span(),
                FindingKind::EmptyTranslation {
                    key: key.clone(),
                    lang,
                },
            );
        }
    }
    words
}

/// A whole number of a range.
pub(super) fn number(pen: &mut Pen<'_>, key: &str, value: &Value<'_>, (min, max): (u16, u16)) -> Option<u16> {
    let Some(integer) = value.get_ref().as_integer() else {
        wrong_type(pen, key, value, "check-type-integer");
        return None;
    };
    let number = i64::from_str_radix(integer.as_str(), integer.radix())
        .ok()
        .and_then(|number| u16::try_from(number).ok())
        .filter(|number| (min..=max).contains(number));
    if number.is_none() {
        pen.add(
            &value.span(),
            FindingKind::NumberRange {
                key: tidy::piece(key),
                min: min.into(),
                max: max.into(),
            },
        );
    }
    number
}

/// The values of a list.
pub(super) fn list<'a, 'i>(pen: &mut Pen<'_>, key: &str, value: &'a Value<'i>) -> Option<&'a DeArray<'i>> {
    let list = value.get_ref().as_array();
    if list.is_none() {
        wrong_type(pen, key, value, "check-type-list");
    }
    list
}

/// A language by its code.
pub(super) fn language(pen: &mut Pen<'_>, key: &str, value: &Value<'_>) -> Option<Lang> {
    let Some(code) = value.get_ref().as_str() else {
        wrong_type(pen, key, value, "check-type-string");
        return None;
    };
    let lang = code.parse().ok();
    if lang.is_none() {
        pen.add(&value.span(), FindingKind::UnknownLanguage {});
    }
    lang
}

/// The catalogue key of a language's name.
pub(super) const fn language_term(lang: Lang) -> Term {
    Term(match lang {
        Lang::Kk => "check-lang-kk",
        Lang::Ru => "check-lang-ru",
        Lang::En => "check-lang-en",
    })
}
