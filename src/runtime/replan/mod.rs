//! Proposals for the rest of a day, searched for on a thread of their own while the screens go on.
//!
//! [`Replanner`] is what the loop of the screens holds: it answers at once and never waits. `worker` is the thread,
//! one search at a time over the characters; `translate` brings its plans into the form that the screen takes, and
//! says what has happened to the floor since.
//!
//! Laws: the rest of the day is read off the floor once, when somebody asks ([`Live::of`], no copy of the floor); a
//! search ends when nobody looks any more, when another begins and when the program ends; what is accepted is held
//! against the floor of that moment.

mod translate;
mod worker;

use crate::domain::countdown::Schedule;
use crate::domain::floor::Floor;
use crate::domain::time::EventTime;
use crate::rotation::live::{Live, Proposal};
use crate::ui::screen::replan::{Ask, News, Stale};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use tokio::sync::mpsc;
use worker::Work;

/// So much news of a search may wait for the loop.
pub const NEWS: usize = 8;

/// The proposals of a search that were told, by their numbers.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<BTreeMap<u32, Proposal>>>);

impl Told {
    /// Keeps a proposal, and gives it a number that no other of this program has.
    fn keep(&self, run: u32, proposal: Proposal) -> u32 {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = told.len() + 1;
        let id = (run << 16) | u32::try_from(next).unwrap_or(u32::MAX) & 0xffff;
        told.insert(id, proposal);
        id
    }

    fn with<T>(&self, id: u32, look: impl FnOnce(&Proposal) -> T) -> Option<T> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.get(&id).map(look)
    }
}

/// A search, under way or over.
struct Search {
    live: Arc<Live>,
    told: Told,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Search {
    fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Searches for proposals, as the loop of the screens sees it.
pub struct Replanner {
    news: mpsc::Sender<News>,
    run: u32,
    search: Option<Search>,
}

impl Replanner {
    /// Nothing is searched for yet; what is found will come through `news`.
    pub const fn new(news: mpsc::Sender<News>) -> Self {
        Self {
            news,
            run: 0,
            search: None,
        }
    }

    /// Does what the screen asks for, and answers what can be answered at once.
    pub fn ask(&mut self, ask: &Ask, floor: &Floor, now: EventTime) -> Option<News> {
        match ask {
            Ask::Search => Some(self.begin(floor, now)),
            Ask::Check(ids) => Some(News::Checked(self.check(ids, floor, now))),
            Ask::Stop => {
                self.search.as_ref().map(Search::stop)?;
                None
            }
            Ask::Leave => {
                self.leave();
                None
            }
        }
    }

    /// Ends whatever is searched for.
    pub fn leave(&mut self) {
        self.search = None;
    }

    fn begin(&mut self, floor: &Floor, now: EventTime) -> News {
        // The search before this one ends first: there are no threads for two.
        let before = self.search.take().and_then(|mut search| {
            search.stop();
            search.thread.take()
        });
        let Some(live) = Live::of(floor, &Schedule::at(floor, now)) else {
            return News::NoFloor;
        };
        self.run += 1;
        let (live, told, stop) = (Arc::new(live), Told::default(), Arc::new(AtomicBool::new(false)));
        let work = Work {
            live: Arc::clone(&live),
            told: told.clone(),
            run: self.run,
            stop: Arc::clone(&stop),
            news: self.news.clone(),
        };
        match work.start(before) {
            Ok(thread) => {
                self.search = Some(Search {
                    live,
                    told,
                    stop,
                    thread: Some(thread),
                });
                News::Begun(self.run)
            }
            Err(error) => {
                tracing::error!(%error, "no thread for proposals");
                News::Failed
            }
        }
    }

    /// Which of these proposals the floor has left behind, and how.
    fn check(&self, ids: &[u32], floor: &Floor, now: EventTime) -> Vec<Stale> {
        let schedule = Schedule::at(floor, now);
        let fresh = Live::of(floor, &schedule);
        let moved = |id: u32| {
            let search = self.search.as_ref()?;
            let fresh = fresh.as_ref()?;
            search
                .told
                .with(id, |proposal| {
                    let is_stale = search.live.is_outdated_by(fresh, proposal);
                    is_stale.then(|| translate::moved(&search.live, fresh, &schedule, proposal))
                })
                // What nobody knows any more was made for another floor.
                .unwrap_or_else(|| Some(Vec::new()))
        };
        ids.iter().filter_map(|id| Some((*id, moved(*id)?))).collect()
    }
}
