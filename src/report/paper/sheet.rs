//! What each sheet of paper says, before it is put into words: values that can be compared and named by a code.
//!
//! Law: a need of a pupil has no place on any of them, nor has a reason for which somebody left. Paper goes from
//! hand to hand, and beside a school and a class one need points at one child.

use crate::domain::event::{Lang, Words};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::Span;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// So many bytes of the sum make a code.
const CODE_BYTES: usize = 4;

/// The way of one group through the day, for its guide.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Route {
    /// The number on its card.
    pub(super) group: GroupNo,
    /// Who they are.
    pub(super) who: Who,
    /// Adults who come along.
    pub(super) adults: u16,
    /// The rounds in order.
    pub(super) legs: Vec<Leg>,
}

/// Who a group is: no names and no needs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Who {
    /// The school.
    pub(super) school: String,
    /// The class.
    pub(super) class: String,
    /// The language of instruction.
    pub(super) lang: Lang,
    /// Planned number of pupils.
    pub(super) pupils: u16,
}

/// One round of a route.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Leg {
    /// Which round.
    pub(super) round: RoundNo,
    /// Its times as they stand.
    pub(super) time: Span,
    /// Where the group is then.
    pub(super) halt: Halt,
}

/// Where a group is in a round.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) enum Halt {
    /// At a station.
    Station(Site),
    /// On a break.
    Break,
    /// The round is left out.
    Skipped,
    /// The group has left by then.
    Left,
    /// The group does not come.
    Absent,
    /// This station is closed then, and nobody has said where the group goes instead.
    Closed(StationNo),
    /// Nobody has said where the group goes.
    Unplanned,
}

/// A station as a guide looks for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Site {
    /// The number on it.
    pub(super) no: StationNo,
    /// Its trade.
    pub(super) name: Words,
    /// Its hall.
    pub(super) hall: Words,
}

/// The sheet that lies at a station to be written on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Post {
    /// The station.
    pub(super) site: Site,
    /// Who runs it.
    pub(super) org: Words,
    /// How many pupils fit.
    pub(super) places: u16,
    /// Languages it is run in.
    pub(super) languages: Vec<Lang>,
    /// A safety briefing is required.
    pub(super) briefing: bool,
    /// The rounds in order.
    pub(super) turns: Vec<Turn>,
}

/// One round at a station.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Turn {
    /// Which round.
    pub(super) round: RoundNo,
    /// Its times as they stand.
    pub(super) time: Span,
    /// Whether the station is closed then.
    pub(super) closed: bool,
    /// Groups that are due, in order of their numbers.
    pub(super) due: Vec<(GroupNo, Who)>,
}

/// Every station by every round, for coordinators.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Chart {
    /// The rounds with their times as they stand.
    pub(super) rounds: Vec<(RoundNo, Span)>,
    /// Stations by halls in the order of the event, and within them by number.
    pub(super) lines: Vec<Line>,
    /// Groups on a break, by round.
    pub(super) resting: Vec<Vec<GroupNo>>,
    /// Groups that are at no station for another reason, by round.
    pub(super) elsewhere: Vec<Vec<GroupNo>>,
}

/// One station of the chart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Line {
    /// The station.
    pub(super) site: Site,
    /// What happens there, by round.
    pub(super) cells: Vec<Cell>,
}

/// One station in one round.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Cell {
    /// Whether the station is closed then.
    pub(super) closed: bool,
    /// Groups that are due, in order of their numbers.
    pub(super) due: Vec<GroupNo>,
}

/// A short name of what a sheet says, 8 hexadecimal digits: the same code is the same content, in any language
/// and whenever it was printed.
pub(super) fn code(sheet: &impl Serialize) -> String {
    // Plain values always have a JSON form.
    let content = serde_json::to_vec(sheet).unwrap_or_default();
    let mut code = String::with_capacity(2 * CODE_BYTES);
    for byte in Sha256::digest(content).iter().take(CODE_BYTES) {
        // Writing to memory cannot fail.
        _ = write!(code, "{byte:02x}");
    }
    code
}
