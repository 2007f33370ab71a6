//! The whole day of a station at a glance: a cell a round.

use crate::domain::countdown::{Point, Schedule, Slot};
use crate::domain::floor::{Ending, Floor};
use crate::domain::id::{GroupNo, StationNo};

/// One round in a station's day, for the strip of rounds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StripCell {
    /// The round with its times.
    pub slot: Slot,
    /// Groups the plan has here, and groups that came besides.
    pub groups: Vec<GroupNo>,
    /// Pupils counted; `None` where nothing was said: unknown is not zero.
    pub counted: Option<u32>,
    /// The round is over, on, or to come.
    pub when: When,
}

/// Whether a round is over, on, or to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// Over.
    Past,
    /// On, until the next one starts.
    Now,
    /// To come.
    Coming,
}

/// The whole day of a station.
pub fn strip(floor: &Floor, schedule: &Schedule, no: StationNo) -> Vec<StripCell> {
    let log = floor.station(no);
    let current = match schedule.point() {
        Point::Before => 0,
        Point::Round(round) => round.0,
    };
    let cell = |slot: &Slot| {
        let mut groups = floor.expected(no, slot.round).to_vec();
        let mut counted = None;
        let range = (slot.round, GroupNo(0))..=(slot.round, GroupNo(u16::MAX));
        for ((_, group), session) in log.into_iter().flat_map(|log| log.sessions.range(range.clone())) {
            let sent_on = matches!(
                session.ending(&floor.undone).map(|m| m.value),
                Some(Ending::SentOn(_))
            );
            if let Some(arrival) = session.arrival(&floor.undone).filter(|_| !sent_on) {
                counted = Some(counted.unwrap_or(0) + u32::from(arrival.count));
                if !groups.contains(group) {
                    groups.push(*group);
                }
            }
        }
        let when = match slot.round.0.cmp(&current) {
            std::cmp::Ordering::Less => When::Past,
            std::cmp::Ordering::Equal => When::Now,
            std::cmp::Ordering::Greater => When::Coming,
        };
        StripCell {
            slot: *slot,
            groups,
            counted,
            when,
        }
    };
    schedule.slots.iter().map(cell).collect()
}
