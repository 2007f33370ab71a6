//! A small day for tests: two halls, five stations (20 is on paper), a stand, a desk, six groups, four
//! rounds; and [`Day`], in which stories read like sentences.

use chrono::NaiveDate;
use sheber::domain::command::{Command, Refusal, decide};
use sheber::domain::countdown::Schedule;
use sheber::domain::entry::{Entry, Moment, Pen};
use sheber::domain::event::{
    Desk, Event, Group, Hall, HallId, Lang, Medium, Places, Preset, Rules, Station, StationKind, Support,
    Times, Walk, Words,
};
use sheber::domain::fact::{Fact, Opening};
use sheber::domain::floor::Floor;
use sheber::domain::id::{DeskNo, EntryId, GroupNo, Origin, Role, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::query::groups::{GroupNow, group_now};
use sheber::domain::query::overview::{Overview, overview};
use sheber::domain::query::station::{StationNow, station};
use sheber::domain::time::{EventTime, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Every station of the fixture that takes groups.
pub(crate) const STATIONS: [u16; 5] = [11, 15, 17, 20, 43];
/// Every group of the fixture.
pub(crate) const GROUPS: [u16; 6] = [6, 7, 12, 21, 24, 35];
/// The stand of the fixture.
pub(crate) const STAND: StationNo = StationNo(60);
/// The desk of the fixture.
pub(crate) const DESK: DeskNo = DeskNo(71);
/// Whoever coordinates.
pub(crate) const COORDINATOR: Role = Role::Coordinator;

/// A moment, written `HH:MM` or `HH:MM:SS`.
pub(crate) fn t(text: &str) -> EventTime {
    text.parse().expect("a time")
}

/// The part of whoever runs this station.
pub(crate) fn at_station(no: u16) -> Role {
    Role::Station(StationNo(no))
}

fn place(hall: &str, places: u16) -> Station {
    Station {
        hall: HallId(hall.to_owned()),
        kind: StationKind::Rotation,
        name: Words::same("Workshop"),
        org: Words::default(),
        places,
        languages: vec![Lang::Kk, Lang::Ru],
        briefing: false,
        ppe: false,
        access: vec![Support::Wheelchair],
        medium: Medium::Laptop,
    }
}

fn stations() -> BTreeMap<StationNo, Station> {
    let woodworker = Station {
        briefing: true,
        ..place("blue", 12)
    };
    let on_paper = Station {
        medium: Medium::Paper,
        ..place("red", 14)
    };
    let stand = Station {
        kind: StationKind::Stand,
        ..place("red", 0)
    };
    BTreeMap::from([
        (StationNo(11), place("blue", 12)),
        (StationNo(15), woodworker),
        (StationNo(17), place("blue", 14)),
        (StationNo(20), on_paper),
        (StationNo(43), place("red", 12)),
        (STAND, stand),
    ])
}

fn groups() -> BTreeMap<GroupNo, Group> {
    let group = |size: u16, needs: BTreeMap<Support, u16>| Group {
        school: "№39".to_owned(),
        class: "9А".to_owned(),
        lang: Lang::Ru,
        size,
        adults: 1,
        needs,
        wishes: Vec::new(),
    };
    let none = BTreeMap::new;
    BTreeMap::from([
        (GroupNo(6), group(12, none())),
        (GroupNo(7), group(12, none())),
        (GroupNo(12), group(9, BTreeMap::from([(Support::Wheelchair, 1)]))),
        (GroupNo(21), group(14, none())),
        (GroupNo(24), group(12, none())),
        (GroupNo(35), group(10, none())),
    ])
}

fn plan() -> BTreeMap<GroupNo, Vec<Option<StationNo>>> {
    let route = |stations: [u16; 4]| {
        stations
            .into_iter()
            .map(|no| Some(StationNo(no)).filter(|_| no > 0))
            .collect()
    };
    BTreeMap::from([
        (GroupNo(6), route([11, 15, 43, 17])),
        (GroupNo(7), route([43, 11, 0, 15])),
        (GroupNo(12), route([17, 43, 15, 11])),
        (GroupNo(21), route([20, 0, 17, 0])),
        (GroupNo(24), route([0, 20, 0, 20])),
        (GroupNo(35), route([15, 17, 11, 43])),
    ])
}

/// The day as planned: rounds 09:45–10:03, 10:07–10:25, 10:29–10:47, 10:51–11:09; late after 3 minutes,
/// a no-show after 10.
pub(crate) fn event() -> Event {
    let round = |start: &str, end: &str| Span {
        start: t(start),
        end: t(end),
    };
    let hall = |id: &str| Hall {
        id: HallId(id.to_owned()),
        name: Words::same(id),
    };
    Event {
        title: Words::same("A day of trades"),
        date: NaiveDate::from_ymd_opt(2026, 10, 17).expect("a date"),
        city: "Aqtobe".to_owned(),
        timezone: "Asia/Aqtobe".to_owned(),
        utc_offset_min: 300,
        language: Lang::Kk,
        min_reader: None,
        times: Times {
            doors: t("09:15"),
            opening: t("09:30"),
            closing: t("11:30"),
            rounds: vec![
                round("09:45", "10:03"),
                round("10:07", "10:25"),
                round("10:29", "10:47"),
                round("10:51", "11:09"),
            ],
            warn_before_end_min: vec![5, 2],
            late_after_min: 3,
            no_show_after_min: 10,
            offline_after_s: 60,
        },
        places: Places {
            first_aid: Words::same("Room 3"),
            assembly: Words::same("The fountain"),
            ..Places::default()
        },
        halls: vec![hall("blue"), hall("red")],
        groups: groups(),
        stations: stations(),
        desks: BTreeMap::from([(
            DESK,
            Desk {
                hall: HallId("red".to_owned()),
                topic: "resume".to_owned(),
                name: Words::same("CV advice"),
            },
        )]),
        messages: vec![Preset {
            key: "break".to_owned(),
            text: Words::same("A break of ten minutes"),
        }],
        plan: plan(),
        rules: Rules::default(),
        walks: vec![Walk {
            from: HallId("blue".to_owned()),
            to: HallId("red".to_owned()),
            minutes: 3,
        }],
    }
}

/// The opening of this day, on the share's clock itself.
pub(crate) fn opening(event: Event) -> Opening {
    Opening {
        event: Arc::new(event),
        shift_ms: 0,
        speed: 1,
        from_ms: 0,
        rehearsal: false,
    }
}

/// A day under way: what one replica holds. Each role writes on a laptop of its own.
#[derive(Clone)]
pub(crate) struct Day {
    /// The fold.
    pub(crate) floor: Floor,
    /// Every entry in the order in which it came here.
    pub(crate) entries: Vec<Entry>,
    laptop: u64,
    pens: BTreeMap<Origin, Pen>,
}

impl Day {
    /// The fixture's day, opened at 08:00.
    pub(crate) fn open() -> Self {
        Self::of(event())
    }

    /// The day of this event, opened at 08:00.
    pub(crate) fn of(event: Event) -> Self {
        let mut day = Self::closed();
        day.given("08:00", Role::Organiser, Fact::FloorOpened(opening(event)));
        day
    }

    /// A replica that has heard nothing yet.
    pub(crate) fn closed() -> Self {
        Self {
            floor: Floor::default(),
            entries: Vec::new(),
            laptop: 1,
            pens: BTreeMap::new(),
        }
    }

    /// Another laptop that knows what is known by now, and hears nothing more until they [`Day::meet`].
    pub(crate) fn apart(&self, laptop: u64) -> Self {
        Self {
            laptop,
            pens: BTreeMap::new(),
            ..self.clone()
        }
    }

    /// Both replicas exchange what they hold.
    pub(crate) fn meet(&mut self, other: &mut Self) {
        let (mine, theirs) = (self.entries.clone(), other.entries.clone());
        self.hear(theirs);
        other.hear(mine);
    }

    fn hear(&mut self, entries: Vec<Entry>) {
        for entry in entries {
            if !self.floor.held().contains(entry.id) {
                self.take(entry);
            }
        }
    }

    fn take(&mut self, entry: Entry) {
        self.floor.apply(&entry);
        self.entries.push(entry);
    }

    /// Writes a fact as it happened, unjudged.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "stories read better without references"
    )]
    pub(crate) fn given(&mut self, time: &str, role: Role, fact: Fact) -> EntryId {
        self.write(t(time), t(time), role, &fact)
    }

    /// Writes a fact at `now` that happened at `at`, unjudged.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "stories read better without references"
    )]
    pub(crate) fn told(&mut self, now: &str, at: &str, role: Role, fact: Fact) -> EntryId {
        self.write(t(now), t(at), role, &fact)
    }

    fn write(&mut self, now: EventTime, at: EventTime, role: Role, fact: &Fact) -> EntryId {
        let part = match role {
            Role::Station(no) => 0x1_0000 | u64::from(no.0),
            Role::Desk(no) => 0x2_0000 | u64::from(no.0),
            Role::Coordinator => 0x3_0000,
            Role::Organiser => 0x4_0000,
        };
        let origin = Origin(self.laptop << 32 | part);
        let seen = self.entries.iter().map(|entry| entry.stamp).max();
        let pen = self.pens.entry(origin).or_insert_with(|| Pen::new(origin));
        if let Some(stamp) = seen {
            pen.see(stamp, now);
        }
        let moment = Moment {
            now,
            at,
            device_ms: now.0,
        };
        let entry = pen.write(fact, moment, role).entry();
        let id = entry.id;
        self.take(entry);
        id
    }

    /// Somebody asks for something; what is allowed is written.
    pub(crate) fn when(&mut self, time: &str, role: Role, command: Command) -> Outcome {
        self.entered(time, time, role, command)
    }

    /// Somebody asks for something at `now` that happened at `at`.
    pub(crate) fn entered(&mut self, now: &str, at: &str, role: Role, command: Command) -> Outcome {
        let (now, at) = (t(now), t(at));
        let moment = Moment {
            now,
            at,
            device_ms: now.0,
        };
        let facts = decide(&self.floor, &command, moment, role);
        let mut ids = Vec::new();
        for fact in facts.iter().flatten() {
            ids.push(self.write(now, at, role, fact));
        }
        Outcome { command, facts, ids }
    }

    /// One station at a moment.
    pub(crate) fn station(&self, time: &str, no: u16) -> StationNow<'_> {
        station(&self.floor, &self.schedule(time), StationNo(no))
    }

    /// One group at a moment.
    pub(crate) fn group(&self, time: &str, no: u16) -> GroupNow {
        group_now(&self.floor, &self.schedule(time), GroupNo(no), 0)
    }

    /// The rounds at a moment.
    pub(crate) fn schedule(&self, time: &str) -> Schedule {
        Schedule::at(&self.floor, t(time))
    }

    /// The whole floor at a moment, every laptop in contact.
    pub(crate) fn overview<'a>(&'a self, time: &str, presence: &'a [Presence]) -> Overview<'a> {
        overview(&self.floor, presence, t(time))
    }
}

