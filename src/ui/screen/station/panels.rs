//! The groups: large the one that is here, awaited or next, beside it the one after.

use super::notes::over_places;
use super::scene::{Focus, Scene};
use crate::domain::countdown::Slot;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::overview::has_groups;
use crate::domain::query::revision::revision;
use crate::domain::query::station::{Next, Onward, Present, offered_count, onward};
use crate::ui::keymap::{Action, label};
use crate::ui::say;
use crate::ui::widget::area::take_left;
use crate::ui::widget::big_clock::BigClock;
use crate::ui::widget::line::{fit_words, join_fitting, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

/// From this width on two panels stand side by side.
const TWO_WIDTH_MIN: u16 = 70;
/// Rows of a panel with a line in each.
const LINES: u16 = 4;
/// Half cells in the height of a figure.
const FIGURE_HALVES: u16 = 7;

/// What stands beside the large number of the group.
struct Panel {
    title: &'static str,
    group: Option<GroupNo>,
    lines: Vec<(String, Style)>,
}

/// Draws both panels.
pub(super) fn draw(scene: &Scene<'_>, mut area: Rect, buf: &mut Buffer) {
    if area.height < LINES || area.width < TWO_WIDTH_MIN {
        return draw_short(scene, area, buf);
    }
    let half = area.width / 8 * 5;
    let left = take_left(&mut area, half);
    draw_large(scene, left, buf);
    take_left(&mut area, 1);
    let width = usize::from(area.width);
    let lines = match scene.focus() {
        Focus::Here(_) | Focus::Awaited(_) => upcoming(scene, width),
        Focus::Next(_) | Focus::Nobody => aside(scene, width),
    };
    draw_lines(&lines, area, buf);
}

/// One line each, where there is little room.
fn draw_short(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let panel = panel(scene, width);
    let group = panel
        .group
        .map(|group| scene.texts.fmt("group-no", &[("g", group.0.into())]));
    let mut words = vec![panel.title, group.as_deref().unwrap_or_default()];
    words.extend(panel.lines.iter().map(|(line, _)| line.as_str()));
    let first = (join_fitting(words, "  ", width), scene.theme.accent);
    let next = upcoming(scene, width);
    let next = next.iter().map(|(line, _)| line.as_str());
    let second = (join_fitting(next, "  ", width), scene.theme.normal);
    for (row, (line, style)) in area.rows().zip([first, second]) {
        Line::styled(line, style).render(row, buf);
    }
}

fn draw_large(scene: &Scene<'_>, mut area: Rect, buf: &mut Buffer) {
    let words = [
        scene.texts.get("title-now"),
        scene.texts.get("title-next"),
        scene.texts.get("group"),
    ];
    let widest = words.iter().map(|word| word.width()).max().unwrap_or(0);
    let heading = take_left(&mut area, u16::try_from(widest).unwrap_or(0) + 2);
    // The number of the group decides how much is left for the words beside it.
    let title = panel_title(scene);
    if let Some(group) = panel_group(scene) {
        let number = group.to_string();
        let points = u16::try_from(number.len()).unwrap_or(1) * 6 - 1;
        let scale = area.height * 2 / FIGURE_HALVES;
        let figures = take_left(&mut area, points * scale);
        BigClock::new(&number, scene.theme.accent).render(figures, buf);
        take_left(&mut area, 2);
        let heading_lines = [
            (title.to_owned(), scene.theme.title),
            (scene.texts.get("group").to_owned(), scene.theme.dim),
        ];
        draw_lines(&heading_lines, heading, buf);
    } else {
        draw_lines(&[(title.to_owned(), scene.theme.title)], heading, buf);
    }
    let panel = panel(scene, area.width.into());
    draw_lines(&panel.lines, area, buf);
}

/// Draws lines over the height of the area, spread where there is room.
fn draw_lines(lines: &[(String, Style)], area: Rect, buf: &mut Buffer) {
    let step = (area.height.saturating_sub(1) / (LINES - 1)).max(1);
    let rows = area.rows().step_by(step.into());
    for (row, (line, style)) in rows.zip(lines) {
        Line::styled(line.as_str(), *style).render(row, buf);
    }
}

fn panel_title(scene: &Scene<'_>) -> &'static str {
    match scene.focus() {
        Focus::Here(_) | Focus::Awaited(_) => scene.texts.get("title-now"),
        Focus::Next(_) | Focus::Nobody => scene.texts.get("title-next"),
    }
}

fn panel_group(scene: &Scene<'_>) -> Option<GroupNo> {
    match scene.focus() {
        Focus::Here(present) => Some(present.group),
        Focus::Awaited(group) => Some(group),
        Focus::Next(next) => Some(next.group),
        Focus::Nobody => None,
    }
}

fn panel(scene: &Scene<'_>, width: usize) -> Panel {
    let lines = match scene.focus() {
        Focus::Here(present) => here(scene, &present, width),
        Focus::Awaited(group) => awaited(scene, group, width),
        Focus::Next(next) => coming(scene, &next, width),
        Focus::Nobody => nobody(scene, width),
    };
    Panel {
        title: panel_title(scene),
        group: panel_group(scene),
        lines,
    }
}

fn here(scene: &Scene<'_>, present: &Present, width: usize) -> Vec<(String, Style)> {
    let mut lines = who(scene, present.group, width);
    lines.push(counted(scene, present, width));
    lines.push((
        onward_words(scene, present.group, present.round, width),
        scene.theme.normal,
    ));
    lines
}

fn counted(scene: &Scene<'_>, present: &Present, width: usize) -> (String, Style) {
    if scene.now.over_places() {
        let text = format!(" {} ", over_places(scene));
        return (fit_words(&text, width), scene.theme.alarm);
    }
    let count = present.arrival.count;
    let planned = |planned: u16| {
        scene
            .texts
            .fmt("counted-of", &[("n", count.into()), ("m", planned.into())])
    };
    let people = present
        .planned
        .map_or_else(|| scene.texts.fmt("n-people", &[("n", count.into())]), planned);
    let interest = present
        .interest
        .map(|interest| format!("{}: {interest}", scene.texts.get("interested")));
    let radio = present.arrival.by_radio.then(|| scene.texts.get("by-radio"));
    let parts = [Some(people.as_str()), interest.as_deref(), radio];
    let style = if present.planned.is_none_or(|planned| planned == count) {
        scene.theme.good
    } else {
        scene.theme.accent
    };
    (join_fitting(parts.into_iter().flatten(), " · ", width), style)
}

fn awaited(scene: &Scene<'_>, group: GroupNo, width: usize) -> Vec<(String, Style)> {
    let mut lines = who(scene, group, width);
    let offered = offered_count(&scene.model.floor, group);
    let offered = offered.map_or_else(String::new, |count| count.to_string());
    let key = label(scene.model.context(), Action::Arrived);
    let key = key.map_or_else(String::new, |key| key.to_string());
    let question = format!("{} [ {offered} ]", scene.texts.get("m-how-many"));
    lines.push((
        join_fitting([question.as_str(), &key], " ", width),
        scene.theme.accent,
    ));
    let round = scene.now.slot.map_or(RoundNo(1), |slot| slot.round);
    lines.push((onward_words(scene, group, round, width), scene.theme.normal));
    lines
}

/// School and class; language of instruction and adults.
fn who(scene: &Scene<'_>, number: GroupNo, width: usize) -> Vec<(String, Style)> {
    let Some(group) = scene.group(number) else {
        return vec![
            (String::new(), scene.theme.normal),
            (String::new(), scene.theme.normal),
        ];
    };
    let school = format!("{} {}", group.school, group.class);
    let language = scene.texts.get(say::language_key(group.lang));
    let adults = scene.texts.fmt("adults-no", &[("n", group.adults.into())]);
    let adults = if group.adults > 1 { adults.as_str() } else { "" };
    vec![
        (fit_words(&school, width), scene.theme.accent),
        (join_fitting([language, adults], " · ", width), scene.theme.normal),
    ]
}

fn onward_words(scene: &Scene<'_>, group: GroupNo, round: RoundNo, width: usize) -> String {
    match onward(&scene.model.floor, &scene.schedule, group, round) {
        Onward::Station(to, slot) => {
            let to_words = scene.texts.fmt("go-to", &[("s", to.0.into())]);
            let hall = hall_name(scene, to);
            let start = slot.now.start.hh_mm().to_string();
            let was = was_words(scene, group, slot.round);
            join_fitting([to_words.as_str(), &was, &start, hall], " · ", width)
        }
        Onward::Break(slot) => {
            let was = was_words(scene, group, slot.round);
            join_fitting([scene.texts.get("goes-break"), &was], " · ", width)
        }
        Onward::Done => fit_words(scene.texts.get("goes-home"), width),
    }
}

/// Where the group was to go before the plan was revised.
fn was_words(scene: &Scene<'_>, group: GroupNo, round: RoundNo) -> String {
    let revision = revision(&scene.model.floor, group, round);
    revision.map_or_else(String::new, |revision| {
        let was = revision.was.map_or_else(
            || scene.texts.short("break").to_owned(),
            |no| scene.texts.fmt("station-no", &[("s", no.0.into())]),
        );
        scene.texts.fmt("was-time", &[("t", was.into())])
    })
}

fn hall_name<'a>(scene: &Scene<'a>, station: StationNo) -> &'a str {
    let hall = say::hall(scene.event(), station);
    hall.map_or("", |hall| hall.name.get(scene.texts.lang()))
}

