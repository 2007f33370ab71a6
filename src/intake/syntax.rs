//! TOML with faults, read as far as possible past them; and its faults, sorted into kinds that have a cure.
//!
//! The reader's own recovery gives up at a line without `=` and then loses the rest of the file. So the line of
//! the first fault is blanked, in place, and the file is read again: every place keeps its line and column, and
//! one slip is one finding.

use super::finding::FindingKind;
use super::pen::{At, Pen};
use super::tidy::piece;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, Error};

/// Above this size a broken file is read up to its first fault only: recovery may report one for every byte.
const MENDABLE: usize = 256 * 1024;
/// A file with more faults than this is no event file.
const MOST_FAULTS: usize = 64;

/// A text that the reader gets through, and whether parts of it were blanked.
pub(super) struct Mended<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) is_torn: bool,
}

/// Writes down every fault of a text and blanks what cannot be read.
pub(super) fn mend<'t>(pen: &mut Pen<'_>, text: &'t str) -> Mended<'t> {
    let mut mended = Mended {
        text: Cow::Borrowed(text),
        is_torn: false,
    };
    if text.len() > MENDABLE {
        if let Err(fault) = DeTable::parse(text) {
            pen.add(&place(&fault), kind(pen, &fault, false));
            mended = Mended {
                text: Cow::Borrowed(""),
                is_torn: true,
            };
        }
        return mended;
    }
    for _ in 0..MOST_FAULTS {
        let (root, faults) = DeTable::parse_recoverable(&mended.text);
        let Some(first) = faults.iter().find(|fault| !is_repeat(fault)) else {
            for fault in &faults {
                let at = place(fault);
                pen.add(&at, duplicate(pen, &root, &at));
            }
            break;
        };
        mended.is_torn = true;
        let is_open = faults.iter().any(|fault| fault.message().starts_with("unclosed"));
        let at = place(first);
        let kind = kind(pen, first, is_open);
        // What is still open swallows the lines below it: nothing is gained by blanking one of them.
        let goes_on = !matches!(kind, FindingKind::SyntaxUnclosed {}) || pen.opens_line(at.start);
        pen.add(&at, kind);
        match blank_line(&mended.text, at.start) {
            Some(blanked) if goes_on => mended.text = Cow::Owned(blanked),
            _ => break,
        }
    }
    mended
}

fn place(fault: &Error) -> At {
    fault.span().unwrap_or(0..0)
}

/// Whether a key is there twice; the reader gets past that.
fn is_repeat(fault: &Error) -> bool {
    let message = fault.message();
    message.starts_with("duplicate key") || message.starts_with("cannot extend")
}

/// The text with the line at this place made of spaces; `None` if it was already. Below a broken header the lines
/// are blanked up to the next one, or they would seem to belong to the table above.
fn blank_line(text: &str, at: usize) -> Option<String> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line_end = after.find('\n').map_or(text.len(), |end| at + end);
    let line = text.get(start..line_end)?;
    if line.trim().is_empty() {
        return None;
    }
    let end = if line.trim_start().starts_with('[') {
        text.get(line_end..)?
            .find("\n[")
            .map_or(text.len(), |next| line_end + next)
    } else {
        line_end
    };
    let spaces: String = text
        .get(start..end)?
        .bytes()
        .map(|b| if b == b'\n' { '\n' } else { ' ' })
        .collect();
    Some([text.get(..start)?, &spaces, text.get(end..)?].concat())
}

fn kind(pen: &Pen<'_>, fault: &Error, is_open: bool) -> FindingKind {
    let message = fault.message();
    let says = |parts: &[&str]| parts.iter().any(|part| message.contains(part));
    if says(&["unquoted key", "keys cannot", "missing key"]) {
        FindingKind::SyntaxKey {}
    } else if says(&["string values must be quoted", "invalid value"]) {
        bare(pen.written(&place(fault)))
    } else if says(&["recurs"]) {
        FindingKind::SyntaxDepth {}
    } else if says(&[
        "escape",
        "unicode",
        "comment character",
        "carriage return",
        "visible characters",
    ]) {
        FindingKind::SyntaxCharacter {}
    } else if says(&["basic string", "literal string", "opening quote"]) {
        FindingKind::SyntaxQuote {}
    } else if is_open && says(&["comma", "in array"]) || says(&["unclosed", "opening"]) {
        FindingKind::SyntaxUnclosed {}
    } else if says(&["comma", "extra assignment"]) {
        FindingKind::SyntaxComma {}
    } else if says(&["missing value"]) {
        FindingKind::SyntaxValue {}
    } else if says(&[
        "key with no value",
        "assignment",
        "`=`",
        "invalid key-value pair",
        "unexpected key or value",
    ]) {
        FindingKind::SyntaxEquals {}
    } else if says(&["boolean"]) {
        FindingKind::SyntaxUnquoted {}
    } else if says(&[
        "integer",
        "float",
        "number",
        "digit",
        "sign",
        "radix",
        "leading zero",
        "date",
        "time",
        "`_`",
    ]) {
        FindingKind::SyntaxNumber {}
    } else {
        FindingKind::Syntax {
            message: piece(message),
        }
    }
}

/// What a value is that is neither quoted nor anything else.
fn bare(written: &str) -> FindingKind {
    if written.trim().is_empty() {
        FindingKind::SyntaxValue {}
    } else if !written.starts_with(|c: char| c.is_ascii_digit()) {
        FindingKind::SyntaxUnquoted {}
    } else if written.contains(' ') {
        FindingKind::SyntaxComma {}
    } else {
        FindingKind::SyntaxNumber {}
    }
}

/// A repeated key, with the line of the first.
fn duplicate(pen: &Pen<'_>, root: &Spanned<DeTable<'_>>, at: &At) -> FindingKind {
    let written = pen.written(at);
    let key = written.trim_matches(['"', '\'']);
    let mut nearest = None;
    let mut walk = vec![("", root.get_ref())];
    while let Some((header, table)) = walk.pop() {
        for (name, value) in table {
            // The first stands before the repeat, and of all that do it is the nearest.
            let start = name.span().start;
            if name.get_ref() == key && start < at.start && nearest.is_none_or(|(near, _)| near < start) {
                nearest = Some((start, header));
            }
            let header = if header.is_empty() {
                name.get_ref().as_ref()
            } else {
                header
            };
            let inner = value.get_ref();
            walk.extend(inner.as_table().map(|table| (header, table)));
            let listed = inner.as_array().into_iter().flatten();
            walk.extend(listed.filter_map(|item| Some((header, item.get_ref().as_table()?))));
        }
    }
    let first_line = nearest
        .map(|(start, _)| start)
        .or_else(|| header_before(pen, key, at.start))
        .map_or(0, |start| pen.line(start));
    let group = key.parse().ok();
    match (nearest, group) {
        (Some((_, "plan")), Some(group)) => FindingKind::GroupInTwoPlaces { group, first_line },
        (Some((_, "groups")), Some(group)) => FindingKind::DuplicateGroup { group, first_line },
        _ => FindingKind::DuplicateKey {
            key: piece(key),
            first_line,
        },
    }
}

/// Where this table's header stands for the first time: the reader keeps only the last.
fn header_before(pen: &Pen<'_>, key: &str, before: usize) -> Option<usize> {
    let header = format!("[{key}]");
    let start = pen.before(before).find(&header)?;
    (start + 1 < before).then_some(start)
}
