//! Draws the question on top, from the bottom edge of the page upwards.

use super::ask::Question;
use super::model::Model;
use super::sheet::Sign;
use super::{pane, words};
use crate::ui::keymap::{Action, Context};
use crate::ui::widget::keys::{self, KEYS};
use crate::ui::widget::line::{fit, pad, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

/// The most lines of a list at once.
const ROWS_MAX: u16 = 12;

/// What a question consists of: what stands above its lines, the lines, what stands under them.
#[derive(Default)]
struct Content {
    head: Vec<Line<'static>>,
    lines: Vec<Line<'static>>,
    foot: Vec<Line<'static>>,
}

/// Draws a question over the lower part of the page.
pub(super) fn draw(model: &Model, question: &Question, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width.saturating_sub(4));
    let content = content(model, question, width);
    let around = content.head.len() + content.foot.len();
    let wanted = u16::try_from(content.lines.len() + around)
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let around = u16::try_from(around).unwrap_or(u16::MAX);
    let limit = match question {
        Question::Help(_) => area.height,
        _ => ROWS_MAX.saturating_add(around).saturating_add(2),
    };
    let height = wanted.clamp(3, limit.max(3)).min(area.height);
    let area = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    Clear.render(area, buf);
    let (texts, theme) = (model.texts(), model.look.theme);
    let keys = match question {
        Question::Help(_) => "keys-layouts",
        Question::Menu(_) | Question::Locks(..) | Question::Breaches(_) | Question::Leave(_) => "dialog-pick",
        Question::Pick { .. } => "sheet-pick-keys",
        Question::Confirm { .. } | Question::Keep(_) | Question::Text { .. } => "dialog-keys",
    };
    let keys = texts.get(keys);
    let title = format!(" {} ", texts.get(question.title()));
    let block = Block::bordered()
        .border_style(theme.accent)
        .title(Line::styled(title, theme.title))
        .title_bottom(Line::styled(format!(" {keys} "), theme.dim).right_aligned());
    let inner = block.inner(area);
    block.render(area, buf);
    let room = usize::from(inner.height).saturating_sub(content.head.len() + content.foot.len());
    let first = match question {
        Question::Help(first) | Question::Keep(first) => {
            (*first).min(content.lines.len().saturating_sub(room))
        }
        _ => (question.selected() + 1).saturating_sub(room),
    };
    let lines = content.lines.into_iter().skip(first).take(room);
    let shown = content.head.into_iter().chain(lines).chain(content.foot);
    for (row, line) in inner.rows().zip(shown) {
        let row = Rect {
            x: row.x + 1,
            width: row.width.saturating_sub(2),
            ..row
        };
        line.render(row, buf);
    }
}

fn content(model: &Model, question: &Question, width: usize) -> Content {
    match question {
        Question::Pick { .. } => stations(model, question, width),
        Question::Confirm { step, is_warned } => Content {
            lines: styled(pane::step(model, step), width),
            foot: warning(model, *is_warned),
            ..Content::default()
        },
        Question::Help(_) => Content {
            lines: help(model, width),
            ..Content::default()
        },
        Question::Keep(_) => Content {
            head: styled(vec![line_of(model, "sheet-keep-warning")], width),
            lines: model
                .sheet
                .breaches
                .iter()
                .map(|breach| {
                    let words = format!("! {}", words::breach(model.texts(), breach));
                    Line::styled(fit(&words, width), model.look.theme.alarm)
                })
                .collect(),
            ..Content::default()
        },
        Question::Text { typed, is_wrong, .. } => text(model, typed, *is_wrong, width),
        Question::Menu(_) | Question::Locks(..) | Question::Breaches(_) | Question::Leave(_) => Content {
            lines: items(model, question, width),
            ..Content::default()
        },
    }
}

fn line_of(model: &Model, key: &str) -> (String, Style) {
    (model.texts().get(key).to_owned(), model.look.theme.warn)
}

fn styled(lines: Vec<(String, Style)>, width: usize) -> Vec<Line<'static>> {
    let wrapped = lines.into_iter().flat_map(|(words, style)| {
        let lines = wrap(&words, width);
        lines.into_iter().map(move |line| Line::styled(line, style))
    });
    wrapped.collect()
}

/// That Enter has to be pressed once more.
fn warning(model: &Model, is_warned: bool) -> Vec<Line<'static>> {
    if !is_warned {
        return Vec::new();
    }
    let theme = model.look.theme;
    vec![Line::styled(model.texts().get("sheet-once-more"), theme.alarm)]
}

