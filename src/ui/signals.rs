//! When a bell rings: once for each crossing of a station's end with a group present, never again after a
//! restart, again only when time was added and ran out once more. A crossing that fell into a time when
//! the program did not run on (a closed lid) is told once as missed, without a bell. Once for each new first-aid call where it
//! is answered, and once for an evacuation everywhere.

use crate::domain::fact::Need;
use crate::domain::floor::Floor;
use crate::domain::id::{EntryId, RoundNo};
use crate::domain::query::evacuation::Evacuation;
use crate::domain::query::people::open_calls;
use crate::domain::query::station::{State, StationNow};
use crate::domain::time::{EventTime, SECOND_MS};
use std::collections::BTreeSet;

/// A crossing that is older than this is missed, not rung, in milliseconds.
const FRESH_MS: i64 = 5 * SECOND_MS;

/// What a crossing asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signal {
    /// Ring now.
    Ring,
    /// Say that it was missed.
    Missed,
}

/// A station's round as it was at the last look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Seen {
    now: EventTime,
    round: Option<RoundNo>,
    ends: Option<EventTime>,
}

/// What was seen at the last look.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Signals {
    seen: Option<Seen>,
    heard: Option<BTreeSet<EntryId>>,
    alarm: Option<(EntryId, bool)>,
}

impl Signals {
    /// Looks at a station; the first look only takes note.
    pub fn time_up(&mut self, station: &StationNow<'_>, now: EventTime) -> Option<Signal> {
        // While the clock stands nothing is crossed; what was crossed meanwhile shows when it runs on.
        if self.seen.is_some() && station.state != station.under {
            return None;
        }
        let seen = Seen {
            now,
            round: station.slot.map(|slot| slot.round),
            ends: station.ends,
        };
        let last = self.seen.replace(seen)?;
        let crossed = crossed(last, seen, station)?;
        Some(if now.since(crossed) <= FRESH_MS {
            Signal::Ring
        } else {
            Signal::Missed
        })
    }

    /// Looks at the evacuation; true when one was called since the last look, or turned out to be no drill.
    pub fn alarm(&mut self, running: Option<&Evacuation>) -> bool {
        let seen = running.map(|running| (running.id, running.drill));
        let last = std::mem::replace(&mut self.alarm, seen);
        match (last, seen) {
            (Some((last, was_drill)), Some((id, drill))) => last != id || was_drill && !drill,
            (None, Some(_)) => true,
            (_, None) => false,
        }
    }

    /// Looks at the open calls; true when first aid was called since the last look and nobody has
    /// accepted it.
    pub fn first_aid(&mut self, floor: &Floor) -> bool {
        let calls = open_calls(floor);
        let open: BTreeSet<_> = calls
            .iter()
            .filter(|c| c.need == Need::FirstAid)
            .map(|c| c.id)
            .collect();
        let waiting = |id: &EntryId| calls.iter().any(|c| c.id == *id && c.accepted.is_none());
        let last = self.heard.replace(open.clone());
        last.is_some_and(|last| open.difference(&last).any(waiting))
    }
}

/// When the end of a round was crossed between two looks with its group still here.
fn crossed(last: Seen, seen: Seen, station: &StationNow<'_>) -> Option<EventTime> {
    if last.round == seen.round {
        let ends = seen.ends.filter(|ends| *ends <= seen.now)?;
        // The end may have been moved behind us by a fact; what counts is that it lay ahead at the last look.
        let moved = last.ends.is_some_and(|end| end > last.now && end != ends);
        // Such an end was crossed when it was moved, not at the time it now has.
        return (station.under == State::TimeUp && (last.now < ends || moved)).then_some(ends.max(last.now));
    }
    // The next round has begun, as it does when an extension reaches into it.
    let ends = last.ends.filter(|ends| last.now < *ends && *ends <= seen.now)?;
    let still_here = station
        .left_open
        .iter()
        .any(|visit| Some(visit.round) == last.round);
    still_here.then_some(ends)
}
