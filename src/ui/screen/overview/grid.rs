//! Every station as a cell, hall by hall.
//!
//! How large the cells are is decided by the window and the number of stations alone, never by lines that come and
//! go over the page. A wide window shows the whole floor, in cells of one line if it must; a narrow one turns pages
//! rather than show signs that nobody can read.

use super::cell::{self, Look};
use super::face::Face;
use super::{Position, State};
use crate::domain::event::{Event, HallId};
use crate::domain::id::StationNo;
use crate::domain::query::overview::{Overview, Row};
use crate::domain::query::station::State as Station;
use crate::ui::keymap::Action;
use crate::ui::model::Model;
use crate::ui::view;
use crate::ui::widget::line::fit;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Sizes of cells, the best first: least width and height.
const SIZES: [(u16, u16); 8] = [
    (34, 3),
    (26, 3),
    (20, 3),
    (26, 2),
    (20, 2),
    (16, 2),
    (13, 1),
    (5, 1),
];
/// The size that a narrow window turns pages with.
const PAGED: (u16, u16) = (20, 2);
/// The size that a window turns pages with when the others would need too many.
const DENSE: (u16, u16) = (13, 1);
/// From this width on the whole floor on one page is worth small cells.
const WIDE: u16 = 120;
/// The most pages of readable cells.
const PAGES_MAX: usize = 4;
/// The widest cell.
const WIDTH_MAX: u16 = 40;
/// Lines that may come over and under the grid: a hold, two lines of totals, the foot.
const RESERVED_ROWS: u16 = 4;

/// Stations of one hall.
struct Hall<'a> {
    id: &'a HallId,
    rows: Vec<Place>,
}

/// A station or stand, as an index into the overview's rows.
#[derive(Clone, Copy)]
struct Place {
    index: usize,
    is_stand: bool,
}

/// The halls in the order of the event with their stations; halls nobody described come last.
fn halls<'a>(event: &'a Event, floor: &Overview<'a>) -> Vec<Hall<'a>> {
    let mut halls: Vec<Hall<'a>> = event
        .halls
        .iter()
        .map(|hall| Hall {
            id: &hall.id,
            rows: Vec::new(),
        })
        .collect();
    let mut last = 0;
    for (index, row) in floor.rows.iter().enumerate() {
        let Some(station) = row.now.station else { continue };
        let is_stand = row.now.under == Station::Stand;
        let place = Place { index, is_stand };
        // Neighbours mostly share a hall, so the last one is asked first.
        let is_last = halls.get(last).is_some_and(|hall| *hall.id == station.hall);
        if !is_last {
            last = halls
                .iter()
                .position(|hall| *hall.id == station.hall)
                .unwrap_or(halls.len());
        }
        match halls.get_mut(last) {
            Some(hall) => hall.rows.push(place),
            None => halls.push(Hall {
                id: &station.hall,
                rows: vec![place],
            }),
        }
    }
    halls.retain(|hall| !hall.rows.is_empty());
    halls
}

/// Where one cell stands.
struct Cell {
    /// Which of the overview's rows.
    index: usize,
    page: usize,
    /// Which row of cells, over all pages.
    line: usize,
    /// Which of its row.
    column: u16,
    area: Rect,
}

/// Where a heading stands.
struct Heading<'a> {
    hall: &'a HallId,
    page: usize,
    area: Rect,
}

/// Where everything stands.
struct Plan<'a> {
    cells: Vec<Cell>,
    headings: Vec<Heading<'a>>,
    pages: usize,
}

