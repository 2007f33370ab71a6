//! The figures of a day worked out by plain counting, from what people said and the event file alone.

mod incidents;
mod rows;
mod said;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::plan::{Group, Plan, Station, clock};
use super::words::{Line, Visit, What, Who};
use said::in_force;
pub(crate) use said::on_site;

/// What the report must say: figures by their path, and lists as rows of named fields in any order.
#[derive(Default)]
pub(crate) struct Expected {
    pub(crate) figures: BTreeMap<String, Value>,
    pub(crate) lists: Vec<(&'static str, Vec<&'static str>, Vec<Value>)>,
}

/// What is known of one visit.
#[derive(Default, Clone)]
struct Seen {
    /// Arrivals said by the station itself, then by others.
    own: Vec<i64>,
    radio: Vec<i64>,
    count: i64,
    /// The last numbers of the station and of the radio.
    told: [Option<i64>; 2],
    counted_at: i64,
    finish: Option<i64>,
    briefed: Option<bool>,
    interest: Option<i64>,
    sent_on: bool,
    sheet: bool,
    sent_from: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    AsPlanned,
    Moved,
    Added,
    InProgress,
    Missed,
    Cancelled,
    NoShow,
    Unconfirmed,
    OnPaper,
    ToCome,
}

struct Session {
    group: u16,
    round: usize,
    /// Where it took place or is due.
    station: Option<u16>,
    outcome: Outcome,
    reason: Option<String>,
}

/// What changes the times: since when, new times, and by how much all that is to come moves.
type Step = (i64, Vec<(usize, i64, i64)>, Option<i64>);

struct Day<'a> {
    plan: &'a Plan,
    lines: Vec<&'a Line>,
    as_of: i64,
    times: Vec<(i64, i64)>,
    holds: Vec<(i64, Option<i64>, String)>,
    groups: BTreeMap<u16, Group>,
    visits: BTreeMap<Visit, Seen>,
    extra: BTreeMap<(u16, usize), i64>,
    paper: BTreeSet<u16>,
}

/// The figures up to a moment.
pub(crate) fn expected(plan: &Plan, day: &[Line], as_of: i64) -> Expected {
    let said: Vec<&Line> = day
        .iter()
        .filter(|line| line.at <= as_of && !line.refused)
        .collect();
    let in_force = in_force(&said);
    let mut day = Day {
        plan,
        lines: in_force,
        as_of,
        times: plan.rounds.clone(),
        holds: Vec::new(),
        groups: plan.groups.clone(),
        visits: BTreeMap::new(),
        extra: BTreeMap::new(),
        paper: plan
            .stations
            .iter()
            .filter(|(_, station)| station.paper)
            .map(|(no, _)| *no)
            .collect(),
    };
    day.times();
    day.see();
    // A station shows that it is in contact by whatever it says, taken back or not.
    let sessions = day.sessions(&said);
    let mut expected = Expected::default();
    day.totals(&sessions, &mut expected);
    day.rows(&sessions, &mut expected);
    day.punctuality(&mut expected);
    day.safety(&mut expected);
    day.desks(&mut expected);
    expected
}

fn end_of(until: Option<i64>, as_of: i64) -> i64 {
    until.unwrap_or(as_of)
}

fn opt(time: Option<i64>) -> Value {
    time.map_or(Value::Null, |time| json!(clock(time)))
}

