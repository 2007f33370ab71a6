//! How the day went: time, places, safety, guests, and what is not known.

use crate::domain::fact::{Need, Reason};
use crate::domain::id::{EntryId, GroupNo, Origin, Place, Role, RoundNo, StationNo};
use crate::report::model::Briefings;
use crate::report::value::{At, Cell};
use serde::Serialize;

/// Lateness, overruns, holds. Measured against the times of the rounds as they were given last; time that the whole
/// floor was held counts as no delay.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Punctuality {
    /// An arrival is late when it is more than so many minutes after the start.
    pub late_after_min: u16,
    /// Arrivals within that time.
    pub in_time: u32,
    /// Arrivals later than that.
    pub late: Vec<Late>,
    /// Visits whose time of arrival is not known: they were typed in from paper.
    pub arrival_unknown: u32,
    /// The longest time that a station waited for a group that came; `null` if no arrival was after the start.
    pub longest_wait: Option<Wait>,
    /// Delays that were announced.
    pub delays: Vec<Delay>,
    /// From how many seconds over its time on a visit counts as an overrun.
    pub overrun_from_s: i64,
    /// Visits that went over the station's end, its extension left out.
    pub overruns: Vec<Overrun>,
    /// Extensions of single stations.
    pub extensions: Vec<Extended>,
    /// General holds.
    pub holds: Vec<Stopped>,
    /// Their length together.
    pub held_s: i64,
    /// Pauses of single stations.
    pub pauses: Vec<Pause>,
}

/// A late arrival.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Late {
    /// Who.
    pub group: GroupNo,
    /// In which round.
    pub round: RoundNo,
    /// Where.
    pub station: StationNo,
    /// After the start of the round, holds left out.
    pub late_s: i64,
    /// The same in whole minutes, cut down.
    pub minutes: i64,
    /// After the start by the event file, holds included.
    pub against_plan_s: i64,
    /// Why: of the delay that was announced, or that the station before took longer; `null` where nobody knows.
    pub reason: Option<Reason>,
    /// The wrong station from which it was sent on.
    pub sent_on_from: Option<StationNo>,
}

/// A station that waited.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wait {
    /// Where.
    pub station: StationNo,
    /// In which round.
    pub round: RoundNo,
    /// For whom.
    pub group: GroupNo,
    /// How long, holds left out.
    pub wait_s: i64,
}

/// A delay that was announced.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Delay {
    /// Who.
    pub group: GroupNo,
    /// When it was said.
    pub at: At,
    /// When the group was expected.
    pub until: At,
    /// Why.
    pub reason: Reason,
}

/// A visit that went over its time.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Overrun {
    /// Where.
    pub station: StationNo,
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
    /// By how much, holds left out.
    pub over_s: i64,
    /// What the station had met meanwhile: a pause, first aid, guests, fewer places; `null` for none of these.
    pub cause: Option<Reason>,
}

/// A round that was made longer (or shorter) at one station.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Extended {
    /// Where.
    pub station: StationNo,
    /// Which round.
    pub round: RoundNo,
    /// By how many minutes.
    pub minutes: i64,
    /// Why.
    pub reason: Reason,
}

/// A hold of the whole floor.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stopped {
    /// Since when.
    pub since: At,
    /// Until when; `null` while it lasts.
    pub until: Option<At>,
    /// How long, up to the moment of the report.
    pub length_s: i64,
    /// Why.
    pub reason: Reason,
}

/// A pause of one station.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pause {
    /// Where.
    pub station: StationNo,
    /// When and why.
    #[serde(flatten)]
    pub stop: Stopped,
}

/// Places.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Capacity {
    /// From how many seconds on more pupils than places are told.
    pub over_from_s: i64,
    /// Times with more pupils than places.
    pub over_places: Vec<OverPlaces>,
    /// Stations that never had a group, in order of their numbers; stations of which nobody knows are left out.
    pub unused: Vec<UnusedStation>,
    /// Places of the stations at the sessions held, summed.
    pub places_offered: i64,
    /// Of them, taken by a pupil.
    pub places_taken: i64,
}

/// A time with more pupils than places.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct OverPlaces {
    /// Where.
    pub station: StationNo,
    /// Since when.
    pub since: At,
    /// Until when; `null` while it lasts.
    pub until: Option<At>,
    /// How long, up to the moment of the report.
    pub length_s: i64,
    /// The most pupils meanwhile.
    pub pupils: Cell,
    /// Places when the last of them came.
    pub places: u16,
}

