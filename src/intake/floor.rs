//! What stands where: `[[hall]]`, `[[station]]`, `[[desk]]` and `[walk]`.

use super::draft::Floor;
use super::finding::FindingKind;
use super::pen::{At, Pen};
use super::schema::Table;
use super::section::{Section, Value, in_order, language, list, number, text, wrong_type};
use crate::domain::event::{Desk, Hall, HallId, Lang, Medium, Station, StationKind, Support, Walk};
use crate::domain::id::{DeskNo, StationNo};
use std::collections::BTreeMap;
use toml::de::DeValue;

/// No walk inside one house takes longer.
const MOST_MINUTES: u16 = 600;
/// As many names as a finding lists.
const MOST_NAMES: usize = 12;

/// Reads the floor; halls first, because everything refers to them.
pub(super) fn floor(pen: &mut Pen<'_>, top: &Section<'_, '_>) -> Floor {
    let mut reader = Reader {
        halls: BTreeMap::new(),
        numbers: BTreeMap::new(),
        floor: Floor::default(),
    };
    for section in tables(pen, top, "hall", Table::Hall) {
        reader.hall(pen, &section);
    }
    for section in tables(pen, top, "station", Table::Station) {
        reader.station(pen, &section);
    }
    if top.get("desk").is_some() {
        for section in tables(pen, top, "desk", Table::Desk) {
            reader.desk(pen, &section);
        }
    }
    if let Some(value) = top.get("walk") {
        reader.walks(pen, value);
    }
    reader.floor
}

/// The tables of a list of tables.
fn tables<'a, 'i>(
    pen: &mut Pen<'_>,
    top: &Section<'a, 'i>,
    key: &'static str,
    kind: Table,
) -> Vec<Section<'a, 'i>> {
    let Some(value) = top.get(key) else {
        pen.add(&(0..0), FindingKind::MissingTable { table: kind.header() });
        return Vec::new();
    };
    let Some(listed) = value.get_ref().as_array() else {
        if value.get_ref().is_table() {
            let table = key.to_owned();
            pen.add(&value.span(), FindingKind::SingleBrackets { table });
        } else {
            wrong_type(pen, key, value, "check-type-tables");
        }
        return Vec::new();
    };
    let mut sections = Vec::new();
    for item in listed {
        match item.get_ref() {
            DeValue::Table(table) => sections.push(Section::open(pen, kind, table, item.span())),
            _ => wrong_type(pen, key, item, "check-type-table"),
        }
    }
    sections
}

struct Reader {
    halls: BTreeMap<HallId, At>,
    /// Stations and desks share one number space.
    numbers: BTreeMap<u16, At>,
    floor: Floor,
}

impl Reader {
    fn hall(&mut self, pen: &mut Pen<'_>, section: &Section<'_, '_>) {
        let name = section.words(pen, "name");
        let Some(id) = section.text(pen, "id").map(HallId) else {
            return;
        };
        let at = section.get("id").map_or(0..0, Value::span);
        if let Some(first) = self.halls.get(&id) {
            let first_line = pen.line(first.start);
            pen.add(&at, FindingKind::DuplicateHall { first_line });
            return;
        }
        self.halls.insert(id.clone(), at);
        self.floor.halls.push(Hall { id, name });
    }

    fn station(&mut self, pen: &mut Pen<'_>, section: &Section<'_, '_>) {
        let kinds = [("rotation", StationKind::Rotation), ("stand", StationKind::Stand)];
        let kind = section
            .choice(pen, "kind", "rotation, stand", &kinds)
            .unwrap_or(StationKind::Rotation);
        // "none" says that there is no laptop: the same as paper.
        let media = [
            ("laptop", Medium::Laptop),
            ("paper", Medium::Paper),
            ("none", Medium::Paper),
        ];
        let medium = section
            .choice(pen, "device", "laptop, paper, none", &media)
            .unwrap_or(Medium::Laptop);
        let station = Station {
            hall: self.hall_of(pen, section),
            kind,
            name: section.words(pen, "name"),
            org: section.words_if_any(pen, "org"),
            places: places(pen, section, kind),
            languages: languages(pen, section),
            briefing: section.flag(pen, "briefing"),
            ppe: section.flag(pen, "ppe"),
            access: access(pen, section),
            medium,
        };
        if let Some(no) = self.new_number(pen, section) {
            self.floor.stations.insert(StationNo(no), station);
        }
    }

    fn desk(&mut self, pen: &mut Pen<'_>, section: &Section<'_, '_>) {
        let desk = Desk {
            hall: self.hall_of(pen, section),
            topic: section.text(pen, "topic").unwrap_or_default(),
            name: section.words(pen, "name"),
        };
        if let Some(no) = self.new_number(pen, section) {
            self.floor.desks.insert(DeskNo(no), desk);
        }
    }

    /// The number of a station or desk, unless another has it.
    fn new_number(&mut self, pen: &mut Pen<'_>, section: &Section<'_, '_>) -> Option<u16> {
        let value = section.need(pen, "no")?;
        let no = number(pen, "no", value, (1, u16::MAX))?;
        if let Some(first) = self.numbers.get(&no) {
            let first_line = pen.line(first.start);
            pen.add(&value.span(), FindingKind::DuplicateNumber { no, first_line });
            return None;
        }
        self.numbers.insert(no, value.span());
        Some(no)
    }