/// When a round starts, with the planned time beside it if it moved.
fn start_words(scene: &Scene<'_>, slot: &Slot) -> String {
    let start = slot.now.start.hh_mm().to_string();
    let planned = slot.planned.start.hh_mm().to_string();
    if start == planned {
        return start;
    }
    let was = scene.texts.fmt("was-time", &[("t", planned.into())]);
    format!("{start} ({was})")
}

/// Where the next group comes from, and whether that station still has it.
fn from_words(scene: &Scene<'_>, next: &Next) -> [(String, Style); 2] {
    let normal = scene.theme.normal;
    let Some(from) = next.from else {
        let key = if next.slot.round == RoundNo(1) {
            "from-first"
        } else {
            "from-break"
        };
        return [(scene.texts.get(key).to_owned(), normal), (String::new(), normal)];
    };
    let from = scene.texts.fmt("from-station", &[("s", from.0.into())]);
    let (key, style) = if next.from_busy {
        ("from-busy", scene.theme.warn)
    } else {
        ("", normal)
    };
    let busy = if key.is_empty() { "" } else { scene.texts.get(key) };
    [(from, normal), (busy.to_owned(), style)]
}

/// The next group where it is the first thing to see.
fn coming(scene: &Scene<'_>, next: &Next, width: usize) -> Vec<(String, Style)> {
    let mut lines = who(scene, next.group, width);
    let offered = offered_count(&scene.model.floor, next.group).unwrap_or(0);
    let planned = scene.texts.fmt("n-pupils", &[("n", offered.into())]);
    let start = start_words(scene, &next.slot);
    lines.push((
        join_fitting([start.as_str(), &planned], " · ", width),
        scene.theme.accent,
    ));
    // That its station is still busy stands among the notes, where there is room to say so.
    let [(from, style), _] = from_words(scene, next);
    lines.push((fit_words(&from, width), style));
    lines
}

