//! Drawing charts: inline SVG in tenths of a millimetre. Areas are told apart by hatching and label, never by colour
//! alone. The hatching is drawn line by line: patterns of SVG make printed files a hundred times as large.

use crate::report::html::Html;
use std::fmt::Write as _;

/// Between two lines of a hatching.
const APART: i64 = 11;

/// How an area is filled, so that a copy in black and white shows the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fill {
    Black,
    Rising,
    White,
    Level,
    Dots,
    Crossed,
}

impl Fill {
    /// Fills in the order in which they are given out: neighbours are told apart at a glance.
    pub(super) const ALL: [Self; 6] = [
        Self::Black,
        Self::Rising,
        Self::White,
        Self::Level,
        Self::Dots,
        Self::Crossed,
    ];
}

/// Where the given point of a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A rectangle, in tenths of a millimetre from the upper left corner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Area {
    pub(super) left: i64,
    pub(super) top: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Area {
    const fn right(self) -> i64 {
        self.left + self.width
    }

    const fn bottom(self) -> i64 {
        self.top + self.height
    }

    /// Lines from below left to above right, cut at the edges. Neighbouring areas go on with each other's lines.
    fn rising(self) -> String {
        let mut lines = String::new();
        let sums = multiples(self.left + self.top, self.right() + self.bottom());
        for sum in sums {
            let (from, to) = (
                self.left.max(sum - self.bottom()),
                self.right().min(sum - self.top),
            );
            // Writing to memory cannot fail.
            let _ok = write!(lines, "M{from},{}L{to},{}", sum - from, sum - to);
        }
        lines
    }

    /// The same from above left to below right.
    fn falling(self) -> String {
        let mut lines = String::new();
        let gaps = multiples(self.left - self.bottom(), self.right() - self.top);
        for gap in gaps {
            let (from, to) = (
                self.left.max(gap + self.top),
                self.right().min(gap + self.bottom()),
            );
            let _ok = write!(lines, "M{from},{}L{to},{}", from - gap, to - gap);
        }
        lines
    }

    fn level(self) -> String {
        let mut lines = String::new();
        for height in multiples(self.top, self.bottom()) {
            let _ok = write!(lines, "M{},{height}H{}", self.left, self.right());
        }
        lines
    }

    fn dots(self) -> String {
        let mut dots = String::new();
        for (row, height) in (0..).zip(multiples(self.top, self.bottom() - 2)) {
            for left in multiples(self.left, self.right() - 6) {
                let left = left + (row % 2) * APART / 2;
                let _ok = write!(dots, "M{left},{height}h3");
            }
        }
        dots
    }

    fn hatching(self, fill: Fill) -> String {
        match fill {
            Fill::Black | Fill::White => String::new(),
            Fill::Rising => self.rising(),
            Fill::Level => self.level(),
            Fill::Dots => self.dots(),
            Fill::Crossed => self.rising() + &self.falling(),
        }
    }
}

/// The multiples of the distance of a hatching that lie between two numbers.
fn multiples(after: i64, before: i64) -> impl Iterator<Item = i64> {
    let first = after.div_euclid(APART) + 1;
    (first..)
        .map(|times| times * APART)
        .take_while(move |at| *at < before)
}

/// A chart that is being drawn.
pub(super) struct Drawing<'h>(&'h mut Html);

/// Adds a chart of this size; `label` tells what it shows to whoever does not see it.
pub(super) fn draw(
    html: &mut Html,
    (width, height): (i64, i64),
    label: &str,
    chart: impl FnOnce(&mut Drawing<'_>),
) {
    let view = format!("0 0 {width} {height}");
    let attributes = [
        ("viewBox", view.as_str()),
        ("role", "img"),
        ("aria-label", label),
        ("class", "chart"),
    ];
    html.element("svg", &attributes, |html| chart(&mut Drawing(html)));
}

impl Drawing<'_> {
    /// An area with this class.
    pub(super) fn area(&mut self, area: Area, fill: Fill, class: &str) {
        let numbers = [area.left, area.top, area.width, area.height].map(|n| n.to_string());
        let [left, top, width, height] = &numbers;
        let paint = if fill == Fill::Black { "#000" } else { "#fff" };
        let attributes = [
            ("x", left.as_str()),
            ("y", top),
            ("width", width),
            ("height", height),
            ("fill", paint),
            ("class", class),
        ];
        self.0.leaf("rect", &attributes, "");
        let hatching = area.hatching(fill);
        if !hatching.is_empty() {
            self.path(&hatching, "hatch");
        }
    }

    /// A line of points, as SVG writes it, with this class.
    pub(super) fn path(&mut self, points: &str, class: &str) {
        self.0.leaf("path", &[("d", points), ("class", class)], "");
    }

    /// A text with its foot at a point.
    pub(super) fn text(&mut self, (x, y): (i64, i64), anchor: Anchor, class: &str, text: &str) {
        let (x, y) = (x.to_string(), y.to_string());
        let attributes = [
            ("x", x.as_str()),
            ("y", &y),
            ("text-anchor", anchor.name()),
            ("class", class),
        ];
        self.0.leaf("text", &attributes, text);
    }

    /// A text that is read from below upwards.
    pub(super) fn upright(&mut self, (x, y): (i64, i64), anchor: Anchor, class: &str, text: &str) {
        let turn = format!("translate({x} {y}) rotate(-90)");
        let attributes = [
            ("transform", turn.as_str()),
            ("text-anchor", anchor.name()),
            ("class", class),
        ];
        self.0.leaf("text", &attributes, text);
    }
}

/// An axis that begins at zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Scale {
    /// From one line to the next.
    pub(super) step: i64,
    /// The value at its end.
    pub(super) end: i64,
}

impl Scale {
    /// At most six round steps that reach this value.
    pub(super) fn to(highest: i64) -> Self {
        let step = round_up((highest.max(1) + 5) / 6);
        let end = (highest.max(1) + step - 1) / step * step;
        Self { step, end }
    }

    /// The values that have a line.
    pub(super) fn values(self) -> impl Iterator<Item = i64> {
        (0..=self.end / self.step).map(move |line| line * self.step)
    }

    /// How long a value is, where the whole axis has this length.
    pub(super) const fn length(self, value: i64, whole: i64) -> i64 {
        value * whole / self.end
    }
}

/// The least of 1, 2 and 5 times a power of ten that is not below.
fn round_up(number: i64) -> i64 {
    let mut power = 1;
    loop {
        for times in [1, 2, 5] {
            if power * times >= number {
                return power * times;
            }
        }
        power *= 10;
    }
}

/// The text if it is short enough, or its beginning with a sign that there is more.
pub(super) fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(letters.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end_matches([' ', '(', ',']).len());
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_few_round_steps() {
        let scale = |highest| (Scale::to(highest).step, Scale::to(highest).end);
        assert_eq!(scale(0), (1, 1));
        assert_eq!(scale(6), (1, 6));
        assert_eq!(scale(101), (20, 120));
        assert_eq!(scale(427), (100, 500));
    }

    #[test]
    fn a_hatching_stays_within_its_area() {
        let area = Area {
            left: 30,
            top: 50,
            width: 27,
            height: 40,
        };
        for lines in [area.rising(), area.falling()] {
            assert!(!lines.is_empty());
            for point in lines.split(['M', 'L']).filter(|point| !point.is_empty()) {
                let (x, y) = point.split_once(',').unwrap();
                assert!((30..=57).contains(&x.parse().unwrap()), "{lines}");
                assert!((50..=90).contains(&y.parse().unwrap()), "{lines}");
            }
        }
    }
}
