//! Lives the day of `tests/data/day/scenario.toml` from 09:30 to 13:07: a replica for each laptop, each with its own
//! floor and pen, which exchange what the others lack at every step unless they are away.
//!
//! What somebody does is told by the scenario; whatever it does not tell goes as planned. Nothing here looks at
//! answers: the asserts do.

use crate::fixture::{opening, t};
use crate::stage::open_square;
use sheber::domain::command::{Command, Refusal, Who, decide};
use sheber::domain::countdown::Schedule;
use sheber::domain::entry::{Entry, Moment, Pen};
use sheber::domain::fact::{Purpose, Reason, Visitor};
use sheber::domain::floor::Floor;
use sheber::domain::frontier::Frontier;
use sheber::domain::id::{DeskNo, EntryId, GroupNo, Origin, Place, Role, RoundNo, Seq, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::query::people::inbox;
use sheber::domain::query::routes::delay;
use sheber::domain::query::station::{offered_count, station};
use sheber::domain::time::{EventTime, SECOND_MS};
use sheber::rehearse::Deed;
use sheber::rehearse::incident::{Happening, Incidents, Word, scenario};
use sheber::report::{figures, giving};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

const STEP_MS: i64 = 10 * SECOND_MS;
/// Advice given at each desk by 13:00.
const DESK_VISITS: [(u16, i64); 6] = [(71, 34), (72, 15), (73, 8), (74, 27), (75, 5), (76, 6)];
/// The place whose instructor has no laptop.
pub(crate) const PAPER: StationNo = StationNo(20);
/// Whoever opened the floor.
pub(crate) const ORGANISER: Origin = Origin(1);
/// The main coordinator, whose laptop dies at 12:09.
pub(crate) const FIRST: Origin = Origin(2);
/// The second coordinator, on mobile internet in the yard.
pub(crate) const SECOND: Origin = Origin(3);
/// The second laptop that a volunteer opens for station 31.
pub(crate) const SPARE: Origin = Origin(5_031);

/// A file of the day, as the domain notes have it.
pub(crate) fn day_file(name: &str) -> String {
    let path = format!("{}/tests/data/day/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a file of the day")
}

/// The name under which the laptop of a station writes.
pub(crate) fn laptop_of(no: u16) -> Origin {
    Origin(1_000 + u64::from(no))
}

/// One laptop of the day.
pub(crate) struct Laptop {
    role: Role,
    pen: Pen,
    floor: Floor,
    /// Every entry that it holds, with the moment at which it got it.
    heard: Vec<(EventTime, Entry)>,
    /// When it wrote, and what its own clock said then.
    written: Vec<(EventTime, i64)>,
    /// When it was out of contact: from, until.
    away: Vec<(EventTime, EventTime)>,
    /// When its battery was flat: nobody presses a key then.
    dead: Vec<(EventTime, EventTime)>,
    /// By how much its clock was ahead, from when on.
    clock: Vec<(EventTime, i64)>,
    /// Since when it has been open.
    since: EventTime,
}

impl Laptop {
    fn new(origin: Origin, role: Role, since: EventTime) -> Self {
        Self {
            role,
            pen: Pen::new(origin),
            floor: Floor::default(),
            heard: Vec::new(),
            written: Vec::new(),
            away: Vec::new(),
            dead: Vec::new(),
            clock: vec![(EventTime(0), 0)],
            since,
        }
    }

    fn is_away(&self, now: EventTime) -> bool {
        now < self.since
            || self
                .away
                .iter()
                .any(|(from, until)| (*from..*until).contains(&now))
    }

    fn is_dead(&self, now: EventTime) -> bool {
        now < self.since
            || self
                .dead
                .iter()
                .any(|(from, until)| (*from..*until).contains(&now))
    }

    fn ahead_ms(&self, now: EventTime) -> i64 {
        let set = self.clock.iter().rev().find(|(from, _)| *from <= now);
        set.map_or(0, |(_, ahead)| *ahead)
    }

    fn hear(&mut self, entry: &Entry, now: EventTime) {
        self.pen.see(entry.stamp, now);
        self.floor.apply(entry);
        self.heard.push((now, entry.clone()));
    }

    fn ask(&mut self, command: &Command, now: EventTime, at: EventTime) -> Result<(), Refusal> {
        let moment = Moment {
            now,
            at,
            device_ms: now.0 + self.ahead_ms(now),
        };
        for fact in decide(&self.floor, command, moment, self.role)? {
            let record = self.pen.write(&fact, moment, self.role);
            assert!(record.is_sealed());
            self.written.push((record.at, record.device_ms));
            let entry = record.entry();
            self.floor.apply(&entry);
            self.heard.push((now, entry));
        }
        Ok(())
    }
}

/// Where laptops meet: what it holds, in the order in which it came.
#[derive(Default)]
struct Hub {
    held: Frontier,
    entries: BTreeMap<EntryId, Entry>,
}

/// The day as it was lived.
pub(crate) struct Played {
    laptops: BTreeMap<Origin, Laptop>,
    /// What was asked and not allowed: when, by whom, why.
    pub(crate) refused: Vec<(EventTime, Role, Command, Refusal)>,
    /// What the scenario reader has no word for.
    pub(crate) unplayed: Vec<String>,
}

/// The day, lived once for all tests.
pub(crate) fn played() -> &'static Played {
    static DAY: OnceLock<Played> = OnceLock::new();
    DAY.get_or_init(|| Player::new().live())
}

