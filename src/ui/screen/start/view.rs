//! Draws the start screen: a heading, the question with its answers, what is known of the chosen event, and at
//! the bottom the nine Kazakh letters that old console fonts lack.

use super::{Complaint, Item, Model, Part, PathOf, Step};
use crate::domain::event::{Event, Lang};
use crate::domain::id::{DeskNo, StationNo};
use crate::ui::keymap::{Action, Context, label};
use crate::ui::say;
use crate::ui::text::Texts;
use crate::ui::view::{HEIGHT_MIN, WIDTH_MIN};
use crate::ui::widget::line::{Parts, fit, pad};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Padding, Paragraph, Widget, Wrap};

/// The widest that lists and sentences get, in cells.
const WIDTH_MAX: u16 = 96;
/// The narrowest that a number with its name gets, in cells.
const NAME_WIDTH: usize = 34;
/// Rows of everything but the list of numbers: the frame, the number, what is known of the event.
const OTHER_ROWS: usize = 14;
/// From this width on the footer says what the nine letters are for.
const ROOMY: u16 = 100;

/// Draws the model into an area of a buffer.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let texts = Texts::of(model.look.lang);
    if area.width < WIDTH_MIN || area.height < HEIGHT_MIN {
        let values = [("w", area.width.into()), ("h", area.height.into())];
        let line = texts.fmt("too-small", &values);
        return Line::from(fit(&line, area.width.into())).render(area, buf);
    }
    let rows = Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)]);
    let [banner, body, footer] = area.layout(&rows);
    draw_banner(model, banner, buf);
    draw_body(model, body, buf);
    draw_footer(model, footer, buf);
}

fn draw_banner(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.look.theme;
    let mut left = Parts::new();
    left.push(Span::styled(" SHEBER", theme.title));
    left.push(Span::styled(
        format!("  {}", env!("CARGO_PKG_VERSION")),
        theme.dim,
    ));
    let names = Lang::ALL.map(|lang| {
        let style = if lang == model.look.lang {
            theme.accent
        } else {
            theme.dim
        };
        Span::styled(format!("{}  ", Texts::of(lang).get("lang-name")), style)
    });
    let mut right = vec![Span::styled("F2  ", theme.accent)];
    right.extend(names);
    left.draw_with_right(Line::from(right), area, buf);
}

/// The question in a frame, centred; below it what is known of the event, and why it does not go on.
fn draw_body(model: &Model, area: Rect, buf: &mut Buffer) {
    let width = area.width.saturating_sub(4).min(WIDTH_MAX);
    let x = area.x + (area.width - width) / 2;
    let inside = usize::from(width.saturating_sub(4));
    let question = question(model, inside, area.height.into());
    let about = about(model);
    let frame = rows(question.len()) + 2;
    let notes = wrapped_rows(&about, width.saturating_sub(2));
    let top = area.height.saturating_sub(frame + notes + 1) / 3;
    let frame_area = Rect {
        x,
        y: area.y + top.max(1),
        width,
        height: frame,
    }
    .intersection(area);
    let block = Block::bordered()
        .border_style(model.look.theme.accent)
        .title(Line::styled(
            format!(" {} ", title(model)),
            model.look.theme.title,
        ))
        .padding(Padding::horizontal(1));
    let inner = block.inner(frame_area);
    block.render(frame_area, buf);
    for (row, line) in inner.rows().zip(question) {
        line.render(row, buf);
    }
    let notes_area = Rect {
        x: x + 2,
        y: frame_area.bottom() + 1,
        width: width.saturating_sub(2),
        height: area.height,
    };
    Paragraph::new(about)
        .wrap(Wrap { trim: true })
        .render(notes_area.intersection(area), buf);
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn wrapped_rows(lines: &[Line<'_>], width: u16) -> u16 {
    let width = usize::from(width.max(1));
    rows(lines.iter().map(|line| line.width().div_ceil(width).max(1)).sum())
}

fn title(model: &Model) -> &'static str {
    let texts = Texts::of(model.look.lang);
    texts.get(match model.step {
        Step::Events => "start-event",
        Step::Path(PathOf::Event) => "start-path",
        Step::Path(PathOf::Share) => "start-share-path",
        Step::Reading(_) => "start-reading",
        Step::Parts => "start-role",
        Step::Number(Part::Desk) => "start-desk",
        Step::Number(_) => "start-station",
    })
}

fn question(model: &Model, width: usize, height: usize) -> Vec<Line<'static>> {
    match model.step {
        Step::Events => event_lines(model, width),
        Step::Path(_) | Step::Reading(_) => path_lines(model, width),
        Step::Parts => part_lines(model, width),
        Step::Number(part) => number_lines(model, part, width, height),
    }
}

