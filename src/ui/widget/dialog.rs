//! Draws the dialog on top, from the bottom edge of the body upwards, so that the countdown stays in sight.

use super::form::form_lines;
use super::keys;
use super::label::label_text;
use super::lever::{desk_lines, figures_lines, lever_lines};
use super::line::{fit, fit_words, pad, wrap};
use super::lists::{self, Window};
use crate::domain::id::{EntryId, GroupNo, Place, Role, StationNo};
use crate::domain::query::overview::contact;
use crate::domain::query::people;
use crate::domain::query::station::planned_station;
use crate::ui::dialog::{Ask, Confirm, Dialog, Draft, Label, Number, Pick, TextAsk, TextEntry};
use crate::ui::keymap::Context;
use crate::ui::model::Model;
use crate::ui::say;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

/// Rows of a dialog besides its content: the border.
const FRAME_ROWS: u16 = 2;
/// Rows that no dialog covers: the state of the station and its clock in its smallest figures.
const KEPT_ROWS: u16 = 5;
/// A list shows at most so many lines at once.
const LIST_ROWS_MAX: u16 = 14;

/// The part of `area` that stays in sight above the dialogs of the model.
pub fn above_dialog(model: &Model, area: Rect) -> Rect {
    let covered = model.dialogs.last().map_or(0, |dialog| {
        let lines = lines(model, dialog, area.width.saturating_sub(4).into());
        height(dialog, lines.len(), area)
    });
    Rect {
        height: area.height - covered,
        ..area
    }
}

/// How many rows the dialog takes: what it needs, less where that would cover the countdown.
fn height(dialog: &Dialog, lines: usize, area: Rect) -> u16 {
    let open = area.height.saturating_sub(KEPT_ROWS).max(FRAME_ROWS + 1);
    let limit = match dialog {
        Dialog::Help(_) | Dialog::Lever(_) | Dialog::Form(_) | Dialog::Figures(_) | Dialog::Lists(_) => open,
        _ => (LIST_ROWS_MAX + FRAME_ROWS).min(open),
    };
    let wanted = u16::try_from(lines)
        .unwrap_or(u16::MAX)
        .saturating_add(FRAME_ROWS);
    wanted.clamp(FRAME_ROWS + 1, limit).min(area.height)
}

/// Draws the dialog over the lower part of `area`.
pub fn draw_dialog(model: &Model, dialog: &Dialog, area: Rect, buf: &mut Buffer) {
    let lines = lines(model, dialog, area.width.saturating_sub(4).into());
    let height = height(dialog, lines.len(), area);
    let area = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    Clear.render(area, buf);
    let texts = model.texts();
    let keys = match dialog {
        Dialog::Pick(_) => texts.get("dialog-pick"),
        Dialog::Help(_) => texts.get("keys-layouts"),
        Dialog::Form(_) => texts.get("dialog-form"),
        _ => texts.get("dialog-keys"),
    };
    let about = match dialog {
        Dialog::Pick(Pick {
            about: Some(about), ..
        }) => format!(" {}", label_text(model, about)),
        Dialog::Lists(page) => format!(" {}", lists::about(model, page)),
        _ => String::new(),
    };
    let title = fit(
        &format!(" {}{about} ", texts.get(dialog.title())),
        usize::from(area.width).saturating_sub(8),
    );
    let block = Block::bordered()
        .border_style(model.look.theme.accent)
        .title(Line::styled(title, model.look.theme.title))
        .title_bottom(Line::styled(format!(" {keys} "), model.look.theme.dim).right_aligned());
    let inner = block.inner(area);
    let rows = usize::from(inner.height);
    let (first, beyond) = match dialog {
        Dialog::Lists(page) => {
            let window = Window::of(model, page, inner.width.saturating_sub(2).into());
            (window.first(rows), (window.is_above, window.is_below))
        }
        _ => (first_line(dialog, lines.len(), rows), (false, false)),
    };
    let is_more = first + rows < lines.len();
    let block = match more_sign(first > 0 || beyond.0, is_more || beyond.1) {
        Some(sign) => block.title(Line::styled(sign, model.look.theme.accent).right_aligned()),
        None => block,
    };
    block.render(area, buf);
    for (row, line) in inner.rows().zip(lines.into_iter().skip(first)) {
        line.render(
            Rect {
                x: row.x + 1,
                width: row.width.saturating_sub(2),
                ..row
            },
            buf,
        );
    }
}

