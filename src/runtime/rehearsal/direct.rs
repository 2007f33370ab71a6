//! The director: opens the floor, seats everybody, lets the day pass, waits until all agree, adds up.

use super::crew::Crew;
use super::figures::Figures;
use super::footprint::{Footprint, share_bytes};
use super::outage::Outages;
use super::word::{Holding, News, Notes, Order};
use super::{Rehearsal, RehearsalError, fingerprint};
use crate::domain::frontier::Frontier;
use crate::domain::id::{Role, RoundNo};
use crate::domain::opening::LEAD_MS;
use crate::domain::time::EventTime;
use crate::rehearse::is_over;
use crate::runtime::clock::Clock;
use crate::runtime::session::{Plan, Session, SessionError};
use crate::runtime::signal::Signals;
use std::collections::BTreeMap;
use std::time::Duration;

/// So often the director looks around.
const TICK: Duration = Duration::from_millis(100);
/// So long everybody may take to be seated, in microseconds.
const SEATING_US: u64 = 120_000_000;
/// So long everybody may take to agree at the end, in microseconds.
const SETTLING_US: u64 = 60_000_000;
/// So long everybody may take to leave, in microseconds.
const LEAVING_US: u64 = 30_000_000;
/// So often progress is told, in microseconds.
const TELL_US: u64 = 3_000_000;

/// How far a rehearsal has come.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Progress {
    /// Event time.
    pub now: EventTime,
    /// The round that is on or was on last.
    pub round: Option<RoundNo>,
    /// Entries recorded so far.
    pub entries: u64,
    /// In a second, since the last telling.
    pub entries_per_s: u64,
}

/// Lives the day; `tell` hears now and then how far it has come. Ends early when the user asks for it.
///
/// # Errors
/// The floor cannot be opened, or not everybody could take their place.
pub fn direct(rehearsal: &Rehearsal, tell: &mut dyn FnMut(Progress)) -> Result<Figures, RehearsalError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut director = Director::open(rehearsal)?;
        director.seat().await?;
        director.pace()?;
        director.day(tell).await;
        director.settle().await;
        Ok(director.end().await)
    })
}

struct Director<'a> {
    rehearsal: &'a Rehearsal,
    session: Session,
    crew: Crew,
    signals: Signals,
    clock: Clock,
    outages: Outages,
    outages_begun: u64,
    /// How many entries each laptop has recorded.
    wrote: BTreeMap<usize, u64>,
    holds: BTreeMap<usize, Frontier>,
    notes: BTreeMap<usize, Notes>,
    seated: usize,
    failed: Vec<String>,
    began_us: u64,
    ended_us: u64,
}

impl<'a> Director<'a> {
    fn open(rehearsal: &'a Rehearsal) -> Result<Self, RehearsalError> {
        let signals = Signals::listen()?;
        let plan = Plan {
            replica: rehearsal.replicas.join("director"),
            share: Some(rehearsal.share.clone()),
            memory: rehearsal.memory.clone(),
            role: Role::Organiser,
            event: None,
            clock: None,
            speed: None,
            in_earnest: false,
            label: "rehearsal".to_owned(),
        };
        match Session::open(plan.clone()) {
            Ok(other) => {
                other.leave();
                return Err(RehearsalError::FloorOpen);
            }
            Err(SessionError::NoFloor { outage: None }) => {}
            Err(error) => return Err(error.into()),
        }
        let session = Session::open(Plan {
            event: Some(rehearsal.event.clone()),
            clock: Some(rehearsal.start.plus_ms(-LEAD_MS)),
            ..plan
        })?;
        let folder = rehearsal.share.parent().map(std::path::Path::to_owned);
        let due = if rehearsal.own_folder {
            rehearsal.incidents.outages()
        } else {
            Vec::new()
        };
        Ok(Self {
            rehearsal,
            session,
            crew: Crew::start(rehearsal)?,
            signals,
            clock: Clock::new(),
            outages: Outages::new(folder.unwrap_or_default(), due),
            outages_begun: 0,
            wrote: BTreeMap::new(),
            holds: BTreeMap::new(),
            notes: BTreeMap::new(),
            seated: 0,
            failed: Vec::new(),
            began_us: 0,
            ended_us: 0,
        })
    }

    fn take(&mut self, number: usize, news: News) {
        match news {
            News::Seated => self.seated += 1,
            News::Wrote(count) => _ = self.wrote.insert(number, count),
            News::Holds(holding) => drop(self.holds.insert(number, holding.frontier())),
            News::Left(notes) => drop(self.notes.insert(number, *notes)),
            News::Failed(_) if self.notes.contains_key(&number) => {}
            News::Failed(why) => {
                tracing::error!(number, why, "a laptop cannot go on");
                self.failed.push(why);
            }
        }
    }

