//! What a station and a desk show while everybody leaves the building: the whole screen says so, what to do and since
//! when; the roll call of the own group is two taps. The coordinators' screens are not covered, for they lead it.
//!
//! Laws: the alarm needs no network, it shows as soon as its entry is on the floor, whoever wrote it; first aid, undo
//! and the language work as ever; the clock of the round stands and is still to be seen, small; nobody is locked out of
//! their screen by it.

use super::Screen;
use super::place::{calls, help, laptop, messages, note, received};
use crate::domain::command::Command;
use crate::domain::countdown::Countdown;
use crate::domain::id::{GroupNo, Place};
use crate::domain::query::evacuation::{Evacuation, RollLine, evacuation};
use crate::domain::query::station::{StationNow, station};
use crate::ui::dialog::{Ask, Confirm, Dialog, Label, Number, Then};
use crate::ui::keymap::{Action, Context, Press, label};
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use crate::ui::say;
use crate::ui::theme::Mark;
use crate::ui::widget::area::{take_bottom, take_top};
use crate::ui::widget::big_clock::BigClock;
use crate::ui::widget::dialog::above_dialog;
use crate::ui::widget::line::{fit_words, wrap};
use crate::ui::widget::notes::{Note, draw_notes};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// The actions that the footer names.
pub const HINTS: &[Action] = &[
    Action::RollCall,
    Action::FirstAid,
    Action::Undo,
    Action::HelpNeeded,
    Action::OtherGroup,
    Action::Menu,
];

/// The evacuation that lasts.
pub fn running(model: &Model) -> Option<Evacuation> {
    // Most days have none; then nothing is folded for the answer.
    let undone = &model.floor.undone;
    model.floor.evacuations.last(undone)?;
    evacuation(&model.floor, model.now)
}

/// Whether the evacuation takes the place of the screen.
pub fn covers(model: &Model) -> bool {
    matches!(model.screen, Screen::Station(_) | Screen::Desk(_))
        && running(model).is_some_and(|running| model.alarm_left != Some(running.id))
}

/// Leaving the alarm: a laptop without a network does not hear that the floor goes on.
fn carry_on() -> Vec<Reply> {
    vec![Reply::open(Dialog::Confirm(Confirm {
        title: "ask-carry-on",
        about: Label::Key("carry-on-when"),
        then: Then::CarryOn,
    }))]
}

/// What stands on a screen that was shown again although the alarm lasts.
pub fn left(model: &Model) -> Option<Note> {
    let running = running(model).filter(|running| model.alarm_left == Some(running.id))?;
    Some(Note {
        style: model.look.theme.alarm,
        ..note(model, Mark::FirstAid, word_since(model, &running))
    })
}

/// That the evacuation lasts, in one line: it is more than the hold that comes with it.
pub fn told(model: &Model) -> Option<String> {
    running(model).map(|running| word_since(model, &running))
}

fn word_since(model: &Model, running: &Evacuation) -> String {
    let since = running.since.hh_mm().to_string();
    let since = model.texts().fmt("evac-since", &[("t", since.into())]);
    let word = sentences(model, running).first().copied().unwrap_or_default();
    format!("{word}. {since}")
}

/// Asks for the alarm: one key more gives it, as a real one or as a drill.
pub fn ask(model: &Model) -> Dialog {
    let item = |key, drill| (Label::Key(key), Then::Do(Command::Evacuate { drill }));
    let real = item("evacuate-real", false);
    match running(model) {
        // What began as a drill can turn out to be none, never the other way round.
        Some(_) => Dialog::pick("ask-evacuate", vec![real]),
        None => Dialog::pick("ask-evacuate", vec![real, item("evacuate-drill", true)]),
    }
}

/// Answers a key: a digit begins the number of the own group.
pub fn press(model: &Model, press: Press) -> Vec<Reply> {
    if let Some(digit) = press.digit()
        && let Some(line) = next_own(model)
    {
        let mut number = Number {
            title: "ask-roll-call",
            ask: Ask::RollCall(line.group),
            offered: None,
            typed: String::new(),
            sent: false,
        };
        number.push(digit);
        return vec![Reply::open(Dialog::Number(number))];
    }
    press
        .action(Context::Evacuation)
        .map_or_else(Vec::new, |action| act(model, action))
}

