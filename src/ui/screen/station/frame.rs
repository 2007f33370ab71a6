//! The layout of the station screen: the state over the whole width, the clock as large as the window allows, the
//! groups, the notes and the day.

use super::scene::Scene;
use super::{notes, panels, strip};
use crate::domain::query::station::State;
use crate::ui::screen::evacuation;
use crate::ui::text::reason_key;
use crate::ui::theme::{Mark, Theme};
use crate::ui::widget::area::{take_bottom, take_top};
use crate::ui::widget::big_clock::BigClock;
use crate::ui::widget::dialog::above_dialog;
use crate::ui::widget::line::Parts;
use crate::ui::widget::notes::draw_notes;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// How many rows each part gets; the clock gets the rest. The parts keep their places while notes come and go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Plan {
    band: u16,
    panels: u16,
    notes: u16,
    strip: u16,
    gap: u16,
}

impl Plan {
    const fn of(height: u16) -> Self {
        let (band, panels, notes, strip, gap) = match height {
            0..=5 => (1, 0, 0, 0, 0),
            6..=13 => (1, 1, 0, 0, 0),
            14..=15 => (1, 4, height - 12, 0, 0),
            16..=19 => (1, 4, height - 16, 0, 0),
            20 => (1, 4, 2, 2, 0),
            21..=33 => (1, 4, 3, 2, 0),
            34..=51 => (3, 7, 3, 3, 1),
            _ => (3, 11, 6, 3, 1),
        };
        Self {
            band,
            panels,
            notes,
            strip,
            gap,
        }
    }
}

/// Draws the screen.
pub(super) fn draw(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let mut area = above_dialog(scene.model, area.intersection(buf.area));
    if area.is_empty() {
        return;
    }
    let plan = Plan::of(area.height);
    draw_band(scene, take_top(&mut area, plan.band), buf);
    let day = take_bottom(&mut area, plan.strip);
    strip::draw(scene, day, buf);
    take_bottom(&mut area, plan.gap);
    let standing = take_bottom(&mut area, plan.notes);
    draw_notes(&notes::notes(scene), scene.theme.dim, standing, buf);
    take_bottom(&mut area, plan.gap);
    let groups = take_bottom(&mut area, plan.panels);
    panels::draw(scene, groups, buf);
    take_bottom(&mut area, plan.gap);
    draw_clock(scene, area, buf);
}

fn draw_band(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let style = band_style(scene.theme, scene.mark);
    buf.set_style(area, style);
    let mut rows = area.rows();
    let Some(row) = rows.nth(usize::from(area.height / 2)) else {
        return;
    };
    let mut left = Parts::new();
    let words = format!(" {}  {}", scene.mark.sign(), state_words(scene));
    // The planned time beside the new one is worth a word, but not one of the state's.
    let room = usize::from(row.width).saturating_sub(words.width() + 1);
    let forms = [scene.counts_and_was(), scene.counts()].map(|counts| format!("{counts} "));
    let fitting = forms.iter().find(|counts| counts.width() <= room);
    let right = fitting.or_else(|| forms.last()).map_or("", String::as_str);
    left.push(Span::styled(words, style));
    left.draw_with_right(Line::styled(right, style), row, buf);
}

/// The word of the state; a hold or pause also says why and since when.
fn state_words(scene: &Scene<'_>) -> String {
    if scene.now.state == State::Held
        && let Some(told) = evacuation::told(scene.model)
    {
        return told;
    }
    let stop = match scene.now.state {
        State::Held => scene.schedule.held().map(|stop| ("held-since", *stop)),
        State::Paused => scene.now.paused.map(|stop| ("paused-since", stop)),
        _ => None,
    };
    let Some((key, stop)) = stop else {
        return scene.texts.get(scene.mark.text_key()).to_uppercase();
    };
    let reason = scene.texts.get(reason_key(stop.reason));
    let since = stop.since.hh_mm().to_string();
    scene.texts.fmt(key, &[("x", reason.into()), ("t", since.into())])
}

/// The state's style as a bar. Without colours only what is urgent becomes one, so that it still stands out.
fn band_style(theme: Theme, mark: Mark) -> Style {
    let style = theme.style(mark);
    let coloured = theme.good.fg.is_some();
    let is_bar = style.bg.is_some() || style.add_modifier.contains(Modifier::REVERSED);
    if is_bar || !(coloured || mark == Mark::TimeUp) {
        style
    } else {
        style.add_modifier(Modifier::REVERSED)
    }
}

/// The colour of the state for figures, which are made of foreground alone.
fn figure_style(theme: Theme, mark: Mark) -> Style {
    let style = theme.style(mark);
    let figures = Style::new()
        .add_modifier(style.add_modifier - Modifier::REVERSED - Modifier::UNDERLINED)
        .add_modifier(Modifier::BOLD);
    style.bg.or(style.fg).map_or(figures, |colour| figures.fg(colour))
}

fn draw_clock(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let digits = scene.digits();
    if digits.is_empty() {
        let clock = scene.model.now.hh_mm().to_string();
        return BigClock::new(&clock, figure_style(scene.theme, scene.mark)).render(area, buf);
    }
    // When time is up the whole field changes, to be seen from anywhere in the hall.
    let style = if scene.mark == Mark::TimeUp {
        buf.set_style(area, scene.theme.alarm);
        scene.theme.alarm
    } else {
        figure_style(scene.theme, scene.mark)
    };
    BigClock::new(&digits, style).render(area, buf);
}
