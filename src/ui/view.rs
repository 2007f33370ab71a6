//! The one place where the model is drawn: banner, screen, dialog, notice and footer.

use super::keymap::{Action, Context, label};
use super::model::{Contact, Model, Notice, Said};
use super::say;
use super::screen::{Screen, evacuation, plan};
use super::text::{happened, need_key};
use super::widget::dialog::draw_dialog;
use super::widget::line::{Parts, commands_the_terminal, fit, fit_words};
use crate::domain::fact::{Fact, Need};
use crate::domain::id::Place;
use crate::domain::query::people::open_calls;
use crate::domain::query::version::outdated;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// The smallest width with a full layout.
pub const WIDTH_MIN: u16 = 80;
/// The smallest height with a full layout.
pub const HEIGHT_MIN: u16 = 24;
/// Rows of the window that are never the screen's own: banner, calls, notice, footer.
pub const FRAME_ROWS: u16 = 4;

/// From this width on the footer of every screen also says why there is no connection.
const WHOLE_LINK_WIDTH: u16 = 100;

/// Draws the model into a frame.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    draw(model, area, frame.buffer_mut());
}

/// Draws the model into an area of a buffer.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    if area.width < WIDTH_MIN || area.height < HEIGHT_MIN {
        too_small(model, area, buf);
    } else {
        full(model, area, buf);
    }
    scrub(area, buf);
}

/// The last guard: whatever a text from outside held, no cell tells the terminal to do something, or to turn the
/// direction of writing round.
pub(super) fn scrub(area: Rect, buf: &mut Buffer) {
    for position in area.positions() {
        if let Some(cell) = buf.cell_mut(position)
            && cell.symbol().len() > 1
            && cell.symbol().contains(commands_the_terminal)
        {
            let kept: String = cell
                .symbol()
                .chars()
                .filter(|c| !commands_the_terminal(*c))
                .collect();
            cell.set_symbol(if kept.is_empty() { " " } else { &kept });
        }
    }
}

fn full(model: &Model, area: Rect, buf: &mut Buffer) {
    if plan::floor::covers(model) {
        return over_plan(model, area, buf);
    }
    let [banner, alarm, body, notice, footer] = regions(model, area);
    draw_banner(model, banner, buf);
    draw_calls(model, alarm, buf);
    Screen::draw(model, body, buf);
    if let Some(dialog) = model.dialogs.last() {
        draw_dialog(model, dialog, body, buf);
    }
    draw_notice(model, notice, buf);
    draw_footer(model, footer, buf);
}

/// The plan has its own frame; calls stand over it, and what is asked for a call.
fn over_plan(model: &Model, area: Rect, buf: &mut Buffer) {
    let under = under_calls(model, area);
    let calls = Rect {
        height: area.height - under.height,
        ..area
    };
    draw_calls(model, calls, buf);
    plan::floor::draw(model, under, buf);
    if let Some(dialog) = model.dialogs.last() {
        draw_dialog(model, dialog, under, buf);
    }
}

/// The part of a window that is left under the calls.
pub(super) fn under_calls(model: &Model, window: Rect) -> Rect {
    let calls = u16::from(shows_calls(model)).min(window.height);
    Rect {
        y: window.y + calls,
        height: window.height - calls,
        ..window
    }
}

/// The part of a window that is the screen's own.
pub fn body(model: &Model, window: Rect) -> Rect {
    let [_, _, body, _, _] = regions(model, window);
    body
}

/// Banner, calls, body, notice and footer.
fn regions(model: &Model, window: Rect) -> [Rect; 5] {
    let calls = u16::from(shows_calls(model));
    let rows = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(calls),
        Constraint::Fill(1),
        Constraint::Length(1),
        Constraint::Length(1),
    ]);
    window.layout(&rows)
}

fn too_small(model: &Model, area: Rect, buf: &mut Buffer) {
    let texts = model.texts();
    if let Some(running) = evacuation::running(model) {
        return evacuation::draw_small(model, &running, area, buf);
    }
    let values = [("w", area.width.into()), ("h", area.height.into())];
    let line = texts.fmt("too-small", &values);
    // The countdown is worth more than the remark where only one line fits both.
    let line = match Screen::one_line(model) {
        Some(clock) => format!("{clock}  {line}"),
        None => line,
    };
    Line::from(fit(&line, area.width.into())).render(area, buf);
}

fn draw_banner(model: &Model, area: Rect, buf: &mut Buffer) {
    let texts = model.texts();
    let theme = model.look.theme;
    let mut left = Parts::new();
    if let Some(day) = model.floor.day().filter(|day| day.opening.rehearsal) {
        let word = say::rehearsal(texts, &day.opening);
        left.push(Span::styled(format!(" {word} "), theme.rehearsal));
        left.push(Span::raw(" "));
    }
    left.push(Span::styled(Screen::title(model), theme.title));
    let clock = Span::styled(model.now.to_string(), theme.accent);
    let round = Screen::round_line(model);
    left.draw_with_right(
        Line::from(vec![Span::styled(round, theme.dim), Span::raw("  "), clock]),
        area,
        buf,
    );
}

/// First aid stands on every screen; other calls on coordinators' screens.
fn shows_calls(model: &Model) -> bool {
    Screen::is_coordination(model) && !open_calls(&model.floor).is_empty()
}

fn draw_calls(model: &Model, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let width = usize::from(area.width);
    // Several calls are worth more than their halls and whole names.
    let lines = [Wording::WithHall, Wording::Whole, Wording::Short].map(|wording| calls_line(model, wording));
    let fitting = lines.iter().find(|line| line.width() <= width);
    let line = fitting.or_else(|| lines.last()).map_or("", String::as_str);
    buf.set_style(area, model.look.theme.call);
    Line::styled(fit(line, width), model.look.theme.call).render(area, buf);
}

