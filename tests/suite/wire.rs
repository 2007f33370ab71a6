//! The wire form is a contract: golden lines of version 1 read to the same facts and are written again
//! byte for byte; what a newer version says is kept as it was written.

use crate::fixture::{DESK, t};
use sheber::domain::entry::{BadLine, Hash, LINE_MAX_BYTES, Moment, Pen, Record};
use sheber::domain::event::{Group, HallId, Lang, Medium, Support, Words};
use sheber::domain::fact::{
    AtStation, Audience, Called, Counted, Delayed, DeskQueue, DeskVisit, Evacuated, Extended, Fact,
    FiguresGiven, GroupAdded, GroupResized, GroupSplit, GroupsListed, Held, MediumChanged, Message, Missed,
    Move, Need, NewTimes, OfCall, Part, Paused, PlacesLowered, PlanRevised, Purpose, Ready, Reason, Received,
    Relisted, Resumed, RollCalled, RoundsRetimed, SentOn, SheetEntered, SheetLine, StationClosed,
    StationsPaused, StationsResumed, Undone, Visit, Visitor, WalkIns, Whom,
};
use sheber::domain::floor::Floor;
use sheber::domain::id::{EntryId, GroupNo, Origin, Place, Role, RoundNo, Seq, StationNo};
use sheber::domain::time::Span;
use std::collections::{BTreeMap, BTreeSet};

const STATION: StationNo = StationNo(11);
const ORIGIN: Origin = Origin(0x0123_4567_89ab_cdef);

fn lines(name: &str) -> Vec<String> {
    let path = format!("{}/tests/data/wire/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a golden file");
    text.lines().map(str::to_owned).collect()
}

fn records(name: &str) -> Vec<Record> {
    lines(name)
        .iter()
        .map(|line| Record::from_line(line).expect("a record"))
        .collect()
}

const fn seventh() -> EntryId {
    EntryId {
        origin: ORIGIN,
        seq: Seq(7),
    }
}

/// The facts of the golden file in its order, without the opening of the floor. New kinds come at the end: a line
/// that was written once stays as it is.
fn facts() -> Vec<Fact> {
    let mut facts = first_facts();
    facts.extend(facts_of_stations());
    facts.extend(facts_of_groups());
    facts.extend(facts_of_the_day());
    facts.extend(facts_of_lists());
    facts
}

fn facts_of_lists() -> Vec<Fact> {
    let relisted = Relisted {
        group: GroupNo(6),
        school: Some("№17".to_owned()),
        class: Some("9А/1".to_owned()),
        lang: Some(Lang::Kk),
        size: Some(13),
        adults: Some(2),
        needs: Some(BTreeMap::from([(Support::Wheelchair, 1)])),
    };
    vec![Fact::GroupsListed(Box::new(GroupsListed {
        added: vec![GroupAdded {
            group: GroupNo(41),
            about: Group {
                school: "№60".to_owned(),
                class: "9Ә".to_owned(),
                lang: Lang::Kk,
                size: 10,
                adults: 1,
                needs: BTreeMap::new(),
                wishes: Vec::new(),
            },
        }],
        changed: vec![relisted],
        gone: vec![GroupNo(7)],
        back: vec![GroupNo(8)],
        from: Some(RoundNo(3)),
        reason: Reason::Other,
    }))]
}

fn facts_of_stations() -> Vec<Fact> {
    let at = AtStation { station: STATION };
    vec![
        Fact::StationReady(Ready {
            station: STATION,
            deputy: true,
        }),
        Fact::StationNotReady(Paused {
            station: STATION,
            reason: Reason::People,
        }),
        Fact::MediumChanged(MediumChanged {
            station: STATION,
            medium: Medium::Paper,
        }),
        Fact::InstructorChanged(at),
        Fact::StationsPaused(StationsPaused {
            stations: vec![STATION, StationNo(15)],
            hall: Some(HallId("blue".to_owned())),
            reason: Reason::Power,
        }),
        Fact::StationsResumed(StationsResumed {
            stations: vec![STATION],
            hall: None,
        }),
        Fact::PlacesLowered(PlacesLowered {
            station: STATION,
            places: 8,
            reason: Reason::Equipment,
        }),
        Fact::PlacesRestored(at),
        Fact::StationClosed(StationClosed {
            station: STATION,
            from: RoundNo(3),
            reason: Reason::Other,
        }),
        Fact::StationOpened(at),
        Fact::GuestsCame(at),
        Fact::GuestsLeft(at),
        Fact::SheetEntered(SheetEntered {
            station: STATION,
            lines: vec![
                SheetLine {
                    round: RoundNo(2),
                    group: GroupNo(24),
                    count: 11,
                    interest: None,
                    briefing: None,
                },
                SheetLine {
                    round: RoundNo(4),
                    group: GroupNo(6),
                    count: 12,
                    interest: Some(0),
                    briefing: Some(true),
                },
            ],
        }),
    ]
}

