//! The questions about stations: from which round on closed, what stands on the paper sheet.

use super::ask_round;
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::fact::{Reason, Visit};
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::station::offered_count;
use crate::ui::dialog::{Dialog, Field, Form, FormOf, Label, Line, Row, Step};
use crate::ui::model::Model;

/// From which round on?
pub(super) fn close_from(model: &Model, station: StationNo) -> Option<Dialog> {
    ask_round(
        model,
        "ask-close",
        |slot| Line::Round(slot.round),
        |slot| {
            Step::Why(Command::Close {
                station,
                from: Some(slot.round),
                reason: Reason::Equipment,
            })
        },
    )
}

/// The form laid out like the sheet: a row for each round and group that was expected, and one for each other round.
pub(super) fn sheet(model: &Model, station: StationNo) -> Dialog {
    let floor = &model.floor;
    let rounds = floor.event().into_iter().flat_map(Event::rounds);
    let rows = rounds.flat_map(|(round, _)| {
        let expected = floor.expected(station, round);
        let mut rows: Vec<Row> = expected
            .iter()
            .map(|group| row(floor, station, round, Some(*group)))
            .collect();
        if rows.is_empty() {
            rows.push(row(floor, station, round, None));
        }
        rows
    });
    let rows: Vec<Row> = rows.collect();
    Dialog::Form(Form {
        title: "lever-sheet",
        of: FormOf::Sheet(station),
        headings: vec!["group", "sheet-came", "interested", "sheet-briefing"],
        // The first thing to be typed is how many came.
        at: (rows.iter().position(|row| !is_empty(row)).unwrap_or(0), 1),
        rows,
        note: "form-sheet",
    })
}

fn is_empty(row: &Row) -> bool {
    matches!(row.fields.first(), Some(Field::Number(typed, _)) if typed.is_empty())
}

fn row(floor: &Floor, station: StationNo, round: RoundNo, group: Option<GroupNo>) -> Row {
    let typed = group.map_or_else(String::new, |group| group.to_string());
    let expected = group.and_then(|group| offered_count(floor, group));
    let known = group.and_then(|group| {
        let visit = Visit {
            station,
            round,
            group,
        };
        Some(floor.session(visit)?.arrival(&floor.undone)?.count)
    });
    Row {
        label: Label::Line(Line::SheetRound(round, known)),
        round: Some(round),
        fields: vec![
            Field::Number(typed, None),
            Field::Number(String::new(), expected),
            Field::Number(String::new(), None),
            Field::Tick(None),
        ],
    }
}
