//! The turns of exchanges on a simulated floor: when a device looks, what it does next, and what it hears.
//!
//! Law: between any two steps, and between what is done and what is told of it, anything may happen.

use super::hands::{self, Answer, Reach};
use super::incident::Edge;
use super::scenario::Kind;
use super::world::{Next, World};
use crate::domain::time::SECOND_MS;
use crate::sync::step::{Cure, Failure, Hints, Step};

/// A step takes so long at most: at the share, and on the own disk, in milliseconds.
const REMOTE_MS: i64 = 40;
const LOCAL_MS: i64 = 4;

impl World {
    /// A device looks at the share then.
    pub(super) fn look_at(&mut self, no: usize, at_ms: i64) {
        let Some(device) = self.devices.get_mut(no) else {
            return;
        };
        device.mind.look_ms = at_ms;
        let life = device.life;
        self.at(at_ms, Next::Look { device: no, life });
    }

    /// Something happened that the exchange should know soon.
    pub(super) fn nudge(&mut self, no: usize, after_ms: i64) {
        let at_ms = self.now_ms + after_ms;
        let Some(device) = self.devices.get_mut(no).filter(|device| device.up) else {
            return;
        };
        if device.mind.in_turn {
            device.mind.again = true;
        } else if !device.mind.trader.is_failing() && device.mind.look_ms > at_ms {
            self.look_at(no, at_ms);
        }
    }

    pub(super) fn look(&mut self, no: usize) {
        let now_ms = self.now_ms;
        let Some(device) = self.devices.get_mut(no) else {
            return;
        };
        // Another look was planned since this one.
        if device.mind.in_turn || device.mind.look_ms != now_ms {
            return;
        }
        if device.is_asleep(now_ms) {
            let wake_ms = device.until.asleep;
            return self.look_at(no, wake_ms);
        }
        let away = now_ms < device.until.cut_off || now_ms < device.until.hangs;
        let seen = if away {
            Err(Failure {
                why: "share-unreachable",
                cure: Cure::Wait,
            })
        } else {
            self.medium.changed(device.look(now_ms))
        };
        let reading = device.reading(now_ms);
        device.mind.in_turn = true;
        device.mind.trader.begin(Hints {
            mono_ms: reading.mono_ms,
            wall_ms: reading.wall_ms,
            changed: seen.unwrap_or(false),
            watched: self.scenario.kind == Kind::Sqlite,
            publishes: false,
            own_head: device.disk.head.0,
        });
        if let Err(failure) = seen
            && !away
        {
            let random = device.chance.number();
            device.mind.trader.failed(failure, random);
        }
        self.go_on(no);
    }

    /// The next step of a device's turn.
    fn go_on(&mut self, no: usize) {
        let now_ms = self.now_ms;
        let Some(device) = self.devices.get_mut(no) else {
            return;
        };
        let step = device.mind.trader.step();
        if let Step::Rest(pause) = step {
            device.mind.in_turn = false;
            let soon = std::mem::take(&mut device.mind.again) && !device.mind.trader.is_failing();
            return self.look_at(no, now_ms + if soon { 1 } else { pause.max(1) });
        }
        let trap = device.trapped();
        if let Some(trap) = trap.filter(|trap| trap.edge == Edge::Before) {
            return self.crash(no, trap);
        }
        if moves(&step) {
            self.busy_ms = now_ms;
        }
        let brings = matches!(step, Step::Push(_) | Step::Offer(_));
        let destroys = step == Step::SetAside || brings && now_ms < self.medium.moods.lossy;
        let torn = trap.is_some_and(|trap| trap.edge == Edge::Amid);
        let takes_ms = self.take(no, step, torn);
        if destroys {
            self.truth.strike_off(&self.devices, &self.medium);
        }
        if let Some(trap) = trap {
            return self.crash(no, trap);
        }
        let life = self.devices.get(no).map_or(0, |device| device.life);
        self.at(now_ms + takes_ms, Next::Answer { device: no, life });
        if brings && self.scenario.kind == Kind::Sqlite {
            self.wake_others(no);
        }
    }

