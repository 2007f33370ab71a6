//! Lines in as many columns as the window is wide, page by page.

use crate::ui::keymap::Action;
use ratatui::layout::Rect;

/// The least width of a column of lines.
const COLUMN_MIN: u16 = 80;

/// How a list is laid out: columns first, then pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    area: Rect,
    count: usize,
    columns: u16,
    rows: usize,
}

impl Sheet {
    /// Lays `count` lines into an area, whose first row holds the headings of the columns.
    pub(super) fn of(count: usize, area: Rect) -> Self {
        let rows = usize::from(area.height).saturating_sub(1).max(1);
        let needed = u16::try_from(count.div_ceil(rows)).unwrap_or(u16::MAX).max(1);
        Self {
            area,
            count,
            columns: (area.width / COLUMN_MIN).clamp(1, needed),
            rows,
        }
    }

    /// Lays them into one column, whose lines are as wide as the area.
    pub(super) fn one_column(count: usize, area: Rect) -> Self {
        Self {
            columns: 1,
            ..Self::of(count, area)
        }
    }

    fn per_page(&self) -> usize {
        self.rows * usize::from(self.columns)
    }

    /// How many pages there are, at least one.
    pub(super) fn pages(&self) -> usize {
        self.count.div_ceil(self.per_page()).max(1)
    }

    /// The page on which a line stands.
    pub(super) fn page_of(&self, index: usize) -> usize {
        index / self.per_page()
    }

    /// The columns, each with its row of headings; a gap of one cell stays between them.
    pub(super) fn headings(&self) -> impl Iterator<Item = Rect> + use<> {
        let sheet = *self;
        (0..sheet.columns).map(move |column| sheet.row(column, 0))
    }

    /// The lines of a page with their places.
    pub(super) fn lines(&self, page: usize) -> impl Iterator<Item = (usize, Rect)> + use<> {
        let sheet = *self;
        let first = page * sheet.per_page();
        (first..sheet.count.min(first + sheet.per_page())).map(move |index| {
            let on_page = index - first;
            let column = u16::try_from(on_page / sheet.rows).unwrap_or(u16::MAX);
            let row = u16::try_from(on_page % sheet.rows + 1).unwrap_or(u16::MAX);
            (index, sheet.row(column, row))
        })
    }

    fn row(&self, column: u16, row: u16) -> Rect {
        let width = self.area.width / self.columns;
        let gap = u16::from(column + 1 < self.columns);
        Rect {
            x: self.area.x + column * width,
            y: self.area.y.saturating_add(row),
            width: width - gap.min(width),
            height: 1,
        }
        .intersection(self.area)
    }

    /// Where an action moves the choice; `None` for an action that moves nothing.
    pub(super) fn moved(&self, at: usize, action: Action) -> Option<usize> {
        let last = self.count.saturating_sub(1);
        Some(
            match action {
                Action::Up => at.saturating_sub(1),
                Action::Down => at + 1,
                Action::Left => at.checked_sub(self.rows).unwrap_or(at),
                Action::Right if at + self.rows <= last => at + self.rows,
                Action::Right => at,
                Action::PageUp => at.saturating_sub(self.per_page()),
                Action::PageDown => at + self.per_page(),
                Action::Last => last,
                _ => return None,
            }
            .min(last),
        )
    }
}

/// One column of a table: where it starts and how wide it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// The text key of its heading.
    pub(super) key: &'static str,
    /// Its width in cells; what is left over for the last.
    pub(super) width: u16,
}

/// The fields of a line with their areas, from the left; a gap of one cell between them, the last takes the rest.
pub(super) fn fields(fields: &[Field], line: Rect) -> impl Iterator<Item = (Field, Rect)> + use<'_> {
    let mut x = line.x;
    let last = fields.len().saturating_sub(1);
    fields.iter().enumerate().map(move |(index, field)| {
        let left = line.right().saturating_sub(x);
        let width = if index == last {
            left
        } else {
            field.width.min(left)
        };
        let area = Rect { x, width, ..line };
        x = x.saturating_add(width).saturating_add(1).min(line.right());
        (*field, area)
    })
}
