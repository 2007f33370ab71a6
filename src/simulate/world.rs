//! One floor from its first to its last moment: virtual time, what happens next, and who is told.
//!
//! Law: everything that happens comes out of one queue, in the order of time and of its making; so a seed
//! gives the same floor again, whatever runs beside it.

use super::chance::Chance;
use super::check::{Check, Violation};
use super::device::{Device, Trap};
use super::incident::Edge;
use super::medium::Medium;
use super::person::wish;
use super::sabotage::Sabotage;
use super::scenario::{Scenario, Stage};
use super::truth::Truth;
use crate::domain::command::{Command, decide};
use crate::domain::entry::Record;
use crate::domain::opening::midnight_ms;
use crate::domain::time::{MINUTE_MS, SECOND_MS};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Screens are looked at so often, in milliseconds.
const TICK_MS: i64 = 2 * SECOND_MS;
/// Floors are compared so often on a short day and on a whole one, in milliseconds.
const COMPARE_MS: i64 = 15 * SECOND_MS;
const COMPARE_WHOLE_MS: i64 = 60 * SECOND_MS;
/// After the last incident the floor has to come to rest within this time, in milliseconds.
const REST_WITHIN_MS: i64 = 30 * MINUTE_MS;
/// What happens next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Next {
    Look { device: usize, life: u32 },
    Answer { device: usize, life: u32 },
    Commit { device: usize, life: u32 },
    Act { device: usize },
    Tick { device: usize },
    Start { device: usize },
    Befall { incident: usize },
    Compare,
}

/// A floor under simulation.
pub(super) struct World {
    pub(super) scenario: Scenario,
    pub(super) stage: Stage,
    pub(super) now_ms: i64,
    queue: BinaryHeap<Reverse<(i64, u64, Next)>>,
    made: u64,
    pub(super) base_ms: i64,
    pub(super) share_ahead_ms: i64,
    /// When the share's clock was last set.
    pub(super) share_set_ms: i64,
    /// How much of that may have gone unnoticed, in milliseconds.
    pub(super) share_hidden_ms: i64,
    pub(super) medium: Medium,
    pub(super) devices: Vec<Device>,
    pub(super) truth: Truth,
    pub(super) violation: Option<Violation>,
    pub(super) chance: Chance,
    /// When somebody last had to bring or fetch something.
    pub(super) busy_ms: i64,
    pub(super) trace: Option<Vec<String>>,
}

impl World {
    pub(super) fn new(scenario: &Scenario, stage: &Stage, traced: bool) -> Self {
        let seed = scenario.seed;
        let base_ms = midnight_ms(&stage.event) + stage.start.0;
        let device = |(no, seat): (usize, &super::scenario::Seat)| {
            let salt = 100 + u64::try_from(no).unwrap_or(0);
            Device::new(no, *seat, base_ms, Chance::stream(seed, salt), scenario.sabotage)
        };
        let mut world = Self {
            medium: Medium::new(scenario.kind, Chance::stream(seed, 2)),
            devices: scenario.seats.iter().enumerate().map(device).collect(),
            chance: Chance::stream(seed, 3),
            scenario: scenario.clone(),
            stage: stage.clone(),
            now_ms: 0,
            queue: BinaryHeap::new(),
            made: 0,
            base_ms,
            share_ahead_ms: 0,
            share_set_ms: i64::MIN / 2,
            share_hidden_ms: 0,
            truth: Truth::default(),
            violation: None,
            busy_ms: 0,
            trace: traced.then(Vec::new),
        };
        for no in 0..world.devices.len() {
            world.join(no);
        }
        for (incident, (at, _)) in scenario.incidents.iter().enumerate() {
            world.at(*at, Next::Befall { incident });
        }
        world.at(COMPARE_MS, Next::Compare);
        world
    }

    /// A device takes its place: its person, its screen and its exchange begin.
    pub(super) fn join(&mut self, no: usize) {
        let first_ms = self.now_ms + self.chance.between(0, SECOND_MS);
        let life = self.devices.get(no).map_or(0, |device| device.life);
        self.at(first_ms, Next::Tick { device: no });
        self.at(first_ms + 100, Next::Act { device: no });
        if let Some(device) = self.devices.get_mut(no) {
            device.mind.look_ms = first_ms;
        }
        self.at(first_ms, Next::Look { device: no, life });
    }

