//! What happened, in the past tense. A fact is never edited; its wire form (`kind` and a JSON body) is a
//! contract held by golden files in `tests/data/wire`.
//!
//! A kind that this version does not know, or a body it cannot read, becomes [`Fact::Unknown`]: kept,
//! counted and passed on untouched, never dropped.

mod choice;
mod day;
mod opening;
mod plan;
mod visit;
mod word;

pub use choice::{Need, Reason, Visitor};
pub use day::{
    Evacuated, FiguresGiven, MediumChanged, NewTimes, PlacesLowered, Purpose, Ready, RoundsRetimed,
    SheetEntered, SheetLine, StationClosed, StationsPaused, StationsResumed,
};
pub use opening::Opening;
pub use plan::{
    Delayed, GroupAdded, GroupResized, GroupSplit, GroupsListed, Missed, Move, Part, PlanRevised, Relisted,
    RollCalled, Whom,
};
pub use visit::{AtStation, Counted, Extended, Paused, SentOn, Visit, WalkIns};
pub use word::{Audience, Called, Message, OfCall, Received};

use super::id::{DeskNo, EntryId, GroupNo, Place};
use serde::{Deserialize, Serialize};

/// The whole floor stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Held {
    /// Why.
    pub reason: Reason,
}

/// The whole floor went on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Resumed {}

/// A visitor at a desk.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeskVisit {
    /// Which desk.
    pub desk: DeskNo,
    /// Of which kind.
    pub visitor: Visitor,
}

/// The queue at a desk was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeskQueue {
    /// Which desk.
    pub desk: DeskNo,
    /// How many wait.
    pub length: u16,
}

/// An earlier entry was taken back. Undoing an undo brings the entry back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Undone {
    /// Which entry.
    pub entry: EntryId,
}

/// A fact of a newer version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// Its kind as written.
    pub kind: Box<str>,
}

macro_rules! facts {
    ($($(#[$doc:meta])* $variant:ident($body:ty) = $kind:literal,)*) => {
        /// What happened.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum Fact {
            $($(#[$doc])* $variant($body),)*
            /// A fact of a newer version, or one whose body cannot be read.
            Unknown(Unknown),
        }

        impl Fact {
            /// Every kind that this version writes.
            pub const KINDS: &[&str] = &[$($kind),*];

            /// The name of this kind on the wire.
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $kind,)*
                    Self::Unknown(unknown) => &unknown.kind,
                }
            }

            /// Reads a fact from its wire form; whatever cannot be read is `Unknown`.
            pub fn read(kind: &str, body: &str) -> Self {
                let known = match kind {
                    $($kind => serde_json::from_str(body).ok().map(Self::$variant),)*
                    _ => None,
                };
                known.unwrap_or_else(|| Self::Unknown(Unknown { kind: kind.into() }))
            }

            /// The JSON body of this fact; empty for a fact of a newer version, whose body only its
            /// record holds.
            pub fn body(&self) -> String {
                match self {
                    $(Self::$variant(body) => serde_json::to_string(body).unwrap_or_default(),)*
                    Self::Unknown(_) => String::new(),
                }
            }
        }
    };
}

