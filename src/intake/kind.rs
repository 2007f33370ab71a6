//! What can be wrong with an event file: one row a kind, with its level, its code and its facts.
//!
//! The code of a kind is the key of its sentence in `config/texts/check.*.ftl`, the names of its facts are the
//! variables of that sentence. No sentence lives here.

use super::finding::{Datum, Level, Term, Under};

macro_rules! kinds {
    ($( $(#[$doc:meta])* $level:ident $code:literal $name:ident { $( $(#[$fact_doc:meta])* $fact:ident: $ty:ty ),* } )*) => {
        /// What is wrong, with the facts that its sentence needs.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum FindingKind {
            $( $(#[$doc])* $name { $( $(#[$fact_doc])* $fact: $ty ),* }, )*
        }

        impl FindingKind {
            /// Every code with the names of its facts.
            pub const CODES: &'static [(&'static str, &'static [&'static str])] =
                &[ $( ($code, &[ $( stringify!($fact) ),* ]) ),* ];

            /// The key of its sentence, without the prefix `check-`.
            pub const fn code(&self) -> &'static str {
                match self {
                    $( Self::$name { .. } => $code, )*
                }
            }

            /// How much it weighs.
            pub const fn level(&self) -> Level {
                match self {
                    $( Self::$name { .. } => Level::$level, )*
                }
            }

            /// Its facts by the names that the sentence uses.
            pub fn facts(&self) -> Vec<(&'static str, Datum)> {
                match self {
                    $( Self::$name { $( $fact ),* } => vec![ $( (stringify!($fact), Datum::from($fact.clone())) ),* ], )*
                }
            }
        }
    };
}

