//! One station "by radio": its own screen, and under it its laptops and its last entries.

use super::words::{age, clock_off};
use crate::domain::id::{Place, StationNo};
use crate::domain::presence::Presence;
use crate::domain::query::overview::{CLOCK_OFF_MS, Overview};
use crate::ui::model::Model;
use crate::ui::say;
use crate::ui::screen::station;
use crate::ui::text::happened;
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// The least height that the station's own screen keeps.
const STATION_ROWS_MIN: u16 = 15;
/// The most lines under it.
const ROWS_MAX: u16 = 12;

/// Draws the station's screen and what a coordinator wants to know besides.
pub(super) fn draw(model: &Model, floor: &Overview<'_>, no: StationNo, area: Rect, buf: &mut Buffer) {
    let rows = area.height.saturating_sub(STATION_ROWS_MIN).min(ROWS_MAX);
    let above = Rect {
        height: area.height - rows,
        ..area
    };
    let below = Rect {
        y: above.bottom(),
        height: rows,
        ..area
    };
    station::draw(model, no, above, buf);
    let width = usize::from(area.width);
    let mut lines = laptops(model, floor, no, width);
    let room = usize::from(rows).saturating_sub(lines.len());
    lines.extend(entries(model, no, width).take(room));
    for (row, line) in below.rows().zip(lines) {
        line.render(row, buf);
    }
}

/// The laptops of a station, a line each, under their contact.
fn laptops(model: &Model, floor: &Overview<'_>, no: StationNo, width: usize) -> Vec<Line<'static>> {
    let (texts, theme) = (model.texts(), model.look.theme);
    let Some(row) = floor.row(no) else {
        return Vec::new();
    };
    let troubles: Vec<_> = row
        .troubles
        .iter()
        .map(|trouble| super::words::trouble(texts, row, *trouble, model.now))
        .collect();
    let mut lines = Vec::new();
    if !troubles.is_empty() {
        let said = format!(" ! {}", troubles.join(", "));
        lines.push(Line::styled(fit(&said, width), theme.warn));
    }
    if row.devices.is_empty() {
        let said = format!(" {}: {}", texts.get("laptop"), texts.get("unknown"));
        lines.push(Line::styled(fit(&said, width), theme.dim));
    }
    for device in &row.devices {
        lines.push(Line::styled(fit(&laptop(model, device), width), theme.normal));
    }
    lines
}

fn laptop(model: &Model, device: &Presence) -> String {
    let texts = model.texts();
    let pace = model
        .floor
        .day()
        .map(|day| day.opening.pace())
        .unwrap_or_default();
    let ago = pace.share_ms(model.now).saturating_sub(device.seen_ms).max(0);
    let label: String = device.label.chars().filter(|c| !c.is_control()).collect();
    let mut parts = vec![
        format!(" {}: {label}", texts.get("laptop")),
        texts.fmt("seen-ago", &[("t", age(ago).into())]),
        texts.fmt("link-unsent", &[("n", device.unsent.into())]),
    ];
    match device.clock_ahead_ms {
        Some(ms) if ms.abs() > CLOCK_OFF_MS => parts.push(clock_off(texts, ms)),
        Some(_) => parts.push(texts.get("clock-right").to_owned()),
        None => parts.push(texts.get("clock-unknown").to_owned()),
    }
    let version: String = device.version.chars().filter(|c| !c.is_control()).collect();
    parts.push(format!("sheber {version}"));
    parts.join(" · ")
}

/// The last entries of a station, newest first; what was undone says so.
fn entries(model: &Model, no: StationNo, width: usize) -> impl Iterator<Item = Line<'static>> + use<'_> {
    let (texts, theme) = (model.texts(), model.look.theme);
    let place = Place::Station(no);
    let mine = model
        .floor
        .log()
        .iter()
        .rev()
        .filter(move |entry| entry.fact.place() == Some(place));
    mine.map(move |entry| {
        let undone = model.floor.undone.has(entry.id);
        let mut said = format!(" {}  {}", entry.at, happened(texts, &entry.fact));
        if entry.role.place() != place {
            said = format!("{said} · {}", say::role(texts, entry.role));
        }
        if undone {
            said = format!("{said} · {}", texts.get("undone"));
        }
        Line::styled(fit(&said, width), theme.dim)
    })
}