/// Whether lines stand above or below those shown.
const fn more_sign(above: bool, below: bool) -> Option<&'static str> {
    match (above, below) {
        (true, true) => Some(" ↑ ↓ "),
        (true, false) => Some(" ↑ "),
        (false, true) => Some(" ↓ "),
        (false, false) => None,
    }
}

/// The first line shown, so that the chosen one is in sight.
fn first_line(dialog: &Dialog, count: usize, rows: usize) -> usize {
    match dialog {
        Dialog::Pick(pick) => (pick.selected + 1).saturating_sub(rows),
        Dialog::Help(first) => (*first).min(count.saturating_sub(rows)),
        Dialog::Lever(lever) => lever.first.min(count.saturating_sub(rows)),
        // The headings stand above the rows, the note under them.
        Dialog::Form(form) => (form.at.0 + usize::from(!form.headings.is_empty()) + 2)
            .saturating_sub(rows)
            .min(count.saturating_sub(rows)),
        _ => 0,
    }
}

fn lines(model: &Model, dialog: &Dialog, width: usize) -> Vec<Line<'static>> {
    match dialog {
        Dialog::Number(number) => number_lines(model, number, width),
        Dialog::Pick(pick) => pick_lines(model, pick, width),
        Dialog::Text(text) => text_lines(model, text, width),
        Dialog::Confirm(confirm) => confirm_lines(model, confirm, width),
        Dialog::Lever(lever) => lever_lines(model, lever, width),
        Dialog::Form(form) => form_lines(model, form, width),
        Dialog::Figures(figures) => figures_lines(model, figures, width),
        Dialog::Lists(page) => Window::of(model, page, width).lines,
        Dialog::Desk(no) => desk_lines(model, *no, width),
        Dialog::Help(_) => help_lines(model, width),
        Dialog::Receipts(id) => receipt_lines(model, *id, width),
    }
}

fn number_lines(model: &Model, number: &Number, width: usize) -> Vec<Line<'static>> {
    let texts = model.texts();
    let theme = model.look.theme;
    let shown = if number.typed.is_empty() {
        number
            .offered
            .map_or_else(String::new, |offered| offered.to_string())
    } else {
        number.typed.clone()
    };
    let about = match number.ask {
        Ask::Arrive(station, group) => {
            let group = texts.fmt("group-no", &[("g", group.0.into())]);
            format!(
                "{} · {group}  ",
                texts.fmt("station-no", &[("s", station.0.into())])
            )
        }
        Ask::RollCall(group) | Ask::Draft(Draft::Size(group)) => {
            format!("{}  ", label_text(model, &Label::Group(group)))
        }
        Ask::Minutes(station, _)
        | Ask::Places(station)
        | Ask::Draft(Draft::Longer(station, _) | Draft::Places(station)) => {
            format!("{}  ", label_text(model, &Label::Station(station)))
        }
        _ => String::new(),
    };
    let mut lines = vec![Line::from(vec![
        Span::styled(about, theme.dim),
        Span::styled(format!("[ {shown:>3} ]"), theme.accent),
    ])];
    if let Ask::Arrive(station, group) = number.ask {
        lines.extend(
            belongs(model, station, group)
                .map(|where_to| Line::styled(fit_words(&where_to, width), theme.warn)),
        );
    }
    lines.push(Line::styled(texts.get("dialog-number"), theme.dim));
    lines
}

/// Where a group has its place in this round, if that is not the station to which it came.
fn belongs(model: &Model, station: StationNo, group: GroupNo) -> Option<String> {
    let schedule = model.schedule();
    let is_planned = |round| planned_station(&model.floor, group, round) == Some(station);
    let round = schedule.round_at(model.now)?;
    let soon = schedule.upcoming().map(|slot| slot.round);
    if is_planned(round) || soon.is_some_and(is_planned) {
        return None;
    }
    Some(say::belongs(
        model.texts(),
        model.floor.event(),
        group,
        planned_station(&model.floor, group, round),
    ))
}