/// How much is said of each call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wording {
    /// Whoever runs to give first aid is told the hall as well.
    WithHall,
    Whole,
    Short,
}

/// Every open call with its place and time, then the key that answers them.
fn calls_line(model: &Model, wording: Wording) -> String {
    let texts = model.texts();
    let word = |key| {
        if wording == Wording::Short {
            texts.short(key)
        } else {
            texts.get(key)
        }
    };
    let calls = open_calls(&model.floor);
    let mut words: Vec<String> = calls
        .iter()
        .map(|call| {
            let what = word(need_key(call.need));
            let accepted = call.accepted.is_some().then(|| word("call-accepted"));
            let state = accepted.map_or_else(String::new, |state| format!(" ({state})"));
            let sign = if call.need == Need::FirstAid { "###" } else { "!" };
            let hall = match call.place {
                Place::Station(no) if call.need == Need::FirstAid && wording == Wording::WithHall => {
                    say::hall(model.floor.event(), no)
                        .map(|hall| format!(", {}", hall.name.get(model.look.lang)))
                }
                _ => None,
            };
            let place = say::place(texts, call.place);
            let hall = hall.unwrap_or_default();
            format!("{sign} {what}: {place}{hall} {}{state}", call.since.hh_mm())
        })
        .collect();
    if let Some(key) = label(Context::Overview, Action::Calls) {
        words.push(format!("[{key}]"));
    }
    format!(" {}", words.join("   "))
}

fn draw_notice(model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(notice) = &model.notice else {
        return draw_outdated(model, area, buf);
    };
    let theme = model.look.theme;
    let style = match notice.said {
        Said::Recorded(_) | Said::BackOnline(_) => theme.good,
        Said::Told(_) | Said::Missed(_) => theme.accent,
        Said::Refused(_) | Said::NotFound(_) | Said::Stale(_) => theme.warn,
        Said::Failed(_) => theme.alarm,
    };
    let undone = match &notice.said {
        Said::Recorded(entry) => match &entry.fact {
            Fact::EntryUndone(undone) => model.floor.entry(undone.entry),
            _ => None,
        },
        _ => None,
    };
    let text = offering(model, notice, area.width.into())
        .unwrap_or_else(|| say::notice(model.texts(), notice, undone));
    Line::styled(fit(&format!(" {text}"), area.width.into()), style).render(area, buf);
}

/// What was recorded where it leaves somebody without a place that fits: with the key for proposals, which stays in
/// sight however long the rest is.
fn offering(model: &Model, notice: &Notice, width: usize) -> Option<String> {
    let Said::Recorded(entry) = &notice.said else {
        return None;
    };
    let misfits = model.alarms.misfits();
    if misfits == 0 || !Screen::is_coordination(model) || !unsettles(&entry.fact) {
        return None;
    }
    let texts = model.texts();
    let key = |context, action| label(context, action).map_or_else(String::new, |key| key.to_string());
    let proposals = key(Context::Overview, Action::Replan);
    let offer = texts.fmt("replan-offer", &[("n", misfits.into()), ("k", proposals.into())]);
    let undo = key(Context::Global, Action::Undo);
    let recorded = |what: &str| {
        let line = texts.fmt("undo-line", &[("x", what.into()), ("k", (&undo).into())]);
        format!("{line} · {offer}")
    };
    let room = width.saturating_sub(recorded("").width() + 2);
    Some(recorded(&fit_words(&happened(texts, &entry.fact), room)))
}

/// Whether a fact may leave groups without a place that fits.
const fn unsettles(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::PlacesLowered(_)
            | Fact::StationClosed(_)
            | Fact::PlanRevised(_)
            | Fact::GroupAdded(_)
            | Fact::GroupSplit(_)
            | Fact::GroupResized(_)
            | Fact::RoundSkipped(_)
            | Fact::GroupsDelayed(_)
            | Fact::GroupsLeft(_)
            | Fact::GroupsAbsent(_)
    )
}

/// The row of notices is free most of the time: then it says that the program should be updated, if it should.
fn draw_outdated(model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(why) = outdated(&model.floor, model.version) else {
        return;
    };
    let text = format!(" ! {}", say::outdated(model.texts(), why));
    let line = fit(&text, area.width.into());
    Line::styled(line, model.look.theme.warn).render(area, buf);
}

fn draw_footer(model: &Model, area: Rect, buf: &mut Buffer) {
    let texts = model.texts();
    let theme = model.look.theme;
    // On a narrow station or desk screen a standing note says why there is no connection.
    let link = if area.width < WHOLE_LINK_WIDTH && !Screen::is_coordination(model) {
        say::link_short(texts, &model.link)
    } else {
        say::link(texts, &model.link)
    };
    let (sign, style) = match model.link.contact {
        Contact::Online if model.link.unsent == 0 => ("=", theme.good),
        Contact::Online | Contact::Starting => ("~", theme.warn),
        Contact::Offline { .. } => ("/", theme.alarm),
    };
    let context = model
        .dialogs
        .last()
        .map_or_else(|| model.context(), super::dialog::Dialog::context);
    let actions = match model.dialogs.last() {
        Some(_) => &[Action::Accept, Action::Back][..],
        None => Screen::hints(model),
    };
    let mut left = Parts::new();
    for action in actions {
        if let Some(key) = label(context, *action) {
            left.push_whole(vec![
                Span::styled(format!(" {key}"), theme.accent),
                Span::styled(format!(" {} ", Screen::hint(model, *action)), theme.dim),
            ]);
        }
    }
    left.draw_with_right(
        Line::from(Span::styled(format!("{sign} {link} "), style)),
        area,
        buf,
    );
}
