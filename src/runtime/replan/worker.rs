//! The thread that searches: first a quick proposal, then one of each character, then each better in turn.

use super::super::planner::{Budget, Found, Order, search};
use super::{Told, translate};
use crate::rotation::live::{Character, Live};
use crate::rotation::problem::Plan;
use crate::ui::screen::replan::{News, Phase};
use std::collections::BTreeMap;
use std::io;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tokio::sync::mpsc;

/// What is searched for one after the other, and for how many milliseconds: the first proposal is there when the first
/// of these is over, and nobody waits long for the others.
const SLICES: [(Character, u64); 10] = [
    (Character::FewestChanges, 150),
    (Character::NobodyIdle, 350),
    (Character::ShortestWalks, 350),
    (Character::FewestChanges, 650),
    (Character::NobodyIdle, 1_000),
    (Character::ShortestWalks, 1_000),
    (Character::FewestChanges, 1_500),
    (Character::ShortestWalks, 1_500),
    (Character::NobodyIdle, 1_500),
    (Character::FewestChanges, 2_000),
];
/// A better proposal is told at most so often: nobody reads faster.
const TELL_EACH: Duration = Duration::from_millis(100);
/// The first proposal of all is told no sooner, for what a search begins with changes more than it must.
const FIRST_AFTER: Duration = Duration::from_millis(100);
/// Searches beside each other at most.
const LANES_MAX: usize = 4;
/// The same floor gives the same proposals, as far as time does.
const SEED: u64 = 20_261_017;

/// A search that is to be made.
pub(super) struct Work {
    pub(super) live: Arc<Live>,
    pub(super) told: Told,
    pub(super) run: u32,
    pub(super) stop: Arc<AtomicBool>,
    pub(super) news: mpsc::Sender<News>,
}

/// What was found for a character so far.
struct Best {
    plan: Plan,
    objective: u64,
}

/// What a slice goes on from.
struct Slice {
    character: Character,
    /// How long everything before it took.
    before: Duration,
    /// The best plan of this character that was told.
    told: Option<Plan>,
    /// When something was told last.
    last: Option<Duration>,
    /// Nothing is shown yet: what comes first is worth waiting a moment for something better.
    waits: bool,
}

impl Work {
    /// Begins on a thread of its own, once the search before has ended.
    pub(super) fn start(self, before: Option<JoinHandle<()>>) -> io::Result<JoinHandle<()>> {
        let work = move || {
            if let Some(before) = before
                && before.join().is_err()
            {
                tracing::error!("a search for proposals failed");
            }
            self.run();
        };
        thread::Builder::new().name("replan".into()).spawn(work)
    }

    fn run(&self) {
        let mut best: BTreeMap<Character, Best> = BTreeMap::new();
        let mut spent = Duration::ZERO;
        for ((character, ms), seed) in SLICES.into_iter().zip(SEED..) {
            if self.is_stopped() {
                return;
            }
            self.say_phase(Phase::Searching(translate::character(character)), spent);
            let known = best.get(&character);
            let mut slice = Slice {
                character,
                before: spent,
                told: known.map(|best| best.plan.clone()),
                last: None,
                waits: best.is_empty(),
            };
            // What repairs the day with the fewest changes is a beginning for the others.
            let start = known.or_else(|| best.get(&Character::FewestChanges));
            let order = Order {
                problem: self.live.problem(character),
                start: Some(start.map_or_else(|| self.live.announced(), |best| best.plan.clone())),
                seed,
                budget: Budget::Time(Duration::from_millis(ms)),
                lanes: lanes(),
            };
            let outcome = search(&order, &self.stop, &mut |found| self.hear(&mut slice, found));
            slice.waits = false;
            let objective = outcome.best.score.objective(&order.problem.weights);
            let is_better = known.is_none_or(|best| objective < best.objective);
            if is_better {
                slice.last = None;
                self.hear(&mut slice, &outcome.best);
                let plan = outcome.best.plan;
                best.insert(character, Best { plan, objective });
            }
            spent += outcome.took;
        }
        if !self.is_stopped() {
            self.say_phase(Phase::Done, spent);
        }
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Tells of a plan, unless it is known or comes too soon after another.
    fn hear(&self, slice: &mut Slice, found: &Found) {
        let is_soon = slice.last.is_some_and(|last| found.after < last + TELL_EACH);
        let waits = slice.waits && found.after < FIRST_AFTER;
        if is_soon || waits || slice.told.as_ref() == Some(&found.plan) {
            return;
        }
        slice.last = Some(found.after);
        slice.told = Some(found.plan.clone());
        let proposal = self.live.proposal(slice.character, found.plan.clone());
        let mut said = translate::proposal(&self.live, &proposal);
        said.id = self.told.keep(self.run, proposal);
        self.say(News::Found {
            run: self.run,
            character: translate::character(slice.character),
            proposal: Box::new(said),
            spent_ms: millis(slice.before + found.after),
        });
    }

    fn say_phase(&self, phase: Phase, spent: Duration) {
        self.say(News::Phase {
            run: self.run,
            phase,
            spent_ms: millis(spent),
        });
    }

    /// Where nobody listens any more there is nothing left to search for.
    fn say(&self, news: News) {
        if !self.is_stopped() && self.news.blocking_send(news).is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// One core stays free for keys and frames.
fn lanes() -> u32 {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    u32::try_from(cores.saturating_sub(1).clamp(1, LANES_MAX)).unwrap_or(1)
}
