//! The people of a rehearsal, without a program around them: they live a whole day on a floor in memory, whatever
//! the seed, and never ask for what is not allowed.

use proptest::prelude::*;
use sheber::domain::command::{Command, decide};
use sheber::domain::entry::{Moment, Pen};
use sheber::domain::event::Event;
use sheber::domain::fact::{Fact, Need, Opening};
use sheber::domain::floor::Floor;
use sheber::domain::id::{DeskNo, Origin, Place, Role, StationNo};
use sheber::domain::query::people::{calls, messages};
use sheber::domain::time::{EventTime, SECOND_MS};
use sheber::intake::{embedded, event::read};
use sheber::rehearse::incident::{Happening, Incidents, Word, scenario};
use sheber::rehearse::{Deed, Script, Sight, cast, is_over};

use crate::fixture::{DESK, STATIONS, at_station, event, opening, t};

/// So many deeds of one person at one moment are a script that does not end.
const DEEDS_MAX: usize = 12;

/// A rehearsed day in memory: everybody writes on one floor.
struct Lived {
    floor: Floor,
    pens: Vec<(Role, Pen)>,
    incidents: Incidents,
    refused: usize,
    now: EventTime,
}

impl Lived {
    fn new(opening: Opening, roles: &[Role], incidents: Incidents) -> Self {
        let pens = (1..).zip(roles).map(|(no, role)| (*role, Pen::new(Origin(no))));
        let mut lived = Self {
            floor: Floor::default(),
            pens: pens.collect(),
            incidents,
            refused: 0,
            now: EventTime(0),
        };
        let mut pen = Pen::new(Origin(u64::MAX));
        let moment = lived.moment(None);
        let record = pen.write(&Fact::FloorOpened(opening), moment, Role::Organiser);
        lived.floor.apply(&record.entry());
        lived.now = lived.floor.event().unwrap().times.opening;
        lived
    }

    fn moment(&self, at: Option<EventTime>) -> Moment {
        Moment {
            now: self.now,
            at: at.unwrap_or(self.now),
            device_ms: 0,
        }
    }

    fn write(&mut self, person: usize, facts: &[Fact], at: Option<EventTime>) {
        let moment = self.moment(at);
        let (role, pen) = &mut self.pens[person];
        for fact in facts {
            let entry = pen.write(fact, moment, *role).entry();
            self.floor.apply(&entry);
        }
    }

    fn decide(&self, person: usize, command: &Command, at: Option<EventTime>) -> Option<Vec<Fact>> {
        decide(&self.floor, command, self.moment(at), self.pens[person].0).ok()
    }

    fn next(&self, script: &Script, role: Role) -> Option<Command> {
        let sight = Sight {
            floor: &self.floor,
            presence: &[],
            now: self.now,
        };
        script.next(sight, role)
    }

    /// Everybody does what is due now.
    fn step(&mut self, script: &Script) {
        for incident in self.incidents.list.clone() {
            let is_now = (0..10 * SECOND_MS).contains(&self.now.since(incident.at));
            let Happening::Said(who, word) = &incident.what else {
                continue;
            };
            let Some(person) = self.pens.iter().position(|(role, _)| role == who) else {
                continue;
            };
            if let (true, Some((command, at))) = (is_now, word.command(&self.floor)) {
                match self.decide(person, &command, at) {
                    Some(facts) => self.write(person, &facts, at),
                    None => self.refused += 1,
                }
            }
        }
        for person in 0..self.pens.len() {
            let role = self.pens[person].0;
            let mut deeds = 0;
            while let Some(command) = self.next(script, role) {
                let facts = decide(&self.floor, &command, self.moment(None), role)
                    .unwrap_or_else(|why| panic!("{role} at {}: {command:?}: {why}", self.now));
                self.write(person, &facts, None);
                deeds += 1;
                assert!(
                    deeds <= DEEDS_MAX,
                    "{role} at {}: {command:?} again and again",
                    self.now
                );
            }
        }
    }