impl<'a> Plan<'a> {
    fn of(halls: &[Hall<'a>], (width, height): (u16, u16), area: Rect) -> Self {
        let per_line = (area.width / width).max(1);
        let width = (area.width / per_line).min(WIDTH_MAX);
        let mut plan = Self {
            cells: Vec::new(),
            headings: Vec::new(),
            pages: 0,
        };
        let (mut page, mut y, mut line) = (0, area.y, 0);
        for hall in halls {
            let mut headed = false;
            for stations in hall.rows.chunks(per_line.into()) {
                // Stands have a name and nothing else.
                let height = if stations.iter().all(|place| place.is_stand) {
                    1
                } else {
                    height
                };
                let needed = height + u16::from(!headed);
                if y + needed > area.bottom() && y > area.y {
                    (page, y, headed) = (page + 1, area.y, false);
                }
                if !headed {
                    plan.headings.push(Heading {
                        hall: hall.id,
                        page,
                        area: Rect { y, height: 1, ..area },
                    });
                    (y, headed) = (y + 1, true);
                }
                for (column, place) in (0..).zip(stations) {
                    plan.cells.push(Cell {
                        index: place.index,
                        page,
                        line,
                        column,
                        area: Rect::new(area.x + column * width, y, width, height),
                    });
                }
                (y, line) = (y + height, line + 1);
            }
        }
        plan.pages = page + 1;
        plan
    }

    /// The plan for a window: see the module's page.
    fn fitting(halls: &[Hall<'a>], window_rows: u16, area: Rect) -> Self {
        let steady = Rect {
            height: window_rows.saturating_sub(view::FRAME_ROWS + RESERVED_ROWS),
            ..area
        };
        let pages = |size| Self::of(halls, size, steady).pages;
        let whole = SIZES.into_iter().find(|size| pages(*size) == 1);
        let size = match whole {
            Some(size) if size.1 > 1 || area.width >= WIDE => size,
            whole if pages(PAGED) > PAGES_MAX => whole.unwrap_or(DENSE),
            _ => PAGED,
        };
        Self::of(halls, size, area)
    }

    fn place_of(&self, floor: &Overview<'_>, no: Option<StationNo>) -> usize {
        let is_chosen = |cell: &Cell| floor.rows.get(cell.index).map(|row| row.now.no) == no;
        self.cells.iter().position(is_chosen).unwrap_or(0)
    }

    /// The cell in the row of cells `line`, in this column or the last before it.
    fn above_or_below(&self, line: Option<usize>, column: u16) -> Option<usize> {
        let line = line?;
        self.cells
            .iter()
            .rposition(|cell| cell.line == line && cell.column <= column)
    }

    fn moved(&self, at: usize, action: Action) -> Option<usize> {
        let last = self.cells.len().saturating_sub(1);
        let cell = self.cells.get(at)?;
        let page_start = |page: Option<usize>| {
            let page = page?;
            self.cells.iter().position(|cell| cell.page == page)
        };
        Some(match action {
            Action::Left => at.saturating_sub(1),
            Action::Right => (at + 1).min(last),
            Action::Up => self
                .above_or_below(cell.line.checked_sub(1), cell.column)
                .unwrap_or(at),
            Action::Down => self
                .above_or_below(Some(cell.line + 1), cell.column)
                .unwrap_or(at),
            Action::PageUp => page_start(cell.page.checked_sub(1)).unwrap_or(0),
            Action::PageDown => page_start(Some(cell.page + 1)).unwrap_or(last),
            Action::Last => last,
            _ => return None,
        })
    }
}

/// The chosen station: the first of the grid if none is.
pub(super) fn chosen(model: &Model, state: &State, floor: &Overview<'_>) -> Option<StationNo> {
    let first = || {
        let halls = halls(model.floor.event()?, floor);
        let first = halls.first()?.rows.first()?;
        floor.rows.get(first.index).map(|row| row.now.no)
    };
    state.station.filter(|no| floor.row(*no).is_some()).or_else(first)
}

/// The station to which an action moves the choice.
pub(super) fn moved(
    model: &Model,
    state: &State,
    floor: &Overview<'_>,
    action: Action,
    area: Rect,
) -> Option<StationNo> {
    let halls = halls(model.floor.event()?, floor);
    let plan = Plan::fitting(&halls, model.size.height, area);
    let at = plan.moved(plan.place_of(floor, state.station), action)?;
    let cell = plan.cells.get(at)?;
    floor.rows.get(cell.index).map(|row| row.now.no)
}

/// Draws the page on which the chosen station stands.
pub(super) fn draw(
    model: &Model,
    state: &State,
    floor: &Overview<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let nothing = Position {
        page: 0,
        pages: 1,
        elsewhere: String::new(),
    };
    let Some(event) = model.floor.event().filter(|_| !area.is_empty()) else {
        return nothing;
    };
    let halls = halls(event, floor);
    let plan = Plan::fitting(&halls, model.size.height, area);
    let at = plan.place_of(floor, state.station);
    let page = plan.cells.get(at).map_or(0, |cell| cell.page);
    let look = Look::of(model, floor);
    for heading in plan.headings.iter().filter(|heading| heading.page == page) {
        draw_heading(model, event, heading, buf);
    }
    let mut text = String::new();
    for (place, cell) in plan.cells.iter().enumerate() {
        let Some(row) = floor.rows.get(cell.index).filter(|_| cell.page == page) else {
            continue;
        };
        let face = Face::of(row, &event.times.warn_before_end_min);
        let area = cell.area.intersection(area);
        cell::draw(&look, &face, area, &mut text, buf);
        if place == at {
            buf.set_style(cell::chosen_area(area), model.look.theme.selection);
        }
    }
    Position {
        page,
        pages: plan.pages,
        elsewhere: elsewhere(event, floor, &plan, page),
    }
}

fn draw_heading(model: &Model, event: &Event, heading: &Heading<'_>, buf: &mut Buffer) {
    let theme = model.look.theme;
    let name = event
        .hall(heading.hall)
        .map_or(heading.hall.0.as_str(), |hall| hall.name.get(model.look.lang));
    let area = heading.area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let name = fit(name, area.width.into());
    buf.set_stringn(area.x, area.y, &name, area.width.into(), theme.title);
    let used = u16::try_from(name.width())
        .unwrap_or(area.width)
        .saturating_add(1);
    for x in area.x.saturating_add(used)..area.right() {
        if let Some(cell) = buf.cell_mut((x, area.y)) {
            cell.set_symbol("─").set_style(theme.dim);
        }
    }
}

/// The troubled stations of the other pages, most urgent first: trouble is never out of sight.
fn elsewhere(event: &Event, floor: &Overview<'_>, plan: &Plan<'_>, page: usize) -> String {
    const MOST: usize = 6;
    if plan.pages < 2 {
        return String::new();
    }
    let others = plan.cells.iter().filter(|cell| cell.page != page);
    let mut rows: Vec<&Row<'_>> = others
        .filter_map(|cell| floor.rows.get(cell.index))
        .filter(|row| !row.troubles.is_empty())
        .collect();
    rows.sort_by_key(|row| (row.troubles.first().copied(), row.now.no));
    let sign = |row: &&Row<'_>| {
        let face = Face::of(row, &event.times.warn_before_end_min);
        format!("{}{}", row.now.no, face.main.sign())
    };
    let mut signs: Vec<_> = rows.iter().take(MOST).map(sign).collect();
    if rows.len() > MOST {
        signs.push("…".to_owned());
    }
    signs.join(" ")
}
