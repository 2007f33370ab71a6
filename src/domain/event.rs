//! The day as it was planned: what one event file describes, already checked and without its spelling.
//!
//! Where the file lies and how it is written is `intake`'s business. No pupil's name has a place here:
//! a group is a school, a class, a language and counts.

use super::id::{DeskNo, GroupNo, RoundNo, StationNo};
use super::time::{EventTime, Span};
use super::version::Version;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A language of the floor: of a group, of a station, of a screen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order in which a screen switches through them.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// `kk`, `ru` or `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Kk => Self::Ru,
            Self::Ru => Self::En,
            Self::En => Self::Kk,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text that names no language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a language is kk, ru or en")]
pub struct BadLang;

impl FromStr for Lang {
    type Err = BadLang;
    fn from_str(text: &str) -> Result<Self, BadLang> {
        Self::ALL
            .into_iter()
            .find(|lang| lang.code() == text)
            .ok_or(BadLang)
    }
}

/// One text in three languages. A language left out falls back on another.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Words {
    /// Kazakh.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kk: String,
    /// Russian.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ru: String,
    /// English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Words {
    /// The same text for every language.
    pub fn same(text: &str) -> Self {
        Self {
            kk: text.to_owned(),
            ru: text.to_owned(),
            en: text.to_owned(),
        }
    }

    /// The text in this language, or in the first that has one.
    pub fn get(&self, lang: Lang) -> &str {
        let wanted = match lang {
            Lang::Kk => &self.kk,
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        };
        [wanted, &self.kk, &self.ru, &self.en]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", String::as_str)
    }
}

/// The times of the day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Times {
    /// When visitors are let in.
    pub doors: EventTime,
    /// When the day is opened.
    pub opening: EventTime,
    /// When the day ends.
    pub closing: EventTime,
    /// The rounds in their order; round 1 is the first.
    pub rounds: Vec<Span>,
    /// Minutes before the end of a round at which its screen warns, largest first.
    pub warn_before_end_min: Vec<u16>,
    /// Minutes after the start of a round from which a group is late.
    pub late_after_min: u16,
    /// Minutes after the start of a round from which a group is a no-show.
    pub no_show_after_min: u16,
    /// Seconds of silence after which a laptop counts as offline.
    pub offline_after_s: u32,
}

/// Where help and safety are found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Places {
    /// The first-aid point.
    pub first_aid: Words,
    /// Where groups assemble after an evacuation.
    pub assembly: Words,
    /// The information desk.
    #[serde(default)]
    pub info: Words,
    /// The emergency number.
    #[serde(default)]
    pub emergency: String,
}

/// A kind of support that a group needs; said as what helps, never as a diagnosis.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// No steps, wide aisles.
    Wheelchair,
    /// Sign language.
    Sign,
    /// A quiet place.
    Quiet,
    /// Large print, things to touch.
    LowVision,
    /// A personal assistant comes along.
    Assistant,
}

impl Support {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Wheelchair,
        Self::Sign,
        Self::Quiet,
        Self::LowVision,
        Self::Assistant,
    ];

    /// The name used in event files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wheelchair => "wheelchair",
            Self::Sign => "sign",
            Self::Quiet => "quiet",
            Self::LowVision => "low_vision",
            Self::Assistant => "assistant",
        }
    }
}

/// A group of pupils: counts and where they come from, nobody's name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Group {
    /// The school as people call it, `№39`.
    pub school: String,
    /// The class, `9Ә`.
    pub class: String,
    /// The language of instruction.
    pub lang: Lang,
    /// Planned number of pupils.
    pub size: u16,
    /// Adults who come along.
    pub adults: u16,
    /// How many need which kind of support.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub needs: BTreeMap<Support, u16>,
    /// Stations it would like to visit; none: every station is as welcome as any other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<StationNo>,
}

/// The short name by which files and messages refer to a hall.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HallId(pub String);

/// A hall or yard.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hall {
    /// Its short name.
    pub id: HallId,
    /// Its full name.
    pub name: Words,
}

/// What a numbered place on the floor does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StationKind {
    /// Takes groups by rounds.
    Rotation,
    /// Only looked at.
    Stand,
}

