//! The plan as it is shown.

use crate::domain::event::{Lang, Words};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::Span;

/// Where a round stands in the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// It is over.
    Past,
    /// It is running.
    Running,
    /// It is to come.
    Ahead,
}

/// A round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Round {
    /// Its number.
    pub no: RoundNo,
    /// When it is.
    pub span: Span,
    /// Where it stands in the day.
    pub phase: Phase,
}

/// A group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Its number.
    pub no: GroupNo,
    /// Its school.
    pub school: String,
    /// Its class.
    pub class: String,
    /// The language it is taught in.
    pub lang: Lang,
    /// Heads.
    pub pupils: u32,
}

/// A station that takes groups.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stop {
    /// Its number.
    pub no: StationNo,
    /// The trade that is shown there.
    pub name: Words,
    /// Heads that fit in each round; 0 where it is closed.
    pub places: Vec<u32>,
}

macro_rules! signs {
    ($($(#[$doc:meta])* $name:ident = $sign:literal, $key:literal;)*) => {
        /// What is to be seen of a cell at once.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Sign {
            $($(#[$doc])* $name,)*
        }

        impl Sign {
            /// Every sign, the most urgent first.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The sign itself, one cell wide in every terminal, and never a digit.
            pub const fn sign(self) -> char {
                match self {
                    $(Self::$name => $sign,)*
                }
            }

            /// The key of what it means.
            pub const fn text_key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

signs! {
    /// It breaks a rule.
    Breach = '!', "sheet-sign-breach";
    /// The group has no station although it is not resting.
    Idle = '?', "sheet-sign-idle";
    /// It has run or is running.
    Run = '=', "sheet-sign-run";
    /// It is announced for too soon.
    Held = '^', "sheet-sign-held";
    /// It is locked.
    Locked = '#', "sheet-sign-locked";
    /// It differs from what was announced.
    Changed = '*', "sheet-sign-changed";
    /// The way to it is long.
    Walk = '>', "sheet-sign-walk";
    /// The group did not wish for it.
    Disliked = '~', "sheet-sign-disliked";
    /// The group rests.
    Rest = '-', "sheet-sign-rest";
    /// The group is not on the floor.
    Away = '/', "sheet-sign-away";
}

/// A set of signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Signs(u16);

impl Signs {
    /// These and one more.
    #[must_use]
    pub const fn with(self, sign: Sign) -> Self {
        Self(self.0 | 1 << sign as u16)
    }

    /// These, and one more if it holds.
    #[must_use]
    pub const fn with_if(self, holds: bool, sign: Sign) -> Self {
        if holds { self.with(sign) } else { self }
    }

    /// Those of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is among them.
    pub const fn has(self, sign: Sign) -> bool {
        self.0 & 1 << sign as u16 != 0
    }

    /// The signs, the most urgent first.
    pub fn iter(self) -> impl Iterator<Item = Sign> {
        Sign::ALL.iter().copied().filter(move |sign| self.has(*sign))
    }
}

/// Where a group is in a round.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// The station; `None` is none.
    pub station: Option<StationNo>,
    /// The station that was announced, where it was another.
    pub was: Option<StationNo>,
    /// What is to be seen of it.
    pub signs: Signs,
}

impl Cell {
    /// Whether nobody may change it: it has run, or is announced for too soon, or the group is not there.
    pub fn is_fixed(self) -> bool {
        [Sign::Run, Sign::Held, Sign::Away]
            .iter()
            .any(|sign| self.signs.has(*sign))
    }
}

/// What a plan is good for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Goal {
    /// Nobody without a station.
    Idle,
    /// Wishes.
    Wishes,
    /// No group worse off than others.
    Fair,
    /// No school worse off than others.
    School,
    /// Short ways.
    Walk,
    /// Every station used alike.
    Balance,
    /// What was announced stays.
    Change,
}

impl Goal {
    /// The key of its name.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Idle => "sheet-goal-idle",
            Self::Wishes => "sheet-goal-wishes",
            Self::Fair => "sheet-goal-fair",
            Self::School => "sheet-goal-school",
            Self::Walk => "sheet-goal-walk",
            Self::Balance => "sheet-goal-balance",
            Self::Change => "sheet-goal-change",
        }
    }
}

/// A rule that the plan breaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Breach {
    /// More heads than places.
    Crowded {
        /// Where.
        station: StationNo,
        /// When.
        round: RoundNo,
        /// Heads.
        heads: u32,
        /// Places.
        places: u32,
    },
    /// The station is closed.
    Closed {
        /// Who.
        group: GroupNo,
        /// Where.
        station: StationNo,
        /// When.
        round: RoundNo,
    },
    /// The station is not run in the group's language.
    Language {
        /// Who.
        group: GroupNo,
        /// Where.
        station: StationNo,
        /// When.
        round: RoundNo,
    },
    /// The station is not fit for what the group needs.
    Access {
        /// Who.
        group: GroupNo,
        /// Where.
        station: StationNo,
        /// When.
        round: RoundNo,
    },
    /// The group is at one station twice.
    Twice {
        /// Who.
        group: GroupNo,
        /// Where.
        station: StationNo,
        /// The first time.
        first: RoundNo,
        /// The second time.
        round: RoundNo,
    },
    /// The way takes longer than the changeover.
    TooFar {
        /// Who.
        group: GroupNo,
        /// Before which round.
        round: RoundNo,
        /// Minutes of the walk.
        minutes: u32,
        /// Minutes there are.
        gap: u32,
    },
    /// Two groups meet a second time.
    Met {
        /// One.
        group: GroupNo,
        /// The other.
        other: GroupNo,
        /// When they meet again.
        round: RoundNo,
    },
    /// The group rests less often than it must.
    NoRest {
        /// Who.
        group: GroupNo,
        /// How many rests it lacks.
        lacks: u32,
    },
    /// A cell that may not change was changed.
    Fixed {
        /// Who.
        group: GroupNo,
        /// When.
        round: RoundNo,
    },
    /// The group is not on the floor.
    Away {
        /// Who.
        group: GroupNo,
        /// When.
        round: RoundNo,
    },
}

impl Breach {
    /// The group it is about, where it is about one.
    pub const fn group(&self) -> Option<GroupNo> {
        match self {
            Self::Crowded { .. } => None,
            Self::Closed { group, .. }
            | Self::Language { group, .. }
            | Self::Access { group, .. }
            | Self::Twice { group, .. }
            | Self::TooFar { group, .. }
            | Self::Met { group, .. }
            | Self::NoRest { group, .. }
            | Self::Fixed { group, .. }
            | Self::Away { group, .. } => Some(*group),
        }
    }

    /// The round it shows in, where it shows in one.
    pub const fn round(&self) -> Option<RoundNo> {
        match self {
            Self::NoRest { .. } => None,
            Self::Crowded { round, .. }
            | Self::Closed { round, .. }
            | Self::Language { round, .. }
            | Self::Access { round, .. }
            | Self::Twice { round, .. }
            | Self::TooFar { round, .. }
            | Self::Met { round, .. }
            | Self::Fixed { round, .. }
            | Self::Away { round, .. } => Some(*round),
        }
    }

    /// Whether it shows in this cell.
    pub fn is_at(&self, group: GroupNo, round: RoundNo, station: Option<StationNo>) -> bool {
        let when = self.round().is_none_or(|no| no == round);
        match self {
            Self::Crowded { station: at, .. } => when && station == Some(*at),
            Self::Met {
                group: one, other, ..
            } => when && (*one == group || *other == group),
            _ => when && self.group() == Some(group),
        }
    }
}

/// The plan as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// Counts every change, so that answers about an older plan are known as such.
    pub revision: u64,
    /// The rounds.
    pub rounds: Vec<Round>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The stations, in order of their numbers.
    pub stations: Vec<Stop>,
    /// A row a group, a cell a round.
    pub cells: Vec<Vec<Cell>>,
    /// What the plan comes to, the less the better.
    pub objective: u64,
    /// What each goal adds to that.
    pub goals: Vec<(Goal, u64)>,
    /// Rules that the plan breaks.
    pub breaches: Vec<Breach>,
    /// Steps that can be taken back.
    pub undo: usize,
    /// Steps that can be taken again.
    pub redo: usize,
    /// It differs from what was saved last or stands on the floor.
    pub is_changed: bool,
}