impl Played {
    /// The floor as this laptop knew it at this moment.
    pub(crate) fn floor(&self, origin: Origin, time: &str) -> Floor {
        let heard = self.laptops[&origin].heard.iter();
        heard
            .take_while(|(when, _)| *when <= t(time))
            .map(|(_, entry)| entry.clone())
            .collect()
    }

    /// Every entry that this laptop holds at the end, in the order in which it came, with the moment.
    pub(crate) fn heard(&self, origin: Origin) -> &[(EventTime, Entry)] {
        &self.laptops[&origin].heard
    }

    /// Every laptop of the day.
    pub(crate) fn origins(&self) -> impl Iterator<Item = Origin> + '_ {
        self.laptops.keys().copied()
    }

    /// What the laptops said of themselves at this moment, as the share would know it.
    pub(crate) fn presence(&self, time: &str) -> Vec<Presence> {
        let now = t(time);
        let opened = self.laptops.iter().filter(|(_, laptop)| laptop.since <= now);
        let seen = |laptop: &Laptop| {
            let mut away = laptop.away.iter();
            let gone = away.find(|(from, until)| (*from..*until).contains(&now));
            gone.map_or(now, |(from, _)| *from)
        };
        opened
            .map(|(origin, laptop)| {
                let seen = seen(laptop);
                Presence {
                    origin: *origin,
                    role: laptop.role,
                    label: format!("laptop-{origin}"),
                    seen_ms: seen.0,
                    clock_ahead_ms: Some(laptop.ahead_ms(seen)),
                    version: "0.1.0".to_owned(),
                    unsent: 0,
                }
            })
            .collect()
    }

    /// What a laptop's own clock said when it wrote: each entry's event time and its device time.
    pub(crate) fn device_ms(&self, origin: Origin) -> &[(EventTime, i64)] {
        &self.laptops[&origin].written
    }

    /// By how much a laptop's clock is ahead, as it shows it.
    pub(crate) fn ahead(&self, origin: Origin, now: EventTime) -> Option<i64> {
        Some(self.laptops[&origin].ahead_ms(now))
    }

    /// How many entries of its own a laptop has written since it was out of contact at this moment.
    pub(crate) fn unsent(&self, origin: Origin, time: &str) -> usize {
        let laptop = &self.laptops[&origin];
        let Some((from, _)) = laptop
            .away
            .iter()
            .find(|(from, until)| (*from..*until).contains(&t(time)))
        else {
            return 0;
        };
        let own = laptop.heard.iter().filter(|(_, entry)| entry.id.origin == origin);
        own.filter(|(when, _)| when >= from && *when <= t(time)).count()
    }
}