fn pick_lines(model: &Model, pick: &Pick, width: usize) -> Vec<Line<'static>> {
    let theme = model.look.theme;
    if pick.items.is_empty() {
        return vec![Line::styled(model.texts().get("nothing-here"), theme.dim)];
    }
    let line = |(index, (label, _)): (usize, &(Label, _))| {
        let (sign, style) = if index == pick.selected {
            ('>', theme.selection)
        } else {
            (' ', Style::new())
        };
        let number = if index < 9 {
            (index + 1).to_string()
        } else {
            " ".to_owned()
        };
        Line::styled(
            pad(&format!("{sign} {number}  {}", label_text(model, label)), width),
            style,
        )
    };
    pick.items.iter().enumerate().map(line).collect()
}

fn text_lines(model: &Model, text: &TextEntry, width: usize) -> Vec<Line<'static>> {
    let theme = model.look.theme;
    // The end of a long text is what is being typed.
    let room = width.saturating_sub(2);
    let skip = text.typed.chars().count().saturating_sub(room);
    let shown: String = text.typed.chars().skip(skip).collect();
    let mut lines = vec![Line::from(vec![
        Span::styled(shown, theme.accent),
        Span::styled("_", theme.accent),
    ])];
    // What is looked for stays on this laptop; what is said stays in the log.
    let note = match text.ask {
        TextAsk::Message(_) | TextAsk::ListAnswer(_) => "text-no-names",
        TextAsk::Lists => "lists-path-hint",
        TextAsk::Search => return lines,
    };
    let note = wrap(model.texts().get(note), width).into_iter();
    lines.extend(note.map(|line| Line::styled(line, theme.dim)));
    lines
}

fn confirm_lines(model: &Model, confirm: &Confirm, width: usize) -> Vec<Line<'static>> {
    let theme = model.look.theme;
    let lines = wrap(&label_text(model, &confirm.about), width).into_iter();
    lines.map(|line| Line::styled(line, theme.accent)).collect()
}

fn help_lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    let texts = model.texts();
    let theme = model.look.theme;
    let contexts = [model.context(), Context::Global, Context::List, Context::Number];
    let mut lines = keys::help(&contexts, &[], texts, theme, width);
    lines.push(Line::styled(texts.get("keys-connection"), theme.title));
    let told = say::connection(texts, &model.link);
    let told = told.iter().flat_map(|sentence| wrap(sentence, width));
    lines.extend(told.map(Line::raw));
    lines
}

fn receipt_lines(model: &Model, id: EntryId, width: usize) -> Vec<Line<'static>> {
    let texts = model.texts();
    let messages = people::messages(&model.floor);
    let Some(message) = messages.iter().find(|message| message.id == id) else {
        return vec![Line::raw(texts.get("nothing-here"))];
    };
    let all = message.received.len() + message.missing.len();
    let counts = [("n", message.received.len().into()), ("m", all.into())];
    let mut lines = wrap(message.text.get(model.look.lang), width);
    lines.push(texts.fmt("m-ack", &counts));
    if !message.missing.is_empty() {
        let missing = missing_words(model, &message.missing);
        lines.extend(wrap(&texts.fmt("ack-missing", &[("x", missing.into())]), width));
    }
    lines.into_iter().map(Line::raw).collect()
}

/// Who has not received a message; those out of contact apart, for they cannot.
fn missing_words(model: &Model, missing: &[Place]) -> String {
    let texts = model.texts();
    let is_silent = |place: &Place| {
        let role = match place {
            Place::Station(no) => Role::Station(*no),
            Place::Desk(no) => Role::Desk(*no),
            Place::Coordination => Role::Coordinator,
        };
        let (contact, _) = contact(&model.floor, &model.presence, role, model.now);
        contact.is_silent()
    };
    let (silent, others): (Vec<_>, Vec<_>) = missing.iter().copied().partition(is_silent);
    let mut parts = Vec::new();
    if !others.is_empty() {
        parts.push(say::places(texts, &others));
    }
    if !silent.is_empty() {
        parts.push(format!(
            "{} ({})",
            say::places(texts, &silent),
            texts.get("offline")
        ));
    }
    parts.join("; ")
}
