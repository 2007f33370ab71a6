//! Lives a seeded day: who comes where and when, and what goes wrong, round by round.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{Group, Plan, clock};
use super::words::{Line, SheetRow, What, Who};

/// Small seeded chance, so that a day is the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included.
    pub(crate) fn from(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from((high - low).max(0)).unwrap() + 1;
        low + i64::try_from(self.next() % span).unwrap()
    }

    pub(crate) fn percent(&mut self, percent: i64) -> bool {
        self.from(0, 99) < percent
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let last = i64::try_from(from.len()).unwrap() - 1;
        (last >= 0).then(|| from[usize::try_from(self.from(0, last)).unwrap()].clone())
    }
}

const REASONS: [&str; 8] = [
    "bus",
    "equipment",
    "power",
    "network",
    "people",
    "guests",
    "first_aid",
    "other",
];

pub(crate) struct Living<'a> {
    plan: &'a Plan,
    dice: Dice,
    lines: Vec<Line>,
    /// The times as people know them now.
    times: Vec<(i64, i64)>,
    groups: BTreeMap<u16, Group>,
    /// The number offered for a group.
    offered: BTreeMap<u16, i64>,
    targets: BTreeMap<(u16, usize), u16>,
    /// Groups that a lever was pulled for; one lever each keeps the day readable.
    touched: BTreeSet<u16>,
    /// Groups that come although nobody expects them.
    unexpected: BTreeSet<(u16, usize)>,
    closed: BTreeSet<u16>,
    paper: BTreeSet<u16>,
    sheets: BTreeMap<u16, Vec<SheetRow>>,
    /// The hold of the round at hand: its start and length.
    hold: Option<(i64, i64)>,
}

/// A seeded day, in the order of time.
pub(crate) fn live(plan: &Plan, seed: u64) -> Vec<Line> {
    let papers = plan.stations.iter().filter(|(_, station)| station.paper);
    let mut living = Living {
        plan,
        dice: Dice::new(seed),
        lines: Vec::new(),
        times: plan.rounds.clone(),
        groups: plan.groups.clone(),
        offered: plan.groups.iter().map(|(no, group)| (*no, group.size)).collect(),
        targets: plan.sessions.clone(),
        touched: BTreeSet::new(),
        unexpected: BTreeSet::new(),
        closed: BTreeSet::new(),
        paper: papers.map(|(no, _)| *no).collect(),
        sheets: BTreeMap::new(),
        hold: None,
    };
    living.morning();
    for round in 1..=plan.rounds.len() {
        living.between(round);
        living.plan_hold(round);
        living.visits(round);
        living.desks(round);
        living.pause_many(round);
        living.roll_call();
        living.after_hold(round);
    }
    living.evening();
    let mut lines = living.lines;
    lines.sort_by_key(|line| (line.at, line.key));
    name_undone(&mut lines);
    lines
}

/// An undo that names nothing takes back the last entry of its place; where that is another one, it is named.
fn name_undone(lines: &mut [Line]) {
    for nth in 0..lines.len() {
        let (before, rest) = lines.split_at_mut(nth);
        let Some(line) = rest.first_mut().filter(|line| line.words == "undo") else {
            continue;
        };
        let of_place = |other: &&Line| match (other.who, line.who) {
            (Who::Station(one) | Who::Radio(one), Who::Station(two)) => one == two,
            _ => false,
        };
        let last = before.iter().rev().find(of_place).map(|other| other.key);
        if !matches!(line.what, What::Undo(key) if Some(key) == last) {
            line.words = "undo {ID}".to_owned();
        }
    }
}

