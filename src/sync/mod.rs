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
//!
//! | hazard of the exchange | defence | test; what `simulate` leaves out to see it missed |
//! |---|---|---|
//! | a cursor skips late entries, a high mark hides a hole | frontiers with holes, asked for by number | `a_hole_is_asked_for_by_its_numbers`; `HighestSeq` |
//! | acknowledged by a share that loses it | what is sent is derived from what the share shows | `yesterdays_copy_makes_nobody_seem_silent_and_nothing_count_as_sent`; `BelieveSent` |
//! | the share is deleted or replaced | its random name; everything is compared and brought again | `a_lost_share_gets_back_everything_and_who_has_brought_it_is_counted`; `IgnoreEpoch` |
//! | another floor's share, something else under its name | moved aside only where a good one was met before | `another_floors_share_is_left_alone_where_no_good_one_was_seen` |
//! | a cloned disk, a restored backup | twins are compared and exchanged until both sides know the same | `two_sides_that_know_different_twins_exchange_them_once_and_rest`; `DropTwins` |
//! | hammering after a failure | a growing, jittered pause | `waits_grow_to_a_bound_and_differ_between_laptops` |
//! | silence taken for health | presence with its age, never younger than it is | `a_word_from_the_future_makes_nobody_seem_alive` |

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
