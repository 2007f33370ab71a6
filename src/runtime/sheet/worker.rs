//! The thread that holds the desk: it takes steps in their order, looks only at the cell that was asked for last, and
//! starts and ends searches, each on a thread of its own.

use super::desk::{BreaksRules, Desk, Rest};
use crate::domain::command::Command;
use crate::domain::fact::Reason;
use crate::rotation::day::Rows;
use crate::rotation::problem::Plan;
use crate::runtime::planner::{Budget, Order, search};
use crate::ui::screen::plan::{Answer, At, Effect, Improving, Msg};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// How long a search for a better rest goes on unless somebody stops it.
pub const SEARCH: Duration = Duration::from_secs(10);
/// How often a search says how far it is.
const BEAT: Duration = Duration::from_millis(250);
/// Searches beside each other.
const LANES: u32 = 2;

/// Something for the thread to do.
#[derive(Debug)]
pub enum Ask {
    /// Carry out what the screen asks for.
    Do(Effect),
    /// Go on over the floor as it is now.
    Follow(Box<Rest>),
    /// A search has ended with this plan.
    Found(u64, Plan),
}

/// Something that the thread tells.
#[derive(Debug)]
pub enum News {
    /// For the screen.
    Screen(Msg),
    /// For the floor.
    Floor(Command),
}

/// Saves rows in the file of this name, or in the plan's own one.
pub type Save = Box<dyn Fn(&Rows, Option<&str>) -> Answer + Send>;

/// Where a plan is kept.
pub enum Keeper {
    /// In a file.
    File(Save),
    /// On the floor, as one entry of this reason.
    Floor(Reason),
}

/// The thread, seen from the loop. Without it the thread ends.
#[derive(Debug)]
pub struct Worker {
    asks: Sender<Ask>,
}

impl Worker {
    /// Starts the thread; it tells the sheet at once.
    ///
    /// # Errors
    /// The system refuses a thread.
    pub fn start(
        desk: Desk,
        keeper: Keeper,
        tell: impl FnMut(News) -> bool + Send + 'static,
    ) -> io::Result<Self> {
        let (asks, inbox) = channel();
        let clerk = Clerk {
            desk,
            keeper,
            inbox,
            own: asks.clone(),
            tell: Box::new(tell),
            search: None,
        };
        thread::Builder::new()
            .name("sheet".into())
            .spawn(move || clerk.run())?;
        Ok(Self { asks })
    }

    /// Asks; where the thread has ended, nobody is left to answer.
    pub fn ask(&self, ask: Ask) {
        drop(self.asks.send(ask));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.asks.send(Ask::Do(Effect::Leave)));
    }
}

/// A search under way.
struct Search {
    stop: Arc<AtomicBool>,
    best: Arc<AtomicU64>,
    before: u64,
    beats: u64,
    number: u64,
}

struct Clerk {
    desk: Desk,
    keeper: Keeper,
    inbox: Receiver<Ask>,
    own: Sender<Ask>,
    tell: Box<dyn FnMut(News) -> bool + Send>,
    search: Option<Search>,
}

impl Clerk {
    fn run(mut self) {
        self.show();
        while let Some(asks) = self.next() {
            let mut look = None;
            for ask in asks {
                match ask {
                    Ask::Do(Effect::Look(at)) => look = Some(at),
                    Ask::Do(Effect::Leave) => {
                        self.stop();
                        return;
                    }
                    Ask::Do(effect) => self.carry_out(effect),
                    Ask::Follow(rest) => self.follow(&rest),
                    Ask::Found(number, plan) => self.found(number, plan),
                }
            }
            if let Some(at) = look {
                self.look(at);
            }
        }
        self.stop();
    }

