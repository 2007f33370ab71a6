//! The acceptance day written down as facts: every planned session as the event file has it, but for what its
//! incidents say. No command judges it and nothing is taken from the program but the event itself.

use crate::fixture::{COORDINATOR, Day, at_station, t};
use sheber::domain::event::{Event, Group, Lang};
use sheber::domain::fact::{
    AtStation, Called, Counted, Delayed, DeskVisit, Evacuated, Extended, Fact, GroupAdded, GroupSplit,
    Missed, Move, Need, NewTimes, OfCall, Part, PlacesLowered, PlanRevised, Ready, Reason, Resumed,
    RollCalled, RoundsRetimed, SentOn, SheetEntered, SheetLine, StationsPaused, StationsResumed, Undone,
    Visit, Visitor, WalkIns, Whom,
};
use sheber::domain::id::{DeskNo, GroupNo, Place, Role, RoundNo, StationNo};
use sheber::domain::time::{EventTime, Span};
use sheber::intake::embedded;
use sheber::intake::event::read_bytes;
use std::collections::BTreeMap;

/// The rounds as they were in the end.
const ROUNDS: [(&str, &str); 8] = [
    ("09:45", "10:03"),
    ("10:07", "10:25"),
    ("10:29", "10:47"),
    ("10:51", "11:09"),
    ("11:13", "11:43"),
    ("11:47", "12:03"),
    ("12:07", "12:23"),
    ("12:27", "12:43"),
];
/// Round, group → when it came, where that is not the start.
const CAME: [(u8, u16, &str); 9] = [
    (1, 7, "09:52"),
    (2, 35, "10:08:30"),
    (2, 24, "10:07:40"),
    (3, 12, "10:34"),
    (3, 32, "10:30"),
    (3, 1, "10:30:20"),
    (4, 21, "10:52"),
    (4, 39, "11:00"),
    (5, 35, "11:13:30"),
];
/// Round, group → when it ended, where that is not the end.
const ENDED: [(u8, u16, &str); 2] = [(1, 35, "10:06:10"), (3, 21, "10:51")];
/// Visits to advice desks.
const DESKS: [(u16, u16); 6] = [(71, 34), (72, 15), (73, 8), (74, 27), (75, 5), (76, 6)];
/// Groups of the school that nobody had planned: pupils, and stations from round 5 on.
const ADDED: [(u16, u16, [u16; 4]); 3] = [
    (41, 9, [3, 9, 10, 30]),
    (42, 9, [17, 23, 22, 44]),
    (43, 8, [40, 31, 17, 23]),
];
/// The stations without power.
const POWERLESS: [u16; 6] = [15, 16, 17, 18, 19, 21];

/// The sample day.
pub(crate) fn event() -> Event {
    let samples = embedded();
    let (_, text) = samples
        .into_iter()
        .find(|(key, _)| *key == "open-square")
        .expect("the sample");
    read_bytes(text.as_bytes()).event.expect("an event")
}

struct Told {
    now: EventTime,
    role: Role,
    fact: Fact,
}

struct Story(Vec<Told>);

impl Story {
    fn say(&mut self, now: EventTime, role: Role, fact: Fact) {
        self.0.push(Told { now, role, fact });
    }

    fn coordinator(&mut self, now: &str, fact: Fact) {
        self.say(t(now), COORDINATOR, fact);
    }

    fn station(&mut self, now: &str, no: u16, fact: Fact) {
        self.say(t(now), at_station(no), fact);
    }
}

fn whom(groups: &[u16]) -> Whom {
    Whom {
        groups: groups.iter().copied().map(GroupNo).collect(),
        school: None,
    }
}

fn moved(group: u16, round: u8, to: u16) -> Move {
    Move {
        group: GroupNo(group),
        round: RoundNo(round),
        from: None,
        to: Some(StationNo(to)),
    }
}

fn counted(station: u16, round: u8, group: u16, count: u16) -> Counted {
    Counted {
        station: StationNo(station),
        round: RoundNo(round),
        group: GroupNo(group),
        count,
    }
}

/// Which group is where in which round, and how many pupils it has.
fn sessions(event: &Event) -> BTreeMap<(u8, u16), (u16, u16)> {
    let mut sessions = BTreeMap::new();
    for (group, route) in &event.plan {
        for (index, station) in route.iter().enumerate() {
            let round = u8::try_from(index + 1).expect("a round");
            if let Some(station) = station {
                let size = event.groups[group].size;
                sessions.insert((round, group.0), (station.0, size));
            }
        }
    }
    for (group, size, route) in ADDED {
        for (round, station) in (5..).zip(route) {
            sessions.insert((round, group), (station, size));
        }
    }
    sessions.retain(|(round, group), _| !matches!((*round, *group), (1, 22 | 40) | (8, 38 | 39)));
    sessions.insert((4, 5), (5, event.groups[&GroupNo(5)].size));
    for ((round, group), (_, count)) in &mut sessions {
        *count -= u16::from(*group == 6 || (*round, *group) == (3, 32) || (*round, *group) == (6, 24));
    }
    sessions
}