kinds! {
    /// The file is larger than any event file.
    Error "too-large" TooLarge {
        /// The limit in megabytes.
        limit: u32
    }
    /// Bytes that are not UTF-8, as plain "CSV" or "ANSI" text from an office program has them.
    Error "not-utf8" NotUtf8 {}
    /// More findings than are listed.
    Error "more-findings" MoreFindings {
        /// How many are not listed.
        more: u32
    }
    /// A text without its closing quote.
    Error "syntax-quote" SyntaxQuote {}
    /// A text without quotes at all.
    Error "syntax-unquoted" SyntaxUnquoted {}
    /// A key with `=` and nothing behind it.
    Error "syntax-value" SyntaxValue {}
    /// A line without `=`.
    Error "syntax-equals" SyntaxEquals {}
    /// A comma is missing, or there is one too many.
    Error "syntax-comma" SyntaxComma {}
    /// A list, an inline table or a header is not closed.
    Error "syntax-unclosed" SyntaxUnclosed {}
    /// A number that cannot be read.
    Error "syntax-number" SyntaxNumber {}
    /// A key that has to be quoted, or none.
    Error "syntax-key" SyntaxKey {}
    /// A control character or an escape that does not exist.
    Error "syntax-character" SyntaxCharacter {}
    /// Lists inside lists inside lists.
    Error "syntax-depth" SyntaxDepth {}
    /// Anything else that is not TOML.
    Error "syntax" Syntax {
        /// What the TOML reader says, in English.
        message: String
    }
    /// A key given twice in one table.
    Error "duplicate-key" DuplicateKey {
        /// The key.
        key: String,
        /// The line of the first; 0 if it is not known.
        first_line: u32
    }
    /// A table that must be there is not.
    Error "missing-table" MissingTable {
        /// Its header.
        table: &'static str
    }
    /// A key that must be there is not.
    Error "missing-key" MissingKey {
        /// The key.
        key: &'static str,
        /// The table in which it is missing.
        table: Under
    }
    /// A value of another type.
    Error "wrong-type" WrongType {
        /// The key.
        key: String,
        /// What is expected.
        expected: Term,
        /// What is there.
        found: Term
    }
    /// `[station]` where `[[station]]` is meant.
    Error "single-brackets" SingleBrackets {
        /// The name between the brackets.
        table: String
    }
    /// A key that means nothing.
    Error "unknown-key" UnknownKey {
        /// The key.
        key: String,
        /// The table in which it stands.
        table: Under
    }
    /// A key that is nearly a known one.
    Error "misspelt-key" MisspeltKey {
        /// The key.
        key: String,
        /// The table in which it stands.
        table: Under,
        /// The known key.
        near: &'static str
    }
    /// A key that belongs to another table than the one whose header stands above it.
    Error "misplaced-key" MisplacedKey {
        /// The key.
        key: String,
        /// The table in which it landed.
        table: Under,
        /// Where it belongs.
        belongs: Datum
    }
    /// A key or a value that identifies a person.
    Error "personal-data" PersonalData {
        /// The key.
        key: String
    }
    /// A time that cannot be read.
    Error "bad-time" BadTime {}
    /// A range of times that cannot be read.
    Error "bad-range" BadRange {}
    /// A date that cannot be read.
    Error "bad-date" BadDate {}
    /// A version that cannot be read.
    Error "bad-version" BadVersion {}
    /// A time zone that does not exist.
    Error "unknown-zone" UnknownZone {}
    /// A language other than kk, ru and en.
    Error "unknown-language" UnknownLanguage {}
    /// A kind of support that is not known.
    Error "unknown-support" UnknownSupport {
        /// The known kinds.
        known: String
    }
    /// A word that is not one of those allowed here.
    Error "unknown-choice" UnknownChoice {
        /// The key.
        key: &'static str,
        /// The words allowed.
        known: &'static str
    }
    /// A number outside its range.
    Error "number-range" NumberRange {
        /// The key.
        key: String,
        /// The least.
        min: u32,
        /// The largest.
        max: u32
    }
    /// A key of `[groups]` or `[plan]` that is not a group number.
    Error "bad-group-number" BadGroupNumber {}
    /// Two stations or desks with one number.
    Error "duplicate-number" DuplicateNumber {
        /// The number.
        no: u16,
        /// The line of the first.
        first_line: u32
    }
    /// One group described twice.
    Error "duplicate-group" DuplicateGroup {
        /// The group.
        group: u16,
        /// The line of the first.
        first_line: u32
    }
    /// One group with two rows in the plan: it would be in two places.
    Error "group-in-two-places" GroupInTwoPlaces {
        /// The group.
        group: u16,
        /// The line of the first row.
        first_line: u32
    }
    /// A hall that is not described.
    Error "unknown-hall" UnknownHall {
        /// The halls that are.
        known: String
    }
    /// Two halls with one id.
    Error "duplicate-hall" DuplicateHall {
        /// The line of the first.
        first_line: u32
    }
    /// Two walks between the same halls that differ.
    Error "walk-contradiction" WalkContradiction {
        /// The minutes said before.
        minutes: u16
    }
    /// A day without rounds.
    Error "no-rounds" NoRounds {}
    /// More rounds than a day can have.
    Error "too-many-rounds" TooManyRounds {
        /// The limit.
        limit: u32
    }
    /// A range that ends before it starts.
    Error "end-before-start" EndBeforeStart {}
    /// Two times of the day in the wrong order.
    Error "times-reversed" TimesReversed {
        /// The key that must be earlier.
        earlier: &'static str,
        /// The key that must be later.
        later: &'static str
    }
    /// A round that starts before an earlier one.
    Error "rounds-out-of-order" RoundsOutOfOrder {
        /// The round.
        round: u32,
        /// The round before.
        before: u32
    }
    /// A round that starts before the one before has ended.
    Error "rounds-overlap" RoundsOverlap {
        /// The round.
        round: u32,
        /// The round before.
        before: u32
    }
    /// A round before the opening or after the closing.
    Warning "round-outside-day" RoundOutsideDay {
        /// The round.
        round: u32
    }
    /// A station without a language.
    Error "no-languages" NoLanguages {}
    /// A group of nobody.
    Error "empty-group" EmptyGroup {}
    /// More pupils with a need than pupils, or more adults than pupils.
    Error "count-over-size" CountOverSize {
        /// The count.
        count: u16,
        /// The size of the group.
        size: u16
    }
    /// A row of a group that is not described.
    Error "plan-unknown-group" PlanUnknownGroup {
        /// The group.
        group: u16
    }
    /// A row with too few or too many rounds.
    Error "row-length" RowLength {
        /// The stations in the row.
        cells: u32,
        /// The rounds of the day.
        rounds: u32
    }
    /// A station that is not described.
    Error "unknown-station" UnknownStation {
        /// The number.
        station: u16
    }
    /// A stand where a station is needed.
    Error "stand-in-plan" StandInPlan {
        /// The number.
        station: u16
    }
    /// An advice desk where a station is needed.
    Error "desk-in-plan" DeskInPlan {
        /// The number.
        desk: u16
    }
    /// A station twice on one route.
    Error "station-twice" StationTwice {
        /// The group.
        group: u16,
        /// The station.
        station: u16,
        /// The round of the first visit.
        first_round: u32
    }
    /// More pupils in one round than a station has places.
    Error "over-capacity" OverCapacity {
        /// The station.
        station: u16,
        /// The round.
        round: u32,
        /// The groups.
        groups: String,
        /// Their pupils together.
        pupils: u32,
        /// The places.
        places: u16
    }
    /// A group at a station that is not run in its language.
    Error "language-not-met" LanguageNotMet {
        /// The group.
        group: u16,
        /// The station.
        station: u16,
        /// The language of the group.
        lang: Term
    }
    /// A group at a station that is not fit for what it needs.
    Error "access-not-met" AccessNotMet {
        /// The group.
        group: u16,
        /// The station.
        station: u16,
        /// What is needed.
        support: &'static str
    }
    /// A walk that takes longer than the changeover.
    Error "walk-too-long" WalkTooLong {
        /// The group.
        group: u16,
        /// The station it comes from.
        from: u16,
        /// The station it goes to.
        to: u16,
        /// The minutes of the walk.
        minutes: u16,
        /// The whole minutes of the changeover.
        changeover: u32
    }
    /// No plan at all.
    Warning "no-plan" NoPlan {}
    /// A described group without a row in the plan.
    Warning "group-without-row" GroupWithoutRow {
        /// The group.
        group: u16
    }
    /// A text that is needed and empty in every language.
    Error "no-text" NoText {
        /// The key.
        key: String
    }
    /// A text that lacks a language.
    Warning "empty-translation" EmptyTranslation {
        /// The key.
        key: String,
        /// The language.
        lang: Term
    }
    /// A group larger than a class may be.
    Warning "big-group" BigGroup {
        /// The size.
        size: u16
    }
    /// Control characters in a text; they are left out.
    Warning "control-characters" ControlCharacters {
        /// The key.
        key: String
    }
    /// A text whose letters are composed in another form; it is read in the common one.
    Warning "not-composed" NotComposed {
        /// The key.
        key: String
    }
    /// A text longer than any screen; the rest is left out.
    Warning "text-too-long" TextTooLong {
        /// The key.
        key: String,
        /// The limit in letters.
        limit: u32
    }
}

impl FindingKind {
    /// Whether the day can still be described: such an error is a clash in the plan, not a hole in the file.
    pub const fn is_clash(&self) -> bool {
        matches!(
            self,
            Self::StationTwice { .. }
                | Self::OverCapacity { .. }
                | Self::LanguageNotMet { .. }
                | Self::AccessNotMet { .. }
                | Self::WalkTooLong { .. }
        )
    }
}