/// The stations a group could go to, and what the chosen one would come to.
fn stations(model: &Model, question: &Question, width: usize) -> Content {
    let (texts, theme) = (model.texts(), model.look.theme);
    let Question::Pick { typed, is_warned, .. } = question else {
        return Content::default();
    };
    let head = if typed.is_empty() {
        Vec::new()
    } else {
        vec![Line::styled(format!("> {typed}_"), theme.accent)]
    };
    if model.known().is_none() {
        let lines = vec![Line::styled(texts.get("sheet-reckoning"), theme.dim)];
        return Content {
            head,
            lines,
            ..Content::default()
        };
    }
    let candidates = question.candidates(model);
    if candidates.is_empty() {
        let lines = vec![Line::styled(texts.get("sheet-none-of-these"), theme.dim)];
        return Content {
            head,
            lines,
            ..Content::default()
        };
    }
    let line = |(index, candidate): (usize, &&super::msg::Candidate)| {
        let is_chosen = index == question.selected();
        let breaks = !candidate.outcome.new.is_empty();
        let name = match candidate.to {
            Some(no) => {
                let stop = model
                    .sheet
                    .station(no)
                    .and_then(|place| model.sheet.stations.get(place));
                let name = stop.map_or("", |stop| stop.name.get(model.look.lang));
                format!("{:>3} {name}", no.0)
            }
            None => format!("    {}", texts.get("no-station")),
        };
        let sign = if is_chosen { '>' } else { ' ' };
        let breach = if breaks { '!' } else { ' ' };
        let mut come = words::outcome(texts, &candidate.outcome);
        if let Some(first) = candidate.outcome.new.first() {
            come = format!("{} · {come}", words::why(texts, first));
        }
        let name = pad(&name, (width / 3).clamp(16, 40));
        let words = pad(&format!("{sign} {breach} {name} {come}"), width);
        let style = match (is_chosen, breaks) {
            (true, _) => theme.selection,
            (false, true) => theme.over_time,
            (false, false) => theme.normal,
        };
        Line::styled(words, style)
    };
    let lines = candidates.iter().enumerate().map(line).collect();
    let chosen = candidates.get(question.selected());
    let mut foot = chosen.map_or_else(Vec::new, |candidate| {
        styled(pane::broken(model, &candidate.outcome), width)
    });
    foot.extend(warning(model, *is_warned));
    Content { head, lines, foot }
}

/// What was typed.
fn text(model: &Model, typed: &str, is_wrong: bool, width: usize) -> Content {
    let theme = model.look.theme;
    // The end of a long text is what is being typed.
    let skip = typed.chars().count().saturating_sub(width.saturating_sub(3));
    let shown: String = typed.chars().skip(skip).collect();
    let mut head = vec![Line::styled(format!("> {shown}_"), theme.accent)];
    if is_wrong {
        head.extend(styled(vec![line_of(model, "sheet-refused-unknown")], width));
    }
    Content {
        head,
        ..Content::default()
    }
}

fn items(model: &Model, question: &Question, width: usize) -> Vec<Line<'static>> {
    let theme = model.look.theme;
    let line = |(index, (label, _)): (usize, &(String, _))| {
        let is_chosen = index == question.selected();
        let sign = if is_chosen { '>' } else { ' ' };
        let number = if index < 9 {
            format!("{}  ", index + 1)
        } else {
            "   ".to_owned()
        };
        let style = if is_chosen { theme.selection } else { theme.normal };
        Line::styled(pad(&format!("{sign} {number}{label}"), width), style)
    };
    question.items(model).iter().enumerate().map(line).collect()
}

fn help(model: &Model, width: usize) -> Vec<Line<'static>> {
    let (texts, theme) = (model.texts(), model.look.theme);
    let mut lines = vec![Line::styled(texts.get("sheet-signs"), theme.title)];
    for sign in Sign::ALL {
        lines.push(Line::from(vec![
            Span::styled(pad(&sign.sign().to_string(), KEYS), theme.accent),
            Span::raw(fit(texts.get(sign.text_key()), width.saturating_sub(KEYS))),
        ]));
    }
    let contexts = [Context::Plan, Context::Global, Context::List, Context::Number];
    let without = [Action::FirstAid, Action::Evacuate, Action::Log];
    lines.extend(keys::help(&contexts, &without, texts, theme, width));
    lines
}
