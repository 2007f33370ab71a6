//! The levers that coordinators pull between the rounds.

use super::*;

impl Living<'_> {
    pub(super) fn between(&mut self, round: usize) {
        if round > 1 && self.dice.percent(20) {
            self.retime(round);
        }
        let mut newcomers = false;
        for _ in 0..self.dice.from(0, 3) {
            let at = self.moment(round);
            match self.dice.from(0, 8) {
                0 => self.skip(at, round),
                1 => self.leave_early(at, round),
                2 => self.absent(at, round),
                3 | 4 => self.r#move(at, round),
                5 => self.close(at, round),
                6 if !newcomers => {
                    self.newcomers(at, round);
                    newcomers = true;
                }
                7 => self.delay(at, round),
                _ => self.resize(at),
            }
        }
    }

    /// Some levers are taken back, some of these again put in force. True: it holds.
    pub(super) fn doubts(&mut self, at: i64, key: usize) -> bool {
        if !self.dice.percent(20) {
            return true;
        }
        let undo = self.lead(at + 10, "undo {ID}", What::Undo(key));
        let again = self.dice.percent(40);
        if again {
            self.lead(at + 20, "undo {ID}", What::Undo(undo));
        }
        again
    }

    pub(super) fn skip(&mut self, at: i64, round: usize) {
        let Some(group) = self.untouched() else { return };
        let reason = self.reason();
        let words = format!("skip {group} --round {round} --reason {reason}");
        let key = self.lead(at, words, What::Skip(vec![group], round, reason));
        if !self.doubts(at, key) {
            return;
        }
        if self.dice.percent(85) {
            self.targets.remove(&(group, round));
        } else {
            self.unexpected.insert((group, round));
        }
    }

    pub(super) fn drop_from(&mut self, groups: &[u16], round: usize) {
        self.targets
            .retain(|(group, of), _| !groups.contains(group) || *of < round);
    }

    pub(super) fn leave_early(&mut self, at: i64, round: usize) {
        let Some(group) = self.untouched() else { return };
        let reason = self.reason();
        let words = format!(
            "leave-early {group} --after-round {} --reason {reason}",
            round - 1
        );
        if round == 1 {
            return;
        }
        let key = self.lead(at, words, What::LeaveEarly(vec![group], round - 1, reason));
        if self.doubts(at, key) {
            self.drop_from(&[group], round);
        }
    }

    pub(super) fn absent(&mut self, at: i64, round: usize) {
        let Some(group) = self.untouched() else { return };
        let reason = self.reason();
        let school = self.groups[&group].school.clone();
        let of_school: Vec<u16> = self
            .groups
            .iter()
            .filter(|(_, other)| other.school == school)
            .map(|(no, _)| *no)
            .collect();
        let whole = of_school
            .iter()
            .all(|no| *no == group || !self.touched.contains(no));
        let (groups, named) = if whole && self.dice.percent(50) {
            (of_school, format!("--school '{school}'"))
        } else {
            (vec![group], group.to_string())
        };
        self.touched.extend(&groups);
        let words = format!("absent {named} --from-round {round} --reason {reason}");
        let key = self.lead(at, words, What::Absent(groups.clone(), round, reason));
        if self.doubts(at, key) {
            self.drop_from(&groups, round);
        }
    }

    pub(super) fn free_in(&mut self, round: usize) -> Option<u16> {
        let busy: BTreeSet<u16> = self
            .targets
            .iter()
            .filter(|((_, of), _)| *of == round)
            .map(|(_, no)| *no)
            .collect();
        let planned: BTreeSet<u16> = self
            .plan
            .sessions
            .iter()
            .filter(|((_, of), _)| *of == round)
            .map(|(_, no)| *no)
            .collect();
        let free: Vec<u16> = self
            .plan
            .stations
            .keys()
            .copied()
            .filter(|no| {
                !busy.contains(no)
                    && !planned.contains(no)
                    && !self.closed.contains(no)
                    && !self.paper.contains(no)
            })
            .collect();
        self.dice.pick(&free)
    }

    pub(super) fn r#move(&mut self, at: i64, round: usize) {
        let Some(group) = self.untouched() else { return };
        let to = if self.dice.percent(25) {
            None
        } else {
            self.free_in(round)
        };
        if !self.targets.contains_key(&(group, round)) {
            return;
        }
        let reason = self.reason();
        let named = to.map_or_else(|| "break".to_owned(), |no| no.to_string());
        let words = format!("move {group} --round {round} --to {named} --reason {reason}");
        let key = self.lead(at, words, What::Stays(group, vec![(round, to)], reason));
        if self.doubts(at, key) {
            match to {
                Some(to) => self.targets.insert((group, round), to),
                None => self.targets.remove(&(group, round)),
            };
        }
    }

    pub(super) fn close(&mut self, at: i64, round: usize) {
        let station = self.any_station();
        if self.paper.contains(&station) || self.reopened.contains(&station) || !self.closed.insert(station) {
            return;
        }
        let reason = self.reason();
        let words = format!("close-station --from-round {round} --reason {reason}");
        let key = self.say(
            at,
            Who::Radio(station),
            words,
            What::Close(station, round, reason),
        );
        // One that was opened again stays so: nobody pulls the lever twice.
        if !self.doubts(at, key) {
            self.reopened.insert(station);
            self.closed.remove(&station);
            return;
        }
        let there: Vec<(u16, usize)> = self
            .targets
            .iter()
            .filter(|((_, of), no)| **no == station && *of >= round)
            .map(|(session, _)| *session)
            .collect();
        for (group, of) in there {
            self.targets.remove(&(group, of));
            if !self.dice.percent(50) {
                continue;
            }
            if let Some(to) = self.free_in(of) {
                let reason = self.reason();
                let words = format!("move {group} --round {of} --to {to} --reason {reason}");
                self.lead(at + 30, words, What::Stays(group, vec![(of, Some(to))], reason));
                self.targets.insert((group, of), to);
            }
        }
    }

    pub(super) fn newcomers(&mut self, at: i64, round: usize) {
        let no = self.groups.keys().max().unwrap() + 1;
        let size = self.dice.from(6, 28);
        let language = self.dice.pick(&["kk", "ru"]).unwrap();
        let school = self.dice.pick(&["Қарғалы", "№6", "№101"]).unwrap();
        let group = Group {
            school: school.to_owned(),
            language: language.to_owned(),
            size,
            needs: Vec::new(),
        };
        let words = format!("add-group --school '{school}' --language {language} --size {size}");
        self.lead(at, words, What::AddGroup(no, group.clone()));
        let parts: Vec<(u16, i64)> = if size > 14 {
            let first = size / 2;
            let words = format!("split {no} {first} {}", size - first);
            let parts = vec![(no, first), (no + 1, size - first)];
            self.lead(at + 10, words, What::Split(no, parts.clone()));
            parts
        } else {
            vec![(no, size)]
        };
        for (part, size) in parts {
            let group = Group {
                size,
                ..group.clone()
            };
            self.groups.insert(part, group);
            self.offered.insert(part, size);
            self.touched.insert(part);
            self.give_route(at + 20 + i64::from(part % 7), part, round);
        }
    }

    pub(super) fn give_route(&mut self, at: i64, group: u16, round: usize) {
        let mut stays = Vec::new();
        for of in round..=self.times.len() {
            if self.dice.percent(80)
                && let Some(station) = self.free_in(of)
            {
                self.targets.insert((group, of), station);
                stays.push((of, Some(station)));
            }
        }
        if stays.is_empty() {
            return;
        }
        let listed: Vec<String> = stays
            .iter()
            .map(|(of, to)| format!("{of}={}", to.unwrap()))
            .collect();
        let words = format!("route {group} {}", listed.join(" "));
        self.lead(at, words, What::Stays(group, stays, "other".to_owned()));
    }

    pub(super) fn delay(&mut self, at: i64, round: usize) {
        let Some(group) = self.untouched() else { return };
        let until = self.times[round - 1].0 + self.dice.from(2, 9) * 60;
        let words = format!("delay {group} --until {} --reason bus", clock(until));
        self.lead(at, words, What::Delay(vec![group], until, "bus".to_owned()));
    }

    pub(super) fn resize(&mut self, at: i64) {
        let Some(group) = self.untouched() else { return };
        let size = self.dice.from(5, 12);
        if size == self.offered[&group] {
            return;
        }
        self.lead(at, format!("resize {group} {size}"), What::Resize(group, size));
        self.offered.insert(group, size);
    }

    pub(super) fn retime(&mut self, round: usize) {
        let at = self.times[round - 2].1 + 5;
        let mut from = self.times[round - 1].0 + self.dice.from(-1, 4) * 60;
        let length = self.dice.from(13, 20) * 60;
        let mut times = Vec::new();
        let mut words = "retime".to_owned();
        let mut same = true;
        for of in round..=self.times.len() {
            let to = from + length;
            same &= self.times[of - 1] == (from, to);
            times.push((of, from, to));
            words += &format!(" {of}={}-{}", &clock(from)[..5], &clock(to)[..5]);
            self.times[of - 1] = (from, to);
            from = to + self.dice.from(4, 6) * 60;
        }
        if same {
            return;
        }
        if times.iter().any(|(_, from, _)| from % 60 != 0) {
            // After a hold of odd seconds: times of the day are given in whole minutes.
            words = "retime".to_owned();
            for (of, from, to) in &times {
                words += &format!(" {of}={}-{}", clock(*from), clock(*to));
            }
        }
        self.lead(at, words, What::Retime(times));
    }
}