struct Player {
    incidents: Incidents,
    laptops: BTreeMap<Origin, Laptop>,
    hub: Hub,
    refused: Vec<(EventTime, Role, Command, Refusal)>,
}

impl Player {
    fn new() -> Self {
        let event = open_square();
        let mut incidents = scenario::read(&day_file("scenario.toml"), &event).expect("a scenario");
        // The guests stay until 10:47.
        incidents.list.push(sheber::rehearse::incident::Incident {
            at: t("10:47"),
            what: Happening::Said(
                Role::Station(StationNo(37)),
                Word::Now(Command::Guests {
                    station: StationNo(37),
                    here: false,
                }),
            ),
        });
        incidents.list.sort_by_key(|incident| incident.at);
        let start = t("09:00");
        let mut laptops = BTreeMap::new();
        let mut add = |origin: Origin, role: Role, since: EventTime| {
            laptops.insert(origin, Laptop::new(origin, role, since));
        };
        for (no, _) in event.rotation_stations().filter(|(no, _)| *no != PAPER) {
            add(laptop_of(no.0), Role::Station(no), start);
        }
        for no in event.desks.keys() {
            add(Origin(2_000 + u64::from(no.0)), Role::Desk(*no), start);
        }
        add(FIRST, Role::Coordinator, start);
        add(SECOND, Role::Coordinator, start);
        add(ORGANISER, Role::Organiser, start);
        add(SPARE, Role::Station(StationNo(31)), t("10:33"));
        let mut player = Self {
            incidents,
            laptops,
            hub: Hub::default(),
            refused: Vec::new(),
        };
        player.laptops_of_the_day();
        let open = Command::OpenFloor(opening(event));
        player.say(ORGANISER, &open, t("09:00"));
        player.exchange(t("09:00"));
        player
    }

    /// What happens to laptops: the scenario's words about clocks, networks and batteries.
    fn laptops_of_the_day(&mut self) {
        let never = EventTime(i64::MAX);
        for incident in &self.incidents.list {
            let Happening::Away(who, until) = &incident.what else {
                continue;
            };
            let origin = match who {
                Role::Station(no) => laptop_of(no.0),
                _ => FIRST,
            };
            // Nobody brings the coordinator's laptop back.
            let until = if origin == FIRST {
                never
            } else {
                until.unwrap_or(never)
            };
            self.laptops
                .get_mut(&origin)
                .expect("a laptop")
                .away
                .push((incident.at, until));
        }
        let file: toml::Table = day_file("scenario.toml").parse().expect("a scenario");
        let steps = file["step"].as_array().expect("steps").iter();
        for action in steps.flat_map(|step| step["actions"].as_array().expect("actions")) {
            let at = t(action["t"].as_str().expect("a time"));
            let origin = |key: &str| {
                laptop_of(u16::try_from(action[key].as_integer().expect("a number")).expect("small"))
            };
            match action["do"].as_str().expect("a word") {
                "clock_offset" => {
                    let ahead = action["offset_s"].as_integer().expect("seconds") * SECOND_MS;
                    let laptop = self.laptops.get_mut(&origin("station")).expect("a laptop");
                    laptop.clock.push((at, ahead));
                }
                "battery_flat" => {
                    let laptop = self.laptops.get_mut(&origin("station")).expect("a laptop");
                    let back = laptop.away.iter().map(|(_, until)| *until).max();
                    laptop.dead.push((at, back.expect("it was away")));
                }
                _ => {}
            }
        }
    }

    fn live(mut self) -> Played {
        let mut moments: BTreeSet<EventTime> =
            self.incidents.list.iter().map(|incident| incident.at).collect();
        let (first, last) = (t("09:30").0, t("13:07").0);
        moments.extend((first..=last).step_by(STEP_MS as usize).map(EventTime));
        moments.insert(t("13:06:30"));
        for now in moments {
            self.come_back(now);
            self.incidents_at(now);
            for origin in self.laptops.keys().copied().collect::<Vec<_>>() {
                if !self.laptops[&origin].is_dead(now) {
                    self.baseline(origin, now);
                }
            }
            self.exchange(now);
            self.reports(now);
        }
        Played {
            laptops: self.laptops,
            refused: self.refused,
            unplayed: self.incidents.unplayed,
        }
    }

