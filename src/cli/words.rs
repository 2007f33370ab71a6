//! The sentences of single commands, from catalogues of their own such as `config/texts/check.*.ftl`.
//!
//! They are apart from the texts of the screens: no screen needs them, and start-up must not pay for them.

use crate::catalogue::Catalogue;
use crate::domain::event::Lang;
use crate::intake::finding::Datum;
use crate::report::phrases::{self as report, Phrases};

pub(super) use crate::catalogue::Value;

/// The catalogues.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Book {
    /// Findings about an event file.
    Check,
    /// Findings about a share.
    Doctor,
    /// Sheets of paper.
    Print,
    /// Plans.
    Plan,
}

impl Book {
    const fn source(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Check, Lang::Kk) => include_str!("../../config/texts/check.kk.ftl"),
            (Self::Check, Lang::Ru) => include_str!("../../config/texts/check.ru.ftl"),
            (Self::Check, Lang::En) => include_str!("../../config/texts/check.en.ftl"),
            (Self::Doctor, Lang::Kk) => include_str!("../../config/texts/doctor.kk.ftl"),
            (Self::Doctor, Lang::Ru) => include_str!("../../config/texts/doctor.ru.ftl"),
            (Self::Doctor, Lang::En) => include_str!("../../config/texts/doctor.en.ftl"),
            (Self::Print, Lang::Kk) => include_str!("../../config/texts/print.kk.ftl"),
            (Self::Print, Lang::Ru) => include_str!("../../config/texts/print.ru.ftl"),
            (Self::Print, Lang::En) => include_str!("../../config/texts/print.en.ftl"),
            (Self::Plan, Lang::Kk) => include_str!("../../config/texts/plan.kk.ftl"),
            (Self::Plan, Lang::Ru) => include_str!("../../config/texts/plan.ru.ftl"),
            (Self::Plan, Lang::En) => include_str!("../../config/texts/plan.en.ftl"),
        }
    }
}

/// The sentences of one catalogue in one language.
pub(super) struct Words(Catalogue);

impl Words {
    /// The sentences of this catalogue in this language.
    pub(super) fn of(book: Book, lang: Lang) -> Self {
        Self(Catalogue::of(lang, [book.source(lang)]))
    }

    /// A fact as a sentence takes it; words of the catalogue are looked up.
    pub(super) fn value(&self, datum: Datum) -> Value {
        match datum {
            Datum::Number(number) => Value::from(number),
            Datum::Text(text) => Value::from(text),
            Datum::Term(key) => Value::from(self.sentence(key, &[])),
        }
    }

    /// The sentence under `key` or `key.attribute`; the key itself if there is none.
    pub(super) fn sentence(&self, key: &str, facts: &[(&str, Value)]) -> String {
        self.0.sentence(key, facts)
    }
}

/// One catalogue in every language, for pages that speak several.
pub(super) struct Shelf([(Lang, Words); Lang::ALL.len()]);

impl Shelf {
    /// This catalogue.
    pub(super) fn of(book: Book) -> Self {
        Self(Lang::ALL.map(|lang| (lang, Words::of(book, lang))))
    }
}

impl Phrases for Shelf {
    fn phrase(&self, lang: Lang, key: &str, values: &[(&str, report::Value)]) -> String {
        let facts: Vec<(&str, Value)> = values
            .iter()
            .map(|(name, value)| (*name, fluent(value)))
            .collect();
        let words = self.0.iter().find(|(of, _)| *of == lang);
        words.map_or_else(|| key.to_owned(), |(_, words)| words.sentence(key, &facts))
    }
}

fn fluent(value: &report::Value) -> Value {
    match value {
        report::Value::Number(number) => Value::from(*number),
        report::Value::Text(text) => Value::from(text.clone()),
    }
}
