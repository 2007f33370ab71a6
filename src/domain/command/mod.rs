//! What people ask for, and the judgement of it.
//!
//! [`decide`] is pure: it looks at the floor, the command and the moment, and answers with the facts to
//! write or with a [`Refusal`] that says why not. It never changes anything. Safety is a reminder, not a
//! lock: over places, a missing briefing or an unexpected group are facts to be seen, not refused.

mod ask;
mod day;
mod desk;
mod floor;
mod groups;
mod list;
mod station;

pub use ask::{Command, Recount, Which, Who};

use super::countdown::Schedule;
use super::entry::{Entry, Moment};
use super::event::StationKind;
use super::fact::{Fact, Undone};
use super::floor::Floor;
use super::id::{DeskNo, EntryId, GroupNo, Place, Role, RoundNo, StationNo};
use super::time::{EventTime, SECOND_MS};
use std::iter::successors;

/// The largest head count, queue or interest that is believed.
pub const COUNT_MAX: u16 = 999;
/// How far a moment given by hand may lie ahead before it is refused, in milliseconds.
const FUTURE_MAX_MS: i64 = 5 * SECOND_MS;

/// Why a command is not allowed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// The floor is not open yet.
    #[error("the floor is not open")]
    FloorNotOpen,
    /// The event has no such station.
    #[error("there is no station {0}")]
    UnknownStation(StationNo),
    /// The event has no such group.
    #[error("there is no group {0}")]
    UnknownGroup(GroupNo),
    /// The event has no such desk.
    #[error("there is no desk {0}")]
    UnknownDesk(DeskNo),
    /// A stand takes no groups.
    #[error("{0} is a stand: it takes no groups")]
    NotAStation(StationNo),
    /// More than can be.
    #[error("cannot be more than {0}")]
    TooMany(u16),
    /// Fewer than none.
    #[error("cannot be less than zero")]
    BelowZero,
    /// Nobody is here who could finish.
    #[error("no group is here to finish")]
    NothingToFinish,
    /// Nobody is here, or the named group is not.
    #[error("no such group is here")]
    NoGroupHere,
    /// The group was recorded as arrived already, with the same number.
    #[error("the group is recorded as arrived already")]
    AlreadyArrived,
    /// The station said so already.
    #[error("the station is ready already")]
    AlreadyReady,
    /// The floor is held already.
    #[error("the floor is held already")]
    AlreadyHeld,
    /// The floor is not held.
    #[error("the floor is not held")]
    NotHeld,
    /// The station is paused already.
    #[error("the station is paused already")]
    AlreadyPaused,
    /// The station is not paused.
    #[error("the station is not paused")]
    NotPaused,
    /// The event has no rounds, or none that could be meant.
    #[error("there is no round for this")]
    NoRound,
    /// Nothing of this place can be undone.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// The entry is not known here.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// The entry is undone already.
    #[error("the entry is undone already")]
    AlreadyUndone,
    /// The call is not known here.
    #[error("there is no such call")]
    NoSuchCall,
    /// Somebody is on the way already.
    #[error("the call is accepted already")]
    AlreadyAccepted,
    /// The call is over already.
    #[error("the call is closed already")]
    AlreadyClosed,
    /// The message is not known here.
    #[error("there is no such message")]
    NoSuchMessage,
    /// It was received here already.
    #[error("the message is received already")]
    AlreadyReceived,
    /// A moment given by hand lies ahead of event time.
    #[error("this moment is still to come")]
    InTheFuture,
    /// It is recorded so already.
    #[error("it is recorded so already")]
    AlreadySo,
    /// There is nothing in what was asked for.
    #[error("nothing was given")]
    Nothing,
    /// The event has no such school.
    #[error("no group is of this school")]
    UnknownSchool,
    /// The event has no such hall.
    #[error("there is no such hall")]
    UnknownHall,
    /// The round is over.
    #[error("round {0} is over")]
    RoundOver(RoundNo),
    /// Rounds have run on the plan that was to be taken back, from this one on.
    #[error("round {0} has run on this plan")]
    RoundsRun(RoundNo),
    /// The event has no such round.
    #[error("there is no round {0}")]
    UnknownRound(RoundNo),
    /// There is a group with this number.
    #[error("there is a group {0} already")]
    GroupExists(GroupNo),
    /// The parts of a split do not make the whole.
    #[error("the parts do not make {0}")]
    PartsDiffer(u16),
    /// Times that cannot be: an end before its start, rounds over each other, or in the past.
    #[error("these times cannot be")]
    BadTimes,
    /// Nobody is being evacuated.
    #[error("there is no evacuation")]
    NoEvacuation,
    /// The station has all its places.
    #[error("the station has all its places")]
    NotLowered,
    /// The station is not closed.
    #[error("the station is not closed")]
    NotClosed,
    /// The station is where the group was to be sent from.
    #[error("the group is at this station")]
    SameStation,
    /// This part may not ask for that.
    #[error("this is for coordinators")]
    NotAllowedForRole,
}