    /// Takes in what comes until the next look, and what the director's own replica hears; true if the user
    /// wants the end.
    async fn tick(&mut self) -> bool {
        let pause = tokio::time::sleep(TICK);
        tokio::pin!(pause);
        let mut asked = false;
        loop {
            tokio::select! {
                biased;
                _ = self.signals.ended() => { asked = true; break; }
                () = &mut pause => break,
                Some((number, news)) = self.crew.news.recv() => self.take(number, news),
            }
        }
        if let Err(error) = self.session.attend() {
            tracing::warn!(%error, "the director's replica cannot be read");
        }
        asked
    }

    async fn seat(&mut self) -> Result<(), RehearsalError> {
        let until = self.clock.mono_us().saturating_add(SEATING_US);
        while self.seated < self.rehearsal.devices {
            let asked = self.tick().await;
            if let Some(why) = self.failed.pop() {
                return Err(RehearsalError::Seat(why));
            }
            if asked || self.clock.mono_us() >= until {
                let seated = format!("{} of {}", self.seated, self.rehearsal.devices);
                return Err(RehearsalError::Seat(seated));
            }
        }
        Ok(())
    }

    /// Lets the day begin and pass as fast as it was asked for, now that everybody is there.
    fn pace(&mut self) -> Result<(), RehearsalError> {
        let (start, speed) = (self.rehearsal.start, self.rehearsal.speed);
        Ok(self.session.pace(Some(start), speed)?)
    }

    async fn day(&mut self, tell: &mut dyn FnMut(Progress)) {
        self.began_us = self.clock.mono_us();
        let longest = self.rehearsal.longest.map(|longest| longest.as_micros());
        let (mut told_us, mut told) = (self.began_us, self.entries());
        loop {
            let now = self.session.clock.now();
            let now_us = self.clock.mono_us();
            self.outages_begun += self.outages.tick(now, now_us);
            let passed_us = now_us.saturating_sub(self.began_us);
            if is_over(&self.session.floor, now)
                || longest.is_some_and(|longest| u128::from(passed_us) >= longest)
            {
                break;
            }
            if now_us.saturating_sub(told_us) >= TELL_US {
                let entries = self.entries();
                let since_us = now_us.saturating_sub(told_us).max(1);
                tell(Progress {
                    now,
                    round: self.round(now),
                    entries,
                    entries_per_s: entries.saturating_sub(told).saturating_mul(1_000_000) / since_us,
                });
                (told_us, told) = (now_us, entries);
            }
            if self.tick().await {
                break;
            }
        }
        self.ended_us = self.clock.mono_us();
        self.outages.end(self.ended_us);
    }

    fn entries(&self) -> u64 {
        self.wrote.values().sum()
    }

    fn round(&self, now: EventTime) -> Option<RoundNo> {
        let schedule = crate::domain::countdown::Schedule::at(&self.session.floor, now);
        schedule.current().map(|slot| slot.round)
    }

    /// Waits, within a bound, until everybody holds the same.
    async fn settle(&mut self) {
        self.holds.clear();
        self.crew.order(Order::Settle);
        let until = self.clock.mono_us().saturating_add(SETTLING_US);
        while self.clock.mono_us() < until && !self.agree() {
            if self.tick().await {
                break;
            }
        }
    }

    fn agree(&self) -> bool {
        let own = self.session.floor.held();
        self.holds.len() + self.failed.len() >= self.rehearsal.devices
            && self.holds.values().all(|held| held == own)
    }

    async fn end(mut self) -> Figures {
        self.crew.order(Order::End);
        let until = self.clock.mono_us().saturating_add(LEAVING_US);
        while self.notes.len() + self.failed.len() < self.rehearsal.devices && self.clock.mono_us() < until {
            self.tick().await;
        }
        let held = self.session.floor.held();
        let own = Notes {
            confirmed: self.own_entries(),
            holding: Holding::of(held),
            floor: fingerprint(&self.session.floor),
            ..Notes::default()
        };
        let notes: Vec<Notes> = std::mem::take(&mut self.notes).into_values().collect();
        let seconds = seconds(self.ended_us.saturating_sub(self.began_us));
        let mut figures = Figures {
            seconds,
            incidents: self.outages_begun,
            unplayed: self.rehearsal.incidents.unplayed.clone(),
            ..Figures::default()
        };
        figures.take(&notes, &own, self.outages.lasted());
        figures.missing = self.rehearsal.devices.saturating_sub(notes.len());
        figures.use_of(&notes, Footprint::own());
        figures.entries_per_s = rate(figures.entries, seconds);
        figures.share_bytes = share_bytes(&self.rehearsal.share);
        self.session.leave();
        self.crew.dismiss(figures.missing == 0);
        figures
    }

    /// What the director itself has recorded: the openings of the floor.
    fn own_entries(&self) -> Vec<(crate::domain::id::EntryId, u64)> {
        let own = self.session.origin();
        let log = self.session.floor.log().iter();
        log.filter(|entry| entry.id.origin == own)
            .map(|entry| (entry.id, 0))
            .collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn seconds(us: u64) -> f64 {
    us as f64 / 1_000_000.0
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn rate(entries: u64, seconds: f64) -> f64 {
    if seconds > 0.0 {
        entries as f64 / seconds
    } else {
        0.0
    }
}