/// One answer of a list: a sign for the chosen one, its digit, its words.
fn answer(model: &Model, index: usize, chosen: usize, words: &str, width: usize) -> Line<'static> {
    let theme = model.look.theme;
    let (sign, style) = if index == chosen {
        ('>', theme.selection)
    } else {
        (' ', theme.normal)
    };
    Line::styled(pad(&format!("{sign} {}  {words}", index + 1), width), style)
}

fn event_lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    let texts = Texts::of(model.look.lang);
    let words = |item: &Item| match item {
        Item::Last => {
            let last = model.last.as_ref().map_or_else(String::new, |last| {
                let role = say::role(texts, last.choice.role);
                format!("{role} · {}", last.event.title.get(model.look.lang))
            });
            texts.fmt("start-last", &[("x", last.into())])
        }
        Item::Offer(index) => {
            let offer = model.offers.get(*index);
            offer.map_or_else(String::new, |offer| {
                offer.event.title.get(model.look.lang).to_owned()
            })
        }
        Item::File => texts.get("start-other-file").to_owned(),
        Item::Share => texts.get("start-other-share").to_owned(),
    };
    let items = model.items();
    let lines = items.iter().enumerate();
    lines
        .map(|(index, item)| answer(model, index, model.item, &words(item), width))
        .collect()
}

fn path_lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    // The end of a long path is what is being typed.
    let skip = model.path.chars().count().saturating_sub(width.saturating_sub(1));
    let shown: String = model.path.chars().skip(skip).collect();
    let cursor = if matches!(model.step, Step::Reading(_)) {
        ""
    } else {
        "_"
    };
    vec![Line::styled(format!("{shown}{cursor}"), model.look.theme.accent)]
}

fn part_lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    let texts = Texts::of(model.look.lang);
    let words = |part: &Part| match part {
        Part::Station => texts.get("role-station"),
        Part::Desk => texts.get("role-desk"),
        Part::Overview => texts.get("role-overview"),
    };
    let parts = model.parts();
    let lines = parts.iter().enumerate();
    lines
        .map(|(index, part)| answer(model, index, model.part, words(part), width))
        .collect()
}

/// The number, what it stands for, and as many of the event's numbers as a short list takes.
fn number_lines(model: &Model, part: Part, width: usize, height: usize) -> Vec<Line<'static>> {
    let theme = model.look.theme;
    let number = model.number(part);
    let shown = number.map_or_else(String::new, |no| no.to_string());
    let name = number.map_or_else(String::new, |no| full_name(model, part, no));
    let mut lines = vec![
        Line::from(vec![
            Span::styled(format!("[ {shown:>3} ]  "), theme.accent),
            Span::styled(fit(&name, width.saturating_sub(9)), theme.normal),
        ]),
        Line::styled(Texts::of(model.look.lang).get("dialog-number"), theme.dim),
        Line::default(),
    ];
    lines.extend(name_lines(model, part, width, height.saturating_sub(OTHER_ROWS)));
    lines
}

