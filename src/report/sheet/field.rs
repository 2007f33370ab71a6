//! What stands in one field of a table, before a language or a file format is chosen.

use crate::domain::event::{Lang, Words};
use crate::domain::fact::Reason;
use crate::domain::id::{Place, StationNo};
use crate::report::value::{At, Cell};

/// What stands in one field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Field {
    /// Nothing belongs here.
    Nothing,
    /// Nobody has said it. Never shown as zero.
    Unknown,
    /// Known and not shown in public.
    Hidden,
    /// A number.
    Number(i64),
    /// A part of a whole, which is more than nothing.
    Share {
        /// The part.
        part: i64,
        /// The whole.
        whole: i64,
    },
    /// So many of so many.
    Of(u32, u32),
    /// A length in whole seconds.
    Seconds(i64),
    /// A moment of the day.
    Moment(At),
    /// A text as it was written.
    Text(String),
    /// A text of the event in its languages.
    Words(Words),
    /// One word of a closed list.
    Term(Term),
    /// The name of a figure, by its stable key.
    Figure(String),
}

/// One word of a closed list: its stable code, and the list whose words the catalogue has as `family-code`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// Which list.
    pub family: &'static str,
    /// The stable code.
    pub code: &'static str,
}

impl Field {
    /// A word of a closed list.
    pub const fn term(family: &'static str, code: &'static str) -> Self {
        Self::Term(Term { family, code })
    }

    /// Why; unknown where nobody said.
    pub fn reason(reason: Option<Reason>) -> Self {
        reason.map_or(Self::Unknown, |reason| Self::term("reason", reason.code()))
    }

    /// A language.
    pub const fn lang(lang: Lang) -> Self {
        Self::term("lang", lang.code())
    }

    /// Yes or no.
    pub const fn yes(yes: bool) -> Self {
        Self::term("yes", if yes { "yes" } else { "no" })
    }

    /// The number of a station or desk; numbers of desks are no numbers of stations.
    pub fn place(place: Place) -> Self {
        match place {
            Place::Station(no) => no.0.into(),
            Place::Desk(no) => no.0.into(),
            Place::Coordination => Self::term("at", "coordination"),
        }
    }

    /// Numbers of stations, side by side.
    pub fn stations(stations: &[StationNo]) -> Self {
        let numbers: Vec<String> = stations.iter().map(|no| no.0.to_string()).collect();
        Self::Text(numbers.join(", "))
    }

    /// A part of a whole; nothing of nothing.
    pub fn share(part: Cell, whole: Cell) -> Self {
        match (part, whole) {
            (Cell::Hidden, _) | (_, Cell::Hidden) => Self::Hidden,
            (Cell::Unknown, _) | (_, Cell::Unknown) => Self::Unknown,
            (Cell::Known(part), Cell::Known(whole)) if whole > 0 => Self::Share { part, whole },
            (Cell::Known(_), Cell::Known(_)) => Self::Nothing,
        }
    }

    /// How many there are.
    pub fn many(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// As programs read it: numbers without their thousands apart, lengths in seconds, codes instead of words. What
    /// is unknown is empty.
    pub fn plain(&self) -> String {
        match self {
            Self::Nothing | Self::Unknown => String::new(),
            Self::Hidden => "hidden".to_owned(),
            Self::Number(number) | Self::Seconds(number) => number.to_string(),
            Self::Share { part, whole } => format!("{part}/{whole}"),
            Self::Of(part, whole) => format!("{part}/{whole}"),
            Self::Moment(at) => at.to_string(),
            Self::Text(text) | Self::Figure(text) => text.clone(),
            Self::Words(words) => words.get(Lang::En).to_owned(),
            Self::Term(term) => term.code.to_owned(),
        }
    }
}

impl From<Cell> for Field {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Known(number) => Self::Number(number),
            Cell::Unknown => Self::Unknown,
            Cell::Hidden => Self::Hidden,
        }
    }
}

macro_rules! field_from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Field {
            fn from(number: $integer) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}
field_from_integers!(u8, u16, u32, u64, i64);

impl From<At> for Field {
    fn from(at: At) -> Self {
        Self::Moment(at)
    }
}

/// A moment that may not be known.
impl From<Option<At>> for Field {
    fn from(at: Option<At>) -> Self {
        at.map_or(Self::Unknown, Self::Moment)
    }
}

impl From<&Words> for Field {
    fn from(words: &Words) -> Self {
        Self::Words(words.clone())
    }
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_says_what_it_does_not_know() {
        let share = |part, whole| Field::share(part, whole);
        let eighth = Field::Share { part: 1, whole: 8 };
        assert_eq!(share(Cell::Known(1), Cell::Known(8)), eighth);
        assert_eq!(share(Cell::Known(0), Cell::Known(0)), Field::Nothing);
        assert_eq!(share(Cell::Unknown, Cell::Known(8)), Field::Unknown);
        assert_eq!(share(Cell::Hidden, Cell::Known(8)), Field::Hidden);
    }
}
