//! PURE: catalogues of sentences that no screen needs, such as `config/texts/check.*.ftl`: found by key, filled with
//! values.
//!
//! The texts of the screens live in `ui::text`, made ready for being asked many times a second. These are read when
//! a command needs them; start-up does not pay for them.

use crate::domain::event::Lang;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A value that a sentence takes.
pub type Value = FluentValue<'static>;

/// The sentences of one language.
pub struct Catalogue(FluentBundle<FluentResource>);

impl Catalogue {
    /// The sentences written in these sources, all in this language.
    pub fn of<'s>(lang: Lang, sources: impl IntoIterator<Item = &'s str>) -> Self {
        let tag: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![tag]);
        bundle.set_use_isolating(false);
        for source in sources {
            // A line that does not parse would only lose its own sentence; the tests let none pass.
            let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(source.to_owned());
            bundle.add_resource_overriding(resource);
        }
        Self(bundle)
    }

    /// The sentence under `key` or `key.attribute` with its values; `None` if there is none.
    pub fn find(&self, key: &str, values: &[(&str, Value)]) -> Option<String> {
        let pattern = match key.split_once('.') {
            None => self.0.get_message(key)?.value()?,
            Some((id, attribute)) => self.0.get_message(id)?.get_attribute(attribute)?.value(),
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set((*name).to_owned(), value.clone());
        }
        let mut missing = Vec::new();
        let text = self.0.format_pattern(pattern, Some(&args), &mut missing);
        Some(text.into_owned())
    }

    /// The sentence under `key` or `key.attribute` with its values; the key itself if there is none.
    pub fn sentence(&self, key: &str, values: &[(&str, Value)]) -> String {
        self.find(key, values).unwrap_or_else(|| key.to_owned())
    }
}