/// Answers an action.
pub fn act(model: &Model, action: Action) -> Vec<Reply> {
    let place = model.screen.place().unwrap_or_else(|| model.role().place());
    match action {
        Action::RollCall => match next_own(model) {
            Some(line) => roll_call(model, line.group),
            None => which_group(),
        },
        Action::OtherGroup => which_group(),
        Action::HelpNeeded => help(place),
        Action::Received => received(model, place),
        Action::Back => carry_on(),
        _ => Vec::new(),
    }
}

fn which_group() -> Vec<Reply> {
    vec![Reply::open(Dialog::number("ask-group", Ask::RollGroup, None))]
}

/// Asks how many of a group are at the assembly point, with those who should be.
pub fn roll_call(model: &Model, group: GroupNo) -> Vec<Reply> {
    if model.floor.group(group).is_none() {
        // The judge refuses a group that nobody knows, and says so.
        return vec![Reply::command(Command::RollCall { group, count: None })];
    }
    let running = running(model);
    let line = running
        .as_ref()
        .and_then(|running| running.lines.iter().find(|line| line.group == group));
    let expected = line.map(|line| line.expected);
    vec![Reply::open(Dialog::number(
        "ask-roll-call",
        Ask::RollCall(group),
        expected,
    ))]
}

fn station_now(model: &Model) -> Option<StationNow<'_>> {
    match model.screen.place()? {
        Place::Station(no) => Some(station(&model.floor, &model.schedule(), no)),
        Place::Desk(_) | Place::Coordination => None,
    }
}

/// The groups that were here when the alarm was given.
fn own_lines(running: &Evacuation, now: Option<&StationNow<'_>>) -> Vec<RollLine> {
    let present = now.map_or(&[][..], |now| &now.present);
    let line = |group: GroupNo| running.lines.iter().find(|line| line.group == group).copied();
    present.iter().filter_map(|here| line(here.group)).collect()
}

/// The first own group that is not complete yet.
fn next_own(model: &Model) -> Option<RollLine> {
    let running = running(model)?;
    let lines = own_lines(&running, station_now(model).as_ref());
    lines.into_iter().find(|line| line.complete_at().is_none())
}

/// The word, then what to do.
fn sentences(model: &Model, running: &Evacuation) -> Vec<&'static str> {
    let texts = model.texts();
    let mut whole = texts.get("m-evac").split(". ");
    let word = whole.next().unwrap_or_default();
    let word = if running.drill {
        texts.get("m-evac-drill")
    } else {
        word
    };
    std::iter::once(word).chain(whole).collect()
}

/// Draws the screen.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(running) = running(model) else { return };
    let mut area = above_dialog(model, area.intersection(buf.area));
    if area.is_empty() {
        return;
    }
    let style = field_style(model, &running);
    buf.set_style(area, style);
    let now = station_now(model);
    let sentences = sentences(model, &running);
    if area.height >= 14 {
        let notes = standing(model);
        let height = area.height / 7;
        let rows = take_bottom(&mut area, height);
        draw_notes(&notes, style, rows, buf);
    }
    let lines = lines(model, &running, now.as_ref(), &sentences, area.width.into());
    let words = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    // The word is as large as what is left allows; where that is little, it is one of the lines.
    let free = area.height.saturating_sub(words);
    let word = texts_word(model);
    let tall = free >= 6;
    if tall {
        take_top(&mut area, 1);
        let field = take_top(&mut area, free.saturating_sub(2));
        BigClock::new(word, style).render(field, buf);
        take_top(&mut area, 1);
    }
    let skip = usize::from(tall && !running.drill);
    for (row, line) in area.rows().zip(lines.iter().skip(skip)) {
        Line::styled(line.as_str(), style).centered().render(row, buf);
    }
}

/// As much of the words as a window has room for that is too small for a screen, in one line if there is but one.
pub fn draw_small(model: &Model, running: &Evacuation, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    let style = field_style(model, running);
    buf.set_style(area, style);
    let whole = sentences(model, running).join(". ");
    let mut lines = wrap(&whole, area.width.into());
    let height = usize::from(area.height);
    if lines.len() > height && height > 0 {
        let rest = lines.split_off(height - 1).join(" ");
        lines.push(fit_words(&rest, area.width.into()));
    }
    for (row, line) in area.rows().zip(lines) {
        Line::styled(line, style).render(row, buf);
    }
}

