//! What was done to a row, as data: where, what, the old piece and the new value. The sentences are texts `list-…`
//! with the variables `old` and `new`.

use crate::domain::event::{Lang, Support};
use std::collections::BTreeMap;

/// Stands for a piece of the file that is not repeated, because it may be a name, a number or a diagnosis.
pub const HIDDEN: &str = "…";

/// A column of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Its letter as Excel shows it.
    pub letter: String,
    /// Its header as in the file; [`HIDDEN`] where it may not be repeated, empty where there is none.
    pub name: String,
}

/// What a column is used for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// The number of the group.
    Number,
    /// The school.
    School,
    /// The class.
    Class,
    /// The language of instruction.
    Lang,
    /// How many pupils.
    Size,
    /// How many adults come along.
    Adults,
    /// Kinds of support.
    Needs,
}

impl Field {
    /// The key of its name, as a column is called that can be read.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Number => "list-field-number",
            Self::School => "list-field-school",
            Self::Class => "list-field-class",
            Self::Lang => "list-field-language",
            Self::Size => "list-field-size",
            Self::Adults => "list-field-adults",
            Self::Needs => "list-field-needs",
        }
    }
}

/// What was done with a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Used {
    /// It was read.
    Read(Field),
    /// Names, telephones, addresses: not loaded.
    Personal,
    /// Notes: not loaded.
    Note,
    /// Nobody knows what it is: not loaded.
    Unknown,
}

impl Used {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Read(field) => field.key(),
            Self::Personal => "list-column-personal",
            Self::Note => "list-column-note",
            Self::Unknown => "list-column-unknown",
        }
    }
}

/// A column and what was done with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// The sheet, counted from 1; 0 where the file has one list only.
    pub sheet: u16,
    /// The column.
    pub place: Place,
    /// What was done with it.
    pub used: Used,
}

/// A value as a remark tells it; the screen and the command line put it into words.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Told {
    /// None.
    #[default]
    Nothing,
    /// A school or a class, free of control characters.
    Text(String),
    /// A count or a row.
    Number(u32),
    /// A language.
    Lang(Lang),
    /// Counts by kind of support.
    Needs(BTreeMap<Support, u16>),
}

macro_rules! kinds {
    ($( $(#[$doc:meta])* $key:literal $name:ident )*) => {
        /// What was done, or is worth knowing.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum RemarkKind {
            $( $(#[$doc])* $name, )*
        }

        impl RemarkKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[ $( Self::$name ),* ];

            /// The key of its sentence.
            pub const fn key(self) -> &'static str {
                match self {
                    $( Self::$name => $key, )*
                }
            }
        }
    };
}

kinds! {
    /// Spaces around or inside were taken out.
    "list-spaces" Spaces
    /// A word beside the number of the school was left out.
    "list-school-words" SchoolWords
    /// A bare number was read as the number of a school.
    "list-school-bare" SchoolBare
    /// The cell was empty; the school above or in the heading was taken.
    "list-school-above" SchoolAbove
    /// Quotes, hyphens, brackets or words around the class were left out.
    "list-class-form" ClassForm
    /// A small letter became a capital.
    "list-class-case" ClassCase
    /// A Latin letter became the Cyrillic one that looks the same.
    "list-class-latin" ClassLatin
    /// A Roman number became digits.
    "list-class-roman" ClassRoman
    /// The class cell also held the number of pupils.
    "list-class-size" ClassSize
    /// A short or unusual name of the language was understood.
    "list-language-name" LanguageName
    /// The language was taken from the heading or the merged cell above.
    "list-language-above" LanguageAbove
    /// Words beside a number were left out.
    "list-count-words" CountWords
    /// A number with zeros behind the comma was read as a whole one.
    "list-count-decimal" CountDecimal
    /// No adult was given; one was assumed.
    "list-adults-missing" AdultsMissing
    /// Words were turned into kinds of support; the words themselves were dropped.
    "list-needs-words" NeedsWords
    /// The number of the group cannot be read or is taken; a new one is offered.
    "list-number-new" NumberNew
    /// A new group: it has no number in the list, so no route either.
    "list-no-route" NoRoute
    /// An office program had an error in a cell that is not needed.
    "list-cell-error" CellError
    /// Somebody answered the question.
    "list-answered" Answered
    /// Somebody decided not to load the row.
    "list-left-out" LeftOut
    /// Exact repeat of another row.
    "list-repeat" Repeat
    /// Another row was taken instead of this one.
    "list-replaced" Replaced
    /// A total that agrees with the rows.
    "list-total" Total
    /// A total that differs from the rows.
    "list-total-differs" TotalDiffers
    /// A total that leaves out the cells that are text.
    "list-total-skips-text" TotalSkipsText
    /// A total without a readable number.
    "list-total-unread" TotalUnread
    /// An empty row.
    "list-empty-row" EmptyRow
    /// The header again, or the numbers of the columns.
    "list-header-again" HeaderAgain
    /// A heading: the school of the rows below.
    "list-heading-school" HeadingSchool
    /// A heading: the language of the rows below.
    "list-heading-language" HeadingLanguage
    /// A signature, a date or another line of text.
    "list-text-row" TextRow
}

/// Something done to a row, or worth knowing about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// The column, where it is about one.
    pub place: Option<Place>,
    /// What was done.
    pub kind: RemarkKind,
    /// The old piece: one line, no control characters, at most 40 letters, [`HIDDEN`] where it may not be repeated.
    pub old: String,
    /// The new value.
    pub new: Told,
}
