//! The words of what people ask for: the commands themselves and the small choices in them.

use crate::domain::event::{Group, HallId, Words};
use crate::domain::fact::{Audience, FiguresGiven, Need, NewTimes, Opening, Reason, SheetLine, Visitor};
use crate::domain::id::{DeskNo, EntryId, GroupNo, Place, RoundNo, StationNo};
use crate::domain::query::roster::Changes;
use crate::domain::time::EventTime;

/// How a head count changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Recount {
    /// To this number.
    To(u16),
    /// By so many more or fewer.
    By(i16),
}

/// Groups, by number or as all of one school.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// These groups.
    Groups(Vec<GroupNo>),
    /// Every group of this school.
    School(String),
}

/// Several stations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Which {
    /// These stations.
    Stations(Vec<StationNo>),
    /// Every station of this hall that has, or awaits, a group in the round that is on.
    Hall(HallId),
}

/// What a person asks for. Where a group or round is left out, the one people mean is found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Open the floor with this description of the day.
    OpenFloor(Opening),
    /// The station is ready.
    Ready {
        /// Where.
        station: StationNo,
        /// Said by a deputy.
        deputy: bool,
    },
    /// The station is not ready, or not any more.
    NotReady {
        /// Where.
        station: StationNo,
        /// Why.
        reason: Reason,
    },
    /// The station writes on paper, or on its laptop again.
    OnPaper {
        /// Where.
        station: StationNo,
        /// On paper.
        paper: bool,
    },
    /// Somebody else runs the station.
    HandOver(StationNo),
    /// The station has fewer places for a while.
    Lower {
        /// Where.
        station: StationNo,
        /// How many are left.
        places: u16,
        /// Why.
        reason: Reason,
    },
    /// The station has all its places again.
    Restore(StationNo),
    /// The station takes no groups from a round on.
    Close {
        /// Where.
        station: StationNo,
        /// From which round on; the next one if left out.
        from: Option<RoundNo>,
        /// Why.
        reason: Reason,
    },
    /// The closed station takes groups again.
    Open(StationNo),
    /// Guests came to the station, or left it.
    Guests {
        /// Where.
        station: StationNo,
        /// They are there.
        here: bool,
    },
    /// A station's paper sheet is typed in.
    EnterSheet {
        /// Whose.
        station: StationNo,
        /// Its lines.
        lines: Vec<SheetLine>,
    },
    /// Several stations stop for a while, as one.
    PauseMany {
        /// Which.
        which: Which,
        /// Why.
        reason: Reason,
    },
    /// Several stations go on, as one.
    ResumeMany(Which),
    /// Groups come later.
    Delay {
        /// Who.
        whom: Who,
        /// When they are expected.
        until: EventTime,
        /// Why.
        reason: Reason,
    },
    /// Groups have arrived on the site.
    OnSite(Who),
    /// Groups skip a round.
    Skip {
        /// Who.
        whom: Who,
        /// Which round; the one that is on, or else the next, if left out.
        round: Option<RoundNo>,
        /// Why.
        reason: Reason,
    },
    /// Groups leave early.
    Leave {
        /// Who.
        whom: Who,
        /// The last round they are there for; the one that is on if left out.
        after: Option<RoundNo>,
        /// Why.
        reason: Reason,
    },
    /// Groups do not come.
    Absent {
        /// Who.
        whom: Who,
        /// From which round on; the one that is on, or else the next, if left out.
        from: Option<RoundNo>,
        /// Why.
        reason: Reason,
    },
    /// Groups go elsewhere: moves, whole routes, a revised plan.
    Reroute {
        /// Who, in which round, where to (`None`: a break).
        moves: Vec<(GroupNo, RoundNo, Option<StationNo>)>,
        /// Why.
        reason: Reason,
    },
    /// A group nobody planned for came.
    AddGroup {
        /// Its number; the next free one if left out.
        group: Option<GroupNo>,
        /// What is known of it.
        about: Group,
    },
    /// A group is split. The first part keeps its number, the others get the next free ones.
    Split {
        /// Which.
        group: GroupNo,
        /// Pupils of each part.
        sizes: Vec<u16>,
    },
    /// A group has another size for the rest of the day.
    Resize {
        /// Which.
        group: GroupNo,
        /// Pupils.
        size: u16,
    },
    /// The groups are brought in line with the lists of the schools.
    ListGroups {
        /// What comes, changes and goes.
        changes: Box<Changes>,
        /// Why groups go.
        reason: Reason,
    },
    /// Rounds get new times.
    Retime(Vec<NewTimes>),
    /// Everybody leaves the building.
    Evacuate {
        /// A drill.
        drill: bool,
    },
    /// A group was counted at the assembly point.
    RollCall {
        /// Which.
        group: GroupNo,
        /// How many pupils; all of them if left out.
        count: Option<u16>,
    },
    /// Figures are given away.
    Give(Box<FiguresGiven>),
    /// A group arrived: the expected one and its offered number, unless said otherwise.
    Arrive {
        /// Where.
        station: StationNo,
        /// Who; the expected group if left out.
        group: Option<GroupNo>,
        /// How many; the offered number if left out.
        count: Option<u16>,
    },
    /// The head count was wrong.
    Count {
        /// Where.
        station: StationNo,
        /// Who; the group that is here if left out.
        group: Option<GroupNo>,
        /// The right number.
        count: Recount,
    },
    /// The group finished.
    Finish {
        /// Where.
        station: StationNo,
        /// Who; the group that is here if left out.
        group: Option<GroupNo>,
    },
    /// The group is at the wrong station and goes on.
    SendOn {
        /// Where.
        station: StationNo,
        /// Who; the unexpected group if left out.
        group: Option<GroupNo>,
        /// Where to; its planned station if left out.
        to: Option<StationNo>,
    },
    /// The safety briefing was given.
    Briefing {
        /// Where.
        station: StationNo,
        /// Who; the group that is here if left out.
        group: Option<GroupNo>,
    },
    /// So many could imagine this trade.
    Interest {
        /// Where.
        station: StationNo,
        /// Who; the group that is or was here if left out.
        group: Option<GroupNo>,
        /// How many hands.
        count: u16,
    },
    /// Visitors without a group.
    WalkIn {
        /// Where.
        station: StationNo,
        /// How many more; negative takes back.
        count: i16,
    },
    /// The station stops for a while.
    Pause {
        /// Where.
        station: StationNo,
        /// Why.
        reason: Reason,
    },
    /// The station goes on.
    Resume(StationNo),
    /// The station's round gets more minutes.
    Extend {
        /// Where.
        station: StationNo,
        /// How many more; negative takes back.
        minutes: i16,
        /// Why.
        reason: Reason,
    },
    /// The whole floor stops.
    Hold(Reason),
    /// The whole floor goes on.
    ResumeFloor,
    /// A message to stations.
    Send {
        /// To whom.
        to: Audience,
        /// What.
        text: Words,
    },
    /// A message was received here.
    Receive {
        /// Which message.
        message: EntryId,
        /// Where.
        place: Place,
    },
    /// A call for help.
    Call {
        /// From where.
        place: Place,
        /// For what.
        need: Need,
    },
    /// Somebody is on the way.
    AcceptCall(EntryId),
    /// The call is over.
    CloseCall(EntryId),
    /// A visitor came to a desk.
    Visit {
        /// Which desk.
        desk: DeskNo,
        /// Of which kind.
        visitor: Visitor,
    },
    /// The last visitor of a desk is taken back.
    TakeBack {
        /// Which desk.
        desk: DeskNo,
        /// Of which kind; the last of any kind if left out.
        visitor: Option<Visitor>,
    },
    /// So many wait at a desk.
    Queue {
        /// Which desk.
        desk: DeskNo,
        /// How many.
        length: u16,
    },
    /// Take an entry back: this one, or the last of one's own place.
    Undo(Option<EntryId>),
}
