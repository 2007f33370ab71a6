//! Words of `sheber act` that hold several values: a stay of a route, a line of a paper sheet, a round's new times.

use crate::domain::event::Support;
use crate::domain::fact::{NewTimes, SheetLine};
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::time::Span;
use std::str::FromStr;

/// Where a group goes: a station, or a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal(pub(super) Option<StationNo>);

pub(super) fn goal(word: &str) -> Result<Goal, &'static str> {
    if word == "break" {
        return Ok(Goal(None));
    }
    word.parse()
        .map(Some)
        .map(Goal)
        .map_err(|_| "say a station's number, or break")
}

/// One stay of a route: `5=17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg(pub(super) RoundNo, pub(super) Option<StationNo>);

impl FromStr for Leg {
    type Err = &'static str;
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        const WORDS: &str = "say ROUND=STATION, or ROUND=break";
        let (round, to) = word.split_once('=').ok_or(WORDS)?;
        let Goal(to) = goal(to).map_err(|_| WORDS)?;
        Ok(Self(round.parse().map_err(|_| WORDS)?, to))
    }
}

/// A kind of support and how many need it: `wheelchair=1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Needed(pub(super) Support, pub(super) u16);

impl FromStr for Needed {
    type Err = &'static str;
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        const WORDS: &str = "say KIND=N: wheelchair, sign, quiet, low_vision or assistant";
        let (kind, count) = word.split_once('=').ok_or(WORDS)?;
        let kind = Support::ALL.into_iter().find(|support| support.code() == kind);
        Ok(Self(kind.ok_or(WORDS)?, count.parse().map_err(|_| WORDS)?))
    }
}

/// One line of a paper sheet: `6:24:11`, `6:24:11:3`, `6:24:11:3:briefed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line(pub(super) SheetLine);

impl FromStr for Line {
    type Err = &'static str;
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        const WORDS: &str =
            "say ROUND:GROUP:CAME, then :INTERESTED and :briefed where they were written down";
        let mut parts = word.split(':').peekable();
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<u16>().ok()).ok_or(WORDS);
        let round = number(parts.next())?;
        let (group, count) = (number(parts.next())?, number(parts.next())?);
        let interest = match parts.peek() {
            None | Some(&"briefed") => None,
            Some(_) => Some(number(parts.next())?),
        };
        let briefing = match parts.next() {
            None => None,
            Some("briefed") => Some(true),
            Some(_) => return Err(WORDS),
        };
        if parts.next().is_some() {
            return Err(WORDS);
        }
        Ok(Self(SheetLine {
            round: RoundNo(u8::try_from(round).map_err(|_| WORDS)?),
            group: GroupNo(group),
            count,
            interest,
            briefing,
        }))
    }
}

/// A round with new times: `6=11:47-12:03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRound(pub(super) NewTimes);

impl FromStr for NewRound {
    type Err = &'static str;
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        const WORDS: &str = "say ROUND=HH:MM-HH:MM";
        let (round, times) = word.split_once('=').ok_or(WORDS)?;
        let (start, end) = times.split_once(['-', '–']).ok_or(WORDS)?;
        let time = |text: &str| text.parse().map_err(|_| WORDS);
        Ok(Self(NewTimes {
            round: round.parse().map_err(|_| WORDS)?,
            times: Span {
                start: time(start)?,
                end: time(end)?,
            },
        }))
    }
}
