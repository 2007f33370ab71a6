//! PURE: what one device and the share owe each other.
//!
//! Lives here: what to push and whether to pull ([`plan`]), the exchange step by step ([`turn`], [`step`]), how the
//! laptop's clock stands to the share's ([`clock`], [`steady`]), what event time follows ([`timeline`]), how far a
//! lost share is rebuilt ([`rebuilt`]), how long to wait after a failure ([`backoff`]). May not live here: files,
//! clocks, waiting.
//!
//! Laws: nothing is sent because of a stored queue: what is unsent is derived from what the share shows;
//! own entries go first, then what the share has lost of others; holes are asked for by their numbers.
//!
//! | hazard of clocks | defence | test |
//! |---|---|---|
//! | a wrong clock or zone | the share's clock, compared now and then; by how much it may be wrong is said | `event_time_is_never_further_off_than_is_said`, `laptops_with_wrong_clocks_show_one_event_time` |
//! | a clock set by hand | a steady clock, by which also the comparison is made | `a_hand_on_the_clock_during_a_comparison_of_clocks_spoils_nothing`, `a_clock_that_is_set_in_mid_round_is_told_and_not_followed` |
//! | the share's clock is set | what contradicts the newest reading is forgotten; the jump is told | `a_share_whose_clock_is_set_is_followed_and_that_is_told` |
//! | timestamps in whole seconds | readings just where the second changes, and what all of them allow | `a_share_that_knows_whole_seconds_is_known_better_with_every_look` |
//! | a floor opened by a clock that was not compared yet | a busy share is waited for | `laptops_that_open_a_rehearsal_at_once_open_it_by_the_clock_of_the_share` |

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
