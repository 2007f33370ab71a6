//! Cutting areas up from their edges. What is asked for and not there is simply less.

use ratatui::layout::Rect;

/// Takes rows from the top of an area.
pub fn take_top(area: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    let top = Rect {
        height: rows,
        ..*area
    };
    area.y += rows;
    area.height -= rows;
    top
}

/// Takes rows from the bottom of an area.
pub fn take_bottom(area: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    area.height -= rows;
    Rect {
        y: area.y + area.height,
        height: rows,
        ..*area
    }
}

/// Takes columns from the left of an area.
pub fn take_left(area: &mut Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    let left = Rect {
        width: columns,
        ..*area
    };
    area.x += columns;
    area.width -= columns;
    left
}
