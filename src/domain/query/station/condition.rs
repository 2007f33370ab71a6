//! What a station can take and how it works at the moment: places, medium, readiness, guests, closure.

use crate::domain::event::{Medium, Station};
use crate::domain::fact::Reason;
use crate::domain::floor::{Floor, Lowered, Readiness, StationLog};
use crate::domain::history::Undone;
use crate::domain::id::{RoundNo, StationNo};
use crate::domain::time::EventTime;

/// How a station stands, apart from who is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Condition {
    /// Places in force.
    pub places: u16,
    /// Why there are fewer than the event file says.
    pub lowered: Option<Lowered>,
    /// It writes on paper.
    pub paper: bool,
    /// The last word about readiness.
    pub readiness: Option<Readiness>,
    /// Guests are there.
    pub guests: bool,
    /// From which round on it is closed, and why.
    pub closed: Option<(RoundNo, Reason)>,
    /// When it was last told that somebody else runs it.
    pub handed_over: Option<EventTime>,
}

impl Condition {
    /// Whether it takes no groups in this round.
    pub fn is_closed(&self, round: RoundNo) -> bool {
        self.closed.is_some_and(|(from, _)| from <= round)
    }

    /// Whether it was said to be ready.
    pub const fn is_ready(&self) -> bool {
        matches!(self.readiness, Some(Readiness::Ready { .. }))
    }
}

/// How a station stands.
pub fn condition(floor: &Floor, no: StationNo) -> Condition {
    let station = floor.event().and_then(|event| event.stations.get(&no));
    standing(station, floor.station(no), &floor.undone)
}

/// How a station of this description stands after what was said about it. Most stations have nothing special said
/// of them, and they are asked after many times a second.
pub(in crate::domain::query) fn standing(
    station: Option<&Station>,
    log: Option<&StationLog>,
    undone: &Undone,
) -> Condition {
    let lowered = log.and_then(|log| log.places.last(undone)?.value);
    let medium = log
        .and_then(|log| log.mediums.last(undone))
        .map(|mark| mark.value)
        .or_else(|| station.map(|station| station.medium));
    let full = station.map_or(0, |station| station.places);
    Condition {
        places: lowered.map_or(full, |lowered| lowered.places),
        lowered,
        paper: medium == Some(Medium::Paper),
        readiness: log.and_then(|log| log.ready.last(undone)).map(|mark| mark.value),
        guests: log
            .and_then(|log| log.guests.last(undone))
            .is_some_and(|mark| mark.value),
        closed: log.and_then(|log| log.closings.last(undone)?.value),
        handed_over: log.and_then(|log| log.handovers.last(undone)).map(|mark| mark.at),
    }
}
