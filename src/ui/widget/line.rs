//! Lines that fit: cut between letters, with a mark where something was left out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Control characters and the marks that turn the direction of writing.
pub fn commands_the_terminal(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text cut to a width in cells, with `…` at the end if something was left out.
pub fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = 0;
    for letter in text.graphemes(true) {
        let cells = letter.width();
        if used + cells + 1 > width {
            break;
        }
        cut.push_str(letter);
        used += cells;
    }
    if width > 0 {
        cut.push('…');
    }
    cut
}

/// The text in exactly so many cells, cut or filled up with spaces.
pub fn pad(text: &str, width: usize) -> String {
    let mut text = fit(text, width);
    let used = text.width();
    text.extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
    text
}

/// The text cut to a width between words, with `…` at the end if something was left out; a first word that is too
/// long by itself is cut between letters.
pub fn fit_words(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split_whitespace() {
        let space = usize::from(!kept.is_empty());
        if kept.width() + space + word.width() + 1 > width {
            break;
        }
        kept.extend(std::iter::repeat_n(' ', space));
        kept.push_str(word);
    }
    if kept.is_empty() {
        return fit(text, width);
    }
    kept.push('…');
    kept
}

/// The text in lines of at most so many cells, broken between words; only a word longer than a line is broken itself.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let space = usize::from(!line.is_empty());
        if line.width() + space + word.width() <= width {
            line.extend(std::iter::repeat_n(' ', space));
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.graphemes(true) {
            if !line.is_empty() && line.width() + letter.width() > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(letter);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Those of the parts, in their order, that fit a width whole, with `between` between them; the first is cut between
/// words rather than left out.
pub fn join_fitting<'a>(parts: impl IntoIterator<Item = &'a str>, between: &str, width: usize) -> String {
    let mut joined = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if joined.is_empty() {
            joined = fit_words(part, width);
        } else if joined.width() + between.width() + part.width() <= width {
            joined.push_str(between);
            joined.push_str(part);
        }
    }
    joined
}

/// The left part of a line, whose pieces give way to a right part that must be seen.
#[derive(Debug, Default)]
pub struct Parts<'a>(Vec<Line<'a>>);

impl<'a> Parts<'a> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// One more piece, cut between words where it does not fit.
    pub fn push(&mut self, span: Span<'a>) {
        self.0.push(Line::from(span));
    }

    /// One more piece of several spans, left out where it does not fit whole.
    pub fn push_whole(&mut self, spans: Vec<Span<'a>>) {
        self.0.push(Line::from(spans));
    }

    /// Draws the pieces from the left and `right` at the right edge; what would touch it is cut or left out, and so is
    /// everything after that.
    pub fn draw_with_right(self, right: Line<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let right_width = u16::try_from(right.width()).unwrap_or(u16::MAX).min(area.width);
        let right_area = Rect {
            x: area.right() - right_width,
            width: right_width,
            ..area
        };
        let left_area = Rect {
            width: (area.width - right_width).saturating_sub(1),
            ..area
        };
        draw_fitting(self.0, left_area, buf);
        right.render(right_area, buf);
    }
}

fn draw_fitting(pieces: Vec<Line<'_>>, mut area: Rect, buf: &mut Buffer) {
    for piece in pieces {
        let width = u16::try_from(piece.width()).unwrap_or(u16::MAX);
        if width <= area.width {
            piece.render(area, buf);
            area.x += width;
            area.width -= width;
            continue;
        }
        if let [only] = piece.spans.as_slice() {
            Span::styled(fit_words(&only.content, area.width.into()), only.style).render(area, buf);
        }
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_between_words_and_only_a_long_word_inside() {
        assert_eq!(fit_words("from station 8", 13), "from station…");
        assert_eq!(fit_words("from station 8", 14), "from station 8");
        assert_eq!(fit_words("Кәсіпорын", 5), "Кәсі…");
        assert_eq!(fit_words("a b", 0), "");
    }

    #[test]
    fn wrapped_lines_hold_every_word_and_never_more_cells_than_allowed() {
        let text = "Clear a way for a wheelchair, prepare a place at a low table";
        let lines = wrap(text, 20);
        assert!(lines.iter().all(|line| line.width() <= 20));
        assert_eq!(lines.join(" "), text);
        assert_eq!(wrap("abcdef gh", 4), ["abcd", "ef", "gh"]);
    }

    #[test]
    fn parts_that_do_not_fit_are_left_out_whole() {
        assert_eq!(join_fitting(["one", "twenty", "six"], " · ", 9), "one · six");
        assert_eq!(join_fitting(["", "one"], " · ", 9), "one");
    }
}
