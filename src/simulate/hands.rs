//! The hands of the exchange in a simulated laptop: each [`Step`] done on its disk and on the share, in two
//! halves, so that anything can happen between what is done and what is told.

use super::device::{Device, Seen};
use super::medium::{Medium, Parcel};
use super::replica::News;
use super::sabotage::Sabotage;
use super::truth::Truth;
use crate::domain::fork::Fork;
use crate::domain::frontier::{Frontier, Held, Stretch};
use crate::domain::id::Origin;
use crate::domain::presence::Presence;
use crate::domain::reading::ClockReading;
use crate::domain::trade::{Merged, Pulled, Pushed};
use crate::sync::step::{Cure, Failure, Mine, Step};
use crate::sync::timeline::Timeline;
use crate::sync::turn::PULL_STEP;
use std::collections::BTreeSet;

/// What came of a step.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Clock {
        share_ms: i64,
        before_ms: i64,
        grain_ms: i64,
    },
    Announced(Presence),
    Pulled(Pulled),
    Merged(Box<(Merged, News)>),
    Compared(Vec<Fork>),
    Pushed(Pushed),
    Fetched(Vec<crate::domain::entry::Record>),
    Offered(Pushed),
    Examined,
    SetAside(Option<String>),
    Failed(Failure),
}

/// The share as a device meets it, and what is really so.
pub(super) struct Reach<'a> {
    pub(super) medium: &'a mut Medium,
    pub(super) truth: &'a mut Truth,
    pub(super) now_ms: i64,
    /// The share's clock, Unix milliseconds.
    pub(super) share_ms: i64,
    pub(super) grain_ms: i64,
}

const fn wait(why: &'static str) -> Failure {
    Failure {
        why,
        cure: Cure::Wait,
    }
}

/// Whether a step needs the share.
pub(super) const fn is_remote(step: &Step) -> bool {
    !matches!(step, Step::Merge(_) | Step::Compare(_) | Step::Rest(_))
}

/// Does a step; with `torn` only a part of what is written.
pub(super) fn take(device: &mut Device, reach: &mut Reach<'_>, step: Step, torn: bool) -> Answer {
    let hasty = device.sabotage == Some(Sabotage::HastyCure);
    match tried(device, reach, step, torn) {
        Ok(answer) => answer,
        Err(failure) if hasty => Answer::Failed(Failure {
            cure: Cure::Anew,
            ..failure
        }),
        Err(failure) => Answer::Failed(failure),
    }
}

fn tried(device: &mut Device, reach: &mut Reach<'_>, step: Step, torn: bool) -> Result<Answer, Failure> {
    let look = device.look(reach.now_ms);
    Ok(match step {
        Step::Rest(_) => Answer::Examined,
        Step::ReadClock => {
            reach.medium.reachable(reach.now_ms)?;
            read_clock(device, reach)
        }
        Step::Announce => announce(device, reach)?,
        Step::Pull => pull(device, reach)?,
        Step::Merge(records) => {
            if reach.now_ms < device.until.disk_full {
                return Err(wait("replica-full"));
            }
            Answer::Merged(Box::new(device.disk.merge(records)))
        }
        Step::Compare(_) if device.sabotage == Some(Sabotage::SkipCompare) => Answer::Compared(Vec::new()),
        Step::Compare(heads) => Answer::Compared(device.disk.compare(&heads)),
        Step::Push(stretches) => push(device, reach, stretches, torn)?,
        Step::Fetch(origin) => Answer::Fetched(reach.medium.all_of(look, origin)?),
        Step::Offer(origin) => {
            let records = device.disk.held.all_of(origin);
            let parcel = Parcel {
                records: &records,
                torn_after: torn.then_some(records.len() / 2),
                ..Parcel::default()
            };
            Answer::Offered(reach.medium.push(look, &parcel)?)
        }
        Step::Examine => {
            reach.medium.examine(reach.now_ms)?;
            Answer::Examined
        }
        Step::SetAside => set_aside(device, reach)?,
    })
}

