//! Cells into the fewest bytes: what a slow line and a cheap laptop have to carry each second.
//!
//! A style stays in force until another is needed, also from one frame to the next; within a row the cursor
//! steps over what is unchanged. Only after [`Pen::forget`] is nothing taken for granted.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// What each modifier is called in a style sequence.
const MODIFIERS: [(Modifier, &str); 9] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::RAPID_BLINK, "6"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Look = Look {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

/// Writes cells; remembers the style that the terminal is in.
#[derive(Debug, Default)]
pub(super) struct Pen {
    look: Option<Look>,
}

impl Pen {
    /// The terminal may be in any style now: it was cleared, resized or used by others.
    pub(super) const fn forget(&mut self) {
        self.look = None;
    }

    /// Appends what shows these cells, given as column, row and content, to `draft`.
    pub(super) fn draw<'a>(
        &mut self,
        cells: impl Iterator<Item = (u16, u16, &'a Cell)>,
        draft: &mut Vec<u8>,
    ) {
        let mut cursor = None;
        for (x, y, cell) in cells {
            go(cursor, (x, y), draft);
            self.dress(
                Look {
                    fg: cell.fg,
                    bg: cell.bg,
                    modifier: cell.modifier,
                },
                draft,
            );
            draft.extend_from_slice(cell.symbol().as_bytes());
            // Terminals disagree on the width of anything else, so the cursor is placed anew after it.
            cursor = (cell.symbol().width() == 1).then(|| (x.saturating_add(1), y));
        }
    }

    fn dress(&mut self, look: Look, draft: &mut Vec<u8>) {
        if self.look == Some(look) {
            return;
        }
        // Taking a modifier away needs a fresh start; bold and dim share one way to be ended.
        let mut base = self.look.filter(|now| look.modifier.contains(now.modifier));
        draft.extend_from_slice(b"\x1b[");
        let mut first = true;
        let mut put = |part: std::fmt::Arguments<'_>| {
            let separator = if std::mem::take(&mut first) { "" } else { ";" };
            // Writing to memory cannot fail.
            drop(write!(draft, "{separator}{part}"));
        };
        if base.is_none() {
            put(format_args!("0"));
            base = Some(PLAIN);
        }
        let base = base.unwrap_or(PLAIN);
        for (modifier, code) in MODIFIERS {
            if look.modifier.contains(modifier) && !base.modifier.contains(modifier) {
                put(format_args!("{code}"));
            }
        }
        if look.fg != base.fg {
            colour(look.fg, 30, &mut put);
        }
        if look.bg != base.bg {
            colour(look.bg, 40, &mut put);
        }
        draft.push(b'm');
        self.look = Some(look);
    }
}

fn go(from: Option<(u16, u16)>, (x, y): (u16, u16), draft: &mut Vec<u8>) {
    let written = match from {
        Some(at) if at == (x, y) => Ok(()),
        Some((column, row)) if row == y && column < x => write!(draft, "\x1b[{}C", x - column),
        _ => write!(draft, "\x1b[{};{}H", y.saturating_add(1), x.saturating_add(1)),
    };
    drop(written);
}

/// A colour as part of a style sequence; `base` is 30 for the foreground, 40 for the background.
fn colour(colour: Color, base: u8, put: &mut impl FnMut(std::fmt::Arguments<'_>)) {
    let basic = |number: u8| base + number;
    let bright = |number: u8| base + 60 + number;
    let code = match colour {
        Color::Reset => basic(9),
        Color::Black => basic(0),
        Color::Red => basic(1),
        Color::Green => basic(2),
        Color::Yellow => basic(3),
        Color::Blue => basic(4),
        Color::Magenta => basic(5),
        Color::Cyan => basic(6),
        Color::Gray => basic(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(index) => return put(format_args!("{};5;{index}", basic(8))),
        Color::Rgb(r, g, b) => return put(format_args!("{};2;{r};{g};{b}", basic(8))),
    };
    put(format_args!("{code}"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn cell(symbol: &str, style: Style) -> Cell {
        let mut cell = Cell::default();
        cell.set_symbol(symbol).set_style(style);
        cell
    }

    fn drawn(pen: &mut Pen, cells: &[(u16, u16, Cell)]) -> String {
        let mut draft = Vec::new();
        pen.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)), &mut draft);
        String::from_utf8(draft).unwrap()
    }

    #[test]
    fn the_screen_shows_what_was_drawn() {
        let styles = [
            Style::new(),
            Style::new().fg(Color::Red),
            Style::new()
                .fg(Color::Indexed(220))
                .bg(Color::Blue)
                .add_modifier(Modifier::BOLD),
            Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Style::new()
                .bg(Color::Rgb(1, 2, 3))
                .add_modifier(Modifier::REVERSED),
            Style::new().fg(Color::LightCyan).add_modifier(Modifier::DIM),
        ];
        let mut pen = Pen::default();
        let mut screen = vt100::Parser::new(3.try_into().unwrap(), 30.try_into().unwrap(), 0);
        for turn in 0..12_usize {
            let style = |i: usize| styles[(i * 7 + turn) % styles.len()];
            let cells: Vec<_> = [(0, 0), (1, 0), (4, 0), (29, 0), (0, 1), (2, 2)]
                .into_iter()
                .enumerate()
                .map(|(i, (x, y))| (x, y, cell(["a", "ә", "7", "█", "日", "+"][i], style(i))))
                .collect();
            screen.process(drawn(&mut pen, &cells).as_bytes());
            for (x, y, cell) in &cells {
                let shown = screen.screen().cell(*y, *x).unwrap();
                assert_eq!(shown.contents(), cell.symbol());
                assert_eq!(shown.bold(), cell.modifier.contains(Modifier::BOLD), "{cell:?}");
                assert_eq!(
                    shown.inverse(),
                    cell.modifier.contains(Modifier::REVERSED),
                    "{cell:?}"
                );
                assert_eq!(
                    shown.underline(),
                    cell.modifier.contains(Modifier::UNDERLINED),
                    "{cell:?}"
                );
                assert_eq!(
                    shown.fgcolor() == vt100::Color::Default,
                    cell.fg == Color::Reset,
                    "{cell:?}"
                );
                assert_eq!(
                    shown.bgcolor() == vt100::Color::Default,
                    cell.bg == Color::Reset,
                    "{cell:?}"
                );
            }
        }
    }

    #[test]
    fn what_stays_is_not_said_again() {
        let style = Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD);
        let mut pen = Pen::default();
        drawn(&mut pen, &[(0, 0, cell("1", style))]);
        assert_eq!(
            drawn(&mut pen, &[(0, 0, cell("2", style)), (1, 0, cell("3", style))]),
            "\x1b[1;1H23"
        );
        assert_eq!(
            drawn(&mut pen, &[(0, 0, cell("2", style)), (5, 0, cell("3", style))]),
            "\x1b[1;1H2\x1b[4C3"
        );
        pen.forget();
        assert_eq!(
            drawn(&mut pen, &[(0, 0, cell("2", style))]),
            "\x1b[1;1H\x1b[0;1;33m2"
        );
    }
}