    /// Does a step, as far as the network lets it; how long until the device hears what came of it.
    fn take(&mut self, no: usize, step: Step, torn: bool) -> i64 {
        let now_ms = self.now_ms;
        let share_ms = self.share_now_ms();
        let named = name(&step);
        let Some(device) = self.devices.get_mut(no) else {
            return 0;
        };
        let remote = hands::is_remote(&step);
        let hangs = remote && now_ms < device.until.hangs;
        let cut_off = remote && now_ms < device.until.cut_off;
        // Of a step that hangs nobody knows whether it was done.
        let done = !cut_off && (!hangs || device.chance.percent(50));
        let mut takes_ms = device
            .chance
            .between(1, if remote { REMOTE_MS } else { LOCAL_MS });
        let mut answer = Answer::Failed(Failure {
            why: "share-timed-out",
            cure: Cure::Wait,
        });
        if done {
            let mut reach = Reach {
                medium: &mut self.medium,
                truth: &mut self.truth,
                now_ms,
                share_ms,
                grain_ms: self.scenario.grain_ms,
            };
            let came = hands::take(device, &mut reach, step, torn);
            if !hangs {
                answer = came;
            }
        }
        if hangs || cut_off {
            takes_ms = (device.until.hangs - now_ms).clamp(2 * SECOND_MS, 30 * SECOND_MS);
        }
        let came = self.trace.is_some().then(|| told(&answer));
        device.mind.answer = Some(answer);
        self.note(|| format!("device {no}: {named} → {}", came.unwrap_or_default()));
        takes_ms
    }

    /// Changes of a share on one machine announce themselves.
    fn wake_others(&mut self, no: usize) {
        for other in 0..self.devices.len() {
            if other != no {
                let after_ms = self.chance.between(5, 60);
                self.nudge(other, after_ms);
            }
        }
    }

    pub(super) fn answer(&mut self, no: usize, next: Next) {
        if self.sleeps(no, next) {
            return;
        }
        let now_ms = self.now_ms;
        let Some(device) = self.devices.get_mut(no) else {
            return;
        };
        let Some(answer) = device.mind.answer.take() else {
            return;
        };
        let random = device.chance.number();
        hands::tell(device, answer, now_ms, random);
        self.rename_if_due(no);
        self.check_step(no);
        self.go_on(no);
    }

    pub(super) fn rename_if_due(&mut self, no: usize) {
        let now_ms = self.now_ms;
        let Some(device) = self.devices.get_mut(no) else {
            return;
        };
        if device.mind.is_to_rename() && device.mind.pending.is_empty() {
            device.rename(now_ms);
            let origin = device.disk.origin;
            self.note(|| format!("device {no} writes as {origin} from now on"));
        }
    }
}

/// Whether a step brings or fetches something, or moves the share.
const fn moves(step: &Step) -> bool {
    matches!(
        step,
        Step::Merge(_) | Step::Push(_) | Step::Fetch(_) | Step::Offer(_) | Step::SetAside
    )
}

const fn name(step: &Step) -> &'static str {
    match step {
        Step::ReadClock => "read clock",
        Step::Announce => "announce",
        Step::Pull => "pull",
        Step::Merge(_) => "merge",
        Step::Compare(_) => "compare",
        Step::Push(_) => "push",
        Step::Fetch(_) => "fetch",
        Step::Offer(_) => "offer",
        Step::Examine => "examine",
        Step::SetAside => "set aside",
        Step::Rest(_) => "rest",
    }
}

fn told(answer: &Answer) -> String {
    match answer {
        Answer::Pulled(pulled) => format!(
            "{} records, {} in all, epoch {}",
            pulled.records.len(),
            pulled.frontier.count(),
            pulled.epoch
        ),
        Answer::Merged(both) => format!(
            "{} added, {} forks{}",
            both.0.added.len(),
            both.0.forks.len(),
            if both.0.rekey { ", yields" } else { "" }
        ),
        Answer::Pushed(pushed) | Answer::Offered(pushed) => {
            format!("{} added, {} forks", pushed.added, pushed.forks.len())
        }
        Answer::Compared(forks) => format!("{} forks", forks.len()),
        Answer::Fetched(records) => format!("{} records", records.len()),
        Answer::Failed(failure) => format!("{} ({:?})", failure.why, failure.cure),
        Answer::SetAside(kept) => format!("{kept:?}"),
        Answer::Clock { .. } | Answer::Announced(_) | Answer::Examined => "done".to_owned(),
    }
}
