//! A day on the open square as a log of any length: what stations, desks and coordinators say when a floor is very
//! busy, in the order in which it happens. The same length and seed give the same records on every computer.

use std::sync::Arc;

use sheber::domain::entry::{Moment, Pen, Record};
use sheber::domain::event::{Event, Words};
use sheber::domain::fact::{
    AtStation, Audience, Called, Counted, DeskQueue, DeskVisit, Extended, Fact, Message, Need, OfCall,
    Opening, Paused, Ready, Reason, Received, SentOn, Undone, Visit, Visitor, WalkIns,
};
use sheber::domain::id::{DeskNo, EntryId, GroupNo, Origin, Place, Role, RoundNo, StationNo};
use sheber::domain::time::{EventTime, MINUTE_MS};

use crate::chance::Chance;

/// A word that stands in one message of the log, in the last third.
pub(crate) const RARE: &str = "тюльпан";
const COORDINATORS: u64 = 4;
/// The log runs from the opening of the doors to the end of the day.
const FROM: EventTime = EventTime::hms(9, 15, 0);
const UNTIL: EventTime = EventTime::hms(13, 0, 0);

/// The day of the sample file.
pub(crate) fn open_square() -> Event {
    let samples = sheber::intake::embedded();
    let (_, text) = samples
        .iter()
        .find(|(key, _)| *key == "open-square")
        .expect("the sample");
    sheber::intake::event::read(text).event.expect("a day")
}

/// A laptop with what it wrote last.
struct Laptop {
    pen: Pen,
    role: Role,
    last: Vec<EntryId>,
}

/// A day that is told entry by entry.
pub(crate) struct BigLog {
    event: Arc<Event>,
    laptops: Vec<Laptop>,
    chance: Chance,
    messages: Vec<EntryId>,
    calls: Vec<EntryId>,
    told: u64,
    count: u64,
}

impl BigLog {
    /// A day of so many entries.
    pub(crate) fn new(count: u64, seed: u64) -> Self {
        let event = open_square();
        let stations = event.rotation_stations().map(|(no, _)| Role::Station(no));
        let desks = event.desks.keys().map(|no| Role::Desk(*no));
        let coordinators = (0..COORDINATORS).map(|_| Role::Coordinator);
        let mut chance = Chance(seed | 1);
        let laptops = coordinators.chain(stations).chain(desks).map(|role| Laptop {
            pen: Pen::new(Origin(chance.below(u64::MAX))),
            role,
            last: Vec::new(),
        });
        Self {
            laptops: laptops.collect(),
            event: Arc::new(event),
            chance,
            messages: Vec::new(),
            calls: Vec::new(),
            told: 0,
            count,
        }
    }

    fn below(&mut self, bound: u16) -> u16 {
        u16::try_from(self.chance.below(u64::from(bound))).expect("below a u16")
    }

    /// The round that is on or was last.
    fn round(&self, now: EventTime) -> RoundNo {
        let begun = self.event.times.rounds.iter().filter(|round| round.start <= now);
        RoundNo(u8::try_from(begun.count().max(1)).expect("a round"))
    }

    /// A group that the plan has at this station in this round, or now and then another one.
    fn group(&mut self, station: StationNo, round: RoundNo) -> GroupNo {
        let index = usize::from(round.0) - 1;
        let here = |route: &Vec<Option<StationNo>>| route.get(index) == Some(&Some(station));
        let planned = self.event.plan.iter().find(|(_, route)| here(route));
        let planned = planned.map(|(group, _)| *group);
        let stray = self.below(40) == 0;
        let other = GroupNo(1 + self.below(40));
        planned.filter(|_| !stray).unwrap_or(other)
    }

    fn opened(&self) -> Fact {
        Fact::FloorOpened(Opening {
            event: Arc::clone(&self.event),
            shift_ms: 0,
            speed: 1,
            from_ms: 0,
            rehearsal: false,
        })
    }

    fn at_station(&mut self, station: StationNo, round: RoundNo, last: Option<EntryId>) -> Fact {
        let group = self.group(station, round);
        let visit = Visit {
            station,
            round,
            group,
        };
        let counted = |count| Counted {
            station,
            round,
            group,
            count,
        };
        match self.below(1_000) {
            0..180 => Fact::GroupArrived(counted(8 + self.below(8))),
            180..440 => Fact::CountCorrected(counted(8 + self.below(8))),
            440..560 => Fact::GroupFinished(visit),
            560..640 => Fact::BriefingMarked(visit),
            640..760 => Fact::InterestCounted(counted(self.below(9))),
            760..890 => Fact::WalkInsCounted(WalkIns {
                station,
                round,
                count: 1,
            }),
            890..900 => Fact::StationReady(Ready::at(station)),
            900..905 => Fact::RoundExtended(Extended {
                station,
                round,
                minutes: 1,
                reason: self.reason(),
            }),
            905..911 => Fact::StationPaused(Paused {
                station,
                reason: self.reason(),
            }),
            911..918 => Fact::StationResumed(AtStation { station }),
            918..924 => Fact::SentOn(SentOn {
                station,
                round,
                group,
                to: StationNo(1 + self.below(48)),
            }),
            924..970 => match self.messages.last() {
                Some(message) => Fact::MessageReceived(Received {
                    message: *message,
                    place: Place::Station(station),
                }),
                None => Fact::StationReady(Ready::at(station)),
            },
            970..974 => Fact::HelpCalled(Called {
                place: Place::Station(station),
                need: self.need(),
            }),
            _ => match last {
                Some(entry) => Fact::EntryUndone(Undone { entry }),
                None => Fact::StationReady(Ready::at(station)),
            },
        }
    }