/// The page of the event's numbers in which the chosen one stands.
fn name_lines(model: &Model, part: Part, width: usize, rows: usize) -> Vec<Line<'static>> {
    let theme = model.look.theme;
    let number = model.number(part);
    let numbers = model.numbers(part);
    let columns = (width / NAME_WIDTH).max(1);
    let column = (width / columns).saturating_sub(1);
    let at = numbers.iter().position(|no| Some(*no) == number).unwrap_or(0);
    let page = (rows * columns).max(1);
    let cell = |no: &u16| {
        let style = if Some(*no) == number {
            theme.selection
        } else {
            theme.dim
        };
        let text = pad(&format!("{no:>3} {}", short_name(model, part, *no)), column);
        [Span::styled(text, style), Span::raw(" ")]
    };
    let shown = numbers
        .get(at / page * page..)
        .unwrap_or_default()
        .chunks(columns)
        .take(rows);
    shown
        .map(|row| Line::from(row.iter().flat_map(cell).collect::<Vec<_>>()))
        .collect()
}

fn short_name(model: &Model, part: Part, no: u16) -> String {
    let Some(event) = model.offer.as_ref().map(|offer| &offer.event) else {
        return String::new();
    };
    let name = match part {
        Part::Desk => event.desks.get(&DeskNo(no)).map(|desk| &desk.name),
        Part::Station | Part::Overview => event.stations.get(&StationNo(no)).map(|station| &station.name),
    };
    name.map_or_else(String::new, |name| name.get(model.look.lang).to_owned())
}

fn full_name(model: &Model, part: Part, no: u16) -> String {
    let hall = model.offer.as_ref().and_then(|offer| {
        let id = match part {
            Part::Desk => &offer.event.desks.get(&DeskNo(no))?.hall,
            Part::Station | Part::Overview => &offer.event.stations.get(&StationNo(no))?.hall,
        };
        offer.event.hall(id)
    });
    let hall = hall.map_or("", |hall| hall.name.get(model.look.lang));
    let name = short_name(model, part, no);
    if hall.is_empty() {
        name
    } else {
        format!("{name} · {hall}")
    }
}

/// What is known of the event that is chosen or would be, and why it does not go on.
fn about(model: &Model) -> Vec<Line<'static>> {
    let texts = Texts::of(model.look.lang);
    let theme = model.look.theme;
    let mut lines = Vec::new();
    if let Some(complaint) = &model.complaint {
        lines.push(Line::styled(
            format!("! {}", complaint_text(texts, complaint)),
            theme.warn,
        ));
        lines.push(Line::default());
    }
    if let Some((event, rehearsal, open)) = shown_event(model) {
        lines.push(Line::styled(
            event.title.get(model.look.lang).to_owned(),
            theme.title,
        ));
        lines.push(Line::styled(facts(texts, event), theme.normal));
        lines.push(Line::default());
        lines.extend(day_lines(model, event, rehearsal, open));
    }
    if let Some(share) = &model.share {
        let path = printable(&share.display().to_string());
        lines.push(Line::styled(
            texts.fmt("start-new-share", &[("x", path.into())]),
            theme.accent,
        ));
    }
    lines
}

/// The event to tell about, whether it is rehearsed, and whether its floor is open already.
fn shown_event(model: &Model) -> Option<(&Event, bool, bool)> {
    if model.step != Step::Events {
        let offer = model
            .offer
            .as_ref()
            .filter(|_| matches!(model.step, Step::Parts | Step::Number(_)))?;
        return Some((&offer.event, model.rehearsal, offer.open.is_some()));
    }
    match *model.items().get(model.item)? {
        Item::Last => {
            let last = model.last.as_ref()?;
            let rehearsal = last.choice.rehearsal && !model.is_the_day(&last.event);
            Some((&last.event, rehearsal, false))
        }
        Item::Offer(index) => {
            let offer = model.offers.get(index)?;
            Some((&offer.event, !model.is_the_day(&offer.event), false))
        }
        Item::File | Item::Share => None,
    }
}

