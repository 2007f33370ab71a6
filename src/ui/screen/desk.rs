//! The advice desk: one key a visitor, one to take the last one back, and the queue.

use super::evacuation;
use super::place::{calls, help, key_words, laptop, messages, received};
use crate::domain::command::Command;
use crate::domain::fact::Visitor;
use crate::domain::id::{DeskNo, Place, Role};
use crate::domain::query::people::{self, DeskNow, Visitors};
use crate::domain::time::EventTime;
use crate::ui::dialog::{Ask, Dialog};
use crate::ui::keymap::{Action, Press};
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use crate::ui::say;
use crate::ui::text::visitor_key;
use crate::ui::widget::area::{take_bottom, take_left, take_top};
use crate::ui::widget::big_clock::BigClock;
use crate::ui::widget::dialog::above_dialog;
use crate::ui::widget::line::{fit_words, join_fitting, pad};
use crate::ui::widget::notes::{Note, draw_notes};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// From this height on the figures are larger.
const TALL: u16 = 34;
/// Columns of the kinds' counts in the table of quarters.
const COUNTS_WIDTH: u16 = 40;

/// Which desk this is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    /// Its number.
    pub no: DeskNo,
}

/// The actions that the footer names.
pub const HINTS: &[Action] = &[
    Action::Queue,
    Action::HelpNeeded,
    Action::FirstAid,
    Action::Menu,
    Action::TakeBack,
];

/// Answers a key.
pub fn press(model: &Model, no: DeskNo, press: Press) -> Vec<Reply> {
    press
        .action(model.context())
        .map_or_else(Vec::new, |action| act(model, no, action))
}

/// Answers an action.
pub fn act(model: &Model, no: DeskNo, action: Action) -> Vec<Reply> {
    let visit = |visitor| vec![Reply::command(Command::Visit { desk: no, visitor })];
    match action {
        Action::Pupil => visit(Visitor::Pupil),
        Action::Student => visit(Visitor::Student),
        Action::Adult => visit(Visitor::Adult),
        Action::TakeBack => vec![Reply::command(Command::TakeBack {
            desk: no,
            visitor: None,
        })],
        Action::Queue => vec![Reply::open(Dialog::number(
            "ask-queue",
            Ask::Queue(no),
            people::desk(&model.floor, no).queue,
        ))],
        Action::HelpNeeded => help(Place::Desk(no)),
        Action::Received => received(model, Place::Desk(no)),
        _ => Vec::new(),
    }
}

/// Whether an action would do something now.
pub fn can(model: &Model, no: DeskNo, action: Action) -> bool {
    action != Action::TakeBack || people::desk(&model.floor, no).last.is_some()
}

/// The heading in the banner: `advice desk 71 · CV · blue hall`.
pub fn title(model: &Model, no: DeskNo) -> String {
    let number = say::place(model.texts(), Place::Desk(no));
    let event = model.floor.event();
    let desk = event.and_then(|event| event.desks.get(&no));
    let name = desk.map(|desk| desk.name.get(model.look.lang));
    let hall = desk.and_then(|desk| event?.hall(&desk.hall));
    let hall = hall.map(|hall| hall.name.get(model.look.lang));
    let parts = [Some(number.as_str()), name, hall].into_iter().flatten();
    let known: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    known.join(" · ")
}

const fn action_of(kind: Visitor) -> Action {
    match kind {
        Visitor::Pupil => Action::Pupil,
        Visitor::Student => Action::Student,
        Visitor::Adult => Action::Adult,
    }
}

/// Draws the screen.
pub fn draw(model: &Model, no: DeskNo, area: Rect, buf: &mut Buffer) {
    let whole = area.intersection(buf.area);
    let is_tall = whole.height >= TALL;
    let mut area = above_dialog(model, whole);
    if area.is_empty() {
        return;
    }
    let desk = people::desk(&model.floor, no);
    let texts = model.texts();
    let theme = model.look.theme;
    let question = format!(" {}", texts.get("desk-who"));
    Line::styled(question, theme.title).render(take_top(&mut area, 1), buf);
    let note_rows = match area.height {
        0..=16 => 0,
        17..TALL => 2,
        _ => 4,
    };
    let notes = take_bottom(&mut area, note_rows);
    draw_notes(&standing(model, no), theme.dim, notes, buf);
    let figures = if is_tall { 11 } else { 7 };
    let kinds = take_top(&mut area, figures + 1);
    draw_kinds(model, &desk, kinds, buf);
    take_top(&mut area, 1);
    draw_sums(
        model,
        &desk,
        take_top(&mut area, if is_tall { 7 } else { 4 }),
        buf,
    );
    take_top(&mut area, u16::from(is_tall));
    draw_quarters(model, &desk, area, buf);
}