impl Refusal {
    /// The key of its text in the catalogues.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::FloorNotOpen => "refusal-floor-not-open",
            Self::UnknownStation(_) => "refusal-unknown-station",
            Self::UnknownGroup(_) => "refusal-unknown-group",
            Self::UnknownDesk(_) => "refusal-unknown-desk",
            Self::NotAStation(_) => "refusal-not-a-station",
            Self::TooMany(_) => "refusal-too-many",
            Self::BelowZero => "refusal-below-zero",
            Self::NothingToFinish => "refusal-nothing-to-finish",
            Self::NoGroupHere => "refusal-no-group-here",
            Self::AlreadyArrived => "refusal-already-arrived",
            Self::AlreadyReady => "refusal-already-ready",
            Self::AlreadyHeld => "refusal-already-held",
            Self::NotHeld => "refusal-not-held",
            Self::AlreadyPaused => "refusal-already-paused",
            Self::NotPaused => "refusal-not-paused",
            Self::NoRound => "refusal-no-round",
            Self::NothingToUndo => "refusal-nothing-to-undo",
            Self::NoSuchEntry => "refusal-no-such-entry",
            Self::AlreadyUndone => "refusal-already-undone",
            Self::NoSuchCall => "refusal-no-such-call",
            Self::AlreadyAccepted => "refusal-already-accepted",
            Self::AlreadyClosed => "refusal-already-closed",
            Self::NoSuchMessage => "refusal-no-such-message",
            Self::AlreadyReceived => "refusal-already-received",
            Self::InTheFuture => "refusal-in-the-future",
            Self::AlreadySo => "refusal-already-so",
            Self::Nothing => "refusal-nothing",
            Self::UnknownSchool => "refusal-unknown-school",
            Self::UnknownHall => "refusal-unknown-hall",
            Self::RoundOver(_) => "refusal-round-over",
            Self::RoundsRun(_) => "refusal-rounds-run",
            Self::UnknownRound(_) => "refusal-unknown-round",
            Self::GroupExists(_) => "refusal-group-exists",
            Self::PartsDiffer(_) => "refusal-parts-differ",
            Self::BadTimes => "refusal-bad-times",
            Self::NoEvacuation => "refusal-no-evacuation",
            Self::NotLowered => "refusal-not-lowered",
            Self::NotClosed => "refusal-not-closed",
            Self::SameStation => "refusal-same-station",
            Self::NotAllowedForRole => "refusal-not-allowed-for-role",
        }
    }

    /// The number in its text, where there is one.
    pub fn number(self) -> Option<u16> {
        match self {
            Self::UnknownStation(no) | Self::NotAStation(no) => Some(no.0),
            Self::UnknownGroup(no) | Self::GroupExists(no) => Some(no.0),
            Self::RoundOver(no) | Self::RoundsRun(no) | Self::UnknownRound(no) => Some(no.0.into()),
            Self::PartsDiffer(size) => Some(size),
            Self::UnknownDesk(no) => Some(no.0),
            Self::TooMany(limit) => Some(limit),
            _ => None,
        }
    }
}

/// Judges a command: the facts to write, or why not.
pub fn decide(floor: &Floor, command: &Command, moment: Moment, role: Role) -> Result<Vec<Fact>, Refusal> {
    if let Command::OpenFloor(opening) = command {
        return Ok(vec![Fact::FloorOpened(opening.clone())]);
    }
    if floor.day().is_none() {
        return Err(Refusal::FloorNotOpen);
    }
    if moment.at.since(moment.now) > FUTURE_MAX_MS {
        return Err(Refusal::InTheFuture);
    }
    let judge = Judge {
        floor,
        schedule: Schedule::at(floor, moment.at),
        at: moment.at,
        role,
    };
    judge.decide(command).map(|fact| vec![fact])
}

