//! The plan screen over a running floor: puts the rest of the day on a desk, and keeps the desk up with the floor.

use super::desk::{Desk, Rest};
use super::worker::{Ask, Keeper, News, Worker};
use crate::domain::countdown::Schedule;
use crate::domain::fact::Reason;
use crate::domain::floor::Floor;
use crate::domain::time::EventTime;
use crate::ui::screen::plan::Effect;
use tokio::sync::mpsc;

/// So much news of the desk may wait for the loop.
pub const NEWS: usize = 64;

/// The desk of the plan that is edited on this device, where there is one.
#[derive(Debug)]
pub struct OnFloor {
    worker: Option<Worker>,
    /// What the desk knows of the floor.
    rest: Option<Rest>,
    news: mpsc::Sender<News>,
}

impl OnFloor {
    /// Before anything is edited.
    pub const fn new(news: mpsc::Sender<News>) -> Self {
        Self {
            worker: None,
            rest: None,
            news,
        }
    }

    /// Puts the rest of the day on a desk.
    pub fn open(&mut self, floor: &Floor, now: EventTime) {
        self.rest = Rest::of(floor, &Schedule::at(floor, now));
        let Some(desk) = self.rest.as_ref().and_then(Desk::of_rest) else {
            return;
        };
        let news = self.news.clone();
        let tell = move |said| news.blocking_send(said).is_ok();
        match Worker::start(desk, Keeper::Floor(Reason::Other), tell) {
            Ok(worker) => self.worker = Some(worker),
            Err(error) => tracing::warn!(%error, "no thread to hold the plan"),
        }
    }

    /// Carries out what the screen asks for.
    pub fn ask(&mut self, effect: Effect) {
        if effect == Effect::Leave {
            self.worker = None;
        } else if let Some(worker) = &self.worker {
            worker.ask(Ask::Do(effect));
        }
    }

    /// Brings the floor as it is now to the desk, where it asks for another plan than before.
    pub fn follow(&mut self, floor: &Floor, now: EventTime) {
        let Some(worker) = &self.worker else { return };
        let rest = Rest::of(floor, &Schedule::at(floor, now));
        if rest != self.rest
            && let Some(rest) = &rest
        {
            worker.ask(Ask::Follow(Box::new(rest.clone())));
        }
        self.rest = rest;
    }
}