    fn say(&mut self, origin: Origin, command: &Command, now: EventTime) {
        let laptop = self.laptops.get_mut(&origin).expect("a laptop");
        if let Err(refusal) = laptop.ask(command, now, happened(command, now)) {
            self.refused.push((now, laptop.role, command.clone(), refusal));
        }
    }

    /// A laptop that was restarted knows what it had on its disk.
    fn come_back(&mut self, now: EventTime) {
        for laptop in self.laptops.values_mut() {
            if laptop.away.iter().any(|(_, until)| *until == now) {
                let again: Floor = laptop.heard.iter().map(|(_, entry)| entry.clone()).collect();
                assert_eq!(again, laptop.floor);
                laptop.floor = again;
            }
        }
    }

    /// Which laptop says this now.
    fn writer(&self, role: Role, command: Option<&Command>, now: EventTime) -> Origin {
        match role {
            Role::Station(no) if no.0 == 31 && now == t("10:33:40") => SPARE,
            Role::Station(no) => laptop_of(no.0),
            Role::Desk(no) => Origin(2_000 + u64::from(no.0)),
            Role::Organiser => ORGANISER,
            Role::Coordinator => {
                let by_radio = matches!(command, Some(Command::Arrive { .. }));
                if by_radio || self.laptops[&FIRST].is_away(now) {
                    SECOND
                } else {
                    FIRST
                }
            }
        }
    }

    fn incidents_at(&mut self, now: EventTime) {
        let due: Vec<(Role, Word)> = self
            .incidents
            .list
            .iter()
            .filter(|incident| incident.at == now)
            .filter_map(|incident| match &incident.what {
                Happening::Said(role, word) => Some((*role, word.clone())),
                _ => None,
            })
            .collect();
        for (role, word) in due {
            let known = match &word {
                Word::Now(command) => Some(command),
                _ => None,
            };
            let origin = self.writer(role, known, now);
            let floor = &self.laptops[&origin].floor;
            let (command, _) = word.command(floor).expect("somebody called");
            let command = in_full(floor, command);
            self.say(origin, &command, now);
        }
    }

    /// Everything that the scenario does not tell.
    fn baseline(&mut self, origin: Origin, now: EventTime) {
        match self.laptops[&origin].role {
            Role::Station(no) if origin != SPARE => {
                let deeds = self.morning(no, now).into_iter().chain(self.reading(no, now));
                for command in deeds.collect::<Vec<_>>() {
                    self.say(origin, &command, now);
                }
                self.round(origin, no, now);
            }
            Role::Desk(no) => {
                for command in advice(no, now) {
                    self.say(origin, &command, now);
                }
            }
            _ if origin == FIRST => {
                for command in self.roll_call(now) {
                    self.say(origin, &command, now);
                }
            }
            _ => {}
        }
    }

    /// From 11:22 on two guides in ten seconds tell the coordinator that their group is complete; what the scenario
    /// tells of group 34 comes later.
    fn roll_call(&self, now: EventTime) -> Vec<Command> {
        let step = now.since(t("11:22")).div_euclid(STEP_MS);
        let Some(first) = usize::try_from(step).ok().map(|step| step * 2) else {
            return Vec::new();
        };
        let floor = &self.laptops[&FIRST].floor;
        let guides = floor.groups().map(|(no, _)| no).filter(|no| no.0 != 34);
        let call = |group| Command::RollCall { group, count: None };
        guides.skip(first).take(2).map(call).collect()
    }

    fn morning(&self, no: StationNo, now: EventTime) -> Option<Command> {
        let after = i64::from(no.0) * 7 % 36 * STEP_MS;
        let ready = now == t("09:30").plus_ms(after) && no.0 != 26;
        ready.then_some(Command::Ready {
            station: no,
            deputy: false,
        })
    }

