//! The sentences about findings, from `config/texts/check.*.ftl`.
//!
//! They are apart from the texts of the screens: no screen needs them, and start-up must not pay for them.

use crate::domain::event::Lang;
use crate::intake::finding::Datum;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A value that a sentence takes.
pub(super) type Value = FluentValue<'static>;

/// The sentences of one language.
pub(super) struct Words(FluentBundle<FluentResource>);

impl Words {
    /// The sentences of this language.
    pub(super) fn of(lang: Lang) -> Self {
        let catalogue = match lang {
            Lang::Kk => include_str!("../../../config/texts/check.kk.ftl"),
            Lang::Ru => include_str!("../../../config/texts/check.ru.ftl"),
            Lang::En => include_str!("../../../config/texts/check.en.ftl"),
        };
        let tag: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        // A line that does not parse would only lose its own sentence; the tests let none pass.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(catalogue.to_owned());
        let mut bundle = FluentBundle::new(vec![tag]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self(bundle)
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
        self.filled(key, facts).unwrap_or_else(|| key.to_owned())
    }

    fn filled(&self, key: &str, facts: &[(&str, Value)]) -> Option<String> {
        let pattern = match key.split_once('.') {
            None => self.0.get_message(key)?.value()?,
            Some((id, attribute)) => self.0.get_message(id)?.get_attribute(attribute)?.value(),
        };
        let mut args = FluentArgs::with_capacity(facts.len());
        for (name, value) in facts {
            args.set((*name).to_owned(), value.clone());
        }
        let mut missing = Vec::new();
        let text = self.0.format_pattern(pattern, Some(&args), &mut missing);
        Some(text.into_owned())
    }
}
