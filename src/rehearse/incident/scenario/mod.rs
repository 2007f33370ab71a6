//! Incidents from a scenario file: `[[step]]` tables with `actions`, each with a time `t` and a word `do`.
//!
//! Words that the program has no command for are listed as not played, in the words of the file; what happens by
//! itself (a round that starts, a group that gets late) needs nobody to play it.

mod course;

use super::{Happening, Incident, Incidents, Word};
use crate::domain::command::{Command, Recount};
use crate::domain::event::{Event, Words};
use crate::domain::fact::{Audience, Need, Reason};
use crate::domain::id::{DeskNo, GroupNo, Place, Role, StationNo};
use crate::domain::time::EventTime;
use crate::rehearse::Deed;
use serde::Deserialize;
use std::collections::BTreeMap;

/// So long a coordinator's laptop that dies is away, in minutes.
const DOWN_MIN: i64 = 10;
/// What happens by itself.
const BY_ITSELF: [&str; 2] = ["round_start", "auto_late"];

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    step: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    #[serde(default)]
    id: String,
    #[serde(default)]
    actions: Vec<Action>,
}

/// One line of the file; which fields it needs depends on its word.
#[derive(Deserialize)]
struct Action {
    t: EventTimeText,
    #[serde(rename = "do")]
    deed: String,
    station: Option<u16>,
    /// Numbers, or words for people, such as `all rotation stations except 20`.
    stations: Option<toml::Value>,
    /// A new group's school class.
    class: Option<String>,
    desk: Option<u16>,
    group: Option<u16>,
    count: Option<u16>,
    to: Option<u16>,
    minutes: Option<i16>,
    reason: Option<String>,
    kind: Option<String>,
    text_key: Option<String>,
    text: Option<String>,
    by: Option<String>,
    #[serde(default)]
    sessions: Vec<(u8, u16, u16)>,
    #[serde(default)]
    groups: Vec<u16>,
    /// `HH:MM` or `HH:MM:SS`.
    expected: Option<EventTimeText>,
    round: Option<u8>,
    after_round: Option<u8>,
    places: Option<u16>,
    size: Option<u16>,
    school: Option<String>,
    lang: Option<String>,
    #[serde(default)]
    into: Vec<(u16, u16)>,
    /// Round → `HH:MM-HH:MM`.
    #[serde(default)]
    rounds: BTreeMap<String, String>,
    #[serde(default)]
    drill: bool,
}

impl Action {
    fn is_for_all(&self) -> bool {
        let words = self.stations.as_ref().and_then(toml::Value::as_str);
        words.is_some_and(|words| words.starts_with("all"))
    }

    /// The stations it names by their numbers.
    fn numbers(&self) -> Vec<StationNo> {
        let listed = self.stations.as_ref().and_then(toml::Value::as_array);
        let listed = listed.into_iter().flatten();
        let listed = listed.filter_map(|no| u16::try_from(no.as_integer()?).ok());
        listed.chain(self.station).map(StationNo).collect()
    }

    /// Its reason in the words of the short list, also among other words (`late bus`); a lift is equipment, anything
    /// else is another reason.
    fn reason(&self) -> Reason {
        let text = self.reason.as_deref().unwrap_or_default();
        let listed = Reason::ALL.map(|reason| (reason.code(), reason));
        let mut known = listed.into_iter().chain([("lift", Reason::Equipment)]);
        known
            .find(|(code, _)| text.split(' ').any(|word| word == *code))
            .map_or(Reason::Other, |(_, reason)| reason)
    }

