//! The countdown as large as its area allows, to be read from three metres by someone whose hands are busy.
//!
//! Figures of five by seven points are scaled in both directions. A point is `columns` cells wide and `halves` half
//! cells high, drawn with `█`, `▀` and `▄`, so that a scale may end in the middle of a cell. Blocks need no
//! colour: they show in the monochrome theme as they are. Where even the smallest figures do not fit, or the text holds something
//! else than figures and the capitals of "evacuation", it stands as one plain line in the middle.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// A clock text such as `17:59` or `+03:10` in large figures, centred in its area; or the word of an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BigClock<'a> {
    /// The text: digits, `:`, `+`, `-`, spaces and the capitals of the alarm are drawn large; anything else makes the
    /// line plain.
    pub text: &'a str,
    /// The style of the figures.
    pub style: Style,
}

/// How many half cells the figures are high before scaling.
const POINT_ROWS: u16 = 7;

/// One figure: its width in points, and its seven rows with the leftmost point in the highest bit used.
struct Glyph {
    width: u16,
    rows: [u8; POINT_ROWS as usize],
}

#[rustfmt::skip]
const DIGITS: [Glyph; 10] = [
    Glyph { width: 5, rows: [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110] },
    Glyph { width: 5, rows: [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110] },
    Glyph { width: 5, rows: [0b01110, 0b10001, 0b00001, 0b00010, 0b00100, 0b01000, 0b11111] },
    Glyph { width: 5, rows: [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110] },
    Glyph { width: 5, rows: [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010] },
    Glyph { width: 5, rows: [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110] },
    Glyph { width: 5, rows: [0b01110, 0b10000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110] },
    Glyph { width: 5, rows: [0b11111, 0b00001, 0b00010, 0b00100, 0b00100, 0b01000, 0b01000] },
    Glyph { width: 5, rows: [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110] },
    Glyph { width: 5, rows: [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00001, 0b01110] },
];
#[rustfmt::skip]
const COLON: Glyph = Glyph { width: 1, rows: [0, 0, 0b1, 0, 0b1, 0, 0] };
#[rustfmt::skip]
const PLUS: Glyph = Glyph { width: 3, rows: [0, 0, 0b010, 0b111, 0b010, 0, 0] };
#[rustfmt::skip]
const MINUS: Glyph = Glyph { width: 3, rows: [0, 0, 0, 0b111, 0, 0, 0] };
const SPACE: Glyph = Glyph {
    width: 3,
    rows: [0; POINT_ROWS as usize],
};

/// The capital letters of the alarm in the three languages; those that look alike in both alphabets stand once.
#[rustfmt::skip]
const LETTERS: [(&str, Glyph); 16] = [
    ("AА", Glyph { width: 5, rows: [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001] }),
    ("C",  Glyph { width: 5, rows: [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110] }),
    ("E",  Glyph { width: 5, rows: [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111] }),
    ("I",  Glyph { width: 3, rows: [0b111, 0b010, 0b010, 0b010, 0b010, 0b010, 0b111] }),
    ("N",  Glyph { width: 5, rows: [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001] }),
    ("O",  Glyph { width: 5, rows: [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110] }),
    ("T",  Glyph { width: 5, rows: [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100] }),
    ("U",  Glyph { width: 5, rows: [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110] }),
    ("V",  Glyph { width: 5, rows: [0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b01010, 0b00100] }),
    ("В",  Glyph { width: 5, rows: [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110] }),
    ("И",  Glyph { width: 5, rows: [0b10001, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b10001] }),
    ("К",  Glyph { width: 5, rows: [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001] }),
    ("У",  Glyph { width: 5, rows: [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b01000, 0b10000] }),
    ("Ц",  Glyph { width: 6, rows: [0b10_0010, 0b10_0010, 0b10_0010, 0b10_0010, 0b10_0010, 0b11_1111, 0b00_0001] }),
    ("Э",  Glyph { width: 5, rows: [0b01110, 0b10001, 0b00001, 0b00111, 0b00001, 0b10001, 0b01110] }),
    ("Я",  Glyph { width: 5, rows: [0b01111, 0b10001, 0b10001, 0b01111, 0b00101, 0b01001, 0b10001] }),
];

fn glyph(figure: char) -> Option<&'static Glyph> {
    match figure {
        ':' => Some(&COLON),
        '+' => Some(&PLUS),
        '-' => Some(&MINUS),
        ' ' => Some(&SPACE),
        other => match other.to_digit(10) {
            Some(digit) => DIGITS.get(usize::try_from(digit).ok()?),
            None => LETTERS
                .iter()
                .find(|(letters, _)| letters.contains(other))
                .map(|(_, glyph)| glyph),
        },
    }
}