/// A station that never had a group.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnusedStation {
    /// Which.
    pub station: StationNo,
    /// Its places.
    pub places: u16,
}

/// Safety.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Safety {
    /// Briefings at the sessions held.
    pub briefings: Briefings,
    /// How many calls for first aid there were.
    pub first_aid_calls: u32,
    /// Calls for first aid, by the moment of the call; left out in public.
    pub first_aid: Vec<Accident>,
    /// How many other calls for help there were.
    pub help_calls: u32,
    /// Other calls for help, by the moment of the call; left out in public.
    pub help: Vec<HelpCall>,
    /// Evacuations and drills.
    pub evacuations: Vec<Evacuation>,
    /// How many faults of equipment took places away.
    pub equipment_faults: u32,
    /// Every time that a station had fewer places, by the moment and station.
    pub faults: Vec<Fault>,
}

/// A call for first aid. No name and no description exist.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Accident {
    /// The entry that called.
    pub call: EntryId,
    /// From where.
    pub place: Place,
    /// When.
    pub at: At,
    /// After how long somebody said "on the way"; `null` if nobody has.
    pub accepted_after_s: Option<i64>,
    /// After how long it was over; `null` while it is not.
    pub closed_after_s: Option<i64>,
}

/// A call for help other than first aid.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct HelpCall {
    /// What for.
    pub need: Need,
    /// The call.
    #[serde(flatten)]
    pub call: Accident,
}

/// An evacuation or a drill.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Evacuation {
    /// When it was called.
    pub at: At,
    /// A drill.
    pub drill: bool,
    /// Groups that had to be counted: all that were known, but those that were absent, had left, or were delayed and
    /// not seen yet.
    pub groups: u32,
    /// Their pupils, by the last head count before, or planned where there was none.
    pub pupils: Cell,
    /// Groups that were counted complete at the assembly point.
    pub complete: u32,
    /// After how long the last group was complete; `null` while one is not.
    pub all_accounted_after_s: Option<i64>,
}

/// A time with fewer places at a station.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Where.
    pub station: StationNo,
    /// The least places that were left.
    pub places: u16,
    /// When and why.
    #[serde(flatten)]
    pub stop: Stopped,
}

/// Guests at stations. They were not counted and are in no figure of pupils.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Guests {
    /// Their stays, by the moment and station.
    pub stays: Vec<GuestStay>,
}

/// A stay of guests at a station.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct GuestStay {
    /// Where.
    pub station: StationNo,
    /// Since when.
    pub since: At,
    /// Until when; `null` if nobody said that they left.
    pub until: Option<At>,
    /// How long; `null` if nobody said that they left.
    pub length_s: Option<i64>,
}

/// What is not known.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Gaps {
    /// Stations whose paper sheet is not, or not wholly, typed in.
    pub on_paper: Vec<OnPaper>,
    /// Sessions of rounds that are over of which nobody has said anything, by station and round.
    pub unconfirmed: Vec<crate::domain::fact::Visit>,
    /// Entries that were written and have not arrived: later ones of the same origin have.
    pub not_received: Vec<Hole>,
    /// Entries that only a newer version of the program understands.
    pub unknown_entries: u64,
    /// Visits of which two laptops say different numbers; left out in public.
    pub differing: Vec<Differing>,
    /// Groups that were counted at several stations in one round; each of these visits counts.
    pub counted_twice: Vec<Twice>,
    /// Visits of rounds that are over whose end nobody has marked.
    pub end_unknown: u32,
}

/// A station whose paper sheet is not wholly typed in.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct OnPaper {
    /// Which.
    pub station: StationNo,
    /// The rounds that lack.
    pub rounds: Vec<RoundNo>,
}

/// Entries that have not arrived.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hole {
    /// Under which name they were written.
    pub origin: Origin,
    /// In which part that name writes; `null` if none of its entries is known.
    pub role: Option<Role>,
    /// How many lack.
    pub entries: u64,
}

/// Two numbers for one visit.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Differing {
    /// Which visit.
    #[serde(flatten)]
    pub visit: crate::domain::fact::Visit,
    /// The number that counts: the one said last.
    pub count: u16,
    /// The other one.
    pub other: u16,
}

/// A group that was counted at several stations in one round.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Twice {
    /// Who.
    pub group: GroupNo,
    /// In which round.
    pub round: RoundNo,
    /// Where.
    pub stations: Vec<StationNo>,
}
