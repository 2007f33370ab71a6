//! Standing notes: what stays true until somebody does something about it, most urgent first.

use super::line::{fit_words, pad, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// One standing note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Its sign, one cell wide.
    pub sign: char,
    /// How it looks.
    pub style: Style,
    /// What it says.
    pub text: String,
    /// The key that does something about it, in words: `[b] briefing`; empty if there is none.
    pub key: String,
}

impl Note {
    fn lines(&self, width: usize) -> Vec<String> {
        // The sign and a blank stand before every line.
        let text = wrap(&format!("{} {}", self.text, self.key), width.saturating_sub(3));
        let signed = |(index, line): (usize, String)| {
            let sign = if index == 0 { self.sign } else { ' ' };
            format!("{sign} {line} ")
        };
        text.into_iter().enumerate().map(signed).collect()
    }
}

/// Draws as many notes as fit whole, and at the end of the last row how many more there are.
pub fn draw_notes(notes: &[Note], more: Style, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let width = usize::from(area.width);
    let mut rows = area.rows();
    let mut left = usize::from(area.height);
    let mut shown = 0;
    let mut last_line = None;
    for note in notes {
        let mut lines = note.lines(width);
        // The most urgent note is shown in part rather than not at all.
        if lines.len() > left {
            if shown > 0 || left == 0 {
                break;
            }
            let rest = lines.split_off(left - 1).join(" ");
            lines.push(fit_words(&rest, width));
        }
        left -= lines.len();
        for (line, row) in lines.into_iter().zip(rows.by_ref()) {
            Line::styled(line.as_str(), note.style).render(row, buf);
            last_line = (row.y + 1 == area.bottom()).then_some((line, note.style));
        }
        shown += 1;
    }
    let hidden = notes.len() - shown;
    if hidden > 0
        && let Some(last) = area.rows().next_back()
    {
        let count = format!(" +{hidden}");
        // A line that reaches under the count is cut between words.
        if let Some((line, style)) = last_line {
            let room = width.saturating_sub(count.width());
            let line = pad(&fit_words(line.trim_end(), room), width);
            Line::styled(line, style).render(last, buf);
        }
        Line::styled(count, more).right_aligned().render(last, buf);
    }
}