/// What every judgement looks at.
struct Judge<'a> {
    floor: &'a Floor,
    schedule: Schedule,
    at: EventTime,
    role: Role,
}

impl Judge<'_> {
    fn decide(&self, command: &Command) -> Result<Fact, Refusal> {
        match command {
            Command::OpenFloor(opening) => Ok(Fact::FloorOpened(opening.clone())),
            Command::Ready { station, deputy } => self.ready(*station, *deputy),
            Command::NotReady { station, reason } => self.not_ready(*station, *reason),
            Command::OnPaper { station, paper } => self.on_paper(*station, *paper),
            Command::HandOver(station) => self.hand_over(*station),
            Command::Lower {
                station,
                places,
                reason,
            } => self.lower(*station, *places, *reason),
            Command::Restore(station) => self.restore(*station),
            Command::Close {
                station,
                from,
                reason,
            } => self.close_station(*station, *from, *reason),
            Command::Open(station) => self.open_station(*station),
            Command::Guests { station, here } => self.guests(*station, *here),
            Command::EnterSheet { station, lines } => self.enter_sheet(*station, lines),
            Command::PauseMany { which, reason } => self.pause_many(which, *reason),
            Command::ResumeMany(which) => self.resume_many(which),
            Command::Delay { whom, until, reason } => self.delay(whom, *until, *reason),
            Command::OnSite(whom) => self.on_site(whom),
            Command::Skip { whom, round, reason } => self.skip(whom, *round, *reason),
            Command::Leave { whom, after, reason } => self.leave(whom, *after, *reason),
            Command::Absent { whom, from, reason } => self.absent(whom, *from, *reason),
            Command::Reroute { moves, reason } => self.reroute(moves, *reason),
            Command::AddGroup { group, about } => self.add_group(*group, about),
            Command::Split { group, sizes } => self.split(*group, sizes),
            Command::Resize { group, size } => self.resize(*group, *size),
            Command::ListGroups { changes, reason } => self.list_groups(changes, *reason),
            Command::Retime(rounds) => self.retime(rounds),
            Command::Evacuate { drill } => self.evacuate(*drill),
            Command::RollCall { group, count } => self.roll_call(*group, *count),
            Command::Give(figures) => self.give(figures),
            Command::Arrive {
                station,
                group,
                count,
            } => self.arrive(*station, *group, *count),
            Command::Count {
                station,
                group,
                count,
            } => self.count(*station, *group, *count),
            Command::Finish { station, group } => self.finish(*station, *group),
            Command::SendOn { station, group, to } => self.send_on(*station, *group, *to),
            Command::Briefing { station, group } => self.briefing(*station, *group),
            Command::Interest {
                station,
                group,
                count,
            } => self.interest(*station, *group, *count),
            Command::WalkIn { station, count } => self.walk_in(*station, *count),
            Command::Pause { station, reason } => self.pause(*station, *reason),
            Command::Resume(station) => self.resume(*station),
            Command::Extend {
                station,
                minutes,
                reason,
            } => self.extend(*station, *minutes, *reason),
            Command::Hold(reason) => self.hold(*reason),
            Command::ResumeFloor => self.resume_floor(),
            Command::Send { to, text } => self.send(to, text),
            Command::Receive { message, place } => self.receive(*message, *place),
            Command::Call { place, need } => self.call(*place, *need),
            Command::AcceptCall(call) => self.accept(*call),
            Command::CloseCall(call) => self.close(*call),
            Command::Visit { desk, visitor } => self.visit(*desk, *visitor),
            Command::TakeBack { desk, visitor } => self.take_back(*desk, *visitor),
            Command::Queue { desk, length } => self.queue(*desk, *length),
            Command::Undo(entry) => self.undo(*entry),
        }
    }

    fn coordinates(&self) -> Result<(), Refusal> {
        match self.role {
            Role::Coordinator | Role::Organiser => Ok(()),
            Role::Station(_) | Role::Desk(_) => Err(Refusal::NotAllowedForRole),
        }
    }

    /// A station writes for itself; a coordinator writes for any ("by radio").
    fn may_write_for(&self, place: Place) -> Result<(), Refusal> {
        match self.role {
            Role::Coordinator | Role::Organiser => Ok(()),
            Role::Station(_) | Role::Desk(_) if self.role.place() == place => Ok(()),
            Role::Station(_) | Role::Desk(_) => Err(Refusal::NotAllowedForRole),
        }
    }

    fn any_station(&self, no: StationNo) -> Result<StationKind, Refusal> {
        self.may_write_for(Place::Station(no))?;
        let station = self.floor.event().and_then(|event| event.stations.get(&no));
        station.map(|s| s.kind).ok_or(Refusal::UnknownStation(no))
    }

    fn station(&self, no: StationNo) -> Result<(), Refusal> {
        match self.any_station(no)? {
            StationKind::Rotation => Ok(()),
            StationKind::Stand => Err(Refusal::NotAStation(no)),
        }
    }

    fn place(&self, place: Place) -> Result<(), Refusal> {
        match place {
            Place::Station(no) => self.any_station(no).map(|_| ()),
            Place::Desk(no) => self.desk(no),
            Place::Coordination => self.coordinates(),
        }
    }

    /// The round with this number, unless it is over.
    fn open_round(&self, round: RoundNo) -> Result<RoundNo, Refusal> {
        let slot = self.schedule.slot(round).ok_or(Refusal::UnknownRound(round))?;
        if slot.now.end <= self.at {
            return Err(Refusal::RoundOver(round));
        }
        Ok(round)
    }

    /// The round that is on, or else the next one.
    fn round_now(&self) -> Result<RoundNo, Refusal> {
        let open = self.schedule.slots.iter().find(|slot| slot.now.end > self.at);
        open.map(|slot| slot.round).ok_or(Refusal::NoRound)
    }

    fn undo(&self, entry: Option<EntryId>) -> Result<Fact, Refusal> {
        let entry = match entry {
            Some(id) => self.floor.entry(id).ok_or(Refusal::NoSuchEntry)?,
            None => last_undoable(self.floor, self.role).ok_or(Refusal::NothingToUndo)?,
        };
        if !entry.fact.can_be_undone() {
            return Err(Refusal::NothingToUndo);
        }
        if self.coordinates().is_err() && !is_own(entry.role, entry.fact.place(), self.role) {
            return Err(Refusal::NotAllowedForRole);
        }
        if self.floor.undone.has(entry.id) {
            return Err(Refusal::AlreadyUndone);
        }
        if let Some(round) = self.run_on(entry) {
            return Err(Refusal::RoundsRun(round));
        }
        Ok(Fact::EntryUndone(Undone { entry: entry.id }))
    }
}