/// `15.04.2027 · Ақтөбе · 48 бекет · 40 топ · 09:45–12:37`.
fn facts(texts: &'static Texts, event: &Event) -> String {
    let mut parts = vec![date(texts.lang(), event), event.city.clone()];
    parts.push(texts.fmt("n-stations", &[("n", event.rotation_stations().count().into())]));
    parts.push(texts.fmt("n-groups", &[("n", event.groups.len().into())]));
    if let Some((first, last)) = event.times.rounds.first().zip(event.times.rounds.last()) {
        parts.push(format!("{}–{}", first.start.hh_mm(), last.end.hh_mm()));
    }
    parts.join(" · ")
}

fn date(lang: Lang, event: &Event) -> String {
    match lang {
        Lang::Kk | Lang::Ru => event.date.format("%d.%m.%Y").to_string(),
        Lang::En => event.date.format("%-d %B %Y").to_string(),
    }
}

fn day_lines(model: &Model, event: &Event, rehearsal: bool, open: bool) -> Vec<Line<'static>> {
    let texts = Texts::of(model.look.lang);
    let theme = model.look.theme;
    let mut lines = Vec::new();
    if rehearsal {
        let why = if open || model.is_the_day(event) {
            "rehearsal-start"
        } else {
            "rehearsal-why"
        };
        lines.push(Line::from(vec![
            Span::styled(format!(" {} ", texts.get("rehearsal")), theme.rehearsal),
            Span::raw("  "),
            Span::styled(
                if open {
                    String::new()
                } else {
                    texts.get(why).to_owned()
                },
                theme.normal,
            ),
        ]));
    } else if !open {
        lines.push(Line::styled(texts.get("rehearsal-not"), theme.normal));
    }
    if open {
        lines.push(Line::styled(texts.get("start-joins"), theme.good));
    } else if model.step == Step::Parts {
        lines.push(Line::styled(texts.get("start-day-switch"), theme.dim));
    }
    lines
}

fn complaint_text(texts: &'static Texts, complaint: &Complaint) -> String {
    match complaint {
        Complaint::CannotOpen { path, why } => {
            let what = format!("{}: {}", printable(path), texts.get(why));
            texts.fmt("start-cannot-open", &[("x", what.into())])
        }
        Complaint::Findings(count) => texts.fmt("start-findings", &[("n", (*count).into())]),
        Complaint::Told(key) => texts.get(key).to_owned(),
        Complaint::NoStation(no) => texts.fmt("refusal-unknown-station", &[("n", (*no).into())]),
        Complaint::NoDesk(no) => texts.fmt("refusal-unknown-desk", &[("n", (*no).into())]),
    }
}

/// A path may hold anything; a cell may not.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn draw_footer(model: &Model, area: Rect, buf: &mut Buffer) {
    let texts = Texts::of(model.look.lang);
    let theme = model.look.theme;
    let context = model.context();
    let actions: &[Action] = match context {
        Context::List => &[Action::Down, Action::Accept, Action::Back, Action::Quit],
        Context::Number => &[Action::Down, Action::Accept, Action::Back],
        _ => &[Action::Accept, Action::Back],
    };
    let mut left = Parts::new();
    for action in actions {
        let key = match action {
            Action::Down => "↑↓".to_owned(),
            other => label(context, *other).map_or_else(String::new, |key| key.to_string()),
        };
        let hint = match action {
            Action::Down => "start-choose",
            other => other.text_key(),
        };
        left.push(Span::styled(format!(" {key}"), theme.accent));
        left.push(Span::styled(format!(" {} ", texts.hint(hint)), theme.dim));
    }
    let mut letters = format!("{} ", texts.get("lang-sample"));
    if area.width >= ROOMY {
        letters.insert_str(0, &format!("{} ", texts.get("start-fonts")));
    }
    left.draw_with_right(Line::styled(letters, theme.dim), area, buf);
}
