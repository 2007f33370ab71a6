//! A finding about an event file as data: where it stands, how much it weighs, and the facts its sentence needs.

pub use super::kind::FindingKind;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// The day cannot be run as written.
    Error,
    /// The day can be run; somebody should look.
    Warning,
}

/// One fact of a finding, ready to be put into a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Datum {
    /// A number.
    Number(u32),
    /// A piece of text, free of control characters.
    Text(String),
    /// The catalogue key of a word.
    Term(&'static str),
}

/// A word that the catalogues translate, by its key there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term(pub &'static str);

impl From<Term> for Datum {
    fn from(term: Term) -> Self {
        Self::Term(term.0)
    }
}

/// Where a key stands: under a header, or above the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Under {
    /// Above the first header.
    Top,
    /// Under this header.
    Header(&'static str),
}

impl From<Under> for Datum {
    fn from(under: Under) -> Self {
        match under {
            Under::Top => Self::Term("check-top"),
            Under::Header(header) => header.into(),
        }
    }
}

impl From<&'static str> for Datum {
    fn from(text: &'static str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Datum {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Datum {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<u16> for Datum {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

/// A finding and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Error or warning.
    pub level: Level,
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
    /// The piece of the file it is about: one line, no control characters, at most 40 letters.
    pub piece: String,
    /// What is wrong.
    pub what: FindingKind,
}
