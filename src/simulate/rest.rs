//! When a simulated floor is at rest: everybody is there, holds the same as the share shows, and has nothing more
//! to bring or to fetch.

use super::device::Device;
use super::incident::Incident;
use super::medium::Lies;
use super::world::World;
use crate::domain::time::SECOND_MS;

/// It is at rest when nobody had to bring or fetch anything for so long, in milliseconds; where a disk was cloned
/// or put back, after everybody has compared everything once more.
const QUIET_MS: i64 = 30 * SECOND_MS;
const COMPARED_MS: i64 = 330 * SECOND_MS;
/// What nobody but a person may move is moved by one after so long, in milliseconds.
const BY_HAND_MS: i64 = 60 * SECOND_MS;

impl World {
    /// Everybody is there, holds the same as the share shows, and had nothing to do for a while.
    pub(super) fn is_at_rest(&mut self) -> bool {
        let quiet_from_ms = self.quiet_from_ms();
        if self.now_ms > quiet_from_ms + BY_HAND_MS && self.nobody_knows_better() {
            self.note(|| "somebody does what the screens say".to_owned());
            self.medium.delete();
        }
        self.now_ms > quiet_from_ms && self.unrest().is_empty()
    }

    /// A screen says that what lies there is no share of this floor, and no device has seen one that it could make
    /// anew.
    fn nobody_knows_better(&self) -> bool {
        let told = |device: &Device| {
            let outage = device.mind.trader.outage();
            outage.is_some_and(|(why, _)| matches!(why, "share-not-sheber" | "share-foreign"))
        };
        self.devices.iter().any(told)
    }

    fn quiet_ms(&self) -> i64 {
        let twice =
            |incident: &Incident| matches!(incident, Incident::Clone { .. } | Incident::Restore { .. });
        if self
            .scenario
            .incidents
            .iter()
            .any(|(_, incident)| twice(incident))
        {
            COMPARED_MS
        } else {
            QUIET_MS
        }
    }

    /// What is not at rest, in words; empty when everything is.
    pub(super) fn unrest(&mut self) -> String {
        let now_ms = self.now_ms;
        let Some(first) = self.devices.first() else {
            return String::new();
        };
        if self.medium.lies != Lies::Share {
            return "what lies in the share's place is no good".to_owned();
        }
        let (frontier, twins) = (
            first.disk.held.frontier().clone(),
            first.disk.held.twins().clone(),
        );
        for device in &self.devices {
            let no = device.no;
            if !device.up || !device.mind.pending.is_empty() || device.mind.is_to_rename() {
                return format!("device {no} is not ready");
            }
            if let Some((why, _)) = device.mind.trader.outage() {
                return format!("device {no} has an outage: {why}");
            }
            if device.disk.held.frontier() != &frontier || device.disk.held.twins() != &twins {
                return format!("device {no} holds something else than device 0");
            }
            if device.mind.trader.acknowledged() != device.disk.head.0 {
                return format!("device {no} has something unsent");
            }
            let shown = self.medium.shown(device.look(now_ms));
            if shown != (&frontier, &twins) {
                return format!("device {no} is shown something else than it holds");
            }
        }
        if now_ms - self.busy_ms.max(self.quiet_from_ms()) > self.quiet_ms() {
            String::new()
        } else {
            "somebody goes on bringing or fetching".to_owned()
        }
    }
}
