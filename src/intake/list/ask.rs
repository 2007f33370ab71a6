//! What is not certain about a row: the question, the choices, and what is planned with meanwhile.

use super::remark::{Place, Told};
use super::row::Spot;
use crate::domain::event::{Lang, Support};
use std::collections::BTreeMap;

macro_rules! kinds {
    ($( $(#[$doc:meta])* $code:literal $key:literal $name:ident )*) => {
        /// What is asked.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum QuestionKind {
            $( $(#[$doc])* $name, )*
        }

        impl QuestionKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[ $( Self::$name ),* ];

            /// Its short name, stable over versions.
            pub const fn code(self) -> &'static str {
                match self {
                    $( Self::$name => $code, )*
                }
            }

            /// The key of its sentence, with the variables `old` and `row` (the other row).
            pub const fn key(self) -> &'static str {
                match self {
                    $( Self::$name => $key, )*
                }
            }
        }
    };
}

kinds! {
    /// The school is missing.
    "school-missing" "list-ask-school-missing" SchoolMissing
    /// The school is not understood.
    "school-unknown" "list-ask-school-unknown" SchoolUnknown
    /// A name or a telephone number stands where the school should.
    "school-personal" "list-ask-school-personal" SchoolPersonal
    /// The class is missing.
    "class-missing" "list-ask-class-missing" ClassMissing
    /// The class is not understood.
    "class-unknown" "list-ask-class-unknown" ClassUnknown
    /// A name or a telephone number stands where the class should.
    "class-personal" "list-ask-class-personal" ClassPersonal
    /// A letter that no class has, or a Latin one that may be two Cyrillic ones.
    "class-letter" "list-ask-class-letter" ClassLetter
    /// An office program turned the class into a date.
    "class-date" "list-ask-class-date" ClassDate
    /// The language is missing.
    "language-missing" "list-ask-language-missing" LanguageMissing
    /// The language is not understood, or there are two.
    "language-unknown" "list-ask-language-unknown" LanguageUnknown
    /// The number of pupils is missing.
    "size-missing" "list-ask-size-missing" SizeMissing
    /// The number of pupils is not understood.
    "size-unknown" "list-ask-size-unknown" SizeUnknown
    /// A range instead of a number of pupils.
    "size-range" "list-ask-size-range" SizeRange
    /// More pupils than any class has, or none.
    "size-odd" "list-ask-size-odd" SizeOdd
    /// The number of adults is not understood.
    "adults-unknown" "list-ask-adults-unknown" AdultsUnknown
    /// A name or a telephone number stands where the number of adults should.
    "adults-personal" "list-ask-adults-personal" AdultsPersonal
    /// The kind of support is not understood.
    "needs-unknown" "list-ask-needs-unknown" NeedsUnknown
    /// The kind of support is understood, the number is missing.
    "needs-count" "list-ask-needs-count" NeedsCount
    /// More pupils need support than there are in the group.
    "needs-many" "list-ask-needs-many" NeedsMany
    /// The same class of the same school with other figures.
    "same-class" "list-ask-same-class" SameClass
    /// Larger than any station.
    "too-large" "list-ask-too-large" TooLarge
}

/// An answer to a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// This is the school.
    School(String),
    /// This is the class.
    Class(String),
    /// This is the language.
    Lang(Lang),
    /// So many pupils.
    Size(u16),
    /// So many adults.
    Adults(u16),
    /// So many need this; nobody needs anything if empty.
    Needs(BTreeMap<Support, u16>),
    /// This row is right, the other one goes.
    This,
    /// The other row is right, this one goes.
    Other,
    /// Both rows are groups of their own.
    Both,
    /// Split into even parts.
    Split,
    /// Leave it in one piece.
    Whole,
    /// Do not load this row.
    Leave,
}

impl Choice {
    /// As it is typed after `--answer ROW=`.
    pub fn word(&self) -> String {
        match self {
            Self::School(text) | Self::Class(text) => text.clone(),
            Self::Lang(lang) => lang.code().to_owned(),
            Self::Size(count) | Self::Adults(count) => count.to_string(),
            Self::Needs(needs) if needs.is_empty() => "none".to_owned(),
            Self::Needs(needs) => needs
                .iter()
                .map(|(kind, count)| format!("{}={count}", kind.code()))
                .collect::<Vec<_>>()
                .join(","),
            Self::This => "this".to_owned(),
            Self::Other => "other".to_owned(),
            Self::Both => "both".to_owned(),
            Self::Split => "split".to_owned(),
            Self::Whole => "whole".to_owned(),
            Self::Leave => "leave".to_owned(),
        }
    }

    /// The key of its label, where it is not a value.
    pub const fn key(&self) -> Option<&'static str> {
        match self {
            Self::This => Some("list-choice-this"),
            Self::Other => Some("list-choice-other"),
            Self::Both => Some("list-choice-both"),
            Self::Split => Some("list-choice-split"),
            Self::Whole => Some("list-choice-whole"),
            Self::Leave => Some("list-choice-leave"),
            _ => None,
        }
    }

    /// Its value, for remarks and labels.
    pub fn told(&self) -> Told {
        match self {
            Self::School(text) | Self::Class(text) => Told::Text(text.clone()),
            Self::Lang(lang) => Told::Lang(*lang),
            Self::Size(count) | Self::Adults(count) => Told::Number((*count).into()),
            Self::Needs(needs) => Told::Needs(needs.clone()),
            _ => Told::Nothing,
        }
    }
}

/// A question about a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// What is asked.
    pub kind: QuestionKind,
    /// The column.
    pub place: Option<Place>,
    /// What stands there: one line, no control characters, at most 40 letters, hidden where it may not be repeated.
    pub old: String,
    /// The row that it is compared with.
    pub other: Option<Spot>,
    /// What can be chosen, the suggestion first; a value may also be typed.
    pub choices: Vec<Choice>,
    /// Whether the row is planned with as it stands until somebody answers.
    pub meanwhile: bool,
}

impl Question {
    /// Its stable name: the row and what is asked, `18-language-missing`.
    pub fn name(&self, spot: Spot) -> String {
        format!("{spot}-{}", self.kind.code())
    }
}

/// Why an answer was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Unsettled {
    /// There is no such row.
    NoRow,
    /// The row has no open question.
    NoQuestion,
    /// The answer fits none of its questions.
    NoFit,
}

impl Unsettled {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoRow => "list-unsettled-row",
            Self::NoQuestion => "list-unsettled-question",
            Self::NoFit => "list-unsettled-fit",
        }
    }
}