/// The next group beside the one that is here.
fn upcoming(scene: &Scene<'_>, width: usize) -> Vec<(String, Style)> {
    let title = scene.texts.get("title-next");
    let Some(next) = scene.now.next else {
        let none = fit_words(scene.texts.get("no-more-groups"), width);
        return vec![(title.to_owned(), scene.theme.title), (none, scene.theme.normal)];
    };
    let start = start_words(scene, &next.slot);
    let number = scene.texts.fmt("group-no", &[("g", next.group.0.into())]);
    let (school, language) = scene.group(next.group).map_or_else(Default::default, |group| {
        let language = scene.texts.short(say::language_key(group.lang));
        (format!("{} {}", group.school, group.class), language)
    });
    let mut lines = vec![
        (join_fitting([title, &start], "  ", width), scene.theme.title),
        (
            join_fitting([number.as_str(), &school, language], " · ", width),
            scene.theme.accent,
        ),
    ];
    lines.extend(from_words(scene, &next).map(|(text, style)| (fit_words(&text, width), style)));
    lines
}

fn nobody(scene: &Scene<'_>, width: usize) -> Vec<(String, Style)> {
    let reserve = !has_groups(&scene.model.floor, scene.no());
    let known = scene.now.station.is_some();
    let key = if scene.now.condition.closed.is_some() {
        "temporarily-closed"
    } else if reserve && known {
        "reserve-waits"
    } else {
        "no-more-groups"
    };
    let lines = wrap(scene.texts.get(key), width.saturating_sub(2));
    lines.into_iter().map(|line| (line, scene.theme.normal)).collect()
}

/// Beside the next group: who has just left and goes where, or else the station itself.
fn aside(scene: &Scene<'_>, width: usize) -> Vec<(String, Style)> {
    if let Some((group, round)) = scene.last_group() {
        let number = scene.texts.fmt("group-no", &[("g", group.0.into())]);
        let title = scene.texts.get("title-then");
        return vec![
            (join_fitting([title, &number], "  ", width), scene.theme.title),
            (onward_words(scene, group, round, width), scene.theme.accent),
        ];
    }
    let Some(station) = scene.now.station else {
        return Vec::new();
    };
    let lang = scene.texts.lang();
    let places = scene.texts.fmt("places-no", &[("n", scene.now.places().into())]);
    let places = if station.places > 0 { places } else { String::new() };
    vec![
        (scene.texts.get("title-station").to_owned(), scene.theme.title),
        (fit_words(station.name.get(lang), width), scene.theme.accent),
        (fit_words(station.org.get(lang), width), scene.theme.normal),
        (
            join_fitting([places.as_str(), hall_name(scene, scene.no())], " · ", width),
            scene.theme.normal,
        ),
    ]
}