/// What a station writes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// A laptop with this program.
    Laptop,
    /// A paper sheet, typed in later: never "offline", never "no-show".
    Paper,
}

/// A master-class station or a stand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Station {
    /// The hall it stands in.
    pub hall: HallId,
    /// What it does.
    pub kind: StationKind,
    /// Its trade.
    pub name: Words,
    /// Who runs it.
    #[serde(default)]
    pub org: Words,
    /// How many pupils fit; 0 for a stand.
    pub places: u16,
    /// Languages it is run in.
    pub languages: Vec<Lang>,
    /// A safety briefing is required before hands-on work.
    pub briefing: bool,
    /// Protective equipment is handed out.
    pub ppe: bool,
    /// Kinds of support it is fit for.
    pub access: Vec<Support>,
    /// What it writes on.
    pub medium: Medium,
}

/// An advice desk of the job fair.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Desk {
    /// The hall it stands in.
    pub hall: HallId,
    /// What it advises on: `resume`, `interview`, `law`, `conditions` …
    pub topic: String,
    /// Its name.
    pub name: Words,
}

/// A ready-made message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Preset {
    /// Its key in the event file.
    pub key: String,
    /// Its text.
    pub text: Words,
}

/// How long it takes to walk between two halls; the same both ways.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Walk {
    /// One hall.
    pub from: HallId,
    /// The other hall.
    pub to: HallId,
    /// Minutes.
    pub minutes: u16,
}

/// What a rotation of this day must keep to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rules {
    /// Rounds in which each group rests; left out, as many as its row of the plan has, and none without a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaks: Option<u8>,
    /// Two groups may be together at one station in one round at most once a day.
    #[serde(default)]
    pub meet_once: bool,
    /// Minutes before its start in which a round is changed only when somebody says so.
    pub fixed_before_min: u16,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            breaks: None,
            meet_once: false,
            fixed_before_min: 3,
        }
    }
}

impl Rules {
    /// Whether a file need not say anything about them.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// The whole day as planned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Event {
    /// Its title.
    pub title: Words,
    /// Its date.
    pub date: NaiveDate,
    /// Its town.
    pub city: String,
    /// The zone's name, `Asia/Aqtobe`.
    pub timezone: String,
    /// The zone's offset from UTC on that date, in minutes.
    pub utc_offset_min: i32,
    /// The language screens start in.
    pub language: Lang,
    /// The least version of the program that understands everything of this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_reader: Option<Version>,
    /// Its times.
    pub times: Times,
    /// Help and safety.
    pub places: Places,
    /// Halls in the order of the file.
    pub halls: Vec<Hall>,
    /// Groups by number.
    pub groups: BTreeMap<GroupNo, Group>,
    /// Stations and stands by number.
    pub stations: BTreeMap<StationNo, Station>,
    /// Advice desks by number.
    pub desks: BTreeMap<DeskNo, Desk>,
    /// Ready-made messages in the order of the file.
    pub messages: Vec<Preset>,
    /// Group → the station of each round; `None` is a break.
    pub plan: BTreeMap<GroupNo, Vec<Option<StationNo>>>,
    /// Walks between halls that take longer than none.
    #[serde(default)]
    pub walks: Vec<Walk>,
    /// What its rotation must keep to.
    #[serde(default, skip_serializing_if = "Rules::is_default")]
    pub rules: Rules,
}

impl Event {
    /// The planned times of a round.
    pub fn round(&self, round: RoundNo) -> Option<Span> {
        self.times
            .rounds
            .get(usize::from(round.0).checked_sub(1)?)
            .copied()
    }

    /// Every round of the day with its planned times.
    pub fn rounds(&self) -> impl Iterator<Item = (RoundNo, Span)> + '_ {
        (1..=u8::MAX).map(RoundNo).zip(self.times.rounds.iter().copied())
    }

    /// The hall with this short name.
    pub fn hall(&self, id: &HallId) -> Option<&Hall> {
        self.halls.iter().find(|hall| hall.id == *id)
    }

    /// Stations that take groups by rounds.
    pub fn rotation_stations(&self) -> impl Iterator<Item = (StationNo, &Station)> + '_ {
        self.stations
            .iter()
            .filter(|(_, s)| s.kind == StationKind::Rotation)
            .map(|(no, s)| (*no, s))
    }
}
