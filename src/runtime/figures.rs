//! The figures so far for the screen that gives them away: worked out from the log, with what is missing in them.

use crate::domain::fact::Purpose;
use crate::domain::floor::Floor;
use crate::domain::id::StationNo;
use crate::domain::time::EventTime;
use crate::report::{figures, giving};
use crate::ui::dialog::Figures;
use std::collections::BTreeSet;

/// The figures for the press up to this moment.
pub(super) fn for_the_press(floor: &Floor, now: EventTime) -> Figures {
    let report = figures(floor, now);
    let silent: BTreeSet<StationNo> = report
        .gaps
        .unconfirmed
        .iter()
        .map(|visit| visit.station)
        .collect();
    Figures {
        given: giving(&report, floor, Purpose::Press),
        on_paper: report.gaps.on_paper.iter().map(|sheet| sheet.station).collect(),
        silent: silent.into_iter().collect(),
    }
}
