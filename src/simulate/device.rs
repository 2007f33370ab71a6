//! One laptop: what survives its death, what does not, and what befalls it.

use super::chance::Chance;
use super::clock::Hardware;
use super::hands::Answer;
use super::incident::Edge;
use super::medium::Look;
use super::replica::{Disk, News};
use super::sabotage::Sabotage;
use super::scenario::Seat;
use crate::domain::countdown::Stop;
use crate::domain::entry::{Moment, Pen, Record};
use crate::domain::floor::Floor;
use crate::domain::id::{Origin, Role, RoundNo};
use crate::domain::time::{AHEAD_BOUND_MS, EventTime, Pace, Stamp};
use crate::sync::steady::Reading;
use crate::sync::timeline::Timeline;
use crate::sync::turn::Trader;
use std::collections::VecDeque;

/// A death that waits for its step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Trap {
    pub(super) steps: u32,
    pub(super) edge: Edge,
    pub(super) away_ms: i64,
}

/// Until when something lasts, in milliseconds after the start.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Until {
    pub(super) asleep: i64,
    pub(super) disk_full: i64,
    pub(super) cut_off: i64,
    pub(super) hangs: i64,
    pub(super) stale: i64,
}

/// What a countdown showed at the last look.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shown {
    pub(super) true_ms: i64,
    pub(super) now: EventTime,
    /// The round on the clock and what is left of it.
    pub(super) left: Option<(RoundNo, i64)>,
    /// The general holds so far.
    pub(super) holds: Vec<Stop>,
    pub(super) entries: usize,
    pub(super) told: u32,
}

/// What the share really shows, whatever a device makes of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Seen {
    /// Up to which of its own entries it holds them.
    pub(super) head: u64,
    /// Which share it is.
    pub(super) epoch: String,
}

/// What is gone when the laptop dies.
#[derive(Clone, Debug)]
pub(super) struct Mind {
    pub(super) trader: Trader,
    pub(super) clock: Timeline,
    /// Grows whenever a person is told that the time was corrected.
    pub(super) told: u32,
    pub(super) floor: Floor,
    pub(super) pen: Pen,
    /// Sealed and not yet durable.
    pub(super) pending: VecDeque<Record>,
    pub(super) answer: Option<Answer>,
    pub(super) in_turn: bool,
    /// Something happened during a turn.
    pub(super) again: bool,
    pub(super) look_ms: i64,
    /// How often it has taken another name; one more is due where its exchange has counted more.
    pub(super) rekeys: u32,
    /// The latest stamp that its own clock and the bound allow.
    pub(super) allowed: EventTime,
    pub(super) shown: Option<Shown>,
    /// What the share held of the own entries without a gap, as it was last seen.
    pub(super) seen_head: Option<u64>,
    /// What the share shows to the step under way.
    pub(super) seen: Seen,
    /// Which share it last saw.
    pub(super) epoch: Option<String>,
    /// It met another share and does not say so.
    pub(super) untold: bool,
    /// When clocks were last compared; nothing after its own clock was set.
    pub(super) measured_ms: Option<i64>,
}

/// One laptop.
#[derive(Clone, Debug)]
pub(super) struct Device {
    pub(super) no: usize,
    pub(super) role: Role,
    pub(super) hardware: Hardware,
    pub(super) disk: Disk,
    pub(super) backup: Option<Disk>,
    pub(super) chance: Chance,
    /// Counts its starts, so that what was under way before its death comes to nothing.
    pub(super) life: u32,
    pub(super) up: bool,
    pub(super) until: Until,
    pub(super) stale_since: i64,
    /// How much of its clock's being set may have gone unnoticed, in milliseconds.
    pub(super) hidden_ms: i64,
    pub(super) trap: Option<Trap>,
    pub(super) mind: Mind,
    pub(super) sabotage: Option<Sabotage>,
}

impl Device {
    pub(super) fn new(
        no: usize,
        seat: Seat,
        base_ms: i64,
        mut chance: Chance,
        sabotage: Option<Sabotage>,
    ) -> Self {
        let hardware = Hardware {
            base_ms,
            ahead_ms: seat.ahead_ms,
            drift_ppm: seat.drift_ppm,
            slept_ms: 0,
        };
        let disk = Disk::new(Origin(chance.number()), sabotage);
        let mind = Mind::awake(&disk, hardware.read(0), 0);
        Self {
            no,
            role: seat.role,
            hardware,
            disk,
            backup: None,
            chance,
            life: 0,
            up: true,
            until: Until::default(),
            stale_since: 0,
            hidden_ms: 0,
            trap: None,
            mind,
            sabotage,
        }
    }