facts! {
    /// The floor was opened; carries the description of the day.
    FloorOpened(Opening) = "floor_opened",
    /// A station is ready for its first group.
    StationReady(Ready) = "station_ready",
    /// A station is not ready, or not any more.
    StationNotReady(Paused) = "station_not_ready",
    /// A station writes on paper, or on its laptop again.
    MediumChanged(MediumChanged) = "medium_changed",
    /// Somebody else runs the station from now on.
    InstructorChanged(AtStation) = "instructor_changed",
    /// A group arrived and was counted.
    GroupArrived(Counted) = "group_arrived",
    /// The head count was corrected.
    CountCorrected(Counted) = "count_corrected",
    /// A group finished.
    GroupFinished(Visit) = "group_finished",
    /// A group was at the wrong station and was sent on: its visit here does not count.
    SentOn(SentOn) = "sent_on",
    /// The safety briefing was given.
    BriefingMarked(Visit) = "briefing_marked",
    /// Hands were counted: who could imagine this trade.
    InterestCounted(Counted) = "interest_counted",
    /// Visitors without a group joined.
    WalkInsCounted(WalkIns) = "walk_ins_counted",
    /// A station stopped for a while.
    StationPaused(Paused) = "station_paused",
    /// A station went on.
    StationResumed(AtStation) = "station_resumed",
    /// A station's round was extended.
    RoundExtended(Extended) = "round_extended",
    /// Several stations stopped for a while, as one.
    StationsPaused(StationsPaused) = "stations_paused",
    /// Several stations went on, as one.
    StationsResumed(StationsResumed) = "stations_resumed",
    /// A station has fewer places for a while.
    PlacesLowered(PlacesLowered) = "places_lowered",
    /// A station has all its places again.
    PlacesRestored(AtStation) = "places_restored",
    /// A station takes no groups from a round on.
    StationClosed(StationClosed) = "station_closed",
    /// A closed station takes groups again.
    StationOpened(AtStation) = "station_opened",
    /// Guests came to a station; they are in no figure of pupils.
    GuestsCame(AtStation) = "guests_came",
    /// The guests of a station left.
    GuestsLeft(AtStation) = "guests_left",
    /// Groups come later than planned.
    GroupsDelayed(Delayed) = "groups_delayed",
    /// Groups have arrived on the site.
    GroupsOnSite(Whom) = "groups_on_site",
    /// Groups skip a round.
    RoundSkipped(Missed) = "round_skipped",
    /// Groups leave early: they are away from this round on.
    GroupsLeft(Missed) = "groups_left",
    /// Groups do not come: they are absent from this round on.
    GroupsAbsent(Missed) = "groups_absent",
    /// Groups go elsewhere than planned.
    PlanRevised(PlanRevised) = "plan_revised",
    /// A group nobody planned for came.
    GroupAdded(Box<GroupAdded>) = "group_added",
    /// A group was split.
    GroupSplit(GroupSplit) = "group_split",
    /// A group has another size for the rest of the day.
    GroupResized(GroupResized) = "group_resized",
    /// The groups were brought in line with the lists of the schools.
    GroupsListed(Box<GroupsListed>) = "groups_listed",
    /// Rounds were given new times.
    RoundsRetimed(RoundsRetimed) = "rounds_retimed",
    /// Everybody leaves the building; the floor is held.
    EvacuationCalled(Evacuated) = "evacuation_called",
    /// A group was counted at the assembly point.
    RollCalled(RollCalled) = "roll_called",
    /// A station's paper sheet was typed in.
    SheetEntered(SheetEntered) = "sheet_entered",
    /// Figures were given away.
    FiguresGiven(Box<FiguresGiven>) = "figures_given",
    /// The whole floor stopped: every countdown stands still.
    FloorHeld(Held) = "floor_held",
    /// The whole floor went on.
    FloorResumed(Resumed) = "floor_resumed",
    /// A coordinator sent a message.
    MessageSent(Box<Message>) = "message_sent",
    /// A message was received at a place.
    MessageReceived(Received) = "message_received",
    /// Help or first aid was called.
    HelpCalled(Called) = "help_called",
    /// Somebody is on the way.
    CallAccepted(OfCall) = "call_accepted",
    /// A call is over.
    CallClosed(OfCall) = "call_closed",
    /// A visitor came to a desk.
    DeskVisited(DeskVisit) = "desk_visited",
    /// The last visitor of this kind was taken back.
    DeskVisitTakenBack(DeskVisit) = "desk_visit_taken_back",
    /// The queue at a desk was counted.
    DeskQueueCounted(DeskQueue) = "desk_queue_counted",
    /// An earlier entry was undone.
    EntryUndone(Undone) = "entry_undone",
}

