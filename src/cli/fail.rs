//! What can go wrong for the person at the command line: a kind with its exit code, a sentence in their
//! language, what to do, and the technical causes below it.
//!
//! | code | kind | meaning |
//! |---|---|---|
//! | 0 | | done; also when the reader of a pipe went away |
//! | 1 | | `check`: the event file has warnings and no errors; `doctor`: the share is usable with remarks; `verify`: a link is broken; `rehearse`: something was lost; `import`: questions are open |
//! | 2 | [`Kind::Input`] | a wrong word, option, file or event file; also clap's own code; `doctor`: not usable; `import`: a list cannot be read; `verify`: cannot be read |
//! | 3 | [`Kind::Refused`] | what was asked is not allowed; nothing was written |
//! | 4 | [`Kind::Unusable`] | the share or the replica cannot be used |
//! | 5 | [`Kind::Fault`] | a fault of the program or of this computer |

use crate::domain::command::Refusal;
use crate::domain::event::Lang;
use crate::ui::text::{Texts, Value};
use std::error::Error;

/// The exit code of success.
pub const DONE: u8 = 0;
/// The exit code of an event file with warnings only.
pub const WARNINGS: u8 = 1;

/// Whose turn it is to mend something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// What was typed, or the event file.
    Input,
    /// What was asked is not allowed.
    Refused,
    /// The share or the replica.
    Unusable,
    /// The program or this computer.
    Fault,
}

impl Kind {
    /// Its exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Input => 2,
            Self::Refused => 3,
            Self::Unusable => 4,
            Self::Fault => 5,
        }
    }
}

/// A failure as it is told to people.
#[derive(Debug)]
pub struct CliError {
    /// Whose turn it is.
    pub kind: Kind,
    key: &'static str,
    values: Vec<(&'static str, Value<'static>)>,
    hint: Option<&'static str>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl CliError {
    /// A failure told by the text under `key`.
    pub const fn new(kind: Kind, key: &'static str) -> Self {
        Self {
            kind,
            key,
            values: Vec::new(),
            hint: None,
            source: None,
        }
    }

    /// Something that is not allowed.
    pub fn refused(why: Refusal) -> Self {
        let error = Self::new(Kind::Refused, why.text_key());
        match why.number() {
            Some(number) => error.with("n", number),
            None => error,
        }
    }

    /// Puts a value into the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value<'static>>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Adds the key of a sentence that says what to do.
    #[must_use]
    pub const fn hint(mut self, key: &'static str) -> Self {
        self.hint = Some(key);
        self
    }

    /// Adds the technical cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What stderr says: the sentence, what to do, the chain of causes; a line each.
    pub fn told(&self, lang: Lang) -> String {
        let texts = Texts::of(lang);
        let mut told = format!("sheber: {}\n", texts.fmt(self.key, &self.values));
        if let Some(hint) = self.hint {
            told.extend(["        ", texts.get(hint), "\n"]);
        }
        let mut cause = self.source.as_deref().map(|source| source as &dyn Error);
        while let Some(error) = cause {
            told.extend(["        (", &error.to_string(), ")\n"]);
            cause = error.source();
        }
        told
    }
}

impl From<Refusal> for CliError {
    fn from(why: Refusal) -> Self {
        Self::refused(why)
    }
}
