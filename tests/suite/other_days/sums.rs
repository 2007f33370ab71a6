//! The figures of a day worked out by plain counting, from what people said and the event file alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::plan::{Group, Plan, Station, clock};
use super::words::{Line, Visit, What, Who};

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
    /// By the event file.
    planned: Option<u16>,
    /// Where it took place or is due.
    station: Option<u16>,
    outcome: Outcome,
    reason: Option<String>,
}

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
    day.safety(&sessions, &mut expected);
    day.desks(&mut expected);
    expected
}

/// Without what was taken back; an undo that was taken back itself does nothing.
fn in_force<'l>(said: &[&'l Line]) -> Vec<&'l Line> {
    let mut undone = BTreeSet::new();
    for line in said.iter().rev() {
        if let What::Undo(key) = line.what
            && !undone.contains(&line.key)
        {
            undone.insert(key);
        }
    }
    said.iter()
        .copied()
        .filter(|line| !undone.contains(&line.key))
        .collect()
}

/// Groups that may be on the site at a moment with their pupils: all that are known, but those that are absent, have
/// left, or were said to come later and have not been seen yet.
pub(crate) fn on_site(plan: &Plan, day: &[Line], at: i64, times: &[(i64, i64)]) -> BTreeMap<u16, i64> {
    let said: Vec<&Line> = day.iter().filter(|line| line.at < at && !line.refused).collect();
    let round = times.iter().filter(|(from, _)| *from <= at).count();
    let mut sizes: BTreeMap<u16, i64> = plan.groups.iter().map(|(no, group)| (*no, group.size)).collect();
    let (mut away, mut seen, mut waited) = (
        BTreeSet::<u16>::new(),
        BTreeSet::<u16>::new(),
        BTreeSet::<u16>::new(),
    );
    for line in in_force(&said) {
        match &line.what {
            What::Arrive(visit, count) | What::Count(visit, count) => {
                seen.insert(visit.2);
                sizes.insert(visit.2, *count);
            }
            What::AddGroup(group, about) => {
                sizes.insert(*group, about.size);
            }
            What::Split(_, parts) => sizes.extend(parts.iter().copied()),
            What::Resize(group, size) => {
                sizes.insert(*group, *size);
            }
            What::OnSite(groups) => seen.extend(groups),
            What::Delay(groups, until, _) if at < until + plan.no_show_after_s => waited.extend(groups),
            What::LeaveEarly(groups, after, _) if *after < round => away.extend(groups),
            What::Absent(groups, from, _) if *from <= round => away.extend(groups),
            _ => {}
        }
    }
    sizes.retain(|no, _| !away.contains(no) && (!waited.contains(no) || seen.contains(no)));
    sizes
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
        let mut steps: Vec<(i64, Vec<(usize, i64, i64)>, Option<i64>)> = Vec::new();
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
                planned,
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
        let found = self.lines.iter().rev().find_map(|line| match &line.what {
            What::Delay(groups, until, reason)
                if groups.contains(&group) && line.at < end && *until > start =>
            {
                Some(reason.clone())
            }
            _ => None,
        });
        found
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

    fn totals(&self, sessions: &[Session], expected: &mut Expected) {
        let mut put = |name: &str, value: Value| {
            expected.figures.insert(format!("totals.{name}"), value);
        };
        let of = |outcome: Outcome| {
            sessions
                .iter()
                .filter(|session| session.outcome == outcome)
                .count()
        };
        let held = self.held();
        let planned = &self.plan.sessions;
        put("planned.groups", json!(self.plan.groups.len()));
        put(
            "planned.pupils",
            json!(self.plan.groups.values().map(|group| group.size).sum::<i64>()),
        );
        put("planned.sessions", json!(planned.len()));
        put(
            "planned.person_visits",
            json!(
                planned
                    .keys()
                    .map(|(group, _)| self.plan.groups[group].size)
                    .sum::<i64>()
            ),
        );
        put("sessions.held", json!(held.len()));
        for (name, outcome) in NAMES {
            put(&format!("sessions.{name}"), json!(of(outcome)));
        }
        put(
            "sessions.entered_later",
            json!(held.iter().filter(|(_, seen)| seen.sheet).count()),
        );
        put(
            "sessions.interrupted",
            json!(
                held.iter()
                    .filter(|(visit, seen)| self.interrupted(visit, seen))
                    .count()
            ),
        );
        put("person_visits_in_progress", {
            let now = self.counted().filter(|(visit, seen)| !self.is_held(visit, seen));
            json!(now.map(|(_, seen)| seen.count).sum::<i64>())
        });
        let last = self.last_counts();
        put("pupils", json!(last.values().sum::<i64>()));
        put("groups", json!(last.len()));
        put(
            "groups_added",
            json!(
                last.keys()
                    .filter(|no| !self.plan.groups.contains_key(no))
                    .count()
            ),
        );
        let schools: BTreeSet<&str> = last.keys().map(|no| self.groups[no].school.as_str()).collect();
        put("schools", json!(schools.len()));
        put("walk_ins", json!(self.walk_ins(|_| true)));
        for (name, value) in sums(&held) {
            put(name, value);
        }
        let mut reasons: BTreeMap<(&str, Option<&str>), i64> = BTreeMap::new();
        for session in sessions {
            let outcome = match session.outcome {
                Outcome::Missed => "missed",
                Outcome::Cancelled => "cancelled",
                Outcome::NoShow => "no_show",
                _ => continue,
            };
            *reasons.entry((outcome, session.reason.as_deref())).or_default() += 1;
        }
        let reasons = reasons
            .into_iter()
            .map(|((outcome, reason), number)| json!([outcome, reason, number]));
        expected.lists.push((
            "totals.reasons",
            vec!["outcome", "reason", "sessions"],
            reasons.collect(),
        ));
    }

    fn interrupted(&self, visit: &Visit, seen: &Seen) -> bool {
        let from = self.came(seen).unwrap_or(i64::MAX);
        let to = seen.finish.unwrap_or_else(|| self.end(visit.0, visit.1));
        self.pauses().iter().any(|(station, since, until, _)| {
            *station == visit.0 && *since < to && end_of(*until, self.as_of) > from
        })
    }

    fn walk_ins(&self, at: impl Fn(u16) -> bool) -> i64 {
        let numbers = self.lines.iter().map(|line| match line.what {
            What::WalkIn(station, number) if at(station) => number,
            _ => 0,
        });
        numbers.sum()
    }

    /// When the group came: the station's own word goes before the radio's.
    fn came(&self, seen: &Seen) -> Option<i64> {
        seen.own.first().or(seen.radio.first()).copied()
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

    /// The same columns for any part of the day.
    fn row(&self, path: &str, sessions: &[&Session], mine: &dyn Fn(&Visit) -> bool, expected: &mut Expected) {
        let mut put = |name: &str, value: Value| {
            expected.figures.insert(format!("{path}.{name}"), value);
        };
        let held: Vec<_> = self.held().into_iter().filter(|(visit, _)| mine(visit)).collect();
        let unknown = sessions
            .iter()
            .filter(|session| matches!(session.outcome, Outcome::OnPaper | Outcome::Unconfirmed))
            .count();
        let known = !held.is_empty() || unknown == 0;
        put("sessions", if known { json!(held.len()) } else { Value::Null });
        put("unknown_sessions", json!(unknown));
        put(
            "in_progress",
            json!(
                sessions
                    .iter()
                    .filter(|session| session.outcome == Outcome::InProgress)
                    .count()
            ),
        );
        put(
            "late",
            json!(
                self.counted()
                    .filter(|(visit, seen)| mine(visit) && self.is_late(visit, seen))
                    .count()
            ),
        );
        for (name, value) in sums(&held) {
            put(
                name,
                if known {
                    value
                } else if name == "interest_unknown" {
                    json!(0)
                } else {
                    Value::Null
                },
            );
        }
    }

    fn rows(&self, sessions: &[Session], expected: &mut Expected) {
        let part = |keep: &dyn Fn(&Session) -> bool| {
            sessions
                .iter()
                .filter(|session| keep(session))
                .collect::<Vec<_>>()
        };
        for (no, station) in &self.plan.stations {
            let path = format!("by_station[{no}]");
            self.row(
                &path,
                &part(&|one| one.station == Some(*no)),
                &|visit| visit.0 == *no,
                expected,
            );
            expected
                .figures
                .insert(format!("{path}.walk_ins"), json!(self.walk_ins(|at| at == *no)));
            self.briefings(&path, station, *no, expected);
        }
        let hall_of = |no: u16| self.plan.stations[&no].hall.as_str();
        for hall in &self.plan.halls {
            if !self.plan.stations.values().any(|station| station.hall == *hall) {
                continue;
            }
            let path = format!("by_hall[{hall}]");
            let mine = part(&|one| one.station.is_some_and(|no| hall_of(no) == hall));
            self.row(&path, &mine, &|visit| hall_of(visit.0) == hall, expected);
            expected.figures.insert(
                format!("{path}.walk_ins"),
                json!(self.walk_ins(|at| hall_of(at) == hall)),
            );
        }
        let last = self.last_counts();
        let schools: BTreeSet<&String> = self.groups.values().map(|group| &group.school).collect();
        for school in schools {
            let of = |no: u16| self.groups[&no].school == *school;
            let path = format!("by_school[{school}]");
            self.row(&path, &part(&|one| of(one.group)), &|visit| of(visit.2), expected);
            self.people(&path, &last, &of, expected);
            let all = self.groups.keys().filter(|no| of(**no)).count();
            expected
                .figures
                .insert(format!("{path}.groups_expected"), json!(all));
            self.stay(&path, &of, expected);
        }
        for language in ["kk", "ru"] {
            let of = |no: u16| self.groups[&no].language == language;
            let path = format!("by_language[{language}]");
            self.row(&path, &part(&|one| of(one.group)), &|visit| of(visit.2), expected);
            self.people(&path, &last, &of, expected);
        }
        for (nth, (from, to)) in self.times.iter().enumerate() {
            let path = format!("by_round[{}]", nth + 1);
            let mine = part(&|one| one.round == nth + 1);
            self.row(&path, &mine, &|visit| visit.1 == nth + 1, expected);
            for (name, outcome) in NAMES {
                if ["missed", "cancelled", "no_shows"].contains(&name) {
                    let number = mine.iter().filter(|one| one.outcome == outcome).count();
                    expected.figures.insert(format!("{path}.{name}"), json!(number));
                }
            }
            expected
                .figures
                .insert(format!("{path}.now.start"), json!(clock(*from)));
            expected
                .figures
                .insert(format!("{path}.now.end"), json!(clock(*to)));
        }
    }

    fn people(
        &self,
        path: &str,
        last: &BTreeMap<u16, i64>,
        of: &dyn Fn(u16) -> bool,
        expected: &mut Expected,
    ) {
        let mine: Vec<i64> = last
            .iter()
            .filter(|(no, _)| of(**no))
            .map(|(_, count)| *count)
            .collect();
        expected
            .figures
            .insert(format!("{path}.groups"), json!(mine.len()));
        expected
            .figures
            .insert(format!("{path}.pupils"), json!(mine.iter().sum::<i64>()));
    }

    /// When a school came and left.
    fn stay(&self, path: &str, of: &dyn Fn(u16) -> bool, expected: &mut Expected) {
        let came = self.lines.iter().filter(|line| match &line.what {
            What::Arrive(visit, _) => of(visit.2),
            What::OnSite(groups) => groups.iter().any(|no| of(*no)),
            _ => false,
        });
        expected
            .figures
            .insert(format!("{path}.arrived"), opt(came.map(|line| line.at).min()));
        let visits: Vec<_> = self.counted().filter(|(visit, _)| of(visit.2)).collect();
        let last = visits.iter().map(|(visit, _)| visit.1).max();
        let known = visits
            .iter()
            .all(|(visit, seen)| Some(visit.1) != last || seen.finish.is_some());
        let left = visits
            .iter()
            .filter_map(|(_, seen)| seen.finish)
            .max()
            .filter(|_| known);
        expected.figures.insert(format!("{path}.left"), opt(left));
    }

    fn briefings(&self, path: &str, station: &Station, no: u16, expected: &mut Expected) {
        let held: Vec<_> = self
            .held()
            .into_iter()
            .filter(|(visit, _)| visit.0 == no && station.briefing)
            .collect();
        let marked = held.iter().filter(|(_, seen)| seen.briefed == Some(true)).count();
        let unknown = held
            .iter()
            .filter(|(_, seen)| seen.sheet && seen.briefed.is_none())
            .count();
        let mut put = |name: &str, value: usize| {
            expected
                .figures
                .insert(format!("{path}.briefings.{name}"), json!(value));
        };
        put("required", held.len());
        put("marked", marked);
        put("unknown", unknown);
        put("not_marked", held.len() - marked - unknown);
    }

    fn pauses(&self) -> Vec<(u16, i64, Option<i64>, String)> {
        let mut open: BTreeMap<u16, (i64, String)> = BTreeMap::new();
        let mut pauses = Vec::new();
        for line in &self.lines {
            match &line.what {
                What::Pause(stations, reason) => {
                    open.extend(stations.iter().map(|no| (*no, (line.at, reason.clone()))));
                }
                What::Resume(stations) => {
                    for no in stations {
                        let since = open.remove(no);
                        pauses.extend(since.map(|(since, reason)| (*no, since, Some(line.at), reason)));
                    }
                }
                _ => {}
            }
        }
        pauses.extend(
            open.into_iter()
                .map(|(no, (since, reason))| (no, since, None, reason)),
        );
        pauses
    }

    fn punctuality(&self, expected: &mut Expected) {
        let counted: Vec<_> = self.counted().collect();
        let late = counted
            .iter()
            .filter(|(visit, seen)| self.is_late(visit, seen))
            .map(|(visit, seen)| {
                let late = self.late(visit, seen).unwrap();
                let plan = self.came(seen).unwrap() - self.plan.rounds[visit.1 - 1].0;
                json!([visit.2, visit.1, visit.0, late, late / 60, plan, seen.sent_from])
            });
        let fields = vec![
            "group",
            "round",
            "station",
            "late_s",
            "minutes",
            "against_plan_s",
            "sent_on_from",
        ];
        expected.lists.push(("punctuality.late", fields, late.collect()));
        let in_time = counted
            .iter()
            .filter(|(visit, seen)| self.late(visit, seen).is_some() && !self.is_late(visit, seen));
        expected
            .figures
            .insert("punctuality.in_time".to_owned(), json!(in_time.count()));
        let unknown = counted.iter().filter(|(_, seen)| self.came(seen).is_none());
        expected
            .figures
            .insert("punctuality.arrival_unknown".to_owned(), json!(unknown.count()));
        let overruns = counted.iter().filter_map(|(visit, seen)| {
            let end = self.end(visit.0, visit.1);
            let finish = seen.finish?;
            let over = finish - end - self.held_between(end, finish);
            (over >= 60).then(|| json!([visit.0, visit.1, visit.2, over]))
        });
        let fields = vec!["station", "round", "group", "over_s"];
        expected
            .lists
            .push(("punctuality.overruns", fields, overruns.collect()));
        let holds = self.holds.iter().map(|(since, until, reason)| {
            json!([
                clock(*since),
                opt(*until),
                end_of(*until, self.as_of) - since,
                reason
            ])
        });
        let fields = vec!["since", "until", "length_s", "reason"];
        expected
            .lists
            .push(("punctuality.holds", fields, holds.collect()));
        let pauses = self.pauses().into_iter().map(|(no, since, until, reason)| {
            json!([
                no,
                clock(since),
                opt(until),
                end_of(until, self.as_of) - since,
                reason
            ])
        });
        let fields = vec!["station", "since", "until", "length_s", "reason"];
        expected
            .lists
            .push(("punctuality.pauses", fields, pauses.collect()));
        let longer = self.lines.iter().filter_map(|line| match &line.what {
            What::Extend(station, round, minutes, reason) => Some(json!([station, round, minutes, reason])),
            _ => None,
        });
        let fields = vec!["station", "round", "minutes", "reason"];
        expected
            .lists
            .push(("punctuality.extensions", fields, longer.collect()));
        let delays = self.lines.iter().filter_map(|line| match &line.what {
            What::Delay(groups, until, reason) => {
                Some(json!([groups[0], clock(line.at), clock(*until), reason]))
            }
            _ => None,
        });
        let fields = vec!["group", "at", "until", "reason"];
        expected
            .lists
            .push(("punctuality.delays", fields, delays.collect()));
    }

    fn safety(&self, sessions: &[Session], expected: &mut Expected) {
        let _ = sessions;
        let (mut aid, mut help) = (Vec::new(), Vec::new());
        for line in &self.lines {
            let What::Call(need) = &line.what else { continue };
            let after = |wanted: &dyn Fn(&What) -> bool| {
                let found = self.lines.iter().find(|other| wanted(&other.what));
                found.map(|other| other.at - line.at)
            };
            let accepted = after(&|what| matches!(what, What::Accept(key) if *key == line.key));
            let closed = after(&|what| matches!(what, What::CloseCall(key) if *key == line.key));
            if need == "first_aid" {
                aid.push(json!([clock(line.at), accepted, closed]));
            } else {
                help.push(json!([clock(line.at), accepted, closed, need]));
            }
        }
        expected
            .figures
            .insert("safety.first_aid_calls".to_owned(), json!(aid.len()));
        expected
            .figures
            .insert("safety.help_calls".to_owned(), json!(help.len()));
        let fields = vec!["at", "accepted_after_s", "closed_after_s"];
        expected.lists.push(("safety.first_aid", fields.clone(), aid));
        expected
            .lists
            .push(("safety.help", [fields, vec!["need"]].concat(), help));
        let mut faults = Vec::new();
        let mut open: BTreeMap<u16, (i64, i64)> = BTreeMap::new();
        let tell = |no: u16, places: i64, since: i64, until: Option<i64>| {
            json!([
                no,
                places,
                clock(since),
                opt(until),
                end_of(until, self.as_of) - since
            ])
        };
        for line in &self.lines {
            match &line.what {
                What::Fault(no, places, _) => {
                    open.insert(*no, (line.at, *places));
                }
                What::Repaired(no) => {
                    let over = open.remove(no);
                    faults.extend(over.map(|(since, places)| tell(*no, places, since, Some(line.at))));
                }
                _ => {}
            }
        }
        faults.extend(
            open.into_iter()
                .map(|(no, (since, places))| tell(no, places, since, None)),
        );
        expected
            .figures
            .insert("safety.equipment_faults".to_owned(), json!(faults.len()));
        let fields = vec!["station", "places", "since", "until", "length_s"];
        expected.lists.push(("safety.faults", fields, faults));
        self.evacuations(expected);
        self.stays_of_guests(expected);
        self.support(expected);
        self.gaps(expected);
    }

    fn evacuations(&self, expected: &mut Expected) {
        let called = self.lines.iter().filter_map(|line| match line.what {
            What::Evacuate(drill) => Some((line.at, drill)),
            _ => None,
        });
        let told = called.map(|(at, drill)| {
            let lines: Vec<Line> = self.lines.iter().map(|line| (*line).clone()).collect();
            let groups = on_site(self.plan, &lines, at, &self.times);
            let over = self.holds.iter().find(|(since, _, _)| *since == at);
            let over = over.and_then(|(_, until, _)| *until).unwrap_or(i64::MAX);
            let mut complete: BTreeMap<u16, Option<i64>> = BTreeMap::new();
            for line in self.lines.iter().filter(|line| line.at >= at && line.at <= over) {
                if let What::RollCall(group, number) = line.what {
                    complete.insert(group, (number >= groups[&group]).then_some(line.at));
                }
            }
            let done: Vec<i64> = complete.values().copied().flatten().collect();
            let all = (done.len() == groups.len()).then(|| done.iter().max().map(|last| last - at));
            let pupils: i64 = groups.values().sum();
            json!([clock(at), drill, groups.len(), pupils, done.len(), all.flatten()])
        });
        let fields = vec![
            "at",
            "drill",
            "groups",
            "pupils",
            "complete",
            "all_accounted_after_s",
        ];
        expected
            .lists
            .push(("safety.evacuations", fields, told.collect()));
    }

    fn stays_of_guests(&self, expected: &mut Expected) {
        let mut open: BTreeMap<u16, i64> = BTreeMap::new();
        let mut stays = Vec::new();
        for line in &self.lines {
            match line.what {
                What::Guests(no) => {
                    open.insert(no, line.at);
                }
                What::GuestsLeft(no) => {
                    let since = open.remove(&no);
                    stays.extend(
                        since.map(|since| json!([no, clock(since), clock(line.at), line.at - since])),
                    );
                }
                _ => {}
            }
        }
        stays.extend(
            open.into_iter()
                .map(|(no, since)| json!([no, clock(since), null_value(), null_value()])),
        );
        expected.lists.push((
            "guests.stays",
            vec!["station", "since", "until", "length_s"],
            stays,
        ));
    }

    fn support(&self, expected: &mut Expected) {
        let held = self.held();
        let with = |need: Option<&str>| {
            let met = held.iter().filter(|(visit, _)| {
                let needs = &self.groups[&visit.2].needs;
                need.map_or(!needs.is_empty(), |need| needs.iter().any(|one| one == need))
            });
            json!(met.count())
        };
        expected.figures.insert("support.sessions".to_owned(), with(None));
        for need in ["wheelchair", "sign", "quiet", "low_vision", "assistant"] {
            expected
                .figures
                .insert(format!("support.kinds[{need}].sessions"), with(Some(need)));
        }
        let places: i64 = held
            .iter()
            .map(|(visit, _)| self.plan.stations[&visit.0].places)
            .sum();
        expected
            .figures
            .insert("capacity.places_offered".to_owned(), json!(places));
        let taken = held
            .iter()
            .map(|(visit, seen)| seen.count.min(self.plan.stations[&visit.0].places));
        expected
            .figures
            .insert("capacity.places_taken".to_owned(), json!(taken.sum::<i64>()));
    }

    fn gaps(&self, expected: &mut Expected) {
        let open = self
            .counted()
            .filter(|(visit, seen)| seen.finish.is_none() && !seen.sheet && self.over(visit.0, visit.1));
        expected
            .figures
            .insert("gaps.end_unknown".to_owned(), json!(open.count()));
        let differ = self.counted().filter_map(|(visit, seen)| match seen.told {
            [Some(own), Some(radio)] if own != radio => Some(json!([visit.0, visit.1, visit.2, radio, own])),
            _ => None,
        });
        let fields = vec!["station", "round", "group", "count", "other"];
        expected.lists.push(("gaps.differing", fields, differ.collect()));
        expected
            .lists
            .push(("gaps.not_received", vec!["entries"], Vec::new()));
        expected
            .lists
            .push(("gaps.counted_twice", vec!["group", "round"], Vec::new()));
    }

    /// The visitors of a desk that were not taken back.
    fn advised(&self, desk: u16) -> Vec<(i64, &str)> {
        let mut came = Vec::new();
        for line in &self.lines {
            match &line.what {
                What::Advice(no, kind) if *no == desk => came.push((line.at, kind.as_str())),
                What::TakeBack(no) if *no == desk => {
                    came.pop();
                }
                _ => {}
            }
        }
        came
    }

    fn desks(&self, expected: &mut Expected) {
        let mut all = Vec::new();
        let mut quarters: BTreeMap<(i64, &str), i64> = BTreeMap::new();
        let mut topics: BTreeMap<&str, Option<i64>> = BTreeMap::new();
        for (desk, topic) in &self.plan.desks {
            let spoke = self.lines.iter().any(|line| line.who == Who::Desk(*desk));
            let came = self.advised(*desk);
            let number = spoke.then(|| i64::try_from(came.len()).unwrap());
            expected
                .figures
                .insert(format!("desks.by_desk[{desk}].visits"), json!(number));
            for kind in ["pupil", "student", "adult"] {
                let of = came.iter().filter(|(_, one)| *one == kind).count();
                expected.figures.insert(
                    format!("desks.by_desk[{desk}].kinds.{kind}"),
                    json!(spoke.then_some(of)),
                );
            }
            let longest = self.lines.iter().filter_map(|line| match line.what {
                What::Queue(no, waiting) if no == *desk => Some(waiting),
                _ => None,
            });
            expected.figures.insert(
                format!("desks.by_desk[{desk}].longest_queue"),
                json!(longest.max()),
            );
            let sum = topics.entry(topic).or_default();
            *sum = number.map(|number| number + sum.unwrap_or(0)).or(*sum);
            for (at, _) in &came {
                *quarters.entry((at / 900 * 900, topic)).or_default() += 1;
            }
            all.push(number);
        }
        for (topic, visits) in topics {
            expected
                .figures
                .insert(format!("desks.by_topic[{topic}].visits"), json!(visits));
        }
        let known: Vec<i64> = all.into_iter().flatten().collect();
        let sum = (!known.is_empty()).then(|| known.iter().sum::<i64>());
        expected.figures.insert("desks.visits".to_owned(), json!(sum));
        expected
            .figures
            .insert("totals.desk_visits".to_owned(), json!(sum));
        let quarters = quarters
            .into_iter()
            .map(|((start, topic), number)| json!([clock(start), topic, number]));
        expected.lists.push((
            "desks.by_quarter",
            vec!["start", "topic", "visits"],
            quarters.collect(),
        ));
    }
}

fn null_value() -> Value {
    Value::Null
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
