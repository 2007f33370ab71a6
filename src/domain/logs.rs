//! What the floor keeps of each thing: every saying about a visit, a station, a desk, a message, a call, and
//! what the sayings about a visit come to.
//!
//! Nothing here knows the plan or the time: a history in, a value out.

use super::event::{Group, Medium, Words};
use super::fact::{Audience, Need, Part, Reason, Relisted, Visitor};
use super::history::{History, Mark, Undone};
use super::id::{GroupNo, Place, Role, RoundNo, StationNo};
use super::time::EventTime;
use std::collections::BTreeMap;

/// How a visit ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// The group finished here.
    Finished,
    /// The group was at the wrong station; its visit does not count here.
    SentOn(StationNo),
}

/// A head count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeadCount {
    /// How many pupils.
    pub count: u16,
    /// Said on arrival; otherwise a correction.
    pub on_arrival: bool,
    /// Typed in from a paper sheet: when the group came is not known.
    pub later: bool,
}

/// Everything said about one group at one station in one round.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Session {
    /// Head counts, on arrival and corrected.
    pub counts: History<HeadCount>,
    /// How it ended.
    pub endings: History<Ending>,
    /// Briefings given.
    pub briefings: History<()>,
    /// Interested hands.
    pub interest: History<u16>,
}

/// What was said about a group's arrival, in one value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrival {
    /// When the group arrived.
    pub at: EventTime,
    /// How many were counted last.
    pub count: u16,
    /// Entered by a coordinator for the station.
    pub by_radio: bool,
    /// Typed in from a paper sheet: `at` is when it was typed, not when the group came.
    pub later: bool,
}

impl Session {
    /// The arrival, if there was one: the station's own time wins over one told by radio, and both over a paper
    /// sheet; of several, the earliest. The last count said counts.
    pub fn arrival(&self, undone: &Undone) -> Option<Arrival> {
        let own = |mark: &&Mark<HeadCount>| matches!(mark.role, Role::Station(_));
        let arrivals = self.counts.standing(undone).filter(|mark| mark.value.on_arrival);
        let first = arrivals.min_by_key(|mark| (mark.value.later, !own(mark), mark.at))?;
        let count = self.counts.last(undone)?.value.count;
        Some(Arrival {
            at: first.at,
            count,
            by_radio: !own(&first),
            later: first.value.later,
        })
    }

    /// The last word of somebody else about the number, if it differs from the count in force: of a second
    /// laptop of the same place, or of another role that said that the group arrived, be it on one laptop.
    pub fn other_count(&self, undone: &Undone) -> Option<u16> {
        let mut counts = self.counts.standing(undone).rev();
        let last = counts.next()?;
        let mut heard = vec![(last.key.id.origin, last.role)];
        counts
            .filter(|mark| {
                let who = (mark.key.id.origin, mark.role);
                let first_of_them = !heard.contains(&who);
                heard.push(who);
                first_of_them
            })
            .filter(|mark| mark.role == last.role || (mark.value.on_arrival && last.value.on_arrival))
            .map(|mark| mark.value.count)
            .find(|count| *count != last.value.count)
    }

    /// How it ended, unless the group arrived again afterwards by the word of the station itself or of
    /// whoever had ended it: what a coordinator heard late by radio does not open a visit again, and neither
    /// does an arrival entered later that lies before the end.
    pub fn ending(&self, undone: &Undone) -> Option<&Mark<Ending>> {
        let ending = self.endings.last(undone)?;
        let may_open = |role: Role| role == ending.role || matches!(role, Role::Station(_));
        let again = self
            .counts
            .standing(undone)
            .rev()
            .take_while(|mark| mark.key > ending.key)
            .any(|mark| mark.value.on_arrival && mark.at >= ending.at && may_open(mark.role));
        (!again).then_some(ending)
    }

    /// Whether the group is here: arrived and neither finished nor sent on.
    pub fn is_open(&self, undone: &Undone) -> bool {
        self.has_arrived(undone) && self.ending(undone).is_none()
    }

    pub(super) fn has_arrived(&self, undone: &Undone) -> bool {
        self.counts.standing(undone).any(|mark| mark.value.on_arrival)
    }

    /// Whether this visit counts: the group arrived here and was not sent on.
    pub fn counts_as_visit(&self, undone: &Undone) -> bool {
        self.has_arrived(undone)
            && !matches!(
                self.ending(undone).map(|mark| mark.value),
                Some(Ending::SentOn(_))
            )
    }
}

