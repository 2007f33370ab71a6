//! Pages that are read before one Enter: what a lever would do, the figures so far, an advice desk.

use super::line::{pad, wrap};
use crate::domain::id::{DeskNo, Place, Role, StationNo};
use crate::domain::query::overview::{Contact, contact};
use crate::domain::query::people::desk;
use crate::ui::dialog::{Figures, Lever};
use crate::ui::foretell;
use crate::ui::model::Model;
use crate::ui::say;
use crate::ui::text::{refusal, visitor_key};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Cells that the name of a figure takes.
const FIGURE_CELLS: usize = 26;
/// Cells that its number takes.
const NUMBER_CELLS: usize = 10;

fn wrapped(text: &str, width: usize, style: Style) -> impl Iterator<Item = Line<'static>> + use<> {
    wrap(text, width)
        .into_iter()
        .map(move |line| Line::styled(line, style))
}

/// What is asked for, then everything that it would change; or why it is not allowed any more.
pub(super) fn lever_lines(model: &Model, lever: &Lever, width: usize) -> Vec<Line<'static>> {
    let theme = model.look.theme;
    let foreseen = match &lever.foreseen {
        Ok(foreseen) => foreseen,
        Err(why) => return wrapped(&refusal(model.texts(), *why), width, theme.warn).collect(),
    };
    let sentences = foretell::lines(model, foreseen);
    let told = foreseen.facts.len();
    let style = |index: usize| if index < told { theme.accent } else { theme.normal };
    let lines = sentences.iter().enumerate();
    lines
        .flat_map(|(index, line)| wrapped(line, width, style(index)))
        .collect()
}

/// Each figure with its meaning, then what is missing in them all.
pub(super) fn figures_lines(model: &Model, figures: &Figures, width: usize) -> Vec<Line<'static>> {
    let (texts, theme) = (model.texts(), model.look.theme);
    let mut lines = Vec::new();
    let as_of = figures.given.as_of.to_string();
    lines.push(Line::styled(
        texts.fmt("figures-as-of", &[("t", as_of.into())]),
        theme.dim,
    ));
    let meaning_cells = width.saturating_sub(FIGURE_CELLS + NUMBER_CELLS + 2);
    for (figure, number) in figures.shown() {
        let number = number.map_or_else(|| texts.get("unknown").to_owned(), |n| n.to_string());
        lines.push(Line::from(vec![
            Span::raw(pad(texts.get(figure.title), FIGURE_CELLS)),
            Span::styled(format!("{number:>NUMBER_CELLS$}  "), theme.accent),
            Span::styled(
                super::line::fit_words(texts.get(figure.meaning), meaning_cells),
                theme.dim,
            ),
        ]));
    }
    let missing = [
        ("figures-paper", &figures.on_paper),
        ("figures-silent", &figures.silent),
    ];
    for (key, stations) in missing.into_iter().filter(|(_, stations)| !stations.is_empty()) {
        let said = texts.fmt(key, &[("x", numbers(model, stations).into())]);
        lines.extend(wrapped(&said, width, theme.warn));
    }
    lines.extend(wrapped(texts.get("figures-saved"), width, theme.dim));
    lines
}

fn numbers(model: &Model, stations: &[StationNo]) -> String {
    let places: Vec<Place> = stations.iter().copied().map(Place::Station).collect();
    say::places(model.texts(), &places)
}

/// One advice desk: what it is for, its queue, its visitors, its laptop.
pub(super) fn desk_lines(model: &Model, no: DeskNo, width: usize) -> Vec<Line<'static>> {
    let (texts, theme, lang) = (model.texts(), model.look.theme, model.look.lang);
    let event = model.floor.event();
    let about = event.and_then(|event| Some((event, event.desks.get(&no)?)));
    let name = about.map_or("", |(_, desk)| desk.name.get(lang));
    let hall = about.and_then(|(event, desk)| event.hall(&desk.hall));
    let hall = hall.map_or("", |hall| hall.name.get(lang));
    let title = format!("{} · {name} · {hall}", say::place(texts, Place::Desk(no)));
    let now = desk(&model.floor, no);
    // Not counted is not empty.
    let queue = match now.queue {
        Some(0) => texts.get("free").to_owned(),
        Some(length) => length.to_string(),
        None => texts.get("unknown").to_owned(),
    };
    let kinds = crate::domain::fact::Visitor::ALL
        .map(|kind| format!("{}: {}", texts.get(visitor_key(kind)), now.today.of(kind)));
    let (contact, _) = contact(&model.floor, &model.presence, Role::Desk(no), model.now);
    let contact = match contact {
        Contact::Online(_) => texts.get("online").to_owned(),
        Contact::Offline(ms) => {
            let age = crate::domain::time::Digits::over(ms).to_string();
            texts.fmt("offline-seen", &[("t", age.into())])
        }
        Contact::Never | Contact::Paper => texts.get("offline-never").to_owned(),
    };
    let mut lines: Vec<_> = wrapped(&title, width, theme.accent).collect();
    lines.extend([
        Line::raw(format!("{}: {queue}", texts.get("queue"))),
        Line::raw(kinds.join(" · ")),
        Line::styled(contact, theme.dim),
    ]);
    lines
}