fn facts_of_groups() -> Vec<Fact> {
    let whom = |school: Option<&str>| Whom {
        groups: vec![GroupNo(6), GroupNo(7)],
        school: school.map(str::to_owned),
    };
    let missed = |reason| Missed {
        whom: whom(None),
        round: RoundNo(3),
        reason,
    };
    let part = |group, size| Part {
        group: GroupNo(group),
        size,
        adults: 1,
    };
    vec![
        Fact::GroupsDelayed(Delayed {
            whom: whom(Some("№39")),
            until: t("10:00"),
            reason: Reason::Bus,
        }),
        Fact::GroupsOnSite(whom(None)),
        Fact::RoundSkipped(missed(Reason::Bus)),
        Fact::GroupsLeft(missed(Reason::Bus)),
        Fact::GroupsAbsent(missed(Reason::People)),
        Fact::PlanRevised(PlanRevised {
            moves: vec![
                Move {
                    group: GroupNo(6),
                    round: RoundNo(3),
                    from: Some(StationNo(43)),
                    to: Some(STATION),
                },
                Move {
                    group: GroupNo(6),
                    round: RoundNo(4),
                    from: None,
                    to: None,
                },
            ],
            reason: Reason::Equipment,
        }),
        Fact::GroupAdded(Box::new(GroupAdded {
            group: GroupNo(41),
            about: Group {
                school: "Қарғалы ауылы, №2 мектеп".to_owned(),
                class: String::new(),
                lang: Lang::Kk,
                size: 26,
                adults: 2,
                needs: BTreeMap::from([(Support::Quiet, 1)]),
                wishes: Vec::new(),
            },
        })),
        Fact::GroupSplit(GroupSplit {
            group: GroupNo(41),
            into: vec![part(41, 13), part(42, 13)],
        }),
        Fact::GroupResized(GroupResized {
            group: GroupNo(6),
            size: 11,
        }),
        Fact::RollCalled(RollCalled {
            group: GroupNo(6),
            count: 11,
        }),
    ]
}

fn facts_of_the_day() -> Vec<Fact> {
    vec![
        Fact::RoundsRetimed(RoundsRetimed {
            rounds: vec![NewTimes {
                round: RoundNo(3),
                times: Span {
                    start: t("10:33"),
                    end: t("10:49"),
                },
            }],
        }),
        Fact::EvacuationCalled(Evacuated { drill: true }),
        Fact::FiguresGiven(Box::new(FiguresGiven {
            purpose: Purpose::Press,
            as_of: t("10:30"),
            figures: BTreeMap::from([("pupils".to_owned(), 481), ("visits".to_owned(), 2772)]),
            known: vec![(ORIGIN, 1, 7)],
        })),
    ]
}

fn first_facts() -> Vec<Fact> {
    let visit = Visit {
        station: STATION,
        round: RoundNo(2),
        group: GroupNo(6),
    };
    let counted = |count| Counted {
        station: STATION,
        round: RoundNo(2),
        group: GroupNo(6),
        count,
    };
    let reason = Reason::Guests;
    let desk_visit = DeskVisit {
        desk: DESK,
        visitor: Visitor::Student,
    };
    vec![
        Fact::StationReady(Ready::at(STATION)),
        Fact::GroupArrived(counted(12)),
        Fact::CountCorrected(counted(11)),
        Fact::GroupFinished(visit),
        Fact::SentOn(SentOn {
            station: STATION,
            round: RoundNo(2),
            group: GroupNo(6),
            to: StationNo(43),
        }),
        Fact::BriefingMarked(visit),
        Fact::InterestCounted(counted(5)),
        Fact::WalkInsCounted(WalkIns {
            station: STATION,
            round: RoundNo(2),
            count: -3,
        }),
        Fact::StationPaused(Paused {
            station: STATION,
            reason: Reason::Power,
        }),
        Fact::StationResumed(AtStation { station: STATION }),
        Fact::RoundExtended(Extended {
            station: STATION,
            round: RoundNo(2),
            minutes: 4,
            reason,
        }),
        Fact::FloorHeld(Held {
            reason: Reason::Drill,
        }),
        Fact::FloorResumed(Resumed {}),
        Fact::MessageSent(Box::new(Message {
            to: Audience::Hall(HallId("red".to_owned())),
            text: Words {
                kk: "Қонақтар «көк» залда".to_owned(),
                ru: "Гости в \"синем\" зале".to_owned(),
                en: String::new(),
            },
        })),
        Fact::MessageReceived(Received {
            message: seventh(),
            place: Place::Station(STATION),
        }),
        Fact::HelpCalled(Called {
            place: Place::Coordination,
            need: Need::FirstAid,
        }),
        Fact::CallAccepted(OfCall { call: seventh() }),
        Fact::CallClosed(OfCall { call: seventh() }),
        Fact::DeskVisited(desk_visit),
        Fact::DeskVisitTakenBack(desk_visit),
        Fact::DeskQueueCounted(DeskQueue {
            desk: DESK,
            length: 9,
        }),
        Fact::EntryUndone(Undone { entry: seventh() }),
    ]
}

