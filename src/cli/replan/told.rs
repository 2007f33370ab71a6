//! Proposals as text and as JSON: who goes where instead.
//!
//! `--json` is a contract: fields are added, never renamed. Rounds, groups and stations are their numbers; `null` is
//! no station; minutes are of walking.

use super::floor::Proposals;
use crate::cli::out::clean;
use crate::cli::plan::left;
use crate::cli::words::{Value, Words};
use crate::domain::entry::Entry;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::rotation::Stay;
use crate::rotation::explain::{left_out, reasons};
use crate::rotation::live::{Live, Proposal, Turn};
use crate::runtime::why::{Names, Teller};
use crate::ui::text::Texts;
use serde::Serialize;
use std::io::{self, Write};

/// What is told, and in which words.
pub(super) struct Telling<'a> {
    pub(super) found: &'a Proposals,
    pub(super) words: &'a Words,
    pub(super) texts: &'static Texts,
}

impl Telling<'_> {
    fn say(&self, key: &str, values: &[(&str, Value)]) -> String {
        self.words.sentence(key, values)
    }

    /// Every proposal, one after another.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let found = self.found;
        if !found.is_needed {
            return writeln!(out, "{}", self.say("replan-nothing", &[]));
        }
        if found.list.is_empty() {
            writeln!(out, "{}", self.say("replan-none", &[]))?;
            return match &found.unchanged {
                Some(as_is) => self.left(out, as_is),
                None => Ok(()),
            };
        }
        for (index, proposal) in found.list.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            let name = self.name(proposal);
            let code = Value::from(proposal.character.code());
            let code = self.say("replan-code", &[("code", code)]);
            writeln!(out, "{}. {name} · {code}", index + 1)?;
            self.whole(out, proposal)?;
        }
        Ok(())
    }

    /// The proposal that was accepted.
    pub(super) fn accepted(&self, out: &mut dyn Write, proposal: &Proposal) -> io::Result<()> {
        let name = Value::from(self.name(proposal));
        writeln!(out, "{}", self.say("replan-accepted", &[("name", name)]))?;
        self.whole(out, proposal)
    }

    fn name(&self, proposal: &Proposal) -> String {
        self.say(&format!("replan-{}", proposal.character.code()), &[])
    }

    fn whole(&self, out: &mut dyn Write, proposal: &Proposal) -> io::Result<()> {
        let told = self.say(
            "replan-told",
            &[
                ("groups", Value::from(proposal.groups)),
                ("pupils", Value::from(self.pupils(proposal.pupils))),
            ],
        );
        writeln!(out, "   {told}; {}", self.walking(proposal.walk_min))?;
        let mut last = None;
        for turn in &proposal.turns {
            if last.replace(turn.round) != Some(turn.round) {
                let round = Value::from(turn.round.to_string());
                writeln!(out, "   {}", self.say("replan-round", &[("round", round)]))?;
            }
            writeln!(out, "      {}", self.turn(proposal, turn))?;
        }
        self.left(out, proposal)
    }

    fn pupils(&self, count: u32) -> String {
        self.say("replan-pupils", &[("n", Value::from(count))])
    }

    fn walking(&self, minutes: i64) -> String {
        let key = match minutes {
            1.. => "replan-walk-more",
            0 => "replan-walk-same",
            _ => "replan-walk-less",
        };
        self.say(key, &[("n", Value::from(minutes.unsigned_abs().to_string()))])
    }

    fn turn(&self, proposal: &Proposal, turn: &Turn) -> String {
        let walk = walk(&self.found.live, proposal, turn).filter(|minutes| *minutes > 0);
        let heads = size(&self.found.live, turn.group);
        let is_left_out = proposal.left_out.contains(&(turn.round, turn.group));
        let values = [
            ("group", Value::from(turn.group.to_string())),
            ("pupils", Value::from(self.pupils(heads))),
            ("from", Value::from(self.place(turn.was))),
            (
                "to",
                Value::from(match turn.to {
                    Some(no) => self.place(Stay::Station(no)),
                    None if is_left_out => self.say("replan-nowhere", &[]),
                    None => self.place(Stay::Break),
                }),
            ),
            ("minutes", Value::from(walk.unwrap_or(0))),
        ];
        let key = if walk.is_some() {
            "replan-turn-walk"
        } else {
            "replan-turn"
        };
        self.say(key, &values)
    }

    fn place(&self, stay: Stay) -> String {
        let at = |key, no: StationNo| self.say(key, &[("no", Value::from(no.to_string()))]);
        match stay {
            Stay::Station(no) => at("replan-at", no),
            Stay::Closed(no) => at("replan-closed", no),
            Stay::Break => self.say("replan-break", &[]),
            Stay::Unplanned | Stay::Skipped(_) | Stay::Left(_) | Stay::Absent(_) => {
                self.say("replan-nowhere", &[])
            }
        }
    }

    /// Who stays without a station and what keeps the stations from it.
    fn left(&self, out: &mut dyn Write, proposal: &Proposal) -> io::Result<()> {
        let problem = self.found.live.problem(proposal.character);
        let mut cells = left_out(&problem, &proposal.plan);
        cells.retain(|cell| !cell.why.is_pinned);
        let teller = Teller {
            texts: self.texts,
            names: Names::of(&self.found.live.day, self.texts),
        };
        let reasons = reasons(&problem);
        for line in left(&teller, &cells, &reasons, self.words) {
            writeln!(out, "   {}", clean(&line))?;
        }
        Ok(())
    }
}

