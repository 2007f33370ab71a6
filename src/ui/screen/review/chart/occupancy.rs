//! Pupils at stations over the day, of all of them or of one. Where nobody can say, there is a gap.

use super::super::model::{Model, Whole};
use super::super::timeline::{self, Scale};
use super::{eighth, heading, note};
use crate::domain::id::StationNo;
use crate::domain::query::course::Course;
use crate::domain::time::MINUTE_MS;
use crate::ui::theme::Mark;
use crate::ui::widget::area::{take_bottom, take_left, take_top};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Cells for the numbers at the left.
const AXIS: u16 = 6;

/// What stands over one cell of the time line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Column {
    /// The most pupils known at once; `None` where nobody can say anything.
    pupils: Option<u32>,
    /// The most stations at once of which nobody can say.
    unknown: usize,
}

/// Draws the chart.
pub(super) fn draw(model: &Model, whole: &Whole, mut area: Rect, buf: &mut Buffer) {
    let texts = model.texts();
    let of = model.of_station;
    let title = match of {
        None => texts.get("review-occupancy-all").to_owned(),
        Some(no) => {
            let event = model.event();
            let station = event.and_then(|event| event.stations.get(&no));
            let name = station.map_or("", |station| station.name.get(model.look.lang));
            let no = texts.fmt("station-no", &[("s", no.0.into())]);
            format!("{}: {no} {name}", texts.get("review-occupancy-one"))
        }
    };
    heading(model, &title, &mut area, buf);
    note(
        model,
        texts.get("review-occupancy-keys"),
        take_bottom(&mut area, 1),
        buf,
    );
    let mut line = take_bottom(&mut area, timeline::ROWS);
    take_left(&mut line, AXIS);
    timeline::draw(model, whole, line, buf);
    let mut unknown = take_bottom(&mut area, 1);
    let label = take_left(&mut unknown, AXIS);
    let columns = columns(&whole.course, of, unknown.width);
    draw_unknown(model, &columns, of, (label, unknown), buf);
    draw_bars(model, &columns, area, buf);
}

fn columns(course: &Course, of: Option<StationNo>, width: u16) -> Vec<Column> {
    let scale = Scale::of(course, width);
    let stations = course.stations.iter();
    let wanted: Vec<_> = stations
        .filter(|station| of.is_none_or(|no| station.no == no))
        .collect();
    let column = |cell: u16| {
        let from = course.minute(scale.moment(cell));
        let to = course.minute(scale.moment(cell + 1).plus_ms(-1)).max(from);
        let mut column = Column::default();
        for minute in from..=to {
            let here = wanted
                .iter()
                .filter_map(|station| station.pupils.get(minute).copied());
            let (mut known, mut sum, mut unknown) = (0, 0, 0);
            for pupils in here {
                known += usize::from(pupils.is_some());
                unknown += usize::from(pupils.is_none());
                sum += u32::from(pupils.unwrap_or(0));
            }
            column.unknown = column.unknown.max(unknown);
            if known > 0 {
                column.pupils = Some(column.pupils.map_or(sum, |before| before.max(sum)));
            }
        }
        // Of one station a minute without a word is a gap, however short.
        if of.is_some() && column.unknown > 0 {
            column.pupils = None;
        }
        column
    };
    if course.end().since(course.first) < MINUTE_MS {
        return Vec::new();
    }
    (0..width).map(column).collect()
}

/// How many stations are unknown under each column.
fn draw_unknown(
    model: &Model,
    columns: &[Column],
    of: Option<StationNo>,
    (label, row): (Rect, Rect),
    buf: &mut Buffer,
) {
    let theme = model.look.theme;
    let sign = Mark::Unknown.sign();
    if of.is_none() {
        Line::styled(format!("{sign:>5} "), theme.dim).render(label, buf);
    }
    let text: String = columns
        .iter()
        .map(|column| match (column.unknown, of) {
            (0, _) | (_, Some(_)) => ' ',
            // Where nobody can say anything the chart itself has a gap.
            (_, None) if column.pupils.is_none() => ' ',
            (many @ 1..=9, None) => char::from_digit(u32::try_from(many).unwrap_or(0), 10).unwrap_or(sign),
            _ => '+',
        })
        .collect();
    Line::styled(text, theme.dim).render(row, buf);
}

fn draw_bars(model: &Model, columns: &[Column], mut area: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    let most = columns
        .iter()
        .filter_map(|column| column.pupils)
        .max()
        .unwrap_or(0);
    let top = nice(most);
    let mut axis = take_left(&mut area, AXIS);
    let height = area.height;
    for (rows, value) in [(0, top), (height / 2, top / 2)] {
        let mut at = axis;
        take_top(&mut at, rows);
        Line::styled(format!("{value:>5} "), theme.dim).render(at, buf);
    }
    Line::styled(format!("{:>5} ", 0), theme.dim).render(take_bottom(&mut axis, 1), buf);
    for (x, column) in (area.x..).zip(columns) {
        for cell in 0..height {
            let y = area.bottom() - 1 - cell;
            let (sign, style) = match column.pupils {
                Some(pupils) => (eighth(pupils.into(), top.into(), cell, height), theme.good),
                None if cell == 0 => (Mark::Unknown.sign(), theme.dim),
                None => (' ', theme.dim),
            };
            if let Some(place) = buf.cell_mut((x, y)) {
                place.set_char(sign).set_style(style);
            }
        }
    }
}

/// The next number that can be halved without a rest and is easy to read.
fn nice(most: u32) -> u32 {
    let step = match most {
        0..=20 => 2,
        21..=100 => 10,
        101..=500 => 50,
        _ => 100,
    };
    most.div_ceil(step).max(1) * step
}