fn visits(story: &mut Story, event: &Event) {
    for ((round, group), (no, count)) in sessions(event) {
        if no == 20 {
            continue;
        }
        let (start, end) = ROUNDS[usize::from(round) - 1];
        let other = |list: &[(u8, u16, &'static str)], or: &'static str| {
            let found = list.iter().find(|(r, g, _)| (*r, *g) == (round, group));
            t(found.map_or(or, |(_, _, time)| time))
        };
        let (came, ended) = (other(&CAME, start), other(&ENDED, end));
        let here = counted(no, round, group, count);
        let role = at_station(no);
        story.say(came, role, Fact::GroupArrived(here));
        if event.stations[&StationNo(no)].briefing {
            let at = if (round, group) == (5, 35) {
                t("11:15")
            } else {
                came
            };
            story.say(at, role, Fact::BriefingMarked(here.visit()));
        }
        let hands = if (round, group) == (5, 35) { 5 } else { count / 4 };
        let hands = Counted { count: hands, ..here };
        story.say(ended.plus_ms(-1_000), role, Fact::InterestCounted(hands));
        story.say(ended, role, Fact::GroupFinished(here.visit()));
    }
}

fn morning(story: &mut Story) {
    let visit = |station, round, group| counted(station, round, group, 0).visit();
    story.station(
        "09:43",
        26,
        Fact::StationReady(Ready {
            station: StationNo(26),
            deputy: true,
        }),
    );
    story.coordinator(
        "09:42",
        Fact::GroupsDelayed(Delayed {
            whom: whom(&[22, 40]),
            until: t("10:00"),
            reason: Reason::Bus,
        }),
    );
    story.station("09:47", 11, Fact::GroupArrived(counted(11, 1, 7, 12)));
    let on = SentOn {
        station: StationNo(11),
        round: RoundNo(1),
        group: GroupNo(7),
        to: StationNo(43),
    };
    story.station("09:49", 11, Fact::SentOn(on));
    story.station("09:50", 37, Fact::GroupFinished(visit(37, 1, 12)));
    story.station(
        "09:57",
        38,
        Fact::WalkInsCounted(WalkIns {
            station: StationNo(38),
            round: RoundNo(1),
            count: 4,
        }),
    );
    story.coordinator("09:58", Fact::GroupsOnSite(whom(&[22, 40])));
    let skip = Missed {
        whom: whom(&[22, 40]),
        round: RoundNo(1),
        reason: Reason::Bus,
    };
    story.coordinator("09:58:30", Fact::RoundSkipped(skip));
    let lowered = PlacesLowered {
        station: StationNo(1),
        places: 8,
        reason: Reason::Equipment,
    };
    story.station("10:12", 1, Fact::PlacesLowered(lowered));
    let revised = PlanRevised {
        moves: vec![moved(5, 4, 5)],
        reason: Reason::Equipment,
    };
    story.coordinator("10:15", Fact::PlanRevised(revised));
    let late = Delayed {
        whom: whom(&[12]),
        until: t("10:34"),
        reason: Reason::Other,
    };
    story.coordinator("10:17", Fact::GroupsDelayed(late));
    story.station(
        "10:19",
        27,
        Fact::HelpCalled(Called {
            place: Place::Station(StationNo(27)),
            need: Need::FirstAid,
        }),
    );
    story.coordinator("10:31", Fact::GroupArrived(counted(50, 3, 1, 12)));
    story.station("10:33:10", 31, Fact::GroupArrived(counted(31, 3, 37, 13)));
    story.station("10:33:40", 31, Fact::GroupArrived(counted(31, 3, 37, 13)));
    story.station(
        "10:38",
        37,
        Fact::GuestsCame(AtStation {
            station: StationNo(37),
        }),
    );
    story.station(
        "10:44",
        1,
        Fact::PlacesRestored(AtStation {
            station: StationNo(1),
        }),
    );
    let extended = Extended {
        station: StationNo(37),
        round: RoundNo(3),
        minutes: 4,
        reason: Reason::Guests,
    };
    story.station("10:46", 37, Fact::RoundExtended(extended));
    story.station(
        "10:47",
        37,
        Fact::GuestsLeft(AtStation {
            station: StationNo(37),
        }),
    );
}

fn school(story: &mut Story) {
    let about = Group {
        school: "Қарғалы ауылы, №2 мектеп".to_owned(),
        class: "9".to_owned(),
        lang: Lang::Kk,
        size: 26,
        adults: 1,
        needs: BTreeMap::new(),
        wishes: Vec::new(),
    };
    story.coordinator(
        "10:55",
        Fact::GroupAdded(Box::new(GroupAdded {
            group: GroupNo(41),
            about,
        })),
    );
    let part = |(group, size, _): &(u16, u16, [u16; 4])| Part {
        group: GroupNo(*group),
        size: *size,
        adults: 1,
    };
    let into = ADDED.iter().map(part).collect();
    story.coordinator(
        "10:57",
        Fact::GroupSplit(GroupSplit {
            group: GroupNo(41),
            into,
        }),
    );
    for (group, _, route) in ADDED {
        let moves = (5..)
            .zip(route)
            .map(|(round, to)| moved(group, round, to))
            .collect();
        story.coordinator(
            "10:58",
            Fact::PlanRevised(PlanRevised {
                moves,
                reason: Reason::Other,
            }),
        );
    }
}

fn noon(story: &mut Story, event: &Event) {
    let stations: Vec<StationNo> = POWERLESS.into_iter().map(StationNo).collect();
    let paused = StationsPaused {
        stations: stations.clone(),
        hall: None,
        reason: Reason::Power,
    };
    story.coordinator("11:02", Fact::StationsPaused(paused));
    story.coordinator(
        "11:07",
        Fact::StationsResumed(StationsResumed { stations, hall: None }),
    );
    story.coordinator("11:20", Fact::EvacuationCalled(Evacuated { drill: true }));
    let mut sizes: BTreeMap<u16, u16> = event
        .groups
        .iter()
        .map(|(no, group)| (no.0, group.size))
        .collect();
    sizes.insert(6, 11);
    sizes.extend(ADDED.map(|(group, size, _)| (group, size)));
    for (group, count) in sizes {
        let call = |count| {
            Fact::RollCalled(RollCalled {
                group: GroupNo(group),
                count,
            })
        };
        if group == 34 {
            story.coordinator("11:27", call(count - 1));
            story.coordinator("11:29", call(count));
        } else {
            story.coordinator("11:26", call(count));
        }
    }
    story.coordinator("11:32", Fact::FloorResumed(Resumed {}));
    let new = |round: u8| {
        let (start, end) = ROUNDS[usize::from(round) - 1];
        NewTimes {
            round: RoundNo(round),
            times: Span {
                start: t(start),
                end: t(end),
            },
        }
    };
    let rounds = (5..=8).map(new).collect();
    story.coordinator("11:33", Fact::RoundsRetimed(RoundsRetimed { rounds }));
    let left = Missed {
        whom: whom(&[38, 39]),
        round: RoundNo(8),
        reason: Reason::Bus,
    };
    story.coordinator("12:14", Fact::GroupsLeft(left));
    let line = |(round, group, count): (u8, u16, u16)| SheetLine {
        round: RoundNo(round),
        group: GroupNo(group),
        count,
        interest: None,
        briefing: None,
    };
    let sheet = [(1, 33, 12), (3, 35, 12), (4, 16, 12), (5, 9, 12), (6, 24, 11)];
    let lines = sheet.map(line).to_vec();
    story.coordinator(
        "12:44",
        Fact::SheetEntered(SheetEntered {
            station: StationNo(20),
            lines,
        }),
    );
    for (desk, visits) in DESKS {
        for n in 0..visits {
            let at = t("09:40").plus_ms(i64::from(n) * 330_000);
            let visitor = Visitor::ALL[usize::from(n % 3)];
            let fact = Fact::DeskVisited(DeskVisit {
                desk: DeskNo(desk),
                visitor,
            });
            story.say(at, Role::Desk(DeskNo(desk)), fact);
        }
    }
}

/// The whole day.
pub(crate) fn day() -> Day {
    let event = event();
    let mut story = Story(Vec::new());
    visits(&mut story, &event);
    morning(&mut story);
    school(&mut story);
    noon(&mut story, &event);
    story.0.sort_by_key(|told| told.now);
    let mut day = Day::of(event);
    for Told { now, role, fact } in story.0 {
        let now = now.to_string();
        let is_slip =
            matches!(&fact, Fact::GroupFinished(visit) if now == "09:50:00" && visit.group == GroupNo(12));
        let is_call = matches!(&fact, Fact::HelpCalled(_));
        let id = day.given(&now, role, fact);
        if is_slip {
            day.given("09:50:06", role, Fact::EntryUndone(Undone { entry: id }));
        }
        if is_call {
            day.given("10:19:40", COORDINATOR, Fact::CallAccepted(OfCall { call: id }));
            day.given("10:26", COORDINATOR, Fact::CallClosed(OfCall { call: id }));
        }
    }
    day
}

/// Whether an entry waits on the laptop of station 51, whose battery went flat.
pub(crate) fn waits(role: Role, at: EventTime) -> bool {
    role == at_station(51) && at > t("10:27") && at < t("11:00")
}

/// A visit by its numbers.
pub(crate) fn visit(station: u16, round: u8, group: u16) -> Visit {
    counted(station, round, group, 0).visit()
}
