//! Whoever sits at an advice desk: visitors now and then, a miscounted one taken back, the queue every quarter.

use super::{Script, Sight};
use crate::domain::command::Command;
use crate::domain::event::Times;
use crate::domain::fact::Visitor;
use crate::domain::id::{DeskNo, Place};
use crate::domain::query::people::{self, inbox};
use crate::domain::time::{EventTime, MINUTE_MS, SECOND_MS};

/// How often the queue is counted, in minutes.
const QUEUE_MIN: i64 = 15;
/// The longest time between two visitors, in seconds.
const GAP_MAX_S: i64 = 720;
/// How often a visitor was counted who was none, in percent.
const SLIPS: u64 = 4;

pub(super) fn next(script: &Script, sight: Sight<'_>, no: DeskNo) -> Option<Command> {
    let times = &sight.floor.event()?.times;
    if sight.now < times.opening || sight.now >= times.closing {
        return None;
    }
    reading(sight, no)
        .or_else(|| visitor(script, sight, no, times))
        .or_else(|| queue(script, sight, no, times))
}

fn reading(sight: Sight<'_>, no: DeskNo) -> Option<Command> {
    let place = Place::Desk(no);
    let unread = inbox(sight.floor, place);
    let message = unread
        .iter()
        .find(|message| sight.now.since(message.at) >= MINUTE_MS)?;
    Some(Command::Receive {
        message: message.id,
        place,
    })
}

/// Visitors come at moments that the seed fixes for the whole day; those who are due and not counted are counted.
fn visitor(script: &Script, sight: Sight<'_>, no: DeskNo, times: &Times) -> Option<Command> {
    let whim = script.whim;
    let marks = sight.floor.desk(no).map_or(&[][..], |desk| desk.visits.all());
    let came = marks.iter().filter(|mark| mark.value.came).count();
    let taken_back = marks.len().saturating_sub(came);
    let desk = u64::from(no.0);
    let slips = (0_u64..)
        .take(came)
        .filter(|nth| whim.chance(SLIPS, &[desk, *nth, 1]))
        .count();
    if taken_back < slips && people::desk(sight.floor, no).last.is_some() {
        return Some(Command::TakeBack {
            desk: no,
            visitor: None,
        });
    }
    let gaps = (0_u64..).take(came.saturating_add(1)).map(|nth| {
        whim.between(20, GAP_MAX_S, &[desk, nth])
            .saturating_mul(SECOND_MS)
    });
    let due = times.opening.plus_ms(gaps.sum());
    let nth = u64::try_from(came).ok()?;
    let kind = whim.of(&[desk, nth, 2]) % 3;
    let kind = Visitor::ALL.get(usize::try_from(kind).ok()?)?;
    (sight.now >= due).then_some(Command::Visit {
        desk: no,
        visitor: *kind,
    })
}

fn queue(script: &Script, sight: Sight<'_>, no: DeskNo, times: &Times) -> Option<Command> {
    let quarter = sight.now.since(times.opening) / (QUEUE_MIN * MINUTE_MS);
    let since: EventTime = times.opening.plus_minutes(quarter.saturating_mul(QUEUE_MIN));
    let log = sight.floor.desk(no);
    let counted = log.is_some_and(|desk| desk.queue.all().iter().any(|mark| mark.at >= since));
    let question = [u64::from(no.0), quarter.unsigned_abs(), 3];
    let length = script.whim.between(0, 7, &question);
    (!counted).then_some(Command::Queue {
        desk: no,
        length: u16::try_from(length).ok()?,
    })
}
