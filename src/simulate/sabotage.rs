//! Defences that can be left out, one at a time, to see that the checks notice.
//!
//! Each names what the program does against a hazard of shared folders and cheap laptops; a simulated floor
//! without it has to fail some check for some seed, or the checks are blind.

use std::str::FromStr;

/// A defence that is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sabotage {
    /// Asks for what comes after the highest number instead of for the first missing one.
    HighestSeq,
    /// Takes everything that was ever pushed for kept, whatever the share shows.
    BelieveSent,
    /// Does not notice that the share is another one than before.
    IgnoreEpoch,
    /// Follows every stamp, however far in the future.
    FollowAbsurd,
    /// Never compares contents under equal names.
    SkipCompare,
    /// Drops the second content of a name.
    DropTwins,
    /// Lets the content that came first stand for a name, instead of the one on which all agree.
    FirstComes,
    /// Goes on under a name that somebody else writes under.
    NoRename,
    /// Takes the laptop's own clock for the share's.
    OwnClock,
    /// Says "recorded" before the disk does.
    EarlyWord,
    /// Brings only its own entries back to a share that lost them.
    OwnOnly,
    /// Jumps to the right time instead of moving towards it.
    JumpClock,
    /// Moves a share aside whenever it cannot be used.
    HastyCure,
    /// Moves aside what lies there without looking whether it is still the bad one.
    BlindMove,
}

impl Sabotage {
    /// Every defence.
    pub const ALL: [Self; 14] = [
        Self::HighestSeq,
        Self::BelieveSent,
        Self::IgnoreEpoch,
        Self::FollowAbsurd,
        Self::SkipCompare,
        Self::DropTwins,
        Self::FirstComes,
        Self::NoRename,
        Self::OwnClock,
        Self::EarlyWord,
        Self::OwnOnly,
        Self::JumpClock,
        Self::HastyCure,
        Self::BlindMove,
    ];
}

impl FromStr for Sabotage {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let names = Self::ALL.map(|one| format!("{one:?}"));
        Self::ALL
            .into_iter()
            .zip(&names)
            .find_map(|(one, name)| name.eq_ignore_ascii_case(text).then_some(one))
            .ok_or_else(|| format!("one of {}", names.join(", ")))
    }
}