fn standing(model: &Model, no: DeskNo) -> Vec<Note> {
    let place = Place::Desk(no);
    let mut notes: Vec<Note> = evacuation::left(model).into_iter().collect();
    notes.extend(calls(model, place, |_| true));
    notes.extend(messages(model, place));
    notes.extend(laptop(model, Role::Desk(no)));
    notes
}

/// Each kind with its key and today's count in large figures.
fn draw_kinds(model: &Model, desk: &DeskNow, area: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    let columns = Layout::horizontal([Constraint::Fill(1); 3]);
    let places: [Rect; 3] = area.layout(&columns);
    for (kind, mut place) in Visitor::ALL.into_iter().zip(places) {
        let heading = fit_words(&key_words(model, action_of(kind)), place.width.into());
        let style = if desk.last == Some(kind) {
            theme.selection
        } else {
            theme.accent
        };
        Line::styled(heading, style)
            .centered()
            .render(take_top(&mut place, 1), buf);
        let count = desk.today.of(kind).to_string();
        BigClock::new(&count, theme.accent).render(inside(place), buf);
    }
}

/// One column free on both sides.
const fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2),
        ..area
    }
}

/// Today's total and the queue in figures, and who came last with the key that takes them back.
fn draw_sums(model: &Model, desk: &DeskNow, area: Rect, buf: &mut Buffer) {
    let texts = model.texts();
    let theme = model.look.theme;
    let columns = Layout::horizontal([Constraint::Fill(2), Constraint::Fill(2), Constraint::Fill(3)]);
    let [total, queue, mut last] = area.layout(&columns);
    let total_count = desk.today.total().to_string();
    draw_sum(model, texts.get("total"), &total_count, total, buf);
    let waiting = desk
        .queue
        .map_or_else(|| "-".to_owned(), |length| length.to_string());
    draw_sum(model, texts.get("queue"), &waiting, queue, buf);
    let words = desk.last.map_or_else(
        || texts.get("desk-nobody").to_owned(),
        |kind| texts.fmt("desk-last", &[("x", texts.get(visitor_key(kind)).into())]),
    );
    take_top(&mut last, 1);
    let width = usize::from(last.width);
    Line::styled(fit_words(&words, width), theme.normal).render(take_top(&mut last, 1), buf);
    if desk.last.is_some() {
        let key = fit_words(&key_words(model, Action::TakeBack), width);
        Line::styled(key, theme.dim).render(take_top(&mut last, 1), buf);
    }
}

fn draw_sum(model: &Model, name: &str, figures: &str, mut area: Rect, buf: &mut Buffer) {
    let mut heading = take_left(&mut area, 10);
    take_top(&mut heading, 1);
    Line::styled(fit_words(name, 9), model.look.theme.title).render(heading, buf);
    BigClock::new(figures, model.look.theme.accent).render(area, buf);
}

/// The quarters of an hour in which somebody came: the latest that there is room for, with a bar each.
fn draw_quarters(model: &Model, desk: &DeskNow, mut area: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    if area.height < 2 {
        return;
    }
    let heading = format!(" {}", model.texts().get("desk-quarters"));
    Line::styled(heading, theme.title).render(take_top(&mut area, 1), buf);
    let most = desk.quarters.iter().map(|(_, visitors)| visitors.total()).max();
    let skip = desk.quarters.len().saturating_sub(area.height.into());
    for (row, (start, visitors)) in area.rows().zip(desk.quarters.iter().skip(skip)) {
        draw_quarter(model, *start, visitors, most.unwrap_or(1), row, buf);
    }
}

fn draw_quarter(
    model: &Model,
    start: EventTime,
    visitors: &Visitors,
    most: u32,
    mut row: Rect,
    buf: &mut Buffer,
) {
    let theme = model.look.theme;
    let head = take_left(&mut row, 13);
    let count = format!(" {} {:>4}", start.hh_mm(), visitors.total());
    Line::styled(count, theme.accent).render(head, buf);
    let words: Vec<String> = Visitor::ALL
        .into_iter()
        .filter(|kind| visitors.of(*kind) > 0)
        .map(|kind| format!("{} {}", model.texts().get(visitor_key(kind)), visitors.of(kind)))
        .collect();
    let width = COUNTS_WIDTH.min(row.width);
    let told = join_fitting(
        words.iter().map(String::as_str),
        ", ",
        width.saturating_sub(1).into(),
    );
    let kinds = take_left(&mut row, width);
    Line::styled(pad(&told, kinds.width.into()), theme.normal).render(kinds, buf);
    let bar = bar_cells(visitors.total(), most, row.width.saturating_sub(1).into());
    Line::styled("#".repeat(bar), theme.good).render(row, buf);
}

/// One cell a visitor, or fewer where the longest bar would not fit.
fn bar_cells(count: u32, most: u32, longest: u32) -> usize {
    let cells = if most <= longest {
        count
    } else {
        count.saturating_mul(longest) / most
    };
    usize::try_from(cells.min(longest)).unwrap_or(0)
}