fn read_clock(device: &Device, reach: &Reach<'_>) -> Answer {
    let before_ms = device.reading(reach.now_ms).wall_ms;
    let own = device.sabotage == Some(Sabotage::OwnClock);
    let share_ms = if own { before_ms } else { reach.share_ms };
    Answer::Clock {
        share_ms: share_ms - share_ms.rem_euclid(reach.grain_ms),
        before_ms,
        grain_ms: reach.grain_ms,
    }
}

fn announce(device: &Device, reach: &mut Reach<'_>) -> Result<Answer, Failure> {
    let trader = &device.mind.trader;
    let offset_ms = trader.offset().map(|offset| offset.ms);
    let wall_ms = device.reading(reach.now_ms).wall_ms;
    let presence = Presence {
        origin: device.disk.origin,
        role: device.role,
        label: String::new(),
        seen_ms: wall_ms.saturating_add(offset_ms.unwrap_or(0)),
        clock_ahead_ms: offset_ms.map(i64::saturating_neg),
        version: String::new(),
        unsent: device.disk.head.0.saturating_sub(trader.acknowledged()),
    };
    let parcel = Parcel {
        presence: Some(&presence),
        floor: trader.floor(),
        ..Parcel::default()
    };
    reach.medium.push(device.look(reach.now_ms), &parcel)?;
    let said = (presence.origin, presence.seen_ms);
    reach.truth.announced.insert(said, reach.now_ms);
    Ok(Answer::Announced(presence))
}

fn pull(device: &mut Device, reach: &mut Reach<'_>) -> Result<Answer, Failure> {
    let have = device.disk.held.frontier();
    let by_highest = device.sabotage == Some(Sabotage::HighestSeq);
    let mut pulled = if by_highest {
        reach
            .medium
            .pull(device.look(reach.now_ms), &without_holes(have), PULL_STEP)?
    } else {
        reach.medium.pull(device.look(reach.now_ms), have, PULL_STEP)?
    };
    device.mind.seen = Seen {
        head: head(&pulled.frontier, device.disk.origin),
        epoch: pulled.epoch.clone(),
    };
    match device.sabotage {
        Some(Sabotage::HighestSeq) => pulled.frontier = without_holes(&pulled.frontier),
        Some(Sabotage::BelieveSent) => pulled.frontier.join(have),
        Some(Sabotage::IgnoreEpoch) => pulled.epoch.clear(),
        _ => {}
    }
    Ok(Answer::Pulled(pulled))
}

fn push(
    device: &mut Device,
    reach: &mut Reach<'_>,
    mut stretches: Vec<Stretch>,
    torn: bool,
) -> Result<Answer, Failure> {
    if device.sabotage == Some(Sabotage::OwnOnly) {
        stretches.retain(|(origin, _, _)| *origin == device.disk.origin);
    }
    let (records, _) = device.disk.held.get(&stretches, usize::MAX);
    let parcel = Parcel {
        records: &records,
        floor: device.mind.trader.floor(),
        torn_after: torn.then_some(records.len() / 2),
        ..Parcel::default()
    };
    let mut pushed = reach.medium.push(device.look(reach.now_ms), &parcel)?;
    device.mind.seen.head = head(&pushed.frontier, device.disk.origin);
    match device.sabotage {
        Some(Sabotage::BelieveSent) => pushed.frontier.join(device.disk.held.frontier()),
        Some(Sabotage::HighestSeq) => pushed.frontier = without_holes(&pushed.frontier),
        _ => {}
    }
    Ok(Answer::Pushed(pushed))
}