impl Day<'_> {
    /// Holds move what is still to come; new times replace old ones.
    fn times(&mut self) {
        let mut since: Option<(i64, String)> = None;
        let mut steps: Vec<Step> = Vec::new();
        for line in &self.lines {
            match &line.what {
                What::Hold(reason) => since = Some((line.at, reason.clone())),
                What::Evacuate(drill) => {
                    since = Some((line.at, if *drill { "drill" } else { "other" }.to_owned()));
                }
                What::EndOfHold => {
                    if let Some((from, reason)) = since.take() {
                        self.holds.push((from, Some(line.at), reason));
                        steps.push((from, Vec::new(), Some(line.at - from)));
                    }
                }
                What::Retime(times) => steps.push((line.at, times.clone(), None)),
                What::Extend(station, round, minutes, _) => {
                    *self.extra.entry((*station, *round)).or_default() += minutes * 60;
                }
                _ => {}
            }
        }
        if let Some((from, reason)) = since {
            self.holds.push((from, None, reason));
            steps.push((from, Vec::new(), Some(self.as_of - from)));
        }
        for (at, times, length) in steps {
            for (round, from, to) in times {
                self.times[round - 1] = (from, to);
            }
            for (from, to) in &mut self.times {
                *to += length.filter(|_| *to > at).unwrap_or(0);
                *from += length.filter(|_| *from >= at).unwrap_or(0);
            }
        }
    }

    fn held_between(&self, from: i64, to: i64) -> i64 {
        let lengths = self.holds.iter().map(|(since, until, _)| {
            let until = end_of(*until, self.as_of);
            (until.min(to) - from.max(*since)).max(0)
        });
        lengths.sum()
    }

    fn see(&mut self) {
        let mut sent_from = BTreeMap::new();
        for line in &self.lines {
            let radio = matches!(line.who, Who::Radio(_));
            match &line.what {
                What::Arrive(visit, count) => {
                    let seen = self.visits.entry(*visit).or_default();
                    if radio {
                        seen.radio.push(line.at)
                    } else {
                        seen.own.push(line.at)
                    }
                    seen.count = *count;
                    seen.told[usize::from(radio)] = Some(*count);
                    seen.counted_at = line.at;
                    seen.sent_from = sent_from.get(&(visit.1, visit.2)).copied();
                }
                What::Count(visit, count) => {
                    let seen = self.visits.entry(*visit).or_default();
                    seen.count = *count;
                    seen.counted_at = line.at;
                }
                What::Briefing(visit) => self.visits.entry(*visit).or_default().briefed = Some(true),
                What::Interest(visit, hands) => {
                    self.visits.entry(*visit).or_default().interest = Some(*hands)
                }
                What::Finish(visit) => self.visits.entry(*visit).or_default().finish = Some(line.at),
                What::SendOn(visit) => {
                    self.visits.entry(*visit).or_default().sent_on = true;
                    sent_from.insert((visit.1, visit.2), visit.0);
                }
                What::Sheet(station, rows) => {
                    for row in rows {
                        let seen = self.visits.entry((*station, row.round, row.group)).or_default();
                        seen.sheet = true;
                        seen.count = row.came;
                        seen.counted_at = line.at;
                        seen.interest = row.interested;
                        seen.briefed = row.briefed.then_some(true);
                    }
                }
                What::Paper(station, yes) => {
                    if *yes {
                        self.paper.insert(*station)
                    } else {
                        self.paper.remove(station)
                    };
                }
                What::AddGroup(no, group) => {
                    self.groups.insert(*no, group.clone());
                }
                What::Split(no, parts) => {
                    let whole = self.groups[no].clone();
                    for (part, size) in parts {
                        self.groups.insert(
                            *part,
                            Group {
                                size: *size,
                                ..whole.clone()
                            },
                        );
                    }
                }
                _ => {}
            }
        }
    }

    /// Visits that count: a group that was sent on was not there.
    fn counted(&self) -> impl Iterator<Item = (&Visit, &Seen)> {
        let real =
            |seen: &Seen| !seen.sent_on && (seen.sheet || !seen.own.is_empty() || !seen.radio.is_empty());
        self.visits.iter().filter(move |(_, seen)| real(seen))
    }

    fn over(&self, station: u16, round: usize) -> bool {
        self.as_of >= self.end(station, round)
    }

    fn end(&self, station: u16, round: usize) -> i64 {
        self.times[round - 1].1 + self.extra.get(&(station, round)).copied().unwrap_or(0)
    }

    fn is_held(&self, visit: &Visit, seen: &Seen) -> bool {
        seen.finish.is_some() || seen.sheet || self.over(visit.0, visit.1)
    }

    /// Where each group is due, and why it is not.
    fn due(&self) -> BTreeMap<(u16, usize), Result<u16, (Outcome, String)>> {
        let plan = self
            .plan
            .sessions
            .iter()
            .map(|(session, station)| (*session, Ok(*station)));
        let mut due: BTreeMap<_, _> = plan.collect();
        for line in &self.lines {
            match &line.what {
                What::Stays(group, stays, reason) => {
                    for (round, to) in stays {
                        let to = to.ok_or((Outcome::Cancelled, reason.clone()));
                        due.insert((*group, *round), to);
                    }
                }
                What::Skip(groups, round, reason) => {
                    call_off(
                        &mut due,
                        |group, of| groups.contains(&group) && of == *round,
                        Outcome::Missed,
                        reason,
                    );
                }
                What::Absent(groups, from, reason) => {
                    call_off(
                        &mut due,
                        |group, of| groups.contains(&group) && of >= *from,
                        Outcome::Missed,
                        reason,
                    );
                }
                What::LeaveEarly(groups, after, reason) => {
                    call_off(
                        &mut due,
                        |group, of| groups.contains(&group) && of > *after,
                        Outcome::Cancelled,
                        reason,
                    );
                }
                _ => {}
            }
        }
        for line in &self.lines {
            if let What::Close(station, from, reason) = &line.what {
                for ((_, round), to) in &mut due {
                    if *round >= *from && to.as_ref() == Ok(station) {
                        *to = Err((Outcome::Cancelled, reason.clone()));
                    }
                }
            }
        }
        due
    }

    fn sessions(&self, said: &[&Line]) -> Vec<Session> {
        let due = self.due();
        let mut sessions = Vec::new();
        let mut keys: BTreeSet<(u16, usize)> = due.keys().copied().collect();
        keys.extend(self.counted().map(|(visit, _)| (visit.2, visit.1)));
        for (group, round) in keys {
            let planned = self.plan.sessions.get(&(group, round)).copied();
            let seen = self
                .counted()
                .find(|(visit, _)| (visit.2, visit.1) == (group, round));
            let (station, outcome, reason) = match (seen, due.get(&(group, round))) {
                (Some((visit, seen)), _) => {
                    let outcome = match planned {
                        _ if !self.is_held(visit, seen) => Outcome::InProgress,
                        None => Outcome::Added,
                        Some(station) if station == visit.0 => Outcome::AsPlanned,
                        Some(_) => Outcome::Moved,
                    };
                    (Some(visit.0), outcome, None)
                }
                (None, Some(Err((outcome, reason)))) => (planned, *outcome, Some(reason.clone())),
                (None, Some(Ok(station))) => {
                    let outcome = self.nobody(*station, round, said);
                    let reason = self.delay_of(group, round).filter(|_| outcome == Outcome::NoShow);
                    (Some(*station), outcome, reason)
                }
                (None, None) => continue,
            };
            sessions.push(Session {
                group,
                round,
                station,
                outcome,
                reason,
            });
        }
        sessions
    }

    /// Why the group was said to come later than this round starts.
    fn delay_of(&self, group: u16, round: usize) -> Option<String> {
        let (start, end) = self.times[round - 1];
        self.lines.iter().rev().find_map(|line| match &line.what {
            What::Delay(groups, until, reason)
                if groups.contains(&group) && line.at < end && *until > start =>
            {
                Some(reason.clone())
            }
            _ => None,
        })
    }

    /// Nobody was counted where somebody was due.
    fn nobody(&self, station: u16, round: usize, said: &[&Line]) -> Outcome {
        if !self.over(station, round) {
            return Outcome::ToCome;
        }
        if self.paper.contains(&station) {
            return Outcome::OnPaper;
        }
        let start = self.times[round - 1].0;
        let spoke = said
            .iter()
            .any(|line| line.who == Who::Station(station) && line.at > start);
        if spoke {
            Outcome::NoShow
        } else {
            Outcome::Unconfirmed
        }
    }

    fn held(&self) -> Vec<(&Visit, &Seen)> {
        self.counted()
            .filter(|(visit, seen)| self.is_held(visit, seen))
            .collect()
    }

    /// The last head count of each group, even one of a station that sent it on.
    fn last_counts(&self) -> BTreeMap<u16, i64> {
        let mut last: BTreeMap<u16, ((usize, i64), i64)> = BTreeMap::new();
        let told = |seen: &Seen| seen.sheet || self.came(seen).is_some();
        for (visit, seen) in self.visits.iter().filter(|(_, seen)| told(seen)) {
            let when = (visit.1, seen.counted_at);
            let best = last.entry(visit.2).or_insert((when, seen.count));
            if when >= best.0 {
                *best = (when, seen.count);
            }
        }
        last.into_iter()
            .map(|(group, (_, count))| (group, count))
            .collect()
    }

    /// When the group came: the station's own word goes before the radio's.
    fn came(&self, seen: &Seen) -> Option<i64> {
        seen.own.first().or_else(|| seen.radio.first()).copied()
    }

    fn late(&self, visit: &Visit, seen: &Seen) -> Option<i64> {
        let came = self.came(seen)?;
        let start = self.times[visit.1 - 1].0;
        Some(came - start - self.held_between(start, came))
    }

    fn is_late(&self, visit: &Visit, seen: &Seen) -> bool {
        self.late(visit, seen)
            .is_some_and(|late| late > self.plan.late_after_s)
    }
}