impl Glyph {
    fn is_set(&self, column: u16, row: u16) -> bool {
        let bits = self.rows.get(usize::from(row)).copied().unwrap_or(0);
        column < self.width && bits >> (self.width - 1 - column) & 1 == 1
    }
}

/// How large a point of the figures is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Scale {
    columns: u16,
    halves: u16,
}

impl Scale {
    /// The largest scale at which `points` columns fit an area, or `None` if not even the smallest does.
    ///
    /// A cell is about twice as high as wide, so equal numbers make square points. Figures may be drawn half as high
    /// again as that, or half as wide again, where the area is narrow or flat: they stay easy to read.
    fn fitting(points: u16, width: u16, height: u16) -> Option<Self> {
        let columns = width.checked_div(points)?;
        let halves = height.saturating_mul(2) / POINT_ROWS;
        if columns == 0 || halves == 0 {
            return None;
        }
        Some(Self {
            columns: columns.min(stretched(halves)),
            halves: halves.min(stretched(columns)),
        })
    }

    const fn rows(self) -> u16 {
        self.halves.saturating_mul(POINT_ROWS).div_ceil(2)
    }
}

const fn stretched(size: u16) -> u16 {
    size.saturating_add(size.div_ceil(2))
}

impl<'a> BigClock<'a> {
    /// A clock that shows `text` in `style`.
    #[must_use]
    pub const fn new(text: &'a str, style: Style) -> Self {
        Self { text, style }
    }

    /// How many rows the clock takes in an area of `width` by `height` cells: at most `height`, and one for the
    /// plain line.
    pub fn height_for(&self, width: u16, height: u16) -> u16 {
        let scale = self
            .points()
            .and_then(|points| Scale::fitting(points, width, height));
        scale.map_or(1, Scale::rows).min(height)
    }

    /// The width of the text in points, one between two figures; `None` if it cannot be drawn in figures.
    fn points(&self) -> Option<u16> {
        let mut points: u16 = 0;
        for figure in self.text.chars() {
            points = points.checked_add(glyph(figure)?.width)?.checked_add(1)?;
        }
        points.checked_sub(1)
    }

    fn draw(&self, points: u16, scale: Scale, area: Rect, buf: &mut Buffer) {
        let mut x = area.x + (area.width - points * scale.columns) / 2;
        let y = area.y + (area.height - scale.rows()) / 2;
        // The gaps take the same style, invisible there: a change of style at each edge would triple what
        // is sent each second.
        let figures = Rect::new(x, y, points * scale.columns, scale.rows());
        buf.set_style(figures.intersection(buf.area), self.block_style());
        for glyph in self.text.chars().filter_map(glyph) {
            for column in 0..glyph.width * scale.columns {
                Self::draw_column(glyph, column, scale, (x + column, y), buf);
            }
            x += (glyph.width + 1) * scale.columns;
        }
    }

    /// Blocks are made of foreground: reversed they would vanish.
    fn block_style(&self) -> Style {
        self.style
            .remove_modifier(Modifier::REVERSED | Modifier::UNDERLINED)
    }

    fn draw_column(glyph: &Glyph, column: u16, scale: Scale, at: (u16, u16), buf: &mut Buffer) {
        let is_set = |half: u16| glyph.is_set(column / scale.columns, half / scale.halves);
        for row in 0..scale.rows() {
            let block = match (is_set(row * 2), is_set(row * 2 + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => continue,
            };
            if let Some(cell) = buf.cell_mut((at.0, at.1 + row)) {
                cell.set_char(block);
            }
        }
    }

    /// The text in the middle; a text that does not fit ends in `…`, for a time cut short would be another time.
    fn draw_plain(&self, area: Rect, buf: &mut Buffer) {
        let width = u16::try_from(self.text.width()).unwrap_or(u16::MAX);
        let y = area.y + area.height / 2;
        if width <= area.width {
            let x = area.x + (area.width - width) / 2;
            buf.set_stringn(x, y, self.text, usize::from(area.right() - x), self.style);
        } else {
            let (x, _) = buf.set_stringn(area.x, y, self.text, usize::from(area.width - 1), self.style);
            buf.set_stringn(x, y, "…", 1, self.style);
        }
    }
}

impl Widget for BigClock<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let points = self.points();
        let scale = points.and_then(|points| Scale::fitting(points, area.width, area.height));
        match (points, scale) {
            (Some(points), Some(scale)) => self.draw(points, scale, area, buf),
            _ => self.draw_plain(area, buf),
        }
    }
}
