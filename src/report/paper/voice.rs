//! How a sheet speaks: in one language, or in two side by side.

use super::super::html::Html;
use super::super::phrases::{Phrases, Value};
use crate::domain::event::{Lang, Words};

/// Before what has changed.
pub(super) const SIGN: &str = "▲";

/// The sentences of one sheet.
pub(super) struct Voice<'a> {
    phrases: &'a dyn Phrases,
    langs: Vec<Lang>,
}

impl<'a> Voice<'a> {
    /// Speaks these languages, the first one first; there is at least one.
    pub(super) fn new(phrases: &'a dyn Phrases, langs: Vec<Lang>) -> Self {
        Self { phrases, langs }
    }

    /// The language that comes first.
    pub(super) fn first(&self) -> Lang {
        self.langs.first().copied().unwrap_or(Lang::Kk)
    }

    /// The same in the first language alone.
    pub(super) fn alone(&self) -> Self {
        Self::new(self.phrases, vec![self.first()])
    }

    /// A text of each language; equal ones once.
    fn each(&self, text: impl Fn(Lang) -> String) -> String {
        let mut texts: Vec<String> = Vec::new();
        for lang in &self.langs {
            let text = text(*lang);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.join(" / ")
    }

    /// A sentence of the catalogue.
    pub(super) fn say(&self, key: &str) -> String {
        self.each(|lang| self.phrases.phrase(lang, key, &[]))
    }

    /// A sentence of the catalogue with values.
    pub(super) fn say_of(&self, key: &str, values: &[(&str, Value)]) -> String {
        self.each(|lang| self.phrases.phrase(lang, key, values))
    }

    /// A text of the event.
    pub(super) fn words(&self, words: &Words) -> String {
        self.each(|lang| words.get(lang).to_owned())
    }

    /// The name of a language.
    pub(super) fn lang_name(&self, lang: Lang) -> String {
        self.say(match lang {
            Lang::Kk => "print-lang-kk",
            Lang::Ru => "print-lang-ru",
            Lang::En => "print-lang-en",
        })
    }
}

/// Writes what stands on the sheet, and where the replaced one said something else, a sign and the old struck
/// through.
pub(super) fn with_old(html: &mut Html, now: &str, old: Option<&str>) {
    match old.filter(|old| *old != now) {
        None => html.text(now),
        Some(old) => {
            if now.is_empty() {
                html.text(SIGN);
            } else {
                html.leaf("ins", &[], &format!("{SIGN} {now}"));
            }
            if !old.is_empty() {
                html.text(" ");
                html.leaf("del", &[], old);
            }
        }
    }
}
