//! The choices of a lever, as values: they are put into words when they are drawn, in the language of that moment.

use crate::domain::event::HallId;
use crate::domain::id::{DeskNo, EntryId, GroupNo, RoundNo, StationNo};
use crate::domain::query::routes::Why;
use crate::domain::time::EventTime;
use crate::ui::lists::{Choice, Saying};

/// One choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// So many minutes later than it should have been, which is then.
    Later(u16, EventTime),
    /// A round with its times.
    Round(RoundNo),
    /// A round of a paper sheet, and how many are recorded in it already.
    SheetRound(RoundNo, Option<u16>),
    /// A round with its times, and where this group is to be in it.
    Stay(GroupNo, RoundNo),
    /// A station that fits.
    Offer(StationNo),
    /// A station that does not fit, and why.
    Objection(StationNo, Why),
    /// Every group of a school.
    School(String),
    /// Every station of a hall.
    Hall(HallId),
    /// The parts of a group.
    Parts(Vec<u16>),
    /// The counted number of a group for the rest of the day.
    RestOfDay(GroupNo, u16),
    /// Rounds of so many minutes, and when the day would end.
    Length(u16, EventTime),
    /// The same, where the day would end as planned.
    AsPlanned(u16, EventTime),
    /// An entry of the log, and the one that superseded it.
    Superseded(EntryId, EntryId),
    /// So many lists together.
    Together(usize),
    /// What can be answered about a row of a list.
    Choice(Choice),
    /// What is said about a row of a list.
    Saying(Saying),
    /// An advice desk with its topic.
    Desk(DeskNo),
}
