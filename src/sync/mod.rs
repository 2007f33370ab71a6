//! PURE: what one device and the share owe each other.
//!
//! Lives here: what to push and whether to pull ([`plan`]), the exchange step by step ([`turn`], [`step`]), how the
//! laptop's clock stands to the share's ([`clock`], [`steady`]), what event time follows ([`timeline`]), how far a lost share is rebuilt ([`rebuilt`]), how long to
//! wait after a failure ([`backoff`]). May not live here: files, clocks, waiting.
//!
//! Laws: nothing is sent because of a stored queue: what is unsent is derived from what the share shows;
//! own entries go first, then what the share has lost of others; holes are asked for by their numbers.

pub mod backoff;
pub mod clock;
pub mod rebuilt;
pub mod steady;
pub mod step;
pub mod timeline;
pub mod turn;

use crate::domain::frontier::{Frontier, Stretch};
use crate::domain::id::Origin;

/// What one exchange has to do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// What the share lacks: own entries first, then others by origin, each in order; at most the limit.
    pub push: Vec<Stretch>,
    /// Whether the share holds something that is lacking here.
    pub pull: bool,
    /// Whether more is to be pushed than this exchange takes.
    pub more: bool,
}

/// Plans an exchange of at most `limit` pushed entries between what is held here and in the share.
pub fn plan(own: Origin, mine: &Frontier, theirs: &Frontier, limit: u64) -> Plan {
    let mut lacking: Vec<Stretch> = mine.beyond(theirs).collect();
    lacking.sort_by_key(|(origin, first, _)| (*origin != own, *origin, *first));
    let mut left = limit;
    let mut plan = Plan {
        pull: theirs.beyond(mine).next().is_some(),
        ..Plan::default()
    };
    for (origin, first, last) in lacking {
        if left == 0 {
            plan.more = true;
            break;
        }
        let end = last.min(first.saturating_add(left - 1));
        left = left.saturating_sub(end - first + 1);
        plan.more |= end < last;
        plan.push.push((origin, first, end));
    }
    plan
}