impl Judge<'_> {
    /// The first round that has run on a revised plan: people have walked by it, and what is still to come is changed
    /// by a new revision. A round that was on already when it was revised can be put right until it ends.
    fn run_on(&self, entry: &Entry) -> Option<RoundNo> {
        let undone = |entry: &&Entry| match &entry.fact {
            Fact::EntryUndone(undone) => self.floor.entry(undone.entry),
            _ => None,
        };
        // Entries of others may take each other back in a circle.
        let chain = successors(Some(entry), undone).take(self.floor.log().len());
        let (revised, at) = chain.into_iter().find_map(|entry| match &entry.fact {
            Fact::PlanRevised(revised) => Some((revised, entry.at)),
            _ => None,
        })?;
        let has_run = |round: &RoundNo| {
            self.schedule.slot(*round).is_some_and(|slot| {
                let has_begun = slot.now.start <= self.at;
                has_begun && (slot.now.start > at || slot.now.end <= self.at)
            })
        };
        revised.moves.iter().map(|m| m.round).filter(has_run).min()
    }
}

fn is_own(wrote: Role, about: Option<Place>, role: Role) -> bool {
    wrote == role || (role.place() != Place::Coordination && about == Some(role.place()))
}

/// The last entry that "undo" takes back in this part: its own last one that stands and is no undo.
pub fn last_undoable(floor: &Floor, role: Role) -> Option<&Entry> {
    undoable(floor, role).next()
}

/// Entries of this part that can be undone, latest first.
pub fn undoable(floor: &Floor, role: Role) -> impl Iterator<Item = &Entry> + '_ {
    floor.log().iter().rev().filter(move |entry| {
        entry.role == role
            && entry.fact.can_be_undone()
            && !matches!(entry.fact, Fact::EntryUndone(_))
            && !floor.undone.has(entry.id)
    })
}
