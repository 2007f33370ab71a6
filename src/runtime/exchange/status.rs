//! What the exchange has to tell.

use super::super::event_clock::EventClock;
use crate::domain::fork::ForkNotice;
use crate::domain::presence::Presence;
use crate::domain::time::SECOND_MS;
use crate::share::{ShareError, Telling};
use crate::sync::clock::Offset;
use crate::sync::rebuilt::Rebuilt;
use crate::ui::model::{Contact, Link, Rebuilding, Trust};
use std::sync::Arc;

/// A share that has not answered for so long counts as out of reach, in milliseconds.
const HANGS_MS: i64 = 12 * SECOND_MS;

/// What the exchange has to tell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Status {
    /// Whether a turn has ended, well or not.
    pub begun: bool,
    /// The outage, if the last turn failed: the key of its sentence, and since when (share clock).
    pub outage: Option<(&'static str, i64)>,
    /// What the share held at the last look of this device's own entries.
    pub acknowledged: u64,
    /// What devices say of themselves.
    pub presence: Arc<[Presence]>,
    /// The share's clock minus this laptop's steady clock, once measured.
    pub offset: Option<Offset>,
    /// Grows whenever the clocks were compared.
    pub checks: u64,
    /// Grows whenever entries have arrived in the replica.
    pub arrivals: u64,
    /// Grows whenever read models are wanted from whoever holds the floor.
    pub tables_wanted: u64,
    /// Which rows are wanted then.
    pub telling: Telling,
    /// Grows whenever this device should write under another name.
    pub rekeys: u32,
    /// Names with several contents, by origin.
    pub forks: Vec<ForkNotice>,
    /// The rebuilding of a share that was lost, while it is worth telling.
    pub rebuilt: Option<Rebuilding>,
}

impl From<&Rebuilt> for Rebuilding {
    fn from(rebuilt: &Rebuilt) -> Self {
        let (confirmed, of) = rebuilt.count();
        Self { confirmed, of }
    }
}

impl Status {
    /// The connection line for a screen, `silent_ms` after the exchange has last come back from the share.
    pub fn link(&self, clock: &EventClock, own_head: u64, silent_ms: i64) -> Link {
        let since = |ms: i64| {
            let since = clock.event_time(ms);
            // Whole seconds: what nobody can see must not make a new picture.
            since.plus_ms(-since.0.rem_euclid(SECOND_MS))
        };
        let hangs = silent_ms > HANGS_MS;
        let contact = match self.outage {
            Some((why, since_ms)) => Contact::Offline {
                since: since(since_ms),
                why,
            },
            None if hangs => {
                let last = clock.share_now_ms().saturating_sub(silent_ms);
                Contact::Offline {
                    since: since(last),
                    why: "share-timed-out",
                }
            }
            None if !self.begun => Contact::Starting,
            None => Contact::Online,
        };
        Link {
            contact,
            unsent: own_head.saturating_sub(self.acknowledged),
            clock_ahead_ms: clock.ahead_ms().map(|ms| ms / SECOND_MS * SECOND_MS),
            trust: (!self.is_alone()).then(|| Trust {
                uncertainty_ms: clock.certainty().map(|certainty| certainty.uncertainty_ms),
                unchecked_ms: clock.unchecked_ms() / SECOND_MS * SECOND_MS,
            }),
            rebuilt: self.rebuilt,
        }
    }

    /// Whether the share has answered, well or not. That others keep it busy is no answer: it comes with the next
    /// turn, and with it the floor that they may just be opening, and the clock.
    pub fn is_answered(&self) -> bool {
        let place = String::new();
        let busy = ShareError::Locked { place }.text_key();
        self.begun && self.outage.is_none_or(|(why, _)| why != busy)
    }

    /// Whether no share was chosen: there is no clock to compare with.
    fn is_alone(&self) -> bool {
        let alone = ShareError::NotChosen.text_key();
        self.outage.is_some_and(|(why, _)| why == alone)
    }
}