/// The word itself, without drill or sentence.
fn texts_word(model: &Model) -> &'static str {
    let whole = model.texts().get("m-evac");
    whole.split(". ").next().unwrap_or(whole)
}

/// A real alarm looks as urgent as can be; a drill is another colour, and says so in words.
fn field_style(model: &Model, running: &Evacuation) -> Style {
    let theme = model.look.theme;
    if running.drill {
        theme.warn.remove_modifier(Modifier::UNDERLINED)
    } else {
        theme.alarm
    }
}

/// Every line below the large word: what to do, where, since when, the clock, the own groups.
fn lines(
    model: &Model,
    running: &Evacuation,
    now: Option<&StationNow<'_>>,
    sentences: &[&'static str],
    width: usize,
) -> Vec<String> {
    let texts = model.texts();
    let mut lines: Vec<String> = sentences
        .iter()
        .flat_map(|sentence| wrap(sentence, width))
        .collect();
    let event = model.floor.event();
    let assembly = event.map_or("", |event| event.places.assembly.get(model.look.lang));
    lines.extend((!assembly.is_empty()).then(|| fit_words(assembly, width)));
    lines.push(String::new());
    let since = running.since.hh_mm().to_string();
    let mut times = texts.fmt("evac-since", &[("t", since.into())]);
    let clock = now.map_or_else(String::new, |now| clock_words(model, now.countdown));
    if !clock.is_empty() {
        let stands = texts.fmt("evac-clock", &[("x", clock.into())]);
        times = format!("{times}   {stands}");
    }
    lines.push(fit_words(&times, width));
    let own = own_lines(running, now);
    let next = own.iter().find(|line| line.complete_at().is_none());
    let told = own.iter().map(|line| roll_words(model, line, next == Some(line)));
    lines.extend(told.map(|line| fit_words(&line, width)));
    lines.push(fit_words(&sum_words(model, running), width));
    lines
}

/// What the standing clock shows: `11:00 left`.
fn clock_words(model: &Model, countdown: Countdown) -> String {
    let digits = say::digits(countdown);
    let texts = model.texts();
    match countdown {
        Countdown::ToEnd(_) => texts.fmt("left-time", &[("t", digits.into())]),
        Countdown::ToStart(_) => format!("{} {digits}", texts.get("until-next")),
        Countdown::Over(_) => texts.fmt("overtime", &[("t", digits.into())]),
        Countdown::Nothing => String::new(),
    }
}

/// One group of the roll call: what is asked, or what was counted.
fn roll_words(model: &Model, line: &RollLine, is_next: bool) -> String {
    let texts = model.texts();
    let group = texts.fmt("group-no", &[("g", line.group.0.into())]);
    let key = label(Context::Evacuation, Action::RollCall).map_or_else(String::new, |key| key.to_string());
    let told = match line.counted {
        None => format!("{group}: {} [ {} ]", texts.get("ask-roll-call"), line.expected),
        Some((count, at)) => {
            let values = [
                ("n", count.into()),
                ("m", line.expected.into()),
                ("t", at.hh_mm().to_string().into()),
            ];
            let counted = texts.fmt("roll-counted", &values);
            match line.missing() {
                Some(missing) if missing > 0 => {
                    let values = [("n", missing.into()), ("g", line.group.0.into())];
                    format!("{} ({counted})", texts.fmt("m-missing", &values))
                }
                _ => format!("{group}: {counted}"),
            }
        }
    };
    if is_next { format!("{told} {key}") } else { told }
}

/// How far the roll call of the whole floor has come, as this laptop knows it.
fn sum_words(model: &Model, running: &Evacuation) -> String {
    let texts = model.texts();
    if running.accounted_at().is_some() {
        return texts.fmt("m-all", &[("n", running.counted().into())]);
    }
    let all = running.lines.len();
    let counted = all - running.uncounted().count();
    texts.fmt("roll-sum", &[("n", counted.into()), ("m", all.into())])
}

fn standing(model: &Model) -> Vec<Note> {
    let role = model.role();
    let place = model.screen.place().unwrap_or_else(|| role.place());
    let mut notes = calls(model, place, |_| true);
    notes.extend(messages(model, place));
    notes.extend(laptop(model, role));
    notes
}