    fn reading(&self, no: StationNo, now: EventTime) -> Option<Command> {
        let place = Place::Station(no);
        let message = inbox(&self.laptops[&laptop_of(no.0)].floor, place)
            .into_iter()
            .next()?;
        // At station 32 nobody looks at the screen for seven minutes.
        let patience_s = if no.0 == 32 {
            420
        } else {
            20 + i64::from(no.0) % 5 * 10
        };
        let read = now.since(message.at) >= patience_s * SECOND_MS;
        read.then_some(Command::Receive {
            message: message.id,
            place,
        })
    }

    fn is_told(&self, no: StationNo, group: GroupNo, deed: Deed) -> bool {
        self.incidents.claims.contains(&(no, group, deed))
    }

    /// Whether the scenario tells of an end of this visit that is still to come.
    fn ends_later(&self, no: StationNo, group: GroupNo, now: EventTime) -> bool {
        self.incidents.list.iter().any(|incident| {
            incident.at > now
                && matches!(
                    &incident.what,
                    Happening::Said(_, Word::Now(Command::Finish { station, group: Some(who) }))
                        if *station == no && *who == group
                )
        })
    }

    fn round(&mut self, origin: Origin, no: StationNo, now: EventTime) {
        for command in self.ends(origin, no, now) {
            self.say(origin, &command, now);
        }
        for command in self.arrivals(origin, no, now) {
            self.say(origin, &command, now);
        }
        for command in self.briefings(origin, no, now) {
            self.say(origin, &command, now);
        }
    }

    fn ends(&self, origin: Origin, no: StationNo, now: EventTime) -> Vec<Command> {
        let floor = &self.laptops[&origin].floor;
        let schedule = Schedule::at(floor, now);
        let mut deeds = Vec::new();
        for here in station(floor, &Schedule::at(floor, now.plus_ms(-1)), no).present {
            // The station's own end as it was a moment ago: an extended round ends when its time is up.
            let before = station(floor, &Schedule::at(floor, now.plus_ms(-1)), no);
            let up = before.slot.map(|slot| slot.round) == Some(here.round)
                && before.ends == Some(now)
                && schedule.held().is_none();
            if !up {
                continue;
            }
            let group = Some(here.group);
            if !self.is_told(no, here.group, Deed::Interest) && here.interest.is_none() {
                deeds.push(Command::Interest {
                    station: no,
                    group,
                    count: here.arrival.count / 4,
                });
            }
            if !self.ends_later(no, here.group, now) {
                deeds.push(Command::Finish { station: no, group });
            }
        }
        deeds
    }

    fn arrivals(&self, origin: Origin, no: StationNo, now: EventTime) -> Vec<Command> {
        let floor = &self.laptops[&origin].floor;
        let schedule = Schedule::at(floor, now);
        let Some(slot) = schedule.slots.iter().find(|slot| slot.now.start == now) else {
            return Vec::new();
        };
        let due = floor.expected(no, slot.round).iter().copied();
        due.filter(|group| !self.is_told(no, *group, Deed::Arrival))
            .filter(|group| delay(floor, *group, now).is_none_or(|delay| delay.until <= now))
            .map(|group| Command::Arrive {
                station: no,
                group: Some(group),
                count: heads(floor, group, slot.round),
            })
            .collect()
    }

    fn briefings(&self, origin: Origin, no: StationNo, now: EventTime) -> Vec<Command> {
        let floor = &self.laptops[&origin].floor;
        let here = station(floor, &Schedule::at(floor, now), no);
        if !here.station.is_some_and(|about| about.briefing) {
            return Vec::new();
        }
        let present = here.present.iter();
        present
            .filter(|present| present.expected && !present.briefed)
            .filter(|present| !self.is_told(no, present.group, Deed::Briefing))
            .map(|present| Command::Briefing {
                station: no,
                group: Some(present.group),
            })
            .collect()
    }

