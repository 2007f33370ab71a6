//! What is known of the chosen cell, in words: where, why it is marked, what it costs, what else there is.

use super::grid::Shape;
use super::model::{Foreseen, Model, Turned};
use super::msg::Outcome;
use super::sheet::Sign;
use super::words;
use crate::ui::widget::line::{fit, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, Borders, Widget};

/// Draws the pane.
pub(super) fn draw(model: &Model, shape: Shape, buf: &mut Buffer) {
    let area = shape.pane.intersection(buf.area);
    let theme = model.look.theme;
    let is_beside = area.x > shape.table.x;
    let sides = if is_beside { Borders::LEFT } else { Borders::TOP };
    let block = Block::new().borders(sides).border_style(theme.dim);
    let block = if is_beside {
        block
    } else {
        let title = fit(&title(model), usize::from(area.width).saturating_sub(4));
        block.title(Line::styled(format!(" {title} "), theme.title))
    };
    let inner = block.inner(area);
    block.render(area, buf);
    let inner = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    };
    let width = usize::from(inner.width);
    let mut lines = Vec::new();
    if is_beside {
        let title = wrap(&title(model), width);
        lines.extend(title.into_iter().map(|line| Line::styled(line, theme.title)));
    }
    lines.extend(body(model, width));
    for (row, line) in inner.rows().zip(lines) {
        line.render(row, buf);
    }
}

/// Who, when and where.
fn title(model: &Model) -> String {
    let (texts, sheet) = (model.texts(), &model.sheet);
    let round = sheet.rounds.get(model.cursor.round).map(|round| {
        let no = texts.fmt("round-no", &[("r", round.no.0.into())]);
        format!("{no} {}", round.span)
    });
    let group = model.chosen_group().and_then(|place| sheet.groups.get(place));
    let group = group.map(|group| {
        let no = texts.fmt("group-no", &[("g", group.no.0.into())]);
        format!("{no}, {} {}", group.class, group.school)
    });
    let station = match model.turned {
        Turned::Groups => model.cell().station.and_then(|no| sheet.station(no)),
        Turned::Stations => Some(model.cursor.station),
    };
    let station = station.and_then(|place| sheet.stations.get(place)).map(|stop| {
        let no = texts.fmt("station-no", &[("s", stop.no.0.into())]);
        format!("{no} {}", stop.name.get(model.look.lang))
    });
    let none = || texts.get("no-station").to_owned();
    let parts = match model.turned {
        Turned::Groups => [group, round, station.or_else(|| Some(none()))],
        Turned::Stations => [station, round, group],
    };
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn body(model: &Model, width: usize) -> Vec<Line<'static>> {
    let theme = model.look.theme;
    let mut said: Vec<(String, Style)> = Vec::new();
    if let Some(improving) = &model.improving {
        said.push((improving_words(model, improving), theme.warn));
    }
    if let Some(places) = places(model) {
        said.push((places, theme.normal));
    }
    let signs = signs(model);
    if !signs.is_empty() {
        said.push((signs, theme.normal));
    }
    said.extend(breaches(model).into_iter().map(|words| (words, theme.alarm)));
    match &model.swap {
        Some(swap) => said.extend(step(model, swap)),
        None if model.marked.is_some() => {
            said.push((model.texts().get("sheet-swap-how").to_owned(), theme.warn));
        }
        None => {}
    }
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (words, style) in said {
        lines.extend(
            wrap(&words, width)
                .into_iter()
                .map(|line| Line::styled(line, style)),
        );
    }
    if model.marked.is_none() {
        lines.extend(known(model, width));
    }
    lines
}

fn improving_words(model: &Model, improving: &super::msg::Improving) -> String {
    let values = [
        ("n", (improving.ms / 1000).into()),
        ("m", (improving.of_ms / 1000).into()),
        ("x", improving.before.into()),
        ("y", improving.now.into()),
    ];
    model.texts().fmt("sheet-improving", &values)
}

