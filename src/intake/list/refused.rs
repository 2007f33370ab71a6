//! Why a whole file is not read, and what to do about it, as data.

use super::remark::Field;

/// The largest file, in megabytes.
pub const LARGEST_FILE: u32 = 16;
/// The most rows in a file.
pub const MOST_ROWS: u32 = 20_000;

macro_rules! kinds {
    ($( $(#[$doc:meta])* $key:literal $cure:literal $name:ident )*) => {
        /// Why a file is not read.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum RefusedKind {
            $( $(#[$doc])* $name, )*
        }

        impl RefusedKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[ $( Self::$name ),* ];

            /// The key of its sentence, with the variables `row` and `limit`.
            pub const fn key(self) -> &'static str {
                match self {
                    $( Self::$name => $key, )*
                }
            }

            /// The key of the cure.
            pub const fn cure(self) -> &'static str {
                match self {
                    $( Self::$name => $cure, )*
                }
            }
        }
    };
}

kinds! {
    /// Larger than [`LARGEST_FILE`].
    "list-too-large" "list-too-large-cure" TooLarge
    /// More rows than [`MOST_ROWS`].
    "list-too-many-rows" "list-too-large-cure" TooManyRows
    /// Nothing in it.
    "list-empty" "list-empty-cure" Empty
    /// Bytes that are not UTF-8, as plain "CSV" from an office program has them.
    "list-letters-lost" "list-utf8-cure" NotUtf8
    /// Question marks in the place of Kazakh letters.
    "list-letters-lost" "list-utf8-cure" LettersLost
    /// Letters read in the wrong encoding and saved so.
    "list-mojibake" "list-utf8-cure" Mojibake
    /// A workbook of the old kind, `.xls` or `.xlsb`.
    "list-old-book" "list-save-xlsx-cure" OldBook
    /// A workbook of LibreOffice, `.ods`.
    "list-ods" "list-save-xlsx-cure" Ods
    /// A workbook of Apple Numbers.
    "list-numbers" "list-numbers-cure" Numbers
    /// A workbook with a password.
    "list-encrypted" "list-encrypted-cure" Encrypted
    /// A PDF.
    "list-pdf" "list-not-a-list-cure" Pdf
    /// A web page under the name of a workbook, as electronic journals export it.
    "list-web-page" "list-save-xlsx-cure" WebPage
    /// Anything else that is not a list.
    "list-not-a-list" "list-not-a-list-cure" NotAList
    /// A workbook that cannot be read.
    "list-broken-book" "list-save-xlsx-cure" BrokenBook
    /// A quotation mark that is never closed swallows rows.
    "list-open-quote" "list-open-quote-cure" OpenQuote
    /// No row with the names of the columns.
    "list-no-header" "list-no-header-cure" NoHeader
    /// A header, but no column that is needed.
    "list-no-column" "list-no-header-cure" NoColumn
    /// A header and no group below it.
    "list-no-groups" "list-no-groups-cure" NoGroups
}

/// Why a file is not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// What is wrong.
    pub kind: RefusedKind,
    /// The first row that shows it, as Excel counts; 0 where it is about the whole file.
    pub row: u32,
    /// The columns that are missing.
    pub missing: Vec<Field>,
}

impl Refused {
    /// About the whole file.
    pub(super) const fn whole(kind: RefusedKind) -> Self {
        Self::at(kind, 0)
    }

    /// About this row first.
    pub(super) const fn at(kind: RefusedKind, row: u32) -> Self {
        Self {
            kind,
            row,
            missing: Vec::new(),
        }
    }

    /// The limit that was passed; 0 where it is about none.
    pub const fn limit(&self) -> u32 {
        match self.kind {
            RefusedKind::TooLarge => LARGEST_FILE,
            RefusedKind::TooManyRows => MOST_ROWS,
            _ => 0,
        }
    }
}
