//! What incidents do to a floor.

use super::chance::Chance;
use super::check::hidden_ms;
use super::device::{Device, Trap};
use super::incident::{Edge, Incident};
use super::medium::Lies;
use super::replica::Disk;
use super::scenario::Seat;
use super::world::World;
use crate::domain::entry::Record;
use crate::domain::fact::{Fact, Unknown};
use crate::domain::id::Origin;
use crate::domain::time::SECOND_MS;

/// No floor has more laptops than this, clones included.
const DEVICES_MAX: usize = 16;

impl World {
    /// Something goes wrong.
    pub(super) fn befall(&mut self, incident: Incident) {
        self.note(|| format!("{incident:?}"));
        let until = |ms: i64| (self.now_ms + ms).min(self.scenario.length_ms);
        match incident {
            Incident::Blackout { ms } => self.medium.moods.dark = until(ms),
            Incident::Unruly { ms } => self.medium.moods.unruly = until(ms),
            Incident::Lossy { ms } => self.medium.moods.lossy = until(ms),
            Incident::Busy { ms } => self.medium.moods.busy = until(ms),
            Incident::ReadOnly { ms } => self.medium.moods.read_only = until(ms),
            Incident::ShareFull { ms } => self.medium.moods.full = until(ms),
            Incident::Deleted => self.medium.delete(),
            Incident::HalfDeleted => self.medium.delete_half(),
            Incident::RolledBack => self.medium.roll_back(),
            Incident::Foreign => self.medium.foreign(),
            Incident::Rubbish => self.medium.lies = Lies::Rubbish,
            Incident::Damaged { plain } => self.medium.lies = Lies::Damaged { plain },
            Incident::ShareClockSet { by_ms } => {
                self.share_ahead_ms += by_ms;
                self.share_set_ms = self.now_ms;
                self.share_hidden_ms += hidden_ms(by_ms);
            }
            _ => {
                if let Some(device) = incident.device() {
                    self.befall_device(device, incident);
                }
            }
        }
        self.truth.strike_off(&self.devices, &self.medium);
    }

    fn befall_device(&mut self, no: usize, incident: Incident) {
        let now_ms = self.now_ms;
        let end_ms = self.scenario.length_ms;
        let until = |ms: i64| (now_ms + ms).min(end_ms);
        let Some(device) = self.devices.get_mut(no) else {
            return;
        };
        match incident {
            Incident::Crash {
                step, edge, away_ms, ..
            } => {
                device.trap = Some(Trap {
                    steps: step,
                    edge,
                    away_ms,
                });
            }
            Incident::Sleep { ms, .. } => {
                device.until.asleep = until(ms);
                device.hardware.slept_ms += device.until.asleep - now_ms;
            }
            Incident::ClockSet { by_ms, .. } => {
                device.hardware.ahead_ms += by_ms;
                device.hidden_ms += hidden_ms(by_ms);
                device.mind.measured_ms = None;
            }
            Incident::DiskFull { ms, .. } => device.until.disk_full = until(ms),
            Incident::CutOff { ms, .. } => device.until.cut_off = until(ms),
            Incident::Hang { ms, .. } => device.until.hangs = until(ms),
            Incident::Stale { ms, .. } => {
                device.stale_since = now_ms;
                device.until.stale = until(ms);
            }
            Incident::Backup { .. } => {
                device.backup = Some(device.disk.clone());
                self.medium.copy();
            }
            Incident::Restore { .. } => {
                if let Some(backup) = device.backup.clone() {
                    self.replace(no, backup);
                }
            }
            Incident::DiskLost { .. } => {
                let disk = Disk::new(Origin(device.chance.number()), device.sabotage);
                self.replace(no, disk);
            }
            Incident::Clone { .. } => self.clone_of(no),
            Incident::Newer { .. } => self.say_something_new(no),
            _ => {}
        }
    }

    /// Another disk is put into a device, which starts from it.
    fn replace(&mut self, no: usize, disk: Disk) {
        let Some(device) = self.devices.get_mut(no) else {
            return;
        };
        device.disk = disk;
        self.truth.bereaved = true;
        let away_ms = self.chance.between(SECOND_MS, 20 * SECOND_MS);
        self.crash(
            no,
            Trap {
                steps: 0,
                edge: Edge::Before,
                away_ms,
            },
        );
    }

    /// A disk image goes on in another laptop.
    fn clone_of(&mut self, no: usize) {
        let count = self.devices.len();
        let Some(original) = self.devices.get(no).filter(|_| count < DEVICES_MAX) else {
            return;
        };
        let seat = Seat {
            role: original.role,
            ahead_ms: self.chance.between(-5 * SECOND_MS, 5 * SECOND_MS),
            drift_ppm: self.chance.between(-100, 100),
        };
        let disk = original.disk.clone();
        let salt = 100 + u64::try_from(count).unwrap_or(0);
        let chance = Chance::stream(self.scenario.seed, salt);
        let mut device = Device::new(count, seat, self.base_ms, chance, original.sabotage);
        device.disk = disk;
        device.start(self.now_ms);
        self.devices.push(device);
        self.join(count);
    }

    /// A device of a newer version writes a fact that nobody here knows.
    fn say_something_new(&mut self, no: usize) {
        let now_ms = self.now_ms;
        let awake = |d: &&mut Device| d.up && !d.is_asleep(now_ms) && d.mind.floor.day().is_some();
        let Some(device) = self.devices.get_mut(no).filter(awake) else {
            return;
        };
        let kind = "hologram_shown".into();
        let now = device.now(now_ms);
        let moment = device.moment(now, now, now_ms);
        let mut record: Record = device
            .mind
            .pen
            .write(&Fact::Unknown(Unknown { kind }), moment, device.role);
        r#"{"of":"a lathe"}"#.clone_into(&mut record.body);
        record.hash = record.expected_hash();
        device.mind.pen.last_hash = record.hash;
        self.seal(no, record);
    }
}
