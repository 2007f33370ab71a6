//! A cell of a sheet, and what a reader of a column makes of it.

use super::ask::QuestionKind;
use super::remark::RemarkKind;
use super::words;
use std::borrow::Cow;

/// Short names of months as a Russian Excel shows them.
const MONTHS: [&str; 12] = [
    "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
];

/// A cell.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) enum Cell {
    /// Nothing, or only spaces.
    #[default]
    Empty,
    /// A text as it stands in the file.
    Text(String),
    /// A number.
    Number(f64),
    /// A day of a month: what Excel makes of 9/1.
    Date { day: u8, month: u8 },
    /// `#Н/Д`, `#REF!` and so on.
    Error,
}

impl Cell {
    /// A text as a cell; what Excel writes for a fault is one.
    pub(super) fn of(text: &str) -> Self {
        let text = text
            .strip_prefix("=\"")
            .and_then(|text| text.strip_suffix('"'))
            .unwrap_or(text);
        let plain = words::plain(text);
        if plain.is_empty() {
            return Self::Empty;
        }
        if is_error(&plain) {
            return Self::Error;
        }
        Self::Text(text.to_owned())
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// As it is shown in the sheet.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::Error => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Date { day, month } => {
                let name = MONTHS.get(usize::from(*month).saturating_sub(1)).unwrap_or(&"");
                Cow::Owned(format!("{day:02}.{name}"))
            }
        }
    }
}

/// Excel's and LibreOffice's words for a fault in a formula.
fn is_error(text: &str) -> bool {
    let is_fault = text
        .strip_prefix('#')
        .is_some_and(|rest| rest.ends_with(['!', '?']) || ["Н/Д", "N/A", "НД", "ЗНАЧ"].contains(&rest));
    is_fault || (text.starts_with("Err:") && text.len() <= 8)
}

/// What a reader makes of a cell.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Got<T> {
    /// Nothing stands there.
    Missing,
    /// It is certain; the remarks say what was repaired.
    Sure(T, Vec<RemarkKind>),
    /// It has to be asked, with suggestions.
    Ask(QuestionKind, Vec<T>),
}

impl<T> Got<T> {
    /// What is certain.
    pub(super) fn sure(self) -> Option<T> {
        match self {
            Self::Sure(value, _) => Some(value),
            _ => None,
        }
    }
}

/// The remark that a text differs from its plain form by spaces only, if it does.
pub(super) fn spaces(raw: &str, plain: &str) -> Vec<RemarkKind> {
    if raw == plain {
        Vec::new()
    } else {
        vec![RemarkKind::Spaces]
    }
}
