//! Stations by visits: a column for each, the tallest first, with its number and trade below it.

use super::svg::{Anchor, Area, Drawing, Fill, Scale, cut, draw};
use crate::domain::event::HallId;
use crate::report::html::Html;
use crate::report::model::{Report, StationRow};
use crate::report::value::Cell;
use crate::report::words::{HIDDEN, UNKNOWN, Words, before_dash};
use std::cmp::Reverse;

const WIDTH: i64 = 1_880;
const HEIGHT: i64 = 520;
/// Where the columns stand.
const GROUND: i64 = 230;
/// The room for them.
const ROOM: i64 = 200;
/// Left of them, for the axis.
const MARGIN: i64 = 70;
/// About how wide one letter of a label is, in tenths of a millimetre.
const LETTER: i64 = 16;
/// How many letters of a trade fit below a column.
const LETTERS: usize = 16;
/// The widest that a column and its gap may be.
const WIDEST: i64 = 90;

/// Adds the chart.
pub(super) fn stations(html: &mut Html, words: &Words, report: &Report) {
    let rows = sorted(report);
    let highest = rows
        .iter()
        .filter_map(|row| row.tally.person_visits.number())
        .max();
    let scale = Scale::to(highest.unwrap_or(0));
    let label = words.get("chart-stations");
    draw(html, (WIDTH, HEIGHT), &label, |chart| {
        axis(chart, words, scale);
        for (place, row) in (0..).zip(&rows) {
            let many = i64::try_from(rows.len()).unwrap_or(1);
            let pitch = ((WIDTH - MARGIN) / many).clamp(1, WIDEST);
            let column = Column {
                left: MARGIN + place * (WIDTH - MARGIN).min(many * WIDEST) / many,
                pitch,
                scale,
            };
            column.draw(chart, words, row, fill(report, &row.hall));
        }
    });
    halls(html, words, report);
}

/// The most visited first; then those that are hidden, then those of which nobody knows.
fn sorted(report: &Report) -> Vec<&StationRow> {
    let mut rows: Vec<&StationRow> = report.by_station.iter().collect();
    let rank = |cell: Cell| match cell {
        Cell::Known(visits) => (0, Reverse(visits)),
        Cell::Hidden => (1, Reverse(0)),
        Cell::Unknown => (2, Reverse(0)),
    };
    rows.sort_by_key(|row| (rank(row.tally.person_visits), row.station));
    rows
}

fn fill(report: &Report, hall: &HallId) -> Fill {
    let place = report.by_hall.iter().position(|row| row.hall == *hall);
    let place = place.unwrap_or(0) % Fill::ALL.len();
    Fill::ALL.get(place).copied().unwrap_or(Fill::White)
}

fn axis(chart: &mut Drawing<'_>, words: &Words, scale: Scale) {
    for value in scale.values() {
        let height = GROUND - scale.length(value, ROOM);
        chart.path(&format!("M{MARGIN},{height} H{WIDTH}"), "grid");
        let value = words.number(value);
        chart.text((MARGIN - 8, height + 8), Anchor::End, "small", &value);
    }
}

/// Where one column stands.
struct Column {
    left: i64,
    pitch: i64,
    scale: Scale,
}

impl Column {
    fn draw(&self, chart: &mut Drawing<'_>, words: &Words, row: &StationRow, fill: Fill) {
        let visits = row.tally.person_visits;
        let height = visits
            .number()
            .map_or(0, |visits| self.scale.length(visits, ROOM));
        let area = Area {
            left: self.left + self.pitch / 8,
            top: GROUND - height,
            width: (self.pitch * 3 / 4).max(1),
            height,
        };
        chart.area(area, fill, "column");
        let middle = self.left + self.pitch / 2;
        self.value(chart, words, row, (middle, GROUND - height - 6));
        let number = row.station.0.to_string();
        let letters = i64::try_from(number.len()).unwrap_or(1);
        if letters * LETTER <= self.pitch {
            chart.text((middle, GROUND + 26), Anchor::Middle, "label strong", &number);
        }
        if self.pitch >= 28 {
            let trade = cut(words.name(&row.name), LETTERS);
            chart.upright((middle + 9, GROUND + 36), Anchor::End, "label", &trade);
        }
    }

    /// The number of visits above the column; with a plus where some sessions are not known.
    fn value(&self, chart: &mut Drawing<'_>, words: &Words, row: &StationRow, at: (i64, i64)) {
        let more = if row.tally.unknown_sessions > 0 { "+" } else { "" };
        let value = match row.tally.person_visits {
            Cell::Known(visits) => format!("{}{more}", words.number(visits)),
            Cell::Unknown => UNKNOWN.to_owned(),
            Cell::Hidden => HIDDEN.to_owned(),
        };
        let letters = i64::try_from(value.chars().count()).unwrap_or(1);
        if letters * LETTER <= self.pitch + LETTER / 2 {
            chart.text(at, Anchor::Middle, "label", &value);
        } else if self.pitch >= 20 {
            chart.upright((at.0 + 9, at.1), Anchor::Start, "label", &value);
        }
    }
}

/// Which hatching is which hall.
fn halls(html: &mut Html, words: &Words, report: &Report) {
    html.element("p", &[("class", "key")], |html| {
        for row in &report.by_hall {
            let name = before_dash(words.name(&row.name));
            html.element("span", &[("class", "hall")], |html| {
                draw(html, (60, 30), name, |chart| {
                    let area = Area {
                        left: 1,
                        top: 1,
                        width: 58,
                        height: 28,
                    };
                    chart.area(area, fill(report, &row.hall), "column");
                });
                html.text(name);
            });
        }
    });
}
