//! Text from outside, made fit for a screen.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

/// The longest text that is kept, in letters.
pub(super) const LONGEST: usize = 200;
/// The longest piece of a file that a finding quotes, in letters.
const PIECE: usize = 40;
/// A letter may carry this many bytes of marks on average before a text counts as too long.
const BYTES_A_LETTER: usize = 16;

/// What had to be done to a text.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Done {
    pub(super) controls: bool,
    pub(super) composed: bool,
    pub(super) cut: bool,
}

/// Characters that move a cursor, turn the writing direction or cannot be seen.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The text on one line, composed (NFC), trimmed, without unprintable characters and not too long.
pub(super) fn tidy(text: &str) -> (String, Done) {
    let mut done = Done::default();
    let short = head(text, LONGEST * BYTES_A_LETTER);
    done.cut = short.len() < text.len();
    let mut clean = Cow::Borrowed(short);
    if short.contains(is_unprintable) {
        done.controls = true;
        clean = Cow::Owned(printable(short));
    }
    if !is_nfc(&clean) {
        done.composed = true;
        clean = Cow::Owned(clean.nfc().collect());
    }
    let trimmed = clean.trim();
    if trimmed.len() > LONGEST && trimmed.graphemes(true).nth(LONGEST).is_some() {
        done.cut = true;
        return (trimmed.graphemes(true).take(LONGEST).collect(), done);
    }
    (trimmed.to_owned(), done)
}

/// The first line of a text as a finding quotes it.
pub(super) fn piece(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or("");
    let line = printable(head(line, PIECE * BYTES_A_LETTER));
    let line = line.trim();
    if line.graphemes(true).nth(PIECE).is_none() {
        return line.to_owned();
    }
    let mut cut: String = line.graphemes(true).take(PIECE - 1).collect();
    cut.push('…');
    cut
}

/// Tabs and line ends become spaces, everything else unprintable is left out.
fn printable(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if is_unprintable(c) => None,
            c => Some(c),
        })
        .collect()
}

/// At most so many bytes from the start, cut between characters.
fn head(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_move_a_cursor_is_left_out() {
        let (text, done) = tidy("a\u{1b}[31mb\tc\u{202e}d\r\n");
        assert_eq!(text, "a[31mb cd");
        assert!(done.controls && !done.composed && !done.cut);
    }

    #[test]
    fn letters_are_composed() {
        let (text, done) = tidy("Шои\u{306} ");
        assert_eq!(text, "Шой");
        assert!(done.composed && !done.controls);
    }

    #[test]
    fn long_texts_and_pieces_are_cut_between_letters() {
        let (text, done) = tidy(&"ә".repeat(500));
        assert_eq!(text.chars().count(), LONGEST);
        assert!(done.cut);
        assert_eq!(piece(&"қ".repeat(41)).chars().count(), PIECE);
        assert_eq!(piece("  one\ntwo"), "one");
    }
}