impl Fact {
    /// The place this fact is about, where there is one.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::StationReady(b) => Some(Place::Station(b.station)),
            Self::StationNotReady(b) | Self::StationPaused(b) => Some(Place::Station(b.station)),
            Self::StationResumed(b)
            | Self::InstructorChanged(b)
            | Self::PlacesRestored(b)
            | Self::StationOpened(b)
            | Self::GuestsCame(b)
            | Self::GuestsLeft(b) => Some(Place::Station(b.station)),
            Self::MediumChanged(b) => Some(Place::Station(b.station)),
            Self::PlacesLowered(b) => Some(Place::Station(b.station)),
            Self::StationClosed(b) => Some(Place::Station(b.station)),
            Self::SheetEntered(b) => Some(Place::Station(b.station)),
            Self::GroupArrived(b) | Self::CountCorrected(b) | Self::InterestCounted(b) => {
                Some(Place::Station(b.station))
            }
            Self::GroupFinished(b) | Self::BriefingMarked(b) => Some(Place::Station(b.station)),
            Self::SentOn(b) => Some(Place::Station(b.station)),
            Self::WalkInsCounted(b) => Some(Place::Station(b.station)),
            Self::RoundExtended(b) => Some(Place::Station(b.station)),
            Self::MessageReceived(b) => Some(b.place),
            Self::HelpCalled(b) => Some(b.place),
            Self::DeskVisited(b) | Self::DeskVisitTakenBack(b) => Some(Place::Desk(b.desk)),
            Self::DeskQueueCounted(b) => Some(Place::Desk(b.desk)),
            Self::FloorOpened(_)
            | Self::StationsPaused(_)
            | Self::StationsResumed(_)
            | Self::GroupsDelayed(_)
            | Self::GroupsOnSite(_)
            | Self::RoundSkipped(_)
            | Self::GroupsLeft(_)
            | Self::GroupsAbsent(_)
            | Self::PlanRevised(_)
            | Self::GroupAdded(_)
            | Self::GroupSplit(_)
            | Self::GroupResized(_)
            | Self::GroupsListed(_)
            | Self::RoundsRetimed(_)
            | Self::EvacuationCalled(_)
            | Self::RollCalled(_)
            | Self::FiguresGiven(_)
            | Self::FloorHeld(_)
            | Self::FloorResumed(_)
            | Self::MessageSent(_)
            | Self::CallAccepted(_)
            | Self::CallClosed(_)
            | Self::EntryUndone(_)
            | Self::Unknown(_) => None,
        }
    }

    /// The visit this fact is about, where there is one.
    pub const fn visit(&self) -> Option<Visit> {
        match self {
            Self::GroupArrived(b) | Self::CountCorrected(b) | Self::InterestCounted(b) => Some(b.visit()),
            Self::GroupFinished(b) | Self::BriefingMarked(b) => Some(*b),
            Self::SentOn(b) => Some(b.visit()),
            _ => None,
        }
    }

    /// The groups this fact is about.
    pub fn groups(&self) -> Vec<GroupNo> {
        match self {
            Self::GroupsDelayed(b) => b.whom.groups.clone(),
            Self::GroupsOnSite(b) => b.groups.clone(),
            Self::RoundSkipped(b) | Self::GroupsLeft(b) | Self::GroupsAbsent(b) => b.whom.groups.clone(),
            Self::PlanRevised(b) => b.moves.iter().map(|m| m.group).collect(),
            Self::GroupAdded(b) => vec![b.group],
            Self::GroupSplit(b) => {
                let parts = b.into.iter().map(|part| part.group);
                std::iter::once(b.group).chain(parts).collect()
            }
            Self::GroupResized(b) => vec![b.group],
            Self::GroupsListed(b) => {
                let added = b.added.iter().map(|added| added.group);
                let changed = b.changed.iter().map(|changed| changed.group);
                let others = b.gone.iter().chain(&b.back).copied();
                added.chain(changed).chain(others).collect()
            }
            Self::RollCalled(b) => vec![b.group],
            Self::SheetEntered(b) => b.lines.iter().map(|line| line.group).collect(),
            _ => self.visit().map(|visit| visit.group).into_iter().collect(),
        }
    }

    /// Whether this fact can change who is where in which round.
    pub const fn changes_rotation(&self) -> bool {
        matches!(
            self,
            Self::FloorOpened(_)
                | Self::EntryUndone(_)
                | Self::RoundSkipped(_)
                | Self::GroupsLeft(_)
                | Self::GroupsAbsent(_)
                | Self::PlanRevised(_)
                | Self::GroupAdded(_)
                | Self::GroupSplit(_)
                | Self::GroupResized(_)
                | Self::GroupsListed(_)
                | Self::StationClosed(_)
                | Self::StationOpened(_)
        )
    }

    /// The number in this fact, where there is one.
    pub fn amount(&self) -> Option<i64> {
        match self {
            Self::GroupArrived(b) | Self::CountCorrected(b) | Self::InterestCounted(b) => {
                Some(b.count.into())
            }
            Self::WalkInsCounted(b) => Some(b.count.into()),
            Self::RoundExtended(b) => Some(b.minutes.into()),
            Self::DeskQueueCounted(b) => Some(b.length.into()),
            Self::PlacesLowered(b) => Some(b.places.into()),
            Self::RollCalled(b) => Some(b.count.into()),
            Self::GroupResized(b) => Some(b.size.into()),
            Self::GroupAdded(b) => Some(b.about.size.into()),
            _ => None,
        }
    }

    /// The entry of which this speaks: undone, received, accepted or closed.
    pub const fn about(&self) -> Option<EntryId> {
        match self {
            Self::EntryUndone(b) => Some(b.entry),
            Self::MessageReceived(b) => Some(b.message),
            Self::CallAccepted(b) | Self::CallClosed(b) => Some(b.call),
            _ => None,
        }
    }

    /// Speaks of this entry instead, if it speaks of one.
    pub const fn set_about(&mut self, id: EntryId) {
        match self {
            Self::EntryUndone(b) => b.entry = id,
            Self::MessageReceived(b) => b.message = id,
            Self::CallAccepted(b) | Self::CallClosed(b) => b.call = id,
            _ => {}
        }
    }

    /// Whether a person can take it back.
    pub const fn can_be_undone(&self) -> bool {
        !matches!(self, Self::FloorOpened(_) | Self::Unknown(_))
    }
}