    fn live(&mut self, script: &Script) {
        while !is_over(&self.floor, self.now) {
            self.step(script);
            self.now = self.now.plus_ms(10 * SECOND_MS);
        }
    }

    fn visits(&self) -> usize {
        let groups = self.floor.event().unwrap().groups.keys();
        groups.map(|group| self.floor.visits_of(*group).len()).sum()
    }
}

fn everybody(event: &Event) -> Vec<Role> {
    cast(event, None)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_people_do_is_allowed_and_comes_to_an_end(seed in any::<u64>()) {
        let roles = everybody(&event());
        let incidents = Incidents::drawn(seed, &event(), &roles);
        let script = Script::new(seed, incidents.claims.clone());
        let mut lived = Lived::new(opening(event()), &roles, incidents);
        lived.live(&script);
        let planned: usize = event().plan.values().map(|route| route.iter().flatten().count()).sum();
        prop_assert!(lived.visits() * 10 >= planned * 6, "{} of {planned} visits", lived.visits());
        for station in STATIONS.into_iter().filter(|no| *no != 20) {
            let log = lived.floor.station(StationNo(station)).unwrap();
            let open = log.sessions.values().filter(|visit| visit.is_open(&lived.floor.undone)).count();
            prop_assert!(open <= 1, "{open} visits at {station} were never ended");
        }
        prop_assert!(calls(&lived.floor).iter().all(|call| call.accepted.is_some() || lived.now.since(call.since) < 200 * SECOND_MS));
    }
}

#[test]
fn the_same_seed_is_the_same_day_and_another_seed_another() {
    let day = |seed| {
        let roles = everybody(&event());
        let incidents = Incidents::drawn(seed, &event(), &roles);
        let script = Script::new(seed, incidents.claims.clone());
        let mut lived = Lived::new(opening(event()), &roles, incidents);
        lived.live(&script);
        lived.floor
    };
    assert_eq!(day(5), day(5));
    assert_ne!(day(5), day(6));
}

#[test]
fn a_day_has_everything_that_people_do() {
    let (_, text) = embedded()
        .into_iter()
        .find(|(key, _)| *key == "open-square")
        .unwrap();
    let event = read(text).event.unwrap();
    let roles = everybody(&event);
    let script = Script::new(1, std::collections::BTreeSet::default());
    let mut lived = Lived::new(opening(event), &roles, Incidents::default());
    lived.live(&script);
    for kind in [
        "station_ready",
        "group_arrived",
        "count_corrected",
        "briefing_marked",
        "interest_counted",
        "group_finished",
        "walk_ins_counted",
        "round_extended",
        "entry_undone",
        "desk_visited",
        "desk_visit_taken_back",
        "desk_queue_counted",
        "message_sent",
        "message_received",
    ] {
        let found = lived.floor.log().iter().any(|entry| entry.fact.kind() == kind);
        assert!(found, "nobody wrote {kind}");
    }
    assert!(lived.visits() > 200, "{} visits", lived.visits());
}

const SCENARIO: &str = r#"
date = 2026-10-17

[[step]]
id = "S1"
actions = [
  { t = "09:30:00", do = "ready", stations = "all rotation stations except 20" },
  { t = "09:46:00", do = "arrive", station = 11, group = 6, count = 11 },
  { t = "09:47:00", do = "wrong_group", station = 11, group = 7 },
  { t = "09:49:00", do = "send_on", station = 11, group = 7, to = 43 },
  { t = "09:50:00", do = "first_aid", station = 15 },
  { t = "09:50:40", do = "accept", station = 15 },
  { t = "09:56:00", do = "close", station = 15 },
]

