//! Lines that fit: cut between letters, with a mark where something was left out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

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

/// The left part of a line, whose pieces give way to a right part that must be seen.
#[derive(Debug, Default)]
pub struct Parts<'a>(Vec<Span<'a>>);

impl<'a> Parts<'a> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// One more piece.
    pub fn push(&mut self, span: Span<'a>) {
        self.0.push(span);
    }

    /// Draws the pieces from the left and `right` at the right edge; what would touch it is left out.
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
        Line::from(self.0).render(left_area, buf);
        right.render(right_area, buf);
    }
}