/// The share looks once more whether what lies there is no good; somebody else may have been faster.
fn set_aside(device: &Device, reach: &mut Reach<'_>) -> Result<Answer, Failure> {
    let good = reach.medium.is_good(device.mind.trader.floor());
    if good && device.sabotage != Some(Sabotage::BlindMove) && device.sabotage != Some(Sabotage::HastyCure) {
        return Ok(Answer::SetAside(None));
    }
    let kept = reach.medium.set_aside(reach.now_ms)?;
    reach.truth.healthy_moved |= good;
    Ok(Answer::SetAside(kept))
}

/// The frontier of somebody who believes that everything below the highest number is there.
fn without_holes(frontier: &Frontier) -> Frontier {
    let mut whole = Frontier::default();
    for (origin, held) in frontier.iter() {
        let up_to = held.beyond.last().copied().unwrap_or(held.up_to);
        let beyond = BTreeSet::new();
        whole.hold(origin, Held { up_to, beyond });
    }
    whole
}

/// Tells the exchange what came of a step.
pub(super) fn tell(device: &mut Device, answer: Answer, now_ms: i64, random: u64) {
    let reading = device.reading(now_ms);
    match answer {
        Answer::Clock {
            share_ms,
            before_ms,
            grain_ms,
        } => {
            let reading = ClockReading {
                share_ms,
                before_ms,
                after_ms: reading.wall_ms,
                grain_ms,
            };
            device.mind.trader.clock_read(reading);
            set_clock(device, now_ms);
        }
        Answer::Announced(mine) => device.mind.trader.announced(mine),
        Answer::Pulled(pulled) => {
            let replaced = note_share(device, &pulled);
            let mine = Mine {
                frontier: device.disk.held.frontier(),
                twins: device.disk.held.twins(),
            };
            device.mind.trader.pulled(pulled, mine, random);
            device.mind.untold |= replaced && device.mind.trader.rebuilt().is_none();
        }
        Answer::Merged(both) => {
            let (merged, news) = *both;
            device.fold(news, now_ms);
            let mine = Mine {
                frontier: device.disk.held.frontier(),
                twins: device.disk.held.twins(),
            };
            device.mind.trader.merged(&merged, mine);
        }
        Answer::Compared(forks) => device.mind.trader.compared(&forks),
        Answer::Pushed(pushed) => {
            device.mind.seen_head = Some(device.mind.seen.head);
            device.mind.trader.pushed(&pushed, device.disk.held.frontier());
        }
        Answer::Fetched(records) => device.mind.trader.fetched(records),
        Answer::Offered(pushed) => device.mind.trader.offered(&pushed),
        Answer::Examined => {}
        Answer::SetAside(kept) => device.mind.trader.set_aside(kept),
        Answer::Failed(failure) => device.mind.trader.failed(failure, random),
    }
}

fn set_clock(device: &mut Device, now_ms: i64) {
    let reading = device.reading(now_ms);
    let Some(offset) = device.mind.trader.offset() else {
        return;
    };
    let mind = &mut device.mind;
    if device.sabotage == Some(Sabotage::JumpClock) {
        mind.clock = Timeline::start(reading, mind.clock.pace());
    }
    let jumped = mind.clock.measured(reading, offset).is_some();
    if jumped || mind.measured_ms.is_none() {
        mind.told += 1;
    }
    mind.measured_ms = Some(now_ms);
}

/// Takes note of what the share showed, to compare it with what the exchange makes of it; whether it is another
/// share than before.
fn note_share(device: &mut Device, pulled: &Pulled) -> bool {
    let ours = device.mind.trader.floor();
    let foreign = pulled
        .floor
        .as_deref()
        .zip(ours)
        .is_some_and(|(theirs, ours)| theirs != ours);
    if foreign {
        return false;
    }
    let mind = &mut device.mind;
    mind.seen_head = Some(mind.seen.head);
    let before = mind.epoch.replace(mind.seen.epoch.clone());
    before.is_some_and(|before| before != mind.seen.epoch)
}

fn head(frontier: &Frontier, origin: Origin) -> u64 {
    frontier.first_missing(origin).0.saturating_sub(1)
}
