//! The acceptance day as a script for `sheber act`: what everybody says, in the order of time, made from the event
//! file and `tests/data/day/scenario.toml`.
//!
//! Only words of the command line are used here, nothing of the house, so that it is a second opinion.

use std::collections::BTreeMap;
use toml::Value;

/// The day in words.
pub(crate) struct DayScript {
    /// Lines of the script until the report of 12:50, in the order of time.
    pub(crate) lines: Vec<String>,
    /// What the laptop of station 51 sends when it is charged again.
    pub(crate) late: Vec<String>,
    /// What is asked for and not allowed.
    pub(crate) refused: usize,
}

type Table = toml::map::Map<String, Value>;

fn read(path: &str) -> Table {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

/// Seconds since midnight of `HH:MM` or `HH:MM:SS`.
fn seconds(text: &str) -> u32 {
    let parts = text.split(':').map(|part| part.parse::<u32>().unwrap());
    let parts: Vec<u32> = parts.collect();
    parts[0] * 3600 + parts[1] * 60 + parts.get(2).copied().unwrap_or(0)
}

fn clock(seconds: u32) -> String {
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_integer().unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<u32> {
    value.as_array().unwrap().iter().map(number).collect()
}

fn listed(numbers: &[u32]) -> String {
    let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
    words.join(" ")
}

/// One visit as everybody expects it.
#[derive(Clone, Copy)]
struct Visit {
    station: u32,
    round: usize,
    group: u32,
}

struct Maker {
    event: Table,
    script: Vec<(u32, usize, String)>,
    late: Vec<(u32, usize, String)>,
    refused: usize,
    /// When each round starts and ends in the end.
    rounds: Vec<(u32, u32)>,
    visits: Vec<Visit>,
    /// Arrivals that the scenario tells itself: by station and group, when and how many.
    told: BTreeMap<(u32, u32), (u32, Option<u32>)>,
    finishes: BTreeMap<(u32, u32), u32>,
    briefings: BTreeMap<(u32, u32), u32>,
    interests: BTreeMap<(u32, u32), u32>,
}

impl Maker {
    fn say(&mut self, at: u32, words: &str) {
        let order = self.script.len();
        self.script
            .push((at, order, format!("{words} --at {}", clock(at))));
    }

    fn station(&self, no: u32) -> &Table {
        let stations = self.event["station"].as_array().unwrap();
        let found = stations.iter().find(|one| number(&one["no"]) == no);
        found.unwrap().as_table().unwrap()
    }

    fn plan(&mut self) {
        let plan = self.event["plan"].as_table().unwrap().clone();
        for (group, route) in plan {
            for (index, station) in numbers(&route).into_iter().enumerate() {
                if station > 0 {
                    self.visits.push(Visit {
                        station,
                        round: index + 1,
                        group: group.parse().unwrap(),
                    });
                }
            }
        }
    }

    fn cancel(&mut self, groups: &[u32], from: usize, to: usize) {
        self.visits
            .retain(|visit| !groups.contains(&visit.group) || visit.round < from || visit.round > to);
    }

    fn step(&mut self, id: &str, action: &Table) {
        let text = |key: &str| {
            action
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let no = |key: &str| action.get(key).map(number);
        let at = seconds(&text("t"));
        let station = no("station").unwrap_or_default();
        let group = no("group").unwrap_or_default();
        let groups = action.get("groups").map(numbers).unwrap_or_default();
        match text("do").as_str() {
            "ready" if no("station").is_none() => self.all_ready(at),
            "ready" => self.say(at, &format!("--station {station} ready --deputy")),
            "on_paper" => self.say(at, &format!("--coordinator --station {station} on-paper")),
            "delay" => {
                let reason = if text("reason") == "bus" {
                    "bus"
                } else {
                    "equipment"
                };
                let expected = text("expected");
                let who = listed(&groups);
                self.say(
                    at,
                    &format!("--coordinator delay {who} --until {expected} --reason {reason}"),
                );
            }
            "arrive" if text("by") == "coordinator" => {
                // On one share the station's own word is known already.
                self.refused += 1;
                let count = no("count").unwrap();
                self.say(
                    at,
                    &format!("--coordinator --station {station} arrive {group} --count {count}"),
                );
            }
            // The group is there since its round began; both laptops say it once more.
            "arrive" if no("device").is_some() => {
                let words = format!(
                    "--station {station} arrive {group} --count {}",
                    no("count").unwrap()
                );
                self.refused += 1;
                self.say(at, &words);
            }
            "arrive" => {
                self.told.insert((station, group), (at, no("count")));
            }
            "wrong_group" => self.say(at, &format!("--station {station} arrive {group} --count 12")),
            "send_on" => {
                let to = no("to").unwrap();
                self.say(at, &format!("--station {station} send-on {group} --to {to}"));
            }
            "finish" if id == "S10" => self.say(at, &format!("--station {station} finish {group}")),
            "finish" => {
                self.finishes.insert((station, group), at);
            }
            "undo" if station > 0 => self.say(at, &format!("--station {station} undo")),
            "undo" => self.say(at, "--coordinator undo"),
            "arrived_site" => self.say(at, &format!("--coordinator on-site {}", listed(&groups))),
            "skip" => {
                let round = no("round").unwrap();
                self.say(
                    at,
                    &format!(
                        "--coordinator skip {} --round {round} --reason bus",
                        listed(&groups)
                    ),
                );
                self.cancel(&groups, 1, 1);
            }
            "walk_in" => self.say(
                at,
                &format!("--station {station} walk-in {}", no("count").unwrap()),
            ),
            "fault" => self.say(
                at,
                &format!("--station {station} fault {}", no("places").unwrap()),
            ),
            "repaired" => self.say(at, &format!("--station {station} repaired")),
            "move" => {
                let (round, to) = (no("round").unwrap(), no("to").unwrap());
                let words =
                    format!("--coordinator move {group} --round {round} --to {to} --reason equipment");
                self.say(at, &words);
                for visit in &mut self.visits {
                    if visit.group == group && visit.round == usize::try_from(round).unwrap() {
                        visit.station = to;
                    }
                }
            }
            "first_aid" => self.say(at, &format!("--station {station} first-aid")),
            "help" => self.say(at, &format!("--station {station} help {}", text("kind"))),
            "accept" => self.say(at, &format!("--coordinator --station {station} accept")),
            "close" => self.say(at, &format!("--coordinator --station {station} close")),
            "guests" => self.say(at, &format!("--station {station} guests")),
            "extend" => {
                let minutes = no("minutes").unwrap();
                self.say(
                    at,
                    &format!("--station {station} extend {minutes} --reason guests"),
                );
                self.finishes.insert((station, 21), seconds("10:51"));
            }
            "broadcast" => self.say(
                at,
                &format!("--coordinator message --preset {}", text("text_key")),
            ),
            "add_group" => {
                let (school, lang, size) = (text("school"), text("lang"), no("size").unwrap());
                let words = format!(
                    "--coordinator add-group {group} --school '{school}' --language {lang} --size {size}"
                );
                self.say(at, &words);
            }
            "split" => {
                let parts = action["into"].as_array().unwrap().iter();
                let sizes: Vec<u32> = parts.map(|part| numbers(part)[1]).collect();
                self.say(at, &format!("--coordinator split {group} {}", listed(&sizes)));
            }
            "route" => {
                let stays = action["stations"].as_table().unwrap();
                let words: Vec<String> = stays
                    .iter()
                    .map(|(round, to)| format!("{round}={}", number(to)))
                    .collect();
                self.say(at, &format!("--coordinator route {group} {}", words.join(" ")));
                for (round, to) in stays {
                    self.visits.push(Visit {
                        station: number(to),
                        round: round.parse().unwrap(),
                        group,
                    });
                }
            }
            "pause" => {
                let which = listed(&numbers(&action["stations"]));
                self.say(
                    at,
                    &format!("--coordinator pause-many {which} --reason {}", text("reason")),
                );
            }
            "resume" => {
                let which = listed(&numbers(&action["stations"]));
                self.say(at, &format!("--coordinator resume-many {which}"));
            }
            "briefing" => {
                self.briefings.insert((station, group), at);
            }
            "evacuate" => self.say(at, "--coordinator evacuate --drill"),
            "roll_call" => self.say(
                at,
                &format!("--coordinator roll-call {group} {}", no("count").unwrap()),
            ),
            "resume_all" => self.say(at, "--coordinator resume"),
            "retime" => {
                let rounds = action["rounds"].as_table().unwrap();
                let words: Vec<String> = rounds
                    .iter()
                    .map(|(round, times)| format!("{round}={}", times.as_str().unwrap()))
                    .collect();
                for (round, times) in rounds {
                    let (start, end) = times.as_str().unwrap().split_once('-').unwrap();
                    let round: usize = round.parse().unwrap();
                    self.rounds[round - 1] = (seconds(start), seconds(end));
                }
                self.say(at, &format!("--coordinator retime {}", words.join(" ")));
            }
            "interest" if action.contains_key("rejected") => {
                self.refused += 1;
                self.say(
                    at,
                    &format!("--station {station} interest {} {group}", no("count").unwrap()),
                );
            }
            "interest" => {
                self.interests.insert((station, group), no("count").unwrap());
            }
            "desk_queue" => self.say(
                at,
                &format!("--desk {} queue {}", no("desk").unwrap(), no("count").unwrap()),
            ),
            "handover" => self.say(at, &format!("--station {station} hand-over")),
            "close_station" => self.say(at, &format!("--coordinator --station {station} close-station")),
            "leave_early" => {
                let after = no("after_round").unwrap();
                let who = listed(&groups);
                self.say(
                    at,
                    &format!("--coordinator leave-early {who} --after-round {after}"),
                );
                self.cancel(&groups, usize::try_from(after).unwrap() + 1, 99);
            }
            "enter_later" => {
                let lines = action["sessions"].as_array().unwrap().iter();
                let words: Vec<String> = lines
                    .map(|line| {
                        let line: Vec<String> = numbers(line).iter().map(u32::to_string).collect();
                        line.join(":")
                    })
                    .collect();
                self.say(
                    at,
                    &format!("--coordinator --station {station} sheet {}", words.join(" ")),
                );
            }
            // Clocks, languages, networks, batteries and what follows by itself have no words; reports have their own.
            "clock_offset" | "set_language" | "type_keys" | "round_start" | "offline" | "online"
            | "open_again" | "battery_flat" | "auto_late" | "coordinator_down" | "report" => {}
            other => panic!("{id}: {other}"),
        }
    }

    fn all_ready(&mut self, at: u32) {
        let stations = self.event["station"].as_array().unwrap().clone();
        for station in stations {
            let no = number(&station["no"]);
            let kind = station.get("kind").and_then(Value::as_str);
            if kind != Some("stand") && ![20, 26].contains(&no) && station["places"].as_integer() > Some(0) {
                self.say(at, &format!("--station {no} ready"));
            }
        }
    }

    /// Every visit that nobody has told otherwise: arrival, briefing, interest, finish.
    fn visits(&mut self) {
        for visit in self.visits.clone() {
            let Visit {
                station,
                round,
                group,
            } = visit;
            if station == 20 {
                continue;
            }
            let key = (station, group);
            let (starts, ends) = self.rounds[round - 1];
            let (came, count) = self.told.get(&key).copied().unwrap_or((starts, None));
            let count = match (group, round) {
                // The pupil with the pricked finger is back.
                (32, 4) => Some(12),
                _ => count,
            };
            let counted = self.size(group, station);
            let finish = self.finishes.get(&key).copied().unwrap_or(ends);
            let interest = self.interests.get(&key).copied().unwrap_or(counted / 4);
            let briefing = self.station(station).get("briefing").and_then(Value::as_bool) == Some(true);
            let briefed = self.briefings.get(&key).copied().unwrap_or(came);
            let how_many = count.map_or_else(String::new, |count| format!(" --count {count}"));
            let silent = station == 51 && round == 3;
            let held = self.script.len();
            self.say(came, &format!("--station {station} arrive {group}{how_many}"));
            if briefing {
                self.say(briefed, &format!("--station {station} briefing {group}"));
            }
            self.say(
                finish,
                &format!("--station {station} interest {interest} {group}"),
            );
            self.say(finish, &format!("--station {station} finish {group}"));
            if silent {
                self.late.extend(self.script.drain(held..));
            }
        }
    }

    /// How many pupils a group has at a station.
    fn size(&self, group: u32, station: u32) -> u32 {
        match (group, station) {
            (6, _) => 11,
            (32, 47) => 11,
            (41 | 42, _) => 9,
            (43, _) => 8,
            _ => number(&self.event["groups"][&group.to_string()]["size"]),
        }
    }

    fn desks(&mut self, scenario: &Table) {
        let visits = scenario["baseline"]["desk_visits"].as_table().unwrap();
        for (desk, count) in visits {
            for visitor in 0..number(count) {
                let at = seconds("11:45") + visitor * 60;
                self.say(at, &format!("--desk {desk} visit pupil"));
            }
        }
    }
}

/// The day as it is told by everybody.
pub(crate) fn day_script() -> DayScript {
    let event = read("config/open-square.toml");
    let scenario = read("tests/data/day/scenario.toml");
    let rounds = event["times"]["rounds"].as_array().unwrap().iter();
    let rounds = rounds.map(|round| {
        let (start, end) = round.as_str().unwrap().split_once('-').unwrap();
        (seconds(start), seconds(end))
    });
    let mut maker = Maker {
        rounds: rounds.collect(),
        event,
        script: Vec::new(),
        late: Vec::new(),
        refused: 0,
        visits: Vec::new(),
        told: BTreeMap::new(),
        finishes: BTreeMap::new(),
        briefings: BTreeMap::new(),
        interests: BTreeMap::new(),
    };
    maker.plan();
    for step in scenario["step"].as_array().unwrap() {
        let id = step["id"].as_str().unwrap();
        for action in step["actions"].as_array().unwrap() {
            maker.step(id, action.as_table().unwrap());
        }
    }
    maker.visits();
    maker.desks(&scenario);
    let told = |mut lines: Vec<(u32, usize, String)>| {
        lines.sort();
        lines.into_iter().map(|(_, _, words)| words).collect()
    };
    DayScript {
        lines: told(maker.script),
        late: told(maker.late),
        refused: maker.refused,
    }
}