#[test]
fn every_kind_is_read_and_written_byte_for_byte() {
    let lines = lines("version_1.jsonl");
    let records = records("version_1.jsonl");
    let kinds: BTreeSet<&str> = records.iter().map(|record| record.kind.as_str()).collect();
    let known: BTreeSet<&str> = Fact::KINDS.iter().copied().collect();
    assert_eq!(kinds, known, "a line of each kind");
    assert_eq!(records.len(), facts().len() + 1);
    let mut prev = Hash::default();
    for (record, line) in records.iter().zip(&lines) {
        assert!(record.is_sealed(), "{line}");
        assert_eq!((record.prev, record.to_line()), (prev, line.clone()));
        prev = record.hash;
        let fact = record.entry().fact;
        assert_eq!(fact.body(), record.body, "{line}");
    }
    for (record, fact) in records[1..].iter().zip(facts()) {
        assert_eq!(record.entry().fact, fact);
    }
}

#[test]
fn an_opening_carries_the_whole_day() {
    let records = records("version_1.jsonl");
    let floor = Floor::of([&records[0].entry()]);
    let event = floor.event().expect("open");
    assert_eq!(event.date.to_string(), "2026-10-17");
    assert_eq!(
        (event.stations.len(), event.groups.len(), event.times.rounds.len()),
        (6, 6, 4)
    );
    assert_eq!(floor.expected(StationNo(15), RoundNo(2)), [GroupNo(6)]);
}

/// The pen of today writes the lines of the golden file: the seal covers what it covered then.
#[test]
fn the_pen_writes_the_golden_lines() {
    let golden = records("version_1.jsonl");
    let mut pen = Pen::new(ORIGIN);
    for (n, golden) in golden.iter().enumerate() {
        let now = t("09:30").plus_minutes(i64::try_from(n).expect("small"));
        let moment = Moment {
            now,
            at: now.plus_minutes(-1),
            device_ms: 1_792_200_000_000,
        };
        let role = if n % 2 == 0 {
            Role::Organiser
        } else {
            Role::Station(STATION)
        };
        assert_eq!(pen.write(&golden.entry().fact, moment, role), *golden);
    }
}

#[test]
fn what_a_newer_version_says_is_kept_and_passed_on() {
    let lines = lines("newer.jsonl");
    let records = records("newer.jsonl");
    let [unknown, richer, role, unreadable] = &records[..] else {
        panic!("four lines");
    };
    for (record, line) in records.iter().zip(&lines) {
        assert!(record.is_sealed());
        assert_eq!(record.to_line(), *line);
    }
    assert_eq!(unknown.entry().fact.kind(), "wind_measured");
    assert_eq!(unknown.body, "{\"speed\": 1.50e1,  \"unit\":\"м/с\"}");
    assert!(
        matches!(richer.entry().fact, Fact::GroupArrived(b) if b.count == 12),
        "fields that this version does not know are passed over"
    );
    assert!(richer.body.contains("\"adults\":2"));
    assert_eq!(
        (role.role.as_str(), role.entry().role),
        ("judge:3", Role::Organiser)
    );
    assert!(matches!(unreadable.entry().fact, Fact::Unknown(u) if &*u.kind == "group_arrived"));
    let floor = Floor::of(records.iter().map(Record::entry).collect::<Vec<_>>().iter());
    assert_eq!((floor.unknown_count(), floor.log().len()), (2, 4));
}

#[test]
fn what_is_no_record_is_refused_with_its_reason() {
    let line = &lines("version_1.jsonl")[1];
    let long = format!("{line}{}", " ".repeat(LINE_MAX_BYTES));
    let too_long = Record::from_line(&long).expect_err("too long");
    assert!(matches!(too_long, BadLine::TooLong { .. }));
    assert!(matches!(
        Record::from_line(&line[..line.len() - 1]),
        Err(BadLine::NotJson { .. })
    ));
    assert!(matches!(Record::from_line(""), Err(BadLine::NotJson { .. })));
    let hash = records("version_1.jsonl")[1].hash.to_string();
    assert!(matches!(
        Record::from_line(&line.replace(&hash, "00")),
        Err(BadLine::BadHash)
    ));
    let edited = Record::from_line(&line.replace("\"station\":11", "\"station\":12")).expect("a record");
    assert!(!edited.is_sealed());
    let extra = line.replacen('{', "{\"shard\":1,", 1);
    assert_eq!(
        Record::from_line(&extra).expect("a record"),
        records("version_1.jsonl")[1]
    );
}