[[step]]
id = "S2"
actions = [
  { t = "10:08:00", do = "offline", stations = [17, 43] },
  { t = "10:12:00", do = "online", stations = [17] },
  { t = "10:15:00", do = "move", group = 6, round = 3, to = 17 },
  { t = "10:16:00", do = "route", group = 6, stations = { "4" = 43 }, reason = "in other words" },
  { t = "10:17:00", do = "pause", stations = [11], reason = "in other words" },
  { t = "10:19:00", do = "resume", stations = [11] },
  { t = "10:30:00", do = "broadcast", text_key = "break" },
  { t = "10:31:00", do = "desk_queue", desk = 71, count = 9 },
  { t = "10:32:00", do = "close_station", station = 43 },
  { t = "10:32:20", do = "undo", by = "coordinator" },
  { t = "10:40:00", do = "finish", station = 999, group = 6 },
  { t = "11:00:00", do = "enter_later", station = 20, sessions = [[1, 21, 13]] },
]
"#;

#[test]
fn a_scenario_is_played_as_far_as_there_are_words_for_it() {
    let incidents = scenario::read(SCENARIO, &event()).unwrap();
    assert_eq!(incidents.unplayed, ["S2 finish"]);
    assert!(
        incidents
            .claims
            .contains(&(StationNo(11), sheber::domain::id::GroupNo(6), Deed::Arrival))
    );
    let away = |no| {
        incidents
            .of(at_station(no))
            .into_iter()
            .find_map(|incident| match incident.what {
                Happening::Away(_, until) => Some(until),
                _ => None,
            })
    };
    assert_eq!(away(17), Some(Some(t("10:12"))));
    assert_eq!(away(43), Some(None), "nobody brings it back");

    let roles = everybody(&event());
    let script = Script::new(3, incidents.claims.clone());
    let mut lived = Lived::new(opening(event()), &roles, incidents);
    lived.live(&script);
    assert_eq!(lived.refused, 0);
    let first_aid = calls(&lived.floor)[0];
    assert_eq!(
        (first_aid.place, first_aid.need),
        (Place::Station(StationNo(15)), Need::FirstAid)
    );
    assert_eq!(
        (first_aid.accepted, first_aid.closed),
        (Some(t("09:50:40")), Some(t("09:56")))
    );
    let visit = |station, round, group| {
        let visit = sheber::domain::fact::Visit {
            station: StationNo(station),
            round: sheber::domain::id::RoundNo(round),
            group: sheber::domain::id::GroupNo(group),
        };
        lived
            .floor
            .session(visit)
            .and_then(|session| session.arrival(&lived.floor.undone))
    };
    assert_eq!(
        visit(11, 1, 6).map(|came| (came.at, came.count)),
        Some((t("09:46"), 11))
    );
    assert_eq!(
        visit(20, 1, 21).map(|came| (came.at, came.later)),
        Some((t("11:00"), true)),
        "when a sheet was typed in says nothing about when the group came"
    );
    assert!(
        messages(&lived.floor)
            .iter()
            .any(|message| message.at == t("10:30"))
    );
    assert_eq!(
        lived
            .floor
            .desk(DESK)
            .unwrap()
            .queue
            .all()
            .iter()
            .filter(|mark| mark.value == 9)
            .count(),
        1
    );
}

#[test]
fn a_hold_that_nobody_ends_does_not_last_for_ever() {
    let hold = "[[step]]\nactions = [{ t = \"10:20\", do = \"evacuate\" }]";
    let incidents = scenario::read(hold, &event()).unwrap();
    let roles = everybody(&event());
    let script = Script::new(1, incidents.claims.clone());
    let mut lived = Lived::new(opening(event()), &roles, incidents);
    lived.live(&script);
    assert_eq!(
        lived.now,
        t("13:09"),
        "two hours after the planned end of the last round"
    );
}

#[test]
fn a_broken_scenario_is_told_with_its_place() {
    let told = |text: &str| scenario::read(text, &event()).unwrap_err().to_string();
    assert!(told("[[step]]\nactions = [{ t = \"25:00\", do = \"ready\" }]").contains("line 2"));
    assert!(told("step = 3").contains("line 1"));
}

#[test]
fn a_call_is_answered_only_where_somebody_called() {
    let lived = Lived::new(opening(event()), &[Role::Desk(DeskNo(71))], Incidents::default());
    assert_eq!(
        Word::Accept(Place::Station(StationNo(11))).command(&lived.floor),
        None
    );
}