/// Minutes from where the group is before.
fn walk(live: &Live, proposal: &Proposal, turn: &Turn) -> Option<u32> {
    let group = live.day.group(turn.group)?;
    let round = usize::from(turn.round.0).checked_sub(1)?;
    let before = proposal.plan.at(group, round.checked_sub(1)?)?;
    let there = proposal.plan.at(group, round)?;
    Some(live.day.problem.minutes(before, there))
}

fn size(live: &Live, group: GroupNo) -> u32 {
    let index = live.day.group(group);
    let party = index.and_then(|index| live.day.problem.parties.get(index));
    party.map_or(0, |party| party.size)
}

/// What was written.
pub(super) struct Heard<'a> {
    pub(super) entries: &'a [Entry],
}

#[derive(Serialize)]
struct Told {
    event_time: String,
    /// Everybody has a station that fits.
    nothing_to_do: bool,
    proposals: Vec<OneTold>,
    /// Names of the entries that were written; empty without `--accept`.
    entries: Vec<String>,
}

#[derive(Serialize)]
struct OneTold {
    character: &'static str,
    groups: u32,
    pupils: u32,
    walk_min: i64,
    turns: Vec<TurnTold>,
    left_out: Vec<Absent>,
}

#[derive(Serialize)]
struct TurnTold {
    round: RoundNo,
    group: GroupNo,
    pupils: u32,
    /// What it was to do, in one word.
    was: &'static str,
    from: Option<StationNo>,
    to: Option<StationNo>,
    walk_min: Option<u32>,
}

#[derive(Serialize)]
struct Absent {
    round: RoundNo,
    group: GroupNo,
}

/// Everything that was found, and what was written of it.
pub(super) fn json(found: &Proposals, heard: Option<Heard<'_>>) -> impl Serialize {
    let entries = heard.map_or(&[][..], |heard| heard.entries);
    Told {
        event_time: found.at.to_string(),
        nothing_to_do: !found.is_needed,
        proposals: found.list.iter().map(|proposal| one(found, proposal)).collect(),
        entries: entries.iter().map(|entry| entry.id.to_string()).collect(),
    }
}

fn one(found: &Proposals, proposal: &Proposal) -> OneTold {
    let turn = |turn: &Turn| TurnTold {
        round: turn.round,
        group: turn.group,
        pupils: size(&found.live, turn.group),
        was: turn.was.code(),
        from: match turn.was {
            Stay::Station(no) | Stay::Closed(no) => Some(no),
            _ => None,
        },
        to: turn.to,
        walk_min: walk(&found.live, proposal, turn),
    };
    let absent = |(round, group): &(RoundNo, GroupNo)| Absent {
        round: *round,
        group: *group,
    };
    OneTold {
        character: proposal.character.code(),
        groups: proposal.groups,
        pupils: proposal.pupils,
        walk_min: proposal.walk_min,
        turns: proposal.turns.iter().map(turn).collect(),
        left_out: proposal.left_out.iter().map(absent).collect(),
    }
}