    pub(super) fn at(&mut self, at_ms: i64, next: Next) {
        self.made += 1;
        self.queue
            .push(Reverse((at_ms.max(self.now_ms), self.made, next)));
    }

    pub(super) fn note(&mut self, told: impl FnOnce() -> String) {
        let now_ms = self.now_ms;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{now_ms:>9} {}", told()));
        }
    }

    /// The share's clock now, Unix milliseconds.
    pub(super) const fn share_now_ms(&self) -> i64 {
        self.base_ms + self.now_ms + self.share_ahead_ms
    }

    /// People still work and things still go wrong.
    const fn is_open(&self) -> bool {
        self.now_ms < self.scenario.length_ms
    }

    /// Lives the day, and goes on until the floor is at rest.
    pub(super) fn live(&mut self) {
        while let Some(Reverse((at_ms, _, next))) = self.queue.pop() {
            self.now_ms = at_ms;
            self.step(next);
            if self.violation.is_some() {
                return;
            }
            if !self.is_open() && matches!(next, Next::Compare) {
                if self.is_at_rest() {
                    return self.check_end();
                }
                if self.now_ms > self.quiet_from_ms() + REST_WITHIN_MS {
                    let found = self.unrest();
                    return self.violate(Check::ComesToRest, found);
                }
            }
        }
    }

    /// From when on nothing goes wrong any more.
    pub(super) fn quiet_from_ms(&self) -> i64 {
        let asleep = self.devices.iter().map(|d| d.until.asleep.max(d.until.disk_full));
        asleep.fold(self.scenario.length_ms, i64::max)
    }

    fn step(&mut self, next: Next) {
        let now_ms = self.now_ms;
        self.truth.sum.number(now_ms.cast_unsigned());
        match next {
            Next::Look { device, life } if self.lives(device, life) => self.look(device),
            Next::Answer { device, life } if self.lives(device, life) => self.answer(device, next),
            Next::Commit { device, life } if self.lives(device, life) => self.commit(device, next),
            Next::Look { .. } | Next::Answer { .. } | Next::Commit { .. } => {}
            Next::Act { device } => {
                self.act(device);
                let pause = if self.stage.whole { 90 } else { 20 };
                let wait = self.chance.between(SECOND_MS, pause * SECOND_MS);
                if self.is_open() {
                    self.at(now_ms + wait, next);
                }
            }
            Next::Tick { device } => {
                self.tick(device);
                self.at(now_ms + TICK_MS, next);
            }
            Next::Start { device } => self.start(device),
            Next::Befall { incident } => {
                if let Some((_, incident)) = self.scenario.incidents.get(incident).copied() {
                    self.befall(incident);
                }
            }
            Next::Compare => {
                self.check_floors();
                let pause = if self.stage.whole && self.is_open() {
                    COMPARE_WHOLE_MS
                } else {
                    COMPARE_MS
                };
                self.at(now_ms + pause, next);
            }
        }
    }

    fn lives(&self, no: usize, life: u32) -> bool {
        self.devices
            .get(no)
            .is_some_and(|device| device.up && device.life == life)
    }

    /// A sleeping device does it when it wakes; whether it sleeps.
    pub(super) fn sleeps(&mut self, no: usize, next: Next) -> bool {
        let now_ms = self.now_ms;
        let wake_ms = self
            .devices
            .get(no)
            .filter(|d| d.is_asleep(now_ms))
            .map(|d| d.until.asleep);
        if let Some(wake_ms) = wake_ms {
            self.at(wake_ms, next);
        }
        wake_ms.is_some()
    }

    fn start(&mut self, no: usize) {
        let now_ms = self.now_ms;
        let Some(device) = self.devices.get_mut(no).filter(|device| !device.up) else {
            return;
        };
        device.start(now_ms);
        self.note(|| format!("device {no} starts"));
        self.look_at(no, now_ms + 10);
    }

    /// A person does something.
    fn act(&mut self, no: usize) {
        let now_ms = self.now_ms;
        let Some(device) = self.devices.get_mut(no).filter(|d| d.up && !d.is_asleep(now_ms)) else {
            return;
        };
        let now = device.now(now_ms);
        let mut chance = device.chance.clone();
        let wished = wish(
            device.role,
            &device.mind.floor,
            &self.stage.event,
            now,
            &mut chance,
        );
        device.chance = chance;
        let Some(wish) = wished else { return };
        let mut now = now;
        let mut at = wish.at;
        if let Command::OpenFloor(opening) = &wish.command {
            device.mind.follow(opening.pace());
            now = device.now(now_ms);
            at = now;
        }
        let moment = device.moment(now, at, now_ms);
        let Ok(facts) = decide(&device.mind.floor, &wish.command, moment, device.role) else {
            return;
        };
        let role = device.role;
        let pen = &mut device.mind.pen;
        let records: Vec<Record> = facts.iter().map(|fact| pen.write(fact, moment, role)).collect();
        for record in records {
            self.seal(no, record);
        }
    }

    /// A record of its own waits for a device's disk.
    pub(super) fn seal(&mut self, no: usize, record: Record) {
        let now_ms = self.now_ms;
        let Some(device) = self.devices.get_mut(no) else {
            return;
        };
        let own = device.now(now_ms).plus_ms(crate::domain::time::AHEAD_BOUND_MS);
        device.mind.allowed = device.mind.allowed.max(own);
        let (stamp, allowed) = (record.stamp.at, device.mind.allowed);
        self.truth.sum.add(&record.hash.0);
        if device.sabotage == Some(Sabotage::EarlyWord) {
            self.truth.acknowledged.insert(record.hash, record.id);
        }
        let name = self
            .trace
            .is_some()
            .then(|| format!("{} {}", record.id, record.kind));
        device.mind.pending.push_back(record);
        let takes_ms = device.chance.between(1, 20);
        let life = device.life;
        self.at(now_ms + takes_ms, Next::Commit { device: no, life });
        self.note(|| format!("device {no} writes {}", name.unwrap_or_default()));
        if stamp > allowed {
            let found = format!(
                "device {no} writes with a stamp {} ms ahead",
                stamp.since(allowed)
            );
            self.violate(Check::OwnStamps, found);
        }
    }

    fn commit(&mut self, no: usize, next: Next) {
        if self.sleeps(no, next) {
            return;
        }
        let now_ms = self.now_ms;
        let Some(device) = self.devices.get_mut(no) else {
            return;
        };
        if device.mind.pending.is_empty() {
            return;
        }
        if now_ms < device.until.disk_full {
            return self.at(now_ms + SECOND_MS, next);
        }
        let trap = device.trapped();
        if let Some(trap) = trap.filter(|trap| trap.edge != Edge::After) {
            return self.crash(no, trap);
        }
        let records: Vec<Record> = device.mind.pending.drain(..).collect();
        let names: Vec<_> = records.iter().map(|record| (record.hash, record.id)).collect();
        let news = device.disk.append(records);
        if let Some(trap) = trap {
            return self.crash(no, trap);
        }
        device.fold(news, now_ms);
        self.truth.acknowledged.extend(names);
        self.rename_if_due(no);
        self.nudge(no, 0);
    }

    fn tick(&mut self, no: usize) {
        let now_ms = self.now_ms;
        let Some(device) = self.devices.get_mut(no).filter(|d| d.up && !d.is_asleep(now_ms)) else {
            return;
        };
        let reading = device.reading(now_ms);
        if device.mind.clock.tick(reading).set_by_ms.is_some() {
            device.mind.trader.forget_clock();
            device.mind.measured_ms = None;
        }
        self.check_screen(no);
    }

    pub(super) fn crash(&mut self, no: usize, trap: Trap) {
        let now_ms = self.now_ms;
        if let Some(device) = self.devices.get_mut(no) {
            device.die();
        }
        self.note(|| format!("device {no} dies"));
        self.at(now_ms + trap.away_ms, Next::Start { device: no });
    }
}
