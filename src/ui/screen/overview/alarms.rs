//! What somebody has to do something about, as the model keeps it: looked at again when the floor or the laptops
//! change and every few seconds besides, never while it is drawn.

use super::state_of;
use crate::domain::fact::Visit;
use crate::domain::id::{EntryId, GroupNo, Place, RoundNo, StationNo};
use crate::domain::query::alarms::{Alarm, alarms};
use crate::domain::query::overview::{Overview, Trouble, overview};
use crate::domain::query::routes::{Wait, waits};
use crate::domain::time::{EventTime, SECOND_MS};
use crate::ui::model::Model;
use crate::ui::screen::evacuation;

/// How old the alarms may be, in milliseconds of the share's time.
const STALE_MS: i64 = 3 * SECOND_MS;

/// The alarms and who waits for whom, as they were at a moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Alarms {
    /// Most urgent first.
    pub list: Vec<Alarm>,
    /// Groups that will be kept beyond the start of their next round.
    pub waits: Vec<Wait>,
    at: Option<EventTime>,
}

/// Which alarm: it stays the same while its numbers change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topic {
    /// A call.
    Call(EntryId),
    /// A group of the roll call.
    Roll(GroupNo),
    /// A trouble of a station, by its kind.
    At(StationNo, Kind),
    /// A group that does not fit.
    Misfit(RoundNo, GroupNo),
    /// A visit of which nobody has said anything.
    Unconfirmed(Visit),
    /// A message.
    Message(EntryId),
    /// A group that is waited for.
    Wait(GroupNo),
}

/// The kind of a trouble.
pub(super) type Kind = std::mem::Discriminant<Trouble>;

/// One line of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Item {
    /// An alarm.
    Alarm(Alarm),
    /// Somebody waits for a group.
    Wait(Wait),
}

impl Item {
    pub(super) fn topic(self) -> Topic {
        match self {
            Self::Alarm(Alarm::CallUnaccepted { call, .. }) => Topic::Call(call),
            Self::Alarm(Alarm::Unaccounted { group, .. }) => Topic::Roll(group),
            Self::Alarm(Alarm::At { station, trouble, .. }) => {
                Topic::At(station, std::mem::discriminant(&trouble))
            }
            Self::Alarm(Alarm::Misfit(misfit)) => Topic::Misfit(misfit.round, misfit.group),
            Self::Alarm(Alarm::Unconfirmed(visit)) => Topic::Unconfirmed(visit),
            Self::Alarm(Alarm::Unreceived { message, .. }) => Topic::Message(message),
            Self::Wait(wait) => Topic::Wait(wait.group),
        }
    }

    /// The station that it is about, if there is one.
    pub(super) const fn station(self) -> Option<StationNo> {
        match self {
            Self::Alarm(Alarm::CallUnaccepted { place, .. }) => match place {
                Place::Station(no) => Some(no),
                Place::Desk(_) | Place::Coordination => None,
            },
            Self::Alarm(Alarm::At { station, .. }) => Some(station),
            Self::Alarm(Alarm::Misfit(misfit)) => misfit.station,
            Self::Alarm(Alarm::Unconfirmed(visit)) => Some(visit.station),
            Self::Wait(wait) => Some(wait.station),
            Self::Alarm(Alarm::Unaccounted { .. } | Alarm::Unreceived { .. }) => None,
        }
    }

    /// The group that it is about, if there is one.
    pub(super) const fn group(self) -> Option<GroupNo> {
        match self {
            Self::Alarm(Alarm::Unaccounted { group, .. }) => Some(group),
            Self::Alarm(Alarm::At { group, .. }) => group,
            Self::Alarm(Alarm::Misfit(misfit)) => Some(misfit.group),
            Self::Alarm(Alarm::Unconfirmed(visit)) => Some(visit.group),
            Self::Wait(wait) => Some(wait.group),
            Self::Alarm(Alarm::CallUnaccepted { .. } | Alarm::Unreceived { .. }) => None,
        }
    }
}

impl Alarms {
    /// How many groups do not fit somewhere, counted by rounds.
    pub fn misfits(&self) -> usize {
        let misfits = self.list.iter();
        misfits.filter(|alarm| matches!(alarm, Alarm::Misfit(_))).count()
    }

    /// Every line of the page: the alarms, then who waits for whom.
    pub(super) fn items(&self) -> Vec<Item> {
        let alarms = self.list.iter().copied().map(Item::Alarm);
        alarms.chain(self.waits.iter().copied().map(Item::Wait)).collect()
    }
}

fn seen(model: &Model, floor: &Overview<'_>) -> Alarms {
    Alarms {
        list: alarms(&model.floor, floor, evacuation::running(model).as_ref()),
        waits: waits(&model.floor, &floor.schedule),
        at: Some(model.now),
    }
}

/// Looks at the floor again, because it has changed.
pub fn look_again(model: &mut Model) {
    if state_of(model).is_some() {
        let floor = overview(&model.floor, &model.presence, model.now);
        model.alarms = seen(model, &floor);
    }
}

/// Looks at the floor again if what is known of its alarms is old.
pub fn look(model: &mut Model) {
    let pace = model.floor.day().map(|day| day.opening.pace());
    let stale_ms = STALE_MS * pace.unwrap_or_default().factor();
    let is_fresh = |at: EventTime| (0..stale_ms).contains(&model.now.since(at));
    if !model.alarms.at.is_some_and(is_fresh) {
        look_again(model);
    }
}
