//! "It began, it ended" of anything, as intervals.

use crate::domain::time::EventTime;

/// From when to when something lasted, and what was said of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stop<T> {
    pub(super) since: EventTime,
    pub(super) until: Option<EventTime>,
    pub(super) value: T,
}

impl<T> Stop<T> {
    /// Its length up to `now`, in milliseconds.
    pub(super) fn length_ms(&self, now: EventTime) -> i64 {
        self.until.unwrap_or(now).since(self.since).max(0)
    }

    /// Whether it lasted at any moment from one to another.
    pub(super) fn meets(&self, from: EventTime, to: EventTime) -> bool {
        self.since < to && self.until.is_none_or(|until| until > from)
    }
}

/// Turns "began, ended, began" into intervals; what is said again while it lasts is joined with what was said first.
pub(super) fn stops<T: Copy>(
    marks: impl Iterator<Item = (EventTime, Option<T>)>,
    join: impl Fn(T, T) -> T,
) -> Vec<Stop<T>> {
    let mut marks: Vec<_> = marks.collect();
    marks.sort_by_key(|(at, _)| *at);
    let mut stops: Vec<Stop<T>> = Vec::new();
    for (at, said) in marks {
        let open = stops.last_mut().filter(|stop| stop.until.is_none());
        match (said, open) {
            (Some(value), None) => stops.push(Stop {
                since: at,
                until: None,
                value,
            }),
            (Some(value), Some(stop)) => stop.value = join(stop.value, value),
            (None, Some(stop)) => stop.until = Some(at),
            (None, None) => {}
        }
    }
    stops
}