/// Whether a station is ready.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readiness {
    /// It is not, and why.
    NotReady(Reason),
    /// It is.
    Ready {
        /// By the word of a deputy.
        deputy: bool,
    },
}

/// Fewer places than the event file says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lowered {
    /// How many are left.
    pub places: u16,
    /// Why.
    pub reason: Reason,
}

/// A delay of a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Delay {
    /// When it is expected.
    pub until: EventTime,
    /// Why.
    pub reason: Reason,
}

/// What was told of a group for one round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// It goes to this station, or on a break.
    At(Option<StationNo>),
    /// It skips the round.
    Skipped(Reason),
}

/// A group that is away from a round on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Absence {
    /// From which round on.
    pub from: RoundNo,
    /// Why.
    pub reason: Reason,
    /// In which way.
    pub kind: Away,
}

/// In which way a group is away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Away {
    /// It has left.
    Left,
    /// It never came.
    Absent,
    /// It is on the schools' list no more.
    OffList,
    /// It is on the list again: not away.
    Back,
}

/// How a group came by its size.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sizing {
    /// It was added on the day.
    Added(Group),
    /// It is a part of this group.
    Part(GroupNo, Part),
    /// It has another size for the rest of the day.
    Resized(u16),
    /// The schools' list says something else about it.
    Relisted(Box<Relisted>),
}

impl Sizing {
    /// Pupils of the group from then on, where something was said of that.
    pub fn pupils(&self) -> Option<u16> {
        match self {
            Self::Added(about) => Some(about.size),
            Self::Part(_, part) => Some(part.size),
            Self::Resized(size) => Some(*size),
            Self::Relisted(relisted) => relisted.size,
        }
    }

    /// The group of which it is a part.
    pub const fn parent(&self) -> Option<GroupNo> {
        match self {
            Self::Part(whole, _) => Some(*whole),
            Self::Added(_) | Self::Resized(_) | Self::Relisted(_) => None,
        }
    }
}

/// Everything said about one group, apart from its visits.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GroupLog {
    /// How it came by its size.
    pub sizes: History<Sizing>,
    /// Delays.
    pub delays: History<Delay>,
    /// "On the site".
    pub on_site: History<()>,
    /// Where it goes or that it skips, by round.
    pub stays: BTreeMap<RoundNo, History<Told>>,
    /// Absences and departures.
    pub absences: History<Absence>,
    /// Counts at the assembly point.
    pub roll_calls: History<u16>,
}

/// A change of the time a station has in a round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Extension {
    /// Minutes more (or less).
    pub minutes: i16,
    /// Why.
    pub reason: Reason,
}

/// Everything said about one station.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StationLog {
    /// "Ready" and "not ready".
    pub ready: History<Readiness>,
    /// What it writes on, where that was said.
    pub mediums: History<Medium>,
    /// Fewer places (how many, why), and all of them again.
    pub places: History<Option<Lowered>>,
    /// Closed (from which round on, why), and opened again.
    pub closings: History<Option<(RoundNo, Reason)>>,
    /// Guests came, and left.
    pub guests: History<bool>,
    /// Somebody else runs it.
    pub handovers: History<()>,
    /// Visits by round and group.
    pub sessions: BTreeMap<(RoundNo, GroupNo), Session>,
    /// Walk-ins by round.
    pub walk_ins: BTreeMap<RoundNo, History<i16>>,
    /// Pauses (with their reason) and resumptions.
    pub pauses: History<Option<Reason>>,
    /// Extensions by round.
    pub extensions: BTreeMap<RoundNo, History<Extension>>,
}

/// One change of a desk's counter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeskMark {
    /// Which kind of visitor.
    pub visitor: Visitor,
    /// Came, or was taken back.
    pub came: bool,
}

/// Everything said about one desk.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DeskLog {
    /// Visitors and take-backs.
    pub visits: History<DeskMark>,
    /// Queue lengths.
    pub queue: History<u16>,
}

/// A message and who has received it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MessageLog {
    /// The message itself; it may come later than its receipts.
    pub sent: Option<Mark<(Audience, Words)>>,
    /// Receipts by place.
    pub received: BTreeMap<Place, History<()>>,
}

/// A call for help and what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CallLog {
    /// The call itself; it may come later than its answer.
    pub called: Option<Mark<(Place, Need)>>,
    /// "On the way".
    pub accepted: History<()>,
    /// "Over".
    pub closed: History<()>,
}