    fn hall_of(&self, pen: &mut Pen<'_>, section: &Section<'_, '_>) -> HallId {
        let id = section.text(pen, "hall").map(HallId);
        let at = section.get("hall").map_or(0..0, Value::span);
        id.filter(|id| self.is_hall(pen, id, &at))
            .unwrap_or_else(|| HallId(String::new()))
    }

    fn is_hall(&self, pen: &mut Pen<'_>, id: &HallId, at: &At) -> bool {
        let is_known = self.halls.contains_key(id);
        if !is_known {
            let names: Vec<&str> = self
                .halls
                .keys()
                .take(MOST_NAMES)
                .map(|hall| hall.0.as_str())
                .collect();
            let known = names.join(", ");
            pen.add(at, FindingKind::UnknownHall { known });
        }
        is_known
    }

    fn walks(&mut self, pen: &mut Pen<'_>, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            wrong_type(pen, "walk", value, "check-type-table");
            return;
        };
        let mut seen = BTreeMap::new();
        for (key, at, value) in in_order(table) {
            let from = HallId(key.to_owned());
            let DeValue::Table(to_halls) = value.get_ref() else {
                match Table::Walk.misplaced(key) {
                    Some(what) if !self.halls.contains_key(&from) => pen.add(&at, what),
                    _ => wrong_type(pen, key, value, "check-type-table"),
                }
                continue;
            };
            if !self.is_hall(pen, &from, &at) {
                continue;
            }
            for (key, at, value) in in_order(to_halls) {
                let to = HallId(key.to_owned());
                let is_hall = self.is_hall(pen, &to, &at);
                if let Some(minutes) = number(pen, key, value, (0, MOST_MINUTES))
                    && is_hall
                {
                    self.walk(
                        pen,
                        &mut seen,
                        Walk {
                            from: from.clone(),
                            to,
                            minutes,
                        },
                        &value.span(),
                    );
                }
            }
        }
    }

    /// Keeps a walk; said for both directions it must be the same.
    fn walk(&mut self, pen: &mut Pen<'_>, seen: &mut BTreeMap<(HallId, HallId), u16>, walk: Walk, at: &At) {
        let mut pair = (walk.from.clone(), walk.to.clone());
        if pair.0 > pair.1 {
            std::mem::swap(&mut pair.0, &mut pair.1);
        }
        match seen.get(&pair) {
            Some(minutes) if *minutes != walk.minutes => {
                pen.add(at, FindingKind::WalkContradiction { minutes: *minutes });
            }
            Some(_) => {}
            None => {
                seen.insert(pair, walk.minutes);
                self.floor.walks.push(walk);
            }
        }
    }
}

fn places(pen: &mut Pen<'_>, section: &Section<'_, '_>, kind: StationKind) -> u16 {
    let value = match kind {
        StationKind::Stand => section.get("places"),
        StationKind::Rotation => section.need(pen, "places"),
    };
    let least = u16::from(kind == StationKind::Rotation);
    let stand_in = if kind == StationKind::Stand { 0 } else { u16::MAX };
    value
        .and_then(|value| number(pen, "places", value, (least, u16::MAX)))
        .unwrap_or(stand_in)
}

fn languages(pen: &mut Pen<'_>, section: &Section<'_, '_>) -> Vec<Lang> {
    let Some(value) = section.need(pen, "languages") else {
        return Lang::ALL.to_vec();
    };
    let Some(listed) = list(pen, "languages", value) else {
        return Lang::ALL.to_vec();
    };
    if listed.is_empty() {
        pen.add(&value.span(), FindingKind::NoLanguages {});
        return Lang::ALL.to_vec();
    }
    let known: Vec<Option<Lang>> = listed
        .iter()
        .map(|value| language(pen, "languages", value))
        .collect();
    let mut languages: Vec<Lang> = known
        .iter()
        .copied()
        .collect::<Option<_>>()
        .unwrap_or_else(|| Lang::ALL.to_vec());
    languages.sort_unstable();
    languages.dedup();
    languages
}

fn access(pen: &mut Pen<'_>, section: &Section<'_, '_>) -> Vec<Support> {
    let Some(listed) = section.get("access").and_then(|value| list(pen, "access", value)) else {
        return Vec::new();
    };
    let known: Vec<Option<Support>> = listed
        .iter()
        .map(|value| {
            let name = text(pen, "access", value)?;
            support(pen, &name, &value.span())
        })
        .collect();
    let mut access: Vec<Support> = known
        .iter()
        .copied()
        .collect::<Option<_>>()
        .unwrap_or_else(|| Support::ALL.to_vec());
    access.sort_unstable();
    access.dedup();
    access
}

/// A kind of support by its name.
pub(super) fn support(pen: &mut Pen<'_>, name: &str, at: &At) -> Option<Support> {
    let support = Support::ALL.into_iter().find(|support| support.code() == name);
    if support.is_none() {
        let known = Support::ALL.map(Support::code).join(", ");
        pen.add(at, FindingKind::UnknownSupport { known });
    }
    support
}
