//! The exchange as a machine without hands: it says which step is due, somebody else takes it and tells what
//! came of it.
//!
//! A turn is one visit to the share: pull what is lacking here, put names with two contents in order (`twins`), push
//! what is lacking there, compare clocks now and then, say that this device is alive, and rest. The machine holds
//! everything that is remembered between turns; nothing of it has to survive the program, because all of it
//! is derived anew from what replica and share show.
//!
//! Laws: what is unsent is derived, never queued. A failure is an outage with a growing, jittered pause, and
//! the next turn compares everything. What lies under the share's name is only moved aside when it is no
//! good share: damaged, or something else where a good one was seen before by this very program.

mod told;
mod twins;

use super::backoff::Backoff;
use super::clock::{ClockFilter, NOTICEABLE_MS, Offset};
use super::plan;
use super::rebuilt::Rebuilt;
use super::step::{Cure, Failure, Hints, Mine, Step};
use crate::domain::entry::{Hash, Record};
use crate::domain::fork::Fork;
use crate::domain::frontier::{Frontier, Stretch};
use crate::domain::id::{EntryId, Origin};
use crate::domain::presence::Presence;
use crate::domain::reading::ClockReading;
use crate::domain::time::SECOND_MS;
use crate::domain::trade::{Merged, Pulled, Pushed, Twins};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A device says that it is alive so often, in milliseconds.
const HEARTBEAT_MS: i64 = 10 * SECOND_MS;
/// Clocks are compared so often, in milliseconds.
const CLOCK_CHECK_MS: i64 = 20 * SECOND_MS;
/// While the offset is known no better than this, clocks are compared soon again, in milliseconds.
const VAGUE_MS: i64 = 60;
/// A turn soon again comes no sooner than this, in milliseconds.
const SHORTEST_MS: i64 = 200;
/// So often at most.
const VAGUE_CHECKS: usize = 8;
/// Whether anything is lacking on either side is compared in full so often, in milliseconds.
const FULL_COMPARE_MS: i64 = 300 * SECOND_MS;
/// The one device that does so looks through the whole share so often, in milliseconds.
const EXAMINE_MS: i64 = 600 * SECOND_MS;
/// The read models are refreshed so often by the one device that does it, in milliseconds.
const REFRESH_MS: i64 = 5 * SECOND_MS;
/// A device that was seen within this time counts as alive, in milliseconds.
pub const ALIVE_MS: i64 = 25 * SECOND_MS;
/// Where changes can be watched, a look happens by itself so often, in milliseconds.
const WATCHED_LOOK_MS: i64 = 3 * SECOND_MS;
/// Where they cannot, so often, in milliseconds.
const POLLED_LOOK_MS: i64 = SECOND_MS;
/// Pauses are shortened at random by less than 256 milliseconds: the upper eight bits of a product.
const SPREAD_SHIFT: u32 = 56;
/// After a failure it tries again after so long at first, and at most, in milliseconds.
const RETRY_FIRST_MS: u64 = 500;
const RETRY_MOST_MS: u64 = 8_000;
/// So many records are pulled in one step.
pub const PULL_STEP: usize = 500;
/// So many are pushed in the first step, which goes with a key that somebody pressed.
const PUSH_STEP: u64 = 500;
/// So many in each further step: whoever has that much to bring is rebuilding a share.
const PUSH_STEP_MORE: u64 = 2_000;

/// When what is due again, on this device's monotonic clock in milliseconds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Due {
    look: i64,
    heartbeat: i64,
    clock: i64,
    compare: i64,
    refresh: i64,
    examine: i64,
}

/// An outage: the key of its sentence, and since when by the share's clock in Unix milliseconds.
pub type Outage = (&'static str, i64);

/// What is known only within one turn.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Turn {
    hints: Hints,
    /// What goes on with what was pulled.
    todo: VecDeque<Step>,
    /// What comes once both sides hold the same.
    later: VecDeque<Step>,
    comparing: bool,
    /// The share had more to give than was pulled.
    more: bool,
    /// What is to be pushed once forks are put in order: what follows a fork must not come before it, or the
    /// share's head would look like ours while what lies below it is lacking there.
    planned: Vec<Stretch>,
    /// How often something was pushed.
    pushes: u32,
    /// The origin of which everything was fetched and is to be offered.
    reuniting: Option<Origin>,
    suspects: BTreeSet<Origin>,
    /// What lay there was moved aside: never twice in one turn.
    cured: bool,
}