    /// Starts with what is on the disk.
    pub(super) fn start(&mut self, now_ms: i64) {
        self.life += 1;
        self.up = true;
        if self.disk.must_rename() {
            self.disk.rename(Origin(self.chance.number()));
        }
        self.mind = Mind::awake(&self.disk, self.hardware.read(now_ms), now_ms);
        self.take_floor();
        self.see_all(now_ms);
    }

    /// Dies: what was not on the disk is gone.
    pub(super) fn die(&mut self) {
        self.life += 1;
        self.up = false;
        self.trap = None;
    }

    pub(super) const fn reading(&self, now_ms: i64) -> Reading {
        self.hardware.read(now_ms)
    }

    pub(super) const fn is_asleep(&self, now_ms: i64) -> bool {
        now_ms < self.until.asleep
    }

    pub(super) fn now(&self, now_ms: i64) -> EventTime {
        self.mind.clock.now(self.reading(now_ms))
    }

    /// How it looks at the share.
    pub(super) const fn look(&self, now_ms: i64) -> Look {
        Look {
            device: self.no,
            now_ms,
            as_of_ms: if now_ms < self.until.stale {
                self.stale_since
            } else {
                now_ms
            },
        }
    }

    /// Whether the trap closes at this step, and how.
    pub(super) fn trapped(&mut self) -> Option<Trap> {
        let trap = self.trap.as_mut()?;
        match trap.steps.checked_sub(1) {
            Some(left) => {
                trap.steps = left;
                None
            }
            None => self.trap.take(),
        }
    }

    /// Takes what arrived on the disk into the floor.
    pub(super) fn fold(&mut self, news: News, now_ms: i64) {
        if news.refold {
            self.mind.floor = self.disk.fold();
            self.take_floor();
            return self.see_all(now_ms);
        }
        let stamps: Vec<Stamp> = news.entries.iter().map(|entry| entry.stamp).collect();
        self.mind.floor.extend(news.entries);
        self.take_floor();
        let now = self.now(now_ms);
        for stamp in stamps {
            self.see(stamp, now);
        }
    }

    fn see(&mut self, stamp: Stamp, now: EventTime) {
        let mind = &mut self.mind;
        if self.sabotage == Some(Sabotage::FollowAbsurd) {
            mind.pen.last_stamp = mind.pen.last_stamp.max(stamp);
        } else {
            mind.pen.see(stamp, now);
        }
        mind.allowed = mind.allowed.max(now.plus_ms(AHEAD_BOUND_MS));
    }

    fn see_all(&mut self, now_ms: i64) {
        let now = self.now(now_ms);
        let stamps: Vec<Stamp> = self.mind.floor.log().iter().map(|entry| entry.stamp).collect();
        for stamp in stamps {
            self.see(stamp, now);
        }
    }

    /// The floor says which one it is and how its clock stands to the share's.
    fn take_floor(&mut self) {
        let Some(day) = self.mind.floor.day() else { return };
        self.mind.follow(day.opening.pace());
        if self.mind.trader.floor().is_none() {
            let name = self.mind.floor.name();
            self.mind.trader.floor_is(name);
        }
    }

    /// The moment of writing something that happened at `at`.
    pub(super) const fn moment(&self, now: EventTime, at: EventTime, now_ms: i64) -> Moment {
        Moment {
            now,
            at,
            device_ms: self.reading(now_ms).wall_ms,
        }
    }

    /// Takes another name.
    pub(super) fn rename(&mut self, now_ms: i64) {
        self.mind.rekeys = self.mind.trader.rekeys();
        self.disk.rename(Origin(self.chance.number()));
        self.mind.pen = self.disk.pen();
        self.see_all(now_ms);
        self.mind.trader.renamed(self.disk.origin);
        // What is on its way from the share was read under the old name.
        self.mind.seen.head = 0;
        self.mind.seen_head = None;
    }
}

impl Mind {
    /// Whether another name is due, as soon as nothing is pending.
    pub(super) const fn is_to_rename(&self) -> bool {
        self.trader.rekeys() != self.rekeys
    }

    /// The floor was opened, or opened anew: its time jumps where people see why.
    pub(super) fn follow(&mut self, pace: Pace) {
        if self.clock.pace() != pace {
            self.clock.follow(pace);
            self.told += 1;
        }
    }

    fn awake(disk: &Disk, reading: Reading, now_ms: i64) -> Self {
        let pen = disk.pen();
        Self {
            trader: Trader::new(disk.origin, true, reading.mono_ms),
            clock: Timeline::start(reading, Pace::default()),
            told: 0,
            floor: disk.fold(),
            allowed: pen.last_stamp.at,
            pen,
            pending: VecDeque::new(),
            answer: None,
            in_turn: false,
            again: false,
            look_ms: now_ms,
            rekeys: 0,
            shown: None,
            seen_head: None,
            seen: Seen::default(),
            epoch: None,
            untold: false,
            measured_ms: None,
        }
    }
}
