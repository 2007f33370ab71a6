//! What happens at the stations in a round.

use super::*;

impl Living<'_> {
    pub(super) fn visits(&mut self, round: usize) {
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

    pub(super) fn on_paper(&mut self, round: usize, group: u16, station: u16) {
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

    pub(super) fn visit(&mut self, round: usize, group: u16, station: u16) {
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
        if self.dice.percent(3) && !self.unexpected.contains(&(group, round)) {
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
    pub(super) fn wrong_station(&mut self, round: usize, group: u16, station: u16, start: i64) -> i64 {
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
    pub(super) fn second_thoughts(&mut self, visit: (u16, usize, u16), came: i64, count: i64) -> i64 {
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
    pub(super) fn mishaps(&mut self, visit: (u16, usize, u16), since: i64, end: i64) -> i64 {
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

    pub(super) fn call(&mut self, who: Who, at: i64) {
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

    pub(super) fn ends(&mut self, visit: (u16, usize, u16), end: i64, count: i64) {
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
}
