//! The sums of sessions held: of the whole day and of each part.

use super::*;

impl Day<'_> {
    pub(super) fn totals(&self, sessions: &[Session], expected: &mut Expected) {
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

    pub(super) fn interrupted(&self, visit: &Visit, seen: &Seen) -> bool {
        let from = self.came(seen).unwrap_or(i64::MAX);
        let to = seen.finish.unwrap_or_else(|| self.end(visit.0, visit.1));
        self.pauses().iter().any(|(station, since, until, _)| {
            *station == visit.0 && *since < to && end_of(*until, self.as_of) > from
        })
    }

    pub(super) fn walk_ins(&self, at: impl Fn(u16) -> bool) -> i64 {
        let numbers = self.lines.iter().map(|line| match line.what {
            What::WalkIn(station, number) if at(station) => number,
            _ => 0,
        });
        numbers.sum()
    }

    /// The same columns for any part of the day.
    pub(super) fn row(
        &self,
        path: &str,
        sessions: &[&Session],
        mine: &dyn Fn(&Visit) -> bool,
        expected: &mut Expected,
    ) {
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

    pub(super) fn rows(&self, sessions: &[Session], expected: &mut Expected) {
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

    pub(super) fn people(
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
    pub(super) fn stay(&self, path: &str, of: &dyn Fn(u16) -> bool, expected: &mut Expected) {
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

    pub(super) fn briefings(&self, path: &str, station: &Station, no: u16, expected: &mut Expected) {
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

    pub(super) fn support(&self, expected: &mut Expected) {
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
}
