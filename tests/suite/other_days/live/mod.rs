//! Lives a seeded day: who comes where and when, and what goes wrong, round by round.

mod levers;
mod visits;

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
    reopened: BTreeSet<u16>,
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
        reopened: BTreeSet::new(),
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
