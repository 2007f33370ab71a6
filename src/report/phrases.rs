//! The sentences of the pages, as the caller brings them.

use crate::domain::event::Lang;

/// A value that a sentence takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// A number, which also chooses the plural form.
    Number(i64),
    /// A text, put in as it is.
    Text(String),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

macro_rules! value_from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Value {
            fn from(number: $integer) -> Self {
                Self::Number(i64::from(number))
            }
        }
    )*};
}
value_from_integers!(u8, u16, u32, i64);

/// Catalogues of sentences in every language.
pub trait Phrases {
    /// The sentence under `key` with its values put in; the key itself if there is none.
    fn phrase(&self, lang: Lang, key: &str, values: &[(&str, Value)]) -> String;
}