/// The exchange of one device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trader {
    own: Origin,
    /// A laptop that others count on says that it is alive; a command that comes and goes does not.
    counts: bool,
    /// The floor of this device, once it is open.
    floor: Option<String>,
    filter: ClockFilter,
    backoff: Backoff,
    due: Due,
    turn: Turn,
    /// A good share was seen by this program.
    met: bool,
    /// While the last turn failed: what was compared and said before may be lost.
    outage: Option<Outage>,
    epoch: Option<String>,
    theirs: Frontier,
    their_twins: Twins,
    /// What both sides knew of an origin's twins when it was last put in order.
    reunited: BTreeMap<Origin, (Twins, Twins)>,
    acknowledged: u64,
    presence: Vec<Presence>,
    rekeys: u32,
    checks: u64,
    tables_wanted: u64,
    rebuilt: Option<Rebuilt>,
}

impl Trader {
    /// The exchange of this origin, with a first look at `look_ms` of the monotonic clock.
    pub fn new(own: Origin, counts: bool, look_ms: i64) -> Self {
        Self {
            own,
            counts,
            floor: None,
            filter: ClockFilter::default(),
            backoff: Backoff::new(RETRY_FIRST_MS, RETRY_MOST_MS),
            due: Due {
                look: look_ms,
                refresh: look_ms.saturating_add(REFRESH_MS),
                examine: look_ms.saturating_add(EXAMINE_MS),
                ..Due::default()
            },
            turn: Turn::default(),
            met: false,
            outage: None,
            epoch: None,
            theirs: Frontier::default(),
            their_twins: Twins::new(),
            reunited: BTreeMap::new(),
            acknowledged: 0,
            presence: Vec::new(),
            rekeys: 0,
            checks: 0,
            tables_wanted: 0,
            rebuilt: None,
        }
    }

    /// Begins a turn.
    pub fn begin(&mut self, hints: Hints) {
        let comparing = hints.mono_ms >= self.due.compare || self.is_failing();
        self.turn = Turn {
            hints,
            comparing,
            ..Turn::default()
        };
        let now_ms = hints.mono_ms;
        // What others wrote comes first: a share that cannot be written can still be read.
        if hints.changed || self.turn.comparing || hints.own_head > self.acknowledged {
            self.turn.todo.push_back(Step::Pull);
        }
        if now_ms >= self.due.clock {
            self.turn.later.push_back(Step::ReadClock);
        }
        if self.counts && (now_ms >= self.due.heartbeat || self.is_failing()) {
            self.turn.later.push_back(Step::Announce);
        }
        if now_ms >= self.due.examine {
            self.due.examine = now_ms.saturating_add(EXAMINE_MS);
            if self.is_first() {
                self.turn.later.push_back(Step::Examine);
            }
        }
    }

    /// The next step of this turn.
    pub fn step(&mut self) -> Step {
        if let Some(step) = self.turn.todo.pop_front() {
            return step;
        }
        if let Some(origin) = self.turn.suspects.pop_first() {
            self.turn.reuniting = Some(origin);
            return Step::Fetch(origin);
        }
        if !self.turn.planned.is_empty() {
            self.turn.pushes += 1;
            return Step::Push(std::mem::take(&mut self.turn.planned));
        }
        if let Some(step) = self.turn.later.pop_front() {
            return step;
        }
        self.end()
    }

    fn end(&mut self) -> Step {
        let now_ms = self.turn.hints.mono_ms;
        self.backoff.reset();
        self.met = true;
        self.outage = None;
        if std::mem::take(&mut self.turn.comparing) {
            self.due.compare = now_ms.saturating_add(FULL_COMPARE_MS);
        }
        if now_ms >= self.due.refresh && (self.turn.hints.publishes || self.is_first()) {
            self.due.refresh = now_ms.saturating_add(REFRESH_MS);
            self.tables_wanted += 1;
        }
        let pause = if self.turn.hints.watched {
            WATCHED_LOOK_MS
        } else {
            POLLED_LOOK_MS
        };
        // Never all laptops at the same moment.
        let spread = u64::from_ne_bytes(now_ms.to_ne_bytes()) ^ self.own.0;
        let spread = spread.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> SPREAD_SHIFT;
        let pause = pause - i64::try_from(spread).unwrap_or(0);
        let pause = pause.min(self.due.clock.saturating_sub(now_ms).max(SHORTEST_MS));
        self.due.look = now_ms.saturating_add(pause);
        Step::Rest(pause)
    }

    /// A step failed. Where what lies there is no good share, it is moved aside, once a turn; otherwise the turn
    /// is over. `random` spreads the laptops.
    pub fn failed(&mut self, failure: Failure, random: u64) {
        let curable = match failure.cure {
            Cure::Wait => false,
            Cure::IfMet => self.met,
            Cure::Anew => true,
        };
        self.turn.todo.clear();
        self.turn.later.clear();
        self.turn.suspects.clear();
        self.turn.planned.clear();
        if curable && !self.turn.cured {
            self.turn.cured = true;
            self.turn.todo.push_back(Step::SetAside);
            return;
        }
        let pause = i64::try_from(self.backoff.next(random)).unwrap_or(0);
        self.due.look = self.turn.hints.mono_ms.saturating_add(pause);
        let since = self
            .outage
            .map_or_else(|| self.share_now_ms(), |(_, since)| since);
        self.outage = Some((failure.why, since));
        self.turn.todo.push_back(Step::Rest(pause));
    }

