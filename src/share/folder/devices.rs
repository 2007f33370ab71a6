//! What devices say of themselves: who they are, seldom, and that they are alive, often.

use super::line::Alive;
use crate::domain::id::{Origin, Role};
use crate::domain::presence::Presence;
use std::collections::BTreeMap;

/// Every device that was heard of.
#[derive(Debug, Default)]
pub(super) struct Devices(BTreeMap<Origin, Presence>);

impl Devices {
    /// Takes note that a device is alive; whether that is new.
    pub(super) fn is_alive(&mut self, alive: Alive) -> bool {
        let device = self.device(alive.origin);
        let before = Alive::from(&*device);
        device.seen_ms = alive.seen_ms;
        device.clock_ahead_ms = alive.clock_ahead_ms;
        device.unsent = alive.unsent;
        before != alive
    }

    /// Takes note of who a device is; whether that is new.
    pub(super) fn greet(&mut self, hello: Presence) -> bool {
        let device = self.device(hello.origin);
        let greeted = Presence {
            seen_ms: device.seen_ms,
            clock_ahead_ms: device.clock_ahead_ms,
            unsent: device.unsent,
            ..hello
        };
        let new = *device != greeted;
        *device = greeted;
        new
    }

    /// When this device last said that it is alive; 0 if it never did.
    pub(super) fn seen_ms(&self, origin: Origin) -> i64 {
        self.0.get(&origin).map_or(0, |device| device.seen_ms)
    }

    /// Every device that has said that it is alive, by origin.
    pub(super) fn alive(&self) -> Vec<Presence> {
        let known = self.0.values().filter(|device| device.seen_ms != 0);
        known.cloned().collect()
    }

    /// One that was heard to be alive before it said who it is goes by the name of its origin meanwhile.
    fn device(&mut self, origin: Origin) -> &mut Presence {
        self.0.entry(origin).or_insert_with(|| Presence {
            origin,
            role: Role::Organiser,
            label: origin.to_string(),
            seen_ms: 0,
            clock_ahead_ms: None,
            version: String::new(),
            unsent: 0,
        })
    }
}
