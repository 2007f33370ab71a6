//! Stations by rounds: how many came for how many places. Each cell has a sign and a number besides its colour.

use super::super::model::{Model, Whole};
use super::{EIGHTHS, heading};
use crate::domain::countdown::Slot;
use crate::domain::query::course::{StationCourse, Turn};
use crate::ui::theme::Mark;
use crate::ui::widget::area::{take_bottom, take_left, take_top};
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// The least cells of a round: a sign, two numbers and a gap.
const ROUND_MIN: u16 = 7;
/// The most cells of a round.
const ROUND_MAX: u16 = 10;
/// The least cells of a station's name.
const NAME_MIN: u16 = 16;

/// Where the stations stand.
struct Plan {
    columns: usize,
    rows: usize,
    name: u16,
    round: u16,
}

impl Plan {
    fn of(stations: usize, rounds: usize, area: Rect) -> Self {
        let rounds = u16::try_from(rounds).unwrap_or(u16::MAX).max(1);
        let least = NAME_MIN.saturating_add(rounds.saturating_mul(ROUND_MIN));
        let rows = usize::from(area.height.saturating_sub(1)).max(1);
        let needed = stations.div_ceil(rows).max(1);
        let columns = usize::from(area.width / least.max(1)).clamp(1, needed);
        let width = area.width / u16::try_from(columns).unwrap_or(1).max(1);
        let round = (width.saturating_sub(NAME_MIN) / rounds).clamp(1, ROUND_MAX);
        Self {
            columns,
            rows,
            name: width.saturating_sub(round.saturating_mul(rounds)).min(30),
            round,
        }
    }
}

/// Draws the map.
pub(super) fn draw(model: &Model, whole: &Whole, mut area: Rect, buf: &mut Buffer) {
    let texts = model.texts();
    let course = &whole.course;
    heading(model, texts.get("review-heat-title"), &mut area, buf);
    draw_foot(model, whole, take_bottom(&mut area, 1), buf);
    super::note(
        model,
        texts.get("review-heat-legend"),
        take_bottom(&mut area, 1),
        buf,
    );
    let plan = Plan::of(course.stations.len(), course.slots.len(), area);
    let per_page = plan.columns * plan.rows;
    let first = model.cell.0 / per_page * per_page;
    let width = area.width / u16::try_from(plan.columns).unwrap_or(1).max(1);
    for column in 0..plan.columns {
        let mut place = take_left(&mut area, width);
        draw_rounds(model, &course.slots, &plan, take_top(&mut place, 1), buf);
        let stations = course.stations.iter().enumerate();
        let stations = stations.skip(first + column * plan.rows).take(plan.rows);
        for (row, (index, station)) in place.rows().zip(stations) {
            let chosen = (index == model.cell.0).then_some(model.cell.1);
            draw_station(model, station, chosen, &plan, row, buf);
        }
    }
}

fn draw_rounds(model: &Model, slots: &[Slot], plan: &Plan, mut row: Rect, buf: &mut Buffer) {
    let dim = model.look.theme.dim;
    take_left(&mut row, plan.name);
    for slot in slots {
        let label = if plan.round >= 8 {
            format!("  {}", slot.now.start.hh_mm())
        } else {
            format!("  {}", slot.round)
        };
        let cell = take_left(&mut row, plan.round);
        Line::styled(fit(&label, cell.width.into()), dim).render(cell, buf);
    }
}

fn draw_station(
    model: &Model,
    station: &StationCourse,
    chosen: Option<usize>,
    plan: &Plan,
    mut row: Rect,
    buf: &mut Buffer,
) {
    let theme = model.look.theme;
    let event = model.event();
    let about = event.and_then(|event| event.stations.get(&station.no));
    let name = about.map_or("", |about| about.name.get(model.look.lang));
    let label = take_left(&mut row, plan.name);
    let text = format!("{:>3} {name}", station.no);
    let style = if chosen.is_some() {
        theme.accent
    } else {
        theme.normal
    };
    Line::styled(fit(&text, usize::from(label.width).saturating_sub(1)), style).render(label, buf);
    for (round, turn) in station.turns.iter().enumerate() {
        let cell = take_left(&mut row, plan.round);
        let (text, mut style) = cell_of(model, *turn);
        if chosen == Some(round) {
            style = theme.selection;
        }
        let text = fit(&text, usize::from(cell.width).saturating_sub(1));
        Line::styled(text, style).render(cell, buf);
    }
}

/// A sign and a number.
fn cell_of(model: &Model, turn: Turn) -> (String, Style) {
    let theme = model.look.theme;
    match turn {
        Turn::Nobody => ("·".to_owned(), theme.dim),
        Turn::Unknown => (Mark::Unknown.sign().to_string(), theme.dim),
        Turn::Missed => (format!("{} 0", Mark::NoShow.sign()), theme.style(Mark::NoShow)),
        Turn::Came { pupils, places } if pupils > u32::from(places) => (
            format!("{}{pupils}/{places}", Mark::OverPlaces.sign()),
            theme.style(Mark::OverPlaces),
        ),
        Turn::Came { pupils, places } => {
            let eighths = u64::from(pupils) * 8 / u64::from(places.max(1));
            let place = usize::try_from(eighths.clamp(1, 8)).unwrap_or(8);
            let sign = EIGHTHS.get(place).copied().unwrap_or('█');
            (format!("{sign}{pupils}/{places}"), theme.good)
        }
    }
}

/// The chosen cell in words.
fn draw_foot(model: &Model, whole: &Whole, area: Rect, buf: &mut Buffer) {
    let texts = model.texts();
    let course = &whole.course;
    let (station, round) = model.cell;
    let Some((station, slot)) = course.stations.get(station).zip(course.slots.get(round)) else {
        return;
    };
    let turn = station.turns.get(round).copied().unwrap_or(Turn::Nobody);
    let words = match turn {
        Turn::Nobody => texts.get("review-turn-nobody").to_owned(),
        Turn::Unknown => texts.get("unknown").to_owned(),
        Turn::Missed => texts.get("no-show").to_owned(),
        Turn::Came { pupils, places } => {
            texts.fmt("review-turn-came", &[("n", pupils.into()), ("m", places.into())])
        }
    };
    let event = model.event();
    let about = event.and_then(|event| event.stations.get(&station.no));
    let name = about.map_or("", |about| about.name.get(model.look.lang));
    let no = texts.fmt("station-no", &[("s", station.no.0.into())]);
    let round = texts.fmt("round-no", &[("r", slot.round.0.into())]);
    let text = format!(" {no} {name} · {round} {} · {words}", slot.now);
    Line::styled(fit(&text, area.width.into()), model.look.theme.accent).render(area, buf);
}