    /// Everybody in contact sends what the hub lacks, and takes what they lack.
    fn exchange(&mut self, now: EventTime) {
        let hub = &mut self.hub;
        let here = |laptop: &&mut Laptop| !laptop.is_away(now);
        for laptop in self.laptops.values_mut().filter(here) {
            let lacking: Vec<_> = laptop.floor.held().beyond(&hub.held).collect();
            for (origin, first, last) in lacking {
                for entry in laptop.heard.iter().map(|(_, entry)| entry) {
                    if entry.id.origin == origin && (first..=last).contains(&entry.id.seq.0) {
                        hub.held.insert(entry.id);
                        hub.entries.insert(entry.id, entry.clone());
                    }
                }
            }
        }
        for laptop in self.laptops.values_mut().filter(here) {
            if laptop.floor.held().count() == hub.held.count() {
                continue;
            }
            let lacking: Vec<_> = hub.held.beyond(laptop.floor.held()).collect();
            for (origin, first, last) in lacking {
                for seq in (first..=last).map(Seq) {
                    laptop.hear(&hub.entries[&EntryId { origin, seq }], now);
                }
            }
        }
    }

    /// The press at 12:30, the report at 12:50, the report again at 13:06:30.
    fn reports(&mut self, now: EventTime) {
        let purpose = match now {
            _ if now == t("12:30") => Purpose::Press,
            _ if now == t("12:50") || now == t("13:06:30") => Purpose::Report,
            _ => return,
        };
        let floor = &self.laptops[&SECOND].floor;
        let command = Command::Give(Box::new(giving(&figures(floor, now), floor, purpose)));
        self.say(SECOND, &command, now);
        self.exchange(now);
    }
}

/// What the prose of the scenario says and its file leaves out.
fn in_full(floor: &Floor, mut command: Command) -> Command {
    match &mut command {
        // The 48 adults of the roll call are the 46 of the plan and two who came with these 26 pupils.
        Command::AddGroup { about, .. } => about.adults = 2,
        Command::Extend { reason, .. } => *reason = Reason::Guests,
        Command::Leave { whom, reason, .. } => {
            *reason = Reason::Bus;
            *whom = whole_school(floor, whom);
        }
        Command::Delay { whom, .. } | Command::Skip { whom, .. } | Command::OnSite(whom) => {
            *whom = whole_school(floor, whom);
        }
        _ => {}
    }
    command
}

/// A coordinator marks a school once, not its groups one by one.
fn whole_school(floor: &Floor, whom: &Who) -> Who {
    let Who::Groups(named) = whom else {
        return whom.clone();
    };
    let school = &floor.group(named[0]).expect("a group").school;
    let all = floor.groups().filter(|(_, group)| group.school == *school);
    if all.map(|(no, _)| no).eq(named.iter().copied()) {
        Who::School(school.clone())
    } else {
        whom.clone()
    }
}

/// When it happened. Only the presses of two laptops at station 31 are late: the figures of the day know nothing of a
/// late group 37, which has been there since the round began.
fn happened(command: &Command, now: EventTime) -> EventTime {
    let by_two = matches!(command, Command::Arrive { station, .. } if station.0 == 31);
    if by_two && now >= t("10:33") && now < t("10:34") {
        t("10:29")
    } else {
        now
    }
}

/// How many are counted: as many as last time, but the pupil of group 32 who was at the first-aid point is back.
fn heads(floor: &Floor, group: GroupNo, round: RoundNo) -> Option<u16> {
    if group.0 == 32 && round.0 == 4 {
        return floor.group(group).map(|about| about.size);
    }
    offered_count(floor, group)
}

/// Visitors of a desk, spread over the day.
fn advice(no: DeskNo, now: EventTime) -> Vec<Command> {
    let (_, visits) = DESK_VISITS
        .into_iter()
        .find(|(desk, _)| *desk == no.0)
        .expect("a desk");
    let (first, last) = (t("09:50"), t("12:55"));
    let due = |visit: &i64| {
        let at = first.plus_ms(last.since(first) * visit / visits);
        EventTime(at.0 / STEP_MS * STEP_MS) == now
    };
    let kind = |visit: i64| Visitor::ALL[usize::try_from(visit % 3).expect("small")];
    (0..visits)
        .filter(due)
        .map(|visit| Command::Visit {
            desk: no,
            visitor: kind(visit),
        })
        .collect()
}