    /// Everything that is asked, once something is; a beat of the search meanwhile.
    fn next(&mut self) -> Option<Vec<Ask>> {
        let first = if self.search.is_some() {
            match self.inbox.recv_timeout(BEAT) {
                Ok(ask) => ask,
                Err(RecvTimeoutError::Timeout) => {
                    self.beat();
                    return Some(Vec::new());
                }
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        } else {
            self.inbox.recv().ok()?
        };
        Some(std::iter::once(first).chain(self.inbox.try_iter()).collect())
    }

    fn say(&mut self, msg: Msg) {
        let is_heard = (self.tell)(News::Screen(msg));
        if !is_heard {
            tracing::debug!("nobody looks at the plan any more");
        }
    }

    fn show(&mut self) {
        let sheet = Box::new(self.desk.sheet());
        self.say(Msg::Sheet(sheet));
    }

    fn look(&mut self, at: At) {
        if let Some(looked) = self.desk.look(at) {
            self.say(Msg::Looked(Box::new(looked)));
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Foresee(edit) => {
                let outcome = self.desk.foresee(edit).map(Box::new);
                let revision = self.desk.revision();
                self.say(Msg::Foreseen(revision, edit, outcome));
            }
            // A search begins from the plan as it is; who edits it meanwhile would lose one of both.
            Effect::Edit(_) | Effect::Keep(_) if self.search.is_some() => {}
            Effect::Edit(edit) => match self.desk.edit(edit) {
                Ok(()) => self.show(),
                Err(why) => self.say(Msg::Refused(why)),
            },
            Effect::Improve => self.improve(),
            Effect::Stop => self.stop(),
            Effect::Keep(name) => self.keep(name.as_deref()),
            Effect::Look(_) | Effect::Remember(_) | Effect::Leave => {}
        }
    }

    fn keep(&mut self, name: Option<&str>) {
        let answer = match &self.keeper {
            Keeper::File(save) => save(&self.desk.rows(), name),
            Keeper::Floor(reason) => match self.desk.command(*reason) {
                Err(BreaksRules) => Answer::Failed("sheet-floor-breaches", String::new()),
                Ok(None) => Answer::Same,
                Ok(Some(command)) => {
                    (self.tell)(News::Floor(command));
                    Answer::Kept(String::new())
                }
            },
        };
        if matches!((&answer, &self.keeper), (Answer::Kept(_), Keeper::File(_))) {
            self.desk.keep();
            self.show();
        }
        self.say(Msg::Kept(answer));
    }

    fn follow(&mut self, rest: &Rest) {
        if let Some((kept, lost)) = self.desk.follow(rest) {
            // What a search under way finds is the answer to another question now.
            self.abandon();
            self.show();
            if kept > 0 || !lost.is_empty() {
                self.say(Msg::Moved(kept, lost));
            }
        }
    }

    fn improve(&mut self) {
        if self.search.is_some() {
            return;
        }
        let (problem, start) = self.desk.to_improve();
        let weights = problem.weights;
        let order = Order {
            problem,
            start: Some(start),
            seed: self.desk.revision(),
            budget: Budget::Time(SEARCH),
            lanes: LANES,
        };
        let before = self.desk.objective();
        let search_now = Search {
            stop: Arc::new(AtomicBool::new(false)),
            best: Arc::new(AtomicU64::new(before)),
            before,
            beats: 0,
            number: self.desk.revision(),
        };
        let (stop, best) = (Arc::clone(&search_now.stop), Arc::clone(&search_now.best));
        let (own, number) = (self.own.clone(), search_now.number);
        let work = move || {
            let mut tell = |found: &crate::runtime::planner::Found| {
                best.fetch_min(found.score.objective(&weights), Ordering::Relaxed);
            };
            let outcome = search(&order, &stop, &mut tell);
            drop(own.send(Ask::Found(number, outcome.best.plan)));
        };
        match thread::Builder::new().name("improve".into()).spawn(work) {
            Ok(_) => {
                self.search = Some(search_now);
                self.beat();
            }
            Err(error) => {
                tracing::warn!(%error, "no thread to search on");
                self.say(Msg::Improved(Improving {
                    before,
                    now: before,
                    ..Improving::default()
                }));
            }
        }
    }

    /// Says how far the search is.
    fn beat(&mut self) {
        let Some(search) = &mut self.search else { return };
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let improving = Improving {
            before: search.before,
            now: search.best.load(Ordering::Relaxed),
            ms: (search.beats * millis(BEAT)).min(millis(SEARCH)),
            of_ms: millis(SEARCH),
            mended: 0,
        };
        search.beats += 1;
        self.say(Msg::Improving(improving));
    }

    fn found(&mut self, number: u64, plan: Plan) {
        let Some(search) = self.search.take_if(|search| search.number == number) else {
            return;
        };
        let broken = self.desk.broken();
        if self.desk.is_better(&plan)
            && let Err(why) = self.desk.take(plan)
        {
            self.say(Msg::Refused(why));
        }
        let now = self.desk.objective();
        self.show();
        self.say(Msg::Improved(Improving {
            before: search.before,
            now,
            mended: broken.saturating_sub(self.desk.broken()),
            ..Improving::default()
        }));
    }

    /// Ends the search; what it has found comes as ever.
    fn stop(&self) {
        if let Some(search) = &self.search {
            search.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Ends the search; what it has found is not wanted any more.
    fn abandon(&mut self) {
        self.stop();
        if let Some(search) = self.search.take() {
            self.say(Msg::Improved(Improving {
                before: search.before,
                now: search.before,
                ..Improving::default()
            }));
        }
    }
}