/// Every laptop of the fixture as it was heard at this moment.
pub(crate) fn all_heard(time: &str) -> Vec<Presence> {
    let heard = |no: u16| Presence {
        origin: Origin(u64::from(no)),
        role: at_station(no),
        label: format!("laptop-{no}"),
        seen_ms: t(time).0,
        clock_ahead_ms: Some(0),
        version: "0.1.0".to_owned(),
        unsent: 0,
    };
    STATIONS.into_iter().filter(|no| *no != 20).map(heard).collect()
}

/// What became of a command.
#[must_use]
pub(crate) struct Outcome {
    command: Command,
    facts: Result<Vec<Fact>, Refusal>,
    ids: Vec<EntryId>,
}

impl Outcome {
    /// It was allowed and this was written.
    pub(crate) fn then(self, fact: Fact) -> EntryId {
        assert_eq!(self.facts, Ok(vec![fact]), "{:?}", self.command);
        self.ids[0]
    }

    /// It was allowed.
    pub(crate) fn done(self) -> EntryId {
        assert!(self.facts.is_ok(), "{:?}: {:?}", self.command, self.facts);
        self.ids[0]
    }

    /// It was refused, for this reason.
    pub(crate) fn refused(self, refusal: Refusal) {
        assert_eq!(self.facts, Err(refusal), "{:?}", self.command);
    }
}
