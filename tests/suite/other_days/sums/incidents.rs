//! What deviated: lateness, holds, pauses, calls, faults, gaps; and the desks.

use super::*;

impl Day<'_> {
    pub(super) fn pauses(&self) -> Vec<(u16, i64, Option<i64>, String)> {
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

    pub(super) fn punctuality(&self, expected: &mut Expected) {
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

    pub(super) fn safety(&self, expected: &mut Expected) {
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
        let mut open: BTreeMap<u16, (i64, i64, &str)> = BTreeMap::new();
        let tell = |no: u16, (since, places, reason): (i64, i64, &str), until: Option<i64>| {
            json!([
                no,
                places,
                clock(since),
                opt(until),
                end_of(until, self.as_of) - since,
                reason
            ])
        };
        for line in &self.lines {
            match &line.what {
                What::Fault(no, places, reason) => {
                    open.insert(*no, (line.at, *places, reason));
                }
                What::Repaired(no) => {
                    let over = open.remove(no);
                    faults.extend(over.map(|fault| tell(*no, fault, Some(line.at))));
                }
                _ => {}
            }
        }
        faults.extend(open.into_iter().map(|(no, fault)| tell(no, fault, None)));
        expected
            .figures
            .insert("safety.equipment_faults".to_owned(), json!(faults.len()));
        let fields = vec!["station", "places", "since", "until", "length_s", "reason"];
        expected.lists.push(("safety.faults", fields, faults));
        self.evacuations(expected);
        self.stays_of_guests(expected);
        self.support(expected);
        self.gaps(expected);
    }

    pub(super) fn evacuations(&self, expected: &mut Expected) {
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

    pub(super) fn stays_of_guests(&self, expected: &mut Expected) {
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
                .map(|(no, since)| json!([no, clock(since), Value::Null, Value::Null])),
        );
        expected.lists.push((
            "guests.stays",
            vec!["station", "since", "until", "length_s"],
            stays,
        ));
    }

    pub(super) fn gaps(&self, expected: &mut Expected) {
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
    pub(super) fn advised(&self, desk: u16) -> Vec<(i64, &str)> {
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

    pub(super) fn desks(&self, expected: &mut Expected) {
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