    /// The share's clock was read.
    pub fn clock_read(&mut self, reading: ClockReading) {
        let now_ms = self.turn.hints.mono_ms;
        self.filter.add(reading, now_ms);
        self.checks += 1;
        let latest_ms = self.latest_ms();
        self.presence.retain(|presence| presence.seen_ms <= latest_ms);
        let telling = self.filter.until_telling_ms(self.turn.hints.wall_ms);
        let pause = match telling {
            Some(ms) if self.is_vague() => ms + if ms < SHORTEST_MS { SECOND_MS } else { 0 },
            _ => CLOCK_CHECK_MS,
        };
        self.due.clock = now_ms.saturating_add(pause);
    }

    /// Whether more readings of the clock are worth their cost.
    fn is_vague(&self) -> bool {
        let vague = |offset: Offset| offset.uncertainty_ms > VAGUE_MS;
        self.filter.offset().is_some_and(vague) && self.filter.count() < VAGUE_CHECKS
    }

    /// The share knows that this device is alive.
    pub fn announced(&mut self, mine: Presence) {
        self.due.heartbeat = self.turn.hints.mono_ms.saturating_add(HEARTBEAT_MS);
        match self.presence.binary_search_by_key(&mine.origin, |p| p.origin) {
            Ok(place) => self.presence.splice(place..=place, [mine]),
            Err(place) => self.presence.splice(place..place, [mine]),
        };
        self.confirm();
    }

    /// The share showed what it holds. Of another floor's share nothing is taken over.
    pub fn pulled(&mut self, pulled: Pulled, mine: Mine<'_>, random: u64) {
        if let (Some(theirs), Some(ours)) = (&pulled.floor, &self.floor)
            && theirs != ours
        {
            let failure = Failure {
                why: "share-foreign",
                cure: Cure::IfMet,
            };
            return self.failed(failure, random);
        }
        if self.epoch.as_ref().is_some_and(|known| *known != pulled.epoch) {
            self.replaced(None);
        }
        self.epoch = Some(pulled.epoch);
        self.acknowledged = head(&pulled.frontier, self.own);
        let known = std::mem::take(&mut self.presence);
        self.presence = newest(known, pulled.devices, self.latest_ms());
        self.confirm();
        self.theirs = pulled.frontier;
        self.their_twins = pulled.twins;
        self.suspect_twins(mine.twins);
        self.compare(pulled.heads, mine.frontier);
        self.turn.more = pulled.more;
        if pulled.records.is_empty() {
            self.plan_push(mine.frontier);
        } else {
            self.turn.todo.push_back(Step::Merge(pulled.records));
        }
    }

    /// The heads were compared.
    pub fn compared(&mut self, forks: &[Fork]) {
        self.suspect(forks);
    }

    /// Records were taken into the replica.
    pub fn merged(&mut self, merged: &Merged, mine: Mine<'_>) {
        if merged.rekey {
            self.rekeys += 1;
        }
        if let Some(origin) = self.turn.reuniting.take() {
            self.turn.todo.push_back(Step::Offer(origin));
            self.note_reunion(origin, mine.twins);
            return;
        }
        self.suspect(&merged.forks);
        if self.turn.more && !merged.added.is_empty() {
            self.turn.todo.push_back(Step::Pull);
        } else {
            self.plan_push(mine.frontier);
        }
    }

    /// Records were pushed to the share. `mine` is what the replica holds now.
    pub fn pushed(&mut self, pushed: &Pushed, mine: &Frontier) {
        self.suspect(&pushed.forks);
        let grown = pushed.frontier != self.theirs;
        self.acknowledged = head(&pushed.frontier, self.own);
        self.theirs.clone_from(&pushed.frontier);
        self.tables_wanted += 1;
        if grown {
            self.plan_push(mine);
        }
        if self.turn.planned.is_empty() && self.rebuilt.is_some() && self.counts {
            // Everything that this device had is there again: say so at once.
            self.announce_last();
        }
    }

    /// Every record of an origin was read from the share.
    pub fn fetched(&mut self, records: Vec<Record>) {
        self.turn.todo.push_back(Step::Merge(records));
    }

    /// Every record of an origin was brought to the share.
    pub const fn offered(&mut self, pushed: &Pushed) {
        if pushed.added > 0 {
            self.tables_wanted += 1;
        }
    }

    /// What lay there was moved aside.
    pub fn set_aside(&mut self, kept: Option<String>) {
        self.replaced(kept);
        if self.counts {
            self.announce_last();
        }
        self.turn.todo.push_back(Step::Pull);
    }