impl Living<'_> {
    fn say(&mut self, at: i64, who: Who, words: impl Into<String>, what: What) -> usize {
        let key = self.lines.len();
        self.lines.push(Line {
            at,
            who,
            words: words.into(),
            what,
            key,
            refused: false,
        });
        key
    }

    fn lead(&mut self, at: i64, words: impl Into<String>, what: What) -> usize {
        self.say(at, Who::Coordinator, words, what)
    }

    fn reason(&mut self) -> String {
        self.dice.pick(&REASONS).unwrap().to_owned()
    }

    fn morning(&mut self) {
        let stations: Vec<u16> = self.plan.stations.keys().copied().collect();
        for station in stations {
            if !self.paper.contains(&station) && self.dice.percent(90) {
                let at = self.times[0].0 - self.dice.from(300, 900);
                self.say(at, Who::Station(station), "ready", What::Word);
            }
        }
        let groups: Vec<u16> = self.groups.keys().copied().collect();
        for group in groups {
            if self.dice.percent(15) {
                let at = self.times[0].0 - self.dice.from(100, 800);
                self.lead(at, format!("on-site {group}"), What::OnSite(vec![group]));
            }
        }
        if self.dice.percent(30) {
            let station = self.any_station();
            if self.paper.insert(station) {
                let at = self.times[0].0 - 90;
                self.say(at, Who::Radio(station), "on-paper", What::Paper(station, true));
            }
        }
    }

    fn any_station(&mut self) -> u16 {
        let stations: Vec<u16> = self.plan.stations.keys().copied().collect();
        self.dice.pick(&stations).unwrap()
    }

    /// A group for which no lever was pulled yet.
    fn untouched(&mut self) -> Option<u16> {
        let free: Vec<u16> = self
            .groups
            .keys()
            .copied()
            .filter(|no| !self.touched.contains(no))
            .collect();
        let group = self.dice.pick(&free)?;
        self.touched.insert(group);
        Some(group)
    }

    /// A moment before a round, after the one before it.
    fn moment(&mut self, round: usize) -> i64 {
        let start = self.times[round - 1].0;
        let since = if round > 1 {
            self.times[round - 2].1
        } else {
            start - 600
        };
        self.dice.from(since + 5, start - 70)
    }

    fn between(&mut self, round: usize) {
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
    fn doubts(&mut self, at: i64, key: usize) -> bool {
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

    fn skip(&mut self, at: i64, round: usize) {
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

    fn drop_from(&mut self, groups: &[u16], round: usize) {
        self.targets
            .retain(|(group, of), _| !groups.contains(group) || *of < round);
    }

    fn leave_early(&mut self, at: i64, round: usize) {
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

    fn absent(&mut self, at: i64, round: usize) {
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

    fn free_in(&mut self, round: usize) -> Option<u16> {
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

    fn r#move(&mut self, at: i64, round: usize) {
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
        let named = to.map_or("break".to_owned(), |no| no.to_string());
        let words = format!("move {group} --round {round} --to {named} --reason {reason}");
        let key = self.lead(at, words, What::Stays(group, vec![(round, to)], reason));
        if self.doubts(at, key) {
            match to {
                Some(to) => self.targets.insert((group, round), to),
                None => self.targets.remove(&(group, round)),
            };
        }
    }

    fn close(&mut self, at: i64, round: usize) {
        let station = self.any_station();
        if self.paper.contains(&station) || !self.closed.insert(station) {
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
        if !self.doubts(at, key) {
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

    fn newcomers(&mut self, at: i64, round: usize) {
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

    fn give_route(&mut self, at: i64, group: u16, round: usize) {
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

    fn delay(&mut self, at: i64, round: usize) {
        let Some(group) = self.untouched() else { return };
        let until = self.times[round - 1].0 + self.dice.from(2, 9) * 60;
        let words = format!("delay {group} --until {} --reason bus", clock(until));
        self.lead(at, words, What::Delay(vec![group], until, "bus".to_owned()));
    }

    fn resize(&mut self, at: i64) {
        let Some(group) = self.untouched() else { return };
        let size = self.dice.from(5, 12);
        if size == self.offered[&group] {
            return;
        }
        self.lead(at, format!("resize {group} {size}"), What::Resize(group, size));
        self.offered.insert(group, size);
    }

    fn retime(&mut self, round: usize) {
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

    fn plan_hold(&mut self, round: usize) {
        self.hold = None;
        if !self.dice.percent(22) {
            return;
        }
        let since = self.times[round - 1].0 + self.dice.from(60, 600);
        let length = self.dice.from(1, 12) * 60
            + if self.dice.percent(50) {
                0
            } else {
                self.dice.from(1, 59)
            };
        self.hold = Some((since, length));
        if self.dice.percent(40) {
            let drill = self.dice.percent(80);
            self.lead(
                since,
                if drill { "evacuate --drill" } else { "evacuate" },
                What::Evacuate(drill),
            );
        } else {
            let reason = self.reason();
            self.lead(since, format!("hold --reason {reason}"), What::Hold(reason));
        }
        self.lead(since + length, "resume", What::EndOfHold);
    }

    /// The power fails in a part of the floor.
    fn pause_many(&mut self, round: usize) {
        if !self.dice.percent(20) {
            return;
        }
        let start = self.times[round - 1].0;
        let from = self.wall(start + 200);
        let again = start + self.dice.from(230, 370);
        let to = self.wall(again);
        let reason = self.reason();
        let any = self.any_station();
        let hall = self.plan.stations[&any].hall.clone();
        let on_laptop = |no: &u16| !self.paper.contains(no);
        let due = self
            .targets
            .iter()
            .filter(|((_, of), no)| *of == round && self.plan.stations[*no].hall == hall);
        let mut stations: Vec<u16> = due.map(|(_, no)| *no).filter(on_laptop).collect();
        let certain = !self.unexpected.iter().any(|(_, of)| *of == round);
        let mut named = format!("--hall {hall}");
        if !certain || self.dice.percent(50) {
            stations.truncate(3);
            named = stations.iter().map(u16::to_string).collect::<Vec<_>>().join(" ");
        }
        if stations.is_empty() {
            return;
        }
        let words = format!("pause-many {named} --reason {reason}");
        self.lead(from, words, What::Pause(stations.clone(), reason));
        self.lead(to, format!("resume-many {named}"), What::Resume(stations));
    }

    /// The groups are counted at the assembly point; some at first with one too few.
    fn roll_call(&mut self) {
        let Some((since, length)) = self.hold else { return };
        if !self
            .lines
            .iter()
            .any(|line| line.at == since && matches!(line.what, What::Evacuate(_)))
        {
            return;
        }
        let mut lines = self.lines.clone();
        lines.retain(|line| line.at < since);
        lines.sort_by_key(|line| (line.at, line.key));
        let groups = super::sums::on_site(self.plan, &lines, since, &self.times);
        for (group, pupils) in groups {
            if self.dice.percent(3) {
                continue;
            }
            let at = since + self.dice.from(5, length - 10);
            if self.dice.percent(15) {
                let words = format!("roll-call {group} {}", pupils - 1);
                self.lead(at, words, What::RollCall(group, pupils - 1));
            }
            let at = at + self.dice.from(1, 9);
            let words = if self.dice.percent(50) {
                format!("roll-call {group}")
            } else {
                format!("roll-call {group} {pupils}")
            };
            self.lead(at, words, What::RollCall(group, pupils));
        }
    }

    fn after_hold(&mut self, round: usize) {
        let Some((_, length)) = self.hold else { return };
        self.times[round - 1].1 += length;
        for (from, to) in self.times.iter_mut().skip(round) {
            *from += length;
            *to += length;
        }
    }

    /// The moment of the day for a moment that does not know of the hold.
    fn wall(&self, at: i64) -> i64 {
        match self.hold {
            Some((since, length)) if at >= since => at + length + i64::from(at == since),
            _ => at,
        }
    }

    fn visits(&mut self, round: usize) {
        let here: Vec<(u16, u16)> = self
            .targets
            .iter()
            .filter(|((_, of), _)| *of == round)
            .map(|((group, _), station)| (*group, *station))
            .collect();
        for (group, station) in here {
            if self.paper.contains(&station) {
                self.on_paper(round, group, station);
            } else {
                self.visit(round, group, station);
            }
        }
    }

    fn on_paper(&mut self, round: usize, group: u16, station: u16) {
        let came = self.offered[&group];
        let interested = if self.dice.percent(50) {
            Some(self.dice.from(0, came))
        } else {
            None
        };
        let row = SheetRow {
            round,
            group,
            came,
            interested,
            briefed: self.plan.stations[&station].briefing && self.dice.percent(40),
        };
        self.sheets.entry(station).or_default().push(row);
    }

    fn visit(&mut self, round: usize, group: u16, station: u16) {
        let (start, end) = self.times[round - 1];
        let who = Who::Station(station);
        if self.dice.percent(4) {
            // Nobody comes; some stations say something else meanwhile, and some say nothing.
            if self.dice.percent(60) {
                let moment = start + self.dice.from(100, 700);
                let at = self.wall(moment);
                self.say(at, who, "walk-in 2", What::WalkIn(station, 2));
            }
            return;
        }
        let offset = match self.dice.from(0, 19) {
            0 => -self.dice.from(1, 50),
            1 | 2 => self.dice.from(181, 690),
            3 => 180,
            4 => 240,
            _ => self.dice.from(0, 170),
        };
        let mut came = start + offset;
        if self.dice.percent(3) {
            came = self.wrong_station(round, group, station, start);
        }
        let visit = (station, round, group);
        let mut count = self.offered[&group];
        let at = self.wall(came);
        if self.dice.percent(25) && !self.unexpected.contains(&(group, round)) {
            self.say(at, who, "arrive", What::Arrive(visit, count));
        } else {
            count = (count + self.dice.from(-1, 1)).max(1);
            self.say(
                at,
                who,
                format!("arrive {group} --count {count}"),
                What::Arrive(visit, count),
            );
        }
        count = self.second_thoughts(visit, came, count);
        self.offered.insert(group, count);
        if self.plan.stations[&station].briefing && self.dice.percent(85) {
            let moment = came + 30 + self.dice.from(0, 60);
            let at = self.wall(moment);
            self.say(at, who, "briefing", What::Briefing(visit));
        }
        let extended = self.mishaps(visit, came.max(start), end);
        self.ends(visit, end + extended, count);
    }

    /// The group goes to another station first, which sends it on.
    fn wrong_station(&mut self, round: usize, group: u16, station: u16, start: i64) -> i64 {
        let busy: Vec<u16> = self
            .targets
            .iter()
            .filter(|((_, of), no)| *of == round && **no != station)
            .map(|(_, no)| *no)
            .collect();
        let Some(wrong) = self.dice.pick(&busy).filter(|no| !self.paper.contains(no)) else {
            return start + 20;
        };
        let count = self.offered[&group];
        let first = start + self.dice.from(0, 60);
        let sent = first + self.dice.from(30, 90);
        let who = Who::Station(wrong);
        let visit = (wrong, round, group);
        let (first, sent_at) = (self.wall(first), self.wall(sent));
        self.say(
            first,
            who,
            format!("arrive {group} --count {count}"),
            What::Arrive(visit, count),
        );
        self.say(sent_at, who, format!("send-on {group}"), What::SendOn(visit));
        sent + self.dice.from(60, 300)
    }

    /// Corrections, second entries, entries by radio; the number that counts in the end.
    fn second_thoughts(&mut self, visit: (u16, usize, u16), came: i64, count: i64) -> i64 {
        let (station, _, group) = visit;
        let moment = came + self.dice.from(10, 25);
        let at = self.wall(moment);
        match self.dice.from(0, 29) {
            0 => {
                let right = (count - 1).max(1);
                self.say(
                    at,
                    Who::Station(station),
                    format!("count {group} {right}"),
                    What::Count(visit, right),
                );
                right
            }
            1 => {
                self.say(
                    at,
                    Who::Station(station),
                    "count +1",
                    What::Count(visit, count + 1),
                );
                count + 1
            }
            2..=4 => {
                // Said once more: with the same number there is nothing to write, with another the later one counts.
                let who = if self.dice.percent(50) {
                    Who::Radio(station)
                } else {
                    Who::Station(station)
                };
                let other = count + self.dice.from(0, 1);
                let key = self.say(
                    at,
                    who,
                    format!("arrive {group} --count {other}"),
                    What::Arrive(visit, other),
                );
                self.lines[key].refused = other == count;
                other
            }
            5 => {
                let wrong = count + 3;
                let key = self.say(
                    at,
                    Who::Station(station),
                    format!("count {group} {wrong}"),
                    What::Count(visit, wrong),
                );
                self.say(at + 3, Who::Station(station), "undo", What::Undo(key));
                count
            }
            _ => count,
        }
    }

    /// What goes wrong at one station; the extension in seconds.
    fn mishaps(&mut self, visit: (u16, usize, u16), since: i64, end: i64) -> i64 {
        let (station, round, _) = visit;
        let who = Who::Station(station);
        let at = since.max(end - 500);
        let moment = |living: &mut Self, low: i64, high: i64| {
            let later = (at + living.dice.from(low, high)).min(end - 20);
            living.wall(later)
        };
        match self.dice.from(0, 24) {
            0 => {
                let reason = self.reason();
                let from = moment(self, 100, 150);
                let to = moment(self, 200, 420);
                self.say(
                    from,
                    who,
                    format!("pause --reason {reason}"),
                    What::Pause(vec![station], reason),
                );
                self.say(to, who, "resume", What::Resume(vec![station]));
            }
            1 => {
                let reason = self.reason();
                let minutes = self.dice.from(1, 3);
                let from = moment(self, 100, 400);
                self.say(
                    from,
                    who,
                    format!("extend {minutes} --reason {reason}"),
                    What::Extend(station, round, minutes, reason),
                );
                return minutes * 60;
            }
            2 => {
                let places = self.dice.from(2, 8);
                let from = moment(self, 100, 150);
                let to = moment(self, 200, 420);
                self.say(
                    from,
                    who,
                    format!("fault {places}"),
                    What::Fault(station, places, "equipment".to_owned()),
                );
                self.say(to, who, "repaired", What::Repaired(station));
            }
            3 => {
                let from = moment(self, 100, 150);
                let to = moment(self, 200, 420);
                self.say(from, who, "guests", What::Guests(station));
                self.say(to, who, "guests-left", What::GuestsLeft(station));
            }
            4 => {
                let at = moment(self, 100, 200);
                self.call(who, at);
            }
            5 => {
                let at = moment(self, 100, 400);
                let number = self.dice.from(1, 5);
                self.say(
                    at,
                    who,
                    format!("walk-in {number}"),
                    What::WalkIn(station, number),
                );
                if self.dice.percent(30) {
                    self.say(at + 5, who, "walk-in -1", What::WalkIn(station, -1));
                }
            }
            6 => {
                let at = moment(self, 100, 400);
                let key = self.say(at, who, "finish", What::Finish(visit));
                self.say(at + 7, who, "undo", What::Undo(key));
            }
            _ => {}
        }
        0
    }

    fn call(&mut self, who: Who, at: i64) {
        let need = self
            .dice
            .pick(&["first_aid", "help", "interpreter", "technician", "material"])
            .unwrap();
        let words = if need == "first_aid" {
            "first-aid".to_owned()
        } else {
            format!("help {need}")
        };
        let key = self.say(at, who, words, What::Call(need.to_owned()));
        if self.dice.percent(85) {
            let accepted = at + self.dice.from(5, 200);
            self.lead(accepted, "accept {ID}", What::Accept(key));
            if self.dice.percent(80) {
                let over = accepted + self.dice.from(20, 900);
                self.lead(over, "close {ID}", What::CloseCall(key));
            }
        }
    }

    fn ends(&mut self, visit: (u16, usize, u16), end: i64, count: i64) {
        let station = visit.0;
        let who = Who::Station(station);
        if self.dice.percent(75) {
            let hands = self.dice.from(0, count);
            let moment = end - self.dice.from(5, 19);
            let at = self.wall(moment);
            self.say(
                at,
                who,
                format!("interest {hands} {}", visit.2),
                What::Interest(visit, hands),
            );
        }
        let over = match self.dice.from(0, 19) {
            0 | 1 => return,
            2 => 60,
            3 => 59,
            4 => self.dice.from(61, 150),
            5..=8 => self.dice.from(-3, 45),
            _ => 0,
        };
        let at = self.wall(end + over);
        // The next group may be there already.
        let words = if at > self.times[visit.1 - 1].1 + 90 {
            format!("finish {}", visit.2)
        } else {
            "finish".to_owned()
        };
        self.say(at, who, words, What::Finish(visit));
    }

    fn desks(&mut self, round: usize) {
        let desks: Vec<u16> = self.plan.desks.keys().copied().collect();
        let (start, end) = self.times[round - 1];
        for desk in desks {
            let mut came = 0;
            for _ in 0..self.dice.from(0, 3) {
                let moment = self.dice.from(start, end);
                let at = self.wall(moment);
                let kind = self.dice.pick(&["pupil", "student", "adult"]).unwrap();
                self.say(
                    at,
                    Who::Desk(desk),
                    format!("visit {kind}"),
                    What::Advice(desk, kind.to_owned()),
                );
                came += 1;
            }
            let late = self.wall(end + 20);
            if came > 0 && self.dice.percent(20) {
                self.say(late, Who::Desk(desk), "take-back", What::TakeBack(desk));
            }
            if self.dice.percent(20) {
                let waiting = self.dice.from(0, 9);
                self.say(
                    late + 5,
                    Who::Desk(desk),
                    format!("queue {waiting}"),
                    What::Queue(desk, waiting),
                );
            }
        }
    }

    fn evening(&mut self) {
        let end = self.times.last().unwrap().1;
        for (station, rows) in std::mem::take(&mut self.sheets) {
            if self.dice.percent(15) {
                continue;
            }
            let rows: Vec<SheetRow> = rows.into_iter().filter(|_| self.dice.percent(92)).collect();
            if rows.is_empty() {
                continue;
            }
            let mut words = "sheet".to_owned();
            for row in &rows {
                words += &format!(" {}:{}:{}", row.round, row.group, row.came);
                if let Some(interested) = row.interested {
                    words += &format!(":{interested}");
                }
                if row.briefed {
                    words += ":briefed";
                }
            }
            let at = end + self.dice.from(200, 600);
            self.say(at, Who::Radio(station), words, What::Sheet(station, rows));
        }
    }
}
