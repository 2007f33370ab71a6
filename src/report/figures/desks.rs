//! The job fair's desks: by desk, by topic, by quarter of an hour.
//!
//! A desk that has said nothing at all is unknown, not empty.

use super::View;
use crate::domain::event::Desk;
use crate::domain::fact::Visitor;
use crate::domain::id::DeskNo;
use crate::domain::query::people::{Visitors, desk};
use crate::domain::time::EventTime;
use crate::report::model::{DeskRow, Desks, Kinds, QuarterRow, TopicRow};
use crate::report::value::{At, Cell};
use std::collections::BTreeMap;

/// Visitors of each kind; `None` where nothing was said.
type Count = Option<[i64; 3]>;

fn count(visitors: &Visitors) -> [i64; 3] {
    Visitor::ALL.map(|kind| i64::from(visitors.of(kind)))
}

fn plus(one: Count, other: Count) -> Count {
    match (one, other) {
        (Some(one), Some(other)) => {
            let [pupils, students, adults] = one;
            let [more_pupils, more_students, more_adults] = other;
            Some([
                pupils + more_pupils,
                students + more_students,
                adults + more_adults,
            ])
        }
        (one, other) => one.or(other),
    }
}

fn cells(count: Count) -> (Cell, Kinds) {
    match count {
        None => (
            Cell::Unknown,
            Kinds {
                pupil: Cell::Unknown,
                student: Cell::Unknown,
                adult: Cell::Unknown,
            },
        ),
        Some([pupil, student, adult]) => (
            Cell::Known(pupil + student + adult),
            Kinds {
                pupil: Cell::Known(pupil),
                student: Cell::Known(student),
                adult: Cell::Known(adult),
            },
        ),
    }
}

/// What one desk has said.
struct Said<'a> {
    no: DeskNo,
    about: &'a Desk,
    count: Count,
    quarters: Vec<(EventTime, Visitors)>,
    longest_queue: Option<u16>,
}

fn said<'a>(view: &View<'a>) -> Vec<Said<'a>> {
    let undone = &view.floor.undone;
    let desks = view.event.into_iter().flat_map(|event| &event.desks);
    desks
        .map(|(no, about)| {
            let log = view.floor.desk(*no);
            let queues = log.into_iter().flat_map(|log| log.queue.standing(undone));
            let longest_queue = queues.map(|mark| mark.value).max();
            let visited = log.is_some_and(|log| log.visits.last(undone).is_some());
            let now = desk(view.floor, *no);
            Said {
                no: *no,
                about,
                count: (visited || longest_queue.is_some()).then(|| count(&now.today)),
                quarters: now.quarters,
                longest_queue,
            }
        })
        .collect()
}

/// Visits to all desks of which something is known.
pub(super) fn visits(view: &View<'_>) -> Cell {
    let all = said(view).iter().fold(None, |sum, said| plus(sum, said.count));
    cells(all).0
}

/// Everything about desks.
pub(super) fn desks(view: &View<'_>) -> Desks {
    let said = said(view);
    let mut topics: Vec<(&str, Vec<DeskNo>, Count)> = Vec::new();
    let mut quarters: BTreeMap<(EventTime, &str), Count> = BTreeMap::new();
    for one in &said {
        let topic = one.about.topic.as_str();
        match topics.iter_mut().find(|(other, _, _)| *other == topic) {
            Some((_, desks, sum)) => {
                desks.push(one.no);
                *sum = plus(*sum, one.count);
            }
            None => topics.push((topic, vec![one.no], one.count)),
        }
        for (start, visitors) in &one.quarters {
            let sum = quarters.entry((*start, topic)).or_default();
            *sum = plus(*sum, Some(count(visitors)));
        }
    }
    let (visits, kinds) = cells(said.iter().fold(None, |sum, said| plus(sum, said.count)));
    Desks {
        visits,
        kinds,
        by_desk: said.iter().map(desk_row).collect(),
        by_topic: topics.into_iter().map(topic_row).collect(),
        by_quarter: quarters.into_iter().map(quarter_row).collect(),
    }
}

fn desk_row(said: &Said<'_>) -> DeskRow {
    let (visits, kinds) = cells(said.count);
    DeskRow {
        desk: said.no,
        name: said.about.name.clone(),
        topic: said.about.topic.clone(),
        visits,
        kinds,
        longest_queue: said.longest_queue,
    }
}

fn topic_row((topic, desks, count): (&str, Vec<DeskNo>, Count)) -> TopicRow {
    let (visits, kinds) = cells(count);
    TopicRow {
        topic: topic.to_owned(),
        desks,
        visits,
        kinds,
    }
}

fn quarter_row(((start, topic), count): ((EventTime, &str), Count)) -> QuarterRow {
    let (visits, kinds) = cells(count);
    QuarterRow {
        start: At(start),
        topic: topic.to_owned(),
        visits,
        kinds,
    }
}
