//! Draws lists of schools: a line for each row and change, the chosen one with everything that is said of it.

use super::line::{fit, pad, wrap};
use crate::domain::query::roster::Scope;
use crate::ui::dialog::{Item, ListPage};
use crate::ui::lists::{self, RowState, Sheet};
use crate::ui::model::Model;
use crate::ui::text::Texts;
use crate::ui::theme::Theme;
use ratatui::style::Style;
use ratatui::text::Line;
use std::ops::Range;

/// Lines above and below the chosen one that are put into words: more are never in sight.
const REACH: usize = 40;
/// Cells that are left free before what is said of a row.
const INDENT: &str = "      ";

/// The lines around the chosen one.
pub(super) struct Window {
    /// The lines.
    pub(super) lines: Vec<Line<'static>>,
    /// Where the chosen one stands among them, with what is said of it.
    chosen: Range<usize>,
    /// Whether there are more items before them.
    pub(super) is_above: bool,
    /// Whether there are more items behind them.
    pub(super) is_below: bool,
}

impl Window {
    /// The lines around the chosen one of a page.
    pub(super) fn of(model: &Model, page: &ListPage, width: usize) -> Self {
        let (texts, theme) = (model.texts(), model.look.theme);
        let Some(sheet) = page.sheet() else {
            return Self {
                lines: vec![Line::styled(texts.get("lists-reading"), theme.dim)],
                chosen: 0..1,
                is_above: false,
                is_below: false,
            };
        };
        let items = page.items();
        let first = page.selected.saturating_sub(REACH);
        let last = page.selected.saturating_add(REACH).min(items.len());
        let mut lines = Vec::new();
        let mut chosen = 0..0;
        for (index, item) in items.iter().enumerate().take(last).skip(first) {
            let is_chosen = index == page.selected;
            let start = lines.len();
            lines.push(item_line(texts, theme, sheet, *item, is_chosen, width));
            if is_chosen {
                lines.extend(details(texts, theme, sheet, *item, width));
                chosen = start..lines.len();
            }
        }
        Self {
            lines,
            chosen,
            is_above: first > 0,
            is_below: last < items.len(),
        }
    }

    /// The first line to be shown, so that the chosen one is in sight with what is said of it.
    pub(super) fn first(&self, rows: usize) -> usize {
        let fits = self.chosen.end.saturating_sub(rows);
        fits.min(self.chosen.start)
    }
}

/// What the title says beside its words: how many rows there are of each state.
pub(super) fn about(model: &Model, page: &ListPage) -> String {
    page.sheet()
        .map_or_else(String::new, |sheet| lists::counts(model.texts(), sheet))
}

fn item_line(
    texts: &Texts,
    theme: Theme,
    sheet: &Sheet,
    item: Item,
    is_chosen: bool,
    width: usize,
) -> Line<'static> {
    let (text, style) = match item {
        Item::Write => (write(texts, sheet), theme.accent),
        Item::Scope => (texts.get(scope_key(sheet.scope)).to_owned(), theme.normal),
        Item::Unread(index) => {
            let file = sheet.unread.get(index).map_or("", |unread| unread.file.as_str());
            (format!("x {file}"), theme.alarm)
        }
        Item::Row(index) => row(texts, theme, sheet, index),
        Item::Change(index) => {
            let (sign, text) = lists::change(texts, sheet, index).unwrap_or_default();
            (format!("{sign} {text}"), theme.normal)
        }
    };
    let mark = if is_chosen { '>' } else { ' ' };
    let style = if is_chosen { theme.selection } else { style };
    let text = format!("{mark} {text}");
    if is_chosen {
        Line::styled(pad(&text, width), style)
    } else {
        Line::styled(fit(&text, width), style)
    }
}

const fn scope_key(scope: Scope) -> &'static str {
    match scope {
        Scope::Whole => "lists-whole",
        Scope::Schools => "lists-schools",
    }
}

fn write(texts: &Texts, sheet: &Sheet) -> String {
    let changes = &sheet.changes;
    if changes.is_empty() {
        return texts.get("lists-nothing").to_owned();
    }
    let values = [
        ("a", changes.added.len().into()),
        ("c", changes.changed.len().into()),
        ("g", changes.gone.len().into()),
        ("b", changes.back.len().into()),
    ];
    texts.fmt("lists-write", &values)
}

fn row(texts: &Texts, theme: Theme, sheet: &Sheet, index: usize) -> (String, Style) {
    let Some(line) = sheet.lines.get(index) else {
        return (String::new(), theme.normal);
    };
    let style = match line.state {
        RowState::Ask => theme.warn,
        RowState::Skipped => theme.dim,
        RowState::Accepted | RowState::Repaired => theme.normal,
    };
    let about = line
        .about
        .as_ref()
        .map_or_else(String::new, |about| lists::about(texts, about));
    let about = if about.is_empty() {
        line.said
            .first()
            .map_or_else(String::new, |saying| lists::said(texts, saying))
    } else {
        about
    };
    let state = texts.get(line.state.key());
    (
        format!(
            "{} {:>4} {}  {about}",
            line.state.sign(),
            line.row,
            pad(state, 12)
        ),
        style,
    )
}

/// What is said of an item below it.
fn details(texts: &Texts, theme: Theme, sheet: &Sheet, item: Item, width: usize) -> Vec<Line<'static>> {
    let said: Vec<(String, Style)> = match item {
        Item::Write => vec![(texts.get("lists-write-hint").to_owned(), theme.dim)],
        Item::Scope => vec![(texts.get("lists-scope-hint").to_owned(), theme.dim)],
        Item::Change(_) => Vec::new(),
        Item::Unread(index) => sheet.unread.get(index).map_or_else(Vec::new, |unread| {
            let (why, cure) = lists::unread(texts, unread);
            vec![(why, theme.warn), (format!("→ {cure}"), theme.normal)]
        }),
        Item::Row(index) => sheet.lines.get(index).map_or_else(Vec::new, |line| {
            let place = (format!("{}:{}", line.file, line.row), theme.dim);
            let said = line.said.iter();
            let said = said.map(|saying| (lists::said(texts, saying), theme.normal));
            let asked = line.asked.iter();
            let asked = asked.map(|asked| (lists::said(texts, &asked.saying), theme.warn));
            [place].into_iter().chain(said).chain(asked).collect()
        }),
    };
    let room = width.saturating_sub(INDENT.len());
    said.iter()
        .flat_map(|(text, style)| {
            let lines = wrap(text, room).into_iter();
            lines.map(|line| Line::styled(format!("{INDENT}{line}"), *style))
        })
        .collect()
}
