//! What is proposed, what is chosen of it, and what was found out about it since.

use crate::domain::event::Words;
use crate::domain::fact::Reason;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::rotation::Stay;
use crate::ui::dialog::Lever;
use std::collections::BTreeMap;

/// What a proposal cares for most, after nobody being left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Character {
    /// As few announced assignments taken back as can be.
    FewestChanges,
    /// Nobody without a station, even if rounds that start soon are changed as well.
    NobodyIdle,
    /// Short ways.
    ShortestWalks,
}

impl Character {
    /// Every character, in the order in which they stand beside each other.
    pub const ALL: [Self; 3] = [Self::FewestChanges, Self::NobodyIdle, Self::ShortestWalks];

    /// The text key of its name.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::FewestChanges => "replan-fewest",
            Self::NobodyIdle => "replan-nobody-idle",
            Self::ShortestWalks => "replan-shortest",
        }
    }
}

/// Where a group goes instead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Turn {
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
    /// Pupils to reckon with.
    pub pupils: u32,
    /// Where it was to be.
    pub was: Stay,
    /// Where it goes; `None` is nowhere.
    pub to: Option<StationNo>,
}

/// A group that has no station in a round.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// In which round.
    pub round: RoundNo,
    /// Who.
    pub group: GroupNo,
    /// What keeps the stations from it, in words.
    pub why: Words,
}

/// A new rest of the day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// The number by which the runtime knows it.
    pub id: u32,
    /// Who goes where instead, in order of rounds and groups.
    pub turns: Vec<Turn>,
    /// How many groups are told something new.
    pub groups: u32,
    /// Their pupils.
    pub pupils: u32,
    /// Minutes of walking more (or fewer) than as announced, over all groups.
    pub walk_min: i64,
    /// Who is without a station.
    pub left_out: Vec<LeftOut>,
    /// Rounds that it changes although they start too soon to be changed without asking.
    pub soon: Vec<RoundNo>,
}

/// How far a search is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// It looks for this now.
    Searching(Character),
    /// Somebody has stopped it.
    Stopped,
    /// It has used up its time.
    Done,
}

/// What has happened to the floor since a proposal was made, so that it cannot be taken as it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Moved {
    /// A round that it changes has begun.
    Begun(RoundNo),
    /// A round that it changes starts too soon now.
    Soon(RoundNo),
    /// Somebody else has said where this group goes, or it is new or gone.
    Group(GroupNo),
    /// A station would not take what the proposal sends to it any more.
    Station(StationNo),
}

/// A proposal, by its number, with what has happened to it.
pub type Stale = (u32, Vec<Moved>);

/// Something for the runtime to do about proposals.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Search anew, for the floor as it is now; any search under way ends.
    Search,
    /// Say which of these proposals the floor has left behind.
    Check(Vec<u32>),
    /// Stop searching; what was proposed stays known.
    Stop,
    /// Nobody looks any more.
    Leave,
}

/// News of a search.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum News {
    /// A search has begun; its number.
    Begun(u32),
    /// There is nothing to plan: no floor is open.
    NoFloor,
    /// No thread could be had.
    Failed,
    /// A better proposal.
    Found {
        /// Of which search.
        run: u32,
        /// What it cares for.
        character: Character,
        /// The proposal.
        proposal: Box<Proposal>,
        /// How long the search has lasted, in milliseconds.
        spent_ms: u64,
    },
    /// How far it is.
    Phase {
        /// Of which search.
        run: u32,
        /// What it does now.
        phase: Phase,
        /// How long it has lasted, in milliseconds.
        spent_ms: u64,
    },
    /// The answer to [`Ask::Check`]: those that the floor has left behind.
    Checked(Vec<Stale>),
}

/// A proposal whose consequences are shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Asking {
    /// The proposal as it was when it was chosen.
    pub proposal: Proposal,
    /// The entry that it would make, with its consequences.
    pub lever: Lever,
    /// The reason that the entry would give.
    pub reason: Reason,
    /// It was accepted, and is being compared with the floor for a last time.
    pub accepted: bool,
}

/// Proposals beside each other.
#[derive(Clone, PartialEq, Debug)]
pub struct Board {
    /// The search whose news are heard.
    pub run: u32,
    /// How far it is.
    pub phase: Phase,
    /// How long it has lasted, in milliseconds.
    pub spent_ms: u64,
    /// What did not fit when it began: rounds and groups.
    pub broken: Vec<(RoundNo, GroupNo)>,
    /// The best of each character so far.
    pub found: BTreeMap<Character, Proposal>,
    /// Which is chosen; `None` while nobody has chosen, which is then the first.
    pub chosen: Option<Character>,
    /// Lines of the lists above the first that is shown.
    pub first: usize,
    /// What has become of proposals that cannot be taken any more.
    pub stale: BTreeMap<u32, Vec<Moved>>,
    /// The proposal whose consequences are shown.
    pub asking: Option<Box<Asking>>,
}

/// A proposal as it is shown: once, with the name of each character that comes to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown<'a> {
    /// Whose it is; at least one.
    pub characters: Vec<Character>,
    /// The proposal.
    pub proposal: &'a Proposal,
}

impl Board {
    /// A search has begun on a floor where so much does not fit.
    pub(super) const fn new(run: u32, broken: Vec<(RoundNo, GroupNo)>) -> Self {
        Self {
            run,
            phase: Phase::Searching(Character::FewestChanges),
            spent_ms: 0,
            broken,
            found: BTreeMap::new(),
            chosen: None,
            first: 0,
            stale: BTreeMap::new(),
            asking: None,
        }
    }

    /// The proposals that change something, identical ones once.
    pub fn shown(&self) -> Vec<Shown<'_>> {
        let mut shown: Vec<Shown<'_>> = Vec::new();
        for (character, proposal) in self.found.iter().filter(|(_, one)| !one.turns.is_empty()) {
            match shown.iter_mut().find(|one| one.proposal.turns == proposal.turns) {
                Some(same) => same.characters.push(*character),
                None => shown.push(Shown {
                    characters: vec![*character],
                    proposal,
                }),
            }
        }
        shown
    }

    /// Which of the shown proposals is chosen.
    pub fn place(&self) -> usize {
        let is_chosen = |one: &Shown<'_>| self.chosen.is_some_and(|chosen| one.characters.contains(&chosen));
        self.shown().iter().position(is_chosen).unwrap_or(0)
    }

    /// Whether the floor has left a proposal behind, and how.
    pub fn moved(&self, proposal: &Proposal) -> Option<&[Moved]> {
        self.stale.get(&proposal.id).map(Vec::as_slice)
    }

    /// Who stays without a station where nothing can be proposed.
    pub fn hopeless(&self) -> &[LeftOut] {
        let unchanged = self.found.values().find(|one| one.turns.is_empty());
        unchanged.map_or(&[], |one| one.left_out.as_slice())
    }
}
