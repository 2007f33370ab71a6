//! Every sentence the screens show, in Kazakh, Russian and English.
//!
//! The sentences live in `config/texts/*.ftl`, one Fluent catalogue a language, built into the program. A
//! catalogue is read when its language is first shown and never before: start-up pays for one of the three.
//!
//! Laws: the three catalogues hold the same keys, attributes and variables; an unknown key shows itself and
//! nothing else happens; what is put into a sentence (a school, a message) comes out unchanged, without the
//! bidirectional marks that Fluent would add and a terminal would count as cells.
//!
//! Keys are kebab-case. `key.short` is the form of at most nine cells for narrow columns, `key.hint` the word for
//! the footer or the status line.

mod course;
mod kind;
mod sentence;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Message, Pattern, PatternElement};
use unic_langid::LanguageIdentifier;

use crate::domain::event::Lang;

pub use kind::{kind_sentence, kind_words};
pub use sentence::{happened, need_key, reason_key, refusal, support_key, visitor_key};

/// What is put into a sentence: a number, which also chooses the plural form, or a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// A number, written without grouping.
    Number(i64),
    /// A text, passed through as it is.
    Text(Cow<'a, str>),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

macro_rules! value_from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Value<'_> {
            fn from(number: $integer) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}
value_from_integers!(u8, u16, u32, u64, usize, i32, i64);

impl<'a> From<&'a Value<'a>> for FluentValue<'a> {
    fn from(value: &'a Value<'a>) -> Self {
        match value {
            Value::Number(number) => Self::from(*number),
            Value::Text(text) => Self::String(Cow::Borrowed(text)),
        }
    }
}

/// The texts of one language.
pub struct Texts {
    lang: Lang,
    plain: HashMap<Cow<'static, str>, &'static str>,
    bundle: FluentBundle<&'static FluentResource>,
}

impl Texts {
    /// The texts of `lang`; reads the catalogue the first time a language is asked for.
    pub fn of(lang: Lang) -> &'static Self {
        static KK: OnceLock<Texts> = OnceLock::new();
        static RU: OnceLock<Texts> = OnceLock::new();
        static EN: OnceLock<Texts> = OnceLock::new();
        let texts = match lang {
            Lang::Kk => &KK,
            Lang::Ru => &RU,
            Lang::En => &EN,
        };
        texts.get_or_init(|| Self::read(lang))
    }

    fn read(lang: Lang) -> Self {
        let resource = resource(lang);
        let mut plain = HashMap::with_capacity(1024);
        for entry in resource.entries() {
            if let Entry::Message(message) = entry {
                keep_plain(&mut plain, message);
            }
        }
        let tag = LanguageIdentifier::from_bytes(lang.code().as_bytes()).unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { lang, plain, bundle }
    }

    /// The language of these texts.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence without variables under `key` or `key.attribute`; the key itself if there is none.
    pub fn get<'k>(&self, key: &'k str) -> &'k str {
        self.find(key).unwrap_or(key)
    }

    /// The sentence without variables under `key` or `key.attribute`, if there is one.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.plain.get(key).copied()
    }

    /// The form of at most nine cells of `key`, or its only form where it has no other.
    pub fn short<'k>(&self, key: &'k str) -> &'k str {
        self.find(&format!("{key}.short"))
            .unwrap_or_else(|| self.get(key))
    }

    /// The footer or status word of `key`, or its sentence where it has none.
    pub fn hint<'k>(&self, key: &'k str) -> &'k str {
        self.find(&format!("{key}.hint")).unwrap_or_else(|| self.get(key))
    }

    /// The sentence under `key` or `key.attribute` with `values` put in; the key itself if there is none.
    ///
    /// A variable that gets no value is shown by its name in braces.
    pub fn fmt(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        if let Some(text) = self.find(key) {
            return text.to_owned();
        }
        let Some(pattern) = self.pattern(key) else {
            return key.to_owned();
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(Cow::Borrowed(*name), FluentValue::from(value));
        }
        let mut missing = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&args), &mut missing)
            .into_owned()
    }

    fn pattern(&self, key: &str) -> Option<&Pattern<&str>> {
        match key.split_once('.') {
            None => self.bundle.get_message(key)?.value(),
            Some((id, name)) => Some(self.bundle.get_message(id)?.get_attribute(name)?.value()),
        }
    }
}

/// The catalogue of `lang` as it was written.
pub const fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => include_str!("../../../config/texts/kk.ftl"),
        Lang::Ru => include_str!("../../../config/texts/ru.ftl"),
        Lang::En => include_str!("../../../config/texts/en.ftl"),
    }
}

/// The parsed catalogue, kept for the life of the program so that plain texts can be lent out of it.
fn resource(lang: Lang) -> &'static FluentResource {
    static KK: OnceLock<FluentResource> = OnceLock::new();
    static RU: OnceLock<FluentResource> = OnceLock::new();
    static EN: OnceLock<FluentResource> = OnceLock::new();
    let resource = match lang {
        Lang::Kk => &KK,
        Lang::Ru => &RU,
        Lang::En => &EN,
    };
    // A line that does not parse would only lose its own text; the tests let none pass.
    resource.get_or_init(|| match FluentResource::try_new(source(lang).to_owned()) {
        Ok(whole) | Err((whole, _)) => whole,
    })
}

fn keep_plain(plain: &mut HashMap<Cow<'static, str>, &'static str>, message: &Message<&'static str>) {
    let id = message.id.name;
    if let Some(text) = message.value.as_ref().and_then(plain_text) {
        plain.insert(Cow::Borrowed(id), text);
    }
    for attribute in &message.attributes {
        if let Some(text) = plain_text(&attribute.value) {
            plain.insert(Cow::Owned(format!("{id}.{}", attribute.id.name)), text);
        }
    }
}

/// The text of a pattern that is nothing but one text: sentences are kept on one line each.
fn plain_text(pattern: &Pattern<&'static str>) -> Option<&'static str> {
    match pattern.elements.as_slice() {
        [PatternElement::TextElement { value }] => Some(value),
        _ => None,
    }
}