    fn need(&self) -> Need {
        let code = self.kind.as_deref();
        let known = Need::ALL.into_iter().find(|need| Some(need.code()) == code);
        known.unwrap_or(Need::Help)
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct EventTimeText(EventTime);

impl TryFrom<String> for EventTimeText {
    type Error = crate::domain::time::BadTime;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

/// Reads a scenario for this event.
///
/// # Errors
/// The file is no scenario; the error names line and column.
pub fn read(text: &str, event: &Event) -> Result<Incidents, toml::de::Error> {
    let file: File = toml::from_str(text)?;
    let mut reader = Reader {
        event,
        incidents: Incidents::default(),
        follows_played: true,
        returns: BTreeMap::new(),
    };
    for step in &file.step {
        reader.follows_played = true;
        for action in &step.actions {
            reader.follows_played = reader.action(action).is_some();
            if !reader.follows_played {
                let told = format!("{} {}", step.id, action.deed);
                reader.incidents.unplayed.push(told);
            }
        }
    }
    Ok(reader.end())
}

struct Reader<'a> {
    event: &'a Event,
    incidents: Incidents,
    /// The action before this one in its step is played: only then may it be taken back.
    follows_played: bool,
    /// When laptops come back.
    returns: BTreeMap<Role, Vec<EventTime>>,
}

impl Reader<'_> {
    fn end(mut self) -> Incidents {
        for incident in &mut self.incidents.list {
            if let Happening::Away(who, until @ None) = &mut incident.what {
                let returns = self.returns.get(who).into_iter().flatten();
                *until = returns.copied().filter(|back| *back > incident.at).min();
            }
        }
        self.incidents.list.sort_by_key(|incident| incident.at);
        self.incidents
    }

    fn push(&mut self, at: EventTime, what: Happening) {
        self.incidents.list.push(Incident { at, what });
    }

    /// Takes one action over; `None` if it cannot be played.
    fn action(&mut self, action: &Action) -> Option<()> {
        let at = action.t.0;
        match action.deed.as_str() {
            by_itself if BY_ITSELF.contains(&by_itself) => Some(()),
            "undo" if !self.follows_played => None,
            // Whoever is not named gets ready by themselves.
            "ready" if action.is_for_all() => Some(()),
            "offline" | "battery_flat" => self.laptops(action, |reader, who| {
                reader.push(at, Happening::Away(who, None));
                Some(())
            }),
            "online" => self.laptops(action, |reader, who| {
                reader.returns.entry(who).or_default().push(at);
                Some(())
            }),
            "coordinator_down" => {
                let back = at.plus_minutes(DOWN_MIN);
                self.push(at, Happening::Away(Role::Coordinator, Some(back)));
                Some(())
            }
            "pause" | "resume" => self.laptops(action, |reader, who| {
                let Role::Station(station) = who else { return None };
                let command = if action.deed == "pause" {
                    let reason = action.reason();
                    Command::Pause { station, reason }
                } else {
                    Command::Resume(station)
                };
                reader.push(at, Happening::Said(who, Word::Now(command)));
                Some(())
            }),
            _ => {
                let (who, word) = self.word(action)?;
                self.push(at, Happening::Said(who, word));
                Some(())
            }
        }
    }

    fn laptops(
        &mut self,
        action: &Action,
        mut each: impl FnMut(&mut Self, Role) -> Option<()>,
    ) -> Option<()> {
        let mut known = action.numbers();
        known.retain(|no| self.event.stations.contains_key(no));
        if known.is_empty() {
            return None;
        }
        known.into_iter().try_for_each(|no| each(self, Role::Station(no)))
    }

    fn station(&self, action: &Action) -> Option<StationNo> {
        let station = StationNo(action.station?);
        self.event.stations.contains_key(&station).then_some(station)
    }

    /// Who says what.
    fn word(&mut self, action: &Action) -> Option<(Role, Word)> {
        let now = |role, command| Some((role, Word::Now(command)));
        match action.deed.as_str() {
            "broadcast" => now(Role::Coordinator, self.message(action)?),
            "hold" => now(Role::Coordinator, Command::Hold(action.reason())),
            "resume_all" => now(Role::Coordinator, Command::ResumeFloor),
            "accept" => Some((
                Role::Coordinator,
                Word::Accept(Place::Station(self.station(action)?)),
            )),
            "close" => Some((
                Role::Coordinator,
                Word::Close(Place::Station(self.station(action)?)),
            )),
            "desk_queue" => {
                let desk = DeskNo(action.desk?);
                let length = action.count?;
                self.event.desks.contains_key(&desk).then_some(())?;
                now(Role::Desk(desk), Command::Queue { desk, length })
            }
            "undo" if action.station.is_none() => now(Role::Coordinator, Command::Undo(None)),
            _ if course::LEVERS.contains(&action.deed.as_str()) => {
                now(Role::Coordinator, course::lever(action, self.event)?)
            }
            "enter_later" => now(Role::Coordinator, course::sheet(action, self.station(action)?)),
            _ => {
                let station = self.station(action)?;
                let by_radio = action.by.as_deref() == Some("coordinator");
                let who = if by_radio {
                    Role::Coordinator
                } else {
                    Role::Station(station)
                };
                now(who, self.at_station(action, station)?)
            }
        }
    }

    fn message(&self, action: &Action) -> Option<Command> {
        let preset = action.text_key.as_ref().and_then(|key| {
            let messages = &self.event.messages;
            messages.iter().find(|preset| preset.key == *key)
        });
        let text = match preset {
            Some(preset) => preset.text.clone(),
            None => Words::same(action.text.as_deref()?),
        };
        Some(Command::Send {
            to: Audience::All,
            text,
        })
    }

    fn claim(&mut self, station: StationNo, group: Option<GroupNo>, deed: Deed) {
        if let Some(group) = group {
            self.incidents.claims.insert((station, group, deed));
        }
    }

    fn at_station(&mut self, action: &Action, station: StationNo) -> Option<Command> {
        let group = action.group.map(GroupNo);
        let place = Place::Station(station);
        let count = action.count;
        match action.deed.as_str() {
            "ready" => Some(Command::Ready {
                station,
                deputy: action.by.as_deref() == Some("deputy"),
            }),
            "fault" => Some(Command::Lower {
                station,
                places: action.places?,
                reason: Reason::Equipment,
            }),
            "repaired" => Some(Command::Restore(station)),
            "guests" => Some(Command::Guests { station, here: true }),
            "handover" => Some(Command::HandOver(station)),
            "arrive" | "wrong_group" => {
                self.claim(station, group, Deed::Arrival);
                Some(Command::Arrive {
                    station,
                    group,
                    count,
                })
            }
            "count" => Some(Command::Count {
                station,
                group,
                count: Recount::To(count?),
            }),
            "finish" => {
                self.claim(station, group, Deed::Finish);
                Some(Command::Finish { station, group })
            }
            "briefing" => {
                self.claim(station, group, Deed::Briefing);
                Some(Command::Briefing { station, group })
            }
            "interest" => {
                self.claim(station, group, Deed::Interest);
                Some(Command::Interest {
                    station,
                    group,
                    count: count?,
                })
            }
            "send_on" => Some(Command::SendOn {
                station,
                group,
                to: action.to.map(StationNo),
            }),
            "undo" => Some(Command::Undo(None)),
            "walk_in" => Some(Command::WalkIn {
                station,
                count: i16::try_from(count.unwrap_or(1)).ok()?,
            }),
            "extend" => Some(Command::Extend {
                station,
                minutes: action.minutes?,
                reason: action.reason(),
            }),
            "first_aid" => Some(Command::Call {
                place,
                need: Need::FirstAid,
            }),
            "help" => Some(Command::Call {
                place,
                need: action.need(),
            }),
            _ => None,
        }
    }
}