    fn at_desk(&mut self, desk: DeskNo) -> Fact {
        let visitor = [Visitor::Pupil, Visitor::Student, Visitor::Adult][usize::from(self.below(3))];
        match self.below(20) {
            0..16 => Fact::DeskVisited(DeskVisit { desk, visitor }),
            16..17 => Fact::DeskVisitTakenBack(DeskVisit { desk, visitor }),
            _ => Fact::DeskQueueCounted(DeskQueue {
                desk,
                length: self.below(12),
            }),
        }
    }

    fn at_coordination(&mut self, round: RoundNo, last: Option<EntryId>) -> Fact {
        let call = |calls: &[EntryId]| calls.last().map(|call| OfCall { call: *call });
        match self.below(20) {
            0..3 => {
                let minutes = self.below(15) + 1;
                Fact::MessageSent(Box::new(Message {
                    to: Audience::All,
                    text: Words {
                        kk: format!("{minutes} минуттан кейін ауысамыз"),
                        ru: format!("Переход через {minutes} мин"),
                        en: format!("We move on in {minutes} min"),
                    },
                }))
            }
            3..9 => match call(&self.calls) {
                Some(call) => Fact::CallAccepted(call),
                None => self.opened(),
            },
            9..15 => match call(&self.calls) {
                Some(call) => Fact::CallClosed(call),
                None => self.opened(),
            },
            15..19 => {
                // What a station without a network says over the radio.
                let station = StationNo(1 + self.below(48));
                self.at_station(station, round, None)
            }
            _ => match last {
                Some(entry) => Fact::EntryUndone(Undone { entry }),
                None => self.opened(),
            },
        }
    }

    fn reason(&mut self) -> Reason {
        Reason::ALL[self.chance.place(Reason::ALL.len())]
    }

    fn need(&mut self) -> Need {
        [Need::Help, Need::FirstAid, Need::Material][usize::from(self.below(3))]
    }

    fn rare() -> Fact {
        Fact::MessageSent(Box::new(Message {
            to: Audience::All,
            text: Words::same(&format!("У входа {RARE} и ждём гостей")),
        }))
    }

    /// Which laptop speaks: stations most of all, coordinators seldom.
    fn who(&mut self) -> usize {
        let (coordinators, all) = (usize::try_from(COORDINATORS).expect("few"), self.laptops.len());
        let desks = self.event.desks.len();
        match self.chance.below(100) {
            0..3 => self.chance.place(coordinators),
            3..20 => all - desks + self.chance.place(desks),
            _ => coordinators + self.chance.place(all - desks - coordinators),
        }
    }
}

impl Iterator for BigLog {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.told == self.count {
            return None;
        }
        let part = i64::try_from(self.told).expect("a count");
        let now = FROM.plus_ms(UNTIL.since(FROM) * part / i64::try_from(self.count).expect("a count"));
        let round = self.round(now);
        let who = if self.told == 0 { 0 } else { self.who() };
        let role = self.laptops[who].role;
        let last = match self.laptops[who].last.len() {
            0 => None,
            length => Some(self.laptops[who].last[self.chance.place(length)]),
        };
        let fact = match role {
            _ if self.told == 0 => self.opened(),
            _ if self.told == self.count * 7 / 10 => Self::rare(),
            Role::Station(station) => self.at_station(station, round, last),
            Role::Desk(desk) => self.at_desk(desk),
            _ => self.at_coordination(round, last),
        };
        let late = self.below(100) < 3 && self.told > 0;
        let moment = Moment {
            now,
            at: if late {
                now.plus_ms(-i64::from(self.below(30)) * MINUTE_MS)
            } else {
                now
            },
            device_ms: 1_807_000_000_000 + now.0,
        };
        let laptop = &mut self.laptops[who];
        let record = laptop.pen.write(&fact, moment, role);
        if fact.can_be_undone() {
            if laptop.last.len() == 8 {
                laptop.last.remove(0);
            }
            laptop.last.push(record.id);
        }
        match fact {
            Fact::MessageSent(_) => self.messages.push(record.id),
            Fact::HelpCalled(_) => self.calls.push(record.id),
            _ => {}
        }
        self.told += 1;
        Some(record)
    }
}