/// Heads and places at the station of the chosen cell.
fn places(model: &Model) -> Option<String> {
    let (sheet, round) = (&model.sheet, model.cursor.round);
    let place = match model.turned {
        Turned::Groups => sheet.station(model.cell().station?)?,
        Turned::Stations => model.cursor.station,
    };
    let stop = sheet.stations.get(place)?;
    let is_here = |group: &usize| sheet.cell(*group, round).station == Some(stop.no);
    let guests: Vec<usize> = (0..sheet.groups.len()).filter(is_here).collect();
    let texts = model.texts();
    let places = stop.places.get(round).copied().unwrap_or(0);
    let mut words = texts.fmt(
        "sheet-heads",
        &[("n", sheet.heads(&guests).into()), ("m", places.into())],
    );
    if guests.len() > 1 {
        let numbers: Vec<String> = guests
            .iter()
            .filter_map(|place| sheet.groups.get(*place))
            .map(|group| group.no.0.to_string())
            .collect();
        words.push_str(" · ");
        words.push_str(&texts.fmt("sheet-together", &[("x", numbers.join(", ").into())]));
    }
    Some(words)
}

/// The signs of the chosen cell with what they mean.
fn signs(model: &Model) -> String {
    let (texts, cell) = (model.texts(), model.cell());
    let words = cell.signs.iter().map(|sign| {
        let meaning = match (sign, cell.was) {
            (Sign::Changed, Some(was)) => {
                let was = texts.fmt("station-no", &[("s", was.0.into())]);
                texts.fmt("sheet-was", &[("x", was.into())])
            }
            (Sign::Changed, None) => texts.fmt("sheet-was", &[("x", texts.get("no-station").into())]),
            _ => texts.get(sign.text_key()).to_owned(),
        };
        format!("{} {meaning}", sign.sign())
    });
    words.collect::<Vec<_>>().join(" · ")
}

fn breaches(model: &Model) -> Vec<String> {
    let texts = model.texts();
    let at = model.at();
    let station = match model.turned {
        Turned::Groups => model.cell().station,
        Turned::Stations => model.sheet.stations.get(model.cursor.station).map(|stop| stop.no),
    };
    let round = model.sheet.rounds.get(model.cursor.round).map(|round| round.no);
    let is_here = |breach: &&super::sheet::Breach| match (at, round) {
        (Some(at), _) => breach.is_at(at.group, at.round, station),
        (None, _) => false,
    };
    let here = model.sheet.breaches.iter().filter(is_here);
    here.map(|breach| format!("! {}", words::breach(texts, breach)))
        .collect()
}

/// A step with what it would come to.
pub(super) fn step(model: &Model, step: &Foreseen) -> Vec<(String, Style)> {
    let (texts, theme) = (model.texts(), model.look.theme);
    let name = words::edit(texts, &step.edit);
    match &step.outcome {
        None => vec![(format!("{name}: {}", texts.get("sheet-reckoning")), theme.dim)],
        Some(Err(why)) => vec![(format!("{name}: {}", texts.get(why.text_key())), theme.warn)],
        Some(Ok(outcome)) => {
            let mut lines = vec![(
                format!("{name}: {}", words::outcome(texts, outcome)),
                theme.accent,
            )];
            lines.extend(broken(model, outcome));
            lines
        }
    }
}

/// What a step would newly break, in the style of alarms.
pub(super) fn broken(model: &Model, outcome: &Outcome) -> Vec<(String, Style)> {
    let (texts, theme) = (model.texts(), model.look.theme);
    let line = |breach| (format!("! {}", words::breach(texts, breach)), theme.alarm);
    outcome.new.iter().map(line).collect()
}

/// What the chosen cell costs and where the group could go instead.
fn known(model: &Model, width: usize) -> Vec<Line<'static>> {
    let (texts, theme) = (model.texts(), model.look.theme);
    if model.at().is_none() {
        let key = "sheet-empty-here";
        return vec![Line::styled(fit(texts.get(key), width), theme.dim)];
    }
    let Some(looked) = model.known() else {
        return vec![Line::styled(texts.get("sheet-reckoning"), theme.dim)];
    };
    let mut lines: Vec<Line<'static>> = wrap(&words::costs(texts, &looked.costs), width)
        .into_iter()
        .map(|line| Line::styled(line, theme.accent))
        .collect();
    for candidate in &looked.candidates {
        let to = match candidate.to {
            Some(no) => format!("→ {:>3} ", no.0),
            None => format!("→ {} ", texts.get("no-station")),
        };
        // Where a rule would break, which one is worth more than what it costs.
        let (words, style) = match candidate.outcome.new.first() {
            Some(first) => (format!("{to}! {}", words::why(texts, first)), theme.dim),
            None => (
                format!("{to}{}", words::outcome(texts, &candidate.outcome)),
                theme.normal,
            ),
        };
        lines.push(Line::styled(fit(&words, width), style));
    }
    lines
}
