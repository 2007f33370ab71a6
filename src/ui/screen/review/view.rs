//! The frame of the review: what is reviewed and at which moment, the pages, the page itself, the keys.

use super::model::{Model, Page};
use super::{chart, floor, question, table};
use crate::domain::event::Lang;
use crate::ui::keymap::{Action, label};
use crate::ui::view::{HEIGHT_MIN, WIDTH_MIN, scrub};
use crate::ui::widget::area::{take_bottom, take_top};
use crate::ui::widget::line::{Parts, fit};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// Draws the review into an area of a buffer.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let mut area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let whole = area;
    if area.width < WIDTH_MIN || area.height < HEIGHT_MIN {
        let values = [("w", area.width.into()), ("h", area.height.into())];
        let line = model.texts().fmt("too-small", &values);
        Line::from(fit(&line, area.width.into())).render(area, buf);
        return scrub(whole, buf);
    }
    draw_banner(model, take_top(&mut area, 1), buf);
    draw_pages(model, take_top(&mut area, 1), buf);
    draw_footer(model, take_bottom(&mut area, 1), buf);
    match (model.page, &model.whole) {
        (Page::Log, _) => table::draw(model, area, buf),
        (_, None) => draw_waiting(model, area, buf),
        (Page::Floor, Some(whole)) if whole.is_lent() => {
            let line = format!(" {}", model.texts().get("review-looking"));
            Line::styled(line, model.look.theme.dim).render(area, buf);
        }
        (Page::Floor, Some(whole)) => floor::draw(model, whole, area, buf),
        (page, Some(whole)) => chart::draw(model, whole, page, area, buf),
    }
    if let Some(question) = model.questions.last() {
        question::draw(model, question, area, buf);
    }
    scrub(whole, buf);
}

/// The moment and how it moves, that nothing can be written, what is reviewed, and how far it is read.
fn draw_banner(model: &Model, area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let word = match &model.whole {
        Some(_) => texts.fmt("review-at", &[("t", model.scrub.at.to_string().into())]),
        None => texts.get("title-review").to_owned(),
    };
    let mut left = Parts::new();
    left.push(Span::styled(format!(" {word} "), theme.rehearsal));
    if matches!(model.page, Page::Floor | Page::Occupancy | Page::Figures) && model.whole.is_some() {
        left.push_whole(vec![Span::styled(motion(model), theme.accent)]);
    }
    left.push(Span::styled(
        format!(" {} ", texts.get("review-only-read")),
        theme.accent,
    ));
    let name = format!("· {} · {}", texts.get(model.opened.source), model.opened.file);
    left.push(Span::styled(name, theme.dim));
    left.draw_with_right(Line::styled(format!("{} ", reading(model)), theme.dim), area, buf);
}

/// How far the log is read; how many entries it has, once it is.
pub(super) fn reading(model: &Model) -> String {
    let (texts, building) = (model.texts(), model.building);
    let entries = grouped(building.entries, model.look.lang);
    let mut words = if building.is_complete {
        texts.fmt("review-entries", &[("n", entries.into())])
    } else {
        let values = [("n", entries.into()), ("p", building.percent.into())];
        texts.fmt("review-reading", &values)
    };
    if building.damaged > 0 {
        let damaged = texts.fmt("review-damaged-rows", &[("n", building.damaged.into())]);
        words.extend([" · ", &damaged]);
    }
    words
}

/// The pages with the shown one in brackets.
fn draw_pages(model: &Model, area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let mut left = Parts::new();
    for page in Page::ALL {
        let name = texts.get(page.text_key());
        let span = if page == model.page {
            Span::styled(format!("[{name}]"), theme.selection)
        } else {
            Span::styled(format!(" {name} "), theme.normal)
        };
        left.push_whole(vec![span]);
    }
    left.draw_with_right(Line::default(), area, buf);
}

/// Whether it plays, how fast, and how far one key moves.
fn motion(model: &Model) -> String {
    let texts = model.texts();
    let step = texts.get(model.scrub.step.text_key());
    let sign = if model.scrub.is_playing { '>' } else { '|' };
    format!(" {sign} ×{} · ←→ {step} ·", model.scrub.factor())
}

const LOG_HINTS: &[Action] = &[
    Action::Open,
    Action::FindWords,
    Action::Filter,
    Action::ResetFilter,
    Action::GoToTime,
    Action::NextSheet,
    Action::HelpScreen,
    Action::Back,
];
const FLOOR_HINTS: &[Action] = &[
    Action::Play,
    Action::Speed,
    Action::Wider,
    Action::Finer,
    Action::NextEntry,
    Action::GoToTime,
    Action::Open,
    Action::Turn,
    Action::LogHere,
    Action::NextSheet,
];
const CHART_HINTS: &[Action] = &[
    Action::Open,
    Action::GoToTime,
    Action::LogHere,
    Action::NextSheet,
    Action::HelpScreen,
    Action::Back,
];

fn draw_footer(model: &Model, area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    if let Some(failure) = &model.failure {
        let text = texts.fmt(failure.key, &[("x", (&failure.file).into())]);
        let line = fit(&format!(" {text}"), area.width.into());
        return Line::styled(line, theme.alarm).render(area, buf);
    }
    if let Some(key) = model.notice {
        let line = fit(&format!(" {}", texts.get(key)), area.width.into());
        return Line::styled(line, theme.warn).render(area, buf);
    }
    let actions = match (&model.questions.last(), model.page) {
        (Some(_), _) => &[Action::Accept, Action::Back][..],
        (None, Page::Log) => LOG_HINTS,
        (None, Page::Floor | Page::Occupancy) => FLOOR_HINTS,
        (None, _) => CHART_HINTS,
    };
    let mut left = Parts::new();
    for action in actions {
        if let Some(key) = label(model.context(), *action) {
            left.push_whole(vec![
                Span::styled(format!(" {key}"), theme.accent),
                Span::styled(format!(" {} ", texts.hint(action.text_key())), theme.dim),
            ]);
        }
    }
    left.draw_with_right(Line::default(), area, buf);
}

/// What stands in place of a page that needs the whole log.
fn draw_waiting(model: &Model, mut area: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    let half = area.height / 2;
    take_top(&mut area, half.saturating_sub(1));
    let words = Line::styled(reading(model), theme.normal).centered();
    words.render(take_top(&mut area, 1), buf);
    let width = usize::from(area.width / 2);
    let full = width * usize::from(model.building.percent.min(100)) / 100;
    let bar: String = (0..width)
        .map(|cell| if cell < full { '█' } else { '░' })
        .collect();
    Line::styled(bar, theme.accent)
        .centered()
        .render(take_top(&mut area, 1), buf);
}

/// A number with its thousands apart, as the language writes them.
pub(super) fn grouped(number: usize, lang: Lang) -> String {
    let between = if lang == Lang::En { ',' } else { '\u{a0}' };
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(between);
        }
        grouped.push(digit);
    }
    grouped
}