    fn announce_last(&mut self) {
        self.turn.later.retain(|step| *step != Step::Announce);
        self.turn.later.push_back(Step::Announce);
    }

    /// The share is another one than before: everything is compared, and who has brought what it had is counted.
    fn replaced(&mut self, kept: Option<String>) {
        self.epoch = None;
        self.turn.comparing = true;
        self.reunited.clear();
        self.due.heartbeat = 0;
        let now_ms = self.share_now_ms();
        let alive = self.presence.iter().filter(|p| is_alive(p, now_ms));
        let known: BTreeSet<Origin> = alive.map(|p| p.origin).collect();
        self.rebuilt = Some(Rebuilt::begin(now_ms, known, kept.or_else(|| self.kept_before())));
    }

    fn kept_before(&self) -> Option<String> {
        self.rebuilt.as_ref().and_then(|rebuilt| rebuilt.kept.clone())
    }

    fn confirm(&mut self) {
        let now_ms = self.share_now_ms();
        if let Some(rebuilt) = &mut self.rebuilt {
            rebuilt.confirm(&self.presence);
            if rebuilt.is_over(now_ms) {
                self.rebuilt = None;
            }
        }
    }

    fn plan_push(&mut self, mine: &Frontier) {
        let limit = if self.turn.pushes == 0 {
            PUSH_STEP
        } else {
            PUSH_STEP_MORE
        };
        let plan = plan(self.own, mine, &self.theirs, limit);
        self.turn.planned = plan.push;
    }

    /// Compares all heads now and then, and always those that something is to be pushed onto.
    fn compare(&mut self, mut heads: Vec<(EntryId, Hash)>, mine: &Frontier) {
        if !self.turn.comparing {
            let growing: BTreeSet<Origin> = mine.beyond(&self.theirs).map(|(origin, ..)| origin).collect();
            heads.retain(|(head, _)| growing.contains(&head.origin));
        }
        if self.turn.comparing || !heads.is_empty() {
            self.turn.todo.push_back(Step::Compare(heads));
        }
    }

    /// The share's clock now, Unix milliseconds, as far as it is known at the start of this turn.
    fn share_now_ms(&self) -> i64 {
        let offset_ms = self.filter.offset().map_or(0, |offset| offset.ms);
        self.turn.hints.wall_ms.saturating_add(offset_ms)
    }

    /// What devices may say of when they wrote, at the latest: clocks that were compared part by no more.
    fn latest_ms(&self) -> i64 {
        let uncertainty_ms = self.filter.offset().map_or(0, |offset| offset.uncertainty_ms);
        self.share_now_ms()
            .saturating_add(NOTICEABLE_MS)
            .saturating_add(2 * uncertainty_ms)
    }

    /// Whether this is the one device that refreshes the read models: the lowest name of those alive.
    fn is_first(&self) -> bool {
        let now_ms = self.share_now_ms();
        let alive = self.presence.iter().filter(|p| is_alive(p, now_ms));
        alive
            .map(|p| p.origin)
            .min()
            .is_none_or(|first| first >= self.own)
    }

    /// Another floor's share is foreign from now on.
    pub fn floor_is(&mut self, floor: Option<String>) {
        self.floor = floor;
    }

    /// This device writes under another name from now on.
    pub fn renamed(&mut self, own: Origin) {
        self.own = own;
        self.acknowledged = 0;
        self.due.heartbeat = 0;
    }

    /// The clock of this laptop was set: what was measured says nothing any more.
    pub fn forget_clock(&mut self) {
        self.filter.clear();
        self.due.clock = 0;
    }
}

/// The last number of an origin up to which nothing is lacking.
fn head(frontier: &Frontier, origin: Origin) -> u64 {
    frontier.first_missing(origin).0.saturating_sub(1)
}

const fn is_alive(presence: &Presence, now_ms: i64) -> bool {
    now_ms.saturating_sub(presence.seen_ms) < ALIVE_MS
}

/// What was heard last of each device: a share that was made anew knows only who has come back. What was said
/// at a time that has not come yet is of a clock that was wrong, and counts no more than silence: a laptop of
/// which the clock was set an hour forward would seem alive an hour after it died.
fn newest(known: Vec<Presence>, heard: Vec<Presence>, latest_ms: i64) -> Vec<Presence> {
    let mut by_origin: BTreeMap<Origin, Presence> = BTreeMap::new();
    let past = |presence: &Presence| presence.seen_ms <= latest_ms;
    for presence in known.into_iter().chain(heard).filter(past) {
        let older = by_origin.get(&presence.origin);
        if older.is_none_or(|older| older.seen_ms <= presence.seen_ms) {
            by_origin.insert(presence.origin, presence);
        }
    }
    by_origin.into_values().collect()
}
