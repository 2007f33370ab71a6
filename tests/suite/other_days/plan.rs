//! The event file, read anew: only what figures need, in plain numbers. Seconds since midnight, 0-based rounds are
//! nowhere: round 1 is 1.

use std::collections::BTreeMap;
use toml::Value;

type Table = toml::map::Map<String, Value>;

pub(crate) struct Plan {
    /// Start and end of each round; round 1 first.
    pub(crate) rounds: Vec<(i64, i64)>,
    pub(crate) late_after_s: i64,
    pub(crate) no_show_after_s: i64,
    pub(crate) groups: BTreeMap<u16, Group>,
    pub(crate) stations: BTreeMap<u16, Station>,
    pub(crate) halls: Vec<String>,
    /// The topic of each desk.
    pub(crate) desks: BTreeMap<u16, String>,
    /// Where a group is to be in a round; breaks are left out.
    pub(crate) sessions: BTreeMap<(u16, usize), u16>,
}

#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) school: String,
    pub(crate) language: String,
    pub(crate) size: i64,
    pub(crate) needs: Vec<String>,
}

#[derive(Clone)]
pub(crate) struct Station {
    pub(crate) hall: String,
    pub(crate) places: i64,
    pub(crate) briefing: bool,
    pub(crate) paper: bool,
}

/// Seconds since midnight of `HH:MM` or `HH:MM:SS`.
pub(crate) fn seconds(text: &str) -> i64 {
    let parts: Vec<i64> = text.split(':').map(|part| part.parse().unwrap()).collect();
    parts[0] * 3600 + parts[1] * 60 + parts.get(2).copied().unwrap_or(0)
}

/// `HH:MM:SS`.
pub(crate) fn clock(seconds: i64) -> String {
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

fn text(table: &Value, key: &str) -> String {
    table[key].as_str().unwrap().to_owned()
}

fn number(value: &Value) -> u16 {
    u16::try_from(value.as_integer().unwrap()).unwrap()
}

impl Plan {
    pub(crate) fn read(path: &str) -> Self {
        let table: Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        let times = &table["times"];
        let rounds = times["rounds"].as_array().unwrap().iter();
        let rounds = rounds.map(|round| {
            let (from, to) = round.as_str().unwrap().split_once('-').unwrap();
            (seconds(from), seconds(to))
        });
        let listed = |key: &str| table[key].as_array().unwrap().iter();
        let groups = table["groups"].as_table().unwrap().iter();
        let routes = table["plan"].as_table().unwrap().iter();
        let sessions = routes.flat_map(|(group, route)| {
            let group: u16 = group.parse().unwrap();
            let stays = route.as_array().unwrap().iter().map(number).enumerate();
            stays.map(move |(nth, station)| ((group, nth + 1), station))
        });
        Self {
            rounds: rounds.collect(),
            late_after_s: times["late_after"].as_integer().unwrap() * 60,
            no_show_after_s: times["no_show_after"].as_integer().unwrap() * 60,
            groups: groups
                .map(|(no, group)| (no.parse().unwrap(), Group::read(group)))
                .collect(),
            stations: listed("station")
                .filter(|station| station.get("kind").is_none())
                .map(|station| (number(&station["no"]), Station::read(station)))
                .collect(),
            halls: listed("hall").map(|hall| text(hall, "id")).collect(),
            desks: listed("desk")
                .map(|desk| (number(&desk["no"]), text(desk, "topic")))
                .collect(),
            sessions: sessions.filter(|(_, station)| *station != 0).collect(),
        }
    }
}

impl Group {
    fn read(table: &Value) -> Self {
        let needs = table.get("needs").and_then(Value::as_table);
        Self {
            school: text(table, "school"),
            language: text(table, "lang"),
            size: table["size"].as_integer().unwrap(),
            needs: needs
                .map(|needs| needs.keys().cloned().collect())
                .unwrap_or_default(),
        }
    }
}

impl Station {
    fn read(table: &Value) -> Self {
        Self {
            hall: text(table, "hall"),
            places: table["places"].as_integer().unwrap(),
            briefing: table.get("briefing").and_then(Value::as_bool).unwrap_or(false),
            paper: table.get("device").and_then(Value::as_str) == Some("none"),
        }
    }
}
