//! The frame of the plan: what it is the plan of, what it comes to, the table, the chosen cell, the keys.

use super::grid::{self, Shape};
use super::model::{Model, Over};
use super::{pane, question, words};
use crate::ui::keymap::{Action, Context, label};
use crate::ui::view::{HEIGHT_MIN, WIDTH_MIN, scrub};
use crate::ui::widget::area::{take_bottom, take_top};
use crate::ui::widget::line::{Parts, fit};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// Draws the plan into an area of a buffer.
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
    let shape = Shape::within(model, area);
    draw_banner(model, take_top(&mut area, 1), buf);
    draw_goals(model, take_top(&mut area, 1), buf);
    draw_footer(model, take_bottom(&mut area, 1), buf);
    grid::draw(model, shape, buf);
    pane::draw(model, shape, buf);
    if let Some(question) = model.questions.last() {
        question::draw(model, question, area, buf);
    }
    scrub(whole, buf);
}

/// What it is the plan of, and whether something is not kept yet.
fn draw_banner(model: &Model, area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    let mut left = Parts::new();
    left.push(Span::styled(
        format!(" {} ", texts.get("title-plan")),
        theme.rehearsal,
    ));
    let name = match &model.over {
        Over::File { name, .. } => name.as_str(),
        Over::Floor => texts.get("sheet-over-floor"),
    };
    left.push(Span::styled(format!(" {name}"), theme.accent));
    if model.sheet.is_changed {
        let key = match model.over {
            Over::File { .. } => "sheet-unsaved",
            Over::Floor => "sheet-unaccepted",
        };
        left.push_whole(vec![
            Span::styled(" · ", theme.dim),
            Span::styled(texts.get(key), theme.held),
        ]);
    }
    let steps = texts.fmt(
        "sheet-steps",
        &[("n", model.sheet.undo.into()), ("m", model.sheet.redo.into())],
    );
    let right = match model.now {
        Some(now) => format!("{steps} · {now} "),
        None => format!("{steps} "),
    };
    left.draw_with_right(Line::styled(right, theme.dim), area, buf);
}

/// What the plan comes to, goal by goal, and how many rules it breaks.
fn draw_goals(model: &Model, area: Rect, buf: &mut Buffer) {
    let (texts, theme, sheet) = (model.texts(), model.look.theme, &model.sheet);
    let mut left = Parts::new();
    let objective = texts.fmt("sheet-objective", &[("n", sheet.objective.into())]);
    left.push(Span::styled(format!(" {objective}"), theme.accent));
    for (goal, points) in sheet.goals.iter().filter(|(_, points)| *points > 0) {
        let name = words::goal_name(texts, *goal);
        // Whole or not at all: half a number would be another one.
        left.push_whole(vec![
            Span::styled(" · ", theme.dim),
            Span::styled(format!("{name} {points}"), theme.normal),
        ]);
    }
    let right = match sheet.breaches.len() {
        0 => Line::styled(format!("{} ", texts.get("sheet-no-breaches")), theme.good),
        count => {
            let words = texts.fmt("sheet-breaches", &[("n", count.into())]);
            Line::styled(format!(" ! {words} "), theme.alarm)
        }
    };
    left.draw_with_right(right, area, buf);
}

const HINTS: &[Action] = &[
    Action::OtherStation,
    Action::TurnTable,
    Action::Exchange,
    Action::Lock,
    Action::Improve,
    Action::Undo,
    Action::Keep,
    Action::HelpScreen,
    Action::Breaches,
    Action::NoStation,
    Action::Back,
];
const IMPROVING_HINTS: &[Action] = &[Action::Improve, Action::TurnTable, Action::HelpScreen];

fn draw_footer(model: &Model, area: Rect, buf: &mut Buffer) {
    let (texts, theme) = (model.texts(), model.look.theme);
    if let Some(notice) = &model.notice {
        let text = texts.fmt(notice.key, &[("x", (&notice.about).into())]);
        let line = fit(&format!(" {text}"), area.width.into());
        let style = if notice.is_trouble { theme.warn } else { theme.good };
        return Line::styled(line, style).render(area, buf);
    }
    let (context, actions) = match (model.questions.last(), model.improving) {
        (Some(question), _) => (question.context(), &[Action::Accept, Action::Back][..]),
        (None, Some(_)) => (Context::Plan, IMPROVING_HINTS),
        (None, None) => (Context::Plan, HINTS),
    };
    let mut left = Parts::new();
    for action in actions {
        if let Some(key) = label(context, *action) {
            let word = match (action, model.improving, &model.over) {
                (Action::Improve, Some(_), _) => texts.get("sheet-stop"),
                (Action::Keep, _, Over::Floor) => texts.get("sheet-accept"),
                _ => texts.hint(action.text_key()),
            };
            left.push_whole(vec![
                Span::styled(format!(" {key}"), theme.accent),
                Span::styled(format!(" {word} "), theme.dim),
            ]);
        }
    }
    left.draw_with_right(Line::default(), area, buf);
}