impl Sheet {
    /// A cell by places; an empty one outside the sheet.
    pub fn cell(&self, group: usize, round: usize) -> Cell {
        let row = self.cells.get(group);
        row.and_then(|row| row.get(round)).copied().unwrap_or_default()
    }

    /// The place of a group.
    pub fn group(&self, no: GroupNo) -> Option<usize> {
        self.groups.iter().position(|group| group.no == no)
    }

    /// The place of a station.
    pub fn station(&self, no: StationNo) -> Option<usize> {
        self.stations.binary_search_by_key(&no, |stop| stop.no).ok()
    }

    /// The place of a round.
    pub fn round(&self, no: RoundNo) -> Option<usize> {
        self.rounds.iter().position(|round| round.no == no)
    }

    /// The places of the groups at each station in each round: a row a station, a list a round.
    pub fn guests(&self) -> Vec<Vec<Vec<usize>>> {
        let mut guests = vec![vec![Vec::new(); self.rounds.len()]; self.stations.len()];
        for (group, row) in self.cells.iter().enumerate() {
            for (round, cell) in row.iter().enumerate() {
                let station = cell.station.and_then(|no| self.station(no));
                let here = station.and_then(|station| guests.get_mut(station)?.get_mut(round));
                if let Some(here) = here {
                    here.push(group);
                }
            }
        }
        guests
    }

    /// Heads at a station in a round.
    pub fn heads(&self, guests: &[usize]) -> u32 {
        let pupils = guests.iter().filter_map(|place| self.groups.get(*place));
        pupils.map(|group| group.pupils).sum()
    }
}