const NAMES: [(&str, Outcome); 10] = [
    ("as_planned", Outcome::AsPlanned),
    ("moved", Outcome::Moved),
    ("added", Outcome::Added),
    ("in_progress", Outcome::InProgress),
    ("missed", Outcome::Missed),
    ("cancelled", Outcome::Cancelled),
    ("no_shows", Outcome::NoShow),
    ("unconfirmed", Outcome::Unconfirmed),
    ("on_paper", Outcome::OnPaper),
    ("to_come", Outcome::ToCome),
];

type Due = BTreeMap<(u16, usize), Result<u16, (Outcome, String)>>;

fn call_off(due: &mut Due, which: impl Fn(u16, usize) -> bool, outcome: Outcome, reason: &str) {
    for ((group, round), to) in due {
        if which(*group, *round) && to.is_ok() {
            *to = Err((outcome, reason.to_owned()));
        }
    }
}

/// The sums of sessions held.
fn sums(held: &[(&Visit, &Seen)]) -> [(&'static str, Value); 4] {
    let visits: i64 = held.iter().map(|(_, seen)| seen.count).sum();
    let asked: Vec<(i64, i64)> = held
        .iter()
        .filter_map(|(_, seen)| seen.interest.map(|hands| (hands, seen.count)))
        .collect();
    let hands: i64 = asked.iter().map(|(hands, _)| hands).sum();
    let of: i64 = asked.iter().map(|(_, count)| count).sum();
    [
        ("person_visits", json!(visits)),
        (
            "interest",
            if asked.is_empty() && !held.is_empty() {
                Value::Null
            } else {
                json!(hands)
            },
        ),
        ("interest_of", json!(of)),
        ("interest_unknown", json!(held.len() - asked.len())),
    ]
}
